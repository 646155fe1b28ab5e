//! Tasks of battalions as their own side knows them: how far each leads, what a new one would take, who acts without.
//!
//! What belongs here: questions that the check, the players and the battle ask alike. What never does: giving a task.

use super::ways::way_to;
use super::{Contact, Observation, OwnUnit, Refusal, ways};
use crate::data::{Formation, FormationId, Level, PlanTask, Scenario, StartPlace, TaskKind};
use crate::hex::{Grid, HexId};
use crate::hex::{Reach, ReachScratch};
use crate::rules::{Clock, NewTask, Pace, Prepared, Radio, UnitId};
use serde::{Deserialize, Serialize};

/// Most hexes that an order may name for a task's way.
pub const MOST_VIA: usize = 32;
/// Steps around an enemy, or an objective of one's own, at which men act by themselves where they may.
const REACTION: u32 = 1;

/// What a battalion is to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// what
    pub kind: TaskKind,
    /// where it stood when it was given the task
    pub from: HexId,
    /// where the task leads
    pub goal: HexId,
    /// all hexes of its way, `from` and `goal` among them, or of a reserve's places; its units are ordered freely around them
    pub line: Vec<HexId>,
}

impl Task {
    /// Steps from a hex to the nearest of its way.
    pub fn off(&self, grid: &Grid, hex: HexId) -> u32 {
        self.line.iter().map(|&h| grid.distance(h, hex)).min().unwrap_or(0)
    }
}

/// The tasks of a formation: the one it holds, and the one that is being prepared with the hour it will be ready. Neither
/// where it holds none: those above battalions, and the enemy's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskState {
    /// the task it holds
    pub now: Option<Task>,
    /// the task that will take its place
    pub next: Option<(Task, Clock)>,
}

/// A way from hex to hex, straight from one of the named to the next; the first is left out.
fn straight(grid: &Grid, from: HexId, via: &[HexId], line: &mut Vec<HexId>) {
    let mut at = from;
    for &to in via {
        while at != to {
            let near = |h: &HexId| (grid.distance(*h, to), grid.metres(*h, to), *h);
            let Some(next) = grid.neighbours(at).iter().flatten().copied().min_by_key(near) else { break };
            at = next;
            line.push(at);
        }
    }
}

/// The hex in the middle of these.
fn middle_of(grid: &Grid, hexes: &[HexId]) -> Option<HexId> {
    hexes.iter().copied().min_by_key(|&h| (hexes.iter().map(|&o| grid.distance(h, o)).sum::<u32>(), h))
}

/// Where a battalion begins, if it is one: a formation of that level with units of its own on the map.
fn home(scenario: &Scenario, formation: FormationId) -> Option<HexId> {
    let row = scenario.formations.get(formation.0 as usize).filter(|f| f.level == Level::Battalion)?;
    let hexes = places(scenario, row);
    middle_of(&scenario.ground.grid, &hexes)
}

/// Where a formation's own units begin on the map.
fn places(scenario: &Scenario, row: &Formation) -> Vec<HexId> {
    let hex = |u: &UnitId| match scenario.units[u.index()].place {
        StartPlace::Hex(hex) => Some(hex),
        StartPlace::OffMap { .. } => None,
    };
    row.units.iter().filter_map(hex).collect()
}

