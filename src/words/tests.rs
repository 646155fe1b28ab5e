//! A text in every language for all there is to say, none left over, and every variable supplied.

use super::args::{Args, json_name};
use super::names::Names;
use super::{Lang, Words, event, refusal, texts};
use crate::data::{DepotId, EngagementId, Fault, FlightId, FormationId, Grade, LinkId, ScriptId, TaskKind};
use crate::hex::HexId;
use crate::rules::{
    Clock, Effect, GroundState, GroundStates, Light, ModifierName, MoraleState, Posture, Rain, RuleId, Side, SideWork, Sky, Soil, Terrain,
    UnitId, Weather,
};
use crate::view::{Cause, ContactId, ContactKind, Halt, LossBy, Refusal, Shells, What, Who};
use std::collections::BTreeSet;

/// All values of an enum that has no list of its own; the match fails to compile when one is added and not listed.
macro_rules! every {
    ($name:ident: $($value:ident),+ $(,)?) => {{
        let _complete = |v: $name| match v { $($name::$value => ()),+ };
        vec![$($name::$value),+]
    }};
}

/// Three units, two hexes, one of them named.
struct Stub;

impl Names for Stub {
    fn unit(&self, unit: UnitId, _: Lang) -> Option<&str> {
        ["1st Company", "2nd Battery", "guard post"].get(unit.index()).copied()
    }
    fn hex(&self, hex: HexId, lang: Lang) -> String {
        match (hex.0, lang) {
            (0, _) => "0000".into(),
            (_, Lang::En) => "0001 Birch Hill".into(),
            (_, Lang::Ru) => "0001 Берёзовая".into(),
        }
    }
    fn vehicle(&self, vehicle: u16) -> Option<&str> {
        (vehicle == 0).then_some("T-26")
    }
    fn flight(&self, flight: FlightId, _: Lang) -> Option<&str> {
        (flight.0 == 0).then_some("1st Flight")
    }
    fn formation(&self, formation: FormationId, _: Lang) -> Option<&str> {
        (formation.0 == 0).then_some("2nd Battalion")
    }
    fn depot(&self, depot: DepotId) -> Option<&str> {
        (depot.0 == 0).then_some("su_rear")
    }
    fn rule(&self, rule: EngagementId) -> Option<&str> {
        (rule.0 == 0).then_some("su_border")
    }
    fn link(&self, link: LinkId) -> Option<&str> {
        (link.0 == 0).then_some("lake_road")
    }
    fn script(&self, script: ScriptId) -> Option<&str> {
        (script.0 == 0).then_some("The guns fall silent.")
    }
    fn turns(&self) -> u32 {
        24
    }
    fn scored(&self) -> Side {
        Side::Soviet
    }
    fn starts(&self) -> Clock {
        Clock(86_400 * 100)
    }
}

const UNIT: UnitId = UnitId(0);
const BARE: HexId = HexId(0);
const HILL: HexId = HexId(1);

fn noon() -> Clock {
    Stub.starts().plus(12 * 3600)
}

