//! Nerve and strength over time, through the one door: who is spent stays so, who is routed runs, commanders fall, men tire, fall sick
//! and come back. Also the cases of the walk over every row that belong here.

use crate::odds_cases::{Case, end, fire_at, give, japanese_first, nothing, only, shell_the_staff, staff_under_shells, unarmed};
use crate::play::{self, Books, Luck};
use crate::tiny::{self, hex};
use khasan::battle::{Battle, Keep};
use khasan::data::Scenario;
use khasan::hex::HexId;
use khasan::rules::{DelayKind, Effect, MoraleState, Outcome, Posture, Question, RuleId, Side, UnitId};
use khasan::view::{Cause, Event, FireOrder, Order, Shells, What, leading};
use std::sync::Arc;

fn nerve(scenario: &mut Scenario, card: u16, permille: u16) {
    Arc::make_mut(&mut scenario.cards).units[card as usize].quality.nerve_permille = permille;
}

/// A company in the open beside an enemy who fires first; its nerve.
fn shot_at(permille: u16) -> Scenario {
    let mut scenario = japanese_first(only(&[(tiny::A, (4, 2)), (tiny::HILL, (3, 2)), (tiny::LATE, (3, 2)), (tiny::STAFF, (7, 3))]));
    scenario.units[tiny::HILL.index()].posture = Posture::Prone;
    scenario.units[tiny::LATE.index()].arrives = None;
    nerve(&mut scenario, tiny::RIFLE, permille);
    unarmed(scenario, tiny::A)
}

/// It is fired at as badly as can be, a fifth of those hit killed, and then left alone.
fn shoot_it(b: &mut Battle, by: &[UnitId]) {
    for &unit in by {
        b.script_dice(&[u32::MAX, u32::MAX, 1 << 30, u32::MAX, u32::MAX]);
        give(b, fire_at(unit, 4, 2, 300));
        b.script_dice(&[]);
        give(b, Order::Hold { unit, fire_order: FireOrder::Hold });
    }
}

/// Two companies that fire.
const BOTH: [UnitId; 2] = [tiny::HILL, tiny::LATE];

/// Up to the end of the hour that the small battle begins with.
fn to_the_last_impulse_of_the_hour(b: &mut Battle) {
    while !b.view(Side::Soviet).turn_from.plus(900).0.is_multiple_of(3_600) {
        end(b);
    }
    end(b);
}

/// Situations for the walk over every row.
pub const CASES: [Case; 5] = [
    Case { rule: RuleId::Strain, target: tiny::STAFF, scenario: staff_under_shells, before: |b| b.script_dice(&[]), act: shell_the_staff },
    Case {
        rule: RuleId::Leader,
        target: tiny::STAFF,
        scenario: || {
            let mut scenario = japanese_first(only(&[(tiny::STAFF, (4, 2)), (tiny::HILL, (3, 2))]));
            scenario.units[tiny::HILL.index()].posture = Posture::Prone;
            unarmed(scenario, tiny::STAFF)
        },
        before: nothing,
        act: |b| give(b, fire_at(tiny::HILL, 4, 2, 900)),
    },
    Case {
        rule: RuleId::Rout,
        target: tiny::A,
        scenario: || shot_at(300),
        before: |b| {
            shoot_it(b, &BOTH);
            end(b);
        },
        act: end,
    },
    Case {
        rule: RuleId::FallSick,
        target: tiny::A,
        scenario: || only(&[(tiny::A, (8, 3)), (tiny::FLAK, (0, 2))]),
        before: to_the_last_impulse_of_the_hour,
        act: end,
    },
    Case {
        rule: RuleId::Return,
        target: tiny::A,
        scenario: || shot_at(5_000),
        before: |b| {
            shoot_it(b, &BOTH);
            to_the_last_impulse_of_the_hour(b);
        },
        act: end,
    },
];

/// What the events that follow a cast must say.
pub fn consequences(case: &Case, got: &Outcome, said: &[Event]) {
    let tell = || format!("{got:?} gives {said:#?}");
    match case.rule {
        RuleId::Leader => {
            let fell = said.iter().any(|e| matches!(e.what, What::CommanderLost { unit, .. } if unit == case.target));
            assert_eq!(fell, got.of(Effect::CommanderHit) == 1, "{}", tell());
        }
        RuleId::Rout => {
            let strayed: u32 = said
                .iter()
                .map(|e| match e.what {
                    What::MenLost { unit, lost, cause: Cause::Rout, .. } if unit == case.target => u32::from(lost.missing),
                    _ => 0,
                })
                .sum();
            // One man stays with the colours.
            assert!(strayed == got.of(Effect::Strayed) || strayed + 1 == got.of(Effect::Strayed), "{}", tell());
        }
        RuleId::FallSick => {
            let sick: u32 = said
                .iter()
                .map(|e| match e.what {
                    What::FellSick { unit, men, .. } if unit == case.target => men.into(),
                    _ => 0,
                })
                .sum();
            assert_eq!(sick, got.of(Effect::FellSick), "{}", tell());
        }
        RuleId::Return => {
            let back = said.iter().find_map(|e| match e.what {
                What::Returned { unit, wounded, missing, sick, .. } if unit == case.target => Some([wounded, missing, sick].map(u32::from)),
                _ => None,
            });
            let cast = [Effect::WoundedBack, Effect::StraysBack, Effect::SickBack].map(|e| got.of(e));
            assert_eq!(back.unwrap_or_default(), cast, "{}", tell());
        }
        _ => {}
    }
}

