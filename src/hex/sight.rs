//! Line of sight over heights: integer, exact, symmetric, precomputed for all pairs of a map.
//!
//! What belongs here: which hex overlooks which, and why not. What never does: light, smoke, who looks.
//!
//! The straight line between two centres is blocked by a hex that it crosses if that hex's ground, with what stands on
//! it, rises above the line from eye to eye at the point of the line nearest the hex's centre. Where the line runs
//! along a side, it is blocked only if both hexes of that side would block it. Ground that just touches the line does
//! not block it. All is compared in whole numbers, without rounding.

use super::lattice::{self, Point};
use super::{Grid, HexId};
use std::num::Wrapping;
use std::ops::{Mul, Sub};

/// Which hex sees which over the bare ground (heights and obstacles), all pairs, as bits.
///
/// ```
/// use khasan::hex::{Grid, SightTable};
///
/// let grid = Grid::new(1, 3);
/// let [north, hill, south] = ["0000", "0001", "0002"].map(|name| grid.parse(name).unwrap());
/// let sight = SightTable::new(&grid, &[50, 80, 50], &[0, 0, 0], 2, 10);
/// assert!(sight.sees(north, hill) && sight.sees(hill, south));
/// assert!(!sight.sees(north, south));
/// ```
#[derive(Clone, Debug)]
pub struct SightTable {
    /// A row of bits for each hex, a bit for each hex.
    bits: Vec<u64>,
    words: usize,
    radius: u32,
    /// Height of an eye in each hex over the sea, metres.
    eye_m: Vec<i32>,
    /// Height of the ground with what stands on it over the sea, metres.
    top_m: Vec<i32>,
}

/// One hex on the line between two, for showing why a line is blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Hex on the line.
    pub hex: HexId,
    /// Its height with what stands on it, metres over the sea.
    pub height_m: i32,
    /// Height of the sight line at this hex, decimetres over the sea, rounded down.
    pub line_dm: i32,
    /// Whether it blocks. A hex beside which the line runs blocks only if the hex on the other side rises above the line too.
    pub blocks: bool,
}

/// What a line passes at one place.
struct Passed<T> {
    /// Where its height lies among the heights by column, relative to the observer's.
    first: isize,
    /// Where the line runs along a side, the hex on the other side; else the same.
    second: isize,
    /// How far along the line, as a share of [`lattice::dot`] of the line with itself.
    along: T,
}

/// How many observers are done at a time, so that the compiler can use the processor's wide registers.
const LANES: usize = 8;

/// Highest eye above the ground that is taken, metres, so that no product overflows.
const EYE_MAX_M: i32 = 10_000;

impl SightTable {
    /// Compute all pairs up to `radius` hexes. `elevation_m[h]` is the ground, `obstacle_m[h]` what stands on it (trees, houses);
    /// an observer's and target's eye is `eye_m` (0 to 10,000) above the ground, without the obstacle of its own hex.
    ///
    /// # Panics
    ///
    /// If `elevation_m` or `obstacle_m` has not one entry per hex.
    pub fn new(grid: &Grid, elevation_m: &[i16], obstacle_m: &[u8], eye_m: i32, radius: u32) -> SightTable {
        assert_eq!((elevation_m.len(), obstacle_m.len()), (grid.len(), grid.len()), "one height and one obstacle per hex");
        let eye_m = eye_m.clamp(0, EYE_MAX_M);
        let words = grid.len().div_ceil(64);
        let mut table = SightTable {
            bits: vec![0; words * grid.len()],
            words,
            radius,
            eye_m: elevation_m.iter().map(|&ground| i32::from(ground) + eye_m).collect(),
            top_m: elevation_m.iter().zip(obstacle_m).map(|(&ground, &stands)| i32::from(ground) + i32::from(stands)).collect(),
        };
        let (lines, longest) = lines(grid, radius);
        let heights = || table.eye_m.iter().chain(&table.top_m);
        let relief = i64::from(heights().max().unwrap_or(&0) - heights().min().unwrap_or(&0));
        // Twice a difference of heights times a length squared: on any real map 32 bits hold it, and are faster.
        if 2 * relief * i64::from(longest) <= i64::from(i32::MAX) {
            table.fill(grid, &lines, Wrapping);
        } else {
            table.fill(grid, &lines, i64::from);
        }
        table
    }

