//! Checks what the battle is about: rules of engagement, objectives, scoring, scripted events, supply.

use super::forces::{Forces, Ground, moment, span_of_time, whose};
use super::{Ctx, Names};
use crate::data::fault::Fault;
use crate::data::raw::At;
use crate::data::raw::at::Span;
use crate::data::raw::scenario::{RawDepot, RawLink, RawRecorded, RawScenario, RawTonnes};
use crate::data::raw::script::{RawEngagementRule, RawWhatIfSide};
use crate::data::{
    Against, Cards, Depot, DepotId, Engagement, EngagementRule, Grade, LaterCapacity, Link, Objective, Recorded, Scoring, Supply, WhatIf,
};
use crate::hex::HexId;
use crate::rules::{BySide, Clock, Side, Tables, Terrain};

/// Depots, their ids and sides.
pub fn depots(ctx: &mut Ctx<'_>, raw: &RawScenario, terrain: Option<&[Terrain]>) -> (Vec<Depot>, Names, Vec<Side>) {
    let mut names = Names::new("depot");
    let mut depots = Vec::new();
    if !ctx.fits("depots", raw.supply.depots.len(), super::forces::MOST, raw.id.span()) {
        return (depots, names, Vec::new());
    }
    for d in &raw.supply.depots {
        names.add(ctx.log, ctx.file, &d.id, depots.len());
        depots.push(depot(ctx, d, terrain));
    }
    let sides = depots.iter().map(|d| d.side).collect();
    (depots, names, sides)
}

fn depot(ctx: &mut Ctx<'_>, d: &RawDepot, terrain: Option<&[Terrain]>) -> Depot {
    let hex = d.hex.as_ref().and_then(|text| {
        let hex = ctx.hex(text)?;
        if terrain.is_some_and(|t| t[hex.index()].is_water()) {
            ctx.at(text.span(), Fault::InWater { what: "depot", id: d.id.value.clone(), hex: text.value.clone() });
        }
        Some(hex)
    });
    let mut kg = |v: &At<f64>, what| (ctx.real(v, what, 0.0, 100_000.0) * 1000.0).round() as u32;
    Depot {
        id: d.id.value.clone(),
        side: d.side,
        hex,
        ammunition_kg: kg(&d.ammunition_t, "the ammunition in tonnes"),
        fuel_kg: kg(&d.fuel_t, "the fuel in tonnes"),
        rations_kg: d.rations_t.as_ref().map_or(0, |t| kg(t, "the food in tonnes")),
        endless: d.endless,
    }
}

/// The ids of the links, and the side that each is of if the depot it feeds is known.
pub fn link_names(ctx: &mut Ctx<'_>, raw: &RawScenario, depots: &Names, sides: &[Side]) -> (Names, Vec<Option<Side>>) {
    let mut names = Names::new("link");
    for (i, l) in raw.supply.links.iter().enumerate() {
        names.add(ctx.log, ctx.file, &l.id, i);
    }
    let side = |to: &At<String>| depots.find_quiet(to).map(|d| sides[d]);
    (names, raw.supply.links.iter().map(|l| side(&l.to)).collect())
}

/// What a depot holds of food that says nothing of it: what those whom it feeds from the start eat in the days of its reserve.
fn food_kg(rules: &Tables, depot: usize, forces: &Forces) -> u32 {
    let fed = forces.units.iter().filter(|u| u.arrives.is_none() && u.depot.is_some_and(|d| d.0 as usize == depot));
    let g: f64 = fed.map(|u| f64::from(u.men) * f64::from(rules.ration_g(u.side))).sum();
    (g * rules.reserve_days() / 1000.0).round() as u32
}

