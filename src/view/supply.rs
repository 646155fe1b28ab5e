//! What links of supply carry, and when who comes over them is there: the same for the battle and for whoever looks ahead.
//!
//! What belongs here: capacity, what is asked for, room on the road, expected hours. What never does: who is fed, and changing anything.

use super::loads::{self, Weights};
use super::{Observation, OwnUnit};
use crate::data::{LinkId, Scenario};
use crate::rules::{Clock, GroundStates, Light, Room, Tonnage, UnitId};

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

/// What a link can carry in so many seconds from a moment on.
pub fn room(scenario: &Scenario, link: LinkId, at: Clock, air: (GroundStates, Light), harried: bool, seconds: u32) -> Room {
    let row = &scenario.supply.links[link.0 as usize];
    let (ground, night) = (air.0, matches!(air.1, Light::Moon | Light::Dark));
    let kg = |an_hour: u32| {
        let kg = (u64::from(an_hour) * u64::from(seconds) / 3_600).min(u64::from(u32::MAX)) as u32;
        if harried { scenario.rules.under_fire_kg(kg) } else { kg }
    };
    Room { all_kg: kg(row.capacity_kg(at, ground, night)), stores_kg: kg(row.stores_kg(at, ground)) }
}

/// What a link of one's own can carry in the next hour, as ground, light and fire are now.
pub fn room_an_hour(view: &Observation, link: LinkId) -> Room {
    room(&view.scenario, link, view.turn_from, (view.ground_state, view.light), is_harried(view, link), 3_600)
}

/// What each depot asks for over its links: what those whom it feeds lack of their full loads and the reserve that it keeps for
/// them, and what the depots behind it ask for, less what lies in it. Where several links lead to a depot, each is asked for its
/// part. By depot of the scenario; nothing for the enemy's and for bases that never run out.
pub fn wants(view: &Observation) -> Vec<Tonnage> {
    let scenario = &view.scenario;
    let (depots, links) = (&scenario.supply.depots, &scenario.supply.links);
    let mut fed = vec![Weights::default(); depots.len()];
    for unit in view.units.iter().filter(|u| u.arrived && !u.destroyed) {
        let Some(depot) = scenario.units[unit.id.index()].depot else { continue };
        let asked = loads::asked(scenario, unit.id, &unit.stores);
        let sum = &mut fed[depot.0 as usize];
        sum.ammunition_g += asked.ammunition_g;
        sum.fuel_kg += asked.fuel_kg;
        sum.rations_g += asked.rations_g;
    }
    let kg = |n: u64| n.min(u64::from(u32::MAX)) as u32;
    let fed: Vec<Tonnage> = fed
        .iter()
        .map(|w| Tonnage {
            ammunition_kg: kg(w.ammunition_g.div_ceil(1000)),
            fuel_kg: kg(w.fuel_kg),
            rations_kg: kg(w.rations_g.div_ceil(1000)),
        })
        .collect();
    let ways = |d: usize| links.iter().filter(|l| l.to.0 as usize == d).count().max(1) as u32;
    let mut wants = vec![Tonnage::default(); depots.len()];
    // from the front back, a link farther with each pass; a ring of links would never end
    for _ in 0..=depots.len() {
        let mut next = fed.clone();
        for link in links {
            let (from, to) = (link.from.0 as usize, link.to.0 as usize);
            let ways = ways(to);
            next[from] = next[from].with(wants[to], |sum, asked| sum.saturating_add(asked.div_ceil(ways)));
        }
        for (n, depot) in depots.iter().enumerate() {
            let closed = depot.endless || depot.side != view.side;
            next[n] = if closed { Tonnage::default() } else { next[n].with(holds(view, n), u32::saturating_sub) };
        }
        if next == wants {
            break;
        }
        wants = next;
    }
    wants
}

/// What lies in a depot of one's own.
fn holds(view: &Observation, depot: usize) -> Tonnage {
    match view.scenario.supply.depots[depot].endless {
        true => Tonnage::ENDLESS,
        false => view.depots.get(depot).copied().unwrap_or_default(),
    }
}

