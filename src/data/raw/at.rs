//! A value together with its place in the text it was read from.

use crate::data::scan;
use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::de::{Deserialize, Deserializer, Error as _};
use std::cell::{Cell, RefCell};

/// A value and the bytes it stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct At<T> {
    /// the value
    pub value: T,
    /// offset of its first byte in the file
    pub at: u32,
    /// length in bytes
    pub len: u32,
}

impl<T> At<T> {
    /// Another value at the same place.
    pub fn with<U>(&self, value: U) -> At<U> {
        At { value, at: self.at, len: self.len }
    }
    /// The place alone.
    pub fn span(&self) -> Span {
        Span { at: self.at, len: self.len }
    }
}

impl<T> std::ops::Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// A stretch of a file's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// offset of the first byte
    pub at: u32,
    /// length in bytes
    pub len: u32,
}

/// Why a text is no RON of the wanted shape, and where.
#[derive(Clone, Debug)]
pub struct Misread {
    /// what ron says
    pub error: ron::Error,
    /// where: bytes of the whole text
    pub span: Span,
    /// the value with a place that it lies in, if any: then the file's structure is sound
    pub value: Option<Span>,
}

thread_local! {
    /// Address of the first byte of the text being read on this thread.
    static BASE: Cell<usize> = const { Cell::new(0) };
    /// The innermost fault inside an [`At`]: ron can carry only its message outward.
    static INNER: RefCell<Option<Misread>> = const { RefCell::new(None) };
}

/// Options of all files: optional values are written bare.
pub fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_NEWTYPES)
}

/// Read a whole text.
pub fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Misread> {
    BASE.set(text.as_ptr() as usize);
    INNER.set(None);
    options().from_str(text).map_err(|e| INNER.take().unwrap_or_else(|| misread(text, 0, e, None)))
}

/// Turn ron's lines and columns into bytes of the whole text.
fn misread(text: &str, base: usize, e: ron::error::SpannedError, value: Option<Span>) -> Misread {
    let place = |p: ron::error::Position| offset(text, p.line, p.col);
    let (start, end) = (place(e.span.start), place(e.span.end));
    Misread { error: e.code, span: Span { at: (base + start) as u32, len: end.saturating_sub(start) as u32 }, value }
}

/// The byte at a line and column, both counted from 1, columns in characters.
pub fn offset(text: &str, wanted: usize, column: usize) -> usize {
    let mut at = 0;
    for (i, line) in text.split_inclusive('\n').enumerate() {
        if i + 1 == wanted {
            return at + line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(b, _)| b);
        }
        at += line.len();
    }
    text.len()
}

/// A raw value without the blanks and comments around it.
fn trimmed(raw: &str) -> &str {
    let start = scan::skip_blank(raw, 0).min(raw.len());
    raw.get(start..scan::value_end(raw, start)).unwrap_or(raw)
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = trimmed(<&'de RawValue>::deserialize(deserializer)?.get_ron());
        let at = (text.as_ptr() as usize).wrapping_sub(BASE.get());
        match options().from_str::<T>(text) {
            Ok(value) => Ok(At { value, at: at as u32, len: text.len() as u32 }),
            Err(e) => {
                let message = e.code.to_string();
                INNER.with_borrow_mut(|inner| {
                    if inner.is_none() {
                        *inner = Some(misread(text, at, e, Some(Span { at: at as u32, len: text.len() as u32 })));
                    }
                });
                Err(D::Error::custom(message))
            }
        }
    }
}
