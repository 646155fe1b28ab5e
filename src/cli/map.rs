//! `khasan map`: the map of a scenario as SVG, or the ground along a line of sight as a table.

use super::fail::Fail;
use super::load::ScenarioArgs;
use super::table::Table;
use super::{Everywhere, out};
use crate::data::Ground;
use crate::hex::{HEX_M, HexId};
use crate::picture::{self, MapOptions, NameLanguage};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `map`.
#[derive(Args, Debug)]
pub struct Map {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// Draw the units where they start
    #[arg(long)]
    units: bool,
    /// Language of the names of places
    #[arg(long, value_enum, default_value_t = Names::English)]
    names: Names,
    /// Leave out the grid and the numbers of its hexes
    #[arg(long)]
    no_grid: bool,
    /// Instead of the map, tell the heights on the line of sight between two hexes, and what blocks it
    #[arg(long, num_args = 2, value_names = ["FROM", "TO"], conflicts_with_all = ["units", "no_grid"])]
    profile: Vec<String>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Names {
    English,
    Russian,
    Japanese,
}

impl Map {
    /// Draw it.
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        if let Some(path) = &self.output {
            out::refuse_folder(path)?;
        }
        let scenario = self.scenario.load(everywhere)?;
        if let [from, to] = &self.profile[..] {
            return out::write(self.output.as_deref(), &profile(&scenario.ground, from, to)?);
        }
        let language = match self.names {
            Names::English => NameLanguage::English,
            Names::Russian => NameLanguage::Russian,
            Names::Japanese => NameLanguage::Japanese,
        };
        let options = MapOptions { language, grid: !self.no_grid, numbers: !self.no_grid, ..MapOptions::default() };
        let counters = if self.units { picture::start_counters(&scenario) } else { Vec::new() };
        out::write(self.output.as_deref(), &picture::map_svg(&scenario.ground, &counters, &options))
    }
}

/// The heights from eye to eye, and whether the one sees the other over the bare ground.
fn profile(ground: &Ground, from: &str, to: &str) -> Result<String, Fail> {
    let (grid, sight) = (&ground.grid, &ground.sight);
    let named = |name: &str| grid.parse(name).ok_or_else(|| Fail::Usage(format!("no hex `{name}` on this map")));
    let (a, b) = (named(from)?, named(to)?);
    let mut table = Table::new(&["hex", "metres", "ground m", "with cover m", "line m", ""], 1);
    let mut row = |hex: HexId, top_m: i32, line_m: String, why: &str| {
        let ground_m = ground.elevation_m[hex.index()];
        table.row([grid.name(hex), grid.metres(a, hex).to_string(), ground_m.to_string(), top_m.to_string(), line_m, why.to_owned()]);
    };
    let passed = sight.profile(grid, a, b);
    row(a, ground.elevation_m[a.index()].into(), format!("{}.0", sight.eye_m(a)), "eye");
    for p in &passed {
        row(p.hex, p.height_m, format!("{:.1}", f64::from(p.line_dm) / 10.0), if p.blocks { "blocks" } else { "" });
    }
    row(b, ground.elevation_m[b.index()].into(), format!("{}.0", sight.eye_m(b)), "eye");
    let (from, to, range_m) = (grid.name(a), grid.name(b), grid.metres(a, b));
    let blocking: Vec<String> = passed.iter().filter(|p| p.blocks).map(|p| grid.name(p.hex)).collect();
    let verdict = if sight.sees(a, b) {
        format!("{from} and {to} see each other over {range_m} m of ground\n")
    } else if blocking.is_empty() {
        format!("{from} and {to} lie {range_m} m apart: nobody sees farther than {} m\n", sight.radius() * HEX_M)
    } else {
        format!("{from} and {to} do not see each other: {} in between\n", blocking.join(", "))
    };
    Ok(verdict + &table.text())
}
