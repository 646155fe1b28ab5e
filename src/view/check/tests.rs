//! Each refusal once, each quote by number, on the tiny duel.

use super::*;
use crate::rules::{Certainty, Effect, Light, Posture, Question, RecoverMeans, Side};
use crate::view::fixture::{duel, hex, sight, unit, with};
use crate::view::{Cloud, ContactId, Shelter, StrandedGroup};

const RIFLES: &str = "su.1rr.1bn.1co";
const TANKS: &str = "su.1tb.1pl";
const HILL: &str = "jp.1ir.1bn.1co";

fn go(view: &Observation, who: &str, path: &[&str]) -> Result<Quote, Refusal> {
    let order = Order::Move { unit: unit(view, who), path: path.iter().map(|h| hex(view, h)).collect(), pace: Pace::Deployed };
    check(view, &order)
}

fn fire_at(view: &Observation, who: &str, at: Target, seconds: u16) -> Result<Quote, Refusal> {
    check(view, &Order::Fire { unit: unit(view, who), at, seconds })
}

fn storm(view: &Observation, who: &[&str], at: &str) -> Result<Quote, Refusal> {
    check(view, &Order::Assault { units: who.iter().map(|w| unit(view, w)).collect(), hex: hex(view, at) })
}

fn put(view: &mut Observation, who: &str, at: &str) {
    let at = hex(view, at);
    with(view, who, |u| u.hex = Some(at));
}

/// The company in the meadow one hex east of the men in the trench on the hill's foot.
fn face_to_face() -> (Observation, ContactId) {
    let mut view = duel(Side::Soviet);
    put(&mut view, RIFLES, "0402");
    let at = hex(&view, "0302");
    let contact = sight(&mut view, HILL, at, Certainty::Identified);
    (view, contact)
}

#[test]
fn a_move_costs_what_its_steps_cost() {
    let view = duel(Side::Soviet);
    let quote = go(&view, RIFLES, &["0502", "0402"]).unwrap();
    assert_eq!(quote.steps.len(), 2);
    assert_eq!(quote.seconds, quote.steps.iter().map(|s| s.seconds).sum::<u32>());
    // 300 m of marsh at half of 2.5 km/h are 864 s (rates.md §1); the ground says how near to it this hex comes.
    assert!((400..=1_200).contains(&quote.steps[0].seconds), "{:?}", quote.steps);
    assert!(quote.undoable, "men don't bog, and all that is seen from there is seen already");
    let mut slowed = view.clone();
    with(&mut slowed, RIFLES, |u| u.suppressed_permille = 500);
    let slower = go(&slowed, RIFLES, &["0502"]).unwrap();
    assert!(
        slower.seconds >= 3 * quote.steps[0].seconds,
        "half suppressed goes at a quarter: {} {}",
        slower.seconds,
        quote.steps[0].seconds
    );
}

#[test]
fn seconds_paid_for_a_step_come_off_it() {
    let mut view = duel(Side::Soviet);
    let whole = go(&view, RIFLES, &["0502"]).unwrap().seconds;
    let next = hex(&view, "0502");
    with(&mut view, RIFLES, |u| {
        u.path = vec![next];
        u.paid = 100;
    });
    assert_eq!(go(&view, RIFLES, &["0502"]).unwrap().seconds, whole - 100);
    assert!(go(&view, RIFLES, &["0601"]).unwrap().seconds > 0);
}

#[test]
fn a_move_forecasts_mud() {
    let mut view = duel(Side::Soviet);
    put(&mut view, TANKS, "0602");
    let quote = go(&view, TANKS, &["0502", "0402"]).unwrap();
    let steps = &quote.steps;
    assert!(quote.bog_permille >= steps[0].bog_permille, "{quote:?}");
    assert!(quote.bog_permille <= 1000 && quote.bog_any_permille >= quote.bog_permille);
    let mut rutted = view.clone();
    rutted.ruts.fill(40);
    let deeper = go(&rutted, TANKS, &["0502", "0402"]).unwrap();
    assert!(deeper.bog_permille > quote.bog_permille, "ruts make soft ground worse: {} {}", deeper.bog_permille, quote.bog_permille);
    assert!(!deeper.undoable);
}

