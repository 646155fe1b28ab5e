//! What is expected of battles of a scenario: for `khasan test`.

use super::{Grade, HistoryRow};
use crate::rules::{BySide, Side};

/// Something that is to be so in a share of battles.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// string id
    pub id: String,
    /// in words; may be empty
    pub text: String,
    /// names of the players
    pub players: BySide<String>,
    /// battles it is measured on
    pub runs: u32,
    /// what is to be so in a battle
    pub that: Expected,
    /// least and greatest share of the battles, per cent
    pub percent: (u8, u8),
}

/// What is to be so in a battle.
#[derive(Clone, Debug)]
pub enum Expected {
    /// this grade for the side, or a better one
    Won {
        /// whose
        side: Side,
        /// at the worst
        grade: Grade,
    },
    /// a row of the record lies within its range
    Row(HistoryRow),
}

impl Expected {
    /// Whether a grade is what is expected; of a row, never.
    pub fn is_won(&self, by: Grade) -> bool {
        match self {
            Expected::Won { side: Side::Soviet, grade } => by >= *grade,
            Expected::Won { side: Side::Japanese, grade } => by <= *grade,
            Expected::Row(_) => false,
        }
    }
}
