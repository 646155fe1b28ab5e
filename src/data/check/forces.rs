//! Checks who fights: formations, units, flights, and what they are to fire and bomb at the start.

use super::cards::CardNames;
use super::{Ctx, Names, shorten, zones};
use crate::data::fault::Fault;
use crate::data::raw::at::{At, Span};
use crate::data::raw::scenario::{RawFormation, RawScenario, RawUnit};
use crate::data::{
    Cards, DepotId, Flight, FlightId, Formation, FormationId, LinkId, PlannedMission, PlannedStrike, Reserve, StartPlace, UnitKind,
    UnitSetup, Whose,
};
use crate::hex::{Grid, HexId};
use crate::rules::{BySide, Clock, Posture, Side, Tables, Terrain, UnitId};
use std::collections::BTreeSet;

/// What the forces are checked against.
pub struct Ground<'a> {
    /// terrain by hex, if the map could be read
    pub terrain: Option<&'a [Terrain]>,
    /// the cards
    pub cards: &'a Cards,
    /// their ids
    pub card_names: &'a CardNames,
    /// depots and their sides
    pub depots: (&'a Names, &'a [Side]),
    /// links of supply and the side of each
    pub links: (&'a Names, &'a [Option<Side>]),
    /// the rules, if they could be read
    pub rules: Option<&'a Tables>,
    /// first and last moment, if the phases are sound
    pub window: Option<(Clock, Clock)>,
}

/// Checked forces.
pub struct Forces {
    /// formations, parents before parts
    pub formations: Vec<Formation>,
    /// units
    pub units: Vec<UnitSetup>,
    /// ids of formations
    pub formation_names: Names,
    /// ids of units
    pub unit_names: Names,
    /// units whose card is unknown or faulty: what they lack is no further fault
    pub vague: Vec<bool>,
}

impl Forces {
    /// Whether any unit of a formation or of its parts has a gun that fires indirectly.
    pub fn fires_missions(&self, cards: &Cards, formation: FormationId) -> bool {
        let within = |mut at: FormationId| loop {
            if at == formation {
                return true;
            }
            match self.formations.get(at.0 as usize).and_then(|f| f.parent) {
                Some(parent) => at = parent,
                None => return false,
            }
        };
        self.units.iter().zip(&self.vague).filter(|(u, vague)| (u.guns > 0 || **vague) && within(u.formation)).any(|(u, vague)| {
            let lines = cards.units.get(u.card as usize).map_or(&[][..], |c| &c.weapons);
            lines.iter().filter_map(|l| cards.weapons.get(l.weapon as usize)).any(|w| w.indirect_range_m > 0) || *vague
        })
    }
}

/// Most units and formations.
pub const MOST: usize = 4096;

struct Walk<'a, 'r> {
    ground: &'a Ground<'a>,
    forces: Forces,
    /// spans of the units' ids, for faults found later
    spans: Vec<Span>,
    ancestors: Vec<&'r str>,
    /// headquarters that are not among their formation's units
    strange_heads: Vec<&'r At<String>>,
}

/// Check formations and units. The spans are those of the units' ids.
pub fn check(ctx: &mut Ctx<'_>, raw: &RawScenario, ground: &Ground<'_>) -> (Forces, Vec<Span>) {
    let forces = Forces {
        formations: Vec::new(),
        units: Vec::new(),
        formation_names: Names::new("formation"),
        unit_names: Names::new("unit"),
        vague: Vec::new(),
    };
    let mut walk = Walk { ground, forces, spans: Vec::new(), ancestors: Vec::new(), strange_heads: Vec::new() };
    let (formations, units) = raw.formations.iter().fold((0, 0), |(f, u), raw| {
        let (df, du) = count(raw);
        (f + df, u + du)
    });
    if !ctx.fits("formations", formations, MOST, raw.id.span()) || !ctx.fits("units", units, MOST, raw.id.span()) {
        return (walk.forces, Vec::new());
    }
    for formation in &raw.formations {
        walk.formation(ctx, formation, None);
    }
    let Walk { forces, spans, strange_heads, .. } = walk;
    for h in strange_heads {
        if forces.unit_names.find(ctx.log, ctx.file, h).is_some() {
            ctx.at(h.span(), Fault::HeadquartersElsewhere { id: shorten(h) });
        }
    }
    for side in Side::BOTH {
        if !forces.units.iter().any(|u| u.side == side) {
            ctx.log.whole(ctx.file, Fault::SideWithoutUnits { side: side.id() });
        }
    }
    stacking(ctx, ground, &forces.units, &spans);
    zones::apart(ctx, &forces.units, &spans);
    (forces, spans)
}

