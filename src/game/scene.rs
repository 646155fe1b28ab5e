//! The sheet in the world: one mesh for each layer, cut anew when what it shows has changed.

use super::backdrop::{self, Backdrop, GROUND};
use super::desk::Desk;
use super::glyphs::Glyphs;
use super::layers;
use super::mesh::mesh_of;
use super::state::Game;
use super::view::{self, MapView};
use crate::data::Ground;
use crate::picture::{
    CounterSpec, Detail, Layout, Legend, MapOptions, NameLanguage, Overlay, Placements, Shape, grid_shapes, map_shapes, name_shapes,
};
use crate::words::Lang;
use bevy::asset::AssetEventSystems;
use bevy::camera::CameraUpdateSystems;
use bevy::camera::visibility::{NoFrustumCulling, RenderLayers};
use bevy::prelude::*;
use bevy::sprite_render::AlphaMode2d;
use bevy::transform::TransformSystems;
use std::sync::Arc;

/// Parts of the picture, from the lowest to the uppermost.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    /// the ground
    Map,
    /// hexes and their numbers
    Grid,
    /// names of places
    Names,
    /// what an overlay shows
    Overlay,
    /// wrecks, dust, objectives
    Marks,
    /// ways and targets
    Plan,
    /// units and contacts
    Counters,
    /// figures of an overlay
    Over,
}

impl Layer {
    /// Whose camera draws it: what a battle does not change is in the ground's picture.
    fn seen_by(self) -> RenderLayers {
        match self {
            Layer::Map | Layer::Grid | Layer::Names => GROUND,
            Layer::Overlay | Layer::Marks | Layer::Plan | Layer::Counters | Layer::Over => RenderLayers::layer(0),
        }
    }
    const ALL: [Layer; 8] =
        [Layer::Map, Layer::Grid, Layer::Names, Layer::Overlay, Layer::Marks, Layer::Plan, Layer::Counters, Layer::Over];
}

/// Pixels of a sheet unit from which the grid is shown.
const GRID_FROM: f32 = 0.8;

/// What is drawn now, and where its counters lie.
#[derive(Resource, Default)]
pub(super) struct Canvas {
    meshes: Vec<Handle<Mesh>>,
    glyphs: Glyphs,
    ground: Option<(Arc<Ground>, Lang)>,
    drawn: Option<(u64, Detail)>,
    /// size of the names' letters, fifths of that in print; 0: to be drawn anew
    letters: u8,
    /// width and height of the sheet
    pub size: Vec2,
    /// counters drawn
    pub counters: Vec<CounterSpec>,
    /// where they lie
    pub placed: Placements,
    /// what the overlay's colours mean
    pub legend: Option<(Overlay, Legend)>,
}

pub(super) fn plugin(app: &mut App) {
    let draw = (draw_ground, view::aim, backdrop::decide, draw_names, draw_battle, backdrop::draw).chain();
    app.init_resource::<Canvas>()
        .add_systems(Startup, spawn)
        .add_systems(PostUpdate, draw.before(CameraUpdateSystems).before(TransformSystems::Propagate).before(AssetEventSystems));
}

fn spawn(
    mut commands: Commands,
    mut canvas: ResMut<Canvas>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<ColorMaterial>>,
) {
    let material = materials.add(ColorMaterial { color: Color::WHITE, alpha_mode: AlphaMode2d::Blend, ..default() });
    for (k, layer) in Layer::ALL.into_iter().enumerate() {
        let mesh = meshes.add(mesh_of(&[], &mut canvas.glyphs));
        let place = Transform::from_xyz(0.0, 0.0, k as f32 * 10.0);
        let drawn = (Mesh2d(mesh.clone()), MeshMaterial2d(material.clone()), NoFrustumCulling, layer.seen_by());
        commands.spawn((layer, Visibility::Hidden, place, drawn));
        canvas.meshes.push(mesh);
    }
}

/// Cut one layer anew and show it if there is anything in it.
fn put(canvas: &mut Canvas, meshes: &mut Assets<Mesh>, layers: &mut Query<(&Layer, &mut Visibility)>, layer: Layer, shapes: &[Shape]) {
    let mesh = mesh_of(shapes, &mut canvas.glyphs);
    let empty = mesh.count_vertices() < 3;
    if let Some(handle) = canvas.meshes.get(layer as usize) {
        // The handle is the canvas's own: its place is there.
        let _ = meshes.insert(handle.id(), mesh);
    }
    for (of, mut shown) in layers.iter_mut().filter(|(of, _)| **of == layer) {
        debug_assert_eq!(*of, layer);
        *shown = if empty { Visibility::Hidden } else { Visibility::Inherited };
    }
}

