//! The record of one battle: what `simulate` and `batch` print as JSON. Fields are only ever added.

use super::{Entry, EventRecord, Measured, Players, Tolls, measure};
use crate::battle::{Actions, Battle, MenCount, Seed, SideCount, VehicleCount, replay::hex_digits};
use crate::data::{Grade, HistoryRow, RowUse, Scenario};
use crate::hex::HexId;
use crate::rules::{BySide, Clock, Side};
use crate::view::{Event, What};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the JSON: fields are only added under the same number.
pub const SCHEMA: u32 = 1;

/// One battle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BattleRecord {
    /// [`SCHEMA`]
    pub schema: u32,
    /// version of the program
    pub version: String,
    /// the scenario's id
    pub scenario: String,
    /// hash of all that was loaded
    pub scenario_hash: String,
    /// hash of the rules' tables
    pub rules_hash: String,
    /// seed, decimal
    pub seed: String,
    /// run under the seed
    pub run: u32,
    /// players by side
    pub players: Players,
    /// changes given with `--set`
    pub sets: Vec<String>,
    /// ids of the overlays laid over the scenario
    #[serde(default)]
    pub mods: Vec<String>,
    /// their titles
    #[serde(default)]
    pub mod_titles: Vec<String>,
    /// hash of the state at the end
    pub hash: String,
    /// turns begun
    pub turns: u32,
    /// who won
    pub victory: VictoryRecord,
    /// men, vehicles, rounds by side
    pub sides: BySide<SideRecord>,
    /// the objectives in the scenario's order
    pub objectives: Vec<ObjectiveRecord>,
    /// orders carried out
    pub actions: Actions,
    /// orders given, of both sides and all kinds
    #[serde(default)]
    pub orders: u32,
    /// orders refused, of both sides, by reason
    #[serde(default)]
    pub refused: BTreeMap<String, u32>,
    /// rows of the record
    pub history: Vec<RowRecord>,
    /// what was lost and used by formation and hour; `simulate` only
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Tolls>,
    /// scripted events: when each happened, or why not yet; `simulate` only
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<EventRecord>>,
    /// what happened; `simulate` only
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeline: Option<Vec<Entry>>,
}

/// Victory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VictoryRecord {
    /// grade
    pub grade: Grade,
    /// who won; `null` for a draw
    pub winner: Option<Side>,
    /// points of the scored side
    pub score: i32,
    /// what the points are made of; they sum to the score
    pub parts: Vec<ScorePart>,
}

/// A part of the score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScorePart {
    /// name of the row
    pub name: String,
    /// points
    pub points: i32,
}

/// A side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideRecord {
    /// men by fate; `start` is the sum of `fit`, `killed`, `wounded`, `missing`, `sick`
    pub men: MenCount,
    /// vehicles by fate; `start` is the sum of the fates
    pub vehicles: VehicleCount,
    /// rounds of guns
    pub rounds_fired: u32,
    /// sorties flown
    pub sorties: u32,
}

impl From<SideCount> for SideRecord {
    fn from(c: SideCount) -> SideRecord {
        SideRecord { men: c.men, vehicles: c.vehicles, rounds_fired: c.rounds_fired, sorties: c.sorties }
    }
}

/// An objective.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectiveRecord {
    /// string id
    pub id: String,
    /// hex, `CCRR`
    pub hex: String,
    /// name
    pub name: String,
    /// `soviet`, `japanese` or `contested`
    pub holder: String,
    /// what each side did for it
    #[serde(default)]
    pub tried: BySide<Tried>,
}

/// What a side did for an objective.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// assaults on it that came to a result
    pub assaults: u32,
    /// units that came into it
    pub entries: u32,
    /// units that came next to it from farther off
    pub approaches: u32,
}

/// What each side did for a hex.
fn tried(scenario: &Scenario, events: &[Event], hex: HexId) -> BySide<Tried> {
    let grid = &scenario.ground.grid;
    let mut sum: BySide<Tried> = BySide::default();
    for e in events {
        match e.what {
            What::Assaulted { leader, hex: at, .. } if at == hex => sum[scenario.units[leader.index()].side].assaults += 1,
            What::Moved { unit, from, to, .. } => {
                let own = &mut sum[scenario.units[unit.index()].side];
                own.entries += u32::from(to == hex);
                own.approaches += u32::from(grid.distance(to, hex) == 1 && grid.distance(from, hex) > 1);
            }
            _ => {}
        }
    }
    sum
}

