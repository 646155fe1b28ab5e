//! Shapes that any renderer can draw, and the plane they lie in.

/// A point of the sheet: x to the right, y down, in sheet units (one hex is [`super::PITCH`] units from flat to flat).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// to the right
    pub x: f32,
    /// down
    pub y: f32,
}

/// Shorthand for a [`Point`].
pub const fn pt(x: f32, y: f32) -> Point {
    Point { x, y }
}

impl Point {
    /// The point a share of the way to another: 0 here, 1 there.
    pub fn towards(self, other: Point, share: f32) -> Point {
        pt(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)
    }
    /// Distance to another point.
    pub fn distance(self, other: Point) -> f32 {
        let (dx, dy) = (other.x - self.x, other.y - self.y);
        (dx * dx + dy * dy).sqrt()
    }
    /// The point moved by an offset.
    pub fn plus(self, dx: f32, dy: f32) -> Point {
        pt(self.x + dx, self.y + dy)
    }
}

/// An sRGB colour with opacity, each 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// red
    pub r: u8,
    /// green
    pub g: u8,
    /// blue
    pub b: u8,
    /// opacity: 255 hides what is below
    pub a: u8,
}

impl Colour {
    /// An opaque colour from `0xRRGGBB`.
    pub const fn hex(rgb: u32) -> Colour {
        Colour { r: (rgb >> 16) as u8, g: (rgb >> 8) as u8, b: rgb as u8, a: 255 }
    }
    /// The same colour with another opacity.
    pub const fn alpha(self, a: u8) -> Colour {
        Colour { a, ..self }
    }
    /// The colour so many thousandths of the way to another; the opacity stays.
    pub const fn mixed(self, other: Colour, permille: u16) -> Colour {
        const fn part(a: u8, b: u8, permille: u16) -> u8 {
            let t = if permille > 1000 { 1000 } else { permille as i32 };
            (a as i32 + (b as i32 - a as i32) * t / 1000) as u8
        }
        Colour { r: part(self.r, other.r, permille), g: part(self.g, other.g, permille), b: part(self.b, other.b, permille), a: self.a }
    }
}

/// Which point of a text lies at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// left end, half way up
    Left,
    /// middle
    Middle,
    /// right end, half way up
    Right,
}

/// One shape. Lists of shapes are drawn in order, later ones on top.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An area; where rings overlap the even-odd rule decides.
    Fill {
        /// closed rings, the last point not repeated
        rings: Vec<Vec<Point>>,
        /// colour
        colour: Colour,
    },
    /// A line with round ends and joints.
    Stroke {
        /// points in order
        points: Vec<Point>,
        /// whether the last point joins the first
        closed: bool,
        /// width in sheet units
        width: f32,
        /// lengths of line and gap in turn; none for a full line
        dash: Vec<f32>,
        /// colour
        colour: Colour,
    },
    /// Many straight pieces of one look.
    Lines {
        /// ends of each piece
        pieces: Vec<[Point; 2]>,
        /// width in sheet units
        width: f32,
        /// colour
        colour: Colour,
    },
    /// Many discs of one look.
    Dots {
        /// centres
        centres: Vec<Point>,
        /// radius in sheet units
        radius: f32,
        /// colour
        colour: Colour,
    },
    /// A line of text.
    Text {
        /// place
        at: Point,
        /// what it says
        text: String,
        /// height of the font in sheet units
        size: f32,
        /// which point of it lies at the place
        anchor: Anchor,
        /// colour
        colour: Colour,
        /// colour of a rim that keeps it readable over lines
        halo: Option<Colour>,
        /// slanted, as names of waters are
        slanted: bool,
    },
}

impl Shape {
    /// A filled polygon of one ring.
    pub fn polygon(ring: Vec<Point>, colour: Colour) -> Shape {
        Shape::Fill { rings: vec![ring], colour }
    }
    /// A filled rectangle.
    pub fn rect(left: f32, top: f32, width: f32, height: f32, colour: Colour) -> Shape {
        Shape::polygon(rect_ring(left, top, width, height), colour)
    }
    /// The outline of a rectangle.
    pub fn frame(left: f32, top: f32, width: f32, height: f32, line: f32, colour: Colour) -> Shape {
        Shape::Stroke { points: rect_ring(left, top, width, height), closed: true, width: line, dash: Vec::new(), colour }
    }
    /// An open full line.
    pub fn line(points: Vec<Point>, width: f32, colour: Colour) -> Shape {
        Shape::Stroke { points, closed: false, width, dash: Vec::new(), colour }
    }
    /// An open dashed line.
    pub fn dashed(points: Vec<Point>, width: f32, dash: &[f32], colour: Colour) -> Shape {
        Shape::Stroke { points, closed: false, width, dash: dash.to_vec(), colour }
    }
    /// Plain upright text.
    pub fn text(at: Point, text: impl Into<String>, size: f32, anchor: Anchor, colour: Colour) -> Shape {
        Shape::Text { at, text: text.into(), size, anchor, colour, halo: None, slanted: false }
    }
}

/// Corners of a rectangle, clockwise.
pub(super) fn rect_ring(left: f32, top: f32, width: f32, height: f32) -> Vec<Point> {
    vec![pt(left, top), pt(left + width, top), pt(left + width, top + height), pt(left, top + height)]
}

/// Width a text takes, estimated: enough to keep labels apart without a font at hand.
pub(super) fn text_width(text: &str, size: f32) -> f32 {
    text.chars().map(|c| if c > '\u{2e80}' { 1.0 } else { 0.56 }).sum::<f32>() * size
}
