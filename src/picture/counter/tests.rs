//! Counters of the tiny duel, laid out and drawn.

use super::*;
use crate::picture::{Layout, Shape, palette, pt, svg};
use crate::view::fixture::{self, duel, hex, sight};

fn base(kind: UnitKind) -> CounterSpec {
    CounterSpec {
        id: "a".to_owned(),
        of: CounterOf::Unit(UnitId(0)),
        side: Side::Soviet,
        sign: Sign::Branch(kind),
        size: Some(UnitSize::Company),
        hex: HexId(0),
        strength: "120".to_owned(),
        seconds_permille: Some(700),
        state: CounterState::default(),
        known: None,
    }
}

/// One counter for each thing that a counter can say.
fn one_of_each() -> Vec<CounterSpec> {
    let with = |change: &dyn Fn(&mut CounterState)| {
        let mut c = base(UnitKind::Rifle);
        change(&mut c.state);
        c
    };
    let mut all = vec![
        with(&|_| {}),
        with(&|s| s.pinned = true),
        with(&|s| s.morale = MoraleState::Shaken),
        with(&|s| s.morale = MoraleState::Broken),
        with(&|s| s.morale = MoraleState::Routed),
        with(&|s| s.posture = Posture::Scrape),
        with(&|s| s.posture = Posture::Trench),
        with(&|s| (s.posture, s.sheltered) = (Posture::Scrape, true)),
        with(&|s| (s.posture, s.sheltered) = (Posture::Trench, true)),
        with(&|s| s.no_ammunition = true),
        with(&|s| s.no_fuel = true),
        with(&|s| s.stranded = 3),
        with(&|s| s.limbered = true),
        with(&|s| s.held_back = true),
        with(&|s| s.done = true),
        CounterSpec { seconds_permille: Some(0), ..base(UnitKind::Rifle) },
        CounterSpec { seconds_permille: Some(300), ..base(UnitKind::Rifle) },
    ];
    let kinds = [
        UnitKind::Border,
        UnitKind::Engineers,
        UnitKind::Cavalry,
        UnitKind::Tank,
        UnitKind::SelfPropelled,
        UnitKind::AntiTank,
        UnitKind::InfantryGun,
        UnitKind::Artillery,
        UnitKind::AntiAircraft,
        UnitKind::Headquarters,
        UnitKind::Train,
    ];
    all.extend(kinds.map(base));
    let sizes = [UnitSize::Platoon, UnitSize::Battalion, UnitSize::Regiment, UnitSize::Brigade];
    all.extend(sizes.map(|size| CounterSpec { size: Some(size), ..base(UnitKind::Rifle) }));
    let ours: Vec<CounterSpec> = all.iter().map(|c| CounterSpec { side: Side::Japanese, ..c.clone() }).collect();
    all.extend(ours);
    for side in Side::BOTH {
        for kind in [ContactKind::Unknown, ContactKind::Men, ContactKind::Vehicles, ContactKind::Guns] {
            for certainty in [Certainty::Suspected, Certainty::Seen, Certainty::Identified] {
                for age in [None, Some(0), Some(5), Some(20), Some(50)] {
                    let identified = certainty == Certainty::Identified;
                    all.push(CounterSpec {
                        side,
                        sign: if identified && kind == ContactKind::Men { Sign::Branch(UnitKind::Cavalry) } else { Sign::Guess(kind) },
                        size: identified.then_some(UnitSize::Company),
                        strength: if certainty == Certainty::Suspected { String::new() } else { "60–90".to_owned() },
                        seconds_permille: None,
                        known: Some(Known { certainty, current: age.is_none(), age_min: age.unwrap_or(0) }),
                        ..base(UnitKind::Rifle)
                    });
                }
            }
        }
    }
    all
}

fn alone(c: &CounterSpec, detail: Detail) -> Vec<Shape> {
    let ground = &*fixture::scenario().ground;
    let layout = Layout::new(&ground.grid, false);
    let look = Look { detail, ..Look::default() };
    let list = std::slice::from_ref(c);
    placed_shapes(list, &placements(ground, &layout, list, &look), &look)
}

#[test]
fn whatever_a_counter_says_is_seen_on_it() {
    let all = one_of_each();
    for (i, a) in all.iter().enumerate() {
        for b in &all[..i] {
            assert_ne!(alone(a, Detail::Near), alone(b, Detail::Near), "{a:?} looks like {b:?}");
        }
    }
    // from afar the branch and the side still differ
    let far: Vec<_> =
        all.iter().filter(|c| c.known.is_none() && c.state == CounterState::default() && c.seconds_permille == Some(700)).collect();
    for (i, a) in far.iter().enumerate() {
        for b in far[..i].iter().filter(|b| (b.sign, b.side) != (a.sign, a.side)) {
            assert_ne!(alone(a, Detail::Far), alone(b, Detail::Far));
        }
    }
}

