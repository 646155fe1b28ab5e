//! Small actions walked through with the rules alone, by expected values: do they come out as such actions did?

use super::*;

fn gun_fire(t: &Tables, guns: u64, seconds: u32, range_m: u16, kmh: f64, stranded: bool, vehicles: u8) -> f64 {
    let rounds = t.rounds_of(WeaponClass::AntiTank, t.class_rounds_per_min(WeaponClass::AntiTank, 37), guns * 1000, seconds, false) as u16;
    t.lottery(&Question::AntiTank(anti_tank(rounds, range_m, kmh, stranded, vehicles))).mean(Effect::VehiclesOut)
}

fn anti_tank(rounds: u16, range_m: u16, kmh: f64, stranded: bool, vehicles: u8) -> AntiTank {
    AntiTank {
        rounds,
        share_permille: 1000,
        range_m,
        armour_mm: 15,
        flank: false,
        penetration_mm: 30,
        target_speed_dms: (kmh / 0.36) as u16,
        stranded,
        command: false,
        crossing: false,
        vehicles,
        crew: 3,
        suppressed_permille: 0,
        skill_permille: 1000,
        certainty: Certainty::Identified,
        killed_percent: 37,
    }
}

fn step(terrain: Terrain) -> Step {
    Step { terrain, from: Terrain::Open, rise_m: 0, side: SideFeatures::default(), ground: GroundState::Wet }
}

#[test]
fn a_hidden_pair_of_guns_makes_a_marsh_lethal_by_seconds_alone() {
    let t = Tables::shipped();
    let queue = 14 * t.crossing_seconds();
    assert!((17 * 60..=19 * 60).contains(&queue), "{queue}");
    let t26 = t.profile("t26").unwrap();
    let marsh = t.step_seconds(t26, Pace::Deployed, &step(Terrain::Marsh)).unwrap();
    let open = t.step_seconds(t26, Pace::Deployed, &step(Terrain::Open)).unwrap();
    assert_eq!((marsh, open), (360, 108));
    let (slow, quick) = (gun_fire(&t, 2, marsh, 600, 3.0, false, 14), gun_fire(&t, 2, open, 600, 10.0, false, 14));
    assert!((2.5..3.5).contains(&slow), "{slow}");
    assert!((0.4..0.65).contains(&quick), "{quick}");
}

#[test]
fn a_gun_is_worth_a_company_opened_well_and_one_tank_opened_early() {
    let t = Tables::shipped();
    // until it is found each round may show it; then twenty aimed rounds, of five tanks, at 15 a minute, end it
    let spot =
        |range_m| Spot { rounds: 1, range_m, from_tanks: true, skill_permille: 1000, light: Light::Day, visibility: Visibility::Clear };
    let worth = |range_m: u16, kmh: f64, stranded: bool| {
        let out = t.lottery(&Question::AntiTank(anti_tank(1, range_m, kmh, stranded, 10))).mean(Effect::VehiclesOut);
        let found = t.lottery(&Question::Spot(spot(range_m))).mean(Effect::Seen);
        let hunt = t.lottery(&Question::GunHunt(GunHunt {
            rounds: 1,
            range_m,
            guns: 1,
            posture: Posture::Trench,
            suppressed_permille: 0,
            certainty: Certainty::Identified,
        }));
        let tank_rounds = t.rounds_of(WeaponClass::TankGun, t.class_rounds_per_min(WeaponClass::TankGun, 45), 5000, 60, false) as f64;
        let minutes = 1.0 / hunt.mean(Effect::GunsOut) / tank_rounds;
        out * (1.0 / found + 3.0 * minutes)
    };
    let (well, early) = (worth(500, 0.0, true), worth(1000, 10.0, false));
    assert!((5.0..8.0).contains(&well), "{well}");
    assert!((0.5..1.6).contains(&early), "{early}");
}

#[test]
fn twenty_aimed_shells_end_a_dug_in_gun() {
    let t = Tables::shipped();
    for range_m in [500, 650, 800] {
        let hunt = |rounds| GunHunt {
            rounds,
            range_m,
            guns: 1,
            posture: Posture::Trench,
            suppressed_permille: 0,
            certainty: Certainty::Identified,
        };
        let p = t.lottery(&Question::GunHunt(hunt(20))).mean(Effect::GunsOut);
        assert!((0.5..0.75).contains(&p), "{p}");
    }
}

/// How an attack on a crest went.
#[derive(Debug)]
struct Hill {
    minutes: f64,
    lost: f64,
    metres: f64,
}