/// The task that a formation has at the start; `None` if it holds none. Given by the file, or by all steps of its plan (what a
/// plan foresees has been prepared), or else towards the nearest objectives of both sides.
pub fn at_start(scenario: &Scenario, formation: FormationId) -> Option<Task> {
    let grid = &scenario.ground.grid;
    let row = scenario.formations.get(formation.0 as usize)?;
    let from = home(scenario, formation)?;
    let along = |kind: TaskKind, via: &[HexId]| {
        let mut line = vec![from];
        straight(grid, from, via, &mut line);
        if kind == TaskKind::Reserve {
            line.extend(places(scenario, row));
        }
        Task { kind, from, goal: via.last().copied().unwrap_or(from), line }
    };
    if let Some(task) = &row.task {
        return Some(along(task.kind, &task.via));
    }
    if let Some(role) = scenario.plan_of(formation) {
        let (mut via, mut kind, mut goal) = (Vec::new(), TaskKind::Reserve, from);
        for step in &role.steps {
            let next = match step.task {
                PlanTask::Attack => TaskKind::Attack,
                PlanTask::Defend => TaskKind::Defend,
                PlanTask::Move => TaskKind::Move,
                PlanTask::Hold | PlanTask::Support => continue,
            };
            via.extend_from_slice(&step.via);
            // What it is to take or hold is its task; marches before and after belong to it.
            if next != TaskKind::Move || matches!(kind, TaskKind::Reserve | TaskKind::Move) {
                (kind, goal) = (next, step.via.last().copied().unwrap_or(goal));
            }
        }
        return Some(Task { goal, ..along(kind, &via) });
    }
    let nearest = |own: bool| {
        let some = scenario.objectives.iter().filter(|o| (o.holder == row.side) == own);
        some.map(|o| (grid.distance(o.hex, from), o.hex)).min().map(|o| o.1)
    };
    let mut task = along(TaskKind::Reserve, &[]);
    for (own, kind) in [(true, TaskKind::Defend), (false, TaskKind::Attack)] {
        if let Some(goal) = nearest(own) {
            (task.kind, task.goal) = (kind, goal);
            straight(grid, from, &[goal], &mut task.line);
        }
    }
    Some(task)
}

/// The tasks of a side's own formation.
pub fn of(view: &Observation, formation: FormationId) -> Option<&TaskState> {
    view.tasks.get(formation.0 as usize).filter(|t| t.now.is_some())
}

/// Units of a formation's own that can act on the map.
fn units(view: &Observation, formation: FormationId) -> impl Iterator<Item = &OwnUnit> {
    let all = view.scenario.formations.get(formation.0 as usize).map_or(&[][..], |f| &f.units[..]);
    all.iter().filter_map(|&u| view.unit(u)).filter(|u| u.active())
}

/// The unit in the middle of a formation, and its hex.
pub fn middle(view: &Observation, formation: FormationId) -> Option<(&OwnUnit, HexId)> {
    let hexes: Vec<HexId> = units(view, formation).filter_map(|u| u.hex).collect();
    let hex = middle_of(&view.ground.grid, &hexes)?;
    units(view, formation).find(|u| u.hex == Some(hex)).map(|u| (u, hex))
}

/// Hexes around a task's line within which its units are ordered freely.
fn reach(view: &Observation, task: &Task) -> u32 {
    if task.kind == TaskKind::Reserve { view.rules.reserve_hexes() } else { view.rules.strip_hexes() }
}

/// Whether a hex lies where a task leads, or near enough to it.
pub fn covers(view: &Observation, task: &Task, hex: HexId) -> bool {
    task.off(&view.ground.grid, hex) <= reach(view, task)
}

/// Whether the commander of a formation is lost, or of the one above whose staff leads it, and no deputy leads yet.
fn commander_lost(view: &Observation, formation: FormationId) -> bool {
    let mut at = Some(formation);
    while let Some(row) = at.and_then(|f| view.scenario.formations.get(f.0 as usize)) {
        if let Some(staff) = row.headquarters.and_then(|h| view.unit(h)) {
            return staff.leaderless_until > view.turn_from;
        }
        at = row.parent;
    }
    false
}

/// How a formation is reached by radio: by command tanks of its own or of the battalion it is part of.
fn radio(view: &Observation, formation: FormationId) -> Radio {
    let (mut had, mut runs, mut at) = (false, false, Some(formation));
    while let Some(f) = at {
        let row = &view.scenario.formations[f.0 as usize];
        if row.level != Level::Battalion {
            break;
        }
        for u in row.units.iter().filter_map(|&u| view.unit(u)) {
            for l in u.vehicles.iter().filter(|l| view.cards.vehicles.get(l.vehicle as usize).is_some_and(|v| v.command)) {
                had |= l.running + l.stranded + l.repairable + l.recoverable + l.burnt > 0;
                runs |= l.running > 0;
            }
        }
        at = row.parent;
    }
    match (had, runs) {
        (false, _) => Radio::None,
        (true, true) => Radio::Works,
        (true, false) => Radio::Lost,
    }
}

