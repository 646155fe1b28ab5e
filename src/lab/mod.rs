//! Many battles: one battle from players to record, batches of them, statistics, history rows.
//!
//! What belongs here: driving battles without a window and what is measured on them. What never does: terminals and
//! files, a single unit's fate.

mod batch;
mod drive;
mod measure;
mod record;
mod stats;
mod table;
mod timeline;

pub use batch::{Batch, BatchEnd, Shard, run_batch};
pub use drive::{Players, Stopped, UnknownPlayer, play_impulse, player, run_one};
pub use measure::{Measured, measure};
pub use record::{
    BattleRecord, HistoryValue, ObjectiveRecord, RowRecord, SCHEMA, ScorePart, SideRecord, VictoryRecord, provenance, record,
};
pub use stats::{Spread, Statistics};
pub use table::{HUMAN, LoadFault, Table, is_within};
pub use timeline::{Detail, Entry, is_notable, timeline, units_of, where_of};
