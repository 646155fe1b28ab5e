//! A file of more rows of the record, for `--history FILE`: rows of the same shape as a scenario's.
//!
//! ```text
//! (
//!     format: 1,
//!     history: [
//!         (id: "my_row", text: "...", observable: losses(side: soviet), record: between(least: 500, most: 1500), sources: ["B1"]),
//!         // without a record it is measured only
//!         (id: "silent", text: "...", observable: silent_hours(side: soviet)),
//!     ],
//!     sources: [(id: "B1", text: "...")], // besides the scenario's own
//! )
//! ```

use super::script::RawHistory;
use super::{At, RawSource};
use serde::Deserialize;

/// A file of rows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawHistoryFile {
    /// version of the format: 1
    pub format: At<i64>,
    /// rows
    pub history: Vec<RawHistory>,
    /// bibliography
    #[serde(default)]
    pub sources: Vec<RawSource>,
}
