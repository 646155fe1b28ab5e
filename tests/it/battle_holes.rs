//! Holes belong to the ground: who leaves them leaves them, who comes moves in, and those of the enemy face the wrong way.

use crate::play;
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep};
use khasan::hex::HexId;
use khasan::rules::{Pace, Posture, Side, UnitId};
use khasan::view::{Holes, Order, OwnUnit, WorkKind};

const TOP: (u8, u8) = (2, 2);
const BESIDE: (u8, u8) = (3, 2);

/// The company in its trench, and one of the other side next to it; nobody fires.
fn two(enemy_at: (u8, u8)) -> Battle {
    let mut scenario = tiny::scenario();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    for (unit, at) in [(tiny::HILL, TOP), (tiny::A, enemy_at)] {
        tiny::put(&mut scenario, unit, hex(at.0, at.1));
        scenario.units[unit.index()].opens_at_m = Some(0);
        scenario.units[unit.index()].shelters = false;
    }
    scenario.phases[0].first = Side::Japanese;
    play::battle(scenario, 7, Keep::Log)
}

fn unit(battle: &Battle, id: UnitId) -> &OwnUnit {
    let side = battle.scenario().units[id.index()].side;
    battle.view(side).unit(id).expect("its own")
}

fn known(battle: &Battle, side: Side, at: HexId) -> Holes {
    battle.view(side).holes[at.index()]
}

fn order(battle: &mut Battle, order: &Order) {
    let side = battle.to_move().expect("it is not over");
    battle.apply(side, Author::Human, order).map(<[_]>::len).expect("the order is allowed");
}

fn end(battle: &mut Battle) {
    let side = battle.to_move().expect("it is not over");
    battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
}

fn walk(unit: UnitId, to: (u8, u8)) -> Order {
    Order::Move { unit, path: vec![hex(to.0, to.1)], pace: Pace::Deployed }
}

/// Let turns go by until a unit is somewhere.
fn until_at(battle: &mut Battle, id: UnitId, at: (u8, u8)) {
    for _ in 0..6 {
        if unit(battle, id).hex == Some(hex(at.0, at.1)) && unit(battle, id).path.is_empty() {
            return;
        }
        end(battle);
    }
    panic!("it is not there: {:?}", unit(battle, id));
}

#[test]
fn a_company_that_leaves_its_trench_finds_it_again() {
    let mut battle = two((8, 5));
    let top = hex(TOP.0, TOP.1);
    let dug = known(&battle, Side::Japanese, top);
    assert_eq!((dug.trench.japanese, dug.trench.soviet, dug.any), (120, 0, 120), "it is set up in trenches");
    assert_eq!(known(&battle, Side::Soviet, top), Holes::default(), "which nobody of the enemy has seen");
    order(&mut battle, &walk(tiny::HILL, (1, 2)));
    until_at(&mut battle, tiny::HILL, (1, 2));
    assert_eq!(unit(&battle, tiny::HILL).posture, Posture::Prone, "where nobody has dug");
    assert_eq!(known(&battle, Side::Japanese, top), dug);
    while battle.to_move() != Some(Side::Japanese) {
        end(&mut battle);
    }
    order(&mut battle, &walk(tiny::HILL, TOP));
    until_at(&mut battle, tiny::HILL, TOP);
    assert_eq!(unit(&battle, tiny::HILL).posture, Posture::Trench);
    assert_eq!(known(&battle, Side::Japanese, top), dug);
}

#[test]
fn a_trench_of_the_enemy_is_turned_before_it_is_one() {
    let mut battle = two(BESIDE);
    let top = hex(TOP.0, TOP.1);
    order(&mut battle, &walk(tiny::HILL, (1, 2)));
    until_at(&mut battle, tiny::HILL, (1, 2));
    // So far that nobody meets anybody.
    for to in [(0, 2), (0, 3)] {
        while battle.to_move() != Some(Side::Japanese) {
            end(&mut battle);
        }
        order(&mut battle, &walk(tiny::HILL, to));
        until_at(&mut battle, tiny::HILL, to);
    }
    while battle.to_move() != Some(Side::Soviet) {
        end(&mut battle);
    }
    assert_eq!(known(&battle, Side::Soviet, top), Holes::default(), "empty trenches tell nobody of themselves");
    order(&mut battle, &walk(tiny::A, TOP));
    until_at(&mut battle, tiny::A, TOP);
    let men = unit(&battle, tiny::A).men;
    let dug = known(&battle, Side::Soviet, top);
    let expected = if men <= 120 { Posture::Reversed } else { Posture::Scrape };
    assert_eq!((unit(&battle, tiny::A).posture, dug.trench.japanese), (expected, 120), "{men} men");
}

#[test]
fn digging_takes_what_was_told_and_stays_in_the_ground() {
    let mut battle = two((6, 2));
    let at = hex(6, 2);
    let mut told = 0;
    let mut worked = 0;
    while unit(&battle, tiny::A).posture < Posture::Trench {
        while battle.to_move() != Some(Side::Soviet) {
            end(&mut battle);
        }
        let before = unit(&battle, tiny::A).clone();
        let dig = Order::Work { unit: tiny::A, kind: WorkKind::Dig };
        let quote = khasan::view::check(battle.view(Side::Soviet), &dig).expect("it can dig");
        if told == 0 {
            told = quote.seconds;
        }
        order(&mut battle, &dig);
        worked += u32::from(before.seconds - unit(&battle, tiny::A).seconds);
        if unit(&battle, tiny::A).posture == Posture::Scrape && before.posture < Posture::Scrape {
            assert_eq!(worked, told, "nothing was there");
            assert_eq!(known(&battle, Side::Soviet, at).any, before.men);
        }
        end(&mut battle);
    }
    let men = unit(&battle, tiny::A).men;
    let dug = known(&battle, Side::Soviet, at);
    assert_eq!((dug.trench.soviet, dug.any), (men, men), "its scrapes were deepened");
}
