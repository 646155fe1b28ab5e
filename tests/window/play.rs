//! A battle led by mouse and keys.

use crate::hands::{Hands, alone, scenario, start, table};
use bevy::prelude::{KeyCode, MouseButton};
use khasan::lab::{Saves, Seats};
use khasan::rules::Pace;
use khasan::view::{Order, check, ways};

/// Select the first unit of one's own and a hex next to it that it may go to.
fn unit_and_goal(hands: &mut Hands) -> (String, String) {
    let view = hands.frame.observation().expect("a battle").clone();
    let goal = |u: &khasan::view::OwnUnit| {
        let hex = u.hex?;
        let around = view.ground.grid.neighbours(hex).iter().flatten().copied();
        around.into_iter().find(|&h| {
            let order = Order::Move { unit: u.id, path: vec![h], pace: Pace::Deployed };
            let empty = view.contacts.iter().all(|c| c.hex != h) && view.units.iter().all(|o| o.hex != Some(h));
            empty && check(&view, &order).is_ok() && ways::way_to(&view, u, Pace::Deployed, h).is_some_and(|p| p == [h])
        })
    };
    let (unit, hex) = view.units.iter().find_map(|u| goal(u).map(|h| (u.id, h))).expect("somebody can go somewhere");
    (view.scenario.units[unit.index()].id.clone(), view.ground.grid.name(hex))
}

fn select(hands: &mut Hands, id: &str) {
    let shown = hands.shown();
    let counter = shown.counters.iter().find(|c| c.id == id).expect("a counter").clone();
    let at = shown.hexes.iter().find(|h| h.hex == counter.hex).expect("in sight").at;
    for _ in 0..12 {
        if hands.shown().selected == [id] {
            return;
        }
        // each click on a stack takes the next one
        let now = hands.shown();
        let to = now.counters.iter().find(|c| c.id == id && c.top).map_or(at, |c| c.rect.middle());
        hands.click(MouseButton::Left, to);
    }
    assert_eq!(hands.shown().selected, [id]);
}

#[test]
fn the_start_screen_begins_a_battle_with_enter() {
    let _alone = alone();
    let mut hands = Hands::new(start(None, None), (1280, 800));
    assert_eq!(hands.shown().screen, "start");
    hands.key(KeyCode::Enter);
    hands.until_orders();
    let shown = hands.shown();
    assert_eq!((shown.screen, shown.seed.as_deref(), shown.turn), ("battle", Some("7"), Some(1)));
    assert!(shown.may_order);
}

#[test]
fn a_window_that_nobody_touches_asks_for_no_frame() {
    let _alone = alone();
    let mut hands = Hands::new(start(None, None), (1280, 800));
    hands.frames(10);
    assert!(!hands.frame.is_restless(), "the start screen");
    hands.key(KeyCode::Enter);
    hands.until_orders();
    hands.frames(10);
    assert!(!hands.frame.is_restless(), "a battle");
    hands.key(KeyCode::Tab);
    hands.frames(10);
    assert!(!hands.frame.is_restless(), "a unit selected");
}

#[test]
fn the_preview_is_the_quote_and_the_right_button_gives_the_order() {
    let _alone = alone();
    let mut hands = Hands::at("tiny_duel.ron");
    let (id, goal) = unit_and_goal(&mut hands);
    select(&mut hands, &id);
    let at = hands.hex(&goal);
    hands.hover(at);
    let view = hands.frame.observation().expect("a battle").clone();
    let unit = view.scenario.unit(&id).expect("a unit");
    let hex = view.ground.grid.parse(&goal).expect("a hex");
    let path = ways::way_to(&view, view.unit(unit).expect("own"), Pace::Deployed, hex).expect("a way");
    let quote = check(&view, &Order::Move { unit, path, pace: Pace::Deployed }).expect("allowed");
    let preview = hands.shown().preview.expect("a preview");
    assert_eq!((&preview.hex, preview.seconds, preview.bog_permille), (&goal, quote.seconds, quote.bog_permille));
    assert_eq!(preview.undoable, quote.undoable);
    let before = hands.shown().orders;
    hands.click(MouseButton::Right, at);
    let shown = hands.shown();
    assert_eq!(shown.orders, before + 1, "{:?}", shown.notice);
    let went = hands.frame.observation().and_then(|v| v.unit(unit).map(|u| (u.hex, u.seconds))).expect("own");
    assert!(went.0 == Some(hex) || u32::from(went.1) < view.turn_seconds);
    assert_eq!(shown.can_undo, preview.undoable && shown.can_undo);
    if shown.can_undo {
        hands.ctrl(KeyCode::KeyZ);
        let now = hands.frame.observation().expect("a battle");
        assert_eq!(now.units, view.units);
        assert_eq!(hands.shown().orders, before);
    }
}

