//! Holes in the ground as the battle changes them: who digs adds to them, who leaves them leaves them, who comes moves in.
//!
//! What belongs here: what becomes of a hex's holes and who finds room in them when. What never does: how much room there is (view).

use super::field::Field;
use crate::hex::HexId;
use crate::rules::{Posture, Side, UnitId};
use crate::view::fire;
use crate::view::holes::{Room, Taker, moves_in};

impl Field<'_, '_> {
    fn takers(&self, hex: HexId, but: Option<UnitId>) -> Vec<Taker> {
        let there = self.occupancy.at(hex).iter().filter(|&&u| Some(u) != but);
        there.map(|&u| (self.side_of(u), self.own(u).posture, self.own(u).men)).collect()
    }

    /// Room for a unit in the holes where it is, beside the others.
    pub fn room_in_holes(&self, id: UnitId, hex: HexId) -> Room {
        self.works.holes[hex.index()].room(self.side_of(id), &self.takers(hex, Some(id)))
    }

    /// A unit is where it will stay for a time: it moves into what holes are free, if they better it.
    pub fn move_in(&mut self, id: UnitId) {
        let own = self.own(id);
        let Some(hex) = own.hex.filter(|_| own.active()) else { return };
        let stays = own.path.is_empty() && !own.column && own.building.is_none() && own.storm.is_none();
        let scenario = self.scenario();
        if !stays || !moves_in(own) || own.posture == Posture::Trench || fire::on_foot(&scenario.cards, own) == 0 {
            return;
        }
        let found = self.room_in_holes(id, hex).posture(&scenario.rules, own.men);
        if found > own.posture {
            let mut unit = self.unit_mut(id);
            unit.stance.posture = found;
            unit.stance.dug_s = 0;
            self.sync(id);
        }
    }

    /// A unit has dug to a better posture: its holes are there from now on, those that it only turned stay as many.
    pub fn dug(&mut self, id: UnitId, hex: HexId, before: Posture) {
        if before == Posture::Reversed {
            let takers = self.takers(hex, None);
            let turned = self.works.holes[hex.index()].turned(self.side_of(id), &takers);
            self.works.holes[hex.index()] = turned;
        }
        self.widen(hex);
        self.show_holes(hex);
    }

    /// There are holes for all who are in some: men who came back to a unit dig in beside the others, and who is set up in trenches dug
    /// them before.
    fn widen(&mut self, hex: HexId) {
        let was = self.works.holes[hex.index()];
        let now = was.widened(&self.takers(hex, None));
        if now != was {
            self.works.holes[hex.index()] = now;
            self.show_holes(hex);
        }
    }

    /// Who is in a hex sees its holes.
    fn show_holes(&mut self, hex: HexId) {
        let now = self.works.holes[hex.index()];
        for side in Side::BOTH {
            if self.occupancy.at(hex).iter().any(|&u| self.side_of(u) == side) {
                self.views.0[side].seen.holes[hex.index()] = now;
            }
        }
    }

    /// As a turn begins: places for all who are dug in, then by id whoever lies beside free ones moves in.
    pub fn settle_holes(&mut self) {
        for n in 0..self.stage.scenario.units.len() {
            let own = self.own(UnitId(n as u16));
            if let Some(hex) = own.hex.filter(|_| own.posture >= Posture::Scrape) {
                self.widen(hex);
            }
        }
        for n in 0..self.stage.scenario.units.len() {
            self.move_in(UnitId(n as u16));
        }
    }
}
