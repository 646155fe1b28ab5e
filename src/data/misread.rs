//! Turns what the RON parser says into a fault that a writer of files understands.

use super::check::shorten;
use super::diagnostic::nearest;
use super::fault::Fault;
use super::raw::at::{Misread, Span};
use super::scan;
use ron::Error;

/// The fault, its place, and the name that may be meant.
pub fn explain(text: &str, misread: &Misread) -> (Fault, Span, Option<String>) {
    let at = misread.span;
    match &misread.error {
        Error::NoSuchStructField { expected, found, .. } => {
            let near = nearest(found, expected.iter().copied()).map(str::to_owned);
            (Fault::UnknownField { field: shorten(found) }, word_before(text, at, found), near)
        }
        Error::MissingStructField { field, .. } => {
            let open = scan::enclosing(text, at.at as usize).map_or(at, |o| Span { at: o as u32, len: 1 });
            (Fault::MissingField { field: (*field).to_owned() }, open, None)
        }
        Error::DuplicateStructField { field, .. } => {
            (Fault::DoubleField { field: (*field).to_owned() }, word_before(text, at, field), None)
        }
        Error::NoSuchEnumVariant { expected, found, .. } => {
            let near = nearest(found, expected.iter().copied()).map(str::to_owned);
            let allowed = expected.join(", ");
            (Fault::UnknownWord { word: shorten(found), allowed }, word_before(text, at, found), near)
        }
        Error::ExceededRecursionLimit => (Fault::TooDeep { limit: scan::MAX_DEPTH as i64 }, at, None),
        other => in_value(text, misread).unwrap_or_else(|| (Fault::Syntax { says: plain(other) }, at, None)),
    }
}

/// A value of the wrong kind: the file's structure is sound, but this is not what is wanted here.
fn in_value(text: &str, misread: &Misread) -> Option<(Fault, Span, Option<String>)> {
    let expected = match &misread.error {
        Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } => "a whole number",
        Error::ExpectedFloat | Error::FloatUnderscore => "a number",
        Error::ExpectedBoolean => "true or false",
        Error::ExpectedString | Error::ExpectedStringEnd => "a text in quotes",
        Error::ExpectedArray => "a list, [...]",
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => "a group, (...)",
        Error::ExpectedIdentifier => "a word without quotes",
        Error::IntegerOutOfBounds | Error::TrailingCharacters | Error::UnderscoreAtBeginning | Error::InvalidValueForType { .. } => "",
        _ => return None,
    };
    let start = scan::skip_blank(text, misread.value.map_or(misread.span.at, |v| v.at) as usize);
    let end = scan::value_end(text, start).max(start);
    let value = text.get(start..end).unwrap_or_default();
    let simple = !value.contains(['(', '[', '{']);
    let span = if simple { Span { at: start as u32, len: (end - start) as u32 } } else { misread.span };
    let number = value.trim_start_matches(['-', '+']);
    if matches!(number, "NaN" | "inf") {
        return Some((Fault::NotFinite { text: shorten(value) }, span, None));
    }
    if matches!(misread.error, Error::IntegerOutOfBounds) {
        return Some((Fault::HugeNumber { text: shorten(value) }, span, None));
    }
    let expected = match expected {
        "" if misread.value.is_none() || !simple => return None,
        "" if number.starts_with(|c: char| c.is_ascii_digit() || c == '.') => "a whole number",
        "" => return None,
        other => other,
    };
    let found = if value.is_empty() { "nothing".to_owned() } else { format!("`{}`", shorten(value)) };
    Some((Fault::WrongKind { expected: expected.to_owned(), found }, span, None))
}

/// The span of a word that the parser has just read.
fn word_before(text: &str, at: Span, word: &str) -> Span {
    let end = ((at.at + at.len) as usize).min(text.len());
    let exact = |start: usize| text.get(start..start + word.len()) == Some(word);
    let start = match at.at as usize {
        start if exact(start) => start,
        _ => text.get(..end).and_then(|t| t.rfind(word)).unwrap_or(at.at as usize),
    };
    Span { at: start as u32, len: word.len() as u32 }
}

/// The parser's words for faults of syntax, in a sentence.
fn plain(error: &Error) -> String {
    match error {
        Error::ExpectedComma => "a comma is missing before this".to_owned(),
        Error::ExpectedMapColon => "a colon is missing after the field's name".to_owned(),
        Error::ExpectedRawValue => "a value is missing or garbled here".to_owned(),
        Error::TrailingCharacters => "there is more after the end".to_owned(),
        Error::ExpectedStructLikeEnd => "`)` is wanted here".to_owned(),
        Error::ExpectedArrayEnd => "`]` is wanted here".to_owned(),
        other => {
            let says = other.to_string();
            let mut chars = says.chars();
            shorten(&chars.next().map(|c| c.to_lowercase().chain(chars).collect::<String>()).unwrap_or_default())
        }
    }
}
