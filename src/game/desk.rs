//! A battle as one person sees and leads it: the table, whose eyes, what is selected and looked at, what was told.
//!
//! What belongs here: carrying requests out on the table, and all that the window draws, as plain values. What never does:
//! Bevy, egui, triangles, words.

use super::ask::{Mode, Panel};
use super::plan::{self, Amounts, FIRE_STEP_S, Preview, ROUNDS_STEP};
use super::watch::Watch;
use crate::battle::Standing;
use crate::data::{FormationId, Scenario, TaskKind};
use crate::hex::HexId;
use crate::lab::Table;
use crate::picture::{Layout, Overlay};
use crate::rules::{MoraleState, Side, UnitId};
use crate::view::tasks::MOST_VIA;
use crate::view::{ContactId, FireOrder, Observation, Order, Refusal, Report, Seq, WorkKind};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError, atomic::AtomicBool, atomic::Ordering};

/// Why a request was not carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Denied {
    /// the order was refused
    Refused(Refusal),
    /// the last order showed or decided something
    NothingToUndo,
    /// nobody is selected
    NobodySelected,
    /// the enemy moves, or the battle is over
    NotNow,
}

impl From<Refusal> for Denied {
    fn from(refusal: Refusal) -> Denied {
        Denied::Refused(refusal)
    }
}

/// What is selected.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Selection {
    /// own units, the first leads
    pub units: Vec<UnitId>,
    /// the formation they were selected as
    pub formation: Option<FormationId>,
    /// an enemy that is looked at
    pub contact: Option<ContactId>,
    /// a hex that is looked at
    pub hex: Option<HexId>,
}

/// A battle on the desk.
pub(super) struct Desk {
    scenario: Arc<Scenario>,
    layout: Layout,
    /// away while players think
    table: Option<Table>,
    thinking: Option<Mutex<Receiver<Table>>>,
    stop: Arc<AtomicBool>,
    side: Side,
    seen: Observation,
    standing: Standing,
    told: Vec<Report>,
    /// reports that were told when this impulse began
    pub watch: Watch,
    pub selection: Selection,
    pub mode: Mode,
    pub amounts: Amounts,
    /// hexes that a new task is to lead through before its goal
    pub via: Vec<HexId>,
    pub hover: Option<HexId>,
    preview: Option<Preview>,
    pub overlay: Option<Overlay>,
    pub open: Vec<Panel>,
    /// the list of idle units is shown, and ending the impulse once more ends it
    pub ending: bool,
    /// report whose explanation is shown
    pub explained: Option<usize>,
    /// the table came back from players, or was laid, and nobody was told
    fresh: bool,
    /// counted up with every change of what is drawn
    stamp: u64,
}

impl Desk {
    /// Put a battle on the desk, the n-th of this window. Players that move first begin to think at once.
    pub fn new(table: Table, nth: u32) -> Desk {
        let scenario = table.battle().scenario().clone();
        let side = table.human_to_move().unwrap_or(if table.is_human(Side::Japanese) && !table.is_human(Side::Soviet) {
            Side::Japanese
        } else {
            Side::Soviet
        });
        let told = table.battle().reports(side, Seq(0)).to_vec();
        let mut desk = Desk {
            layout: Layout::new(&scenario.ground.grid, true),
            seen: table.view(side).clone(),
            standing: table.battle().standing(),
            watch: Watch::new(told.len()),
            told,
            scenario,
            table: Some(table),
            thinking: None,
            stop: Arc::default(),
            side,
            selection: Selection::default(),
            mode: Mode::default(),
            amounts: Amounts::default(),
            via: Vec::new(),
            hover: None,
            preview: None,
            overlay: None,
            open: vec![Panel::Forces, Panel::Log],
            ending: false,
            explained: None,
            fresh: true,
            // No two battles of a window share a stamp.
            stamp: u64::from(nth) << 32,
        };
        desk.think();
        desk
    }

