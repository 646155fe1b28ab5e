//! Fire missions and sorties: on what is known, near the axis, with a ration of shells.

use super::maps::{Maps, counts};
use super::staff::{Style, Task};
use crate::data::WeaponCard;
use crate::hex::HexId;
use crate::rules::{Certainty, Clock, UnitId};
use crate::view::fire;
use crate::view::{Observation, Order, OwnUnit, Ration, Shells, check, ways};

/// Least rounds of a mission.
const LEAST_ROUNDS: u32 = 6;
/// Most seconds a mission is laid out for: the guns are wanted elsewhere after that.
const MOST_SECONDS: u32 = 1_200;
/// What a gun is worth, in men; three times that where tanks are on the way to it, within so many steps.
const GUN_MEN: f64 = 30.0;
const TANK_STEPS: u32 = 6;
/// Steps around a zone's hexes in which its batteries fire.
const ZONE_STEPS: u32 = 2;
/// Share of a day's ration that may be fired at once, per mille; the rest is spread over the day's battle.
const FREE_PERMILLE: u64 = 250;
/// The same where the enemy is at one's own trenches.
const URGENT_PERMILLE: u64 = 500;
/// Steps from one's own front within which a hex is worth defensive fire.
const DEFEND_STEPS: u32 = 4;
/// Steps between a strike's aim and one's own units.
const STRIKE_CLEAR: u32 = 3;

/// Where batteries of a plan are to fire: by unit, hexes.
#[derive(Default)]
pub(super) struct Zones {
    list: Vec<(UnitId, Vec<HexId>)>,
}

impl Zones {
    /// A battery fires near these hexes.
    pub fn set(&mut self, unit: UnitId, hexes: &[HexId]) {
        self.list.push((unit, hexes.to_vec()));
    }
    fn of(&self, unit: UnitId) -> Option<&[HexId]> {
        self.list.iter().find(|(u, _)| *u == unit).map(|(_, h)| &h[..])
    }
}

/// A hex worth shelling.
struct Aim {
    hex: HexId,
    /// what is believed there, in men to be kept down
    worth: f64,
    /// rounds on their way to it
    coming: u32,
    /// the enemy is at one's own trenches: what was saved is for this
    urgent: bool,
}

/// Missions of the batteries that are free: each on the hex where its shells do most.
pub(super) fn missions(view: &Observation, maps: &Maps, tasks: &[Task], style: Style, zones: &Zones, ready: &mut Vec<Order>) {
    let mut aims = aims(view, maps, tasks);
    for u in view.units.iter().filter(|u| u.arrived && !u.destroyed && !u.held_back && !u.limbered) {
        let card = ways::card_of(view, u);
        let Some((weapon, guns)) = fire::mission_weapon(&view.cards, card, u) else { continue };
        if view.clock_of(u) < u.busy_until || u.stores.shells < LEAST_ROUNDS {
            continue;
        }
        let zone = zones.of(u.id);
        if style == Style::Historical && zone.is_none() {
            continue;
        }
        let rounds = ration(view, u, weapon, guns);
        let by_now = |free| u.ration.map_or(u32::MAX, |r| spread(view, r, free).min(u32::from(r.left)));
        let (saved, left) = (by_now(FREE_PERMILLE), by_now(URGENT_PERMILLE));
        if rounds.min(left) < LEAST_ROUNDS {
            continue;
        }
        let mut best: Option<(f64, usize)> = None;
        for (i, aim) in aims.iter().enumerate() {
            if !aim.urgent && saved < LEAST_ROUNDS {
                continue;
            }
            let in_zone = zone.is_none_or(|z| z.iter().any(|&h| view.ground.grid.distance(h, aim.hex) <= ZONE_STEPS));
            let in_range = check::mission_range_m(view, u, aim.hex) <= weapon.indirect_range_m;
            if !in_zone || !in_range || ways::fire_forbidden(view, view.clock_of(u), aim.hex).is_some() {
                continue;
            }
            // A second battery on the same hex does less.
            let worth = aim.worth / (1.0 + aim.coming as f64 / 60.0);
            if best.is_none_or(|b| worth > b.0) {
                best = Some((worth, i));
            }
        }
        let Some((worth, i)) = best else { continue };
        // The few shells of a short supply wait for something better.
        let plenty = u.stores.shells > guns as u32 * 40;
        if worth < if plenty { 5.0 } else { 30.0 } {
            continue;
        }
        let rounds = rounds.min(if aims[i].urgent { left } else { saved });
        aims[i].coming += rounds;
        ready.push(Order::Mission {
            battery: u.id,
            hex: aims[i].hex,
            rounds: rounds.min(u16::MAX as u32) as u16,
            shells: Shells::HighExplosive,
        });
    }
}

