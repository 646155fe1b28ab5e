//! The commander: a task for every formation from objectives, contacts and ground.

use super::maps::Maps;
use super::orders::{stay, wait_s};
use super::staff::{Task, storms};
use crate::data::{FormationId, UnitKind};
use crate::hex::HexId;
use crate::rules::{MoraleState, Pace, Posture, UnitId};
use crate::view::fire;
use crate::view::ways::{self, Mover};
use crate::view::{Observation, Order, OwnUnit};
use serde::{Deserialize, Serialize};

/// Steps around an objective within which enemies count as holding it.
const AROUND: u32 = 2;
/// Steps around an objective within which enemies threaten it.
const THREAT: u32 = 3;
/// Attackers to one defender whom he cannot hold by himself: the old rule of three to one, at which an assault mostly takes
/// a hex (rates.md §4).
const TO_ONE: u32 = 3;
/// Men taken to hold an objective where nobody was seen.
const UNKNOWN_MEN: u32 = 400;
/// Seconds added to every way, so that the nearest objective is not everything.
const SETTLE_S: f64 = 1_800.0;
/// Share of the points in danger that a reserve let go is taken to save, per mille: letting them go sooner, at a sixth to a half, cost
/// their side more than it saved (1,000 seeds each, docs/validation.md).
const SAVED_PERMILLE: i32 = 100;
/// Men sent to a garrison that is too weak, to one who lacks there.
const RELIEF: u32 = 2;
/// Longest way to an objective for those who are to take it back or to relieve its garrison, seconds: what is farther off is another
/// battle.
const MOST_WAY_S: u32 = 14_400;
/// The same to one that was the enemy's from the start; and the longest from which those who come are reckoned with before reserves
/// are let go.
const SOON_S: u32 = 7_200;

/// What a commander remembers from turn to turn.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Commander {
    /// by unit: where it stood when first seen on the map, or whose garrison it has been sent to relieve
    home: Vec<Option<HexId>>,
    /// by formation: the objective it is to take
    assigned: Vec<Option<usize>>,
    /// by unit: step of the plan it is at, and hexes of the step's way behind it
    pub progress: Vec<(usize, usize)>,
    /// by formation with a role in the plan: steps that have begun, or are overtaken
    pub begun: Vec<usize>,
}

/// A formation's fighting units together.
struct Group {
    formation: FormationId,
    units: Vec<UnitId>,
    /// the unit in the middle of it
    middle: UnitId,
    hex: HexId,
    men: u32,
}

impl Commander {
    fn note_homes(&mut self, view: &Observation) {
        self.home.resize(view.slots.len(), None);
        for u in view.units.iter().filter(|u| u.active()) {
            let home = &mut self.home[u.id.index()];
            *home = home.or(u.hex);
        }
    }

    /// Everyone at the nearest objective that is not one's own.
    pub fn straight(&mut self, view: &Observation, tasks: &mut [Task]) {
        let objectives = &view.scenario.objectives;
        for u in view.units.iter().filter(|u| u.active() && !u.held_back) {
            let Some(hex) = u.hex else { continue };
            let near = |own: bool| {
                let some = objectives.iter().enumerate().filter(|(i, _)| (view.objectives.get(*i) == Some(&Some(view.side))) == own);
                some.map(|(_, o)| (view.ground.grid.distance(o.hex, hex), o.hex)).min()
            };
            tasks[u.id.index()] = match (near(false), near(true)) {
                (Some((_, goal)), _) => Task::Attack(goal),
                (None, Some((_, goal))) => Task::Defend(goal),
                _ => Task::Hold,
            };
        }
    }

    /// Weighed tasks: take what is not held, hold what is, take back what is lost, release reserves when it matters.
    pub fn regular(&mut self, view: &Observation, maps: &mut Maps, tasks: &mut [Task], ready: &mut Vec<Order>) {
        self.note_homes(view);
        self.assigned.resize(view.scenario.formations.len(), None);
        let groups = groups(view);
        // Everyone stays where he is until told otherwise.
        for u in view.units.iter().filter(|u| u.active()) {
            let formation = view.scenario.units[u.id.index()].formation;
            tasks[u.id.index()] = self.home[u.id.index()].map_or(Task::Hold, |h| Task::Defend(stay(view, formation, h)));
        }
        let held = |i: usize| view.objectives.get(i).copied().flatten() == Some(view.side);
        let objectives = &view.scenario.objectives;
        let attacks = attacks(view);
        let mut garrisoned = vec![false; objectives.len()];
        let mut sent = vec![0u32; objectives.len()];
        let mut coming = vec![0u32; objectives.len()];
        if attacks {
            for group in &groups {
                self.keep(view, group, &held, &mut garrisoned, &mut sent);
            }
            // Those nearest to anything choose first.
            let mut free: Vec<usize> = (0..groups.len()).filter(|&g| self.assigned[groups[g].formation.0 as usize].is_none()).collect();
            let soonest = |maps: &mut Maps, g: &Group| (0..objectives.len()).filter_map(|o| travel(view, maps, g, objectives[o].hex)).min();
            free.sort_by_key(|&g| (soonest(maps, &groups[g]).unwrap_or(u32::MAX), groups[g].formation));
            for g in free {
                let group = &groups[g];
                if let Some(o) = choose(view, maps, group, &held, &garrisoned, &sent) {
                    sent[o] += group.men;
                    garrisoned[o] |= held(o);
                    self.assigned[group.formation.0 as usize] = Some(o);
                }
            }
            for group in &groups {
                if let Some(o) = self.assigned[group.formation.0 as usize] {
                    let goal = objectives[o].hex;
                    for &u in &group.units {
                        tasks[u.index()] = if held(o) { Task::Defend(goal) } else { Task::Attack(goal) };
                    }
                }
            }
        } else {
            coming = self.counter(view, maps, tasks);
        }
        self.supports(view, &groups, tasks);
        releases(view, maps, &coming, ready);
    }

