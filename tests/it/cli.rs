//! The command line, on the program itself: exit codes, messages, and the same bytes.

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

/// The tiny scenario that the battles here are fought on.
pub const TINY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/tiny_attack.ron");

/// The program, in an empty folder and without the user's settings.
fn khasan(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_khasan"));
    command.args(args).current_dir(std::env::temp_dir()).env_remove("HOME").env_remove("NO_COLOR");
    command
}

fn run(args: &[&str]) -> Output {
    khasan(args).output().expect("the program starts")
}

/// Exit code, standard output, standard error.
pub fn told(args: &[&str]) -> (i32, String, String) {
    let output = run(args);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is text");
    (output.status.code().expect("not killed"), text(output.stdout), text(output.stderr))
}

/// Standard output of a run that must succeed.
pub fn done(args: &[&str]) -> String {
    let (code, out, err) = told(args);
    assert_eq!(code, 0, "{args:?}: {err}");
    out
}

/// A file in a folder of its own.
pub struct Place(tempfile::TempDir);

impl Place {
    pub fn new() -> Place {
        Place(tempfile::tempdir().expect("a folder"))
    }
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
    pub fn file(&self, name: &str) -> String {
        self.path(name).to_str().expect("a plain path").to_string()
    }
}

#[test]
fn usage_is_told_with_exit_code_2() {
    for args in [
        &["fight"][..],
        &["simulate"],
        &["simulate", TINY, "--seed", "-1"],
        &["simulate", TINY, "--format", "xml"],
        &["batch", TINY],
        &["batch", TINY, "--runs", "0"],
        &["batch", TINY, "--runs", "2", "--shard", "3/2"],
        &["batch", TINY, "--runs", "2", "--resume"],
        &["batch", TINY, "--runs", "2", "--resume", "-o", "-"],
        &["completions", "lisp"],
        &["check", TINY, "--data", "/nonexistent"],
        &["play", TINY, "--side", "polish"],
        &["play", TINY, "--seed", "many"],
        &["play", TINY, "--load", "a.khasan"],
        &["play", "--load", "a.khasan", "--seed", "1"],
    ] {
        let (code, out, err) = told(args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(!err.is_empty(), "{args:?}");
    }
    let (code, _, err) = told(&["simulate", TINY, "--soviet", "nobody"]);
    assert_eq!(code, 2);
    assert!(err.contains("nobody") && err.contains("regular") && err.contains("straight"), "{err}");
}

#[test]
fn help_version_and_completions_go_to_standard_output() {
    assert!(done(&["--version"]).contains(env!("CARGO_PKG_VERSION")));
    let help = done(&["--help"]);
    for command in ["simulate", "batch", "check", "map", "explain", "replay", "play", "screenshot", "completions"] {
        assert!(help.contains(command), "{command}");
    }
    assert!(done(&["completions", "bash"]).contains("simulate"));
}

#[cfg(not(feature = "gui"))]
#[test]
fn without_a_window_it_says_what_to_type() {
    for args in [
        &[][..],
        &["play"],
        &["play", TINY],
        &["play", TINY, "--side", "none"],
        &["play", TINY, "--side", "soviet", "--seed", "3", "--quit"],
        &["screenshot", TINY, "-o", "a.png"],
    ] {
        let (code, out, err) = told(args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains("khasan simulate") && err.contains("cargo build"), "{err}");
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    for format in ["text", "json"] {
        let args = ["simulate", TINY, "--seed", "7", "--format", format, "--log", "full"];
        assert_eq!(done(&args), done(&args));
    }
    assert_eq!(done(&["simulate", TINY]), done(&["simulate", TINY, "--seed", "1"]), "the seed is 1 if not given");
    let hash = |seed: &str| json(&done(&["simulate", TINY, "--format", "json", "--seed", seed]))["hash"].clone();
    assert_ne!(hash("1"), hash("2"));
}

pub fn json(line: &str) -> serde_json::Value {
    assert_eq!(line.matches('\n').count(), 1, "one line");
    serde_json::from_str(line).expect("JSON")
}

#[test]
fn the_account_names_what_the_score_is_made_of_in_words() {
    let text = done(&["simulate", TINY]);
    let battle = json(&done(&["simulate", TINY, "--format", "json"]));
    let parts = battle["victory"]["parts"].as_array().unwrap();
    let told: Vec<&str> = text.lines().skip_while(|l| !l.contains(", score ")).skip(1).take(parts.len()).collect();
    for (part, line) in parts.iter().zip(told) {
        let (points, words) = line.trim().split_once("  ").unwrap_or_else(|| panic!("{line}"));
        assert_eq!(points.parse::<i64>().ok(), part["points"].as_i64(), "{line}");
        let id = part["name"].as_str().unwrap();
        // No id has a blank in it; tension is called so, and what came of the script are events.
        assert!(
            !words.contains(['_', ':']) && words != "script" && (id == "script" || id == "tension" || words.contains(' ')),
            "{id}: {line}"
        );
    }
}

#[test]
fn sums_are_exact_and_every_field_is_there() {
    let battle = json(&done(&["simulate", TINY, "--format", "json"]));
    for field in [
        "schema",
        "version",
        "scenario",
        "scenario_hash",
        "rules_hash",
        "seed",
        "run",
        "players",
        "sets",
        "mods",
        "hash",
        "turns",
        "victory",
        "sides",
        "objectives",
        "actions",
        "history",
        "record",
        "events",
        "timeline",
    ] {
        assert!(!battle[field].is_null(), "{field}");
    }
    assert_eq!((&battle["schema"], &battle["seed"]), (&1.into(), &"1".into()));
    for side in ["soviet", "japanese"] {
        let sum = |what: &str, parts: &[&str]| {
            let n = |field: &str| battle["sides"][side][what][field].as_u64().expect("a number");
            assert_eq!(n("start"), parts.iter().map(|p| n(p)).sum::<u64>(), "{side} {what}");
        };
        sum("men", &["fit", "killed", "wounded", "missing", "sick"]);
        sum("vehicles", &["running", "stranded", "repairable", "recoverable", "burnt"]);
    }
    let parts = battle["victory"]["parts"].as_array().expect("a list");
    assert_eq!(
        parts.iter().map(|p| p["points"].as_i64().expect("points")).sum::<i64>(),
        battle["victory"]["score"].as_i64().expect("a score")
    );
    // The record is another way to the same sums.
    for side in ["soviet", "japanese"] {
        let total = &battle["record"]["sides"][side]["total"];
        for fate in ["killed", "wounded", "missing"] {
            assert_eq!(total[fate].as_u64().unwrap_or(0), battle["sides"][side]["men"][fate].as_u64().expect("men"), "{side} {fate}");
        }
    }
    let last = &battle["timeline"].as_array().expect("a list")[..];
    assert_eq!(last.last().expect("events")["event"], "ended");
}

#[test]
fn rows_of_another_file_are_measured_and_agree_with_the_counts() {
    let place = Place::new();
    let rows = place.file("rows.ron");
    let row = |id: &str, what: &str, record: &str| format!("(id: \"{id}\", text: \"{id}\", observable: {what}, record: {record}),\n");
    let text = [
        "(format: 1, history: [\n",
        &row("jp", "losses(side: japanese)", "between(least: 0, most: 1)"),
        &row("out", "vehicles_out(side: soviet)", "between(least: 0, most: 99)"),
        &row("shells", "rounds_fired(side: soviet)", "between(least: 0, most: 1)"),
        &row("all", "reached(formation: \"su.1rr.tanks\", hex: \"0702\", steps: 0)", "between(least: 5, most: 5)"),
        "])\n",
    ]
    .concat();
    fs::write(&rows, text).expect("written");
    for seed in ["1", "2", "3"] {
        let battle = json(&done(&["simulate", TINY, "--seed", seed, "--format", "json", "--history", &rows]));
        let row = |id: &str| {
            let all = battle["history"].as_array().expect("a list");
            all.iter().find(|r| r["row"] == id).expect("the row").clone()
        };
        let n = |side: &str, path: &str| battle["sides"][side].pointer(path).expect("a count").as_u64().expect("a number");
        let lost = |side: &str| n(side, "/men/killed") + n(side, "/men/wounded");
        assert_eq!(row("soviet_losses")["value"], lost("soviet"));
        assert_eq!(row("jp")["value"], lost("japanese"));
        assert_eq!(row("out")["value"], n("soviet", "/vehicles/start") - n("soviet", "/vehicles/running"));
        assert_eq!(row("shells")["value"], n("soviet", "/rounds_fired"));
        assert_eq!((&row("all")["value"], &row("all")["inside"]), (&5.into(), &true.into()));
        let holder = &battle["objectives"][0]["holder"];
        assert_eq!(&row("hill_holder")["value"], holder);
    }
    fs::write(&rows, "(format: 1, history: [\n(id: 1)\n])").expect("written");
    let (code, _, err) = told(&["simulate", TINY, "--history", &rows]);
    assert_eq!(code, 3);
    assert!(err.contains("rows.ron:2:"), "{err}");
}

/// Rows without a record, of every kind that an experiment needs.
const MEASURED: &str = r#"(format: 1, history: [
    (id: "down", text: "d", observable: suppressed(side: japanese, at: "1938-08-06T16:30")),
    (id: "first", text: "f", observable: first_round(side: soviet, after: "1938-08-06T16:00")),
    (id: "delay", text: "c", observable: call_delay(formation: "su.1rr")),
    (id: "silent", text: "s", observable: silent_hours(side: soviet)),
    (id: "hill", text: "t", observable: traffic(side: soviet, hexes: ["0202", "0302", "0303"])),
    (id: "shot", text: "v", observable: vehicles_lost(side: soviet, cause: anti_tank)),
    (id: "holder", text: "h", observable: holder(hex: "0202")),
])"#;

