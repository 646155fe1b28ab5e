//! One slip in a shipped file: one error, on that line where the slip is a value's; or the scenario loads, and plays.

use crate::shop::{Kind, Luck, Token, errors, files_with, four_turns, list, load_files, tokens};
use khasan::data::Diagnostic;

/// What is edited, an overlay by its name, and how many of a thousand edits it gets: the small ones more, since all that loads is played.
const SHIPPED: [(&str, Option<&str>, usize); 13] = [
    ("tests/scenarios/tiny_attack.ron", None, 150),
    ("tests/scenarios/tiny_duel.ron", None, 150),
    ("scenarios/0729_border_clash.ron", None, 160),
    ("scenarios/0731_night_attack.ron", None, 120),
    ("scenarios/0802_first_counterattack.ron", None, 100),
    ("scenarios/0806_assault.ron", None, 100),
    ("scenarios/0807_hill_battles.ron", None, 40),
    ("scenarios/0810_last_night.ron", None, 40),
    ("scenarios/campaign.ron", None, 40),
    ("scenarios/0802_first_counterattack.ron", Some("border_open"), 20),
    ("scenarios/0802_first_counterattack.ron", Some("japan_reinforced"), 30),
    ("scenarios/0806_assault.ron", Some("flank_march"), 20),
    ("scenarios/0806_assault.ron", Some("japan_reinforced"), 30),
];

/// What was done to a file.
struct Edit {
    /// which file
    file: usize,
    /// the text with the slip
    text: String,
    /// line of the slip, from 1
    line: u32,
    /// for messages
    what: String,
    /// a value was exchanged for another of its kind: brackets and fields are as they were
    of_value: bool,
}

/// Another number than `old`.
fn number(luck: &mut Luck, old: &str, others: &[&str]) -> String {
    match luck.below(8) {
        0 => "0".into(),
        1 => format!("-{}", old.trim_start_matches('-')),
        2 => format!("{old}0"),
        3 => format!("{old}9999999999999999999999"),
        4 => format!("{old}.5"),
        5 => "NaN".into(),
        _ => (*luck.pick(others)).into(),
    }
}

/// Another text than `old`, quotes and all.
fn text(luck: &mut Luck, old: &str, others: &[&str]) -> String {
    let inner: Vec<char> = old.trim_start_matches(['r', '#', '"']).trim_end_matches(['#', '"']).chars().filter(|c| *c != '"').collect();
    let (head, tail) = if old.starts_with('r') { ("r##\"", "\"##") } else { ("\"", "\"") };
    let mut inner = if inner.is_empty() { vec!['x'] } else { inner };
    let at = luck.below(inner.len());
    match luck.below(6) {
        0 => inner.clear(),
        1 => drop(inner.remove(at)),
        2 => inner[at] = 'ж',
        3 => inner.insert(at, '7'),
        _ => return (*luck.pick(others)).into(),
    }
    format!("{head}{}{tail}", inner.into_iter().collect::<String>())
}

fn edit(luck: &mut Luck, files: &[(String, String)]) -> Edit {
    // An overlay where one is laid; else the scenario most, then map and cards, the rules least: as people edit.
    let of = |wanted: &str| (0..files.len()).filter(|f| files[*f].0.starts_with(wanted)).collect::<Vec<_>>();
    let overlays = of("mods/");
    let file = if overlays.is_empty() {
        let wanted = ["scenario", "scenario", "scenario", "maps", "cards", "cards", "rules"];
        let kind = *luck.pick(&wanted);
        *luck.pick(&of(kind))
    } else {
        *luck.pick(&overlays)
    };
    let old = &files[file].1;
    let all = tokens(old);
    // Numbers and texts more often than marks, of which there are most.
    let kind = [Kind::Number, Kind::Number, Kind::Text, Kind::Text, Kind::Word, Kind::Mark][luck.below(6)];
    let some: Vec<&Token> = all.iter().filter(|t| t.kind == kind).collect();
    let token = **luck.pick(&some);
    let word = &old[token.from..token.to];
    let others: Vec<&str> = some.iter().map(|t| &old[t.from..t.to]).filter(|w| *w != word).collect();
    let is_name = kind == Kind::Word && old[token.to..].trim_start().starts_with(':');
    let (new, of_value) = match luck.below(6) {
        0 => (String::new(), false),
        1 => (format!("{word} {word}"), false),
        _ if others.is_empty() => (String::new(), false),
        _ => match kind {
            Kind::Number => (number(luck, word, &others), true),
            Kind::Text => (text(luck, word, &others), true),
            Kind::Word => (if luck.below(3) == 0 { format!("{word}x") } else { (*luck.pick(&others)).into() }, !is_name),
            Kind::Mark => ((*luck.pick(&others)).into(), false),
        },
    };
    let text = format!("{}{new}{}", &old[..token.from], &old[token.to..]);
    let line = old[..token.from].matches('\n').count() as u32 + 1;
    let what = format!("{}:{line}: {word:?} -> {new:?}", files[file].0);
    Edit { file, text, line, what, of_value }
}

