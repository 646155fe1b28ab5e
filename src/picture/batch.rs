//! Many small pieces of a few looks gathered into few shapes: a renderer pays by the shape.
//!
//! What belongs here: gathering. What never does: an order among pieces of one batch; what must lie on top goes into a
//! later batch.

use super::shape::{Anchor, Colour, Point, Shape};

/// Pieces by look. Drawn in this order: areas, lines, dots, texts; those of one kind in the order of their first piece.
#[derive(Debug, Default)]
pub(super) struct Batch {
    fills: Vec<(Colour, Vec<Vec<Point>>)>,
    lines: Vec<(f32, Colour, Vec<[Point; 2]>)>,
    dots: Vec<(f32, Colour, Vec<Point>)>,
    texts: Vec<Shape>,
}

impl Batch {
    /// An area. Areas of one colour in one batch must not overlap: they would cut holes.
    pub(super) fn fill(&mut self, colour: Colour, ring: Vec<Point>) {
        match self.fills.iter_mut().find(|(c, _)| *c == colour) {
            Some((_, rings)) => rings.push(ring),
            None => self.fills.push((colour, vec![ring])),
        }
    }
    /// A straight piece.
    pub(super) fn line(&mut self, width: f32, colour: Colour, piece: [Point; 2]) {
        match self.lines.iter_mut().find(|(w, c, _)| *w == width && *c == colour) {
            Some((.., pieces)) => pieces.push(piece),
            None => self.lines.push((width, colour, vec![piece])),
        }
    }
    /// Straight pieces through points, and back to the first if closed. Each is a little longer than its share, so that no
    /// notch shows between two.
    pub(super) fn chain(&mut self, width: f32, colour: Colour, points: &[Point], closed: bool) {
        let mut piece = |a: Point, b: Point| {
            let more = 0.3 * width / a.distance(b).max(0.01);
            self.line(width, colour, [a.towards(b, -more), a.towards(b, 1.0 + more)]);
        };
        for pair in points.windows(2) {
            piece(pair[0], pair[1]);
        }
        if let (true, Some(last), Some(first)) = (closed, points.last(), points.first()) {
            piece(*last, *first);
        }
    }
    /// A disc.
    pub(super) fn dot(&mut self, radius: f32, colour: Colour, at: Point) {
        match self.dots.iter_mut().find(|(r, c, _)| *r == radius && *c == colour) {
            Some((.., centres)) => centres.push(at),
            None => self.dots.push((radius, colour, vec![at])),
        }
    }
    /// A text in the middle of a point.
    pub(super) fn text(&mut self, at: Point, text: String, size: f32, colour: Colour, halo: Option<Colour>) {
        self.texts.push(Shape::Text { at, text, size, anchor: Anchor::Middle, colour, halo, slanted: false });
    }
    /// All shapes, at the end of a list.
    pub(super) fn into(self, out: &mut Vec<Shape>) {
        out.extend(self.fills.into_iter().map(|(colour, rings)| Shape::Fill { rings, colour }));
        out.extend(self.lines.into_iter().map(|(width, colour, pieces)| Shape::Lines { pieces, width, colour }));
        out.extend(self.dots.into_iter().map(|(radius, colour, centres)| Shape::Dots { centres, radius, colour }));
        out.extend(self.texts);
    }
}
