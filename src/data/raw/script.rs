//! The parts of a scenario that say what happens by itself, what was planned, and what is on record: rules of engagement,
//! scripted events, the historical plan, rows of the record.

use super::At;
use crate::data::{Cause, PlanTask, RowUse};
use crate::rules::{GroundState, Light, Rain, Side, Sky, Soil};
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
    /// points of tension that it costs to break it; left out: it cannot be broken
    #[serde(default)]
    pub tension: Option<At<i64>>,
    /// in force from the start; `false`: only once an event imposes it
    #[serde(default = "yes")]
    pub at_start: bool,
    /// sources
    #[serde(default)]
    pub sources: Vec<At<String>>,
}

fn yes() -> bool {
    true
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
    /// firing more shells in missions than so many a gun and clock day
    Ration {
        /// whose guns; the whole side's if left out
        #[serde(default)]
        formation: Option<At<String>>,
        /// rounds a gun and day
        rounds_per_gun: At<i64>,
    },
}

/// A scripted event.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawScript {
    /// string id
    pub id: At<String>,
    /// what is told; nothing if left out
    #[serde(default)]
    pub text: String,
    /// who is told; both sides if left out
    #[serde(default, rename = "for")]
    pub told: Option<Side>,
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
    /// the clock has not reached this
    Before(At<String>),
    /// so many men of a side or formation are lost
    Lost {
        /// side
        #[serde(default)]
        side: Option<Side>,
        /// formation
        #[serde(default)]
        formation: Option<At<String>>,
        /// men
        men: At<i64>,
    },
    /// so many vehicles of a side or formation are stuck or out of action
    VehiclesOut {
        /// side
        #[serde(default)]
        side: Option<Side>,
        /// formation
        #[serde(default)]
        formation: Option<At<String>>,
        /// vehicles
        vehicles: At<i64>,
    },
    /// guns of the side have fired so many rounds
    RoundsFired {
        /// side
        side: Side,
        /// rounds
        rounds: At<i64>,
    },
    /// another event has happened, so many minutes ago or more
    Happened {
        /// event
        event: At<String>,
        /// minutes; default 0
        #[serde(default)]
        minutes_since: At<i64>,
    },
    /// the reserve is released
    Released(At<String>),
    /// the scored side has so many points or more
    Score(At<i64>),
    /// both sides together have caused so many points of tension or more
    Tension(At<i64>),
    /// the rule of engagement was broken
    Broken(At<String>),
    /// the light is `day dusk moon dark`
    Light(Light),
    /// the air is `clear haze fog`
    Sky(Sky),
    /// the ground is `dry wet soaked`
    Ground {
        /// of which soil
        soil: Soil,
        /// how wet
        state: GroundState,
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
    /// a side causes so many points of tension, or (negative) takes some back
    Tension {
        /// side
        side: Side,
        /// points
        points: At<i64>,
    },
    /// a rule of engagement binds no longer
    Lift(At<String>),
    /// a rule of engagement binds from now on
    Impose(At<String>),
    /// who has not arrived yet comes later, or (negative) earlier
    Arrivals {
        /// formation with its parts
        #[serde(default)]
        formation: Option<At<String>>,
        /// or one unit
        #[serde(default)]
        unit: Option<At<String>>,
        /// minutes
        minutes: At<i64>,
    },
    /// a depot gets stores
    Stores {
        /// depot
        depot: At<String>,
        /// tonnes of ammunition
        #[serde(default)]
        ammunition_t: At<f64>,
        /// tonnes of fuel
        #[serde(default)]
        fuel_t: At<f64>,
    },
    /// the battle ends
    CeaseFire,
}

/// What an experiment takes away or gives.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawWhatIf {
    /// for the Soviet side
    #[serde(default)]
    pub soviet: RawWhatIfSide,
    /// for the Japanese side
    #[serde(default)]
    pub japanese: RawWhatIfSide,
}

