//! Setting a window up, and hands for it.

use bevy::prelude::{KeyCode, MouseButton};
use khasan::battle::Seed;
use khasan::data::{LoadOptions, Scenario, Sources, load};
use khasan::game::{Box4, CounterShown, Frame, Shown, Start, TextShown};
use khasan::lab::{Saves, Seats, Table};
use khasan::words::Lang;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Each window wants the graphics device to itself.
pub fn alone() -> MutexGuard<'static, ()> {
    static DEVICE: Mutex<()> = Mutex::new(());
    DEVICE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A small scenario of the tests' own, by name.
pub fn scenario(name: &str) -> Arc<Scenario> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios").join(name);
    let (scenario, found) = load(&Sources::embedded(), &file.to_string_lossy(), &LoadOptions::default());
    scenario.unwrap_or_else(|| panic!("{found:?}"))
}

/// What a window opens with: a table, or the start screen.
pub fn start(table: Option<Table>, saves: Option<Saves>) -> Start {
    Start {
        table,
        origin: None,
        seats: Seats::Soviet,
        seed: 7,
        lang: Lang::En,
        sources: Sources::embedded(),
        saves,
        replay_out: None,
        quit: false,
    }
}

/// A table laid for a scenario.
pub fn table(scenario: &Arc<Scenario>, seats: Seats) -> Table {
    Table::new(scenario, Seed { seed: 7, run: 0 }, &seats.players()).expect("players")
}

/// A window with hands.
pub struct Hands {
    pub frame: Frame,
}

impl Hands {
    pub fn new(start: Start, size: (u32, u32)) -> Hands {
        let mut hands = Hands { frame: Frame::new(start, size).expect("graphics") };
        hands.frames(4);
        hands
    }
    /// A battle of a small scenario, a person on the Soviet side.
    pub fn at(name: &str) -> Hands {
        Hands::new(start(Some(table(&scenario(name), Seats::Soviet)), None), (1280, 800))
    }
    pub fn frames(&mut self, count: u32) {
        self.frame.frames(count).expect("graphics");
    }
    /// Frames until the person may order: a player of the other side who has guns to place does so first.
    pub fn until_orders(&mut self) {
        for _ in 0..2_000 {
            if self.shown().may_order {
                return;
            }
            self.frames(1);
        }
        panic!("nobody may order");
    }
    pub fn shown(&mut self) -> Shown {
        self.frame.shown()
    }
    pub fn hover(&mut self, (x, y): (f32, f32)) {
        self.frame.cursor(x, y);
        self.frames(2);
    }
    pub fn click(&mut self, button: MouseButton, at: (f32, f32)) {
        self.hover(at);
        self.frame.button(button, true);
        self.frames(1);
        self.frame.button(button, false);
        self.frames(3);
    }
    pub fn key(&mut self, key: KeyCode) {
        self.frame.key(key, true);
        self.frames(1);
        self.frame.key(key, false);
        self.frames(2);
    }
    pub fn ctrl(&mut self, key: KeyCode) {
        self.frame.key(KeyCode::ControlLeft, true);
        self.frames(1);
        self.key(key);
        self.frame.key(KeyCode::ControlLeft, false);
        self.frames(1);
    }
    /// The middle of a hex in the window.
    pub fn hex(&mut self, name: &str) -> (f32, f32) {
        let shown = self.shown();
        shown.hexes.iter().find(|h| h.hex == name).unwrap_or_else(|| panic!("{name} is not in sight")).at
    }
    /// The first counter that lies on top and fits.
    pub fn counter(&mut self, fits: impl Fn(&CounterShown) -> bool) -> CounterShown {
        let shown = self.shown();
        shown.counters.iter().find(|c| c.top && fits(c)).unwrap_or_else(|| panic!("no such counter: {:?}", shown.counters)).clone()
    }
    /// The texts in a panel.
    pub fn texts(&mut self, panel: &str) -> Vec<TextShown> {
        let shown = self.shown();
        let rect = shown.panels.iter().find(|p| p.id == panel).unwrap_or_else(|| panic!("no panel {panel}: {:?}", shown.panels)).rect;
        shown.texts.into_iter().filter(|t| rect.meets(t.rect)).collect()
    }
    /// Whether a panel says this somewhere.
    pub fn says(&mut self, panel: &str, text: &str) -> bool {
        self.texts(panel).iter().any(|t| t.text.contains(text))
    }
    /// Click a text of a panel.
    pub fn press(&mut self, panel: &str, text: &str) {
        let texts = self.texts(panel);
        let found = texts.iter().find(|t| t.text == text).or_else(|| texts.iter().find(|t| t.text.contains(text)));
        let at = found.unwrap_or_else(|| panic!("no «{text}» in {panel}: {:?}", texts.iter().map(|t| &t.text).collect::<Vec<_>>())).rect;
        self.click(MouseButton::Left, at.middle());
    }
    /// Where a panel is, if it is open.
    pub fn panel(&mut self, id: &str) -> Option<Box4> {
        self.shown().panels.iter().find(|p| p.id == id).map(|p| p.rect)
    }
}
