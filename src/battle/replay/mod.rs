//! Replays: a battle as the orders that made it, with the scenario as loaded and hashes to hold a later run against.
//!
//! What belongs here: the file's lines, recording them, running them again. What never does: opening files, loading
//! scenarios, players.
//!
//! A replay is a text of one JSON value a line: a [`Header`], then every order that was accepted and every end of an
//! impulse, in the order of the battle. Ids are the scenario's strings, so that a person can read and change it.

mod order_text;
mod record;
mod rerun;

pub use order_text::{OrderText, TargetText, Unknown};
pub use record::Recorder;
pub use rerun::{Divergence, Rerun, Why, verify};

use super::{Author, Seed};
use crate::rules::{BySide, Side};
use serde::{Deserialize, Serialize};
use std::io;

/// Version of the replay's lines.
pub const FORMAT: u32 = 1;

/// Version of the rules' code: counted up whenever the same scenario, seed and orders would give another battle.
pub const RULES: u32 = 10;

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// version of the lines: [`FORMAT`]
    pub khasan_replay: u32,
    /// version of the program that wrote it
    pub version: String,
    /// version of the rules' code that it was played under: [`RULES`]
    pub rules: u32,
    /// hash of the rules' tables, hexadecimal
    pub rules_hash: String,
    /// the scenario's id
    pub scenario: String,
    /// hash of all that was loaded, hexadecimal
    pub scenario_hash: String,
    /// seed, decimal
    pub seed: String,
    /// run under the seed, 0 outside batches
    pub run: u32,
    /// players by side
    pub players: BySide<String>,
    /// changes given with `--set`, in order
    pub sets: Vec<String>,
    /// the files as loaded, the scenario first
    pub files: Vec<File>,
}

/// A file as it was loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// its name
    pub name: String,
    /// its text
    pub text: String,
}

/// A line after the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Line {
    /// an order that was carried out
    Order {
        /// turn, from 0
        turn: u16,
        /// whose
        side: Side,
        /// who gave it
        author: Author,
        /// what
        give: OrderText,
        /// digest of the events it caused
        log: String,
    },
    /// the end of an impulse
    End {
        /// turn, from 0
        turn: u16,
        /// whose
        side: Side,
        /// hash of each section of the state once the impulse is over: name and hexadecimal digits
        hashes: Vec<(String, String)>,
    },
}

/// A replay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// the first line
    pub header: Header,
    /// the others
    pub lines: Vec<Line>,
}

/// Why a replay cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplayFault {
    /// The first line is not a replay's.
    #[error("not a replay: {0}")]
    NotAReplay(String),
    /// A line cannot be read.
    #[error("line {line}, column {column}: {message}")]
    Line {
        /// line of the file, from 1
        line: usize,
        /// column, from 1
        column: usize,
        /// what is wrong
        message: String,
    },
    /// It was written in another format.
    #[error("replay format {theirs}; this is khasan {}, which reads format {FORMAT}", env!("CARGO_PKG_VERSION"))]
    Format {
        /// the file's format
        theirs: u64,
    },
    /// It was played under other rules.
    #[error("played with khasan {version} (rules {rules}); this is khasan {} (rules {RULES})", env!("CARGO_PKG_VERSION"))]
    Rules {
        /// the version that played it
        version: String,
        /// the version of its rules
        rules: u32,
    },
    /// What it carries gives another hash than it says.
    #[error("{what} hash {theirs} in the file (khasan {version}), {ours} here (khasan {})", env!("CARGO_PKG_VERSION"))]
    Hash {
        /// `scenario` or `rules`
        what: &'static str,
        /// the version that played it
        version: String,
        /// the hash in the file
        theirs: String,
        /// the hash of what it carries, as loaded here
        ours: String,
    },
    /// The seed is not a number.
    #[error("line 1: the seed `{0}` is not a whole number from 0 to 18446744073709551615")]
    Seed(String),
}

/// What is needed of a first line to tell whose it is.
#[derive(Deserialize)]
struct Magic {
    khasan_replay: u64,
}

impl Replay {
    /// Read a replay.
    ///
    /// # Errors
    /// [`ReplayFault`] with the line for one that cannot be read, and with both versions for one of another format or of other rules.
    pub fn parse(text: &str) -> Result<Replay, ReplayFault> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
        let Some((_, first)) = lines.next() else { return Err(ReplayFault::NotAReplay("the file is empty".into())) };
        let magic: Magic = serde_json::from_str(first)
            .map_err(|_| ReplayFault::NotAReplay("the first line does not begin with a `khasan_replay` format number".into()))?;
        if magic.khasan_replay != FORMAT as u64 {
            return Err(ReplayFault::Format { theirs: magic.khasan_replay });
        }
        let header: Header = read_line(0, first)?;
        // Another version of the program under the same rules is to come to the same hashes: that is what is verified.
        if header.rules != RULES {
            return Err(ReplayFault::Rules { version: header.version, rules: header.rules });
        }
        header.seed()?;
        let lines = lines.map(|(i, l)| read_line(i, l)).collect::<Result<_, _>>()?;
        Ok(Replay { header, lines })
    }

    /// Write a replay.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &self.header)?;
        out.write_all(b"\n")?;
        for line in &self.lines {
            serde_json::to_writer(&mut *out, line)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

fn read_line<'a, T: Deserialize<'a>>(index: usize, text: &'a str) -> Result<T, ReplayFault> {
    serde_json::from_str(text).map_err(|e| {
        let whole = e.to_string();
        // serde_json counts lines within the one line that it was given.
        let message = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(m, _)| m).to_string();
        ReplayFault::Line { line: index + 1, column: e.column().max(1), message }
    })
}

