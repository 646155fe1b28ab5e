//! Shapes of the picture as one mesh of coloured triangles.

use super::glyphs::Glyphs;
use crate::picture::{Colour, Point, Shape};
use bevy::asset::RenderAssetUsages;
use bevy::color::{ColorToComponents, LinearRgba, Srgba};
use bevy::mesh::{Indices, Mesh, PrimitiveTopology};
use lyon_tessellation::math::point;
use lyon_tessellation::path::Path;
use lyon_tessellation::{
    BuffersBuilder, FillOptions, FillTessellator, FillVertex, LineCap, LineJoin, StrokeOptions, StrokeTessellator, StrokeVertex,
    VertexBuffers,
};

/// How far a curve's chords may lie from it, sheet units.
const TOLERANCE: f32 = 0.08;

/// Width of lines whose corners are cut straight, sheet units.
const THIN: f32 = 2.0;
/// Corners of a dot on the circle round it, as shares of its radius.
const DOT: [(f32, f32); 8] =
    [(1.0, 0.0), (0.707, 0.707), (0.0, 1.0), (-0.707, 0.707), (-1.0, 0.0), (-0.707, -0.707), (0.0, -1.0), (0.707, -0.707)];

/// A corner of a triangle: where, and its colour.
#[derive(Clone, Copy, Default)]
struct Corner {
    at: [f32; 3],
    colour: [f32; 4],
}

/// Triangles gathered from shapes, in order of drawing. Sheet y runs down, the world's runs up.
#[derive(Default)]
pub(super) struct Triangles {
    buffers: VertexBuffers<Corner, u32>,
    fill: FillTessellator,
    stroke: StrokeTessellator,
}

/// The colour as shaders take it.
pub(super) fn linear(c: Colour) -> LinearRgba {
    Srgba::rgba_u8(c.r, c.g, c.b, c.a).into()
}

/// One mesh of all shapes, later ones on top.
pub(super) fn mesh_of(shapes: &[Shape], glyphs: &mut Glyphs) -> Mesh {
    let mut all = Triangles::default();
    for shape in shapes {
        all.add(shape);
        glyphs.add(shape, &mut all);
    }
    if all.buffers.indices.is_empty() {
        // The renderer takes no mesh of nothing; a triangle of no size draws nothing.
        all.buffers.vertices.push(Corner::default());
        all.buffers.indices.extend([0, 0, 0]);
    }
    let (at, colours): (Vec<_>, Vec<_>) = all.buffers.vertices.into_iter().map(|c| (c.at, c.colour)).unzip();
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, at)
        .with_inserted_attribute(Mesh::ATTRIBUTE_COLOR, colours)
        .with_inserted_indices(Indices::U32(all.buffers.indices))
}

impl Triangles {
    fn add(&mut self, shape: &Shape) {
        match shape {
            Shape::Fill { rings, colour } => self.fill(rings, *colour),
            Shape::Stroke { points, closed, width, dash, colour } if dash.is_empty() => {
                self.stroke(std::slice::from_ref(points), *closed, *width, LineCap::Round, *colour);
            }
            Shape::Stroke { points, closed, width, dash, colour } => {
                let mut line = points.clone();
                if *closed {
                    line.extend(points.first().copied());
                }
                // a dash of no length is a dot: only round caps show it
                let cap = if dash.iter().any(|d| *d < *width / 2.0) { LineCap::Round } else { LineCap::Butt };
                self.stroke(&dashes(&line, dash), false, *width, cap, *colour);
            }
            Shape::Lines { pieces, width, colour } => {
                for [a, b] in pieces {
                    self.bar(*a, *b, *width, *colour);
                }
            }
            Shape::Dots { centres, radius, colour } => centres.iter().for_each(|c| self.dot(*c, *radius, *colour)),
            Shape::Text { .. } => {}
        }
    }

    /// Areas by the even-odd rule. What cannot be cut into triangles is left out: a hole in a picture harms nobody.
    fn fill(&mut self, rings: &[Vec<Point>], colour: Colour) {
        let colour = linear(colour).to_f32_array();
        let corner = |v: FillVertex<'_>| Corner { at: [v.position().x, -v.position().y, 0.0], colour };
        let options = FillOptions::even_odd().with_tolerance(TOLERANCE);
        let mut to = BuffersBuilder::new(&mut self.buffers, corner);
        let _ = self.fill.tessellate_path(&path_of(rings, true), &options, &mut to);
    }

    fn stroke(&mut self, lines: &[Vec<Point>], closed: bool, width: f32, cap: LineCap, colour: Colour) {
        let colour = linear(colour).to_f32_array();
        let corner = |v: StrokeVertex<'_, '_>| Corner { at: [v.position().x, -v.position().y, 0.0], colour };
        // Thin lines turn in small steps: nobody sees their corners, and round ones cost three times the triangles.
        let join = if width < THIN { LineJoin::Bevel } else { LineJoin::Round };
        let options = StrokeOptions::default().with_line_width(width).with_line_cap(cap).with_line_join(join).with_tolerance(TOLERANCE);
        let mut to = BuffersBuilder::new(&mut self.buffers, corner);
        let _ = self.stroke.tessellate_path(&path_of(lines, closed), &options, &mut to);
    }

