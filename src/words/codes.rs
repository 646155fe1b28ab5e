//! What can be taught about each fault's code: the texts of `khasan explain CODE`, from which docs/reference/codes.md is
//! written too. In English only; they lie in `assets/codes`.

use crate::data::{Fault, Severity};
use serde::Deserialize;
use std::fmt::Write as _;
use std::sync::OnceLock;

/// The files, by the first three letters of their codes, with what these are about.
const FILES: [(&str, &str, &str); 9] = [
    ("K00", "The file itself", include_str!("../../assets/codes/K00.ron")),
    ("K01", "The shape of a file", include_str!("../../assets/codes/K01.ron")),
    ("K02", "Single values, and what a scenario allows", include_str!("../../assets/codes/K02.ron")),
    ("K03", "Ids, references, sources", include_str!("../../assets/codes/K03.ron")),
    ("K04", "Maps", include_str!("../../assets/codes/K04.ron")),
    ("K05", "Scenarios", include_str!("../../assets/codes/K05.ron")),
    ("K06", "Possible, but hardly meant", include_str!("../../assets/codes/K06.ron")),
    ("K07", "Changes with `--set`", include_str!("../../assets/codes/K07.ron")),
    ("K08", "Overlays and expectations", include_str!("../../assets/codes/K08.ron")),
];

/// What there is to know about a code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// the code
    pub code: String,
    /// a few words
    pub title: String,
    /// what it means
    pub means: String,
    /// why it is a fault
    pub why: String,
    /// how to mend it
    pub mend: String,
    /// a small example that has it
    pub wrong: String,
    /// the same mended
    pub right: String,
}

impl Lesson {
    /// The lesson of a code or of a fault's name (`no-such-file`), if there is such a fault.
    pub fn of(code: &str) -> Option<&'static Lesson> {
        let named = Fault::NAMES.iter().position(|n| *n == code).map(|at| Fault::CODES[at]);
        let code = named.unwrap_or(code);
        Lesson::all().iter().find(|l| l.code.eq_ignore_ascii_case(code))
    }

    /// All of them, in the order of their codes. A file that does not parse counts as empty; a test holds that none is.
    pub fn all() -> &'static [Lesson] {
        static ALL: OnceLock<Vec<Lesson>> = OnceLock::new();
        ALL.get_or_init(|| FILES.iter().flat_map(|(.., text)| ron::from_str::<Vec<Lesson>>(text).unwrap_or_default()).collect())
    }

    /// Severity and stable name of the code's fault.
    pub fn fault(&self) -> Option<(Severity, &'static str)> {
        let at = Fault::CODES.iter().position(|c| *c == self.code)?;
        Some((Fault::SEVERITIES[at], Fault::NAMES[at]))
    }

    /// For a terminal.
    pub fn text(&self) -> String {
        let (severity, name) = self.fault().map_or(("", ""), |(s, n)| (s.id(), n));
        let example = |text: &str| text.lines().map(|l| format!("    {l}\n")).collect::<String>();
        format!(
            "{severity}[{}] {name}: {}\n\n{}\n\nWhy: {}\n\nMend: {}\n\nWrong:\n{}\nRight:\n{}",
            self.code,
            self.title,
            self.means,
            self.why,
            self.mend,
            example(&self.wrong),
            example(&self.right)
        )
    }
}

/// The page docs/reference/codes.md.
pub fn page() -> String {
    let mut page = String::from(
        "# Codes of faults\n\n\
         Every message of `khasan check` has a code; `khasan explain CODE` says what stands here. Errors end the program with exit code 3;\n\
         warnings and notes are told by `check` only, and a scenario can allow them with a reason\n\
         ([modding.md](../modding.md#faults)). This page is written from `assets/codes`; a test holds it true.\n",
    );
    for (head, title, _) in FILES {
        let _ = write!(page, "\n## {head}.. {title}\n");
        for lesson in Lesson::all().iter().filter(|l| l.code.starts_with(head)) {
            let (severity, name) = lesson.fault().map_or(("", ""), |(s, n)| (s.id(), n));
            let Lesson { code, title, means, why, mend, wrong, right } = lesson;
            let _ = write!(
                page,
                "\n### {code} {title}\n\n*{severity}, `{name}`.* {means}\n\nWhy: {why}\n\nMend: {mend}\n\n\
                 ```\nwrong:  {wrong}\nright:  {right}\n```\n"
            );
        }
    }
    page
}
