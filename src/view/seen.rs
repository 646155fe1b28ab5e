//! Who may see what: the bare ground's lines of sight, dust, and how far light and air let the eye go.
//!
//! What belongs here: questions of sight from plain values. What never does: whether a hidden unit is noticed.

use super::{Observation, OwnUnit};
use crate::data::Ground;
use crate::hex::{HexId, SightTable};
use crate::rules::{Activity, Clock, Cover, Light, MoraleState, Tables, Visibility};

/// Farthest that anything above cover can be made out, metres: the most visible of all activities.
pub fn farthest_m(rules: &Tables, light: Light, visibility: Visibility) -> u32 {
    const SHOWING: [Activity; 4] = [Activity::Column, Activity::MovingVehicles, Activity::FiringMen, Activity::FiringGun];
    SHOWING.into_iter().map(|a| rules.spot_range_m(a, Cover::None, light, visibility)).max().unwrap_or(0)
}

/// Whether the line between two hexes is free: the ground allows it, and no dust hangs on it at that moment. The same
/// in both directions; a hex sees itself.
pub fn line_free(ground: &Ground, dust: &[(HexId, Clock)], at: Clock, a: HexId, b: HexId) -> bool {
    if a == b {
        return true;
    }
    if !ground.sight.sees(a, b) {
        return false;
    }
    let hangs = |h: HexId| dust.iter().any(|&(d, until)| d == h && at < until);
    if dust.iter().all(|&(_, until)| at >= until) {
        return true;
    }
    if hangs(a) || hangs(b) {
        return false;
    }
    let mut line = Vec::new();
    SightTable::line(&ground.grid, a, b, &mut line);
    line.iter().all(|&(h, beside)| !hangs(h) || beside.is_some_and(|o| !hangs(o)))
}

/// Whether one of the side's own units could see something showing itself in a hex.
pub fn unit_sees(view: &Observation, unit: &OwnUnit, hex: HexId) -> bool {
    let Some(from) = unit.hex.filter(|_| unit.active() && unit.morale < MoraleState::Routed) else { return false };
    view.ground.grid.metres(from, hex) <= farthest_m(&view.rules, view.light, view.visibility)
        && line_free(&view.ground, &view.dust, view.clock_of(unit), from, hex)
}