/// Links between depots.
pub fn supply(ctx: &mut Ctx<'_>, raw: &RawScenario, ground: &Ground<'_>, mut depots: Vec<Depot>, forces: &Forces) -> Supply {
    let names = ground.depots.0;
    if let Some(rules) = ground.rules {
        for (n, (depot, _)) in
            depots.iter_mut().zip(&raw.supply.depots).enumerate().filter(|(_, (d, r))| !d.endless && r.rations_t.is_none())
        {
            depot.rations_kg = food_kg(rules, n, forces);
        }
    }
    let mut links = Vec::new();
    for l in &raw.supply.links {
        let sources = ctx.sources("link", &l.id, &l.sources);
        let by_day = (l.tonnes_per_day.as_ref(), l.tonnes_per_hour.as_ref());
        let by_night = (l.night_tonnes_per_day.as_ref(), l.night_tonnes_per_hour.as_ref());
        let (kg_per_hour, night_kg_per_hour, stores_kg_per_hour) =
            capacities(ctx, l, l.id.span(), by_day, by_night, l.stores_tonnes_per_day.as_ref());
        let later = later(ctx, l, ground.window);
        let (from, to) = (names.find(ctx.log, ctx.file, &l.from), names.find(ctx.log, ctx.file, &l.to));
        let (Some(from), Some(to)) = (from, to) else { continue };
        if from == to {
            ctx.at(l.to.span(), Fault::LinkToItself { id: l.id.value.clone() });
        }
        if depots[from].side != depots[to].side {
            ctx.at(l.to.span(), Fault::WrongSide { kind: "depot", id: l.to.value.clone(), side: depots[to].side.id() });
        }
        let mut sites: Vec<HexId> = l.sites.iter().filter_map(|h| ctx.hex(h)).collect();
        sites.sort_unstable();
        sites.dedup();
        links.push(Link {
            id: l.id.value.clone(),
            from: DepotId(from as u16),
            to: DepotId(to as u16),
            kind: l.kind,
            kg_per_hour,
            night_kg_per_hour,
            stores_kg_per_hour,
            later,
            sites,
            sources,
        });
    }
    Supply { depots, links }
}

/// What a link carries from which hours on.
fn later(ctx: &mut Ctx<'_>, l: &RawLink, window: Option<(Clock, Clock)>) -> Vec<LaterCapacity> {
    let mut list: Vec<LaterCapacity> = Vec::new();
    for row in &l.later {
        let by_day = (row.tonnes_per_day.as_ref(), row.tonnes_per_hour.as_ref());
        let by_night = (row.night_tonnes_per_day.as_ref(), row.night_tonnes_per_hour.as_ref());
        let stores = row.stores_tonnes_per_day.as_ref();
        let (kg_per_hour, night_kg_per_hour, stores_kg_per_hour) = capacities(ctx, l, row.from.span(), by_day, by_night, stores);
        let Some(from) = moment(ctx, window, &row.from, "the hour from which a link carries something else") else { continue };
        if list.last().is_some_and(|before| from <= before.from) {
            ctx.at(row.from.span(), Fault::OutOfOrder { what: "the hours of the link's capacities are" });
        }
        list.push(LaterCapacity { from, kg_per_hour, night_kg_per_hour, stores_kg_per_hour });
    }
    list
}

/// Capacities for a day and for an hour, as they were given.
type Given<'a> = (Option<&'a RawTonnes>, Option<&'a RawTonnes>);

/// Capacities by day and by night and the most of stores, kilograms an hour.
type Capacities = ([u32; 3], Option<[u32; 3]>, Option<[u32; 3]>);

fn capacities(
    ctx: &mut Ctx<'_>,
    l: &RawLink,
    span: Span,
    by_day: Given<'_>,
    by_night: Given<'_>,
    stores: Option<&RawTonnes>,
) -> Capacities {
    let kg_per_hour = capacity(ctx, by_day.0, by_day.1);
    let night = capacity(ctx, by_night.0, by_night.1);
    let stores = capacity(ctx, stores, None);
    let rises = |kg: &[u32; 3]| kg[0] < kg[1] || kg[1] < kg[2];
    if kg_per_hour.iter().chain(&night).chain(&stores).any(rises) {
        ctx.at(span, Fault::CapacityRises { id: l.id.value.clone() });
    }
    if by_day.0.is_some() == by_day.1.is_some() || (by_night.0.is_some() && by_night.1.is_some()) {
        ctx.at(span, Fault::NotOneCapacity { id: l.id.value.clone() });
    }
    (kg_per_hour.unwrap_or_default(), night, stores)
}

