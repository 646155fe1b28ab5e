//! `khasan check`: all faults of scenarios, and what is in them.

use super::diagnose;
use super::fail::Fail;
use super::summary::{self, SummaryRecord};
use super::{Everywhere, out};
use crate::data::{LoadOptions, Sources, load};
use crate::lab::SCHEMA;
use clap::{Args, ValueEnum};
use serde::Serialize;

/// Arguments of `check`.
#[derive(Args, Debug)]
pub struct Check {
    /// Paths or names of scenarios; all that come with the program if none is given
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Say what is in each: units, men, vehicles, guns, aircraft
    #[arg(long)]
    summary: bool,
    /// A line a file, or one line of JSON (docs/json.md)
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Change a value of the data before checking, as in `simulate`; can be given again
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What `check --format json` prints.
#[derive(Serialize)]
struct CheckRecord {
    schema: u32,
    version: &'static str,
    errors: usize,
    warnings: usize,
    files: Vec<FileRecord>,
}

/// One scenario that was checked.
#[derive(Serialize)]
struct FileRecord {
    path: String,
    errors: usize,
    warnings: usize,
    diagnostics: Vec<FaultRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<SummaryRecord>,
}

/// One fault.
#[derive(Serialize)]
struct FaultRecord {
    severity: &'static str,
    code: &'static str,
    file: String,
    line: Option<u32>,
    column: Option<u32>,
    message: String,
    advice: Option<String>,
    excerpt: Option<String>,
}

impl Check {
    /// Check them.
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        let (sources, words) = (everywhere.sources()?, everywhere.words());
        let options = LoadOptions { sets: self.sets.clone() };
        let paths = match self.paths.is_empty() {
            true => Sources::scenario_names().into_iter().map(str::to_string).collect(),
            false => self.paths.clone(),
        };
        let mut record = CheckRecord { schema: SCHEMA, version: env!("CARGO_PKG_VERSION"), errors: 0, warnings: 0, files: Vec::new() };
        let mut text = String::new();
        for path in paths {
            let (scenario, found) = load(&sources, &path, &options);
            let counts = diagnose::count(&found);
            record.errors += counts.0;
            record.warnings += counts.1;
            let what = scenario.as_deref().filter(|_| self.summary).map(|s| s.summary());
            match self.format {
                Format::Text => {
                    diagnose::tell(&found, &words);
                    text += &format!("{path}: {}\n", if found.is_empty() { "no faults".into() } else { diagnose::counted(counts) });
                    text += &what.map_or(String::new(), |s| summary::text(&s, &words));
                }
                Format::Json => record.files.push(FileRecord {
                    path,
                    errors: counts.0,
                    warnings: counts.1,
                    diagnostics: found.iter().map(|d| fault(d, &words)).collect(),
                    summary: what.map(SummaryRecord::from),
                }),
            }
        }
        match self.format {
            Format::Text => out::write(None, &text)?,
            Format::Json => out::write_json(None, &record)?,
        }
        if record.errors > 0 { Err(Fail::DataTold) } else { Ok(()) }
    }
}

fn fault(diagnostic: &crate::data::Diagnostic, words: &crate::words::Words) -> FaultRecord {
    let place = diagnostic.place.as_ref();
    FaultRecord {
        severity: diagnostic.severity().id(),
        code: diagnostic.code(),
        file: diagnostic.file.clone(),
        line: place.map(|p| p.line),
        column: place.map(|p| p.column),
        message: diagnose::message(diagnostic, words),
        advice: diagnose::advice(diagnostic),
        excerpt: place.map(|p| p.excerpt.clone()),
    }
}
