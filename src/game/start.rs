//! What is chosen on the start screen.

use super::reload::{Origin, Read, errors_first};
use super::state::{Game, Screen};
use crate::data::{Diagnostic, Scenario, Sources};
use crate::lab::SaveEntry;
use crate::lab::Seats;
use bevy::prelude::*;
use bevy::window::RequestRedraw;
use std::sync::Arc;

/// A scenario that can be chosen.
pub(super) struct Listed {
    /// what it is loaded from
    pub origin: Origin,
    /// it, once it was read without an error
    pub scenario: Option<Arc<Scenario>>,
    /// its faults, if it has errors
    pub faults: Vec<Diagnostic>,
    /// it was read
    read: bool,
}

impl Listed {
    /// It was read.
    pub fn put(&mut self, read: Read) {
        self.faults = if read.scenario.is_none() { errors_first(read.found) } else { Vec::new() };
        self.scenario = read.scenario;
        self.read = true;
    }
}

/// The start screen's choices.
pub(super) struct StartForm {
    /// scenarios there are
    pub list: Vec<Listed>,
    /// which of them
    pub chosen: usize,
    /// who sits where
    pub seats: Seats,
    /// the seed as typed
    pub seed_text: String,
    /// the autosave of a battle that was cut off
    pub cut_off: Option<SaveEntry>,
    drawn: u64,
}

impl StartForm {
    /// With this seed proposed. The scenario that the window was opened with is chosen, whether it is one of the known or a file.
    pub fn new(seed: u64, sources: &Sources, opened: Option<&Origin>) -> StartForm {
        let mut origins: Vec<Origin> = sources.names().iter().map(|name| Origin::plain(name)).collect();
        let chosen = opened.map_or(0, |opened| {
            origins.iter().position(|o| o == opened).unwrap_or_else(|| {
                origins.push(opened.clone());
                origins.len() - 1
            })
        });
        let list = origins.into_iter().map(|origin| Listed { origin, scenario: None, faults: Vec::new(), read: false }).collect();
        StartForm { list, chosen, seats: Seats::default(), seed_text: seed.to_string(), cut_off: None, drawn: seed }
    }
    /// The chosen one.
    pub fn now(&self) -> Option<&Listed> {
        self.list.get(self.chosen)
    }
    /// The same, loaded.
    pub fn scenario(&self) -> Option<&Arc<Scenario>> {
        self.now().and_then(|l| l.scenario.as_ref())
    }
    /// The next that nobody has read, the chosen one first.
    fn unread(&self) -> Option<usize> {
        let chosen = self.now().is_some_and(|l| !l.read).then_some(self.chosen);
        chosen.or_else(|| self.list.iter().position(|l| !l.read))
    }
    /// The seed typed, or the one proposed where that is no number.
    pub fn seed(&self) -> u64 {
        self.seed_text.trim().parse().unwrap_or(self.drawn)
    }
    /// Whether what is typed is a seed.
    pub fn seed_is_good(&self) -> bool {
        self.seed_text.trim().parse::<u64>().is_ok()
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, read_on);
}

/// The list tells of each scenario what is in it: one is read in each frame, so that none takes long.
fn read_on(mut game: ResMut<Game>, mut redraw: MessageWriter<RequestRedraw>) {
    if matches!(game.screen, Screen::Battle(_)) {
        return;
    }
    if let Some(number) = game.start.unread() {
        game.bypass_change_detection().read_listed(number);
        redraw.write(RequestRedraw);
    }
}

impl Game {
    /// Read a scenario of the list.
    fn read_listed(&mut self, number: usize) {
        let Some(origin) = self.start.list.get(number).map(|l| l.origin.clone()) else { return };
        let read = origin.read(self.sources());
        if let Some(listed) = self.start.list.get_mut(number) {
            listed.put(read);
        }
    }

    /// Look at one of the scenarios of the start screen.
    pub fn choose(&mut self, number: usize) {
        if number < self.start.list.len() {
            self.start.chosen = number;
        }
        if self.start.now().is_some_and(|l| !l.read) {
            self.read_listed(self.start.chosen);
        }
    }
}
