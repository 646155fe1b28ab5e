//! Moving along a path: seconds by the step, bogging as soft ground is entered, fire met for the seconds shown, halts.

use crate::battle::field::Field;
use crate::battle::watch::Exposure;
use crate::hex::{Dir, HexId, SideId};
use crate::rules::{Activity, Bog, Certainty, Clock, Effect, MoraleState, Pace, Posture, Question, Side, UnitId};
use crate::view::changes::wait_s;
use crate::view::ways::{self, Going, Load, Mover};
use crate::view::{Halt, What, fire};
use bevy_ecs::prelude::*;

/// Carry out a move as far as the unit's seconds go.
pub(in crate::battle) fn march(In((unit, path, pace)): In<(UnitId, Vec<HexId>, Pace)>, mut field: Field) {
    field.tally.actions.moves += 1;
    let same = {
        let mut u = field.unit_mut(unit);
        let same = u.way.path.first() == path.first() && u.way.pace == pace;
        u.way.path = path;
        u.way.pace = pace;
        u.stance.building = None;
        u.stance.storm = None;
        if !same {
            u.seconds.paid = 0;
        }
        same
    };
    field.sync(unit);
    if !same {
        field.limber(unit);
    }
    field.go(unit);
}

impl Field<'_, '_> {
    /// Bring guns out of action before a move.
    pub fn limber(&mut self, id: UnitId) {
        let scenario = self.scenario();
        let own = self.own(id);
        if own.limbered || own.guns == 0 {
            return;
        }
        let (_, out) = ways::emplacing(&scenario.cards, &scenario.rules, scenario.card(id), own);
        if out == 0 {
            return;
        }
        // What a unit with its guns in action has paid, it paid for this; what is left to pay may take another turn.
        let (left, due) = (u32::from(own.seconds), out.saturating_sub(u32::from(own.paid)));
        if left < due {
            self.unit_mut(id).seconds.paid += left as u16;
            self.spend(id, left);
            return;
        }
        self.unit_mut(id).seconds.paid = 0;
        let at = self.clock(id);
        self.spend(id, due);
        self.unit_mut(id).stance.limbered = true;
        self.sync(id);
        self.tell(at, What::Limbered { unit: id, limbered: true });
    }

