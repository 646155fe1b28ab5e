//! The one door: everything that acts on a battle comes through [`Battle`].

use super::command::Command;
use super::control::Ledgers;
use super::dice::Dice;
use super::field::{Field, write_view};
use super::script::{Facts, Waiting};
use super::state::{Air, Impulse, Index, Log, Now, Occupancy, SideView, Stage, Stocks, Tally, Views, Works};
use super::turn::{Part, schedule};
use super::units::{Holdings, Identity, Lasting, Nerve, Position, Seconds, Stance, Strength, UnitItem, Vehicles, Way};
use super::{Actions, Author, Keep, LedgerEntry, MenCount, Seed, SideCount, Standing, VehicleCount, orders};
use crate::data::{FormationId, Scenario, ScriptId, smoke_rounds};
use crate::rules::{BySide, Clock, MoraleState, Pace, Side, UnitId, Weather};
use crate::view::{
    Event, FireOrder, Holes, MissionState, Observation, Order, OwnUnit, Refusal, Report, Seq, Shells, Shelter, VehicleLine, What, allowed,
    loads,
};
use bevy_ecs::prelude::*;
use bevy_ecs::system::RunSystemOnce;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One battle.
pub struct Battle {
    pub(super) scenario: Arc<Scenario>,
    pub(super) world: World,
    pub(super) entities: Vec<Entity>,
    schedules: [Schedule; 4],
    pub(super) given: Vec<Given>,
    /// orders refused, by the reason's name; no part of the battle's state
    refused: BTreeMap<&'static str, u32>,
}

/// An order that was carried out.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Given {
    /// turn, from 0
    pub turn: u16,
    /// whose
    pub side: Side,
    /// who gave it
    pub author: Author,
    /// the order
    pub order: Order,
}

