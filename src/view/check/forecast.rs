//! What a way does to vehicles: how many get stuck in each hex, how many of them on their belly, how many break down, and how long
//! the crews' logs need for the rest.
//!
//! What belongs here: the chances of the rules summed over every number of vehicles that may still be under way, hex after hex.
//! What never does: dice. The sums are exact; how many enter a hex decides how deep its ruts get, so means alone would be wrong.

use crate::rules::{Recover, RecoverMeans, Tables};
use crate::view::fire::{self, Leg};
use crate::view::ways::Going;
use crate::view::{MAX_LINES, Observation, OwnUnit};

/// Most numbers of vehicles under way that are told apart. Reason: a full hex of 15 in three lines has 216, a column of 30 has 1,331. A
/// unit beyond that is forecast as if all that set out came to every hex.
const MOST: usize = 4_000;
/// Rounds of work with logs after which the few that are left no longer count.
const ROUNDS: u32 = 40;
/// Chances below this are left out.
const LEAST: f64 = 1e-12;

/// What may happen in one step, in vehicles.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct StepForecast {
    /// expected to get stuck
    pub stuck: f64,
    /// of them, on their belly
    pub deep: f64,
    /// expected to break down
    pub broken: f64,
    /// chance that at least one gets stuck
    pub any: f64,
    /// expected seconds of work with logs
    pub recover_s: u32,
}

/// The vehicles of a unit on a way.
pub(super) struct Forecast {
    /// vehicles that set out, by line
    start: [usize; MAX_LINES],
    /// chance of each number under way, by line from the last; and the same with nobody stuck so far
    chance: Vec<f64>,
    clean: Vec<f64>,
    /// numbers are not told apart
    coarse: bool,
    /// so far, in vehicles
    pub stuck: f64,
    pub deep: f64,
    pub broken: f64,
}

/// One vehicle's chances in a step: to be stuck, of these on its belly, to break down if not stuck.
#[derive(Clone, Copy, Default)]
struct Odds {
    stuck: f64,
    deep: f64,
    broken: f64,
}

/// Expected rounds until all of `n` vehicles are out that are each stuck but not deep with chance `p`, if each round frees each with
/// chance `free`: the sum over the rounds of the chance that one is still in.
fn rounds(n: usize, p: f64, free: f64) -> f64 {
    let (mut left, mut sum) = (p, 0.0);
    for _ in 0..ROUNDS {
        if left < 1e-9 {
            break;
        }
        sum += 1.0 - pow(1.0 - left, n);
        left *= 1.0 - free;
    }
    sum
}

fn pow(base: f64, n: usize) -> f64 {
    (0..n).fold(1.0, |p, _| p * base)
}

/// Chances of 0..=n of `n`, each with chance `p`.
fn binomial(n: usize, p: f64, into: &mut Vec<f64>) {
    into.clear();
    into.push(1.0);
    for _ in 0..n {
        let mut before = 0.0;
        for at in into.iter_mut() {
            let here = *at;
            *at = here * (1.0 - p) + before * p;
            before = here;
        }
        into.push(before * p);
    }
}

impl Forecast {
    pub fn new(u: &OwnUnit) -> Forecast {
        let mut start = [0; MAX_LINES];
        for (n, line) in start.iter_mut().zip(&u.vehicles) {
            *n = line.running as usize;
        }
        let states: usize = start.iter().map(|n| n + 1).product();
        let coarse = states > MOST;
        let mut chance = vec![0.0; if coarse { 1 } else { states }];
        if let Some(all) = chance.last_mut() {
            *all = 1.0;
        }
        Forecast { start, clean: chance.clone(), chance, coarse, stuck: 0.0, deep: 0.0, broken: 0.0 }
    }
    /// So many vehicles as a share of those that set out.
    pub fn share(&self, vehicles: f64) -> f64 {
        vehicles / self.start.iter().sum::<usize>().max(1) as f64
    }
    /// Expected number under way, rounded.
    pub fn moving(&self) -> u16 {
        (self.start.iter().sum::<usize>() as f64 - self.stuck - self.broken + 0.5) as u16
    }
    /// Chance that nobody got stuck.
    pub fn none_stuck(&self) -> f64 {
        self.clean.iter().sum::<f64>().min(1.0)
    }
    /// Whether nothing at all can happen to them.
    pub fn is_sure(&self) -> bool {
        self.stuck == 0.0 && self.broken == 0.0
    }