fn capacity(ctx: &mut Ctx<'_>, per_day: Option<&RawTonnes>, per_hour: Option<&RawTonnes>) -> Option<[u32; 3]> {
    let (tonnes, hours, what) = match (per_day, per_hour) {
        (Some(t), _) => (t, 24.0, "the tonnes in a day"),
        (None, Some(t)) => (t, 1.0, "the tonnes in an hour"),
        (None, None) => return None,
    };
    Some([&tonnes.dry, &tonnes.wet, &tonnes.soaked].map(|v| (ctx.real(v, what, 0.0, 50_000.0) * 1000.0 / hours).round() as u32))
}

/// What an experiment changes.
pub fn what_if(raw: &RawScenario) -> BySide<WhatIf> {
    let side = |r: &RawWhatIfSide| WhatIf {
        fire_plan: r.fire_plan,
        strikes: r.strikes,
        wire: r.wire,
        engagement: r.engagement,
        guns_known: r.guns_known,
    };
    BySide { soviet: side(&raw.what_if.soviet), japanese: side(&raw.what_if.japanese) }
}

/// Rules of engagement and their ids.
pub fn engagement(
    ctx: &mut Ctx<'_>,
    raw: &RawScenario,
    window: Option<(Clock, Clock)>,
    forces: &Forces,
    cards: &Cards,
) -> (Vec<Engagement>, Names) {
    let mut names = Names::new("rule of engagement");
    let mut rules = Vec::new();
    for e in &raw.engagement {
        names.add(ctx.log, ctx.file, &e.id, rules.len());
        let mut hexes = |v: &At<i64>| ctx.int(v, "the number of hexes beyond the border", 0, 99) as u8;
        let rule = match &e.rule {
            RawEngagementRule::Border { allowed_hexes, price_points } => {
                let allowed_hexes = hexes(allowed_hexes);
                EngagementRule::Border { allowed_hexes, price_points: ctx.int(price_points, "the price in points", 0, 1000) as i32 }
            }
            RawEngagementRule::FireOver { allowed_hexes } => EngagementRule::FireOver { allowed_hexes: hexes(allowed_hexes) },
            RawEngagementRule::Aviation => EngagementRule::Aviation,
            RawEngagementRule::Ration { formation, rounds_per_gun } => {
                let rounds_per_gun = ctx.int(rounds_per_gun, "the rounds a gun and day", 0, 10_000) as u16;
                let of = formation.as_ref().and_then(|f| whose(ctx, forces, Some(e.binds), Some(f), f.span()));
                if let (Some(of), Some(f)) = (of.and_then(|w| w.formation), formation)
                    && !forces.fires_missions(cards, of)
                {
                    ctx.at(f.span(), Fault::RationForNobody { id: f.value.clone() });
                }
                EngagementRule::Ration { formation: of.and_then(|w| w.formation), rounds_per_gun }
            }
        };
        let times = span_of_time(ctx, window, "the rule of engagement", &e.from, &e.to);
        let sources = ctx.sources("rule of engagement", &e.id, &e.sources);
        let (from, to) = times.unwrap_or_default();
        let tension = e.tension.as_ref().map(|v| ctx.int(v, "the points of tension", 0, 1000) as u16);
        rules.push(Engagement { id: e.id.value.clone(), binds: e.binds, rule, from, to, tension, at_start: e.at_start, sources });
    }
    (rules, names)
}

