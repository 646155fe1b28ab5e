//! Pictures of the panels in many states, and that they lie beside one another. Needs graphics: run with `--ignored`.
//!
//! `KHASAN_SHOTS` names states, sizes, letters, languages (`card:1280x800:100:en`), by commas; `KHASAN_SHOTS_TO` a folder.

use super::Panels;
use crate::battle::Seed;
use crate::data::{LoadOptions, Sources, load};
use crate::game::ask::{Ask, Mode, Panel};
use crate::game::state::Game;
use crate::game::view::MapView;
use crate::game::{Frame, Seats, Start};
use crate::lab::Table;
use crate::rules::UnitId;
use crate::view::ContactId;
use crate::words::Lang;
use bevy::prelude::*;

/// States that are looked at when nothing else is said.
const STATES: [&str; 12] =
    ["start", "empty", "card", "move", "formation", "fire", "mission", "ending", "keys", "log", "objectives", "timeline"];

fn frame(state: &str, size: (u32, u32), lang: Lang, seats: Seats) -> Frame {
    let (scenario, found) = load(&Sources::embedded(), "0806_assault", &LoadOptions::default());
    let scenario = scenario.unwrap_or_else(|| panic!("{found:?}"));
    let seed = Seed { seed: 1, run: 0 };
    let table = (state != "start").then(|| Table::new(&scenario, seed, &seats.players()).expect("players"));
    let start = Start { table, seats, seed: 1, lang, sources: Sources::embedded(), saves: None, replay_out: None, quit: false };
    Frame::new(start, size).expect("a picture")
}

fn game(frame: &mut Frame) -> Mut<'_, Game> {
    frame.app().world_mut().resource_mut::<Game>()
}

fn asks(frame: &mut Frame, asks: &[Ask]) {
    game(frame).asks.extend(asks.iter().cloned());
    frame.frames(1).expect("a frame");
}

/// Put the cursor on the map, over a hex `dx`, `dy` pixels from the middle.
fn point(frame: &mut Frame, dx: f32, dy: f32) {
    let at = frame.app().world().resource::<MapView>().rect.center() + Vec2::new(dx, dy);
    frame.cursor(at.x, at.y);
    frame.frames(2).expect("frames");
}

/// First own unit on the map that passes.
fn unit(frame: &mut Frame, passes: impl Fn(&crate::data::UnitCard) -> bool) -> UnitId {
    let game = game(frame);
    let desk = game.desk().expect("a battle");
    let found = desk.seen().units.iter().find(|u| u.hex.is_some() && passes(desk.scenario().card(u.id)));
    found.expect("such a unit").id
}

fn play(frame: &mut Frame, impulses: u32) {
    for _ in 0..impulses {
        asks(frame, &[Ask::Skip, Ask::EndTurn, Ask::EndTurn]);
        frame.frames(2).expect("frames");
        asks(frame, &[Ask::Skip]);
    }
}

fn put(frame: &mut Frame, state: &str) {
    frame.frames(3).expect("frames");
    match state {
        "card" | "move" | "formation" => {
            let id = unit(frame, |c| !c.vehicles.is_empty() && c.name.contains("T-26"));
            asks(frame, &[Ask::Unit { unit: id, add: false }]);
            if state == "formation" {
                asks(frame, &[Ask::WholeFormation]);
            }
            let hex = game(frame).desk().and_then(|d| d.selection.hex.or(d.seen().unit(id).and_then(|u| u.hex)));
            asks(frame, &[Ask::Centre(hex.expect("a hex"))]);
            if state != "card" {
                point(frame, 60.0, 70.0);
            }
        }
        "fire" | "contact" => {
            play(frame, 7);
            let aim = {
                let game = game(frame);
                let desk = game.desk().expect("a battle");
                let seen = desk.seen();
                let near = |c: &&crate::view::Contact| {
                    seen.units.iter().any(|u| u.active() && u.men > 50 && u.hex.is_some_and(|h| seen.ground.grid.distance(h, c.hex) <= 2))
                };
                seen.contacts.iter().find(near).or(seen.contacts.first()).map(|c| (c.id, c.hex))
            };
            let (contact, hex): (ContactId, _) = aim.expect("a contact");
            let near = {
                let game = game(frame);
                let seen = game.desk().expect("a battle").seen();
                let all = seen.units.iter().filter(|u| u.active() && u.men > 50);
                all.min_by_key(|u| u.hex.map(|h| seen.ground.grid.distance(h, hex))).map(|u| u.id)
            };
            if state == "contact" {
                asks(frame, &[Ask::Contact(contact), Ask::Centre(hex)]);
            } else {
                asks(frame, &[Ask::Unit { unit: near.expect("a unit"), add: false }, Ask::Mode(Mode::Fire), Ask::Centre(hex)]);
                point(frame, 0.0, 0.0);
            }
        }
        "mission" | "timeline" => {
            let id = unit(frame, |c| c.kind == crate::data::UnitKind::Artillery && c.guns > 0);
            asks(frame, &[Ask::Unit { unit: id, add: false }, Ask::Mode(Mode::Mission), Ask::Toggle(Panel::Timeline)]);
            point(frame, -40.0, 30.0);
        }
        "ending" => asks(frame, &[Ask::EndTurn]),
        "keys" => asks(frame, &[Ask::Toggle(Panel::Keys)]),
        "objectives" => asks(frame, &[Ask::Toggle(Panel::Objectives), Ask::Overlay(Some(crate::picture::Overlay::Objectives))]),
        "notice" => asks(frame, &[Ask::Undo]),
        "log" | "result" => {
            play(frame, if state == "log" { 8 } else { 30 });
            let at = {
                let game = game(frame);
                let desk = game.desk().expect("a battle");
                desk.told().iter().rposition(|r| matches!(r.what, crate::view::What::MenLost { .. }))
            };
            if let Some(at) = at
                && state == "log"
            {
                asks(frame, &[Ask::Explain(at)]);
            }
        }
        _ => {}
    }
    frame.frames(3).expect("frames");
}