/// Samples of every event, with the corners of each text: nothing counted, no hex, each choice.
fn events() -> Vec<What<UnitId>> {
    let (unit, battery, leader, cause, vehicle, flight) = (UNIT, UnitId(1), UNIT, Cause::Artillery, 0, FlightId(0));
    let lost = |killed, wounded, missing| LossBy { killed, wounded, missing };
    let mut all = vec![
        What::TurnStarted { turn: 0 },
        What::Arrived { unit, hex: Some(HILL) },
        What::Arrived { unit, hex: None },
        What::Moved { unit, from: BARE, to: HILL, seconds: 432, fuel_kg: 7 },
        What::Bogged { unit, hex: HILL, vehicle, count: 3, deep: 0 },
        What::Bogged { unit, hex: HILL, vehicle, count: 3, deep: 1 },
        What::BrokeDown { unit, hex: HILL, vehicle, recoverable: 1, repairable: 0 },
        What::BrokeDown { unit, hex: HILL, vehicle, recoverable: 1, repairable: 2 },
        What::Repaired { unit, hex: HILL, vehicle, count: 1, hauled: false },
        What::Repaired { unit, hex: HILL, vehicle, count: 2, hauled: true },
        What::Recovered { unit, hex: HILL, vehicle, count: 2 },
        What::RecoveryFailed { unit, hex: HILL },
        What::Fired { unit, at: HILL, small_rounds: 1200, shells: 1, standing: true },
        What::Fired { unit, at: HILL, small_rounds: 0, shells: 12, standing: false },
        What::Fired { unit, at: HILL, small_rounds: 0, shells: 0, standing: false },
        What::MenLost { unit, hex: Some(HILL), lost: lost(1, 5, 0), cause },
        What::MenLost { unit, hex: None, lost: lost(2, 1, 1), cause },
        What::MenLost { unit, hex: None, lost: lost(0, 0, 0), cause },
        What::VehiclesLost { unit, hex: HILL, vehicle, burnt: 1, recoverable: 2, repairable: 1, cause },
        What::StrandedLost { unit, hex: HILL, vehicle, burnt: 5, recoverable: 0, repairable: 0, cause },
        What::GunsLost { unit: battery, hex: Some(HILL), count: 1, cause },
        What::GunsLost { unit: battery, hex: None, count: 3, cause },
        What::Deployed { unit, hex: HILL },
        What::Sheltered { unit, hex: HILL },
        What::Manned { unit, hex: HILL, by: noon() },
        What::Limbered { unit: battery, limbered: true },
        What::Limbered { unit: battery, limbered: false },
        What::Formed { unit, column: true },
        What::Formed { unit, column: false },
        What::Built { unit, hex: HILL, towards: BARE, work: SideWork::Crossing },
        What::CrossingShut { unit, hex: HILL, towards: BARE },
        What::MinesMet { unit, hex: HILL },
        What::LineCut { unit, until: noon() },
        What::MissionCalled { battery, hex: HILL, from: noon(), rounds: 41, shells: Shells::HighExplosive },
        What::MissionCalled { battery, hex: HILL, from: noon(), rounds: 12, shells: Shells::Smoke },
        What::SmokeLaid { battery, hex: HILL, until: noon(), rounds: 12 },
        What::MissionFell { battery, hex: HILL, rounds: 1 },
        What::FireLifted { battery, hex: HILL, to: None },
        What::FireLifted { battery, hex: HILL, to: Some(BARE) },
        What::Registered { battery, hex: HILL },
        What::Defends { battery, hex: Some(HILL) },
        What::Defends { battery, hex: None },
        What::MissionFell { battery, hex: HILL, rounds: 42 },
        What::Silent { unit: battery },
        What::Hungry { unit },
        What::Ate { unit, rations_g: 120_000 },
        What::Supplied { unit, ammunition_g: 400_000, fuel_kg: 0, rations_g: 0 },
        What::Supplied { unit, ammunition_g: 0, fuel_kg: 0, rations_g: 0 },
        What::Carried { from: None, to: DepotId(0), ammunition_kg: 400, fuel_kg: 30, rations_kg: 20 },
        What::Carried { from: Some(DepotId(1)), to: DepotId(0), ammunition_kg: 0, fuel_kg: 0, rations_kg: 0 },
        What::WayUnderFire { link: LinkId(0) },
        What::DepotLost { depot: DepotId(0), ammunition_kg: 400, fuel_kg: 30, rations_kg: 20 },
        What::DepotLost { depot: DepotId(0), ammunition_kg: 0, fuel_kg: 0, rations_kg: 0 },
        What::Suppressed { unit, permille: 730 },
        What::StrikeFell { flight, hex: HILL, aircraft: 60, bombs: 600 },
        What::StrikeFell { flight, hex: HILL, aircraft: 1, bombs: 0 },
        What::AircraftLost { flight, count: 2, damaged: 0 },
        What::AircraftLost { flight, count: 0, damaged: 3 },
        What::Retreated { unit, from: HILL, to: BARE },
        What::Destroyed { unit, hex: Some(HILL) },
        What::Destroyed { unit, hex: None },
        What::Released { formation: FormationId(0) },
        What::Strained { side: Side::Soviet, points: 3, rule: Some(EngagementId(0)) },
        What::Strained { side: Side::Japanese, points: 5, rule: None },
        What::Strained { side: Side::Japanese, points: -4, rule: None },
        What::TaskLate { formation: FormationId(0), ready: noon() },
        What::TaskAstray { formation: FormationId(0), goal: HILL },
        What::TaskGiven { formation: FormationId(0), kind: TaskKind::Attack, goal: HILL, ready: noon() },
        What::Script { script: ScriptId(0) },
        What::BorderCrossed { unit, hex: HILL },
        What::StormGoesOn { leader, hex: HILL, left_s: 150 },
        What::CloseAttacked { unit, hex: HILL, out: 0 },
        What::CloseAttacked { unit, hex: HILL, out: 2 },
        What::Surrendered { unit, hex: HILL, men: 40 },
        What::StrikeCalledOff { flight, hex: HILL },
        What::CommanderLost { unit: leader, until: noon() },
        What::RadioLost { unit: leader },
        What::FellSick { unit, hex: Some(HILL), men: 1 },
        What::FellSick { unit: battery, hex: None, men: 3 },
        What::Returned { unit, hex: Some(HILL), wounded: 2, missing: 7, sick: 0 },
        What::Returned { unit: battery, hex: None, wounded: 0, missing: 0, sick: 1 },
        What::WeatherChanged { weather: Weather::CLEAR, ground: GroundState::Wet.into() },
        What::WeatherChanged { weather: Weather { sky: Sky::Overcast, rain: Rain::Rain }, ground: mixed() },
    ];
    all.extend(Side::BOTH.map(|side| What::ImpulseStarted { side }));
    all.extend(Side::BOTH.map(|side| What::ContactMade { side, contact: ContactId(7), hex: HILL, kind: ContactKind::Guns }));
    all.extend([None, Some(Side::Soviet), Some(Side::Japanese)].map(|holder| What::Control { hex: HILL, holder }));
    all.extend(Grade::ALL.map(|grade| What::Ended { grade, score: -3 }));
    all.extend([0, 1, 2].map(|result| What::Assaulted { leader, hex: HILL, result }));
    all.extend(TaskKind::ALL.map(|kind| What::TaskReady { formation: FormationId(0), kind, goal: HILL }));
    all.extend(halts().into_iter().map(|why| What::Halted { unit, hex: HILL, why }));
    all.extend(morales().into_iter().map(|state| What::Morale { unit, state }));
    all.extend(postures().into_iter().map(|posture| What::DugIn { unit, hex: HILL, posture }));
    all
}