fn stress(b: &Battle, unit: UnitId) -> u16 {
    b.view(Side::Soviet).unit(unit).expect("one of theirs").stress_permille
}

/// A company that lost a third is not led up the hill again the same evening, however quiet it is
#[test]
fn a_spent_company_stays_spent() {
    let mut b = play::battle(shot_at(1_000), 3, Keep::Log);
    shoot_it(&mut b, &BOTH);
    end(&mut b);
    let lost = |b: &Battle| 118 - b.view(Side::Soviet).unit(tiny::A).expect("there").men;
    let worn = b.view(Side::Soviet).unit(tiny::A).expect("there").worn_permille;
    assert!(lost(&b) > 118 / 4, "{} lost", lost(&b));
    assert!(worn >= 300, "a quarter keeps ordinary men shaken: {worn}");
    while b.to_move().is_some() {
        end(&mut b);
        assert!(stress(&b, tiny::A) >= worn * 9 / 10);
        assert!(b.view(Side::Soviet).unit(tiny::A).expect("there").morale >= MoraleState::Shaken);
    }
}

/// Who is routed runs several hexes away from the enemy, leaves guns in action behind, and loses men who come back when it stands.
#[test]
fn a_routed_unit_runs_and_gathers_its_stragglers() {
    let (mut strayed, mut back) = (0u32, 0u32);
    for seed in 0..6 {
        let mut scenario = shot_at(600);
        let rules = Arc::make_mut(&mut scenario.rules);
        for (path, value) in [("morale.worn.per_loss", 0.8), ("morale.rout.stray_per_min", 0.03), ("morale.half_life_rest_s", 1200.0)] {
            rules.set(path, value).expect("within its range");
        }
        rules.set("endurance.back.stray_h", 0.7).expect("within its range");
        let mut b = play::battle(scenario, seed, Keep::Log);
        let mut books = Books::new(b.scenario());
        shoot_it(&mut b, &[tiny::HILL]);
        while b.to_move().is_some() {
            end(&mut b);
            books.read(b.events());
            books.check(&b);
        }
        let run: Vec<(HexId, HexId)> = b
            .events()
            .iter()
            .filter_map(|e| match e.what {
                What::Retreated { unit: tiny::A, from, to } => Some((from, to)),
                _ => None,
            })
            .collect();
        assert!(run.len() >= 2, "it runs: {run:?}");
        let grid = &b.scenario().ground.grid;
        let far = |h: HexId| grid.distance(h, hex(3, 2));
        assert!(far(run[run.len() - 1].1) > far(run[0].0) + 1, "away from the enemy: {run:?}");
        for e in b.events() {
            match e.what {
                What::MenLost { unit: tiny::A, lost, cause: Cause::Rout, .. } => strayed += u32::from(lost.missing),
                What::Returned { unit: tiny::A, missing, .. } => back += u32::from(missing),
                _ => {}
            }
        }
    }
    assert!(strayed > 0 && back > 0 && back <= strayed, "{strayed} strayed, {back} came back");
}

/// With the enemy between them and their own, men who run keep to their side of a border that they may not cross; where no rule binds
/// them they run over it.
#[test]
fn who_runs_keeps_to_his_side_of_a_border_that_he_may_not_cross() {
    let run = |rule: bool, seed: u64| {
        let mut scenario = shot_at(600);
        tiny::put(&mut scenario, tiny::HILL, hex(5, 2));
        tiny::put(&mut scenario, tiny::LATE, hex(5, 2));
        if !rule {
            scenario.engagement.clear();
        }
        let mut b = play::battle(scenario, seed, Keep::Log);
        shoot_it(&mut b, &[tiny::HILL]);
        while b.to_move().is_some() {
            end(&mut b);
        }
        let to = |e: &Event| match e.what {
            What::Retreated { unit: tiny::A, to, .. } => Some(to),
            _ => None,
        };
        let beyond = |h: HexId| b.scenario().ground.steps_beyond(Side::Soviet, h) > 0;
        let steps: Vec<bool> = b.events().iter().filter_map(to).map(beyond).collect();
        (steps.len(), steps.into_iter().any(|over| over))
    };
    for seed in 0..4 {
        let (steps, over) = run(true, seed);
        assert!(steps > 0 && !over, "seed {seed}: {steps} steps, over the border: {over}");
        assert!(run(false, seed).1, "seed {seed}: nothing holds them back");
    }
}