/// No two docked panels lie on one another, and what floats stays on the map.
fn check(frame: &mut Frame, what: &str, size: (u32, u32)) {
    let world = frame.app().world_mut();
    let (drawn, map) = (world.resource::<Panels>().0.clone(), world.resource::<MapView>().rect);
    println!("{what}: map {map:?}");
    for (name, rect) in &drawn {
        println!("    {name} {:?} {:?}", rect.min, rect.size());
        let floats = ["legend", "tip", "notice"].contains(&name.as_str());
        let whole = Rect::new(0.0, 0.0, size.0 as f32, size.1 as f32).inflate(1.0);
        assert!(whole.contains(rect.min) && whole.contains(rect.max), "{what}: {name} leaves the window: {rect:?}");
        if floats {
            let room = map.inflate(1.0);
            assert!(room.contains(rect.min) && room.contains(rect.max), "{what}: {name} leaves the map: {rect:?} {map:?}");
        } else {
            let over = rect.intersect(map);
            assert!(over.width() < 1.5 || over.height() < 1.5, "{what}: {name} lies on the map: {rect:?} {map:?}");
        }
        for (other, beside) in drawn.iter().filter(|(o, _)| o != name && !floats && !["legend", "tip", "notice"].contains(&o.as_str())) {
            let over = rect.intersect(*beside);
            assert!(over.width() < 1.5 || over.height() < 1.5, "{what}: {name} lies on {other}: {rect:?} {beside:?}");
        }
    }
    assert!(map.width() > size.0 as f32 * 0.25 && map.height() > size.1 as f32 * 0.25, "{what}: little is left to the map: {map:?}");
}

#[test]
#[ignore = "needs graphics and minutes"]
fn panels_lie_beside_one_another_in_every_state() {
    let wanted = std::env::var("KHASAN_SHOTS").unwrap_or_else(|_| {
        let sizes = [("1280x720", 120), ("1280x800", 100), ("1280x720", 200), ("1920x1080", 80)];
        STATES.iter().flat_map(|s| sizes.map(|(size, letters)| format!("{s}:{size}:{letters}:ru"))).collect::<Vec<_>>().join(",")
    });
    let folder = std::env::var("KHASAN_SHOTS_TO").ok();
    for shot in wanted.split(',') {
        let mut parts = shot.split(':');
        let state = parts.next().unwrap_or("empty");
        let (w, h) = parts.next().and_then(|s| s.split_once('x')).unwrap_or(("1280", "800"));
        let size = (w.parse().unwrap(), h.parse().unwrap());
        let letters: u16 = parts.next().unwrap_or("100").parse().unwrap();
        let lang = Lang::parse(parts.next().unwrap_or("en")).unwrap();
        let mut frame = frame(state, size, lang, Seats::Soviet);
        game(&mut frame).text_percent = letters;
        put(&mut frame, state);
        check(&mut frame, shot, size);
        if let Some(folder) = &folder {
            let picture = frame.picture().expect("a picture");
            std::fs::write(std::path::Path::new(folder).join(format!("{}.png", shot.replace(':', "_"))), picture.png).unwrap();
        }
        let undo = game(&mut frame).desk().and_then(|d| d.table().map(Table::can_undo));
        assert_ne!(undo, Some(true), "looking gives no orders");
    }
}
