//! Supply: tonnes over links, from bases to depots.
//!
//! What belongs here: links, columns that queue on them, fire on their ways, depots and what lies in them. What never does: whom a
//! depot feeds (`delivery`).

use super::delivery::Carriers;
use super::field::Field;
use super::state::Stocks;
use crate::data::{Depot, DepotId, LinkId, Scenario};
use crate::hex::{HEX_M, HexId};
use crate::rules::{Activity, MoraleState, Side, Tonnage, UnitId};
use crate::view::What;
use crate::view::supply as flows;

/// Room that each unit has to get on the link that it comes over, kilograms.
pub(super) fn ways(scenario: &Scenario) -> Vec<u32> {
    (0..scenario.units.len()).map(|n| flows::way_kg(scenario, UnitId(n as u16))).collect()
}

impl Stocks {
    /// What lies in a depot.
    fn held(&self, depot: usize) -> Tonnage {
        Tonnage { ammunition_kg: self.ammunition_kg[depot], fuel_kg: self.fuel_kg[depot], rations_kg: self.rations_kg[depot] }
    }

    /// What can be taken from it.
    pub fn there(&self, scenario: &Scenario, depot: DepotId) -> Tonnage {
        if scenario.supply.depots[depot.0 as usize].endless { Tonnage::ENDLESS } else { self.held(depot.0 as usize) }
    }

    pub fn put(&mut self, depot: usize, load: Tonnage) {
        (self.ammunition_kg[depot], self.fuel_kg[depot], self.rations_kg[depot]) = (load.ammunition_kg, load.fuel_kg, load.rations_kg);
    }
}

impl Field<'_, '_> {
    /// One turn of supply: the links carry, then the depots feed. `carriers` may be those of any earlier turn of this battle.
    pub fn supply(&mut self, carriers: &mut Carriers) {
        let scenario = self.scenario();
        let air = (self.now.ground, self.now.light);
        for side in Side::BOTH {
            let mut claims = flows::claims(&self.views.0[side].seen, &self.index.loads);
            for (n, link) in scenario.supply.links.iter().enumerate() {
                let id = LinkId(n as u16);
                if scenario.link_side(id) != side {
                    continue;
                }
                let room = flows::room(&scenario, id, self.now.from, air, self.stocks.harried_permille[n], self.now.seconds);
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
        self.send_carriers(carriers);
        for depot in 0..scenario.supply.depots.len() {
            self.feed(DepotId(depot as u16), carriers);
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
            let fired_on = link.sites.iter().filter(|&&hex| self.is_under_fire(side, hex)).count();
            let permille = (fired_on * 1000 / link.sites.len()) as u16;
            if permille > 0 && self.stocks.harried_permille[n] == 0 {
                self.tell(self.now.end(), What::WayUnderFire { link: id });
            }
            self.stocks.harried_permille[n] = permille;
        }
    }

    /// Whether what goes through a hex is fired on: enemy shells fell in it, or enemy infantry that is able to sees it near by.
    pub fn is_under_fire(&self, side: Side, hex: HexId) -> bool {
        let scenario = &self.stage.scenario;
        let enemy = side.enemy();
        if self.works.falling.iter().any(|f| f.hex == hex && f.rounds > 0 && self.side_of(f.battery) == enemy) {
            return true;
        }
        // parties that carry are seen no farther than men who walk
        let seen_m = self.spotted_m(hex, Activity::MovingMen).min(scenario.rules.interdiction_m());
        self.views.0[enemy].seen.units.iter().any(|own| {
            let near = own.hex.filter(|&from| scenario.ground.grid.distance(from, hex) * HEX_M <= seen_m);
            let able = |from: &HexId| {
                let armed = own.active() && own.morale < MoraleState::Broken && own.stores.small_rounds > 0;
                armed && self.sight_m(*from, hex, self.now.from).is_some()
            };
            near.as_ref().is_some_and(able)
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
            seen.harried_permille.clear();
            let own = |n: usize| scenario.link_side(LinkId(n as u16)) == side;
            let harried = stocks.harried_permille.iter().enumerate();
            seen.harried_permille.extend(harried.map(|(n, &permille)| if own(n) { permille } else { 0 }));
        }
    }
}
