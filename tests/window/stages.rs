//! From the start screen over the set-up to the result.

use crate::hands::{Hands, alone, scenario, start, table};
use bevy::prelude::{KeyCode, MouseButton};
use khasan::data::{LoadOptions, Sources, TaskKind, load};
use khasan::game::{Origin, Start};
use khasan::lab::Seats;
use khasan::rules::Side;
use khasan::view::{Order, tasks};
use khasan::words::Lang;
use std::path::Path;

#[test]
fn the_start_screen_lists_what_there_is_and_keeps_what_was_chosen() {
    let _alone = alone();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios/tiny_duel.ron");
    let origin = Origin::plain(&file.to_string_lossy());
    let mut hands = Hands::new(Start { origin: Some(origin), ..start(None, None) }, (1280, 800));
    let names = Sources::embedded().names();
    hands.frames(names.len() as u32 + 4);
    let tiny = scenario("tiny_duel.ron");
    assert!(hands.says("start", &tiny.title));
    // each with its day, below its title
    let (known, _) = load(&Sources::embedded(), &names[0], &LoadOptions::default());
    let known = known.expect("a scenario that comes with the program");
    assert!(hands.says("start", &known.title) && hands.says("start", "Soviet and") && hands.says("start", "August, "));
    assert!(hands.says("start", "Begin"), "in sight wherever the list is scrolled to");
    hands.key(KeyCode::Enter);
    hands.until_orders();
    assert_eq!(hands.shown().scenario.as_deref(), Some(tiny.id.as_str()));
    hands.press("top", "Settings");
    let back = hands.shown().texts.iter().find(|t| t.text == "Start screen").expect("the menu").rect;
    hands.click(MouseButton::Left, back.middle());
    assert_eq!(hands.shown().screen, "start");
    hands.key(KeyCode::Enter);
    hands.until_orders();
    assert_eq!(hands.shown().scenario.as_deref(), Some(tiny.id.as_str()));
}

#[test]
fn units_are_placed_in_their_zones_before_the_battle_begins() {
    let _alone = alone();
    let (scenario, _) = load(&Sources::embedded(), "0806_assault", &LoadOptions::default());
    let scenario = scenario.expect("the assault");
    let mut hands = Hands::new(start(Some(table(&scenario, Seats::Japanese)), None), (1280, 800));
    assert!(hands.says("side", "Set-up") && hands.says("top", "Set-up") && hands.says("top", "Begin the battle"));
    let view = hands.frame.observation().expect("a battle").clone();
    let zone = |u: &khasan::view::OwnUnit| scenario.units[u.id.index()].zone.clone();
    let unit = view.units.iter().find(|u| u.active() && !u.held_back && !zone(u).is_empty()).expect("somebody to place");
    hands.press("side", &scenario.units[unit.id.index()].name);
    assert_eq!(hands.shown().selected, [scenario.units[unit.id.index()].id.clone()]);
    let free = |h: &khasan::hex::HexId| view.units.iter().all(|u| u.hex != Some(*h));
    // away from its stack, which lies open beside it
    let far = |h: &khasan::hex::HexId| unit.hex.map_or(0, |from| view.ground.grid.distance(from, *h));
    let to = zone(unit).into_iter().filter(free).max_by_key(|h| (far(h), *h)).expect("another hex");
    let name = view.ground.grid.name(to);
    let at = hands.hex(&name);
    hands.click(MouseButton::Right, at);
    assert_eq!(hands.frame.observation().and_then(|v| v.unit(unit.id).and_then(|u| u.hex)), Some(to), "{:?}", hands.shown().notice);
    assert!(hands.says("side", &format!("placed at {name}")));
    // the first Enter asks, the second begins
    hands.key(KeyCode::Enter);
    assert!(hands.frame.observation().expect("a battle").setting_up && hands.says("side", "Enter once more"));
    hands.key(KeyCode::Enter);
    // what the enemy does is not watched to its end
    hands.key(KeyCode::Space);
    hands.until_orders();
    assert!(!hands.frame.observation().expect("a battle").setting_up && !hands.says("top", "Set-up"));
}

