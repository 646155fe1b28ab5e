//! Where data comes from: a path, a `--data` folder, the files carried in the binary, or those of a replay. Never the
//! current directory.

use super::diagnostic::nearest;
use super::fault::Fault;
use super::raw::at::Span;
use include_dir::{Dir, include_dir};
use std::io::Read as _;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

static ASSETS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets");
static SCENARIOS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

/// Largest file that is read, bytes.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Kinds of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// a scenario
    Scenario,
    /// a map
    Map,
    /// a file of cards
    Cards,
    /// a table of the rules
    Rules,
    /// an overlay
    Overlay,
}

impl Kind {
    /// Folder of the kind beside a scenario.
    const fn folder(self) -> &'static str {
        match self {
            Kind::Scenario => "scenarios",
            Kind::Map => "maps",
            Kind::Cards => "cards",
            Kind::Rules => "rules",
            Kind::Overlay => "overlays",
        }
    }
    /// Folder of the kind in the project.
    const fn home(self) -> &'static str {
        match self {
            Kind::Scenario => "scenarios",
            Kind::Map => "scenarios/maps",
            Kind::Cards => "assets/cards",
            Kind::Rules => "assets/rules",
            Kind::Overlay => "scenarios/overlays",
        }
    }
    /// The name under which a file of this kind is kept, wherever it was read.
    pub fn logical(self, id: &str) -> String {
        match self {
            Kind::Scenario => "scenario.ron".to_owned(),
            _ => format!("{}/{id}.ron", self.folder()),
        }
    }
    fn missing(self, id: &str) -> Fault {
        let id = id.to_owned();
        match self {
            Kind::Scenario => Fault::NoSuchScenario { id },
            Kind::Map => Fault::NoSuchMap { id },
            Kind::Cards => Fault::NoSuchCards { id },
            Kind::Rules => Fault::NoSuchFile {},
            Kind::Overlay => Fault::NoSuchOverlay { id },
        }
    }
}

/// A file's text and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// name independent of the place: `scenario.ron`, `maps/ID.ron`, `cards/ID.ron`, `rules/ID.ron`
    pub name: String,
    /// name for the reader: the path, or `embedded:...`
    pub shown: String,
    /// the text, without a byte-order mark
    pub text: String,
}

/// Why there is no text.
#[derive(Clone, Debug, PartialEq)]
pub struct Unread {
    /// what is wrong
    pub fault: Fault,
    /// name for the reader
    pub shown: String,
    /// the place and the text it is in, if the fault has one
    pub place: Option<(Span, String)>,
    /// the nearest name there is
    pub did_you_mean: Option<String>,
}

/// Where to look.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    folders: Vec<PathBuf>,
    given: Option<Vec<(String, String)>>,
    /// overlays, by path or name
    mods: Vec<String>,
}

/// An overlay's files.
#[derive(Clone, Debug, Default)]
pub struct Mod {
    /// what its file or folder is called, without an ending
    pub stem: String,
    /// its own file: that was named, or `overlay.ron` of the folder
    pub head: Option<Text>,
    /// its number, from 1: part of its files' names
    number: usize,
    /// its folder, if it has one
    folder: Option<PathBuf>,
    /// or its other files, as kept
    given: Vec<(String, String)>,
}

impl Mod {
    /// What it lays over a file, if it is a folder: by the file's name, `maps/ID.ron`, or `scenarios/ID.ron`.
    pub fn file(&self, own: &str) -> Result<Option<Text>, Box<Unread>> {
        let name = self.name(own);
        if let Some((_, text)) = self.given.iter().find(|(n, _)| *n == name) {
            return Ok(Some(Text { shown: name.clone(), name, text: text.clone() }));
        }
        match self.folder.as_ref().map(|f| f.join(own)).filter(|p| p.exists()) {
            Some(path) => read(&path, name).map(Some),
            None => Ok(None),
        }
    }
    /// What it is called for the reader.
    pub fn shown(&self) -> String {
        self.folder.as_ref().map_or_else(|| self.stem.clone(), |f| f.display().to_string())
    }
    fn name(&self, own: &str) -> String {
        format!("{MODS}{}/{}/{own}", self.number, self.stem)
    }
}

/// What the kept names of overlays' files begin with.
const MODS: &str = "mods/";
/// An overlay's own file in its folder.
const HEAD: &str = "overlay.ron";

