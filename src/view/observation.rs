//! What one side knows: its own units in full, its contacts, the clock, ground, objectives and score.

use super::{Changes, Holes, Passage, Shells, Shelter, Site, TaskState};
use crate::data::{Cards, FlightId, FormationId, Ground, Scenario};
use crate::hex::{Dir, HexId, SideId};
use crate::rules::{
    Activity, BySide, Certainty, Clock, GroundStates, Light, Lit, MoraleState, Posture, RecoverMeans, Side, SideWork, Tables, Tonnage,
    UnitId, Weather,
};
use arrayvec::ArrayVec;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Most lines of different vehicles in one unit.
pub const MAX_LINES: usize = 3;

/// An enemy as a side knows it. Numbers are a side's own, in order of first contact, and say nothing of the unit behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ContactId(pub u16);

/// What a contact is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    /// something
    Unknown,
    /// men
    Men,
    /// vehicles
    Vehicles,
    /// guns
    Guns,
}

/// An enemy contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// its number
    pub id: ContactId,
    /// how well it is known
    pub certainty: Certainty,
    /// where it was last seen
    pub hex: HexId,
    /// when
    pub seen_at: Clock,
    /// what it is taken for
    pub kind: ContactKind,
    /// its card, once identified: index into `Cards::units`
    pub card: Option<u16>,
    /// men: least and most believed
    pub men: (u16, u16),
    /// running vehicles: least and most believed
    pub vehicles: (u8, u8),
    /// guns believed
    pub guns: u8,
    /// how it is believed to hold itself
    pub posture: Posture,
    /// what it was last seen to do: whoever fires at it makes it out as far as that shows
    pub shows: Activity,
    /// seen now (this moment in someone's sight), not remembered
    pub current: bool,
    /// share suppressed as it appears, per mille (only if seen)
    pub suppressed_permille: u16,
    /// all its vehicles are seen to be stuck
    pub stranded: bool,
    /// how far off it may stand from where it is placed, metres; 0 for who was seen
    pub error_m: u16,
    /// of vehicles: where they faced when they were last seen; `None`: not known
    pub front: Option<Dir>,
}

impl Contact {
    /// Out of sight, it is known no better than so; its numbers are left open by so much more with each step down.
    pub fn fade_to(&mut self, still: Certainty, open_permille: u32) {
        while self.certainty > still {
            self.certainty = if self.certainty == Certainty::Identified { Certainty::Seen } else { Certainty::Suspected };
            let least = |n: u32| n * 1000 / (1000 + open_permille);
            let most = |n: u32| n * (1000 + open_permille) / 1000;
            self.men = (least(self.men.0.into()) as u16, most(self.men.1.into()).min(u16::MAX.into()) as u16);
            self.vehicles = (least(self.vehicles.0.into()) as u8, most(self.vehicles.1.into()).min(u8::MAX.into()) as u8);
            if self.certainty == Certainty::Suspected {
                (self.card, self.front, self.error_m) = (None, None, crate::hex::HEX_M as u16);
            }
        }
    }
}

/// When a unit opens fire by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FireOrder {
    /// not at all
    Hold,
    /// at what comes within so many metres
    Within(u16),
    /// at vehicles only
    ArmourOnly,
    /// at whatever it sees
    AtWill,
}

impl FireOrder {
    /// Whether it lets a unit open fire by itself at a range, metres, on armour or on men.
    pub const fn allows(self, range_m: u32, armour: bool) -> bool {
        match self {
            FireOrder::Hold => false,
            FireOrder::Within(m) => range_m <= m as u32,
            FireOrder::ArmourOnly => armour,
            FireOrder::AtWill => true,
        }
    }
}

/// Vehicles of one card in a unit, by fate. `start` is their sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VehicleLine {
    /// index into `Cards::vehicles`
    pub vehicle: u16,
    /// in order, with the unit
    pub running: u8,
    /// stuck, left where they stand
    pub stranded: u8,
    /// repaired on the spot in some hours
    pub repairable: u8,
    /// to be hauled away
    pub recoverable: u8,
    /// burnt out
    pub burnt: u8,
}

