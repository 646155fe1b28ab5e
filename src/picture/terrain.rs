//! What the ground looks like: tints and shade of heights, contours, marshes, scrub, rock, waters.

use super::curve::{along, catmull_rom, chaikin, height_range, join, relax, relax_ring, spans};
use super::field::{Field, around};
use super::layout::{CORNER, CORNERS, Layout, PITCH};
use super::palette;
use super::shape::{Point, Shape, pt};
use crate::data::Ground;
use crate::hex::HexId;
use crate::rules::Terrain;
use std::collections::BTreeMap;

/// Metres between two contours.
pub(super) const CONTOUR_M: i32 = 20;

/// Terrain of a cell; the map's rim runs on beyond it.
fn terrain_at(ground: &Ground, col: i32, row: i32) -> Option<Terrain> {
    let (c, r) = (col.clamp(0, i32::from(ground.grid.cols()) - 1), row.clamp(0, i32::from(ground.grid.rows()) - 1));
    ground.grid.at(c, r).map(|h| ground.terrain[h.index()])
}

/// Smooth rings round all hexes of some kinds, one cell beyond the rim included.
pub(super) fn regions(ground: &Ground, layout: &Layout, kinds: &[Terrain]) -> Vec<Vec<Point>> {
    let (cols, rows) = (i32::from(ground.grid.cols()), i32::from(ground.grid.rows()));
    let inside = |c: i32, r: i32| {
        (-1..=cols).contains(&c) && (-1..=rows).contains(&r) && terrain_at(ground, c, r).is_some_and(|t| kinds.contains(&t))
    };
    let mut next: BTreeMap<(i32, i32), Point> = BTreeMap::new();
    let key = |p: Point| ((p.x * 8.0).round() as i32, (p.y * 8.0).round() as i32);
    for c in -1..=cols {
        for r in -1..=rows {
            if !inside(c, r) {
                continue;
            }
            let centre = layout.cell(c, r);
            for (d, (nc, nr)) in around(c, r).into_iter().enumerate() {
                if !inside(nc, nr) {
                    let (a, b) = (CORNERS[d], CORNERS[(d + 1) % 6]);
                    next.insert(key(centre.plus(a.x, a.y)), centre.plus(b.x, b.y));
                }
            }
        }
    }
    let mut rings = Vec::new();
    while let Some((&start, _)) = next.first_key_value() {
        let (mut ring, mut at) = (Vec::new(), start);
        while let Some(p) = next.remove(&at) {
            ring.push(p);
            at = key(p);
        }
        rings.push(chaikin(&relax_ring(&ring, 2), true, 3));
    }
    rings
}

/// Tints by height and shade by the light.
pub(super) fn relief(field: &Field, out: &mut Vec<Shape>) {
    for (level, colour) in palette::TINTS {
        push_fill(field.above(level), colour, out);
    }
    let light = field.light();
    let smooth = |rings: Vec<Vec<Point>>| rings.iter().map(|r| chaikin(r, true, 1)).collect();
    for step in [0.05, 0.10, 0.16, 0.24, 0.34] {
        push_fill(smooth(light.below(-step)), palette::SHADE, out);
    }
    for step in [0.06, 0.14, 0.24] {
        push_fill(smooth(light.above(step)), palette::GLOW, out);
    }
}

/// Lines of equal height; each fifth heavier.
pub(super) fn contours(field: &Field, highest_m: i32, out: &mut Vec<Shape>) {
    for level in (1..=highest_m / CONTOUR_M).map(|k| k * CONTOUR_M) {
        let (width, alpha) = if level % (5 * CONTOUR_M) == 0 { (2.0, 220) } else { (1.1, 170) };
        for ring in field.above(level as f32) {
            let colour = palette::CONTOUR.alpha(alpha);
            out.push(Shape::Stroke { points: chaikin(&ring, true, 1), closed: true, width, dash: Vec::new(), colour });
        }
    }
}

/// Wash and signs of marsh, ravine, scrub and rock.
pub(super) fn cover(ground: &Ground, layout: &Layout, field: Option<&Field>, out: &mut Vec<Shape>) {
    push_fill(regions(ground, layout, &[Terrain::Scrub]), palette::SCRUB, out);
    let marsh = regions(ground, layout, &[Terrain::Marsh, Terrain::Ravine]);
    push_fill(marsh.clone(), palette::MARSH, out);
    let ravine = regions(ground, layout, &[Terrain::Ravine]);
    push_fill(ravine.clone(), palette::RAVINE, out);
    out.push(Shape::Lines { pieces: hatch(&marsh, 7.5, 15.0, 7.0), width: 1.3, colour: palette::WATER_LINE.alpha(185) });
    out.push(Shape::Lines { pieces: reeds(&marsh), width: 1.0, colour: palette::LEAF });
    banks(&ravine, out);
    scrub(ground, layout, out);
    if let Some(field) = field {
        rock(ground, layout, field, out);
    }
}