fn count(raw: &RawFormation) -> (usize, usize) {
    raw.parts.iter().map(count).fold((1, raw.units.len()), |(f, u), (df, du)| (f + df, u + du))
}

impl<'r> Walk<'_, 'r> {
    fn formation(&mut self, ctx: &mut Ctx<'_>, raw: &'r RawFormation, parent: Option<(FormationId, Side)>) {
        let index = self.forces.formations.len();
        if self.ancestors.contains(&raw.id.as_str()) {
            ctx.at(raw.id.span(), Fault::FormationInItself { id: raw.id.value.clone() });
        } else {
            self.forces.formation_names.add(ctx.log, ctx.file, &raw.id, index);
        }
        let side = match (&raw.side, parent) {
            (Some(side), Some((_, outer))) if side.value != outer => {
                let fault = Fault::WrongSide { kind: "formation", id: raw.id.value.clone(), side: side.value.id() };
                ctx.at(side.span(), fault);
                outer
            }
            (_, Some((_, outer))) => outer,
            (Some(side), None) => match self.side_of_all_cards(raw) {
                // The side is the slip, not every card.
                Some(other) if other != side.value => {
                    let fault = Fault::WrongSide { kind: "card of each unit of", id: raw.id.value.clone(), side: other.id() };
                    ctx.at(side.span(), fault);
                    other
                }
                _ => side.value,
            },
            (None, None) => {
                ctx.at(raw.id.span(), Fault::NoSide { id: raw.id.value.clone() });
                self.side_of_cards(raw).unwrap_or(Side::Soviet)
            }
        };
        if raw.units.is_empty() && raw.parts.is_empty() {
            ctx.at(raw.id.span(), Fault::EmptyFormation { id: raw.id.value.clone() });
        }
        let id = FormationId(index as u16);
        let reserve = raw.reserve.as_ref().map(|r| Reserve {
            by_owner: r.by_owner,
            price_points: ctx.int(&r.price_points, "the price of a release in points", 0, 1000) as i32,
        });
        let above = parent.map(|(p, _)| self.forces.formations[p.0 as usize].command).unwrap_or_default();
        let command = super::command::command(ctx, raw, above);
        let task = raw.task.as_ref().map(|t| super::command::task(ctx, self.ground.terrain, raw, t));
        let mut units = Vec::new();
        let mut headquarters = None;
        self.forces.formations.push(Formation {
            id: raw.id.value.clone(),
            name: raw.name.clone(),
            ru: raw.ru.clone(),
            ja: raw.ja.clone(),
            side,
            level: raw.level,
            parent: parent.map(|(p, _)| p),
            units: Vec::new(),
            reserve,
            headquarters: None,
            command,
            task,
        });
        for unit in &raw.units {
            let unit_id = UnitId(self.forces.units.len() as u16);
            self.forces.unit_names.add(ctx.log, ctx.file, &unit.id, unit_id.index());
            let setup = self.unit(ctx, unit, id, side);
            self.forces.units.push(setup);
            self.spans.push(unit.id.span());
            if raw.headquarters.as_ref().is_some_and(|h| h.value == unit.id.value) {
                headquarters = Some(unit_id);
            }
            units.push(unit_id);
        }
        if let (Some(h), None) = (&raw.headquarters, headquarters) {
            self.strange_heads.push(h);
        }
        let formation = &mut self.forces.formations[index];
        (formation.units, formation.headquarters) = (units, headquarters);
        self.ancestors.push(&raw.id.value);
        for part in &raw.parts {
            self.formation(ctx, part, Some((id, side)));
        }
        self.ancestors.pop();
    }

    /// The side that a formation's cards are made for, to go on with where none is named.
    fn side_of_cards(&self, raw: &RawFormation) -> Option<Side> {
        let cards = self.ground.card_names;
        let own = raw.units.iter().find_map(|u| cards.units.find_quiet(&u.card)).map(|i| self.ground.cards.units[i].side);
        own.or_else(|| raw.parts.iter().find_map(|part| self.side_of_cards(part)))
    }

    /// The side that all known cards of a formation and its parts are made for, if there are several and they agree.
    fn side_of_all_cards(&self, raw: &RawFormation) -> Option<Side> {
        fn gather(walk: &Walk<'_, '_>, raw: &RawFormation, into: &mut Vec<Side>) {
            let known = raw.units.iter().filter_map(|u| walk.ground.card_names.units.find_quiet(&u.card));
            into.extend(known.map(|i| walk.ground.cards.units[i].side));
            raw.parts.iter().for_each(|part| gather(walk, part, into));
        }
        let mut sides = Vec::new();
        gather(self, raw, &mut sides);
        let first = *sides.first()?;
        (sides.len() > 1 && sides.iter().all(|s| *s == first)).then_some(first)
    }

    fn unit(&mut self, ctx: &mut Ctx<'_>, raw: &RawUnit, formation: FormationId, side: Side) -> UnitSetup {
        let g = self.ground;
        let id = &raw.id.value;
        let card_ix = g.card_names.units.find(ctx.log, ctx.file, &raw.card);
        let sound = card_ix.filter(|i| !g.card_names.faulty[*i]);
        self.forces.vague.push(sound.is_none());
        let card = card_ix.map(|i| &g.cards.units[i]);
        if let Some(card) = card
            && card.side != side
        {
            ctx.at(raw.card.span(), Fault::WrongSide { kind: "unit card", id: card.id.clone(), side: card.side.id() });
        }
        let men = raw.men.as_ref().and_then(|v| ctx.int_or_none(v, "the number of men", 0, 5000));
        let guns = raw.guns.as_ref().and_then(|v| ctx.int_or_none(v, "the number of guns", 0, 200));
        let mut vehicles: Vec<u8> = card.map_or_else(Vec::new, |c| c.vehicles.iter().map(|l| l.count).collect());
        if let Some(list) = &raw.vehicles {
            let counts: Vec<u8> = list.iter().map(|v| ctx.int_or_none(v, "the number of vehicles", 0, 255).unwrap_or(0) as u8).collect();
            if let Some(card) = card.filter(|_| sound.is_some()) {
                if counts.len() != card.vehicles.len() {
                    ctx.at(list.span(), Fault::VehicleLines { found: counts.len() as i64, wanted: card.vehicles.len() as i64 });
                }
                let (found, full) = (total(&counts), card.vehicles.iter().map(|l| i64::from(l.count)).sum());
                if found > full {
                    ctx.at(list.span(), Fault::OverStrength { id: id.clone(), what: "vehicles", found, full });
                }
            }
            vehicles = counts;
        }
        if let Some(card) = card {
            for (found, full, what, span) in [
                (men, i64::from(card.men), "men", raw.men.as_ref().map(At::span)),
                (guns, i64::from(card.guns), "guns", raw.guns.as_ref().map(At::span)),
            ] {
                if let (Some(found), Some(span)) = (found, span)
                    && found > full
                {
                    ctx.at(span, Fault::OverStrength { id: id.clone(), what, found, full });
                }
            }
            let crews: i64 = vehicles
                .iter()
                .zip(&card.vehicles)
                .map(|(n, l)| i64::from(*n) * i64::from(g.cards.vehicles[l.vehicle as usize].crew))
                .sum();
            if let (Some(men), Some(at)) = (men, &raw.men)
                && crews > men
            {
                ctx.at(at.span(), Fault::TooFewCrew { id: id.clone(), men, crews });
            }
        }
        // a faulty number stands for nobody, so that no hex is too full of them
        let men = men.unwrap_or(if raw.men.is_some() { 0 } else { card.map_or(1, |c| i64::from(c.men)) });
        // what the card lacks is told there
        let own = raw.men.as_ref().is_none_or(|m| m.value == 0) && (raw.men.is_some() || raw.vehicles.is_some());
        if own && men == 0 && total(&vehicles) == 0 {
            let said = raw.men.as_ref().map_or(raw.id.span(), At::span);
            ctx.at(said, Fault::Nobody { id: id.clone() });
        }
        let depot = raw.depot.as_ref().and_then(|d| {
            let i = g.depots.0.find(ctx.log, ctx.file, d)?;
            if g.depots.1[i] != side {
                ctx.at(d.span(), Fault::WrongSide { kind: "depot", id: d.value.clone(), side: g.depots.1[i].id() });
            }
            Some(DepotId(i as u16))
        });
        let over = raw.over.as_ref().and_then(|link| {
            let i = g.links.0.find(ctx.log, ctx.file, link)?;
            if let Some(other) = g.links.1[i].filter(|s| *s != side) {
                ctx.at(link.span(), Fault::WrongSide { kind: "link", id: link.value.clone(), side: other.id() });
            }
            if raw.arrives.is_none() {
                ctx.at(link.span(), Fault::OverWithoutArrival { id: id.clone() });
            }
            Some(LinkId(i as u16))
        });
        let mut percent = |v: &Option<At<i64>>| v.as_ref().map_or(100, |v| ctx.int(v, "ammunition in per cent", 0, 100)) as u8;
        let ammunition_percent = percent(&raw.ammunition_percent);
        let place = self.place(ctx, raw);
        let zone = zones::zone(ctx, g, raw, place, card);
        UnitSetup {
            id: id.clone(),
            name: raw.name.clone(),
            ru: raw.ru.clone(),
            ja: raw.ja.clone(),
            side,
            card: card_ix.unwrap_or(0) as u16,
            formation,
            men: men as u16,
            vehicles,
            guns: guns.unwrap_or(if raw.guns.is_some() { 0 } else { card.map_or(0, |c| i64::from(c.guns)) }) as u8,
            place,
            zone,
            arrives: raw.arrives.as_ref().and_then(|v| moment(ctx, g.window, v, "the arrival")),
            over,
            posture: raw.posture.unwrap_or(Posture::Prone),
            ammunition_percent,
            depot,
            shelters: raw.shelters.unwrap_or(card.is_some_and(|c| c.quality.shelter_drill)),
            opens_at_m: raw.opens_at_m.as_ref().map(|v| ctx.int(v, "the metres at which it opens fire", 0, 20_000) as u16),
            sources: ctx.sources("unit", &raw.id, &raw.sources),
        }
    }

    fn place(&mut self, ctx: &mut Ctx<'_>, raw: &RawUnit) -> StartPlace {
        match (&raw.hex, &raw.off_map_km) {
            (Some(text), None) => {
                let hex = ctx.hex(text);
                if let (Some(hex), Some(terrain)) = (hex, self.ground.terrain)
                    && terrain[hex.index()].is_water()
                {
                    ctx.at(text.span(), Fault::InWater { what: "unit", id: raw.id.value.clone(), hex: text.value.clone() });
                }
                StartPlace::Hex(hex.unwrap_or(HexId(0)))
            }
            (None, Some(km)) => {
                let km = ctx.real(km, "the distance off the map in km", 0.0, 100.0);
                StartPlace::OffMap { distance_m: (km * 1000.0) as u32 }
            }
            _ => {
                ctx.at(raw.id.span(), Fault::NotOnePlace { id: raw.id.value.clone() });
                StartPlace::Hex(HexId(0))
            }
        }
    }
}

