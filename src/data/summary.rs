//! What a scenario holds, counted: for `check --summary` and for tests against the record.

use super::{Scenario, StartPlace, UnitKind, UnitSize, WeatherRow};
use crate::rules::{BySide, GroundStates, Side, UnitId, WeaponClass, Weather};
use std::collections::BTreeMap;

/// Counts of one side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SideSummary {
    /// units
    pub units: u32,
    /// of them in reserve at the start
    pub units_in_reserve: u32,
    /// of them off the map
    pub units_off_map: u32,
    /// of them arriving later
    pub units_arriving: u32,
    /// men, crews included
    pub men: u32,
    /// men by kind of unit
    pub men_by_kind: BTreeMap<UnitKind, u32>,
    /// vehicles by card
    pub vehicles_by_card: BTreeMap<String, u32>,
    /// vehicles by formation, those of its parts included
    pub vehicles_by_formation: BTreeMap<String, u32>,
    /// guns of batteries: regimental and field guns and howitzers, neither battalion, anti-tank nor anti-aircraft guns
    pub guns: u32,
    /// guns of sections smaller than a battery, other than anti-tank and anti-aircraft guns: battalion guns
    pub battalion_guns: u32,
    /// anti-tank guns
    pub anti_tank_guns: u32,
    /// anti-aircraft guns
    pub anti_aircraft_guns: u32,
    /// weapons of each class on foot, at full strength of their cards
    pub weapons_by_class: BTreeMap<WeaponClass, u32>,
    /// aircraft by card
    pub aircraft_by_card: BTreeMap<String, u32>,
    /// sorties they may fly
    pub sorties: u32,
}

/// Counts of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// string id
    pub id: String,
    /// title
    pub title: String,
    /// ids and titles of the overlays laid over it
    pub mods: Vec<(String, String)>,
    /// map, columns, rows
    pub map: (String, u8, u8),
    /// first and last moment, as text
    pub window: (String, String),
    /// turns
    pub turns: u32,
    /// the weather, row by row
    pub weather: Vec<WeatherRow>,
    /// weather and ground at the start, if nothing comes that may stay away
    pub at_start: (Weather, GroundStates),
    /// by side
    pub sides: BySide<SideSummary>,
    /// objectives: hex, name, points
    pub objectives: Vec<(String, String, i32)>,
    /// scripted events
    pub events: u32,
    /// rows of the record
    pub history: u32,
    /// scenario hash and rules hash, hexadecimal
    pub hashes: (String, String),
}

/// Count a scenario.
pub fn summary(scenario: &Scenario) -> Summary {
    let mut sides: BySide<SideSummary> = BySide::default();
    for (i, unit) in scenario.units.iter().enumerate() {
        let card = scenario.card(UnitId(i as u16));
        let side = &mut sides[unit.side];
        let formation = unit.formation;
        side.units += 1;
        side.units_in_reserve += u32::from(in_reserve(scenario, formation));
        side.units_off_map += u32::from(matches!(unit.place, StartPlace::OffMap { .. }));
        side.units_arriving += u32::from(unit.arrives.is_some());
        side.men += u32::from(unit.men);
        *side.men_by_kind.entry(card.kind).or_default() += u32::from(unit.men);
        for (count, line) in unit.vehicles.iter().zip(&card.vehicles) {
            let vehicle = &scenario.cards.vehicles[line.vehicle as usize];
            *side.vehicles_by_card.entry(vehicle.id.clone()).or_default() += u32::from(*count);
            let mut of = Some(formation);
            while let Some(f) = of {
                let formation = &scenario.formations[f.0 as usize];
                *side.vehicles_by_formation.entry(formation.id.clone()).or_default() += u32::from(*count);
                of = formation.parent;
            }
        }
        let weapons = || card.weapons.iter().map(|l| (l.count, scenario.cards.weapons[l.weapon as usize].class));
        for (count, class) in weapons() {
            *side.weapons_by_class.entry(class).or_default() += u32::from(count);
        }
        let anti_tank = card.kind == UnitKind::AntiTank || weapons().any(|(_, class)| class == WeaponClass::AntiTank);
        // a unit with both counts its anti-tank guns by its lines, the rest as guns
        let of_lines: u32 = weapons().filter(|(_, class)| *class == WeaponClass::AntiTank).map(|(count, _)| u32::from(count)).sum();
        let guns = u32::from(unit.guns);
        let anti_tank = if anti_tank { of_lines.min(guns) } else { 0 };
        side.anti_tank_guns += anti_tank;
        if card.kind == UnitKind::AntiAircraft {
            side.anti_aircraft_guns += guns - anti_tank;
        } else if card.kind == UnitKind::InfantryGun && card.size == UnitSize::Platoon {
            side.battalion_guns += guns - anti_tank;
        } else {
            side.guns += guns - anti_tank;
        }
    }
    for flight in &scenario.flights {
        let side = &mut sides[flight.side];
        let card = &scenario.cards.aircraft[flight.aircraft as usize].id;
        *side.aircraft_by_card.entry(card.clone()).or_default() += u32::from(flight.count);
        side.sorties += u32::from(flight.count) * u32::from(flight.sorties);
    }
    let grid = &scenario.ground.grid;
    Summary {
        id: scenario.id.clone(),
        title: scenario.title.clone(),
        mods: scenario.mods.iter().map(|m| (m.id.clone(), m.title.clone())).collect(),
        map: (scenario.ground.id.clone(), grid.cols(), grid.rows()),
        window: (scenario.starts().to_string(), scenario.ends().to_string()),
        turns: scenario.turns.len() as u32,
        weather: scenario.weather.rows.clone(),
        at_start: scenario.weather.usual_at(&scenario.rules, &scenario.light, scenario.starts()),
        sides,
        objectives: scenario.objectives.iter().map(|o| (grid.name(o.hex), o.name.clone(), o.points)).collect(),
        events: scenario.events.len() as u32,
        history: scenario.history.len() as u32,
        hashes: (hex_text(&scenario.hash), hex_text(&scenario.rules_hash)),
    }
}

fn in_reserve(scenario: &Scenario, formation: super::FormationId) -> bool {
    let mut at = Some(formation);
    while let Some(f) = at {
        let formation = &scenario.formations[f.0 as usize];
        if formation.reserve.is_some() {
            return true;
        }
        at = formation.parent;
    }
    false
}

/// A hash as 64 hexadecimal digits.
pub fn hex_text(hash: &[u8; 32]) -> String {
    hash.iter().map(|b| format!("{b:02x}")).collect()
}

impl SideSummary {
    /// Vehicles in all.
    pub fn vehicles(&self) -> u32 {
        self.vehicles_by_card.values().sum()
    }
    /// Aircraft in all.
    pub fn aircraft(&self) -> u32 {
        self.aircraft_by_card.values().sum()
    }
}

impl Scenario {
    /// What it holds, counted.
    pub fn summary(&self) -> Summary {
        summary(self)
    }
}

impl Summary {
    /// Both sides in the order used everywhere.
    pub fn by_side(&self) -> [(Side, &SideSummary); 2] {
        Side::BOTH.map(|side| (side, &self.sides[side]))
    }
}
