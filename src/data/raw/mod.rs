//! The files as a modder writes them: serde models of RON, with the place of every value whose meaning can be wrong.
//!
//! What belongs here: the shape of maps, cards and scenarios as text. What never does: whether what they say makes
//! sense; that is the checker's work.
//!
//! Each field is described where it stands, its default after `; default`: tests/it/reference makes the pages of docs/reference
//! of that.

pub mod allow;
pub mod at;
pub mod cards;
pub mod command;
pub mod expect;
pub mod guns;
pub mod history;
pub mod map;
pub mod overlay;
pub mod scenario;
pub mod script;

pub use at::At;

use serde::Deserialize;

/// Name of an entry or of a file: letters, digits, `_`, `-` and inner dots.
pub type IdText = String;

/// A hex, `"CCRR"`: column and row from `"0000"` in the north-west.
pub type HexText = String;

/// A moment, `"1938-08-06T16:55"`, by the clock of the place (UTC+10); `24:00` is the next midnight.
pub type TimeText = String;

/// An hour of a day, `"05:42"`.
pub type HourText = String;

/// A day, `"1938-08-06"`.
pub type DayText = String;

/// An entry of the bibliography.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSource {
    /// name by which `sources` lists call it
    pub id: At<IdText>,
    /// what it is and where to find it
    pub text: String,
}