#[test]
fn simulate_batch_and_pairs_measure_alike() {
    let place = Place::new();
    let rows = place.file("rows.ron");
    fs::write(&rows, MEASURED).expect("written");
    let batch = done(&["batch", TINY, "--runs", "4", "--jobs", "2", "--history", &rows]);
    let lines: Vec<serde_json::Value> = batch.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert!(lines[0]["record"].is_null() && lines[0]["events"].is_null(), "rows of a batch stay small");
    for (n, line) in lines.iter().enumerate() {
        let one = json(&done(&["simulate", TINY, "--run", &n.to_string(), "--format", "json", "--history", &rows]));
        assert_eq!(one["history"], line["history"]);
        let down = one["history"].as_array().expect("a list").iter().find(|r| r["row"] == "down").expect("the row").clone();
        assert!(down["record"].is_null() && down["inside"].is_null() && down["value"].is_number(), "{down}");
    }
    // Pairs without a change do not differ; their means are those of the batch.
    let args = ["pairs", TINY, "--runs", "4", "--jobs", "2", "--history", &rows, "--format", "json"];
    let same = json(&done(&args));
    let list = same["rows"].as_array().expect("a list");
    assert!(list.iter().all(|r| r["row"] != "holder" && r["more"] == 0 && r["less"] == 0), "{same}");
    let of = |line: &serde_json::Value, id: &str| {
        line["history"].as_array().expect("a list").iter().find(|r| r["row"] == id).expect("the row")["value"].as_f64().expect("a number")
    };
    let mean = lines.iter().map(|l| of(l, "down")).sum::<f64>() / 4.0;
    let down = list.iter().find(|r| r["row"] == "down").expect("the row");
    assert!((down["a"].as_f64().expect("a mean") - mean).abs() < 1e-9, "{down}");
    // With one they do.
    let change = ["--set-b", "what_if.soviet.fire_plan=false", "--row", "down"];
    let less = json(&done(&[&args[..], &change].concat()));
    assert_eq!(less["rows"].as_array().expect("a list").len(), 1);
    let row = &less["rows"][0];
    assert!(row["more"].as_u64().expect("a count") + row["less"].as_u64().expect("a count") > 0, "{less}");
    assert!(row["low"].as_f64() < row["difference"].as_f64() && row["difference"].as_f64() < row["high"].as_f64(), "{less}");
    assert_eq!(less["b"]["sets"][0], "what_if.soviet.fire_plan=false");
    let args = ["pairs", TINY, "--runs", "4", "--history", &rows, "--format", "json", "--jobs", "1"];
    assert_eq!(json(&done(&[&args[..], &change].concat())), less, "for any number of threads");
    let (code, _, err) = told(&["pairs", TINY, "--runs", "4", "--row", "downs"]);
    assert_eq!(code, 2, "{err}");
}

