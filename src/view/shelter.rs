//! Shelter behind the crest, from plain values: who is below at a moment, who could be, who is up in time.
//!
//! What belongs here: questions that the check and the battle both ask of a unit as its own side knows it. What never does:
//! when the battle sends it below or calls it up.

use super::{Observation, OwnUnit, fire};
use crate::data::{Cards, Ground};
use crate::hex::HEX_M;
use crate::rules::{Certainty, Clock, Tables};
use serde::{Deserialize, Serialize};

/// When a unit's men are below the crest, all but the lookouts. Left as it is by default, they are in their place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelter {
    /// first moment below
    pub from: Clock,
    /// moment at which the trench is manned again; [`Shelter::OPEN`] until they are called up
    pub until: Clock,
    /// they were told to: they don't come up because the fire lifts
    pub by_order: bool,
}

impl Shelter {
    /// Until further notice.
    pub const OPEN: Clock = Clock(u32::MAX);

    /// Whether they are below at a moment, the way up included.
    pub fn below(&self, at: Clock) -> bool {
        self.from <= at && at < self.until
    }
    /// Whether they have gone, or are about to go, and nobody has called them up.
    pub fn open(&self) -> bool {
        self.until == Shelter::OPEN
    }
}

/// Whether a unit could shelter where it stands: men on foot alone, dug in, on ground that has a far side. Gunners stay
/// with their guns.
pub fn can_shelter(rules: &Tables, cards: &Cards, ground: &Ground, unit: &OwnUnit) -> bool {
    let terrain = unit.hex.map(|h| ground.terrain[h.index()]);
    let on_foot_alone = unit.guns == 0 && !unit.column && unit.vehicles.iter().all(|l| l.running == 0) && fire::on_foot(cards, unit) > 0;
    on_foot_alone && terrain.is_some_and(|t| rules.has_shelter(unit.posture, t))
}

/// Men of a unit outside vehicles who are in their place at a moment: all, or the lookouts.
pub fn men_up(rules: &Tables, cards: &Cards, unit: &OwnUnit, at: Clock) -> u16 {
    let men = fire::on_foot(cards, unit);
    if unit.shelter.below(at) { rules.lookouts(men) } else { men }
}

/// The same for close combat: of those called up, as many more as have had the time.
pub fn men_in_time(rules: &Tables, cards: &Cards, unit: &OwnUnit, at: Clock) -> u16 {
    let men = fire::on_foot(cards, unit);
    if !unit.shelter.below(at) {
        return men;
    }
    let climbed = if unit.shelter.open() { 0 } else { rules.reman_seconds().saturating_sub(unit.shelter.until.since(at)) };
    rules.men_up(men, climbed)
}

/// Whether an enemy seen at this moment is so near that men belong into the trench.
pub fn enemy_near(view: &Observation, unit: &OwnUnit) -> bool {
    let near = |c: &super::Contact, hex| view.ground.grid.distance(c.hex, hex) * HEX_M <= view.rules.shelter_alarm_m();
    unit.hex.is_some_and(|hex| view.contacts.iter().any(|c| c.current && c.certainty >= Certainty::Seen && near(c, hex)))
}
