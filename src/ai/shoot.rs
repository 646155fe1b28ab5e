//! Direct fire on order: what it is worth, what the answer to it costs.

use super::guns;
use super::maps::{counts, soon};
use super::staff::Style;
use super::unit::{Account, STORM_MEN, Thought, danger, stormers};
use crate::hex::HexId;
use crate::rules::{Certainty, Effect, Posture, Question};
use crate::view::fire::{self, Mark, Shooter};
use crate::view::{Contact, FireOrder, Observation, Order, OwnUnit, Target, check, seen, shelter, ways};

/// Worth of a vehicle, a gun and a burst of suppression on a hundred men, in men hit.
const VEHICLE_WORTH: f64 = 10.0;
/// The same of a vehicle that is stuck: half of what it could do is done with.
const STUCK_WORTH: f64 = 5.0;
const GUN_WORTH: f64 = 8.0;
const PIN_WORTH: f64 = 1.5;
/// Least worth of a fire order of five minutes.
const LEAST_WORTH: f64 = 0.12;
/// Guns out of sight, in thousandths, that are worth more fire: about every second place still holds one that fires.
const LEAST_GUNS: u32 = 400;
/// Farthest that tanks halt to fire at guns whose place they know, metres: beyond it hardly a round hits.
const HUNT_M: u32 = 1_200;

/// Whether guns that could stop tanks are known in reach of a unit's own, by place if not by sight.
pub(super) fn hunts(t: &Thought, u: &OwnUnit) -> bool {
    let (view, Some(hex)) = (t.view, u.hex) else { return false };
    let known = |c: &&Contact| c.guns > 0 && counts(view, c) && (fire::placed(c) || c.current) && t.maps.guns_left(c) >= LEAST_GUNS;
    view.contacts.iter().filter(known).any(|c| view.ground.grid.range_m(hex, c.hex) <= HUNT_M && seen::unit_sees(view, u, c.hex))
}