#[test]
fn the_last_tank_over_a_crossing_counts() {
    let mut view = duel(Side::Soviet);
    put(&mut view, TANKS, "0602");
    let many = go(&view, TANKS, &["0502"]).unwrap().seconds;
    with(&mut view, TANKS, |u| u.vehicles[0].running = 1);
    let one = go(&view, TANKS, &["0502"]).unwrap().seconds;
    let running = duel(Side::Soviet).unit(unit(&view, TANKS)).unwrap().running();
    assert_eq!(many - one, (running - 1) * view.rules.crossing_seconds());
}

#[test]
fn broken_paths_are_refused() {
    let view = duel(Side::Soviet);
    let who = unit(&view, RIFLES);
    assert_eq!(go(&view, RIFLES, &[]), Err(Refusal::BrokenPath { unit: who, at: hex(&view, "0602") }));
    assert_eq!(go(&view, RIFLES, &["0402"]), Err(Refusal::BrokenPath { unit: who, at: hex(&view, "0402") }));
    let order = Order::Move { unit: who, path: vec![HexId(9_999)], pace: Pace::March };
    assert_eq!(check(&view, &order), Err(Refusal::BrokenPath { unit: who, at: HexId(9_999) }));
}

#[test]
fn water_and_streams_close_the_way() {
    let mut view = duel(Side::Soviet);
    let tanks = unit(&view, TANKS);
    put(&mut view, TANKS, "0603");
    // The stream has its crossing further north.
    assert_eq!(go(&view, TANKS, &["0503"]), Err(Refusal::Impassable { unit: tanks, hex: hex(&view, "0503") }));
    put(&mut view, RIFLES, "0005");
    let refused = go(&view, RIFLES, &["0006"]);
    assert!(matches!(refused, Err(Refusal::Impassable { .. })), "{refused:?}");
}

#[test]
fn the_border_is_kept() {
    let mut view = duel(Side::Soviet);
    put(&mut view, RIFLES, "0203");
    assert!(go(&view, RIFLES, &["0102"]).is_ok(), "one hex is allowed");
    let over = hex(&view, "0002");
    assert_eq!(go(&view, RIFLES, &["0102", "0002"]), Err(Refusal::BeyondBorder { hex: over, allowed_hexes: 1 }));
    // Who is beyond may come back.
    put(&mut view, RIFLES, "0002");
    assert!(go(&view, RIFLES, &["0102"]).is_ok());
}

#[test]
fn a_seen_enemy_bars_a_move_a_remembered_one_does_not() {
    let (mut view, _) = face_to_face();
    assert_eq!(go(&view, RIFLES, &["0302"]), Err(Refusal::EnemyThere { hex: hex(&view, "0302") }));
    view.contacts[0].current = false;
    assert!(go(&view, RIFLES, &["0302"]).is_ok());
}

#[test]
fn full_hexes_are_refused_where_a_move_ends() {
    let mut view = duel(Side::Soviet);
    let (most, ..) = view.rules.stacking();
    with(&mut view, "su.1rr.1bn.sap", |u| u.men = most as u16);
    let there = hex(&view, "0603");
    let refused = go(&view, RIFLES, &["0603"]);
    assert!(matches!(refused, Err(Refusal::Full { hex, .. }) if hex == there), "{refused:?}");
    // Passing through is the battle's to regulate.
    assert!(go(&view, RIFLES, &["0603", "0703"]).is_ok());
}

#[test]
fn who_cannot_act_is_refused() {
    let mut view = duel(Side::Soviet);
    let who = unit(&view, RIFLES);
    let foreign = unit(&view, HILL);
    let order = |unit| Order::Move { unit, path: vec![hex(&view, "0502")], pace: Pace::March };
    assert_eq!(check(&view, &order(foreign)), Err(Refusal::NoSuchUnit { unit: foreign }));
    assert_eq!(check(&view, &order(UnitId(999))), Err(Refusal::NoSuchUnit { unit: UnitId(999) }));
    assert_eq!(go(&view, "su.1rr.1bn.2co", &["0702"]), Err(Refusal::NotOnMap { unit: unit(&view, "su.1rr.1bn.2co") }));
    with(&mut view, RIFLES, |u| u.seconds = 0);
    assert_eq!(go(&view, RIFLES, &["0502"]), Err(Refusal::NoSeconds { unit: who, left_s: 0, needed_s: 1 }));
    with(&mut view, RIFLES, |u| (u.seconds, u.suppressed_permille) = (900, 990));
    assert_eq!(go(&view, RIFLES, &["0502"]), Err(Refusal::Pinned { unit: who, suppressed_permille: 990 }));
    with(&mut view, RIFLES, |u| (u.suppressed_permille, u.morale) = (0, MoraleState::Routed));
    assert_eq!(go(&view, RIFLES, &["0502"]), Err(Refusal::WillNot { unit: who }));
    let japanese = duel(Side::Japanese);
    let reserve = unit(&japanese, "jp.1ir.2bn.5co");
    assert_eq!(go(&japanese, "jp.1ir.2bn.5co", &["0103"]), Err(Refusal::HeldBack { unit: reserve }));
}