    /// Go on along the path.
    pub fn go(&mut self, id: UnitId) {
        let scenario = self.scenario();
        let (ground, rules) = (&scenario.ground, &scenario.rules);
        if self.own(id).guns > 0 && !self.own(id).limbered {
            let (_, out) = ways::emplacing(&scenario.cards, rules, scenario.card(id), self.own(id));
            if out > 0 {
                return;
            }
        }
        if !self.form(id, self.unit(id).way.pace == Pace::March) {
            return;
        }
        let mut suppressed_before = self.own(id).suppressed_permille;
        // In a full hex it does not stop, whatever happens: that the next one can be entered in time was seen before.
        let mut passing = false;
        loop {
            let own = self.own(id);
            let (Some(from), Some(&to)) = (own.hex.filter(|_| own.active()), own.path.first()) else { return };
            if own.morale >= MoraleState::Broken && !passing {
                return self.halt(id, Halt::Morale);
            }
            if !ways::can_go(&scenario.cards, own) {
                return self.halt(id, Halt::Bogged);
            }
            let Some(dir) = ground.grid.dir_to(from, to) else { return self.halt(id, Halt::Full) };
            let pace = self.unit(id).way.pace;
            let mover = Mover::new(&scenario.cards, rules, scenario.card(id), own, pace, self.now.ground, self.now.light);
            let (left, paid) = (u32::from(own.seconds), u32::from(own.paid));
            let side = self.side_of(id);
            let edge = ground.grid.side(from, dir);
            let on = Going { ground, changes: &self.works.changes, rules };
            let Some(step) = mover.step_seconds(&on, from, dir) else {
                let why = if on.changes.shut(&ground.grid, from, dir) { Halt::Shut } else { Halt::Full };
                return self.halt(id, why);
            };
            if left == 0 {
                return;
            }
            let passage_s = mover.passage_seconds(&on, from, dir, step);
            let due = step.saturating_sub(paid);
            let mut wait = 0;
            let mut starts = self.clock(id).plus(due.saturating_sub(passage_s));
            if let Some(edge) = edge.filter(|_| passage_s > 0 && !passing) {
                wait = wait_s(&self.works.passages[side], edge, starts, passage_s);
                starts = starts.plus(wait);
            }
            let due = if passing { due.min(left) } else { due + wait };
            if due > left {
                let mut unit = self.unit_mut(id);
                // Time spent waiting is no way made.
                unit.seconds.paid = (paid + left).min(step).min(u32::from(u16::MAX)) as u16;
                self.spend(id, left);
                return;
            }
            let was_passing = passing;
            let by_road = ways::in_column_on_road(&on, from, dir, pace);
            passing = match self.barred(id, from, to, left - due, &mover, by_road) {
                Ok(passing) => passing,
                Err(why) => return self.halt(id, why),
            };
            let fuel_kg = match self.fuel(id, due) {
                Some(burnt) => burnt,
                None if was_passing => 0,
                None => return self.halt(id, Halt::Fuel),
            };
            let began = self.clock(id);
            self.unit_mut(id).seconds.paid = 0;
            self.spend(id, due);
            if let Some(edge) = edge.filter(|_| passage_s > 0) {
                self.take_passage(side, edge, starts, passage_s);
            }
            let (began, due) = (began.plus(wait), due - wait);
            let (bogged, obstacle) = self.enter(id, from, dir, to, pace, began, (due, fuel_kg));
            if !self.own(id).active() {
                return self.at_rest(id);
            }
            let speed_dms = (ground.grid.metres(from, to) * 10 / step.max(1)) as u16;
            let posture = Posture::Upright;
            let doing = match (self.own(id).running() > 0, pace) {
                (true, _) => Activity::MovingVehicles,
                (false, Pace::March) => Activity::Column,
                (false, _) => Activity::MovingMen,
            };
            let alarm = self.look(self.clock(id), id);
            self.shown(began, id, doing);
            self.alarm(self.clock(id), id);
            self.draw_defensive_fire(id, to, self.clock(id));
            let men_before = self.own(id).men;
            let running_before = self.own(id).running();
            self.expose(Exposure {
                target: id,
                doing,
                hex: to,
                whence: None,
                seconds: due,
                from: began,
                speed_dms,
                posture,
                behind_tanks_permille: 0,
                standing: false,
            });
            self.under_shells(id, to, began, self.clock(id));
            self.at_rest(id);
            self.move_in(id);
            let own = self.own(id);
            if !own.active() {
                return;
            }
            let halts = self.stage.scenario.rules.halting_permille();
            let why = if bogged {
                Some(Halt::Bogged)
            } else if own.morale >= MoraleState::Broken {
                Some(Halt::Morale)
            } else if own.men < men_before || own.running() < running_before {
                Some(Halt::Losses)
            } else if own.suppressed_permille >= halts && suppressed_before < halts {
                Some(Halt::Suppressed)
            } else if obstacle {
                Some(Halt::Obstacle)
            } else if alarm {
                Some(Halt::Contact)
            } else {
                None
            };
            suppressed_before = own.suppressed_permille;
            if let Some(why) = why
                && !own.path.is_empty()
                && !passing
            {
                return self.halt(id, why);
            }
        }
    }

    /// A move halts; its path and seconds are kept for the owner to decide again.
    fn halt(&mut self, id: UnitId, why: Halt) {
        let at = self.clock(id);
        if let Some(hex) = self.hex(id) {
            self.tell(at, What::Halted { unit: id, hex, why });
        }
        self.unit_mut(id).way.path.clear();
        self.sync(id);
        self.move_in(id);
        // Before an enemy it deploys without being told.
        if matches!(why, Halt::Contact | Halt::Enemy | Halt::Losses | Halt::Suppressed) && self.own(id).column && self.can_deploy(id) {
            self.form(id, false);
        }
    }

