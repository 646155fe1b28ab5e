//! A battle's whole state as plain data, sorted: for saves, hashes and tests.

use super::state::{Log, Now, Stocks, Tally, Works};
use super::units::{Holdings, Nerve, Position, Seconds, Stance, Strength, Vehicles, Way};
use super::{Battle, StateHash};
use crate::rules::{BySide, Side, UnitId};
use crate::view::{Contact, ContactId, Event, Report};
use serde::{Deserialize, Serialize};

/// One unit's state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct UnitState {
    strength: Strength,
    vehicles: Vehicles,
    holdings: Holdings,
    nerve: Nerve,
    stance: Stance,
    seconds: Seconds,
    way: Way,
    position: Position,
}

/// One side's knowledge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct SideState {
    contacts: Vec<Contact>,
    contact_of: Vec<Option<ContactId>>,
    unit_of: Vec<UnitId>,
    ruts: Vec<u16>,
    score: i32,
}

/// The state of a battle, from which it goes on exactly as it would have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    now: Now,
    units: Vec<UnitState>,
    sides: BySide<SideState>,
    works: Works,
    stocks: Stocks,
    tally: Tally,
    dice: Vec<u16>,
    events: Vec<Event>,
    told: BySide<Vec<Report>>,
}

impl Battle {
    /// The state as plain data.
    pub fn snapshot(&self) -> Snapshot {
        let units =
            (0..self.scenario.units.len())
                .map(|n| {
                    let e = self.world.entity(self.entities[n]);
                    let (
                        Some(strength),
                        Some(vehicles),
                        Some(holdings),
                        Some(nerve),
                        Some(stance),
                        Some(seconds),
                        Some(way),
                        Some(position),
                    ) = (
                        e.get::<Strength>(),
                        e.get::<Vehicles>(),
                        e.get::<Holdings>(),
                        e.get::<Nerve>(),
                        e.get::<Stance>(),
                        e.get::<Seconds>(),
                        e.get::<Way>(),
                        e.get::<Position>(),
                    )
                    else {
                        unreachable!("a unit keeps all its components for the whole battle")
                    };
                    UnitState {
                        strength: *strength,
                        vehicles: vehicles.clone(),
                        holdings: *holdings,
                        nerve: *nerve,
                        stance: *stance,
                        seconds: seconds.clone(),
                        way: way.clone(),
                        position: *position,
                    }
                })
                .collect();
        let log = self.world.resource::<Log>();
        Snapshot {
            now: self.now().clone(),
            units,
            sides: BySide { soviet: self.side_state(Side::Soviet), japanese: self.side_state(Side::Japanese) },
            works: self.world.resource::<Works>().clone(),
            stocks: self.world.resource::<Stocks>().clone(),
            tally: self.world.resource::<Tally>().clone(),
            dice: self.world.resource::<super::dice::Dice>().counts().to_vec(),
            events: log.events.clone(),
            told: BySide { soviet: log.told.soviet.clone(), japanese: log.told.japanese.clone() },
        }
    }

    fn side_state(&self, side: Side) -> SideState {
        let view = &self.views().0[side];
        SideState {
            contacts: view.seen.contacts.clone(),
            contact_of: view.contact_of.clone(),
            unit_of: view.unit_of.clone(),
            ruts: view.seen.ruts.clone(),
            score: view.seen.score,
        }
    }

    /// Go back (or on) to a state of the same scenario and seed. The ledger starts anew.
    pub fn restore(&mut self, to: &Snapshot) {
        for (n, state) in to.units.iter().enumerate() {
            self.world.entity_mut(self.entities[n]).insert((
                state.strength,
                state.vehicles.clone(),
                state.holdings,
                state.nerve,
                state.stance,
                state.seconds.clone(),
                state.way.clone(),
                state.position,
            ));
        }
        let mut occupancy = super::state::Occupancy::new(self.scenario.ground.grid.len());
        for (n, state) in to.units.iter().enumerate() {
            if let Some(hex) = state.position.0 {
                occupancy.put(hex, UnitId(n as u16));
            }
        }
        self.world.insert_resource(occupancy);
        self.world.insert_resource(to.now.clone());
        self.world.insert_resource(to.works.clone());
        self.world.insert_resource(to.stocks.clone());
        self.world.insert_resource(to.tally.clone());
        self.world.resource_mut::<super::dice::Dice>().restore(to.now.turn, &to.dice);
        let mut log = self.world.resource_mut::<Log>();
        log.events.clone_from(&to.events);
        log.told.soviet.clone_from(&to.told.soviet);
        log.told.japanese.clone_from(&to.told.japanese);
        log.ledger.clear();
        let mut views = self.world.resource_mut::<super::state::Views>();
        for side in Side::BOTH {
            let (view, state) = (&mut views.0[side], &to.sides[side]);
            view.seen.contacts.clone_from(&state.contacts);
            view.contact_of.clone_from(&state.contact_of);
            view.unit_of.clone_from(&state.unit_of);
            view.seen.ruts.clone_from(&state.ruts);
            view.seen.score = state.score;
            (view.seen.turn, view.seen.turn_from, view.seen.turn_seconds) = (to.now.turn, to.now.from, to.now.seconds);
            (view.seen.light, view.seen.ground_state, view.seen.visibility) = (to.now.light, to.now.ground, to.now.visibility);
        }
        self.sync_all();
    }

    /// Take the last order back: the state before it, as if it had not been given. What the ledger holds of before stays.
    pub fn take_back(&mut self, before: &Snapshot) {
        let mut ledger = std::mem::take(&mut self.world.resource_mut::<Log>().ledger);
        self.restore(before);
        let kept = self.events().len();
        ledger.retain(|entry| (entry.seq.0 as usize) < kept);
        self.world.resource_mut::<Log>().ledger = ledger;
        self.given.pop();
    }

    /// blake3 of each section of the sorted snapshot, so that a divergence can be named.
    pub fn section_hashes(&self) -> Vec<(&'static str, StateHash)> {
        let s = self.snapshot();
        vec![
            ("clock", hash_of(&s.now)),
            ("units", hash_of(&s.units)),
            ("contacts", hash_of(&s.sides)),
            ("guns", hash_of(&s.works)),
            ("supply", hash_of(&s.stocks)),
            ("score", hash_of(&s.tally)),
            ("dice", hash_of(&s.dice)),
            ("log", hash_of(&s.events)),
            ("reports", hash_of(&s.told)),
        ]
    }

    /// blake3 over the sorted snapshot.
    pub fn hash(&self) -> StateHash {
        hash_of(&self.snapshot())
    }
}

/// blake3 of a value in postcard's encoding.
fn hash_of<T: Serialize>(value: &T) -> StateHash {
    match postcard::to_stdvec(value) {
        Ok(bytes) => StateHash(*blake3::hash(&bytes).as_bytes()),
        Err(_) => unreachable!("plain data in memory always encodes"),
    }
}

impl std::fmt::Display for StateHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}
