//! A scenario file, `scenarios/NAME.ron`.
//!
//! ```text
//! (
//!     format: 1,
//!     id: "tiny",
//!     title: "A knoll",
//!     briefing: (soviet: "Take the knoll by 17:00.", japanese: "Hold it."),
//!     map: "tiny",                        // maps/tiny.ron beside this file or in its parent folder, else the embedded one
//!     cards: ["weapons", "units_soviet"], // cards/NAME.ron likewise, else the embedded ones
//!     phases: [                           // in order, without gaps; turn_min divides each
//!         (id: "assault", from: "1938-08-06T16:00", to: "1938-08-06T17:00", turn_min: 15, first: soviet),
//!     ],
//!     light: [                            // one row for every day touched; moonrise and moonset may be left out
//!         (day: "1938-08-06", civil_dawn: "05:42", sunrise: "06:12", sunset: "20:34", civil_dusk: "21:04",
//!          moonrise: "16:55", moonset: "01:42", moon_percent: 81),
//!     ],
//!     water_mm: (low: 20, road: 1.5),     // water in the ground at the first row of the weather, by soil: low field high road; default 0
//!     weather: [                          // in order; it may begin days before the battle, so that the ground follows from it
//!         (id: "rain", from: "1938-08-05T04:00", sky: overcast, // clear overcast haze fog
//!          rain: rain,                    // none drizzle rain storm; default none
//!          sources: ["G"]),
//!         (id: "fog", from: "1938-08-06T06:12", sky: fog,
//!          percent: 50,                   // it may come or not; default 100
//!          hours: (least: 2, most: 7),    // then it lasts a whole number of hours; without hours it stays until the next row
//!          sources: ["G"]),
//!         (id: "sun", from: "1938-08-06T13:00", sky: clear, sources: ["G"]),
//!     ],
//!     ground: dry,                        // holds all ground in this state, whatever the weather; default: as the weather makes it
//!     formations: [
//!         (
//!             id: "su.1rr", name: "1st Rifle Regiment",
//!             side: soviet,               // on the outermost formations; the parts inherit it
//!             level: regiment,            // battalion regiment brigade division corps army
//!             headquarters: "su.1rr.hq",  // one of its own units; default none
//!             reserve: (by_owner: true, price_points: 2), // default: not in reserve
//!             command: (staff: poor, initiative: false, sources: ["S0"]), // see command.rs; default: as the formation above
//!             task: (kind: attack, via: ["0101"]), // of a battalion, at the start; see command.rs; default: by the plan
//!             units: [
//!                 (
//!                     id: "su.1rr.hq", name: "Staff", card: "su_regt_hq",
//!                     hex: "0001",        // or off_map_km: 9.5, guns that fire from beyond the map
//!                     zone: (hex: "0001", steps: 1), // or (hexes: ["0001", ..]): its side may place it there before the first turn
//!                     men: 40,            // default: the card's
//!                     vehicles: [3],      // by the card's lines; default: the card's
//!                     guns: 2,            // default: the card's
//!                     posture: trench,    // upright prone scrape trench; default prone
//!                     arrives: "1938-08-06T16:30", // default: there at the start; it enters at its hex
//!                     over: "lake_road", // default: by no link; from `arrives` on it queues on this link with the tonnage
//!                     ammunition_percent: 70,      // default 100
//!                     depot: "su_rear",   // default: not supplied
//!                     opens_at_m: 600,    // fire order: holds fire beyond; default: at will
//!                     shelters: true,     // under fire it shelters behind the crest; default: the card's shelter_drill
//!                     sources: ["S0"],
//!                 ),
//!             ],
//!             parts: [ /* formations of the same shape */ ],
//!         ),
//!     ],
//!     flights: [
//!         (id: "sb1", name: "First wave", side: soviet, aircraft: "sb", count: 60, sorties: 1,
//!          from: "1938-08-06T16:00", to: "1938-08-06T16:10", sources: ["S0"]),
//!     ],
//!     // What a side has laid on the sides of hexes beside what the map shows; the other side finds it out. kind: wire mines
//!     obstacles: [(side: japanese, hex: "0101", dir: n, kind: wire, sources: ["S0"])],
//!     // rounds: of the whole battery between the two moments. lifts: it goes on to other hexes in between; default none
//!     fire_plan: [(battery: "su.1ar.1bt", hex: "0101", from: "1938-08-06T16:10", to: "1938-08-06T16:55", rounds: 200,
//!                  lifts: [(at: "1938-08-06T16:35", hex: "0001")])],
//!     strikes: [(flight: "sb1", hex: "0101", at: "1938-08-06T16:00", count: 30)],
//!     registered: (soviet: ["0101"], japanese: []),
//!     supply: (
//!         depots: [
//!             (id: "su_base", side: soviet, endless: true),  // hex: only if on the map
//!             (id: "su_rear", side: soviet, hex: "0001", ammunition_t: 20, fuel_t: 5.5), // defaults 0
//!         ],
//!         links: [
//!             // tonnes_per_day or tonnes_per_hour, exactly one; night_... only where the night differs
//!             (id: "lake_road", from: "su_base", to: "su_rear", kind: road, // road carry rail ferry
//!              tonnes_per_day: (dry: 350, wet: 120, soaked: 30), sources: ["F"]),
//!         ],
//!     ),
//!     engagement: [
//!         (id: "line", binds: soviet, rule: border(allowed_hexes: 2, price_points: 1),
//!          from: "1938-08-06T16:00", to: "1938-08-06T17:00", sources: ["H"]), // at_start: false, if an event is to impose it first
//!         // other rules: fire_over(allowed_hexes: 3), aviation, ration(formation: "jp.1ar", rounds_per_gun: 24): shells that its guns
//!         //   (the side's, without a formation) may fire in missions in a clock day; what they fire at what they see is not rationed
//!     ],
//!     objectives: [(id: "knoll", name: "The Knoll", hex: "0101", points: 20, hourly: (points: 1, at_most: 3), holder: japanese)],
//!     scoring: (
//!         side: soviet, own_men_per_point: 50, enemy_men_per_point: 25, vehicles_per_point: 2,
//!         near: (hex: "0101", points: 6), // default none
//!         hold_turns: 2,
//!         grades: [                       // all seven, from the Japanese best; from: the least score of the grade
//!             (grade: japanese_decisive), (grade: japanese_major, from: -20), (grade: japanese_minor, from: -5),
//!             (grade: draw, from: 10), (grade: soviet_minor, from: 31), (grade: soviet_major, from: 46), (grade: soviet_decisive, from: 61),
//!         ],
//!     ),
//!     // Switches of an experiment, by side, usually given with --set; these are the defaults.
//!     what_if: (soviet: (fire_plan: true, strikes: true, wire: true, engagement: true, guns_known: false), japanese: ()),
//!     events: [
//!         (id: "released", text: "The reserve is released.",
//!          // for: soviet,            // told to that side alone; default both. Without a text nobody is told
//!          when: any([after("1938-08-06T16:30"), holds(side: soviet, hex: "0101")]),
//!          // conditions: after("time") before("time") holds(side:, hex:) near(side:, hex:, steps:) lost(side: or formation:, men:)
//!          //   vehicles_out(side: or formation:, vehicles:) rounds_fired(side:, rounds:) happened(event:, minutes_since:) released("formation")
//!          //   score(at least) light(day dusk moon dark) sky(clear overcast haze fog) ground(soil: low field high road, state: dry wet soaked) all([..]) any([..]) not(..)
//!          effects: [release("jp.75ir"), points(2), weather(sky: overcast, rain: storm)], // that weather stays to the end
//!          // effects: besides these lift("rule") impose("rule") arrivals(formation: or unit:, minutes:) stores(depot:, ammunition_t:, fuel_t:)
//!          //   cease_fire; none at all for what is only told
//!          sources: ["EST"]),
//!     ],
//!     plan: [
//!         (formation: "su.1rr", steps: [(at: "1938-08-06T16:00", task: attack, via: ["0101"])]), // move attack defend hold support
//!     ],
//!     history: [
//!         (id: "soviet_losses", text: "Soviet killed and wounded", observable: losses(side: soviet), record: between(least: 500, most: 1500), sources: ["I"]),
//!         // observables; WHOSE is side:, or formation:, or both; `at` and `cause` may be left out (the end, all causes):
//!         //   losses(WHOSE, cause:, at:) vehicles_out(WHOSE, at:) vehicles_lost(WHOSE, cause:, at:) stranded(formation:, at:)
//!         //   reached(formation:, hex:, steps:) first_near(side:, hex:, steps:) holder(hex:, at:) rounds_fired(WHOSE, at:) sorties(side:)
//!         //   suppressed(WHOSE, at:) first_round(WHOSE, after:) call_delay(WHOSE) silent_hours(WHOSE, at:) traffic(WHOSE, hexes:, from:, to:)
//!         // records: between(least:, most:)  time(from:, to:)  held_by(soviet | japanese | contested); left out for what is measured only
//!     ],
//!     allow: [(code: "K0601", at: "su.1rr.hq", reason: "...")], // warnings that are meant; see allow.rs
//!     sources: [(id: "S0", text: "...")],
//! )
//! ```
//!
//! `flights`, `obstacles`, `fire_plan`, `strikes`, `registered`, `supply`, `engagement`, `what_if`, `events`, `plan`, `history` and `allow` may be left out.

