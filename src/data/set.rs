//! `--set path=value`: changes to the text of loaded files before they are parsed.
//!
//! A path begins with the file (`map.`, `cards/NAME.`, `rules/NAME.`; the scenario if none) and goes by field names;
//! entries of a list are named by their `id` or by their index from 0. `units.ID` names a unit at any depth of the
//! formations, `formations.ID` likewise a formation. A field that was left out may be given. The value is RON, or `*FACTOR` to multiply a number or all numbers
//! of the value.

use super::diagnostic::nearest;
use super::fault::Fault;
use super::raw::at::Span;
use super::scan::{self, Entry};

/// Why a change cannot be made; the span is within the change's own text.
#[derive(Clone, Debug, PartialEq)]
pub struct Unset {
    /// what is wrong
    pub fault: Fault,
    /// where in the change
    pub span: Span,
    /// the nearest path
    pub did_you_mean: Option<String>,
}

/// Which file a change is about, its path within, its value; the offsets are those of path and value in the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    /// logical name without `.ron`: `scenario`, `map`, `cards/NAME`, `rules/NAME`
    pub file: &'a str,
    /// the path within the file
    pub path: &'a str,
    /// where the path starts
    pub path_at: usize,
    /// the value
    pub value: &'a str,
    /// where the value starts
    pub value_at: usize,
}

/// Take a change apart.
pub fn parse(set: &str) -> Result<Change<'_>, Unset> {
    let whole = Span { at: 0, len: set.len() as u32 };
    let unset = || Unset { fault: Fault::SetWithoutValue {}, span: whole, did_you_mean: None };
    let (path, value) = set.split_once('=').ok_or_else(unset)?;
    if path.trim().is_empty() || value.trim().is_empty() {
        return Err(unset());
    }
    let value_at = path.len() + 1 + (value.len() - value.trim_start().len());
    let (path, path_at) = (path.trim(), path.len() - path.trim_start().len());
    let split = |from: usize| path[from..].find('.').map(|n| from + n);
    let cut = if path.starts_with("map.") {
        split(0)
    } else if path.starts_with("cards/") || path.starts_with("rules/") {
        Some(split(6).ok_or_else(unset)?)
    } else {
        path.starts_with("scenario.").then(|| "scenario".len())
    };
    let (file, path, path_at) = match cut {
        Some(n) => (&path[..n], &path[n + 1..], path_at + n + 1),
        None => ("scenario", path, path_at),
    };
    Ok(Change { file, path, path_at, value: value.trim(), value_at })
}

/// A stretch of a text that gave way to another of some length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gave {
    /// first byte that went
    pub start: usize,
    /// first byte that stayed
    pub end: usize,
    /// bytes that came
    pub came: usize,
}

/// Make a change in a file's text. Numbers that a factor made fractional are added to `made`.
pub fn apply(change: &Change<'_>, text: &mut String, made: &mut Vec<String>) -> Result<Gave, Unset> {
    let (start, end) = match find(text, change) {
        Ok(found) => found,
        Err(unset) => {
            let Some((at, fields)) = absent(text, change, &unset) else { return Err(unset) };
            let mut written = change.value.to_owned();
            for (n, field) in fields.iter().enumerate().rev() {
                written = if n > 0 { format!("({field}: {written})") } else { format!("{field}: {written}, ") };
            }
            text.insert_str(at, &written);
            return Ok(Gave { start: at, end: at, came: written.len() });
        }
    };
    let old = &text[start..end];
    let new = match change.value.strip_prefix('*') {
        None => change.value.to_owned(),
        Some(factor) => {
            let span = Span { at: change.value_at as u32, len: change.value.len() as u32 };
            let bad = |fault| Unset { fault, span, did_you_mean: None };
            let said = factor.trim();
            let factor: f64 = said.parse().map_err(|_| bad(Fault::SetBadFactor { text: said.to_owned() }))?;
            if !factor.is_finite() {
                return Err(bad(Fault::SetBadFactor { text: said.to_owned() }));
            }
            multiplied(old, factor, made).ok_or_else(|| bad(Fault::SetNotANumber { path: change.path.to_owned() }))?
        }
    };
    text.replace_range(start..end, &new);
    Ok(Gave { start, end, came: new.len() })
}

