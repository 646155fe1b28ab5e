//! The files as a modder writes them: serde models of RON, with the place of every value whose meaning can be wrong.
//!
//! What belongs here: the shape of maps, cards and scenarios as text. What never does: whether what they say makes
//! sense; that is the checker's work.
//!
//! Common to all files:
//!
//! - `format: 1` comes first. Unknown fields are errors. A field that may be left out says so below ("default ...").
//! - Optional values are written bare (`ru: "..."`, not `Some("...")`).
//! - Hexes are text, `"CCRR"`; times are text, `"1938-08-06T16:55"` (UTC+10; `24:00` is the next midnight); enums are
//!   bare snake-case words.
//! - Ids are text of letters, digits, `_`, `-` and `.`.
//! - `sources` inside an entry lists ids of the bibliography; `sources` at the top of a file is the bibliography:
//!   `[(id: "S0", text: "Author, title, where")]`. The bibliographies of a scenario, its map and its cards are one.

pub mod allow;
pub mod at;
pub mod cards;
pub mod command;
pub mod guns;
pub mod history;
pub mod map;
pub mod scenario;
pub mod script;

pub use at::At;

use serde::Deserialize;

/// An entry of the bibliography.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSource {
    /// short id used in `sources` lists
    pub id: At<String>,
    /// what it is and where to find it
    pub text: String,
}
