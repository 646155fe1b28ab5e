//! Objectives by holder, what each is worth, and where standing near counts.

use super::{Classes, Hatch, LegendRow};
use crate::picture::layout::Layout;
use crate::picture::palette;
use crate::picture::route::told;
use crate::picture::shape::{Anchor, Colour};
use crate::rules::Side;
use crate::view::Observation;

const NEAR: Colour = Colour::hex(0x5a6fae).alpha(80);
const CONTESTED: Colour = Colour::hex(0x8c5aa0).alpha(120);

pub(super) fn classes(view: &Observation, layout: &Layout) -> Classes {
    let rows = vec![
        LegendRow::new(palette::counter(Side::Soviet).alpha(130), Hatch::Wide, "overlay-objectives-soviet"),
        LegendRow::new(palette::counter(Side::Japanese).mixed(palette::SPENT, 200).alpha(190), Hatch::Back, "overlay-objectives-japanese"),
        LegendRow::new(CONTESTED, Hatch::Cross, "overlay-objectives-contested"),
        LegendRow::new(NEAR, Hatch::Dot, "overlay-objectives-near"),
    ];
    let mut classes = Classes::new(view, rows);
    let grid = &view.ground.grid;
    for (objective, holder) in view.scenario.objectives.iter().zip(&view.objectives) {
        classes.set(objective.hex, holder.map_or(2, |side| side as u8));
        let c = layout.centre(grid, objective.hex);
        classes.over.push(told(c.plus(0.0, 21.0), objective.points.to_string(), 20.0, Anchor::Middle));
    }
    let mut any_near = false;
    if let Some((hex, points)) = view.scenario.scoring.near {
        for h in grid.within(hex, 1) {
            any_near = true;
            classes.set_first(h, 3);
        }
        classes.rows[3].args.push(("points", i64::from(points)));
    }
    if !any_near {
        classes.rows.truncate(3);
    }
    classes
}
