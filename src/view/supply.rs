//! What links of supply carry, and when who comes over them is there: the same for the battle and for whoever looks ahead.
//!
//! What belongs here: capacity, what is asked for, room on the road, expected hours. What never does: who is fed, and changing anything.

use super::loads::{UnitLoad, Weights};
use super::{Observation, OwnUnit};
use crate::data::{Depot, LinkId, Scenario};
use crate::rules::{Clock, GroundStates, Light, Room, Run, Tonnage, UnitId};

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
pub fn room(scenario: &Scenario, link: LinkId, at: Clock, air: (GroundStates, Light), harried_permille: u16, seconds: u32) -> Room {
    let row = &scenario.supply.links[link.0 as usize];
    let (ground, night) = (air.0, matches!(air.1, Light::Moon | Light::Dark));
    let kg = |an_hour: u32| {
        let kg = (u64::from(an_hour) * u64::from(seconds) / 3_600).min(u64::from(u32::MAX)) as u32;
        scenario.rules.under_fire_kg(kg, harried_permille)
    };
    Room { all_kg: kg(row.capacity_kg(at, ground, night)), stores_kg: kg(row.stores_kg(at, ground)) }
}

/// What a link of one's own can carry in the next hour, as ground, light and fire are now.
pub fn room_an_hour(view: &Observation, link: LinkId) -> Room {
    room(&view.scenario, link, view.turn_from, (view.ground_state, view.light), harried_permille(view, link), 3_600)
}

/// What is asked for in a side's network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// what each depot asks for over its links: what those whom it feeds lack of their full loads and the reserve that it keeps for
    /// them, and what the depots behind it ask for, less what lies in it; by depot, nothing for the enemy's and for bases that never
    /// run out
    pub wants: Vec<Tonnage>,
    /// what those whom it feeds and the links that begin there are to get out of each depot
    of_depot: Vec<Tonnage>,
    /// links that lead to each depot
    ways: Vec<u32>,
}

/// What is asked for, by what the units have and the depots hold. `loads`: of all units ([`UnitLoad::all`]).
pub fn claims(view: &Observation, loads: &[UnitLoad]) -> Claims {
    let scenario = &view.scenario;
    let (depots, links) = (&scenario.supply.depots, &scenario.supply.links);
    let (mut lack, mut kept) = (vec![Weights::default(); depots.len()], vec![Weights::default(); depots.len()]);
    for unit in view.units.iter().filter(|u| u.arrived && !u.destroyed) {
        let Some(depot) = scenario.units[unit.id.index()].depot else { continue };
        let load = &loads[unit.id.index()];
        lack[depot.0 as usize].add(&load.lack(&unit.stores));
        kept[depot.0 as usize].add(&load.kept);
    }
    let mut claims = Claims { wants: vec![Tonnage::default(); depots.len()], of_depot: Vec::new(), ways: vec![0; depots.len()] };
    for link in links {
        claims.ways[link.to.0 as usize] += 1;
    }
    // from the front back, a link farther with each pass; a ring of links would never end
    for _ in 0..=depots.len() {
        claims.of_depot = lack.iter().map(Weights::tonnage).collect();
        for (n, link) in links.iter().enumerate() {
            let asked = claims.over(scenario, n);
            let sum = &mut claims.of_depot[link.from.0 as usize];
            *sum = sum.with(asked, u32::saturating_add);
        }
        let next = |(n, depot): (usize, &Depot)| match depot.endless || depot.side != view.side {
            true => Tonnage::default(),
            false => {
                let all = claims.of_depot[n].with(kept[n].tonnage(), u32::saturating_add);
                all.with(holds(view, n), u32::saturating_sub)
            }
        };
        let next: Vec<Tonnage> = depots.iter().enumerate().map(next).collect();
        if next == claims.wants {
            break;
        }
        claims.wants = next;
    }
    claims
}