#[test]
fn calibrate_tries_the_five_constants_and_changes_nothing() {
    let place = Place::new();
    let rows = place.file("rows.ron");
    let text =
        MEASURED.replacen("id: \"down\",", "id: \"down\", use: calibrate, record: between(least: 0, most: 100), sources: [\"FIT\"],", 1);
    assert_ne!(text, MEASURED);
    let open = text.strip_suffix(")").expect("a group");
    fs::write(&rows, format!("{open}, sources: [(id: \"FIT\", text: \"x\")])")).expect("written");
    let args = ["calibrate", TINY, "--points", "3", "--runs", "2", "--history", &rows, "--format", "json"];
    let found = json(&done(&args));
    assert_eq!(found, json(&done(&[&args[..], &["--jobs", "1"]].concat())), "for any number of threads");
    let paths: Vec<&str> = found["constants"].as_array().expect("a list").iter().filter_map(|c| c["path"].as_str()).collect();
    assert_eq!(paths, ["small_arms", "he_area", "d50", "anti_tank", "soil"].map(|n| format!("rules/globals.{n}")));
    let points = found["points"].as_array().expect("a list");
    assert_eq!((points.len(), &found["targets"][0]["row"], found["targets"].as_array().map(Vec::len)), (4, &"down".into(), Some(1)));
    // The present values come first, and nothing is nearer to themselves.
    assert!(points[0]["distance"] == 0.0 && points[0]["values"] == serde_json::json!([1.0, 1.0, 1.0, 1.0, 0.0]), "{}", points[0]);
    assert!(points[0]["kept"] == true && found["nearest"] == points[0], "{found}");
    // A point's battles are those that the same values give by hand.
    let sets: Vec<String> = (0..5).map(|n| format!("{}={}", paths[n], points[2]["values"][n])).collect();
    let sets: Vec<&str> = sets.iter().flat_map(|s| ["--set", s]).collect();
    let batch = done(&[&["batch", TINY, "--runs", "2", "--history", &rows][..], &sets].concat());
    let of = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let down = line["history"].as_array().expect("a list").iter().find(|r| r["row"] == "down").expect("the row").clone();
        assert_eq!(down["use"], "calibrate");
        down["value"].as_f64().expect("a number")
    };
    let mean = batch.lines().map(of).sum::<f64>() / 2.0;
    assert!((points[2]["rows"][0]["mean"].as_f64().expect("a mean") - mean).abs() < 1e-2, "{} and {mean}", points[2]);
    let (code, _, err) = told(&["calibrate", TINY, "--points", "1"]);
    assert!(code == 2 && err.contains("use: calibrate"), "{err}");
}

