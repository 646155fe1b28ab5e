//! What a side can know and say: its [`Observation`], [`Contact`]s, [`Order`]s, their [`Quote`]s and [`Refusal`]s, and
//! the [`Event`]s and [`Report`]s of what happened.
//!
//! What belongs here: types and the pure check of an order against an observation. What never does: the truth of the
//! other side, dice, the ECS.

pub mod changes;
pub mod check;
mod event;
pub mod fire;
#[cfg(test)]
pub(crate) mod fixture;
pub mod holes;
pub mod leading;
pub mod loads;
mod observation;
mod order;
mod quote;
mod refusal;
pub mod seen;
pub mod shelter;
pub mod supply;
pub mod tasks;
pub mod ways;

pub use crate::data::Cause;
pub use changes::{Changes, Passage, SideChange, Site};
pub use check::{allowed, check};
pub use event::{Event, Halt, LossBy, Report, Seq, What, Who};
pub use holes::Holes;
pub use observation::{
    Cloud, Contact, ContactId, ContactKind, Fate, FireOrder, FlightState, MAX_LINES, MissionState, Observation, OwnUnit, Ration,
    SeenStranded, SeenWreck, Stores, Storm, StrandedGroup, VehicleLine, WreckGroup,
};
pub use order::{Order, Shells, Target, WorkKind};
pub use quote::{Quote, StepQuote};
pub use refusal::Refusal;
pub use shelter::Shelter;
pub use tasks::{Task, TaskState};
