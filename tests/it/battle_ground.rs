//! The ground as the battle changes it: wire, gaps, crossings, log roads, mines, queues at narrow places, columns.

use crate::play;
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep};
use khasan::data::{Obstacle, ObstacleKind, Scenario, UnitKind};
use khasan::hex::{HexId, SideId};
use khasan::rules::{Pace, Posture, RoadKind, RuleId, Side, SideFeatures, SideWork, UnitId};
use khasan::view::{Halt, Order, OwnUnit, Refusal, SideChange, What, check};
use std::sync::Arc;

/// Only these units, where they are put.
fn only(units: &[(UnitId, (u8, u8))]) -> Scenario {
    let mut scenario = tiny::scenario();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    for &(unit, (col, row)) in units {
        tiny::put(&mut scenario, unit, hex(col, row));
    }
    scenario
}

/// The rifle company as sappers.
fn sappers(scenario: &mut Scenario) {
    Arc::make_mut(&mut scenario.cards).units[usize::from(tiny::RIFLE)].kind = UnitKind::Engineers;
}

fn side_of(scenario: &Scenario, a: HexId, b: HexId) -> SideId {
    let grid = &scenario.ground.grid;
    grid.side(a, grid.dir_to(a, b).unwrap()).unwrap()
}

fn lay(scenario: &mut Scenario, kind: ObstacleKind, a: HexId, b: HexId) {
    let at = side_of(scenario, a, b);
    scenario.obstacles.push(Obstacle { side: Side::Japanese, at, kind, sources: vec!["made_up".into()] });
}

/// Change what the map shows on a side, and the steps that hang on it.
fn map_side(scenario: &mut Scenario, a: HexId, b: HexId, change: impl Fn(&mut SideFeatures)) {
    let at = side_of(scenario, a, b);
    let rules = scenario.rules.clone();
    let ground = Arc::make_mut(&mut scenario.ground);
    change(&mut ground.sides[at.index()]);
    ground.steps = tiny::steps(ground, &rules);
}

fn unit(battle: &Battle, id: UnitId) -> OwnUnit {
    Side::BOTH.iter().find_map(|&s| battle.view(s).unit(id)).cloned().expect("it is there")
}

fn give(battle: &mut Battle, order: &Order) -> Result<Vec<What<UnitId>>, Refusal> {
    battle.apply(Side::Soviet, Author::Human, order).map(|events| events.iter().map(|e| e.what).collect())
}

fn go(unit: UnitId, path: &[(u8, u8)], pace: Pace) -> Order {
    Order::Move { unit, path: path.iter().map(|&(c, r)| hex(c, r)).collect(), pace }
}

fn next_turn(battle: &mut Battle) {
    let turn = battle.turn();
    while battle.turn() == turn {
        let side = battle.to_move().unwrap();
        battle.end_impulse(side).unwrap();
    }
    while battle.to_move() != Some(Side::Soviet) {
        battle.end_impulse(Side::Japanese).unwrap();
    }
}

#[test]
fn wire_that_nobody_knew_of_halts_a_company_which_then_cuts_it() {
    let mut scenario = only(&[(tiny::A, (8, 3)), (tiny::FLAK, (0, 2))]);
    lay(&mut scenario, ObstacleKind::Wire, hex(7, 3), hex(6, 3));
    let at = side_of(&scenario, hex(7, 3), hex(6, 3));
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    assert_eq!(battle.view(Side::Japanese).changes.get(at).wire, Some(true), "who laid it knows it");
    assert_eq!(battle.view(Side::Soviet).changes.get(at).wire, None);
    let blind = check(battle.view(Side::Soviet), &go(tiny::A, &[(7, 3), (6, 3)], Pace::Deployed)).unwrap();
    let said = give(&mut battle, &go(tiny::A, &[(7, 3), (6, 3)], Pace::Deployed)).unwrap();
    assert!(said.iter().any(|w| matches!(w, What::Halted { why: Halt::Obstacle, .. })), "{said:?}");
    assert_eq!(unit(&battle, tiny::A).hex, Some(hex(7, 3)));
    assert_eq!(battle.view(Side::Soviet).changes.get(at).wire, Some(true));
    let now = check(battle.view(Side::Soviet), &go(tiny::A, &[(6, 3)], Pace::Deployed)).unwrap();
    assert_eq!(now.steps[0].seconds, blind.steps[1].seconds + 300, "men work their way through uncut wire");
    next_turn(&mut battle);
    // Riflemen: 120 of them, of whom 90 find room, at half of a sapper's work.
    let cut = Order::Build { unit: tiny::A, towards: hex(6, 3), work: SideWork::Gap };
    let quote = check(battle.view(Side::Soviet), &cut).unwrap();
    assert_eq!(quote.seconds, 600);
    let said = give(&mut battle, &cut).unwrap();
    assert!(said.contains(&What::Built { unit: tiny::A, hex: hex(7, 3), towards: hex(6, 3), work: SideWork::Gap }), "{said:?}");
    assert_eq!(u32::from(unit(&battle, tiny::A).seconds), 900 - quote.seconds);
    let through = check(battle.view(Side::Soviet), &go(tiny::A, &[(6, 3)], Pace::Deployed)).unwrap();
    assert_eq!(through.steps[0].seconds, blind.steps[1].seconds);
    assert_eq!(give(&mut battle, &cut), Err(Refusal::NothingToDo { unit: tiny::A }));
}