use super::allow::RawAllow;
use super::command::{RawCommand, RawTask};
use super::guns::{RawFlight, RawMission, RawRegistered, RawStrike};
use super::map::RawObstacle;
use super::script::{RawEngagement, RawHistory, RawPlan, RawScript, RawWhatIf};
use super::{At, RawSource};
use crate::data::{Grade, Level, LinkKind};
use crate::rules::{GroundState, Posture, Rain, Side, Sky};
use serde::Deserialize;

/// A scenario file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawScenario {
    /// version of the format: 1
    pub format: At<i64>,
    /// string id
    pub id: At<String>,
    /// shown title
    pub title: String,
    /// title in Russian; default none
    #[serde(default)]
    pub ru: Option<String>,
    /// title in Japanese; default none
    #[serde(default)]
    pub ja: Option<String>,
    /// who you are, what wins, until when
    pub briefing: RawBriefing,
    /// what happened: the day as the record has it, told when the battle is over
    #[serde(default)]
    pub what_happened: String,
    /// map
    pub map: At<String>,
    /// files of cards
    pub cards: Vec<At<String>>,
    /// phases
    pub phases: At<Vec<RawPhase>>,
    /// sun and moon by day
    pub light: Vec<RawLightDay>,
    /// weather
    pub weather: At<Vec<RawWeather>>,
    /// water in the ground at the first row of the weather
    #[serde(default)]
    pub water_mm: RawWater,
    /// the ground is held in this state
    #[serde(default)]
    pub ground: Option<GroundState>,
    /// forces
    pub formations: Vec<RawFormation>,
    /// aircraft
    #[serde(default)]
    pub flights: Vec<RawFlight>,
    /// planned fire
    #[serde(default)]
    pub fire_plan: Vec<RawMission>,
    /// wire and mines that a side has laid
    #[serde(default)]
    pub obstacles: Vec<RawObstacle>,
    /// planned strikes
    #[serde(default)]
    pub strikes: Vec<RawStrike>,
    /// registered hexes
    #[serde(default)]
    pub registered: RawRegistered,
    /// supply
    #[serde(default)]
    pub supply: RawSupply,
    /// rules of engagement
    #[serde(default)]
    pub engagement: Vec<RawEngagement>,
    /// objectives
    pub objectives: Vec<RawObjective>,
    /// scoring
    pub scoring: RawScoring,
    /// what an experiment changes
    #[serde(default)]
    pub what_if: RawWhatIf,
    /// scripted events
    #[serde(default)]
    pub events: Vec<RawScript>,
    /// historical plan
    #[serde(default)]
    pub plan: Vec<RawPlan>,
    /// rows of the record
    #[serde(default)]
    pub history: Vec<RawHistory>,
    /// warnings that are meant
    #[serde(default)]
    pub allow: Vec<RawAllow>,
    /// bibliography
    #[serde(default)]
    pub sources: Vec<RawSource>,
}