/// What a unit carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stores {
    /// small-arms rounds
    pub small_rounds: u32,
    /// rounds of its guns
    pub shells: u32,
    /// fuel, kilograms
    pub fuel_kg: u32,
    /// food, grams
    pub rations_g: u32,
}

/// One of the side's own units, in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnUnit {
    /// who
    pub id: UnitId,
    /// where; `None`: off the map, or not arrived
    pub hex: Option<HexId>,
    /// has arrived
    pub arrived: bool,
    /// all men and vehicles are gone
    pub destroyed: bool,
    /// fit men, crews included
    pub men: u16,
    /// guns in action
    pub guns: u8,
    /// vehicles by line
    pub vehicles: ArrayVec<VehicleLine, MAX_LINES>,
    /// stores
    pub stores: Stores,
    /// smoke shells it may still fire, of its shells
    pub smoke_left: u16,
    /// posture
    pub posture: Posture,
    /// seconds of this turn left to it
    pub seconds: u16,
    /// seconds already paid for the next hex of its path
    pub paid: u16,
    /// persisted path, next hex first
    pub path: Vec<HexId>,
    /// share suppressed at this moment, per mille
    pub suppressed_permille: u16,
    /// stress, per mille
    pub stress_permille: u16,
    /// stress below which its losses of late keep it, per mille
    pub worn_permille: u16,
    /// fatigue, per mille: 0 rested, 1000 able to do nothing more
    pub fatigue_permille: u16,
    /// hours without food: meals missed and not made up for
    pub hungry_h: u16,
    /// of a headquarters: its commander is lost, and a deputy leads from then
    pub leaderless_until: Clock,
    /// nerve
    pub morale: MoraleState,
    /// fire order
    pub fire_order: FireOrder,
    /// in a reserve that is not released
    pub held_back: bool,
    /// guns limbered up (cannot fire)
    pub limbered: bool,
    /// busy with missions until
    pub busy_until: Clock,
    /// has fired in this turn: its opening burst is spent
    pub fired: bool,
    /// of a headquarters: its telephone line is cut until then
    pub line_cut_until: Clock,
    /// shelter behind the crest
    pub shelter: Shelter,
    /// takes shelter by itself under fire
    pub shelters: bool,
    /// in march column: it deploys before it fights
    pub column: bool,
    /// seconds already paid for a change of formation
    pub formed_s: u16,
    /// what it builds, on the side towards which hex; it goes on by itself
    pub building: Option<(HexId, SideWork)>,
    /// the assault it has begun and not ended; it goes on by itself
    pub storm: Option<Storm>,
    /// hand grenades for each of its men, if they can use them
    pub grenades: u8,
    /// of guns whose shells are rationed: what they may still fire today, but for defending themselves
    pub ration: Option<Ration>,
    /// registered hex on which it fires by itself when an enemy is seen to come into it
    pub defends: Option<HexId>,
    /// of vehicles: where they face, by their last step, shot on order or rush; `None`: none of these yet
    pub front: Option<Dir>,
}

/// An assault begun in one turn that goes on in the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Storm {
    /// on which hex
    pub hex: HexId,
    /// seconds already paid for it
    pub paid_s: u16,
}

/// A battery's ration of shells, for missions and for whoever it sees farther off than guns defend themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ration {
    /// rounds left today
    pub left: u16,
    /// rounds of a day
    pub of_day: u16,
}

impl OwnUnit {
    /// Running vehicles.
    pub fn running(&self) -> u32 {
        self.vehicles.iter().map(|l| l.running as u32).sum()
    }
    /// Whether it can act on the map.
    pub fn active(&self) -> bool {
        self.arrived && !self.destroyed && self.hex.is_some()
    }
}

