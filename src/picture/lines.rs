//! What runs over the ground: streams and their crossings, roads, railway, ferries, cliffs, wire, the border.

use super::curve::{along, catmull_rom, chaikin, join, relax};
use super::layout::{CORNERS, Layout};
use super::palette;
use super::shape::{Point, Shape, pt};
use super::terrain::run_off;
use crate::data::Ground;
use crate::hex::{Dir, HexId};
use crate::rules::{RoadKind, SideFeatures};

/// The two ends of a hex side.
fn ends(ground: &Ground, layout: &Layout, hex: HexId, dir: Dir) -> [Point; 2] {
    let c = layout.centre(&ground.grid, hex);
    let (a, b) = (CORNERS[dir as usize], CORNERS[(dir as usize + 1) % 6]);
    [c.plus(a.x, a.y), c.plus(b.x, b.y)]
}

/// Each inner side once, with its hexes and what lies on it.
fn inner_sides(ground: &Ground) -> impl Iterator<Item = (HexId, Dir, HexId, SideFeatures)> {
    ground.grid.hexes().flat_map(move |hex| {
        [Dir::N, Dir::NE, Dir::SE].into_iter().filter_map(move |dir| {
            let other = ground.grid.neighbour(hex, dir)?;
            Some((hex, dir, other, ground.side(hex, dir)))
        })
    })
}

/// Lines along the sides of which something is so, with corners cut.
fn along_sides(ground: &Ground, layout: &Layout, is: impl Fn(&SideFeatures) -> bool) -> Vec<Vec<Point>> {
    let pieces: Vec<_> = inner_sides(ground).filter(|(.., f)| is(f)).map(|(hex, dir, ..)| ends(ground, layout, hex, dir)).collect();
    let smooth = |line: Vec<Point>| {
        let closed = line.first() == line.last();
        let line = if closed { line } else { run_off(line, layout) };
        chaikin(&relax(&line, 1), closed, 2)
    };
    join(&pieces).into_iter().map(smooth).collect()
}

/// Streams, and where they are crossed.
pub(super) fn streams(ground: &Ground, layout: &Layout, out: &mut Vec<Shape>) {
    let lines = along_sides(ground, layout, |f| f.stream);
    for line in &lines {
        out.push(Shape::line(line.clone(), 5.2, palette::HALO.alpha(120)));
    }
    for line in lines {
        out.push(Shape::line(line, 3.0, palette::WATER_LINE));
    }
}

/// Crossings and bridges: drawn over streams and roads.
pub(super) fn crossings(ground: &Ground, layout: &Layout, out: &mut Vec<Shape>) {
    for (hex, _, other, features) in inner_sides(ground) {
        if !features.crossing && !features.bridge {
            continue;
        }
        let (a, b) = (layout.centre(&ground.grid, hex), layout.centre(&ground.grid, other));
        let (mid, len) = (a.towards(b, 0.5), a.distance(b));
        let (u, v) = ((b.x - a.x) / len, (b.y - a.y) / len);
        let at = |along: f32, across: f32| mid.plus(u * along - v * across, v * along + u * across);
        out.push(Shape::line(vec![at(-9.0, 0.0), at(9.0, 0.0)], 9.0, palette::MARGIN));
        if features.bridge {
            for k in [-5.0, 5.0] {
                let flare = if k < 0.0 { -4.0 } else { 4.0 };
                let rail = vec![at(-13.0, k + flare), at(-8.0, k), at(8.0, k), at(13.0, k + flare)];
                out.push(Shape::line(rail, 2.2, palette::INK));
            }
        } else {
            // logs laid side by side
            let logs = [-9.0, -5.4, -1.8, 1.8, 5.4, 9.0].map(|k| [at(k, -6.0), at(k, 6.0)]);
            out.push(Shape::Lines { pieces: logs.to_vec(), width: 2.2, colour: palette::INK });
        }
    }
}

