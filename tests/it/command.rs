//! Tasks of battalions: free within them, a wait beyond them, known to their own side alone.

use crate::play;
use crate::tiny::{self, hex};
use khasan::ai::{NAMES, player};
use khasan::battle::{Author, Battle, Keep, Seed};
use khasan::data::{Command, FormationId, Level, LoadOptions, Mishap, Scenario, Sources, StartTask, TaskKind, load};
use khasan::hex::HexId;
use khasan::lab::{Players, run_one};
use khasan::rules::{Activity, Certainty, Clock, Hitch, Pace, Posture, Side, StaffWork, UnitId};
use khasan::view::{Contact, ContactId, ContactKind, Order, Refusal, Report, Seq, Task, What, check, ways};
use std::sync::Arc;

/// The battalion of A and B, the regiment above it, and the battalion on the hill.
const REGIMENT: FormationId = FormationId(0);
const BATTALION: FormationId = FormationId(1);
const HILL_BATTALION: FormationId = FormationId(4);

/// Companies A and B alone in the north-east, told to hold that corner.
fn waiting() -> Scenario {
    let mut scenario = tiny::scenario();
    scenario.formations[0].level = Level::Regiment;
    tiny::put(&mut scenario, tiny::A, hex(8, 0));
    tiny::put(&mut scenario, tiny::B, hex(8, 1));
    scenario.formations[1].task = Some(StartTask { kind: TaskKind::Defend, via: vec![hex(8, 0)] });
    scenario
}

fn go(battle: &Battle, unit: UnitId, to: HexId) -> Order {
    let view = battle.view(battle.scenario().units[unit.index()].side);
    let path = view.unit(unit).and_then(|u| ways::way_to(view, u, Pace::Deployed, to)).expect("a way");
    Order::Move { unit, path, pace: Pace::Deployed }
}

fn give(battle: &mut Battle, side: Side, order: &Order) -> Result<(), Refusal> {
    battle.apply(side, Author::Human, order).map(|_| ())
}

fn task(formation: FormationId, kind: TaskKind, to: HexId) -> Order {
    Order::Task { formation, kind, via: vec![to] }
}

fn next_turn(battle: &mut Battle) {
    for _ in 0..2 {
        let side = battle.to_move().expect("not over");
        battle.end_impulse(side).map(|_| ()).expect("its impulse");
    }
}

/// What a side was told of tasks: the formation, and whether it was that one is ready.
fn told(battle: &Battle, side: Side) -> Vec<(FormationId, bool)> {
    let news = |r: &Report| match r.what {
        What::TaskGiven { formation, .. } => Some((formation, false)),
        What::TaskReady { formation, .. } => Some((formation, true)),
        _ => None,
    };
    battle.reports(side, Seq(0)).iter().filter_map(news).collect()
}

#[test]
fn a_battalion_acts_freely_around_its_task_and_waits_for_a_new_one() {
    let mut battle = play::battle(waiting(), 1, Keep::Log);
    let side = Side::Soviet;
    let starts = battle.view(side).turn_from;
    // Three hexes from where its middle stands, and no farther.
    assert!(check(battle.view(side), &go(&battle, tiny::A, hex(6, 2))).is_ok());
    let far = go(&battle, tiny::A, hex(5, 5));
    let ready = |minutes: u32| starts.plus(minutes * 60);
    let outside = |ready: Clock| Refusal::OutsideTask { unit: tiny::A, formation: BATTALION, by: REGIMENT, ready };
    assert_eq!(check(battle.view(side), &far), Err(outside(ready(90))));
    // Digging is free, and so is whoever holds no task of that kind: flights, fire.
    assert!(check(battle.view(side), &Order::Work { unit: tiny::A, kind: khasan::view::WorkKind::Dig }).is_ok());

    let order = task(BATTALION, TaskKind::Attack, hex(5, 5));
    let quote = check(battle.view(side), &order).expect("it may be given");
    assert_eq!((quote.ready, quote.delay_s, quote.undoable), (Some(ready(90)), Some((5_400, 5_400)), true));
    give(&mut battle, side, &order).expect("it may be given");
    assert_eq!(check(battle.view(side), &order), Err(Refusal::SameTask { formation: BATTALION }));
    // The old one holds until the turn's start nearest to the hour: six turns of a quarter of an hour.
    for _ in 0..6 {
        assert_eq!(check(battle.view(side), &far), Err(outside(ready(90))));
        assert_eq!(told(&battle, side), [(BATTALION, false)]);
        next_turn(&mut battle);
    }
    assert_eq!(told(&battle, side), [(BATTALION, false), (BATTALION, true)]);
    assert!(check(battle.view(side), &go(&battle, tiny::A, hex(5, 5))).is_ok());
    assert!(told(&battle, Side::Japanese).is_empty(), "the enemy hears nothing of it");
    assert!(battle.view(Side::Japanese).tasks.iter().take(3).all(|t| *t == Default::default()));
}

