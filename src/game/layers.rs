//! What the changing layers of the sheet show of a battle on the desk, as shapes.
//!
//! What belongs here: choosing what is drawn. What never does: meshes, rules, words in the code.

use super::ask::Mode;
use super::desk::Desk;
use super::plan::{self, Preview};
use crate::data::FormationId;
use crate::hex::HexId;
use crate::picture::{
    CounterOf, CounterSpec, Detail, Focus, Legend, Look, Overlay, Placements, Shape, aim_shapes, all_counters, assault_shapes,
    crater_shapes, doubt_shapes, fire_shapes, hex_frame, mark_shapes, overlay_sheet, palette, path_shapes, placed_shapes, placements,
    plan_shapes, registered_shapes, rut_shapes, seen_move_shapes, task_shapes, way_shapes, work_shapes, zone_shapes,
};
use crate::rules::{Pace, UnitId};
use crate::view::{Order, Report, What, Who};
use crate::words::Words;
use std::collections::{BTreeMap, BTreeSet};

/// Most tasks of selected battalions that are drawn at once.
const MOST_TASKS: usize = 3;

/// Shapes of the changing layers, and what lies where.
#[derive(Default)]
pub(super) struct Drawn {
    /// under the names
    pub overlay: Vec<Shape>,
    /// figures of the overlay, over everything
    pub over: Vec<Shape>,
    pub legend: Option<(Overlay, Legend)>,
    pub marks: Vec<Shape>,
    pub plan: Vec<Shape>,
    pub counter_shapes: Vec<Shape>,
    pub counters: Vec<CounterSpec>,
    pub placed: Placements,
}

/// All of it; `scale` is in sheet units a pixel.
pub(super) fn draw(desk: &Desk, words: &Words, detail: Detail, scale: f32) -> Drawn {
    let (seen, layout) = (desk.seen(), desk.layout());
    let counters = all_counters(seen);
    let is_selected = |c: &CounterSpec| match c.of {
        CounterOf::Unit(u) => desk.selection.units.contains(&u),
        CounterOf::Contact(c) => desk.selection.contact == Some(c),
    };
    let selected: Vec<usize> = counters.iter().enumerate().filter(|(_, c)| is_selected(c)).map(|(i, _)| i).collect();
    // In the set-up it would cover the zone; the list beside the map tells who stands there.
    let open = desk.selection.hex.filter(|_| desk.selection.formation.is_none() && !desk.watch.runs() && !seen.setting_up);
    let minutes = format!(" {}", words.sheet("sheet-minutes", &[]));
    let look = Look { detail, selected: &selected, open, open_scale: (scale * 1.25).max(1.0), minutes: &minutes };
    let placed = placements(&seen.ground, layout, &counters, &look);
    let mut out = Drawn { marks: crater_shapes(seen, layout, &fallen(desk.told())), ..Drawn::default() };
    out.marks.extend(rut_shapes(seen, layout));
    out.marks.extend(work_shapes(seen, layout));
    out.marks.extend(mark_shapes(seen, layout));
    if let Some(overlay) = desk.overlay {
        let sheet = overlay_sheet(seen, layout, overlay, &focus(desk));
        out.overlay = sheet.shapes;
        out.over = sheet.over;
        out.legend = Some((overlay, sheet.legend));
    }
    out.plan = asked_of(desk, scale.clamp(1.0, 4.0));
    out.plan.extend(plan_shapes(seen, layout));
    out.plan.extend(seen_move_shapes(&seen.ground.grid, layout, desk.side().enemy(), &seen_moves(desk)));
    if let Some(preview) = desk.preview() {
        planned(desk, preview, &mut out.plan);
    }
    let grid = &seen.ground.grid;
    if let Some(hex) = desk.selection.hex {
        hex_frame(grid, layout, hex, palette::INK, 2.0 * scale.max(1.0), &mut out.plan);
    }
    if let Some(at) = desk.watch.last(desk.told()).and_then(|r| r.what.place()) {
        hex_frame(grid, layout, at, palette::BORDER, 4.0 * scale.max(1.0), &mut out.plan);
    }
    out.counter_shapes = placed_shapes(&counters, &placed, &look);
    (out.counters, out.placed) = (counters, placed);
    out
}

