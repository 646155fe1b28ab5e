//! Smoke for a storm: on the hex that is to be stormed, for the minutes of the rush, where many rifles and guns look at it.
//!
//! What belongs here: where smoke is laid, by whom, and what a storm makes of smoke that hangs. What never does: what smoke hides.

use super::maps::counts;
use super::staff::{Task, storms};
use super::unit::{GROUND_PERMILLE, STORM_MEN};
use crate::hex::HexId;
use crate::rules::{Clock, MoraleState};
use crate::view::{Observation, Order, OwnUnit, Shells, check, fire, seen, ways};

/// Least rifles, guns reckoned as such, that look at a hex from its flanks before smoke on it is worth more than shells.
const LEAST_BEARING: u32 = 60;
/// A gun's weight among them.
const GUN_RIFLES: u32 = 20;
/// Steps from which they bear on a rush.
const BEARING_STEPS: u32 = 3;

/// Smoke of the guns that are free on hexes that those beside them are about to storm. Where it is to lie in this turn, no shells fall.
pub(super) fn screens(view: &Observation, tasks: &[Task], ready: &mut Vec<Order>) {
    for (hex, storming) in targets(view, tasks) {
        let Some((order, at_once)) = screen(view, hex, &storming, ready) else { continue };
        let Order::Mission { battery: by, .. } = order else { continue };
        let shells = |o: &Order| match o {
            Order::Mission { battery, hex: aim, shells: Shells::HighExplosive, .. } => *battery == by || at_once && *aim == hex,
            _ => false,
        };
        ready.retain(|o| !shells(o));
        ready.insert(0, order);
    }
}

/// Seconds after a moment that smoke begins to lie on a hex, if it comes in this turn; `None` where it lies already or none comes.
pub(super) fn comes_in(view: &Observation, hex: HexId, at: Clock) -> Option<u32> {
    let end = view.turn_from.plus(view.turn_seconds);
    let here = || view.clouds.iter().filter(|c| c.hex == hex);
    if here().any(|c| c.hangs(at)) {
        return None;
    }
    here().map(|c| c.from).filter(|&f| at < f && f < end).min().map(|f| f.since(at))
}

/// Whether smoke or dust takes the sight between two hexes at a moment; of one hex, the sight out of it.
pub(super) fn hides(view: &Observation, a: HexId, b: HexId, at: Clock) -> bool {
    if a == b {
        return view.clouds.iter().any(|c| c.hex == a && c.hangs(at));
    }
    !view.clouds.is_empty() && !seen::line_free(&view.ground, &view.clouds, at, a, b)
}

/// Hexes with known enemies that enough men beside them are to attack, and on which enough others look, with those men.
fn targets<'a>(view: &'a Observation, tasks: &[Task]) -> Vec<(HexId, Vec<&'a OwnUnit>)> {
    let grid = &view.ground.grid;
    let mut hexes: Vec<HexId> = view.contacts.iter().filter(|c| c.current && counts(view, c)).map(|c| c.hex).collect();
    hexes.sort_unstable();
    hexes.dedup();
    hexes.retain(|&h| !view.units.iter().any(|u| u.active() && u.hex == Some(h)) && bearing(view, h) >= LEAST_BEARING);
    let able = |u: &&OwnUnit| {
        u.active()
            && !u.held_back
            && u.morale == MoraleState::Steady
            && u.suppressed_permille < GROUND_PERMILLE
            && matches!(tasks[u.id.index()], Task::Attack(_))
            && storms(view, u.id)
    };
    let beside = |hex| view.units.iter().filter(able).filter(|u| u.hex.is_some_and(|h| grid.distance(h, hex) == 1)).collect();
    let mut out: Vec<(HexId, Vec<&OwnUnit>)> = hexes.into_iter().map(|h| (h, beside(h))).collect();
    out.retain(|(_, units)| units.iter().map(|u| u32::from(fire::on_foot(&view.cards, u))).sum::<u32>() >= STORM_MEN);
    out
}

/// Rifles that are believed to look at a hex from around it and to be awake.
fn bearing(view: &Observation, hex: HexId) -> u32 {
    let near = |h: HexId| (1..=BEARING_STEPS).contains(&view.ground.grid.distance(h, hex)) && view.ground.sight.sees(h, hex);
    let known = view.contacts.iter().filter(|c| counts(view, c) && near(c.hex));
    let rifles = |men: (u16, u16), guns: u8| u32::from(u16::midpoint(men.0, men.1)) + u32::from(guns) * GUN_RIFLES;
    known.map(|c| rifles(c.men, c.guns) * u32::from(1000 - c.suppressed_permille.min(1000)) / 1000).sum()
}

