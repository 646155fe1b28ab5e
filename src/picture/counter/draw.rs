//! Counters as shapes. All of one layer are gathered together: counters of different hexes do not overlap, so that a few
//! shapes do for the whole map.

use super::place::HALF;
use super::sign::{Mark, Pen, mark, question, sign, ticks};
use super::{CounterSpec, Detail, Known, Look, Placed, Placements, Sign, placements};
use crate::data::Ground;
use crate::picture::batch::Batch;
use crate::picture::layout::Layout;
use crate::picture::palette;
use crate::picture::shape::{Colour, Point, Shape, rect_ring};
use crate::rules::{Certainty, MoraleState, Posture, Side};
use crate::view::ContactKind;

/// How far the corners of an eight-sided plate are cut.
const CUT: f32 = 7.0;

/// Shapes of counters in stacks, drawn in full; those in one hex are stacked, the first of the list on top.
pub fn counter_shapes(ground: &Ground, layout: &Layout, counters: &[CounterSpec]) -> Vec<Shape> {
    let look = Look::default();
    placed_shapes(counters, &placements(ground, layout, counters, &look), &look)
}

/// Shapes of counters in their places.
pub fn placed_shapes(counters: &[CounterSpec], placed: &Placements, look: &Look<'_>) -> Vec<Shape> {
    let mut out = Vec::new();
    let (open, closed): (Vec<&Placed>, Vec<&Placed>) = placed.counters.iter().partition(|p| p.open);
    layer(counters, &closed, look, look.detail, &mut out);
    if let Some(panel) = placed.panel {
        let (c, (w, h)) = (panel.centre, panel.half);
        out.push(Shape::rect(c.x - w + 2.5, c.y - h + 3.0, 2.0 * w, 2.0 * h, palette::INK.alpha(90)));
        out.push(Shape::rect(c.x - w, c.y - h, 2.0 * w, 2.0 * h, palette::MARGIN));
        out.push(Shape::frame(c.x - w, c.y - h, 2.0 * w, 2.0 * h, 1.6, palette::INK));
        // what is laid out is there to be read
        layer(counters, &open, look, Detail::Near, &mut out);
    }
    out
}

/// Counters none of which lies on one of another stack.
fn layer(counters: &[CounterSpec], placed: &[&Placed], look: &Look<'_>, detail: Detail, out: &mut Vec<Shape>) {
    let of = |p: &Placed| counters.get(p.index);
    let deepest = placed.iter().map(|p| p.depth).max().unwrap_or(0);
    let mut ground = Batch::default();
    for p in placed.iter().filter(|p| p.top) {
        if let Some(spec) = of(p).filter(|c| solid(c)) {
            ground.fill(palette::INK.alpha(80), plate(spec.side, p.centre.plus(2.0, 2.6), p.scale(), 0.6));
        }
        if look.selected.contains(&p.index)
            && let Some(spec) = of(p)
        {
            ground.fill(palette::INK, plate(spec.side, p.centre, p.scale(), 5.2));
        }
    }
    ground.into(out);
    let mut glow = Batch::default();
    for p in placed.iter().filter(|p| look.selected.contains(&p.index)) {
        if let Some(spec) = of(p) {
            glow.fill(palette::SELECTED, plate(spec.side, p.centre, p.scale(), 4.2));
        }
    }
    glow.into(out);
    for depth in (0..=deepest).rev() {
        let (mut frames, mut bodies) = (Batch::default(), Batch::default());
        for p in placed.iter().filter(|p| p.depth == depth) {
            if let Some(spec) = of(p) {
                body(spec, p, detail, &mut frames, &mut bodies);
            }
        }
        frames.into(out);
        bodies.into(out);
    }
    let mut faces = Faces::default();
    for p in placed {
        let Some(spec) = of(p) else { continue };
        if p.top {
            face(spec, p, look, detail, &mut faces);
        }
        if p.stack > 0 {
            // the number stands on the corner of the lowest counter
            let shift = 3.0 * (f32::from(p.stack.min(4)) - 1.0);
            let at = p.centre.plus(HALF.0 - 2.0 + shift, -HALF.1 + 0.5 - shift);
            let r = if detail == Detail::Far { 8.5 } else { 6.0 };
            faces.marks.dot(r, palette::INK, at);
            faces.texts.text(at, p.stack.to_string(), r * 1.5, palette::MARGIN, None);
        }
    }
    faces.signs.into(out);
    faces.marks.into(out);
    faces.pictures.into(out);
    faces.texts.into(out);
}

