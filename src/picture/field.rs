//! Heights between the hexes: a smooth surface through the heights at their centres, sampled on a square lattice, and the
//! lines of equal height, tint and shade drawn from it.

use super::layout::{Layout, PER_M, PITCH};
use super::shape::{Point, pt};
use crate::data::Ground;

/// Sheet units between two samples.
const STEP: f32 = PITCH / 6.0;
/// How far a hex's height reaches, sheet units.
const REACH: f32 = PITCH * 1.75;

/// Values on a square lattice over the map and a little beyond it.
pub(super) struct Field {
    cols: usize,
    rows: usize,
    origin: Point,
    values: Vec<f32>,
}

impl Field {
    /// Heights in metres.
    ///
    /// Near a hex its own plane counts (height at the centre, slope from its neighbours), weighted so that the surface
    /// passes exactly through every centre and has no folds (Shepard's method as changed by Franke and Nielson, 1980).
    pub(super) fn heights(ground: &Ground, layout: &Layout) -> Field {
        let (cols, rows) = (i32::from(ground.grid.cols()), i32::from(ground.grid.rows()));
        let height = |c: i32, r: i32| {
            let (c, r) = (c.clamp(0, cols - 1), r.clamp(0, rows - 1));
            ground.grid.at(c, r).map_or(0.0, |h| f32::from(ground.elevation_m[h.index()]))
        };
        // a frame of two cells, so that the surface runs on under the map's rim
        const PAD: i32 = 2;
        let wide = (cols + 2 * PAD) as usize;
        let mut slopes = Vec::with_capacity(wide * (rows + 2 * PAD) as usize);
        for r in -PAD..rows + PAD {
            for c in -PAD..cols + PAD {
                // least squares over six neighbours at equal angles: the sum of offset times rise, by three pitch²
                let (here, at) = (layout.cell(c, r), height(c, r));
                let (mut gx, mut gy) = (0.0, 0.0);
                for (nc, nr) in around(c, r) {
                    let n = layout.cell(nc, nr);
                    let rise = height(nc, nr) - at;
                    gx += (n.x - here.x) * rise;
                    gy += (n.y - here.y) * rise;
                }
                let by = 3.0 * PITCH * PITCH;
                slopes.push((gx / by, gy / by));
            }
        }
        let (w, h) = layout.map_size();
        let beyond = STEP * 2.0;
        let origin = layout.corner().plus(-beyond, -beyond);
        let (n, m) = (((w + 2.0 * beyond) / STEP) as usize + 2, ((h + 2.0 * beyond) / STEP) as usize + 2);
        let mut values = Vec::with_capacity(n * m);
        for j in 0..m {
            for i in 0..n {
                let p = origin.plus(i as f32 * STEP, j as f32 * STEP);
                let col = ((p.x - layout.cell(0, 0).x) / (layout.cell(1, 0).x - layout.cell(0, 0).x)).round() as i32;
                let (mut sum, mut weights, mut exact) = (0.0, 0.0, None);
                for c in (col - 3).max(-PAD)..=(col + 3).min(cols + PAD - 1) {
                    let row = ((p.y - layout.cell(c, 0).y) / PITCH).round() as i32;
                    for r in (row - 2).max(-PAD)..=(row + 2).min(rows + PAD - 1) {
                        let k = layout.cell(c, r);
                        let d = k.distance(p);
                        if d >= REACH {
                            continue;
                        }
                        if d < 0.01 {
                            exact = Some(height(c, r));
                            continue;
                        }
                        let (gx, gy) = slopes[(r + PAD) as usize * wide + (c + PAD) as usize];
                        let weight = (REACH - d) / (REACH * d) * ((REACH - d) / (REACH * d));
                        sum += weight * (height(c, r) + gx * (p.x - k.x) + gy * (p.y - k.y));
                        weights += weight;
                    }
                }
                values.push(exact.unwrap_or(if weights > 0.0 { sum / weights } else { 0.0 }));
            }
        }
        Field { cols: n, rows: m, origin, values }
    }

