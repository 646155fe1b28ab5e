//! Scripted events as checked: typed conditions, typed effects.

use super::{DepotId, FormationId, Scenario};
use crate::hex::HexId;
use crate::rules::{Clock, GroundState, Light, Side, Sky, Soil, Tonnage, UnitId, Weather};
use serde::{Deserialize, Serialize};

/// A scripted event as a dense index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ScriptId(pub u16);

/// A rule of engagement as a dense index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EngagementId(pub u16);

/// A scripted event: fires once, when its condition first holds at a turn's start.
#[derive(Clone, Debug)]
pub struct Script {
    /// string id
    pub id: String,
    /// text; empty: told to nobody
    pub text: String,
    /// who is told; `None`: both sides
    pub told: Option<Side>,
    /// when
    pub when: Condition,
    /// what
    pub effects: Vec<ScriptEffect>,
    /// sources
    pub sources: Vec<String>,
}

/// A side, or one formation of it with all its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whose {
    /// side
    pub side: Side,
    /// formation; `None`: the whole side
    pub formation: Option<FormationId>,
}

impl Whose {
    /// A whole side.
    pub const fn side(side: Side) -> Whose {
        Whose { side, formation: None }
    }
    /// Whether a unit is meant.
    pub fn has(&self, scenario: &Scenario, unit: UnitId) -> bool {
        let setup = &scenario.units[unit.index()];
        setup.side == self.side && self.formation.is_none_or(|f| scenario.is_part_of(setup.formation, f))
    }
}

/// Units that arrive later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coming {
    /// one unit
    Unit(UnitId),
    /// all of a formation
    Formation(FormationId),
}

/// A typed condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// the clock has reached this
    After(Clock),
    /// the clock has not reached this
    Before(Clock),
    /// the side holds the hex (alone)
    Holds(Side, HexId),
    /// the side has a unit in the hex or within so many steps of it
    Near(Side, HexId, u8),
    /// at least so many men are lost
    Lost(Whose, u32),
    /// at least so many vehicles are stuck or out of action
    VehiclesOut(Whose, u32),
    /// guns of the side have fired at least so many rounds
    RoundsFired(Side, u32),
    /// the event has happened, at least so many seconds ago
    Happened(ScriptId, u32),
    /// the reserve is released
    Released(FormationId),
    /// the scored side's points are at least so many
    Score(i32),
    /// both sides together have caused at least so many points of tension
    Tension(u32),
    /// the rule of engagement was broken
    Broken(EngagementId),
    /// the light is this
    Light(Light),
    /// the sky is this
    Sky(Sky),
    /// such soil is so wet
    Ground(Soil, GroundState),
    /// all of these
    All(Vec<Condition>),
    /// one of these
    Any(Vec<Condition>),
    /// not this
    Not(Box<Condition>),
}

/// A typed effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptEffect {
    /// a reserve may act
    Release(FormationId),
    /// points for the scored side
    Points(i32),
    /// the weather changes, and stays so
    Weather(Weather),
    /// a side causes so many points of tension, or takes some back
    Tension(Side, i32),
    /// a rule of engagement binds no longer
    Lift(EngagementId),
    /// a rule of engagement binds from now on, until its last hour
    Impose(EngagementId),
    /// who has not arrived yet comes so many seconds later (or earlier)
    Arrivals(Coming, i32),
    /// a depot gets so much
    Stores(DepotId, Tonnage),
    /// the battle ends
    CeaseFire,
}
