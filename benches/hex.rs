//! Speed of the grid: reach, sight, lines.
//!
//! The map has the size of the game's (38 × 29) and hills drawn by a fixed formula.

use divan::{Bencher, black_box};
use khasan::hex::{Dir, Grid, HexId, Reach, ReachScratch, SightTable};

fn main() {
    divan::main();
}

/// A number from 0 to 2³² that looks random, by the finaliser of MurmurHash3.
fn mix(n: u32) -> u32 {
    let n = (n ^ (n >> 16)).wrapping_mul(0x85eb_ca6b);
    let n = (n ^ (n >> 13)).wrapping_mul(0xc2b2_ae35);
    n ^ (n >> 16)
}

struct Fixture {
    grid: Grid,
    centre: HexId,
    elevation_m: Vec<i16>,
    obstacle_m: Vec<u8>,
    /// Seconds to enter each hex.
    enter_s: Vec<u32>,
    /// Seconds more for each side.
    side_s: Vec<u16>,
}

impl Fixture {
    fn new() -> Fixture {
        let grid = Grid::new(38, 29);
        let rough = |hex: HexId| mix(u32::from(hex.0)) % 64;
        // Hills a few hexes wide: the mean of all that lies within two hexes.
        let smooth = |hex: HexId| {
            let near = grid.within(hex, 2);
            (near.iter().map(|&near| 3 * rough(near)).sum::<u32>() / near.len() as u32) as i16
        };
        Fixture {
            centre: grid.at(19, 15).expect("on the map"),
            elevation_m: grid.hexes().map(smooth).collect(),
            obstacle_m: grid.hexes().map(|hex| if rough(hex) > 48 { 4 } else { 0 }).collect(),
            enter_s: grid.hexes().map(|hex| 200 + mix(u32::from(hex.0) + 7_000) % 500).collect(),
            side_s: (0..grid.sides_len() as u32).map(|side| if mix(side + 9_000).is_multiple_of(8) { 300 } else { 0 }).collect(),
            grid,
        }
    }

    fn step(&self, from: HexId, dir: Dir, to: HexId) -> Option<u32> {
        let side = self.grid.side(from, dir)?;
        Some(self.enter_s[to.index()] + u32::from(self.side_s[side.index()]))
    }

    /// The budget in seconds that reaches as near as can be to so many hexes.
    fn budget(&self, hexes: usize) -> u32 {
        let (mut reach, mut scratch) = (Reach::default(), ReachScratch::default());
        reach.search(&self.grid, &mut scratch, self.centre, u32::MAX, |from, dir, to| self.step(from, dir, to));
        reach.reached().get(hexes - 1).and_then(|&hex| reach.cost(hex)).expect("so many are reached")
    }

    fn sight(&self) -> SightTable {
        SightTable::new(&self.grid, &self.elevation_m, &self.obstacle_m, 2, 34)
    }
}

/// Reach over a given number of hexes, a cost per hex and per side.
#[divan::bench(args = [20, 230, 1102])]
fn reach(bencher: Bencher, hexes: usize) {
    let fixture = Fixture::new();
    let budget = fixture.budget(hexes);
    let (mut reach, mut scratch) = (Reach::default(), ReachScratch::default());
    bencher.bench_local(|| {
        reach.search(&fixture.grid, &mut scratch, black_box(fixture.centre), budget, |from, dir, to| fixture.step(from, dir, to));
        reach.reached().len()
    });
}

/// The same where a step's cost is one look into a table by hex alone.
#[divan::bench(args = [230, 1102])]
fn reach_cost_by_hex(bencher: Bencher, hexes: usize) {
    let fixture = Fixture::new();
    let budget = fixture.budget(hexes);
    let (mut reach, mut scratch) = (Reach::default(), ReachScratch::default());
    bencher.bench_local(|| {
        reach.search(&fixture.grid, &mut scratch, black_box(fixture.centre), budget, |_, _, to| Some(fixture.enter_s[to.index()]));
        reach.reached().len()
    });
}

/// Seconds from everywhere to one hex, without a limit.
#[divan::bench]
fn reach_to_whole_map(bencher: Bencher) {
    let fixture = Fixture::new();
    let (mut reach, mut scratch) = (Reach::default(), ReachScratch::default());
    bencher.bench_local(|| {
        reach.search_to(&fixture.grid, &mut scratch, black_box(fixture.centre), u32::MAX, |from, dir, to| fixture.step(from, dir, to));
        reach.reached().len()
    });
}

/// All pairs of the map up to a radius.
#[divan::bench(args = [10, 34])]
fn sight_table(bencher: Bencher, radius: u32) {
    let fixture = Fixture::new();
    bencher.bench_local(|| SightTable::new(&fixture.grid, black_box(&fixture.elevation_m), black_box(&fixture.obstacle_m), 2, radius));
}

/// The same where nothing blocks, so that each line is followed to its end.
#[divan::bench]
fn sight_table_plain(bencher: Bencher) {
    let grid = Grid::new(38, 29);
    let (elevation_m, obstacle_m) = (vec![0; grid.len()], vec![0; grid.len()]);
    bencher.bench_local(|| SightTable::new(&grid, black_box(&elevation_m), black_box(&obstacle_m), 2, 34));
}

/// How many of the 331 hexes within ten are seen from one, asked one by one.
#[divan::bench]
fn sight_radius_10(bencher: Bencher) {
    let fixture = Fixture::new();
    let (sight, near) = (fixture.sight(), fixture.grid.within(fixture.centre, 10));
    bencher.bench_local(|| {
        let from = black_box(fixture.centre);
        near.iter().filter(|&&to| sight.sees(from, to)).count()
    });
}

/// The lines from one hex to the 331 within ten.
#[divan::bench]
fn lines_radius_10(bencher: Bencher) {
    let fixture = Fixture::new();
    let (near, mut line) = (fixture.grid.within(fixture.centre, 10), Vec::new());
    bencher.bench_local(|| {
        near.iter()
            .map(|&to| {
                SightTable::line(&fixture.grid, black_box(fixture.centre), to, &mut line);
                line.len()
            })
            .sum::<usize>()
    });
}

/// The hexes within ten of one.
#[divan::bench]
fn within_10(bencher: Bencher) {
    let fixture = Fixture::new();
    bencher.bench_local(|| fixture.grid.within(black_box(fixture.centre), 10));
}
