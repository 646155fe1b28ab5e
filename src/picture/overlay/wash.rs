//! Washes over sets of hexes: one outline round all neighbours of a kind, so that no seams show, and hatchings that run on
//! from hex to hex.

use crate::hex::{Dir, Grid, HexId};
use crate::picture::layout::{CORNER, CORNERS, Layout, PITCH};
use crate::picture::palette;
use crate::picture::shape::{Colour, Point, Shape};

/// No class.
pub(super) const NONE: u8 = u8::MAX;
/// Sheet units between two lines of a hatching; hexes lie whole numbers of them apart, so that lines run on.
const APART: f32 = PITCH / 8.0;

/// A hatching, so that nobody needs the colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hatch {
    /// none
    #[default]
    None,
    /// lines from the lower left to the upper right, well apart
    Wide,
    /// the same, close
    Close,
    /// lines from the upper left to the lower right
    Back,
    /// lines both ways
    Cross,
    /// a dot in each hex
    Dot,
}

/// Colours by value: from the first at the least value to the last at the greatest, in so many equal steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ramp {
    /// colours, at least one
    stops: Vec<Colour>,
    least: i32,
    greatest: i32,
    steps: u8,
}

impl Ramp {
    /// A ramp between two values.
    pub fn new(stops: Vec<Colour>, least: i32, greatest: i32, steps: u8) -> Ramp {
        Ramp { stops, least, greatest: greatest.max(least + 1), steps: steps.max(1) }
    }
    /// The step of a value.
    pub fn step(&self, value: i32) -> u8 {
        let along = i64::from(value.clamp(self.least, self.greatest) - self.least) * i64::from(self.steps);
        (along / i64::from(self.greatest - self.least)).min(i64::from(self.steps) - 1) as u8
    }
    /// The least value of a step.
    pub fn from(&self, step: u8) -> i32 {
        let over = i64::from(self.greatest - self.least) * i64::from(step);
        self.least + (over as u64).div_ceil(u64::from(self.steps)) as i32
    }
    /// The colour of a step.
    pub fn colour(&self, step: u8) -> Colour {
        let last = self.stops.len().saturating_sub(1) as u32;
        let along = u32::from(step.min(self.steps - 1)) * last * 1000 / u32::from(self.steps - 1).max(1);
        let (i, permille) = ((along / 1000) as usize, (along % 1000) as u16);
        match (self.stops.get(i), self.stops.get(i + 1)) {
            (Some(a), Some(b)) => {
                a.mixed(*b, permille).alpha((i32::from(a.a) + (i32::from(b.a) - i32::from(a.a)) * i32::from(permille) / 1000) as u8)
            }
            (Some(a), None) => *a,
            _ => Colour::hex(0).alpha(0),
        }
    }
}

/// Outlines of a set of hexes, holes as rings of their own: for areas by the even-odd rule.
///
/// At a corner of the grid three hexes meet, so that an outline goes on in exactly one way: no map of corners is needed.
pub fn hex_outline(grid: &Grid, layout: &Layout, inside: impl Fn(HexId) -> bool) -> Vec<Vec<Point>> {
    let mut seen = vec![0u8; grid.len()];
    let other = |h: HexId, d: usize| grid.neighbours(h)[d].filter(|n| inside(*n));
    let mut rings = Vec::new();
    for first in grid.hexes().filter(|h| inside(*h)) {
        for start in 0..Dir::ALL.len() {
            if seen[first.index()] & 1 << start != 0 || other(first, start).is_some() {
                continue;
            }
            let (mut ring, mut hex, mut dir) = (Vec::new(), first, start);
            while seen[hex.index()] & 1 << dir == 0 {
                seen[hex.index()] |= 1 << dir;
                let corner = CORNERS[dir];
                ring.push(layout.centre(grid, hex).plus(corner.x, corner.y));
                let next = (dir + 1) % 6;
                match other(hex, next) {
                    None => dir = next,
                    // the outline goes on along the neighbour, on the side it shares with what lies outside
                    Some(n) => (hex, dir) = (n, (dir + 5) % 6),
                }
            }
            rings.push(ring);
        }
    }
    rings
}

