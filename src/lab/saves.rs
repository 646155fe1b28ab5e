//! The folder of saved battles: names, autosaves, and the marker of a session that did not end.
//!
//! What belongs here: where saves lie and how they get there whole. What never does: what is in them, what is said of
//! them on a screen.

use super::table::{LoadFault, Table};
use crate::battle::save::{Label, SaveFault};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The environment's word for another folder than the user's own.
const FOLDER_VARIABLE: &str = "KHASAN_SAVES";

/// What the files' names end in.
pub const SAVE_EXTENSION: &str = "khasan";

/// Autosaves kept, the newest numbered 1.
const AUTOSAVES: u32 = 3;

/// What autosaves are called, before the number.
const AUTOSAVE: &str = "autosave-";

/// Sessions at a time that leave a marker.
const SESSIONS: u32 = 8;

/// Bytes of a file that are read for its label.
const LABEL_BYTES: u64 = 64 << 10;

/// Largest save that is read: 256 MB.
const LONGEST: u64 = 256 << 20;

/// Longest name of a save, characters.
const LONGEST_NAME: usize = 80;

/// Why a save could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum SavesFault {
    /// Nobody knows where the user's own files lie.
    #[error("there is no home folder to keep saves in: set {FOLDER_VARIABLE} to a folder")]
    NoHome,
    /// The name cannot be a file's.
    #[error("`{0}` cannot be a save's name: letters, digits, spaces and - _ . ( ) only, at most {LONGEST_NAME}, not beginning with a dot")]
    Name(String),
    /// The disk refused.
    #[error("cannot {doing} {}: {why}", path.display())]
    Disk {
        /// `save to` or `read`
        doing: &'static str,
        /// where
        path: PathBuf,
        /// what the system said
        why: io::Error,
    },
    /// What is in the file gives no battle.
    #[error("{}: {why}", path.display())]
    Unusable {
        /// the file
        path: PathBuf,
        /// why
        why: Box<LoadFault>,
    },
}

/// A folder of saves.
#[derive(Clone, Debug)]
pub struct Saves {
    folder: PathBuf,
}

/// A save in the folder.
#[derive(Clone, Debug)]
pub struct SaveEntry {
    /// the file
    pub path: PathBuf,
    /// its name without folder and ending
    pub name: String,
    /// what it is, or why that cannot be told
    pub label: Result<Label, SaveFault>,
    /// when it was written
    pub written: SystemTime,
}

impl SaveEntry {
    /// Whether it was made by itself at an impulse's end.
    pub fn is_autosave(&self) -> bool {
        self.name.starts_with(AUTOSAVE)
    }
}

/// A battle is being played: if the program is killed, the marker stays.
#[derive(Debug)]
pub struct Session {
    path: PathBuf,
    /// The lock goes with the process, whatever ends it.
    _locked: File,
}

impl Session {
    /// The battle was left in good order.
    pub fn end(self) {
        // A marker that cannot be removed only offers an autosave too many.
        let _ = fs::remove_file(&self.path);
    }
}

impl Saves {
    /// The user's own folder, or the one that `KHASAN_SAVES` names. Nothing is made yet.
    ///
    /// # Errors
    /// If there is neither.
    pub fn open() -> Result<Saves, SavesFault> {
        use etcetera::BaseStrategy;
        if let Some(folder) = std::env::var_os(FOLDER_VARIABLE).filter(|f| !f.is_empty()) {
            return Ok(Saves::at(folder));
        }
        let user = etcetera::choose_base_strategy().map_err(|_| SavesFault::NoHome)?;
        Ok(Saves::at(user.data_dir().join("khasan").join("saves")))
    }

