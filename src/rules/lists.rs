//! Modifiers by name and then the sum for the rules of aimed fire, guns found, shells, bombs, mines and sight, and the laws of these.

use super::ModifierName as M;
use super::laws::names;
use super::odds::{any_of, share_of};
use super::random_questions::{AIRS, COVERS, LIGHTS, POSTURES};
use super::*;
use proptest::prelude::*;

/// The table's rate times every factor named.
fn product(base: f64, asked: &Asked) -> f64 {
    asked.modifiers.iter().fold(base, |rate, m| rate * m.permille as f64 / 1000.0)
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 0.01 * b.abs() + 1e-9, "{a} is not {b}");
}

#[test]
fn a_gun_that_is_hunted() {
    let t = Tables::shipped();
    let q = GunHunt { rounds: 1, range_m: 600, guns: 2, posture: Posture::Trench, suppressed_permille: 0, certainty: Certainty::Seen };
    let plain = t.ask(&Question::GunHunt(q));
    assert_eq!(names(&plain), []);
    near(plain.lottery.mean(Effect::GunsOut), 0.05);
    let all = GunHunt { range_m: 300, posture: Posture::Prone, suppressed_permille: 250, certainty: Certainty::Suspected, ..q };
    let asked = t.ask(&Question::GunHunt(all));
    assert_eq!(names(&asked), [(M::Range, 1500), (M::Posture, 3000), (M::ShooterSuppressed, 750), (M::OnlySuspected, 400)]);
    near(asked.lottery.mean(Effect::GunsOut), 0.05 * 1.5 * 3.0 * 0.75 * 0.4);
}

#[test]
fn a_gun_that_is_spotted() {
    let t = Tables::shipped();
    let (light, visibility) = (Light::Day, Visibility::Clear);
    let q = Spot { rounds: 10, range_m: 600, from_tanks: false, skill_permille: 1000, light, visibility };
    let plain = t.ask(&Question::Spot(q));
    assert_eq!(names(&plain), []);
    near(plain.lottery.mean(Effect::Seen), any_of(0.06, 10));
    let asked = t.ask(&Question::Spot(Spot {
        range_m: 300,
        from_tanks: true,
        skill_permille: 800,
        light: Light::Dark,
        visibility: Visibility::Rain,
        ..q
    }));
    // By night the flash shows more and its place less: that changes nothing and is not named.
    assert_eq!(names(&asked), [(M::FromTanks, 500), (M::Range, 1200), (M::Observing, 800), (M::Rain, 500)]);
    near(asked.lottery.mean(Effect::Seen), any_of(0.06 * 0.5 * 1.2 * 0.8 * 0.5, 10));
    for (air, name, permille) in [(Visibility::Haze, M::Fog, 600), (Visibility::Storm, M::Rain, 250), (Visibility::Fog, M::Fog, 200)] {
        assert_eq!(names(&t.ask(&Question::Spot(Spot { visibility: air, ..q }))), [(name, permille)]);
    }
}

#[test]
fn a_battery_that_is_located() {
    let t = Tables::shipped();
    let ask = |range_m, light| t.ask(&Question::Locate(Locate { rounds: 100, range_m, light }));
    assert_eq!(names(&ask(5_000, Light::Day)), []);
    near(ask(5_000, Light::Day).lottery.mean(Effect::Seen), any_of(0.003, 100));
    let far = ask(7_500, Light::Moon);
    assert_eq!(names(&far), [(M::Range, 500), (M::Darkness, 2000)]);
    near(far.lottery.mean(Effect::Seen), any_of(product(0.003, &far), 100));
}

#[test]
fn a_telephone_line_under_fire() {
    let t = Tables::shipped();
    let ask = |rounds, seconds| t.ask(&Question::LineUnderFire(LineUnderFire { rounds, seconds }));
    assert_eq!(names(&ask(60, 3_600)), []);
    near(ask(600, 3_600).lottery.mean(Effect::LineCut), 0.4);
    assert_eq!(names(&ask(30, 3_600)), [(M::Shelling, 500)]);
    near(ask(30, 3_600).lottery.mean(Effect::LineCut), 0.2);
    near(ask(30, 900).lottery.mean(Effect::LineCut), 0.1);
    near(ask(30, 900).lottery.mean(Effect::DelaySeconds), 45.0 * 60.0);
}