/// The ground and its grid, when a battle begins or the language changes.
fn draw_ground(
    game: Res<Game>,
    mut canvas: ResMut<Canvas>,
    mut backdrop: ResMut<Backdrop>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut layers: Query<(&Layer, &mut Visibility)>,
) {
    let Some(ground) = game.desk().map(|d| d.scenario().ground.clone()).or_else(|| game.start.scenario().map(|s| s.ground.clone())) else {
        return;
    };
    let drawn = canvas.ground.as_ref().is_some_and(|(g, lang)| Arc::ptr_eq(g, &ground) && *lang == game.lang);
    if drawn {
        return;
    }
    let options = MapOptions { language: name_language(game.lang), grid: false, numbers: false, names: false, ..MapOptions::default() };
    let layout = Layout::new(&ground.grid, options.framed);
    canvas.size = Vec2::from(layout.size());
    put(&mut canvas, &mut meshes, &mut layers, Layer::Map, &map_shapes(&ground, &options));
    put(&mut canvas, &mut meshes, &mut layers, Layer::Grid, &grid_shapes(&ground, &layout));
    canvas.ground = Some((ground, game.lang));
    canvas.drawn = None;
    canvas.letters = 0;
    backdrop.spoil();
}

/// What of the ground's picture hangs on how far away one looks, when the picture is drawn anew: the names of places in letters
/// that can be read from there, and hexes with their numbers from near.
fn draw_names(
    view: Res<MapView>,
    backdrop: Res<Backdrop>,
    mut canvas: ResMut<Canvas>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut layers: Query<(&Layer, &mut Visibility)>,
) {
    if !backdrop.due {
        return;
    }
    let near = 1.0 / view.scale.max(0.001) >= GRID_FROM;
    for (_, mut shown) in layers.iter_mut().filter(|(layer, _)| **layer == Layer::Grid) {
        shown.set_if_neq(if near { Visibility::Inherited } else { Visibility::Hidden });
    }
    // Fifths, so that not every notch of the wheel sets all names anew.
    let fifths = ((view.scale * 0.8).clamp(1.0, 2.6) * 5.0) as u8;
    let Some((ground, lang)) = canvas.ground.clone().filter(|_| canvas.letters != fifths) else { return };
    canvas.letters = fifths;
    let layout = Layout::new(&ground.grid, true);
    let names = name_shapes(&ground, &layout, name_language(lang), f32::from(fifths) / 5.0);
    put(&mut canvas, &mut meshes, &mut layers, Layer::Names, &names);
}

/// The language of names on the map.
fn name_language(lang: Lang) -> NameLanguage {
    match lang {
        Lang::En => NameLanguage::English,
        Lang::Ru => NameLanguage::Russian,
    }
}

/// Everything that changes in a battle.
fn draw_battle(
    game: Res<Game>,
    view: Res<MapView>,
    mut canvas: ResMut<Canvas>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut layers: Query<(&Layer, &mut Visibility)>,
) {
    let detail = Detail::at_zoom(1.0 / view.scale.max(0.001));
    let stamp = game.desk().map_or(0, Desk::stamp);
    if canvas.drawn == Some((stamp, detail)) {
        return;
    }
    canvas.drawn = Some((stamp, detail));
    let Some(desk) = game.desk() else {
        canvas.counters.clear();
        canvas.placed = Placements::default();
        canvas.legend = None;
        for layer in [Layer::Overlay, Layer::Marks, Layer::Plan, Layer::Counters, Layer::Over] {
            put(&mut canvas, &mut meshes, &mut layers, layer, &[]);
        }
        return;
    };
    let drawn = layers::draw(desk, &game.words, detail, view.scale);
    put(&mut canvas, &mut meshes, &mut layers, Layer::Overlay, &drawn.overlay);
    put(&mut canvas, &mut meshes, &mut layers, Layer::Marks, &drawn.marks);
    put(&mut canvas, &mut meshes, &mut layers, Layer::Plan, &drawn.plan);
    put(&mut canvas, &mut meshes, &mut layers, Layer::Counters, &drawn.counter_shapes);
    put(&mut canvas, &mut meshes, &mut layers, Layer::Over, &drawn.over);
    canvas.counters = drawn.counters;
    canvas.placed = drawn.placed;
    canvas.legend = drawn.legend;
}
