//! Checks cards: weapons, vehicles, aircraft and units of all files of a scenario together.

use super::{Ctx, FileIx, Log, Names};
use crate::data::fault::Fault;
use crate::data::raw::At;
use crate::data::raw::cards::{RawCards, RawUnitCard};
use crate::data::{AircraftCard, Cards, Crewed, Quality, UnitCard, VehicleCard, WeaponCard, WeaponLine};
use crate::rules::{ProfileId, Tables};

/// The ids of all cards.
pub struct CardNames {
    /// weapons
    pub weapons: Names,
    /// vehicles
    pub vehicles: Names,
    /// aircraft
    pub aircraft: Names,
    /// units
    pub units: Names,
    /// unit cards with an error, or with arms that could not be read: what else they lack is no further fault
    pub faulty: Vec<bool>,
}

impl CardNames {
    /// No ids; `incomplete` if a file of cards could not be read.
    pub fn new(incomplete: bool) -> CardNames {
        let names = |kind| {
            let mut names = Names::new(kind);
            names.incomplete = incomplete;
            names
        };
        let (weapons, vehicles, aircraft, units) = (names("weapon"), names("vehicle"), names("aircraft"), names("unit card"));
        CardNames { weapons, vehicles, aircraft, units, faulty: Vec::new() }
    }
}

/// Most cards of a kind.
const MOST: usize = 4096;

/// Check all cards. References go across files.
pub fn check(log: &mut Log, bibliography: &Names, files: &[(FileIx, RawCards)], rules: Option<&Tables>, names: &mut CardNames) -> Cards {
    let mut cards = Cards::default();
    fn at<'a>(log: &'a mut Log, file: FileIx, sources: &'a Names) -> Ctx<'a> {
        Ctx { log, file, grid: None, sources }
    }
    for (file, raw) in files {
        let mut ctx = at(log, *file, bibliography);
        ctx.format(&raw.format);
        weapons(&mut ctx, raw, rules, names, &mut cards);
        let lists = [
            ("weapons", raw.weapons.len(), raw.weapons.first().map(|c| &c.id)),
            ("vehicles", raw.vehicles.len(), raw.vehicles.first().map(|c| &c.id)),
            ("aircraft", raw.aircraft.len(), raw.aircraft.first().map(|c| &c.id)),
            ("unit cards", raw.units.len(), raw.units.first().map(|c| &c.id)),
        ];
        for (what, len, first) in lists {
            ctx.fits(what, len, MOST, first.map(At::span).unwrap_or_default());
        }
    }
    for (file, raw) in files {
        vehicles(&mut at(log, *file, bibliography), raw, rules, names, &mut cards);
    }
    for (file, raw) in files {
        aircraft(&mut at(log, *file, bibliography), raw, names, &mut cards);
    }
    for (file, raw) in files {
        let mut ctx = at(log, *file, bibliography);
        for unit in &raw.units {
            let before = ctx.log.errors;
            names.units.add(ctx.log, *file, &unit.id, cards.units.len());
            let card = unit_card(&mut ctx, unit, rules, names, &cards);
            let whole = card.weapons.len() == unit.weapons.len() && card.vehicles.len() == unit.vehicles.len();
            names.faulty.push(!whole || ctx.log.errors > before);
            cards.units.push(card);
        }
    }
    cards
}

fn weapons(ctx: &mut Ctx<'_>, raw: &RawCards, rules: Option<&Tables>, names: &mut CardNames, cards: &mut Cards) {
    for w in &raw.weapons {
        names.weapons.add(ctx.log, ctx.file, &w.id, cards.weapons.len());
        ctx.sources("weapon", &w.id, &w.sources);
        let he_area_m2 = w.he_area_m2.as_ref().map_or([0; 3], |area| {
            [&area.upright, &area.prone, &area.trench].map(|v| ctx.int(v, "the vulnerable area in m²", 0, 20_000) as u16)
        });
        let calibre_mm = ctx.int(&w.calibre_mm, "the calibre in mm", 1, 1000) as u16;
        let of_class = || rules.map_or(0.0, |r| r.class_rounds_per_min(w.class, calibre_mm));
        let card = WeaponCard {
            id: w.id.value.clone(),
            name: w.name.clone(),
            class: w.class,
            calibre_mm,
            direct_range_m: ctx.int(&w.direct_range_m, "the range of direct fire in metres", 0, 40_000) as u32,
            indirect_range_m: ctx.int(&w.indirect_range_m, "the range of indirect fire in metres", 0, 40_000) as u32,
            rounds_per_min: w.rounds_per_min.as_ref().map_or_else(of_class, |own| ctx.real(own, "the rate of fire", 0.0, 2000.0)),
            he_area_m2,
            penetration_mm: ctx.int(&w.penetration_mm, "the penetration in mm", 0, 250) as u8,
            round_kg: ctx.real(&w.round_kg, "the weight of a round in kg", 0.0, 2000.0),
            small: w.small,
            crew: ctx.int(&w.crew, "the crew", 0, 30) as u8,
        };
        super::plausible::weapon(ctx, w, &card);
        if w.small && card.round_kg > 0.2 {
            let fault =
                Fault::Implausible { what: "the weight of a small-arms round in kg", value: card.round_kg, least: 0.005, most: 0.2 };
            ctx.at(w.round_kg.span(), fault);
        }
        cards.weapons.push(card);
    }
}

