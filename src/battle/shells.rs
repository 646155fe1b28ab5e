//! Shells and bombs that fall: missions by their minutes, strikes by their hour, on whoever is there.

use super::field::Field;
use super::state::{Falling, Mission};
use crate::data::{FlightId, UnitKind};
use crate::hex::HexId;
use crate::rules::{
    Astray, Barrage, Certainty, Clock, Delay, DelayKind, Effect, Flak, LineUnderFire, Locate, MoraleState, Posture, Question, Side, UnitId,
    WeaponClass,
};
use crate::view::fire::Load;
use crate::view::{Cause, Cloud, ContactKind, FlightState, MissionState, Shells, What, check, fire, leading, seen, ways};

impl Field<'_, '_> {
    /// Keep both views' lists of missions and flights current.
    pub fn sync_missions(&mut self) {
        let scenario = self.scenario();
        for side in crate::rules::Side::BOTH {
            let view = &mut self.views.0[side].seen;
            view.missions.clear();
            view.missions.extend(self.works.missions.iter().filter(|m| m.side == side).map(|m| m.state));
            view.registered.clone_from(&self.works.registered[side]);
            view.flights.clear();
            for (i, f) in scenario.flights.iter().enumerate().filter(|(_, f)| f.side == side) {
                let flight = FlightId(i as u16);
                let (count, sorties) = self.works.flights[i];
                let due = self.works.strikes.iter().find(|s| s.flight == flight).map(|s| (s.hex, s.at));
                debug_assert_eq!(f.side, side);
                view.flights.push(FlightState { flight, count, sorties, due });
            }
            view.clouds.clone_from(&self.works.clouds);
        }
    }

    /// Smoke of missions that falls before `end`: it hangs at its hour for whoever looks then.
    pub fn lay_smoke(&mut self, end: Clock) {
        for m in 0..self.works.missions.len() {
            if self.works.missions[m].state.shells == Shells::Smoke {
                self.fire_mission(m, end);
            }
        }
        self.sync_missions();
    }

    /// All other missions that have rounds to fire before `end`; those that are over go.
    pub fn fire_missions(&mut self, end: Clock) {
        for m in 0..self.works.missions.len() {
            if self.works.missions[m].state.shells != Shells::Smoke {
                self.fire_mission(m, end);
            }
        }
        let from = self.now.from;
        self.works.missions.retain(|m| m.fired < m.state.rounds && m.state.to > from);
        self.sync_missions();
    }

