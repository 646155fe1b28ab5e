//! The ground of a map after checking: dense arrays, shared by every battle on it.

use crate::hex::{Dir, Grid, HexId, SightTable};
use crate::rules::{BySide, GroundStates, Pace, ProfileId, Side, SideFeatures, Soil, Terrain};

/// Kinds of named place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "plain words")]
pub enum PlaceKind {
    Hill,
    Village,
    Outpost,
    Ferry,
    Station,
    Crossing,
    Water,
    Marker,
    GunArea,
}

/// A place with a name.
#[derive(Clone, Debug)]
pub struct NamedPlace {
    /// string id
    pub id: String,
    /// hex
    pub hex: HexId,
    /// kind
    pub kind: PlaceKind,
    /// English, Russian, Japanese (where known)
    pub name: String,
    /// Russian
    pub ru: Option<String>,
    /// Japanese
    pub ja: Option<String>,
    /// confidence A to C, sources
    pub confidence: char,
    /// sources
    pub sources: Vec<String>,
}

/// The ground.
#[derive(Clone, Debug)]
pub struct Ground {
    /// string id of the map
    pub id: String,
    /// its title
    pub title: String,
    /// the grid
    pub grid: Grid,
    /// terrain by hex
    pub terrain: Vec<Terrain>,
    /// elevation of the hex centre, metres
    pub elevation_m: Vec<i16>,
    /// features by [`crate::hex::SideId`]
    pub sides: Vec<SideFeatures>,
    /// whether the hex lies west of the border (on the Japanese side of it)
    pub beyond_border: Vec<bool>,
    /// by side: steps a hex lies beyond the border seen from that side's own ground (0 on its own)
    pub depth_beyond: BySide<Vec<u8>>,
    /// places
    pub places: Vec<NamedPlace>,
    /// who sees whom over bare ground
    pub sight: SightTable,
    /// step seconds: `[(profile * 3 + state) * 3 + pace]` -> by `hex * 6 + dir`; 0 where it cannot go
    pub steps: Vec<Vec<u16>>,
    /// soil of each step by `hex * 6 + dir`
    pub soils: Vec<Soil>,
}

impl Ground {
    /// Seconds for a profile to go from a hex in a direction by day, unsuppressed; `None` where it cannot.
    #[inline]
    pub fn step_seconds(&self, profile: ProfileId, states: GroundStates, pace: Pace, from: HexId, dir: Dir) -> Option<u32> {
        let step = from.index() * 6 + dir as usize;
        let state = states.of(self.soils[step]);
        let table = &self.steps[(profile.0 as usize * 3 + state as usize) * 3 + pace as usize];
        match table[step] {
            0 => None,
            s => Some(s as u32),
        }
    }
    /// Climb from a hex to a neighbour, metres.
    pub fn rise_m(&self, from: HexId, to: HexId) -> i16 {
        self.elevation_m[to.index()] - self.elevation_m[from.index()]
    }
    /// Features of the side between a hex and its neighbour.
    pub fn side(&self, from: HexId, dir: Dir) -> SideFeatures {
        self.grid.side(from, dir).map_or_else(SideFeatures::default, |s| self.sides[s.0 as usize])
    }
    /// The soil of each step, laid out as [`Ground::soils`].
    pub fn step_soils(grid: &Grid, terrain: &[Terrain], sides: &[SideFeatures]) -> Vec<Soil> {
        let soil = |from: HexId, dir: Dir| {
            let into = grid.neighbour(from, dir).map_or(Terrain::Lake, |to| terrain[to.index()]);
            grid.side(from, dir).map_or(into.soil(), |s| sides[s.0 as usize].soil(into))
        };
        grid.hexes().flat_map(|from| Dir::ALL.map(|dir| soil(from, dir))).collect()
    }
    /// The place named for a hex, if any.
    pub fn place(&self, hex: HexId) -> Option<&NamedPlace> {
        self.places.iter().find(|p| p.hex == hex)
    }
    /// How many steps a hex lies on the other side of the border, seen from `side` (0: on its own side).
    pub fn steps_beyond(&self, side: Side, hex: HexId) -> u8 {
        self.depth_beyond[side][hex.index()]
    }
}
