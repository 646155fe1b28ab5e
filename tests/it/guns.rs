//! Artillery as a whole: rationed shells, planned fire that lifts, registered targets, defensive fire, digging in under shells.

use crate::play;
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep};
use khasan::data::{Condition, Engagement, EngagementId, EngagementRule, PlannedMission, Scenario, Script, ScriptEffect};
use khasan::hex::HexId;
use khasan::rules::{Pace, Posture, Side, UnitId};
use khasan::view::{Order, Refusal, Seq, Shells, Target, What, Who, check};

/// The small battle with none on the map but those named.
fn only(there: &[(UnitId, (u8, u8))]) -> Scenario {
    let mut scenario = tiny::scenario();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    for &(unit, (col, row)) in there {
        tiny::put(&mut scenario, unit, hex(col, row));
    }
    scenario
}

fn give(battle: &mut Battle, order: &Order) {
    let side = battle.to_move().expect("it is not over");
    battle.apply(side, Author::Human, order).map(<[_]>::len).expect("the order is allowed");
}

/// End the impulses of so many turns.
fn turns(battle: &mut Battle, n: usize) {
    for _ in 0..2 * n {
        let side = battle.to_move().expect("it is not over");
        battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
    }
}

fn fire(at: HexId, rounds: u16) -> Order {
    Order::Mission { battery: tiny::BATTERY, hex: at, rounds, shells: Shells::HighExplosive }
}

/// Soviet guns may fire so many rounds each in a day.
fn rationed(scenario: &mut Scenario, rounds_per_gun: u16) {
    scenario.engagement.push(Engagement {
        id: "ration".into(),
        binds: Side::Soviet,
        rule: EngagementRule::Ration { formation: None, rounds_per_gun },
        from: scenario.starts(),
        to: scenario.ends(),
        tension: None,
        at_start: true,
        sources: vec!["made_up".into()],
    });
}

#[test]
fn a_ration_binds_missions_until_it_is_fired_or_lifted() {
    let mut scenario = only(&[(tiny::BATTERY, (8, 3)), (tiny::STAFF, (4, 2)), (tiny::HILL, (2, 2))]);
    rationed(&mut scenario, 3);
    scenario.events = vec![Script {
        id: "free".into(),
        text: "free".into(),
        told: None,
        when: Condition::After(scenario.starts().plus(4_500)),
        effects: vec![ScriptEffect::Lift(EngagementId(2))],
        sources: vec!["made_up".into()],
    }];
    let mut battle = play::battle(scenario, 1, Keep::Log);
    let left = |b: &Battle| b.view(Side::Soviet).unit(tiny::BATTERY).and_then(|u| u.ration).map(|r| (r.left, r.of_day));
    assert_eq!(left(&battle), Some((12, 12)), "four guns, three rounds each");
    let midnight = khasan::rules::Clock::parse("1938-07-02T00:00").expect("a clock");
    let refused = |b: &Battle, rounds| check(b.view(Side::Soviet), &fire(hex(2, 2), rounds)).err();
    assert_eq!(refused(&battle, 13), Some(Refusal::Rationed { unit: tiny::BATTERY, rounds: 12, until: midnight }));
    give(&mut battle, &fire(hex(2, 2), 12));
    turns(&mut battle, 2);
    assert_eq!(left(&battle), Some((0, 12)));
    assert!(battle.view(Side::Soviet).unit(tiny::BATTERY).expect("own").stores.shells > 12, "there are shells, but none to fire");
    assert_eq!(refused(&battle, 1), Some(Refusal::Rationed { unit: tiny::BATTERY, rounds: 0, until: midnight }));
    turns(&mut battle, 4);
    assert_eq!((left(&battle), refused(&battle, 1)), (None, None), "an order from above has lifted it");
}

/// The battery fires for ten minutes at the hill's hex: the shells that it told of.
fn over_open_sights(battle: &mut Battle) -> u32 {
    let before = battle.events().len();
    give(battle, &Order::Fire { unit: tiny::BATTERY, at: Target::Hex(hex(2, 2)), seconds: 600 });
    let of = |e: &khasan::view::Event| match e.what {
        What::Fired { unit: tiny::BATTERY, shells, .. } => u32::from(shells),
        _ => 0,
    };
    battle.events()[before..].iter().map(of).sum()
}

