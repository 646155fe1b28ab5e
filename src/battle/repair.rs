//! Mending vehicles that were knocked out or broke down: on the spot in hours by their crews, hauled away in days.
//!
//! What belongs here: when the work goes on and when it is done. What never does: counts (fates).

use super::field::Field;
use crate::rules::{Effect, Question, Repair};
use crate::view::{Fate, WreckGroup, check};

impl Field<'_, '_> {
    /// A turn's work at vehicles out of action: what is new is looked at and gets its time, what is disturbed is put off, what is
    /// done rejoins its unit.
    pub fn repairs(&mut self) {
        let end = self.now.end();
        let list: Vec<WreckGroup> = self.works.wrecks.iter().filter(|w| w.fate != Fate::Burnt).copied().collect();
        for w in list {
            match w.due {
                None => {
                    let question = Question::Repair(Repair { hauled: w.fate == Fate::Recoverable });
                    let seconds = self.cast(end, w.unit.index(), question, Some(question)).of(Effect::DelaySeconds);
                    self.put_off(&w, Some(end.plus(seconds)));
                }
                Some(due) if self.disturbed(&w) => self.put_off(&w, Some(due.plus(self.now.seconds))),
                Some(due) if due <= end => {
                    let ready = self.can_rejoin(&w);
                    self.mend(end, &w, ready);
                }
                Some(_) => {}
            }
        }
        // A new due time may have changed the order.
        self.works.wrecks.sort_unstable();
        for side in crate::rules::Side::BOTH {
            self.sync_wrecks(side);
        }
    }

    fn put_off(&mut self, whose: &WreckGroup, due: Option<crate::rules::Clock>) {
        if let Some(w) = self.works.wrecks.iter_mut().find(|w| *w == whose) {
            w.due = due;
        }
    }

    /// Whether the work on the spot stood still this turn: an enemy in sight near it, or its crews under fire beside it. Both are
    /// known to its owner, who is shown the time.
    fn disturbed(&self, w: &WreckGroup) -> bool {
        if w.fate != Fate::Repairable {
            return false;
        }
        let grid = &self.stage.scenario.ground.grid;
        let view = &self.views.0[self.side_of(w.unit)].seen;
        let disturbed = self.stage.scenario.rules.disturbed_hexes();
        let near = view.contacts.iter().any(|c| c.current && grid.distance(c.hex, w.hex) <= disturbed);
        let beside = self.hex(w.unit).is_some_and(|h| grid.distance(h, w.hex) <= 1);
        near || (beside && self.unit(w.unit).nerve.fire_at >= self.now.from && self.unit(w.unit).nerve.fire_at.0 > 0)
    }

    /// How many of those mended can drive on: there are crews, their unit is near (those from the workshops find it anywhere), and
    /// there is room beside it.
    fn can_rejoin(&self, w: &WreckGroup) -> u8 {
        let own = self.own(w.unit);
        let Some(home) = own.hex.filter(|_| own.active()) else { return 0 };
        let view = &self.views.0[self.side_of(w.unit)].seen;
        if w.fate == Fate::Repairable && view.ground.grid.distance(home, w.hex) > self.stage.scenario.rules.rejoin_hexes() {
            return 0;
        }
        let room = check::vehicle_room(view, home).min(u32::from(u8::MAX)) as u8;
        w.count.min(room).min(check::crews_free(view, own, w.vehicle))
    }
}
