//! The ground of Lake Khasan: places where they belong, ways that men and tanks have and have not.

use khasan::data::{Ground, LoadOptions, Scenario, Sources, load};
use khasan::hex::{Dir, HexId, Reach, ReachScratch};
use khasan::rules::{GroundState, Pace, Side, Terrain};
use std::sync::Arc;

fn assault() -> Arc<Scenario> {
    let (scenario, found) = load(&Sources::embedded(), "0806_assault", &LoadOptions::default());
    scenario.unwrap_or_else(|| panic!("{found:?}"))
}

fn hex(ground: &Ground, name: &str) -> HexId {
    ground.grid.parse(name).unwrap_or_else(|| panic!("{name} is on the map"))
}

/// All that a profile reaches from a hex in deployed order on wet ground, by steps that are allowed.
fn reach(scenario: &Scenario, profile: &str, from: &str, allowed: impl Fn(HexId, Dir, HexId) -> bool) -> Reach {
    let ground = &scenario.ground;
    let profile = scenario.rules.profile(profile).expect("the profile exists");
    let mut reach = Reach::default();
    reach.search(&ground.grid, &mut ReachScratch::default(), hex(ground, from), 1_000_000, |a, dir, b| {
        allowed(a, dir, b).then(|| ground.step_seconds(profile, GroundState::Wet.into(), Pace::Deployed, a, dir)).flatten()
    });
    reach
}

#[test]
fn named_places_lie_in_their_hexes() {
    let scenario = assault();
    for (id, name) in [
        ("zaozernaya", "1915"),
        ("zaozernaya_spur", "1814"),
        ("hill_82", "2117"),
        ("machine_gun_hill", "2319"),
        ("bezymyannaya", "1710"),
        ("shachaofeng", "1411"),
        ("chernaya", "1506"),
        ("general_hill", "1517"),
        ("bogomolnaya", "1513"),
        ("hill_68_8", "2106"),
        ("hill_64_8", "2508"),
        ("mezhdorozhnaya", "2612"),
        ("hill_62_1", "2715"),
        ("novoselka", "2004"),
        ("zarechye", "3202"),
        ("pakshekori", "2301"),
        ("podgornaya", "3019"),
        ("homoku", "1318"),
        ("fangchuan", "1821"),
        ("stele_t", "2824"),
        ("ferry_n", "0810"),
        ("ferry_m", "0815"),
        ("ferry_s", "1221"),
        ("hongui", "0318"),
        ("kojo", "0409"),
        ("sozan", "0214"),
    ] {
        let place = scenario.ground.places.iter().find(|p| p.id == id).unwrap_or_else(|| panic!("no place {id}"));
        assert_eq!(scenario.ground.grid.name(place.hex), name, "{id}");
    }
}

#[test]
fn hills_have_their_heights_and_the_highest_is_the_one_fought_for() {
    let ground = assault().ground.clone();
    let height = |name| ground.elevation_m[hex(&ground, name).index()];
    for (name, metres) in [("1915", 155), ("2117", 82), ("2319", 52), ("1411", 77), ("1517", 141), ("2612", 87)] {
        assert_eq!(height(name), metres, "{name}");
    }
    assert_eq!(ground.elevation_m.iter().max(), Some(&155));
    // from the lake to the summit: a real climb, steepest at the top
    assert!(height("2214") <= 6 && height("2015") - height("2214") > 30 && height("1915") - height("2015") > 50);
}

#[test]
fn the_lake_has_its_area_and_its_ends_are_open_to_men() {
    let scenario = assault();
    let ground = &scenario.ground;
    let middle = hex(ground, "2110");
    let mut lake = vec![middle];
    let mut next = 0;
    while next < lake.len() {
        for n in ground.grid.neighbours(lake[next]).iter().flatten() {
            if ground.terrain[n.index()] == Terrain::Lake && !lake.contains(n) {
                lake.push(*n);
            }
        }
        next += 1;
    }
    let area = lake.len() as f64 * 0.0779;
    assert!((2.0..2.4).contains(&area), "{area} square kilometres");
    let own = |_, _, to: HexId| ground.steps_beyond(Side::Soviet, to) == 0;
    let men = reach(&scenario, "foot", "3710", own);
    for passage in ["1707", "2417"] {
        assert!(men.cost(hex(ground, passage)).is_some(), "{passage}");
    }
}

