//! Placing units before the first turn.

use super::{full, own};
use crate::hex::HexId;
use crate::rules::UnitId;
use crate::view::ways::{Load, load_at};
use crate::view::{Observation, Refusal};

/// Whether a unit may be placed in a hex: in the set-up, within its zone, where there is room beside one's own. Where the enemy may be
/// is not asked. Who is held back stands where those put it who hold it.
pub(super) fn may_deploy(view: &Observation, unit: UnitId, hex: HexId) -> Result<(), Refusal> {
    if !view.setting_up {
        return Err(Refusal::SetUpOver);
    }
    let u = own(view, unit)?;
    let setup = view.scenario.units.get(unit.index()).ok_or(Refusal::NoSuchUnit { unit })?;
    if setup.zone.binary_search(&hex).is_err() {
        return Err(Refusal::NotInZone { unit, hex });
    }
    if u.held_back {
        return Err(Refusal::HeldBack { unit });
    }
    if u.hex == Some(hex) {
        return Err(Refusal::NothingToDo { unit });
    }
    let there = load_at(view, hex, Some(u));
    if Load::of(&view.cards, u).fits(&view.rules, there) { Ok(()) } else { Err(full(hex, there)) }
}
