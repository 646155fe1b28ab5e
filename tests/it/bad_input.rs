//! Broken data: the one right error, with file, line and column where the fault has a line; never a panic.

use khasan::data::{Diagnostic, Fault, LoadOptions, Scenario, Severity, Sources, load};
use proptest::prelude::*;
use std::path::Path;
use std::sync::Arc;

pub const SCENARIO: &str = include_str!("../fixtures/small.ron");
pub const MAP: &str = include_str!("../fixtures/maps/small.ron");
pub const CARDS: &str = include_str!("../fixtures/cards/small.ron");

/// A folder with the small scenario, its map and its cards, each as given.
pub fn folder(scenario: &[u8], map: &[u8], cards: &[u8]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in [("small.ron", scenario), ("maps/small.ron", map), ("cards/small.ron", cards)] {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    dir
}

/// The small scenario of such a folder, changed so.
pub fn read(dir: &Path, sets: &[&str]) -> (Option<Arc<Scenario>>, Vec<Diagnostic>) {
    let sets = sets.iter().map(|s| (*s).to_owned()).collect();
    let path = dir.join("small.ron");
    let (scenario, found) = load(&Sources::embedded(), path.to_str().unwrap(), &LoadOptions { sets });
    let errors = found.iter().filter(|d| d.severity() == Severity::Error).count();
    assert_eq!(scenario.is_none(), errors > 0, "{found:#?}");
    (scenario, found)
}

/// The small scenario from texts alone, with the rules that are carried.
pub fn read_texts(scenario: &str, map: &str, cards: &str) -> (Option<Arc<Scenario>>, Vec<Diagnostic>) {
    let dir = folder(scenario.as_bytes(), map.as_bytes(), cards.as_bytes());
    read(dir.path(), &[])
}

/// Where a text stands: line and column from 1.
pub fn place(text: &str, needle: &str) -> (u32, u32) {
    let at = text.find(needle).unwrap_or_else(|| panic!("no {needle:?}"));
    let line = text[..at].matches('\n').count() as u32 + 1;
    let column = text[..at].rsplit('\n').next().unwrap().chars().count() as u32 + 1;
    (line, column)
}

#[derive(Clone, Copy)]
pub enum In {
    Scenario,
    Map,
    Cards,
}

/// Replace `old` by `new` once in a file; expect exactly one fault of this code, at the place where `needle` now stands.
#[track_caller]
pub fn one(file: In, old: &str, new: &str, code: &str, needle: &str) -> Diagnostic {
    let mut texts = [SCENARIO.to_owned(), MAP.to_owned(), CARDS.to_owned()];
    let text = &mut texts[file as usize];
    assert!(text.contains(old), "the fixture has no {old:?}");
    *text = text.replacen(old, new, 1);
    let wanted = (!needle.is_empty()).then(|| place(text, needle));
    let name = ["small.ron", "maps/small.ron", "cards/small.ron"][file as usize];
    let (_, found) = read_texts(&texts[0], &texts[1], &texts[2]);
    let [only] = &found[..] else { panic!("wanted one fault, found {}:\n{}", found.len(), list(&found)) };
    assert_eq!((only.code(), only.line_column()), (code, wanted), "{only}");
    assert!(only.file.ends_with(name), "{only}");
    only.clone()
}

pub fn list(found: &[Diagnostic]) -> String {
    found.iter().map(|d| format!("{d}\n")).collect()
}

#[test]
fn the_small_scenario_is_sound() {
    let (scenario, found) = read_texts(SCENARIO, MAP, CARDS);
    assert!(found.is_empty(), "{}", list(&found));
    let scenario = scenario.unwrap();
    assert_eq!(scenario.turns.len(), 6);
    assert_eq!(scenario.units.len(), 5);
    let unit = |id| &scenario.units[scenario.unit(id).unwrap().index()];
    assert_eq!((unit("su.hq").men, unit("su.co").men, unit("su.tanks").vehicles[0], unit("su.guns").guns), (40, 120, 4, 4));
    assert_eq!(scenario.supply.links[0].kg_per_hour, [14_583, 5_000, 1_250]);
    let hex = |name| scenario.ground.grid.parse(name).unwrap();
    let ground = &scenario.ground;
    let beyond = |name| ground.beyond_border[hex(name).index()];
    assert!(beyond("0101") && beyond("0000") && !beyond("0200") && !beyond("0402"));
    assert_eq!(ground.depth_beyond.soviet[hex("0000").index()], 2);
    assert_eq!(ground.depth_beyond.japanese[hex("0300").index()], 2);
}

#[test]
fn a_byte_order_mark_and_windows_lines_are_no_fault() {
    let crlf = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let (scenario, found) = read_texts(&crlf(SCENARIO), &crlf(MAP), &crlf(CARDS));
    assert!(scenario.is_some(), "{}", list(&found));
    // and lines and columns are the same
    let broken = crlf(SCENARIO).replacen("hex: \"0301\"", "hex: \"9901\"", 1);
    let (_, found) = read_texts(&broken, MAP, CARDS);
    assert_eq!(found[0].line_column(), Some(place(&SCENARIO.replacen("\"0301\"", "\"9901\"", 1), "\"9901\"")));
}

#[test]
fn faults_of_shape_name_the_word() {
    let d = one(In::Scenario, "turn_min: 15", "turn_mins: 15", "K0102", "turn_mins");
    assert_eq!(d.did_you_mean.as_deref(), Some("turn_min"));
    assert_eq!(d.line_column(), Some((10, 71)));
    let d = one(In::Map, "cols: 5", "colls: 5", "K0102", "colls");
    assert_eq!(d.did_you_mean.as_deref(), Some("cols"));
    one(In::Cards, "crew: 3,", "", "K0103", "(id: \"t26\"");
    one(In::Cards, " machine_gun: \"rifle\",", "", "K0103", "1, stop_km");
    one(In::Scenario, "count: 9, sorties", "count: 9, count: 9, sorties", "K0104", "count: 9, sorties");
    let d = one(In::Scenario, "first: soviet", "first: sovjet", "K0105", "sovjet");
    assert_eq!(d.did_you_mean.as_deref(), Some("soviet"));
    one(In::Scenario, "men: 40", "men: \"forty\"", "K0106", "\"forty\"");
    one(In::Scenario, "men: 40", "men: 40.5", "K0106", "40.5");
    one(In::Scenario, "hex: \"0301\"", "hex: 0301", "K0106", "0301, posture");
    one(In::Scenario, "format: 1", "format: 2", "K0107", "2,");
    one(In::Scenario, "title: \"Small\",", "title: \"Small\"", "K0101", "briefing");
}

#[test]
fn numbers_have_their_ranges() {
    one(In::Scenario, "men: 40", "men: -40", "K0203", "-40");
    one(In::Scenario, "men: 40", "men: 4000000000", "K0203", "4000000000");
    one(In::Scenario, "hold_turns: 2", "hold_turns: 2, ground_at: \"1938-08-07T16:30\"", "K0506", "\"1938-08-07T16:30\"");
    let against = "hold_turns: 2, against: (own_men: (record: 10, at_most: -1), enemy_men: (record: 1, at_most: 1), vehicles: (record: 1, at_most: 1))";
    one(In::Scenario, "hold_turns: 2", against, "K0203", "-1");
    one(In::Scenario, "men: 40", "men: 99999999999999999999", "K0202", "99999999999999999999");
    one(In::Scenario, "men: 40", "men: NaN", "K0201", "NaN");
    one(In::Scenario, "off_map_km: 2.5", "off_map_km: NaN", "K0201", "NaN");
    one(In::Scenario, "off_map_km: 2.5", "off_map_km: -inf", "K0201", "-inf");
    one(In::Scenario, "off_map_km: 2.5", "off_map_km: 1e400", "K0201", "1e400");
    one(In::Scenario, "ammunition_t: 2.5", "ammunition_t: -2.5", "K0203", "-2.5");
    one(In::Cards, "round_kg: 10,", "round_kg: 1e9,", "K0203", "1e9");
    one(In::Cards, "men: 130", "men: 0x7fffffff", "K0203", "0x7fffffff");
    one(In::Map, "cols: 5", "cols: 100", "K0240", "100");
}

#[test]
fn ids_and_references_are_checked() {
    let d = one(In::Scenario, "card: \"infantry\"", "card: \"infantri\"", "K0303", "\"infantri\"");
    assert_eq!(d.did_you_mean.as_deref(), Some("infantry"));
    let d = one(In::Scenario, "id: \"su.co\"", "id: \"su.hq\"", "K0301", "\"su.hq\", name: \"Company\"");
    assert_eq!(d.fault, Fault::DuplicateId { kind: "unit", id: "su.hq".to_owned(), line: 27 });
    one(In::Scenario, "id: \"su.co\"", "id: \"su co\"", "K0204", "\"su co\"");
    one(In::Scenario, "depot: \"su_base\"", "depot: \"su_bass\"", "K0303", "\"su_bass\"");
    one(In::Scenario, "release(\"su.bn\")", "release(\"su.bm\")", "K0303", "\"su.bm\"");
    one(In::Scenario, "flight: \"wave\"", "flight: \"wafe\"", "K0303", "\"wafe\"");
    let row = "observable: holder(hex: \"0101\"), record: held_by(japanese)";
    let tonnes = "observable: delivered(depot: \"su_bass\"), record: between(least: 1, most: 2)";
    one(In::Scenario, row, tonnes, "K0303", "\"su_bass\"");
    one(In::Scenario, "battery: \"su.guns\"", "battery: \"su.gums\"", "K0303", "\"su.gums\"");
    one(In::Scenario, "headquarters: \"su.hq\"", "headquarters: \"su.co\"", "K0518", "\"su.co\"");
    one(In::Scenario, "formation: \"su.bn\"", "formation: \"su.bx\"", "K0303", "\"su.bx\"");
    let part = r#"parts: [(id: "su.bn", name: "Inner", level: battalion, units: [(id: "x", name: "X", card: "rifle", hex: "0302", sources: ["S0"])])], reserve"#;
    one(In::Scenario, "reserve", part, "K0306", "\"su.bn\", name: \"Inner\"").hint.expect("a hint");
    one(In::Scenario, "map: \"small\"", "map: \"smalle\"", "K0012", "\"smalle\"");
    one(In::Scenario, "map: \"small\"", "map: \"../small\"", "K0204", "\"../small\"");
    one(In::Scenario, "cards: [\"small\"]", "cards: [\"small\", \"larger\"]", "K0013", "\"larger\"");
    one(In::Cards, "gun: \"gun45\"", "gun: \"gun46\"", "K0303", "\"gun46\"");
    one(In::Cards, "profile: \"horse_guns\"", "profile: \"horse\"", "K0303", "\"horse\"");
    one(In::Map, "id: \"small\"", "id: \"other\"", "K0308", "\"other\"");
    one(In::Scenario, "arrives: \"1938-08-06T16:30\", sources: [\"S0\"]", "sources: [\"S1\"]", "K0304", "\"S1\"");
    let d = one(In::Scenario, "posture: scrape, sources: [\"S0\"]", "posture: scrape", "K0305", "\"su.co\"");
    assert_eq!(d.severity(), Severity::Warning);
    one(In::Scenario, "side: japanese, level", "level", "K0524", "\"jp.bn\"");
    one(In::Scenario, "card: \"infantry\"", "card: \"rifle\"", "K0307", "\"rifle\", hex: \"0101\"");
}

#[test]
fn warnings_that_are_meant_are_allowed_by_code_and_reason() {
    let at = |allow: &str| SCENARIO.replacen("    sources: [(id", &format!("    allow: [{allow}],\n    sources: [(id"), 1);
    let codes = |text: &str| read_texts(text, MAP, CARDS).1.iter().map(|d| (d.code(), d.line_column())).collect::<Vec<_>>();
    let strong = |text: &str| text.replacen("men: 40", "men: 400", 1);
    assert_eq!(codes(&strong(SCENARIO)).len(), 1, "{:?}", codes(&strong(SCENARIO)));
    let reason = "reason: \"filled up\"";
    // all of the code, or those that name a unit
    assert_eq!(codes(&strong(&at(&format!("(code: \"K0601\", {reason})")))), []);
    assert_eq!(codes(&strong(&at(&format!("(code: \"K0601\", at: \"su.hq\", {reason})")))), []);
    let other = strong(&at(&format!("(code: \"K0601\", at: \"su.co\", {reason})")));
    assert_eq!(codes(&other).iter().map(|c| c.0).collect::<Vec<_>>(), ["K0601", "K0680"]);
    // an allowance of nothing is a note and does not stop the scenario
    let text = at(&format!("(code: \"K0601\", {reason})"));
    let (scenario, found) = read_texts(&text, MAP, CARDS);
    assert!(scenario.is_some());
    assert_eq!((found[0].severity(), found[0].line_column()), (Severity::Note, Some(place(&text, "\"K0601\""))));
    // what cannot be allowed
    let one = |allow: &str, code: &str, needle: &str| {
        one(In::Scenario, "    sources: [(id", &format!("    allow: [{allow}],\n    sources: [(id"), code, needle)
    };
    assert_eq!(one(&format!("(code: \"K601\", {reason})"), "K0241", "\"K601\"").did_you_mean.as_deref(), Some("K0601"));
    one(&format!("(code: \"K0303\", {reason})"), "K0242", "\"K0303\"");
    one("(code: \"K0601\", reason: \" \")", "K0243", "\" \")");
    one("(code: \"K0601\")", "K0103", "(code");
}

#[test]
fn two_typos_give_two_errors() {
    let text = SCENARIO.replacen("card: \"infantry\"", "card: \"infantri\"", 1).replacen("hex: \"0301\"", "hex: \"0399\"", 1);
    let (_, found) = read_texts(&text, MAP, CARDS);
    let codes: Vec<_> = found.iter().map(Diagnostic::code).collect();
    assert_eq!(codes, ["K0206", "K0303"], "{}", list(&found));
    // and one in each file
    let (_, found) = read_texts(&text, &MAP.replacen("..,.~", "..,?~", 1), CARDS);
    assert_eq!(found.len(), 3, "{}", list(&found));
}

#[test]
fn hexes_lie_on_the_map_and_units_on_land() {
    one(In::Scenario, "hex: \"0301\"", "hex: \"0501\"", "K0206", "\"0501\"");
    one(In::Scenario, "hex: \"0301\"", "hex: \"3\"", "K0205", "\"3\"");
    one(In::Scenario, "via: [\"0201\"", "via: [\"0207\"", "K0206", "\"0207\"");
    one(In::Scenario, "hex: \"0301\"", "hex: \"0400\"", "K0508", "\"0400\"");
    one(In::Scenario, "hex: \"0301\"", "hex: \"0002\"", "K0508", "\"0002\"");
    one(In::Scenario, "hex: \"0301\", posture", "posture", "K0510", "\"su.co\"");
    one(In::Scenario, "hex: \"0301\", posture", "hex: \"0301\", off_map_km: 3, posture", "K0510", "\"su.co\"");
    one(In::Scenario, "hex: \"0301\"", "hex: \"0101\"", "K0522", "\"jp.co\"");
    one(In::Scenario, "vehicles: [4]", "vehicles: [4, 1]", "K0511", "[4, 1]");
    let company = |n: u32| format!("(id: \"su.co{n}\", name: \"Company\", card: \"rifle\", hex: \"0300\", sources: [\"S0\"]),");
    let more: String = (1..=5).map(company).collect();
    let d = one(In::Scenario, "(id: \"su.tanks\"", &format!("{more}(id: \"su.tanks\""), "K0509", "\"su.co5\"");
    assert_eq!(d.fault, Fault::Overstacked { hex: "0300".to_owned(), what: "men", found: 640, limit: 600 });
}

#[test]
fn tasks_are_for_battalions_and_lead_somewhere() {
    let bn = "name: \"Battalion\", level: battalion,";
    let with = |task: &str| format!("{bn} task: {task},");
    let at = |task: &str, code: &str, needle: &str| one(In::Scenario, bn, &with(task), code, needle);
    at("(kind: attack)", "K0582", "attack),");
    at("(kind: reserve, via: [\"0101\"])", "K0582", "reserve, via");
    at("(kind: storm, via: [\"0101\"])", "K0105", "storm");
    at("(kind: defend, via: [\"9999\"])", "K0206", "\"9999\"");
    at("(kind: move, via: [\"0101\", \"0400\"])", "K0508", "\"0400\"])");
    let reg = "name: \"Regiment\", side: soviet, level: regiment,";
    one(In::Scenario, reg, &format!("{reg} task: (kind: attack, via: [\"0101\"]),"), "K0581", "attack, via");
    one(In::Scenario, reg, &format!("{reg} command: (staff: lazy),"), "K0105", "lazy");
    let mishap = |m: &str| format!("{reg} command: (mishaps: [{m}], sources: [\"S0\"]),");
    let late =
        |at: &str, least: u32, most: u32| format!("late(at: \"1938-08-06T{at}\", percent: 50, least_min: {least}, most_min: {most})");
    one(In::Scenario, reg, &mishap(&late("16:30", 30, 20)), "K0523", "20)]");
    one(In::Scenario, reg, &mishap(&late("12:00", 20, 30)), "K0506", "\"1938-08-06T12:00\", percent: 50");
    one(In::Scenario, reg, &mishap(&late("16:30", 0, 30)), "K0203", "0, most_min");
    let astray = |hex: &str| format!("astray(at: \"1938-08-06T16:30\", percent: 5, hex: \"{hex}\")");
    one(In::Scenario, reg, &mishap(&astray("0400")), "K0508", "\"0400\")]");
    let (scenario, found) =
        read_texts(&SCENARIO.replacen(reg, &mishap(&format!("{}, {}", late("16:30", 20, 30), astray("0101"))), 1), MAP, CARDS);
    assert!(found.is_empty(), "{}", list(&found));
    assert_eq!(scenario.expect("it is sound").mishaps.len(), 2);
    let (_, found) = read_texts(&SCENARIO.replacen(reg, &format!("{reg} command: (staff: poor),"), 1), MAP, CARDS);
    assert_eq!(found.iter().map(|d| d.code()).collect::<Vec<_>>(), ["K0305"], "{}", list(&found));
    let (scenario, found) = read_texts(&SCENARIO.replacen(bn, &with("(kind: defend, via: [\"0101\"])"), 1), MAP, CARDS);
    assert!(found.is_empty(), "{}", list(&found));
    assert!(scenario.expect("it is sound").formations.iter().any(|f| f.task.as_ref().is_some_and(|t| t.via.len() == 1)));
}

#[test]
fn obstacles_lie_on_sides_of_land_and_once() {
    let laid = |rows: &str| ("    objectives: [".to_owned(), format!("    obstacles: [{rows}],\n    objectives: ["));
    let row = |hex: &str, dir: &str, kind: &str| format!("(side: japanese, hex: \"{hex}\", dir: {dir}, kind: {kind}, sources: [\"S0\"])");
    let one = |rows: &str, code: &str, needle: &str| {
        let (old, new) = laid(rows);
        one(In::Scenario, &old, &new, code, needle)
    };
    one(&row("0101", "se", "moat"), "K0105", "moat");
    one(&row("0000", "n", "wire"), "K0408", "n, kind: wire");
    one(&row("0901", "s", "wire"), "K0206", "\"0901\"");
    one(&row("0400", "s", "mines"), "K0508", "\"0400\", dir");
    // The same side told from its other hex.
    one(&format!("{}, {}", row("0101", "s", "wire"), row("0102", "n", "wire")), "K0540", "n, kind: wire");
    let (old, new) = laid(&format!("{}, {}", row("0101", "s", "wire"), row("0101", "s", "mines")));
    let (scenario, found) = read_texts(&SCENARIO.replacen(&old, &new, 1), MAP, CARDS);
    assert!(found.is_empty(), "{}", list(&found));
    assert_eq!(scenario.expect("it is sound").obstacles.len(), 2);
}

#[test]
fn phases_follow_each_other() {
    one(
        In::Scenario,
        "to: \"1938-08-06T18:00\", turn_min",
        "to: \"1938-08-06T16:30\", turn_min",
        "K0501",
        "\"1938-08-06T16:30\", turn_min",
    );
    one(In::Scenario, "from: \"1938-08-06T17:00\"", "from: \"1938-08-06T17:30\"", "K0502", "\"1938-08-06T17:30\"");
    one(In::Scenario, "from: \"1938-08-06T17:00\"", "from: \"1938-08-06T16:30\"", "K0503", "\"1938-08-06T16:30\", to: \"1938-08-06T18");
    one(In::Scenario, "turn_min: 30", "turn_min: 45", "K0504", "45");
    one(In::Scenario, "from: \"1938-08-06T17:00\"", "from: \"1938-08-06T17:60\"", "K0207", "\"1938-08-06T17:60\"");
    one(In::Scenario, "arrives: \"1938-08-06T16:30\"", "arrives: \"1938-08-07T16:30\"", "K0506", "\"1938-08-07T16:30\"");
    one(In::Scenario, "sunrise: \"06:12\"", "sunrise: \"6:12\"", "K0209", "\"6:12\"");
    one(In::Scenario, "sunrise: \"06:12\"", "sunrise: \"05:12\"", "K0513", "\"05:42\"");
    one(In::Scenario, "day: \"1938-08-06\"", "day: \"1938-08-05\"", "K0512", "");
    one(In::Scenario, "day: \"1938-08-06\"", "day: \"6 August\"", "K0208", "\"6 August\"").place.expect("a place");
}

#[test]
fn the_weather_has_rows_in_order_from_before_the_start() {
    one(In::Scenario, "sky: clear", "sky: cloudy", "K0105", "cloudy");
    one(In::Scenario, "rain: rain,", "rain: hail,", "K0105", "hail");
    one(In::Scenario, "turn_min: 15, first: soviet)", "turn_min: 15, first: soviet, ground: wet)", "K0102", "ground: wet)");
    one(In::Scenario, "from: \"1938-08-05T12:00\"", "from: \"1938-08-05T04:00\"", "K0513", "\"1938-08-05T04:00\", sky: overcast, sources");
    one(In::Scenario, "from: \"1938-08-05T12:00\"", "from: \"noon\"", "K0207", "\"noon\"");
    one(In::Scenario, "id: \"cloud\"", "id: \"rain\"", "K0301", "\"rain\", from: \"1938-08-05T12");
    one(In::Scenario, "percent: 50", "percent: 150", "K0203", "150");
    one(In::Scenario, ", hours: (least: 2, most: 7)", "", "K0530", "50, sources");
    one(In::Scenario, "most: 7)", "most: 1)", "K0523", "1), sources");
    one(In::Scenario, "least: 2,", "least: 0,", "K0203", "0, most: 7");
    one(In::Scenario, "low: 20", "low: -1", "K0203", "-1, road");
    let d = one(
        In::Scenario,
        "        (id: \"sun\", from",
        "        (id: \"mist\", from: \"1938-08-06T12:00\", sky: haze, hours: (least: 1, most: 1), sources: [\"S0\"]),\n        (id: \"sun\", from",
        "K0529",
        "\"1938-08-06T12:00\"",
    );
    let until = khasan::rules::Clock::parse("1938-08-06T13:12").unwrap();
    assert_eq!(d.fault, Fault::PassingOverlap { id: "mist".to_owned(), until });
    // warnings: what is possible but hardly meant
    one(In::Scenario, "sky: overcast, rain: rain", "sky: clear, rain: rain", "K0605", "\"rain\", from");
    one(In::Scenario, "wet: 120", "wet: 400", "K0606", "\"road\", from");

    let start = SCENARIO.find("        (id: \"rain\"").unwrap();
    let end = SCENARIO.find("        (id: \"fog\"").unwrap();
    let text = format!("{}{}", &SCENARIO[..start], &SCENARIO[end..]).replacen("T15:00\", sky", "T17:00\", sky", 1);
    let (_, found) = read_texts(&text, MAP, CARDS);
    assert_eq!(list(&found).lines().count(), 1, "{}", list(&found));
    let starts = khasan::rules::Clock::parse("1938-08-06T16:00").unwrap();
    assert_eq!(found[0].fault, Fault::NoWeather { at: starts });
    assert!(found[0].place.is_some());
}

#[test]
fn a_side_without_units_is_found() {
    let start = SCENARIO.find("        (\n            id: \"jp.bn\"").unwrap();
    let end = SCENARIO.find("    ],\n    flights").unwrap();
    let text = format!("{}{}", &SCENARIO[..start], &SCENARIO[end..]);
    let (_, found) = read_texts(&text, MAP, CARDS);
    assert_eq!(list(&found).lines().count(), 1, "{}", list(&found));
    assert_eq!(found[0].fault, Fault::SideWithoutUnits { side: "japanese" });
}

#[test]
fn maps_are_not_ragged() {
    one(In::Map, "\"..,.~\"", "\"..,.\"", "K0402", "r##\"..,.\"##");
    one(In::Map, "\"..,.~\"", "\"..,.~.\"", "K0402", "r##\"..,.~.\"##");
    one(In::Map, "\"..,.~\"", "\"..,?~\"", "K0403", "?~");
    // what stands before a row is not the row
    one(In::Map, "r##\".*\",.\"##", "/* 0 */ r##\".*,.\"## // 1\n", "K0402", "r##\".*,.\"##");
    one(In::Map, "        r##\"=./v#\"##,\n", "", "K0401", "],\n    elevation_m");
    one(In::Map, "\"10 12 14 12 10\"", "\"10 12 14 12\"", "K0402", "\"10 12 14 12\"");
    one(In::Map, "\"10 12 14 12 10\"", "\"10 12 1x 12 10\"", "K0404", "1x 12");
    one(In::Map, "\"10 12 14 12 10\"", "\"10 12 914 12 10\"", "K0410", "914 12");
}

#[test]
fn lines_of_the_map_hang_together() {
    one(In::Map, "\"0300\", \"0301\", \"0302\"", "\"0300\", \"0302\"", "K0405", "\"0302\"]");
    one(In::Map, "\"0300\", \"0301\", \"0302\"", "\"0300\", \"0400\"", "K0407", "\"0400\"]");
    one(In::Map, "(\"0202\", \"0102\")", "(\"0202\", \"0002\")", "K0406", "\"0002\")");
    one(In::Map, ", (\"0202\", \"0102\")]", "]", "K0409", "\"0200\", \"0100\"");
    one(In::Map, "(hex: \"0301\", dir: s", "(hex: \"0300\", dir: n", "K0408", "n, stream");
    one(In::Map, "confidence: \"C\"", "confidence: \"D\"", "K0210", "\"D\"");
    one(In::Map, "soviet_side: \"0300\"", "soviet_side: \"0900\"", "K0206", "\"0900\"");
}

#[test]
fn plans_and_records_make_sense() {
    one(In::Scenario, "battery: \"su.guns\"", "battery: \"su.co\"", "K0514", "\"su.co\", hex: \"0101\"");
    one(In::Scenario, "off_map_km: 2.5", "off_map_km: 9.5", "K0515", "\"0101\", from: \"1938-08-06T16:10\"");
    one(In::Scenario, "count: 9)", "count: 10)", "K0517", "10)");
    one(In::Scenario, "rounds: 60", "rounds: 6000", "K0603", "6000");
    one(In::Scenario, "tonnes_per_day: (dry: 350, wet: 120, soaked: 30), ", "", "K0516", "\"road\", from");
    one(In::Scenario, "to: \"su_dump\"", "to: \"su_base\"", "K0521", "\"su_base\", kind");
    one(In::Scenario, "held_by(japanese)", "between(least: 1, most: 2)", "K0519", "\"holder\"");
    one(In::Scenario, "least: 5", "least: 50", "K0523", "15)");
    one(In::Scenario, "from: 10)", "from: 40)", "K0520", "31), (grade: soviet_major");
    one(In::Scenario, ", via: [\"0201\", \"0101\"]", "", "K0526", "\"1938-08-06T16:00\", task");
    one(In::Scenario, ", task: attack, via", ", on: (), task: attack, via", "K0532", "()");
    one(In::Scenario, ", task: attack, via", ", on: (within_m: 900), task: attack, via", "K0532", "(within_m: 900)");
    for (on, at) in [
        ("seen_men: 0, within_m: 900", "0, within"),
        ("seen_men: 8, within_m: 299", "299"),
        ("losses_percent: 0", "0), task: attack"),
        ("losses_percent: 101", "101), task: attack"),
    ] {
        one(In::Scenario, ", task: attack, via", &format!(", on: ({on}), task: attack, via"), "K0203", at);
    }
    one(In::Scenario, "at: \"1938-08-06T16:05\"", "at: \"1938-08-06T16:45\"", "K0506", "\"1938-08-06T16:45\"");
    // what a link carries later: in order, in the battle, one capacity, nothing below nothing
    let later = |rows: &str| format!("soaked: 30), later: [{rows}], sources: [\"S0\"]");
    let row = |from: &str, day: &str| format!("(from: \"1938-08-06T{from}\", {day})");
    let same = "tonnes_per_hour: (dry: 9, wet: 9, soaked: 9)";
    let put = |rows: String, code: &str, needle: &str| {
        one(In::Scenario, "soaked: 30), sources: [\"S0\"]", &later(&rows), code, needle);
    };
    for second in ["17:05", "17:10"] {
        let rows = [row("17:10", same), row(second, "tonnes_per_hour: (dry: 8, wet: 8, soaked: 8)")].join(", ");
        put(rows, "K0513", &format!("\"1938-08-06T{second}\", tonnes_per_hour: (dry: 8"));
    }
    put(row("18:10", same), "K0506", "\"1938-08-06T18:10\"");
    put(row("17:10", ""), "K0516", "\"1938-08-06T17:10\"");
    put(row("17:10", "tonnes_per_day: (dry: -1, wet: -1, soaked: -1)").replacen("-1, soaked: -1", "0, soaked: 0", 1), "K0203", "-1, wet");
    put(row("17:10", "tonnes_per_hour: (dry: 9, wet: 10, soaked: 9)"), "K0606", "\"1938-08-06T17:10\"");
}

#[test]
fn codes_and_names_of_faults_are_distinct() {
    let mut codes = Fault::CODES.to_vec();
    assert!(codes.is_sorted(), "codes in order");
    codes.dedup();
    assert_eq!(codes.len(), Fault::CODES.len());
    let mut names = Fault::NAMES.to_vec();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Fault::NAMES.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let dir = folder(&bytes, MAP.as_bytes(), CARDS.as_bytes());
        let (_, found) = read(dir.path(), &[]);
        prop_assert!(!found.is_empty());
    }

    #[test]
    fn cut_off_files_never_panic(which in 0..3usize, cut in any::<prop::sample::Index>()) {
        let mut texts = [SCENARIO, MAP, CARDS];
        texts[which] = &texts[which][..cut.index(texts[which].len())];
        let (scenario, _) = read_texts(texts[0], texts[1], texts[2]);
        prop_assert!(scenario.is_none() || texts[which].trim_end().ends_with(')'));
    }

    #[test]
    fn single_edits_never_panic(which in 0..3usize, at in any::<prop::sample::Index>(), c in "[ -~\u{e9}\u{4e00}]", insert in any::<bool>()) {
        let mut texts = [SCENARIO.to_owned(), MAP.to_owned(), CARDS.to_owned()];
        let text = &mut texts[which];
        let at = at.index(text.len());
        if insert { text.insert_str(at, &c) } else { text.replace_range(at..at + 1, &c) }
        read_texts(&texts[0], &texts[1], &texts[2]);
    }

    #[test]
    fn random_changes_never_panic(set in "[a-z0-9_./*=()\"\\[\\]-]{0,40}", head in prop::sample::select(vec!["", "units.", "map.ground=", "light.0.day=", "supply=*", "cards/small.units.rifle."])) {
        let dir = folder(SCENARIO.as_bytes(), MAP.as_bytes(), CARDS.as_bytes());
        read(dir.path(), &[&format!("{head}{set}")]);
    }
}
