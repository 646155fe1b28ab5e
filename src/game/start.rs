//! What is chosen on the start screen.

use crate::data::{Scenario, Sources};
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
    pub fault: Option<String>,
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
            fault: None,
            seats: Seats::default(),
            seed_text: seed.to_string(),
            cut_off: None,
            drawn: seed,
        }
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