/// Briefings by side.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "plain words")]
pub struct RawBriefing {
    pub soviet: String,
    pub japanese: String,
}

/// A phase.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPhase {
    /// string id
    pub id: At<String>,
    /// first moment
    pub from: At<String>,
    /// last moment
    pub to: At<String>,
    /// minutes of a turn
    pub turn_min: At<i64>,
    /// who moves first
    pub first: Side,
}

/// Weather from a moment on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawWeather {
    /// string id
    pub id: At<String>,
    /// first moment
    pub from: At<String>,
    /// `clear overcast haze fog`
    pub sky: Sky,
    /// `none drizzle rain storm`
    #[serde(default)]
    pub rain: Rain,
    /// chance that it comes; needs `hours`
    #[serde(default)]
    pub percent: Option<At<i64>>,
    /// hours it lasts
    #[serde(default)]
    pub hours: Option<RawHours>,
    /// sources
    #[serde(default)]
    pub sources: Vec<At<String>>,
}

/// Least and most hours.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "plain words")]
pub struct RawHours {
    pub least: At<i64>,
    pub most: At<i64>,
}

/// Millimetres of water by soil.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "plain words")]
pub struct RawWater {
    pub low: At<f64>,
    pub field: At<f64>,
    pub high: At<f64>,
    pub road: At<f64>,
}