/// The bytes of the value that a path leads to.
pub fn find(text: &str, change: &Change<'_>) -> Result<(usize, usize), Unset> {
    let start = scan::skip_blank(text, 0);
    let start = attributes_end(text, start);
    let (mut at, mut end) = (start, scan::value_end(text, start));
    let mut rest = change.path;
    let mut first = true;
    while !rest.is_empty() {
        let list = scan::entries(text, at);
        let deep = if first { deep_entries(text, &list, rest) } else { None };
        let (list, skip) = match deep {
            Some((list, skip)) => (list, skip),
            None => (list, 0),
        };
        let part = &rest[skip..];
        let step = list.iter().enumerate().filter_map(|(i, e)| Some((key_len(text, e, i, part)?, *e))).max_by_key(|(len, _)| *len);
        let Some((len, entry)) = step else {
            let done = change.path.len() - part.len();
            return Err(lost(text, change, &list, done));
        };
        (at, end) = (entry.start, entry.end);
        rest = part[len..].trim_start_matches('.');
        first = false;
    }
    // a figure of the rules stands with its range and reason: its number is meant
    if !change.value.starts_with('(')
        && let Some(figure) = scan::entries(text, at).iter().find(|e| e.name == Some("value"))
    {
        (at, end) = (figure.start, figure.end);
    }
    Ok((at, end))
}

/// Where a field that was left out can be written, and its name with those of the fields within it: the path is lost in a
/// group of named fields that has none of nearly that name. Whether the format has such fields is for the parser to say.
fn absent<'a>(text: &str, change: &Change<'a>, unset: &Unset) -> Option<(usize, Vec<&'a str>)> {
    let done = (unset.span.at as usize).checked_sub(change.path_at)?;
    let (parent, field) = (change.path.get(..done)?.trim_end_matches('.'), change.path.get(done..)?);
    let word = |f: &str| !f.is_empty() && f.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let fields: Vec<&str> = field.split('.').collect();
    if !fields.iter().all(|f| word(f)) || unset.did_you_mean.is_some() || change.value.starts_with('*') {
        return None;
    }
    let (start, _) = find(text, &Change { path: parent, value: "(", ..*change }).ok()?;
    let first = scan::entries(text, start).into_iter().next().filter(|e| e.name.is_some())?;
    let open = scan::enclosing(text, first.start)?;
    (text.as_bytes()[open] == b'(').then_some((open + 1, fields))
}

/// After `#![enable(...)]` at the start of a text.
pub fn attributes_end(text: &str, mut at: usize) -> usize {
    while text[at..].starts_with("#!") {
        let end = scan::value_end(text, at + 2);
        let close = text[at..].find(']').map_or(end, |n| at + n + 1);
        at = scan::skip_blank(text, close);
    }
    at
}

/// For `units.ID` and `formations.ID`: all units or formations of any depth, and the length of the first word.
pub fn deep_entries<'a>(text: &'a str, list: &[Entry<'a>], path: &str) -> Option<(Vec<Entry<'a>>, usize)> {
    let units = path.starts_with("units.");
    if !units && !path.starts_with("formations.") {
        return None;
    }
    let top = list.iter().find(|e| e.name == Some("formations"))?;
    let mut formations = scan::entries(text, top.start);
    let mut found = Vec::new();
    let mut i = 0;
    while i < formations.len() {
        for field in scan::entries(text, formations[i].start) {
            match field.name {
                Some("parts") => formations.extend(scan::entries(text, field.start)),
                Some("units") if units => found.extend(scan::entries(text, field.start)),
                _ => {}
            }
        }
        i += 1;
    }
    Some(if units { (found, "units.".len()) } else { (formations, "formations.".len()) })
}

/// If the path begins with this entry's name, id or index: how long that is.
fn key_len(text: &str, entry: &Entry<'_>, index: usize, path: &str) -> Option<usize> {
    let begins = |key: &str| path.strip_prefix(key).is_some_and(|r| r.is_empty() || r.starts_with('.'));
    if let Some(name) = entry.name {
        return begins(name).then_some(name.len());
    }
    if let Some(id) = id_of(text, entry)
        && begins(id)
    {
        return Some(id.len());
    }
    let index = index.to_string();
    begins(&index).then_some(index.len())
}

/// The id of a list's entry: its `id` field, or that field of the weapon, vehicle, grade or formation it is about.
pub fn id_of<'a>(text: &'a str, entry: &Entry<'_>) -> Option<&'a str> {
    let fields = scan::entries(text, entry.start);
    let id = ["id", "weapon", "vehicle", "grade", "formation"].iter().find_map(|n| fields.iter().find(|f| f.name == Some(n)))?;
    Some(text[id.start..id.end].trim_matches('"'))
}

/// The fault of a path that leads nowhere from the part at `done`, with the nearest path that would lead on.
fn lost(text: &str, change: &Change<'_>, list: &[Entry<'_>], done: usize) -> Unset {
    let rest = &change.path[done..];
    let part = rest.split('.').next().unwrap_or(rest);
    let keys: Vec<&str> = list.iter().filter_map(|e| e.name.or_else(|| id_of(text, e))).collect();
    let near = nearest(part, keys.iter().copied()).or_else(|| nearest(rest, keys.iter().copied()));
    let file = if change.file == "scenario" { String::new() } else { format!("{}.", change.file) };
    let did_you_mean = near.map(|n| format!("{file}{}{n}", &change.path[..done]));
    let fault = Fault::SetUnknownPath { path: format!("{file}{}", change.path), part: part.to_owned() };
    Unset { fault, span: Span { at: (change.path_at + done) as u32, len: part.len() as u32 }, did_you_mean }
}

