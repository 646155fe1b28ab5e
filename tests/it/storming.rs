//! Assaults over several turns, over mines, and out of a lodgement.

use crate::play;
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep};
use khasan::data::{Obstacle, ObstacleKind, Scenario};
use khasan::rules::{Pace, Question, Side, UnitId};
use khasan::view::{Cause, FireOrder, Order, OwnUnit, Refusal, Shells, Storm, What, check};

const MIDDLE: u32 = 1 << 31;

fn give(battle: &mut Battle, order: &Order) {
    let side = battle.to_move().expect("it is not over");
    battle.apply(side, Author::Human, order).map(<[_]>::len).expect("the order is allowed");
}

fn turn(battle: &mut Battle) {
    for _ in 0..2 {
        let side = battle.to_move().expect("it is not over");
        battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
    }
}

fn unit(battle: &Battle, id: UnitId) -> &OwnUnit {
    Side::BOTH.iter().find_map(|&s| battle.view(s).unit(id)).expect("a unit")
}

/// None on the map but those named, in turns of so many seconds; the company on the hill has nothing to fire.
fn only(there: &[(UnitId, (u8, u8))], seconds: u32) -> Scenario {
    let mut scenario = tiny::scenario();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    for &(unit, (col, row)) in there {
        tiny::put(&mut scenario, unit, hex(col, row));
    }
    let hill = &mut scenario.units[tiny::HILL.index()];
    (hill.ammunition_percent, hill.depot) = (0, None);
    let mut from = scenario.turns[0].from;
    for t in &mut scenario.turns {
        (t.from, t.seconds) = (from, seconds);
        from = from.plus(seconds);
    }
    scenario
}

fn storm() -> Order {
    Order::Assault { units: vec![tiny::A], hex: hex(2, 2) }
}

fn fought(battle: &Battle) -> usize {
    battle.ledger().iter().filter(|e| matches!(e.asked, Question::Assault(_))).count()
}

#[test]
fn an_assault_goes_on_in_the_next_turn() {
    let scenario = only(&[(tiny::A, (3, 2)), (tiny::HILL, (2, 2))], 300);
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    battle.script_dice(&[MIDDLE; 400]);
    let quote = check(battle.view(Side::Soviet), &storm()).expect("it may begin");
    assert!(quote.seconds > 300 && quote.later_s == quote.seconds - 300, "{quote:?}");
    give(&mut battle, &storm());
    let a = unit(&battle, tiny::A);
    assert_eq!((a.seconds, a.storm.map(|s: Storm| (s.hex, s.paid_s))), (0, Some((hex(2, 2), 300))));
    assert!(battle.events().iter().any(|e| matches!(e.what, What::StormGoesOn { left_s, .. } if u32::from(left_s) == quote.later_s)));
    assert_eq!(fought(&battle), 0);
    assert!(matches!(check(battle.view(Side::Soviet), &storm()), Err(Refusal::NoSeconds { .. })));
    turn(&mut battle);
    // It goes on by itself as the impulse ends, after whatever fire others give for it.
    assert_eq!(fought(&battle), 0);
    battle.end_impulse(Side::Soviet).map(<[_]>::len).expect("its impulse");
    assert_eq!(fought(&battle), 1);
    // The open stretch lay in the first turn: who came over it is not asked again.
    assert_eq!(battle.ledger().iter().filter(|e| matches!(e.asked, Question::Stand(_))).count(), 1);
    let a = unit(&battle, tiny::A);
    assert_eq!((u32::from(a.seconds), a.storm), (300 - quote.later_s, None));
}

#[test]
fn men_go_out_by_night_for_tanks_that_are_stuck_before_them() {
    let run = |hours: u32, seconds: u32, order: FireOrder| {
        let mut scenario = only(&[(tiny::TANKS, (6, 3)), (tiny::HILL, (4, 3))], seconds);
        scenario.turns.iter_mut().for_each(|t| t.from = t.from.plus(hours * 3_600));
        let tanks = &mut scenario.units[tiny::TANKS.index()];
        (tanks.vehicles, tanks.men) = (vec![2, 0], 6);
        let mut battle = play::battle(scenario, 1, Keep::Ledger);
        battle.script_dice(&[0, u32::MAX, 0]);
        give(&mut battle, &Order::Move { unit: tiny::TANKS, path: vec![hex(5, 3)], pace: Pace::Deployed });
        battle.script_dice(&[]);
        assert_eq!(unit(&battle, tiny::TANKS).vehicles[0].stranded, 2);
        battle.end_impulse(Side::Soviet).map(<[_]>::len).expect("its impulse");
        give(&mut battle, &Order::Hold { unit: tiny::HILL, fire_order: order });
        battle.end_impulse(Side::Japanese).map(<[_]>::len).expect("its impulse");
        while battle.events().last().is_some_and(|e| e.at.0 % 86_400 < (12 + hours) * 3_600 + 3_600) && battle.to_move().is_some() {
            turn(&mut battle);
        }
        let went = |e: &&khasan::view::Event| matches!(e.what, What::CloseAttacked { unit: tiny::HILL, .. });
        let at = unit(&battle, tiny::HILL).hex;
        (battle.events().iter().filter(went).count(), at)
    };
    // Half an hour a party: two in the hour if the first leaves one of them, in whatever turns.
    for seconds in [900, 1_800] {
        let (parties, at) = run(10, seconds, FireOrder::AtWill);
        assert!((1..=2).contains(&parties) && at == Some(hex(4, 3)), "{parties} in turns of {seconds} s");
    }
    assert_eq!(run(0, 1_800, FireOrder::AtWill).0, 0, "by day nobody leaves his hole");
    assert_eq!(run(10, 1_800, FireOrder::Hold).0, 0, "they were told to lie still");
}

