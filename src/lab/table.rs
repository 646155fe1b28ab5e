//! One battle at the table: persons and players in their seats, orders taken back, formations handed to the staff.
//!
//! What belongs here: who may order when, what is written down, taken back and handed over. What never does: rules,
//! windows, files (a save is bytes here).

use super::drive::{MOST_ORDERS, MOST_REFUSALS, Players, UnknownPlayer, play_impulse, player};
use crate::ai::Player;
use crate::battle::replay::{Header, Line, Recorder, Replay};
use crate::battle::save::{Memories, Save, SaveFault};
use crate::battle::{Author, Battle, Before, Given, Keep, Seed};
use crate::data::{Diagnostic, FormationId, LoadOptions, Scenario, Sources, load};
use crate::rules::{BySide, Clock, Side, UnitId};
use crate::view::{Contact, Observation, Order, OwnUnit, Refusal, Report, Seq, What, Who, check};
use std::sync::Arc;

/// Name of a person among the players of a replay.
pub const HUMAN: &str = "human";

/// The player that leads formations which a person hands to the staff.
const STAFF: &str = "regular";

/// Orders that can be taken back one after the other; a state of a large battle is some tens of kilobytes.
const MOST_UNDONE: usize = 256;

/// One battle with whoever sits at it.
pub struct Table {
    battle: Battle,
    seed: Seed,
    /// a person where `None`
    players: BySide<Option<Box<dyn Player>>>,
    /// leads the formations that a person handed over
    staff: BySide<Box<dyn Player>>,
    /// sorted
    handed: BySide<Vec<FormationId>>,
    recorder: Recorder,
    /// states before each order that can be taken back, oldest first
    undo: Vec<Before>,
}

