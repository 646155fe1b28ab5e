//! Saves, autosaves and the replay that was asked for, with the window's own memory of them.
//!
//! What belongs here: when files are written, and what is said if they can't be. What never does: their format, panels.

use crate::lab::{SaveEntry, Saves, SavesFault, Session, Table};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// The window's files.
pub(super) struct Files {
    saves: Option<Saves>,
    session: Option<Session>,
    list: Vec<SaveEntry>,
    replay_out: Option<PathBuf>,
    quit: bool,
}

impl Files {
    /// With a folder of saves, or none.
    pub fn new(saves: Option<Saves>, replay_out: Option<PathBuf>, quit: bool) -> Files {
        Files { saves, session: None, list: Vec::new(), replay_out, quit }
    }
    /// Whether the window closes when the battle is over.
    pub fn quits(&self) -> bool {
        self.quit
    }
    /// A battle begins: if the window is killed, its autosave is offered at the next start.
    pub fn begin(&mut self) -> Result<(), String> {
        if self.session.is_none()
            && let Some(saves) = &self.saves
        {
            self.session = Some(saves.begin().map_err(|e| e.to_string())?);
        }
        Ok(())
    }
    /// The battle was left in good order.
    pub fn end(&mut self) {
        if let Some(session) = self.session.take() {
            session.end();
        }
    }
    /// Keep an autosave.
    pub fn autosave(&mut self, table: &Table) -> Result<(), String> {
        let Some(saves) = &self.saves else { return Ok(()) };
        saves.autosave(&table.save()).map(drop).map_err(|e| e.to_string())
    }
    /// Keep a save under a name; where.
    pub fn save(&mut self, name: &str, table: &Table) -> Result<PathBuf, String> {
        let saves = self.saves.as_ref().ok_or_else(|| SavesFault::NoHome.to_string())?;
        let path = saves.write(name, &table.save()).map_err(|e| e.to_string())?;
        self.refresh();
        Ok(path)
    }
    /// Look at the folder again.
    pub fn refresh(&mut self) {
        self.list = self.saves.as_ref().map(Saves::list).unwrap_or_default();
    }
    /// Saves there were when last looked at.
    pub fn list(&self) -> &[SaveEntry] {
        &self.list
    }
    /// The autosave of a battle that was cut off.
    pub fn left_behind(&self) -> Option<SaveEntry> {
        self.saves.as_ref().and_then(Saves::left_behind).map(|(entry, _)| entry)
    }
    /// Offer it no more.
    pub fn forget_left_behind(&self) {
        if let Some(saves) = &self.saves {
            saves.forget_left_behind();
        }
    }
    /// The newest autosave that can be loaded.
    pub fn last_good(&self) -> Option<SaveEntry> {
        self.saves.as_ref().and_then(Saves::last_good_autosave).map(|(entry, _)| entry)
    }
    /// Write the replay that was asked for.
    pub fn put_replay(&self, table: &Table) -> Result<(), String> {
        let Some(path) = &self.replay_out else { return Ok(()) };
        let write = || {
            let mut file = BufWriter::new(File::create(path)?);
            table.replay().write(&mut file)?;
            file.flush()
        };
        write().map_err(|e: std::io::Error| format!("{}: {e}", path.display()))
    }
}
