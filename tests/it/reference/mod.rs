//! The pages of docs/reference: written from the types that files are read into and from the files that are shipped, and
//! compared with both. `UPDATE_REFERENCE=1 cargo test --locked --no-default-features --test it reference` writes them anew and
//! then fails, so that it can't pass unread.

mod ron_tree;
mod rules;
mod types;

use ron_tree::Node;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use types::{Declared, Field, Holds, Shape, Types};

/// A page: its file, its title, what stands before the tables, the type of the file, files to take examples from.
struct Page {
    file: &'static str,
    title: &'static str,
    about: &'static str,
    root: &'static str,
    shipped: &'static [&'static str],
}

/// In order: what two of them need is on the first, and the other links there.
const PAGES: [Page; 4] = [
    Page {
        file: "map.md",
        title: "Maps",
        about: "A file `scenarios/maps/ID.ron`.",
        root: "RawMap",
        shipped: &["tests/scenarios/maps/tiny.ron", "scenarios/maps/khasan.ron"],
    },
    Page {
        file: "cards.md",
        title: "Cards",
        about: "A file `assets/cards/NAME.ron`: what weapons, vehicles, aircraft and units are.",
        root: "RawCards",
        shipped: &[
            "assets/cards/weapons.ron",
            "assets/cards/vehicles.ron",
            "assets/cards/aircraft.ron",
            "assets/cards/units_soviet.ron",
            "assets/cards/units_japanese.ron",
        ],
    },
    Page {
        file: "history.md",
        title: "Rows of the record",
        about: "A file for `--history FILE`. Rows of the same shape stand under `history` in a scenario.",
        root: "RawHistoryFile",
        shipped: &["scenarios/history/0806_experiments.ron", "tests/scenarios/tiny_attack.ron", "scenarios/0806_assault.ron"],
    },
    Page {
        file: "scenario.md",
        title: "Scenarios",
        about: "A file `scenarios/NAME.ron`.",
        root: "RawScenario",
        shipped: &[
            "tests/scenarios/tiny_attack.ron",
            "tests/scenarios/tiny_duel.ron",
            "scenarios/0806_assault.ron",
            "scenarios/0729_border_clash.ron",
        ],
    },
];

/// Names of values that stand alone, as a reader calls them.
const PLAIN: [(&str, &str); 9] = [
    ("String", "text"),
    ("IdText", "id"),
    ("HexText", "hex"),
    ("TimeText", "time"),
    ("HourText", "hour"),
    ("DayText", "day"),
    ("i64", "whole number"),
    ("f64", "number"),
    ("bool", "`true`, `false`"),
];

const HEAD: &str = "Written from the source by a test; to write it anew:\n\
    `UPDATE_REFERENCE=1 cargo test --locked --no-default-features --test it reference`.\n";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The source files in a folder, sorted.
fn sources(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("a folder");
    let mut files: Vec<PathBuf> = entries.map(|e| e.expect("a file").path()).filter(|p| p.extension().is_some_and(|e| e == "rs")).collect();
    files.sort();
    files
}

/// The unit that the end of a name says.
fn unit(name: &str) -> &'static str {
    const UNITS: [(&str, &str); 19] = [
        ("_kg_per_h", "kg an hour"),
        ("_kmh", "km/h"),
        ("_per_min", "a minute"),
        ("_permille", "‰"),
        ("_percent", "%"),
        ("percent", "%"),
        ("_m2", "m²"),
        ("_mm", "mm"),
        ("_km", "km"),
        ("_kg", "kg"),
        ("_min", "minutes"),
        ("minutes", "minutes"),
        ("minutes_since", "minutes"),
        ("tonnes_per_day", "t a day"),
        ("tonnes_per_hour", "t an hour"),
        ("_hexes", "hexes"),
        ("_m", "m"),
        ("_t", "t"),
        ("_s", "s"),
    ];
    UNITS.iter().find(|(end, _)| name.ends_with(end)).map_or("", |u| u.1)
}

