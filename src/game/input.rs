//! Mouse and keys: from what a hand does to requests.
//!
//! What belongs here: which hex or counter lies under the cursor, what a click and a key ask for. What never does:
//! carrying it out.

use super::ask::Ask;
use super::keys::KEYS;
use super::scene::Canvas;
use super::state::{Game, Screen};
use super::view::MapView;
use crate::hex::HexId;
use crate::picture::{CounterOf, pt};
use bevy::input::keyboard::KeyboardInput;
use bevy::input::mouse::{AccumulatedMouseScroll, MouseScrollUnit};
use bevy::prelude::*;
use bevy::window::{PrimaryWindow, RequestRedraw, WindowEvent};
use bevy_egui::input::EguiWantsInput;

/// Pixels that a button may wander and still click.
const CLICK_PX: f32 = 5.0;
/// Pixels a second that an arrow key pans.
const PAN_PX: f32 = 900.0;
/// Milliseconds at most that pass in one frame of the enemy's move: after a rest the clock has run on.
const MOST_MS: f32 = 100.0;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Hand>().add_systems(Update, (pointer, keys, wheel, pass_time, carry_out, leave).chain());
}

/// What the mouse is doing.
#[derive(Resource, Default)]
pub(super) struct Hand {
    at: Option<Vec2>,
    /// where a button went down over the map
    down: Option<(MouseButton, Vec2)>,
    dragging: bool,
}

impl Hand {
    /// The cursor is elsewhere: with a button down the map goes along.
    fn moved(&mut self, to: Vec2, view: &mut ResMut<MapView>) {
        let before = self.at.replace(to);
        let Some((_, from)) = self.down.filter(|(button, _)| *button != MouseButton::Right) else { return };
        if !self.dragging && from.distance(to) > CLICK_PX {
            self.dragging = true;
            view.pan(to - from);
        } else if self.dragging
            && let Some(before) = before
            && before != to
        {
            view.pan(to - before);
        }
    }
    /// A button is let go: what was clicked, if it was a click.
    fn released(&mut self, button: MouseButton) -> Option<Vec2> {
        self.down.take_if(|(down, _)| *down == button)?;
        let dragged = std::mem::take(&mut self.dragging);
        self.at.filter(|_| !dragged)
    }
}

/// The hex and the counter under a point of the window.
fn under(desk: &super::desk::Desk, canvas: &Canvas, view: &MapView, cursor: Vec2) -> (Option<HexId>, Option<CounterOf>) {
    let at = view.sheet_at(cursor);
    let at = pt(at.x, at.y);
    let counter = canvas.placed.at(at).and_then(|i| canvas.counters.get(i));
    let open = canvas.placed.on_panel(at);
    let hex = match (open, counter) {
        (true, Some(counter)) => Some(counter.hex),
        (true, None) => None,
        (false, _) => desk.layout().hex_at(&desk.seen().ground.grid, at),
    };
    (hex, counter.filter(|_| open).map(|c| c.of))
}