#[test]
fn crews_stay_with_stuck_tanks_and_go_on_foot_without_any() {
    let mut view = duel(Side::Soviet);
    let who = unit(&view, TANKS);
    let beside = *view.ground.grid.neighbours(view.unit(who).unwrap().hex.unwrap());
    let order = |to| Order::Move { unit: who, path: vec![to], pace: Pace::Deployed };
    let order = beside.into_iter().flatten().map(order).find(|o| check(&view, o).is_ok()).unwrap();
    let driving = check(&view, &order).unwrap().seconds;
    with(&mut view, TANKS, |u| (u.vehicles[0].stranded, u.vehicles[0].running) = (u.vehicles[0].running, 0));
    assert_eq!(check(&view, &order), Err(Refusal::AllStuck { unit: who }));
    with(&mut view, TANKS, |u| u.vehicles[0].stranded = 0);
    assert!(check(&view, &order).unwrap().seconds > 2 * driving, "those who have none left walk");
}

#[test]
fn the_broken_do_not_advance_but_withdraw() {
    let (mut view, _) = face_to_face();
    let who = unit(&view, RIFLES);
    put(&mut view, RIFLES, "0502");
    with(&mut view, RIFLES, |u| u.morale = MoraleState::Broken);
    assert_eq!(go(&view, RIFLES, &["0402"]), Err(Refusal::WillNot { unit: who }));
    assert!(go(&view, RIFLES, &["0602"]).is_ok());
}

#[test]
fn tanks_without_fuel_stay() {
    let mut view = duel(Side::Soviet);
    with(&mut view, TANKS, |u| u.stores.fuel_kg = 0);
    assert_eq!(go(&view, TANKS, &["0702"]), Err(Refusal::NoFuel { unit: unit(&view, TANKS) }));
}

#[test]
fn fire_quotes_the_question_as_believed() {
    let (view, contact) = face_to_face();
    let quote = fire_at(&view, RIFLES, Target::Contact(contact), 300).unwrap();
    assert_eq!(quote.seconds, 300);
    assert!(!quote.undoable);
    let asked = quote.asks.iter().find(|a| matches!(a.question, Question::MenUnderFire(_))).unwrap();
    let Question::MenUnderFire(q) = asked.question else { unreachable!() };
    assert_eq!((q.men, q.posture, q.certainty, q.seconds), (160, Posture::Trench, Certainty::Identified, 300));
    assert_eq!(asked.lottery, view.rules.lottery(&asked.question));
    assert!(asked.lottery.mean(Effect::MenHit) > 0.0);
}

#[test]
fn guns_fire_at_armour_first() {
    let mut view = duel(Side::Japanese);
    let at = hex(&view, "0402");
    let contact = sight(&mut view, TANKS, at, Certainty::Identified);
    let quote = fire_at(&view, "jp.1ir.at", Target::Contact(contact), 120).unwrap();
    assert!(quote.asks.iter().any(|a| matches!(a.question, Question::AntiTank(q) if q.rounds > 0 && q.range_m == 300)), "{:?}", quote.asks);
    assert!(!quote.asks.iter().any(|a| matches!(a.question, Question::GunHunt(_))));
}