    /// What the truth puts in the way: an enemy, known or not, or a hex that is full. Whether the hex is full but can be
    /// passed through with the `left` seconds after the step into it.
    fn barred(&mut self, id: UnitId, from: HexId, to: HexId, left: u32, mover: &Mover, by_road: bool) -> Result<bool, Halt> {
        let scenario = self.scenario();
        let side = self.side_of(id);
        let there: Vec<UnitId> = self.occupancy.at(to).to_vec();
        // Where one's own are lodged beside the enemy others may join them.
        let lodged = there.iter().any(|&o| self.side_of(o) == side && self.own(o).active());
        for &other in &there {
            if !lodged && self.side_of(other) != side && self.own(other).active() {
                let at = self.clock(id);
                self.note(at, other, self.showing(other), Certainty::Identified, None);
                self.note(at, id, self.showing(id), Certainty::Identified, None);
                return Err(Halt::Enemy);
            }
        }
        // In a contested hex one goes out only towards one's own.
        if self.occupancy.at(from).iter().any(|&o| self.side_of(o) != side && self.own(o).active())
            && !there.iter().any(|&o| self.side_of(o) == side)
            && scenario.ground.steps_beyond(side, to) > scenario.ground.steps_beyond(side, from)
        {
            return Err(Halt::Enemy);
        }
        if self.room(id, to, by_road) {
            return Ok(false);
        }
        // Stacking binds where a unit ends: it may pass through a full hex if it can leave it this turn.
        let own = self.own(id);
        let next = own.path.get(1).copied();
        let through = next.is_some_and(|next| {
            let dir = scenario.ground.grid.dir_to(to, next);
            let on = Going { ground: &scenario.ground, changes: &self.works.changes, rules: &scenario.rules };
            let step = dir.and_then(|d| mover.step_seconds(&on, to, d));
            let free = self.occupancy.at(next).iter().all(|&o| self.side_of(o) == side || !self.own(o).active());
            step.is_some_and(|s| s <= left) && free && self.room(id, next, false)
        });
        if through { Ok(true) } else { Err(Halt::Full) }
    }

    /// Whether a hex has room for a unit, in column on a road (`by_road`) or deployed, beside those who are there.
    fn room(&self, id: UnitId, hex: HexId, by_road: bool) -> bool {
        let scenario = &self.stage.scenario;
        let others = self.occupancy.at(hex).iter().filter(|&&o| o != id);
        let load = others.fold(Load::default(), |sum, &o| sum.and(Load::of(&scenario.cards, self.own(o))));
        Load::of(&scenario.cards, self.own(id)).fits_as(&scenario.rules, load, by_road && self.own(id).column)
    }

    /// Burn fuel for so many seconds of driving: kilograms burnt; `None` if there is none.
    fn fuel(&mut self, id: UnitId, seconds: u32) -> Option<u16> {
        let scenario = self.scenario();
        let per_hour: u32 = self
            .own(id)
            .vehicles
            .iter()
            .map(|l| u32::from(l.running) * u32::from(scenario.cards.vehicles[l.vehicle as usize].fuel_kg_per_h))
            .sum();
        if per_hour == 0 {
            return Some(0);
        }
        let mut unit = self.unit_mut(id);
        if unit.holdings.stores.fuel_kg == 0 {
            return None;
        }
        let burnt = (per_hour * seconds).div_ceil(3_600).min(unit.holdings.stores.fuel_kg).min(u32::from(u16::MAX));
        unit.holdings.stores.fuel_kg -= burnt;
        self.sync(id);
        Some(burnt as u16)
    }

    /// Enter a hex with seconds spent and fuel burnt on the way: vehicles may get stuck in it, true if some did; and from there an
    /// obstacle on the way on may be seen that nobody knew of, true if it holds men up.
    #[expect(clippy::too_many_arguments, reason = "one step with all its parts")]
    fn enter(
        &mut self,
        id: UnitId,
        from: HexId,
        dir: Dir,
        to: HexId,
        pace: Pace,
        began: Clock,
        (seconds, fuel_kg): (u32, u16),
    ) -> (bool, bool) {
        let scenario = self.scenario();
        let side = self.side_of(id);
        {
            let mut unit = self.unit_mut(id);
            if !unit.way.path.is_empty() {
                unit.way.path.remove(0);
            }
            unit.stance.posture = if unit.stance.column { Posture::Upright } else { Posture::Prone };
            unit.stance.dug_s = 0;
            unit.stance.moved_at = began;
        }
        self.weary(id, from, to, seconds);
        self.place(id, Some(to));
        self.tell(began, What::Moved { unit: id, from, to, seconds: seconds.min(u32::from(u16::MAX)) as u16, fuel_kg });
        if scenario.ground.steps_beyond(side, to) > 0
            && scenario.ground.steps_beyond(side, from) == 0
            && !self.tally.over_border[id.index()]
        {
            self.tally.over_border[id.index()] = true;
            self.tell(began, What::BorderCrossed { unit: id, hex: to });
        }
        let obstacle = self.finds_wire(id, side, to);
        self.unit_mut(id).way.over = scenario.ground.grid.side(from, dir);
        self.cross_obstacles(began, id, from, dir, to);
        (self.drive(id, &fire::Leg { from, dir, to, state: self.now.ground, pace }, began), obstacle)
    }

