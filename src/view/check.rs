//! The one check of an order: reads the ordering side's observation and nothing else.
//!
//! What belongs here: every [`Refusal`], and what an order that is not refused would cost. What never does: the truth.
//! An order that would meet what its side does not know of is accepted; the battle halts it.

use super::seen::{self, line_free, unit_sees};
use super::ways::{self, Barriers, Going, Load, Mover, load_at};
use super::{Contact, FireOrder, Observation, Order, OwnUnit, Quote, Refusal, Shells, Target, WorkKind, fire, holes, shelter, tasks};
use crate::data::{EngagementId, FlightId, FormationId, UnitKind};
use crate::hex::HexId;
use crate::rules::{Clock, DelayKind, MoraleState, Pace, UnitId};

mod building;
mod deploying;
mod forecast;
#[cfg(test)]
mod forecast_tests;
mod quoting;
mod recovering;
mod retrace;
mod surprise;
pub use building::{WHOLE_PPM, gang, undone, undone_at};
pub use quoting::{believed_assault, mission_seconds};
pub use recovering::{Recovery, crews_free, recovery, vehicle_room};
pub use surprise::believed_surprise;
#[cfg(test)]
mod tests;

/// Least seconds of fire that are worth an order.
pub const LEAST_FIRE_S: u16 = 60;
/// Least minutes of harassing fire.
pub const LEAST_HARASS_MIN: u16 = 10;

/// Check an order against what the side knows: its price and its odds.
///
/// # Errors
/// The first reason that forbids it.
pub fn check(view: &Observation, order: &Order) -> Result<Quote, Refusal> {
    allowed(view, order)?;
    Ok(quoting::quote(view, order))
}

/// The same without the price.
///
/// # Errors
/// The first reason that forbids it.
pub fn allowed(view: &Observation, order: &Order) -> Result<(), Refusal> {
    if view.setting_up && !matches!(order, Order::Deploy { .. }) {
        return Err(Refusal::SetUpFirst);
    }
    match order {
        Order::Move { unit, path, pace } => may_move(view, *unit, path, *pace),
        Order::Fire { unit, at, seconds } => may_fire(view, *unit, *at, *seconds),
        Order::Assault { units, hex } => may_assault(view, units, *hex),
        Order::Mission { battery, hex, rounds, shells } => may_call(view, *battery, *hex, *rounds, *shells),
        Order::Sortie { flight, hex, at } => may_fly(view, *flight, *hex, *at),
        Order::Build { unit, towards, work } => building::may_build(view, *unit, *towards, *work),
        Order::Work { unit, kind } => may_work(view, *unit, *kind),
        Order::Hold { unit, fire_order } => may_hold(view, *unit, *fire_order),
        Order::Defy { rule } => may_defy(view, *rule),
        Order::Release { formation } => may_release(view, *formation),
        Order::Harass { battery, hex, rounds, minutes } => may_harass(view, *battery, *hex, *rounds, *minutes),
        Order::Defend { battery, hex } => may_defend(view, *battery, *hex),
        Order::Task { formation, kind, via } => tasks::may_give(view, *formation, *kind, via),
        Order::Deploy { unit, hex } => deploying::may_deploy(view, *unit, *hex),
    }
}

/// One of the side's own units that has arrived and is not gone.
fn own(view: &Observation, unit: UnitId) -> Result<&OwnUnit, Refusal> {
    let u = view.unit(unit).ok_or(Refusal::NoSuchUnit { unit })?;
    if !u.arrived || u.destroyed { Err(Refusal::NotOnMap { unit }) } else { Ok(u) }
}

/// The same on the map and free to act: not held back, not running.
fn acting(view: &Observation, unit: UnitId) -> Result<(&OwnUnit, HexId), Refusal> {
    let u = own(view, unit)?;
    let hex = u.hex.ok_or(Refusal::NotOnMap { unit })?;
    free(u)?;
    Ok((u, hex))
}

fn free(u: &OwnUnit) -> Result<(), Refusal> {
    if u.held_back {
        Err(Refusal::HeldBack { unit: u.id })
    } else if u.morale >= MoraleState::Routed {
        Err(Refusal::WillNot { unit: u.id })
    } else {
        Ok(())
    }
}

