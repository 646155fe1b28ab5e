//! Stuck vehicles as targets and as guns: seen, fired at on order and by standing fire, under shells and bombs, firing themselves.
//!
//! What belongs here: what is done to them and by them where they stand. What never does: how they got stuck and come free.

use super::field::Field;
use crate::hex::{Dir, HexId};
use crate::rules::{Activity, Certainty, Clock, Effect, MoraleState, Outcome, Question, Side, UnitId};
use crate::view::fire::{self, Mark};
use crate::view::{Cause, SeenStranded, StrandedGroup};

impl Field<'_, '_> {
    /// Stuck vehicles are fired at by whoever has seconds left, and fire at what they see.
    pub fn stranded_fire(&mut self) {
        let scenario = self.scenario();
        let at = self.now.end();
        // Men who lie near a stuck tank that fires are out of its sight when the fight is over, and stay there.
        let seconds = self.now.seconds.min(scenario.rules.fight_seconds()) * scenario.rules.standing_permille() / 1000;
        let groups = self.works.stranded.clone();
        for g in groups {
            let Some(line) = self.own(g.unit).vehicles.iter().position(|l| l.vehicle == g.vehicle) else { continue };
            self.fire_on_stranded(&g, line, at);
            let count = self.works.stranded.iter().find(|s| s.is(&g)).map_or(0, |s| s.count);
            if count > 0 {
                self.fire_of_stranded(g.unit, line, g.hex, count, seconds, at);
            }
        }
    }

    /// Guns with seconds left fire at stuck vehicles they see, at the standing rate, none longer at one group than at any other target.
    fn fire_on_stranded(&mut self, group: &StrandedGroup, line: usize, at: Clock) {
        let &StrandedGroup { unit, hex, .. } = group;
        let scenario = self.scenario();
        let enemy = self.side_of(unit).enemy();
        let seen_m = self.spotted_m(hex, Activity::HaltedVehicles);
        let (_, cap) = scenario.rules.watch_limits();
        let list = self.index.clone_side(enemy);
        for &w in list.iter() {
            let own = self.own(w);
            let (_, reach) = self.index.reach_m[w.index()];
            let Some(from) = own.hex.filter(|_| own.active() && own.seconds > 0 && reach > 0 && !own.limbered) else { continue };
            let range_m = scenario.ground.grid.range_m(from, hex);
            if range_m > reach.min(seen_m) || own.morale >= MoraleState::Broken || !own.fire_order.allows(range_m, true) {
                continue;
            }
            let clear = self.clear_s(from, hex, self.clock(w), at);
            if clear == 0 {
                continue;
            }
            let Some(left) = self.works.stranded.iter().find(|g| g.is(group)).map(|g| g.count) else { return };
            let spent = u32::from(own.seconds).min(self.now.seconds * cap / 1000).min(clear);
            let seconds = spent * scenario.rules.standing_permille() / 1000;
            let suppressed = self.suppressed(w, at);
            let mark = self.stranded_mark(&StrandedGroup { count: left, ..*group });
            let Some(fire) = fire::gun_fire(&self.shooter(&scenario, w, suppressed, at), &mark, range_m, seconds) else { continue };
            self.fights(w, self.clock(w), seconds);
            self.spend(w, spent);
            self.shoot(at, w, hex, 0, fire.shells, true);
            for aimed in &fire.aimed {
                let got = self.cast(at, w.index(), Question::AntiTank(aimed.question), None);
                self.hit_stranded(at, group, line, &got, Cause::AntiTank);
            }
            self.revealed(at, w, fire.shells, 0);
        }
    }

    /// The enemy's stuck vehicles in a hex that somebody of a side sees at a moment.
    pub fn stranded_in_sight(&self, side: Side, hex: HexId, at: Clock) -> Vec<StrandedGroup> {
        let there: Vec<StrandedGroup> =
            self.works.stranded.iter().filter(|g| g.hex == hex && self.side_of(g.unit) != side).copied().collect();
        if there.is_empty() || self.watched(side, hex, |_| at) { there } else { Vec::new() }
    }

    /// A stuck group as a target.
    pub fn stranded_mark(&self, g: &StrandedGroup) -> Mark {
        let ground = &self.stage.scenario.ground;
        Mark::of_stranded(ground, self.card(g.unit), (g.vehicle, g.count), g.hex, self.stranded_front(g), Certainty::Seen)
    }

    /// Where a stuck group faces: the way it went.
    fn stranded_front(&self, g: &StrandedGroup) -> Option<Dir> {
        g.entered.and_then(|side| self.stage.scenario.ground.grid.heading(g.hex, side))
    }

