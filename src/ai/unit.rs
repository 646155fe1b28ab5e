//! One unit's next order, scored by the means of the lotteries that the order would draw.

use super::maps::{Maps, counts};
use super::staff::{Style, Task};
use crate::data::UnitKind;
use crate::hex::HexId;
use crate::rules::{Certainty, Effect, Law, Light, Lottery, MoraleState, Pace, Posture, Question, UnitId};
use crate::view::fire::{self, Mark, Shooter};
use crate::view::{Contact, FireOrder, Observation, Order, OwnUnit, Target, WorkKind, allowed, check, seen, ways};

/// How bold a side is at the moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mood {
    /// way of thinking
    pub style: Style,
    /// share of the battle left, 0 to 1
    pub left: f64,
    /// about 1; more is bolder
    pub temper: f64,
}

impl Default for Mood {
    fn default() -> Self {
        Mood { style: Style::Regular, left: 1.0, temper: 1.0 }
    }
}

/// What a unit has been told to do this impulse.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Account {
    /// times it was asked
    pub orders: u8,
    /// fire orders given
    pub fires: u8,
    /// it dug or recovered
    pub worked: bool,
    /// it took part in an assault
    pub assaulted: bool,
    /// where it was told to go from, last
    pub left_from: Option<HexId>,
    /// no more of it this turn
    pub done: bool,
}

/// What a unit's decision reads.
pub(super) struct Thought<'a> {
    pub view: &'a Observation,
    pub maps: &'a mut Maps,
    pub tasks: &'a [Task],
    pub accounts: &'a [Account],
    pub mood: Mood,
}

/// Suppression, per mille, above which a unit goes to ground.
const GROUND_PERMILLE: u16 = 600;
/// Steps within which an enemy stops a march in column.
const COLUMN_STEPS: u32 = 6;
/// Steps within which digging is no work for the moment, if the enemy is seen.
const DIG_STEPS: u32 = 3;
/// Worth of a vehicle, a gun and a burst of suppression on a hundred men, in men hit.
const VEHICLE_WORTH: f64 = 10.0;
const GUN_WORTH: f64 = 8.0;
const PIN_WORTH: f64 = 1.5;
/// Least worth of a fire order of five minutes.
const LEAST_WORTH: f64 = 0.12;

/// The next order of a unit, or none.
pub(super) fn decide(t: &mut Thought, u: &OwnUnit, acc: &mut Account) -> Option<Order> {
    let hex = u.hex?;
    if u.held_back || u.morale >= MoraleState::Broken || u.seconds < 60 {
        return None;
    }
    if let Some(order) = recover(t, u, acc) {
        return Some(order);
    }
    let kind = ways::card_of(t.view, u).kind;
    let task = t.tasks[u.id.index()];
    if u.suppressed_permille >= GROUND_PERMILLE.min(t.view.rules.pinned_permille()) {
        return shoot(t, u, acc, u.seconds / 2).or_else(|| dig(t, u, acc));
    }
    match kind {
        UnitKind::Artillery | UnitKind::AntiAircraft | UnitKind::Train => shoot(t, u, acc, u.seconds / 2),
        UnitKind::Headquarters => follow(t, u, acc, 4, 3),
        UnitKind::AntiTank | UnitKind::InfantryGun => {
            shoot(t, u, acc, u.seconds / 2).or_else(|| follow(t, u, acc, 3, 2)).or_else(|| dig(t, u, acc))
        }
        _ => match task {
            Task::Attack(goal) if hex != goal || t.maps.believed_at(goal) => attack(t, u, acc, goal),
            Task::Move(goal) if hex != goal => travel(t, u, acc, goal),
            Task::Attack(goal) | Task::Move(goal) | Task::Defend(goal) => defend(t, u, acc, goal),
            Task::Hold => defend(t, u, acc, hex),
        },
    }
}

