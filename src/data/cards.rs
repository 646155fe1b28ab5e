//! Equipment and unit cards after checking: what a rifle company, a T-26, a 37 mm gun is.

use crate::rules::{ProfileId, Side, WeaponClass};
use serde::{Deserialize, Serialize};

/// Most lines of different vehicles in one unit.
pub const MAX_VEHICLE_LINES: usize = 3;

/// A weapon.
#[derive(Clone, Debug)]
pub struct WeaponCard {
    /// string id
    pub id: String,
    /// shown name (English)
    pub name: String,
    /// class
    pub class: WeaponClass,
    /// calibre
    pub calibre_mm: u16,
    /// greatest range of direct fire, metres
    pub direct_range_m: u32,
    /// greatest range of indirect fire, metres; 0 if it has none
    pub indirect_range_m: u32,
    /// mean rounds a minute in battle of one weapon: its own, or else its class's
    pub rounds_per_min: f64,
    /// vulnerable area of one HE round, m²: upright, prone, trench; zeros if none
    pub he_area_m2: [u16; 3],
    /// armour passed at 500 m, mm; 0 if none
    pub penetration_mm: u8,
    /// weight of one round, kilograms
    pub round_kg: f64,
    /// counted as small-arms ammunition (else as shells)
    pub small: bool,
    /// men needed to serve it
    pub crew: u8,
}

/// A vehicle.
#[derive(Clone, Debug)]
pub struct VehicleCard {
    /// string id
    pub id: String,
    /// shown name
    pub name: String,
    /// men
    pub crew: u8,
    /// armour that counts from ahead, mm
    pub armour_mm: u8,
    /// armour that counts from the flank and from behind, mm
    pub armour_side_mm: u8,
    /// movement
    pub profile: ProfileId,
    /// vehicle cone index, one pass and fifty
    pub vci: (u8, u8),
    /// its gun or flamethrower, index into [`Cards::weapons`]
    pub gun: Option<u16>,
    /// its machine guns, each of [`VehicleCard::machine_gun`]
    pub machine_guns: u8,
    /// what they are, index into [`Cards::weapons`]; some if it has any
    pub machine_gun: Option<u16>,
    /// carries a handrail aerial
    pub command: bool,
    /// kilometres of road between two stops that its crew cannot mend at a halt; 0: it never stops
    pub stop_km: u16,
    /// lays a bridge that it carries
    pub lays_bridge: bool,
    /// fuel for one hour of driving, kilograms
    pub fuel_kg_per_h: u16,
    /// fuel carried, kilograms
    pub fuel_kg: u16,
    /// rounds carried for its gun
    pub shells: u16,
    /// rounds carried for its machine guns
    pub small_rounds: u16,
}

/// What kind of unit it is: how the AI and the symbols treat it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// riflemen
    Rifle,
    /// border guards
    Border,
    /// sappers
    Engineers,
    /// cavalry, fighting on foot
    Cavalry,
    /// tanks
    Tank,
    /// self-propelled guns
    SelfPropelled,
    /// anti-tank guns
    AntiTank,
    /// battalion and regimental guns
    InfantryGun,
    /// field, mountain, heavy artillery that fires missions
    Artillery,
    /// anti-aircraft guns
    AntiAircraft,
    /// a headquarters
    Headquarters,
    /// an armoured train
    Train,
}

/// Size of a unit, for its symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitSize {
    /// platoon
    Platoon,
    /// company, battery
    Company,
    /// battalion
    Battalion,
    /// regiment
    Regiment,
    /// brigade and above
    Brigade,
}

/// So many weapons of one card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeaponLine {
    /// index into [`Cards::weapons`]
    pub weapon: u16,
    /// how many at full strength
    pub count: u16,
    /// rounds carried for each
    pub rounds_each: u32,
}

/// So many vehicles of one card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crewed {
    /// index into [`Cards::vehicles`]
    pub vehicle: u16,
    /// how many
    pub count: u8,
}

/// Quality of men, per mille; 1000 is the table's rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quality {
    /// shooting
    pub shooting_permille: u16,
    /// close combat by day
    pub close_permille: u16,
    /// close combat by night
    pub close_night_permille: u16,
    /// steadiness
    pub nerve_permille: u16,
    /// speed of the staff: the quick rows of the delay table
    pub quick_staff: bool,
    /// drilled to shelter behind the crest under fire
    pub shelter_drill: bool,
    /// political workers down to the company
    pub commissars: bool,
    /// observing: finding guns, counting men, not seeing what is not there
    pub observing_permille: u16,
}

/// A unit card.
#[derive(Clone, Debug)]
pub struct UnitCard {
    /// string id
    pub id: String,
    /// shown name
    pub name: String,
    /// side it is made for
    pub side: Side,
    /// kind
    pub kind: UnitKind,
    /// size
    pub size: UnitSize,
    /// movement of its slowest part on its own feet or wheels
    pub profile: ProfileId,
    /// men at full strength, crews of vehicles and guns included
    pub men: u16,
    /// weapons on foot (not those of vehicles)
    pub weapons: Vec<WeaponLine>,
    /// guns among them that count for stacking and can be knocked out
    pub guns: u8,
    /// vehicles
    pub vehicles: Vec<Crewed>,
    /// tractors that can haul a stuck vehicle out
    pub tractors: u8,
    /// quality
    pub quality: Quality,
    /// hand grenades for each man; 0 where men have none or cannot use them
    pub grenades: u8,
    /// men killed of 100 hit
    pub killed_percent: u8,
    /// share of a taken unit's losses that are prisoners, per cent at most
    pub prisoners_percent: u8,
    /// sources
    pub sources: Vec<String>,
}

/// All cards of a scenario.
#[derive(Clone, Debug, Default)]
pub struct Cards {
    /// weapons
    pub weapons: Vec<WeaponCard>,
    /// vehicles
    pub vehicles: Vec<VehicleCard>,
    /// aircraft
    pub aircraft: Vec<AircraftCard>,
    /// units
    pub units: Vec<UnitCard>,
}

/// An aircraft.
#[derive(Clone, Debug)]
pub struct AircraftCard {
    /// string id
    pub id: String,
    /// shown name
    pub name: String,
    /// bombs of one machine: small, middle, heavy
    pub bombs: [u16; 3],
    /// machine-gun rounds of one machine used in strafing
    pub strafing_rounds: u16,
    /// share of bombs falling in the aimed hex, per mille; the rest in the ring around
    pub share_permille: u16,
    /// bomb load, kilograms
    pub load_kg: u16,
    /// height that it attacks from, metres
    pub height_m: u16,
}
