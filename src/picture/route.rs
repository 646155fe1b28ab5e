//! Orders being planned and moves that were seen: ways with the risk of each step, lines of fire, aims, arrows.
//!
//! What belongs here: how these look. What never does: whether they are allowed or what they cost, words.

use super::layout::{CORNER, CORNERS, Layout, PITCH};
use super::palette;
use super::shape::{Anchor, Colour, Point, Shape, pt};
use crate::hex::{Grid, HexId};
use crate::rules::Side;
use crate::view::{Observation, StepQuote};

/// From so many per mille on, a step's chance that a vehicle gets stuck is given in figures.
const TOLD_PERMILLE: u16 = 50;

/// Colour and radius of a step's dot by the chance, per mille, that a vehicle gets stuck there. The size says the same.
fn risk(bog_any_permille: u16) -> (Colour, f32) {
    match bog_any_permille {
        0..30 => (palette::FAIR, 4.0),
        30..150 => (palette::WARNINGS[0], 5.5),
        150..400 => (palette::WARNINGS[1], 7.0),
        _ => (palette::WARNINGS[2], 8.5),
    }
}

/// A way from a hex along the steps of a quote: full as far as the seconds of this turn go, dashed beyond; a dot on each
/// step by its risk of bogging, with the per cent where it matters; an arrowhead at the goal.
pub fn path_shapes(grid: &Grid, layout: &Layout, from: HexId, steps: &[StepQuote], seconds_left: u32) -> Vec<Shape> {
    let mut out = Vec::new();
    let Some(last) = steps.last() else { return out };
    let mut points = vec![layout.centre(grid, from)];
    points.extend(steps.iter().map(|s| layout.centre(grid, s.hex)));
    let mut spent = 0;
    let now = steps.iter().take_while(|s| {
        spent += s.seconds;
        spent <= seconds_left
    });
    let now = now.count();
    let (this_turn, later) = (&points[..=now], &points[now..]);
    let n = points.len();
    if this_turn.len() > 1 {
        out.push(Shape::line(this_turn.to_vec(), 8.0, palette::MARGIN.alpha(200)));
        out.push(Shape::line(this_turn.to_vec(), 4.0, palette::PLAN));
    }
    if later.len() > 1 {
        out.push(Shape::dashed(later.to_vec(), 6.5, &[11.0, 8.0], palette::MARGIN.alpha(180)));
        out.push(Shape::dashed(later.to_vec(), 3.4, &[11.0, 8.0], palette::PLAN));
    }
    let mut texts = Vec::new();
    for (k, step) in steps.iter().enumerate() {
        let at = points[k + 1];
        let (colour, r) = risk(step.bog_any_permille);
        let goal = k + 1 == steps.len();
        if !goal || step.bog_any_permille >= TOLD_PERMILLE {
            out.push(Shape::Dots { centres: vec![at], radius: r + 1.2, colour: palette::INK });
            out.push(Shape::Dots { centres: vec![at], radius: r, colour });
        }
        if step.bog_any_permille >= TOLD_PERMILLE {
            let text = format!("{} %", (step.bog_any_permille + 5) / 10);
            texts.push(told(at.plus(11.0, -9.0), text, 12.0, Anchor::Left));
        }
    }
    head(points[n - 2], points[n - 1], 13.0, palette::PLAN, &mut out);
    hex_frame(grid, layout, last.hex, palette::PLAN, 2.4, &mut out);
    out.extend(texts);
    out
}

/// Paths that the side's own units keep to over turns: thin lines, so that many may be shown at once.
pub fn plan_shapes(view: &Observation, layout: &Layout) -> Vec<Shape> {
    let grid = &view.ground.grid;
    let mut out = Vec::new();
    for u in view.units.iter().filter(|u| u.active() && !u.path.is_empty()) {
        let Some(from) = u.hex else { continue };
        let mut points = vec![layout.centre(grid, from)];
        points.extend(u.path.iter().map(|h| layout.centre(grid, *h)));
        let n = points.len();
        let (a, b) = (points[n - 2], points[n - 1]);
        out.push(Shape::dashed(points, 2.2, &[7.0, 5.0], palette::PLAN.alpha(210)));
        head(a, b, 8.0, palette::PLAN.alpha(210), &mut out);
    }
    out
}

