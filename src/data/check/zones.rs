//! Checks the zones in which units may be placed before the battle.

use super::Ctx;
use super::forces::Ground;
use crate::data::fault::Fault;
use crate::data::raw::at::Span;
use crate::data::raw::scenario::RawUnit;
use crate::data::{StartPlace, UnitCard, UnitSetup};
use crate::hex::HexId;
use crate::rules::{GroundState, Pace, SideFeatures, Step, Terrain};

/// Most hexes of a zone.
const MOST: usize = 64;

/// A unit's zone, sorted; empty if it has none or a faulty one.
pub fn zone(ctx: &mut Ctx<'_>, ground: &Ground<'_>, raw: &RawUnit, place: StartPlace, card: Option<&UnitCard>) -> Vec<HexId> {
    let Some(zone) = &raw.zone else { return Vec::new() };
    let id = &raw.id.value;
    let StartPlace::Hex(stands) = place else {
        ctx.at(zone.span(), Fault::ZoneOfAbsent { id: id.clone() });
        return Vec::new();
    };
    if raw.arrives.is_some() {
        ctx.at(zone.span(), Fault::ZoneOfAbsent { id: id.clone() });
        return Vec::new();
    }
    // On foot or wheels of its own and with all its vehicles, off the roads, when it is dry: where they never get is no place for them.
    let enters = |hex: HexId| {
        let (Some(terrain), Some(rules), Some(card)) = (ground.terrain, ground.rules, card) else { return true };
        let terrain: Terrain = terrain[hex.index()];
        let step = Step { terrain, from: terrain, rise_m: 0, side: SideFeatures::default(), ground: GroundState::Dry };
        let drives = card.vehicles.iter().map(|l| ground.cards.vehicles[l.vehicle as usize].profile);
        let mut profiles = std::iter::once(card.profile).chain(drives);
        !terrain.is_water() && profiles.all(|p| rules.step_seconds(p, Pace::Deployed, &step).is_some())
    };
    // A faulty default place, or a faulty hex of the list, is told where it stands and as nothing else.
    let mut sound = ctx.grid.is_some_and(|grid| raw.hex.as_ref().is_some_and(|text| grid.parse(text) == Some(stands)));
    let mut hexes = Vec::new();
    match (&zone.value.hexes, &zone.value.hex, &zone.value.steps) {
        (Some(list), None, None) => {
            for text in list.iter().take(MOST + 1) {
                let Some(hex) = ctx.hex(text) else {
                    sound = false;
                    continue;
                };
                if hex != stands && !enters(hex) {
                    ctx.at(text.span(), Fault::ZoneImpassable { id: id.clone(), hex: text.value.clone() });
                }
                hexes.push(hex);
            }
        }
        (None, Some(middle), Some(steps)) => {
            let Some(steps) = ctx.int_or_none(steps, "the steps of the zone", 1, 4) else { return Vec::new() };
            let steps = steps as u32;
            match (ctx.hex(middle), ctx.grid) {
                (Some(middle), Some(grid)) => hexes.extend(grid.within(middle, steps).into_iter().filter(|&h| h == stands || enters(h))),
                _ => sound = false,
            }
        }
        _ => {
            ctx.at(zone.span(), Fault::ZoneShape { id: id.clone() });
            return Vec::new();
        }
    }
    hexes.sort_unstable();
    hexes.dedup();
    if hexes.len() > MOST {
        ctx.at(zone.span(), Fault::ZoneTooLarge { id: id.clone(), most: MOST as i64 });
    } else if let (Err(_), Some(text), true) = (hexes.binary_search(&stands), &raw.hex, sound) {
        ctx.at(zone.span(), Fault::ZoneElsewhere { id: id.clone(), hex: text.value.clone() });
    }
    hexes
}

/// No hex may be open to both sides before the battle.
pub fn apart(ctx: &mut Ctx<'_>, units: &[UnitSetup], spans: &[Span]) {
    let Some(grid) = ctx.grid else { return };
    for (unit, span) in units.iter().zip(spans).filter(|(u, _)| !u.zone.is_empty()) {
        let open = |other: &&UnitSetup, hex: &HexId| {
            other.side != unit.side && (other.zone.contains(hex) || (other.arrives.is_none() && other.place == StartPlace::Hex(*hex)))
        };
        let found = unit.zone.iter().find_map(|hex| units.iter().find(|o| open(o, hex)).map(|o| (*hex, o)));
        if let Some((hex, other)) = found {
            ctx.at(*span, Fault::ZoneOfBoth { id: unit.id.clone(), hex: grid.name(hex), other: other.id.clone() });
        }
    }
}
