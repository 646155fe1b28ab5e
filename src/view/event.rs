//! What happened, small and `Copy`, without text; and what each side was told of it.

use super::{ContactId, ContactKind, Shells};
use crate::data::{Cause, DepotId, EngagementId, FlightId, FormationId, Grade, LinkId, ScriptId, TaskKind};
use crate::hex::HexId;
use crate::rules::{Clock, GroundStates, MoraleState, Posture, Side, SideWork, UnitId, Weather};
use serde::{Deserialize, Serialize};

/// Number of an event in the log, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Seq(pub u32);

/// Why a move halted with its seconds kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Halt {
    /// an enemy appeared within 1 km
    Contact,
    /// men or vehicles were lost
    Losses,
    /// half are suppressed
    Suppressed,
    /// vehicles stuck
    Bogged,
    /// the next hex is full
    Full,
    /// an enemy stands in the next hex
    Enemy,
    /// no fuel
    Fuel,
    /// nerve failed
    Morale,
    /// wire or mines nobody knew of
    Obstacle,
    /// the crossing is shut by what is stuck on it
    Shut,
}

/// Men lost in one blow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LossBy {
    /// killed
    pub killed: u16,
    /// wounded
    pub wounded: u16,
    /// missing or taken
    pub missing: u16,
}

/// Who an event is about, as told to a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Who {
    /// one's own
    Own(UnitId),
    /// an enemy as known
    Contact(ContactId),
    /// not seen
    Unseen,
}

