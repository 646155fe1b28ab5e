//! Warnings that are meant, in a scenario's `allow`.
//!
//! ```text
//! allow: [
//!     (code: "K0601", reason: "reinforced for the night"),           // all warnings of this code, in all files of the scenario
//!     (code: "K0604", at: "bt7", reason: "rounds of another maker"), // only those that name this
//! ],
//! ```
//!
//! Errors cannot be allowed. An allowance without such a warning is a note.

use super::At;
use serde::Deserialize;

/// An allowance.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawAllow {
    /// code of the warning
    pub code: At<String>,
    /// the id, hex or other word that the warning must name; default any
    #[serde(default)]
    pub at: Option<String>,
    /// why it is meant
    pub reason: At<String>,
}
