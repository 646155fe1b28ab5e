//! What is in a scenario, for `check --summary`.

use super::table::{Table, thousands};
use crate::data::{Scenario, UnitKind};
use crate::rules::{BySide, Side};
use crate::words::Words;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is in a scenario.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// string id
    pub scenario: String,
    /// title
    pub title: String,
    /// hash of all that was loaded
    pub scenario_hash: String,
    /// hash of the rules' tables
    pub rules_hash: String,
    /// first moment
    pub starts: String,
    /// last moment
    pub ends: String,
    /// turns
    pub turns: usize,
    /// phases
    pub phases: usize,
    /// columns and rows of the map
    pub map: [u8; 2],
    /// units of both sides
    pub units: usize,
    /// by side
    pub sides: BySide<SideSummary>,
    /// objectives
    pub objectives: usize,
    /// rows of the record
    pub history: usize,
    /// scripted events
    pub events: usize,
}

/// What a side has.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct SideSummary {
    /// units
    pub units: usize,
    /// formations
    pub formations: usize,
    /// men of all units
    pub men: u32,
    /// men by kind of unit
    pub men_by_kind: BTreeMap<UnitKind, u32>,
    /// guns by kind of unit
    pub guns_by_kind: BTreeMap<UnitKind, u32>,
    /// guns of all units
    pub guns: u32,
    /// vehicles of all units
    pub vehicles: u32,
    /// vehicles by card
    pub vehicles_by_card: BTreeMap<String, u32>,
    /// vehicles by the formation that their unit belongs to
    pub vehicles_by_formation: BTreeMap<String, u32>,
    /// aircraft by card
    pub aircraft_by_card: BTreeMap<String, u32>,
}

/// Count what is in a scenario. Units that arrive later count.
pub fn summary(scenario: &Scenario) -> Summary {
    let mut sides: BySide<SideSummary> = BySide::default();
    for formation in &scenario.formations {
        sides[formation.side].formations += 1;
    }
    for unit in &scenario.units {
        let card = &scenario.cards.units[unit.card as usize];
        let side = &mut sides[unit.side];
        side.units += 1;
        side.men += unit.men as u32;
        *side.men_by_kind.entry(card.kind).or_default() += unit.men as u32;
        if unit.guns > 0 {
            side.guns += unit.guns as u32;
            *side.guns_by_kind.entry(card.kind).or_default() += unit.guns as u32;
        }
        for (line, &count) in card.vehicles.iter().zip(&unit.vehicles) {
            if count > 0 {
                side.vehicles += count as u32;
                *side.vehicles_by_card.entry(scenario.cards.vehicles[line.vehicle as usize].id.clone()).or_default() += count as u32;
                let formation = scenario.formations[unit.formation.0 as usize].id.clone();
                *side.vehicles_by_formation.entry(formation).or_default() += count as u32;
            }
        }
    }
    for flight in &scenario.flights {
        let card = scenario.cards.aircraft[flight.aircraft as usize].id.clone();
        *sides[flight.side].aircraft_by_card.entry(card).or_default() += flight.count as u32;
    }
    let (scenario_hash, rules_hash) = crate::lab::provenance(scenario);
    Summary {
        scenario: scenario.id.clone(),
        title: scenario.title.clone(),
        scenario_hash,
        rules_hash,
        starts: scenario.starts().to_string(),
        ends: scenario.ends().to_string(),
        turns: scenario.turns.len(),
        phases: scenario.phases.len(),
        map: [scenario.ground.grid.cols(), scenario.ground.grid.rows()],
        units: scenario.units.len(),
        sides,
        objectives: scenario.objectives.len(),
        history: scenario.history.len(),
        events: scenario.events.len(),
    }
}

impl Summary {
    /// As text.
    pub fn text(&self, words: &Words) -> String {
        let mut text = format!("  {}, {} to {}\n", self.title, self.starts, self.ends);
        text += &format!(
            "  {} turns in {} phases; map of {} x {} hexes; {} units, {} objectives, {} events, {} rows of the record\n",
            self.turns, self.phases, self.map[0], self.map[1], self.units, self.objectives, self.events, self.history
        );
        let mut table = Table::new(&["", &words.side(Side::Soviet), &words.side(Side::Japanese)], 1);
        self.row(&mut table, "units", |s| s.units as u32);
        self.row(&mut table, "formations", |s| s.formations as u32);
        self.row(&mut table, "men", |s| s.men);
        self.rows(&mut table, "men: ", |s| s.men_by_kind.iter().map(|(k, n)| (kind(*k), *n)).collect());
        self.row(&mut table, "guns", |s| s.guns);
        self.rows(&mut table, "guns: ", |s| s.guns_by_kind.iter().map(|(k, n)| (kind(*k), *n)).collect());
        self.row(&mut table, "vehicles", |s| s.vehicles);
        self.rows(&mut table, "vehicles: ", |s| s.vehicles_by_card.clone());
        self.rows(&mut table, "vehicles of ", |s| s.vehicles_by_formation.clone());
        self.rows(&mut table, "aircraft: ", |s| s.aircraft_by_card.clone());
        text + &table.text()
    }

    fn row(&self, table: &mut Table, name: &str, of: impl Fn(&SideSummary) -> u32) {
        let both = Side::BOTH.map(|s| thousands(of(&self.sides[s]) as i64));
        table.row(std::iter::once(name.to_string()).chain(both));
    }

    fn rows(&self, table: &mut Table, head: &str, of: impl Fn(&SideSummary) -> BTreeMap<String, u32>) {
        let both = Side::BOTH.map(|s| of(&self.sides[s]));
        let names: std::collections::BTreeSet<&String> = both.iter().flat_map(BTreeMap::keys).collect();
        for name in names {
            let cells = both.iter().map(|m| m.get(name).map_or(String::new(), |n| thousands(*n as i64)));
            table.row(std::iter::once(format!("  {head}{name}")).chain(cells));
        }
    }
}

/// A kind of unit as files name it.
fn kind(kind: UnitKind) -> String {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(name)) => name,
        _ => format!("{kind:?}"),
    }
}
