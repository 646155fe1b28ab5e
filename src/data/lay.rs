//! Laying a group of fields over a text, by id: what an overlay does to a file before it is parsed.
//!
//! What belongs here: which stretch of the text gives way to which of the overlay. What never does: files, and whether
//! what comes out makes sense.

use super::check::{FileIx, shorten};
use super::diagnostic::nearest;
use super::fault::Fault;
use super::raw::at::Span;
use super::scan::{self, Entry};
use super::set::{self, Change};
use super::weave::{Bit, Edit, Woven};

/// Fields of a laid group that are about the overlay, not about the file.
const RESERVED: [&str; 2] = ["over", "remove"];

/// Something wrong in the overlay: a span of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// where
    pub span: Span,
    /// what
    pub fault: Fault,
    /// what may be meant
    pub did_you_mean: Option<String>,
}

/// A field or entry that an overlay changed, added or took away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// its path, as for `--set`
    pub path: String,
    /// what it is now; nothing if it was taken away
    pub value: String,
    /// where the overlay says so
    pub at: Span,
}

/// An entry that was added, since no entry of its id was there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// its id
    pub id: String,
    /// first byte of it in the overlay
    pub at: usize,
    /// the nearest id that is there
    pub near: Option<String>,
}

/// What came of laying one group.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    /// what is wrong
    pub wrong: Vec<Wrong>,
    /// what was touched
    pub touched: Vec<Touched>,
    /// what was added
    pub added: Vec<Added>,
}

/// Lay the group of fields at `at` of an overlay's text over a text: first what is taken away, then what is given.
pub fn lay(woven: &mut Woven, over: &str, at: usize, file: FileIx) -> Laid {
    let mut layer = Layer { base: String::new(), over, edits: Vec::new(), laid: Laid::default() };
    let mut edits = Vec::new();
    if let Some(list) = scan::entries(over, at).iter().find(|e| e.name == Some("remove")) {
        layer.base.clone_from(&woven.text);
        for path in scan::entries(over, list.start) {
            layer.take_away(&path);
        }
        edits.append(&mut layer.edits);
        woven.edit(apart(edits, &mut layer.laid.wrong), file);
    }
    layer.base.clone_from(&woven.text);
    let start = set::attributes_end(&layer.base, scan::skip_blank(&layer.base, 0));
    layer.group(start, at, "");
    let edits = apart(std::mem::take(&mut layer.edits), &mut layer.laid.wrong);
    let laid = layer.laid;
    woven.edit(edits, file);
    laid
}

/// The edits without those that would change what another one changes; these are wrong.
fn apart(mut edits: Vec<(Edit, Span)>, wrong: &mut Vec<Wrong>) -> Vec<Edit> {
    edits.sort_by_key(|(e, _)| (e.start, e.end));
    let mut kept: Vec<Edit> = Vec::new();
    for (edit, span) in edits {
        match kept.last() {
            Some(last) if edit.start < last.end => {
                wrong.push(Wrong { span, fault: Fault::OverlayTwiceInOne {}, did_you_mean: None });
            }
            _ => kept.push(edit),
        }
    }
    kept
}

struct Layer<'a> {
    base: String,
    over: &'a str,
    edits: Vec<(Edit, Span)>,
    laid: Laid,
}

