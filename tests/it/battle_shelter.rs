//! Shelter behind the crest: by drill and on order, what it saves, who is in time to man the trench and who is caught.

use crate::play::{self, Luck};
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep, Seed};
use khasan::data::{PlannedMission, PlannedStrike, Scenario};
use khasan::lab::{HUMAN, Players, Table};
use khasan::rules::{Assault, Clock, ModifierName, Pace, Posture, Question, Side, UnitId};
use khasan::view::{Event, Order, OwnUnit, Refusal, Target, What, WorkKind, check};
use std::sync::Arc;

/// Lookouts of the company's 120 men.
const LOOKOUTS: u16 = 12;
const REMAN_S: u32 = 300;
const LEAVE_S: u32 = 60;

fn start() -> Clock {
    Clock::parse(tiny::START).expect("a clock")
}

/// Only those named, and the company on the hill that holds its fire.
fn only(there: &[(UnitId, (u8, u8))], drill: bool) -> Scenario {
    let mut scenario = tiny::scenario();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    for &(unit, (col, row)) in there.iter().chain(&[(tiny::HILL, (2, 2))]) {
        tiny::put(&mut scenario, unit, hex(col, row));
    }
    for unit in [tiny::A, tiny::TANKS, tiny::HILL] {
        scenario.units[unit.index()].opens_at_m = Some(0);
    }
    scenario.units[tiny::HILL.index()].shelters = drill;
    scenario.phases[0].first = Side::Japanese;
    scenario
}

fn shelled(scenario: &mut Scenario, from_s: u32, to_s: u32, rounds: u16) {
    let mission = PlannedMission {
        battery: tiny::BATTERY,
        hex: hex(2, 2),
        from: start().plus(from_s),
        to: start().plus(to_s),
        rounds,
        smoke: false,
        lifts_to: None,
    };
    scenario.fire_plan.push(mission);
}

fn apply(battle: &mut Battle, order: &Order) {
    let side = battle.to_move().expect("it is not over");
    battle.apply(side, Author::Human, order).map(<[_]>::len).expect("the order is allowed");
}

fn end(battle: &mut Battle) {
    let side = battle.to_move().expect("it is not over");
    battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
}

fn work(kind: WorkKind) -> Order {
    Order::Work { unit: tiny::HILL, kind }
}

fn hill(battle: &Battle) -> &OwnUnit {
    battle.view(Side::Japanese).unit(tiny::HILL).expect("its own")
}

/// When men went below, and when they were called up and to be in place.
fn story(events: &[Event]) -> (Vec<Clock>, Vec<(Clock, Clock)>) {
    let gone = events.iter().filter(|e| matches!(e.what, What::Sheltered { .. })).map(|e| e.at);
    let up = events.iter().filter_map(|e| if let What::Manned { by, .. } = e.what { Some((e.at, by)) } else { None });
    (gone.collect(), up.collect())
}

fn lost(battle: &Battle) -> u32 {
    u32::from(120 - hill(battle).men)
}

#[test]
fn a_shelled_company_goes_below_by_drill_and_loses_less() {
    let under_fire = |drill, seed| {
        let mut scenario = only(&[(tiny::BATTERY, (8, 3)), (tiny::STAFF, (8, 5))], drill);
        shelled(&mut scenario, 120, 840, 140);
        let mut battle = play::battle(scenario, seed, Keep::Log);
        let down = hill(&battle).suppressed_permille;
        for _ in 0..4 {
            end(&mut battle);
        }
        (lost(&battle), down, story(battle.events()))
    };
    let (mut stayed, mut sheltered) = (0, 0);
    for seed in 0..60 {
        let (a, _, (gone, up)) = under_fire(false, seed);
        assert!(gone.is_empty() && up.is_empty());
        let (b, _, (gone, up)) = under_fire(true, seed);
        assert_eq!(gone, [start().plus(120)], "as the first shells fall");
        let lifts = start().plus(840);
        assert_eq!(up, [(lifts, lifts.plus(REMAN_S))], "as the last has fallen");
        stayed += a;
        sheltered += b;
    }
    // A tenth stays, a quarter of the rest is reached, and the first minute falls on all: 0.38 in the mean.
    assert!(stayed > 60 && sheltered * 10 < stayed * 6, "{sheltered} against {stayed}");
}