    /// Sets the bits, with all arithmetic in `T`. Observers of one column are done eight at a time, for one line after
    /// the other, because equal lines pass the same neighbours at the same shares of their length.
    fn fill<T>(&mut self, grid: &Grid, lines: &[Point], of: fn(i32) -> T)
    where
        T: Copy + Ord + Mul<Output = T> + Sub<Output = T>,
    {
        let (cols, rows) = (i32::from(grid.cols()), i32::from(grid.rows()));
        // By columns, with a row beyond either rim that never decides: where a line runs along the rim, the lower of
        // the two hexes counts. At the end, room for eight to be read where fewer are left.
        let stride = rows + 2;
        let by_column = |heights: &[i32]| -> Vec<T> {
            let on_map = |(col, row)| grid.at(col, row).map_or(of(i32::MAX), |hex| of(heights[hex.index()]));
            let cells = (0..cols).flat_map(|col| (-1..=rows).map(move |row| (col, row)));
            cells.map(on_map).chain([of(0); LANES]).collect()
        };
        let (eyes, tops) = (by_column(&self.eye_m), by_column(&self.top_m));
        let none = of(0);
        for hex in grid.hexes() {
            self.set(hex, hex);
        }
        let mut passed: Vec<Passed<T>> = Vec::new();
        for (&line, parity) in lines.iter().flat_map(|line| [(line, 0), (line, 1)]) {
            let length = of(lattice::dot(line, line));
            // From an observer in such a column to a point relative to it.
            let over = |(x, y): Point| {
                let (col, row) = lattice::col_row((3 * parity + x, parity + y));
                (col - parity, row)
            };
            let offset = |point: Point| {
                let (cols_over, rows_over) = over(point);
                (cols_over * stride + rows_over) as isize
            };
            passed.clear();
            lattice::walk(line, |at, mate| {
                passed.push(Passed { first: offset(at), second: offset(mate.unwrap_or(at)), along: of(lattice::dot(at, line)) });
            });
            let (cols_over, rows_over) = over(line);
            let (begin, end) = ((-rows_over).max(0), rows.min(rows - rows_over));
            for col in (parity..cols - cols_over).step_by(2) {
                for row in (begin..end).step_by(LANES) {
                    let at = (col * stride + row + 1) as usize;
                    let (from, to) = (eight(&eyes, at, 0), eight(&eyes, at, offset(line)));
                    let rise: [T; LANES] = std::array::from_fn(|i| to[i] - from[i]);
                    // How far the highest hex so far stands above each line, times the length squared.
                    let mut worst = [none; LANES];
                    // Looking whether all are blocked costs as much as a few hexes.
                    for stretch in passed.chunks(6) {
                        for passed in stretch {
                            let (first, second) = (eight(&tops, at, passed.first), eight(&tops, at, passed.second));
                            for i in 0..LANES {
                                let above = (first[i].min(second[i]) - from[i]) * length - rise[i] * passed.along;
                                worst[i] = worst[i].max(above);
                            }
                        }
                        if worst.iter().all(|&worst| worst > none) {
                            break;
                        }
                    }
                    for (row, worst) in (row..end).zip(worst) {
                        if worst == none {
                            let hex = |col: i32, row: i32| HexId((row * cols + col) as u16);
                            let (a, b) = (hex(col, row), hex(col + cols_over, row + rows_over));
                            self.set(a, b);
                            self.set(b, a);
                        }
                    }
                }
            }
        }
    }

    #[inline]
    fn set(&mut self, a: HexId, b: HexId) {
        self.bits[a.index() * self.words + b.index() / 64] |= 1 << (b.index() % 64);
    }