/// A marsh soaked, the rest dry.
fn mixed() -> GroundStates {
    GroundStates::each(|soil| if soil == Soil::Low { GroundState::Soaked } else { GroundState::Dry })
}

fn refusals() -> Vec<Refusal> {
    let (unit, hex, until) = (UNIT, HILL, noon());
    vec![
        Refusal::NotYourImpulse,
        Refusal::NoSuchUnit { unit },
        Refusal::NotOnMap { unit },
        Refusal::HeldBack { unit },
        Refusal::WillNot { unit },
        Refusal::AllStuck { unit },
        Refusal::Pinned { unit, suppressed_permille: 870 },
        Refusal::NoSeconds { unit, left_s: 40, needed_s: 60 },
        Refusal::BrokenPath { unit, at: hex },
        Refusal::Impassable { unit, hex },
        Refusal::Full { hex, men: 601, vehicles: 1, guns: 2 },
        Refusal::EnemyThere { hex },
        Refusal::BeyondBorder { hex, allowed_hexes: 0 },
        Refusal::BeyondBorder { hex, allowed_hexes: 1 },
        Refusal::BeyondBorder { hex, allowed_hexes: 2 },
        Refusal::Forbidden { until },
        Refusal::NoSuchContact { contact: ContactId(7) },
        Refusal::NotInSight { hex },
        Refusal::OutOfRange { range_m: 1800, greatest_m: 1500 },
        Refusal::NoAmmunition { unit },
        Refusal::NoFuel { unit },
        Refusal::NoSmoke { unit },
        Refusal::NoWeapon { unit },
        Refusal::Busy { unit, until: until.plus(86_400) },
        Refusal::TooLittle { least: 60 },
        Refusal::NotAdjacent { unit, hex },
        Refusal::NoUnits,
        Refusal::NothingToDo { unit },
        Refusal::NoShelter { unit },
        Refusal::Sheltered { unit },
        Refusal::NoSortie { flight: FlightId(0) },
        Refusal::WrongHour { from: until, to: until.plus(600) },
        Refusal::NoFlyingWeather,
        Refusal::NotAReserve { formation: FormationId(0) },
        Refusal::NotToBeBroken { rule: EngagementId(0) },
        Refusal::CannotDig { unit },
        Refusal::CannotBuild { unit },
        Refusal::Shut { hex: HILL },
        Refusal::Rationed { unit, rounds: 0, until },
        Refusal::Rationed { unit, rounds: 1, until },
        Refusal::Rationed { unit, rounds: 12, until },
        Refusal::NotRegistered { hex: HILL },
        Refusal::OutsideTask { unit, formation: FormationId(0), by: FormationId(0), ready: until },
        Refusal::NoTask { formation: FormationId(0) },
        Refusal::SameTask { formation: FormationId(0) },
        Refusal::SetUpFirst,
        Refusal::SetUpOver,
        Refusal::NotInZone { unit, hex },
    ]
}

