//! Joint assaults: who goes in together on one hex, who keeps heads down for them meanwhile, and whether it is worth it.
//!
//! Asked when everybody has moved up: companies that came up one after the other go in at one moment, not one by one.

use super::maps::{Maps, counts};
use super::shoot::{bears_on, pin};
use super::smoke;
use super::staff::{Style, Task, storms};
use super::unit::{GROUND_PERMILLE, STORM_MEN, Stage, Thought, border_costs};
use super::weigh::{Rush, worth};
use crate::hex::HexId;
use crate::rules::{Clock, MoraleState, UnitId};
use crate::view::{Contact, ContactId, FireOrder, Observation, Order, OwnUnit, Shells, Target, allowed, check};

/// Most units of one assault.
const MOST_UNITS: usize = 9;
/// Seconds of one's own shells that a rush may run into.
const OVERLAP_S: u32 = 60;
/// Steps around a hex from which fire on those who storm it is answered.
const FLANK_STEPS: u32 = 2;
/// Steps from which fire is kept for an assault: most of what small arms do is done within 900 m.
const COVER_STEPS: u32 = 3;
/// What fire on a flank is worth beside fire on the hex itself.
const FLANK_WEIGHT: f64 = 0.4;
/// Least worth of an assault to `historical` at the start of the battle, in chances; less as time runs out. The price of a repulse is
/// in the worth already, so little more than nothing is asked. Who weighs in points asks nothing more than that it is worth them;
/// docs/validation.md tells what a bar would do.
const BAR: f64 = 0.1;

/// Fire by one of those who stay.
pub(super) struct Cover {
    unit: UnitId,
    at: ContactId,
    seconds: u16,
    /// share of the contact that it should keep down, per mille
    down: u16,
}

/// An assault as it is thought out.
struct Plan {
    worth: f64,
    target: HexId,
    /// who goes in
    rush: Vec<UnitId>,
    /// who fires meanwhile
    fire: Vec<Cover>,
    /// seconds that those who go in wait for their own shells to lift
    wait_s: u32,
}

/// Whether a unit may take part in an assault.
fn ready(t: &Thought, u: &OwnUnit) -> bool {
    let account = &t.accounts[u.id.index()];
    u.active()
        && !u.held_back
        && u.storm.is_none()
        && u.morale == MoraleState::Steady
        && u.seconds >= 60
        && u.suppressed_permille < GROUND_PERMILLE
        && !account.assaulted
        && !account.done
        && !matches!(t.tasks[u.id.index()], Task::Move(_))
        && storms(t.view, u.id)
}

/// Hexes that a unit would storm for its task: its own, those that lead nearer to its goal.
fn targets(t: &Thought, u: &OwnUnit) -> Vec<HexId> {
    let view = t.view;
    let Some(hex) = u.hex else { return Vec::new() };
    let goal = t.tasks[u.id.index()].goal().unwrap_or(hex);
    let far = view.ground.grid.distance(hex, goal);
    let around = view.ground.grid.neighbours(hex).iter().flatten().copied();
    let wanted = |target: HexId| {
        let leads = target == hex || target == goal || view.ground.grid.distance(target, goal) <= far;
        // Nobody goes over the border for a hex that is worth nothing, but who goes straight at the enemy.
        let over = t.mood.style != Style::Straight && target != goal && target != hex && view.ground.steps_beyond(view.side, target) > 0;
        leads && !(over && border_costs(view)) && view.contacts.iter().any(|c| c.hex == target && counts(view, c))
    };
    std::iter::once(hex).chain(around).filter(|&h| wanted(h)).collect()
}

/// Whether a unit waits for the hour at which all go in together: it could storm something next to it.
pub(super) fn waits(t: &Thought, u: &OwnUnit) -> bool {
    ready(t, u) && targets(t, u).iter().any(|&hex| allowed(t.view, &Order::Assault { units: vec![u.id], hex }).is_ok())
}

/// Who attacks and lies next to what he could storm in the next turn. They answer nobody till then, but who comes into their hex: what
/// they spend on answering makes them go in later, when those they go in on are up again.
pub(super) fn saves_time(t: &Thought) -> Vec<UnitId> {
    let lies_before = |u: &&OwnUnit| {
        u.active()
            && u.fire_order == FireOrder::AtWill
            && u.storm.is_none()
            && u.morale == MoraleState::Steady
            && matches!(t.tasks[u.id.index()], Task::Attack(_))
            && storms(t.view, u.id)
            && u.hex.is_some_and(|h| targets(t, u).iter().any(|&g| g != h))
    };
    t.view.units.iter().filter(lies_before).map(|u| u.id).collect()
}