    /// The scenario.
    pub fn scenario(&self) -> &Arc<Scenario> {
        &self.scenario
    }
    /// Where hexes lie on the sheet.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }
    /// Whose eyes the window has.
    pub fn side(&self) -> Side {
        self.side
    }
    /// What that side knows; while the enemy's move is shown, as it was shown so far.
    pub fn seen(&self) -> &Observation {
        self.watch.seen().unwrap_or(&self.seen)
    }
    /// Score and grade as if it ended now.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }
    /// What the side was told so far.
    pub fn told(&self) -> &[Report] {
        &self.told[..self.watch.shown().min(self.told.len())]
    }
    /// The table, unless players think at it.
    pub fn table(&self) -> Option<&Table> {
        self.table.as_ref()
    }
    /// Counted up with every change of what is drawn.
    pub fn stamp(&self) -> u64 {
        self.stamp
    }
    /// What the right button would do.
    pub fn preview(&self) -> Option<&Preview> {
        self.preview.as_ref()
    }
    /// Whether players think at the moment.
    pub fn is_thinking(&self) -> bool {
        self.thinking.is_some()
    }
    /// Whether the battle is over.
    pub fn is_over(&self) -> bool {
        self.table.as_ref().is_some_and(|t| t.battle().to_move().is_none())
    }
    /// Whether the person may order.
    pub fn may_order(&self) -> bool {
        !self.watch.runs() && self.table.as_ref().is_some_and(|t| t.human_to_move() == Some(self.side))
    }

    /// Something that is drawn has changed.
    pub fn touch(&mut self) {
        self.stamp += 1;
    }

    /// Take over what the table says now.
    fn look(&mut self) {
        if let Some(table) = &self.table {
            self.seen.clone_from(table.view(self.side));
            self.standing = table.battle().standing();
            let reports = table.battle().reports(self.side, Seq(0));
            self.told.truncate(reports.len());
            self.told.extend_from_slice(&reports[self.told.len()..]);
        }
        self.watch.catch_up(self.told.len());
        let seen = &self.seen;
        self.selection.units.retain(|&u| seen.unit(u).is_some_and(|u| u.arrived && !u.destroyed));
        self.selection.contact = self.selection.contact.filter(|&c| seen.contact(c).is_some());
        self.plan();
    }

    /// Work out anew what the right button would do.
    pub fn plan(&mut self) {
        self.preview = self.planned();
        self.touch();
    }

    fn planned(&self) -> Option<Preview> {
        let hex = self.hover.filter(|_| self.may_order())?;
        plan::preview(&self.seen, &self.selection.units, hex, self.mode, (self.amounts, &self.via))
    }

    /// The cursor is over this hex.
    pub fn hover(&mut self, hex: Option<HexId>) {
        if self.hover != hex {
            self.hover = hex;
            let preview = self.planned();
            // With nobody selected a wandering cursor changes nothing that is drawn.
            if preview != self.preview {
                self.preview = preview;
                self.touch();
            }
        }
    }

    /// Players think, on a thread of their own, until a person is to order or the battle is over.
    fn think(&mut self) {
        let waits = self.table.as_ref().is_some_and(|t| t.battle().to_move().is_some() && t.human_to_move().is_none());
        if !waits || self.thinking.is_some() {
            return;
        }
        let Some(mut table) = self.table.take() else { return };
        let (back, thinking) = channel();
        self.stop.store(false, Ordering::Relaxed);
        let stop = self.stop.clone();
        self.watch.begin(&self.seen, self.told.len());
        // A mutex, so that the window's state can be looked at from several threads.
        self.thinking = Some(Mutex::new(thinking));
        // The window draws on while they think; if the window is gone nobody waits for the table.
        std::thread::spawn(move || {
            table.play_on(&|| stop.load(Ordering::Relaxed));
            let _ = back.send(table);
        });
    }

    /// Whether the players are done; `true` if something changed.
    pub fn poll(&mut self) -> bool {
        let Some(thinking) = &self.thinking else { return false };
        let come = thinking.lock().unwrap_or_else(PoisonError::into_inner).try_recv();
        match come {
            Ok(table) => {
                self.thinking = None;
                self.table = Some(table);
                self.back_from_players();
                true
            }
            Err(TryRecvError::Empty) => false,
            // The thread is gone without its table: nothing is left to go on with but the autosave.
            Err(TryRecvError::Disconnected) => {
                self.thinking = None;
                true
            }
        }
    }