    /// This folder.
    pub fn at(folder: impl Into<PathBuf>) -> Saves {
        Saves { folder: folder.into() }
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keep a save under a name; one that is there already is replaced, once the new one is whole.
    ///
    /// # Errors
    /// If it is no name, or the disk refuses; what was there before is still there then.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, SavesFault> {
        let fits = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '(' | ')');
        let length = name.chars().count();
        if name.trim() != name || name.starts_with('.') || !(1..=LONGEST_NAME).contains(&length) || !name.chars().all(fits) {
            return Err(SavesFault::Name(name.into()));
        }
        let path = self.file(name);
        self.beside(&path, bytes)?.persist(&path).map_err(|e| disk("save to", &path, e.error))?;
        Ok(path)
    }

    /// Keep an autosave as the newest of three.
    ///
    /// # Errors
    /// If the disk refuses; those that were there are still there then.
    pub fn autosave(&self, bytes: &[u8]) -> Result<PathBuf, SavesFault> {
        let numbered = |n: u32| self.file(&format!("{AUTOSAVE}{n}"));
        let newest = numbered(1);
        // All of it is on the disk before anything older moves.
        let whole = self.beside(&newest, bytes)?;
        for n in (1..AUTOSAVES).rev() {
            let (from, to) = (numbered(n), numbered(n + 1));
            match fs::rename(&from, &to) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(disk("save to", &to, e)),
                _ => {}
            }
        }
        whole.persist(&newest).map_err(|e| disk("save to", &newest, e.error))?;
        Ok(newest)
    }

    /// All saves, the newest first. An empty list if there is no folder yet.
    pub fn list(&self) -> Vec<SaveEntry> {
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|f| f.path());
        let mut all: Vec<SaveEntry> = files.filter(|p| p.extension().is_some_and(|e| e == SAVE_EXTENSION)).filter_map(entry).collect();
        // Of the same moment, autosaves are in their order.
        all.sort_by(|a, b| b.written.cmp(&a.written).then_with(|| a.name.cmp(&b.name)));
        all
    }

    /// The newest autosave that can be loaded, whatever the others are.
    pub fn last_good_autosave(&self) -> Option<(SaveEntry, Table)> {
        self.last_good(SystemTime::UNIX_EPOCH)
    }

    fn last_good(&self, since: SystemTime) -> Option<(SaveEntry, Table)> {
        let autosaves = self.list().into_iter().filter(|e| e.is_autosave() && e.label.is_ok() && e.written >= since);
        autosaves.into_iter().find_map(|e| load_file(&e.path).ok().map(|table| (e, table)))
    }

    /// A battle begins or goes on: leave a marker, until [`Session::end`].
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn begin(&self) -> Result<Session, SavesFault> {
        fs::create_dir_all(&self.folder).map_err(|e| disk("save to", &self.folder, e))?;
        let mut busy = self.marker(SESSIONS);
        for n in 1..=SESSIONS {
            let path = self.marker(n);
            let refused = |e| disk("save to", &path, e);
            let mut file = File::options().create(true).truncate(false).write(true).open(&path).map_err(refused)?;
            if held_elsewhere(&file) {
                busy = path;
                continue;
            }
            // Written anew, so that its time is that of this session.
            file.set_len(0).and_then(|()| writeln!(file, "A battle is being played.")).map_err(refused)?;
            return Ok(Session { path, _locked: file });
        }
        Err(disk("save to", &busy, io::ErrorKind::ResourceBusy.into()))
    }

    /// The last good autosave of a session that was killed, if there is one: to be offered at the next start.
    pub fn left_behind(&self) -> Option<(SaveEntry, Table)> {
        let began = self.abandoned().filter_map(|path| fs::metadata(path).and_then(|m| m.modified()).ok()).min()?;
        self.last_good(began)
    }

    /// The offer was answered: forget the sessions that were killed.
    pub fn forget_left_behind(&self) {
        for path in self.abandoned() {
            // One that stays only offers an autosave too many.
            let _ = fs::remove_file(path);
        }
    }

    /// Markers that nobody holds any more.
    fn abandoned(&self) -> impl Iterator<Item = PathBuf> {
        let free = |path: &PathBuf| File::options().write(true).open(path).is_ok_and(|file| !held_elsewhere(&file));
        (1..=SESSIONS).map(|n| self.marker(n)).filter(move |path| free(path))
    }

    fn marker(&self, n: u32) -> PathBuf {
        self.folder.join(format!("session-{n}"))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.{SAVE_EXTENSION}"))
    }

    /// The bytes in a file beside the one they are for, on the disk.
    fn beside(&self, path: &Path, bytes: &[u8]) -> Result<tempfile::NamedTempFile, SavesFault> {
        let written = || {
            fs::create_dir_all(&self.folder)?;
            let mut file = tempfile::Builder::new().prefix(".khasan-").tempfile_in(&self.folder)?;
            file.write_all(bytes)?;
            file.as_file().sync_data()?;
            Ok(file)
        };
        written().map_err(|e| disk("save to", path, e))
    }
}

