//! Stuck in the mud, towed, hauled, broken down and mended: through the one door, on the small map.

use crate::play::{self, Books};
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep};
use khasan::data::Scenario;
use khasan::rules::{Clock, Pace, Question, RecoverMeans, Side, Terrain, UnitId};
use khasan::view::{Fate, Order, Refusal, Shells, Target, What, WorkKind, check};
use std::sync::Arc;

/// A second platoon of tanks, added to the small battle.
const OTHERS: UnitId = UnitId(tiny::UNITS);

/// The tanks in the meadow east of the marsh, others beside them, nobody else but guns far away.
fn scenario() -> Scenario {
    let mut scenario = tiny::scenario();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    tiny::put(&mut scenario, tiny::TANKS, hex(6, 3));
    tiny::put(&mut scenario, tiny::FLAK, hex(0, 2));
    let mut others = tiny::setup(&scenario.cards, "su.others", tiny::TANK, 0, hex(7, 3));
    (others.vehicles, others.men) = (vec![3, 0], 9);
    scenario.units.push(others);
    scenario.formations[0].units.push(OTHERS);
    wearing(&mut scenario, 0);
    scenario
}

/// Tanks that go so far between two breakdowns.
fn wearing(scenario: &mut Scenario, stop_km: u16) {
    for vehicle in &mut Arc::make_mut(&mut scenario.cards).vehicles {
        vehicle.stop_km = stop_km;
    }
}

fn give(battle: &mut Battle, order: &Order) -> Vec<What<UnitId>> {
    let side = battle.to_move().expect("it is not over");
    battle.apply(side, Author::Human, order).expect("the order is allowed").iter().map(|e| e.what).collect()
}

fn go(battle: &mut Battle, unit: UnitId, path: &[(u8, u8)]) -> Vec<What<UnitId>> {
    let path = path.iter().map(|&(c, r)| hex(c, r)).collect();
    give(battle, &Order::Move { unit, path, pace: Pace::Deployed })
}

/// On to the Soviet impulse of the next turn.
fn next_turn(battle: &mut Battle) {
    let turn = battle.turn();
    while let Some(side) = battle.to_move().filter(|&s| s == Side::Japanese || battle.turn() == turn) {
        battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
    }
}

fn recover(unit: UnitId) -> Order {
    Order::Work { unit, kind: WorkKind::Recover }
}

/// All nine tanks and the command tank stuck in the marsh, `word` telling how deep.
fn stuck(mut scenario: Scenario, word: u32) -> Battle {
    // Heavy ones, so that all of them can get stuck at once.
    for vehicle in &mut Arc::make_mut(&mut scenario.cards).vehicles {
        vehicle.vci = (40, 60);
    }
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    battle.script_dice(&[0, u32::MAX, word, 0, u32::MAX, word]);
    go(&mut battle, tiny::TANKS, &[(5, 3)]);
    battle.script_dice(&[]);
    let groups = &battle.view(Side::Soviet).stranded;
    assert_eq!(groups.iter().map(|g| g.count).sum::<u8>(), 10, "{groups:?}");
    let grid = &battle.scenario().ground.grid;
    let over = grid.side(hex(6, 3), grid.dir_to(hex(6, 3), hex(5, 3)).unwrap());
    assert!(groups.iter().all(|g| g.hex == hex(5, 3) && g.entered == over && over.is_some()));
    next_turn(&mut battle);
    battle
}

fn means(battle: &Battle, unit: UnitId) -> Result<(RecoverMeans, u8, u32), Refusal> {
    let quote = check(battle.view(Side::Soviet), &recover(unit))?;
    let Question::Recover(q) = quote.asks[0].question else { panic!("a recovery asks for it") };
    assert_eq!(quote.means, Some(q.means));
    Ok((q.means, q.vehicles, quote.seconds))
}

