//! The integer lattice behind the grid, and the exact walk of a straight line over it.
//!
//! What belongs here: arithmetic on lattice points, where every centre and every corner of a hex is a whole number.
//! What never does: maps, heights, floats.
//!
//! One unit of `x` is half a hex's circumradius (86.6 m), one unit of `y` half a row (150 m). The centre of column `c`,
//! row `r` is `(3c, 2r + (c & 1))`; the corners lie at `(±1, ±1)` and `(±2, 0)` around it. All hexes are alike under
//! shifts from centre to centre, so what holds of a line depends on the difference of its ends alone.

/// A lattice point, or the difference of two.
pub(super) type Point = (i32, i32);

/// From a centre to its neighbours' centres, clockwise from north.
pub(super) const STEPS: [Point; 6] = [(0, -2), (3, -1), (3, 1), (0, 2), (-3, 1), (-3, -1)];

/// From a centre to its corners: side `k` (clockwise from north) runs from corner `k` to corner `k + 1`.
pub(super) const CORNERS: [Point; 6] = [(-1, -1), (1, -1), (2, 0), (1, 1), (-1, 1), (-2, 0)];

/// The centre of a column and row.
pub(super) const fn centre(col: i32, row: i32) -> Point {
    (3 * col, 2 * row + (col & 1))
}

/// The column and row whose centre a point is; the point must be one.
pub(super) const fn col_row((x, y): Point) -> (i32, i32) {
    let col = x.div_euclid(3);
    (col, (y - (col & 1)).div_euclid(2))
}

/// Steps between two centres that lie `(dx, dy)` apart: the largest of the three cube coordinates
/// `q = dx / 3`, `r = (dy - q) / 2`, `s = -q - r`.
pub(super) const fn steps((dx, dy): Point) -> u32 {
    let q = dx.unsigned_abs() / 3;
    let r_or_s = (q + dy.unsigned_abs()) / 2;
    if q > r_or_s { q } else { r_or_s }
}

/// The product of two differences in the ground's own proportions, in units of 7,500 m²: `dx² + 3 dy²` is the square
/// of a length.
pub(super) const fn dot(a: Point, b: Point) -> i32 {
    a.0 * b.0 + 3 * a.1 * b.1
}

/// Visits, in order, what the straight line from the centre `(0, 0)` to the centre `to` passes between its ends: each
/// hex whose inside it crosses, and where it runs along a side, the two hexes of that side together.
pub(super) fn walk(to: Point, mut visit: impl FnMut(Point, Option<Point>)) {
    let (dx, dy) = to;
    if to == (0, 0) {
        return;
    }
    if dy == 0 || dx.abs() == dy.abs() {
        // Out through a corner: along a side, into the next hex through its corner, through its centre, and again.
        let hops = if dy == 0 { dx.abs() / 6 } else { dy.abs() / 3 };
        let hop = (dx / hops, dy / hops);
        let left = if dy == 0 { (hop.0 / 2, -1) } else { (0, 2 * hop.1.signum()) };
        let right = (hop.0 - left.0, hop.1 - left.1);
        for n in 0..hops {
            let (x, y) = (hop.0 * n, hop.1 * n);
            visit((x + left.0, y + left.1), Some((x + right.0, y + right.1)));
            if n + 1 < hops {
                visit((x + hop.0, y + hop.1), None);
            }
        }
        return;
    }
    // `across(p) = dx·py − dy·px` is negative left of the line, positive right of it. Clockwise, the line leaves a hex
    // through the side that begins left of it and ends right of it.
    let across = |(x, y): Point| dx * y - dy * x;
    let corners = CORNERS.map(across);
    let shifts = STEPS.map(across);
    let (mut at, mut off) = ((0, 0), 0);
    loop {
        let leaving = (0..6).find(|&k| {
            let (begin, end) = (corners[k], corners[(k + 1) % 6]);
            // A line through the very corner goes on into the neighbour on whose side of the corner it points.
            let begins_left = off + begin < 0 || (off + begin == 0 && begin < 0);
            let ends_right = off + end > 0 || (off + end == 0 && end > 0);
            begins_left && ends_right
        });
        let Some(k) = leaving else {
            debug_assert!(false, "a line leaves each hex through one side");
            return;
        };
        at = (at.0 + STEPS[k].0, at.1 + STEPS[k].1);
        off += shifts[k];
        if at == to {
            return;
        }
        visit(at, None);
    }
}
