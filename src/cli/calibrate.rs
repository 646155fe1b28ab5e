//! `khasan calibrate`: which values of the global constants the record allows.

use super::fail::Fail;
use super::load::{PlayerArgs, ScenarioArgs};
use super::series::{AccountArgs, JobArgs, interrupts};
use super::table::Table;
use super::{Everywhere, series};
use crate::data::Scenario;
use crate::lab::calibrate::{self, Constant, Point, Target};
use crate::lab::{self, BatchEnd, Players, SCHEMA};
use crate::rules::Tables;
use clap::Args;
use serde::Serialize;
use std::iter::once;
use std::sync::Arc;

/// Arguments of `calibrate`.
#[derive(Args, Debug)]
pub struct Calibrate {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// Fit to the rows of this scenario too; can be given again
    #[arg(long = "with", value_name = "SCENARIO")]
    with: Vec<String>,
    #[command(flatten)]
    players: PlayerArgs,
    /// Points of the Latin hypercube over the ranges of the five constants, besides the present values
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(..=100_000))]
    points: u32,
    /// Battles at each point
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(2..))]
    runs: u32,
    /// Seed of the hypercube and of the dice of all battles
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    jobs: JobArgs,
    #[command(flatten)]
    account: AccountArgs,
}

/// What `--format json` writes.
#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    version: &'static str,
    scenario: String,
    scenario_hash: String,
    /// the other scenarios fitted to
    with: Vec<String>,
    rules_hash: String,
    sets: Vec<String>,
    seed: String,
    runs: u32,
    players: &'a Players,
    constants: &'a [Constant],
    targets: &'a [Target],
    /// the present values first
    points: &'a [Point],
    kept: usize,
    nearest: Option<&'a Point>,
}

impl Calibrate {
    /// Fight at every point and judge.
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        let players = self.players.checked()?;
        self.account.checked()?;
        let asked: Vec<ScenarioArgs> = once(self.scenario.clone()).chain(self.with.iter().map(|w| self.scenario.of(w))).collect();
        let scenario = self.scenario.load(everywhere)?;
        let mut targets = Vec::new();
        for one in &asked {
            let scenario = one.load(everywhere)?;
            let rows = calibrate::targets(&scenario);
            if rows.is_empty() {
                let rows = "no row of the record is marked `use: calibrate` with a range of numbers";
                return Err(Fail::Usage(format!("{}: {rows}: there is nothing to fit to", scenario.id)));
            }
            targets.extend(rows);
        }
        let constants = constants(&scenario);
        let stop = interrupts()?;
        let mut points = Vec::new();
        let mut fight = |place: &[f64]| -> Result<Point, Fail> {
            let values = calibrate::values(&constants, place);
            let sets: Vec<String> = constants.iter().zip(&values).map(|(c, v)| format!("{}={v}", c.path)).collect();
            let mut fought = Vec::new();
            for one in &asked {
                let mut scenario = one.and(&sets).load(everywhere)?;
                let id = scenario.id.clone();
                Arc::make_mut(&mut scenario).history.retain(|r| targets.iter().any(|t| t.scenario == id && t.row == r.id));
                let batch = lab::Batch { scenario, seed: self.seed, runs: 0..self.runs, players: players.clone(), jobs: self.jobs.count() };
                let (rows, end) = series::rows(&batch, stop)?;
                if end == BatchEnd::Interrupted {
                    return Err(Fail::Interrupted(format!("interrupted after {} points", points.len())));
                }
                fought.push((id, rows));
            }
            let point = calibrate::judge(&constants, &targets, place, &fought);
            points.push(point.clone());
            Ok(point)
        };
        let places = calibrate::places(constants.len(), self.points, self.seed);
        let mut near: Option<(Point, Vec<f64>)> = None;
        for place in places {
            let point = fight(&place)?;
            if point.kept && near.as_ref().is_none_or(|n| point.distance < n.0.distance) {
                near = Some((point, place));
            }
        }
        // No constant is moved that need not be, and none farther than it must.
        if let Some((_, place)) = near.filter(|n| n.0.distance > 0.0) {
            calibrate::settle(place, |place| fight(place).map(|p| p.kept))?;
        }
        let (scenario_hash, rules_hash) = lab::provenance(&scenario);
        let report = Report {
            schema: SCHEMA,
            version: env!("CARGO_PKG_VERSION"),
            scenario: scenario.id.clone(),
            scenario_hash,
            with: self.with.clone(),
            rules_hash,
            sets: scenario.sets.clone(),
            seed: self.seed.to_string(),
            runs: self.runs,
            players: &players,
            constants: &constants,
            targets: &targets,
            points: &points,
            kept: points.iter().filter(|p| p.kept).count(),
            nearest: calibrate::nearest(&points),
        };
        self.account.write(&report, text)
    }
}

/// The five, with their present values and ranges.
fn constants(scenario: &Scenario) -> Vec<Constant> {
    let wanted = Tables::GLOBALS.map(|name| format!("globals.{name}"));
    let figures = scenario.rules.figures().into_iter().filter(|f| wanted.contains(&f.path));
    figures.map(|f| Constant { path: format!("rules/{}", f.path), present: f.value, least: f.range.0, most: f.range.1 }).collect()
}

fn text(report: &Report) -> String {
    let number = |v: f64| if v.abs() >= 1000.0 { format!("{v:.0}") } else { format!("{v:.2}") };
    let shown = |v: Option<f64>| v.map_or("-".to_owned(), number);
    let mut text =
        format!("{}: {} points of {} battles each; kept are {}\n", report.scenario, report.points.len(), report.runs, report.kept);
    let present = report.points.first();
    let of = |point: Option<&Point>, n: usize| point.and_then(|p| p.rows.get(n)).cloned();
    let mut table = Table::new(&["row", "record", "present mean", "deviation", "off", "nearest mean", "deviation", "off"], 1);
    for (n, target) in report.targets.iter().enumerate() {
        let mut cells = vec![format!("{} {}", target.scenario, target.row), number(target.record)];
        for point in [present, report.nearest] {
            let fit = of(point, n);
            let part = |f: fn(&calibrate::Fit) -> Option<f64>| shown(fit.as_ref().and_then(f));
            cells.extend([part(|f| f.mean), part(|f| f.deviation), part(|f| f.off)]);
        }
        table.row(cells);
    }
    text += &table.text();
    let mut table = Table::new(&["constant", "present", "range", "kept from", "kept to", "nearest"], 1);
    for (n, constant) in report.constants.iter().enumerate() {
        let kept: Vec<f64> = report.points.iter().filter(|p| p.kept).map(|p| p.values[n]).collect();
        let edge = |f: fn(f64, f64) -> f64| shown(kept.iter().copied().reduce(f));
        table.row([
            constant.path.clone(),
            number(constant.present),
            format!("{} to {}", number(constant.least), number(constant.most)),
            edge(f64::min),
            edge(f64::max),
            shown(report.nearest.map(|p| p.values[n])),
        ]);
    }
    text += &table.text();
    text += &match report.nearest {
        None => "no point gives all rows: the rules, not their constants, are at fault, or the record\n".to_owned(),
        Some(p) if p.distance == 0.0 => "the present values give all rows: nothing is to be moved\n".to_owned(),
        Some(p) => format!("nearest to the present values, at a distance of {}\n", number(p.distance)),
    };
    text
}