#[test]
fn a_ration_binds_fire_over_open_sights_but_for_what_is_near() {
    let from = |at, rounds_per_gun| {
        let mut scenario = only(&[(tiny::BATTERY, at), (tiny::HILL, (2, 2))]);
        rationed(&mut scenario, rounds_per_gun);
        play::battle(scenario, 1, Keep::Log)
    };
    let again = |b: &Battle| check(b.view(Side::Soviet), &Order::Fire { unit: tiny::BATTERY, at: Target::Hex(hex(2, 2)), seconds: 60 });
    let left = |b: &Battle| b.view(Side::Soviet).unit(tiny::BATTERY).and_then(|u| u.ration).map(|r| r.left);
    // Four guns, three rounds each, at 1,200 m: what is fired is theirs, and then there is none.
    let mut far = from((6, 2), 3);
    assert_eq!((over_open_sights(&mut far), left(&far)), (12, Some(0)));
    let midnight = khasan::rules::Clock::parse("1938-07-02T00:00").expect("a clock");
    assert_eq!(again(&far).err(), Some(Refusal::Rationed { unit: tiny::BATTERY, rounds: 0, until: midnight }));
    // With enough of a ration it counts what was fired.
    let mut rich = from((6, 2), 100);
    let fired = over_open_sights(&mut rich);
    assert!(fired > 12 && left(&rich).map(u32::from) == Some(400 - fired), "{fired}");
    // At 600 m guns defend themselves.
    let mut near = from((4, 2), 3);
    assert!(over_open_sights(&mut near) > 12);
    assert_eq!((left(&near), again(&near).err()), (Some(12), None));
}

#[test]
fn planned_fire_too_ends_with_the_ration() {
    let mut scenario = only(&[(tiny::BATTERY, (8, 3)), (tiny::HILL, (2, 2))]);
    let (from, to) = (scenario.starts(), scenario.starts().plus(1_500));
    scenario.fire_plan.push(PlannedMission { battery: tiny::BATTERY, hex: hex(2, 2), from, to, rounds: 60, smoke: false, lifts_to: None });
    rationed(&mut scenario, 5);
    let mut battle = play::battle(scenario, 1, Keep::Log);
    turns(&mut battle, 3);
    assert_eq!(battle.counts().soviet.rounds_fired, 20);
}

#[test]
fn fire_that_lifts_says_so_to_its_own_side_on_the_minute() {
    let mut scenario = only(&[(tiny::BATTERY, (8, 3)), (tiny::HILL, (2, 2))]);
    let start = scenario.starts();
    let leg = |hex, from, to, lifts_to| PlannedMission {
        battery: tiny::BATTERY,
        hex,
        from: start.plus(from),
        to: start.plus(to),
        rounds: 20,
        smoke: false,
        lifts_to,
    };
    scenario.fire_plan = vec![leg(hex(2, 2), 120, 600, Some(hex(1, 2))), leg(hex(1, 2), 600, 1_080, None)];
    let mut battle = play::battle(scenario, 1, Keep::Log);
    assert_eq!(
        battle.view(Side::Soviet).missions.iter().map(|m| m.lifts_to).collect::<Vec<_>>(),
        [None],
        "the first leg is over this turn"
    );
    turns(&mut battle, 2);
    let told = |side| {
        let lifts = battle.reports(side, Seq(0)).iter().filter_map(|r| match r.what {
            What::FireLifted { battery: Who::Own(tiny::BATTERY), hex, to } => Some((r.at.since(start), hex, to)),
            _ => None,
        });
        lifts.collect::<Vec<_>>()
    };
    assert_eq!(told(Side::Soviet), [(600, hex(2, 2), Some(hex(1, 2))), (1_080, hex(1, 2), None)]);
    assert_eq!(told(Side::Japanese), []);
}