    /// Wait for the players: for tests and pictures, which have nothing else to draw.
    pub fn wait(&mut self) {
        while let Some(thinking) = self.thinking.take() {
            if let Ok(table) = thinking.into_inner().unwrap_or_else(PoisonError::into_inner).recv() {
                self.table = Some(table);
                self.back_from_players();
            }
        }
    }

    /// Whether the table has come back since this was last asked.
    pub fn take_fresh(&mut self) -> bool {
        self.table.is_some() && std::mem::take(&mut self.fresh)
    }

    fn back_from_players(&mut self) {
        self.fresh = true;
        if let Some(side) = self.table.as_ref().and_then(Table::human_to_move)
            && side != self.side
        {
            // Two persons at one table: the other one's eyes.
            self.side = side;
            self.told.clear();
            self.selection = Selection::default();
            self.watch.skip();
        }
        let shown = self.watch.shown();
        self.look();
        self.watch.run_from(shown.min(self.told.len()), &self.told);
        if self.is_over() || self.table.as_ref().is_some_and(|t| !t.is_human(self.side)) {
            self.watch.skip();
            self.watch.catch_up(self.told.len());
        }
        self.plan();
    }

    /// Carry out an order of the person.
    pub fn order(&mut self, order: &Order) -> Result<(), Denied> {
        if !self.may_order() {
            return Err(Denied::NotNow);
        }
        let table = self.table.as_mut().ok_or(Denied::NotNow)?;
        table.order(order)?;
        self.ending = false;
        self.look();
        Ok(())
    }

    /// Give the orders that the right button stands for at a hex. Each is planned anew: what the last one showed counts.
    pub fn order_at(&mut self, hex: HexId) -> Result<usize, Denied> {
        if !self.may_order() {
            return Err(Denied::NotNow);
        }
        if self.selection.units.is_empty() && !matches!(self.mode, Mode::Sortie(_)) {
            return Err(Denied::NobodySelected);
        }
        let orders = plan::orders_at(&self.seen, &self.selection.units, hex, self.mode, (self.amounts, &self.via));
        let (mut done, mut why) = (0, None);
        for order in orders {
            match self.order(&order) {
                Ok(()) => done += 1,
                Err(denied) => why = why.or(Some(denied)),
            }
        }
        if done > 0 {
            if !matches!(self.mode, Mode::Fitting) {
                self.mode = Mode::Fitting;
                self.via.clear();
                self.plan();
            }
            return Ok(done);
        }
        why.map_or(Ok(0), Err)
    }

    /// Lead the new task through a hex. Where no task that leads somewhere is being given it is the order itself.
    pub fn lead_through(&mut self, hex: HexId) -> Result<usize, Denied> {
        let leads = matches!(self.mode, Mode::Task(kind) if kind != TaskKind::Reserve);
        if !leads || !self.may_order() {
            return self.order_at(hex);
        }
        // The goal is one more.
        if self.via.last() != Some(&hex) && self.via.len() + 1 < MOST_VIA {
            self.via.push(hex);
            self.plan();
        }
        Ok(0)
    }

    /// The same order for each selected unit; how many could.
    fn for_selected(&mut self, order: impl Fn(UnitId) -> Order) -> Result<usize, Denied> {
        let units = self.selection.units.clone();
        if units.is_empty() {
            return Err(Denied::NobodySelected);
        }
        let (mut done, mut why) = (0, None);
        for unit in units {
            match self.order(&order(unit)) {
                Ok(()) => done += 1,
                Err(denied) => why = why.or(Some(denied)),
            }
        }
        if done > 0 { Ok(done) } else { why.map_or(Ok(0), Err) }
    }

    /// When the selected open fire.
    pub fn fire_order(&mut self, fire_order: FireOrder) -> Result<usize, Denied> {
        self.for_selected(|unit| Order::Hold { unit, fire_order })
    }

    /// The selected dig, recover, shelter, or man their trench.
    pub fn work(&mut self, kind: WorkKind) -> Result<usize, Denied> {
        self.for_selected(|unit| Order::Work { unit, kind })
    }

    /// Take the last order back.
    pub fn undo(&mut self) -> Result<(), Denied> {
        if !self.may_order() {
            return Err(Denied::NotNow);
        }
        let undone = self.table.as_mut().is_some_and(Table::undo);
        self.look();
        if undone { Ok(()) } else { Err(Denied::NothingToUndo) }
    }