/// Words in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// Code in a cell.
fn code(text: &str) -> String {
    if text.contains('`') { format!("`` {} ``", cell(text)) } else { format!("`{}`", cell(text)) }
}

/// The name a type has on its page.
fn heading(name: &str) -> String {
    let mut text = String::new();
    for c in name.strip_prefix("Raw").unwrap_or(name).chars() {
        if c.is_uppercase() && !text.is_empty() {
            text.push(' ');
            text.extend(c.to_lowercase());
        } else {
            text.push(c);
        }
    }
    text
}

/// First value found in a shipped file, by type, form and field.
type Examples = BTreeMap<(String, String, String), String>;

/// A value short enough for a table.
fn short(node: &Node) -> Option<String> {
    const MOST: usize = 44;
    if node.text.contains("//") {
        return None;
    }
    let text: Vec<&str> = node.text.split_whitespace().collect();
    let text = text.join(" ").replace("[ ", "[");
    if text.chars().count() <= MOST {
        return Some(text);
    }
    let start: String = text.chars().take(MOST - 6).collect();
    let cut = |at: &str| start.rfind(at).map(|i| start[..i].to_string());
    match text.chars().next() {
        Some('"') => Some(format!("{}..\"", cut(" ")?)),
        Some('[') => Some(format!("{}, ..]", cut(", ")?)).filter(|t| t.matches('(').count() == t.matches(')').count()),
        _ => None,
    }
}

fn collect(types: &Types, holds: &Holds, node: &Node, found: &mut Examples) {
    match holds {
        Holds::List(inner) => node.parts.iter().for_each(|p| collect(types, inner, &p.1, found)),
        Holds::Tuple(inner) => inner.iter().zip(&node.parts).for_each(|(h, p)| collect(types, h, &p.1, found)),
        Holds::One(name) => match types.0.get(name).map(|d| &d.shape) {
            None => {}
            Some(Shape::Group(fields)) => in_fields(types, (name, ""), fields, node, found),
            Some(Shape::Choice(forms)) => {
                let Some(form) = forms.iter().find(|f| f.name == node.name) else { return };
                if let Some(text) = short(node) {
                    found.entry((name.clone(), form.name.clone(), String::new())).or_insert(text);
                }
                in_fields(types, (name, &form.name), &form.fields, node, found);
                form.bare.iter().zip(&node.parts).for_each(|(h, p)| collect(types, h, &p.1, found));
            }
        },
    }
}

fn in_fields(types: &Types, (name, form): (&str, &str), fields: &[Field], node: &Node, found: &mut Examples) {
    for field in fields {
        if let Some(value) = node.field(&field.name) {
            if let Some(text) = short(value) {
                found.entry((name.to_string(), form.to_string(), field.name.clone())).or_insert(text);
            }
            collect(types, &field.holds, value, found);
        }
    }
}

/// What the pages share while they are written.
struct Writer<'a> {
    types: &'a Types,
    /// where groups and choices are described
    places: BTreeMap<String, &'static str>,
    examples: Examples,
}

