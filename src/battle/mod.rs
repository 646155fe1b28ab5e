//! The ECS world of one battle behind one door, [`Battle`]: components, resources, systems, schedules, ledger,
//! snapshots, replays.
//!
//! What belongs here: the truth and all that changes it. What never does: files, terminals, windows, players.

use crate::data::{Grade, Scenario};
use crate::rules::{BySide, Clock, Question, Side};
use crate::view::{Event, Observation, Order, Refusal, Report, Seq};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Seed of a battle and number of the run under it: the key of its dice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seed {
    /// seed
    pub seed: u64,
    /// run, 0 outside batches
    pub run: u32,
}

/// blake3 over the sorted snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateHash(pub [u8; 32]);

/// Whether the ledger of dice is kept (for `explain`), or only the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// events only
    Log,
    /// events and every resolution
    Ledger,
}

/// Who gave an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// a person
    Human,
    /// an AI player
    Staff,
}

/// Where a cast's words come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiceKey {
    /// purpose: the rule's number
    pub purpose: u8,
    /// turn
    pub turn: u16,
    /// unit (or flight) that acts
    pub actor: u16,
    /// number of this resolution of that actor this turn under that purpose
    pub nth: u16,
}

/// One resolution.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// event that follows from it
    pub seq: Seq,
    /// when
    pub at: Clock,
    /// as it was
    pub asked: Question,
    /// as the acting side believed it to be
    pub believed: Option<Question>,
    /// dice
    pub key: DiceKey,
    /// result
    pub got: crate::rules::Outcome,
}

/// Men of a side by fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "plain words; `start` = `fit + killed + wounded + missing + sick` of arrived and not yet arrived")]
pub struct MenCount {
    pub start: u32,
    pub arrived: u32,
    pub fit: u32,
    pub killed: u32,
    pub wounded: u32,
    pub missing: u32,
    pub sick: u32,
}

/// Vehicles of a side by fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "plain words; `start` is the sum of the fates")]
pub struct VehicleCount {
    pub start: u32,
    pub arrived: u32,
    pub running: u32,
    pub stranded: u32,
    pub repairable: u32,
    pub recoverable: u32,
    pub burnt: u32,
}

/// What a side has done and suffered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideCount {
    /// men
    pub men: MenCount,
    /// vehicles
    pub vehicles: VehicleCount,
    /// rounds of guns fired (not small arms)
    pub rounds_fired: u32,
    /// sorties flown
    pub sorties: u32,
}

/// Orders carried out, by kind, of both sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "plain words")]
pub struct Actions {
    pub moves: u32,
    pub fires: u32,
    pub assaults: u32,
    pub missions: u32,
    pub sorties: u32,
}

/// Score and grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// points of the scored side
    pub score: i32,
    /// grade
    pub grade: Grade,
    /// parts: name of the row (`objective:ID`, `hourly`, `near`, `own_men`, `enemy_men`, `vehicles`, `border`, `releases`, `script`) and points
    pub parts: Vec<(String, i32)>,
}

/// One battle.
pub struct Battle {
    scenario: Arc<Scenario>,
}

impl Battle {
    /// Set up a battle.
    pub fn new(scenario: Arc<Scenario>, seed: Seed, keep: Keep) -> Battle {
        let _ = (seed, keep);
        Battle { scenario }
    }
    /// The scenario.
    pub fn scenario(&self) -> &Arc<Scenario> {
        &self.scenario
    }
    /// What a side knows.
    pub fn view(&self, side: Side) -> &Observation {
        let _ = side;
        unimplemented!()
    }
    /// Whose impulse it is; `None` when the battle is over.
    pub fn to_move(&self) -> Option<Side> {
        unimplemented!()
    }
    /// Turn, from 0.
    pub fn turn(&self) -> u16 {
        unimplemented!()
    }
    /// Carry out an order; the events it caused.
    ///
    /// # Errors
    /// Why it was refused; nothing has changed then.
    pub fn apply(&mut self, side: Side, author: Author, order: &Order) -> Result<&[Event], Refusal> {
        let _ = (side, author, order);
        unimplemented!()
    }
    /// End the impulse of the side to move; runs on to the next impulse or the end of the battle. The events it caused.
    ///
    /// # Errors
    /// [`Refusal::NotYourImpulse`].
    pub fn end_impulse(&mut self, side: Side) -> Result<&[Event], Refusal> {
        let _ = side;
        unimplemented!()
    }
    /// The whole log.
    pub fn events(&self) -> &[Event] {
        unimplemented!()
    }
    /// What a side was told, from a number on.
    pub fn reports(&self, side: Side, from: Seq) -> &[Report] {
        let _ = (side, from);
        unimplemented!()
    }
    /// Every resolution (empty unless kept).
    pub fn ledger(&self) -> &[LedgerEntry] {
        unimplemented!()
    }
    /// blake3 over the sorted snapshot.
    pub fn hash(&self) -> StateHash {
        unimplemented!()
    }
    /// Men, vehicles, rounds, sorties by side.
    pub fn counts(&self) -> BySide<SideCount> {
        unimplemented!()
    }
    /// Orders carried out.
    pub fn actions(&self) -> Actions {
        unimplemented!()
    }
    /// Score and grade as if it ended now.
    pub fn standing(&self) -> Standing {
        unimplemented!()
    }
    /// Who holds each objective (`None`: contested).
    pub fn holders(&self) -> Vec<Option<Side>> {
        unimplemented!()
    }
}
