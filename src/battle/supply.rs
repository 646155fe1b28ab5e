//! Supply: tonnes over links, from bases to depots, from depots to batteries and companies.

use super::field::Field;
use super::state::Stocks;
use crate::data::{Depot, DepotId, LinkId, Scenario};
use crate::hex::HexId;
use crate::rules::{Activity, MoraleState, Side, Tonnage, UnitId};
use crate::view::What;
use crate::view::loads::{SMALL_ROUND_G, Weights};
use crate::view::supply as flows;

/// Room that each unit has to get on the link that it comes over, kilograms.
pub(super) fn ways(scenario: &Scenario) -> Vec<u32> {
    (0..scenario.units.len()).map(|n| flows::way_kg(scenario, UnitId(n as u16))).collect()
}

/// One's part of what is there, by what one lacks of what all lack.
fn part(lacks: u64, all: u64, there: u64) -> u64 {
    if there >= all { lacks } else { (u128::from(lacks) * u128::from(there) / u128::from(all.max(1))) as u64 }
}

impl Stocks {
    /// What lies in a depot.
    fn held(&self, depot: usize) -> Tonnage {
        Tonnage { ammunition_kg: self.ammunition_kg[depot], fuel_kg: self.fuel_kg[depot], rations_kg: self.rations_kg[depot] }
    }

    /// What can be taken from it.
    fn there(&self, scenario: &Scenario, depot: DepotId) -> Tonnage {
        if scenario.supply.depots[depot.0 as usize].endless { Tonnage::ENDLESS } else { self.held(depot.0 as usize) }
    }

    fn put(&mut self, depot: usize, load: Tonnage) {
        (self.ammunition_kg[depot], self.fuel_kg[depot], self.rations_kg[depot]) = (load.ammunition_kg, load.fuel_kg, load.rations_kg);
    }
}

impl Field<'_, '_> {
    /// One turn of supply: the links carry, then the depots feed.
    pub fn supply(&mut self) {
        let scenario = self.scenario();
        let air = (self.now.ground, self.now.light);
        for side in Side::BOTH {
            let mut claims = flows::claims(&self.views.0[side].seen, &self.index.loads);
            for (n, link) in scenario.supply.links.iter().enumerate() {
                let id = LinkId(n as u16);
                if scenario.link_side(id) != side {
                    continue;
                }
                let room = flows::room(&scenario, id, self.now.from, air, self.stocks.harried[n], self.now.seconds);
                let waiting = self.columns(id);
                let wait = waiting.iter().map(|u| self.stocks.way_kg[u.index()]).fold(0, u32::saturating_add);
                let run = claims.run(&scenario, id, room, wait, self.stocks.there(&scenario, link.from));
                let mut columns_kg = run.columns_kg;
                for unit in waiting {
                    let left = &mut self.stocks.way_kg[unit.index()];
                    let taken = columns_kg.min(*left);
                    *left -= taken;
                    columns_kg -= taken;
                }
                self.carry(link.from, link.to, run.stores);
            }
        }
        for depot in 0..scenario.supply.depots.len() {
            self.feed(DepotId(depot as u16));
        }
        self.sync_depots();
    }

    /// The units that wait for room on a link or are on it, in the order in which they came.
    fn columns(&self, link: LinkId) -> Vec<UnitId> {
        let scenario = &self.stage.scenario;
        let due = |n: usize| {
            let unit = &scenario.units[n];
            let hour = unit.arrives.filter(|_| unit.over == Some(link) && self.stocks.way_kg[n] > 0)?;
            let hour = i64::from(hour.0) + i64::from(self.tally.delay_s[n]);
            (hour <= i64::from(self.now.from.0)).then_some((hour, UnitId(n as u16)))
        };
        let mut list: Vec<(i64, UnitId)> = (0..scenario.units.len()).filter_map(due).collect();
        list.sort_unstable();
        list.into_iter().map(|(_, unit)| unit).collect()
    }

    /// Links on whose way shells fell this turn, or small arms can fire at what they see there.
    pub fn ways_under_fire(&mut self) {
        let scenario = self.scenario();
        for (n, link) in scenario.supply.links.iter().enumerate().filter(|(_, l)| !l.sites.is_empty()) {
            let id = LinkId(n as u16);
            let side = scenario.link_side(id);
            let harried = link.sites.iter().any(|&hex| self.is_under_fire(side, hex));
            if harried && !self.stocks.harried[n] {
                self.tell(self.now.end(), What::WayUnderFire { link: id });
            }
            self.stocks.harried[n] = harried;
        }
    }

    /// Whether what goes through a hex is fired on: enemy shells fell in it, or enemy infantry that is able to sees it near by.
    fn is_under_fire(&self, side: Side, hex: HexId) -> bool {
        let scenario = &self.stage.scenario;
        let enemy = side.enemy();
        if self.works.falling.iter().any(|f| f.hex == hex && f.rounds > 0 && self.side_of(f.battery) == enemy) {
            return true;
        }
        // parties that carry are seen no farther than men who walk
        let seen_m = self.spotted_m(hex, Activity::MovingMen).min(scenario.rules.interdiction_m());
        self.index.of_side[enemy].iter().any(|&e| {
            let own = self.own(e);
            let able = own.active() && own.morale < MoraleState::Broken && own.stores.small_rounds > 0;
            able && own.hex.is_some_and(|from| self.sight_m(from, hex).is_some_and(|m| m <= seen_m))
        })
    }