fn total(counts: &[u8]) -> i64 {
    counts.iter().map(|n| i64::from(*n)).sum()
}

/// A moment within the battle.
pub fn moment(ctx: &mut Ctx<'_>, window: Option<(Clock, Clock)>, text: &At<String>, what: &'static str) -> Option<Clock> {
    let at = ctx.time(text)?;
    if let Some((from, to)) = window
        && !(from..=to).contains(&at)
    {
        ctx.at(text.span(), Fault::OutsidePhases { what, at, from, to });
    }
    Some(at)
}

/// A side, or a formation of it: by one of them or by both, which then must agree. `span` is where neither is a fault.
pub fn whose(ctx: &mut Ctx<'_>, forces: &Forces, side: Option<Side>, formation: Option<&At<String>>, span: Span) -> Option<Whose> {
    let Some(id) = formation else {
        if side.is_none() {
            ctx.at(span, Fault::SideOrFormation {});
        }
        return side.map(Whose::side);
    };
    let found = forces.formation_names.find(ctx.log, ctx.file, id)?;
    let of = forces.formations[found].side;
    if side.is_some_and(|s| s != of) {
        ctx.at(id.span(), Fault::WrongSide { kind: "formation", id: id.value.clone(), side: of.id() });
    }
    Some(Whose { side: of, formation: Some(FormationId(found as u16)) })
}