/// A battery with no more of its ration than may be fired by now over open sights; `None` if it has none to keep to.
pub(super) fn sparing(view: &Observation, u: &OwnUnit) -> Option<OwnUnit> {
    let ration = u.ration?;
    let left = spread(view, ration, FREE_PERMILLE).min(u32::from(ration.left)) as u16;
    Some(OwnUnit { ration: Some(Ration { left, ..ration }), ..u.clone() })
}

/// Of a day's ration what may be fired by now at what is not urgent: a part at once, the rest as the day's battle goes on.
fn spread(view: &Observation, ration: Ration, free_permille: u64) -> u32 {
    let midnight = Clock(view.turn_from.0 - view.turn_from.second_of_day());
    let (from, to) = (view.scenario.starts().max(midnight), view.scenario.ends().min(midnight.plus(86_400)));
    let (gone, all) = (u64::from(view.turn_from.plus(view.turn_seconds).since(from)), u64::from(to.since(from).max(1)));
    let of_day = u64::from(ration.of_day);
    let free = of_day * free_permille / 1000;
    let by_now = free + (of_day - free) * gone.min(all) / all;
    let fired = u64::from(ration.of_day - ration.left.min(ration.of_day));
    by_now.saturating_sub(fired) as u32
}

/// Defensive fire of the batteries that have none laid, or none of use: on registered hexes before one's own front, shared out.
pub(super) fn defences(view: &Observation, maps: &Maps, style: Style, zones: &Zones, ready: &mut Vec<Order>) {
    let grid = &view.ground.grid;
    let front: Vec<HexId> = view.units.iter().filter(|u| u.active() && u.guns == 0).filter_map(|u| u.hex).collect();
    let of_use = |hex: HexId| !maps.own_stand(view, hex, 0) && front.iter().any(|&h| grid.distance(h, hex) <= DEFEND_STEPS);
    let mut useful: Vec<(HexId, u32)> = view.registered.iter().filter(|&&h| of_use(h)).map(|&h| (h, 0)).collect();
    for laid in view.units.iter().filter_map(|u| u.defends) {
        if let Some(u) = useful.iter_mut().find(|u| u.0 == laid) {
            u.1 += 1;
        }
    }
    if useful.is_empty() {
        return;
    }
    for u in view.units.iter().filter(|u| u.arrived && !u.destroyed && !u.held_back && !u.limbered) {
        if u.defends.is_some_and(|h| useful.iter().any(|o| o.0 == h)) {
            continue;
        }
        let Some((weapon, _)) = fire::mission_weapon(&view.cards, ways::card_of(view, u), u) else { continue };
        let zone = zones.of(u.id);
        if style == Style::Historical && zone.is_none() {
            continue;
        }
        let fits = |hex: HexId| {
            zone.is_none_or(|z| z.iter().any(|&h| grid.distance(h, hex) <= ZONE_STEPS))
                && check::mission_range_m(view, u, hex) <= weapon.indirect_range_m
                && ways::fire_forbidden(view, view.clock_of(u), hex).is_none()
        };
        let enemy = |hex: HexId| view.contacts.iter().map(|c| grid.distance(c.hex, hex)).min().unwrap_or(u32::MAX);
        let best = useful.iter_mut().filter(|o| fits(o.0)).min_by_key(|o| (o.1, enemy(o.0), o.0));
        if let Some(best) = best {
            best.1 += 1;
            ready.push(Order::Defend { battery: u.id, hex: Some(best.0) });
        }
    }
}

/// Rounds for one mission: the stores spread over the rest of the battle, and no more than the guns fire in twenty
/// minutes.
fn ration(view: &Observation, u: &OwnUnit, weapon: &WeaponCard, guns: u16) -> u32 {
    let left = view.scenario.ends().since(view.turn_from).max(1);
    let span = view.turn_seconds.max(MOST_SECONDS).min(left);
    let share = (u.stores.shells as u64 * span as u64 / left as u64) as u32;
    let can = view.rules.rounds_in(weapon.class, weapon.rounds_per_min, MOST_SECONDS, false) * guns as u32;
    share.max(LEAST_ROUNDS * 2).min(can).min(u.stores.shells)
}

