//! docs/coverage.md names files, formations and cards that are there.

use std::fs;
use std::path::{Path, PathBuf};

/// The data files in a folder and the folders in it.
fn data(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            data(&path, found);
        } else if path.extension().is_some_and(|e| e == "ron") {
            found.push(path);
        }
    }
}

#[test]
fn what_the_page_on_coverage_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/coverage.md")).expect("the page");
    let mut files = Vec::new();
    ["scenarios", "assets/rules", "assets/cards"].iter().for_each(|f| data(&root.join(f), &mut files));
    let texts: Vec<String> = files.iter().map(|f| fs::read_to_string(f).expect("a text")).collect();
    let is_file = |name: &str| files.iter().any(|f| f.file_name().is_some_and(|n| n == name));
    let has_id = |name: &str| texts.iter().any(|t| t.contains(&format!("id: \"{name}\"")));
    let mut counts = (0, 0);
    for name in page.split('`').skip(1).step_by(2) {
        if name.ends_with(".ron") {
            assert!(is_file(name), "there is no file `{name}`");
            counts.0 += 1;
        } else if ["su.", "jp.", "su_", "jp_"].iter().any(|start| name.starts_with(start)) {
            assert!(has_id(name), "nothing is called `{name}`");
            counts.1 += 1;
        }
    }
    assert!(counts.0 > 30 && counts.1 > 10, "the page names what it means: {counts:?}");
}