/// Objectives.
pub fn objectives(ctx: &mut Ctx<'_>, raw: &RawScenario, terrain: Option<&[Terrain]>) -> Vec<Objective> {
    let mut names = Names::new("objective");
    let mut objectives = Vec::new();
    if raw.objectives.is_empty() {
        ctx.log.whole(ctx.file, Fault::EmptyList { what: "objectives" });
    }
    for o in &raw.objectives {
        names.add(ctx.log, ctx.file, &o.id, objectives.len());
        let hex = ctx.hex(&o.hex);
        if let (Some(hex), Some(terrain)) = (hex, terrain)
            && terrain[hex.index()].is_water()
        {
            ctx.at(o.hex.span(), Fault::InWater { what: "objective", id: o.id.value.clone(), hex: o.hex.value.clone() });
        }
        let points = ctx.int(&o.points, "the points of an objective", 0, 10_000) as i32;
        let hourly = o.hourly.as_ref().map_or((0, 0), |h| {
            let points = ctx.int(&h.points, "the points for an hour", 0, 1000) as i32;
            (points, ctx.int(&h.at_most, "the most points for hours", 0, 10_000) as i32)
        });
        let (id, name) = (o.id.value.clone(), o.name.clone());
        objectives.push(Objective { id, name, hex: hex.unwrap_or(HexId(0)), points, hourly, holder: o.holder });
    }
    objectives
}

/// Scoring.
pub fn scoring(ctx: &mut Ctx<'_>, raw: &RawScenario, window: Option<(Clock, Clock)>) -> Scoring {
    let s = &raw.scoring;
    let mut per_point = |v: &At<i64>, what| ctx.int(v, what, 1, 100_000) as u32;
    let own_men_per_point = per_point(&s.own_men_per_point, "the own men that cost a point");
    let enemy_men_per_point = per_point(&s.enemy_men_per_point, "the enemy men that give a point");
    let vehicles_per_point = per_point(&s.vehicles_per_point, "the vehicles that cost a point");
    let near = s.near.as_ref().and_then(|n| {
        let points = ctx.int(&n.points, "the points for being near", 0, 10_000) as i32;
        Some((ctx.hex(&n.hex)?, points))
    });
    let hold_turns = ctx.int(&s.hold_turns, "the turn-ends to hold", 1, 100) as u8;
    let ground_at = s.ground_at.as_ref().and_then(|at| super::forces::moment(ctx, window, at, "the moment at which the ground counts"));
    let mut recorded = |r: &RawRecorded, what| Recorded {
        record: ctx.int(&r.record, what, 0, 1_000_000) as u32,
        at_most: ctx.int(&r.at_most, "the most points against the record", 0, 10_000) as i32,
    };
    let against = s.against.as_ref().map(|a| Against {
        own_men: recorded(&a.own_men, "the own men lost on record"),
        enemy_men: recorded(&a.enemy_men, "the enemy men lost on record"),
        vehicles: recorded(&a.vehicles, "the vehicles lost on record"),
    });
    let war_above = s.war_above.as_ref().map(|v| ctx.int(v, "the points of tension past which it is war", 0, 100_000) as u32);
    let mut grades = Vec::new();
    for g in &*s.grades {
        let from = g.from.as_ref().map_or(i32::MIN, |v| ctx.int(v, "the least score of a grade", -100_000, 100_000) as i32);
        grades.push((g.grade.value, from));
    }
    let all = grades.iter().map(|g| g.0).eq(Grade::ALL);
    let rising = grades.windows(2).all(|w| w[0].1 < w[1].1) && grades.first().is_some_and(|g| g.1 == i32::MIN);
    if !all || !rising {
        // Where one is only too low, there.
        let low = (1..grades.len()).find(|&n| all && grades[n].1 <= grades[n - 1].1).and_then(|n| s.grades[n].from.as_ref());
        ctx.at(low.map_or(s.grades.span(), At::span), Fault::GradesIncomplete {});
    }
    Scoring {
        side: s.side,
        own_men_per_point,
        enemy_men_per_point,
        vehicles_per_point,
        near,
        hold_turns,
        ground_at,
        against,
        war_above,
        grades,
    }
}
