//! Supply: tonnes over links, from bases to depots, from depots to batteries and companies.

use super::field::Field;
use crate::data::{DepotId, LinkId, Scenario};
use crate::hex::HexId;
use crate::rules::{Activity, MoraleState, Side, UnitId};
use crate::view::What;
use crate::view::loads::{SMALL_ROUND_G, lack, shell_g};
use crate::view::supply as flows;

/// Room that each unit has to get on the link that it comes over, kilograms.
pub(super) fn ways(scenario: &Scenario) -> Vec<u32> {
    (0..scenario.units.len()).map(|n| flows::way_kg(scenario, UnitId(n as u16))).collect()
}

impl Field<'_, '_> {
    /// One turn of supply: the links carry, then the depots feed.
    pub fn supply(&mut self) {
        let scenario = self.scenario();
        for side in Side::BOTH {
            let (mut lack_ammo_kg, mut lack_fuel_kg) = (0u64, 0u64);
            for &id in self.index.of_side[side].iter() {
                let unit = self.unit(id);
                if unit.strength.arrived && !unit.strength.destroyed {
                    let (a, f) = lack(&unit.holdings.full, &unit.holdings.stores, shell_g(&scenario, id));
                    lack_ammo_kg += a / 1000;
                    lack_fuel_kg += f;
                }
            }
            for (n, link) in scenario.supply.links.iter().enumerate() {
                let id = LinkId(n as u16);
                if scenario.link_side(id) != side {
                    continue;
                }
                let capacity = flows::capacity_kg(&scenario, id, self.now.ground, self.now.light, self.stocks.harried[n], self.now.seconds);
                let source = link.from.0 as usize;
                let there = match scenario.supply.depots[source].endless {
                    true => u32::MAX,
                    false => self.stocks.ammunition_kg[source].saturating_add(self.stocks.fuel_kg[source]),
                };
                let waiting = self.columns(id);
                let wait = waiting.iter().map(|u| self.stocks.way_kg[u.index()]).fold(0, u32::saturating_add);
                let flow = scenario.rules.flow(capacity, wait, there);
                let mut room = flow.columns_kg;
                for unit in waiting {
                    let left = &mut self.stocks.way_kg[unit.index()];
                    let taken = room.min(*left);
                    *left -= taken;
                    room -= taken;
                }
                // Lorries carry what is asked for; without a demand, shells.
                let kg = flow.stores_kg;
                let fuel = (u64::from(kg) * lack_fuel_kg).checked_div(lack_ammo_kg + lack_fuel_kg).unwrap_or(0) as u32;
                self.carry(link.from, link.to, kg - fuel, fuel);
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
            let (ammunition_kg, fuel_kg) = (self.stocks.ammunition_kg[n], self.stocks.fuel_kg[n]);
            let Some(hex) = depot.hex.filter(|_| !depot.endless && (ammunition_kg > 0 || fuel_kg > 0)) else { continue };
            let there = self.occupancy.at(hex);
            let stands = |side| there.iter().any(|&u| self.side_of(u) == side && self.own(u).active());
            if stands(depot.side.enemy()) && !stands(depot.side) {
                (self.stocks.ammunition_kg[n], self.stocks.fuel_kg[n]) = (0, 0);
                self.tell(self.now.end(), What::DepotLost { depot: DepotId(n as u16), ammunition_kg, fuel_kg });
            }
        }
        self.sync_depots();
    }

    /// Carry kilograms from one depot to another, as far as they are there.
    fn carry(&mut self, from: DepotId, to: DepotId, ammunition_kg: u32, fuel_kg: u32) {
        let scenario = self.scenario();
        let (f, t) = (from.0 as usize, to.0 as usize);
        let endless = scenario.supply.depots[f].endless;
        let ammunition = if endless { ammunition_kg } else { ammunition_kg.min(self.stocks.ammunition_kg[f]) };
        let fuel = if endless { fuel_kg } else { fuel_kg.min(self.stocks.fuel_kg[f]) };
        if !endless {
            self.stocks.ammunition_kg[f] -= ammunition;
            self.stocks.fuel_kg[f] -= fuel;
        }
        self.stocks.ammunition_kg[t] = self.stocks.ammunition_kg[t].saturating_add(ammunition);
        self.stocks.fuel_kg[t] = self.stocks.fuel_kg[t].saturating_add(fuel);
        if ammunition > 0 || fuel > 0 {
            self.tell(self.now.from, What::Carried { from: Some(from), to, ammunition_kg: ammunition, fuel_kg: fuel });
        }
    }

    /// A depot is given stores from outside the network.
    pub fn give_stores(&mut self, to: DepotId, ammunition_kg: u32, fuel_kg: u32) {
        let t = to.0 as usize;
        let ammunition_kg = ammunition_kg.min(u32::MAX - self.stocks.ammunition_kg[t]);
        let fuel_kg = fuel_kg.min(u32::MAX - self.stocks.fuel_kg[t]);
        self.stocks.ammunition_kg[t] += ammunition_kg;
        self.stocks.fuel_kg[t] += fuel_kg;
        self.tell(self.now.from, What::Carried { from: None, to, ammunition_kg, fuel_kg });
        self.sync_depots();
    }

    /// A depot feeds its units in proportion of what they lack.
    fn feed(&mut self, depot: DepotId) {
        let scenario = self.scenario();
        let d = depot.0 as usize;
        let endless = scenario.supply.depots[d].endless;
        let mut wants: Vec<(UnitId, u64, u64)> = Vec::new();
        let (mut sum_g, mut sum_fuel) = (0u64, 0u64);
        for (n, setup) in scenario.units.iter().enumerate().filter(|(_, u)| u.depot == Some(depot)) {
            let id = UnitId(n as u16);
            debug_assert_eq!(setup.depot, Some(depot));
            let unit = self.unit(id);
            if !unit.strength.arrived || unit.strength.destroyed {
                continue;
            }
            let (g, fuel) = lack(&unit.holdings.full, &unit.holdings.stores, shell_g(&scenario, id));
            if g > 0 || fuel > 0 {
                wants.push((id, g, fuel));
                sum_g += g;
                sum_fuel += fuel;
            }
        }
        let stock_g = if endless { u64::MAX } else { u64::from(self.stocks.ammunition_kg[d]) * 1000 };
        let stock_fuel = if endless { u64::MAX } else { u64::from(self.stocks.fuel_kg[d]) };
        let (mut used_g, mut used_fuel) = (0u64, 0u64);
        for (id, g, fuel) in wants {
            let got_g = if stock_g >= sum_g { g } else { (u128::from(g) * u128::from(stock_g) / u128::from(sum_g.max(1))) as u64 };
            let got_fuel = if stock_fuel >= sum_fuel {
                fuel
            } else {
                (u128::from(fuel) * u128::from(stock_fuel) / u128::from(sum_fuel.max(1))) as u64
            };
            let per_shell = shell_g(&scenario, id);
            let mut unit = self.unit_mut(id);
            let (full, stores) = (unit.holdings.full, unit.holdings.stores);
            // Shells first: a gun without shells is of no use, a rifleman has his pouches.
            let shells = (got_g / per_shell).min(u64::from(full.shells.saturating_sub(stores.shells)));
            let small =
                ((got_g - shells * per_shell) / SMALL_ROUND_G).min(u64::from(full.small_rounds.saturating_sub(stores.small_rounds)));
            unit.holdings.stores.shells += shells as u32;
            unit.holdings.stores.small_rounds += small as u32;
            unit.holdings.stores.fuel_kg += got_fuel as u32;
            if shells > 0 || small > 0 {
                unit.holdings.silent = false;
                // Grenades come up with the rounds.
                unit.holdings.grenades = scenario.card(id).grenades;
            }
            let spent_g = shells * per_shell + small * SMALL_ROUND_G;
            used_g += spent_g;
            used_fuel += got_fuel;
            self.sync(id);
            let side = self.side_of(id);
            self.stocks.brought_kg[side] += spent_g / 1000 + got_fuel;
            if spent_g > 0 || got_fuel > 0 {
                let at = self.now.from;
                self.tell(at, What::Supplied { unit: id, ammunition_g: spent_g as u32, fuel_kg: got_fuel as u32 });
            }
        }
        if !endless {
            self.stocks.ammunition_kg[d] -= (used_g.div_ceil(1000) as u32).min(self.stocks.ammunition_kg[d]);
            self.stocks.fuel_kg[d] -= (used_fuel as u32).min(self.stocks.fuel_kg[d]);
        }
    }

    /// Keep both views' depots, columns and ways current.
    pub fn sync_depots(&mut self) {
        let scenario = self.scenario();
        for side in Side::BOTH {
            let Field { views, stocks, .. } = self;
            let seen = &mut views.0[side].seen;
            seen.depots_kg.clear();
            seen.depots_kg
                .extend(scenario.supply.depots.iter().zip(&stocks.ammunition_kg).map(|(d, &kg)| if d.side == side { kg } else { 0 }));
            seen.way_kg.clear();
            seen.way_kg.extend(scenario.units.iter().zip(&stocks.way_kg).map(|(u, &kg)| if u.side == side { kg } else { 0 }));
            seen.harried.clear();
            let own = |n: usize| scenario.link_side(LinkId(n as u16)) == side;
            seen.harried.extend(stocks.harried.iter().enumerate().map(|(n, &fire)| fire && own(n)));
        }
    }
}