/// The table that a file holds.
///
/// # Errors
/// If it cannot be read or is no save of this version, with the path.
pub fn load_file(path: &Path) -> Result<Table, SavesFault> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|f| f.take(LONGEST + 1).read_to_end(&mut bytes));
    read.map_err(|e| disk("read", path, e))?;
    if bytes.len() as u64 > LONGEST {
        return Err(disk("read", path, io::ErrorKind::FileTooLarge.into()));
    }
    Table::load(&bytes).map_err(|why| SavesFault::Unusable { path: path.into(), why: Box::new(why) })
}

fn disk(doing: &'static str, path: &Path, why: io::Error) -> SavesFault {
    SavesFault::Disk { doing, path: path.into(), why }
}

/// Whether another session holds a marker; takes it if not. Where there are no locks nobody is known to hold it.
fn held_elsewhere(marker: &File) -> bool {
    matches!(marker.try_lock(), Err(TryLockError::WouldBlock))
}

/// What the folder's list says of a file; nothing of what is no file.
fn entry(path: PathBuf) -> Option<SaveEntry> {
    let meta = fs::metadata(&path).ok().filter(|m| m.is_file())?;
    let name = path.file_stem()?.to_str()?.to_string();
    let mut head = Vec::new();
    let label = match File::open(&path).and_then(|f| f.take(LABEL_BYTES).read_to_end(&mut head)) {
        Ok(_) => Label::read(&head),
        Err(_) => Err(SaveFault::NotASave),
    };
    Some(SaveEntry { name, label, written: meta.modified().ok()?, path })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::battle::Seed;
    use crate::lab::{HUMAN, Players};
    use crate::view::fixture;

    /// The tiny duel with a person, so many impulses in.
    fn bytes(seed: u64, impulses: usize) -> Vec<u8> {
        let names = Players { soviet: HUMAN.into(), japanese: "straight".into() };
        let mut table = Table::new(&fixture::scenario(), Seed { seed, run: 0 }, &names).unwrap();
        for _ in 0..impulses {
            table.end_impulse();
            table.play_on(&|| false);
        }
        table.save()
    }

    fn names(saves: &Saves) -> Vec<String> {
        saves.list().into_iter().map(|e| e.name).collect()
    }

    #[test]
    fn saves_are_kept_under_their_names_and_listed_newest_first() {
        let place = tempfile::tempdir().unwrap();
        let saves = Saves::at(place.path().join("not/yet"));
        assert!(saves.list().is_empty() && saves.last_good_autosave().is_none());
        let path = saves.write("before the storm (2)", &bytes(1, 1)).unwrap();
        // File times may be coarse.
        let later = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(4_000_000_000);
        saves.write("Überfall", &bytes(1, 2)).unwrap();
        File::options().write(true).open(saves.file("Überfall")).unwrap().set_modified(later).unwrap();
        fs::write(saves.folder().join("broken.khasan"), "what").unwrap();
        fs::write(saves.folder().join("other.txt"), "what").unwrap();
        fs::create_dir(saves.folder().join("folder.khasan")).unwrap();
        let all = saves.list();
        assert_eq!(all.len(), 3);
        assert_eq!(all[0].name, "Überfall");
        let label = all[0].label.as_ref().unwrap();
        assert_eq!((label.turn, label.scenario.as_str(), label.players.soviet.as_str()), (2, "tiny_duel", HUMAN));
        assert!(all.iter().find(|e| e.name == "broken").unwrap().label.is_err());
        assert_eq!(load_file(&path).unwrap().battle().turn(), 1);
        for bad in ["", " a", "a/b", "..", ".hidden", "a\\b", "a:b", "a\nb", &"x".repeat(81)] {
            assert!(matches!(saves.write(bad, b"x"), Err(SavesFault::Name(_))), "{bad:?}");
        }
    }

    #[test]
    fn autosaves_rotate_and_the_newest_good_one_is_found() {
        let place = tempfile::tempdir().unwrap();
        let saves = Saves::at(place.path());
        for turn in 0..5 {
            saves.autosave(&bytes(1, turn)).unwrap();
        }
        assert_eq!(names(&saves), ["autosave-1", "autosave-2", "autosave-3"]);
        let turns: Vec<u16> = saves.list().into_iter().map(|e| e.label.unwrap().turn).collect();
        assert_eq!(turns, [4, 3, 2]);
        assert_eq!(saves.last_good_autosave().unwrap().1.battle().turn(), 4);
        // Cut off, then not a save at all.
        let whole = fs::read(saves.file("autosave-1")).unwrap();
        fs::write(saves.file("autosave-1"), &whole[..whole.len() / 2]).unwrap();
        let (entry, table) = saves.last_good_autosave().unwrap();
        assert_eq!((entry.name.as_str(), table.battle().turn()), ("autosave-2", 3));
        fs::write(saves.file("autosave-2"), "").unwrap();
        assert_eq!(saves.last_good_autosave().unwrap().0.name, "autosave-3");
        fs::remove_file(saves.file("autosave-3")).unwrap();
        assert!(saves.last_good_autosave().is_none());
    }

    #[test]
    fn a_disk_that_refuses_is_told_and_what_was_there_stays() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("file");
        fs::write(&file, "a file").unwrap();
        let saves = Saves::at(file.join("saves"));
        for fault in [saves.write("a", b"x").unwrap_err(), saves.autosave(b"x").unwrap_err(), saves.begin().unwrap_err()] {
            let text = fault.to_string();
            assert!(text.starts_with("cannot save to") && text.contains(file.to_str().unwrap()), "{text}");
        }
        // The new one cannot take the name: the old ones are where they were, and nothing lies about.
        let saves = Saves::at(place.path());
        fs::create_dir(saves.file("taken")).unwrap();
        fs::write(saves.file("taken").join("x"), "").unwrap();
        assert!(saves.write("taken", b"x").unwrap_err().to_string().contains("taken.khasan"));
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2);
        let text = load_file(&place.path().join("none.khasan")).map(|_| ()).unwrap_err().to_string();
        assert!(text.starts_with("cannot read") && text.contains("none.khasan"), "{text}");
        let text = load_file(&file).map(|_| ()).unwrap_err().to_string();
        assert!(text.contains("not a saved battle"), "{text}");
    }

    #[test]
    fn a_killed_session_is_offered_its_autosave_and_no_other() {
        let place = tempfile::tempdir().unwrap();
        let saves = Saves::at(place.path());
        saves.autosave(&bytes(1, 1)).unwrap();
        let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
        File::options().write(true).open(saves.file("autosave-1")).unwrap().set_modified(long_ago).unwrap();
        // Left in good order: no offer.
        saves.begin().unwrap().end();
        assert!(saves.left_behind().is_none());
        // While it is played there is none either, and a second one has a marker of its own.
        let (first, second) = (saves.begin().unwrap(), saves.begin().unwrap());
        assert_ne!(first.path, second.path);
        saves.autosave(&bytes(1, 2)).unwrap();
        assert!(saves.left_behind().is_none());
        second.end();
        // Killed: what the process held is let go, the marker stays.
        drop(first);
        let (entry, table) = saves.left_behind().unwrap();
        assert_eq!((entry.name.as_str(), table.battle().turn()), ("autosave-1", 2));
        assert!(saves.left_behind().is_some(), "until it is answered");
        saves.forget_left_behind();
        assert!(saves.left_behind().is_none());
        // Killed before its first autosave: the old ones of other battles are not its own.
        for entry in saves.list() {
            File::options().write(true).open(entry.path).unwrap().set_modified(long_ago).unwrap();
        }
        drop(saves.begin().unwrap());
        assert!(saves.left_behind().is_none());
        assert!(saves.last_good_autosave().is_some());
    }
}
