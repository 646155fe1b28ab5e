//! Files that are hardly files: one message each, never a panic, a hang or memory without bound.

use crate::shop::{Luck, errors, files, here, list, load_files};
use khasan::data::{Diagnostic, LoadOptions, Sources, load};
use std::fs;

/// The faults of the small scenario with one of its files exchanged for these bytes.
fn with_bytes(name: &str, bytes: &[u8]) -> Vec<Diagnostic> {
    let dir = tempfile::tempdir().unwrap();
    for part in ["small.ron", "maps/small.ron", "cards/small.ron"] {
        let path = dir.path().join(part);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let sound = fs::read(here("tests/fixtures").join(part)).unwrap();
        fs::write(path, if part == name { bytes } else { &sound }).unwrap();
    }
    let path = dir.path().join("small.ron");
    load(&Sources::embedded(), path.to_str().unwrap(), &LoadOptions::default()).1
}

/// Exactly one message, and which.
#[track_caller]
fn one(name: &str, bytes: &[u8], code: &str) {
    let found = with_bytes(name, bytes);
    assert_eq!(found.iter().map(Diagnostic::code).collect::<Vec<_>>(), [code], "{name}: {}", list(&found));
}

const NAMES: [&str; 3] = ["small.ron", "maps/small.ron", "cards/small.ron"];

#[test]
fn random_bytes_are_one_message() {
    let mut luck = Luck(1);
    for n in 0..300 {
        let len = luck.below(600);
        let printable = luck.below(2) == 0;
        let bytes: Vec<u8> = (0..len).map(|_| if printable { 32 + luck.below(95) as u8 } else { luck.next() as u8 }).collect();
        let found = with_bytes(NAMES[n % 3], &bytes);
        assert_eq!(errors(&found).len(), 1, "{bytes:?}: {}", list(&found));
    }
}

#[test]
fn a_file_cut_anywhere_is_one_message() {
    for (scenario, step) in [("scenarios/0806_assault.ron", 97), ("tests/scenarios/tiny_attack.ron", 13)] {
        let sound = files(scenario);
        for (file, (name, text)) in sound.iter().enumerate().filter(|(_, (name, _))| !name.starts_with("rules/")) {
            let end = text.trim_end().len();
            for cut in (0..end).step_by(step).filter(|at| text.is_char_boundary(*at)) {
                let mut cut_off = sound.clone();
                cut_off[file].1.truncate(cut);
                let (scenario, found) = load_files(cut_off);
                assert!(scenario.is_none() && errors(&found).len() == 1, "{name} cut at {cut}: {}", list(&found));
            }
        }
    }
}

#[test]
fn other_encodings_are_named() {
    for name in NAMES {
        let text = fs::read_to_string(here("tests/fixtures").join(name)).unwrap();
        let wide: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(wide.iter().flat_map(|w| w.to_le_bytes())).collect();
        let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(wide.iter().flat_map(|w| w.to_be_bytes())).collect();
        one(name, &little, "K0006");
        one(name, &big, "K0006");
        // without a mark it is text full of NULs
        one(name, &little[2..], "K0006");
        // Latin-1 in a text, a NUL between fields
        let latin: Vec<u8> = text.replacen("Made up", "M\u{1}de up", 1).bytes().map(|b| if b == 1 { 0xe4 } else { b }).collect();
        one(name, &latin, "K0006");
        one(name, text.replacen("format: 1,", "format: 1,\0", 1).as_bytes(), "K0006");
        // and what is no fault
        let marked: Vec<u8> = [0xef, 0xbb, 0xbf].into_iter().chain(text.replace('\n', "\r\n").into_bytes()).collect();
        assert!(with_bytes(name, &marked).is_empty());
    }
}