/// Get stuck vehicles out where nobody disturbs it.
fn recover(t: &Thought, u: &OwnUnit, acc: &mut Account) -> Option<Order> {
    if acc.worked || u.suppressed_permille >= check::UNDER_FIRE_PERMILLE {
        return None;
    }
    let (group, means) = check::recovery(t.view, u)?;
    // Six tries, then it is left to the workshops.
    let quiet = t.maps.enemy_steps(t.view, group.hex).is_none_or(|s| s > 3);
    if !quiet || group.tries >= 6 || (u.seconds as u32) < t.view.rules.recover_seconds(means) {
        return None;
    }
    // A company mostly still on the move does not wait for one tank.
    if u.running() > 3 * group.count as u32 && t.tasks[u.id.index()] != Task::Hold {
        return None;
    }
    acc.worked = true;
    Some(Order::Work { unit: u.id, kind: WorkKind::Recover })
}

/// Attack: assault what is next to it if the odds are fair, fire to make them so, else go on.
fn attack(t: &mut Thought, u: &OwnUnit, acc: &mut Account, goal: HexId) -> Option<Order> {
    let hex = u.hex?;
    if let Some(order) = assault(t, u, acc, goal) {
        return Some(order);
    }
    let near = t.maps.enemy_steps(t.view, hex).unwrap_or(99);
    if near <= 1 {
        return shoot(t, u, acc, u.seconds.saturating_sub(120)).or_else(|| dig(t, u, acc));
    }
    if near <= 3 && !ready(t, u, goal) {
        return shoot(t, u, acc, u.seconds / 2).or_else(|| dig(t, u, acc));
    }
    if near <= 2 && acc.fires == 0 {
        // A short burst before the next bound.
        if let Some(order) = shoot(t, u, acc, 180.min(u.seconds)) {
            return Some(order);
        }
    }
    go(t, u, acc, goal, 1).or_else(|| shoot(t, u, acc, u.seconds / 2)).or_else(|| dig(t, u, acc))
}

/// Go there; fire only if the way is barred.
fn travel(t: &mut Thought, u: &OwnUnit, acc: &mut Account, goal: HexId) -> Option<Order> {
    go(t, u, acc, goal, 2).or_else(|| shoot(t, u, acc, u.seconds / 2)).or_else(|| dig(t, u, acc))
}

/// Hold a hex: be near it, take it back, fire at what is worth it, dig.
fn defend(t: &mut Thought, u: &OwnUnit, acc: &mut Account, post: HexId) -> Option<Order> {
    let hex = u.hex?;
    if let Some(order) = assault(t, u, acc, post) {
        return Some(order);
    }
    let far = t.view.ground.grid.distance(hex, post);
    if far > 1
        && t.maps.enemy_steps(t.view, hex).is_none_or(|s| s > 2)
        && let Some(order) = go(t, u, acc, post, 1)
    {
        return Some(order);
    }
    // Half of the time is kept for whoever shows himself.
    shoot(t, u, acc, u.seconds / 2).or_else(|| dig(t, u, acc))
}

/// Stay behind the fighting units: no nearer than so many steps to the enemy, no farther than so many from the goal.
fn follow(t: &mut Thought, u: &OwnUnit, acc: &mut Account, off_enemy: u32, off_goal: u32) -> Option<Order> {
    let goal = t.tasks[u.id.index()].goal()?;
    let hex = u.hex?;
    let stay = |maps: &Maps, view: &Observation, h: HexId| {
        view.ground.grid.distance(h, goal) <= off_goal || maps.enemy_steps(view, h).is_some_and(|s| s <= off_enemy)
    };
    if stay(t.maps, t.view, hex) || !may_go(u, acc) {
        return None;
    }
    walk(t, u, acc, goal, stay)
}

/// Go to a goal along its field, to within so many steps of a believed enemy.
fn go(t: &mut Thought, u: &OwnUnit, acc: &mut Account, goal: HexId, off_enemy: u32) -> Option<Order> {
    if !may_go(u, acc) {
        return None;
    }
    // Tanks wait for men before they close in.
    let alone = u.running() > 0 && fire::on_foot(&t.view.cards, u) == 0;
    let waits = alone && t.mood.style != Style::Straight;
    walk(t, u, acc, goal, |maps, view, h| {
        let steps = maps.enemy_steps(view, h).unwrap_or(99);
        steps <= off_enemy || (waits && view.ground.grid.distance(h, goal) <= 2 && steps <= 2 && !men_near(view, h))
    })
}

