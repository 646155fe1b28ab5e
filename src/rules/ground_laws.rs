//! The same for ground: movement, bogging, seeing, works.

use super::ModifierName as M;
use super::laws::names;
use super::random_questions::{AIRS, LIGHTS, STATES};
use super::*;

const PACES: [Pace; 3] = [Pace::March, Pace::Deployed, Pace::WithInfantry];

#[test]
fn more_ruts_more_water_more_speed_never_make_ground_firmer() {
    let t = Tables::shipped();
    for terrain in Terrain::ALL {
        let at = |ground, passes, speed_dms, on_road| {
            t.bog_odds(&Bog { terrain, ground, vci_1: 26, vci_50: 60, passes, vehicles: 5, speed_dms, on_road, crossing: false }).0
        };
        for ground in STATES {
            let soft = t.is_soft(terrain, ground);
            assert_eq!(at(ground, 0, 8, false) > 0.0, soft, "{terrain:?} {ground:?}");
            assert_eq!(at(ground, 40, 8, true), 0.0);
            assert!((0..200).all(|p| at(ground, p, 8, false) <= at(ground, p + 1, 8, false)));
            assert!((0..150).all(|s| at(ground, 10, s, false) <= at(ground, 10, s + 1, false)));
            assert_eq!(at(ground, 3, 0, false), at(ground, 3, 8, false), "low speed does not save");
        }
        assert!(at(GroundState::Dry, 5, 8, false) <= at(GroundState::Wet, 5, 8, false));
        assert!(at(GroundState::Wet, 5, 8, false) <= at(GroundState::Soaked, 5, 8, false));
    }
    let bog = |on_road| Bog {
        terrain: Terrain::Marsh,
        ground: GroundState::Wet,
        vci_1: 26,
        vci_50: 60,
        passes: 20,
        vehicles: 5,
        speed_dms: 28,
        on_road,
        crossing: false,
    };
    let asked = t.ask(&Question::Bog(bog(false)));
    assert_eq!(asked.modifiers.iter().map(|m| m.name).collect::<Vec<_>>(), [M::Soil, M::Ruts, M::Speed]);
    assert!(asked.modifiers.iter().all(|m| m.permille > 1000));
    assert!((asked.lottery.mean(Effect::Bogged) - 5.0 * t.bog_odds(&bog(false)).0).abs() < 1e-6);
    let carried = t.ask(&Question::Bog(bog(true)));
    assert_eq!(carried.modifiers.last().map(|m| (m.name, m.permille)), Some((M::CarriedByRoad, 0)));
    assert_eq!(carried.lottery.mean(Effect::Bogged), 0.0);
}

proptest::proptest! {
    /// More ruts, more water, softer ground: never firmer, and never fewer on their belly among those stuck.
    #[test]
    fn softer_ground_holds_more_and_deeper(
        vci_1 in 15u8..40, rise in 0u8..45, passes in 0u16..200, vehicles in 1u8..31, speed_dms in 0u16..80, soft in 0usize..2,
    ) {
        let t = Tables::shipped();
        let terrain = [Terrain::Marsh, Terrain::Ravine][soft];
        let q = Bog { terrain, ground: GroundState::Wet, vci_1, vci_50: vci_1 + rise, passes, vehicles, speed_dms, on_road: false, crossing: false };
        let (stuck, deep) = t.bog_odds(&q);
        let lottery = t.lottery(&Question::Bog(q));
        let n = f64::from(vehicles);
        proptest::prop_assert!((lottery.mean(Effect::Bogged) - n * stuck).abs() < 1e-4);
        proptest::prop_assert!((lottery.mean(Effect::BellyDeep) - n * stuck * deep).abs() < 1e-4);
        proptest::prop_assert!((0.0..=1.0).contains(&stuck) && (0.0..=1.0).contains(&deep));
        for softer in [
            Bog { passes: passes + 5, ..q },
            Bog { ground: GroundState::Soaked, ..q },
            Bog { terrain: Terrain::Ravine, ..q },
            Bog { vci_1: vci_1 + 1, vci_50: vci_1 + rise + 1, ..q },
        ] {
            let (more, deeper) = t.bog_odds(&softer);
            proptest::prop_assert!(more >= stuck - 1e-9 && deeper >= deep - 1e-6, "{softer:?}: {more} {deeper} against {stuck} {deep}");
        }
        let meadow = t.bog_odds(&Bog { terrain: Terrain::Open, ..q });
        proptest::prop_assert!(meadow.0 <= stuck && meadow.1 <= deep + 1e-6, "a meadow bears as well as a marsh");
        let (fast, as_deep) = t.bog_odds(&Bog { speed_dms: speed_dms + 10, ..q });
        proptest::prop_assert!(fast >= stuck && (as_deep - deep).abs() < 0.1, "speed strands more, of the same kind");
    }
}

