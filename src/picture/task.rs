//! What is asked of the selected: the way and strip of a battalion's task, hexes that guns have registered and watch, how far
//! off a suspected enemy may stand.
//!
//! What belongs here: how these look. What never does: who is selected, orders being planned, words.

use super::layout::{CORNERS, Layout, PITCH};
use super::overlay::hex_outline;
use super::palette;
use super::route::{head, hex_frame, ring};
use super::shape::{Point, Shape};
use crate::data::{FormationId, TaskKind};
use crate::hex::HexId;
use crate::rules::UnitId;
use crate::view::{Contact, Observation, Task, tasks};

/// The task of a battalion of one's own: its strip lightly, a band from where it stood to the goal; what it is preparing as a
/// broken line. Nothing for who holds no task. Lines are `grow` times as wide as from near.
pub fn task_shapes(view: &Observation, layout: &Layout, formation: FormationId, grow: f32) -> Vec<Shape> {
    let mut out = Vec::new();
    let Some(state) = tasks::of(view, formation) else { return out };
    let grid = &view.ground.grid;
    if let Some(now) = &state.now {
        let rings = hex_outline(grid, layout, |h| tasks::covers(view, now, h));
        out.push(Shape::Fill { rings: rings.clone(), colour: palette::PLAN.alpha(26) });
        for points in rings {
            out.push(Shape::Stroke {
                points,
                closed: true,
                width: 1.4 * grow,
                dash: vec![3.0 * grow, 4.0 * grow],
                colour: palette::PLAN.alpha(190),
            });
        }
        if let Some(way) = way(view, layout, now) {
            out.push(Shape::line(way.clone(), 5.0 + 2.5 * grow, palette::PLAN.alpha(110)));
            point_at_goal(&way, 12.0 + 8.0 * grow, palette::PLAN.alpha(190), &mut out);
        }
        hex_frame(grid, layout, now.goal, palette::PLAN.alpha(190), 1.5 * grow, &mut out);
    }
    if let Some((next, _)) = &state.next {
        if let Some(way) = way(view, layout, next) {
            out.push(Shape::dashed(way.clone(), 3.0 + 2.0 * grow, &[12.0 * grow, 8.0 * grow], palette::PLAN.alpha(190)));
            point_at_goal(&way, 10.0 + 7.0 * grow, palette::PLAN, &mut out);
        }
        broken_frame(view, layout, next.goal, palette::PLAN, grow, &mut out);
    }
    out
}

/// The way that a task would have if it were given now, and the hexes it is led through.
pub fn way_shapes(view: &Observation, layout: &Layout, (formation, kind): (FormationId, TaskKind), via: &[HexId]) -> Vec<Shape> {
    let mut out = Vec::new();
    if let Some(way) = tasks::given(view, formation, kind, via).and_then(|task| way(view, layout, &task)) {
        out.push(Shape::dashed(way.clone(), 4.0, &[12.0, 8.0], palette::PLAN));
        point_at_goal(&way, 16.0, palette::PLAN, &mut out);
    }
    for &hex in via {
        hex_frame(&view.ground.grid, layout, hex, palette::PLAN, 2.0, &mut out);
    }
    out
}

/// The line of a task that leads somewhere; the places of a reserve are no way.
fn way(view: &Observation, layout: &Layout, task: &Task) -> Option<Vec<Point>> {
    let leads = task.kind != TaskKind::Reserve && task.line.len() > 1;
    leads.then(|| task.line.iter().map(|&h| layout.centre(&view.ground.grid, h)).collect())
}

fn point_at_goal(way: &[Point], size: f32, colour: super::shape::Colour, out: &mut Vec<Shape>) {
    // The last two that differ: a way may name its goal twice.
    if let Some(&to) = way.last()
        && let Some(&from) = way.iter().rev().find(|p| p.distance(to) > 1.0)
    {
        head(from, to, size, colour, out);
    }
}

fn broken_frame(view: &Observation, layout: &Layout, hex: HexId, colour: super::shape::Colour, grow: f32, out: &mut Vec<Shape>) {
    let c = layout.centre(&view.ground.grid, hex);
    let points = CORNERS.map(|k| c.plus(k.x * 0.94, k.y * 0.94)).to_vec();
    out.push(Shape::Stroke { points, closed: true, width: 1.6 * grow, dash: vec![5.0 * grow, 4.0 * grow], colour });
}

/// Before the first turn: the zones within which these units may be placed, each once.
pub fn zone_shapes(view: &Observation, layout: &Layout, units: &[UnitId], grow: f32) -> Vec<Shape> {
    let mut out = Vec::new();
    if !view.setting_up {
        return out;
    }
    let mut zones: Vec<&[HexId]> = units.iter().filter_map(|u| view.scenario.units.get(u.index())).map(|u| &u.zone[..]).collect();
    zones.sort_unstable();
    zones.dedup();
    for zone in zones.into_iter().filter(|z| !z.is_empty()) {
        let rings = hex_outline(&view.ground.grid, layout, |h| zone.binary_search(&h).is_ok());
        out.push(Shape::Fill { rings: rings.clone(), colour: palette::PLAN.alpha(40) });
        for points in rings {
            out.push(Shape::Stroke { points, closed: true, width: 2.0 * grow, dash: Vec::new(), colour: palette::PLAN.alpha(210) });
        }
    }
    out
}

