//! Every code of a fault has a fixture that gives this one message, and a lesson.

use crate::shop::{here, list};
use khasan::data::{Diagnostic, Fault, LoadOptions, MAX_BYTES, Severity, Sources, load, scenarios_below};
use khasan::words::codes::{Lesson, page};
use std::fs;
use std::path::Path;

/// Set to write what the tests compare with: fixtures' messages and the page of codes.
const WRITE: &str = "KHASAN_WRITE";

/// Compare a text with a kept file, or keep it.
fn kept(path: &str, text: &str) {
    let path = here(path);
    if std::env::var_os(WRITE).is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let differs = kept.lines().zip(text.lines()).position(|(a, b)| a != b).unwrap_or(kept.lines().count().min(text.lines().count()));
    assert!(
        kept == text,
        "{} is not as it should be from line {}:\n{}\nwrite it anew with {WRITE}=1 cargo test --test faults",
        path.display(),
        differs + 1,
        text.lines().skip(differs).take(3).collect::<Vec<_>>().join("\n")
    );
}

/// Check a path, with changes.
fn found(sources: &Sources, path: &str, sets: &[&str]) -> Vec<Diagnostic> {
    load(sources, path, &LoadOptions { sets: sets.iter().map(|s| (*s).to_owned()).collect() }).1
}

/// What cannot lie in a file, or is no text, is made here: a code and its messages.
fn made(code: &str, dir: &Path) -> Option<Vec<Diagnostic>> {
    let at = |name: &str| dir.join(name).to_str().unwrap().to_owned();
    let embedded = Sources::embedded();
    let small = here("tests/fixtures/small.ron").to_str().unwrap().to_owned();
    let change = |set: &str| found(&embedded, &small, &[set]);
    // an overlay of the fixtures
    let over = |name: &str| here(&format!("tests/fixtures/codes/mods/{name}.ron")).to_str().unwrap().to_owned();
    Some(match code {
        "K0001" => found(&embedded, &at("none.ron"), &[]),
        "K0002" => {
            fs::create_dir(at("folder.ron")).unwrap();
            found(&embedded, &at("folder.ron"), &[])
        }
        #[cfg(unix)]
        "K0003" => found(&embedded, "/dev/null", &[]),
        "K0004" => {
            fs::File::create(at("big.ron")).unwrap().set_len(MAX_BYTES + 1).unwrap();
            found(&embedded, &at("big.ron"), &[])
        }
        // A link to itself: nobody can read it, whoever runs the tests.
        #[cfg(unix)]
        "K0005" => {
            std::os::unix::fs::symlink("ring.ron", at("ring.ron")).unwrap();
            found(&embedded, &at("ring.ron"), &[])
        }
        "K0006" => {
            fs::write(at("latin.ron"), b"(format: 1, title: \"Caf\xe9\")").unwrap();
            found(&embedded, &at("latin.ron"), &[])
        }
        "K0010" => {
            fs::write(at("deep.ron"), "[".repeat(100_000)).unwrap();
            found(&embedded, &at("deep.ron"), &[])
        }
        "K0011" => found(&embedded, "no_such_battle", &[]),
        "K0108" => change("rules/movement.stack_men=6000"),
        // 5,000 days of light
        "K0211" => {
            let text = fs::read_to_string(&small).unwrap();
            let row = text.lines().find(|l| l.contains("(day:")).unwrap();
            fs::create_dir(at("maps")).unwrap();
            let text = text.replacen(row, &format!("{row}\n").repeat(1500), 1);
            fs::copy(here("tests/fixtures/maps/small.ron"), at("maps/small.ron")).unwrap();
            fs::create_dir(at("cards")).unwrap();
            fs::copy(here("tests/fixtures/cards/small.ron"), at("cards/small.ron")).unwrap();
            fs::write(at("long.ron"), text).unwrap();
            found(&embedded, &at("long.ron"), &[])
        }
        "K0244" => {
            fs::create_dir(at("empty")).unwrap();
            vec![*scenarios_below(&dir.join("empty")).unwrap_err()]
        }
        "K0701" => change("title"),
        "K0702" => change("supply.links.rod.kind=carry"),
        "K0703" => change("title=*2"),
        "K0704" => change("units.su.hq.men=*x"),
        "K0705" => change("cards/smal.x=1"),
        "K0801" => found(&embedded.with_mod("border_opne"), &small, &[]),
        "K0802" => {
            fs::create_dir(at("bare")).unwrap();
            found(&embedded.with_mod(at("bare")), &small, &[])
        }
        "K0805" => found(&embedded, &over("K0805"), &[]),
        "K0808" => found(&embedded.with_mod(over("laid_before")).with_mod(over("K0808")), &small, &[]),
        "K0811" => found(&embedded.with_mod(over("K0811")).with_mod(over("K0811")), &small, &[]),
        _ if Path::new(&over(code)).exists() => found(&embedded.with_mod(over(code)), &small, &[]),
        _ => return None,
    })
}