#[test]
fn observed_rounds_register_a_hex_for_ones_own_guns_alone() {
    let mut battle = play::battle(only(&[(tiny::BATTERY, (8, 3)), (tiny::STAFF, (4, 2)), (tiny::GUNS, (3, 3))]), 1, Keep::Log);
    let known = |b: &Battle, side| b.view(side).registered.contains(&hex(3, 3));
    assert!(!known(&battle, Side::Soviet));
    let before = check(battle.view(Side::Soviet), &fire(hex(3, 3), 12)).expect("allowed").delay_s;
    give(&mut battle, &fire(hex(3, 3), 12));
    turns(&mut battle, 3);
    assert!(known(&battle, Side::Soviet) && !known(&battle, Side::Japanese));
    assert!(battle.reports(Side::Soviet, Seq(0)).iter().any(|r| matches!(r.what, What::Registered { hex: h, .. } if h == hex(3, 3))));
    assert!(check(battle.view(Side::Soviet), &fire(hex(3, 3), 12)).expect("allowed").delay_s < before);
}

/// Mountain guns that have registered the marsh, a company before it.
fn before_the_marsh() -> Battle {
    let mut scenario = only(&[(tiny::MOUNTAIN, (0, 2)), (tiny::HILL, (3, 3)), (tiny::A, (6, 3)), (tiny::B, (6, 2))]);
    scenario.phases[0].first = Side::Japanese;
    play::battle(scenario, 1, Keep::Log)
}

#[test]
fn defensive_fire_falls_on_who_comes_into_its_hex_once_a_turn() {
    let mut battle = before_the_marsh();
    let lay = |hex| Order::Defend { battery: tiny::MOUNTAIN, hex };
    let view = battle.view(Side::Japanese);
    assert_eq!(check(view, &lay(Some(hex(4, 3)))).err(), Some(Refusal::NotRegistered { hex: hex(4, 3) }));
    assert_eq!(check(view, &lay(None)).err(), Some(Refusal::NothingToDo { unit: tiny::MOUNTAIN }));
    give(&mut battle, &lay(Some(hex(5, 3))));
    assert_eq!(battle.view(Side::Japanese).unit(tiny::MOUNTAIN).and_then(|u| u.defends), Some(hex(5, 3)));
    battle.end_impulse(Side::Japanese).map(<[_]>::len).expect("its impulse");
    give(&mut battle, &Order::Move { unit: tiny::A, path: vec![hex(5, 3)], pace: Pace::Deployed });
    let called = |b: &Battle| b.events().iter().filter(|e| matches!(e.what, What::MissionCalled { .. })).count();
    assert_eq!(called(&battle), 1, "somebody saw it come");
    give(&mut battle, &Order::Move { unit: tiny::B, path: vec![hex(5, 2), hex(5, 3)], pace: Pace::Deployed });
    assert_eq!(called(&battle), 1, "once a turn");
    let unheard = |r: &khasan::view::Report| !matches!(r.what, What::MissionCalled { .. } | What::MissionFell { .. });
    assert!(battle.reports(Side::Soviet, Seq(0)).iter().all(unheard), "who walks into it is told nothing beforehand");
    turns(&mut battle, 1);
    let fell: u32 = battle
        .events()
        .iter()
        .map(|e| if let What::MissionFell { hex: h, rounds, .. } = e.what { if h == hex(5, 3) { u32::from(rounds) } else { 0 } } else { 0 })
        .sum();
    assert_eq!(fell, 2 * battle.scenario().rules.defensive_rounds(), "two guns");
}

#[test]
fn men_who_lie_under_shells_dig_in_where_the_ground_lets_them() {
    let lies = |at: (u8, u8)| {
        let mut scenario = only(&[(tiny::BATTERY, (8, 3)), (tiny::STAFF, (7, 3)), (tiny::HILL, at)]);
        scenario.units[tiny::HILL.index()].posture = Posture::Prone;
        let (from, to) = (scenario.starts(), scenario.starts().plus(7_000));
        scenario.fire_plan.push(PlannedMission {
            battery: tiny::BATTERY,
            hex: hex(at.0, at.1),
            from,
            to,
            rounds: 70,
            smoke: false,
            lifts_to: None,
        });
        let mut battle = play::battle(scenario, 3, Keep::Log);
        turns(&mut battle, 7);
        battle.view(Side::Japanese).unit(tiny::HILL).map(|u| u.posture)
    };
    assert_eq!(lies((3, 0)), Some(Posture::Scrape));
    assert_eq!(lies((5, 1)), Some(Posture::Prone), "holes fill with water");
}

