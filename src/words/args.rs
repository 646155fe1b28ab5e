//! The arguments of one text, gathered from what happened.

use super::Words;
use super::names::Names;
use crate::hex::HexId;
use crate::rules::{Clock, Side};
use fluent_bundle::{FluentArgs, FluentValue};
use serde::Serialize;

/// The name of a plain enum's value in JSON (`small_arms`).
pub(super) fn json_name<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// Arguments for one text. Methods take and give it back, so that a text's arguments read as one chain.
pub(super) struct Args<'w> {
    words: &'w Words,
    args: FluentArgs<'static>,
}

impl<'w> Args<'w> {
    /// None yet.
    pub fn new(words: &'w Words) -> Args<'w> {
        Args { words, args: FluentArgs::new() }
    }
    /// A number, which chooses among plural forms.
    pub fn number(mut self, key: &'static str, value: impl Into<FluentValue<'static>>) -> Self {
        self.args.set(key, value);
        self
    }
    /// A name or a finished part of the sentence.
    pub fn text(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.args.set(key, value.into());
        self
    }
    /// Texts under names known only at run time; a whole number chooses among plural forms.
    pub fn texts(mut self, pairs: &[(&str, String)]) -> Self {
        for (key, value) in pairs {
            match value.parse::<i64>() {
                // "007" and "+7" are shown as they were written
                Ok(n) if n.to_string() == *value => self.args.set((*key).to_owned(), n),
                _ => self.args.set((*key).to_owned(), value.clone()),
            }
        }
        self
    }
    /// `yes` or `no`, for a text to choose by.
    pub fn flag(self, key: &'static str, value: bool) -> Self {
        self.text(key, if value { "yes" } else { "no" })
    }
    /// `soviet` or `japanese`, for a text to choose by: in many languages the word's form hangs on the sentence.
    pub fn side(self, key: &'static str, side: Side) -> Self {
        self.text(key, side.id())
    }
    /// A label: the text of a plain value.
    pub fn label<T: Serialize>(self, key: &'static str, kind: &str, value: &T) -> Self {
        let text = self.words.label(kind, value);
        self.text(key, text)
    }
    /// A hex.
    pub fn hex(self, names: &impl Names, key: &'static str, hex: HexId) -> Self {
        let text = names.hex(hex, self.words.lang);
        self.text(key, text)
    }
    /// A hex, or that it is off the map.
    pub fn place(self, names: &impl Names, key: &'static str, hex: Option<HexId>) -> Self {
        match hex {
            Some(hex) => self.hex(names, key, hex),
            None => {
                let text = self.words.texts.say("off-map", None);
                self.text(key, text)
            }
        }
    }
    /// A moment: hours and minutes, with the date before it if it is not the battle's first day.
    pub fn clock(self, names: &impl Names, key: &'static str, at: Clock) -> Self {
        let day = |c: Clock| c.0 / 86_400;
        let text = match at.to_string().split_once('T') {
            Some((date, _)) if day(at) != day(names.starts()) => format!("{date} {}", at.hhmm()),
            _ => at.hhmm(),
        };
        self.text(key, text)
    }
    /// Counted parts, those of nought left out, the rest joined by commas; and under `counted` whether any is left.
    pub fn parts(self, key: &'static str, parts: &[(&str, u32)]) -> Self {
        let words = self.words;
        let said: Vec<String> =
            parts.iter().filter(|(_, n)| *n > 0).map(|(part, n)| Args::new(words).number("n", *n).say(&format!("part-{part}"))).collect();
        let any = !said.is_empty();
        let text = if any { said.join(", ") } else { words.texts.say("part-none", None) };
        self.text(key, text).flag("counted", any)
    }
    /// The text of an id with these arguments.
    pub fn say(&self, id: &str) -> String {
        self.words.texts.say(id, Some(&self.args))
    }
    /// The same as a sentence: it begins with a capital.
    pub fn sentence(&self, id: &str) -> String {
        capital(&self.say(id))
    }
    /// The text, and what was wrong with it.
    #[cfg(test)]
    pub fn try_say(&self, id: &str) -> (String, Vec<String>) {
        self.words.texts.try_say(id, Some(&self.args))
    }
}

/// The text with its first letter as a capital.
pub(super) fn capital(text: &str) -> String {
    let mut rest = text.chars();
    match rest.next() {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => String::new(),
    }
}
