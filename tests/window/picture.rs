//! What is drawn agrees with what is known.

use crate::hands::{Hands, alone, scenario, start, table};
use bevy::prelude::KeyCode;
use khasan::game::{HexShown, Picture, Shown};
use khasan::lab::Seats;
use khasan::picture::{Colour, Overlay, palette};
use khasan::rules::Terrain;

fn close(seen: [u8; 3], wanted: Colour) -> bool {
    [(seen[0], wanted.r), (seen[1], wanted.g), (seen[2], wanted.b)].iter().all(|(a, b)| a.abs_diff(*b) <= 4)
}

#[test]
fn water_is_drawn_where_the_ground_has_it_and_counters_where_units_are() {
    let _alone = alone();
    let mut hands = Hands::at("tiny_duel.ron");
    let picture = hands.frame.picture().expect("a picture");
    let shown = hands.shown();
    let lakes = shown.hexes.iter().filter(|h| h.terrain == Terrain::Lake);
    for hex in lakes {
        // a little off the middle, where no name stands
        let (x, y) = (hex.at.0 - 4.0 * shown.zoom, hex.at.1 + 19.0 * shown.zoom);
        if let Some(seen) = picture.pixel(x as u32, y as u32) {
            assert!(close(seen, palette::WATER), "{}: {seen:?}", hex.hex);
        }
    }
    let view = hands.frame.observation().expect("a battle").clone();
    let own: Vec<_> = view.units.iter().filter(|u| u.active()).collect();
    assert_eq!(shown.counters.iter().filter(|c| !c.contact).count(), own.len());
    assert_eq!(shown.counters.iter().filter(|c| c.contact).count(), view.contacts.len());
    for unit in own {
        let id = &view.scenario.units[unit.id.index()].id;
        let hex = unit.hex.map(|h| view.ground.grid.name(h));
        let counter = shown.counters.iter().find(|c| &c.id == id).expect("a counter");
        assert_eq!(Some(&counter.hex), hex.as_ref());
        let at = shown.hexes.iter().find(|h| h.hex == counter.hex).expect("in sight").at;
        let (x, y) = counter.rect.middle();
        assert!((x - at.0).abs() < 30.0 * shown.zoom && (y - at.1).abs() < 30.0 * shown.zoom, "{id}");
    }
    // the plate of a counter that lies on top has its side's colour, left of its sign
    let counter = shown.counters.iter().find(|c| c.top && !c.contact).expect("a counter");
    let (x, y) = (counter.rect.0 + counter.rect.2 * 0.10, counter.rect.1 + counter.rect.3 * 0.5);
    let seen = picture.pixel(x as u32, y as u32).expect("in the picture");
    assert!(close(seen, palette::counter(view.side)), "{}: {seen:?}", counter.id);
}

/// Share of the pixels round a hex's middle that have one of the colours.
fn share(picture: &Picture, hex: &HexShown, zoom: f32, colours: &[Colour]) -> f32 {
    let reach = (12.0 * zoom) as i32;
    let (mut of, mut fit) = (0, 0);
    for (dx, dy) in (-reach..=reach).flat_map(|x| (-reach..=reach).map(move |y| (x, y))) {
        let Some(seen) = picture.pixel((hex.at.0 as i32 + dx) as u32, (hex.at.1 as i32 + dy) as u32) else { continue };
        of += 1;
        fit += i32::from(colours.iter().any(|c| close(seen, *c)));
    }
    fit as f32 / of.max(1) as f32
}

