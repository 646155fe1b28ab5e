//! The same scene drawn into an image, without a window or a display.

use super::ask::Ask;
use super::desk::Desk;
use super::shown::{self, Shown};
use super::state::Game;
use super::texts;
use super::view::MapCamera;
use super::{GameFault, Start, camera, furnish, guarded};
use crate::lab::Table;
use crate::picture::Overlay;
use crate::view::Observation;
use crate::words::Lang;
use bevy::camera::RenderTarget;
use bevy::image::ImageFormat;
use bevy::input::ButtonState;
use bevy::input::keyboard::KeyboardInput;
use bevy::input::mouse::{MouseButtonInput, MouseScrollUnit, MouseWheel};
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::render::render_resource::TextureFormat;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::window::{CursorMoved, ExitCondition, PrimaryWindow, RequestRedraw, WindowEvent};
use bevy::winit::WinitPlugin;
use bevy_egui::input::EguiInputEvent;
use bevy_egui::{PrimaryEguiContext, egui};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

/// Frames drawn before the picture is taken: fonts and pipelines need a few.
const WARM_UP: u32 = 6;
/// Frames to wait for it at most.
const PATIENCE: u32 = 600;

/// A picture in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// pixels across
    pub width: u32,
    /// pixels down
    pub height: u32,
    /// red, green, blue of each pixel, row by row from the top
    pub rgb: Vec<u8>,
    /// the same as a PNG file
    pub png: Vec<u8>,
}

impl Picture {
    fn of(image: Image) -> Result<Picture, GameFault> {
        let pixels = image.try_into_dynamic().map_err(|e| GameFault::Drawing(e.to_string()))?.to_rgb8();
        let format = ImageFormat::Png.as_image_crate_format().ok_or(GameFault::NoPicture)?;
        let mut png = std::io::Cursor::new(Vec::new());
        pixels.write_to(&mut png, format).map_err(|e| GameFault::Drawing(e.to_string()))?;
        Ok(Picture { width: pixels.width(), height: pixels.height(), rgb: pixels.into_raw(), png: png.into_inner() })
    }

    /// Red, green and blue of a pixel, if it is in the picture.
    pub fn pixel(&self, x: u32, y: u32) -> Option<[u8; 3]> {
        if x >= self.width || y >= self.height {
            return None;
        }
        let at = (y as usize * self.width as usize + x as usize) * 3;
        self.rgb.get(at..at + 3).and_then(|c| c.try_into().ok())
    }
}

/// The real window's app without a display: frames are drawn into an image, hands are told to it by its caller.
pub struct Frame {
    app: App,
    target: Handle<Image>,
    cursor: egui::Pos2,
}

impl Frame {
    /// Set it up.
    ///
    /// # Errors
    /// If the graphics fail.
    pub fn new(start: Start, (width, height): (u32, u32)) -> Result<Frame, GameFault> {
        guarded(move || {
            let mut app = App::new();
            // A window that nothing shows: where the cursor is and how large everything is.
            let window = Window { resolution: (width, height).into(), ..default() };
            app.add_plugins(
                DefaultPlugins
                    .set(WindowPlugin { primary_window: None, exit_condition: ExitCondition::DontExit, ..default() })
                    .set(RenderPlugin { synchronous_pipeline_compilation: true, ..default() })
                    .disable::<LogPlugin>()
                    .disable::<WinitPlugin>(),
            );
            app.world_mut().spawn((window, PrimaryWindow));
            furnish(&mut app, start);
            app.add_plugins(texts::plugin);
            let target = Image::new_target_texture(width, height, TextureFormat::Rgba8UnormSrgb, None);
            let target = app.world_mut().resource_mut::<Assets<Image>>().add(target);
            app.world_mut().spawn((camera(), RenderTarget::Image(target.clone().into())));
            app.finish();
            app.cleanup();
            Frame { app, target, cursor: egui::Pos2::ZERO }
        })
    }

    /// What is shown.
    pub fn shown(&mut self) -> Shown {
        let world = self.app.world_mut();
        let mut windows = world.query_filtered::<&Window, With<PrimaryWindow>>();
        let size = windows.iter(world).next().map_or(Vec2::ZERO, Window::size);
        shown::shown(world, size)
    }

    /// What the side that looks knows, if a battle is on.
    pub fn observation(&self) -> Option<&Observation> {
        self.app.world().resource::<Game>().desk().map(Desk::seen)
    }

    /// The battle's table, if a battle is on and no player has it.
    pub fn table(&self) -> Option<&Table> {
        self.app.world().resource::<Game>().desk().and_then(Desk::table)
    }

    /// Show an overlay.
    pub fn overlay(&mut self, overlay: Option<Overlay>) {
        self.app.world_mut().resource_mut::<Game>().ask(Ask::Overlay(overlay));
    }

