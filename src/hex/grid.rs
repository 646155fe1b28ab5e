//! Hex numbers, neighbours, distances and sides of a rectangular flat-top, odd-q grid.
//!
//! What belongs here: where hexes lie and what lies beside what. What never does: what the ground is.

use super::HEX_M;
use super::lattice::{self, Point};
use serde::{Deserialize, Serialize};

/// Metres between two columns: 300 × √3 / 2.
const COLUMN_M: f64 = 259.807_621_135_331_6;
/// Metres from a hex's centre to each of its corners: 300 / √3.
const CORNER_M: f64 = 173.205_080_756_887_73;
/// Square metres in one unit of [`lattice::dot`].
const M2_PER_DOT: u32 = 7_500;

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
///
/// ```text
///        N
///      _____
/// NW  /     \  NE
///    /       \
///    \       /
/// SW  \_____/  SE
///
///        S
/// ```
///
/// ```
/// use khasan::hex::Dir;
///
/// assert_eq!(Dir::NE.opposite(), Dir::SW);
/// assert_eq!(Dir::NW.clockwise(), Dir::N);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Dir {
    /// North.
    N,
    /// North-east (60° east of north).
    NE,
    /// South-east (120°).
    SE,
    /// South.
    S,
    /// South-west (240°).
    SW,
    /// North-west (300°).
    NW,
}

impl Dir {
    /// All six, clockwise from north.
    pub const ALL: [Dir; 6] = [Dir::N, Dir::NE, Dir::SE, Dir::S, Dir::SW, Dir::NW];

    /// The direction that points back.
    #[inline]
    pub const fn opposite(self) -> Dir {
        Dir::ALL[(self as usize + 3) % 6]
    }

    /// The next direction clockwise.
    #[inline]
    pub const fn clockwise(self) -> Dir {
        Dir::ALL[(self as usize + 1) % 6]
    }
}

/// A side (edge) between two hexes, or on the rim of the map: `hex * 3 + k`, k in N, NE, SE of the owning hex;
/// the rim's missing owners have no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SideId(pub u32);

impl SideId {
    /// The index for arrays with one entry per side, [`Grid::sides_len`] long.
    #[inline]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A rectangular flat-top grid, odd columns pushed half a hex south.
///
/// ```text
///    _____         _____
///   /     \       /     \
///  / 0000  \_____/ 0200  \
///  \       /     \       /
///   \_____/ 0100  \_____/
///   /     \       /     \
///  / 0001  \_____/ 0201  \
///  \       /     \       /
///   \_____/ 0101  \_____/
///         \       /
///          \_____/
/// ```
///
/// ```
/// use khasan::hex::{Dir, Grid};
///
/// let grid = Grid::new(3, 2);
/// let hex = grid.parse("0100").unwrap();
/// assert_eq!(grid.neighbour(hex, Dir::NE), grid.parse("0200"));
/// assert_eq!(grid.neighbour(hex, Dir::SE), grid.parse("0201"));
/// assert_eq!(grid.neighbour(hex, Dir::N), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    cols: u8,
    rows: u8,
    neighbours: Vec<[Option<HexId>; 6]>,
    /// Centres by hex: a table is read sooner than a number divided.
    points: Vec<(i16, i16)>,
    /// Lengths in metres by columns and half rows apart, a line of twice the rows for each column.
    lengths_m: Vec<u32>,
}

impl Grid {
    /// The most columns, and the most rows, a grid may have, so that each number has four digits.
    pub const MAX: u8 = 99;

    /// A grid of `cols` × `rows`, each 1 to 99.
    ///
    /// # Panics
    ///
    /// If either is out of that range. Sizes from a file go through [`Grid::try_new`].
    pub fn new(cols: u8, rows: u8) -> Grid {
        match Grid::try_new(cols, rows) {
            Some(grid) => grid,
            None => panic!("a grid has 1 to 99 columns and rows, not {cols} x {rows}"),
        }
    }

    /// A grid of `cols` × `rows`; `None` unless each is 1 to 99.
    pub fn try_new(cols: u8, rows: u8) -> Option<Grid> {
        let sizes = 1..=Grid::MAX;
        if !sizes.contains(&cols) || !sizes.contains(&rows) {
            return None;
        }
        let mut grid = Grid { cols, rows, neighbours: Vec::new(), points: Vec::new(), lengths_m: Vec::new() };
        let centres = || (0..i32::from(rows)).flat_map(|row| (0..i32::from(cols)).map(move |col| lattice::centre(col, row)));
        grid.neighbours = centres().map(|(x, y)| lattice::STEPS.map(|(dx, dy)| grid.at_point((x + dx, y + dy)))).collect();
        grid.points = centres().map(|(x, y)| (x as i16, y as i16)).collect();
        let apart = (0..i32::from(cols)).flat_map(|col| (0..2 * i32::from(rows)).map(move |y| (3 * col, y)));
        grid.lengths_m = apart.map(length_m).collect();
        Some(grid)
    }

