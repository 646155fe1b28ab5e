//! The forecast of a way against a hundred thousand ways driven through the rules themselves.

use super::forecast::Forecast;
use crate::rules::{Effect, GroundState, Lottery, Pace, Question, Recover, RecoverMeans, Side, Terrain};
use crate::view::fire::{self, Leg};
use crate::view::fixture::{duel, unit};
use crate::view::ways::Going;
use crate::view::{MAX_LINES, Observation, OwnUnit, VehicleLine};
use std::collections::BTreeMap;
use std::sync::Arc;

const RUNS: usize = 100_000;

/// splitmix64: enough for a test.
struct Words(u64);

impl Words {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        ((z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 32) as u32
    }
}

/// A mean and how far it may be off.
#[derive(Clone, Copy, Default)]
struct Mean {
    sum: f64,
    squares: f64,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.squares += value * value;
    }
    /// Hold against an expectation, within four standard errors.
    fn holds(&self, expected: f64, slack: f64, what: &str) {
        let n = RUNS as f64;
        let mean = self.sum / n;
        let error = ((self.squares / n - mean * mean).max(0.0) / n).sqrt();
        assert!((mean - expected).abs() <= 4.0 * error + slack, "{what}: driven {mean}, forecast {expected}, error {error}");
    }
}

/// A view in which the tank unit has these lines (running, one-pass and fifty-pass index, kilometres between stops).
fn tanks(lines: &[(u8, (u8, u8), u16)], state: GroundState) -> (Observation, OwnUnit) {
    let mut view = duel(Side::Soviet);
    view.ground_state = state;
    let mut u = view.unit(unit(&view, "su.1tb.1pl")).unwrap().clone();
    u.vehicles.clear();
    let cards = Arc::make_mut(&mut view.cards);
    let model = cards.vehicles[0].clone();
    for &(running, vci, stop_km) in lines {
        u.vehicles.push(VehicleLine { vehicle: cards.vehicles.len() as u16, running, ..VehicleLine::default() });
        cards.vehicles.push(crate::data::VehicleCard { vci, stop_km, ..model.clone() });
    }
    (view, u)
}

/// A way westward along a row, its hexes made into this ground, with ruts of so many before on each side.
fn way(view: &mut Observation, terrains: &[Terrain], pace: Pace, ruts: &[u16]) -> Vec<(Leg, u16)> {
    let ground = Arc::make_mut(&mut view.ground);
    let mut at = ground.grid.parse("0602").unwrap();
    let mut legs = Vec::new();
    for (i, &terrain) in terrains.iter().enumerate() {
        let (dir, to) = crate::hex::Dir::ALL
            .into_iter()
            .find_map(|d| ground.grid.neighbour(at, d).filter(|t| ground.grid.col_row(*t).0 < ground.grid.col_row(at).0).map(|t| (d, t)))
            .unwrap();
        ground.terrain[to.index()] = terrain;
        let side = ground.grid.side(at, dir).unwrap();
        ground.sides[side.index()] = Default::default();
        legs.push((Leg { from: at, dir, to, state: view.ground_state, pace }, ruts[i]));
        at = to;
    }
    legs
}

/// Drive once: stuck, deep, broken by step, and seconds of logs by step.
struct Driver<'a> {
    view: &'a Observation,
    unit: &'a OwnUnit,
    known: BTreeMap<(usize, usize, u8, u16, bool), Option<Lottery>>,
    logs: BTreeMap<(usize, u8), Lottery>,
    words: Words,
}

impl Driver<'_> {
    fn cast(words: &mut Words, lottery: &Lottery) -> crate::rules::Outcome {
        lottery.cast(|_| words.next())
    }
    fn bog(&mut self, step: usize, leg: &Leg, line: usize, n: u8, passes: u16) -> (u32, u32) {
        let (view, vehicle) = (self.view, self.unit.vehicles[line].vehicle);
        let lottery = self.known.entry((step, line, n, passes, true)).or_insert_with(|| {
            fire::bog(&view.cards, &Going::of(view), vehicle, n, leg, passes).map(|q| view.rules.lottery(&Question::Bog(q)))
        });
        let Some(lottery) = lottery else { return (0, 0) };
        let got = Self::cast(&mut self.words, lottery);
        (got.of(Effect::Bogged), got.of(Effect::BellyDeep))
    }
    fn wear(&mut self, step: usize, leg: &Leg, line: usize, n: u8) -> u32 {
        let (view, vehicle) = (self.view, self.unit.vehicles[line].vehicle);
        let lottery = self.known.entry((step, line, n, 0, false)).or_insert_with(|| {
            fire::breakdown(&view.cards, &Going::of(view), vehicle, n, leg).map(|q| view.rules.lottery(&Question::Breakdown(q)))
        });
        lottery.as_ref().map_or(0, |l| Self::cast(&mut self.words, l).of(Effect::BrokenDown))
    }
    /// Seconds until all of these are out by their logs.
    fn free(&mut self, step: usize, leg: &Leg, mut left: u32) -> f64 {
        let view = self.view;
        let mut seconds = 0;
        while left > 0 {
            let lottery = self.logs.entry((step, left as u8)).or_insert_with(|| {
                view.rules.lottery(&Question::Recover(Recover {
                    means: RecoverMeans::Log,
                    vehicles: left as u8,
                    terrain: view.ground.terrain[leg.to.index()],
                    ground: leg.state,
                    under_fire: false,
                }))
            });
            left -= Self::cast(&mut self.words, lottery).of(Effect::Recovered);
            seconds += view.rules.recover_seconds(RecoverMeans::Log);
        }
        f64::from(seconds)
    }
}

