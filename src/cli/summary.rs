//! What is in a scenario, for `check --summary`: as text and as JSON.

use super::table::{Table, thousands};
use crate::data::{SideSummary, Summary, UnitKind, WeatherRow};
use crate::rules::{BySide, GroundState, GroundStates, Rain, Side, Sky, Soil, WeaponClass, Weather};
use crate::words::Words;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is in a scenario, as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct SummaryRecord {
    scenario: String,
    title: String,
    mods: Vec<String>,
    mod_titles: Vec<String>,
    scenario_hash: String,
    rules_hash: String,
    starts: String,
    ends: String,
    turns: u32,
    map: MapRecord,
    weather: Vec<WeatherRecord>,
    weather_at_start: WeatherRecord,
    ground_at_start: GroundRecord,
    units: u32,
    sides: BySide<SideRecord>,
    objectives: Vec<ObjectiveRecord>,
    events: u32,
    history: u32,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct WeatherRecord {
    from: String,
    sky: Sky,
    rain: Rain,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<(u8, u8)>,
}

impl WeatherRecord {
    fn new(from: String, weather: Weather) -> WeatherRecord {
        WeatherRecord { from, sky: weather.sky, rain: weather.rain, percent: None, hours: None }
    }
    fn of(row: &WeatherRow) -> WeatherRecord {
        let hours = row.passing.map(|p| (p.least_h, p.most_h));
        WeatherRecord { percent: row.passing.map(|p| p.percent), hours, ..WeatherRecord::new(row.from.to_string(), row.weather) }
    }
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct GroundRecord {
    low: GroundState,
    field: GroundState,
    high: GroundState,
    road: GroundState,
}

impl From<GroundStates> for GroundRecord {
    fn from(g: GroundStates) -> GroundRecord {
        GroundRecord { low: g.of(Soil::Low), field: g.of(Soil::Field), high: g.of(Soil::High), road: g.of(Soil::Road) }
    }
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct MapRecord {
    id: String,
    columns: u8,
    rows: u8,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct ObjectiveRecord {
    hex: String,
    name: String,
    points: i32,
}

#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct SideRecord {
    units: u32,
    units_in_reserve: u32,
    units_off_map: u32,
    units_arriving: u32,
    men: u32,
    men_by_kind: BTreeMap<UnitKind, u32>,
    guns: u32,
    battalion_guns: u32,
    anti_tank_guns: u32,
    anti_aircraft_guns: u32,
    weapons_by_class: BTreeMap<WeaponClass, u32>,
    vehicles: u32,
    vehicles_by_card: BTreeMap<String, u32>,
    vehicles_by_formation: BTreeMap<String, u32>,
    aircraft: u32,
    aircraft_by_card: BTreeMap<String, u32>,
    sorties: u32,
}

impl From<SideSummary> for SideRecord {
    fn from(s: SideSummary) -> SideRecord {
        SideRecord {
            vehicles: s.vehicles(),
            aircraft: s.aircraft(),
            units: s.units,
            units_in_reserve: s.units_in_reserve,
            units_off_map: s.units_off_map,
            units_arriving: s.units_arriving,
            men: s.men,
            men_by_kind: s.men_by_kind,
            guns: s.guns,
            battalion_guns: s.battalion_guns,
            anti_tank_guns: s.anti_tank_guns,
            anti_aircraft_guns: s.anti_aircraft_guns,
            weapons_by_class: s.weapons_by_class,
            vehicles_by_card: s.vehicles_by_card,
            vehicles_by_formation: s.vehicles_by_formation,
            aircraft_by_card: s.aircraft_by_card,
            sorties: s.sorties,
        }
    }
}

impl From<Summary> for SummaryRecord {
    fn from(s: Summary) -> SummaryRecord {
        let (mods, mod_titles) = s.mods.into_iter().unzip();
        SummaryRecord {
            units: Side::BOTH.iter().map(|side| s.sides[*side].units).sum(),
            weather: s.weather.iter().map(WeatherRecord::of).collect(),
            weather_at_start: WeatherRecord::new(s.window.0.clone(), s.at_start.0),
            ground_at_start: s.at_start.1.into(),
            scenario: s.id,
            title: s.title,
            mods,
            mod_titles,
            scenario_hash: s.hashes.0,
            rules_hash: s.hashes.1,
            starts: s.window.0,
            ends: s.window.1,
            turns: s.turns,
            map: MapRecord { id: s.map.0, columns: s.map.1, rows: s.map.2 },
            sides: BySide { soviet: s.sides.soviet.into(), japanese: s.sides.japanese.into() },
            objectives: s.objectives.into_iter().map(|(hex, name, points)| ObjectiveRecord { hex, name, points }).collect(),
            events: s.events,
            history: s.history,
        }
    }
}

/// As text.
pub fn text(summary: &Summary, words: &Words) -> String {
    let s = summary;
    let units: u32 = Side::BOTH.iter().map(|side| s.sides[*side].units).sum();
    let mut text = format!("  {}, {} to {}, {} turns\n", s.title, s.window.0, s.window.1, s.turns);
    for (id, title) in &s.mods {
        text += &format!("  over it {id}: {title}\n");
    }
    text += &format!(
        "  map {} of {} x {} hexes; units {units}, objectives {}, events {}, rows of the record {}\n",
        s.map.0,
        s.map.1,
        s.map.2,
        s.objectives.len(),
        s.events,
        s.history
    );
    text += &format!("  at the start {}; {}\n", words.weather(s.at_start.0), words.ground(s.at_start.1));
    let mut table = Table::new(&["", &words.side(Side::Soviet), &words.side(Side::Japanese)], 1);
    let mut row = |name: &str, of: &dyn Fn(&SideSummary) -> u32| {
        let both = Side::BOTH.map(|side| of(&s.sides[side]));
        if both != [0, 0] {
            table.row(std::iter::once(name.to_string()).chain(both.map(|n| thousands(n as i64))));
        }
    };
    row("units", &|s| s.units);
    row("  in reserve", &|s| s.units_in_reserve);
    row("  off the map", &|s| s.units_off_map);
    row("  arriving later", &|s| s.units_arriving);
    row("men", &|s| s.men);
    let rows = |table: &mut Table, of: &dyn Fn(&SideSummary) -> BTreeMap<String, u32>| {
        let both = Side::BOTH.map(|side| of(&s.sides[side]));
        let names: BTreeSet<&String> = both.iter().flat_map(BTreeMap::keys).collect();
        for name in names {
            let cells = both.iter().map(|m| m.get(name).map_or(String::new(), |n| thousands(*n as i64)));
            table.row(std::iter::once(format!("  {name}")).chain(cells));
        }
    };
    rows(&mut table, &|s| s.men_by_kind.iter().map(|(k, n)| (name(k), *n)).collect());
    let row = |table: &mut Table, name: &str, of: &dyn Fn(&SideSummary) -> u32| {
        table.row(std::iter::once(name.to_string()).chain(Side::BOTH.map(|side| thousands(of(&s.sides[side]) as i64))));
    };
    row(&mut table, "guns of batteries in action", &|s| s.guns);
    row(&mut table, "battalion guns", &|s| s.battalion_guns);
    row(&mut table, "anti-tank guns", &|s| s.anti_tank_guns);
    row(&mut table, "anti-aircraft guns", &|s| s.anti_aircraft_guns);
    row(&mut table, "vehicles", &SideSummary::vehicles);
    rows(&mut table, &|s| s.vehicles_by_card.clone());
    row(&mut table, "vehicles by formation", &SideSummary::vehicles);
    rows(&mut table, &|s| s.vehicles_by_formation.clone());
    row(&mut table, "aircraft", &SideSummary::aircraft);
    rows(&mut table, &|s| s.aircraft_by_card.clone());
    row(&mut table, "sorties", &|s| s.sorties);
    text + &table.text()
}

/// A plain value as files name it.
fn name<T: Serialize + std::fmt::Debug>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => format!("{value:?}"),
    }
}
