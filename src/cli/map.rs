//! `khasan map`: the map of a scenario as SVG.

use super::fail::Fail;
use super::load::ScenarioArgs;
use super::{Everywhere, out};
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