fn halts() -> Vec<Halt> {
    every!(Halt: Contact, Losses, Suppressed, Bogged, Full, Enemy, Fuel, Morale, Obstacle, Shut)
}
fn morales() -> Vec<MoraleState> {
    every!(MoraleState: Steady, Shaken, Broken, Routed)
}
fn lights() -> Vec<Light> {
    every!(Light: Day, Dusk, Moon, Dark)
}
fn ground_states() -> Vec<GroundState> {
    every!(GroundState: Dry, Wet, Soaked)
}
fn causes() -> Vec<Cause> {
    every!(Cause: SmallArms, DirectFire, AntiTank, Artillery, Air, CloseCombat, Crew, Mines, Rout)
}
fn postures() -> Vec<Posture> {
    every!(Posture: Upright, Prone, Scrape, Reversed, Trench)
}

/// Ids of the parts that sentences are made of, which no list elsewhere names.
const PARTS: [&str; 18] = [
    "ground-by-soil",
    "who-contact",
    "who-unseen",
    "off-map",
    "part-killed",
    "part-wounded",
    "part-missing",
    "part-burnt",
    "part-recoverable",
    "part-repairable",
    "part-small_rounds",
    "part-shells",
    "part-ammunition",
    "part-fuel",
    "part-rations",
    "part-back_wounded",
    "part-back_missing",
    "part-back_sick",
];

/// Ids of the map sheet's lines; the picture layer's tests hold that its legends use no other.
const SHEET: [&str; 30] = [
    "overlay-reach",
    "overlay-reach-none",
    "overlay-reach-stays",
    "overlay-reach-now",
    "overlay-reach-next",
    "overlay-reach-full",
    "overlay-sight",
    "overlay-sight-unit",
    "overlay-sight-fire",
    "overlay-sight-hex",
    "overlay-sight-all",
    "overlay-threat",
    "overlay-threat-one",
    "overlay-threat-few",
    "overlay-threat-many",
    "overlay-supply",
    "overlay-supply-out",
    "overlay-supply-low",
    "overlay-supply-half",
    "overlay-supply-well",
    "overlay-supply-depot",
    "overlay-supply-link",
    "overlay-elevation",
    "overlay-elevation-band",
    "overlay-objectives",
    "overlay-objectives-soviet",
    "overlay-objectives-japanese",
    "overlay-objectives-contested",
    "overlay-objectives-near",
    "sheet-minutes",
];

/// The id of every text that there must be.
fn wanted() -> BTreeSet<String> {
    fn labels<T: serde::Serialize>(into: &mut BTreeSet<String>, kind: &str, values: &[T]) {
        into.extend(values.iter().map(|v| format!("{kind}-{}", json_name(v))));
    }
    let mut ids: BTreeSet<String> = PARTS.iter().map(|p| p.to_string()).collect();
    ids.extend(SHEET.iter().map(|k| k.to_string()));
    ids.insert("part-none".into());
    ids.extend(What::<UnitId>::NAMES.iter().map(|n| format!("event-{n}")));
    ids.extend(Refusal::NAMES.iter().map(|n| format!("refusal-{n}")));
    ids.extend(Fault::NAMES.iter().map(|n| format!("fault-{n}")));
    labels(&mut ids, "modifier", &ModifierName::ALL);
    labels(&mut ids, "rule", &RuleId::ALL);
    labels(&mut ids, "effect", &effects());
    labels(&mut ids, "grade", &Grade::ALL);
    labels(&mut ids, "side", &Side::BOTH);
    labels(&mut ids, "terrain", &Terrain::ALL);
    labels(&mut ids, "light", &lights());
    labels(&mut ids, "ground_state", &ground_states());
    labels(&mut ids, "wetness", &ground_states());
    labels(&mut ids, "sky", &every!(Sky: Clear, Overcast, Haze, Fog));
    labels(&mut ids, "rain", &every!(Rain: None, Drizzle, Rain, Storm));
    labels(&mut ids, "posture", &postures());
    labels(&mut ids, "morale", &morales());
    labels(&mut ids, "cause", &causes());
    labels(&mut ids, "side_work", &SideWork::ALL);
    labels(&mut ids, "task", &TaskKind::ALL);
    labels(&mut ids, "halt", &halts());
    labels(&mut ids, "contact_kind", &every!(ContactKind: Unknown, Men, Vehicles, Guns));
    // What the window asks for is looked up in its own code, by its own tests.
    ids.extend(ids_in(include_str!("../../assets/words/en/window.ftl")).map(str::to_owned));
    ids
}

