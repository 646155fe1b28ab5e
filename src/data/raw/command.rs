//! How formations are commanded, in a scenario's `formations`; see docs/reference/scenario.md, which is written from here.

use super::{At, HexText, IdText, TimeText};
use crate::data::TaskKind;
use crate::rules::StaffWork;
use serde::Deserialize;

/// How a formation is commanded.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCommand {
    /// how quickly its staff gives battalions new tasks; default as the formation above, `ordinary` at the top
    #[serde(default)]
    pub staff: Option<StaffWork>,
    /// its battalions act on what is near without a task from above; default as the formation above, `false` at the top
    #[serde(default)]
    pub initiative: Option<bool>,
    /// what may go wrong with the orders of its battalions, drawn when its hour has come; the enemy is never told
    #[serde(default)]
    pub mishaps: Vec<RawMishap>,
    /// ids of the bibliography that this rests on; an entry without is a warning
    #[serde(default)]
    pub sources: Vec<At<IdText>>,
}

/// A task of a battalion at the start.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawTask {
    /// what is to be done
    pub kind: At<TaskKind>,
    /// hexes to go by, of which the last is the goal; none for `reserve`
    #[serde(default)]
    pub via: Vec<At<HexText>>,
}

/// Something that may go wrong with orders.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RawMishap {
    /// a battalion is not ready until some minutes later, and acts around where it stands until then
    Late {
        /// when it shows
        at: At<TimeText>,
        /// chance, per cent
        percent: At<i64>,
        /// minutes late, at least
        least_min: At<i64>,
        /// minutes late, at most; each number between is as likely
        most_min: At<i64>,
    },
    /// a battalion is sent to another hex
    Astray {
        /// when it shows
        at: At<TimeText>,
        /// chance, per cent
        percent: At<i64>,
        /// where to
        hex: At<HexText>,
    },
}