/// Washes of hexes: one shape for each colour.
pub fn hex_wash(grid: &Grid, layout: &Layout, hexes: &[(HexId, Colour)]) -> Vec<Shape> {
    let mut colours: Vec<Colour> = Vec::new();
    let mut of = vec![NONE; grid.len()];
    for (hex, colour) in hexes {
        let k = colours.iter().position(|c| c == colour).unwrap_or_else(|| {
            colours.push(*colour);
            colours.len() - 1
        });
        if let Some(o) = of.get_mut(hex.index()) {
            // more colours than that nobody tells apart
            *o = k.min(usize::from(NONE) - 1) as u8;
        }
    }
    let wash = |(k, colour): (usize, Colour)| Shape::Fill { rings: hex_outline(grid, layout, |h| of[h.index()] == k as u8), colour };
    colours.into_iter().enumerate().map(wash).filter(|s| !matches!(s, Shape::Fill { rings, .. } if rings.is_empty())).collect()
}

/// A hatching over hexes; lines run on from one to the next.
pub fn hex_hatch(grid: &Grid, layout: &Layout, inside: impl Fn(HexId) -> bool, hatch: Hatch, colour: Colour, out: &mut Vec<Shape>) {
    let (mut pieces, mut dots) = (Vec::new(), Vec::new());
    // hexes lie half a pitch, four times `APART`, apart across the lines: these meet their like in the next hex
    const WIDE: &[f32] = &[-3.0, -1.0, 1.0, 3.0];
    const CLOSE: &[f32] = &[-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5];
    let ways: &[(f32, &[f32])] = match hatch {
        Hatch::None => return,
        Hatch::Dot => &[],
        Hatch::Wide => &[(1.0, WIDE)],
        Hatch::Close => &[(1.0, CLOSE)],
        Hatch::Back => &[(-1.0, WIDE)],
        Hatch::Cross => &[(1.0, WIDE), (-1.0, WIDE)],
    };
    for hex in grid.hexes().filter(|h| inside(*h)) {
        let c = layout.centre(grid, hex);
        if hatch == Hatch::Dot {
            dots.push(c);
        }
        for (lean, offsets) in ways {
            for t in offsets.iter().map(|k| k * APART) {
                // lines parallel to a slanting side: across them the hex is as wide as at right angles to that side
                let half = CORNER - t.abs() / 1.732_050_8;
                let (dx, dy) = (0.5, -0.866_025_4 * lean);
                let at = c.plus(-dy * t, dx * t);
                pieces.push([at.plus(-dx * half, -dy * half), at.plus(dx * half, dy * half)]);
            }
        }
    }
    if !pieces.is_empty() {
        out.push(Shape::Lines { pieces, width: 1.2, colour });
    }
    if !dots.is_empty() {
        out.push(Shape::Dots { centres: dots, radius: 5.0, colour });
    }
}

/// A wash with its hatching and a thin outline in the same hue.
pub(super) fn washed(grid: &Grid, layout: &Layout, inside: impl Fn(HexId) -> bool, colour: Colour, hatch: Hatch, out: &mut Vec<Shape>) {
    if colour.a == 0 {
        return;
    }
    let rings = hex_outline(grid, layout, &inside);
    if rings.is_empty() {
        return;
    }
    let dark = colour.mixed(Colour::hex(0), 350).alpha(170);
    let lines = rings.iter().map(|r| Shape::Stroke { points: r.clone(), closed: true, width: 1.8, dash: Vec::new(), colour: dark });
    let lines: Vec<Shape> = lines.collect();
    out.push(Shape::Fill { rings, colour });
    hex_hatch(grid, layout, inside, hatch, dark.alpha(120), out);
    out.extend(lines);
}