fn profile(ctx: &mut Ctx<'_>, rules: Option<&Tables>, name: &At<String>) -> ProfileId {
    let Some(rules) = rules else { return ProfileId(0) };
    rules.profile(name).unwrap_or_else(|| {
        ctx.at(name.span(), Fault::UnknownReference { kind: "movement profile", id: super::shorten(name) });
        ProfileId(0)
    })
}

fn vehicles(ctx: &mut Ctx<'_>, raw: &RawCards, rules: Option<&Tables>, names: &mut CardNames, cards: &mut Cards) {
    for v in &raw.vehicles {
        names.vehicles.add(ctx.log, ctx.file, &v.id, cards.vehicles.len());
        ctx.sources("vehicle", &v.id, &v.sources);
        let before = ctx.log.errors;
        let one = ctx.int(&v.vci.one, "the vehicle cone index at one pass", 0, 200);
        let fifty = ctx.int(&v.vci.fifty, "the vehicle cone index at fifty passes", 0, 250);
        if fifty < one && ctx.log.errors == before {
            ctx.at(v.vci.fifty.span(), Fault::RangeUpsideDown { what: "the vehicle cone index" });
        }
        let card = VehicleCard {
            id: v.id.value.clone(),
            name: v.name.clone(),
            crew: ctx.int(&v.crew, "the crew", 0, 30) as u8,
            armour_mm: ctx.int(&v.armour_mm, "the armour in mm", 0, 250) as u8,
            armour_side_mm: ctx.int(v.armour_side_mm.as_ref().unwrap_or(&v.armour_mm), "the armour of the sides in mm", 0, 250) as u8,
            profile: profile(ctx, rules, &v.profile),
            vci: (one as u8, fifty as u8),
            gun: v.gun.as_ref().and_then(|gun| names.weapons.find(ctx.log, ctx.file, gun)).map(|i| i as u16),
            machine_guns: ctx.int(&v.machine_guns, "the number of machine guns", 0, 20) as u8,
            machine_gun: v.machine_gun.as_ref().and_then(|mg| names.weapons.find(ctx.log, ctx.file, mg)).map(|i| i as u16),
            command: v.command,
            stop_km: ctx.int(&v.stop_km, "the kilometres between two breakdowns", 0, 60_000) as u16,
            lays_bridge: v.lays_bridge,
            fuel_kg_per_h: ctx.int(&v.fuel_kg_per_h, "the fuel for an hour in kg", 0, 5000) as u16,
            fuel_kg: ctx.int(&v.fuel_kg, "the fuel carried in kg", 0, 50_000) as u16,
            shells: ctx.int(&v.shells, "the rounds carried for the gun", 0, 10_000) as u16,
            small_rounds: ctx.int(&v.small_rounds, "the rounds carried for the machine guns", 0, 60_000) as u16,
        };
        if card.machine_guns > 0 && v.machine_gun.is_none() {
            ctx.at(v.machine_guns.span(), Fault::MissingField { field: "machine_gun".into() });
        }
        let empty = [
            (v.gun.is_some() && card.shells == 0, "the number of rounds carried for the gun", 1000.0),
            (card.machine_guns > 0 && card.small_rounds == 0, "the number of rounds carried for the machine guns", 10_000.0),
        ];
        for (_, what, most) in empty.into_iter().filter(|e| e.0) {
            ctx.at(v.id.span(), Fault::Implausible { what, value: 0.0, least: 1.0, most });
        }
        cards.vehicles.push(card);
    }
}

