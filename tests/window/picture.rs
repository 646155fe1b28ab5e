//! What is drawn agrees with what is known.

use crate::hands::{Hands, alone, scenario, start, table};
use khasan::game::Seats;
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

#[test]
fn panels_keep_off_each_other_at_three_sizes_and_three_sizes_of_letters() {
    let _alone = alone();
    for size in [(1280, 720), (1280, 800), (1920, 1080)] {
        let mut hands = Hands::new(start(Some(table(&scenario("tiny_attack.ron"), Seats::Soviet)), None), size);
        for percent in [80, 120, 200] {
            hands.frame.letters(percent);
            hands.frames(4);
            let shown = hands.shown();
            assert!(!shown.panels.is_empty());
            assert!(shown.map.2 >= 200.0 && shown.map.3 >= 150.0, "{size:?} {percent} %: the map has {:?}", shown.map);
            for (k, a) in shown.panels.iter().enumerate() {
                let (right, bottom) = (a.rect.0 + a.rect.2, a.rect.1 + a.rect.3);
                assert!(
                    a.rect.0 > -1.0 && a.rect.1 > -1.0 && right < size.0 as f32 + 1.0 && bottom < size.1 as f32 + 1.0,
                    "{a:?} at {size:?}"
                );
                for b in &shown.panels[k + 1..] {
                    assert!(!a.rect.meets(b.rect), "{size:?} {percent} %: {a:?} {b:?}");
                }
            }
        }
    }
}
