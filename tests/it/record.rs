//! The record of a battle, folded from its events alone, is what the battle itself says; hours and parts sum up.

use crate::play::{self, Luck};
use crate::tiny;
use khasan::battle::{Battle, Keep, Seed};
use khasan::data::{Cause, HistoryRow, LoadOptions, Observable, RowUse, Scenario, Sources, Whose, load};
use khasan::lab::{Measured, Players, Toll, Tolls, measure, run_one, tolls};
use khasan::rules::{Effect, RuleId, Side, UnitId};
use khasan::view::{What, loads};

fn fought(seed: u64) -> Battle {
    let mut scenario = tiny::scenario();
    scenario.fire_plan.push(khasan::data::PlannedMission {
        battery: tiny::BATTERY,
        hex: tiny::hex(2, 2),
        from: scenario.starts(),
        to: scenario.starts().plus(1_200),
        rounds: 40,
        smoke: false,
        lifts_to: None,
    });
    let mut battle = play::battle(scenario, seed, Keep::Log);
    play::play(&mut battle, &mut Luck(seed), 99, |_, _| {});
    battle
}

/// Grams with the units and in the depots of a side, as the snapshot has them.
fn held_g(battle: &Battle, side: Side) -> u64 {
    let scenario = battle.scenario();
    let snapshot = serde_json::to_value(battle.snapshot()).expect("plain data");
    let units = battle.view(side).units.iter().filter(|u| !u.destroyed);
    let with_units = units.map(|u| {
        loads::rounds_g(scenario, u.id, u.stores.small_rounds, u.stores.shells)
            + u64::from(u.stores.fuel_kg) * 1000
            + u64::from(u.stores.rations_g)
    });
    let in_depot = |n: usize| {
        let kg = |what: &str| snapshot["stocks"][what][n].as_u64().expect("a depot's stock");
        (kg("ammunition_kg") + kg("fuel_kg") + kg("rations_kg")) * 1000
    };
    let depots = scenario.supply.depots.iter().enumerate().filter(|(_, d)| d.side == side && !d.endless);
    with_units.sum::<u64>() + depots.map(|(n, _)| in_depot(n)).sum::<u64>()
}

fn check(battle: &Battle) {
    let record = tolls(battle.scenario(), battle.events());
    for side in Side::BOTH {
        let (toll, counts) = (&record.sides[side], battle.counts()[side]);
        let t = &toll.total;
        let men = counts.men;
        let away = (t.wounded - t.returned_wounded, t.missing - t.returned_missing, t.sick - t.returned_sick);
        assert_eq!((t.killed, away), (men.killed.into(), (men.wounded.into(), men.missing.into(), men.sick.into())));
        assert_eq!(u64::from(men.start), u64::from(men.fit) + t.killed + away.0 + away.1 + away.2);
        let v = counts.vehicles;
        let left = (t.burnt, t.recoverable - t.mended_away, t.repairable - t.mended);
        assert_eq!(left, (v.burnt.into(), v.recoverable.into(), v.repairable.into()));
        assert_eq!(u64::from(v.stranded), t.stuck - t.freed - t.stuck_lost);
        assert_eq!(u64::from(v.start), u64::from(v.running + v.stranded) + t.vehicles_lost() - t.mended - t.mended_away);
        assert_eq!(t.sorties, u64::from(counts.sorties));
        let by_cause: Vec<_> = t.by_cause.values().collect();
        assert_eq!(by_cause.iter().map(|c| c.killed).sum::<u64>(), t.killed);
        assert_eq!(by_cause.iter().map(|c| c.wounded + c.missing).sum::<u64>(), t.wounded + t.missing);
        assert_eq!(by_cause.iter().map(|c| c.vehicles).sum::<u64>(), t.vehicles_lost() - t.broke_down);
        assert_eq!(by_cause.iter().map(|c| c.guns).sum::<u64>(), t.guns);
        let s = toll.stores;
        assert_eq!(s.start_g + s.came_g, s.held_g + s.used_g + s.lost_g, "no gram is made or lost: {s:?}");
        assert_eq!(s.held_g, held_g(battle, side), "what is held is what the units and depots have: {s:?}");
        assert_eq!(t.used_g, s.used_g);
        // Gun rounds counted by the battle are those of units with guns.
        let row = |observable| HistoryRow {
            id: "r".into(),
            text: String::new(),
            observable,
            record: None,
            used: RowUse::Check,
            sources: Vec::new(),
        };
        let whose = Whose::side(side);
        let rows = [
            row(Observable::RoundsFired { whose, at: None }),
            row(Observable::Sorties(side)),
            row(Observable::Losses { whose, cause: None, at: None }),
            row(Observable::VehiclesLost { whose, cause: None, at: None }),
            row(Observable::Losses { whose, cause: Some(Cause::Artillery), at: None }),
            row(Observable::VehiclesOut { whose, at: None }),
        ];
        let artillery = t.by_cause.get(&Cause::Artillery).copied().unwrap_or_default();
        let wanted = [
            counts.rounds_fired,
            counts.sorties,
            (t.killed + t.wounded) as u32,
            (t.vehicles_lost() - t.broke_down) as u32,
            (artillery.killed + artillery.wounded) as u32,
            v.burnt + v.recoverable + v.repairable + v.stranded,
        ];
        assert_eq!(measure(battle.scenario(), &rows, battle.events()), wanted.map(Measured::Count));
        let mut sum = Toll::default();
        toll.hours.iter().for_each(|h| sum.add(&h.toll));
        assert_eq!(&sum, t, "the hours sum to the whole");
    }
    rolls_up(battle.scenario(), &record);
}

