//! The rules of the battle: pure functions and the serde structs of their tables. A [`Question`] goes in, a
//! [`Lottery`] or a cost comes out.
//!
//! What belongs here: numbers and ground in, odds and costs out, and the tables they read. What never does: the ECS,
//! dice, state, files, the name of a unit, place or date. Of float arithmetic only `+ - * /` is used, so that results
//! are the same on every machine; what is handed back is integers, save the means that help a player choose.

mod air;
mod antitank;
mod artillery;
mod ask;
mod assault;
mod binomial;
mod bogging;
mod breakdown;
mod close_attack;
mod command;
mod endurance;
mod figure;
mod fire;
mod globals;
mod knowing;
mod lottery;
mod modifier;
mod morale;
mod movement;
mod obstacles;
mod odds;
mod question;
mod rule_id;
mod shelter;
mod sight;
mod supply;
mod suppression;
mod tables;
mod units;
mod weather;
mod works;

#[cfg(test)]
mod ground_laws;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod random_questions;
#[cfg(test)]
mod walks;

pub use command::{NewTask, Prepared, Radio, StaffWork};
pub use endurance::{FallSick, MarchLoad, Return, Toil, Wearies};
pub use figure::{Curve, Figure, Standing, Value};
pub use knowing::{Estimate, FalseReport, Guess, Judged, PLACES, Suspicion};
pub use lottery::{Effect, Law, Lottery, Outcome, Prob, Stage};
pub use modifier::{Modifier, ModifierName};
pub use morale::{Leader, Rout, Strain, StrainSource};
pub use obstacles::{Gang, SideWork};
pub use question::{
    AntiTank, Asked, Assault, Astray, Barrage, Bog, Breakdown, Certainty, CloseAttack, CloseForce, Delay, DelayKind, Flak, GunHunt, Hitch,
    LineUnderFire, Locate, MenUnderFire, Mines, Posture, Question, Rally, Recover, RecoverMeans, Repair, Shot, Spell, Spot, Stand, Strike,
    Surrender,
};
pub use rule_id::RuleId;
pub use supply::{Delivery, Room, Run, Tonnage};
pub use tables::{Activity, FigureRow, SetFault, Step, TableFault, Tables};
pub use units::{
    BySide, Clock, Cover, GroundState, GroundStates, Light, Lit, MoraleState, Pace, ProfileId, Rain, RoadKind, Side, SideFeatures, Sky,
    Soil, Terrain, UnitId, Visibility, WeaponClass, Weather,
};
pub use weather::Water;
