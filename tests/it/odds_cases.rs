//! For each rule a situation in which an order, or a part of the turn, asks it. What the battle must be after the answer does
//! not belong here.

use crate::odds_rows::words_of;
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle};
use khasan::data::{FormationId, Mishap, Obstacle, ObstacleKind, Scenario, UnitSetup};
use khasan::rules::{Hitch, Pace, Posture, RuleId, Side, UnitId};
use khasan::view::{Order, Shells, Target, WorkKind};

/// A situation: what is on the map, what was done before, what asks the question, and whom it is about.
pub struct Case {
    pub rule: RuleId,
    pub target: UnitId,
    pub scenario: fn() -> Scenario,
    pub before: fn(&mut Battle),
    pub act: fn(&mut Battle),
}

pub fn give(battle: &mut Battle, order: Order) {
    let side = battle.to_move().expect("it is not over");
    battle.apply(side, Author::Human, &order).map(<[_]>::len).expect("the order is allowed");
}

pub fn end(battle: &mut Battle) {
    let side = battle.to_move().expect("it is not over");
    battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
}

pub fn fire_at(unit: UnitId, col: u8, row: u8, seconds: u16) -> Order {
    Order::Fire { unit, at: Target::Hex(hex(col, row)), seconds }
}

/// The small battle with none on the map but those named.
pub fn only(there: &[(UnitId, (u8, u8))]) -> Scenario {
    let mut scenario = tiny::scenario();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    for &(unit, (col, row)) in there {
        tiny::put(&mut scenario, unit, hex(col, row));
    }
    scenario
}

/// The same with one unit of no ammunition, nor any to come.
pub fn unarmed(mut scenario: Scenario, unit: UnitId) -> Scenario {
    let setup: &mut UnitSetup = &mut scenario.units[unit.index()];
    (setup.ammunition_percent, setup.depot) = (0, None);
    scenario
}

pub fn japanese_first(mut scenario: Scenario) -> Scenario {
    scenario.phases[0].first = Side::Japanese;
    scenario
}

pub fn nothing(_: &mut Battle) {}

fn guns_and_tanks() -> Scenario {
    japanese_first(only(&[(tiny::GUNS, (3, 3)), (tiny::TANKS, (4, 3))]))
}

fn assault() -> Scenario {
    unarmed(only(&[(tiny::A, (3, 2)), (tiny::HILL, (2, 2))]), tiny::HILL)
}

fn battery_and_hill() -> Scenario {
    only(&[(tiny::BATTERY, (8, 3)), (tiny::STAFF, (4, 2)), (tiny::HILL, (2, 2))])
}

fn shell_the_hill(battle: &mut Battle) {
    give(battle, Order::Mission { battery: tiny::BATTERY, hex: hex(2, 2), rounds: 12, shells: Shells::HighExplosive });
}

fn fly(battle: &mut Battle) {
    let at = battle.view(Side::Soviet).turn_from.plus(60);
    give(battle, Order::Sortie { flight: tiny::FLIGHT, hex: hex(2, 2), at });
}

fn shoot_the_tanks(battle: &mut Battle) {
    give(battle, fire_at(tiny::GUNS, 4, 3, 240));
}

fn storm(battle: &mut Battle) {
    give(battle, Order::Assault { units: vec![tiny::A], hex: hex(2, 2) });
}

/// One unit before a mined side of open ground.
fn mined(unit: UnitId) -> Scenario {
    let mut scenario = only(&[(unit, (8, 3)), (tiny::FLAK, (0, 2))]);
    let grid = &scenario.ground.grid;
    let at = grid.side(hex(8, 3), grid.dir_to(hex(8, 3), hex(7, 3)).unwrap()).unwrap();
    scenario.obstacles = vec![Obstacle { side: Side::Japanese, at, kind: ObstacleKind::Mines, sources: vec!["made_up".into()] }];
    scenario
}

/// A staff that a company sees from beside it.
pub fn staff_under_shells() -> Scenario {
    let mut scenario = only(&[(tiny::STAFF, (8, 3)), (tiny::MOUNTAIN, (2, 3)), (tiny::HILL, (7, 3))]);
    scenario.engagement.clear();
    scenario
}