#[test]
fn tanks_crush_wire_at_once_for_those_who_follow() {
    let mut scenario = only(&[(tiny::TANKS, (8, 3)), (tiny::A, (8, 2)), (tiny::FLAK, (0, 2))]);
    lay(&mut scenario, ObstacleKind::Wire, hex(8, 3), hex(7, 3));
    let at = side_of(&scenario, hex(8, 3), hex(7, 3));
    let mut battle = play::battle(scenario, 1, Keep::Log);
    let before = u32::from(unit(&battle, tiny::TANKS).seconds);
    let quote = check(battle.view(Side::Soviet), &go(tiny::TANKS, &[(7, 3)], Pace::Deployed)).unwrap();
    give(&mut battle, &go(tiny::TANKS, &[(7, 3)], Pace::Deployed)).unwrap();
    assert_eq!(before - u32::from(unit(&battle, tiny::TANKS).seconds), quote.seconds, "no second lost at the wire");
    assert_eq!(battle.view(Side::Soviet).changes.get(at).wire, Some(false));
}

#[test]
fn two_platoons_at_one_crossing_go_over_one_after_the_other() {
    let mut scenario = only(&[(tiny::TANKS, (8, 3)), (tiny::FLAK, (0, 2))]);
    let other = tiny::setup(&scenario.cards, "su.tanks2", tiny::TANK, 1, hex(8, 3));
    scenario.units.push(other);
    let second = UnitId(tiny::UNITS);
    for n in [tiny::TANKS, second] {
        (scenario.units[n.index()].vehicles, scenario.units[n.index()].men) = (vec![4], 12);
    }
    map_side(&mut scenario, hex(8, 3), hex(7, 3), |s| (s.stream, s.crossing) = (true, true));
    let each = scenario.rules.crossing_seconds();
    let mut battle = play::battle(scenario, 1, Keep::Log);
    let tanks = unit(&battle, tiny::TANKS).running();
    let order = |u| go(u, &[(7, 3)], Pace::Deployed);
    let alone = check(battle.view(Side::Soviet), &order(tiny::TANKS)).unwrap();
    assert_eq!((alone.steps[0].wait_s, alone.seconds), (0, check(battle.view(Side::Soviet), &order(second)).unwrap().seconds));
    give(&mut battle, &order(tiny::TANKS)).unwrap();
    assert_eq!(battle.view(Side::Soviet).passages.len(), 1);
    let behind = check(battle.view(Side::Soviet), &order(second)).unwrap();
    assert_eq!(behind.steps[0].wait_s, tanks * each, "it waits for {tanks} tanks");
    give(&mut battle, &order(second)).unwrap();
    assert_eq!(900 - u32::from(unit(&battle, second).seconds), behind.seconds);
    let taken = &battle.view(Side::Soviet).passages;
    assert!(taken[0].to <= taken[1].from, "never two at a time: {taken:?}");
    assert_eq!(taken[1].to.since(taken[0].from), 2 * tanks * each);
}