    /// Triangles of one colour, cut already.
    pub(super) fn append(&mut self, points: impl Iterator<Item = Point>, indices: &[u32], colour: Colour) {
        let colour = linear(colour).to_f32_array();
        let first = self.buffers.vertices.len() as u32;
        self.buffers.vertices.extend(points.map(|p| Corner { at: [p.x, -p.y, 0.0], colour }));
        self.buffers.indices.extend(indices.iter().map(|k| first + k));
    }

    /// A small disc.
    fn dot(&mut self, centre: Point, radius: f32, colour: Colour) {
        let corners = DOT.iter().map(|(x, y)| centre.plus(x * radius, y * radius));
        self.append(corners, &[0, 1, 2, 0, 2, 3, 0, 3, 4, 0, 4, 5, 0, 5, 6, 0, 6, 7], colour);
    }

    /// A straight piece as two triangles.
    fn bar(&mut self, a: Point, b: Point, width: f32, colour: Colour) {
        let len = a.distance(b);
        if len <= 0.0 {
            return;
        }
        let (dx, dy) = ((b.x - a.x) / len * width / 2.0, (b.y - a.y) / len * width / 2.0);
        let colour = linear(colour).to_f32_array();
        let first = self.buffers.vertices.len() as u32;
        for p in [a.plus(-dy, dx), a.plus(dy, -dx), b.plus(dy, -dx), b.plus(-dy, dx)] {
            self.buffers.vertices.push(Corner { at: [p.x, -p.y, 0.0], colour });
        }
        self.buffers.indices.extend([0, 1, 2, 0, 2, 3].map(|k| first + k));
    }
}

fn path_of(lines: &[Vec<Point>], closed: bool) -> Path {
    let mut path = Path::builder();
    for line in lines {
        let mut points = line.iter().filter(|p| p.x.is_finite() && p.y.is_finite()).map(|p| point(p.x, p.y));
        let Some(first) = points.next() else { continue };
        path.begin(first);
        for p in points {
            path.line_to(p);
        }
        path.end(closed);
    }
    path.build()
}

/// A line cut by a pattern of lengths drawn and left out in turn.
fn dashes(line: &[Point], pattern: &[f32]) -> Vec<Vec<Point>> {
    let mut out = Vec::new();
    // a pattern without length would never end
    if pattern.iter().sum::<f32>() < 0.01 || pattern.iter().any(|d| *d < 0.0) {
        return vec![line.to_vec()];
    }
    let (mut step, mut left) = (0, pattern[0]);
    let mut piece: Vec<Point> = line.first().copied().into_iter().collect();
    for pair in line.windows(2) {
        let (mut at, end) = (pair[0], pair[1]);
        loop {
            let rest = at.distance(end);
            if rest <= left {
                left -= rest;
                piece.push(end);
                break;
            }
            at = at.towards(end, left / rest);
            piece.push(at);
            if step % 2 == 0 {
                out.push(std::mem::take(&mut piece));
            }
            piece = vec![at];
            step = (step + 1) % (pattern.len() + pattern.len() % 2);
            left = pattern[step % pattern.len()];
        }
    }
    if step % 2 == 0 && piece.len() > 1 {
        out.push(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Anchor, pt};

    #[test]
    fn dashes_run_round_corners_and_leave_gaps() {
        let line = [pt(0.0, 0.0), pt(10.0, 0.0), pt(10.0, 10.0)];
        let cut = dashes(&line, &[6.0, 2.0]);
        let ends: Vec<_> = cut.iter().map(|d| (d[0], d[d.len() - 1])).collect();
        assert_eq!(ends, [(pt(0.0, 0.0), pt(6.0, 0.0)), (pt(8.0, 0.0), pt(10.0, 4.0)), (pt(10.0, 6.0), pt(10.0, 10.0))]);
    }

    #[test]
    fn a_pattern_without_length_is_a_full_line() {
        assert_eq!(dashes(&[pt(0.0, 0.0), pt(9.0, 0.0)], &[0.0, 0.0]).len(), 1);
    }

    #[test]
    fn every_kind_of_shape_has_triangles() {
        let ink = Colour::hex(0);
        let line = vec![pt(0.0, 0.0), pt(9.0, 0.0), pt(9.0, 9.0)];
        for shape in [
            Shape::polygon(line.clone(), ink),
            Shape::line(line.clone(), 2.0, ink),
            Shape::dashed(line.clone(), 2.0, &[3.0, 1.0], ink),
            Shape::Lines { pieces: vec![[line[0], line[1]]], width: 1.0, colour: ink },
            Shape::Dots { centres: line.clone(), radius: 1.0, colour: ink },
            Shape::text(line[0], "1915", 9.0, Anchor::Middle, ink),
        ] {
            assert!(mesh_of(std::slice::from_ref(&shape), &mut Glyphs::default()).count_vertices() > 2, "{shape:?}");
        }
        assert_eq!(
            mesh_of(&[Shape::Lines { pieces: vec![[line[0], line[0]]], width: 1.0, colour: ink }], &mut Glyphs::default()).count_vertices(),
            1
        );
    }
}