/// Fire at the most worthwhile contact for at most so many seconds.
pub(super) fn shoot(t: &mut Thought, u: &OwnUnit, acc: &mut Account, most_s: u16) -> Option<Order> {
    let view = t.view;
    let hex = u.hex?;
    if acc.fires >= 2 || most_s < check::LEAST_FIRE_S || u.fire_order == FireOrder::Hold {
        return None;
    }
    let card = ways::card_of(view, u);
    let up = shelter::men_up(&view.rules, &view.cards, u, view.clock_of(u));
    let spares = guns::sparing(view, u);
    let unit = spares.as_ref().unwrap_or(u);
    let shooter = Shooter { cards: &view.cards, rules: &view.rules, card, unit, suppressed_permille: u.suppressed_permille, up };
    let (men_m, armour_m) = fire::best_range_m(&shooter);
    let reach = men_m.max(armour_m);
    if reach == 0 {
        return None;
    }
    // The three that look best, cheaply: many men near and in the open, vehicles and guns first.
    let mut few: arrayvec::ArrayVec<(u32, usize), 3> = arrayvec::ArrayVec::new();
    for (i, c) in view.contacts.iter().enumerate() {
        let placed = fire::placed(c) && t.maps.guns_left(c) >= LEAST_GUNS && counts(view, c);
        if !(placed || c.current && c.certainty >= Certainty::Seen) {
            continue;
        }
        let m = view.ground.grid.range_m(hex, c.hex);
        if m > reach || !view.ground.sight.sees(hex, c.hex) || !u.fire_order.allows(m, c.vehicles.1 > 0) {
            continue;
        }
        let open = match c.posture {
            Posture::Upright => 20,
            Posture::Prone => 5,
            Posture::Scrape | Posture::Reversed => 2,
            Posture::Trench => 1,
        };
        let hard = if armour_m >= m { c.vehicles.1 as u32 * 200 } else { 0 };
        let men = if placed { 0 } else { c.men.1 as u32 * open };
        let worth = (men + hard + t.maps.guns_left(c) / 10) * 300 / m.max(100);
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
    let mut best: Option<(Worth, &Contact)> = None;
    for &(_, i) in &few {
        let c = &view.contacts[i];
        if !seen::unit_sees(view, u, c.hex) || ways::fire_forbidden(view, view.clock_of(u), c.hex).is_some() {
            continue;
        }
        let worth = fire_worth(t, &shooter, c, view.ground.grid.range_m(hex, c.hex), seconds as u32);
        if best.is_none_or(|b| worth.sum > b.0.sum) {
            best = Some((worth, c));
        }
    }
    if best.is_none() && (armour_m == 0 || view.seen_stranded.is_empty()) {
        return None;
    }
    // Who fires is fired at; behind armour that costs little.
    let costs = if u.running() > 0 { 0.0 } else { answer(t, u, seconds as u32) };
    let least = LEAST_WORTH * seconds as f64 / 300.0 + costs;
    let Some((worth, c)) = best.filter(|b| t.mood.style == Style::Straight || b.0.sum >= least) else {
        let hex = stuck(t, &shooter, armour_m, seconds.into(), least)?;
        acc.fires += 1;
        return Some(Order::Fire { unit: u.id, at: Target::Hex(hex), seconds });
    };
    acc.fires += 1;
    // Long fire only where it does much, or where an assault hangs on it.
    let seconds = if worth.sum > 1.0 { most_s.min(780) } else { seconds };
    if c.current {
        t.maps.press(c.id, worth.pin_permille, view.clock_of(u).plus(seconds as u32));
    } else {
        t.maps.spend_guns(c.id, guns_out(t, &shooter, c, view.ground.grid.range_m(hex, c.hex), seconds as u32));
    }
    Some(Order::Fire { unit: u.id, at: Target::Contact(c.id), seconds })
}

/// Where stuck vehicles are worth firing at, if it is worth more than `least`: a tank that is stuck still has its gun, and may come free.
fn stuck(t: &Thought, shooter: &Shooter, armour_m: u32, seconds: u32, least: f64) -> Option<HexId> {
    let (view, u) = (t.view, shooter.unit);
    let hex = u.hex?;
    let mut best: Option<(f64, HexId)> = None;
    for g in &view.seen_stranded {
        let m = view.ground.grid.range_m(hex, g.hex);
        if m > armour_m || !u.fire_order.allows(m, true) || !seen::unit_sees(view, u, g.hex) {
            continue;
        }
        if ways::fire_forbidden(view, view.clock_of(u), g.hex).is_some() {
            continue;
        }
        let mark = Mark::of_seen_stranded(&view.cards, &view.ground, g);
        let Some(fire) = mark.and_then(|mark| fire::gun_fire(shooter, &mark, m, seconds)) else { continue };
        let out = |a: &fire::Aimed| view.rules.lottery(&Question::AntiTank(a.question)).mean(Effect::VehiclesOut);
        let worth = STUCK_WORTH * fire.aimed.iter().map(out).sum::<f64>();
        if worth >= least && best.is_none_or(|b| worth > b.0) {
            best = Some((worth, g.hex));
        }
    }
    best.map(|b| b.1)
}

/// What fire is worth.
#[derive(Clone, Copy)]
struct Worth {
    /// in men hit
    sum: f64,
    /// share of the target's men expected suppressed by it
    pin_permille: u16,
}

/// Guns that fire at a contact is expected to put out, in thousandths.
fn guns_out(t: &Thought, shooter: &Shooter, c: &Contact, range_m: u32, seconds: u32) -> u32 {
    let mark = seen::mark_of(t.view, shooter.unit, c);
    let hunt = fire::engage(shooter, &mark, range_m, seconds).hunt;
    hunt.map_or(0, |h| (t.view.rules.lottery(&Question::GunHunt(h.question)).mean(Effect::GunsOut) * 1000.0) as u32)
}

/// Whether a unit's own fire reaches a contact that somebody sees.
pub(super) fn bears_on(view: &Observation, u: &OwnUnit, hex: crate::hex::HexId, c: &Contact) -> bool {
    c.certainty >= Certainty::Seen
        && c.current
        && u.fire_order != FireOrder::Hold
        && view.ground.sight.sees(hex, c.hex)
        && seen::unit_sees(view, u, c.hex)
        && ways::fire_forbidden(view, view.clock_of(u), c.hex).is_none()
}

/// Share of a contact's men that a unit's fire is expected to keep down, per mille.
pub(super) fn pin(t: &Thought, u: &OwnUnit, c: &Contact, seconds: u32) -> u16 {
    let (view, Some(hex)) = (t.view, u.hex) else { return 0 };
    let card = ways::card_of(view, u);
    let up = shelter::men_up(&view.rules, &view.cards, u, view.clock_of(u));
    let shooter = Shooter { cards: &view.cards, rules: &view.rules, card, unit: u, suppressed_permille: u.suppressed_permille, up };
    fire_worth(t, &shooter, c, view.ground.grid.range_m(hex, c.hex), seconds).pin_permille
}

/// What fire on a contact is worth.
fn fire_worth(t: &Thought, shooter: &Shooter, c: &Contact, range_m: u32, seconds: u32) -> Worth {
    let view = t.view;
    let mark = seen::mark_of(view, shooter.unit, c);
    let e = fire::engage(shooter, &mark, range_m, seconds);
    let mut worth = Worth { sum: 0.0, pin_permille: 0 };
    if let Some(g) = e.armour {
        let out = |a: &fire::Aimed| view.rules.lottery(&Question::AntiTank(a.question)).mean(Effect::VehiclesOut);
        worth.sum += VEHICLE_WORTH * g.aimed.iter().map(out).sum::<f64>();
    }
    if let Some(h) = e.hunt {
        let left = t.maps.guns_left(c) as f64 / 1000.0;
        worth.sum += GUN_WORTH * view.rules.lottery(&Question::GunHunt(h.question)).mean(Effect::GunsOut).min(left);
    }
    if let Some(q) = e.men.and_then(|v| fire::men_under_fire(&[v], &mark, seconds)) {
        let lottery = view.rules.lottery(&q);
        worth.sum += lottery.mean(Effect::MenHit);
        let pin = lottery.mean(Effect::Suppression);
        worth.pin_permille = pin.clamp(0.0, 1000.0) as u16;
        // Keeping heads down counts where one's own are near, and most where they are about to go in.
        let already = t.maps.suppression(view, c, soon(view)) as f64;
        let more = (pin - already).max(0.0) / 1000.0;
        let near = if stormers(t, shooter.unit, c.hex) >= STORM_MEN {
            4.0
        } else if t.maps.own_stand(view, c.hex, 3) {
            1.0
        } else {
            0.0
        };
        worth.sum += PIN_WORTH * near * more * (mark.men.min(200) as f64) / 100.0;
    }
    worth
}

/// What the enemy's answer to a unit's fire may cost it, in men hit: rifles that bear on it, by the rounds that a man
/// fires and a hit takes (rates.md §3), as it holds itself.
fn answer(t: &Thought, u: &OwnUnit, seconds: u32) -> f64 {
    let Some(hex) = u.hex else { return 0.0 };
    // A company of 180 fires some 3,000 rounds in five minutes, and 3,000 hit one man who lies.
    let per_rifle = match u.posture {
        Posture::Upright => 0.033,
        Posture::Prone => 0.0067,
        Posture::Scrape | Posture::Reversed => 0.0025,
        Posture::Trench => 0.001,
    };
    danger(t, hex, false) as f64 * per_rifle * seconds as f64 / 300.0
}
