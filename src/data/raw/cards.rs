//! A file of cards, `assets/cards/NAME.ron`: weapons, vehicles, aircraft, unit cards. Each list may be left out; a
//! scenario names the files it uses (`cards: ["weapons", "units_soviet"]`), and a card may refer to one of another file.
//!
//! ```text
//! (
//!     format: 1,
//!     weapons: [
//!         (
//!             id: "hmg_maxim", name: "Maxim machine gun", class: hmg,
//!             calibre_mm: 8,              // rounded; 1 to 1000
//!             direct_range_m: 1500,
//!             indirect_range_m: 0,        // default 0: no indirect fire
//!             rounds_per_min: 60,         // mean in battle of one weapon
//!             he_area_m2: (upright: 200, prone: 70, trench: 8), // default none
//!             penetration_mm: 0,          // at 500 m; default 0
//!             round_kg: 0.03,
//!             small: true,                // counts as small-arms ammunition; default false
//!             crew: 4,
//!             sources: ["D"],
//!         ),
//!     ],
//!     vehicles: [
//!         (
//!             id: "t26", name: "T-26", crew: 3, armour_mm: 15,
//!             profile: "t26",             // a movement profile of rules/movement.ron
//!             vci: (one: 26, fifty: 60),  // vehicle cone index at one pass and at fifty
//!             gun: "tank_gun_45",         // a weapon; default none
//!             machine_guns: 1, command: false, lays_bridge: false, // defaults 0, false, false
//!             stop_km: 125,               // of road between two breakdowns; default 0: never
//!             fuel_kg_per_h: 30, fuel_kg: 220,
//!             shells: 120,                // rounds carried for its gun; default 0
//!             small_rounds: 3000,         // rounds carried for its machine guns; default 0
//!             sources: ["D"],
//!         ),
//!     ],
//!     aircraft: [
//!         (
//!             id: "sb", name: "SB", bombs: (small: 6, middle: 2, heavy: 0), // up to 70 kg, to 500 kg, above; default none
//!             strafing_rounds: 0,         // default 0
//!             share_permille: 400,        // of its bombs fall in the aimed hex
//!             load_kg: 600,
//!             sources: ["D"],
//!         ),
//!     ],
//!     units: [
//!         (
//!             id: "su_rifle_coy", name: "Rifle company", side: soviet, kind: rifle, size: company,
//!             profile: "foot",
//!             men: 120,                   // crews included
//!             weapons: [(weapon: "rifle_mosin", count: 90, rounds_each: 120), (weapon: "hmg_maxim", count: 2, rounds_each: 2500)],
//!             guns: 0,                    // guns among the weapons that count for stacking and can be knocked out; default 0
//!             vehicles: [(vehicle: "t26", count: 5)], // default none
//!             tractors: 4,                // that can haul a stuck vehicle out; default 0
//!             quality: (shooting_permille: 600, close_permille: 800, close_night_permille: 800, nerve_permille: 900,
//!                 quick_staff: false, shelter_drill: false, commissars: false, // defaults false
//!                 observing_permille: 1000), // of finding guns and counting men; default 1000
//!             grenades: 2,                // hand grenades for each man, where men are trained with them; default 0
//!             killed_percent: 22,         // of the men hit
//!             prisoners_percent: 15,      // of a taken unit's losses, at most
//!             sources: ["C8"],
//!         ),
//!     ],
//!     sources: [(id: "D", text: "..."), (id: "C8", text: "...")],
//! )
//! ```

use super::{At, RawSource};
use crate::data::{UnitKind, UnitSize};
use crate::rules::{Side, WeaponClass};
use serde::Deserialize;

/// A file of cards.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCards {
    /// version of the format: 1
    pub format: At<i64>,
    /// weapons
    #[serde(default)]
    pub weapons: Vec<RawWeapon>,
    /// vehicles
    #[serde(default)]
    pub vehicles: Vec<RawVehicle>,
    /// aircraft
    #[serde(default)]
    pub aircraft: Vec<RawAircraft>,
    /// unit cards
    #[serde(default)]
    pub units: Vec<RawUnitCard>,
    /// bibliography
    #[serde(default)]
    pub sources: Vec<RawSource>,
}

/// A weapon.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawWeapon {
    /// string id
    pub id: At<String>,
    /// shown name
    pub name: String,
    /// class: `rifle sniper lmg hmg discharger mortar infantry_gun anti_tank tank_gun field_gun howitzer flame anti_aircraft`
    pub class: WeaponClass,
    /// calibre, mm, 1 to 1000
    pub calibre_mm: At<i64>,
    /// greatest range of direct fire, metres
    pub direct_range_m: At<i64>,
    /// greatest range of indirect fire, metres
    #[serde(default)]
    pub indirect_range_m: At<i64>,
    /// mean rounds a minute in battle
    pub rounds_per_min: At<f64>,
    /// vulnerable area of one HE round, m²
    #[serde(default)]
    pub he_area_m2: Option<RawArea>,
    /// armour passed at 500 m, mm
    #[serde(default)]
    pub penetration_mm: At<i64>,
    /// weight of a round, kg
    pub round_kg: At<f64>,
    /// small-arms ammunition
    #[serde(default)]
    pub small: bool,
    /// men to serve it
    pub crew: At<i64>,
    /// sources
    #[serde(default)]
    pub sources: Vec<At<String>>,
}

