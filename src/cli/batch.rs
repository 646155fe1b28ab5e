//! `khasan batch`: many battles, a line of JSON each.

use super::fail::Fail;
use super::load::{PlayerArgs, ScenarioArgs};
use super::series::{JobArgs, interrupts};
use super::{Everywhere, out};
use crate::data::Scenario;
use crate::lab::{self, BatchEnd, BattleRecord, Players, Shard, Statistics};
use clap::{Args, ValueEnum};
use std::fs;
use std::io::{self, BufRead, IsTerminal, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Arguments of `batch`.
#[derive(Args, Debug)]
pub struct Batch {
    #[command(flatten)]
    scenario: ScenarioArgs,
    #[command(flatten)]
    players: PlayerArgs,
    /// Battles to fight; run i is the same for any number of them
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// Seed of the dice of all runs
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    jobs: JobArgs,
    /// Fight only the i-th of n equal parts; the parts' outputs one after the other are the whole
    #[arg(long, value_name = "I/N", value_parser = Shard::parse)]
    shard: Option<Shard>,
    /// Go on with the file of `-o` where it breaks off
    #[arg(long, requires = "output")]
    resume: bool,
    /// One line of JSON a battle (docs/json.md)
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// Write to this file, line by line, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Jsonl,
}

/// Where lines go, one write each so that a kill leaves at most one broken line.
enum Sink {
    Standard(io::Stdout),
    File(fs::File, PathBuf),
}

impl Sink {
    fn line(&mut self, bytes: &[u8]) -> Result<(), Fail> {
        match self {
            Sink::Standard(out) => out.write_all(bytes).and_then(|()| out.flush()).map_err(|e| Fail::io("standard output", e)),
            Sink::File(file, path) => file.write_all(bytes).map_err(|e| Fail::io(path.display(), e)),
        }
    }
}

impl Batch {
    /// Fight them.
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        let players = self.players.checked()?;
        let path = self.output.as_deref().filter(|p| *p != Path::new("-"));
        if let Some(path) = path {
            out::refuse_folder(path)?;
        } else if self.resume {
            return Err(Fail::Usage("--resume goes on with a file: name it with -o".into()));
        }
        let scenario = self.scenario.load(everywhere)?;
        let mut runs = self.shard.unwrap_or(Shard::ALL).runs(self.runs);
        let mut statistics = Statistics::default();
        let mut sink = match path {
            None => Sink::Standard(io::stdout()),
            Some(path) if self.resume && path.exists() => {
                let wanted = Wanted { scenario: &scenario, seed: self.seed, players: &players, path };
                let (file, done) = wanted.resume(runs.start, &mut statistics)?;
                if done > runs.end - runs.start {
                    return Err(Fail::Usage(format!("{} holds {done} runs already, more than asked for", path.display())));
                }
                runs.start += done;
                Sink::File(file, path.to_path_buf())
            }
            Some(path) => Sink::File(fs::File::create(path).map_err(|e| Fail::io(path.display(), e))?, path.to_path_buf()),
        };
        let stop = interrupts()?;
        let bar = progress(runs.len() as u64);
        let batch = lab::Batch { scenario, seed: self.seed, runs, players, jobs: self.jobs.count() };
        let end = lab::run_batch(&batch, stop, |battle| {
            let mut line = serde_json::to_vec(battle).map_err(|e| Fail::Machine(e.to_string()))?;
            line.push(b'\n');
            sink.line(&line)?;
            statistics.add(battle);
            bar.inc(1);
            Ok::<(), Fail>(())
        });
        bar.finish_and_clear();
        let end = end?;
        if statistics.runs() > 0 {
            out::talk(statistics.text(&everywhere.words()).trim_end());
        }
        match end {
            BatchEnd::Done => Ok(()),
            BatchEnd::Interrupted => Err(Fail::Interrupted(format!(
                "interrupted after {} battles{}",
                statistics.runs(),
                if path.is_some() { "; --resume goes on" } else { "" }
            ))),
        }
    }
}

fn progress(runs: u64) -> indicatif::ProgressBar {
    if !io::stderr().is_terminal() {
        return indicatif::ProgressBar::hidden();
    }
    let bar = indicatif::ProgressBar::new(runs);
    if let Ok(style) = indicatif::ProgressStyle::with_template("{wide_bar} {pos}/{len} battles, {eta} left") {
        bar.set_style(style);
    }
    bar
}

/// What the lines of a file must be of to go on with it.
struct Wanted<'a> {
    scenario: &'a Arc<Scenario>,
    seed: u64,
    players: &'a Players,
    path: &'a Path,
}

impl Wanted<'_> {
    /// Read what is done, cut off a broken last line, and open the file at its end: the file and the number of whole lines.
    fn resume(&self, first_run: u32, statistics: &mut Statistics) -> Result<(fs::File, u32), Fail> {
        let failed = |e| Fail::io(self.path.display(), e);
        let mut file = fs::OpenOptions::new().read(true).write(true).open(self.path).map_err(failed)?;
        let (mut whole, mut done) = (0, 0u32);
        let mut reader = io::BufReader::new(&file);
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = reader.read_until(b'\n', &mut line).map_err(failed)?;
            // A line without its end was being written when the program was killed.
            if read == 0 || line.last() != Some(&b'\n') {
                break;
            }
            let wrong = |what: String| Fail::Data(format!("{}:{}: {what}", self.path.display(), done as u64 + 1));
            let battle: BattleRecord = serde_json::from_slice(&line).map_err(|e| wrong(format!("not a line of a batch: {e}")))?;
            self.same(&battle, first_run.saturating_add(done)).map_err(wrong)?;
            statistics.add(&battle);
            whole += read as u64;
            done += 1;
        }
        drop(reader);
        file.set_len(whole).map_err(failed)?;
        file.seek(io::SeekFrom::End(0)).map_err(failed)?;
        Ok((file, done))
    }

    /// Whether a line is the one this batch would write for the run.
    fn same(&self, battle: &BattleRecord, run: u32) -> Result<(), String> {
        let (scenario_hash, rules_hash) = lab::provenance(self.scenario);
        let pairs = [
            ("version", battle.version.as_str(), env!("CARGO_PKG_VERSION")),
            ("scenario hash", &battle.scenario_hash, &scenario_hash),
            ("rules hash", &battle.rules_hash, &rules_hash),
            ("seed", &battle.seed, &self.seed.to_string()),
            ("Soviet player", &battle.players.soviet, &self.players.soviet),
            ("Japanese player", &battle.players.japanese, &self.players.japanese),
            ("run", &battle.run.to_string(), &run.to_string()),
            ("changes", &battle.sets.join(" "), &self.scenario.sets.join(" ")),
        ];
        match pairs.iter().find(|(_, theirs, ours)| theirs != ours) {
            Some((what, theirs, ours)) => Err(format!("another batch: its {what} is {theirs}, here it is {ours}")),
            None => Ok(()),
        }
    }
}
