//! The window's picture, drawn off screen. Needs a Vulkan device; a software one will do.

use khasan::data::{LoadOptions, Sources, load};
use khasan::game;
use khasan::picture::{Colour, CounterSpec, Layout, palette, start_counters};
use khasan::rules::{Side, Terrain};
use std::path::Path;
use std::sync::Arc;

/// A small scenario of the tests' own.
fn tiny() -> Arc<khasan::data::Scenario> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios/tiny_duel.ron");
    let (scenario, found) = load(&Sources::embedded(), &file.to_string_lossy(), &LoadOptions::default());
    scenario.unwrap_or_else(|| panic!("{found:?}"))
}

fn close(seen: [u8; 3], wanted: Colour) -> bool {
    [(seen[0], wanted.r), (seen[1], wanted.g), (seen[2], wanted.b)].iter().all(|(a, b)| a.abs_diff(*b) <= 3)
}

/// All scenes in turn, in one test: each wants the graphics device to itself.
#[test]
fn the_picture_shows_water_paper_and_counters_where_they_are() {
    let scenario = tiny();
    let ground = &scenario.ground;
    let layout = Layout::new(&ground.grid, true);
    let (sheet_w, sheet_h) = layout.size();
    let size = (1000, 800);
    let scale = (sheet_w / size.0 as f32).max(sheet_h / size.1 as f32);
    let at = |x: f32, y: f32| {
        ((size.0 as f32 / 2.0 + (x - sheet_w / 2.0) / scale) as u32, (size.1 as f32 / 2.0 + (y - sheet_h / 2.0) / scale) as u32)
    };

    let bare = game::render(ground, &[], size).expect("a picture");
    assert_eq!((bare.width, bare.height), size);
    for hex in ground.grid.hexes().filter(|h| ground.terrain[h.index()] == Terrain::Lake) {
        // a little off the middle, where no name stands
        let c = layout.centre(&ground.grid, hex);
        let (x, y) = at(c.x - 4.0, c.y + 19.0);
        let seen = bare.pixel(x, y).expect("on the picture");
        assert!(close(seen, palette::WATER), "{}: {seen:?}", ground.grid.name(hex));
    }
    let seen = bare.pixel(1, 1).expect("on the picture");
    assert!(close(seen, palette::MARGIN), "the margin: {seen:?}");

    // one counter of each side: the plate's colour shows left of its sign
    let counters = start_counters(&scenario);
    for side in Side::BOTH {
        let one: Vec<CounterSpec> = counters.iter().filter(|c| c.side == side).take(1).cloned().collect();
        let picture = game::render(ground, &one, size).expect("a picture");
        let c = layout.centre(&ground.grid, one[0].hex);
        let (x, y) = at(c.x - 18.0, c.y);
        let seen = picture.pixel(x, y).expect("on the picture");
        assert!(close(seen, palette::counter(side)), "{side:?}: {seen:?}");
        assert_ne!(picture.rgb, bare.rgb);
    }

    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("shot.png");
    game::screenshot(scenario.clone(), counters.clone(), (320, 200), &file).expect("a picture");
    assert!(std::fs::read(&file).expect("a file").starts_with(b"\x89PNG"));
    let nowhere = folder.path().join("no/such/folder/shot.png");
    let fault = game::screenshot(scenario, counters, (64, 64), &nowhere).map_err(|f| f.to_string());
    assert!(fault.is_err_and(|f| f.contains("cannot write")));
}