    /// Whether a group goes on with what it was told: until its objective is taken and others hold it.
    fn keep(&mut self, view: &Observation, group: &Group, held: &impl Fn(usize) -> bool, garrisoned: &mut [bool], sent: &mut [u32]) {
        let slot = &mut self.assigned[group.formation.0 as usize];
        let Some(o) = *slot else { return };
        let near = view.ground.grid.distance(group.hex, view.scenario.objectives[o].hex) <= AROUND;
        if held(o) && (garrisoned[o] || !near) {
            *slot = None;
            return;
        }
        garrisoned[o] |= held(o);
        sent[o] += group.men;
    }

    /// The defender's answer to objectives lost or contested, then to those held by too few: enough men from the nearest companies
    /// not needed where they are. By objective: men who are on their way to it and soon there, without reserves let go.
    fn counter(&mut self, view: &Observation, maps: &mut Maps, tasks: &mut [Task]) -> Vec<u32> {
        let objectives = &view.scenario.objectives;
        let mut on_way = vec![0; objectives.len()];
        let own = |o: usize| view.objectives.get(o).copied().flatten() == Some(view.side);
        let mut in_order: Vec<usize> = (0..objectives.len()).collect();
        in_order.sort_by_key(|&o| (own(o), o));
        let mut used: Vec<UnitId> = Vec::new();
        for o in in_order {
            let hex = objectives[o].hex;
            let wanted = match own(o) {
                true => lacking(view, maps, o, hex).0 * RELIEF,
                false => enough_against(maps.enemy_near(view, hex, AROUND)),
            };
            if wanted == 0 {
                continue;
            }
            let most_way_s = if objectives[o].holder == view.side { MOST_WAY_S } else { SOON_S };
            let mut coming = 0;
            for (seconds, u, men) in by_time(view, maps, o, &used) {
                if coming >= wanted || seconds > most_way_s {
                    break;
                }
                coming += men;
                used.push(u);
                let near = if own(o) { AROUND } else { THREAT };
                let far = |u: &OwnUnit| u.hex.is_some_and(|h| view.ground.grid.distance(h, hex) > near) && !let_go(view, u);
                if seconds <= SOON_S && view.unit(u).is_some_and(far) {
                    on_way[o] += men;
                }
                tasks[u.index()] = if own(o) { Task::Defend(hex) } else { Task::Attack(hex) };
                // Who comes to the relief of a garrison is of it from then on.
                if own(o) {
                    self.home[u.index()] = Some(hex);
                }
            }
        }
        on_way
    }

    /// Guns and headquarters go where the nearest group of their own goes: of their parent formation first.
    fn supports(&self, view: &Observation, groups: &[Group], tasks: &mut [Task]) {
        for u in view.units.iter().filter(|u| u.active() && !u.held_back && !storms(view, u.id)) {
            let kind = ways::card_of(view, u).kind;
            if matches!(kind, UnitKind::Artillery | UnitKind::AntiAircraft | UnitKind::Train) {
                tasks[u.id.index()] = Task::Hold;
                continue;
            }
            let Some(hex) = u.hex else { continue };
            let mine = view.scenario.units[u.id.index()].formation;
            let near = groups.iter().min_by_key(|g| {
                let kin = !(view.scenario.is_part_of(g.formation, mine) || view.scenario.is_part_of(mine, g.formation));
                (kin, view.ground.grid.distance(g.hex, hex), g.formation)
            });
            if let Some(task) = near.and_then(|g| g.units.first()).map(|f| tasks[f.index()])
                && matches!(task, Task::Attack(_) | Task::Move(_))
            {
                tasks[u.id.index()] = task;
            }
        }
    }
}

