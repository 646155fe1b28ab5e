//! How formations are commanded, in a scenario's `formations`.
//!
//! ```text
//! (id: "su.1rr", .., level: regiment,
//!  // For it and its parts, unless they say otherwise. staff: good ordinary poor, how quickly it gives battalions new tasks; default
//!  // ordinary. initiative: its battalions act on what is near without a task from above; default false.
//!  command: (staff: poor, initiative: false, sources: ["S0"]),
//!  // in `command` also what may go wrong with the orders of its battalions, drawn when its hour has come:
//!  //   mishaps: [late(at: "1938-08-06T16:55", percent: 50, least_min: 20, most_min: 60),  // not ready before so many minutes later
//!  //             astray(at: "1938-08-06T16:55", percent: 5, hex: "0301")]                 // sent there instead
//!  parts: [
//!      (id: "su.1rr.1bn", .., level: battalion,
//!       // What the battalion is to do at the start. kind: attack defend move, with the hexes to go by in via, of which the last is
//!       // the goal; or reserve, without. Default: all its steps in `plan`; without a role there, to act around where it stands
//!       // and towards the nearest objectives.
//!       task: (kind: attack, via: ["0101"])),
//!  ])
//! ```

use super::At;
use crate::data::TaskKind;
use crate::rules::StaffWork;
use serde::Deserialize;

/// How a formation is commanded.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCommand {
    /// how well its staff works; default: as of the formation above
    #[serde(default)]
    pub staff: Option<StaffWork>,
    /// its subordinates act by themselves; default: as of the formation above
    #[serde(default)]
    pub initiative: Option<bool>,
    /// what may go wrong
    #[serde(default)]
    pub mishaps: Vec<RawMishap>,
    /// sources
    #[serde(default)]
    pub sources: Vec<At<String>>,
}

/// A task at the start.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawTask {
    /// what
    pub kind: At<TaskKind>,
    /// hexes to go by
    #[serde(default)]
    pub via: Vec<At<String>>,
}

/// Something that may go wrong with orders.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RawMishap {
    /// battalions are not ready
    Late {
        /// when it shows
        at: At<String>,
        /// chance
        percent: At<i64>,
        /// minutes late, at least
        least_min: At<i64>,
        /// at most
        most_min: At<i64>,
    },
    /// battalions are sent elsewhere
    Astray {
        /// when it shows
        at: At<String>,
        /// chance
        percent: At<i64>,
        /// where to
        hex: At<String>,
    },
}
