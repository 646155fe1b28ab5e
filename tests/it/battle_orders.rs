//! Orders of every kind, sensible and not: nothing panics, what is refused changes nothing, what the check allows the
//! battle carries out, and seconds are never used twice.

use crate::play::{self, Luck};
use crate::tiny;
use khasan::battle::{Author, Battle, Keep};
use khasan::rules::{Side, UnitId};
use khasan::view::{Order, Refusal, Report, Seq, Shells, What, Who, check, seen};
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

#[test]
fn smoke_hides_its_hex_from_both_sides_as_long_as_it_is_kept_up() {
    let mut battle = play::battle(tiny::scenario(), 1, Keep::Log);
    let side = battle.to_move().expect("somebody begins");
    let battery = if side == Side::Soviet { tiny::BATTERY } else { tiny::MOUNTAIN };
    let own = |battle: &Battle| battle.view(side).unit(battery).map(|u| (u.smoke_left, u.stores.shells)).expect("own");
    let (smoke, shells) = own(&battle);
    assert!(smoke > 0 && u32::from(smoke) < shells);
    let hex = tiny::hex(3, 3);
    let order = Order::Mission { battery, hex, rounds: 12, shells: Shells::Smoke };
    let quote = check(battle.view(side), &order).expect("allowed");
    battle.apply(side, Author::Human, &order).expect("allowed");
    // Fired in this turn or the next, by the delay that was cast.
    for _ in 0..2 {
        if let Some(cloud) = battle.view(side).clouds.iter().find(|c| c.hex == hex).copied() {
            assert_eq!(battle.view(side).clouds, battle.view(side.enemy()).clouds);
            assert!(cloud.until.since(cloud.from) <= quote.hidden_s.expect("smoke"));
            let ground = &battle.view(side).ground;
            let beside = ground.grid.neighbours(hex).iter().flatten().copied().find(|&h| ground.sight.sees(h, hex)).expect("sight");
            let free = |at| seen::line_free(ground, &battle.view(side).clouds, at, beside, hex);
            assert!(!free(cloud.from) && free(cloud.until), "hidden from the first round to the last one's end");
            assert!(cloud.from.0 == 0 || free(khasan::rules::Clock(cloud.from.0 - 1)));
            let (left, shells_left) = own(&battle);
            assert_eq!((u32::from(smoke - left), smoke - left), (shells - shells_left, 12));
            let fell = |r: &Report| matches!(r.what, What::MissionFell { battery: Who::Own(b), .. } if b == battery);
            assert!(!battle.reports(side, Seq(0)).iter().any(fell), "smoke is no shell");
            return;
        }
        battle.end_impulse(side).expect("its impulse");
        let enemy = battle.to_move().expect("not over");
        battle.end_impulse(enemy).expect("its impulse");
    }
    panic!("no smoke fell: {:?}", battle.view(side).missions);
}