fn not_pinned(view: &Observation, u: &OwnUnit) -> Result<(), Refusal> {
    if u.suppressed_permille >= view.rules.pinned_permille() {
        Err(Refusal::Pinned { unit: u.id, suppressed_permille: u.suppressed_permille })
    } else {
        Ok(())
    }
}

fn has_seconds(u: &OwnUnit, needed: u32) -> Result<(), Refusal> {
    if (u.seconds as u32) < needed {
        Err(Refusal::NoSeconds { unit: u.id, left_s: u.seconds, needed_s: needed.min(u16::MAX as u32) as u16 })
    } else {
        Ok(())
    }
}

/// Whether a unit drives, needs fuel for it and has none.
pub fn dry(view: &Observation, u: &OwnUnit) -> bool {
    let burns = u.vehicles.iter().filter(|l| l.running > 0).filter_map(|l| view.cards.vehicles.get(l.vehicle as usize));
    u.stores.fuel_kg == 0 && burns.into_iter().any(|v| v.fuel_kg_per_h > 0)
}

/// Whether a unit in column has room to deploy where it stands.
fn deploys(view: &Observation, u: &OwnUnit) -> Result<(), Refusal> {
    let Some(hex) = u.hex.filter(|_| u.column) else { return Ok(()) };
    let there = load_at(view, hex, Some(u));
    if Load::of(&view.cards, u).fits(&view.rules, there) { Ok(()) } else { Err(full(hex, there)) }
}

fn full(hex: HexId, there: Load) -> Refusal {
    let cap = |n: u32| n.min(u16::MAX as u32) as u16;
    Refusal::Full { hex, men: cap(there.men), vehicles: cap(there.vehicles), guns: cap(there.guns) }
}

fn may_move(view: &Observation, unit: UnitId, path: &[HexId], pace: Pace) -> Result<(), Refusal> {
    let (u, start) = acting(view, unit)?;
    let ground = &*view.ground;
    let Some(&goal) = path.last() else { return Err(Refusal::BrokenPath { unit, at: start }) };
    if !ways::can_go(&view.cards, u) {
        return Err(Refusal::AllStuck { unit });
    }
    not_pinned(view, u)?;
    has_seconds(u, 1)?;
    if dry(view, u) {
        return Err(Refusal::NoFuel { unit });
    }
    let (mover, barriers, on) = (Mover::of(view, u, pace), Barriers::of(view), Going::of(view));
    let (mut at, mut by_road) = (start, false);
    for &to in path {
        let dir = (ground.grid.contains(to)).then(|| ground.grid.dir_to(at, to)).flatten();
        let dir = dir.ok_or(Refusal::BrokenPath { unit, at: to })?;
        if mover.step_seconds(&on, at, dir).is_none() {
            let shut = view.changes.shut(&ground.grid, at, dir);
            return Err(if shut { Refusal::Shut { hex: to } } else { Refusal::Impassable { unit, hex: to } });
        }
        if barriers.border(view, at, to) {
            let allowed_hexes = ways::border_allowance(view, view.turn_from).unwrap_or(0);
            return Err(Refusal::BeyondBorder { hex: to, allowed_hexes });
        }
        // Where one's own are lodged beside the enemy others may join them.
        if barriers.enemy_at(to) && !lodged(view, to) {
            return Err(Refusal::EnemyThere { hex: to });
        }
        by_road = ways::in_column_on_road(&on, at, dir, pace);
        at = to;
    }
    tasks::may_go(view, u, goal)?;
    if u.morale >= MoraleState::Broken && advances(view, start, goal) {
        return Err(Refusal::WillNot { unit });
    }
    let there = load_at(view, goal, Some(u));
    if goal != start && !Load::of(&view.cards, u).fits_as(&view.rules, there, by_road) {
        return Err(full(goal, there));
    }
    Ok(())
}

/// Whether one's own stand in a hex.
fn lodged(view: &Observation, hex: HexId) -> bool {
    view.units.iter().any(|u| u.active() && u.hex == Some(hex))
}

