//! Odds as data: what a question is answered with. Nothing here rolls; a caller hands in words of its dice.

use arrayvec::ArrayVec;
use serde::{Deserialize, Serialize};

/// A probability over 2³²; [`Prob::ALWAYS`] is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Prob(pub u64);

impl Prob {
    /// Never.
    pub const NEVER: Prob = Prob(0);
    /// Certain.
    pub const ALWAYS: Prob = Prob(1 << 32);
    /// From a fraction, clamped to 0..=1. Only `+ - * /` are used.
    pub fn of(p: f64) -> Prob {
        if p.is_nan() || p <= 0.0 {
            Prob::NEVER
        } else if p >= 1.0 {
            Prob::ALWAYS
        } else {
            Prob((p * 4_294_967_296.0) as u64)
        }
    }
    /// As a fraction.
    pub fn get(self) -> f64 {
        self.0 as f64 / 4_294_967_296.0
    }
    /// Whether a word of the dice falls within it.
    #[inline]
    pub const fn hit(self, word: u32) -> bool {
        (word as u64) < self.0
    }
}

/// The law of one effect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Law {
    /// Always this.
    Sure(u32),
    /// 1 with this probability, else 0.
    Chance(Prob),
    /// How many of `n` each with probability `p`.
    Count {
        /// how many may be hit
        n: u32,
        /// each one's probability, scaled by the course
        p: Prob,
    },
    /// How many of the result of an earlier stage, each with probability `p` (not scaled by the course).
    CountOf {
        /// the earlier stage
        stage: u8,
        /// each one's probability
        p: Prob,
    },
    /// Named rows: value and probability; the probabilities sum to one exactly.
    Rows(ArrayVec<(u32, Prob), 8>),
    /// Rows that hang on the result of an earlier stage: the first band whose limit is not exceeded by it speaks.
    Bands {
        /// the earlier stage
        stage: u8,
        /// (greatest result this band covers, its probability of 1)
        bands: ArrayVec<(u32, Prob), 4>,
    },
}

/// What a stage changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// men of the target hit
    MenHit,
    /// of those hit, killed
    Killed,
    /// share suppressed while the fire lasts, per mille
    Suppression,
    /// vehicles knocked out
    VehiclesOut,
    /// of those out, burnt
    Burnt,
    /// of those out, hauled away (the rest is repaired on the spot)
    Recoverable,
    /// men of the crews hit
    CrewHit,
    /// guns put out of action
    GunsOut,
    /// vehicles stranded
    Bogged,
    /// vehicles recovered
    Recovered,
    /// result of an assault: 0 repulse, 1 lodgement, 2 taken
    AssaultResult,
    /// per mille of the attacker lost
    AttackerLoss,
    /// per mille of the defender lost
    DefenderLoss,
    /// per mille of the defender's losses that are prisoners
    Prisoners,
    /// the unit stands
    Stands,
    /// the target is seen
    Seen,
    /// stress taken off or the unit comes to itself
    Rallied,
    /// seconds until something is ready
    DelaySeconds,
    /// aircraft lost
    AircraftLost,
    /// stress laid on the target, per mille
    Stress,
}

/// One stage: an effect and its law.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    /// what it changes
    pub effect: Effect,
    /// its odds
    pub law: Law,
}

/// The odds of one exchange: a course that all stages share, then up to 15 stages, each with a word of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lottery {
    /// Fortunes of this exchange: (probability, factor per mille on every scaled `p`); empty means the factor 1. Sums to one.
    pub course: ArrayVec<(Prob, u16), 8>,
    /// The stages, in order; stage k uses word k + 1, the course word 0.
    pub stages: ArrayVec<Stage, 15>,
}

/// What came of a cast: the result of each stage in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// the course's row
    pub course: u8,
    /// number of stages
    pub len: u8,
    /// effect and result by stage
    pub got: [Option<(Effect, u32)>; 15],
}

impl Outcome {
    /// The result for an effect, 0 if no stage has it.
    pub fn of(&self, effect: Effect) -> u32 {
        self.got.iter().flatten().find(|(e, _)| *e == effect).map_or(0, |(_, v)| *v)
    }
}

impl Lottery {
    /// Add a stage.
    pub fn stage(&mut self, effect: Effect, law: Law) {
        self.stages.push(Stage { effect, law })
    }
    /// The mean of an effect's result, 0 if no stage has it. No table is built.
    pub fn mean(&self, effect: Effect) -> f64 {
        let _ = effect;
        unimplemented!()
    }
    /// Probability that the effect's result is at least one.
    pub fn at_least_one(&self, effect: Effect) -> f64 {
        let _ = effect;
        unimplemented!()
    }
    /// The rows (value, probability) of stage `k`, given the course row and the results of earlier stages; they sum to 2³² exactly.
    pub fn rows(&self, k: usize, course: usize, earlier: &Outcome) -> Vec<(u32, Prob)> {
        let _ = (k, course, earlier);
        unimplemented!()
    }
    /// Unconditional distribution of an effect's result for display: (value, probability as a fraction), values below 10⁻⁶ dropped.
    pub fn distribution(&self, effect: Effect) -> Vec<(u32, f64)> {
        let _ = effect;
        unimplemented!()
    }
    /// Cast with the words of one resolution: `word(0)` for the course, `word(k + 1)` for stage k.
    pub fn cast(&self, word: impl FnMut(u32) -> u32) -> Outcome {
        let _ = word;
        unimplemented!()
    }
}