#[test]
fn vehicles_break_down_by_the_kilometre() {
    let t = Tables::shipped();
    let (terrain, ground) = (Terrain::Open, GroundState::Wet);
    let q = Breakdown { stop_km: 100, metres: 300, vehicles: 10, terrain, ground, on_road: true, crossing: false };
    let ask = |q| t.ask(&Question::Breakdown(q));
    let mean = |q| ask(q).lottery.mean(Effect::BrokenDown);
    assert!(names(&ask(q)).is_empty() && (mean(q) - 0.03).abs() < 1e-6);
    let field = Breakdown { on_road: false, ..q };
    assert_eq!(names(&ask(field)), [(M::OffRoad, 1500)]);
    assert!((mean(field) - 10.0 * t.breakdown_chance(&field)).abs() < 1e-6);
    for (terrain, ground) in [(Terrain::Marsh, GroundState::Dry), (Terrain::Ravine, GroundState::Wet), (Terrain::Open, GroundState::Soaked)]
    {
        assert_eq!(names(&ask(Breakdown { terrain, ground, ..field })), [(M::SoftGround, 2000)]);
    }
    for terrain in Terrain::ALL {
        for ground in STATES {
            let off = Breakdown { terrain, ground, ..field };
            assert!(mean(off) >= mean(q) && mean(Breakdown { metres: 600, ..off }) >= mean(off));
        }
    }
    assert_eq!(mean(Breakdown { stop_km: 0, ..field }), 0.0, "some never stop");
    let hauled = ask(field).lottery.mean(Effect::Recoverable);
    assert!(hauled < mean(field) / 4.0, "most are mended where they stand");
}

#[test]
fn repair_takes_hours_on_the_spot_and_days_away() {
    let t = Tables::shipped();
    let rows = |hauled| {
        let asked = t.ask(&Question::Repair(Repair { hauled }));
        let hours: Vec<f64> = asked.lottery.distribution(Effect::DelaySeconds).iter().map(|r| f64::from(r.0) / 3600.0).collect();
        assert!(asked.modifiers.is_empty());
        hours
    };
    assert_eq!(rows(false), [4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5, 11.5]);
    assert!(rows(true).iter().all(|h| (48.0..168.0).contains(h)));
}

fn step(terrain: Terrain, ground: GroundState) -> Step {
    Step { terrain, from: Terrain::Open, rise_m: 0, side: SideFeatures::default(), ground }
}

/// Wire never helps anybody over, and logs never hold anybody up, nor strand him.
#[test]
fn wire_is_never_quicker_and_a_log_road_never_slower() {
    let t = Tables::shipped();
    for id in (0..t.profiles()).map(|p| ProfileId(p as u8)) {
        for terrain in Terrain::ALL {
            for ground in STATES {
                for pace in [Pace::March, Pace::Deployed, Pace::WithInfantry] {
                    let plain = step(terrain, ground);
                    let with = |side| t.step_seconds(id, pace, &Step { side, ..plain });
                    let bare = with(SideFeatures::default());
                    let wire = with(SideFeatures { wire: true, ..Default::default() });
                    let logs = with(SideFeatures { log_road: true, ..Default::default() });
                    assert!(wire.is_none() || wire >= bare, "{id:?} {terrain:?} {ground:?} {pace:?}: {wire:?} {bare:?}");
                    assert!(
                        bare.is_none() || logs.is_some_and(|s| Some(s) <= bare),
                        "{id:?} {terrain:?} {ground:?} {pace:?}: {logs:?} {bare:?}"
                    );
                }
            }
        }
    }
    assert!(t.carries(&SideFeatures { log_road: true, ..Default::default() }, GroundState::Soaked));
}