#[test]
fn less_is_drawn_from_afar() {
    let mut c = base(UnitKind::Tank);
    c.state = CounterState { pinned: true, morale: MoraleState::Shaken, no_fuel: true, stranded: 2, ..c.state };
    let many = [Detail::Far, Detail::Middle, Detail::Near].map(|d| alone(&c, d).len());
    assert!(many[0] < many[1] && many[1] < many[2], "{many:?}");
    assert!(Detail::at_zoom(0.4) < Detail::at_zoom(1.0) && Detail::at_zoom(1.0) < Detail::at_zoom(2.0));
}

#[test]
fn own_units_and_contacts_become_counters_as_the_side_knows_them() {
    let mut view = duel(Side::Soviet);
    let (first, there) = (view.units[0].clone(), hex(&view, "0402"));
    let id = view.scenario.units[first.id.index()].id.clone();
    fixture::with(&mut view, &id, |u| {
        u.suppressed_permille = 1000;
        u.seconds = 0;
        u.stores = crate::view::Stores::default();
        u.morale = MoraleState::Broken;
    });
    let own = own_counters(&view);
    assert_eq!(own.len(), view.units.iter().filter(|u| u.active()).count());
    let c = own.iter().find(|c| c.of == CounterOf::Unit(first.id)).unwrap();
    let s = c.state;
    assert!(s.pinned && s.done && s.no_ammunition && s.morale == MoraleState::Broken && c.seconds_permille == Some(0));
    let enemy = view.scenario.units.iter().find(|u| u.side == Side::Japanese).unwrap().id.clone();
    let vague = sight(&mut view, &enemy, there, Certainty::Suspected);
    let clear = sight(&mut view, &enemy, there, Certainty::Identified);
    view.contacts[0].current = false;
    view.turn_from = view.turn_from.plus(1800);
    let seen = contact_counters(&view);
    let by = |id| seen.iter().find(|c| c.of == CounterOf::Contact(id)).unwrap();
    assert_eq!(by(vague).known.map(|k| (k.current, k.age_min)), Some((false, 30)));
    assert!(matches!(by(vague).sign, Sign::Guess(_)) && by(vague).strength.is_empty() && by(vague).size.is_none());
    assert!(matches!(by(clear).sign, Sign::Branch(_)) && !by(clear).strength.is_empty());
    assert_eq!(seen[0].of, CounterOf::Contact(clear), "the best known lies on top");
    assert!(seen.iter().all(|c| c.side == Side::Japanese && c.is_contact()));
    assert_eq!(all_counters(&view).len(), own.len() + seen.len());
}

/// So many counters in one hex.
fn stack(n: usize, at: HexId) -> Vec<CounterSpec> {
    (0..n).map(|k| CounterSpec { id: k.to_string(), hex: at, strength: (k + 1).to_string(), ..base(UnitKind::Rifle) }).collect()
}

#[test]
fn an_opened_stack_shows_every_counter_apart_and_on_the_map() {
    let ground = &*fixture::scenario().ground;
    let layout = Layout::new(&ground.grid, false);
    let corner = ground.grid.hexes().next().unwrap();
    for n in 1..=20 {
        for scale in [1.0, 1.7] {
            let counters = stack(n, corner);
            let look = Look { open: Some(corner), open_scale: scale, ..Look::default() };
            let placed = placements(ground, &layout, &counters, &look);
            assert_eq!(placed.counters.len(), n);
            let panel = placed.panel.unwrap();
            for (i, a) in placed.counters.iter().enumerate() {
                assert!((a.centre.x - panel.centre.x).abs() + a.half.0 <= panel.half.0);
                assert!((a.centre.y - panel.centre.y).abs() + a.half.1 <= panel.half.1);
                for b in &placed.counters[..i] {
                    let apart =
                        (a.centre.x - b.centre.x).abs() >= a.half.0 + b.half.0 || (a.centre.y - b.centre.y).abs() >= a.half.1 + b.half.1;
                    assert!(apart, "{n} counters: {i} lies on another");
                }
                assert_eq!(placed.at(a.centre), Some(a.index));
            }
            let (w, h) = layout.map_size();
            if 2.0 * panel.half.0 <= w && 2.0 * panel.half.1 <= h {
                assert!(panel.centre.x - panel.half.0 >= -0.1 && panel.centre.y - panel.half.1 >= -0.1);
            }
        }
    }
}