/// Whether own men on foot stand in or next to a hex.
fn men_near(view: &Observation, hex: HexId) -> bool {
    view.units.iter().any(|o| {
        o.active()
            && o.running() == 0
            && o.hex.is_some_and(|h| view.ground.grid.distance(h, hex) <= 1)
            && fire::on_foot(&view.cards, o) >= 40
    })
}

/// Whether a unit may be told to move once more: not from where it was told to before, for it was halted there.
fn may_go(u: &OwnUnit, acc: &Account) -> bool {
    u.hex.is_some() && acc.left_from != u.hex
}

fn walk(t: &mut Thought, u: &OwnUnit, acc: &mut Account, goal: HexId, stop: impl Fn(&Maps, &Observation, HexId) -> bool) -> Option<Order> {
    let view = t.view;
    let hex = u.hex?;
    if check::dry(view, u) {
        return None;
    }
    let far = |maps: &Maps, h: HexId| maps.enemy_steps(view, h).is_none_or(|s| s > COLUMN_STEPS);
    let marches = far(t.maps, hex) && !matches!(view.light, Light::Dark) && u.running() == 0;
    let pace = if marches { Pace::March } else { Pace::Deployed };
    let (now, end) = (view.clock_of(u), view.turn_from.plus(view.turn_seconds));
    let stop = |maps: &Maps, h: HexId| stop(maps, view, h) || (marches && !far(maps, h));
    let avoid = |maps: &Maps, h: HexId| maps.believed_at(h) || view.missions.iter().any(|m| m.hex == h && m.from < end && m.to > now);
    let path = t.maps.descend(view, u, pace, goal, stop, avoid);
    if path.is_empty() {
        return None;
    }
    acc.left_from = Some(hex);
    Some(Order::Move { unit: u.id, path, pace })
}

/// Whether an attack may go on against what is believed ahead: enough men at hand, or the enemy kept down; bolder by
/// night and as time runs out.
fn ready(t: &Thought, u: &OwnUnit, goal: HexId) -> bool {
    if t.mood.style == Style::Straight {
        return true;
    }
    let Some(hex) = u.hex else { return false };
    let view = t.view;
    let ahead = |c: &&Contact| {
        counts(view, c)
            && view.ground.grid.distance(c.hex, hex) <= 3
            && view.ground.grid.distance(c.hex, goal) <= view.ground.grid.distance(hex, goal) + 1
    };
    let enemy: u32 = view
        .contacts
        .iter()
        .filter(ahead)
        .map(|c| {
            (u16::midpoint(c.men.0, c.men.1) as u32 + c.guns as u32 * 15).max(20) * (1000 - c.suppressed_permille.min(1000) as u32) / 1000
        })
        .sum();
    let own = t.maps.own_near(view, hex, 2);
    let night = if matches!(view.light, Light::Moon | Light::Dark) { 0.7 } else { 1.0 };
    let hurry = 0.5 + 0.5 * t.mood.left;
    own as f64 >= enemy as f64 * 1.6 * night * hurry / t.mood.temper
}

/// The best assault on a hex next to a unit, or on the enemy in its own hex, if the odds are fair.
fn assault(t: &mut Thought, u: &OwnUnit, acc: &mut Account, goal: HexId) -> Option<Order> {
    let view = t.view;
    let hex = u.hex?;
    if acc.assaulted || u.morale > MoraleState::Steady || !check::storms(view, u) {
        return None;
    }
    let far = view.ground.grid.distance(hex, goal);
    let (now, end) = (view.clock_of(u), view.turn_from.plus(view.turn_seconds));
    let mut best: Option<(f64, Vec<UnitId>, HexId)> = None;
    let around = view.ground.grid.neighbours(hex).iter().flatten().copied();
    for target in std::iter::once(hex).chain(around) {
        let wanted = target == hex || target == goal || view.ground.grid.distance(target, goal) < far.max(2);
        if !wanted || !view.contacts.iter().any(|c| c.hex == target && counts(view, c)) {
            continue;
        }
        if view.missions.iter().any(|m| m.hex == target && m.from < end && m.to > now) {
            continue;
        }
        if allowed(view, &Order::Assault { units: vec![u.id], hex: target }).is_err() {
            continue;
        }
        let group = join(t, u, target);
        let Some(question) = check::believed_assault(view, &group, target) else { continue };
        let [repulse, lodged, taken] = outcomes(&view.rules.lottery(&question));
        let worth = taken + 0.6 * lodged - 0.3 * repulse;
        if best.as_ref().is_none_or(|b| worth > b.0) {
            best = Some((worth, group, target));
        }
    }
    let (worth, units, target) = best?;
    let bar = match t.mood.style {
        Style::Straight => -1.0,
        _ => (0.25 + 0.25 * t.mood.left) / t.mood.temper,
    };
    if worth < bar {
        return None;
    }
    acc.assaulted = true;
    Some(Order::Assault { units, hex: target })
}

