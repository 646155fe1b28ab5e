//! The sheet of the shipped assault as one side sees it in mid-battle, drawn in full: what a person looks at. Written to
//! `target/tmp`, where anyone may open it.

use khasan::battle::{Battle, Keep, Seed};
use khasan::data::{LoadOptions, Sources, load};
use khasan::lab;
use khasan::picture::{
    self, CounterOf, Detail, Focus, Layout, Look, MapOptions, Overlay, Shape, all_counters, overlay_sheet, placed_shapes, placements, pt,
    svg,
};
use khasan::rules::{Pace, Side};
use khasan::view::{Observation, Order, check, ways};
use khasan::words::{Lang, Words};

/// The assault as it stands in a turn, both sides led by the shipped players.
fn in_mid_battle(turn: u16) -> Battle {
    let (scenario, found) = load(&Sources::embedded(), "0806_assault", &LoadOptions::default());
    let scenario = scenario.unwrap_or_else(|| panic!("{found:?}"));
    let seed = Seed { seed: 3, run: 0 };
    let mut battle = Battle::new(scenario, seed, Keep::Log);
    let mut players = Side::BOTH.map(|side| lab::player("historical", seed, side).unwrap());
    while let Some(side) = battle.to_move().filter(|_| battle.turn() < turn) {
        lab::play_impulse(&mut battle, side, players[side as usize].as_mut(), None);
    }
    battle
}

/// Write a picture where a person can look at it; a disk that is full or read-only is no fault of the picture's.
fn keep(name: &str, shapes: &[Shape], layout: &Layout) {
    let (w, h) = layout.size();
    let svg = svg::render(shapes, w, h);
    assert!(!svg.contains("NaN") && svg.ends_with("</svg>\n"));
    let _ = std::fs::write(format!("{}/{name}.svg", env!("CARGO_TARGET_TMPDIR")), svg);
}

/// The whole sheet as a window would draw it.
fn sheet(view: &Observation, overlay: Option<(Overlay, Focus)>, look: &Look<'_>) -> (Vec<Shape>, Layout) {
    let options = MapOptions { grid: look.detail != Detail::Far, numbers: false, names: false, ..MapOptions::default() };
    let layout = Layout::new(&view.ground.grid, options.framed);
    let mut over = Vec::new();
    let mut shapes = picture::map_shapes(&view.ground, &options);
    if let Some((overlay, focus)) = overlay {
        let drawn = overlay_sheet(view, &layout, overlay, &focus);
        shapes.extend(drawn.shapes);
        over = drawn.over;
        over.extend(picture::legend_shapes(&drawn.legend, &Words::new(Lang::En), pt(80.0, 80.0), 26.0).0);
    }
    shapes.extend(picture::name_shapes(&view.ground, &layout, options.language, 1.0));
    shapes.extend(picture::rut_shapes(view, &layout));
    let fallen: Vec<_> = view.clouds.iter().map(|c| (c.hex, 120)).collect();
    shapes.extend(picture::crater_shapes(view, &layout, &fallen));
    shapes.extend(picture::mark_shapes(view, &layout));
    shapes.extend(picture::plan_shapes(view, &layout));
    let counters = all_counters(view);
    shapes.extend(placed_shapes(&counters, &placements(&view.ground, &layout, &counters, look), look));
    shapes.extend(over);
    (shapes, layout)
}

#[test]
fn both_sides_see_a_sheet_of_the_assault() {
    let battle = in_mid_battle(6);
    for side in Side::BOTH {
        let view = battle.view(side);
        for (name, detail) in [("far", Detail::Far), ("middle", Detail::Middle), ("near", Detail::Near)] {
            let counters = all_counters(view);
            // the largest stack of one's own, laid out
            let largest = view.ground.grid.hexes().max_by_key(|h| counters.iter().filter(|c| c.hex == *h && !c.is_contact()).count());
            let look = Look { detail, open: largest.filter(|_| detail != Detail::Far), selected: &[0], ..Look::default() };
            let (shapes, layout) = sheet(view, None, &look);
            keep(&format!("{}-{name}", side.id()), &shapes, &layout);
        }
    }
}

#[test]
fn every_overlay_of_the_assault_is_drawn() {
    let battle = in_mid_battle(6);
    let view = battle.view(Side::Soviet);
    let unit = view.units.iter().filter(|u| u.active() && !u.held_back && u.running() > 0).max_by_key(|u| u.running()).unwrap();
    for overlay in Overlay::ALL {
        let focus = Focus { unit: Some(unit.id), ..Focus::default() };
        let (shapes, layout) = sheet(view, Some((overlay, focus)), &Look { detail: Detail::Middle, ..Look::default() });
        keep(&format!("overlay-{}", overlay.id()), &shapes, &layout);
    }
}

#[test]
fn orders_of_the_assault_are_previewed_on_the_sheet() {
    let battle = in_mid_battle(4);
    let view = battle.view(Side::Soviet);
    let grid = &view.ground.grid;
    let index = |of| all_counters(view).iter().position(|c| c.of == of);
    let goal = view.scenario.objectives[0].hex;
    // the way of a tank unit over soft ground to a hill
    let tanks = view.units.iter().filter(|u| u.active() && u.running() > 3);
    let quoted = tanks.filter_map(|u| {
        let path = ways::way_to(view, u, Pace::Deployed, goal)?;
        let quote = check(view, &Order::Move { unit: u.id, path, pace: Pace::Deployed }).ok()?;
        Some((u, quote))
    });
    let (unit, quote) = quoted.max_by_key(|(_, q)| q.bog_any_permille).expect("a tank unit with a way");
    let selected: Vec<usize> = index(CounterOf::Unit(unit.id)).into_iter().collect();
    let (mut shapes, layout) = sheet(view, None, &Look { detail: Detail::Middle, selected: &selected, ..Look::default() });
    let from = unit.hex.unwrap();
    shapes.extend(picture::path_shapes(grid, &layout, from, &quote.steps, u32::from(unit.seconds)));
    if let Some(c) = view.contacts.first() {
        shapes.extend(picture::fire_shapes(grid, &layout, from, c.hex, true, "1200 m"));
        shapes.extend(picture::aim_shapes(grid, &layout, c.hex, "17:05"));
        let beside: Vec<_> = grid.neighbours(goal).iter().flatten().copied().take(2).collect();
        shapes.extend(picture::assault_shapes(grid, &layout, &beside, goal));
        shapes.extend(picture::seen_move_shapes(grid, &layout, Side::Japanese, &[(c.hex, beside[0])]));
    }
    keep("preview", &shapes, &layout);
}
