//! Before the first turn: each side places its units that have a zone.

use super::Battle;
use super::arrivals::arrivals;
use super::field::Field;
use super::state::{Impulse, Now, Views};
use crate::data::StartPlace;
use crate::rules::{Side, UnitId};
use crate::view::What;
use bevy_ecs::system::RunSystemOnce;

/// Who was placed elsewhere than the scenario puts him is told of, to his own side alone, when both sides are done.
fn tell_places(mut field: Field) {
    let scenario = field.scenario();
    for (n, setup) in scenario.units.iter().enumerate().filter(|(_, u)| !u.zone.is_empty()) {
        let unit = UnitId(n as u16);
        if let Some(hex) = field.hex(unit).filter(|&hex| setup.place != StartPlace::Hex(hex)) {
            field.tell(field.now.from, What::Deployed { unit, hex });
        }
    }
}

impl Battle {
    /// Begin with the set-up of the first side that has a zone, or with the first turn if none has.
    pub(super) fn begin(&mut self) {
        let first = self.first();
        let Some(side) = [first, first.enemy()].into_iter().find(|&side| self.scenario.sets_up(side)) else {
            self.begin_turn();
            return;
        };
        self.set_up(Some(side));
        // Who is there from the start stands where the scenario puts him until his side places him.
        let done = self.world.run_system_once(arrivals);
        debug_assert!(done.is_ok(), "the field's resources are there for the whole battle");
    }

    /// A side is done: go on to the other's set-up, or to the first turn.
    pub(super) fn end_set_up(&mut self, side: Side) {
        let enemy = side.enemy();
        if side == self.first() && self.scenario.sets_up(enemy) {
            self.set_up(Some(enemy));
        } else {
            let told = self.world.run_system_once(tell_places);
            debug_assert!(told.is_ok(), "the field's resources are there for the whole battle");
            self.set_up(None);
            self.begin_turn();
        }
    }

    /// Let a side place its units before the first turn, or (`None`) end that.
    fn set_up(&mut self, side: Option<Side>) {
        let mut now = self.world.resource_mut::<Now>();
        now.to_move = side;
        now.impulse = if side.is_some() { Impulse::SetUp } else { Impulse::First };
        let mut views = self.world.resource_mut::<Views>();
        for of in Side::BOTH {
            views.0[of].seen.setting_up = side.is_some();
        }
    }
}
