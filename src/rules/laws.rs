//! Laws that the rules keep whatever is asked, and the modifiers by name: fire, nerve, close combat.

use super::ModifierName as M;
use super::random_questions::{COVERS, POSTURES, Words, random};
use super::*;

#[test]
fn every_answer_is_a_lottery_that_sums_to_one_and_keeps_its_bounds() {
    let t = Tables::shipped();
    let mut w = Words(7);
    for rule in RuleId::ALL {
        for _ in 0..400 {
            let q = random(&mut w, rule);
            assert_eq!(q.rule(), rule);
            let asked = t.ask(&q);
            assert!(asked.modifiers.iter().all(|m| m.permille != 1000), "{asked:?}");
            let l = &asked.lottery;
            if !l.course.is_empty() {
                assert_eq!(l.course.iter().map(|c| c.0.0).sum::<u64>(), 1 << 32);
            }
            let got = l.cast(|_| w.next());
            for k in 0..l.stages.len() {
                let rows = l.rows(k, got.course as usize, &got);
                assert_eq!(rows.iter().map(|r| r.1.0).sum::<u64>(), 1 << 32, "{q:?}");
            }
            for stage in &l.stages {
                let mean = l.mean(stage.effect);
                assert!(mean.is_finite() && mean >= 0.0, "{q:?} {mean}");
                assert!((-1e-9..=1.0 + 1e-9).contains(&l.at_least_one(stage.effect)), "{q:?}");
            }
            let of = |e| got.of(e);
            assert!(of(Effect::Burnt) + of(Effect::Recoverable) <= of(Effect::VehiclesOut) + of(Effect::BrokenDown));
            assert!(of(Effect::BellyDeep) <= of(Effect::Bogged));
            assert!([Effect::Suppression, Effect::Stress, Effect::AttackerLoss, Effect::DefenderLoss].iter().all(|e| of(*e) <= 1000));
            match q {
                Question::MenUnderFire(q) => assert!(of(Effect::MenHit) <= q.men as u32 && of(Effect::Killed) <= of(Effect::MenHit)),
                Question::AntiTank(q) => {
                    assert!(of(Effect::VehiclesOut) <= q.vehicles.min(q.rounds as u8) as u32 || q.rounds > 255);
                    assert!(of(Effect::CrewHit) <= of(Effect::VehiclesOut) * q.crew as u32);
                    assert!(of(Effect::CrewKilled) <= of(Effect::CrewHit));
                }
                Question::Barrage(_) | Question::Strike(_) | Question::Mines(_) => {
                    assert!(of(Effect::Killed) <= of(Effect::MenHit) && of(Effect::CrewKilled) <= of(Effect::CrewHit));
                }
                Question::GunHunt(q) => assert!(of(Effect::GunsOut) <= q.guns as u32),
                Question::Bog(q) => assert!(of(Effect::Bogged) <= q.vehicles as u32),
                Question::Recover(q) => assert!(of(Effect::Recovered) <= q.vehicles as u32),
                Question::Breakdown(q) => assert!(of(Effect::BrokenDown) <= q.vehicles as u32),
                Question::CloseAttack(q) => {
                    assert!(of(Effect::VehiclesOut) <= q.vehicles as u32);
                    assert_eq!(of(Effect::Burnt) + of(Effect::Recoverable), of(Effect::VehiclesOut));
                    assert!(of(Effect::CrewHit) <= of(Effect::VehiclesOut) * q.crew as u32);
                    assert!(of(Effect::Captured) + of(Effect::Killed) <= of(Effect::CrewHit));
                }
                Question::Surrender(q) => {
                    assert!(of(Effect::MenHit) == q.men as u32 || (!q.overrun && of(Effect::MenHit) == 0));
                    assert!(of(Effect::Captured) + of(Effect::Killed) <= of(Effect::MenHit));
                }
                Question::Repair(_) => assert!(of(Effect::DelaySeconds) > 3600),
                _ => {}
            }
        }
    }
}