/// Own stranded vehicles in a hex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrandedGroup {
    /// whose
    pub unit: UnitId,
    /// index into `Cards::vehicles`
    pub vehicle: u16,
    /// where
    pub hex: HexId,
    /// hex side over which they came, if they came over one
    pub entered: Option<SideId>,
    /// how many
    pub count: u8,
    /// of them, on their belly: the crews see at once whether the hull or the tracks bear the weight
    pub deep: u8,
    /// tries at recovery made
    pub tries: u8,
    /// the try at hand: with what, and the seconds worked at it so far
    pub work: Option<(RecoverMeans, u16)>,
}

impl StrandedGroup {
    /// Whether both are the same vehicles, however many of them are left.
    pub fn is(&self, other: &StrandedGroup) -> bool {
        self.place() == other.place()
    }
    /// What tells it from other groups; lists are in this order.
    pub fn place(&self) -> (UnitId, u16, HexId, Option<SideId>) {
        (self.unit, self.vehicle, self.hex, self.entered)
    }
}

/// What becomes of a vehicle that is out of action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// lost
    Burnt,
    /// to be hauled away: mended in days
    Recoverable,
    /// mended where it stands, in hours
    Repairable,
}

/// Own vehicles out of action, where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WreckGroup {
    /// where
    pub hex: HexId,
    /// whose
    pub unit: UnitId,
    /// index into `Cards::vehicles`
    pub vehicle: u16,
    /// hex side being crossed when it was hit, or over which it came before it stuck; `None`: it stood clear
    pub side: Option<SideId>,
    /// what becomes of it
    pub fate: Fate,
    /// when it will be mended if nobody disturbs the work; `None`: not looked at yet, or lost
    pub due: Option<Clock>,
    /// how many
    pub count: u8,
}

/// Enemy vehicles out of action, as they were last seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SeenWreck {
    /// where
    pub hex: HexId,
    /// index into `Cards::vehicles`
    pub vehicle: u16,
    /// hex side on which it stands, if on one
    pub side: Option<SideId>,
    /// how many
    pub count: u8,
}

/// Enemy vehicles that are stuck, as they were last seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SeenStranded {
    /// where
    pub hex: HexId,
    /// index into `Cards::vehicles`
    pub vehicle: u16,
    /// the card of those whose they are: index into `Cards::units`
    pub card: u16,
    /// how many
    pub count: u8,
    /// where they face: as they went when they stuck; `None`: not known
    pub front: Option<Dir>,
}

/// Dust or smoke that hides a hex for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cloud {
    /// where
    pub hex: HexId,
    /// from when
    pub from: Clock,
    /// until when
    pub until: Clock,
}

impl Cloud {
    /// Whether it hangs at a moment.
    pub fn hangs(&self, at: Clock) -> bool {
        self.from <= at && at < self.until
    }
}

/// A fire mission of the side's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissionState {
    /// who fires
    pub battery: UnitId,
    /// aimed hex
    pub hex: HexId,
    /// first rounds
    pub from: Clock,
    /// last rounds
    pub to: Clock,
    /// of what
    pub shells: Shells,
    /// rounds in all
    pub rounds: u16,
    /// hex that planned fire goes on to when it lifts; `None`: it ends
    pub lifts_to: Option<HexId>,
    /// harassing fire: slow, beside whatever else the battery does
    pub harassing: bool,
}

/// A flight of the side's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlightState {
    /// who
    pub flight: FlightId,
    /// machines left
    pub count: u16,
    /// sorties left
    pub sorties: u8,
    /// where and when the next strike is due
    pub due: Option<(HexId, Clock)>,
}

