//! Shelter behind the crest: when men go below by themselves or on order, who calls them up, when the trench is manned.
//!
//! All of it is by the clock. Men below have a window: from the moment they are out of the trench to the moment they man it
//! again. Whoever looks, fires, shells or assaults asks where they are at his own moment.

use super::field::Field;
use super::state::Falling;
use crate::hex::{HEX_M, HexId};
use crate::rules::{Activity, Barrage, Certainty, Clock, Effect, Question, UnitId};
use crate::view::shelter::{can_shelter, enemy_near, men_in_time, men_up};
use crate::view::{Shelter, What, fire};

impl Field<'_, '_> {
    /// Men of a unit on foot who are in their place at a moment.
    pub fn men_up(&self, id: UnitId, at: Clock) -> u16 {
        let scenario = &self.stage.scenario;
        men_up(&scenario.rules, &scenario.cards, self.own(id), at)
    }

    /// The same for close combat: those who climb are reckoned by the time they have had.
    pub fn men_in_time(&self, id: UnitId, at: Clock) -> u16 {
        let scenario = &self.stage.scenario;
        men_in_time(&scenario.rules, &scenario.cards, self.own(id), at)
    }

    /// Share of a unit's men on foot who are in their place, per mille.
    pub fn up_permille(&self, id: UnitId, at: Clock) -> u16 {
        let own = self.own(id);
        if !own.shelter.below(at) {
            return 1000;
        }
        let foot = u32::from(fire::on_foot(&self.stage.scenario.cards, own));
        (u32::from(self.men_up(id, at)) * 1000).checked_div(foot).map_or(1000, |p| p as u16)
    }

    /// Sent below on order, at the unit's own moment and with its own seconds.
    pub fn shelter(&mut self, id: UnitId) {
        let at = self.clock(id);
        {
            let mut unit = self.unit_mut(id);
            unit.way.path.clear();
            unit.seconds.paid = 0;
            unit.stance.shelters = true;
        }
        let shelter = self.own(id).shelter;
        if shelter.below(at) {
            self.unit_mut(id).stance.shelter = Shelter { until: Shelter::OPEN, by_order: true, ..shelter };
            self.sync(id);
        } else {
            self.go_below(id, at, true);
        }
    }

    /// Called up on order, to stay in the trench whatever falls.
    pub fn man(&mut self, id: UnitId) {
        let at = self.clock(id);
        self.unit_mut(id).stance.shelters = false;
        self.call_up(id, at);
        self.sync(id);
    }

    /// Men leave the trench to the lookouts.
    fn go_below(&mut self, id: UnitId, at: Clock, by_order: bool) {
        let Some(hex) = self.hex(id) else { return };
        let from = at.plus(self.stage.scenario.rules.leave_seconds());
        self.unit_mut(id).stance.shelter = Shelter { from, until: Shelter::OPEN, by_order };
        self.busy_to(id, from);
        self.tell(at, What::Sheltered { unit: id, hex });
    }

    /// The men below are called up: the trench is manned some minutes later. Nothing if they are on their way already.
    pub fn call_up(&mut self, id: UnitId, at: Clock) {
        let shelter = self.own(id).shelter;
        let Some(hex) = self.hex(id) else { return };
        // Who has not left yet stays.
        let by = if at < shelter.from { at } else { at.plus(self.stage.scenario.rules.reman_seconds()) };
        if shelter.until <= by {
            return;
        }
        self.unit_mut(id).stance.shelter = if at < shelter.from { Shelter::default() } else { Shelter { until: by, ..shelter } };
        self.busy_to(id, by);
        self.tell(at, What::Manned { unit: id, hex, by });
    }

    /// A unit's time up to a moment is taken: its seconds are never used twice.
    fn busy_to(&mut self, id: UnitId, moment: Clock) {
        let left = self.now.end().since(moment).min(u32::from(u16::MAX)) as u16;
        let mut unit = self.unit_mut(id);
        unit.seconds.left = unit.seconds.left.min(left);
        self.sync(id);
    }

    /// Who is still on his way up as a turn begins has that much less of it.
    pub fn keep_below(&mut self, id: UnitId) {
        let shelter = self.own(id).shelter;
        if !shelter.open() && shelter.below(self.now.from) {
            self.busy_to(id, shelter.until);
        }
    }