fn men() -> MenUnderFire {
    let shot = Shot { small_rounds: 6_000, he_area_m2: [0; 3], range_m: 300, skill_permille: 1000, suppressed_permille: 0 };
    MenUnderFire {
        shots: [shot, Shot::default(), Shot::default(), Shot::default()],
        men: 500,
        posture: Posture::Upright,
        cover: Cover::None,
        certainty: Certainty::Seen,
        seconds: 300,
        killed_percent: 40,
        behind_tanks_permille: 0,
    }
}
pub(super) fn names(asked: &Asked) -> Vec<(ModifierName, u32)> {
    asked.modifiers.iter().map(|m| (m.name, m.permille)).collect()
}

#[test]
fn small_arms_by_modifier_then_by_result() {
    let t = Tables::shipped();
    let plain = t.ask(&Question::MenUnderFire(men()));
    // 10 of 500 in 5 minutes suppress 0.4 / (0.4 + 0.1): four fifths are down, each as safe from bullets as in a scrape
    assert_eq!(names(&plain), [(M::Suppressed, 260)]);
    let hit = plain.lottery.mean(Effect::MenHit);
    assert!((hit - 2.6).abs() < 0.05, "6,000 rounds, one man for 600 of those who walk, for 8,000 of those kept down: {hit}");
    let mut q = MenUnderFire { posture: Posture::Prone, cover: Cover::Light, certainty: Certainty::Suspected, ..men() };
    q.shots[0].skill_permille = 600;
    q.shots[0].suppressed_permille = 250;
    let asked = t.ask(&Question::MenUnderFire(q));
    // 0.072 of 100 a minute keep 0.072 / (0.072 + 0.1) down: of those who lie they are hit by 3,000 / 8,000 of the rounds.
    let expected =
        [(M::Skill, 600), (M::ShooterSuppressed, 750), (M::OnlySuspected, 400), (M::Posture, 200), (M::Cover, 800), (M::Suppressed, 738)];
    assert_eq!(names(&asked), expected);
    assert!((asked.lottery.mean(Effect::MenHit) - 10.0 * 0.6 * 0.75 * 0.4 * 0.2 * 0.8 * 0.738).abs() < 0.01);
    assert!((asked.lottery.mean(Effect::Killed) / asked.lottery.mean(Effect::MenHit) - 0.4).abs() < 1e-6);
}

#[test]
fn danger_is_reckoned_for_upright_men_whatever_their_posture() {
    let t = Tables::shipped();
    // 10 of 500 in 5 minutes: 0.4 of 100 a minute; 0.4 / (0.4 + 0.1)
    for posture in POSTURES {
        let l = t.lottery(&Question::MenUnderFire(MenUnderFire { posture, ..men() }));
        assert_eq!(l.mean(Effect::Suppression), 800.0);
    }
}

#[test]
fn better_posture_and_more_cover_never_cost_more_men() {
    let t = Tables::shipped();
    let mut w = Words(3);
    for _ in 0..300 {
        let Question::MenUnderFire(mut q) = random(&mut w, RuleId::MenUnderFire) else { unreachable!() };
        for shot in &mut q.shots {
            let rounds = w.below(40);
            shot.he_area_m2 = [200, 70, 8].map(|a| a * rounds);
        }
        let mean = |posture, cover| t.lottery(&Question::MenUnderFire(MenUnderFire { posture, cover, ..q })).mean(Effect::MenHit);
        for cover in COVERS {
            assert!(POSTURES.windows(2).all(|p| mean(p[0], cover) >= mean(p[1], cover)), "{q:?}");
        }
        for posture in POSTURES {
            assert!(COVERS.windows(2).all(|c| mean(posture, c[0]) >= mean(posture, c[1])), "{q:?}");
        }
        let Question::Barrage(b) = random(&mut w, RuleId::Barrage) else { unreachable!() };
        let mean =
            |posture, cover| t.lottery(&Question::Barrage(Barrage { posture, cover, area_m2: [500, 170, 16], ..b })).mean(Effect::MenHit);
        assert!(POSTURES.windows(2).all(|p| mean(p[0], b.cover) >= mean(p[1], b.cover)));
        assert!(COVERS.windows(2).all(|c| mean(b.posture, c[0]) >= mean(b.posture, c[1])));
    }
}

