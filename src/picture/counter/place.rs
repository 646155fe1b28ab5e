//! Where counters lie: stacks in their hexes, an opened stack laid out round its hex, and which counter lies under a point.

use super::{CounterSpec, Detail};
use crate::data::Ground;
use crate::hex::HexId;
use crate::picture::layout::Layout;
use crate::picture::shape::{Point, pt};

/// Half the width and half the height of a counter, sheet units.
pub(super) const HALF: (f32, f32) = (21.0, 15.0);
/// How far each counter of a stack lies from the one above it.
const STACK: f32 = 3.0;
/// Counters of a stack that are drawn; the rest is told by a number.
const SHOWN: usize = 4;
/// Counters drawn of each of two stacks in one hex.
const SHOWN_CONTESTED: usize = 2;
/// How far one's own and the enemy's stack in one hex lie from its middle.
const APART: (f32, f32) = (7.0, 8.0);
/// Room of a counter in an opened stack, half: marks below and above it have their place.
const CELL: (f32, f32) = (24.0, 21.5);
/// Paper round an opened stack.
const PANEL_RIM: f32 = 4.0;

/// How counters are to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// how much of them
    pub detail: Detail,
    /// indices of counters that are selected: framed, and on top of their stacks
    pub selected: &'a [usize],
    /// the hex whose stack is laid out
    pub open: Option<HexId>,
    /// size of the counters laid out, 1 as on the sheet: seen from afar they need more
    pub open_scale: f32,
    /// what stands behind the minutes of a contact's age, with its space
    pub minutes: &'a str,
}

impl Default for Look<'_> {
    fn default() -> Self {
        Look { detail: Detail::Near, selected: &[], open: None, open_scale: 1.0, minutes: "'" }
    }
}

/// A counter in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// index into the list of counters
    pub index: usize,
    /// centre on the sheet
    pub centre: Point,
    /// half its width and height
    pub half: (f32, f32),
    /// counters of its hex that lie on it, or would if they reached it
    pub depth: u8,
    /// nothing of its stack lies on it: it is drawn in full
    pub top: bool,
    /// counters of its stack in all, if it is the one drawn on top of more than one
    pub stack: u16,
    /// in an opened stack
    pub open: bool,
}

impl Placed {
    /// Whether a point lies on it.
    pub fn holds(&self, at: Point) -> bool {
        (at.x - self.centre.x).abs() <= self.half.0 && (at.y - self.centre.y).abs() <= self.half.1
    }
    /// Its size, 1 as on the sheet.
    pub(super) fn scale(&self) -> f32 {
        self.half.0 / HALF.0
    }
}

/// The paper that an opened stack lies on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Panel {
    /// centre on the sheet
    pub centre: Point,
    /// half its width and height
    pub half: (f32, f32),
    /// the hex it belongs to
    pub hex: HexId,
}

/// Where all counters lie.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placements {
    /// counters drawn, in order of hexes, each stack from the top down; an opened stack last
    pub counters: Vec<Placed>,
    /// the paper of an opened stack
    pub panel: Option<Panel>,
}

impl Placements {
    /// Index of the counter under a point, the uppermost. The paper of an opened stack hides what lies below it.
    pub fn at(&self, point: Point) -> Option<usize> {
        let covered = self.on_panel(point);
        let under = self.counters.iter().filter(|p| p.open == covered && p.holds(point));
        under.min_by_key(|p| p.depth).map(|p| p.index)
    }
    /// Whether a point lies on the paper of an opened stack.
    pub fn on_panel(&self, point: Point) -> bool {
        self.panel.is_some_and(|p| (point.x - p.centre.x).abs() <= p.half.0 && (point.y - p.centre.y).abs() <= p.half.1)
    }
    /// Where a counter lies, if it is drawn.
    pub fn of(&self, index: usize) -> Option<&Placed> {
        self.counters.iter().find(|p| p.index == index)
    }
}

