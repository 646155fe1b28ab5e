//! A scenario file, `scenarios/NAME.ron`: what docs/reference/scenario.md shows, which is written from here. Guns and aircraft,
//! command, and what happens by itself have files of their own beside this one.

use super::allow::RawAllow;
use super::command::{RawCommand, RawTask};
use super::expect::RawExpect;
use super::guns::{RawFlight, RawMission, RawRegistered, RawStrike};
use super::map::RawObstacle;
use super::script::{RawEngagement, RawHistory, RawPlan, RawScript, RawWhatIf};
use super::{At, DayText, HexText, HourText, IdText, RawSource, TimeText};
use crate::data::{Grade, Level, LinkKind};
use crate::rules::{GroundState, Posture, Rain, Side, Sky};
use serde::Deserialize;

/// A scenario file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawScenario {
    /// version of the format: 1
    pub format: At<i64>,
    /// name of the scenario, that of the file without `.ron`
    pub id: At<IdText>,
    /// shown title, in English
    pub title: String,
    /// title in Russian; default none
    #[serde(default)]
    pub ru: Option<String>,
    /// title in Japanese; default none
    #[serde(default)]
    pub ja: Option<String>,
    /// who you are, what wins, until when
    pub briefing: RawBriefing,
    /// what happened on the day, as the record has it: told when the battle is over
    #[serde(default)]
    pub what_happened: String,
    /// map: `maps/ID.ron` beside this file or in its parent folder, else the one that comes with the program
    pub map: At<IdText>,
    /// files of cards, `cards/ID.ron`, looked for likewise; a card may refer to one of another file
    pub cards: Vec<At<IdText>>,
    /// phases in order, without gaps: together they are the battle
    pub phases: At<Vec<RawPhase>>,
    /// sun and moon, one row for every day that the battle touches
    pub light: Vec<RawLightDay>,
    /// weather in order, each row until the next; it may begin days before the battle, so that the ground follows from it. At least one row
    /// that stays must begin by the battle's start
    pub weather: At<Vec<RawWeather>>,
    /// water in the ground at the first row of the weather, by soil
    #[serde(default)]
    pub water_mm: RawWater,
    /// holds all ground in this state; default as the weather makes it
    #[serde(default)]
    pub ground: Option<GroundState>,
    /// the forces, outermost formations first
    pub formations: Vec<RawFormation>,
    /// aircraft that fly together
    #[serde(default)]
    pub flights: Vec<RawFlight>,
    /// fire missions planned before the start
    #[serde(default)]
    pub fire_plan: Vec<RawMission>,
    /// wire and mines that a side has laid beside what the map shows; the other side finds them out
    #[serde(default)]
    pub obstacles: Vec<RawObstacle>,
    /// air strikes planned before the start
    #[serde(default)]
    pub strikes: Vec<RawStrike>,
    /// hexes that a side's guns have ranged on
    #[serde(default)]
    pub registered: RawRegistered,
    /// depots and the links between them
    #[serde(default)]
    pub supply: RawSupply,
    /// what a side may not do, from hour to hour
    #[serde(default)]
    pub engagement: Vec<RawEngagement>,
    /// ground that gives points
    pub objectives: Vec<RawObjective>,
    /// how points are reckoned and what they are worth
    pub scoring: RawScoring,
    /// switches of an experiment, usually given with `--set`
    #[serde(default)]
    pub what_if: RawWhatIf,
    /// what happens once a condition holds
    #[serde(default)]
    pub events: Vec<RawScript>,
    /// orders of the historical plan, for the `historical` player and for tasks at the start; never outcomes
    #[serde(default)]
    pub plan: Vec<RawPlan>,
    /// rows of the record, measured in every battle
    #[serde(default)]
    pub history: Vec<RawHistory>,
    /// warnings that are meant, by code and with a reason
    #[serde(default)]
    pub allow: Vec<RawAllow>,
    /// what is expected of battles, for `khasan test`
    #[serde(default)]
    pub expect: Vec<RawExpect>,
    /// bibliography; those of scenario, map and cards are one
    #[serde(default)]
    pub sources: Vec<RawSource>,
}

/// Briefings by side.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawBriefing {
    /// for the Soviet side
    pub soviet: String,
    /// for the Japanese side
    pub japanese: String,
}