/// The file of a fixture whose line ends with `// CODE`, and that line: where the fault is to be. None: it has no line.
fn marked(code: &str) -> Option<(String, u32)> {
    let folder = here("tests/fixtures/codes");
    let mark = format!("// {code}");
    ["", "maps/", "cards/", "mods/"].iter().find_map(|part| {
        let path = folder.join(format!("{part}{code}.ron"));
        let text = fs::read_to_string(&path).ok()?;
        let line = text.lines().position(|l| l.ends_with(&mark))?;
        Some((path.to_str().unwrap().to_owned(), line as u32 + 1))
    })
}

#[test]
fn every_code_has_a_fixture_that_gives_its_one_message() {
    let (mut messages, mut wrong) = (String::new(), Vec::new());
    for code in Fault::CODES {
        let dir = tempfile::tempdir().unwrap();
        let path = here(&format!("tests/fixtures/codes/{code}.ron"));
        let given = match made(code, dir.path()) {
            Some(given) => given,
            None if path.exists() => found(&Sources::embedded(), path.to_str().unwrap(), &[]),
            None if cfg!(not(unix)) && ["K0003", "K0005"].contains(code) => continue,
            None => {
                wrong.push(format!("{code} has no fixture"));
                continue;
            }
        };
        let place = given.first().and_then(|d| Some((d.file.clone(), d.place.as_ref()?.line)));
        if marked(code).is_some_and(|wanted| place != Some(wanted)) || (path.exists() && place != marked(code)) {
            wrong.push(format!("{code}: stands at {place:?}, wanted {:?}", marked(code)));
        }
        if given.len() != 1 || given[0].code() != *code {
            wrong.push(format!("{code}: {} messages:\n{}", given.len(), list(&given)));
        }
        // The places of this machine are no part of the message.
        let root = format!("{}/", here("tests/fixtures").display());
        let folder = format!("{}/", dir.path().display());
        messages += &list(&given).replace(&root, "").replace(&folder, "");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    if cfg!(unix) {
        kept("tests/fixtures/codes/messages.txt", &messages);
    }
}

#[test]
fn no_fixture_is_left_over() {
    for part in ["", "maps", "cards", "mods"] {
        for entry in fs::read_dir(here("tests/fixtures/codes").join(part)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if let Some(code) = name.strip_suffix(".ron").filter(|n| n.len() == 5) {
                assert!(Fault::CODES.contains(&code), "{name}");
            }
        }
    }
}

#[test]
fn every_code_has_a_lesson_and_the_page_is_true() {
    let taught: Vec<&str> = Lesson::all().iter().map(|l| l.code.as_str()).collect();
    let missing: Vec<_> = Fault::CODES.iter().filter(|c| !taught.contains(c)).collect();
    let left_over: Vec<_> = taught.iter().filter(|c| !Fault::CODES.contains(c)).collect();
    assert!(missing.is_empty() && left_over.is_empty(), "no lesson: {missing:?}; no such code: {left_over:?}");
    assert!(taught.is_sorted());
    for lesson in Lesson::all() {
        for text in [&lesson.title, &lesson.means, &lesson.why, &lesson.mend, &lesson.wrong, &lesson.right] {
            assert!(text.len() > 3 && !text.contains("TODO"), "{}", lesson.code);
        }
        assert_ne!(lesson.wrong, lesson.right, "{}", lesson.code);
        assert!(lesson.text().contains(&lesson.mend));
    }
    assert_eq!(Lesson::of("unknown-field").map(|l| l.code.as_str()), Some("K0102"));
    assert_eq!(Lesson::of("k0102"), Lesson::of("K0102"));
    assert_eq!(Lesson::of("K9999"), None);
    let page = page();
    assert!(Fault::CODES.iter().all(|c| page.contains(&format!("### {c} "))));
    kept("docs/reference/codes.md", &page);
}

#[test]
fn notes_warnings_and_errors_are_told_apart() {
    let of = |severity| Fault::SEVERITIES.iter().filter(|s| **s == severity).count();
    assert!(of(Severity::Note) >= 1 && of(Severity::Warning) >= 10 && of(Severity::Error) >= 30);
    assert!(Severity::Note < Severity::Warning && Severity::Warning < Severity::Error);
}
