//! The player that follows the scenario's plan: each formation's step of the hour, by its hexes. Orders, never outcomes.

use super::command::Commander;
use super::guns::Zones;
use super::maps::{Maps, counts};
use super::staff::Task;
use crate::data::{FormationId, PlanRole, PlanStep, PlanTask, Standing};
use crate::hex::{HEX_M, HexId};
use crate::view::{Observation, OwnUnit};

/// Tasks of the hour from the plan. A unit goes by its step's hexes one after the other. Who has no role stays.
/// Batteries in support fire near their step's hexes.
pub(super) fn follow(view: &Observation, maps: &Maps, commander: &mut Commander, tasks: &mut [Task], zones: &mut Zones) {
    commander.progress.resize(view.slots.len(), (usize::MAX, 0));
    commander.begun.resize(view.scenario.formations.len(), 0);
    let own = |f: FormationId| view.scenario.formations[f.0 as usize].side == view.side;
    for role in view.scenario.plan.iter().filter(|r| own(r.formation)) {
        let begun = &mut commander.begun[role.formation.0 as usize];
        *begun = due(view, role, *begun);
    }
    for u in view.units.iter().filter(|u| u.arrived && !u.destroyed) {
        let Some((_, step)) = step_of(view, commander, u) else { continue };
        if step.task == PlanTask::Support {
            zones.set(u.id, &step.via);
        } else if let Some(task) = task(view, maps, commander, u) {
            tasks[u.id.index()] = task;
        }
    }
}

/// The task of one unit where it stands now: a hex of its way that is behind it leads to the next one.
pub(super) fn task(view: &Observation, maps: &Maps, commander: &mut Commander, u: &OwnUnit) -> Option<Task> {
    let (number, step) = step_of(view, commander, u)?;
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
    let (Some((number, step)), Some(progress)) = (step_of(view, commander, u), commander.progress.get(u.id.index())) else { return &[] };
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

/// The step that a unit's role has come to, with its number.
fn step_of<'a>(view: &'a Observation, commander: &Commander, u: &OwnUnit) -> Option<(usize, &'a PlanStep)> {
    let role = role_of(view, u)?;
    let number = commander.begun.get(role.formation.0 as usize)?.checked_sub(1)?;
    Some((number, role.steps.get(number)?))
}

fn role_of<'a>(view: &'a Observation, u: &OwnUnit) -> Option<&'a PlanRole> {
    view.scenario.plan_of(view.scenario.units[u.id.index()].formation)
}

/// Steps of a role begun or overtaken by now, of which so many were before: none is gone back to. A step begins with the turn
/// whose start is nearest to its hour, of two the earlier one, for orders are given at the start of turns; what it waits for
/// must be so at that start.
fn due(view: &Observation, role: &PlanRole, before: usize) -> usize {
    let until = view.turn_from.plus(view.turn_seconds / 2);
    let begins = |s: &PlanStep| s.at <= until && s.on.is_none_or(|on| comes(view, role, on));
    let later = role.steps.iter().skip(before).rposition(begins);
    later.map_or(before, |i| before + i + 1)
}

