//! Tasks of battalions: held, being prepared, begun.

use super::field::Field;
use crate::data::{FormationId, Scenario, TaskKind};
use crate::hex::HexId;
use crate::rules::{Clock, Effect, Question, Side};
use crate::view::{Task, TaskState, What, tasks};
use bevy_ecs::prelude::Resource;
use serde::{Deserialize, Serialize};

/// Who holds which task.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Command {
    /// By [`FormationId`], of both sides.
    pub tasks: Vec<TaskState>,
    /// By row of the scenario's mishaps: its hour has come.
    pub met: Vec<bool>,
}

impl Command {
    /// Tasks as the scenario gives them.
    pub fn at_start(scenario: &Scenario) -> Command {
        let task = |f: usize| TaskState { now: tasks::at_start(scenario, FormationId(f as u16)), next: None };
        Command { tasks: (0..scenario.formations.len()).map(task).collect(), met: vec![false; scenario.mishaps.len()] }
    }

    /// Whether these are tasks of a battle that began with others: of the same formations, on the map.
    pub fn fits(&self, start: &Command, on_map: impl Fn(HexId) -> bool) -> bool {
        let sound = |t: &Task| !t.line.is_empty() && t.line.iter().chain([&t.from, &t.goal]).all(|&h| on_map(h));
        let like = |(t, s): (&TaskState, &TaskState)| {
            t.now.is_some() == s.now.is_some()
                && (t.next.is_none() || t.now.is_some())
                && t.now.iter().chain(t.next.iter().map(|n| &n.0)).all(sound)
        };
        self.met.len() == start.met.len() && self.tasks.len() == start.tasks.len() && self.tasks.iter().zip(&start.tasks).all(like)
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

    /// What may go wrong with orders is drawn when its hour has come, so that nothing of it is anywhere before.
    pub fn mishaps(&mut self) {
        let scenario = self.scenario();
        let (from, seconds) = (self.now.from, self.now.seconds);
        for (n, mishap) in scenario.mishaps.iter().enumerate() {
            if self.command.met[n] || !tasks::begins(from, seconds, mishap.at) {
                continue;
            }
            self.command.met[n] = true;
            let whose: Vec<usize> =
                (0..scenario.formations.len()).filter(|&f| scenario.is_part_of(FormationId(f as u16), mishap.formation)).collect();
            let Some(actor) = whose.iter().find_map(|&f| scenario.formations[f].units.first()) else { continue };
            let question = Question::Hitch(mishap.hitch);
            let got = self.cast(from, actor.index(), question, Some(question));
            if got.of(Effect::Comes) == 0 {
                continue;
            }
            let ready = from.plus(got.of(Effect::Minutes) * 60);
            for f in whose {
                self.hold_up(FormationId(f as u16), mishap.astray, ready);
            }
            let formation = mishap.formation;
            self.tell(
                from,
                match mishap.astray {
                    Some(goal) => What::TaskAstray { formation, goal },
                    None => What::TaskLate { formation, ready },
                },
            );
        }
    }

    /// A battalion that holds a task waits where it stands until an hour, or goes astray. Ways it was on are broken off.
    fn hold_up(&mut self, formation: FormationId, astray: Option<HexId>, ready: Clock) {
        let scenario = self.scenario();
        let row = &scenario.formations[formation.0 as usize];
        let view = &self.views.0[row.side].seen;
        let (kind, via) = astray.map_or((TaskKind::Reserve, vec![]), |h| (TaskKind::Move, vec![h]));
        let Some(task) = tasks::given(view, formation, kind, &via) else { return };
        let state = &mut self.command.tasks[formation.0 as usize];
        let Some(old) = state.now.replace(task) else {
            state.now = None;
            return;
        };
        state.next = match (astray, state.next.take()) {
            (Some(_), _) => None,
            (None, Some((next, at))) => Some((next, at.max(ready))),
            (None, None) => Some((old, ready)),
        };
        for &id in &row.units {
            self.unit_mut(id).way.path.clear();
            self.sync(id);
        }
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