#[test]
fn fire_orders_are_refused_for_their_reasons() {
    let (mut view, contact) = face_to_face();
    let who = unit(&view, RIFLES);
    let at = Target::Contact(contact);
    assert_eq!(fire_at(&view, RIFLES, at, 59), Err(Refusal::TooLittle { least: 60 }));
    assert_eq!(fire_at(&view, RIFLES, at, 901), Err(Refusal::NoSeconds { unit: who, left_s: 900, needed_s: 901 }));
    assert_eq!(fire_at(&view, RIFLES, Target::Contact(ContactId(7)), 60), Err(Refusal::NoSuchContact { contact: ContactId(7) }));
    assert_eq!(fire_at(&view, RIFLES, Target::Hex(HexId(5_000)), 60), Err(Refusal::NotInSight { hex: HexId(5_000) }));
    with(&mut view, RIFLES, |u| u.busy_until = Clock(u32::MAX));
    assert!(matches!(fire_at(&view, RIFLES, at, 60), Err(Refusal::Busy { .. })));
    with(&mut view, RIFLES, |u| {
        u.busy_until = Clock(0);
        u.stores = Default::default();
    });
    assert_eq!(fire_at(&view, RIFLES, at, 60), Err(Refusal::NoAmmunition { unit: who }));
}

#[test]
fn out_of_range_and_out_of_sight_differ() {
    let (mut view, contact) = face_to_face();
    put(&mut view, RIFLES, "0802");
    let seen = fire_at(&view, RIFLES, Target::Contact(contact), 60);
    assert!(seen.is_ok(), "heavy weapons reach 1,500 m: {seen:?}");
    // Without shells and heavy machine guns the rest does not.
    put(&mut view, "su.1rr.1bn.sap", "0702");
    let refused = fire_at(&view, "su.1rr.1bn.sap", Target::Contact(contact), 60);
    assert!(matches!(refused, Err(Refusal::OutOfRange { range_m: 1_039, greatest_m: 1..1_039 })), "{refused:?}");
    put(&mut view, RIFLES, "0402");
    view.clouds = vec![Cloud { hex: hex(&view, "0302"), from: Clock(0), until: Clock(u32::MAX) }];
    assert_eq!(fire_at(&view, RIFLES, Target::Contact(contact), 60), Err(Refusal::NotInSight { hex: hex(&view, "0302") }));
}

#[test]
fn rifles_alone_are_no_weapon_against_armour() {
    let mut view = duel(Side::Japanese);
    let at = hex(&view, "0302");
    let contact = sight(&mut view, TANKS, at, Certainty::Identified);
    let reserve = "jp.1ir.2bn.5co";
    let who = unit(&view, reserve);
    put(&mut view, reserve, "0202");
    with(&mut view, reserve, |u| u.held_back = false);
    let refused = fire_at(&view, reserve, Target::Contact(contact), 60);
    assert_eq!(refused, Err(Refusal::NoWeapon { unit: who }));
}

#[test]
fn limbered_guns_are_busy() {
    let (mut view, contact) = face_to_face();
    put(&mut view, "su.1rr.guns", "0402");
    view.contacts[0].vehicles = (0, 0);
    with(&mut view, "su.1rr.guns", |u| {
        u.limbered = true;
        u.stores.small_rounds = 0;
    });
    let refused = fire_at(&view, "su.1rr.guns", Target::Contact(contact), 60);
    assert!(matches!(refused, Err(Refusal::Busy { .. })), "{refused:?}");
}

#[test]
fn fire_over_the_border_is_forbidden_while_the_rule_holds() {
    let mut view = duel(Side::Soviet);
    put(&mut view, RIFLES, "0202");
    let until = view.scenario.engagement[1].to;
    let far = (0..view.ground.grid.len() as u16).map(HexId).find(|&h| view.ground.steps_beyond(Side::Soviet, h) > 2);
    let Some(far) = far else { return };
    assert_eq!(fire_at(&view, RIFLES, Target::Hex(far), 60), Err(Refusal::Forbidden { until }));
}

