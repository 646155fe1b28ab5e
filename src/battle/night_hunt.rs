//! Parties that men send out by night, of themselves, for vehicles that are stuck before their lines.
//!
//! What belongs here: who goes, and when. What never does: the attack itself, which is that of close combat.

use super::field::Field;
use crate::hex::HexId;
use crate::rules::{Light, MoraleState, Side, UnitId};
use crate::view::{FireOrder, check, fire};

impl Field<'_, '_> {
    /// By night steady men who have time left and may fire go for vehicles that are stuck in their hex or beside it, in sight of their
    /// line by day, where nobody of the vehicles' side is left to stand about them. The time is kept over turns, until it is enough.
    pub fn night_hunts(&mut self) {
        let dark = matches!(self.now.light, Light::Moon | Light::Dark);
        for n in 0..self.stage.scenario.units.len() {
            let id = UnitId(n as u16);
            let kept_s = u32::from(self.unit(id).lasting.hunt_s);
            if !dark || self.tally.ended || !self.may_hunt(id) {
                if kept_s > 0 {
                    self.unit_mut(id).lasting.hunt_s = 0;
                }
                continue;
            }
            let needed = self.stage.scenario.rules.night_party_seconds();
            let left = u32::from(self.own(id).seconds);
            let mut time_s = kept_s + left;
            let mut went = false;
            while time_s >= needed && self.own(id).active() {
                let Some(hex) = self.quarry(id) else { break };
                time_s -= needed;
                went = true;
                let at = self.now.end();
                self.fights(id, at, needed);
                self.hunt_stranded(&[id], hex, at, 0);
            }
            let waits = self.own(id).active() && self.quarry(id).is_some();
            if went || waits {
                self.spend(id, left);
            }
            self.unit_mut(id).lasting.hunt_s = if waits { time_s.min(needed) as u16 } else { 0 };
        }
    }

    /// Whether a unit's men would go out at all.
    fn may_hunt(&self, id: UnitId) -> bool {
        let own = self.own(id);
        let stays = own.path.is_empty() && own.building.is_none() && own.storm.is_none() && !own.column;
        own.active()
            && !self.works.stranded.is_empty()
            && stays
            && own.morale == MoraleState::Steady
            && own.fire_order != FireOrder::Hold
            && fire::on_foot(&self.stage.scenario.cards, own) > 0
            && own.suppressed_permille < self.stage.scenario.rules.keeps_in_permille()
            && check::storms(&self.views.0[self.side_of(id)].seen, own)
    }

    /// The nearest stuck vehicles of the enemy that a unit's men could go for; of several hexes the first by number.
    fn quarry(&self, id: UnitId) -> Option<HexId> {
        let scenario = &self.stage.scenario;
        let own = self.own(id);
        let (from, side) = (own.hex?, self.side_of(id));
        let guarded = |hex: HexId, of: Side| {
            let stands = |&u: &UnitId| {
                let there = self.own(u);
                self.side_of(u) == of && there.active() && (fire::on_foot(&scenario.cards, there) > 0 || there.running() > 0)
            };
            self.occupancy.at(hex).iter().any(stands)
        };
        let view = &self.views.0[side].seen;
        let groups = self.works.stranded.iter().filter(|g| self.side_of(g.unit) != side).map(|g| g.hex);
        let near = groups.filter(|&h| scenario.ground.grid.distance(h, from) <= 1 && (h == from || scenario.ground.sight.sees(from, h)));
        let open = near.filter(|&h| !guarded(h, side.enemy()) && check::may_rush(view, own, from, h).is_ok());
        open.min_by_key(|&h| (scenario.ground.grid.distance(h, from), h))
    }
}
