//! Counters of units: side by colour and shape of the frame, kind by a sign, size by ticks on top, strength below.

use super::layout::Layout;
use super::palette;
use super::shape::{Anchor, Colour, Point, Shape, pt, rect_ring};
use crate::data::{Ground, Scenario, StartPlace, UnitKind, UnitSetup, UnitSize};
use crate::hex::HexId;
use crate::rules::Side;

/// Half the width and half the height of a counter, sheet units.
const HALF: (f32, f32) = (23.0, 15.5);
/// How far each counter of a stack lies from the one below it.
const STACK: f32 = 4.5;
/// Counters of a stack that are drawn; the rest is told by a number.
const SHOWN: usize = 4;

/// What a counter shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CounterSpec {
    /// string id of the unit, or of a contact
    pub id: String,
    /// side
    pub side: Side,
    /// kind of unit
    pub kind: UnitKind,
    /// size
    pub size: UnitSize,
    /// hex where it stands
    pub hex: HexId,
    /// what stands below the sign: men, vehicles or guns
    pub strength: String,
    /// false for a contact that is only suspected: drawn pale, with a question mark
    pub sure: bool,
}

/// Counters of all units on the map at a scenario's start. Under their signs stand vehicles, else guns, else men.
pub fn start_counters(scenario: &Scenario) -> Vec<CounterSpec> {
    let of = |unit: &UnitSetup| {
        let StartPlace::Hex(hex) = unit.place else { return None };
        let card = scenario.cards.units.get(usize::from(unit.card))?;
        let vehicles: u32 = unit.vehicles.iter().map(|n| u32::from(*n)).sum();
        let strength = match (vehicles, unit.guns) {
            (0, 0) => u32::from(unit.men),
            (0, guns) => u32::from(guns),
            (vehicles, _) => vehicles,
        };
        let strength = strength.to_string();
        Some(CounterSpec { id: unit.id.clone(), side: unit.side, kind: card.kind, size: card.size, hex, strength, sure: true })
    };
    scenario.units.iter().filter(|u| u.arrives.is_none()).filter_map(of).collect()
}

/// Shapes of counters; those in one hex are stacked, the first of the list on top.
pub fn counter_shapes(ground: &Ground, layout: &Layout, counters: &[CounterSpec]) -> Vec<Shape> {
    let mut by_hex: Vec<(HexId, Vec<&CounterSpec>)> = Vec::new();
    for counter in counters {
        match by_hex.iter_mut().find(|(hex, _)| *hex == counter.hex) {
            Some((_, stack)) => stack.push(counter),
            None => by_hex.push((counter.hex, vec![counter])),
        }
    }
    by_hex.sort_by_key(|(hex, _)| *hex);
    let mut out = Vec::new();
    for (hex, stack) in by_hex {
        let centre = layout.centre(&ground.grid, hex);
        let shown = stack.len().min(SHOWN);
        for (k, counter) in stack.iter().take(shown).enumerate().rev() {
            let shift = STACK * k as f32 - STACK * (shown - 1) as f32 / 2.0;
            one(centre.plus(shift, -shift), counter, k == 0, &mut out);
        }
        if stack.len() > 1 {
            let at = centre.plus(HALF.0 - STACK * (shown - 1) as f32 / 2.0, HALF.1 + STACK * (shown - 1) as f32 / 2.0);
            out.push(Shape::Dots { centres: vec![at], radius: 8.0, colour: palette::INK });
            out.push(Shape::text(at, stack.len().to_string(), 11.0, Anchor::Middle, palette::MARGIN));
        }
    }
    out
}

/// The outline of a counter: a rectangle for one side, an eight-sided plate for the other, so that nobody needs the colour.
fn plate(side: Side, c: Point, grow: f32) -> Vec<Point> {
    let (w, h) = (HALF.0 + grow, HALF.1 + grow);
    match side {
        Side::Soviet => rect_ring(c.x - w, c.y - h, 2.0 * w, 2.0 * h),
        Side::Japanese => {
            let cut = 8.0;
            [(-w + cut, -h), (w - cut, -h), (w, -h + cut), (w, h - cut), (w - cut, h), (-w + cut, h), (-w, h - cut), (-w, -h + cut)]
                .map(|(x, y)| c.plus(x, y))
                .to_vec()
        }
    }
}

fn one(c: Point, counter: &CounterSpec, top: bool, out: &mut Vec<Shape>) {
    let (body, ink) = (palette::counter(counter.side), palette::counter_ink(counter.side));
    let (body, ink) = if counter.sure { (body, ink) } else { (body.alpha(150), ink.alpha(190)) };
    out.push(Shape::polygon(plate(counter.side, c.plus(2.0, 2.5), 0.5), palette::INK.alpha(90)));
    out.push(Shape::polygon(plate(counter.side, c, 0.0), body));
    out.push(Shape::Stroke { points: plate(counter.side, c, 0.0), closed: true, width: 1.6, dash: Vec::new(), colour: palette::INK });
    if !top {
        return;
    }
    ticks(c.plus(0.0, -HALF.1 + 4.5), counter.size, ink, out);
    sign(c.plus(0.0, -1.0), counter.kind, ink, out);
    let strength = if counter.sure { counter.strength.clone() } else { format!("{}?", counter.strength) };
    out.push(Shape::text(c.plus(0.0, HALF.1 - 5.0), strength, 9.5, Anchor::Middle, ink));
}

