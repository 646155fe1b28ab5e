//! The window's state: which screen, the battle on the desk, what a person asked for; and the one place that carries it out.
//!
//! What belongs here: requests to changes. What never does: keys, buttons, drawing.

use super::ask::{Ask, Mode, Panel};
use super::desk::{Denied, Desk};
use super::files::Files;
use super::plan;
use super::reload::Origin;
use super::start::StartForm;
use crate::battle::Seed;
use crate::data::{Diagnostic, Scenario, Sources};
use crate::hex::HexId;
use crate::lab::{SaveEntry, Seats, Table, load_file};
use crate::picture::Overlay;
use crate::view::Order;
use crate::words::{Lang, Words};
use bevy::prelude::Resource;
use std::sync::Arc;

/// Sizes of letters that can be chosen, per cent.
pub(super) const TEXT_SIZES: [u16; 6] = [80, 100, 120, 140, 170, 200];

/// Which screen is shown.
pub(super) enum Screen {
    /// scenario, side, seed
    Start,
    /// a battle
    Battle(Box<Desk>),
}

/// A short message.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Notice {
    /// what it says
    pub text: String,
    /// something was not done
    pub grave: bool,
}

/// The window's state.
#[derive(Resource)]
pub(super) struct Game {
    pub words: Words,
    pub lang: Lang,
    /// size of letters, per cent
    pub text_percent: u16,
    pub screen: Screen,
    pub start: StartForm,
    /// what was asked for and not carried out yet
    pub asks: Vec<Ask>,
    pub notice: Option<Notice>,
    /// what is wrong with the files of the battle since it began
    pub faults: Vec<Diagnostic>,
    /// the map is to show this hex in the middle
    pub centre: Option<HexId>,
    /// the window is to close
    pub quit: bool,
    sources: Sources,
    /// what the battle was loaded from, if it was not saved
    origin: Option<Origin>,
    files: Files,
    /// battles begun in this window
    battles: u32,
}

impl Game {
    /// The start screen, or a battle at once.
    pub fn new(start: super::Start) -> Game {
        let mut form = StartForm::new(start.seed, &start.sources, start.origin.as_ref());
        form.seats = start.seats;
        let mut game = Game {
            words: Words::new(start.lang),
            lang: start.lang,
            text_percent: 100,
            screen: Screen::Start,
            start: form,
            asks: Vec::new(),
            notice: None,
            faults: Vec::new(),
            centre: None,
            quit: false,
            sources: start.sources,
            origin: start.origin,
            files: Files::new(start.saves, start.replay_out, start.quit),
            battles: 0,
        };
        match start.table {
            Some(table) => game.sit(table),
            None => {
                game.choose(game.start.chosen);
                game.start.cut_off = game.files.left_behind();
            }
        }
        game
    }

    /// The battle, if there is one.
    pub fn desk(&self) -> Option<&Desk> {
        match &self.screen {
            Screen::Battle(desk) => Some(desk),
            Screen::Start => None,
        }
    }
    /// The same, to change it.
    pub fn desk_mut(&mut self) -> Option<&mut Desk> {
        match &mut self.screen {
            Screen::Battle(desk) => Some(desk),
            Screen::Start => None,
        }
    }

    /// What is read anew when its files change: the battle's scenario, or the one chosen on the start screen.
    pub fn origin(&self) -> Option<&Origin> {
        match self.screen {
            Screen::Battle(_) => self.origin.as_ref(),
            Screen::Start => self.start.now().map(|l| &l.origin),
        }
    }
    /// Where scenarios come from.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Ask for something.
    pub fn ask(&mut self, ask: Ask) {
        self.asks.push(ask);
    }

    /// Sit down to a battle.
    pub fn begin(&mut self, scenario: &Arc<Scenario>, seats: Seats, seed: u64) {
        match Table::new(scenario, Seed { seed, run: 0 }, &seats.players()) {
            Ok(table) => self.sit(table),
            Err(why) => self.grave(why.to_string()),
        }
    }

    /// Sit down at a table.
    pub fn sit(&mut self, table: Table) {
        self.notice = None;
        self.faults.clear();
        if let Err(why) = self.files.begin() {
            self.grave(why);
        }
        self.battles += 1;
        self.screen = Screen::Battle(Box::new(Desk::new(table, self.battles)));
    }

    /// Something was not done.
    fn grave(&mut self, text: String) {
        self.notice = Some(Notice { text, grave: true });
    }

    /// The table came back from the players: keep an autosave, and when the battle is over the replay.
    pub fn table_is_back(&mut self) {
        let Screen::Battle(desk) = &self.screen else { return };
        let Some(table) = desk.table() else { return };
        if let Err(why) = self.files.autosave(table) {
            self.grave(why);
        }
        if self.desk().is_some_and(Desk::is_over) {
            self.put_replay();
            self.quit |= self.files.quits();
        }
    }