/// First and last moment within the battle.
pub fn span_of_time(
    ctx: &mut Ctx<'_>,
    window: Option<(Clock, Clock)>,
    what: &'static str,
    from: &At<String>,
    to: &At<String>,
) -> Option<(Clock, Clock)> {
    let times = ctx.times(what, from, to)?;
    if let Some((first, last)) = window {
        for (text, at) in [(from, times.0), (to, times.1)] {
            if !(first..=last).contains(&at) {
                ctx.at(text.span(), Fault::OutsidePhases { what, at, from: first, to: last });
                break;
            }
        }
    }
    Some(times)
}

/// Limits of hexes at the start, and both sides in one.
fn stacking(ctx: &mut Ctx<'_>, ground: &Ground<'_>, units: &[UnitSetup], spans: &[Span]) {
    let (Some(grid), Some(rules)) = (ctx.grid, ground.rules) else { return };
    let (men, vehicles, guns) = rules.stacking();
    let mut held = vec![([0i64; 3], None::<usize>); grid.len()];
    // A card that no hex can hold is one fault, however many units are of it.
    let mut too_big = BTreeSet::new();
    let limits = [("men", i64::from(men)), ("vehicles", i64::from(vehicles)), ("guns", i64::from(guns))];
    for (i, unit) in units.iter().enumerate() {
        let (StartPlace::Hex(hex), None) = (unit.place, unit.arrives) else { continue };
        let (sums, first) = &mut held[hex.index()];
        if let Some(other) = *first
            && units[other].side != unit.side
        {
            ctx.at(spans[i], Fault::BothSides { hex: grid.name(hex), id: units[other].id.clone() });
        }
        first.get_or_insert(i);
        for ((sum, add), (what, limit)) in sums.iter_mut().zip(load(unit)).zip(limits) {
            *sum += add;
            if *sum > limit && add > 0 && (add <= limit || too_big.insert((unit.card, what))) {
                ctx.at(spans[i], Fault::Overstacked { hex: grid.name(hex), what, found: *sum, limit });
            }
        }
    }
}

