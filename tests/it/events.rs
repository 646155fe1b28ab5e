//! Scripted events through the battle's door: when they come, what they do, who is told, and why not yet.

use crate::play;
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep, Seed, Value};
use khasan::data::{
    Coming, Condition, DepotId, EngagementId, EngagementRule, FormationId, LoadOptions, Scenario, Script, ScriptEffect, ScriptId, Sources,
    StartPlace, Whose, load,
};
use khasan::rules::{Clock, Side, Tonnage};
use khasan::view::{Order, Refusal, Seq, What};
use proptest::prelude::*;

fn event(id: &str, when: Condition, effects: Vec<ScriptEffect>) -> Script {
    Script { id: id.into(), text: id.into(), told: None, when, effects, sources: Vec::new() }
}

fn with(events: Vec<Script>) -> Scenario {
    Scenario { events, ..tiny::scenario() }
}

fn start() -> Clock {
    tiny::scenario().starts()
}

fn next_turn(battle: &mut Battle) {
    let turn = battle.turn();
    while battle.turn() == turn
        && let Some(side) = battle.to_move()
    {
        battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
    }
}

/// Ids of the events that have happened, in order.
fn happened(battle: &Battle) -> Vec<String> {
    let id = |s: ScriptId| battle.scenario().events[s.0 as usize].id.clone();
    battle.events().iter().filter_map(|e| if let What::Script { script } = e.what { Some(id(script)) } else { None }).collect()
}

fn told(battle: &Battle, side: Side) -> usize {
    battle.reports(side, Seq(0)).iter().filter(|r| matches!(r.what, What::Script { .. })).count()
}

#[test]
fn each_comes_once_and_brings_others_about_in_the_same_turn() {
    let third = Condition::Happened(ScriptId(1), 0);
    let later = Condition::Happened(ScriptId(1), 1_800);
    let mut battle = play::battle(
        with(vec![
            event("third", third, vec![]),
            event("second", Condition::Happened(ScriptId(2), 0), vec![]),
            event("first", Condition::After(start().plus(900)), vec![]),
            event("later", later, vec![]),
        ]),
        1,
        Keep::Log,
    );
    assert!(happened(&battle).is_empty());
    next_turn(&mut battle);
    assert_eq!(happened(&battle), ["first", "second", "third"], "an event further down brings those above about");
    next_turn(&mut battle);
    assert_eq!(happened(&battle).len(), 3);
    next_turn(&mut battle);
    assert_eq!(happened(&battle).last().map(String::as_str), Some("later"), "half an hour after");
    while battle.to_move().is_some() {
        next_turn(&mut battle);
    }
    assert_eq!(happened(&battle).len(), 4, "each once");
}

#[test]
fn why_not_yet_tells_what_each_part_has_and_needs() {
    let when = Condition::All(vec![
        Condition::After(start().plus(3_600)),
        Condition::Any(vec![
            Condition::Lost(Whose::side(Side::Japanese), 400),
            Condition::Lost(Whose { side: Side::Soviet, formation: Some(FormationId(1)) }, 1),
            Condition::Near(Side::Soviet, hex(2, 2), 1),
            Condition::Holds(Side::Soviet, hex(2, 2)),
        ]),
        Condition::Not(Box::new(Condition::Released(FormationId(5)))),
        Condition::Happened(ScriptId(1), 600),
        Condition::Score(50),
        Condition::RoundsFired(Side::Soviet, 10),
    ]);
    let mut battle =
        play::battle(with(vec![event("it", when, vec![]), event("at_once", Condition::Before(start().plus(60)), vec![])]), 1, Keep::Log);
    next_turn(&mut battle);
    let waiting = battle.why_not_yet();
    assert_eq!(waiting[1].happened, Some(start()), "this one came at the start");
    assert_eq!(waiting[1].why, None);
    let why = waiting[0].why.as_ref().expect("it has not happened");
    assert!(!why.holds);
    let have: Vec<(bool, Value, Value)> = why.parts.iter().map(|p| (p.holds, p.have, p.need)).collect();
    let number = Value::Number;
    assert_eq!(have[0], (false, Value::Moment(start().plus(900)), Value::Moment(start().plus(3_600))));
    assert_eq!((have[1].0, have[2].0, have[3]), (false, true, (true, number(15), number(10))));
    assert_eq!((have[4].2, have[5]), (number(50), (false, number(0), number(10))));
    assert_eq!(why.parts[4].have, number(battle.standing().score.into()));
    let any: Vec<_> = why.parts[1].parts.iter().map(|p| (p.holds, p.have, p.need)).collect();
    assert_eq!(any[0], (false, number(0), number(400)));
    assert_eq!(any[1], (false, number(0), number(1)));
    assert_eq!(any[2], (false, number(4), number(1)), "the nearest Soviet unit is four steps off");
    assert!(matches!(any[3], (false, Value::Sides(there), _) if there.japanese && !there.soviet));
}