/// Whether a goal lies nearer to the nearest known enemy than the start.
fn advances(view: &Observation, start: HexId, goal: HexId) -> bool {
    let nearest = |h: HexId| view.contacts.iter().map(|c| view.ground.grid.distance(h, c.hex)).min();
    nearest(goal) < nearest(start)
}

/// What an order to fire is meant for: the contact named, or all that is believed to be in the hex, stuck vehicles too. Of a contact
/// of which nothing but its stuck vehicles is left, these.
fn aimed_at(view: &Observation, unit: &OwnUnit, at: Target) -> Result<(HexId, Vec<fire::Mark>), Refusal> {
    let (hex, wanted) = match at {
        Target::Contact(id) => {
            let c = view.contact(id).ok_or(Refusal::NoSuchContact { contact: id })?;
            (c.hex, (!c.stranded).then_some(id))
        }
        Target::Hex(hex) if view.ground.grid.contains(hex) => (hex, None),
        Target::Hex(hex) => return Err(Refusal::NotInSight { hex }),
    };
    let meant = |c: &&Contact| wanted.map_or(matches!(at, Target::Hex(_)) && c.hex == hex, |id| c.id == id);
    let mut marks: Vec<fire::Mark> = view.contacts.iter().filter(meant).map(|c| seen::mark_of(view, unit, c)).collect();
    if wanted.is_none() {
        marks.extend(stuck_in(view, hex));
    }
    marks.retain(|m| !m.is_empty());
    Ok((hex, marks))
}

/// The enemy's vehicles that are known to be stuck in a hex.
fn stuck_in(view: &Observation, hex: HexId) -> impl Iterator<Item = fire::Mark> {
    let there = view.seen_stranded.iter().filter(move |g| g.hex == hex);
    there.filter_map(move |g| fire::Mark::of_seen_stranded(&view.cards, &view.ground, g))
}

fn may_fire(view: &Observation, unit: UnitId, at: Target, seconds: u16) -> Result<(), Refusal> {
    let (u, from) = acting(view, unit)?;
    if seconds < LEAST_FIRE_S {
        return Err(Refusal::TooLittle { least: LEAST_FIRE_S });
    }
    deploys(view, u)?;
    has_seconds(u, seconds as u32 + ways::forming_s(view, u, false))?;
    let (hex, marks) = aimed_at(view, u, at)?;
    let card = ways::card_of(view, u);
    let now = view.clock_of(u);
    if let Some(until) = ways::fire_forbidden(view, now, hex) {
        return Err(Refusal::Forbidden { until });
    }
    if now < u.busy_until {
        return Err(Refusal::Busy { unit, until: u.busy_until });
    }
    let shooter = fire::Shooter { cards: &view.cards, rules: &view.rules, card, unit: u, suppressed_permille: 0, up: u16::MAX };
    let (men_m, armour_m) = fire::best_range_m(&shooter);
    let soft = marks.is_empty() || marks.iter().any(|m| m.men > 0 || m.guns > 0 || m.targets() == 0);
    let hard = marks.iter().any(|m| m.targets() > 0);
    let greatest_m = (if soft { men_m } else { 0 }).max(if hard { armour_m } else { 0 });
    if greatest_m == 0 {
        return Err(why_silent(view, u, card.kind, soft, hard));
    }
    if !unit_sees(view, u, hex) {
        return Err(Refusal::NotInSight { hex });
    }
    let range_m = view.ground.grid.range_m(from, hex);
    if range_m > greatest_m {
        let reaches = |unit: &OwnUnit| {
            let (men_m, armour_m) = fire::best_range_m(&fire::Shooter { unit, ..shooter });
            soft && men_m >= range_m || hard && armour_m >= range_m
        };
        // Guns may reach it and have nothing left of their ration.
        let kept = u.ration.is_some() && reaches(&OwnUnit { ration: None, ..u.clone() });
        return Err(if kept { rationed(view, unit, 0) } else { Refusal::OutOfRange { range_m, greatest_m } });
    }
    Ok(())
}

