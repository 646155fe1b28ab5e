//! Who may see what: the bare ground's lines of sight, dust, and how far light and air let the eye go.
//!
//! What belongs here: questions of sight from plain values. What never does: whether a hidden unit is noticed.

use super::fire::Mark;
use super::{Cloud, Contact, Observation, OwnUnit};
use crate::data::Ground;
use crate::hex::{HEX_M, HexId, SightTable};
use crate::rules::{Activity, Certainty, Clock, Cover, Lit, MoraleState, Tables, Weather};

/// Farthest that anything above cover can be made out, metres: the most visible of all activities, or the flash of whoever fires.
pub fn farthest_m(rules: &Tables, lit: Lit, weather: Weather) -> u32 {
    const SHOWING: [Activity; 4] = [Activity::Column, Activity::MovingVehicles, Activity::FiringMen, Activity::FiringGun];
    let seen = SHOWING.into_iter().map(|a| rules.spot_range_m(a, Cover::None, lit, weather)).max().unwrap_or(0);
    seen.max(rules.suspected_m(lit, weather))
}

/// Whether the line between two hexes is free: the ground allows it, and no dust or smoke hangs on it at that moment. The same
/// in both directions; a hex sees itself.
pub fn line_free(ground: &Ground, clouds: &[Cloud], at: Clock, a: HexId, b: HexId) -> bool {
    if a == b {
        return true;
    }
    if !ground.sight.sees(a, b) {
        return false;
    }
    let hangs = |h: HexId| clouds.iter().any(|c| c.hex == h && c.hangs(at));
    if !clouds.iter().any(|c| c.hangs(at)) {
        return true;
    }
    if hangs(a) || hangs(b) {
        return false;
    }
    let mut line = Vec::new();
    SightTable::line(&ground.grid, a, b, &mut line);
    line.iter().all(|&(h, beside)| !hangs(h) || beside.is_some_and(|o| !hangs(o)))
}

/// Whether someone in one of these hexes could look into a hex that none of the side's own units sees into now.
pub fn opens_view(view: &Observation, hexes: &[HexId]) -> bool {
    let farthest_m = farthest_m(&view.rules, view.lit, view.weather);
    let sees = |from: HexId, hex: HexId| {
        view.ground.grid.metres(from, hex) <= farthest_m && line_free(&view.ground, &view.clouds, view.turn_from, from, hex)
    };
    let posts = view.units.iter().filter(|u| u.active() && u.morale < MoraleState::Routed).filter_map(|u| u.hex);
    let mut posts: Vec<HexId> = posts.collect();
    posts.sort_unstable();
    posts.dedup();
    // A bit for each hex that is known to be seen; most are by the first who is asked.
    let mut seen = vec![0u64; view.ground.grid.len().div_ceil(64)];
    hexes.iter().filter(|h| !posts.contains(h)).any(|&from| {
        let row = view.ground.sight.seen_from(from);
        for (word, &bits) in row.iter().enumerate() {
            let mut rest = bits & !seen[word];
            while rest != 0 {
                let hex = HexId((word * 64) as u16 + rest.trailing_zeros() as u16);
                rest &= rest - 1;
                if !sees(from, hex) {
                    continue;
                }
                if !posts.iter().any(|&post| sees(post, hex)) {
                    return true;
                }
                seen[word] |= 1 << (hex.index() % 64);
            }
        }
        false
    })
}

/// Whether one of the side's own units could see something showing itself in a hex.
pub fn unit_sees(view: &Observation, unit: &OwnUnit, hex: HexId) -> bool {
    sees_at(view, unit, hex, view.clock_of(unit))
}

/// Whether any unit of the side that acts by itself observes fire on a hex at a moment.
pub fn observed(view: &Observation, hex: HexId, at: Clock) -> bool {
    view.units.iter().any(|u| !u.held_back && sees_at(view, u, hex, at))
}

fn sees_at(view: &Observation, unit: &OwnUnit, hex: HexId, at: Clock) -> bool {
    let Some(from) = unit.hex.filter(|_| unit.active() && unit.morale < MoraleState::Routed) else { return false };
    view.ground.grid.metres(from, hex) <= farthest_m(&view.rules, view.lit, view.weather)
        && line_free(&view.ground, &view.clouds, at, from, hex)
}

/// How well one of the side's own units knows a contact at which it fires, in so far as light, air and what the contact does let
/// it: what it does not make out with its own eyes it has from others, who can tell it no more than about where. Lines of sight
/// are [`unit_sees`]'s affair.
pub fn known_to(view: &Observation, unit: &OwnUnit, c: &Contact) -> Certainty {
    let cover = view.ground.terrain[c.hex.index()].cover();
    let made_out_m = view.rules.spot_range_m(c.shows, cover, view.lit, view.weather);
    let near = |from: HexId| view.ground.grid.distance(from, c.hex) * HEX_M <= made_out_m;
    if c.current && unit.hex.is_some_and(near) { c.certainty } else { Certainty::Suspected }
}

/// A contact as the fire of one of the side's own units meets it: as the side believes it to be, and known as well as that unit
/// knows it. Guns that others see stand where those saw them, as guns do that went out of sight.
pub fn mark_of(view: &Observation, unit: &OwnUnit, c: &Contact) -> Mark {
    let mut mark = Mark::of_contact(&view.cards, &view.ground, c);
    let known = known_to(view, unit, c);
    mark.placed |= known < mark.certainty && c.guns > 0;
    mark.certainty = mark.certainty.min(known);
    mark
}