/// Sun and moon of a day, `HH:MM`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLightDay {
    /// `1938-08-06`
    pub day: At<String>,
    /// first civil twilight
    pub civil_dawn: At<String>,
    /// sunrise
    pub sunrise: At<String>,
    /// sunset
    pub sunset: At<String>,
    /// last civil twilight
    pub civil_dusk: At<String>,
    /// moonrise on this day
    #[serde(default)]
    pub moonrise: Option<At<String>>,
    /// moonset on this day
    #[serde(default)]
    pub moonset: Option<At<String>>,
    /// share of the moon lit, per cent
    pub moon_percent: At<i64>,
}

/// A formation with its parts and units.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFormation {
    /// string id
    pub id: At<String>,
    /// shown name
    pub name: String,
    /// name in Russian; default none
    #[serde(default)]
    pub ru: Option<String>,
    /// name in Japanese; default none
    #[serde(default)]
    pub ja: Option<String>,
    /// side; required on outermost formations, inherited by parts
    #[serde(default)]
    pub side: Option<At<Side>>,
    /// level
    pub level: Level,
    /// its headquarters
    #[serde(default)]
    pub headquarters: Option<At<String>>,
    /// terms of its reserve
    #[serde(default)]
    pub reserve: Option<RawReserve>,
    /// how it is commanded
    #[serde(default)]
    pub command: Option<RawCommand>,
    /// its task at the start
    #[serde(default)]
    pub task: Option<RawTask>,
    /// units
    #[serde(default)]
    pub units: Vec<RawUnit>,
    /// parts
    #[serde(default)]
    pub parts: Vec<RawFormation>,
}

/// Terms of a reserve.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawReserve {
    /// may its owner release it
    #[serde(default)]
    pub by_owner: bool,
    /// points a release gives the enemy
    #[serde(default)]
    pub price_points: At<i64>,
}

/// A unit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawUnit {
    /// string id
    pub id: At<String>,
    /// shown name
    pub name: String,
    /// name in Russian; default none
    #[serde(default)]
    pub ru: Option<String>,
    /// name in Japanese; default none
    #[serde(default)]
    pub ja: Option<String>,
    /// unit card
    pub card: At<String>,
    /// hex
    #[serde(default)]
    pub hex: Option<At<String>>,
    /// where its side may place it before the first turn
    #[serde(default)]
    pub zone: Option<At<RawZone>>,
    /// kilometres from the middle of the map, for guns beyond it
    #[serde(default)]
    pub off_map_km: Option<At<f64>>,
    /// men
    #[serde(default)]
    pub men: Option<At<i64>>,
    /// vehicles by the card's lines
    #[serde(default)]
    pub vehicles: Option<At<Vec<At<i64>>>>,
    /// guns
    #[serde(default)]
    pub guns: Option<At<i64>>,
    /// posture
    #[serde(default)]
    pub posture: Option<Posture>,
    /// when it appears
    #[serde(default)]
    pub arrives: Option<At<String>>,
    /// link of supply over which it comes: from `arrives` on it queues there with the tonnage
    #[serde(default)]
    pub over: Option<At<String>>,
    /// ammunition at hand, per cent of the card's load
    #[serde(default)]
    pub ammunition_percent: Option<At<i64>>,
    /// depot that feeds it
    #[serde(default)]
    pub depot: Option<At<String>>,
    /// metres at which it opens fire
    #[serde(default)]
    pub opens_at_m: Option<At<i64>>,
    /// whether it shelters behind the crest under fire
    #[serde(default)]
    pub shelters: Option<bool>,
    /// sources
    #[serde(default)]
    pub sources: Vec<At<String>>,
}