/// Parts of counters' faces, in order of drawing.
#[derive(Default)]
struct Faces {
    signs: Batch,
    marks: Batch,
    pictures: Batch,
    texts: Batch,
}

/// Whether a counter is drawn as a thing, not as a ghost: one's own, and enemies in sight.
fn solid(spec: &CounterSpec) -> bool {
    spec.known.is_none_or(|k| k.current && k.certainty > Certainty::Suspected)
}

/// Opacity of an enemy by what is known of it: the older, the paler, in steps.
fn opacity(known: Known) -> u8 {
    match (known.current, known.age_min) {
        (true, _) => 255,
        (_, 0..10) => 205,
        (_, 10..25) => 165,
        (_, 25..45) => 130,
        _ => 100,
    }
}

/// Colours of a counter's body and of what is drawn on it.
fn colours(spec: &CounterSpec) -> (Colour, Colour) {
    let (body, ink) = (palette::counter(spec.side), palette::counter_ink(spec.side));
    match spec.known {
        Some(k) => {
            let a = opacity(k);
            let a = if k.certainty == Certainty::Suspected { a / 5 * 3 } else { a };
            // light ink on a body that fades would be lost
            let ink = if a < 255 { palette::ghost_ink(spec.side).alpha((a / 2 + 125).max(190)) } else { ink };
            (body.alpha(a), ink)
        }
        None if spec.state.done => (body.mixed(palette::SPENT, 620), ink.mixed(palette::SPENT, 300)),
        None => (body, ink),
    }
}

/// The outline of a counter: a rectangle for one side, an eight-sided plate for the other, so that nobody needs the colour.
fn plate(side: Side, c: Point, s: f32, grow: f32) -> Vec<Point> {
    let (w, h) = (HALF.0 * s + grow, HALF.1 * s + grow);
    match side {
        Side::Soviet => rect_ring(c.x - w, c.y - h, 2.0 * w, 2.0 * h),
        Side::Japanese => {
            // the slanted edges grow by as much as the straight ones
            let cut = CUT * s + grow * 0.586;
            [(-w + cut, -h), (w - cut, -h), (w, -h + cut), (w, h - cut), (w - cut, h), (-w + cut, h), (-w, h - cut), (-w, -h + cut)]
                .map(|(x, y)| c.plus(x, y))
                .to_vec()
        }
    }
}

/// Frame and body. A ghost has its frame as lines: its body lets the map through.
fn body(spec: &CounterSpec, p: &Placed, detail: Detail, frames: &mut Batch, bodies: &mut Batch) {
    let (body, _) = colours(spec);
    let s = p.scale();
    let rim = if detail == Detail::Far { 1.3 } else { 0.8 } * s;
    if solid(spec) {
        frames.fill(palette::INK, plate(spec.side, p.centre, s, rim));
        bodies.fill(body, plate(spec.side, p.centre, s, -rim));
        return;
    }
    let ring = plate(spec.side, p.centre, s, 0.0);
    let ink = palette::INK.alpha(spec.known.map_or(255, |k| opacity(k).max(140)));
    let dashed = spec.known.is_some_and(|k| k.certainty == Certainty::Suspected);
    for (i, a) in ring.iter().enumerate() {
        let z = ring[(i + 1) % ring.len()];
        if dashed {
            let n = ((a.distance(z) / (8.0 * s)).round() as i32).max(1);
            for k in 0..n {
                let at = |t: f32| a.towards(z, (k as f32 + t) / n as f32);
                bodies.line(2.0 * rim, ink, [at(0.2), at(0.8)]);
            }
        } else {
            bodies.line(2.0 * rim, ink, [*a, z]);
        }
    }
    frames.fill(body, ring);
}