impl Battle {
    /// A battle; it stands at the first impulse of the first turn, or before it if units are yet to be placed.
    pub fn new(scenario: Arc<Scenario>, seed: Seed, keep: Keep) -> Battle {
        let mut world = World::new();
        let entities: Vec<Entity> = (0..scenario.units.len()).map(|n| spawn(&mut world, &scenario, UnitId(n as u16))).collect();
        let actors = scenario.units.len() + scenario.flights.len();
        let units: Vec<OwnUnit> = (0..scenario.units.len()).map(|n| fresh_row(&scenario, UnitId(n as u16))).collect();
        let mut slots = vec![0u16; scenario.units.len()];
        let mut sides: BySide<Vec<UnitId>> = BySide::default();
        for (n, unit) in scenario.units.iter().enumerate() {
            slots[n] = sides[unit.side].len() as u16;
            sides[unit.side].push(UnitId(n as u16));
        }
        let reach_m = units
            .iter()
            .map(|unit| {
                let card = scenario.card(unit.id);
                crate::view::fire::best_range_m(&crate::view::fire::Shooter {
                    cards: &scenario.cards,
                    rules: &scenario.rules,
                    card,
                    unit,
                    suppressed_permille: 0,
                    up: u16::MAX,
                })
            })
            .collect();
        let lit = scenario.light.lit_at(scenario.starts(), &scenario.rules);
        let ground = scenario.weather.ground(&scenario.rules, scenario.weather.water);
        let view = |side: Side| {
            let own = |n: usize| if scenario.units[n].side == side { slots[n] } else { u16::MAX };
            SideView {
                seen: Observation {
                    side,
                    ground: scenario.ground.clone(),
                    cards: scenario.cards.clone(),
                    rules: scenario.rules.clone(),
                    scenario: scenario.clone(),
                    turn: 0,
                    setting_up: false,
                    turn_from: scenario.starts(),
                    turn_seconds: scenario.turns[0].seconds,
                    lit,
                    light: lit.light(),
                    ground_state: ground,
                    weather: Weather::CLEAR,
                    units: sides[side].iter().map(|u| units[u.index()].clone()).collect(),
                    slots: Arc::new((0..slots.len()).map(own).collect()),
                    contacts: Vec::new(),
                    stranded: Vec::new(),
                    wrecks: Vec::new(),
                    seen_wrecks: Vec::new(),
                    seen_stranded: Vec::new(),
                    missions: Vec::new(),
                    registered: Vec::new(),
                    flights: Vec::new(),
                    tasks: Vec::new(),
                    released: Vec::new(),
                    engagement: Vec::new(),
                    tension: BySide::default(),
                    objectives: scenario.objectives.iter().map(|o| Some(o.holder)).collect(),
                    score: 0,
                    depots: Vec::new(),
                    way_kg: Vec::new(),
                    harried_permille: Vec::new(),
                    clouds: Vec::new(),
                    changes: super::ground::known_at_start(&scenario, side),
                    sites: Vec::new(),
                    passages: Vec::new(),
                    ruts: vec![0; scenario.ground.grid.sides_len()],
                    holes: vec![Holes::default(); scenario.ground.grid.len()],
                },
                contact_of: vec![None; scenario.units.len()],
                unit_of: Vec::new(),
                judged: Vec::new(),
            }
        };
        world.insert_resource(Views(BySide { soviet: view(Side::Soviet), japanese: view(Side::Japanese) }));
        world.insert_resource(Index {
            entities: entities.clone(),
            of_side: BySide { soviet: sides.soviet.into(), japanese: sides.japanese.into() },
            sides: scenario.units.iter().map(|u| u.side).collect(),
            slots,
            reach_m,
            loads: loads::UnitLoad::all(&scenario).into(),
        });
        world.insert_resource(Occupancy::new(scenario.ground.grid.len()));
        world.insert_resource(Now {
            turn: 0,
            from: scenario.starts(),
            seconds: scenario.turns[0].seconds,
            lit,
            light: lit.light(),
            ground,
            weather: Weather::CLEAR,
            to_move: None,
            impulse: Impulse::First,
        });
        let at = scenario.weather.begins().unwrap_or(scenario.starts());
        world.insert_resource(Air { spells: Vec::new(), next: 0, water: scenario.weather.water, at });
        world.insert_resource(Log::default());
        world.insert_resource(fresh_works(&scenario));
        world.insert_resource(Stocks {
            ammunition_kg: scenario.supply.depots.iter().map(|d| d.ammunition_kg).collect(),
            fuel_kg: scenario.supply.depots.iter().map(|d| d.fuel_kg).collect(),
            rations_kg: scenario.supply.depots.iter().map(|d| d.rations_kg).collect(),
            brought_kg: BySide::default(),
            way_kg: super::supply::ways(&scenario),
            harried_permille: vec![0; scenario.supply.links.len()],
        });
        world.insert_resource(Tally {
            fired: vec![None; scenario.events.len()],
            engagement: scenario.engagement.iter().map(|e| e.at_start && scenario.what_if[e.binds].engagement).collect(),
            broken: vec![false; scenario.engagement.len()],
            delay_s: vec![0; scenario.units.len()],
            released: (0..scenario.formations.len())
                .filter(|&f| scenario.formations[f].reserve.is_none())
                .map(|f| FormationId(f as u16))
                .collect(),
            holders: scenario.objectives.iter().map(|o| Some(o.holder)).collect(),
            held_turns: vec![0; scenario.objectives.len()],
            held_s: vec![0; scenario.objectives.len()],
            over_border: vec![false; scenario.units.len()],
            ..Tally::default()
        });
        world.insert_resource(Command::at_start(&scenario));
        world.insert_resource(Dice::new(seed, actors));
        world.insert_resource(Stage { scenario: scenario.clone(), keep });
        let schedules = [Part::TurnStart, Part::ImpulseStart, Part::ImpulseEnd, Part::TurnEnd].map(schedule);
        let mut battle = Battle { scenario, world, entities, schedules, given: Vec::new(), refused: BTreeMap::new() };
        battle.sync_all();
        battle.begin();
        battle
    }

    /// The same battle from its start with another seed.
    pub fn reset(&mut self, seed: Seed) {
        let keep = self.world.resource::<Stage>().keep;
        *self = Battle::new(self.scenario.clone(), seed, keep);
    }