/// Who can go in with a unit: those next to the target, free, steady, with the seconds, while there is room.
fn join(t: &Thought, leader: &OwnUnit, target: HexId) -> Vec<UnitId> {
    let view = t.view;
    let mut group = vec![leader.id];
    for o in view.units.iter().filter(|o| o.id != leader.id && o.active() && o.hex.is_some()) {
        let near = o.hex.is_some_and(|h| view.ground.grid.distance(h, target) <= 1);
        let fights = matches!(t.tasks[o.id.index()], Task::Attack(_) | Task::Defend(_) | Task::Hold) && super::staff::storms(view, o.id);
        if !near || !fights || t.accounts[o.id.index()].assaulted || o.suppressed_permille >= GROUND_PERMILLE {
            continue;
        }
        // Who holds an objective stays in it.
        let holds = view.scenario.objectives.iter().any(|b| Some(b.hex) == o.hex) && o.hex != Some(target);
        if holds && !matches!(t.tasks[o.id.index()], Task::Attack(_)) {
            continue;
        }
        group.push(o.id);
        if allowed(view, &Order::Assault { units: group.clone(), hex: target }).is_err() {
            group.pop();
        }
        if group.len() >= 6 {
            break;
        }
    }
    group
}

/// Chances of repulse, lodgement and taking.
pub(super) fn outcomes(lottery: &Lottery) -> [f64; 3] {
    let mut out = [0.0; 3];
    if let Some(stage) = lottery.stages.iter().find(|s| s.effect == Effect::AssaultResult) {
        match &stage.law {
            Law::Rows(rows) => {
                for (value, p) in rows {
                    out[(*value as usize).min(2)] += p.get();
                }
            }
            Law::Sure(v) => out[(*v as usize).min(2)] = 1.0,
            _ => {
                let mean = lottery.mean(Effect::AssaultResult) / 2.0;
                out = [1.0 - mean, 0.0, mean];
            }
        }
    }
    out
}

