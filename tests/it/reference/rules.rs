//! The page of the rules' figures: what is in assets/rules, with what the structs that read it say of it.

use super::ron_tree::Node;
use super::types::{Holds, Shape, Types};
use super::{HEAD, cell, code, read, root, sources, unit};
use khasan::rules::Tables;
use std::collections::BTreeSet;

const ABOUT: &str = "The figures of `assets/rules/*.ron`. In the file each stands with its value, the range it may honestly have, its standing and its\n\
    reason: `(value: 600, range: (300, 1200), standing: gk_l, reason: \"..\")`. A value outside its range is refused. A line without\n\
    words goes with those above it. To change one for a run: `--set rules/FIGURE=VALUE`; for good: [modding](../modding.md).\n";

/// Rows of figures below a node, with the type that reads it if that is known.
fn walk(types: &Types, holds: Option<&Holds>, path: &str, meaning: &str, node: &Node, rows: &mut Vec<(String, String)>) {
    let words = |n: &str| node.field(n).map(|v| v.text.split_whitespace().collect::<Vec<_>>().join(" "));
    if node.field("reason").is_some() {
        let value = words("value").or_else(|| words("rows")).unwrap_or_default();
        let last = path.rsplit('.').next().unwrap_or_default();
        let (range, standing) = (words("range").unwrap_or_default(), words("standing").unwrap_or_default());
        let range = range.trim_matches(['(', ')']).replace(", ", " to ");
        let text = format!("| `{path}` | {} | {} | {range} | `{standing}` | {} |\n", code(&value), unit(last), cell(meaning));
        rows.push((path.to_string(), text));
        return;
    }
    let holds = match holds {
        Some(Holds::One(name)) => types.1.get(name).or(holds),
        _ => holds,
    };
    let named = match holds {
        Some(Holds::One(name)) => types.0.get(name),
        _ => None,
    };
    for (n, (name, part)) in node.parts.iter().enumerate() {
        let part = match (part.name, &part.parts[..]) {
            ("Some", [(None, inner)]) => inner,
            _ => part,
        };
        let id = part.field("id").map(|id| id.text.trim_matches('"').to_string());
        let step = name.map(str::to_string).or(id).unwrap_or_else(|| n.to_string());
        let field = match named.map(|d| &d.shape) {
            Some(Shape::Group(fields)) => fields.iter().find(|f| Some(f.name.as_str()) == *name),
            _ => None,
        };
        let inner = match holds {
            Some(Holds::List(inner)) => Some(&**inner),
            _ => field.map(|f| &f.holds),
        };
        let own = field.map_or("", |f| f.meaning.as_str());
        // What is said of a part stands with its first figure.
        let before = rows.len();
        walk(types, inner, &format!("{path}.{step}"), own, part, rows);
        if part.field("reason").is_none() && !own.is_empty() && rows.len() > before {
            let row = &mut rows[before].1;
            let end = row.len() - " |\n".len();
            let joined = if row[..end].ends_with("| ") { own.to_string() } else { format!(" ({})", own.trim_end_matches('.')) };
            row.insert_str(end, &cell(&joined));
        }
    }
}

/// The file's struct, as the list of tables names it.
fn declared(file: &str) -> String {
    let text = read("src/rules/tables.rs");
    let list = text.split_once("\ntables! {\n").expect("the list of tables").1;
    let line = list.lines().find_map(|l| l.trim().strip_prefix(&format!("{file}: "))).expect("the file is listed");
    line.trim_end_matches(',').to_string()
}

pub fn page() -> String {
    let mut text = format!("# Rules\n\n{ABOUT}\n{HEAD}");
    text += "\nStandings: `gk_h`, `gk`, `gk_l` general knowledge of field manuals and of the literature on such fights, of high, medium, low confidence; \
        `c` computed from others; `s0`, `s2`, `w` published accounts; `est` our estimate.\n";
    let mut paths = BTreeSet::new();
    for file in Tables::FILES {
        let stem = file.trim_end_matches(".ron");
        let mut types = Types::default();
        let source = root().join("src/rules").join(format!("{stem}.rs"));
        types.read_tables(&source);
        sources("src/rules").iter().filter(|f| **f != source).for_each(|f| types.read_tables(f));
        let (name, words) = (declared(stem), read(&format!("assets/rules/{file}")));
        let mut rows = Vec::new();
        walk(&types, Some(&Holds::One(name)), stem, "", &Node::read(&words), &mut rows);
        text += &format!("\n## {file}\n\n| figure | value | unit | range | standing | meaning |\n|---|---|---|---|---|---|\n");
        for (path, row) in rows {
            text += &row;
            assert!(paths.insert(path.clone()), "{path} is there twice");
        }
    }
    for figure in Tables::shipped().figures() {
        assert!(paths.contains(&figure.path), "{} is not on the page", figure.path);
    }
    text
}
