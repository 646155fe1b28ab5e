//! What a unit carries when full, and what it lacks: from cards alone, the same for the battle and for whoever looks at it.
//!
//! What belongs here: full loads and their weights. What never does: depots, links, who gets what.

use super::Stores;
use crate::data::{Crewed, Scenario, UnitCard, UnitKind, WeaponCard, full_rounds};
use crate::rules::{Tonnage, UnitId, WeaponClass};

/// Weight of one small-arms round with its packing, grams; 7.62 mm and 6.5 mm cartridges in boxes weigh about 30 g.
pub const SMALL_ROUND_G: u64 = 30;

/// A unit's full load: what its card's weapons and vehicles carry, scaled to what it has at the start, and what its men eat.
pub fn full_load(scenario: &Scenario, unit: UnitId) -> Stores {
    let setup = &scenario.units[unit.index()];
    let (small_rounds, shells) = full_rounds(&scenario.cards, setup);
    let fuel = |(line, &count): (&Crewed, &u8)| u32::from(scenario.cards.vehicles[line.vehicle as usize].fuel_kg) * u32::from(count);
    let fuel_kg = scenario.card(unit).vehicles.iter().zip(&setup.vehicles).map(fuel).sum();
    let rations_g = u32::from(setup.men) * scenario.rules.ration_g(setup.side) * scenario.rules.carried_days();
    Stores { small_rounds, shells, fuel_kg, rations_g }
}

/// What a unit carries at the start.
pub fn start_load(scenario: &Scenario, unit: UnitId) -> Stores {
    let full = full_load(scenario, unit);
    let percent = u64::from(scenario.units[unit.index()].ammunition_percent);
    let share = |n: u32| (u64::from(n) * percent / 100) as u32;
    Stores { small_rounds: share(full.small_rounds), shells: share(full.shells), ..full }
}

/// What a unit's shells are for: the gun that is first on its card, or that of its vehicles.
fn gun(scenario: &Scenario, unit: UnitId) -> Option<&WeaponCard> {
    let card = scenario.card(unit);
    let weapons = &scenario.cards.weapons;
    let gun = card.weapons.iter().map(|l| &weapons[l.weapon as usize]).find(|w| !w.small);
    gun.or_else(|| card.vehicles.iter().find_map(|l| scenario.cards.vehicles[l.vehicle as usize].gun).map(|g| &weapons[g as usize]))
}

/// Weight of one shell of a unit's guns, grams.
pub fn shell_g(scenario: &Scenario, unit: UnitId) -> u64 {
    gun(scenario, unit).map_or(1_000, |w| (w.round_kg * 1000.0) as u64).max(1)
}

/// Class of the guns that a unit's shells are for.
pub fn shell_class(scenario: &Scenario, unit: UnitId) -> Option<WeaponClass> {
    gun(scenario, unit).map(|w| w.class)
}

/// Weight of rounds of a unit, grams.
pub fn rounds_g(scenario: &Scenario, unit: UnitId, small_rounds: u32, shells: u32) -> u64 {
    u64::from(small_rounds) * SMALL_ROUND_G + u64::from(shells) * shell_g(scenario, unit)
}

/// Stores of a unit by weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weights {
    /// ammunition, grams
    pub ammunition_g: u64,
    /// fuel, kilograms
    pub fuel_kg: u64,
    /// food, grams
    pub rations_g: u64,
}

impl Weights {
    /// Add another's.
    pub fn add(&mut self, other: &Weights) {
        self.ammunition_g += other.ammunition_g;
        self.fuel_kg += other.fuel_kg;
        self.rations_g += other.rations_g;
    }

    /// In whole kilograms, rounded up.
    pub fn tonnage(&self) -> Tonnage {
        let kg = |n: u64| n.min(u64::from(u32::MAX)) as u32;
        Tonnage {
            ammunition_kg: kg(self.ammunition_g.div_ceil(1000)),
            fuel_kg: kg(self.fuel_kg),
            rations_kg: kg(self.rations_g.div_ceil(1000)),
        }
    }