fn armour() -> AntiTank {
    AntiTank {
        rounds: 1,
        share_permille: 1000,
        range_m: 500,
        armour_mm: 15,
        flank: false,
        penetration_mm: 30,
        target_speed_dms: 0,
        stranded: false,
        command: false,
        crossing: false,
        vehicles: 5,
        crew: 3,
        suppressed_permille: 0,
        skill_permille: 1000,
        certainty: Certainty::Seen,
        killed_percent: 37,
    }
}

#[test]
fn guns_on_armour_by_modifier_then_by_result() {
    let t = Tables::shipped();
    let ask = |q| t.ask(&Question::AntiTank(q));
    assert_eq!(names(&ask(armour())), [(M::Armour, 900)]);
    let out = ask(armour()).lottery.mean(Effect::VehiclesOut);
    assert!((out - 0.22 * 0.9 * 0.5).abs() < 1e-6, "{out}");
    let moving = ask(AntiTank { range_m: 600, target_speed_dms: 28, ..armour() });
    assert_eq!(names(&moving), [(M::Range, 818), (M::TargetMoving, 600), (M::Armour, 900)]);
    let stuck = ask(AntiTank { stranded: true, share_permille: 692, ..armour() });
    assert_eq!(names(&stuck), [(M::TargetStranded, 1500), (M::Armour, 900), (M::OtherVehicles, 692)]);
    let near = ask(AntiTank { range_m: 100, stranded: true, command: true, share_permille: 308, ..armour() });
    assert_eq!(names(&near), [(M::Range, 2273), (M::TargetStranded, 1500), (M::Armour, 900), (M::CommandTank, 308)]);
    assert!((near.lottery.mean(Effect::VehiclesOut) - 0.75 * 0.9 * 0.5 * 0.308).abs() < 1e-6);
    let flank = ask(AntiTank { flank: true, armour_mm: 13, penetration_mm: 15, ..armour() });
    assert_eq!(names(&flank), [(M::Flank, 1100), (M::Armour, 705)]);
    let hit = 0.22 * 1.1 * (0.5 + 0.4 * (15.0 / 13.0 - 1.0) / 0.3) * 0.5;
    assert!((flank.lottery.mean(Effect::VehiclesOut) - hit).abs() < 1e-6);
    let fates = ask(AntiTank { rounds: 30, ..armour() }).lottery;
    let of = |e| fates.mean(e) / fates.mean(Effect::VehiclesOut);
    // Three men a crew, a third of them hit, 37 in a hundred of these killed.
    assert!((of(Effect::CrewHit) - 3.0 * 0.33).abs() < 1e-6 && (of(Effect::CrewKilled) - 3.0 * 0.33 * 0.37).abs() < 1e-6);
    assert!((of(Effect::Burnt) - 0.11).abs() < 1e-6 && (of(Effect::Recoverable) - 0.43).abs() < 1e-6);
    assert!(fates.mean(Effect::VehiclesOut) < 5.0);
}

#[test]
fn a_longer_range_never_hits_better_nor_thicker_armour_worse() {
    let t = Tables::shipped();
    let mean = |q: AntiTank| t.lottery(&Question::AntiTank(q)).mean(Effect::VehiclesOut);
    for range_m in (50..3_000).step_by(50) {
        let at = |range_m| AntiTank { range_m, ..armour() };
        assert!(mean(at(range_m)) >= mean(at(range_m + 50)), "{range_m}");
        let hunt = |range_m| {
            let (guns, posture, certainty) = (2, Posture::Trench, Certainty::Seen);
            t.lottery(&Question::GunHunt(GunHunt { rounds: 10, range_m, guns, posture, suppressed_permille: 0, certainty }))
        };
        assert!(hunt(range_m).mean(Effect::GunsOut) >= hunt(range_m + 50).mean(Effect::GunsOut));
        for class in [WeaponClass::Rifle, WeaponClass::Sniper, WeaponClass::Lmg, WeaponClass::Hmg, WeaponClass::AntiAircraft] {
            assert!(t.range_permille(class, range_m as u32) >= t.range_permille(class, range_m as u32 + 50));
        }
    }
    for armour_mm in 1..60 {
        assert!(mean(AntiTank { armour_mm, ..armour() }) >= mean(AntiTank { armour_mm: armour_mm + 1, ..armour() }));
    }
    assert_eq!(mean(AntiTank { penetration_mm: 0, ..armour() }), 0.0);
}