/// Hexes with believed enemies and no friends, each with what it is worth: men to hit and to keep down, more the nearer
/// it lies to an attack's goal or to one's own front; and enemy objectives under attack, if nobody was seen there yet.
fn aims(view: &Observation, maps: &Maps, tasks: &[Task]) -> Vec<Aim> {
    let grid = &view.ground.grid;
    let mut goals: Vec<HexId> = Vec::new();
    for u in view.units.iter().filter(|u| u.active()) {
        if let Task::Attack(goal) = tasks[u.id.index()]
            && !goals.contains(&goal)
        {
            goals.push(goal);
        }
    }
    let mut out: Vec<Aim> = Vec::new();
    let mut add = |hex: HexId, worth: f64, urgent: bool| match out.iter_mut().find(|a| a.hex == hex) {
        Some(a) => {
            a.worth += worth;
            a.urgent |= urgent;
        }
        None => {
            let coming = view.missions.iter().filter(|m| m.hex == hex && m.to > view.turn_from).map(|m| m.rounds as u32).sum();
            out.push(Aim { hex, worth, coming, urgent });
        }
    };
    let tanks: Vec<HexId> = view
        .units
        .iter()
        .filter(|u| u.active() && u.running() > 0 && matches!(tasks[u.id.index()], Task::Attack(_)))
        .filter_map(|u| u.hex)
        .collect();
    for c in view.contacts.iter().filter(|c| counts(view, c)) {
        if maps.own_stand(view, c.hex, 0) {
            continue;
        }
        let to_goal = goals.iter().map(|&g| grid.distance(g, c.hex)).min().unwrap_or(6);
        let front = view.units.iter().filter(|u| u.active()).filter_map(|u| u.hex).map(|h| grid.distance(h, c.hex)).min().unwrap_or(20);
        // Guns in their pits are where they were seen; of those only suspected every second place is wrong.
        let age = match c.certainty {
            Certainty::Suspected => 0.4,
            _ if c.current || fire::placed(c) => 1.0,
            _ => 0.5,
        };
        // Guns that wait for one's own tanks are kept down first.
        let waited_for = c.guns > 0 && tanks.iter().any(|&h| grid.distance(h, c.hex) <= TANK_STEPS);
        let gun = if waited_for { GUN_MEN * 3.0 } else { GUN_MEN };
        let men = u16::midpoint(c.men.0, c.men.1) as f64
            + maps.guns_left(c) as f64 / 1000.0 * gun
            + u8::midpoint(c.vehicles.0, c.vehicles.1) as f64 * 4.0;
        let near = 1.0 / (1.0 + to_goal as f64 / 3.0) + 1.0 / (1.0 + front as f64 / 3.0);
        // A third of the shells falls around the aim: not next to one's own without need.
        let care = if front <= 1 { 0.5 } else { 1.0 };
        add(c.hex, men.max(20.0) * age * near * care, front <= 1 && c.current);
    }
    for &goal in &goals {
        let own = view.scenario.objectives.iter().zip(&view.objectives).any(|(o, h)| o.hex == goal && *h == Some(view.side));
        if !own && !maps.own_stand(view, goal, 1) {
            add(goal, 40.0, false);
        }
    }
    out
}

/// Sorties of the flights whose hour it is: on the strongest believed positions well away from one's own.
pub(super) fn sorties(view: &Observation, maps: &Maps, tasks: &[Task], ready: &mut Vec<Order>) {
    if !view.weather.flies() {
        return;
    }
    let end = view.turn_from.plus(view.turn_seconds);
    let mut aims = aims(view, maps, tasks);
    aims.retain(|a| !maps.own_stand(view, a.hex, STRIKE_CLEAR));
    for f in view.flights.iter().filter(|f| f.sorties > 0 && f.count > 0 && f.due.is_none()) {
        let Some(card) = view.scenario.flights.get(f.flight.0 as usize) else { continue };
        let at = view.turn_from.plus(600.min(view.turn_seconds / 2)).max(card.window.0);
        if at > card.window.1 || at >= end {
            continue;
        }
        let best = aims.iter_mut().max_by(|a, b| a.worth.total_cmp(&b.worth).then(b.hex.cmp(&a.hex)));
        let Some(aim) = best.filter(|a| a.worth >= 20.0) else { continue };
        aim.worth /= 3.0;
        ready.push(Order::Sortie { flight: f.flight, hex: aim.hex, at });
    }
}
