//! The scenario's files while a battle is played: a saved one is noticed, read and checked, and the battle begins anew or the
//! faults are listed.
//!
//! What belongs here: looking at the files, reading them again, what becomes of the battle. What never does: checking, drawing.
//!
//! Files are looked at a few times a second rather than watched by the system's means: some dozens of lengths and times cost
//! nothing, and it is the same everywhere, on network disks and for editors that put a new file in the old one's place.

use super::desk::Desk;
use super::state::{Game, Notice, Screen};
use crate::battle::Author;
use crate::data::{Diagnostic, LoadOptions, Scenario, Severity, Sources, load};
use crate::lab::Table;
use bevy::prelude::*;
use bevy::window::RequestRedraw;
use bevy::winit::{EventLoopProxy, EventLoopProxyWrapper, WinitUserEvent};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// Time between two looks at the files. A change is read when two looks have found it the same: an editor may write in pieces.
const LOOK: Duration = Duration::from_millis(200);
/// Files looked at, at most.
const MOST_FILES: usize = 2_000;

/// What a battle was loaded from, so that it can be read again; overlays are the sources', laid over whatever is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// path or name of the scenario
    pub what: String,
    /// changes made to it, as `--set` names them
    pub sets: Vec<String>,
}

impl Origin {
    /// A scenario as it is in its files.
    pub fn plain(what: &str) -> Origin {
        Origin { what: what.to_owned(), sets: Vec::new() }
    }
    /// Load and check it.
    pub(super) fn read(&self, sources: &Sources) -> Read {
        let (scenario, found) = load(sources, &self.what, &LoadOptions { sets: self.sets.clone() });
        Read { scenario, found }
    }
}

/// What came of reading.
pub(super) struct Read {
    /// the scenario, unless there are errors
    pub scenario: Option<Arc<Scenario>>,
    /// all that was found
    pub found: Vec<Diagnostic>,
}

/// Length and time of change of each file.
type Stamps = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

fn stamps(places: &[PathBuf]) -> Stamps {
    let mut out = Stamps::new();
    let note = |path: &Path, out: &mut Stamps| {
        if out.len() < MOST_FILES
            && let Ok(about) = std::fs::metadata(path)
            && about.is_file()
        {
            out.insert(path.to_owned(), (about.len(), about.modified().ok()));
        }
    };
    for place in places {
        // One that is named may have any ending.
        if !place.is_dir() {
            note(place, &mut out);
            continue;
        }
        for entry in std::fs::read_dir(place).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|e| e == "ron") {
                note(&path, &mut out);
            }
        }
    }
    out
}

/// Looks at the files of one scenario.
struct Watcher {
    origin: Origin,
    sources: Sources,
    places: Vec<PathBuf>,
    /// as they were when last read
    read: Option<Stamps>,
    /// as they were at the last look
    before: Stamps,
}

impl Watcher {
    /// `None` where nothing of it lies on disk.
    fn new(origin: &Origin, sources: &Sources) -> Option<Watcher> {
        let places = sources.places(&origin.what);
        let watcher = Watcher { origin: origin.clone(), sources: sources.clone(), places, read: None, before: Stamps::new() };
        (!watcher.places.is_empty()).then_some(watcher)
    }

    /// Look at them once; what came of reading them, if they have changed and come to rest. They are read at the first look too:
    /// they may have changed since the battle was loaded.
    fn look(&mut self) -> Option<Read> {
        let now = stamps(&self.places);
        let rests = self.read.is_none() || self.before == now;
        if !rests || self.read.as_ref() == Some(&now) {
            self.before = now;
            return None;
        }
        self.before.clone_from(&now);
        self.read = Some(now);
        Some(self.origin.read(&self.sources))
    }
}

/// Who looks: a thread beside the window, which it wakes; where there is none, each frame does.
enum Looking {
    Beside { come: Mutex<Receiver<Read>>, stop: Arc<AtomicBool> },
    Here(Box<Watcher>),
}

