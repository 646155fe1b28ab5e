//! Tasks that the staffs above battalions are asked for: what a player wants of a battalion beyond the one it holds.

use super::staff::{Task, storms};
use crate::data::{FormationId, TaskKind};
use crate::hex::HexId;
use crate::view::{Observation, Order, tasks};

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

/// Orders for a task for each formation whose units are to go beyond theirs. What is being prepared is not prepared anew.
pub(super) fn ask(view: &Observation, wanted: &[Task], ready: &mut Vec<Order>) {
    for f in 0..view.scenario.formations.len() {
        let formation = FormationId(f as u16);
        let Some(state) = tasks::of(view, formation).filter(|s| s.next.is_none()) else { continue };
        let Some(now) = &state.now else { continue };
        let fights = |u: &&crate::rules::UnitId| view.unit(**u).is_some_and(|o| o.active() && !o.held_back) && storms(view, **u);
        let leader = view.scenario.formations[f].units.iter().find(fights);
        let Some(task) = leader.and_then(|u| wanted.get(u.index())) else { continue };
        let (kind, goal) = match *task {
            Task::Hold => continue,
            Task::Defend(goal) => (TaskKind::Defend, goal),
            Task::Attack(goal) => (TaskKind::Attack, goal),
            Task::Move(goal) => (TaskKind::Move, goal),
        };
        if !tasks::covers(view, now, goal) {
            ready.push(Order::Task { formation, kind, via: vec![goal] });
        }
    }
}
