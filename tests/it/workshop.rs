//! `khasan sources` and `khasan test`, on the program itself.

use crate::cli::{Place, TINY, done, json, told};
use khasan::data::{LoadOptions, Sources, load};
use std::fs;

#[test]
fn the_bibliography_is_counted() {
    let report = json(&done(&["sources", TINY, "--format", "json"]));
    let source = |id: &str| report["sources"].as_array().expect("a list").iter().find(|s| s["id"] == id).cloned().expect("a source");
    let made_up = source("made_up_too");
    assert!(made_up["entries"].as_u64() >= Some(8) && made_up["entries"] == made_up["alone"], "{made_up}");
    let handbooks = source("handbooks");
    assert!(handbooks["entries"].as_u64() > handbooks["alone"].as_u64(), "cards name others beside it: {handbooks}");
    assert_eq!(report["without"].as_array().map(Vec::len), Some(0));
    let estimates = report["estimates"].as_array().expect("a list");
    assert!(
        estimates.iter().all(|e| e["file"].as_str().is_some_and(|f| f.contains("cards")) && e["line"].as_u64() > Some(1)),
        "{estimates:?}"
    );

    // What is taken out of the files is told as without; what rests on EST alone as an estimate.
    let place = Place::new();
    let file = place.file("o.ron");
    let over = r#"(format: 1, overlay: "o", scenario: (
        units: [(id: "su.1rr.bt", sources: []), (id: "jp.1ir.at", sources: ["EST"])],
        sources: [(id: "EST", text: "Our estimate")],
    ))"#;
    fs::write(&file, over).expect("a file");
    let report = json(&done(&["sources", TINY, "--mod", &file, "--format", "json"]));
    assert_eq!(report["without"][0]["id"], "su.1rr.bt");
    assert_eq!((&report["without"][0]["kind"], &report["without"].as_array().map(Vec::len)), (&"unit".into(), &Some(1)));
    assert!(report["estimates"].as_array().expect("a list").iter().any(|e| e["id"] == "jp.1ir.at"));
    let text = done(&["sources", TINY, "--mod", &file]);
    assert!(text.contains("1 name no source\n  unit: su.1rr.bt\n") && text.contains("made_up_too: Made up for tests"), "{text}");
}

#[test]
fn expectations_are_held_against_battles() {
    let (code, out, err) = told(&["test", TINY, "--format", "json"]);
    assert_eq!(code, 0, "{out}{err}");
    let report = json(&out);
    let of = |id: &str| {
        let list = report["scenarios"][0]["expectations"].as_array().expect("a list");
        list.iter().find(|e| e["id"] == id).cloned().expect("an expectation")
    };
    assert_eq!((&report["missed"], &of("hill_stays")["runs"], &of("by_plan")["runs"]), (&0.into(), &10.into(), &4.into()));
    assert_eq!((&of("by_plan")["players"]["soviet"], &of("by_plan")["that"]), (&"historical".into(), &"soviet_losses 0 to 200".into()));

    // One code path with batch: the same battles, the same values.
    let lines = done(&["batch", TINY, "--runs", "10"]);
    let battles: Vec<serde_json::Value> = lines.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let held = battles.iter().filter(|b| b["history"][1]["inside"] == true).count();
    assert_eq!(of("hill_stays")["hits"].as_u64(), Some(held as u64));
    let won = battles.iter().filter(|b| b["victory"]["winner"] == "soviet").count();
    assert_eq!(of("seldom_won")["hits"].as_u64(), Some(won as u64));
}

#[test]
fn a_missed_expectation_is_told_with_exit_code_1() {
    let place = Place::new();
    let file = place.file("expect.ron");
    let expect = r#"(format: 1, expect: [
        (id: "never", that: won(side: soviet, grade: soviet_decisive), runs: 2),
        (id: "guns", that: arrived(unit: "su.1rr.bt", hex: "0801", from: "1938-08-06T16:00", to: "1938-08-06T16:00"), runs: 2),
        (id: "late", that: arrived(unit: "su.1rr.bt", hex: "0801", from: "1938-08-06T16:15", to: "1938-08-06T17:00"), runs: 2, percent: (most: 0)),
    ])"#;
    fs::write(&file, expect).expect("a file");
    let (code, out, err) = told(&["test", TINY, "--expect", &file, "--runs", "3"]);
    assert_eq!(code, 1, "{out}{err}");
    let line = |id: &str| out.lines().find(|l| l.contains(id)).expect("a line").trim_start().to_owned();
    assert!(line("never").starts_with("MISSED") && line("guns").starts_with("met") && line("late").starts_with("met"), "{out}");
    assert!(line("never").contains("soviet has soviet_decisive or better") && line("never").contains("100 to 100"), "{out}");
    // nothing to test is no success
    let duel = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/tiny_duel.ron");
    let (code, _, err) = told(&["test", duel]);
    assert_eq!((code, err.contains("nothing is expected")), (2, true), "{err}");
}

