//! The house stands as its plan says: a layer imports only layers above it, the core knows no clock and no unordered
//! collection, and nothing in the code names a scenario's units, places or dates.

use std::path::{Path, PathBuf};

/// The layers of `src` with their height: a layer imports only what stands higher. `ai` and `battle` share a height, so
/// neither knows the other.
const LAYERS: [(&str, u8); 11] = [
    ("hex", 0),
    ("rules", 1),
    ("data", 2),
    ("view", 3),
    ("ai", 4),
    ("battle", 4),
    ("words", 5),
    ("picture", 6),
    ("lab", 7),
    ("game", 8),
    ("cli", 9),
];

/// Layers that may ask the clock and use what has no order: nothing of theirs reaches a battle.
const OUTSIDE_THE_CORE: [&str; 3] = ["lab", "game", "cli"];

/// Names of the shipped scenarios' units, places and dates, in small letters.
const SCENARIO_NAMES: [&str; 5] = ["0806", "zaozern", "bezym", "menshov", "118rr"];

/// One file of `src`.
struct Source {
    /// path from the package's root
    path: PathBuf,
    text: String,
}

impl Source {
    /// The layer it belongs to; `None` for `lib.rs` and `main.rs`.
    fn layer(&self) -> Option<&str> {
        let mut parts = self.path.strip_prefix("src").ok()?.components();
        let first = parts.next()?.as_os_str().to_str()?;
        Some(first.strip_suffix(".rs").unwrap_or(first)).filter(|l| height(l).is_some())
    }
    /// Whether the whole file is compiled for tests alone, by the house's custom of naming it so.
    fn is_tests(&self) -> bool {
        self.path.components().any(|c| matches!(c.as_os_str().to_str(), Some("tests" | "tests.rs")))
    }
}

fn height(layer: &str) -> Option<u8> {
    LAYERS.iter().find(|(name, _)| *name == layer).map(|(_, h)| *h)
}

/// All Rust files of `src`, in order of path.
fn sources() -> Vec<Source> {
    fn gather(root: &Path, dir: &Path, into: &mut Vec<Source>) {
        let mut paths: Vec<_> = std::fs::read_dir(root.join(dir)).unwrap().map(|e| dir.join(e.unwrap().file_name())).collect();
        paths.sort();
        for path in paths {
            if root.join(&path).is_dir() {
                gather(root, &path, into);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(root.join(&path)).unwrap();
                into.push(Source { path, text });
            }
        }
    }
    let mut all = vec![];
    gather(Path::new(env!("CARGO_MANIFEST_DIR")), Path::new("src"), &mut all);
    assert!(all.len() > 20, "the sources were not found");
    all
}

/// The text with comments and the insides of literals blanked out, byte for byte, lines kept.
fn code_only(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let blank = |out: &mut [u8], from: usize, to: usize| {
        for b in &mut out[from..to] {
            if *b != b'\n' {
                *b = b' ';
            }
        }
    };
    let mut i = 0;
    while i < bytes.len() {
        let rest = &bytes[i..];
        let end = if rest.starts_with(b"//") {
            i + rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len())
        } else if rest.starts_with(b"/*") {
            i + block_comment(rest)
        } else if let Some(len) = raw_string(rest).filter(|_| i == 0 || !is_word(bytes[i - 1])) {
            i + len
        } else if rest[0] == b'"' {
            i + quoted(rest, b'"')
        } else if rest[0] == b'\'' && char_literal(rest) {
            i + quoted(rest, b'\'')
        } else {
            i += 1;
            continue;
        };
        blank(&mut out, i, end);
        i = end;
    }
    String::from_utf8(out).unwrap()
}

fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

/// Length of the block comment at the start; such comments nest.
fn block_comment(text: &[u8]) -> usize {
    let (mut depth, mut i) = (0, 0);
    while i < text.len() {
        if text[i..].starts_with(b"/*") {
            (depth, i) = (depth + 1, i + 2);
        } else if text[i..].starts_with(b"*/") {
            (depth, i) = (depth - 1, i + 2);
            if depth == 0 {
                return i;
            }
        } else {
            i += 1;
        }
    }
    text.len()
}

