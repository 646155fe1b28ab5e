//! Set-up: units with a zone are placed before the first turn by their own side, and the other is told nothing.

use crate::bad_input::{In, one};
use crate::play;
use crate::tiny::{self, hex};
use khasan::ai;
use khasan::battle::replay::{Recorder, Replay, verify};
use khasan::battle::{Author, Battle, Keep, Seed};
use khasan::data::{LoadOptions, Scenario, Sources, load};
use khasan::hex::HexId;
use khasan::lab::{HUMAN, Table, run_one};
use khasan::rules::{BySide, Pace, Side, UnitId};
use khasan::view::{Order, Refusal, Seq, check};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The guns of the small battle may stand in three hexes.
fn zoned() -> Scenario {
    let mut scenario = tiny::scenario();
    let mut zone = vec![hex(3, 3), hex(3, 2), hex(2, 3)];
    zone.sort_unstable();
    scenario.units[tiny::GUNS.index()].zone = zone;
    scenario
}

fn deploy(unit: UnitId, hex: HexId) -> Order {
    Order::Deploy { unit, hex }
}

fn give(battle: &mut Battle, side: Side, order: &Order) -> Result<usize, Refusal> {
    battle.apply(side, Author::Human, order).map(<[_]>::len)
}

fn end(battle: &mut Battle, side: Side) {
    battle.end_impulse(side).map(<[_]>::len).expect("its move");
}

#[test]
fn without_a_zone_the_battle_begins_at_once() {
    let battle = play::battle(tiny::scenario(), 3, Keep::Log);
    assert!(!battle.setting_up() && !battle.view(Side::Soviet).setting_up);
    assert_eq!(battle.to_move(), Some(Side::Soviet));
    let order = deploy(tiny::A, hex(6, 3));
    assert_eq!(check(battle.view(Side::Soviet), &order), Err(Refusal::SetUpOver));
}

#[test]
fn who_ends_the_set_up_at_once_has_the_battle_of_the_file() {
    let plain = play::battle(tiny::scenario(), 3, Keep::Log);
    let mut battle = play::battle(zoned(), 3, Keep::Log);
    assert!(battle.setting_up() && battle.view(Side::Soviet).setting_up && battle.view(Side::Japanese).setting_up);
    assert_eq!(battle.to_move(), Some(Side::Japanese), "the other side has nobody to place");
    assert!(battle.events().is_empty(), "nothing has happened yet");
    assert_eq!(battle.view(Side::Japanese).unit(tiny::GUNS).and_then(|u| u.hex), Some(hex(3, 3)), "the default is seen");
    assert!(battle.view(Side::Japanese).unit(tiny::LATE).is_some_and(|u| !u.arrived), "who comes later is not there");
    end(&mut battle, Side::Japanese);
    assert!(!battle.setting_up() && !battle.view(Side::Soviet).setting_up);
    assert_eq!(battle.section_hashes(), plain.section_hashes());
}

#[test]
fn units_are_placed_in_their_zone_and_nowhere_else() {
    let mut battle = play::battle(zoned(), 3, Keep::Log);
    let side = Side::Japanese;
    let guns = tiny::GUNS;
    let no = |battle: &Battle, order: &Order| check(battle.view(side), order).expect_err("refused");
    assert_eq!(give(&mut battle, Side::Soviet, &deploy(tiny::A, hex(6, 3))), Err(Refusal::NotYourImpulse));
    assert_eq!(no(&battle, &deploy(guns, hex(3, 3))), Refusal::NothingToDo { unit: guns });
    assert_eq!(no(&battle, &deploy(guns, hex(4, 3))), Refusal::NotInZone { unit: guns, hex: hex(4, 3) });
    assert_eq!(no(&battle, &deploy(guns, HexId(u16::MAX))), Refusal::NotInZone { unit: guns, hex: HexId(u16::MAX) });
    assert_eq!(no(&battle, &deploy(tiny::HILL, hex(2, 2))), Refusal::NotInZone { unit: tiny::HILL, hex: hex(2, 2) });
    assert_eq!(no(&battle, &deploy(tiny::A, hex(6, 3))), Refusal::NoSuchUnit { unit: tiny::A });
    let march = Order::Move { unit: guns, path: vec![hex(3, 2)], pace: Pace::Deployed };
    assert_eq!(no(&battle, &march), Refusal::SetUpFirst);
    assert_eq!(give(&mut battle, side, &deploy(guns, hex(3, 2))), Ok(0));
    assert_eq!(give(&mut battle, side, &deploy(guns, hex(2, 3))), Ok(0), "any number of times");
    assert_eq!(battle.view(side).unit(guns).and_then(|u| u.hex), Some(hex(2, 3)));
    end(&mut battle, side);
    assert_eq!(battle.to_move(), Some(Side::Soviet));
    assert_eq!(battle.view(side).unit(guns).and_then(|u| u.hex), Some(hex(2, 3)));
    end(&mut battle, Side::Soviet);
    assert_eq!(no(&battle, &deploy(guns, hex(3, 2))), Refusal::SetUpOver);
}

