//! `khasan explain FILE --event N`: why an event of a replay came out as it did; `khasan explain CODE`: what a fault of the data means.

use super::fail::{Fail, bad_replay};
use super::{Everywhere, out, replay, table::Table};
use crate::battle::replay::Rerun;
use crate::battle::{Battle, Keep, LedgerEntry};
use crate::data::{is_path, nearest};
use crate::rules::{Asked, Question, RuleId};
use crate::words::{Words, codes::Lesson};
use clap::Args;
use serde_json::Value;
use std::path::PathBuf;

/// Arguments of `explain`.
#[derive(Args, Debug)]
pub struct Explain {
    /// The code of a fault, such as K0303; or a replay, as `simulate --replay-out` writes it
    #[arg(value_name = "CODE|FILE")]
    what: PathBuf,
    /// Number of the event of the replay, as `simulate --log full` shows it
    #[arg(long, value_name = "N")]
    event: Option<u32>,
}

impl Explain {
    /// Do it.
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        match (self.event, self.what.to_str()) {
            (Some(event), _) => self.event(event, everywhere),
            (None, Some(code)) if !is_path(code) && !self.what.exists() => teach(code),
            (None, _) => Err(Fail::Usage("which event of the replay? add --event N".into())),
        }
    }

    fn event(&self, number: u32, everywhere: &Everywhere) -> Result<(), Fail> {
        let (replay, scenario) = replay::open(&self.what)?;
        let mut run = Rerun::new(&replay, &scenario, Keep::Ledger).map_err(|f| bad_replay(&self.what, f))?;
        while run.battle().events().len() as u64 <= u64::from(number) {
            match run.step() {
                None => break,
                Some(Ok(())) => {}
                Some(Err(_)) => {
                    return Err(Fail::Data(format!(
                        "{}: the replay diverges before event {}: `khasan replay verify` tells where",
                        self.what.display(),
                        number
                    )));
                }
            }
        }
        let battle = run.battle();
        let Some(event) = battle.events().get(number as usize) else {
            return Err(Fail::Usage(format!("there is no event {}: the last is {}", number, battle.events().len().saturating_sub(1))));
        };
        let words = everywhere.words();
        let mut text = format!("event {}, {} ({}): {}\n", event.seq.0, event.at, event.what.name(), words.event(&scenario, &event.what));
        // A cast is kept with the event that followed it; what came of it in the same breath follows as events without dice.
        let entries: Vec<&LedgerEntry> = battle.ledger().iter().filter(|e| e.seq == event.seq).collect();
        match entries.split_last() {
            None => {
                text += "no dice were cast for it\n";
                if let Some(before) = battle.ledger().iter().rev().find(|e| e.seq < event.seq && e.at == event.at) {
                    text += &format!("the last cast before it belongs to event {}\n", before.seq.0);
                }
            }
            Some((own, earlier)) => {
                text += &resolution(battle, own, &words);
                if !earlier.is_empty() {
                    text += "\n  cast since the event before, with nothing else to tell:\n";
                }
                for entry in earlier {
                    text += &in_short(battle, entry, &words);
                }
            }
        }
        out::write(None, &text)
    }
}

/// What a code means.
fn teach(code: &str) -> Result<(), Fail> {
    match Lesson::of(code) {
        Some(lesson) => out::write(None, &lesson.text()),
        None => {
            let near = nearest(&code.to_uppercase(), Lesson::all().iter().map(|l| l.code.as_str()));
            let near = near.map_or(String::new(), |n| format!(": did you mean `{n}`?"));
            Err(Fail::Usage(format!("no fault has the code `{code}`{near}")))
        }
    }
}

/// One resolution: the questions side by side, why, the odds, and what came.
fn resolution(battle: &Battle, entry: &LedgerEntry, words: &Words) -> String {
    let rules = &battle.scenario().rules;
    let truth = rules.ask(&entry.asked);
    let belief = entry.believed.as_ref().map(|q| rules.ask(q));
    let key = entry.key;
    let actor = actor(battle, key.actor);
    let purpose = RuleId::ALL.get(key.purpose as usize).map_or_else(|| key.purpose.to_string(), |r| words.rule(*r));
    let mut text = format!("\n{}\n", words.rule(entry.asked.rule()));
    text += &format!("  dice: {purpose}; turn {}; {actor}; resolution {}\n\n", key.turn + 1, key.nth);
    text += &questions(&entry.asked, entry.believed.as_ref());
    text.push('\n');
    text += &modifiers(&truth, belief.as_ref(), words);
    text += &odds(&truth, belief.as_ref(), entry, words);
    text
}