    /// Light from the north-west on a surface of heights: positive where it falls on the slope, in metres of rise per metre.
    pub(super) fn light(&self) -> Field {
        let at = |i: usize, j: usize| self.values[j.min(self.rows - 1) * self.cols + i.min(self.cols - 1)];
        let mut values = Vec::with_capacity(self.values.len());
        for j in 0..self.rows {
            for i in 0..self.cols {
                let gx = at(i + 1, j) - at(i.saturating_sub(1), j);
                let gy = at(i, j + 1) - at(i, j.saturating_sub(1));
                values.push((gx + gy) / (2.0 * STEP / PER_M));
            }
        }
        Field { cols: self.cols, rows: self.rows, origin: self.origin, values }
    }

    /// Rings round all that is higher than a level. At the lattice's edge they are closed as if all beyond were lower.
    pub(super) fn above(&self, level: f32) -> Vec<Vec<Point>> {
        self.rings(|v| v - level)
    }

    /// Rings round all that is lower than a level.
    pub(super) fn below(&self, level: f32) -> Vec<Vec<Point>> {
        self.rings(|v| level - v)
    }

    /// Marching squares over the lattice with a rim of "outside" about it; `inside` is positive inside.
    fn rings(&self, inside: impl Fn(f32) -> f32) -> Vec<Vec<Point>> {
        const OUT: f32 = -1.0;
        let (w, h) = (self.cols + 2, self.rows + 2);
        let value = |i: usize, j: usize| {
            if i == 0 || j == 0 || i > self.cols || j > self.rows { OUT } else { inside(self.values[(j - 1) * self.cols + i - 1]) }
        };
        // edges are numbered: 2 × sample for the one to the right of it, + 1 for the one below it
        let (right, down) = (|i: usize, j: usize| 2 * (j * w + i), |i: usize, j: usize| 2 * (j * w + i) + 1);
        const NONE: u32 = u32::MAX;
        let mut next = vec![NONE; 2 * w * h];
        for j in 0..h - 1 {
            for i in 0..w - 1 {
                let [a, b, c, d] = [value(i, j), value(i + 1, j), value(i + 1, j + 1), value(i, j + 1)];
                let case = usize::from(a > 0.0) * 8 + usize::from(b > 0.0) * 4 + usize::from(c > 0.0) * 2 + usize::from(d > 0.0);
                let (top, bottom, left, east) = (right(i, j), right(i, j + 1), down(i, j), down(i + 1, j));
                let ways: &[(usize, usize)] = match case {
                    8 => &[(left, top)],
                    4 => &[(top, east)],
                    2 => &[(east, bottom)],
                    1 => &[(bottom, left)],
                    12 => &[(left, east)],
                    6 => &[(top, bottom)],
                    3 => &[(east, left)],
                    9 => &[(bottom, top)],
                    14 => &[(left, bottom)],
                    13 => &[(bottom, east)],
                    11 => &[(east, top)],
                    7 => &[(top, left)],
                    10 if a + b + c + d > 0.0 => &[(east, top), (left, bottom)],
                    10 => &[(left, top), (east, bottom)],
                    5 if a + b + c + d > 0.0 => &[(top, left), (bottom, east)],
                    5 => &[(top, east), (bottom, left)],
                    _ => &[],
                };
                for &(from, to) in ways {
                    next[from] = to as u32;
                }
            }
        }
        let place = |edge: usize| {
            let (i, j) = (edge / 2 % w, edge / 2 / w);
            let (ni, nj) = if edge.is_multiple_of(2) { (i + 1, j) } else { (i, j + 1) };
            let (a, b) = (value(i, j), value(ni, nj));
            let t = if a == b { 0.5 } else { a / (a - b) };
            let (x, y) = (i as f32 + (ni - i) as f32 * t - 1.0, j as f32 + (nj - j) as f32 * t - 1.0);
            self.origin.plus(x * STEP, y * STEP)
        };
        let mut rings = Vec::new();
        for start in 0..next.len() {
            let mut ring = Vec::new();
            let mut edge = start;
            while next[edge] != NONE {
                ring.push(place(edge));
                edge = std::mem::replace(&mut next[edge], NONE) as usize;
            }
            if ring.len() > 4 {
                rings.push(ring);
            }
        }
        rings
    }

