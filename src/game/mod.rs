//! The window (feature `gui`): Bevy draws the shapes of [`crate::picture`].
//!
//! What belongs here: a window, a camera, input, and the way from shapes to triangles. What never does: rules, the state
//! of a battle, files of scenarios. A machine without display or graphics gets a [`GameFault`] that says what to type
//! instead; nothing here panics to the outside.

mod mesh;
mod offscreen;
mod scene;
mod view;

pub use offscreen::Picture;

use crate::data::{Ground, Scenario};
use crate::picture::{CounterSpec, NameLanguage, palette};
use bevy::log::{Level, LogPlugin};
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::winit::WinitSettings;
use scene::Sheet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Why there is no window or no picture.
#[derive(Debug, thiserror::Error)]
pub enum GameFault {
    /// no screen to open a window on
    #[error("no display: neither WAYLAND_DISPLAY nor DISPLAY is set.\n{HEADLESS}")]
    NoDisplay,
    /// the graphics of this machine cannot draw it
    #[error("the graphics of this machine failed: {0}\n{HEADLESS}")]
    Drawing(String),
    /// nothing came back from the graphics
    #[error("the graphics of this machine drew nothing.\n{HEADLESS}")]
    NoPicture,
    /// the picture could not be written
    #[error("cannot write {}: {why}", path.display())]
    Write {
        /// where to
        path: PathBuf,
        /// what the system said
        why: std::io::Error,
    },
}

/// What works without graphics.
const HEADLESS: &str = "Without graphics, `khasan simulate SCENARIO` fights a battle and `khasan map SCENARIO -o map.svg` draws the map; \
on Linux a software renderer (mesa-vulkan-drivers) is enough for the window.";

/// The colour round the sheet.
fn paper() -> Color {
    Color::LinearRgba(mesh::linear(palette::MARGIN))
}

/// Open the window on the map of a scenario and stay until it is closed.
pub fn run(scenario: Arc<Scenario>, counters: Vec<CounterSpec>) -> Result<(), GameFault> {
    if cfg!(target_os = "linux")
        && ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].iter().all(|v| std::env::var_os(v).is_none_or(|v| v.is_empty()))
    {
        return Err(GameFault::NoDisplay);
    }
    let sheet = Sheet::new(&scenario.ground, &counters, NameLanguage::English);
    let title = format!("Khasan 1938: {}", scenario.title);
    let exit = guarded(move || {
        let window = Window { title, resolution: (1280, 800).into(), ..default() };
        let mut app = App::new();
        app.add_plugins(
            DefaultPlugins
                .set(WindowPlugin { primary_window: Some(window), ..default() })
                .set(RenderPlugin { synchronous_pipeline_compilation: true, ..default() })
                .set(LogPlugin { level: Level::ERROR, ..default() }),
        );
        app.insert_resource(WinitSettings::desktop_app())
            .insert_resource(ClearColor(paper()))
            .insert_resource(sheet)
            .add_plugins((scene::plugin, view::plugin))
            .add_systems(Startup, |mut commands: Commands| {
                commands.spawn(Camera2d);
            });
        app.run()
    })?;
    match exit {
        AppExit::Success => Ok(()),
        AppExit::Error(code) => Err(GameFault::Drawing(format!("the window ended with code {code}"))),
    }
}

/// Draw the map of a ground with counters, all of it fitted into so many pixels, without a window or a display.
pub fn render(ground: &Ground, counters: &[CounterSpec], size: (u32, u32)) -> Result<Picture, GameFault> {
    offscreen::draw(Sheet::new(ground, counters, NameLanguage::English), (size.0.max(1), size.1.max(1)))
}

/// [`render`] the map of a scenario into a PNG file.
pub fn screenshot(scenario: Arc<Scenario>, counters: Vec<CounterSpec>, size: (u32, u32), out: &Path) -> Result<(), GameFault> {
    let picture = render(&scenario.ground, &counters, size)?;
    std::fs::write(out, picture.png).map_err(|why| GameFault::Write { path: out.to_owned(), why })
}

/// Run what may panic where graphics or display are missing, and hand the panic's words back as a fault.
fn guarded<T>(run: impl FnOnce() -> T) -> Result<T, GameFault> {
    let said: Arc<Mutex<Option<String>>> = Arc::default();
    let heard = said.clone();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let words = panic.payload_as_str().unwrap_or("it stopped without a word").to_owned();
        // the first panic is the cause, those after it come of it
        heard.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(words);
    }));
    let result = catch_unwind(AssertUnwindSafe(run));
    std::panic::set_hook(before);
    result.map_err(|_| {
        let words = said.lock().unwrap_or_else(PoisonError::into_inner).take();
        GameFault::Drawing(words.unwrap_or_else(|| "it stopped without a word".to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_fault_with_its_words_and_a_way_out() {
        let fault = guarded(|| panic!("no GPU")).map_err(|e| e.to_string());
        assert!(fault.is_err_and(|m| m.contains("no GPU") && m.contains("khasan simulate") && m.contains("khasan map")));
        assert!(matches!(guarded(|| 7), Ok(7)));
    }
}
