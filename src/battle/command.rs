//! Tasks of battalions: held, being prepared, begun.

use super::field::Field;
use crate::data::{FormationId, Scenario};
use crate::hex::HexId;
use crate::rules::Side;
use crate::view::{Task, TaskState, What, tasks};
use bevy_ecs::prelude::Resource;
use serde::{Deserialize, Serialize};

/// Who holds which task.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Command {
    /// By [`FormationId`], of both sides.
    pub tasks: Vec<TaskState>,
}

impl Command {
    /// Tasks as the scenario gives them.
    pub fn at_start(scenario: &Scenario) -> Command {
        let task = |f: usize| TaskState { now: tasks::at_start(scenario, FormationId(f as u16)), next: None };
        Command { tasks: (0..scenario.formations.len()).map(task).collect() }
    }

    /// Whether these are tasks of a battle that began with others: of the same formations, on the map.
    pub fn fits(&self, start: &Command, on_map: impl Fn(HexId) -> bool) -> bool {
        let sound = |t: &Task| !t.line.is_empty() && t.line.iter().chain([&t.from, &t.goal]).all(|&h| on_map(h));
        let like = |(t, s): (&TaskState, &TaskState)| {
            t.now.is_some() == s.now.is_some()
                && (t.next.is_none() || t.now.is_some())
                && t.now.iter().chain(t.next.iter().map(|n| &n.0)).all(sound)
        };
        self.tasks.len() == start.tasks.len() && self.tasks.iter().zip(&start.tasks).all(like)
    }
}

impl Field<'_, '_> {
    /// Tasks whose hour has come take the place of the old ones.
    pub fn begin_tasks(&mut self) {
        let (from, seconds) = (self.now.from, self.now.seconds);
        for f in 0..self.command.tasks.len() {
            let Some((_, ready)) = self.command.tasks[f].next else { continue };
            if !tasks::begins(from, seconds, ready) {
                continue;
            }
            let state = &mut self.command.tasks[f];
            state.now = state.next.take().map(|n| n.0);
            if let Some(Task { kind, goal, .. }) = state.now {
                self.tell(ready.max(from), What::TaskReady { formation: FormationId(f as u16), kind, goal });
            }
        }
        self.sync_tasks();
    }

    /// Keep each side's list of its own tasks current; of the enemy's it is told nothing.
    pub fn sync_tasks(&mut self) {
        for side in Side::BOTH {
            let Field { views, command, stage, .. } = self;
            let list = &mut views.0[side].seen.tasks;
            let own = |f: usize| stage.scenario.formations[f].side == side;
            let told = |(f, t): (usize, &TaskState)| if own(f) { t.clone() } else { TaskState::default() };
            list.clear();
            list.extend(command.tasks.iter().enumerate().map(told));
        }
    }
}