    /// Fire one mission's rounds up to a moment.
    pub fn fire_mission(&mut self, index: usize, end: Clock) {
        let scenario = self.scenario();
        let mission = self.works.missions[index];
        let state = mission.state;
        let from = state.from.max(self.now.from);
        let to = state.to.min(end);
        if from >= to || mission.fired >= state.rounds {
            return;
        }
        let id = state.battery;
        let own = self.own(id);
        if own.destroyed || !own.arrived || own.limbered {
            self.works.missions[index].fired = state.rounds;
            return;
        }
        let Some((weapon, guns)) = fire::mission_weapon(&scenario.cards, scenario.card(id), own) else {
            self.works.missions[index].fired = state.rounds;
            return;
        };
        // What was called when it was allowed is called off when a rule has come to forbid it.
        if ways::fire_forbidden(&self.views.0[mission.side].seen, from, state.hex).is_some() {
            self.works.missions[index].fired = state.rounds;
            self.tell(from, What::FireLifted { battery: id, hex: state.hex, to: None });
            return;
        }
        // Rounds by this moment in proportion of time, but no more than the guns left can fire or have.
        let due = (u64::from(state.rounds) * u64::from(to.since(state.from)) / u64::from(state.to.since(state.from).max(1))) as u32;
        let can = scenario.rules.rounds_of(weapon.class, weapon.rounds_per_min, u64::from(guns) * 1000, to.since(from), false);
        let awake = 1000 - u32::from(self.suppressed(id, from).min(1000));
        let rationed = own.ration.map_or(u32::MAX, |r| u32::from(r.left));
        let held = if state.shells == Shells::Smoke { u32::from(own.smoke_left) } else { own.stores.shells };
        let rounds = due.saturating_sub(u32::from(mission.fired)).min(can.max(1) * awake / 1000).min(held).min(rationed);
        let dry = held == 0 || rationed == 0;
        let lifts = mission.planned && to == state.to;
        self.works.missions[index].fired = mission.fired.saturating_add(rounds.max(1).min(u32::from(u16::MAX)) as u16);
        if rounds == 0 {
            if dry {
                self.works.missions[index].fired = state.rounds;
            }
            return self.lifted(lifts, &mission);
        }
        let weapon_index = scenario.cards.weapons.iter().position(|w| w.id == weapon.id).unwrap_or(0) as u16;
        self.use_stores(from, id, 0, rounds);
        self.fights(id, from, to.since(from));
        self.unit_mut(id).stance.fired_at = from;
        self.uses_ration(id, rounds);
        // Smoke, night or the loss of who looked on change where rounds fall, and what is known by now helps.
        let parts = seen::observed_parts(&self.views.0[mission.side].seen, state.hex, from, to);
        let registered = mission.registered || self.works.registered[mission.side].binary_search(&state.hex).is_ok();
        if state.shells == Shells::Smoke {
            let share = scenario.rules.share_permille(registered, parts[0].2);
            self.screen(id, (weapon.class, weapon.calibre_mm), state.hex, from, rounds, share);
            return self.lifted(lifts, &mission);
        }
        self.tell(from, What::MissionFell { battery: id, hex: state.hex, rounds: rounds as u16 });
        // Of the running sum, so that the parts add up.
        let by = |at: Clock| (u64::from(rounds) * u64::from(at.since(from)) / u64::from(to.since(from))) as u32;
        let mut observed = 0;
        for (from, to, seen) in parts {
            let rounds = by(to) - by(from);
            if rounds == 0 {
                continue;
            }
            observed += if seen { rounds } else { 0 };
            let share = scenario.rules.share_permille(registered, seen);
            let falling =
                Falling { battery: id, weapon: weapon_index, hex: state.hex, from, to, rounds: rounds as u16, share_permille: share };
            self.fall(falling);
            for dir in crate::hex::Dir::ALL {
                if let Some(hex) = scenario.ground.grid.neighbour(state.hex, dir) {
                    self.fall(Falling { hex, share_permille: (1000 - share) / 6, ..falling });
                }
            }
        }
        if observed > 0 && !registered {
            self.ranged(&mission, to, observed);
        }
        self.heard(id, to, rounds);
        self.lifted(lifts, &mission);
    }

    /// Planned fire is over or goes on elsewhere: its side hears of it.
    fn lifted(&mut self, lifts: bool, mission: &Mission) {
        let state = mission.state;
        if lifts {
            self.tell(state.to, What::FireLifted { battery: state.battery, hex: state.hex, to: state.lifts_to });
        }
    }

    /// Observed rounds on a hex: after so many of them the side's guns have registered it.
    fn ranged(&mut self, mission: &Mission, at: Clock, rounds: u32) {
        let (side, hex) = (mission.side, mission.state.hex);
        let needed = self.stage.scenario.rules.registering_rounds();
        let rounds = rounds.min(u32::from(u16::MAX)) as u16;
        let list = &mut self.works.ranging[side];
        let place = list.binary_search_by_key(&hex, |r| r.0);
        let fired = match place {
            Ok(i) => {
                list[i].1 = list[i].1.saturating_add(rounds);
                list[i].1
            }
            Err(i) => {
                list.insert(i, (hex, rounds));
                rounds
            }
        };
        if u32::from(fired) < needed {
            return;
        }
        list.retain(|r| r.0 != hex);
        let known = &mut self.works.registered[side];
        let i = known.partition_point(|&h| h < hex);
        known.insert(i, hex);
        self.tell(at, What::Registered { battery: mission.state.battery, hex });
        self.sync_missions();
    }

    /// An enemy is seen to come into a hex: who has laid defensive fire on it is called, once a turn.
    pub fn draw_defensive_fire(&mut self, enemy: UnitId, hex: HexId, at: Clock) {
        let side = self.side_of(enemy).enemy();
        let list = self.index.clone_side(side);
        for &id in list.iter() {
            if self.own(id).defends == Some(hex) && self.is_current(enemy, Certainty::Seen) {
                self.defend(id, hex, at);
            }
        }
    }

