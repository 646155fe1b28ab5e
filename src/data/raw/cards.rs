//! A file of cards, `assets/cards/NAME.ron`: weapons, vehicles, aircraft, unit cards; see docs/reference/cards.md, which is written
//! from here. Each list may be left out, and a card may refer to one of another file.

use super::{At, IdText, RawSource};
use crate::data::{UnitKind, UnitSize};
use crate::rules::{Side, WeaponClass};
use serde::Deserialize;

/// A file of cards.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCards {
    /// version of the format: 1
    pub format: At<i64>,
    /// weapon cards
    #[serde(default)]
    pub weapons: Vec<RawWeapon>,
    /// vehicle cards
    #[serde(default)]
    pub vehicles: Vec<RawVehicle>,
    /// aircraft cards
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
    /// name of the card
    pub id: At<IdText>,
    /// shown name, in English
    pub name: String,
    /// what kind of weapon it is for the tables
    pub class: WeaponClass,
    /// calibre, rounded, 1 to 1000
    pub calibre_mm: At<i64>,
    /// greatest range of direct fire
    pub direct_range_m: At<i64>,
    /// greatest range of indirect fire; default 0: it fires no missions
    #[serde(default)]
    pub indirect_range_m: At<i64>,
    /// mean rounds a minute of one weapon in battle, not what the mechanism allows; default that of its class and calibre,
    /// `rate` of `rules/fire.ron`
    #[serde(default)]
    pub rounds_per_min: Option<At<f64>>,
    /// vulnerable area of one HE round; default it fires none
    #[serde(default)]
    pub he_area_m2: Option<RawArea>,
    /// armour passed at 500 m; default 0: none
    #[serde(default)]
    pub penetration_mm: At<i64>,
    /// weight of a round as carried
    pub round_kg: At<f64>,
    /// its rounds count as small-arms ammunition
    #[serde(default)]
    pub small: bool,
    /// men to serve it
    pub crew: At<i64>,
    /// ids of the bibliography that this rests on; an entry without is a warning
    #[serde(default)]
    pub sources: Vec<At<IdText>>,
}

/// Vulnerable areas by posture, m².
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawArea {
    /// on men upright
    pub upright: At<i64>,
    /// on men lying
    pub prone: At<i64>,
    /// on men in trenches; scrapes leave a share of the way to lying as open as small arms find it
    pub trench: At<i64>,
}

/// A vehicle.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawVehicle {
    /// name of the card
    pub id: At<IdText>,
    /// shown name, in English
    pub name: String,
    /// men in it
    pub crew: At<i64>,
    /// armour that counts from ahead
    pub armour_mm: At<i64>,
    /// armour that counts from the flank and from behind; default as from ahead
    #[serde(default)]
    pub armour_side_mm: Option<At<i64>>,
    /// movement profile of `rules/movement.ron`
    pub profile: At<IdText>,
    /// vehicle cone index: how firm ground must be to carry it
    pub vci: RawVci,
    /// weapon card of its gun or flamethrower; default none
    #[serde(default)]
    pub gun: Option<At<IdText>>,
    /// how many machine guns it has
    #[serde(default)]
    pub machine_guns: At<i64>,
    /// weapon card of its machine guns; to be given if it has any
    #[serde(default)]
    pub machine_gun: Option<At<IdText>>,
    /// carries a handrail aerial, which shows who commands
    #[serde(default)]
    pub command: bool,
    /// kilometres of road between two stops that its crew cannot mend at a halt; default 0: it never stops
    #[serde(default)]
    pub stop_km: At<i64>,
    /// lays a bridge that it carries: a crossing
    #[serde(default)]
    pub lays_bridge: bool,
    /// fuel for an hour of driving
    pub fuel_kg_per_h: At<i64>,
    /// fuel carried
    pub fuel_kg: At<i64>,
    /// rounds carried for its gun
    #[serde(default)]
    pub shells: At<i64>,
    /// rounds carried for its machine guns
    #[serde(default)]
    pub small_rounds: At<i64>,
    /// ids of the bibliography that this rests on; an entry without is a warning
    #[serde(default)]
    pub sources: Vec<At<IdText>>,
}