/// A sample of a wash for a legend.
pub(super) fn swatch(at: Point, (w, h): (f32, f32), colour: Colour, hatch: Hatch, out: &mut Vec<Shape>) {
    if colour.a == 0 {
        return;
    }
    let dark = colour.mixed(Colour::hex(0), 350);
    out.push(Shape::rect(at.x, at.y, w, h, palette::GROUND));
    out.push(Shape::rect(at.x, at.y, w, h, colour));
    let mut pieces = Vec::new();
    let mut slanted = |lean: f32, n: i32| {
        for k in 0..n {
            let x = (k as f32 + 0.5) * w / n as f32;
            let d = (h * 0.289).min(x).min(w - x);
            let dy = d / 0.578 * lean;
            let c = at.plus(x, h / 2.0);
            pieces.push([c.plus(-d, dy), c.plus(d, -dy)]);
        }
    };
    match hatch {
        Hatch::None | Hatch::Dot => {}
        Hatch::Wide => slanted(1.0, 3),
        Hatch::Close => slanted(1.0, 6),
        Hatch::Back => slanted(-1.0, 3),
        Hatch::Cross => {
            slanted(1.0, 3);
            slanted(-1.0, 3);
        }
    }
    if !pieces.is_empty() {
        out.push(Shape::Lines { pieces, width: 1.2, colour: dark.alpha(170) });
    }
    if hatch == Hatch::Dot {
        out.push(Shape::Dots { centres: vec![at.plus(w / 2.0, h / 2.0)], radius: h * 0.22, colour: dark.alpha(170) });
    }
    out.push(Shape::frame(at.x, at.y, w, h, 1.0, dark));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::curve::spans;

    #[test]
    fn an_outline_holds_exactly_its_hexes() {
        let grid = Grid::new(9, 8);
        let layout = Layout::new(&grid, false);
        // blots, single hexes, holes, the rim
        for seed in 0..40u32 {
            let inside = |h: HexId| (u32::from(h.0).wrapping_mul(2_654_435_761).wrapping_add(seed * 40_503) >> 13) % 3 != 0;
            let rings = hex_outline(&grid, &layout, inside);
            for h in grid.hexes() {
                let c = layout.centre(&grid, h);
                let within = spans(&rings, c.y + 0.013).iter().any(|(a, b)| (*a..*b).contains(&c.x));
                assert_eq!(within, inside(h), "{}", grid.name(h));
            }
        }
        let all = hex_outline(&grid, &layout, |_| true);
        assert_eq!(all.len(), 1);
        assert!(hex_outline(&grid, &layout, |_| false).is_empty());
    }

    #[test]
    fn hatchings_stay_in_their_hexes_and_run_on() {
        let grid = Grid::new(5, 5);
        let layout = Layout::new(&grid, false);
        let one = grid.parse("0202").unwrap();
        let c = layout.centre(&grid, one);
        for hatch in [Hatch::Wide, Hatch::Close, Hatch::Back, Hatch::Cross] {
            let mut out = Vec::new();
            hex_hatch(&grid, &layout, |h| h == one, hatch, Colour::hex(0), &mut out);
            let Some(Shape::Lines { pieces, .. }) = out.first() else { panic!("{out:?}") };
            for [a, b] in pieces {
                let m = a.towards(*b, 0.001);
                assert_eq!(layout.hex_at(&grid, m), Some(one), "{m:?} about {c:?}");
                assert_eq!(layout.hex_at(&grid, b.towards(*a, 0.001)), Some(one));
            }
            // each end is the end of a line in a neighbour too
            let mut all = Vec::new();
            hex_hatch(&grid, &layout, |_| true, hatch, Colour::hex(0), &mut all);
            let Some(Shape::Lines { pieces: all, .. }) = all.first() else { panic!() };
            for end in pieces.iter().flatten() {
                let meets = all.iter().flatten().filter(|p| p.distance(*end) < 0.05).count();
                assert!(meets >= 2, "{hatch:?} breaks off at {end:?}");
            }
        }
    }

    #[test]
    fn a_ramp_goes_from_its_first_colour_to_its_last() {
        let (a, b) = (Colour::hex(0x000000), Colour::hex(0xffffff));
        let ramp = Ramp::new(vec![a, b], 10, 60, 5);
        assert_eq!((ramp.colour(0), ramp.colour(4)), (a, b));
        assert_eq!([-5, 10, 19, 20, 59, 60, 999].map(|v| ramp.step(v)), [0, 0, 0, 1, 4, 4, 4]);
        for step in 0..5 {
            assert_eq!(ramp.step(ramp.from(step)), step);
        }
        let flat = Ramp::new(vec![a], 7, 7, 1);
        assert_eq!((flat.step(7), flat.colour(0)), (0, a));
    }

    #[test]
    fn hexes_of_one_colour_are_one_shape() {
        let grid = Grid::new(6, 6);
        let layout = Layout::new(&grid, false);
        let (a, b) = (Colour::hex(1), Colour::hex(2));
        let list: Vec<_> = grid.hexes().map(|h| (h, if h.0 % 2 == 0 { a } else { b })).collect();
        assert_eq!(hex_wash(&grid, &layout, &list).len(), 2);
        assert!(hex_wash(&grid, &layout, &[]).is_empty());
    }
}
