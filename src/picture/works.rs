//! What was built, laid or cleared on hex sides since the map was drawn, as one side knows it.
//!
//! What belongs here: signs of works on hex sides. What never does: what the map itself shows.

use super::curve::along;
use super::layout::{CORNERS, Layout};
use super::palette;
use super::shape::{Point, Shape};
use crate::hex::{Dir, HexId, SideId};
use crate::view::Observation;

/// A side on the sheet: its ends and its middle, and the unit vectors along it and across.
struct Edge {
    ends: [Point; 2],
    mid: Point,
    along: (f32, f32),
}

impl Edge {
    fn of(view: &Observation, layout: &Layout, side: SideId) -> Option<Edge> {
        let (hex, dir, _): (HexId, Dir, _) = view.ground.grid.side_ends(side)?;
        let c = layout.centre(&view.ground.grid, hex);
        let (a, b) = (CORNERS[dir as usize], CORNERS[(dir as usize + 1) % 6]);
        let ends = [c.plus(a.x, a.y), c.plus(b.x, b.y)];
        let len = ends[0].distance(ends[1]).max(0.1);
        let along = ((ends[1].x - ends[0].x) / len, (ends[1].y - ends[0].y) / len);
        Some(Edge { ends, mid: ends[0].towards(ends[1], 0.5), along })
    }
    /// The point so far along the side from its middle, and so far across it.
    fn at(&self, along: f32, across: f32) -> Point {
        let (u, v) = self.along;
        self.mid.plus(u * along - v * across, v * along + u * across)
    }
}

/// All of them: wire and its gaps, crossings and log roads, mines, crossings that are shut, works begun.
pub fn work_shapes(view: &Observation, layout: &Layout) -> Vec<Shape> {
    let (mut thin, mut logs, mut mines, mut red) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for change in view.changes.list() {
        let Some(edge) = Edge::of(view, layout, change.side) else { continue };
        match change.wire {
            Some(true) => {
                for (p, _) in along(&edge.ends, 9.0, 4.0) {
                    thin.push([p.plus(-3.0, -3.0), p.plus(3.0, 3.0)]);
                    thin.push([p.plus(-3.0, 3.0), p.plus(3.0, -3.0)]);
                }
            }
            // a gap: two brackets turned away from each other
            Some(false) => {
                for k in [-1.0, 1.0] {
                    thin.push([edge.at(5.0 * k, -5.0), edge.at(5.0 * k, 5.0)]);
                    thin.push([edge.at(5.0 * k, -5.0), edge.at(9.0 * k, -5.0)]);
                    thin.push([edge.at(5.0 * k, 5.0), edge.at(9.0 * k, 5.0)]);
                }
            }
            None => {}
        }
        if change.crossing {
            logs.extend([-9.0, -5.4, -1.8, 1.8, 5.4, 9.0].map(|k| [edge.at(-6.0, k), edge.at(6.0, k)]));
        }
        if change.log_road {
            logs.extend([-18.0, -13.5, -9.0, -4.5, 0.0, 4.5, 9.0, 13.5, 18.0].map(|k| [edge.at(-4.0, k), edge.at(4.0, k)]));
        }
        if change.mines.is_some() {
            mines.extend([-10.0, 0.0, 10.0].map(|k| edge.at(k, 0.0)));
        }
        if change.shut {
            red.push([edge.at(-7.0, -7.0), edge.at(7.0, 7.0)]);
            red.push([edge.at(-7.0, 7.0), edge.at(7.0, -7.0)]);
        }
    }
    let mut out = vec![
        Shape::Lines { pieces: thin, width: 1.6, colour: palette::INK },
        Shape::Lines { pieces: logs, width: 2.2, colour: palette::INK },
        Shape::Dots { centres: mines, radius: 3.2, colour: palette::INK },
        Shape::Lines { pieces: red, width: 3.0, colour: palette::BORDER },
    ];
    // Begun: a dashed line of which so much is drawn as is done.
    for site in &view.sites {
        let Some(edge) = Edge::of(view, layout, site.side) else { continue };
        let end = edge.ends[0].towards(edge.ends[1], site.done_ppm as f32 / 1_000_000.0);
        out.push(Shape::dashed(edge.ends.to_vec(), 1.4, &[2.0, 4.0], palette::INK));
        out.push(Shape::line(vec![edge.ends[0], end], 3.0, palette::INK));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Side, SideWork};
    use crate::view::fixture::{duel, hex};
    use crate::view::{SideChange, Site};

    #[test]
    fn each_work_has_its_sign_at_its_side() {
        let mut view = duel(Side::Soviet);
        let layout = Layout::new(&view.ground.grid, false);
        let pieces = |view: &Observation| -> Vec<usize> {
            let size = |s: &Shape| match s {
                Shape::Lines { pieces, .. } => pieces.len(),
                Shape::Dots { centres, .. } => centres.len(),
                _ => 1,
            };
            work_shapes(view, &layout).iter().map(size).collect()
        };
        assert_eq!(pieces(&view), [0, 0, 0, 0]);
        let ground = view.ground.clone();
        let side = ground.grid.side(hex(&view, "0602"), Dir::N).unwrap();
        let none = SideChange::new(side);
        let mut with = |change: SideChange| {
            view.changes.set(&ground.grid, change);
            pieces(&view)
        };
        assert!(with(SideChange { wire: Some(true), ..none })[0] > 6);
        assert_eq!(with(SideChange { wire: Some(false), ..none }), [6, 0, 0, 0]);
        assert_eq!(with(SideChange { crossing: true, ..none }), [0, 6, 0, 0]);
        assert_eq!(with(SideChange { log_road: true, shut: true, ..none }), [0, 9, 0, 2]);
        assert_eq!(with(SideChange { mines: Some(Side::Soviet), ..none }), [0, 0, 3, 0]);
        view.sites = vec![Site { side, work: SideWork::Wire, done_ppm: 300_000 }];
        assert_eq!(pieces(&view).len(), 6);
    }
}
