//! Tasks that the staffs above battalions are asked for: what a player wants of a battalion beyond the one it holds.

use super::staff::{Task, storms};
use crate::data::{FormationId, TaskKind};
use crate::hex::HexId;
use crate::view::{Observation, Order, OwnUnit, tasks};

/// Seconds that a formation waits for a task before it can go to a hex; none where its task leads there.
pub(super) fn wait_s(view: &Observation, formation: FormationId, goal: HexId) -> u32 {
    let Some(state) = tasks::of(view, formation) else { return 0 };
    if state.now.as_ref().is_some_and(|t| tasks::covers(view, t, goal)) {
        return 0;
    }
    match &state.next {
        Some((next, ready)) if tasks::covers(view, next, goal) => ready.since(view.turn_from),
        _ => tasks::prepared(view, formation, TaskKind::Attack, goal).seconds,
    }
}

/// Whether a formation may stay at a hex by the task it holds; else where that task leads.
pub(super) fn stay(view: &Observation, formation: FormationId, hex: HexId) -> HexId {
    match tasks::of(view, formation).and_then(|s| s.now.as_ref()) {
        Some(task) if !tasks::covers(view, task, hex) => task.goal,
        _ => hex,
    }
}

/// Orders for a task for each formation whose units are to go beyond theirs, by the hexes `via` of a unit that leads to its goal.
/// What is being prepared is not prepared anew.
pub(super) fn ask<'a>(view: &Observation, wanted: &[Task], via: impl Fn(&OwnUnit) -> &'a [HexId], ready: &mut Vec<Order>) {
    for f in 0..view.scenario.formations.len() {
        let formation = FormationId(f as u16);
        let Some(state) = tasks::of(view, formation).filter(|s| s.next.is_none()) else { continue };
        let Some(now) = &state.now else { continue };
        let units = view.scenario.formations[f].units.iter().filter_map(|&u| view.unit(u));
        let Some(leader) = units.into_iter().find(|u| u.active() && !u.held_back && storms(view, u.id)) else { continue };
        let Some(task) = wanted.get(leader.id.index()) else { continue };
        let (kind, goal) = match *task {
            Task::Hold => continue,
            Task::Defend(goal) => (TaskKind::Defend, goal),
            Task::Attack(goal) => (TaskKind::Attack, goal),
            Task::Move(goal) => (TaskKind::Move, goal),
        };
        if !tasks::covers(view, now, goal) {
            // The whole of an ordered way is one task.
            let legs = via(leader);
            let via = if legs.first() == Some(&goal) { legs.to_vec() } else { vec![goal] };
            ready.push(Order::Task { formation, kind, via });
        }
    }
}
