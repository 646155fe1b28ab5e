//! The parts of a scenario that say what happens by itself, what was planned, and what is on record: rules of engagement,
//! scripted events, the historical plan, rows of the record.

use super::At;
use crate::data::PlanTask;
use crate::rules::{Rain, Side, Sky};
use serde::Deserialize;

/// A rule of engagement.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawEngagement {
    /// string id
    pub id: At<String>,
    /// whom it binds
    pub binds: Side,
    /// what it forbids
    pub rule: RawEngagementRule,
    /// from when
    pub from: At<String>,
    /// until when
    pub to: At<String>,
    /// sources
    #[serde(default)]
    pub sources: Vec<At<String>>,
}

/// What a rule of engagement forbids.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RawEngagementRule {
    /// going over the border farther than so many hexes; a price for each unit beyond it at the end
    Border {
        /// hexes beyond it that may be entered
        allowed_hexes: At<i64>,
        /// points for each unit beyond it at the end
        price_points: At<i64>,
    },
    /// firing deeper over it than so many hexes
    FireOver {
        /// hexes
        allowed_hexes: At<i64>,
    },
    /// flying
    Aviation,
}

/// A scripted event.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawScript {
    /// string id
    pub id: At<String>,
    /// told to both sides
    pub text: String,
    /// when
    pub when: RawCondition,
    /// what
    pub effects: Vec<RawEffect>,
    /// sources
    #[serde(default)]
    pub sources: Vec<At<String>>,
}

/// A condition.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RawCondition {
    /// the clock has reached this
    After(At<String>),
    /// the side alone holds the hex
    Holds {
        /// side
        side: Side,
        /// hex
        hex: At<String>,
    },
    /// the side has a unit within so many steps of the hex
    Near {
        /// side
        side: Side,
        /// hex
        hex: At<String>,
        /// steps
        steps: At<i64>,
    },
    /// the side has lost so many men
    Lost {
        /// side
        side: Side,
        /// men
        men: At<i64>,
    },
    /// all of these
    All(Vec<RawCondition>),
    /// one of these
    Any(Vec<RawCondition>),
    /// not this
    Not(Box<RawCondition>),
}

/// An effect.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RawEffect {
    /// a formation's reserve may act
    Release(At<String>),
    /// points for the scored side
    Points(At<i64>),
    /// the weather changes, and stays so
    Weather {
        /// sky
        sky: Sky,
        /// rain
        #[serde(default)]
        rain: Rain,
    },
}

/// The plan of a formation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPlan {
    /// whose
    pub formation: At<String>,
    /// steps in order of time
    pub steps: Vec<RawPlanStep>,
}

/// A step of a plan.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPlanStep {
    /// from when
    pub at: At<String>,
    /// task
    pub task: PlanTask,
    /// hexes to go by; the last is the goal
    #[serde(default)]
    pub via: Vec<At<String>>,
}

/// A row of the record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawHistory {
    /// string id
    pub id: At<String>,
    /// shown text
    pub text: String,
    /// what is measured
    pub observable: RawObservable,
    /// what is recorded
    pub record: RawRecord,
    /// sources
    #[serde(default)]
    pub sources: Vec<At<String>>,
}

/// What a history row measures.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RawObservable {
    /// killed and wounded
    Losses {
        /// side
        side: Side,
        /// moment; default the end
        #[serde(default)]
        at: Option<At<String>>,
    },
    /// vehicles stranded or out of action
    VehiclesOut {
        /// side
        side: Side,
        /// formation; default the whole side
        #[serde(default)]
        formation: Option<At<String>>,
        /// moment; default the end
        #[serde(default)]
        at: Option<At<String>>,
    },
    /// share per cent of a formation's vehicles stranded
    Stranded {
        /// formation
        formation: At<String>,
        /// moment
        at: At<String>,
    },
    /// vehicles that got within so many steps of a hex at any time
    Reached {
        /// formation
        formation: At<String>,
        /// hex
        hex: At<String>,
        /// steps
        steps: At<i64>,
    },
    /// first moment a company of men stood within so many steps of a hex
    FirstNear {
        /// side
        side: Side,
        /// hex
        hex: At<String>,
        /// steps
        steps: At<i64>,
    },
    /// who holds a hex
    Holder {
        /// hex
        hex: At<String>,
        /// moment; default the end
        #[serde(default)]
        at: Option<At<String>>,
    },
    /// rounds of guns fired
    RoundsFired {
        /// side
        side: Side,
    },
    /// sorties
    Sorties {
        /// side
        side: Side,
    },
}

/// What the record says.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RawRecord {
    /// a number in a range
    Between {
        /// least
        least: At<f64>,
        /// most
        most: At<f64>,
    },
    /// a moment in a range
    Time {
        /// earliest
        from: At<String>,
        /// latest
        to: At<String>,
    },
    /// a holder
    HeldBy(RawHolder),
}

/// Who holds a hex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "plain words")]
pub enum RawHolder {
    Soviet,
    Japanese,
    Contested,
}