    /// One battery's defensive fire is called.
    fn defend(&mut self, id: UnitId, hex: HexId, at: Clock) {
        let scenario = self.scenario();
        let side = self.side_of(id);
        let own = self.own(id);
        let ready = own.arrived && !own.destroyed && !own.limbered && !own.held_back && own.morale < MoraleState::Routed;
        if !ready || own.busy_until > at || self.unit(id).stance.defended_at >= self.now.from {
            return;
        }
        let view = &self.views.0[side].seen;
        let call = check::call(view, hex, at);
        if call.kind != DelayKind::RegisteredFire || !call.observed || ways::fire_forbidden(view, at, hex).is_some() {
            return;
        }
        let Some((weapon, guns)) = fire::mission_weapon(&scenario.cards, scenario.card(id), own) else { return };
        let shells = Shells::HighExplosive;
        let rounds = (u32::from(guns) * scenario.rules.defensive_rounds()).min(u32::from(check::rounds_left(own, shells))) as u16;
        if rounds == 0 {
            return;
        }
        let leaderless_s = leading::command_delay_s(view, id, at).min(u32::from(u16::MAX)) as u16;
        let question = Question::Delay(Delay { kind: call.kind, quick: scenario.card(id).quality.quick_staff, leaderless_s });
        let got = self.cast(at, id.index(), question, Some(question));
        let from = at.plus(got.of(Effect::DelaySeconds));
        let seconds = check::mission_seconds(&scenario.rules, weapon, guns, rounds, shells, call.share_permille);
        let state =
            MissionState { battery: id, hex, from, to: from.plus(seconds.max(1)), rounds, shells, lifts_to: None, harassing: false };
        {
            let mut unit = self.unit_mut(id);
            unit.stance.busy_until = state.to;
            unit.stance.defended_at = at;
        }
        self.sync(id);
        self.works.missions.push(Mission { side, state, fired: 0, registered: true, planned: false, waits: true });
        self.tell(at, What::MissionCalled { battery: id, hex, from, rounds, shells });
        self.sync_missions();
    }

    /// Defensive fire that was drawn in this impulse falls on who is there now. What is due later is left to the next turn.
    pub fn defensive_fire_falls(&mut self) {
        let end = self.now.end();
        for m in 0..self.works.missions.len() {
            if self.works.missions[m].waits {
                self.works.missions[m].waits = false;
                self.fire_mission(m, end);
            }
        }
        self.sync_missions();
    }

    /// Men on foot who lie where they were under fire this turn dig scrapes with the time they have left, as far as the ground lets them.
    pub fn burrow(&mut self) {
        let from = self.now.from;
        for n in 0..self.stage.scenario.units.len() {
            let id = UnitId(n as u16);
            let own = self.own(id);
            let lies = own.active() && own.posture == Posture::Prone && own.path.is_empty() && !own.column && own.building.is_none();
            let digs = lies && own.seconds > 0 && own.morale < MoraleState::Routed && fire::on_foot(&self.stage.scenario.cards, own) > 0;
            let nerve = &self.unit(id).nerve;
            if digs && nerve.fire_at > from && nerve.fire_at.0 > 0 {
                self.dig(id);
            }
        }
    }

    /// Smoke rounds of a mission: those that fall in the hex hide it as long as they keep up the screen.
    fn screen(&mut self, id: UnitId, gun: (WeaponClass, u16), hex: HexId, from: Clock, rounds: u32, share_permille: u16) {
        let scenario = self.scenario();
        let Some(per_minute) = scenario.rules.smoke_per_minute(gun.0, gun.1) else { return };
        let (kept, lingers) = scenario.rules.smoke_seconds(per_minute, rounds * u32::from(share_permille) / 1000);
        let until = from.plus(kept + lingers);
        let mut unit = self.unit_mut(id);
        unit.holdings.smoke = unit.holdings.smoke.saturating_sub(rounds.min(u32::from(u16::MAX)) as u16);
        self.sync(id);
        if until > from {
            self.works.clouds.push(Cloud { hex, from, until });
            self.sync_missions();
        }
        self.tell(from, What::SmokeLaid { battery: id, hex, until, rounds: rounds as u16 });
    }

