//! Saves: a battle and what its players carry in their heads, as bytes that are checked before anything is believed.
//!
//! What belongs here: the bytes of a save, and why some are none. What never does: files, loading scenarios, players.
//!
//! A save is a line of magic with the format's number, a line of JSON that says what it is ([`Label`]), a line with the
//! blake3 of all the rest, and the body in postcard's encoding.

use super::replay::{Header, Line, RULES, ReplayFault, hex_digits};
use super::{LedgerEntry, Snapshot};
use crate::rules::{BySide, Side};
use serde::{Deserialize, Serialize};

/// Version of the bytes.
pub const FORMAT: u32 = 1;

/// What a save begins with, before the number of its format.
const MAGIC: &str = "khasan save ";

/// Hexadecimal digits of the checksum.
const DIGITS: usize = 64;

/// A saved battle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Save {
    /// what was loaded, seed, players: the first line of the replay
    pub header: Header,
    /// the replay so far
    pub lines: Vec<Line>,
    /// the state
    pub snapshot: Snapshot,
    /// every resolution so far, so that what happened before can still be explained
    pub ledger: Vec<LedgerEntry>,
    /// ids of the formations that the staff leads for a person
    pub handed: BySide<Vec<String>>,
    /// what the players remember
    pub memories: BySide<Memories>,
}

/// What those who lead a side remember.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memories {
    /// its player; `None` for a person
    pub player: Option<Vec<u8>>,
    /// the staff, which leads formations for a person
    pub staff: Vec<u8>,
}

/// What a save is, to be read without the rest of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// version of the program that wrote it
    pub version: String,
    /// version of the rules' code it was played under
    pub rules: u32,
    /// the scenario's id
    pub scenario: String,
    /// its title
    pub title: String,
    /// seed, decimal
    pub seed: String,
    /// players by side
    pub players: BySide<String>,
    /// turn, from 0
    pub turn: u16,
    /// whose impulse it is; `None` when the battle is over
    pub to_move: Option<Side>,
    /// first moment of the turn
    pub at: String,
}

/// Why there is no battle in some bytes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveFault {
    /// They are something else.
    #[error("not a saved battle of khasan")]
    NotASave,
    /// It was written in another format.
    #[error("save format {theirs}; this is khasan {}, which reads format {FORMAT}", env!("CARGO_PKG_VERSION"))]
    Format {
        /// the save's format
        theirs: u64,
    },
    /// Bytes are missing or are not what was written.
    #[error("the save is damaged: {0}")]
    Damaged(&'static str),
    /// It was played under other rules.
    #[error("saved by khasan {version} (rules {rules}); this is khasan {} (rules {RULES})", env!("CARGO_PKG_VERSION"))]
    Rules {
        /// the version that wrote it
        version: String,
        /// the version of its rules
        rules: u32,
    },
    /// What it carries gives other hashes than it says.
    #[error(transparent)]
    Carries(#[from] ReplayFault),
}

impl Save {
    /// The bytes. `title` is the scenario's, for the label.
    pub fn encode(&self, title: &str) -> Vec<u8> {
        let (turn, to_move, at) = self.snapshot.stands_at();
        let label = Label {
            version: self.header.version.clone(),
            rules: self.header.rules,
            scenario: self.header.scenario.clone(),
            title: title.to_string(),
            seed: self.header.seed.clone(),
            players: self.header.players.clone(),
            turn,
            to_move,
            at: at.to_string(),
        };
        let (Ok(label), Ok(body)) = (serde_json::to_string(&label), postcard::to_stdvec(self)) else {
            unreachable!("plain data in memory always encodes")
        };
        let head = format!("{MAGIC}{FORMAT}\n{label}\n");
        let sum = checksum(head.as_bytes(), &body);
        [head.as_bytes(), sum.as_bytes(), b"\n", &body].concat()
    }

    /// The save in some bytes.
    ///
    /// # Errors
    /// [`SaveFault`]; whatever the bytes are, nothing else happens.
    pub fn decode(bytes: &[u8]) -> Result<Save, SaveFault> {
        let (label, body) = checked(bytes)?;
        // Another version of the program may read it: what counts is the format of the bytes and the rules it was played under.
        let version = |label: Label| SaveFault::Rules { version: label.version, rules: label.rules };
        if label.rules != RULES {
            return Err(version(label));
        }
        match postcard::take_from_bytes::<Save>(body) {
            Ok((save, [])) => Ok(save),
            _ if label.version != env!("CARGO_PKG_VERSION") => Err(version(label)),
            _ => Err(SaveFault::Damaged("its body cannot be read")),
        }
    }
}

impl Label {
    /// What a save is, from its bytes or the first thousands of them. The rest may be damaged: only [`Save::decode`] tells.
    ///
    /// # Errors
    /// If they are not a save's, or of another format.
    pub fn read(bytes: &[u8]) -> Result<Label, SaveFault> {
        labelled(bytes).map(|(label, _)| label)
    }
}

/// The label, if all bytes are those that were written, and the body.
fn checked(bytes: &[u8]) -> Result<(Label, &[u8]), SaveFault> {
    let (label, rest) = labelled(bytes)?;
    let head = &bytes[..bytes.len() - rest.len()];
    let Some((sum, body)) = line(rest).filter(|(sum, _)| sum.len() == DIGITS) else {
        return Err(SaveFault::Damaged("it ends before its checksum"));
    };
    if checksum(head, body).as_bytes() != sum {
        return Err(SaveFault::Damaged("its bytes are not those that were written, or some are missing"));
    }
    Ok((label, body))
}

/// The label and what follows it.
fn labelled(bytes: &[u8]) -> Result<(Label, &[u8]), SaveFault> {
    let rest = bytes.strip_prefix(MAGIC.as_bytes()).ok_or(SaveFault::NotASave)?;
    let (number, rest) = line(rest).ok_or(SaveFault::NotASave)?;
    let number = std::str::from_utf8(number).ok().and_then(|n| n.parse::<u64>().ok()).ok_or(SaveFault::NotASave)?;
    if number != u64::from(FORMAT) {
        return Err(SaveFault::Format { theirs: number });
    }
    let (label, rest) = line(rest).ok_or(SaveFault::Damaged("it ends within its first lines"))?;
    let label = serde_json::from_slice(label).map_err(|_| SaveFault::Damaged("its label cannot be read"))?;
    Ok((label, rest))
}

/// The first line without its end, and what follows.
fn line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|&b| b == b'\n')?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

fn checksum(head: &[u8], body: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(head).update(body);
    hex_digits(hasher.finalize().as_bytes())
}
