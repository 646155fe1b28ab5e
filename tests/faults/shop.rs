//! What these tests share: scenarios as files in memory, loading and playing them, a generator of their own, tokens of RON.

use khasan::battle::Seed;
use khasan::data::{Diagnostic, LoadOptions, Scenario, Severity, Sources, load};
use khasan::lab::{Players, Table};
use std::path::PathBuf;
use std::sync::Arc;

/// A place in this package.
pub fn here(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files that a sound scenario is made of, by name, those of the rules with them.
pub fn files(scenario: &str) -> Vec<(String, String)> {
    files_with(scenario, None)
}

/// The same with those of an overlay over it.
pub fn files_with(scenario: &str, overlay: Option<&str>) -> Vec<(String, String)> {
    let path = here(scenario);
    let sources = overlay.into_iter().fold(Sources::embedded(), Sources::with_mod);
    let (sound, found) = load(&sources, path.to_str().unwrap(), &LoadOptions::default());
    sound.unwrap_or_else(|| panic!("{scenario}:\n{}", list(&found))).files.clone()
}

/// Load files from memory.
pub fn load_files(files: Vec<(String, String)>) -> (Option<Arc<Scenario>>, Vec<Diagnostic>) {
    load(&Sources::from_files(files), "scenario", &LoadOptions::default())
}

/// Let two staffs fight four turns.
pub fn four_turns(scenario: &Arc<Scenario>) {
    let players = Players { soviet: "regular".into(), japanese: "regular".into() };
    let mut table = Table::new(scenario, Seed { seed: 1, run: 0 }, &players).unwrap();
    table.play_to(4);
}

pub fn list(found: &[Diagnostic]) -> String {
    found.iter().map(|d| format!("{d}\n")).collect()
}

pub fn errors(found: &[Diagnostic]) -> Vec<&Diagnostic> {
    found.iter().filter(|d| d.severity() == Severity::Error).collect()
}

/// A small generator (splitmix64).
pub struct Luck(pub u64);

impl Luck {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    Word,
    Mark,
}

/// A token: its kind and the bytes it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    pub kind: Kind,
    pub from: usize,
    pub to: usize,
}

/// The tokens of a text, remarks and blanks left out; what is not closed goes to the end.
pub fn tokens(text: &str) -> Vec<Token> {
    let b = text.as_bytes();
    let (mut all, mut at) = (Vec::new(), 0);
    while at < b.len() {
        let from = at;
        let kind = match b[at] {
            b'/' if b.get(at + 1) == Some(&b'/') => {
                at += text[at..].find('\n').unwrap_or(b.len() - at);
                continue;
            }
            b'/' if b.get(at + 1) == Some(&b'*') => {
                at = text[at..].find("*/").map_or(b.len(), |n| at + n + 2);
                continue;
            }
            b'"' => {
                at += 1;
                while at < b.len() && b[at] != b'"' {
                    at += if b[at] == b'\\' { 2 } else { 1 };
                }
                at = (at + 1).min(b.len());
                while !text.is_char_boundary(at) {
                    at += 1;
                }
                Kind::Text
            }
            b'r' if matches!(b.get(at + 1), Some(b'#' | b'"')) => {
                let hashes = text[at + 1..].bytes().take_while(|c| *c == b'#').count();
                let close = format!("\"{}", "#".repeat(hashes));
                let inner = at + 2 + hashes;
                at = text.get(inner..).and_then(|rest| rest.find(&close)).map_or(b.len(), |n| inner + n + close.len());
                Kind::Text
            }
            c if c.is_ascii_digit() || (c == b'-' && b.get(at + 1).is_some_and(u8::is_ascii_digit)) => {
                at += 1;
                while b.get(at).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'_')) {
                    at += 1;
                }
                Kind::Number
            }
            c if c.is_ascii_alphabetic() || c == b'_' => {
                while b.get(at).is_some_and(|c| c.is_ascii_alphanumeric() || *c == b'_') {
                    at += 1;
                }
                Kind::Word
            }
            c if c.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            _ => {
                at += text[at..].chars().next().unwrap().len_utf8();
                Kind::Mark
            }
        };
        all.push(Token { kind, from, to: at });
    }
    all
}
