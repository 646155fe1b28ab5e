//! A battle's whole state as plain data, sorted: for saves, hashes and tests.

use super::command::Command;
use super::state::{Air, Log, Now, Stocks, Tally, Works};
use super::units::{Holdings, Lasting, Nerve, Position, Seconds, Stance, Strength, Vehicles, Way};
use super::{Battle, Given, Keep, LedgerEntry, Seed, StateHash};
use crate::data::Scenario;
use crate::hex::HexId;
use crate::rules::{BySide, Clock, Judged, Side, UnitId};
use crate::view::{Changes, Contact, ContactId, Event, Holes, Report, SeenStranded, SeenWreck};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One unit's state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct UnitState {
    strength: Strength,
    vehicles: Vehicles,
    holdings: Holdings,
    nerve: Nerve,
    lasting: Lasting,
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
    unit_of: Vec<Option<UnitId>>,
    judged: Vec<Judged>,
    ruts: Vec<u16>,
    holes: Vec<Holes>,
    seen_wrecks: Vec<SeenWreck>,
    seen_stranded: Vec<SeenStranded>,
    changes: Changes,
    score: i32,
}

/// The state of a battle, from which it goes on exactly as it would have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    now: Now,
    air: Air,
    units: Vec<UnitState>,
    sides: BySide<SideState>,
    works: Works,
    stocks: Stocks,
    tally: Tally,
    command: Command,
    dice: Vec<u16>,
    events: Vec<Event>,
    told: BySide<Vec<Report>>,
}

/// The state before an order, for taking it back. The log only grows, so its lengths do for it.
#[derive(Clone, Debug)]
pub struct Before {
    state: Snapshot,
    events: usize,
    told: BySide<usize>,
    ledger: usize,
}

impl Battle {
    /// The state as plain data.
    pub fn snapshot(&self) -> Snapshot {
        let log = self.world.resource::<Log>();
        Snapshot { events: log.events.clone(), told: log.told.clone(), ..self.state() }
    }

    /// What [`Battle::take_back`] needs; cheaper than a snapshot.
    pub fn before(&self) -> Before {
        let log = self.world.resource::<Log>();
        let told = BySide { soviet: log.told.soviet.len(), japanese: log.told.japanese.len() };
        Before { state: self.state(), events: log.events.len(), told, ledger: log.ledger.len() }
    }

    /// The state without the log.
    fn state(&self) -> Snapshot {
        let units = (0..self.scenario.units.len())
            .map(|n| {
                let e = self.world.entity(self.entities[n]);
                let (
                    Some(strength),
                    Some(vehicles),
                    Some(holdings),
                    Some(nerve),
                    Some(lasting),
                    Some(stance),
                    Some(seconds),
                    Some(way),
                    Some(position),
                ) = (
                    e.get::<Strength>(),
                    e.get::<Vehicles>(),
                    e.get::<Holdings>(),
                    e.get::<Nerve>(),
                    e.get::<Lasting>(),
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
                    lasting: lasting.clone(),
                    stance: *stance,
                    seconds: seconds.clone(),
                    way: way.clone(),
                    position: *position,
                }
            })
            .collect();
        Snapshot {
            now: self.now().clone(),
            air: self.world.resource::<Air>().clone(),
            units,
            sides: BySide { soviet: self.side_state(Side::Soviet), japanese: self.side_state(Side::Japanese) },
            works: self.world.resource::<Works>().clone(),
            stocks: self.world.resource::<Stocks>().clone(),
            tally: self.world.resource::<Tally>().clone(),
            command: self.world.resource::<Command>().clone(),
            dice: self.world.resource::<super::dice::Dice>().counts().to_vec(),
            events: Vec::new(),
            told: BySide::default(),
        }
    }

    fn side_state(&self, side: Side) -> SideState {
        let view = &self.views().0[side];
        SideState {
            contacts: view.seen.contacts.clone(),
            contact_of: view.contact_of.clone(),
            unit_of: view.unit_of.clone(),
            judged: view.judged.clone(),
            ruts: view.seen.ruts.clone(),
            holes: view.seen.holes.clone(),
            seen_wrecks: view.seen.seen_wrecks.clone(),
            seen_stranded: view.seen.seen_stranded.clone(),
            changes: view.seen.changes.clone(),
            score: view.seen.score,
        }
    }

    /// Go back (or on) to a state of the same scenario and seed. The ledger starts anew.
    pub fn restore(&mut self, to: &Snapshot) {
        let mut log = self.world.resource_mut::<Log>();
        log.events.clone_from(&to.events);
        log.told.clone_from(&to.told);
        log.ledger.clear();
        self.restore_state(to);
    }