    /// Write the replay that was asked for on the command line.
    fn put_replay(&mut self) {
        let Screen::Battle(desk) = &self.screen else { return };
        if let Some(table) = desk.table()
            && let Err(why) = self.files.put_replay(table)
        {
            self.grave(why);
        }
    }

    /// The window closes or the start screen comes: nothing is lost.
    pub fn leave(&mut self) {
        if let Some(desk) = self.desk_mut() {
            desk.wait();
        }
        self.put_replay();
        let Screen::Battle(desk) = &self.screen else { return };
        if let Some(table) = desk.table().filter(|t| t.battle().to_move().is_some())
            && let Err(why) = self.files.autosave(table)
        {
            self.grave(why);
        }
        self.files.end();
    }

    /// Saves there are.
    pub fn saves(&self) -> &[SaveEntry] {
        self.files.list()
    }

    /// Carry out all that was asked for.
    pub fn carry_out(&mut self) {
        for ask in std::mem::take(&mut self.asks) {
            self.notice = None;
            self.one(ask);
        }
    }

    fn one(&mut self, ask: Ask) {
        match ask {
            Ask::Begin => {
                if let Some(scenario) = self.start.scenario().cloned() {
                    self.origin = self.start.now().map(|l| l.origin.clone());
                    self.begin(&scenario, self.start.seats, self.start.seed());
                }
                return;
            }
            Ask::ToStart => {
                self.leave();
                self.screen = Screen::Start;
                self.choose(self.start.chosen);
                return;
            }
            Ask::Quit => {
                self.leave();
                self.quit = true;
                return;
            }
            Ask::Load(path) => {
                match load_file(&path) {
                    Ok(table) => {
                        self.files.forget_left_behind();
                        self.start.cut_off = None;
                        // A save carries its own scenario.
                        self.origin = None;
                        self.sit(table);
                    }
                    Err(why) => {
                        let good = self.files.last_good();
                        let offer = good.map(|e| self.words.ui_with("notice-last-good", &[("name", e.name)]));
                        self.grave([Some(why.to_string()), offer].into_iter().flatten().collect::<Vec<_>>().join(" "));
                    }
                }
                return;
            }
            Ask::Forget => {
                self.files.forget_left_behind();
                self.start.cut_off = None;
                return;
            }
            Ask::Save(name) => {
                self.save(&name);
                return;
            }
            Ask::Restart => {
                self.restart();
                return;
            }
            Ask::CloseFaults => {
                self.faults.clear();
                return;
            }
            Ask::Language(lang) => {
                self.lang = lang;
                self.words = Words::new(lang);
                if let Some(desk) = self.desk_mut() {
                    desk.touch();
                }
                return;
            }
            Ask::TextSize(steps) => {
                let at = TEXT_SIZES.iter().position(|&s| s >= self.text_percent).unwrap_or(0);
                let to = at.saturating_add_signed(steps as isize).min(TEXT_SIZES.len() - 1);
                self.text_percent = TEXT_SIZES[to];
                return;
            }
            _ => {}
        }
        let Screen::Battle(desk) = &mut self.screen else {
            if ask == Ask::Back {
                self.quit = true;
            }
            return;
        };
        let mut centre = None;
        let done: Result<(), Denied> = match ask {
            Ask::Point { hex, add } => {
                desk.point(hex, add);
                Ok(())
            }
            Ask::Unit { unit, add } => {
                desk.select(unit, add);
                Ok(())
            }
            Ask::Formation(formation) => {
                desk.select_formation(formation);
                Ok(())
            }
            Ask::WholeFormation => match desk.selection.units.first() {
                Some(&unit) => {
                    let mut formation = desk.scenario().units[unit.index()].formation;
                    // once more: the formation above
                    if desk.selection.formation == Some(formation) || desk.selection.formation.is_some() {
                        let now = desk.selection.formation.unwrap_or(formation);
                        formation = desk.scenario().formations[usize::from(now.0)].parent.unwrap_or(now);
                    }
                    desk.select_formation(formation);
                    Ok(())
                }
                None => Err(Denied::NobodySelected),
            },
            Ask::Contact(contact) => {
                desk.look_at(contact);
                Ok(())
            }
            Ask::NextIdle => {
                centre = desk.next_idle();
                Ok(())
            }
            Ask::Back => {
                desk.back();
                Ok(())
            }
            Ask::Order(hex) => desk.order_at(hex).map(drop),
            Ask::Via(hex) => desk.lead_through(hex).map(drop),
            Ask::Mode(mode) => {
                if desk.selection.units.is_empty() && !matches!(mode, Mode::Sortie(_)) {
                    Err(Denied::NobodySelected)
                } else {
                    desk.set_mode(mode);
                    Ok(())
                }
            }
            Ask::Amount(steps) => {
                desk.amount(steps);
                Ok(())
            }
            Ask::NextWork => {
                let works = plan::works(desk.seen(), &desk.selection.units);
                let now = works.iter().position(|&w| desk.mode == Mode::Build(w));
                match works.get(now.map_or(0, |k| k + 1)) {
                    Some(&work) => desk.set_mode(Mode::Build(work)),
                    None => desk.set_mode(Mode::Fitting),
                }
                if desk.selection.units.is_empty() { Err(Denied::NobodySelected) } else { Ok(()) }
            }
            Ask::FireOrder(order) => desk.fire_order(order).map(drop),
            Ask::Work(kind) => desk.work(kind).map(drop),
            Ask::Defy(rule) => desk.order(&Order::Defy { rule }),
            Ask::Release(formation) => desk.order(&Order::Release { formation }),
            Ask::Hand { formation, to_staff } => {
                desk.hand(formation, to_staff);
                Ok(())
            }
            Ask::Undo => desk.undo(),
            Ask::EndTurn => desk.end_turn().map(drop),
            Ask::Speed(steps) => {
                desk.watch.faster(steps);
                Ok(())
            }
            Ask::Skip => {
                desk.skip();
                Ok(())
            }
            Ask::Overlay(overlay) => {
                desk.overlay = overlay;
                desk.touch();
                Ok(())
            }
            Ask::NextOverlay => {
                let next = desk.overlay.map_or(0, |o| Overlay::ALL.iter().position(|&a| a == o).map_or(0, |k| k + 1));
                desk.overlay = Overlay::ALL.get(next).copied();
                desk.touch();
                Ok(())
            }
            Ask::Toggle(panel) => {
                if panel == Panel::Files {
                    self.files.refresh();
                }
                desk.toggle(panel);
                Ok(())
            }
            Ask::Centre(hex) => {
                centre = Some(hex);
                Ok(())
            }
            Ask::Explain(report) => {
                desk.explained = Some(report).filter(|&r| desk.explained != Some(r));
                centre = desk.told().get(report).and_then(|r| r.what.place());
                desk.touch();
                Ok(())
            }
            // Carried out above.
            Ask::Begin
            | Ask::ToStart
            | Ask::Quit
            | Ask::Language(_)
            | Ask::TextSize(_)
            | Ask::Save(_)
            | Ask::Load(_)
            | Ask::Forget
            | Ask::Restart
            | Ask::CloseFaults => Ok(()),
        };
        self.centre = centre.or(self.centre);
        if let Err(denied) = done {
            let text = self.denied(denied);
            self.notice = Some(Notice { text, grave: true });
        }
    }

