//! Save and load, seeds, and views: a battle goes on from a snapshot exactly as it would have, the same seed gives the
//! same battle, and what a side is shown is what would be shown if it were built anew.

use crate::play::{self, Luck};
use crate::tiny;
use khasan::battle::{Author, Battle, Keep, Seed, Snapshot};
use khasan::rules::Side;
use std::sync::Arc;

fn saved(battle: &Battle) -> Snapshot {
    let bytes = postcard::to_stdvec(&battle.snapshot()).expect("plain data is encoded");
    postcard::from_bytes(&bytes).expect("and read again")
}

#[test]
fn a_battle_goes_on_from_a_save_as_it_would_have() {
    let scenario = Arc::new(tiny::scenario());
    for seed in 0..6 {
        let key = Seed { seed, run: 1 };
        let mut whole = Battle::new(scenario.clone(), key, Keep::Log);
        let mut luck = Luck(seed);
        play::play(&mut whole, &mut luck, 3, |_, _| {});
        // In the middle of an impulse.
        for _ in 0..7 {
            let Some(side) = whole.to_move() else { break };
            let order = play::sensible(whole.view(side), &mut luck);
            let _ = whole.apply(side, Author::Human, &order);
        }
        let save = saved(&whole);
        assert_eq!(save, whole.snapshot());
        let mut loaded = Battle::new(scenario.clone(), key, Keep::Log);
        loaded.restore(&save);
        assert_eq!(loaded.hash(), whole.hash());
        let mut again = luck.clone();
        play::play(&mut whole, &mut luck, 99, |_, _| {});
        play::play(&mut loaded, &mut again, 99, |_, _| {});
        assert_eq!(whole.events(), loaded.events());
        assert_eq!(whole.section_hashes(), loaded.section_hashes());
        assert_eq!(whole.hash(), loaded.hash());
        for side in Side::BOTH {
            assert_eq!(whole.reports(side, khasan::view::Seq(0)), loaded.reports(side, khasan::view::Seq(0)));
        }
    }
}

#[test]
fn going_back_is_as_if_nothing_had_happened() {
    let mut battle = play::battle(tiny::scenario(), 5, Keep::Ledger);
    let mut luck = Luck(5);
    play::play(&mut battle, &mut luck, 2, |_, _| {});
    let (save, hash) = (battle.snapshot(), battle.hash());
    let mut first = luck.clone();
    play::play(&mut battle, &mut first, 4, |_, _| {});
    let later = battle.hash();
    assert_ne!(later, hash);
    battle.restore(&save);
    assert_eq!(battle.hash(), hash);
    play::play(&mut battle, &mut luck, 4, |_, _| {});
    assert_eq!(battle.hash(), later);
}

#[test]
fn a_reset_battle_is_a_new_one() {
    let scenario = Arc::new(tiny::scenario());
    let mut used = Battle::new(scenario.clone(), Seed { seed: 1, run: 0 }, Keep::Log);
    play::play(&mut used, &mut Luck(1), 5, |_, _| {});
    used.reset(Seed { seed: 2, run: 7 });
    let fresh = Battle::new(scenario, Seed { seed: 2, run: 7 }, Keep::Log);
    assert_eq!(used.section_hashes(), fresh.section_hashes());
    let (mut a, mut b) = (used, fresh);
    play::play(&mut a, &mut Luck(3), 99, |_, _| {});
    play::play(&mut b, &mut Luck(3), 99, |_, _| {});
    assert_eq!(a.hash(), b.hash());
}

#[test]
fn the_same_seed_gives_the_same_battle_and_another_seed_or_run_another() {
    let fought = |seed, run| {
        let mut battle = Battle::new(Arc::new(tiny::scenario()), Seed { seed, run }, Keep::Log);
        play::play(&mut battle, &mut Luck(9), 99, |_, _| {});
        battle.hash()
    };
    assert_eq!(fought(1, 0), fought(1, 0));
    let all = [fought(1, 0), fought(2, 0), fought(1, 1), fought(2, 1)];
    for (i, a) in all.iter().enumerate() {
        assert!(all[i + 1..].iter().all(|b| a != b), "run {i} has its own luck");
    }
}

#[test]
fn the_ledger_changes_nothing() {
    let fought = |keep| {
        let mut battle = play::battle(tiny::scenario(), 4, keep);
        play::play(&mut battle, &mut Luck(4), 99, |_, _| {});
        (battle.hash(), battle.ledger().len())
    };
    let (log, kept) = (fought(Keep::Log), fought(Keep::Ledger));
    assert_eq!(log.0, kept.0);
    assert_eq!(log.1, 0);
    assert!(kept.1 > 100, "a battle casts often: {}", kept.1);
}

#[test]
fn views_kept_current_are_those_built_anew() {
    let scenario = Arc::new(tiny::scenario());
    for seed in 0..4 {
        let mut anew = Battle::new(scenario.clone(), Seed { seed, run: 0 }, Keep::Log);
        let mut battle = Battle::new(scenario.clone(), Seed { seed, run: 0 }, Keep::Log);
        play::play(&mut battle, &mut Luck(seed + 50), 99, |battle, _| {
            anew.restore(&battle.snapshot());
            for side in Side::BOTH {
                let (kept, built) = (play::knowledge(battle.view(side)), play::knowledge(anew.view(side)));
                assert!(
                    kept == built,
                    "the view of {side:?} after {:?}:\n{}",
                    battle.events().last(),
                    kept.lines()
                        .zip(built.lines())
                        .filter(|(a, b)| a != b)
                        .map(|(a, b)| format!("kept  {a}\nbuilt {b}\n"))
                        .collect::<String>()
                );
            }
        });
    }
}
