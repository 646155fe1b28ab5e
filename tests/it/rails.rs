//! The armoured train on the railway of the shipped map: where it can go, and that it fires.

use khasan::battle::{Author, Battle, Keep, Seed};
use khasan::data::{LoadOptions, Scenario, Sources, StartPlace, load};
use khasan::hex::{Dir, HexId, Reach, ReachScratch};
use khasan::rules::{Pace, RoadKind, Side, UnitId};
use khasan::view::{Order, Refusal, Shells, What, ways};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The assault with the train in the place of a battery of the west bank, at a station.
fn with_train() -> (Arc<Scenario>, UnitId) {
    let (scenario, found) = load(&Sources::embedded(), "0806_assault", &LoadOptions::default());
    let mut scenario = scenario.unwrap_or_else(|| panic!("{found:?}"));
    let card = scenario.cards.units.iter().position(|c| c.id == "jp_armoured_train").expect("a card");
    let unit = scenario.units.iter().position(|u| u.id == "jp.15ha.1bt").expect("a battery");
    let made = Arc::make_mut(&mut scenario);
    let at = made.ground.grid.parse("0318").expect("a station");
    let (men, lines) = (made.cards.units[card].men, made.cards.units[card].vehicles.iter().map(|v| v.count).collect());
    let setup = &mut made.units[unit];
    setup.card = card as u16;
    (setup.men, setup.vehicles, setup.guns, setup.place) = (men, lines, 0, StartPlace::Hex(at));
    setup.ammunition_percent = 100;
    (scenario, UnitId(unit as u16))
}

#[test]
fn an_armoured_train_keeps_to_the_rails_and_fires_from_them() {
    let (scenario, train) = with_train();
    let mut battle = Battle::new(scenario.clone(), Seed { seed: 1, run: 0 }, Keep::Log);
    while battle.to_move().is_some_and(|side| side != Side::Japanese || battle.view(side).setting_up) {
        let side = battle.to_move().expect("somebody moves");
        battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
    }
    let view = battle.view(Side::Japanese);
    let unit = view.unit(train).expect("one's own").clone();
    let (grid, from) = (&scenario.ground.grid, unit.hex.expect("on the map"));

    let on_rails = |&h: &HexId| Dir::ALL.into_iter().any(|d| scenario.ground.side(h, d).road == Some(RoadKind::Rail));
    let rails: BTreeSet<HexId> = grid.hexes().filter(on_rails).collect();
    let (mut reach, mut scratch) = (Reach::default(), ReachScratch::default());
    ways::reach(view, &unit, Pace::March, 3_600, &mut reach, &mut scratch);
    let there: BTreeSet<HexId> = reach.reached().iter().copied().collect();
    assert!(there.len() > 10, "an hour takes it far along the line: {}", there.len());
    assert!(there.is_subset(&rails), "{:?}", there.difference(&rails).map(|h| grid.name(*h)).collect::<Vec<_>>());

    let off = grid.neighbours(from).iter().flatten().copied().find(|h| !rails.contains(h)).expect("a field beside the line");
    let leave = Order::Move { unit: train, path: vec![off], pace: Pace::March };
    assert_eq!(battle.apply(Side::Japanese, Author::Human, &leave).map(<[_]>::len), Err(Refusal::Impassable { unit: train, hex: off }));

    let target = grid.parse("1605").expect("on the map");
    let fire = Order::Mission { battery: train, hex: target, rounds: 20, shells: Shells::HighExplosive };
    battle.apply(Side::Japanese, Author::Human, &fire).map(<[_]>::len).expect("the guns reach it");
    for _ in 0..4 {
        let side = battle.to_move().expect("it is not over");
        battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
    }
    let fired = battle.events().iter().any(|e| matches!(e.what, What::MissionFell { battery, .. } if battery == train));
    assert!(fired, "its shells fell");
}