/// Dots for a platoon, strokes for company, battalion and regiment, a cross above.
fn ticks(at: Point, size: UnitSize, ink: Colour, out: &mut Vec<Shape>) {
    let strokes = |n: i32| -> Vec<[Point; 2]> {
        (0..n).map(|k| at.plus((k as f32 - (n - 1) as f32 / 2.0) * 4.0, 0.0)).map(|p| [p.plus(0.0, -2.6), p.plus(0.0, 2.6)]).collect()
    };
    match size {
        UnitSize::Platoon => {
            let centres = [-4.0, 0.0, 4.0].map(|dx| at.plus(dx, 0.0)).to_vec();
            out.push(Shape::Dots { centres, radius: 1.3, colour: ink });
        }
        UnitSize::Company => out.push(Shape::Lines { pieces: strokes(1), width: 1.5, colour: ink }),
        UnitSize::Battalion => out.push(Shape::Lines { pieces: strokes(2), width: 1.5, colour: ink }),
        UnitSize::Regiment => out.push(Shape::Lines { pieces: strokes(3), width: 1.5, colour: ink }),
        UnitSize::Brigade => {
            let pieces = vec![[at.plus(-2.6, -2.6), at.plus(2.6, 2.6)], [at.plus(-2.6, 2.6), at.plus(2.6, -2.6)]];
            out.push(Shape::Lines { pieces, width: 1.5, colour: ink });
        }
    }
}

/// The sign of a kind of unit, 20 by 11 units about a point.
fn sign(c: Point, kind: UnitKind, ink: Colour, out: &mut Vec<Shape>) {
    let (w, h) = (10.0, 5.5);
    let p = |x: f32, y: f32| c.plus(x * w, y * h);
    let line = 1.5;
    let cross = || vec![[p(-1.0, -1.0), p(1.0, 1.0)], [p(-1.0, 1.0), p(1.0, -1.0)]];
    let oval =
        |sx: f32, sy: f32| Shape::Stroke { points: oval(c, w * sx, h * sy), closed: true, width: line, dash: Vec::new(), colour: ink };
    out.push(Shape::frame(c.x - w, c.y - h, 2.0 * w, 2.0 * h, 1.2, ink));
    let mut lines = Vec::new();
    match kind {
        UnitKind::Rifle => lines = cross(),
        UnitKind::Border => {
            lines = cross();
            lines.push([p(0.0, -1.0), p(0.0, 1.0)]);
        }
        UnitKind::Engineers => {
            lines = vec![
                [p(-0.6, 0.5), p(-0.6, -0.4)],
                [p(-0.6, -0.4), p(0.6, -0.4)],
                [p(0.6, -0.4), p(0.6, 0.5)],
                [p(0.0, -0.4), p(0.0, 0.4)],
            ];
        }
        UnitKind::Cavalry => lines = vec![[p(-1.0, 1.0), p(1.0, -1.0)]],
        UnitKind::Tank => out.push(oval(0.72, 0.6)),
        UnitKind::SelfPropelled => {
            out.push(oval(0.72, 0.6));
            out.push(Shape::Dots { centres: vec![c], radius: 1.8, colour: ink });
        }
        UnitKind::AntiTank => lines = vec![[p(-1.0, 1.0), p(0.0, -1.0)], [p(0.0, -1.0), p(1.0, 1.0)]],
        UnitKind::InfantryGun => {
            lines =
                vec![[p(0.0, 0.7), p(0.0, -0.7)], [p(-0.3, 0.7), p(0.3, 0.7)], [p(-0.2, -0.2), p(0.0, -0.7)], [p(0.2, -0.2), p(0.0, -0.7)]];
        }
        UnitKind::Artillery => out.push(Shape::Dots { centres: vec![c], radius: 3.4, colour: ink }),
        UnitKind::AntiAircraft => {
            let arc = [(-1.0, 1.0), (-0.85, 0.2), (-0.5, -0.45), (0.0, -0.7), (0.5, -0.45), (0.85, 0.2), (1.0, 1.0)];
            out.push(Shape::line(arc.map(|(x, y)| p(x, y)).to_vec(), line, ink));
        }
        UnitKind::Headquarters => {
            out.push(Shape::rect(c.x - w, c.y - h, 2.0 * w, h * 0.9, ink));
            lines = vec![[p(-1.0, 1.0), p(-1.0, 1.7)]];
        }
        UnitKind::Train => {
            lines = vec![[p(-0.8, -0.2), p(0.8, -0.2)]];
            out.push(Shape::Dots { centres: [-0.55, 0.0, 0.55].map(|x| p(x, 0.45)).to_vec(), radius: 1.7, colour: ink });
        }
    }
    if !lines.is_empty() {
        out.push(Shape::Lines { pieces: lines, width: line, colour: ink });
    }
}

/// Twelve points on an oval.
fn oval(c: Point, w: f32, h: f32) -> Vec<Point> {
    const UNIT: [(f32, f32); 12] = [
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
    UNIT.map(|(x, y)| pt(c.x + x * w, c.y + y * h)).to_vec()
}
