//! A fault with its place and advice, ready to be shown.

use super::fault::{Fault, Severity};
use super::raw::at::Span;

/// A fault found while loading.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// what is wrong
    pub fault: Fault,
    /// the file as the reader knows it: its path, or `embedded:NAME`, or `--set`
    pub file: String,
    /// where in the file, if the fault has a line
    pub place: Option<Place>,
    /// what to do about it
    pub hint: Option<String>,
    /// the nearest name there is
    pub did_you_mean: Option<String>,
    /// whether `--set` changed this file's text: line, column and excerpt are then of the changed text
    pub changed_by_set: bool,
}

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// line, from 1
    pub line: u32,
    /// column in characters, from 1
    pub column: u32,
    /// offset of the first byte (a byte-order mark not counted)
    pub offset: u32,
    /// length in bytes
    pub len: u32,
    /// the whole line, without its end, shortened around the place if very long
    pub excerpt: String,
    /// characters of the excerpt before the place
    pub excerpt_column: u32,
}

/// Longest excerpt, characters.
const EXCERPT: usize = 160;

/// Where the lines of a text start, so that many places of it are found quickly.
#[derive(Clone, Debug)]
pub struct Lines(Vec<u32>);

impl Lines {
    /// Of a text under 4 GB.
    pub fn of(text: &str) -> Lines {
        Lines(std::iter::once(0).chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1)).collect())
    }
    /// The line of an offset, from 1.
    pub fn line(&self, at: u32) -> u32 {
        self.0.partition_point(|&start| start <= at) as u32
    }
    /// The place of a span in the text.
    pub fn place(&self, text: &str, span: Span) -> Place {
        let mut at = (span.at as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.line(at as u32);
        let start = self.0[line as usize - 1] as usize;
        let end = self.0.get(line as usize).map_or(text.len(), |&next| next as usize - 1);
        let column = text[start..at].chars().count();
        let whole = text[start..end].trim_end_matches('\r');
        let skip = if whole.len() > EXCERPT { column.saturating_sub(EXCERPT / 2) } else { 0 };
        Place {
            line,
            column: 1 + column as u32,
            offset: at as u32,
            len: span.len,
            excerpt: whole.chars().skip(skip).take(EXCERPT).map(|c| if c.is_control() { ' ' } else { c }).collect(),
            excerpt_column: (column - skip) as u32,
        }
    }
}

impl Diagnostic {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.fault.code()
    }
    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.fault.severity()
    }
    /// Line and column, if it has them.
    pub fn line_column(&self) -> Option<(u32, u32)> {
        self.place.as_ref().map(|p| (p.line, p.column))
    }
}

impl std::fmt::Display for Diagnostic {
    /// `file:line:column: error[K0102]: unknown field ...`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some((line, column)) = self.line_column() {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}[{}]: {}", self.severity().id(), self.code(), self.fault)?;
        if let Some(name) = &self.did_you_mean {
            write!(f, "; did you mean `{name}`?")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, " ({hint})")?;
        }
        Ok(())
    }
}

/// The nearest of some names to a misspelt one, if any is near: at most a third of its letters differ.
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = (name.chars().count() / 3).max(1);
    if name.len() > 256 {
        return None;
    }
    names
        .into_iter()
        .filter(|n| n.len() <= 256)
        .map(|n| (strsim::damerau_levenshtein(name, n), n))
        .filter(|(d, _)| *d <= most)
        .min_by_key(|(d, _)| *d)
        .map(|(_, n)| n)
}
