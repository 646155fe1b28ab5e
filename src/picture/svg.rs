//! Shapes as an SVG file: the same shapes give the same bytes.

use super::shape::{Anchor, Colour, Point, Shape};
use std::fmt::Write;

/// An SVG document of a sheet `width` × `height` units large. Numbers have one decimal.
pub fn render(shapes: &[Shape], width: f32, height: f32) -> String {
    let mut s = String::with_capacity(shapes.len() * 160);
    let (w, h) = (num(width), num(height));
    s.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    put(
        &mut s,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
             font-family=\"Ubuntu, 'Noto Sans', 'DejaVu Sans', 'Noto Sans CJK JP', sans-serif\" \
             stroke-linecap=\"round\" stroke-linejoin=\"round\">\n"
        ),
    );
    for shape in shapes {
        one(&mut s, shape);
    }
    s.push_str("</svg>\n");
    s
}

/// Writing into a `String` cannot fail.
fn put(s: &mut String, args: std::fmt::Arguments<'_>) {
    let _ = s.write_fmt(args);
}

fn one(s: &mut String, shape: &Shape) {
    match shape {
        Shape::Fill { rings, colour } => {
            s.push_str("<path d=\"");
            for ring in rings {
                path(s, ring, true);
            }
            put(s, format_args!("\" fill-rule=\"evenodd\" {}/>\n", paint("fill", *colour)));
        }
        Shape::Stroke { points, closed, width, dash, colour } => {
            s.push_str("<path d=\"");
            path(s, points, *closed);
            put(s, format_args!("\" fill=\"none\" {} stroke-width=\"{}\"", paint("stroke", *colour), num(*width)));
            if !dash.is_empty() {
                let dash: Vec<String> = dash.iter().map(|d| num(*d)).collect();
                put(s, format_args!(" stroke-dasharray=\"{}\" stroke-linecap=\"{}\"", dash.join(" "), dash_cap(&dash)));
            }
            s.push_str("/>\n");
        }
        Shape::Lines { pieces, width, colour } => {
            if pieces.is_empty() {
                return;
            }
            s.push_str("<path d=\"");
            for [a, b] in pieces {
                put(s, format_args!("M{} {}L{} {}", num(a.x), num(a.y), num(b.x), num(b.y)));
            }
            put(
                s,
                format_args!("\" fill=\"none\" stroke-linecap=\"butt\" {} stroke-width=\"{}\"/>\n", paint("stroke", *colour), num(*width)),
            );
        }
        Shape::Dots { centres, radius, colour } => {
            if centres.is_empty() {
                return;
            }
            // a stroke of no length with round ends is a disc
            s.push_str("<path d=\"");
            for c in centres {
                put(s, format_args!("M{} {}h0", num(c.x), num(c.y)));
            }
            put(s, format_args!("\" fill=\"none\" {} stroke-width=\"{}\"/>\n", paint("stroke", *colour), num(radius * 2.0)));
        }
        Shape::Text { at, text, size, anchor, colour, halo, slanted } => {
            let anchor = match anchor {
                Anchor::Left => "start",
                Anchor::Middle => "middle",
                Anchor::Right => "end",
            };
            // baselines lie a third of the height below the middle of a line
            let (x, y) = (num(at.x), num(at.y + size * 0.35));
            put(
                s,
                format_args!("<text x=\"{x}\" y=\"{y}\" font-size=\"{}\" text-anchor=\"{anchor}\" {}", num(*size), paint("fill", *colour)),
            );
            if *slanted {
                s.push_str(" font-style=\"italic\"");
            }
            if let Some(halo) = halo {
                let width = num(size * 0.22);
                put(s, format_args!(" {} stroke-width=\"{width}\" paint-order=\"stroke\"", paint("stroke", *halo)));
            }
            s.push('>');
            for c in text.chars() {
                match c {
                    '&' => s.push_str("&amp;"),
                    '<' => s.push_str("&lt;"),
                    '>' => s.push_str("&gt;"),
                    // what XML 1.0 cannot hold
                    c if c.is_control() => s.push(' '),
                    c => s.push(c),
                }
            }
            s.push_str("</text>\n");
        }
    }
}

/// Dots of a dash pattern need round caps; plain dashes look better without.
fn dash_cap(dash: &[String]) -> &'static str {
    if dash.iter().any(|d| d == "0.1") { "round" } else { "butt" }
}

fn path(s: &mut String, points: &[Point], closed: bool) {
    for (i, p) in points.iter().enumerate() {
        put(s, format_args!("{}{} {}", if i == 0 { 'M' } else { 'L' }, num(p.x), num(p.y)));
    }
    if closed {
        s.push('Z');
    }
}

fn paint(what: &str, c: Colour) -> String {
    let solid = format!("{what}=\"#{:02x}{:02x}{:02x}\"", c.r, c.g, c.b);
    if c.a == 255 { solid } else { format!("{solid} {what}-opacity=\"{:.2}\"", f32::from(c.a) / 255.0) }
}

/// A number with at most one decimal, never `-0` and never `NaN`.
fn num(v: f32) -> String {
    if !v.is_finite() {
        return "0".to_owned();
    }
    let tenths = (v * 10.0).round() as i64;
    let (whole, part) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    let sign = if tenths < 0 { "-" } else { "" };
    if part == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

#[cfg(test)]
mod tests {
    use super::super::shape::pt;
    use super::*;

    #[test]
    fn numbers_are_short_and_sane() {
        assert_eq!([0.0, -0.04, 1.25, -3.0, f32::NAN, 1e9].map(num), ["0", "0", "1.3", "-3", "0", "1000000000"]);
    }

    #[test]
    fn text_cannot_break_the_document() {
        let text = Shape::text(pt(0.0, 0.0), "a<b>&\u{0}\"c", 10.0, Anchor::Left, Colour::hex(0));
        let svg = render(&[text], 10.0, 10.0);
        assert!(svg.contains("a&lt;b&gt;&amp; \"c</text>"), "{svg}");
    }
}
