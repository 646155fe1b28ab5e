//! Cheapest ways over the grid: Dijkstra with a bucket queue on flat arrays, no hash map, fixed tie-breaks.
//!
//! What belongs here: the search. What never does: what a step costs, or why.

use super::{Dir, Grid, HexId};

/// Buckets of the queue. The last one takes all costs beyond the others.
const BUCKETS: usize = 8192;
/// Widest bucket, as a power of two: 16 s, so that 36 hours lie before the last bucket. Buckets are scanned for their
/// cheapest entry, so they should hold few.
const WIDEST: u32 = 4;
/// As many buckets as a small budget is spread over, as a power of two: more would lie empty and be passed over.
const SPREAD: u32 = 11;
/// No node.
const NONE: u16 = u16::MAX;

/// A hex waiting in a bucket. A hex found cheaper is put in again; what is left of it is then stale. No more than six
/// times 9,801 hexes can be put in, so that 16 bits number them.
#[derive(Clone, Copy, Debug)]
struct Node {
    cost: u32,
    hex: HexId,
    next: u16,
}

/// Buffers kept between searches so that none allocates.
#[derive(Clone, Debug, Default)]
pub struct ReachScratch {
    /// First node of each bucket; empty before the first search.
    heads: Vec<u16>,
    /// A bit for each bucket that has a node.
    full: Vec<u64>,
    nodes: Vec<Node>,
    /// Width of a bucket, as a power of two.
    shift: u32,
    /// No bucket before this one has a node.
    first: usize,
    /// A search was left midway: its cost function panicked.
    dirty: bool,
}

impl ReachScratch {
    fn begin(&mut self, budget: u32) {
        if self.dirty || self.heads.is_empty() {
            self.heads.clear();
            self.heads.resize(BUCKETS, NONE);
            self.full.clear();
            self.full.resize(BUCKETS / 64, 0);
        }
        self.dirty = true;
        self.nodes.clear();
        self.first = 0;
        let bits = u32::BITS - budget.leading_zeros();
        self.shift = bits.saturating_sub(SPREAD).min(WIDEST);
    }

    #[inline]
    fn push(&mut self, cost: u32, hex: HexId) {
        let bucket = ((cost >> self.shift) as usize).min(BUCKETS - 1);
        let next = self.heads[bucket];
        self.heads[bucket] = self.nodes.len() as u16;
        self.nodes.push(Node { cost, hex, next });
        self.full[bucket / 64] |= 1 << (bucket % 64);
    }

    /// The cheapest node, of equals the one with the lowest hex.
    #[inline]
    fn pop(&mut self) -> Option<(u32, HexId)> {
        let (word, bits) = loop {
            match *self.full.get(self.first)? {
                0 => self.first += 1,
                bits => break (self.first, bits),
            }
        };
        let bucket = word * 64 + bits.trailing_zeros() as usize;
        let head = self.heads[bucket];
        let mut best = self.nodes[head as usize];
        let (mut best_before, mut before, mut at) = (NONE, head, best.next);
        while at != NONE {
            let node = self.nodes[at as usize];
            if (node.cost, node.hex) < (best.cost, best.hex) {
                (best, best_before) = (node, before);
            }
            (before, at) = (at, node.next);
        }
        if best_before != NONE {
            self.nodes[best_before as usize].next = best.next;
        } else {
            self.heads[bucket] = best.next;
            if best.next == NONE {
                self.full[word] = bits & (bits - 1);
            }
        }
        Some((best.cost, best.hex))
    }
}

/// What is known of a hex: the search that last reached it and the cost, as one number, and the way there.
#[derive(Clone, Copy, Debug)]
struct Label {
    /// Searches count downwards in the upper half, so that any label of an earlier search is dearer than all of this
    /// one's and nothing need be cleared.
    key: u64,
    link: HexId,
}

const UNKNOWN: Label = Label { key: u64::MAX, link: HexId(0) };