/// A phase.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPhase {
    /// name of the phase
    pub id: At<IdText>,
    /// first moment
    pub from: At<TimeText>,
    /// last moment: the first of the next phase
    pub to: At<TimeText>,
    /// minutes of a turn, which must divide the phase
    pub turn_min: At<i64>,
    /// who moves first in each turn
    pub first: Side,
}

/// Weather from a moment on. A row with `hours` passes; one without stays until the next.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawWeather {
    /// name of the row
    pub id: At<IdText>,
    /// first moment
    pub from: At<TimeText>,
    /// the sky
    pub sky: Sky,
    /// what falls from it
    #[serde(default)]
    pub rain: Rain,
    /// chance that the row comes, per cent; needs `hours`; default 100
    #[serde(default)]
    pub percent: Option<At<i64>>,
    /// whole hours that the row lasts, drawn evenly; while it lasts it stands over the rows that stay; default until the next row
    #[serde(default)]
    pub hours: Option<RawHours>,
    /// ids of the bibliography that this rests on; an entry without is a warning
    #[serde(default)]
    pub sources: Vec<At<IdText>>,
}

/// Least and most hours.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawHours {
    /// at least, hours
    pub least: At<i64>,
    /// at most, hours
    pub most: At<i64>,
}

/// Millimetres of water by soil.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RawWater {
    /// in marshes and swampy ravines
    pub low: At<f64>,
    /// in meadows, scrub, villages
    pub field: At<f64>,
    /// on slopes, crests, rock
    pub high: At<f64>,
    /// in the bed of dirt roads and tracks
    pub road: At<f64>,
}

/// Sun and moon of a day, `HH:MM`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLightDay {
    /// the day
    pub day: At<DayText>,
    /// first civil twilight
    pub civil_dawn: At<HourText>,
    /// the sun comes up
    pub sunrise: At<HourText>,
    /// the sun goes down
    pub sunset: At<HourText>,
    /// last civil twilight
    pub civil_dusk: At<HourText>,
    /// moonrise, if it comes on this day
    #[serde(default)]
    pub moonrise: Option<At<HourText>>,
    /// moonset, if it comes on this day
    #[serde(default)]
    pub moonset: Option<At<HourText>>,
    /// share of the moon lit, per cent
    pub moon_percent: At<i64>,
}

/// A formation with its units and parts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFormation {
    /// name, unique among formations
    pub id: At<IdText>,
    /// shown name, in English
    pub name: String,
    /// name in Russian; default none
    #[serde(default)]
    pub ru: Option<String>,
    /// name in Japanese; default none
    #[serde(default)]
    pub ja: Option<String>,
    /// whose it is; to be given on outermost formations, parts inherit it; default as the formation above
    #[serde(default)]
    pub side: Option<At<Side>>,
    /// level of command; a battalion with units of its own on the map holds a task
    pub level: Level,
    /// which of its own units is its headquarters
    #[serde(default)]
    pub headquarters: Option<At<IdText>>,
    /// it stays where it is until released; default not in reserve
    #[serde(default)]
    pub reserve: Option<RawReserve>,
    /// how it and its parts are commanded; default as the formation above
    #[serde(default)]
    pub command: Option<RawCommand>,
    /// of a battalion: what it is to do at the start; default all its steps in `plan`, or to act around where it stands and towards the
    /// nearest objectives
    #[serde(default)]
    pub task: Option<RawTask>,
    /// its own units, not those of its parts
    #[serde(default)]
    pub units: Vec<RawUnit>,
    /// formations that are part of it, of the same shape
    #[serde(default)]
    pub parts: Vec<RawFormation>,
}

/// Terms of a reserve.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawReserve {
    /// its owner may release it, at the price
    #[serde(default)]
    pub by_owner: bool,
    /// points that a release by its owner gives the enemy
    #[serde(default)]
    pub price_points: At<i64>,
}