    /// Hand a formation to the staff or take it back.
    pub fn hand(&mut self, formation: FormationId, to_staff: bool) {
        let side = self.side;
        if let Some(table) = &mut self.table {
            table.hand(side, formation, to_staff);
        }
        self.touch();
    }

    /// Formations led by the staff.
    pub fn handed(&self) -> &[FormationId] {
        self.table.as_ref().map_or(&[], |t| t.handed(self.side))
    }

    /// Own units that may be placed before the first turn.
    pub fn placeable(&self) -> impl Iterator<Item = UnitId> {
        let seen = &self.seen;
        let may = |u: &&crate::view::OwnUnit| {
            seen.setting_up && u.active() && !u.held_back && seen.scenario.units.get(u.id.index()).is_some_and(|s| !s.zone.is_empty())
        };
        seen.units.iter().filter(may).map(|u| u.id)
    }

    /// Own units that could still act and have been told nothing: seconds left, no way to go, not the staff's.
    pub fn idle(&self) -> impl Iterator<Item = UnitId> {
        let (seen, handed) = (&self.seen, self.handed());
        let full = seen.turn_seconds;
        let idle = move |u: &&crate::view::OwnUnit| {
            u.active()
                && !u.held_back
                && u.morale < MoraleState::Broken
                && u.path.is_empty()
                && u32::from(u.seconds) * 10 >= full * 9
                && u.suppressed_permille < seen.rules.pinned_permille()
                && handed.binary_search(&seen.scenario.units[u.id.index()].formation).is_err()
        };
        seen.units.iter().filter(idle).map(|u| u.id)
    }

    /// Select one unit, or add it to the others.
    pub fn select(&mut self, unit: UnitId, add: bool) {
        let Some(hex) = self.seen.unit(unit).map(|u| u.hex) else { return };
        self.selection.contact = None;
        self.selection.formation = None;
        self.selection.hex = hex;
        if !add {
            self.selection.units.clear();
        }
        match self.selection.units.iter().position(|&u| u == unit) {
            Some(at) if add => drop(self.selection.units.remove(at)),
            Some(_) => {}
            None => self.selection.units.push(unit),
        }
        self.amounts = Amounts::default();
        self.via.clear();
        self.plan();
    }

    /// Select all of a formation that is on the map and its own to order.
    pub fn select_formation(&mut self, formation: FormationId) {
        let (seen, scenario) = (&self.seen, &self.scenario);
        let of =
            |u: &&crate::view::OwnUnit| u.arrived && !u.destroyed && scenario.is_part_of(scenario.units[u.id.index()].formation, formation);
        let units: Vec<UnitId> = seen.units.iter().filter(of).map(|u| u.id).collect();
        let hex = units.first().and_then(|&u| seen.unit(u)).and_then(|u| u.hex);
        self.selection = Selection { units, formation: Some(formation), contact: None, hex };
        self.via.clear();
        self.plan();
    }

    /// Left button on a hex: the first own unit there, at the next click the next one, then the enemy, then the hex itself.
    pub fn point(&mut self, hex: HexId, add: bool) {
        let here: Vec<UnitId> = self.seen.units.iter().filter(|u| u.active() && u.hex == Some(hex)).map(|u| u.id).collect();
        let enemies: Vec<ContactId> = self.seen.contacts.iter().filter(|c| c.hex == hex).map(|c| c.id).collect();
        if add {
            match here.iter().find(|u| !self.selection.units.contains(u)).or(here.first()) {
                Some(&unit) => self.select(unit, true),
                None => self.plan(),
            }
            return;
        }
        let stack = here.len() + enemies.len();
        let now = here
            .iter()
            .position(|u| self.selection.units[..] == [*u])
            .or_else(|| enemies.iter().position(|c| self.selection.contact == Some(*c)).map(|k| k + here.len()));
        if stack == 0 {
            self.selection = Selection { hex: Some(hex), ..Selection::default() };
            self.plan();
            return;
        }
        let next = now.map_or(0, |k| (k + 1) % stack);
        match here.get(next) {
            Some(&unit) => self.select(unit, false),
            None => self.look_at(enemies[next - here.len()]),
        }
    }

