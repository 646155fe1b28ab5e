//! The ground as it was changed: wire laid or cut, crossings and log roads built, mines, crossings shut by what is stuck on
//! them, and who is on the way over a narrow place when.
//!
//! What belongs here: what lies on hex sides beside what the map shows, as somebody knows it. What never does: who builds it.

use crate::data::Ground;
use crate::hex::{Dir, Grid, HexId, SideId};
use crate::rules::{Clock, Side, SideFeatures, SideWork};
use serde::{Deserialize, Serialize};

/// What became of one hex side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideChange {
    /// which
    pub side: SideId,
    /// wire: there, or gone; `None`: as on the map
    pub wire: Option<bool>,
    /// a crossing was laid over the stream
    pub crossing: bool,
    /// a log road was laid
    pub log_road: bool,
    /// mines lie there: whose
    pub mines: Option<Side>,
    /// nothing on wheels or tracks gets over: a vehicle is stuck on the crossing or wrecked there
    pub shut: bool,
}

impl SideChange {
    /// A side on which nothing is changed yet.
    pub const fn new(side: SideId) -> SideChange {
        SideChange { side, wire: None, crossing: false, log_road: false, mines: None, shut: false }
    }
    fn is_none(&self) -> bool {
        *self == SideChange::new(self.side)
    }
}

/// Changed hex sides, and a quick answer whether a hex has any.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Changes {
    list: Vec<SideChange>,
    /// by hex: one of its sides is changed; empty as long as nothing is
    #[serde(skip)]
    touched: Vec<bool>,
    /// grows with each change, for whoever remembers ways
    version: u32,
}

impl Eq for Changes {}

impl PartialEq for Changes {
    /// Equal where the same sides are changed alike, whatever was there in between.
    fn eq(&self, other: &Changes) -> bool {
        self.list == other.list
    }
}

impl Changes {
    /// The changes of a list in any order.
    pub fn new(grid: &Grid, list: &[SideChange]) -> Changes {
        let mut changes = Changes::default();
        for c in list {
            changes.set(grid, *c);
        }
        changes
    }
    /// All, in order of side.
    pub fn list(&self) -> &[SideChange] {
        &self.list
    }
    /// Grows with each change.
    pub fn version(&self) -> u32 {
        self.version
    }
    /// What became of a side.
    pub fn get(&self, side: SideId) -> SideChange {
        match self.list.binary_search_by_key(&side, |c| c.side) {
            Ok(i) => self.list[i],
            Err(_) => SideChange::new(side),
        }
    }
    /// Put down what became of a side; true if that is new.
    pub fn set(&mut self, grid: &Grid, change: SideChange) -> bool {
        if self.get(change.side) == change {
            return false;
        }
        match self.list.binary_search_by_key(&change.side, |c| c.side) {
            Ok(i) if change.is_none() => {
                self.list.remove(i);
            }
            Ok(i) => self.list[i] = change,
            Err(i) => self.list.insert(i, change),
        }
        self.version += 1;
        self.rebuild(grid);
        true
    }
    /// Lay out again which hexes have changed sides, after the list was read back.
    pub fn rebuild(&mut self, grid: &Grid) {
        self.touched.clear();
        if !self.list.is_empty() {
            self.touched.resize(grid.len(), false);
            for c in &self.list {
                let Some((a, _, b)) = grid.side_ends(c.side) else { continue };
                self.touched[a.index()] = true;
                if let Some(b) = b {
                    self.touched[b.index()] = true;
                }
            }
        }
    }
    /// Whether any side of a hex is changed.
    #[inline]
    pub fn touch(&self, hex: HexId) -> bool {
        !self.touched.is_empty() && self.touched[hex.index()]
    }
    /// What became of the side from a hex in a direction; `None` if nothing.
    #[inline]
    pub fn at(&self, grid: &Grid, from: HexId, dir: Dir) -> Option<SideChange> {
        if !self.touch(from) {
            return None;
        }
        let side = grid.side(from, dir)?;
        self.list.binary_search_by_key(&side, |c| c.side).ok().map(|i| self.list[i])
    }
    /// What lies on a side now: the map's features as they were changed.
    #[inline]
    pub fn side(&self, ground: &Ground, from: HexId, dir: Dir) -> SideFeatures {
        let mut side = ground.side(from, dir);
        if let Some(c) = self.at(&ground.grid, from, dir) {
            side.wire = c.wire.unwrap_or(side.wire);
            side.crossing |= c.crossing;
            side.log_road |= c.log_road;
        }
        side
    }
    /// Whether what is stuck or wrecked on a crossing shuts it to vehicles and guns.
    #[inline]
    pub fn shut(&self, grid: &Grid, from: HexId, dir: Dir) -> bool {
        self.at(grid, from, dir).is_some_and(|c| c.shut)
    }
}

/// A work on a hex side that is begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Site {
    /// where
    pub side: SideId,
    /// what
    pub work: SideWork,
    /// share done, in millionths
    pub done_ppm: u32,
}

/// A narrow place that is taken: a crossing by those driving over it, a road by a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// where
    pub side: SideId,
    /// from when
    pub from: Clock,
    /// until when
    pub to: Clock,
}

/// Seconds that somebody who comes to a narrow place at a moment waits until it is free for as long as he needs.
pub fn wait_s(passages: &[Passage], side: SideId, at: Clock, needs_s: u32) -> u32 {
    let mut start = at;
    // Each one that is in the way sends him behind it; then all are asked again.
    while needs_s > 0
        && let Some(p) = passages.iter().find(|p| p.side == side && p.from < start.plus(needs_s) && start < p.to)
    {
        start = p.to;
    }
    start.since(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Side;
    use crate::view::fixture::{duel, hex};

    #[test]
    fn a_changed_side_is_seen_from_both_hexes() {
        let view = duel(Side::Soviet);
        let ground = &view.ground;
        let from = hex(&view, "0202");
        let (dir, to) = (Dir::S, ground.grid.neighbour(from, Dir::S).unwrap());
        let side = ground.grid.side(from, dir).unwrap();
        let mut changes = Changes::default();
        assert!(changes.set(&ground.grid, SideChange { wire: Some(true), log_road: true, ..SideChange::new(side) }));
        assert!(!changes.set(&ground.grid, changes.get(side)), "nothing new");
        for (hex, dir) in [(from, dir), (to, dir.opposite())] {
            let now = changes.side(ground, hex, dir);
            assert!(now.wire && now.log_road && !now.crossing && changes.touch(hex));
        }
        assert!(!changes.touch(hex(&view, "0502")));
        assert_eq!(changes.version(), 1);
        assert!(changes.set(&ground.grid, SideChange::new(side)));
        assert!(changes.list().is_empty() && !changes.touch(from), "taken away again");
    }

    #[test]
    fn who_comes_to_a_taken_place_waits_for_the_first_gap_that_is_long_enough() {
        let taken = |from, to| Passage { side: SideId(7), from: Clock(from), to: Clock(to) };
        let list = [taken(100, 200), taken(250, 400), Passage { side: SideId(8), ..taken(0, 900) }];
        let wait = |at, needs| wait_s(&list, SideId(7), Clock(at), needs);
        assert_eq!(wait(0, 100), 0);
        assert_eq!(wait(0, 101), 400, "both gaps are too short");
        assert_eq!(wait(150, 50), 50, "between the two");
        assert_eq!(wait(150, 51), 250);
        assert_eq!(wait(400, 1_000), 0);
        assert_eq!(wait(120, 0), 0, "who needs no time passes");
    }
}