/// A line of fire with a cross on the target and what is to be said beside it (range, expected loss). A line that is not
/// clear is broken.
pub fn fire_shapes(grid: &Grid, layout: &Layout, from: HexId, to: HexId, clear: bool, label: &str) -> Vec<Shape> {
    let (a, b) = (layout.centre(grid, from), layout.centre(grid, to));
    let mut out = Vec::new();
    if from != to {
        let line = vec![a, b];
        let colour = if clear { palette::WARNINGS[2] } else { palette::SPENT };
        out.push(Shape::line(line.clone(), 5.0, palette::MARGIN.alpha(150)));
        out.push(if clear { Shape::line(line, 2.4, colour) } else { Shape::dashed(line, 2.4, &[6.0, 6.0], colour) });
    }
    cross(b, 15.0, palette::WARNINGS[2], &mut out);
    if !label.is_empty() {
        out.push(told(b.plus(0.0, -24.0), label.to_owned(), 13.0, Anchor::Middle));
    }
    out
}

/// The aim of a fire mission or a sortie: a ring on the hex where most of it falls, a broken one about the hexes that get
/// some of it.
pub fn aim_shapes(grid: &Grid, layout: &Layout, hex: HexId, label: &str) -> Vec<Shape> {
    let c = layout.centre(grid, hex);
    let red = palette::WARNINGS[2];
    let mut out = vec![
        Shape::polygon(ring(c, PITCH * 0.5), red.alpha(40)),
        Shape::Stroke { points: ring(c, PITCH * 0.5), closed: true, width: 2.4, dash: Vec::new(), colour: red },
        Shape::Stroke { points: ring(c, PITCH * 1.5), closed: true, width: 1.8, dash: vec![9.0, 7.0], colour: red },
    ];
    cross(c, 12.0, red, &mut out);
    if !label.is_empty() {
        out.push(told(c.plus(0.0, -PITCH * 0.5 - 10.0), label.to_owned(), 13.0, Anchor::Middle));
    }
    out
}

/// Broad arrows from hexes into the one they go for.
pub fn assault_shapes(grid: &Grid, layout: &Layout, from: &[HexId], to: HexId) -> Vec<Shape> {
    let mut out = Vec::new();
    for a in from.iter().filter(|a| **a != to) {
        let (a, b) = (layout.centre(grid, *a), layout.centre(grid, to));
        arrow(a.towards(b, 0.28), a.towards(b, 0.86), 10.0, palette::WARNINGS[2], &mut out);
    }
    hex_frame(grid, layout, to, palette::WARNINGS[2], 3.0, &mut out);
    out
}

/// Moves of the enemy that were seen, from hex to hex, in the colour of their counters with a dark rim.
pub fn seen_move_shapes(grid: &Grid, layout: &Layout, side: Side, moves: &[(HexId, HexId)]) -> Vec<Shape> {
    let mut out = Vec::new();
    for (a, b) in moves.iter().filter(|(a, b)| a != b) {
        let (a, b) = (layout.centre(grid, *a), layout.centre(grid, *b));
        arrow(a, a.towards(b, 0.94), 4.5, palette::counter(side), &mut out);
    }
    out
}

/// A frame about a hex: the one under the cursor, a goal.
pub fn hex_frame(grid: &Grid, layout: &Layout, hex: HexId, colour: Colour, width: f32, out: &mut Vec<Shape>) {
    let c = layout.centre(grid, hex);
    let points = CORNERS.map(|k| c.plus(k.x * 0.96, k.y * 0.96)).to_vec();
    out.push(Shape::Stroke { points, closed: true, width, dash: Vec::new(), colour });
}

/// A text that stays readable over everything.
pub(super) fn told(at: Point, text: String, size: f32, anchor: Anchor) -> Shape {
    Shape::Text { at, text, size, anchor, colour: palette::INK, halo: Some(palette::HALO), slanted: false }
}

/// A slanting cross with a pale rim.
pub(super) fn cross(c: Point, r: f32, colour: Colour, out: &mut Vec<Shape>) {
    let pieces = vec![[c.plus(-r, -r), c.plus(r, r)], [c.plus(-r, r), c.plus(r, -r)]];
    out.push(Shape::Lines { pieces: pieces.clone(), width: 6.5, colour: palette::MARGIN.alpha(190) });
    out.push(Shape::Lines { pieces, width: 3.4, colour });
}

/// Direction of length 1 from a point to another.
fn direction(a: Point, b: Point) -> Point {
    let len = a.distance(b).max(0.01);
    pt((b.x - a.x) / len, (b.y - a.y) / len)
}

