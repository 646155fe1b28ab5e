//! The plan of a scenario: what each formation was ordered to do from when, by which hexes, and what it stands ready to do if
//! something happens. Orders, never outcomes.

use super::FormationId;
use crate::hex::HexId;
use crate::rules::Clock;
use serde::{Deserialize, Serialize};

/// The plan of one formation, for the `historical` player.
#[derive(Clone, Debug)]
pub struct PlanRole {
    /// whose
    pub formation: FormationId,
    /// steps in order of time
    pub steps: Vec<PlanStep>,
}

/// One step of a plan.
#[derive(Clone, Debug)]
pub struct PlanStep {
    /// from when
    pub at: Clock,
    /// what it waits for beside its hour; `None`: nothing
    pub on: Option<Standing>,
    /// what
    pub task: PlanTask,
    /// hexes to go by, in order; the last is the goal
    pub via: Vec<HexId>,
}

/// What a standing order waits for: the first of those given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// so many enemies known within so many metres of any of the formation's units
    pub seen: Option<(u32, u32)>,
    /// this share of its men at the start no longer fit, per cent
    pub losses_percent: Option<u32>,
}

/// Kinds of planned task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanTask {
    /// go there, avoiding a fight
    Move,
    /// go there and take it
    Attack,
    /// stay in and around it, and take it back
    Defend,
    /// stay where you are
    Hold,
    /// fire missions on what the observers see near the hexes
    Support,
}
