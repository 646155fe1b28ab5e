//! What stands round the map: frame, column and row numbers, title, legend, scale, north arrow; and the hex grid.

use super::layout::{CORNERS, Layout, PER_M, PITCH};
use super::palette;
use super::shape::{Anchor, Colour, Point, Shape, pt, text_width};
use super::terrain::CONTOUR_M;
use super::{MapOptions, NameLanguage};
use crate::data::Ground;
use crate::hex::Dir;

/// Lines of the hex grid, each side once.
pub(super) fn grid(ground: &Ground, layout: &Layout, out: &mut Vec<Shape>) {
    let mut pieces = Vec::new();
    for hex in ground.grid.hexes() {
        let c = layout.centre(&ground.grid, hex);
        for dir in Dir::ALL {
            let owns = matches!(dir, Dir::N | Dir::NE | Dir::SE) || ground.grid.neighbour(hex, dir).is_none();
            if owns {
                let (a, b) = (CORNERS[dir as usize], CORNERS[(dir as usize + 1) % 6]);
                pieces.push([c.plus(a.x, a.y), c.plus(b.x, b.y)]);
            }
        }
    }
    out.push(Shape::Lines { pieces, width: 0.9, colour: palette::GRID });
}

/// The number of each hex under its upper side.
pub(super) fn numbers(ground: &Ground, layout: &Layout, out: &mut Vec<Shape>) {
    for hex in ground.grid.hexes() {
        let at = layout.centre(&ground.grid, hex).plus(0.0, -PITCH / 2.0 + 6.5);
        out.push(Shape::text(at, ground.grid.name(hex), 8.0, Anchor::Middle, palette::INK.alpha(150)));
    }
}

/// Paper over what runs off the map, and the frame.
pub(super) fn rim(ground: &Ground, layout: &Layout, out: &mut Vec<Shape>) {
    let (w, h) = layout.map_size();
    let (sheet_w, sheet_h) = layout.size();
    let corner = layout.corner();
    let (right, bottom) = (corner.x + w, corner.y + h);
    let paper = palette::MARGIN;
    // wide enough for lines that run a whole hex over the rim of an unframed map too
    let beyond = 2.0 * PITCH;
    out.push(Shape::rect(-beyond, -beyond, sheet_w + 2.0 * beyond, corner.y + beyond, paper));
    out.push(Shape::rect(-beyond, bottom, sheet_w + 2.0 * beyond, sheet_h - bottom + beyond, paper));
    out.push(Shape::rect(-beyond, corner.y, corner.x + beyond, h, paper));
    out.push(Shape::rect(right, corner.y, sheet_w - right + beyond, h, paper));
    out.push(Shape::frame(corner.x, corner.y, w, h, 2.2, palette::INK));
    let rim = layout.margins().rim;
    if rim <= 0.0 {
        return;
    }
    out.push(Shape::frame(corner.x - 24.0, corner.y - 24.0, w + 48.0, h + 48.0, 4.5, palette::INK));
    let label = |at: Point, n: u8| Shape::text(at, format!("{n:02}"), 14.0, Anchor::Middle, palette::INK);
    for col in 0..ground.grid.cols() {
        let x = layout.cell(i32::from(col), 0).x;
        out.push(label(pt(x, corner.y - 12.0), col));
        out.push(label(pt(x, bottom + 12.0), col));
    }
    for row in 0..ground.grid.rows() {
        let y = layout.cell(0, i32::from(row)).y;
        out.push(label(pt(corner.x - 12.0, y), row));
        out.push(label(pt(right + 12.0, y), row));
    }
}

