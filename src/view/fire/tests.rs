//! Questions of fire and mud on hand-built units.

use super::*;
use crate::rules::{Certainty, Pace, Side, WeaponClass};
use crate::view::Ration;
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

/// A unit of the duel with these weapons of one kind alone, and its volley in so many seconds at 300 m.
fn fired(class: WeaponClass, calibre_mm: u16, count: u16, seconds: u32, suppressed_permille: u16) -> Volley {
    let mut view = duel(Side::Soviet);
    let who = unit(&view, if class.is_gun() { "su.1rr.guns" } else { "su.1rr.1bn.1co" });
    let weapon = view.cards.weapons.iter().position(|w| w.class == class && (w.small || w.calibre_mm == calibre_mm)).unwrap() as u16;
    let card = view.scenario.units[who.index()].card as usize;
    let cards = std::sync::Arc::make_mut(&mut view.cards);
    cards.weapons[weapon as usize].direct_range_m = 2_000;
    cards.units[card].weapons.truncate(1);
    (cards.units[card].weapons[0].weapon, cards.units[card].weapons[0].count) = (weapon, count);
    let mut own = view.unit(who).unwrap().clone();
    fill(&mut own, &view.cards.units[card]);
    let shooter =
        Shooter { cards: &view.cards, rules: &view.rules, card: &view.cards.units[card], unit: &own, suppressed_permille, up: u16::MAX };
    volley(&shooter, 300, seconds, false)
}

fn fill(own: &mut OwnUnit, card: &UnitCard) {
    (own.men, own.guns, own.limbered) = (card.men, card.guns, false);
    (own.stores.small_rounds, own.stores.shells) = (1_000_000, 1_000_000);
}

#[test]
fn slow_weapons_fire_in_short_times_and_the_effect_is_of_the_rounds_spent() {
    // A sniper in three minutes one; two of them in a minute and a half one. A 152 mm battery of four: 3.2 a minute.
    assert_eq!([60, 90, 200, 400].map(|s| fired(WeaponClass::Sniper, 8, 2, s, 0).small_rounds), [1, 1, 2, 4]);
    assert_eq!([10, 20, 38, 60].map(|s| fired(WeaponClass::Howitzer, 152, 4, s, 0).shells), [1, 1, 2, 3]);
    let (short, long) = (fired(WeaponClass::Howitzer, 152, 4, 20, 0), fired(WeaponClass::Howitzer, 152, 4, 600, 0));
    assert_eq!(long.shells, 32);
    assert_eq!(short.shot.he_area_m2.map(|a| a * 32), long.shot.he_area_m2);
    // Half of them kept down fire half, and the rule, which takes that half off, is asked about all.
    let half = fired(WeaponClass::Howitzer, 152, 4, 600, 500);
    assert_eq!((half.shells, half.shot.he_area_m2), (16, long.shot.he_area_m2));
}

#[test]
fn many_short_bursts_are_one_long_one() {
    for (class, calibre_mm, count) in [(WeaponClass::Sniper, 8, 2), (WeaponClass::Hmg, 8, 3), (WeaponClass::Howitzer, 152, 4)] {
        let rounds = |seconds| {
            let v = fired(class, calibre_mm, count, seconds, 0);
            (v.small_rounds + v.shells) as i64
        };
        // Times of all lengths between half a round's and a quarter of an hour: what rounding adds it takes elsewhere.
        let (mut sum, mut exact) = (0, 0.0);
        for seconds in (60..=900).step_by(7) {
            sum += rounds(seconds);
            exact += rounds(36_000) as f64 * seconds as f64 / 36_000.0;
        }
        assert!((sum as f64 - exact).abs() < 0.01 * exact, "{class:?}: {sum} against {exact}");
    }
}

#[test]
fn a_tanks_machine_gun_reaches_as_far_as_its_card_says() {
    let mut view = duel(Side::Soviet);
    let who = unit(&view, "su.1tb.1pl");
    let card = view.scenario.units[who.index()].card as usize;
    let mut own = view.unit(who).unwrap().clone();
    own.stores.small_rounds = 1_000_000;
    let rounds = |view: &crate::view::Observation, range_m| {
        let (cards, card) = (&view.cards, &view.cards.units[card]);
        let shooter = Shooter { cards, rules: &view.rules, card, unit: &own, suppressed_permille: 0, up: u16::MAX };
        volley(&shooter, range_m, 60, false).small_rounds
    };
    assert!(rounds(&view, 800) > 0);
    assert_eq!(rounds(&view, 801), 0);
    let gun = view.cards.vehicles[own.vehicles[0].vehicle as usize].machine_gun.unwrap() as usize;
    std::sync::Arc::make_mut(&mut view.cards).weapons[gun].direct_range_m = 400;
    assert_eq!((rounds(&view, 400) > 0, rounds(&view, 401)), (true, 0));
}

#[test]
fn what_one_mark_costs_is_gone_for_the_next() {
    let view = duel(Side::Soviet);
    let who = unit(&view, "su.1rr.guns");
    let card = &view.cards.units[view.scenario.units[who.index()].card as usize];
    let men = Mark {
        men: 100,
        guns: 0,
        vehicles: Default::default(),
        ..Mark::of_unit(&view.cards, &view.ground, card, view.unit(who).unwrap(), hex(&view, "0202"), Certainty::Seen, 0)
    };
    // Shells fired at each of three, by what is in store and what the ration leaves.
    let fired = |shells: u32, ration: Option<u16>, range_m: u32| -> Vec<u32> {
        let mut own = view.unit(who).unwrap().clone();
        fill(&mut own, card);
        own.stores.shells = shells;
        own.ration = ration.map(|left| Ration { left, of_day: 24 });
        let shooter = Shooter { cards: &view.cards, rules: &view.rules, card, unit: &own, suppressed_permille: 0, up: u16::MAX };
        engage_each(shooter, [&men, &men, &men], range_m, 120, false).map(|(_, f)| f.spent().1).collect()
    };
    let (near, far) = (view.rules.unrationed_m(), view.rules.unrationed_m() + 1);
    let all = fired(1_000_000, None, near)[0];
    assert!(all > 2 && fired(1_000_000, None, near) == [all; 3], "{all}");
    assert_eq!(fired(all + 2, None, near), [all, 2, 0], "the load");
    assert_eq!(fired(1_000_000, Some(all as u16 + 2), far), [all, 2, 0], "the ration");
    assert_eq!(fired(1_000_000, Some(all as u16 + 2), near), [all; 3], "which does not bind defence");
}