/// The ids of the texts in a file.
fn ids_in(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter_map(|l| l.split_once(" =")).map(|(id, _)| id).filter(|id| id.starts_with(|c: char| c.is_ascii_lowercase()))
}

fn effects() -> Vec<Effect> {
    every!(Effect: MenHit, Killed, Suppression, VehiclesOut, Burnt, Recoverable, CrewHit, CrewKilled, GunsOut, Bogged, BellyDeep, BrokenDown, Recovered,
 AssaultResult, AttackerLoss, DefenderLoss, Prisoners, Stands, Seen, Rallied, DelaySeconds, AircraftLost, Stress, OnCrossing, LineCut, Comes, Hours, CommanderHit, Strayed, FellSick, WoundedBack, StraysBack, SickBack, Captured, Yields, AircraftDamaged, Astray, Misplaced, Estimate, Imagined, Place, Minutes, HitByShells)
}

/// The texts of a language as written: id and the lines up to the next id.
fn written(lang: Lang) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = vec![];
    for line in texts::sources(lang).iter().flat_map(|s| s.lines()) {
        match line.split_once(" =") {
            Some((id, rest)) if line.starts_with(|c: char| c.is_ascii_lowercase()) => all.push((id.into(), rest.into())),
            _ if line.starts_with('#') => {}
            _ => {
                if let Some((_, text)) = all.last_mut() {
                    text.push_str(line);
                }
            }
        }
    }
    all
}

/// The variables that a text as written asks for.
fn variables(text: &str) -> BTreeSet<&str> {
    text.split('$').skip(1).map(|t| t.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default()).collect()
}

#[test]
fn every_language_has_every_text_and_no_other() {
    for lang in Lang::ALL {
        for source in texts::sources(lang).into_iter().chain([texts::scenarios(lang)]) {
            if let Err((_, errors)) = fluent_bundle::FluentResource::try_new(source.to_owned()) {
                panic!("{}: {errors:?}", lang.id());
            }
        }
        let mut found = BTreeSet::new();
        for (id, _) in written(lang) {
            assert!(found.insert(id.clone()), "{}: {id} is there twice", lang.id());
        }
        let wanted = wanted();
        let missing: Vec<_> = wanted.difference(&found).collect();
        let left_over: Vec<_> = found.difference(&wanted).collect();
        assert!(missing.is_empty() && left_over.is_empty(), "{}: missing {missing:?}, left over {left_over:?}", lang.id());
    }
}

#[test]
fn no_translation_forgets_a_variable() {
    let english = written(Lang::En);
    for (id, text) in written(Lang::Ru) {
        let (_, model) = english.iter().find(|(i, _)| *i == id).unwrap();
        assert_eq!(variables(&text), variables(model), "{id}");
    }
}

#[test]
fn a_faults_text_gives_all_its_arguments() {
    for (id, text) in written(Lang::En).iter().filter(|(id, _)| id.starts_with("fault-")) {
        let at = Fault::NAMES.iter().position(|n| id.strip_prefix("fault-") == Some(n)).unwrap();
        assert_eq!(variables(text), Fault::ARGS[at].iter().copied().collect(), "{id}");
    }
}

#[test]
fn samples_cover_every_event_and_refusal() {
    let said: BTreeSet<_> = events().iter().map(|e| e.name()).collect();
    assert_eq!(said, What::<UnitId>::NAMES.into_iter().collect());
    let said: BTreeSet<_> = refusals().iter().map(|r| r.name()).collect();
    assert_eq!(said, Refusal::NAMES.into_iter().collect());
}

