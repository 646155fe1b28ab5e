//! Finds the scenarios in a folder and below it.

use super::diagnostic::Diagnostic;
use super::fault::Fault;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Folders whose files are parts of scenarios or lie over them, not scenarios.
const PARTS: [&str; 5] = ["maps", "cards", "rules", "history", "overlays"];
/// Most folders that are looked into.
const MOST_FOLDERS: usize = 4096;

/// The scenarios in a folder and below it, sorted by path: files ending in `.ron`, but for those in folders of maps, cards,
/// rules, rows of the record and overlays. Hidden files and folders are passed over, and so is a folder that was there before under
/// another name: links may lead in a ring. A folder that cannot be used, or that has none, gives the fault instead.
pub fn scenarios_below(folder: &Path) -> Result<Vec<PathBuf>, Box<Diagnostic>> {
    let fail = |at: &Path, fault: Fault| {
        let (hint, file) = (fault.hint(), at.display().to_string());
        Box::new(Diagnostic { fault, file, place: None, hint, did_you_mean: None, changed_by_set: false })
    };
    let (mut found, mut seen, mut open) = (Vec::new(), BTreeSet::new(), vec![folder.to_path_buf()]);
    while let Some(at) = open.pop() {
        let cannot = |e: std::io::Error| fail(&at, Fault::CannotRead { reason: e.to_string() });
        if !seen.insert(at.canonicalize().map_err(cannot)?) {
            continue;
        }
        if seen.len() > MOST_FOLDERS {
            return Err(fail(folder, Fault::TooMany { what: "folders", found: seen.len() as i64, limit: MOST_FOLDERS as i64 }));
        }
        for entry in std::fs::read_dir(&at).map_err(cannot)? {
            let path = entry.map_err(cannot)?.path();
            let Some(name) = path.file_name().map(|n| n.to_string_lossy().into_owned()) else { continue };
            if name.starts_with('.') {
                continue;
            }
            if path.is_dir() {
                if !PARTS.contains(&name.as_str()) {
                    open.push(path);
                }
            } else if name.ends_with(".ron") {
                found.push(path);
            }
        }
    }
    if found.is_empty() {
        return Err(fail(folder, Fault::NoScenarios {}));
    }
    found.sort();
    Ok(found)
}
