//! Among the enemy: close combat and what follows it: repulse, lodgement, or the hex taken; vehicles attacked at close quarters;
//! men who fall back, and men who cannot.

use crate::battle::field::Field;
use crate::hex::{Dir, HexId};
use crate::rules::{
    Activity, Certainty, Clock, CloseAttack, CloseForce, Effect, MoraleState, Outcome, Pace, Posture, Question, Surrender, UnitId,
};
use crate::view::ways::{self, Going, Load, Mover};
use crate::view::{Cause, StrandedGroup, What, check, fire, leading};

/// Hexes beyond which the distance to an enemy does not matter to men who fall back.
const FAR_HEXES: u32 = 8;

/// What a side brings at a moment, and of it the men who are still below the crest.
struct Met {
    force: CloseForce,
    caught: u32,
    dug: fire::Dug,
}

impl Field<'_, '_> {
    /// Close combat of those who got there.
    pub fn close(&mut self, leader: UnitId, rush: &[UnitId], hex: HexId, at: Clock, surprise_permille: u16) {
        let scenario = self.scenario();
        let (cards, light) = (&scenario.cards, self.now.light);
        let side = self.side_of(leader);
        let present: Vec<UnitId> =
            self.occupancy.at(hex).iter().copied().filter(|&d| self.side_of(d) != side && self.own(d).active()).collect();
        // Asked before they see whom they met.
        let believed = check::believed_assault(&self.views.0[side].seen, rush, hex, 0);
        for &d in &present {
            self.note(at, d, self.showing(d), Certainty::Identified, None);
            for &a in rush {
                self.note(at, a, self.showing(a), Certainty::Identified, None);
            }
        }
        // Crews of stuck vehicles keep to them: they are attacked when the ground about them is won.
        let defenders: Vec<UnitId> =
            present.iter().copied().filter(|&d| fire::on_foot(cards, self.own(d)) > 0 || self.own(d).running() > 0).collect();
        let attacker = self.met(rush, at).force;
        if defenders.is_empty() {
            self.tell(at, What::Assaulted { leader, hex, result: 2 });
            self.hunt_stranded(rush, hex, at, 0);
            self.follow(rush, hex, at);
            return;
        }
        let met = self.met(&defenders, at);
        for &d in &defenders {
            // The alarm is given at the latest now.
            self.call_up(d, at);
        }
        let comers = check::comers(&self.views.0[side].seen, rush);
        let meeting = fire::Meeting {
            dug: met.dug,
            at: fire::rush_ground(&scenario.ground, &self.works.changes, &comers, hex),
            surprise_permille,
            light,
            killed_percent: (scenario.card(rush[0]).killed_percent, scenario.card(defenders[0]).killed_percent),
            prisoners_percent: scenario.card(defenders[0]).prisoners_percent,
        };
        let mut question = fire::assault(attacker, met.force, &meeting);
        if let Question::Assault(q) = &mut question {
            q.caught = met.caught.min(u32::from(u16::MAX)) as u16;
        }
        let got = self.cast(at, leader.index(), question, believed);
        let result = got.of(Effect::AssaultResult);
        let (a_loss, d_loss, prisoners) = (got.of(Effect::AttackerLoss), got.of(Effect::DefenderLoss), got.of(Effect::Prisoners));
        self.tell(at, What::Assaulted { leader, hex, result: result as u8 });
        self.spend_arms(at, hex, rush.iter().chain(&defenders).copied());
        let fight_s = scenario.rules.assault_seconds(0, false, false) / 2;
        for &u in rush.iter().chain(&defenders) {
            self.fights(u, Clock(at.0.saturating_sub(fight_s)), fight_s);
        }
        // Losses are shares of those who took part: men still below the crest did not, unless the hex was taken over their heads.
        let part = |field: &Self, d: UnitId| {
            let foot = u32::from(fire::on_foot(&field.stage.scenario.cards, field.own(d)));
            if result == 2 { foot } else { u32::from(field.men_in_time(d, at)).min(foot) }
        };
        let stood: Vec<(UnitId, u32)> = defenders.iter().map(|&d| (d, part(self, d))).collect();
        let came: Vec<(UnitId, u32)> = rush.iter().map(|&a| (a, u32::from(fire::on_foot(cards, self.own(a))))).collect();
        // And of many against few not all came to blows; but where a hex was taken all who were there were overrun.
        let of = |list: &[(UnitId, u32)], with: &CloseForce| {
            let all: u32 = list.iter().map(|l| l.1).sum();
            (scenario.rules.engaged(all, with), all.max(1))
        };
        let (a_part, d_part) = (of(&came, &met.force), if result == 2 { (1, 1) } else { of(&stood, &attacker) });
        for &(a, men) in &came {
            self.close_losses(at, a, men * a_part.0 / a_part.1, a_loss, 0);
        }
        for &(d, men) in &stood {
            self.close_losses(at, d, men * d_part.0 / d_part.1, d_loss, if result == 2 { prisoners } else { 0 });
        }
        // Those who are left go for the tanks.
        let (left, attackers_left) = (self.met(&defenders, at), self.met(rush, at).force);
        self.hunt_running(&defenders, &left.force, rush, attackers_left.men, left.dug.trench_permille(), at);
        self.hunt_running(rush, &attackers_left, &defenders, left.force.men, 0, at);
        if result == 2 {
            for &d in &defenders {
                if self.own(d).active() {
                    self.fall_back(at, d, true);
                }
            }
        }
        if result > 0 {
            let rush: Vec<UnitId> = rush.iter().copied().filter(|&a| self.own(a).active()).collect();
            let escort = if result == 2 { 0 } else { left.force.men };
            self.hunt_stranded(&rush, hex, at, escort);
            self.follow(&rush, hex, at);
        }
    }