/// The same for a side. What is left out is as the battle is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawWhatIfSide {
    /// its guns fire the plan
    #[serde(default = "yes")]
    pub fire_plan: bool,
    /// its planned strikes fly
    #[serde(default = "yes")]
    pub strikes: bool,
    /// its guns hear calls by wire; `false`: every call goes by runner
    #[serde(default = "yes")]
    pub wire: bool,
    /// rules of engagement bind it
    #[serde(default = "yes")]
    pub engagement: bool,
    /// the enemy knows from each turn's start where its guns stand that hold their fire
    #[serde(default)]
    pub guns_known: bool,
}

impl Default for RawWhatIfSide {
    fn default() -> RawWhatIfSide {
        RawWhatIfSide { fire_plan: true, strikes: true, wire: true, engagement: true, guns_known: false }
    }
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
    /// what is recorded; left out for what is measured only
    #[serde(default)]
    pub record: Option<RawRecord>,
    /// what the row is good for; `check` if left out
    #[serde(default, rename = "use")]
    pub used: RowUse,
    /// sources
    #[serde(default)]
    pub sources: Vec<At<String>>,
}

/// What a history row measures.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RawObservable {
    /// killed and wounded of a side or formation
    Losses {
        /// side
        #[serde(default)]
        side: Option<Side>,
        /// formation; default the whole side
        #[serde(default)]
        formation: Option<At<String>>,
        /// to what; default all causes
        #[serde(default)]
        cause: Option<Cause>,
        /// moment; default the end
        #[serde(default)]
        at: Option<At<String>>,
    },
    /// vehicles stranded or out of action
    VehiclesOut {
        /// side
        #[serde(default)]
        side: Option<Side>,
        /// formation; default the whole side
        #[serde(default)]
        formation: Option<At<String>>,
        /// moment; default the end
        #[serde(default)]
        at: Option<At<String>>,
    },
    /// vehicles knocked out
    VehiclesLost {
        /// side
        #[serde(default)]
        side: Option<Side>,
        /// formation; default the whole side
        #[serde(default)]
        formation: Option<At<String>>,
        /// to what; default all causes
        #[serde(default)]
        cause: Option<Cause>,
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
        #[serde(default)]
        side: Option<Side>,
        /// formation; default the whole side
        #[serde(default)]
        formation: Option<At<String>>,
        /// moment; default the end
        #[serde(default)]
        at: Option<At<String>>,
    },
    /// sorties
    Sorties {
        /// side
        side: Side,
    },
    /// share per cent of the men on the map suppressed, as the last turn's start up to the moment shows it
    Suppressed {
        /// side
        #[serde(default)]
        side: Option<Side>,
        /// formation; default the whole side
        #[serde(default)]
        formation: Option<At<String>>,
        /// moment
        at: At<String>,
    },
    /// first round of a gun from a moment on
    FirstRound {
        /// side
        #[serde(default)]
        side: Option<Side>,
        /// formation; default the whole side
        #[serde(default)]
        formation: Option<At<String>>,
        /// moment
        after: At<String>,
    },
    /// mean minutes from a call for fire to its first rounds
    CallDelay {
        /// side
        #[serde(default)]
        side: Option<Side>,
        /// formation; default the whole side
        #[serde(default)]
        formation: Option<At<String>>,
    },
    /// hours that batteries had nothing left to fire, summed over them
    SilentHours {
        /// side
        #[serde(default)]
        side: Option<Side>,
        /// formation; default the whole side
        #[serde(default)]
        formation: Option<At<String>>,
        /// moment; default the end
        #[serde(default)]
        at: Option<At<String>>,
    },
    /// tonnes that came into a depot
    Delivered {
        /// depot
        depot: At<String>,
        /// moment; default the end
        #[serde(default)]
        at: Option<At<String>>,
    },
    /// times that a unit came from outside into any of these hexes
    Traffic {
        /// side
        #[serde(default)]
        side: Option<Side>,
        /// formation; default the whole side
        #[serde(default)]
        formation: Option<At<String>>,
        /// hexes
        hexes: Vec<At<String>>,
        /// from when; default the start
        #[serde(default)]
        from: Option<At<String>>,
        /// until when; default the end
        #[serde(default)]
        to: Option<At<String>>,
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