impl Layer<'_> {
    fn wrong(&mut self, span: Span, fault: Fault, did_you_mean: Option<String>) {
        self.laid.wrong.push(Wrong { span, fault, did_you_mean });
    }

    fn put(&mut self, start: usize, end: usize, bits: Vec<Bit>, span: Span) {
        self.edits.push((Edit { start, end, bits }, span));
    }

    /// Cut out what a path of `remove` names, with its name and the comma after it.
    fn take_away(&mut self, entry: &Entry<'_>) {
        let quoted = &self.over[entry.start..entry.end];
        let span = span(entry);
        let path = quoted.trim_matches('"');
        let inside = entry.start + (quoted.len() - quoted.trim_start_matches('"').len());
        let change = Change { file: "scenario", path, path_at: inside, value: "(", value_at: inside };
        let base = std::mem::take(&mut self.base);
        match set::find(&base, &change) {
            Err(unset) => {
                let part = base_part(self.over, unset.span);
                self.wrong(unset.span, Fault::NothingToRemove { path: shorten(path), part }, unset.did_you_mean);
            }
            Ok((start, end)) => {
                let open = scan::enclosing(&base, start).unwrap_or(0);
                let found = scan::entries(&base, open).into_iter().find(|e| e.start == start);
                let start = found.and_then(|e| e.name).map_or(start, |name| place(&base, name));
                let comma = scan::skip_blank(&base, end);
                let end = if base.as_bytes().get(comma) == Some(&b',') { comma + 1 } else { end };
                self.put(start, end, Vec::new(), span);
                self.laid.touched.push(Touched { path: path.to_owned(), value: String::new(), at: span });
            }
        }
        self.base = base;
    }

    /// Field by field.
    fn group(&mut self, base_at: usize, over_at: usize, path: &str) {
        let (base, over) = (std::mem::take(&mut self.base), self.over);
        let there = scan::entries(&base, base_at);
        let open = base[base_at..].find(['(', '[', '{']).map(|n| base_at + n + 1);
        let mut seen: Vec<&str> = Vec::new();
        let mut next = Vec::new();
        for field in scan::entries(over, over_at) {
            let Some(name) = field.name else {
                self.wrong(span(&field), Fault::OverlayWithoutName {}, None);
                continue;
            };
            if path.is_empty() && RESERVED.contains(&name) {
                continue;
            }
            let named = Span { at: place(over, name) as u32, len: name.len() as u32 };
            if seen.contains(&name) {
                self.wrong(named, Fault::DoubleField { field: name.to_owned() }, None);
                continue;
            }
            seen.push(name);
            let path = join(path, name);
            if matches!(path.as_str(), "formations" | "units")
                && let Some((deep, _)) = set::deep_entries(&base, &there, &format!("{name}."))
            {
                next.push((
                    field,
                    Next::Deep(deep.iter().map(|e| (set::id_of(&base, e).unwrap_or("").to_owned(), e.start, e.end)).collect()),
                    path,
                ));
                continue;
            }
            match (there.iter().find(|e| e.name == Some(name)), open) {
                (Some(e), _) => next.push((field, Next::Value(e.start, e.end), path)),
                (None, Some(open)) => {
                    let from = place(over, name);
                    let bits = vec![Bit::own(&over[from..field.end], from), Bit::glue(", ", from)];
                    self.put(open, open, bits, span(&field));
                    self.touch(path, &field);
                }
                (None, None) => self.wrong(named, Fault::UnknownField { field: name.to_owned() }, None),
            }
        }
        self.base = base;
        for (field, next, path) in next {
            match next {
                Next::Value(start, end) => self.value(start, end, &field, &path),
                Next::Deep(known) => self.deep(&known, &field, &path),
            }
        }
    }

    /// A value over another.
    fn value(&mut self, start: usize, end: usize, new: &Entry<'_>, path: &str) {
        let opens = |text: &str, at: usize| text.as_bytes().get(at).copied();
        match (opens(&self.base, start), opens(self.over, new.start)) {
            (Some(b'('), Some(b'(')) if named(&self.base, start) && named(self.over, new.start) => self.group(start, new.start, path),
            (Some(b'['), Some(b'[')) if keyed(self.over, new.start) && (keyed(&self.base, start) || empty(&self.base, start)) => {
                self.list(start, new, path);
            }
            (Some(b'('), other) if other != Some(b'(') => {
                // a figure of the rules stands with its range and reason: its number is meant
                let figure = scan::entries(&self.base, start).iter().find(|e| e.name == Some("value")).map(|e| (e.start, e.end));
                let (start, end) = figure.unwrap_or((start, end));
                self.replace(start, end, new, path);
            }
            _ => self.replace(start, end, new, path),
        }
    }

    fn replace(&mut self, start: usize, end: usize, new: &Entry<'_>, path: &str) {
        let own = &self.over[new.start..new.end];
        if self.base[start..end] == *own {
            return;
        }
        self.put(start, end, vec![Bit::own(own, new.start)], span(new));
        self.touch(path.to_owned(), new);
    }

    fn touch(&mut self, path: String, new: &Entry<'_>) {
        let value = self.over[new.start..new.end].to_owned();
        self.laid.touched.push(Touched { path, value, at: span(new) });
    }

    /// Entries by their keys; those not there come after the last.
    fn list(&mut self, start: usize, new: &Entry<'_>, path: &str) {
        let keys: Vec<(String, usize, usize)> =
            scan::entries(&self.base, start).iter().map(|e| (key(&self.base, e).unwrap_or_default(), e.start, e.end)).collect();
        let last = keys.last().map(|k| k.2);
        for entry in scan::entries(self.over, new.start) {
            let id = key(self.over, &entry).unwrap_or_default();
            // formations and units are found at any depth: they have one path wherever they are written
            let path = match path.rsplit('.').next() {
                Some("parts") => join("formations", &id),
                Some("units") if path.starts_with("formations.") => join("units", &id),
                _ => join(path, &id),
            };
            if let Some(known) = keys.iter().find(|k| k.0 == id) {
                self.group(known.1, entry.start, &path);
                continue;
            }
            self.add(&entry, id, keys.iter().map(|k| k.0.as_str()), last.unwrap_or(start + 1), last.is_some());
            self.touch(path, &entry);
        }
    }

    /// Formations or units, wherever they stand. A new formation is an outermost one; a new unit belongs into its formation.
    fn deep(&mut self, known: &[(String, usize, usize)], new: &Entry<'_>, path: &str) {
        for entry in scan::entries(self.over, new.start) {
            let Some(id) = set::id_of(self.over, &entry).map(str::to_owned) else {
                self.wrong(span(&entry), Fault::MissingField { field: "id".to_owned() }, None);
                continue;
            };
            let path = join(path, &id);
            if let Some(found) = known.iter().find(|k| k.0 == id) {
                self.group(found.1, entry.start, &path);
                continue;
            }
            let names = known.iter().map(|k| k.0.as_str());
            if path.starts_with("units.") {
                let near = nearest(&id, names).map(str::to_owned);
                self.wrong(span(&entry), Fault::UnitWithoutFormation { id: shorten(&id) }, near);
                continue;
            }
            let start = set::attributes_end(&self.base, scan::skip_blank(&self.base, 0));
            let Some(list) = scan::entries(&self.base, start).into_iter().find(|e| e.name == Some("formations")).map(|e| e.start) else {
                continue;
            };
            let last = scan::entries(&self.base, list).last().map(|e| e.end);
            self.add(&entry, id, names, last.unwrap_or(list + 1), last.is_some());
            self.touch(path, &entry);
        }
    }

    fn add<'n>(&mut self, entry: &Entry<'_>, id: String, names: impl Iterator<Item = &'n str>, at: usize, after: bool) {
        let own = Bit::own(&self.over[entry.start..entry.end], entry.start);
        let comma = Bit::glue(", ", entry.start);
        let bits = if after { vec![comma, own] } else { vec![own, comma] };
        let near = nearest(&id, names).map(str::to_owned);
        self.laid.added.push(Added { id, at: entry.start, near });
        self.put(at, at, bits, span(entry));
    }
}