/// The mission that keeps a hex hidden for the open part of a rush, and whether it falls in this turn; `None` if no battery can.
fn screen(view: &Observation, hex: HexId, storming: &[&OwnUnit], ready: &[Order]) -> Option<(Order, bool)> {
    let end = view.turn_from.plus(view.turn_seconds);
    let coming = view.missions.iter().any(|m| m.hex == hex && m.shells == Shells::Smoke && m.to > view.turn_from);
    let lies = view.clouds.iter().any(|c| c.hex == hex && c.until > view.turn_from);
    let ordered = ready.iter().any(|o| matches!(o, Order::Mission { hex: h, shells: Shells::Smoke, .. } if *h == hex));
    if coming || lies || ordered {
        return None;
    }
    let ids: Vec<_> = storming.iter().map(|u| u.id).collect();
    let comers = check::comers(view, &ids);
    let rush_s = storming.iter().map(|u| check::assault_seconds(view, u, &comers, hex)).max()?;
    let mut best: Option<(u16, Order, bool)> = None;
    for u in view.units.iter().filter(|u| u.arrived && !u.destroyed && u.smoke_left > 0) {
        let Some((weapon, _)) = fire::mission_weapon(&view.cards, ways::card_of(view, u), u) else { continue };
        let Some(per_minute) = view.rules.smoke_per_minute(weapon.class, weapon.calibre_mm) else { continue };
        let share = u32::from(check::call(view, hex, view.clock_of(u)).share_permille).max(1);
        // A minute more, for those who are not ready to the second.
        let rounds = ((rush_s / 2 + 60) * per_minute).div_ceil(60) * 1000 / share;
        let order = Order::Mission { battery: u.id, hex, rounds: rounds.min(u32::from(u16::MAX)) as u16, shells: Shells::Smoke };
        if rounds > u32::from(u.smoke_left) {
            continue;
        }
        let Ok(quote) = check::check(view, &order) else { continue };
        let Some((least, most)) = quote.hides_from else { continue };
        let at_once = most.plus(rush_s) <= end;
        let in_next = least >= end && most.plus(rush_s) <= end.plus(view.turn_seconds);
        if (at_once || in_next) && best.as_ref().is_none_or(|b| (at_once, u.smoke_left) > (b.2, b.0)) {
            best = Some((u.smoke_left, order, at_once));
        }
    }
    best.map(|b| (b.1, b.2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Certainty, Side};
    use crate::view::Cloud;
    use crate::view::fixture::{duel, hex, sight, unit, with};

    const RIFLES: &str = "su.1rr.1bn.1co";
    const BATTERY: &str = "su.1rr.bt";

    /// A company beside the hill that it is to attack, with another enemy company that looks at it from the flank, or without; half an
    /// hour to go.
    fn before_the_hill(flank: bool) -> (Observation, Vec<Task>) {
        let mut view = duel(Side::Soviet);
        let [from, hill, beside] = ["0302", "0202", "0102"].map(|h| hex(&view, h));
        with(&mut view, RIFLES, |u| u.hex = Some(from));
        with(&mut view, BATTERY, |u| u.smoke_left = 60);
        sight(&mut view, "jp.1ir.1bn.1co", hill, Certainty::Seen);
        if flank {
            sight(&mut view, "jp.1ir.2bn.5co", beside, Certainty::Seen);
        }
        view.turn_seconds = 1_800;
        view.units.iter_mut().for_each(|u| u.seconds = 1_800);
        let mut tasks = vec![Task::Hold; view.slots.len()];
        tasks[unit(&view, RIFLES).index()] = Task::Attack(hill);
        (view, tasks)
    }

    fn ordered(view: &Observation, tasks: &[Task]) -> Vec<Order> {
        let mut ready = Vec::new();
        screens(view, tasks, &mut ready);
        ready
    }

    #[test]
    fn a_hex_that_is_stormed_under_fire_from_the_flank_is_hidden() {
        let (view, tasks) = before_the_hill(true);
        let hill = hex(&view, "0202");
        let given = ordered(&view, &tasks);
        let [Order::Mission { battery, hex: aim, shells: Shells::Smoke, rounds }] = given[..] else { panic!("{given:?}") };
        assert_eq!((battery, aim), (unit(&view, BATTERY), hill));
        assert!((1..=60).contains(&rounds) && crate::view::allowed(&view, &given[0]).is_ok());
        let (view, tasks) = before_the_hill(false);
        assert!(ordered(&view, &tasks).is_empty(), "nobody looks on");
    }

    #[test]
    fn no_smoke_without_shells_or_men_or_where_it_lies_already() {
        let (mut view, mut tasks) = before_the_hill(true);
        let hill = hex(&view, "0202");
        let cloud = Cloud { hex: hill, from: view.turn_from, until: view.turn_from.plus(60) };
        view.clouds.push(cloud);
        assert!(ordered(&view, &tasks).is_empty(), "it lies");
        view.clouds.clear();
        with(&mut view, RIFLES, |u| u.men = 60);
        assert!(ordered(&view, &tasks).is_empty(), "too few to go in");
        with(&mut view, RIFLES, |u| u.men = 160);
        with(&mut view, BATTERY, |u| u.smoke_left = 0);
        assert!(ordered(&view, &tasks).is_empty(), "no smoke shells");
        with(&mut view, BATTERY, |u| u.smoke_left = 60);
        assert_eq!(ordered(&view, &tasks).len(), 1);
        tasks[unit(&view, RIFLES).index()] = Task::Hold;
        assert!(ordered(&view, &tasks).is_empty(), "nobody attacks");
    }

    #[test]
    fn a_storm_waits_for_smoke_that_comes_in_this_turn_alone() {
        let (mut view, _) = before_the_hill(true);
        let (hill, now) = (hex(&view, "0202"), view.turn_from);
        let cloud = |from_s: u32| Cloud { hex: hill, from: now.plus(from_s), until: now.plus(from_s + 300) };
        assert_eq!(comes_in(&view, hill, now), None);
        view.clouds = vec![cloud(400)];
        assert_eq!((comes_in(&view, hill, now), comes_in(&view, hill, now.plus(500))), (Some(400), None));
        view.clouds = vec![cloud(1_800)];
        assert_eq!(comes_in(&view, hill, now), None, "the next turn's");
        view.clouds = vec![cloud(0)];
        let [from, beside] = ["0302", "0102"].map(|h| hex(&view, h));
        assert!(hides(&view, beside, hill, now) && hides(&view, hill, hill, now) && !hides(&view, from, from, now));
        assert!(!hides(&view, beside, hill, now.plus(300)));
    }
}
