//! The assault up to the enemy: the rush under defensive fire, over wire and mines, and the stand test. What does not fit into a
//! turn goes on in the next. What happens among the enemy is in [`super::close`].

use crate::battle::field::Field;
use crate::battle::watch::Exposure;
use crate::hex::{HEX_M, HexId};
use crate::rules::{Activity, Certainty, Clock, Effect, MoraleState, Posture, Question, Side, Stand, UnitId};
use crate::view::fire::Comer;
use crate::view::{Halt, Storm, What, check, fire};
use bevy_ecs::prelude::*;

/// Carry out a joint assault.
pub(in crate::battle) fn assault(In((units, hex)): In<(Vec<UnitId>, HexId)>, mut field: Field) {
    field.tally.actions.assaults += 1;
    field.rush(&units, hex);
}

/// One unit of a rush.
struct Part {
    id: UnitId,
    one: Comer,
    /// Seconds it takes in all, and those paid before.
    needed: u32,
    paid: u32,
}

impl Field<'_, '_> {
    /// Assaults begun in earlier turns go on, those on one hex together. Who has begun his in this one has spent it.
    pub fn go_on_storming(&mut self, side: Side) {
        let list = self.index.clone_side(side);
        let mut storms: Vec<(HexId, UnitId)> = Vec::new();
        for &id in list.iter().filter(|&&id| self.active(id) && self.own(id).seconds > 0) {
            if let Some(storm) = self.own(id).storm {
                storms.push((storm.hex, id));
            }
        }
        storms.sort_unstable();
        for group in storms.chunk_by(|a, b| a.0 == b.0) {
            let mut going: Vec<UnitId> = Vec::new();
            for &(hex, id) in group {
                let own = self.own(id);
                let why = match own.hex {
                    _ if own.morale >= MoraleState::Broken => Some(Halt::Morale),
                    Some(from) if check::may_rush(&self.views.0[side].seen, own, from, hex).is_ok() => None,
                    _ if own.suppressed_permille >= self.stage.scenario.rules.pinned_permille() => Some(Halt::Suppressed),
                    _ => Some(Halt::Obstacle),
                };
                match why {
                    None => going.push(id),
                    Some(why) => self.give_up_storm(id, why),
                }
            }
            if !going.is_empty() {
                self.rush(&going, group[0].0);
            }
        }
    }

    /// A rush comes to nothing.
    fn give_up_storm(&mut self, id: UnitId, why: Halt) {
        self.unit_mut(id).stance.storm = None;
        self.sync(id);
        self.move_in(id);
        if let Some(hex) = self.hex(id) {
            self.tell(self.clock(id), What::Halted { unit: id, hex, why });
        }
    }

    /// Units go in together on a hex: as far as the turn goes, and then among the enemy if it goes so far.
    fn rush(&mut self, units: &[UnitId], hex: HexId) {
        let scenario = self.scenario();
        let (cards, rules, ground) = (&scenario.cards, &scenario.rules, &scenario.ground);
        let mut ready: Vec<(UnitId, Comer)> = Vec::new();
        for &id in units {
            {
                let mut unit = self.unit_mut(id);
                unit.stance.building = None;
                unit.stance.storm = unit.stance.storm.filter(|s| s.hex == hex);
            }
            self.sync(id);
            if self.form(id, false)
                && let Some(one) = fire::comer(cards, rules, self.own(id))
            {
                ready.push((id, one));
            }
        }
        // It begins when the last of them is ready.
        let Some(began) = ready.iter().map(|r| self.clock(r.0)).max() else { return };
        let mut comers: Vec<Comer> = ready.iter().map(|r| r.1).collect();
        let parts: Vec<Part> = ready
            .iter()
            .map(|&(id, one)| {
                let needed = fire::rush_seconds(rules, ground, &self.works.changes, &comers, &one, hex);
                let paid = self.own(id).storm.map_or(0, |s| u32::from(s.paid_s)).min(needed);
                Part { id, one, needed, paid }
            })
            .collect();
        let longest = parts.iter().map(|p| p.needed - p.paid).max().unwrap_or(0);
        let left = self.now.end().since(began);
        // Who is through sooner waits for the last, in the next turn if need be.
        let through = longest <= left;
        let surprise = self.unseen(&parts, hex, began);
        // Tanks run ahead, and men go in their tracks.
        let order = parts.iter().filter(|p| p.one.tanks > 0).chain(parts.iter().filter(|p| p.one.tanks == 0));
        let mut there: Vec<UnitId> = Vec::new();
        for p in order {
            let spent = (p.needed - p.paid).min(left);
            let waited = began.since(self.clock(p.id));
            self.spend(p.id, waited + if through { spent } else { left });
            {
                let mut unit = self.unit_mut(p.id);
                unit.way.path.clear();
                unit.seconds.paid = 0;
                unit.stance.storm = Some(Storm { hex, paid_s: (p.paid + spent) as u16 });
                unit.stance.unseen_permille = surprise;
                if !through {
                    // They have left their holes.
                    unit.stance.posture = Posture::Prone;
                    unit.stance.dug_s = 0;
                }
            }
            self.sync(p.id);
            self.warn(p.id, hex, began, p.needed, (p.paid, spent));
            self.look(began, p.id);
            if self.runs(p, &comers, hex, (began, spent)) {
                there.push(p.id);
            } else if self.own(p.id).storm.is_some() {
                self.give_up_storm(p.id, Halt::Morale);
            }
            // Tanks that were stopped cover nobody.
            if let Some(c) = comers.iter_mut().find(|c| **c == p.one) {
                c.tanks = self.own(p.id).running().min(u32::from(u16::MAX)) as u16;
            }
        }
        // In the order they were given in; the first whose nerve holds leads it.
        let rush: Vec<UnitId> = units.iter().copied().filter(|u| there.contains(u)).collect();
        let Some(&leader) = rush.first() else {
            self.tell(began, What::Assaulted { leader: units[0], hex, result: 0 });
            return;
        };
        if through {
            for &id in &rush {
                self.unit_mut(id).stance.storm = None;
                self.sync(id);
            }
            self.close(leader, &rush, hex, began.plus(longest), surprise);
        } else {
            let left_s = longest.saturating_sub(left).min(u32::from(u16::MAX)) as u16;
            self.tell(self.now.end(), What::StormGoesOn { leader, hex, left_s });
        }
    }

