//! One unit's next order, scored by the means of the lotteries that the order would draw.

use super::maps::{Descent, Maps, counts, soon};
use super::shoot::{hunts, shoot};
use super::staff::{Style, Task};
use super::storm;
use crate::data::UnitKind;
use crate::hex::HexId;
use crate::rules::{Certainty, Light, MoraleState, Pace, Posture, SideWork};
use crate::view::fire;
use crate::view::{Contact, Observation, Order, OwnUnit, WorkKind, allowed, check, shelter, tasks, ways};
use serde::{Deserialize, Serialize};

/// How bold a side is at the moment.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
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
    /// hexes of the ordered way that are still before the unit, or none
    pub legs: &'a [HexId],
    pub accounts: &'a [Account],
    pub mood: Mood,
    pub stage: Stage,
}

/// What of an impulse it is: orders are given in rounds, so that who comes up last goes in with the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Stage {
    /// everybody moves up
    #[default]
    Approach,
    /// assaults
    Storm,
    /// what is left of the time
    Rest,
}

/// Suppression, per mille, above which a unit goes to ground.
pub(super) const GROUND_PERMILLE: u16 = 600;
/// Suppression, per mille, above which it does not go forward.
const HALT_PERMILLE: u16 = 400;
/// Share of its men, per cent, below which a company's push has stopped (rates.md §4: 15 to 25 % lost; Japanese 40 to 60).
const SPENT_PERCENT: u32 = 78;
/// Enemy rifles bearing on a hex that one's own at hand may go on against, per mille of them.
const BEARABLE_PERMILLE: u32 = 220;
/// Rounds of a mission that make it a preparation.
const PREPARATION_ROUNDS: u16 = 40;
/// Men next to an enemy who can go in against him.
pub(super) const STORM_MEN: u32 = 120;
/// Men who are a company that can take over another's push.
const FRESH_MEN: u16 = 80;
/// Steps to the enemy within which a spent company is in the way of others, and to those behind it.
const ECHELON_STEPS: u32 = 2;
/// Men who hold a post by themselves.
const HOLD_MEN: u16 = 40;
/// An enemy gun's weight among rifles against tanks.
const GUN_RIFLES: u32 = 60;
/// Fear of mud, in seconds of way, that stops tanks near the enemy: one in twenty stuck.
const MUD_S: u32 = 700;
/// Longest burst before a bound, seconds: a fifth of a quarter of an hour.
const MOST_BURST_S: u32 = 180;
/// Of a turn, the part kept from fire that lasts, per mille, and the most of it, seconds.
const KEPT_PERMILLE: u32 = 134;
const MOST_KEPT_S: u32 = 120;
/// Steps within which an enemy stops a march in column.
const COLUMN_STEPS: u32 = 6;
/// Steps within which digging is no work for the moment, if the enemy is seen.
const DIG_STEPS: u32 = 3;