/// String id of who acted: a unit, or a flight, which are numbered after the units.
fn actor(battle: &Battle, number: u16) -> String {
    let (scenario, n) = (battle.scenario(), number as usize);
    let unit = scenario.units.get(n).map(|u| u.id.clone());
    let flight = || n.checked_sub(scenario.units.len()).and_then(|n| scenario.flights.get(n)).map(|f| f.id.clone());
    unit.or_else(flight).unwrap_or_else(|| number.to_string())
}

/// One resolution in a line.
fn in_short(battle: &Battle, entry: &LedgerEntry, words: &Words) -> String {
    let came: Vec<String> = entry.got.got.iter().flatten().map(|(effect, n)| format!("{} {n}", words.effect(*effect))).collect();
    format!("    {} by {}: {}\n", words.rule(entry.asked.rule()), actor(battle, entry.key.actor), came.join(", "))
}

/// The values of a question, named as in docs/json.md, in order of name.
fn values(question: &Question) -> Vec<(String, String)> {
    fn walk(name: String, value: &Value, into: &mut Vec<(String, String)>) {
        let inner = |key: &str| if name.is_empty() { key.to_string() } else { format!("{name}.{key}") };
        match value {
            Value::Object(fields) => fields.iter().for_each(|(k, v)| walk(inner(k), v, into)),
            Value::Array(items) => items.iter().enumerate().for_each(|(i, v)| walk(inner(&(i + 1).to_string()), v, into)),
            Value::String(s) => into.push((name, s.clone())),
            other => into.push((name, other.to_string())),
        }
    }
    let mut all = Vec::new();
    // Plain data always has a JSON form; the outermost name is the rule's.
    if let Ok(Value::Object(rule)) = serde_json::to_value(question) {
        rule.values().for_each(|v| walk(String::new(), v, &mut all));
    }
    all
}

fn questions(asked: &Question, believed: Option<&Question>) -> String {
    let truth = values(asked);
    let belief = believed.filter(|b| b.rule() == asked.rule()).map(values);
    let mut table = Table::new(&["", "as it was", "as believed"], 1);
    let zero = |v: &str| v == "0";
    for (i, (name, value)) in truth.into_iter().enumerate() {
        let believed = belief.as_ref().map(|b| b.get(i).map_or(String::new(), |(_, v)| v.clone()));
        // Unused places of a question are zeros on both sides.
        if zero(&value) && believed.as_deref().is_none_or(zero) {
            continue;
        }
        table.row([name, value, believed.unwrap_or_else(|| "not asked".into())]);
    }
    table.text()
}

/// A factor as a change: `-35 %`.
fn change(permille: u32) -> String {
    let tenths = permille as i64 - 1000;
    match tenths % 10 {
        0 => format!("{:+} %", tenths / 10),
        _ => format!("{:+.1} %", tenths as f64 / 10.0),
    }
}

fn modifiers(truth: &Asked, belief: Option<&Asked>, words: &Words) -> String {
    let mut names: Vec<_> = truth.modifiers.iter().map(|m| m.name).collect();
    for m in belief.into_iter().flat_map(|b| &b.modifiers) {
        if !names.contains(&m.name) {
            names.push(m.name);
        }
    }
    if names.is_empty() {
        return String::new();
    }
    let of = |asked: &Asked, name| {
        // A name can come more than once, as for several shooters: the factors are all told.
        let all: Vec<String> = asked.modifiers.iter().filter(|m| m.name == name).map(|m| change(m.permille)).collect();
        if all.is_empty() { "none".to_string() } else { all.join(", ") }
    };
    let mut table = Table::new(&["why", "as it was", "as believed"], 1);
    for name in names {
        table.row([words.modifier(name), of(truth, name), belief.map_or(String::new(), |b| of(b, name))]);
    }
    table.text() + "\n"
}

fn odds(truth: &Asked, belief: Option<&Asked>, entry: &LedgerEntry, words: &Words) -> String {
    let mut table = Table::new(&["odds", "mean", "at least one", "believed mean", "came"], 1);
    for stage in &truth.lottery.stages {
        let effect = stage.effect;
        let got = entry.got.got.iter().flatten().find(|(e, _)| *e == effect);
        table.row([
            words.effect(effect),
            format!("{:.2}", truth.lottery.mean(effect)),
            format!("{:.0} %", truth.lottery.at_least_one(effect) * 100.0),
            belief.map_or(String::new(), |b| format!("{:.2}", b.lottery.mean(effect))),
            got.map_or("not cast".to_string(), |(_, n)| n.to_string()),
        ]);
    }
    table.text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_told_as_changes() {
        assert_eq!([1000, 650, 2000, 1255, 0].map(change), ["+0 %", "-35 %", "+100 %", "+25.5 %", "-100 %"]);
    }
}
