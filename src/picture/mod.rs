//! Two-dimensional shapes of the map and the counters, shared by the window and the SVG file.
//!
//! What belongs here: how ground and units look, as polygons, lines and texts on a sheet. What never does: a renderer,
//! a window, the state of a battle.
//!
//! The sheet is in units of its own: a hex is [`PITCH`] units from flat to flat, x runs to the right, y down, and the
//! upper left corner of the sheet is (0, 0).
//!
//! | module | what it draws |
//! |---|---|
//! | `field`, `curve` | nothing: heights between hexes, rings of equal height, smooth lines |
//! | `terrain` | tints, shade, contours, marsh, scrub, rock, waters |
//! | `lines` | streams, roads, railway, ferries, cliffs, border |
//! | `label` | houses, signs and names of places |
//! | `frame` | frame, grid, title, legend, scale |
//! | `counter` | counters of units, in stacks and laid out |
//! | `marks` | what else a side knows: stranded vehicles, dust, fire missions, flags of objectives, ruts |
//! | `route` | orders being planned: ways, ranges, aims; moves of the enemy that were seen |
//! | `task` | tasks of battalions, registered hexes, where a suspected enemy may stand |
//! | `overlay` | what a side may ask of the map: reach, sight, threat, supply, elevation, objectives |
//! | [`svg`] | all of it as a file |

mod batch;
mod counter;
mod curve;
mod field;
mod frame;
mod label;
mod layout;
mod lines;
mod marks;
mod overlay;
pub mod palette;
mod route;
mod shape;
pub mod svg;
mod task;
mod terrain;
mod works;

pub use counter::{
    CounterOf, CounterSpec, CounterState, Detail, Known, Look, Panel, Placed, Placements, Sign, all_counters, contact_counters,
    counter_shapes, own_counters, placed_shapes, placements, start_counters,
};
pub use label::place_name;
pub use layout::{Layout, Margins, PER_M, PITCH};
pub use marks::{crater_shapes, mark_shapes, rut_shapes};
pub use overlay::{
    Focus, Hatch, Legend, LegendRow, Overlay, OverlaySheet, Ramp, hex_hatch, hex_outline, hex_wash, legend_shapes, overlay_sheet,
};
pub use route::{aim_shapes, assault_shapes, fire_shapes, hex_frame, path_shapes, plan_shapes, seen_move_shapes};
pub use shape::{Anchor, Colour, Point, Shape, pt};
pub use task::{doubt_shapes, registered_shapes, task_shapes, way_shapes, zone_shapes};
pub use works::work_shapes;

use crate::data::Ground;

/// Language of names on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NameLanguage {
    /// as in most literature
    #[default]
    English,
    /// as on Soviet maps
    Russian,
    /// as on Japanese maps; many places have no known Japanese name and keep the English one
    Japanese,
}

/// What the map shows besides the ground itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapOptions {
    /// language of names and legend
    pub language: NameLanguage,
    /// tints by height and shade from the north-west
    pub relief: bool,
    /// lines of equal height
    pub contours: bool,
    /// the hex grid
    pub grid: bool,
    /// the number of each hex
    pub numbers: bool,
    /// names of places
    pub names: bool,
    /// frame, title, legend and scale
    pub framed: bool,
}

impl Default for MapOptions {
    /// A sheet for printing: everything.
    fn default() -> MapOptions {
        MapOptions { language: NameLanguage::default(), relief: true, contours: true, grid: true, numbers: true, names: true, framed: true }
    }
}

/// Shapes of the map, in order of drawing. The same ground and options give the same shapes.
pub fn map_shapes(ground: &Ground, options: &MapOptions) -> Vec<Shape> {
    let layout = Layout::new(&ground.grid, options.framed);
    let field = field::Field::heights(ground, &layout);
    let highest = ground.elevation_m.iter().copied().max().unwrap_or(0);
    let (w, h) = layout.size();
    let beyond = 2.0 * PITCH;
    let mut out = vec![Shape::rect(-beyond, -beyond, w + 2.0 * beyond, h + 2.0 * beyond, palette::GROUND)];
    if options.relief {
        terrain::relief(&field, &mut out);
    }
    terrain::cover(ground, &layout, options.relief.then_some(&field), &mut out);
    if options.contours {
        terrain::contours(&field, i32::from(highest), &mut out);
    }
    lines::streams(ground, &layout, &mut out);
    terrain::waters(ground, &layout, &mut out);
    if options.grid {
        frame::grid(ground, &layout, &mut out);
    }
    lines::border(ground, &layout, &mut out);
    lines::obstacles(ground, &layout, &mut out);
    lines::roads(ground, &layout, &mut out);
    lines::crossings(ground, &layout, &mut out);
    label::houses(ground, &layout, &mut out);
    if options.numbers {
        frame::numbers(ground, &layout, &mut out);
    }
    label::signs(ground, &layout, &field, &mut out);
    if options.names {
        label::names(ground, &layout, &field, options.language, 1.0, &mut out);
    }
    frame::rim(ground, &layout, &mut out);
    frame::foot(ground, &layout, options, &mut out);
    out
}

/// The hex grid and the number of each hex alone, for a window that shows and hides them.
pub fn grid_shapes(ground: &Ground, layout: &Layout) -> Vec<Shape> {
    let mut out = Vec::new();
    frame::grid(ground, layout, &mut out);
    frame::numbers(ground, layout, &mut out);
    out
}

/// The names of places alone, for a window that lays washes between the map and them; in letters so many times as large as
/// in print, for a map seen from afar. Names that find no room are left out, the lesser places' first.
pub fn name_shapes(ground: &Ground, layout: &Layout, language: NameLanguage, larger: f32) -> Vec<Shape> {
    let mut out = Vec::new();
    label::names(ground, layout, &field::Field::heights(ground, layout), language, larger, &mut out);
    out
}

/// The map with counters on it as an SVG document.
pub fn map_svg(ground: &Ground, counters: &[CounterSpec], options: &MapOptions) -> String {
    let layout = Layout::new(&ground.grid, options.framed);
    let mut shapes = map_shapes(ground, options);
    shapes.extend(counter_shapes(ground, &layout, counters));
    let (w, h) = layout.size();
    svg::render(&shapes, w, h)
}

#[cfg(test)]
mod tests;
