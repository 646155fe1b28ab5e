//! Moving over the sheet: drag or arrows pan, the wheel zooms at the cursor, Home shows all, G shows the grid, Esc ends.

use super::scene::{Layer, Sheet};
use bevy::input::mouse::{AccumulatedMouseScroll, MouseScrollUnit};
use bevy::prelude::*;
use bevy::window::{PrimaryWindow, RequestRedraw};

/// Smallest scale, sheet units a pixel.
const CLOSEST: f32 = 0.15;
/// Pixels a second that an arrow key pans.
const PAN_PX: f32 = 900.0;
/// Scale by one notch of the wheel.
const NOTCH: f32 = 1.15;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (first_frames, fit_once, keys, drag, wheel, keep_in_sight).chain());
}

/// Draw on for the first frames without waiting for input: texts and meshes need a few until they show.
fn first_frames(mut frames: Local<u32>, mut redraw: MessageWriter<RequestRedraw>) {
    if *frames < 20 {
        *frames += 1;
        redraw.write(RequestRedraw);
    }
}

/// Scale at which all of a sheet fits into a view, sheet units a pixel.
pub(super) fn fitting(sheet: Vec2, view: Vec2) -> f32 {
    (sheet.x / view.x.max(1.0)).max(sheet.y / view.y.max(1.0))
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

type View<'w> = (&'w mut Projection, &'w mut Transform);

fn fit_once(
    mut done: Local<bool>,
    sheet: Res<Sheet>,
    window: Single<&Window, With<PrimaryWindow>>,
    camera: Single<View<'_>, With<Camera2d>>,
) {
    if *done || window.width() < 2.0 {
        return;
    }
    *done = true;
    show_all(&sheet, window.size(), camera.into_inner());
}

/// Look at the whole sheet.
pub(super) fn show_all(sheet: &Sheet, view: Vec2, (mut projection, mut place): (Mut<'_, Projection>, Mut<'_, Transform>)) {
    if let Projection::Orthographic(o) = &mut *projection {
        o.scale = fitting(sheet.size, view);
    }
    place.translation.x = sheet.size.x / 2.0;
    place.translation.y = -sheet.size.y / 2.0;
}

#[expect(clippy::too_many_arguments, reason = "a system asks for what it reads")]
fn keys(
    keys: Res<ButtonInput<KeyCode>>,
    time: Res<Time>,
    sheet: Res<Sheet>,
    window: Single<&Window, With<PrimaryWindow>>,
    camera: Single<View<'_>, With<Camera2d>>,
    mut layers: Query<(&Layer, &mut Visibility)>,
    mut exit: MessageWriter<AppExit>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    if keys.just_pressed(KeyCode::Escape) {
        exit.write(AppExit::Success);
    }
    if keys.just_pressed(KeyCode::KeyG) {
        for (_, mut shown) in layers.iter_mut().filter(|(layer, _)| **layer == Layer::Grid) {
            *shown = if *shown == Visibility::Hidden { Visibility::Inherited } else { Visibility::Hidden };
        }
    }
    let (mut projection, mut place) = camera.into_inner();
    if keys.just_pressed(KeyCode::Home) {
        show_all(&sheet, window.size(), (projection, place));
        return;
    }
    let farthest = fitting(sheet.size, window.size()) * 1.3;
    let notches = f32::from(u8::from(keys.any_just_pressed([KeyCode::Equal, KeyCode::NumpadAdd])))
        - f32::from(u8::from(keys.any_just_pressed([KeyCode::Minus, KeyCode::NumpadSubtract])));
    let scale = match &mut *projection {
        Projection::Orthographic(o) => {
            if notches != 0.0 {
                o.scale = zoomed(o.scale, 2.0 * notches, farthest);
            }
            o.scale
        }
        _ => 1.0,
    };
    let held = |a, b| f32::from(u8::from(keys.any_pressed([a, b])));
    let to = Vec2::new(
        held(KeyCode::ArrowRight, KeyCode::KeyD) - held(KeyCode::ArrowLeft, KeyCode::KeyA),
        held(KeyCode::ArrowUp, KeyCode::KeyW) - held(KeyCode::ArrowDown, KeyCode::KeyS),
    );
    if to != Vec2::ZERO {
        // after a rest the clock has run on: a first press moves one frame's worth
        let seconds = time.delta_secs().min(0.05);
        place.translation += (to * PAN_PX * seconds * scale).extend(0.0);
        redraw.write(RequestRedraw);
    }
}

/// The sheet follows the cursor while a button is held. Places of the cursor are compared, not motions of the device: those
/// are not told to a window without the focus.
fn drag(
    mut last: Local<Option<Vec2>>,
    buttons: Res<ButtonInput<MouseButton>>,
    window: Single<&Window, With<PrimaryWindow>>,
    camera: Single<View<'_>, With<Camera2d>>,
) {
    const BUTTONS: [MouseButton; 2] = [MouseButton::Left, MouseButton::Middle];
    let now = window.cursor_position();
    let held = buttons.any_pressed(BUTTONS) || buttons.any_just_released(BUTTONS);
    if let (true, Some(from), Some(to)) = (held, *last, now)
        && from != to
    {
        let (projection, mut place) = camera.into_inner();
        if let Projection::Orthographic(o) = &*projection {
            place.translation.x -= (to.x - from.x) * o.scale;
            place.translation.y += (to.y - from.y) * o.scale;
        }
    }
    *last = now;
}

fn wheel(
    scroll: Res<AccumulatedMouseScroll>,
    sheet: Res<Sheet>,
    window: Single<&Window, With<PrimaryWindow>>,
    camera: Single<View<'_>, With<Camera2d>>,
) {
    if scroll.delta.y == 0.0 {
        return;
    }
    let notches = match scroll.unit {
        MouseScrollUnit::Line => scroll.delta.y,
        MouseScrollUnit::Pixel => scroll.delta.y / 50.0,
    };
    let (mut projection, mut place) = camera.into_inner();
    let Projection::Orthographic(o) = &mut *projection else { return };
    let scale = zoomed(o.scale, notches, fitting(sheet.size, window.size()) * 1.3);
    // what lies under the cursor stays under it
    let cursor = window.cursor_position().unwrap_or(window.size() / 2.0) - window.size() / 2.0;
    place.translation.x += cursor.x * (o.scale - scale);
    place.translation.y -= cursor.y * (o.scale - scale);
    o.scale = scale;
}

/// The middle of the view never leaves the sheet.
fn keep_in_sight(sheet: Res<Sheet>, camera: Single<&mut Transform, With<Camera2d>>) {
    let mut place = camera.into_inner();
    let (x, y) = (place.translation.x.clamp(0.0, sheet.size.x), place.translation.y.clamp(-sheet.size.y, 0.0));
    if (x, y) != (place.translation.x, place.translation.y) {
        (place.translation.x, place.translation.y) = (x, y);
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
}
