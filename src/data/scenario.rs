//! A checked scenario: everything a battle starts from. Shared, never changed.

use super::{
    Cards, Citation, Command, DepotId, Expectation, Ground, HistoryRow, LinkId, Mishap, PlanRole, Script, StartTask, Supply, WeatherTable,
};
use crate::hex::{HexId, SideId};
use crate::rules::{BySide, Clock, Posture, Side, Tables, UnitId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A formation as a dense index; parents come before their parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FormationId(pub u16);

/// A flight of aircraft as a dense index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FlightId(pub u16);

/// A checked scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// string id
    pub id: String,
    /// shown title
    pub title: String,
    /// title in Russian, where it is known
    pub ru: Option<String>,
    /// title in Japanese, where it is known
    pub ja: Option<String>,
    /// who you are, what wins, until when, by side
    pub briefing: BySide<String>,
    /// what happened on the day, as the record has it; empty if the file does not say
    pub what_happened: String,
    /// the ground
    pub ground: Arc<Ground>,
    /// the cards
    pub cards: Arc<Cards>,
    /// the rules' tables
    pub rules: Arc<Tables>,
    /// the phases in order, without gaps
    pub phases: Vec<Phase>,
    /// turns laid out from the phases
    pub turns: Vec<Turn>,
    /// light by the clock
    pub light: LightTable,
    /// weather by the clock, and the ground that follows from it
    pub weather: WeatherTable,
    /// formations, parents before parts
    pub formations: Vec<Formation>,
    /// units; [`UnitId`] is the index
    pub units: Vec<UnitSetup>,
    /// flights
    pub flights: Vec<Flight>,
    /// fire missions planned before the start
    pub fire_plan: Vec<PlannedMission>,
    /// wire and mines laid before the start
    pub obstacles: Vec<Obstacle>,
    /// air strikes planned before the start
    pub strikes: Vec<PlannedStrike>,
    /// hexes registered by each side's guns
    pub registered: BySide<Vec<HexId>>,
    /// the network of supply
    pub supply: Supply,
    /// rules of engagement
    pub engagement: Vec<Engagement>,
    /// objectives
    pub objectives: Vec<Objective>,
    /// scoring
    pub scoring: Scoring,
    /// what an experiment takes away or gives, by side
    pub what_if: BySide<WhatIf>,
    /// scripted events
    pub events: Vec<Script>,
    /// what may go wrong with orders at the start
    pub mishaps: Vec<Mishap>,
    /// the historical plan by formation
    pub plan: Vec<PlanRole>,
    /// rows of the record
    pub history: Vec<HistoryRow>,
    /// what is expected of it: for `khasan test`
    pub expect: Vec<Expectation>,
    /// bibliography: id and text
    pub sources: Vec<(String, String)>,
    /// every entry of scenario, map and cards that can name sources, with those it names
    pub cited: Vec<Citation>,
    /// the files as loaded: name and text, in order of loading
    pub files: Vec<(String, String)>,
    /// blake3 of all that was loaded, the rules' tables and cards included
    pub hash: [u8; 32],
    /// blake3 of the rules' tables alone
    pub rules_hash: [u8; 32],
    /// `--set` changes applied, in order
    pub sets: Vec<String>,
    /// the overlays laid over it, in order
    pub mods: Vec<LaidOver>,
}

/// An overlay that was laid over a scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaidOver {
    /// string id
    pub id: String,
    /// shown title; the id if it has none
    pub title: String,
    /// title in Russian
    pub ru: Option<String>,
    /// what it adds to the briefing of each side
    pub briefing: BySide<Option<String>>,
}

/// What an obstacle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ObstacleKind {
    /// barbed wire
    Wire,
    /// mines
    Mines,
}

/// Wire or mines that a side has laid before the start.
#[derive(Clone, Debug)]
pub struct Obstacle {
    /// whose
    pub side: Side,
    /// where
    pub at: SideId,
    /// what
    pub kind: ObstacleKind,
    /// sources
    pub sources: Vec<String>,
}

/// A phase of the battle.
#[derive(Clone, Debug)]
pub struct Phase {
    /// string id
    pub id: String,
    /// first moment
    pub from: Clock,
    /// last moment
    pub to: Clock,
    /// minutes of a turn
    pub turn_min: u16,
    /// who moves first
    pub first: Side,
}