/// Length of the raw string (`r"…"`, `br#"…"#`) at the start, if there is one.
fn raw_string(text: &[u8]) -> Option<usize> {
    let text_after_b = text.strip_prefix(b"b").unwrap_or(text);
    let after_r = text_after_b.strip_prefix(b"r")?;
    let hashes = after_r.iter().take_while(|b| **b == b'#').count();
    if after_r.get(hashes) != Some(&b'"') {
        return None;
    }
    let close: Vec<u8> = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
    let head = text.len() - after_r.len() + hashes + 1;
    let body = text[head..].windows(close.len()).position(|w| w == close)?;
    Some(head + body + close.len())
}

/// Length of the literal at the start, its quotes included.
fn quoted(text: &[u8], quote: u8) -> usize {
    let mut i = 1;
    while i < text.len() {
        match text[i] {
            b'\\' => i += 2,
            b if b == quote => return i + 1,
            _ => i += 1,
        }
    }
    text.len()
}

/// Whether the `'` at the start opens a character and not a lifetime.
fn char_literal(text: &[u8]) -> bool {
    text.get(1) == Some(&b'\\') || {
        let ascii_or_first = text.get(1).map_or(1, |b| if *b < 0x80 { 1 } else { b.leading_ones() as usize });
        text.get(1 + ascii_or_first) == Some(&b'\'')
    }
}

/// Words and single signs of code whose comments and literals are blanked; `::` is one sign.
fn tokens(code: &str) -> Vec<&str> {
    let bytes = code.as_bytes();
    let (mut out, mut i) = (vec![], 0);
    while i < bytes.len() {
        let from = i;
        if is_word(bytes[i]) {
            while i < bytes.len() && is_word(bytes[i]) {
                i += 1;
            }
        } else if bytes[i..].starts_with(b"::") {
            i += 2;
        } else {
            // nothing but ASCII is left outside comments and literals; anything else could not match a word below
            i += code[i..].chars().next().map_or(1, char::len_utf8);
            if code[from..i].trim().is_empty() {
                continue;
            }
        }
        out.push(&code[from..i]);
    }
    out
}