#[test]
fn a_log_road_is_built_over_turns_and_bears_tanks() {
    let mut scenario = only(&[(tiny::A, (6, 3)), (tiny::TANKS, (7, 3)), (tiny::FLAK, (0, 2))]);
    sappers(&mut scenario);
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    let build = Order::Build { unit: tiny::A, towards: hex(5, 3), work: SideWork::LogRoad };
    let whole = check(battle.view(Side::Soviet), &build).unwrap().seconds;
    assert_eq!(whole, 12_000, "30 m an hour and platoon, three platoons");
    give(&mut battle, &build).unwrap();
    assert_eq!(unit(&battle, tiny::A).seconds, 0);
    let done = battle.view(Side::Soviet).sites[0].done_ppm;
    assert_eq!(done, 900 * 1_000_000 / 12_000);
    assert!(battle.view(Side::Japanese).sites.is_empty());
    next_turn(&mut battle);
    assert_eq!(battle.view(Side::Soviet).sites[0].done_ppm, done, "the impulse is still theirs");
    battle.end_impulse(Side::Soviet).unwrap();
    assert_eq!(battle.view(Side::Soviet).sites[0].done_ppm, 2 * done, "untold it goes on by itself");
    next_turn(&mut battle);
    assert_eq!(unit(&battle, tiny::A).building, Some((hex(5, 3), SideWork::LogRoad)));
    // Any other order ends that; what is done stays.
    give(&mut battle, &go(tiny::A, &[(6, 2)], Pace::Deployed)).unwrap();
    assert_eq!(unit(&battle, tiny::A).building, None);
    assert_eq!(battle.view(Side::Soviet).sites[0].done_ppm, 2 * done);
    // Where one is done the marsh bears them.
    let mut scenario = only(&[(tiny::TANKS, (6, 3)), (tiny::FLAK, (0, 2))]);
    map_side(&mut scenario, hex(6, 3), hex(5, 3), |s| s.log_road = true);
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    let quote = check(battle.view(Side::Soviet), &go(tiny::TANKS, &[(5, 3)], Pace::March)).unwrap();
    assert_eq!(quote.bog_any_permille, 0);
    give(&mut battle, &go(tiny::TANKS, &[(5, 3)], Pace::March)).unwrap();
    assert!(!battle.ledger().iter().any(|e| e.asked.rule() == RuleId::Bog && e.got.of(khasan::rules::Effect::Bogged) > 0));
}

#[test]
fn a_bridge_tank_lays_its_bridge_in_ten_minutes_and_others_cannot() {
    let mut scenario = only(&[(tiny::TANKS, (8, 3)), (tiny::A, (8, 3)), (tiny::FLAK, (0, 2))]);
    map_side(&mut scenario, hex(8, 3), hex(7, 3), |s| s.stream = true);
    let lay = |unit| Order::Build { unit, towards: hex(7, 3), work: SideWork::Crossing };
    let without = play::battle(scenario.clone(), 1, Keep::Log);
    assert_eq!(check(without.view(Side::Soviet), &lay(tiny::TANKS)), Err(Refusal::CannotBuild { unit: tiny::TANKS }));
    let over = go(tiny::TANKS, &[(7, 3)], Pace::Deployed);
    assert_eq!(check(without.view(Side::Soviet), &over), Err(Refusal::Impassable { unit: tiny::TANKS, hex: hex(7, 3) }));
    for v in &mut Arc::make_mut(&mut scenario.cards).vehicles {
        v.lays_bridge = true;
    }
    let mut battle = play::battle(scenario, 1, Keep::Log);
    assert_eq!(check(battle.view(Side::Soviet), &lay(tiny::TANKS)).unwrap().seconds, 600);
    give(&mut battle, &lay(tiny::TANKS)).unwrap();
    assert!(check(battle.view(Side::Soviet), &over).is_ok());
    next_turn(&mut battle);
    give(&mut battle, &over).unwrap();
    assert_eq!(unit(&battle, tiny::TANKS).hex, Some(hex(7, 3)));
}

#[test]
fn who_works_before_an_enemy_is_fired_at_for_his_seconds() {
    let mut scenario = only(&[(tiny::A, (3, 2)), (tiny::HILL, (2, 2))]);
    scenario.units[tiny::A.index()].posture = Posture::Trench;
    lay(&mut scenario, ObstacleKind::Wire, hex(3, 2), hex(2, 2));
    let mut battle = play::battle(scenario, 3, Keep::Log);
    let cut = Order::Build { unit: tiny::A, towards: hex(2, 2), work: SideWork::Gap };
    // It stands beside the wire and sees it.
    next_turn(&mut battle);
    let said = give(&mut battle, &cut).unwrap();
    assert!(said.iter().any(|w| matches!(w, What::Fired { unit: tiny::HILL, .. })), "{said:?}");
    assert_eq!(unit(&battle, tiny::A).posture, Posture::Prone, "they left the trench for it");
}