#[test]
fn a_flank_is_never_safer_than_a_front_no_thinner() {
    let t = Tables::shipped();
    let mean = |q: AntiTank| t.lottery(&Question::AntiTank(q)).mean(Effect::VehiclesOut);
    let mut w = Words(0xF1A4);
    let mut worse = 0;
    for _ in 0..2_000 {
        let Question::AntiTank(q) = random(&mut w, RuleId::AntiTank) else { unreachable!() };
        let front = mean(AntiTank { flank: false, ..q });
        let flank = mean(AntiTank { flank: true, armour_mm: w.below(u32::from(q.armour_mm) + 1) as u8, ..q });
        assert!(flank >= front, "{q:?}: {flank} against {front}");
        worse += u32::from(flank > front);
    }
    assert!(worse > 300, "{worse}");
}

#[test]
fn suppression_halves_in_three_minutes_and_dangers_add_up() {
    let t = Tables::shipped();
    assert_eq!([0, 180, 360, 600].map(|s| t.decayed(960, s)), [960, 480, 240, 95]);
    assert_eq!(t.joined(500, 500), 667);
    assert_eq!((t.joined(0, 300), t.joined(1000, 3)), (300, 1000));
    assert_eq!(t.pinned_permille(), 850);
}

#[test]
fn ordinary_men_stop_at_a_fifth_and_steady_ones_at_a_half() {
    let t = Tables::shipped();
    let after = |percent, nerve| t.morale(t.stress_of_losses(percent, 100, nerve), nerve, MoraleState::Steady);
    assert_eq!(
        [10, 15, 25, 40].map(|p| after(p, 1000)),
        [MoraleState::Steady, MoraleState::Shaken, MoraleState::Broken, MoraleState::Routed]
    );
    assert_eq!([30, 40, 60].map(|p| after(p, 1500)), [MoraleState::Steady, MoraleState::Shaken, MoraleState::Broken]);
    // a state is left only a fifth lower
    let back = |stress, was| t.morale(stress, 1000, was);
    assert_eq!((back(290, MoraleState::Steady), back(290, MoraleState::Shaken)), (MoraleState::Steady, MoraleState::Shaken));
    assert_eq!(back(239, MoraleState::Routed), MoraleState::Steady);
    assert_eq!((t.stress_after(400_000, 2400, false), t.stress_after(400_000, 2400, true) / 1000), (200_000, 356));
    assert_eq!((t.stress_of_losses(5, 0, 1000), t.stress_of_losses(200, 100, 500)), (0, 1000));
}

#[test]
fn men_stand_less_the_more_they_lost() {
    let t = Tables::shipped();
    let stand = |stress_permille, suppressed_permille, lost_permille, nerve_permille| {
        t.ask(&Question::Stand(Stand { stress_permille, suppressed_permille, lost_permille, nerve_permille }))
    };
    assert_eq!(names(&stand(0, 0, 0, 1000)), []);
    assert_eq!(names(&stand(0, 0, 200, 1000)), [(M::Losses, 500)]);
    assert_eq!(names(&stand(500, 500, 200, 1500)), [(M::Stress, 500), (M::Losses, 500), (M::Nerve, 1917), (M::Suppressed, 825)]);
    let p = |s: Asked| s.lottery.mean(Effect::Stands);
    for lost in (0..500).step_by(20) {
        assert!(p(stand(100, 200, lost, 1000)) > p(stand(100, 200, lost + 20, 1000)));
        assert!(p(stand(100, 200, lost, 1000)) < p(stand(100, 200, lost, 1200)));
    }
}

