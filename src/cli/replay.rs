//! `khasan replay verify` and `khasan replay show`.

use super::fail::{Fail, bad_replay};
use super::{Everywhere, load, out};
use crate::battle::replay::{Divergence, Line, Replay as File, Why, hex_digits, verify};
use crate::data::Scenario;
use crate::rules::Side;
use crate::words::Words;
use clap::Subcommand;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Largest replay that is read: 256 MB.
const LONGEST: u64 = 256 << 20;

/// Subcommands of `replay`.
#[derive(Debug, Subcommand)]
pub enum Replay {
    /// Fight replays again and tell whether the same comes out
    Verify {
        /// Replays
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Show what a replay holds
    Show {
        /// A replay
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// List every order
        #[arg(long)]
        orders: bool,
    },
}

/// Read a replay and load the scenario that it carries.
pub fn open(path: &Path) -> Result<(File, Arc<Scenario>), Fail> {
    let replay = File::parse(&out::read(path, LONGEST)?).map_err(|f| bad_replay(path, f))?;
    let scenario = load::from_replay(path, &replay)?;
    replay.header.matches(&scenario).map_err(|f| bad_replay(path, f))?;
    Ok((replay, scenario))
}

impl Replay {
    /// Do it.
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        match self {
            Replay::Verify { files } => verify_all(files, &everywhere.words()),
            Replay::Show { file, orders } => show(file, *orders, &everywhere.words()),
        }
    }
}

/// Every file is verified; the worst failure is the command's.
fn verify_all(files: &[PathBuf], words: &Words) -> Result<(), Fail> {
    let mut worst: Option<Fail> = None;
    for path in files {
        let failed = match verify_one(path, words) {
            Ok(said) => {
                out::write(None, &said)?;
                continue;
            }
            Err(Fail::ClosedPipe) => return Err(Fail::ClosedPipe),
            Err(failed) => failed,
        };
        if worst.as_ref().is_none_or(|w| w.code() < failed.code()) {
            if let Some(said) = worst.as_ref().and_then(Fail::message) {
                out::talk(&format!("khasan: {said}"));
            }
            worst = Some(failed);
        } else if let Some(said) = failed.message() {
            out::talk(&format!("khasan: {said}"));
        }
    }
    worst.map_or(Ok(()), Err)
}

fn verify_one(path: &Path, words: &Words) -> Result<String, Fail> {
    let (replay, scenario) = open(path)?;
    match verify(&replay, &scenario).map_err(|f| bad_replay(path, f))? {
        Ok(run) => {
            let battle = run.battle();
            let ends = match battle.to_move() {
                None => "to the end".to_string(),
                Some(_) => format!("as far as it goes (turn {})", battle.turn() + 1),
            };
            let hash = hex_digits(&battle.hash().0);
            Ok(format!("{}: the same battle {ends}, {} orders, hash {hash}\n", path.display(), run.orders()))
        }
        Err(found) => {
            out::write(None, &format!("{}: {}\n", path.display(), parted(&found, &scenario, words)))?;
            Err(Fail::Diverged)
        }
    }
}

/// Where a replay parts from its battle, in words.
fn parted(found: &Divergence, scenario: &Scenario, words: &Words) -> String {
    let place = format!("turn {}, {}", found.turn + 1, words.side(found.side));
    let place = match (found.at_end, found.order) {
        (false, n) => format!("{place}, order {n}"),
        (true, 0) => format!("{place}, end of the impulse"),
        (true, n) => format!("{place}, end of the impulse after order {n}"),
    };
    let why = match &found.why {
        Why::Unknown(unknown) => unknown.to_string(),
        Why::Refused(refusal) => format!("refused: {}", words.refusal(scenario, refusal)),
        Why::OutOfTurn(Some((turn, side))) => format!("the battle has come to turn {}, {}", turn + 1, words.side(*side)),
        Why::OutOfTurn(None) => "the battle is over".to_string(),
        Why::Outcome => "another outcome".to_string(),
    };
    match found.sections.is_empty() {
        true => format!("differs at {place}: {why}"),
        false => format!("differs at {place}: {why}; sections: {}", found.sections.join(", ")),
    }
}

fn show(path: &Path, list: bool, words: &Words) -> Result<(), Fail> {
    let replay = File::parse(&out::read(path, LONGEST)?).map_err(|f| bad_replay(path, f))?;
    let h = &replay.header;
    let mut text = format!("scenario   {}\n", h.scenario);
    let mut say = |name: &str, value: &str| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name:<10} {value}");
    };
    say("version", &format!("{} (rules {})", h.version, h.rules));
    say("hash", &h.scenario_hash);
    say("rules", &h.rules_hash);
    say("seed", &format!("{}, run {}", h.seed, h.run));
    for side in Side::BOTH {
        say(&words.side(side), &h.players[side]);
    }
    h.sets.iter().for_each(|set| say("with", set));
    h.files.iter().for_each(|f| say("file", &format!("{} ({} bytes)", f.name, f.text.len())));
    let orders = replay.lines.iter().filter(|l| matches!(l, Line::Order { .. })).count();
    say("orders", &orders.to_string());
    say("impulses", &(replay.lines.len() - orders).to_string());
    if list {
        let mut number = 0;
        for line in &replay.lines {
            if let Line::Order { turn, side, give, .. } = line {
                number += 1;
                let give = serde_json::to_string(give).map_err(|e| Fail::Machine(e.to_string()))?;
                say(&format!("#{number}"), &format!("turn {}, {}: {give}", turn + 1, words.side(*side)));
            }
        }
    }
    out::write(None, &text)
}