#[test]
fn one_side_is_told_alone_and_an_event_without_a_text_is_told_to_nobody() {
    let mut events = vec![event("both", Condition::After(start()), vec![]), event("one", Condition::After(start()), vec![])];
    events[1].told = Some(Side::Japanese);
    events.push(Script { text: String::new(), ..event("silent", Condition::After(start()), vec![]) });
    let battle = play::battle(with(events), 1, Keep::Log);
    assert_eq!(happened(&battle).len(), 3, "all are in the log");
    assert_eq!((told(&battle, Side::Soviet), told(&battle, Side::Japanese)), (1, 2));
}

#[test]
fn what_one_side_is_told_and_allowed_the_other_does_not_notice() {
    let secret = |effects| Script { told: Some(Side::Japanese), ..event("secret", Condition::After(start().plus(900)), effects) };
    // A rule of theirs is lifted, men of theirs come earlier, a depot of theirs is filled.
    let effects = vec![
        ScriptEffect::Lift(EngagementId(1)),
        ScriptEffect::Arrivals(Coming::Unit(tiny::LATE), 1_800),
        ScriptEffect::Stores(DepotId(2), Tonnage { ammunition_kg: 1_000, ..Tonnage::default() }),
    ];
    let (mut a, mut b) = (play::battle(with(vec![secret(effects)]), 3, Keep::Log), play::battle(with(vec![]), 3, Keep::Log));
    for _ in 0..3 {
        next_turn(&mut a);
        next_turn(&mut b);
        assert_eq!(play::knowledge(a.view(Side::Soviet)), play::knowledge(b.view(Side::Soviet)));
        assert_eq!(a.reports(Side::Soviet, Seq(0)), b.reports(Side::Soviet, Seq(0)));
    }
    assert_eq!(happened(&a).len(), 1);
    assert_ne!(a.view(Side::Japanese).engagement, b.view(Side::Japanese).engagement);
}

#[test]
fn rules_of_engagement_are_lifted_and_imposed() {
    let mut scenario = with(vec![
        event("ground them", Condition::After(start().plus(900)), vec![ScriptEffect::Impose(EngagementId(2))]),
        event(
            "let them",
            Condition::After(start().plus(1_800)),
            vec![ScriptEffect::Lift(EngagementId(2)), ScriptEffect::Lift(EngagementId(0))],
        ),
    ]);
    let mut rule = scenario.engagement[0].clone();
    (rule.id, rule.rule, rule.at_start) = ("aviation".into(), EngagementRule::Aviation, false);
    scenario.engagement.push(rule);
    let to = scenario.engagement[2].to;
    let fly = |battle: &mut Battle| {
        let at = battle.view(Side::Soviet).turn_from.plus(800);
        let order = Order::Sortie { flight: tiny::FLIGHT, hex: hex(2, 2), at };
        battle.apply(Side::Soviet, Author::Human, &order).map(<[_]>::len)
    };
    let mut battle = play::battle(scenario.clone(), 1, Keep::Log);
    assert!(fly(&mut battle).is_ok(), "not in force until it is imposed");
    next_turn(&mut battle);
    assert_eq!(fly(&mut battle), Err(Refusal::Forbidden { until: to }));
    assert_eq!(battle.view(Side::Soviet).engagement, [true, false, true], "of the enemy's rules it is told nothing");
    let kept = battle.snapshot();
    next_turn(&mut battle);
    assert!(fly(&mut battle).is_ok(), "lifted");
    assert_eq!(battle.view(Side::Soviet).engagement, [false; 3]);
    battle.restore(&kept);
    assert_eq!(fly(&mut battle), Err(Refusal::Forbidden { until: to }), "what binds is part of the state");
    // An experiment without rules of engagement has none, whatever is imposed.
    scenario.what_if.soviet.engagement = false;
    let mut battle = play::battle(scenario, 1, Keep::Log);
    next_turn(&mut battle);
    assert_eq!(battle.view(Side::Soviet).engagement, [false; 3]);
    assert!(fly(&mut battle).is_ok());
}

