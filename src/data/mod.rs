//! What a modder writes: raw RON models, loading, checking, diagnostics, sources, and the checked [`Scenario`] they become.
//!
//! What belongs here: files, spans, faults, the static data of a battle. What never does: the state of a running battle.

mod build;
mod cards;
mod check;
mod citing;
mod command;
mod diagnostic;
mod expect;
mod fault;
mod folder;
mod ground;
mod history;
mod lay;
mod light;
mod load;
mod misread;
mod overlay;
mod plan;
pub mod raw;
mod rounds;
mod scan;
mod scenario;
mod script;
mod set;
mod sources;
mod summary;
mod supply;
mod weather;
mod weave;

pub use cards::{
    AircraftCard, Cards, Crewed, MAX_VEHICLE_LINES, Quality, UnitCard, UnitKind, UnitSize, VehicleCard, WeaponCard, WeaponLine,
};
pub use citing::{Citation, Cited, cited};
pub use command::{Command, Mishap, StartTask, TaskKind};
pub use diagnostic::{Diagnostic, Place, nearest};
pub use expect::{Expectation, Expected};
pub use fault::{Arg, Fault, Severity};
pub use folder::scenarios_below;
pub use ground::{Ground, NamedPlace, PlaceKind};
pub use history::{Cause, HistoryRow, Observable, RowUse, Who};
pub use load::{LoadOptions, load, load_expectations, load_history};
pub use plan::{PlanRole, PlanStep, PlanTask, Standing};
pub use rounds::{full_rounds, smoke_rounds};
pub use scenario::*;
pub use script::{Coming, Condition, EngagementId, Script, ScriptEffect, ScriptId, Whose};
pub use sources::{MAX_BYTES, Sources, is_path};
pub use summary::{SideSummary, Summary, hex_text, summary};
pub use supply::{Depot, DepotId, LaterCapacity, Link, LinkId, LinkKind, Supply};
pub use weather::{Spells, WeatherRow, WeatherTable, water_at, weather_at};