/// Where a unit may be placed: the hexes one by one, or all that it can enter within so many steps of one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawZone {
    /// one by one
    #[serde(default)]
    pub hexes: Option<Vec<At<String>>>,
    /// the middle
    #[serde(default)]
    pub hex: Option<At<String>>,
    /// steps around it
    #[serde(default)]
    pub steps: Option<At<i64>>,
}

/// Supply.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSupply {
    /// depots
    #[serde(default)]
    pub depots: Vec<RawDepot>,
    /// links
    #[serde(default)]
    pub links: Vec<RawLink>,
}

/// A depot.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawDepot {
    /// string id
    pub id: At<String>,
    /// side
    pub side: Side,
    /// hex, if on the map
    #[serde(default)]
    pub hex: Option<At<String>>,
    /// tonnes of ammunition at the start
    #[serde(default)]
    pub ammunition_t: At<f64>,
    /// tonnes of fuel at the start
    #[serde(default)]
    pub fuel_t: At<f64>,
    /// never runs out
    #[serde(default)]
    pub endless: bool,
}

/// A link of supply.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLink {
    /// string id
    pub id: At<String>,
    /// depot it starts from
    pub from: At<String>,
    /// depot it feeds
    pub to: At<String>,
    /// kind
    pub kind: LinkKind,
    /// capacity of a day of 24 h
    #[serde(default)]
    pub tonnes_per_day: Option<RawTonnes>,
    /// capacity of an hour
    #[serde(default)]
    pub tonnes_per_hour: Option<RawTonnes>,
    /// capacity by night, as if for a day of 24 h
    #[serde(default)]
    pub night_tonnes_per_day: Option<RawTonnes>,
    /// capacity by night of an hour
    #[serde(default)]
    pub night_tonnes_per_hour: Option<RawTonnes>,
    /// hexes of the map over which it goes and where fire can stop it
    #[serde(default)]
    pub sites: Vec<At<String>>,
    /// sources
    #[serde(default)]
    pub sources: Vec<At<String>>,
}

/// Tonnes by the state of the ground.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "plain words")]
pub struct RawTonnes {
    pub dry: At<f64>,
    pub wet: At<f64>,
    pub soaked: At<f64>,
}

/// An objective.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawObjective {
    /// string id
    pub id: At<String>,
    /// shown name
    pub name: String,
    /// hex
    pub hex: At<String>,
    /// points of a full hold
    pub points: At<i64>,
    /// points by the hour of sole hold
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
    /// and never more than
    pub at_most: At<i64>,
}

/// Scoring.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawScoring {
    /// whose points they are
    pub side: Side,
    /// own men lost that cost a point
    pub own_men_per_point: At<i64>,
    /// enemy men lost that give one
    pub enemy_men_per_point: At<i64>,
    /// vehicles burnt or stranded outside own ground that cost one
    pub vehicles_per_point: At<i64>,
    /// points for a steady company next to a hex
    #[serde(default)]
    pub near: Option<RawNear>,
    /// turn-ends an objective is to be held
    pub hold_turns: At<i64>,
    /// points of tension past which it is war: the side that caused more drops a grade; left out: never
    #[serde(default)]
    pub war_above: Option<At<i64>>,
    /// grades from the Japanese best to the Soviet best
    pub grades: At<Vec<RawGrade>>,
}

/// Points for being next to a hex.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawNear {
    /// hex
    pub hex: At<String>,
    /// points
    pub points: At<i64>,
}

/// A grade and the least score for it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawGrade {
    /// grade
    pub grade: At<Grade>,
    /// least score; left out for the lowest grade only
    #[serde(default)]
    pub from: Option<At<i64>>,
}