#[test]
fn the_rows_of_the_experiments_load() {
    let rows = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/history/0806_experiments.ron");
    let changes = [
        "what_if.soviet.fire_plan=false",
        "what_if.soviet.wire=false",
        "what_if.japanese.guns_known=true",
        "what_if.soviet.engagement=false",
    ];
    let sets: Vec<&str> = changes.iter().flat_map(|c| ["--set", *c]).collect();
    let battle = json(&done(&[&["simulate", "0806_assault", "--format", "json", "--history", rows][..], &sets].concat()));
    let kinds = ["japanese_down", "north_passage", "call_delay", "first_round", "silent_hours", "tanks_to_guns"];
    let ids: Vec<&str> = battle["history"].as_array().expect("a list").iter().filter_map(|r| r["row"].as_str()).collect();
    assert!(kinds.iter().all(|k| ids.contains(k)), "{ids:?}");
    let waiting = done(&["simulate", "0806_assault", "--why", "--record", "--set", "events.0.when=lost(side: japanese, men: 9000)"]);
    assert!(waiting.contains("reserve_called_up: not yet") && waiting.contains(" of 9000"), "{waiting}");
    assert!(waiting.contains("su.2mb.3tb") && waiting.contains("brought t"), "{waiting}");
}

#[test]
fn a_batch_is_the_same_for_any_number_of_jobs_and_shards() {
    let one = done(&["batch", TINY, "--runs", "6", "--jobs", "1"]);
    assert_eq!(one.lines().count(), 6);
    assert_eq!(one, done(&["batch", TINY, "--runs", "6", "--jobs", "2"]));
    let shards: String = ["1/3", "2/3", "3/3"].map(|s| done(&["batch", TINY, "--runs", "6", "--shard", s])).concat();
    assert_eq!(one, shards);
    // Run 0 is the battle that `simulate` fights; run 2 is at hand too.
    let lines: Vec<serde_json::Value> = one.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(lines[0]["hash"], json(&done(&["simulate", TINY, "--format", "json"]))["hash"]);
    assert_eq!(lines[2]["hash"], json(&done(&["simulate", TINY, "--run", "2", "--format", "json"]))["hash"]);
    assert!(lines.iter().enumerate().all(|(i, l)| l["run"] == i && l.get("timeline").is_none()));
}

