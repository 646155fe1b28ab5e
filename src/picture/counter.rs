//! Counters: what each shows, from one side's observation. Side by colour and shape of the frame, kind by a sign, size by
//! ticks on top, strength below, seconds left as a bar, states as small marks; enemies as far as they are known.
//!
//! What belongs here: what a counter shows. What never does: the truth behind a contact, a window, text in any language.

mod draw;
mod place;
mod sign;

pub use draw::{counter_shapes, placed_shapes};
pub use place::{Look, Panel, Placed, Placements, placements};

use crate::data::{Scenario, StartPlace, UnitCard, UnitKind, UnitSetup, UnitSize};
use crate::hex::HexId;
use crate::rules::{Certainty, MoraleState, Posture, Side, UnitId};
use crate::view::{Contact, ContactId, ContactKind, Observation, OwnUnit, check, ways};

/// How much of a counter is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// side and sign alone
    Far,
    /// with size, strength, seconds and the worst states
    Middle,
    /// all of it
    #[default]
    Near,
}

impl Detail {
    /// What can be read when a sheet unit is so many pixels large.
    pub fn at_zoom(pixels_per_unit: f32) -> Detail {
        match pixels_per_unit {
            z if z < 0.75 => Detail::Far,
            z if z < 1.4 => Detail::Middle,
            _ => Detail::Near,
        }
    }
}

/// Whose counter it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CounterOf {
    /// a unit of the side that looks (or any unit on a map without a viewer)
    Unit(UnitId),
    /// an enemy contact
    Contact(ContactId),
}

/// What the sign in the middle of a counter says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// a branch, known from a card
    Branch(UnitKind),
    /// an enemy of whom only this much is known
    Guess(ContactKind),
}

/// How an enemy is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// how well
    pub certainty: Certainty,
    /// in sight at this moment
    pub current: bool,
    /// minutes since it was last seen
    pub age_min: u16,
}

/// States that a counter marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CounterState {
    /// nerve
    pub morale: MoraleState,
    /// pinned to the ground by fire
    pub pinned: bool,
    /// how it is dug in; lying down is not marked
    pub posture: Posture,
    /// all but lookouts shelter behind the crest
    pub sheltered: bool,
    /// what it fights with is out of ammunition
    pub no_ammunition: bool,
    /// it drives and has no fuel
    pub no_fuel: bool,
    /// its vehicles that are stuck somewhere
    pub stranded: u8,
    /// guns limbered up
    pub limbered: bool,
    /// in a reserve not released
    pub held_back: bool,
    /// no seconds left in this turn
    pub done: bool,
}

impl Default for CounterState {
    fn default() -> CounterState {
        CounterState {
            morale: MoraleState::Steady,
            pinned: false,
            posture: Posture::Upright,
            sheltered: false,
            no_ammunition: false,
            no_fuel: false,
            stranded: 0,
            limbered: false,
            held_back: false,
            done: false,
        }
    }
}

/// What a counter shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CounterSpec {
    /// string id of the unit, or `contact-` and the number of a contact
    pub id: String,
    /// whose it is
    pub of: CounterOf,
    /// side
    pub side: Side,
    /// sign
    pub sign: Sign,
    /// size, if it is known
    pub size: Option<UnitSize>,
    /// hex where it stands, or was last seen
    pub hex: HexId,
    /// what stands below the sign: men, vehicles or guns; a range if it is not known well; empty if not at all
    pub strength: String,
    /// share of this turn's seconds left, per mille; `None` for enemies and for units of no side's turn
    pub seconds_permille: Option<u16>,
    /// states
    pub state: CounterState,
    /// how an enemy is known; `None` for one's own
    pub known: Option<Known>,
}

impl CounterSpec {
    /// Whether it is an enemy contact.
    pub fn is_contact(&self) -> bool {
        self.known.is_some()
    }
    /// Which of a stack lies on top: what can still act first, then by branch, tanks first and staffs last.
    fn rank(&self) -> (bool, u8) {
        let branch = match self.sign {
            Sign::Branch(UnitKind::Tank) => 0,
            Sign::Branch(UnitKind::SelfPropelled) => 1,
            Sign::Branch(UnitKind::Rifle | UnitKind::Border) => 2,
            Sign::Branch(UnitKind::Cavalry) => 3,
            Sign::Branch(UnitKind::Engineers) => 4,
            Sign::Guess(ContactKind::Vehicles) => 5,
            Sign::Guess(ContactKind::Men) => 6,
            Sign::Branch(UnitKind::Train) => 7,
            Sign::Branch(UnitKind::AntiTank | UnitKind::InfantryGun) => 8,
            Sign::Guess(ContactKind::Guns) => 9,
            Sign::Branch(UnitKind::Artillery | UnitKind::AntiAircraft) => 10,
            Sign::Branch(UnitKind::Headquarters) => 11,
            Sign::Guess(ContactKind::Unknown) => 12,
        };
        (self.state.done, branch)
    }
}

