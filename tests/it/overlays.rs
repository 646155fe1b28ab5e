//! Overlays: laid over the data by id, told of in their own files, in the hash, and carried by replays and saves.

use crate::cli::{Place, TINY, done, told};
use khasan::battle::Seed;
use khasan::data::{Diagnostic, LaidOver, LoadOptions, Scenario, Sources, load};
use khasan::lab::Table;
use khasan::rules::BySide;
use std::fs;
use std::sync::Arc;

const HALF: &str = include_str!("../fixtures/half.ron");

/// The tiny scenario with these overlays over it.
fn with(mods: &[&str]) -> (Option<Arc<Scenario>>, Vec<Diagnostic>) {
    let sources = mods.iter().fold(Sources::embedded(), |s, m| s.with_mod(*m));
    load(&sources, TINY, &LoadOptions::default())
}

fn sound(mods: &[&str]) -> Arc<Scenario> {
    let (scenario, found) = with(mods);
    scenario.unwrap_or_else(|| panic!("{}", found.iter().map(|d| format!("{d}\n")).collect::<String>()))
}

/// The faults of an overlay over the tiny scenario, in one line each, without the folder.
fn faults(text: &str) -> Vec<String> {
    let place = Place::new();
    let file = place.file("o.ron");
    fs::write(&file, text).expect("a file");
    with(&[&file]).1.iter().map(|d| d.to_string().replace(&file, "o.ron")).collect()
}

#[test]
fn all_kinds_of_files_are_laid_over() {
    let place = Place::new();
    let file = place.file("half.ron");
    fs::write(&file, HALF).expect("a file");
    let (before, after) = (sound(&[]), sound(&[&file]));
    let men = |s: &Scenario| s.units[s.unit("su.1rr.1bn.1co").expect("the company").index()].men;
    assert_eq!((men(&before), men(&after)), (170, 60));
    assert_eq!((before.events.len() + 1, after.events.last().map(|e| e.id.as_str())), (after.events.len(), Some("told")));
    assert_eq!(after.title, "A hill, with fewer");
    assert!(after.ground.places.iter().any(|p| p.name == "The Heap") && !before.ground.places.iter().any(|p| p.name == "The Heap"));
    let armour = |s: &Scenario| s.cards.vehicles.iter().find(|v| v.id == "t26").map(|v| v.armour_mm);
    assert_ne!(armour(&before), armour(&after));
    let told = BySide { soviet: Some("Your first company is at half strength.".to_owned()), japanese: None };
    let laid = LaidOver { id: "half".into(), title: "Half a company".into(), ru: Some("Полроты".into()), briefing: told };
    assert_eq!((&after.mods[..], after.mod_ids()), (&[laid][..], vec!["half".to_owned()]));
    assert!(before.hash != after.hash && before.rules_hash != after.rules_hash, "all of it is in the hashes");
}

#[test]
fn a_folder_is_laid_over_too_and_brings_files_of_its_own() {
    let place = Place::new();
    for folder in ["scenarios", "cards", "rules"] {
        fs::create_dir_all(place.file(folder)).expect("a folder");
    }
    let put = |name: &str, text: &str| fs::write(place.file(name), text).expect("a file");
    put(
        "scenarios/tiny_attack.ron",
        r#"(cards: ["weapons", "vehicles", "aircraft", "units_soviet", "units_japanese", "extra"], formations: [(id: "su.1rr.1bn", units: [(id: "su.1rr.1bn.3co", name: "3 Company", card: "boys", hex: "0602", sources: ["made_up_too"])])])"#,
    );
    put(
        "cards/extra.ron",
        r#"(format: 1, units: [(id: "boys", name: "Boys", side: soviet, kind: rifle, size: platoon, profile: "foot", men: 20, weapons: [(weapon: "rifle_mosin", count: 20, rounds_each: 60)], quality: (shooting_permille: 500, close_permille: 500, close_night_permille: 500, nerve_permille: 500), killed_percent: 20, prisoners_percent: 10, sources: ["made_up_too"])])"#,
    );
    put("rules/fire.ron", "(suspected: 0.5)");
    let folder = place.file(".");
    let after = sound(&[&folder]);
    assert!(after.unit("su.1rr.1bn.3co").is_some());
    let (again, found) = load(&Sources::from_files(after.files.clone()), "tiny_attack", &LoadOptions::default());
    let again = again.unwrap_or_else(|| panic!("{found:?}"));
    assert_eq!((again.hash, again.rules_hash), (after.hash, after.rules_hash));
    assert_eq!(after.mod_titles(), after.mod_ids(), "a folder without a title goes by its name");
}

