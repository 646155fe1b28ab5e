//! Khasan 1938: a turn-based tactical wargame and simulator of the Battle of Lake Khasan, 29 July to 11 August 1938.
//!
//! # The house
//!
//! A layer imports only layers above it in this list; `tests/it/layers.rs` reads every `use crate::` and holds that.
//!
//! | layer | what belongs there | what never does |
//! |---|---|---|
//! | [`hex`] | the grid: `CCRR` numbers, dense storage, reachability, line of sight | a soldier |
//! | [`rules`] | pure functions and the serde structs of their tables: a `Question` in, a `Lottery` or a cost out | the ECS, dice, state |
//! | [`data`] | what a modder writes: raw RON models, loading, checking, diagnostics, sources, the checked `Scenario` | a running battle |
//! | [`view`] | what a side can know and say: `Observation`, `Contact`, `Order`, `Quote`, `Refusal`, `Report` | the truth |
//! | [`ai`] | from an `Observation` to orders | the battle |
//! | [`battle`] | the ECS world of one battle behind one door, `Battle`; ledger, snapshots, replays, saves | files, terminals, windows |
//! | [`words`] | every event, refusal, modifier and fault in a reader's language | decisions |
//! | [`picture`] | 2-D shapes of map and counters, shared by window and SVG | a renderer |
//! | [`lab`] | battles from outside: at a table, saved, in batches; statistics, history rows | a single unit's fate |
//! | `game` | the Bevy window (feature `gui`) | rules |
//! | [`cli`] | one file per subcommand; only here is `game` started | rules |

pub mod ai;
pub mod battle;
pub mod cli;
pub mod data;
#[cfg(feature = "gui")]
pub mod game;
pub mod hex;
pub mod lab;
pub mod picture;
pub mod rules;
pub mod view;
pub mod words;
