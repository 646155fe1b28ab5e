//! What a step asks of vehicles: whether soft ground holds them and whether they break down.

use crate::data::{Cards, Ground};
use crate::hex::{Dir, HexId};
use crate::rules::{Bog, Breakdown, GroundStates, Pace, Step, Terrain};
use crate::view::changes::Changes;
use crate::view::ways::{Going, in_column_on_road};

/// The step between two neighbouring hexes as the movement rule sees it.
pub fn step(ground: &Ground, changes: &Changes, from: HexId, dir: Dir, to: HexId, states: GroundStates) -> Step {
    let (terrain, side) = (ground.terrain[to.index()], changes.side(ground, from, dir));
    Step { terrain, from: ground.terrain[from.index()], rise_m: ground.rise_m(from, to), side, ground: states.of(side.soil(terrain)) }
}

/// A step taken at a pace over ground in some state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg {
    /// hex left
    pub from: HexId,
    /// direction
    pub dir: Dir,
    /// hex entered
    pub to: HexId,
    /// how wet
    pub state: GroundStates,
    /// how it is taken
    pub pace: Pace,
}

/// `count` vehicles of one card entering a hex; `passes` is how many went in these ruts before. `None` if they don't bog.
pub fn bog(cards: &Cards, on: &Going, vehicle: u16, count: u8, leg: &Leg, passes: u16) -> Option<Bog> {
    let Going { ground, changes, rules } = *on;
    let &Leg { from, dir, to, state, pace } = leg;
    let v = cards.vehicles.get(vehicle as usize)?;
    if count == 0 || !rules.bogs(v.profile) {
        return None;
    }
    let s = step(ground, changes, from, dir, to, state);
    Some(Bog {
        terrain: s.terrain,
        ground: state.of(s.terrain.soil()),
        vci_1: v.vci.0,
        vci_50: v.vci.1,
        passes,
        vehicles: count,
        speed_dms: rules.step_speed_dms(v.profile, pace, &s),
        // A sapper crossing bears over the stream, not over the 300 m of soft ground behind it.
        on_road: rules.carries(&s.side, s.ground),
        crossing: s.side.crossing,
    })
}

/// `count` vehicles of one card wearing on a step. `None` if there is none, or of a kind that never stops. Who goes in column keeps to a
/// road or track in any weather; who is deployed drives beside it, but for soft ground over which it bears him.
pub fn breakdown(cards: &Cards, on: &Going, vehicle: u16, count: u8, leg: &Leg) -> Option<Breakdown> {
    let v = cards.vehicles.get(vehicle as usize).filter(|v| count > 0 && v.stop_km > 0)?;
    let s = step(on.ground, on.changes, leg.from, leg.dir, leg.to, leg.state);
    let soft = matches!(s.terrain, Terrain::Marsh | Terrain::Ravine);
    let kept_to = if soft { on.rules.carries(&s.side, s.ground) } else { in_column_on_road(on, leg.from, leg.dir, leg.pace) };
    Some(Breakdown {
        stop_km: v.stop_km,
        metres: on.ground.grid.metres(leg.from, leg.to).min(u16::MAX as u32) as u16,
        vehicles: count,
        terrain: s.terrain,
        ground: leg.state.of(s.terrain.soil()),
        on_road: kept_to,
        crossing: s.side.crossing,
    })
}