/// Vulnerable areas by posture, m².
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawArea {
    /// men upright
    pub upright: At<i64>,
    /// men lying
    pub prone: At<i64>,
    /// men in trenches
    pub trench: At<i64>,
}

/// A vehicle.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawVehicle {
    /// string id
    pub id: At<String>,
    /// shown name
    pub name: String,
    /// men
    pub crew: At<i64>,
    /// armour that counts, mm
    pub armour_mm: At<i64>,
    /// movement profile
    pub profile: At<String>,
    /// vehicle cone index
    pub vci: RawVci,
    /// its gun or flamethrower
    #[serde(default)]
    pub gun: Option<At<String>>,
    /// its machine guns
    #[serde(default)]
    pub machine_guns: At<i64>,
    /// carries a handrail aerial
    #[serde(default)]
    pub command: bool,
    /// kilometres of road between two stops that its crew cannot mend at a halt; 0: it never stops
    #[serde(default)]
    pub stop_km: At<i64>,
    /// lays a bridge that it carries
    #[serde(default)]
    pub lays_bridge: bool,
    /// fuel for an hour of driving, kg
    pub fuel_kg_per_h: At<i64>,
    /// fuel carried, kg
    pub fuel_kg: At<i64>,
    /// rounds carried for its gun
    #[serde(default)]
    pub shells: At<i64>,
    /// rounds carried for its machine guns
    #[serde(default)]
    pub small_rounds: At<i64>,
    /// sources
    #[serde(default)]
    pub sources: Vec<At<String>>,
}

/// Vehicle cone index.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawVci {
    /// at one pass
    pub one: At<i64>,
    /// at fifty passes in the same ruts
    pub fifty: At<i64>,
}

/// An aircraft.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawAircraft {
    /// string id
    pub id: At<String>,
    /// shown name
    pub name: String,
    /// bombs of one machine
    #[serde(default)]
    pub bombs: Option<RawBombs>,
    /// rounds of one machine used in strafing
    #[serde(default)]
    pub strafing_rounds: At<i64>,
    /// share of its bombs in the aimed hex, per mille
    pub share_permille: At<i64>,
    /// bomb load, kg
    pub load_kg: At<i64>,
    /// height that it attacks from, metres; default 2000
    #[serde(default)]
    pub height_m: Option<At<i64>>,
    /// sources
    #[serde(default)]
    pub sources: Vec<At<String>>,
}

/// Bombs of one machine by weight.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawBombs {
    /// up to 70 kg
    #[serde(default)]
    pub small: At<i64>,
    /// up to 500 kg
    #[serde(default)]
    pub middle: At<i64>,
    /// above
    #[serde(default)]
    pub heavy: At<i64>,
}

/// A unit card.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawUnitCard {
    /// string id
    pub id: At<String>,
    /// shown name
    pub name: String,
    /// side it is made for
    pub side: Side,
    /// kind: `rifle border engineers cavalry tank self_propelled anti_tank infantry_gun artillery anti_aircraft headquarters train`
    pub kind: UnitKind,
    /// size: `platoon company battalion regiment brigade`
    pub size: UnitSize,
    /// movement profile of its slowest part on its own feet or wheels
    pub profile: At<String>,
    /// men at full strength, crews included
    pub men: At<i64>,
    /// weapons on foot
    #[serde(default)]
    pub weapons: Vec<RawWeaponLine>,
    /// guns among them
    #[serde(default)]
    pub guns: At<i64>,
    /// vehicles
    #[serde(default)]
    pub vehicles: Vec<RawCrewed>,
    /// tractors that can haul a stuck vehicle out
    #[serde(default)]
    pub tractors: At<i64>,
    /// quality
    pub quality: RawQuality,
    /// hand grenades for each man, where men are trained with them
    #[serde(default)]
    pub grenades: At<i64>,
    /// men killed of 100 hit
    pub killed_percent: At<i64>,
    /// prisoners among a taken unit's losses, per cent at most
    pub prisoners_percent: At<i64>,
    /// sources
    #[serde(default)]
    pub sources: Vec<At<String>>,
}

/// So many weapons of one card.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawWeaponLine {
    /// weapon
    pub weapon: At<String>,
    /// how many
    pub count: At<i64>,
    /// rounds carried for each
    pub rounds_each: At<i64>,
}

/// So many vehicles of one card.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCrewed {
    /// vehicle
    pub vehicle: At<String>,
    /// how many
    pub count: At<i64>,
}

/// Quality of men, per mille of the table's rates.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawQuality {
    /// shooting
    pub shooting_permille: At<i64>,
    /// close combat by day
    pub close_permille: At<i64>,
    /// close combat by night
    pub close_night_permille: At<i64>,
    /// steadiness
    pub nerve_permille: At<i64>,
    /// quick rows of the delay table
    #[serde(default)]
    pub quick_staff: bool,
    /// shelters behind the crest under fire without being told
    #[serde(default)]
    pub shelter_drill: bool,
    /// political workers down to the company: they help a shaken unit to come to itself
    #[serde(default)]
    pub commissars: bool,
    /// observing; 1000 if left out
    #[serde(default)]
    pub observing_permille: Option<At<i64>>,
}
