//! Supply bites: a dry battery is silent and says so, a fed one fires again, and the road's capacity decides who is fed.

use crate::play;
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep};
use khasan::data::{DepotId, LinkId, Scenario};
use khasan::rules::{Side, UnitId};
use khasan::view::supply::{depot_forecast, expected};
use khasan::view::{Order, Refusal, Shells, What};

/// A battery with few shells on a registered hill, fed by the forward depot, which has nothing but what the road brings.
fn hungry(kg_per_hour: u32) -> Scenario {
    let mut scenario = tiny::scenario();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    tiny::put(&mut scenario, tiny::BATTERY, hex(8, 3));
    tiny::put(&mut scenario, tiny::HILL, hex(2, 2));
    scenario.units[tiny::BATTERY.index()].ammunition_percent = 2;
    scenario.supply.depots[1].ammunition_kg = 0;
    scenario.supply.links[0].kg_per_hour = [kg_per_hour; 3];
    scenario
}

fn mission(rounds: u16) -> Order {
    Order::Mission { battery: tiny::BATTERY, hex: hex(2, 2), rounds, shells: Shells::HighExplosive }
}

fn next_turn(battle: &mut Battle) {
    for _ in 0..2 {
        let side = battle.to_move().expect("it is not over");
        battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
    }
}

fn shells(battle: &Battle) -> u32 {
    battle.view(Side::Soviet).unit(tiny::BATTERY).map_or(0, |u| u.stores.shells)
}

#[test]
fn a_dry_battery_is_silent_and_says_so_and_a_fed_one_fires_again() {
    // Without a road nothing comes.
    let mut battle = play::battle(hungry(0), 1, Keep::Log);
    let had = shells(&battle);
    assert!((1..20).contains(&had), "{had} shells");
    battle.apply(Side::Soviet, Author::Human, &mission(40)).map(<[_]>::len).expect("it has some");
    for _ in 0..4 {
        next_turn(&mut battle);
    }
    assert_eq!(shells(&battle), 0);
    assert_eq!(battle.counts()[Side::Soviet].rounds_fired, had, "what it had it fired");
    let said = |battle: &Battle| battle.events().iter().filter(|e| matches!(e.what, What::Silent { unit: tiny::BATTERY })).count();
    assert_eq!(said(&battle), 1, "it says so once");
    let told = battle.reports(Side::Soviet, khasan::view::Seq(0)).iter().any(|r| matches!(r.what, What::Silent { .. }));
    let leaked = battle.reports(Side::Japanese, khasan::view::Seq(0)).iter().any(|r| matches!(r.what, What::Silent { .. }));
    assert!(told && !leaked, "to its own side, not to the enemy");
    let refused = battle.apply(Side::Soviet, Author::Human, &mission(4)).map(<[_]>::len);
    assert_eq!(refused, Err(Refusal::NoAmmunition { unit: tiny::BATTERY }));

    // With one the shells come, and it fires again.
    let mut battle = play::battle(hungry(400), 1, Keep::Log);
    battle.apply(Side::Soviet, Author::Human, &mission(40)).map(<[_]>::len).expect("it has some");
    for _ in 0..4 {
        next_turn(&mut battle);
    }
    assert!(battle.events().iter().any(|e| matches!(e.what, What::Supplied { unit: tiny::BATTERY, ammunition_g, .. } if ammunition_g > 0)));
    assert!(shells(&battle) > 0, "it was fed");
    let fired = battle.counts()[Side::Soviet].rounds_fired;
    battle.apply(Side::Soviet, Author::Human, &mission(4)).map(<[_]>::len).expect("it may fire");
    for _ in 0..2 {
        next_turn(&mut battle);
    }
    assert_eq!(battle.counts()[Side::Soviet].rounds_fired, fired + 4);
}

#[test]
fn what_the_road_carries_decides_what_is_fed() {
    let brought = |kg_per_hour| {
        let mut battle = play::battle(hungry(kg_per_hour), 1, Keep::Log);
        for _ in 0..4 {
            next_turn(&mut battle);
        }
        (battle.brought_kg()[Side::Soviet], shells(&battle))
    };
    let all = [brought(0), brought(80), brought(400), brought(4_000)];
    assert!(all.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1), "more road, more shells: {all:?}");
    assert_eq!(all[0].0, 0);
    // Five turns of a quarter of an hour have begun.
    assert!(all[1].0 <= 80 * 5 / 4 && all[2].0 <= 400 * 5 / 4, "no more than the road carries: {all:?}");
}

/// Wet ground slows the road.
#[test]
fn the_ground_decides_what_the_road_carries() {
    let brought = |state| {
        let mut scenario = hungry(0);
        scenario.supply.links[0].kg_per_hour = [400, 200, 50];
        scenario.events.clear();
        scenario.weather.held = Some(state);
        let mut battle = play::battle(scenario, 1, Keep::Log);
        for _ in 0..3 {
            next_turn(&mut battle);
        }
        battle.brought_kg()[Side::Soviet]
    };
    use khasan::rules::GroundState::{Dry, Soaked, Wet};
    let (dry, wet, soaked) = (brought(Dry), brought(Wet), brought(Soaked));
    assert!(dry > wet && wet > soaked && soaked > 0, "{dry}, {wet}, {soaked} kg");
}

