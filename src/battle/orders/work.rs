//! Digging, recovering, fire orders, releasing a reserve.

use crate::battle::field::Field;
use crate::data::FormationId;
use crate::rules::{Effect, Question, Recover, UnitId};
use crate::view::{FireOrder, What, WorkKind, check};
use bevy_ecs::prelude::*;

/// Work.
pub(in crate::battle) fn work(In((unit, kind)): In<(UnitId, WorkKind)>, mut field: Field) {
    field.unit_mut(unit).stance.building = None;
    field.sync(unit);
    if !field.form(unit, false) {
        return;
    }
    match kind {
        WorkKind::Dig => field.dig(unit),
        WorkKind::Recover => field.recover(unit),
    }
}

impl Field<'_, '_> {
    /// Dig with all seconds left, or as many as the next posture needs.
    fn dig(&mut self, id: UnitId) {
        let scenario = self.scenario();
        let own = self.own(id);
        let Some(hex) = own.hex else { return };
        let terrain = scenario.ground.terrain[hex.index()];
        let Some((next, needed)) = scenario.rules.dig_seconds(own.posture, terrain, check::DIG_SKILL_PERMILLE) else { return };
        let at = self.clock(id);
        // Suppressed men do not dig.
        let awake = 1000 - u32::from(own.suppressed_permille.min(1000));
        let left = u32::from(own.seconds);
        let dug = self.unit(id).stance.dug_s;
        let to_go = (needed.saturating_sub(dug) * 1000).div_ceil(awake.max(1));
        let spent = left.min(to_go);
        self.spend(id, spent);
        let mut unit = self.unit_mut(id);
        unit.stance.dug_s = dug + spent * awake / 1000;
        if spent == to_go {
            unit.stance.dug_s = 0;
            unit.stance.posture = next;
            self.sync(id);
            self.tell(at, What::DugIn { unit: id, hex, posture: next });
        }
    }

    /// Try to get stranded vehicles of the unit out, group by group where it stands or next to it, while seconds last.
    fn recover(&mut self, id: UnitId) {
        let scenario = self.scenario();
        loop {
            let own = self.own(id);
            let Some((group, means)) = check::recovery(&self.views.0[self.side_of(id)].seen, own) else { return };
            let needed = scenario.rules.recover_seconds(means);
            if u32::from(own.seconds) < needed {
                return;
            }
            let question = Question::Recover(Recover {
                means,
                vehicles: group.count,
                terrain: scenario.ground.terrain[group.hex.index()],
                ground: self.now.ground.of(scenario.ground.terrain[group.hex.index()].soil()),
                under_fire: own.suppressed_permille >= check::UNDER_FIRE_PERMILLE,
            });
            let at = self.clock(id);
            self.spend(id, needed);
            let got = self.cast(at, id.index(), question, Some(question));
            if let Some(g) =
                self.works.stranded.iter_mut().find(|g| g.unit == group.unit && g.vehicle == group.vehicle && g.hex == group.hex)
            {
                g.tries = g.tries.saturating_add(1);
            }
            let free = got.of(Effect::Recovered).min(255) as u8;
            if free > 0 {
                self.unstrand(at, id, group.vehicle, group.hex, free);
            } else {
                self.tell(at, What::RecoveryFailed { unit: id, hex: group.hex });
            }
            let side = self.side_of(id);
            self.sync_stranded(side);
        }
    }
}

/// When to open fire.
pub(in crate::battle) fn hold(In((unit, fire_order)): In<(UnitId, FireOrder)>, mut field: Field) {
    field.unit_mut(unit).stance.fire_order = fire_order;
    // The way to call men off their work without sending them anywhere.
    field.unit_mut(unit).stance.building = None;
    field.sync(unit);
}

/// Release a reserve at its price.
pub(in crate::battle) fn release(In(formation): In<FormationId>, mut field: Field) {
    field.tally.released_by_owner.push(formation);
    field.release(formation);
}
