//! Looking at the sheet: where the map lies in the window, what of it is shown, how far away.

use super::scene::Canvas;
use super::state::Game;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;

/// Smallest scale, sheet units a pixel.
const CLOSEST: f32 = 0.15;
/// Scale by one notch of the wheel.
const NOTCH: f32 = 1.15;
/// Smallest width and height that the map is drawn in, pixels.
pub(super) const LEAST_PX: f32 = 8.0;

/// The camera that draws the map.
#[derive(Component)]
pub(super) struct MapCamera;

/// What of the sheet is shown, and where in the window.
#[derive(Resource)]
pub(super) struct MapView {
    /// the part of the window that panels leave to the map, logical pixels
    pub rect: Rect,
    /// physical pixels a logical one
    pub dpi: f32,
    /// middle of the view, sheet units, y down
    pub middle: Vec2,
    /// sheet units a logical pixel
    pub scale: f32,
    /// the person has looked elsewhere: the sheet is fitted to the window no more
    moved: bool,
}

impl Default for MapView {
    fn default() -> MapView {
        MapView { rect: Rect::new(0.0, 0.0, 1.0, 1.0), dpi: 1.0, middle: Vec2::ZERO, scale: 1.0, moved: false }
    }
}

impl MapView {
    /// The point of the sheet under a point of the window.
    pub fn sheet_at(&self, cursor: Vec2) -> Vec2 {
        self.middle + (cursor - self.rect.center()) * self.scale
    }
    /// The point of the window where a point of the sheet is shown.
    pub fn window_at(&self, sheet: Vec2) -> Vec2 {
        (sheet - self.middle) / self.scale + self.rect.center()
    }
    /// Move the sheet by so many pixels.
    pub fn pan(&mut self, by: Vec2) {
        self.moved = true;
        self.middle -= by * self.scale;
    }
    /// Zoom by so many notches, keeping what lies under a point of the window.
    pub fn zoom(&mut self, notches: f32, at: Vec2, sheet: Vec2) {
        self.moved = true;
        let under = self.sheet_at(at);
        self.scale = zoomed(self.scale, notches, self.fitting(sheet) * 1.3);
        self.middle = under - (at - self.rect.center()) * self.scale;
    }
    /// Show all of a sheet.
    pub fn fit(&mut self, sheet: Vec2) {
        self.scale = self.fitting(sheet);
        self.middle = sheet / 2.0;
        self.moved = false;
    }
    /// The point of the sheet in the middle of a window of this size, which panels may cover.
    pub fn camera_middle(&self, window: Vec2) -> Vec2 {
        self.sheet_at(window / 2.0)
    }
    fn fitting(&self, sheet: Vec2) -> f32 {
        fitting(sheet, self.rect.size())
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<MapView>();
}

/// Scale at which all of a sheet fits into a view, sheet units a pixel.
fn fitting(sheet: Vec2, view: Vec2) -> f32 {
    (sheet.x / view.x.max(LEAST_PX)).max(sheet.y / view.y.max(LEAST_PX)).max(CLOSEST)
}

/// Scale after so many notches of the wheel, kept between the closest and all of the sheet with a little more.
fn zoomed(scale: f32, notches: f32, farthest: f32) -> f32 {
    let mut to = scale;
    // whole and broken notches, without a power function: touch pads send small parts
    let (whole, part) = (notches.abs().min(20.0).trunc(), notches.abs().min(20.0).fract());
    for _ in 0..whole as i32 {
        to = if notches > 0.0 { to / NOTCH } else { to * NOTCH };
    }
    let rest = 1.0 + (NOTCH - 1.0) * part;
    to = if notches > 0.0 { to / rest } else { to * rest };
    to.clamp(CLOSEST, farthest.max(CLOSEST))
}

/// Turn the camera to what is to be seen.
pub(super) fn aim(
    mut view: ResMut<MapView>,
    mut game: ResMut<Game>,
    canvas: Res<Canvas>,
    window: Single<&Window, With<PrimaryWindow>>,
    camera: Single<(&mut Projection, &mut Transform), With<MapCamera>>,
) {
    if canvas.size.x <= 0.0 || view.rect.width() < LEAST_PX || view.rect.height() < LEAST_PX {
        return;
    }
    if !view.moved && (view.scale, view.middle) != (view.fitting(canvas.size), canvas.size / 2.0) {
        view.fit(canvas.size);
    }
    if game.centre.is_some()
        && let Some(hex) = game.bypass_change_detection().centre.take()
        && let Some(desk) = game.desk()
    {
        let c = desk.layout().centre(&desk.seen().ground.grid, hex);
        view.middle = Vec2::new(c.x, c.y);
        view.moved = true;
    }
    // The middle of the view never leaves the sheet.
    let middle = view.middle.clamp(Vec2::ZERO, canvas.size);
    if view.middle != middle {
        view.middle = middle;
    }
    let (mut projection, mut place) = camera.into_inner();
    if let Projection::Orthographic(o) = &mut *projection
        && o.scale != view.scale
    {
        o.scale = view.scale;
    }
    // The camera sees the whole window; panels lie over its edges.
    let middle = view.camera_middle(window.size());
    let at = Vec3::new(middle.x, -middle.y, place.translation.z);
    if place.translation != at {
        place.translation = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_in_and_out_again_comes_back_and_stays_in_bounds() {
        let there = zoomed(1.0, 3.0, 4.0);
        assert!(there < 0.67 && (zoomed(there, -3.0, 4.0) - 1.0).abs() < 1e-4);
        assert_eq!(zoomed(1.0, 1e9, 4.0), CLOSEST);
        assert_eq!(zoomed(1.0, -1e9, 4.0), 4.0);
        assert!(zoomed(1.0, 0.3, 4.0) < 1.0);
    }

    #[test]
    fn a_sheet_fits_by_its_longer_side() {
        assert_eq!(fitting(Vec2::new(2000.0, 1000.0), Vec2::new(1000.0, 1000.0)), 2.0);
        assert_eq!(fitting(Vec2::new(1000.0, 2000.0), Vec2::new(1000.0, 1000.0)), 2.0);
    }

    #[test]
    fn what_lies_under_the_cursor_stays_there_when_zooming() {
        let mut view = MapView { rect: Rect::new(200.0, 40.0, 1000.0, 700.0), ..MapView::default() };
        view.fit(Vec2::new(2000.0, 1800.0));
        let at = Vec2::new(333.0, 222.0);
        let under = view.sheet_at(at);
        view.zoom(4.0, at, Vec2::new(2000.0, 1800.0));
        assert!((view.sheet_at(at) - under).length() < 0.01);
        assert!((view.window_at(under) - at).length() < 0.01);
    }
}
