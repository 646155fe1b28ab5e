//! The weather: the ground of 6 August follows from its days, wet ground never carries more, nobody flies in fog, what is to come
//! is known to nobody, and what may come hangs on the seed.

use crate::play::{self, Luck, knowledge};
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep};
use khasan::data::{DepotId, LaterCapacity, Link, LinkKind, LoadOptions, Scenario, Sources, WeatherRow, load, water_at, weather_at};
use khasan::hex::Dir;
use khasan::rules::{Clock, GroundState, GroundStates, Pace, ProfileId, Rain, Side, Sky, Soil, Spell, UnitId, Weather};
use khasan::view::{Observation, Order, Refusal, Seq, What};
use proptest::prelude::*;
use std::sync::Arc;

fn assault(sets: &[&str]) -> Arc<Scenario> {
    let sets = sets.iter().map(|s| (*s).to_owned()).collect();
    let (scenario, found) = load(&Sources::embedded(), "0806_assault", &LoadOptions { sets });
    scenario.unwrap_or_else(|| panic!("{found:?}"))
}

fn ground(scenario: &Scenario, at: &str) -> GroundStates {
    scenario.weather.usual_at(&scenario.rules, &scenario.light, Clock::parse(at).expect("a clock")).1
}

#[test]
fn the_sixth_of_august_is_wet_by_its_own_days() {
    let scenario = assault(&[]);
    for turn in &scenario.turns {
        let (weather, ground) = scenario.weather.usual_at(&scenario.rules, &scenario.light, turn.from);
        assert_eq!(weather, Weather::CLEAR, "{}", turn.from);
        let wet = [Soil::Low, Soil::Field, Soil::Road].map(|s| ground.of(s));
        assert_eq!(wet, [GroundState::Wet; 3], "{}", turn.from);
    }
    // A millimetre more or less decides nothing.
    let (w, mut spells) = (&scenario.weather, Vec::new());
    (0..w.rows.len()).for_each(|row| w.add(row, 0, &mut spells));
    for at in [scenario.starts(), scenario.ends()] {
        let water = water_at(&scenario.rules, &scenario.light, &spells, w.water, w.rows[0].from, at);
        let tenths = [Soil::Low, Soil::Field, Soil::Road].map(|s| water.tenths_mm(s));
        assert!(tenths[0] > 110 && tenths[0] < 740 && tenths[1] > 60 && tenths[1] < 340, "{tenths:?}");
        assert!(tenths[2] > 40 && tenths[2] < 140, "{tenths:?}");
    }
    // The rain broke the road, and the fog kept it wet.
    assert_eq!(ground(&scenario, "1938-08-05T18:00").of(Soil::Road), GroundState::Soaked);
    assert_eq!(ground(&scenario, "1938-08-03T20:00").of(Soil::Road), GroundState::Dry);
    assert_eq!(weather_at(&spells, Clock::parse("1938-08-06T12:59").expect("a clock")).sky, Sky::Fog);
}

#[test]
fn an_analyst_dries_the_marsh_or_opens_the_sky() {
    let scenario = assault(&["ground=dry"]);
    assert_eq!(ground(&scenario, "1938-08-06T17:00"), GroundStates::from(GroundState::Dry));
    let storm = ["weather.rain_5.rain=storm", "weather.clear.sky=overcast", "weather.clear.rain=drizzle"];
    let scenario = assault(&storm);
    assert_eq!(ground(&scenario, "1938-08-06T15:55").of(Soil::Low), GroundState::Soaked);
    let weather = scenario.weather.usual_at(&scenario.rules, &scenario.light, scenario.starts()).0;
    assert_eq!(weather, Weather { sky: Sky::Overcast, rain: Rain::Drizzle });
    assert_eq!(assault(&["water_mm.low=60"]).weather.water.tenths_mm(Soil::Low), 600);
}

#[test]
fn wetter_ground_is_never_quicker_and_a_road_goes_by_its_own_bed() {
    let scenario = assault(&[]);
    let g = &scenario.ground;
    let states = [GroundState::Dry, GroundState::Wet, GroundState::Soaked];
    let (mut slower, mut roads) = (0, 0);
    for profile in (0..scenario.rules.profiles()).map(|p| ProfileId(p as u8)) {
        for (pace, from) in [Pace::March, Pace::Deployed].into_iter().flat_map(|p| g.grid.hexes().map(move |h| (p, h))) {
            for dir in Dir::ALL {
                let seconds = |ground: GroundStates| g.step_seconds(profile, ground, pace, from, dir).unwrap_or(u32::MAX);
                let all = states.map(|s| seconds(s.into()));
                assert!(all.is_sorted(), "{} {dir:?} {pace:?}: {all:?}", g.grid.name(from));
                slower += u32::from(all[0] < all[2]);
                if g.soils[from.index() * 6 + dir as usize] == Soil::Road {
                    roads += 1;
                    let broken = GroundStates::each(|s| if s == Soil::Road { GroundState::Soaked } else { GroundState::Dry });
                    assert_eq!(seconds(broken), all[2], "the fields beside it may be dry");
                }
            }
        }
    }
    assert!(slower > 1000 && roads > 100, "{slower} {roads}");
}