/// One turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// index into [`Scenario::phases`]
    pub phase: u8,
    /// first moment
    pub from: Clock,
    /// seconds it lasts
    pub seconds: u32,
}

/// Sun and moon of a day, as clock seconds of that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LightDay {
    /// midnight of the day
    pub day: Clock,
    /// first civil twilight
    pub civil_dawn: Clock,
    /// sunrise
    pub sunrise: Clock,
    /// sunset
    pub sunset: Clock,
    /// last civil twilight
    pub civil_dusk: Clock,
    /// moonrise, if on this day
    pub moonrise: Option<Clock>,
    /// moonset, if on this day
    pub moonset: Option<Clock>,
    /// share of the moon lit, per cent
    pub moon_percent: u8,
}

/// The light of every moment.
#[derive(Clone, Debug, Default)]
pub struct LightTable {
    /// days in order
    pub days: Vec<LightDay>,
}

/// Levels of formation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "plain words")]
pub enum Level {
    Battalion,
    Regiment,
    Brigade,
    Division,
    Corps,
    Army,
}

/// A formation.
#[derive(Clone, Debug)]
pub struct Formation {
    /// string id, unique
    pub id: String,
    /// shown name
    pub name: String,
    /// name in Russian, where it is known
    pub ru: Option<String>,
    /// name in Japanese, where it is known
    pub ja: Option<String>,
    /// side
    pub side: Side,
    /// level
    pub level: Level,
    /// the formation it is part of
    pub parent: Option<FormationId>,
    /// its own units, not those of its parts
    pub units: Vec<UnitId>,
    /// a reserve stays where it is until released, by script or at a price by its owner
    pub reserve: Option<Reserve>,
    /// its headquarters unit
    pub headquarters: Option<UnitId>,
    /// how it is commanded
    pub command: Command,
    /// its task at the start, where the file gives one
    pub task: Option<StartTask>,
}

/// Terms of a reserve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reserve {
    /// may its owner release it
    pub by_owner: bool,
    /// points that a release gives the enemy
    pub price_points: i32,
}

/// A unit as it starts.
#[derive(Clone, Debug)]
pub struct UnitSetup {
    /// string id, unique
    pub id: String,
    /// shown name
    pub name: String,
    /// name in Russian, where it is known
    pub ru: Option<String>,
    /// name in Japanese, where it is known
    pub ja: Option<String>,
    /// side
    pub side: Side,
    /// index into [`Cards::units`]
    pub card: u16,
    /// formation it belongs to
    pub formation: FormationId,
    /// men at the start, crews included
    pub men: u16,
    /// vehicles at the start, by the card's lines
    pub vehicles: Vec<u8>,
    /// guns at the start
    pub guns: u8,
    /// where: a hex, or a box off the map
    pub place: StartPlace,
    /// hexes in which its side may place it before the first turn, sorted, `place` among them; none: it stands where it stands
    pub zone: Vec<HexId>,
    /// when it appears; `None` is the start
    pub arrives: Option<Clock>,
    /// link of supply over which it comes, index into [`Supply::links`]: from `arrives` on it queues there with the tonnage
    pub over: Option<LinkId>,
    /// posture at the start
    pub posture: Posture,
    /// ammunition at hand, per cent of the card's load
    pub ammunition_percent: u8,
    /// depot that feeds it
    pub depot: Option<DepotId>,
    /// fire order at the start: metres at which it opens; `None`: at will
    pub opens_at_m: Option<u16>,
    /// drill at the start: it shelters behind the crest under fire
    pub shelters: bool,
    /// sources
    pub sources: Vec<String>,
}

/// Where a unit starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartPlace {
    /// on the map
    Hex(HexId),
    /// off the map: it fires missions from there as if `range_m` from the map's centre; index into nothing else
    OffMap {
        /// metres from the middle of the map; its guns reach all hexes if their range allows
        distance_m: u32,
    },
}

