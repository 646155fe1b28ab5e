//! The script: what its conditions have and need, and what its effects do.
//!
//! One reading of a condition both fires events and tells why one has not happened yet.

use super::control::Ledgers;
use super::field::Field;
use super::state::Now;
use crate::data::{Coming, Condition, EngagementId, ScriptEffect, ScriptId, Whose};
use crate::hex::HexId;
use crate::rules::{BySide, Certainty, Clock, GroundState, Light, Side, Sky, UnitId};
use crate::view::{OwnUnit, What};

/// What a condition has or needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// nothing to compare: it is so or not
    None,
    /// men, vehicles, rounds, points, minutes, steps
    Number(i64),
    /// a moment
    Moment(Clock),
    /// who stands in a hex: no side, one, or both
    Sides(BySide<bool>),
    /// light
    Light(Light),
    /// sky
    Sky(Sky),
    /// ground
    Ground(GroundState),
}

/// A condition as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading<'a> {
    /// the condition
    pub condition: &'a Condition,
    /// whether it holds
    pub holds: bool,
    /// what it has
    pub have: Value,
    /// what it needs
    pub need: Value,
    /// what it is made of
    pub parts: Vec<Reading<'a>>,
}

/// A scripted event: when it happened, or why it has not yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting<'a> {
    /// which
    pub event: ScriptId,
    /// when it happened
    pub happened: Option<Clock>,
    /// its condition as it stands, if it has not happened
    pub why: Option<Reading<'a>>,
}

/// All that a condition can ask about.
pub(super) struct Facts<'a> {
    pub ledgers: Ledgers<'a>,
    pub now: &'a Now,
}

impl Facts<'_> {
    fn of<'s>(&'s self, whose: &'s Whose) -> impl Iterator<Item = &'s OwnUnit> {
        self.ledgers.units[whose.side].iter().filter(|u| whose.has(self.ledgers.scenario, u.id))
    }

    /// Whether a condition holds now.
    pub fn holds(&self, when: &Condition) -> bool {
        match when {
            Condition::All(list) => list.iter().all(|c| self.holds(c)),
            Condition::Any(list) => list.iter().any(|c| self.holds(c)),
            Condition::Not(inner) => !self.holds(inner),
            leaf => self.leaf(leaf).0,
        }
    }

    /// A condition with what each part of it has and needs.
    pub fn why<'c>(&self, when: &'c Condition) -> Reading<'c> {
        let parts: Vec<Reading<'c>> = match when {
            Condition::All(list) | Condition::Any(list) => list.iter().map(|c| self.why(c)).collect(),
            Condition::Not(inner) => vec![self.why(inner)],
            _ => Vec::new(),
        };
        let (holds, have, need) = match when {
            Condition::All(_) | Condition::Any(_) | Condition::Not(_) => (self.holds(when), Value::None, Value::None),
            leaf => self.leaf(leaf),
        };
        Reading { condition: when, holds, have, need, parts }
    }

    /// Whether a condition without parts holds, what it has, what it needs.
    fn leaf(&self, when: &Condition) -> (bool, Value, Value) {
        let (scenario, tally, now) = (self.ledgers.scenario, self.ledgers.tally, self.now);
        let at_least = |have: u64, need: u32| (have >= u64::from(need), Value::Number(have as i64), Value::Number(i64::from(need)));
        match when {
            Condition::After(at) => (now.from >= *at, Value::Moment(now.from), Value::Moment(*at)),
            Condition::Before(at) => (now.from < *at, Value::Moment(now.from), Value::Moment(*at)),
            Condition::Holds(side, hex) => {
                let there = self.standing_in(*hex);
                let (mut need, holds) = (BySide::default(), there[*side] && !there[side.enemy()]);
                need[*side] = true;
                (holds, Value::Sides(there), Value::Sides(need))
            }
            Condition::Near(side, hex, steps) => {
                let hexes = self.ledgers.units[*side].iter().filter(|u| u.active()).filter_map(|u| u.hex);
                let nearest = hexes.map(|h| scenario.ground.grid.distance(h, *hex)).min();
                let holds = nearest.is_some_and(|n| n <= u32::from(*steps));
                (holds, nearest.map_or(Value::None, |n| Value::Number(n.into())), Value::Number(i64::from(*steps)))
            }
            Condition::Lost(whose, men) => {
                let gone = |u: &OwnUnit| u64::from(scenario.units[u.id.index()].men.saturating_sub(u.men));
                at_least(self.of(whose).map(gone).sum(), *men)
            }
            Condition::VehiclesOut(whose, vehicles) => {
                let out = self.of(whose).flat_map(|u| &u.vehicles);
                at_least(
                    out.map(|l| [l.stranded, l.repairable, l.recoverable, l.burnt].map(u64::from).iter().sum::<u64>()).sum(),
                    *vehicles,
                )
            }
            Condition::RoundsFired(side, rounds) => at_least(tally.rounds_fired[*side].into(), *rounds),
            Condition::Happened(event, seconds) => {
                let since = tally.fired[event.0 as usize].map(|at| now.from.since(at));
                let minutes = |s: u32| Value::Number(i64::from(s / 60));
                (since.is_some_and(|s| s >= *seconds), since.map_or(Value::None, minutes), minutes(*seconds))
            }
            Condition::Released(formation) => (tally.released.binary_search(formation).is_ok(), Value::None, Value::None),
            Condition::Score(points) => {
                let score = self.ledgers.standing().score;
                (score >= *points, Value::Number(score.into()), Value::Number(i64::from(*points)))
            }
            Condition::Tension(points) => at_least(u64::from(tally.tension.soviet) + u64::from(tally.tension.japanese), *points),
            Condition::Broken(rule) => (tally.broken[rule.0 as usize], Value::None, Value::None),
            Condition::Light(light) => (now.light == *light, Value::Light(now.light), Value::Light(*light)),
            Condition::Sky(sky) => (now.weather.sky == *sky, Value::Sky(now.weather.sky), Value::Sky(*sky)),
            Condition::Ground(soil, state) => {
                let is = now.ground.of(*soil);
                (is == *state, Value::Ground(is), Value::Ground(*state))
            }
            Condition::All(_) | Condition::Any(_) | Condition::Not(_) => (self.holds(when), Value::None, Value::None),
        }
    }

    fn standing_in(&self, hex: HexId) -> BySide<bool> {
        let there = |side: Side| self.ledgers.units[side].iter().any(|u| u.active() && u.hex == Some(hex));
        BySide { soviet: there(Side::Soviet), japanese: there(Side::Japanese) }
    }
}