/// Lay out counters: those in one hex are stacked, the first of the list on top unless another is selected; one's own and
/// the enemy's in one hex lie side by side.
pub fn placements(ground: &Ground, layout: &Layout, counters: &[CounterSpec], look: &Look<'_>) -> Placements {
    let mut order: Vec<usize> = (0..counters.len()).collect();
    // a stable sort: within a hex the order of the list stays
    order.sort_by_key(|&i| (counters[i].hex, counters[i].is_contact(), !look.selected.contains(&i)));
    let mut out = Placements { counters: Vec::with_capacity(counters.len()), panel: None };
    let mut opened: &[usize] = &[];
    for stack in order.chunk_by(|&a, &b| counters[a].hex == counters[b].hex) {
        let hex = counters[stack[0]].hex;
        if look.open == Some(hex) {
            opened = stack;
            continue;
        }
        let centre = layout.centre(&ground.grid, hex);
        let own = stack.partition_point(|&i| !counters[i].is_contact());
        if own == 0 || own == stack.len() {
            pile(stack, centre, SHOWN, 0, &mut out.counters);
        } else {
            pile(&stack[..own], centre.plus(-APART.0, -APART.1), SHOWN_CONTESTED, 0, &mut out.counters);
            pile(&stack[own..], centre.plus(APART.0, APART.1), SHOWN_CONTESTED, SHOWN_CONTESTED as u8, &mut out.counters);
        }
    }
    if let Some(hex) = look.open.filter(|_| !opened.is_empty()) {
        let scale = look.open_scale.clamp(0.5, 6.0);
        out.panel = Some(lay_out(opened, hex, layout.centre(&ground.grid, hex), layout, scale, &mut out.counters));
    }
    out
}

/// One stack, its top at the lower left.
fn pile(stack: &[usize], centre: Point, most: usize, depth: u8, out: &mut Vec<Placed>) {
    let shown = stack.len().min(most);
    let back = STACK * (shown - 1) as f32 / 2.0;
    for (k, &index) in stack.iter().take(shown).enumerate() {
        let shift = STACK * k as f32 - back;
        let in_all = if k == 0 && stack.len() > 1 { stack.len() as u16 } else { 0 };
        out.push(Placed {
            index,
            centre: centre.plus(shift, -shift),
            half: HALF,
            depth: depth + k as u8,
            top: k == 0,
            stack: in_all,
            open: false,
        });
    }
}

/// Rows of counters about a hex's centre, kept on the map.
fn lay_out(stack: &[usize], hex: HexId, centre: Point, layout: &Layout, scale: f32, out: &mut Vec<Placed>) -> Panel {
    let cols = (1..).find(|c| c * c >= stack.len()).unwrap_or(1).clamp(1, 5);
    let rows = stack.len().div_ceil(cols);
    let cell = (CELL.0 * scale, CELL.1 * scale);
    let half = (cell.0 * cols as f32 + PANEL_RIM * scale, cell.1 * rows as f32 + PANEL_RIM * scale);
    let (corner, (w, h)) = (layout.corner(), layout.map_size());
    // a panel larger than the map is centred on it
    let keep = |at: f32, half: f32, from: f32, size: f32| {
        if 2.0 * half >= size { from + size / 2.0 } else { at.clamp(from + half, from + size - half) }
    };
    let middle = pt(keep(centre.x, half.0, corner.x, w), keep(centre.y, half.1, corner.y, h));
    for (k, &index) in stack.iter().enumerate() {
        let (col, row) = (k % cols, k / cols);
        let centre =
            middle.plus(cell.0 * (2.0 * col as f32 + 1.0 - cols as f32), cell.1 * (2.0 * row as f32 + 1.0 - rows as f32) - 1.5 * scale);
        out.push(Placed { index, centre, half: (HALF.0 * scale, HALF.1 * scale), depth: 0, top: true, stack: 0, open: true });
    }
    Panel { centre: middle, half, hex }
}