#[test]
fn who_goes_for_one_group_of_tanks_does_not_go_for_the_next() {
    let mut scenario = only(&[(tiny::TANKS, (6, 3)), (tiny::HILL, (4, 3))], 900);
    scenario.units[tiny::TANKS.index()].vehicles = vec![2, 1];
    for vehicle in &mut std::sync::Arc::make_mut(&mut scenario.cards).vehicles {
        vehicle.vci = (40, 60);
    }
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    battle.script_dice(&[0, u32::MAX, 0, 0, u32::MAX, 0]);
    give(&mut battle, &Order::Move { unit: tiny::TANKS, path: vec![hex(5, 3)], pace: Pace::Deployed });
    battle.script_dice(&[]);
    assert_eq!(battle.view(Side::Soviet).stranded.len(), 2, "two kinds");
    battle.end_impulse(Side::Soviet).map(<[_]>::len).expect("its impulse");
    give(&mut battle, &Order::Assault { units: vec![tiny::HILL], hex: hex(5, 3) });
    let men: Vec<(u16, u8)> = battle
        .ledger()
        .iter()
        .filter_map(|e| if let Question::CloseAttack(q) = e.asked { Some((q.men, q.vehicles)) } else { None })
        .collect();
    let [(first, vehicles), (second, _)] = men[..] else { panic!("{men:?}") };
    let hunters = battle.scenario().rules.hunters(u32::from(first), u32::from(vehicles)) as u16;
    assert!(second + hunters <= first, "{second} after {hunters} of {first}");
}

#[test]
fn another_order_ends_an_assault_under_way() {
    let scenario = only(&[(tiny::A, (3, 2)), (tiny::HILL, (2, 2))], 200);
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    battle.script_dice(&[MIDDLE; 400]);
    give(&mut battle, &storm());
    turn(&mut battle);
    turn(&mut battle);
    assert_eq!(unit(&battle, tiny::A).storm.map(|s| s.paid_s), Some(400));
    give(&mut battle, &Order::Hold { unit: tiny::A, fire_order: FireOrder::AtWill });
    assert_eq!(unit(&battle, tiny::A).storm, None);
    turn(&mut battle);
    assert_eq!(fought(&battle), 0);
}

#[test]
fn who_rushes_over_mines_meets_them_before_the_enemy() {
    let mut scenario = only(&[(tiny::A, (3, 2)), (tiny::HILL, (2, 2))], 900);
    let grid = &scenario.ground.grid;
    let at = grid.side(hex(3, 2), grid.dir_to(hex(3, 2), hex(2, 2)).unwrap()).unwrap();
    scenario.obstacles = vec![Obstacle { side: Side::Japanese, at, kind: ObstacleKind::Mines, sources: vec!["made_up".into()] }];
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    battle.script_dice(&[MIDDLE; 400]);
    give(&mut battle, &storm());
    let place =
        |f: fn(&What<UnitId>) -> bool| battle.events().iter().enumerate().filter(|(_, e)| f(&e.what)).map(|(n, _)| n).collect::<Vec<_>>();
    let (mines, fight) = (place(|w| matches!(w, What::MinesMet { .. })), place(|w| matches!(w, What::Assaulted { .. })));
    assert_eq!((mines.len(), fight.len()), (1, 1));
    assert!(mines[0] < fight[0]);
}