    /// Columns.
    #[inline]
    pub fn cols(&self) -> u8 {
        self.cols
    }

    /// Rows.
    #[inline]
    pub fn rows(&self) -> u8 {
        self.rows
    }

    /// Number of hexes.
    #[inline]
    pub fn len(&self) -> usize {
        self.neighbours.len()
    }

    /// Never: a grid has at least one hex.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Whether a hex lies on this grid.
    #[inline]
    pub fn contains(&self, hex: HexId) -> bool {
        hex.index() < self.len()
    }

    /// All hexes, row by row from the north-west.
    pub fn hexes(&self) -> impl Iterator<Item = HexId> + use<> {
        (0..self.len() as u16).map(HexId)
    }

    /// The hex at column and row, if on the map.
    #[inline]
    pub fn at(&self, col: i32, row: i32) -> Option<HexId> {
        let (cols, rows) = (i32::from(self.cols), i32::from(self.rows));
        let inside = (0..cols).contains(&col) && (0..rows).contains(&row);
        inside.then(|| HexId((row * cols + col) as u16))
    }

    /// The hex with its centre at a lattice point, if on the map.
    #[inline]
    pub(super) fn at_point(&self, point: Point) -> Option<HexId> {
        let (col, row) = lattice::col_row(point);
        self.at(col, row)
    }

    /// A hex's centre as a lattice point.
    #[inline]
    pub(super) fn point(&self, hex: HexId) -> Point {
        if let Some(&(x, y)) = self.points.get(hex.index()) {
            return (i32::from(x), i32::from(y));
        }
        let (col, row) = self.col_row(hex);
        lattice::centre(i32::from(col), i32::from(row))
    }

    /// Column and row.
    #[inline]
    pub fn col_row(&self, hex: HexId) -> (u8, u8) {
        let cols = u16::from(self.cols);
        ((hex.0 % cols) as u8, (hex.0 / cols) as u8)
    }

    /// The hex of a four-digit number `CCRR`; `None` if malformed or off the map.
    ///
    /// ```
    /// use khasan::hex::Grid;
    ///
    /// let grid = Grid::new(38, 29);
    /// let hex = grid.parse("1915").unwrap();
    /// assert_eq!(grid.col_row(hex), (19, 15));
    /// assert_eq!(grid.name(hex), "1915");
    /// assert_eq!(grid.parse("3829"), None);
    /// ```
    pub fn parse(&self, ccrr: &str) -> Option<HexId> {
        let digits: [u8; 4] = ccrr.as_bytes().try_into().ok()?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let [c1, c2, r1, r2] = digits.map(|digit| i32::from(digit - b'0'));
        self.at(10 * c1 + c2, 10 * r1 + r2)
    }

