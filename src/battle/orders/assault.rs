//! The assault: the rush under defensive fire, the stand test, close combat, and what follows: repulse, lodgement, or
//! the hex taken.

use crate::battle::field::Field;
use crate::battle::watch::Exposure;
use crate::hex::{Dir, HexId};
use crate::rules::{Activity, Certainty, Clock, CloseForce, Effect, MoraleState, Pace, Posture, Question, Stand, UnitId, WeaponClass};
use crate::view::ways::{Going, Load};
use crate::view::{Cause, What, check, fire};
use bevy_ecs::prelude::*;

/// Carry out a joint assault.
pub(in crate::battle) fn assault(In((units, hex)): In<(Vec<UnitId>, HexId)>, mut field: Field) {
    field.tally.actions.assaults += 1;
    field.assault_hex(&units, hex);
}

impl Field<'_, '_> {
    fn assault_hex(&mut self, units: &[UnitId], hex: HexId) {
        let scenario = self.scenario();
        let side = self.side_of(units[0]);
        // It begins when the last of them is ready.
        let began = units.iter().map(|&u| self.clock(u)).max().unwrap_or(self.now.from);
        let mut longest = 0;
        let mut rush: Vec<UnitId> = Vec::new();
        for &id in units {
            let Some(from) = self.hex(id) else { continue };
            self.unit_mut(id).stance.building = None;
            if !self.form(id, false) {
                continue;
            }
            let ground = fire::assault_ground(&scenario.ground, &self.works.changes, from, hex);
            let tanks_only = fire::on_foot(&scenario.cards, self.own(id)) == 0;
            let needed = scenario.rules.assault_seconds(ground.rise_m, ground.wire, tanks_only);
            let waited = began.since(self.clock(id));
            // Who would not be through by the turn's end after waiting for the last of them stays out of it.
            if waited + needed > u32::from(self.own(id).seconds) {
                continue;
            }
            longest = longest.max(needed);
            self.spend(id, waited + needed);
            {
                let mut unit = self.unit_mut(id);
                unit.way.path.clear();
                unit.seconds.paid = 0;
            }
            self.sync(id);
            self.warn(id, hex, began, needed);
            self.look(began, id);
            // Half of the time is in the open, the rest among them.
            let men_before = self.own(id).men;
            if self.own(id).running() == 0 || !tanks_only {
                self.shown(began, id, Activity::MovingMen);
            } else {
                self.shown(began, id, Activity::MovingVehicles);
            }
            let speed_dms = (3_000 / needed.max(1)) as u16;
            let seen_permille = self.rush_seen(began, id, hex);
            self.expose(Exposure {
                target: id,
                hex,
                seconds: needed / 2 * seen_permille / 1000,
                from: began,
                speed_dms,
                posture: Posture::Upright,
                standing: false,
            });
            self.under_shells(id, hex, began, began.plus(needed));
            let own = self.own(id);
            if !own.active() || own.morale >= MoraleState::Broken {
                continue;
            }
            let question = Question::Stand(Stand {
                stress_permille: own.stress_permille,
                suppressed_permille: self.suppressed(id, began.plus(needed / 2)),
                lost_permille: (u32::from(men_before.saturating_sub(own.men)) * 1000 / u32::from(men_before.max(1))) as u16,
                nerve_permille: scenario.card(id).quality.nerve_permille,
            });
            let got = self.cast(began, id.index(), question, Some(question));
            if got.of(Effect::Stands) > 0 {
                rush.push(id);
            }
        }
        let leader = units[0];
        if rush.is_empty() {
            self.tell(began, What::Assaulted { leader, hex, result: 0 });
            return;
        }
        self.close(leader, &rush, hex, began.plus(longest), side);
    }