#[test]
fn close_combat_follows_the_ratio() {
    let t = Tables::shipped();
    let force = |men, quality_permille, tanks, flame_tanks| CloseForce { men, quality_permille, grenades_permille: 0, tanks, flame_tanks };
    let q = |attacker, defender| Assault {
        attacker,
        defender,
        caught: 0,
        trench_permille: 0,
        scrape_permille: 0,
        rise_m: 0,
        wire: false,
        surprise_permille: 0,
        light: Light::Day,
        killed_percent: (30, 40),
        prisoners_percent: 20,
    };
    let rows = |q: Assault| {
        let l = t.lottery(&Question::Assault(q));
        [0, 1, 2].map(|r| l.distribution(Effect::AssaultResult).iter().find(|(v, _)| *v == r).map_or(0, |(_, p)| (p * 1000.0 + 0.5) as u32))
    };
    let plain = |ratio: f64| rows(q(force((100.0 * ratio) as u16, 1000, 0, 0), force(100, 1000, 0, 0)));
    assert_eq!(plain(0.5), [900, 100, 0]);
    assert_eq!(plain(1.0), [600, 300, 100]);
    assert_eq!(plain(1.5), [425, 350, 225]);
    assert_eq!(plain(2.0), [250, 400, 350]);
    assert_eq!(plain(3.0), [100, 300, 600]);
    assert_eq!(plain(5.0), [0, 150, 850]);
    assert_eq!(plain(0.0), [1000, 0, 0]);
    assert_eq!(rows(q(force(3, 1000, 0, 0), force(0, 0, 0, 0))), [0, 0, 1000], "nobody defends nothing");
    // 100 x 0.8 + one platoon 40 + one platoon of flamethrowers 80 = 200, against 100 x 1.3 x 2 in a trench, uphill 0.7
    let hill = Assault { trench_permille: 1000, rise_m: 40, ..q(force(100, 800, 10, 5), force(100, 1300, 0, 0)) };
    let asked = t.ask(&Question::Assault(hill));
    let expected = [(M::CloseQuality, 615), (M::TanksWithInfantry, 1500), (M::FlameTanks, 1667), (M::Trench, 500), (M::Uphill, 700)];
    assert_eq!(names(&asked), expected);
    let ratio: f64 = asked.modifiers.iter().map(|m| m.permille as f64 / 1000.0).product();
    assert!((ratio - 0.7 * 200.0 / 260.0).abs() < 0.002, "{ratio}");
    let alone = t.ask(&Question::Assault(q(force(0, 800, 5, 0), force(100, 1000, 0, 0))));
    assert_eq!(rows(q(force(0, 800, 5, 0), force(100, 1000, 0, 0)))[2], 0);
    assert!(alone.lottery.mean(Effect::Prisoners) == 0.0);
    // losses hang on the result
    for (word, result, attacker, defender) in
        [(0, 0, 120..=250, 30..=80), (u32::MAX / 4 * 3, 1, 80..=150, 80..=150), (u32::MAX, 2, 50..=120, 300..=600)]
    {
        let l = t.lottery(&Question::Assault(q(force(100, 1000, 0, 0), force(100, 1000, 0, 0))));
        for other in [0, 1 << 31, u32::MAX] {
            let got = l.cast(|k| if k == 1 { word } else { other });
            assert_eq!(got.of(Effect::AssaultResult), result);
            assert!(attacker.contains(&got.of(Effect::AttackerLoss)) && defender.contains(&got.of(Effect::DefenderLoss)));
            assert_eq!(got.of(Effect::Prisoners) >= 100, result == 2);
        }
    }
    let times = [(0, false, false), (60, false, false), (60, true, false), (0, true, true)];
    assert_eq!(times.map(|(rise, wire, tanks)| t.assault_seconds(rise, wire, tanks)), [450, 600, 900, 200]);
}

#[test]
fn bombs_hit_entrenched_men_as_the_record_says() {
    let t = Tables::shipped();
    // 1,592 bombs on 300 ha: 42 on each hex of 7.8 ha, half of them FAB-50, half FAB-100: about two in a hundred
    let mut q = Strike {
        bombs: [21, 21, 0],
        strafing_rounds: 0,
        men: 150,
        below: 0,
        posture: Posture::Trench,
        cover: Cover::None,
        terrain: Terrain::Slope,
        ground: GroundState::Dry,
        vehicles: 0,
        guns: 4,
        crew: 0,
        killed_percent: 37,
    };
    let ask = |q| t.ask(&Question::Strike(q));
    let l = ask(q).lottery;
    let share = l.mean(Effect::MenHit) / 150.0;
    assert!((0.01..0.03).contains(&share), "{share}");
    assert!(l.mean(Effect::Suppression) > 950.0 && l.mean(Effect::GunsOut) < 0.1);
    let calm = l.mean(Effect::Stress);
    q.bombs[2] = 1;
    assert!(ask(q).lottery.mean(Effect::Stress) > calm + 149.0, "a heavy bomb shakes");
    // strafing hits men upright in the open, and nobody else
    let strafed = |posture, cover| ask(Strike { bombs: [0; 3], strafing_rounds: 3_000, posture, cover, ..q }).lottery.mean(Effect::MenHit);
    assert!((strafed(Posture::Upright, Cover::None) - 2.0).abs() < 0.05);
    for (posture, cover) in [(Posture::Upright, Cover::Light), (Posture::Prone, Cover::None), (Posture::Trench, Cover::None)] {
        assert_eq!(strafed(posture, cover), 0.0);
    }
    let flak = |guns| t.ask(&Question::Flak(Flak { aircraft: 500, guns, machine_guns: 0 }));
    assert_eq!(names(&flak(19)), []);
    assert!((flak(19).lottery.mean(Effect::AircraftLost) - 1.0).abs() < 1e-3);
    assert_eq!(flak(0).lottery.mean(Effect::AircraftLost), 0.0);
}