impl Claims {
    /// What is asked for over a link (index into `Supply::links`): where several lead to a depot, its part.
    fn over(&self, scenario: &Scenario, link: usize) -> Tonnage {
        let to = scenario.supply.links[link].to.0 as usize;
        let ways = self.ways[to].max(1);
        self.wants[to].with(Tonnage::default(), |asked, _| asked.div_ceil(ways))
    }

    /// What of that a link can have of what lies at its beginning: where there is too little, its part beside the units fed there.
    fn part(&self, scenario: &Scenario, link: usize, there: Tonnage) -> Tonnage {
        let from = scenario.supply.links[link].from.0 as usize;
        self.over(scenario, link).part_of(self.of_depot[from], there)
    }

    /// What a link carries of the stores that it can have and of the columns that wait for it. What it carries is asked for no more.
    pub fn run(&mut self, scenario: &Scenario, link: LinkId, room: Room, columns_wait_kg: u32, there: Tonnage) -> Run {
        let row = &scenario.supply.links[link.0 as usize];
        let (from, to) = (row.from.0 as usize, row.to.0 as usize);
        let asked = self.over(scenario, link.0 as usize);
        let run = scenario.rules.run(room, columns_wait_kg, self.part(scenario, link.0 as usize, there));
        self.of_depot[from] = self.of_depot[from].with(asked, u32::saturating_sub);
        self.wants[to] = self.wants[to].with(run.stores, u32::saturating_sub);
        self.ways[to] -= 1;
        run
    }
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
    let loads = UnitLoad::all(scenario);
    let mut claims = claims(view, &loads);
    let asks = claims.wants[depot];
    let (mut comes, mut goes_kg) = (Tonnage::default(), 0u32);
    for (n, row) in scenario.supply.links.iter().enumerate() {
        let (link, from) = (LinkId(n as u16), row.from.0 as usize);
        let wait = queue(view, link).iter().filter(|q| q.0 <= view.turn_from).map(|q| q.2).fold(0, u32::saturating_add);
        let stores = claims.run(scenario, link, room_an_hour(view, link), wait, holds(view, from)).stores;
        if row.to.0 as usize == depot {
            comes = comes.with(stores, u32::saturating_add);
        }
        if from == depot {
            goes_kg = goes_kg.saturating_add(stores.kg());
        }
    }
    let fed = |u: &&OwnUnit| u.arrived && !u.destroyed && scenario.units[u.id.index()].depot.is_some_and(|d| d.0 as usize == depot);
    let lack = |u: &OwnUnit| loads[u.id.index()].lack(&u.stores).ammunition_g / 1000;
    let lack_kg = view.units.iter().filter(fed).map(lack).sum::<u64>().min(u64::from(u32::MAX)) as u32;
    Some(DepotForecast { holds: (!row.endless).then(|| holds(view, depot)), asks, comes, goes_kg, lack_kg })
}

fn harried_permille(view: &Observation, link: LinkId) -> u16 {
    view.harried_permille.get(link.0 as usize).copied().unwrap_or(0)
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
    let (air, harried_permille) = ((view.ground_state, view.light), harried_permille(view, link));
    let there = holds(view, scenario.supply.links[link.0 as usize].from.0 as usize);
    let asked = claims(view, &UnitLoad::all(scenario)).part(scenario, link.0 as usize, there);
    // This turn's capacity was given out at its start.
    for ahead in 1..=TURNS_AHEAD {
        let start = view.turn_from.plus(ahead * seconds);
        if queue[mine].2 == 0 {
            return Some(start);
        }
        let wait = queue.iter().filter(|q| q.0 <= start).fold(0, |sum: u32, q| sum.saturating_add(q.2));
        let room = room(scenario, link, start, air, harried_permille, seconds);
        let mut left = scenario.rules.run(room, wait, asked).columns_kg;
        for q in queue.iter_mut().filter(|q| q.0 <= start) {
            let taken = left.min(q.2);
            q.2 -= taken;
            left -= taken;
        }
    }
    None
}
