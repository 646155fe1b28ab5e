//! What battles of days need: who finds no room spreads, ground that counts at a moment, losses against the record, refusals
//! counted, tonnes measured.

use crate::play;
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep};
use khasan::data::{Against, DepotId, HistoryRow, Observable, Recorded, RowUse, Scenario};
use khasan::hex::HexId;
use khasan::lab::{Measured, measure};
use khasan::rules::{Pace, Side, UnitId};
use khasan::view::{Event, Order, Seq, What};

/// The small battle without its people.
fn empty() -> Scenario {
    let mut scenario = tiny::scenario();
    scenario.events.clear();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    scenario
}

/// To its end without an order.
fn wait_out(mut battle: Battle) -> Battle {
    while let Some(side) = battle.to_move() {
        battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
    }
    battle
}

fn part(battle: &Battle, name: &str) -> i32 {
    battle.standing().parts.iter().find(|p| p.0 == name).map_or(0, |p| p.1)
}

/// Where the late company enters, and with how much delay.
fn entered(battle: &Battle) -> Option<(HexId, u32)> {
    battle.events().iter().find_map(|e| match e.what {
        What::Arrived { unit: tiny::LATE, hex: Some(hex) } => Some((hex, e.at.since(battle.scenario().starts()))),
        _ => None,
    })
}

#[test]
fn who_finds_his_place_full_enters_beside_it_and_before_an_enemy_waits() {
    let place = hex(0, 4);
    let late = |scenario: &mut Scenario| {
        let unit = &mut scenario.units[tiny::LATE.index()];
        unit.place = khasan::data::StartPlace::Hex(place);
        unit.arrives = Some(scenario.phases[0].from.plus(1_800));
    };
    let mut alone = empty();
    late(&mut alone);
    let battle = wait_out(play::battle(alone, 1, Keep::Log));
    assert_eq!(entered(&battle), Some((place, 1_800)), "there is room");

    let mut full = empty();
    late(&mut full);
    tiny::put(&mut full, tiny::HILL, place);
    full.units[tiny::HILL.index()].men = 590;
    let battle = wait_out(play::battle(full, 1, Keep::Log));
    let (there, at) = entered(&battle).expect("it comes");
    let ground = &battle.scenario().ground;
    assert_eq!((ground.grid.distance(place, there), at), (1, 1_800), "beside it, and at its hour");
    assert!(!ground.terrain[there.index()].is_water());

    let mut barred = empty();
    late(&mut barred);
    tiny::put(&mut barred, tiny::A, place);
    let battle = wait_out(play::battle(barred, 1, Keep::Log));
    assert_eq!(entered(&battle), None, "the enemy stands there");
}

#[test]
fn ground_counts_at_its_moment_and_not_after_it() {
    let points = |ground_at: Option<u32>| {
        let mut scenario = empty();
        tiny::put(&mut scenario, tiny::A, hex(2, 2));
        scenario.scoring.ground_at = ground_at.map(|s| scenario.phases[0].from.plus(s));
        let battle = wait_out(play::battle(scenario, 1, Keep::Log));
        [part(&battle, "objective:hill"), part(&battle, "hourly")]
    };
    // Half of 20 points after one turn-end of two, all of them after two; 2 points for each of three hours.
    assert_eq!(points(None), [20, 6]);
    assert_eq!(points(Some(900)), [10, 0]);
    assert_eq!(points(Some(3_600)), [20, 2]);
}

#[test]
fn losses_count_against_the_record_within_bounds() {
    let recorded = |record, at_most| Recorded { record, at_most };
    assert_eq!(recorded(100, 15).points(40, 20), 3);
    assert_eq!(recorded(100, 15).points(165, 20), -3, "part of a point is none");
    assert_eq!((recorded(100, 2).points(0, 20), recorded(100, 2).points(1_000, 20)), (2, -2));
    let mut scenario = empty();
    // Nobody is lost: more points for one's own who live, fewer for the enemy's.
    let against = Against { own_men: recorded(50, 15), enemy_men: recorded(30, 2), vehicles: recorded(7, 15) };
    scenario.scoring.against = Some(against);
    let battle = wait_out(play::battle(scenario, 1, Keep::Log));
    assert_eq!(["own_men", "enemy_men", "vehicles"].map(|p| part(&battle, p)), [2, -2, 3]);
}

#[test]
fn refused_orders_are_counted() {
    let mut scenario = empty();
    tiny::put(&mut scenario, tiny::A, hex(6, 2));
    let mut battle = play::battle(scenario, 1, Keep::Log);
    let to = |at: HexId| Order::Move { unit: tiny::A, path: vec![at], pace: Pace::Deployed };
    assert!(battle.refused().is_empty());
    battle.apply(Side::Soviet, Author::Human, &to(hex(0, 0))).map(<[_]>::len).expect_err("that is no neighbour");
    assert_eq!((battle.refused().values().sum::<u32>(), battle.orders().len()), (1, 0));
    battle.apply(Side::Soviet, Author::Human, &to(hex(6, 1))).map(<[_]>::len).expect("the next hex");
    assert_eq!((battle.refused().values().sum::<u32>(), battle.orders().len()), (1, 1));
}

#[test]
fn tonnes_are_measured_where_they_come_in() {
    let scenario = tiny::scenario();
    let at = |s: u32| scenario.starts().plus(s);
    let event = |n: u32, s, what| Event { seq: Seq(n), at: at(s), what };
    let came = |from, to, ammunition_kg, fuel_kg| What::Carried { from, to, ammunition_kg, fuel_kg, rations_kg: 100 };
    let log = [
        event(0, 900, came(Some(DepotId(0)), DepotId(1), 1_200, 300)),
        event(1, 900, came(Some(DepotId(0)), DepotId(2), 9_000, 0)),
        event(2, 1_800, came(None, DepotId(1), 500, 0)),
    ];
    let row = |depot, until| HistoryRow {
        id: "r".into(),
        text: String::new(),
        observable: Observable::Delivered { depot, at: until },
        record: None,
        used: RowUse::Check,
        sources: Vec::new(),
    };
    let rows = [row(DepotId(1), None), row(DepotId(1), Some(at(900))), row(DepotId(0), None)];
    assert_eq!(measure(&scenario, &rows, &log), [2.2, 1.6, 0.0].map(Measured::Number));
}