    /// What units bring into close combat at a moment.
    fn met(&self, list: &[UnitId], at: Clock) -> Met {
        let scenario = &self.stage.scenario;
        let mut all = Met { force: CloseForce::default(), caught: 0, dug: fire::Dug::default() };
        for &u in list {
            let own = self.own(u);
            let suppressed = self.suppressed(u, at).min(1000);
            let mut force = fire::close_force(&scenario.cards, &scenario.rules, scenario.card(u), own, self.now.light, suppressed);
            let (foot, up) = (fire::on_foot(&scenario.cards, own), self.men_in_time(u, at));
            if up < foot {
                force.men = (u32::from(force.men) * u32::from(up) / u32::from(foot)) as u16;
                all.caught += u32::from(foot - up) * (1000 - u32::from(suppressed)) / 1000;
            }
            // Who is caught below has no trench.
            all.dug.add(force.men, if own.shelter.below(at) { Posture::Prone.min(own.posture) } else { own.posture });
            all.force = fire::joined_force(all.force, force);
        }
        all
    }

    /// Grenades are thrown, one for each man; flamethrowers empty their bottles.
    fn spend_arms(&mut self, at: Clock, hex: HexId, list: impl Iterator<Item = UnitId>) {
        let scenario = self.scenario();
        // Half of an assault is spent among the enemy.
        let seconds = scenario.rules.assault_seconds(0, false, false) / 2;
        for id in list {
            let left = self.own(id).grenades.saturating_sub(1);
            self.unit_mut(id).holdings.grenades = left;
            let flames: u32 = self
                .own(id)
                .vehicles
                .iter()
                .filter_map(|l| Some((l, fire::flamethrower(&scenario.cards, l.vehicle)?)))
                .map(|(l, w)| scenario.rules.rounds_of(w.class, w.rounds_per_min, u64::from(l.running) * 1000, seconds, false))
                .sum();
            if flames > 0 {
                let (_, shells) = self.use_stores(at, id, 0, flames);
                self.tell(at, What::Fired { unit: id, at: hex, small_rounds: 0, shells: shells as u16, standing: false });
            }
            self.sync(id);
        }
    }

    /// A share of the men of a unit who fought is lost.
    fn close_losses(&mut self, at: Clock, id: UnitId, men: u32, permille: u32, prisoners_permille: u32) {
        let killed_percent = u32::from(self.card(id).killed_percent);
        let hit = (men * permille + 500) / 1000;
        let missing = hit * prisoners_permille / 1000;
        let killed = (hit - missing) * killed_percent / 100;
        if hit > 0 {
            self.lose_men(at, id, hit, killed, missing, Cause::CloseCombat);
        }
    }

    /// Men go for the running tanks that came among them: each unit of tanks has its share of them.
    fn hunt_running(&mut self, hunters: &[UnitId], force: &CloseForce, tanks: &[UnitId], escort: u16, dug_in_permille: u16, at: Clock) {
        let scenario = self.scenario();
        let all: u32 = tanks.iter().map(|&t| self.own(t).running()).sum();
        if all == 0 || force.men == 0 {
            return;
        }
        for &t in tanks {
            let running = self.own(t).running().min(255);
            let Some(&line) = self.own(t).vehicles.iter().find(|l| l.running > 0) else { continue };
            let card = scenario.card(t);
            let question = Question::CloseAttack(CloseAttack {
                men: (u32::from(force.men) * running / all) as u16,
                dug_in_permille,
                vehicles: running as u8,
                stuck: false,
                ..fire::on_stranded(force, &scenario.cards, card, line.vehicle, 0, escort, self.now.light)
            });
            let got = self.cast(at, hunters[0].index(), question, None);
            self.hunted(at, t, None, &got);
        }
    }