/// What is expected of a depot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DepotForecast {
    /// what lies there; `None`: it never runs out
    pub holds: Option<Tonnage>,
    /// what it asks for: what its units and the depots behind it lack, and its reserve
    pub asks: Tonnage,
    /// what of that the links bring in an hour beside the columns that wait, as ground, light and fire are now
    pub comes: Tonnage,
    /// what the links take on from there in an hour, kilograms
    pub goes_kg: u32,
    /// ammunition that its units lack of their full loads, kilograms
    pub lack_kg: u32,
}

/// What is expected of one's own depot (index into `Supply::depots`); `None` for the enemy's.
pub fn depot_forecast(view: &Observation, depot: usize) -> Option<DepotForecast> {
    let scenario = &view.scenario;
    let row = scenario.supply.depots.get(depot).filter(|d| d.side == view.side)?;
    let wants = wants(view);
    let hourly = |n: usize, asked: Tonnage| {
        let link = LinkId(n as u16);
        let wait = queue(view, link).iter().filter(|q| q.0 <= view.turn_from).map(|q| q.2).fold(0, u32::saturating_add);
        let there = holds(view, scenario.supply.links[n].from.0 as usize);
        scenario.rules.run(room_an_hour(view, link), wait, asked, there).stores
    };
    let (mut comes, mut goes_kg) = (Tonnage::default(), 0u32);
    for (n, link) in scenario.supply.links.iter().enumerate() {
        if link.to.0 as usize == depot {
            let more = hourly(n, wants[depot].with(comes, u32::saturating_sub));
            comes = comes.with(more, u32::saturating_add);
        }
        if link.from.0 as usize == depot {
            goes_kg = goes_kg.saturating_add(hourly(n, wants[link.to.0 as usize]).kg());
        }
    }
    let fed = |u: &&OwnUnit| u.arrived && !u.destroyed && scenario.units[u.id.index()].depot.is_some_and(|d| d.0 as usize == depot);
    let lack = |u: &OwnUnit| {
        let full = loads::full_load(scenario, u.id);
        loads::lack(&full, &u.stores, loads::shell_g(scenario, u.id)).ammunition_g / 1000
    };
    let lack_kg = view.units.iter().filter(fed).map(lack).sum::<u64>().min(u64::from(u32::MAX)) as u32;
    Some(DepotForecast { holds: (!row.endless).then(|| holds(view, depot)), asks: wants[depot], comes, goes_kg, lack_kg })
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

/// When a unit that comes over a link is expected, if ground, light, fire and what is asked for stay as they are and nobody is delayed:
/// the start of the turn at which it stands on the map. `None` if it comes over none, is there already, or nobody can tell.
pub fn expected(view: &Observation, unit: UnitId) -> Option<Clock> {
    let scenario = &view.scenario;
    let link = scenario.units[unit.index()].over?;
    let mut queue = queue(view, link);
    let mine = queue.iter().position(|q| q.1 == unit)?;
    let seconds = view.turn_seconds.max(1);
    let (air, harried) = ((view.ground_state, view.light), is_harried(view, link));
    let row = &scenario.supply.links[link.0 as usize];
    let (asked, there) = (wants(view)[row.to.0 as usize], holds(view, row.from.0 as usize));
    // This turn's capacity was given out at its start.
    for ahead in 1..=TURNS_AHEAD {
        let start = view.turn_from.plus(ahead * seconds);
        if queue[mine].2 == 0 {
            return Some(start);
        }
        let wait = queue.iter().filter(|q| q.0 <= start).fold(0, |sum: u32, q| sum.saturating_add(q.2));
        let room = room(scenario, link, start, air, harried, seconds);
        let mut left = scenario.rules.run(room, wait, asked, there).columns_kg;
        for q in queue.iter_mut().filter(|q| q.0 <= start) {
            let taken = left.min(q.2);
            q.2 -= taken;
            left -= taken;
        }
    }
    None
}
