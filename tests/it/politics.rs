//! Rules of engagement can be broken at a price, the world hears of it, and past the limit it is war.

use crate::play;
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep};
use khasan::data::{Condition, EngagementId, Grade, Scenario, Script, ScriptEffect};
use khasan::rules::{BySide, Pace, Side};
use khasan::view::{Order, Refusal, Seq, What};

const BORDER: EngagementId = EngagementId(0);
const OVER: EngagementId = EngagementId(1);

fn event(id: &str, when: Condition, effects: Vec<ScriptEffect>) -> Script {
    Script { id: id.into(), text: "t".into(), told: None, when, effects, sources: vec!["made_up".into()] }
}

fn defy(battle: &mut Battle, side: Side, rule: EngagementId) -> Result<usize, Refusal> {
    battle.apply(side, Author::Human, &Order::Defy { rule }).map(<[_]>::len)
}

fn scenario() -> Scenario {
    let mut scenario = tiny::scenario();
    scenario.events.clear();
    scenario
}

fn part(battle: &Battle, name: &str) -> i32 {
    battle.standing().parts.iter().find(|p| p.0 == name).map_or(0, |p| p.1)
}

#[test]
fn a_rule_is_broken_once_at_its_price_and_both_sides_hear_of_it() {
    let mut battle = play::battle(scenario(), 1, Keep::Log);
    assert_eq!(defy(&mut battle, Side::Soviet, OVER), Err(Refusal::NotToBeBroken { rule: OVER }), "the enemy's");
    let before = battle.standing().score;
    assert!(battle.view(Side::Soviet).engagement[0]);
    defy(&mut battle, Side::Soviet, BORDER).expect("it binds and has a price");
    assert!(!battle.view(Side::Soviet).engagement[0], "it binds no more");
    for side in Side::BOTH {
        assert_eq!(battle.view(side).tension, BySide { soviet: 3, japanese: 0 });
        let told = battle
            .reports(side, Seq(0))
            .iter()
            .filter(|r| matches!(r.what, What::Strained { side: Side::Soviet, points: 3, rule: Some(BORDER) }))
            .count();
        assert_eq!(told, 1);
    }
    assert_eq!(battle.standing().score, before - 3);
    assert_eq!(part(&battle, "tension"), -3);
    assert_eq!(defy(&mut battle, Side::Soviet, BORDER), Err(Refusal::NotToBeBroken { rule: BORDER }), "it is broken already");
    // A firm rule is not broken.
    let mut firm = scenario();
    firm.engagement[0].tension = None;
    let mut battle = play::battle(firm, 1, Keep::Log);
    assert_eq!(defy(&mut battle, Side::Soviet, BORDER), Err(Refusal::NotToBeBroken { rule: BORDER }));
}

#[test]
fn the_border_is_crossed_by_who_breaks_the_rule_and_the_price_of_those_beyond_stays() {
    let mut scenario = scenario();
    scenario.engagement[0].rule = khasan::data::EngagementRule::Border { allowed_hexes: 0, price_points: 1 };
    let ground = scenario.ground.clone();
    let deep = (0..ground.grid.len()).map(|n| khasan::hex::HexId(n as u16)).find(|&h| {
        let near = khasan::hex::Dir::ALL.into_iter().filter_map(|d| ground.grid.neighbour(h, d));
        let foot = |h: khasan::hex::HexId| !ground.terrain[h.index()].is_water();
        ground.steps_beyond(Side::Soviet, h) == 1
            && foot(h)
            && near.into_iter().any(|n| ground.steps_beyond(Side::Soviet, n) == 0 && foot(n))
    });
    let Some(deep) = deep else { panic!("the tiny map has a border") };
    let from = khasan::hex::Dir::ALL
        .into_iter()
        .filter_map(|d| ground.grid.neighbour(deep, d))
        .find(|&n| ground.steps_beyond(Side::Soviet, n) == 0 && !ground.terrain[n.index()].is_water())
        .expect("found above");
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, khasan::rules::UnitId(n));
    }
    tiny::put(&mut scenario, tiny::A, from);
    tiny::put(&mut scenario, tiny::HILL, hex(2, 2));
    let mut battle = play::battle(scenario, 1, Keep::Log);
    let over = Order::Move { unit: tiny::A, path: vec![deep], pace: Pace::Deployed };
    assert!(matches!(battle.apply(Side::Soviet, Author::Human, &over), Err(Refusal::BeyondBorder { .. })));
    defy(&mut battle, Side::Soviet, BORDER).expect("it has a price");
    battle.apply(Side::Soviet, Author::Human, &over).map(<[_]>::len).expect("nothing binds it");
    if battle.view(Side::Soviet).unit(tiny::A).and_then(|u| u.hex) == Some(deep) {
        assert_eq!(part(&battle, "border"), -1);
    }
}

#[test]
fn tension_fires_events_and_past_the_limit_it_is_war() {
    let fought = |war_above: Option<u32>, points: i32| {
        let mut scenario = scenario();
        scenario.scoring.war_above = war_above;
        let start = scenario.starts();
        scenario.events = vec![
            event("provocation", Condition::After(start), vec![ScriptEffect::Tension(Side::Soviet, points)]),
            event(
                "note",
                Condition::All(vec![Condition::Tension(5), Condition::Not(Box::new(Condition::Broken(BORDER)))]),
                vec![ScriptEffect::Tension(Side::Soviet, -2)],
            ),
            event("protest", Condition::Broken(BORDER), vec![ScriptEffect::Impose(BORDER)]),
        ];
        let mut battle = play::battle(scenario, 1, Keep::Log);
        let after_script = battle.view(Side::Japanese).tension.soviet;
        defy(&mut battle, Side::Soviet, BORDER).expect("it has a price");
        for _ in 0..2 {
            let side = battle.to_move().expect("it is not over");
            battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
        }
        (after_script, battle.view(Side::Soviet).tension.soviet, battle.view(Side::Soviet).engagement[0], battle.standing())
    };
    let calm = fought(None, 10);
    assert_eq!((calm.0, calm.1), (8, 11), "ten, two taken back by the note, three for the border");
    assert!(calm.2, "the order is given again");
    let (peace, war) = (fought(Some(11), 10), fought(Some(10), 10));
    assert_eq!((peace.3.grade, peace.3.score), (calm.3.grade, calm.3.score));
    assert_eq!(war.3.grade, calm.3.grade.worse_for(Side::Soviet));
    assert_eq!(war.3.score, calm.3.score);
    // Tension is never below nothing.
    assert_eq!(fought(None, -10).0, 0);
    assert_eq!(Grade::JapaneseDecisive.worse_for(Side::Soviet), Grade::JapaneseDecisive);
    assert_eq!(Grade::Draw.worse_for(Side::Japanese), Grade::SovietMinor);
}