    /// Shells fall on whoever is in a hex, and will on whoever comes while they do.
    fn fall(&mut self, falling: Falling) {
        let there: Vec<UnitId> = self.occupancy.at(falling.hex).to_vec();
        for id in there {
            if self.own(id).active() {
                self.heed_shells(id, &falling);
                self.shelled_by_parts(id, &falling);
            }
        }
        self.falls_on_stranded(falling.hex, falling.from, Cause::Artillery, |f, mark| {
            let cards = &f.stage.scenario.cards;
            let weapon = &cards.weapons[falling.weapon as usize];
            let seconds = falling.to.since(falling.from);
            fire::barrage(cards, weapon, falling.rounds, falling.share_permille, seconds, mark, f.now.ground)
        });
        self.works.falling.push(falling);
    }

    /// A unit that moves through a hex under fire.
    pub fn under_shells(&mut self, id: UnitId, hex: HexId, from: Clock, to: Clock) {
        for i in 0..self.works.falling.len() {
            let f = self.works.falling[i];
            let (a, b) = (f.from.max(from), f.to.min(to));
            if f.hex == hex && a < b && self.own(id).active() {
                self.shelled(id, &f, a, b);
            }
        }
    }

    /// Headquarters in whose hexes shells fell this turn may lose their telephone lines until they are mended.
    pub fn lines_under_fire(&mut self) {
        let scenario = self.scenario();
        let (end, seconds) = (self.now.end(), self.now.seconds);
        for n in 0..scenario.units.len() {
            let id = UnitId(n as u16);
            let own = self.own(id);
            if scenario.card(id).kind != UnitKind::Headquarters || !own.active() || own.line_cut_until > end {
                continue;
            }
            let here = self.works.falling.iter().filter(|f| Some(f.hex) == own.hex);
            let rounds: u32 = here.map(|f| u32::from(f.rounds) * u32::from(f.share_permille) / 1000).sum();
            if rounds == 0 {
                continue;
            }
            let cap = |n: u32| n.min(u32::from(u16::MAX)) as u16;
            let question = Question::LineUnderFire(LineUnderFire { rounds: cap(rounds), seconds: cap(seconds) });
            let got = self.cast(end, id.index(), question, None);
            if got.of(Effect::LineCut) > 0 {
                let until = end.plus(got.of(Effect::DelaySeconds));
                self.unit_mut(id).stance.line_cut_until = until;
                self.sync(id);
                self.tell(end, What::LineCut { unit: id, until });
            }
        }
    }

    /// Shells of one mission on a unit that goes through their hex upright between two moments.
    fn shelled(&mut self, id: UnitId, f: &Falling, from: Clock, to: Clock) {
        let all = f.to.since(f.from).max(1);
        let seconds = to.since(from);
        let rounds = (u32::from(f.rounds) * seconds).div_ceil(all);
        self.burst(id, f, from, to, rounds, Some(Posture::Upright));
    }

    /// Shells on a unit that stays in its hex, in parts where its men go below or come up meanwhile.
    fn shelled_by_parts(&mut self, id: UnitId, f: &Falling) {
        let shelter = self.own(id).shelter;
        let all = f.to.since(f.from).max(1);
        let by = |at: Clock| (u32::from(f.rounds) * at.since(f.from)).div_ceil(all);
        let mut from = f.from;
        for at in [shelter.from, shelter.until, f.to] {
            if from < at && at <= f.to {
                if self.own(id).active() && by(at) > by(from) {
                    self.burst(id, f, from, at, by(at) - by(from), None);
                }
                from = at;
            }
        }
    }

    /// What so many rounds of a mission ask of a unit between two moments.
    pub fn barrage(&self, id: UnitId, f: &Falling, from: Clock, to: Clock, rounds: u32, posture: Option<Posture>) -> Question {
        let scenario = &self.stage.scenario;
        let mark = self.mark(id, f.hex, 0, posture, from);
        let weapon = &scenario.cards.weapons[f.weapon as usize];
        let question = fire::barrage(&scenario.cards, weapon, rounds as u16, f.share_permille, to.since(from), &mark, self.now.ground);
        match question {
            Question::Barrage(q) if mark.guns > 0 && self.views.0[self.side_of(id).enemy()].contact_of[id.index()].is_none() => {
                Question::Barrage(Barrage { hidden_guns: true, ..q })
            }
            other => other,
        }
    }

