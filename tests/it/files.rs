//! Where a scenario's files lie, what is no such file, and what is read beside them: rows of the record, changes from the command line.

use crate::bad_input::{CARDS, MAP, SCENARIO, folder, list, place, read, read_texts};
use khasan::data::{Diagnostic, LoadOptions, MAX_BYTES, Sources, load, load_history};
use std::path::Path;

/// The one fault of a scenario file of these bytes.
#[track_caller]
fn file_fault(bytes: &[u8]) -> Diagnostic {
    let dir = folder(bytes, MAP.as_bytes(), CARDS.as_bytes());
    let (_, found) = read(dir.path(), &[]);
    assert_eq!(found.len(), 1, "{}", list(&found));
    found[0].clone()
}

#[test]
fn files_that_are_no_scenario_give_one_fault() {
    let is = |bytes: &[u8], code: &str, at: Option<(u32, u32)>| {
        let d = file_fault(bytes);
        assert_eq!((d.code(), d.line_column()), (code, at), "{d}");
    };
    is(b"", "K0007", None);
    is(b"\xef\xbb\xbf// only a comment\n", "K0007", None);
    is(b"(\n  \xff\xfe\x00", "K0006", Some((2, 3)));
    is("[".repeat(20_000).as_bytes(), "K0010", Some((1, 65)));
    is(format!("(id: {})", "(".repeat(20_000)).as_bytes(), "K0010", Some((1, 69)));
    let half = &SCENARIO[..SCENARIO.find("off_map_km").unwrap()];
    let (line, column) = place(SCENARIO, "off_map_km");
    is(half.as_bytes(), "K0008", Some((line, column - 1)));
    is(b"(format: 1, id: \"x", "K0008", Some((1, 19)));
    is(b"hello", "K0101", Some((1, 1)));
    is(b"(format: 1, id: 3)", "K0106", Some((1, 17)));
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let dir = folder(SCENARIO.as_bytes(), MAP.as_bytes(), CARDS.as_bytes());
    let is = |path: &Path, code: &str| {
        let (scenario, found) = load(&Sources::embedded(), path.to_str().unwrap(), &LoadOptions::default());
        assert!(scenario.is_none());
        assert_eq!(found.iter().map(Diagnostic::code).collect::<Vec<_>>(), [code], "{}", list(&found));
        assert!(found[0].file.contains(path.to_str().unwrap()), "{}", found[0]);
    };
    is(&dir.path().join("none.ron"), "K0001");
    is(&dir.path().join("small.ron/none.ron"), "K0001");
    is(&dir.path().join("maps/"), "K0002");
    let big = dir.path().join("big.ron");
    // a hole: nothing of it is on the disk, and nothing of it may be read
    std::fs::File::create(&big).unwrap().set_len(MAX_BYTES + 1).unwrap();
    is(&big, "K0004");
    #[cfg(unix)]
    is(Path::new("/dev/null"), "K0003");
}

#[test]
fn a_name_means_the_embedded_scenario_and_never_the_current_directory() {
    let (_, found) = load(&Sources::embedded(), "Cargo", &LoadOptions::default());
    assert_eq!(found[0].code(), "K0011");
    let (_, found) = load(&Sources::embedded(), "tests", &LoadOptions::default());
    assert_eq!(found[0].code(), "K0011");
    let dir = folder(SCENARIO.as_bytes(), MAP.as_bytes(), CARDS.as_bytes());
    let (scenario, found) = load(&Sources::embedded().with_data(dir.path()), "small", &LoadOptions::default());
    assert!(scenario.is_some(), "{}", list(&found));
}

#[test]
fn a_scenario_is_the_same_wherever_it_lies_and_from_its_kept_files() {
    let (a, _) = read_texts(SCENARIO, MAP, CARDS);
    let dir = folder(SCENARIO.as_bytes(), MAP.as_bytes(), CARDS.as_bytes());
    let inner = dir.path().join("deeper");
    std::fs::create_dir(&inner).unwrap();
    let path = inner.join("renamed.ron");
    std::fs::write(&path, SCENARIO).unwrap();
    let (b, found) = load(&Sources::embedded(), path.to_str().unwrap(), &LoadOptions::default());
    let (a, b) = (a.unwrap(), b.unwrap_or_else(|| panic!("{}", list(&found))));
    assert_eq!((a.hash, a.rules_hash), (b.hash, b.rules_hash));
    let (c, found) = load(&Sources::from_files(a.files.clone()), "anything", &LoadOptions::default());
    assert_eq!(c.unwrap_or_else(|| panic!("{}", list(&found))).hash, a.hash);
    let (d, _) = read_texts(&SCENARIO.replacen("men: 40", "men: 41", 1), MAP, CARDS);
    assert_ne!(d.unwrap().hash, a.hash);
}