fn hold(lines: &[(u8, (u8, u8), u16)], state: GroundState, terrains: &[Terrain], pace: Pace, ruts: &[u16], seed: u64) {
    let (mut view, unit) = tanks(lines, state);
    let legs = way(&mut view, terrains, pace, ruts);
    let mut forecast = Forecast::new(&unit);
    let steps: Vec<_> = legs.iter().map(|(leg, passes)| forecast.step(&view, &unit, leg, *passes)).collect();
    let mut driver = Driver { view: &view, unit: &unit, known: BTreeMap::new(), logs: BTreeMap::new(), words: Words(seed) };
    let mut by_step = vec![[Mean::default(); 5]; legs.len()];
    let (mut any, mut all) = (Mean::default(), Mean::default());
    for _ in 0..RUNS {
        let mut running = [0u8; MAX_LINES];
        for (r, l) in running.iter_mut().zip(&unit.vehicles) {
            *r = l.running;
        }
        let mut gone = 0;
        for (step, (leg, before)) in legs.iter().enumerate() {
            let (mut passes, mut sums) = (*before, [0.0; 5]);
            for (line, under_way) in running.iter_mut().enumerate().take(unit.vehicles.len()) {
                let n = *under_way;
                if n == 0 {
                    continue;
                }
                let (stuck, deep) = driver.bog(step, leg, line, n, passes);
                passes += u16::from(n);
                let left = n - stuck as u8;
                let broken = if left > 0 { driver.wear(step, leg, line, left) } else { 0 };
                *under_way = left - broken as u8;
                sums[0] += f64::from(stuck);
                sums[1] += f64::from(deep);
                sums[2] += f64::from(broken);
                sums[4] += driver.free(step, leg, stuck - deep);
                gone += stuck;
            }
            sums[3] = f64::from(u8::from(sums[0] > 0.0));
            for (mean, value) in by_step[step].iter_mut().zip(sums) {
                mean.add(value);
            }
        }
        any.add(f64::from(u8::from(gone > 0)));
        all.add(f64::from(gone));
    }
    for (step, (means, told)) in by_step.iter().zip(&steps).enumerate() {
        let what = |name: &str| format!("{lines:?} over {terrains:?}, step {step}, {name}");
        means[0].holds(told.stuck, 1e-6, &what("stuck"));
        means[1].holds(told.deep, 1e-6, &what("on the belly"));
        means[2].holds(told.broken, 1e-6, &what("broken down"));
        means[3].holds(told.any, 1e-6, &what("at least one"));
        means[4].holds(f64::from(told.recover_s), 0.6, &what("seconds of logs"));
    }
    any.holds(1.0 - forecast.none_stuck(), 1e-6, "at least one on the whole way");
    all.holds(forecast.stuck, 1e-6, "stuck on the whole way");
}

use Terrain::{Marsh, Open, Ravine, Scrub};

#[test]
fn a_company_over_wet_marsh_gets_stuck_as_forecast() {
    hold(&[(15, (26, 60), 125)], GroundState::Wet, &[Open, Marsh, Marsh, Scrub], Pace::Deployed, &[0, 0, 12, 0], 1);
}

#[test]
fn lines_that_follow_in_the_ruts_of_others_get_stuck_as_forecast() {
    hold(&[(8, (26, 59), 20), (6, (31, 70), 10)], GroundState::Wet, &[Marsh, Ravine, Marsh, Open], Pace::WithInfantry, &[7, 3, 0, 30], 2);
}

#[test]
fn three_lines_on_soaked_meadows_get_stuck_as_forecast() {
    hold(&[(4, (26, 60), 50), (7, (31, 70), 40), (1, (20, 45), 0)], GroundState::Soaked, &[Open, Open, Open], Pace::March, &[0, 20, 40], 3);
}

#[test]
fn a_unit_too_large_to_tell_numbers_apart_is_forecast_roughly() {
    let (mut view, unit) = tanks(&[(60, (26, 60), 100), (60, (26, 60), 100), (60, (26, 60), 100)], GroundState::Wet);
    let legs = way(&mut view, &[Marsh, Marsh], Pace::Deployed, &[0, 0]);
    let mut forecast = Forecast::new(&unit);
    for (leg, passes) in &legs {
        let step = forecast.step(&view, &unit, leg, *passes);
        assert!(step.stuck > 60.0 && step.stuck <= 180.0 && step.deep <= step.stuck && step.any > 0.99);
    }
    assert!(!forecast.is_sure() && forecast.none_stuck() < 1e-6);
}
