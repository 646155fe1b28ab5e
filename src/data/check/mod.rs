//! The checker: from raw files to checked parts, gathering every fault on the way.
//!
//! A faulty value is reported and stands in as something harmless, so that one fault hides no other; whoever loads
//! drops the whole if there was an error.

pub mod allow;
pub mod cards;
pub mod command;
pub mod effects;
pub mod events;
pub mod forces;
pub mod map;
pub mod obstacles;
pub mod phases;
pub mod plan;
pub mod plausible;
pub mod record;
pub mod weather;
pub mod zones;

use super::citing::Citation;
use super::diagnostic::{Diagnostic, Lines, nearest};
use super::fault::{Fault, Severity};
use super::raw::at::{At, Span};
use super::sources::Text;
use super::weave::{Piece, origin};
use crate::hex::{Grid, HexId};
use crate::rules::Clock;
use std::collections::{BTreeMap, BTreeSet};

/// A file by its place in [`Log::files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileIx(pub usize);

struct LoggedFile {
    text: Text,
    lines: Lines,
    changed_by_set: bool,
    /// where its stretches come from, if overlays were laid over it; else nothing
    pieces: Vec<Piece>,
}

/// Files as parsed, and the faults found in them.
#[derive(Default)]
pub struct Log {
    files: Vec<LoggedFile>,
    /// faults in the order found
    pub found: Vec<Diagnostic>,
    /// entries and what they rest on, in the order checked
    pub cited: Vec<Citation>,
    /// errors found, those that were told before included
    pub errors: usize,
    /// what is told only once
    told: BTreeSet<(&'static str, String)>,
    /// warnings and errors told
    counted: [usize; 2],
}

/// What a fault is about, if it is told only once: one thing that is missing or misplaced is one fault, however many lines
/// stumble over it.
fn once(fault: &Fault) -> Option<(&'static str, String)> {
    Some(match fault {
        Fault::UnknownReference { kind, id } => (*kind, id.clone()),
        Fault::UnknownSource { id } => (SOURCE, id.clone()),
        Fault::WrongSide { kind, id, .. } => ("side", format!("{kind} {id}")),
        Fault::InWater { hex, .. } | Fault::RoadInWater { hex } => ("water", hex.clone()),
        Fault::BothSides { hex, .. } => ("both sides", hex.clone()),
        Fault::Overstacked { hex, .. } => ("stack", hex.clone()),
        Fault::TooManyMachines { id, .. } => ("machines", id.clone()),
        _ => return None,
    })
}

/// After so many faults no more are matched with near names: that costs more than reading them.
const ADVISED: usize = 200;
/// So many errors, and as many warnings, are told; a reader needs no more to see what is wrong.
const MOST_TOLD: usize = 500;

impl Log {
    /// Take a file as it is about to be parsed.
    pub fn file(&mut self, text: Text, changed_by_set: bool) -> FileIx {
        let lines = Lines::of(&text.text);
        self.files.push(LoggedFile { text, lines, changed_by_set, pieces: Vec::new() });
        FileIx(self.files.len() - 1)
    }
    /// Take a file that was woven of others: its faults are told where they stand in those.
    pub fn woven(&mut self, text: Text, pieces: Vec<Piece>) -> FileIx {
        let file = self.file(text, false);
        self.files[file.0].pieces = pieces;
        file
    }
    /// The file and place that a span was written at.
    pub fn written(&self, file: FileIx, span: Span) -> (FileIx, Span) {
        match origin(&self.files[file.0].pieces, span.at as usize) {
            Some((file, at)) => (file, Span { at: at as u32, len: span.len }),
            None => (file, span),
        }
    }
    /// Whether a file was woven of others.
    pub fn is_woven(&self, file: FileIx) -> bool {
        !self.files[file.0].pieces.is_empty()
    }
    /// A file's text as parsed.
    pub fn text(&self, file: FileIx) -> &str {
        &self.files[file.0].text.text
    }
    /// Replace a file's text before it is parsed again; `pieces` if it is woven.
    pub fn retext(&mut self, file: FileIx, text: String, pieces: Vec<Piece>) {
        let f = &mut self.files[file.0];
        f.lines = Lines::of(&text);
        f.text.text = text;
        f.pieces = pieces;
    }
    /// Where a woven file's stretches come from.
    pub fn pieces(&self, file: FileIx) -> &[Piece] {
        &self.files[file.0].pieces
    }
    /// A file's name for the reader.
    pub fn shown(&self, file: FileIx) -> &str {
        &self.files[file.0].text.shown
    }
    /// Report a fault at a place.
    pub fn at(&mut self, file: FileIx, span: Span, fault: Fault) {
        self.near(file, span, fault, None);
    }
    /// Report a fault at a place with the name that may be meant.
    pub fn near(&mut self, file: FileIx, span: Span, fault: Fault, did_you_mean: Option<String>) {
        self.errors += usize::from(fault.severity() == Severity::Error);
        if once(&fault).is_some_and(|about| !self.told.insert(about)) || self.enough(&fault) {
            return;
        }
        let (file, span) = self.written(file, span);
        let f = &self.files[file.0];
        let place = Some(f.lines.place(&f.text.text, span));
        let (hint, file, changed_by_set) = (fault.hint(), f.text.shown.clone(), f.changed_by_set);
        self.found.push(Diagnostic { fault, file, place, hint, did_you_mean, changed_by_set });
    }
    /// Report a fault of a file as a whole.
    pub fn whole(&mut self, file: FileIx, fault: Fault) {
        self.errors += usize::from(fault.severity() == Severity::Error);
        let f = &self.files[file.0];
        let (hint, file, changed_by_set) = (fault.hint(), f.text.shown.clone(), f.changed_by_set);
        self.found.push(Diagnostic { fault, file, place: None, hint, did_you_mean: None, changed_by_set });
    }
    /// Whether an error was found.
    pub fn has_error(&self) -> bool {
        self.errors > 0
    }
    /// Whether so much is told already that this can be left out: errors and the rest are counted apart, so that none hides
    /// the other.
    fn enough(&mut self, fault: &Fault) -> bool {
        let counted = &mut self.counted[usize::from(fault.severity() == Severity::Error)];
        *counted += 1;
        *counted > MOST_TOLD
    }
}

/// Ids of one kind and what they stand for.
#[derive(Debug)]
pub struct Names {
    kind: &'static str,
    map: BTreeMap<String, (usize, FileIx, Span)>,
    /// some could not be read, one is there twice or is no id, and another so perhaps lost: an unknown id is then no fault
    pub incomplete: bool,
}

impl Names {
    /// No ids yet of a kind, named in faults.
    pub fn new(kind: &'static str) -> Names {
        Names { kind, map: BTreeMap::new(), incomplete: false }
    }
    /// Note an id; the second of the same is a fault.
    pub fn add(&mut self, log: &mut Log, file: FileIx, id: &At<String>, index: usize) {
        if (self.kind != SOURCE || !is_source_id(id)) && !check_id(log, file, id) {
            self.incomplete = true;
        }
        if let Some((_, first, span)) = self.map.get(&id.value) {
            let (kind, id_text) = (self.kind, id.value.clone());
            let (first, span) = log.written(*first, *span);
            let fault = if first == log.written(file, id.span()).0 {
                let line = i64::from(log.files[first.0].lines.line(span.at));
                Fault::DuplicateId { kind, id: id_text, line }
            } else {
                Fault::DuplicateInFile { kind, id: id_text, file: log.shown(first).to_owned() }
            };
            log.at(file, id.span(), fault);
            self.incomplete = true;
        } else {
            self.map.insert(id.value.clone(), (index, file, id.span()));
        }
    }
    /// What an id stands for; an unknown one is a fault.
    pub fn find(&self, log: &mut Log, file: FileIx, id: &At<String>) -> Option<usize> {
        if let Some((index, ..)) = self.map.get(&id.value) {
            return Some(*index);
        }
        if !self.incomplete {
            let near = (log.found.len() < ADVISED).then(|| nearest(id, self.map.keys().map(String::as_str))).flatten();
            let fault = Fault::UnknownReference { kind: self.kind, id: id.value.clone() };
            log.near(file, id.span(), fault, near.map(str::to_owned));
        }
        None
    }
}

/// Whether a text can be an id: 1 to 64 letters, digits, `_`, `-`, and dots inside.
pub fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
        && !id.starts_with('.')
        && !id.ends_with('.')
        && !id.contains("..")
}