/// Why a save gives no battle.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LoadFault {
    /// It is none, or is damaged, or was made by another version.
    #[error(transparent)]
    Save(#[from] SaveFault),
    /// The scenario in it has faults.
    #[error("the scenario in the save cannot be loaded ({} faults)", .0.len())]
    Scenario(Vec<Diagnostic>),
    /// It names a player that is not there.
    #[error(transparent)]
    Player(#[from] UnknownPlayer),
}

/// Whoever sits at a side: a player of the name, or a person.
fn seat(names: &Players, seed: Seed, side: Side) -> Result<Option<Box<dyn Player>>, UnknownPlayer> {
    if names[side] == HUMAN { Ok(None) } else { player(&names[side], seed, side).map(Some) }
}

impl Table {
    /// Set up a battle. A side's player is [`HUMAN`] or one of [`crate::ai::NAMES`].
    ///
    /// # Errors
    /// If there is no such player.
    pub fn new(scenario: &Arc<Scenario>, seed: Seed, names: &Players) -> Result<Table, UnknownPlayer> {
        let battle = Battle::new(scenario.clone(), seed, Keep::Ledger);
        Table::seated(battle, seed, names, Recorder::new(scenario, seed, names.clone()))
    }

    fn seated(battle: Battle, seed: Seed, names: &Players, recorder: Recorder) -> Result<Table, UnknownPlayer> {
        let staff = |side: Side| player(STAFF, seed, side);
        Ok(Table {
            players: BySide { soviet: seat(names, seed, Side::Soviet)?, japanese: seat(names, seed, Side::Japanese)? },
            staff: BySide { soviet: staff(Side::Soviet)?, japanese: staff(Side::Japanese)? },
            handed: BySide::default(),
            recorder,
            battle,
            undo: Vec::new(),
            seed,
        })
    }

    /// All of it as bytes, between two orders: the battle, its record, who leads what, what players and staff remember.
    /// Orders given before cannot be taken back after loading.
    pub fn save(&self) -> Vec<u8> {
        let scenario = self.battle.scenario();
        let replay = self.recorder.replay();
        let handed = |side: Side| {
            let ids = self.handed[side].iter().filter_map(|f| scenario.formations.get(f.0 as usize));
            ids.map(|f| f.id.clone()).collect()
        };
        let memories = |side: Side| Memories { player: self.players[side].as_ref().map(|p| p.memory()), staff: self.staff[side].memory() };
        let save = Save {
            header: replay.header.clone(),
            lines: replay.lines.clone(),
            snapshot: self.battle.snapshot(),
            ledger: self.battle.ledger().to_vec(),
            handed: BySide { soviet: handed(Side::Soviet), japanese: handed(Side::Japanese) },
            memories: BySide { soviet: memories(Side::Soviet), japanese: memories(Side::Japanese) },
        };
        save.encode(&scenario.title)
    }

    /// The table that was saved: it goes on exactly as it would have.
    ///
    /// # Errors
    /// Why these bytes are no such table.
    pub fn load(bytes: &[u8]) -> Result<Table, LoadFault> {
        let save = Save::decode(bytes)?;
        let scenario = carried(&save.header).map_err(LoadFault::Scenario)?;
        Table::resume(save, &scenario)
    }

    /// The same, with the scenario of the save already loaded.
    ///
    /// # Errors
    /// If it is another scenario, or what is in the save does not go together.
    pub fn resume(save: Save, scenario: &Arc<Scenario>) -> Result<Table, LoadFault> {
        let apart = || SaveFault::Damaged("what is in it does not go together");
        save.header.matches(scenario).map_err(SaveFault::Carries)?;
        let seed = save.header.seed().map_err(SaveFault::Carries)?;
        let names = save.header.players.clone();
        let mut given = Vec::new();
        for line in &save.lines {
            if let Line::Order { turn, side, author, give, .. } = line {
                let order = give.order(scenario).map_err(|_| apart())?;
                given.push(Given { turn: *turn, side: *side, author: *author, order });
            }
        }
        let battle = Battle::resume(scenario.clone(), seed, Keep::Ledger, &save.snapshot, given, save.ledger).ok_or_else(apart)?;
        let recorder = Recorder::resume(scenario, Replay { header: save.header, lines: save.lines });
        let mut table = Table::seated(battle, seed, &names, recorder)?;
        for side in Side::BOTH {
            let memories = &save.memories[side];
            match (&mut table.players[side], &memories.player) {
                (Some(player), Some(memory)) => player.recall(memory).map_err(|_| apart())?,
                (None, None) => {}
                _ => return Err(apart().into()),
            }
            table.staff[side].recall(&memories.staff).map_err(|_| apart())?;
            for id in &save.handed[side] {
                let formation = scenario.formations.iter().position(|f| f.id == *id && f.side == side).ok_or_else(apart)?;
                table.handed[side].push(FormationId(formation as u16));
            }
            table.handed[side].sort_unstable();
        }
        Ok(table)
    }

    /// The battle.
    pub fn battle(&self) -> &Battle {
        &self.battle
    }
    /// Its seed.
    pub fn seed(&self) -> Seed {
        self.seed
    }
    /// All that was ordered so far, written down.
    pub fn replay(&self) -> &Replay {
        self.recorder.replay()
    }
    /// What a side knows.
    pub fn view(&self, side: Side) -> &Observation {
        self.battle.view(side)
    }
    /// Whether a person leads a side.
    pub fn is_human(&self, side: Side) -> bool {
        self.players[side].is_none()
    }
    /// The person's side whose impulse it is; `None` while a player is to move and when the battle is over.
    pub fn human_to_move(&self) -> Option<Side> {
        self.battle.to_move().filter(|&side| self.is_human(side))
    }

    /// Carry out a person's order; what that side was told of it.
    ///
    /// # Errors
    /// Why it was refused; nothing has changed then.
    pub fn order(&mut self, order: &Order) -> Result<&[Report], Refusal> {
        let side = self.human_to_move().ok_or(Refusal::NotYourImpulse)?;
        let undoable = check(self.battle.view(side), order)?.undoable;
        let before = undoable.then(|| (self.battle.before(), Known::of(self.battle.view(side))));
        let told = Seq(self.battle.reports(side, Seq(0)).len() as u32);
        let turn = self.battle.turn();
        let events = self.battle.apply(side, Author::Human, order)?;
        self.recorder.order(turn, side, Author::Human, order, events);
        let reports = self.battle.reports(side, told);
        // By what the side knows, and nothing else: what it must not know must not show in whether it may take this back.
        match before.filter(|(_, known)| known.stays(self.battle.view(side)) && reports.iter().all(|r| of_no_consequence(&r.what))) {
            Some((before, _)) => {
                if self.undo.len() == MOST_UNDONE {
                    self.undo.remove(0);
                }
                self.undo.push(before);
            }
            None => self.undo.clear(),
        }
        Ok(reports)
    }

    /// Whether the last order can be taken back.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Take the last order back, if it can be: it drew nothing and showed nothing that its side did not know.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.undo.pop() else { return false };
        self.battle.take_back(&before);
        self.recorder.undo();
        true
    }

    /// Formations that the staff leads for a person, those below them included.
    pub fn handed(&self, side: Side) -> &[FormationId] {
        &self.handed[side]
    }

    /// Hand a formation to the staff or take it back, with all below it. A formation of the other side is left alone.
    pub fn hand(&mut self, side: Side, formation: FormationId, to_staff: bool) {
        let handed = &mut self.handed[side];
        let scenario = self.battle.scenario();
        let all = (0..scenario.formations.len() as u16).map(FormationId);
        for below in all.filter(|&f| scenario.is_part_of(f, formation) && scenario.formations[f.0 as usize].side == side) {
            match (handed.binary_search(&below), to_staff) {
                (Err(at), true) => handed.insert(at, below),
                (Ok(at), false) => {
                    handed.remove(at);
                }
                _ => {}
            }
        }
    }

    /// End a person's impulse: the staff orders for what it was handed, then the battle runs on.
    pub fn end_impulse(&mut self) {
        let Some(side) = self.human_to_move() else { return };
        self.undo.clear();
        let turn = self.battle.turn();
        if !self.handed[side].is_empty() {
            self.staff_orders(side);
        }
        // It can only be refused when it is not this side's impulse; then there is nothing to end.
        if self.battle.end_impulse(side).is_ok() {
            self.recorder.impulse_ended(turn, side, &self.battle);
        }
    }

    /// The staff's orders for the formations it was handed. Whatever it does, this ends.
    fn staff_orders(&mut self, side: Side) {
        let turn = self.battle.turn();
        let mut refusals = 0;
        for _ in 0..MOST_ORDERS {
            let view = masked(self.battle.view(side), &self.handed[side]);
            let Some(order) = self.staff[side].next_order(&view) else { break };
            // Reserves and flights are the person's to send, and so is every unit that was not handed over; and when a unit opens fire is
            // his to say, who may take it back tomorrow.
            let theirs = match &order {
                Order::Hold { .. } => Err(None),
                Order::Task { formation, .. } => self.handed[side].binary_search(formation).map_err(|_| None),
                _ => ordered(&order).map_or(Err(None), |units| {
                    units.iter().find(|&&u| !in_any(&view, u, &self.handed[side])).map_or(Ok(0), |&unit| Err(Some(unit)))
                }),
            };
            let done = match theirs {
                Err(None) => continue,
                Err(Some(unit)) => Err(Refusal::HeldBack { unit }),
                Ok(_) => self.battle.apply(side, Author::Staff, &order),
            };
            match done {
                Ok(events) => self.recorder.order(turn, side, Author::Staff, &order, events),
                Err(why) => {
                    self.staff[side].refused(&view, &order, why);
                    refusals += 1;
                    if refusals == MOST_REFUSALS {
                        break;
                    }
                }
            }
        }
    }

    /// Let players play on to the beginning of a turn, from 0, or to the end.
    pub fn play_to(&mut self, turn: u16) {
        while (self.battle.turn() < turn || self.battle.setting_up())
            && let Some(side) = self.battle.to_move()
        {
            let Some(player) = self.players[side].as_deref_mut() else { break };
            play_impulse(&mut self.battle, side, player, Some(&mut self.recorder));
        }
    }

    /// A person takes a side over from its player.
    pub fn sit_down(&mut self, side: Side) {
        self.players[side] = None;
    }

    /// Let players play their impulses until a person is to order, the battle is over, or `stop` says so.
    pub fn play_on(&mut self, stop: &dyn Fn() -> bool) {
        while let Some(side) = self.battle.to_move()
            && !stop()
        {
            let Some(player) = self.players[side].as_deref_mut() else { break };
            play_impulse(&mut self.battle, side, player, Some(&mut self.recorder));
        }
    }
}

