//! `khasan` and `khasan play`: the window; or, with players on both sides, a battle at the same table without one.

use super::Everywhere;
use super::fail::Fail;
use super::load::ScenarioArgs;
use super::out;
use crate::battle::Seed;
use crate::lab::{Saves, SavesFault, Seats, Table, load_file};
use crate::rules::Side;
use crate::words::points;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::{Path, PathBuf};

/// Arguments of `play`.
#[derive(Args, Debug, Default)]
pub struct Play {
    /// Name of a scenario that comes with the program, or path of a file
    scenario: Option<String>,
    /// Change a value of the data, as in `simulate`; can be given again
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
    /// The side or sides that you play; the computer plays the others
    #[arg(long, value_parser = seats_parser())]
    side: Option<Seats>,
    /// Seed of the dice; without it one is drawn and shown
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Go on with a saved battle
    #[arg(long, value_name = "FILE", conflicts_with_all = ["scenario", "sets", "side", "seed"])]
    load: Option<PathBuf>,
    /// Write a replay when the battle is over
    #[arg(long, value_name = "FILE")]
    replay_out: Option<PathBuf>,
    /// Leave when the battle is over; with no person on either side no window opens
    #[arg(long)]
    quit: bool,
}

/// `--side`: the names of [`Seats`].
fn seats_parser() -> impl TypedValueParser<Value = Seats> {
    PossibleValuesParser::new(Seats::ALL.map(Seats::id)).map(|id| Seats::parse(&id).unwrap_or_default())
}

impl Play {
    /// Play it.
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        // Told before the battle, not after it.
        if let Some(path) = &self.replay_out {
            out::refuse_folder(path)?;
        }
        let loaded = self.load.as_deref().map(saved).transpose()?;
        let nobody = match &loaded {
            Some(table) => !Side::BOTH.into_iter().any(|side| table.is_human(side)),
            None => self.side == Some(Seats::None),
        };
        if self.quit && nobody {
            return self.watch_nobody(loaded, everywhere);
        }
        self.window(loaded, everywhere)
    }

    /// The battle is fought out by players at the table, and nobody looks on.
    fn watch_nobody(&self, loaded: Option<Table>, everywhere: &Everywhere) -> Result<(), Fail> {
        let mut table = match loaded {
            Some(table) => table,
            None => {
                let scenario = self.scenario()?.load(everywhere)?;
                let seed = Seed { seed: self.seed.unwrap_or_else(drawn), run: 0 };
                Table::new(&scenario, seed, &Seats::None.players()).map_err(|e| Fail::Usage(e.to_string()))?
            }
        };
        let seed = table.seed();
        out::talk(&format!("{}, seed {}", table.battle().scenario().title, seed.seed));
        table.play_on(&|| false);
        if let Some(path) = &self.replay_out {
            let mut file = out::Output::open(Some(path))?;
            file.put(|w| table.replay().write(w))?;
            file.finish()?;
        }
        let standing = table.battle().standing();
        out::talk(&format!("{} ({})", everywhere.words().grade(standing.grade), points(standing.score)));
        Ok(())
    }

    /// The scenario that was named, or the first that comes with the program.
    fn scenario(&self) -> Result<ScenarioArgs, Fail> {
        let scenario = match &self.scenario {
            Some(name) => name.clone(),
            None => first_scenario().ok_or_else(|| Fail::Usage("this build carries no scenario: name a file".into()))?.to_string(),
        };
        Ok(ScenarioArgs::with_sets(scenario, self.sets.clone()))
    }

    /// Open the window: on a battle if one was named, else on the start screen.
    #[cfg(feature = "gui")]
    fn window(&self, loaded: Option<Table>, everywhere: &Everywhere) -> Result<(), Fail> {
        use crate::game;
        let seats = self.side.unwrap_or_default();
        let seed = self.seed.unwrap_or_else(drawn);
        let (table, origin) = match loaded {
            Some(table) => (Some(table), None),
            None if self.scenario.is_some() || self.side.is_some() => {
                let args = self.scenario()?;
                let scenario = args.load(everywhere)?;
                let table = Table::new(&scenario, Seed { seed, run: 0 }, &seats.players()).map_err(|e| Fail::Usage(e.to_string()))?;
                (Some(table), Some(args.origin()))
            }
            None => (None, None),
        };
        let start = game::Start {
            table,
            origin,
            seats,
            seed,
            lang: everywhere.lang().unwrap_or_else(game::spoken),
            sources: everywhere.sources()?,
            saves: Saves::open().map_err(|e| out::talk(&e.to_string())).ok(),
            replay_out: self.replay_out.clone(),
            quit: self.quit,
        };
        game::run(start).map_err(|e| Fail::Machine(e.to_string()))
    }

    /// Say what to type instead.
    #[cfg(not(feature = "gui"))]
    fn window(&self, _: Option<Table>, _: &Everywhere) -> Result<(), Fail> {
        Err(no_window("play"))
    }
}

/// What `khasan` alone does: as `khasan play`.
pub fn start(everywhere: &Everywhere) -> Result<(), Fail> {
    Play::default().run(everywhere)
}

/// A saved battle. If it cannot be used, the last autosave that can is named.
pub fn saved(path: &Path) -> Result<Table, Fail> {
    load_file(path).map_err(|fault| {
        let mut text = fault.to_string();
        let good = Saves::open().ok().and_then(|saves| saves.last_good_autosave());
        if let (SavesFault::Unusable { .. }, Some((autosave, _))) = (&fault, good) {
            text += &format!("\nThe last good autosave: khasan play --load '{}'", autosave.path.display());
        }
        Fail::Data(text)
    })
}

/// A seed from the system's randomness: short enough to be told and typed.
fn drawn() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(0) % 1_000_000
}

/// The first of the scenarios that come with the program.
fn first_scenario() -> Option<&'static str> {
    crate::data::Sources::scenario_names().first().copied()
}

/// What to type where there is no window.
#[cfg(not(feature = "gui"))]
pub fn no_window(what: &str) -> Fail {
    let name = first_scenario().unwrap_or("SCENARIO");
    Fail::Usage(format!(
        "this build has no window, which `{what}` needs: build it with `cargo build --release`.\n\
         Without a window a battle is fought with `khasan simulate {name}`; `khasan --help` tells the rest."
    ))
}
