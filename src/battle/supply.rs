//! Supply: tonnes over links, from bases to depots, from depots to batteries and companies.

use super::field::Field;
use crate::data::DepotId;
use crate::rules::{Light, Side, UnitId};
use crate::view::What;
use crate::view::loads::{SMALL_ROUND_G, lack, shell_g};

impl Field<'_, '_> {
    /// One turn of supply: the links carry, then the depots feed.
    pub fn supply(&mut self) {
        let scenario = self.scenario();
        let seconds = u64::from(self.now.seconds);
        let ground = self.now.ground;
        let night = matches!(self.now.light, Light::Moon | Light::Dark);
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
            for link in scenario.supply.links.iter().filter(|l| scenario.supply.depots[l.to.0 as usize].side == side) {
                let kg = (u64::from(link.capacity_kg(ground, night)) * seconds / 3_600) as u32;
                // Lorries carry what is asked for; without a demand, shells.
                let fuel = (u64::from(kg) * lack_fuel_kg).checked_div(lack_ammo_kg + lack_fuel_kg).unwrap_or(0) as u32;
                self.carry(link.from, link.to, kg - fuel, fuel);
            }
        }
        for depot in 0..scenario.supply.depots.len() {
            self.feed(DepotId(depot as u16));
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

    /// Keep both views' depots current.
    pub fn sync_depots(&mut self) {
        let scenario = self.scenario();
        for side in Side::BOTH {
            let Field { views, stocks, .. } = self;
            let list = &mut views.0[side].seen.depots_kg;
            list.clear();
            list.extend(scenario.supply.depots.iter().zip(&stocks.ammunition_kg).map(|(d, &kg)| if d.side == side { kg } else { 0 }));
        }
    }
}
