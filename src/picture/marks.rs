//! What lies on the map besides counters, as one side knows it: its stranded vehicles, dust and smoke, its fire missions
//! and strikes to come, flags on objectives, ruts.
//!
//! What belongs here: signs on hexes. What never does: counters, orders being planned, what the side does not know.

use super::layout::{Layout, PITCH};
use super::palette;
use super::route::{ring, told};
use super::shape::{Anchor, Point, Shape, pt};
use super::terrain::scatter;
use crate::hex::HexId;
use crate::rules::{Clock, Side};
use crate::view::Observation;

/// All marks: dust below, then stranded vehicles, aims, flags.
pub fn mark_shapes(view: &Observation, layout: &Layout) -> Vec<Shape> {
    let mut out = Vec::new();
    dust(view, layout, &mut out);
    flags(view, layout, &mut out);
    stranded(view, layout, &mut out);
    aims(view, layout, &mut out);
    out
}

/// Dust and smoke: puffs that hide the hex, as long as they hang.
fn dust(view: &Observation, layout: &Layout, out: &mut Vec<Shape>) {
    let (mut puffs, mut light) = (Vec::new(), Vec::new());
    for cloud in view.clouds.iter().filter(|c| c.until > view.turn_from) {
        let c = layout.centre(&view.ground.grid, cloud.hex);
        // thinner when it is about to go
        let many = if cloud.until.since(view.turn_from) > 300 { 9 } else { 5 };
        for k in 0..many {
            let (x, y) = scatter(i32::from(cloud.hex.0), k);
            let p = c.plus((x - 0.5) * PITCH * 0.7, (y - 0.5) * PITCH * 0.6);
            puffs.push(p);
            light.push(p.plus(-2.0, -2.5));
        }
    }
    if !puffs.is_empty() {
        out.push(Shape::Dots { centres: puffs, radius: 11.5, colour: palette::DUST.alpha(58) });
        out.push(Shape::Dots { centres: light, radius: 7.0, colour: palette::MARGIN.alpha(48) });
    }
}

/// Own vehicles that are stuck: a tank sign sunk in mud, and how many, at the foot of the hex.
fn stranded(view: &Observation, layout: &Layout, out: &mut Vec<Shape>) {
    let mut hexes: Vec<(HexId, u32)> = Vec::new();
    for group in view.stranded.iter().filter(|g| g.count > 0) {
        match hexes.iter_mut().find(|(h, _)| *h == group.hex) {
            Some((_, n)) => *n += u32::from(group.count),
            None => hexes.push((group.hex, u32::from(group.count))),
        }
    }
    for (hex, count) in hexes {
        let c = layout.centre(&view.ground.grid, hex).plus(-9.0, PITCH / 2.0 - 6.5);
        let hull = [(-9.0, 1.0), (-7.0, -3.5), (-3.5, -3.5), (-2.5, -6.5), (3.0, -6.5), (4.0, -3.5), (8.0, -2.0), (9.0, 2.5)];
        let hull = hull.map(|(x, y)| c.plus(x, y)).to_vec();
        out.push(Shape::Stroke { points: hull.clone(), closed: true, width: 3.0, dash: Vec::new(), colour: palette::MARGIN.alpha(220) });
        out.push(Shape::polygon(hull, palette::counter(view.side).mixed(palette::INK, 350)));
        let mud = [(-12.0, 2.0), (-8.0, 0.0), (-4.0, 2.2), (0.0, 0.4), (4.0, 2.6), (8.0, 1.0), (12.0, 3.0)];
        let mud: Vec<Point> = mud.iter().map(|(x, y)| c.plus(*x, *y)).collect();
        out.push(Shape::line(mud, 2.8, palette::MUD));
        out.push(told(c.plus(14.0, -1.0), count.to_string(), 10.5, Anchor::Left));
    }
}

