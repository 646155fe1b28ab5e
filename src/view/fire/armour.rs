//! Aimed fire at vehicles: how a unit's rounds are shared out among the lines of a company.

use super::{Mark, Shooter, asked_rounds, awake_permille, each_weapon, skill, spent};
use crate::rules::AntiTank;
use crate::view::MAX_LINES;
use arrayvec::ArrayVec;

/// Aimed rounds at armour, and what they cost.
#[derive(Clone, Debug, PartialEq)]
pub struct GunFire {
    /// what to ask, line by line in the order of casting: command vehicles, then the thinnest armour, then the first
    pub aimed: ArrayVec<Aimed, MAX_LINES>,
    /// shells spent
    pub shells: u32,
}

/// The rounds that come at one line of a mark's vehicles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aimed {
    /// what to ask
    pub question: AntiTank,
    /// line of the mark's vehicles that is fired at
    pub vehicle_line: u8,
}

/// Aimed fire of a unit's guns at the vehicles of a mark. `None` if there is nothing to hit, no gun that could harm it
/// in reach, or nothing left to fire.
///
/// Each line draws rounds by its number, a command vehicle as many as several others; rounds beyond those that are expected to put a line
/// out go on to the next.
pub fn gun_fire(shooter: &Shooter, mark: &Mark, range_m: u32, seconds: u32) -> Option<GunFire> {
    let &Shooter { cards, rules, card, unit, suppressed_permille, .. } = shooter;
    if mark.targets() == 0 {
        return None;
    }
    let (mut rounds, mut best) = (0u64, 0u64);
    let mut penetration_mm = 0;
    each_weapon(shooter, |b| {
        let w = b.weapon;
        if w.penetration_mm == 0 || w.small || range_m > w.direct_range_m {
            return;
        }
        let n = rules.milli_rounds_of(w.class, w.rounds_per_min, b.milli, seconds, false);
        rounds += n;
        if n > best {
            best = n;
            penetration_mm = w.penetration_mm;
        }
    });
    let awake = awake_permille(suppressed_permille);
    let shells = spent(rounds, awake, shooter.shells(range_m));
    if shells == 0 {
        return None;
    }
    let fired = asked_rounds(shells, awake);
    let flank = mark.front.is_some_and(|front| unit.hex.is_some_and(|from| front.flanked_from(from)));
    let mut aimed: ArrayVec<Aimed, MAX_LINES> = ArrayVec::new();
    for (i, line) in mark.vehicles.iter().enumerate().filter(|(_, l)| mark.of_line(l) > 0) {
        let Some(vehicle) = cards.vehicles.get(line.vehicle as usize) else { continue };
        let question = AntiTank {
            rounds: fired,
            share_permille: 1000,
            range_m: range_m.min(u16::MAX as u32) as u16,
            armour_mm: if flank { vehicle.armour_side_mm } else { vehicle.armour_mm },
            flank,
            penetration_mm,
            target_speed_dms: if mark.stranded_only { 0 } else { mark.speed_dms },
            stranded: mark.stranded_only,
            command: vehicle.command,
            crossing: false,
            vehicles: mark.of_line(line),
            crew: vehicle.crew,
            suppressed_permille,
            skill_permille: skill(rules, card, unit),
            certainty: mark.certainty,
            killed_percent: mark.killed_percent,
        };
        aimed.push(Aimed { question, vehicle_line: i as u8 });
    }
    aimed.sort_by_key(|a| (!a.question.command, a.question.armour_mm, a.vehicle_line));
    share_out(shooter, &mut aimed);
    (!aimed.is_empty()).then_some(GunFire { aimed, shells: shells as u32 })
}

/// Share the rounds out among the lines: by what each draws, none more than is expected to put all of it out while another has use for
/// them.
fn share_out(shooter: &Shooter, aimed: &mut [Aimed]) {
    if aimed.len() < 2 {
        return;
    }
    let rules = shooter.rules;
    let draws = |q: &AntiTank| q.vehicles as u64 * if q.command { rules.command_draw_permille() } else { 1000 };
    let mut enough = [0u64; MAX_LINES];
    for (most, a) in enough.iter_mut().zip(aimed.iter()) {
        *most = (a.question.vehicles as f64 * 1000.0 / rules.expected_out(&a.question).max(1e-6)).min(1000.0) as u64;
    }
    let all: u64 = enough[..aimed.len()].iter().sum();
    if all <= 1000 {
        // There is more than enough for everybody.
        for (a, most) in aimed.iter_mut().zip(enough) {
            a.question.share_permille = (most * 1000 / all.max(1)) as u16;
        }
        return;
    }
    // Who has enough passes the rest on, until it is enough for nobody else.
    let (mut left, mut done) = (1000u64, [false; MAX_LINES]);
    loop {
        let weight: u64 = aimed.iter().zip(done).filter(|(_, d)| !d).map(|(a, _)| draws(&a.question)).sum();
        let full = (0..aimed.len()).find(|&i| !done[i] && left * draws(&aimed[i].question) > enough[i] * weight);
        let Some(i) = full else {
            for (a, _) in aimed.iter_mut().zip(done).filter(|(_, d)| !d) {
                a.question.share_permille = (left * draws(&a.question) / weight.max(1)) as u16;
            }
            return;
        };
        done[i] = true;
        aimed[i].question.share_permille = enough[i] as u16;
        left -= enough[i];
    }
}
