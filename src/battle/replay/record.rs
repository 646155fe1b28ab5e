//! Writing down a battle as it goes.

use super::{FORMAT, File, Header, Line, OrderText, RULES, Replay, hex_digits};
use crate::battle::{Author, Battle, Seed};
use crate::data::Scenario;
use crate::rules::{BySide, Side};
use crate::view::{Event, Order};
use std::sync::Arc;

/// Writes down a battle as it goes: told of each order that was accepted and of each end of an impulse.
pub struct Recorder {
    scenario: Arc<Scenario>,
    replay: Replay,
}

impl Recorder {
    /// For a battle that begins.
    pub fn new(scenario: &Arc<Scenario>, seed: Seed, players: BySide<String>) -> Recorder {
        let header = Header {
            khasan_replay: FORMAT,
            version: env!("CARGO_PKG_VERSION").into(),
            rules: RULES,
            rules_hash: hex_digits(&scenario.rules_hash),
            scenario: scenario.id.clone(),
            scenario_hash: hex_digits(&scenario.hash),
            seed: seed.seed.to_string(),
            run: seed.run,
            players,
            sets: scenario.sets.clone(),
            files: scenario.files.iter().map(|(name, text)| File { name: name.clone(), text: text.clone() }).collect(),
        };
        Recorder { scenario: scenario.clone(), replay: Replay { header, lines: Vec::new() } }
    }

    /// For a battle that goes on: after what was written down of it so far.
    pub fn resume(scenario: &Arc<Scenario>, replay: Replay) -> Recorder {
        Recorder { scenario: scenario.clone(), replay }
    }

    /// An order was accepted in this turn and caused these events.
    pub fn order(&mut self, turn: u16, side: Side, author: Author, order: &Order, events: &[Event]) {
        let give = OrderText::new(&self.scenario, order);
        self.replay.lines.push(Line::Order { turn, side, author, give, log: digest(events) });
    }

    /// The side's impulse of this turn was ended; the battle has run on to the next one.
    pub fn impulse_ended(&mut self, turn: u16, side: Side, battle: &Battle) {
        self.replay.lines.push(Line::End { turn, side, hashes: sections(battle) });
    }

    /// The last order is taken back. Ends of impulses are never taken back.
    pub fn undo(&mut self) {
        if matches!(self.replay.lines.last(), Some(Line::Order { .. })) {
            self.replay.lines.pop();
        }
    }

    /// What was written down so far.
    pub fn replay(&self) -> &Replay {
        &self.replay
    }
}

/// Hash of each section of the state, as a replay holds them.
pub(super) fn sections(battle: &Battle) -> Vec<(String, String)> {
    battle.section_hashes().into_iter().map(|(name, hash)| (name.to_string(), hex_digits(&hash.0))).collect()
}

/// Digest of the events of one order: enough of a hash to tell that something else happened.
pub(super) fn digest(events: &[Event]) -> String {
    // Events are plain data; a failure to encode them would only make the digest of nothing.
    let bytes = postcard::to_stdvec(events).unwrap_or_default();
    hex_digits(&blake3::hash(&bytes).as_bytes()[..8])
}
