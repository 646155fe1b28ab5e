//! Questions of fire and mud on hand-built units.

use super::*;
use crate::rules::{Pace, Side};
use crate::view::fixture::{duel, hex, unit};

#[test]
fn a_few_men_beside_their_wrecks_are_a_small_share_of_a_tank_unit() {
    let view = duel(Side::Soviet);
    let mut tanks = view.unit(unit(&view, "su.1tb.1pl")).unwrap().clone();
    assert_eq!(outside_permille(&view.cards, &tanks), 0, "all behind armour");
    // One of three is knocked out; two of its crew got out.
    let all = tanks.men;
    tanks.vehicles[0].running -= 1;
    tanks.vehicles[0].burnt += 1;
    tanks.men = all - 1;
    let driving = all - 3;
    assert_eq!(outside_permille(&view.cards, &tanks), 2 * 1000 / (2 + driving));
    // Crews of stuck ones stand where those are.
    tanks.vehicles[0].stranded = tanks.vehicles[0].running;
    tanks.vehicles[0].running = 0;
    assert_eq!(outside_permille(&view.cards, &tanks), 1000);
    let rifles = view.unit(unit(&view, "su.1rr.1bn.1co")).unwrap();
    assert_eq!(outside_permille(&view.cards, rifles), 1000);
}

#[test]
fn a_crossing_bears_over_the_stream_and_not_over_the_marsh_behind() {
    let view = duel(Side::Soviet);
    let tanks = view.unit(unit(&view, "su.1tb.1pl")).unwrap();
    let (from, to) = (hex(&view, "0602"), hex(&view, "0502"));
    let dir = view.ground.grid.dir_to(from, to).unwrap();
    assert!(view.ground.side(from, dir).crossing);
    let leg = Leg { from, dir, to, state: view.ground_state, pace: Pace::Deployed };
    let question = bog(&view.cards, &crate::view::ways::Going::of(&view), tanks.vehicles[0].vehicle, 3, &leg, 0).unwrap();
    assert!(!question.on_road, "{question:?}");
}

#[test]
fn engines_wear_by_what_the_vehicles_drive_on() {
    use crate::rules::{GroundState, RoadKind, Soil, Terrain};
    let mut view = duel(Side::Soviet);
    let vehicle = view.unit(unit(&view, "su.1tb.1pl")).unwrap().vehicles[0].vehicle;
    let (from, to) = (hex(&view, "0602"), hex(&view, "0502"));
    let dir = view.ground.grid.dir_to(from, to).unwrap();
    let side = view.ground.grid.side(from, dir).unwrap();
    let mut asked = |terrain: Terrain, road: Option<RoadKind>, bed: GroundState, pace: Pace| {
        let ground = std::sync::Arc::make_mut(&mut view.ground);
        ground.terrain[to.index()] = terrain;
        ground.sides[side.index()] = Default::default();
        ground.sides[side.index()].road = road;
        let state = GroundStates::each(|soil| if soil == Soil::Road { bed } else { GroundState::Wet });
        let leg = Leg { from, dir, to, state, pace };
        breakdown(&view.cards, &crate::view::ways::Going::of(&view), vehicle, 3, &leg).unwrap().on_road
    };
    use GroundState::{Dry, Soaked, Wet};
    for road in [RoadKind::Track, RoadKind::Road] {
        for bed in [Dry, Wet, Soaked] {
            assert!(asked(Terrain::Open, Some(road), bed, Pace::March), "in column on it, {bed:?}");
            assert!(!asked(Terrain::Open, Some(road), bed, Pace::Deployed), "deployed beside it");
        }
    }
    // Over a marsh it is the bed that bears or not, at any pace.
    for pace in [Pace::March, Pace::Deployed] {
        let track = |bed| (Terrain::Marsh, Some(RoadKind::Track), bed, pace);
        let cases = [track(Dry), track(Wet)].map(|(t, r, b, p)| asked(t, r, b, p));
        assert_eq!(cases, [true, false]);
        assert!(asked(Terrain::Marsh, Some(RoadKind::Road), Wet, pace));
        assert!(!asked(Terrain::Marsh, Some(RoadKind::Road), Soaked, pace));
    }
    assert!(!asked(Terrain::Open, None, Dry, Pace::March));
}
