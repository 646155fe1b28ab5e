//! What is expected of battles, in a scenario's `expect` or a file for `khasan test --expect FILE`.
//!
//! ```text
//! (
//!     format: 1,
//!     expect: [
//!         // that: what is to be so in a battle; percent: in how many of a hundred, both ends included; default in each
//!         (id: "soviets_win", text: "The hill is taken", that: won(side: soviet, grade: soviet_minor), percent: (least: 20, most: 70)),
//!         // grade: this one or a better one for the side; default its minor victory
//!         (id: "in_time", that: arrived(unit: "su.1rr.1bn.1co", hex: "0302", steps: 1, from: "1938-08-06T16:00", to: "1938-08-06T17:00"),
//!          percent: (least: 50)),             // or formation: any unit of it; steps default 0
//!         (id: "losses", that: row(row: "soviet_losses", is: between(least: 20, most: 200)), percent: (least: 80)),
//!         // row: of the scenario's history; is: as its records are written; default the row's own record
//!         (id: "by_plan", soviet: "historical", japanese: "historical", runs: 20, that: row(row: "first_on_hill"), percent: (least: 30)),
//!         // players default regular, runs 10
//!     ],
//! )
//! ```

use super::At;
use super::script::RawRecord;
use crate::data::Grade;
use crate::rules::Side;
use serde::Deserialize;

/// A file of expectations.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawExpectFile {
    /// version of the format: 1
    pub format: At<i64>,
    /// expectations
    pub expect: Vec<RawExpect>,
}

/// Something that is to be so in a share of battles.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawExpect {
    /// string id
    pub id: At<String>,
    /// in words; default none
    #[serde(default)]
    pub text: String,
    /// player of the Soviet side; default `regular`
    #[serde(default)]
    pub soviet: Option<At<String>>,
    /// player of the Japanese side; default `regular`
    #[serde(default)]
    pub japanese: Option<At<String>>,
    /// battles it is measured on; default 10
    #[serde(default)]
    pub runs: Option<At<i64>>,
    /// what is to be so in a battle
    pub that: RawExpected,
    /// in how many of a hundred battles; default in each
    #[serde(default)]
    pub percent: Option<RawPercent>,
}

/// What is to be so in a battle.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RawExpected {
    /// the side comes out with this grade or a better one
    Won {
        /// side
        side: Side,
        /// grade; default the side's minor victory
        #[serde(default)]
        grade: Option<Grade>,
    },
    /// a unit, or any of a formation, is first near a hex between two moments
    Arrived {
        /// unit
        #[serde(default)]
        unit: Option<At<String>>,
        /// or formation
        #[serde(default)]
        formation: Option<At<String>>,
        /// hex
        hex: At<String>,
        /// steps from it; default 0
        #[serde(default)]
        steps: At<i64>,
        /// not before
        from: At<String>,
        /// not after
        to: At<String>,
    },
    /// a row of the record lies within a range
    Row {
        /// row of the scenario's history
        row: At<String>,
        /// the range; default the row's record
        #[serde(default)]
        is: Option<RawRecord>,
    },
}

/// A share of battles, per cent.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPercent {
    /// at least; default 0
    #[serde(default)]
    pub least: Option<At<i64>>,
    /// at most; default 100
    #[serde(default)]
    pub most: Option<At<i64>>,
}