#[test]
fn folders_are_tested_as_they_are_checked() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/");
    let (code, out, err) = told(&["test", folder, "--format", "json"]);
    assert_eq!(code, 0, "{out}{err}");
    let report = json(&out);
    let tested: Vec<_> = report["scenarios"].as_array().expect("a list").iter().map(|s| s["scenario"].as_str()).collect();
    assert_eq!(tested, [Some("tiny_attack"), Some("tiny_duel")]);
    let place = Place::new();
    let empty = place.file("empty/");
    fs::create_dir(&empty).expect("a folder");
    let (code, _, err) = told(&["test", &empty]);
    assert!(code == 3 && err.contains("error[K0244]"), "{code}: {err}");
}

#[test]
fn something_is_expected_of_every_scenario_that_comes_with_the_program() {
    for name in Sources::scenario_names() {
        let (scenario, found) = load(&Sources::embedded(), name, &LoadOptions::default());
        let scenario = scenario.unwrap_or_else(|| panic!("{name}: {found:?}"));
        assert!(!scenario.expect.is_empty(), "{name}");
    }
}

#[test]
fn bad_expectations_are_told_with_their_place() {
    let place = Place::new();
    let file = place.file("expect.ron");
    let bad = |row: &str| {
        fs::write(&file, format!("(format: 1, expect: [\n{row}\n])")).expect("a file");
        let (code, out, err) = told(&["test", TINY, "--expect", &file]);
        assert_eq!((code, out.as_str()), (3, ""), "{row}: {err}");
        err.replace(&file, "e.ron")
    };
    for (row, wanted) in [
        (
            r#"(id: "a", that: row(row: "hill_holdr"))"#,
            "e.ron:2:26: error[K0303]: there is no row of the record `hill_holdr`\n    (id: \"a\", that: row(row: \"hill_holdr\"))\n                             ^^^^^^^^^^^^\n    did you mean `hill_holder`?",
        ),
        (r#"(id: "a", that: row(row: "hill_holder", is: between(least: 1, most: 2)))"#, "e.ron:2:26: error[K0519]"),
        (r#"(id: "a", that: won(side: soviets))"#, "e.ron:2:27: error[K0105]"),
        (r#"(id: "a", that: won(side: soviet, grade: soviet_mojor))"#, "did you mean `soviet_major`?"),
        (r#"(id: "a", that: arrived(hex: "0202", from: "1938-08-06T16:00", to: "1938-08-06T17:00"))"#, "e.ron:2:6: error[K0551]"),
        (r#"(id: "a", that: arrived(unit: "su.1rr.bt", hex: "9902", from: "1938-08-06T16:00", to: "1938-08-06T17:00"))"#, "error[K0206]"),
        (r#"(id: "a", that: arrived(unit: "su.1rr.bt", hex: "0202", from: "1938-08-06T16:00", to: "1938-08-06T19:00"))"#, "error[K0506]"),
        (r#"(id: "a", that: won(side: soviet), percent: (least: 60, most: 40))"#, "e.ron:2:6: error[K0523]"),
        (r#"(id: "a", that: won(side: soviet), percent: (least: 160))"#, "e.ron:2:53: error[K0203]"),
        (r#"(id: "a", that: won(side: soviet), runs: 0)"#, "error[K0203]"),
        (r#"(id: "a", that: won(side: soviet), soviet: "regulr")"#, "there is no player `regulr`"),
        (r#"(id: "a", that: won(side: soviet)), (id: "a", that: won(side: soviet))"#, "error[K0301]"),
    ] {
        let err = bad(row);
        assert!(err.contains(wanted), "{row}: {err}");
    }
    let rows = place.file("rows.ron");
    fs::write(
        &rows,
        r#"(format: 1, overlay: "m", scenario: (
        history: [(id: "m", text: "measured", observable: losses(side: soviet))],
        expect: [(id: "of_m", that: row(row: "m"))],
    ))"#,
    )
    .expect("a file");
    let (code, _, err) = told(&["test", TINY, "--mod", &rows]);
    assert!(code == 3 && err.contains("rows.ron:3:46: error[K0820]"), "{err}");
}