#[test]
fn a_new_task_leads_by_way_of_several_hexes_and_a_reserve_needs_none() {
    let _alone = alone();
    let mut hands = Hands::at("tiny_attack.ron");
    let view = hands.frame.observation().expect("a battle").clone();
    let holds = |u: &&khasan::view::OwnUnit| {
        let formation = view.scenario.units[u.id.index()].formation;
        u.active() && u.hex.is_some() && tasks::of(&view, formation).is_some()
    };
    let unit = view.units.iter().find(holds).expect("a battalion with a task");
    let formation = view.scenario.units[unit.id.index()].formation;
    // by Tab, until it is the one
    let id = &view.scenario.units[unit.id.index()].id;
    for _ in 0..40 {
        if hands.shown().selected == std::slice::from_ref(id) {
            break;
        }
        hands.key(KeyCode::Tab);
    }
    assert_eq!(hands.shown().selected, std::slice::from_ref(id));
    hands.key(KeyCode::KeyW);
    let hexes: Vec<_> = hands.shown().hexes.iter().map(|h| (h.hex.clone(), h.at)).collect();
    let mut good = Vec::new();
    for (name, at) in hexes.iter().step_by(3) {
        hands.hover(*at);
        if hands.shown().preview.is_some_and(|p| p.refusal.is_none() && p.orders == 1) {
            good.push((name.clone(), *at));
        }
        if good.len() == 2 {
            break;
        }
    }
    let [(first, by), (last, goal)] = &good[..] else { panic!("two hexes to go to: {good:?}") };
    hands.frame.key(KeyCode::ShiftLeft, true);
    hands.frames(1);
    hands.click(MouseButton::Right, *by);
    hands.frame.key(KeyCode::ShiftLeft, false);
    hands.frames(1);
    hands.hover(*goal);
    assert!(hands.says("side", "by way of") && hands.says("side", first));
    hands.click(MouseButton::Right, *goal);
    let grid = &view.ground.grid;
    let given = |hands: &Hands| hands.frame.table().and_then(|t| t.battle().orders().last().map(|g| g.order.clone())).expect("an order");
    let via = [first, last].map(|n| grid.parse(n).expect("a hex")).to_vec();
    assert_eq!(given(&hands), Order::Task { formation, kind: TaskKind::Move, via });
    hands.key(KeyCode::KeyS);
    hands.hover(*goal);
    if hands.shown().preview.is_some_and(|p| p.refusal.is_none()) {
        hands.click(MouseButton::Right, *goal);
        assert_eq!(given(&hands), Order::Task { formation, kind: TaskKind::Reserve, via: Vec::new() });
    }
}

#[test]
fn what_happened_is_told_after_the_battle_and_names_are_in_the_readers_language() {
    let _alone = alone();
    let mut told = (*scenario("tiny_duel.ron")).clone();
    told.what_happened = "The ford was held.".into();
    for (n, unit) in told.units.iter_mut().enumerate() {
        unit.ru = Some(format!("Рота {n}"));
    }
    let told = std::sync::Arc::new(told);
    let mut laid = table(&told, Seats::None);
    let mut hands = Hands::new(Start { lang: Lang::Ru, ..start(Some(table(&told, Seats::Soviet)), None) }, (1280, 800));
    let names = hands.texts("forces");
    assert!(!hands.says("side", "The ford"));
    hands.key(KeyCode::Tab);
    assert!(hands.says("side", "Рота"), "{names:?}");
    laid.play_on(&|| false);
    laid.sit_down(Side::Soviet);
    let mut hands = Hands::new(start(Some(laid), None), (1280, 1600));
    assert!(hands.says("side", "What happened") && hands.says("side", "The ford was held."));
}
