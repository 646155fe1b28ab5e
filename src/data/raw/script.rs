//! The parts of a scenario that say what happens by itself, what was planned, and what is on record: rules of engagement,
//! scripted events, the historical plan, rows of the record.

use super::{At, HexText, IdText, TimeText};
use crate::data::{Cause, PlanTask, RowUse};
use crate::rules::{GroundState, Light, Rain, Side, Sky, Soil};
use serde::Deserialize;

/// A rule of engagement.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawEngagement {
    /// name of the rule
    pub id: At<IdText>,
    /// whom it binds
    pub binds: Side,
    /// what it forbids
    pub rule: RawEngagementRule,
    /// from when
    pub from: At<TimeText>,
    /// until when
    pub to: At<TimeText>,
    /// points of tension that it costs its side to break it; default it cannot be broken
    #[serde(default)]
    pub tension: Option<At<i64>>,
    /// in force from the start; `false`: only once an event imposes it
    #[serde(default = "yes")]
    pub at_start: bool,
    /// ids of the bibliography that this rests on; an entry without is a warning
    #[serde(default)]
    pub sources: Vec<At<IdText>>,
}

fn yes() -> bool {
    true
}

/// What a rule of engagement forbids.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RawEngagementRule {
    /// going over the border farther than so many hexes, with a price for each unit beyond it at the end
    Border {
        /// hexes beyond it that are allowed
        allowed_hexes: At<i64>,
        /// points for each unit beyond it at the end
        price_points: At<i64>,
    },
    /// firing deeper over the border than so many hexes
    FireOver {
        /// hexes beyond it that are allowed
        allowed_hexes: At<i64>,
    },
    /// flying at all
    Aviation,
    /// firing more shells than so many a gun and clock day, by guns that fire missions; whom they see near them (`unrationed_m` of `fire.ron`) they may always fire at
    Ration {
        /// whose guns, its parts' included; default the whole side's
        #[serde(default)]
        formation: Option<At<IdText>>,
        /// rounds a gun and day
        rounds_per_gun: At<i64>,
    },
}

/// A scripted event.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawScript {
    /// name of the event
    pub id: At<IdText>,
    /// what is told; default nothing: the log alone has it
    #[serde(default)]
    pub text: String,
    /// who is told; default both sides
    #[serde(default, rename = "for")]
    pub told: Option<Side>,
    /// the event comes once, at the start of the first turn at which this holds
    pub when: RawCondition,
    /// what it does; `[]`: it is only told
    pub effects: Vec<RawEffect>,
    /// ids of the bibliography that this rests on; an entry without is a warning
    #[serde(default)]
    pub sources: Vec<At<IdText>>,
}