#[test]
fn bombs_send_it_below_and_a_known_enemy_near_keeps_it_in_the_trench() {
    let bombed = |near: bool| {
        let at = if near { (4, 2) } else { (8, 5) };
        let mut scenario = only(&[(tiny::BATTERY, (8, 3)), (tiny::A, at)], true);
        let flight = khasan::data::FlightId(0);
        scenario.strikes.push(PlannedStrike { flight, hex: hex(2, 2), at: start().plus(1_000), count: 9 });
        shelled(&mut scenario, 1_100, 1_400, 60);
        let mut battle = play::battle(scenario, 3, Keep::Log);
        // The enemy shows himself in the turn before.
        end(&mut battle);
        if near {
            apply(&mut battle, &Order::Fire { unit: tiny::A, at: Target::Hex(hex(4, 4)), seconds: 60 });
            assert!(battle.view(Side::Japanese).contacts.iter().any(|c| c.current), "who fires at 600 m is seen");
        }
        end(&mut battle);
        story(battle.events()).0
    };
    assert_eq!(bombed(false), [start().plus(1_000)]);
    assert_eq!(bombed(true), []);
}

#[test]
fn it_is_ordered_below_and_up_again_as_quoted_and_taken_back() {
    let players = Players { soviet: HUMAN.into(), japanese: HUMAN.into() };
    let mut table = Table::new(&Arc::new(only(&[(tiny::A, (8, 5))], false)), Seed { seed: 1, run: 0 }, &players).expect("persons");
    let seconds = |table: &Table| table.view(Side::Japanese).unit(tiny::HILL).map_or(0, |u| u32::from(u.seconds));
    let quoted = |table: &Table, kind| check(table.view(Side::Japanese), &work(kind));
    assert_eq!(quoted(&table, WorkKind::Man), Err(Refusal::NothingToDo { unit: tiny::HILL }));
    let before = table.battle().hash();
    for (kind, due) in [(WorkKind::Shelter, LEAVE_S), (WorkKind::Man, REMAN_S)] {
        let quote = quoted(&table, kind).expect("allowed");
        assert_eq!((quote.seconds, quote.undoable), (due, true), "{kind:?}");
        let had = seconds(&table);
        table.order(&work(kind)).map(<[_]>::len).expect("allowed");
        assert_eq!(had - seconds(&table), due, "{kind:?}");
        if kind == WorkKind::Shelter {
            let view = table.view(Side::Japanese);
            let unit = view.unit(tiny::HILL).expect("its own");
            assert!(unit.shelter.below(view.clock_of(unit)) && unit.shelters, "from now on it shelters by itself");
            let refused = Err(Refusal::Sheltered { unit: tiny::HILL });
            assert_eq!(quoted(&table, WorkKind::Dig), refused);
            assert_eq!(check(view, &Order::Assault { units: vec![tiny::HILL], hex: hex(3, 2) }), refused);
            assert_eq!(quoted(&table, WorkKind::Shelter), Err(Refusal::NothingToDo { unit: tiny::HILL }));
        }
    }
    let view = table.view(Side::Japanese);
    let unit = view.unit(tiny::HILL).expect("its own");
    assert!(!unit.shelter.below(view.clock_of(unit)) && !unit.shelters, "it stays in its trench");
    assert!(table.undo() && table.undo());
    assert_eq!(table.battle().hash(), before);
    // Who was told to stays below, and has his turns whole until he is called up.
    table.order(&work(WorkKind::Shelter)).map(<[_]>::len).expect("allowed");
    table.end_impulse();
    table.end_impulse();
    assert_eq!(seconds(&table), 900);
    assert!(story(table.battle().events()).1.is_empty());
    table.order(&work(WorkKind::Man)).map(<[_]>::len).expect("allowed");
    assert_eq!(seconds(&table), 600);
}