    /// Whether `a` sees `b` (the same as `b` sees `a`). Each hex sees itself and its neighbours; none sees further than
    /// the radius.
    #[inline]
    pub fn sees(&self, a: HexId, b: HexId) -> bool {
        self.bits[a.index() * self.words + b.index() / 64] >> (b.index() % 64) & 1 == 1
    }

    /// All that `a` sees, as bits: hex `h` is bit `h % 64` of word `h / 64`.
    #[inline]
    pub fn seen_from(&self, a: HexId) -> &[u64] {
        &self.bits[a.index() * self.words..][..self.words]
    }

    /// Height of an eye in a hex over the sea, metres.
    #[inline]
    pub fn eye_m(&self, hex: HexId) -> i32 {
        self.eye_m[hex.index()]
    }

    /// How far this table reaches, hexes.
    #[inline]
    pub fn radius(&self) -> u32 {
        self.radius
    }

    /// The hexes a straight line from `a` to `b` passes, both ends excluded; where it runs along a hex side, both
    /// neighbours are named as one pair, the lower id first (along the rim, the one on the map alone). The same set in
    /// both directions. Refills `out`, in order from `a`.
    ///
    /// ```
    /// use khasan::hex::{Grid, SightTable};
    ///
    /// let grid = Grid::new(38, 29);
    /// let hex = |name: &str| grid.parse(name).unwrap();
    /// let mut line = Vec::new();
    /// SightTable::line(&grid, hex("1915"), hex("1912"), &mut line);
    /// assert_eq!(line, [(hex("1914"), None), (hex("1913"), None)]);
    /// // Due east, the line runs along the side between 2015 and 2016.
    /// SightTable::line(&grid, hex("1915"), hex("2115"), &mut line);
    /// assert_eq!(line, [(hex("2015"), Some(hex("2016")))]);
    /// ```
    pub fn line(grid: &Grid, a: HexId, b: HexId, out: &mut Vec<(HexId, Option<HexId>)>) {
        out.clear();
        let (x, y) = grid.point(a);
        let at = |(dx, dy): Point| grid.at_point((x + dx, y + dy));
        lattice::walk(grid.difference(a, b), |first, mate| {
            match (at(first), mate.and_then(at)) {
                (Some(first), Some(mate)) => out.push((first.min(mate), Some(first.max(mate)))),
                (Some(only), None) | (None, Some(only)) => out.push((only, None)),
                // Not between two hexes of a rectangle.
                (None, None) => {}
            }
        });
    }

    /// The heights along the line from `a` to `b`, at whatever distance, in order from `a`: a hex blocks exactly if `b`
    /// is not seen. Of a pair, both hexes are listed.
    pub fn profile(&self, grid: &Grid, a: HexId, b: HexId) -> Vec<Profile> {
        let (mut line, mut profile) = (Vec::new(), Vec::new());
        SightTable::line(grid, a, b, &mut line);
        let whole = grid.difference(a, b);
        let length = i64::from(lattice::dot(whole, whole));
        let (from, to) = (i64::from(self.eye_m[a.index()]), i64::from(self.eye_m[b.index()]));
        for (first, mate) in line {
            // Both hexes of a pair lie equally far along.
            let along = i64::from(lattice::dot(grid.difference(a, first), whole));
            let line_product = from * length + (to - from) * along;
            let rises = |hex: HexId| i64::from(self.top_m[hex.index()]) * length > line_product;
            let blocks = rises(first) && mate.is_none_or(rises);
            let line_dm = (10 * line_product).div_euclid(length) as i32;
            let entry = |hex: HexId| Profile { hex, height_m: self.top_m[hex.index()], line_dm, blocks };
            profile.extend([Some(first), mate].into_iter().flatten().map(entry));
        }
        profile
    }
}

/// All lines up to `radius` steps that fit on the grid, one of each two opposite ones, and the greatest length squared.
fn lines(grid: &Grid, radius: u32) -> (Vec<Point>, i32) {
    let (mut lines, mut longest) = (Vec::new(), 0);
    let highest = 2 * i32::from(grid.rows()) - 1;
    for cols in 0..i32::from(grid.cols()) {
        for dy in -highest..=highest {
            let line = (3 * cols, dy);
            let half = cols > 0 || dy > 0;
            let between_centres = (cols + dy) % 2 == 0;
            if half && between_centres && lattice::steps(line) <= radius {
                longest = longest.max(lattice::dot(line, line));
                lines.push(line);
            }
        }
    }
    (lines, longest)
}