    /// So many thousandths of it.
    pub fn part(self, permille: u32) -> Weights {
        let of = |n: u64| n * u64::from(permille) / 1000;
        Weights { ammunition_g: of(self.ammunition_g), fuel_kg: of(self.fuel_kg), rations_g: of(self.rations_g) }
    }

    /// As much of it as there is of another, kind by kind.
    pub fn at_most(self, most: Weights) -> Weights {
        Weights {
            ammunition_g: self.ammunition_g.min(most.ammunition_g),
            fuel_kg: self.fuel_kg.min(most.fuel_kg),
            rations_g: self.rations_g.min(most.rations_g),
        }
    }
}

/// What a unit lacks.
fn lack(full: &Stores, have: &Stores, shell_g: u64) -> Weights {
    let shells = u64::from(full.shells.saturating_sub(have.shells)) * shell_g;
    let small = u64::from(full.small_rounds.saturating_sub(have.small_rounds)) * SMALL_ROUND_G;
    Weights {
        ammunition_g: shells + small,
        fuel_kg: u64::from(full.fuel_kg.saturating_sub(have.fuel_kg)),
        rations_g: u64::from(full.rations_g.saturating_sub(have.rations_g)),
    }
}

/// What never changes of a unit's stores.
#[derive(Clone, Copy, Debug)]
pub struct UnitLoad {
    /// its full load
    pub full: Stores,
    /// weight of one shell of its guns, grams
    pub shell_g: u64,
    /// its part of its depot's reserve
    pub kept: Weights,
    /// it is there for its guns: without shells it is silent, whatever rifles its crews have
    pub by_shells: bool,
}

impl UnitLoad {
    /// Of a unit.
    pub fn of(scenario: &Scenario, unit: UnitId) -> UnitLoad {
        let (day, days) = (heavy_day(scenario, unit), scenario.rules.reserve_days());
        let kept = |n: u64| (n as f64 * days) as u64;
        let card = scenario.card(unit);
        UnitLoad {
            full: full_load(scenario, unit),
            shell_g: shell_g(scenario, unit),
            kept: Weights { ammunition_g: kept(day.ammunition_g), fuel_kg: kept(day.fuel_kg), rations_g: kept(day.rations_g) },
            by_shells: card.guns > 0 || card.vehicles.iter().any(|line| scenario.cards.vehicles[line.vehicle as usize].gun.is_some()),
        }
    }

    /// Of all units of a scenario.
    pub fn all(scenario: &Scenario) -> Vec<UnitLoad> {
        (0..scenario.units.len()).map(|n| UnitLoad::of(scenario, UnitId(n as u16))).collect()
    }

    /// What a unit that has so much lacks.
    pub fn lack(&self, have: &Stores) -> Weights {
        lack(&self.full, have, self.shell_g)
    }
}

/// Whether a unit's shells count as the record counts shells: those of guns, self-propelled ones among them. Grenades of dischargers
/// and the racks of tanks do not.
pub fn counts_shells(card: &UnitCard) -> bool {
    card.guns > 0 || card.kind == UnitKind::SelfPropelled
}

/// What a unit of full load uses up in a day of heavy fighting.
pub fn heavy_day(scenario: &Scenario, unit: UnitId) -> Weights {
    let (full, rules) = (full_load(scenario, unit), &scenario.rules);
    let guns = scenario.card(unit).guns > 0 && scenario.card(unit).vehicles.is_empty();
    let share = |n: u64, share: f64| (n as f64 * share) as u64;
    Weights {
        ammunition_g: share(u64::from(full.shells) * shell_g(scenario, unit), rules.heavy_rounds(guns))
            + share(u64::from(full.small_rounds) * SMALL_ROUND_G, rules.heavy_rounds(false)),
        fuel_kg: share(full.fuel_kg.into(), rules.heavy_fuel()),
        rations_g: u64::from(full.rations_g) / u64::from(rules.carried_days().max(1)),
    }
}