#[test]
fn harassing_fire_is_spread_over_its_time_and_leaves_the_guns_free() {
    let mut battle = play::battle(only(&[(tiny::BATTERY, (8, 3)), (tiny::HILL, (2, 2))]), 1, Keep::Log);
    let harass = |minutes| Order::Harass { battery: tiny::BATTERY, hex: hex(2, 2), rounds: 24, minutes };
    assert_eq!(check(battle.view(Side::Soviet), &harass(9)).err(), Some(Refusal::TooLittle { least: 10 }));
    assert_eq!(check(battle.view(Side::Soviet), &harass(60)).expect("allowed").seconds, 3_600);
    give(&mut battle, &harass(60));
    assert!(matches!(check(battle.view(Side::Soviet), &harass(60)), Err(Refusal::Busy { .. })), "one at a time");
    assert!(check(battle.view(Side::Soviet), &fire(hex(2, 1), 12)).is_ok(), "but other calls are answered");
    turns(&mut battle, 6);
    let falls = battle.events().iter().filter_map(|e| if let What::MissionFell { rounds, .. } = e.what { Some(rounds) } else { None });
    let falls: Vec<u16> = falls.collect();
    assert!(falls.len() >= 4 && falls.iter().sum::<u16>() == 24 && falls.iter().all(|&r| r <= 7), "{falls:?}");
}

/// Rounds of small arms that a company fires at a hex in so many seconds from the turn's start, with planned smoke on it or not, and
/// seconds of them in which smoke hides it.
fn fired_at_a_hex(seconds: u16, smoke: bool) -> (u32, u32) {
    let mut scenario = only(&[(tiny::BATTERY, (8, 3)), (tiny::A, (3, 2)), (tiny::HILL, (2, 2))]);
    let (start, aim) = (scenario.starts(), hex(2, 2));
    if smoke {
        let (from, to) = (start.plus(300), start.plus(420));
        scenario.fire_plan.push(PlannedMission { battery: tiny::BATTERY, hex: aim, from, to, rounds: 12, smoke, lifts_to: None });
    }
    let mut battle = play::battle(scenario, 1, Keep::Log);
    let clouds = battle.view(Side::Soviet).clouds.clone();
    assert_eq!(clouds.iter().map(|c| (c.hex, c.from)).collect::<Vec<_>>(), if smoke { vec![(aim, start.plus(300))] } else { vec![] });
    let to = start.plus(seconds.into());
    let hidden = clouds.iter().map(|c| c.until.min(to).since(c.from)).sum();
    let order = Order::Fire { unit: tiny::A, at: khasan::view::Target::Hex(aim), seconds };
    let quote = check(battle.view(Side::Soviet), &order).expect("allowed");
    assert_eq!(quote.because.first().map(|m| m.permille), smoke.then_some((u32::from(seconds) - hidden) * 1000 / u32::from(seconds)));
    give(&mut battle, &order);
    let rounds = battle.events().iter().find_map(|e| match e.what {
        What::Fired { unit: tiny::A, small_rounds, .. } => Some(small_rounds),
        _ => None,
    });
    (rounds.expect("it fires"), hidden)
}

#[test]
fn smoke_of_a_fire_plan_lies_by_its_hours_and_fire_waits_for_it_to_go() {
    let (cut, hidden) = fired_at_a_hex(600, true);
    assert!((60..300).contains(&hidden), "twelve rounds hide it for {hidden} s");
    let (whole, _) = fired_at_a_hex(600, false);
    let (less, _) = fired_at_a_hex(600 - hidden as u16, false);
    assert!(cut == less && less < whole, "{cut}, {less}, {whole}");
}