impl Header {
    /// Seed and run as the battle takes them.
    ///
    /// # Errors
    /// [`ReplayFault::Seed`] if the seed is not a number.
    pub fn seed(&self) -> Result<Seed, ReplayFault> {
        let seed = self.seed.parse().map_err(|_| ReplayFault::Seed(self.seed.clone()))?;
        Ok(Seed { seed, run: self.run })
    }

    /// Check that what the replay carries is what was played.
    ///
    /// # Errors
    /// [`ReplayFault::Hash`], the rules' tables first.
    pub fn matches(&self, scenario: &crate::data::Scenario) -> Result<(), ReplayFault> {
        let fault = |what, theirs: &String, ours: String| {
            Err(ReplayFault::Hash { what, version: self.version.clone(), theirs: theirs.clone(), ours })
        };
        let (rules, all) = (hex_digits(&scenario.rules_hash), hex_digits(&scenario.hash));
        if rules != self.rules_hash {
            return fault("rules", &self.rules_hash, rules);
        }
        if all != self.scenario_hash {
            return fault("scenario", &self.scenario_hash, all);
        }
        Ok(())
    }
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex_digits(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, b| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{b:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replay() -> Replay {
        let header = Header {
            khasan_replay: FORMAT,
            version: env!("CARGO_PKG_VERSION").into(),
            rules: RULES,
            rules_hash: "00".into(),
            scenario: "tiny".into(),
            scenario_hash: "11".into(),
            seed: u64::MAX.to_string(),
            run: 3,
            players: BySide { soviet: "regular".into(), japanese: "straight".into() },
            sets: vec!["a=1".into()],
            files: vec![File { name: "tiny.ron".into(), text: "(\n)".into() }],
        };
        let order = Line::Order {
            turn: 0,
            side: Side::Soviet,
            author: Author::Staff,
            give: OrderText::Release { formation: "su.1".into() },
            log: "ab".into(),
        };
        let end = Line::End { turn: 0, side: Side::Soviet, hashes: vec![("units".into(), "cd".into())] };
        Replay { header, lines: vec![order, end] }
    }

    fn text(replay: &Replay) -> String {
        let mut bytes = Vec::new();
        replay.write(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = text(&replay());
        assert_eq!(text.lines().count(), 3);
        assert_eq!(Replay::parse(&text), Ok(replay()));
        assert_eq!(Replay::parse(&text.replace('\n', "\r\n")), Ok(replay()));
    }

    #[test]
    fn a_bad_line_is_named() {
        let text = text(&replay()).replace("\"staff\"", "\"nobody\"");
        match Replay::parse(&text) {
            Err(ReplayFault::Line { line: 2, message, .. }) => assert!(message.contains("nobody"), "{message}"),
            other => panic!("{other:?}"),
        }
        assert!(matches!(Replay::parse("(format: 1)"), Err(ReplayFault::NotAReplay(_))));
        assert!(matches!(Replay::parse(""), Err(ReplayFault::NotAReplay(_))));
        assert!(matches!(Replay::parse("{\"khasan_replay\":1}"), Err(ReplayFault::Line { line: 1, .. })));
    }

    #[test]
    fn other_formats_and_rules_are_named_with_both_versions() {
        let ours = env!("CARGO_PKG_VERSION");
        assert_eq!(Replay::parse("{\"khasan_replay\":7}"), Err(ReplayFault::Format { theirs: 7 }));
        let mut old = replay();
        old.header.version = "0.0.3".into();
        assert!(Replay::parse(&text(&old)).is_ok(), "the rules are the same");
        old.header.rules = RULES + 1;
        let fault = Replay::parse(&text(&old)).unwrap_err().to_string();
        assert!(fault.contains("0.0.3") && fault.contains(ours), "{fault}");
        assert!(fault.contains(&format!("rules {RULES}")) && fault.contains(&format!("rules {}", RULES + 1)), "{fault}");
        let mut old = replay();
        old.header.seed = "-1".into();
        assert_eq!(Replay::parse(&text(&old)), Err(ReplayFault::Seed("-1".into())));
    }
}
