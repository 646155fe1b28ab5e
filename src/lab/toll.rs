//! The record of a battle: what was lost and used, by side, formation, hour and cause.
//!
//! It is folded from the events alone: no second set of books is kept anywhere. Whole numbers, so that the hours of a
//! formation sum to its total, and the parts of a formation with its own units to the formation.

use crate::data::{Cause, FormationId, Scenario};
use crate::rules::{BySide, Clock, Side, UnitId, WeaponClass};
use crate::view::{Event, What, loads};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Seconds of a row of hours.
const HOUR_S: u32 = 3_600;

/// What was lost and used. A field that is nought is left out of the JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Toll {
    /// men killed
    #[serde(skip_serializing_if = "is_nought")]
    pub killed: u64,
    /// men wounded
    #[serde(skip_serializing_if = "is_nought")]
    pub wounded: u64,
    /// men taken or not accounted for
    #[serde(skip_serializing_if = "is_nought")]
    pub missing: u64,
    /// men who fell sick
    #[serde(skip_serializing_if = "is_nought")]
    pub sick: u64,
    /// lightly wounded who came back; they stay counted among the wounded
    #[serde(skip_serializing_if = "is_nought")]
    pub returned_wounded: u64,
    /// stragglers who came back; they stay counted among the missing
    #[serde(skip_serializing_if = "is_nought")]
    pub returned_missing: u64,
    /// sick who came back; they stay counted among the sick
    #[serde(skip_serializing_if = "is_nought")]
    pub returned_sick: u64,
    /// commanders of headquarters hit
    #[serde(skip_serializing_if = "is_nought")]
    pub commanders: u64,
    /// vehicles that got stuck
    #[serde(skip_serializing_if = "is_nought")]
    pub stuck: u64,
    /// stuck vehicles that came free
    #[serde(skip_serializing_if = "is_nought")]
    pub freed: u64,
    /// stuck vehicles that were knocked out where they stood; they are among the three that follow
    #[serde(skip_serializing_if = "is_nought")]
    pub stuck_lost: u64,
    /// vehicles that broke down; they are among `recoverable` and `repairable`
    #[serde(skip_serializing_if = "is_nought")]
    pub broke_down: u64,
    /// vehicles that were mended on the spot and rejoined
    #[serde(skip_serializing_if = "is_nought")]
    pub mended: u64,
    /// vehicles that were hauled away, mended and rejoined
    #[serde(skip_serializing_if = "is_nought")]
    pub mended_away: u64,
    /// vehicles burnt out
    #[serde(skip_serializing_if = "is_nought")]
    pub burnt: u64,
    /// vehicles put out of action, to be hauled away
    #[serde(skip_serializing_if = "is_nought")]
    pub recoverable: u64,
    /// vehicles put out of action, to be mended on the spot
    #[serde(skip_serializing_if = "is_nought")]
    pub repairable: u64,
    /// guns put out of action
    #[serde(skip_serializing_if = "is_nought")]
    pub guns: u64,
    /// the losses again, by what they are due to
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub by_cause: BTreeMap<Cause, CauseToll>,
    /// rounds of small arms fired
    #[serde(skip_serializing_if = "is_nought")]
    pub small_rounds: u64,
    /// rounds of guns, mortars and dischargers fired, by class of weapon
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub rounds: BTreeMap<WeaponClass, u64>,
    /// sorties flown
    #[serde(skip_serializing_if = "is_nought")]
    pub sorties: u64,
    /// bombs dropped
    #[serde(skip_serializing_if = "is_nought")]
    pub bombs: u64,
    /// aircraft shot down
    #[serde(skip_serializing_if = "is_nought")]
    pub aircraft_lost: u64,
    /// aircraft damaged, which did not fly again
    #[serde(skip_serializing_if = "is_nought")]
    pub aircraft_damaged: u64,
    /// times that a unit said it goes hungry
    #[serde(skip_serializing_if = "is_nought")]
    pub hungry: u64,
    /// grams of ammunition, fuel and food brought up to units
    #[serde(skip_serializing_if = "is_nought")]
    pub brought_g: u64,
    /// grams of ammunition fired, fuel burnt and food eaten
    #[serde(skip_serializing_if = "is_nought")]
    pub used_g: u64,
    /// grams of food eaten; they are among `used_g`
    #[serde(skip_serializing_if = "is_nought")]
    pub eaten_g: u64,
}