/// Whether what a standing order waits for is so, as far as its own side knows.
fn comes(view: &Observation, role: &PlanRole, on: Standing) -> bool {
    let units = || view.units.iter().filter(|u| u.arrived && role_of(view, u).is_some_and(|r| r.formation == role.formation));
    let seen = |(men, within_m): (u32, u32)| {
        let near = |at: HexId| units().filter_map(|u| u.hex).any(|h| view.ground.grid.distance(h, at) * HEX_M <= within_m);
        let known = view.contacts.iter().filter(|c| counts(view, c) && near(c.hex));
        known.map(|c| u32::from(u16::midpoint(c.men.0, c.men.1))).sum::<u32>() >= men
    };
    let lost = |percent: u32| {
        let (mut start, mut fit) = (0, 0);
        for u in units() {
            start += u32::from(view.scenario.units[u.id.index()].men);
            fit += u32::from(u.men);
        }
        start > 0 && start.saturating_sub(fit) * 100 >= start * percent
    };
    on.seen.is_some_and(seen) || on.losses_percent.is_some_and(lost)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{LoadOptions, Sources};
    use crate::rules::{Certainty, Side};
    use crate::view::fixture::{duel, hex, sight, unit, with};
    use std::sync::Arc;

    /// The task that the plan gives a unit standing in a hex at its hour, and the hexes still before it.
    fn at(view: &mut Observation, commander: &mut Commander, id: &str, ccrr: &str) -> (Option<Task>, Vec<HexId>) {
        let there = hex(view, ccrr);
        with(view, id, |u| u.hex = Some(there));
        let mut maps = Maps::default();
        maps.look(view);
        follow(view, &maps, commander, &mut vec![Task::Hold; view.slots.len()], &mut Zones::default());
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

    /// The Japanese company of the tiny duel attacks and is to go back to 0003 after 19:15 on this; at a quarter to seven it stands
    /// in 0302.
    fn to_go_back(on: &str) -> Observation {
        let steps = format!(
            r#"plan.3.steps=[(at:"1938-08-06T18:45",task:attack,via:["0502"]),(at:"1938-08-06T19:15",on:({on}),task:move,via:["0202","0003"])]"#
        );
        let mut view = duel(Side::Japanese);
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/tiny_duel.ron");
        let (scenario, found) = crate::data::load(&Sources::embedded(), path, &LoadOptions { sets: vec![steps] });
        view.scenario = scenario.unwrap_or_else(|| panic!("{found:?}"));
        view
    }

    const COMPANY: &str = "jp.1ir.1bn.1co";

    /// Whether the company is told to go back, so many minutes after the start.
    fn goes_back(view: &mut Observation, commander: &mut Commander, minutes: u32) -> bool {
        view.turn_from = view.scenario.starts().plus(minutes * 60);
        match at(view, commander, COMPANY, "0302").0 {
            Some(Task::Move(to)) => to == hex(view, "0202"),
            other => {
                assert_eq!(other, Some(Task::Attack(hex(view, "0502"))), "{minutes} min");
                false
            }
        }
    }

    #[test]
    fn a_standing_order_begins_when_enough_enemies_are_known_near_by_and_not_before_its_hour() {
        let (mut view, mut commander) = (to_go_back("seen_men: 100, within_m: 600"), Commander::default());
        let (near, far) = (hex(&view, "0502"), hex(&view, "0602"));
        assert!(!goes_back(&mut view, &mut commander, 60), "nobody is seen");
        sight(&mut view, "su.1rr.1bn.1co", far, Certainty::Seen);
        view.contacts[0].seen_at = view.turn_from;
        assert!(!goes_back(&mut view, &mut commander, 60), "a company at 900 m");
        view.contacts[0].hex = near;
        view.contacts[0].men = (40, 158);
        assert!(!goes_back(&mut view, &mut commander, 60), "99 in the middle of what is believed");
        view.contacts[0].men = (40, 160);
        assert!(!goes_back(&mut view, &mut Commander::default(), 15), "not before its hour");
        assert!(goes_back(&mut view, &mut commander, 60));
        // What has begun goes on, whoever is seen then.
        view.contacts.clear();
        assert!(goes_back(&mut view, &mut commander, 75));
    }

    #[test]
    fn who_was_seen_long_ago_does_not_count() {
        let mut view = to_go_back("seen_men: 100, within_m: 600");
        let near = hex(&view, "0502");
        sight(&mut view, "su.1rr.1bn.1co", near, Certainty::Seen);
        view.contacts[0].current = false;
        // Seen at a quarter to seven, it counts for three quarters of an hour.
        assert!(goes_back(&mut view, &mut Commander::default(), 45));
        assert!(!goes_back(&mut view, &mut Commander::default(), 60));
    }

    #[test]
    fn a_standing_order_may_wait_for_losses() {
        let (mut view, mut commander) = (to_go_back("losses_percent: 25"), Commander::default());
        // It has 160 men.
        for (men, back) in [(160, false), (121, false), (120, true), (160, true)] {
            with(&mut view, COMPANY, |u| u.men = men);
            assert_eq!(goes_back(&mut view, &mut commander, 60), back, "{men} men");
        }
    }

    #[test]
    fn the_next_step_of_the_hour_overtakes_one_that_still_waits() {
        let (mut view, mut commander) = (to_go_back("losses_percent: 25"), Commander::default());
        let scenario = Arc::make_mut(&mut view.scenario);
        let mut last = scenario.plan[3].steps[0].clone();
        last.at = last.at.plus(7_200);
        scenario.plan[3].steps.push(last);
        assert!(!goes_back(&mut view, &mut commander, 120));
        with(&mut view, COMPANY, |u| u.men = 10);
        assert!(!goes_back(&mut view, &mut commander, 135), "the wait is over");
    }
}