    /// Men go for the enemy's stuck vehicles in a hex where they have got in, each party for one group of them.
    pub fn hunt_stranded(&mut self, rush: &[UnitId], hex: HexId, at: Clock, escort: u16) {
        let scenario = self.scenario();
        let foot = |field: &Self, u: UnitId| fire::on_foot(&field.stage.scenario.cards, field.own(u));
        let Some(&first) = rush.first() else { return };
        let side = self.side_of(first);
        let groups: Vec<StrandedGroup> =
            self.works.stranded.iter().filter(|g| g.hex == hex && self.side_of(g.unit) != side).copied().collect();
        let mut gone = 0;
        for g in groups {
            let Some(party) = rush.iter().copied().filter(|&u| self.own(u).active()).max_by_key(|&u| (foot(self, u), std::cmp::Reverse(u)))
            else {
                return;
            };
            let force = self.met(rush, at).force;
            // Who has gone for the others is not here.
            let men = u32::from(force.men).saturating_sub(gone);
            let hunters = scenario.rules.hunters(men, u32::from(g.count));
            if foot(self, party) == 0 || hunters == 0 {
                return;
            }
            let force = CloseForce { men: men as u16, ..force };
            let asked = fire::on_stranded(&force, &scenario.cards, scenario.card(g.unit), g.vehicle, g.count, escort, self.now.light);
            let got = self.cast(at, first.index(), Question::CloseAttack(asked), None);
            self.tell(at, What::CloseAttacked { unit: party, hex, out: got.of(Effect::VehiclesOut).min(255) as u8 });
            self.hunted(at, g.unit, Some(&g), &got);
            let hit = hunters.min(u32::from(foot(self, party)));
            self.close_losses(at, party, hit, got.of(Effect::AttackerLoss), 0);
            gone += hunters;
        }
    }

    /// Vehicles put out at close quarters, and what becomes of their crews: hit, taken, or away.
    fn hunted(&mut self, at: Clock, id: UnitId, stuck: Option<&StrandedGroup>, got: &Outcome) {
        let (mut out, mut burnt) = (got.of(Effect::VehiclesOut), got.of(Effect::Burnt));
        for _ in 0..crate::view::MAX_LINES {
            let lines = &self.own(id).vehicles;
            let line = match stuck {
                Some(g) => lines.iter().position(|l| l.vehicle == g.vehicle),
                None => (0..lines.len()).rev().max_by_key(|&l| lines[l].running),
            };
            let Some(line) = line.filter(|_| out > 0) else { break };
            let gone = self.lose_vehicles(at, id, line, stuck, out, burnt, out - burnt.min(out), Cause::CloseCombat);
            (out, burnt) = (out - gone, burnt.saturating_sub(gone));
            if gone == 0 {
                break;
            }
        }
        let crew = got.of(Effect::CrewHit);
        if crew > 0 {
            self.lose_men(at, id, crew, got.of(Effect::Killed), got.of(Effect::Captured), Cause::Crew);
        }
        self.settle_end(at, id);
    }

    /// The attackers go in, as far as there is room.
    fn follow(&mut self, rush: &[UnitId], hex: HexId, at: Clock) {
        let scenario = self.scenario();
        for &a in rush {
            let own = self.own(a);
            let Some(from) = own.hex.filter(|&f| f != hex && own.active()) else { continue };
            let dir = scenario.ground.grid.dir_to(from, hex);
            let mover =
                Mover::new(&scenario.cards, &scenario.rules, scenario.card(a), own, Pace::Deployed, self.now.ground, self.now.light);
            let on = Going { ground: &scenario.ground, changes: &self.works.changes, rules: &scenario.rules };
            if dir.and_then(|d| mover.plain_seconds(&on, from, d)).is_none() {
                continue;
            }
            let side = self.side_of(a);
            let load = self
                .occupancy
                .at(hex)
                .iter()
                .filter(|&&o| self.side_of(o) == side)
                .fold(Load::default(), |sum, &o| sum.and(Load::of(&scenario.cards, self.own(o))));
            if !Load::of(&scenario.cards, own).fits(&scenario.rules, load) {
                continue;
            }
            {
                let mut unit = self.unit_mut(a);
                unit.stance.posture = Posture::Prone;
                unit.stance.dug_s = 0;
                unit.stance.moved_at = at;
            }
            self.place(a, Some(hex));
            self.tell(at, What::Moved { unit: a, from, to: hex, seconds: 0, fuel_kg: 0 });
            self.learn(side, hex);
            // Wire and mines were met in the rush.
            if let Some(dir) = dir {
                self.drive(a, &fire::Leg { from, dir, to: hex, state: self.now.ground, pace: Pace::Deployed }, at);
                self.at_rest(a);
            }
            self.move_in(a);
            self.look(at, a);
        }
    }

