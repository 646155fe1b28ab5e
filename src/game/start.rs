//! What is chosen on the start screen.

use super::reload::{Origin, Read, errors_first};
use crate::data::{Diagnostic, Scenario, Sources};
use crate::lab::SaveEntry;
use crate::lab::Seats;
use std::sync::Arc;

/// The start screen's choices.
pub(super) struct StartForm {
    /// scenarios there are
    pub names: Vec<&'static str>,
    /// which of them
    pub chosen: usize,
    /// it, loaded
    pub scenario: Option<Arc<Scenario>>,
    /// why it is not
    pub faults: Vec<Diagnostic>,
    /// what it was loaded from
    pub origin: Option<Origin>,
    /// who sits where
    pub seats: Seats,
    /// the seed as typed
    pub seed_text: String,
    /// the autosave of a battle that was cut off
    pub cut_off: Option<SaveEntry>,
    drawn: u64,
}

impl StartForm {
    /// With this seed proposed.
    pub fn new(seed: u64) -> StartForm {
        StartForm {
            names: Sources::scenario_names(),
            chosen: 0,
            scenario: None,
            faults: Vec::new(),
            origin: None,
            seats: Seats::default(),
            seed_text: seed.to_string(),
            cut_off: None,
            drawn: seed,
        }
    }
    /// The chosen one was read.
    pub fn put(&mut self, read: Read) {
        self.faults = if read.scenario.is_none() { errors_first(read.found) } else { Vec::new() };
        self.scenario = read.scenario;
    }
    /// The seed typed, or the one proposed where that is no number.
    pub fn seed(&self) -> u64 {
        self.seed_text.trim().parse().unwrap_or(self.drawn)
    }
    /// Whether what is typed is a seed.
    pub fn seed_is_good(&self) -> bool {
        self.seed_text.trim().parse::<u64>().is_ok()
    }
}