/// Whether a unit's fire bears on a hex that others next to it could storm: it is kept for the moment at which they do.
pub(super) fn covers(t: &Thought, u: &OwnUnit) -> bool {
    let (view, Some(hex)) = (t.view, u.hex) else { return false };
    if t.mood.style != Style::Regular || t.stage != Stage::Approach || t.accounts[u.id.index()].fires > 0 || !may_cover(t, u) {
        return false;
    }
    let near =
        |c: &&Contact| c.current && counts(view, c) && view.ground.grid.distance(c.hex, hex) <= COVER_STEPS && bears_on(view, u, hex, c);
    let beside = |o: &&OwnUnit, c: &Contact| o.hex.is_some_and(|h| view.ground.grid.distance(h, c.hex) <= 1);
    let stormed = |c: &Contact| {
        let others = view.units.iter().filter(|o| o.id != u.id && beside(o, c) && ready(t, o));
        others.map(awake).sum::<u32>() >= STORM_MEN
    };
    view.contacts.iter().filter(near).any(stormed)
}

/// Whether a unit can keep heads down for others.
fn may_cover(t: &Thought, u: &OwnUnit) -> bool {
    let account = &t.accounts[u.id.index()];
    u.active()
        && !u.held_back
        && u.storm.is_none()
        && u.suppressed_permille < GROUND_PERMILLE
        && u.seconds >= check::LEAST_FIRE_S
        && u.stores.small_rounds > 0
        && !account.assaulted
        && !account.done
}

/// The orders of the assault that is worth most, if one is worth it.
pub(super) fn next(t: &Thought) -> Option<Vec<Order>> {
    let view = t.view;
    let mut hexes: Vec<HexId> = view.units.iter().filter(|u| ready(t, u)).flat_map(|u| targets(t, u)).collect();
    hexes.sort_unstable();
    hexes.dedup();
    let mut best: Option<Plan> = None;
    for target in hexes {
        if let Some(plan) = think(t, target)
            && best.as_ref().is_none_or(|b| plan.worth > b.worth)
        {
            best = Some(plan);
        }
    }
    let plan = best?;
    let bar = match t.mood.style {
        Style::Straight => -1.0,
        Style::Historical => BAR * t.mood.left / t.mood.temper,
        Style::Regular => 0.0,
    };
    if plan.worth < bar {
        return None;
    }
    let mut orders = Vec::new();
    for f in &plan.fire {
        orders.push(Order::Fire { unit: f.unit, at: Target::Contact(f.at), seconds: f.seconds });
    }
    if plan.wait_s >= u32::from(check::LEAST_FIRE_S) {
        let seen = |u: &OwnUnit| view.contacts.iter().find(|c| c.hex == plan.target && u.hex.is_some_and(|h| bears_on(view, u, h, c)));
        for u in plan.rush.iter().filter_map(|&u| view.unit(u)) {
            if let Some(c) = seen(u) {
                orders.push(Order::Fire { unit: u.id, at: Target::Contact(c.id), seconds: plan.wait_s as u16 });
            }
        }
    }
    orders.push(Order::Assault { units: plan.rush, hex: plan.target });
    Some(orders)
}

/// Who of those next to a hex would go in and who would fire, so that it is worth most.
fn think(t: &Thought, target: HexId) -> Option<Plan> {
    let view = t.view;
    let end = view.turn_from.plus(view.turn_seconds);
    let one = |u: &OwnUnit| allowed(view, &Order::Assault { units: vec![u.id], hex: target }).is_ok();
    let holds = |u: &OwnUnit| {
        let objective = view.scenario.objectives.iter().any(|b| Some(b.hex) == u.hex) && u.hex != Some(target);
        objective && !matches!(t.tasks[u.id.index()], Task::Attack(_))
    };
    let near = |u: &OwnUnit| u.hex.is_some_and(|h| view.ground.grid.distance(h, target) <= 1);
    let mut all: Vec<&OwnUnit> = view.units.iter().filter(|u| near(u) && ready(t, u) && !holds(u) && one(u)).collect();
    // Those of whom most can go first; who is left over fires.
    all.sort_by_key(|u| (std::cmp::Reverse(awake(u)), u.id));
    let mut rush: Vec<UnitId> = Vec::new();
    let mut rest: Vec<&OwnUnit> = Vec::new();
    let mut best: Option<Plan> = None;
    // Everybody who can be in it in time.
    for u in all {
        rush.push(u.id);
        let joint = Order::Assault { units: rush.clone(), hex: target };
        if rush.len() > MOST_UNITS || allowed(view, &joint).is_err() || wait_s(view, &rush, target).is_none() {
            rush.pop();
            rest.push(u);
        }
    }
    if t.mood.style == Style::Regular {
        // Those who can't go in themselves fire from where they are.
        let from_afar = |u: &&OwnUnit| {
            let steps = u.hex.map(|h| view.ground.grid.distance(h, target));
            steps.is_some_and(|s| (1..=COVER_STEPS).contains(&s))
                && may_cover(t, u)
                && !holds(u)
                && !rush.contains(&u.id)
                && !rest.iter().any(|r| r.id == u.id)
        };
        let more: Vec<&OwnUnit> = view.units.iter().filter(from_afar).collect();
        rest.extend(more);
    }
    while !rush.is_empty() {
        let wait = wait_s(view, &rush, target)?;
        let began = rush.iter().filter_map(|&u| view.unit(u)).map(|u| view.clock_of(u)).max()?.plus(wait);
        let comers = check::comers(view, &rush);
        let needed = rush.iter().filter_map(|&u| view.unit(u)).map(|u| check::assault_seconds(view, u, &comers, target)).max()?;
        let close = began.plus(needed).min(end);
        let mut fire: Vec<Cover> = Vec::new();
        for u in &rest {
            aim(t, u, target, close, &mut fire);
        }
        let going = Rush { units: &rush, target, midway: began.plus(needed / 3), close };
        let worth = worth(t, &going, |c, at| down(t.maps, view, c, at, &fire));
        if best.as_ref().is_none_or(|b| worth > b.worth + 0.01) {
            best = Some(Plan { worth, target, rush: rush.clone(), fire, wait_s: wait });
        }
        let Some(last) = rush.pop().and_then(|u| view.unit(u)) else { break };
        rest.insert(0, last);
    }
    best
}