    /// The number `CCRR` of a hex as text.
    pub fn name(&self, hex: HexId) -> String {
        let (col, row) = self.col_row(hex);
        format!("{col:02}{row:02}")
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

    /// The direction from a hex to an adjacent one; `None` if it is not adjacent.
    pub fn dir_to(&self, from: HexId, to: HexId) -> Option<Dir> {
        Dir::ALL.into_iter().find(|&dir| self.neighbour(from, dir) == Some(to))
    }

    /// Steps between two hexes.
    ///
    /// ```
    /// use khasan::hex::Grid;
    ///
    /// let grid = Grid::new(38, 29);
    /// let [a, b] = ["1915", "2215"].map(|name| grid.parse(name).unwrap());
    /// assert_eq!(grid.distance(a, b), 3);
    /// ```
    #[inline]
    pub fn distance(&self, a: HexId, b: HexId) -> u32 {
        lattice::steps(self.difference(a, b))
    }

    /// Hexes within `radius` steps, the centre included, nearest ring first, each ring clockwise from north.
    pub fn within(&self, centre: HexId, radius: u32) -> Vec<HexId> {
        // No two hexes of a grid are further apart than this.
        let furthest = u32::from(self.cols) + u32::from(self.rows);
        let mut found = vec![centre];
        let (x, y) = self.point(centre);
        for ring in 1..=radius.min(furthest) as i32 {
            let (mut x, mut y) = (x, y - 2 * ring);
            // From the ring's northern corner, clockwise: SE, S, SW, NW, N, NE.
            for side in 2..8 {
                let (dx, dy) = lattice::STEPS[side % 6];
                for _ in 0..ring {
                    found.extend(self.at_point((x, y)));
                    (x, y) = (x + dx, y + dy);
                }
            }
        }
        found
    }

    /// The side of a hex in a direction (the same id from both hexes); rim sides without an owner give `None`.
    ///
    /// ```
    /// use khasan::hex::{Dir, Grid};
    ///
    /// let grid = Grid::new(38, 29);
    /// let [south, north] = ["1915", "1914"].map(|name| grid.parse(name).unwrap());
    /// assert_eq!(grid.side(south, Dir::N), grid.side(north, Dir::S));
    /// ```
    #[inline]
    pub fn side(&self, hex: HexId, dir: Dir) -> Option<SideId> {
        let owned = |hex: HexId, k: usize| SideId(u32::from(hex.0) * 3 + k as u32);
        match dir {
            Dir::N | Dir::NE | Dir::SE => Some(owned(hex, dir as usize)),
            Dir::S | Dir::SW | Dir::NW => Some(owned(self.neighbour(hex, dir)?, dir.opposite() as usize)),
        }
    }

    /// The hex that owns a side, the side's direction from there (N, NE or SE), and the hex beyond it if on the map;
    /// `None` if the grid has no such side.
    pub fn side_ends(&self, side: SideId) -> Option<(HexId, Dir, Option<HexId>)> {
        let owner = HexId(u16::try_from(side.0 / 3).ok()?);
        let dir = Dir::ALL[(side.0 % 3) as usize];
        self.contains(owner).then(|| (owner, dir, self.neighbour(owner, dir)))
    }

    /// Length for arrays with one entry per [`SideId`].
    #[inline]
    pub fn sides_len(&self) -> usize {
        self.len() * 3
    }

    /// Centre in metres east and south of the centre of hex 0000.
    pub fn centre_m(&self, hex: HexId) -> (f64, f64) {
        let (x, y) = self.point(hex);
        (f64::from(x) * (COLUMN_M / 3.0), f64::from(y) * 150.0)
    }

    /// The six corners in metres, as [`Grid::centre_m`]: the side in direction `Dir::ALL[k]` runs from corner `k` to
    /// corner `(k + 1) % 6`.
    pub fn corners_m(&self, hex: HexId) -> [(f64, f64); 6] {
        let (east, south) = self.centre_m(hex);
        lattice::CORNERS.map(|(x, y)| (east + f64::from(x) * (CORNER_M / 2.0), south + f64::from(y) * 150.0))
    }

    /// Metres between two centres, rounded down, at least 1 for distinct hexes and 0 for the same.
    #[inline]
    pub fn metres(&self, a: HexId, b: HexId) -> u32 {
        let line = self.difference(a, b);
        let (cols, half_rows) = ((line.0.unsigned_abs() / 3) as usize, line.1.unsigned_abs() as usize);
        let known = 2 * usize::from(self.rows);
        match self.lengths_m.get(cols * known + half_rows).filter(|_| half_rows < known) {
            Some(&m) => m,
            None => length_m(line),
        }
    }

    /// Range from a hex to a hex for whatever fires, metres: that of their centres, and half a hex within one. Two points at random in a
    /// hex lie 140 m apart in the mean.
    #[inline]
    pub fn range_m(&self, a: HexId, b: HexId) -> u32 {
        self.metres(a, b).max(HEX_M / 2)
    }

    /// From `a` to `b` on the lattice.
    #[inline]
    pub(super) fn difference(&self, a: HexId, b: HexId) -> Point {
        let ((ax, ay), (bx, by)) = (self.point(a), self.point(b));
        (bx - ax, by - ay)
    }
}

/// Length of a difference, metres, rounded down.
fn length_m(line: Point) -> u32 {
    (lattice::dot(line, line).unsigned_abs() * M2_PER_DOT).isqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn khasan() -> Grid {
        Grid::new(38, 29)
    }

    fn hex(grid: &Grid, name: &str) -> HexId {
        grid.parse(name).expect(name)
    }

    #[test]
    fn neighbours_by_hand() {
        let grid = khasan();
        let names = |name: &str| grid.neighbours(hex(&grid, name)).map(|n| n.map(|n| grid.name(n)));
        let all = |names: [&str; 6]| names.map(|name| Some(name.to_owned()));
        assert_eq!(names("1915"), all(["1914", "2015", "2016", "1916", "1816", "1815"]));
        assert_eq!(names("1814"), all(["1813", "1913", "1914", "1815", "1714", "1713"]));
        let rim = |names: [&str; 6]| names.map(|name| (!name.is_empty()).then(|| name.to_owned()));
        assert_eq!(names("0000"), rim(["", "", "0100", "0001", "", ""]));
        assert_eq!(names("3728"), rim(["3727", "", "", "", "", "3628"]));
        assert_eq!(names("3628"), rim(["3627", "3727", "3728", "", "3528", "3527"]));
    }

    #[test]
    fn numbers_go_there_and_back() {
        let grid = khasan();
        assert_eq!(grid.len(), 1102);
        for hex in grid.hexes() {
            assert_eq!(grid.parse(&grid.name(hex)), Some(hex));
        }
        assert_eq!(grid.name(HexId(0)), "0000");
        assert_eq!(grid.name(HexId(39)), "0101");
    }

    #[test]
    fn malformed_numbers_are_rejected() {
        let grid = khasan();
        for bad in ["", "191", "19155", "3800", "0029", "9999", "-115", "+115", "19 5", "1９15", "19l5", "٠٠٠٠"] {
            assert_eq!(grid.parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn sizes_out_of_range_are_rejected() {
        for (cols, rows) in [(0, 1), (1, 0), (100, 1), (1, 100), (255, 255)] {
            assert_eq!(Grid::try_new(cols, rows), None);
        }
        assert_eq!(Grid::new(99, 99).len(), 9801);
        assert_eq!(Grid::new(1, 1).neighbours(HexId(0)), &[None; 6]);
    }

    #[test]
    fn neighbours_lie_300_m_off_in_their_direction() {
        let grid = Grid::new(7, 6);
        for a in grid.hexes() {
            let near: Vec<HexId> = grid.hexes().filter(|&b| (299..=301).contains(&grid.metres(a, b))).collect();
            let mut listed: Vec<HexId> = grid.neighbours(a).iter().flatten().copied().collect();
            listed.sort();
            assert_eq!(listed, near);
            for (dir, b) in Dir::ALL.into_iter().zip(grid.neighbours(a)) {
                let Some(b) = *b else { continue };
                let ((ax, ay), (bx, by)) = (grid.centre_m(a), grid.centre_m(b));
                let (east, south) = [(0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1)][dir as usize];
                assert!((bx - ax - f64::from(east) * 259.8).abs() < 0.1);
                assert!((by - ay - f64::from(south) * 150.0).abs() < 0.1);
                assert_eq!((grid.dir_to(a, b), grid.dir_to(b, a)), (Some(dir), Some(dir.opposite())));
            }
        }
        assert_eq!(grid.dir_to(HexId(0), HexId(0)), None);
        assert_eq!(grid.dir_to(HexId(0), HexId(2)), None);
    }

    #[test]
    fn centres_in_metres() {
        let grid = khasan();
        assert_eq!(grid.centre_m(HexId(0)), (0.0, 0.0));
        let (east, south) = grid.centre_m(hex(&grid, "1915"));
        assert!((east - 19.0 * 259.807_621).abs() < 1e-3, "{east}");
        assert_eq!(south, 4650.0);
        assert_eq!(grid.metres(hex(&grid, "1915"), hex(&grid, "1905")), 3000);
        // Two columns apart: 2 × 259.8 m.
        assert_eq!(grid.metres(hex(&grid, "1915"), hex(&grid, "2115")), 519);
        assert_eq!(grid.metres(HexId(5), HexId(5)), 0);
        assert_eq!((grid.range_m(HexId(5), HexId(5)), grid.range_m(hex(&grid, "1915"), hex(&grid, "2115"))), (150, 519));
    }

    #[test]
    fn corners_are_shared_by_neighbours() {
        let grid = khasan();
        let a = hex(&grid, "1915");
        let near = |(ax, ay): (f64, f64), (bx, by): (f64, f64)| (ax - bx).abs() < 1e-6 && (ay - by).abs() < 1e-6;
        for dir in Dir::ALL {
            let b = grid.neighbour(a, dir).expect("inside the map");
            let (k, back) = (dir as usize, dir.opposite() as usize);
            assert!(near(grid.corners_m(a)[k], grid.corners_m(b)[(back + 1) % 6]));
            assert!(near(grid.corners_m(a)[(k + 1) % 6], grid.corners_m(b)[back]));
        }
    }

    #[test]
    fn sides_are_shared_and_distinct() {
        let grid = Grid::new(6, 5);
        let mut seen = vec![0; grid.sides_len()];
        for a in grid.hexes() {
            for dir in Dir::ALL {
                let Some(side) = grid.side(a, dir) else {
                    assert!(grid.neighbour(a, dir).is_none() && matches!(dir, Dir::S | Dir::SW | Dir::NW));
                    continue;
                };
                seen[side.index()] += 1;
                let (owner, owner_dir, beyond) = grid.side_ends(side).expect("a side of the grid");
                match grid.neighbour(a, dir) {
                    Some(b) => {
                        assert_eq!(grid.side(b, dir.opposite()), Some(side));
                        assert!((owner, Some(b)) == (a, beyond) || (owner, beyond) == (b, Some(a)));
                    }
                    None => assert_eq!((owner, owner_dir, beyond), (a, dir, None)),
                }
            }
        }
        for (side, &count) in seen.iter().enumerate() {
            let (_, _, beyond) = grid.side_ends(SideId(side as u32)).expect("a side of the grid");
            assert_eq!(count, 1 + u32::from(beyond.is_some()));
        }
        assert_eq!(grid.side_ends(SideId(grid.sides_len() as u32)), None);
        assert_eq!(grid.side_ends(SideId(u32::MAX)), None);
    }

    #[test]
    fn distance_is_the_number_of_steps() {
        let grid = Grid::new(9, 8);
        for from in grid.hexes() {
            // Breadth first over the neighbours knows nothing of coordinates.
            let mut steps = vec![u32::MAX; grid.len()];
            let mut queue = vec![from];
            steps[from.index()] = 0;
            let mut next = 0;
            while next < queue.len() {
                let at = queue[next];
                next += 1;
                for &to in grid.neighbours(at).iter().flatten() {
                    if steps[to.index()] == u32::MAX {
                        steps[to.index()] = steps[at.index()] + 1;
                        queue.push(to);
                    }
                }
            }
            for to in grid.hexes() {
                assert_eq!(grid.distance(from, to), steps[to.index()]);
            }
        }
    }

    #[test]
    fn rings_run_clockwise_from_north() {
        let grid = khasan();
        let names: Vec<String> = grid.within(hex(&grid, "1915"), 1).iter().map(|&h| grid.name(h)).collect();
        assert_eq!(names, ["1915", "1914", "2015", "2016", "1916", "1816", "1815"]);
        assert_eq!(grid.within(hex(&grid, "1915"), 10).len(), 331);
        assert_eq!(grid.within(HexId(0), u32::MAX).len(), grid.len());
    }

    proptest! {
        #[test]
        fn distance_is_a_metric(a in 0u16..1102, b in 0u16..1102, c in 0u16..1102) {
            let grid = khasan();
            let (a, b, c) = (HexId(a), HexId(b), HexId(c));
            prop_assert_eq!(grid.distance(a, b), grid.distance(b, a));
            prop_assert_eq!(grid.distance(a, b) == 0, a == b);
            prop_assert!(grid.distance(a, c) <= grid.distance(a, b) + grid.distance(b, c));
            prop_assert_eq!(grid.metres(a, b), grid.metres(b, a));
            let ((ax, ay), (bx, by)) = (grid.centre_m(a), grid.centre_m(b));
            let metres = ((ax - bx) * (ax - bx) + (ay - by) * (ay - by)).sqrt();
            prop_assert!((f64::from(grid.metres(a, b)) - metres + 0.5).abs() < 0.51);
        }

        #[test]
        fn within_is_all_hexes_at_that_distance(cols in 1u8..20, rows in 1u8..20, at: u16, radius in 0u32..25) {
            let grid = Grid::new(cols, rows);
            let centre = HexId(at % grid.len() as u16);
            let found = grid.within(centre, radius);
            prop_assert!(found.is_sorted_by_key(|&hex| grid.distance(centre, hex)));
            let mut found = found;
            found.sort();
            let near: Vec<HexId> = grid.hexes().filter(|&hex| grid.distance(centre, hex) <= radius).collect();
            prop_assert_eq!(found, near);
        }

        #[test]
        fn any_text_parses_or_not(text: String) {
            let grid = khasan();
            if let Some(hex) = grid.parse(&text) {
                prop_assert_eq!(grid.name(hex), text);
            }
        }
    }
}