#[test]
fn every_sentence_finds_its_variables() {
    for words in Lang::ALL.map(Words::new) {
        let mut sentences = vec![];
        for what in events() {
            let args = event::args(&words, &Stub, &what, |u| super::names::unit(&Stub, u, words.lang));
            sentences.push(args.try_say(&format!("event-{}", what.name())));
        }
        for why in refusals() {
            sentences.push(refusal::args(&words, &Stub, &why).try_say(&format!("refusal-{}", why.name())));
        }
        for (text, errors) in sentences {
            assert!(errors.is_empty(), "{text}: {errors:?}");
            assert!(!text.contains(['{', '}', '$', '#']) && !text.contains("  ") && !text.contains('\n'), "{text}");
            assert!(text.ends_with('.'), "{text}");
        }
    }
}

fn event(lang: Lang, what: What<UnitId>) -> String {
    event::tell(&Words::new(lang), &Stub, &what, |u| super::names::unit(&Stub, u, lang))
}

#[test]
fn the_log_reads_plainly() {
    let lost = LossBy { killed: 1, wounded: 5, missing: 0 };
    let what = What::MenLost { unit: UNIT, hex: Some(HILL), lost, cause: Cause::SmallArms };
    assert_eq!(event(Lang::En, what), "1st Company (0001 Birch Hill) lost 1 killed, 5 wounded to rifle and machine-gun fire.");
    assert_eq!(event(Lang::Ru, what), "1st Company (0001 Берёзовая): потери — 1 убитый, 5 раненых; причина: ружейно-пулемётный огонь.");
    let what = What::Fired { unit: UnitId(2), at: HILL, small_rounds: 1200, shells: 1, standing: true };
    assert_eq!(event(Lang::En, what), "Guard post fired 1200 small-arms rounds, 1 shell at 0001 Birch Hill in standing fire.");
    let what = What::VehiclesLost { unit: UNIT, hex: BARE, vehicle: 0, burnt: 1, recoverable: 2, repairable: 0, cause: Cause::AntiTank };
    assert_eq!(event(Lang::En, what), "1st Company (0000) lost 3 × T-26 to anti-tank fire: 1 burnt, 2 to be hauled away.");
    let what = What::Ended { grade: Grade::Draw, score: 18 };
    assert_eq!(event(Lang::En, what), "The battle is over: draw; the Soviet score is 18.");
    let what = What::Ended { grade: Grade::JapaneseMajor, score: -19 };
    assert_eq!(event(Lang::En, what), "The battle is over: Japanese major victory; the Soviet score is −19.");
    let what = What::WeatherChanged { weather: Weather { sky: Sky::Overcast, rain: Rain::Rain }, ground: mixed() };
    assert_eq!(event(Lang::En, what), "The weather: overcast, rain; marshes soaked, fields dry, hills dry, roads dry.");
    let what = What::WeatherChanged { weather: Weather::CLEAR, ground: GroundState::Wet.into() };
    assert_eq!(event(Lang::Ru, what), "Погода: ясно; сырой грунт.");
    assert_eq!(event(Lang::En, What::TurnStarted { turn: 2 }), "Turn 3 of 24 begins.");
}

#[test]
fn russian_counts_by_its_own_rules() {
    let fell = |rounds| event(Lang::Ru, What::MissionFell { battery: UnitId(1), hex: BARE, rounds });
    for (rounds, text) in [
        (1, "выпущен 1 снаряд."),
        (2, "выпущено 2 снаряда."),
        (5, " 5 снарядов."),
        (11, " 11 снарядов."),
        (21, "выпущен 21 снаряд."),
        (104, " 104 снаряда."),
    ] {
        assert!(fell(rounds).ends_with(text), "{}", fell(rounds));
    }
}

#[test]
fn a_report_names_enemies_only_as_they_are_known() {
    let words = Words::new(Lang::En);
    let tell = |unit| {
        let what = What::Fired { unit, at: HILL, small_rounds: 0, shells: 0, standing: false };
        event::tell(&words, &Stub, &what, |who| words.who(&Stub, who))
    };
    assert_eq!(tell(Who::Own(UNIT)), "1st Company fired at 0001 Birch Hill.");
    assert_eq!(tell(Who::Contact(ContactId(12))), "Contact 12 fired at 0001 Birch Hill.");
    assert_eq!(tell(Who::Unseen), "An unseen enemy fired at 0001 Birch Hill.");
}

