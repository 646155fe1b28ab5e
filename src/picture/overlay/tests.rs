//! Overlays of the tiny duel against the functions they are drawn from.

use super::*;
use crate::hex::{Reach, ReachScratch};
use crate::picture::pt;
use crate::rules::{Certainty, MoraleState, Side};
use crate::view::fixture::{duel, hex, sight, with};
use crate::view::{Stores, seen, ways};
use crate::words::{Lang, Words};

fn sheet(view: &Observation, overlay: Overlay, focus: &Focus) -> OverlaySheet {
    overlay_sheet(view, &Layout::new(&view.ground.grid, false), overlay, focus)
}

/// The line of the legend under a hex, by its key.
fn key_at(sheet: &OverlaySheet, hex: HexId) -> Option<&'static str> {
    let row = sheet.hexes.iter().find(|(h, _)| *h == hex)?.1;
    sheet.legend.rows.get(usize::from(row)).map(|r| r.key)
}

/// A unit of one's own on the map that can move.
fn a_unit(view: &Observation) -> (UnitId, String) {
    let u = view.units.iter().find(|u| u.active() && !u.held_back).unwrap();
    (u.id, view.scenario.units[u.id.index()].id.clone())
}

#[test]
fn names_lead_back_to_their_overlays() {
    for overlay in Overlay::ALL {
        assert_eq!(Overlay::parse(overlay.id()), Some(overlay));
    }
    assert_eq!(Overlay::parse("fog"), None);
}

#[test]
fn every_legend_has_words_and_no_two_lines_look_alike() {
    for side in Side::BOTH {
        let mut view = duel(side);
        let enemy = view.scenario.units.iter().find(|u| u.side != side).unwrap().id.clone();
        let at = hex(&view, "0402");
        sight(&mut view, &enemy, at, Certainty::Seen);
        let unit = a_unit(&view).0;
        for overlay in Overlay::ALL {
            for focus in [Focus::default(), Focus { unit: Some(unit), ..Focus::default() }, Focus { hex: Some(at), ..Focus::default() }] {
                let sheet = sheet(&view, overlay, &focus);
                for words in Lang::ALL.map(Words::new) {
                    assert_ne!(words.sheet(sheet.legend.title, &[]), sheet.legend.title);
                    for row in &sheet.legend.rows {
                        let said = words.sheet(row.key, &row.args);
                        assert!(said != row.key && !said.contains('{'), "{said}");
                    }
                }
                let washes: Vec<_> = sheet.legend.rows.iter().filter(|r| r.colour.a > 0).map(|r| (r.colour, r.hatch)).collect();
                for (i, a) in washes.iter().enumerate() {
                    assert!(!washes[..i].contains(a), "{overlay:?}");
                }
                for (_, row) in &sheet.hexes {
                    assert!(sheet.legend.rows[usize::from(*row)].colour.a > 0);
                }
            }
        }
    }
}

#[test]
fn reach_is_that_of_the_ways() {
    let view = duel(Side::Soviet);
    let (id, _) = a_unit(&view);
    let unit = view.unit(id).unwrap();
    let sheet = sheet(&view, Overlay::Reach, &Focus { unit: Some(id), ..Focus::default() });
    let (mut found, mut scratch) = (Reach::default(), ReachScratch::default());
    ways::reach(&view, unit, Pace::Deployed, 1_000_000, &mut found, &mut scratch);
    let next = view.scenario.turns[1].seconds;
    let mut this_turn = 0;
    for h in view.ground.grid.hexes().filter(|h| Some(*h) != unit.hex) {
        let want = match found.cost(h) {
            Some(c) if c <= u32::from(unit.seconds) + next && !ways::room_for(&view, unit, h) => Some("overlay-reach-full"),
            Some(c) if c <= u32::from(unit.seconds) => Some("overlay-reach-now"),
            Some(c) if c <= u32::from(unit.seconds) + next => Some("overlay-reach-next"),
            _ => None,
        };
        this_turn += u32::from(want == Some("overlay-reach-now"));
        assert_eq!(key_at(&sheet, h), want, "{}", view.ground.grid.name(h));
    }
    assert!(this_turn > 0);
}

#[test]
fn who_cannot_move_reaches_nothing_and_is_told_so() {
    let mut view = duel(Side::Soviet);
    let (id, name) = a_unit(&view);
    with(&mut view, &name, |u| u.morale = MoraleState::Routed);
    let sheet = sheet(&view, Overlay::Reach, &Focus { unit: Some(id), ..Focus::default() });
    assert!(sheet.hexes.is_empty() && sheet.legend.rows[0].key == "overlay-reach-stays");
}

