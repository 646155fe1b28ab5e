//! The scenarios of 29 and 31 July hold what the record says of their forces, and the checker has nothing against them.

use khasan::data::{LoadOptions, Scenario, Sources, UnitKind, load};
use khasan::rules::{Light, Side, UnitId};
use std::sync::Arc;

/// Loads a scenario that comes with the program; nothing may be said against it.
fn sound(name: &str) -> Arc<Scenario> {
    let (scenario, found) = load(&Sources::embedded(), name, &LoadOptions::default());
    let told: Vec<String> = found.iter().map(|d| format!("{}: {:?}: {}", d.file, d.place.as_ref().map(|p| p.line), d.fault)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    scenario.expect("a scenario without faults")
}

/// Men of the units whose ids begin so.
fn men(scenario: &Scenario, prefixes: &[&str]) -> u32 {
    let named = |id: &str| prefixes.iter().any(|p| id.starts_with(p));
    scenario.units.iter().filter(|u| named(&u.id)).map(|u| u32::from(u.men)).sum()
}

/// Within a tenth of a figure of the record.
#[track_caller]
fn about(found: u32, record: u32) {
    assert!(found * 10 >= record * 9 && found * 10 <= record * 11, "{found}, not within a tenth of {record}");
}

#[test]
fn eleven_guards_meet_a_hundred_and_fifty_men_in_fog() {
    let scenario = sound("0729_border_clash");
    assert_eq!(men(&scenario, &["su.59bd.bezymyannaya"]), 11);
    assert_eq!(men(&scenario, &["jp."]), 150);
    assert!((40..=94).contains(&men(&scenario, &["su.59bd.podgornaya", "su.59bd.reserve"])));
    assert!((100..=120).contains(&men(&scenario, &["su.40rd.119rr"])));
    let weapons = scenario.units.iter().enumerate().filter(|(_, u)| u.side == Side::Japanese).map(|(i, _)| scenario.card(UnitId(i as u16)));
    assert!(weapons.into_iter().all(|card| card.kind == UnitKind::Border && card.guns == 0));
}

#[test]
fn the_night_of_the_attack_is_black_and_the_forces_are_those_of_the_record() {
    let scenario = sound("0731_night_attack");
    assert_eq!(scenario.light.lit_at(scenario.starts(), &scenario.rules).light(), Light::Dark);
    let summary = scenario.summary();
    let (soviet, japanese) = (&summary.sides[Side::Soviet], &summary.sides[Side::Japanese]);
    // The staff of the division, still on its way, is in no count.
    about(soviet.men - 70, 1_460);
    assert_eq!((soviet.guns + soviet.anti_tank_guns, soviet.vehicles()), (20, 20));
    assert_eq!(japanese.guns, 14);
    assert!(soviet.aircraft_by_card.is_empty() && japanese.aircraft_by_card.is_empty());
    assert_eq!(men(&scenario, &["su.59bd."]), 103, "94 guards on the hills and a picket");
    let sector = ["jp.75ir.hq", "jp.75ir.guns", "jp.75ir.at", "jp.75ir.1bn", "jp.75ir.3bn.10co", "jp.19eng"];
    about(men(&scenario, &sector), 1_114);
    assert_eq!(men(&scenario, &["jp.76ir.1bn.1co", "jp.76ir.1bn.2co", "jp.76bg"]), 379);
}

#[test]
fn every_formation_of_july_that_has_units_has_a_plan_of_its_own_or_above() {
    for name in ["0729_border_clash", "0731_night_attack"] {
        let scenario = sound(name);
        for (number, formation) in scenario.formations.iter().enumerate().filter(|(_, f)| !f.units.is_empty()) {
            let planned = scenario.plan_of(khasan::data::FormationId(number as u16)).is_some();
            assert!(planned, "{} of {name} has no plan", formation.id);
        }
    }
}