/// The tasks of the selected battalions, what the selected guns have registered and watch, how sure an enemy's place is.
fn asked_of(desk: &Desk, grow: f32) -> Vec<Shape> {
    let (seen, layout) = (desk.seen(), desk.layout());
    let units = &desk.selection.units;
    let formation = |u: &UnitId| desk.scenario().units.get(u.index()).map(|s| s.formation);
    let battalions: BTreeSet<FormationId> = units.iter().filter_map(formation).collect();
    let mut out = zone_shapes(seen, layout, units, grow);
    // Of a division's nobody could tell one from another.
    if battalions.len() <= MOST_TASKS {
        out.extend(battalions.into_iter().flat_map(|f| task_shapes(seen, layout, f, grow)));
    }
    if units.iter().filter_map(|&u| seen.unit(u)).any(|u| plan::shells(seen, u) || u.defends.is_some()) {
        out.extend(registered_shapes(seen, layout, units, grow));
    }
    if let Some(contact) = desk.selection.contact.and_then(|c| seen.contact(c)) {
        out.extend(doubt_shapes(seen, layout, contact, grow));
    }
    out
}

/// What overlays are asked about: the unit that leads the selection, else the hex that is looked at.
pub(super) fn focus(desk: &Desk) -> Focus {
    let pace = if desk.mode == Mode::March { Pace::March } else { Pace::Deployed };
    Focus { unit: desk.selection.units.first().copied(), hex: desk.selection.hex, pace }
}

/// Ways, targets and who bears on them.
fn planned(desk: &Desk, preview: &Preview, out: &mut Vec<Shape>) {
    let (seen, layout) = (desk.seen(), desk.layout());
    let grid = &seen.ground.grid;
    for planned in &preview.orders {
        let Ok(quote) = &planned.quote else { continue };
        match &planned.order {
            Order::Move { unit, .. } => {
                let Some((unit, from)) = seen.unit(*unit).and_then(|u| Some((u, u.hex?))) else { continue };
                out.extend(path_shapes(grid, layout, from, &quote.steps, u32::from(unit.seconds)));
            }
            Order::Fire { unit, .. } => {
                let Some(from) = seen.unit(*unit).and_then(|u| u.hex) else { continue };
                out.extend(fire_shapes(grid, layout, from, preview.hex, true, ""));
            }
            Order::Assault { units, .. } => {
                let from: Vec<_> = units.iter().filter_map(|&u| seen.unit(u)).filter_map(|u| u.hex).collect();
                out.extend(assault_shapes(grid, layout, &from, preview.hex));
            }
            Order::Task { formation, kind, via } => out.extend(way_shapes(seen, layout, (*formation, *kind), via)),
            Order::Mission { .. } | Order::Sortie { .. } => out.extend(aim_shapes(grid, layout, preview.hex, "")),
            Order::Build { unit, .. } => {
                let Some(from) = seen.unit(*unit).and_then(|u| u.hex) else { continue };
                out.push(Shape::dashed(vec![layout.centre(grid, from), layout.centre(grid, preview.hex)], 2.0, &[3.0, 3.0], palette::INK));
            }
            Order::Harass { .. } | Order::Defend { .. } | Order::Deploy { .. } => out.extend(aim_shapes(grid, layout, preview.hex, "")),
            Order::Work { .. } | Order::Hold { .. } | Order::Release { .. } | Order::Defy { .. } => {}
        }
    }
    for contact in preview.bearing.iter().filter_map(|&c| seen.contact(c)) {
        let line = vec![layout.centre(grid, contact.hex), layout.centre(grid, preview.hex)];
        out.push(Shape::dashed(line, 1.8, &[3.0, 4.0], palette::BORDER));
    }
    let colour = if preview.refusal().is_some() { palette::BORDER } else { palette::INK };
    hex_frame(grid, layout, preview.hex, colour, 2.4, out);
}

/// Rounds that fell in each hex, as far as the side was told.
fn fallen(told: &[Report]) -> Vec<(HexId, u32)> {
    let mut by_hex: BTreeMap<HexId, u32> = BTreeMap::new();
    for report in told {
        if let What::MissionFell { hex, rounds, .. } = report.what {
            *by_hex.entry(hex).or_default() += u32::from(rounds);
        }
    }
    by_hex.into_iter().collect()
}

/// Steps of the enemy that were seen since the last impulse of one's own.
fn seen_moves(desk: &Desk) -> Vec<(HexId, HexId)> {
    let told = desk.told();
    let since = told.iter().rposition(|r| matches!(r.what, What::ImpulseStarted { side } if side != desk.side())).unwrap_or(told.len());
    let step = |r: &Report| match r.what {
        What::Moved { unit: Who::Contact(_), from, to, .. } | What::Retreated { unit: Who::Contact(_), from, to } => Some((from, to)),
        _ => None,
    };
    told[since..].iter().filter_map(step).collect()
}