impl Field<'_, '_> {
    /// The first scripted event that has not happened and whose condition holds.
    fn due_event(&self) -> Option<usize> {
        let (scenario, views) = (&self.stage.scenario, &self.views.0);
        let units = BySide { soviet: &views.soviet.seen.units[..], japanese: &views.japanese.seen.units[..] };
        let facts = Facts { ledgers: Ledgers { scenario, units, tally: &self.tally, works: &self.works }, now: &self.now };
        (0..scenario.events.len()).find(|&n| self.tally.fired[n].is_none() && facts.holds(&scenario.events[n].when))
    }

    /// Scripted events whose condition holds: each once, also those that another one brings about.
    pub fn run_script(&mut self) {
        let scenario = self.scenario();
        let at = self.now.from;
        while let Some(n) = self.due_event() {
            self.tally.fired[n] = Some(at);
            self.tell(at, What::Script { script: ScriptId(n as u16) });
            for effect in &scenario.events[n].effects {
                self.take_effect(*effect);
            }
        }
    }

    fn take_effect(&mut self, effect: ScriptEffect) {
        match effect {
            ScriptEffect::Release(f) => self.release(f),
            ScriptEffect::Points(p) => self.tally.script_points += p,
            ScriptEffect::Weather(weather) => self.change_weather(weather),
            ScriptEffect::Tension(side, points) => self.raise_tension(side, points, None),
            ScriptEffect::Lift(rule) => self.bind(rule, false),
            ScriptEffect::Impose(rule) => self.bind(rule, true),
            ScriptEffect::Arrivals(coming, seconds) => {
                let scenario = self.scenario();
                for (n, setup) in scenario.units.iter().enumerate() {
                    let meant = match coming {
                        Coming::Unit(unit) => unit.index() == n,
                        Coming::Formation(f) => scenario.is_part_of(setup.formation, f),
                    };
                    if meant && setup.arrives.is_some() && !self.own(UnitId(n as u16)).arrived {
                        self.tally.delay_s[n] = self.tally.delay_s[n].saturating_add(seconds);
                    }
                }
            }
            ScriptEffect::Stores(depot, load) => self.give_stores(depot, load),
            ScriptEffect::CeaseFire => self.tally.ended = true,
        }
    }

    /// A rule of engagement binds from now on, or no more.
    fn bind(&mut self, rule: EngagementId, binds: bool) {
        let n = rule.0 as usize;
        let whose = self.stage.scenario.engagement[n].binds;
        self.tally.engagement[n] = binds && self.stage.scenario.what_if[whose].engagement;
        self.sync_engagement();
    }

    /// Keep each side's list of its own rules of engagement current; of the enemy's it is told nothing.
    pub fn sync_engagement(&mut self) {
        let scenario = self.scenario();
        for side in Side::BOTH {
            let Field { views, tally, .. } = self;
            let list = &mut views.0[side].seen.engagement;
            list.clear();
            list.extend(scenario.engagement.iter().zip(&tally.engagement).map(|(e, binds)| e.binds == side && *binds));
        }
    }

    /// Guns that hold their fire, of a side whose enemy was told of them (an experiment): he knows where they stand.
    pub fn show_known_guns(&mut self) {
        let scenario = self.scenario();
        for side in Side::BOTH.into_iter().filter(|&s| scenario.what_if[s].guns_known) {
            for &unit in self.index.clone_side(side).iter() {
                let own = self.own(unit);
                if own.active() && own.guns > 0 && scenario.units[unit.index()].opens_at_m.is_some() {
                    self.note(self.now.from, unit, self.showing(unit), Certainty::Identified, None);
                }
            }
        }
    }
}
