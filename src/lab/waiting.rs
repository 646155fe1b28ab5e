//! Scripted events for whoever may know the truth: when each happened, or why not yet.

use crate::battle::{Battle, Reading, Value};
use crate::data::{Condition, Scenario, Whose};
use serde::{Deserialize, Serialize};

/// A scripted event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRecord {
    /// string id
    pub event: String,
    /// what is told when it happens
    pub text: String,
    /// when it happened
    pub happened: Option<String>,
    /// if it has not: its condition as it stands
    pub why: Option<WhyRecord>,
}

/// A condition as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyRecord {
    /// the condition, `lost(japanese)`
    pub condition: String,
    /// whether it holds
    pub holds: bool,
    /// what it has
    pub have: Option<WhyValue>,
    /// what it needs
    pub need: Option<WhyValue>,
    /// what it is made of
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<WhyRecord>,
}

/// What a condition has or needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum WhyValue {
    /// men, vehicles, rounds, points, minutes, steps
    Number(i64),
    /// a moment, who stands in a hex, light, air, ground
    Text(String),
}

impl std::fmt::Display for WhyValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            WhyValue::Number(n) => write!(f, "{n}"),
            WhyValue::Text(text) => f.write_str(text),
        }
    }
}

/// All scripted events of a battle as it stands.
pub fn waiting(battle: &Battle) -> Vec<EventRecord> {
    let scenario = battle.scenario();
    let row = |w: crate::battle::Waiting<'_>| {
        let event = &scenario.events[w.event.0 as usize];
        EventRecord {
            event: event.id.clone(),
            text: event.text.clone(),
            happened: w.happened.map(|at| at.to_string()),
            why: w.why.map(|r| why(scenario, &r)),
        }
    };
    battle.why_not_yet().into_iter().map(row).collect()
}

fn why(scenario: &Scenario, r: &Reading<'_>) -> WhyRecord {
    WhyRecord {
        condition: named(scenario, r.condition),
        holds: r.holds,
        have: value(r.have),
        need: value(r.need),
        parts: r.parts.iter().map(|p| why(scenario, p)).collect(),
    }
}

/// A condition as it would be written, without what it needs.
fn named(scenario: &Scenario, condition: &Condition) -> String {
    let hex = |h| scenario.ground.grid.name(h);
    let formation = |f: crate::data::FormationId| scenario.formations[f.0 as usize].id.as_str();
    let whose = |w: &Whose| w.formation.map_or(w.side.id(), formation);
    match condition {
        Condition::After(_) => "after".to_owned(),
        Condition::Before(_) => "before".to_owned(),
        Condition::Holds(side, h) => format!("holds({}, {})", side.id(), hex(*h)),
        Condition::Near(side, h, _) => format!("near({}, {})", side.id(), hex(*h)),
        Condition::Lost(w, _) => format!("lost({})", whose(w)),
        Condition::VehiclesOut(w, _) => format!("vehicles_out({})", whose(w)),
        Condition::RoundsFired(side, _) => format!("rounds_fired({})", side.id()),
        Condition::Happened(event, _) => format!("happened({})", scenario.events[event.0 as usize].id),
        Condition::Released(f) => format!("released({})", formation(*f)),
        Condition::Score(_) => "score".to_owned(),
        Condition::Tension(_) => "tension".to_owned(),
        Condition::Broken(rule) => format!("broken({})", scenario.engagement[rule.0 as usize].id),
        Condition::Light(_) => "light".to_owned(),
        Condition::Sky(_) => "sky".to_owned(),
        Condition::Ground(soil, _) => format!("ground({})", plain(soil)),
        Condition::All(_) => "all".to_owned(),
        Condition::Any(_) => "any".to_owned(),
        Condition::Not(_) => "not".to_owned(),
    }
}

/// The name of a plain value in JSON.
fn plain<T: Serialize>(value: &T) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}

fn value(value: Value) -> Option<WhyValue> {
    Some(match value {
        Value::None => return None,
        Value::Number(n) => WhyValue::Number(n),
        Value::Moment(at) => WhyValue::Text(at.to_string()),
        Value::Sides(there) => WhyValue::Text(
            match (there.soviet, there.japanese) {
                (false, false) => "nobody",
                (true, false) => "soviet",
                (false, true) => "japanese",
                (true, true) => "both",
            }
            .to_owned(),
        ),
        Value::Light(v) => WhyValue::Text(plain(&v)),
        Value::Sky(v) => WhyValue::Text(plain(&v)),
        Value::Ground(v) => WhyValue::Text(plain(&v)),
    })
}

impl WhyRecord {
    /// The condition in lines of text, its parts indented below it: `lost(japanese): 312 of 400`.
    pub fn lines(&self, indent: usize, text: &mut String) {
        let comparison = match (&self.have, &self.need) {
            (Some(have @ WhyValue::Number(_)), Some(need)) if !self.condition.starts_with("near") => format!(": {have} of {need}"),
            (Some(have), Some(need)) if self.condition.starts_with("near") => format!(": {have} steps, at most {need} wanted"),
            (Some(have), Some(need)) => format!(": {have}, wanted {need}"),
            (None, Some(need)) => format!(": none, wanted {need}"),
            _ => String::new(),
        };
        let sign = if self.holds { '+' } else { '-' };
        *text += &format!("{:indent$}{sign} {}{comparison}\n", "", self.condition);
        for part in &self.parts {
            part.lines(indent + 2, text);
        }
    }
}