    /// Depots in which only the enemy stands lose what they hold.
    pub fn lose_depots(&mut self) {
        let scenario = self.scenario();
        for (n, depot) in scenario.supply.depots.iter().enumerate() {
            let held = self.stocks.held(n);
            let Some(hex) = depot.hex.filter(|_| !depot.endless && held.kg() > 0) else { continue };
            let there = self.occupancy.at(hex);
            let stands = |side| there.iter().any(|&u| self.side_of(u) == side && self.own(u).active());
            if stands(depot.side.enemy()) && !stands(depot.side) {
                self.stocks.put(n, Tonnage::default());
                let Tonnage { ammunition_kg, fuel_kg, rations_kg } = held;
                self.tell(self.now.end(), What::DepotLost { depot: DepotId(n as u16), ammunition_kg, fuel_kg, rations_kg });
            }
        }
        self.sync_depots();
    }

    /// Carry what is there from one depot to another.
    fn carry(&mut self, from: DepotId, to: DepotId, load: Tonnage) {
        let (f, t) = (from.0 as usize, to.0 as usize);
        if !self.scenario().supply.depots[f].endless {
            let left = self.stocks.held(f).with(load, u32::saturating_sub);
            self.stocks.put(f, left);
        }
        let now = self.stocks.held(t).with(load, u32::saturating_add);
        self.stocks.put(t, now);
        if load.kg() > 0 {
            let Tonnage { ammunition_kg, fuel_kg, rations_kg } = load;
            self.tell(self.now.from, What::Carried { from: Some(from), to, ammunition_kg, fuel_kg, rations_kg });
        }
    }

    /// A depot is given stores from outside the network.
    pub fn give_stores(&mut self, to: DepotId, load: Tonnage) {
        let held = self.stocks.held(to.0 as usize);
        let load = load.with(held, |more, held| more.min(u32::MAX - held));
        self.stocks.put(to.0 as usize, held.with(load, u32::saturating_add));
        let Tonnage { ammunition_kg, fuel_kg, rations_kg } = load;
        self.tell(self.now.from, What::Carried { from: None, to, ammunition_kg, fuel_kg, rations_kg });
        self.sync_depots();
    }

    /// A depot feeds its units in proportion of what they lack.
    fn feed(&mut self, depot: DepotId) {
        let scenario = self.scenario();
        let mut wants: Vec<(UnitId, Weights)> = Vec::new();
        let mut sum = Weights::default();
        for (n, _) in scenario.units.iter().enumerate().filter(|(_, u)| u.depot == Some(depot)) {
            let id = UnitId(n as u16);
            let unit = self.unit(id);
            if !unit.strength.arrived || unit.strength.destroyed {
                continue;
            }
            let lacks = self.index.loads[n].lack(&unit.holdings.stores);
            if lacks != Weights::default() {
                wants.push((id, lacks));
                sum.add(&lacks);
            }
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
        if !scenario.supply.depots[depot.0 as usize].endless {
            self.stocks.put(depot.0 as usize, there.with(used.tonnage(), u32::saturating_sub));
        }
    }

    /// A unit takes over what came for it, whole rounds and kilograms of fuel: what it took.
    fn hand_over(&mut self, id: UnitId, got: Weights) -> Weights {
        let scenario = self.scenario();
        let per_shell = self.index.loads[id.index()].shell_g;
        let mut unit = self.unit_mut(id);
        let (full, stores) = (unit.holdings.full, unit.holdings.stores);
        // Shells first: a gun without shells is of no use, a rifleman has his pouches.
        let shells = (got.ammunition_g / per_shell).min(u64::from(full.shells.saturating_sub(stores.shells)));
        let small =
            ((got.ammunition_g - shells * per_shell) / SMALL_ROUND_G).min(u64::from(full.small_rounds.saturating_sub(stores.small_rounds)));
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

    /// Keep both views' depots, columns and ways current.
    pub fn sync_depots(&mut self) {
        let scenario = self.scenario();
        for side in Side::BOTH {
            let Field { views, stocks, .. } = self;
            let seen = &mut views.0[side].seen;
            seen.depots.clear();
            let own = |(n, d): (usize, &Depot)| if d.side == side { stocks.held(n) } else { Tonnage::default() };
            seen.depots.extend(scenario.supply.depots.iter().enumerate().map(own));
            seen.way_kg.clear();
            seen.way_kg.extend(scenario.units.iter().zip(&stocks.way_kg).map(|(u, &kg)| if u.side == side { kg } else { 0 }));
            seen.harried.clear();
            let own = |n: usize| scenario.link_side(LinkId(n as u16)) == side;
            seen.harried.extend(stocks.harried.iter().enumerate().map(|(n, &fire)| fire && own(n)));
        }
    }
}
