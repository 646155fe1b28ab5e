//! Line of sight over heights: integer, exact, symmetric, precomputed for all pairs of a map.

use super::{Grid, HexId};

/// Which hex sees which over the bare ground (heights and obstacles), all pairs, as bits.
#[derive(Clone, Debug)]
pub struct SightTable {}

/// One hex on the line between two, for showing why a line is blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// hex on the line
    pub hex: HexId,
    /// its height with what stands on it, metres
    pub height_m: i32,
    /// height of the sight line above it, decimetres
    pub line_dm: i32,
    /// whether it blocks
    pub blocks: bool,
}

impl SightTable {
    /// Compute all pairs up to `radius` hexes. `elevation_m[h]` is the ground, `obstacle_m[h]` what stands on it (trees, houses);
    /// an observer's and target's eye is `eye_m` above the ground, without the obstacle of its own hex.
    pub fn new(grid: &Grid, elevation_m: &[i16], obstacle_m: &[u8], eye_m: i32, radius: u32) -> SightTable {
        let _ = (grid, elevation_m, obstacle_m, eye_m, radius);
        unimplemented!()
    }
    /// Whether `a` sees `b` (the same as `b` sees `a`).
    #[inline]
    pub fn sees(&self, a: HexId, b: HexId) -> bool {
        let _ = (a, b);
        unimplemented!()
    }
    /// The hexes a straight line from `a` to `b` passes, both ends excluded; where it runs along a hex side, both
    /// neighbours are named as one pair. The same set in both directions.
    pub fn line(grid: &Grid, a: HexId, b: HexId, out: &mut Vec<(HexId, Option<HexId>)>) {
        let _ = (grid, a, b, out);
        unimplemented!()
    }
    /// The heights along the line.
    pub fn profile(&self, grid: &Grid, a: HexId, b: HexId) -> Vec<Profile> {
        let _ = (grid, a, b);
        unimplemented!()
    }
}