#[test]
fn colours_at_the_middle_of_hexes_are_those_of_their_terrain() {
    let _alone = alone();
    let laid = table(&scenario("tiny_duel.ron"), Seats::Soviet);
    let mut hands = Hands::new(start(Some(laid), None), (1920, 1080));
    let picture = hands.frame.picture().expect("a picture");
    let shown = hands.shown();
    let mut wrong = Vec::new();
    let mut seen = std::collections::BTreeMap::<String, usize>::new();
    let covered = |h: &HexShown| shown.counters.iter().any(|c| c.hex == h.hex);
    for hex in shown.hexes.iter().filter(|h| !covered(h)) {
        let water = share(&picture, hex, shown.zoom, &[palette::WATER]);
        let wet = share(&picture, hex, shown.zoom, &[palette::MARSH, palette::RAVINE]);
        let right = match hex.terrain {
            Terrain::Lake | Terrain::River => water > 0.5,
            Terrain::Marsh | Terrain::Ravine => wet > 0.2 && water < 0.3,
            _ => water < 0.3 && wet < 0.2,
        };
        *seen.entry(format!("{:?}", hex.terrain)).or_default() += 1;
        if !right {
            wrong.push((hex.hex.clone(), hex.terrain, water, wet));
        }
    }
    assert!(seen.len() >= 6, "{seen:?}");
    assert!(wrong.is_empty(), "{} of {seen:?}: {wrong:?}", wrong.len());
}

#[test]
fn every_overlay_changes_the_picture_and_says_which_hexes() {
    let _alone = alone();
    let mut hands = Hands::at("tiny_duel.ron");
    let unit = hands.counter(|c| !c.contact);
    hands.click(bevy::prelude::MouseButton::Left, unit.rect.middle());
    let bare = hands.frame.picture().expect("a picture");
    for overlay in Overlay::ALL {
        hands.frame.overlay(Some(overlay));
        let picture = hands.frame.picture().expect("a picture");
        let shown = hands.shown();
        assert_eq!(shown.overlay, Some(overlay.id()));
        // where no enemy is known nothing threatens
        let known = hands.frame.observation().is_some_and(|v| !v.contacts.is_empty());
        if overlay != Overlay::Threat || known {
            assert!(shown.hexes.iter().any(|h| h.overlay.is_some()), "{overlay:?}");
            assert_ne!(picture.rgb, bare.rgb, "{overlay:?}");
        }
    }
}

/// Nothing lies over anything else, nothing leaves the window, and the map keeps its room.
fn apart(shown: &Shown, case: &str) {
    let (wide, high) = shown.size;
    assert!(!shown.panels.is_empty() && shown.texts.len() > 20, "{case}");
    assert!(shown.map.2 >= 200.0 && shown.map.3 >= 150.0, "{case}: the map has {:?}", shown.map);
    for (k, a) in shown.panels.iter().enumerate() {
        let (right, bottom) = (a.rect.0 + a.rect.2, a.rect.1 + a.rect.3);
        assert!(a.rect.0 > -1.0 && a.rect.1 > -1.0 && right < wide + 1.0 && bottom < high + 1.0, "{case}: {a:?}");
        for b in &shown.panels[k + 1..] {
            assert!(!a.rect.meets(b.rect), "{case}: {a:?} {b:?}");
        }
    }
    for (k, a) in shown.texts.iter().enumerate() {
        for b in &shown.texts[k + 1..] {
            assert!(!a.rect.inset(1.0).meets(b.rect.inset(1.0)), "{case}: {a:?} {b:?}");
        }
    }
}

#[test]
fn panels_and_texts_keep_off_each_other_at_three_sizes_and_three_sizes_of_letters() {
    let _alone = alone();
    for size in [(1280, 720), (1280, 800), (1920, 1080)] {
        for percent in [80, 120, 200] {
            let mut hands = Hands::new(start(Some(table(&scenario("tiny_attack.ron"), Seats::Soviet)), None), size);
            hands.frame.letters(percent);
            hands.frames(4);
            let see = |what: &str, hands: &mut Hands| apart(&hands.shown(), &format!("{size:?} {percent} % {what}"));
            see("at the start", &mut hands);
            hands.key(KeyCode::Tab);
            see("a unit", &mut hands);
            hands.key(KeyCode::KeyF);
            see("a formation", &mut hands);
            hands.key(KeyCode::F4);
            hands.key(KeyCode::F5);
            see("all tables", &mut hands);
            hands.key(KeyCode::Enter);
            see("who is idle", &mut hands);
            hands.key(KeyCode::F1);
            see("keys", &mut hands);
        }
    }
}
