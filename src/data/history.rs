//! Rows of the record as checked: typed observables.

use super::{DepotId, FormationId, Whose};
use crate::hex::HexId;
use crate::rules::{Clock, Side, UnitId};
use serde::{Deserialize, Serialize};

/// What men or vehicles are lost to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "plain words")]
pub enum Cause {
    SmallArms,
    DirectFire,
    AntiTank,
    Artillery,
    Air,
    CloseCombat,
    Crew,
    Mines,
    Rout,
}

/// What a row of the record is good for. It is settled before anything is fitted: a row that was looked at and tuned to proves
/// nothing any more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowUse {
    /// printed beside the record; nothing is asked of it
    #[default]
    Check,
    /// `khasan calibrate` fits to it
    Calibrate,
    /// looked at once, after the fit
    HeldOut,
    /// one draw of a coin, or resting on so little that it cannot speak for or against the rules
    Weak,
    /// the scenario's own input
    Input,
}

/// A row of the record, computed by `simulate`, `batch` and `pairs` alike.
#[derive(Clone, Debug)]
pub struct HistoryRow {
    /// string id
    pub id: String,
    /// shown text
    pub text: String,
    /// what is measured
    pub observable: Observable,
    /// recorded range: least and greatest; for moments, clock seconds; for holders 0 Soviet, 1 Japanese, 2 contested;
    /// `None`: measured only, as in an experiment
    pub record: Option<(f64, f64)>,
    /// what it is good for
    pub used: RowUse,
    /// sources
    pub sources: Vec<String>,
}

/// A unit, or a formation with its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// one unit
    Unit(UnitId),
    /// any unit of it
    Formation(FormationId),
}

/// What a history row measures.
#[derive(Clone, Debug, PartialEq)]
pub enum Observable {
    /// killed and wounded at a moment (`None`: the end), to one cause or to all
    Losses {
        /// whose
        whose: Whose,
        /// to what
        cause: Option<Cause>,
        /// moment
        at: Option<Clock>,
    },
    /// vehicles stranded or out of action
    VehiclesOut {
        /// whose
        whose: Whose,
        /// moment
        at: Option<Clock>,
    },
    /// vehicles knocked out, to one cause or to all
    VehiclesLost {
        /// whose
        whose: Whose,
        /// to what
        cause: Option<Cause>,
        /// moment
        at: Option<Clock>,
    },
    /// share per cent of a formation's vehicles stranded at a moment
    Stranded(FormationId, Clock),
    /// vehicles of a formation that got within so many steps of a hex at any time
    Reached(FormationId, HexId, u8),
    /// first moment a company of men of the side stood within so many steps of the hex
    FirstNear(Side, HexId, u8),
    /// first moment a unit, or any of a formation, stood within so many steps of the hex
    FirstAt(Who, HexId, u8),
    /// who holds a hex at a moment (`None`: the end)
    Holder(HexId, Option<Clock>),
    /// rounds of guns fired until a moment
    RoundsFired {
        /// whose
        whose: Whose,
        /// moment
        at: Option<Clock>,
    },
    /// sorties of a side
    Sorties(Side),
    /// share per cent of the men on the map suppressed, as the last turn's start up to a moment shows it
    Suppressed {
        /// whose
        whose: Whose,
        /// moment
        at: Clock,
    },
    /// first round of a gun from a moment on
    FirstRound {
        /// whose
        whose: Whose,
        /// moment
        after: Clock,
    },
    /// mean minutes from a call for fire to its first rounds
    CallDelay {
        /// whose
        whose: Whose,
    },
    /// hours that batteries had less than a tenth of their load of shells, summed over them, until a moment
    SilentHours {
        /// whose
        whose: Whose,
        /// moment
        at: Option<Clock>,
    },
    /// tonnes that came into a depot until a moment, over links or by the script
    Delivered {
        /// depot
        depot: DepotId,
        /// moment
        at: Option<Clock>,
    },
    /// times that a unit came from outside into any of these hexes
    Traffic {
        /// whose
        whose: Whose,
        /// hexes, sorted
        hexes: Vec<HexId>,
        /// from when
        from: Option<Clock>,
        /// until when
        to: Option<Clock>,
    },
}

impl Observable {
    /// Whether its value is a moment.
    pub const fn is_moment(&self) -> bool {
        matches!(self, Observable::FirstNear(..) | Observable::FirstAt(..) | Observable::FirstRound { .. })
    }
    /// The hour it speaks of, if of one.
    pub const fn hour(&self) -> Option<Clock> {
        match *self {
            Observable::Losses { at, .. }
            | Observable::VehiclesOut { at, .. }
            | Observable::VehiclesLost { at, .. }
            | Observable::RoundsFired { at, .. }
            | Observable::SilentHours { at, .. }
            | Observable::Delivered { at, .. }
            | Observable::Holder(_, at) => at,
            Observable::Traffic { to, .. } => to,
            Observable::Stranded(_, at) | Observable::Suppressed { at, .. } => Some(at),
            Observable::FirstNear(..)
            | Observable::FirstAt(..)
            | Observable::FirstRound { .. }
            | Observable::CallDelay { .. }
            | Observable::Reached(..)
            | Observable::Sorties(_) => None,
        }
    }
}