    fn run(&mut self, part: Part) {
        self.schedules[part as usize].run(&mut self.world);
    }

    pub(super) fn begin_turn(&mut self) {
        self.run(Part::TurnStart);
        if self.world.resource::<Tally>().ended {
            self.end(self.now().from);
            return;
        }
        self.begin_impulse(self.first(), Impulse::First);
    }

    /// Who moves first this turn.
    pub(super) fn first(&self) -> Side {
        self.scenario.phases[self.scenario.turns[self.now().turn as usize].phase as usize].first
    }

    fn end(&mut self, at: Clock) {
        self.world.resource_mut::<Now>().to_move = None;
        let standing = self.standing();
        self.tell_at(at, What::Ended { grade: standing.grade, score: standing.score });
    }

    fn begin_impulse(&mut self, side: Side, impulse: Impulse) {
        let mut now = self.world.resource_mut::<Now>();
        now.to_move = Some(side);
        now.impulse = impulse;
        self.tell(What::ImpulseStarted { side });
        self.run(Part::ImpulseStart);
    }

    fn tell(&mut self, what: What<UnitId>) {
        self.tell_at(self.now().from, what);
    }

    fn tell_at(&mut self, at: Clock, what: What<UnitId>) {
        let told = self.world.run_system_once(move |mut f: Field| f.tell(at, what));
        debug_assert!(told.is_ok(), "the field's resources are there for the whole battle");
    }

    /// Bring both views up to date in every row.
    pub(super) fn sync_all(&mut self) {
        let done = self.world.run_system_once(|mut f: Field| {
            for n in 0..f.stage.scenario.units.len() {
                f.sync(UnitId(n as u16));
            }
            f.sync_missions();
            f.sync_ground();
            f.sync_depots();
            f.sync_released();
            f.sync_tasks();
            f.sync_engagement();
            f.sync_tension();
            for side in Side::BOTH {
                f.sync_stranded(side);
                f.sync_wrecks(side);
                let holders = f.tally.holders.clone();
                f.views.0[side].seen.objectives = holders;
            }
        });
        debug_assert!(done.is_ok(), "the field's resources are there for the whole battle");
    }

    pub(super) fn now(&self) -> &Now {
        self.world.resource::<Now>()
    }
    pub(super) fn views(&self) -> &Views {
        self.world.resource::<Views>()
    }

    /// The scenario.
    pub fn scenario(&self) -> &Arc<Scenario> {
        &self.scenario
    }
    /// What a side knows.
    pub fn view(&self, side: Side) -> &Observation {
        &self.views().0[side].seen
    }
    /// Whose impulse it is; `None` when the battle is over.
    pub fn to_move(&self) -> Option<Side> {
        self.now().to_move
    }
    /// Whether the first turn has not begun: the side to move places its units.
    pub fn setting_up(&self) -> bool {
        self.now().setting_up()
    }
    /// Turn, from 0.
    pub fn turn(&self) -> u16 {
        self.now().turn
    }

