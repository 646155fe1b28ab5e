//! How formations are commanded, and what they are to do at the start, as checked.

use super::FormationId;
use crate::hex::HexId;
use crate::rules::{Clock, Hitch, StaffWork};
use serde::{Deserialize, Serialize};

/// How a formation is commanded; its parts as it is, unless they say otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Command {
    /// how well its staff works
    pub staff: StaffWork,
    /// its subordinates act by themselves
    pub initiative: bool,
}

/// Kinds of task that a battalion holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// go there and take it
    Attack,
    /// hold it, and take it back
    Defend,
    /// go there
    Move,
    /// stay where it is, ready for a task
    Reserve,
}

impl TaskKind {
    /// All kinds.
    pub const ALL: [TaskKind; 4] = [TaskKind::Attack, TaskKind::Defend, TaskKind::Move, TaskKind::Reserve];
}

/// A task that a formation has from the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartTask {
    /// what
    pub kind: TaskKind,
    /// hexes to go by, the last is the goal; none for a reserve
    pub via: Vec<HexId>,
}

/// Something that may go wrong with the orders of a formation's battalions. Whether it does is drawn at its hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mishap {
    /// whose
    pub formation: FormationId,
    /// when it shows
    pub at: Clock,
    /// chance, and minutes that it costs
    pub hitch: Hitch,
    /// the hex they are sent to by mistake; `None`: they are late
    pub astray: Option<HexId>,
    /// sources
    pub sources: Vec<String>,
}
