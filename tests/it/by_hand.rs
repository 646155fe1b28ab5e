//! The battles of `tests/replays/`, which a hand led to their end in the window by mouse and keys.

use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The side that was led by hand, and the file.
fn replays() -> [(&'static str, PathBuf); 2] {
    ["soviet", "japanese"].map(|side| (side, Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/replays/0806_{side}.jsonl"))))
}

#[test]
fn they_come_out_again_as_they_were_played() {
    for (side, file) in replays() {
        let output = Command::new(env!("CARGO_BIN_EXE_khasan")).args(["replay", "verify"]).arg(&file).output().expect("the program starts");
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(0), "{side}: {out}{err}");
        assert!(out.contains("the same battle to the end"), "{side}: {out}");
    }
}

#[test]
fn their_orders_are_a_persons_on_one_side_and_a_staffs_on_the_other() {
    for (side, file) in replays() {
        let text = std::fs::read_to_string(&file).expect("the replay");
        let lines: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).expect("a line of JSON")).collect();
        assert_eq!(lines[0]["players"][side], "human");
        let orders = || lines.iter().filter_map(|l| l.get("order"));
        let by_hand = orders().filter(|o| o["author"] == "human").count();
        assert!(by_hand >= 100, "{side}: {by_hand} orders by hand");
        for order in orders() {
            assert_eq!(order["author"], if order["side"] == side { "human" } else { "staff" }, "{order}");
        }
    }
}