#[test]
fn men_reach_each_hill_from_the_east_without_crossing_the_border() {
    let scenario = assault();
    let ground = &scenario.ground;
    let own = |_, _, to: HexId| ground.steps_beyond(Side::Soviet, to) == 0;
    let men = reach(&scenario, "foot", "3710", own);
    for hill in ["1915", "1814", "1710", "2117", "2319"] {
        let at = hex(ground, hill);
        assert!(men.cost(at).is_some(), "no way to {hill}");
        let beyond = ground.grid.neighbours(at).iter().flatten().any(|n| ground.steps_beyond(Side::Soviet, *n) > 0);
        assert!(beyond, "{hill} lies on the line");
    }
}

#[test]
fn the_border_parts_the_map_in_two_whole_pieces() {
    let scenario = assault();
    let ground = &scenario.ground;
    for (start, beyond) in [("3710", false), ("0015", true)] {
        let mut piece = vec![hex(ground, start)];
        let mut next = 0;
        while next < piece.len() {
            for dir in Dir::ALL {
                if let Some(n) = ground.grid.neighbour(piece[next], dir)
                    && !ground.side(piece[next], dir).border
                    && !piece.contains(&n)
                {
                    piece.push(n);
                }
            }
            next += 1;
        }
        for h in ground.grid.hexes() {
            assert_eq!(piece.contains(&h), ground.beyond_border[h.index()] == beyond, "{}", ground.grid.name(h));
        }
    }
}

#[test]
fn no_land_is_cut_off() {
    let scenario = assault();
    let ground = &scenario.ground;
    let men = reach(&scenario, "foot", "3710", |_, _, _| true);
    for h in ground.grid.hexes().filter(|h| !ground.terrain[h.index()].is_water()) {
        assert!(men.cost(h).is_some(), "{}", ground.grid.name(h));
    }
}

#[test]
fn tanks_pass_the_stream_by_three_crossings_only() {
    let scenario = assault();
    let ground = &scenario.ground;
    let crossings: Vec<String> = ground
        .grid
        .hexes()
        .flat_map(|h| Dir::ALL.map(|d| (h, d)))
        .filter(|(h, d)| ground.side(*h, *d).crossing)
        .map(|(h, _)| ground.grid.name(h))
        .collect();
    assert_eq!(crossings.len(), 6, "three sides, seen from both hexes: {crossings:?}");
    let own = |to: HexId| ground.steps_beyond(Side::Soviet, to) == 0;
    let tanks = reach(&scenario, "t26", "2004", |_, _, to| own(to));
    for over in ["1605", "1705", "1707"] {
        assert!(tanks.cost(hex(ground, over)).is_some(), "{over}");
    }
    // even over the border nothing turns the stream in the north
    let north = |to: HexId| ground.grid.col_row(to).1 < 13;
    let without = reach(&scenario, "t26", "2004", |from, dir, to| north(to) && !ground.side(from, dir).crossing);
    for over in ["1605", "1705", "1707", "1205"] {
        assert!(without.cost(hex(ground, over)).is_none(), "{over}");
    }
    // what is left is the long way round the lakes and under the hills
    let round = reach(&scenario, "t26", "2004", |from, dir, _| !ground.side(from, dir).crossing);
    let (near, far) = (tanks.cost(hex(ground, "1707")), round.cost(hex(ground, "1707")));
    assert!(far.zip(near).is_none_or(|(far, near)| far > 3 * near), "{near:?} {far:?}");
}

#[test]
fn tanks_come_through_the_south_marsh_to_the_ravine_but_not_up_machine_gun_hill() {
    let scenario = assault();
    let ground = &scenario.ground;
    let own = |_, _, to: HexId| ground.steps_beyond(Side::Soviet, to) == 0;
    for start in ["2715", "3019"] {
        let tanks = reach(&scenario, "t26", start, own);
        for to in ["2417", "2317", "2116"] {
            assert!(tanks.cost(hex(ground, to)).is_some(), "{start} to {to}");
        }
        assert!(tanks.cost(hex(ground, "2319")).is_none(), "{start} up Machine Gun Hill");
    }
}