/// First names of the paths that start at the crate's root: `crate::x`, `crate::{x, y::z}`, and `super::x` where x is a layer
/// (checked by the caller).
fn roots<'a>(tokens: &[&'a str], start: &str) -> Vec<&'a str> {
    let mut out = vec![];
    for i in 0..tokens.len() {
        if tokens[i] != start || tokens.get(i + 1) != Some(&"::") {
            continue;
        }
        match tokens.get(i + 2) {
            Some(&"{") => {
                let mut depth = 0;
                for j in i + 2..tokens.len() {
                    match tokens[j] {
                        "{" => depth += 1,
                        "}" => depth -= 1,
                        name if depth == 1 && matches!(tokens[j - 1], "{" | ",") => out.push(name),
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
            Some(name) => out.push(name),
            None => {}
        }
    }
    out
}

/// What a file of a layer imports against the plan.
fn wrong_imports(layer: &str, text: &str, has_own: impl Fn(&str) -> bool) -> Vec<String> {
    let code = code_only(text);
    let tokens = tokens(&code);
    let mut named = roots(&tokens, "crate");
    // `super::view` reaches another layer only if no module of this layer is called so
    named.extend(roots(&tokens, "super").into_iter().filter(|name| !has_own(name)));
    let own = height(layer).unwrap();
    let mut wrong: Vec<String> =
        named.into_iter().filter(|n| *n != layer && height(n).is_some_and(|h| h >= own)).map(str::to_owned).collect();
    wrong.sort();
    wrong.dedup();
    wrong
}

/// The text with what is compiled for tests alone taken out: the item after each `#[cfg(test)]`. Lines are kept.
fn without_tests(text: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let code = code_only(text);
    let mut out = text.as_bytes().to_vec();
    let mut from = 0;
    while let Some(at) = code[from..].find(MARK).map(|p| p + from) {
        let (mut depth, mut end) = (0usize, code.len());
        for (i, b) in code.bytes().enumerate().skip(at + MARK.len()) {
            match b {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && matches!(b, b'}' | b';') {
                end = i + 1;
                break;
            }
        }
        for b in &mut out[at..end] {
            if *b != b'\n' {
                *b = b' ';
            }
        }
        from = end;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[test]
fn a_layer_imports_only_layers_above_it() {
    let all = sources();
    let mut wrong = vec![];
    for source in &all {
        let Some(layer) = source.layer() else { continue };
        let has_own = |name: &str| {
            let dir = Path::new("src").join(layer);
            all.iter().any(|s| s.path == dir.join(format!("{name}.rs")) || s.path == dir.join(name).join("mod.rs"))
        };
        for import in wrong_imports(layer, &source.text, has_own) {
            wrong.push(format!("{}: {layer} must not know {import}", source.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_of_the_library_is_a_layer() {
    for source in sources().iter().filter(|s| s.layer().is_none()) {
        assert!(["src/lib.rs", "src/main.rs"].map(Path::new).contains(&source.path.as_path()), "{} has no layer", source.path.display());
    }
}

#[test]
fn every_layer_says_what_belongs_there_and_what_never_does() {
    let all = sources();
    let silent: Vec<_> = LAYERS
        .iter()
        .filter(|(layer, _)| {
            let path = Path::new("src").join(layer).join("mod.rs");
            !all.iter().filter(|s| s.path == path).any(|s| {
                let head: String = s.text.lines().take_while(|l| l.starts_with("//!")).collect();
                head.contains("belongs") && head.contains("never")
            })
        })
        .collect();
    assert!(silent.is_empty(), "no word of it in the mod.rs of {silent:?}");
}

#[test]
fn the_core_knows_no_clock_and_nothing_without_order() {
    let mut wrong = vec![];
    for source in sources() {
        if source.layer().is_some_and(|l| OUTSIDE_THE_CORE.contains(&l)) {
            continue;
        }
        let code = code_only(&source.text);
        for (n, line) in code.lines().enumerate() {
            for name in tokens(line) {
                if ["HashMap", "HashSet", "Instant", "SystemTime", "thread_rng"].contains(&name) {
                    wrong.push(format!("{}:{}: {name}", source.path.display(), n + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_code_names_a_scenarios_units_places_or_dates() {
    let mut wrong = vec![];
    for source in sources().iter().filter(|s| !s.is_tests()) {
        for (n, line) in without_tests(&source.text).lines().enumerate() {
            let line = line.to_lowercase();
            if let Some(name) = SCENARIO_NAMES.iter().find(|name| line.contains(**name)) {
                wrong.push(format!("{}:{}: {name}", source.path.display(), n + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

mod of_the_reader {
    use super::*;

    fn wrong(layer: &str, text: &str) -> Vec<String> {
        wrong_imports(layer, text, |name| name == "order")
    }

    #[test]
    fn imports_are_found_however_they_are_written() {
        assert_eq!(wrong("ai", "use crate::battle::Battle;"), ["battle"]);
        assert_eq!(wrong("battle", "use crate::{\n    data::Scenario,\n    ai::{Player, cli},\n};"), ["ai"]);
        assert_eq!(wrong("rules", "fn f() -> crate::view::Order { crate :: data :: x() }"), ["data", "view"]);
        assert_eq!(wrong("view", "use super::super::words::Words;"), ["words"]);
        assert_eq!(wrong("data", "pub(in crate::game) fn f() {}"), ["game"]);
    }

    #[test]
    fn what_is_allowed_or_only_spoken_of_is_let_be() {
        assert!(wrong("view", "use crate::{data::Scenario, view::Order};\nuse super::order::cli;").is_empty());
        assert!(wrong("hex", "/// See [`crate::rules`].\n/* crate::cli /* crate::ai */ */ let s = \"crate::game\";").is_empty());
        assert!(wrong("hex", "let s = r#\"a \" crate::game\"#; let c = '\"'; let l: &'a str = \"crate::lab\";").is_empty());
        assert_eq!(wrong("hex", "let c = '\\''; fn f<'a>(x: &'a u8) { crate::ai::f(x) }"), ["ai"]);
    }

    #[test]
    fn tests_are_taken_out_and_the_rest_kept() {
        let text = "a 0806\n#[cfg(test)]\nmod tests { fn f() { \"}\" } b }\nc\n#[cfg(test)]\nmod more;\nd";
        let left = without_tests(text);
        assert_eq!(left.lines().map(str::trim).collect::<Vec<_>>(), ["a 0806", "", "", "c", "", "", "d"]);
    }
}