/// Why a unit has no range at all: limbered guns, empty stores, or nothing for such a target.
fn why_silent(view: &Observation, u: &OwnUnit, kind: UnitKind, soft: bool, hard: bool) -> Refusal {
    let card = ways::card_of(view, u);
    let mut ready = u.clone();
    ready.limbered = false;
    let reach = |unit: &OwnUnit| {
        let shooter = fire::Shooter { cards: &view.cards, rules: &view.rules, card, unit, suppressed_permille: 0, up: u16::MAX };
        let (men, armour) = fire::best_range_m(&shooter);
        (soft && men > 0) || (hard && armour > 0)
    };
    if u.limbered && reach(&ready) && kind != UnitKind::Train {
        let (into_s, _) = ways::emplacing(&view.cards, &view.rules, card, u);
        return Refusal::Busy { unit: u.id, until: view.clock_of(u).plus(into_s) };
    }
    ready.stores.shells = u32::MAX;
    ready.stores.small_rounds = u32::MAX;
    if reach(&ready) { Refusal::NoAmmunition { unit: u.id } } else { Refusal::NoWeapon { unit: u.id } }
}

/// Whether a unit can fight hand to hand: men on foot who don't serve guns, or running tanks; guns on tracks keep their distance.
pub fn storms(view: &Observation, u: &OwnUnit) -> bool {
    let kind = ways::card_of(view, u).kind;
    let gunners = matches!(
        kind,
        UnitKind::Artillery
            | UnitKind::AntiTank
            | UnitKind::InfantryGun
            | UnitKind::AntiAircraft
            | UnitKind::Train
            | UnitKind::SelfPropelled
    );
    !gunners && (u.running() > 0 || fire::on_foot(&view.cards, u) > 0)
}

fn may_assault(view: &Observation, units: &[UnitId], hex: HexId) -> Result<(), Refusal> {
    if units.is_empty() || units.iter().enumerate().any(|(i, u)| units[..i].contains(u)) {
        return Err(Refusal::NoUnits);
    }
    let comers = comers(view, units);
    let mut coming = Load::default();
    for &unit in units {
        let (u, from) = acting(view, unit)?;
        if u.morale > MoraleState::Steady {
            return Err(Refusal::WillNot { unit });
        }
        in_its_place(view, u)?;
        tasks::may_assault(view, u, hex)?;
        may_rush(view, u, from, hex)?;
        if from != hex {
            deploys(view, u)?;
            coming = coming.and(Load::of(&view.cards, u));
        }
        // What does not fit into this turn goes on in the next; it is no beginning that ends before it shows.
        let least = assault_seconds(view, u, &comers, hex).clamp(1, u32::from(LEAST_FIRE_S));
        has_seconds(u, least + ways::forming_s(view, u, false))?;
    }
    let there = load_at(view, hex, None);
    if !coming.fits(&view.rules, there) {
        return Err(full(hex, there));
    }
    Ok(())
}

/// Whether a unit can go in from where it is, be it begun or gone on with.
///
/// # Errors
/// The first reason that forbids it.
pub fn may_rush(view: &Observation, u: &OwnUnit, from: HexId, hex: HexId) -> Result<(), Refusal> {
    let unit = u.id;
    not_pinned(view, u)?;
    if !storms(view, u) {
        return Err(Refusal::NoWeapon { unit });
    }
    if !view.ground.grid.contains(hex) {
        return Err(Refusal::NotAdjacent { unit, hex });
    }
    // Already lodged in it: it fights on where it stands.
    if from == hex {
        return Ok(());
    }
    let dir = view.ground.grid.dir_to(from, hex).ok_or(Refusal::NotAdjacent { unit, hex })?;
    if Mover::of(view, u, Pace::Deployed).step_seconds(&Going::of(view), from, dir).is_none() {
        return Err(Refusal::Impassable { unit, hex });
    }
    let allowed = ways::border_allowance(view, view.clock_of(u));
    if ways::oversteps(&view.ground, view.side, allowed, from, hex) {
        return Err(Refusal::BeyondBorder { hex, allowed_hexes: allowed.unwrap_or(0) });
    }
    if dry(view, u) { Err(Refusal::NoFuel { unit }) } else { Ok(()) }
}