/// Between enemies on both sides broken men go where they are better off or lie where they are: nobody runs back to where he came from
/// while the enemy stays where he is.
#[test]
fn who_falls_back_does_not_run_to_and_fro() {
    let mut steps = 0;
    for seed in 0..12 {
        let mut scenario = shot_at(600);
        tiny::put(&mut scenario, tiny::HILL, hex(5, 2));
        tiny::put(&mut scenario, tiny::LATE, hex(5, 2));
        let mut b = play::battle(scenario, seed, Keep::Log);
        shoot_it(&mut b, &[tiny::HILL]);
        while b.to_move().is_some() {
            end(&mut b);
        }
        let way = |e: &Event| match e.what {
            What::Retreated { unit: tiny::A, from, to } => Some((from, to)),
            _ => None,
        };
        let run: Vec<(HexId, HexId)> = b.events().iter().filter_map(way).collect();
        assert!(run.windows(2).all(|w| w[1].1 != w[0].0), "seed {seed}: {run:?}");
        steps += run.len();
    }
    assert!(steps > 12, "{steps} steps");
}

/// While a deputy takes over, the guns of the formation wait for him, and the quote says so beforehand.
#[test]
fn a_lost_commander_delays_the_guns() {
    let mut lost = 0;
    for seed in 0..60 {
        let mut scenario = staff_under_shells();
        tiny::put(&mut scenario, tiny::BATTERY, hex(8, 1));
        let of = scenario.units[tiny::BATTERY.index()].formation;
        scenario.formations[of.0 as usize].headquarters = Some(tiny::STAFF);
        let mut b = play::battle(scenario, seed, Keep::Ledger);
        shell_the_staff(&mut b);
        let Some(until) = b.events().iter().find_map(|e| match e.what {
            What::CommanderLost { unit: tiny::STAFF, until } => Some(until),
            _ => None,
        }) else {
            continue;
        };
        let view = b.view(Side::Soviet);
        let now = view.clock_of(view.unit(tiny::BATTERY).expect("there"));
        let wait = leading::command_delay_s(view, tiny::BATTERY, now);
        assert_eq!(wait, until.since(now), "what is left until a deputy leads");
        if wait == 0 || b.to_move() != Some(Side::Soviet) {
            continue;
        }
        lost += 1;
        let order = Order::Mission { battery: tiny::BATTERY, hex: hex(3, 3), rounds: 4, shells: Shells::HighExplosive };
        let quote = khasan::view::check(view, &order).expect("allowed");
        let least = quote.delay_s.expect("a delay").0;
        assert!(least >= wait, "{least} s told, {wait} s until a deputy leads");
        give(&mut b, order);
        let asked = b.ledger().iter().rev().find_map(|e| match e.asked {
            Question::Delay(d) => Some(d),
            _ => None,
        });
        assert!(asked.is_some_and(|d| u32::from(d.leaderless_s) == wait && d.kind != DelayKind::RegisteredFire));
    }
    assert!(lost > 0, "in some battles the commander falls");
}

/// Those who fight tire, those who rest do not; an evening tires nobody so that it shows much.
#[test]
fn an_evening_tires_a_little() {
    let mut b = play::battle(tiny::scenario(), 5, Keep::Log);
    play::play(&mut b, &mut Luck(5), 99, |_, _| {});
    let tired = |side: Side| b.view(side).units.iter().filter(|u| u.active()).map(|u| u.fatigue_permille).max().unwrap_or(0);
    let most = tired(Side::Soviet).max(tired(Side::Japanese));
    assert!(most > 0 && most < 300, "{most}");
    let mut quiet = play::battle(only(&[(tiny::A, (8, 3)), (tiny::FLAK, (0, 2))]), 5, Keep::Log);
    while quiet.to_move().is_some() {
        end(&mut quiet);
    }
    assert_eq!(quiet.view(Side::Soviet).unit(tiny::A).map(|u| u.fatigue_permille), Some(0));
}

/// Fire from two sides weighs more than the same fire from one: the strain is cast, and by its name.
#[test]
fn fire_from_two_sides_is_told_from_fire_from_one() {
    let crossed = |at: (u8, u8)| {
        let mut scenario = japanese_first(only(&[(tiny::A, (4, 3)), (tiny::HILL, (3, 2)), (tiny::LATE, at)]));
        scenario.units[tiny::HILL.index()].posture = Posture::Prone;
        scenario.units[tiny::LATE.index()].arrives = None;
        let mut b = play::battle(unarmed(scenario, tiny::A), 2, Keep::Ledger);
        for unit in [tiny::HILL, tiny::LATE] {
            give(&mut b, fire_at(unit, 4, 3, 120));
        }
        end(&mut b);
        end(&mut b);
        b.ledger().iter().any(|e| matches!(e.asked, Question::Strain(q) if q.source == khasan::rules::StrainSource::Crossfire))
    };
    assert!(crossed((5, 4)), "from west and east");
    assert!(!crossed((3, 2)), "from one hex");
}