#[test]
fn mines_under_men_and_tracks() {
    let t = Tables::shipped();
    let ask = |men, vehicles| t.ask(&Question::Mines(Mines { men, vehicles, crew: 3, killed_percent: 40 }));
    assert_eq!(names(&ask(100, 0)), [(M::OnFoot, 67)]);
    near(ask(100, 0).lottery.mean(Effect::MenHit), 1.0);
    let both = ask(100, 10);
    assert_eq!(names(&both), []);
    for (effect, mean) in [(Effect::MenHit, 1.0), (Effect::Killed, 0.4), (Effect::VehiclesOut, 1.5), (Effect::Recoverable, 0.45)] {
        near(both.lottery.mean(effect), mean);
    }
    near(both.lottery.mean(Effect::CrewKilled), 0.4 * both.lottery.mean(Effect::CrewHit));
}

/// Fire at a company lying in the open: so many small-arms rounds, and shells that sweep so much of it.
fn volley(small_rounds: u32, he_area_m2: [u32; 3]) -> MenUnderFire {
    let mut shots = [Shot::default(); 4];
    shots[0] = Shot { small_rounds, he_area_m2, range_m: 300, skill_permille: 1000, suppressed_permille: 0 };
    MenUnderFire {
        shots,
        men: 200,
        posture: Posture::Prone,
        cover: Cover::None,
        certainty: Certainty::Seen,
        seconds: 300,
        killed_percent: 30,
        behind_tanks_permille: 0,
    }
}

#[test]
fn bullets_at_men_behind_tanks() {
    let t = Tables::shipped();
    let ask = |q| t.ask(&Question::MenUnderFire(q));
    let asked = ask(MenUnderFire { behind_tanks_permille: 600, ..volley(6_000, [0; 3]) });
    // 7 of 200 in 5 minutes keep 0.7 / (0.7 + 0.1) of them down, who are hit as men in scrapes: by three eighths of the rounds.
    assert_eq!(names(&asked), [(M::BehindTanks, 700), (M::Posture, 200), (M::Suppressed, 453)]);
    near(asked.lottery.mean(Effect::MenHit), 200.0 * share_of(10.0 * 0.7 * 0.2 * (0.125 + 0.875 * 0.375) / 200.0));
    // Shells burst among them as before.
    let asked = ask(MenUnderFire { behind_tanks_permille: 600, ..volley(0, [2_000, 700, 80]) });
    assert_eq!(names(&asked), [(M::Posture, 350)]);
}

#[test]
fn men_hit_by_bullets_and_by_shells() {
    let t = Tables::shipped();
    let area = t.fire.direct_area_m2.value;
    let part = |q: MenUnderFire| {
        let l = t.lottery(&Question::MenUnderFire(q));
        l.mean(Effect::HitByShells) / l.mean(Effect::MenHit)
    };
    // 6,000 rounds hit two who lie and look up, and three eighths of that of those they keep down; the shells sweep 700 of 45,000 m² with
    // two hundred on it.
    let danger = |bullets: f64| t.suppressed_by(bullets + 2_000.0 / area * 200.0, 200.0, 300.0);
    let low = |bullets: f64| 1.0 - danger(bullets) * (1.0 - 0.375);
    let (bullets, shells) = (2.0 * low(10.0), 700.0 / area * 200.0);
    near(part(volley(6_000, [2_000, 700, 80])), shells / (bullets + shells));
    // Steel keeps bullets out and not shells.
    let behind = MenUnderFire { behind_tanks_permille: 1000, ..volley(6_000, [2_000, 700, 80]) };
    near(part(behind), shells / (2.0 * 0.5 * low(5.0) + shells));
    assert_eq!(part(volley(6_000, [0; 3])), 0.0);
    near(part(volley(0, [2_000, 700, 80])), 1.0);
    // Of those on their feet some lie down: between what hits the ones and what hits the others.
    let upright = part(MenUnderFire { posture: Posture::Upright, ..volley(6_000, [2_000, 700, 80]) });
    let standing = 2_000.0 / area * 200.0;
    assert!(standing / (10.0 + standing) < upright && upright < shells / (bullets + shells), "{upright}");
}

fn shells() -> Barrage {
    Barrage {
        hidden_guns: false,
        weapon: WeaponClass::FieldGun,
        area_m2: [200, 70, 8],
        rounds: 10,
        share_permille: 1000,
        seconds: 600,
        men: 100,
        below: 0,
        posture: Posture::Prone,
        cover: Cover::None,
        terrain: Terrain::Slope,
        ground: GroundState::Dry,
        vehicles: 0,
        guns: 0,
        crew: 0,
        killed_percent: 30,
    }
}