#[test]
fn mines_spare_those_who_laid_them_and_are_known_when_they_went_off() {
    let mut scenario = only(&[(tiny::A, (8, 3)), (tiny::TANKS, (8, 3)), (tiny::FLAK, (7, 3)), (tiny::HILL, (0, 0))]);
    lay(&mut scenario, ObstacleKind::Mines, hex(8, 3), hex(8, 2));
    let at = side_of(&scenario, hex(8, 3), hex(8, 2));
    let mut plain = scenario.clone();
    plain.obstacles.clear();
    let (mined, plain) = (play::battle(scenario, 1, Keep::Ledger), play::battle(plain, 1, Keep::Ledger));
    assert_eq!(play::knowledge(mined.view(Side::Soviet)), play::knowledge(plain.view(Side::Soviet)), "nobody sees them");
    assert_eq!(mined.view(Side::Japanese).changes.get(at).mines, Some(Side::Japanese));
    let mut hit = 0;
    for seed in 0..20 {
        let mut battle = play::battle(mined.scenario().as_ref().clone(), seed, Keep::Ledger);
        let quote = check(battle.view(Side::Soviet), &go(tiny::TANKS, &[(8, 2)], Pace::Deployed)).unwrap();
        let said = give(&mut battle, &go(tiny::TANKS, &[(8, 2)], Pace::Deployed)).unwrap();
        assert!(battle.ledger().iter().any(|e| e.asked.rule() == RuleId::Mines), "{quote:?}");
        let met = said.iter().any(|w| matches!(w, What::MinesMet { .. }));
        assert_eq!(battle.view(Side::Soviet).changes.get(at).mines.is_some(), met);
        hit += u32::from(met);
    }
    assert!(hit > 2 && hit < 20, "{hit} of 20");
}

#[test]
fn crushing_wire_over_mines_tells_nothing_of_the_mines() {
    let mut scenario = only(&[(tiny::TANKS, (8, 3)), (tiny::FLAK, (0, 2))]);
    lay(&mut scenario, ObstacleKind::Wire, hex(8, 3), hex(7, 3));
    let mut mined = scenario.clone();
    lay(&mut mined, ObstacleKind::Mines, hex(8, 3), hex(7, 3));
    let mut spared = 0;
    for seed in 0..20 {
        let [plain, mined] = [&scenario, &mined].map(|s| {
            let mut battle = play::battle(s.clone(), seed, Keep::Log);
            let said = give(&mut battle, &go(tiny::TANKS, &[(7, 3)], Pace::Deployed)).unwrap();
            (battle, said)
        });
        if mined.1.iter().any(|w| matches!(w, What::MinesMet { .. })) {
            continue;
        }
        spared += 1;
        assert_eq!(play::knowledge(plain.0.view(Side::Soviet)), play::knowledge(mined.0.view(Side::Soviet)));
    }
    assert!(spared > 2, "none of twenty got over unharmed");
}

#[test]
fn a_column_deploys_before_it_fires() {
    let scenario = only(&[(tiny::A, (7, 2)), (tiny::FLAK, (0, 5))]);
    let deploy_s = scenario.rules.deploy_seconds();
    let mut battle = play::battle(scenario, 1, Keep::Log);
    let march = go(tiny::A, &[(7, 1)], Pace::March);
    let quote = check(battle.view(Side::Soviet), &march).unwrap();
    assert_eq!(quote.seconds, deploy_s + quote.steps[0].seconds, "first it forms up");
    let said = give(&mut battle, &march).unwrap();
    assert!(said.contains(&What::Formed { unit: tiny::A, column: true }), "{said:?}");
    let now = unit(&battle, tiny::A);
    assert!(now.column && now.posture == Posture::Upright);
    let fire = |seconds| Order::Fire { unit: tiny::A, at: khasan::view::Target::Hex(hex(7, 0)), seconds };
    let left = now.seconds;
    let most = check(battle.view(Side::Soviet), &fire(left));
    assert!(matches!(most, Err(Refusal::NoSeconds { .. })), "{most:?}");
    give(&mut battle, &fire(60)).unwrap();
    let then = unit(&battle, tiny::A);
    assert!(!then.column && then.posture == Posture::Prone);
    assert_eq!(u32::from(left - then.seconds), 60 + deploy_s);
}