/// A row of the record beside what the battle gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowRecord {
    /// string id
    pub row: String,
    /// in words
    pub text: String,
    /// least and greatest of the record, ends included; `null` for what is measured only
    pub record: Option<[HistoryValue; 2]>,
    /// what the row is good for: `check`, `calibrate`, `held_out`, `weak`, `input`
    #[serde(default, rename = "use")]
    pub used: RowUse,
    /// what the battle gave; `null`: it never came, or there is nothing to measure it on
    pub value: Option<HistoryValue>,
    /// whether the value lies within the record; `null` if there is none
    pub inside: Option<bool>,
}

/// A value of a history row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum HistoryValue {
    /// men, vehicles, rounds, sorties
    Count(i64),
    /// per cent, minutes, hours
    Number(f64),
    /// a moment (`1938-08-06T18:30+10:00`) or a holder (`soviet`, `japanese`, `contested`)
    Text(String),
}

impl HistoryValue {
    /// A recorded number on the scale of what was measured.
    fn of(kind: &crate::data::Observable, number: f64) -> HistoryValue {
        use crate::data::Observable::*;
        match kind {
            moment if moment.is_moment() => HistoryValue::Text(Clock(number as u32).to_string()),
            Holder(..) => {
                let side = Side::BOTH.into_iter().find(|s| number == *s as u8 as f64);
                HistoryValue::Text(holder_id(side).to_string())
            }
            Stranded(..) | Suppressed { .. } | CallDelay { .. } | SilentHours { .. } | Delivered { .. } => HistoryValue::Number(number),
            _ if number == number.trunc() => HistoryValue::Count(number as i64),
            _ => HistoryValue::Number(number),
        }
    }

    /// As a number: clock seconds for moments, `None` for holders.
    pub fn number(&self) -> Option<f64> {
        match self {
            HistoryValue::Count(n) => Some(*n as f64),
            HistoryValue::Number(p) => Some(*p),
            HistoryValue::Text(text) => Clock::parse(text).map(|c| c.0 as f64),
        }
    }
}

impl std::fmt::Display for HistoryValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            HistoryValue::Count(n) => write!(f, "{n}"),
            HistoryValue::Number(p) => write!(f, "{p:.1}"),
            // A moment by its hour alone: rows lie within one action.
            HistoryValue::Text(text) => match Clock::parse(text) {
                Some(at) => f.write_str(&at.hhmm()),
                None => f.write_str(text),
            },
        }
    }
}

/// A holder as output names it.
fn holder_id(holder: Option<Side>) -> &'static str {
    holder.map_or("contested", Side::id)
}

/// A row and what was measured for it.
fn row(row: &HistoryRow, measured: Measured) -> RowRecord {
    let value = match measured {
        Measured::Holder(who) => Some(HistoryValue::Text(holder_id(who).to_string())),
        other => other.number().map(|n| HistoryValue::of(&row.observable, n)),
    };
    RowRecord {
        row: row.id.clone(),
        text: row.text.clone(),
        record: row.record.map(|(least, most)| [least, most].map(|n| HistoryValue::of(&row.observable, n))),
        used: row.used,
        value,
        inside: row.record.map(|record| measured.is_inside(record)),
    }
}

/// Least and greatest of a row's record.
pub(super) fn span(row: &HistoryRow) -> Option<(HistoryValue, HistoryValue)> {
    row.record.map(|(least, most)| (HistoryValue::of(&row.observable, least), HistoryValue::of(&row.observable, most)))
}

/// The values of all history rows of a battle: for every command the same.
pub fn rows(battle: &Battle) -> Vec<RowRecord> {
    let history = &battle.scenario().history;
    let measured = measure(battle.scenario(), history, battle.events());
    history.iter().zip(measured).map(|(r, m)| row(r, m)).collect()
}