    /// Close combat of those who got there.
    fn close(&mut self, leader: UnitId, rush: &[UnitId], hex: HexId, at: Clock, side: crate::rules::Side) {
        let scenario = self.scenario();
        let light = self.now.light;
        let defenders: Vec<UnitId> =
            self.occupancy.at(hex).iter().copied().filter(|&d| self.side_of(d) != side && self.own(d).active()).collect();
        // Asked before they see whom they met.
        let believed = check::believed_assault(&self.views.0[side].seen, rush, hex, 0);
        for &d in &defenders {
            self.note(at, d, Certainty::Identified, None);
            for &a in rush {
                self.note(at, a, Certainty::Identified, None);
            }
        }
        self.overrun_stranded(rush, hex, at);
        if defenders.is_empty() {
            self.tell(at, What::Assaulted { leader, hex, result: 2 });
            self.follow(rush, hex, at);
            return;
        }
        let sum = |field: &Self, list: &[UnitId], at: Clock| {
            list.iter().fold(CloseForce::default(), |sum, &u| {
                let own = field.own(u);
                let mut force = fire::close_force(&scenario.cards, scenario.card(u), own, light, field.suppressed(u, at));
                let (foot, up) = (fire::on_foot(&scenario.cards, own), field.men_in_time(u, at));
                if up < foot {
                    force.men = (u32::from(force.men) * u32::from(up) / u32::from(foot)) as u16;
                }
                fire::joined_force(sum, force)
            })
        };
        let (attacker, defender) = (sum(self, rush, at), sum(self, &defenders, at));
        // Who is caught below has no trench, and not all of his men; the alarm is given at the latest now.
        let (mut caught, mut posture) = (0, Posture::Upright);
        for &d in &defenders {
            let awake = 1000 - u32::from(self.suppressed(d, at).min(1000));
            caught += u32::from(fire::on_foot(&scenario.cards, self.own(d)) - self.men_in_time(d, at)) * awake / 1000;
            let own = self.own(d);
            posture = posture.max(if own.shelter.below(at) { Posture::Prone.min(own.posture) } else { own.posture });
            self.call_up(d, at);
        }
        let from = self.hex(rush[0]).unwrap_or(hex);
        let ground = fire::assault_ground(&scenario.ground, &self.works.changes, from, hex);
        let (a_card, d_card) = (scenario.card(rush[0]), scenario.card(defenders[0]));
        let mut question = fire::assault(
            attacker,
            defender,
            posture,
            ground,
            light,
            (a_card.killed_percent, d_card.killed_percent),
            d_card.prisoners_percent,
        );
        if let Question::Assault(q) = &mut question {
            q.caught = caught.min(u32::from(u16::MAX)) as u16;
        }
        self.burn_oil(rush.iter().chain(&defenders), hex, at);
        let got = self.cast(at, leader.index(), question, believed);
        let result = got.of(Effect::AssaultResult);
        let (a_loss, d_loss, prisoners) = (got.of(Effect::AttackerLoss), got.of(Effect::DefenderLoss), got.of(Effect::Prisoners));
        self.tell(at, What::Assaulted { leader, hex, result: result as u8 });
        for &a in rush {
            self.close_losses(at, a, a_loss, 0);
        }
        for &d in &defenders {
            self.close_losses(at, d, d_loss, if result == 2 { prisoners } else { 0 });
        }
        match result {
            0 => {}
            1 => self.follow(rush, hex, at),
            _ => {
                for &d in &defenders {
                    if self.own(d).active() {
                        self.fall_back(at, d, true);
                    }
                }
                self.follow(rush, hex, at);
            }
        }
    }

