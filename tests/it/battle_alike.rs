//! Two worlds that look alike to a side give it equal observations, quotes, refusals and reports, up to the moment an
//! order meets what it does not know of.

use crate::play::{self, Luck};
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep};
use khasan::data::{Scenario, StartPlace};
use khasan::hex::HexId;
use khasan::rules::{Pace, Posture, Side, UnitId};
use khasan::view::{FireOrder, Halt, Order, Seq, Target, What, check};

/// One gun battery that both worlds know, and hidden men who hold their fire: in the first world a company on the hill
/// and one behind it.
pub fn world() -> Scenario {
    let mut scenario = tiny::scenario();
    scenario.phases[0].first = Side::Japanese;
    tiny::remove(&mut scenario, tiny::GUNS);
    tiny::remove(&mut scenario, tiny::FLAK);
    tiny::put(&mut scenario, tiny::MOUNTAIN, hex(3, 4));
    tiny::put(&mut scenario, tiny::LATE, hex(0, 4));
    for unit in [tiny::HILL, tiny::LATE] {
        scenario.units[unit.index()].opens_at_m = Some(0);
    }
    scenario
}

/// In the second world the hill is empty; the men are fewer, of other kinds, elsewhere, and other men wait off the map.
pub fn other_world() -> Scenario {
    let mut scenario = world();
    tiny::put(&mut scenario, tiny::HILL, hex(1, 1));
    tiny::put(&mut scenario, tiny::LATE, hex(1, 5));
    let late = &mut scenario.units[tiny::LATE.index()];
    (late.card, late.men, late.guns) = (tiny::MOUNTAIN_GUNS, 55, 1);
    let hill = &mut scenario.units[tiny::HILL.index()];
    (hill.men, hill.posture, hill.ammunition_percent) = (40, Posture::Scrape, 30);
    scenario.units[tiny::FLAK.index()].place = StartPlace::OffMap { distance_m: 9_000 };
    scenario.units[tiny::GUNS.index()].card = tiny::INFANTRY;
    scenario.units[tiny::GUNS.index()].guns = 0;
    scenario.registered.japanese.clear();
    scenario
}

/// The battery shows itself, then all of Japan is quiet.
fn begin(scenario: Scenario) -> Battle {
    let mut battle = play::battle(scenario, 11, Keep::Log);
    let give = |battle: &mut Battle, order: Order| battle.apply(Side::Japanese, Author::Human, &order).map(<[_]>::len).expect("allowed");
    give(&mut battle, Order::Fire { unit: tiny::MOUNTAIN, at: Target::Hex(hex(6, 4)), seconds: 240 });
    give(&mut battle, Order::Hold { unit: tiny::MOUNTAIN, fire_order: FireOrder::Hold });
    battle.end_impulse(Side::Japanese).map(<[_]>::len).expect("its impulse");
    battle
}

/// Whether the order stays where nothing is hidden.
pub fn meets_nothing_new(order: &Order) -> bool {
    let clear = |h: &HexId| h.0 == u16::MAX || h.0 % u16::from(tiny::COLS) >= 4;
    match order {
        Order::Move { path, .. } => path.iter().all(clear),
        Order::Fire { at: Target::Hex(h), .. } | Order::Mission { hex: h, .. } => clear(h),
        // Bombs fall in the ring as well.
        Order::Sortie { hex: h, .. } => h.0 % u16::from(tiny::COLS) >= 5,
        Order::Assault { hex, .. } => clear(hex),
        _ => true,
    }
}

fn same(a: &Battle, b: &Battle, after: &str) {
    let (left, right) = (play::knowledge(a.view(Side::Soviet)), play::knowledge(b.view(Side::Soviet)));
    assert!(left == right, "after {after}:\n{left}\n{right}");
    assert_eq!(a.reports(Side::Soviet, Seq(0)), b.reports(Side::Soviet, Seq(0)), "after {after}");
}

#[test]
fn worlds_that_look_alike_answer_alike() {
    let (mut a, mut b) = (begin(world()), begin(other_world()));
    same(&a, &b, "the first impulse");
    assert_ne!(a.hash(), b.hash(), "the worlds do differ");
    assert_eq!(a.view(Side::Soviet).contacts.len(), 1, "the battery alone is known");
    let mut luck = Luck(77);
    let (mut allowed, mut refused, mut done) = (0, 0, 0);
    while a.turn() < 6 {
        let Some(side) = a.to_move() else { break };
        if side == Side::Soviet {
            for _ in 0..150 {
                let view = a.view(side);
                let order = if luck.below(3) == 0 { play::nonsense(view, &mut luck) } else { play::sensible(view, &mut luck) };
                let (in_a, in_b) = (check(view, &order), check(b.view(side), &order));
                assert_eq!(in_a, in_b, "{order:?} is quoted alike");
                if in_a.is_ok() {
                    allowed += 1
                } else {
                    refused += 1
                }
                // Some are carried out, so that there is something left to do.
                if in_a.is_ok() && meets_nothing_new(&order) && luck.below(5) == 0 {
                    let (x, y) = (a.apply(side, Author::Human, &order).map(|_| ()), b.apply(side, Author::Human, &order).map(|_| ()));
                    assert_eq!(x, y);
                    same(&a, &b, &format!("{order:?}"));
                    done += 1;
                }
            }
        }
        a.end_impulse(side).map(<[_]>::len).expect("its impulse");
        b.end_impulse(side).map(<[_]>::len).expect("its impulse");
        same(&a, &b, "an impulse");
    }
    assert!(allowed > 200 && refused > 200 && done > 30, "{allowed} allowed, {refused} refused, {done} carried out");
}

/// The order that meets the unknown is quoted alike, accepted in both worlds, and halted by what it meets.
#[test]
fn an_order_that_meets_the_unknown_is_accepted_and_halted() {
    let near = |mut scenario: Scenario| {
        tiny::put(&mut scenario, tiny::A, hex(3, 2));
        begin(scenario)
    };
    let (mut a, mut b) = (near(world()), near(other_world()));
    same(&a, &b, "the first impulse");
    let into: UnitId = tiny::A;
    let order = Order::Move { unit: into, path: vec![hex(2, 2)], pace: Pace::Deployed };
    assert_eq!(check(a.view(Side::Soviet), &order), check(b.view(Side::Soviet), &order));
    let halted = |battle: &mut Battle| {
        let events = battle.apply(Side::Soviet, Author::Human, &order).expect("nothing known is in the way");
        events.iter().any(|e| matches!(e.what, What::Halted { why: Halt::Enemy, .. }))
    };
    assert!(halted(&mut a), "a company is in the hex");
    assert!(!halted(&mut b), "nobody is");
    assert_eq!(a.view(Side::Soviet).unit(into).and_then(|u| u.hex), Some(hex(3, 2)));
    assert_eq!(b.view(Side::Soviet).unit(into).and_then(|u| u.hex), Some(hex(2, 2)));
    assert!(a.view(Side::Soviet).contacts.iter().any(|c| c.hex == hex(2, 2)), "now it is known");
}
