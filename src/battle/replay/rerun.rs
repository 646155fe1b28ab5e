//! Running a replay again and holding it against what it says.

use super::record::{digest, sections};
use super::{Line, Replay, ReplayFault, Unknown};
use crate::battle::{Battle, Keep};
use crate::data::Scenario;
use crate::rules::Side;
use crate::view::Refusal;
use std::sync::Arc;

/// What differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// the order names something the scenario does not have
    Unknown(Unknown),
    /// the order, or the end of the impulse, was refused
    Refused(Refusal),
    /// the line belongs to another turn or side than the battle has come to (`None`: it is over)
    OutOfTurn(Option<(u16, Side)>),
    /// other events followed from the order, or the state at the impulse's end is another
    Outcome,
}

/// Where a replay and its run part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divergence {
    /// turn as the file says, from 0
    pub turn: u16,
    /// side as the file says
    pub side: Side,
    /// number of the order in the file, from 1; for an impulse's end, of the last order before it (0: none)
    pub order: usize,
    /// whether it shows at the end of an impulse, after all its orders went as written
    pub at_end: bool,
    /// what differs
    pub why: Why,
    /// sections of the state that differ at the end of that impulse (`log` if only the order's events are known to)
    pub sections: Vec<String>,
}

/// A replay being run again, line by line.
pub struct Rerun<'a> {
    replay: &'a Replay,
    battle: Battle,
    line: usize,
    orders: usize,
}

impl<'a> Rerun<'a> {
    /// From the start.
    ///
    /// # Errors
    /// [`ReplayFault`] if the seed is no number or the scenario is not the one that was played.
    pub fn new(replay: &'a Replay, scenario: &Arc<Scenario>, keep: Keep) -> Result<Rerun<'a>, ReplayFault> {
        replay.header.matches(scenario)?;
        let battle = Battle::new(scenario.clone(), replay.header.seed()?, keep);
        Ok(Rerun { replay, battle, line: 0, orders: 0 })
    }

    /// The battle as far as it has come.
    pub fn battle(&self) -> &Battle {
        &self.battle
    }

    /// Orders given so far.
    pub fn orders(&self) -> usize {
        self.orders
    }

    /// Carry out the next line. `None` after the last, or else what differs from what the line says.
    pub fn step(&mut self) -> Option<Result<(), Divergence>> {
        let line = self.replay.lines.get(self.line)?;
        self.line += 1;
        let expected = self.battle.to_move().map(|side| (self.battle.turn(), side));
        let (turn, side, at_end) = match line {
            Line::Order { turn, side, .. } => {
                self.orders += 1;
                (*turn, *side, false)
            }
            Line::End { turn, side, .. } => (*turn, *side, true),
        };
        let order = self.orders;
        let differs = |why, sections| Some(Err(Divergence { turn, side, order, at_end, why, sections }));
        if expected != Some((turn, side)) {
            return differs(Why::OutOfTurn(expected), Vec::new());
        }
        match line {
            Line::Order { author, give, log, .. } => {
                let order = match give.order(self.battle.scenario()) {
                    Ok(order) => order,
                    Err(unknown) => return differs(Why::Unknown(unknown), Vec::new()),
                };
                match self.battle.apply(side, *author, &order) {
                    Err(refusal) => differs(Why::Refused(refusal), Vec::new()),
                    Ok(events) if digest(events) != *log => differs(Why::Outcome, vec!["log".into()]),
                    Ok(_) => Some(Ok(())),
                }
            }
            Line::End { hashes, .. } => {
                if let Err(refusal) = self.battle.end_impulse(side) {
                    return differs(Why::Refused(refusal), Vec::new());
                }
                let differing = differing(hashes, &sections(&self.battle));
                if differing.is_empty() { Some(Ok(())) } else { differs(Why::Outcome, differing) }
            }
        }
    }
}

/// Names of the sections whose hashes differ or which only one of the two has.
fn differing(file: &[(String, String)], here: &[(String, String)]) -> Vec<String> {
    let changed = here.iter().filter(|s| !file.contains(s));
    let missing = file.iter().filter(|s| !here.iter().any(|h| h.0 == s.0));
    changed.chain(missing).map(|s| s.0.clone()).collect()
}

/// Run a replay again to its end, or to the end of the first impulse that differs.
///
/// # Errors
/// As [`Rerun::new`]; inside, where the two part.
pub fn verify<'a>(replay: &'a Replay, scenario: &Arc<Scenario>) -> Result<Result<Rerun<'a>, Divergence>, ReplayFault> {
    let mut run = Rerun::new(replay, scenario, Keep::Log)?;
    let mut first: Option<Divergence> = None;
    while let Some(step) = run.step() {
        let over = matches!(replay.lines[run.line - 1], Line::End { .. });
        // The first line that differs is named; the impulse's end then tells which sections of the state it changed.
        match (step, &mut first) {
            (Ok(()), _) => {}
            (Err(found), None) => first = Some(found),
            (Err(found), Some(first)) if found.at_end && !found.sections.is_empty() => first.sections = found.sections,
            (Err(_), Some(_)) => {}
        }
        if over && first.is_some() {
            break;
        }
    }
    Ok(match first {
        Some(divergence) => Err(divergence),
        None => Ok(run),
    })
}

#[cfg(test)]
mod tests {
    use super::differing;

    #[test]
    fn sections_differ_by_hash_or_by_name() {
        let s = |list: &[(&str, &str)]| list.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect::<Vec<_>>();
        let file = s(&[("units", "1"), ("log", "2"), ("gone", "3")]);
        let here = s(&[("units", "1"), ("log", "9"), ("new", "4")]);
        assert_eq!(differing(&file, &here), ["log", "new", "gone"]);
        assert!(differing(&file, &file).is_empty());
    }
}