/// The scenario that a save or replay carries, or its faults.
fn carried(header: &Header) -> Result<Arc<Scenario>, Vec<Diagnostic>> {
    let files = header.files.iter().map(|f| (f.name.clone(), f.text.clone())).collect();
    let (scenario, found) = load(&Sources::from_files(files), &header.scenario, &LoadOptions { sets: header.sets.clone() });
    scenario.ok_or(found)
}

/// What a side knew before an order that only a surprise changes.
struct Known {
    contacts: Vec<Contact>,
    units: Vec<OwnUnit>,
}

impl Known {
    fn of(view: &Observation) -> Known {
        Known { contacts: view.contacts.clone(), units: view.units.clone() }
    }

    /// Whether all of it is as it was: no contact is other than known, no unit of one's own has suffered or fired.
    fn stays(&self, view: &Observation) -> bool {
        // When someone who is in sight was seen last is no news.
        let now = |c: &Contact| Contact { seen_at: if c.current { Clock(0) } else { c.seen_at }, ..*c };
        let well = |(was, is): (&OwnUnit, &OwnUnit)| {
            (was.men, was.guns, &was.vehicles, was.stress_permille, was.morale) == (is.men, is.guns, &is.vehicles, is.stress_permille, is.morale)
                && (was.stores.small_rounds, was.stores.shells) == (is.stores.small_rounds, is.stores.shells)
                // With its seconds a unit's own clock goes on, and what kept it down wears off.
                && is.suppressed_permille <= was.suppressed_permille
        };
        self.contacts.iter().map(now).eq(view.contacts.iter().map(now)) && self.units.iter().zip(&view.units).all(well)
    }
}

