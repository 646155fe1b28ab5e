//! How far a rush is believed to come unseen.
//!
//! What belongs here: sight as its owner can judge it. What never does: what the enemy really sees.

use crate::hex::{HEX_M, HexId};
use crate::rules::{Activity, Clock, UnitId};
use crate::view::seen::line_free;
use crate::view::ways;
use crate::view::{Observation, OwnUnit};

/// How far the rush of these units on a hex is believed to come unseen, per mille: nothing if a known enemy can see one of them
/// before it begins.
pub fn believed_surprise(view: &Observation, units: &[UnitId], hex: HexId) -> u16 {
    let group = || units.iter().filter_map(|&u| view.unit(u));
    // It begins when the last of them is ready.
    let began = group().map(|u| view.clock_of(u).plus(ways::forming_s(view, u, false))).max().unwrap_or(view.turn_from);
    let unseen = group().map(|u| unseen(view, u, hex, began));
    unseen.min().unwrap_or(0)
}

fn unseen(view: &Observation, u: &OwnUnit, hex: HexId, began: Clock) -> u16 {
    let Some(from) = u.hex.filter(|&f| f != hex) else { return 0 };
    let (still, running) = (u.running() == 0, u.running() > 0);
    let now = match (u.fired, still) {
        (true, true) => Activity::FiringMen,
        (true, false) => Activity::FiringGun,
        (false, true) => Activity::SilentMen,
        (false, false) => Activity::HaltedVehicles,
    };
    let range = |doing| view.rules.spot_range_m(doing, view.ground.terrain[from.index()].cover(), view.lit, view.weather);
    let free = |a: HexId| line_free(&view.ground, &view.clouds, began, a, from);
    let looks = range(now);
    let seen = view.contacts.iter().any(|c| c.current && view.ground.grid.distance(c.hex, from) * HEX_M <= looks && free(c.hex));
    if seen {
        return 0;
    }
    let rushing = if running { Activity::MovingVehicles } else { Activity::MovingMen };
    let seen_m = if free(hex) { range(rushing).min(HEX_M) } else { 0 };
    (1000 - seen_m * 1000 / HEX_M) as u16
}