    /// Look at an enemy.
    pub fn look_at(&mut self, contact: ContactId) {
        let hex = self.seen.contact(contact).map(|c| c.hex);
        self.selection = Selection { contact: Some(contact), hex, ..Selection::default() };
        self.plan();
    }

    /// Select the next idle unit after the selected one, before the first turn the next that may be placed; where it stands.
    pub fn next_idle(&mut self) -> Option<HexId> {
        let after = self.selection.units.first().copied();
        let idle: Vec<UnitId> = if self.seen.setting_up { self.placeable().collect() } else { self.idle().collect() };
        let next = idle.iter().find(|&&u| after.is_none_or(|a| u > a)).or(idle.first()).copied()?;
        self.select(next, false);
        self.seen.unit(next).and_then(|u| u.hex)
    }

    /// One level back: the list of idle units, a mode, an explanation, a selection. `false`: there was nothing to leave.
    pub fn back(&mut self) -> bool {
        if self.watch.runs() {
            self.skip();
        } else if self.ending {
            self.ending = false;
        } else if self.explained.take().is_some() {
        } else if let Some(at) =
            self.open.iter().position(|p| matches!(p, Panel::Keys | Panel::Files | Panel::Timeline | Panel::Objectives))
        {
            self.open.remove(at);
        } else if self.via.pop().is_some() {
        } else if self.mode != Mode::Fitting {
            self.mode = Mode::Fitting;
        } else if self.selection != Selection::default() {
            self.selection = Selection::default();
        } else if self.overlay.take().is_none() {
            return false;
        }
        self.plan();
        true
    }

    /// What the right button does from now on.
    pub fn set_mode(&mut self, mode: Mode) {
        self.mode = if self.mode == mode { Mode::Fitting } else { mode };
        self.via.clear();
        self.plan();
    }

    /// More or fewer rounds, more or less fire.
    pub fn amount(&mut self, steps: i32) {
        let by = |now: u16, step: u16, least: u16, most: u16| {
            (i32::from(now) + steps * i32::from(step)).clamp(i32::from(least), i32::from(most)) as u16
        };
        self.amounts.rounds = by(self.amounts.rounds, ROUNDS_STEP, ROUNDS_STEP, 600);
        let most = self.selection.units.iter().filter_map(|&u| self.seen.unit(u)).map(|u| u.seconds).max().unwrap_or(0);
        let fire = by(self.amounts.fire_s.unwrap_or(most), FIRE_STEP_S, crate::view::check::LEAST_FIRE_S, u16::MAX);
        self.amounts.fire_s = Some(fire).filter(|&f| f < most);
        self.plan();
    }

    /// Open a closed part of the window, close an open one.
    pub fn toggle(&mut self, panel: Panel) {
        match self.open.iter().position(|&p| p == panel) {
            Some(at) => drop(self.open.remove(at)),
            None => self.open.push(panel),
        }
        self.touch();
    }

    /// End the impulse; the first time, if units are idle, only their list is shown. The set-up too is ended by asking twice: what
    /// was placed cannot be placed again. `true` if it was ended.
    pub fn end_turn(&mut self) -> Result<bool, Denied> {
        if !self.may_order() {
            return Err(Denied::NotNow);
        }
        if !self.ending && (self.seen.setting_up || self.idle().next().is_some()) {
            self.ending = true;
            self.touch();
            return Ok(false);
        }
        self.ending = false;
        self.watch.begin(&self.seen, self.told.len());
        if let Some(table) = &mut self.table {
            table.end_impulse();
        }
        self.mode = Mode::Fitting;
        self.via.clear();
        self.think();
        if self.table.is_some() {
            self.back_from_players();
        }
        self.touch();
        Ok(true)
    }

    /// Show no more of the enemy's move.
    pub fn skip(&mut self) {
        self.watch.skip();
        self.watch.catch_up(self.told.len());
        self.plan();
    }

    /// Some time has passed while the enemy's move is shown; `true` if something changed.
    pub fn pass(&mut self, milliseconds: u32) -> bool {
        let changed = self.watch.pass(milliseconds, &self.told);
        if changed {
            if !self.watch.runs() {
                self.watch.catch_up(self.told.len());
            }
            self.plan();
        }
        changed
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}
