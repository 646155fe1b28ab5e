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

/// Weights on one side of the mode, going outward.
type Side = ArrayVec<f64, SIDE>;

/// The mode of a binomial law, the weights below and above it against its own, and their sum. `n` is at least one and `p`
/// neither never nor always. A side ends where its rows round to nothing or are too many: what is left goes to the mode.
#[inline]
fn weights(n: u32, p: f64, below: &mut Side, above: &mut Side) -> (u32, f64) {
    let odds = p / (1.0 - p);
    let mode = (((n as f64 + 1.0) * p) as u32).min(n);
    let (mut total, back) = (1.0, 1.0 / odds);
    let (mut weight, mut k) = (1.0, mode as f64);
    let size = n as f64;
    while k > 0.0 && !below.is_full() {
        weight *= k / (size - k + 1.0) * back;
        if weight < NOTHING {
            break;
        }
        total += weight;
        below.push(weight);
        k -= 1.0;
    }
    (weight, k) = (1.0, mode as f64);
    while k < size && !above.is_full() {
        weight *= (size - k) / (k + 1.0) * odds;
        if weight < NOTHING {
            break;
        }
        total += weight;
        above.push(weight);
        k += 1.0;
    }
    (mode, total)
}

/// A weight as a mass over 2³².
#[inline]
fn mass(weight: f64, scale: f64) -> u64 {
    (weight * scale) as u32 as u64
}

/// The value whose row a word of the dice falls into, rows in rising order.
pub(super) fn cast(n: u32, p: Prob, word: u32) -> u32 {
    if n == 0 || p == Prob::NEVER {
        return 0;
    }
    if p >= Prob::ALWAYS {
        return n;
    }
    let (mut below, mut above) = (Side::new(), Side::new());
    let (mode, total) = weights(n, p.get(), &mut below, &mut above);
    let (scale, word) = (WHOLE as f64 / total, word as u64);
    let mut end: u64 = below.iter().map(|w| mass(*w, scale)).sum();
    if word < end {
        for (value, w) in (0..mode).rev().zip(&below) {
            end -= mass(*w, scale);
            if word >= end {
                return value;
            }
        }
    }
    let mut end = WHOLE - above.iter().map(|w| mass(*w, scale)).sum::<u64>();
    for (value, w) in (mode..).zip(&above) {
        if word < end {
            return value;
        }
        end += mass(*w, scale);
    }
    mode + above.len() as u32
}

/// The rows that can happen, in rising order; results above `max` count as `max`.
pub(super) fn rows(n: u32, p: Prob, max: u32) -> Vec<(u32, Prob)> {
    if n == 0 || p == Prob::NEVER {
        return vec![(0, Prob::ALWAYS)];
    }
    if p >= Prob::ALWAYS {
        return vec![(n.min(max), Prob::ALWAYS)];
    }
    let (mut below, mut above) = (Side::new(), Side::new());
    let (mode, total) = weights(n, p.get(), &mut below, &mut above);
    let scale = WHOLE as f64 / total;
    let sum = |side: &Side| side.iter().map(|w| mass(*w, scale)).sum::<u64>();
    let at_mode = WHOLE - sum(&below) - sum(&above);
    let down = below.iter().enumerate().rev().map(|(i, w)| (mode - 1 - i as u32, mass(*w, scale)));
    let up = above.iter().enumerate().map(|(i, w)| (mode + 1 + i as u32, mass(*w, scale)));
    let mut out: Vec<(u32, Prob)> = Vec::new();
    for (value, mass) in down.chain([(mode, at_mode)]).chain(up) {
        match out.last_mut() {
            _ if mass == 0 => {}
            Some((v, p)) if *v >= value.min(max) => p.0 += mass,
            _ => out.push((value.min(max), Prob(mass))),
        }
    }
    out
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
