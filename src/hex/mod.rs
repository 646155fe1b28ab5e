//! The grid: hex numbers (`CCRR`), dense storage, distances, sides, reachability and line of sight.
//!
//! What belongs here: geometry on a flat-top, odd-q offset grid of 300 m hexes. What never does: soldiers, terrain
//! types, rules, files.

mod front;
mod grid;
mod lattice;
mod reach;
mod sight;

pub use front::Front;
pub use grid::{Dir, Grid, HexId, SideId};
pub use reach::{Reach, ReachScratch};
pub use sight::{Profile, SightTable};

/// Distance between the centres of neighbouring hexes, metres.
pub const HEX_M: u32 = 300;