    /// Speak another language.
    pub fn speak(&mut self, lang: Lang) {
        self.app.world_mut().resource_mut::<Game>().ask(Ask::Language(lang));
    }

    /// Set the size of letters, per cent.
    pub fn letters(&mut self, percent: u16) {
        self.app.world_mut().resource_mut::<Game>().text_percent = percent;
    }

    /// Whether frames are drawn to the last pixel; without, all the rest of them goes on.
    pub fn pixels(&mut self, drawn: bool) {
        let world = self.app.world_mut();
        let mut cameras = world.query_filtered::<&mut Camera, With<MapCamera>>();
        for mut camera in cameras.iter_mut(world) {
            camera.is_active = drawn;
        }
    }

    /// Put the cursor on a point of the window, logical pixels from the upper left.
    pub fn cursor(&mut self, x: f32, y: f32) {
        let world = self.app.world_mut();
        let mut windows = world.query_filtered::<&mut Window, With<PrimaryWindow>>();
        for mut window in windows.iter_mut(world) {
            window.set_cursor_position(Some(Vec2::new(x, y)));
        }
        let moved = CursorMoved { window: self.window(), position: Vec2::new(x, y), delta: None };
        self.app.world_mut().write_message(WindowEvent::from(moved));
        self.cursor = egui::pos2(x, y);
        self.tell_panels(egui::Event::PointerMoved(self.cursor));
    }

    /// Press or let go of a button of the mouse.
    pub fn button(&mut self, button: MouseButton, pressed: bool) {
        let state = if pressed { ButtonState::Pressed } else { ButtonState::Released };
        let window = self.window();
        let input = MouseButtonInput { button, state, window };
        self.app.world_mut().write_message(input);
        self.app.world_mut().write_message(WindowEvent::from(input));
        let button = match button {
            MouseButton::Right => egui::PointerButton::Secondary,
            MouseButton::Middle => egui::PointerButton::Middle,
            _ => egui::PointerButton::Primary,
        };
        self.tell_panels(egui::Event::PointerButton { pos: self.cursor, button, pressed, modifiers: egui::Modifiers::default() });
    }

    /// Press or let go of a key.
    pub fn key(&mut self, key_code: KeyCode, pressed: bool) {
        let state = if pressed { ButtonState::Pressed } else { ButtonState::Released };
        let window = self.window();
        let logical_key = bevy::input::keyboard::Key::Unidentified(bevy::input::keyboard::NativeKey::Unidentified);
        self.app.world_mut().write_message(KeyboardInput { key_code, logical_key, state, text: None, repeat: false, window });
    }

    /// Turn the wheel by so many notches.
    pub fn wheel(&mut self, notches: f32) {
        let window = self.window();
        let wheel = MouseWheel { unit: MouseScrollUnit::Line, x: 0.0, y: notches, window, phase: bevy::input::touch::TouchPhase::Moved };
        self.app.world_mut().write_message(wheel);
    }

    fn window(&mut self) -> Entity {
        let world = self.app.world_mut();
        let mut windows = world.query_filtered::<Entity, With<PrimaryWindow>>();
        windows.iter(world).next().unwrap_or(Entity::PLACEHOLDER)
    }

    fn tell_panels(&mut self, event: egui::Event) {
        let world = self.app.world_mut();
        let mut contexts = world.query_filtered::<Entity, With<PrimaryEguiContext>>();
        let found: Vec<Entity> = contexts.iter(world).collect();
        for context in found {
            world.write_message(EguiInputEvent { context, event: event.clone() });
        }
    }

    /// Draw so many frames.
    ///
    /// # Errors
    /// If the graphics fail.
    pub fn frames(&mut self, count: u32) -> Result<(), GameFault> {
        guarded(AssertUnwindSafe(|| {
            for _ in 0..count {
                if let Some(desk) = self.app.world_mut().resource_mut::<Game>().desk_mut() {
                    desk.wait();
                }
                self.app.update();
            }
        }))
    }

    /// Whether the window asked for another frame in the last one, without any hand.
    pub fn is_restless(&self) -> bool {
        self.app.world().resource::<Messages<RequestRedraw>>().iter_current_update_messages().next().is_some()
    }

    /// What is drawn now.
    ///
    /// # Errors
    /// If the graphics fail or hand nothing back.
    pub fn picture(&mut self) -> Result<Picture, GameFault> {
        self.frames(WARM_UP)?;
        let caught: Arc<Mutex<Option<Image>>> = Arc::default();
        let slot = caught.clone();
        self.app.world_mut().spawn(Screenshot::image(self.target.clone())).observe(move |shot: On<ScreenshotCaptured>| {
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(shot.image.clone());
        });
        for _ in 0..PATIENCE {
            self.frames(1)?;
            if let Some(image) = caught.lock().unwrap_or_else(PoisonError::into_inner).take() {
                return Picture::of(image);
            }
        }
        Err(GameFault::NoPicture)
    }
}