#[test]
fn a_poor_staff_takes_longer_and_the_same_axis_less() {
    let mut scenario = waiting();
    scenario.formations[0].command.staff = StaffWork::Poor;
    let battle = play::battle(scenario, 1, Keep::Log);
    let minutes = |battle: &Battle, order: &Order| check(battle.view(Side::Soviet), order).map(|q| q.delay_s.map(|d| d.0 / 60));
    assert_eq!(minutes(&battle, &task(BATTALION, TaskKind::Move, hex(5, 5))), Ok(Some(120)));
    let mut scenario = waiting();
    scenario.formations[1].task = Some(StartTask { kind: TaskKind::Move, via: vec![hex(8, 3)] });
    let battle = play::battle(scenario, 1, Keep::Log);
    assert_eq!(minutes(&battle, &task(BATTALION, TaskKind::Attack, hex(8, 6))), Ok(Some(20)), "on along the way it goes");
    assert_eq!(minutes(&battle, &task(BATTALION, TaskKind::Attack, hex(3, 3))), Ok(Some(90)));
}

#[test]
fn tasks_that_cannot_be_given_are_refused() {
    let battle = play::battle(waiting(), 1, Keep::Log);
    let view = battle.view(Side::Soviet);
    let refused = |order: Order| check(view, &order).expect_err("it is refused");
    for formation in [HILL_BATTALION, FormationId(99)] {
        assert_eq!(refused(task(formation, TaskKind::Attack, hex(5, 5))), Refusal::NoTask { formation });
    }
    let none = Order::Task { formation: BATTALION, kind: TaskKind::Attack, via: vec![] };
    assert_eq!(refused(none), Refusal::NoTask { formation: BATTALION });
    assert_eq!(refused(task(BATTALION, TaskKind::Attack, HexId(999))), Refusal::NotInSight { hex: HexId(999) });
    assert_eq!(refused(task(BATTALION, TaskKind::Move, hex(7, 0))), Refusal::Impassable { unit: tiny::A, hex: hex(7, 0) });
    assert_eq!(refused(task(FormationId(2), TaskKind::Move, hex(5, 5))), Refusal::HeldBack { unit: tiny::RESERVE });
    assert_eq!(refused(task(BATTALION, TaskKind::Defend, hex(8, 0))), Refusal::SameTask { formation: BATTALION });
}

/// The men on the hill were to go back to the south-west; an enemy is in sight to the east of them.
#[test]
fn who_acts_by_himself_goes_for_an_enemy_near_by_without_a_task() {
    let minutes = |initiative: bool| {
        let mut scenario = tiny::scenario();
        scenario.phases[0].first = Side::Japanese;
        scenario.formations[3].level = Level::Regiment;
        scenario.formations[4].command = Command { staff: StaffWork::Ordinary, initiative };
        let battle = play::battle(scenario, 1, Keep::Log);
        let mut view = battle.view(Side::Japanese).clone();
        view.contacts = vec![enemy(view.turn_from, hex(5, 2))];
        let back = hex(0, 6);
        view.tasks[4].now = Some(Task { kind: TaskKind::Defend, from: back, goal: back, line: vec![back] });
        let wait = |to| check(&view, &task(HILL_BATTALION, TaskKind::Attack, to)).map(|q| q.delay_s.map(|d| d.0 / 60));
        let goes = check(&view, &go(&battle, tiny::HILL, hex(4, 2))).map(|_| ());
        (goes, wait(hex(4, 2)), wait(hex(8, 6)))
    };
    assert_eq!(minutes(true), (Ok(()), Ok(Some(20)), Ok(Some(30))));
    let (goes, near, far) = minutes(false);
    assert!(matches!(goes, Err(Refusal::OutsideTask { unit: tiny::HILL, .. })), "{goes:?}");
    assert_eq!((near, far), (Ok(Some(90)), Ok(Some(90))));
}