/// The line of a fault in a file of this name.
fn line_in(d: &Diagnostic, name: &str) -> Option<u32> {
    d.place.as_ref().filter(|_| d.file == name).map(|p| p.line)
}

/// Make so many edits of a scenario's files, or of the overlay over it; what went wrong, and for how many a value's error stood on its line
/// and elsewhere.
fn slips(scenario: &str, overlay: Option<&str>, seed: u64, count: usize) -> (Vec<String>, usize, Vec<String>) {
    let files = files_with(scenario, overlay);
    let mut luck = Luck(seed);
    let (mut wrong, mut there, mut elsewhere) = (Vec::new(), 0, Vec::new());
    for _ in 0..count {
        let edit = edit(&mut luck, &files);
        let mut changed = files.clone();
        changed[edit.file].1.clone_from(&edit.text);
        let told = std::panic::catch_unwind(|| {
            let (scenario, found) = load_files(changed);
            if let Some(scenario) = &scenario {
                four_turns(scenario);
            }
            (scenario.is_some(), found)
        });
        let Ok((loaded, found)) = told else {
            wrong.push(format!("{}: it panicked", edit.what));
            continue;
        };
        match &errors(&found)[..] {
            [] if loaded => {}
            [only] if !loaded => {
                let on_line = line_in(only, &files[edit.file].0) == Some(edit.line);
                if edit.of_value && on_line {
                    there += 1;
                } else if edit.of_value {
                    elsewhere.push(format!("{}: {only}", edit.what));
                }
            }
            more => wrong.push(format!("{}: {} errors\n{}", edit.what, more.len(), list(&found))),
        }
    }
    (wrong, there, elsewhere)
}

#[test]
fn one_slip_in_a_shipped_file_gives_one_error_or_plays() {
    let seed = std::env::var("KHASAN_SLIPS_SEED").ok().and_then(|s| s.parse::<u64>().ok()).unwrap_or(5);
    let many: usize = std::env::var("KHASAN_SLIPS").ok().and_then(|s| s.parse().ok()).unwrap_or(1000);
    let mut wrong = Vec::new();
    let (mut there, mut elsewhere) = (0, Vec::new());
    for (n, (scenario, overlay, permille)) in SHIPPED.into_iter().enumerate() {
        let (bad, on_line, off_line) = slips(scenario, overlay, seed * 1000 + n as u64, many * permille / 1000);
        wrong.extend(bad.into_iter().map(|w| format!("{scenario}: {w}")));
        there += on_line;
        elsewhere.extend(off_line);
    }
    let all = there + elsewhere.len();
    println!("{there} of {all} errors of values stand on their line; elsewhere:\n{}", elsewhere.join("\n"));
    assert!(wrong.is_empty(), "{} of {many} slips:\n{}", wrong.len(), wrong.join("\n"));
    // Elsewhere: an id's error is told where the id is used (a weapon, a card, the scenario that an overlay is for); two values that must
    // agree at one of them (men at the hex that they fill, rows of a table that must rise at its head).
    assert!(elsewhere.len() * 20 <= all, "{} of {all} errors stand elsewhere:\n{}", elsewhere.len(), elsewhere.join("\n"));
}