#[test]
fn crews_work_at_all_their_logs_and_a_neighbour_tows_one_by_one() {
    let mut battle = stuck(scenario(), 0);
    assert_eq!(means(&battle, tiny::TANKS), Ok((RecoverMeans::Log, 9, 900)));
    assert_eq!(means(&battle, OTHERS), Err(Refusal::NothingToDo { unit: OTHERS }), "they stand two hexes away");
    go(&mut battle, OTHERS, &[(6, 3)]);
    next_turn(&mut battle);
    assert_eq!(means(&battle, OTHERS), Ok((RecoverMeans::Tow, 3, 1500)));
    // A turn of 900 s is not enough: the work goes on in the next, and nothing is cast until then.
    let casts = battle.ledger().len();
    assert!(check(battle.view(Side::Soviet), &recover(OTHERS)).expect("it may").undoable);
    assert!(give(&mut battle, &recover(OTHERS)).is_empty());
    assert_eq!((battle.ledger().len(), battle.view(Side::Soviet).unit(OTHERS).expect("own").seconds), (casts, 0));
    next_turn(&mut battle);
    assert_eq!(means(&battle, OTHERS), Ok((RecoverMeans::Tow, 3, 600)));
    battle.script_dice(&[0, u32::MAX]);
    let said = give(&mut battle, &recover(OTHERS));
    assert!(matches!(said[..], [What::Recovered { unit: tiny::TANKS, count: 3, .. }]), "the tanks are their own unit's: {said:?}");
    let tanks = battle.view(Side::Soviet).unit(tiny::TANKS).expect("own").clone();
    assert_eq!((tanks.running(), tanks.vehicles[0].stranded + tanks.vehicles[1].stranded), (3, 7));
    // With three running again the company helps itself: three towed in 25 minutes are less than six logs in fifteen.
    assert_eq!(means(&battle, tiny::TANKS), Ok((RecoverMeans::Log, 6, 900)));
}

#[test]
fn what_lies_on_its_belly_waits_for_a_tractor() {
    let mut battle = stuck(scenario(), u32::MAX);
    assert!(battle.view(Side::Soviet).stranded.iter().all(|g| g.deep == g.count));
    assert_eq!(means(&battle, tiny::TANKS), Err(Refusal::NothingToDo { unit: tiny::TANKS }), "logs do nothing");
    go(&mut battle, OTHERS, &[(6, 3)]);
    assert_eq!(means(&battle, OTHERS), Err(Refusal::NothingToDo { unit: OTHERS }), "nor does a tow");
    let mut with = scenario();
    Arc::make_mut(&mut with.cards).units[tiny::FIELD as usize].tractors = 4;
    tiny::put(&mut with, tiny::BATTERY, hex(6, 4));
    let mut battle = stuck(with, u32::MAX);
    assert_eq!(means(&battle, tiny::BATTERY), Ok((RecoverMeans::Tractor, 4, 7200)));
    let mut turns = 0;
    let said = loop {
        let said = give(&mut battle, &recover(tiny::BATTERY));
        turns += 1;
        if !said.is_empty() {
            break said;
        }
        next_turn(&mut battle);
        let script: &[u32] = if turns == 7 { &[0, u32::MAX] } else { &[] };
        battle.script_dice(script);
    };
    assert!(matches!(said[..], [What::Recovered { count: 4, .. }]), "{said:?}");
    let groups = &battle.view(Side::Soviet).stranded;
    assert!(groups.iter().all(|g| g.deep == g.count) && groups.iter().map(|g| g.count).sum::<u8>() == 6, "{groups:?}");
    let mut books = Books::new(battle.scenario());
    books.read(battle.events());
    books.check(&battle);
}

#[test]
fn nobody_recovers_under_fire() {
    let mut exposed = scenario();
    tiny::put(&mut exposed, tiny::HILL, hex(4, 3));
    exposed.units[tiny::HILL.index()].opens_at_m = Some(0);
    let battle = stuck(exposed, 0);
    let mut view = battle.view(Side::Soviet).clone();
    let slot = view.slots[tiny::TANKS.index()] as usize;
    view.units[slot].suppressed_permille = 300;
    let quote = check(&view, &recover(tiny::TANKS)).expect("it may be tried");
    assert_eq!(quote.asks[0].lottery.mean(khasan::rules::Effect::Recovered), 0.0);
}