#[test]
fn faults_are_told_in_the_overlays_own_file() {
    let over = |part: &str| faults(&format!("(\n    format: 1,\n    overlay: \"o\",\n    scenario: (\n        {part}\n    ),\n)"));
    let one = |part: &str, wanted: &str| {
        let found = over(part);
        assert!(found.len() == 1 && found[0].starts_with(wanted), "{part}: {found:#?}");
    };
    one(r#"units: [(id: "su.1rr.1bn.1co", men: -3)]"#, "o.ron:5:45: error[K0203]");
    one(r#"units: [(id: "su.1rr.1bn.1co", mem: 3)]"#, "o.ron:5:40: error[K0102]: unknown field `mem`; did you mean `men`?");
    one(
        r#"units: [(id: "su.1rr.1bn.9co", men: 3)]"#,
        "o.ron:5:17: error[K0812]: there is no unit `su.1rr.1bn.9co` to change; did you mean",
    );
    one(
        r#"formations: [(id: "su.1rr.1bm", name: "x")]"#,
        "o.ron:5:22: error[K0815]: there is no `su.1rr.1bm` to change, and a new one needs `level`; did you mean `su.1rr.1bn`?",
    );
    one(r#"objectives: [(id: "hull", points: 3)]"#, "o.ron:5:22: error[K0815]: there is no `hull` to change");
    one(
        r#"remove: ["objectives.hull"]"#,
        "o.ron:5:30: error[K0807]: `objectives.hull` cannot be taken away: there is no `hull`; did you mean `objectives.hill`?",
    );
    one(r#"titel: "x""#, "o.ron:5:9: error[K0102]: unknown field `titel`");
    one(r#"title: "x", title: "y""#, "o.ron:5:21: error[K0104]");
    assert!(faults("(format: 1, overlay: \"o\", over: [\"0806_assault\"], scenario: ())")[0].contains("o.ron:1:22: error[K0804]"));
    assert!(faults("(format: 1, overlay: \"o\", cards: (vehicle: (vehicles: [])))")[0].starts_with("o.ron:1:35: error[K0810]"));
    assert!(faults("(format: 1, overlay: \"o\", scenari: ())")[0].starts_with("o.ron:1:27: error[K0102]"));
    assert!(faults("(format: 1, overlay: \"o\")")[0].starts_with("o.ron:1:22: warning[K0809]"));
    assert!(faults("(format: 1, id: \"o\")")[0].starts_with("o.ron: error[K0803]"));
    assert!(faults("(format: 1, overlay: \"o\"")[0].contains("error[K0008]"));
    assert!(faults("(format: 2, overlay: \"o\")")[0].starts_with("o.ron:1:10: error[K0107]"));
    assert!(faults("(format: 1, overlay: \"o\", scenario: 3)")[0].starts_with("o.ron:1:37: error[K0106]"));
    assert!(faults("(format: 1, overlay: \"o\", scenario: (3))")[0].starts_with("o.ron:1:38: error[K0813]"));
    let (_, found) = with(&["boarder_open"]);
    assert_eq!(found[0].code(), "K0801");
    let place = Place::new();
    assert_eq!(with(&[&place.file(".")]).1[0].code(), "K0802");
}

#[test]
fn what_the_overlay_left_alone_is_told_where_it_stands() {
    let place = Place::new();
    let text = fs::read_to_string(TINY).expect("the scenario").replace("map: \"tiny\"", "map: \"tinny\"");
    let (base, file) = (place.file("base.ron"), place.file("o.ron"));
    fs::write(&base, &text).expect("a file");
    fs::write(&file, "(format: 1, overlay: \"o\", scenario: (title: \"line\\\n after line\", ja: \"x\"))").expect("a file");
    let (_, plain) = load(&Sources::embedded(), &base, &LoadOptions::default());
    let (_, laid) = load(&Sources::embedded().with_mod(&file), &base, &LoadOptions::default());
    assert_eq!(plain, laid, "same file, line, column and excerpt");
    // and a change of --set on top is told as the change's
    let sets = vec!["units.su.1rr.1bn.1co.men=-7".to_owned()];
    let (_, found) = load(&Sources::embedded().with_mod(&file), TINY, &LoadOptions { sets });
    assert_eq!((found[0].file.as_str(), found[0].line_column()), ("--set", Some((1, 26))));
}

#[test]
fn overlays_that_change_the_same_are_named() {
    let place = Place::new();
    let file = |name: &str, part: &str| {
        let path = place.file(&format!("{name}.ron"));
        fs::write(&path, format!("(format: 1, overlay: \"{name}\", scenario: ({part}))")).expect("a file");
        path
    };
    let a = file("a", r#"units: [(id: "su.1rr.1bn.1co", men: 60, posture: prone)]"#);
    let b = file("b", r#"formations: [(id: "su.1rr.1bn", units: [(id: "su.1rr.1bn.1co", men: 90)])]"#);
    let c = file("c", r#"remove: ["units.su.1rr.1bn.1co"]"#);
    let (scenario, found) = with(&[&a, &b]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0]
            .to_string()
            .contains("b.ron:1:106: warning[K0808]: `b` changes `units.su.1rr.1bn.1co.men`, which `a` changed before; `b` holds"),
        "{}",
        found[0]
    );
    let scenario = scenario.expect("a warning only");
    assert_eq!(scenario.units[scenario.unit("su.1rr.1bn.1co").expect("the company").index()].men, 90);
    assert_ne!(scenario.hash, sound(&[&b, &a]).hash, "the order counts");
    assert!(with(&[&a, &c]).1.iter().any(|d| d.code() == "K0808"));
    assert!(with(&[&a, &a]).1.iter().any(|d| d.code() == "K0811"));
}

#[test]
fn replays_and_saves_carry_overlays() {
    let place = Place::new();
    let file = place.file("half.ron");
    fs::write(&file, HALF).expect("a file");
    let replay = place.file("battle.jsonl");
    done(&["simulate", TINY, "--mod", &file, "--set", "units.su.1rr.1bn.2co.men=100", "--replay-out", &replay]);
    fs::remove_file(&file).expect("it was there");
    done(&["replay", "verify", &replay]);

    fs::write(&file, HALF).expect("a file");
    let scenario = sound(&[&file]);
    let players = BySide { soviet: "regular".to_owned(), japanese: "regular".to_owned() };
    let table = Table::new(&scenario, Seed { seed: 3, run: 0 }, &players).expect("players");
    let saved = table.save();
    fs::remove_file(&file).expect("it was there");
    let back = Table::load(&saved).expect("a save");
    assert_eq!(back.battle().scenario().hash, scenario.hash);
    assert_eq!(back.battle().hash(), table.battle().hash());
}

#[test]
fn every_command_takes_overlays() {
    let place = Place::new();
    let file = place.file("half.ron");
    fs::write(&file, HALF).expect("a file");
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    let battle = json(&done(&["simulate", TINY, "--mod", &file, "--format", "json"]));
    assert_eq!((&battle["mods"][0], &battle["mod_titles"][0]), (&serde_json::json!("half"), &serde_json::json!("Half a company")));
    for command in [&["simulate", TINY][..], &["check", TINY, "--summary"]] {
        let text = done(&[command, &["--mod", &file]].concat());
        assert!(text.contains("\n  over it half: Half a company\n"), "{text}");
    }
    let line = done(&["batch", TINY, "--mod", &file, "--runs", "1"]);
    assert_eq!(json(&line)["scenario_hash"], battle["scenario_hash"]);
    assert!(done(&["check", TINY, "--mod", &file, "--summary"]).contains("A hill, with fewer"));
    assert!(done(&["map", TINY, "--mod", &file]).contains("The Heap"));
    let pairs = json(&done(&["pairs", TINY, "--mod-b", &file, "--runs", "2", "--format", "json"]));
    assert_eq!((pairs["a"]["mods"].as_array().map(Vec::len), &pairs["b"]["mods"][0]), (Some(0), &serde_json::json!("half")));
    assert_eq!(pairs["b"]["scenario_hash"], battle["scenario_hash"]);
    assert_eq!(told(&["simulate", TINY, "--mod", "nothing_of_the_name"]).0, 3);
    let (code, _, err) = told(&["check", &file]);
    assert_eq!((code, err.contains("K0805")), (3, true), "{err}");
}

#[test]
fn the_overlays_that_come_with_the_program_lie_over_every_scenario_they_name() {
    let shipped = Sources::scenario_names();
    for name in Sources::overlay_names() {
        let text = fs::read_to_string(format!("{}/scenarios/overlays/{name}.ron", env!("CARGO_MANIFEST_DIR"))).expect("a file");
        let meant: Vec<&str> = shipped.iter().copied().filter(|s| text.contains(&format!("\"{s}\""))).collect();
        assert!(meant.contains(&"0806_assault"), "{name} is over {meant:?}");
        for scenario in meant {
            let (plain, _) = load(&Sources::embedded(), scenario, &LoadOptions::default());
            let (laid, found) = load(&Sources::embedded().with_mod(name), scenario, &LoadOptions::default());
            let told = found.iter().map(|d| format!("{d}\n")).collect::<String>();
            assert!(!told.contains("overlays/"), "{scenario}: {told}");
            let (plain, laid) = (plain.expect("sound"), laid.unwrap_or_else(|| panic!("{scenario}: {told}")));
            assert!(plain.hash != laid.hash && laid.mod_ids() == [name], "{scenario}");
        }
    }
}

#[test]
fn japanese_aircraft_fly_and_the_open_border_is_crossed() {
    let battle = |mods: &[&str]| {
        let mods: Vec<&str> = mods.iter().flat_map(|m| ["--mod", *m]).collect();
        crate::cli::json(&done(&[&["simulate", "0806_assault", "--format", "json"][..], &mods].concat()))
    };
    let sorties = |b: &serde_json::Value| b["sides"]["japanese"]["sorties"].as_u64();
    assert_eq!(sorties(&battle(&[])), Some(0));
    let reinforced = battle(&["japan_reinforced", "border_open"]);
    assert!(sorties(&reinforced) > Some(0), "{:?}", reinforced["sides"]);
    assert_eq!(reinforced["mods"], serde_json::json!(["japan_reinforced", "border_open"]));
    let parts = reinforced["victory"]["parts"].as_array().expect("a list").clone();
    let price = parts.iter().find(|p| p["name"] == "border").expect("a part");
    assert_eq!(price["points"], 0, "no unit beyond the border costs a point");
}

#[test]
fn the_overlay_of_the_page_is_sound() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/overlays.md")).expect("the page");
    let block = page.split("```\n").find(|b| b.starts_with("(\n    format: 1,")).expect("the overlay");
    let place = Place::new();
    let file = place.file("mine.ron");
    fs::write(&file, block).expect("a file");
    let (laid, found) = load(&Sources::embedded().with_mod(&file), "0806_assault", &LoadOptions::default());
    let told = found.iter().map(|d| format!("{d}\n")).collect::<String>();
    assert!(!told.contains("mine.ron"), "{told}");
    let laid = laid.unwrap_or_else(|| panic!("{told}"));
    assert!(laid.unit("su.32rd.95rr.1bn.scouts").is_some() && !laid.objectives.iter().any(|o| o.id == "north_spur"));
}
