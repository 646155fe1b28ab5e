//! The course of an impulse: plan once a turn, then ask each unit in turn for its next order, a few at most: first to move up, then,
//! when all have, for joint assaults, then for what is left of the time.

use super::command::Commander;
use super::maps::Maps;
use super::storm;
use super::unit::{self, Account, Mood, Stage, Thought};
use super::{NotMyMemory, Player};
use super::{deploy, guns, orders, plan, shoot, smoke};
use crate::data::UnitKind;
use crate::hex::HexId;
use crate::rules::UnitId;
use crate::view::{FireOrder, Observation, Order, OwnUnit, Refusal, Target, allowed, fire, ways};
use serde::{Deserialize, Serialize};

/// How a player thinks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Style {
    /// walks at the nearest objective and assaults
    Straight,
    /// weighs odds
    Regular,
    /// follows the scenario's plan
    Historical,
}

/// What a unit is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Task {
    /// stay
    #[default]
    Hold,
    /// stay in or around a hex, and take it back
    Defend(HexId),
    /// go there and take it
    Attack(HexId),
    /// go there, avoiding a fight
    Move(HexId),
}

impl Task {
    /// Where it leads.
    pub fn goal(self) -> Option<HexId> {
        match self {
            Task::Hold => None,
            Task::Defend(h) | Task::Attack(h) | Task::Move(h) => Some(h),
        }
    }
}

/// Most orders of one unit in one impulse.
const MOST_ORDERS: u8 = 4;

/// A player of any style. What it remembers is itself, written down.
#[derive(Serialize, Deserialize)]
pub(super) struct Staff {
    style: Style,
    seed: u64,
    turn: Option<u16>,
    /// has thought out where its units stand before the first turn
    placed: bool,
    maps: Maps,
    commander: Commander,
    /// by unit of the scenario
    tasks: Vec<Task>,
    accounts: Vec<Account>,
    /// orders of the command and the guns, last first
    ready: Vec<Order>,
    queue: Vec<UnitId>,
    at: usize,
    stage: Stage,
    mood: Mood,
    /// who was told to hold his fire until the next impulse, and save his time for a storm
    saving: Vec<UnitId>,
}

impl Staff {
    /// A player that has not yet seen anything.
    pub fn new(style: Style, seed: u64) -> Staff {
        Staff {
            style,
            seed,
            turn: None,
            placed: false,
            maps: Maps::default(),
            commander: Commander::default(),
            tasks: Vec::new(),
            accounts: Vec::new(),
            ready: Vec::new(),
            queue: Vec::new(),
            at: 0,
            stage: Stage::Approach,
            mood: Mood::default(),
            saving: Vec::new(),
        }
    }

    /// Think the turn over.
    fn begin(&mut self, view: &Observation) {
        self.turn = Some(view.turn);
        let units = view.slots.len();
        self.tasks.clear();
        self.tasks.resize(units, Task::Hold);
        self.accounts.clear();
        self.accounts.resize(units, Account::default());
        self.ready.clear();
        self.at = 0;
        self.stage = Stage::Approach;
        self.maps.look(view);
        self.maps.forget(view.turn_from);
        self.maps.posts.note(view);
        let (from, to) = (view.scenario.starts(), view.scenario.ends());
        let left = to.since(view.turn_from) as f64 / to.since(from).max(1) as f64;
        // A temper of its own between 0.9 and 1.1, from the seed alone.
        let temper = 0.9 + (mix(self.seed ^ view.side as u64) % 201) as f64 / 1000.0;
        self.mood = Mood { style: self.style, left: left.clamp(0.0, 1.0), temper };
        let mut zones = guns::Zones::default();
        match self.style {
            Style::Straight => self.commander.straight(view, &mut self.tasks),
            Style::Regular => self.commander.regular(view, &mut self.maps, &mut self.tasks, &mut self.ready),
            Style::Historical => plan::follow(view, &self.maps, &mut self.commander, &mut self.tasks, &mut zones),
        }
        let legs = |u: &OwnUnit| if self.style == Style::Historical { plan::legs(view, &self.commander, u) } else { &[] };
        orders::ask(view, &self.tasks, legs, &mut self.ready);
        guns::missions(view, &self.maps, &self.tasks, self.style, &zones, &mut self.ready);
        if self.style == Style::Regular {
            smoke::screens(view, &self.tasks, &mut self.ready);
        }
        if self.style != Style::Straight {
            guns::defences(view, &self.maps, self.style, &zones, &mut self.ready);
        }
        if self.style == Style::Regular {
            guns::sorties(view, &self.maps, &self.tasks, &mut self.ready);
        }
        for unit in self.saving.drain(..) {
            self.ready.push(Order::Hold { unit, fire_order: FireOrder::AtWill });
        }
        self.ready.reverse();
        self.queue.clear();
        self.queue.extend(view.units.iter().filter(|u| u.active() && !u.held_back).map(|u| u.id));
        let maps = &self.maps;
        self.queue.sort_by_cached_key(|&id| {
            let near = view.unit(id).and_then(|u| u.hex).and_then(|h| maps.enemy_steps(view, h)).unwrap_or(99);
            (rank(view.scenario.card(id).kind), near, id)
        });
    }