/// The tanks all break down on their way; the enemy beside the meadow sees what is left.
fn broken() -> Battle {
    let mut scenario = scenario();
    wearing(&mut scenario, 1);
    // Two hours at least, so that the day is long enough for it.
    Arc::make_mut(&mut scenario.rules).set("breakdown.repair.spot_min_h", 2.0).expect("within its range");
    tiny::remove(&mut scenario, OTHERS);
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    // The first line breaks down, the command tank drives on; nobody gets stuck.
    battle.script_dice(&[0, 0, 0, 0, u32::MAX, 0, 0, 0, 0, 0, 0, 0]);
    go(&mut battle, tiny::TANKS, &[(6, 2)]);
    battle
}

#[test]
fn a_breakdown_is_mended_where_it_stands() {
    let mut battle = broken();
    let said: Vec<_> = battle.events().iter().filter(|e| matches!(e.what, What::BrokeDown { .. })).map(|e| e.what).collect();
    assert!(matches!(said[..], [What::BrokeDown { recoverable: 0, repairable: 9, .. }]), "{said:?}");
    let wrecks = &battle.view(Side::Soviet).wrecks;
    assert!(matches!(wrecks[..], [w] if w.count == 9 && w.fate == Fate::Repairable && w.due.is_none() && w.hex == hex(6, 2)), "{wrecks:?}");
    battle.script_dice(&[0, 0]);
    next_turn(&mut battle);
    let due = battle.view(Side::Soviet).wrecks[0].due.expect("it was looked at");
    assert_eq!(due, battle.scenario().starts().plus(900 + 2 * 3_600 + 2_250), "the first of eight rows");
    battle.script_dice(&[]);
    let save = battle.snapshot();
    while battle.to_move().is_some() && battle.view(Side::Soviet).turn_from < due {
        assert_eq!(battle.view(Side::Soviet).unit(tiny::TANKS).expect("own").running(), 1);
        next_turn(&mut battle);
    }
    let mended: Vec<_> = battle.events().iter().filter(|e| matches!(e.what, What::Repaired { .. })).map(|e| (e.at, e.what)).collect();
    assert!(matches!(mended[..], [(at, What::Repaired { count: 9, hauled: false, .. })] if at >= due), "{mended:?}");
    assert_eq!(battle.view(Side::Soviet).unit(tiny::TANKS).expect("own").running(), 10);
    assert!(battle.view(Side::Soviet).wrecks.is_empty());
    let mut books = Books::new(battle.scenario());
    books.read(battle.events());
    books.check(&battle);
    // The same again from the save.
    let end = battle.hash();
    battle.restore(&save);
    while battle.to_move().is_some() && battle.view(Side::Soviet).turn_from < due {
        next_turn(&mut battle);
    }
    assert_eq!(battle.hash(), end);
}

