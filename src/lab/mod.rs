//! Battles from outside: one from players to record, at a table of persons, saved and loaded; batches of them, statistics,
//! history rows.
//!
//! What belongs here: driving battles without a window, what is measured on them, and the folder of saves, which window
//! and command line share. What never does: terminals, any other file, a single unit's fate.

mod batch;
pub mod calibrate;
mod drive;
mod expect;
mod measure;
mod pairs;
mod record;
mod saves;
mod seats;
mod stats;
mod table;
mod timeline;
mod toll;
mod waiting;

pub use batch::{Batch, BatchEnd, Shard, run_batch};
pub use drive::{Players, Stopped, UnknownPlayer, play_impulse, player, run_one};
pub use expect::{ExpectedRecord, Plan, Share, plan};
pub use measure::{Measured, measure};
pub use pairs::{PairRow, paired};
pub use record::{
    BattleRecord, HistoryValue, ObjectiveRecord, RowRecord, SCHEMA, ScorePart, SideRecord, Tried, VictoryRecord, provenance, record, rows,
};
pub use saves::{SAVE_EXTENSION, SaveEntry, Saves, SavesFault, Session, load_file};
pub use seats::Seats;
pub use stats::{Spread, Statistics};
pub use table::{HUMAN, LoadFault, Table};
pub use timeline::{Detail, Entry, is_notable, timeline, units_of};
pub use toll::{CauseToll, FormationToll, HourToll, SideToll, StoresToll, Toll, Tolls, tolls};
pub use waiting::{EventRecord, WhyRecord, WhyValue, waiting};
