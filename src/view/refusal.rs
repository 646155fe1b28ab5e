//! Why an order is refused: the reason and its numbers.

use super::ContactId;
use crate::data::{EngagementId, FlightId, FormationId};
use crate::hex::HexId;
use crate::rules::{Clock, UnitId};
use serde::{Deserialize, Serialize};

/// Why an order is refused. Every reason is something the ordering side knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "field names are plain words; units are in the names")]
pub enum Refusal {
    /// It is the other side's impulse, or the battle is over.
    NotYourImpulse,
    /// No such unit of one's own.
    NoSuchUnit { unit: UnitId },
    /// It is off the map, has not arrived, or is destroyed.
    NotOnMap { unit: UnitId },
    /// It is in a reserve that is not released.
    HeldBack { unit: UnitId },
    /// Its nerve does not allow it.
    WillNot { unit: UnitId },
    /// All its vehicles are stuck, and their crews stay with them: there is nobody to go.
    AllStuck { unit: UnitId },
    /// It is pinned.
    Pinned { unit: UnitId, suppressed_permille: u16 },
    /// Fewer seconds are left than it takes to begin.
    NoSeconds { unit: UnitId, left_s: u16, needed_s: u16 },
    /// The path is empty or jumps.
    BrokenPath { unit: UnitId, at: HexId },
    /// Nobody of this kind gets there.
    Impassable { unit: UnitId, hex: HexId },
    /// The hex is full of one's own.
    Full { hex: HexId, men: u16, vehicles: u16, guns: u16 },
    /// A known enemy stands there: assault it.
    EnemyThere { hex: HexId },
    /// Rules of engagement forbid going that far over the border.
    BeyondBorder { hex: HexId, allowed_hexes: u8 },
    /// Rules of engagement forbid this now.
    Forbidden { until: Clock },
    /// No such contact.
    NoSuchContact { contact: ContactId },
    /// Nobody in the unit sees it.
    NotInSight { hex: HexId },
    /// Out of range.
    OutOfRange { range_m: u32, greatest_m: u32 },
    /// Nothing left to fire.
    NoAmmunition { unit: UnitId },
    /// No smoke shells left, or none for such guns.
    NoSmoke { unit: UnitId },
    /// No fuel left.
    NoFuel { unit: UnitId },
    /// It has nothing to fire with at such a target.
    NoWeapon { unit: UnitId },
    /// The guns are limbered up or the battery is busy.
    Busy { unit: UnitId, until: Clock },
    /// Too short a time, or no rounds.
    TooLittle { least: u16 },
    /// Not next to the hex.
    NotAdjacent { unit: UnitId, hex: HexId },
    /// No unit was named, or one twice.
    NoUnits,
    /// Nothing to be done there.
    NothingToDo { unit: UnitId },
    /// Not a flight of one's own, or it has no sortie left.
    NoSortie { flight: FlightId },
    /// The hour is outside the flight's window.
    WrongHour { from: Clock, to: Clock },
    /// In fog or storm nobody flies.
    NoFlyingWeather,
    /// Not a reserve that its owner may release.
    NotAReserve { formation: FormationId },
    /// The rule does not bind one's side now, or nobody may break it.
    NotToBeBroken { rule: EngagementId },
    /// The ground there cannot be dug or it is as deep as it gets.
    CannotDig { unit: UnitId },
    /// It has vehicles or guns, is not dug in, or stands on no hilltop: there is nothing to shelter behind.
    NoShelter { unit: UnitId },
    /// Its men are below the crest.
    Sheltered { unit: UnitId },
    /// It has neither the men nor the tools for it.
    CannotBuild { unit: UnitId },
    /// What is stuck or wrecked on the crossing shuts it.
    Shut { hex: HexId },
    /// The guns' ration of shells allows fewer rounds until midnight, if any.
    Rationed { unit: UnitId, rounds: u16, until: Clock },
    /// The side's guns have not registered it.
    NotRegistered { hex: HexId },
    /// It would leave what its formation is to do: `by` would have to give that a new task, which would be ready at an hour.
    OutsideTask { unit: UnitId, formation: FormationId, by: FormationId, ready: Clock },
    /// Such a task cannot be given: the formation is no battalion of one's own on the map, or the task's hexes are missing.
    NoTask { formation: FormationId },
    /// It holds this task already, or it is being prepared.
    SameTask { formation: FormationId },
    /// The battle has not begun: units may only be placed.
    SetUpFirst,
    /// The battle has begun: nobody is placed any more.
    SetUpOver,
    /// The unit has no zone, or the hex is outside it.
    NotInZone { unit: UnitId, hex: HexId },
}

