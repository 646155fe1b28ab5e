//! Sums that several rules share: a rate with its named factors, saturating shares, halving, the normal law.
//!
//! What belongs here: arithmetic with `+ - * /` only. What never does: a figure that a table should hold.

use super::binomial::pow;
use super::{Law, Modifier, ModifierName, Prob};
use arrayvec::ArrayVec;

/// Ground area of one hex of 300 m, m².
pub(super) const HEX_AREA_M2: f64 = 77_942.0;

/// The rate of a question with the factors that made it, in the order they were applied.
pub(super) struct Rate {
    pub value: f64,
    pub modifiers: ArrayVec<Modifier, 12>,
}

impl Rate {
    /// Begin with the table's own rate.
    pub fn new(value: f64) -> Rate {
        Rate { value, modifiers: ArrayVec::new() }
    }
    /// Multiply by a factor and, if it changes anything, name it.
    pub fn times(&mut self, name: ModifierName, factor: f64) {
        self.value *= factor;
        let permille = (factor * 1000.0 + 0.5) as u32;
        if permille != 1000 {
            let _ = self.modifiers.try_push(Modifier { name, permille });
        }
    }
    /// Go to a new value, named by its ratio to the one before.
    pub fn becomes(&mut self, name: ModifierName, value: f64) {
        if self.value > 0.0 {
            self.times(name, value / self.value);
        }
        self.value = value;
    }
}

/// What remains of full effect when this much is suppressed.
pub(super) fn unsuppressed(permille: u16) -> f64 {
    1.0 - permille.min(1000) as f64 / 1000.0
}

/// Share hit at least once when each is hit `mean` times on the average: 1 - (1 - mean / 1024)^1024, which lies within a
/// thousandth of 1 - e^-mean.
pub(super) fn share_of(mean: f64) -> f64 {
    if mean >= 1024.0 { 1.0 } else { 1.0 - pow(1.0 - mean / 1024.0, 1024) }
}

/// Probability of at least one in `n` tries.
pub(super) fn any_of(p: f64, n: u32) -> f64 {
    1.0 - pow(1.0 - p.clamp(0.0, 1.0), n)
}

/// One half to the power of `seconds / half_life`.
pub(super) fn halved(seconds: f64, half_life: f64) -> f64 {
    let lives = seconds / half_life;
    if lives >= 40.0 {
        return 0.0;
    }
    let whole = lives as u32;
    // e^(-x ln 2) for 0 <= x < 1, its series to the seventh power: exact to 10^-6
    let x = (lives - whole as f64) * std::f64::consts::LN_2;
    let part = 1.0 - x * (1.0 - x / 2.0 * (1.0 - x / 3.0 * (1.0 - x / 4.0 * (1.0 - x / 5.0 * (1.0 - x / 6.0 * (1.0 - x / 7.0))))));
    part * pow(0.5, whole)
}

/// To a whole per mille, never above 1000.
pub(super) fn permille(share: f64) -> u32 {
    if share.is_nan() || share <= 0.0 { 0 } else { ((share * 1000.0 + 0.5) as u32).min(1000) }
}

/// How many of `n`, each with this probability.
pub(super) fn count(n: u32, p: f64) -> Law {
    Law::Count { n, p: Prob::of(p) }
}

/// Always this per mille.
pub(super) fn sure(share: f64) -> Law {
    Law::Sure(permille(share))
}

/// The normal law in millionths by eighths of its standard deviation, from 0 to 4.
const NORMAL: [u32; 33] = [
    500_000, 549_738, 598_706, 646_170, 691_462, 734_014, 773_373, 809_213, 841_345, 869_705, 894_350, 915_434, 933_193, 947_919, 959_941,
    969_604, 977_250, 983_207, 987_776, 991_226, 993_790, 995_668, 997_020, 997_980, 998_650, 999_111, 999_423, 999_631, 999_767, 999_856,
    999_912, 999_947, 999_968,
];

/// Probability that a normal value lies below `z` standard deviations, straight between the table's rows.
pub(super) fn normal_below(z: f64) -> f64 {
    let far = if z < 0.0 { -z } else { z } * 8.0;
    let row = far as usize;
    let above = if row >= 32 {
        NORMAL[32] as f64
    } else {
        let (a, b) = (NORMAL[row] as f64, NORMAL[row + 1] as f64);
        a + (b - a) * (far - row as f64)
    } / 1e6;
    if z < 0.0 { 1.0 - above } else { above }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halving_is_exact_at_whole_lives_and_smooth_between() {
        assert_eq!([0.0, 180.0, 360.0].map(|s| halved(s, 180.0)), [1.0, 0.5, 0.25]);
        for s in 0..2000 {
            let (a, b) = (halved(s as f64, 180.0), halved(s as f64 + 1.0, 180.0));
            assert!(b < a && (a * a - halved(2.0 * s as f64, 180.0)).abs() < 3e-6, "{s}");
        }
    }

    #[test]
    fn the_normal_law_is_symmetric_and_rises() {
        assert_eq!(normal_below(0.0), 0.5);
        assert!((normal_below(1.0) - 0.841_345).abs() < 1e-9);
        for i in -50..50 {
            let z = i as f64 / 10.0;
            assert!((normal_below(z) + normal_below(-z) - 1.0).abs() < 1e-12);
            assert!(normal_below(z) <= normal_below(z + 0.1));
        }
    }

    #[test]
    fn a_share_never_exceeds_one() {
        assert_eq!(share_of(0.0), 0.0);
        assert!((share_of(0.01) - 0.00995).abs() < 1e-5);
        assert!((share_of(2.0) - 0.8647).abs() < 1e-3);
        assert_eq!(share_of(5000.0), 1.0);
    }

    #[test]
    fn only_factors_that_change_something_are_named() {
        let mut rate = Rate::new(2.0);
        rate.times(ModifierName::Cover, 1.0);
        rate.times(ModifierName::Skill, 0.6);
        rate.becomes(ModifierName::Range, 0.6);
        assert_eq!(
            rate.modifiers.iter().map(|m| (m.name, m.permille)).collect::<Vec<_>>(),
            [(ModifierName::Skill, 600), (ModifierName::Range, 500)]
        );
        assert_eq!(rate.value, 0.6);
    }
}
