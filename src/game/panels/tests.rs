//! The words of the window: each id that the code asks for is there in every language, and none is left over.

use crate::data::{LoadOptions, Sources, load};
use crate::game::keys::KEYS;
use crate::lab::Seats;
use crate::words::{Lang, Words};
use std::collections::BTreeSet;
use std::path::Path;

/// Beginnings of ids that are put together from data.
const BUILT: [&str; 6] = ["score-", "held-", "seats-", "lang-", "date-", "filter-"];

/// Names of egui's own that look like ids.
const NO_TEXTS: [&str; 2] = ["objectives-alone", "top-buttons"];

/// What looks like an id in the code of the window.
fn asked_for() -> BTreeSet<String> {
    fn walk(folder: &Path, into: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, into);
            } else if path.file_name().is_some_and(|n| n != "tests.rs") {
                let code = std::fs::read_to_string(&path).unwrap();
                for text in code.split('"').skip(1).step_by(2).chain(code.split('"').skip(2).step_by(2)) {
                    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
                    let shaped = text.starts_with(|c: char| c.is_ascii_lowercase()) && !text.ends_with('-');
                    if shaped && text.contains('-') && text.chars().all(good) {
                        into.insert(text.to_owned());
                    }
                }
            }
        }
    }
    let mut all = BTreeSet::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/game"), &mut all);
    all.retain(|id| !NO_TEXTS.contains(&id.as_str()));
    all
}

/// The ids written in the window's file of a language.
fn written(lang: Lang) -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/words/{}/window.ftl", lang.id()));
    let text = std::fs::read_to_string(file).unwrap();
    let id = |line: &str| line.split_once(" =").map(|(id, _)| id.to_owned()).filter(|id| id.starts_with(|c: char| c.is_ascii_lowercase()));
    text.lines().filter_map(id).collect()
}

#[test]
fn each_text_asked_for_is_there_in_every_language() {
    let asked = asked_for();
    assert!(asked.len() > 150, "the code is searched for ids: {}", asked.len());
    for lang in Lang::ALL {
        let words = Words::new(lang);
        let missing: Vec<_> = asked.iter().filter(|id| words.ui(id) == **id).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", lang.id());
        for key in KEYS {
            assert_ne!(words.ui(key.text), key.text);
        }
        for seats in Seats::ALL {
            let id = format!("seats-{}", seats.id());
            assert_ne!(words.ui(&id), id);
        }
    }
}

#[test]
fn no_text_of_the_window_is_left_over() {
    let asked = asked_for();
    let left: Vec<_> = written(Lang::En).into_iter().filter(|id| !asked.contains(id) && !BUILT.iter().any(|b| id.starts_with(b))).collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(written(Lang::En), written(Lang::Ru));
}

#[test]
fn the_scenarios_that_come_with_the_program_are_told_in_every_language() {
    for name in Sources::scenario_names() {
        let (scenario, found) = load(&Sources::embedded(), name, &LoadOptions::default());
        let scenario = scenario.unwrap_or_else(|| panic!("{found:?}"));
        // English is the language they are written in.
        for lang in Lang::ALL.into_iter().filter(|l| *l != Lang::En) {
            let words = Words::new(lang);
            let mut ids = vec![format!("scenario-{name}"), format!("briefing-{name}-soviet"), format!("briefing-{name}-japanese")];
            ids.extend((!scenario.what_happened.is_empty()).then(|| format!("happened-{name}")));
            ids.extend(scenario.phases.iter().map(|p| format!("phase-{}", p.id)));
            ids.extend(scenario.history.iter().map(|r| format!("history-{}", r.id)));
            let missing: Vec<_> = ids.iter().filter(|id| words.ui(id) == **id).collect();
            assert!(missing.is_empty(), "{} of {name}: {missing:?}", lang.id());
        }
    }
}
