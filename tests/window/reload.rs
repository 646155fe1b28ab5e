//! A scenario's file is changed while its battle is played.

use crate::hands::{Hands, alone, start};
use bevy::prelude::KeyCode;
use khasan::battle::Seed;
use khasan::data::{LoadOptions, Scenario, Sources, load};
use khasan::game::{Origin, Start};
use khasan::lab::{Saves, Seats, Table};
use khasan::words::Lang;
use std::path::{Path, PathBuf};

/// A small scenario with its map, in a folder of its own.
fn laid_out(folder: &Path) -> (PathBuf, String) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    std::fs::create_dir_all(folder.join("maps")).expect("a folder");
    for map in std::fs::read_dir(from.join("maps")).expect("maps").flatten() {
        std::fs::copy(map.path(), folder.join("maps").join(map.file_name())).expect("a copy");
    }
    let text = std::fs::read_to_string(from.join("tiny_duel.ron")).expect("a scenario");
    let file = folder.join("tiny_duel.ron");
    std::fs::write(&file, &text).expect("a file");
    (file, text)
}

fn opened(file: &Path, saves: Option<Saves>) -> Hands {
    opened_from(Sources::embedded(), file, saves)
}

fn opened_from(sources: Sources, file: &Path, saves: Option<Saves>) -> Hands {
    let what = file.to_string_lossy().into_owned();
    let (scenario, found) = load(&sources, &what, &LoadOptions::default());
    let scenario = scenario.unwrap_or_else(|| panic!("{found:?}"));
    let table = Table::new(&scenario, Seed { seed: 7, run: 0 }, &Seats::Soviet.players()).expect("players");
    let start = Start { origin: Some(Origin::plain(&what)), lang: Lang::En, sources, ..start(Some(table), saves) };
    Hands::new(start, (1280, 800))
}

/// The unit whose strength is changed.
const SAPPERS: &str = "su.1rr.1bn.sap";

fn sappers(scenario: &Scenario) -> u16 {
    scenario.units[scenario.unit(SAPPERS).expect("sappers").index()].men
}

fn men(hands: &Hands) -> u16 {
    sappers(&hands.frame.observation().expect("a battle").scenario)
}

#[test]
fn a_saved_file_begins_the_battle_anew_and_a_broken_one_is_told_fault_by_fault() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let (file, text) = laid_out(folder.path());
    let saves = Saves::at(folder.path().join("saves"));
    let mut hands = opened(&file, Some(saves.clone()));
    let strength = format!("men: {}", men(&hands));
    let at = text.find(SAPPERS).and_then(|at| Some(at + text[at..].find(&strength)?)).expect("their strength");
    let with = |men: &str| format!("{}men: {men}{}", &text[..at], &text[at + strength.len()..]);

    // nothing was ordered yet: it begins anew, and nothing is saved
    std::fs::write(&file, with("77")).expect("a file");
    hands.frames(4);
    assert_eq!(men(&hands), 77);
    assert_eq!((hands.shown().turn, hands.shown().seed.as_deref()), (Some(1), Some("7")));
    assert!(hands.shown().notice.is_some_and(|n| n.contains("anew") && !n.contains("saved")));

    // a broken one: code, place and cause are told, and the battle is as it was
    std::fs::write(&file, with("-3")).expect("a file");
    hands.frames(6);
    assert_eq!(men(&hands), 77);
    let line = text[..at].lines().count();
    let told = hands.texts("faults").iter().any(|t| t.text.starts_with('K') && t.text.contains(&format!("tiny_duel.ron:{line}:")));
    assert!(told, "{:?}", hands.texts("faults"));
    assert!(hands.shown().may_order);

    // it goes on meanwhile: an order is given, which is not lost
    let unit = hands.counter(|c| !c.contact).rect.middle();
    hands.click(bevy::prelude::MouseButton::Left, unit);
    hands.key(KeyCode::KeyH);
    assert!(hands.shown().orders > 0, "{:?}", hands.shown().notice);
    std::fs::write(&file, with("78")).expect("a file");
    hands.frames(6);
    assert_eq!((men(&hands), hands.shown().orders), (78, 0));
    assert!(hands.panel("faults").is_none());
    let kept = saves.list().into_iter().find(|e| !e.is_autosave()).expect("what was played is saved");
    assert!(hands.shown().notice.is_some_and(|n| n.contains(&kept.name)), "{}", kept.name);
    let kept = khasan::lab::load_file(&kept.path).expect("a save that loads");
    assert_eq!((sappers(kept.battle().scenario()), kept.battle().orders().is_empty()), (77, false));
}

#[test]
fn a_saved_overlay_begins_the_battle_anew_with_what_it_lays_over() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let (file, text) = laid_out(folder.path());
    let overlay = folder.path().join("fewer.ron");
    let with = |men: u16| format!("(format: 1, overlay: \"fewer\", scenario: (units: [(id: \"{SAPPERS}\", men: {men})]))");
    std::fs::write(&overlay, with(21)).expect("a file");
    let mut hands = opened_from(Sources::embedded().with_mod(overlay.to_string_lossy()), &file, None);
    assert_eq!(men(&hands), 21);
    std::fs::write(&overlay, with(9)).expect("a file");
    hands.frames(6);
    assert_eq!(men(&hands), 9);
    // a change of the scenario keeps what lies over it
    std::fs::write(&file, format!("{text}// changed\n")).expect("a file");
    hands.frames(6);
    assert_eq!((men(&hands), hands.shown().turn), (9, Some(1)));
    // a broken one is told by its own name
    std::fs::write(&overlay, with(9).replace("men: 9", "men: -9")).expect("a file");
    hands.frames(6);
    assert!(
        hands.texts("faults").iter().any(|t| t.text.starts_with('K') && t.text.contains("fewer.ron:1:")),
        "{:?}",
        hands.texts("faults")
    );
}

#[test]
fn what_cannot_be_saved_is_not_thrown_away_unless_asked_for() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let (file, text) = laid_out(folder.path());
    let mut hands = opened(&file, None);
    let unit = hands.counter(|c| !c.contact).rect.middle();
    hands.click(bevy::prelude::MouseButton::Left, unit);
    hands.key(KeyCode::KeyH);
    let given = hands.shown().orders;
    assert!(given > 0);
    std::fs::write(&file, format!("// read anew\n{text}")).expect("a file");
    hands.frames(6);
    assert_eq!(hands.shown().orders, given);
    assert!(hands.shown().notice.is_some_and(|n| n.contains("Ctrl+R")));
    hands.ctrl(KeyCode::KeyR);
    assert_eq!(hands.shown().orders, 0);
    // the same text again is no change
    std::fs::write(&file, format!("// read anew\n{text}")).expect("a file");
    hands.key(KeyCode::Tab);
    hands.frames(6);
    assert_eq!(hands.shown().selected.len(), 1, "the battle is the same");
}
