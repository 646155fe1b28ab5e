//! Fire that is answered, and standing fire at the turn's end: the best target first, both sides by the field as it is before the
//! first shot, and no gain from standing earlier in a file or moving first.

use crate::play;
use crate::table::{players, small};
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep, Seed};
use khasan::data::{DepotId, FormationId, Scenario};
use khasan::lab::run_one;
use khasan::rules::{Question, Side, UnitId};
use khasan::view::{Order, Target, What, WorkKind};
use std::sync::Arc;

fn end(battle: &mut Battle) {
    let side = battle.to_move().expect("it is not over");
    battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
}

/// Nobody on the map.
fn empty() -> Scenario {
    let mut scenario = tiny::scenario();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    scenario
}

/// Two platoons of the same tanks face each other; the Japanese one is listed last, or first.
fn twins(japanese_last: bool, first: Side) -> Scenario {
    let mut scenario = empty();
    for (unit, col) in [(tiny::TANKS, 3), (tiny::HILL, 4)] {
        let id = scenario.units[unit.index()].id.clone();
        let japanese = (unit == tiny::HILL) == japanese_last;
        scenario.units[unit.index()] = tiny::setup(&scenario.cards, &id, tiny::TANK, if japanese { 4 } else { 0 }, hex(col, 4));
        scenario.units[unit.index()].side = if japanese { Side::Japanese } else { Side::Soviet };
        scenario.units[unit.index()].depot = Some(DepotId(if japanese { 2 } else { 1 }));
    }
    if !japanese_last {
        for formation in &mut scenario.formations {
            for unit in &mut formation.units {
                *unit = match *unit {
                    tiny::TANKS => tiny::HILL,
                    tiny::HILL => tiny::TANKS,
                    other => other,
                };
            }
        }
    }
    assert_eq!(scenario.units[tiny::HILL.index()].formation, FormationId(if japanese_last { 4 } else { 0 }));
    scenario.phases[0].first = first;
    scenario
}

#[test]
fn both_sides_fire_before_either_is_hit_whoever_is_listed_first_or_moves_first() {
    for (last, first) in [(true, Side::Soviet), (true, Side::Japanese), (false, Side::Soviet), (false, Side::Japanese)] {
        let mut lost = 0;
        for seed in 0..40 {
            let mut battle = play::battle(twins(last, first), seed, Keep::Ledger);
            end(&mut battle);
            end(&mut battle);
            let of = |unit: UnitId| -> Vec<Question> {
                let by = |e: &&khasan::battle::LedgerEntry| usize::from(e.key.actor) == unit.index();
                battle.ledger().iter().filter(by).map(|e| e.asked).filter(|q| matches!(q, Question::AntiTank(_))).collect()
            };
            assert!(!of(tiny::TANKS).is_empty());
            assert_eq!(of(tiny::TANKS), of(tiny::HILL), "listed last: {last}, first: {first:?}, seed {seed}");
            lost += battle.events().iter().filter(|e| matches!(e.what, What::VehiclesLost { .. })).count();
        }
        assert!(lost > 20, "or nobody would be put out before he answers");
    }
}

#[test]
fn the_best_target_is_fired_at_and_not_the_first_of_a_list() {
    let mut scenario = empty();
    scenario.units[tiny::B.index()] = tiny::setup(&scenario.cards, "su.b", tiny::TANK, 1, hex(6, 4));
    tiny::put(&mut scenario, tiny::TANKS, hex(4, 4));
    tiny::put(&mut scenario, tiny::GUNS, hex(3, 4));
    for unit in [tiny::B, tiny::TANKS] {
        scenario.units[unit.index()].opens_at_m = Some(0);
    }
    scenario.units[tiny::GUNS.index()].opens_at_m = None;
    scenario.phases[0].first = Side::Japanese;
    let mut battle = play::battle(scenario, 3, Keep::Log);
    // They have time for one target only.
    let order = Order::Fire { unit: tiny::GUNS, at: Target::Hex(hex(1, 6)), seconds: 600 };
    battle.apply(Side::Japanese, Author::Human, &order).map(<[_]>::len).expect("they may fire");
    end(&mut battle);
    end(&mut battle);
    let at: Vec<_> = battle
        .events()
        .iter()
        .filter_map(|e| match e.what {
            What::Fired { unit: tiny::GUNS, at, standing: true, .. } => Some(at),
            _ => None,
        })
        .collect();
    assert_eq!(at, [hex(4, 4)], "tanks at 300 m before those at 900 m");
}