impl Writer<'_> {
    fn declared(&self, name: &str) -> Option<&Declared> {
        self.types.0.get(name)
    }

    /// A choice of bare words.
    fn is_words(&self, name: &str) -> bool {
        matches!(self.declared(name).map(|d| &d.shape), Some(Shape::Choice(forms)) if forms.iter().all(|f| f.fields.is_empty() && f.bare.is_empty()))
    }

    /// What a field holds, in words.
    fn kind(&self, page: &Page, holds: &Holds, many: bool) -> String {
        match holds {
            Holds::List(inner) => format!("list of {}", self.kind(page, inner, true)),
            Holds::Tuple(inner) if inner.len() == 2 && inner[0] == inner[1] => {
                format!("{} of {}", if many { "pairs" } else { "pair" }, self.kind(page, &inner[0], true))
            }
            Holds::Tuple(inner) => inner.iter().map(|h| self.kind(page, h, false)).collect::<Vec<_>>().join(" and "),
            Holds::One(name) => {
                if let Some((_, plain)) = PLAIN.iter().find(|p| p.0 == name) {
                    let plural = if *plain == "hex" { "es" } else { "s" };
                    return if many { format!("{plain}{plural}") } else { plain.to_string() };
                }
                let text = heading(name);
                let place = self.places.get(name).filter(|p| **p != page.file).copied().unwrap_or_default();
                format!("[{}]({place}#{})", text.to_lowercase(), text.to_lowercase().replace(' ', "-"))
            }
        }
    }

    fn row(&self, page: &Page, (owner, form): (&str, &str), field: &Field) -> String {
        let example = self.examples.get(&(owner.to_string(), form.to_string(), field.name.clone())).map(|e| code(e)).unwrap_or_default();
        let default = self.types.left_out(field).unwrap_or_else(|| "to be given".into());
        let indent = if form.is_empty() { "" } else { "– " };
        format!(
            "| {indent}`{}` | {} | {} | {} | {example} | {} |\n",
            field.name,
            self.kind(page, &field.holds, false),
            unit(&field.name),
            cell(&default),
            cell(&field.meaning)
        )
    }

    fn section(&self, page: &Page, name: &str) -> String {
        const TABLE: &str = "| field | holds | unit | if left out | example | meaning |\n|---|---|---|---|---|---|\n";
        let declared = self.declared(name).expect("it is declared");
        let mut text = format!("\n## {}\n\n{}\n\n", heading(name), declared.meaning);
        match &declared.shape {
            Shape::Group(fields) => {
                text += TABLE;
                fields.iter().for_each(|f| text += &self.row(page, (name, ""), f));
            }
            Shape::Choice(forms) if forms.iter().all(|f| f.fields.is_empty() && f.bare.is_empty() && f.meaning.is_empty()) => {
                let words: Vec<String> = forms.iter().map(|f| format!("`{}`", f.name)).collect();
                writeln!(text, "{}", words.join(", ")).expect("a text");
            }
            Shape::Choice(forms) if self.is_words(name) => {
                for form in forms {
                    let meaning = if form.meaning.is_empty() { String::new() } else { format!(": {}", form.meaning) };
                    writeln!(text, "- `{}`{meaning}", form.name).expect("a text");
                }
            }
            Shape::Choice(forms) => {
                text += TABLE;
                for form in forms {
                    let example =
                        self.examples.get(&(name.to_string(), form.name.clone(), String::new())).map(|e| code(e)).unwrap_or_default();
                    let brackets = if form.fields.is_empty() && form.bare.is_empty() { "" } else { "(..)" };
                    let bare: Vec<String> = form.bare.iter().map(|h| self.kind(page, h, false)).collect();
                    writeln!(text, "| **`{}{brackets}`** | {} | | | {example} | {} |", form.name, bare.join(", "), cell(&form.meaning))
                        .expect("a text");
                    form.fields.iter().for_each(|f| text += &self.row(page, (name, &form.name), f));
                }
            }
        }
        text
    }
}

/// The types that a type is made of, itself first, in the order they are met; but not those that are described elsewhere.
fn reached(types: &Types, name: &str, elsewhere: &BTreeMap<String, &str>, met: &mut Vec<String>) {
    fn within<'a>(holds: &'a Holds, names: &mut Vec<&'a str>) {
        match holds {
            Holds::One(name) => names.push(name),
            Holds::List(inner) => within(inner, names),
            Holds::Tuple(inner) => inner.iter().for_each(|h| within(h, names)),
        }
    }
    if PLAIN.iter().any(|p| p.0 == name) || elsewhere.contains_key(name) || met.iter().any(|m| m == name) {
        return;
    }
    met.push(name.to_string());
    let declared = types.0.get(name).unwrap_or_else(|| panic!("{name} is declared in src/data or src/rules"));
    let mut names = Vec::new();
    match &declared.shape {
        Shape::Group(fields) => fields.iter().for_each(|f| within(&f.holds, &mut names)),
        Shape::Choice(forms) => forms.iter().for_each(|form| {
            form.fields.iter().for_each(|f| within(&f.holds, &mut names));
            form.bare.iter().for_each(|h| within(h, &mut names));
        }),
    }
    names.iter().for_each(|n| reached(types, n, elsewhere, met));
}