impl Sources {
    /// The files carried in the binary, and paths.
    pub fn embedded() -> Sources {
        Sources::default()
    }
    /// Look in this folder first: `DIR/scenarios/NAME.ron` or `DIR/NAME.ron`, `DIR/scenarios/maps` or `DIR/maps`,
    /// `DIR/assets/cards` or `DIR/cards`, `DIR/assets/rules` or `DIR/rules`. Folders given earlier come first.
    pub fn with_data(mut self, folder: impl Into<PathBuf>) -> Sources {
        self.folders.push(folder.into());
        self
    }
    /// Only these files, as kept in [`super::Scenario::files`]: the same scenario comes out of them.
    pub fn from_files(files: Vec<(String, String)>) -> Sources {
        Sources { given: Some(files), ..Sources::default() }
    }

    /// Lay this overlay over the data, after those given before: the path of a file or folder, or the name of one that
    /// comes with the program.
    pub fn with_mod(mut self, what: impl Into<String>) -> Sources {
        self.mods.push(what.into());
        self
    }
    /// All overlays, opened, in order.
    pub fn mods(&self) -> Vec<Result<Mod, Box<Unread>>> {
        match &self.given {
            Some(files) => given_mods(files).into_iter().map(Ok).collect(),
            None => self.mods.iter().enumerate().map(|(i, what)| self.open_mod(i + 1, what)).collect(),
        }
    }

    fn open_mod(&self, number: usize, what: &str) -> Result<Mod, Box<Unread>> {
        let path = Path::new(what);
        let stem = path.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
        let mut opened = Mod { stem: stem.replace('/', "_"), number, ..Mod::default() };
        let head = opened.name(HEAD);
        if is_path(what) && path.is_dir() {
            let kinds = [Kind::Scenario, Kind::Map, Kind::Cards, Kind::Rules];
            let own = path.join(HEAD);
            if own.exists() {
                opened.head = Some(read(&own, head)?);
            } else if !kinds.iter().any(|k| path.join(k.folder()).is_dir()) {
                let (fault, shown) = (Fault::EmptyOverlay {}, path.display().to_string());
                return Err(Box::new(Unread { fault, shown, place: None, did_you_mean: None }));
            }
            opened.folder = Some(path.to_path_buf());
        } else if is_path(what) {
            opened.head = Some(read(path, head)?);
        } else {
            let file = format!("{what}.ron");
            let places = self.folders.iter().flat_map(|f| [f.join(Kind::Overlay.home()), f.join(Kind::Overlay.folder())]);
            let text = match places.map(|f| f.join(&file)).find(|p| p.is_file()) {
                Some(path) => read(&path, head)?,
                None => Text { name: head, ..embedded(Kind::Overlay, what)? },
            };
            opened.head = Some(text);
        }
        Ok(opened)
    }

    /// Where [`Sources::open_mod`] looks for an overlay and its files: the path itself and the folders in it, or the name in
    /// each `--data` folder.
    fn mod_places(&self, what: &str) -> Vec<PathBuf> {
        if is_path(what) {
            let inner = [Kind::Scenario, Kind::Map, Kind::Cards, Kind::Rules].map(|k| Path::new(what).join(k.folder()));
            return std::iter::once(PathBuf::from(what)).chain(inner).collect();
        }
        let homes = self.folders.iter().flat_map(|f| [f.join(Kind::Overlay.home()), f.join(Kind::Overlay.folder())]);
        homes.map(|home| home.join(format!("{what}.ron"))).collect()
    }