/// Result of one search: cost in seconds of each hex reached and the way there.
///
/// Results are the same for the same costs: of equally cheap ways, the one whose last hex before is reached first
/// counts, and of hexes reached at the same cost, the one with the lower [`HexId`] comes first.
///
/// ```
/// use khasan::hex::{Grid, Reach, ReachScratch};
///
/// let grid = Grid::new(38, 29);
/// let [from, pond, to] = ["1915", "1914", "1913"].map(|name| grid.parse(name).unwrap());
/// let (mut reach, mut scratch) = (Reach::default(), ReachScratch::default());
/// reach.search(&grid, &mut scratch, from, 900, |_, _, entered| (entered != pond).then_some(270));
/// assert_eq!(reach.cost(to), Some(3 * 270));
/// assert_eq!(reach.cost(pond), None);
/// assert_eq!(reach.path(to).unwrap().len(), 3);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Reach {
    labels: Vec<Label>,
    reached: Vec<HexId>,
    /// The number of this search, counted down from `u32::MAX - 1`, in the upper half.
    search: u64,
    backwards: bool,
}

impl Reach {
    /// Search from `from` outward up to `budget` seconds. `cost(from, dir, to)` is the seconds to enter `to`
    /// (≥ 1; 0 counts as 1), or `None` where nobody passes. Refills `self`. A `from` off the grid reaches nothing.
    pub fn search(
        &mut self,
        grid: &Grid,
        scratch: &mut ReachScratch,
        from: HexId,
        budget: u32,
        cost: impl FnMut(HexId, Dir, HexId) -> Option<u32>,
    ) {
        self.backwards = false;
        self.fill(grid, scratch, from, budget, cost);
    }

    /// Search that walks backwards from a goal: `self.cost(h)` is then the seconds from `h` to the goal,
    /// `cost(from, dir, to)` still being asked in the direction of travel; [`Reach::link`] of `h` is the next hex on
    /// the way.
    pub fn search_to(
        &mut self,
        grid: &Grid,
        scratch: &mut ReachScratch,
        goal: HexId,
        budget: u32,
        mut cost: impl FnMut(HexId, Dir, HexId) -> Option<u32>,
    ) {
        self.backwards = true;
        self.fill(grid, scratch, goal, budget, |at, dir, near| cost(near, dir.opposite(), at));
    }

    #[inline]
    fn fill(
        &mut self,
        grid: &Grid,
        scratch: &mut ReachScratch,
        root: HexId,
        budget: u32,
        mut cost: impl FnMut(HexId, Dir, HexId) -> Option<u32>,
    ) {
        let search = self.begin(grid);
        if !grid.contains(root) {
            return;
        }
        scratch.begin(budget);
        self.labels[root.index()] = Label { key: search, link: root };
        scratch.push(0, root);
        while let Some((paid, at)) = scratch.pop() {
            let key = search | u64::from(paid);
            if self.labels[at.index()].key != key {
                continue; // Stale: reached cheaper, and left, before.
            }
            self.reached.push(at);
            for (dir, near) in Dir::ALL.into_iter().zip(grid.neighbours(at)) {
                let Some(near) = *near else { continue };
                let label = &mut self.labels[near.index()];
                if label.key <= key + 1 {
                    continue; // No step is cheaper than a second.
                }
                let Some(total) = cost(at, dir, near).and_then(|step| paid.checked_add(step.max(1))) else { continue };
                let better = search | u64::from(total);
                if total <= budget && better < label.key {
                    *label = Label { key: better, link: at };
                    scratch.push(total, near);
                }
            }
        }
        scratch.dirty = false;
    }

    /// Forgets the last search; the new one's number.
    fn begin(&mut self, grid: &Grid) -> u64 {
        self.reached.clear();
        if self.labels.len() != grid.len() || self.search == 0 {
            self.labels.clear();
            self.labels.resize(grid.len(), UNKNOWN);
            self.reached.reserve(grid.len());
            self.search = u64::from(u32::MAX) << 32;
        }
        self.search -= 1 << 32;
        self.search
    }

    #[inline]
    fn label(&self, hex: HexId) -> Option<Label> {
        // A label of an earlier search bears another number.
        self.labels.get(hex.index()).copied().filter(|label| label.key >> 32 == self.search >> 32)
    }

    /// Seconds to (or from) a hex, `None` if not reached.
    #[inline]
    pub fn cost(&self, hex: HexId) -> Option<u32> {
        self.label(hex).map(|label| label.key as u32)
    }

    /// After `search`: the hex before this one on the cheapest way; after `search_to`: the next towards the goal.
    /// `None` at the start or the goal itself, and for hexes not reached.
    #[inline]
    pub fn link(&self, hex: HexId) -> Option<HexId> {
        self.label(hex).map(|label| label.link).filter(|&link| link != hex)
    }