#[test]
fn the_named_profiles_exist_and_go_as_fast_as_the_manuals_say() {
    let t = Tables::shipped();
    for name in ["foot", "pack", "horse_guns", "motor_guns", "t26", "bt", "rail", "manhandled"] {
        let id = t.profile(name).expect(name);
        assert_eq!(t.bogs(id), matches!(name, "t26" | "bt"));
    }
    assert_eq!((t.profile("hovercraft"), t.profiles(), t.profile_names().count()), (None, 8, 8));
    let seconds = |name: &str, pace, s: Step| t.step_seconds(t.profile(name).unwrap(), pace, &s);
    let kmh = |v: f64| Some((1080.0 / v + 0.5) as u32);
    let open = step(Terrain::Open, GroundState::Wet);
    let road = Step { side: SideFeatures { road: Some(RoadKind::Highway), ..Default::default() }, ..open };
    assert_eq!(seconds("foot", Pace::March, road), kmh(4.5));
    assert_eq!(seconds("foot", Pace::March, open), kmh(3.0));
    assert_eq!(seconds("foot", Pace::Deployed, road), kmh(2.5), "a road helps no open order");
    assert_eq!(seconds("foot", Pace::Deployed, Step { rise_m: 40, ..step(Terrain::Slope, GroundState::Wet) }), kmh(1.6));
    assert_eq!(seconds("foot", Pace::Deployed, step(Terrain::Rock, GroundState::Wet)), kmh(0.8));
    assert_eq!(seconds("foot", Pace::Deployed, step(Terrain::Marsh, GroundState::Wet)), kmh(1.25));
    assert_eq!(seconds("t26", Pace::WithInfantry, open), kmh(5.0));
    assert_eq!(seconds("bt", Pace::March, road), kmh(20.0));
    assert_eq!(seconds("bt", Pace::Deployed, step(Terrain::Ravine, GroundState::Wet)), kmh(3.0));
    assert_eq!(t.step_speed_dms(t.profile("t26").unwrap(), Pace::Deployed, &open), 28);
}

#[test]
fn what_cannot_be_crossed_is_not() {
    let t = Tables::shipped();
    let can = |name: &str, s: Step| PACES.map(|p| t.step_seconds(t.profile(name).unwrap(), p, &s).is_some());
    let side = |side| Step { side, ..step(Terrain::Open, GroundState::Dry) };
    for id in t.profile_names() {
        assert_eq!(can(id, step(Terrain::Lake, GroundState::Dry)), [false; 3]);
        let ferry = SideFeatures { road: Some(RoadKind::Ferry), ..Default::default() };
        let over = Step { side: ferry, ..step(Terrain::River, GroundState::Dry) };
        let off = Step { from: Terrain::River, side: ferry, ..step(Terrain::Open, GroundState::Dry) };
        assert_eq!(can(id, over), [matches!(id, "foot" | "pack"); 3]);
        assert_eq!(can(id, off), [matches!(id, "foot" | "pack"); 3]);
        assert_eq!(can(id, Step { side: SideFeatures::default(), ..off }), [false; 3]);
        let stream = SideFeatures { stream: true, ..Default::default() };
        assert_eq!(can(id, side(stream)), [matches!(id, "foot" | "pack"); 3]);
        let cliff = SideFeatures { cliff: true, ..Default::default() };
        assert_eq!(can(id, side(cliff)), [id == "foot"; 3]);
        if id != "rail" {
            assert_eq!(can(id, side(SideFeatures { crossing: true, ..stream })), [true; 3]);
            assert_eq!(can(id, side(SideFeatures { bridge: true, ..stream })), [true; 3]);
        }
        let rail = SideFeatures { road: Some(RoadKind::Rail), ..Default::default() };
        assert_eq!(can("rail", side(rail)), [true; 3]);
        assert_eq!(can("rail", side(SideFeatures::default())), [false; 3]);
        assert_eq!(can(id, step(Terrain::Rock, GroundState::Dry)), [matches!(id, "foot" | "pack"); 3]);
    }
    // a dirt road carries guns through a marsh until it is under water
    let marsh = |road, ground| Step { side: SideFeatures { road, ..Default::default() }, ..step(Terrain::Marsh, ground) };
    assert_eq!(can("horse_guns", marsh(None, GroundState::Dry)), [false; 3]);
    assert_eq!(can("horse_guns", marsh(Some(RoadKind::Road), GroundState::Wet)), [true; 3]);
    assert_eq!(can("horse_guns", marsh(Some(RoadKind::Road), GroundState::Soaked)), [false; 3]);
    assert_eq!(can("motor_guns", marsh(Some(RoadKind::Highway), GroundState::Soaked)), [true; 3]);
    assert_eq!(can("motor_guns", marsh(Some(RoadKind::Track), GroundState::Wet)), [false; 3]);
}