/// A condition.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RawCondition {
    /// the turn's start has reached the moment
    After(At<TimeText>),
    /// the side alone holds the hex
    Holds {
        /// the side
        side: Side,
        /// the hex
        hex: At<HexText>,
    },
    /// the side has a unit within so many steps of the hex
    Near {
        /// the side
        side: Side,
        /// the hex
        hex: At<HexText>,
        /// so many steps at most
        steps: At<i64>,
    },
    /// the turn's start has not reached the moment
    Before(At<TimeText>),
    /// so many men of a side or formation are lost
    Lost {
        /// the side; or `formation`
        #[serde(default)]
        side: Option<Side>,
        /// the formation, its parts included; default the whole side
        #[serde(default)]
        formation: Option<At<IdText>>,
        /// men
        men: At<i64>,
    },
    /// so many vehicles of a side or formation are stuck or out of action
    VehiclesOut {
        /// the side; or `formation`
        #[serde(default)]
        side: Option<Side>,
        /// the formation, its parts included; default the whole side
        #[serde(default)]
        formation: Option<At<IdText>>,
        /// vehicles
        vehicles: At<i64>,
    },
    /// guns of the side have fired so many rounds
    RoundsFired {
        /// the side
        side: Side,
        /// rounds
        rounds: At<i64>,
    },
    /// another event has happened, so many minutes ago or more
    Happened {
        /// the other event
        event: At<IdText>,
        /// minutes that must have passed since
        #[serde(default)]
        minutes_since: At<i64>,
    },
    /// the formation's reserve is released, by whomever
    Released(At<IdText>),
    /// the scored side has so many points or more
    Score(At<i64>),
    /// both sides together have caused so many points of tension or more
    Tension(At<i64>),
    /// the rule of engagement was broken by the side that it binds
    Broken(At<IdText>),
    /// the light is this
    Light(Light),
    /// the sky is this
    Sky(Sky),
    /// ground of this soil is so wet
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
    Release(At<IdText>),
    /// points for the scored side
    Points(At<i64>),
    /// the weather changes, and stays so to the end
    Weather {
        /// the sky
        sky: Sky,
        /// what falls from it
        #[serde(default)]
        rain: Rain,
    },
    /// the side causes so many points of tension, or (negative) some are taken back, as by a talk
    Tension {
        /// the side
        side: Side,
        /// points
        points: At<i64>,
    },
    /// a rule of engagement binds no longer
    Lift(At<IdText>),
    /// a rule of engagement binds from now until its last hour
    Impose(At<IdText>),
    /// who has not come yet comes later, or (negative) earlier
    Arrivals {
        /// the formation with its parts; or `unit`
        #[serde(default)]
        formation: Option<At<IdText>>,
        /// one unit
        #[serde(default)]
        unit: Option<At<IdText>>,
        /// minutes; negative: earlier, at the next turn's start at the soonest
        minutes: At<i64>,
    },
    /// a depot gets stores
    Stores {
        /// the depot
        depot: At<IdText>,
        /// ammunition
        #[serde(default)]
        ammunition_t: At<f64>,
        /// fuel
        #[serde(default)]
        fuel_t: At<f64>,
        /// food
        #[serde(default)]
        rations_t: At<f64>,
    },
    /// the battle ends where it stands
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
    /// whose plan it is, its parts' included unless they have their own
    pub formation: At<IdText>,
    /// steps in order of time
    pub steps: Vec<RawPlanStep>,
}

/// A step of a plan.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPlanStep {
    /// from when; of a step with `on`, not before; default of a step with `on`: the hour of the step before it, or the start
    #[serde(default)]
    pub at: Option<At<TimeText>>,
    /// what it waits for beside its hour: a standing order, begun with the turn at whose start that is so; default nothing
    #[serde(default)]
    pub on: Option<At<RawStanding>>,
    /// what to do
    pub task: PlanTask,
    /// hexes to go by, of which the last is the goal
    #[serde(default)]
    pub via: Vec<At<HexText>>,
}

/// What a standing order waits for: enemies seen, or losses; of both, what comes first.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawStanding {
    /// enemy men that the side knows of within `within_m` of any of the formation's units, in the middle of what is believed of
    /// each contact; contacts not seen for 45 minutes are left out; default none
    #[serde(default)]
    pub seen_men: Option<At<i64>>,
    /// how near they must be, metres
    #[serde(default)]
    pub within_m: Option<At<i64>>,
    /// share of the men of its units at the start that are no longer fit, per cent; default none
    #[serde(default)]
    pub losses_percent: Option<At<i64>>,
}

/// A row of the record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawHistory {
    /// name of the row
    pub id: At<IdText>,
    /// shown text
    pub text: String,
    /// what is measured
    pub observable: RawObservable,
    /// what is recorded; default nothing: the row is measured only
    #[serde(default)]
    pub record: Option<RawRecord>,
    /// what the row is good for, settled before anything is fitted
    #[serde(default, rename = "use")]
    pub used: RowUse,
    /// ids of the bibliography that this rests on; an entry without is a warning
    #[serde(default)]
    pub sources: Vec<At<IdText>>,
}