/// Cliffs with teeth on the low side, wire with crosses.
pub(super) fn obstacles(ground: &Ground, layout: &Layout, out: &mut Vec<Shape>) {
    let (mut teeth, mut crosses) = (Vec::new(), Vec::new());
    for (hex, dir, other, features) in inner_sides(ground) {
        let [a, b] = ends(ground, layout, hex, dir);
        if features.cliff {
            // walking from a to b the hex that owns the side lies to the right
            let sign = if ground.rise_m(hex, other) < 0 { -1.0 } else { 1.0 };
            out.push(Shape::line(vec![a, b], 3.0, palette::CONTOUR));
            teeth.extend(along(&[a, b], 5.0, 1.5).into_iter().map(|(p, d)| [p, p.plus(-d.y * 9.0 * sign, d.x * 9.0 * sign)]));
        }
        if features.wire {
            for (p, _) in along(&[a, b], 9.0, 4.0) {
                crosses.push([p.plus(-3.0, -3.0), p.plus(3.0, 3.0)]);
                crosses.push([p.plus(-3.0, 3.0), p.plus(3.0, -3.0)]);
            }
        }
    }
    out.push(Shape::Lines { pieces: teeth, width: 1.8, colour: palette::CONTOUR });
    out.push(Shape::Lines { pieces: crosses, width: 1.4, colour: palette::INK });
}

/// The border: a broad pale band under dashes and dots.
pub(super) fn border(ground: &Ground, layout: &Layout, out: &mut Vec<Shape>) {
    for line in along_sides(ground, layout, |f| f.border) {
        out.push(Shape::line(line.clone(), 11.0, palette::BORDER.alpha(54)));
        out.push(Shape::dashed(line, 3.0, &[16.0, 7.0, 0.1, 7.0], palette::BORDER));
    }
}

/// Lines of one kind of way through the middles of hexes.
fn ways(ground: &Ground, layout: &Layout, is: impl Fn(RoadKind) -> bool) -> Vec<Vec<Point>> {
    let pieces: Vec<_> = inner_sides(ground)
        .filter(|(.., f)| f.road.is_some_and(&is))
        .map(|(hex, _, other, _)| [layout.centre(&ground.grid, hex), layout.centre(&ground.grid, other)])
        .collect();
    join(&pieces).into_iter().map(|line| catmull_rom(&relax(&run_off(line, layout), 2), 6)).collect()
}

/// Tracks, roads, highway, railway and ferries.
pub(super) fn roads(ground: &Ground, layout: &Layout, out: &mut Vec<Shape>) {
    for line in ways(ground, layout, |k| k == RoadKind::Track) {
        out.push(Shape::line(line.clone(), 4.4, palette::HALO.alpha(150)));
        out.push(Shape::dashed(line, 2.2, &[9.0, 5.0], palette::INK));
    }
    for line in ways(ground, layout, |k| k == RoadKind::Ferry) {
        out.push(Shape::dashed(line.clone(), 2.6, &[2.0, 5.0], palette::INK));
        if let Some((mid, dir)) =
            line.first().zip(line.last()).map(|(a, b)| (a.towards(*b, 0.5), b)).map(|(m, b)| (m, pt(b.x - m.x, b.y - m.y)))
        {
            boat(mid, dir, out);
        }
    }
    let roads = ways(ground, layout, |k| k == RoadKind::Road);
    let highways = ways(ground, layout, |k| k == RoadKind::Highway);
    for line in &roads {
        out.push(Shape::line(line.clone(), 6.4, palette::INK));
    }
    for line in &highways {
        out.push(Shape::line(line.clone(), 7.4, palette::INK));
    }
    for line in roads {
        out.push(Shape::line(line, 3.8, palette::ROAD));
    }
    for line in highways {
        out.push(Shape::line(line, 4.8, palette::HIGHWAY));
    }
    for line in ways(ground, layout, |k| k == RoadKind::Rail) {
        let ties = along(&line, 11.0, 4.0).into_iter().map(|(p, d)| [p.plus(-d.y * 5.0, d.x * 5.0), p.plus(d.y * 5.0, -d.x * 5.0)]);
        out.push(Shape::Lines { pieces: ties.collect(), width: 2.0, colour: palette::INK });
        out.push(Shape::line(line, 3.4, palette::INK));
    }
}

/// The sign of a ferry: a hull across the way.
fn boat(at: Point, dir: Point, out: &mut Vec<Shape>) {
    let len = pt(0.0, 0.0).distance(dir).max(0.1);
    let (u, v) = (dir.x / len, dir.y / len);
    let p = |along: f32, across: f32| at.plus(u * along - v * across, v * along + u * across);
    let hull = vec![p(-9.0, -4.0), p(9.0, -4.0), p(13.0, 0.0), p(9.0, 4.0), p(-9.0, 4.0), p(-13.0, 0.0)];
    out.push(Shape::polygon(hull.clone(), palette::MARGIN));
    out.push(Shape::Stroke { points: hull, closed: true, width: 1.8, dash: Vec::new(), colour: palette::INK });
}
