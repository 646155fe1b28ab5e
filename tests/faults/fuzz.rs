//! Ruined files: bytes flipped, stretches moved, doubled and cut out, words of one file put into another. What loads is
//! played. The seed is fixed; `KHASAN_FUZZ_MINUTES=10` goes on for ten minutes, `KHASAN_FUZZ_SEED` begins elsewhere.

use crate::shop::{Luck, errors, files, four_turns, here, list, load_files, tokens};
use std::time::{Duration, Instant};

const SCENARIO: &str = "tests/scenarios/tiny_attack.ron";
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

/// Load, and play what loads; what went wrong.
fn attempt(files: Vec<(String, String)>) -> Result<(), String> {
    let told = std::panic::catch_unwind(|| {
        let (scenario, found) = load_files(files);
        if let Some(scenario) = &scenario {
            four_turns(scenario);
        }
        (scenario.is_some(), found)
    });
    match told {
        Err(_) => Err("it panicked".into()),
        Ok((true, found)) if !errors(&found).is_empty() => Err(format!("it loaded with errors:\n{}", list(&found))),
        Ok((false, found)) if errors(&found).is_empty() => Err("it did not load, and no error says why".into()),
        Ok(_) => Ok(()),
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
    let sound = files(SCENARIO);
    let (began, mut wrong, mut round) = (now(), Vec::new(), 0);
    while minutes.map_or(round < ROUNDS, |m| began.elapsed() < Duration::from_secs(m * 60)) {
        let mut luck = Luck(seed.wrapping_mul(1_000_003).wrapping_add(round));
        round += 1;
        let at = if luck.below(2) == 0 { sound.iter().position(|(n, _)| n == "scenario.ron").unwrap() } else { luck.below(sound.len()) };
        let mut bytes = sound[at].1.clone().into_bytes();
        ruin(&mut luck, &mut bytes, luck_other(&sound, round));
        let mut ruined = sound.clone();
        ruined[at].1 = String::from_utf8_lossy(&bytes).into_owned();
        let text = ruined[at].1.clone();
        let start = now();
        let mut says = attempt(ruined);
        if minutes.is_some() && start.elapsed() > Duration::from_secs(5) {
            says = says.and(Err(format!("it took {:?}", start.elapsed())));
        }
        if let Err(says) = says {
            // Kept for the next test: the file's name says which one it stands for.
            let keep =
                here("tests/fixtures/fuzz").join(format!("{}.{seed}.{round}.ron", sound[at].0.trim_end_matches(".ron").replace('/', "+")));
            if minutes.is_some() {
                std::fs::create_dir_all(keep.parent().unwrap()).unwrap();
                std::fs::write(&keep, text).unwrap();
            }
            wrong.push(format!("{}: {says}", keep.display()));
        }
    }
    println!("{round} rounds");
    assert!(wrong.is_empty(), "{} of {round} rounds:\n{}", wrong.len(), wrong.join("\n"));
}

/// Another file to take pieces from.
fn luck_other(sound: &[(String, String)], round: u64) -> &[u8] {
    sound[round as usize % sound.len()].1.as_bytes()
}

#[test]
fn what_was_found_before_is_told_or_played() {
    let sound = files(SCENARIO);
    let mut count = 0;
    for entry in std::fs::read_dir(here("tests/fixtures/fuzz")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some(of) = name.strip_suffix(".ron").and_then(|n| n.split('.').next()).map(|n| format!("{}.ron", n.replace('+', "/"))) else {
            continue;
        };
        let at = sound.iter().position(|(n, _)| *n == of).unwrap_or_else(|| panic!("{name} stands for no file"));
        let mut ruined = sound.clone();
        ruined[at].1 = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        attempt(ruined.clone()).unwrap_or_else(|says| panic!("{name}: {says}"));
        let (_, found) = load_files(ruined);
        assert!(errors(&found).len() <= 1, "{name}: one slip, one message:\n{}", list(&found));
        count += 1;
    }
    assert!(count > 0);
}
