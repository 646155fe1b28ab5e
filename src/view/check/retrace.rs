//! Whether a move could be taken back, told before it is made: from what the side knows alone.
//!
//! What belongs here: what a move that goes as expected would draw and show. What never does: what happened; that is
//! held against this after the order, where it is carried out.

use crate::hex::{HEX_M, HexId};
use crate::view::seen::{line_free, opens_view};
use crate::view::{Contact, ContactKind, Observation, OwnUnit};

/// A vehicle's machine gun fires aimed to this range, metres.
const MACHINE_GUN_REACH_M: u32 = 800;

/// Whether a unit that enters these hexes this turn meets no known fire, drives under no shells of its own side, and
/// looks into no ground that the side does not see already.
pub(super) fn shows_and_draws_nothing(view: &Observation, unit: &OwnUnit, entered: &[HexId]) -> bool {
    !entered.iter().any(|&h| under_known_fire(view, h) || under_own_shells(view, unit, h)) && !opens_view(view, entered)
}

/// Whether a known enemy would have whoever enters a hex in range and in sight.
fn under_known_fire(view: &Observation, hex: HexId) -> bool {
    view.contacts.iter().any(|c| {
        let range_m = view.ground.grid.metres(c.hex, hex).max(HEX_M / 2);
        range_m <= reach_m(view, c) && line_free(&view.ground, &view.dust, view.turn_from, c.hex, hex)
    })
}

/// Whether a mission of the side's own falls on a hex, or next to it, in what is left of the unit's turn.
fn under_own_shells(view: &Observation, unit: &OwnUnit, hex: HexId) -> bool {
    let (from, to) = (view.clock_of(unit), view.turn_from.plus(view.turn_seconds));
    view.missions.iter().any(|m| m.from < to && m.to > from && view.ground.grid.distance(m.hex, hex) <= 1)
}

/// Farthest that a contact may be able to fire, metres: by its card if that is known, else what anything of its kind can.
fn reach_m(view: &Observation, contact: &Contact) -> u32 {
    let weapons = &view.cards.weapons;
    let card = contact.card.and_then(|c| view.cards.units.get(c as usize));
    let Some(card) = card else {
        let of_kind = weapons.iter().filter(|w| w.small || contact.kind != ContactKind::Men);
        return of_kind.map(|w| w.direct_range_m).max().unwrap_or(0);
    };
    let own = card.weapons.iter().filter_map(|l| weapons.get(l.weapon as usize));
    let vehicles = || card.vehicles.iter().filter_map(|l| view.cards.vehicles.get(l.vehicle as usize));
    let guns = vehicles().filter_map(|v| weapons.get(v.gun? as usize));
    let machine_guns = if vehicles().any(|v| v.machine_guns > 0) { MACHINE_GUN_REACH_M } else { 0 };
    own.chain(guns).map(|w| w.direct_range_m).max().unwrap_or(0).max(machine_guns)
}
