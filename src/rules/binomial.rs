//! The binomial law with integer probabilities over 2³², built outward from its mode by ratios of neighbours.
//!
//! What belongs here: exact rows and casts of one law, with `+ - * /` only. What never does: courses, stages, effects.

use super::Prob;
use arrayvec::ArrayVec;

/// Most rows kept on either side of the mode. A standard deviation of 128 (65,535 men at one half) needs 880.
const SIDE: usize = 1024;
/// A row this small against the mode's rounds to nothing over 2³².
const NOTHING: f64 = 1.0 / (4.0 * 4_294_967_296.0);
const WHOLE: u64 = 1 << 32;

/// `base` to the power `n` by repeated squaring (the platform's own `powi` may differ in its last bit).
pub(super) fn pow(mut base: f64, mut n: u32) -> f64 {
    let mut out = 1.0;
    while n > 0 {
        if n & 1 == 1 {
            out *= base;
        }
        base *= base;
        n >>= 1;
    }
    out
}

/// Integer masses of a binomial law around its mode.
pub(super) struct Binomial {
    mode: u32,
    at_mode: u64,
    /// masses of `mode - 1`, `mode - 2`, …
    below: ArrayVec<u32, SIDE>,
    /// masses of `mode + 1`, `mode + 2`, …
    above: ArrayVec<u32, SIDE>,
    sum_below: u64,
}

impl Binomial {
    /// How many of `n`, each with probability `p`.
    pub(super) fn new(n: u32, p: Prob) -> Binomial {
        let mut out = Binomial { mode: 0, at_mode: WHOLE, below: ArrayVec::new(), above: ArrayVec::new(), sum_below: 0 };
        if n == 0 || p == Prob::NEVER {
            return out;
        }
        if p >= Prob::ALWAYS {
            out.mode = n;
            return out;
        }
        let p = p.get();
        let (mode, odds) = (((n as f64 + 1.0) * p) as u32, p / (1.0 - p));
        let mode = mode.min(n);
        out.mode = mode;
        // weights relative to the mode, until they round to nothing or the rows are full (what is left then goes to the mode)
        let (mut down, mut up): (ArrayVec<f64, SIDE>, ArrayVec<f64, SIDE>) = (ArrayVec::new(), ArrayVec::new());
        let (mut weight, mut total, back) = (1.0, 1.0, 1.0 / odds);
        let mut k = mode;
        while k > 0 && !down.is_full() {
            weight *= k as f64 / (n - k + 1) as f64 * back;
            if weight < NOTHING {
                break;
            }
            total += weight;
            down.push(weight);
            k -= 1;
        }
        (weight, k) = (1.0, mode);
        while k < n && !up.is_full() {
            weight *= (n - k) as f64 / (k + 1) as f64 * odds;
            if weight < NOTHING {
                break;
            }
            total += weight;
            up.push(weight);
            k += 1;
        }
        let scale = WHOLE as f64 / total;
        let mut sum_above = 0;
        for w in down {
            let mass = (w * scale) as u32;
            out.sum_below += mass as u64;
            out.below.push(mass);
        }
        for w in up {
            let mass = (w * scale) as u32;
            sum_above += mass as u64;
            out.above.push(mass);
        }
        out.at_mode = WHOLE - out.sum_below - sum_above;
        out
    }

    /// The value whose row a word of the dice falls into, rows in rising order.
    pub(super) fn cast(&self, word: u32) -> u32 {
        let word = word as u64;
        if word < self.sum_below {
            let mut end = self.sum_below;
            for (i, mass) in self.below.iter().enumerate() {
                end -= *mass as u64;
                if word >= end {
                    return self.mode - 1 - i as u32;
                }
            }
        }
        let mut end = self.sum_below + self.at_mode;
        if word < end {
            return self.mode;
        }
        for (i, mass) in self.above.iter().enumerate() {
            end += *mass as u64;
            if word < end {
                return self.mode + 1 + i as u32;
            }
        }
        self.mode
    }

    /// The rows that can happen, in rising order; results above `max` count as `max`.
    pub(super) fn rows(&self, max: u32) -> Vec<(u32, Prob)> {
        let below = self.below.iter().enumerate().rev().map(|(i, m)| (self.mode - 1 - i as u32, *m as u64));
        let above = self.above.iter().enumerate().map(|(i, m)| (self.mode + 1 + i as u32, *m as u64));
        let mut out: Vec<(u32, Prob)> = Vec::new();
        for (value, mass) in below.chain([(self.mode, self.at_mode)]).chain(above) {
            match out.last_mut() {
                _ if mass == 0 => {}
                Some((v, p)) if *v >= value.min(max) => p.0 += mass,
                _ => out.push((value.min(max), Prob(mass))),
            }
        }
        out
    }
}

/// Mean of the smaller of a binomial result and `max`.
pub(super) fn capped_mean(n: u32, p: f64, max: u32) -> f64 {
    if max >= n {
        return n as f64 * p;
    }
    if p >= 1.0 {
        return max as f64;
    }
    // max - sum over j < max of (max - j) P(j), from P(0) upwards
    let (mut here, odds, mut out) = (pow(1.0 - p, n), p / (1.0 - p), max as f64);
    for j in 0..max {
        out -= (max - j) as f64 * here;
        here *= (n - j) as f64 / (j + 1) as f64 * odds;
    }
    out
}