/// What is to be done with a field that is there.
enum Next {
    Value(usize, usize),
    /// ids and places of formations or units at any depth
    Deep(Vec<(String, usize, usize)>),
}

fn span(entry: &Entry<'_>) -> Span {
    Span { at: entry.start as u32, len: (entry.end - entry.start) as u32 }
}

/// The words of the overlay at a span.
fn base_part(over: &str, span: Span) -> String {
    shorten(over.get(span.at as usize..(span.at + span.len) as usize).unwrap_or_default())
}

/// The offset of a stretch of a text within it.
fn place(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Whether a bracket holds named fields, or nothing.
fn named(text: &str, at: usize) -> bool {
    scan::entries(text, at).iter().all(|e| e.name.is_some())
}

fn empty(text: &str, at: usize) -> bool {
    scan::entries(text, at).is_empty()
}

/// Whether every entry of a list can be told from the others.
fn keyed(text: &str, at: usize) -> bool {
    let list = scan::entries(text, at);
    !list.is_empty() && list.iter().all(|e| key(text, e).is_some())
}

/// What an entry of a list is known by: its id, or what it is about.
fn key(text: &str, entry: &Entry<'_>) -> Option<String> {
    if text.as_bytes().get(entry.start) != Some(&b'(') {
        return None;
    }
    let fields = scan::entries(text, entry.start);
    let field = |name: &str| {
        let e = fields.iter().find(|f| f.name == Some(name))?;
        Some(text[e.start..e.end].trim_matches('"'))
    };
    if let Some(id) = ["id", "weapon", "vehicle", "grade", "formation", "day"].iter().find_map(|n| field(n)) {
        return Some(id.to_owned());
    }
    // planned fire, strikes, sides of hexes: by all that they name
    let about: Vec<&str> = ["battery", "flight", "hex", "dir", "kind", "from", "at"].iter().filter_map(|n| field(n)).collect();
    let known = field("battery").is_some() || field("flight").is_some() || (field("hex").is_some() && field("dir").is_some());
    known.then(|| about.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = r#"(
    title: "A", // with a comment, and: a colon
    engagement: [
        (id: "line", to: "17:00", rule: border(allowed_hexes: 2, price_points: 1)), // the line
        (id: "late", to: "18:00")
    ],
    formations: [(id: "su", parts: [(id: "su.1", level: battalion, units: [(id: "su.1.1", men: 120), (id: "su.1.2", men: 110)])])],
    figure: (value: 3, range: (1, 5)),
    plan: [(formation: "su.1", steps: [(at: "16:00", task: hold), (at: "17:00", task: hold)])],
    fire_plan: [(battery: "b", hex: "0101", from: "16:00", to: "16:10", rounds: 9)],
    cards: ["a", "b"],
    events: [],
)"#;

    fn over(text: &str) -> (String, Laid) {
        let mut woven = Woven::of(BASE.to_owned(), FileIx(0));
        let laid = lay(&mut woven, text, 0, FileIx(1));
        scan::check(&woven.text).expect("sound brackets");
        (woven.text, laid)
    }

    fn is(text: &str, old: &str, new: &str) {
        let (laid_over, laid) = over(text);
        assert_eq!(laid.wrong, [], "{text}");
        assert_eq!(laid_over, BASE.replacen(old, new, 1), "{text}");
        assert_ne!(laid_over, BASE, "{text}");
    }

    #[test]
    fn fields_are_replaced_by_id_and_the_order_stays() {
        is(r#"(title: "B")"#, r#""A""#, r#""B""#);
        is(r#"(engagement: [(id: "line", to: "16:30")])"#, r#"to: "17:00""#, r#"to: "16:30""#);
        is(r#"(engagement: [(id: "late", tension: 3)])"#, r#"(id: "late""#, r#"(tension: 3, id: "late""#);
        // a word with brackets, a list without ids and a plain list give way as a whole
        is(r#"(engagement: [(id: "line", rule: aviation)])"#, "border(allowed_hexes: 2, price_points: 1)", "aviation");
        is(
            r#"(plan: [(formation: "su.1", steps: [(at: "15:00", task: move)])])"#,
            r#"[(at: "16:00", task: hold), (at: "17:00", task: hold)]"#,
            r#"[(at: "15:00", task: move)]"#,
        );
        is(r#"(cards: ["c"])"#, r#"["a", "b"]"#, r#"["c"]"#);
        is(r#"(figure: 4)"#, "value: 3", "value: 4");
        is(r#"(fire_plan: [(battery: "b", hex: "0101", from: "16:00", rounds: 7)])"#, "rounds: 9", "rounds: 7");
    }

    #[test]
    fn formations_and_units_are_found_at_any_depth() {
        is(r#"(formations: [(id: "su.1", level: regiment)])"#, "level: battalion", "level: regiment");
        is(r#"(units: [(id: "su.1.2", men: 90)])"#, "men: 110", "men: 90");
        is(r#"(formations: [(id: "su.1", units: [(id: "su.1.1", men: 9)])])"#, "men: 120", "men: 9");
        is(r#"(formations: [(id: "su.1", units: [(id: "su.1.3", men: 9)])])"#, "men: 110)", r#"men: 110), (id: "su.1.3", men: 9)"#);
        // an outermost formation that is not there
        is(r#"(formations: [(id: "jp")])"#, "men: 110)])])],", r#"men: 110)])]), (id: "jp")],"#);
        let (text, laid) = over(r#"(units: [(id: "su.1.4", men: 90)])"#);
        assert_eq!((text.as_str(), laid.wrong[0].fault.code()), (BASE, "K0812"));
        assert!(laid.wrong[0].did_you_mean.is_some());
    }

    #[test]
    fn entries_are_added_at_the_end_and_taken_away() {
        is(r#"(engagement: [(id: "new", to: "19:00")])"#, r#"to: "18:00")"#, r#"to: "18:00"), (id: "new", to: "19:00")"#);
        is(r#"(events: [(id: "e"), (id: "f")])"#, "events: []", r#"events: [(id: "e"), (id: "f"), ]"#);
        is(r#"(supply: (depots: []))"#, "(\n", "(supply: (depots: []), \n");
        is(r#"(remove: ["engagement.line"])"#, r#"(id: "line", to: "17:00", rule: border(allowed_hexes: 2, price_points: 1)),"#, "");
        let (text, laid) = over(r#"(remove: ["units.su.1.1", "title"])"#);
        assert!(laid.wrong.is_empty() && !text.contains("su.1.1") && !text.contains("title") && text.contains("// with a comment"));
        let (_, laid) = over(r#"(remove: ["engagement.lime"])"#);
        assert_eq!((laid.wrong[0].fault.code(), laid.wrong[0].span), ("K0807", Span { at: 22, len: 4 }));
        assert_eq!(laid.wrong[0].did_you_mean.as_deref(), Some("engagement.line"));
    }

    #[test]
    fn what_is_added_knows_the_nearest_id_and_what_is_named_twice_is_wrong() {
        let (_, laid) = over(r#"(engagement: [(id: "lime", to: "16:30")])"#);
        assert_eq!(laid.added, [Added { id: "lime".to_owned(), at: 14, near: Some("line".to_owned()) }]);
        assert_eq!(laid.touched[0].path, "engagement.lime");
        let (_, laid) = over(r#"(units: [(id: "su.1.1", men: 9)], formations: [(id: "su.1", units: [(id: "su.1.1", men: 8)])])"#);
        assert_eq!(laid.wrong[0].fault.code(), "K0814");
        assert_eq!(laid.touched.iter().filter(|t| t.path == "units.su.1.1.men").count(), 2, "one path for one thing");
        assert_eq!(over(r#"(title: "B", title: "C")"#).1.wrong[0].fault.code(), "K0104");
    }
}