#[test]
fn an_assault_is_quoted_and_refused() {
    let (mut view, _) = face_to_face();
    let who = unit(&view, RIFLES);
    let quote = storm(&view, &[RIFLES], "0302").unwrap();
    assert!(quote.seconds >= 450);
    let Question::Assault(q) = quote.asks[0].question else { panic!("{:?}", quote.asks) };
    assert_eq!((q.trench_permille, q.scrape_permille), (1000, 0));
    assert!(q.defender.men >= 100 && q.attacker.men > 0);
    let order = Order::Assault { units: vec![], hex: hex(&view, "0302") };
    assert_eq!(check(&view, &order), Err(Refusal::NoUnits));
    assert_eq!(storm(&view, &[RIFLES, RIFLES], "0302"), Err(Refusal::NoUnits));
    assert_eq!(storm(&view, &[RIFLES], "0202"), Err(Refusal::NotAdjacent { unit: who, hex: hex(&view, "0202") }));
    // What does not fit into the turn goes on in the next, if it is a beginning at all.
    with(&mut view, RIFLES, |u| u.seconds = 100);
    assert_eq!(storm(&view, &[RIFLES], "0302").map(|q| q.later_s), Ok(quote.seconds - 100));
    let goal = hex(&view, "0302");
    with(&mut view, RIFLES, |u| u.storm = Some(crate::view::Storm { hex: goal, paid_s: 400 }));
    assert_eq!(storm(&view, &[RIFLES], "0302").map(|q| q.seconds), Ok(quote.seconds - 400));
    with(&mut view, RIFLES, |u| (u.seconds, u.storm) = (40, None));
    assert!(matches!(storm(&view, &[RIFLES], "0302"), Err(Refusal::NoSeconds { left_s: 40, .. })));
    with(&mut view, RIFLES, |u| (u.seconds, u.morale) = (900, MoraleState::Shaken));
    assert_eq!(storm(&view, &[RIFLES], "0302"), Err(Refusal::WillNot { unit: who }));
    put(&mut view, "su.1rr.guns", "0402");
    assert_eq!(storm(&view, &["su.1rr.guns"], "0302"), Err(Refusal::NoWeapon { unit: unit(&view, "su.1rr.guns") }));
}

#[test]
fn missions_are_quoted_with_their_delay() {
    let (view, _) = face_to_face();
    let battery = unit(&view, "su.1rr.bt");
    let order = |at: &str, rounds| Order::Mission { battery, hex: hex(&view, at), rounds, shells: Shells::HighExplosive };
    let registered = check(&view, &order("0202", 24)).unwrap();
    let new = check(&view, &order("0302", 24)).unwrap();
    let (least, most) = registered.delay_s.unwrap();
    // Soviet registered fire: 5 to 8 minutes (rates.md §3).
    assert!((300..=480).contains(&least) && most <= 480, "{least} {most}");
    assert!(new.delay_s.unwrap().0 > most, "a new target takes longer: {:?}", new.delay_s);
    assert!(new.asks.iter().any(|a| matches!(a.question, Question::Barrage(_))));
    assert_eq!(check(&view, &order("0202", 0)), Err(Refusal::TooLittle { least: 1 }));
}

#[test]
fn smoke_is_quoted_with_the_time_that_it_hides_and_hits_nobody() {
    let (mut view, _) = face_to_face();
    let battery = unit(&view, "su.1rr.bt");
    let smoke = |view: &Observation, rounds| {
        let order = Order::Mission { battery, hex: hex(view, "0302"), rounds, shells: Shells::Smoke };
        check(view, &order)
    };
    assert_eq!(smoke(&view, 24), Err(Refusal::NoSmoke { unit: battery }));
    with(&mut view, "su.1rr.bt", |u| u.smoke_left = 40);
    let (some, more) = (smoke(&view, 12).unwrap(), smoke(&view, 36).unwrap());
    assert!(some.asks.iter().all(|a| matches!(a.question, Question::Delay(_))), "smoke hits nobody");
    let (short, long) = (some.hidden_s.unwrap(), more.hidden_s.unwrap());
    assert!(60 < short && short < long, "{short} s, {long} s");
    // No more than there is, and fired no quicker than the screen needs it.
    assert_eq!(smoke(&view, 90).unwrap().hidden_s, smoke(&view, 40).unwrap().hidden_s);
    assert!(more.seconds + 60 >= long, "{} s for {long} s", more.seconds);
    let (least, most) = some.delay_s.unwrap();
    assert_eq!(some.hides_from, Some((view.turn_from.plus(least), view.turn_from.plus(most))));
}

#[test]
fn fire_into_smoke_to_come_is_quoted_for_the_time_before_it() {
    let (mut view, contact) = face_to_face();
    put(&mut view, RIFLES, "0402");
    let at = Target::Contact(contact);
    let short = fire_at(&view, RIFLES, at, 150).unwrap();
    let from = view.turn_from.plus(150);
    view.clouds = vec![Cloud { hex: hex(&view, "0302"), from, until: from.plus(9_000) }];
    let cut = fire_at(&view, RIFLES, at, 600).unwrap();
    assert_eq!((short.asks, short.because.len(), cut.seconds), (cut.asks, 0, 600));
    assert_eq!(cut.because.iter().map(|m| (m.name, m.permille)).collect::<Vec<_>>(), [(crate::rules::ModifierName::Smoke, 250)]);
}