/// Men, vehicles and guns of a unit.
pub fn load(unit: &UnitSetup) -> [i64; 3] {
    [i64::from(unit.men), total(&unit.vehicles), i64::from(unit.guns)]
}

/// Check flights.
pub fn flights(ctx: &mut Ctx<'_>, raw: &RawScenario, ground: &Ground<'_>) -> (Vec<Flight>, Names) {
    let mut names = Names::new("flight");
    let mut flights = Vec::new();
    if !ctx.fits("flights", raw.flights.len(), MOST, raw.id.span()) {
        return (flights, names);
    }
    for f in &raw.flights {
        names.add(ctx.log, ctx.file, &f.id, flights.len());
        let aircraft = ground.card_names.aircraft.find(ctx.log, ctx.file, &f.aircraft);
        flights.push(Flight {
            id: f.id.value.clone(),
            name: f.name.clone(),
            ru: f.ru.clone(),
            ja: f.ja.clone(),
            side: f.side,
            aircraft: aircraft.unwrap_or(0) as u16,
            count: ctx.int(&f.count, "the number of machines", 1, 1000) as u16,
            sorties: ctx.int(&f.sorties, "the number of sorties", 1, 50) as u8,
            window: span_of_time(ctx, ground.window, "the flight's hours", &f.from, &f.to).unwrap_or_default(),
            sources: ctx.sources("flight", &f.id, &f.sources),
        });
    }
    (flights, names)
}

