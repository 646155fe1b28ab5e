//! `khasan pairs`: what a change does, measured on pairs of battles with the same dice.

use super::fail::Fail;
use super::load::{PlayerArgs, ScenarioArgs};
use super::series::{AccountArgs, JobArgs, interrupts};
use super::table::Table;
use super::{Everywhere, series};
use crate::data::Scenario;
use crate::lab::{self, BatchEnd, HistoryValue, PairRow, Players, RowRecord, SCHEMA};
use clap::Args;
use serde::Serialize;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Arguments of `pairs`.
#[derive(Args, Debug)]
pub struct Pairs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    #[command(flatten)]
    players: PlayerArgs,
    /// Change for the first of each pair only; can be given again
    #[arg(long = "set-a", value_name = "PATH=VALUE")]
    sets_a: Vec<String>,
    /// Change for the second of each pair only; can be given again
    #[arg(long = "set-b", value_name = "PATH=VALUE")]
    sets_b: Vec<String>,
    /// Overlay for the first of each pair only, laid over after those of `--mod`; can be given again
    #[arg(long = "mod-a", value_name = "PATH")]
    mods_a: Vec<String>,
    /// Overlay for the second of each pair only; can be given again
    #[arg(long = "mod-b", value_name = "PATH")]
    mods_b: Vec<String>,
    /// Tell of this row of the record only; can be given again
    #[arg(long = "row", value_name = "ID")]
    rows: Vec<String>,
    /// Pairs to fight
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..))]
    runs: u32,
    /// Seed of the dice of all pairs
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    jobs: JobArgs,
    #[command(flatten)]
    account: AccountArgs,
}

/// What `--format json` writes.
#[derive(Serialize)]
struct Report {
    schema: u32,
    version: &'static str,
    scenario: String,
    seed: String,
    runs: u32,
    players: Players,
    a: Arm,
    b: Arm,
    rows: Vec<PairRow>,
}

/// One of the two scenarios compared.
#[derive(Serialize)]
struct Arm {
    sets: Vec<String>,
    mods: Vec<String>,
    scenario_hash: String,
    rules_hash: String,
}

impl Arm {
    fn of(scenario: &Scenario) -> Arm {
        let (scenario_hash, rules_hash) = lab::provenance(scenario);
        Arm { sets: scenario.sets.clone(), mods: scenario.mod_ids(), scenario_hash, rules_hash }
    }
}

impl Pairs {
    /// Fight them.
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        let players = self.players.checked()?;
        self.account.checked()?;
        let a = self.scenario.and(&self.sets_a).load_with(everywhere, &self.mods_a)?;
        let b = self.scenario.and(&self.sets_b).load_with(everywhere, &self.mods_b)?;
        for id in &self.rows {
            if !a.history.iter().any(|r| r.id == *id) {
                let ids: Vec<&str> = a.history.iter().map(|r| r.id.as_str()).collect();
                return Err(Fail::Usage(format!("no row `{id}`; there are {}", ids.join(", "))));
            }
        }
        let stop = interrupts()?;
        let (of_a, end) = self.fight(&a, &players, stop)?;
        let (of_b, end) = match end {
            BatchEnd::Done => self.fight(&b, &players, stop)?,
            BatchEnd::Interrupted => (Vec::new(), end),
        };
        let whole = of_a.len().min(of_b.len());
        let rows = lab::paired(&of_a[..whole], &of_b[..whole]);
        let report = Report {
            schema: SCHEMA,
            version: env!("CARGO_PKG_VERSION"),
            scenario: a.id.clone(),
            seed: self.seed.to_string(),
            runs: whole as u32,
            players,
            a: Arm::of(&a),
            b: Arm::of(&b),
            rows,
        };
        if whole > 0 {
            self.account.write(&report, text)?;
        }
        match end {
            BatchEnd::Done => Ok(()),
            BatchEnd::Interrupted => Err(Fail::Interrupted(format!("interrupted after {whole} pairs"))),
        }
    }

    /// The rows of each battle, in order of run number.
    fn fight(&self, scenario: &Arc<Scenario>, players: &Players, stop: &AtomicBool) -> Result<(Vec<Vec<RowRecord>>, BatchEnd), Fail> {
        let mut scenario = scenario.clone();
        if !self.rows.is_empty() {
            Arc::make_mut(&mut scenario).history.retain(|r| self.rows.contains(&r.id));
        }
        let batch = lab::Batch { scenario, seed: self.seed, runs: 0..self.runs, players: players.clone(), jobs: self.jobs.count() };
        series::rows(&batch, stop)
    }
}

fn text(report: &Report) -> String {
    let mut text = format!("{}, {} pairs from seed {}\n", report.scenario, report.runs, report.seed);
    for (name, arm) in [("a", &report.a), ("b", &report.b)] {
        let changes: Vec<&str> = arm.mods.iter().chain(&arm.sets).map(String::as_str).collect();
        text += &format!("  {name}: {}\n", if changes.is_empty() { "as it is written".to_owned() } else { changes.join(", ") });
    }
    let number = |v: f64| if v.abs() >= 1000.0 { format!("{v:.0}") } else { format!("{v:.2}") };
    let mut table = Table::new(&["row", "a", "b", "b - a", "95 % interval", "more", "less", "pairs"], 1);
    for r in &report.rows {
        let mean = |v: &Option<HistoryValue>| match v {
            Some(HistoryValue::Number(n)) => number(*n),
            Some(other) => other.to_string(),
            None => "-".to_owned(),
        };
        let signed = |v: Option<f64>| v.map_or("-".to_owned(), |v| format!("{v:+.2}"));
        let unit = if r.unit.is_empty() { "" } else { " min" };
        table.row([
            r.row.clone(),
            mean(&r.a),
            mean(&r.b),
            signed(r.difference) + unit,
            format!("{} to {}", signed(r.low), signed(r.high)),
            r.more.to_string(),
            r.less.to_string(),
            r.pairs.to_string(),
        ]);
    }
    text + &table.text()
}
