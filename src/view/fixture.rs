//! A small observation for tests: what a side sees at the start of the tiny duel, built from the scenario alone.

use super::{
    Changes, Contact, ContactId, ContactKind, FireOrder, FlightState, Holes, Observation, OwnUnit, Shelter, Stores, TaskState, VehicleLine,
    fire, tasks,
};
use crate::data::{self, FlightId, FormationId, LoadOptions, Scenario, Sources, StartPlace, UnitCard};
use crate::hex::HexId;
use crate::rules::{Activity, BySide, Certainty, Clock, GroundState, Light, MoraleState, Posture, Side, Tonnage, UnitId, Weather};
use std::sync::{Arc, OnceLock};

/// The tiny duel, loaded once.
pub(crate) fn scenario() -> Arc<Scenario> {
    static DUEL: OnceLock<Arc<Scenario>> = OnceLock::new();
    let load = || {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/tiny_duel.ron");
        let (scenario, found) = data::load(&Sources::embedded(), path, &LoadOptions::default());
        scenario.unwrap_or_else(|| panic!("{found:?}"))
    };
    DUEL.get_or_init(load).clone()
}

/// What a side sees at the start: its own units, no contact.
pub(crate) fn duel(side: Side) -> Observation {
    let scenario = scenario();
    let mut units = Vec::new();
    let mut slots = vec![u16::MAX; scenario.units.len()];
    for (i, setup) in scenario.units.iter().enumerate().filter(|(_, s)| s.side == side) {
        slots[i] = units.len() as u16;
        let card = scenario.card(UnitId(i as u16));
        units.push(OwnUnit {
            id: UnitId(i as u16),
            hex: match setup.place {
                StartPlace::Hex(h) => Some(h).filter(|_| setup.arrives.is_none()),
                StartPlace::OffMap { .. } => None,
            },
            arrived: setup.arrives.is_none(),
            destroyed: false,
            men: setup.men,
            guns: setup.guns,
            vehicles: card
                .vehicles
                .iter()
                .zip(&setup.vehicles)
                .map(|(c, &n)| VehicleLine { vehicle: c.vehicle, running: n, ..VehicleLine::default() })
                .collect(),
            smoke_left: 0,
            stores: full(&scenario, card, &setup.vehicles),
            posture: setup.posture,
            seconds: 900,
            paid: 0,
            path: Vec::new(),
            suppressed_permille: 0,
            stress_permille: 0,
            worn_permille: 0,
            fatigue_permille: 0,
            hungry_h: 0,
            leaderless_until: Clock(0),
            morale: MoraleState::Steady,
            fire_order: setup.opens_at_m.map_or(FireOrder::AtWill, FireOrder::Within),
            held_back: held(&scenario, setup.formation),
            limbered: false,
            busy_until: Clock(0),
            fired: false,
            line_cut_until: Clock(0),
            shelter: Shelter::default(),
            shelters: setup.shelters,
            column: false,
            formed_s: 0,
            building: None,
            storm: None,
            grenades: card.grenades,
            ration: None,
            defends: None,
            front: None,
        });
    }
    let turn = scenario.turns[0];
    Observation {
        side,
        ground: scenario.ground.clone(),
        cards: scenario.cards.clone(),
        rules: scenario.rules.clone(),
        turn: 0,
        setting_up: false,
        turn_from: turn.from,
        turn_seconds: turn.seconds,
        lit: Light::Day.into(),
        light: Light::Day,
        ground_state: GroundState::Wet.into(),
        weather: Weather::CLEAR,
        units,
        slots: Arc::new(slots),
        contacts: Vec::new(),
        stranded: Vec::new(),
        wrecks: Vec::new(),
        seen_wrecks: Vec::new(),
        seen_stranded: Vec::new(),
        missions: Vec::new(),
        registered: {
            let mut hexes = scenario.registered[side].clone();
            hexes.sort_unstable();
            hexes
        },
        flights: (0..scenario.flights.len())
            .filter(|&i| scenario.flights[i].side == side)
            .map(|i| FlightState {
                flight: FlightId(i as u16),
                count: scenario.flights[i].count,
                sorties: scenario.flights[i].sorties,
                due: None,
            })
            .collect(),
        tasks: (0..scenario.formations.len())
            .map(|f| TaskState {
                now: tasks::at_start(&scenario, FormationId(f as u16)).filter(|_| scenario.formations[f].side == side),
                next: None,
            })
            .collect(),
        released: (0..scenario.formations.len())
            .map(|f| FormationId(f as u16))
            .filter(|&f| scenario.formations[f.0 as usize].side == side && !held(&scenario, f))
            .collect(),
        tension: BySide::default(),
        engagement: scenario.engagement.iter().map(|e| e.at_start).collect(),
        objectives: scenario.objectives.iter().map(|o| Some(o.holder)).collect(),
        score: 0,
        depots: vec![Tonnage::default(); scenario.supply.depots.len()],
        way_kg: vec![0; scenario.units.len()],
        harried_permille: vec![0; scenario.supply.links.len()],
        clouds: Vec::new(),
        changes: Changes::default(),
        sites: Vec::new(),
        passages: Vec::new(),
        ruts: vec![0; scenario.ground.grid.sides_len()],
        holes: vec![Holes::default(); scenario.ground.grid.len()],
        scenario,
    }
}