    /// Carry out an order; the events it caused.
    ///
    /// # Errors
    /// Why it was refused; nothing has changed then.
    pub fn apply(&mut self, side: Side, author: Author, order: &Order) -> Result<&[Event], Refusal> {
        let may = if self.to_move() == Some(side) { allowed(self.view(side), order) } else { Err(Refusal::NotYourImpulse) };
        if let Err(why) = may {
            *self.refused.entry(why.name()).or_default() += 1;
            return Err(why);
        }
        let before = self.events().len();
        let done = match order.clone() {
            Order::Move { unit, path, pace } => self.world.run_system_cached_with(orders::march, (unit, path, pace)).is_ok(),
            Order::Fire { unit, at, seconds } => self.world.run_system_cached_with(orders::fire, (unit, at, seconds)).is_ok(),
            Order::Assault { units, hex } => self.world.run_system_cached_with(orders::assault, (units, hex)).is_ok(),
            Order::Mission { battery, hex, rounds, shells } => {
                self.world.run_system_cached_with(orders::mission, (battery, hex, rounds, shells, None)).is_ok()
            }
            Order::Harass { battery, hex, rounds, minutes } => {
                let call = (battery, hex, rounds, Shells::HighExplosive, Some(minutes));
                self.world.run_system_cached_with(orders::mission, call).is_ok()
            }
            Order::Sortie { flight, hex, at } => self.world.run_system_cached_with(orders::sortie, (flight, hex, at)).is_ok(),
            Order::Build { unit, towards, work } => self.world.run_system_cached_with(orders::build, (unit, towards, work)).is_ok(),
            Order::Work { unit, kind } => self.world.run_system_cached_with(orders::work, (unit, kind)).is_ok(),
            Order::Hold { unit, fire_order } => self.world.run_system_cached_with(orders::hold, (unit, fire_order)).is_ok(),
            Order::Defy { rule } => self.world.run_system_cached_with(orders::defy, rule).is_ok(),
            Order::Release { formation } => self.world.run_system_cached_with(orders::release, formation).is_ok(),
            Order::Defend { battery, hex } => self.world.run_system_cached_with(orders::defend, (battery, hex)).is_ok(),
            Order::Task { formation, kind, via } => self.world.run_system_cached_with(orders::task, (formation, kind, via)).is_ok(),
            Order::Deploy { unit, hex } => self.world.run_system_cached_with(orders::deploy, (unit, hex)).is_ok(),
        };
        debug_assert!(done, "the field's resources are there for the whole battle");
        self.given.push(Given { turn: self.turn(), side, author, order: order.clone() });
        Ok(&self.events()[before..])
    }

    /// End the impulse of the side to move; runs on to the next impulse or the end of the battle. The events it caused.
    ///
    /// # Errors
    /// [`Refusal::NotYourImpulse`].
    pub fn end_impulse(&mut self, side: Side) -> Result<&[Event], Refusal> {
        if self.to_move() != Some(side) {
            return Err(Refusal::NotYourImpulse);
        }
        let before = self.events().len();
        if self.setting_up() {
            self.end_set_up(side);
            return Ok(&self.events()[before..]);
        }
        self.run(Part::ImpulseEnd);
        if self.now().impulse == Impulse::Second {
            self.run(Part::TurnEnd);
            self.world.clear_trackers();
            if usize::from(self.turn()) + 1 < self.scenario.turns.len() {
                self.world.resource_mut::<Now>().turn += 1;
                self.begin_turn();
            } else {
                self.end(self.now().end());
            }
        } else {
            self.begin_impulse(side.enemy(), Impulse::Second);
        }
        Ok(&self.events()[before..])
    }

    /// The orders carried out since the battle was set up, in order.
    pub fn orders(&self) -> &[Given] {
        &self.given
    }
    /// The whole log.
    pub fn events(&self) -> &[Event] {
        &self.world.resource::<Log>().events
    }
    /// What a side was told, from a number on.
    pub fn reports(&self, side: Side, from: Seq) -> &[Report] {
        let told = &self.world.resource::<Log>().told[side];
        &told[(from.0 as usize).min(told.len())..]
    }
    /// Every resolution (empty unless kept).
    pub fn ledger(&self) -> &[LedgerEntry] {
        &self.world.resource::<Log>().ledger
    }
    /// Words that the next resolutions use instead of the keyed ones, first to last: for tests that walk every row.
    #[doc(hidden)]
    pub fn script_dice(&mut self, words: &[u32]) {
        self.world.resource_mut::<Dice>().script(words);
    }