#[test]
fn a_refusal_is_said_and_changes_nothing() {
    let _alone = alone();
    let mut hands = Hands::at("tiny_duel.ron");
    let counter = hands.counter(|c| !c.contact);
    hands.click(MouseButton::Left, counter.rect.middle());
    let before = hands.frame.observation().expect("a battle").units.clone();
    let lake = hands.shown().hexes.iter().find(|h| h.terrain == khasan::rules::Terrain::Lake).map(|h| h.at);
    let Some(lake) = lake else { return };
    hands.hover(lake);
    assert!(hands.shown().preview.and_then(|p| p.refusal).is_some());
    hands.click(MouseButton::Right, lake);
    assert!(hands.shown().notice.is_some());
    assert_eq!(hands.frame.observation().expect("a battle").units, before);
}

#[test]
fn a_whole_formation_goes_by_one_gesture_and_the_staff_takes_it() {
    let _alone = alone();
    let mut hands = Hands::at("tiny_attack.ron");
    let (id, goal) = unit_and_goal(&mut hands);
    select(&mut hands, &id);
    hands.key(KeyCode::KeyF);
    let shown = hands.shown();
    assert!(!shown.selected.is_empty());
    let before = shown.orders;
    let at = hands.hex(&goal);
    hands.hover(at);
    let planned = hands.shown().preview.map_or(0, |p| p.orders);
    hands.click(MouseButton::Right, at);
    let shown = hands.shown();
    assert!(planned >= 1 && shown.orders > before, "{planned} planned, {} given: {:?}", shown.orders - before, shown.notice);
}

#[test]
fn turns_pass_the_enemy_moves_and_the_battle_ends() {
    let _alone = alone();
    let mut hands = Hands::at("tiny_duel.ron");
    let turns = hands.frame.observation().expect("a battle").scenario.turns.len();
    for turn in 1..=turns {
        let shown = hands.shown();
        assert_eq!((shown.screen, shown.turn), ("battle", Some(turn as u16)));
        // once for the list of idle units, once to end it; then what the enemy did is skipped
        for _ in 0..2 {
            if hands.shown().turn == Some(turn as u16) && hands.shown().screen == "battle" {
                hands.key(KeyCode::Enter);
                hands.key(KeyCode::Space);
                hands.frames(3);
            }
        }
    }
    assert_eq!(hands.shown().screen, "result");
}

#[test]
fn what_was_saved_goes_on_where_it_was_left() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let saves = Saves::at(folder.path());
    let laid = table(&scenario("tiny_duel.ron"), Seats::Soviet);
    let mut hands = Hands::new(start(Some(laid), Some(saves.clone())), (1280, 800));
    let (id, goal) = unit_and_goal(&mut hands);
    select(&mut hands, &id);
    let at = hands.hex(&goal);
    hands.click(MouseButton::Right, at);
    hands.ctrl(KeyCode::KeyS);
    assert!(hands.shown().notice.is_some_and(|n| n.contains("Saved")));
    let kept = hands.frame.observation().expect("a battle").units.clone();
    drop(hands);
    let list = saves.list();
    let saved = list.iter().find(|e| !e.is_autosave()).expect("a save");
    assert!(list.iter().any(|e| e.is_autosave()), "an autosave is kept by itself");
    let table = khasan::lab::load_file(&saved.path).expect("a save that loads");
    let hands = Hands::new(start(Some(table), Some(saves)), (1280, 800));
    assert_eq!(hands.frame.observation().expect("a battle").units, kept);
}