/// Back from the enemy every way is open that leads rather back than aside.
#[test]
fn a_withdrawal_needs_no_task() {
    let mut scenario = tiny::scenario();
    scenario.formations[0].level = Level::Regiment;
    tiny::put(&mut scenario, tiny::A, hex(4, 2));
    let battle = play::battle(scenario, 1, Keep::Log);
    let mut view = battle.view(Side::Soviet).clone();
    let there = hex(1, 0);
    view.tasks[1].now = Some(Task { kind: TaskKind::Attack, from: there, goal: there, line: vec![there] });
    let mut goes = |from: &[HexId], to| {
        view.contacts = from.iter().map(|&h| enemy(view.turn_from, h)).collect();
        check(&view, &go(&battle, tiny::A, to)).map(|_| ())
    };
    assert_eq!(goes(&[hex(3, 2)], hex(7, 2)), Ok(()));
    for (from, to) in [(&[hex(4, 0), hex(7, 5)][..], hex(4, 5)), (&[hex(7, 2)], hex(6, 2)), (&[], hex(7, 2))] {
        assert!(matches!(goes(from, to), Err(Refusal::OutsideTask { .. })), "{from:?} {to:?}");
    }
}

/// Men in a hex, in sight.
fn enemy(now: Clock, hex: HexId) -> Contact {
    Contact {
        id: ContactId(hex.0),
        certainty: Certainty::Seen,
        hex,
        seen_at: now,
        kind: ContactKind::Men,
        card: None,
        men: (100, 100),
        vehicles: (0, 0),
        guns: 0,
        posture: Posture::Prone,
        shows: Activity::Column,
        current: true,
        suppressed_permille: 0,
        error_m: 0,
        front: None,
        stranded: false,
    }
}

/// A battalion that is to go over the whole map at noon, with what may go wrong a quarter of an hour in.
fn mishap(percent: u8, astray: Option<HexId>) -> Battle {
    let mut scenario = waiting();
    scenario.formations[1].task = Some(StartTask { kind: TaskKind::Attack, via: vec![hex(5, 3), hex(3, 3)] });
    let hitch = Hitch { percent, least_min: 40, most_min: 40 };
    let at = scenario.starts().plus(900);
    scenario.mishaps = vec![Mishap { formation: REGIMENT, at, hitch, astray, sources: vec![] }];
    play::battle(scenario, 1, Keep::Log)
}

#[test]
fn a_reserve_stays_where_it_is() {
    let mut scenario = waiting();
    tiny::put(&mut scenario, tiny::B, hex(8, 3));
    scenario.formations[1].task = Some(StartTask { kind: TaskKind::Reserve, via: vec![] });
    let battle = play::battle(scenario, 1, Keep::Log);
    let goes = |unit, to| check(battle.view(Side::Soviet), &go(&battle, unit, to)).is_ok();
    assert!(goes(tiny::B, hex(7, 3)) && goes(tiny::A, hex(8, 1)) && goes(tiny::A, hex(8, 2)), "a hex from where either stands");
    assert!(!goes(tiny::B, hex(6, 4)));
}

#[test]
fn a_late_wing_waits_where_it_stands_and_a_lucky_one_does_not() {
    let side = Side::Soviet;
    for (percent, comes) in [(100, true), (0, false)] {
        let mut battle = mishap(percent, None);
        assert!(check(battle.view(side), &go(&battle, tiny::A, hex(4, 3))).is_ok(), "nobody knows of it before its hour");
        next_turn(&mut battle);
        let (now, news) = (battle.view(side).turn_from, battle.reports(side, Seq(0)).to_vec());
        let late = What::TaskLate { formation: REGIMENT, ready: now.plus(2_400) };
        assert_eq!(news.iter().any(|r| r.what == late), comes);
        let goes = check(battle.view(side), &go(&battle, tiny::A, hex(4, 3))).map(|_| ());
        let refused = Refusal::OutsideTask { unit: tiny::A, formation: BATTALION, by: REGIMENT, ready: now.plus(2_400) };
        assert_eq!(goes, if comes { Err(refused) } else { Ok(()) });
        let is_late = |r: &Report| matches!(r.what, What::TaskLate { .. });
        assert!(!battle.reports(Side::Japanese, Seq(0)).iter().any(is_late), "the enemy is not told");
        for _ in 0..3 {
            next_turn(&mut battle);
        }
        assert!(check(battle.view(side), &go(&battle, tiny::A, hex(4, 3))).is_ok());
    }
}

