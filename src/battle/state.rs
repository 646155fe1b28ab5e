//! Resources of a battle: what is not a unit.

use super::{Actions, Keep, LedgerEntry};
use crate::data::{FlightId, FormationId, Scenario, Spells};
use crate::hex::HexId;
use crate::rules::{BySide, Clock, GroundStates, Judged, Light, Lit, Side, UnitId, Water, Weather};
use crate::view::loads::UnitLoad;
use crate::view::{Changes, Cloud, ContactId, Event, Holes, MissionState, Observation, Passage, Report, Site, StrandedGroup, WreckGroup};
use bevy_ecs::prelude::{Entity, Resource};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What never changes.
#[derive(Resource, Clone)]
pub(super) struct Stage {
    pub scenario: Arc<Scenario>,
    pub keep: Keep,
}

/// Entity of each unit, and the units of each side in order of id.
#[derive(Resource, Clone)]
pub(super) struct Index {
    pub entities: Vec<Entity>,
    pub of_side: BySide<Arc<[UnitId]>>,
    /// The side of each unit, close together: it is asked for more often than anything else.
    pub sides: Vec<Side>,
    /// Place in its side's `Observation::units`.
    pub slots: Vec<u16>,
    /// Farthest range at which the unit can harm men and vehicles, metres.
    pub reach_m: Vec<(u32, u32)>,
    /// What never changes of each unit's stores.
    pub loads: Arc<[UnitLoad]>,
}

impl Index {
    /// The units of a side in order of id, to walk while the field changes.
    pub fn clone_side(&self, side: Side) -> Arc<[UnitId]> {
        self.of_side[side].clone()
    }
}

/// Clock, light, ground, air, whose impulse.
#[derive(Resource, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Now {
    pub turn: u16,
    pub from: Clock,
    pub seconds: u32,
    pub lit: Lit,
    /// The class of `lit`.
    pub light: Light,
    pub ground: GroundStates,
    pub weather: Weather,
    /// Whose impulse; `None` when it is over.
    pub to_move: Option<Side>,
    /// Which of the turn's impulses it is.
    pub impulse: Impulse,
}

/// What a side's move is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Impulse {
    /// the turn's first
    First,
    /// the turn's second
    Second,
    /// no impulse yet: the side places its units before the first turn
    SetUp,
}

impl Now {
    pub fn end(&self) -> Clock {
        self.from.plus(self.seconds)
    }

    pub fn setting_up(&self) -> bool {
        self.impulse == Impulse::SetUp
    }
}

/// The weather of this battle so far, and the water that it left in the ground.
#[derive(Resource, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Air {
    /// As drawn, and as the script changed it.
    pub spells: Spells,
    /// The first row of the scenario's list that has not begun.
    pub next: u16,
    /// Water in the ground at a moment.
    pub water: Water,
    pub at: Clock,
}

/// Who stands where.
#[derive(Resource, Clone, Default)]
pub(super) struct Occupancy {
    hexes: Vec<Vec<UnitId>>,
}

impl Occupancy {
    pub fn new(len: usize) -> Occupancy {
        Occupancy { hexes: vec![Vec::new(); len] }
    }
    /// Units in a hex in order of id, of both sides.
    pub fn at(&self, hex: HexId) -> &[UnitId] {
        &self.hexes[hex.index()]
    }
    pub fn put(&mut self, hex: HexId, unit: UnitId) {
        let list = &mut self.hexes[hex.index()];
        if let Err(at) = list.binary_search(&unit) {
            list.insert(at, unit);
        }
    }
    pub fn take(&mut self, hex: HexId, unit: UnitId) {
        let list = &mut self.hexes[hex.index()];
        if let Ok(at) = list.binary_search(&unit) {
            list.remove(at);
        }
    }
}

/// One side's knowledge: the observation and which unit is behind which contact.
#[derive(Clone)]
pub(super) struct SideView {
    pub seen: Observation,
    /// Contact of each unit (index by [`UnitId`]), if any.
    pub contact_of: Vec<Option<ContactId>>,
    /// Unit behind each contact number given so far; `None`: nobody (any more).
    pub unit_of: Vec<Option<UnitId>>,
    /// How it is counted, by contact number.
    pub judged: Vec<Judged>,
}

/// Both sides' knowledge.
#[derive(Resource, Clone)]
pub(super) struct Views(pub BySide<SideView>);

