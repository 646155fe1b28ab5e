//! One battle at the table: persons and players in their seats, orders taken back, formations handed to the staff.
//!
//! What belongs here: who may order when, what is written down, taken back and handed over. What never does: rules,
//! windows, files.

use super::drive::{Players, UnknownPlayer, play_impulse, player};
use crate::ai::Player;
use crate::battle::replay::{Recorder, Replay};
use crate::battle::{Author, Battle, Keep, Seed, Snapshot};
use crate::data::{FormationId, Scenario};
use crate::rules::{BySide, Side, UnitId};
use crate::view::{Observation, Order, Refusal, Report, Seq, What, Who, check};
use std::sync::Arc;

/// Name of a person among the players of a replay.
pub const HUMAN: &str = "human";

/// The player that leads formations which a person hands to the staff.
const STAFF: &str = "regular";

/// One battle with whoever sits at it.
pub struct Table {
    battle: Battle,
    seed: Seed,
    /// a person where `None`
    players: BySide<Option<Box<dyn Player>>>,
    /// leads the formations that a person handed over
    staff: BySide<Box<dyn Player>>,
    handed: BySide<Vec<FormationId>>,
    recorder: Recorder,
    /// states before each order that can be taken back, oldest first
    undo: Vec<Snapshot>,
}

impl Table {
    /// Set up a battle. A side's player is [`HUMAN`] or one of [`crate::ai::NAMES`].
    ///
    /// # Errors
    /// If there is no such player.
    pub fn new(scenario: &Arc<Scenario>, seed: Seed, names: &Players) -> Result<Table, UnknownPlayer> {
        let seat = |side: Side| if names[side] == HUMAN { Ok(None) } else { player(&names[side], seed, side).map(Some) };
        let staff = |side: Side| player(STAFF, seed, side);
        Ok(Table {
            players: BySide { soviet: seat(Side::Soviet)?, japanese: seat(Side::Japanese)? },
            staff: BySide { soviet: staff(Side::Soviet)?, japanese: staff(Side::Japanese)? },
            handed: BySide::default(),
            recorder: Recorder::new(scenario, seed, names.clone()),
            battle: Battle::new(scenario.clone(), seed, Keep::Ledger),
            undo: Vec::new(),
            seed,
        })
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
        let before = self.battle.snapshot();
        let contacts = self.battle.view(side).contacts.clone();
        let told = Seq(self.battle.reports(side, Seq(0)).len() as u32);
        let turn = self.battle.turn();
        let events = self.battle.apply(side, Author::Human, order)?;
        self.recorder.order(turn, side, Author::Human, order, events);
        let reports = self.battle.reports(side, told);
        if undoable && contacts == self.battle.view(side).contacts && reports.iter().all(|r| of_no_consequence(&r.what)) {
            self.undo.push(before);
        } else {
            self.undo.clear();
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

    /// Hand a formation to the staff or take it back, with all below it.
    pub fn hand(&mut self, side: Side, formation: FormationId, to_staff: bool) {
        let handed = &mut self.handed[side];
        let scenario = self.battle.scenario();
        for below in (0..scenario.formations.len() as u16).map(FormationId).filter(|&f| is_within(scenario, f, formation)) {
            handed.retain(|&f| f != below);
            if to_staff {
                handed.push(below);
            }
        }
        handed.sort_unstable();
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

    /// The staff's orders for the formations it was handed.
    fn staff_orders(&mut self, side: Side) {
        const MOST: u32 = 20_000;
        let turn = self.battle.turn();
        for _ in 0..MOST {
            let view = masked(self.battle.view(side), &self.handed[side]);
            let Some(order) = self.staff[side].next_order(&view) else { break };
            if let Order::Release { .. } = order {
                continue;
            }
            match self.battle.apply(side, Author::Staff, &order) {
                Ok(events) => self.recorder.order(turn, side, Author::Staff, &order, events),
                Err(why) => self.staff[side].refused(&view, &order, why),
            }
        }
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

/// Whether a report tells nothing but that one's own order was carried out.
fn of_no_consequence(what: &What<Who>) -> bool {
    matches!(what, What::Moved { unit: Who::Own(_), .. } | What::Limbered { unit: Who::Own(_), .. })
}

/// Whether a formation is another or stands below it.
pub fn is_within(scenario: &Scenario, formation: FormationId, above: FormationId) -> bool {
    let mut at = Some(formation);
    while let Some(f) = at {
        if f == above {
            return true;
        }
        at = scenario.formations.get(f.0 as usize).and_then(|f| f.parent);
    }
    false
}

/// What the staff is shown: all that the side knows, its hands tied for everything that it was not handed.
fn masked(view: &Observation, handed: &[FormationId]) -> Observation {
    let mut masked = view.clone();
    let mine = |unit: UnitId| handed.binary_search(&view.scenario.units[unit.index()].formation).is_ok();
    for unit in masked.units.iter_mut().filter(|u| !mine(u.id)) {
        unit.held_back = true;
    }
    masked.flights.clear();
    masked
}