/// Whether a report tells nothing but that one's own order was carried out.
fn of_no_consequence(what: &What<Who>) -> bool {
    matches!(
        what,
        What::Moved { unit: Who::Own(_), .. }
            | What::Limbered { unit: Who::Own(_), .. }
            | What::Formed { unit: Who::Own(_), .. }
            | What::DugIn { unit: Who::Own(_), .. }
            | What::Deployed { unit: Who::Own(_), .. }
            | What::Sheltered { unit: Who::Own(_), .. }
            | What::Manned { unit: Who::Own(_), .. }
            | What::BorderCrossed { unit: Who::Own(_), .. }
            | What::Released { .. }
            | What::TaskGiven { .. }
            | What::TaskReady { .. }
    )
}

/// The units that an order is for; `None` for one that is for no unit.
fn ordered(order: &Order) -> Option<&[UnitId]> {
    match order {
        Order::Move { unit, .. }
        | Order::Fire { unit, .. }
        | Order::Work { unit, .. }
        | Order::Build { unit, .. }
        | Order::Hold { unit, .. }
        | Order::Deploy { unit, .. } => Some(std::slice::from_ref(unit)),
        Order::Mission { battery, .. } | Order::Harass { battery, .. } | Order::Defend { battery, .. } => {
            Some(std::slice::from_ref(battery))
        }
        Order::Assault { units, .. } => Some(units),
        Order::Sortie { .. } | Order::Release { .. } | Order::Defy { .. } | Order::Task { .. } => None,
    }
}

/// Whether a unit stands in one of these formations.
fn in_any(view: &Observation, unit: UnitId, formations: &[FormationId]) -> bool {
    view.scenario.units.get(unit.index()).is_some_and(|u| formations.binary_search(&u.formation).is_ok())
}

/// What the staff is shown: all that the side knows, its hands tied for everything that it was not handed.
fn masked(view: &Observation, handed: &[FormationId]) -> Observation {
    let mut masked = view.clone();
    for unit in masked.units.iter_mut().filter(|u| !in_any(view, u.id, handed)) {
        unit.held_back = true;
    }
    masked.flights.clear();
    masked
}
