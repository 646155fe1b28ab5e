//! What a scenario plans for guns and aircraft: flights, fire with its lifts, strikes, registered hexes.

use super::{At, HexText, IdText, TimeText};
use crate::rules::Side;
use serde::Deserialize;

/// A flight.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFlight {
    /// name of the flight
    pub id: At<IdText>,
    /// shown name, in English
    pub name: String,
    /// name in Russian; default none
    #[serde(default)]
    pub ru: Option<String>,
    /// name in Japanese; default none
    #[serde(default)]
    pub ja: Option<String>,
    /// whose it is
    pub side: Side,
    /// card of its aircraft
    pub aircraft: At<IdText>,
    /// machines
    pub count: At<i64>,
    /// sorties that it may fly, the planned ones among them
    pub sorties: At<i64>,
    /// first moment over the target
    pub from: At<TimeText>,
    /// last moment over the target
    pub to: At<TimeText>,
    /// ids of the bibliography that this rests on; an entry without is a warning
    #[serde(default)]
    pub sources: Vec<At<IdText>>,
}

/// A planned fire mission.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawMission {
    /// unit that fires
    pub battery: At<IdText>,
    /// hex that it aims at
    pub hex: At<HexText>,
    /// first rounds
    pub from: At<TimeText>,
    /// last rounds
    pub to: At<TimeText>,
    /// rounds of the whole battery in all
    pub rounds: At<i64>,
    /// smoke shells, which hide the hex as long as they are kept up; default shells that burst
    #[serde(default)]
    pub smoke: bool,
    /// other hexes that the fire goes on to in between; default it stays
    #[serde(default)]
    pub lifts: Vec<RawLift>,
}

/// Planned fire goes on to another hex.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLift {
    /// first moment there
    pub at: At<TimeText>,
    /// hex that it aims at then
    pub hex: At<HexText>,
}

/// A planned air strike.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawStrike {
    /// flight that strikes
    pub flight: At<IdText>,
    /// hex that it aims at
    pub hex: At<HexText>,
    /// when the bombs fall
    pub at: At<TimeText>,
    /// machines that strike this hex
    pub count: At<i64>,
}

/// Registered hexes by side.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawRegistered {
    /// by Soviet guns
    #[serde(default)]
    pub soviet: Vec<At<HexText>>,
    /// by Japanese guns
    #[serde(default)]
    pub japanese: Vec<At<HexText>>,
}
