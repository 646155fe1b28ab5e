//! Nothing is made or lost: men, vehicles, guns and places rebuilt from the log alone are those of the battle, after
//! every order and impulse of battles of random orders.

use crate::play::{self, Books, Luck};
use crate::tiny;
use khasan::battle::{Battle, Keep};
use khasan::hex::HexId;
use khasan::rules::{GroundState, GroundStates, Side, Soil, UnitId};
use khasan::view::{What, ways::Load};

/// Nobody in the water or off the map, no hex fuller than it may be.
fn ground_holds(battle: &Battle) {
    let scenario = battle.scenario();
    let (men, vehicles, guns) = scenario.rules.stacking();
    for side in Side::BOTH {
        let mut loads = vec![Load::default(); scenario.ground.grid.len()];
        // A hex with a column on its road holds more vehicles.
        let mut columns = vec![false; scenario.ground.grid.len()];
        for unit in battle.view(side).units.iter().filter(|u| u.active()) {
            let Some(hex) = unit.hex else { continue };
            assert!(scenario.ground.grid.contains(hex), "{unit:?} is on the map");
            assert!(!scenario.ground.terrain[hex.index()].is_water(), "{unit:?} is on land");
            loads[hex.index()] = loads[hex.index()].and(Load::of(&scenario.cards, unit));
            columns[hex.index()] |= unit.column;
        }
        for (at, load) in loads.iter().enumerate() {
            let vehicles = if columns[at] { scenario.rules.column_vehicles() } else { vehicles };
            let last = &battle.events()[battle.events().len().saturating_sub(6)..];
            assert!(
                load.men <= men && load.vehicles <= vehicles && load.guns <= guns,
                "{side:?} overfills {:?} with {load:?} after {last:#?}",
                HexId(at as u16)
            );
        }
    }
}

#[test]
fn books_kept_from_the_log_are_those_of_the_battle() {
    for seed in 0..12 {
        let mut battle = play::battle(tiny::scenario(), seed, Keep::Log);
        let mut books = Books::new(battle.scenario());
        books.read(battle.events());
        books.check(&battle);
        play::play(&mut battle, &mut Luck(seed), 99, |battle, _| {
            books.read(battle.events());
            books.check(battle);
            ground_holds(battle);
        });
        assert_eq!(battle.to_move(), None, "it is played to the end");
        assert!(battle.counts()[Side::Soviet].men.fit < battle.counts()[Side::Soviet].men.start, "somebody was hit");
    }
}

/// Five companies fill a hex; a sixth goes through it only if it gets out on the far side in the same turn.
#[test]
fn a_full_hex_is_passed_through_but_not_stopped_in() {
    for turn_s in (300..2_400).step_by(60) {
        let mut scenario = tiny::scenario();
        for n in 0..5 {
            let mut unit = tiny::setup(&scenario.cards, &format!("su.extra{n}"), tiny::RIFLE, 1, tiny::hex(7, 5));
            unit.men = 118;
            scenario.units.push(unit);
        }
        for unit in [tiny::HILL, tiny::GUNS, tiny::MOUNTAIN, tiny::FLAK, tiny::LATE] {
            tiny::remove(&mut scenario, unit);
        }
        tiny::put(&mut scenario, tiny::A, tiny::hex(8, 5));
        tiny::remove(&mut scenario, tiny::RESERVE);
        scenario.turns[0].seconds = turn_s;
        let mut battle = play::battle(scenario, 1, Keep::Log);
        let path = vec![tiny::hex(8, 6), tiny::hex(7, 5), tiny::hex(6, 5), tiny::hex(6, 4)];
        let order = khasan::view::Order::Move { unit: tiny::A, path, pace: khasan::rules::Pace::Deployed };
        battle.apply(Side::Soviet, khasan::battle::Author::Human, &order).map(<[_]>::len).expect("the goal has room");
        ground_holds(&battle);
        for _ in 0..3 {
            let side = battle.to_move().expect("it is not over");
            battle.end_impulse(side).expect("its impulse");
            ground_holds(&battle);
        }
    }
}