    /// So many rounds of a mission on one unit.
    fn burst(&mut self, id: UnitId, f: &Falling, from: Clock, to: Clock, rounds: u32, posture: Option<Posture>) {
        let question = self.barrage(id, f, from, to, rounds, posture);
        // The dice are those of whom the shells fall on: whether somebody unseen is hit shifts nothing for the battery.
        let got = self.cast(from, id.index(), question, None);
        self.unit_mut(id).lasting.toil.shelled_s += to.since(from);
        self.take(from, id, &got, Cause::Artillery, from, to);
    }

    /// Strikes that are due before the turn's end.
    pub fn strikes_due(&mut self) {
        let end = self.now.end();
        let due: Vec<_> = self.works.strikes.iter().filter(|s| s.at < end).copied().collect();
        self.works.strikes.retain(|s| s.at >= end);
        for s in due {
            if !self.now.weather.flies() {
                // The machines stay on the ground: the sortie is kept.
                let left = &mut self.works.flights[s.flight.0 as usize].1;
                *left = left.saturating_add(1);
                self.tell(s.at, What::StrikeCalledOff { flight: s.flight, hex: s.hex });
                continue;
            }
            self.strike(s.flight, s.hex, s.at, s.count);
        }
        self.sync_missions();
    }

    /// A strike over its target: flak, bombs in the hex and around it, strafing, dust.
    fn strike(&mut self, flight: FlightId, hex: HexId, at: Clock, count: u16) {
        let scenario = self.scenario();
        let index = flight.0 as usize;
        let setup = &scenario.flights[index];
        let card = &scenario.cards.aircraft[setup.aircraft as usize];
        let count = count.min(self.works.flights[index].0);
        if count == 0 {
            return;
        }
        self.tally.sorties[setup.side] += u32::from(count);
        let actor = scenario.units.len() + index;
        let hex = self.finds(actor, card.height_m, hex, at);
        let question = self.flak(setup.side.enemy(), card.height_m, hex, count);
        let got = self.cast(at, actor, question, None);
        let lost = got.of(Effect::AircraftLost).min(u32::from(count)) as u16;
        let damaged = got.of(Effect::AircraftDamaged).min(u32::from(count - lost)) as u16;
        self.works.flights[index].0 -= lost + damaged;
        let all = Load::of(card, count);
        self.tell(
            at,
            What::StrikeFell { flight, hex, aircraft: count, bombs: all.bombs.iter().sum::<u32>().min(u32::from(u16::MAX)) as u16 },
        );
        if lost + damaged > 0 {
            self.tell(at, What::AircraftLost { flight, count: lost, damaged });
        }
        let aimed = all.aimed(card);
        self.bombed(hex, at, aimed);
        let around: Vec<HexId> = crate::hex::Dir::ALL.iter().filter_map(|&d| scenario.ground.grid.neighbour(hex, d)).collect();
        for (i, &h) in around.iter().enumerate() {
            self.bombed(h, at, all.around(&aimed, i as u32));
        }
    }

    /// The hex that a strike bombs: its aim, or another if it goes astray.
    fn finds(&mut self, actor: usize, height_m: u16, aim: HexId, at: Clock) -> HexId {
        let scenario = self.scenario();
        let hidden = self.works.clouds.iter().any(|c| c.hex == aim && c.hangs(at));
        let question = Question::Astray(Astray { height_m, visibility: self.now.weather.visibility(), hidden });
        let side = self.cast(at, actor, question, Some(question)).of(Effect::Astray) as usize;
        let Some(&dir) = side.checked_sub(1).and_then(|d| crate::hex::Dir::ALL.get(d)) else { return aim };
        let step = |hex, _| scenario.ground.grid.neighbour(hex, dir).unwrap_or(hex);
        (0..scenario.rules.astray_steps()).fold(aim, step)
    }

