//! Cheapest ways over the grid: Dijkstra with a bucket queue on flat arrays, no hash map, fixed tie-breaks.

use super::{Dir, Grid, HexId};

/// Buffers kept between searches so that none allocates.
#[derive(Clone, Debug, Default)]
pub struct ReachScratch {}

/// Result of one search: cost in seconds of each hex reached and the way there.
#[derive(Clone, Debug, Default)]
pub struct Reach {}

impl Reach {
    /// Search from `from` outward up to `budget` seconds. `cost(from, dir, to)` is the seconds to enter `to`
    /// (≥ 1), or `None` where nobody passes. Refills `self`.
    pub fn search(
        &mut self,
        grid: &Grid,
        scratch: &mut ReachScratch,
        from: HexId,
        budget: u32,
        cost: impl FnMut(HexId, Dir, HexId) -> Option<u32>,
    ) {
        let _ = (grid, scratch, from, budget, cost);
        unimplemented!()
    }
    /// Search that walks backwards from a goal: `self.cost(h)` is then the seconds from `h` to the goal,
    /// `cost(from, dir, to)` still being asked in the direction of travel; `next(h)` the next hex on the way.
    pub fn search_to(
        &mut self,
        grid: &Grid,
        scratch: &mut ReachScratch,
        goal: HexId,
        budget: u32,
        cost: impl FnMut(HexId, Dir, HexId) -> Option<u32>,
    ) {
        let _ = (grid, scratch, goal, budget, cost);
        unimplemented!()
    }
    /// Seconds to (or from) a hex, `None` if not reached.
    pub fn cost(&self, hex: HexId) -> Option<u32> {
        let _ = hex;
        unimplemented!()
    }
    /// After `search`: the hex before this one on the cheapest way; after `search_to`: the next towards the goal.
    pub fn link(&self, hex: HexId) -> Option<HexId> {
        let _ = hex;
        unimplemented!()
    }
    /// After `search`: the way from the start (excluded) to `to` (included), in order of travel.
    pub fn path(&self, to: HexId) -> Option<Vec<HexId>> {
        let _ = to;
        unimplemented!()
    }
    /// The hexes reached, cheapest first.
    pub fn reached(&self) -> &[HexId] {
        unimplemented!()
    }
}