/// Who could come to an objective, the soonest first: seconds of way, who, how many men. Left out are who has an enemy next to it, but
/// next to a lost objective; who stands at another objective of his own that is threatened; of those who could come to the relief of a
/// garrison, who is there.
fn by_time(view: &Observation, maps: &mut Maps, o: usize, used: &[UnitId]) -> Vec<(u32, UnitId, u32)> {
    let objectives = &view.scenario.objectives;
    let goal = objectives[o].hex;
    let own = |o: usize| view.objectives.get(o).copied().flatten() == Some(view.side);
    let mut out = Vec::new();
    for u in view.units.iter().filter(|u| u.active() && !u.held_back && storms(view, u.id) && !used.contains(&u.id)) {
        let Some(hex) = u.hex else { continue };
        let steps = |from: HexId| view.ground.grid.distance(from, hex);
        let fights = maps.enemy_near(view, hex, 1) > 0 && (own(o) || steps(goal) > 1);
        let holds = |(other, b): (usize, &crate::data::Objective)| {
            other != o && own(other) && steps(b.hex) <= 1 && maps.enemy_near(view, b.hex, THREAT) > 0
        };
        if fights || own(o) && steps(goal) <= AROUND || objectives.iter().enumerate().any(holds) {
            continue;
        }
        if let Some(way_s) = maps.field(view, &Mover::of(view, u, Pace::Deployed), goal).cost(hex) {
            let wait_s = wait_s(view, view.scenario.units[u.id.index()].formation, goal);
            out.push((way_s + wait_s, u.id, men_of(view, u)));
        }
    }
    out.sort_unstable();
    out
}

/// Men for a counter-attack on so many believed enemies, a hundred at least.
fn enough_against(enemy: u32) -> u32 {
    enemy.max(100) * 3 / 2
}

/// Men of a unit on foot, vehicles reckoned as men.
fn men_of(view: &Observation, u: &OwnUnit) -> u32 {
    fire::on_foot(&view.cards, u) as u32 + u.running() * 12
}

/// Whether a side has to take ground: less than half of the objectives' points was its own at the start.
pub(super) fn attacks(view: &Observation) -> bool {
    let points = |own: bool| -> i32 {
        view.scenario.objectives.iter().filter(|o| (o.holder == view.side) == own).map(|o| o.points.abs().max(1)).sum()
    };
    points(false) > points(true)
}

/// The side's formations that have fighting units on the map and may act.
fn groups(view: &Observation) -> Vec<Group> {
    let mut by_formation: Vec<Vec<&OwnUnit>> = vec![Vec::new(); view.scenario.formations.len()];
    for u in view.units.iter().filter(|u| u.active() && !u.held_back && storms(view, u.id)) {
        by_formation[view.scenario.units[u.id.index()].formation.0 as usize].push(u);
    }
    let mut out = Vec::new();
    for (f, units) in by_formation.into_iter().enumerate().filter(|(_, u)| !u.is_empty()) {
        let spread = |u: &OwnUnit| -> u32 { units.iter().filter_map(|o| Some(view.ground.grid.distance(o.hex?, u.hex?))).sum() };
        let Some(middle) = units.iter().min_by_key(|u| (spread(u), u.id)) else { continue };
        let Some(hex) = middle.hex else { continue };
        let men = units.iter().map(|u| men_of(view, u)).sum();
        out.push(Group { formation: FormationId(f as u16), units: units.iter().map(|u| u.id).collect(), middle: middle.id, hex, men });
    }
    out
}

/// Seconds of way from a group to a hex.
fn travel(view: &Observation, maps: &mut Maps, group: &Group, goal: HexId) -> Option<u32> {
    let middle = view.unit(group.middle)?;
    let mover = Mover::of(view, middle, Pace::Deployed);
    maps.field(view, &mover, goal).cost(group.hex)
}

/// The objective that is worth most for its way and for who is on it already.
fn choose(
    view: &Observation,
    maps: &mut Maps,
    group: &Group,
    held: &impl Fn(usize) -> bool,
    garrisoned: &[bool],
    sent: &[u32],
) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    for (o, objective) in view.scenario.objectives.iter().enumerate() {
        // What is held needs one group; more only if it is threatened.
        let threatened = maps.enemy_near(view, objective.hex, AROUND) > 0;
        if held(o) && garrisoned[o] && !threatened {
            continue;
        }
        let Some(way) = travel(view, maps, group, objective.hex) else { continue };
        // A new task is waited for before the way is begun.
        let way = way + wait_s(view, group.formation, objective.hex);
        let enough = (maps.enemy_near(view, objective.hex, AROUND) * 5).max(if held(o) { 400 } else { UNKNOWN_MEN * 5 }) as f64;
        // Up to what is enough, one group draws the next; beyond, it is a crowd.
        let share = sent[o] as f64 / enough;
        let draw = if share < 1.0 { 1.0 + share } else { 1.0 / (share * share) };
        let due = if held(o) { 0.6 } else { 1.0 };
        // Being next to it may be worth something by itself.
        let scoring = &view.scenario.scoring;
        let near = scoring.near.filter(|n| n.0 == objective.hex && scoring.side == view.side).map_or(0, |n| n.1.max(0) * 2);
        let worth = due * ((objective.points.abs() + near) as f64 + 4.0) / (way as f64 + SETTLE_S) * draw;
        if best.is_none_or(|b| worth > b.0) {
            best = Some((worth, o));
        }
    }
    best.map(|b| b.1)
}