/// Aircraft that fly together.
#[derive(Clone, Debug)]
pub struct Flight {
    /// string id
    pub id: String,
    /// shown name
    pub name: String,
    /// name in Russian, where it is known
    pub ru: Option<String>,
    /// name in Japanese, where it is known
    pub ja: Option<String>,
    /// side
    pub side: Side,
    /// index into [`Cards::aircraft`]
    pub aircraft: u16,
    /// machines
    pub count: u16,
    /// sorties it may fly in this scenario
    pub sorties: u8,
    /// first and last moment over the target
    pub window: (Clock, Clock),
    /// sources
    pub sources: Vec<String>,
}

/// A fire mission of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedMission {
    /// who fires
    pub battery: UnitId,
    /// aimed hex
    pub hex: HexId,
    /// first rounds
    pub from: Clock,
    /// last rounds
    pub to: Clock,
    /// rounds in all
    pub rounds: u16,
    /// they are smoke shells
    pub smoke: bool,
    /// hex that the fire goes on to when it lifts; `None`: it ends
    pub lifts_to: Option<HexId>,
}

/// A strike of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedStrike {
    /// who flies
    pub flight: FlightId,
    /// aimed hex
    pub hex: HexId,
    /// when
    pub at: Clock,
    /// machines on this hex
    pub count: u16,
}

/// A rule of engagement.
#[derive(Clone, Debug)]
pub struct Engagement {
    /// string id
    pub id: String,
    /// whom it binds
    pub binds: Side,
    /// what it forbids
    pub rule: EngagementRule,
    /// from when
    pub from: Clock,
    /// until when
    pub to: Clock,
    /// points of tension that it costs to break it; `None`: it cannot be broken
    pub tension: Option<u16>,
    /// in force from the start; else only once an event imposes it
    pub at_start: bool,
    /// sources
    pub sources: Vec<String>,
}

/// What a rule of engagement forbids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngagementRule {
    /// going over the border: allowed up to so many hexes, at a price for each unit there at the end
    Border {
        /// hexes beyond it that may be entered
        allowed_hexes: u8,
        /// points for each unit beyond it at the end
        price_points: i32,
    },
    /// firing over the border deeper than so many hexes
    FireOver {
        /// hexes beyond it that may be fired at
        allowed_hexes: u8,
    },
    /// flying at all
    Aviation,
    /// shells of guns that fire missions, by the gun and clock day; what they see near them they may always fire at
    Ration {
        /// whose guns, its parts' included; `None`: the whole side's
        formation: Option<FormationId>,
        /// rounds a gun and day
        rounds_per_gun: u16,
    },
}

/// What an experiment changes for a side against the battle as it is written. All of it is an input that a commander might
/// have had otherwise, none a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WhatIf {
    /// its guns fire the plan
    pub fire_plan: bool,
    /// its planned strikes fly
    pub strikes: bool,
    /// its guns hear calls by wire; else every call goes by runner
    pub wire: bool,
    /// rules of engagement bind it
    pub engagement: bool,
    /// the enemy knows from each turn's start where its guns stand that hold their fire
    pub guns_known: bool,
}

impl Default for WhatIf {
    /// The battle as it is written.
    fn default() -> WhatIf {
        WhatIf { fire_plan: true, strikes: true, wire: true, engagement: true, guns_known: false }
    }
}

/// An objective.
#[derive(Clone, Debug)]
pub struct Objective {
    /// string id
    pub id: String,
    /// name
    pub name: String,
    /// hex
    pub hex: HexId,
    /// points for the scored side's full hold (half if contested)
    pub points: i32,
    /// points an hour of sole hold, and at most so many
    pub hourly: (i32, i32),
    /// who holds it at the start
    pub holder: Side,
}

/// How the scored side's points are reckoned (rates.md §7).
#[derive(Clone, Debug)]
pub struct Scoring {
    /// whose points they are
    pub side: Side,
    /// men lost that cost a point
    pub own_men_per_point: u32,
    /// enemy men lost that give one
    pub enemy_men_per_point: u32,
    /// vehicles burnt or stranded outside solely held hexes that cost a point
    pub vehicles_per_point: u32,
    /// hex next to which a steady company gives points, and how many
    pub near: Option<(HexId, i32)>,
    /// turn-ends an objective is to be held
    pub hold_turns: u8,
    /// moment at which the ground counts; `None`: the end
    pub ground_at: Option<Clock>,
    /// losses are reckoned against the record; `None`: from nothing
    pub against: Option<Against>,
    /// points of tension past which it is war: the side that caused more drops a grade
    pub war_above: Option<u32>,
    /// grades from the lowest: first score of the grade above
    pub grades: Vec<(Grade, i32)>,
}

