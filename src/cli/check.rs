//! `khasan check`: all faults of scenarios, and what is in them.

use super::diagnose;
use super::fail::Fail;
use super::summary::{self, SummaryRecord};
use super::{Everywhere, out};
use crate::data::{Diagnostic, LoadOptions, load};
use crate::lab::SCHEMA;
use clap::{Args, ValueEnum};
use serde::Serialize;

/// Arguments of `check`.
#[derive(Args, Debug)]
pub struct Check {
    /// Paths or names of scenarios, or folders: every scenario below them; all that come with the program if none is given
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Say what is in each: units, men, vehicles, guns, aircraft
    #[arg(long)]
    summary: bool,
    /// A line for each scenario, or one line of JSON (docs/json.md)
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
    notes: usize,
    files: Vec<FileRecord>,
}

/// One scenario that was checked.
#[derive(Serialize)]
struct FileRecord {
    path: String,
    errors: usize,
    warnings: usize,
    notes: usize,
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
    did_you_mean: Option<String>,
    hint: Option<String>,
    excerpt: Option<String>,
}

impl Check {
    /// Check them.
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        let (sources, words) = (everywhere.sources()?, everywhere.words());
        let options = LoadOptions { sets: self.sets.clone() };
        let mut record =
            CheckRecord { schema: SCHEMA, version: env!("CARGO_PKG_VERSION"), errors: 0, warnings: 0, notes: 0, files: vec![] };
        let mut text = String::new();
        for (path, unusable) in super::load::meant(&self.paths) {
            let (scenario, found) = match unusable {
                None => load(&sources, &path, &options),
                Some(fault) => (None, vec![*fault]),
            };
            let counts = diagnose::count(&found);
            record.errors += counts.errors;
            record.warnings += counts.warnings;
            record.notes += counts.notes;
            let what = scenario.as_deref().filter(|_| self.summary).map(|s| s.summary());
            match self.format {
                Format::Text => {
                    diagnose::tell(&found, &words);
                    text += &format!("{path}: {}\n", if found.is_empty() { "no faults".into() } else { diagnose::counted(counts) });
                    text += &what.map_or(String::new(), |s| summary::text(&s, &words));
                }
                Format::Json => record.files.push(FileRecord {
                    path,
                    errors: counts.errors,
                    warnings: counts.warnings,
                    notes: counts.notes,
                    diagnostics: found.iter().map(|d| fault(d, &words)).collect(),
                    summary: what.map(SummaryRecord::from),
                }),
            }
        }
        match self.format {
            Format::Text => {
                if record.errors + record.warnings + record.notes > 0 {
                    out::talk("`khasan explain CODE` says what a code means and how it is mended");
                }
                out::write(None, &text)?;
            }
            Format::Json => out::write_json(None, &record)?,
        }
        if record.errors > 0 { Err(Fail::DataTold) } else { Ok(()) }
    }
}

fn fault(diagnostic: &Diagnostic, words: &crate::words::Words) -> FaultRecord {
    let place = diagnostic.place.as_ref();
    FaultRecord {
        severity: diagnostic.severity().id(),
        code: diagnostic.code(),
        file: diagnostic.file.clone(),
        line: place.map(|p| p.line),
        column: place.map(|p| p.column),
        message: diagnose::message(diagnostic, words),
        advice: diagnose::advice(diagnostic),
        did_you_mean: diagnostic.did_you_mean.clone(),
        hint: diagnostic.hint.clone(),
        excerpt: place.map(|p| p.excerpt.clone()),
    }
}