/// Reserves are let go where those engaged at an objective can neither hold it nor take it back by themselves: as many as
/// make up for the men who lack there, the nearest first, and no more than what is at stake is worth. Those let go before
/// who are still on their way are reckoned with, and so are those whom `counter` sends.
fn releases(view: &Observation, maps: &Maps, on_way: &[u32], ready: &mut Vec<Order>) {
    let (mut lacks, mut at_stake, mut worst) = (0, 0, None);
    for (o, objective) in view.scenario.objectives.iter().enumerate().filter(|(_, b)| b.holder == view.side) {
        let (lack, points) = lacking(view, maps, o, objective.hex);
        let lack = lack.saturating_sub(on_way[o]);
        if lack > 0 {
            lacks += lack;
            at_stake += points;
            worst = worst.max(Some((lack, objective.hex)));
        }
    }
    let Some((_, hex)) = worst else { return };
    let formation_of = |u: &OwnUnit| view.scenario.units[u.id.index()].formation;
    let far = |u: &OwnUnit| u.hex.is_some_and(|h| view.ground.grid.distance(h, hex) > THREAT);
    let mut coming = steady(view, |u| !u.held_back && far(u) && let_go(view, u));
    let mut reserves: Vec<(u32, FormationId, i32)> = Vec::new();
    for (f, formation) in view.scenario.formations.iter().enumerate().filter(|(_, f)| f.side == view.side) {
        let id = FormationId(f as u16);
        let Some(reserve) = formation.reserve.filter(|r| r.by_owner && !view.released.contains(&id)) else { continue };
        let units = view.units.iter().filter(|u| u.active() && view.scenario.is_part_of(formation_of(u), id));
        let way = units.filter_map(|u| Some(view.ground.grid.distance(u.hex?, hex))).min();
        reserves.push((way.unwrap_or(u32::MAX), id, reserve.price_points));
    }
    reserves.sort_unstable();
    for (_, id, price) in reserves {
        let saved = at_stake * SAVED_PERMILLE / 1000;
        if coming >= lacks || saved < price {
            break;
        }
        coming += steady(view, |u| view.scenario.is_part_of(formation_of(u), id));
        at_stake -= saved;
        ready.push(Order::Release { formation: id });
    }
}

/// Whether a unit is of a reserve that has been let go.
fn let_go(view: &Observation, u: &OwnUnit) -> bool {
    let reserve = |f: &&FormationId| view.scenario.formations[f.0 as usize].reserve.is_some();
    view.released.iter().filter(reserve).any(|&f| view.scenario.is_part_of(view.scenario.units[u.id.index()].formation, f))
}

/// Men who lack at an objective that was one's own at the start, and the points in danger there: all if it is lost, half
/// if it is contested, or held by too few against those within assault distance. Men who keep their heads down count: the
/// fire lifts, and they hold. In a trench each counts for two, as in close combat.
fn lacking(view: &Observation, maps: &Maps, o: usize, hex: HexId) -> (u32, i32) {
    let points = view.scenario.objectives[o].points.abs();
    let near = |steps: u32, dug_in: bool| {
        let here = |u: &OwnUnit| !u.held_back && u.hex.is_some_and(|h| view.ground.grid.distance(h, hex) <= steps);
        steady(view, |u| here(u) && (!dug_in || u.posture >= Posture::Trench))
    };
    let enemy = maps.enemy_near(view, hex, AROUND);
    match view.objectives.get(o).copied().flatten() {
        Some(side) if side == view.side => ((enemy / TO_ONE).saturating_sub(near(AROUND, false) + near(AROUND, true)), points / 2),
        // As many as a counter-attack wants, of those who are near enough to make it.
        holder => (enough_against(enemy).saturating_sub(near(THREAT, false)), if holder.is_some() { points } else { points / 2 }),
    }
}

/// Men of one's own who fight and whose nerve holds, vehicles reckoned as men.
fn steady(view: &Observation, counts: impl Fn(&OwnUnit) -> bool) -> u32 {
    let units = view.units.iter().filter(|u| u.active() && u.morale == MoraleState::Steady && counts(u));
    units.filter(|u| storms(view, u.id)).map(|u| men_of(view, u)).sum()
}