#[test]
fn a_batch_that_broke_off_goes_on_to_the_same_bytes() {
    let place = Place::new();
    let whole = done(&["batch", TINY, "--runs", "4"]);
    let file = place.file("a.jsonl");
    // Broken off in the middle of the third line.
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    fs::write(&file, [lines[0], lines[1], &lines[2][..40]].concat()).expect("written");
    done(&["batch", TINY, "--runs", "4", "--resume", "-o", &file]);
    assert_eq!(fs::read_to_string(&file).expect("read"), whole);
    // Done already: nothing changes. More runs: it goes on.
    done(&["batch", TINY, "--runs", "4", "--resume", "-o", &file]);
    assert_eq!(fs::read_to_string(&file).expect("read"), whole);
    done(&["batch", TINY, "--runs", "5", "--resume", "-o", &file]);
    assert!(fs::read_to_string(&file).expect("read").starts_with(&whole));
    // Another batch's file is left alone.
    let (code, _, err) = told(&["batch", TINY, "--runs", "6", "--seed", "2", "--resume", "-o", &file]);
    assert_eq!(code, 3, "{err}");
    assert!(err.contains("a.jsonl:1") && err.contains("seed"), "{err}");
    assert!(fs::read_to_string(&file).expect("read").starts_with(&whole));
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_was_done() {
    let place = Place::new();
    let file = place.path("a.jsonl");
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_khasan"))
        .args(["batch", TINY, "--runs", "1000000", "--jobs", "2", "-o"])
        .arg(&file)
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    while !fs::metadata(&file).is_ok_and(|m| m.len() > 0) {
        assert!(child.try_wait().expect("a child").is_none(), "it ended by itself");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let interrupted = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(interrupted.success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    let text = fs::read_to_string(&file).expect("read");
    assert!(text.ends_with('\n'));
    for (i, line) in text.lines().enumerate() {
        let battle: serde_json::Value = serde_json::from_str(line).expect("a whole line");
        assert_eq!(battle["run"], i);
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    for args in [
        &["simulate", TINY, "--log", "full"][..],
        &["batch", TINY, "--runs", "1000000"],
        &["--help"],
        &["completions", "zsh"],
        &["map", TINY],
    ] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_khasan"))
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("panic"), "{args:?}");
    }
}

#[test]
fn disks_that_fail_are_told_with_exit_code_1() {
    let place = Place::new();
    let folder = place.0.path().to_str().expect("a plain path");
    let missing = place.file("no/such/folder/a");
    for path in [folder, &missing] {
        for args in [
            &["simulate", TINY, "-o", path][..],
            &["simulate", TINY, "--replay-out", path],
            &["play", TINY, "--side", "none", "--quit", "--replay-out", path],
            &["batch", TINY, "--runs", "1", "-o", path],
            &["map", TINY, "-o", path],
        ] {
            let (code, _, err) = told(args);
            assert_eq!(code, 1, "{args:?}: {err}");
            assert!(err.contains(path), "{err}");
        }
    }
    #[cfg(target_os = "linux")]
    for args in
        [&["simulate", TINY, "-o", "/dev/full"][..], &["batch", TINY, "--runs", "1", "-o", "/dev/full"], &["map", TINY, "-o", "/dev/full"]]
    {
        let (code, _, err) = told(args);
        assert_eq!(code, 1, "{args:?}: {err}");
    }
}

#[test]
fn bad_data_is_told_with_file_and_line_and_exit_code_3() {
    let place = Place::new();
    let bad = place.file("bad.ron");
    fs::write(&bad, "(\n  format: 1,\n  nonsense: 2,\n)").expect("written");
    for args in [&["check", &bad][..], &["simulate", &bad], &["batch", &bad, "--runs", "1"], &["map", &bad]] {
        let (code, _, err) = told(args);
        assert_eq!(code, 3, "{args:?}: {err}");
        assert!(err.contains("bad.ron:3:"), "{args:?}: {err}");
    }
    let (code, out, _) = told(&["check", "--format", "json", &bad, TINY]);
    assert_eq!(code, 3);
    let found = json(&out);
    assert_eq!(found["files"][0]["diagnostics"][0]["line"], 3);
    assert_eq!((&found["files"][1]["errors"], &found["files"][1]["warnings"]), (&0.into(), &0.into()));
    let (code, _, err) = told(&["simulate", "no_such_battle"]);
    assert_eq!(code, 3);
    assert!(err.contains("no_such_battle"), "{err}");
}

#[test]
fn a_scenario_that_was_copied_elsewhere_still_loads() {
    let place = Place::new();
    let maps = place.path("maps");
    fs::create_dir(&maps).expect("made");
    let original = Path::new(TINY).parent().expect("a folder").join("maps");
    for map in fs::read_dir(original).expect("a folder") {
        let map = map.expect("a file");
        fs::copy(map.path(), maps.join(map.file_name())).expect("copied");
    }
    fs::copy(TINY, place.path("mine.ron")).expect("copied");
    let theirs = json(&done(&["simulate", TINY, "--format", "json"]));
    let mine = json(&done(&["simulate", &place.file("mine.ron"), "--format", "json"]));
    assert_eq!((&mine["hash"], &mine["scenario_hash"]), (&theirs["hash"], &theirs["scenario_hash"]));
}

#[test]
fn check_says_what_is_in_a_scenario() {
    let text = done(&["check", "--summary", TINY]);
    assert!(text.contains("no faults") && text.contains("units"), "{text}");
    let record = json(&done(&["check", "--summary", "--format", "json", TINY]));
    let summary = &record["files"][0]["summary"];
    let units: u64 = ["soviet", "japanese"].iter().map(|s| summary["sides"][s]["units"].as_u64().expect("a number")).sum();
    assert_eq!(summary["units"], units);
}

#[test]
fn a_folder_is_checked_with_every_scenario_below_it() {
    let place = Place::new();
    let tests = Path::new(TINY).parent().expect("a folder");
    fs::create_dir_all(place.path("mod/deep/maps")).expect("made");
    fs::copy(tests.join("maps/tiny.ron"), place.path("mod/deep/maps/tiny.ron")).expect("copied");
    fs::copy(TINY, place.path("mod/deep/b.ron")).expect("copied");
    fs::write(place.path("mod/deep/a.ron"), "(\n  nonsense: 2,\n)").expect("written");
    fs::write(place.path("mod/readme.txt"), "no scenario").expect("written");
    fs::write(place.path("mod/.hidden.ron"), "no scenario").expect("written");
    // links in a ring, and to nowhere
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(place.path("mod"), place.path("mod/deep/again")).expect("linked");
        std::os::unix::fs::symlink("loop.ron", place.path("mod/loop.ron")).expect("linked");
    }
    let (code, out, _) = told(&["check", "--format", "json", &place.file("mod")]);
    assert_eq!(code, 3);
    let record = json(&out);
    let files: Vec<_> = record["files"].as_array().expect("a list").iter().map(|f| (f["path"].clone(), f["errors"].clone())).collect();
    let mut wanted = vec![(place.file("mod/deep/a.ron").into(), 1.into()), (place.file("mod/deep/b.ron").into(), 0.into())];
    if cfg!(unix) {
        wanted.push((place.file("mod/loop.ron").into(), 1.into()));
    }
    assert_eq!(files, wanted);
    assert_eq!((&record["errors"], &record["notes"]), (&(wanted.len() - 1).into(), &0.into()));
    let fault = &record["files"][0]["diagnostics"][0];
    assert_eq!((&fault["severity"], &fault["line"], &fault["column"]), (&"error".into(), &2.into(), &3.into()));
    // a folder without any is an error
    fs::create_dir(place.path("empty")).expect("made");
    let (code, _, err) = told(&["check", &place.file("empty")]);
    assert_eq!(code, 3);
    assert!(err.contains("K0244") && err.contains("empty"), "{err}");
}

/// The lines of a replay after its header.
fn lines_of(file: &str) -> Vec<String> {
    fs::read_to_string(file).expect("read").lines().skip(1).map(str::to_string).collect()
}

#[test]
fn a_battle_at_the_table_is_that_of_simulate() {
    let place = Place::new();
    for scenario in [TINY, "0806_assault"] {
        let (a, b) = (place.file("a.replay"), place.file("b.replay"));
        let (code, out, err) = told(&["play", scenario, "--side", "none", "--seed", "1", "--replay-out", &a, "--quit"]);
        assert_eq!((code, out.as_str()), (0, ""), "{err}");
        assert!(err.contains("seed 1"), "{err}");
        done(&["simulate", scenario, "--seed", "1", "--replay-out", &b]);
        let (a, b) = (lines_of(&a), lines_of(&b));
        assert!(a.len() > 20 && a == b, "{scenario}: the replays differ");
    }
}

#[test]
fn a_seed_that_was_not_given_is_drawn_and_shown() {
    let place = Place::new();
    let file = place.file("a.replay");
    let (code, _, err) = told(&["play", TINY, "--side", "none", "--quit", "--replay-out", &file]);
    assert_eq!(code, 0, "{err}");
    let seed = err.lines().next().and_then(|l| l.rsplit_once("seed ")).expect("the seed").1.to_string();
    assert!(fs::read_to_string(&file).expect("read").contains(&format!("\"seed\":\"{seed}\"")));
    assert!(done(&["replay", "verify", &file]).contains("to the end"));
}

#[test]
fn a_saved_battle_is_fought_to_its_end() {
    use khasan::battle::Seed;
    use khasan::data::{LoadOptions, Sources, load};
    use khasan::lab::{Players, Saves, Table};
    let place = Place::new();
    let scenario = load(&Sources::embedded(), TINY, &LoadOptions::default()).0.expect("sound");
    let names = Players { soviet: "regular".into(), japanese: "regular".into() };
    let mut table = Table::new(&scenario, Seed { seed: 1, run: 0 }, &names).expect("players");
    let impulses = std::cell::Cell::new(0);
    table.play_on(&|| impulses.replace(impulses.get() + 1) == 3);
    let saves = Saves::at(place.path("saves"));
    let save = saves.write("mine", &table.save()).expect("written").to_str().expect("a plain path").to_string();
    let (a, b) = (place.file("a.replay"), place.file("b.replay"));
    assert_eq!(told(&["play", "--load", &save, "--quit", "--replay-out", &a]).0, 0);
    done(&["simulate", TINY, "--replay-out", &b]);
    assert_eq!(fs::read_to_string(&a).expect("read"), fs::read_to_string(&b).expect("read"));
    // Broken ones are told, and the last good autosave is named.
    let good = saves.autosave(&table.save()).expect("written");
    let whole = fs::read(&save).expect("read");
    for (bytes, says) in [(&whole[..whole.len() - 9], "damaged"), (b"khasan save 9\n", "format 9"), (b"(format: 1)", "not a saved battle")]
    {
        fs::write(&save, bytes).expect("written");
        let output = khasan(&["play", "--load", &save, "--quit"]).env("KHASAN_SAVES", saves.folder()).output().expect("it starts");
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{err}");
        assert!(err.contains(&save) && err.contains(says) && err.contains(good.to_str().expect("a plain path")), "{err}");
    }
    let (code, _, err) = told(&["play", "--load", &place.file("none.khasan"), "--quit"]);
    assert_eq!(code, 3);
    assert!(err.contains("none.khasan"), "{err}");
}

#[test]
fn the_profile_of_a_line_of_sight_names_what_blocks_it() {
    let blocked = done(&["map", "0806_assault", "--profile", "1912", "1918"]);
    let lines: Vec<&str> = blocked.lines().collect();
    assert_eq!(lines.len(), 2 + 7, "{blocked}");
    let summit = lines.iter().find(|l| l.trim_start().starts_with("1915")).expect("the hill lies between");
    assert!(summit.ends_with("blocks") && summit.contains(" 900 "), "{blocked}");
    assert!(lines[0].contains("do not see each other: ") && lines[0].contains("1915"), "{blocked}");
    let free = done(&["map", "0806_assault", "--profile", "1915", "1916"]);
    assert!(free.starts_with("1915 and 1916 see each other over 300 m") && !free.contains("blocks"), "{free}");
    let (code, _, err) = told(&["map", "0806_assault", "--profile", "1915", "9999"]);
    assert!(code == 2 && err.contains("9999"), "{err}");
}