#[test]
fn a_full_hex_and_a_reserve_that_is_held_back_are_refused() {
    let mut scenario = zoned();
    let most = scenario.rules.stacking().2 as u8;
    tiny::put(&mut scenario, tiny::MOUNTAIN, hex(3, 2));
    scenario.units[tiny::MOUNTAIN.index()].guns = most;
    scenario.units[tiny::RESERVE.index()].zone = vec![hex(8, 5)];
    let mut battle = play::battle(scenario, 3, Keep::Log);
    assert_eq!(battle.to_move(), Some(Side::Soviet), "who has the first impulse places first");
    let held = check(battle.view(Side::Soviet), &deploy(tiny::RESERVE, hex(8, 5)));
    assert_eq!(held, Err(Refusal::HeldBack { unit: tiny::RESERVE }));
    end(&mut battle, Side::Soviet);
    assert!(battle.setting_up(), "now the other");
    let full = check(battle.view(Side::Japanese), &deploy(tiny::GUNS, hex(3, 2)));
    assert!(matches!(full, Err(Refusal::Full { guns, .. }) if guns == u16::from(most)), "{full:?}");
    end(&mut battle, Side::Japanese);
    assert_eq!((battle.to_move(), battle.setting_up()), (Some(Side::Soviet), false));
}

/// Wherever he places what stays out of sight, the enemy knows, reads and is answered the same.
#[test]
fn where_the_enemy_was_placed_does_not_show() {
    let world = |at: Option<HexId>| {
        let mut scenario = zoned();
        scenario.units[tiny::GUNS.index()].opens_at_m = Some(0);
        let mut battle = play::battle(scenario, 5, Keep::Log);
        if let Some(at) = at {
            give(&mut battle, Side::Japanese, &deploy(tiny::GUNS, at)).expect("in the zone");
        }
        battle
    };
    let (mut a, mut b) = (world(None), world(Some(hex(3, 2))));
    assert_ne!(a.hash(), b.hash(), "the worlds do differ");
    let mut luck = play::Luck(9);
    for step in ["placing", "the first turn"] {
        let side = Side::Soviet;
        assert!(play::knowledge(a.view(side)) == play::knowledge(b.view(side)), "{step}");
        assert_eq!(a.reports(side, Seq(0)), b.reports(side, Seq(0)), "{step}");
        for _ in 0..200 {
            let order = play::sensible(a.view(side), &mut luck);
            assert_eq!(check(a.view(side), &order), check(b.view(side), &order), "{order:?}");
        }
        if a.setting_up() {
            end(&mut a, Side::Japanese);
            end(&mut b, Side::Japanese);
        }
    }
}

#[test]
fn a_placing_is_taken_back_saved_and_written_down() {
    let scenario = assault();
    let seed = Seed { seed: 4, run: 0 };
    let names = BySide { soviet: "straight".to_owned(), japanese: HUMAN.to_owned() };
    let mut table = Table::new(&scenario, seed, &names).expect("players");
    assert_eq!(table.human_to_move(), Some(Side::Japanese));
    let unit = zones(&scenario)[0];
    let (stood, start) = (table.view(Side::Japanese).unit(unit).and_then(|u| u.hex), table.battle().hash());
    let other = |h: &&HexId| Some(**h) != stood && check(table.view(Side::Japanese), &deploy(unit, **h)).is_ok();
    let to = *scenario.units[unit.index()].zone.iter().find(other).expect("room");
    assert!(table.order(&deploy(unit, to)).is_ok_and(<[_]>::is_empty));
    assert!(table.can_undo() && table.undo());
    assert_eq!(table.battle().hash(), start);
    assert!(table.order(&deploy(unit, to)).is_ok());
    let mut loaded = Table::load(&table.save()).expect("sound");
    assert!(loaded.battle().setting_up() && loaded.view(Side::Japanese).setting_up);
    for table in [&mut table, &mut loaded] {
        table.end_impulse();
        assert!(!table.battle().setting_up());
        table.play_on(&|| false);
        assert_eq!(table.view(Side::Japanese).unit(unit).and_then(|u| u.hex), Some(to));
    }
    assert_eq!(table.battle().hash(), loaded.battle().hash());
    let mut text = Vec::new();
    loaded.replay().write(&mut text).expect("in memory");
    let replay = Replay::parse(&String::from_utf8(text).expect("text")).expect("a replay");
    let run = verify(&replay, &scenario).expect("the same scenario");
    assert!(run.is_ok(), "{:?}", run.err());
}