#[test]
fn an_enemy_in_sight_puts_the_work_off() {
    let with_enemy = |near: bool| {
        let mut scenario = scenario();
        wearing(&mut scenario, 1);
        tiny::remove(&mut scenario, OTHERS);
        if near {
            tiny::put(&mut scenario, tiny::HILL, hex(5, 1));
            scenario.units[tiny::HILL.index()].opens_at_m = Some(0);
        }
        let mut battle = play::battle(scenario, 1, Keep::Log);
        battle.script_dice(&[0, 0, 0, 0, u32::MAX, 0, 0, 0, 0, 0, 0, 0]);
        go(&mut battle, tiny::TANKS, &[(6, 2)]);
        battle.script_dice(&[]);
        next_turn(&mut battle);
        battle.script_dice(&[]);
        let first = battle.view(Side::Soviet).wrecks[0].due.expect("looked at");
        battle.end_impulse(Side::Soviet).map(<[_]>::len).expect("its impulse");
        if near {
            // Whoever fires, here at nobody, is seen.
            give(&mut battle, &Order::Fire { unit: tiny::HILL, at: Target::Hex(hex(4, 1)), seconds: 60 });
        }
        next_turn(&mut battle);
        let seen = battle.view(Side::Japanese).seen_wrecks.clone();
        (first, battle.view(Side::Soviet).wrecks[0].due.expect("looked at"), seen)
    };
    let (first, later, seen) = with_enemy(false);
    assert_eq!(first, later);
    assert!(seen.is_empty(), "nobody looks");
    let (first, later, seen) = with_enemy(true);
    assert_eq!(later, Clock(first.0 + 900), "a turn lost");
    assert!(matches!(seen[..], [w] if w.hex == hex(6, 2) && w.count == 9), "the enemy sees them stand: {seen:?}");
}

#[test]
fn ruts_are_one_set_known_as_far_as_seen() {
    let drive = |watcher: (u8, u8)| {
        let mut scenario = scenario();
        tiny::put(&mut scenario, tiny::HILL, hex(watcher.0, watcher.1));
        scenario.units[tiny::HILL.index()].opens_at_m = Some(0);
        let mut battle = play::battle(scenario, 1, Keep::Log);
        battle.script_dice(&[0; 12]);
        go(&mut battle, tiny::TANKS, &[(5, 3), (6, 3)]);
        let grid = &battle.scenario().ground.grid;
        let side = grid.side(hex(6, 3), grid.dir_to(hex(6, 3), hex(5, 3)).unwrap()).unwrap();
        Side::BOTH.map(|s| battle.view(s).ruts[side.index()])
    };
    assert_eq!(drive((4, 3)), [20, 20], "seen from beside the marsh: there and back");
    assert_eq!(drive((0, 5)), [20, 0], "nobody sees it");
}

/// The quote of a way against what comes of it in some thousand battles.
#[test]
fn a_way_through_the_marsh_is_forecast_as_it_is_driven() {
    let mut scenario = scenario();
    tiny::remove(&mut scenario, OTHERS);
    wearing(&mut scenario, 5);
    let rules = scenario.rules.clone();
    let ground = Arc::make_mut(&mut scenario.ground);
    for col in 4..=5 {
        ground.terrain[hex(col, 3).index()] = Terrain::Marsh;
    }
    ground.steps = tiny::steps(ground, &rules);
    scenario.turns[0].seconds = 7_200;
    let scenario = Arc::new(scenario);
    let way = [(5, 3), (4, 3), (3, 3)];
    let path: Vec<_> = way.iter().map(|&(c, r)| hex(c, r)).collect();
    let order = |from: usize| Order::Move { unit: tiny::TANKS, path: path[from..].to_vec(), pace: Pace::Deployed };
    let runs = 4_000;
    let mut battle = Battle::new(scenario.clone(), khasan::battle::Seed { seed: 0, run: 0 }, Keep::Log);
    let quote = check(battle.view(Side::Soviet), &order(0)).expect("it may go");
    let (mut sums, mut squares) = ([0.0; 3], [0.0; 3]);
    for run in 0..runs {
        battle.reset(khasan::battle::Seed { seed: 7, run });
        // It halts where some get stuck, and is told to go on.
        loop {
            let u = battle.view(Side::Soviet).unit(tiny::TANKS).expect("own");
            let Some(from) = path.iter().position(|&h| Some(h) == u.hex).map_or(Some(0), |i| (i + 1 < path.len()).then_some(i + 1)) else {
                break;
            };
            if u.running() == 0 {
                break;
            }
            give(&mut battle, &order(from));
        }
        let u = battle.view(Side::Soviet).unit(tiny::TANKS).expect("own");
        let sum = |f: fn(&khasan::view::VehicleLine) -> u8| f64::from(u.vehicles.iter().map(f).sum::<u8>());
        let stuck = sum(|l| l.stranded);
        let got = [stuck, f64::from(u8::from(stuck > 0.0)), sum(|l| l.repairable + l.recoverable)];
        for i in 0..3 {
            sums[i] += got[i];
            squares[i] += got[i] * got[i];
        }
    }
    let n = f64::from(runs);
    let told = [f64::from(quote.bog_permille) / 100.0, f64::from(quote.bog_any_permille) / 1000.0, f64::from(quote.break_permille) / 100.0];
    for i in 0..3 {
        let mean = sums[i] / n;
        let error = ((squares[i] / n - mean * mean) / n).sqrt();
        assert!((mean - told[i]).abs() < 4.0 * error + 0.006, "{i}: driven {mean}, forecast {}, error {error}", told[i]);
    }
}

