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
