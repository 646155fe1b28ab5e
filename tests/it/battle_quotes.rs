//! The odds shown are those cast: what an order's quote asks is what the battle asks when the enemy is known for what he
//! is and seen now.

use crate::play;
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep};
use khasan::data::Scenario;
use khasan::hex::Dir;
use khasan::rules::{Certainty, Pace, Posture, Question, RuleId, Side, UnitId};
use khasan::view::{FireOrder, Order, Shells, Target, WorkKind, check};
use std::sync::Arc;

/// Only those named, the Japanese first.
fn only(there: &[(UnitId, (u8, u8))]) -> Scenario {
    let mut scenario = tiny::scenario();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    for &(unit, (col, row)) in there {
        tiny::put(&mut scenario, unit, hex(col, row));
    }
    // So that nobody is fired at before the order.
    scenario.units[tiny::A.index()].opens_at_m = Some(0);
    scenario.units[tiny::TANKS.index()].opens_at_m = Some(0);
    scenario.phases[0].first = Side::Japanese;
    scenario
}

/// Quote an order and carry it out: the questions quoted, and those cast for that rule with what was believed.
fn both(battle: &mut Battle, order: &Order) -> (Vec<Question>, Vec<(Question, Option<Question>)>) {
    let side = battle.to_move().expect("it is not over");
    let quoted: Vec<Question> = check(battle.view(side), order).expect("it is allowed").asks.iter().map(|a| a.question).collect();
    let before = battle.ledger().len();
    battle.apply(side, Author::Human, order).map(<[_]>::len).expect("it is allowed");
    let rules: Vec<RuleId> = quoted.iter().map(Question::rule).collect();
    let cast = battle.ledger()[before..].iter().filter(|e| rules.contains(&e.asked.rule())).take(quoted.len());
    (quoted, cast.map(|e| (e.asked, e.believed)).collect())
}

fn hold_against(battle: &mut Battle, order: &Order) {
    let (quoted, cast) = both(battle, order);
    assert!(!quoted.is_empty(), "{order:?} asks something");
    let (asked, believed): (Vec<Question>, Vec<Option<Question>>) = cast.into_iter().unzip();
    assert_eq!(quoted, asked, "{order:?}: shown against cast");
    assert_eq!(quoted.iter().copied().map(Some).collect::<Vec<_>>(), believed, "{order:?}: shown against believed");
}

/// Whoever fires, here at a hex where nobody is, shows himself; near the enemy he is known for what he is.
fn show(battle: &mut Battle, unit: UnitId, at: (u8, u8)) {
    battle.script_dice(&[0; 200]);
    let order = Order::Fire { unit, at: Target::Hex(hex(at.0, at.1)), seconds: 60 };
    battle.apply(Side::Japanese, Author::Human, &order).map(<[_]>::len).expect("it may fire");
    let hold = Order::Hold { unit, fire_order: FireOrder::Hold };
    battle.apply(Side::Japanese, Author::Human, &hold).map(<[_]>::len).expect("its own unit");
    battle.script_dice(&[]);
    battle.end_impulse(Side::Japanese).map(<[_]>::len).expect("its impulse");
    let contacts = &battle.view(Side::Soviet).contacts;
    assert!(contacts.iter().any(|c| c.current && c.certainty == Certainty::Identified), "{contacts:?}");
}

fn contact(battle: &Battle) -> Target {
    Target::Contact(battle.view(Side::Soviet).contacts[0].id)
}

#[test]
fn fire_at_men_is_quoted_as_it_is_cast() {
    // Next to each other along each axis.
    for (ours, theirs, nobody) in [((4, 2), (3, 2), (4, 4)), ((4, 3), (3, 2), (4, 4)), ((4, 2), (3, 1), (4, 1)), ((3, 3), (3, 2), (4, 4))] {
        for seconds in [60, 240, 300] {
            let mut battle = play::battle(only(&[(tiny::A, ours), (tiny::HILL, theirs)]), 1, Keep::Ledger);
            show(&mut battle, tiny::HILL, nobody);
            let at = contact(&battle);
            hold_against(&mut battle, &Order::Fire { unit: tiny::A, at, seconds });
            // The opening burst is spent.
            hold_against(&mut battle, &Order::Fire { unit: tiny::A, at, seconds: 60 });
        }
    }
}

#[test]
fn fire_at_guns_is_quoted_as_it_is_cast() {
    let mut battle = play::battle(only(&[(tiny::TANKS, (4, 3)), (tiny::GUNS, (3, 3))]), 1, Keep::Ledger);
    show(&mut battle, tiny::GUNS, (4, 4));
    let at = contact(&battle);
    hold_against(&mut battle, &Order::Fire { unit: tiny::TANKS, at, seconds: 120 });
}

#[test]
fn fire_at_tanks_is_quoted_as_it_is_cast() {
    let mut battle = play::battle(only(&[(tiny::TANKS, (4, 3)), (tiny::GUNS, (3, 3))]), 1, Keep::Ledger);
    let known = &battle.view(Side::Japanese).contacts;
    assert_eq!(known.first().map(|c| c.certainty), Some(Certainty::Identified), "halted tanks next to it are known: {known:?}");
    let at = Target::Contact(known[0].id);
    hold_against(&mut battle, &Order::Fire { unit: tiny::GUNS, at, seconds: 120 });
}

