//! Names of places, set so that they do not run into each other.

use super::NameLanguage;
use super::field::Field;
use super::layout::{Layout, PITCH};
use super::palette;
use super::shape::{Anchor, Point, Shape, pt, text_width};
use crate::data::{Ground, NamedPlace, PlaceKind};
use crate::hex::HexId;
use crate::rules::Terrain;

/// A rectangle that a label or a sign takes.
#[derive(Clone, Copy, Debug)]
struct Taken {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Taken {
    fn meets(&self, other: &Taken) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
    fn round(at: Point, half_width: f32, half_height: f32) -> Taken {
        Taken { left: at.x - half_width, top: at.y - half_height, right: at.x + half_width, bottom: at.y + half_height }
    }
}

/// How names of a kind of place look, most important kinds first.
struct Style {
    rank: u8,
    size: f32,
    water: bool,
}

fn style(kind: PlaceKind) -> Style {
    let (rank, size, water) = match kind {
        PlaceKind::Hill => (1, 19.0, false),
        PlaceKind::Village => (2, 18.0, false),
        PlaceKind::Water => (0, 23.0, true),
        PlaceKind::Outpost => (3, 15.0, false),
        PlaceKind::Station | PlaceKind::GunArea => (4, 16.0, false),
        PlaceKind::Crossing => (5, 13.0, false),
        PlaceKind::Ferry => (6, 13.0, false),
        PlaceKind::Marker => (7, 13.0, false),
    };
    Style { rank, size, water }
}

/// The name of a place in a language, or else in English.
pub fn place_name(place: &NamedPlace, language: NameLanguage) -> &str {
    match language {
        NameLanguage::English => None,
        NameLanguage::Russian => place.ru.as_deref(),
        NameLanguage::Japanese => place.ja.as_deref(),
    }
    .unwrap_or(&place.name)
}

/// Places in order of weight.
fn in_order(ground: &Ground) -> Vec<&NamedPlace> {
    let mut order: Vec<&NamedPlace> = ground.places.iter().collect();
    order.sort_by_key(|p| style(p.kind).rank);
    order
}

/// Signs of all places.
pub(super) fn signs(ground: &Ground, layout: &Layout, field: &Field, out: &mut Vec<Shape>) {
    let mut taken = Vec::new();
    for place in in_order(ground) {
        sign(ground, layout, field, place, &mut taken, out);
    }
}

/// Names of all places, clear of their signs and of each other, in letters so many times as large as in print.
pub(super) fn names(ground: &Ground, layout: &Layout, field: &Field, language: NameLanguage, larger: f32, out: &mut Vec<Shape>) {
    let mut taken = Vec::new();
    let order = in_order(ground);
    for place in &order {
        sign(ground, layout, field, place, &mut taken, &mut Vec::new());
    }
    let (corner, (w, h)) = (layout.corner(), layout.map_size());
    for place in order {
        let Style { size, water, .. } = style(place.kind);
        // small waters run in narrow beds: their names are small
        let is_wet = |h: HexId| ground.terrain[h.index()].is_water();
        let wet = is_wet(place.hex);
        let size = larger * if water && !wet { 14.0 } else { size };
        let name = place_name(place, language);
        let at = layout.centre(&ground.grid, place.hex);
        let wide = text_width(name, size);
        let free = |spot: Point, anchor: Anchor| {
            let left = match anchor {
                Anchor::Left => spot.x,
                Anchor::Middle => spot.x - wide / 2.0,
                Anchor::Right => spot.x - wide,
            };
            let area = Taken { left, top: spot.y - size * 0.55, right: left + wide, bottom: spot.y + size * 0.55 };
            let on_map = area.left > corner.x + 4.0
                && area.right < corner.x + w - 4.0
                && area.top > corner.y + 4.0
                && area.bottom < corner.y + h - 4.0;
            (on_map && !taken.iter().any(|t| t.meets(&area))).then_some(area)
        };
        // a lake's name lies on the lake if there is room for it
        let afloat = |area: &Taken| {
            let middle = (area.top + area.bottom) / 2.0;
            [area.left - 6.0, (area.left + area.right) / 2.0, area.right + 6.0]
                .iter()
                .all(|x| layout.hex_at(&ground.grid, pt(*x, middle)).is_some_and(is_wet))
        };
        let spots = candidates(at, water && wet);
        let found = |on_water: bool| {
            let area =
                |(spot, anchor): &(Point, Anchor)| free(*spot, *anchor).filter(|a| !on_water || afloat(a)).map(|a| (*spot, *anchor, a));
            spots.iter().find_map(area)
        };
        let best = if water && wet { found(true).or_else(|| found(false)) } else { found(false) };
        let Some((spot, anchor, area)) = best else { continue };
        taken.push(area);
        let colour = if water { palette::WATER_LINE } else { palette::INK };
        let halo = Some(if water && wet { palette::WATER } else { palette::HALO });
        out.push(Shape::Text { at: spot, text: name.to_owned(), size, anchor, colour, halo, slanted: water });
    }
}

/// Where a name may stand, best first.
fn candidates(at: Point, on_water: bool) -> Vec<(Point, Anchor)> {
    let mut spots = Vec::new();
    if on_water {
        for dy in [0.0, -0.5, 0.5, -1.0, 1.0, -1.5, 1.5, -2.0, 2.0, -3.0, 3.0] {
            for dx in [0.0, -0.4, 0.4, -0.8, 0.8] {
                spots.push((at.plus(dx * PITCH, dy * PITCH), Anchor::Middle));
            }
        }
    }
    // clear of a counter that may stand there
    for far in [1.0, 1.5, 2.2] {
        let (side, up) = (28.0 * far, 26.0 * far);
        spots.extend([
            (at.plus(side, -9.0 * far), Anchor::Left),
            (at.plus(-side, -9.0 * far), Anchor::Right),
            (at.plus(0.0, -up), Anchor::Middle),
            (at.plus(side, 9.0 * far), Anchor::Left),
            (at.plus(0.0, up), Anchor::Middle),
            (at.plus(-side, 9.0 * far), Anchor::Right),
        ]);
    }
    spots
}

/// The sign of a place: a triangle with the height of a hill, a stone, houses, a flag.
fn sign(ground: &Ground, layout: &Layout, field: &Field, place: &NamedPlace, taken: &mut Vec<Taken>, out: &mut Vec<Shape>) {
    let at = layout.centre(&ground.grid, place.hex);
    match place.kind {
        PlaceKind::Hill => {
            let triangle = vec![at.plus(0.0, -7.0), at.plus(6.5, 5.0), at.plus(-6.5, 5.0)];
            out.push(Shape::polygon(triangle, palette::INK));
            out.push(Shape::Dots { centres: vec![at.plus(0.0, 1.2)], radius: 1.3, colour: palette::HALO.alpha(255) });
            let height = ground.elevation_m[place.hex.index()].to_string();
            // the figure stands on the side where the ground falls away less
            let east = field.at(at.plus(20.0, 8.0)) >= field.at(at.plus(-20.0, 8.0));
            let (spot, anchor) = if east { (at.plus(9.0, 7.0), Anchor::Left) } else { (at.plus(-9.0, 7.0), Anchor::Right) };
            let middle = spot.plus(if east { 12.0 } else { -12.0 }, 0.0);
            taken.push(Taken::round(at, 8.0, 8.0));
            // where a flag stands if the hill is fought for
            taken.push(Taken::round(at.plus(-29.0, -1.0), 8.5, 12.0));
            taken.push(Taken::round(middle, 13.0, 7.0));
            out.push(Shape::Text {
                at: spot,
                text: height,
                size: 13.0,
                anchor,
                colour: palette::HEIGHT,
                halo: Some(palette::HALO),
                slanted: false,
            });
        }
        PlaceKind::Outpost => {
            let mast = [at.plus(-2.0, 12.0), at.plus(-2.0, -16.0)];
            let flag = vec![at.plus(-2.0, -16.0), at.plus(13.0, -11.5), at.plus(-2.0, -7.0)];
            out.push(Shape::line(mast.to_vec(), 2.2, palette::INK));
            out.push(Shape::polygon(flag, palette::BORDER));
            taken.push(Taken::round(at, 14.0, 16.0));
        }
        PlaceKind::Marker if ground.terrain[place.hex.index()] == Terrain::Open => {
            out.push(Shape::rect(at.x - 4.0, at.y - 4.0, 8.0, 8.0, palette::INK));
            taken.push(Taken::round(at, 5.0, 5.0));
        }
        PlaceKind::Station => {
            out.push(Shape::rect(at.x + 7.0, at.y - 11.0, 15.0, 9.0, palette::INK));
            out.push(Shape::rect(at.x + 9.0, at.y - 9.0, 11.0, 5.0, palette::HIGHWAY));
            taken.push(Taken::round(at, 22.0, 12.0));
        }
        PlaceKind::GunArea => {
            for dx in [-6.0, 6.0] {
                out.push(Shape::line(vec![at.plus(dx, 6.0), at.plus(dx, -9.0)], 2.6, palette::INK));
                out.push(Shape::line(vec![at.plus(dx - 4.0, -5.0), at.plus(dx, -9.5), at.plus(dx + 4.0, -5.0)], 2.0, palette::INK));
            }
            taken.push(Taken::round(at, 12.0, 10.0));
        }
        PlaceKind::Village => taken.push(Taken::round(at, 22.0, 16.0)),
        PlaceKind::Crossing | PlaceKind::Ferry => taken.push(Taken::round(at, 10.0, 8.0)),
        PlaceKind::Marker | PlaceKind::Water => {}
    }
}

/// Houses of all village hexes.
pub(super) fn houses(ground: &Ground, layout: &Layout, out: &mut Vec<Shape>) {
    let mut rings = Vec::new();
    for hex in ground.grid.hexes().filter(|h| ground.terrain[h.index()] == Terrain::Village) {
        let c = layout.centre(&ground.grid, hex);
        for (k, (x, y)) in [(-17.0, -12.0), (-3.0, -17.0), (12.0, -12.0), (-19.0, 10.0), (-4.0, 13.0), (13.0, 11.0)].into_iter().enumerate()
        {
            let (dx, dy) = super::terrain::scatter(i32::from(hex.0), k as i32);
            let (w, h) = if dx > 0.5 { (9.0, 5.5) } else { (6.0, 7.5) };
            let at = c.plus(x + dx * 5.0 - 2.5, y + dy * 5.0 - 2.5);
            rings.push(vec![pt(at.x, at.y), pt(at.x + w, at.y), pt(at.x + w, at.y + h), pt(at.x, at.y + h)]);
        }
    }
    for ring in rings {
        out.push(Shape::polygon(ring, palette::INK));
    }
}
