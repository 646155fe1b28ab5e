//! The ground in a picture of its own: drawn when the view has come to rest elsewhere, shown as one rectangle in all other
//! frames. The ground, its hexes and its names are hundreds of thousands of triangles that hardly ever change; without a
//! graphics card they cost more than all the rest of a frame.
//!
//! What belongs here: when that picture is due, and where it lies. What never does: what is in it.

use super::paper;
use super::scene::Canvas;
use super::view::{LEAST_PX, MapView};
use bevy::camera::RenderTarget;
use bevy::camera::visibility::RenderLayers;
use bevy::prelude::*;
use bevy::render::render_resource::TextureFormat;
use bevy::window::RequestRedraw;

/// What the ground's camera sees, and no other.
pub(super) const GROUND: RenderLayers = RenderLayers::layer(1);
/// Pixels drawn beyond each edge of the view, so that the map can be dragged a little without drawing it anew.
const MARGIN_PX: u32 = 160;
/// Longest side of the picture, pixels: what every graphics can hold.
const MOST_PX: u32 = 8192;
/// Frames that a picture of a new size is drawn in: in the first its memory may not be there yet.
const FRAMES: u8 = 2;

/// Frames of a new window before its first picture: what is drawn earlier stays blank, as nothing is on the graphics card yet.
const FIRST: u8 = 4;

/// The camera that draws the ground into its picture.
#[derive(Component)]
pub(super) struct GroundCamera;

/// The rectangle that shows the picture.
#[derive(Component)]
pub(super) struct Shown;

/// Where a picture of the ground lies.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    /// its middle, sheet units, y down
    middle: Vec2,
    /// sheet units a physical pixel
    pixel: f32,
    /// physical pixels
    size: UVec2,
}

/// The picture, and whether it is to be drawn.
#[derive(Resource, Default)]
pub(super) struct Backdrop {
    drawn: Option<Place>,
    /// what was to be seen in the frame before
    before: Option<Place>,
    /// what the picture shows has changed
    stale: bool,
    /// the picture is drawn in this frame
    pub due: bool,
    /// frames it is still drawn in
    frames: u8,
    /// frames of the window so far, as far as it matters
    begun: u8,
}

impl Backdrop {
    /// What the picture shows has changed: draw it anew.
    pub fn spoil(&mut self) {
        self.stale = true;
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Backdrop>().add_systems(Startup, spawn);
}

fn spawn(mut commands: Commands, mut images: ResMut<Assets<Image>>) {
    let image = images.add(picture(UVec2::splat(1)));
    commands.spawn((
        GroundCamera,
        Camera2d,
        Camera { order: -1, is_active: false, clear_color: ClearColorConfig::Custom(paper()), ..default() },
        Msaa::Sample4,
        GROUND,
        RenderTarget::Image(image.clone().into()),
    ));
    commands.spawn((Shown, Sprite { image, ..default() }, Transform::from_xyz(0.0, 0.0, -1.0), Visibility::Hidden));
}

fn picture(size: UVec2) -> Image {
    Image::new_target_texture(size.x, size.y, TextureFormat::Rgba8UnormSrgb, None)
}

/// The place of a picture that serves a view best: its pixels are pixels of the window.
fn best(view: &MapView, window: Vec2) -> Place {
    let pixel = view.scale / view.dpi;
    let (centre, whole) = (view.camera_middle(window), (window * view.dpi).round().as_uvec2());
    // Whole pixels from the window's middle to the map's, and as many pixels as the window has, odd or even.
    let off = ((view.rect.center() - window / 2.0) * view.dpi).round();
    let span = |part: f32, whole: u32| (((part * view.dpi).ceil() as u32 + 2 * MARGIN_PX).min(MOST_PX - 1) & !1) + (whole & 1);
    let size = UVec2::new(span(view.rect.width(), whole.x), span(view.rect.height(), whole.y));
    Place { middle: centre + off * pixel, pixel, size }
}

/// Whether the picture at `drawn` can stand for one at `wanted`: pixel on pixel, and far enough beyond the view's edges.
fn serves(drawn: Place, wanted: Place) -> bool {
    let off = (wanted.middle - drawn.middle) / drawn.pixel;
    drawn.size == wanted.size && drawn.pixel == wanted.pixel && (off - off.round()).abs().max_element() < 0.02 && !leaves(drawn, wanted)
}

/// Whether the view of `wanted` shows something beyond the edges of the picture at `drawn`.
fn leaves(drawn: Place, wanted: Place) -> bool {
    ((wanted.middle - drawn.middle) / drawn.pixel).abs().max_element() > MARGIN_PX as f32 - 2.0
}

/// Decide whether the picture is drawn in this frame: when the view has come to rest, and at once when it was dragged so far
/// that there is nothing to show.
pub(super) fn decide(
    view: Res<MapView>,
    canvas: Res<Canvas>,
    window: Single<&Window, With<bevy::window::PrimaryWindow>>,
    mut backdrop: ResMut<Backdrop>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    let hidden = canvas.size.x <= 0.0 || view.rect.width() < LEAST_PX || view.rect.height() < LEAST_PX;
    let wanted = (!hidden).then(|| best(&view, window.size()));
    let rests = backdrop.before == wanted;
    backdrop.before = wanted;
    backdrop.due = false;
    let Some(wanted) = wanted else { return };
    if backdrop.begun < FIRST {
        backdrop.begun += 1;
        redraw.write(RequestRedraw);
        return;
    }
    let fits = backdrop.drawn.is_some_and(|drawn| serves(drawn, wanted));
    if fits && !backdrop.stale {
        return;
    }
    let dragged = backdrop.drawn.is_none_or(|drawn| drawn.pixel == wanted.pixel && leaves(drawn, wanted));
    if rests || dragged || backdrop.stale {
        backdrop.due = true;
        backdrop.stale = false;
        backdrop.drawn = Some(wanted);
        backdrop.frames = 1;
    }
    redraw.write(RequestRedraw);
}

/// How the picture is laid.
type Rectangle<'a> = (&'a mut Sprite, &'a mut Transform, &'a mut Visibility);

