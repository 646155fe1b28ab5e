//! What a player can order.

use super::{ContactId, FireOrder};
use crate::data::{EngagementId, FlightId, FormationId, TaskKind};
use crate::hex::HexId;
use crate::rules::{Clock, Pace, SideWork, UnitId};
use serde::{Deserialize, Serialize};

/// What is fired at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// a contact, where it is believed to be
    Contact(ContactId),
    /// whatever may be in a hex
    Hex(HexId),
}

/// What a fire mission is shot with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shells {
    /// high explosive, on whoever is there
    #[default]
    HighExplosive,
    /// smoke, which hides the hex while it is kept up
    Smoke,
}

/// Work a unit can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkKind {
    /// dig in, to the next better posture
    Dig,
    /// get own stranded vehicles in this hex out
    Recover,
    /// leave lookouts in the trench and shelter behind the crest, and from now on under fire without being told
    Shelter,
    /// man the trench again, and stay in it from now on whatever falls
    Man,
}

/// An order. Each is checked by [`super::check`] and carried out by the battle at once, as far as the unit's seconds go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// Go along a path (each hex next to the one before, the unit's own hex excluded).
    Move {
        /// who
        unit: UnitId,
        /// the way
        path: Vec<HexId>,
        /// how
        pace: Pace,
    },
    /// Fire for so many seconds.
    Fire {
        /// who
        unit: UnitId,
        /// at what
        at: Target,
        /// seconds spent, 60 or more
        seconds: u16,
    },
    /// Go for an adjacent hex with all these units together.
    Assault {
        /// who, all next to the hex
        units: Vec<UnitId>,
        /// the hex
        hex: HexId,
    },
    /// A fire mission on call.
    Mission {
        /// the battery
        battery: UnitId,
        /// aimed hex
        hex: HexId,
        /// rounds in all
        rounds: u16,
        /// of what
        shells: Shells,
    },
    /// A sortie of a flight.
    Sortie {
        /// who
        flight: FlightId,
        /// aimed hex
        hex: HexId,
        /// when over the target
        at: Clock,
    },
    /// Build or clear something on the side of the unit's hex towards a neighbour, until it is done.
    Build {
        /// who
        unit: UnitId,
        /// the neighbour on whose side
        towards: HexId,
        /// what
        work: SideWork,
    },
    /// Dig, recover, shelter, man the trench.
    Work {
        /// who
        unit: UnitId,
        /// what
        kind: WorkKind,
    },
    /// When to open fire from now on.
    Hold {
        /// who
        unit: UnitId,
        /// under what rule
        fire_order: FireOrder,
    },
    /// Break a rule of engagement that binds one's own side, at its price in tension: it binds no more.
    Defy {
        /// which
        rule: EngagementId,
    },
    /// Release a reserve at its price.
    Release {
        /// which
        formation: FormationId,
    },
    /// Harassing fire: rounds spread evenly over a time, to give nobody rest; the guns answer other calls meanwhile.
    Harass {
        /// the battery
        battery: UnitId,
        /// aimed hex
        hex: HexId,
        /// rounds in all
        rounds: u16,
        /// minutes over which they are spread, 10 or more
        minutes: u16,
    },
    /// Fire by itself, once a turn, on a registered hex when an enemy is seen to come into it; or do so no more.
    Defend {
        /// the battery
        battery: UnitId,
        /// the hex; `None`: no more
        hex: Option<HexId>,
    },
    /// Give a battalion a new task; it is prepared first, and until it is ready the old one holds.
    Task {
        /// who
        formation: FormationId,
        /// what
        kind: TaskKind,
        /// hexes to go by, the last is the goal; none for a reserve
        via: Vec<HexId>,
    },
    /// Place a unit in its zone before the first turn.
    Deploy {
        /// who
        unit: UnitId,
        /// a hex of its zone
        hex: HexId,
    },
}