    /// A step's toll of vehicles that are in the new hex: some get stuck, some break down; true if some got stuck. Their ruts stay, and
    /// the unit looks at those around it.
    pub fn drive(&mut self, id: UnitId, leg: &fire::Leg, at: Clock) -> bool {
        let scenario = self.scenario();
        let (cards, ground) = (&scenario.cards, &scenario.ground);
        let side = self.side_of(id);
        let over = ground.grid.side(leg.from, leg.dir);
        self.unit_mut(id).way.over = over;
        let watched = self.is_current(id, Certainty::Seen);
        let mut bogged = false;
        for line in 0..self.own(id).vehicles.len() {
            let l = self.own(id).vehicles[line];
            let passes = over.map_or(0, |s| self.works.ruts[s.index()]);
            let on = Going { ground, changes: &self.works.changes, rules: &scenario.rules };
            if let Some(asked) = fire::bog(cards, &on, l.vehicle, l.running, leg, passes) {
                let known = over.map_or(0, |s| self.views.0[side].seen.ruts[s.index()]);
                let believed = Bog { passes: known, ..asked };
                let got = self.cast(at, id.index(), Question::Bog(asked), Some(Question::Bog(believed)));
                if let Some(s) = over {
                    self.wear(side, s, l.running, watched);
                }
                let (stuck, deep) = (got.of(Effect::Bogged), got.of(Effect::BellyDeep));
                if stuck > 0 {
                    bogged = true;
                    self.strand(at, id, line, stuck.min(255) as u8, deep.min(255) as u8, leg.to, over);
                    self.stops_on_crossing(at, id, got.of(Effect::OnCrossing));
                }
            }
            let left = self.own(id).vehicles[line].running;
            let on = Going { ground, changes: &self.works.changes, rules: &scenario.rules };
            if let Some(asked) = fire::breakdown(cards, &on, l.vehicle, left, leg) {
                let question = Question::Breakdown(asked);
                let got = self.cast(at, id.index(), question, Some(question));
                let broken = got.of(Effect::BrokenDown);
                if broken > 0 {
                    self.break_down(at, id, line, broken, got.of(Effect::Recoverable));
                    self.stops_on_crossing(at, id, got.of(Effect::OnCrossing));
                }
            }
        }
        let Field { works, views, .. } = self;
        for side_of_hex in Dir::ALL.into_iter().filter_map(|d| ground.grid.side(leg.to, d)) {
            views.0[side].seen.ruts[side_of_hex.index()] = works.ruts[side_of_hex.index()];
        }
        bogged
    }

    /// Learn what lies around a hex that a unit entered; whether that is wire on its way on, which its tanks do not crush.
    fn finds_wire(&mut self, id: UnitId, side: Side, here: HexId) -> bool {
        let scenario = self.scenario();
        let ground = &scenario.ground;
        let next = self.own(id).path.first().and_then(|&n| ground.grid.dir_to(here, n));
        let wire = |field: &Self| next.is_some_and(|d| field.views.0[side].seen.changes.side(ground, here, d).wire);
        let before = wire(self);
        self.learn(side, here);
        !before && wire(self) && (self.own(id).running() == 0 || fire::on_foot(&scenario.cards, self.own(id)) > 0)
    }

    /// The step is done: who is hit now is not on the side any more.
    pub fn at_rest(&mut self, id: UnitId) {
        self.unit_mut(id).way.over = None;
    }

    /// Vehicles pass a hex side and leave ruts, which their own side knows, and the enemy if he watches.
    fn wear(&mut self, side: Side, over: SideId, vehicles: u8, watched: bool) {
        let s = over.index();
        let Field { works, views, .. } = self;
        works.ruts[s] = works.ruts[s].saturating_add(u16::from(vehicles));
        views.0[side].seen.ruts[s] = works.ruts[s];
        if watched {
            let theirs = &mut views.0[side.enemy()].seen.ruts[s];
            *theirs = theirs.saturating_add(u16::from(vehicles)).min(works.ruts[s]);
        }
    }
}