/// What the staff above a formation is asked for, if it is to lead to a hex.
pub fn asked(view: &Observation, formation: FormationId, goal: HexId) -> NewTask {
    let grid = &view.ground.grid;
    let row = &view.scenario.formations[formation.0 as usize];
    let above = row.parent.map_or(row.command, |p| view.scenario.formations[p.0 as usize].command);
    let here = middle(view, formation).map(|m| m.1);
    let now = of(view, formation).and_then(|t| t.now.as_ref());
    let strip = view.rules.strip_hexes();
    // On along the old axis, or short of its end; who stood where he was told to has no axis.
    let same_axis = now.is_some_and(|t| {
        let on = grid.distance(t.from, t.goal) + grid.distance(t.goal, goal) <= grid.distance(t.from, goal) + 1;
        covers(view, t, goal) || (t.from != t.goal && on)
    });
    let local = here.is_some_and(|h| grid.distance(h, goal) <= strip) || now.is_some_and(|t| t.off(grid, goal) <= 2 * strip);
    NewTask {
        staff: above.staff,
        initiative: row.command.initiative,
        same_axis,
        local,
        radio: radio(view, formation),
        commander_lost: commander_lost(view, formation),
    }
}

/// How long a formation would wait for such a task. Who is told to go on with what he does waits for nothing.
pub fn prepared(view: &Observation, formation: FormationId, kind: TaskKind, goal: HexId) -> Prepared {
    let same = of(view, formation).and_then(|t| t.now.as_ref()).is_some_and(|t| (t.kind, t.goal) == (kind, goal));
    if same { Prepared::default() } else { view.rules.new_task(&asked(view, formation, goal)) }
}

/// The hour at which such a task would be ready, if it were ordered now.
pub fn ready_at(view: &Observation, formation: FormationId, kind: TaskKind, goal: HexId) -> Clock {
    view.turn_from.plus(prepared(view, formation, kind, goal).seconds)
}

/// Whether a task that is ready at an hour is gone by in the turn: from the turn's start that is nearest to its hour.
pub fn begins(turn_from: Clock, turn_seconds: u32, ready: Clock) -> bool {
    ready <= turn_from.plus(turn_seconds / 2)
}

/// The task that an order gives: the way of the battalion's middle to the first hex that is named, and straight on.
pub fn given(view: &Observation, formation: FormationId, kind: TaskKind, via: &[HexId]) -> Option<Task> {
    let grid = &view.ground.grid;
    let (unit, from) = middle(view, formation)?;
    let mut line = vec![from];
    if let Some((&first, on)) = via.split_first() {
        match way(view, unit, first) {
            Some(path) => line.extend(path),
            None => straight(grid, from, &[first], &mut line),
        }
        straight(grid, line.last().copied().unwrap_or(from), &[first], &mut line);
        straight(grid, first, on, &mut line);
    }
    if kind == TaskKind::Reserve {
        line.extend(units(view, formation).filter_map(|u| u.hex));
    }
    Some(Task { kind, from, goal: via.last().copied().unwrap_or(from), line })
}

/// The quickest way of a unit to a hex, or next to it where an enemy stands in it.
fn way(view: &Observation, unit: &OwnUnit, goal: HexId) -> Option<Vec<HexId>> {
    if unit.hex == Some(goal) {
        return Some(Vec::new());
    }
    way_to(view, unit, Pace::Deployed, goal).or_else(|| {
        let mut found = (Reach::default(), ReachScratch::default());
        ways::reach(view, unit, Pace::Deployed, 86_400, &mut found.0, &mut found.1);
        let beside = view.ground.grid.neighbours(goal).iter().flatten().copied();
        let best = beside.filter_map(|h| Some((found.0.cost(h)?, h))).min()?;
        found.0.path(best.1)
    })
}

/// Whether a unit may be ordered to end in a hex, by the task of its formation: within its strip, or nearer to it; back from the
/// enemy; against who is near, where subordinates act by themselves.
///
/// # Errors
/// [`Refusal::OutsideTask`].
pub fn may_go(view: &Observation, unit: &OwnUnit, goal: HexId) -> Result<(), Refusal> {
    let formation = view.scenario.units[unit.id.index()].formation;
    let Some(state) = of(view, formation) else { return Ok(()) };
    let (Some(now), Some(start)) = (&state.now, unit.hex) else { return Ok(()) };
    let grid = &view.ground.grid;
    let off = now.off(grid, goal);
    if off <= reach(view, now) || off < now.off(grid, start) || withdraws(view, start, goal) || reacts(view, formation, goal) {
        return Ok(());
    }
    let ready = match &state.next {
        Some((next, ready)) if covers(view, next, goal) => *ready,
        _ => ready_at(view, formation, TaskKind::Move, goal),
    };
    Err(Refusal::OutsideTask { unit: unit.id, formation, by: giver(view, formation), ready })
}