/// Draw the picture if it is due, and lay it where the view wants it.
pub(super) fn draw(
    mut backdrop: ResMut<Backdrop>,
    mut images: ResMut<Assets<Image>>,
    camera: Single<(&mut Camera, &mut Projection, &mut Transform, &mut RenderTarget), With<GroundCamera>>,
    shown: Single<Rectangle, (With<Shown>, Without<GroundCamera>)>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    let (mut camera, mut projection, mut from, mut target) = camera.into_inner();
    let (mut sprite, mut lies, mut visible) = shown.into_inner();
    visible.set_if_neq(if backdrop.drawn.is_some() { Visibility::Inherited } else { Visibility::Hidden });
    if backdrop.due
        && let Some(place) = backdrop.drawn
    {
        let size = images.get(&sprite.image).map(|i| i.size());
        if size != Some(place.size) {
            sprite.image = images.add(picture(place.size));
            *target = RenderTarget::Image(sprite.image.clone().into());
            backdrop.frames = FRAMES;
        }
        if let Projection::Orthographic(o) = &mut *projection {
            o.scale = place.pixel;
        }
        let at = Vec2::new(place.middle.x, -place.middle.y);
        from.translation = at.extend(from.translation.z);
        lies.translation = at.extend(lies.translation.z);
        sprite.custom_size = Some(place.size.as_vec2() * place.pixel);
    }
    let active = backdrop.frames > 0;
    if active {
        backdrop.frames -= 1;
        redraw.write(RequestRedraw);
    }
    if camera.is_active != active {
        camera.is_active = active;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view() -> MapView {
        let mut view = MapView::default();
        view.rect = Rect::new(272.5, 40.0, 981.25, 660.0);
        view.fit(Vec2::new(2000.0, 1800.0));
        view
    }

    /// Where the middle of a picture's first pixel lies among the window's pixels.
    fn phase(place: Place, view: &MapView, window: Vec2) -> Vec2 {
        let first = place.middle - (place.size.as_vec2() / 2.0 - 0.5) * place.pixel;
        let corner = view.camera_middle(window) - (window / 2.0 - 0.5) * place.pixel;
        ((first - corner) / place.pixel).fract()
    }

    #[test]
    fn pixels_of_the_picture_are_pixels_of_the_window() {
        for window in [Vec2::new(1280.0, 800.0), Vec2::new(1281.0, 799.0), Vec2::new(800.0, 801.0)] {
            let off = phase(best(&view(), window), &view(), window);
            assert!((off - off.round()).abs().max_element() < 0.01, "{window}: {off}");
        }
    }

    #[test]
    fn a_picture_serves_while_the_map_is_dragged_by_whole_pixels_and_not_far() {
        let window = Vec2::new(1280.0, 800.0);
        let mut view = view();
        let drawn = best(&view, window);
        view.pan(Vec2::new(50.0, -20.0));
        assert!(serves(drawn, best(&view, window)));
        view.pan(Vec2::new(0.4, 0.0));
        assert!(!serves(drawn, best(&view, window)));
        view.pan(Vec2::new(0.6 + 200.0, 0.0));
        assert!(leaves(drawn, best(&view, window)) && !serves(drawn, best(&view, window)));
        let mut nearer = self::view();
        nearer.zoom(1.0, nearer.rect.center(), Vec2::new(2000.0, 1800.0));
        assert!(!serves(drawn, best(&nearer, window)));
    }
}