/// Losses to one cause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in `Toll`; `vehicles` are those knocked out")]
#[serde(default)]
pub struct CauseToll {
    #[serde(skip_serializing_if = "is_nought")]
    pub killed: u64,
    #[serde(skip_serializing_if = "is_nought")]
    pub wounded: u64,
    #[serde(skip_serializing_if = "is_nought")]
    pub missing: u64,
    #[serde(skip_serializing_if = "is_nought")]
    pub vehicles: u64,
    #[serde(skip_serializing_if = "is_nought")]
    pub guns: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_nought(n: &u64) -> bool {
    *n == 0
}

impl Toll {
    /// Vehicles put out of action, whatever was mended since.
    pub fn vehicles_lost(&self) -> u64 {
        self.burnt + self.recoverable + self.repairable
    }

    /// Add another.
    pub fn add(&mut self, o: &Toll) {
        for (mine, theirs) in [
            (&mut self.killed, o.killed),
            (&mut self.wounded, o.wounded),
            (&mut self.missing, o.missing),
            (&mut self.sick, o.sick),
            (&mut self.returned_wounded, o.returned_wounded),
            (&mut self.returned_missing, o.returned_missing),
            (&mut self.returned_sick, o.returned_sick),
            (&mut self.commanders, o.commanders),
            (&mut self.stuck, o.stuck),
            (&mut self.freed, o.freed),
            (&mut self.stuck_lost, o.stuck_lost),
            (&mut self.broke_down, o.broke_down),
            (&mut self.mended, o.mended),
            (&mut self.mended_away, o.mended_away),
            (&mut self.burnt, o.burnt),
            (&mut self.recoverable, o.recoverable),
            (&mut self.repairable, o.repairable),
            (&mut self.guns, o.guns),
            (&mut self.small_rounds, o.small_rounds),
            (&mut self.sorties, o.sorties),
            (&mut self.bombs, o.bombs),
            (&mut self.aircraft_lost, o.aircraft_lost),
            (&mut self.aircraft_damaged, o.aircraft_damaged),
            (&mut self.brought_g, o.brought_g),
            (&mut self.used_g, o.used_g),
            (&mut self.eaten_g, o.eaten_g),
            (&mut self.hungry, o.hungry),
        ] {
            *mine += theirs;
        }
        for (class, n) in &o.rounds {
            *self.rounds.entry(*class).or_default() += n;
        }
        for (cause, c) in &o.by_cause {
            let mine = self.by_cause.entry(*cause).or_default();
            mine.killed += c.killed;
            mine.wounded += c.wounded;
            mine.missing += c.missing;
            mine.vehicles += c.vehicles;
            mine.guns += c.guns;
        }
    }
}

/// What was lost and used in one hour of the clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HourToll {
    /// its first moment
    pub from: String,
    /// what
    #[serde(flatten)]
    pub toll: Toll,
}

/// A formation, all its parts included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormationToll {
    /// string id
    pub formation: String,
    /// side
    pub side: Side,
    /// string id of what it is part of
    pub parent: Option<String>,
    /// in all
    pub total: Toll,
    /// by hour; hours without anything are left out
    pub hours: Vec<HourToll>,
}

/// Ammunition, fuel and food of a side, grams: `start + came = held + used + lost`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoresToll {
    /// with units and in depots at the start
    pub start_g: u64,
    /// came from bases that never run out, or from outside
    pub came_g: u64,
    /// with units and in depots at the end
    pub held_g: u64,
    /// fired, burnt and eaten
    pub used_g: u64,
    /// with units that are no more, and what is lost when a depot's stock is shared out to the kilogram
    pub lost_g: u64,
}

/// A side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideToll {
    /// in all
    pub total: Toll,
    /// by hour
    pub hours: Vec<HourToll>,
    /// ammunition, fuel and food
    pub stores: StoresToll,
}

