//! Suppression: one measure for all fire, danger D = expected casualties per 100 upright men per minute; D / (D + D50) of the
//! men keep their heads down while it lasts.
//!
//! What belongs here: `suppression.ron`. What never does: stress, which lasts (morale).

use super::Tables;
use super::figure::{Figure, Format, table};
use super::odds::{halved, permille};

table! {
    /// `suppression.ron`.
    struct Suppression {
        format: Format,
        /// Danger at which half are suppressed.
        d50: Figure,
        /// Seconds in which it halves after the fire lifts.
        half_life_s: Figure,
        /// Share suppressed from which a unit counts as pinned.
        pinned: Figure,
        /// Share suppressed that halts a move.
        halts: Figure,
        /// Share suppressed from which nobody leaves his hole for the enemy's stuck vehicles.
        keeps_in: Figure,
        /// Share suppressed from which a unit counts as under aimed fire when it works at stuck vehicles.
        disturbs: Figure,
    }
}

impl Tables {
    /// Share suppressed when `hits` of `men` would be expected, were they upright, in so many seconds.
    pub(super) fn suppressed_by(&self, hits: f64, men: f64, seconds: f64) -> f64 {
        if men <= 0.0 || hits <= 0.0 {
            return 0.0;
        }
        let danger = hits / men * 100.0 / (seconds.max(1.0) / 60.0);
        danger / (danger + self.suppression.d50.value)
    }
    /// Suppression left so many seconds after the fire lifted: halves every half-life.
    pub fn decayed(&self, suppressed_permille: u16, seconds: u32) -> u16 {
        // Of no number of 16 bits a half is left after so many half-lives.
        if seconds as f64 >= 18.0 * self.suppression.half_life_s.value {
            return 0;
        }
        (suppressed_permille as f64 * halved(seconds as f64, self.suppression.half_life_s.value) + 0.5) as u16
    }
    /// Two suppressions at once: their dangers add up.
    pub fn joined(&self, a_permille: u16, b_permille: u16) -> u16 {
        let (a, b) = (a_permille.min(1000) as f64 / 1000.0, b_permille.min(1000) as f64 / 1000.0);
        if a >= 1.0 || b >= 1.0 {
            return 1000;
        }
        let danger = a / (1.0 - a) + b / (1.0 - b);
        permille(danger / (1.0 + danger)) as u16
    }
    /// Suppression (per mille) that counts as pinned.
    pub fn pinned_permille(&self) -> u16 {
        permille(self.suppression.pinned.value) as u16
    }
    /// Suppression (per mille) that halts a move.
    pub fn halting_permille(&self) -> u16 {
        permille(self.suppression.halts.value) as u16
    }
    /// Suppression (per mille) from which nobody leaves his hole for stuck vehicles.
    pub fn keeps_in_permille(&self) -> u16 {
        permille(self.suppression.keeps_in.value) as u16
    }
    /// Suppression (per mille) from which a unit that works at stuck vehicles counts as under aimed fire.
    pub fn disturbing_permille(&self) -> u16 {
        permille(self.suppression.disturbs.value) as u16
    }
}