/// Lakes and river over all else that lies on the ground.
pub(super) fn waters(ground: &Ground, layout: &Layout, out: &mut Vec<Shape>) {
    let lines = river_lines(ground, layout);
    for line in &lines {
        out.push(Shape::line(line.clone(), PITCH * 0.84, palette::WATER_LINE));
    }
    let lakes = regions(ground, layout, &[Terrain::Lake]);
    for ring in &lakes {
        let colour = palette::WATER_LINE;
        out.push(Shape::Stroke { points: ring.clone(), closed: true, width: 3.2, dash: Vec::new(), colour });
    }
    push_fill(lakes.clone(), palette::WATER, out);
    for line in &lines {
        out.push(Shape::line(line.clone(), PITCH * 0.84 - 3.2, palette::WATER));
    }
}

/// The river along the middles of its hexes, run on beyond the map's rim.
fn river_lines(ground: &Ground, layout: &Layout) -> Vec<Vec<Point>> {
    let is_river = |h: HexId| ground.terrain[h.index()] == Terrain::River;
    let mut pieces = Vec::new();
    let mut alone = Vec::new();
    for hex in ground.grid.hexes().filter(|h| is_river(*h)) {
        let here = layout.centre(&ground.grid, hex);
        let near: Vec<HexId> = ground.grid.neighbours(hex).iter().flatten().copied().filter(|n| is_river(*n)).collect();
        for n in near.iter().filter(|n| **n > hex) {
            pieces.push([here, layout.centre(&ground.grid, *n)]);
        }
        if near.is_empty() {
            alone.push(vec![here, here.plus(0.1, 0.0)]);
        }
    }
    let smooth = |line: Vec<Point>| catmull_rom(&relax(&run_off(line, layout), 2), 6);
    join(&pieces).into_iter().map(smooth).chain(alone).collect()
}

/// A line whose ends lie in the map's outermost hexes runs on over its rim.
pub(super) fn run_off(mut line: Vec<Point>, layout: &Layout) -> Vec<Point> {
    let (corner, (w, h)) = (layout.corner(), layout.map_size());
    let off = |end: Point, before: Point| {
        let (l, t, r, b) = (end.x - corner.x, end.y - corner.y, corner.x + w - end.x, corner.y + h - end.y);
        let (dx, dy) = (end.x - before.x, end.y - before.y);
        let near = CORNER * 1.2;
        // the rim nearest in the direction of travel
        if l < near && l <= t.min(b) {
            Some(end.plus(-PITCH, dy * 0.5))
        } else if r < near && r <= t.min(b) {
            Some(end.plus(PITCH, dy * 0.5))
        } else if t < PITCH * 1.1 && dy <= 0.0 {
            Some(end.plus(dx * 0.5, -PITCH * 1.2))
        } else if b < PITCH * 1.1 && dy >= 0.0 {
            Some(end.plus(dx * 0.5, PITCH * 1.2))
        } else {
            None
        }
    };
    if line.len() < 2 {
        return line;
    }
    if let Some(p) = off(line[line.len() - 1], line[line.len() - 2]) {
        line.push(p);
    }
    if let Some(p) = off(line[0], line[1]) {
        line.insert(0, p);
    }
    line
}

/// Broken horizontal lines inside rings, each row shifted against the one above.
fn hatch(rings: &[Vec<Point>], apart: f32, dash: f32, gap: f32) -> Vec<[Point; 2]> {
    let mut pieces = Vec::new();
    let Some((top, bottom)) = height_range(rings) else { return pieces };
    let first = (top / apart).ceil() as i32;
    for k in first..=(bottom / apart) as i32 {
        let y = k as f32 * apart;
        let shift = [0.0, 9.0, 17.0, 4.0][k.rem_euclid(4) as usize];
        for (from, to) in spans(rings, y) {
            let (from, to) = (from + 2.0, to - 2.0);
            let mut x = ((from - shift) / (dash + gap)).floor() * (dash + gap) + shift;
            while x < to {
                let (a, b) = (x.max(from), (x + dash).min(to));
                if b - a > 3.0 {
                    pieces.push([pt(a, y), pt(b, y)]);
                }
                x += dash + gap;
            }
        }
    }
    pieces
}