/// The log, what each side was told, and the ledger.
#[derive(Resource, Clone, Default)]
pub(super) struct Log {
    pub events: Vec<Event>,
    pub told: BySide<Vec<Report>>,
    pub ledger: Vec<LedgerEntry>,
}

/// A mission, called or planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mission {
    pub side: Side,
    pub state: MissionState,
    /// Rounds fired so far.
    pub fired: u16,
    pub registered: bool,
    /// Of the plan: its side hears when it lifts.
    pub planned: bool,
    /// Defensive fire that has not begun: it falls when the impulse that drew it is over.
    pub waits: bool,
}

/// Shells falling on a hex within this turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Falling {
    pub battery: UnitId,
    pub weapon: u16,
    pub hex: HexId,
    pub from: Clock,
    pub to: Clock,
    pub rounds: u16,
    /// Of all rounds, those that fall in this hex, per mille.
    pub share_permille: u16,
}

/// A strike that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct DueStrike {
    pub flight: FlightId,
    pub hex: HexId,
    pub at: Clock,
    pub count: u16,
}

/// Guns and aircraft at work.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Works {
    pub missions: Vec<Mission>,
    /// Hexes that each side's guns have registered, in order.
    pub registered: BySide<Vec<HexId>>,
    /// Observed rounds of each side on hexes that it has not registered, in order of hex.
    pub ranging: BySide<Vec<(HexId, u16)>>,
    pub falling: Vec<Falling>,
    pub strikes: Vec<DueStrike>,
    /// Machines and sorties left, by flight.
    pub flights: Vec<(u16, u8)>,
    /// Dust and smoke over hexes.
    pub clouds: Vec<Cloud>,
    /// Stranded vehicles, sorted by unit, line, hex and the side they came over.
    pub stranded: Vec<StrandedGroup>,
    /// Vehicles out of action, sorted by hex, unit, line, side and fate.
    pub wrecks: Vec<WreckGroup>,
    /// Vehicles of both sides that passed each hex side: one set of ruts, whoever made them.
    pub ruts: Vec<u16>,
    /// Holes dug in each hex, by [`HexId`].
    pub holes: Vec<Holes>,
    /// Hex sides as they were changed.
    pub changes: Changes,
    /// Works begun by each side, in order of hex side.
    pub sites: BySide<Vec<Site>>,
    /// Narrow places taken by each side.
    pub passages: BySide<Vec<Passage>>,
}

/// Depots, kilograms, and what went through.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stocks {
    pub ammunition_kg: Vec<u32>,
    pub fuel_kg: Vec<u32>,
    pub rations_kg: Vec<u32>,
    /// Kilograms brought up to units so far, by side.
    pub brought_kg: BySide<u64>,
    /// Room on its link that each unit still has to get before it is there, kilograms; 0 for those that come over none.
    pub way_kg: Vec<u32>,
    /// Share of each link's sites on which fire fell in the last turn, per mille.
    pub harried_permille: Vec<u16>,
}

/// Script, reserves, objectives, tallies.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tally {
    /// When each scripted event happened.
    pub fired: Vec<Option<Clock>>,
    /// Whether each rule of engagement binds, as far as the script decides it.
    pub engagement: Vec<bool>,
    /// Whether each rule of engagement was broken by its own side.
    pub broken: Vec<bool>,
    /// Points of tension that each side has caused.
    pub tension: BySide<u32>,
    /// Seconds that the script delays each unit's arrival; negative: it comes earlier.
    pub delay_s: Vec<i32>,
    /// The script has ended the battle.
    pub ended: bool,
    /// Released formations, sorted.
    pub released: Vec<FormationId>,
    /// Releases by their owner.
    pub released_by_owner: Vec<FormationId>,
    pub holders: Vec<Option<Side>>,
    /// Turn-ends the scored side's steady infantry was alone on each objective, running.
    pub held_turns: Vec<u8>,
    /// Seconds of sole hold by the scored side.
    pub held_s: Vec<u32>,
    /// Points for ground, once the moment has come at which it counts.
    pub ground: Option<super::control::GroundPoints>,
    pub script_points: i32,
    pub rounds_fired: BySide<u32>,
    pub sorties: BySide<u32>,
    pub actions: Actions,
    /// Units that were seen beyond the border at the last count.
    pub over_border: Vec<bool>,
}
