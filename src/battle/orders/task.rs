//! New tasks of battalions.

use crate::battle::field::Field;
use crate::data::{FormationId, TaskKind};
use crate::hex::HexId;
use crate::view::{What, tasks};
use bevy_ecs::prelude::*;

/// Give a formation a task: at once if it is ready in this turn, else the old one holds until it is.
pub(in crate::battle) fn task(In((formation, kind, via)): In<(FormationId, TaskKind, Vec<HexId>)>, mut field: Field) {
    let side = field.stage.scenario.formations[formation.0 as usize].side;
    let view = &field.views.0[side].seen;
    let Some(task) = tasks::given(view, formation, kind, &via) else { return };
    let ready = tasks::ready_at(view, formation, kind, task.goal);
    let (now, goal) = (field.now.from, task.goal);
    field.command.tasks[formation.0 as usize].next = Some((task, ready));
    field.tell(now, What::TaskGiven { formation, kind, goal, ready });
    field.begin_tasks();
}
