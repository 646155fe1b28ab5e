//! Who leads a unit, and what it costs when nobody does.
//!
//! What belongs here: headquarters near a unit and above it, as their own side sees them. What never does: the odds, which are the rules'.

use super::{Observation, OwnUnit, ways};
use crate::data::UnitKind;
use crate::hex::HexId;
use crate::rules::{Clock, MoraleState, UnitId};

/// A headquarters that leads a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Led {
    /// how far it is, hexes
    pub hexes: u32,
    /// its commander is lost and no deputy leads yet
    pub commander_lost: bool,
}

fn headquarters(view: &Observation) -> impl Iterator<Item = (&OwnUnit, HexId)> {
    let leads = |u: &&OwnUnit| u.active() && ways::card_of(view, u).kind == UnitKind::Headquarters;
    view.units.iter().filter(leads).filter_map(|u| u.hex.map(|h| (u, h)))
}

/// The headquarters of one's own that leads a unit at a moment: the nearest within reach that has not broken itself.
pub fn led(view: &Observation, unit: &OwnUnit, at: Clock) -> Option<Led> {
    let here = unit.hex?;
    let steady = headquarters(view).filter(|(u, _)| u.morale < MoraleState::Broken);
    let near = steady.map(|(u, hex)| (view.ground.grid.distance(here, hex), u.leaderless_until > at));
    let nearest = near.filter(|n| n.0 <= view.rules.led_hexes()).min();
    nearest.map(|(hexes, commander_lost)| Led { hexes, commander_lost })
}

/// Where a unit would go to find orders: the nearest other headquarters of its side, as far as there is one on the map.
pub fn home(view: &Observation, unit: UnitId, here: HexId) -> Option<HexId> {
    let others = headquarters(view).filter(|(u, _)| u.id != unit);
    others.map(|(u, hex)| (view.ground.grid.distance(here, hex), u.id, hex)).min().map(|n| n.2)
}

/// Seconds that anything asked of a unit through its headquarters takes longer at a moment: calls for fire, new tasks. While a
/// deputy takes over from a commander who was lost, what is left of that; for tanks whose command tank is out, orders by runner.
pub fn command_delay_s(view: &Observation, unit: UnitId, at: Clock) -> u32 {
    let Some(own) = view.unit(unit) else { return 0 };
    let formations = &view.scenario.formations;
    let mut above = view.scenario.units.get(unit.index()).map(|u| u.formation);
    let mut delay = 0;
    while let Some(row) = above.and_then(|f| formations.get(f.0 as usize)) {
        if let Some(staff) = row.headquarters.and_then(|h| view.unit(h)) {
            delay = staff.leaderless_until.since(at);
            break;
        }
        above = row.parent;
    }
    delay + if without_radio(view, own) { view.rules.no_radio_seconds() } else { 0 }
}

/// Whether a unit of tanks had a command tank and has it no more: neither running nor stuck where it can still send.
pub fn without_radio(view: &Observation, unit: &OwnUnit) -> bool {
    let mut lines = unit.vehicles.iter().filter(|l| view.cards.vehicles.get(l.vehicle as usize).is_some_and(|v| v.command)).peekable();
    let had = lines.peek().is_some();
    let (mut out, mut left) = (0u32, 0u32);
    for l in lines {
        out += u32::from(l.burnt) + u32::from(l.recoverable) + u32::from(l.repairable);
        left += u32::from(l.running) + u32::from(l.stranded);
    }
    had && left == 0 && out > 0
}
