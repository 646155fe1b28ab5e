//! Direct fire on order: at a contact where it is believed to be, or at whatever may be in a hex.

use crate::battle::contacts::at_rest;
use crate::battle::field::Field;
use crate::battle::watch::Exposure;
use crate::rules::{Activity, Certainty, Effect, Question, UnitId};
use crate::view::fire::Mark;
use crate::view::{Cause, StrandedGroup, Target, fire as shots, seen};
use bevy_ecs::prelude::*;

/// Carry out a fire order.
pub(in crate::battle) fn fire(In((unit, at, seconds)): In<(UnitId, Target, u16)>, mut field: Field) {
    field.tally.actions.fires += 1;
    field.fire_at(unit, at, u32::from(seconds));
}

impl Field<'_, '_> {
    fn fire_at(&mut self, id: UnitId, at: Target, seconds: u32) {
        let scenario = self.scenario();
        let side = self.side_of(id);
        let Some(from) = self.hex(id) else { return };
        self.unit_mut(id).stance.building = None;
        self.unit_mut(id).stance.storm = None;
        if !self.form(id, false) {
            return;
        }
        let view = &self.views.0[side];
        let (hex, wanted, hulls) = match at {
            Target::Hex(hex) => (hex, None, true),
            Target::Contact(c) => match view.seen.contact(c) {
                Some(known) => (known.hex, view.unit_of.get(c.0 as usize).copied().flatten(), known.stranded),
                None => return,
            },
        };
        let began = self.clock(id);
        let seconds = seconds.min(u32::from(self.own(id).seconds));
        let range_m = scenario.ground.grid.range_m(from, hex);
        let believed = match at {
            Target::Contact(c) => view.seen.contact(c).map(|c| seen::mark_of(&view.seen, self.own(id), c)),
            Target::Hex(_) => None,
        };
        let suppressed = self.suppressed(id, began);
        let opening = !self.own(id).fired;
        // The contact if it is still there, else all who are in the hex, the seconds shared out among them.
        let targets: Vec<UnitId> = match wanted.filter(|&t| self.hex(t) == Some(hex)) {
            Some(t) => vec![t],
            None => self.occupancy.at(hex).iter().copied().filter(|&t| self.side_of(t) != side && self.active(t)).collect(),
        };
        // Of whom nothing but stuck vehicles is left: these are marks of their own.
        let targets: Vec<UnitId> = targets.into_iter().filter(|&t| !self.mark(t, hex, 0, None, began).is_empty()).collect();
        let stuck = if hulls { self.stranded_in_sight(side, hex, began) } else { Vec::new() };
        // Nobody is seen there: the fire is the same whether somebody is there or not.
        let blind = stuck.is_empty() && !targets.iter().any(|&t| self.is_current(t, Certainty::Suspected));
        self.spend(id, seconds);
        // While dust or smoke hides the aim it waits.
        let seconds = self.clear_s(from, hex, began, began.plus(seconds));
        if seconds == 0 {
            return;
        }
        let share = (seconds / ((targets.len() + stuck.len()) as u32).max(1)).max(1);
        self.fights(id, began, seconds);
        let (mut small, mut shells) = (0, 0);
        let mut blows: Vec<(UnitId, Question, Option<usize>)> = Vec::new();
        let mut on_stuck: Vec<(StrandedGroup, Question)> = Vec::new();
        let mut beliefs: Vec<(Question, Option<usize>)> = Vec::new();
        {
            let shooter = self.shooter(&scenario, id, suppressed, began);
            let as_known = |t: UnitId| {
                let placed = wanted == Some(t) && believed.as_ref().is_some_and(|m| m.placed);
                Mark { placed, certainty: self.known_to(id, t), ..self.mark(t, hex, 0, None, began) }
            };
            let marks: Vec<Mark> = targets.iter().map(|&t| as_known(t)).chain(stuck.iter().map(|g| self.stranded_mark(g))).collect();
            let mut spend = |fire: &shots::Engaged| {
                let spent = fire.spent();
                (small, shells) = (small + spent.0, shells + spent.1);
            };
            let mut fires = shots::engage_each(shooter, &marks, range_m, share, opening);
            for (&t, (mark, fire)) in targets.iter().zip(fires.by_ref()) {
                spend(&fire);
                blows.extend(questions(&fire, mark, share).map(|(q, line)| (t, q, line)));
            }
            for (&g, (_, fire)) in stuck.iter().zip(fires) {
                spend(&fire);
                on_stuck.extend(fire.armour.iter().flat_map(|f| &f.aimed).map(|a| (g, Question::AntiTank(a.question))));
            }
            if let Some(mark) = believed.as_ref().filter(|_| !targets.is_empty()) {
                let fire = shots::engage_opening(&shooter, mark, range_m, seconds, opening);
                beliefs.extend(questions(&fire, mark, seconds));
            }
            if blind {
                // At guns whose place is known it is aimed fire, whether they are still there or not.
                let aimed = believed.as_ref().filter(|m| m.placed).map(|m| shots::engage_opening(&shooter, m, range_m, seconds, opening));
                let volley = shots::volley(&shooter, range_m, seconds, opening);
                (small, shells) = aimed.map_or((volley.small_rounds, volley.shells), |a| a.spent());
            }
        }
        if small == 0 && shells == 0 {
            return;
        }
        self.face(id, hex);
        self.shoot(began, id, hex, small, shells, false);
        let until = began.plus(seconds);
        for (t, question, line) in blows {
            if !self.own(t).active() {
                continue;
            }
            let believed = beliefs.iter().find(|(q, l)| q.rule() == question.rule() && *l == line).map(|b| b.0);
            let actor = if blind { t } else { id };
            let got = self.cast(began, actor.index(), question, believed);
            match question {
                Question::AntiTank(_) => self.spread_vehicles(began, t, line, got.of(Effect::VehiclesOut), &got, Cause::AntiTank),
                Question::GunHunt(_) => self.take(began, t, &got, Cause::DirectFire, began, until),
                _ => self.take(began, t, &got, Cause::SmallArms, began, until),
            }
        }
        for (g, question) in on_stuck {
            let Some(line) = self.own(g.unit).vehicles.iter().position(|l| l.vehicle == g.vehicle) else { continue };
            // They are seen as they are.
            let got = self.cast(began, id.index(), question, Some(question));
            self.hit_stranded(began, &g, line, &got, Cause::AntiTank);
        }
        self.revealed(began, id, shells, small);
        // Firing for a minute or more shows the shooter to whoever watches.
        let (least, _) = scenario.rules.watch_limits();
        if seconds >= least && self.own(id).active() {
            let doing = if shells > 0 { Activity::FiringGun } else { Activity::FiringMen };
            if doing == Activity::FiringMen {
                self.shown(began, id, doing);
            }
            let own = self.own(id);
            let (posture, doing) = (own.posture, at_rest(&scenario.cards, own, true));
            self.expose(Exposure {
                target: id,
                doing,
                hex: from,
                whence: None,
                seconds,
                from: began,
                speed_dms: 0,
                posture,
                behind_tanks_permille: 0,
                standing: false,
            });
        }
    }
}

/// What a unit's fire on a mark asks, in the order of casting, and of which line of its vehicles.
fn questions(fire: &shots::Engaged, mark: &Mark, seconds: u32) -> impl Iterator<Item = (Question, Option<usize>)> + use<> {
    let men = fire.men.and_then(|v| shots::men_under_fire(&[v], mark, seconds)).map(|q| (q, None));
    let hunt = fire.hunt.map(|f| (Question::GunHunt(f.question), None));
    let aimed = fire.armour.as_ref().map(|f| f.aimed.clone()).unwrap_or_default();
    let armour = aimed.into_iter().map(|a| (Question::AntiTank(a.question), Some(usize::from(a.vehicle_line))));
    armour.chain(hunt).chain(men)
}
