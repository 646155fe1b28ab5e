//! The readable account of a battle.

use super::table::{Table, thousands};
use crate::battle::Battle;
use crate::data::Scenario;
use crate::lab::{BattleRecord, Detail, EventRecord, Toll, Tolls};
use crate::rules::{BySide, Side};
use crate::view::{Event, What};
use crate::words::{Words, points};

/// Most headlines told of one turn in brief.
const MOST_HEADLINES: usize = 10;

/// The account: what happened turn by turn, then tables.
pub fn account(battle: &Battle, record: &BattleRecord, detail: Detail, words: &Words) -> String {
    let scenario = battle.scenario();
    let mut text = format!("{} ({}), seed {}", scenario.title, scenario.id, record.seed);
    if record.run > 0 {
        text += &format!(", run {}", record.run);
    }
    for side in Side::BOTH {
        text += &format!(", {}: {}", words.side(side), record.players[side]);
    }
    text += "\n";
    for (id, title) in record.mods.iter().zip(&record.mod_titles) {
        text += &format!("  over it {id}: {title}\n");
    }
    for set in &record.sets {
        text += &format!("  with {set}\n");
    }
    text.push('\n');
    // Turns are marked in the log by their first event.
    let mut rest = battle.events();
    while !rest.is_empty() {
        let next = rest.iter().skip(1).position(|e| matches!(e.what, What::TurnStarted { .. })).map_or(rest.len(), |i| i + 1);
        text += &turn(scenario, &rest[..next], detail, words);
        rest = &rest[next..];
    }
    text += &tables(record, words);
    text
}

/// A part of the score in words: an objective by its place.
fn part_name(record: &BattleRecord, words: &Words, part: &str) -> String {
    let Some((_, id)) = part.split_once(':') else { return words.ui(&format!("score-{part}")) };
    record.objectives.iter().find(|o| o.id == id).map_or(id.to_owned(), |o| format!("{} {}", o.hex, o.name))
}

/// What a turn cost.
#[derive(Default)]
struct Cost {
    men: BySide<u32>,
    stuck: BySide<u32>,
    out: BySide<u32>,
}

fn turn(scenario: &Scenario, events: &[Event], detail: Detail, words: &Words) -> String {
    let Some(first) = events.first() else { return String::new() };
    let mut cost = Cost::default();
    for event in events {
        match event.what {
            What::MenLost { unit, lost, .. } => {
                cost.men[scenario.units[unit.index()].side] += lost.killed as u32 + lost.wounded as u32 + lost.missing as u32;
            }
            What::Bogged { unit, count, .. } => cost.stuck[scenario.units[unit.index()].side] += count as u32,
            What::VehiclesLost { unit, burnt, recoverable, repairable, .. }
            | What::StrandedLost { unit, burnt, recoverable, repairable, .. } => {
                cost.out[scenario.units[unit.index()].side] += burnt as u32 + recoverable as u32 + repairable as u32;
            }
            _ => {}
        }
    }
    let mut text = match first.what {
        What::TurnStarted { turn } => {
            let phase = scenario.turns.get(turn as usize).and_then(|t| scenario.phases.get(t.phase as usize));
            format!("{}  turn {}{}", first.at.hhmm(), turn + 1, phase.map_or(String::new(), |p| format!(", {}", p.id)))
        }
        _ => format!("{}  before the first turn", first.at.hhmm()),
    };
    for side in Side::BOTH {
        let parts = [
            (cost.men[side], "man lost", "men lost"),
            (cost.stuck[side], "vehicle stuck", "vehicles stuck"),
            (cost.out[side], "vehicle knocked out", "vehicles knocked out"),
        ];
        let say = |(n, one, many): &(u32, &str, &str)| format!("{n} {}", if *n == 1 { one } else { many });
        let said: Vec<String> = parts.iter().filter(|p| p.0 > 0).map(say).collect();
        if !said.is_empty() {
            text += &format!("; {}: {}", words.side(side), said.join(", "));
        }
    }
    text.push('\n');
    let told: Vec<&Event> = events.iter().filter(|e| detail == Detail::Full || is_headline(&e.what)).collect();
    let most = if detail == Detail::Full { told.len() } else { MOST_HEADLINES };
    for event in told.iter().take(most) {
        let number = if detail == Detail::Full { format!("#{:<5} ", event.seq.0) } else { String::new() };
        text += &format!("    {number}{}  {}\n", event.at.hhmm(), words.event(scenario, &event.what));
    }
    if told.len() > most {
        text += &format!("    and {} more\n", told.len() - most);
    }
    text
}

/// Whether a brief account of a turn tells of it.
fn is_headline<W: Copy>(what: &What<W>) -> bool {
    matches!(
        what,
        What::StrikeFell { .. }
            | What::StrikeCalledOff { .. }
            | What::AircraftLost { .. }
            | What::Assaulted { .. }
            | What::Destroyed { .. }
            | What::Surrendered { .. }
            | What::Control { .. }
            | What::Released { .. }
            | What::TaskLate { .. }
            | What::TaskAstray { .. }
            | What::Script { .. }
            | What::WeatherChanged { .. }
            | What::Ended { .. }
    )
}