/// Ten companies and a narrow place: hexes are full again and again.
#[test]
fn no_hex_is_overfilled_where_many_crowd() {
    for seed in 0..6 {
        let mut scenario = tiny::scenario();
        for n in 0..8 {
            let at = tiny::hex(8, n % 7);
            let mut unit = tiny::setup(&scenario.cards, &format!("su.extra{n}"), tiny::RIFLE, 1, at);
            unit.men = 118;
            scenario.units.push(unit);
            scenario.formations[1].units.push(UnitId(tiny::UNITS + u16::from(n)));
        }
        let mut battle = play::battle(scenario, seed, Keep::Log);
        let mut books = Books::new(battle.scenario());
        // Everybody goes to the same few hexes.
        let mut luck = Luck(seed);
        while let Some(side) = battle.to_move() {
            for _ in 0..20 {
                let view = battle.view(side);
                let Some(unit) = luck.pick(&view.units.iter().filter(|u| u.active()).map(|u| u.id).collect::<Vec<_>>()) else { break };
                let goal = tiny::hex(6, 1 + luck.below(3) as u8);
                let pace = khasan::rules::Pace::Deployed;
                let Some(path) = view.unit(unit).and_then(|u| khasan::view::ways::way_to(view, u, pace, goal)) else { continue };
                let _ = battle.apply(side, khasan::battle::Author::Staff, &khasan::view::Order::Move { unit, path, pace });
                books.read(battle.events());
                books.check(&battle);
                ground_holds(&battle);
            }
            battle.end_impulse(side).expect("its impulse");
            books.read(battle.events());
            books.check(&battle);
            ground_holds(&battle);
        }
    }
}

/// Tonnes in are held, used or lost: what left the depots is what the units were told of, to the kilogram of rounding
/// that each feeding may lose.
#[test]
fn tonnes_carried_are_held_or_used() {
    for seed in 0..4 {
        let mut battle = play::battle(tiny::scenario(), seed, Keep::Log);
        play::play(&mut battle, &mut Luck(seed + 100), 99, |_, _| {});
        let scenario = battle.scenario().clone();
        let (mut told, mut feeds) = ([0u64; 2], 0u64);
        // The turn that runs, and the ground in it: told, if another, after the turn's beginning and before its supply.
        let (mut carried_kg, mut room_kg, mut turn_s, mut ground) = (0u64, 0u64, 0u64, GroundStates::from(GroundState::Dry));
        let link = &scenario.supply.links[0];
        let mut wettest = GroundState::Dry;
        for event in battle.events() {
            match event.what {
                What::Supplied { unit, ammunition_g, fuel_kg, rations_g } => {
                    told[scenario.units[unit.index()].side as usize] += u64::from(ammunition_g / 1000 + fuel_kg + rations_g / 1000);
                    feeds += 1;
                }
                What::Carried { to, ammunition_kg, fuel_kg, rations_kg, .. } if to == link.to => {
                    carried_kg += u64::from(ammunition_kg + fuel_kg + rations_kg);
                }
                What::TurnStarted { turn } => {
                    room_kg += u64::from(link.capacity_kg(scenario.starts(), ground, false)) * turn_s / 3_600;
                    turn_s = u64::from(scenario.turns[turn as usize].seconds);
                }
                What::WeatherChanged { ground: now, .. } => (ground, wettest) = (now, wettest.max(now.of(Soil::Road))),
                _ => {}
            }
        }
        room_kg += u64::from(link.capacity_kg(scenario.starts(), ground, false)) * turn_s / 3_600;
        assert_eq!(wettest, GroundState::Soaked, "the rain of the script soaks the road");
        assert!(0 < carried_kg && carried_kg <= room_kg, "no more than the road carries: {carried_kg} of {room_kg} kg");
        let brought = battle.brought_kg();
        assert!(told[0] > 0 && told[1] > 0, "both sides were fed");
        for side in Side::BOTH {
            let untold = brought[side] - told[side as usize];
            assert_eq!(untold, 0, "what came up is told, in whole kilograms");
        }
        // The forward depot: what it had and got is what it holds and gave, but for rounding up by feeding turn.
        let d = &scenario.supply.depots[1];
        let held: serde_json::Value = serde_json::to_value(battle.snapshot()).expect("plain data");
        let held = ["ammunition_kg", "fuel_kg", "rations_kg"].map(|kind| held["stocks"][kind][1].as_u64().unwrap_or(0)).iter().sum::<u64>();
        let came = u64::from(d.ammunition_kg + d.fuel_kg + d.rations_kg) + carried_kg;
        let out = brought[Side::Soviet];
        assert!(came >= held + out, "no tonne is made: {came} kg came, {held} held, {out} used");
        let units = scenario.units.len() as u64;
        let turns = scenario.turns.len() as u64;
        assert!(came - held - out <= feeds + (units + 1) * turns, "none is lost: {came} kg came, {held} held, {out} used");
    }
}