#[test]
fn missions_are_refused_for_their_reasons() {
    let (mut view, _) = face_to_face();
    let battery = unit(&view, "su.1rr.bt");
    let at = hex(&view, "0202");
    let order = Order::Mission { battery, hex: at, rounds: 12, shells: Shells::HighExplosive };
    let rifles = Order::Mission { battery: unit(&view, RIFLES), hex: at, rounds: 12, shells: Shells::HighExplosive };
    assert_eq!(check(&view, &rifles), Err(Refusal::NoWeapon { unit: unit(&view, RIFLES) }));
    let off_map = Order::Mission { battery, hex: HexId(60_000), rounds: 12, shells: Shells::HighExplosive };
    assert_eq!(check(&view, &off_map), Err(Refusal::NotInSight { hex: HexId(60_000) }));
    with(&mut view, "su.1rr.bt", |u| u.stores.shells = 0);
    assert_eq!(check(&view, &order), Err(Refusal::NoAmmunition { unit: battery }));
    with(&mut view, "su.1rr.bt", |u| (u.stores.shells, u.busy_until) = (50, Clock(u32::MAX)));
    assert_eq!(check(&view, &order), Err(Refusal::Busy { unit: battery, until: Clock(u32::MAX) }));
}

#[test]
fn sorties_keep_their_hours() {
    let mut view = duel(Side::Soviet);
    let flight = view.flights[1].flight;
    let at = hex(&view, "0202");
    let (from, to) = view.scenario.flights[flight.0 as usize].window;
    let fly = |view: &Observation, flight, hex, at| check(view, &Order::Sortie { flight, hex, at });
    assert!(fly(&view, flight, at, from.plus(600)).is_ok());
    assert_eq!(fly(&view, flight, at, to.plus(1)), Err(Refusal::WrongHour { from, to }));
    assert_eq!(fly(&view, FlightId(77), at, from), Err(Refusal::NoSortie { flight: FlightId(77) }));
    view.flights[1].sorties = 0;
    assert_eq!(fly(&view, flight, at, from), Err(Refusal::NoSortie { flight }));
}

#[test]
fn work_is_refused_where_there_is_none() {
    let mut view = duel(Side::Soviet);
    let (rifles, tanks) = (unit(&view, RIFLES), unit(&view, TANKS));
    let work = |view: &Observation, unit, kind| check(view, &Order::Work { unit, kind });
    assert!(work(&view, rifles, WorkKind::Dig).unwrap().seconds > 600, "half a man-hour a man at least");
    assert_eq!(work(&view, tanks, WorkKind::Dig), Err(Refusal::CannotDig { unit: tanks }));
    assert_eq!(work(&view, tanks, WorkKind::Recover), Err(Refusal::NothingToDo { unit: tanks }));
    let here = view.unit(tanks).unwrap().hex.unwrap();
    let vehicle = view.unit(tanks).unwrap().vehicles[0].vehicle;
    view.stranded.push(StrandedGroup { unit: tanks, vehicle, hex: here, entered: None, count: 2, deep: 0, tries: 0, work: None });
    with(&mut view, TANKS, |u| (u.vehicles[0].running, u.vehicles[0].stranded) = (0, 2));
    let quote = work(&view, tanks, WorkKind::Recover).unwrap();
    assert!(matches!(quote.asks[0].question, Question::Recover(q) if q.vehicles == 2 && q.means == RecoverMeans::Log));
    with(&mut view, TANKS, |u| u.seconds = 60);
    assert!(work(&view, tanks, WorkKind::Recover).unwrap().undoable, "the work goes on next turn, nothing is cast in this one");
    with(&mut view, TANKS, |u| u.seconds = 0);
    assert!(matches!(work(&view, tanks, WorkKind::Recover), Err(Refusal::NoSeconds { .. })));
}

