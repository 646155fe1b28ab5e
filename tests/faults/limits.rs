//! The limits of what loads: the smallest and the largest map, battles across midnight, arrivals that find no room.

use crate::shop::{errors, files, four_turns, list, load_files};
use khasan::data::{Diagnostic, Scenario};
use khasan::rules::Clock;
use std::sync::Arc;

/// The small scenario's files, of which a test changes some.
fn small() -> Vec<(String, String)> {
    files("tests/fixtures/small.ron")
}

#[track_caller]
fn swap(files: &mut [(String, String)], name: &str, old: &str, new: &str) {
    let text = &mut files.iter_mut().find(|(n, _)| n == name).unwrap().1;
    assert!(text.contains(old), "{name} has no {old:?}");
    *text = text.replacen(old, new, 1);
}

/// A bare battle on a map: a company and a battery off the map against a company, at the hexes given.
fn battle(cols: usize, rows: usize, soviet: &str, japanese: &str, objective: &str) -> Vec<(String, String)> {
    let ground: String = (0..rows).map(|_| format!("\"{}\", ", ".".repeat(cols))).collect();
    let heights: String = (0..rows).map(|_| format!("\"{}\", ", "10 ".repeat(cols))).collect();
    let map = format!(
        "(format: 1, id: \"small\", title: \"Plain\", cols: {cols}, rows: {rows}, ground: [{ground}], elevation_m: [{heights}], soviet_side: \"0000\")"
    );
    let unit = |id: &str, card: &str, place: &str| format!("(id: \"{id}\", name: \"Unit\", card: \"{card}\", {place}, sources: [\"S0\"])");
    let scenario = format!(
        r#"(format: 1, id: "small", title: "Plain", briefing: (soviet: "Go.", japanese: "Stay."), map: "small", cards: ["small"],
    phases: [(id: "day", from: "1938-08-06T16:00", to: "1938-08-06T18:00", turn_min: 15, first: soviet)],
    light: [(day: "1938-08-06", civil_dawn: "05:42", sunrise: "06:12", sunset: "20:34", civil_dusk: "21:04", moon_percent: 81)],
    weather: [(id: "sun", from: "1938-08-06T15:00", sky: clear, sources: ["S0"])],
    formations: [
        (id: "su", name: "Soviet", side: soviet, level: battalion, units: [{}, {}]),
        (id: "jp", name: "Japanese", side: japanese, level: battalion, units: [{}]),
    ],
    objectives: [(id: "o", name: "O", hex: "{objective}", points: 20, holder: japanese)],
    scoring: (side: soviet, own_men_per_point: 50, enemy_men_per_point: 25, vehicles_per_point: 2, hold_turns: 2, grades: [
        (grade: japanese_decisive), (grade: japanese_major, from: -20), (grade: japanese_minor, from: -5), (grade: draw, from: 10),
        (grade: soviet_minor, from: 31), (grade: soviet_major, from: 46), (grade: soviet_decisive, from: 61)]),
    sources: [(id: "S0", text: "Made up")])"#,
        unit("su.co", "rifle", soviet),
        unit("su.guns", "battery", "off_map_km: 3"),
        unit("jp.co", "infantry", japanese),
    );
    let mut files = small();
    for (name, text) in &mut files {
        match name.as_str() {
            "scenario.ron" => text.clone_from(&scenario),
            "maps/small.ron" => text.clone_from(&map),
            _ => {}
        }
    }
    files
}

#[track_caller]
fn plays(files: Vec<(String, String)>) -> (Arc<Scenario>, Vec<Diagnostic>) {
    let (scenario, found) = load_files(files);
    let scenario = scenario.unwrap_or_else(|| panic!("{}", list(&found)));
    four_turns(&scenario);
    (scenario, found)
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(Diagnostic::code).collect()
}

#[test]
fn a_map_of_one_hex_plays() {
    // One side holds it, the other fires from off the map.
    let (_, found) = plays(battle(1, 1, "off_map_km: 2", "hex: \"0000\"", "0000"));
    assert_eq!(codes(&found), ["K0613"], "nobody can get there: {}", list(&found));
    let (_, found) = load_files(battle(1, 1, "hex: \"0000\"", "hex: \"0000\"", "0000"));
    assert_eq!(codes(&found), ["K0522"]);
}