/// Fire at the most worthwhile contact for at most so many seconds.
pub(super) fn shoot(t: &Thought, u: &OwnUnit, acc: &mut Account, most_s: u16) -> Option<Order> {
    let view = t.view;
    let hex = u.hex?;
    if acc.fires >= 2 || most_s < check::LEAST_FIRE_S || u.fire_order == FireOrder::Hold {
        return None;
    }
    let card = ways::card_of(view, u);
    let shooter = Shooter { cards: &view.cards, rules: &view.rules, card, unit: u, suppressed_permille: u.suppressed_permille };
    let (men_m, armour_m) = fire::best_range_m(&shooter);
    let reach = men_m.max(armour_m);
    if reach == 0 {
        return None;
    }
    // The three that look best, cheaply: many men near and in the open, vehicles and guns first.
    let mut few: arrayvec::ArrayVec<(u32, usize), 3> = arrayvec::ArrayVec::new();
    for (i, c) in view.contacts.iter().enumerate() {
        if !c.current || c.certainty < Certainty::Seen {
            continue;
        }
        let m = check::range_m(view, hex, c.hex);
        if m > reach || !view.ground.sight.sees(hex, c.hex) || !in_order(u.fire_order, m, c) {
            continue;
        }
        let open = match c.posture {
            Posture::Upright => 20,
            Posture::Prone => 5,
            Posture::Scrape => 2,
            Posture::Trench => 1,
        };
        let hard = if armour_m >= m { c.vehicles.1 as u32 * 200 } else { 0 };
        let worth = (c.men.1 as u32 * open + hard + c.guns as u32 * 100) * 300 / m.max(100);
        if few.is_full() {
            let (least, _) = few.iter().enumerate().min_by_key(|(_, f)| (f.0, std::cmp::Reverse(f.1)))?;
            if few[least].0 >= worth {
                continue;
            }
            few.remove(least);
        }
        few.push((worth, i));
    }
    let seconds = most_s.min(300);
    let mut best: Option<(f64, &Contact)> = None;
    for &(_, i) in &few {
        let c = &view.contacts[i];
        if !seen::unit_sees(view, u, c.hex) || ways::fire_forbidden(view, view.clock_of(u), c.hex).is_some() {
            continue;
        }
        let worth = fire_worth(t, &shooter, c, check::range_m(view, hex, c.hex), seconds as u32);
        if best.is_none_or(|b| worth > b.0) {
            best = Some((worth, c));
        }
    }
    let (worth, c) = best?;
    if worth < LEAST_WORTH * seconds as f64 / 300.0 {
        return None;
    }
    acc.fires += 1;
    // Long fire only where it does much.
    let seconds = if worth > 1.0 { most_s.min(600) } else { seconds };
    Some(Order::Fire { unit: u.id, at: Target::Contact(c.id), seconds })
}

fn in_order(order: FireOrder, range_m: u32, c: &Contact) -> bool {
    match order {
        FireOrder::Hold => false,
        FireOrder::Within(m) => range_m <= m as u32,
        FireOrder::ArmourOnly => c.vehicles.1 > 0,
        FireOrder::AtWill => true,
    }
}

/// What fire on a contact is worth, in men hit.
fn fire_worth(t: &Thought, shooter: &Shooter, c: &Contact, range_m: u32, seconds: u32) -> f64 {
    let view = t.view;
    let mark = Mark::of_contact(&view.cards, &view.ground, c);
    let e = fire::engage(shooter, &mark, range_m, seconds, false);
    let mut worth = 0.0;
    if let Some(g) = e.armour {
        worth += VEHICLE_WORTH * view.rules.lottery(&Question::AntiTank(g.question)).mean(Effect::VehiclesOut);
    }
    if let Some(h) = e.hunt {
        worth += GUN_WORTH * view.rules.lottery(&Question::GunHunt(h.question)).mean(Effect::GunsOut);
    }
    if let Some(q) = e.men.and_then(|v| fire::men_under_fire(&[v], &mark, seconds)) {
        let lottery = view.rules.lottery(&q);
        worth += lottery.mean(Effect::MenHit);
        // Keeping heads down counts where one's own are near.
        let more = (lottery.mean(Effect::Suppression) - c.suppressed_permille as f64).max(0.0) / 1000.0;
        if t.maps.own_stand(view, c.hex, 3) {
            worth += PIN_WORTH * more * (mark.men.min(200) as f64) / 100.0;
        }
    }
    worth
}

/// Dig where nobody near is seen, or lie low where nothing else can be done.
fn dig(t: &Thought, u: &OwnUnit, acc: &mut Account) -> Option<Order> {
    let hex = u.hex?;
    if acc.worked || u.limbered || fire::on_foot(&t.view.cards, u) == 0 || u.posture >= Posture::Trench {
        return None;
    }
    // Its seconds are worth more in reaction while the enemy is near, unless it is down already.
    let close = t.maps.enemy_steps(t.view, hex).is_some_and(|s| s <= DIG_STEPS);
    if close && u.posture >= Posture::Scrape && u.suppressed_permille < GROUND_PERMILLE {
        return None;
    }
    t.view.rules.dig_seconds(u.posture, t.view.ground.terrain[hex.index()], check::DIG_SKILL_PERMILLE)?;
    acc.worked = true;
    Some(Order::Work { unit: u.id, kind: WorkKind::Dig })
}