    fn numbers(&self, state: usize) -> [usize; MAX_LINES] {
        if self.coarse {
            return self.start;
        }
        let mut rest = state;
        let mut numbers = [0; MAX_LINES];
        for line in (0..MAX_LINES).rev() {
            numbers[line] = rest % (self.start[line] + 1);
            rest /= self.start[line] + 1;
        }
        numbers
    }

    /// One more step, over a side that so many passed.
    pub fn step(&mut self, view: &Observation, u: &OwnUnit, leg: &Leg, passes: u16) -> StepForecast {
        let mut got = StepForecast::default();
        if self.start.iter().all(|n| *n == 0) {
            return got;
        }
        let rules: &Tables = &view.rules;
        let on = Going::of(view);
        let recover = Recover {
            means: RecoverMeans::Log,
            vehicles: 1,
            terrain: view.ground.terrain[leg.to.index()],
            ground: leg.state,
            under_fire: false,
        };
        let free = rules.recover_chance(&recover);
        let mut broken = [0.0; MAX_LINES];
        for (p, line) in broken.iter_mut().zip(&u.vehicles) {
            let wear = fire::breakdown(&view.cards, &on, line.vehicle, line.running, leg);
            *p = wear.map_or(0.0, |q| rules.breakdown_chance(&q));
        }
        let mut chance = vec![0.0; self.chance.len()];
        let mut clean = vec![0.0; self.clean.len()];
        let mut rows: [Vec<f64>; MAX_LINES] = Default::default();
        let mut worn: [Vec<f64>; MAX_LINES] = Default::default();
        let (mut any, mut work) = (0.0, 0.0);
        for state in 0..self.chance.len() {
            let weight = self.chance[state];
            if weight < LEAST {
                continue;
            }
            let numbers = self.numbers(state);
            let mut before = passes;
            let mut none = 1.0;
            for (line, &n) in numbers.iter().enumerate() {
                let odds = match u.vehicles.get(line).filter(|_| n > 0) {
                    None => Odds::default(),
                    Some(l) => {
                        let bog = fire::bog(&view.cards, &on, l.vehicle, n as u8, leg, before);
                        let (stuck, deep) = bog.map_or((0.0, 0.0), |q| rules.bog_odds(&q));
                        // Who bogs leaves ruts for the next line.
                        before = before.saturating_add(if bog.is_some() { n as u16 } else { 0 });
                        Odds { stuck, deep, broken: broken[line] }
                    }
                };
                let many = n as f64 * weight;
                got.stuck += many * odds.stuck;
                got.deep += many * odds.stuck * odds.deep;
                got.broken += many * (1.0 - odds.stuck) * odds.broken;
                none *= pow(1.0 - odds.stuck, n);
                if odds.stuck > 0.0 {
                    work += weight * rounds(n, odds.stuck * (1.0 - odds.deep), free);
                }
                binomial(n, (1.0 - odds.stuck) * (1.0 - odds.broken), &mut rows[line]);
                binomial(n, 1.0 - odds.broken, &mut worn[line]);
            }
            any += weight * (1.0 - none);
            if self.coarse {
                chance[0] = 1.0;
                clean[0] = self.clean[0] * none;
                continue;
            }
            self.spread(&rows, weight, &mut chance);
            self.spread(&worn, self.clean[state] * none, &mut clean);
        }
        got.any = any;
        got.recover_s = (work * rules.recover_seconds(RecoverMeans::Log) as f64 + 0.5) as u32;
        self.chance = chance;
        self.clean = clean;
        self.stuck += got.stuck;
        self.deep += got.deep;
        self.broken += got.broken;
        got
    }

    /// Spread a chance over the numbers that may be left of each line.
    fn spread(&self, rows: &[Vec<f64>; MAX_LINES], weight: f64, into: &mut [f64]) {
        if weight < LEAST {
            return;
        }
        let (second, third) = (self.start[1] + 1, self.start[2] + 1);
        for (a, p) in rows[0].iter().enumerate() {
            for (b, q) in rows[1].iter().enumerate() {
                let here = (a * second + b) * third;
                for (slot, r) in into[here..].iter_mut().zip(&rows[2]) {
                    *slot += weight * p * q * r;
                }
            }
        }
    }
}
