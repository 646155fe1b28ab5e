//! Letters as triangles: the outlines of the font cut once a glyph, so that texts of the sheet are part of its meshes and
//! are sharp at every zoom.

use super::mesh::Triangles;
use crate::picture::{Anchor, Colour, Point, Shape, pt};
use lyon_tessellation::math::point;
use lyon_tessellation::path::Path;
use lyon_tessellation::path::path::Builder;
use lyon_tessellation::{
    BuffersBuilder, FillOptions, FillTessellator, FillVertex, LineJoin, StrokeOptions, StrokeTessellator, StrokeVertex, VertexBuffers,
};
use std::collections::BTreeMap;
use ttf_parser::{Face, OutlineBuilder};

/// How far chords may lie from a letter's curves, em.
const TOLERANCE_EM: f32 = 0.01;
/// The font is a light one: a line along the outlines gives it the weight of print, em.
const WEIGHT_EM: f32 = 0.035;
/// Width of a halo's line along the outlines, em.
const HALO_EM: f32 = 0.24;
/// Half the height of a capital, em: texts are centred on it.
const HALF_CAPITAL_EM: f32 = 0.35;
/// Shear of slanted letters.
const SLANT: f32 = 0.21;

type Cut = VertexBuffers<[f32; 2], u32>;

/// One letter in em, y up from the base line.
#[derive(Default)]
struct Glyph {
    advance: f32,
    body: Cut,
    halo: Cut,
}

/// The letters of one font, cut when first asked for.
pub(super) struct Glyphs {
    face: Option<Face<'static>>,
    glyphs: BTreeMap<char, Glyph>,
}

impl Default for Glyphs {
    /// Ubuntu Light, with Cyrillic.
    fn default() -> Glyphs {
        Glyphs { face: Face::parse(epaint_default_fonts::UBUNTU_LIGHT, 0).ok(), glyphs: BTreeMap::new() }
    }
}

impl Glyphs {
    fn glyph(&mut self, c: char) -> &Glyph {
        let face = self.face.as_ref();
        self.glyphs.entry(c).or_insert_with(|| face.and_then(|face| cut(face, c)).unwrap_or_default())
    }

    /// Width of a text, em.
    pub fn width_em(&mut self, text: &str) -> f32 {
        text.chars().map(|c| self.glyph(c).advance).sum()
    }

    /// Add a text's triangles; other shapes add nothing.
    pub fn add(&mut self, shape: &Shape, to: &mut Triangles) {
        let Shape::Text { at, text, size, anchor, colour, halo, slanted } = shape else { return };
        let wide = self.width_em(text) * size;
        let left = match anchor {
            Anchor::Left => 0.0,
            Anchor::Middle => wide / 2.0,
            Anchor::Right => wide,
        };
        let shear = if *slanted { SLANT } else { 0.0 };
        let start = at.plus(-left, 0.0);
        if let Some(halo) = halo {
            self.lay(text, start, *size, shear, *halo, to, |g| &g.halo);
        }
        self.lay(text, start, *size, shear, *colour, to, |g| &g.body);
    }

    #[expect(clippy::too_many_arguments, reason = "one text: what, where, how")]
    fn lay(&mut self, text: &str, start: Point, size: f32, shear: f32, colour: Colour, to: &mut Triangles, part: fn(&Glyph) -> &Cut) {
        let mut x = start.x;
        for c in text.chars() {
            let glyph = self.glyph(c);
            let cut = part(glyph);
            let place = |[gx, gy]: [f32; 2]| {
                let up = gy - HALF_CAPITAL_EM;
                pt(x + (gx + up * shear) * size, start.y - up * size)
            };
            to.append(cut.vertices.iter().map(|v| place(*v)), &cut.indices, colour);
            x += glyph.advance * size;
        }
    }
}

/// Outlines of a letter as a path, em.
struct Outline {
    path: Builder,
    em: f32,
    open: bool,
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        self.path.begin(point(x / self.em, y / self.em));
        self.open = true;
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(point(x / self.em, y / self.em));
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.path.quadratic_bezier_to(point(x1 / self.em, y1 / self.em), point(x / self.em, y / self.em));
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (a, b, to) = (point(x1 / self.em, y1 / self.em), point(x2 / self.em, y2 / self.em), point(x / self.em, y / self.em));
        self.path.cubic_bezier_to(a, b, to);
    }
    fn close(&mut self) {
        if std::mem::take(&mut self.open) {
            self.path.end(true);
        }
    }
}

/// Cut a letter; `None` if the font has none such, which then takes no room.
fn cut(face: &Face<'_>, c: char) -> Option<Glyph> {
    let id = face.glyph_index(c)?;
    let em = f32::from(face.units_per_em());
    let mut outline = Outline { path: Path::builder(), em, open: false };
    // A space has no outline.
    let _ = face.outline_glyph(id, &mut outline);
    outline.close();
    let path = outline.path.build();
    let mut glyph = Glyph { advance: f32::from(face.glyph_hor_advance(id)?) / em, ..Glyph::default() };
    let fill = FillOptions::non_zero().with_tolerance(TOLERANCE_EM);
    let mut to = BuffersBuilder::new(&mut glyph.body, |v: FillVertex<'_>| v.position().to_array());
    // What cannot be cut is left out: a letter missing from a picture harms nobody.
    let _ = FillTessellator::new().tessellate_path(&path, &fill, &mut to);
    for (width, cut) in [(WEIGHT_EM, &mut glyph.body), (HALO_EM, &mut glyph.halo)] {
        let join = if width < HALO_EM { LineJoin::Bevel } else { LineJoin::Round };
        let tolerance = TOLERANCE_EM.max(width / 8.0);
        let stroke = StrokeOptions::default().with_line_width(width).with_line_join(join).with_tolerance(tolerance);
        let mut to = BuffersBuilder::new(cut, |v: StrokeVertex<'_, '_>| v.position().to_array());
        let _ = StrokeTessellator::new().tessellate_path(&path, &stroke, &mut to);
    }
    Some(glyph)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_and_cyrillic_have_letters_and_widths_add_up() {
        let mut g = Glyphs::default();
        for c in "Заозёрная Zaozernaya 1915 °‰±×−".chars().filter(|c| !c.is_whitespace()) {
            assert!(!g.glyph(c).body.indices.is_empty(), "{c}");
        }
        let (a, b) = (g.width_em("AB"), g.width_em("A") + g.width_em("B"));
        assert!((a - b).abs() < 1e-6 && a > 0.5);
        assert_eq!(g.width_em("\u{10ffff}"), 0.0);
    }
}