/// What one minute of fire does: expected hits and share suppressed.
fn minute(t: &Tables, shot: Shot, men: f64, posture: Posture, certainty: Certainty) -> (f64, f64) {
    let q = MenUnderFire {
        shots: [shot, Shot::default(), Shot::default(), Shot::default()],
        men: men as u16,
        posture,
        cover: Cover::None,
        certainty,
        seconds: 60,
        killed_percent: 30,
        behind_tanks_permille: 0,
    };
    let l = t.lottery(&Question::MenUnderFire(q));
    (l.mean(Effect::MenHit), l.mean(Effect::Suppression) / 1000.0)
}

/// Rounds a minute in the worth of those at 300 m; each kind as far as its cards say.
fn small_arms(t: &Tables, rifles: u64, lmg: u64, hmg: u64, range_m: u32) -> f64 {
    [(WeaponClass::Rifle, 600, rifles), (WeaponClass::Lmg, 900, lmg), (WeaponClass::Hmg, 1_500, hmg)]
        .into_iter()
        .filter(|w| range_m <= w.1)
        .map(|(class, _, n)| {
            t.rounds_of(class, t.class_rounds_per_min(class, 8), n * 1000, 60, false) as f64 * t.range_permille(class, range_m) as f64
                / 1000.0
        })
        .sum()
}

/// A battalion of 480 men with 12 machine guns attacks uphill from 900 m; each company on the crest has 150 men in trenches.
/// Observed shells of 76 mm, so many a minute, are fired at the defenders. Ends at 100 m, after eight hours, or when it has
/// lost a third.
fn uphill(t: &Tables, companies: u32, shells: f64, machine_guns: u64) -> Hill {
    let foot = t.profile("foot").unwrap();
    let climb = Step { rise_m: 30, ..step(Terrain::Slope) };
    let seconds = t.step_seconds(foot, Pace::Deployed, &climb).unwrap();
    let (mut hill, mut men, mut down) = (Hill { minutes: 0.0, lost: 0.0, metres: 900.0 }, 480.0, 0.0);
    while hill.metres > 100.0 && hill.minutes < 480.0 && hill.lost < 160.0 {
        let range = hill.metres as u32;
        // the attackers: those not down fire as they go, at a crest they only suspect, one part at each company
        let ours = small_arms(t, 250, 24, 12, range) / companies as f64;
        let fire = Shot { small_rounds: ours as u32, skill_permille: 600, suppressed_permille: (down * 1000.0) as u16, ..Shot::default() };
        let q = Barrage {
            hidden_guns: false,
            weapon: WeaponClass::FieldGun,
            area_m2: [200, 70, 8],
            rounds: (shells * 10.0 / companies as f64) as u16,
            share_permille: 600,
            seconds: 600,
            men: 150,
            below: 0,
            posture: Posture::Trench,
            cover: Cover::None,
            terrain: Terrain::Slope,
            ground: GroundState::Dry,
            vehicles: 0,
            guns: 0,
            crew: 0,
            killed_percent: 30,
        };
        let shelled = t.lottery(&Question::Barrage(q)).mean(Effect::Suppression) as u16;
        let shot = minute(t, fire, 150.0, Posture::Trench, Certainty::Suspected).1;
        let held = t.joined(shelled, (shot * 1000.0) as u16);
        // the defenders fire at men they see; those who are down lie, the others walk, as the rule has it
        let rounds = small_arms(t, 100, 9, machine_guns, range) * companies as f64;
        let fire = Shot { small_rounds: rounds as u32, skill_permille: 1000, suppressed_permille: held, ..Shot::default() };
        let (lost, share_down) = minute(t, fire, men, Posture::Upright, Certainty::Seen);
        down = share_down;
        hill.lost += lost;
        men -= lost;
        hill.metres -= 300.0 * 60.0 / t.slowed(seconds, Light::Day, (down * 1000.0) as u16) as f64;
        hill.minutes += 1.0;
    }
    hill
}

#[test]
fn a_battalion_climbs_to_one_company_and_bleeds_before_two() {
    let t = Tables::shipped();
    // against one company with its share of the battalion's machine guns: about an hour and 8 men
    let one = uphill(&t, 1, 0.0, 4);
    assert!((45.0..75.0).contains(&one.minutes) && (5.0..12.0).contains(&one.lost) && one.metres <= 100.0, "{one:?}");
    // against two of the same that cross their fire: 5 to 6 h, 110 to 145 men, most of the hours within 300 m
    let two = uphill(&t, 2, 0.0, 4);
    assert!((300.0..=360.0).contains(&two.minutes) && (110.0..=145.0).contains(&two.lost), "{two:?}");
    // the same with five observed shells a minute on the two companies: about 85 min and 14 men
    let shelled = uphill(&t, 2, 5.0, 4);
    assert!((60.0..100.0).contains(&shelled.minutes) && (9.0..22.0).contains(&shelled.lost), "{shelled:?}");
}