/// Those of a list who would go in.
pub fn comers(view: &Observation, units: &[UnitId]) -> Vec<fire::Comer> {
    units.iter().filter_map(|&u| view.unit(u)).filter_map(|u| fire::comer(&view.cards, &view.rules, u)).collect()
}

/// Seconds that an assault on a hex still takes a unit that goes in with others; what it has paid for it counts.
pub fn assault_seconds(view: &Observation, u: &OwnUnit, comers: &[fire::Comer], hex: HexId) -> u32 {
    let Some(one) = fire::comer(&view.cards, &view.rules, u) else { return 0 };
    let paid = u.storm.filter(|s| s.hex == hex).map_or(0, |s| u32::from(s.paid_s));
    fire::rush_seconds(&view.rules, &view.ground, &view.changes, comers, &one, hex).saturating_sub(paid)
}

fn may_call(view: &Observation, battery: UnitId, hex: HexId, rounds: u16, shells: Shells) -> Result<(), Refusal> {
    let u = own(view, battery)?;
    free(u)?;
    let card = ways::card_of(view, u);
    let Some((weapon, _)) = fire::mission_weapon(&view.cards, card, u) else { return Err(Refusal::NoWeapon { unit: battery }) };
    if rounds == 0 {
        return Err(Refusal::TooLittle { least: 1 });
    }
    if !view.ground.grid.contains(hex) {
        return Err(Refusal::NotInSight { hex });
    }
    let now = view.clock_of(u);
    if let Some(until) = ways::fire_forbidden(view, now, hex) {
        return Err(Refusal::Forbidden { until });
    }
    if now < u.busy_until {
        return Err(Refusal::Busy { unit: battery, until: u.busy_until });
    }
    if u.limbered {
        let (into_s, _) = ways::emplacing(&view.cards, &view.rules, card, u);
        return Err(Refusal::Busy { unit: battery, until: now.plus(into_s) });
    }
    if u.stores.shells == 0 {
        return Err(Refusal::NoAmmunition { unit: battery });
    }
    if let Some(ration) = u.ration.filter(|r| rounds > r.left) {
        return Err(rationed(view, battery, ration.left));
    }
    let smoke = || u.smoke_left > 0 && view.rules.smoke_per_minute(weapon.class, weapon.calibre_mm).is_some();
    if shells == Shells::Smoke && !smoke() {
        return Err(Refusal::NoSmoke { unit: battery });
    }
    let range_m = mission_range_m(view, u, hex);
    if range_m > weapon.indirect_range_m {
        return Err(Refusal::OutOfRange { range_m, greatest_m: weapon.indirect_range_m });
    }
    Ok(())
}

fn may_harass(view: &Observation, battery: UnitId, hex: HexId, rounds: u16, minutes: u16) -> Result<(), Refusal> {
    may_call(view, battery, hex, rounds, Shells::HighExplosive)?;
    if minutes < LEAST_HARASS_MIN {
        return Err(Refusal::TooLittle { least: LEAST_HARASS_MIN });
    }
    let now = view.unit(battery).map_or(view.turn_from, |u| view.clock_of(u));
    match view.missions.iter().find(|m| m.battery == battery && m.harassing && m.to > now) {
        Some(m) => Err(Refusal::Busy { unit: battery, until: m.to }),
        None => Ok(()),
    }
}

fn rationed(view: &Observation, unit: UnitId, rounds: u16) -> Refusal {
    let day = view.turn_from.second_of_day();
    Refusal::Rationed { unit, rounds, until: Clock(view.turn_from.0 - day).plus(86_400) }
}