/// An arrowhead that ends in a point.
pub(super) fn head(from: Point, to: Point, size: f32, colour: Colour, out: &mut Vec<Shape>) {
    let d = direction(from, to);
    let p = |back: f32, across: f32| to.plus(-d.x * back - d.y * across, -d.y * back + d.x * across);
    out.push(Shape::polygon(vec![to, p(size, size * 0.6), p(size * 0.7, 0.0), p(size, -size * 0.6)], colour));
}

/// An arrow with a rim, shaft and head in one piece.
fn arrow(from: Point, to: Point, width: f32, colour: Colour, out: &mut Vec<Shape>) {
    let d = direction(from, to);
    let (w, len) = (width / 2.0, (width * 1.5).min(from.distance(to) * 0.6));
    let p = |at: Point, on: f32, across: f32| at.plus(d.x * on - d.y * across, d.y * on + d.x * across);
    let points = vec![
        p(from, 0.0, -w * 0.7),
        p(to, -len, -w),
        p(to, -len, -w * 2.2),
        to,
        p(to, -len, w * 2.2),
        p(to, -len, w),
        p(from, 0.0, w * 0.7),
    ];
    out.push(Shape::polygon(points.clone(), colour));
    out.push(Shape::Stroke { points, closed: true, width: 1.4, dash: Vec::new(), colour: palette::INK });
}

/// Points on a circle, enough of them for a smooth one.
pub(super) fn ring(c: Point, r: f32) -> Vec<Point> {
    // corners of a hexagon, cut again and again, come to 0.87 of their distance
    let corners: Vec<Point> = CORNERS.iter().map(|k| c.plus(k.x / CORNER * r * 1.149, k.y / CORNER * r * 1.149)).collect();
    super::curve::chaikin(&corners, true, 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::fixture;

    fn texts(shapes: &[Shape]) -> Vec<&str> {
        shapes.iter().filter_map(|s| if let Shape::Text { text, .. } = s { Some(text.as_str()) } else { None }).collect()
    }

    #[test]
    fn a_way_is_full_as_far_as_the_seconds_go_and_tells_its_risks() {
        let grid = &fixture::scenario().ground.grid;
        let layout = Layout::new(grid, false);
        let hex = |n: &str| grid.parse(n).unwrap();
        let step = |n, bog| StepQuote {
            hex: hex(n),
            seconds: 100,
            wait_s: 0,
            bog_permille: bog,
            bog_any_permille: bog,
            deep_permille: 0,
            break_permille: 0,
            recover_s: 0,
        };
        let steps = [step("0101", 0), step("0102", 60), step("0103", 500)];
        let drawn = |left| path_shapes(grid, &layout, hex("0100"), &steps, left);
        let dashed = |shapes: &[Shape]| shapes.iter().any(|s| matches!(s, Shape::Stroke { dash, closed: false, .. } if !dash.is_empty()));
        assert!(!dashed(&drawn(300)) && dashed(&drawn(299)) && dashed(&drawn(0)));
        assert_eq!(texts(&drawn(300)), ["6 %", "50 %"]);
        assert!(path_shapes(grid, &layout, hex("0100"), &[], 300).is_empty());
        let line = drawn(200).into_iter().find_map(|s| match s {
            Shape::Stroke { points, colour: palette::PLAN, closed: false, .. } => Some(points.len()),
            _ => None,
        });
        assert_eq!(line, Some(3));
    }

    #[test]
    fn aims_arrows_and_lines_of_fire_are_drawn_where_they_are_meant() {
        let grid = &fixture::scenario().ground.grid;
        let layout = Layout::new(grid, false);
        let (a, b) = (grid.parse("0101").unwrap(), grid.parse("0103").unwrap());
        assert_eq!(texts(&fire_shapes(grid, &layout, a, b, true, "600 m")), ["600 m"]);
        assert_ne!(fire_shapes(grid, &layout, a, b, true, ""), fire_shapes(grid, &layout, a, b, false, ""));
        assert_eq!(texts(&aim_shapes(grid, &layout, b, "")), [""; 0]);
        assert_eq!(assault_shapes(grid, &layout, &[a, b], b).len(), assault_shapes(grid, &layout, &[a], b).len());
        assert!(seen_move_shapes(grid, &layout, Side::Japanese, &[(a, a)]).is_empty());
        assert!(!seen_move_shapes(grid, &layout, Side::Japanese, &[(a, b)]).is_empty());
        for p in ring(pt(0.0, 0.0), 30.0) {
            assert!((p.distance(pt(0.0, 0.0)) - 30.0).abs() < 1.5);
        }
    }
}