/// The next order of a unit, or none.
pub(super) fn decide(t: &mut Thought, u: &OwnUnit, acc: &mut Account) -> Option<Order> {
    let hex = u.hex?;
    // Who is in the midst of an assault goes on with it.
    if u.held_back || u.morale >= MoraleState::Broken || u.seconds < 60 || u.storm.is_some() {
        return None;
    }
    if let Some(order) = recover(t, u, acc).or_else(|| clear(t, u, acc)) {
        return Some(order);
    }
    let kind = ways::card_of(t.view, u).kind;
    let task = t.tasks[u.id.index()];
    if let Some(told) = shelter(t, u, acc, task) {
        return told;
    }
    if u.suppressed_permille >= GROUND_PERMILLE.min(t.view.rules.pinned_permille()) {
        return shoot(t, u, acc, u.seconds / 2).or_else(|| dig(t, u, acc));
    }
    match kind {
        UnitKind::Artillery | UnitKind::AntiAircraft | UnitKind::Train => shoot(t, u, acc, u.seconds / 2),
        UnitKind::Headquarters => follow(t, u, acc, 4, 3),
        UnitKind::AntiTank | UnitKind::InfantryGun | UnitKind::SelfPropelled if storm::covers(t, u) => None,
        UnitKind::AntiTank | UnitKind::InfantryGun | UnitKind::SelfPropelled => {
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

/// Shelter behind the crest: those without the drill are sent below under heavy fire with no enemy near, and called up as
/// he comes or the fire is over. `Some(None)`: it stays below and does nothing else.
fn shelter(t: &Thought, u: &OwnUnit, acc: &mut Account, task: Task) -> Option<Option<Order>> {
    let view = t.view;
    let hex = u.hex?;
    let stays = match task {
        Task::Hold => true,
        Task::Defend(goal) | Task::Attack(goal) | Task::Move(goal) => goal == hex,
    };
    let near = shelter::enemy_near(view, u);
    let order = |kind| Some(Some(Order::Work { unit: u.id, kind }));
    if u.shelter.below(view.clock_of(u)) {
        let quiet = u.suppressed_permille < view.rules.disturbing_permille();
        if u.shelter.open() && !acc.worked && (near || u.shelter.by_order && quiet) {
            acc.worked = true;
            return order(WorkKind::Man);
        }
        return stays.then_some(None);
    }
    let heavy = u.suppressed_permille >= view.rules.shelter_permille();
    if u.shelters || !stays || near || !heavy || acc.worked || !shelter::can_shelter(&view.rules, &view.cards, &view.ground, u) {
        return None;
    }
    acc.worked = true;
    order(WorkKind::Shelter)
}

/// Get stuck vehicles out where nobody disturbs it.
fn recover(t: &Thought, u: &OwnUnit, acc: &mut Account) -> Option<Order> {
    if acc.worked || u.suppressed_permille >= t.view.rules.disturbing_permille() {
        return None;
    }
    let group = check::recovery(t.view, u)?.group;
    // Six tries, then it is left to the workshops.
    let quiet = t.maps.enemy_steps(t.view, group.hex).is_none_or(|s| s > 3);
    if !quiet || group.tries >= 6 {
        return None;
    }
    let task = t.tasks[u.id.index()];
    // A company mostly still on the move does not wait for one tank, nor one with a way to go for the tanks of others.
    let bound = matches!(task, Task::Attack(goal) | Task::Move(goal) if Some(goal) != u.hex);
    if (u.running() > 3 * group.count as u32 && task != Task::Hold) || (bound && group.unit != u.id) {
        return None;
    }
    acc.worked = true;
    Some(Order::Work { unit: u.id, kind: WorkKind::Recover })
}

/// Push off what shuts a crossing that the unit may have to go over.
fn clear(t: &Thought, u: &OwnUnit, acc: &mut Account) -> Option<Order> {
    let (view, hex) = (t.view, u.hex?);
    if acc.worked || !view.changes.touch(hex) || t.tasks[u.id.index()] == Task::Hold {
        return None;
    }
    let shut = crate::hex::Dir::ALL.into_iter().filter(|&d| view.changes.shut(&view.ground.grid, hex, d));
    let order = |d| Some(Order::Build { unit: u.id, towards: view.ground.grid.neighbour(hex, d)?, work: SideWork::Clear });
    let order = shut.filter_map(order).find(|o| allowed(view, o).is_ok())?;
    acc.worked = true;
    Some(order)
}

/// Attack: assault what is next to it if the odds are fair, fire to make them so, else go on.
fn attack(t: &mut Thought, u: &OwnUnit, acc: &mut Account, goal: HexId) -> Option<Order> {
    let hex = u.hex?;
    // Who could go in waits for the others.
    if t.stage == Stage::Approach && storm::waits(t, u) {
        return None;
    }
    let near = t.maps.enemy_steps(t.view, hex).unwrap_or(99);
    // Whose push has stopped makes room for who comes up behind, once the storms of the impulse are over.
    if let Some(order) = make_room(t, u, acc, near) {
        return Some(order);
    }
    // Next to an enemy it goes on past him only if little bears on it.
    let held = near <= 1 && (u.morale > MoraleState::Steady || danger(t, hex, u.running() > 0) > bearable(t, u));
    if held || u.suppressed_permille >= HALT_PERMILLE || (near <= 3 && spent(t, u)) {
        return shoot(t, u, acc, firing(t, u)).or_else(|| dig(t, u, acc));
    }
    let tanks = u.running() > 0;
    // On an ordered way tanks too halt to fire for no longer than men: the way comes first.
    let stays = tanks && t.mood.style != Style::Historical;
    // Fire that others could go in behind is kept until they do.
    if near <= 3 && storm::covers(t, u) {
        return None;
    }
    // Guns whose place is known are dealt with from where they hardly hit, before tanks go on into their arc.
    if stays
        && acc.fires == 0
        && hunts(t, u)
        && let Some(order) = shoot(t, u, acc, firing(t, u))
    {
        return Some(order);
    }
    if near <= 3 && acc.fires == 0 {
        // Fire that lasts, for those who go in beside it; else a short burst before the next bound.
        let seconds = if stays || near <= 1 || others_storm(t, u) { firing(t, u) } else { burst_s(t.view).min(u.seconds) };
        if (tanks || near <= 2)
            && let Some(order) = shoot(t, u, acc, seconds)
        {
            return Some(order);
        }
    }
    go(t, u, acc, goal, 1).or_else(|| shoot(t, u, acc, u.seconds / 2)).or_else(|| dig(t, u, acc))
}

/// Seconds of fire that lasts: all that a unit has but for a part of the turn, in which it answers who shows himself.
fn firing(t: &Thought, u: &OwnUnit) -> u16 {
    u.seconds.saturating_sub((t.view.turn_seconds * KEPT_PERMILLE / 1000).min(MOST_KEPT_S) as u16)
}

/// Seconds of a burst before the next bound: the same share of the time however long the turn, or a company that bounds five minutes
/// at a time would fire for three of them.
pub(super) fn burst_s(view: &Observation) -> u16 {
    (view.turn_seconds / 5).clamp(check::LEAST_FIRE_S.into(), MOST_BURST_S) as u16
}

/// Whether others could go in against an enemy near a unit.
fn others_storm(t: &Thought, u: &OwnUnit) -> bool {
    let Some(hex) = u.hex else { return false };
    let near = |c: &&Contact| c.current && t.view.ground.grid.distance(c.hex, hex) <= 2;
    t.view.contacts.iter().filter(near).any(|c| stormers(t, u, c.hex) >= STORM_MEN)
}

/// Own men next to a hex, without those of one unit.
pub(super) fn stormers(t: &Thought, without: &OwnUnit, hex: HexId) -> u32 {
    let mine = without.hex.is_some_and(|h| t.view.ground.grid.distance(h, hex) <= 1);
    t.maps.own_near(t.view, hex, 1).saturating_sub(if mine { without.men as u32 } else { 0 })
}

/// The second echelon: a spent company that lies before the enemy goes back a hex, if fresh men who are to attack lie behind it.
fn make_room(t: &Thought, u: &OwnUnit, acc: &mut Account, near: u32) -> Option<Order> {
    let (view, hex) = (t.view, u.hex?);
    if t.mood.style != Style::Regular || t.stage != Stage::Rest || near > ECHELON_STEPS || !spent(t, u) || !may_go(u, acc) {
        return None;
    }
    let off = |h: HexId| t.maps.enemy_steps(view, h).unwrap_or(99);
    let follows = |o: &OwnUnit| {
        let fresh = o.morale == MoraleState::Steady && fire::on_foot(&view.cards, o) >= FRESH_MEN && !spent(t, o);
        let behind = o.hex.is_some_and(|h| view.ground.grid.distance(h, hex) <= ECHELON_STEPS && off(h) > near);
        o.active() && !o.held_back && fresh && behind && matches!(t.tasks[o.id.index()], Task::Attack(_))
    };
    if !view.units.iter().any(follows) {
        return None;
    }
    let around = view.ground.grid.neighbours(hex).iter().flatten().copied();
    let back = around.filter(|&h| off(h) > near && t.maps.room(view, u, h)).min_by_key(|&h| (danger(t, h, false), h))?;
    acc.left_from = Some(hex);
    Some(Order::Move { unit: u.id, path: vec![back], pace: Pace::Deployed })
}

/// Whether a unit has lost so much that its push has stopped.
fn spent(t: &Thought, u: &OwnUnit) -> bool {
    let start = t.view.scenario.units[u.id.index()].men as u32;
    let nerve = ways::card_of(t.view, u).quality.nerve_permille as u32;
    // Steadier men bear more: at 1.5 of the table's nerve twice the losses.
    let bears = (100 - SPENT_PERCENT) * nerve.saturating_sub(500) * 2 / 1000;
    t.mood.style != Style::Straight && (u.men as u32) * 100 < start * 100u32.saturating_sub(bears)
}

/// Enemy rifles that bear on a hex, by range and by what keeps them down; against tanks their guns alone. By night
/// hardly anyone sees what to fire at.
pub(super) fn danger(t: &Thought, hex: HexId, armour: bool) -> u32 {
    danger_at(t.view, t.maps, hex, armour)
}

fn danger_at(view: &Observation, maps: &Maps, hex: HexId, armour: bool) -> u32 {
    let by_range: [u32; 4] = match view.light {
        Light::Day => [1000, 1000, 500, 200],
        Light::Dusk => [1000, 800, 300, 100],
        Light::Moon => [80, 60, 0, 0],
        Light::Dark => [30, 0, 0, 0],
    };
    let soon = soon(view);
    let mut sum = 0;
    for c in view.contacts.iter().filter(|c| counts(view, c)) {
        let steps = view.ground.grid.distance(c.hex, hex);
        if steps > 3 || !(steps == 0 || view.ground.sight.sees(c.hex, hex)) {
            continue;
        }
        let rifles = if armour { 0 } else { u16::midpoint(c.men.0, c.men.1) as u32 } + maps.guns_left(c) * GUN_RIFLES / 1000;
        let awake = 1000 - maps.suppression(view, c, soon).min(1000) as u32;
        let sure = match c.certainty {
            Certainty::Suspected => 300,
            _ if c.current || fire::placed(c) => 1000,
            _ => 600,
        };
        sum += rifles * awake / 1000 * by_range[steps as usize] / 1000 * sure / 1000;
    }
    sum
}

/// How much danger a unit may go into: a share of the men at hand, more by night and as time runs out.
fn bearable(t: &Thought, u: &OwnUnit) -> u32 {
    let Some(hex) = u.hex else { return 0 };
    if t.mood.style == Style::Straight {
        return u32::MAX;
    }
    let armour = u.running() > 0 && fire::on_foot(&t.view.cards, u) == 0;
    // A gun that hits a tank needs some rounds for it; tanks go on under what would stop men.
    let own = t.maps.own_near(t.view, hex, 2) * if armour { 3 } else { 1 };
    let hurry = 1.5 - 0.6 * t.mood.left;
    (own as f64 * BEARABLE_PERMILLE as f64 / 1000.0 * hurry * t.mood.temper) as u32
}

/// Go there; fire only if the way is barred.
fn travel(t: &mut Thought, u: &OwnUnit, acc: &mut Account, goal: HexId) -> Option<Order> {
    go(t, u, acc, goal, 2).or_else(|| shoot(t, u, acc, u.seconds / 2)).or_else(|| dig(t, u, acc))
}

/// Hold a hex: be near it, take it back, fire at what is worth it, dig.
fn defend(t: &mut Thought, u: &OwnUnit, acc: &mut Account, post: HexId) -> Option<Order> {
    let hex = u.hex?;
    if t.stage == Stage::Approach && (storm::waits(t, u) || storm::covers(t, u)) {
        return None;
    }
    let far = t.view.ground.grid.distance(hex, post);
    if far > 1
        && t.maps.enemy_steps(t.view, hex).is_none_or(|s| s > 2)
        && let Some(order) = go(t, u, acc, post, 1)
    {
        return Some(order);
    }
    // Who lies beside a post that nobody holds any longer goes into it.
    if far == 1
        && t.mood.style == Style::Regular
        && u.suppressed_permille < HALT_PERMILLE
        && u.morale == MoraleState::Steady
        && u.running() == 0
        && !t.maps.believed_at(post)
        && !manned(t.view, post)
        && may_go(u, acc)
        && let Some(order) = walk(t, u, acc, post, |_, _, h| h == post)
    {
        return Some(order);
    }
    // Half of the time is kept for whoever shows himself.
    shoot(t, u, acc, u.seconds / 2).or_else(|| dig(t, u, acc))
}

/// Whether men whose nerve holds stand in a hex.
fn manned(view: &Observation, hex: HexId) -> bool {
    view.units
        .iter()
        .any(|o| o.active() && o.hex == Some(hex) && o.morale == MoraleState::Steady && fire::on_foot(&view.cards, o) >= HOLD_MEN)
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
    // Tanks wait for men before they close in, unless a plan has set the hour.
    let alone = u.running() > 0 && fire::on_foot(&t.view.cards, u) == 0;
    let waits = alone && t.mood.style == Style::Regular;
    // While one's own shells prepare the way nobody goes under them.
    let view = t.view;
    let end = view.turn_from.plus(view.turn_seconds);
    let prepared =
        view.missions.iter().any(|m| m.to > end && m.rounds >= PREPARATION_ROUNDS && view.ground.grid.distance(m.hex, goal) <= 2);
    let start_line = if prepared && t.mood.style == Style::Regular { 3 } else { 0 };
    if start_line > 0 && u.hex.is_some_and(|h| view.ground.grid.distance(h, goal) <= start_line) {
        return None;
    }
    walk(t, u, acc, goal, |maps, view, h| {
        let steps = maps.enemy_steps(view, h).unwrap_or(99);
        steps <= off_enemy
            || view.ground.grid.distance(h, goal) <= start_line && start_line > 0
            || (waits && view.ground.grid.distance(h, goal) <= 2 && steps <= 2 && !men_near(view, h))
    })
}

/// Whether going over the border costs the side points.
pub(super) fn border_costs(view: &Observation) -> bool {
    use crate::data::EngagementRule::Border;
    let costs = |e: &crate::data::Engagement| matches!(e.rule, Border { price_points, .. } if price_points > 0);
    view.scenario.engagement.iter().zip(&view.engagement).any(|(e, binds)| *binds && e.binds == view.side && costs(e))
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
    let armour = u.running() > 0 && fire::on_foot(&view.cards, u) == 0;
    let (here, bears) = (danger(t, hex, armour), bearable(t, u));
    let dear = t.mood.style != Style::Straight && border_costs(view);
    let avoid = |maps: &Maps, h: HexId| {
        maps.believed_at(h)
            || view.missions.iter().any(|m| m.hex == h && m.from < end && m.to > now)
            || (dear && h != goal && view.ground.steps_beyond(view.side, h) > view.ground.steps_beyond(view.side, hex))
            || {
                let there = danger_at(view, maps, h, armour);
                there > bears && there > here
            }
    };
    // Near the enemy nobody can be got out of the mud. A plan's way is an order: its mud is driven into. Off that way it
    // is still feared, by the field.
    let wary = t.mood.style != Style::Historical && t.maps.enemy_steps(view, hex).is_some_and(|s| s <= 4);
    let mud_s = if wary { MUD_S } else { u32::MAX };
    let goal = [goal];
    let legs = if t.legs.first() == goal.first() { t.legs } else { &goal };
    let mut path = t.maps.descend(view, u, &Descent { pace, legs, mud_s }, stop, avoid);
    // As far as its battalion's task goes.
    while path.last().is_some_and(|&h| tasks::may_go(view, u, h).is_err()) {
        path.pop();
    }
    if path.is_empty() {
        return None;
    }
    acc.left_from = Some(hex);
    Some(Order::Move { unit: u.id, path, pace })
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
    t.view.rules.dig_seconds(u.posture, t.view.ground.terrain[hex.index()])?;
    acc.worked = true;
    Some(Order::Work { unit: u.id, kind: WorkKind::Dig })
}
