//! Works on the sides of a hex: who may do which, and what is left of it to do.

use super::{acting, deploys, has_seconds, in_its_place, not_pinned};
use crate::data::UnitKind;
use crate::hex::{Dir, HexId, SideId};
use crate::rules::{Gang, SideWork, Terrain, UnitId};
use crate::view::{Observation, OwnUnit, Refusal, fire, ways};

/// Millionths in the whole of a work.
pub const WHOLE_PPM: u32 = 1_000_000;

/// Whether a unit may do a work on the side of its hex towards a neighbour.
pub(super) fn may_build(view: &Observation, unit: UnitId, towards: HexId, work: SideWork) -> Result<(), Refusal> {
    let (u, hex) = acting(view, unit)?;
    not_pinned(view, u)?;
    deploys(view, u)?;
    in_its_place(view, u)?;
    has_seconds(u, 1)?;
    let dir = view.ground.grid.contains(towards).then(|| view.ground.grid.dir_to(hex, towards)).flatten();
    let dir = dir.ok_or(Refusal::NotAdjacent { unit, hex: towards })?;
    if !wanted(view, hex, dir, towards, work) {
        return Err(Refusal::NothingToDo { unit });
    }
    match view.rules.side_work_seconds(work, &gang(view, u)) {
        Some(_) => Ok(()),
        None => Err(Refusal::CannotBuild { unit }),
    }
}

/// Whether a side, as it is known, has use for a work.
fn wanted(view: &Observation, hex: HexId, dir: Dir, towards: HexId, work: SideWork) -> bool {
    let side = view.changes.side(&view.ground, hex, dir);
    let terrain = |h: HexId| view.ground.terrain[h.index()];
    let soft = |h: HexId| matches!(terrain(h), Terrain::Marsh | Terrain::Ravine);
    let dry = !terrain(hex).is_water() && !terrain(towards).is_water();
    match work {
        SideWork::Wire => dry && !side.wire,
        SideWork::Gap => side.wire,
        SideWork::Crossing => dry && side.stream && !side.crossing && !side.bridge,
        SideWork::LogRoad => dry && !side.log_road && (soft(hex) || soft(towards)),
        SideWork::Clear => view.changes.shut(&view.ground.grid, hex, dir),
        SideWork::Lift => view.changes.at(&view.ground.grid, hex, dir).is_some_and(|c| c.mines.is_some()),
    }
}

/// Who of a unit does such work: men on foot not kept down, whether they are sappers, whether a bridge tank runs.
pub fn gang(view: &Observation, u: &OwnUnit) -> Gang {
    let awake = 1000 - u32::from(u.suppressed_permille.min(1000));
    let vehicles = u.vehicles.iter().filter(|l| l.running > 0).filter_map(|l| view.cards.vehicles.get(l.vehicle as usize));
    Gang {
        men: (u32::from(fire::on_foot(&view.cards, u)) * awake / 1000) as u16,
        sappers: ways::card_of(view, u).kind == UnitKind::Engineers,
        bridge_tank: vehicles.clone().any(|v| v.lays_bridge),
        tank: vehicles.clone().any(|v| view.rules.bogs(v.profile)),
    }
}

/// Millionths of a work that are still to do.
pub fn undone(view: &Observation, side: SideId, work: SideWork) -> u32 {
    let site = view.sites.iter().find(|s| s.side == side && s.work == work);
    WHOLE_PPM - site.map_or(0, |s| s.done_ppm.min(WHOLE_PPM))
}

/// The same on the side of a unit's hex towards a neighbour.
pub fn undone_at(view: &Observation, u: &OwnUnit, towards: HexId, work: SideWork) -> u32 {
    let side = u.hex.and_then(|h| view.ground.grid.side(h, view.ground.grid.dir_to(h, towards)?));
    side.map_or(WHOLE_PPM, |side| undone(view, side, work))
}

/// Seconds that a unit needs for what is left of a work on the side towards a neighbour; `None` if it cannot do it.
pub fn seconds_left(view: &Observation, u: &OwnUnit, towards: HexId, work: SideWork) -> Option<u32> {
    let side = view.ground.grid.side(u.hex?, view.ground.grid.dir_to(u.hex?, towards)?)?;
    let whole = view.rules.side_work_seconds(work, &gang(view, u))?;
    Some((u64::from(whole) * u64::from(undone(view, side, work))).div_ceil(u64::from(WHOLE_PPM)) as u32)
}
