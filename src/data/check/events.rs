//! Checks scripted events: what each waits for and does, and whether it ever can come.

use super::forces::{Forces, MOST, moment, whose};
use super::{Ctx, Names};
use crate::data::fault::Fault;
use crate::data::raw::At;
use crate::data::raw::at::Span;
use crate::data::raw::scenario::RawScenario;
use crate::data::raw::script::{RawCondition, RawEffect};
use crate::data::{Coming, Condition, DepotId, EngagementId, FormationId, LightTable, Script, ScriptEffect, ScriptId, Turn};
use crate::rules::{Clock, Tables, Tonnage, Weather};

/// Stands for a condition that cannot be read: it may hold and may not, so that what is told of it is not told again of its event.
const UNREAD: Condition = Condition::Score(0);

/// What events are about.
pub struct Stage<'a> {
    /// first and last moment
    pub window: Option<(Clock, Clock)>,
    /// turns: events come at their starts
    pub turns: &'a [Turn],
    /// light by the clock
    pub light: &'a LightTable,
    /// the rules, if they could be read
    pub rules: Option<&'a Tables>,
    /// units and formations
    pub forces: &'a Forces,
    /// ids of the rules of engagement
    pub engagement: &'a Names,
    /// ids of the depots
    pub depots: &'a Names,
}

/// Scripted events.
pub fn check(ctx: &mut Ctx<'_>, raw: &RawScenario, stage: &Stage<'_>) -> Vec<Script> {
    let mut names = Names::new("event");
    let mut events = Vec::new();
    if !ctx.fits("events", raw.events.len(), MOST, raw.id.span()) {
        return events;
    }
    // An event may wait for one further down.
    for (i, e) in raw.events.iter().enumerate() {
        names.add(ctx.log, ctx.file, &e.id, i);
    }
    let before = ctx.log.errors;
    for e in &raw.events {
        let when = condition(ctx, &e.when, stage, &names);
        let effects = e.effects.iter().filter_map(|effect| self::effect(ctx, effect, stage)).collect();
        let sources = ctx.sources("event", &e.id, &e.sources);
        events.push(Script { id: e.id.value.clone(), text: e.text.clone(), told: e.told, when, effects, sources });
    }
    // Without the window some turns are missing.
    if ctx.log.errors == before && !stage.turns.is_empty() && stage.window.is_some() {
        waiting(ctx, raw, stage, &names, &events);
    }
    events
}

fn condition(ctx: &mut Ctx<'_>, raw: &RawCondition, stage: &Stage<'_>, events: &Names) -> Condition {
    let list = |ctx: &mut Ctx<'_>, list: &[RawCondition]| list.iter().map(|c| condition(ctx, c, stage, events)).collect();
    match raw {
        RawCondition::After(at) => time(ctx, at, stage, "after").map_or(UNREAD, Condition::After),
        RawCondition::Before(at) => time(ctx, at, stage, "before").map_or(UNREAD, Condition::Before),
        RawCondition::Holds { side, hex } => ctx.hex(hex).map_or(UNREAD, |h| Condition::Holds(*side, h)),
        RawCondition::Near { side, hex, steps } => {
            let steps = ctx.int(steps, "the number of steps", 0, 99) as u8;
            ctx.hex(hex).map_or(UNREAD, |h| Condition::Near(*side, h, steps))
        }
        RawCondition::Lost { side, formation, men } => {
            let n = ctx.int(men, "the number of men", 1, 1_000_000) as u32;
            whose(ctx, stage.forces, *side, formation.as_ref(), men.span()).map_or(UNREAD, |w| Condition::Lost(w, n))
        }
        RawCondition::VehiclesOut { side, formation, vehicles } => {
            let n = ctx.int(vehicles, "the number of vehicles", 1, 100_000) as u32;
            whose(ctx, stage.forces, *side, formation.as_ref(), vehicles.span()).map_or(UNREAD, |w| Condition::VehiclesOut(w, n))
        }
        RawCondition::RoundsFired { side, rounds } => {
            Condition::RoundsFired(*side, ctx.int(rounds, "the number of rounds", 1, 10_000_000) as u32)
        }
        RawCondition::Happened { event, minutes_since } => {
            let seconds = ctx.int(minutes_since, "the minutes since", 0, 100_000) as u32 * 60;
            let found = events.find(ctx.log, ctx.file, event);
            found.map_or(UNREAD, |i| Condition::Happened(ScriptId(i as u16), seconds))
        }
        RawCondition::Released(id) => match stage.forces.formation_names.find(ctx.log, ctx.file, id) {
            Some(f) => {
                if stage.forces.formations.get(f).is_some_and(|f| f.reserve.is_none()) {
                    ctx.at(id.span(), Fault::NoReserve { id: id.value.clone() });
                }
                Condition::Released(FormationId(f as u16))
            }
            None => UNREAD,
        },
        RawCondition::Score(points) => Condition::Score(ctx.int(points, "the points", -100_000, 100_000) as i32),
        RawCondition::Tension(points) => Condition::Tension(ctx.int(points, "the points of tension", 1, 100_000) as u32),
        RawCondition::Broken(id) => {
            let found = stage.engagement.find(ctx.log, ctx.file, id);
            found.map_or(UNREAD, |i| Condition::Broken(EngagementId(i as u16)))
        }
        RawCondition::Light(light) => Condition::Light(*light),
        RawCondition::Sky(sky) => Condition::Sky(*sky),
        RawCondition::Ground { soil, state } => Condition::Ground(*soil, *state),
        RawCondition::All(of) => Condition::All(list(ctx, of)),
        RawCondition::Any(of) => Condition::Any(list(ctx, of)),
        RawCondition::Not(inner) => Condition::Not(Box::new(condition(ctx, inner, stage, events))),
    }
}