/// Words of the legend in the languages of names.
fn word(english: &'static str, language: NameLanguage) -> &'static str {
    const WORDS: [[&str; 3]; 17] = [
        ["lake, river", "озеро, река", "湖・川"],
        ["marsh", "болото", "湿地"],
        ["swampy ravine", "болотистый овраг", "湿った谷"],
        ["scrub", "кустарник", "灌木"],
        ["rock", "скалы", "岩"],
        ["cliff", "обрыв", "崖"],
        ["stream, crossing, bridge", "ручей, переправа, мост", "小川・渡渉点・橋"],
        ["dirt road", "грунтовая дорога", "土道"],
        ["highway", "шоссе", "街道"],
        ["railway", "железная дорога", "鉄道"],
        ["track", "тропа", "小径"],
        ["ferry", "паром", "渡船"],
        ["border", "граница", "国境"],
        ["village", "селение", "村"],
        [
            "Hexes of 300 m. Heights in metres, contours every",
            "Гексы 300 м. Высоты в метрах, горизонтали через",
            "六角 300 m。標高 m、等高線",
        ],
        ["km", "км", "km"],
        ["N", "С", "北"],
    ];
    WORDS.iter().find(|w| w[0] == english).map_or(english, |w| match language {
        NameLanguage::English => w[0],
        NameLanguage::Russian => w[1],
        NameLanguage::Japanese => w[2],
    })
}

/// Title, legend, scale and north arrow in the foot of the sheet, as far as its width allows.
pub(super) fn foot(ground: &Ground, layout: &Layout, options: &MapOptions, out: &mut Vec<Shape>) {
    if layout.margins().foot <= 0.0 {
        return;
    }
    let (sheet_w, sheet_h) = layout.size();
    let top = sheet_h - layout.margins().foot + 44.0;
    let left = layout.corner().x - 22.0;
    let right = sheet_w - left;
    let title = &ground.title;
    out.push(Shape::text(pt(left, top + 24.0), title.clone(), 42.0, Anchor::Left, palette::INK));
    let note = format!("{} {CONTOUR_M} m", word("Hexes of 300 m. Heights in metres, contours every", options.language));
    out.push(Shape::text(pt(left, top + 66.0), note.clone(), 15.0, Anchor::Left, palette::INK));
    scale_bar(pt(left, top + 100.0), right - left, options, out);
    let mut x = left + text_width(title, 42.0).max(text_width(&note, 15.0)).max(560.0) + 50.0;
    let names = [
        ["lake, river", "marsh", "swampy ravine"],
        ["scrub", "rock", "cliff"],
        ["stream, crossing, bridge", "village", "border"],
        ["dirt road", "highway", "railway"],
        ["track", "ferry", ""],
    ];
    for column in names {
        let wide = column.iter().map(|w| text_width(word(w, options.language), 15.0)).fold(0.0, f32::max) + 110.0;
        if x + wide > right - 60.0 {
            break;
        }
        for (k, name) in column.into_iter().enumerate().filter(|(_, n)| !n.is_empty()) {
            let y = top + 22.0 + 40.0 * k as f32;
            sample(name, pt(x, y - 13.0), out);
            out.push(Shape::text(pt(x + 72.0, y), word(name, options.language), 15.0, Anchor::Left, palette::INK));
        }
        x += wide;
    }
    if right - 40.0 > x {
        arrow(pt(right - 24.0, top + 66.0), word("N", options.language), out);
    }
}

/// A bar of whole kilometres, the first cut into fifths.
fn scale_bar(at: Point, room: f32, options: &MapOptions, out: &mut Vec<Shape>) {
    let km = 1000.0 * PER_M;
    let whole = ((room - 120.0) / km).clamp(0.0, 3.0) as i32;
    for k in 0..5 {
        let colour = if k % 2 == 0 { palette::INK } else { palette::MARGIN };
        out.push(Shape::rect(at.x + k as f32 * km / 5.0, at.y, km / 5.0, 9.0, colour));
    }
    for k in 1..whole {
        let colour = if k % 2 == 1 { palette::INK } else { palette::MARGIN };
        out.push(Shape::rect(at.x + k as f32 * km, at.y, km, 9.0, colour));
    }
    let whole = whole.max(1);
    out.push(Shape::frame(at.x, at.y, whole as f32 * km, 9.0, 1.6, palette::INK));
    for k in 0..=whole {
        let text = if k == whole { format!("{k} {}", word("km", options.language)) } else { k.to_string() };
        out.push(Shape::text(at.plus(k as f32 * km, 22.0), text, 14.0, Anchor::Middle, palette::INK));
    }
}

/// North arrow.
fn arrow(at: Point, north: &str, out: &mut Vec<Shape>) {
    out.push(Shape::polygon(vec![at.plus(0.0, -34.0), at.plus(0.0, 34.0), at.plus(-13.0, 42.0)], palette::INK));
    let half = vec![at.plus(0.0, -34.0), at.plus(13.0, 42.0), at.plus(0.0, 34.0)];
    out.push(Shape::Stroke { points: half, closed: true, width: 1.8, dash: Vec::new(), colour: palette::INK });
    out.push(Shape::text(at.plus(0.0, -48.0), north, 22.0, Anchor::Middle, palette::INK));
}

/// A sample 60 by 26 units large.
fn sample(name: &str, at: Point, out: &mut Vec<Shape>) {
    let mid = |x: f32, y: f32| at.plus(x, 13.0 + y);
    let fill = |colour: Colour| Shape::rect(at.x, at.y, 60.0, 26.0, colour);
    let full = vec![mid(0.0, 0.0), mid(60.0, 0.0)];
    let wave = vec![mid(0.0, 5.0), mid(12.0, -2.0), mid(26.0, 3.0), mid(42.0, -4.0), mid(60.0, 1.0)];
    let wet = |out: &mut Vec<Shape>| {
        let rows = [-8.0_f32, 0.0, 8.0].map(|y| [[mid(3.0 + y.abs(), y), mid(26.0, y)], [mid(33.0, y), mid(57.0 - y.abs(), y)]]);
        out.push(Shape::Lines { pieces: rows.concat(), width: 1.3, colour: palette::WATER_LINE });
    };
    match name {
        "lake, river" => out.push(fill(palette::WATER)),
        "marsh" => {
            out.push(fill(palette::MARSH));
            wet(out);
        }
        "swampy ravine" => {
            out.push(fill(palette::RAVINE));
            wet(out);
            let teeth = (0..10).flat_map(|k| {
                let x = 3.0 + 6.0 * k as f32;
                [[mid(x, -13.0), mid(x, -8.0)], [mid(x, 13.0), mid(x, 8.0)]]
            });
            out.push(Shape::Lines { pieces: teeth.collect(), width: 1.0, colour: palette::CONTOUR });
        }
        "scrub" => {
            out.push(fill(palette::SCRUB));
            out.push(Shape::Dots { centres: vec![mid(10.0, -4.0), mid(32.0, 5.0), mid(50.0, -5.0)], radius: 2.8, colour: palette::LEAF });
            out.push(Shape::Dots { centres: vec![mid(20.0, 4.0), mid(41.0, -6.0)], radius: 1.5, colour: palette::LEAF });
        }
        "rock" => {
            let pieces = (0..14).map(|k| {
                let (x, y) = ((k % 7) as f32 * 8.0 + 4.0, if k < 7 { -8.0 } else { 3.0 });
                [mid(x, y), mid(x + 3.0, y + 6.5)]
            });
            out.push(Shape::Lines { pieces: pieces.collect(), width: 1.6, colour: palette::CONTOUR });
        }
        "cliff" => {
            out.push(Shape::line(full, 3.0, palette::CONTOUR));
            let teeth = (0..12).map(|k| [mid(k as f32 * 5.0 + 2.0, 0.0), mid(k as f32 * 5.0 + 2.0, 9.0)]);
            out.push(Shape::Lines { pieces: teeth.collect(), width: 1.8, colour: palette::CONTOUR });
        }
        "stream, crossing, bridge" => out.push(Shape::line(super::curve::catmull_rom(&wave, 5), 3.0, palette::WATER_LINE)),
        "village" => {
            for (x, y) in [(8.0, -6.0), (22.0, 2.0), (38.0, -5.0)] {
                out.push(Shape::rect(at.x + x, at.y + 13.0 + y, 9.0, 6.0, palette::INK));
            }
        }
        "border" => {
            out.push(Shape::line(full.clone(), 11.0, palette::BORDER.alpha(54)));
            out.push(Shape::dashed(full, 3.0, &[16.0, 7.0, 0.1, 7.0], palette::BORDER));
        }
        "dirt road" => {
            out.push(Shape::line(full.clone(), 6.4, palette::INK));
            out.push(Shape::line(full, 3.8, palette::ROAD));
        }
        "highway" => {
            out.push(Shape::line(full.clone(), 7.4, palette::INK));
            out.push(Shape::line(full, 4.8, palette::HIGHWAY));
        }
        "railway" => {
            let ties = (0..6).map(|k| [mid(k as f32 * 11.0 + 2.0, -5.0), mid(k as f32 * 11.0 + 2.0, 5.0)]);
            out.push(Shape::Lines { pieces: ties.collect(), width: 2.0, colour: palette::INK });
            out.push(Shape::line(full, 3.4, palette::INK));
        }
        "track" => out.push(Shape::dashed(full, 2.2, &[9.0, 5.0], palette::INK)),
        "ferry" => {
            out.push(fill(palette::WATER));
            out.push(Shape::dashed(full, 2.6, &[2.0, 5.0], palette::INK));
        }
        _ => {}
    }
}
