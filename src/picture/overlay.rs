//! Overlays: what a side may ask of the map, as washes over hexes with a hatching of its own for each, and a legend.
//!
//! What belongs here: each overlay computed from one side's observation, how washes look, keys of the legend's words. What
//! never does: the truth, words in any language, what is under the cursor.

mod elevation;
mod objectives;
mod reach;
mod sight;
mod supply;
mod threat;
mod wash;

pub use wash::{Hatch, Ramp, hex_hatch, hex_outline, hex_wash};

use super::layout::Layout;
use super::palette;
use super::shape::{Anchor, Colour, Point, Shape, text_width};
use crate::hex::HexId;
use crate::rules::{Pace, UnitId};
use crate::view::Observation;
use crate::words::Words;
use wash::NONE;

/// An overlay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Overlay {
    /// where the selected unit gets in this turn and the next
    Reach,
    /// what the selected unit or hex sees; else what any unit of one's own sees
    Sight,
    /// where known enemies can fire
    Threat,
    /// depots, links and their queues, units by what they have left
    Supply,
    /// heights
    Elevation,
    /// objectives by holder
    Objectives,
}

impl Overlay {
    /// All, in the order in which a key goes through them.
    pub const ALL: [Overlay; 6] =
        [Overlay::Reach, Overlay::Sight, Overlay::Threat, Overlay::Supply, Overlay::Elevation, Overlay::Objectives];
    /// Its name on the command line and in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Overlay::Reach => "reach",
            Overlay::Sight => "sight",
            Overlay::Threat => "threat",
            Overlay::Supply => "supply",
            Overlay::Elevation => "elevation",
            Overlay::Objectives => "objectives",
        }
    }
    /// The overlay of a name.
    pub fn parse(id: &str) -> Option<Overlay> {
        Overlay::ALL.into_iter().find(|o| o.id() == id)
    }
    /// The key of its title's words.
    pub const fn title(self) -> &'static str {
        match self {
            Overlay::Reach => "overlay-reach",
            Overlay::Sight => "overlay-sight",
            Overlay::Threat => "overlay-threat",
            Overlay::Supply => "overlay-supply",
            Overlay::Elevation => "overlay-elevation",
            Overlay::Objectives => "overlay-objectives",
        }
    }
}

/// What an overlay is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Focus {
    /// the selected unit of one's own
    pub unit: Option<UnitId>,
    /// the hex asked about, where no unit is
    pub hex: Option<HexId>,
    /// how the unit would go
    pub pace: Pace,
}

impl Default for Focus {
    fn default() -> Self {
        Focus { unit: None, hex: None, pace: Pace::Deployed }
    }
}

/// One line of a legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendRow {
    /// the wash; transparent for a line that only says something
    pub colour: Colour,
    /// its hatching
    pub hatch: Hatch,
    /// the key of its words
    pub key: &'static str,
    /// numbers that the words ask for
    pub args: Vec<(&'static str, i64)>,
}

impl LegendRow {
    /// A line without numbers.
    pub(super) fn new(colour: Colour, hatch: Hatch, key: &'static str) -> LegendRow {
        LegendRow { colour, hatch, key, args: Vec::new() }
    }
    /// A line that only says something.
    pub(super) fn note(key: &'static str) -> LegendRow {
        LegendRow::new(Colour::hex(0).alpha(0), Hatch::None, key)
    }
}

/// The legend of an overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Legend {
    /// the key of its title's words
    pub title: &'static str,
    /// its lines
    pub rows: Vec<LegendRow>,
}

/// An overlay, computed and drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct OverlaySheet {
    /// which
    pub overlay: Overlay,
    /// what to draw over the map and under names and counters
    pub shapes: Vec<Shape>,
    /// what to draw over the counters
    pub over: Vec<Shape>,
    /// what it means
    pub legend: Legend,
    /// each hex that has a wash, in order, with the line of the legend
    pub hexes: Vec<(HexId, u8)>,
}

/// What an overlay makes of the map before it is drawn: a line of the legend for each hex, and signs on top.
struct Classes {
    rows: Vec<LegendRow>,
    /// by hex: a line of the legend, or [`NONE`]
    of: Vec<u8>,
    /// signs under the counters
    marks: Vec<Shape>,
    /// signs over them
    over: Vec<Shape>,
}

impl Classes {
    fn new(view: &Observation, rows: Vec<LegendRow>) -> Classes {
        Classes { rows, of: vec![NONE; view.ground.grid.len()], marks: Vec::new(), over: Vec::new() }
    }
    /// Give a hex a line.
    fn set(&mut self, hex: HexId, row: u8) {
        if let Some(o) = self.of.get_mut(hex.index()) {
            *o = row;
        }
    }
    /// The same unless it has an earlier one, which weighs more.
    fn set_first(&mut self, hex: HexId, row: u8) {
        if let Some(o) = self.of.get_mut(hex.index()) {
            *o = (*o).min(row);
        }
    }
}

/// A legend as shapes, its upper left corner in a point, with the room it takes.
pub fn legend_shapes(legend: &Legend, words: &Words, at: Point, size: f32) -> (Vec<Shape>, (f32, f32)) {
    let texts: Vec<String> = legend.rows.iter().map(|r| words.sheet(r.key, &r.args)).collect();
    let title = words.sheet(legend.title, &[]);
    let (pad, line, swatch) = (size * 0.7, size * 1.55, size * 2.4);
    let widest = texts.iter().map(|t| text_width(t, size) + swatch + size * 0.6).fold(text_width(&title, size * 1.2), f32::max);
    let room = (widest + 2.0 * pad, line * (texts.len() + 1) as f32 + 2.0 * pad);
    let mut out = vec![
        Shape::rect(at.x, at.y, room.0, room.1, palette::MARGIN.alpha(240)),
        Shape::frame(at.x, at.y, room.0, room.1, size * 0.1, palette::INK),
        Shape::text(at.plus(pad, pad + line * 0.4), title, size * 1.2, Anchor::Left, palette::INK),
    ];
    for (k, (row, text)) in legend.rows.iter().zip(texts).enumerate() {
        let mid = at.plus(pad, pad + line * (k as f32 + 1.55));
        wash::swatch(mid.plus(0.0, -size * 0.6), (swatch, size * 1.2), row.colour, row.hatch, &mut out);
        out.push(Shape::text(mid.plus(swatch + size * 0.6, 0.0), text, size, Anchor::Left, palette::INK));
    }
    (out, room)
}

/// Compute an overlay from what a side knows.
pub fn overlay_sheet(view: &Observation, layout: &Layout, overlay: Overlay, focus: &Focus) -> OverlaySheet {
    let classes = match overlay {
        Overlay::Reach => reach::classes(view, focus),
        Overlay::Sight => sight::classes(view, focus),
        Overlay::Threat => threat::classes(view),
        Overlay::Supply => supply::classes(view, layout),
        Overlay::Elevation => elevation::classes(view),
        Overlay::Objectives => objectives::classes(view, layout),
    };
    let grid = &view.ground.grid;
    let mut shapes = Vec::new();
    for (k, row) in classes.rows.iter().enumerate() {
        let inside = |h: HexId| classes.of[h.index()] == k as u8;
        wash::washed(grid, layout, inside, row.colour, row.hatch, &mut shapes);
    }
    shapes.extend(classes.marks);
    let hexes = grid.hexes().map(|h| (h, classes.of[h.index()])).filter(|(_, row)| *row != NONE).collect();
    OverlaySheet { overlay, shapes, over: classes.over, legend: Legend { title: overlay.title(), rows: classes.rows }, hexes }
}

#[cfg(test)]
mod tests;