    /// A battle that goes on from a state: of that scenario, with that seed, after these orders and resolutions. `None` if the
    /// state is not one of such a battle.
    pub fn resume(
        scenario: Arc<Scenario>,
        seed: Seed,
        keep: Keep,
        from: &Snapshot,
        given: Vec<Given>,
        ledger: Vec<LedgerEntry>,
    ) -> Option<Battle> {
        let mut battle = Battle::new(scenario, seed, keep);
        if !from.fits(&battle.snapshot(), &battle.scenario) {
            return None;
        }
        battle.restore(from);
        battle.given = given;
        battle.world.resource_mut::<Log>().ledger = ledger;
        Some(battle)
    }

    fn restore_state(&mut self, to: &Snapshot) {
        for (n, state) in to.units.iter().enumerate() {
            self.world.entity_mut(self.entities[n]).insert((
                state.strength,
                state.vehicles.clone(),
                state.holdings,
                state.nerve,
                state.lasting.clone(),
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
        self.world.insert_resource(to.air.clone());
        let mut works = to.works.clone();
        works.changes.rebuild(&self.scenario.ground.grid);
        self.world.insert_resource(works);
        self.world.insert_resource(to.stocks.clone());
        self.world.insert_resource(to.tally.clone());
        self.world.insert_resource(to.command.clone());
        self.world.resource_mut::<super::dice::Dice>().restore(to.now.turn, &to.dice);
        let mut views = self.world.resource_mut::<super::state::Views>();
        for side in Side::BOTH {
            let (view, state) = (&mut views.0[side], &to.sides[side]);
            view.seen.contacts.clone_from(&state.contacts);
            view.contact_of.clone_from(&state.contact_of);
            view.unit_of.clone_from(&state.unit_of);
            view.judged.clone_from(&state.judged);
            view.seen.ruts.clone_from(&state.ruts);
            view.seen.holes.clone_from(&state.holes);
            view.seen.seen_wrecks.clone_from(&state.seen_wrecks);
            view.seen.seen_stranded.clone_from(&state.seen_stranded);
            view.seen.changes = state.changes.clone();
            view.seen.changes.rebuild(&self.scenario.ground.grid);
            view.seen.score = state.score;
            view.seen.setting_up = to.now.setting_up();
            (view.seen.turn, view.seen.turn_from, view.seen.turn_seconds) = (to.now.turn, to.now.from, to.now.seconds);
            (view.seen.lit, view.seen.light) = (to.now.lit, to.now.light);
            (view.seen.weather, view.seen.ground_state) = (to.now.weather, to.now.ground);
        }
        self.sync_all();
    }

    /// Take the last order back: the state before it, as if it had not been given.
    pub fn take_back(&mut self, before: &Before) {
        let mut log = self.world.resource_mut::<Log>();
        log.events.truncate(before.events);
        for side in Side::BOTH {
            log.told[side].truncate(before.told[side]);
        }
        log.ledger.truncate(before.ledger);
        self.given.pop();
        self.restore_state(&before.state);
    }

    /// blake3 of each section of the sorted snapshot, so that a divergence can be named.
    pub fn section_hashes(&self) -> Vec<(&'static str, StateHash)> {
        let s = self.snapshot();
        vec![
            ("clock", hash_of(&s.now)),
            ("weather", hash_of(&s.air)),
            ("units", hash_of(&s.units)),
            ("contacts", hash_of(&s.sides)),
            ("guns", hash_of(&s.works)),
            ("supply", hash_of(&s.stocks)),
            ("score", hash_of(&s.tally)),
            ("command", hash_of(&s.command)),
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

impl Snapshot {
    /// Turn, whose impulse it is (`None`: the battle is over), and the turn's first moment.
    pub fn stands_at(&self) -> (u16, Option<Side>, Clock) {
        (self.now.turn, self.now.to_move, self.now.from)
    }

    /// Whether this is a state of the battle that began with another: nothing in it points where there is nothing.
    fn fits(&self, start: &Snapshot, scenario: &Scenario) -> bool {
        let (units, hexes, sides) = (scenario.units.len(), scenario.ground.grid.len(), scenario.ground.grid.sides_len());
        let on_map = |h: HexId| h.index() < hexes;
        let is_unit = |u: UnitId| u.index() < units;
        let is_vehicle = |v: u16| (v as usize) < scenario.cards.vehicles.len();
        let unit = |(u, s): (&UnitState, &UnitState)| {
            let lines = u.vehicles.0.iter().map(|l| l.vehicle).eq(s.vehicles.0.iter().map(|l| l.vehicle));
            lines
                && u.position.0.is_none_or(on_map)
                && u.way.path.iter().all(|&h| on_map(h))
                && u.stance.building.is_none_or(|b| on_map(b.0))
                && u.lasting.crossfire.all(on_map)
                && u.lasting.strays <= u.strength.missing
                && u.stance.storm.is_none_or(|s| on_map(s.hex))
                && u.stance.defends.is_none_or(on_map)
        };
        let side = |side: Side| {
            let (s, first) = (&self.sides[side], &start.sides[side]);
            s.contact_of.len() == units
                && s.contact_of.iter().flatten().all(|c| (c.0 as usize) < s.unit_of.len())
                && s.ruts.len() == first.ruts.len()
                && s.holes.len() == hexes
                && s.seen_wrecks.iter().all(|w| on_map(w.hex) && is_vehicle(w.vehicle))
                && s.seen_stranded.iter().all(|g| on_map(g.hex) && is_vehicle(g.vehicle) && (g.card as usize) < scenario.cards.units.len())
                && s.changes.list().iter().all(|c| c.side.index() < sides)
                && s.unit_of.iter().flatten().all(|&u| is_unit(u))
                && s.judged.len() == s.unit_of.len()
                && s.contacts.iter().all(|c| on_map(c.hex) && (c.id.0 as usize) < s.unit_of.len())
        };
        let works = &self.works;
        let (tally, first) = (&self.tally, &start.tally);
        let places = |side: Side| scenario.sets_up(side) && self.now.turn == 0;
        (self.now.turn as usize) < scenario.turns.len()
            && (!self.now.setting_up() || self.now.to_move.is_some_and(places))
            && self.units.len() == units
            && self.units.iter().zip(&start.units).all(unit)
            && Side::BOTH.into_iter().all(side)
            && self.dice.len() == start.dice.len()
            && self.command.fits(&start.command, on_map)
            && works.flights.len() == scenario.flights.len()
            && works.strikes.iter().all(|s| (s.flight.0 as usize) < scenario.flights.len() && on_map(s.hex))
            && works.missions.iter().all(|m| is_unit(m.state.battery) && on_map(m.state.hex) && m.state.lifts_to.is_none_or(on_map))
            && Side::BOTH
                .into_iter()
                .all(|s| works.registered[s].iter().all(|&h| on_map(h)) && works.ranging[s].iter().all(|&(h, _)| on_map(h)))
            && works.falling.iter().all(|f| is_unit(f.battery) && on_map(f.hex) && (f.weapon as usize) < scenario.cards.weapons.len())
            && works.clouds.iter().all(|h| on_map(h.hex))
            && works.changes.list().iter().all(|c| c.side.index() < sides)
            && works.stranded.iter().all(|g| is_unit(g.unit) && on_map(g.hex) && is_vehicle(g.vehicle) && g.deep <= g.count)
            && works.stranded.iter().filter_map(|g| g.entered).all(|s| s.index() < sides)
            && works.wrecks.iter().all(|w| is_unit(w.unit) && on_map(w.hex) && is_vehicle(w.vehicle))
            && works.wrecks.iter().filter_map(|w| w.side).all(|s| s.index() < sides)
            && works.ruts.len() == start.works.ruts.len()
            && works.holes.len() == hexes
            && self.stocks.ammunition_kg.len() == start.stocks.ammunition_kg.len()
            && self.stocks.fuel_kg.len() == start.stocks.fuel_kg.len()
            && self.stocks.rations_kg.len() == start.stocks.rations_kg.len()
            && self.stocks.way_kg.len() == start.stocks.way_kg.len()
            && self.stocks.harried_permille.len() == start.stocks.harried_permille.len()
            && tally.fired.len() == first.fired.len()
            && tally.engagement.len() == first.engagement.len()
            && tally.delay_s.len() == first.delay_s.len()
            && tally.broken.len() == first.broken.len()
            && tally.holders.len() == first.holders.len()
            && tally.held_turns.len() == first.held_turns.len()
            && tally.held_s.len() == first.held_s.len()
            && tally.ground.as_ref().is_none_or(|g| g.objectives.len() == first.holders.len())
            && tally.over_border.len() == first.over_border.len()
            && tally.released.iter().chain(&tally.released_by_owner).all(|f| (f.0 as usize) < scenario.formations.len())
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