/// Vehicle cone index.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawVci {
    /// for one pass
    pub one: At<i64>,
    /// for fifty passes in the same ruts
    pub fifty: At<i64>,
}

/// An aircraft.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawAircraft {
    /// name of the card
    pub id: At<IdText>,
    /// shown name, in English
    pub name: String,
    /// bombs of one machine; default none
    #[serde(default)]
    pub bombs: Option<RawBombs>,
    /// rounds of one machine used in strafing; default 0: it does not
    #[serde(default)]
    pub strafing_rounds: At<i64>,
    /// share of its bombs that falls in the aimed hex
    pub share_permille: At<i64>,
    /// weight of its bombs
    pub load_kg: At<i64>,
    /// height that it attacks from; default 2000
    #[serde(default)]
    pub height_m: Option<At<i64>>,
    /// ids of the bibliography that this rests on; an entry without is a warning
    #[serde(default)]
    pub sources: Vec<At<IdText>>,
}

/// Bombs of one machine by weight.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawBombs {
    /// of up to 70 kg
    #[serde(default)]
    pub small: At<i64>,
    /// of up to 500 kg
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
    /// name of the card
    pub id: At<IdText>,
    /// shown name, in English
    pub name: String,
    /// side it is made for
    pub side: Side,
    /// what it is for symbols and computer players
    pub kind: UnitKind,
    /// size, for its symbol
    pub size: UnitSize,
    /// movement profile of its slowest part on its own feet or wheels
    pub profile: At<IdText>,
    /// men at full strength, crews included
    pub men: At<i64>,
    /// weapons on foot
    #[serde(default)]
    pub weapons: Vec<RawWeaponLine>,
    /// guns among them that count for stacking and can be knocked out
    #[serde(default)]
    pub guns: At<i64>,
    /// its vehicles; default none
    #[serde(default)]
    pub vehicles: Vec<RawCrewed>,
    /// tractors that can haul a stuck vehicle out
    #[serde(default)]
    pub tractors: At<i64>,
    /// how good its men are
    pub quality: RawQuality,
    /// hand grenades for each man, where men are trained with them
    #[serde(default)]
    pub grenades: At<i64>,
    /// men killed of 100 hit
    pub killed_percent: At<i64>,
    /// prisoners of 100 men lost when it is taken, at most
    pub prisoners_percent: At<i64>,
    /// ids of the bibliography that this rests on; an entry without is a warning
    #[serde(default)]
    pub sources: Vec<At<IdText>>,
}

/// So many weapons of one card.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawWeaponLine {
    /// weapon card
    pub weapon: At<IdText>,
    /// how many
    pub count: At<i64>,
    /// rounds carried for each
    pub rounds_each: At<i64>,
}

/// So many vehicles of one card.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCrewed {
    /// vehicle card
    pub vehicle: At<IdText>,
    /// how many
    pub count: At<i64>,
}

/// Quality of men, per mille of the table's rates.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawQuality {
    /// shooting; 1000 is the tables' rate
    pub shooting_permille: At<i64>,
    /// close combat by day
    pub close_permille: At<i64>,
    /// close combat by night
    pub close_night_permille: At<i64>,
    /// steadiness
    pub nerve_permille: At<i64>,
    /// its calls for fire are answered by the quick rows of the delays
    #[serde(default)]
    pub quick_staff: bool,
    /// dug in on a hilltop it shelters behind the crest under fire without being told
    #[serde(default)]
    pub shelter_drill: bool,
    /// political workers down to the company: they help it to come to itself
    #[serde(default)]
    pub commissars: bool,
    /// finding guns, counting the enemy, not seeing who is not there; default 1000
    #[serde(default)]
    pub observing_permille: Option<At<i64>>,
}