    /// The next order of the units in turn.
    fn ask_units(&mut self, view: &Observation) -> Option<Order> {
        while let Some(&id) = self.queue.get(self.at) {
            let mut account = self.accounts[id.index()];
            let mut order = None;
            if account.orders < MOST_ORDERS
                && !account.done
                && let Some(u) = view.unit(id)
            {
                let mut legs: &[HexId] = &[];
                if self.style == Style::Historical {
                    if let Some(task) = plan::task(view, &self.maps, &mut self.commander, u) {
                        self.tasks[id.index()] = task;
                    }
                    legs = plan::legs(view, &self.commander, u);
                }
                let (tasks, accounts, mood, stage) = (&self.tasks, &self.accounts, self.mood, self.stage);
                let mut thought = Thought { view, maps: &mut self.maps, tasks, legs, accounts, mood, stage };
                order = unit::decide(&mut thought, u, &mut account).filter(|o| allowed(view, o).is_ok());
            }
            account.orders += 1;
            self.accounts[id.index()] = account;
            if order.is_some() {
                return order;
            }
            self.at += 1;
        }
        None
    }

    /// Who goes in does so once a turn; fire ordered for it is reckoned with.
    fn note(&mut self, view: &Observation, order: &Order) {
        match order {
            Order::Assault { units, .. } => units.iter().for_each(|u| self.accounts[u.index()].assaulted = true),
            Order::Fire { unit, at: Target::Contact(c), seconds } if self.stage == Stage::Storm => {
                if let (Some(u), Some(c)) = (view.unit(*unit), view.contact(*c)) {
                    let (tasks, accounts, mood) = (&self.tasks, &self.accounts, self.mood);
                    let thought = Thought { view, maps: &mut self.maps, tasks, legs: &[], accounts, mood, stage: Stage::Storm };
                    let share = shoot::pin(&thought, u, c, u32::from(*seconds));
                    self.maps.press(c.id, share, view.clock_of(u).plus(u32::from(*seconds)));
                }
            }
            _ => {}
        }
    }
}

/// Guns and tanks fire before the men go; headquarters come last.
fn rank(kind: UnitKind) -> u8 {
    match kind {
        UnitKind::Artillery | UnitKind::AntiAircraft | UnitKind::Train | UnitKind::InfantryGun | UnitKind::AntiTank => 0,
        UnitKind::Tank | UnitKind::SelfPropelled => 1,
        UnitKind::Rifle | UnitKind::Border | UnitKind::Engineers | UnitKind::Cavalry => 2,
        UnitKind::Headquarters => 3,
    }
}