    /// How far a rush comes unseen, per mille: nothing if the enemy has one of them in sight as it begins, else by how near they
    /// come before those in the hex can see them.
    fn unseen(&self, parts: &[Part], hex: HexId, began: Clock) -> u16 {
        let one = |p: &Part| {
            let so_far = if self.own(p.id).storm.is_some() { self.unit(p.id).stance.unseen_permille } else { 1000 };
            if p.one.from == hex || self.is_current(p.id, Certainty::Suspected) {
                return 0;
            }
            let doing = if p.one.tanks > 0 { Activity::MovingVehicles } else { Activity::MovingMen };
            let seen_m = if self.sight_m(p.one.from, hex, began).is_some() { self.spotted_m(p.one.from, doing).min(HEX_M) } else { 0 };
            so_far.min((1000 - seen_m * 1000 / HEX_M) as u16)
        };
        parts.iter().map(one).min().unwrap_or(0)
    }

    /// One unit runs for so many seconds of its rush; whether it goes on. Half of the whole is in the open, the rest among them.
    fn runs(&mut self, p: &Part, comers: &[Comer], hex: HexId, (began, spent): (Clock, u32)) -> bool {
        let scenario = self.scenario();
        let id = p.id;
        let men_before = self.own(id).men;
        let doing = if self.own(id).running() == 0 || p.one.men > 0 { Activity::MovingMen } else { Activity::MovingVehicles };
        self.face(id, hex);
        self.shown(began, id, doing);
        let open = p.needed / 2;
        let seconds = open.min(p.paid + spent) - open.min(p.paid);
        let in_open = seconds > 0;
        let seconds = seconds * self.rush_seen(began, id, hex) / 1000;
        if seconds > 0 {
            let ahead: u32 = comers.iter().filter(|c| c.from == p.one.from).map(|c| u32::from(c.tanks)).sum();
            let men: u32 = comers.iter().filter(|c| c.from == p.one.from).map(|c| u32::from(c.men)).sum();
            self.expose(Exposure {
                target: id,
                doing,
                hex,
                whence: Some(p.one.from),
                seconds,
                from: began,
                speed_dms: (3_000 / p.needed.max(1)) as u16,
                posture: Posture::Upright,
                behind_tanks_permille: scenario.rules.behind_tanks_permille(ahead, men),
                standing: false,
            });
        }
        self.under_shells(id, hex, began, began.plus(spent));
        // At the end of the open stretch lies what they laid there.
        if p.paid < open
            && open <= p.paid + spent
            && self.own(id).active()
            && let Some(dir) = scenario.ground.grid.dir_to(p.one.from, hex)
        {
            self.unit_mut(id).way.over = scenario.ground.grid.side(p.one.from, dir);
            self.cross_obstacles(began.plus(open - p.paid), id, p.one.from, dir, hex);
            self.at_rest(id);
        }
        let own = self.own(id);
        if !own.active() || own.morale >= MoraleState::Broken {
            return false;
        }
        // Who waits for the others has stood already, and so has who came over the open stretch in an earlier turn: however many turns
        // a rush is cut into, what nobody fires at asks nothing of him.
        if (spent == 0 || !in_open) && own.men == men_before {
            return true;
        }
        let question = Question::Stand(Stand {
            stress_permille: own.stress_permille,
            suppressed_permille: self.suppressed(id, began.plus(seconds)),
            lost_permille: (u32::from(men_before.saturating_sub(own.men)) * 1000 / u32::from(men_before.max(1))) as u16,
            nerve_permille: scenario.card(id).quality.nerve_permille,
        });
        let got = self.cast(began, id.index(), question, Some(question));
        got.of(Effect::Stands) > 0
    }
}