/// A value with every number in it multiplied; `None` if there is none.
fn multiplied(old: &str, factor: f64, made: &mut Vec<String>) -> Option<String> {
    let b = old.as_bytes();
    let (mut new, mut at, mut any) = (String::new(), 0, false);
    while at < b.len() {
        let blank = scan::skip_blank(old, at).min(b.len());
        let in_word = at > 0 && (b[at - 1].is_ascii_alphanumeric() || b[at - 1] == b'_');
        let mut end = at;
        if blank > at {
            end = blank;
        } else if b[at] == b'"' {
            // a text: not touched
            end = scan::value_end(old, at).max(at + 1);
        } else if !in_word
            && (b[at].is_ascii_digit() || (matches!(b[at], b'-' | b'+' | b'.') && b.get(at + 1).is_some_and(u8::is_ascii_digit)))
        {
            end += 1;
            while b.get(end).is_some_and(|c| c.is_ascii_digit() || matches!(c, b'.' | b'_' | b'e' | b'E')) {
                end += 1;
            }
            let value: f64 = old[at..end].replace('_', "").parse().ok()?;
            let text = format!("{}", value * factor);
            if text.contains('.') {
                made.push(text.clone());
            }
            new.push_str(&text);
            any = true;
            at = end;
            continue;
        } else {
            end += old[at..].chars().next().map_or(1, char::len_utf8);
        }
        new.push_str(&old[at..end]);
        at = end;
    }
    any.then_some(new)
}

/// If the number at a span was made fractional by a factor where a whole one is wanted: round it. What gave way, if it did.
pub fn round_made(text: &mut String, span: Span, made: &mut Vec<String>) -> Option<Gave> {
    let start = (span.at as usize).min(text.len());
    let rest = text.get(start..)?;
    let number = made.remove(made.iter().position(|m| rest.starts_with(m.as_str()))?);
    let whole = format!("{}", number.parse::<f64>().ok()?.round());
    let end = start + number.len();
    text.replace_range(start..end, &whole);
    Some(Gave { start, end, came: whole.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"(
        a: 12, // a: 13
        supply: (links: [
            (id: "road", tonnes: (dry: 350, wet: 120.5)),
            (id: "rail.n", tonnes: (dry: 1, wet: 2)),
        ]),
        formations: [(id: "su", parts: [(id: "su.1", level: battalion, units: [(id: "su.1.2", men: 120)])])],
    )"#;

    fn set(change: &str) -> Result<String, Unset> {
        let mut text = TEXT.to_owned();
        apply(&parse(change)?, &mut text, &mut Vec::new()).map(|_| text)
    }

    #[test]
    fn replaces_and_multiplies_the_value_a_path_names() {
        let is = |change: &str, old: &str, new: &str| assert_eq!(set(change).unwrap(), TEXT.replace(old, new), "{change}");
        is("a=7", "a: 12,", "a: 7,");
        is("supply.links.road.tonnes.wet=*0.2", "120.5", "24.1");
        is("supply.links.0.tonnes=*2", "(dry: 350, wet: 120.5)", "(dry: 700, wet: 241)");
        is("supply.links.rail.n.tonnes.dry = -4", "(dry: 1,", "(dry: -4,");
        is("units.su.1.2.men=90", "men: 120", "men: 90");
        is("formations.su.1.level=regiment", "level: battalion", "level: regiment");
        // a field that was left out is written
        is("units.su.1.2.guns=4", "(id: \"su.1.2\"", "(guns: 4, id: \"su.1.2\"");
        // and so are groups within each other
        is("units.su.1.2.reserve.by_owner=true", "(id: \"su.1.2\"", "(reserve: (by_owner: true), id: \"su.1.2\"");
    }

    #[test]
    fn says_where_a_path_is_lost() {
        let lost = |change: &str| {
            let e = set(change).unwrap_err();
            (e.fault.name(), e.span.at, e.did_you_mean.unwrap_or_default())
        };
        assert_eq!(lost("suply.links=3"), ("set-unknown-path", 0, "supply".to_owned()));
        assert_eq!(lost("supply.links.raod.tonnes=3"), ("set-unknown-path", 13, "supply.links.road".to_owned()));
        assert_eq!(lost("a"), ("set-without-value", 0, String::new()));
        assert_eq!(lost("a=*x"), ("set-bad-factor", 2, String::new()));
        assert_eq!(lost("supply.links.road.id=*2"), ("set-not-a-number", 21, String::new()));
    }
}