#[test]
fn more_rows_of_the_record_come_from_a_file_of_their_own() {
    let dir = folder(SCENARIO.as_bytes(), MAP.as_bytes(), CARDS.as_bytes());
    let (scenario, _) = read(dir.path(), &[]);
    let scenario = scenario.unwrap();
    let path = dir.path().join("rows.ron");
    let rows = |text: &str| {
        std::fs::write(&path, text).unwrap();
        load_history(&path, &scenario)
    };
    let text = r#"(format: 1, history: [
        (id: "fired", text: "Rounds", observable: rounds_fired(side: soviet), record: between(least: 1, most: 2), sources: ["S9", "S0"]),
    ], sources: [(id: "S9", text: "Made up")])"#;
    let (more, found) = rows(text);
    assert_eq!((more.unwrap().len(), found.len()), (1, 0), "{}", list(&found));
    for (old, new, code, place) in [
        ("\"fired\"", "\"losses\"", "K0302", (2, 14)),
        ("least: 1", "least: -1", "K0203", (2, 102)),
        ("\"S9\", \"S0\"", "\"S8\"", "K0304", (2, 125)),
    ] {
        let (more, found) = rows(&text.replacen(old, new, 1));
        assert!(more.is_none());
        assert_eq!((found[0].code(), found[0].line_column()), (code, Some(place)), "{}", list(&found));
    }
    assert_eq!(load_history(dir.path(), &scenario).1[0].code(), "K0002");
}

#[test]
fn changes_are_made_before_parsing_and_kept_with_the_scenario() {
    let dir = folder(SCENARIO.as_bytes(), MAP.as_bytes(), CARDS.as_bytes());
    let (plain, _) = read(dir.path(), &[]);
    let sets = ["supply.links.road.tonnes_per_day.wet=*0.2", "units.su.hq.men=*0.26", "cards/small.units.infantry.men = 131", "map.rows=3"];
    let (changed, found) = read(dir.path(), &sets);
    let changed = changed.unwrap_or_else(|| panic!("{}", list(&found)));
    assert_eq!(changed.supply.links[0].kg_per_hour, [14_583, 1_000, 1_250]);
    // 10.4 men are 10
    assert_eq!(changed.units[0].men, 10);
    assert_eq!(changed.cards.units[3].men, 131);
    assert_ne!(changed.hash, plain.unwrap().hash);
    let again = LoadOptions { sets: changed.sets.clone() };
    let (rebuilt, _) = load(&Sources::from_files(changed.files.clone()), "x", &again);
    assert_eq!(rebuilt.unwrap().hash, changed.hash);

    let fault = |set: &str| {
        let (_, found) = read(dir.path(), &[set]);
        assert_eq!(found.len(), 1, "{set}: {}", list(&found));
        (found[0].code(), found[0].file.clone(), found[0].did_you_mean.clone().unwrap_or_default())
    };
    let set = "--set".to_owned();
    assert_eq!(fault("supply.links.rod.kind=carry"), ("K0702", set.clone(), "supply.links.road".to_owned()));
    assert_eq!(fault("title"), ("K0701", set.clone(), String::new()));
    assert_eq!(fault("cards/smal.x=1"), ("K0705", set.clone(), "cards/small".to_owned()));
    assert_eq!(fault("title=*2"), ("K0703", set, String::new()));
    // a field that was left out can be given, one that the format lacks cannot
    let (scenario, _) = read(dir.path(), &["units.su.co.ammunition_percent=50"]);
    let scenario = scenario.unwrap();
    assert_eq!(scenario.units[scenario.unit("su.co").unwrap().index()].ammunition_percent, 50);
    let (_, found) = read(dir.path(), &["units.su.co.amunition_percent=50"]);
    assert_eq!((found[0].code(), found[0].did_you_mean.as_deref()), ("K0102", Some("ammunition_percent")));
    let (_, found) = read(dir.path(), &["units.su.hq.men=-3"]);
    assert_eq!((found[0].code(), found[0].changed_by_set), ("K0203", true));
}

#[test]
fn the_embedded_scenarios_are_sound() {
    for name in Sources::scenario_names() {
        let (scenario, found) = load(&Sources::embedded(), name, &LoadOptions::default());
        assert!(scenario.is_some(), "{name}:\n{}", list(&found));
    }
    for name in ["tiny_attack", "tiny_duel"] {
        let path = format!("{}/tests/scenarios/{name}.ron", env!("CARGO_MANIFEST_DIR"));
        let (scenario, found) = load(&Sources::embedded(), &path, &LoadOptions::default());
        assert!(scenario.is_some(), "{name}:\n{}", list(&found));
    }
}
