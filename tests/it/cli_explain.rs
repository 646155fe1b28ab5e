//! `khasan explain`, on the program itself.

use crate::cli::{Place, TINY, done, json, told};

#[test]
fn an_event_is_explained_with_its_question_and_odds() {
    let place = Place::new();
    let file = place.file("a.replay");
    let battle = json(&done(&["simulate", TINY, "--format", "json", "--log", "full", "--replay-out", &file]));
    let events = battle["timeline"].as_array().expect("a list");
    // Some event of a fire fight has dice; each can be asked about.
    let asked: Vec<String> = events
        .iter()
        .filter(|e| ["men_lost", "vehicles_lost", "bogged", "assaulted", "fired"].contains(&e["event"].as_str().expect("text")))
        .take(30)
        .map(|e| done(&["explain", &file, "--event", &e["seq"].to_string()]))
        .collect();
    assert!(!asked.is_empty());
    assert!(
        asked.iter().any(|t| t.contains("as it was") && t.contains("as believed") && t.contains("dice:") && t.contains("mean")),
        "{asked:?}"
    );
    let (code, _, err) = told(&["explain", &file, "--event", &events.len().to_string()]);
    assert_eq!(code, 2, "{err}");
}

#[test]
fn a_code_is_taught() {
    let text = done(&["explain", "K0303"]);
    assert!(["error[K0303]", "unknown-reference", "Why:", "Mend:", "Wrong:", "Right:"].iter().all(|w| text.contains(w)), "{text}");
    assert_eq!(text, done(&["explain", "k0303"]));
    assert_eq!(text, done(&["explain", "unknown-reference"]));
    let (code, _, err) = told(&["explain", "K303"]);
    assert!(code == 2 && err.contains("did you mean `K0303`"), "{err}");
    let (code, _, err) = told(&["explain", TINY]);
    assert!(code == 2 && err.contains("--event"), "{err}");
}