/// A unit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawUnit {
    /// name, unique among units
    pub id: At<IdText>,
    /// shown name, in English
    pub name: String,
    /// name in Russian; default none
    #[serde(default)]
    pub ru: Option<String>,
    /// name in Japanese; default none
    #[serde(default)]
    pub ja: Option<String>,
    /// unit card: what is left out here is as on it
    pub card: At<IdText>,
    /// where it starts, or enters when it arrives; to be given unless `off_map_km` is
    #[serde(default)]
    pub hex: Option<At<HexText>>,
    /// where its side may place it before the first turn; `hex` must be in it; default it stands where it stands
    #[serde(default)]
    pub zone: Option<At<RawZone>>,
    /// for guns beyond the map: kilometres from its middle
    #[serde(default)]
    pub off_map_km: Option<At<f64>>,
    /// men at the start, crews included; default the card's
    #[serde(default)]
    pub men: Option<At<i64>>,
    /// vehicles at the start, one number for each of the card's lines; default the card's
    #[serde(default)]
    pub vehicles: Option<At<Vec<At<i64>>>>,
    /// guns at the start; default the card's
    #[serde(default)]
    pub guns: Option<At<i64>>,
    /// how its men hold themselves at the start; default `prone`
    #[serde(default)]
    pub posture: Option<Posture>,
    /// when it appears; default there at the start
    #[serde(default)]
    pub arrives: Option<At<TimeText>>,
    /// link of supply over which it comes: from `arrives` on it queues there with the tonnage, and enters when it got through; default over
    /// none
    #[serde(default)]
    pub over: Option<At<IdText>>,
    /// ammunition at hand, per cent of the card's load; default 100
    #[serde(default)]
    pub ammunition_percent: Option<At<i64>>,
    /// depot that feeds it; default not supplied
    #[serde(default)]
    pub depot: Option<At<IdText>>,
    /// fire order at the start: it holds its fire until an enemy is so near; default at will
    #[serde(default)]
    pub opens_at_m: Option<At<i64>>,
    /// under fire it shelters behind the crest; default the card's `shelter_drill`
    #[serde(default)]
    pub shelters: Option<bool>,
    /// ids of the bibliography that this rests on; an entry without is a warning
    #[serde(default)]
    pub sources: Vec<At<IdText>>,
}

/// Where a unit may be placed before the first turn: the hexes one by one, or all that it can enter within so many steps of one. None in
/// which a unit of the other side stands or may be placed; units that come later, are off the map, or are in a reserve have no zone.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawZone {
    /// the hexes one by one, 64 at most; or `hex` and `steps`
    #[serde(default)]
    pub hexes: Option<Vec<At<HexText>>>,
    /// the middle
    #[serde(default)]
    pub hex: Option<At<HexText>>,
    /// steps around the middle that the unit can enter, off the roads; 4 at most
    #[serde(default)]
    pub steps: Option<At<i64>>,
}

/// The network of supply.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSupply {
    /// where stores lie
    #[serde(default)]
    pub depots: Vec<RawDepot>,
    /// ways that carry them
    #[serde(default)]
    pub links: Vec<RawLink>,
}

/// A depot.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawDepot {
    /// name of the depot
    pub id: At<IdText>,
    /// whose it is; it loses what it holds when only the enemy stands in its hex at a turn's end
    pub side: Side,
    /// where it is; default off the map
    #[serde(default)]
    pub hex: Option<At<HexText>>,
    /// ammunition at the start
    #[serde(default)]
    pub ammunition_t: At<f64>,
    /// fuel at the start
    #[serde(default)]
    pub fuel_t: At<f64>,
    /// food at the start; default what the units that it feeds from the start eat in the days of `supply.ron`'s reserve
    #[serde(default)]
    pub rations_t: Option<At<f64>>,
    /// never runs out, as a base off the map
    #[serde(default)]
    pub endless: bool,
}

/// A link of supply.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLink {
    /// name of the link
    pub id: At<IdText>,
    /// depot it starts from
    pub from: At<IdText>,
    /// depot it feeds
    pub to: At<IdText>,
    /// what it is: its soil decides how wet it gets
    pub kind: LinkKind,
    /// what it carries in 24 hours; exactly one of this and `tonnes_per_hour`
    #[serde(default)]
    pub tonnes_per_day: Option<RawTonnes>,
    /// what it carries in an hour
    #[serde(default)]
    pub tonnes_per_hour: Option<RawTonnes>,
    /// what it would carry in 24 hours of night; default as by day
    #[serde(default)]
    pub night_tonnes_per_day: Option<RawTonnes>,
    /// what it carries in an hour of night; default as by day
    #[serde(default)]
    pub night_tonnes_per_hour: Option<RawTonnes>,
    /// stores that it carries in 24 hours at most, where there are not the lorries, boats or carriers to fill it: columns of units have
    /// the rest; default no less than it carries in all
    #[serde(default)]
    pub stores_tonnes_per_day: Option<RawTonnes>,
    /// from which hours on it carries something else, in order of the hours
    #[serde(default)]
    pub later: Vec<RawLaterCapacity>,
    /// hexes of the map over which it goes: shells that fell on all of them in a turn, or enemy small arms that see them, halve it in the next, on a part of them as much less
    #[serde(default)]
    pub sites: Vec<At<HexText>>,
    /// ids of the bibliography that this rests on; an entry without is a warning
    #[serde(default)]
    pub sources: Vec<At<IdText>>,
}