/// One well-mixed number from another (splitmix64).
pub(super) const fn mix(seed: u64) -> u64 {
    let z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Player for Staff {
    fn next_order(&mut self, view: &Observation) -> Option<Order> {
        if view.setting_up {
            if !self.placed {
                self.placed = true;
                deploy::orders(view, self.seed, &mut self.ready);
                self.ready.reverse();
            }
            return std::iter::from_fn(|| self.ready.pop()).find(|order| allowed(view, order).is_ok());
        }
        if self.turn != Some(view.turn) {
            self.begin(view);
        }
        loop {
            while let Some(order) = self.ready.pop() {
                if allowed(view, &order).is_ok() {
                    self.note(view, &order);
                    return Some(order);
                }
            }
            self.maps.look(view);
            if self.stage != Stage::Storm {
                if let Some(order) = self.ask_units(view) {
                    self.note(view, &order);
                    return Some(order);
                }
                if self.stage == Stage::Rest {
                    if self.style != Style::Regular || !self.saving.is_empty() {
                        return None;
                    }
                    let (tasks, accounts, mood) = (&self.tasks, &self.accounts, self.mood);
                    let thought = Thought { view, maps: &mut self.maps, tasks, legs: &[], accounts, mood, stage: Stage::Rest };
                    self.saving = storm::saves_time(&thought);
                    if self.saving.is_empty() {
                        return None;
                    }
                    self.ready.extend(self.saving.iter().rev().map(|&unit| Order::Hold { unit, fire_order: FireOrder::Hold }));
                    continue;
                }
                self.stage = Stage::Storm;
            }
            let (tasks, accounts, mood) = (&self.tasks, &self.accounts, self.mood);
            let thought = Thought { view, maps: &mut self.maps, tasks, legs: &[], accounts, mood, stage: Stage::Storm };
            match storm::next(&thought) {
                Some(orders) => {
                    self.ready = orders;
                    self.ready.reverse();
                    // Thought out once, whatever becomes of it.
                    if let Some(Order::Assault { units, .. }) = self.ready.first() {
                        units.iter().for_each(|u| self.accounts[u.index()].assaulted = true);
                    }
                }
                None => {
                    self.stage = Stage::Rest;
                    self.at = 0;
                    self.accounts.iter_mut().for_each(|a| a.orders = 0);
                }
            }
        }
    }

    fn refused(&mut self, _view: &Observation, order: &Order, _why: Refusal) {
        let mut give_up = |u: &UnitId| {
            if let Some(a) = self.accounts.get_mut(u.index()) {
                a.done = true;
            }
        };
        match order {
            Order::Move { unit, .. }
            | Order::Fire { unit, .. }
            | Order::Work { unit, .. }
            | Order::Build { unit, .. }
            | Order::Hold { unit, .. }
            | Order::Deploy { unit, .. } => give_up(unit),
            Order::Assault { units, .. } => units.iter().for_each(give_up),
            // Those of the command and the guns are given once and not again this turn.
            Order::Mission { .. }
            | Order::Sortie { .. }
            | Order::Release { .. }
            | Order::Defy { .. }
            | Order::Harass { .. }
            | Order::Defend { .. }
            | Order::Task { .. } => {}
        }
    }

    fn memory(&self) -> Vec<u8> {
        match postcard::to_stdvec(self) {
            Ok(bytes) => bytes,
            Err(_) => unreachable!("plain data in memory always encodes"),
        }
    }

    fn recall(&mut self, memory: &[u8]) -> Result<(), NotMyMemory> {
        let staff: Staff = postcard::from_bytes(memory).map_err(|_| NotMyMemory)?;
        if (staff.style, staff.seed) != (self.style, self.seed) {
            return Err(NotMyMemory);
        }
        *self = staff;
        Ok(())
    }
}

/// Whether a unit goes for the enemy: it can storm a hex and is not a headquarters.
pub(super) fn storms(view: &Observation, id: UnitId) -> bool {
    view.unit(id).is_some_and(|u| {
        let kind = ways::card_of(view, u).kind;
        // Bridge tanks are for bridges.
        let layer = kind == UnitKind::Engineers && fire::on_foot(&view.cards, u) == 0;
        kind != UnitKind::Headquarters && !layer && crate::view::check::storms(view, u)
    })
}