impl Drop for Looking {
    fn drop(&mut self) {
        if let Looking::Beside { stop, .. } = self {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

impl Looking {
    fn beside(mut watcher: Watcher, wake: EventLoopProxy<WinitUserEvent>) -> Looking {
        let (tell, come) = channel();
        let stop: Arc<AtomicBool> = Arc::default();
        let until = stop.clone();
        std::thread::spawn(move || {
            while !until.load(Ordering::Relaxed) {
                if let Some(read) = watcher.look() {
                    // The window is gone, or looks at other files.
                    if tell.send(read).is_err() || wake.send_event(WinitUserEvent::WakeUp).is_err() {
                        return;
                    }
                }
                std::thread::sleep(LOOK);
            }
        });
        Looking::Beside { come: Mutex::new(come), stop }
    }

    fn news(&mut self) -> Option<Read> {
        match self {
            // Of several only the last counts.
            Looking::Beside { come, .. } => come.get_mut().unwrap_or_else(PoisonError::into_inner).try_iter().last(),
            Looking::Here(watcher) => watcher.look(),
        }
    }
}

/// Who looks at what now, and what was read and waits for the table.
#[derive(Resource, Default)]
struct Watch {
    of: Option<Origin>,
    looking: Option<Looking>,
    read: Option<Read>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Watch>().add_systems(PreUpdate, watch);
}

fn watch(
    mut game: ResMut<Game>,
    mut watch: ResMut<Watch>,
    wake: Option<Res<EventLoopProxyWrapper>>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    if watch.of.as_ref() != game.origin() {
        watch.of = game.origin().cloned();
        watch.read = None;
        let watcher = watch.of.as_ref().and_then(|of| Watcher::new(of, game.sources()));
        watch.looking = watcher.map(|watcher| match &wake {
            Some(wake) => Looking::beside(watcher, EventLoopProxy::clone(wake)),
            None => Looking::Here(Box::new(watcher)),
        });
    }
    let news = watch.looking.as_mut().and_then(Looking::news);
    watch.read = news.or(watch.read.take());
    // While players think nobody has the battle that is to be saved.
    if !game.desk().is_some_and(Desk::is_thinking)
        && let Some(read) = watch.read.take()
    {
        game.read_again(read);
        redraw.write(RequestRedraw);
    }
}

impl Game {
    /// The files have changed: begin anew with what is in them, or tell their faults.
    fn read_again(&mut self, read: Read) {
        let Screen::Battle(desk) = &self.screen else {
            let hash = |of: &Option<Arc<Scenario>>| of.as_ref().map(|s| s.hash);
            if let Some(listed) = self.start.list.get_mut(self.start.chosen)
                && (hash(&read.scenario).is_none() || hash(&listed.scenario) != hash(&read.scenario))
            {
                listed.put(read);
            }
            return;
        };
        match read.scenario {
            Some(scenario) if scenario.hash == desk.scenario().hash => self.faults.clear(),
            Some(scenario) => self.anew(&scenario, false),
            None => self.faults = errors_first(read.found),
        }
    }

    /// Begin anew by hand, with what is in the files now.
    pub fn restart(&mut self) {
        let Some(desk) = self.desk_mut() else { return };
        desk.wait();
        let same = desk.scenario().clone();
        match self.origin().map(|origin| origin.read(self.sources())) {
            None => self.anew(&same, true),
            Some(Read { scenario: Some(scenario), .. }) => self.anew(&scenario, true),
            Some(Read { found, .. }) => self.faults = errors_first(found),
        }
    }

    /// The same seats, seed and dice with another scenario, from its beginning. A battle in which a person has given orders is saved
    /// first; where it can't be, it goes on unless the person `insists`.
    fn anew(&mut self, scenario: &Arc<Scenario>, insists: bool) {
        self.faults.clear();
        let Some((table, open, overlay)) = self.desk().and_then(|d| Some((d.table()?, d.open.clone(), d.overlay))) else { return };
        let (seed, players) = (table.seed(), table.replay().header.players.clone());
        let mut said = vec![self.words.ui("reload-anew")];
        if table.battle().orders().iter().any(|given| given.author == Author::Human) {
            let name = format!("{} before", table.battle().scenario().id);
            match self.keep(&name) {
                Ok(()) => said.push(self.words.ui_with("reload-kept", &[("name", name)])),
                Err(why) if insists => said.push(why),
                Err(why) => {
                    let text = self.words.ui_with("reload-unsaved", &[("why", why)]);
                    self.notice = Some(Notice { text, grave: true });
                    return;
                }
            }
        }
        match Table::new(scenario, seed, &players) {
            Ok(table) => {
                self.sit(table);
                if let Some(desk) = self.desk_mut() {
                    (desk.open, desk.overlay) = (open, overlay);
                }
                self.notice = Some(Notice { text: said.join(" "), grave: false });
            }
            Err(why) => self.notice = Some(Notice { text: why.to_string(), grave: true }),
        }
    }
}

/// Errors before warnings, each kind in the order in which it was found.
pub(super) fn errors_first(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by_key(|d| d.severity() != Severity::Error);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_read_once_and_only_when_it_has_come_to_rest() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ron");
        std::fs::write(&file, "(").unwrap();
        let mut watcher = Watcher::new(&Origin::plain(&file.to_string_lossy()), &Sources::embedded()).unwrap();
        assert!(watcher.look().is_some(), "it may have changed since it was loaded");
        assert!(watcher.look().is_none());
        std::fs::write(&file, "( ").unwrap();
        assert!(watcher.look().is_none(), "it may be written still");
        std::fs::write(&file, "(  ").unwrap();
        assert!(watcher.look().is_none());
        assert!(watcher.look().is_some_and(|read| read.scenario.is_none() && !read.found.is_empty()));
        assert!(watcher.look().is_none());
        // an editor that moves the old file away first
        std::fs::remove_file(&file).unwrap();
        assert!(watcher.look().is_none());
        std::fs::write(&file, "(   ").unwrap();
        assert!(watcher.look().is_none());
        assert!(watcher.look().is_some());
    }

    #[test]
    fn overlays_are_looked_at_and_laid_over_what_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let overlay = |title: &str| format!("(format: 1, overlay: \"o\", scenario: (title: \"{title}\"))");
        let put = |name: &str, text: &str| std::fs::write(at(name), text).unwrap();
        std::fs::create_dir_all(at("one/rules")).unwrap();
        std::fs::create_dir_all(at("data/overlays")).unwrap();
        put("one/rules/fire.ron", "(suspected: 0.5)");
        put("two.overlay", &overlay("as it was"));
        put("data/overlays/three.ron", "(format: 1, overlay: \"three\", scenario: (ru: \"a\"))");
        let path = |name: &str| at(name).to_string_lossy().into_owned();
        let sources = Sources::embedded().with_data(at("data")).with_mod(path("one")).with_mod(path("two.overlay")).with_mod("three");
        let mut watcher = Watcher::new(&Origin::plain("0729_border_clash"), &sources).unwrap();
        let mut read = || (0..3).find_map(|_| watcher.look()).map(|read| read.scenario.unwrap_or_else(|| panic!("{:?}", read.found)));
        let first = read().unwrap();
        assert_eq!((first.title.as_str(), first.mods.len()), ("as it was", 3));
        assert!(read().is_none());
        put("two.overlay", &overlay("as it is now"));
        assert_eq!(read().unwrap().title, "as it is now");
        put("one/rules/fire.ron", "(suspected: 0.25)");
        assert_ne!(read().unwrap().rules_hash, first.rules_hash);
        put("data/overlays/three.ron", "(format: 1, overlay: \"three\", scenario: (ru: \"another\"))");
        assert!(read().is_some());
        // one that comes to the folder
        put("one/overlay.ron", "(format: 1, overlay: \"one\", scenario: (title: \"of the folder\"))");
        assert!(read().is_some());
    }

    #[test]
    fn nothing_is_looked_at_for_what_the_program_carries() {
        assert!(Watcher::new(&Origin::plain("0806_assault"), &Sources::embedded()).is_none());
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("assets/rules")).unwrap();
        let mut watcher = Watcher::new(&Origin::plain("no_such_one"), &Sources::embedded().with_data(folder.path())).unwrap();
        assert!(watcher.look().is_some() && watcher.look().is_none());
        // a table that was not there before takes the place of the carried one
        std::fs::write(folder.path().join("assets/rules/morale.ron"), "()").unwrap();
        assert!(watcher.look().is_none());
        assert!(watcher.look().is_some());
    }
}
