//! Digging, recovering, sheltering and manning the trench, fire orders, releasing a reserve, placing before the battle.

use crate::battle::field::Field;
use crate::data::{EngagementId, FormationId};
use crate::hex::HexId;
use crate::rules::{Activity, Effect, MoraleState, Question, RecoverMeans, UnitId};
use crate::view::check::{self, Recovery};
use crate::view::holes::dig_seconds;
use crate::view::{FireOrder, What, WorkKind};
use bevy_ecs::prelude::*;

/// Work.
pub(in crate::battle) fn work(In((unit, kind)): In<(UnitId, WorkKind)>, mut field: Field) {
    field.unit_mut(unit).stance.building = None;
    field.unit_mut(unit).stance.storm = None;
    field.sync(unit);
    if !field.form(unit, false) {
        return;
    }
    match kind {
        WorkKind::Dig => {
            let (at, before) = (field.clock(unit), field.own(unit).clone());
            field.dig(unit);
            let seconds = u32::from(before.seconds - field.own(unit).seconds);
            field.seen_at_work(at, unit, (seconds, Activity::Digging), before.posture);
        }
        WorkKind::Recover => field.recover(unit),
        WorkKind::Shelter => field.shelter(unit),
        WorkKind::Man => field.man(unit),
    }
}

/// Place in the set-up: nobody is told before it is over, nothing is spent.
pub(in crate::battle) fn deploy(In((unit, hex)): In<(UnitId, HexId)>, mut field: Field) {
    field.place(unit, Some(hex));
}

impl Field<'_, '_> {
    /// Dig with all seconds left, or as many as the next posture needs.
    pub fn dig(&mut self, id: UnitId) {
        let scenario = self.scenario();
        let own = self.own(id);
        let Some(hex) = own.hex else { return };
        let terrain = scenario.ground.terrain[hex.index()];
        let Some((next, needed)) = dig_seconds(&scenario.rules, terrain, own, self.room_in_holes(id, hex)) else { return };
        let (at, before) = (self.clock(id), own.posture);
        let awake = scenario.rules.digging_permille(own.posture, own.suppressed_permille);
        let left = u32::from(own.seconds);
        let dug = self.unit(id).stance.dug_s;
        let to_go = (needed.saturating_sub(dug) * 1000).div_ceil(awake.max(1));
        let spent = left.min(to_go);
        self.spend(id, spent);
        let mut unit = self.unit_mut(id);
        unit.stance.dug_s = dug + spent * awake / 1000;
        unit.lasting.toil.dug_s += spent;
        if spent == to_go {
            unit.stance.dug_s = 0;
            unit.stance.posture = next;
            self.sync(id);
            self.dug(id, hex, before);
            self.tell(at, What::DugIn { unit: id, hex, posture: next });
        }
    }

    /// Get stranded vehicles out where the unit stands or next to it, try by try while seconds last. The first try may go on into
    /// later turns; what is worked at it is kept with the vehicles.
    fn recover(&mut self, id: UnitId) {
        let mut first = true;
        loop {
            let own = self.own(id);
            let Some(Recovery { group, question, seconds }) = check::recovery(&self.views.0[self.side_of(id)].seen, own) else { return };
            let left = u32::from(own.seconds);
            if left == 0 || (left < seconds && !first) {
                return;
            }
            first = false;
            let at = self.clock(id);
            self.spend(id, seconds.min(left));
            let doing = if self.own(id).running() > 0 { Activity::HaltedVehicles } else { Activity::MovingMen };
            self.seen_at_work(at, id, (seconds.min(left), doing), self.own(id).posture);
            // Who runs from the fire leaves the work.
            if !self.own(id).active() || self.own(id).morale >= MoraleState::Broken {
                return;
            }
            let done = left >= seconds;
            if let Some(g) = self.works.stranded.iter_mut().find(|g| g.is(&group)) {
                let before = g.work.filter(|w| w.0 == question.means).map_or(0, |w| w.1);
                g.work = (!done).then_some((question.means, before.saturating_add(left.min(u32::from(u16::MAX)) as u16)));
                g.tries = g.tries.saturating_add(done.into());
            }
            if done {
                let got = self.cast(at, id.index(), Question::Recover(question), Some(Question::Recover(question)));
                let free = got.of(Effect::Recovered).min(255) as u8;
                if free > 0 {
                    self.unstrand(at, &group, free, question.means == RecoverMeans::Tractor);
                } else {
                    self.tell(at, What::RecoveryFailed { unit: id, hex: group.hex });
                }
            }
            self.sync_stranded(self.side_of(id));
        }
    }
}

/// When to open fire.
pub(in crate::battle) fn hold(In((unit, fire_order)): In<(UnitId, FireOrder)>, mut field: Field) {
    field.unit_mut(unit).stance.fire_order = fire_order;
    // The way to call men off their work without sending them anywhere.
    field.unit_mut(unit).stance.building = None;
    field.unit_mut(unit).stance.storm = None;
    field.sync(unit);
}

/// Break a rule of engagement: from now on it binds no more, and the world hears of it.
pub(in crate::battle) fn defy(In(rule): In<EngagementId>, mut field: Field) {
    field.break_rule(rule);
}

/// Release a reserve at its price.
pub(in crate::battle) fn release(In(formation): In<FormationId>, mut field: Field) {
    field.tally.released_by_owner.push(formation);
    field.release(formation);
}
