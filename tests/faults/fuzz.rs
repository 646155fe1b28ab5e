//! Ruined files: bytes flipped, stretches moved, doubled and cut out, words of one file put into another: those of a scenario, of an
//! overlay over it, and files of rows and expectations. What loads is played. The seed is fixed; `KHASAN_FUZZ_MINUTES=10` goes on
//! for ten minutes, `KHASAN_FUZZ_SEED` begins elsewhere.

use crate::shop::{Luck, errors, files, files_with, four_turns, here, list, load_files, tokens};
use khasan::data::{Diagnostic, Scenario, load_expectations, load_history};
use khasan::lab::{self, Batch, Players, Stopped, run_batch};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

const SCENARIO: &str = "tests/scenarios/tiny_attack.ron";
/// An overlay over it.
const OVERLAY: &str = "tests/fixtures/half.ron";
/// Files of rows and of expectations, as they are kept and ruined.
const ROWS: &str = "history.ron";
const EXPECTED: &str = "expect.ron";
/// Rounds without `KHASAN_FUZZ_MINUTES`.
const ROUNDS: u64 = 300;
/// Words that readers stumble over.
const WORDS: [&str; 24] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "r#\"",
    "'",
    "/*",
    "//",
    ",",
    ":",
    "NaN",
    "inf",
    "-1",
    "1e308",
    "0x",
    "1_0",
    "Some(",
    "()",
    "#![enable(",
    "\u{feff}",
    "\u{0}",
];

/// Ruin a text a little.
fn ruin(luck: &mut Luck, text: &mut Vec<u8>, other: &[u8]) {
    for _ in 0..1 + luck.below(4) {
        if text.is_empty() {
            return;
        }
        let at = luck.below(text.len());
        let len = (1 + luck.below(60)).min(text.len() - at);
        match luck.below(9) {
            0 => text[at] ^= 1 << luck.below(8),
            1 => text[at] = luck.next() as u8,
            2 => drop(text.drain(at..at + len)),
            3 => {
                let piece = text[at..at + len].to_vec();
                let to = luck.below(text.len());
                text.splice(to..to, piece);
            }
            4 => {
                let from = luck.below(other.len());
                let piece = other[from..(from + len).min(other.len())].to_vec();
                text.splice(at..at, piece);
            }
            5 => {
                let word = luck.pick(&WORDS).bytes();
                text.splice(at..at, word);
            }
            6 => {
                // a digit for another: what is still a number goes deepest
                if let Some(digit) = (at..text.len()).find(|i| text[*i].is_ascii_digit()) {
                    text[digit] = b'0' + luck.below(10) as u8;
                }
            }
            7 => {
                // a whole token for another
                let Ok(sound) = std::str::from_utf8(text) else { continue };
                let all = tokens(sound);
                if all.len() > 1 {
                    let (a, b) = (*luck.pick(&all), *luck.pick(&all));
                    let word = text[b.from..b.to].to_vec();
                    text.splice(a.from..a.to, word);
                }
            }
            _ => text.truncate(at),
        }
    }
}

/// What is ruined.
struct Sound {
    /// the scenario's files
    bare: Vec<(String, String)>,
    /// the same with an overlay's
    laid: Vec<(String, String)>,
    /// the scenario
    scenario: Arc<Scenario>,
    /// all files that can be ruined, by name
    all: Vec<(String, String)>,
}

impl Sound {
    fn new() -> Sound {
        let (bare, laid) = (files(SCENARIO), files_with(SCENARIO, here(OVERLAY).to_str()));
        let (scenario, found) = load_files(bare.clone());
        let scenario = scenario.unwrap_or_else(|| panic!("{}", list(&found)));
        // The scenario's own rows and expectations, as files of their own; their ids are other ones.
        let text = &bare.iter().find(|(n, _)| n == "scenario.ron").unwrap().1;
        let block = |name: &str| {
            let from = text.find(&format!("    {name}: [")).unwrap();
            let rows = &text[from..from + text[from..].find("\n    ],").unwrap()];
            format!("(\n    format: 1,\n{}\n    ],\n)\n", rows.replace("(id: \"", "(id: \"more."))
        };
        let mut all = bare.clone();
        all.extend(laid.iter().filter(|(n, _)| n.starts_with("mods/")).cloned());
        all.extend([ROWS, EXPECTED].map(|name| (name.to_owned(), block(name.trim_end_matches(".ron")))));
        Sound { bare, laid, scenario, all }
    }

