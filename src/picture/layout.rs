//! Where hexes lie on the sheet.

use super::shape::{Point, pt};
use crate::hex::{Grid, HEX_M, HexId};

/// Sheet units from flat to flat of a hex.
pub const PITCH: f32 = 60.0;
/// Sheet units from a hex's centre to its corners: `PITCH / √3`.
pub const CORNER: f32 = 34.641_016;
/// Sheet units of a metre on the ground.
pub const PER_M: f32 = PITCH / HEX_M as f32;

/// The corners of a hex about its centre, clockwise on the sheet from the north-west one: corner `d` and the next bound
/// the side in direction `d` of `Dir::ALL`.
pub(super) const CORNERS: [Point; 6] = [
    pt(-CORNER / 2.0, -PITCH / 2.0),
    pt(CORNER / 2.0, -PITCH / 2.0),
    pt(CORNER, 0.0),
    pt(CORNER / 2.0, PITCH / 2.0),
    pt(-CORNER / 2.0, PITCH / 2.0),
    pt(-CORNER, 0.0),
];

/// Space round the map itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margins {
    /// on the left, the right and above
    pub rim: f32,
    /// below, where title, legend and scale stand
    pub foot: f32,
}

/// Where hexes lie on the sheet; the sheet's upper left corner is (0, 0).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    cols: i32,
    rows: i32,
    margins: Margins,
}

impl Layout {
    /// The layout of a grid, with or without room for a frame, title and legend.
    pub fn new(grid: &Grid, framed: bool) -> Layout {
        let margins = if framed { Margins { rim: 44.0, foot: 190.0 } } else { Margins { rim: 0.0, foot: 0.0 } };
        Layout { cols: i32::from(grid.cols()), rows: i32::from(grid.rows()), margins }
    }
    /// Width and height of the sheet.
    pub fn size(&self) -> (f32, f32) {
        let (w, h) = self.map_size();
        (w + 2.0 * self.margins.rim, h + self.margins.rim + self.margins.foot)
    }
    /// Width and height of the map inside its frame.
    pub fn map_size(&self) -> (f32, f32) {
        let half = if self.cols > 1 { PITCH / 2.0 } else { 0.0 };
        ((self.cols - 1) as f32 * CORNER * 1.5 + CORNER * 2.0, self.rows as f32 * PITCH + half)
    }
    /// Upper left corner of the map inside its frame.
    pub fn corner(&self) -> Point {
        pt(self.margins.rim, self.margins.rim)
    }
    /// Space round the map.
    pub fn margins(&self) -> Margins {
        self.margins
    }
    /// Centre of a hex.
    pub fn centre(&self, grid: &Grid, hex: HexId) -> Point {
        let (col, row) = grid.col_row(hex);
        self.cell(i32::from(col), i32::from(row))
    }
    /// Centre of the cell at a column and row, which may lie off the map.
    pub fn cell(&self, col: i32, row: i32) -> Point {
        let down = if col.rem_euclid(2) == 1 { PITCH } else { PITCH / 2.0 };
        self.corner().plus(CORNER + col as f32 * CORNER * 1.5, down + row as f32 * PITCH)
    }
    /// The hex under a point of the sheet, if any.
    pub fn hex_at(&self, grid: &Grid, at: Point) -> Option<HexId> {
        let col = ((at.x - self.corner().x - CORNER) / (CORNER * 1.5)).round() as i32;
        let mut best: Option<(f32, i32, i32)> = None;
        for c in col - 1..=col + 1 {
            let row = ((at.y - self.cell(c, 0).y) / PITCH).round() as i32;
            let d = self.cell(c, row).distance(at);
            if best.is_none_or(|(least, ..)| d < least) {
                best = Some((d, c, row));
            }
        }
        best.and_then(|(_, c, r)| grid.at(c, r))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hex_is_found_under_its_centre_and_near_its_corners() {
        let grid = Grid::new(9, 7);
        for framed in [false, true] {
            let layout = Layout::new(&grid, framed);
            for hex in grid.hexes() {
                let c = layout.centre(&grid, hex);
                for k in CORNERS {
                    assert_eq!(layout.hex_at(&grid, c.plus(k.x * 0.98, k.y * 0.98)), Some(hex));
                }
            }
        }
    }

    #[test]
    fn the_sheet_agrees_with_the_metres_of_the_grid() {
        let grid = Grid::new(5, 4);
        let layout = Layout::new(&grid, false);
        let zero = layout.cell(0, 0);
        for hex in grid.hexes() {
            let (e, s) = grid.centre_m(hex);
            let c = layout.centre(&grid, hex);
            assert!((c.x - zero.x - e as f32 * PER_M).abs() < 0.01 && (c.y - zero.y - s as f32 * PER_M).abs() < 0.01);
        }
    }

    #[test]
    fn every_hex_lies_on_the_sheet() {
        let grid = Grid::new(6, 5);
        let layout = Layout::new(&grid, false);
        let (w, h) = layout.size();
        for hex in grid.hexes() {
            let c = layout.centre(&grid, hex);
            for k in CORNERS {
                let p = c.plus(k.x, k.y);
                assert!(p.x > -0.01 && p.x < w + 0.01 && p.y > -0.01 && p.y < h + 0.01, "{p:?}");
            }
        }
    }
}
