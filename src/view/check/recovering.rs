//! What a unit could get out of the mud, and with what: the best means it has for the stuck vehicles in its hex or next to it.
//!
//! What belongs here: which group, which means, how many at a time, how long still. What never does: dice.

use crate::hex::HexId;
use crate::rules::{Recover, RecoverMeans};
use crate::view::ways::{self, load_at};
use crate::view::{Observation, OwnUnit, StrandedGroup, fire};

/// A try at getting stuck vehicles out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recovery {
    /// whom
    pub group: StrandedGroup,
    /// with what, how many at a time, on what ground
    pub question: Recover,
    /// seconds of work that are left of the try
    pub seconds: u32,
}

/// How many more vehicles the side may bring into a hex.
pub fn vehicle_room(view: &Observation, hex: HexId) -> u32 {
    view.rules.stacking().1.saturating_sub(load_at(view, hex, None).vehicles)
}

/// The best that a unit can do for stuck vehicles in its hex or next to it: the means that frees most in its time. Crews work at
/// their own vehicles with their log; a running tank, of the same unit or another, tows one at a time; a tractor hauls one at a
/// time, those on their belly first. Log and tow do nothing for those. What comes free must find its unit near, and room there.
pub fn recovery(view: &Observation, u: &OwnUnit) -> Option<Recovery> {
    let hex = u.hex?;
    let tanks = u.vehicles.iter().filter(|l| view.cards.vehicles.get(l.vehicle as usize).is_some_and(|v| view.rules.bogs(v.profile)));
    let tanks = tanks.fold(0u8, |sum, l| sum.saturating_add(l.running));
    let tractors = ways::card_of(view, u).tractors;
    let hauls = tanks > 0 || tractors > 0;
    let mut best: Option<(f64, Recovery)> = None;
    let near = |g: &&StrandedGroup| (hauls || g.unit == u.id) && g.count > 0 && view.ground.grid.distance(hex, g.hex) <= 1;
    for group in view.stranded.iter().filter(near) {
        let own = group.unit == u.id;
        let Some(home) = view.unit(group.unit).filter(|o| o.active()).and_then(|o| o.hex) else { continue };
        let room = vehicle_room(view, home).min(u8::MAX as u32) as u8;
        if view.ground.grid.distance(home, group.hex) > view.rules.rejoin_hexes() || room == 0 {
            continue;
        }
        let light = group.count - group.deep;
        let means = [
            (RecoverMeans::Log, if own { light } else { 0 }),
            (RecoverMeans::Tow, light.min(tanks)),
            (RecoverMeans::Tractor, group.count.min(tractors)),
        ];
        for (means, vehicles) in means.into_iter().filter(|m| m.1 > 0) {
            let question = Recover {
                means,
                vehicles: vehicles.min(room),
                terrain: view.ground.terrain[group.hex.index()],
                ground: view.ground_state.of(view.ground.terrain[group.hex.index()].soil()),
                under_fire: u.suppressed_permille >= view.rules.disturbing_permille(),
            };
            let whole = view.rules.recover_seconds(means);
            let done = group.work.filter(|w| w.0 == means).map_or(0, |w| w.1 as u32);
            let seconds = whole.saturating_sub(done).max(1);
            // one's own before others', else the first
            let calm = Recover { under_fire: false, ..question };
            let worth = view.rules.recover_chance(&calm) * calm.vehicles as f64 / seconds as f64 * if own { 2.0 } else { 1.0 };
            if best.as_ref().is_none_or(|b| worth > b.0) {
                best = Some((worth, Recovery { group: *group, question, seconds }));
            }
        }
    }
    best.map(|b| b.1)
}

/// Men of a unit who are outside its running and stuck vehicles are crews enough for so many vehicles more.
pub fn crews_free(view: &Observation, u: &OwnUnit, vehicle: u16) -> u8 {
    let crew = view.cards.vehicles.get(vehicle as usize).map_or(1, |v| v.crew.max(1));
    (fire::on_foot(&view.cards, u) / u16::from(crew)).min(u8::MAX.into()) as u8
}