/// A formation is its own units and its parts; the outermost and the aircraft are the side.
fn rolls_up(scenario: &Scenario, record: &Tolls) {
    for side in Side::BOTH {
        let mut sum = Toll::default();
        record.formations.iter().filter(|f| f.side == side && f.parent.is_none()).for_each(|f| sum.add(&f.total));
        let t = &record.sides[side].total;
        (sum.sorties, sum.bombs) = (t.sorties, t.bombs);
        (sum.aircraft_lost, sum.aircraft_damaged) = (t.aircraft_lost, t.aircraft_damaged);
        assert_eq!(&sum, t);
    }
    for f in &record.formations {
        let mut parts = Toll::default();
        record.formations.iter().filter(|p| p.parent.as_deref() == Some(&f.formation)).for_each(|p| parts.add(&p.total));
        let own = scenario.formations.iter().find(|s| s.id == f.formation).is_some_and(|s| !s.units.is_empty());
        assert!(parts.killed <= f.total.killed && parts.used_g <= f.total.used_g);
        assert!(own || parts == f.total, "{} has no units of its own", f.formation);
    }
}

#[test]
fn the_record_is_what_the_battle_says() {
    for seed in 0..8 {
        let battle = fought(seed);
        check(&battle);
        let total = |side: Side| tolls(battle.scenario(), battle.events()).sides[side].total.clone();
        assert!(total(Side::Soviet).killed > 0 && total(Side::Soviet).used_g > 0);
    }
}

/// What is asserted of the tiny battles holds of those that are played: the assault and the fortnight.
#[test]
fn nothing_is_made_or_lost_in_the_assault_and_the_campaign() {
    for (name, seed) in [("0806_assault", 5), ("0806_assault", 6), ("campaign", 1), ("campaign", 5)] {
        let (scenario, found) = load(&Sources::embedded(), name, &LoadOptions::default());
        let scenario = scenario.unwrap_or_else(|| panic!("{found:?}"));
        let players = Players { soviet: "regular".into(), japanese: "regular".into() };
        let battle = run_one(&scenario, Seed { seed, run: 0 }, &players, Keep::Log, None, &|| false).expect("a battle");
        check(&battle);
        let mut books = play::Books::new(&scenario);
        books.read(battle.events());
        books.check(&battle);
    }
}

/// Men hit by aimed fire are booked to bullets and to shells as the casts have it.
#[test]
fn aimed_fire_is_booked_to_bullets_and_to_shells() {
    let (mut bullets, mut shells) = (0, 0);
    for seed in 0..8 {
        let mut battle = play::battle(tiny::scenario(), seed, Keep::Ledger);
        play::play(&mut battle, &mut Luck(seed), 99, |_, _| {});
        let hit = |effect| -> u64 {
            let of = |e: &khasan::battle::LedgerEntry| if e.asked.rule() == RuleId::MenUnderFire { e.got.of(effect) } else { 0 };
            battle.ledger().iter().map(|e| u64::from(of(e))).sum()
        };
        let record = tolls(battle.scenario(), battle.events());
        let lost = |cause| -> u64 {
            let by = |side: Side| record.sides[side].total.by_cause.get(&cause).map_or(0, |c| c.killed + c.wounded);
            Side::BOTH.into_iter().map(by).sum()
        };
        let of_shells = hit(Effect::HitByShells);
        assert_eq!(lost(Cause::DirectFire), of_shells);
        assert_eq!(lost(Cause::SmallArms), hit(Effect::MenHit) - of_shells);
        bullets += lost(Cause::SmallArms);
        shells += of_shells;
    }
    assert!(bullets > 0 && shells > 0, "{bullets} {shells}");
}

