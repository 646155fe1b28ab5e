//! Signs of branches, ticks of size, and the small marks of states, as pieces about a point.

use super::Sign;
use crate::data::{UnitKind, UnitSize};
use crate::picture::batch::Batch;
use crate::picture::palette;
use crate::picture::shape::{Colour, Point, pt};
use crate::view::ContactKind;

/// A pen: where, how large, how wide, which colour.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    /// the middle
    pub(super) c: Point,
    /// size, 1 as on the sheet
    pub(super) s: f32,
    /// width of lines
    pub(super) line: f32,
    /// colour
    pub(super) ink: Colour,
}

/// Points on a circle of radius 1, twelve.
const ROUND: [(f32, f32); 12] = [
    (1.0, 0.0),
    (0.866, 0.5),
    (0.5, 0.866),
    (0.0, 1.0),
    (-0.5, 0.866),
    (-0.866, 0.5),
    (-1.0, 0.0),
    (-0.866, -0.5),
    (-0.5, -0.866),
    (0.0, -1.0),
    (0.5, -0.866),
    (0.866, -0.5),
];

/// Points on an oval.
pub(super) fn oval(c: Point, w: f32, h: f32) -> Vec<Point> {
    ROUND.map(|(x, y)| pt(c.x + x * w, c.y + y * h)).to_vec()
}

/// Dots for a platoon, strokes for company, battalion and regiment, a cross above.
pub(super) fn ticks(pen: Pen, size: UnitSize, b: &mut Batch) {
    let Pen { c, s, line, ink } = pen;
    let mut stroke = |x: f32| b.line(line, ink, [c.plus(x * s, -2.3 * s), c.plus(x * s, 2.3 * s)]);
    match size {
        UnitSize::Platoon => [-4.0, 0.0, 4.0].into_iter().for_each(|x| b.dot(1.2 * s, ink, c.plus(x * s, 0.0))),
        UnitSize::Company => stroke(0.0),
        UnitSize::Battalion => [-2.0, 2.0].into_iter().for_each(stroke),
        UnitSize::Regiment => [-4.0, 0.0, 4.0].into_iter().for_each(stroke),
        UnitSize::Brigade => {
            let r = 2.3 * s;
            b.line(line, ink, [c.plus(-r, -r), c.plus(r, r)]);
            b.line(line, ink, [c.plus(-r, r), c.plus(r, -r)]);
        }
    }
}

/// The sign of a counter, 20 by 10.4 units about a point, with or without the box round it.
pub(super) fn sign(pen: Pen, sign: Sign, boxed: bool, b: &mut Batch) {
    let Pen { c, s, line, ink } = pen;
    let (w, h) = (10.0 * s, 5.2 * s);
    let p = |x: f32, y: f32| c.plus(x * w, y * h);
    if boxed {
        let (l, o) = (line * 0.8, line * 0.4);
        for y in [-h, h] {
            b.line(l, ink, [c.plus(-w - o, y), c.plus(w + o, y)]);
        }
        for x in [-w, w] {
            b.line(l, ink, [c.plus(x, -h), c.plus(x, h)]);
        }
    }
    let mut to = |a: (f32, f32), z: (f32, f32)| b.line(line, ink, [p(a.0, a.1), p(z.0, z.1)]);
    let kind = match sign {
        Sign::Branch(kind) => kind,
        Sign::Guess(ContactKind::Men) => UnitKind::Rifle,
        Sign::Guess(ContactKind::Vehicles) => UnitKind::Tank,
        Sign::Guess(ContactKind::Guns) => UnitKind::Artillery,
        Sign::Guess(ContactKind::Unknown) => {
            question(pen, b);
            return;
        }
    };
    match kind {
        UnitKind::Rifle | UnitKind::Border => {
            to((-1.0, -1.0), (1.0, 1.0));
            to((-1.0, 1.0), (1.0, -1.0));
            if kind == UnitKind::Border {
                to((0.0, -1.0), (0.0, 1.0));
            }
        }
        UnitKind::Engineers => {
            to((-0.62, 0.55), (-0.62, -0.45));
            to((-0.68, -0.4), (0.68, -0.4));
            to((0.62, -0.45), (0.62, 0.55));
            to((0.0, -0.4), (0.0, 0.45));
        }
        UnitKind::Cavalry => to((-1.0, 1.0), (1.0, -1.0)),
        UnitKind::Tank => b.chain(line, ink, &oval(c, w * 0.74, h * 0.62), true),
        UnitKind::SelfPropelled => {
            b.chain(line, ink, &oval(c, w * 0.74, h * 0.62), true);
            b.dot(1.8 * s, ink, c);
        }
        UnitKind::AntiTank => {
            to((-1.0, 1.0), (0.0, -1.0));
            to((0.0, -1.0), (1.0, 1.0));
        }
        UnitKind::InfantryGun => {
            to((0.0, 0.75), (0.0, -0.75));
            to((-0.32, 0.72), (0.32, 0.72));
            to((-0.26, -0.15), (0.0, -0.75));
            to((0.26, -0.15), (0.0, -0.75));
        }
        UnitKind::Artillery => b.dot(3.4 * s, ink, c),
        UnitKind::AntiAircraft => {
            let arc = [(-1.0, 1.0), (-0.85, 0.2), (-0.5, -0.45), (0.0, -0.7), (0.5, -0.45), (0.85, 0.2), (1.0, 1.0)];
            b.chain(line, ink, &arc.map(|(x, y)| p(x, y)), false);
        }
        UnitKind::Headquarters => {
            b.fill(ink, vec![p(-1.0, -1.0), p(1.0, -1.0), p(1.0, -0.05), p(-1.0, -0.05)]);
            b.line(line, ink, [p(-1.0, -1.0), p(-1.0, 1.6)]);
        }
        UnitKind::Train => {
            to((-0.85, -0.25), (0.85, -0.25));
            to((-0.85, -0.65), (-0.85, -0.05));
            to((0.85, -0.65), (0.85, -0.05));
            [-0.55, 0.0, 0.55].into_iter().for_each(|x| b.dot(1.6 * s, ink, p(x, 0.45)));
        }
    }
}

