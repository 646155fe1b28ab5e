//! Each panel by mouse and keys: what it says, and what a click in it does.

use crate::hands::{Hands, alone, scenario, start, table};
use bevy::prelude::{KeyCode, MouseButton};
use khasan::battle::Author;
use khasan::lab::{Saves, Seats};
use khasan::rules::Side;
use khasan::view::Order;

#[test]
fn each_panel_opens_and_closes_by_its_key() {
    let _alone = alone();
    let mut hands = Hands::at("tiny_attack.ron");
    for (key, panel) in [(KeyCode::F2, "forces"), (KeyCode::F3, "log"), (KeyCode::F4, "objectives"), (KeyCode::F5, "timeline")] {
        let before = hands.panel(panel).is_some();
        hands.key(key);
        assert_eq!(hands.panel(panel).is_some(), !before, "{panel}");
        hands.key(key);
        assert_eq!(hands.panel(panel).is_some(), before, "{panel}");
    }
    for (key, title) in [(KeyCode::F1, "Left button"), (KeyCode::F6, "Saved games")] {
        hands.key(key);
        assert!(hands.says("side", title), "{title}");
        hands.key(key);
        assert!(!hands.says("side", title), "{title}");
    }
}

#[test]
fn a_formation_is_handed_to_the_staff_and_taken_back_by_the_mouse() {
    let _alone = alone();
    let mut hands = Hands::at("tiny_attack.ron");
    assert!(hands.shown().handed.is_empty());
    hands.press("forces", "staff");
    assert!(!hands.shown().handed.is_empty());
    hands.press("forces", "staff");
    assert!(hands.shown().handed.is_empty());
    // the staff leads what it was handed at the end of the impulse, and its orders are not the person's
    hands.press("forces", "staff");
    hands.key(KeyCode::Enter);
    hands.key(KeyCode::Enter);
    hands.key(KeyCode::Space);
    let table = hands.frame.table().expect("the player is done");
    let by = |author: Author| table.battle().orders().iter().filter(|g| g.author == author).count();
    assert!(by(Author::Staff) > 0);
    assert_eq!(by(Author::Human), 0);
}

#[test]
fn a_row_of_the_forces_selects_and_the_card_tells_of_it() {
    let _alone = alone();
    let mut hands = Hands::at("tiny_attack.ron");
    let view = hands.frame.observation().expect("a battle").clone();
    let scenario = &view.scenario;
    let name = &scenario.formations.iter().find(|f| f.side == view.side && f.parent.is_none()).expect("a formation").name;
    hands.press("forces", name);
    let selected = hands.shown().selected;
    assert!(selected.len() > 1, "{selected:?}");
    let first = scenario.unit(&selected[0]).expect("a unit");
    assert!(hands.says("side", &scenario.units[first.index()].name) || hands.says("side", "units"));
}

#[test]
fn a_mission_is_ordered_from_the_table_of_guns_by_two_clicks() {
    let _alone = alone();
    let mut hands = Hands::at("tiny_attack.ron");
    if hands.panel("timeline").is_none() {
        hands.key(KeyCode::F5);
    }
    let view = hands.frame.observation().expect("a battle").clone();
    let battery = view.units.iter().find(|u| {
        let card = view.scenario.card(u.id);
        card.kind == khasan::data::UnitKind::Artillery && card.guns > 0 && u.active()
    });
    let battery = battery.expect("a battery").id;
    hands.press("timeline", &view.scenario.units[battery.index()].name);
    assert_eq!(hands.shown().selected, [view.scenario.units[battery.index()].id.clone()]);
    // the first hex in sight that the preview takes
    let hexes: Vec<_> = hands.shown().hexes.iter().map(|h| h.at).collect();
    let mut ordered = false;
    for at in hexes.into_iter().step_by(5) {
        hands.hover(at);
        if hands.shown().preview.is_some_and(|p| p.refusal.is_none() && p.orders == 1) {
            hands.click(MouseButton::Right, at);
            ordered = true;
            break;
        }
    }
    assert!(ordered);
    let table = hands.frame.table().expect("a table");
    let last = table.battle().orders().last().expect("an order");
    assert!(matches!(&last.order, Order::Mission { battery: of, .. } if *of == battery), "{last:?}");
}