#[test]
fn the_record_holds_at_every_moment_of_a_battle() {
    let mut battle = play::battle(tiny::scenario(), 21, Keep::Log);
    play::play(&mut battle, &mut Luck(21), 5, |battle, _| check(battle));
}

#[test]
fn rows_of_an_experiment_are_measured_from_the_log() {
    let battle = fought(2);
    let scenario = battle.scenario();
    let whose = Whose::side(Side::Japanese);
    let row =
        |observable| HistoryRow { id: "r".into(), text: String::new(), observable, record: None, used: RowUse::Check, sources: Vec::new() };
    let at = scenario.turns[1].from;
    let soviet = Whose::side(Side::Soviet);
    let rows = [
        row(Observable::Suppressed { whose, at }),
        row(Observable::FirstRound { whose: soviet, after: scenario.starts() }),
        row(Observable::FirstRound { whose: soviet, after: scenario.ends() }),
        row(Observable::CallDelay { whose: soviet }),
        row(Observable::Traffic {
            whose: soviet,
            hexes: (0..scenario.ground.grid.len()).map(|n| khasan::hex::HexId(n as u16)).collect(),
            from: None,
            to: None,
        }),
        row(Observable::SilentHours { whose: soviet, at: None }),
    ];
    let got = measure(scenario, &rows, battle.events());
    let down: i64 = battle
        .events()
        .iter()
        .filter(|e| e.at == at)
        .map(|e| match e.what {
            What::Suppressed { unit, permille } if scenario.units[unit.index()].side == Side::Japanese => i64::from(permille),
            _ => 0,
        })
        .sum();
    assert!(down > 0, "the fire plan keeps somebody down");
    assert!(matches!(got[0], Measured::Number(n) if n > 0.0 && n < 100.0), "{got:?}");
    assert_eq!(got[1], Measured::Moment(Some(scenario.starts())), "the plan's first round");
    assert_eq!(got[2], Measured::Moment(None));
    let delays: Vec<u32> = battle
        .events()
        .iter()
        .filter_map(|e| match e.what {
            What::MissionCalled { battery, from, .. } if scenario.units[battery.index()].side == Side::Soviet => Some(from.since(e.at)),
            _ => None,
        })
        .collect();
    let mean = delays.iter().sum::<u32>() as f64 / 60.0 / delays.len() as f64;
    assert!(
        delays.is_empty() && got[3] == Measured::Nothing || matches!(got[3], Measured::Number(n) if (n - mean).abs() < 1e-9),
        "{got:?}"
    );
    assert_eq!(got[4], Measured::Count(0), "nobody comes from outside into an area that is all of the map");
    assert!(matches!(got[5], Measured::Number(n) if n >= 0.0));
}

/// A battery that is fired out after half an hour and has a tenth of its load again after an hour was silent for half an hour.
#[test]
fn silence_lasts_until_a_part_of_the_load_is_there() {
    let scenario = tiny::scenario();
    let at = |s: u32| scenario.starts().plus(s);
    let event = |n: u32, s, what| khasan::view::Event { seq: khasan::view::Seq(n), at: at(s), what };
    let (unit, hex) = (tiny::BATTERY, tiny::hex(3, 3));
    let own = loads::UnitLoad::of(&scenario, unit);
    let (full, start) = (own.full.shells, loads::start_load(&scenario, unit).shells);
    let tenth_g = (u64::from(full.div_ceil(10)) * own.shell_g) as u32;
    let fell = |rounds: u32| What::MissionFell { battery: unit, hex, rounds: rounds as u16 };
    let fed = |ammunition_g, rations_g| What::Supplied { unit, ammunition_g, fuel_kg: 10, rations_g };
    assert!(full >= 20 && start * 10 >= full, "{start} of {full} shells");
    let log = [
        event(0, 1_800, fell(start)),
        event(1, 2_000, What::Fired { unit: tiny::A, at: hex, small_rounds: 100, shells: 0, standing: false }),
        event(2, 2_700, fed(0, 700)),
        event(3, 3_000, fed(tenth_g - own.shell_g as u32, 0)),
        event(4, 3_600, fed(own.shell_g as u32, 0)),
        event(5, 7_200, fell(1)),
    ];
    let whose = Whose::side(Side::Soviet);
    let row = |until| HistoryRow {
        id: "r".into(),
        text: String::new(),
        observable: Observable::SilentHours { whose, at: until },
        record: None,
        used: RowUse::Check,
        sources: Vec::new(),
    };
    let rows = [row(None), row(Some(at(2_700))), row(Some(at(600)))];
    // To the end, an hour after the last silence began.
    assert_eq!(measure(&scenario, &rows, &log), [1.5, 0.25, 0.0].map(Measured::Number));
    assert!(scenario.ends() == at(10_800) && scenario.card(UnitId(unit.0)).guns > 0);
}