#[test]
fn soft_or_steep_ground_is_never_quicker_than_open() {
    let t = Tables::shipped();
    let none = u32::MAX;
    for id in (0..t.profiles() as u8).map(ProfileId) {
        for (pace, ground) in PACES.into_iter().flat_map(|p| STATES.map(|g| (p, g))) {
            let at = |terrain, rise_m| t.step_seconds(id, pace, &Step { rise_m, ..step(terrain, ground) }).unwrap_or(none);
            for rise in -60..120 {
                for terrain in Terrain::ALL {
                    assert!(at(terrain, rise) >= at(Terrain::Open, rise), "{id:?} {pace:?} {ground:?} {terrain:?} {rise}");
                    assert!(at(terrain, rise) <= at(terrain, rise + 1), "{id:?} {pace:?} {ground:?} {terrain:?} {rise}");
                }
            }
            for kind in [RoadKind::Track, RoadKind::Road, RoadKind::Highway] {
                let side = SideFeatures { road: Some(kind), ..Default::default() };
                let road = t.step_seconds(id, pace, &Step { side, ..step(Terrain::Open, ground) }).unwrap_or(none);
                assert!(road <= at(Terrain::Open, 0), "a road never delays");
            }
        }
    }
}

#[test]
fn night_and_fire_slow_a_step_twentyfold_at_most() {
    let t = Tables::shipped();
    assert_eq!(t.slowed(360, Light::Day, 0), 360);
    assert_eq!(t.slowed(360, Light::Dark, 0), 600);
    assert_eq!(t.slowed(360, Light::Day, 500), 1440);
    assert_eq!(t.slowed(360, Light::Dark, 1000), 7200);
    assert!((0..1000).all(|s| t.slowed(360, Light::Day, s) <= t.slowed(360, Light::Day, s + 1)));
}

#[test]
fn what_is_seen_how_far() {
    let t = Tables::shipped();
    let day = |a| t.spot_range_m(a, Cover::None, Light::Day, Visibility::Clear);
    assert_eq!((day(Activity::SilentMen), day(Activity::SilentGun), day(Activity::FiringMen)), (200, 120, 600));
    assert_eq!((day(Activity::Column), day(Activity::MovingVehicles), day(Activity::HaltedVehicles)), (2000, 2500, 1200));
    let moving = |light, air| t.spot_range_m(Activity::MovingMen, Cover::None, light, air);
    assert_eq!((moving(Light::Moon, Visibility::Clear), moving(Light::Dark, Visibility::Clear)), (200, 40));
    assert_eq!(moving(Light::Day, Visibility::Fog), 300);
    assert_eq!(t.spot_range_m(Activity::FiringMen, Cover::None, Light::Dark, Visibility::Clear), 40);
    assert_eq!((t.suspected_m(Light::Dark, Visibility::Clear), t.suspected_m(Light::Day, Visibility::Clear)), (1000, 2000));
    assert_eq!(t.suspected_m(Light::Dark, Visibility::Fog), 300);
    let all = [Activity::SilentMen, Activity::SilentGun, Activity::HaltedVehicles, Activity::MovingMen, Activity::Column];
    for (a, light, air) in all.into_iter().flat_map(|a| LIGHTS.into_iter().flat_map(move |l| AIRS.map(|v| (a, l, v)))) {
        let at = |cover| t.spot_range_m(a, cover, light, air);
        assert!(at(Cover::None) >= at(Cover::Light) && at(Cover::Light) >= at(Cover::Heavy));
    }
    for (a, lit) in all.into_iter().flat_map(|a| (0..=10).map(move |t| (a, Lit { twilight_permille: t * 100, moon_permille: 810 }))) {
        let at = |air| t.spot_range_m(a, Cover::None, lit, air);
        assert!(AIRS.iter().all(|&v| at(v) <= at(Visibility::Clear)), "nothing in the air lengthens sight: {a:?} {lit:?}");
        assert!(AIRS[..4].windows(2).all(|w| at(w[0]) >= at(w[1])), "more rain shortens it: {a:?} {lit:?}");
        assert!(at(Visibility::Fog) <= 300);
    }
    let spot = |rounds, from_tanks| {
        let q = Spot { rounds, range_m: 600, from_tanks, skill_permille: 1000, light: Light::Day, visibility: Visibility::Clear };
        t.ask(&Question::Spot(q)).lottery.mean(Effect::Seen)
    };
    assert!((spot(1, true) - 0.03).abs() < 1e-6 && (spot(1, false) - 0.06).abs() < 1e-6);
    assert!((spot(10, false) - 0.461_384_9).abs() < 1e-6);
}