fn assault() -> Arc<Scenario> {
    let (scenario, found) = load(&Sources::embedded(), "0806_assault", &LoadOptions::default());
    scenario.unwrap_or_else(|| panic!("{found:?}"))
}

fn zones(scenario: &Scenario) -> Vec<UnitId> {
    let all = (0..scenario.units.len()).map(|n| UnitId(n as u16));
    all.filter(|u| !scenario.units[u.index()].zone.is_empty()).collect()
}

#[test]
fn players_place_the_hidden_guns_otherwise_in_the_next_battle() {
    let scenario = assault();
    let guns = zones(&scenario);
    assert!(guns.len() >= 5 && guns.iter().all(|u| scenario.units[u.index()].opens_at_m.is_some()));
    for name in ai::NAMES {
        let mut places = BTreeSet::new();
        for seed in 0..6 {
            let mut player = ai::player(name, seed).expect("such a player");
            let mut battle = play::battle((*scenario).clone(), seed, Keep::Log);
            let mut orders = 0;
            while let Some(order) = player.next_order(battle.view(Side::Japanese)) {
                assert!(matches!(order, Order::Deploy { .. }), "{order:?}");
                assert_eq!(give(&mut battle, Side::Japanese, &order), Ok(0), "{order:?}");
                orders += 1;
                assert!(orders <= guns.len(), "each is placed once");
            }
            let stand: Vec<_> = guns.iter().map(|&u| battle.view(Side::Japanese).unit(u).and_then(|u| u.hex)).collect();
            assert!(stand.iter().zip(&guns).all(|(h, u)| h.is_some_and(|h| scenario.units[u.index()].zone.contains(&h))));
            places.insert(stand);
        }
        assert!(places.len() >= 5, "{name}: {} ways in six battles", places.len());
    }
}

#[test]
fn a_battle_of_players_is_the_same_each_time_and_its_record_holds() {
    let scenario = assault();
    let (seed, names) = (Seed { seed: 2, run: 1 }, BySide { soviet: "straight".to_owned(), japanese: "regular".to_owned() });
    let mut recorder = Recorder::new(&scenario, seed, names.clone());
    let first = run_one(&scenario, seed, &names, Keep::Log, Some(&mut recorder), &|| false).expect("players");
    let second = run_one(&scenario, seed, &names, Keep::Log, None, &|| false).expect("players");
    assert_eq!(first.hash(), second.hash());
    assert!(verify(recorder.replay(), &scenario).is_ok_and(|run| run.is_ok()));
}

#[test]
fn faulty_zones_are_told() {
    let company = "card: \"rifle\", hex: \"0301\",";
    let zone = |text: &str| format!("{company} zone: {text},");
    let told = |text: &str, code: &str, needle: &str| {
        one(In::Scenario, company, &zone(text), code, needle);
    };
    told("()", "K0590", "()");
    told("(hexes: [\"0301\"], steps: 1)", "K0590", "(hexes: [\"0301\"]");
    told("(hex: \"0301\")", "K0590", "(hex: \"0301\")");
    told("(hexes: [\"0300\"])", "K0593", "(hexes: [\"0300\"])");
    told("(hexes: [\"9999\"])", "K0206", "\"9999\"");
    told("(hex: \"0301\", steps: 9)", "K0203", "9),");
    told("(hexes: [\"0301\", \"0400\"])", "K0594", "\"0400\"])");
    told("(hexes: [\"0301\", \"0101\"])", "K0595", "\"su.co\", name");
    one(
        In::Scenario,
        "hex: \"0302\", vehicles: [4], arrives",
        "hex: \"0302\", zone: (hex: \"0302\", steps: 1), vehicles: [4], arrives",
        "K0592",
        "(hex: \"0302\", steps",
    );
}