/// Eight heights from a place shifted by an offset.
#[inline]
fn eight<T: Copy>(heights: &[T], at: usize, offset: isize) -> [T; LANES] {
    let start = at.wrapping_add_signed(offset);
    let mut eight = [heights[start]; LANES];
    eight.copy_from_slice(&heights[start..start + LANES]);
    eight
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hex(grid: &Grid, name: &str) -> HexId {
        grid.parse(name).expect(name)
    }

    fn passed_names(grid: &Grid, a: &str, b: &str) -> Vec<String> {
        let mut line = Vec::new();
        SightTable::line(grid, hex(grid, a), hex(grid, b), &mut line);
        let text = |(first, mate): (HexId, Option<HexId>)| match mate {
            Some(mate) => format!("{}|{}", grid.name(first), grid.name(mate)),
            None => grid.name(first),
        };
        line.into_iter().map(text).collect()
    }

    #[test]
    fn lines_by_hand() {
        let grid = Grid::new(38, 29);
        assert_eq!(passed_names(&grid, "1915", "1915"), [""; 0]);
        assert_eq!(passed_names(&grid, "1915", "2015"), [""; 0]);
        assert_eq!(passed_names(&grid, "1915", "2214"), ["2015", "2114"]);
        assert_eq!(passed_names(&grid, "1915", "2315"), ["2015|2016", "2115", "2215|2216"]);
        assert_eq!(passed_names(&grid, "1915", "2014"), ["1914|2015"]);
        assert_eq!(passed_names(&grid, "1915", "2017"), ["1916|2016"]);
        // One column over, three rows down: half way along two hexes are crossed.
        assert_eq!(passed_names(&grid, "1000", "1102"), ["1001", "1101"]);
        // Along the rim, where the other hex of the side is off the map.
        assert_eq!(passed_names(&grid, "0000", "0200"), ["0100"]);
        assert_eq!(passed_names(&grid, "0128", "0328"), ["0228"]);
    }

    /// Whether the segment between two centres runs through the inside of the hex around `at`: clipped against its six
    /// sides one by one, in fractions. Knows nothing of walking.
    fn crosses(to: Point, at: Point) -> bool {
        // A point `p` is inside if `normal · (p − at) < reach` for all sides. Each keeps a stretch of the segment.
        let sides = [((0, 1), 1), ((0, -1), 1), ((1, 1), 2), ((1, -1), 2), ((-1, 1), 2), ((-1, -1), 2)];
        let (mut low, mut high) = ((0i64, 1i64), (1i64, 1i64));
        let less = |a: (i64, i64), b: (i64, i64)| a.0 * b.1 < b.0 * a.1;
        for ((nx, ny), reach) in sides {
            let speed = i64::from(nx * to.0 + ny * to.1);
            let room = i64::from(reach + nx * at.0 + ny * at.1);
            if speed > 0 {
                high = if less((room, speed), high) { (room, speed) } else { high };
            } else if speed < 0 {
                low = if less(low, (-room, -speed)) { (-room, -speed) } else { low };
            } else if room <= 0 {
                return false;
            }
        }
        less(low, high)
    }

    #[test]
    fn lines_are_the_hexes_crossed() {
        let grid = Grid::new(13, 10);
        let mut line = Vec::new();
        for a in grid.hexes() {
            for b in grid.hexes() {
                SightTable::line(&grid, a, b, &mut line);
                let inside: Vec<HexId> = line.iter().filter(|(_, mate)| mate.is_none()).map(|&(hex, _)| hex).collect();
                let to = grid.difference(a, b);
                for c in grid.hexes().filter(|&c| c != a && c != b) {
                    // A line along the rim has a hex on one side only, and runs through no inside.
                    let along_rim = to.1 == 0 && (grid.difference(a, c).0 / 3) % 2 != 0 && inside.contains(&c);
                    assert_eq!(inside.contains(&c) && !along_rim, crosses(to, grid.difference(a, c)), "{a:?} {b:?} {c:?}");
                }
                for &(first, mate) in &line {
                    let Some(mate) = mate else { continue };
                    assert!(first < mate && grid.distance(first, mate) == 1);
                    // Mirror images of each other in the line, which runs between them.
                    let (p, q) = (grid.difference(a, first), grid.difference(a, mate));
                    let side = |(x, y): Point| to.0 * y - to.1 * x;
                    assert_eq!((lattice::dot(p, to), side(p)), (lattice::dot(q, to), -side(q)));
                }
            }
        }
    }

    #[test]
    fn lines_are_in_order_and_the_same_both_ways() {
        let grid = Grid::new(20, 16);
        let (mut there, mut back) = (Vec::new(), Vec::new());
        for a in grid.hexes() {
            for b in grid.hexes() {
                SightTable::line(&grid, a, b, &mut there);
                SightTable::line(&grid, b, a, &mut back);
                back.reverse();
                assert_eq!(there, back);
                let to = grid.difference(a, b);
                let along: Vec<i32> = there.iter().map(|&(hex, _)| lattice::dot(grid.difference(a, hex), to)).collect();
                assert!(along.is_sorted_by(|a, b| a < b));
                assert!(along.iter().all(|&along| 0 < along && along < lattice::dot(to, to)));
                let ends = [a, b];
                assert!(there.iter().all(|(hex, mate)| !ends.contains(hex) && mate.is_none_or(|mate| !ends.contains(&mate))));
            }
        }
    }

    fn table(grid: &Grid, heights: impl Fn(HexId) -> i16) -> SightTable {
        let elevation: Vec<i16> = grid.hexes().map(heights).collect();
        SightTable::new(grid, &elevation, &vec![0; grid.len()], 2, 40)
    }

    #[test]
    fn all_is_seen_on_a_plain_up_to_the_radius() {
        let grid = Grid::new(38, 29);
        let sight = SightTable::new(&grid, &vec![10; grid.len()], &vec![2; grid.len()], 2, 7);
        for a in grid.hexes() {
            for b in grid.hexes() {
                assert_eq!(sight.sees(a, b), grid.distance(a, b) <= 7);
            }
        }
        // An obstacle that reaches above the eyes hides all but the neighbours.
        let sight = SightTable::new(&grid, &vec![10; grid.len()], &vec![3; grid.len()], 2, 7);
        for a in grid.hexes() {
            for b in grid.hexes() {
                assert_eq!(sight.sees(a, b), grid.distance(a, b) <= 1);
            }
        }
    }

    #[test]
    fn a_ridge_blocks_and_a_higher_observer_sees_over_it() {
        let grid = Grid::new(9, 9);
        // Column 4 is a ridge of 60 m on a plain at 20 m.
        let ridge = |hex| if grid.col_row(hex).0 == 4 { 60 } else { 20 };
        let [west, crest, east, foot] = ["0004", "0404", "0804", "0504"].map(|name| hex(&grid, name));
        let sight = table(&grid, ridge);
        assert!(!sight.sees(west, east));
        assert!(sight.sees(west, crest) && sight.sees(crest, east));
        // Over the crest's middle, half way, the line must pass at 60 m: eyes at 22 and 98.
        for (height, seen) in [(95, false), (96, true), (97, true)] {
            let sight = table(&grid, |hex| if hex == west { height } else { ridge(hex) });
            assert_eq!((sight.sees(west, east), sight.sees(east, west)), (seen, seen), "{height}");
            // Nearer behind the ridge lies dead ground.
            assert!(!sight.sees(west, foot));
        }
    }

    #[test]
    fn a_line_along_a_side_is_blocked_only_from_both_sides() {
        let grid = Grid::new(5, 5);
        let [a, b, north, south] = ["0101", "0301", "0201", "0202"].map(|name| hex(&grid, name));
        let hills = |hills: &[HexId]| table(&grid, |hex| if hills.contains(&hex) { 99 } else { 0 });
        assert!(hills(&[north]).sees(a, b) && hills(&[south]).sees(a, b));
        assert!(!hills(&[north, south]).sees(a, b));
        // On the rim the hex on the map decides alone.
        let [a, b, only] = ["0000", "0200", "0100"].map(|name| hex(&grid, name));
        assert!(hills(&[]).sees(a, b) && !hills(&[only]).sees(a, b));
    }

    #[test]
    fn the_ends_own_trees_do_not_hide_them() {
        let grid = Grid::new(1, 4);
        let sight = |obstacles: [u8; 4]| SightTable::new(&grid, &[5; 4], &obstacles, 2, 9).sees(HexId(0), HexId(3));
        assert!(sight([20, 0, 2, 20]));
        assert!(!sight([0, 0, 3, 0]));
    }

    #[test]
    fn a_profile_shows_line_and_ground() {
        let grid = Grid::new(1, 4);
        let sight = SightTable::new(&grid, &[10, 40, 0, 20], &[0, 0, 12, 0], 2, 9);
        let profile = sight.profile(&grid, HexId(0), HexId(3));
        let entry = |hex, height_m, line_dm, blocks| Profile { hex: HexId(hex), height_m, line_dm, blocks };
        // From 12 m to 22 m over 900 m: 15.33 m and 18.67 m.
        assert_eq!(profile, [entry(1, 40, 153, true), entry(2, 12, 186, false)]);
        assert!(sight.profile(&grid, HexId(2), HexId(2)).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// The table, which works on columns and differences, against one line at a time.
        #[test]
        fn sight_is_symmetric_and_agrees_with_its_profiles(
            cols in 1u8..14, rows in 1u8..12, radius in 0u32..20, eye_m in 0i32..4, steep in 1i16..60,
            seed in proptest::collection::vec((any::<i16>(), 0u8..12), 14 * 12),
        ) {
            let grid = Grid::new(cols, rows);
            let (elevation, obstacle): (Vec<i16>, Vec<u8>) =
                seed[..grid.len()].iter().map(|&(ground, stands)| (ground % steep, stands / 8 * stands)).unzip();
            let sight = SightTable::new(&grid, &elevation, &obstacle, eye_m, radius);
            for a in grid.hexes() {
                for b in grid.hexes() {
                    prop_assert_eq!(sight.sees(a, b), sight.sees(b, a));
                    let profile = sight.profile(&grid, a, b);
                    let blocked = profile.iter().any(|passed| passed.blocks);
                    prop_assert_eq!(sight.sees(a, b), !blocked && grid.distance(a, b) <= radius);
                    let bit = sight.seen_from(a)[b.index() / 64] >> (b.index() % 64) & 1;
                    prop_assert_eq!(bit == 1, sight.sees(a, b));
                    let mut back = sight.profile(&grid, b, a);
                    back.sort_by_key(|passed| passed.hex);
                    let mut there = profile;
                    there.sort_by_key(|passed| passed.hex);
                    prop_assert_eq!(there, back);
                }
            }
        }
    }

    #[test]
    fn heights_out_of_all_proportion_do_not_overflow() {
        let grid = Grid::new(70, 3);
        let heights = |hex: HexId| if hex.0.is_multiple_of(23) { i16::MAX } else { i16::MIN };
        let elevation: Vec<i16> = grid.hexes().map(heights).collect();
        let sight = SightTable::new(&grid, &elevation, &vec![255; grid.len()], 300, 99);
        let mut seen = 0;
        for a in grid.hexes() {
            for b in grid.hexes() {
                let blocked = sight.profile(&grid, a, b).iter().any(|passed| passed.blocks);
                assert_eq!(sight.sees(a, b), !blocked, "{a:?} {b:?}");
                seen += u32::from(!blocked);
            }
        }
        assert!((1_000..40_000).contains(&seen), "{seen}");
    }
}