    /// An enemy has shown himself or come on: whoever shelters within reach of him is called up.
    pub fn alarm(&mut self, at: Clock, enemy: UnitId) {
        let Some(there) = self.hex(enemy).filter(|_| self.is_current(enemy, Certainty::Seen)) else { return };
        let reach = self.stage.scenario.rules.shelter_alarm_m();
        // A sighting may be noted later than it was made: never before the enemy's own moment.
        let at = at.max(self.clock(enemy));
        let list = self.index.clone_side(self.side_of(enemy).enemy());
        for &id in list.iter() {
            let own = self.own(id);
            let near = |h: HexId| self.stage.scenario.ground.grid.distance(h, there) * HEX_M <= reach;
            if own.shelter.open() && own.active() && own.hex.is_some_and(near) {
                self.call_up(id, at);
            }
        }
    }

    /// An assault goes in: the lookouts give the alarm when they see it, at once by day, by night when it is near enough.
    pub fn warn(&mut self, attacker: UnitId, hex: HexId, began: Clock, needed: u32, (paid, spent): (u32, u32)) {
        let Some(from) = self.hex(attacker) else { return };
        let doing = if self.own(attacker).running() > 0 { Activity::MovingVehicles } else { Activity::MovingMen };
        let seen_m = match self.sight_m(from, hex, began) {
            Some(_) if from == hex => HEX_M,
            Some(_) => self.spotted_m(from, doing).min(HEX_M),
            None => 0,
        };
        // Of a rush that goes on over several turns each part has its own share of the way.
        let gone = needed - needed * seen_m / HEX_M;
        if gone > paid + spent {
            return;
        }
        let at = began.plus(gone.saturating_sub(paid));
        let side = self.side_of(attacker);
        let there: Vec<UnitId> = self.occupancy.at(hex).to_vec();
        for id in there {
            if self.side_of(id) != side && self.own(id).shelter.below(at) {
                self.call_up(id, at);
            }
        }
    }

    /// Whether a unit has the drill, could shelter where it stands, and sees no enemy near.
    fn drilled(&self, id: UnitId) -> bool {
        let (scenario, own) = (&self.stage.scenario, self.own(id));
        own.shelters
            && own.active()
            && own.path.is_empty()
            && can_shelter(&scenario.rules, &scenario.cards, &scenario.ground, own)
            && !enemy_near(&self.views.0[self.side_of(id)].seen, own)
    }

    /// The drill under a mission's shells: judged by what they would do to all the men in the trench.
    pub fn heed_shells(&mut self, id: UnitId, f: &Falling) {
        if !self.drilled(id) {
            return;
        }
        let Question::Barrage(q) = self.barrage(id, f, f.from, f.to, u32::from(f.rounds), None) else { return };
        let question = Question::Barrage(Barrage { below: 0, hidden_guns: false, ..q });
        let down = self.stage.scenario.rules.lottery(&question).mean(Effect::Suppression) as u16;
        self.go_under(id, f.from, down);
    }

    /// The drill after bombs: judged by what they have done.
    pub fn heed_bombs(&mut self, id: UnitId, at: Clock) {
        if self.drilled(id) {
            self.go_under(id, at, 0);
        }
    }

    /// Men who are kept down go below; who is on his way up as it begins again turns back.
    fn go_under(&mut self, id: UnitId, at: Clock, falling_permille: u16) {
        let rules = self.rules();
        let shelter = self.own(id).shelter;
        let from = at.plus(rules.leave_seconds());
        // Gone already, or as early as this.
        if shelter.open() && shelter.from <= from {
            return;
        }
        if rules.joined(self.suppressed(id, at), falling_permille) < rules.shelter_permille() {
            return;
        }
        if shelter.open() {
            self.unit_mut(id).stance.shelter.from = from;
        } else if shelter.below(at) {
            self.unit_mut(id).stance.shelter.until = Shelter::OPEN;
        } else {
            self.go_below(id, at, false);
        }
        self.sync(id);
    }

    /// Who went below by himself is called up as the fire lifts: when the last of what is known to fall this turn has fallen.
    pub fn lift(&mut self) {
        let end = self.now.end();
        for n in 0..self.stage.scenario.units.len() {
            let id = UnitId(n as u16);
            let own = self.own(id);
            if !own.shelter.open() || own.shelter.by_order || !own.active() {
                continue;
            }
            let last = self.unit(id).nerve.fire_at.max(own.shelter.from);
            if last < end {
                self.call_up(id, last);
            }
        }
    }
}
