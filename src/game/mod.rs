//! The window (feature `gui`): Bevy draws the shapes of [`crate::picture`].
//!
//! What belongs here: a window, cameras, input, panels, and the way from shapes to triangles. What never does: rules, the
//! state of a battle, files of scenarios. A machine without display or graphics gets a [`GameFault`] that says what to type
//! instead; nothing here panics to the outside.

mod ask;
mod backdrop;
mod desk;
mod files;
mod glyphs;
mod input;
mod keys;
mod layers;
mod mesh;
mod offscreen;
mod panels;
mod plan;
mod reload;
mod scene;
mod shown;
mod start;
mod state;
#[cfg(test)]
mod tests;
mod texts;
mod view;
mod watch;

pub use offscreen::{Frame, Picture};
pub use reload::Origin;
pub use shown::{Box4, CounterShown, HexShown, PanelShown, PreviewShown, Shown};
pub use texts::TextShown;

use crate::data::Sources;
use crate::lab::{Saves, Seats, Table};
use crate::picture::palette;
use crate::words::Lang;
use bevy::log::{Level, LogPlugin};
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::winit::WinitSettings;
use bevy_egui::{EguiGlobalSettings, EguiPlugin, PrimaryEguiContext};
use state::Game;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
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

/// What the window opens with.
pub struct Start {
    /// a battle at once, instead of the start screen
    pub table: Option<Table>,
    /// what that battle was loaded from: when its files change it begins anew
    pub origin: Option<Origin>,
    /// who sits at the table, as the start screen proposes it
    pub seats: Seats,
    /// seed of the dice, as the start screen proposes it
    pub seed: u64,
    /// language
    pub lang: Lang,
    /// where scenarios come from
    pub sources: Sources,
    /// where battles are saved, if anywhere
    pub saves: Option<Saves>,
    /// a replay is written there when the battle is over or the window is closed
    pub replay_out: Option<PathBuf>,
    /// the window closes when the battle is over
    pub quit: bool,
}

/// The language that the user's surroundings ask for, if it is one of ours; else English.
pub fn spoken() -> Lang {
    let asked = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(std::env::var_os).find(|v| !v.is_empty());
    asked.and_then(|v| Lang::parse(&v.to_string_lossy())).unwrap_or_default()
}

/// The plugins and systems of the window, without its surroundings.
fn furnish(app: &mut App, start: Start) {
    app.insert_resource(ClearColor(paper()))
        .insert_resource(Game::new(start))
        .add_plugins(EguiPlugin::default())
        .add_plugins((scene::plugin, backdrop::plugin, view::plugin, input::plugin, reload::plugin, start::plugin, panels::plugin))
        .add_systems(PreStartup, |mut egui: ResMut<EguiGlobalSettings>| egui.auto_create_primary_context = false);
}

/// The camera that draws what lies on the ground's picture, and the panels over it.
fn camera() -> impl Bundle {
    (Camera2d, view::MapCamera, PrimaryEguiContext, Msaa::Sample4)
}

/// Open the window and stay until it is closed.
///
/// # Errors
/// If there is no display, or the graphics fail.
pub fn run(start: Start) -> Result<(), GameFault> {
    if cfg!(target_os = "linux")
        && ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].iter().all(|v| std::env::var_os(v).is_none_or(|v| v.is_empty()))
    {
        return Err(GameFault::NoDisplay);
    }
    let exit = guarded(move || {
        let window = Window { title: "Khasan 1938".into(), resolution: (1280, 800).into(), ..default() };
        let mut app = App::new();
        app.add_plugins(
            DefaultPlugins
                .set(WindowPlugin { primary_window: Some(window), ..default() })
                .set(RenderPlugin { synchronous_pipeline_compilation: true, ..default() })
                .set(LogPlugin { level: Level::ERROR, ..default() }),
        );
        furnish(&mut app, start);
        app.insert_resource(WinitSettings::desktop_app()).add_systems(Startup, |mut commands: Commands| {
            commands.spawn(camera());
        });
        app.run()
    })?;
    match exit {
        AppExit::Success => Ok(()),
        AppExit::Error(code) => Err(GameFault::Drawing(format!("the window ended with code {code}"))),
    }
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
mod fault_tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_fault_with_its_words_and_a_way_out() {
        let fault = guarded(|| panic!("no GPU")).map_err(|e| e.to_string());
        assert!(fault.is_err_and(|m| m.contains("no GPU") && m.contains("khasan simulate") && m.contains("khasan map")));
        assert!(matches!(guarded(|| 7), Ok(7)));
    }
}
