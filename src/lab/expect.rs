//! Expectations held against battles: which battles are needed, and in how many of them each is as expected.
//!
//! What belongs here: counting. Battles come from [`super::run_batch`] and rows from [`super::measure`], as in every other command.

use super::{Batch, BattleRecord, HistoryValue, Players, UnknownPlayer};
use crate::ai;
use crate::data::{Expectation, Expected, Grade, Scenario};
use crate::rules::Clock;
use serde::Serialize;
use std::sync::Arc;

/// Battles between the same players, and the expectations that are measured on them.
pub struct Plan {
    /// the battles, with the expectations' rows as their rows of the record
    pub batch: Batch,
    /// each with the number of its row, if it is about one
    counted: Vec<(Share, Option<usize>)>,
}

/// One expectation and what has come of it so far.
pub struct Share {
    /// its place among all
    pub index: usize,
    /// what is expected
    pub expectation: Expectation,
    /// battles in which it was so
    pub hits: u32,
    /// battles counted
    pub runs: u32,
    /// values measured: numbers, of moments clock seconds
    values: Vec<f64>,
    grades: Vec<Grade>,
}

/// An expectation and what was measured, as JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExpectedRecord {
    /// string id
    pub id: String,
    /// in words
    pub text: String,
    /// who played
    pub players: Players,
    /// battles
    pub runs: u32,
    /// what is to be so in a battle
    pub that: String,
    /// least and greatest share expected, per cent
    pub expected: [u8; 2],
    /// battles in which it was so
    pub hits: u32,
    /// their share, per cent
    pub measured: f64,
    /// mean of what was measured: of a row, a number or a moment; null for grades, holders, and what never came
    pub mean: Option<HistoryValue>,
    /// whether the share is as expected
    pub met: bool,
}

/// The battles needed for all expectations, those of the same players together, in the order of the first.
///
/// # Errors
/// If there is no such player.
pub fn plan(scenario: &Arc<Scenario>, expect: &[Expectation], runs: Option<u32>, seed: u64, jobs: u32) -> Result<Vec<Plan>, UnknownPlayer> {
    let mut plans: Vec<Plan> = Vec::new();
    for (index, expectation) in expect.iter().enumerate() {
        let players = &expectation.players;
        if let Some(name) = [&players.soviet, &players.japanese].into_iter().find(|n| !ai::NAMES.contains(&n.as_str())) {
            return Err(UnknownPlayer(name.clone()));
        }
        let at = plans.iter().position(|p| p.batch.players == *players).unwrap_or_else(|| {
            let mut scenario = scenario.clone();
            Arc::make_mut(&mut scenario).history.clear();
            plans.push(Plan { batch: Batch { scenario, seed, runs: 0..0, players: players.clone(), jobs }, counted: Vec::new() });
            plans.len() - 1
        });
        let plan = &mut plans[at];
        let mut expectation = expectation.clone();
        expectation.runs = runs.unwrap_or(expectation.runs);
        plan.batch.runs.end = plan.batch.runs.end.max(expectation.runs);
        let row = match &expectation.that {
            Expected::Won { .. } => None,
            Expected::Row(row) => {
                let history = &mut Arc::make_mut(&mut plan.batch.scenario).history;
                history.push(row.clone());
                Some(history.len() - 1)
            }
        };
        plan.counted.push((Share { index, expectation, hits: 0, runs: 0, values: Vec::new(), grades: Vec::new() }, row));
    }
    Ok(plans)
}

impl Plan {
    /// Count a battle.
    pub fn add(&mut self, battle: &BattleRecord) {
        for (share, row) in &mut self.counted {
            if battle.run >= share.expectation.runs {
                continue;
            }
            share.runs += 1;
            let hit = match row.and_then(|n| battle.history.get(n)) {
                Some(row) => {
                    share.values.extend(row.value.as_ref().and_then(HistoryValue::number));
                    row.inside == Some(true)
                }
                None => share.expectation.that.is_won(battle.victory.grade),
            };
            share.grades.push(battle.victory.grade);
            share.hits += u32::from(hit);
        }
    }

    /// What has come of the expectations, with their places among all.
    pub fn shares(&self) -> impl Iterator<Item = &Share> {
        self.counted.iter().map(|(share, _)| share)
    }
}

impl Share {
    /// Expected beside measured.
    pub fn record(&self) -> ExpectedRecord {
        let e = &self.expectation;
        let measured = if self.runs > 0 { f64::from(self.hits) * 100.0 / f64::from(self.runs) } else { 0.0 };
        let (least, most) = e.percent;
        ExpectedRecord {
            id: e.id.clone(),
            text: e.text.clone(),
            players: e.players.clone(),
            runs: self.runs,
            that: said(&e.that),
            expected: [least, most],
            hits: self.hits,
            measured,
            mean: self.mean(),
            met: self.runs > 0 && f64::from(least) <= measured && measured <= f64::from(most),
        }
    }

    fn mean(&self) -> Option<HistoryValue> {
        let Expected::Row(row) = &self.expectation.that else { return None };
        let mean = self.values.iter().sum::<f64>() / self.values.len() as f64;
        match row.observable.is_moment() {
            _ if self.values.is_empty() => None,
            true => Some(HistoryValue::Text(Clock(mean as u32).to_string())),
            false => Some(HistoryValue::Number(mean)),
        }
    }
}

/// An expectation in few words.
fn said(that: &Expected) -> String {
    match that {
        Expected::Won { side, grade } => {
            // as data and JSON write it
            let grade = serde_json::to_value(grade).ok().and_then(|g| g.as_str().map(str::to_owned)).unwrap_or_default();
            format!("{} has {grade} or better", side.id())
        }
        Expected::Row(row) => match super::record::span(row) {
            Some((least, most)) if least == most => format!("{} {least}", row.id),
            Some((least, most)) => format!("{} {least} to {most}", row.id),
            None => row.id.clone(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Side;

    #[test]
    fn a_grade_or_better_is_a_side_s_own() {
        let soviet = Expected::Won { side: Side::Soviet, grade: Grade::Draw };
        let japanese = Expected::Won { side: Side::Japanese, grade: Grade::JapaneseMinor };
        let won = |e: &Expected| Grade::ALL.map(|g| e.is_won(g));
        assert_eq!(won(&soviet), [false, false, false, true, true, true, true]);
        assert_eq!(won(&japanese), [true, true, true, false, false, false, false]);
        assert_eq!(said(&soviet), "soviet has draw or better");
    }
}