/// Hexes that the side's guns have registered, and those that these units watch with fire laid on them.
pub fn registered_shapes(view: &Observation, layout: &Layout, guns: &[UnitId], grow: f32) -> Vec<Shape> {
    let grid = &view.ground.grid;
    let red = palette::WARNINGS[2];
    let mut out = Vec::new();
    let mut pieces = Vec::new();
    for &hex in &view.registered {
        let c = layout.centre(grid, hex);
        // four corners of a sight: counters leave them free
        for (x, y) in [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)] {
            let (w, h) = (27.0, 27.0);
            let corner = c.plus(x * w, y * h);
            pieces.push([corner, corner.plus(-x * 10.0, 0.0)]);
            pieces.push([corner, corner.plus(0.0, -y * 10.0)]);
        }
    }
    if !pieces.is_empty() {
        out.push(Shape::Lines { pieces: pieces.clone(), width: 2.0 + 2.0 * grow, colour: palette::MARGIN.alpha(170) });
        out.push(Shape::Lines { pieces, width: 1.6 * grow, colour: red });
    }
    let mut watched: Vec<(HexId, Option<HexId>)> =
        guns.iter().filter_map(|&u| view.unit(u)).filter_map(|u| u.defends.map(|h| (h, u.hex))).collect();
    watched.sort_unstable();
    watched.dedup();
    for (hex, from) in watched {
        if let Some(from) = from.filter(|f| *f != hex) {
            out.push(Shape::dashed(
                vec![layout.centre(grid, from), layout.centre(grid, hex)],
                1.4 * grow,
                &[2.0 * grow, 4.0 * grow],
                red.alpha(190),
            ));
        }
        broken_frame(view, layout, hex, red, grow, &mut out);
    }
    out
}

/// How far off an enemy may stand from where he is placed: nothing for who was seen.
pub fn doubt_shapes(view: &Observation, layout: &Layout, contact: &Contact, grow: f32) -> Vec<Shape> {
    if contact.error_m == 0 {
        return Vec::new();
    }
    let c = layout.centre(&view.ground.grid, contact.hex);
    let far = f32::from(contact.error_m) * super::layout::PER_M + PITCH / 2.0;
    vec![Shape::Stroke {
        points: ring(c, far),
        closed: true,
        width: 1.6 * grow,
        dash: vec![4.0 * grow, 4.0 * grow],
        colour: palette::INK.alpha(190),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Side;
    use crate::view::TaskState;
    use crate::view::fixture::{duel, hex};

    #[test]
    fn a_task_is_drawn_with_its_strip_and_the_next_one_broken() {
        let mut view = duel(Side::Soviet);
        let layout = Layout::new(&view.ground.grid, false);
        let (from, goal) = (hex(&view, "0401"), hex(&view, "0403"));
        let task = |kind| Task { kind, from, goal, line: vec![from, hex(&view, "0402"), goal] };
        let (attack, reserve) = (task(TaskKind::Attack), task(TaskKind::Reserve));
        let formation = FormationId(0);
        view.tasks = vec![TaskState { now: Some(attack.clone()), next: None }];
        let drawn = task_shapes(&view, &layout, formation, 1.0);
        assert!(matches!(&drawn[0], Shape::Fill { rings, .. } if !rings.is_empty()));
        view.tasks = vec![TaskState { now: Some(reserve), next: None }];
        assert!(task_shapes(&view, &layout, formation, 1.0).len() < drawn.len(), "a reserve goes nowhere");
        view.tasks = vec![TaskState { now: Some(attack.clone()), next: Some((attack, view.turn_from)) }];
        assert!(task_shapes(&view, &layout, formation, 1.0).len() > drawn.len());
        view.tasks.clear();
        assert!(task_shapes(&view, &layout, formation, 1.0).is_empty());
    }

    #[test]
    fn a_zone_is_drawn_once_and_only_before_the_first_turn() {
        let mut view = duel(Side::Soviet);
        let layout = Layout::new(&view.ground.grid, false);
        let units = [view.units[0].id, view.units[1].id];
        let mut zone = vec![hex(&view, "0402"), hex(&view, "0403")];
        zone.sort_unstable();
        let scenario = std::sync::Arc::make_mut(&mut view.scenario);
        for unit in units {
            scenario.units[unit.index()].zone = zone.clone();
        }
        assert!(zone_shapes(&view, &layout, &units, 1.0).is_empty());
        view.setting_up = true;
        let one = zone_shapes(&view, &layout, &units[..1], 1.0);
        assert!(matches!(&one[..], [Shape::Fill { rings, .. }, Shape::Stroke { .. }] if rings.len() == 1));
        assert_eq!(zone_shapes(&view, &layout, &units, 1.0).len(), one.len());
    }

    #[test]
    fn a_new_task_shows_its_way_and_the_hexes_it_is_led_through() {
        let view = duel(Side::Soviet);
        let layout = Layout::new(&view.ground.grid, false);
        let formation = view.scenario.units[view.units[0].id.index()].formation;
        let via = [hex(&view, "0402"), hex(&view, "0403")];
        let shapes = |kind, via: &[HexId]| way_shapes(&view, &layout, (formation, kind), via).len();
        assert!(shapes(TaskKind::Move, &via) > shapes(TaskKind::Move, &via[..1]));
        assert_eq!(shapes(TaskKind::Reserve, &[]), 0);
    }

    #[test]
    fn registered_hexes_are_marked_and_watched_ones_framed() {
        let mut view = duel(Side::Soviet);
        let layout = Layout::new(&view.ground.grid, false);
        let unit = view.units[0].id;
        let at = hex(&view, "0402");
        view.registered.clear();
        assert!(registered_shapes(&view, &layout, &[unit], 1.0).is_empty());
        view.registered = vec![at];
        let marked = registered_shapes(&view, &layout, &[unit], 1.0).len();
        assert!(marked > 0);
        view.units[0].defends = Some(at);
        assert!(registered_shapes(&view, &layout, &[unit], 1.0).len() > marked);
    }
}