/// Mountain guns shell the staff until the turn is over.
pub fn shell_the_staff(battle: &mut Battle) {
    battle.end_impulse(Side::Soviet).map(<[_]>::len).expect("it is theirs");
    give(battle, Order::Mission { battery: tiny::MOUNTAIN, hex: hex(8, 3), rounds: 40, shells: Shells::HighExplosive });
    for _ in 0..3 {
        end(battle);
    }
}

fn go_west(battle: &mut Battle, unit: UnitId) {
    give(battle, Order::Move { unit, path: vec![hex(7, 3)], pace: Pace::Deployed });
}

pub const CASES: [Case; 31] = [
    Case {
        rule: RuleId::Astray,
        target: tiny::FLAK,
        scenario: || only(&[(tiny::A, (8, 3)), (tiny::FLAK, (1, 4))]),
        before: nothing,
        act: |b| {
            let at = b.view(Side::Soviet).turn_from.plus(60);
            give(b, Order::Sortie { flight: tiny::FLIGHT, hex: hex(4, 3), at });
        },
    },
    Case {
        rule: RuleId::Locate,
        target: tiny::MOUNTAIN,
        scenario: || {
            let mut scenario = japanese_first(only(&[(tiny::MOUNTAIN, (0, 2)), (tiny::BATTERY, (8, 3))]));
            scenario.registered.japanese.push(hex(4, 3));
            scenario
        },
        before: nothing,
        act: |b| give(b, Order::Mission { battery: tiny::MOUNTAIN, hex: hex(4, 3), rounds: 6, shells: Shells::HighExplosive }),
    },
    Case {
        rule: RuleId::LineUnderFire,
        target: tiny::STAFF,
        scenario: staff_under_shells,
        before: |b| b.script_dice(&[]),
        act: shell_the_staff,
    },
    Case { rule: RuleId::Mines, target: tiny::A, scenario: || mined(tiny::A), before: nothing, act: |b| go_west(b, tiny::A) },
    Case { rule: RuleId::Mines, target: tiny::TANKS, scenario: || mined(tiny::TANKS), before: nothing, act: |b| go_west(b, tiny::TANKS) },
    // A battalion that may not be ready a quarter of an hour in.
    Case {
        rule: RuleId::Hitch,
        target: tiny::A,
        scenario: || {
            let mut scenario = only(&[(tiny::A, (6, 2))]);
            let at = scenario.starts().plus(900);
            let hitch = Hitch { percent: 50, least_min: 20, most_min: 23 };
            scenario.mishaps = vec![Mishap { formation: FormationId(1), at, hitch, astray: None, sources: vec![] }];
            scenario
        },
        before: end,
        act: end,
    },
    // Clouds that may come up in the third turn.
    Case {
        rule: RuleId::Spell,
        target: tiny::A,
        scenario: || only(&[(tiny::A, (6, 2))]),
        before: |b| (0..3).for_each(|_| end(b)),
        act: end,
    },
    Case {
        rule: RuleId::MenUnderFire,
        target: tiny::HILL,
        scenario: || unarmed(only(&[(tiny::A, (3, 2)), (tiny::HILL, (2, 2))]), tiny::HILL),
        before: nothing,
        act: |b| give(b, fire_at(tiny::A, 2, 2, 120)),
    },
    // The same fired in reaction, at a company that walks.
    Case {
        rule: RuleId::MenUnderFire,
        target: tiny::A,
        scenario: || only(&[(tiny::A, (4, 2)), (tiny::HILL, (2, 2))]),
        before: nothing,
        act: |b| give(b, Order::Move { unit: tiny::A, path: vec![hex(3, 2)], pace: Pace::Deployed }),
    },
    Case { rule: RuleId::AntiTank, target: tiny::TANKS, scenario: guns_and_tanks, before: nothing, act: shoot_the_tanks },
    Case { rule: RuleId::Spot, target: tiny::GUNS, scenario: guns_and_tanks, before: nothing, act: shoot_the_tanks },
    // Not found, but a flash was seen.
    Case {
        rule: RuleId::Suspicion,
        target: tiny::GUNS,
        scenario: guns_and_tanks,
        before: nothing,
        act: |b| give(b, fire_at(tiny::GUNS, 4, 3, 60)),
    },
    Case { rule: RuleId::Estimate, target: tiny::GUNS, scenario: guns_and_tanks, before: nothing, act: shoot_the_tanks },
    // Men who know an enemy near look for more when the turn ends.
    Case {
        rule: RuleId::FalseReport,
        target: tiny::A,
        scenario: || japanese_first(unarmed(unarmed(only(&[(tiny::A, (6, 2)), (tiny::HILL, (4, 2))]), tiny::HILL), tiny::A)),
        before: |b| {
            give(b, Order::Move { unit: tiny::HILL, path: vec![hex(4, 3)], pace: Pace::Deployed });
            end(b);
        },
        act: end,
    },
    // Vehicles that are stuck are shot at when the turn ends.
    Case {
        rule: RuleId::AntiTank,
        target: tiny::TANKS,
        scenario: || only(&[(tiny::GUNS, (4, 3)), (tiny::TANKS, (6, 3))]),
        before: |b| {
            b.script_dice(&[u32::MAX; 64]);
            give(b, Order::Move { unit: tiny::TANKS, path: vec![hex(5, 3)], pace: Pace::Deployed });
            end(b);
        },
        act: end,
    },
    Case {
        rule: RuleId::GunHunt,
        target: tiny::GUNS,
        scenario: guns_and_tanks,
        before: |b| {
            // They hit nothing and are found.
            let start = b.snapshot();
            b.script_dice(&[0; 64]);
            give(b, fire_at(tiny::GUNS, 4, 3, 60));
            let others = b.ledger().iter().take_while(|e| e.asked.rule() != RuleId::Spot);
            let at: usize = others.map(|e| words_of(&b.scenario().rules.lottery(&e.asked))).sum();
            b.restore(&start);
            let mut words = [0; 64];
            words[at + 1] = u32::MAX;
            b.script_dice(&words);
            give(b, fire_at(tiny::GUNS, 4, 3, 60));
            end(b);
        },
        act: |b| give(b, fire_at(tiny::TANKS, 3, 3, 120)),
    },
    Case { rule: RuleId::Delay, target: tiny::BATTERY, scenario: battery_and_hill, before: nothing, act: shell_the_hill },
    Case { rule: RuleId::Barrage, target: tiny::HILL, scenario: battery_and_hill, before: nothing, act: shell_the_hill },
    // Shells on vehicles, and on guns.
    Case {
        rule: RuleId::Barrage,
        target: tiny::TANKS,
        scenario: || {
            let mut scenario = japanese_first(only(&[(tiny::MOUNTAIN, (0, 2)), (tiny::TANKS, (4, 3))]));
            scenario.registered.japanese.push(hex(4, 3));
            scenario
        },
        before: nothing,
        act: |b| give(b, Order::Mission { battery: tiny::MOUNTAIN, hex: hex(4, 3), rounds: 6, shells: Shells::HighExplosive }),
    },
    Case {
        rule: RuleId::Barrage,
        target: tiny::GUNS,
        scenario: || {
            let mut scenario = only(&[(tiny::BATTERY, (8, 3)), (tiny::STAFF, (4, 3)), (tiny::GUNS, (3, 3))]);
            scenario.registered.soviet.push(hex(3, 3));
            scenario
        },
        before: nothing,
        act: |b| give(b, Order::Mission { battery: tiny::BATTERY, hex: hex(3, 3), rounds: 12, shells: Shells::HighExplosive }),
    },
    Case {
        rule: RuleId::Strike,
        target: tiny::HILL,
        scenario: || only(&[(tiny::A, (8, 3)), (tiny::HILL, (2, 2)), (tiny::FLAK, (1, 4))]),
        before: nothing,
        act: fly,
    },
    Case {
        rule: RuleId::Flak,
        target: tiny::FLAK,
        scenario: || only(&[(tiny::A, (8, 3)), (tiny::HILL, (2, 2)), (tiny::FLAK, (1, 4))]),
        before: nothing,
        act: fly,
    },
    Case {
        rule: RuleId::Bog,
        target: tiny::TANKS,
        scenario: || only(&[(tiny::TANKS, (6, 3)), (tiny::FLAK, (0, 2))]),
        before: nothing,
        act: |b| give(b, Order::Move { unit: tiny::TANKS, path: vec![hex(5, 3)], pace: Pace::Deployed }),
    },
    Case {
        rule: RuleId::Breakdown,
        target: tiny::TANKS,
        scenario: || only(&[(tiny::TANKS, (6, 3)), (tiny::FLAK, (0, 2))]),
        before: nothing,
        act: |b| give(b, Order::Move { unit: tiny::TANKS, path: vec![hex(6, 2)], pace: Pace::Deployed }),
    },
    Case {
        rule: RuleId::Repair,
        target: tiny::TANKS,
        scenario: || only(&[(tiny::TANKS, (6, 3)), (tiny::FLAK, (0, 2))]),
        before: |b| {
            // All break down, none to be hauled away.
            b.script_dice(&[0, u32::MAX, 0, 0, u32::MAX, 0]);
            give(b, Order::Move { unit: tiny::TANKS, path: vec![hex(6, 2)], pace: Pace::Deployed });
            end(b);
        },
        act: end,
    },
    Case {
        rule: RuleId::Recover,
        target: tiny::TANKS,
        scenario: || only(&[(tiny::TANKS, (6, 3)), (tiny::FLAK, (0, 2))]),
        before: |b| {
            // All get stuck, none of them on the belly.
            b.script_dice(&[0, u32::MAX, 0, 0, u32::MAX, 0]);
            give(b, Order::Move { unit: tiny::TANKS, path: vec![hex(5, 3)], pace: Pace::Deployed });
            b.script_dice(&[]);
            for _ in 0..4 {
                end(b);
            }
        },
        act: |b| give(b, Order::Work { unit: tiny::TANKS, kind: WorkKind::Recover }),
    },
    Case {
        rule: RuleId::CloseAttack,
        target: tiny::TANKS,
        scenario: || {
            let mut scenario = unarmed(only(&[(tiny::TANKS, (6, 3)), (tiny::HILL, (4, 3))]), tiny::HILL);
            let tanks = &mut scenario.units[tiny::TANKS.index()];
            (tanks.vehicles, tanks.men) = (vec![2, 0], 6);
            scenario
        },
        before: |b| {
            // Both get stuck before the enemy.
            b.script_dice(&[0, u32::MAX, 0]);
            give(b, Order::Move { unit: tiny::TANKS, path: vec![hex(5, 3)], pace: Pace::Deployed });
            b.script_dice(&[]);
            end(b);
        },
        act: |b| give(b, Order::Assault { units: vec![tiny::HILL], hex: hex(5, 3) }),
    },
    Case {
        // A few men in a corner of the map, overrun.
        rule: RuleId::Surrender,
        target: tiny::A,
        scenario: || {
            let scenario = only(&[(tiny::A, (0, 0)), (tiny::HILL, (1, 0)), (tiny::GUNS, (0, 1))]);
            let mut scenario = japanese_first(unarmed(scenario, tiny::A));
            scenario.units[tiny::A.index()].men = 20;
            scenario
        },
        before: nothing,
        act: |b| give(b, Order::Assault { units: vec![tiny::HILL], hex: hex(0, 0) }),
    },
    Case { rule: RuleId::Stand, target: tiny::A, scenario: assault, before: nothing, act: storm },
    Case { rule: RuleId::Assault, target: tiny::HILL, scenario: assault, before: nothing, act: storm },
    Case {
        rule: RuleId::Rally,
        target: tiny::A,
        scenario: || {
            let mut scenario = japanese_first(only(&[(tiny::A, (4, 2)), (tiny::HILL, (3, 2)), (tiny::STAFF, (6, 3))]));
            scenario.units[tiny::HILL.index()].posture = Posture::Prone;
            unarmed(scenario, tiny::A)
        },
        before: |b| {
            b.script_dice(&[u32::MAX; 9]);
            give(b, fire_at(tiny::HILL, 4, 2, 300));
            give(b, Order::Move { unit: tiny::HILL, path: vec![hex(2, 2)], pace: Pace::Deployed });
            for _ in 0..2 {
                b.script_dice(&[]);
                end(b);
            }
            give(b, Order::Hold { unit: tiny::HILL, fire_order: khasan::view::FireOrder::Hold });
            end(b);
        },
        act: end,
    },
];
