//! Walks of the rules at the level of the battle: seconds are spent once, a bait costs a watcher a third of his turn.

use crate::play;
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep};
use khasan::data::Scenario;
use khasan::rules::{Pace, Question, Side, UnitId};
use khasan::view::{FireOrder, Order, What, ways};
use std::sync::Arc;

const TURN_S: u32 = 900;

fn walk(battle: &mut Battle, unit: UnitId, path: &[(u8, u8)]) -> usize {
    let path = path.iter().map(|&(c, r)| hex(c, r)).collect();
    let order = Order::Move { unit, path, pace: Pace::Deployed };
    battle.apply(Side::Soviet, Author::Human, &order).map_or(0, <[_]>::len)
}

fn left(battle: &Battle, unit: UnitId) -> u32 {
    Side::BOTH.iter().find_map(|&s| battle.view(s).unit(unit)).map_or(0, |u| u.seconds.into())
}

/// One company shown to ten watchers leaves each two thirds of its seconds.
#[test]
fn a_bait_leaves_each_watcher_two_thirds_of_his_seconds() {
    let mut scenario = tiny::scenario();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    tiny::put(&mut scenario, tiny::A, hex(4, 3));
    let watchers: Vec<UnitId> = (0..10).map(|n| UnitId(tiny::UNITS + n)).collect();
    for (n, at) in [(3, 2), (3, 3), (3, 4), (3, 1), (3, 5), (2, 2), (2, 3), (2, 4), (2, 1), (4, 5)].into_iter().enumerate() {
        // Few men each, so that the bait is not pinned at once and is shown again and again.
        let mut watcher = tiny::setup(&scenario.cards, &format!("jp.watcher{n}"), tiny::INFANTRY, 3, hex(at.0, at.1));
        watcher.men = 4;
        scenario.units.push(watcher);
    }
    let mut battle = play::battle(scenario, 2, Keep::Log);
    let mut shots = 0;
    for step in 0..40 {
        let at = battle.view(Side::Soviet).unit(tiny::A).and_then(|u| u.hex);
        let to = if step % 2 == 0 { (4, 4) } else { (4, 3) };
        if at == Some(hex(to.0, to.1)) {
            continue;
        }
        walk(&mut battle, tiny::A, &[to]);
    }
    let mut lightest = TURN_S;
    for &w in &watchers {
        assert!(left(&battle, w) >= TURN_S * 2 / 3, "{w:?} has {} seconds left", left(&battle, w));
        lightest = lightest.min(left(&battle, w));
    }
    for event in battle.events() {
        if let What::Fired { unit, .. } = event.what {
            shots += usize::from(watchers.contains(&unit));
        }
    }
    assert!(shots > 3 && lightest < TURN_S, "the bait was fired at {shots} times");
}

/// In one exposure nobody fires longer than it lasts, at whatever he fires: here at tanks with men beside them.
#[test]
fn a_watcher_fires_no_longer_than_he_is_shown_something() {
    let mut scenario = tiny::scenario();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    tiny::put(&mut scenario, tiny::TANKS, hex(5, 4));
    scenario.units[tiny::TANKS.index()].men = 90;
    let watchers: Vec<UnitId> = (0..3).map(|n| UnitId(tiny::UNITS + n)).collect();
    for (n, at) in [(3, 3), (3, 4), (3, 2)].into_iter().enumerate() {
        scenario.units.push(tiny::setup(&scenario.cards, &format!("jp.guns{n}"), tiny::ANTI_TANK, 3, hex(at.0, at.1)));
    }
    let mut battle = play::battle(scenario, 2, Keep::Log);
    assert!(walk(&mut battle, tiny::TANKS, &[(4, 4)]) > 0);
    let shown: u32 = battle.events().iter().map(|e| if let What::Moved { seconds, .. } = e.what { seconds.into() } else { 0 }).sum();
    assert!(shown > 0 && shown <= TURN_S);
    let fired = battle.events().iter().filter(|e| matches!(e.what, What::Fired { .. })).count();
    assert!(fired > 0, "somebody fired");
    for &w in &watchers {
        let spent = TURN_S - left(&battle, w);
        assert!(spent <= shown, "{w:?} fired {spent} of {shown} seconds");
    }
}

