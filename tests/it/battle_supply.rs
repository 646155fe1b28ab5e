//! Supply bites: a dry battery is silent and says so, a fed one fires again, and the road's capacity decides who is fed.

use crate::play;
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep};
use khasan::data::{DepotId, LaterCapacity, LinkId, LoadOptions, Phase, Scenario, Sources, Turn, load};
use khasan::rules::{Clock, Side, UnitId};
use khasan::view::loads::UnitLoad;
use khasan::view::supply::{depot_forecast, expected};
use khasan::view::{Event, Order, Refusal, Shells, What};

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
    // food enough: it would go first
    scenario.supply.depots[1].rations_kg = 10_000;
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

/// What an event says was carried, kilograms.
fn carried_kg(event: &Event) -> u32 {
    match event.what {
        What::Carried { ammunition_kg, fuel_kg, rations_kg, .. } => ammunition_kg + fuel_kg + rations_kg,
        _ => 0,
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
        // so much is asked for that the road is never idle
        let mut cards = (*scenario.cards).clone();
        cards.units[usize::from(tiny::FIELD)].weapons.iter_mut().for_each(|l| l.rounds_each *= 50);
        scenario.cards = cards.into();
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
        let carried: u64 = battle.events().iter().map(|e| u64::from(carried_kg(e))).sum();
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
        let mut scenario = hungry(400);
        scenario.supply.links[0].sites = vec![hex(2, 2)];
        // the road is Japanese for once, and the Soviet battery shells it
        scenario.supply.depots[0].side = Side::Japanese;
        scenario.supply.depots[1].side = Side::Japanese;
        scenario.units[tiny::BATTERY.index()].depot = None;
        scenario.units[tiny::BATTERY.index()].ammunition_percent = 100;
        // for people who lack more than it carries
        scenario.units[tiny::HILL.index()].depot = Some(DepotId(1));
        scenario.units[tiny::HILL.index()].ammunition_percent = 0;
        let mut battle = play::battle(scenario, 1, Keep::Log);
        if shelled {
            battle.apply(Side::Soviet, Author::Human, &mission(60)).map(<[_]>::len).expect("it has some");
        }
        for _ in 0..3 {
            next_turn(&mut battle);
        }
        let told = |side| battle.reports(side, khasan::view::Seq(0)).iter().filter(|r| matches!(r.what, What::WayUnderFire { .. })).count();
        (
            battle.events().iter().map(carried_kg).max(),
            battle.events().iter().map(carried_kg).filter(|&kg| kg > 0).min(),
            told(Side::Japanese),
            told(Side::Soviet),
        )
    };
    assert_eq!(fought(false), (Some(100), Some(100), 0, 0));
    assert_eq!(fought(true), (Some(100), Some(50), 1, 0));
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

/// Lorries carry what is asked for: on a road ten times as wide no more comes, and once all have theirs nothing does.
#[test]
fn a_road_that_is_wide_enough_carries_what_is_asked_for() {
    let carried = |kg_per_hour: u32| {
        let mut battle = play::battle(hungry(kg_per_hour), 1, Keep::Log);
        let asked = depot_forecast(battle.view(Side::Soviet), 1).map_or(0, |f| f.asks.kg());
        while battle.to_move().is_some() {
            next_turn(&mut battle);
        }
        let turns: Vec<u32> = battle.events().iter().map(carried_kg).filter(|&kg| kg > 0).collect();
        (turns.iter().sum::<u32>(), turns.len(), asked)
    };
    let (narrow, wide, wider) = (carried(100), carried(100_000), carried(1_000_000));
    assert_eq!(wide, wider, "ten times the road, the same load");
    // What the carriers take on from the depot is brought after them, until the battery has its load.
    assert_eq!(wide.2, 0, "after the first turn nothing is asked for");
    assert!(narrow.0 < wide.0 && narrow.2 > 0, "a narrow one is the bottleneck: {narrow:?} {wide:?}");
    // What came is what the units lacked and the reserve, less what lay there.
    let scenario = hungry(0);
    let loads = UnitLoad::all(&scenario);
    let (mut wanted, held) = (khasan::view::loads::Weights::default(), &scenario.supply.depots[1]);
    for (n, load) in loads.iter().enumerate().filter(|(n, _)| scenario.units[*n].depot == Some(DepotId(1))) {
        let have = khasan::view::loads::start_load(&scenario, UnitId(n as u16));
        wanted.add(&load.lack(&have));
        wanted.add(&load.kept);
    }
    let wanted = wanted.tonnage();
    let lack = |want: u32, held: u32| want.saturating_sub(held);
    let lack =
        lack(wanted.ammunition_kg, held.ammunition_kg) + lack(wanted.fuel_kg, held.fuel_kg) + lack(wanted.rations_kg, held.rations_kg);
    // Each turn in which carriers take on more is rounded up to a kilogram.
    assert!(wide.0.abs_diff(lack) <= 8, "{} carried, {lack} lacked", wide.0);
}

/// Five days in ten turns, from midnight.
fn days(mut scenario: Scenario) -> Scenario {
    let midnight = Clock(scenario.starts().0 - scenario.starts().second_of_day());
    let (from, to) = (midnight, midnight.plus(10 * 43_200));
    scenario.phases = vec![Phase { id: "days".into(), from, to, turn_min: 720, first: Side::Soviet }];
    scenario.turns = (0..10).map(|n| Turn { phase: 0, from: from.plus(n * 43_200), seconds: 43_200 }).collect();
    scenario.events.clear();
    scenario.engagement.clear();
    scenario.weather.rows.iter_mut().for_each(|r| r.from = r.from.min(from));
    scenario.weather.rows.truncate(1);
    scenario
}

/// A company without a road eats what it has with it, then hungers and says so once, tires for all its sleep, and comes to itself when
/// the road is open.
#[test]
fn who_has_eaten_what_he_had_hungers_until_food_comes() {
    let mut scenario = days(hungry(0));
    scenario.supply.depots[1].rations_kg = 0;
    // from the evening of the fourth day lorries come
    let from = scenario.starts().plus(7 * 43_200);
    scenario.supply.links[0].later =
        vec![LaterCapacity { from, kg_per_hour: [4_000; 3], night_kg_per_hour: None, stores_kg_per_hour: None }];
    let mut battle = play::battle(scenario, 1, Keep::Log);
    let mut seen = Vec::new();
    while battle.to_move().is_some() {
        next_turn(&mut battle);
        let unit = battle.view(Side::Soviet).unit(tiny::BATTERY).expect("one's own");
        seen.push((unit.hungry_h, unit.fatigue_permille));
    }
    // two days' food are four meals; three are missed; each meal then undoes two
    let hours: Vec<u16> = seen.iter().map(|s| s.0).collect();
    // (a man who falls sick leaves a little over)
    let wanted = [0u16, 0, 0, 0, 12, 24, 36, 12, 0];
    assert!(hours.iter().zip(wanted).all(|(h, wanted)| h.abs_diff(wanted) <= 3), "{hours:?}");
    let rules = tiny::scenario().rules;
    assert!(
        u32::from(seen[6].1) >= rules.hungry_ppm(u32::from(seen[6].0) * 3_600) / 1000 && seen[3].1 < seen[6].1 && seen[8].1 < seen[6].1,
        "{seen:?}"
    );
    let about = |e: &&Event, what: What<UnitId>| e.what == what;
    assert_eq!(battle.events().iter().filter(|e| about(e, What::Hungry { unit: tiny::BATTERY })).count(), 1, "it says so once");
    let ate: Vec<u32> = battle
        .events()
        .iter()
        .filter_map(|e| if let What::Ate { unit: tiny::BATTERY, rations_g } = e.what { Some(rations_g) } else { None })
        .collect();
    let men = u32::from(tiny::scenario().units[tiny::BATTERY.index()].men);
    assert!(ate.iter().all(|&g| g <= men * rules.ration_g(Side::Soviet) / 2) && ate.len() >= 6, "{ate:?}");
    let reports = |side| battle.reports(side, khasan::view::Seq(0)).iter().filter(|r| matches!(r.what, What::Hungry { .. })).count();
    assert!(reports(Side::Soviet) > 0);
    let leaked = battle.reports(Side::Japanese, khasan::view::Seq(0)).iter().any(|r| match r.what {
        What::Hungry { unit } | What::Ate { unit, .. } => !matches!(unit, khasan::view::Who::Own(_)),
        _ => false,
    });
    assert!(!leaked, "the enemy is not told");
}

/// Before the lorries come the road carries less of stores, and columns as before.
#[test]
fn what_a_link_carries_changes_by_the_hour_that_the_scenario_names() {
    let mut scenario = hungry(400);
    let from = scenario.starts().plus(1_800);
    let link = &mut scenario.supply.links[0];
    link.stores_kg_per_hour = Some([40; 3]);
    link.later = vec![LaterCapacity { from, kg_per_hour: [800; 3], night_kg_per_hour: None, stores_kg_per_hour: None }];
    let mut battle = play::battle(scenario, 1, Keep::Log);
    for _ in 0..3 {
        next_turn(&mut battle);
    }
    let loads: Vec<u32> = battle.events().iter().map(carried_kg).filter(|&kg| kg > 0).collect();
    assert_eq!(loads, [10, 10, 200, 200]);
}

/// What the cards ask for a day of heavy fighting, beside the estimates of tonnes by kind of unit that the links rest on. The
/// estimate for Japanese guns is that of rationed ones: the card's load is what they would fire unrationed.
#[test]
fn the_cards_ask_for_what_the_estimates_of_tonnes_say() {
    let (scenario, found) = load(&Sources::embedded(), "campaign", &LoadOptions::default());
    let scenario = scenario.unwrap_or_else(|| panic!("{found:?}"));
    let heavy_kg = |card: &str| {
        let n =
            scenario.units.iter().position(|u| scenario.cards.units[usize::from(u.card)].id == card).unwrap_or_else(|| panic!("{card}"));
        let mut scenario = (*scenario).clone();
        let full = scenario.cards.units[usize::from(scenario.units[n].card)].clone();
        let unit = &mut scenario.units[n];
        (unit.men, unit.guns) = (full.men, full.guns);
        unit.vehicles = full.vehicles.iter().map(|v| v.count).collect();
        f64::from(khasan::view::loads::heavy_day(&scenario, UnitId(n as u16)).tonnage().kg())
    };
    let rows = [
        ("Soviet battalion of three companies and mortars", 3.0 * heavy_kg("su_rifle_co") + heavy_kg("su_mortar_co"), 3_500.0, (0.7, 1.4)),
        ("Japanese battalion of 600", 600.0 / 175.0 * heavy_kg("jp_rifle_co"), 2_500.0, (0.7, 1.4)),
        ("76 mm battery", heavy_kg("su_76_bty"), 5_000.0, (0.7, 1.4)),
        ("122 mm battery", heavy_kg("su_122_bty"), 8_000.0, (0.7, 1.4)),
        ("152 mm battery", heavy_kg("su_152_bty"), 11_000.0, (0.7, 1.4)),
        ("T-26 company", heavy_kg("su_t26_co"), 4_000.0, (0.7, 1.4)),
        ("16 BT tanks", 16.0 / 19.0 * heavy_kg("su_bt_recon_co"), 6_500.0, (0.7, 1.4)),
        ("75 mm mountain battery", heavy_kg("jp_75_mtn_bty"), 2_500.0, (1.0, 2.2)),
        ("150 mm battery", heavy_kg("jp_150_bty"), 5_000.0, (1.0, 2.2)),
    ];
    for (what, kg, record, (least, most)) in rows {
        let share = kg / record;
        assert!((least..=most).contains(&share), "{what}: {kg} kg a day against {record}");
    }
}