#[test]
fn a_lodgement_is_joined_and_shelled_and_fires() {
    let mut scenario = only(&[(tiny::A, (2, 2)), (tiny::HILL, (2, 2)), (tiny::B, (3, 2)), (tiny::BATTERY, (8, 3))], 900);
    scenario.units[tiny::HILL.index()].ammunition_percent = 100;
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    battle.script_dice(&[MIDDLE; 2_000]);
    give(&mut battle, &Order::Mission { battery: tiny::BATTERY, hex: hex(2, 2), rounds: 100, shells: Shells::HighExplosive });
    give(&mut battle, &Order::Move { unit: tiny::B, path: vec![hex(2, 2)], pace: Pace::Deployed });
    assert_eq!(unit(&battle, tiny::B).hex, Some(hex(2, 2)));
    for _ in 0..3 {
        turn(&mut battle);
    }
    let own_shells = |e: &khasan::view::Event| matches!(e.what, What::MenLost { unit: tiny::A, cause: Cause::Artillery, .. });
    assert!(battle.events().iter().any(own_shells), "one's own shells know no friends");
    for who in [tiny::A, tiny::HILL] {
        let fires =
            |e: &khasan::view::Event| matches!(e.what, What::Fired { unit, at, standing: true, .. } if unit == who && at == hex(2, 2));
        assert!(battle.events().iter().any(fires), "{who:?}");
    }
}

/// The close combats so far, as they were.
fn combats(battle: &Battle) -> Vec<khasan::rules::Assault> {
    let asked = battle.ledger().iter().filter_map(|e| if let Question::Assault(q) = e.asked { Some(q) } else { None });
    asked.collect()
}

#[test]
fn grenades_count_for_who_has_them_and_are_used_up() {
    let mut scenario = only(&[(tiny::A, (3, 2)), (tiny::HILL, (2, 2))], 900);
    std::sync::Arc::make_mut(&mut scenario.cards).units[tiny::INFANTRY as usize].grenades = 2;
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    battle.script_dice(&[MIDDLE; 400]);
    give(&mut battle, &storm());
    let q = combats(&battle)[0];
    assert_eq!((q.attacker.grenades_permille, q.defender.grenades_permille), (0, 1000));
    // One for each man is thrown; who has none of the card's has none to throw.
    assert_eq!((unit(&battle, tiny::HILL).grenades, unit(&battle, tiny::A).grenades), (1, 0));
}

#[test]
fn who_comes_up_in_the_dark_surprises_and_who_was_seen_does_not() {
    let surprise = |dark: bool| {
        let mut scenario = only(&[(tiny::A, (3, 2)), (tiny::HILL, (2, 2))], 900);
        if dark {
            // The sun of that day is down by the battle's first hour, and there is no moon.
            for day in &mut scenario.light.days {
                (day.sunrise, day.sunset, day.civil_dusk) = (day.civil_dawn, day.civil_dawn, day.civil_dawn);
                (day.moonrise, day.moonset) = (None, None);
            }
        }
        let mut battle = play::battle(scenario, 1, Keep::Ledger);
        battle.script_dice(&[MIDDLE; 400]);
        give(&mut battle, &storm());
        combats(&battle)[0].surprise_permille
    };
    assert_eq!(surprise(false), 0);
    assert!(surprise(true) > 0);
}

#[test]
fn tanks_run_ahead_and_men_go_in_their_tracks() {
    let mut scenario = only(&[(tiny::A, (3, 2)), (tiny::TANKS, (3, 2)), (tiny::HILL, (2, 2))], 900);
    scenario.units[tiny::HILL.index()].ammunition_percent = 100;
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    battle.script_dice(&[MIDDLE; 2_000]);
    give(&mut battle, &Order::Assault { units: vec![tiny::A, tiny::TANKS], hex: hex(2, 2) });
    let shot_at = |e: &&khasan::battle::LedgerEntry| if let Question::MenUnderFire(q) = e.asked { q.behind_tanks_permille } else { 0 };
    let behind: Vec<u16> = battle.ledger().iter().map(|e| shot_at(&e)).filter(|b| *b > 0).collect();
    // Ten tanks cover twelve men each: all 120.
    assert_eq!(behind, [1000]);
    assert_eq!(combats(&battle)[0].attacker.tanks, 10);
}

#[test]
fn flame_tanks_empty_their_bottles_among_the_enemy() {
    let mut scenario = only(&[(tiny::TANKS, (3, 2)), (tiny::HILL, (2, 2))], 900);
    let cards = std::sync::Arc::make_mut(&mut scenario.cards);
    let mut jet = cards.weapons[4].clone();
    (jet.id, jet.class, jet.penetration_mm, jet.direct_range_m) = ("flame".into(), khasan::rules::WeaponClass::Flame, 0, 40);
    cards.weapons.push(jet);
    cards.vehicles[0].gun = Some(cards.weapons.len() as u16 - 1);
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    battle.script_dice(&[MIDDLE; 2_000]);
    let before = unit(&battle, tiny::TANKS).stores.shells;
    give(&mut battle, &Order::Assault { units: vec![tiny::TANKS], hex: hex(2, 2) });
    let q = combats(&battle)[0];
    assert_eq!(q.attacker.flame_tanks, 9);
    assert!(unit(&battle, tiny::TANKS).stores.shells < before, "jets were spent");
}