/// The close combat of an assault on the hill, whose company was told to shelter the turn before.
fn stormed(by: UnitId, shelters: bool) -> (Assault, Vec<ModifierName>) {
    for seed in 0..40 {
        let mut scenario = only(&[(by, (3, 2))], false);
        // Nobody fires: the rush comes through.
        (scenario.units[tiny::HILL.index()].ammunition_percent, scenario.units[tiny::HILL.index()].depot) = (0, None);
        let mut battle = play::battle(scenario, seed, Keep::Ledger);
        if shelters {
            apply(&mut battle, &work(WorkKind::Shelter));
        }
        for _ in 0..3 {
            end(&mut battle);
        }
        assert!(story(battle.events()).1.is_empty(), "an enemy who was known when it went calls nobody up");
        apply(&mut battle, &Order::Assault { units: vec![by], hex: hex(2, 2) });
        let fought = battle.ledger().iter().find_map(|e| if let Question::Assault(q) = e.asked { Some(q) } else { None });
        if let Some(q) = fought {
            let asked = battle.scenario().rules.ask(&Question::Assault(q));
            return (q, asked.modifiers.iter().map(|m| m.name).collect());
        }
    }
    panic!("they never stand");
}

#[test]
fn tanks_catch_it_below_and_infantry_does_not() {
    let (tanks, why) = stormed(tiny::TANKS, true);
    // 200 of 300 seconds: the lookouts and two thirds of the others.
    assert_eq!((tanks.defender.men, tanks.caught, tanks.trench_permille), (84, 36, 0));
    assert!(why.contains(&ModifierName::CaughtBelow) && !why.contains(&ModifierName::Trench), "{why:?}");
    for (by, shelters) in [(tiny::A, true), (tiny::A, false), (tiny::TANKS, false)] {
        let (q, why) = stormed(by, shelters);
        assert_eq!((q.defender.men, q.caught, q.trench_permille), (120, 0, 1000), "{by:?}");
        assert!(why.contains(&ModifierName::Trench) && !why.contains(&ModifierName::CaughtBelow), "{why:?}");
    }
}

#[test]
fn an_enemy_who_comes_near_calls_it_up_and_only_lookouts_fire_before() {
    let mut scenario = only(&[(tiny::A, (5, 2))], false);
    scenario.units[tiny::HILL.index()].opens_at_m = None;
    let mut battle = play::battle(scenario, 1, Keep::Log);
    apply(&mut battle, &work(WorkKind::Shelter));
    for _ in 0..3 {
        end(&mut battle);
    }
    assert!(story(battle.events()).1.is_empty());
    apply(&mut battle, &Order::Move { unit: tiny::A, path: vec![hex(4, 2)], pace: Pace::Deployed });
    let came = battle.events().iter().find(|e| matches!(e.what, What::Moved { to, .. } if to == hex(4, 2))).expect("it came").at;
    let (_, up) = story(battle.events());
    assert_eq!(up.len(), 1);
    assert!(up[0].0 >= came && up[0].1 == up[0].0.plus(REMAN_S), "{up:?}");
    // What twelve men fire in a step's time, against what the company would.
    let fired = battle.events().iter().filter(|e| e.at < up[0].1);
    let rounds: u32 = fired.map(|e| if let What::Fired { unit: tiny::HILL, small_rounds, .. } = e.what { small_rounds } else { 0 }).sum();
    let manned = {
        let mut scenario = only(&[(tiny::A, (5, 2))], false);
        scenario.units[tiny::HILL.index()].opens_at_m = None;
        let mut battle = play::battle(scenario, 1, Keep::Log);
        end(&mut battle);
        apply(&mut battle, &Order::Move { unit: tiny::A, path: vec![hex(4, 2)], pace: Pace::Deployed });
        let fired =
            battle.events().iter().map(|e| if let What::Fired { unit: tiny::HILL, small_rounds, .. } = e.what { small_rounds } else { 0 });
        fired.sum::<u32>()
    };
    assert!(manned > 500 && rounds * 5 < manned, "{rounds} of {manned}");
}