/// Aims of own missions and strikes to come or under way: a ring with four strokes, and the hours.
fn aims(view: &Observation, layout: &Layout, out: &mut Vec<Shape>) {
    let missions = view.missions.iter().map(|m| (m.hex, m.from, Some(m.to)));
    let strikes = view.flights.iter().filter_map(|f| f.due).map(|(hex, at)| (hex, at, None));
    let mut hexes: Vec<(HexId, Clock, Option<Clock>, u32)> = Vec::new();
    for (hex, from, to) in missions.chain(strikes) {
        match hexes.iter_mut().find(|h| h.0 == hex) {
            Some(h) => {
                h.1 = h.1.min(from);
                h.2 = h.2.max(to);
                h.3 += 1;
            }
            None => hexes.push((hex, from, to, 1)),
        }
    }
    let red = palette::WARNINGS[2];
    for (hex, from, to, many) in hexes {
        let c = layout.centre(&view.ground.grid, hex);
        // what falls already is full, what is to come is broken
        let dash = if from <= view.turn_from { Vec::new() } else { vec![6.0, 4.5] };
        out.push(Shape::Stroke { points: ring(c, 25.0), closed: true, width: 2.2, dash, colour: red });
        let strokes =
            [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)].map(|(x, y)| [c.plus(x * 20.0, y * 20.0), c.plus(x * 29.5, y * 29.5)]);
        out.push(Shape::Lines { pieces: strokes.to_vec(), width: 2.2, colour: red });
        let hours = to.map_or_else(|| from.hhmm(), |to| format!("{}–{}", from.hhmm(), to.hhmm()));
        let text = if many > 1 { format!("{hours} ×{many}") } else { hours };
        out.push(told(c.plus(0.0, -23.5), text, 9.0, Anchor::Middle));
    }
}

/// A flag on each objective in the colours of who holds it, and what it is worth.
fn flags(view: &Observation, layout: &Layout, out: &mut Vec<Shape>) {
    for (objective, holder) in view.scenario.objectives.iter().zip(&view.objectives) {
        let c = layout.centre(&view.ground.grid, objective.hex);
        // in the hex's western corner, which counters leave free
        flag(c.plus(-36.0, 3.0), *holder, out);
        out.push(told(c.plus(-29.0, 4.5), objective.points.to_string(), 10.0, Anchor::Middle));
    }
}

/// A flag on a mast whose foot stands in a point: red, white with a disc, or halved where both sides stand.
pub(super) fn flag(foot: Point, holder: Option<Side>, out: &mut Vec<Shape>) {
    let top = foot.plus(0.0, -14.0);
    let (w, h) = (13.5, 9.0);
    let (red, white) = (palette::counter(Side::Soviet), palette::MARK);
    let cloth = |colour| Shape::rect(top.x, top.y, w, h, colour);
    match holder {
        Some(Side::Soviet) => out.push(cloth(red)),
        Some(Side::Japanese) => {
            out.push(cloth(white));
            out.push(Shape::Dots { centres: vec![top.plus(w / 2.0, h / 2.0)], radius: 2.8, colour: palette::WARNINGS[2] });
        }
        None => {
            out.push(cloth(white));
            out.push(Shape::polygon(vec![top, top.plus(w, 0.0), top.plus(0.0, h)], red));
        }
    }
    out.push(Shape::frame(top.x, top.y, w, h, 1.2, palette::INK));
    out.push(Shape::line(vec![top, foot], 2.0, palette::INK));
}

/// Ruts of one's own vehicles over hex sides, the darker the more have passed.
pub fn rut_shapes(view: &Observation, layout: &Layout) -> Vec<Shape> {
    let grid = &view.ground.grid;
    let mut by_depth: [Vec<[Point; 2]>; 3] = Default::default();
    for (i, passes) in view.ruts.iter().enumerate().filter(|(_, n)| **n > 0) {
        let Some((hex, _, Some(other))) = grid.side_ends(crate::hex::SideId(i as u32)) else { continue };
        let (a, b) = (layout.centre(grid, hex), layout.centre(grid, other));
        let d = pt((b.x - a.x) / PITCH * 2.6, (b.y - a.y) / PITCH * 2.6);
        let depth = match passes {
            0..8 => 0,
            8..25 => 1,
            _ => 2,
        };
        by_depth[depth].extend([[a.plus(-d.y, d.x), b.plus(-d.y, d.x)], [a.plus(d.y, -d.x), b.plus(d.y, -d.x)]]);
    }
    let shape = |(k, pieces): (usize, Vec<[Point; 2]>)| Shape::Lines {
        pieces,
        width: 1.1 + 0.4 * k as f32,
        colour: palette::MUD.alpha(90 + 60 * k as u8),
    };
    by_depth.into_iter().enumerate().filter(|(_, p)| !p.is_empty()).map(shape).collect()
}

