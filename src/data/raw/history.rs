//! A file of more rows of the record, for `--history FILE`: rows of the same shape as a scenario's.

use super::script::RawHistory;
use super::{At, RawSource};
use serde::Deserialize;

/// A file of rows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawHistoryFile {
    /// version of the format: 1
    pub format: At<i64>,
    /// rows, of the same shape as a scenario's
    pub history: Vec<RawHistory>,
    /// bibliography, besides the scenario's own
    #[serde(default)]
    pub sources: Vec<RawSource>,
}