#[test]
fn shells_on_men() {
    let t = Tables::shipped();
    let ask = |q| t.ask(&Question::Barrage(q));
    let hits = |rate: f64| 100.0 * share_of(rate / 100.0);
    // What ten rounds would do to a hundred men upright who do not lie down.
    let base = 10.0 * 200.0 / 77_942.0 * 100.0;
    let plain = ask(shells());
    assert_eq!(names(&plain), [(M::Posture, 350)]);
    near(plain.lottery.mean(Effect::MenHit), hits(product(base, &plain)));
    let (posture, cover) = (Posture::Scrape, Cover::Light);
    let (terrain, ground) = (Terrain::Marsh, GroundState::Wet);
    let all = ask(Barrage { share_permille: 600, below: 50, posture, cover, terrain, ground, ..shells() });
    assert_eq!(names(&all), [(M::ShareInHex, 600), (M::SoftGround, 500), (M::Posture, 122), (M::Cover, 800), (M::ReverseSlope, 625)]);
    near(all.lottery.mean(Effect::MenHit), hits(product(base, &all)));
    // Those who stand lie down as they are kept down.
    let upright = ask(Barrage { posture: Posture::Upright, ..shells() });
    let [(M::Suppressed, permille)] = names(&upright)[..] else { panic!("{upright:?}") };
    let down = upright.lottery.mean(Effect::Suppression) / 1000.0;
    near(f64::from(permille) / 1000.0, 1.0 - down + 0.35 * down);
}

fn bombs() -> Strike {
    Strike {
        bombs: [1, 0, 0],
        strafing_rounds: 0,
        men: 100,
        below: 0,
        posture: Posture::Upright,
        cover: Cover::None,
        terrain: Terrain::Slope,
        ground: GroundState::Dry,
        vehicles: 0,
        guns: 0,
        crew: 0,
        killed_percent: 30,
    }
}

#[test]
fn bombs_and_strafing_on_men() {
    let t = Tables::shipped();
    let ask = |q| t.ask(&Question::Strike(q));
    let plain = ask(bombs());
    assert_eq!(names(&plain), []);
    let base = plain.lottery.mean(Effect::MenHit);
    let (posture, cover) = (Posture::Scrape, Cover::Heavy);
    let all = ask(Strike { below: 50, posture, cover, terrain: Terrain::Marsh, ground: GroundState::Soaked, ..bombs() });
    let listed: Vec<M> = names(&all).iter().map(|n| n.0).collect();
    assert_eq!(listed, [M::SoftGround, M::Posture, M::Cover, M::ReverseSlope]);
    near(all.lottery.mean(Effect::MenHit), product(base, &all));
    // One man for 1,500 rounds, in the open and upright alone.
    let strafed = Strike { bombs: [0; 3], strafing_rounds: 1_500, ..bombs() };
    near(ask(strafed).lottery.mean(Effect::MenHit), 100.0 * share_of(0.01));
    assert_eq!(names(&ask(Strike { posture: Posture::Prone, ..strafed })), [(M::Posture, 0)]);
    assert_eq!(names(&ask(Strike { cover: Cover::Light, ..strafed })), [(M::Cover, 0)]);
}