#[test]
fn a_column_runs_apart_under_fire() {
    let mut scenario = only(&[(tiny::A, (4, 2)), (tiny::HILL, (2, 2))]);
    tiny::put(&mut scenario, tiny::A, hex(4, 2));
    let mut battle = play::battle(scenario, 2, Keep::Log);
    let said = give(&mut battle, &go(tiny::A, &[(3, 2)], Pace::March)).unwrap();
    assert!(said.iter().any(|w| matches!(w, What::Fired { unit: tiny::HILL, .. })), "{said:?}");
    assert!(!unit(&battle, tiny::A).column, "{said:?}");
}

#[test]
fn thirty_tanks_end_in_a_hex_only_in_column_on_a_road() {
    let mut scenario = only(&[(tiny::TANKS, (8, 3)), (tiny::FLAK, (0, 2))]);
    let mut other = tiny::setup(&scenario.cards, "su.tanks2", tiny::TANK, 1, hex(7, 3));
    other.vehicles = vec![14];
    other.men = 42;
    scenario.units.push(other);
    scenario.units[tiny::TANKS.index()].vehicles = vec![12];
    scenario.units[tiny::TANKS.index()].men = 36;
    map_side(&mut scenario, hex(8, 3), hex(7, 3), |s| s.road = Some(RoadKind::Road));
    let battle = play::battle(scenario, 1, Keep::Log);
    let to = |pace| check(battle.view(Side::Soviet), &go(tiny::TANKS, &[(7, 3)], pace)).map(|_| ());
    assert!(matches!(to(Pace::Deployed), Err(Refusal::Full { .. })));
    assert_eq!(to(Pace::March), Ok(()));
}

#[test]
fn no_hex_beside_an_enemy_holds_anybody_fast() {
    // From one hex beside the enemy to the next: the seconds are those of open ground, the price is paid in fire.
    let scenario = only(&[(tiny::A, (3, 2)), (tiny::HILL, (2, 2))]);
    let alone = only(&[(tiny::A, (3, 2)), (tiny::FLAK, (8, 6))]);
    let seconds = |s: Scenario| {
        let battle = play::battle(s, 1, Keep::Log);
        check(battle.view(Side::Soviet), &go(tiny::A, &[(3, 3)], Pace::Deployed)).unwrap().steps[0].seconds
    };
    assert_eq!(seconds(scenario.clone()), seconds(alone));
    let mut battle = play::battle(scenario, 1, Keep::Log);
    let said = give(&mut battle, &go(tiny::A, &[(3, 3)], Pace::Deployed)).unwrap();
    assert!(said.iter().any(|w| matches!(w, What::Moved { to, .. } if *to == hex(3, 3))), "{said:?}");
    assert!(said.iter().any(|w| matches!(w, What::Fired { unit: tiny::HILL, .. })), "{said:?}");
}

#[test]
fn a_battle_with_works_is_restored_as_it_was() {
    let mut scenario = only(&[(tiny::A, (6, 3)), (tiny::TANKS, (7, 3)), (tiny::HILL, (2, 2))]);
    sappers(&mut scenario);
    lay(&mut scenario, ObstacleKind::Wire, hex(6, 3), hex(5, 3));
    let scenario = Arc::new(scenario);
    let seed = khasan::battle::Seed { seed: 4, run: 0 };
    let mut battle = Battle::new(scenario.clone(), seed, Keep::Log);
    give(&mut battle, &Order::Build { unit: tiny::A, towards: hex(6, 2), work: SideWork::Wire }).unwrap();
    let snapshot = battle.snapshot();
    let again = Battle::resume(scenario, seed, Keep::Log, &snapshot, Vec::new(), Vec::new()).unwrap();
    for side in Side::BOTH {
        assert_eq!(play::knowledge(battle.view(side)), play::knowledge(again.view(side)));
        assert_eq!(battle.view(side).changes.version(), again.view(side).changes.version());
    }
    assert_eq!(battle.hash(), again.hash());
    assert_ne!(SideChange::new(SideId(0)).wire, Some(true));
}

