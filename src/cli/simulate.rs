//! `khasan simulate`: one battle between two players.

use super::fail::Fail;
use super::load::{PlayerArgs, ScenarioArgs};
use super::{Everywhere, out, simulate_text};
use crate::battle::{Keep, Seed, replay::Recorder};
use crate::lab::{self, Detail};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `simulate`.
#[derive(Args, Debug)]
pub struct Simulate {
    #[command(flatten)]
    scenario: ScenarioArgs,
    #[command(flatten)]
    players: PlayerArgs,
    /// Seed of the dice
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Run under the seed, as in a batch
    #[arg(long, value_name = "N", default_value_t = 0)]
    run: u32,
    /// A readable account, or one line of JSON (docs/json.md)
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// How much of what happened is told
    #[arg(long, value_enum, default_value_t = Log::Brief)]
    log: Log,
    /// Tell in the text what was lost and used by formation and hour; `--log full` and JSON do so anyway
    #[arg(long)]
    record: bool,
    /// Tell in the text why scripted events have not happened; `--log full` and JSON do so anyway
    #[arg(long)]
    why: bool,
    /// Write a replay
    #[arg(long, value_name = "FILE")]
    replay_out: Option<PathBuf>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Log {
    Brief,
    Full,
}

impl Simulate {
    /// Fight it.
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        let players = self.players.checked()?;
        // Told before the battle, not after it.
        for path in self.replay_out.iter().chain(&self.output) {
            out::refuse_folder(path)?;
        }
        let scenario = self.scenario.load(everywhere)?;
        let seed = Seed { seed: self.seed, run: self.run };
        let mut recorder = self.replay_out.as_ref().map(|_| Recorder::new(&scenario, seed, players.clone()));
        let battle = lab::run_one(&scenario, seed, &players, Keep::Log, recorder.as_mut(), &|| false)?;
        let mut record = lab::record(&battle, seed, &players);
        if let (Some(path), Some(recorder)) = (&self.replay_out, &recorder) {
            let mut file = out::Output::open(Some(path))?;
            file.put(|w| recorder.replay().write(w))?;
            file.finish()?;
        }
        let (words, detail) = (everywhere.words(), if self.log == Log::Full { Detail::Full } else { Detail::Brief });
        let json = self.format == Format::Json;
        if json || self.record || detail == Detail::Full {
            record.record = Some(lab::tolls(&scenario, battle.events()));
        }
        if json || self.why || detail == Detail::Full {
            record.events = Some(lab::waiting(&battle));
        }
        match self.format {
            Format::Json => {
                record.timeline = Some(lab::timeline(&scenario, battle.events(), detail, &words));
                out::write_json(self.output.as_deref(), &record)
            }
            Format::Text => out::write(self.output.as_deref(), &simulate_text::account(&battle, &record, detail, &words)),
        }
    }
}