/// A march that nobody disturbs, over turns: what it spent is what its steps take, to the second.
#[test]
fn a_long_march_takes_the_seconds_of_its_steps() {
    let way = [(7, 3), (6, 3), (6, 2), (6, 1), (7, 1), (8, 2), (7, 2), (6, 2), (6, 3), (7, 3)].map(|(c, r)| hex(c, r));
    // The battery limbers up first; once it has only part of a turn for that.
    for (unit, profile, first_s) in
        [(tiny::A, "foot", 900), (tiny::TANKS, "t26", 900), (tiny::BATTERY, "horse_guns", 900), (tiny::BATTERY, "horse_guns", 40)]
    {
        let mut scenario = tiny::scenario();
        for n in 0..tiny::UNITS {
            tiny::remove(&mut scenario, UnitId(n));
        }
        tiny::put(&mut scenario, unit, hex(8, 3));
        // No rain on the way.
        scenario.events.clear();
        scenario.turns[0].seconds = first_s;
        let mut battle = play::battle(scenario, 2, Keep::Log);
        // Nobody gets stuck.
        battle.script_dice(&[0; 4_000]);
        let (ground, rules) = (battle.scenario().ground.clone(), battle.scenario().rules.clone());
        let profile = rules.profile(profile).expect("a profile");
        let row = battle.view(Side::Soviet).unit(unit).expect("its own");
        let (_, limbering) = ways::emplacing(&battle.scenario().cards, &rules, battle.scenario().card(unit), row);
        assert_eq!(limbering > 40, unit == tiny::BATTERY, "guns take their time: {limbering} s");
        let (mut from, mut due) = (hex(8, 3), limbering);
        for &to in &way {
            let dir = ground.grid.dir_to(from, to).expect("next to it");
            due += ground.step_seconds(profile, battle.view(Side::Soviet).ground_state, Pace::Deployed, from, dir).expect("it can go");
            from = to;
        }
        let order = Order::Move { unit, path: way.to_vec(), pace: Pace::Deployed };
        battle.apply(Side::Soviet, Author::Human, &order).map(<[_]>::len).expect("the way is free");
        let mut spent = 0;
        for _ in 0..8 {
            let u = battle.view(Side::Soviet).unit(unit).expect("its own");
            spent += battle.view(Side::Soviet).turn_seconds - u32::from(u.seconds);
            if u.path.is_empty() {
                break;
            }
            assert_eq!(u.seconds, 0, "on its way it uses all its seconds: {u:?}");
            for _ in 0..2 {
                let side = battle.to_move().expect("it is not over");
                battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
            }
        }
        assert_eq!(battle.view(Side::Soviet).unit(unit).and_then(|u| u.hex), Some(hex(7, 3)), "it arrives");
        assert_eq!(spent, due, "{unit:?}");
        assert!(due > TURN_S, "it takes more than a turn: {due} s");
    }
}

/// Who is told to hold fires at nobody outside his own hex.
#[test]
fn who_holds_his_fire_keeps_his_seconds() {
    for (order, fires) in
        [(FireOrder::Hold, false), (FireOrder::ArmourOnly, false), (FireOrder::Within(300), false), (FireOrder::AtWill, true)]
    {
        let mut scenario = tiny::scenario();
        for n in 0..tiny::UNITS {
            tiny::remove(&mut scenario, UnitId(n));
        }
        scenario.phases[0].first = Side::Japanese;
        tiny::put(&mut scenario, tiny::A, hex(5, 2));
        tiny::put(&mut scenario, tiny::HILL, hex(2, 2));
        let mut battle = play::battle(scenario, 2, Keep::Log);
        let hold = Order::Hold { unit: tiny::HILL, fire_order: order };
        battle.apply(Side::Japanese, Author::Human, &hold).map(<[_]>::len).expect("its own unit");
        battle.end_impulse(Side::Japanese).map(<[_]>::len).expect("its impulse");
        assert!(walk(&mut battle, tiny::A, &[(4, 2)]) > 0);
        assert_eq!(left(&battle, tiny::HILL) < TURN_S, fires, "{order:?}");
    }
}

/// A tank company on its way over marsh in sight of two anti-tank guns 600 m off that shoot like the table's; nothing gets stuck.
fn guns_at_the_marsh() -> Scenario {
    let mut scenario = tiny::scenario();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    tiny::put(&mut scenario, tiny::TANKS, hex(6, 3));
    tiny::put(&mut scenario, tiny::GUNS, hex(3, 3));
    let cards = Arc::make_mut(&mut scenario.cards);
    cards.units[usize::from(tiny::ANTI_TANK)].quality.shooting_permille = 1000;
    for v in &mut cards.vehicles {
        v.vci = (0, 0);
    }
    // A watcher gives one target a third of his turn at most: the walk's six minutes fit into it.
    scenario.turns[0].seconds = 1_200;
    scenario
}

