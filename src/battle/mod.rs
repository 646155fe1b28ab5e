//! The ECS world of one battle behind one door, [`Battle`]: components, resources, systems, schedules, ledger,
//! snapshots, replays, saves.
//!
//! What belongs here: the truth and all that changes it. What never does: files, terminals, windows, players.

mod arrivals;
mod command;
mod contacts;
mod control;
mod delivery;
mod dice;
mod door;
mod endurance;
mod fates;
mod field;
mod ground;
mod holes;
mod meals;
mod night_hunt;
mod orders;
mod politics;
mod repair;
pub mod replay;
mod rumours;
pub mod save;
mod script;
mod setup;
mod shells;
mod shelter;
mod snapshot;
mod spans;
mod standing;
mod state;
mod stranded;
mod supply;
mod turn;
mod units;
mod watch;
mod weather;

pub use dice::recast;
pub use door::{Battle, Given};
pub use script::{Reading, Value, Waiting};
pub use snapshot::{Before, Snapshot};

use crate::data::Grade;
use crate::rules::{Clock, Question};
use crate::view::Seq;
use serde::{Deserialize, Serialize};

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
    /// unit (or flight) that acts; for shells, bombs and fire at a hex where nobody is seen the unit that is hit
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