    /// Names of the overlays carried in the binary, sorted.
    pub fn overlay_names() -> Vec<&'static str> {
        let mut names: Vec<_> = SCENARIOS.get_dir(Kind::Overlay.folder()).into_iter().flat_map(names_in).collect();
        names.sort_unstable();
        names
    }

    /// Names of the scenarios carried in the binary, sorted.
    pub fn scenario_names() -> Vec<&'static str> {
        let mut names: Vec<_> = names_in(&SCENARIOS).collect();
        names.sort_unstable();
        names
    }

    /// Names of the scenarios there are, sorted: those carried in the binary, and those in `DIR/scenarios` of a `--data` folder.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Sources::scenario_names().into_iter().map(str::to_owned).collect();
        for entry in self.folders.iter().filter_map(|f| std::fs::read_dir(f.join("scenarios")).ok()).flatten().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|e| e == "ron")
                && let Some(name) = path.file_stem().and_then(|n| n.to_str())
            {
                names.push(name.to_owned());
            }
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Files and folders on disk that a scenario's data come from or could come from, overlays too; of a folder its own `.ron`
    /// files. None for what is carried in the binary.
    pub fn places(&self, what: &str) -> Vec<PathBuf> {
        if self.given.is_some() {
            return Vec::new();
        }
        let kinds = [Kind::Scenario, Kind::Map, Kind::Cards, Kind::Rules];
        let mut places: Vec<PathBuf> =
            self.folders.iter().flat_map(|f| kinds.iter().flat_map(|k| [f.join(k.home()), f.join(k.folder())])).collect();
        places.extend(self.folders.iter().cloned());
        let mut homes: Vec<PathBuf> = self.folders.iter().flat_map(|f| [f.join("scenarios"), f.clone()]).collect();
        if is_path(what) {
            places.push(PathBuf::from(what));
            homes = vec![Path::new(what).parent().map_or_else(PathBuf::new, Path::to_path_buf)];
        }
        let beside = |home: &PathBuf| [Kind::Map, Kind::Cards].map(|k| [home.join(k.folder()), home.join("..").join(k.folder())]);
        places.extend(homes.iter().flat_map(beside).flatten());
        places.extend(self.mods.iter().flat_map(|what| self.mod_places(what)));
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The scenario meant by a path or a name, and the folder its own files lie in.
    pub fn scenario(&self, what: &str) -> Result<(Text, Option<PathBuf>), Box<Unread>> {
        if let Some(files) = &self.given {
            return given(files, Kind::Scenario, what).map(|text| (text, None));
        }
        if is_path(what) {
            let path = Path::new(what);
            let text = read(path, Kind::Scenario.logical(what))?;
            let folder = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
            return Ok((text, Some(folder)));
        }
        for folder in &self.folders {
            for place in [folder.join("scenarios"), folder.clone()] {
                let path = place.join(format!("{what}.ron"));
                if path.is_file() {
                    return Ok((read(&path, Kind::Scenario.logical(what))?, Some(place)));
                }
            }
        }
        embedded(Kind::Scenario, what).map(|text| (text, None))
    }

    /// The map or cards of an id: in the `--data` folders, beside the scenario, in its parent folder, or embedded.
    pub fn beside(&self, kind: Kind, id: &str, folder: Option<&Path>) -> Result<Text, Box<Unread>> {
        if let Some(files) = &self.given {
            return given(files, kind, id);
        }
        let file = format!("{id}.ron");
        let mut places: Vec<PathBuf> =
            self.folders.iter().flat_map(|f| [f.join(kind.home()), f.join(kind.folder())]).map(|f| f.join(&file)).collect();
        if let Some(folder) = folder {
            places.push(folder.join(kind.folder()).join(&file));
            places.push(folder.join("..").join(kind.folder()).join(&file));
        }
        for path in places {
            if path.exists() {
                return read(&path, kind.logical(id));
            }
        }
        embedded(kind, id).or_else(|unread| {
            // a map or cards that an overlay's folder brings
            for opened in self.mods().into_iter().flatten() {
                if let Some(text) = opened.file(&kind.logical(id))? {
                    return Ok(Text { name: kind.logical(id), ..text });
                }
            }
            Err(unread)
        })
    }

    /// All tables of the rules, by name: those carried in the binary, each replaced by one of a `--data` folder if it is there.
    pub fn rules(&self) -> Result<Vec<Text>, Box<Unread>> {
        if let Some(files) = &self.given {
            let is_rules = |name: &str| name.starts_with("rules/");
            return Ok(files
                .iter()
                .filter(|(name, _)| is_rules(name))
                .map(|(name, text)| Text { name: name.clone(), shown: name.clone(), text: text.clone() })
                .collect());
        }
        let mut names: Vec<_> = ASSETS.get_dir("rules").into_iter().flat_map(names_in).collect();
        names.sort_unstable();
        names.into_iter().map(|name| self.beside(Kind::Rules, name, None)).collect()
    }
}

/// Whether this names a file by its path rather than a scenario by its name.
pub fn is_path(what: &str) -> bool {
    what.ends_with(".ron") || what.contains('/') || what.contains(MAIN_SEPARATOR) || what == "." || what == ".."
}

