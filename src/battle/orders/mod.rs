//! Orders carried out: one-shot systems, one a kind. Each has been checked against its side's view before; what it then
//! meets is the truth.

mod assault;
mod build;
mod close;
mod fire;
mod guns;
mod march;
mod task;
mod work;

pub(super) use assault::assault;
pub(super) use build::build;
pub(super) use fire::fire;
pub(super) use guns::{defend, mission, sortie};
pub(super) use march::march;
pub(super) use task::task;
pub(super) use work::{defy, deploy, hold, release, work};