/// The small battle with other weather.
fn under(sky: Sky, rain: Rain) -> Scenario {
    let mut scenario = tiny::scenario();
    scenario.weather.rows.truncate(1);
    scenario.weather.rows[0].weather = Weather { sky, rain };
    scenario.events.clear();
    scenario
}

fn row(scenario: &Scenario, after_s: u32, sky: Sky, passing: Option<Spell>) -> WeatherRow {
    let weather = Weather { sky, rain: Rain::None };
    WeatherRow { id: format!("{after_s}"), from: scenario.starts().plus(after_s), weather, passing, sources: Vec::new() }
}

fn next_turn(battle: &mut Battle) {
    for _ in 0..2 {
        let side = battle.to_move().expect("it is not over");
        battle.end_impulse(side).map(<[_]>::len).expect("its impulse");
    }
}

#[test]
fn nobody_flies_in_fog_or_storm_and_the_sortie_is_kept() {
    for (sky, rain) in [(Sky::Fog, Rain::None), (Sky::Overcast, Rain::Storm)] {
        let mut battle = play::battle(under(sky, rain), 1, Keep::Log);
        let view = battle.view(Side::Soviet);
        let fly = |at| Order::Sortie { flight: tiny::FLIGHT, hex: hex(2, 2), at };
        let (now, later) = (view.turn_from.plus(60), view.turn_from.plus(view.turn_seconds + 60));
        let sorties = |b: &Battle| b.view(Side::Soviet).flights[0].sorties;
        let had = sorties(&battle);
        let refused = battle.apply(Side::Soviet, Author::Human, &fly(now)).map(<[_]>::len);
        assert_eq!(refused, Err(Refusal::NoFlyingWeather));
        // For a later hour it is a gamble.
        battle.apply(Side::Soviet, Author::Human, &fly(later)).map(<[_]>::len).expect("it may clear up");
        assert_eq!(sorties(&battle), had - 1);
        next_turn(&mut battle);
        let called_off = |what: &What<UnitId>| matches!(what, What::StrikeCalledOff { flight: tiny::FLIGHT, .. });
        assert_eq!(battle.events().iter().filter(|e| called_off(&e.what)).count(), 1);
        let told = |side| battle.reports(side, Seq(0)).iter().any(|r| matches!(r.what, What::StrikeCalledOff { .. }));
        assert!(told(Side::Soviet) && !told(Side::Japanese), "to its own side alone");
        assert_eq!((sorties(&battle), battle.view(Side::Soviet).flights[0].due), (had, None), "the sortie is kept");
        assert_eq!(battle.counts()[Side::Soviet].sorties, 0);
        assert!(!battle.events().iter().any(|e| matches!(e.what, What::StrikeFell { .. })));
    }
}

#[test]
fn bombs_raise_dust_but_not_from_soaked_ground() {
    let clouds = |state| {
        let mut scenario = under(Sky::Clear, Rain::None);
        scenario.weather.held = Some(state);
        let mut battle = play::battle(scenario, 1, Keep::Log);
        let at = battle.view(Side::Soviet).turn_from.plus(60);
        let order = Order::Sortie { flight: tiny::FLIGHT, hex: hex(2, 2), at };
        battle.apply(Side::Soviet, Author::Human, &order).map(<[_]>::len).expect("it flies");
        battle.view(Side::Soviet).clouds.len()
    };
    assert!(clouds(GroundState::Dry) > 0 && clouds(GroundState::Wet) > 0);
    assert_eq!(clouds(GroundState::Soaked), 0);
}

/// Two battles alike but for weather to come are alike to both sides until it comes.
#[test]
fn what_is_to_come_is_known_to_nobody() {
    let fair = under(Sky::Clear, Rain::None);
    let mut foul = fair.clone();
    let fog = row(&foul, 2_700, Sky::Fog, None);
    foul.weather.rows.push(fog);
    let mut battles = [fair, foul].map(|s| play::battle(s, 5, Keep::Log));
    let know = |b: &Battle| Side::BOTH.map(|side| (knowledge(b.view(side)), b.reports(side, Seq(0)).to_vec()));
    for turn in 0..3 {
        for side in Side::BOTH {
            let orders: Vec<Order> = {
                let view: &Observation = battles[0].view(side);
                let mut luck = Luck(turn * 2 + side as u64);
                (0..12).map(|_| play::sensible(view, &mut luck)).collect()
            };
            for order in &orders {
                let got = [0, 1].map(|i| battles[i].apply(side, Author::Human, order).map(<[_]>::to_vec));
                assert_eq!(got[0], got[1], "turn {turn}: {order:?}");
            }
            assert_eq!(know(&battles[0]), know(&battles[1]), "turn {turn}");
            battles.iter_mut().for_each(|b| assert!(b.end_impulse(side).is_ok()));
        }
    }
    assert_eq!([0, 1].map(|i| battles[i].view(Side::Soviet).weather.sky), [Sky::Clear, Sky::Fog]);
}