#[test]
fn guns_answer_a_call_within_their_span() {
    let t = Tables::shipped();
    for (kind, quick, least, most) in [
        (DelayKind::RegisteredFire, false, 5, 8),
        (DelayKind::NewFire, false, 15, 25),
        (DelayKind::RunnerFire, false, 30, 60),
        (DelayKind::RegisteredFire, true, 3, 5),
        (DelayKind::NewFire, true, 8, 12),
        (DelayKind::RunnerFire, true, 20, 40),
    ] {
        let asked = t.ask(&Question::Delay(Delay { kind, quick, leaderless_s: 0 }));
        assert_eq!(asked.modifiers.iter().any(|m| m.name == M::QuickDrill), quick);
        let rows = asked.lottery.distribution(Effect::DelaySeconds);
        assert_eq!((rows[0].0, rows[rows.len() - 1].0), (least * 60, most * 60));
        assert!((asked.lottery.mean(Effect::DelaySeconds) - (least + most) as f64 * 30.0).abs() < 0.01);
    }
    assert_eq!((t.share_permille(true, false), t.share_permille(false, true), t.share_permille(false, false)), (800, 600, 350));
    let emplace = |mm| t.emplace_seconds(WeaponClass::FieldGun, mm);
    assert_eq!([37, 75, 76, 122, 152].map(emplace), [(120, 180), (300, 480), (480, 480), (1200, 1800), (1200, 1800)]);
}

#[test]
fn rounds_by_weapon_and_the_opening() {
    let t = Tables::shipped();
    let rounds = |class, mm, opening| t.rounds_in(class, t.class_rounds_per_min(class, mm), 600, opening);
    assert_eq!(rounds(WeaponClass::Hmg, 8, false), 600);
    assert_eq!(rounds(WeaponClass::Hmg, 8, true), 720);
    assert_eq!((rounds(WeaponClass::AntiTank, 37, false), rounds(WeaponClass::AntiTank, 37, true)), (30, 30));
    assert_eq!((rounds(WeaponClass::Howitzer, 122, false), rounds(WeaponClass::Howitzer, 152, false)), (15, 8));
    assert_eq!((rounds(WeaponClass::Rifle, 8, false), t.rounds_of(WeaponClass::Rifle, 2.0, 100_000, 20, false)), (20, 67));
    assert_eq!((t.range_permille(WeaponClass::Hmg, 300), t.range_permille(WeaponClass::Hmg, 600)), (1000, 400));
    assert_eq!((t.watch_limits(), t.standing_permille()), ((60, 333), 333));
}

#[test]
fn who_stands_opposite_shows_himself_at_a_rate_and_less_when_the_fight_is_over() {
    let t = Tables::shipped();
    assert_eq!([300, 900, 1800, 14_400].map(|turn| t.shown_seconds(false, turn)), [100, 300, 309, 435]);
    assert_eq!([300, 900, 1800, 14_400].map(|turn| t.shown_seconds(true, turn)), [40, 120, 129, 255]);
    assert!((0..20_000).all(|turn| t.shown_seconds(true, turn) <= t.shown_seconds(false, turn)));
    assert!((0..20_000).all(|turn| t.shown_seconds(false, turn) <= t.shown_seconds(false, turn + 1)));
}