#[test]
fn sight_is_that_of_the_view() {
    let mut view = duel(Side::Soviet);
    let (id, _) = a_unit(&view);
    for dusty in [false, true] {
        if dusty {
            let h = hex(&view, "0302");
            view.clouds.push(crate::view::Cloud { hex: h, from: view.turn_from, until: view.turn_from.plus(100_000) });
        }
        let unit = view.unit(id).unwrap();
        let of_unit = sheet(&view, Overlay::Sight, &Focus { unit: Some(id), ..Focus::default() });
        let of_all = sheet(&view, Overlay::Sight, &Focus::default());
        let from = unit.hex.unwrap();
        let of_hex = sheet(&view, Overlay::Sight, &Focus { hex: Some(from), ..Focus::default() });
        for h in view.ground.grid.hexes() {
            assert_eq!(key_at(&of_unit, h).is_some(), seen::unit_sees(&view, unit, h));
            assert_eq!(key_at(&of_all, h).is_some(), view.units.iter().any(|u| seen::unit_sees(&view, u, h)));
            assert_eq!(key_at(&of_hex, h).is_some(), seen::unit_sees(&view, unit, h), "a hex sees as a unit in it does");
        }
    }
}

#[test]
fn threat_grows_with_the_enemies_that_bear() {
    let mut view = duel(Side::Soviet);
    assert!(sheet(&view, Overlay::Threat, &Focus::default()).hexes.is_empty());
    let enemy = view.scenario.units.iter().find(|u| u.side == Side::Japanese).unwrap().id.clone();
    let at = hex(&view, "0402");
    let mut keys = Vec::new();
    for _ in 0..4 {
        sight(&mut view, &enemy, at, Certainty::Identified);
        keys.extend(key_at(&sheet(&view, Overlay::Threat, &Focus::default()), at));
    }
    assert_eq!(keys, ["overlay-threat-one", "overlay-threat-few", "overlay-threat-few", "overlay-threat-many"]);
    assert!(!view.ground.terrain[at.index()].is_water());
    let far = threat::range_m(&view, &view.contacts[0]);
    for (h, _) in sheet(&view, Overlay::Threat, &Focus::default()).hexes {
        assert!(view.ground.grid.metres(at, h) <= far && view.ground.sight.sees(at, h));
    }
}

#[test]
fn supply_shows_the_worst_off_of_a_hex_and_depots_with_their_queues() {
    let mut view = duel(Side::Soviet);
    let (id, name) = a_unit(&view);
    let at = view.unit(id).unwrap().hex.unwrap();
    let full = crate::view::loads::full_load(&view.scenario, id);
    with(&mut view, &name, |u| u.stores = full);
    let before = key_at(&sheet(&view, Overlay::Supply, &Focus::default()), at);
    with(&mut view, &name, |u| u.stores = Stores::default());
    assert_eq!(key_at(&sheet(&view, Overlay::Supply, &Focus::default()), at), Some("overlay-supply-out"));
    assert_ne!(before, Some("overlay-supply-out"));
    assert_eq!(supply::share_permille(&full, &full), 1000);
}

#[test]
fn every_hex_has_a_height_and_the_highest_the_last_band() {
    let view = duel(Side::Japanese);
    let sheet = sheet(&view, Overlay::Elevation, &Focus::default());
    assert_eq!(sheet.hexes.len(), view.ground.grid.len());
    for (h, row) in &sheet.hexes {
        let args = &sheet.legend.rows[usize::from(*row)].args;
        let height = i64::from(view.ground.elevation_m[h.index()]);
        assert!((args[0].1..=args[1].1).contains(&height), "{height} in {args:?}");
    }
    let highest = view.ground.grid.hexes().max_by_key(|h| view.ground.elevation_m[h.index()]).unwrap();
    assert_eq!(sheet.hexes[highest.index()].1 as usize, sheet.legend.rows.len() - 1);
}

#[test]
fn objectives_are_washed_by_holder() {
    let mut view = duel(Side::Soviet);
    let at = view.scenario.objectives[0].hex;
    for (holder, key) in [
        (Some(Side::Soviet), "overlay-objectives-soviet"),
        (Some(Side::Japanese), "overlay-objectives-japanese"),
        (None, "overlay-objectives-contested"),
    ] {
        view.objectives[0] = holder;
        assert_eq!(key_at(&sheet(&view, Overlay::Objectives, &Focus::default()), at), Some(key));
    }
}

#[test]
fn a_legend_keeps_to_its_room_and_shows_a_sample_of_each_wash() {
    let view = duel(Side::Soviet);
    let legend = sheet(&view, Overlay::Supply, &Focus::default()).legend;
    for words in Lang::ALL.map(Words::new) {
        let (shapes, (w, h)) = legend_shapes(&legend, &words, pt(100.0, 50.0), 14.0);
        let mut texts = 0;
        for shape in &shapes {
            if let Shape::Text { at, text, size, .. } = shape {
                texts += 1;
                assert!(at.x >= 100.0 && at.x + text_width(text, *size) <= 100.0 + w + 0.1, "{text}");
                assert!(at.y - size * 0.5 >= 50.0 && at.y + size * 0.5 <= 50.0 + h, "{text}");
            }
        }
        assert_eq!(texts, legend.rows.len() + 1);
        for row in legend.rows.iter().filter(|r| r.colour.a > 0) {
            assert!(shapes.iter().any(|s| matches!(s, Shape::Fill { colour, .. } if *colour == row.colour)));
        }
    }
}
