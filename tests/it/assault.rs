//! The shipped scenarios hold what the record says of them, and the checker has nothing against them.

use khasan::battle::{Battle, Keep, Seed};
use khasan::data::{LoadOptions, Scenario, Sources, Summary, UnitKind, load};
use khasan::lab;
use khasan::rules::{Side, UnitId};
use khasan::view::What;
use std::sync::Arc;

/// Loads a scenario by name or by its path in the project; nothing may be said against it.
fn sound(what: &str) -> Arc<Scenario> {
    let path = format!("{}/{what}", env!("CARGO_MANIFEST_DIR"));
    let what = if what.ends_with(".ron") { &path } else { what };
    let (scenario, found) = load(&Sources::embedded(), what, &LoadOptions::default());
    let told: Vec<String> = found.iter().map(|d| format!("{}: {:?}: {}", d.file, d.place.as_ref().map(|p| p.line), d.fault)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    scenario.expect("a scenario without faults")
}

/// Within a tenth of a figure of the record.
#[track_caller]
fn about(found: u32, record: u32) {
    assert!(found * 10 >= record * 9 && found * 10 <= record * 11, "{found}, not within a tenth of {record}");
}

fn vehicles(summary: &Summary, formation: &str) -> u32 {
    summary.sides[Side::Soviet].vehicles_by_formation.get(formation).copied().unwrap_or(0)
}

#[test]
fn the_assault_has_the_forces_of_the_record() {
    let scenario = sound("0806_assault");
    let summary = scenario.summary();
    let (soviet, japanese) = (&summary.sides[Side::Soviet], &summary.sides[Side::Japanese]);
    assert!(soviet.units + japanese.units >= 120, "{} units", soviet.units + japanese.units);
    about(soviet.men_by_kind[&UnitKind::Rifle], 10_500);
    assert_eq!(vehicles(&summary, "su.2mb.3tb"), 43);
    assert_eq!(vehicles(&summary, "su.2mb.recon"), 19);
    about(vehicles(&summary, "su.2mb.2tb"), 40);
    assert_eq!(vehicles(&summary, "su.32stb"), 25);
    about(soviet.guns, 100);
    assert_eq!(soviet.aircraft_by_card["tb3"] + soviet.aircraft_by_card["tb3_fab1000"], 60);
    assert_eq!(soviet.aircraft_by_card["sb"], 120);
    assert!((5_500..=7_300).contains(&japanese.men), "{} men", japanese.men);
    assert_eq!(japanese.guns, 37);
    assert!((12..=16).contains(&japanese.anti_tank_guns), "{} anti-tank guns", japanese.anti_tank_guns);
    assert!((18..=20).contains(&japanese.anti_aircraft_guns), "{} anti-aircraft guns", japanese.anti_aircraft_guns);
    assert!(japanese.aircraft_by_card.is_empty() && japanese.vehicles() == 0);
}

#[test]
fn the_strike_drops_the_bombs_of_the_record() {
    let scenario = sound("0806_assault");
    let (mut bombs, mut heavy, mut bombers, mut kg) = (0u32, 0u32, 0u32, 0u32);
    for strike in &scenario.strikes {
        let card = &scenario.cards.aircraft[scenario.flights[strike.flight.0 as usize].aircraft as usize];
        let count = u32::from(strike.count);
        bombs += count * card.bombs.iter().map(|b| u32::from(*b)).sum::<u32>();
        heavy += count * u32::from(card.bombs[2]);
        kg += count * u32::from(card.load_kg);
        bombers += if card.load_kg > 0 { count } else { 0 };
    }
    assert_eq!((bombers, heavy), (180, 6));
    assert!((1_580..=1_604).contains(&bombs), "{bombs} bombs, not about 1,592");
    assert!((121_000..=123_000).contains(&kg), "{kg} kg, not about 122 t");
}

#[test]
fn the_preparation_has_its_rounds_at_the_guns() {
    let scenario = sound("0806_assault");
    let planned: u32 = scenario.fire_plan.iter().map(|m| u32::from(m.rounds)).sum();
    assert!((3_000..=5_000).contains(&planned), "{planned} rounds");
    let mut at_hand_in_all = 0;
    for (i, unit) in scenario.units.iter().enumerate() {
        let card = scenario.card(UnitId(i as u16));
        if unit.side != Side::Soviet || !matches!(card.kind, UnitKind::Artillery | UnitKind::InfantryGun) {
            continue;
        }
        let each = card.weapons.iter().filter(|l| !scenario.cards.weapons[l.weapon as usize].small).map(|l| l.rounds_each).sum::<u32>();
        let at_hand = each * u32::from(unit.guns) * u32::from(unit.ammunition_percent) / 100;
        let asked: u32 = scenario.fire_plan.iter().filter(|m| m.battery.index() == i).map(|m| u32::from(m.rounds)).sum();
        assert!(asked <= at_hand, "{} is to fire {asked} rounds and has {at_hand}", unit.id);
        at_hand_in_all += at_hand;
    }
    // the day's 6,000 need the road
    assert!((4_000..=5_500).contains(&at_hand_in_all), "{at_hand_in_all} rounds at the guns");
}

#[test]
fn every_formation_that_has_units_has_a_plan_of_its_own_or_above() {
    for name in ["0802_first_counterattack", "0806_assault", "0807_hill_battles", "0810_last_night"] {
        planned_throughout(&sound(name));
    }
}

#[track_caller]
fn planned_throughout(scenario: &Scenario) {
    for formation in scenario.formations.iter().filter(|f| !f.units.is_empty()) {
        let mut at = Some(formation);
        let mut planned = false;
        while let Some(f) = at {
            planned |= scenario.plan.iter().any(|p| scenario.formations[p.formation.0 as usize].id == f.id);
            at = f.parent.map(|p| &scenario.formations[p.0 as usize]);
        }
        assert!(planned, "{} has no plan", formation.id);
    }
}

#[test]
fn the_other_battles_of_august_have_the_forces_of_the_record() {
    let forces = |name: &str| {
        let summary = sound(name).summary();
        (summary.sides[Side::Soviet].clone(), summary.sides[Side::Japanese].clone())
    };
    // CDB90 has 40 Soviet and 22 Japanese guns, 30 tanks (the press 35), 103 sorties; 4,000 men in action, the late battalion not among them.
    let (soviet, japanese) = forces("0802_first_counterattack");
    assert_eq!((soviet.guns, japanese.guns, soviet.sorties), (40, 22, 103));
    assert!((30..=35).contains(&soviet.vehicles()), "{} tanks", soviet.vehicles());
    assert!((4_000..=5_000).contains(&soviet.men_by_kind[&UnitKind::Rifle]), "{} riflemen", soviet.men_by_kind[&UnitKind::Rifle]);
    // 63 BT of the corps' reserve came up on the 7th and 8th; 37 Japanese guns, and 7,300 men at most.
    let (soviet, japanese) = forces("0807_hill_battles");
    assert_eq!((soviet.vehicles_by_formation["su.bt"], japanese.guns), (63, 37));
    assert!((6_500..=7_350).contains(&japanese.men), "{} men", japanese.men);
    // About 3,500 Japanese infantry in the line.
    let (_, japanese) = forces("0810_last_night");
    about(japanese.men_by_kind[&UnitKind::Rifle], 3_500);
}

/// A regiment's own task is that of whatever stands directly under it, its guns among it: told to defend its staff's hill they
/// limbered up in the first turn and walked there.
#[test]
fn guns_that_lie_in_wait_are_not_walked_away_by_the_plan() {
    for name in ["0802_first_counterattack", "0806_assault", "0807_hill_battles", "0810_last_night"] {
        let scenario = sound(name);
        let seed = Seed { seed: 1, run: 0 };
        let mut battle = Battle::new(scenario.clone(), seed, Keep::Log);
        let mut players = Side::BOTH.map(|side| lab::player("historical", seed, side).expect("a player"));
        while let Some(side) = battle.to_move().filter(|_| battle.turn() < 3) {
            lab::play_impulse(&mut battle, side, players[side as usize].as_mut(), None);
        }
        let waits = |unit: UnitId| scenario.units[unit.index()].opens_at_m.is_some();
        assert!((0..scenario.units.len()).any(|n| waits(UnitId(n as u16))), "{name}: nobody lies in wait");
        let walked = battle.events().iter().find(|e| matches!(e.what, What::Moved { unit, .. } if waits(unit)));
        assert!(walked.is_none(), "{name}: {walked:?}");
    }
}

#[test]
fn the_tiny_scenarios_are_sound() {
    let attack = sound("tests/scenarios/tiny_attack.ron");
    assert!((4..=6).contains(&attack.turns.len()));
    let duel = sound("tests/scenarios/tiny_duel.ron");
    assert!(duel.formations.iter().any(|f| f.reserve.is_some()));
    assert!(!duel.flights.is_empty() && !duel.supply.links.is_empty() && !duel.events.is_empty());
}