/// Long days of random orders: what breaks down, gets stuck, is hauled out and mended is told, to the last vehicle.
#[test]
fn what_is_mended_and_freed_adds_up() {
    let (mut mended, mut freed) = (0, 0);
    for seed in 0..96 {
        let mut scenario = tiny::scenario();
        // Half of them wear out at once, half live to get stuck.
        wearing(&mut scenario, if seed % 2 == 0 { 3 } else { 40 });
        Arc::make_mut(&mut scenario.rules).set("breakdown.repair.spot_min_h", 2.0).expect("within its range");
        let start = scenario.starts();
        scenario.turns = (0..16).map(|n| khasan::data::Turn { phase: 0, from: start.plus(n * 3_600), seconds: 3_600 }).collect();
        let mut battle = play::battle(scenario, seed, Keep::Log);
        let mut books = Books::new(battle.scenario());
        play::play(&mut battle, &mut play::Luck(seed + 40), 99, |battle, _| {
            books.read(battle.events());
            books.check(battle);
            for side in Side::BOTH {
                let view = battle.view(side);
                let of = |f: fn(&khasan::view::VehicleLine) -> u8| -> u32 {
                    view.units.iter().flat_map(|u| &u.vehicles).map(|l| u32::from(f(l))).sum()
                };
                let by = |fate| view.wrecks.iter().filter(|w| w.fate == fate).map(|w| u32::from(w.count)).sum::<u32>();
                assert_eq!(
                    [Fate::Burnt, Fate::Recoverable, Fate::Repairable].map(by),
                    [of(|l| l.burnt), of(|l| l.recoverable), of(|l| l.repairable)]
                );
                assert_eq!(view.stranded.iter().map(|g| u32::from(g.count)).sum::<u32>(), of(|l| l.stranded));
                assert!(view.stranded.iter().all(|g| g.deep <= g.count && g.count > 0) && view.stranded.is_sorted_by_key(|g| g.place()));
                assert!(view.wrecks.is_sorted() && view.seen_wrecks.is_sorted());
            }
        });
        mended += battle.events().iter().filter(|e| matches!(e.what, What::Repaired { .. })).count();
        freed += battle.events().iter().filter(|e| matches!(e.what, What::Recovered { .. })).count();
    }
    assert!(mended > 0 && freed > 0, "{mended} mended, {freed} freed");
}

/// Tanks that all got stuck two hexes before two anti-tank guns that waited for an order; it is the Japanese impulse.
fn stuck_before_guns(with: &[(UnitId, (u8, u8))]) -> Battle {
    let mut scenario = tiny::scenario();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    for &(unit, (col, row)) in [(tiny::GUNS, (3, 3)), (tiny::TANKS, (6, 3))].iter().chain(with) {
        tiny::put(&mut scenario, unit, hex(col, row));
    }
    for unit in [tiny::GUNS, tiny::MOUNTAIN] {
        scenario.units[unit.index()].opens_at_m = Some(0);
    }
    scenario.registered.japanese.push(hex(5, 3));
    for vehicle in &mut Arc::make_mut(&mut scenario.cards).vehicles {
        vehicle.vci = (40, 60);
    }
    let mut battle = play::battle(scenario, 1, Keep::Ledger);
    battle.script_dice(&[0, u32::MAX, 0, 0, u32::MAX, 0]);
    go(&mut battle, tiny::TANKS, &[(5, 3)]);
    battle.script_dice(&[]);
    assert_eq!(battle.view(Side::Soviet).stranded.iter().map(|g| g.count).sum::<u8>(), 10, "all of them are stuck");
    battle.end_impulse(Side::Soviet).map(<[_]>::len).expect("its impulse");
    battle
}