    /// The neighbours of a unit's hex that it could walk to if nobody stood there.
    fn passable(&self, id: UnitId) -> impl Iterator<Item = (Dir, HexId)> + use<> {
        let scenario = &self.stage.scenario;
        let own = self.own(id);
        let mover = Mover::new(&scenario.cards, &scenario.rules, scenario.card(id), own, Pace::Deployed, self.now.ground, self.now.light)
            .unhindered();
        let on = Going { ground: &scenario.ground, changes: &self.works.changes, rules: &scenario.rules };
        let way = |dir: Dir| {
            let from = own.hex?;
            let to = scenario.ground.grid.neighbour(from, dir)?;
            mover.plain_seconds(&on, from, dir).map(|_| (dir, to))
        };
        Dir::ALL.map(way).into_iter().flatten()
    }

    /// A unit falls back one hex, away from the enemy; true if it did. Where it cannot and must, those left are taken or fall. Who need
    /// not goes only where he is better off than where he lies: else broken men would run to and fro between two places as near.
    pub fn fall_back(&mut self, at: Clock, id: UnitId, forced: bool) -> bool {
        let scenario = self.scenario();
        let side = self.side_of(id);
        let Some(from) = self.hex(id) else { return false };
        let own = self.own(id);
        let seen = &self.views.0[side].seen;
        let nearest = |hex: HexId| seen.contacts.iter().map(|c| scenario.ground.grid.distance(c.hex, hex)).min().unwrap_or(FAR_HEXES);
        let barred = ways::border_allowance(seen, at).is_some();
        let (here, beyond) = (nearest(from), |hex: HexId| u32::from(scenario.ground.steps_beyond(side, hex)));
        let home = leading::home(seen, id, from);
        // Away from the enemies they know of as far as these reach, over no border, towards orders: the less the better off.
        let plight = |hex: HexId| {
            let rear = home.map_or(0, |h| scenario.ground.grid.distance(h, hex));
            (FAR_HEXES - nearest(hex).min(FAR_HEXES), beyond(hex), rear)
        };
        let stays = plight(from);
        let mut best: Option<(_, _, HexId, Dir)> = None;
        for (dir, to) in self.passable(id) {
            let there = self.occupancy.at(to);
            if there.iter().any(|&o| self.side_of(o) != side) {
                continue;
            }
            let load = there.iter().fold(Load::default(), |sum, &o| sum.and(Load::of(&scenario.cards, self.own(o))));
            if !Load::of(&scenario.cards, own).fits(&scenario.rules, load) {
                continue;
            }
            // Men run to their own rear: not on over a border that they may not cross, unless they must and every other way leads nearer
            // to the enemy.
            let class = match (nearest(to) < here, barred && beyond(to) > 0 && beyond(to) >= beyond(from)) {
                (false, false) => 0,
                (false, true) => 1,
                (true, _) => 2,
            };
            let fares = plight(to);
            if !forced && (class > 0 || fares >= stays) {
                continue;
            }
            let key = (class, fares, to, dir);
            if best.is_none_or(|b| key < b) {
                best = Some(key);
            }
        }
        match best {
            Some((.., to, dir)) => {
                {
                    let mut unit = self.unit_mut(id);
                    unit.stance.posture = Posture::Prone;
                    unit.stance.dug_s = 0;
                    unit.stance.moved_at = at;
                    unit.way.path.clear();
                    unit.seconds.paid = 0;
                }
                // Guns that were not limbered stay behind.
                let guns = u32::from(self.own(id).guns);
                if forced && guns > 0 && !self.own(id).limbered {
                    self.lose_guns(at, id, guns, Cause::CloseCombat);
                }
                self.place(id, Some(to));
                self.tell(at, What::Retreated { unit: id, from, to });
                self.drive(id, &fire::Leg { from, dir, to, state: self.now.ground, pace: Pace::Deployed }, at);
                self.at_rest(id);
                self.move_in(id);
                self.look(at, id);
                true
            }
            None if forced => {
                self.at_bay(at, id, None);
                false
            }
            None => false,
        }
    }