fn tables(record: &BattleRecord, words: &Words) -> String {
    let n = |n: u32| thousands(n as i64);
    let mut men = Table::new(&["men", "start", "arrived", "fit", "killed", "wounded", "missing", "sick"], 1);
    let mut vehicles = Table::new(&["vehicles", "start", "arrived", "running", "stranded", "repairable", "recoverable", "burnt"], 1);
    let mut spent = Table::new(&["spent", "rounds of guns", "sorties"], 1);
    for side in Side::BOTH {
        let (name, s) = (words.side(side), &record.sides[side]);
        let m = &s.men;
        men.row(std::iter::once(name.clone()).chain([m.start, m.arrived, m.fit, m.killed, m.wounded, m.missing, m.sick].map(n)));
        let v = &s.vehicles;
        let fates = [v.start, v.arrived, v.running, v.stranded, v.repairable, v.recoverable, v.burnt];
        vehicles.row(std::iter::once(name.clone()).chain(fates.map(n)));
        spent.row([name, n(s.rounds_fired), n(s.sorties)]);
    }
    let mut text = format!("\n{}\n{}\n{}\n", men.text(), vehicles.text(), spent.text());
    let mut objectives = Table::new(&["objective", "", "held by"], 3);
    for o in &record.objectives {
        let side = Side::BOTH.into_iter().find(|s| s.id() == o.holder);
        objectives.row([o.hex.clone(), o.name.clone(), side.map_or(o.holder.clone(), |s| words.side(s))]);
    }
    if !record.objectives.is_empty() {
        text += &format!("{}\n", objectives.text());
    }
    let victory = &record.victory;
    text += &format!("  {}, score {}\n", words.grade(victory.grade), points(victory.score));
    for part in &victory.parts {
        text += &format!("    {:>5}  {}\n", format!("{:+}", part.points), part_name(record, words, &part.name));
    }
    let a = &record.actions;
    let done = [(a.moves, "move"), (a.fires, "fire"), (a.assaults, "assault"), (a.missions, "mission"), (a.sorties, "sortie")];
    let done = done.map(|(count, what)| format!("{} {what}{}", n(count), if count == 1 { "" } else { "s" }));
    text += &format!("\n  orders carried out: {}\n", done.join(", "));
    if !record.history.is_empty() {
        let mut rows = Table::new(&["", "record", "here", ""], 1);
        for row in &record.history {
            let range = match &row.record {
                Some([least, greatest]) if least == greatest => least.to_string(),
                Some([least, greatest]) => format!("{least} to {greatest}"),
                None => String::new(),
            };
            let value = row.value.as_ref().map_or("never".to_string(), |v| v.to_string());
            rows.row([row.text.clone(), range, value, if row.inside == Some(false) { "off" } else { "" }.to_string()]);
        }
        text += &format!("\n  against the record:\n{}", rows.text());
    }
    if let Some(tolls) = &record.record {
        text += &toll_tables(tolls, words);
    }
    if let Some(events) = &record.events {
        text += &event_lines(events);
    }
    text += &format!("\n  hash {}\n", record.hash);
    text
}

/// What was lost and used: by formation, then by side and hour, then by cause.
fn toll_tables(tolls: &Tolls, words: &Words) -> String {
    const HEADS: [&str; 11] = ["killed", "wounded", "missing", "stuck", "freed", "out", "burnt", "guns", "rounds", "brought t", "used t"];
    let cells = |t: &Toll| {
        let tonnes = |g: u64| if g == 0 { String::new() } else { format!("{:.1}", g as f64 / 1e6) };
        let n = |n: u64| if n == 0 { String::new() } else { thousands(n as i64) };
        let rounds = t.rounds.values().sum::<u64>();
        let counts = [t.killed, t.wounded, t.missing, t.stuck, t.freed, t.vehicles_lost(), t.burnt, t.guns, rounds];
        counts.map(n).into_iter().chain([tonnes(t.brought_g), tonnes(t.used_g)])
    };
    let mut formations = Table::new(&[&["formation"][..], &HEADS].concat(), 1);
    let mut depth: std::collections::BTreeMap<&str, usize> = Default::default();
    for f in &tolls.formations {
        let deep = f.parent.as_deref().and_then(|p| depth.get(p)).map_or(0, |d| d + 1);
        depth.insert(&f.formation, deep);
        formations.row(std::iter::once(format!("{:w$}{}", "", f.formation, w = deep * 2)).chain(cells(&f.total)));
    }
    let mut hours = Table::new(&[&["hour", ""][..], &HEADS].concat(), 2);
    let mut causes = Table::new(&["cause", "", "killed", "wounded", "missing", "vehicles", "guns"], 2);
    let mut stores = Table::new(&["ammunition and fuel, t", "start", "came", "held", "used", "lost"], 1);
    for side in Side::BOTH {
        let (name, toll) = (words.side(side), &tolls.sides[side]);
        for h in &toll.hours {
            let at = crate::rules::Clock::parse(&h.from).map_or(h.from.clone(), |c| c.hhmm());
            hours.row([at, name.clone()].into_iter().chain(cells(&h.toll)));
        }
        for (cause, c) in &toll.total.by_cause {
            let counts = [c.killed, c.wounded, c.missing, c.vehicles, c.guns].map(|n| thousands(n as i64));
            causes.row([words.cause(*cause), name.clone()].into_iter().chain(counts));
        }
        let s = toll.stores;
        let tonnes = [s.start_g, s.came_g, s.held_g, s.used_g, s.lost_g].map(|g| format!("{:.1}", g as f64 / 1e6));
        stores.row(std::iter::once(name).chain(tonnes));
    }
    format!("\n{}\n{}\n{}\n{}", formations.text(), hours.text(), causes.text(), stores.text())
}

/// Scripted events: when each happened, or its condition as it stands.
fn event_lines(events: &[EventRecord]) -> String {
    if events.is_empty() {
        return String::new();
    }
    let mut text = "\n  events:\n".to_owned();
    for e in events {
        match (&e.happened, &e.why) {
            (Some(at), _) => text += &format!("    {}: {}\n", e.event, crate::rules::Clock::parse(at).map_or(at.clone(), |c| c.hhmm())),
            (None, Some(why)) => {
                text += &format!("    {}: not yet\n", e.event);
                why.lines(6, &mut text);
            }
            (None, None) => {}
        }
    }
    text
}