/// The record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tolls {
    /// by side
    pub sides: BySide<SideToll>,
    /// by formation, parents before parts, those without anything left out
    pub formations: Vec<FormationToll>,
}

/// Grams of stores.
fn stores_g(ammunition_kg: u32, fuel_kg: u32, rations_kg: u32) -> u64 {
    (u64::from(ammunition_kg) + u64::from(fuel_kg) + u64::from(rations_kg)) * 1000
}

/// Fold the log into the record.
pub fn tolls(scenario: &Scenario, events: &[Event]) -> Tolls {
    let mut fold = Fold::new(scenario);
    for event in events {
        fold.enter(event);
    }
    fold.finish()
}

/// Whose cell: a formation's own units, or aircraft of a side.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Formation(FormationId),
    Flights(Side),
}

struct Fold<'a> {
    scenario: &'a Scenario,
    cells: BTreeMap<(Owner, u32), Toll>,
    /// grams with each unit, in each depot
    units_g: Vec<u64>,
    depots_g: Vec<u64>,
    /// grams given by each depot in this turn: ammunition and fuel, and food
    given_g: Vec<[u64; 2]>,
    stores: BySide<StoresToll>,
}

impl<'a> Fold<'a> {
    fn new(scenario: &'a Scenario) -> Fold<'a> {
        let unit_g = |n: usize| {
            let (id, load) = (UnitId(n as u16), loads::start_load(scenario, UnitId(n as u16)));
            loads::rounds_g(scenario, id, load.small_rounds, load.shells) + u64::from(load.fuel_kg) * 1000 + u64::from(load.rations_g)
        };
        let units_g: Vec<u64> = (0..scenario.units.len()).map(unit_g).collect();
        let depots = &scenario.supply.depots;
        let depots_g: Vec<u64> =
            depots.iter().map(|d| if d.endless { 0 } else { stores_g(d.ammunition_kg, d.fuel_kg, d.rations_kg) }).collect();
        let mut stores: BySide<StoresToll> = BySide::default();
        for (unit, g) in scenario.units.iter().zip(&units_g) {
            stores[unit.side].start_g += g;
        }
        for (depot, g) in depots.iter().zip(&depots_g) {
            stores[depot.side].start_g += g;
        }
        let given_g = vec![[0; 2]; depots.len()];
        Fold { scenario, cells: BTreeMap::new(), units_g, depots_g, given_g, stores }
    }

    fn cell(&mut self, owner: Owner, at: Clock) -> &mut Toll {
        self.cells.entry((owner, at.0 / HOUR_S * HOUR_S)).or_default()
    }

    fn of_unit(&mut self, unit: UnitId, at: Clock) -> &mut Toll {
        let formation = self.scenario.units[unit.index()].formation;
        self.cell(Owner::Formation(formation), at)
    }

    fn enter(&mut self, event: &Event) {
        let at = event.at;
        match event.what {
            What::TurnStarted { .. } => self.share_out(),
            What::MenLost { unit, lost, cause, .. } => {
                let toll = self.of_unit(unit, at);
                let by = toll.by_cause.entry(cause).or_default();
                for (all, part, n) in [
                    (&mut toll.killed, &mut by.killed, lost.killed),
                    (&mut toll.wounded, &mut by.wounded, lost.wounded),
                    (&mut toll.missing, &mut by.missing, lost.missing),
                ] {
                    *all += u64::from(n);
                    *part += u64::from(n);
                }
            }
            What::FellSick { unit, men, .. } => self.of_unit(unit, at).sick += u64::from(men),
            What::Returned { unit, wounded, missing, sick, .. } => {
                let toll = self.of_unit(unit, at);
                toll.returned_wounded += u64::from(wounded);
                toll.returned_missing += u64::from(missing);
                toll.returned_sick += u64::from(sick);
            }
            What::CommanderLost { unit, .. } => self.of_unit(unit, at).commanders += 1,
            What::Bogged { unit, count, .. } => self.of_unit(unit, at).stuck += u64::from(count),
            What::Recovered { unit, count, .. } => self.of_unit(unit, at).freed += u64::from(count),
            What::VehiclesLost { unit, burnt, recoverable, repairable, cause, .. }
            | What::StrandedLost { unit, burnt, recoverable, repairable, cause, .. } => {
                let all = u64::from(burnt) + u64::from(recoverable) + u64::from(repairable);
                let toll = self.of_unit(unit, at);
                toll.burnt += u64::from(burnt);
                toll.recoverable += u64::from(recoverable);
                toll.repairable += u64::from(repairable);
                toll.by_cause.entry(cause).or_default().vehicles += all;
                if matches!(event.what, What::StrandedLost { .. }) {
                    toll.stuck_lost += all;
                }
            }
            What::BrokeDown { unit, recoverable, repairable, .. } => {
                let toll = self.of_unit(unit, at);
                toll.recoverable += u64::from(recoverable);
                toll.repairable += u64::from(repairable);
                toll.broke_down += u64::from(recoverable) + u64::from(repairable);
            }
            What::Repaired { unit, count, hauled, .. } => {
                let toll = self.of_unit(unit, at);
                *(if hauled { &mut toll.mended_away } else { &mut toll.mended }) += u64::from(count);
            }
            What::GunsLost { unit, count, cause, .. } => {
                let toll = self.of_unit(unit, at);
                toll.guns += u64::from(count);
                toll.by_cause.entry(cause).or_default().guns += u64::from(count);
            }
            What::Fired { unit, small_rounds, shells, .. } => self.fired(unit, at, small_rounds, shells.into()),
            What::MissionFell { battery, rounds, .. } | What::SmokeLaid { battery, rounds, .. } => {
                self.fired(battery, at, 0, rounds.into());
            }
            What::Moved { unit, fuel_kg, .. } if fuel_kg > 0 => self.used(unit, at, u64::from(fuel_kg) * 1000),
            What::Ate { unit, rations_g } => {
                self.of_unit(unit, at).eaten_g += u64::from(rations_g);
                self.used(unit, at, rations_g.into());
            }
            What::Hungry { unit } => self.of_unit(unit, at).hungry += 1,
            What::Supplied { unit, ammunition_g, fuel_kg, rations_g } => {
                let kinds_g = [u64::from(ammunition_g) + u64::from(fuel_kg) * 1000, u64::from(rations_g)];
                let g: u64 = kinds_g.iter().sum();
                self.of_unit(unit, at).brought_g += g;
                self.units_g[unit.index()] += g;
                if let Some(depot) = self.scenario.units[unit.index()].depot {
                    self.given_g[depot.0 as usize].iter_mut().zip(kinds_g).for_each(|(given, g)| *given += g);
                }
            }
            What::Carried { from, to, ammunition_kg, fuel_kg, rations_kg } => {
                let g = stores_g(ammunition_kg, fuel_kg, rations_kg);
                let (depots, to) = (&self.scenario.supply.depots, to.0 as usize);
                match from.map(|d| d.0 as usize).filter(|&d| !depots[d].endless) {
                    Some(from) => self.depots_g[from] = self.depots_g[from].saturating_sub(g),
                    None if !depots[to].endless => self.stores[depots[to].side].came_g += g,
                    None => {}
                }
                if !depots[to].endless {
                    self.depots_g[to] += g;
                }
            }
            What::DepotLost { depot, ammunition_kg, fuel_kg, rations_kg } => {
                let g = stores_g(ammunition_kg, fuel_kg, rations_kg);
                let d = depot.0 as usize;
                self.depots_g[d] = self.depots_g[d].saturating_sub(g);
                self.stores[self.scenario.supply.depots[d].side].lost_g += g;
            }
            What::StrikeFell { flight, aircraft, bombs, .. } => {
                let toll = self.cell(Owner::Flights(self.scenario.flights[flight.0 as usize].side), at);
                toll.sorties += u64::from(aircraft);
                toll.bombs += u64::from(bombs);
            }
            What::AircraftLost { flight, count, damaged } => {
                let side = self.scenario.flights[flight.0 as usize].side;
                self.cell(Owner::Flights(side), at).aircraft_lost += u64::from(count);
                self.cell(Owner::Flights(side), at).aircraft_damaged += u64::from(damaged);
            }
            What::Destroyed { unit, .. } => {
                let g = std::mem::take(&mut self.units_g[unit.index()]);
                self.stores[self.scenario.units[unit.index()].side].lost_g += g;
            }
            _ => {}
        }
    }

    fn fired(&mut self, unit: UnitId, at: Clock, small_rounds: u32, shells: u32) {
        let class = loads::shell_class(self.scenario, unit);
        let toll = self.of_unit(unit, at);
        toll.small_rounds += u64::from(small_rounds);
        if let Some(class) = class.filter(|_| shells > 0) {
            *toll.rounds.entry(class).or_default() += u64::from(shells);
        }
        self.used(unit, at, loads::rounds_g(self.scenario, unit, small_rounds, shells));
    }

    fn used(&mut self, unit: UnitId, at: Clock, g: u64) {
        self.of_unit(unit, at).used_g += g;
        let left = &mut self.units_g[unit.index()];
        // Who falls in the minute in which he fires has that much less to lose.
        let late = g.saturating_sub(*left);
        *left -= g - late;
        let stores = &mut self.stores[self.scenario.units[unit.index()].side];
        stores.used_g += g;
        stores.lost_g = stores.lost_g.saturating_sub(late);
    }

    /// What the depots gave in a turn leaves them in whole kilograms of each kind.
    fn share_out(&mut self) {
        for (n, depot) in self.scenario.supply.depots.iter().enumerate() {
            let kinds_g = std::mem::take(&mut self.given_g[n]);
            let given: u64 = kinds_g.iter().sum();
            let stores = &mut self.stores[depot.side];
            if depot.endless {
                stores.came_g += given;
                continue;
            }
            let left = kinds_g.iter().map(|g| g.div_ceil(1000) * 1000).sum::<u64>().min(self.depots_g[n]);
            self.depots_g[n] -= left;
            stores.lost_g += left.saturating_sub(given);
        }
    }

    fn finish(mut self) -> Tolls {
        self.share_out();
        let scenario = self.scenario;
        for (unit, g) in scenario.units.iter().zip(&self.units_g) {
            self.stores[unit.side].held_g += g;
        }
        for (depot, g) in scenario.supply.depots.iter().zip(&self.depots_g) {
            self.stores[depot.side].held_g += g;
        }
        let mut sides: BySide<BTreeMap<u32, Toll>> = BySide::default();
        let mut formations: Vec<BTreeMap<u32, Toll>> = vec![BTreeMap::new(); scenario.formations.len()];
        for ((owner, hour), toll) in &self.cells {
            let side = match owner {
                Owner::Flights(side) => *side,
                Owner::Formation(f) => scenario.formations[f.0 as usize].side,
            };
            sides[side].entry(*hour).or_default().add(toll);
            let mut at = match owner {
                Owner::Formation(f) => Some(*f),
                Owner::Flights(_) => None,
            };
            while let Some(f) = at {
                formations[f.0 as usize].entry(*hour).or_default().add(toll);
                at = scenario.formations[f.0 as usize].parent;
            }
        }
        let side = |side: Side| {
            let (total, hours) = summed(&sides[side]);
            SideToll { total, hours, stores: self.stores[side] }
        };
        let rows = scenario.formations.iter().zip(&formations).filter(|(_, hours)| !hours.is_empty()).map(|(f, hours)| {
            let (total, hours) = summed(hours);
            let parent = f.parent.map(|p| scenario.formations[p.0 as usize].id.clone());
            FormationToll { formation: f.id.clone(), side: f.side, parent, total, hours }
        });
        Tolls { sides: BySide { soviet: side(Side::Soviet), japanese: side(Side::Japanese) }, formations: rows.collect() }
    }
}

/// Hours as rows, and their sum.
fn summed(hours: &BTreeMap<u32, Toll>) -> (Toll, Vec<HourToll>) {
    let mut total = Toll::default();
    hours.values().for_each(|t| total.add(t));
    (total, hours.iter().map(|(from, toll)| HourToll { from: Clock(*from).to_string(), toll: toll.clone() }).collect())
}
