//! The player that follows the scenario's plan: each formation's step of the hour, by its hexes. Orders, never outcomes.

use super::command::Commander;
use super::guns::Zones;
use super::maps::Maps;
use super::staff::Task;
use crate::data::{PlanStep, PlanTask};
use crate::hex::HexId;
use crate::view::{Observation, OwnUnit};

/// Tasks of the hour from the plan. A unit goes by its step's hexes one after the other. Who has no role stays.
/// Batteries in support fire near their step's hexes.
pub(super) fn follow(view: &Observation, maps: &Maps, commander: &mut Commander, tasks: &mut [Task], zones: &mut Zones) {
    commander.progress.resize(view.slots.len(), (usize::MAX, 0));
    for u in view.units.iter().filter(|u| u.arrived && !u.destroyed) {
        let Some((_, step)) = step_of(view, u) else { continue };
        if step.task == PlanTask::Support {
            zones.set(u.id, &step.via);
        } else if let Some(task) = task(view, maps, commander, u) {
            tasks[u.id.index()] = task;
        }
    }
}

/// The task of one unit where it stands now: a hex of its way that is behind it leads to the next one.
pub(super) fn task(view: &Observation, maps: &Maps, commander: &mut Commander, u: &OwnUnit) -> Option<Task> {
    let (number, step) = step_of(view, u)?;
    let (hex, &goal) = (u.hex?, step.via.last()?);
    let progress = commander.progress.get_mut(u.id.index())?;
    if progress.0 != number {
        *progress = (number, 0);
    }
    // The last hex is the goal and is never passed.
    while let Some(pair) = step.via.get(progress.1..progress.1 + 2)
        && passed(view, maps, u, hex, pair[0], pair[1])
    {
        progress.1 += 1;
    }
    let next = step.via.get(progress.1).copied().unwrap_or(goal);
    match step.task {
        PlanTask::Move => Some(Task::Move(next)),
        PlanTask::Attack => Some(Task::Attack(next)),
        PlanTask::Defend if next == goal => Some(Task::Defend(goal)),
        PlanTask::Defend => Some(Task::Move(next)),
        PlanTask::Hold => Some(Task::Hold),
        PlanTask::Support => None,
    }
}

/// The hexes of a unit's step that are still before it, in order; none without a role.
pub(super) fn legs<'a>(view: &'a Observation, commander: &Commander, u: &OwnUnit) -> &'a [HexId] {
    let (Some((number, step)), Some(progress)) = (step_of(view, u), commander.progress.get(u.id.index())) else { return &[] };
    let done = if progress.0 == number { progress.1 } else { 0 };
    step.via.get(done..).unwrap_or(&[])
}

/// Whether a hex of the way is behind a unit: it stands there; or beside it, where it is full of others or where the next
/// one is as near. A way is an order: what lies on it is gone through, not round.
fn passed(view: &Observation, maps: &Maps, u: &OwnUnit, at: HexId, hex: HexId, next: HexId) -> bool {
    let grid = &view.ground.grid;
    let beside = grid.distance(at, hex) == 1;
    at == hex || (beside && (!maps.room(view, u, hex) || grid.distance(at, next) <= grid.distance(hex, next)))
}

/// The step of the hour, with its number. A step begins with the turn whose start is nearest to its hour, of two the
/// earlier one, for orders are given at the start of turns.
fn step_of<'a>(view: &'a Observation, u: &OwnUnit) -> Option<(usize, &'a PlanStep)> {
    let role = view.scenario.plan_of(view.scenario.units[u.id.index()].formation)?;
    let until = view.turn_from.plus(view.turn_seconds / 2);
    let number = role.steps.iter().rposition(|s| s.at <= until)?;
    Some((number, &role.steps[number]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Side;
    use crate::view::fixture::{duel, hex, unit, with};

    /// The task that the plan gives a unit standing in a hex at its hour, and the hexes still before it.
    fn at(view: &mut Observation, commander: &mut Commander, id: &str, ccrr: &str) -> (Option<Task>, Vec<HexId>) {
        let there = hex(view, ccrr);
        with(view, id, |u| u.hex = Some(there));
        commander.progress.resize(view.slots.len(), (usize::MAX, 0));
        let mut maps = Maps::default();
        maps.look(view);
        let u = view.unit(unit(view, id)).expect("one's own").clone();
        let task = task(view, &maps, commander, &u);
        (task, legs(view, commander, &u).to_vec())
    }

    #[test]
    fn the_hexes_of_a_way_are_gone_through_one_after_the_other() {
        let mut view = duel(Side::Soviet);
        view.turn_from = view.turn_from.plus(900);
        let way: Vec<HexId> = ["0502", "0402", "0302", "0202"].map(|h| hex(&view, h)).into();
        let mut commander = Commander::default();
        let id = "su.1rr.1bn.1co";
        // Beside the first it is not yet behind: one doesn't cut the corner of what was ordered.
        assert_eq!(at(&mut view, &mut commander, id, "0602"), (Some(Task::Attack(way[0])), way.clone()));
        assert_eq!(at(&mut view, &mut commander, id, "0502"), (Some(Task::Attack(way[1])), way[1..].to_vec()));
        // As near to the one after it, it is.
        assert_eq!(at(&mut view, &mut commander, id, "0403"), (Some(Task::Attack(way[2])), way[2..].to_vec()));
        // The last is the goal and stays it, also for who is thrown back.
        assert_eq!(at(&mut view, &mut commander, id, "0202"), (Some(Task::Attack(way[3])), way[3..].to_vec()));
        assert_eq!(at(&mut view, &mut commander, id, "0502"), (Some(Task::Attack(way[3])), way[3..].to_vec()));
    }

    #[test]
    fn a_full_hex_of_the_way_is_passed_by() {
        let mut view = duel(Side::Soviet);
        view.turn_from = view.turn_from.plus(900);
        let (first, second) = (hex(&view, "0502"), hex(&view, "0402"));
        with(&mut view, "su.1rr.1bn.sap", |u| {
            u.hex = Some(first);
            u.men = 590;
        });
        let (task, _) = at(&mut view, &mut Commander::default(), "su.1rr.1bn.1co", "0602");
        assert_eq!(task, Some(Task::Attack(second)));
    }

    #[test]
    fn a_step_begins_with_the_turn_nearest_to_its_hour() {
        let mut view = duel(Side::Soviet);
        let starts = view.turn_from;
        // The step is due a quarter of an hour in.
        for (seconds, due) in [(0, false), (449, false), (450, true), (900, true), (1_800, true)] {
            view.turn_from = starts.plus(seconds);
            let task = at(&mut view, &mut Commander::default(), "su.1rr.1bn.1co", "0602").0;
            assert_eq!(task.is_some(), due, "{seconds} s in");
        }
    }
}
