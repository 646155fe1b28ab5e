//! Orders that a gesture stands for, and what is shown of them before they are given.
//!
//! What belongs here: from a selection, a hex and a mode to orders and their quotes, by the side's own observation.
//! What never does: giving them, drawing them.

use super::ask::Mode;
use crate::data::{FlightId, FormationId, TaskKind, UnitKind};
use crate::hex::HexId;
use crate::rules::{Certainty, Pace, SideWork, UnitId};
use crate::view::ways::{self, Load};
use crate::view::{Contact, ContactId, Observation, Order, OwnUnit, Quote, Refusal, Shells, Target, allowed, check, fire, tasks};

/// Rounds of a mission when nothing else was asked for.
pub(super) const ROUNDS: u16 = 24;
/// Rounds by which a mission is made longer or shorter.
pub(super) const ROUNDS_STEP: u16 = 12;
/// Minutes over which harassing fire is spread.
pub(super) const HARASS_MIN: u16 = 60;
/// Seconds by which fire is made longer or shorter.
pub(super) const FIRE_STEP_S: u16 = 60;

/// How much is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amounts {
    /// rounds of a mission
    pub rounds: u16,
    /// seconds of fire; all that is left where `None`
    pub fire_s: Option<u16>,
}

impl Default for Amounts {
    fn default() -> Amounts {
        Amounts { rounds: ROUNDS, fire_s: None }
    }
}

/// An order with what it would cost, or why it is refused.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Planned {
    /// the order
    pub order: Order,
    /// its quote
    pub quote: Result<Quote, Refusal>,
}

/// What the right button would do at a hex.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Preview {
    /// where
    pub hex: HexId,
    /// the orders, in the order in which they are given
    pub orders: Vec<Planned>,
    /// known enemies who bear on the way or the target
    pub bearing: Vec<ContactId>,
}

impl Preview {
    /// The first reason why nothing would happen, if nothing would.
    pub fn refusal(&self) -> Option<Refusal> {
        if self.orders.iter().any(|p| p.quote.is_ok()) {
            return None;
        }
        self.orders.iter().find_map(|p| p.quote.as_ref().err().copied())
    }
    /// Whether all of it could be taken back, as far as one knows.
    pub fn undoable(&self) -> bool {
        self.orders.iter().all(|p| p.quote.as_ref().is_ok_and(|q| q.undoable))
    }
}

/// What the right button would do at a hex with these units.
pub(super) fn preview(view: &Observation, units: &[UnitId], hex: HexId, mode: Mode, asked: (Amounts, &[HexId])) -> Option<Preview> {
    let orders = orders_at(view, units, hex, mode, asked);
    if orders.is_empty() {
        return None;
    }
    let mut way: Vec<HexId> = vec![hex];
    for order in &orders {
        if let Order::Move { path, .. } = order {
            way.extend(path);
        }
    }
    way.sort_unstable();
    way.dedup();
    let bearing = view.contacts.iter().filter(|c| way.iter().any(|&h| bears(view, c, h))).map(|c| c.id).collect();
    let orders = orders.into_iter().map(|order| Planned { quote: check(view, &order), order }).collect();
    Some(Preview { hex, orders, bearing })
}

/// Whether a known enemy can fire at a hex: it lies in his range and sight as they are believed.
pub(super) fn bears(view: &Observation, contact: &Contact, hex: HexId) -> bool {
    let far = view.ground.grid.range_m(contact.hex, hex);
    contact.certainty >= Certainty::Seen && far <= believed_range_m(view, contact) && view.ground.sight.sees(contact.hex, hex)
}

/// Range of an enemy as believed, metres: the longest direct range of his card's weapons, or rifles where he is not identified.
fn believed_range_m(view: &Observation, contact: &Contact) -> u32 {
    const RIFLES_M: u32 = 600;
    let card = contact.card.and_then(|c| view.cards.units.get(usize::from(c)));
    let weapons = card.into_iter().flat_map(|c| &c.weapons).filter_map(|l| view.cards.weapons.get(usize::from(l.weapon)));
    weapons.map(|w| w.direct_range_m).max().unwrap_or(RIFLES_M)
}