fn held(scenario: &Scenario, formation: FormationId) -> bool {
    let mut at = Some(formation);
    while let Some(f) = at {
        let row = &scenario.formations[f.0 as usize];
        if row.reserve.is_some() {
            return true;
        }
        at = row.parent;
    }
    false
}

fn full(scenario: &Scenario, card: &UnitCard, vehicles: &[u8]) -> Stores {
    let mut stores = Stores::default();
    for line in &card.weapons {
        let rounds = line.count as u32 * line.rounds_each;
        let small = scenario.cards.weapons[line.weapon as usize].small;
        *(if small { &mut stores.small_rounds } else { &mut stores.shells }) += rounds;
    }
    for (line, &n) in card.vehicles.iter().zip(vehicles) {
        let v = &scenario.cards.vehicles[line.vehicle as usize];
        stores.shells += v.shells as u32 * n as u32;
        stores.small_rounds += v.small_rounds as u32 * n as u32;
        stores.fuel_kg += v.fuel_kg as u32 * n as u32;
    }
    stores
}

/// A hex by its number.
pub(crate) fn hex(view: &Observation, ccrr: &str) -> HexId {
    view.ground.grid.parse(ccrr).unwrap_or_else(|| panic!("no hex {ccrr}"))
}

/// A unit by its string id.
pub(crate) fn unit(view: &Observation, id: &str) -> UnitId {
    view.scenario.unit(id).unwrap_or_else(|| panic!("no unit {id}"))
}

/// Change one of the side's own units.
pub(crate) fn with(view: &mut Observation, id: &str, change: impl FnOnce(&mut OwnUnit)) {
    let slot = view.slots[unit(view, id).index()] as usize;
    change(&mut view.units[slot]);
}

/// Let the side see a unit of the other as it starts, in a hex.
pub(crate) fn sight(view: &mut Observation, id: &str, at: HexId, certainty: Certainty) -> ContactId {
    let truth = duel(view.side.enemy());
    let seen = truth.unit(unit(view, id)).unwrap_or_else(|| panic!("not the enemy's: {id}")).clone();
    let contact = ContactId(view.contacts.last().map_or(0, |c| c.id.0 + 1));
    let on_foot = fire::on_foot(&view.cards, &seen);
    view.contacts.push(Contact {
        id: contact,
        certainty,
        hex: at,
        seen_at: view.turn_from,
        kind: if seen.running() > 0 {
            ContactKind::Vehicles
        } else if on_foot < 60 && seen.guns > 0 {
            ContactKind::Guns
        } else {
            ContactKind::Men
        },
        card: (certainty == Certainty::Identified).then(|| view.scenario.units[seen.id.index()].card),
        men: (seen.men, seen.men),
        vehicles: (seen.running() as u8, seen.running() as u8),
        guns: seen.guns,
        posture: seen.posture.max(Posture::Prone),
        shows: Activity::Column,
        current: true,
        suppressed_permille: 0,
        stranded: false,
        error_m: 0,
        front: None,
    });
    contact
}