/// What a link of supply carries from some hour on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLaterCapacity {
    /// from when, until the next of the list
    pub from: At<TimeText>,
    /// what it carries in 24 hours; exactly one of this and `tonnes_per_hour`
    #[serde(default)]
    pub tonnes_per_day: Option<RawTonnes>,
    /// what it carries in an hour
    #[serde(default)]
    pub tonnes_per_hour: Option<RawTonnes>,
    /// what it would carry in 24 hours of night; default as by day
    #[serde(default)]
    pub night_tonnes_per_day: Option<RawTonnes>,
    /// what it carries in an hour of night; default as by day
    #[serde(default)]
    pub night_tonnes_per_hour: Option<RawTonnes>,
    /// stores that it carries in 24 hours at most, where there are not the lorries, boats or carriers to fill it: columns of units have
    /// the rest; default no less than it carries in all
    #[serde(default)]
    pub stores_tonnes_per_day: Option<RawTonnes>,
}

/// Tonnes by the state of the ground.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawTonnes {
    /// on dry ground
    pub dry: At<f64>,
    /// on wet ground
    pub wet: At<f64>,
    /// on soaked ground
    pub soaked: At<f64>,
}

/// An objective.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawObjective {
    /// name of the objective
    pub id: At<IdText>,
    /// shown name, in English
    pub name: String,
    /// where it is
    pub hex: At<HexText>,
    /// points that the scored side gets for holding it at the end, half if it is contested
    pub points: At<i64>,
    /// points by the hour of sole hold; default none
    #[serde(default)]
    pub hourly: Option<RawHourly>,
    /// who holds it at the start
    pub holder: Side,
}

/// Points by the hour.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawHourly {
    /// for each full hour
    pub points: At<i64>,
    /// and never more than so many in all
    pub at_most: At<i64>,
}

/// How points are reckoned and what they are worth.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawScoring {
    /// whose points they are
    pub side: Side,
    /// own men lost that cost a point
    pub own_men_per_point: At<i64>,
    /// enemy men lost that give one
    pub enemy_men_per_point: At<i64>,
    /// vehicles burnt, or stranded outside solely held hexes, that cost a point
    pub vehicles_per_point: At<i64>,
    /// points for a steady company next to a hex; default none
    #[serde(default)]
    pub near: Option<RawNear>,
    /// turn-ends that an objective must have been held to count as held
    pub hold_turns: At<i64>,
    /// moment at which the ground counts, whatever comes after; default the end
    #[serde(default)]
    pub ground_at: Option<At<TimeText>>,
    /// losses are reckoned against the record; default from nothing
    #[serde(default)]
    pub against: Option<RawAgainst>,
    /// points of tension of both sides together past which it is war: the side that caused more drops a grade; default never
    #[serde(default)]
    pub war_above: Option<At<i64>>,
    /// all seven grades, from the Japanese best to the Soviet best
    pub grades: At<Vec<RawGradeFrom>>,
}

/// What was lost on record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawAgainst {
    /// men of the scored side
    pub own_men: RawRecorded,
    /// men of the enemy
    pub enemy_men: RawRecorded,
    /// vehicles of the scored side that are out of action
    pub vehicles: RawRecorded,
}

/// A number on record, and the most points for being off it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawRecorded {
    /// lost on record
    pub record: At<i64>,
    /// most points for losing more or less
    pub at_most: At<i64>,
}

/// Points for being next to a hex.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawNear {
    /// the hex
    pub hex: At<HexText>,
    /// points for a company of the scored side that stands next to it, steady, at the end
    pub points: At<i64>,
}

/// A grade and the least score for it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawGradeFrom {
    /// the grade
    pub grade: At<Grade>,
    /// least score for it; left out for the lowest grade only
    #[serde(default)]
    pub from: Option<At<i64>>,
}
