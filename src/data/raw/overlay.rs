//! An overlay, `scenarios/overlays/NAME.ron`: only what differs, laid over the data by id with `--mod`.
//!
//! ```text
//! (
//!     format: 1,
//!     overlay: "late_guns",       // its id
//!     title: "The guns come late",
//!     briefing: (soviet: "Your guns are on the road."), // what a side is told of it, beside the scenario's briefing
//!     over: ["tiny"],             // scenarios it is meant for; default: any
//!     scenario: (                 // groups of the files they change; each may also be a list of such groups, each with its own `over`
//!         title: "A knoll, without guns", // a field that is given takes the place of the one there
//!         engagement: [(id: "line", to: "1938-08-06T16:30")], // an entry that is there keeps what is not given
//!         events: [(id: "guns_come", when: .., effects: [])],  // one that is not there is added, and must be whole
//!         formations: [(id: "su.1rr.1bn", name: "1st Guards Battalion")], // formations and units are found at any depth
//!         units: [(id: "su.1rr.hq", men: 60)],
//!         remove: ["fire_plan", "events.released"], // fields and entries taken away, by their paths as with --set
//!     ),
//!     map: (places: [(id: "knoll", name: "The Hump")]),
//!     cards: (vehicles: (vehicles: [(id: "t26", armour_mm: 20)])), // by the name of the file of cards
//!     rules: (fire: (rounds_per_casualty: (upright: 300))),        // by the name of the table; of a figure its number
//! )
//! ```
//!
//! Entries of a list are known by their `id`; lines of a card by `weapon` or `vehicle`, grades by `grade`, the plan by `formation`, days
//! of light by `day`, sides of hexes by `hex` and `dir`, planned fire and strikes by all that they name. Any other list, a word with
//! brackets (`border(..)`) and a plain value are replaced as a whole.
//!
//! `title`, `ru`, `ja`, `briefing`, `over`, `scenario`, `map`, `cards` and `rules` may be left out.

use super::At;
use ron::value::RawValue;
use serde::Deserialize;

/// An overlay.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawOverlay {
    /// version of the format: 1
    pub format: At<i64>,
    /// string id
    pub overlay: At<String>,
    /// shown title
    #[serde(default)]
    pub title: String,
    /// title in Russian; default none
    #[serde(default)]
    pub ru: Option<String>,
    /// title in Japanese; default none
    #[serde(default)]
    pub ja: Option<String>,
    /// what each side is told of it, beside the scenario's briefing; default nothing
    #[serde(default)]
    pub briefing: RawAside,
    /// scenarios it is meant for
    #[serde(default)]
    pub over: Vec<At<String>>,
    /// what differs in the scenario
    #[serde(default)]
    pub scenario: Option<At<RawPart>>,
    /// in the map
    #[serde(default)]
    pub map: Option<At<RawPart>>,
    /// in files of cards, by name
    #[serde(default)]
    pub cards: Option<At<RawPart>>,
    /// in tables of the rules, by name
    #[serde(default)]
    pub rules: Option<At<RawPart>>,
}

/// What an overlay adds to the briefing of each side.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawAside {
    /// for the Soviet side; default nothing
    #[serde(default)]
    pub soviet: Option<String>,
    /// for the Japanese side; default nothing
    #[serde(default)]
    pub japanese: Option<String>,
}

/// What differs in a file: any fields of it, read only once they are laid over the file.
#[derive(Clone, Copy, Debug)]
pub struct RawPart;

impl<'de> Deserialize<'de> for RawPart {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&'de RawValue>::deserialize(deserializer).map(|_| RawPart)
    }
}