impl Refusal {
    /// Its name in JSON and in the words' files.
    pub fn name(&self) -> &'static str {
        use Refusal::*;
        match self {
            NotYourImpulse => "not_your_impulse",
            NoSuchUnit { .. } => "no_such_unit",
            NotOnMap { .. } => "not_on_map",
            HeldBack { .. } => "held_back",
            WillNot { .. } => "will_not",
            AllStuck { .. } => "all_stuck",
            Pinned { .. } => "pinned",
            NoSeconds { .. } => "no_seconds",
            BrokenPath { .. } => "broken_path",
            Impassable { .. } => "impassable",
            Full { .. } => "full",
            EnemyThere { .. } => "enemy_there",
            BeyondBorder { .. } => "beyond_border",
            Forbidden { .. } => "forbidden",
            NoSuchContact { .. } => "no_such_contact",
            NotInSight { .. } => "not_in_sight",
            OutOfRange { .. } => "out_of_range",
            NoAmmunition { .. } => "no_ammunition",
            NoSmoke { .. } => "no_smoke",
            NoFuel { .. } => "no_fuel",
            NoWeapon { .. } => "no_weapon",
            Busy { .. } => "busy",
            TooLittle { .. } => "too_little",
            NotAdjacent { .. } => "not_adjacent",
            NoUnits => "no_units",
            NothingToDo { .. } => "nothing_to_do",
            NoSortie { .. } => "no_sortie",
            WrongHour { .. } => "wrong_hour",
            NoFlyingWeather => "no_flying_weather",
            NotAReserve { .. } => "not_a_reserve",
            NotToBeBroken { .. } => "not_to_be_broken",
            CannotDig { .. } => "cannot_dig",
            NoShelter { .. } => "no_shelter",
            Sheltered { .. } => "sheltered",
            CannotBuild { .. } => "cannot_build",
            Shut { .. } => "shut",
            Rationed { .. } => "rationed",
            NotRegistered { .. } => "not_registered",
            OutsideTask { .. } => "outside_task",
            NoTask { .. } => "no_task",
            SameTask { .. } => "same_task",
            SetUpFirst => "set_up_first",
            SetUpOver => "set_up_over",
            NotInZone { .. } => "not_in_zone",
        }
    }
    /// All names, for the words layer's test.
    pub const NAMES: [&'static str; 44] = [
        "not_your_impulse",
        "no_such_unit",
        "not_on_map",
        "held_back",
        "will_not",
        "all_stuck",
        "pinned",
        "no_seconds",
        "broken_path",
        "impassable",
        "full",
        "enemy_there",
        "beyond_border",
        "forbidden",
        "no_such_contact",
        "not_in_sight",
        "out_of_range",
        "no_ammunition",
        "no_smoke",
        "no_fuel",
        "no_weapon",
        "busy",
        "too_little",
        "not_adjacent",
        "no_units",
        "nothing_to_do",
        "no_sortie",
        "wrong_hour",
        "no_flying_weather",
        "not_a_reserve",
        "not_to_be_broken",
        "cannot_dig",
        "no_shelter",
        "sheltered",
        "cannot_build",
        "shut",
        "rationed",
        "not_registered",
        "outside_task",
        "no_task",
        "same_task",
        "set_up_first",
        "set_up_over",
        "not_in_zone",
    ];
}