/// Events are taken in the order in which the hand made them: in a slow frame it may have clicked twice, at two places.
#[expect(clippy::too_many_arguments, reason = "a system asks for what it reads")]
fn pointer(
    mut events: MessageReader<WindowEvent>,
    held: Res<ButtonInput<KeyCode>>,
    window: Option<Single<&Window, With<PrimaryWindow>>>,
    egui: Res<EguiWantsInput>,
    canvas: Res<Canvas>,
    mut view: ResMut<MapView>,
    mut hand: ResMut<Hand>,
    mut game: ResMut<Game>,
) {
    let Some(window) = window else { return };
    let free = !egui.wants_pointer_input() && !egui.is_popup_open();
    for event in events.read() {
        match event {
            WindowEvent::CursorMoved(moved) => hand.moved(moved.position, &mut view),
            WindowEvent::MouseButtonInput(input) if input.state.is_pressed() => {
                let over_map = hand.at.filter(|at| free && view.rect.contains(*at));
                if let Some(at) = over_map {
                    hand.down = Some((input.button, at));
                    hand.dragging = false;
                }
            }
            WindowEvent::MouseButtonInput(input) => {
                let Some(at) = hand.released(input.button) else { continue };
                let Screen::Battle(desk) = &game.screen else { continue };
                let add = held.any_pressed([KeyCode::ShiftLeft, KeyCode::ShiftRight]);
                let (hex, counter) = under(desk, &canvas, &view, at);
                match (input.button, counter, hex) {
                    (MouseButton::Left, Some(CounterOf::Unit(unit)), _) => game.ask(Ask::Unit { unit, add }),
                    (MouseButton::Left, Some(CounterOf::Contact(contact)), _) => game.ask(Ask::Contact(contact)),
                    (MouseButton::Left, None, Some(hex)) => game.ask(Ask::Point { hex, add }),
                    (MouseButton::Right, _, Some(hex)) => game.ask(if add { Ask::Via(hex) } else { Ask::Order(hex) }),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    // A cursor that was there before the window told of it.
    let cursor = window.cursor_position();
    hand.at = cursor.or(hand.at);
    let Screen::Battle(desk) = &game.screen else { return };
    let over_map = cursor.filter(|c| free && view.rect.contains(*c));
    let hex = over_map.and_then(|at| under(desk, &canvas, &view, at).0);
    let changes = desk.hover != hex;
    if changes && let Some(desk) = game.desk_mut() {
        desk.hover(hex);
    }
}

#[expect(clippy::too_many_arguments, reason = "a system asks for what it reads")]
fn keys(
    mut presses: MessageReader<KeyboardInput>,
    mut ctrl: Local<bool>,
    keys: Res<ButtonInput<KeyCode>>,
    time: Res<Time>,
    egui: Res<EguiWantsInput>,
    canvas: Res<Canvas>,
    mut view: ResMut<MapView>,
    mut game: ResMut<Game>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    // Each press counts, however many fall into one slow frame.
    let mut pressed: Vec<(KeyCode, bool)> = Vec::new();
    for press in presses.read() {
        if matches!(press.key_code, KeyCode::ControlLeft | KeyCode::ControlRight) {
            *ctrl = press.state.is_pressed();
        } else if press.state.is_pressed() && !press.repeat {
            pressed.push((press.key_code, *ctrl));
        }
    }
    // A key let go while the window had no focus is not told.
    *ctrl &= keys.any_pressed([KeyCode::ControlLeft, KeyCode::ControlRight]);
    // Letters typed into a field are no orders.
    if egui.wants_keyboard_input() {
        return;
    }
    let start = matches!(game.screen, Screen::Start);
    for key in pressed.iter().filter_map(|&(code, ctrl)| KEYS.iter().find(|k| k.ctrl == ctrl && k.code == code)) {
        if start && key.code == KeyCode::Enter {
            game.ask(Ask::Begin);
        } else if let Some(ask) = (key.ask)() {
            game.ask(ask);
        }
    }
    if keys.just_pressed(KeyCode::NumpadEnter) {
        game.ask(if start { Ask::Begin } else { Ask::EndTurn });
    }
    if *ctrl {
        return;
    }
    if keys.just_pressed(KeyCode::Home) {
        view.fit(canvas.size);
    }
    let notches = f32::from(u8::from(keys.any_just_pressed([KeyCode::Equal, KeyCode::NumpadAdd])))
        - f32::from(u8::from(keys.any_just_pressed([KeyCode::Minus, KeyCode::NumpadSubtract])));
    if notches != 0.0 {
        let middle = view.rect.center();
        view.zoom(2.0 * notches, middle, canvas.size);
    }
    let on = |key| f32::from(u8::from(keys.pressed(key)));
    let to = Vec2::new(on(KeyCode::ArrowRight) - on(KeyCode::ArrowLeft), on(KeyCode::ArrowDown) - on(KeyCode::ArrowUp));
    if to != Vec2::ZERO {
        // after a rest the clock has run on: a first press moves one frame's worth
        let seconds = time.delta_secs().min(0.05);
        view.pan(-to * PAN_PX * seconds);
        redraw.write(RequestRedraw);
    }
}

fn wheel(
    scroll: Res<AccumulatedMouseScroll>,
    window: Option<Single<&Window, With<PrimaryWindow>>>,
    egui: Res<EguiWantsInput>,
    canvas: Res<Canvas>,
    mut view: ResMut<MapView>,
) {
    if scroll.delta.y == 0.0 || egui.wants_pointer_input() {
        return;
    }
    let notches = match scroll.unit {
        MouseScrollUnit::Line => scroll.delta.y,
        MouseScrollUnit::Pixel => scroll.delta.y / 50.0,
    };
    let at = window.and_then(|w| w.cursor_position()).unwrap_or(view.rect.center());
    if view.rect.contains(at) {
        view.zoom(notches, at, canvas.size);
    }
}

/// Players think and the enemy's move is shown: draw on without waiting for input.
fn pass_time(time: Res<Time>, mut game: ResMut<Game>, mut redraw: MessageWriter<RequestRedraw>) {
    if game.bypass_change_detection().desk_mut().is_some_and(super::desk::Desk::take_fresh) {
        game.table_is_back();
    }
    let busy = game.desk().is_some_and(|d| d.is_thinking() || d.watch.runs());
    if !busy {
        return;
    }
    redraw.write(RequestRedraw);
    let milliseconds = (time.delta_secs() * 1000.0).min(MOST_MS) as u32;
    if let Some(desk) = game.desk_mut() {
        desk.poll();
        desk.pass(milliseconds);
    }
}

/// Carry out what was asked for, by hands and by panels of the frame before.
fn carry_out(mut game: ResMut<Game>, mut exit: MessageWriter<AppExit>, mut redraw: MessageWriter<RequestRedraw>) {
    if !game.asks.is_empty() {
        game.carry_out();
        redraw.write(RequestRedraw);
    }
    if game.quit {
        exit.write(AppExit::Success);
    }
}

/// The window was closed by other means than a request.
fn leave(mut game: ResMut<Game>, mut closing: MessageReader<bevy::window::WindowCloseRequested>) {
    if closing.read().next().is_some() && !game.quit {
        game.leave();
        game.quit = true;
    }
}