/// Everything on the plate.
fn face(spec: &CounterSpec, p: &Placed, look: &Look<'_>, detail: Detail, f: &mut Faces) {
    let (_, ink) = colours(spec);
    let (c, s) = (p.centre, p.scale());
    let suspected = spec.known.is_some_and(|k| k.certainty == Certainty::Suspected);
    let unknown = spec.sign == Sign::Guess(ContactKind::Unknown);
    if detail == Detail::Far {
        let pen = Pen { c, s: 1.65 * s, line: 2.7 * s, ink };
        if suspected {
            question(pen, &mut f.signs)
        } else {
            sign(pen, spec.sign, false, &mut f.signs)
        }
        return;
    }
    let near = detail == Detail::Near;
    let pen = |y: f32, size: f32, line: f32| Pen { c: c.plus(0.0, y * s), s: size * s, line: line * s, ink };
    if suspected {
        // what is only guessed stands small beside the question
        question(pen(-0.5, 1.6, 1.7), &mut f.signs);
        if !unknown {
            let mut beside = pen(6.0, 0.5, 1.0);
            beside.c.x += 12.0 * s;
            sign(beside, spec.sign, true, &mut f.signs);
        }
    } else {
        let lone = spec.strength.is_empty();
        sign(
            pen(if lone { 0.0 } else { -3.1 }, 1.0, 1.5),
            spec.sign,
            spec.known.is_none_or(|k| k.certainty == Certainty::Identified),
            &mut f.signs,
        );
        if let Some(size) = spec.size {
            ticks(pen(-12.1, 0.85, 1.4), size, &mut f.signs);
        }
        let (size, y) = if near { (9.5, 7.0) } else { (10.8, 6.9) };
        if !lone {
            f.texts.text(c.plus(0.0, y * s), spec.strength.clone(), size * s, ink, None);
        }
    }
    if let Some(permille) = spec.seconds_permille {
        let bar = |share: f32| {
            let w = 26.0 * s * share;
            rect_ring(c.x - 13.0 * s, c.y + 11.9 * s, w, 1.9 * s)
        };
        f.signs.fill(ink.alpha(70), bar(1.0));
        if permille > 0 {
            f.marks.fill(ink, bar(f32::from(permille.min(1000)) / 1000.0));
        }
    }
    parapet(spec, c, s, f);
    if let Some(k) = spec.known.filter(|k| !k.current && k.age_min > 0) {
        let at = c.plus(0.0, (HALF.1 + 6.0) * s);
        f.texts.text(at, format!("{}{}", k.age_min, look.minutes), if near { 8.5 } else { 10.5 } * s, palette::INK, Some(palette::HALO));
    }
    states(spec, c, s, near, f);
}

/// Earth thrown up before the men: a broken line for scrapes, a toothed one for trenches. Over it a crest if they are behind it.
fn parapet(spec: &CounterSpec, c: Point, s: f32, f: &mut Faces) {
    let y = HALF.1 + 2.9;
    let p = |x: f32, dy: f32| c.plus(x * s, (y + dy) * s);
    if spec.state.sheltered {
        f.marks.chain(2.4 * s, palette::INK, &[p(-12.0, 8.6), p(0.0, 4.8), p(12.0, 8.6)], false);
    }
    match spec.state.posture {
        Posture::Upright | Posture::Prone => {}
        Posture::Scrape => {
            for x in [-13.0, 0.0, 13.0] {
                f.marks.chain(2.0 * s, palette::HEIGHT, &[p(x - 4.5, 1.6), p(x - 3.0, 0.0), p(x + 3.0, 0.0), p(x + 4.5, 1.6)], false);
            }
        }
        Posture::Trench | Posture::Reversed => {
            f.marks.line(2.2 * s, palette::HEIGHT, [p(-20.0, 0.0), p(20.0, 0.0)]);
            for k in 0..6 {
                let x = -18.9 + 7.5 * k as f32;
                f.marks.line(2.4 * s, palette::HEIGHT, [p(x, 0.0), p(x, 3.4)]);
            }
        }
    }
}

/// Marks of states: nerve, pinned, held back on the left, stores and vehicles on the right; from farther off the first of
/// each column alone, larger.
fn states(spec: &CounterSpec, c: Point, s: f32, near: bool, f: &mut Faces) {
    let st = &spec.state;
    let nerve = match st.morale {
        MoraleState::Steady => None,
        MoraleState::Shaken => Some(Mark::Nerve(1)),
        MoraleState::Broken => Some(Mark::Nerve(2)),
        MoraleState::Routed => Some(Mark::Nerve(3)),
    };
    let stuck = if st.stranded > 0 { Some(Mark::Stranded(st.stranded)) } else { st.limbered.then_some(Mark::Limbered) };
    let columns = [
        (-16.2, [nerve, st.pinned.then_some(Mark::Pinned), st.held_back.then_some(Mark::Held)]),
        (16.2, [st.no_ammunition.then_some(Mark::Ammunition), st.no_fuel.then_some(Mark::Fuel), stuck]),
    ];
    for (x, marks) in columns {
        if near {
            for (k, m) in marks.into_iter().enumerate() {
                if let Some(m) = m {
                    mark(c.plus(x * s, (-9.0 + 9.0 * k as f32) * s), s, m, &mut f.marks, &mut f.pictures);
                }
            }
        } else if let Some(m) = marks.into_iter().flatten().next() {
            mark(c.plus(x * s, -3.0 * s), 1.35 * s, m, &mut f.marks, &mut f.pictures);
        }
    }
}
