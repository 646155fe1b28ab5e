//! Orders of every kind, sensible and not: nothing panics, what is refused changes nothing, what the check allows the
//! battle carries out, and seconds are never used twice.

use crate::play::{self, Luck};
use crate::tiny;
use khasan::battle::{Author, Battle, Keep};
use khasan::rules::{Side, UnitId};
use khasan::view::{Order, Refusal, check};
use std::collections::BTreeMap;

fn seconds(battle: &Battle) -> Vec<u16> {
    let mut all: Vec<(UnitId, u16)> = Side::BOTH.iter().flat_map(|&s| &battle.view(s).units).map(|u| (u.id, u.seconds)).collect();
    all.sort_unstable();
    all.into_iter().map(|u| u.1).collect()
}

#[test]
fn thousands_of_orders_never_panic_and_refused_ones_change_nothing() {
    let mut refusals: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut given, mut done) = (0, 0);
    for seed in 0..8 {
        let mut battle = play::battle(tiny::scenario(), seed, Keep::Log);
        let mut luck = Luck(seed + 1000);
        let mut hash = battle.hash();
        while let Some(side) = battle.to_move() {
            let turn_seconds = battle.view(side).turn_seconds;
            for _ in 0..30 {
                let by = if luck.below(10) == 0 { side.enemy() } else { side };
                let view = battle.view(by);
                let order = if luck.below(3) == 0 { play::nonsense(view, &mut luck) } else { play::sensible(view, &mut luck) };
                let checked = check(view, &order);
                let before = seconds(&battle);
                let result = battle.apply(by, Author::Human, &order).map(<[_]>::len);
                given += 1;
                match result {
                    Ok(_) => {
                        assert!(by == side && checked.is_ok(), "{order:?} was carried out");
                        done += 1;
                        hash = battle.hash();
                        let after = seconds(&battle);
                        assert!(after.iter().zip(&before).all(|(a, b)| a <= b), "{order:?} gave seconds back");
                        assert!(after.iter().all(|&s| u32::from(s) <= turn_seconds));
                    }
                    Err(why) => {
                        *refusals.entry(why.name()).or_default() += 1;
                        assert_eq!(battle.hash(), hash, "{order:?} was refused with {why:?}");
                        assert_eq!(why, if by == side { checked.expect_err("the check refuses too") } else { Refusal::NotYourImpulse });
                    }
                }
            }
            battle.end_impulse(side).expect("its impulse");
            hash = battle.hash();
            if battle.to_move() != Some(side) {
                assert_eq!(battle.end_impulse(side).map(<[_]>::len), Err(Refusal::NotYourImpulse));
                assert_eq!(battle.hash(), hash);
            }
        }
        assert_eq!(
            battle.apply(Side::Soviet, Author::Human, &Order::Assault { units: vec![], hex: tiny::hex(0, 0) }).map(<[_]>::len),
            Err(Refusal::NotYourImpulse)
        );
    }
    assert!(given > 2_000 && done > 400, "{done} of {given} orders were carried out");
    assert!(refusals.len() >= 18, "many reasons are met: {refusals:?}");
}