/// Everything one side knows at a moment. The static part is shared.
#[derive(Clone, Debug)]
pub struct Observation {
    /// whose
    pub side: Side,
    /// the ground, cards and tables both sides know
    pub ground: Arc<Ground>,
    /// cards
    pub cards: Arc<Cards>,
    /// tables
    pub rules: Arc<Tables>,
    /// the scenario: only what is common knowledge or the side's own is to be read from it: phases, objectives, scoring, own formations, own plan, own names; never the weather to come, nor what may go wrong with orders
    pub scenario: Arc<Scenario>,
    /// turn, from 0
    pub turn: u16,
    /// the first turn has not begun: only [`super::Order::Deploy`] is allowed, in the zones that the side's own units have in the scenario
    pub setting_up: bool,
    /// first moment of the turn
    pub turn_from: Clock,
    /// seconds of the turn
    pub turn_seconds: u32,
    /// light at the turn's start
    pub lit: Lit,
    /// its class
    pub light: Light,
    /// how wet the ground is, by soil
    pub ground_state: GroundStates,
    /// weather now; what is to come nobody knows
    pub weather: Weather,
    /// own units, in order of id
    pub units: Vec<OwnUnit>,
    /// own units by id: index into `units`, `u16::MAX` for the enemy's
    pub slots: Arc<Vec<u16>>,
    /// contacts in order of number; lost ones are removed
    pub contacts: Vec<Contact>,
    /// own stranded vehicles
    pub stranded: Vec<StrandedGroup>,
    /// own vehicles out of action, by hex
    pub wrecks: Vec<WreckGroup>,
    /// the enemy's, where one's own saw them last, by hex
    pub seen_wrecks: Vec<SeenWreck>,
    /// the enemy's that are stuck, where one's own saw them last, by hex; they are fired at in their hex
    pub seen_stranded: Vec<SeenStranded>,
    /// own fire missions not over
    pub missions: Vec<MissionState>,
    /// hexes registered by the side's guns, in order
    pub registered: Vec<HexId>,
    /// own flights
    pub flights: Vec<FlightState>,
    /// tasks of the side's own formations, by [`FormationId`]
    pub tasks: Vec<TaskState>,
    /// formations of one's own that are released, by [`FormationId`]
    pub released: Vec<FormationId>,
    /// whether each of the side's own rules of engagement binds it, as far as orders from above decide it; by rule of the scenario
    pub engagement: Vec<bool>,
    /// points of tension that each side has caused: the world knows
    pub tension: BySide<u32>,
    /// objectives: holder as known, `None` contested
    pub objectives: Vec<Option<Side>>,
    /// the scored side's points if it ended now, as both are shown it
    pub score: i32,
    /// what lies in own depots, by depot of the scenario (nothing for the enemy's)
    pub depots: Vec<Tonnage>,
    /// room on its link that each own unit still has to get before it is there, kilograms, by [`UnitId`]; 0 for the enemy's
    pub way_kg: Vec<u32>,
    /// share of each own link's sites on which fire fell in the last turn, per mille, by link; 0 for the enemy's
    pub harried_permille: Vec<u16>,
    /// dust and smoke over hexes
    pub clouds: Vec<Cloud>,
    /// hex sides as they were changed, as far as the side knows
    pub changes: Changes,
    /// works of the side's own on hex sides that are begun, in order of side
    pub sites: Vec<Site>,
    /// narrow places taken by the side's own this turn
    pub passages: Vec<Passage>,
    /// vehicles that passed each hex side, by [`SideId`], as far as known: one's own, those seen to pass, and the ruts that one's own
    /// units found around a hex they came into
    pub ruts: Vec<u16>,
    /// holes dug in each hex, by [`HexId`], as far as known: as one's own men who are or were in it saw it last
    pub holes: Vec<Holes>,
}

impl Observation {
    /// One of the side's own units.
    pub fn unit(&self, id: UnitId) -> Option<&OwnUnit> {
        match self.slots.get(id.index()) {
            Some(&s) if s != u16::MAX => self.units.get(s as usize),
            _ => None,
        }
    }
    /// A contact by number.
    pub fn contact(&self, id: ContactId) -> Option<&Contact> {
        self.contacts.binary_search_by_key(&id, |c| c.id).ok().map(|i| &self.contacts[i])
    }
    /// The moment of a unit's own clock: turn start and seconds spent.
    pub fn clock_of(&self, unit: &OwnUnit) -> Clock {
        self.turn_from.plus(self.turn_seconds.saturating_sub(unit.seconds as u32))
    }
}