#[test]
fn a_barrage_holds_men_down_hits_few_and_passes_in_ten_minutes() {
    let t = Tables::shipped();
    // 5,000 rounds in 45 minutes on 20 hexes, two thirds of 76 mm, a quarter of 122, the rest of 152; what misses the
    // aimed hex falls in the ring around it, so that over the whole area next to nothing is lost
    let (mut danger, mut hit) = (0u16, 0.0);
    for (share, area_m2) in [(0.66, [200, 70, 8]), (0.25, [500, 170, 16]), (0.09, [800, 270, 25])] {
        let q = Barrage {
            hidden_guns: false,
            weapon: WeaponClass::FieldGun,
            area_m2,
            rounds: (5000.0 * share / 20.0) as u16,
            share_permille: 1000,
            seconds: 45 * 60,
            men: 150,
            below: 0,
            posture: Posture::Trench,
            cover: Cover::Heavy,
            terrain: Terrain::Slope,
            ground: GroundState::Dry,
            vehicles: 0,
            guns: 4,
            crew: 0,
            killed_percent: 37,
        };
        let l = t.lottery(&Question::Barrage(q));
        danger = t.joined(danger, l.mean(Effect::Suppression) as u16);
        hit += l.mean(Effect::MenHit) / 150.0;
        assert!(l.mean(Effect::GunsOut) < 0.1);
    }
    assert!((940..=975).contains(&danger), "{danger}");
    assert!((0.025..0.05).contains(&hit), "{hit}");
    let later = t.decayed(danger, 600);
    assert!((80..=120).contains(&later), "{later}");
}

fn bog(terrain: Terrain, vci: (u8, u8), passes: u16, vehicles: u8) -> Bog {
    Bog { terrain, ground: GroundState::Wet, vci_1: vci.0, vci_50: vci.1, passes, vehicles, speed_dms: 8, on_road: false, crossing: false }
}

#[test]
fn the_marsh_keeps_the_tanks_that_it_kept() {
    let t = Tables::shipped();
    // two hexes of wet marsh behind each of three crossings, the second entered by those left
    let through = |companies: [f64; 3], hexes: u32| -> f64 {
        companies.iter().fold(0.0, |sum, company| {
            let mut left = *company;
            for _ in 0..hexes {
                left *= 1.0 - t.bog_odds(&bog(Terrain::Marsh, (26, 60), 0, (left + 0.5) as u8)).0;
            }
            sum + left
        })
    };
    let free = through([14.0, 14.0, 15.0], 2);
    assert!((15.0..21.0).contains(&free), "{free} of 43");
    let free = through([13.0, 13.0, 14.0], 2);
    assert!((14.0..24.0).contains(&free), "{free} of 40");
    let over = 19.0 * (1.0 - t.bog_odds(&bog(Terrain::Ravine, (26, 59), 0, 19)).0);
    assert!((1.0..4.0).contains(&over), "{over} of 19");
    // of a company stuck in the marsh one in three lies on its belly, in the ravine more
    let deep = |terrain, vci| t.bog_odds(&bog(terrain, vci, 0, 15)).1;
    let (marsh, ravine) = (deep(Terrain::Marsh, (26, 60)), deep(Terrain::Ravine, (26, 59)));
    assert!((0.3..0.37).contains(&marsh), "{marsh}");
    assert!((0.45..0.7).contains(&ravine), "{ravine}");
}

/// A battalion of 40 T-26 marches 150 km by road: stragglers as the literature tells of them.
#[test]
fn a_long_march_has_stragglers() {
    let t = Tables::shipped();
    let q = |terrain, metres, on_road| Breakdown {
        stop_km: 125,
        metres,
        vehicles: 40,
        terrain,
        ground: GroundState::Wet,
        on_road,
        crossing: false,
    };
    let mean = |q| t.lottery(&Question::Breakdown(q)).mean(Effect::BrokenDown);
    let march = 150.0 / 0.3 * mean(q(Terrain::Open, 300, true));
    assert!((35.0..60.0).contains(&march), "{march} stops of 40 tanks on 150 km, some tanks more than once");
    let attack = 10.0 * mean(q(Terrain::Open, 300, false));
    assert!((0.5..3.0).contains(&attack), "{attack} of 40 on 3 km of fields");
}