/// A moment that parts the turns: some begin before it and some not, or it says nothing.
fn time(ctx: &mut Ctx<'_>, at: &At<String>, stage: &Stage<'_>, word: &'static str) -> Option<Clock> {
    let clock = moment(ctx, stage.window, at, "the condition's moment")?;
    if let (Some(first), Some(last)) = (stage.turns.first(), stage.turns.last())
        && stage.window.is_some_and(|(from, to)| (from..=to).contains(&clock))
        && if word == "after" { clock > last.from } else { clock <= first.from }
    {
        ctx.at(at.span(), Fault::NoTurnThen { word, at: clock, first: first.from, last: last.from });
    }
    Some(clock)
}

fn effect(ctx: &mut Ctx<'_>, raw: &RawEffect, stage: &Stage<'_>) -> Option<ScriptEffect> {
    let forces = stage.forces;
    Some(match raw {
        RawEffect::Release(id) => ScriptEffect::Release(FormationId(forces.formation_names.find(ctx.log, ctx.file, id)? as u16)),
        RawEffect::Points(points) => ScriptEffect::Points(ctx.int(points, "the points of an event", -10_000, 10_000) as i32),
        RawEffect::Weather { sky, rain } => ScriptEffect::Weather(Weather { sky: *sky, rain: *rain }),
        RawEffect::Tension { side, points } => ScriptEffect::Tension(*side, ctx.int(points, "the points of tension", -1000, 1000) as i32),
        RawEffect::Lift(id) => ScriptEffect::Lift(EngagementId(stage.engagement.find(ctx.log, ctx.file, id)? as u16)),
        RawEffect::Impose(id) => ScriptEffect::Impose(EngagementId(stage.engagement.find(ctx.log, ctx.file, id)? as u16)),
        RawEffect::Arrivals { formation, unit, minutes } => {
            let seconds = ctx.int(minutes, "the minutes", -100_000, 100_000) as i32 * 60;
            let (coming, id) = match (formation, unit) {
                (Some(id), None) => {
                    let f = FormationId(forces.formation_names.find(ctx.log, ctx.file, id)? as u16);
                    (Coming::Formation(f), id)
                }
                (None, Some(id)) => (Coming::Unit(crate::rules::UnitId(forces.unit_names.find(ctx.log, ctx.file, id)? as u16)), id),
                _ => {
                    ctx.at(minutes.span(), Fault::UnitOrFormation {});
                    return None;
                }
            };
            let comes = |n: usize| match coming {
                Coming::Unit(u) => u.index() == n,
                Coming::Formation(f) => part_of(forces, forces.units[n].formation, f),
            };
            if !(0..forces.units.len()).any(|n| forces.units[n].arrives.is_some() && comes(n)) {
                ctx.at(id.span(), Fault::NobodyArrives { id: id.value.clone() });
            }
            ScriptEffect::Arrivals(coming, seconds)
        }
        RawEffect::Stores { depot, ammunition_t, fuel_t, rations_t } => {
            let mut kg = |v: &At<f64>, what| (ctx.real(v, what, 0.0, 100_000.0) * 1000.0).round() as u32;
            let load = Tonnage {
                ammunition_kg: kg(ammunition_t, "the ammunition in tonnes"),
                fuel_kg: kg(fuel_t, "the fuel in tonnes"),
                rations_kg: kg(rations_t, "the food in tonnes"),
            };
            ScriptEffect::Stores(DepotId(stage.depots.find(ctx.log, ctx.file, depot)? as u16), load)
        }
        RawEffect::CeaseFire => ScriptEffect::CeaseFire,
    })
}