#[test]
fn a_refusal_gives_its_numbers() {
    let words = Words::new(Lang::En);
    let tell = |why| refusal::tell(&words, &Stub, &why);
    assert_eq!(
        tell(Refusal::NoSeconds { unit: UNIT, left_s: 40, needed_s: 60 }),
        "1st Company has 40 s left this turn; this takes 60 s to begin."
    );
    assert_eq!(tell(Refusal::Pinned { unit: UNIT, suppressed_permille: 870 }), "1st Company is pinned down: 87 % suppressed.");
    assert_eq!(tell(Refusal::Busy { unit: UNIT, until: noon() }), "1st Company is busy until 12:00.");
    let tomorrow = noon().plus(86_400);
    assert_eq!(
        tell(Refusal::Forbidden { until: tomorrow }),
        format!("The rules of engagement forbid this until {} 12:00.", &tomorrow.to_string()[..10])
    );
}

#[test]
fn what_does_not_exist_is_named_by_its_number() {
    assert_eq!(event(Lang::En, What::Silent { unit: UnitId(99) }), "#99 has nothing left to fire and is silent.");
    assert_eq!(Words::new(Lang::En).fault("no-such-fault", &[]), None);
}

#[test]
fn a_fault_is_told_with_its_numbers() {
    let fault = Fault::RowLength { what: "terrain", row: 3, found: 1, wanted: 38 };
    let args: Vec<_> = fault.args().into_iter().map(|(name, value)| (name, value.to_string())).collect();
    let tell = |lang| Words::new(lang).fault(fault.name(), &args).unwrap();
    assert_eq!(tell(Lang::En), "row 3 of terrain has 1 entry, but the map has 38 columns");
    assert_eq!(tell(Lang::Ru), "terrain: в ряду 3 — 1 запись, а на карте 38 столбцов");
}

#[test]
fn whole_numbers_in_texts_choose_plural_forms() {
    let words = Words::new(Lang::En);
    let say = |n: &str| Args::new(&words).texts(&[("n", n.to_owned())]).say("part-shells");
    assert_eq!(say("1"), "1 shell");
    assert_eq!(say("2"), "2 shells");
    assert_eq!(say("007"), "007 shells");
}

#[test]
fn lines_of_the_sheet_find_their_numbers() {
    let say = |lang, key, numbers: &[(&'static str, i64)]| Words::new(lang).sheet(key, numbers);
    assert_eq!(say(Lang::En, "overlay-objectives-near", &[("points", 1)]), "standing here counts 1 point");
    assert_eq!(say(Lang::Ru, "overlay-objectives-near", &[("points", 6)]), "стоять здесь — 6 очков");
    assert_eq!(say(Lang::En, "overlay-elevation-band", &[("from", 20), ("to", 49)]), "20 to 49 m");
}

#[test]
fn every_label_is_found() {
    fn all<T: Copy>(kind: &str, values: &[T], label: impl Fn(T) -> String) {
        for &value in values {
            // a text that is not found is its id
            let label = label(value);
            assert!(!label.is_empty() && !label.starts_with(&format!("{kind}-")), "{label}");
        }
    }
    for words in Lang::ALL.map(Words::new) {
        all("modifier", &ModifierName::ALL, |v| words.modifier(v));
        all("rule", &RuleId::ALL, |v| words.rule(v));
        all("effect", &effects(), |v| words.effect(v));
        all("grade", &Grade::ALL, |v| words.grade(v));
        all("side", &Side::BOTH, |v| words.side(v));
        all("terrain", &Terrain::ALL, |v| words.terrain(v));
        all("light", &lights(), |v| words.light(v));
        all("ground_state", &ground_states(), |v| words.ground_state(v));
        all("posture", &postures(), |v| words.posture(v));
        all("morale", &morales(), |v| words.morale(v));
        all("cause", &causes(), |v| words.cause(v));
    }
}

#[test]
fn a_language_is_known_by_tag_or_locale() {
    assert_eq!(Lang::parse("ru_RU.UTF-8"), Some(Lang::Ru));
    assert_eq!(Lang::parse("EN-gb"), Some(Lang::En));
    assert_eq!(Lang::parse("C.UTF-8"), None);
    assert_eq!(Lang::parse(""), None);
}
