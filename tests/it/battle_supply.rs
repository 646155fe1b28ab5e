//! Supply bites: a dry battery is silent and says so, a fed one fires again, and the road's capacity decides who is fed.

use crate::play;
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep};
use khasan::data::Scenario;
use khasan::rules::{Side, UnitId};
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
