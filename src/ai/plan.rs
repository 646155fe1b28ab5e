//! The player that follows the scenario's plan: each formation's step of the hour, by its hexes. Orders, never outcomes.

use super::command::Commander;
use super::guns::Zones;
use super::staff::Task;
use crate::data::{FormationId, PlanRole, PlanTask};
use crate::view::Observation;

/// Tasks of the hour from the plan. A unit goes by its step's hexes one after the other; one within a step of it counts
/// as passed. Who has no role stays. Batteries in support fire near their step's hexes.
pub(super) fn follow(view: &Observation, commander: &mut Commander, tasks: &mut [Task], zones: &mut Zones) {
    commander.progress.resize(view.slots.len(), (usize::MAX, 0));
    for u in view.units.iter().filter(|u| u.arrived && !u.destroyed) {
        let Some(role) = role_of(view, view.scenario.units[u.id.index()].formation) else { continue };
        let Some(number) = role.steps.iter().rposition(|s| s.at <= view.turn_from) else { continue };
        let step = &role.steps[number];
        if step.task == PlanTask::Support {
            zones.set(u.id, &step.via);
            continue;
        }
        let (Some(hex), Some(&goal)) = (u.hex, step.via.last()) else { continue };
        let progress = &mut commander.progress[u.id.index()];
        if progress.0 != number {
            *progress = (number, 0);
        }
        // The last hex is the goal and is never passed.
        while progress.1 + 1 < step.via.len() && view.ground.grid.distance(hex, step.via[progress.1]) <= 1 {
            progress.1 += 1;
        }
        let next = step.via.get(progress.1).copied().unwrap_or(goal);
        tasks[u.id.index()] = match step.task {
            PlanTask::Move => Task::Move(next),
            PlanTask::Attack => Task::Attack(next),
            PlanTask::Defend if next == goal => Task::Defend(goal),
            PlanTask::Defend => Task::Move(next),
            PlanTask::Hold | PlanTask::Support => Task::Hold,
        };
    }
}

/// The role of a formation, or of the nearest one above it that has one.
fn role_of(view: &Observation, formation: FormationId) -> Option<&PlanRole> {
    let mut at = Some(formation);
    while let Some(f) = at {
        if let Some(role) = view.scenario.plan.iter().find(|r| r.formation == f) {
            return Some(role);
        }
        at = view.scenario.formations.get(f.0 as usize)?.parent;
    }
    None
}