fn part_of(forces: &Forces, inner: FormationId, outer: FormationId) -> bool {
    let mut at = Some(inner);
    while let Some(f) = at {
        if f == outer {
            return true;
        }
        at = forces.formations[f.0 as usize].parent;
    }
    false
}

/// What an event waits for that only other events bring.
struct Wait {
    /// where it says so
    span: Span,
    /// the event or formation that it names
    on: String,
    /// the events that could bring it
    brought_by: Vec<usize>,
    /// seconds after those
    seconds: u32,
}

/// Which events can come, by the clock and by what they wait for; those that never can are reported.
fn waiting(ctx: &mut Ctx<'_>, raw: &RawScenario, stage: &Stage<'_>, names: &Names, events: &[Script]) {
    let released_by = (0..stage.forces.formations.len()).map(|f| releasing(events, f)).collect();
    let mut may = May { stage, events, released_by, first: vec![None; events.len()], patient: false };
    may.settle();
    let first = may.first.clone();
    let waits: Vec<Vec<Wait>> = raw.events.iter().map(|e| waits_of(&e.when, stage, names, events)).collect();
    // Events of a ring that is told already.
    let mut ring = vec![false; events.len()];
    for (i, e) in raw.events.iter().enumerate() {
        // While it is asked whether it comes it has not come: that can never be what is meant.
        if let Some(span) = own_coming(&e.when, names, i) {
            ctx.at(span, Fault::WaitsOnItself { id: e.id.value.clone(), way: format!("{0} \u{2192} {0}", e.id.value) });
            continue;
        }
        if first[i].is_some() {
            continue;
        }
        may.patient = true;
        let alone = may.first_of(i).is_some();
        may.patient = false;
        if !alone {
            ctx.at(e.id.span(), Fault::NeverHolds { id: e.id.value.clone() });
            continue;
        }
        // Who waits for others that never come is not told: they are.
        let last = stage.turns.last().map(|t| t.from).unwrap_or_default();
        let in_time = |n: &usize, wait: &Wait| first[*n].is_some_and(|f| stage.turns[f].from.plus(wait.seconds) <= last);
        let all_come = |w: &Wait| w.brought_by.iter().all(|n| first[*n].is_some());
        let too_late = |w: &&Wait| all_come(w) && !w.brought_by.iter().any(|n| in_time(n, w));
        if let Some(wait) = waits[i].iter().find(too_late) {
            ctx.at(wait.span, Fault::WaitsInVain { id: e.id.value.clone(), on: wait.on.clone() });
        } else if let Some((span, way)) = way_back(i, &waits, &first) {
            if !way.iter().any(|n| ring[*n]) {
                let names: Vec<&str> = way.iter().map(|&n| events[n].id.as_str()).collect();
                ctx.at(span, Fault::WaitsOnItself { id: e.id.value.clone(), way: names.join(" \u{2192} ") });
            }
            way.iter().for_each(|n| ring[*n] = true);
        } else if waits[i].iter().all(all_come) {
            ctx.at(e.id.span(), Fault::NeverHolds { id: e.id.value.clone() });
        }
    }
}

/// Where a condition asks whether the event `own`, whose condition it is, has happened.
fn own_coming(when: &RawCondition, names: &Names, own: usize) -> Option<Span> {
    match when {
        RawCondition::Happened { event, .. } => (names.find_quiet(event) == Some(own)).then(|| event.span()),
        RawCondition::All(list) | RawCondition::Any(list) => list.iter().find_map(|c| own_coming(c, names, own)),
        RawCondition::Not(inner) => own_coming(inner, names, own),
        _ => None,
    }
}

