//! `khasan test`: what is expected of scenarios, held against battles.

use super::fail::Fail;
use super::load::ScenarioArgs;
use super::series::interrupts;
use super::table::Table;
use super::{Everywhere, out};
use crate::data::{Expectation, Scenario};
use crate::lab::{self, BatchEnd, ExpectedRecord, HistoryValue, SCHEMA};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Arguments of `test`.
#[derive(Args, Debug)]
pub struct Test {
    /// Paths or names of scenarios, or folders: every scenario below them; all that come with the program if none is given
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Expect what this file says too
    #[arg(long, value_name = "FILE")]
    expect: Option<PathBuf>,
    /// Battles for each expectation, whatever it says itself
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    runs: Option<u32>,
    /// Seed of the dice of all battles
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Threads; as many as there are cores if not given. The output is the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    jobs: Option<u32>,
    /// Change a value of the data before testing, as in `simulate`; can be given again
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
    /// A table, or one line of JSON (docs/json.md)
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What `--format json` prints.
#[derive(Serialize)]
struct Report {
    schema: u32,
    version: &'static str,
    seed: String,
    missed: usize,
    scenarios: Vec<ScenarioRecord>,
}

/// One scenario that was tested.
#[derive(Serialize)]
struct ScenarioRecord {
    path: String,
    scenario: String,
    scenario_hash: String,
    sets: Vec<String>,
    mods: Vec<String>,
    expectations: Vec<ExpectedRecord>,
}

impl Test {
    /// Test them.
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        let mut scenarios = Vec::new();
        for (path, unusable) in super::load::meant(&self.paths) {
            if let Some(fault) = unusable {
                return Err(super::load::told(&path, &[*fault], &everywhere.words()));
            }
            let scenario = ScenarioArgs::with_sets(path.clone(), self.sets.clone()).load(everywhere)?;
            let mut expect = scenario.expect.clone();
            if let Some(file) = &self.expect {
                expect.extend(super::load::expectations(file, &scenario, &everywhere.words())?);
            }
            scenarios.push((path, scenario, expect));
        }
        if scenarios.iter().all(|(_, _, expect)| expect.is_empty()) {
            return Err(Fail::Usage("nothing is expected of any of them: give `expect` in a scenario, or --expect FILE".into()));
        }
        let mut report =
            Report { schema: SCHEMA, version: env!("CARGO_PKG_VERSION"), seed: self.seed.to_string(), missed: 0, scenarios: Vec::new() };
        let stop = interrupts()?;
        for (path, scenario, expect) in scenarios {
            let expectations = self.fight(&path, &scenario, &expect, stop)?;
            report.missed += expectations.iter().filter(|e| !e.met).count();
            report.scenarios.push(ScenarioRecord {
                path,
                scenario: scenario.id.clone(),
                scenario_hash: lab::provenance(&scenario).0,
                sets: scenario.sets.clone(),
                mods: scenario.mod_ids(),
                expectations,
            });
        }
        match self.format {
            Format::Text => out::write(None, &text(&report))?,
            Format::Json => out::write_json(None, &report)?,
        }
        if report.missed > 0 { Err(Fail::Missed) } else { Ok(()) }
    }

    /// Fight the battles that the expectations of a scenario need.
    fn fight(&self, path: &str, scenario: &Arc<Scenario>, expect: &[Expectation], stop: &AtomicBool) -> Result<Vec<ExpectedRecord>, Fail> {
        let jobs = self.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, |n| n.get() as u32));
        let plans = lab::plan(scenario, expect, self.runs, self.seed, jobs).map_err(|e| Fail::Data(format!("{path}: {e}")))?;
        let mut records: Vec<(usize, ExpectedRecord)> = Vec::new();
        for mut plan in plans {
            let mut battles = Vec::new();
            let end = lab::run_batch(&plan.batch, stop, |battle| {
                battles.push(battle.clone());
                Ok::<(), Fail>(())
            })?;
            if end == BatchEnd::Interrupted {
                return Err(Fail::Interrupted(format!("interrupted while {path} was tested")));
            }
            battles.iter().for_each(|battle| plan.add(battle));
            records.extend(plan.shares().map(|share| (share.index, share.record())));
        }
        records.sort_by_key(|(index, _)| *index);
        Ok(records.into_iter().map(|(_, record)| record).collect())
    }
}

fn text(report: &Report) -> String {
    let mut text = String::new();
    for scenario in &report.scenarios {
        if scenario.expectations.is_empty() {
            text += &format!("{}: nothing is expected\n", scenario.path);
            continue;
        }
        let missed = scenario.expectations.iter().filter(|e| !e.met).count();
        let told = if missed == 0 { "as expected".to_owned() } else { format!("{missed} not as expected") };
        text += &format!("{}: {told}\n", scenario.path);
        let mut table = Table::new(&["", "expectation", "players", "that", "expected %", "measured %", "battles", "mean"], 4);
        for e in &scenario.expectations {
            let mean = match &e.mean {
                Some(HistoryValue::Number(n)) => format!("{n:.1}"),
                Some(other) => other.to_string(),
                None => "-".to_owned(),
            };
            table.row([
                if e.met { "met" } else { "MISSED" }.to_owned(),
                e.id.clone(),
                format!("{}/{}", e.players.soviet, e.players.japanese),
                e.that.clone(),
                format!("{} to {}", e.expected[0], e.expected[1]),
                format!("{:.0}", e.measured),
                e.runs.to_string(),
                mean,
            ]);
        }
        text += &table.text();
    }
    text
}