/// Counters of all units on the map at a scenario's start, both sides' (not what a player may see in play).
pub fn start_counters(scenario: &Scenario) -> Vec<CounterSpec> {
    let of = |(i, unit): (usize, &UnitSetup)| {
        let StartPlace::Hex(hex) = unit.place else { return None };
        let card = scenario.cards.units.get(usize::from(unit.card))?;
        let vehicles: u32 = unit.vehicles.iter().map(|n| u32::from(*n)).sum();
        Some(CounterSpec {
            id: unit.id.clone(),
            of: CounterOf::Unit(UnitId(i as u16)),
            side: unit.side,
            sign: Sign::Branch(card.kind),
            size: Some(card.size),
            hex,
            strength: strength(u32::from(unit.men), vehicles, u32::from(unit.guns)),
            seconds_permille: None,
            state: CounterState { posture: unit.posture, ..CounterState::default() },
            known: None,
        })
    };
    scenario.units.iter().enumerate().filter(|(_, u)| u.arrives.is_none()).filter_map(of).collect()
}

/// Counters of the side's own units on the map; within a hex, those to lie on top come first.
pub fn own_counters(view: &Observation) -> Vec<CounterSpec> {
    let of = |u: &OwnUnit| {
        let hex = u.hex.filter(|_| u.active())?;
        let card = ways::card_of(view, u);
        let seconds = u32::from(u.seconds) * 1000 / view.turn_seconds.max(1);
        Some(CounterSpec {
            id: view.scenario.units[u.id.index()].id.clone(),
            of: CounterOf::Unit(u.id),
            side: view.side,
            sign: Sign::Branch(card.kind),
            size: Some(card.size),
            hex,
            strength: strength(u32::from(u.men), u.running(), u32::from(u.guns)),
            seconds_permille: Some(seconds.min(1000) as u16),
            state: CounterState {
                morale: u.morale,
                pinned: u.suppressed_permille >= view.rules.pinned_permille(),
                posture: u.posture,
                sheltered: u.shelter.below(view.clock_of(u)),
                no_ammunition: out_of_ammunition(view, u, card),
                no_fuel: check::dry(view, u),
                stranded: u.vehicles.iter().map(|l| l.stranded).sum(),
                limbered: u.limbered && card.guns > 0,
                held_back: u.held_back,
                done: u.seconds == 0,
            },
            known: None,
        })
    };
    let mut all: Vec<CounterSpec> = view.units.iter().filter_map(of).collect();
    all.sort_by_key(CounterSpec::rank);
    all
}

/// Counters of the side's contacts; within a hex, the best known come first.
pub fn contact_counters(view: &Observation) -> Vec<CounterSpec> {
    let of = |c: &Contact| {
        let card = c.card.and_then(|i| view.cards.units.get(usize::from(i))).filter(|_| c.certainty == Certainty::Identified);
        CounterSpec {
            id: format!("contact-{}", c.id.0),
            of: CounterOf::Contact(c.id),
            side: view.side.enemy(),
            sign: card.map_or(Sign::Guess(c.kind), |k| Sign::Branch(k.kind)),
            size: card.map(|k| k.size),
            hex: c.hex,
            strength: believed_strength(c),
            seconds_permille: None,
            state: CounterState {
                pinned: c.current && c.suppressed_permille >= view.rules.pinned_permille(),
                posture: if c.certainty >= Certainty::Seen { c.posture } else { Posture::Upright },
                stranded: if c.stranded { c.vehicles.1 } else { 0 },
                ..CounterState::default()
            },
            known: Some(Known {
                certainty: c.certainty,
                current: c.current,
                age_min: (view.turn_from.since(c.seen_at) / 60).min(u32::from(u16::MAX)) as u16,
            }),
        }
    };
    let mut all: Vec<CounterSpec> = view.contacts.iter().map(of).collect();
    all.sort_by_key(|c| (std::cmp::Reverse(c.known.map(|k| (k.current, k.certainty))), c.rank()));
    all
}

/// Own counters and contacts in one list, own first: what a window draws.
pub fn all_counters(view: &Observation) -> Vec<CounterSpec> {
    let mut all = own_counters(view);
    all.extend(contact_counters(view));
    all
}

/// Vehicles, else guns, else men.
fn strength(men: u32, vehicles: u32, guns: u32) -> String {
    match (vehicles, guns) {
        (0, 0) => men,
        (0, guns) => guns,
        (vehicles, _) => vehicles,
    }
    .to_string()
}

fn believed_strength(c: &Contact) -> String {
    let range = |(least, most): (u16, u16)| match (least, most) {
        (_, 0) => String::new(),
        (a, b) if a == b => a.to_string(),
        (a, b) => format!("{a}–{b}"),
    };
    match c.kind {
        _ if c.certainty == Certainty::Suspected => String::new(),
        ContactKind::Vehicles => range((u16::from(c.vehicles.0), u16::from(c.vehicles.1))),
        ContactKind::Guns if c.guns > 0 => c.guns.to_string(),
        _ => range(c.men),
    }
}

/// Whether a unit's main weapons have nothing to fire: shells for gunners and tanks, cartridges for the others.
fn out_of_ammunition(view: &Observation, u: &OwnUnit, card: &UnitCard) -> bool {
    let vehicle = |i: u16| view.cards.vehicles.get(usize::from(i));
    let gun_tanks = u.vehicles.iter().any(|l| l.running > 0 && vehicle(l.vehicle).is_some_and(|v| v.gun.is_some()));
    let rifles = || card.weapons.iter().any(|l| view.cards.weapons.get(usize::from(l.weapon)).is_some_and(|w| w.small));
    if u.guns > 0 || gun_tanks { u.stores.shells == 0 } else { rifles() && u.stores.small_rounds == 0 }
}

#[cfg(test)]
mod tests;