/// A company below and a picket of its lookouts' strength look alike from before the hill.
#[test]
fn a_trench_with_lookouts_looks_like_a_picket() {
    let world = |men: u16, shelters: bool| {
        let mut scenario = only(&[(tiny::A, (3, 2)), (tiny::B, (6, 4)), (tiny::BATTERY, (8, 3)), (tiny::STAFF, (7, 3))], false);
        scenario.units[tiny::HILL.index()].men = men;
        scenario.units[tiny::B.index()].opens_at_m = Some(0);
        scenario.units[tiny::HILL.index()].opens_at_m = None;
        let mut battle = play::battle(scenario, 5, Keep::Log);
        if shelters {
            apply(&mut battle, &work(WorkKind::Shelter));
        }
        end(&mut battle);
        end(&mut battle);
        // A shot, so that they are seen: that of the lookouts.
        apply(&mut battle, &Order::Fire { unit: tiny::HILL, at: Target::Hex(hex(4, 4)), seconds: 60 });
        end(&mut battle);
        battle
    };
    let (mut a, mut b) = (world(120, true), world(LOOKOUTS, false));
    let mut luck = Luck(3);
    let (mut quoted, mut done) = (0, 0);
    let contact = a.view(Side::Soviet).contacts[0];
    assert_eq!((contact.men, contact.posture), ((LOOKOUTS, LOOKOUTS), Posture::Trench));
    for _ in 0..300 {
        let order = if luck.below(3) == 0 {
            play::nonsense(a.view(Side::Soviet), &mut luck)
        } else {
            play::sensible(a.view(Side::Soviet), &mut luck)
        };
        let (x, y) = (check(a.view(Side::Soviet), &order), check(b.view(Side::Soviet), &order));
        assert_eq!(x, y, "{order:?} is quoted alike");
        quoted += usize::from(x.is_ok());
        // Carried out where it stays away from the hill: what comes near calls the company up, and that is seen.
        let far = |h: &khasan::hex::HexId| h.0 != u16::MAX && h.0 % u16::from(tiny::COLS) >= 5;
        let away = match &order {
            Order::Move { unit, path, .. } => *unit != tiny::A && path.iter().all(far),
            Order::Fire { unit, at: Target::Hex(h), .. } => *unit != tiny::A && far(h),
            // Who works next to the hill is fired at by whoever is up there.
            Order::Work { unit, .. } => *unit != tiny::A,
            Order::Hold { .. } => true,
            _ => false,
        };
        if x.is_ok() && away {
            assert_eq!(a.apply(Side::Soviet, Author::Human, &order).map(|_| ()), b.apply(Side::Soviet, Author::Human, &order).map(|_| ()));
            done += 1;
        }
        assert_eq!(play::knowledge(a.view(Side::Soviet)), play::knowledge(b.view(Side::Soviet)), "{order:?}");
        assert_eq!(a.reports(Side::Soviet, khasan::view::Seq(0)), b.reports(Side::Soviet, khasan::view::Seq(0)));
    }
    assert!(quoted > 60 && done > 10, "{quoted} {done}");
}

fn lawful(battle: &Battle) {
    for side in Side::BOTH {
        let view = battle.view(side);
        for u in view.units.iter().filter(|u| u.active()) {
            let now = view.clock_of(u);
            assert!(u.shelter.open() || u.shelter.until <= now || u.seconds == 0, "{u:?}");
            let there = u.hex.is_some_and(|h| view.rules.has_shelter(u.posture, view.ground.terrain[h.index()]));
            assert!(!u.shelter.below(now) || there, "{u:?}");
        }
    }
}

/// Whatever happens, a unit has no seconds before it is in its place again, and who leaves his hex leaves his shelter.
#[test]
fn shelter_keeps_its_laws_in_battles_of_random_orders() {
    let (mut gone, mut up) = (0, 0);
    for seed in 0..10 {
        let mut scenario = tiny::scenario();
        scenario.units[tiny::HILL.index()].shelters = seed % 2 == 0;
        let mut battle = play::battle(scenario, seed, Keep::Log);
        let mut luck = Luck(seed + 40);
        while let Some(side) = battle.to_move() {
            for n in 0..14 {
                // Whoever stands on the hill is kept there for the first half.
                let order = match play::sensible(battle.view(side), &mut luck) {
                    Order::Move { unit, .. } if unit == tiny::HILL && battle.turn() < 5 => work([WorkKind::Shelter, WorkKind::Man][n % 2]),
                    order => order,
                };
                let _ = battle.apply(side, Author::Human, &order);
                lawful(&battle);
            }
            end(&mut battle);
            lawful(&battle);
        }
        let told = story(battle.events());
        (gone, up) = (gone + told.0.len(), up + told.1.len());
    }
    assert!(gone > 3 && up > 3, "{gone} {up}");
}