/// Tanks that went south past a gun: it has them before it or sees their sides, and knows it.
#[test]
fn fire_at_flanks_is_quoted_as_it_is_cast() {
    for (guns, flank) in [((6, 5), false), ((6, 4), true), ((7, 2), true)] {
        let mut scenario = only(&[(tiny::TANKS, (7, 3)), (tiny::GUNS, guns)]);
        scenario.units[tiny::GUNS.index()].opens_at_m = Some(0);
        for vehicle in &mut Arc::make_mut(&mut scenario.cards).vehicles {
            (vehicle.armour_side_mm, vehicle.stop_km) = (9, 0);
        }
        let mut battle = play::battle(scenario, 1, Keep::Ledger);
        let contact = |battle: &Battle| battle.view(Side::Japanese).contacts.first().copied();
        assert_eq!(contact(&battle).and_then(|c| c.front), None, "nobody knows yet where they will face");
        battle.end_impulse(Side::Japanese).map(<[_]>::len).expect("its impulse");
        battle.script_dice(&[0; 50]);
        let go = Order::Move { unit: tiny::TANKS, path: vec![hex(7, 4)], pace: Pace::Deployed };
        battle.apply(Side::Soviet, Author::Human, &go).map(<[_]>::len).expect("they may");
        battle.script_dice(&[]);
        assert_eq!(battle.view(Side::Soviet).unit(tiny::TANKS).and_then(|u| u.front), Some(Dir::S));
        battle.end_impulse(Side::Soviet).map(<[_]>::len).expect("its impulse");
        let c = contact(&battle).expect("they are in sight");
        assert_eq!((c.hex, c.certainty, c.front), (hex(7, 4), Certainty::Identified, Some(Dir::S)));
        let before = battle.ledger().len();
        hold_against(&mut battle, &Order::Fire { unit: tiny::GUNS, at: Target::Contact(c.id), seconds: 120 });
        let asked = battle.ledger()[before..].iter().filter_map(|e| match e.asked {
            Question::AntiTank(q) => Some((q.flank, q.armour_mm)),
            _ => None,
        });
        let met: Vec<(bool, u8)> = asked.collect();
        assert!(!met.is_empty() && met.iter().all(|&m| m == if flank { (true, 9) } else { (false, 15) }), "{guns:?}: {met:?}");
    }
}

/// Who fires on order turns to what he fires at; whoever sees him sees that.
#[test]
fn tanks_face_what_they_fire_at() {
    let mut battle = play::battle(only(&[(tiny::TANKS, (4, 3)), (tiny::GUNS, (3, 3))]), 1, Keep::Ledger);
    battle.end_impulse(Side::Japanese).map(<[_]>::len).expect("its impulse");
    let fire = Order::Fire { unit: tiny::TANKS, at: Target::Hex(hex(5, 1)), seconds: 60 };
    battle.script_dice(&[0; 50]);
    battle.apply(Side::Soviet, Author::Human, &fire).map(<[_]>::len).expect("they may");
    let grid = &battle.scenario().ground.grid;
    let front = grid.bearing(hex(4, 3), hex(5, 1));
    assert_eq!(battle.view(Side::Soviet).unit(tiny::TANKS).map(|u| u.front), Some(front));
    assert_eq!(battle.view(Side::Japanese).contacts.first().map(|c| c.front), Some(front));
}

#[test]
fn an_assault_is_quoted_as_it_is_cast() {
    let mut scenario = only(&[(tiny::A, (4, 2)), (tiny::HILL, (3, 2))]);
    // Some rounds to show himself with, none to meet the rush.
    (scenario.units[tiny::HILL.index()].ammunition_percent, scenario.units[tiny::HILL.index()].depot) = (1, None);
    scenario.units[tiny::HILL.index()].posture = Posture::Scrape;
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    show(&mut battle, tiny::HILL, (4, 4));
    // The rush is not fired at: who showed himself has spent his last round.
    let spent = battle.snapshot();
    let order = Order::Assault { units: vec![tiny::A], hex: hex(3, 2) };
    for nth in 0..200u32 {
        battle.restore(&spent);
        battle.script_dice(&[0, nth.wrapping_mul(0x0147_AE14), nth.wrapping_mul(0x0147_AE14), 1 << 31, 1 << 31, 1 << 31, 1 << 31, 1 << 31]);
        let (quoted, cast) = both(&mut battle, &order);
        if let Some((asked, believed)) = cast.first() {
            assert_eq!(quoted[0], *asked);
            assert_eq!(Some(quoted[0]), *believed);
            return;
        }
    }
    panic!("the company never stands");
}

#[test]
fn a_call_for_fire_and_a_recovery_are_quoted_as_they_are_cast() {
    let mut scenario = only(&[(tiny::BATTERY, (8, 3)), (tiny::STAFF, (4, 2)), (tiny::HILL, (2, 2))]);
    scenario.phases[0].first = Side::Soviet;
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    for (col, row) in [(2, 2), (3, 2), (1, 2)] {
        let order = Order::Mission { battery: tiny::BATTERY, hex: hex(col, row), rounds: 4, shells: Shells::HighExplosive };
        let save = battle.snapshot();
        hold_against(&mut battle, &order);
        battle.restore(&save);
    }

    let mut scenario = only(&[(tiny::TANKS, (6, 3)), (tiny::FLAK, (0, 2))]);
    scenario.phases[0].first = Side::Soviet;
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    // All get stuck, none of them on the belly.
    battle.script_dice(&[0, u32::MAX, 0, 0, u32::MAX, 0]);
    let order = Order::Move { unit: tiny::TANKS, path: vec![hex(5, 3)], pace: Pace::Deployed };
    battle.apply(Side::Soviet, Author::Human, &order).map(<[_]>::len).expect("it may go");
    for _ in 0..4 {
        let side = battle.to_move().expect("it is not over");
        battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
    }
    battle.script_dice(&[]);
    hold_against(&mut battle, &Order::Work { unit: tiny::TANKS, kind: WorkKind::Recover });
}