    /// What falls in a hex falls on the vehicles that are stuck there, whoever's they are.
    pub fn falls_on_stranded(&mut self, hex: HexId, at: Clock, cause: Cause, ask: impl Fn(&Self, &Mark) -> Question) {
        if !self.works.stranded.iter().any(|g| g.hex == hex) {
            return;
        }
        let groups: Vec<StrandedGroup> = self.works.stranded.iter().filter(|g| g.hex == hex).copied().collect();
        for g in groups {
            let Some(line) = self.own(g.unit).vehicles.iter().position(|l| l.vehicle == g.vehicle) else { continue };
            let question = ask(self, &self.stranded_mark(&g));
            let got = self.cast(at, g.unit.index(), question, None);
            self.hit_stranded(at, &g, line, &got, cause);
        }
    }

    /// What an outcome means for a stuck group and its crews.
    pub fn hit_stranded(&mut self, at: Clock, group: &StrandedGroup, line: usize, got: &Outcome, cause: Cause) {
        let (out, burnt, recoverable) = (got.of(Effect::VehiclesOut), got.of(Effect::Burnt), got.of(Effect::Recoverable));
        if out == 0 {
            return;
        }
        self.lose_vehicles(at, group.unit, line, Some(group), out, burnt, recoverable, cause);
        let crew = got.of(Effect::CrewHit);
        if crew > 0 {
            self.lose_men(at, group.unit, crew, got.of(Effect::CrewKilled), 0, Cause::Crew);
        }
        self.settle_end(at, group.unit);
    }

    /// Both sides look at the enemy's stuck vehicles where they see the ground; elsewhere they remember what they saw.
    pub fn look_at_stranded(&mut self) {
        for side in Side::BOTH {
            let known = &self.views.0[side].seen.seen_stranded;
            let theirs = |g: &&StrandedGroup| self.side_of(g.unit) != side;
            let mut hexes: Vec<HexId> = self.works.stranded.iter().filter(theirs).map(|g| g.hex).collect();
            hexes.extend(known.iter().map(|g| g.hex));
            hexes.sort_unstable();
            hexes.dedup();
            hexes.retain(|&hex| self.watched(side, hex, |u| self.clock(u)));
            if hexes.is_empty() {
                continue;
            }
            let sure = |hex: HexId| hexes.binary_search(&hex).is_ok();
            let mut list: Vec<SeenStranded> = known.iter().filter(|g| !sure(g.hex)).copied().collect();
            list.extend(self.works.stranded.iter().filter(theirs).filter(|g| sure(g.hex)).map(|g| SeenStranded {
                hex: g.hex,
                vehicle: g.vehicle,
                card: self.stage.scenario.units[g.unit.index()].card,
                count: g.count,
                front: self.stranded_front(g),
            }));
            list.sort_unstable();
            self.views.0[side].seen.seen_stranded = list;
        }
    }

    /// Stuck vehicles fire at the nearest enemy they see and may fire at, at the standing rate.
    fn fire_of_stranded(&mut self, unit: UnitId, line: usize, hex: crate::hex::HexId, count: u8, seconds: u32, at: Clock) {
        let scenario = self.scenario();
        let enemy = self.side_of(unit).enemy();
        let mut nearest: Option<(u32, UnitId)> = None;
        let clear_s = |there| self.clear_s(hex, there, self.now.from, at);
        for &e in self.index.of_side[enemy].iter() {
            let Some(there) = self.own(e).hex.filter(|_| self.own(e).active()) else { continue };
            let makes_out = |m| self.makes_out(m, e, there, self.showing(e), self.now.from);
            if clear_s(there) == 0 || makes_out(self.stage.scenario.ground.grid.metres(hex, there)).is_none_or(|c| c < Certainty::Seen) {
                continue;
            }
            let range_m = scenario.ground.grid.range_m(hex, there);
            if hex != there && !self.own(unit).fire_order.allows(range_m, self.own(e).running() > 0) {
                continue;
            }
            if nearest.is_none_or(|n| (range_m, e) < n) {
                nearest = Some((range_m, e));
            }
        }
        let Some((range_m, target)) = nearest else { return };
        let mut crews = self.own(unit).clone();
        let l = crews.vehicles[line];
        crews.vehicles.clear();
        crews.vehicles.push(crate::view::VehicleLine { running: count, stranded: 0, ..l });
        crews.men = u16::from(count) * u16::from(scenario.cards.vehicles[l.vehicle as usize].crew);
        crews.guns = 0;
        let target_hex = self.hex(target).unwrap_or(hex);
        let seconds = seconds * self.clear_s(hex, target_hex, self.now.from, at) / at.since(self.now.from).max(1);
        let mark = self.mark(target, target_hex, 0, None, at);
        let shooter = fire::Shooter {
            cards: &scenario.cards,
            rules: &scenario.rules,
            card: scenario.card(unit),
            unit: &crews,
            suppressed_permille: 0,
            up: u16::MAX,
        };
        let volley = fire::volley(&shooter, range_m, seconds, false);
        let Some(question) = fire::men_under_fire(&[volley], &mark, seconds) else { return };
        self.shoot(at, unit, target_hex, volley.small_rounds, volley.shells, true);
        let got = self.cast(at, unit.index(), question, None);
        self.take(at, target, &got, Cause::SmallArms, at, at);
    }
}