    /// Value at a point, by the four samples about it; the edge's value beyond the edge.
    pub(super) fn at(&self, p: Point) -> f32 {
        let x = ((p.x - self.origin.x) / STEP).clamp(0.0, self.cols as f32 - 1.001);
        let y = ((p.y - self.origin.y) / STEP).clamp(0.0, self.rows as f32 - 1.001);
        let (i, j) = (x as usize, y as usize);
        let (u, v) = (x - i as f32, y - j as f32);
        let s = |i: usize, j: usize| self.values[j * self.cols + i];
        (s(i, j) * (1.0 - u) + s(i + 1, j) * u) * (1.0 - v) + (s(i, j + 1) * (1.0 - u) + s(i + 1, j + 1) * u) * v
    }

    /// Direction of steepest descent at a point, of length 1, or `None` on the flat.
    pub(super) fn downhill(&self, p: Point) -> Option<Point> {
        let dx = self.at(p.plus(STEP, 0.0)) - self.at(p.plus(-STEP, 0.0));
        let dy = self.at(p.plus(0.0, STEP)) - self.at(p.plus(0.0, -STEP));
        let len = (dx * dx + dy * dy).sqrt();
        (len > 0.5).then(|| pt(-dx / len, -dy / len))
    }
}

/// The six cells about a cell, on or off the map.
pub(super) fn around(c: i32, r: i32) -> [(i32, i32); 6] {
    let odd = c.rem_euclid(2);
    [(c, r - 1), (c + 1, r - 1 + odd), (c + 1, r + odd), (c, r + 1), (c - 1, r + odd), (c - 1, r - 1 + odd)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lattice(cols: usize, rows: usize, f: impl Fn(f32, f32) -> f32) -> Field {
        let values = (0..rows).flat_map(|j| (0..cols).map(move |i| (i, j))).map(|(i, j)| f(i as f32, j as f32)).collect();
        Field { cols, rows, origin: pt(0.0, 0.0), values }
    }

    #[test]
    fn a_cone_has_one_ring_at_each_height() {
        let cone = lattice(21, 21, |x, y| 100.0 - 8.0 * ((x - 10.0) * (x - 10.0) + (y - 10.0) * (y - 10.0)).sqrt());
        for level in [40.0, 60.0, 80.0] {
            let rings = cone.above(level);
            assert_eq!(rings.len(), 1);
            let radius = (100.0 - level) / 8.0 * STEP;
            for p in &rings[0] {
                let d = p.distance(pt(10.0 * STEP, 10.0 * STEP));
                assert!((d - radius).abs() < 0.1 * STEP, "{d} instead of {radius}");
            }
        }
    }

    #[test]
    fn a_pit_is_a_ring_within_a_ring() {
        let pit = lattice(21, 21, |x, y| if (x - 10.0).abs() < 3.0 && (y - 10.0).abs() < 3.0 { 0.0 } else { 10.0 });
        assert_eq!(pit.above(5.0).len(), 2);
        assert_eq!(pit.below(5.0).len(), 1);
    }

    #[test]
    fn the_slope_towards_the_north_west_is_lit() {
        let cone = lattice(21, 21, |x, y| 100.0 - 8.0 * ((x - 10.0) * (x - 10.0) + (y - 10.0) * (y - 10.0)).sqrt());
        let light = cone.light();
        assert!(light.at(pt(5.0 * STEP, 5.0 * STEP)) > 0.1 && light.at(pt(15.0 * STEP, 15.0 * STEP)) < -0.1);
        assert_eq!(cone.downhill(pt(15.0 * STEP, 10.0 * STEP)).map(|d| d.x > 0.9), Some(true));
    }
}
