//! Which way something faces, and whence it is met in front.
//!
//! What belongs here: directions between hexes and the arc ahead, exact in whole numbers. What never does: what has a front, and what
//! its flank is worth.

use super::lattice::{self, Point};
use super::{Dir, Grid, HexId, SideId};

/// A hex and a direction in which something in it faces.
///
/// In front of it lie the hexes of the sixth of the plane to either side of that direction: those of the row straight ahead, of the
/// two rows that leave through the sides next to the one it faces, and all between. The rest is flank and rear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Front {
    cols: u16,
    at: Point,
    ahead: Dir,
}

impl Front {
    /// Whether it is met from the flank or from behind out of this hex of the same grid; out of its own hex never.
    ///
    /// ```
    /// use khasan::hex::{Dir, Grid};
    ///
    /// let grid = Grid::new(38, 29);
    /// let [here, ahead, beside, behind] = ["1915", "1910", "2116", "1918"].map(|name| grid.parse(name).unwrap());
    /// let front = grid.front(here, Dir::N);
    /// assert_eq!([here, ahead, beside, behind].map(|from| front.flanked_from(from)), [false, false, true, true]);
    /// ```
    pub fn flanked_from(self, from: HexId) -> bool {
        let (x, y) = lattice::centre(i32::from(from.0 % self.cols), i32::from(from.0 / self.cols));
        let (dx, dy) = (x - self.at.0, y - self.at.1);
        // Positive: the second lies clockwise of the first, by less than half a turn.
        let across = |(ax, ay): Point, (bx, by): Point| ax * by - ay * bx;
        let step = |turn: usize| lattice::STEPS[(self.ahead as usize + turn) % 6];
        across(step(5), (dx, dy)) < 0 || across((dx, dy), step(1)) < 0
    }
}

impl Grid {
    /// A front in a hex.
    pub fn front(&self, hex: HexId, ahead: Dir) -> Front {
        Front { cols: u16::from(self.cols()), at: self.point(hex), ahead }
    }

    /// The direction that points nearest to another hex; between two that are as near, the first clockwise from north. `None` for
    /// the hex itself.
    pub fn bearing(&self, from: HexId, to: HexId) -> Option<Dir> {
        let (a, b) = (self.point(from), self.point(to));
        let way = (b.0 - a.0, b.1 - a.1);
        let along = |dir: Dir| lattice::dot(way, lattice::STEPS[dir as usize]);
        Dir::ALL.into_iter().rev().max_by_key(|&dir| along(dir)).filter(|_| from != to)
    }

    /// The direction in which one comes into a hex over one of its sides; `None` if it is none of its sides.
    pub fn heading(&self, hex: HexId, over: SideId) -> Option<Dir> {
        Dir::ALL.into_iter().find(|&dir| self.side(hex, dir) == Some(over)).map(Dir::opposite)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_front_is_a_third_of_the_circle_with_both_its_edges() {
        let grid = Grid::new(21, 21);
        let here = grid.parse("1010").unwrap();
        for ahead in Dir::ALL {
            let front = grid.front(here, ahead);
            assert!(!front.flanked_from(here));
            for (turn, flanked) in [(0, false), (1, false), (2, true), (3, true), (4, true), (5, false)] {
                let dir = Dir::ALL[(ahead as usize + turn) % 6];
                let mut at = here;
                for _ in 0..5 {
                    at = grid.neighbour(at, dir).unwrap();
                    assert_eq!(front.flanked_from(at), flanked, "{ahead:?} {dir:?}");
                }
            }
            // Of the 6 n hexes of a ring 2 n + 1 are in front.
            for n in 1..=5 {
                let ring = || grid.hexes().filter(|&h| grid.distance(here, h) == n);
                assert_eq!(ring().filter(|&h| !front.flanked_from(h)).count() as u32, 2 * n + 1, "{ahead:?} {n}");
            }
        }
    }

    #[test]
    fn whoever_turns_to_a_hex_has_it_in_front() {
        let grid = Grid::new(21, 21);
        for here in ["1010", "1110"].map(|h| grid.parse(h).unwrap()) {
            assert_eq!(grid.bearing(here, here), None);
            for to in grid.hexes().filter(|&h| h != here) {
                let dir = grid.bearing(here, to).unwrap();
                assert!(!grid.front(here, dir).flanked_from(to));
                assert!(grid.front(here, dir.opposite()).flanked_from(to));
            }
            for dir in Dir::ALL {
                let next = grid.neighbour(here, dir).unwrap();
                assert_eq!(grid.bearing(here, next), Some(dir));
                assert_eq!(grid.heading(next, grid.side(here, dir).unwrap()), Some(dir));
            }
        }
    }
}