/// What was lost on record, against which a side's losses are reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Against {
    /// men of the scored side
    pub own_men: Recorded,
    /// men of the enemy
    pub enemy_men: Recorded,
    /// vehicles of the scored side that are out of action
    pub vehicles: Recorded,
}

/// A number on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// lost on record
    pub record: u32,
    /// most points for losing more or less
    pub at_most: i32,
}

impl Recorded {
    /// Points for losing so much, of which each `per_point` is one: positive for less than on record.
    pub fn points(&self, lost: u32, per_point: u32) -> i32 {
        let off = i64::from(self.record) - i64::from(lost);
        ((off / i64::from(per_point.max(1))) as i32).clamp(-self.at_most, self.at_most)
    }
}

/// Grades of victory; the `i32` of [`Scoring::grades`] is the least score for it.
/// Grades of victory, from the Japanese best to the Soviet best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "plain words")]
pub enum Grade {
    JapaneseDecisive,
    JapaneseMajor,
    JapaneseMinor,
    Draw,
    SovietMinor,
    SovietMajor,
    SovietDecisive,
}

impl Grade {
    /// All, from the Japanese best to the Soviet best.
    pub const ALL: [Grade; 7] = [
        Grade::JapaneseDecisive,
        Grade::JapaneseMajor,
        Grade::JapaneseMinor,
        Grade::Draw,
        Grade::SovietMinor,
        Grade::SovietMajor,
        Grade::SovietDecisive,
    ];
    /// The next grade that is worse for a side; the worst stays.
    pub fn worse_for(self, side: Side) -> Grade {
        let at = self as usize;
        let to = match side {
            Side::Soviet => at.saturating_sub(1),
            Side::Japanese => (at + 1).min(Grade::ALL.len() - 1),
        };
        Grade::ALL[to]
    }
    /// Who won; `None` is a draw.
    pub const fn winner(self) -> Option<Side> {
        match self {
            Grade::JapaneseDecisive | Grade::JapaneseMajor | Grade::JapaneseMinor => Some(Side::Japanese),
            Grade::Draw => None,
            _ => Some(Side::Soviet),
        }
    }
}

impl Scenario {
    /// Ids of the overlays laid over it, in order.
    pub fn mod_ids(&self) -> Vec<String> {
        self.mods.iter().map(|m| m.id.clone()).collect()
    }
    /// Titles of the overlays laid over it, in order.
    pub fn mod_titles(&self) -> Vec<String> {
        self.mods.iter().map(|m| m.title.clone()).collect()
    }
    /// The unit's card.
    pub fn card(&self, unit: UnitId) -> &super::UnitCard {
        &self.cards.units[self.units[unit.index()].card as usize]
    }
    /// The unit with a string id.
    pub fn unit(&self, id: &str) -> Option<UnitId> {
        self.units.iter().position(|u| u.id == id).map(|i| UnitId(i as u16))
    }
    /// Whether a side has units to place before the first turn.
    pub fn sets_up(&self, side: Side) -> bool {
        self.units.iter().any(|u| u.side == side && !u.zone.is_empty())
    }
    /// Whether `inner` is `outer` or a part of it at any depth.
    pub fn is_part_of(&self, inner: FormationId, outer: FormationId) -> bool {
        let mut at = Some(inner);
        while let Some(f) = at {
            if f == outer {
                return true;
            }
            at = self.formations[f.0 as usize].parent;
        }
        false
    }
    /// The plan of a formation, or of the nearest one above it that has one.
    pub fn plan_of(&self, formation: FormationId) -> Option<&PlanRole> {
        let mut at = Some(formation);
        while let Some(f) = at {
            if let Some(role) = self.plan.iter().find(|r| r.formation == f) {
                return Some(role);
            }
            at = self.formations.get(f.0 as usize)?.parent;
        }
        None
    }
    /// First moment.
    pub fn starts(&self) -> Clock {
        self.phases[0].from
    }
    /// Last moment.
    pub fn ends(&self) -> Clock {
        self.phases[self.phases.len() - 1].to
    }
}