/// Something that happened; `W` is [`UnitId`] in the truth and [`Who`] in a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "field names are plain words; units are in the names")]
pub enum What<W> {
    /// A turn began.
    TurnStarted { turn: u16 },
    /// A side may order.
    ImpulseStarted { side: Side },
    /// The battle is over.
    Ended { grade: Grade, score: i32 },
    /// A unit came onto the map or took its place off it.
    Arrived { unit: W, hex: Option<HexId> },
    /// A unit went from one hex to the next.
    Moved { unit: W, from: HexId, to: HexId, seconds: u16, fuel_kg: u16 },
    /// A move halted.
    Halted { unit: W, hex: HexId, why: Halt },
    /// Vehicles got stuck.
    Bogged { unit: W, hex: HexId, vehicle: u16, count: u8, deep: u8 },
    /// Stuck vehicles came free and rejoined.
    Recovered { unit: W, hex: HexId, vehicle: u16, count: u8 },
    /// A try at recovery failed.
    RecoveryFailed { unit: W, hex: HexId },
    /// A unit fired at a hex.
    Fired { unit: W, at: HexId, small_rounds: u32, shells: u16, standing: bool },
    /// Men were hit.
    MenLost { unit: W, hex: Option<HexId>, lost: LossBy, cause: Cause },
    /// Running vehicles were knocked out.
    VehiclesLost { unit: W, hex: HexId, vehicle: u16, burnt: u8, recoverable: u8, repairable: u8, cause: Cause },
    /// Running vehicles broke down.
    BrokeDown { unit: W, hex: HexId, vehicle: u16, recoverable: u8, repairable: u8 },
    /// Vehicles that were out of action are mended and rejoin; `hauled` ones were away.
    Repaired { unit: W, hex: HexId, vehicle: u16, count: u8, hauled: bool },
    /// Stranded vehicles were knocked out where they stood.
    StrandedLost { unit: W, hex: HexId, vehicle: u16, burnt: u8, recoverable: u8, repairable: u8, cause: Cause },
    /// Guns were put out of action.
    GunsLost { unit: W, hex: Option<HexId>, count: u8, cause: Cause },
    /// A unit's nerve changed.
    Morale { unit: W, state: MoraleState },
    /// A unit dug itself in.
    DugIn { unit: W, hex: HexId, posture: Posture },
    /// A unit was placed elsewhere in its zone before the first turn.
    Deployed { unit: W, hex: HexId },
    /// A unit leaves its trench to lookouts and shelters behind the crest.
    Sheltered { unit: W, hex: HexId },
    /// A unit is called up from shelter; its trench is manned then.
    Manned { unit: W, hex: HexId, by: Clock },
    /// Guns changed between limbered and in action.
    Limbered { unit: W, limbered: bool },
    /// A unit went into march column or deployed from it.
    Formed { unit: W, column: bool },
    /// A unit finished a work on the side of a hex towards a neighbour, or its tanks crushed the wire there.
    Built { unit: W, hex: HexId, towards: HexId, work: SideWork },
    /// A vehicle of a unit got stuck on a crossing between two hexes and shuts it.
    CrossingShut { unit: W, hex: HexId, towards: HexId },
    /// A unit went over mines between two hexes.
    MinesMet { unit: W, hex: HexId },
    /// A side got or bettered a contact. Told to that side alone.
    ContactMade { side: Side, contact: ContactId, hex: HexId, kind: ContactKind },
    /// Shells cut the telephone line of a headquarters.
    LineCut { unit: W, until: Clock },
    /// A fire mission was called.
    MissionCalled { battery: W, hex: HexId, from: Clock, rounds: u16, shells: Shells },
    /// A fire mission's rounds of this turn fell.
    MissionFell { battery: W, hex: HexId, rounds: u16 },
    /// A fire mission's smoke rounds of this turn fell: the hex is hidden until then.
    SmokeLaid { battery: W, hex: HexId, until: Clock, rounds: u16 },
    /// A battery or company has nothing left to fire; it says so once until it is fed.
    Silent { unit: W },
    /// A unit missed a meal, or a part of one; it says so once until it is fed.
    Hungry { unit: W },
    /// A unit ate.
    Ate { unit: W, rations_g: u32 },
    /// Ammunition, fuel or food came up.
    Supplied { unit: W, ammunition_g: u32, fuel_kg: u32, rations_g: u32 },
    /// Stores were carried to a depot; `None`: from outside the network.
    Carried { from: Option<DepotId>, to: DepotId, ammunition_kg: u32, fuel_kg: u32, rations_kg: u32 },
    /// Fire fell on the way of a link of supply. Told to its side alone.
    WayUnderFire { link: LinkId },
    /// The enemy came into a depot: what it held is lost.
    DepotLost { depot: DepotId, ammunition_kg: u32, fuel_kg: u32, rations_kg: u32 },
    /// At a turn's start this share of a unit was kept down.
    Suppressed { unit: W, permille: u16 },
    /// A strike came over its target.
    StrikeFell { flight: FlightId, hex: HexId, aircraft: u16, bombs: u16 },
    /// A strike was called off: nobody flies in such weather. The sortie is kept. Told to its side alone.
    StrikeCalledOff { flight: FlightId, hex: HexId },
    /// Aircraft were shot down, and others damaged so that they do not fly again in this battle.
    AircraftLost { flight: FlightId, count: u16, damaged: u16 },
    /// An assault went in.
    Assaulted { leader: W, hex: HexId, result: u8 },
    /// A unit fell back.
    Retreated { unit: W, from: HexId, to: HexId },
    /// A unit ceased to exist as such.
    Destroyed { unit: W, hex: Option<HexId> },
    /// An objective changed hands (`None`: contested).
    Control { hex: HexId, holder: Option<Side> },
    /// A reserve may act.
    Released { formation: FormationId },
    /// A new task was ordered; it will be ready at an hour. Told to its side alone, as the next.
    TaskGiven { formation: FormationId, kind: TaskKind, goal: HexId, ready: Clock },
    /// A formation goes by its new task.
    TaskReady { formation: FormationId, kind: TaskKind, goal: HexId },
    /// A formation is not ready: its battalions go by their tasks only from then on. Told to its side alone, as the next.
    TaskLate { formation: FormationId, ready: Clock },
    /// A formation's battalions were sent elsewhere by mistake.
    TaskAstray { formation: FormationId, goal: HexId },
    /// A scripted event.
    Script { script: ScriptId },
    /// A side caused tension, by breaking a rule of engagement or as the script has it; the world hears of it.
    Strained { side: Side, points: i16, rule: Option<EngagementId> },
    /// A rule of engagement was strained: a unit went over the border.
    BorderCrossed { unit: W, hex: HexId },
    /// The weather or the state of the ground is another than in the turn before; also at the start.
    WeatherChanged { weather: Weather, ground: GroundStates },
    /// The commander of a headquarters fell, or all of it; a deputy leads from then.
    CommanderLost { unit: W, until: Clock },
    /// The last command tank of a unit is out: it is without radio.
    RadioLost { unit: W },
    /// Men fell sick.
    FellSick { unit: W, hex: Option<HexId>, men: u16 },
    /// Lightly wounded, stragglers and sick came back to their unit.
    Returned { unit: W, hex: Option<HexId>, wounded: u16, missing: u16, sick: u16 },
    /// An assault is under way as the turn ends and goes on in the next: so many seconds are left of it.
    StormGoesOn { leader: W, hex: HexId, left_s: u16 },
    /// Men went for stuck vehicles at close quarters: so many were put out.
    CloseAttacked { unit: W, hex: HexId, out: u8 },
    /// Men with no way out laid down their arms.
    Surrendered { unit: W, hex: HexId, men: u16 },
    /// Planned fire on a hex is over: it goes on to another hex, or ends; or a mission ends because a rule has come to forbid it.
    FireLifted { battery: W, hex: HexId, to: Option<HexId> },
    /// A battery's observed fire has registered a hex for its side's guns.
    Registered { battery: W, hex: HexId },
    /// A battery was given a hex for defensive fire, or told to give it up.
    Defends { battery: W, hex: Option<HexId> },
}