/// Columns and tonnage share the one road: who is told to come over it is there when the road has carried what he takes of it,
/// and what it carries of stores meanwhile is less by as much.
#[test]
fn columns_queue_on_the_road_with_the_tonnage() {
    let come = |kg_per_hour: u32, column: bool| {
        let mut scenario = hungry(kg_per_hour);
        if column {
            let unit = &mut scenario.units[tiny::TANKS.index()];
            unit.place = khasan::data::StartPlace::Hex(hex(8, 2));
            (unit.arrives, unit.over) = (Some(scenario.phases[0].from.plus(900)), Some(LinkId(0)));
            // two vehicles: the room of four lorries
            unit.vehicles = vec![2];
            unit.men = 6;
        }
        let mut battle = play::battle(scenario, 1, Keep::Log);
        let (mut arrived, mut forecast) = (None, None);
        while battle.to_move().is_some() {
            if arrived.is_none() && battle.view(Side::Soviet).unit(tiny::TANKS).is_some_and(|u| u.arrived) {
                arrived = Some(battle.view(Side::Soviet).turn_from);
            }
            if battle.view(Side::Soviet).turn == 1 {
                forecast = expected(battle.view(Side::Soviet), tiny::TANKS);
            }
            next_turn(&mut battle);
        }
        let carried: u64 = battle
            .events()
            .iter()
            .map(|e| if let What::Carried { ammunition_kg, fuel_kg, .. } = e.what { u64::from(ammunition_kg + fuel_kg) } else { 0 })
            .sum();
        (arrived, forecast, carried)
    };
    let starts = tiny::scenario().starts();
    // 6 t of room: on a road of 24 t an hour they are through in the turn in which they come, on one of 12 t in two turns (seven
    // tenths are theirs), on one of 1 t not in this battle.
    let (wide, narrow, none) = (come(24_000, true), come(12_000, true), come(1_000, true));
    assert!(wide.0 < narrow.0 && wide.0.is_some(), "{wide:?} {narrow:?}");
    assert_eq!(wide.0, Some(starts.plus(900 * 3)), "due in the second turn; 4.2 t go in one turn, the rest in the next");
    assert_eq!(none.0, None);
    // The owner is told the hour beforehand.
    assert_eq!((wide.1, narrow.1), (wide.0, narrow.0));
    // What the column takes the stores lack, to the kilogram.
    let alone = come(12_000, false);
    assert_eq!(alone.2 - narrow.2, u64::from(tiny::scenario().rules.column_kg(0, 2, 0)), "{} {}", alone.2, narrow.2);
    assert!(expected(play::battle(hungry(400), 1, Keep::Log).view(Side::Soviet), tiny::BATTERY).is_none());
}

/// A way under fire carries half; its owner is told, the enemy is not.
#[test]
fn fire_on_the_way_halves_what_comes() {
    let fought = |shelled: bool| {
        let mut scenario = hungry(4_000);
        scenario.supply.links[0].sites = vec![hex(2, 2)];
        // the road is Japanese for once, and the Soviet battery shells it
        scenario.supply.depots[0].side = Side::Japanese;
        scenario.supply.depots[1].side = Side::Japanese;
        scenario.units[tiny::BATTERY.index()].depot = None;
        scenario.units[tiny::BATTERY.index()].ammunition_percent = 100;
        let mut battle = play::battle(scenario, 1, Keep::Log);
        if shelled {
            battle.apply(Side::Soviet, Author::Human, &mission(60)).map(<[_]>::len).expect("it has some");
        }
        for _ in 0..3 {
            next_turn(&mut battle);
        }
        let carried =
            |e: &khasan::view::Event| if let What::Carried { ammunition_kg, fuel_kg, .. } = e.what { ammunition_kg + fuel_kg } else { 0 };
        let told = |side| battle.reports(side, khasan::view::Seq(0)).iter().filter(|r| matches!(r.what, What::WayUnderFire { .. })).count();
        (
            battle.events().iter().map(carried).max(),
            battle.events().iter().map(carried).filter(|&kg| kg > 0).min(),
            told(Side::Japanese),
            told(Side::Soviet),
        )
    };
    assert_eq!(fought(false), (Some(1_000), Some(1_000), 0, 0));
    assert_eq!(fought(true), (Some(1_000), Some(500), 1, 0));
}

/// Who stands in a depot alone has taken what it held.
#[test]
fn a_depot_that_the_enemy_comes_into_is_lost() {
    let mut scenario = hungry(0);
    scenario.supply.depots[1].hex = Some(hex(2, 2));
    scenario.supply.depots[1].ammunition_kg = 300;
    scenario.units[tiny::BATTERY.index()].depot = None;
    let mut battle = play::battle(scenario, 1, Keep::Log);
    assert_eq!(depot_forecast(battle.view(Side::Soviet), 1).and_then(|f| f.holds).map(|h| h.ammunition_kg), Some(300));
    assert_eq!(depot_forecast(battle.view(Side::Japanese), 1), None);
    next_turn(&mut battle);
    let lost = battle
        .events()
        .iter()
        .find_map(|e| if let What::DepotLost { depot, ammunition_kg, .. } = e.what { Some((depot, ammunition_kg)) } else { None });
    assert_eq!(lost, Some((DepotId(1), 300)));
    assert_eq!(battle.view(Side::Soviet).depots[1].ammunition_kg, 0);
}
