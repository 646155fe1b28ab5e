//! Replays on the command line: the same battle wherever it is, and what is said of one that is not.

use crate::cli::{Place, TINY, done, json, told};
use std::fs;

/// A replay of the tiny scenario.
fn replay(place: &Place) -> String {
    let file = place.file("a.replay");
    done(&["simulate", TINY, "--replay-out", &file]);
    file
}

#[test]
fn a_replay_is_the_same_battle_wherever_it_is() {
    let place = Place::new();
    let file = replay(&place);
    let hash = json(&done(&["simulate", TINY, "--format", "json"]))["hash"].as_str().expect("text").to_string();
    let said = done(&["replay", "verify", &file, &file]);
    assert_eq!(said.lines().count(), 2);
    assert!(said.contains("to the end") && said.contains(&hash), "{said}");
    let shown = done(&["replay", "show", "--orders", &file]);
    assert!(shown.contains("regular") && shown.contains("#1 "), "{shown}");
}

#[test]
fn a_replay_with_changes_keeps_them() {
    let place = Place::new();
    let file = place.file("a.replay");
    let battle = json(&done(&["simulate", TINY, "--seed", "3", "--run", "4", "--format", "json", "--replay-out", &file]));
    let said = done(&["replay", "verify", &file]);
    assert!(said.contains(battle["hash"].as_str().expect("text")), "{said}");
}

#[test]
fn a_replay_changed_by_hand_is_named_by_turn_order_and_section() {
    let place = Place::new();
    let file = replay(&place);
    let text = fs::read_to_string(&file).expect("read");
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    // Another hash of the units at the end of the first impulse.
    let end = lines.iter().position(|l| l.starts_with("{\"end\"")).expect("an end");
    let orders = end - 1;
    let (section, rest) = lines[end].split_once("[[\"").expect("sections").1.split_once("\",\"").expect("a hash");
    let (section, hash) = (section.to_string(), rest[..64].to_string());
    lines[end] = lines[end].replace(&hash, &"0".repeat(64));
    fs::write(&file, lines.join("\n")).expect("written");
    let (code, out, _) = told(&["replay", "verify", &file]);
    assert_eq!(code, 4, "{out}");
    let order = if orders == 0 { "end of the impulse".to_string() } else { format!("order {orders}") };
    assert!(out.contains("turn 1,") && out.contains(&order) && out.contains(&section), "{out}");
    // The first order left out: the next one has another past.
    let mut lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|l| l.starts_with("{\"order\"")).expect("an order");
    lines.remove(first);
    fs::write(&file, lines.join("\n")).expect("written");
    let (code, out, _) = told(&["replay", "verify", &file]);
    assert_eq!(code, 4, "{out}");
    assert!(out.contains("turn ") && out.contains("order") && out.contains("sections:"), "{out}");
}

#[test]
fn replays_that_cannot_be_used_are_told_with_exit_code_3() {
    let place = Place::new();
    let file = replay(&place);
    let text = fs::read_to_string(&file).expect("read");
    let ours = env!("CARGO_PKG_VERSION");
    let refused = |text: &str, says: &[&str]| {
        fs::write(&file, text).expect("written");
        for args in [&["replay", "verify", &file][..], &["explain", &file, "--event", "0"]] {
            let (code, _, err) = told(args);
            assert_eq!(code, 3, "{err}");
            assert!(says.iter().all(|s| err.contains(s)), "{err}");
        }
    };
    refused(&text.replacen("\"khasan_replay\":1", "\"khasan_replay\":9", 1), &["format 9", ours]);
    let rules = khasan::battle::replay::RULES;
    let old = text.replacen(&format!("\"version\":\"{ours}\""), "\"version\":\"0.0.1\"", 1);
    let old = old.replacen(&format!("\"rules\":{rules}"), "\"rules\":77", 1);
    refused(&old, &["0.0.1", "rules 77", &format!("rules {rules}"), ours]);
    refused("", &["empty"]);
    refused("\u{0}\u{1}\u{2}", &["not a replay"]);
    let cut = &text[..text.len() - 20];
    refused(cut, &[&format!("line {}", text.lines().count())]);
    let hash = json(&done(&["simulate", TINY, "--format", "json"]))["rules_hash"].as_str().expect("text").to_string();
    refused(&text.replacen(&hash, &"0".repeat(64), 1), &["rules hash", &hash, ours]);
    assert_eq!(told(&["replay", "verify", &place.file("none")]).0, 3);
}