/// Check the plan of fire.
pub fn fire_plan(ctx: &mut Ctx<'_>, raw: &RawScenario, ground: &Ground<'_>, forces: &Forces) -> Vec<PlannedMission> {
    let mut plan = Vec::new();
    for m in &raw.fire_plan {
        let unit = forces.unit_names.find(ctx.log, ctx.file, &m.battery);
        let hex = ctx.hex(&m.hex);
        let rounds = ctx.int(&m.rounds, "the number of rounds", 1, 20_000);
        let times = span_of_time(ctx, ground.window, "the mission", &m.from, &m.to);
        let mut legs: Vec<(HexId, Clock, &At<String>)> = Vec::new();
        if let (Some(hex), Some((from, _))) = (hex, times) {
            legs.push((hex, from, &m.hex));
        }
        for lift in &m.lifts {
            let (Some(hex), Some(at)) = (ctx.hex(&lift.hex), moment(ctx, ground.window, &lift.at, "the lift")) else { continue };
            if let (Some(last), Some((_, to))) = (legs.last(), times)
                && (at <= last.1 || at >= to)
            {
                ctx.at(lift.at.span(), Fault::LiftOutOfOrder { hex: lift.hex.value.clone(), at, from: last.1, to });
            }
            legs.push((hex, at, &lift.hex));
        }
        let (Some(unit), Some(_), Some((from, to))) = (unit, hex, times) else { continue };
        if forces.vague[unit] {
            continue;
        }
        let setup = &forces.units[unit];
        for (hex, _, text) in &legs {
            let (Some(card), Some(grid)) = (ground.cards.units.get(setup.card as usize), ctx.grid) else { break };
            let guns = || card.weapons.iter().map(|l| (l, &ground.cards.weapons[l.weapon as usize]));
            let reach = guns().map(|(_, w)| w.indirect_range_m).max().unwrap_or(0);
            let reach = reach.max(vehicle_reach(ground.cards, card));
            let metres = range_m(grid, setup.place, *hex);
            if reach == 0 {
                ctx.at(m.battery.span(), Fault::NoIndirectFire { id: setup.id.clone() });
                break;
            } else if metres > reach {
                let (metres, reach) = (i64::from(metres), i64::from(reach));
                ctx.at(text.span(), Fault::OutOfReach { id: setup.id.clone(), hex: text.value.clone(), metres, reach });
            }
        }
        if let Some(card) = ground.cards.units.get(setup.card as usize) {
            let guns = || card.weapons.iter().map(|l| (l, &ground.cards.weapons[l.weapon as usize]));
            let rate = guns().filter(|(_, w)| w.indirect_range_m > 0).map(|(_, w)| w.rounds_per_min).fold(0.0, f64::max);
            let most = (2.0 * rate * f64::from(setup.guns.max(1)) * f64::from(to.since(from).max(60)) / 60.0) as i64;
            if rate > 0.0 && rounds > most {
                ctx.at(m.rounds.span(), Fault::TooManyRounds { id: setup.id.clone(), rounds, most });
            }
        }
        // Rounds by the seconds of each leg, taken of the running sum so that they add up.
        let by = |at: Clock| i64::from(at.since(from)) * rounds / i64::from(to.since(from).max(1));
        for (i, &(hex, from, _)) in legs.iter().enumerate() {
            let next = legs.get(i + 1);
            let until = next.map_or(to, |n| n.1);
            let rounds = (by(until) - by(from)).clamp(0, rounds) as u16;
            if rounds > 0 {
                let (battery, lifts_to) = (UnitId(unit as u16), next.map(|n| n.0));
                plan.push(PlannedMission { battery, hex, from, to: until, rounds, smoke: m.smoke, lifts_to });
            }
        }
    }
    plan
}