/// Hashes of what a scenario was loaded from: all, and the rules' tables.
pub fn provenance(scenario: &Scenario) -> (String, String) {
    (hex_digits(&scenario.hash), hex_digits(&scenario.rules_hash))
}

/// The record of a battle as it stands, without a timeline.
pub fn record(battle: &Battle, seed: Seed, players: &Players) -> BattleRecord {
    let scenario = battle.scenario();
    let (scenario_hash, rules_hash) = provenance(scenario);
    let (counts, standing) = (battle.counts(), battle.standing());
    let objectives = scenario.objectives.iter().zip(battle.holders()).map(|(o, holder)| ObjectiveRecord {
        id: o.id.clone(),
        hex: scenario.ground.grid.name(o.hex),
        name: o.name.clone(),
        holder: holder_id(holder).to_string(),
        tried: tried(scenario, battle.events(), o.hex),
    });
    BattleRecord {
        schema: SCHEMA,
        version: env!("CARGO_PKG_VERSION").to_string(),
        scenario: scenario.id.clone(),
        scenario_hash,
        rules_hash,
        seed: seed.seed.to_string(),
        run: seed.run,
        players: players.clone(),
        sets: scenario.sets.clone(),
        mods: scenario.mod_ids(),
        mod_titles: scenario.mod_titles(),
        hash: hex_digits(&battle.hash().0),
        turns: battle.events().iter().filter(|e| matches!(e.what, What::TurnStarted { .. })).count() as u32,
        victory: VictoryRecord {
            grade: standing.grade,
            winner: standing.grade.winner(),
            score: standing.score,
            parts: standing.parts.into_iter().map(|(name, points)| ScorePart { name, points }).collect(),
        },
        sides: BySide { soviet: counts.soviet.into(), japanese: counts.japanese.into() },
        objectives: objectives.collect(),
        actions: battle.actions(),
        orders: battle.orders().len() as u32,
        refused: battle.refused().iter().map(|(why, n)| ((*why).to_string(), *n)).collect(),
        history: rows(battle),
        record: None,
        events: None,
        timeline: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Observable, Whose};
    use crate::hex::HexId;

    fn history(observable: Observable, record: (f64, f64)) -> HistoryRow {
        HistoryRow { id: "r".into(), text: "t".into(), observable, record: Some(record), used: RowUse::Check, sources: Vec::new() }
    }

    #[test]
    fn rows_speak_the_language_of_what_they_measure() {
        let at = |s: &str| Clock::parse(s).unwrap();
        let (six, eleven) = (at("1938-08-06T18:00"), at("1938-08-06T23:00"));
        let near = history(Observable::FirstNear(Side::Soviet, HexId(0), 1), (six.0 as f64, eleven.0 as f64));
        let json = serde_json::to_string(&row(&near, Measured::Moment(Some(eleven)))).unwrap();
        assert_eq!(
            json,
            r#"{"row":"r","text":"t","record":["1938-08-06T18:00+10:00","1938-08-06T23:00+10:00"],"use":"check","value":"1938-08-06T23:00+10:00","inside":true}"#
        );
        let never = row(&near, Measured::Moment(None));
        assert_eq!((never.value, never.inside), (None, Some(false)));
        let holder = row(&history(Observable::Holder(HexId(0), None), (1.0, 1.0)), Measured::Holder(None));
        assert_eq!(holder.value, Some(HistoryValue::Text("contested".into())));
        assert_eq!(holder.record.unwrap()[0], HistoryValue::Text("japanese".into()));
        let losses = row(
            &history(Observable::Losses { whose: Whose::side(Side::Soviet), cause: None, at: None }, (500.0, 1500.0)),
            Measured::Count(700),
        );
        assert_eq!((losses.record.unwrap()[1].clone(), losses.inside), (HistoryValue::Count(1500), Some(true)));
    }

    #[test]
    fn values_come_back_from_json() {
        for value in [HistoryValue::Count(3), HistoryValue::Number(37.5), HistoryValue::Number(40.0), HistoryValue::Text("soviet".into())] {
            let text = serde_json::to_string(&value).unwrap();
            assert_eq!(serde_json::from_str::<HistoryValue>(&text).unwrap(), value, "{text}");
        }
    }
}
