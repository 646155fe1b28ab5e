//! `khasan` and `khasan play`: the game in its window.

use super::Everywhere;
use super::fail::Fail;
use super::load::PlayerArgs;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `play`.
#[derive(Args, Debug)]
pub struct Play {
    /// Name of a scenario that comes with the program, or path of a file; the start screen without one
    scenario: Option<String>,
    /// Side that you play
    #[arg(long, value_enum, default_value_t = SideChoice::Soviet)]
    side: SideChoice,
    /// Seed of the dice
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    players: PlayerArgs,
    /// Write a replay
    #[arg(long, value_name = "FILE")]
    replay_out: Option<PathBuf>,
    /// End the program when the battle is over
    #[arg(long)]
    quit: bool,
}

/// Who sits at the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SideChoice {
    Soviet,
    Japanese,
    Both,
    None,
}

impl Play {
    /// Open the window on the scenario's map.
    #[cfg(feature = "gui")]
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        show(everywhere, self.scenario.as_deref())
    }
    /// Play.
    #[cfg(not(feature = "gui"))]
    pub fn run(&self, _: &Everywhere) -> Result<(), Fail> {
        Err(no_window("play"))
    }
}

/// The game without a scenario named: the first that comes with the program.
#[cfg(feature = "gui")]
pub fn start(everywhere: &Everywhere) -> Result<(), Fail> {
    show(everywhere, None)
}

/// The window on a scenario's map.
#[cfg(feature = "gui")]
fn show(everywhere: &Everywhere, name: Option<&str>) -> Result<(), Fail> {
    let first = || crate::data::Sources::scenario_names().first().copied();
    let name = name.or_else(first).ok_or_else(|| Fail::Usage("name a scenario: none comes with this build".into()))?;
    let scenario = super::load::named(everywhere, name)?;
    let counters = crate::picture::start_counters(&scenario);
    crate::game::run(scenario, counters).map_err(|fault| Fail::Machine(fault.to_string()))
}

/// The start screen of the game.
#[cfg(not(feature = "gui"))]
pub fn start(_: &Everywhere) -> Result<(), Fail> {
    Err(no_window("play"))
}

/// What to type where there is no window.
#[cfg(not(feature = "gui"))]
pub fn no_window(what: &str) -> Fail {
    let name = crate::data::Sources::scenario_names().first().copied().unwrap_or("SCENARIO");
    Fail::Usage(format!(
        "this build has no window, which `{what}` needs: build it with `cargo build --release`.\n\
         Without a window a battle is fought with `khasan simulate {name}`; `khasan --help` tells the rest."
    ))
}
