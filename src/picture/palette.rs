//! Colours of a topographic sheet of 1938: three or four printing inks on buff paper.

use super::shape::Colour;
use crate::rules::Side;

/// Paper outside the map.
pub const MARGIN: Colour = Colour::hex(0xf4ecd8);
/// Ground below the lowest tint: river flats and plain.
pub const GROUND: Colour = Colour::hex(0xe9e6c8);
/// Tints of higher ground: from so many metres up.
pub const TINTS: [(f32, Colour); 5] = [
    (18.0, Colour::hex(0xeee3bf)),
    (36.0, Colour::hex(0xedd9ac)),
    (64.0, Colour::hex(0xe6c993)),
    (95.0, Colour::hex(0xdcb57b)),
    (128.0, Colour::hex(0xcfa067)),
];
/// Shadow laid over slopes away from the light, one layer for each step of steepness.
pub const SHADE: Colour = Colour::hex(0x4a3524).alpha(26);
/// Light laid over slopes that face it.
pub const GLOW: Colour = Colour::hex(0xfffbe8).alpha(58);
/// Brown ink: contours, cliffs, rock.
pub const CONTOUR: Colour = Colour::hex(0x9a6a3c);
/// Dark brown ink: heights of hills.
pub const HEIGHT: Colour = Colour::hex(0x5f3a1a);
/// Lakes and river.
pub const WATER: Colour = Colour::hex(0xa9cbd6);
/// Shores, streams, names of waters.
pub const WATER_LINE: Colour = Colour::hex(0x2f6f8c);
/// Wash under marshes.
pub const MARSH: Colour = Colour::hex(0xc9d8b8);
/// Wash under the swamp bed of a ravine.
pub const RAVINE: Colour = Colour::hex(0xb9c3a0);
/// Wash under scrub.
pub const SCRUB: Colour = Colour::hex(0xc3cf96).alpha(110);
/// Green ink: scrub.
pub const LEAF: Colour = Colour::hex(0x6f8a4a);
/// Black ink: names, houses, railways.
pub const INK: Colour = Colour::hex(0x2a2420);
/// The body of roads.
pub const ROAD: Colour = Colour::hex(0xf3d48a);
/// The body of the highway.
pub const HIGHWAY: Colour = Colour::hex(0xe0885a);
/// Red ink: the border.
pub const BORDER: Colour = Colour::hex(0xa2282d);
/// A rim that keeps names readable.
pub const HALO: Colour = Colour::hex(0xf6f0dd).alpha(225);
/// The hex grid.
pub const GRID: Colour = Colour::hex(0x3a2f28).alpha(46);

/// The body of a side's counters.
pub const fn counter(side: Side) -> Colour {
    match side {
        Side::Soviet => Colour::hex(0xc8483f),
        Side::Japanese => Colour::hex(0xe9dfc2),
    }
}
/// What is drawn on a side's counters.
pub const fn counter_ink(side: Side) -> Colour {
    match side {
        Side::Soviet => Colour::hex(0xfdf3e0),
        Side::Japanese => Colour::hex(0x7c1d22),
    }
}

/// What is drawn on counters of enemies that are only remembered.
pub const fn ghost_ink(side: Side) -> Colour {
    match side {
        Side::Soviet => Colour::hex(0x5e100d),
        Side::Japanese => Colour::hex(0x7c1d22),
    }
}

/// What a counter whose turn is spent fades to.
pub const SPENT: Colour = Colour::hex(0x8d8577);
/// The ring round what is selected.
pub const SELECTED: Colour = Colour::hex(0xffd23c);
/// Paper of small marks.
pub const MARK: Colour = Colour::hex(0xfbf5e4);
/// Warnings by degree: heed, bad, worst. The number of strokes says the same.
pub const WARNINGS: [Colour; 3] = [Colour::hex(0xf4c63a), Colour::hex(0xe5832b), Colour::hex(0xb4222b)];
/// Mud: what is stuck.
pub const MUD: Colour = Colour::hex(0x6b4a2b);
/// Dust and smoke.
pub const DUST: Colour = Colour::hex(0x7d776c);
/// Good news, safe, this turn.
pub const FAIR: Colour = Colour::hex(0x2f7d4f);
/// Orders being planned: ways and ranges.
pub const PLAN: Colour = Colour::hex(0x1f4e79);