/// The types of the files, and of the words in them.
fn declared() -> Types {
    let mut types = Types::default();
    for folder in ["src/data/raw", "src/data", "src/rules"] {
        sources(folder).iter().for_each(|f| types.read(f));
    }
    types
}

/// All pages but the rules': file and text.
fn pages() -> Vec<(&'static str, String)> {
    let types = declared();
    let mut writer = Writer { types: &types, places: BTreeMap::new(), examples: Examples::new() };
    let mut written = Vec::new();
    for page in &PAGES {
        writer.examples.clear();
        for file in page.shipped {
            let text = read(file);
            // A scenario lends its rows to the page of rows.
            collect(&types, &Holds::One(page.root.into()), &Node::read(&text), &mut writer.examples);
        }
        let mut met = Vec::new();
        reached(&types, page.root, &writer.places, &mut met);
        // Words are told on every page that needs them, groups on the first.
        for name in &met {
            if !writer.is_words(name) {
                writer.places.insert(name.clone(), page.file);
            }
        }
        let mut text = format!("# {}\n\n{} See [modding](../modding.md) for a walk.\n\n{HEAD}", page.title, page.about);
        met.iter().for_each(|name| text += &writer.section(page, name));
        let headings: Vec<String> = met.iter().map(|name| heading(name)).collect();
        assert_eq!(headings.iter().collect::<BTreeSet<_>>().len(), headings.len(), "two of {headings:?} are called alike");
        written.push((page.file, text));
    }
    written
}

/// Compare a page with what it should be, or write it.
fn hold(file: &str, text: &str) {
    let path = root().join("docs/reference").join(file);
    if std::env::var_os("UPDATE_REFERENCE").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, text).expect("written");
        return;
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    let differs = there.lines().zip(text.lines()).find(|(a, b)| a != b);
    assert!(there == text, "docs/reference/{file} is not what the source says: {differs:?}; UPDATE_REFERENCE=1 writes it anew");
}

#[test]
fn the_pages_say_what_the_types_say() {
    for (file, text) in pages() {
        hold(file, &text);
    }
    hold("rules.md", &rules::page());
    let writing = std::env::var_os("UPDATE_REFERENCE").is_some();
    assert!(!writing, "docs/reference is written anew: look at the difference, commit it, and run again without UPDATE_REFERENCE");
}

#[test]
fn every_field_is_described_and_none_by_its_own_name() {
    let types = declared();
    let mut met = Vec::new();
    PAGES.iter().for_each(|p| reached(&types, p.root, &BTreeMap::new(), &mut met));
    let mut bare = BTreeSet::new();
    let mut count = 0;
    let mut see = |owner: &str, fields: &[Field]| {
        for field in fields {
            count += 1;
            // A name can say it all where the form says what it is about; a group's fields are to be explained.
            if field.meaning.is_empty()
                || (field.meaning.replace(' ', "_") == field.name && owner.starts_with("Raw") && !owner.contains('.'))
            {
                bare.insert(format!("{owner}.{}", field.name));
            }
        }
    };
    for name in &met {
        match &types.0[name].shape {
            Shape::Group(fields) => see(name, fields),
            Shape::Choice(forms) => forms.iter().for_each(|form| see(&format!("{name}.{}", form.name), &form.fields)),
        }
        assert!(!types.0[name].meaning.is_empty(), "{name} has no description");
    }
    assert!(bare.is_empty(), "say what these are: {bare:?}");
    assert!(count > 200, "only {count} fields were found");
}
