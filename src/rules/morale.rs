//! Stress and nerve: what losses do, how it wears off, whether men stand, whether a shaken unit comes to itself.
//!
//! What belongs here: `morale.ron`. What never does: suppression, which passes in minutes.

use super::figure::{Figure, Format, table};
use super::odds::{Rate, halved, permille};
use super::{Asked, Effect, Law, Lottery, ModifierName, MoraleState, Prob, Question, Rally, Stand, Tables};

table! {
    /// `morale.ron`.
    struct Morale {
        format: Format,
        /// Stress for each man lost of those there, as shares of one.
        per_loss: Figure,
        /// Stress for each man expected to be hit by bullets, by shells and bombs, beside the losses themselves.
        shock_bullets: Figure,
        shock_shells: Figure,
        /// Stress at which a unit of ordinary nerve is shaken, broken, routed.
        shaken: Figure,
        broken: Figure,
        routed: Figure,
        /// Share of a state's stress below which it is left again.
        recovery: Figure,
        /// Seconds in which stress halves at rest, and under fire.
        half_life_rest_s: Figure,
        half_life_fire_s: Figure,
        /// Standing in a rush.
        stand: StandTable,
        /// Coming to oneself.
        rally: RallyTable,
    }
    /// Whether men stand.
    struct StandTable {
        /// Chance with nothing against it.
        base: Figure,
        /// Share lost in the rush at which half stand.
        half_at_loss: Figure,
        /// Stress at which half stand.
        half_at_stress: Figure,
        /// Share of the chance that full suppression takes.
        suppression: Figure,
    }
    /// Whether a unit comes to itself at a turn's end.
    struct RallyTable {
        base: Figure,
        led: Figure,
        /// Minutes of quiet after which half of the chance is there.
        half_quiet_min: Figure,
        /// Share of its stress that goes then.
        relief: Figure,
    }
}

/// 1 / (1 + (x / half)²): one at nothing, a half at `half`.
fn falls(x: f64, half: f64) -> f64 {
    1.0 / (1.0 + x / half * (x / half))
}

impl Tables {
    /// Shock of bullets: stress as a share of one.
    pub(super) fn shock(&self, hits: f64, men: f64) -> f64 {
        if men > 0.0 { hits / men * self.morale.shock_bullets.value } else { 0.0 }
    }
    /// Shock of shells and bombs.
    pub(super) fn shell_shock(&self, hits: f64, men: f64) -> f64 {
        if men > 0.0 { hits / men * self.morale.shock_shells.value } else { 0.0 }
    }
    /// Stress (per mille) laid on a unit that lost `lost` of `men` at once.
    pub fn stress_of_losses(&self, lost: u32, men: u32, nerve_permille: u16) -> u16 {
        if men == 0 {
            return 0;
        }
        let share = lost.min(men) as f64 / men as f64;
        permille(share * self.morale.per_loss.value * 1000.0 / nerve_permille.max(1) as f64) as u16
    }
    /// Stress left after so many seconds at rest or under fire.
    pub fn stress_after(&self, stress_permille: u16, seconds: u32, under_fire: bool) -> u16 {
        let life = if under_fire { &self.morale.half_life_fire_s } else { &self.morale.half_life_rest_s };
        (stress_permille as f64 * halved(seconds as f64, life.value) + 0.5) as u16
    }
    /// The state a stress puts a unit of this nerve in; it comes back from a state only a fifth lower (`was`).
    pub fn morale(&self, stress_permille: u16, nerve_permille: u16, was: MoraleState) -> MoraleState {
        let m = &self.morale;
        let stress = stress_permille as f64 / nerve_permille.max(1) as f64;
        let states = [(MoraleState::Routed, &m.routed), (MoraleState::Broken, &m.broken), (MoraleState::Shaken, &m.shaken)];
        for (state, limit) in states {
            let limit = if was >= state { limit.value * m.recovery.value } else { limit.value };
            if stress >= limit {
                return state;
            }
        }
        MoraleState::Steady
    }
    /// Stress (per mille) left to a unit that came to itself.
    pub fn rallied_stress(&self, stress_permille: u16) -> u16 {
        (stress_permille as f64 * (1.0 - self.morale.rally.relief.value) + 0.5) as u16
    }

    /// Whether men on the assault stand under the fire that meets them.
    pub(super) fn ask_stand(&self, q: &Stand) -> Asked {
        let s = &self.morale.stand;
        let (stress, lost) = (q.stress_permille as f64 / 1000.0, q.lost_permille as f64 / 1000.0);
        let nerve = q.nerve_permille.max(1) as f64 / 1000.0;
        let mut rate = Rate::new(s.base.value);
        rate.times(ModifierName::Stress, falls(stress, s.half_at_stress.value));
        rate.times(ModifierName::Losses, falls(lost, s.half_at_loss.value));
        let plain = rate.value;
        let steady = falls(stress, s.half_at_stress.value * nerve) * falls(lost, s.half_at_loss.value * nerve);
        if plain > 0.0 {
            rate.becomes(ModifierName::Nerve, s.base.value * steady);
        }
        let heads_down = q.suppressed_permille.min(1000) as f64 / 1000.0;
        rate.times(ModifierName::Suppressed, 1.0 - s.suppression.value * heads_down * heads_down);
        let mut lottery = Lottery::default();
        lottery.stage(Effect::Stands, Law::Chance(Prob::of(rate.value)));
        Asked { question: Question::Stand(*q), modifiers: rate.modifiers, lottery }
    }

    /// Whether a shaken unit comes to itself.
    pub(super) fn ask_rally(&self, q: &Rally) -> Asked {
        let r = &self.morale.rally;
        let mut rate = Rate::new(r.base.value);
        if q.led {
            rate.times(ModifierName::Led, r.led.value);
        }
        let quiet = q.quiet_min as f64;
        rate.times(ModifierName::Quiet, quiet / (quiet + r.half_quiet_min.value));
        rate.times(ModifierName::Stress, falls(q.stress_permille as f64 / 1000.0, self.morale.routed.value));
        rate.times(ModifierName::Nerve, q.nerve_permille as f64 / 1000.0);
        let mut lottery = Lottery::default();
        lottery.stage(Effect::Rallied, Law::Chance(Prob::of(rate.value)));
        Asked { question: Question::Rally(*q), modifiers: rate.modifiers, lottery }
    }
}
