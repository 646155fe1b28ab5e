//! `khasan sources`: the bibliography of a scenario, and what rests on what.

use super::Everywhere;
use super::fail::Fail;
use super::load::ScenarioArgs;
use super::series::AccountArgs;
use super::table::Table;
use crate::data::{Citation, Cited, Scenario, cited};
use crate::lab::{SCHEMA, provenance};
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;

/// Arguments of `sources`.
#[derive(Args, Debug)]
pub struct Sources {
    #[command(flatten)]
    scenario: ScenarioArgs,
    #[command(flatten)]
    account: AccountArgs,
}

/// What `--format json` writes.
#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    version: &'static str,
    scenario: &'a str,
    scenario_hash: String,
    entries: usize,
    sources: Vec<SourceRecord<'a>>,
    without: Vec<EntryRecord<'a>>,
    estimates: Vec<EntryRecord<'a>>,
}

/// A work of the bibliography.
#[derive(Serialize)]
struct SourceRecord<'a> {
    id: &'a str,
    text: &'a str,
    entries: usize,
    alone: usize,
}

/// An entry and where it is written.
#[derive(Serialize)]
struct EntryRecord<'a> {
    kind: &'a str,
    id: &'a str,
    file: &'a str,
    line: u32,
}

impl<'a> EntryRecord<'a> {
    fn of(c: &'a Citation) -> EntryRecord<'a> {
        EntryRecord { kind: c.kind, id: &c.id, file: &c.file, line: c.line }
    }
}

impl Sources {
    /// Tell them.
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        self.account.checked()?;
        let scenario = self.scenario.load(everywhere)?;
        let listed = |of: fn(&Citation) -> bool| scenario.cited.iter().filter(|c| of(c)).map(EntryRecord::of).collect();
        fn source(c: Cited<'_>) -> SourceRecord<'_> {
            SourceRecord { id: c.id, text: c.text, entries: c.entries, alone: c.alone }
        }
        let report = Report {
            schema: SCHEMA,
            version: env!("CARGO_PKG_VERSION"),
            scenario: &scenario.id,
            scenario_hash: provenance(&scenario).0,
            entries: scenario.cited.len(),
            sources: cited(&scenario).into_iter().map(source).collect(),
            without: listed(|c| c.sources.is_empty()),
            estimates: listed(Citation::is_estimate),
        };
        self.account.write(&report, |_| text(&scenario))
    }
}

fn text(scenario: &Scenario) -> String {
    let mut text = format!("{}: {} entries rest on {} sources\n", scenario.id, scenario.cited.len(), scenario.sources.len());
    let mut table = Table::new(&["source", "entries", "alone", ""], 1);
    for c in cited(scenario) {
        table.row([c.id.to_owned(), c.entries.to_string(), c.alone.to_string(), String::new()]);
    }
    text += &table.text();
    for (id, what) in &scenario.sources {
        text += &format!("  {id}: {what}\n");
    }
    text += &listed("name no source", scenario, |c| c.sources.is_empty());
    text += &listed("rest on estimates alone", scenario, Citation::is_estimate);
    text
}

/// Entries of a sort, by kind.
fn listed(what: &str, scenario: &Scenario, of: impl Fn(&Citation) -> bool) -> String {
    let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for c in scenario.cited.iter().filter(|c| of(c)) {
        kinds.entry(c.kind).or_default().push(&c.id);
    }
    let all: usize = kinds.values().map(Vec::len).sum();
    let mut text = format!("{all} {what}\n");
    for (kind, ids) in kinds {
        text += &format!("  {kind}: {}\n", ids.join(", "));
    }
    text
}
