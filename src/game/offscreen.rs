//! The same scene drawn into an image, without a window or a display.

use super::scene::{self, Sheet};
use super::view::show_all;
use super::{GameFault, guarded};
use bevy::camera::RenderTarget;
use bevy::image::ImageFormat;
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::render::render_resource::TextureFormat;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::window::ExitCondition;
use bevy::winit::WinitPlugin;
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
    /// Red, green and blue of a pixel, if it is in the picture.
    pub fn pixel(&self, x: u32, y: u32) -> Option<[u8; 3]> {
        if x >= self.width || y >= self.height {
            return None;
        }
        let at = (y as usize * self.width as usize + x as usize) * 3;
        self.rgb.get(at..at + 3).and_then(|c| c.try_into().ok())
    }
}

/// Draw a sheet, all of it fitted into so many pixels.
pub(super) fn draw(sheet: Sheet, (width, height): (u32, u32)) -> Result<Picture, GameFault> {
    let caught: Arc<Mutex<Option<Image>>> = Arc::default();
    let slot = caught.clone();
    let image = guarded(move || {
        let mut app = App::new();
        app.add_plugins(
            DefaultPlugins
                .set(WindowPlugin { primary_window: None, exit_condition: ExitCondition::DontExit, ..default() })
                .set(RenderPlugin { synchronous_pipeline_compilation: true, ..default() })
                .disable::<LogPlugin>()
                .disable::<WinitPlugin>(),
        );
        app.insert_resource(ClearColor(super::paper())).add_plugins(scene::plugin);
        let target = Image::new_target_texture(width, height, TextureFormat::Rgba8UnormSrgb, None);
        let target = app.world_mut().resource_mut::<Assets<Image>>().add(target);
        let camera = app.world_mut().spawn((Camera2d, RenderTarget::Image(target.clone().into()))).id();
        if let (Some(projection), Some(place)) = {
            let mut both = app.world_mut().query::<(&mut Projection, &mut Transform)>();
            both.get_mut(app.world_mut(), camera).ok().map_or((None, None), |(p, t)| (Some(p), Some(t)))
        } {
            show_all(&sheet, Vec2::new(width as f32, height as f32), (projection, place));
        }
        app.insert_resource(sheet);
        app.finish();
        app.cleanup();
        for frame in 0..PATIENCE {
            if frame == WARM_UP {
                let slot = slot.clone();
                app.world_mut().spawn(Screenshot::image(target.clone())).observe(move |shot: On<ScreenshotCaptured>| {
                    *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(shot.image.clone());
                });
            }
            app.update();
            if let Some(image) = slot.lock().unwrap_or_else(PoisonError::into_inner).take() {
                return Some(image);
            }
        }
        None
    })?;
    let image = image.ok_or(GameFault::NoPicture)?;
    let pixels = image.try_into_dynamic().map_err(|e| GameFault::Drawing(e.to_string()))?.to_rgb8();
    let format = ImageFormat::Png.as_image_crate_format().ok_or(GameFault::NoPicture)?;
    let mut png = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut png, format).map_err(|e| GameFault::Drawing(e.to_string()))?;
    Ok(Picture { width: pixels.width(), height: pixels.height(), rgb: pixels.into_raw(), png: png.into_inner() })
}