    /// Flamethrowers in close combat spend what they spray in the time that it takes tanks.
    fn burn_oil<'a>(&mut self, units: impl Iterator<Item = &'a UnitId>, hex: HexId, at: Clock) {
        let scenario = self.scenario();
        let bursts = scenario.rules.rounds_in(WeaponClass::Flame, 0, scenario.rules.assault_seconds(0, false, true), false);
        for &u in units {
            let force = fire::close_force(&scenario.cards, scenario.card(u), self.own(u), self.now.light, 0);
            if force.flame_tanks > 0 {
                self.shoot(at, u, hex, 0, u32::from(force.flame_tanks) * bursts, false);
            }
        }
    }

    /// A share of a unit's men is lost in close combat; tanks among them in the same share.
    fn close_losses(&mut self, at: Clock, id: UnitId, permille: u32, prisoners_permille: u32) {
        let scenario = self.scenario();
        let own = self.own(id);
        let foot = u32::from(fire::on_foot(&scenario.cards, own));
        let hit = (foot * permille + 500) / 1000;
        let running = own.running();
        let killed_percent = u32::from(scenario.card(id).killed_percent);
        let missing = hit * prisoners_permille / 1000;
        let killed = (hit - missing) * killed_percent / 100;
        if hit > 0 {
            self.lose_men(at, id, hit, killed, missing, Cause::CloseCombat);
        }
        // Tanks in close combat are lost in a third of the men's share: most of them stand off from the trench.
        let out = running * permille / 3_000;
        if out > 0 {
            let burnt = out * 11 / 100;
            let line = (0..self.own(id).vehicles.len()).max_by_key(|&l| self.own(id).vehicles[l].running).unwrap_or(0);
            self.lose_vehicles(at, id, line, None, out, burnt, out * 43 / 100, Cause::CloseCombat);
        }
    }

    /// The attackers go in, as far as there is room.
    fn follow(&mut self, rush: &[UnitId], hex: HexId, at: Clock) {
        let scenario = self.scenario();
        for &a in rush {
            let own = self.own(a);
            let Some(from) = own.hex.filter(|&f| f != hex && own.active()) else { continue };
            let dir = scenario.ground.grid.dir_to(from, hex);
            let mover = crate::view::ways::Mover::new(
                &scenario.cards,
                &scenario.rules,
                scenario.card(a),
                own,
                crate::rules::Pace::Deployed,
                self.now.ground,
                self.now.light,
            );
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
            if let Some(dir) = dir {
                self.cross_obstacles(at, a, from, dir, hex);
                self.drive(a, &fire::Leg { from, dir, to: hex, state: self.now.ground, pace: Pace::Deployed }, at);
                self.at_rest(a);
            }
            self.look(at, a);
        }
    }

    /// A unit falls back one hex, away from the enemy, or is lost where it cannot.
    pub fn fall_back(&mut self, at: Clock, id: UnitId, forced: bool) {
        let scenario = self.scenario();
        let side = self.side_of(id);
        let Some(from) = self.hex(id) else { return };
        let own = self.own(id);
        let mover = crate::view::ways::Mover::new(
            &scenario.cards,
            &scenario.rules,
            scenario.card(id),
            own,
            crate::rules::Pace::Deployed,
            self.now.ground,
            self.now.light,
        )
        .unhindered();
        let mut best: Option<(u32, u32, HexId, Dir)> = None;
        for dir in crate::hex::Dir::ALL {
            let Some(to) = scenario.ground.grid.neighbour(from, dir) else { continue };
            let on = Going { ground: &scenario.ground, changes: &self.works.changes, rules: &scenario.rules };
            if mover.plain_seconds(&on, from, dir).is_none() {
                continue;
            }
            let there = self.occupancy.at(to);
            if there.iter().any(|&o| self.side_of(o) != side) {
                continue;
            }
            let load = there.iter().fold(Load::default(), |sum, &o| sum.and(Load::of(&scenario.cards, self.own(o))));
            if !Load::of(&scenario.cards, own).fits(&scenario.rules, load) {
                continue;
            }
            let near = self.index.of_side[side.enemy()]
                .iter()
                .filter_map(|&e| self.hex(e))
                .map(|h| scenario.ground.grid.distance(h, to))
                .min()
                .unwrap_or(99);
            let beyond = u32::from(scenario.ground.steps_beyond(side, to));
            let key = (99 - near.min(99), beyond, to, dir);
            if best.is_none_or(|b| key < b) {
                best = Some(key);
            }
        }
        match best {
            Some((_, _, to, dir)) => {
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
                self.look(at, id);
            }
            None if forced => {
                // Nowhere to go: those left are taken.
                let men = u32::from(self.own(id).men);
                let prisoners = men * u32::from(scenario.card(id).prisoners_percent) / 100;
                let killed = (men - prisoners) * u32::from(scenario.card(id).killed_percent) / 100;
                let running = self.own(id).running();
                for line in 0..self.own(id).vehicles.len() {
                    self.lose_vehicles(at, id, line, None, running, 0, running, Cause::CloseCombat);
                }
                self.lose_men(at, id, men, killed, prisoners, Cause::CloseCombat);
            }
            None => {}
        }
    }

    /// Enemy vehicles stuck in a hex that men get into are burnt out.
    fn overrun_stranded(&mut self, rush: &[UnitId], hex: HexId, at: Clock) {
        let scenario = self.scenario();
        let Some(&first) = rush.first() else { return };
        let side = self.side_of(first);
        if !rush.iter().any(|&a| fire::on_foot(&scenario.cards, self.own(a)) > 0) {
            return;
        }
        let groups: Vec<_> = self.works.stranded.iter().filter(|g| g.hex == hex && self.side_of(g.unit) != side).copied().collect();
        for g in groups {
            let line = self.own(g.unit).vehicles.iter().position(|l| l.vehicle == g.vehicle);
            if let Some(line) = line {
                let n = u32::from(g.count);
                self.lose_vehicles(at, g.unit, line, Some(&g), n, n, 0, Cause::CloseCombat);
            }
        }
    }
}