#[test]
fn who_is_sent_astray_needs_a_new_task() {
    let mut battle = mishap(100, Some(hex(8, 6)));
    next_turn(&mut battle);
    let view = battle.view(Side::Soviet);
    assert_eq!(view.tasks[1].now.as_ref().map(|t| (t.kind, t.goal)), Some((TaskKind::Move, hex(8, 6))));
    assert!(view.tasks[1].next.is_none());
    let goes = check(view, &go(&battle, tiny::A, hex(4, 3))).map(|_| ());
    assert!(matches!(goes, Err(Refusal::OutsideTask { .. })), "{goes:?}");
    assert!(check(view, &task(BATTALION, TaskKind::Attack, hex(3, 3))).is_ok());
}

#[test]
fn a_pending_task_is_saved_and_taken_back() {
    let mut battle = play::battle(waiting(), 3, Keep::Log);
    let before = (battle.before(), battle.hash());
    give(&mut battle, Side::Soviet, &task(BATTALION, TaskKind::Attack, hex(5, 5))).expect("it may be given");
    let saved = battle.snapshot();
    let hash = battle.hash();
    assert_ne!(hash, before.1);
    battle.take_back(&before.0);
    assert_eq!(battle.hash(), before.1);
    let mut other = play::battle(waiting(), 3, Keep::Log);
    other.restore(&saved);
    assert_eq!(other.hash(), hash);
    assert!(other.view(Side::Soviet).tasks[1].next.is_some());
    for _ in 0..6 {
        next_turn(&mut other);
    }
    assert_eq!(other.view(Side::Soviet).tasks[1].now.as_ref().map(|t| t.goal), Some(hex(5, 5)));
}

/// No player gives an order that is refused, and who follows the plan needs no new task.
#[test]
fn players_respect_the_tasks() {
    let (scenario, found) = load(&Sources::embedded(), "0806_assault", &LoadOptions::default());
    let scenario = scenario.unwrap_or_else(|| panic!("{found:?}"));
    for name in NAMES {
        let mut battle = Battle::new(Arc::clone(&scenario), Seed { seed: 2, run: 0 }, Keep::Log);
        let mut players = Side::BOTH.map(|side| player(name, 7 + side as u64).expect("a player"));
        let mut tasks = 0;
        while let Some(side) = battle.to_move() {
            let player = &mut players[side as usize];
            while let Some(order) = player.next_order(battle.view(side)) {
                tasks += u32::from(matches!(order, Order::Task { .. }));
                let done = battle.apply(side, Author::Staff, &order).map(|_| ());
                assert_eq!(done, Ok(()), "{name}: {order:?}");
            }
            battle.end_impulse(side).map(|_| ()).expect("its impulse");
        }
        assert_eq!(tasks > 0, name != "historical", "{name}: {tasks} new tasks");
    }
}

/// When the company on the hill of the tiny duel leaves it by a standing order, from 19:30 on, for forty men who come up. The Soviet company
/// comes up to the stream, or stays in the village; nobody else does anything.
fn leaves_the_hill(relief: &str) -> Option<Clock> {
    let sets = [
        format!(r#"plan.0.steps=[(at:"1938-08-06T18:45",{relief})]"#),
        r#"plan.1.steps=[(at:"1938-08-06T18:45",task:hold)]"#.to_owned(),
        r#"plan.2.steps=[(at:"1938-08-06T18:45",task:hold)]"#.to_owned(),
        concat!(
            r#"plan.3.steps=[(at:"1938-08-06T18:45",task:defend,via:["0202"]),"#,
            r#"(at:"1938-08-06T19:30",on:(seen_men:40,within_m:900),task:move,via:["0003"])]"#
        )
        .to_owned(),
        "fire_plan=[]".to_owned(),
        "strikes=[]".to_owned(),
    ];
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/tiny_duel.ron");
    let (scenario, found) = load(&Sources::embedded(), path, &LoadOptions { sets: sets.into() });
    let scenario = scenario.unwrap_or_else(|| panic!("{found:?}"));
    let company = scenario.unit("jp.1ir.1bn.1co").expect("the company");
    let players = Players { soviet: "historical".into(), japanese: "historical".into() };
    let battle = run_one(&scenario, Seed { seed: 1, run: 0 }, &players, Keep::Log, None, &|| false).expect("a battle");
    battle.events().iter().find(|e| matches!(e.what, What::Moved { unit, .. } if unit == company)).map(|e| e.at)
}

#[test]
fn a_standing_order_is_carried_out_when_the_relief_comes_up_and_not_without_it() {
    let from = Clock::parse("1938-08-06T19:30").expect("an hour");
    let left = leaves_the_hill(r#"task:move,via:["0502"]"#);
    assert!(left.is_some_and(|at| at >= from), "{left:?}");
    assert_eq!(leaves_the_hill("task:hold"), None);
}