    /// Keep the battle under a name; without one, under the scenario's name and the hour.
    fn save(&mut self, name: &str) {
        let Screen::Battle(desk) = &self.screen else { return };
        let Some(table) = desk.table() else {
            self.grave(self.words.ui("notice-not-now"));
            return;
        };
        // Day and hour as in files: 08-06 16-55.
        let at = desk.seen().turn_from.to_string().replace(':', "-").replace('T', " ");
        let at = at.get(5..16).unwrap_or_default();
        let name = if name.trim().is_empty() { format!("{} {at}", desk.scenario().id) } else { name.trim().to_owned() };
        match self.files.save(&name, table) {
            Ok(path) => {
                let text = self.words.ui_with("notice-saved", &[("path", path.display().to_string())]);
                self.notice = Some(Notice { text, grave: false });
            }
            Err(why) => self.grave(why),
        }
    }

    /// Keep the battle under a name of the window's own.
    pub fn keep(&mut self, name: &str) -> Result<(), String> {
        let Screen::Battle(desk) = &self.screen else { return Ok(()) };
        let Some(table) = desk.table() else { return Err(self.words.ui("notice-not-now")) };
        self.files.save(name, table).map(drop)
    }

    /// Why something was not done, in words.
    pub fn denied(&self, denied: Denied) -> String {
        match (denied, self.desk()) {
            (Denied::Refused(refusal), Some(desk)) => self.words.refusal(desk.scenario(), &refusal),
            (Denied::NothingToUndo, _) => self.words.ui("notice-nothing-to-undo"),
            (Denied::NobodySelected, _) => self.words.ui("notice-nobody-selected"),
            (Denied::NotNow | Denied::Refused(_), _) => self.words.ui("notice-not-now"),
        }
    }
}