    /// In order of travel, after `search`: the way from the start (excluded) to `to` (included); after `search_to`:
    /// the way from `to` (excluded) to the goal (included). Empty at the start or goal itself; `None` if not reached.
    pub fn path(&self, to: HexId) -> Option<Vec<HexId>> {
        self.cost(to)?;
        let mut path: Vec<HexId> = std::iter::successors(Some(to), |&hex| self.link(hex)).collect();
        if self.backwards {
            path.remove(0);
        } else {
            path.pop();
            path.reverse();
        }
        Some(path)
    }

    /// The hexes reached, cheapest first, the start or goal included.
    #[inline]
    pub fn reached(&self) -> &[HexId] {
        &self.reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Costs by direction of travel: the step out of each hex in each direction, 0 for closed.
    #[derive(Clone, Debug)]
    struct Costs(Vec<[u32; 6]>);

    impl Costs {
        fn step(&self, from: HexId, dir: Dir) -> Option<u32> {
            Some(self.0[from.index()][dir as usize]).filter(|&cost| cost > 0)
        }
    }

    /// Cost of each hex from `from`, relaxed until nothing changes.
    fn naive(grid: &Grid, costs: &Costs, from: HexId) -> Vec<Option<u64>> {
        let mut best = vec![None; grid.len()];
        best[from.index()] = Some(0);
        loop {
            let mut changed = false;
            for at in grid.hexes() {
                let Some(paid) = best[at.index()] else { continue };
                for dir in Dir::ALL {
                    let (Some(to), Some(step)) = (grid.neighbour(at, dir), costs.step(at, dir)) else { continue };
                    let total: u64 = paid + u64::from(step);
                    if best[to.index()].is_none_or(|old| total < old) {
                        best[to.index()] = Some(total);
                        changed = true;
                    }
                }
            }
            if !changed {
                return best;
            }
        }
    }

    fn costs(len: usize, dearest: u32) -> impl Strategy<Value = Costs> {
        let step = prop_oneof![1 => Just(0), 5 => 1..=dearest, 2 => Just(270.min(dearest))];
        proptest::collection::vec(proptest::array::uniform6(step), len).prop_map(Costs)
    }

    fn world() -> impl Strategy<Value = (Grid, Costs, HexId, u32)> {
        let dearest = prop_oneof![Just(1), Just(3), Just(900), Just(4_000), Just(200_000), Just(u32::MAX)];
        let budget = prop_oneof![0..20u32, 0..5_000u32, 0..150_000u32, Just(u32::MAX)];
        (1u8..9, 1u8..9, dearest, budget, any::<u16>()).prop_flat_map(|(cols, rows, dearest, budget, from)| {
            let grid = Grid::new(cols, rows);
            let from = HexId(from % grid.len() as u16);
            costs(grid.len(), dearest).prop_map(move |costs| (grid.clone(), costs, from, budget))
        })
    }

    proptest! {
        #[test]
        fn agrees_with_relaxing_until_nothing_changes((grid, costs, from, budget) in world()) {
            let (mut reach, mut scratch) = (Reach::default(), ReachScratch::default());
            // A second search must not see the first.
            for from in [HexId(0), from] {
                reach.search(&grid, &mut scratch, from, budget, |at, dir, _| costs.step(at, dir));
                let naive = naive(&grid, &costs, from);
                for hex in grid.hexes() {
                    let expected = naive[hex.index()].filter(|&cost| cost <= u64::from(budget));
                    prop_assert_eq!(reach.cost(hex).map(u64::from), expected);
                    prop_assert_eq!(reach.reached().contains(&hex), expected.is_some());
                }
                prop_assert!(reach.reached().is_sorted_by_key(|&hex| (reach.cost(hex), hex)));
            }
        }

        #[test]
        fn paths_cost_what_they_say((grid, costs, from, budget) in world()) {
            let (mut reach, mut scratch) = (Reach::default(), ReachScratch::default());
            reach.search(&grid, &mut scratch, from, budget, |at, dir, _| costs.step(at, dir));
            for &hex in reach.reached() {
                let (mut at, mut paid) = (from, 0);
                for next in reach.path(hex).expect("reached") {
                    let dir = grid.dir_to(at, next).expect("adjacent");
                    paid += costs.step(at, dir).expect("open");
                    at = next;
                }
                prop_assert_eq!((at, Some(paid)), (hex, reach.cost(hex)));
                // Of equally cheap ways, the one whose last hex before was reached first.
                let ways = Dir::ALL.into_iter().filter_map(|dir| {
                    let before = grid.neighbour(hex, dir)?;
                    let total = reach.cost(before)?.checked_add(costs.step(before, dir.opposite())?)?;
                    (Some(total) == reach.cost(hex)).then_some((reach.cost(before), before))
                });
                prop_assert_eq!(reach.link(hex), ways.min().map(|(_, before)| before).filter(|_| hex != from));
            }
        }

        #[test]
        fn backwards_agrees_with_forwards((grid, costs, goal, budget) in world()) {
            let (mut back, mut reach, mut scratch) = (Reach::default(), Reach::default(), ReachScratch::default());
            back.search_to(&grid, &mut scratch, goal, budget, |at, dir, to| {
                assert_eq!(grid.neighbour(at, dir), Some(to));
                costs.step(at, dir)
            });
            for from in grid.hexes() {
                reach.search(&grid, &mut scratch, from, budget, |at, dir, _| costs.step(at, dir));
                prop_assert_eq!(back.cost(from), reach.cost(goal));
                let Some(path) = back.path(from) else { continue };
                let (mut at, mut paid) = (from, 0);
                for next in path {
                    prop_assert_eq!(back.link(at), Some(next));
                    paid += costs.step(at, grid.dir_to(at, next).expect("adjacent")).expect("open");
                    at = next;
                }
                prop_assert_eq!((at, Some(paid)), (goal, back.cost(from)));
            }
        }
    }

    #[test]
    fn even_ground_is_reached_ring_by_ring() {
        let grid = Grid::new(38, 29);
        let from = grid.parse("1915").expect("on the map");
        let (mut reach, mut scratch) = (Reach::default(), ReachScratch::default());
        reach.search(&grid, &mut scratch, from, 8 * 270 + 269, |_, _, _| Some(270));
        assert_eq!(reach.reached().len(), 217);
        assert_eq!((reach.reached()[0], reach.cost(from), reach.link(from)), (from, Some(0), None));
        assert_eq!(reach.path(from), Some(vec![]));
        for hex in grid.hexes() {
            let steps = grid.distance(from, hex);
            assert_eq!(reach.cost(hex), (steps <= 8).then_some(steps * 270));
        }
    }

    #[test]
    fn a_free_step_costs_a_second() {
        let grid = Grid::new(5, 1);
        let (mut reach, mut scratch) = (Reach::default(), ReachScratch::default());
        reach.search(&grid, &mut scratch, HexId(0), 3, |_, _, _| Some(0));
        assert_eq!(reach.reached(), [HexId(0), HexId(1), HexId(2), HexId(3)]);
        assert_eq!(reach.cost(HexId(3)), Some(3));
    }

    #[test]
    fn nothing_is_left_of_an_earlier_search_or_grid() {
        let (small, large) = (Grid::new(3, 3), Grid::new(9, 9));
        let (mut reach, mut scratch) = (Reach::default(), ReachScratch::default());
        assert_eq!((reach.cost(HexId(0)), reach.path(HexId(0)), reach.reached().len()), (None, None, 0));
        for (grid, budget) in [(&large, 1000), (&small, 0), (&large, 1), (&large, 0)] {
            reach.search(grid, &mut scratch, HexId(4), budget, |_, _, _| Some(1));
            let within = grid.within(HexId(4), budget);
            assert_eq!(reach.reached().len(), within.len());
            assert_eq!(large.hexes().filter(|&hex| reach.cost(hex).is_some()).count(), within.len());
        }
        reach.search(&small, &mut scratch, HexId(9), 5, |_, _, _| Some(1));
        assert!(reach.reached().is_empty());
        // When the numbers of searches run out, they begin again.
        reach.search = 1 << 32;
        for _ in 0..3 {
            reach.search(&small, &mut scratch, HexId(4), 1, |_, _, _| Some(1));
            assert_eq!(reach.reached().len(), 7);
            assert_eq!(small.hexes().filter(|&hex| reach.cost(hex).is_some()).count(), 7);
        }
    }

    #[test]
    fn a_search_cut_short_spoils_no_later_one() {
        let grid = Grid::new(5, 5);
        let (mut reach, mut scratch) = (Reach::default(), ReachScratch::default());
        let cut = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            reach.search(&grid, &mut scratch, HexId(12), 9, |_, dir, _| if dir == Dir::SW { panic!() } else { Some(1) });
        }));
        assert!(cut.is_err());
        reach.search(&grid, &mut scratch, HexId(12), 1, |_, _, _| Some(1));
        assert_eq!(reach.reached().len(), 7);
    }
}
