//! The last of supply: carriers and carts from the depots to the units.
//!
//! What belongs here: whom a depot's carriers reach, who gets how much of what lies there. What never does: links between depots.

use super::field::Field;
use crate::data::DepotId;
use crate::hex::{HexId, Reach, ReachScratch};
use crate::rules::{BySide, Delivery, GroundStates, Pace, ProfileId, Side, UnitId};
use crate::view::loads::{SMALL_ROUND_G, UnitLoad, Weights};
use crate::view::{Stores, What};

/// Where the carriers of each depot get to, kept from turn to turn, and what it takes to find out.
#[derive(Default)]
pub(super) struct Carriers {
    /// by depot
    ways: Vec<Ways>,
    scratch: ReachScratch,
    /// by hex: an enemy of that side stands there
    enemy: BySide<Vec<bool>>,
}

/// Ways from one depot as they were last searched for.
#[derive(Default)]
struct Ways {
    reach: Reach,
    /// the ground they were found on; `None` before the first search
    ground: Option<GroundStates>,
    /// found this turn
    fresh: bool,
}

impl Ways {
    /// Whether the way found to a hex is still open and still takes as long: nothing but the ground and the enemy ever closes one.
    fn still_lead(&self, from: HexId, to: HexId, ground: GroundStates, enemy: &[bool]) -> bool {
        if self.ground != Some(ground) || self.reach.cost(to).is_none() {
            return false;
        }
        let mut back = std::iter::successors(self.reach.link(to), |&hex| self.reach.link(hex));
        back.all(|hex| hex == from || !enemy[hex.index()])
    }
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
            let cut_off = match (row.hex, self.hex(id)) {
                (Some(from), Some(to)) => !self.carriers_reach(depot, from, to, carriers),
                _ => false,
            };
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

    /// Another turn's carriers set out: where the enemy stands now.
    pub fn send_carriers(&self, carriers: &mut Carriers) {
        carriers.ways.resize_with(self.stage.scenario.supply.depots.len(), Ways::default);
        carriers.ways.iter_mut().for_each(|w| w.fresh = false);
        for side in Side::BOTH {
            let stands = &mut carriers.enemy[side];
            stands.clear();
            stands.resize(self.stage.scenario.ground.grid.len(), false);
            for hex in self.views.0[side.enemy()].seen.units.iter().filter(|u| u.active()).filter_map(|u| u.hex) {
                stands[hex.index()] = true;
            }
        }
    }

    /// Whether the carriers of a depot get to a hex: men on foot with loads, past no hex in which the enemy stands. Where the way that
    /// they last took is still open nothing is searched for.
    fn carriers_reach(&self, depot: DepotId, from: HexId, to: HexId, carriers: &mut Carriers) -> bool {
        let (scenario, state) = (&self.stage.scenario, self.now.ground);
        let Carriers { ways, scratch, enemy } = carriers;
        let (ways, enemy) = (&mut ways[depot.0 as usize], &enemy[scenario.supply.depots[depot.0 as usize].side]);
        if !ways.fresh && !ways.still_lead(from, to, state, enemy) {
            let ground = &scenario.ground;
            // who holds a hex together with the enemy is reached from behind, nobody goes on from there
            let on_foot = scenario.rules.profile("foot").unwrap_or(ProfileId(0));
            ways.reach.search(&ground.grid, scratch, from, FARTHEST_S, |at, dir, _| {
                if enemy[at.index()] && at != from { None } else { ground.step_seconds(on_foot, state, Pace::Deployed, at, dir) }
            });
            (ways.ground, ways.fresh) = (Some(state), true);
        }
        !ways.fresh || ways.reach.cost(to).is_some()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hex::{Dir, Grid};
    use crate::rules::GroundState;
    use proptest::prelude::*;

    /// Ways from a hex past these enemies, over ground on which some steps are barred.
    fn search(grid: &Grid, ways: &mut Ways, from: HexId, barred: &[bool], enemy: &[bool], ground: GroundStates) {
        ways.reach.search(grid, &mut ReachScratch::default(), from, FARTHEST_S, |at, dir: Dir, _| {
            let shut = barred[at.index() * 6 + dir as usize] || enemy[at.index()] && at != from;
            if shut { None } else { Some(300) }
        });
        ways.ground = Some(ground);
    }

    proptest! {
        /// A way that still leads somewhere is one that a new search would find, and while the enemy stands still none is missed.
        #[test]
        fn ways_kept_lead_where_new_ones_do(
            from in 0u16..36,
            barred in prop::collection::vec(prop::bool::weighted(0.2), 216),
            before in prop::collection::vec(prop::bool::weighted(0.2), 36),
            after in prop::collection::vec(prop::bool::weighted(0.2), 36),
        ) {
            let (grid, from) = (Grid::new(6, 6), HexId(from));
            let (dry, wet) = (GroundStates::each(|_| GroundState::Dry), GroundStates::each(|_| GroundState::Wet));
            let (mut kept, mut fresh) = (Ways::default(), Ways::default());
            prop_assert!(grid.hexes().all(|to| !kept.still_lead(from, to, dry, &before)), "nothing was searched for yet");
            search(&grid, &mut kept, from, &barred, &before, dry);
            search(&grid, &mut fresh, from, &barred, &after, dry);
            for to in grid.hexes() {
                prop_assert!(!kept.still_lead(from, to, dry, &after) || fresh.reach.cost(to).is_some());
                prop_assert_eq!(kept.still_lead(from, to, dry, &before), kept.reach.cost(to).is_some());
                prop_assert!(!kept.still_lead(from, to, wet, &before), "on other ground it takes another time");
            }
        }
    }
}