    /// Men, vehicles, rounds, sorties by side.
    pub fn counts(&self) -> BySide<SideCount> {
        let mut counts: BySide<SideCount> = BySide::default();
        let tally = self.world.resource::<Tally>();
        for (n, setup) in self.scenario.units.iter().enumerate() {
            let c = &mut counts[setup.side];
            let e = self.world.entity(self.entities[n]);
            if let Some(s) = e.get::<Strength>() {
                c.men = MenCount {
                    start: c.men.start + u32::from(s.start),
                    arrived: c.men.arrived + if s.arrived { u32::from(s.start) } else { 0 },
                    fit: c.men.fit + u32::from(s.fit),
                    killed: c.men.killed + u32::from(s.killed),
                    wounded: c.men.wounded + u32::from(s.wounded),
                    missing: c.men.missing + u32::from(s.missing),
                    sick: c.men.sick + u32::from(s.sick),
                };
                if let Some(v) = e.get::<Vehicles>() {
                    for l in &v.0 {
                        let all = u32::from(l.running)
                            + u32::from(l.stranded)
                            + u32::from(l.repairable)
                            + u32::from(l.recoverable)
                            + u32::from(l.burnt);
                        c.vehicles = VehicleCount {
                            start: c.vehicles.start + all,
                            arrived: c.vehicles.arrived + if s.arrived { all } else { 0 },
                            running: c.vehicles.running + u32::from(l.running),
                            stranded: c.vehicles.stranded + u32::from(l.stranded),
                            repairable: c.vehicles.repairable + u32::from(l.repairable),
                            recoverable: c.vehicles.recoverable + u32::from(l.recoverable),
                            burnt: c.vehicles.burnt + u32::from(l.burnt),
                        };
                    }
                }
            }
        }
        for side in Side::BOTH {
            counts[side].rounds_fired = tally.rounds_fired[side];
            counts[side].sorties = tally.sorties[side];
        }
        counts
    }
    /// What scripted events have happened and when, and of those that have not why not yet: for whoever may know the truth.
    pub fn why_not_yet(&self) -> Vec<Waiting<'_>> {
        let units = BySide { soviet: &self.views().0.soviet.seen.units[..], japanese: &self.views().0.japanese.seen.units[..] };
        let (tally, works) = (self.world.resource::<Tally>(), self.world.resource::<Works>());
        let facts = Facts { ledgers: Ledgers { scenario: &self.scenario, units, tally, works }, now: self.now() };
        let events = self.scenario.events.iter().zip(&tally.fired).enumerate();
        events
            .map(|(n, (event, &happened))| {
                let why = if happened.is_none() { Some(facts.why(&event.when)) } else { None };
                Waiting { event: ScriptId(n as u16), happened, why }
            })
            .collect()
    }
    /// Orders carried out.
    pub fn actions(&self) -> Actions {
        self.world.resource::<Tally>().actions
    }
    /// Orders refused since the battle was begun or read from a save, by the reason's name.
    pub fn refused(&self) -> &BTreeMap<&'static str, u32> {
        &self.refused
    }
    /// Score and grade as if it ended now.
    pub fn standing(&self) -> Standing {
        let views = self.views();
        let units = BySide { soviet: &views.0.soviet.seen.units[..], japanese: &views.0.japanese.seen.units[..] };
        Ledgers { scenario: &self.scenario, units, tally: self.world.resource::<Tally>(), works: self.world.resource::<Works>() }.standing()
    }
    /// Who holds each objective (`None`: contested).
    pub fn holders(&self) -> Vec<Option<Side>> {
        self.world.resource::<Tally>().holders.clone()
    }
    /// Kilograms brought up to the units of each side so far.
    pub fn brought_kg(&self) -> BySide<u64> {
        self.world.resource::<Stocks>().brought_kg
    }
}