/// Vehicles lost where they were stuck.
fn lost_stuck(said: &[What<UnitId>]) -> u32 {
    let of = |w: &What<UnitId>| match *w {
        What::StrandedLost { unit: tiny::TANKS, hex: at, burnt, recoverable, repairable, .. } if at == hex(5, 3) => {
            u32::from(burnt + recoverable + repairable)
        }
        _ => 0,
    };
    said.iter().map(of).sum()
}

#[test]
fn stuck_tanks_are_seen_and_fired_at_on_order_by_the_odds_shown() {
    let mut battle = stuck_before_guns(&[]);
    let seen = &battle.view(Side::Japanese).seen_stranded;
    assert_eq!(seen.iter().map(|g| (g.hex, g.count)).collect::<Vec<_>>(), [(hex(5, 3), 9), (hex(5, 3), 1)]);
    let went = battle.scenario().ground.grid.dir_to(hex(6, 3), hex(5, 3));
    assert!(seen.iter().all(|g| g.front == went && went.is_some()), "they face as they went: {seen:?}");
    assert!(battle.view(Side::Soviet).seen_stranded.is_empty(), "the enemy's alone");
    let order = Order::Fire { unit: tiny::GUNS, at: Target::Hex(hex(5, 3)), seconds: 600 };
    let quote = check(battle.view(Side::Japanese), &order).expect("they see them");
    let shown: Vec<Question> = quote.asks.iter().map(|a| a.question).collect();
    assert!(shown.iter().all(|q| matches!(q, Question::AntiTank(a) if a.stranded && a.rounds == 30)), "{shown:?}");
    let before = battle.ledger().len();
    let said = give(&mut battle, &order);
    let cast: Vec<Question> = battle.ledger()[before..].iter().map(|e| e.asked).take(shown.len()).collect();
    assert_eq!(cast, shown, "the same questions are cast");
    assert!(lost_stuck(&said) > 0, "{said:?}");
    let left: u32 = battle.view(Side::Japanese).seen_stranded.iter().map(|g| u32::from(g.count)).sum();
    assert_eq!(left + lost_stuck(&said), 10, "what is hit is seen to be hit");
}

#[test]
fn shells_fall_on_stuck_tanks_like_on_anybody() {
    let mut battle = stuck_before_guns(&[(tiny::MOUNTAIN, (0, 2))]);
    let order = Order::Mission { battery: tiny::MOUNTAIN, hex: hex(5, 3), rounds: 12, shells: Shells::HighExplosive };
    let quote = check(battle.view(Side::Japanese), &order).expect("it may");
    assert!(quote.asks.iter().any(|a| matches!(a.question, Question::Barrage(b) if b.vehicles == 9)), "{:?}", quote.asks);
    let before = battle.ledger().len();
    // Whatever is asked of them goes as badly as it can.
    battle.script_dice(&[u32::MAX; 400]);
    give(&mut battle, &order);
    next_turn(&mut battle);
    let fell = battle.ledger()[before..].iter().filter(|e| matches!(e.asked, Question::Barrage(b) if b.vehicles > 0 && b.men == 0)).count();
    assert!(fell >= 2, "both groups are under fire");
    let all: Vec<What<UnitId>> = battle.events().iter().map(|e| e.what).collect();
    assert!(lost_stuck(&all) > 0, "some are hit");
}
