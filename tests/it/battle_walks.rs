//! Walks of the rules at the level of the battle: seconds are spent once, a bait costs a watcher a third of his turn.

use crate::play;
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep};
use khasan::rules::{Pace, Side, UnitId};
use khasan::view::{FireOrder, Order, What};

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
    // A bait that lives long: many men who are not pinned at once would be shot at by everybody.
    scenario.units[tiny::A.index()].men = 600;
    let watchers: Vec<UnitId> = (0..10).map(|n| UnitId(tiny::UNITS + n)).collect();
    for (n, at) in [(3, 2), (3, 3), (3, 4), (3, 1), (3, 5), (2, 2), (2, 3), (2, 4), (2, 1), (4, 5)].into_iter().enumerate() {
        scenario.units.push(tiny::setup(&scenario.cards, &format!("jp.watcher{n}"), tiny::INFANTRY, 3, hex(at.0, at.1)));
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

/// Seconds of a march that nobody disturbs: what the turns gave is what the steps took, what is paid on the next step
/// and what is left.
#[test]
fn a_long_march_takes_the_seconds_of_its_steps() {
    let mut scenario = tiny::scenario();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    for unit in [tiny::A, tiny::TANKS] {
        scenario.engagement.clear();
        tiny::put(&mut scenario, unit, hex(8, 3));
    }
    for unit in [tiny::A, tiny::TANKS, tiny::BATTERY] {
        let mut scenario = scenario.clone();
        tiny::put(&mut scenario, unit, hex(8, 3));
        let mut battle = play::battle(scenario, 2, Keep::Log);
        // Fair dice would strand some tanks; that costs men no seconds, but halts them.
        battle.script_dice(&[0; 4_000]);
        let path: &[(u8, u8)] = &[(7, 3), (6, 3), (6, 2), (6, 1), (7, 0), (8, 1), (8, 2)];
        assert!(walk(&mut battle, unit, path) > 0, "{unit:?} goes");
        let limbering = battle.view(Side::Soviet).unit(unit).map_or(0, |u| u32::from(u.guns)) > 0;
        for turn in 1..=4u32 {
            let u = battle.view(Side::Soviet).unit(unit).expect("its own").clone();
            let took: u32 = battle.events().iter().map(|e| if let What::Moved { seconds, .. } = e.what { seconds.into() } else { 0 }).sum();
            let gave = turn * TURN_S;
            let spent = gave - u32::from(u.seconds);
            if u.path.is_empty() {
                break;
            }
            assert_eq!(u.seconds, 0, "{unit:?} on its way uses all its seconds: {u:?}");
            if !limbering {
                // A step begun in an earlier turn is told with the seconds of this turn alone: what was paid is the rest.
                assert!(took <= spent, "{unit:?} took {took} of {spent} s");
            }
            for _ in 0..2 {
                let side = battle.to_move().expect("it is not over");
                battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
            }
        }
        let u = battle.view(Side::Soviet).unit(unit).expect("its own");
        assert_eq!(u.hex, Some(hex(8, 2)), "{unit:?} arrives: {u:?}");
    }
}

/// Who is told to hold fires at nobody outside his own hex.
#[test]
fn who_holds_his_fire_keeps_his_seconds() {
    for (order, fires) in [(FireOrder::Hold, false), (FireOrder::ArmourOnly, false), (FireOrder::Within(300), false), (FireOrder::AtWill, true)] {
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