    /// At a turn's end: men with the enemy on them and no way out, or none but under his eyes, may lay down their arms, if they broke
    /// or have nothing to fire: for as long as it has been so.
    pub fn hemmed_in(&mut self, at: Clock, id: UnitId) {
        let scenario = self.scenario();
        let own = self.own(id);
        let Some(hex) = own.hex.filter(|_| own.active() && fire::on_foot(&scenario.cards, own) > 0) else { return };
        let armed = self.unit(id).holdings.full.small_rounds > 0;
        let dry = armed && own.stores.small_rounds == 0;
        if own.morale < MoraleState::Broken && !dry {
            return;
        }
        let Some((since, watched)) = self.shut_in(at, id, hex) else { return };
        let minutes = at.since(since.max(self.now.from)) / 60;
        if minutes > 0 {
            self.at_bay(at, id, Some((minutes, watched)));
        }
    }

    /// Since when a unit has the enemy on it and every way out shut by men of his: in the hex (false), or beside it with the hex in sight
    /// (true); `None` if it is not so.
    fn shut_in(&self, at: Clock, id: UnitId, hex: HexId) -> Option<(Clock, bool)> {
        let scenario = &self.stage.scenario;
        let grid = &scenario.ground.grid;
        let enemy = self.side_of(id).enemy();
        // The first of the enemy's steady men to have come into a hex.
        let came = |hex: HexId| {
            let there = |&o: &UnitId| {
                let own = self.own(o);
                let men = own.active() && own.morale < MoraleState::Broken && fire::on_foot(&scenario.cards, own) > 0;
                (self.side_of(o) == enemy && men).then(|| self.unit(o).stance.moved_at)
            };
            self.occupancy.at(hex).iter().filter_map(there).min()
        };
        let about = |hex: HexId| grid.neighbours(hex).iter().flatten().copied();
        let mut since = came(hex).into_iter().chain(about(hex).filter_map(came)).min()?.max(self.unit(id).stance.moved_at);
        let mut watched = false;
        for (_, to) in self.passable(id) {
            let shut = came(to).or_else(|| {
                watched = true;
                let seen = self.spotted_m(to, Activity::MovingMen) >= crate::hex::HEX_M;
                let eyes = about(to).filter(|&h| h != to && seen && self.sight_m(h, to, at).is_some());
                eyes.filter_map(came).min()
            });
            since = since.max(shut?);
        }
        Some((since, watched))
    }

    /// Men who cannot get away: overrun they are lost, some of them taken; else they may lay down their arms, having been hemmed in
    /// for so many minutes, with ways out under the enemy's eyes or with none.
    fn at_bay(&mut self, at: Clock, id: UnitId, hemmed: Option<(u32, bool)>) {
        let scenario = self.scenario();
        let overrun = hemmed.is_none();
        let (minutes, watched) = hemmed.unwrap_or_default();
        let own = self.own(id);
        let Some(hex) = own.hex else { return };
        let card = scenario.card(id);
        // Crews of vehicles that are stuck elsewhere are not here.
        let elsewhere = |l: &crate::view::VehicleLine| u16::from(scenario.cards.vehicles[l.vehicle as usize].crew) * u16::from(l.stranded);
        let men = own.men.saturating_sub(own.vehicles.iter().map(elsewhere).sum());
        let question = Question::Surrender(Surrender {
            men,
            overrun,
            routed: own.morale == MoraleState::Routed,
            dry: own.stores.small_rounds == 0,
            leaderless: leading::led(&self.views.0[self.side_of(id)].seen, own, at).is_none_or(|l| l.commander_lost),
            watched,
            minutes: minutes.min(u32::from(u16::MAX)) as u16,
            nerve_permille: card.quality.nerve_permille,
            prisoners_percent: card.prisoners_percent,
            killed_percent: card.killed_percent,
        });
        let got = self.cast(at, id.index(), question, Some(question));
        if !overrun && got.of(Effect::Yields) == 0 {
            return;
        }
        let taken = got.of(Effect::Captured);
        if taken > 0 {
            self.tell(at, What::Surrendered { unit: id, hex, men: taken as u16 });
        }
        for line in 0..self.own(id).vehicles.len() {
            let running = u32::from(self.own(id).vehicles[line].running);
            self.lose_vehicles(at, id, line, None, running, 0, running, Cause::CloseCombat);
        }
        let guns = u32::from(self.own(id).guns);
        self.lose_guns(at, id, guns, Cause::CloseCombat);
        self.lose_men(at, id, got.of(Effect::MenHit), got.of(Effect::Killed), taken, Cause::CloseCombat);
    }
}