fn vehicle_reach(cards: &Cards, card: &crate::data::UnitCard) -> u32 {
    let guns = card.vehicles.iter().filter_map(|l| cards.vehicles[l.vehicle as usize].gun);
    let kinds = matches!(card.kind, UnitKind::SelfPropelled | UnitKind::Train);
    guns.filter(|_| kinds).map(|g| cards.weapons[g as usize].indirect_range_m).max().unwrap_or(0)
}

/// Metres from where a unit stands to a hex; from off the map, its distance from the map's middle.
fn range_m(grid: &Grid, place: StartPlace, hex: HexId) -> u32 {
    match place {
        StartPlace::Hex(from) => grid.metres(from, hex),
        StartPlace::OffMap { distance_m } => distance_m,
    }
}

/// Check planned strikes.
pub fn strikes(ctx: &mut Ctx<'_>, raw: &RawScenario, window: Option<(Clock, Clock)>, flights: &(Vec<Flight>, Names)) -> Vec<PlannedStrike> {
    let mut plan = Vec::new();
    let mut used = vec![0i64; flights.0.len()];
    for s in &raw.strikes {
        let flight = flights.1.find(ctx.log, ctx.file, &s.flight);
        let (hex, at) = (ctx.hex(&s.hex), moment(ctx, window, &s.at, "the strike"));
        let count = ctx.int(&s.count, "the number of machines", 1, 1000);
        let (Some(flight), Some(hex), Some(at)) = (flight, hex, at) else { continue };
        let f = &flights.0[flight];
        used[flight] += count;
        let have = i64::from(f.count) * i64::from(f.sorties);
        // Numbers that could not be taken are told where they stand.
        let told = raw.flights.get(flight).is_some_and(|r| r.count.value != i64::from(f.count) || r.sorties.value != i64::from(f.sorties));
        if !told && (used[flight] > have || count > i64::from(f.count)) {
            ctx.at(s.count.span(), Fault::TooManyMachines { id: f.id.clone(), found: used[flight], have });
        }
        // Hours that could not be read are told where they stand.
        if f.window != Default::default() && !(f.window.0..=f.window.1).contains(&at) {
            let fault = Fault::OutsidePhases { what: "the strike", at, from: f.window.0, to: f.window.1 };
            ctx.at(s.at.span(), fault);
        }
        plan.push(PlannedStrike { flight: FlightId(flight as u16), hex, at, count: count as u16 });
    }
    plan
}

/// Check registered hexes.
pub fn registered(ctx: &mut Ctx<'_>, raw: &RawScenario) -> BySide<Vec<HexId>> {
    let mut list = |hexes: &[At<String>]| hexes.iter().filter_map(|h| ctx.hex(h)).collect();
    BySide { soviet: list(&raw.registered.soviet), japanese: list(&raw.registered.japanese) }
}
