//! Battles of random orders, sense and nonsense, over every scenario: no rule panics in any state that a checked scenario can reach,
//! nobody stands in the water or beyond the map, and the men and vehicles stay what they were.
//!
//! Three hundred battles by default, twelve of them the assault and one each of the others that come with the program;
//! `KHASAN_BATTLES=10000 cargo test --no-default-features --test it random` plays so many.

use crate::play::{self, Luck};
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep, Seed};
use khasan::data::{LoadOptions, Obstacle, ObstacleKind, Scenario, Sources, load};
use khasan::hex::Dir;
use khasan::rules::{Certainty, RoadKind, Side};
use khasan::view::ContactKind;
use std::sync::Arc;

/// How many battles are played.
fn battles() -> u64 {
    std::env::var("KHASAN_BATTLES").ok().and_then(|n| n.parse().ok()).unwrap_or(300)
}

/// The small battle with a stream and its crossing before the marsh, wire and mines.
fn hindered() -> Scenario {
    let mut scenario = tiny::scenario();
    let rules = scenario.rules.clone();
    let ground = Arc::make_mut(&mut scenario.ground);
    for row in 0..tiny::ROWS {
        let sides = [Dir::NW, Dir::SW].map(|dir| ground.grid.side(hex(6, row), dir));
        for at in sides.into_iter().flatten() {
            ground.sides[at.index()].stream = true;
            ground.sides[at.index()].crossing = row % 3 == 1;
        }
    }
    ground.steps = tiny::steps(ground, &rules);
    for row in 0..tiny::ROWS {
        let (wire, mines) = (scenario.ground.grid.side(hex(3, row), Dir::NW), scenario.ground.grid.side(hex(8, row), Dir::NW));
        for (at, kind) in [(wire, ObstacleKind::Wire), (mines, ObstacleKind::Mines)] {
            let obstacle = |at| Obstacle { side: Side::Japanese, at, kind, sources: vec!["made_up".into()] };
            scenario.obstacles.extend(at.map(obstacle));
        }
    }
    scenario
}

fn read(name: &str) -> Arc<Scenario> {
    let (scenario, found) = load(&Sources::embedded(), name, &LoadOptions::default());
    scenario.unwrap_or_else(|| panic!("{found:?}"))
}

/// Play one battle, and hold against it what must hold in every state.
fn one(scenario: &Arc<Scenario>, seed: u64, luck: &mut Luck) {
    let mut battle = Battle::new(scenario.clone(), Seed { seed, run: 0 }, if seed.is_multiple_of(2) { Keep::Ledger } else { Keep::Log });
    while let Some(side) = battle.to_move() {
        for n in 0..16 {
            let order = if n % 4 == 3 { play::nonsense(battle.view(side), luck) } else { play::sensible(battle.view(side), luck) };
            let _ = battle.apply(side, Author::Staff, &order);
        }
        battle.end_impulse(side).expect("it is this side's impulse");
        sound(&battle);
        // Now and then it goes on from what was kept of it.
        if luck.below(20) == 0 {
            let kept = battle.snapshot();
            let seed = Seed { seed, run: 0 };
            let again = Battle::resume(scenario.clone(), seed, Keep::Log, &kept, Vec::new(), Vec::new()).expect("its own state");
            assert_eq!(again.hash(), battle.hash(), "a state is what it was when it is read back");
            battle = again;
        }
    }
}

/// Men and vehicles sum, all who are on the map stand on land or in a ferry, and nobody knows a front that he did not see.
fn sound(battle: &Battle) {
    let (scenario, counts) = (battle.scenario(), battle.counts());
    for side in Side::BOTH {
        let (men, v) = (counts[side].men, counts[side].vehicles);
        assert_eq!(men.start, men.fit + men.killed + men.wounded + men.missing + men.sick);
        assert_eq!(v.start, v.running + v.stranded + v.repairable + v.recoverable + v.burnt);
        for unit in &battle.view(side).units {
            // On the water only in a ferry's boats.
            let ferry = |h| Dir::ALL.iter().any(|&d| scenario.ground.side(h, d).road == Some(RoadKind::Ferry));
            assert!(unit.hex.is_none_or(|h| !scenario.ground.terrain[h.index()].is_water() || ferry(h)), "{unit:?}");
        }
        // A front is known of vehicles that were seen; while they are in sight it is theirs.
        for c in battle.view(side).contacts.iter().filter(|c| c.front.is_some()) {
            assert!(c.certainty >= Certainty::Seen && c.kind == ContactKind::Vehicles, "{c:?}");
            let theirs = &battle.view(side.enemy()).units;
            assert!(!c.current || theirs.iter().any(|u| (u.hex, u.front) == (Some(c.hex), c.front)), "{c:?}");
        }
    }
}

#[test]
fn no_battle_of_random_orders_comes_to_a_state_that_no_rule_knows() {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/");
    let small =
        [Arc::new(tiny::scenario()), Arc::new(hindered()), read(&format!("{own}tiny_duel.ron")), read(&format!("{own}tiny_attack.ron"))];
    let assault = read("0806_assault");
    let other: Vec<Arc<Scenario>> = Sources::scenario_names().into_iter().filter(|name| *name != "0806_assault").map(read).collect();
    for seed in 0..battles() {
        // One in twenty-five is the assault, and one in fifty another one, each of which is as many orders as fifty of the small.
        let scenario = match seed % 50 {
            24 | 49 => &assault,
            12 => &other[(seed / 50) as usize % other.len()],
            _ => &small[(seed % 4) as usize],
        };
        one(scenario, seed, &mut Luck(seed ^ 0x5ca1_ab1e));
    }
}