fn aircraft(ctx: &mut Ctx<'_>, raw: &RawCards, names: &mut CardNames, cards: &mut Cards) {
    for a in &raw.aircraft {
        names.aircraft.add(ctx.log, ctx.file, &a.id, cards.aircraft.len());
        ctx.sources("aircraft", &a.id, &a.sources);
        let bombs =
            a.bombs.as_ref().map_or([0; 3], |b| [&b.small, &b.middle, &b.heavy].map(|v| ctx.int(v, "the number of bombs", 0, 500) as u16));
        let card = AircraftCard {
            id: a.id.value.clone(),
            name: a.name.clone(),
            bombs,
            strafing_rounds: ctx.int(&a.strafing_rounds, "the rounds for strafing", 0, 20_000) as u16,
            share_permille: ctx.int(&a.share_permille, "the share of bombs in the aimed hex", 0, 1000) as u16,
            load_kg: ctx.int(&a.load_kg, "the bomb load in kg", 0, 20_000) as u16,
            height_m: a.height_m.as_ref().map_or(2000, |v| ctx.int(v, "the height in metres", 10, 12_000) as u16),
        };
        cards.aircraft.push(card);
    }
}

fn unit_card(ctx: &mut Ctx<'_>, u: &RawUnitCard, rules: Option<&Tables>, names: &CardNames, cards: &Cards) -> UnitCard {
    let sources = ctx.sources("unit card", &u.id, &u.sources);
    let men = ctx.int_or_none(&u.men, "the number of men", 0, 5000).unwrap_or(1);
    let mut weapons = Vec::new();
    for line in &u.weapons {
        let count = ctx.int(&line.count, "the number of weapons", 0, 5000) as u16;
        let rounds_each = ctx.int(&line.rounds_each, "the rounds for each weapon", 0, 100_000) as u32;
        if let Some(i) = names.weapons.find(ctx.log, ctx.file, &line.weapon) {
            weapons.push(WeaponLine { weapon: i as u16, count, rounds_each });
        }
    }
    let mut vehicles = Vec::new();
    for line in &u.vehicles {
        let count = ctx.int(&line.count, "the number of vehicles", 0, 255) as u8;
        if let Some(i) = names.vehicles.find(ctx.log, ctx.file, &line.vehicle) {
            vehicles.push(Crewed { vehicle: i as u16, count });
        }
    }
    ctx.fits("lines of weapons", u.weapons.len(), 16, u.id.span());
    ctx.fits("lines of vehicles", u.vehicles.len(), crate::data::MAX_VEHICLE_LINES, u.id.span());
    let crews: i64 = vehicles.iter().map(|l| i64::from(l.count) * i64::from(cards.vehicles[l.vehicle as usize].crew)).sum();
    if crews > men && men == u.men.value {
        ctx.at(u.men.span(), Fault::TooFewCrew { id: u.id.value.clone(), men, crews });
    }
    if u.men.value == 0 && vehicles.is_empty() {
        ctx.at(u.men.span(), Fault::Nobody { id: u.id.value.clone() });
    }
    let q = &u.quality;
    let mut permille = |v: &At<i64>, what| ctx.int(v, what, 1, 5000) as u16;
    let quality = Quality {
        shooting_permille: permille(&q.shooting_permille, "shooting in per mille"),
        close_permille: permille(&q.close_permille, "close combat by day in per mille"),
        close_night_permille: permille(&q.close_night_permille, "close combat by night in per mille"),
        nerve_permille: permille(&q.nerve_permille, "steadiness in per mille"),
        observing_permille: q.observing_permille.as_ref().map_or(1000, |v| permille(v, "observing in per mille")),
        quick_staff: q.quick_staff,
        shelter_drill: q.shelter_drill,
        commissars: q.commissars,
    };
    let card = UnitCard {
        id: u.id.value.clone(),
        name: u.name.clone(),
        side: u.side,
        kind: u.kind,
        size: u.size,
        profile: profile(ctx, rules, &u.profile),
        men: men as u16,
        weapons,
        guns: ctx.int(&u.guns, "the number of guns", 0, 200) as u8,
        vehicles,
        tractors: ctx.int(&u.tractors, "the number of tractors", 0, 200) as u8,
        quality,
        grenades: ctx.int(&u.grenades, "grenades for each man", 0, 20) as u8,
        killed_percent: ctx.int(&u.killed_percent, "the share killed of those hit", 0, 100) as u8,
        prisoners_percent: ctx.int(&u.prisoners_percent, "the share of prisoners", 0, 100) as u8,
        sources,
    };
    if card.vehicles.len() == u.vehicles.len() {
        super::plausible::card(ctx, u, &card, rules, cards);
    }
    card
}