/// The same for an assault: who stands within the strip also goes for what is next to him.
///
/// # Errors
/// [`Refusal::OutsideTask`].
pub fn may_assault(view: &Observation, unit: &OwnUnit, hex: HexId) -> Result<(), Refusal> {
    let now = of(view, view.scenario.units[unit.id.index()].formation).and_then(|s| s.now.as_ref());
    match (now, unit.hex) {
        (Some(task), Some(here)) if !covers(view, task, here) => may_go(view, unit, hex),
        _ => Ok(()),
    }
}

/// The formation that gives another its tasks: the next one above it with a headquarters, or else the one above it.
fn giver(view: &Observation, formation: FormationId) -> FormationId {
    let parent = |f: FormationId| view.scenario.formations[f.0 as usize].parent;
    let mut at = parent(formation);
    while let Some(f) = at {
        if view.scenario.formations[f.0 as usize].headquarters.is_some() {
            return f;
        }
        at = parent(f);
    }
    parent(formation).unwrap_or(formation)
}

/// Whether a way leads back from the nearest known enemy.
fn withdraws(view: &Observation, start: HexId, goal: HexId) -> bool {
    let grid = &view.ground.grid;
    let near = |h: HexId| view.contacts.iter().map(|c| grid.distance(h, c.hex)).min();
    match (near(start), near(goal)) {
        (Some(from), Some(to)) => view.rules.withdraws(grid.distance(start, goal), to.saturating_sub(from)),
        _ => false,
    }
}

/// Whether a formation acts by itself against what is near: an enemy in sight, or an objective that was its side's, within
/// its reach.
fn reacts(view: &Observation, formation: FormationId, goal: HexId) -> bool {
    let grid = &view.ground.grid;
    if !view.scenario.formations[formation.0 as usize].command.initiative {
        return false;
    }
    let near = |h: HexId| grid.distance(h, goal) <= REACTION;
    let called = || {
        view.contacts.iter().any(|c: &Contact| c.current && near(c.hex)) || {
            let lost = |(i, o): (usize, &crate::data::Objective)| {
                o.holder == view.side && view.objectives.get(i).copied().flatten() != Some(view.side) && near(o.hex)
            };
            view.scenario.objectives.iter().enumerate().any(lost)
        }
    };
    middle(view, formation).is_some_and(|(_, h)| grid.distance(h, goal) <= view.rules.strip_hexes()) && called()
}

/// Whether a task may be ordered.
///
/// # Errors
/// Why not.
pub(super) fn may_give(view: &Observation, formation: FormationId, kind: TaskKind, via: &[HexId]) -> Result<(), Refusal> {
    let row = view.scenario.formations.get(formation.0 as usize).filter(|f| f.side == view.side);
    let (Some(_), Some(state)) = (row, of(view, formation)) else { return Err(Refusal::NoTask { formation }) };
    let Some((leader, here)) = middle(view, formation) else { return Err(Refusal::NoTask { formation }) };
    if via.is_empty() != (kind == TaskKind::Reserve) || via.len() > MOST_VIA {
        return Err(Refusal::NoTask { formation });
    }
    if leader.held_back {
        return Err(Refusal::HeldBack { unit: leader.id });
    }
    for &hex in via {
        if !view.ground.grid.contains(hex) {
            return Err(Refusal::NotInSight { hex });
        }
        if view.ground.terrain[hex.index()].is_water() {
            return Err(Refusal::Impassable { unit: leader.id, hex });
        }
    }
    let goal = via.last().copied().unwrap_or(here);
    let is = |t: &Task| (t.kind, t.goal) == (kind, goal);
    let (now, next) = (state.now.as_ref().is_some_and(is), state.next.as_ref().is_some_and(|n| is(&n.0)));
    if next || (now && state.next.is_none()) { Err(Refusal::SameTask { formation }) } else { Ok(()) }
}
