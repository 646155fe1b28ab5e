//! The same scene drawn into an image, without a window or a display.

use super::state::Game;
use super::view::MapCamera;
use super::{GameFault, Start, cameras, furnish, guarded};
use bevy::camera::RenderTarget;
use bevy::image::ImageFormat;
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::render::render_resource::TextureFormat;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::window::{ExitCondition, PrimaryWindow};
use bevy::winit::WinitPlugin;
use bevy_egui::PrimaryEguiContext;
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
                    .set(LogPlugin { level: bevy::log::Level::ERROR, ..default() })
                    .disable::<WinitPlugin>(),
            );
            app.world_mut().spawn((window, PrimaryWindow));
            furnish(&mut app, start);
            let target = Image::new_target_texture(width, height, TextureFormat::Rgba8UnormSrgb, None);
            let target = app.world_mut().resource_mut::<Assets<Image>>().add(target);
            let [map, panels] = cameras();
            app.world_mut().spawn((map, MapCamera, RenderTarget::Image(target.clone().into())));
            app.world_mut().spawn((panels, PrimaryEguiContext, RenderTarget::Image(target.clone().into())));
            app.finish();
            app.cleanup();
            Frame { app, target }
        })
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

    /// The app itself, for tests that put it into a state.
    #[cfg(test)]
    pub(super) fn app(&mut self) -> &mut App {
        &mut self.app
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