proptest! {
    /// More cover and a lower posture never cost more men, nor do fewer bombs or more men below.
    #[test]
    fn better_held_men_never_lose_more_to_a_strike(
        small in 0u16..60, middle in 0u16..60, heavy in 0u16..4, strafing_rounds in 0u16..20_000, men in 1u16..400, below in 0u16..200,
        ground in 0usize..3, terrain in 0usize..Terrain::ALL.len(),
    ) {
        let t = Tables::shipped();
        let (terrain, ground) = (Terrain::ALL[terrain], super::random_questions::STATES[ground]);
        let q = Strike { bombs: [small, middle, heavy], strafing_rounds, men, below: below.min(men), terrain, ground, ..bombs() };
        let hit = |q: Strike| t.lottery(&Question::Strike(q)).mean(Effect::MenHit);
        for cover in COVERS {
            for p in POSTURES.windows(2) {
                prop_assert!(hit(Strike { posture: p[0], cover, ..q }) >= hit(Strike { posture: p[1], cover, ..q }) - 1e-9, "{q:?}");
            }
        }
        for posture in POSTURES {
            for c in COVERS.windows(2) {
                prop_assert!(hit(Strike { posture, cover: c[0], ..q }) >= hit(Strike { posture, cover: c[1], ..q }) - 1e-9, "{q:?}");
            }
            let fewer = Strike { bombs: [small / 2, middle / 2, heavy / 2], strafing_rounds: strafing_rounds / 2, posture, ..q };
            prop_assert!(hit(fewer) <= hit(Strike { posture, ..q }) + 1e-9, "{q:?}");
            prop_assert!(hit(Strike { below: men, posture, ..q }) <= hit(Strike { posture, ..q }) + 1e-9, "{q:?}");
        }
    }

    /// A gun is found no more easily from farther off, with fewer rounds, through worse air or by worse eyes; nothing is seen farther in
    /// worse light, air or cover.
    #[test]
    fn distance_and_bad_light_never_show_more(
        rounds in 0u16..200, range_m in 0u16..3_500, farther in 0u16..500, skill_permille in 100u16..1_500, from_tanks: bool,
    ) {
        let t = Tables::shipped();
        let (light, visibility) = (Light::Day, Visibility::Clear);
        let q = Spot { rounds, range_m, from_tanks, skill_permille, light, visibility };
        let seen = |q: Spot| t.lottery(&Question::Spot(q)).mean(Effect::Seen);
        prop_assert!(seen(Spot { range_m: range_m + farther, ..q }) <= seen(q) + 1e-9, "{q:?}");
        prop_assert!(seen(Spot { rounds: rounds / 2, ..q }) <= seen(q) + 1e-9, "{q:?}");
        prop_assert!(seen(Spot { skill_permille: skill_permille / 2, ..q }) <= seen(q) + 1e-9, "{q:?}");
        prop_assert!(seen(Spot { from_tanks: true, ..q }) <= seen(Spot { from_tanks: false, ..q }) + 1e-9, "{q:?}");
        for light in LIGHTS {
            for visibility in AIRS {
                prop_assert!(seen(Spot { light, visibility, ..q }) <= seen(Spot { light, ..q }) + 1e-9, "{q:?}");
            }
        }
    }

    /// A battery is located no more easily from farther off or by fewer rounds, and no worse by night.
    #[test]
    fn a_battery_far_off_is_never_located_better(rounds in 0u16..500, range_m in 0u16..15_000, farther in 0u16..5_000) {
        let t = Tables::shipped();
        for light in LIGHTS {
            let found = |rounds, range_m, light| t.lottery(&Question::Locate(Locate { rounds, range_m, light })).mean(Effect::Seen);
            prop_assert!(found(rounds, range_m + farther, light) <= found(rounds, range_m, light) + 1e-9, "{range_m}");
            prop_assert!(found(rounds / 2, range_m, light) <= found(rounds, range_m, light) + 1e-9, "{range_m}");
            prop_assert!(found(rounds, range_m, Light::Day) <= found(rounds, range_m, light) + 1e-9, "{range_m}");
        }
        let beyond = Locate { rounds, range_m: 10_000, light: Light::Dark };
        prop_assert_eq!(t.lottery(&Question::Locate(beyond)).mean(Effect::Seen), 0.0);
    }
}

#[test]
fn worse_light_air_and_cover_never_show_a_thing_farther() {
    let t = Tables::shipped();
    const ALL: [Activity; 8] = [
        Activity::SilentMen,
        Activity::SilentGun,
        Activity::HaltedVehicles,
        Activity::MovingMen,
        Activity::Column,
        Activity::MovingVehicles,
        Activity::FiringMen,
        Activity::FiringGun,
    ];
    for activity in ALL {
        let seen = |cover, light: Light, air: Visibility| t.spot_range_m(activity, cover, light, air);
        for air in AIRS {
            for cover in COVERS {
                assert!(LIGHTS.windows(2).all(|l| seen(cover, l[0], air) >= seen(cover, l[1], air)), "{activity:?}");
                assert!(LIGHTS.iter().all(|&l| seen(cover, l, air) <= seen(cover, l, Visibility::Clear)), "{activity:?}");
            }
            for light in LIGHTS {
                assert!(COVERS.windows(2).all(|c| seen(c[0], light, air) >= seen(c[1], light, air)), "{activity:?}");
            }
        }
    }
}