#[test]
fn a_point_finds_the_counter_drawn_on_top_there() {
    let ground = &*fixture::scenario().ground;
    let layout = Layout::new(&ground.grid, false);
    let at = ground.grid.parse("0402").unwrap();
    let counters = stack(6, at);
    let placed = placements(ground, &layout, &counters, &Look::default());
    assert_eq!(placed.counters.len(), 4);
    assert_eq!(placed.at(layout.centre(&ground.grid, at)), Some(0));
    // the upper right corner of the lowest one drawn looks out
    let lowest = placed.counters.last().unwrap();
    assert_eq!(placed.at(lowest.centre.plus(lowest.half.0 - 0.5, -lowest.half.1 + 0.5)), Some(3));
    assert_eq!(placed.at(pt(-50.0, -50.0)), None);
    // the selected one comes up
    let look = Look { selected: &[4], ..Look::default() };
    let placed = placements(ground, &layout, &counters, &look);
    assert_eq!(placed.at(layout.centre(&ground.grid, at)), Some(4));
    let frame = |s: &Shape| matches!(s, Shape::Fill { colour, .. } if *colour == palette::SELECTED);
    assert!(placed_shapes(&counters, &placed, &look).iter().any(frame));
    assert!(!counter_shapes(ground, &layout, &counters).iter().any(frame));
}

#[test]
fn both_sides_in_a_hex_are_both_in_sight() {
    let ground = &*fixture::scenario().ground;
    let layout = Layout::new(&ground.grid, false);
    let at = ground.grid.parse("0402").unwrap();
    let mut counters = stack(3, at);
    let known = Some(Known { certainty: Certainty::Seen, current: true, age_min: 0 });
    counters.extend(stack(2, at).into_iter().map(|c| CounterSpec { side: Side::Japanese, known, ..c }));
    let placed = placements(ground, &layout, &counters, &Look::default());
    let tops: Vec<usize> = placed.counters.iter().filter(|p| p.top).map(|p| p.index).collect();
    assert_eq!(tops, [0, 3]);
    let enemy = placed.of(3).unwrap();
    assert_eq!(placed.at(enemy.centre.plus(enemy.half.0 - 1.0, enemy.half.1 - 1.0)), Some(3));
}

#[test]
fn stacks_of_neighbouring_hexes_hardly_touch() {
    let ground = &*fixture::scenario().ground;
    let layout = Layout::new(&ground.grid, false);
    let counters: Vec<CounterSpec> = ground.grid.hexes().flat_map(|h| stack(5, h)).collect();
    let placed = placements(ground, &layout, &counters, &Look::default());
    for a in placed.counters.iter().filter(|p| p.top) {
        for b in placed.counters.iter().filter(|b| counters[b.index].hex != counters[a.index].hex) {
            let over = (a.half.0 + b.half.0 - (a.centre.x - b.centre.x).abs()).min(a.half.1 + b.half.1 - (a.centre.y - b.centre.y).abs());
            assert!(over <= 0.1, "{over}");
        }
    }
}

/// A sheet of every counter at three sizes, written where a person can look at it: `target/tmp/counters.svg`.
#[test]
fn a_sheet_of_all_counters_is_drawn() {
    let mut out = vec![Shape::rect(0.0, 0.0, 1400.0, 1900.0, palette::GROUND)];
    let all = one_of_each();
    let mut top = 30.0;
    for detail in [Detail::Near, Detail::Middle, Detail::Far] {
        let per_row = 22;
        let placed = all.iter().enumerate().map(|(index, _)| Placed {
            index,
            centre: pt(40.0 + 60.0 * (index % per_row) as f32, top + 56.0 * (index / per_row) as f32),
            half: (21.0, 15.0),
            depth: 0,
            top: true,
            stack: if index % 5 == 4 { 3 } else { 0 },
            open: false,
        });
        let look = Look { detail, selected: &[3, 40], minutes: " min", ..Look::default() };
        let placed = Placements { counters: placed.collect(), panel: None };
        out.extend(placed_shapes(&all, &placed, &look));
        top += 56.0 * all.len().div_ceil(per_row) as f32 + 30.0;
    }
    let svg = svg::render(&out, 1400.0, top);
    assert!(!svg.contains("NaN"));
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/target/tmp");
    if std::fs::create_dir_all(dir).is_ok() {
        let _ = std::fs::write(format!("{dir}/counters.svg"), svg);
    }
}