/// What two guns knock out of a company in one marsh hex, on the average of many battles: all vehicles, and of them command tanks.
fn lost_in_the_marsh(scenario: &Scenario) -> (f64, f64) {
    const BATTLES: u32 = 150;
    let (mut all, mut command) = (0u32, 0u32);
    for seed in 1..=BATTLES {
        let mut battle = play::battle(scenario.clone(), seed.into(), Keep::Log);
        assert!(walk(&mut battle, tiny::TANKS, &[(5, 3)]) > 0);
        let shown: u32 = battle.events().iter().map(|e| if let What::Moved { seconds, .. } = e.what { seconds.into() } else { 0 }).sum();
        assert_eq!(shown, 360, "a marsh hex at 3 km/h");
        let u = battle.view(Side::Soviet).unit(tiny::TANKS).expect("its own");
        for l in &u.vehicles {
            let out = u32::from(l.burnt + l.recoverable + l.repairable);
            all += out;
            command += if battle.scenario().cards.vehicles[usize::from(l.vehicle)].command { out } else { 0 };
        }
    }
    (f64::from(all) / f64::from(BATTLES), f64::from(command) / f64::from(BATTLES))
}

/// The command tank draws fire but does not take it for all the others.
#[test]
fn two_guns_take_three_tanks_in_a_marsh_hex_whoever_leads_them() {
    let led = guns_at_the_marsh();
    assert_eq!(led.units[tiny::TANKS.index()].vehicles, [9, 1], "one of ten leads");
    let (all, command) = lost_in_the_marsh(&led);
    let mut alike = guns_at_the_marsh();
    Arc::make_mut(&mut alike.cards).vehicles[1].command = false;
    let (of_ten_alike, one) = lost_in_the_marsh(&alike);
    assert!((2.3..3.5).contains(&all) && (2.3..3.5).contains(&of_ten_alike), "{all} {of_ten_alike}");
    // Four rounds come at it for one at another, but it burns only once.
    assert!(command > 1.6 * one && command < all / 3.0, "{command} of {all} against {one}");
}

/// Each round of a strafing run is fired at one man: who stands beside others takes a share, and some go wide of the hex.
#[test]
fn strafing_is_shared_out_among_all_who_are_in_the_hex() {
    let rounds_at = |beside: Option<u16>| {
        let mut scenario = tiny::scenario();
        for n in 0..tiny::UNITS {
            tiny::remove(&mut scenario, UnitId(n));
        }
        tiny::put(&mut scenario, tiny::A, hex(8, 3));
        tiny::put(&mut scenario, tiny::HILL, hex(2, 2));
        if let Some(men) = beside {
            let mut other = tiny::setup(&scenario.cards, "jp.other", tiny::INFANTRY, 3, hex(2, 2));
            other.men = men;
            scenario.units.push(other);
        }
        let mut battle = play::battle(scenario, 2, Keep::Ledger);
        let at = battle.view(Side::Soviet).turn_from.plus(60);
        let count = battle.view(Side::Soviet).flights.iter().find(|f| f.flight == tiny::FLIGHT).map_or(0, |f| u32::from(f.count));
        let order = Order::Sortie { flight: tiny::FLIGHT, hex: hex(2, 2), at };
        battle.apply(Side::Soviet, Author::Human, &order).map(<[_]>::len).expect("it flies");
        battle.end_impulse(Side::Soviet).map(<[_]>::len).expect("its impulse");
        battle.end_impulse(Side::Japanese).map(<[_]>::len).expect("its impulse");
        let asked = battle.ledger().iter().filter_map(|e| match e.asked {
            Question::Strike(q) => Some((q.men, u32::from(q.strafing_rounds), q.bombs)),
            _ => None,
        });
        (asked.collect::<Vec<_>>(), count)
    };
    let (alone, count) = rounds_at(None);
    // 600 rounds a machine, 400 in 1000 of them in the aimed hex.
    assert_eq!(alone[0].1, count * 240, "{alone:?}");
    let (two, _) = rounds_at(Some(40));
    let [one, other] = two[..] else { panic!("two are hit: {two:?}") };
    assert_eq!((one.0, other.0), (120, 40));
    assert_eq!((one.1, other.1), (count * 180, count * 60), "by their men");
    assert_eq!(one.2, alone[0].2, "bombs sweep the hex");
    assert_eq!(one.2, other.2);
}