/// An event of the battle's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// number
    pub seq: Seq,
    /// when
    pub at: Clock,
    /// what
    pub what: What<UnitId>,
}

/// What a side was told of an event, fixed when it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// number among this side's own reports, from 0
    pub seq: Seq,
    /// when
    pub at: Clock,
    /// what
    pub what: What<Who>,
}

impl<W: Copy> What<W> {
    /// The same with the unit renamed; `None` if `f` says it is not to be told.
    pub fn renamed<V>(self, mut f: impl FnMut(W) -> Option<V>) -> Option<What<V>> {
        use What::*;
        Some(match self {
            TurnStarted { turn } => TurnStarted { turn },
            ImpulseStarted { side } => ImpulseStarted { side },
            Ended { grade, score } => Ended { grade, score },
            Arrived { unit, hex } => Arrived { unit: f(unit)?, hex },
            Moved { unit, from, to, seconds, fuel_kg } => Moved { unit: f(unit)?, from, to, seconds, fuel_kg },
            Halted { unit, hex, why } => Halted { unit: f(unit)?, hex, why },
            Bogged { unit, hex, vehicle, count, deep } => Bogged { unit: f(unit)?, hex, vehicle, count, deep },
            BrokeDown { unit, hex, vehicle, recoverable, repairable } => {
                BrokeDown { unit: f(unit)?, hex, vehicle, recoverable, repairable }
            }
            Repaired { unit, hex, vehicle, count, hauled } => Repaired { unit: f(unit)?, hex, vehicle, count, hauled },
            Recovered { unit, hex, vehicle, count } => Recovered { unit: f(unit)?, hex, vehicle, count },
            RecoveryFailed { unit, hex } => RecoveryFailed { unit: f(unit)?, hex },
            Fired { unit, at, small_rounds, shells, standing } => Fired { unit: f(unit)?, at, small_rounds, shells, standing },
            MenLost { unit, hex, lost, cause } => MenLost { unit: f(unit)?, hex, lost, cause },
            VehiclesLost { unit, hex, vehicle, burnt, recoverable, repairable, cause } => {
                VehiclesLost { unit: f(unit)?, hex, vehicle, burnt, recoverable, repairable, cause }
            }
            StrandedLost { unit, hex, vehicle, burnt, recoverable, repairable, cause } => {
                StrandedLost { unit: f(unit)?, hex, vehicle, burnt, recoverable, repairable, cause }
            }
            GunsLost { unit, hex, count, cause } => GunsLost { unit: f(unit)?, hex, count, cause },
            Morale { unit, state } => Morale { unit: f(unit)?, state },
            DugIn { unit, hex, posture } => DugIn { unit: f(unit)?, hex, posture },
            Deployed { unit, hex } => Deployed { unit: f(unit)?, hex },
            Sheltered { unit, hex } => Sheltered { unit: f(unit)?, hex },
            Manned { unit, hex, by } => Manned { unit: f(unit)?, hex, by },
            Limbered { unit, limbered } => Limbered { unit: f(unit)?, limbered },
            Formed { unit, column } => Formed { unit: f(unit)?, column },
            Built { unit, hex, towards, work } => Built { unit: f(unit)?, hex, towards, work },
            CrossingShut { unit, hex, towards } => CrossingShut { unit: f(unit)?, hex, towards },
            MinesMet { unit, hex } => MinesMet { unit: f(unit)?, hex },
            ContactMade { side, contact, hex, kind } => ContactMade { side, contact, hex, kind },
            LineCut { unit, until } => LineCut { unit: f(unit)?, until },
            MissionCalled { battery, hex, from, rounds, shells } => MissionCalled { battery: f(battery)?, hex, from, rounds, shells },
            MissionFell { battery, hex, rounds } => MissionFell { battery: f(battery)?, hex, rounds },
            SmokeLaid { battery, hex, until, rounds } => SmokeLaid { battery: f(battery)?, hex, until, rounds },
            Silent { unit } => Silent { unit: f(unit)? },
            Hungry { unit } => Hungry { unit: f(unit)? },
            Ate { unit, rations_g } => Ate { unit: f(unit)?, rations_g },
            Supplied { unit, ammunition_g, fuel_kg, rations_g } => Supplied { unit: f(unit)?, ammunition_g, fuel_kg, rations_g },
            Carried { from, to, ammunition_kg, fuel_kg, rations_kg } => Carried { from, to, ammunition_kg, fuel_kg, rations_kg },
            WayUnderFire { link } => WayUnderFire { link },
            DepotLost { depot, ammunition_kg, fuel_kg, rations_kg } => DepotLost { depot, ammunition_kg, fuel_kg, rations_kg },
            Suppressed { unit, permille } => Suppressed { unit: f(unit)?, permille },
            StrikeFell { flight, hex, aircraft, bombs } => StrikeFell { flight, hex, aircraft, bombs },
            StrikeCalledOff { flight, hex } => StrikeCalledOff { flight, hex },
            AircraftLost { flight, count, damaged } => AircraftLost { flight, count, damaged },
            Assaulted { leader, hex, result } => Assaulted { leader: f(leader)?, hex, result },
            Retreated { unit, from, to } => Retreated { unit: f(unit)?, from, to },
            Destroyed { unit, hex } => Destroyed { unit: f(unit)?, hex },
            Control { hex, holder } => Control { hex, holder },
            Released { formation } => Released { formation },
            Strained { side, points, rule } => Strained { side, points, rule },
            TaskGiven { formation, kind, goal, ready } => TaskGiven { formation, kind, goal, ready },
            TaskReady { formation, kind, goal } => TaskReady { formation, kind, goal },
            TaskLate { formation, ready } => TaskLate { formation, ready },
            TaskAstray { formation, goal } => TaskAstray { formation, goal },
            Script { script } => Script { script },
            BorderCrossed { unit, hex } => BorderCrossed { unit: f(unit)?, hex },
            WeatherChanged { weather, ground } => WeatherChanged { weather, ground },
            CommanderLost { unit, until } => CommanderLost { unit: f(unit)?, until },
            RadioLost { unit } => RadioLost { unit: f(unit)? },
            FellSick { unit, hex, men } => FellSick { unit: f(unit)?, hex, men },
            Returned { unit, hex, wounded, missing, sick } => Returned { unit: f(unit)?, hex, wounded, missing, sick },
            StormGoesOn { leader, hex, left_s } => StormGoesOn { leader: f(leader)?, hex, left_s },
            CloseAttacked { unit, hex, out } => CloseAttacked { unit: f(unit)?, hex, out },
            Surrendered { unit, hex, men } => Surrendered { unit: f(unit)?, hex, men },
            FireLifted { battery, hex, to } => FireLifted { battery: f(battery)?, hex, to },
            Registered { battery, hex } => Registered { battery: f(battery)?, hex },
            Defends { battery, hex } => Defends { battery: f(battery)?, hex },
        })
    }
    /// Where it happened, if it has one place.
    pub fn place(&self) -> Option<HexId> {
        use What::*;
        match *self {
            TurnStarted { .. }
            | ImpulseStarted { .. }
            | Ended { .. }
            | Morale { .. }
            | Limbered { .. }
            | Formed { .. }
            | LineCut { .. }
            | CommanderLost { .. }
            | RadioLost { .. }
            | Silent { .. }
            | Hungry { .. }
            | Ate { .. }
            | Supplied { .. }
            | Carried { .. }
            | WayUnderFire { .. }
            | DepotLost { .. }
            | Suppressed { .. }
            | AircraftLost { .. }
            | Released { .. }
            | Strained { .. }
            | TaskLate { .. }
            | Script { .. }
            | WeatherChanged { .. } => None,
            Arrived { hex, .. }
            | MenLost { hex, .. }
            | GunsLost { hex, .. }
            | Destroyed { hex, .. }
            | FellSick { hex, .. }
            | Returned { hex, .. }
            | Defends { hex, .. } => hex,
            Moved { to, .. } | Retreated { to, .. } => Some(to),
            Fired { at, .. } => Some(at),
            TaskGiven { goal, .. } | TaskReady { goal, .. } | TaskAstray { goal, .. } => Some(goal),
            Halted { hex, .. }
            | Bogged { hex, .. }
            | Recovered { hex, .. }
            | RecoveryFailed { hex, .. }
            | BrokeDown { hex, .. }
            | Repaired { hex, .. }
            | VehiclesLost { hex, .. }
            | StrandedLost { hex, .. }
            | DugIn { hex, .. }
            | Deployed { hex, .. }
            | Sheltered { hex, .. }
            | Manned { hex, .. }
            | Built { hex, .. }
            | CrossingShut { hex, .. }
            | MinesMet { hex, .. }
            | ContactMade { hex, .. }
            | MissionCalled { hex, .. }
            | MissionFell { hex, .. }
            | SmokeLaid { hex, .. }
            | FireLifted { hex, .. }
            | Registered { hex, .. }
            | StrikeFell { hex, .. }
            | StrikeCalledOff { hex, .. }
            | Assaulted { hex, .. }
            | Control { hex, .. }
            | BorderCrossed { hex, .. }
            | StormGoesOn { hex, .. }
            | CloseAttacked { hex, .. }
            | Surrendered { hex, .. } => Some(hex),
        }
    }
    /// Its name in JSON and in the words' files.
    pub fn name(&self) -> &'static str {
        use What::*;
        match self {
            TurnStarted { .. } => "turn_started",
            ImpulseStarted { .. } => "impulse_started",
            Ended { .. } => "ended",
            Arrived { .. } => "arrived",
            Moved { .. } => "moved",
            Halted { .. } => "halted",
            Bogged { .. } => "bogged",
            Recovered { .. } => "recovered",
            RecoveryFailed { .. } => "recovery_failed",
            Fired { .. } => "fired",
            MenLost { .. } => "men_lost",
            VehiclesLost { .. } => "vehicles_lost",
            StrandedLost { .. } => "stranded_lost",
            BrokeDown { .. } => "broke_down",
            Repaired { .. } => "repaired",
            GunsLost { .. } => "guns_lost",
            Morale { .. } => "morale",
            DugIn { .. } => "dug_in",
            Deployed { .. } => "deployed",
            Sheltered { .. } => "sheltered",
            Manned { .. } => "manned",
            Limbered { .. } => "limbered",
            Formed { .. } => "formed",
            Built { .. } => "built",
            CrossingShut { .. } => "crossing_shut",
            MinesMet { .. } => "mines_met",
            ContactMade { .. } => "contact_made",
            LineCut { .. } => "line_cut",
            MissionCalled { .. } => "mission_called",
            MissionFell { .. } => "mission_fell",
            SmokeLaid { .. } => "smoke_laid",
            Silent { .. } => "silent",
            Hungry { .. } => "hungry",
            Ate { .. } => "ate",
            Supplied { .. } => "supplied",
            Carried { .. } => "carried",
            WayUnderFire { .. } => "way_under_fire",
            DepotLost { .. } => "depot_lost",
            Suppressed { .. } => "suppressed",
            StrikeFell { .. } => "strike_fell",
            StrikeCalledOff { .. } => "strike_called_off",
            AircraftLost { .. } => "aircraft_lost",
            Assaulted { .. } => "assaulted",
            Retreated { .. } => "retreated",
            Destroyed { .. } => "destroyed",
            Control { .. } => "control",
            Released { .. } => "released",
            Strained { .. } => "strained",
            Script { .. } => "script",
            BorderCrossed { .. } => "border_crossed",
            WeatherChanged { .. } => "weather_changed",
            CommanderLost { .. } => "commander_lost",
            RadioLost { .. } => "radio_lost",
            FellSick { .. } => "fell_sick",
            Returned { .. } => "returned",
            StormGoesOn { .. } => "storm_goes_on",
            CloseAttacked { .. } => "close_attacked",
            Surrendered { .. } => "surrendered",
            FireLifted { .. } => "fire_lifted",
            Registered { .. } => "registered",
            Defends { .. } => "defends",
            TaskGiven { .. } => "task_given",
            TaskReady { .. } => "task_ready",
            TaskLate { .. } => "task_late",
            TaskAstray { .. } => "task_astray",
        }
    }
    /// All names, for the words layer's test.
    pub const NAMES: [&'static str; 65] = [
        "turn_started",
        "impulse_started",
        "ended",
        "arrived",
        "moved",
        "halted",
        "bogged",
        "recovered",
        "recovery_failed",
        "fired",
        "men_lost",
        "vehicles_lost",
        "stranded_lost",
        "broke_down",
        "repaired",
        "guns_lost",
        "morale",
        "dug_in",
        "deployed",
        "sheltered",
        "manned",
        "limbered",
        "formed",
        "built",
        "crossing_shut",
        "mines_met",
        "contact_made",
        "line_cut",
        "mission_called",
        "mission_fell",
        "smoke_laid",
        "silent",
        "hungry",
        "ate",
        "supplied",
        "carried",
        "way_under_fire",
        "depot_lost",
        "suppressed",
        "strike_fell",
        "strike_called_off",
        "aircraft_lost",
        "assaulted",
        "retreated",
        "destroyed",
        "control",
        "released",
        "strained",
        "script",
        "border_crossed",
        "weather_changed",
        "commander_lost",
        "radio_lost",
        "fell_sick",
        "returned",
        "storm_goes_on",
        "close_attacked",
        "surrendered",
        "fire_lifted",
        "registered",
        "defends",
        "task_given",
        "task_ready",
        "task_late",
        "task_astray",
    ];
}