#[test]
fn what_may_come_hangs_on_the_seed_and_on_nothing_else() {
    let scenario = |percent| {
        let mut scenario = under(Sky::Clear, Rain::None);
        let fog = row(&scenario, 900, Sky::Fog, Some(Spell { percent, least_h: 1, most_h: 2 }));
        scenario.weather.rows.push(fog);
        scenario
    };
    let skies = |percent, seed, walk: bool| {
        let mut battle = play::battle(scenario(percent), seed, Keep::Log);
        let mut seen = vec![battle.view(Side::Soviet).weather.sky];
        while battle.to_move().is_some() && seen.len() < 10 {
            if walk {
                let order = play::sensible(battle.view(Side::Soviet), &mut Luck(seed));
                let _ = battle.apply(Side::Soviet, Author::Human, &order);
            }
            next_turn(&mut battle);
            seen.push(battle.view(Side::Japanese).weather.sky);
        }
        seen
    };
    let of = |seed| skies(50, seed, false);
    assert_eq!(of(3), of(3));
    assert_eq!(of(3), skies(50, 3, true), "orders shift nothing");
    let foggy = (0..40).filter(|&seed| of(seed)[1] == Sky::Fog).count();
    assert!((10..=30).contains(&foggy), "{foggy} of 40");
    let lasted = |seed| skies(100, seed, false).iter().filter(|s| **s == Sky::Fog).count();
    // From the second turn on, an hour or two; two turns of half an hour end the battle.
    assert!((0..20).all(|seed| [4, 8].contains(&lasted(seed))), "{:?}", (0..20).map(lasted).collect::<Vec<_>>());
    assert!((0..20).all(|seed| !skies(0, seed, false).contains(&Sky::Fog)));
}

#[test]
fn the_scripts_weather_stays_to_the_end_and_is_told() {
    let mut battle = play::battle(tiny::scenario(), 2, Keep::Log);
    play::play(&mut battle, &mut Luck(9), 99, |_, _| {});
    let told: Vec<(u32, Weather, GroundStates)> = battle
        .events()
        .iter()
        .filter_map(|e| match e.what {
            What::WeatherChanged { weather, ground } => Some((e.at.since(battle.scenario().starts()), weather, ground)),
            _ => None,
        })
        .collect();
    assert_eq!((told[0].0, told[0].1), (0, Weather::CLEAR), "at the start");
    assert!(told.windows(2).all(|w| w[0].1 != w[1].1 || w[0].2 != w[1].2), "only what is new is told: {told:?}");
    let storm = Weather { sky: Sky::Overcast, rain: Rain::Storm };
    assert!(told.iter().all(|t| (t.1 == storm) == (t.0 >= 3_600)), "{told:?}");
    assert_eq!(told.last().map(|t| t.2.of(Soil::Road)), Some(GroundState::Soaked));
    for side in Side::BOTH {
        let reports = battle.reports(side, Seq(0)).iter().filter(|r| matches!(r.what, What::WeatherChanged { .. })).count();
        assert_eq!(reports, told.len(), "both sides are told");
    }
}

proptest! {
    /// The law of supply: rain never raises a link's capacity, whatever the file says.
    #[test]
    fn rain_never_raises_a_links_capacity(day in prop::array::uniform3(0u32..9_000), night in prop::option::of(prop::array::uniform3(0u32..9_000)), kind in 0..4usize, late in prop::option::of((0u32..9, prop::array::uniform3(0u32..9_000))), hour in 0u32..12, wet in 0..3usize, wetter in 0..3usize, dark: bool) {
        let states = [GroundState::Dry, GroundState::Wet, GroundState::Soaked];
        let kind = [LinkKind::Road, LinkKind::Carry, LinkKind::Rail, LinkKind::Ferry][kind];
        let (from, to) = (DepotId(0), DepotId(1));
        let (hours, starts) = (|n: u32| n * 3_600, Clock(0));
        let change = |(n, kg_per_hour)| LaterCapacity { from: starts.plus(hours(n)), kg_per_hour, night_kg_per_hour: None, stores_kg_per_hour: Some(kg_per_hour) };
        let (later, at) = (late.map(change).into_iter().collect(), starts.plus(hours(hour)));
        let link = Link { id: "link".into(), from, to, kind, kg_per_hour: day, night_kg_per_hour: night, stores_kg_per_hour: None, later, sites: Vec::new(), sources: Vec::new() };
        let (less, more) = (states[wet.min(wetter)], states[wet.max(wetter)]);
        prop_assert!(link.capacity_kg(at, more.into(), dark) <= link.capacity_kg(at, less.into(), dark));
        prop_assert!(link.stores_kg(at, more.into()) <= link.stores_kg(at, less.into()));
        let by_soil = |state| GroundStates::each(|soil| if soil == kind.soil() { state } else { GroundState::Dry });
        prop_assert_eq!(link.capacity_kg(at, by_soil(more), dark), link.capacity_kg(at, more.into(), dark), "its own soil alone counts");
    }
}
