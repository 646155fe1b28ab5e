//! The walk of docs/modding.md as a reader takes it: its commands are run and show what the page shows, its changes are made, and
//! what was added acts in the battle.

use std::fs;
use std::path::Path;
use std::process::Command;

/// What the page says to do.
enum Step {
    /// A command, and lines that it shows among others.
    Run(String, Vec<String>),
    /// A file, lines in it, and what stands there afterwards.
    Change(String, String, String),
}

/// The steps of the section "A walk": what is in its blocks `console` and `diff`, in order.
fn steps() -> Vec<Step> {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/modding.md")).expect("the page");
    let walk = page.split_once("\n## A walk\n").expect("the section").1;
    let walk = walk.split_once("\n## ").expect("another section after it").0;
    let mut steps = Vec::new();
    for block in walk.split("\n```").skip(1).step_by(2) {
        let (kind, text) = block.split_once('\n').expect("a block has lines");
        match kind {
            "console" => {
                for line in text.lines() {
                    match (line.strip_prefix("$ "), steps.last_mut()) {
                        (Some(command), _) => steps.push(Step::Run(command.to_string(), Vec::new())),
                        (None, Some(Step::Run(_, shown))) => shown.push(line.trim().to_string()),
                        _ => panic!("`{line}` follows no command"),
                    }
                }
            }
            "diff" => {
                let (file, lines) = text.split_once('\n').expect("a file and its lines");
                let with = |leave: char| -> String {
                    let kept = lines.lines().filter(|l| !l.starts_with(leave)).map(|l| l.get(1..).unwrap_or_default());
                    kept.map(|l| format!("{l}\n")).collect()
                };
                let file = file.strip_prefix("@@ ").expect("the file is named at the top");
                steps.push(Step::Change(file.to_string(), with('+'), with('-')));
            }
            other => panic!("a block `{other}` in the walk is neither a command nor a change"),
        }
    }
    steps
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let there = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &there);
        } else {
            fs::copy(entry.path(), there).expect("copied");
        }
    }
}

/// What a command of the shell says, which must be content.
fn run(folder: &Path, command: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_khasan")).parent().expect("it lies in a folder");
    let path =
        std::env::join_paths([program.to_path_buf()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").expect("a path"))));
    let output =
        Command::new("sh").args(["-c", command]).current_dir(folder).env("PATH", path.expect("a path")).output().expect("it starts");
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("output is text")).concat();
    assert!(output.status.success(), "{command}: {said}");
    said
}

#[cfg(unix)]
#[test]
fn the_walk_can_be_taken_and_what_it_adds_acts() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = place.path();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios"), &folder.join("tests/scenarios"));
    let mut counts = (0, 0);
    for step in steps() {
        match step {
            Step::Run(command, shown) => {
                let said = run(folder, &command);
                for line in shown {
                    assert!(said.lines().any(|l| l.trim() == line), "`{command}` does not show `{line}`:\n{said}");
                }
                counts.0 += 1;
            }
            Step::Change(file, before, after) => {
                // Lines that come in the place of none are a new file.
                let new = before.is_empty() && !folder.join(&file).exists();
                let text = if new { String::new() } else { fs::read_to_string(folder.join(&file)).expect("the file is there") };
                assert!(new || text.matches(&before).count() == 1, "{file} has these lines once:\n{before}");
                fs::write(folder.join(&file), text.replacen(&before, &after, 1)).expect("written");
                counts.1 += 1;
            }
        }
    }
    assert!(counts.0 >= 14 && counts.1 >= 8, "the walk has steps: {counts:?}");

    let battle = run(folder, "khasan simulate mymod/knoll.ron --format json --log full");
    let battle: serde_json::Value = serde_json::from_str(&battle).expect("JSON");
    let list = |of: &str| battle[of].as_array().expect("a list").clone();
    // The strength: 90 men and 22 at the guns.
    assert_eq!(battle["sides"]["japanese"]["men"]["start"], 112);
    // With the overlay, 160.
    let over = run(folder, "khasan simulate mymod/knoll.ron --mod mymod/strong.ron --format json");
    let over: serde_json::Value = serde_json::from_str(&over).expect("JSON");
    assert_eq!(over["sides"]["japanese"]["men"]["start"], 182);
    // The event came, and half an hour earlier than it was written, so did the company, which then acted.
    let event = list("events").into_iter().find(|e| e["event"] == "called_up").expect("the event");
    assert!(event["happened"].is_string(), "{event}");
    let company: Vec<_> =
        list("timeline").into_iter().filter(|e| e["units"].as_array().is_some_and(|u| u.contains(&"su.1rr.1bn.3co".into()))).collect();
    let of = |what: &str| company.iter().filter(|e| e["event"] == what).collect::<Vec<_>>();
    let came = of("arrived");
    assert!(came.len() == 1 && came[0]["time"].as_str() < Some("1938-08-06T17:00"), "{came:?}");
    assert!(!of("moved").is_empty() || !of("fired").is_empty(), "{company:?}");
    // The row is measured.
    let row = list("history").into_iter().find(|r| r["row"] == "near_the_hill").expect("the row");
    assert!(row["value"].is_string() && row["inside"].is_boolean(), "{row}");
    // The road goes where it was moved to.
    let drawn = run(folder, "khasan map mymod/knoll.ron");
    assert!(drawn != run(folder, "khasan map tests/scenarios/tiny_attack.ron"), "another map");
    assert_eq!(drawn, fs::read_to_string(folder.join("knoll.svg")).expect("drawn"), "the last picture is of the map as it is");
}
