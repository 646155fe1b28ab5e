//! The sheet in the world: meshes of the map, the grid and the counters, and their texts.

use super::mesh::{linear, mesh_of};
use crate::data::Ground;
use crate::picture::{Anchor, CounterSpec, Layout, MapOptions, NameLanguage, Shape, counter_shapes, grid_shapes, map_shapes};
use bevy::prelude::*;
use bevy::sprite::Anchor as TextAnchor;

/// What the window shows, kept for as long as it is open.
#[derive(Resource, Clone)]
pub(super) struct Sheet {
    shapes: [(Layer, Vec<Shape>); 3],
    /// width and height in sheet units
    pub(super) size: Vec2,
}

impl Sheet {
    /// The map of a ground with counters on it.
    pub(super) fn new(ground: &Ground, counters: &[CounterSpec], language: NameLanguage) -> Sheet {
        let options = MapOptions { language, grid: false, numbers: false, ..MapOptions::default() };
        let layout = Layout::new(&ground.grid, options.framed);
        let (w, h) = layout.size();
        let shapes = [
            (Layer::Map, map_shapes(ground, &options)),
            (Layer::Grid, grid_shapes(ground, &layout)),
            (Layer::Counters, counter_shapes(ground, &layout, counters)),
        ];
        Sheet { shapes, size: Vec2::new(w, h) }
    }
}

/// Parts of the picture that can be shown and hidden.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    Map,
    Grid,
    Counters,
}

/// A text's height in sheet units: its glyphs are drawn anew as the view zooms.
#[derive(Component, Clone, Copy)]
pub(super) struct SheetText(f32);

/// Texts smaller than this many pixels are not drawn.
const LEAST_PX: f32 = 4.5;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, spawn).add_systems(PostUpdate, sharpen.before(bevy::transform::TransformSystems::Propagate));
}

/// The font of all texts: Ubuntu Light, with Cyrillic.
fn font() -> Font {
    Font::from_bytes(epaint_default_fonts::UBUNTU_LIGHT.to_vec())
}

fn spawn(
    mut commands: Commands,
    sheet: Res<Sheet>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<ColorMaterial>>,
    mut fonts: ResMut<Assets<Font>>,
) {
    let material = materials.add(ColorMaterial { color: Color::WHITE, alpha_mode: bevy::sprite_render::AlphaMode2d::Blend, ..default() });
    let font = fonts.add(font());
    for (k, (layer, shapes)) in sheet.shapes.iter().enumerate() {
        let z = k as f32 * 10.0;
        let shown = if *layer == Layer::Grid { Visibility::Hidden } else { Visibility::Inherited };
        commands.spawn((*layer, shown, Transform::from_xyz(0.0, 0.0, z))).with_children(|parent| {
            parent.spawn((Mesh2d(meshes.add(mesh_of(shapes))), MeshMaterial2d(material.clone())));
            for shape in shapes {
                text(parent, shape, &font);
            }
        });
    }
}

/// A text, and four pale copies behind it where it has a halo.
fn text(parent: &mut ChildSpawnerCommands<'_>, shape: &Shape, font: &Handle<Font>) {
    let Shape::Text { at, text, size, anchor, colour, halo, .. } = shape else { return };
    let anchor = match anchor {
        Anchor::Left => TextAnchor::CENTER_LEFT,
        Anchor::Middle => TextAnchor::CENTER,
        Anchor::Right => TextAnchor::CENTER_RIGHT,
    };
    let mut put = |dx: f32, dy: f32, z: f32, colour| {
        parent.spawn((
            Text2d::new(text.clone()),
            TextFont { font: font.clone().into(), font_size: FontSize::Px(*size), ..default() },
            TextColor(Color::LinearRgba(linear(colour))),
            anchor,
            SheetText(*size),
            Transform::from_xyz(at.x + dx, -at.y + dy, z),
        ));
    };
    if let Some(halo) = halo {
        let d = size * 0.075;
        for (dx, dy) in [(-d, -d), (-d, d), (d, -d), (d, d)] {
            put(dx, dy, 1.0, *halo);
        }
    }
    put(0.0, 0.0, 2.0, *colour);
    // the font is a light one: a second stroke beside the first gives it the weight of print
    put(size * 0.028, 0.0, 2.0, *colour);
}

/// Redraw glyphs at about the size they have on the screen, and hide those too small to read.
fn sharpen(
    projection: Single<&Projection, (With<Camera2d>, Changed<Projection>)>,
    mut level_now: Local<(f32, f32)>,
    mut texts: Query<(&SheetText, &mut TextFont, &mut Transform, &mut Visibility)>,
) {
    let Projection::Orthographic(view) = *projection else { return };
    let wanted = 1.0 / view.scale.max(0.001);
    let mut level = 0.5;
    while level < wanted * 0.99 && level < 8.0 {
        level *= 2.0;
    }
    if *level_now == (level, wanted) {
        return;
    }
    let new_level = level_now.0 != level;
    *level_now = (level, wanted);
    for (size, mut font, mut place, mut shown) in &mut texts {
        if new_level {
            font.font_size = FontSize::Px(size.0 * level);
            place.scale = Vec3::new(1.0 / level, 1.0 / level, 1.0);
        }
        let show = if size.0 * wanted < LEAST_PX { Visibility::Hidden } else { Visibility::Inherited };
        if *shown != show {
            *shown = show;
        }
    }
}