/// The orders that the right button stands for; none if the selection can't be ordered at all.
/// How much is asked for goes with it, and the hexes that a task leads through before this one.
pub(super) fn orders_at(
    view: &Observation,
    units: &[UnitId],
    hex: HexId,
    mode: Mode,
    (amounts, through): (Amounts, &[HexId]),
) -> Vec<Order> {
    if let Mode::Sortie(flight) = mode {
        return vec![sortie(view, FlightId(flight), hex)];
    }
    let own: Vec<&OwnUnit> = units.iter().filter_map(|&u| view.unit(u)).filter(|u| u.arrived && !u.destroyed).collect();
    let Some(&first) = own.first() else { return Vec::new() };
    let ids = || own.iter().map(|u| u.id);
    if view.setting_up {
        return ids().map(|unit| Order::Deploy { unit, hex }).collect();
    }
    let enemy = view.contacts.iter().any(|c| c.hex == hex);
    match mode {
        Mode::Fitting => {
            let beside = |u: &&OwnUnit| u.hex.is_some_and(|h| view.ground.grid.distance(h, hex) <= 1);
            let storms = |u: &&OwnUnit| check::storms(view, u);
            // Who is there to fight in the open does so; only batteries shell without being told.
            let battery = |u: &&OwnUnit| ways::card_of(view, u).kind == UnitKind::Artillery && shells(view, u);
            if own.iter().all(battery) && (enemy || first.hex.is_none()) {
                return own.iter().map(|u| mission(u, hex, Shells::HighExplosive, amounts)).collect();
            }
            if !enemy {
                return marches(view, &own, hex, Pace::Deployed);
            }
            // Who cannot get in there (tanks at a rock) fires at it instead.
            let may = |u: &&OwnUnit| check(view, &Order::Assault { units: vec![u.id], hex }).is_ok();
            let close: Vec<UnitId> = own.iter().copied().filter(|u| beside(u) && storms(u) && may(u)).map(|u| u.id).collect();
            if !close.is_empty() && first.hex != Some(hex) {
                return vec![Order::Assault { units: close, hex }];
            }
            ids().map(|u| fire_at(view, u, hex, amounts)).collect()
        }
        Mode::Move => marches(view, &own, hex, Pace::Deployed),
        Mode::March => marches(view, &own, hex, Pace::March),
        Mode::Fire => ids().map(|u| fire_at(view, u, hex, amounts)).collect(),
        Mode::Assault => vec![Order::Assault { units: ids().collect(), hex }],
        Mode::Mission => own.iter().map(|u| mission(u, hex, Shells::HighExplosive, amounts)).collect(),
        Mode::Smoke => own.iter().map(|u| mission(u, hex, Shells::Smoke, amounts)).collect(),
        Mode::Defend => own.iter().map(|u| Order::Defend { battery: u.id, hex: Some(hex).filter(|_| u.defends != Some(hex)) }).collect(),
        Mode::Harass => {
            let order =
                |u: &&OwnUnit| Order::Harass { battery: u.id, hex, rounds: rounds(u, Shells::HighExplosive, amounts), minutes: HARASS_MIN };
            own.iter().map(order).collect()
        }
        Mode::Build(work) => ids().map(|unit| Order::Build { unit, towards: hex, work }).collect(),
        Mode::Task(kind) => {
            let mut whose: Vec<FormationId> = own.iter().map(|u| view.scenario.units[u.id.index()].formation).collect();
            whose.sort_unstable();
            whose.dedup();
            // Staffs and guns of the regiment hold no task and are left out, unless nobody else is selected.
            if whose.iter().any(|&f| tasks::of(view, f).is_some()) {
                whose.retain(|&f| tasks::of(view, f).is_some());
            }
            let via = match kind {
                TaskKind::Reserve => Vec::new(),
                _ if through.last() == Some(&hex) => through.to_vec(),
                _ => [through, &[hex]].concat(),
            };
            whose.into_iter().map(|formation| Order::Task { formation, kind, via: via.clone() }).collect()
        }
        Mode::Sortie(_) => Vec::new(),
    }
}