    /// Load with one file ruined, and play what loads: whether it loaded, and what was found.
    fn load(&self, name: &str, text: &str, dir: &Path) -> (bool, Vec<Diagnostic>) {
        let path = dir.join(name.replace('/', "+"));
        if name == ROWS || name == EXPECTED {
            fs::write(&path, text).unwrap();
        }
        let mut scenario = self.scenario.clone();
        match name {
            ROWS => {
                let (rows, found) = load_history(&path, &scenario);
                let loaded = rows.is_some();
                if let Some(rows) = rows {
                    Arc::make_mut(&mut scenario).history.extend(rows);
                    let players = Players { soviet: "regular".into(), japanese: "regular".into() };
                    fight(&Batch { scenario, seed: 1, runs: 0..1, players, jobs: 1 }, |_| {});
                }
                (loaded, found)
            }
            EXPECTED => {
                let (expect, found) = load_expectations(&path, &scenario);
                let loaded = expect.is_some();
                // An unknown player is told by the plan.
                for mut plan in expect.and_then(|e| lab::plan(&scenario, &e, Some(1), 1, 1).ok()).into_iter().flatten() {
                    let mut battles = Vec::new();
                    fight(&plan.batch, |battle| battles.push(battle.clone()));
                    battles.iter().for_each(|battle| plan.add(battle));
                    assert!(plan.shares().all(|share| share.record().runs == 1));
                }
                (loaded, found)
            }
            _ => {
                let mut files = if name.starts_with("mods/") { self.laid.clone() } else { self.bare.clone() };
                let at = files.iter().position(|(n, _)| n == name).unwrap();
                files[at].1 = text.to_owned();
                let (scenario, found) = load_files(files);
                if let Some(scenario) = &scenario {
                    four_turns(scenario);
                }
                (scenario.is_some(), found)
            }
        }
    }
}

/// Fight all battles of a batch.
fn fight(batch: &Batch, mut take: impl FnMut(&lab::BattleRecord)) {
    let told = run_batch(batch, &AtomicBool::new(false), |battle| {
        take(battle);
        Ok::<(), Stopped>(())
    });
    assert!(told.is_ok());
}

/// Load, and play what loads; what was found, or what went wrong.
fn attempt(sound: &Sound, name: &str, text: &str, dir: &Path) -> Result<Vec<Diagnostic>, String> {
    let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| sound.load(name, text, dir)));
    match told {
        Err(_) => Err("it panicked".into()),
        Ok((true, found)) if !errors(&found).is_empty() => Err(format!("it loaded with errors:\n{}", list(&found))),
        Ok((false, found)) if errors(&found).is_empty() => Err("it did not load, and no error says why".into()),
        Ok((_, found)) => Ok(found),
    }
}

#[expect(clippy::disallowed_methods, reason = "how long to go on, and what takes too long: nothing of a battle hangs on it")]
fn now() -> Instant {
    Instant::now()
}

#[test]
fn ruined_files_are_told_or_played() {
    let number = |name: &str| std::env::var(name).ok().and_then(|s| s.parse::<u64>().ok());
    let minutes = number("KHASAN_FUZZ_MINUTES");
    let seed = number("KHASAN_FUZZ_SEED").unwrap_or(1938);
    let (sound, dir) = (Sound::new(), tempfile::tempdir().unwrap());
    let all = &sound.all;
    let often = |name: &str| name == "scenario.ron" || name.starts_with("mods/") || name == ROWS || name == EXPECTED;
    let often: Vec<usize> = (0..all.len()).filter(|n| often(&all[*n].0)).collect();
    let (began, mut wrong, mut round) = (now(), Vec::new(), 0);
    while minutes.map_or(round < ROUNDS, |m| began.elapsed() < Duration::from_secs(m * 60)) {
        let mut luck = Luck(seed.wrapping_mul(1_000_003).wrapping_add(round));
        round += 1;
        let at = if luck.below(2) == 0 { *luck.pick(&often) } else { luck.below(all.len()) };
        let (name, mut bytes) = (&all[at].0, all[at].1.clone().into_bytes());
        ruin(&mut luck, &mut bytes, all[round as usize % all.len()].1.as_bytes());
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let start = now();
        let mut says = attempt(&sound, name, &text, dir.path()).map(drop);
        if minutes.is_some() && start.elapsed() > Duration::from_secs(5) {
            says = says.and(Err(format!("it took {:?}", start.elapsed())));
        }
        if let Err(says) = says {
            // Kept for the next test: the file's name says which one it stands for.
            let keep = here("tests/fixtures/fuzz").join(format!("{}.{seed}.{round}.ron", name.trim_end_matches(".ron").replace('/', "+")));
            if minutes.is_some() {
                fs::create_dir_all(keep.parent().unwrap()).unwrap();
                fs::write(&keep, text).unwrap();
            }
            wrong.push(format!("{}: {says}", keep.display()));
        }
    }
    println!("{round} rounds");
    assert!(wrong.is_empty(), "{} of {round} rounds:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_was_found_before_is_told_or_played() {
    let (sound, dir) = (Sound::new(), tempfile::tempdir().unwrap());
    let mut count = 0;
    for entry in fs::read_dir(here("tests/fixtures/fuzz")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some(of) = name.strip_suffix(".ron").and_then(|n| n.split('.').next()).map(|n| format!("{}.ron", n.replace('+', "/"))) else {
            continue;
        };
        assert!(sound.all.iter().any(|(n, _)| *n == of), "{name} stands for no file");
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        let found = attempt(&sound, &of, &text, dir.path()).unwrap_or_else(|says| panic!("{name}: {says}"));
        assert!(errors(&found).len() <= 1, "{name}: one slip, one message:\n{}", list(&found));
        count += 1;
    }
    assert!(count > 0);
}
