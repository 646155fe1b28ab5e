//! Where the selected unit gets in this turn and in the next.

use super::{Classes, Focus, Hatch, LegendRow};
use crate::hex::{Reach, ReachScratch};
use crate::picture::shape::Colour;
use crate::rules::MoraleState;
use crate::view::{Observation, OwnUnit, check, ways};

const NOW: Colour = Colour::hex(0x3f9b5c).alpha(95);
const NEXT: Colour = Colour::hex(0xe3c13b).alpha(90);
const FULL: Colour = Colour::hex(0x6d6a66).alpha(90);

/// Seconds of the turn after this; as many as now if this is the last.
fn next_turn(view: &Observation) -> u32 {
    view.scenario.turns.get(usize::from(view.turn) + 1).map_or(view.turn_seconds, |t| t.seconds)
}

/// Whether it stays where it is whatever it is told.
fn stays(view: &Observation, u: &OwnUnit) -> bool {
    !u.active()
        || u.held_back
        || u.morale >= MoraleState::Routed
        || u.suppressed_permille >= view.rules.pinned_permille()
        || check::dry(view, u)
}

pub(super) fn classes(view: &Observation, focus: &Focus) -> Classes {
    let Some(unit) = focus.unit.and_then(|u| view.unit(u)) else {
        return Classes::new(view, vec![LegendRow::note("overlay-reach-none")]);
    };
    if stays(view, unit) {
        return Classes::new(view, vec![LegendRow::note("overlay-reach-stays")]);
    }
    let rows = vec![
        LegendRow::new(NOW, Hatch::None, "overlay-reach-now"),
        LegendRow::new(NEXT, Hatch::Wide, "overlay-reach-next"),
        LegendRow::new(FULL, Hatch::Dot, "overlay-reach-full"),
    ];
    let mut classes = Classes::new(view, rows);
    // guns must be hooked up first
    let hook_up = if unit.limbered { 0 } else { ways::emplacing(&view.cards, &view.rules, ways::card_of(view, unit), unit).1 };
    let now = u32::from(unit.seconds).checked_sub(hook_up);
    let in_all = (u32::from(unit.seconds) + next_turn(view)).saturating_sub(hook_up);
    let (mut found, mut scratch) = (Reach::default(), ReachScratch::default());
    ways::reach(view, unit, focus.pace, in_all, &mut found, &mut scratch);
    for hex in found.reached().iter().copied().filter(|h| Some(*h) != unit.hex) {
        let this_turn = found.cost(hex).zip(now).is_some_and(|(cost, now)| cost <= now);
        let row = if !ways::room_for(view, unit, hex) { 2 } else { u8::from(!this_turn) };
        classes.set(hex, row);
    }
    classes
}