fn waits_of(when: &RawCondition, stage: &Stage<'_>, names: &Names, events: &[Script]) -> Vec<Wait> {
    match when {
        RawCondition::Happened { event, minutes_since } => {
            let seconds = minutes_since.value.clamp(0, 100_000) as u32 * 60;
            let wait = |t| Wait { span: event.span(), on: event.value.clone(), brought_by: vec![t], seconds };
            names.find_quiet(event).map(wait).into_iter().collect()
        }
        RawCondition::Released(id) => {
            let Some(f) = stage.forces.formation_names.find_quiet(id) else { return Vec::new() };
            if !only_released_by_script(stage.forces, f) {
                return Vec::new();
            }
            vec![Wait { span: id.span(), on: id.value.clone(), brought_by: releasing(events, f), seconds: 0 }]
        }
        RawCondition::All(list) | RawCondition::Any(list) => list.iter().flat_map(|c| waits_of(c, stage, names, events)).collect(),
        RawCondition::Not(inner) => waits_of(inner, stage, names, events),
        _ => Vec::new(),
    }
}

fn only_released_by_script(forces: &Forces, formation: usize) -> bool {
    forces.formations.get(formation).and_then(|f| f.reserve).is_some_and(|r| !r.by_owner)
}

/// Events that release a formation.
fn releasing(events: &[Script], formation: usize) -> Vec<usize> {
    let releases = |e: &Script| e.effects.contains(&ScriptEffect::Release(FormationId(formation as u16)));
    (0..events.len()).filter(|&n| releases(&events[n])).collect()
}

/// The shortest way from an event that never comes back to itself over what such events wait for, and where its first step stands.
fn way_back(from: usize, waits: &[Vec<Wait>], first: &[Option<usize>]) -> Option<(Span, Vec<usize>)> {
    let mut before: Vec<Option<usize>> = vec![None; waits.len()];
    let mut queue = std::collections::VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        for next in waits[at].iter().flat_map(|w| w.brought_by.iter().copied()).filter(|&n| first[n].is_none()) {
            if next == from {
                let (mut way, mut step) = (vec![from], at);
                while step != from {
                    way.push(step);
                    step = before[step]?;
                }
                way.push(from);
                way.reverse();
                let step = way[1];
                let span = waits[from].iter().find(|w| w.brought_by.contains(&step))?.span;
                return Some((span, way));
            }
            if before[next].is_none() {
                before[next] = Some(at);
                queue.push_back(next);
            }
        }
    }
    None
}

/// What may hold at which turn's start, whatever the battle brings.
struct May<'a> {
    stage: &'a Stage<'a>,
    events: &'a [Script],
    /// events that release each formation
    released_by: Vec<Vec<usize>>,
    /// first turn at which each event may come
    first: Vec<Option<usize>>,
    /// suppose that all it waits for comes
    patient: bool,
}

impl May<'_> {
    /// Turn by turn, let events bring each other about until no more come.
    fn settle(&mut self) {
        for turn in 0..self.stage.turns.len() {
            let mut more = true;
            while more {
                more = false;
                for e in 0..self.events.len() {
                    if self.first[e].is_none() && self.at(&self.events[e].when, turn).0 {
                        self.first[e] = Some(turn);
                        more = true;
                    }
                }
            }
        }
    }

    fn first_of(&self, event: usize) -> Option<usize> {
        (0..self.stage.turns.len()).find(|&turn| self.at(&self.events[event].when, turn).0)
    }

    /// Whether a condition may hold, and may fail, at a turn's start.
    fn at(&self, when: &Condition, turn: usize) -> (bool, bool) {
        let now = self.stage.turns[turn].from;
        let sure = |holds: bool| (holds, !holds);
        match when {
            Condition::After(at) => sure(now >= *at),
            Condition::Before(at) => sure(now < *at),
            Condition::Light(light) => match self.stage.rules {
                Some(rules) => sure(self.stage.light.lit_at(now, rules).light() == *light),
                None => (true, true),
            },
            Condition::Happened(e, seconds) => {
                let came = self.first[e.0 as usize].is_some_and(|f| now >= self.stage.turns[f].from.plus(*seconds));
                (self.patient || came, true)
            }
            Condition::Released(f) => {
                let f = f.0 as usize;
                let came = |e: usize| self.first[e].is_some_and(|f| f <= turn);
                let may = self.patient || !only_released_by_script(self.stage.forces, f) || self.released_by[f].iter().copied().any(came);
                (may, true)
            }
            Condition::All(list) => list.iter().map(|c| self.at(c, turn)).fold((true, false), |a, b| (a.0 && b.0, a.1 || b.1)),
            Condition::Any(list) => list.iter().map(|c| self.at(c, turn)).fold((false, true), |a, b| (a.0 || b.0, a.1 && b.1)),
            Condition::Not(inner) => {
                let (hold, fail) = self.at(inner, turn);
                (fail, hold)
            }
            _ => (true, true),
        }
    }
}