fn may_defend(view: &Observation, battery: UnitId, hex: Option<HexId>) -> Result<(), Refusal> {
    let u = own(view, battery)?;
    free(u)?;
    let card = ways::card_of(view, u);
    let mut ready = u.clone();
    ready.limbered = false;
    let Some((weapon, _)) = fire::mission_weapon(&view.cards, card, &ready) else { return Err(Refusal::NoWeapon { unit: battery }) };
    let Some(hex) = hex else {
        return if u.defends.is_some() { Ok(()) } else { Err(Refusal::NothingToDo { unit: battery }) };
    };
    if view.registered.binary_search(&hex).is_err() {
        return Err(Refusal::NotRegistered { hex });
    }
    if let Some(until) = ways::fire_forbidden(view, view.clock_of(u), hex) {
        return Err(Refusal::Forbidden { until });
    }
    let range_m = mission_range_m(view, u, hex);
    if range_m > weapon.indirect_range_m {
        return Err(Refusal::OutOfRange { range_m, greatest_m: weapon.indirect_range_m });
    }
    Ok(())
}

/// Rounds of a kind that a battery can still fire in missions, its ration reckoned.
pub fn rounds_left(battery: &OwnUnit, shells: Shells) -> u16 {
    let rationed = battery.ration.map_or(u16::MAX, |r| r.left);
    rationed.min(match shells {
        Shells::HighExplosive => battery.stores.shells.min(u32::from(u16::MAX)) as u16,
        Shells::Smoke => battery.smoke_left,
    })
}

/// Range of a battery to a hex, metres; from off the map all hexes lie as far as the map's middle.
pub fn mission_range_m(view: &Observation, battery: &OwnUnit, hex: HexId) -> u32 {
    use crate::data::StartPlace;
    match (battery.hex, view.scenario.units[battery.id.index()].place) {
        (Some(from), _) => view.ground.grid.metres(from, hex),
        (None, StartPlace::OffMap { distance_m }) => distance_m,
        (None, StartPlace::Hex(_)) => u32::MAX,
    }
}

/// How a mission on a hex would be called: what is waited for, and the share of rounds, per mille, that falls in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// what is waited for
    pub kind: DelayKind,
    /// someone watches the fall of shot
    pub observed: bool,
    /// share of the rounds in the aimed hex, per mille
    pub share_permille: u16,
}

/// How a mission on a hex would be called at a moment. A registered hex needs no words. A headquarters, gunners, or men within reach
/// of a headquarters' wire correct the fire; others must send a runner; a hex that nobody sees is fired at by the map.
pub fn call(view: &Observation, hex: HexId, now: Clock) -> Call {
    let registered = view.registered.binary_search(&hex).is_ok();
    let (mut wired, mut observed) = (false, false);
    for u in view.units.iter().filter(|u| u.active() && !u.held_back) {
        let Some(at) = u.hex else { continue };
        if !seen::sees_at(view, u, hex, now) {
            continue;
        }
        observed = true;
        let kind = ways::card_of(view, u).kind;
        let speaks = matches!(kind, UnitKind::Artillery | UnitKind::InfantryGun) || has_line(view, u);
        if speaks || near_headquarters(view, at) {
            wired = true;
            break;
        }
    }
    let kind = match (registered, wired, observed) {
        _ if !view.scenario.what_if[view.side].wire => DelayKind::RunnerFire,
        (true, ..) => DelayKind::RegisteredFire,
        (_, true, _) => DelayKind::NewFire,
        (_, _, true) => DelayKind::RunnerFire,
        _ => DelayKind::NewFire,
    };
    Call { kind, observed, share_permille: view.rules.share_permille(registered, observed) }
}

/// Whether a unit is a headquarters whose telephone line is whole.
fn has_line(view: &Observation, u: &OwnUnit) -> bool {
    ways::card_of(view, u).kind == UnitKind::Headquarters && u.line_cut_until <= view.turn_from
}

fn near_headquarters(view: &Observation, at: HexId) -> bool {
    view.units
        .iter()
        .any(|u| u.active() && has_line(view, u) && u.hex.is_some_and(|h| view.ground.grid.distance(at, h) <= view.rules.wire_hexes()))
}

