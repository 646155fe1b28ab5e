//! A map file, `scenarios/maps/ID.ron`.
//!
//! ```text
//! (
//!     format: 1,
//!     id: "tiny",                 // the name scenarios call it by; the file is maps/tiny.ron
//!     title: "A meadow and a lake",
//!     cols: 4, rows: 2,           // 1 to 99 each; hex numbers are CCRR from "0000" in the north-west
//!     // One glyph a hex, one row a string, from the north; odd columns lie half a hex south.
//!     // ~ lake  = river  " marsh  v ravine  . open  , scrub  / slope  ^ rock  * crest  # village
//!     // Raw strings, r#"..."#, spare escaping the marsh's glyph; where # follows ", write r##"..."##.
//!     ground: [
//!         r##"..~~"##,
//!         r##".*"#"##,
//!     ],
//!     // Metres above the sea at the centre of each hex, parted by blanks.
//!     elevation_m: [
//!         "12 15  6  6",
//!         "14 60  8  9",
//!     ],
//!     soviet_side: "0000",        // any hex on the Soviet side of the border
//!     border: [("0000", "0001")], // pairs of neighbours whose common side is border; default none
//!     sides: [                    // what lies on single hex sides; all but hex and dir default false
//!         (hex: "0100", dir: s, stream: true, crossing: true),
//!     ],
//!     streams: [[("0000", "0001"), ("0100", "0001")]], // the same as sides with stream: true, as runs of pairs; default none
//!     roads: [                    // each pair of successive hexes are neighbours; the side between them carries the road
//!         (kind: road, through: ["0000", "0100", "0101"]),
//!     ],
//!     places: [
//!         (id: "knoll", hex: "0101", kind: hill, name: "The Knoll", ru: "Бугор", ja: "丘", confidence: "B", sources: ["S0"]),
//!     ],
//!     sources: [(id: "S0", text: "An imagined survey")],
//! )
//! ```

use super::{At, RawSource};
use crate::data::{ObstacleKind, PlaceKind};
use crate::hex::Dir;
use crate::rules::{RoadKind, Side};
use serde::Deserialize;

/// A map file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawMap {
    /// version of the format: 1
    pub format: At<i64>,
    /// string id, the same as the file's name
    pub id: At<String>,
    /// shown title
    pub title: String,
    /// columns, 1 to 99
    pub cols: At<i64>,
    /// rows, 1 to 99
    pub rows: At<i64>,
    /// rows of glyphs
    pub ground: At<Vec<At<String>>>,
    /// rows of metres
    pub elevation_m: At<Vec<At<String>>>,
    /// a hex on the Soviet side of the border
    pub soviet_side: At<String>,
    /// pairs of neighbours parted by the border
    #[serde(default)]
    pub border: Vec<(At<String>, At<String>)>,
    /// features of single sides
    #[serde(default)]
    pub sides: Vec<RawSide>,
    /// runs of pairs of neighbours parted by a stream
    #[serde(default)]
    pub streams: Vec<Vec<(At<String>, At<String>)>>,
    /// roads, tracks, rails, ferries
    #[serde(default)]
    pub roads: Vec<RawRoad>,
    /// named places
    #[serde(default)]
    pub places: Vec<RawPlace>,
    /// bibliography
    #[serde(default)]
    pub sources: Vec<RawSource>,
}

/// Directions as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "plain words")]
pub enum RawDir {
    N,
    Ne,
    Se,
    S,
    Sw,
    Nw,
}

impl From<RawDir> for Dir {
    fn from(dir: RawDir) -> Dir {
        Dir::ALL[dir as usize]
    }
}

/// What lies on one side of one hex.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSide {
    /// hex
    pub hex: At<String>,
    /// the side, seen from that hex
    pub dir: At<RawDir>,
    /// a stream: vehicles only at a crossing or bridge
    #[serde(default)]
    pub stream: bool,
    /// a sapper crossing
    #[serde(default)]
    pub crossing: bool,
    /// a bridge
    #[serde(default)]
    pub bridge: bool,
    /// a cliff
    #[serde(default)]
    pub cliff: bool,
    /// barbed wire
    #[serde(default)]
    pub wire: bool,
    /// logs laid over soft ground
    #[serde(default)]
    pub log_road: bool,
}

/// Wire or mines on the side of a hex.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawObstacle {
    /// whose
    pub side: Side,
    /// hex
    pub hex: At<String>,
    /// the side, seen from that hex
    pub dir: At<RawDir>,
    /// what: `wire`, `mines`
    pub kind: ObstacleKind,
    /// sources
    pub sources: Vec<At<String>>,
}

/// A way through hexes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawRoad {
    /// `track`, `road`, `highway`, `rail`, `ferry`; where several share a side the best one counts, rail besides
    pub kind: RoadKind,
    /// hexes in order, each a neighbour of the one before
    pub through: Vec<At<String>>,
}

/// A named place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPlace {
    /// string id
    pub id: At<String>,
    /// hex
    pub hex: At<String>,
    /// kind: `hill village outpost ferry station crossing water marker gun_area`
    pub kind: PlaceKind,
    /// English name
    pub name: String,
    /// Russian name; default none
    #[serde(default)]
    pub ru: Option<String>,
    /// Japanese name; default none
    #[serde(default)]
    pub ja: Option<String>,
    /// `A` well founded, `B` plausible, `C` schematic
    pub confidence: At<String>,
    /// sources
    #[serde(default)]
    pub sources: Vec<At<String>>,
}