/// A question mark, 11 units high.
pub(super) fn question(pen: Pen, b: &mut Batch) {
    let Pen { c, s, line, ink } = pen;
    let hook = [(-2.7, -2.6), (-2.1, -4.4), (0.0, -5.2), (2.1, -4.4), (2.7, -2.7), (1.9, -1.0), (0.3, 0.2), (0.0, 2.0)];
    b.chain(line * 1.25, ink, &hook.map(|(x, y)| c.plus(x * s, y * s)), false);
    b.dot(line * 0.85, ink, c.plus(0.0, 4.6 * s));
}

/// A state that is marked by a small disc.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// shaken, broken, routed: 1, 2, 3
    Nerve(u8),
    /// pinned down
    Pinned,
    /// in a reserve not released
    Held,
    /// out of ammunition
    Ammunition,
    /// out of fuel
    Fuel,
    /// guns on the hook
    Limbered,
    /// so many vehicles stuck
    Stranded(u8),
}

/// Radius of a mark's disc.
pub(super) const MARK_R: f32 = 4.1;

/// A mark: its disc into one batch, what is on it into another that is drawn later.
pub(super) fn mark(c: Point, s: f32, mark: Mark, below: &mut Batch, b: &mut Batch) {
    let ink = palette::INK;
    let paper = match mark {
        Mark::Nerve(n) => palette::WARNINGS[usize::from(n.clamp(1, 3)) - 1],
        Mark::Stranded(_) => palette::MUD,
        _ => palette::MARK,
    };
    below.dot((MARK_R + 0.7) * s, ink, c);
    // the paper lies on its own rim: dots of one batch are drawn in the order of their first piece
    below.dot(MARK_R * s, paper, c);
    let p = |x: f32, y: f32| c.plus(x * s, y * s);
    match mark {
        Mark::Nerve(n) => {
            let ink = if n >= 3 { palette::MARK } else { ink };
            for k in 0..n {
                let x = (f32::from(k) - f32::from(n - 1) / 2.0) * 2.1;
                b.line(1.2 * s, ink, [p(x, -2.5), p(x, 0.8)]);
                b.dot(0.7 * s, ink, p(x, 2.3));
            }
        }
        Mark::Pinned => {
            b.chain(1.2 * s, ink, &[p(-2.2, -2.2), p(0.0, 0.6), p(2.2, -2.2)], false);
            b.line(1.2 * s, ink, [p(-2.6, 2.2), p(2.6, 2.2)]);
        }
        Mark::Held => {
            for x in [-1.3, 1.3] {
                b.line(1.4 * s, ink, [p(x, -2.2), p(x, 2.2)]);
            }
        }
        Mark::Ammunition => {
            b.fill(ink, vec![p(-1.1, 2.6), p(-1.1, -1.0), p(0.0, -3.0), p(1.1, -1.0), p(1.1, 2.6)]);
            slash(c, s, b);
        }
        Mark::Fuel => {
            b.fill(ink, vec![p(0.0, -3.0), p(1.6, 0.2), p(1.5, 1.7), p(0.0, 2.7), p(-1.5, 1.7), p(-1.6, 0.2)]);
            slash(c, s, b);
        }
        Mark::Limbered => {
            b.chain(1.0 * s, ink, &oval(p(0.8, 0.2), 1.9 * s, 1.9 * s), true);
            b.line(1.0 * s, ink, [p(-3.2, 2.2), p(0.8, 0.2)]);
        }
        Mark::Stranded(n) => b.text(p(0.0, 0.2), n.to_string(), 6.8 * s, palette::MARK, None),
    }
}

fn slash(c: Point, s: f32, b: &mut Batch) {
    b.line(1.3 * s, palette::WARNINGS[2], [c.plus(-2.8 * s, 2.8 * s), c.plus(2.8 * s, -2.8 * s)]);
}