#[test]
fn a_tank_stuck_on_the_crossing_shuts_it_until_it_is_pushed_off() {
    let mut scenario = only(&[(tiny::TANKS, (6, 3)), (tiny::FLAK, (0, 2))]);
    let other = tiny::setup(&scenario.cards, "su.tanks2", tiny::TANK, 1, hex(6, 3));
    scenario.units.push(other);
    let second = UnitId(tiny::UNITS);
    for n in [tiny::TANKS, second] {
        (scenario.units[n.index()].vehicles, scenario.units[n.index()].men) = (vec![5], 15);
    }
    // Heavy ones, so that many get stuck.
    for v in &mut Arc::make_mut(&mut scenario.cards).vehicles {
        v.vci = (36, 70);
    }
    map_side(&mut scenario, hex(6, 3), hex(5, 3), |s| (s.stream, s.crossing) = (true, true));
    let at = side_of(&scenario, hex(6, 3), hex(5, 3));
    let (over, mut shut) = (|u| go(u, &[(5, 3)], Pace::Deployed), 0);
    for seed in 0..30 {
        let mut battle = play::battle(scenario.clone(), seed, Keep::Ledger);
        let said = give(&mut battle, &over(tiny::TANKS)).unwrap();
        let on_it = said.iter().any(|w| matches!(w, What::CrossingShut { .. }));
        assert_eq!(battle.view(Side::Soviet).changes.get(at).shut, on_it);
        if !on_it {
            continue;
        }
        shut += 1;
        let refused = Err(Refusal::Shut { hex: hex(5, 3) });
        assert_eq!(check(battle.view(Side::Soviet), &over(second)).map(|_| ()), refused);
        let clear = Order::Build { unit: second, towards: hex(5, 3), work: SideWork::Clear };
        assert_eq!(check(battle.view(Side::Soviet), &clear).unwrap().seconds, 600);
        give(&mut battle, &clear).unwrap();
        assert!(!battle.view(Side::Soviet).changes.get(at).shut && check(battle.view(Side::Soviet), &over(second)).is_ok());
    }
    assert!(shut > 0, "in thirty battles none got stuck on it");
}

/// Burnt, mined or broken down on it, a tank shuts a crossing as well as one that is stuck.
#[test]
fn a_tank_put_out_on_the_crossing_shuts_it_too() {
    #[derive(Debug, PartialEq)]
    enum By {
        Mines,
        Wear,
        Guns,
    }
    for by in [By::Mines, By::Wear, By::Guns] {
        let mut scenario = only(&[(tiny::TANKS, (6, 3)), (tiny::FLAK, (0, 2))]);
        let other = tiny::setup(&scenario.cards, "su.tanks2", tiny::TANK, 1, hex(6, 3));
        scenario.units.push(other);
        let second = UnitId(tiny::UNITS);
        for n in [tiny::TANKS, second] {
            (scenario.units[n.index()].vehicles, scenario.units[n.index()].men) = (vec![5], 15);
        }
        for v in &mut Arc::make_mut(&mut scenario.cards).vehicles {
            v.vci = (0, 0);
            v.stop_km = u16::from(by == By::Wear);
        }
        map_side(&mut scenario, hex(6, 3), hex(5, 3), |s| (s.stream, s.crossing) = (true, true));
        match by {
            By::Mines => lay(&mut scenario, ObstacleKind::Mines, hex(6, 3), hex(5, 3)),
            By::Wear => {}
            By::Guns => tiny::put(&mut scenario, tiny::GUNS, hex(3, 3)),
        }
        let at = side_of(&scenario, hex(6, 3), hex(5, 3));
        let over = |u| go(u, &[(5, 3)], Pace::Deployed);
        let (mut shut, mut lost) = (0, 0);
        for seed in 0..60 {
            let mut battle = play::battle(scenario.clone(), seed, Keep::Log);
            let said = give(&mut battle, &over(tiny::TANKS)).unwrap();
            lost += u32::from(unit(&battle, tiny::TANKS).running() < 5);
            let on_it = said.iter().any(|w| matches!(w, What::CrossingShut { unit: tiny::TANKS, .. }));
            assert_eq!(battle.view(Side::Soviet).changes.get(at).shut, on_it, "{by:?}");
            if on_it {
                shut += 1;
                let refused = Err(Refusal::Shut { hex: hex(5, 3) });
                assert_eq!(check(battle.view(Side::Soviet), &over(second)).map(|_| ()), refused, "{by:?}");
            }
        }
        assert!(shut > 0 && shut <= lost, "{by:?}: {shut} of {lost}");
        // Mines lie on the side itself; of the others most stop somewhere in the hex.
        assert_eq!(by == By::Mines, shut == lost, "{by:?}: {shut} of {lost}");
    }
}
