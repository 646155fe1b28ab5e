//! What links of supply carry, and when who comes over them is there: the same for the battle and for whoever looks ahead.
//!
//! What belongs here: capacity, room on the road, expected hours. What never does: who is fed, and changing anything.

use super::{Observation, OwnUnit};
use crate::data::{LinkId, Scenario};
use crate::rules::{Clock, GroundStates, Light, UnitId};

/// Turns ahead that are looked at for a column, of the length of the present one. Reason: beyond that many nobody's guess is worth an hour.
const TURNS_AHEAD: u32 = 700;

/// Room on its link that a unit has to get before it is there, kilograms; 0 if it comes over none.
pub fn way_kg(scenario: &Scenario, unit: UnitId) -> u32 {
    let setup = &scenario.units[unit.index()];
    if setup.over.is_none() {
        return 0;
    }
    let vehicles: u32 = setup.vehicles.iter().map(|&n| u32::from(n)).sum();
    let lines = scenario.card(unit).vehicles.iter().zip(&setup.vehicles);
    let crews: u32 = lines.map(|(l, &n)| u32::from(scenario.cards.vehicles[l.vehicle as usize].crew) * u32::from(n)).sum();
    scenario.rules.column_kg(u32::from(setup.men).saturating_sub(crews), vehicles, u32::from(setup.guns)).max(1)
}

/// What a link carries in so many seconds, kilograms.
pub fn capacity_kg(scenario: &Scenario, link: LinkId, ground: GroundStates, light: Light, harried: bool, seconds: u32) -> u32 {
    let night = matches!(light, Light::Moon | Light::Dark);
    let an_hour = scenario.supply.links[link.0 as usize].capacity_kg(ground, night);
    let kg = (u64::from(an_hour) * u64::from(seconds) / 3_600).min(u64::from(u32::MAX)) as u32;
    if harried { scenario.rules.under_fire_kg(kg) } else { kg }
}

/// What is expected of a depot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DepotForecast {
    /// ammunition there, kilograms; `None`: it never runs out
    pub ammunition_kg: Option<u32>,
    /// what the links can bring in an hour beside the columns that wait, as ground, light and fire are now, kilograms
    pub comes_kg: u32,
    /// what the links can take on from there in an hour, kilograms
    pub goes_kg: u32,
    /// ammunition that its units lack of their full loads, kilograms
    pub lack_kg: u32,
}

/// What is expected of one's own depot (index into `Supply::depots`); `None` for the enemy's.
pub fn depot_forecast(view: &Observation, depot: usize) -> Option<DepotForecast> {
    let scenario = &view.scenario;
    let row = scenario.supply.depots.get(depot).filter(|d| d.side == view.side)?;
    let hourly = |n: usize| {
        let link = LinkId(n as u16);
        let capacity = capacity_kg(scenario, link, view.ground_state, view.light, is_harried(view, link), 3_600);
        let wait = queue(view, link).iter().filter(|q| q.0 <= view.turn_from).map(|q| q.2).fold(0, u32::saturating_add);
        scenario.rules.flow(capacity, wait, u32::MAX).stores_kg
    };
    let (mut comes_kg, mut goes_kg) = (0u32, 0u32);
    for (n, link) in scenario.supply.links.iter().enumerate() {
        if link.to.0 as usize == depot {
            comes_kg = comes_kg.saturating_add(hourly(n));
        }
        if link.from.0 as usize == depot {
            goes_kg = goes_kg.saturating_add(hourly(n));
        }
    }
    let fed = |u: &&OwnUnit| u.arrived && !u.destroyed && scenario.units[u.id.index()].depot.is_some_and(|d| d.0 as usize == depot);
    let lack = |u: &OwnUnit| {
        let full = super::loads::full_load(scenario, u.id);
        super::loads::lack(&full, &u.stores, super::loads::shell_g(scenario, u.id)).0 / 1000
    };
    let lack_kg = view.units.iter().filter(fed).map(lack).sum::<u64>().min(u64::from(u32::MAX)) as u32;
    let ammunition_kg = (!row.endless).then(|| view.depots_kg.get(depot).copied().unwrap_or(0));
    Some(DepotForecast { ammunition_kg, comes_kg, goes_kg, lack_kg })
}

fn is_harried(view: &Observation, link: LinkId) -> bool {
    view.harried.get(link.0 as usize).copied().unwrap_or(false)
}

/// Own units that still come over a link, by their hour: hour, unit, room that they still need.
fn queue(view: &Observation, link: LinkId) -> Vec<(Clock, UnitId, u32)> {
    let scenario = &view.scenario;
    let left = |u: &OwnUnit| view.way_kg.get(u.id.index()).copied().unwrap_or(0);
    let coming = view.units.iter().filter(|u| !u.arrived && left(u) > 0 && scenario.units[u.id.index()].over == Some(link));
    let mut list: Vec<_> = coming.filter_map(|u| Some((scenario.units[u.id.index()].arrives?, u.id, left(u)))).collect();
    list.sort_unstable();
    list
}

/// When a unit that comes over a link is expected, if ground, light and fire stay as they are and nobody is delayed: the start of the
/// turn at which it stands on the map. `None` if it comes over none, is there already, or nobody can tell.
pub fn expected(view: &Observation, unit: UnitId) -> Option<Clock> {
    let scenario = &view.scenario;
    let link = scenario.units[unit.index()].over?;
    let mut queue = queue(view, link);
    let mine = queue.iter().position(|q| q.1 == unit)?;
    let seconds = view.turn_seconds.max(1);
    let capacity = capacity_kg(scenario, link, view.ground_state, view.light, is_harried(view, link), seconds);
    // This turn's capacity was given out at its start.
    for ahead in 1..=TURNS_AHEAD {
        let start = view.turn_from.plus(ahead * seconds);
        if queue[mine].2 == 0 {
            return Some(start);
        }
        let wait = queue.iter().filter(|q| q.0 <= start).fold(0, |sum: u32, q| sum.saturating_add(q.2));
        let mut room = scenario.rules.flow(capacity, wait, u32::MAX).columns_kg;
        for q in queue.iter_mut().filter(|q| q.0 <= start) {
            let taken = room.min(q.2);
            q.2 -= taken;
            room -= taken;
        }
    }
    None
}
