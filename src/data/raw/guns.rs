//! What a scenario plans for guns and aircraft: flights, fire with its lifts, strikes, registered hexes.

use super::At;
use crate::rules::Side;
use serde::Deserialize;

/// A flight.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFlight {
    /// string id
    pub id: At<String>,
    /// shown name
    pub name: String,
    /// name in Russian; default none
    #[serde(default)]
    pub ru: Option<String>,
    /// name in Japanese; default none
    #[serde(default)]
    pub ja: Option<String>,
    /// side
    pub side: Side,
    /// aircraft card
    pub aircraft: At<String>,
    /// machines
    pub count: At<i64>,
    /// sorties it may fly
    pub sorties: At<i64>,
    /// first moment over the target
    pub from: At<String>,
    /// last moment over the target
    pub to: At<String>,
    /// sources
    #[serde(default)]
    pub sources: Vec<At<String>>,
}

/// A planned fire mission.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawMission {
    /// unit
    pub battery: At<String>,
    /// aimed hex
    pub hex: At<String>,
    /// first rounds
    pub from: At<String>,
    /// last rounds
    pub to: At<String>,
    /// rounds in all
    pub rounds: At<i64>,
    /// hexes that the fire goes on to, and when
    #[serde(default)]
    pub lifts: Vec<RawLift>,
}

/// Planned fire goes on to another hex.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLift {
    /// first moment there
    pub at: At<String>,
    /// aimed hex
    pub hex: At<String>,
}

/// A planned air strike.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawStrike {
    /// flight
    pub flight: At<String>,
    /// aimed hex
    pub hex: At<String>,
    /// when
    pub at: At<String>,
    /// machines
    pub count: At<i64>,
}

/// Registered hexes by side.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawRegistered {
    /// Soviet
    #[serde(default)]
    pub soviet: Vec<At<String>>,
    /// Japanese
    #[serde(default)]
    pub japanese: Vec<At<String>>,
}