#[test]
fn only_men_dug_in_on_a_hilltop_shelter() {
    let mut view = duel(Side::Japanese);
    let (hill, guns, staff) = (unit(&view, HILL), unit(&view, "jp.1ir.at"), unit(&view, "jp.1ir.hq"));
    let work = |view: &Observation, unit, kind| check(view, &Order::Work { unit, kind });
    let quote = work(&view, hill, WorkKind::Shelter).unwrap();
    assert_eq!((quote.seconds, quote.undoable), (view.rules.leave_seconds(), true));
    assert_eq!(work(&view, guns, WorkKind::Shelter), Err(Refusal::NoShelter { unit: guns }), "guns");
    assert_eq!(work(&view, staff, WorkKind::Shelter), Err(Refusal::NoShelter { unit: staff }), "a slope");
    // The drill of its card; told to man the trench it gives it up.
    assert_eq!(work(&view, hill, WorkKind::Man).unwrap().seconds, 0);
    with(&mut view, HILL, |u| u.shelters = false);
    assert_eq!(work(&view, hill, WorkKind::Man), Err(Refusal::NothingToDo { unit: hill }));
    with(&mut view, HILL, |u| u.seconds = 30);
    assert!(matches!(work(&view, hill, WorkKind::Shelter), Err(Refusal::NoSeconds { .. })));
    let below = Shelter { from: Clock(0), until: Shelter::OPEN, by_order: true };
    with(&mut view, HILL, |u| (u.shelter, u.seconds) = (below, 0));
    assert_eq!(work(&view, hill, WorkKind::Man).unwrap().seconds, view.rules.reman_seconds(), "by the clock");
    with(&mut view, HILL, |u| u.seconds = 900);
    assert_eq!(work(&view, hill, WorkKind::Dig), Err(Refusal::Sheltered { unit: hill }));
    assert_eq!(storm(&view, &[HILL], "0302"), Err(Refusal::Sheltered { unit: hill }));
    assert!(go(&view, HILL, &["0302"]).is_ok(), "they may leave it for good");
    let lie = |u: &mut OwnUnit| (u.shelter, u.posture) = (Shelter::default(), Posture::Prone);
    with(&mut view, HILL, lie);
    assert_eq!(work(&view, hill, WorkKind::Shelter), Err(Refusal::NoShelter { unit: hill }));
}

#[test]
fn holding_is_free_and_reserves_have_owners() {
    let view = duel(Side::Japanese);
    let hold = Order::Hold { unit: unit(&view, HILL), fire_order: FireOrder::Within(300) };
    assert!(check(&view, &hold).unwrap().undoable);
    let formation = |id: &str| FormationId(view.scenario.formations.iter().position(|f| f.id == id).unwrap() as u16);
    let reserve = formation("jp.1ir.2bn");
    assert!(check(&view, &Order::Release { formation: reserve }).is_ok());
    let others = [formation("jp.1ir.1bn"), formation("su.1rr.1bn"), FormationId(500)];
    for formation in others {
        assert_eq!(check(&view, &Order::Release { formation }), Err(Refusal::NotAReserve { formation }));
    }
}

#[test]
fn aviation_may_be_forbidden() {
    let view = duel(Side::Japanese);
    assert_eq!(ways::flying_forbidden(&view, view.turn_from), Some(view.scenario.engagement[2].to));
    let soviet = duel(Side::Soviet);
    assert_eq!(ways::flying_forbidden(&soviet, soviet.turn_from), None);
}

#[test]
fn by_night_nobody_fires_at_what_cannot_be_seen() {
    let (mut view, contact) = face_to_face();
    put(&mut view, RIFLES, "0602");
    (view.lit, view.light) = (Light::Dark.into(), Light::Dark);
    view.weather.sky = crate::rules::Sky::Fog;
    let refused = fire_at(&view, RIFLES, Target::Contact(contact), 60);
    assert!(matches!(refused, Err(Refusal::NotInSight { .. })), "{refused:?}");
}

/// A belief that is the truth asks the same question as the truth.
#[test]
fn an_identified_current_contact_is_asked_like_the_truth() {
    let (view, contact) = face_to_face();
    let truth = duel(Side::Japanese);
    let target = truth.unit(unit(&view, HILL)).unwrap();
    let card = view.scenario.card(target.id);
    let c = view.contact(contact).unwrap();
    let believed = fire::Mark::of_contact(&view.cards, &view.ground, c);
    let real = fire::Mark::of_unit(&view.cards, &view.ground, card, target, c.hex, Certainty::Identified, 0);
    assert_eq!(believed, real);
}