    /// What fires at machines that come so high over a hex.
    fn flak(&self, enemy: Side, height_m: u16, hex: HexId, count: u16) -> Question {
        let scenario = &self.stage.scenario;
        let (mut guns, mut machine_guns) = (0u32, 0u32);
        for &e in self.index.of_side[enemy].iter() {
            let own = self.own(e);
            let Some(steps) = own.hex.filter(|_| own.active()).map(|h| scenario.ground.grid.distance(h, hex)) else { continue };
            let card = scenario.card(e);
            for line in &card.weapons {
                let weapon = &scenario.cards.weapons[line.weapon as usize];
                match weapon.class {
                    WeaponClass::AntiAircraft
                        if !own.limbered && steps * crate::hex::HEX_M <= scenario.rules.flak_reach_m(weapon.calibre_mm, height_m) =>
                    {
                        guns += u32::from(line.count) * u32::from(own.guns) / u32::from(card.guns.max(1));
                    }
                    WeaponClass::Lmg | WeaponClass::Hmg if steps <= 1 && scenario.rules.machine_guns_reach(height_m) => {
                        machine_guns +=
                            u32::from(line.count) * u32::from(self.men_up(e, self.now.from).min(card.men)) / u32::from(card.men.max(1));
                    }
                    _ => {}
                }
            }
        }
        let cap = |n: u32| n.min(u32::from(u16::MAX)) as u16;
        Question::Flak(Flak { aircraft: count, guns: cap(guns), machine_guns: cap(machine_guns) })
    }

    /// Rounds of a battery that nobody sees: the enemy may locate it by sound and flash.
    fn heard(&mut self, id: UnitId, at: Clock, rounds: u32) {
        let scenario = self.scenario();
        let Some(hex) = self.hex(id).filter(|_| !self.is_current(id, Certainty::Suspected)) else { return };
        let enemy = self.side_of(id).enemy();
        let ears =
            self.index.of_side[enemy].iter().filter(|&&e| matches!(scenario.card(e).kind, UnitKind::Artillery | UnitKind::Headquarters));
        let there = ears.map(|&e| self.own(e)).filter(|u| u.active()).filter_map(|u| u.hex);
        let Some(range_m) = there.map(|h| scenario.ground.grid.metres(h, hex)).min().filter(|&m| m < scenario.rules.locating_reach_m())
        else {
            return;
        };
        let cap = |n: u32| n.min(u32::from(u16::MAX)) as u16;
        let question = Question::Locate(Locate { rounds: cap(rounds), range_m: cap(range_m), light: self.now.light });
        if self.cast(at, id.index(), question, None).of(Effect::Seen) > 0 {
            let view = &mut self.views.0[enemy];
            match view.contact_of[id.index()].and_then(|c| view.contact_mut(c)) {
                // Known or suspected already: it is still there, or another fires from elsewhere.
                Some(c) if c.hex == hex => c.seen_at = at,
                Some(_) => {}
                None => self.suspect(at, enemy, Some(id), hex, ContactKind::Guns),
            }
        }
    }

    /// Bombs and strafing in one hex.
    fn bombed(&mut self, hex: HexId, at: Clock, load: Load) {
        let scenario = self.scenario();
        if load.is_empty() {
            return;
        }
        let dust = scenario.rules.dust_seconds(self.now.ground.of(scenario.ground.terrain[hex.index()].soil()));
        if load.bombs != [0; 3] && dust > 0 {
            self.works.clouds.push(Cloud { hex, from: at, until: at.plus(dust) });
        }
        let there: Vec<UnitId> = self.occupancy.at(hex).iter().copied().filter(|&id| self.own(id).active()).collect();
        let men = there.iter().map(|&id| u32::from(fire::on_foot(&scenario.cards, self.own(id)))).sum();
        for id in there {
            if !self.own(id).active() {
                continue;
            }
            let mark = self.mark(id, hex, 0, None, at);
            let question = fire::strike(&scenario.cards, &load, men, &mark, self.now.ground);
            let got = self.cast(at, id.index(), question, None);
            self.unit_mut(id).lasting.toil.shelled_s += 60;
            self.take(at, id, &got, Cause::Air, at, at.plus(60));
            self.heed_bombs(id, at);
        }
        self.falls_on_stranded(hex, at, Cause::Air, |f, mark| fire::strike(&f.stage.scenario.cards, &load, 0, mark, f.now.ground));
    }
}
