//! Showing faults of the data: drawn with the excerpt for a person at a terminal, a line and an excerpt each elsewhere.

use super::out;
use crate::data::{Diagnostic, Place, Severity};
use crate::words::Words;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceSpan, SpanContents};
use std::io::IsTerminal;

/// Faults counted by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// errors
    pub errors: usize,
    /// warnings
    pub warnings: usize,
    /// notes
    pub notes: usize,
}

/// Count faults.
pub fn count(found: &[Diagnostic]) -> Counts {
    let of = |severity| found.iter().filter(|d| d.severity() == severity).count();
    Counts { errors: of(Severity::Error), warnings: of(Severity::Warning), notes: of(Severity::Note) }
}

/// `2 errors, 1 warning`, and the notes if there are any.
pub fn counted(counts: Counts) -> String {
    let say = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let notes = if counts.notes > 0 { format!(", {}", say(counts.notes, "note")) } else { String::new() };
    format!("{}, {}{notes}", say(counts.errors, "error"), say(counts.warnings, "warning"))
}

/// Tell faults on standard error.
pub fn tell(found: &[Diagnostic], words: &Words) {
    for diagnostic in found {
        let text = if std::io::stderr().is_terminal() { drawn(diagnostic, words) } else { plain(diagnostic, words) };
        out::talk(text.trim_end());
    }
}

/// What is wrong, in the reader's language.
pub fn message(diagnostic: &Diagnostic, words: &Words) -> String {
    words.diagnostic(diagnostic)
}

/// What to do about it.
pub fn advice(diagnostic: &Diagnostic) -> Option<String> {
    let near = diagnostic.did_you_mean.as_ref().map(|name| format!("did you mean `{name}`?"));
    let set = diagnostic.changed_by_set.then(|| "--set changed this text".to_string());
    let all: Vec<String> = near.into_iter().chain(diagnostic.hint.clone()).chain(set).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// `file:line:column: error[code]: message`, the excerpt with a mark under the place, and advice.
pub fn plain(diagnostic: &Diagnostic, words: &Words) -> String {
    let mut text = diagnostic.file.clone();
    if let Some(place) = &diagnostic.place {
        text += &format!(":{}:{}", place.line, place.column);
    }
    text += &format!(": {}[{}]: {}\n", diagnostic.severity().id(), diagnostic.code(), message(diagnostic, words));
    if let Some(place) = &diagnostic.place {
        // A mark stands under its place only if tabs are kept as they are.
        let before = place.excerpt.chars().take(place.excerpt_column as usize);
        let indent: String = before.map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        text += &format!("    {}\n    {indent}{}\n", place.excerpt, "^".repeat(marked(place)));
    }
    if let Some(advice) = advice(diagnostic) {
        text += &format!("    {advice}\n");
    }
    text
}

/// Characters of the excerpt that are marked, at least one.
fn marked(place: &Place) -> usize {
    let rest: String = place.excerpt.chars().skip(place.excerpt_column as usize).collect();
    let bytes = rest.char_indices().take_while(|(at, _)| *at < place.len as usize);
    bytes.count().max(1)
}

/// The drawing for a terminal, in colours unless `NO_COLOR` is set.
fn drawn(diagnostic: &Diagnostic, words: &Words) -> String {
    let coloured = std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let theme = if coloured { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let report =
        Report { diagnostic, message: message(diagnostic, words), excerpt: diagnostic.place.as_ref().map(|p| Excerpt(diagnostic, p)) };
    let mut text = String::new();
    // Drawing into a String fails only for excerpts out of order; the plain line says the same.
    match GraphicalReportHandler::new_themed(theme).with_links(false).render_report(&mut text, &report) {
        Ok(()) => text,
        Err(_) => plain(diagnostic, words),
    }
}

/// A fault as the drawer wants it.
#[derive(Debug)]
struct Report<'a> {
    diagnostic: &'a Diagnostic,
    message: String,
    excerpt: Option<Excerpt<'a>>,
}

impl std::fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        // With an excerpt the drawer names the file itself.
        if self.excerpt.is_none() { write!(f, " ({})", self.diagnostic.file) } else { Ok(()) }
    }
}

impl std::error::Error for Report<'_> {}

impl miette::Diagnostic for Report<'_> {
    fn code(&self) -> Option<Box<dyn std::fmt::Display + '_>> {
        Some(Box::new(self.diagnostic.code()))
    }
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity() {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }
    fn help(&self) -> Option<Box<dyn std::fmt::Display + '_>> {
        advice(self.diagnostic).map(|a| Box::new(a) as Box<dyn std::fmt::Display>)
    }
    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        self.excerpt.as_ref().map(|e| e as &dyn miette::SourceCode)
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let place = self.excerpt.as_ref()?.1;
        let chars = |n: usize| place.excerpt.chars().take(n).map(char::len_utf8).sum::<usize>();
        let (from, to) = (chars(place.excerpt_column as usize), chars(place.excerpt_column as usize + marked(place)));
        Some(Box::new(std::iter::once(LabeledSpan::new(Some("here".into()), from, to.saturating_sub(from)))))
    }
}

/// The one line that a fault is in, at its true number.
#[derive(Debug)]
struct Excerpt<'a>(&'a Diagnostic, &'a Place);

impl miette::SourceCode for Excerpt<'_> {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let Excerpt(diagnostic, place) = self;
        // Asked without context, it is for the place in the head; with it, for the line to be drawn from its start.
        let column = if lines_before + lines_after == 0 { place.column.saturating_sub(1) } else { 0 };
        let bytes = place.excerpt.as_bytes();
        let (span, line) = (SourceSpan::from((0, bytes.len())), place.line.saturating_sub(1) as usize);
        Ok(Box::new(MietteSpanContents::new_named(diagnostic.file.clone(), bytes, span, line, column as usize, 1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Fault;
    use crate::words::Lang;

    fn fault(excerpt: &str, excerpt_column: u32, len: u32) -> Diagnostic {
        let place = Place { line: 12, column: 90, offset: 500, len, excerpt: excerpt.into(), excerpt_column };
        Diagnostic {
            fault: Fault::NoSuchFile {},
            file: "a.ron".into(),
            place: Some(place),
            hint: Some("look again".into()),
            did_you_mean: Some("b".into()),
            changed_by_set: false,
        }
    }

    #[test]
    fn the_mark_stands_under_its_place() {
        let text = plain(&fault("\tж: wörd,", 4, 5), &Words::new(Lang::En));
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("a.ron:12:90: error["), "{text}");
        // Five bytes are four letters.
        assert_eq!(lines[1..], ["    \tж: wörd,", "    \t   ^^^^", "    did you mean `b`?; look again"]);
    }

    #[test]
    fn places_at_the_end_of_a_line_are_shown_too() {
        let words = Words::new(Lang::En);
        for (excerpt, column) in [("", 0), ("ab", 2), ("ж", 1), ("ж", 7)] {
            let fault = fault(excerpt, column, 0);
            assert!(plain(&fault, &words).contains('^'));
            assert!(drawn(&fault, &words).contains("a.ron:12:90"), "{excerpt}");
        }
    }

    #[test]
    fn counts_agree_with_their_nouns() {
        let say = |errors, warnings, notes| counted(Counts { errors, warnings, notes });
        assert_eq!(say(1, 0, 0), "1 error, 0 warnings");
        assert_eq!(say(0, 2, 1), "0 errors, 2 warnings, 1 note");
    }
}