/// Works that some of the units can do on a side of the hex they stand in.
pub(super) fn works(view: &Observation, units: &[UnitId]) -> Vec<SideWork> {
    let can = |work: &SideWork| {
        units.iter().filter_map(|&u| view.unit(u)).any(|u| {
            let beside = u.hex.map(|h| view.ground.grid.neighbours(h)).into_iter().flatten().flatten();
            beside.into_iter().any(|&towards| allowed(view, &Order::Build { unit: u.id, towards, work: *work }).is_ok())
        })
    };
    SideWork::ALL.into_iter().filter(can).collect()
}

/// Whether a unit's guns are in action and fire missions: batteries, mortars, self-propelled guns, guns of the infantry.
pub(super) fn shells(view: &Observation, unit: &OwnUnit) -> bool {
    fire::mission_weapon(&view.cards, ways::card_of(view, unit), unit).is_some()
}

/// Rounds of a mission: what was asked for, as far as shells and their ration go. Who has none at all is refused by the check.
fn rounds(battery: &OwnUnit, shells: Shells, amounts: Amounts) -> u16 {
    match check::rounds_left(battery, shells) {
        0 => amounts.rounds,
        left => amounts.rounds.min(left),
    }
}

fn mission(battery: &OwnUnit, hex: HexId, shells: Shells, amounts: Amounts) -> Order {
    Order::Mission { battery: battery.id, hex, rounds: rounds(battery, shells, amounts), shells }
}

fn fire_at(view: &Observation, unit: UnitId, hex: HexId, amounts: Amounts) -> Order {
    let left = view.unit(unit).map_or(0, |u| u.seconds);
    let there: Vec<&Contact> = view.contacts.iter().filter(|c| c.hex == hex).collect();
    let at = match there[..] {
        [one] => Target::Contact(one.id),
        _ => Target::Hex(hex),
    };
    Order::Fire { unit, at, seconds: amounts.fire_s.unwrap_or(left).min(left) }
}

/// A strike as soon as the flight can be over the hex.
fn sortie(view: &Observation, flight: FlightId, hex: HexId) -> Order {
    let from = view.scenario.flights.get(usize::from(flight.0)).map_or(view.turn_from, |f| f.window.0);
    Order::Sortie { flight, hex, at: view.turn_from.max(from) }
}

/// Ways of all to a hex: whoever finds no room there stops in the nearest hex that has.
fn marches(view: &Observation, own: &[&OwnUnit], goal: HexId, pace: Pace) -> Vec<Order> {
    let grid = &view.ground.grid;
    let mut nearest_first: Vec<&OwnUnit> = own.iter().copied().filter(|u| u.hex.is_some()).collect();
    nearest_first.sort_by_key(|u| (u.hex.map_or(u32::MAX, |h| grid.distance(h, goal)), u.id));
    // Rings around the goal, a few units to a hex: 3 steps hold more than any formation.
    let mut hexes = grid.within(goal, 3);
    hexes.sort_by_key(|&h| (grid.distance(h, goal), h));
    let moving = |id: UnitId| own.iter().any(|u| u.id == id);
    let staying = |h: HexId| {
        let there = view.units.iter().filter(|u| u.active() && u.hex == Some(h) && !moving(u.id));
        there.fold(Load::default(), |sum, u| sum.and(Load::of(&view.cards, u)))
    };
    let mut loads: Vec<(HexId, Load)> = hexes.iter().map(|&h| (h, staying(h))).collect();
    let one = nearest_first.len() == 1;
    let mut out = Vec::new();
    for u in nearest_first {
        let mine = Load::of(&view.cards, u);
        let mut path = None;
        for (h, load) in &mut loads {
            let fits = one || mine.fits(&view.rules, *load);
            if !fits || u.hex == Some(*h) && one {
                continue;
            }
            if u.hex == Some(*h) {
                // It stands well where it is.
                *load = load.and(mine);
                path = Some(Vec::new());
                break;
            }
            if let Some(way) = ways::way_to(view, u, pace, *h) {
                *load = load.and(mine);
                path = Some(way);
                break;
            }
            if one {
                break;
            }
        }
        match path {
            Some(path) if path.is_empty() => {}
            Some(path) => out.push(Order::Move { unit: u.id, path, pace }),
            // No way: the check says why.
            None => out.push(Order::Move { unit: u.id, path: vec![goal], pace }),
        }
    }
    out
}