/// Men of a unit who are up, vehicles reckoned as men.
fn awake(u: &OwnUnit) -> u32 {
    (u.men as u32 + u.running() * 12) * (1000 - u.suppressed_permille.min(1000) as u32) / 1000
}

/// Seconds that a rush waits for one's own shells on its hex to lift; none if it would not be over in time.
fn wait_s(view: &Observation, rush: &[UnitId], target: HexId) -> Option<u32> {
    let end = view.turn_from.plus(view.turn_seconds);
    let quote = check::check(view, &Order::Assault { units: rush.to_vec(), hex: target }).ok()?;
    let ready = rush.iter().filter_map(|&u| view.unit(u)).map(|u| view.clock_of(u)).max()?;
    let shells = view.missions.iter().filter(|m| m.shells == Shells::HighExplosive);
    let lifts = shells.filter(|m| m.hex == target && m.from < end && m.to > ready).map(|m| m.to).max();
    let wait = lifts.map_or(0, |l| l.since(ready)).saturating_sub(OVERLAP_S);
    let fits = |wait: u32| ready.plus(wait + quote.seconds) <= end;
    // Smoke that is on its way is worth waiting for, if the rush is over in time then.
    let wait = smoke::comes_in(view, target, ready).filter(|&s| s > wait && fits(s)).unwrap_or(wait);
    let fits = fits(wait);
    // What is longer than a turn is begun with most of a turn before it, or as soon as one's own shells lift: so long as they
    // keep heads down matters more than lying out for a little longer.
    let left_s = end.since(ready.plus(wait));
    let at_once = (quote.seconds - quote.later_s) * 4 >= view.turn_seconds * 3;
    let begun = view.turn_seconds < quote.seconds && if wait > 0 { left_s >= u32::from(check::LEAST_FIRE_S) } else { at_once };
    (fits || begun).then_some(wait)
}

/// A unit that stays fires at whom it does most for those who go in: in the hex, or on their flank.
fn aim(t: &Thought, u: &OwnUnit, target: HexId, close: Clock, fire: &mut Vec<Cover>) {
    let view = t.view;
    let seconds = close.since(view.clock_of(u)).min(u32::from(u.seconds)).min(u32::from(u16::MAX)) as u16;
    let Some(hex) = u.hex else { return };
    if seconds < check::LEAST_FIRE_S || u.stores.small_rounds == 0 {
        return;
    }
    let mut best: Option<(f64, ContactId, u16)> = None;
    for c in view.contacts.iter().filter(|c| c.current && counts(view, c)) {
        let steps = view.ground.grid.distance(c.hex, target);
        if steps > FLANK_STEPS || !(steps == 0 || view.ground.sight.sees(c.hex, target)) || !bears_on(view, u, hex, c) {
            continue;
        }
        if smoke::hides(view, hex, c.hex, close) {
            continue;
        }
        let share = pin(t, u, c, u32::from(seconds));
        let before = f64::from(down(t.maps, view, c, close, fire));
        let after = f64::from(view.rules.joined(before as u16, share));
        let men = f64::from(u16::midpoint(c.men.0, c.men.1)) + f64::from(c.guns) * 20.0;
        let weight = if steps == 0 { 1.0 } else { FLANK_WEIGHT };
        let gain = men * (after - before) / 1000.0 * weight;
        if best.is_none_or(|b| gain > b.0) {
            best = Some((gain, c.id, share));
        }
    }
    if let Some((gain, at, down)) = best
        && gain > 0.5
    {
        fire.push(Cover { unit: u.id, at, seconds, down });
    }
}

/// Share of a contact believed to be down at a moment, with the fire that is thought of.
fn down(maps: &Maps, view: &Observation, c: &Contact, at: Clock, fire: &[Cover]) -> u16 {
    let planned = fire.iter().filter(|f| f.at == c.id).map(|f| f.down);
    planned.fold(maps.kept_down(view, c, at), |a, b| view.rules.joined(a, b))
}