fn may_fly(view: &Observation, flight: FlightId, hex: HexId, at: Clock) -> Result<(), Refusal> {
    let f = view.flights.iter().find(|f| f.flight == flight).ok_or(Refusal::NoSortie { flight })?;
    let Some(card) = view.scenario.flights.get(flight.0 as usize).filter(|c| c.side == view.side) else {
        return Err(Refusal::NoSortie { flight });
    };
    if f.sorties == 0 || f.count == 0 || f.due.is_some() {
        return Err(Refusal::NoSortie { flight });
    }
    if !view.ground.grid.contains(hex) {
        return Err(Refusal::NotInSight { hex });
    }
    let from = card.window.0.max(view.turn_from);
    if at < from || at > card.window.1 {
        return Err(Refusal::WrongHour { from, to: card.window.1 });
    }
    if let Some(until) = ways::flying_forbidden(view, at) {
        return Err(Refusal::Forbidden { until });
    }
    // A later hour may be clear: whoever orders for it takes his chance.
    if at < view.turn_from.plus(view.turn_seconds) && !view.weather.flies() {
        return Err(Refusal::NoFlyingWeather);
    }
    Ok(())
}

fn may_work(view: &Observation, unit: UnitId, kind: WorkKind) -> Result<(), Refusal> {
    let (u, hex) = acting(view, unit)?;
    match kind {
        WorkKind::Dig => {
            has_seconds(u, 1)?;
            in_its_place(view, u)?;
            let men = fire::on_foot(&view.cards, u) > 0;
            let dug = holes::dig_seconds(&view.rules, view.ground.terrain[hex.index()], u, holes::room(view, u, hex));
            if !men || dug.is_none() { Err(Refusal::CannotDig { unit }) } else { Ok(()) }
        }
        WorkKind::Recover => {
            has_seconds(u, 1)?;
            not_pinned(view, u)?;
            recovery(view, u).map(|_| ()).ok_or(Refusal::NothingToDo { unit })
        }
        WorkKind::Shelter => {
            let below = u.shelter.below(view.clock_of(u));
            has_seconds(u, if below { 0 } else { view.rules.leave_seconds() })?;
            if !shelter::can_shelter(&view.rules, &view.cards, &view.ground, u) {
                return Err(Refusal::NoShelter { unit });
            }
            if u.shelter.open() && u.shelter.by_order { Err(Refusal::NothingToDo { unit }) } else { Ok(()) }
        }
        // They climb by the clock, however few seconds are left of the turn.
        WorkKind::Man if u.shelters || u.shelter.below(view.clock_of(u)) => Ok(()),
        WorkKind::Man => Err(Refusal::NothingToDo { unit }),
    }
}

/// Men below the crest do nothing that needs all of them.
fn in_its_place(view: &Observation, u: &OwnUnit) -> Result<(), Refusal> {
    if u.shelter.below(view.clock_of(u)) { Err(Refusal::Sheltered { unit: u.id }) } else { Ok(()) }
}

fn may_hold(view: &Observation, unit: UnitId, _fire_order: FireOrder) -> Result<(), Refusal> {
    own(view, unit).map(|_| ())
}

/// A rule can be broken that binds one's own side now and has a price.
fn may_defy(view: &Observation, rule: EngagementId) -> Result<(), Refusal> {
    let n = rule.0 as usize;
    let row = view.scenario.engagement.get(n).filter(|r| r.binds == view.side && r.tension.is_some());
    let now = row.is_some_and(|r| r.from <= view.turn_from && view.turn_from < r.to) && view.engagement.get(n) == Some(&true);
    if now { Ok(()) } else { Err(Refusal::NotToBeBroken { rule }) }
}

fn may_release(view: &Observation, formation: FormationId) -> Result<(), Refusal> {
    let f = view.scenario.formations.get(formation.0 as usize).filter(|f| f.side == view.side);
    let owners = f.and_then(|f| f.reserve).is_some_and(|r| r.by_owner);
    if owners && !view.released.contains(&formation) { Ok(()) } else { Err(Refusal::NotAReserve { formation }) }
}

/// Whether two hexes have a free line between them as the side knows it, at the turn's start.
pub fn free_line(view: &Observation, a: HexId, b: HexId) -> bool {
    line_free(&view.ground, &view.clouds, view.turn_from, a, b)
}
