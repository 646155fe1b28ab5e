//! Whether a move could be taken back, told before it is made: from what the side knows alone.
//!
//! What belongs here: what a move that goes as expected would draw and show. What never does: what happened; that is
//! held against this after the order, where it is carried out.

use crate::hex::HexId;
use crate::rules::Clock;
use crate::view::seen::{line_free, opens_view};
use crate::view::{Contact, ContactKind, Observation, OwnUnit};

/// Whether a unit that enters these hexes this turn meets no known fire, drives under no shells of its own side, and
/// looks into no ground that the side does not see already.
pub(super) fn shows_and_draws_nothing(view: &Observation, unit: &OwnUnit, entered: &[HexId]) -> bool {
    let at = view.clock_of(unit);
    !entered.iter().any(|&h| under_known_fire(view, h, at) || under_own_shells(view, unit, h)) && !opens_view(view, entered, at)
}

/// Whether a known enemy would have whoever enters a hex at a moment in range and in sight.
pub(super) fn under_known_fire(view: &Observation, hex: HexId, at: Clock) -> bool {
    view.contacts.iter().any(|c| {
        let range_m = view.ground.grid.range_m(c.hex, hex);
        range_m <= reach_m(view, c) && line_free(&view.ground, &view.clouds, at, c.hex, hex)
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
    let machine_guns = vehicles().filter(|v| v.machine_guns > 0).filter_map(|v| weapons.get(v.machine_gun? as usize));
    own.chain(guns).chain(machine_guns).map(|w| w.direct_range_m).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::hex::HexId;
    use crate::rules::{Certainty, Pace, Side};
    use crate::view::fixture::{duel, hex, sight, unit, with};
    use crate::view::{ContactKind, MissionState, Observation, Order, check};
    use std::sync::Arc;

    const RIFLES: &str = "su.1rr.1bn.1co";
    const HILL: &str = "jp.1ir.1bn.1co";

    fn undoable(view: &Observation, path: &[HexId]) -> bool {
        let order = Order::Move { unit: unit(view, RIFLES), path: path.to_vec(), pace: Pace::Deployed };
        check(view, &order).unwrap().undoable
    }

    /// The company goes west over the crossing, into ground that others look into already.
    fn westward(view: &Observation) -> [HexId; 2] {
        ["0502", "0402"].map(|h| hex(view, h))
    }

    #[test]
    fn known_enemies_in_range_and_sight_bind_a_move() {
        let mut view = duel(Side::Soviet);
        let path = westward(&view);
        assert!(undoable(&view, &path));
        let at = hex(&view, "0302");
        sight(&mut view, HILL, at, Certainty::Identified);
        assert!(!undoable(&view, &path), "rifles at 600 m");
        let mut harmless = view.clone();
        let card = harmless.contacts[0].card.unwrap() as usize;
        Arc::make_mut(&mut harmless.cards).units[card].weapons.clear();
        assert!(undoable(&harmless, &path), "a card without weapons");
        harmless.contacts[0].card = None;
        harmless.contacts[0].kind = ContactKind::Unknown;
        assert!(!undoable(&harmless, &path), "nobody knows what it can do");
        // What is not reached this turn binds nothing.
        with(&mut view, RIFLES, |u| u.seconds = 10);
        assert!(undoable(&view, &path));
        with(&mut view, RIFLES, |u| u.suppressed_permille = 100);
        assert!(!undoable(&view, &path), "as men get up the way gets quicker than it looks");
    }

    #[test]
    fn own_shells_bind_a_move_while_they_fall() {
        let mut view = duel(Side::Soviet);
        let path = westward(&view);
        let (from, end) = (view.turn_from, view.turn_from.plus(view.turn_seconds));
        let battery = unit(&view, "su.1rr.bt");
        let falls = |hex, from, to| MissionState {
            battery,
            hex,
            from,
            to,
            rounds: 20,
            shells: crate::view::Shells::HighExplosive,
            lifts_to: None,
            harassing: false,
        };
        view.missions = vec![falls(path[1], from, end)];
        assert!(!undoable(&view, &path), "a share falls next to where they are aimed");
        view.missions = vec![falls(hex(&view, "0302"), from, end)];
        assert!(undoable(&view, &path));
        view.missions = vec![falls(path[0], end, end.plus(600))];
        assert!(undoable(&view, &path), "not in this turn");
    }

    /// A company alone on the map: from wherever it stands, to every hex beside it.
    #[test]
    fn ground_not_seen_before_binds_a_move() {
        let mut view = duel(Side::Soviet);
        let who = unit(&view, RIFLES);
        for u in view.units.iter_mut().filter(|u| u.id != who) {
            u.hex = None;
        }
        let ground = view.ground.clone();
        let grid = &ground.grid;
        let (mut bound, mut free) = (0, 0);
        for from in grid.hexes() {
            // With time enough for any step.
            with(&mut view, RIFLES, |u| (u.hex, u.seconds) = (Some(from), 10_000));
            for to in grid.neighbours(from).iter().flatten() {
                let order = Order::Move { unit: who, path: vec![*to], pace: Pace::Deployed };
                let Ok(quote) = check(&view, &order) else { continue };
                let new = grid.hexes().any(|h| ground.sight.sees(*to, h) && !ground.sight.sees(from, h));
                assert_eq!(quote.undoable, !new, "{} to {}", grid.name(from), grid.name(*to));
                if new { bound += 1 } else { free += 1 }
            }
        }
        assert!(bound > 20 && free > 20, "{bound} {free}");
    }

    #[test]
    fn intentions_can_be_taken_back() {
        let view = duel(Side::Soviet);
        let flight = view.flights.iter().find(|f| f.sorties > 1).unwrap().flight;
        let at = |seconds| Order::Sortie { flight, hex: hex(&view, "0202"), at: view.turn_from.plus(seconds) };
        let undoable = |order| check(&view, &order).unwrap().undoable;
        assert!(!undoable(at(view.turn_seconds - 60)), "it flies at once");
        assert!(undoable(at(view.turn_seconds)));
        let view = duel(Side::Japanese);
        let reserve = view.scenario.formations.iter().position(|f| f.reserve.is_some()).unwrap();
        let release = Order::Release { formation: crate::data::FormationId(reserve as u16) };
        assert!(check(&view, &release).unwrap().undoable);
    }
}