#[test]
fn depth_and_length_have_limits() {
    let deep = 200_000;
    for name in NAMES {
        for (open, code) in [("[", "K0010"), ("(", "K0010"), ("{", "K0010"), ("Some(", "K0010"), ("/*", "K0008"), ("(a:", "K0010")] {
            one(name, open.repeat(deep).as_bytes(), code);
        }
        one(name, format!("{}{}", "/*".repeat(deep), "*/".repeat(deep)).as_bytes(), "K0007");
        one(name, format!("r{}\"", "#".repeat(deep)).as_bytes(), "K0008");
        one(name, " \n".repeat(deep).as_bytes(), "K0007");
        one(name, format!("({}", "x".repeat(deep)).as_bytes(), "K0008");
        one(name, format!("\"{}\"", "x".repeat(deep)).as_bytes(), "K0106");
        assert_eq!(with_bytes(name, "9".repeat(deep).as_bytes()).len(), 1);
    }
}

/// The small scenario with a change.
fn changed(old: &str, new: &str) -> Vec<Diagnostic> {
    let text = fs::read_to_string(here("tests/fixtures/small.ron")).unwrap();
    assert!(text.contains(old), "{old}");
    with_bytes("small.ron", text.replacen(old, new, 1).as_bytes())
}

#[test]
fn a_million_faults_are_not_all_told() {
    let many = |n: usize, each: &dyn Fn(usize) -> String| (0..n).map(each).collect::<String>();
    // so many unknown sources, hexes and objectives, on one line
    let sources = many(100_000, &|n| format!("\"x{n}\","));
    let found = changed("posture: scrape, sources: [\"S0\"]", &format!("posture: scrape, sources: [{sources}]"));
    assert!((100..2000).contains(&found.len()), "{}", found.len());
    let objectives = many(20_000, &|n| format!("(id: \"o{n}\", name: \"O\", hex: \"0101\", points: 1, holder: japanese),"));
    let found = changed("objectives: [", &format!("objectives: [{objectives}"));
    assert!(found.len() < 2000, "{}", found.len());
    // so many warnings hide no error
    let empty = many(3000, &|n| format!("(id: \"e{n}\", name: \"E\", side: soviet, level: battalion),"));
    let found = changed("    formations: [", &format!("    formations: [{empty}"));
    assert!(found.len() < 2000 && errors(&found).is_empty(), "{}", found.len());
    let found =
        changed("    formations: [", &format!("    formations: [{empty}(id: \"bad id\", name: \"E\", side: soviet, level: battalion),"));
    assert_eq!(errors(&found).len(), 1);
}

#[test]
fn a_long_chain_of_events_is_followed_to_its_end() {
    // Each waits for the next, the last for the clock: none is a fault; without the clock it is one ring.
    let chain = |last: &str| {
        let links: String = (0..2000)
            .map(|n| format!("(id: \"e{n}\", when: happened(event: \"e{}\"), effects: [], sources: [\"S0\"]),\n", n + 1))
            .collect();
        format!("events: [\n{links}(id: \"e2000\", when: {last}, effects: [], sources: [\"S0\"]),\n")
    };
    assert_eq!(list(&changed("events: [", &chain("after(\"1938-08-06T17:00\")"))), "");
    let found = changed("events: [", &chain("happened(event: \"e0\")"));
    assert_eq!(found.iter().map(Diagnostic::code).collect::<Vec<_>>(), ["K0553"]);
}

#[test]
fn a_map_of_cliffs_warns_a_few_times() {
    let text = fs::read_to_string(here("tests/fixtures/maps/small.ron")).unwrap();
    let from = text.find("    ground: [").unwrap();
    let to = text.find("    soviet_side").unwrap();
    let row = |r: usize| (0..99).map(|c| if (c + r).is_multiple_of(2) { "0 " } else { "900 " }).collect::<String>();
    let ground: String = (0..99).map(|_| format!("\"{}\",\n", ".".repeat(99))).collect();
    let heights: String = (0..99).map(|r| format!("\"{}\",\n", row(r))).collect();
    let map = format!("{}    ground: [{ground}],\n    elevation_m: [{heights}],\n{}", &text[..from], &text[to..]);
    let map = map.replacen("cols: 5", "cols: 99", 1).replacen("rows: 3", "rows: 99", 1);
    let map = map.lines().filter(|l| !l.contains("border:") && !l.contains("roads:")).map(|l| format!("{l}\n")).collect::<String>();
    let found = with_bytes("maps/small.ron", map.as_bytes());
    assert_eq!(found.iter().filter(|d| d.code() == "K0410").count(), 10, "{}", list(&found));
}
