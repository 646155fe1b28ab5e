//! Where units stand that may be placed before the first turn.
//!
//! Each goes to a hex of its zone by worth and luck: guns where they look over much ground near what they guard, under cover, beside
//! men and not all together. The luck is the player's own, by its seed, so that whoever knows one battle does not know the next.

use super::staff::mix;
use crate::hex::{HEX_M, HexId};
use crate::rules::Cover;
use crate::view::ways::{self, Load};
use crate::view::{Observation, Order, OwnUnit, fire};

/// Most steps of ground that count for a gun.
const FIELD_STEPS: u32 = 4;
/// Ground within so many steps of what the side holds is what it guards: it counts twice.
const GUARDED_STEPS: u32 = 2;

/// The orders that place a side's units, each possible after those before it.
pub(super) fn orders(view: &Observation, seed: u64, out: &mut Vec<Order>) {
    let mut stands: Vec<Option<HexId>> = view.units.iter().map(|u| u.hex.filter(|_| u.active())).collect();
    for (n, unit) in view.units.iter().enumerate() {
        let zone = &view.scenario.units[unit.id.index()].zone;
        let Some(from) = stands[n].filter(|_| !zone.is_empty() && !unit.held_back) else { continue };
        let others = |hex: HexId| (0..stands.len()).filter(move |&o| o != n).filter(|&o| stands[o] == Some(hex)).collect::<Vec<_>>();
        let mut best = (0, from);
        for &hex in zone {
            let there = others(hex);
            let load = there.iter().fold(Load::default(), |sum, &o| sum.and(Load::of(&view.cards, &view.units[o])));
            if hex != from && !Load::of(&view.cards, unit).fits(&view.rules, load) {
                continue;
            }
            let guns = there.iter().filter(|&&o| view.units[o].guns > 0).count() as u64;
            let luck = 500 + mix(mix(seed ^ u64::from(unit.id.0)) ^ u64::from(hex.0)) % 1001;
            // A gun by itself is overrun: beside men of one's own it is worth twice as much.
            let guarded = there.iter().any(|&o| view.units[o].guns == 0 && fire::on_foot(&view.cards, &view.units[o]) > 0);
            let (held, shared) = if unit.guns > 0 { (1 + u64::from(guarded), 1 + guns) } else { (1, 1) };
            let worth = worth(view, unit, hex) * held / shared * luck;
            if worth > best.0 {
                best = (worth, hex);
            }
        }
        if best.1 != from {
            out.push(Order::Deploy { unit: unit.id, hex: best.1 });
            stands[n] = Some(best.1);
        }
    }
}

/// What a hex is worth to a unit: to a gun the hexes it looks over, those before what is guarded twice, and its cover; to others the
/// cover alone.
fn worth(view: &Observation, unit: &OwnUnit, hex: HexId) -> u64 {
    let grid = &view.ground.grid;
    let cover = match view.ground.terrain[hex.index()].cover() {
        Cover::None => 4,
        Cover::Light => 5,
        Cover::Heavy => 6,
    };
    if unit.guns == 0 {
        return 100 * cover;
    }
    let shooter = fire::Shooter {
        cards: &view.cards,
        rules: &view.rules,
        card: ways::card_of(view, unit),
        unit,
        suppressed_permille: 0,
        up: u16::MAX,
    };
    let (men_m, armour_m) = fire::best_range_m(&shooter);
    let opens_m = view.scenario.units[unit.id.index()].opens_at_m.map_or(u32::MAX, u32::from);
    let steps = (men_m.max(armour_m).min(opens_m) / HEX_M).clamp(1, FIELD_STEPS);
    let held = || view.scenario.objectives.iter().zip(&view.objectives).filter(|(_, h)| **h == Some(view.side)).map(|(o, _)| o.hex);
    let field = grid
        .within(hex, steps)
        .into_iter()
        .filter(|&to| to != hex && !view.ground.terrain[to.index()].is_water() && view.ground.sight.sees(hex, to));
    let seen: u64 = field.map(|to| if held().any(|h| grid.distance(h, to) <= GUARDED_STEPS) { 2 } else { 1 }).sum();
    (10 + seen) * cover
}
