//! `khasan map`: the map of a scenario as SVG.

use super::fail::Fail;
use super::load::ScenarioArgs;
use super::{Everywhere, out};
use crate::picture;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `map`.
#[derive(Args, Debug)]
pub struct Map {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Map {
    /// Draw it.
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        if let Some(path) = &self.output {
            out::refuse_folder(path)?;
        }
        let scenario = self.scenario.load(everywhere)?;
        out::write(self.output.as_deref(), &picture::svg::render(&picture::map_shapes(&scenario)))
    }
}