#[test]
fn arrivals_are_advanced_and_delayed() {
    let comes = |seconds: i32| {
        let effect = ScriptEffect::Arrivals(Coming::Formation(FormationId(5)), seconds);
        let mut battle = play::battle(with(vec![event("it", Condition::After(start().plus(900)), vec![effect])]), 1, Keep::Log);
        while battle.to_move().is_some() {
            next_turn(&mut battle);
        }
        let arrived = battle.events().iter().find(|e| matches!(e.what, What::Arrived { unit, .. } if unit == tiny::LATE));
        arrived.map(|e| e.at.since(start()))
    };
    // Half an hour after the start by the scenario; earlier than the next turn it cannot be.
    assert_eq!([0, 1_800, -1_800, 100_000].map(comes), [Some(1_800), Some(3_600), Some(1_800), None]);
    assert_eq!(comes(-900), Some(1_800));
}

#[test]
fn stores_that_are_given_are_there_and_told_to_their_side() {
    let give = ScriptEffect::Stores(DepotId(1), Tonnage { ammunition_kg: 5_000, fuel_kg: 2_000, rations_kg: 300 });
    let mut scenario = with(vec![event("it", Condition::After(start().plus(900)), vec![give])]);
    scenario.supply.links[0].kg_per_hour = [0; 3];
    let mut battle = play::battle(scenario, 1, Keep::Log);
    let before = battle.view(Side::Soviet).depots[1].ammunition_kg;
    next_turn(&mut battle);
    let fed: u32 =
        battle.events().iter().map(|e| if let What::Supplied { ammunition_g, .. } = e.what { ammunition_g / 1000 } else { 0 }).sum();
    let now = battle.view(Side::Soviet).depots[1].ammunition_kg;
    assert!(now + fed + 20 >= before + 5_000 && now <= before + 5_000, "{before} kg, {now} kg, {fed} kg fed");
    let carried = |r: &khasan::view::Report| {
        matches!(r.what, What::Carried { from: None, to: DepotId(1), ammunition_kg: 5_000, fuel_kg: 2_000, rations_kg: 300 })
    };
    assert!(battle.reports(Side::Soviet, Seq(0)).iter().any(carried));
    assert!(!battle.reports(Side::Japanese, Seq(0)).iter().any(|r| matches!(r.what, What::Carried { .. })));
}

#[test]
fn a_cease_fire_ends_the_battle_where_it_stands() {
    let end = event("peace", Condition::After(start().plus(1_800)), vec![ScriptEffect::Points(7), ScriptEffect::CeaseFire]);
    let mut battle = play::battle(with(vec![end]), 1, Keep::Log);
    next_turn(&mut battle);
    assert!(battle.to_move().is_some());
    let score = battle.standing().score;
    next_turn(&mut battle);
    assert_eq!(battle.to_move(), None);
    let last = battle.events().last().expect("a log");
    assert_eq!((last.at, last.what.name()), (start().plus(1_800), "ended"));
    assert_eq!(battle.standing().score, score + 7, "nothing else came of that turn");
    assert_eq!(battle.end_impulse(Side::Soviet).map(<[_]>::len), Err(Refusal::NotYourImpulse));
}

/// One of those that come with the program.
fn shipped(name: &str) -> Battle {
    let (scenario, found) = load(&Sources::embedded(), name, &LoadOptions::default());
    Battle::new(scenario.unwrap_or_else(|| panic!("{found:?}")), Seed { seed: 1, run: 0 }, Keep::Log)
}

#[test]
fn the_last_night_and_the_campaign_end_by_what_was_agreed() {
    for name in ["0810_last_night", "campaign"] {
        let mut battle = shipped(name);
        while let Some(side) = battle.to_move() {
            battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
        }
        assert_eq!(happened(&battle).last().map(String::as_str), Some("cease_fire"), "{name}");
        let last = battle.events().last().expect("a log");
        assert_eq!((last.at.to_string().as_str(), last.what.name()), ("1938-08-11T13:30+10:00", "ended"), "{name}");
        assert!(battle.scenario().ends() > last.at, "{name}: not by its clock");
    }
}

