//! What each entry of a scenario rests on: for `khasan sources`.

use super::Scenario;
use std::collections::BTreeMap;

/// Ids that stand for an estimate of the author rather than for a work.
pub const ESTIMATES: [&str; 2] = ["EST", "estimate"];

/// An entry and the sources it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// what it is: `unit`, `event`, `vehicle`, ...
    pub kind: &'static str,
    /// its id; of an obstacle its hex
    pub id: String,
    /// the file it is written in
    pub file: String,
    /// the line, from 1
    pub line: u32,
    /// ids of the bibliography
    pub sources: Vec<String>,
}

impl Citation {
    /// Whether it rests on estimates alone.
    pub fn is_estimate(&self) -> bool {
        !self.sources.is_empty() && self.sources.iter().all(|s| ESTIMATES.contains(&s.as_str()))
    }
}

/// A work of the bibliography and how much rests on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited<'a> {
    /// its id
    pub id: &'a str,
    /// what it is
    pub text: &'a str,
    /// entries that name it
    pub entries: usize,
    /// of them, those that name nothing else
    pub alone: usize,
}

/// The bibliography in its order, with how many entries name each work.
pub fn cited(scenario: &Scenario) -> Vec<Cited<'_>> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for citation in &scenario.cited {
        let mut own: Vec<&str> = citation.sources.iter().map(String::as_str).collect();
        own.sort_unstable();
        own.dedup();
        for id in &own {
            let count = counts.entry(id).or_default();
            count.0 += 1;
            count.1 += usize::from(own.len() == 1);
        }
    }
    let of = |id: &str| counts.get(id).copied().unwrap_or_default();
    scenario.sources.iter().map(|(id, text)| Cited { id, text, entries: of(id).0, alone: of(id).1 }).collect()
}