/// What a history row measures.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RawObservable {
    /// killed and wounded
    Losses {
        /// the side; or `formation`
        #[serde(default)]
        side: Option<Side>,
        /// the formation, its parts included; default the whole side
        #[serde(default)]
        formation: Option<At<IdText>>,
        /// what they were lost to; default all causes
        #[serde(default)]
        cause: Option<Cause>,
        /// the moment; default the end
        #[serde(default)]
        at: Option<At<TimeText>>,
    },
    /// vehicles stuck or out of action
    VehiclesOut {
        /// the side; or `formation`
        #[serde(default)]
        side: Option<Side>,
        /// the formation, its parts included; default the whole side
        #[serde(default)]
        formation: Option<At<IdText>>,
        /// the moment; default the end
        #[serde(default)]
        at: Option<At<TimeText>>,
    },
    /// vehicles knocked out
    VehiclesLost {
        /// the side; or `formation`
        #[serde(default)]
        side: Option<Side>,
        /// the formation, its parts included; default the whole side
        #[serde(default)]
        formation: Option<At<IdText>>,
        /// what they were lost to; default all causes
        #[serde(default)]
        cause: Option<Cause>,
        /// the moment; default the end
        #[serde(default)]
        at: Option<At<TimeText>>,
    },
    /// share of a formation's vehicles that are stuck, per cent
    Stranded {
        /// the formation, its parts included; default the whole side
        formation: At<IdText>,
        /// the moment
        at: At<TimeText>,
    },
    /// vehicles that got within so many steps of a hex at any time
    Reached {
        /// the formation, its parts included; default the whole side
        formation: At<IdText>,
        /// the hex
        hex: At<HexText>,
        /// so many steps at most
        steps: At<i64>,
    },
    /// first moment a company of men stood within so many steps of a hex
    FirstNear {
        /// the side
        side: Side,
        /// the hex
        hex: At<HexText>,
        /// so many steps at most
        steps: At<i64>,
    },
    /// first moment at which a unit, or any of a formation, stood within so many steps of a hex
    FirstAt {
        /// which unit
        #[serde(default)]
        unit: Option<At<IdText>>,
        /// or which formation, its parts included
        #[serde(default)]
        formation: Option<At<IdText>>,
        /// which hex
        hex: At<HexText>,
        /// steps around it that count; default 0
        #[serde(default)]
        steps: At<i64>,
    },
    /// who holds a hex that is an objective
    Holder {
        /// the hex
        hex: At<HexText>,
        /// the moment; default the end
        #[serde(default)]
        at: Option<At<TimeText>>,
    },
    /// rounds of guns and mortars fired
    RoundsFired {
        /// the side; or `formation`
        #[serde(default)]
        side: Option<Side>,
        /// the formation, its parts included; default the whole side
        #[serde(default)]
        formation: Option<At<IdText>>,
        /// the moment; default the end
        #[serde(default)]
        at: Option<At<TimeText>>,
    },
    /// sorties
    Sorties {
        /// the side
        side: Side,
    },
    /// share of the men on the map who are kept down, per cent, as the last turn's start up to the moment shows it
    Suppressed {
        /// the side; or `formation`
        #[serde(default)]
        side: Option<Side>,
        /// the formation, its parts included; default the whole side
        #[serde(default)]
        formation: Option<At<IdText>>,
        /// the moment
        at: At<TimeText>,
    },
    /// first round of a gun from a moment on
    FirstRound {
        /// the side; or `formation`
        #[serde(default)]
        side: Option<Side>,
        /// the formation, its parts included; default the whole side
        #[serde(default)]
        formation: Option<At<IdText>>,
        /// the moment
        after: At<TimeText>,
    },
    /// mean minutes from a call for fire to its first rounds
    CallDelay {
        /// the side; or `formation`
        #[serde(default)]
        side: Option<Side>,
        /// the formation, its parts included; default the whole side
        #[serde(default)]
        formation: Option<At<IdText>>,
    },
    /// hours that batteries had less than a tenth of their load of shells, summed over them
    SilentHours {
        /// the side; or `formation`
        #[serde(default)]
        side: Option<Side>,
        /// the formation, its parts included; default the whole side
        #[serde(default)]
        formation: Option<At<IdText>>,
        /// the moment; default the end
        #[serde(default)]
        at: Option<At<TimeText>>,
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
        /// the side; or `formation`
        #[serde(default)]
        side: Option<Side>,
        /// the formation, its parts included; default the whole side
        #[serde(default)]
        formation: Option<At<IdText>>,
        /// the hexes
        hexes: Vec<At<HexText>>,
        /// from when; default the start
        #[serde(default)]
        from: Option<At<TimeText>>,
        /// until when; default the end
        #[serde(default)]
        to: Option<At<TimeText>>,
    },
}

/// What the record says.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RawRecord {
    /// a number in a range
    Between {
        /// at least
        least: At<f64>,
        /// at most
        most: At<f64>,
    },
    /// a moment in a range
    Time {
        /// at the earliest
        from: At<TimeText>,
        /// at the latest
        to: At<TimeText>,
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