/// Craters where so many rounds are known to have fallen.
pub fn crater_shapes(view: &Observation, layout: &Layout, fallen: &[(HexId, u32)]) -> Vec<Shape> {
    let (mut rims, mut pits) = (Vec::new(), Vec::new());
    for (hex, rounds) in fallen {
        let c = layout.centre(&view.ground.grid, *hex);
        let many = match rounds {
            0 => 0,
            1..20 => 3,
            20..80 => 7,
            80..250 => 13,
            _ => 20,
        };
        for k in 0..many {
            let (x, y) = scatter(i32::from(hex.0) + 7919, k);
            let p = c.plus((x - 0.5) * PITCH * 0.9, (y - 0.5) * PITCH * 0.86);
            rims.push(p);
            pits.push(p.plus(0.4, 0.5));
        }
    }
    if rims.is_empty() {
        return Vec::new();
    }
    vec![
        Shape::Dots { centres: rims, radius: 2.5, colour: palette::HEIGHT.alpha(150) },
        Shape::Dots { centres: pits, radius: 1.6, colour: palette::GROUND.alpha(200) },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::UnitId;
    use crate::view::fixture::{duel, hex};
    use crate::view::{Cloud, MissionState, Shells, StrandedGroup};

    fn texts(shapes: &[Shape]) -> Vec<String> {
        shapes.iter().filter_map(|s| if let Shape::Text { text, .. } = s { Some(text.clone()) } else { None }).collect()
    }

    #[test]
    fn every_objective_has_its_flag_by_holder() {
        let mut view = duel(Side::Soviet);
        let layout = Layout::new(&view.ground.grid, false);
        let n = view.objectives.len();
        assert!(n > 0 && texts(&mark_shapes(&view, &layout)).len() == n);
        let mut looks = Vec::new();
        for holder in [Some(Side::Soviet), Some(Side::Japanese), None] {
            view.objectives[0] = holder;
            let shapes = mark_shapes(&view, &layout);
            assert!(!looks.contains(&shapes));
            looks.push(shapes);
        }
    }

    #[test]
    fn stuck_vehicles_of_one_hex_are_counted_together() {
        let mut view = duel(Side::Soviet);
        let layout = Layout::new(&view.ground.grid, false);
        let at = hex(&view, "0402");
        let group = |count| StrandedGroup { unit: UnitId(0), vehicle: 0, hex: at, entered: None, count, deep: 0, tries: 0, work: None };
        view.stranded = vec![group(2), group(3), group(0)];
        assert!(texts(&mark_shapes(&view, &layout)).contains(&"5".to_owned()));
    }

    #[test]
    fn aims_of_one_hex_are_told_together_and_dust_goes_when_it_settles() {
        let mut view = duel(Side::Soviet);
        let layout = Layout::new(&view.ground.grid, false);
        let at = hex(&view, "0402");
        let before = mark_shapes(&view, &layout).len();
        let from = view.turn_from;
        let mission = |a, b| MissionState {
            battery: UnitId(0),
            hex: at,
            from: from.plus(a),
            to: from.plus(b),
            rounds: 20,
            shells: Shells::HighExplosive,
            lifts_to: None,
            harassing: false,
        };
        view.missions = vec![mission(120, 300), mission(60, 240)];
        let told = format!("{}–{} ×2", from.plus(60).hhmm(), from.plus(300).hhmm());
        assert!(texts(&mark_shapes(&view, &layout)).contains(&told));
        view.missions.clear();
        view.clouds = vec![Cloud { hex: at, from, until: from }];
        assert_eq!(mark_shapes(&view, &layout).len(), before);
        view.clouds = vec![Cloud { hex: at, from, until: from.plus(600) }];
        assert!(mark_shapes(&view, &layout).len() > before);
    }

    #[test]
    fn ruts_and_craters_are_drawn_where_something_passed_or_fell() {
        let mut view = duel(Side::Soviet);
        let layout = Layout::new(&view.ground.grid, false);
        assert!(rut_shapes(&view, &layout).is_empty());
        let at = hex(&view, "0402");
        let side = view.ground.grid.side(at, crate::hex::Dir::N).unwrap();
        view.ruts[side.index()] = 30;
        assert_eq!(rut_shapes(&view, &layout).len(), 1);
        let many = |n| match crater_shapes(&view, &layout, &[(at, n)]).first() {
            Some(Shape::Dots { centres, .. }) => centres.len(),
            _ => 0,
        };
        assert!(many(0) == 0 && many(5) < many(50) && many(50) < many(500));
    }
}