#[test]
fn works_and_recovery() {
    let t = Tables::shipped();
    assert_eq!(t.dig_seconds(Posture::Prone, Terrain::Open), Some((Posture::Scrape, 1800)));
    assert_eq!(t.dig_seconds(Posture::Scrape, Terrain::Rock), Some((Posture::Trench, 16_200)));
    assert_eq!(t.dig_seconds(Posture::Scrape, Terrain::Open), Some((Posture::Trench, 5400)));
    assert_eq!(t.dig_seconds(Posture::Trench, Terrain::Open), None);
    assert_eq!(t.dig_seconds(Posture::Upright, Terrain::Marsh), None);
    assert_eq!([RecoverMeans::Log, RecoverMeans::Tow, RecoverMeans::Tractor].map(|m| t.recover_seconds(m)), [900, 1500, 7200]);
    let recover = |ground, under_fire| {
        t.ask(&Question::Recover(Recover { means: RecoverMeans::Log, vehicles: 10, terrain: Terrain::Marsh, ground, under_fire }))
    };
    assert!((recover(GroundState::Wet, false).lottery.mean(Effect::Recovered) - 4.0).abs() < 1e-6);
    assert_eq!(names(&recover(GroundState::Soaked, true)), [(M::SoftGround, 800), (M::UnderFire, 0)]);
    assert_eq!(recover(GroundState::Soaked, true).lottery.mean(Effect::Recovered), 0.0);

    assert_eq!((t.stacking(), t.column_vehicles(), t.crossing_seconds()), ((600, 15, 8), 30, 75));
}

#[test]
fn smoke_hides_longer_with_more_rounds_and_guns_too_small_have_none() {
    let t = &Tables::shipped();
    let light = t.smoke_per_minute(WeaponClass::FieldGun, 76).expect("76 mm");
    let heavy = t.smoke_per_minute(WeaponClass::Howitzer, 122).expect("122 mm");
    assert!(heavy < light, "a heavier shell hides more");
    assert!(t.smoke_per_minute(WeaponClass::Mortar, 82).is_some());
    for (class, calibre_mm) in
        [(WeaponClass::AntiTank, 37), (WeaponClass::TankGun, 45), (WeaponClass::InfantryGun, 70), (WeaponClass::Mortar, 50)]
    {
        assert_eq!(t.smoke_per_minute(class, calibre_mm), None, "{class:?} {calibre_mm}");
    }
    let hidden = |rounds| {
        let (kept, lingers) = t.smoke_seconds(light, rounds);
        kept + lingers
    };
    assert_eq!(hidden(0), 0);
    for rounds in 0..200 {
        assert!(hidden(rounds + 1) >= hidden(rounds));
    }
    assert_eq!(t.smoke_seconds(light, light), (60, 60));
    assert!(t.smoke_load(500) > 0 && t.smoke_load(500) < 250 && t.smoke_load(0) == 0);
}

#[test]
fn twilight_falls_by_degrees_and_a_quarter_moon_is_no_full_one() {
    let t = Tables::shipped();
    let moving = |twilight_permille, moon_permille| {
        t.spot_range_m(Activity::MovingMen, Cover::None, Lit { twilight_permille, moon_permille }, Visibility::Clear)
    };
    // from day's 1,500 m at sunset to the moon's 200 m at its end
    assert_eq!([1000, 999, 750, 500, 250, 1, 0].map(|left| moving(left, 810)), [1500, 1499, 1175, 850, 525, 201, 200]);
    // from the dark's 40 m by the share lit
    assert_eq!([0, 81, 250, 405, 810, 1000].map(|moon| moving(0, moon)), [40, 56, 89, 120, 200, 238]);
    assert!((0..1000).all(|m| moving(0, m) <= moving(0, m + 1) && moving(m, 500) <= moving(m + 1, 500)));
    // the moon that rises or sets is low and gives less
    assert_eq!([0, 900, 1800, 3600, 9000].map(|up_s| t.moonlight_permille(80, up_s)), [0, 200, 400, 800, 800]);
    assert_eq!(Lit { twilight_permille: 0, moon_permille: 250 }.light(), Light::Dark);
    for light in LIGHTS {
        assert_eq!(Lit::from(light).light(), light);
    }
}