#[test]
fn the_largest_map_plays_and_a_larger_one_says_the_limit() {
    plays(battle(99, 99, "hex: \"4949\"", "hex: \"5049\"", "5049"));
    for (cols, rows) in [(100, 99), (99, 100), (500, 500), (0, 0)] {
        let (_, found) = load_files(battle(cols, rows, "hex: \"0001\"", "hex: \"0000\"", "0000"));
        assert_eq!(codes(&found), ["K0240"], "{}", list(&found));
        assert!(found[0].to_string().contains("1 to 99"));
    }
}

#[test]
fn a_battle_across_midnight_plays() {
    let mut files = battle(9, 9, "hex: \"0404\"", "hex: \"0504\"", "0504");
    swap(
        &mut files,
        "scenario.ron",
        "phases: [",
        "phases: [(id: \"night\", from: \"1938-08-06T23:00\", to: \"1938-08-07T01:00\", turn_min: 30, first: soviet)],\n    light: [",
    );
    let text = &mut files.iter_mut().find(|(n, _)| n == "scenario.ron").unwrap().1;
    let from = text.find("light: [(id: \"day\"").unwrap();
    let to = text.find("weather:").unwrap();
    let row = |day: &str| {
        format!("(day: \"{day}\", civil_dawn: \"05:42\", sunrise: \"06:12\", sunset: \"20:34\", civil_dusk: \"21:04\", moon_percent: 81),")
    };
    text.replace_range(from..to, &format!("light: [{}{}],\n    ", row("1938-08-06"), row("1938-08-07")));
    let (scenario, found) = plays(files.clone());
    assert!(found.is_empty(), "{}", list(&found));
    assert_eq!(scenario.turns.len(), 4);
    assert_eq!(Some(scenario.ends()), Clock::parse("1938-08-07T01:00"));
    // the same midnight, written as the end of the day
    swap(&mut files, "scenario.ron", "to: \"1938-08-07T01:00\"", "to: \"1938-08-06T24:00\"");
    assert!(plays(files.clone()).1.is_empty());
    // a day that the night reaches needs its light
    swap(&mut files, "scenario.ron", "to: \"1938-08-06T24:00\"", "to: \"1938-08-07T01:00\"");
    swap(&mut files, "scenario.ron", &row("1938-08-07"), "");
    let (_, found) = load_files(files);
    assert_eq!(codes(&found), ["K0512"]);
}

#[test]
fn who_arrives_on_the_enemy_or_in_a_full_hex_waits() {
    let at = |place: &str| battle(9, 9, place, "hex: \"0504\"", "0504");
    let (_, found) = plays(at("hex: \"0504\", arrives: \"1938-08-06T16:15\""));
    assert_eq!(codes(&found), ["K0615"], "{}", list(&found));
    let mut files = at("hex: \"0404\", arrives: \"1938-08-06T16:15\"");
    let more: String = (0..6)
        .map(|n| {
            format!("(id: \"su.{n}\", name: \"Unit\", card: \"rifle\", hex: \"0404\", arrives: \"1938-08-06T16:15\", sources: [\"S0\"]), ")
        })
        .collect();
    swap(&mut files, "scenario.ron", "units: [(id: \"su.co\"", &format!("units: [{more}(id: \"su.co\""));
    let (_, found) = plays(files);
    assert_eq!(codes(&found), ["K0616"], "{}", list(&found));
}

#[test]
fn many_moments_outside_the_battle_are_one_slip_of_the_phases() {
    let mut files = small();
    // the battle ends in the year before it begins: no phase is sound, and nothing else is told
    swap(&mut files, "scenario.ron", "to: \"1938-08-06T18:00\"", "to: \"1937-08-06T18:00\"");
    assert_eq!(codes(&load_files(files).1), ["K0501"]);
    let mut files = files_of_the_next_day();
    let (_, found) = load_files(files.clone());
    assert_eq!(codes(&found), ["K0245"], "{}", list(&found));
    assert!(found[0].to_string().contains("before"), "{}", found[0]);
    // two are told one by one
    swap(
        &mut files,
        "scenario.ron",
        "    fire_plan: [",
        "    fire_plan: [], strikes: [], flights: [], engagement: [], events: [],\n    x: [",
    );
    assert_eq!(errors(&load_files(files).1).len(), 1);
}

/// The small scenario with its phases, light and weather a day later.
fn files_of_the_next_day() -> Vec<(String, String)> {
    let mut files = small();
    for (name, text) in &mut files {
        if name == "scenario.ron" {
            let at = text.find("    formations:").unwrap();
            *text =
                format!("{}{}", text[..at].replace("1938-08-06T", "1938-08-07T").replace("\"1938-08-06\"", "\"1938-08-07\""), &text[at..]);
        }
    }
    files
}