#[test]
fn the_border_broken_openly_is_answered_in_the_assault() {
    let broken = |breaks: bool| {
        let mut battle = shipped("0806_assault");
        let rule = battle.scenario().engagement.iter().position(|e| e.id == "su_border").expect("a rule");
        while battle.view(Side::Soviet).setting_up || battle.to_move() != Some(Side::Soviet) {
            battle.end_impulse(battle.to_move().expect("not over")).map(<[_]>::len).expect("its impulse");
        }
        if breaks {
            let order = Order::Defy { rule: EngagementId(rule as u16) };
            battle.apply(Side::Soviet, Author::Human, &order).map(<[_]>::len).expect("it has a price");
        }
        next_turn(&mut battle);
        let reserve = battle.view(Side::Japanese).units.iter().find(|u| battle.scenario().units[u.id.index()].id == "jp.73ir.3bn.9co");
        (happened(&battle), reserve.expect("a company").held_back)
    };
    assert_eq!(broken(true), (vec!["border_broken".to_owned()], false));
    assert_eq!(broken(false), (vec![], true));
}

#[test]
fn an_experiment_takes_away_the_wire_and_gives_the_guns_away() {
    let mut scenario = tiny::scenario();
    scenario.registered.soviet.clear();
    tiny::put(&mut scenario, tiny::GUNS, hex(3, 3));
    let delays = |scenario: &Scenario| {
        let mut battle = play::battle(scenario.clone(), 5, Keep::Log);
        let order = Order::Mission { battery: tiny::BATTERY, hex: hex(2, 2), rounds: 4, shells: khasan::view::Shells::HighExplosive };
        battle.apply(Side::Soviet, Author::Human, &order).map(<[_]>::len).expect("it may fire");
        let called =
            battle.events().iter().find_map(|e| if let What::MissionCalled { from, .. } = e.what { Some(from.since(e.at)) } else { None });
        called.expect("it was called")
    };
    let by_wire = delays(&scenario);
    scenario.what_if.soviet.wire = false;
    let by_runner = delays(&scenario);
    assert!((900..=1_500).contains(&by_wire) && (1_800..=3_600).contains(&by_runner), "{by_wire} s by wire, {by_runner} s by runner");

    let knows = |scenario: &Scenario| {
        let mut battle = play::battle(scenario.clone(), 5, Keep::Log);
        for _ in 0..6 {
            next_turn(&mut battle);
        }
        let at = |h| battle.view(Side::Soviet).contacts.iter().any(|c| c.hex == h && c.card.is_some());
        at(hex(3, 3))
    };
    scenario.units[tiny::GUNS.index()].place = StartPlace::Hex(hex(3, 3));
    assert!(!knows(&scenario), "guns that hold their fire are not found by waiting");
    scenario.what_if.japanese.guns_known = true;
    assert!(knows(&scenario));
}

fn conditions() -> impl Strategy<Value = Condition> {
    let leaf = prop_oneof![
        (0u32..12_000).prop_map(|s| Condition::After(start().plus(s))),
        (0u32..12_000).prop_map(|s| Condition::Before(start().plus(s))),
        (1u32..60).prop_map(|n| Condition::Lost(Whose::side(Side::Soviet), n)),
        (0u8..9).prop_map(|n| Condition::Near(Side::Soviet, hex(2, 2), n)),
        Just(Condition::Released(FormationId(5))),
        (-20i32..20).prop_map(Condition::Score),
        Just(Condition::Light(khasan::rules::Light::Day)),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Condition::All),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Condition::Any),
            inner.prop_map(|c| Condition::Not(Box::new(c))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// An event has happened by a turn's start or its condition is read as not holding; and not-all is any-not.
    #[test]
    fn what_is_read_is_what_fires(list in prop::collection::vec(conditions(), 3)) {
        let not = |c: &Condition| Condition::Not(Box::new(c.clone()));
        let events = vec![
            event("one", list[0].clone(), vec![ScriptEffect::Points(1)]),
            event("not_all", Condition::Not(Box::new(Condition::All(list.clone()))), vec![]),
            event("any_not", Condition::Any(list.iter().map(not).collect()), vec![]),
        ];
        let mut battle = play::battle(with(events), 9, Keep::Log);
        while battle.to_move().is_some() {
            let now = battle.view(Side::Soviet).turn_from;
            let waiting = battle.why_not_yet();
            for w in &waiting {
                prop_assert!(w.happened.is_some_and(|at| at <= now) || w.why.as_ref().is_some_and(|r| !r.holds), "{w:?}");
            }
            prop_assert_eq!(waiting[1].happened, waiting[2].happened);
            next_turn(&mut battle);
        }
    }
}