/// Ranges of the small arms in the questions asked, in the order of asking.
fn ranges_m(battle: &Battle) -> Vec<u16> {
    let men = |e: &khasan::battle::LedgerEntry| match e.asked {
        Question::MenUnderFire(q) => Some(q.shots[0].range_m),
        _ => None,
    };
    battle.ledger().iter().filter_map(men).collect()
}

#[test]
fn who_fires_on_order_and_who_answers_are_as_far_from_each_other() {
    // Along an axis, across two, and in one hex.
    for (from, to, m) in [((3, 4), (3, 5), 300), ((3, 4), (1, 4), 519), ((3, 4), (3, 4), 150)] {
        let mut scenario = empty();
        tiny::put(&mut scenario, tiny::A, hex(from.0, from.1));
        tiny::put(&mut scenario, tiny::HILL, hex(to.0, to.1));
        let mut battle = play::battle(scenario, 3, Keep::Ledger);
        let order = Order::Fire { unit: tiny::A, at: Target::Hex(hex(to.0, to.1)), seconds: 60 };
        battle.apply(Side::Soviet, Author::Human, &order).map(<[_]>::len).expect("they may fire");
        assert_eq!(ranges_m(&battle), [m, m], "{from:?} to {to:?}");
    }
}

#[test]
fn men_who_dig_are_seen_at_it_and_fired_at() {
    // Lying still they are seen from nowhere; the spades are from 600 m.
    let fired_at = |col: u8, dig: bool| {
        let mut scenario = empty();
        tiny::put(&mut scenario, tiny::A, hex(3, 4));
        tiny::put(&mut scenario, tiny::HILL, hex(col, 4));
        let mut battle = play::battle(scenario, 3, Keep::Ledger);
        if dig {
            let order = Order::Work { unit: tiny::A, kind: WorkKind::Dig };
            battle.apply(Side::Soviet, Author::Human, &order).map(<[_]>::len).expect("they may dig");
        }
        end(&mut battle);
        let on_a = |e: &khasan::battle::LedgerEntry| matches!(e.asked, Question::MenUnderFire(_));
        battle.ledger().iter().filter(|e| on_a(e)).count()
    };
    assert_eq!((fired_at(1, true), fired_at(1, false), fired_at(0, true)), (1, 0, 0));
}

/// The middle of what a side lost in 200 battles of the small duel, with a side moving first in each of its phases.
fn median_losses(first: [Side; 2]) -> [u32; 2] {
    let mut scenario = Scenario::clone(&small("tiny_duel"));
    for (phase, first) in scenario.phases.iter_mut().zip(first) {
        phase.first = first;
    }
    let scenario = Arc::new(scenario);
    let names = players("regular", "regular");
    let mut lost = [Vec::new(), Vec::new()];
    for run in 0..200 {
        let battle = run_one(&scenario, Seed { seed: 1, run }, &names, Keep::Log, None, &|| false).expect("players");
        for side in Side::BOTH {
            let of = |e: &khasan::view::Event| match e.what {
                What::MenLost { unit, lost, .. } if scenario.units[unit.index()].side == side => {
                    u32::from(lost.killed) + u32::from(lost.wounded) + u32::from(lost.missing)
                }
                _ => 0,
            };
            lost[side as usize].push(battle.events().iter().map(of).sum::<u32>());
        }
    }
    lost.map(|mut all| {
        all.sort_unstable();
        all[all.len() / 2]
    })
}

/// Swapping who moves first changes the middle losses by less than 15 % (a walk of the rules).
#[test]
fn who_moves_first_gains_little() {
    let (before, swapped) = (median_losses([Side::Soviet, Side::Japanese]), median_losses([Side::Japanese, Side::Soviet]));
    for (a, b) in before.into_iter().zip(swapped) {
        assert!(a.min(b) > 10 && a.abs_diff(b) * 100 < a * 15, "{before:?} against {swapped:?}");
    }
}
