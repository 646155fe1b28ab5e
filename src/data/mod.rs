//! What a modder writes: raw RON models, loading, checking, diagnostics, sources, and the checked [`Scenario`] they become.
//!
//! What belongs here: files, spans, faults, the static data of a battle. What never does: the state of a running battle.

mod cards;
mod ground;
pub mod raw;
mod scenario;

pub use cards::{AircraftCard, Cards, Crewed, Quality, UnitCard, UnitKind, UnitSize, VehicleCard, WeaponCard, WeaponLine};
pub use ground::{Ground, NamedPlace, PlaceKind};
pub use scenario::*;
