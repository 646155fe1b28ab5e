//! Hex numbers, neighbours, distances and sides of a rectangular flat-top, odd-q grid.

use serde::{Deserialize, Serialize};

/// A hex of a [`Grid`] as a dense index: `row * columns + column`. Only meaningful together with its grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct HexId(pub u16);

impl HexId {
    /// The index for arrays with one entry per hex.
    #[inline]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// One of the six directions, clockwise from north.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Dir {
    N,
    NE,
    SE,
    S,
    SW,
    NW,
}

impl Dir {
    /// All six, clockwise from north.
    pub const ALL: [Dir; 6] = [Dir::N, Dir::NE, Dir::SE, Dir::S, Dir::SW, Dir::NW];
    /// The direction that points back.
    pub const fn opposite(self) -> Dir {
        Dir::ALL[(self as usize + 3) % 6]
    }
}

/// A side (edge) between two hexes, or on the rim of the map: `hex * 3 + k`, k in N, NE, SE of the owning hex;
/// the rim's missing owners have no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SideId(pub u32);

/// A rectangular flat-top grid, odd columns pushed half a hex south.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    cols: u8,
    rows: u8,
    neighbours: Vec<[Option<HexId>; 6]>,
}

impl Grid {
    /// A grid of `cols` × `rows`, each 1 to 99.
    pub fn new(cols: u8, rows: u8) -> Grid {
        let _ = (cols, rows);
        unimplemented!()
    }
    /// Columns.
    pub fn cols(&self) -> u8 {
        self.cols
    }
    /// Rows.
    pub fn rows(&self) -> u8 {
        self.rows
    }
    /// Number of hexes.
    pub fn len(&self) -> usize {
        self.neighbours.len()
    }
    /// Never: a grid has at least one hex.
    pub fn is_empty(&self) -> bool {
        false
    }
    /// All hexes, row by row from the north-west.
    pub fn hexes(&self) -> impl Iterator<Item = HexId> + use<> {
        (0..self.len() as u16).map(HexId)
    }
    /// The hex at column and row, if on the map.
    pub fn at(&self, col: i32, row: i32) -> Option<HexId> {
        let _ = (col, row);
        unimplemented!()
    }
    /// Column and row.
    pub fn col_row(&self, hex: HexId) -> (u8, u8) {
        let _ = hex;
        unimplemented!()
    }
    /// The hex of a four-digit number `CCRR`; `None` if malformed or off the map.
    pub fn parse(&self, ccrr: &str) -> Option<HexId> {
        let _ = ccrr;
        unimplemented!()
    }
    /// The number `CCRR` of a hex as text.
    pub fn name(&self, hex: HexId) -> String {
        let _ = hex;
        unimplemented!()
    }
    /// The neighbour in a direction, if on the map.
    #[inline]
    pub fn neighbour(&self, hex: HexId, dir: Dir) -> Option<HexId> {
        self.neighbours[hex.index()][dir as usize]
    }
    /// All six neighbours in the order of [`Dir::ALL`].
    #[inline]
    pub fn neighbours(&self, hex: HexId) -> &[Option<HexId>; 6] {
        &self.neighbours[hex.index()]
    }
    /// The direction from a hex to an adjacent one.
    pub fn dir_to(&self, from: HexId, to: HexId) -> Option<Dir> {
        let _ = (from, to);
        unimplemented!()
    }
    /// Steps between two hexes.
    pub fn distance(&self, a: HexId, b: HexId) -> u32 {
        let _ = (a, b);
        unimplemented!()
    }
    /// Hexes within `radius` steps, the centre included, nearest ring first, each ring in a fixed order.
    pub fn within(&self, centre: HexId, radius: u32) -> Vec<HexId> {
        let _ = (centre, radius);
        unimplemented!()
    }
    /// The side of a hex in a direction (the same id from both hexes); rim sides without an owner give `None`.
    pub fn side(&self, hex: HexId, dir: Dir) -> Option<SideId> {
        let _ = (hex, dir);
        unimplemented!()
    }
    /// Length for arrays with one entry per [`SideId`].
    pub fn sides_len(&self) -> usize {
        self.len() * 3
    }
    /// Centre in metres east and south of the centre of hex 0000.
    pub fn centre_m(&self, hex: HexId) -> (f64, f64) {
        let _ = hex;
        unimplemented!()
    }
    /// Metres between two centres, rounded down, at least 1 for distinct hexes and 0 for the same.
    pub fn metres(&self, a: HexId, b: HexId) -> u32 {
        let _ = (a, b);
        unimplemented!()
    }
}