#[test]
fn harassing_and_defensive_fire_have_keys_of_their_own() {
    let _alone = alone();
    let mut hands = Hands::at("tiny_attack.ron");
    let view = hands.frame.observation().expect("a battle").clone();
    let battery = view.units.iter().find(|u| view.scenario.card(u.id).kind == khasan::data::UnitKind::Artillery && u.active());
    let battery = battery.expect("a battery").id;
    let id = &view.scenario.units[battery.index()].id;
    let at = hands.counter(|c| &c.id == id).rect.middle();
    hands.click(MouseButton::Left, at);
    assert_eq!(hands.shown().selected, std::slice::from_ref(id));
    hands.key(KeyCode::KeyP);
    let hexes: Vec<_> = hands.shown().hexes.iter().map(|h| (h.hex.clone(), h.at)).collect();
    let registered = |name: &str| view.registered.iter().any(|&h| view.ground.grid.name(h) == name);
    if let Some((_, at)) = hexes.iter().find(|(name, _)| !registered(name)) {
        hands.hover(*at);
        assert!(hands.shown().preview.and_then(|p| p.refusal).is_some(), "nobody has registered it");
    }
    hands.key(KeyCode::KeyI);
    let mut ordered = false;
    for (_, at) in hexes.into_iter().step_by(5) {
        hands.hover(at);
        if hands.shown().preview.is_some_and(|p| p.refusal.is_none() && p.orders == 1) {
            hands.click(MouseButton::Right, at);
            ordered = true;
            break;
        }
    }
    assert!(ordered);
    let table = hands.frame.table().expect("a table");
    let last = table.battle().orders().last().expect("an order");
    assert!(matches!(&last.order, Order::Harass { battery: of, .. } if *of == battery), "{last:?}");
}

#[test]
fn idle_units_are_listed_before_the_impulse_ends_and_a_click_selects_one() {
    let _alone = alone();
    let mut hands = Hands::at("tiny_duel.ron");
    hands.key(KeyCode::Enter);
    assert!(hands.says("side", "End it all the same"));
    let view = hands.frame.observation().expect("a battle").clone();
    let unit = view.units.iter().find(|u| u.active()).expect("a unit").id;
    hands.press("side", &view.scenario.units[unit.index()].name);
    assert_eq!(hands.shown().selected.len(), 1);
    assert_eq!(hands.shown().turn, Some(1));
    hands.press("side", "End it all the same");
    hands.frames(4);
    hands.key(KeyCode::Space);
    assert_eq!(hands.shown().turn, Some(2));
}

#[test]
fn a_click_in_the_log_explains_and_the_result_stands_beside_the_record() {
    let _alone = alone();
    let mut laid = table(&scenario("tiny_duel.ron"), Seats::None);
    laid.play_on(&|| false);
    laid.sit_down(Side::Soviet);
    let mut hands = Hands::new(start(Some(laid), None), (1280, 800));
    assert_eq!(hands.shown().screen, "result");
    assert!(hands.says("side", "Start screen") && hands.says("side", "killed"));
    let rows: Vec<_> = hands.texts("log").into_iter().filter(|t| t.text.len() > 24).collect();
    assert!(!rows.is_empty());
    let before: Vec<_> = hands.texts("side").into_iter().map(|t| t.text).collect();
    let explained = rows.iter().rev().any(|row| {
        hands.click(MouseButton::Left, row.rect.middle());
        let now: Vec<_> = hands.texts("side").into_iter().map(|t| t.text).collect();
        now != before
    });
    assert!(explained);
}

#[test]
fn the_bar_ends_the_impulse_and_shows_an_overlay() {
    let _alone = alone();
    let mut hands = Hands::at("tiny_duel.ron");
    hands.press("top", "Overlay");
    let menu = hands.shown().texts.iter().find(|t| t.text == "Heights").expect("the menu").rect;
    hands.click(MouseButton::Left, menu.middle());
    assert_eq!(hands.shown().overlay, Some("elevation"));
    assert!(hands.panel("legend").is_some());
    hands.press("top", "End impulse");
    assert!(hands.says("side", "End it all the same"));
}

#[test]
fn the_saves_panel_saves_under_a_name_and_loads_by_a_click() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let saves = Saves::at(folder.path());
    let laid = table(&scenario("tiny_duel.ron"), Seats::Soviet);
    let mut hands = Hands::new(start(Some(laid), Some(saves.clone())), (1280, 800));
    hands.key(KeyCode::F6);
    hands.press("side", "Save");
    let saved = saves.list().into_iter().find(|e| !e.is_autosave()).expect("a save");
    hands.key(KeyCode::Enter);
    hands.key(KeyCode::Enter);
    hands.key(KeyCode::Space);
    assert_eq!(hands.shown().turn, Some(2));
    hands.press("side", &saved.name);
    hands.frames(4);
    assert_eq!(hands.shown().turn, Some(1));
}
