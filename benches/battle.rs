//! Speed of a battle: loading, one battle, one impulse.

use divan::{Bencher, black_box};
use khasan::battle::{Battle, Keep, Seed};
use khasan::data::{LoadOptions, Scenario, Sources, load};
use khasan::lab::{Players, play_impulse, player, run_one};
use khasan::rules::Side;
use std::sync::Arc;

fn main() {
    divan::main();
}

/// A tiny scenario of the tests and the largest one that comes with the program.
const SCENARIOS: [&str; 2] = [concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/tiny_attack.ron"), "0806_assault"];

fn scenario(what: &str) -> Arc<Scenario> {
    load(&Sources::embedded(), what, &LoadOptions::default()).0.expect("a scenario without errors")
}

fn players() -> Players {
    Players { soviet: "regular".into(), japanese: "regular".into() }
}

/// Load and check.
#[divan::bench(args = SCENARIOS)]
fn loading(bencher: Bencher, what: &str) {
    bencher.bench(|| scenario(black_box(what)));
}

/// Set a battle up.
#[divan::bench(args = SCENARIOS)]
fn setting_up(bencher: Bencher, what: &str) {
    let scenario = scenario(what);
    bencher.bench(|| Battle::new(scenario.clone(), Seed { seed: 1, run: 0 }, Keep::Log));
}

/// One battle from its start to its end; the next run each time.
#[divan::bench(args = SCENARIOS)]
fn one_battle(bencher: Bencher, what: &str) {
    let (scenario, players) = (scenario(what), players());
    let mut run = 0;
    let next = || {
        run += 1;
        Seed { seed: 1, run }
    };
    bencher.with_inputs(next).bench_local_values(|seed| run_one(&scenario, seed, &players, Keep::Log, None, &|| false).is_ok());
}

/// One impulse of the side that moves first, in the middle of a battle.
#[divan::bench(args = SCENARIOS)]
fn one_impulse(bencher: Bencher, what: &str) {
    let (scenario, seed) = (scenario(what), Seed { seed: 1, run: 0 });
    let middle = || {
        let mut battle = Battle::new(scenario.clone(), seed, Keep::Log);
        let mut staff = Side::BOTH.map(|side| player("regular", seed, side).expect("a player of that name"));
        while let Some(side) = battle.to_move().filter(|_| (battle.turn() as usize) < scenario.turns.len() / 2) {
            play_impulse(&mut battle, side, staff[side as usize].as_mut(), None);
        }
        let side = battle.to_move().unwrap_or(Side::Soviet);
        let [soviet, japanese] = staff;
        (battle, side, if side == Side::Soviet { soviet } else { japanese })
    };
    bencher.with_inputs(middle).bench_local_values(|(mut battle, side, mut player)| {
        play_impulse(&mut battle, side, player.as_mut(), None);
        battle
    });
}
