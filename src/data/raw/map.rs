//! A map file, `scenarios/maps/ID.ron`; see docs/reference/map.md, which is written from here.

use super::{At, HexText, IdText, RawSource};
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
    /// name that scenarios call it by, that of the file without `.ron`
    pub id: At<IdText>,
    /// shown title, in English
    pub title: String,
    /// columns, 1 to 99
    pub cols: At<i64>,
    /// rows, 1 to 99
    pub rows: At<i64>,
    /// one glyph a hex, one text a row, from the north; odd columns lie half a hex south: `~` lake, `=` river, `"` marsh, `v` ravine, `.`
    /// open, `,` scrub, `/` slope, `^` rock, `*` crest, `#` village. Raw text (`r##".."##`) spares escaping the marsh
    pub ground: At<Vec<At<String>>>,
    /// metres above the sea at the middle of each hex, parted by blanks, in as many rows and columns
    pub elevation_m: At<Vec<At<String>>>,
    /// any hex on the Soviet side of the border
    pub soviet_side: At<HexText>,
    /// pairs of neighbours whose common side is border; it must part the map from rim to rim
    #[serde(default)]
    pub border: Vec<(At<HexText>, At<HexText>)>,
    /// what lies on single sides of hexes
    #[serde(default)]
    pub sides: Vec<RawSide>,
    /// runs of pairs of neighbours parted by a stream: the same as `sides` with `stream: true`
    #[serde(default)]
    pub streams: Vec<Vec<(At<HexText>, At<HexText>)>>,
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
    /// the hex
    pub hex: At<HexText>,
    /// the side, seen from that hex
    pub dir: At<RawDir>,
    /// a stream: vehicles cross it only at a crossing or bridge
    #[serde(default)]
    pub stream: bool,
    /// a sapper crossing over the stream
    #[serde(default)]
    pub crossing: bool,
    /// a bridge
    #[serde(default)]
    pub bridge: bool,
    /// a cliff: men climb it, no vehicle passes
    #[serde(default)]
    pub cliff: bool,
    /// barbed wire that both sides know of
    #[serde(default)]
    pub wire: bool,
    /// logs laid over soft ground, that both sides know of
    #[serde(default)]
    pub log_road: bool,
}

/// Wire or mines on the side of a hex.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawObstacle {
    /// who laid it
    pub side: Side,
    /// the hex
    pub hex: At<HexText>,
    /// the side, seen from that hex
    pub dir: At<RawDir>,
    /// what it is
    pub kind: ObstacleKind,
    /// ids of the bibliography that this rests on; an entry without is a warning
    pub sources: Vec<At<IdText>>,
}

/// A way through hexes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawRoad {
    /// what it is; where several share a side the best one counts, rail besides
    pub kind: RoadKind,
    /// hexes in order, each a neighbour of the one before; the sides between them carry it
    pub through: Vec<At<HexText>>,
}

/// A named place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPlace {
    /// name of the place
    pub id: At<IdText>,
    /// where it is
    pub hex: At<HexText>,
    /// what it is
    pub kind: PlaceKind,
    /// shown name, in English
    pub name: String,
    /// name in Russian; default the English one
    #[serde(default)]
    pub ru: Option<String>,
    /// name in Japanese; default none
    #[serde(default)]
    pub ja: Option<String>,
    /// how sure its place is: `A` well founded, `B` plausible, `C` schematic
    pub confidence: At<String>,
    /// ids of the bibliography that this rests on; an entry without is a warning
    #[serde(default)]
    pub sources: Vec<At<IdText>>,
}
