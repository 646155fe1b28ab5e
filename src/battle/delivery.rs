//! The last of supply: carriers and carts from the depots to the units.
//!
//! What belongs here: whom a depot's carriers reach, who gets how much of what lies there. What never does: links between depots.

use super::field::Field;
use crate::data::DepotId;
use crate::hex::{HexId, Reach, ReachScratch};
use crate::rules::{Delivery, Pace, ProfileId, Side, UnitId};
use crate::view::loads::{SMALL_ROUND_G, UnitLoad, Weights};
use crate::view::{Stores, What};

/// Where the carriers of one depot get to, and what it takes to find out.
#[derive(Default)]
pub(super) struct Carriers {
    reach: Reach,
    scratch: ReachScratch,
    enemy: Vec<bool>,
}

/// Seconds of walking that a carriers' way may have. Reason: two days; what is farther off is no depot of theirs.
const FARTHEST_S: u32 = 172_800;

/// One's part of what is there, by what one lacks of what all lack.
fn part(lacks: u64, all: u64, there: u64) -> u64 {
    if there >= all { lacks } else { (u128::from(lacks) * u128::from(there) / u128::from(all.max(1))) as u64 }
}

impl Field<'_, '_> {
    /// A depot feeds its units in proportion of what they lack, as far and as fast as carriers get there.
    pub fn feed(&mut self, depot: DepotId, carriers: &mut Carriers) {
        let scenario = self.scenario();
        let mut wants: Vec<(UnitId, Weights)> = Vec::new();
        let mut sum = Weights::default();
        let row = &scenario.supply.depots[depot.0 as usize];
        for (n, _) in scenario.units.iter().enumerate().filter(|(_, u)| u.depot == Some(depot)) {
            let id = UnitId(n as u16);
            let own = self.own(id);
            if !own.arrived || own.destroyed {
                continue;
            }
            let load = self.index.loads[n];
            let lacks = load.lack(&own.stores);
            if lacks == Weights::default() {
                continue;
            }
            if wants.is_empty()
                && let Some(hex) = row.hex
            {
                self.send_carriers(row.side, hex, carriers);
            }
            let cut_off = row.hex.is_some() && self.hex(id).is_some_and(|hex| carriers.reach.cost(hex).is_none());
            let under_fire = self.hex(id).is_some_and(|hex| self.is_under_fire(row.side, hex));
            let permille = scenario.rules.delivered_permille(Delivery { cut_off, under_fire, seconds: self.now.seconds });
            let lacks = lacks.at_most(load.lack(&Stores::default()).part(permille));
            wants.push((id, lacks));
            sum.add(&lacks);
        }
        let there = self.stocks.there(&scenario, depot);
        let grams = |kg: u32| if kg == u32::MAX { u64::MAX } else { u64::from(kg) * 1000 };
        let mut used = Weights::default();
        for (id, lacks) in wants {
            let got = Weights {
                ammunition_g: part(lacks.ammunition_g, sum.ammunition_g, grams(there.ammunition_kg)),
                fuel_kg: part(lacks.fuel_kg, sum.fuel_kg, there.fuel_kg.into()),
                rations_g: part(lacks.rations_g, sum.rations_g, grams(there.rations_kg)),
            };
            used.add(&self.hand_over(id, got));
        }
        if !row.endless {
            self.stocks.put(depot.0 as usize, there.with(used.tonnage(), u32::saturating_sub));
        }
    }

    /// Finds where the carriers of a depot get to: men on foot with loads, past no hex in which the enemy stands.
    fn send_carriers(&self, side: Side, from: HexId, carriers: &mut Carriers) {
        let (ground, state) = (&self.stage.scenario.ground, self.now.ground);
        let Carriers { reach, scratch, enemy } = carriers;
        enemy.clear();
        enemy.resize(ground.grid.len(), false);
        for &id in self.index.of_side[side.enemy()].iter() {
            if self.active(id)
                && let Some(hex) = self.hex(id)
            {
                enemy[hex.index()] = true;
            }
        }
        // who holds a hex together with the enemy is reached from behind, nobody goes on from there
        let on_foot = self.stage.scenario.rules.profile("foot").unwrap_or(ProfileId(0));
        reach.search(&ground.grid, scratch, from, FARTHEST_S, |at, dir, _| {
            if enemy[at.index()] && at != from { None } else { ground.step_seconds(on_foot, state, Pace::Deployed, at, dir) }
        });
    }

    /// A unit takes over what came for it, whole rounds and kilograms of fuel: what it took.
    fn hand_over(&mut self, id: UnitId, got: Weights) -> Weights {
        let scenario = self.scenario();
        let UnitLoad { shell_g: per_shell, by_shells, .. } = self.index.loads[id.index()];
        let mut unit = self.unit_mut(id);
        let (full, stores) = (unit.holdings.full, unit.holdings.stores);
        let (no_shells, no_rounds) = (full.shells.saturating_sub(stores.shells), full.small_rounds.saturating_sub(stores.small_rounds));
        let (shells_g, rounds_g) = (u64::from(no_shells) * per_shell, u64::from(no_rounds) * SMALL_ROUND_G);
        // Shells first where they are what the unit is there for: a gun without shells is of no use. Others take of both.
        let for_shells = if by_shells { got.ammunition_g } else { part(shells_g, shells_g + rounds_g, got.ammunition_g) };
        let shells = (for_shells / per_shell).min(u64::from(no_shells));
        let small = ((got.ammunition_g - shells * per_shell) / SMALL_ROUND_G).min(u64::from(no_rounds));
        unit.holdings.stores.shells += shells as u32;
        unit.holdings.stores.small_rounds += small as u32;
        unit.holdings.stores.fuel_kg += got.fuel_kg as u32;
        unit.holdings.stores.rations_g += got.rations_g as u32;
        if shells > 0 || small > 0 {
            unit.holdings.silent = false;
            // Grenades come up with the rounds.
            unit.holdings.grenades = scenario.card(id).grenades;
        }
        let took = Weights { ammunition_g: shells * per_shell + small * SMALL_ROUND_G, ..got };
        self.sync(id);
        let side = self.side_of(id);
        self.stocks.brought_kg[side] += took.ammunition_g / 1000 + took.fuel_kg + took.rations_g / 1000;
        if took != Weights::default() {
            let (ammunition_g, fuel_kg, rations_g) = (took.ammunition_g as u32, took.fuel_kg as u32, took.rations_g as u32);
            self.tell(self.now.from, What::Supplied { unit: id, ammunition_g, fuel_kg, rations_g });
        }
        took
    }
}
