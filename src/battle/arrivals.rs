//! Who comes onto the map: at his hour, once his column got through, where there is room.
//!
//! What belongs here: when and where a unit enters. What never does: what a link carries (`supply.rs`).

use super::field::Field;
use crate::data::StartPlace;
use crate::hex::{Dir, HexId};
use crate::rules::{Clock, Pace, UnitId};
use crate::view::What;
use crate::view::ways::{Going, Load, Mover};

/// Steps from its place within which a column spreads that finds the place full: an assembly area is about a kilometre across.
const BESIDE: usize = 3;

/// Who is due comes; if there is no room he waits for the next turn. In the set-up only those who are there from the start.
pub(super) fn arrivals(mut f: Field) {
    let scenario = f.scenario();
    let from = f.now.from;
    for (n, setup) in scenario.units.iter().enumerate() {
        let id = UnitId(n as u16);
        let late = |a: Clock| i64::from(a.0) + i64::from(f.tally.delay_s[n]) > i64::from(from.0);
        let later = f.now.setting_up() && setup.arrives.is_some();
        if later || f.unit(id).strength.arrived || setup.arrives.is_some_and(late) || f.stocks.way_kg[n] > 0 {
            continue;
        }
        let mut hex = match setup.place {
            StartPlace::Hex(hex) => Some(hex),
            StartPlace::OffMap { .. } => None,
        };
        if let Some(place) = hex.filter(|_| f.now.turn > 0) {
            hex = f.entrance(id, place);
            if hex.is_none() {
                continue;
            }
        }
        f.unit_mut(id).strength.arrived = true;
        f.place(id, hex);
        if setup.arrives.is_some() {
            f.tell(from, What::Arrived { unit: id, hex });
        }
    }
}

impl Field<'_, '_> {
    /// Where a unit that is due enters: its place, or the nearest hex on its way that has room, if the place is full; `None` where
    /// the enemy stands in it or there is no room.
    fn entrance(&self, id: UnitId, place: HexId) -> Option<HexId> {
        let scenario = &self.stage.scenario;
        let (ground, side) = (&scenario.ground, self.side_of(id));
        let own = self.own(id);
        let free = |hex: HexId| self.occupancy.at(hex).iter().all(|&o| self.side_of(o) == side);
        let fits = |hex: HexId| {
            let there = self.occupancy.at(hex).iter();
            let load = there.fold(Load::default(), |sum, &o| sum.and(Load::of(&scenario.cards, self.own(o))));
            Load::of(&scenario.cards, own).fits(&scenario.rules, load)
        };
        if !free(place) || fits(place) {
            return free(place).then_some(place);
        }
        let mover = Mover::new(&scenario.cards, &scenario.rules, scenario.card(id), own, Pace::Deployed, self.now.ground, self.now.light)
            .unhindered();
        let on = Going { ground, changes: &self.works.changes, rules: &scenario.rules };
        let beyond = ground.steps_beyond(side, place);
        let (mut seen, mut ring) = (vec![place], vec![place]);
        for _ in 0..BESIDE {
            let mut next: Vec<(u32, HexId)> = Vec::new();
            for (from, dir) in ring.iter().flat_map(|&h| Dir::ALL.map(|d| (h, d))) {
                let Some(to) = ground.grid.neighbour(from, dir).filter(|h| !seen.contains(h)) else { continue };
                let Some(seconds) = mover.plain_seconds(&on, from, dir) else { continue };
                if free(to) && ground.steps_beyond(side, to) <= beyond {
                    seen.push(to);
                    next.push((seconds, to));
                }
            }
            // the firmest way first
            next.sort_unstable();
            if let Some(&(_, hex)) = next.iter().find(|n| fits(n.1)) {
                return Some(hex);
            }
            ring = next.into_iter().map(|n| n.1).collect();
        }
        None
    }
}