fn names_in(dir: &'static Dir<'static>) -> impl Iterator<Item = &'static str> {
    dir.files().filter(|f| f.path().extension().is_some_and(|e| e == "ron")).filter_map(|f| f.path().file_stem()?.to_str())
}

fn embedded(kind: Kind, id: &str) -> Result<Text, Box<Unread>> {
    let home = kind.home();
    let (root, dir) = if home.starts_with("assets") { ("assets/", &ASSETS) } else { ("scenarios", &SCENARIOS) };
    let inner = home.trim_start_matches(root).trim_start_matches('/');
    let file = if inner.is_empty() { format!("{id}.ron") } else { format!("{inner}/{id}.ron") };
    let shown = format!("embedded:{home}/{id}.ron");
    if let Some(bytes) = dir.get_file(&file).map(|f| f.contents()) {
        return decode(bytes.to_vec(), kind.logical(id), shown);
    }
    let folder = if inner.is_empty() { Some(dir) } else { dir.get_dir(inner) };
    let near = folder.and_then(|d| nearest(id, names_in(d))).map(str::to_owned);
    Err(Box::new(Unread {
        fault: kind.missing(id),
        shown: if kind == Kind::Scenario { id.to_owned() } else { shown },
        place: None,
        did_you_mean: near,
    }))
}

/// The overlays among kept files: `mods/NUMBER/STEM/...`.
fn given_mods(files: &[(String, String)]) -> Vec<Mod> {
    let mut list: Vec<Mod> = Vec::new();
    for (name, text) in files {
        let mut parts = name.strip_prefix(MODS).into_iter().flat_map(|rest| rest.splitn(3, '/'));
        let (Some(Ok(number)), Some(stem), Some(own)) = (parts.next().map(str::parse), parts.next(), parts.next()) else { continue };
        if !list.iter().any(|m| m.number == number) {
            list.push(Mod { stem: stem.to_owned(), number, ..Mod::default() });
        }
        let Some(opened) = list.iter_mut().find(|m| m.number == number) else { continue };
        match own {
            HEAD => opened.head = Some(Text { name: name.clone(), shown: name.clone(), text: text.clone() }),
            _ => opened.given.push((name.clone(), text.clone())),
        }
    }
    list
}

fn given(files: &[(String, String)], kind: Kind, id: &str) -> Result<Text, Box<Unread>> {
    let name = kind.logical(id);
    match files.iter().find(|(n, _)| *n == name) {
        Some((_, text)) => Ok(Text { shown: name.clone(), name, text: text.clone() }),
        None => Err(Box::new(Unread { fault: kind.missing(id), shown: name, place: None, did_you_mean: None })),
    }
}

/// Read a file of text: ordinary, at most [`MAX_BYTES`], UTF-8; a byte-order mark is dropped.
pub fn read(path: &Path, name: String) -> Result<Text, Box<Unread>> {
    let shown = path.display().to_string();
    let fail = |fault| Box::new(Unread { fault, shown: shown.clone(), place: None, did_you_mean: None });
    let io = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => fail(Fault::NoSuchFile {}),
        std::io::ErrorKind::IsADirectory => fail(Fault::IsFolder {}),
        _ => fail(Fault::CannotRead { reason: e.to_string() }),
    };
    let about = std::fs::metadata(path).map_err(io)?;
    if about.is_dir() {
        return Err(fail(Fault::IsFolder {}));
    }
    if !about.is_file() {
        return Err(fail(Fault::NotAFile {}));
    }
    let too_big = |bytes: u64| fail(Fault::TooBig { bytes: bytes as i64, limit: MAX_BYTES as i64 });
    if about.len() > MAX_BYTES {
        return Err(too_big(about.len()));
    }
    let mut bytes = Vec::with_capacity(about.len() as usize + 1);
    std::fs::File::open(path).map_err(io)?.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_big(bytes.len() as u64));
    }
    decode(bytes, name, shown)
}

/// Bytes as text: UTF-8 without its byte-order mark.
pub fn decode(bytes: Vec<u8>, name: String, shown: String) -> Result<Text, Box<Unread>> {
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Ok(Text { name, shown, text })
        }
        Err(e) => {
            let at = e.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(e.as_bytes()).into_owned();
            Err(Box::new(Unread {
                fault: Fault::NotText {},
                shown,
                place: Some((Span { at: at as u32, len: 1 }, text)),
                did_you_mean: None,
            }))
        }
    }
}
