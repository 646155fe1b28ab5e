//! `khasan simulate`: one battle between two players.

use super::fail::Fail;
use super::load::{PlayerArgs, ScenarioArgs};
use super::series::AccountArgs;
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
    #[command(flatten)]
    account: AccountArgs,
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
        self.account.checked()?;
        self.replay_out.as_deref().map_or(Ok(()), out::refuse_folder)?;
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
        let json = self.account.json();
        if json || self.record || detail == Detail::Full {
            record.record = Some(lab::tolls(&scenario, battle.events()));
        }
        if json || self.why || detail == Detail::Full {
            record.events = Some(lab::waiting(&battle));
        }
        if json {
            record.timeline = Some(lab::timeline(&scenario, battle.events(), detail, &words));
        }
        self.account.write(&record, |record| simulate_text::account(&battle, record, detail, &words))
    }
}
