//! Rounds of a full load: from cards and strength alone.
//!
//! What belongs here: what a unit of a scenario carries when nothing was fired. What never does: what it has left, weights, depots.

use super::{Cards, UnitSetup};
use crate::rules::Tables;

/// Small-arms rounds and shells of a unit's full load: what its card's weapons and vehicles carry, scaled to what it has at the start.
pub fn full_rounds(cards: &Cards, setup: &UnitSetup) -> (u32, u32) {
    let card = &cards.units[setup.card as usize];
    let (mut small, mut shells) = (0, 0);
    let foot = u64::from(setup.men).min(u64::from(card.men)).max(1);
    for line in &card.weapons {
        let weapon = &cards.weapons[line.weapon as usize];
        let gun = weapon.class.is_gun() && card.guns > 0;
        let (have, of) = if gun { (u64::from(setup.guns), u64::from(card.guns)) } else { (foot, u64::from(card.men.max(1))) };
        let rounds = (u64::from(line.count) * u64::from(line.rounds_each) * have / of.max(1)) as u32;
        *(if weapon.small { &mut small } else { &mut shells }) += rounds;
    }
    for (line, &count) in card.vehicles.iter().zip(&setup.vehicles) {
        let v = &cards.vehicles[line.vehicle as usize];
        shells += u32::from(v.shells) * u32::from(count);
        small += u32::from(v.small_rounds) * u32::from(count);
    }
    (small, shells)
}

/// Smoke shells in a unit's full load: of the guns that fire missions, where there are any for them.
pub fn smoke_rounds(cards: &Cards, rules: &Tables, setup: &UnitSetup) -> u16 {
    let weapons = cards.units[setup.card as usize].weapons.iter().map(|l| &cards.weapons[l.weapon as usize]);
    let mut fires = weapons.filter(|w| w.indirect_range_m > 0 && rules.smoke_per_minute(w.class, w.calibre_mm).is_some());
    if fires.next().is_none() {
        return 0;
    }
    rules.smoke_load(full_rounds(cards, setup).1).min(u32::from(u16::MAX)) as u16
}