/// Kind of the ids of a bibliography.
pub const SOURCE: &str = "source";

/// Whether a text can be the id of a source: like other ids, with inner colons.
fn is_source_id(id: &str) -> bool {
    !id.starts_with(':') && !id.ends_with(':') && is_id(&id.replace(':', "_"))
}

/// Report an id that is none.
pub fn check_id(log: &mut Log, file: FileIx, id: &At<String>) -> bool {
    let good = is_id(id);
    if !good {
        log.at(file, id.span(), Fault::BadId { id: shorten(id) });
    }
    good
}

/// Texts shown in faults are kept short.
pub fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(60).is_some() {
        short.push_str("...");
    }
    short
}

/// A file under check with what all checks need.
pub struct Ctx<'a> {
    /// where faults go
    pub log: &'a mut Log,
    /// the file
    pub file: FileIx,
    /// the map's grid, if it could be read
    pub grid: Option<&'a Grid>,
    /// the bibliography
    pub sources: &'a Names,
}

impl Ctx<'_> {
    /// Report a fault at a place of this file.
    pub fn at(&mut self, span: Span, fault: Fault) {
        self.log.at(self.file, span, fault);
    }
    /// A whole number in a range; out of it, a fault and the nearest end.
    pub fn int(&mut self, v: &At<i64>, what: &'static str, least: i64, most: i64) -> i64 {
        if !(least..=most).contains(&v.value) {
            let fault = Fault::OutOfRange { what, value: v.value as f64, least: least as f64, most: most as f64 };
            self.at(v.span(), fault);
        }
        v.value.clamp(least, most)
    }
    /// A whole number in a range; out of it, a fault and nothing.
    pub fn int_or_none(&mut self, v: &At<i64>, what: &'static str, least: i64, most: i64) -> Option<i64> {
        let value = self.int(v, what, least, most);
        (value == v.value).then_some(value)
    }
    /// A number in a range; out of it, not a number or infinite: a fault and the least.
    pub fn real(&mut self, v: &At<f64>, what: &'static str, least: f64, most: f64) -> f64 {
        if !v.is_finite() {
            let text = self.log.text(self.file);
            let text = shorten(text.get(v.at as usize..(v.at + v.len) as usize).unwrap_or_default());
            self.at(v.span(), Fault::NotFinite { text });
            return least;
        }
        if v.value < least || v.value > most {
            self.at(v.span(), Fault::OutOfRange { what, value: v.value, least, most });
            return least;
        }
        v.value
    }
    /// A hex on the map.
    pub fn hex(&mut self, v: &At<String>) -> Option<HexId> {
        if v.len() != 4 || !v.bytes().all(|b| b.is_ascii_digit()) {
            self.at(v.span(), Fault::BadHex { hex: shorten(v) });
            return None;
        }
        let grid = self.grid?;
        let hex = grid.parse(v);
        if hex.is_none() {
            let fault = Fault::HexOffMap { hex: v.value.clone(), cols: i64::from(grid.cols()), rows: i64::from(grid.rows()) };
            self.at(v.span(), fault);
        }
        hex
    }
    /// A moment.
    pub fn time(&mut self, v: &At<String>) -> Option<Clock> {
        let time = Clock::parse(v);
        if time.is_none() {
            self.at(v.span(), Fault::BadTime { text: shorten(v) });
        }
        time
    }
    /// First and last moment of something.
    pub fn times(&mut self, what: &'static str, from: &At<String>, to: &At<String>) -> Option<(Clock, Clock)> {
        let (a, b) = (self.time(from), self.time(to));
        let (a, b) = (a?, b?);
        if b < a {
            self.at(to.span(), Fault::RangeUpsideDown { what });
        }
        Some((a, b.max(a)))
    }
    /// Sources of an entry: each in the bibliography, at least one.
    pub fn sources(&mut self, kind: &'static str, id: &At<String>, list: &[At<String>]) -> Vec<String> {
        for source in list {
            if self.sources.find_quiet(source).is_none() && !self.sources.incomplete {
                let known = self.sources.map.keys().map(String::as_str);
                let near = (self.log.found.len() < ADVISED).then(|| nearest(source, known)).flatten().map(str::to_owned);
                self.log.near(self.file, source.span(), Fault::UnknownSource { id: shorten(source) }, near);
            }
        }
        if list.is_empty() {
            self.at(id.span(), Fault::NoSource { kind, id: id.value.clone() });
        }
        let (file, span) = self.log.written(self.file, id.span());
        let sources = list.iter().map(|s| s.value.clone()).collect();
        let (line, file) = (self.log.files[file.0].lines.line(span.at), self.log.shown(file).to_owned());
        self.log.cited.push(Citation { kind, id: id.value.clone(), file, line, sources });
        list.iter().map(|s| s.value.clone()).collect()
    }
    /// A list that dense indices must be able to count.
    pub fn fits(&mut self, what: &'static str, found: usize, limit: usize, span: Span) -> bool {
        if found > limit {
            self.at(span, Fault::TooMany { what, found: found as i64, limit: limit as i64 });
        }
        found <= limit
    }
    /// The version of a file's format.
    pub fn format(&mut self, format: &At<i64>) {
        if format.value != 1 {
            self.at(format.span(), Fault::WrongFormat { format: format.value });
        }
    }
}

impl Names {
    /// Note an id that was looked at before; whether it is new.
    pub fn insert(&mut self, file: FileIx, id: &str, index: usize) -> bool {
        let new = !self.map.contains_key(id);
        if new {
            self.map.insert(id.to_owned(), (index, file, Span::default()));
        }
        new
    }
    /// What an id stands for, without a fault.
    pub fn find_quiet(&self, id: &str) -> Option<usize> {
        self.map.get(id).map(|(i, ..)| *i)
    }
}