/// Spawn a unit as it starts.
fn spawn(world: &mut World, scenario: &Scenario, id: UnitId) -> Entity {
    let setup = &scenario.units[id.index()];
    let full = loads::full_load(scenario, id);
    let stores = loads::start_load(scenario, id);
    let vehicles = scenario
        .card(id)
        .vehicles
        .iter()
        .zip(&setup.vehicles)
        .map(|(line, &n)| VehicleLine { vehicle: line.vehicle, running: n, ..VehicleLine::default() })
        .collect();
    world
        .spawn((
            Identity { formation: setup.formation, guns: setup.guns },
            Strength { start: setup.men, fit: setup.men, guns: setup.guns, ..Strength::default() },
            Vehicles(vehicles),
            Holdings {
                stores,
                full,
                smoke: smoke_rounds(&scenario.cards, &scenario.rules, setup),
                fired_today: 0,
                silent: false,
                hungry: false,
                grenades: scenario.card(id).grenades,
            },
            Nerve { stress_permille: 0, stress_ppm: 0, state: MoraleState::Steady, fire_at: Clock(0), dangers: Default::default() },
            Lasting::default(),
            Stance {
                posture: setup.posture,
                fire_order: setup.opens_at_m.map_or(FireOrder::AtWill, FireOrder::Within),
                limbered: false,
                busy_until: scenario.starts(),
                dug_s: 0,
                fired_at: Clock(0),
                moved_at: Clock(0),
                line_cut_until: Clock(0),
                shelter: Shelter::default(),
                shelters: setup.shelters,
                column: false,
                formed_s: 0,
                building: None,
                storm: None,
                unseen_permille: 0,
                defends: None,
                defended_at: Clock(0),
                front: None,
            },
            Seconds::default(),
            Way { path: Vec::new(), pace: Pace::Deployed, over: None },
            Position(None),
        ))
        .id()
}

/// An own unit's row before the first sync.
fn fresh_row(scenario: &Scenario, id: UnitId) -> OwnUnit {
    let mut world = World::new();
    let entity = spawn(&mut world, scenario, id);
    let mut row = OwnUnit {
        id,
        hex: None,
        arrived: false,
        destroyed: false,
        men: 0,
        guns: 0,
        vehicles: Default::default(),
        stores: Default::default(),
        smoke_left: 0,
        posture: crate::rules::Posture::Prone,
        seconds: 0,
        paid: 0,
        path: Vec::new(),
        suppressed_permille: 0,
        stress_permille: 0,
        worn_permille: 0,
        fatigue_permille: 0,
        hungry_h: 0,
        leaderless_until: Clock(0),
        morale: MoraleState::Steady,
        fire_order: FireOrder::AtWill,
        held_back: false,
        limbered: false,
        busy_until: scenario.starts(),
        fired: false,
        line_cut_until: Clock(0),
        shelter: Shelter::default(),
        shelters: false,
        column: false,
        formed_s: 0,
        building: None,
        storm: None,
        grenades: 0,
        ration: None,
        defends: None,
        front: None,
    };
    let mut query = world.query::<UnitItem>();
    if let Ok(unit) = query.get(&world, entity) {
        write_view(&mut row, &unit, scenario, &Tally::default(), scenario.starts(), scenario.starts());
    }
    row
}

/// Planned missions and strikes, flights at the start.
fn fresh_works(scenario: &Scenario) -> Works {
    let mut works = Works {
        flights: scenario.flights.iter().map(|f| (f.count, f.sorties)).collect(),
        ruts: vec![0; scenario.ground.grid.sides_len()],
        holes: vec![Holes::default(); scenario.ground.grid.len()],
        changes: super::ground::at_start(scenario),
        ..Works::default()
    };
    for side in Side::BOTH {
        let mut hexes = scenario.registered[side].clone();
        hexes.sort_unstable();
        hexes.dedup();
        works.registered[side] = hexes;
    }
    for m in &scenario.fire_plan {
        let side = scenario.units[m.battery.index()].side;
        works.missions.push(super::state::Mission {
            side,
            state: MissionState {
                battery: m.battery,
                hex: m.hex,
                from: m.from,
                to: m.to,
                rounds: m.rounds,
                shells: if m.smoke { Shells::Smoke } else { Shells::HighExplosive },
                lifts_to: m.lifts_to,
                harassing: false,
            },
            fired: 0,
            // A fire plan is shot at hexes registered beforehand.
            registered: true,
            planned: true,
            waits: false,
        });
    }
    let mut used = vec![false; scenario.flights.len()];
    for s in &scenario.strikes {
        works.strikes.push(super::state::DueStrike { flight: s.flight, hex: s.hex, at: s.at, count: s.count });
        used[s.flight.0 as usize] = true;
    }
    for (i, used) in used.iter().enumerate() {
        if *used {
            works.flights[i].1 = works.flights[i].1.saturating_sub(1);
        }
    }
    works
}