/// Tufts of three stalks here and there on the marsh.
fn reeds(rings: &[Vec<Point>]) -> Vec<[Point; 2]> {
    let mut pieces = Vec::new();
    let Some((top, bottom)) = height_range(rings) else { return pieces };
    for k in (top / 22.5).ceil() as i32..=(bottom / 22.5) as i32 {
        let y = k as f32 * 22.5;
        for (from, to) in spans(rings, y) {
            let first = (from / 31.0).ceil() as i32;
            for i in first..=(to / 31.0) as i32 {
                let (dx, dy) = scatter(k.wrapping_mul(977).wrapping_add(i), 3);
                let p = pt(i as f32 * 31.0 + (dx - 0.5) * 12.0, y + (dy - 0.5) * 4.0);
                if p.x > from + 4.0 && p.x < to - 4.0 {
                    pieces.extend([-3.0, 0.0, 3.0].map(|lean: f32| [p, p.plus(lean, -6.0 + lean.abs() * 0.5)]));
                }
            }
        }
    }
    pieces
}

/// Banks of a ravine: teeth inward along its rim.
fn banks(rings: &[Vec<Point>], out: &mut Vec<Shape>) {
    let mut teeth = Vec::new();
    for ring in rings {
        let mut line = ring.clone();
        line.extend(ring.first().copied());
        // rings run clockwise on the sheet, so their inside lies to the right
        teeth.extend(along(&line, 6.0, 3.0).into_iter().map(|(p, d)| [p, p.plus(-d.y * 5.0, d.x * 5.0)]));
        let colour = palette::CONTOUR;
        out.push(Shape::Stroke { points: ring.clone(), closed: true, width: 1.2, dash: Vec::new(), colour });
    }
    out.push(Shape::Lines { pieces: teeth, width: 1.0, colour: palette::CONTOUR });
}

/// Small rings of bushes in scrub, a few on slopes.
fn scrub(ground: &Ground, layout: &Layout, out: &mut Vec<Shape>) {
    let mut dots = Vec::new();
    let mut rings = Vec::new();
    for hex in ground.grid.hexes() {
        let many = match ground.terrain[hex.index()] {
            Terrain::Scrub => 6,
            Terrain::Slope => 2,
            _ => continue,
        };
        let c = layout.centre(&ground.grid, hex);
        for k in 0..many {
            let (x, y) = scatter(i32::from(hex.0), k);
            let p = c.plus((x - 0.5) * PITCH * 0.86, (y - 0.5) * PITCH * 0.86);
            if k % 2 == 0 { dots.push(p) } else { rings.push(p) }
        }
    }
    out.push(Shape::Dots { centres: dots, radius: 1.5, colour: palette::LEAF });
    out.push(Shape::Dots { centres: rings.clone(), radius: 2.8, colour: palette::LEAF });
    out.push(Shape::Dots { centres: rings, radius: 1.7, colour: palette::SCRUB.alpha(255) });
}

/// Strokes down the fall line on rock.
fn rock(ground: &Ground, layout: &Layout, field: &Field, out: &mut Vec<Shape>) {
    let mut pieces = Vec::new();
    for hex in ground.grid.hexes().filter(|h| ground.terrain[h.index()] == Terrain::Rock) {
        let c = layout.centre(&ground.grid, hex);
        for row in -3..=3_i32 {
            for k in -4..=4_i32 {
                let p = c.plus(k as f32 * 6.5 + (row & 1) as f32 * 3.2, row as f32 * 8.5);
                if p.distance(c) > PITCH * 0.5 {
                    continue;
                }
                if let Some(d) = field.downhill(p) {
                    pieces.push([p, p.plus(d.x * 6.5, d.y * 6.5)]);
                }
            }
        }
    }
    out.push(Shape::Lines { pieces, width: 1.6, colour: palette::CONTOUR });
}

fn push_fill(rings: Vec<Vec<Point>>, colour: super::shape::Colour, out: &mut Vec<Shape>) {
    if !rings.is_empty() {
        out.push(Shape::Fill { rings, colour });
    }
}

/// Two numbers in 0..1 for the `k`-th sign of a hex: the same on every drawing.
pub(super) fn scatter(of: i32, k: i32) -> (f32, f32) {
    let mut x = (of as u32).wrapping_mul(0x9e37_79b1) ^ (k as u32).wrapping_mul(0x85eb_ca77) ^ 0x2545_f491;
    let mut next = || {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        (x >> 8) as f32 / (1 << 24) as f32
    };
    next();
    (next(), next())
}
