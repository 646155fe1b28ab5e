//! Odds as data: what a question is answered with. Nothing here rolls; a caller hands in words of its dice.

use super::binomial::{self, capped_mean, pow};
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
    /// 1 with this probability (scaled by the course), else 0.
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
    /// As [`Law::Count`], but no more than `max`: rounds that follow one another until nothing is left to hit.
    CountUpTo {
        /// tries
        n: u32,
        /// each one's probability, scaled by the course
        p: Prob,
        /// greatest result
        max: u32,
    },
    /// How many of `each` things for every one of the result of an earlier stage, each with probability `p` (not scaled).
    CountPer {
        /// the earlier stage
        stage: u8,
        /// things for every one of it
        each: u32,
        /// each one's probability
        p: Prob,
    },
    /// How many of those that stage `less`, a [`Law::CountOf`], left of what it hangs on: so the two never exceed it together.
    CountOfRest {
        /// the earlier `CountOf`
        less: u8,
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
    /// Any whole number of a range, each alike, that hangs on the result of an earlier stage: the first band whose limit is
    /// not exceeded by it speaks; 0 if none does.
    Spread {
        /// the earlier stage
        stage: u8,
        /// (greatest result this band covers, least value, greatest value)
        bands: ArrayVec<(u32, u32, u32), 4>,
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
    /// men of the crews of vehicles hit
    CrewHit,
    /// of those of the crews hit, killed (in close combat with vehicles: `Killed`)
    CrewKilled,
    /// guns put out of action
    GunsOut,
    /// vehicles stranded
    Bogged,
    /// of those stranded, on their belly
    BellyDeep,
    /// vehicles that broke down
    BrokenDown,
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
    /// of the vehicles stranded, on the crossing
    OnCrossing,
    /// a telephone line is cut
    LineCut,
    /// aircraft lost
    AircraftLost,
    /// shock laid on the target beside what its losses do to it (`Tables::stress_of_losses`), per mille of stress
    Stress,
    /// the weather comes
    Comes,
    /// hours it lasts
    Hours,
    /// the commander is hit
    CommanderHit,
    /// men who strayed
    Strayed,
    /// men who fell sick
    FellSick,
    /// lightly wounded who came back
    WoundedBack,
    /// stragglers who came back
    StraysBack,
    /// sick who came back
    SickBack,
    /// of the men hit, taken
    Captured,
    /// men lay down their arms
    Yields,
    /// aircraft that come home unfit to fly again in this battle
    AircraftDamaged,
    /// a strike goes astray: 0 not, else to one of the six sides, from 1
    Astray,
    /// a suspicion is placed on the neighbour in this direction (1 to 6); 0: where it belongs
    Misplaced,
    /// error of a count: 100 none, else so many per cent of its spread above or below
    Estimate,
    /// what is reported that is not there: 0 men, 1 vehicles, 2 guns
    Imagined,
    /// at which of the likely places
    Place,
    /// minutes that a mishap costs
    Minutes,
    /// of the men hit by aimed fire, by its shells; the rest by bullets
    HitByShells,
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

const WHOLE: u64 = 1 << 32;

/// A probability under a course's factor, clamped to one.
#[inline]
fn scaled(p: Prob, permille: u16) -> Prob {
    Prob((p.0 * permille as u64 / 1000).min(WHOLE))
}

/// The band of an earlier result.
fn band<T: Copy>(bands: &[T], limit: impl Fn(T) -> u32, earlier: u32) -> Option<T> {
    bands.iter().copied().find(|b| earlier <= limit(*b))
}

impl Lottery {
    /// Add a stage; returns its number, for stages that hang on it. A sixteenth stage is dropped.
    pub fn stage(&mut self, effect: Effect, law: Law) -> u8 {
        let k = self.stages.len() as u8;
        debug_assert!(!self.stages.is_full(), "a lottery has at most fifteen stages");
        let _ = self.stages.try_push(Stage { effect, law });
        k
    }
    fn index(&self, effect: Effect) -> Option<usize> {
        self.stages.iter().position(|s| s.effect == effect)
    }
    fn factor(&self, course: usize) -> u16 {
        self.course.get(course).map_or(1000, |c| c.1)
    }
    /// Sum of `f(course row)` weighted by the course's probabilities.
    fn over_course(&self, f: impl Fn(usize) -> f64) -> f64 {
        if self.course.is_empty() {
            return f(0);
        }
        self.course.iter().enumerate().map(|(c, row)| row.0.get() * f(c)).sum()
    }
    /// The mean of an effect's result, 0 if no stage has it. No table is built, save for bands of a counted stage.
    pub fn mean(&self, effect: Effect) -> f64 {
        self.index(effect).map_or(0.0, |k| self.over_course(|c| self.mean_given(k, c)))
    }
    fn mean_given(&self, k: usize, course: usize) -> f64 {
        let factor = self.factor(course);
        match &self.stages[k].law {
            Law::Sure(v) => *v as f64,
            Law::Chance(p) => scaled(*p, factor).get(),
            Law::Count { n, p } => *n as f64 * scaled(*p, factor).get(),
            Law::CountUpTo { n, p, max } => capped_mean(*n, scaled(*p, factor).get(), *max),
            Law::CountOf { stage, p } => self.mean_given(*stage as usize, course) * p.get(),
            Law::CountPer { stage, each, p } => self.mean_given(*stage as usize, course) * *each as f64 * p.get(),
            Law::CountOfRest { less, p } => match &self.stages[*less as usize].law {
                Law::CountOf { stage, p: gone } => self.mean_given(*stage as usize, course) * (1.0 - gone.get()) * p.get(),
                _ => 0.0,
            },
            Law::Rows(rows) => rows.iter().map(|(v, p)| *v as f64 * p.get()).sum(),
            Law::Bands { stage, bands } => self.by_value(*stage as usize, course, |v| band(bands, |b| b.0, v).map_or(0.0, |b| b.1.get())),
            Law::Spread { stage, bands } => {
                self.by_value(*stage as usize, course, |v| band(bands, |b| b.0, v).map_or(0.0, |(_, lo, hi)| (lo as f64 + hi as f64) / 2.0))
            }
        }
    }
    /// Expectation of a function of a stage's result.
    fn by_value(&self, k: usize, course: usize, f: impl Fn(u32) -> f64) -> f64 {
        match &self.stages[k].law {
            Law::Sure(v) => f(*v),
            Law::Rows(rows) => rows.iter().map(|(v, p)| p.get() * f(*v)).sum(),
            Law::Chance(p) => {
                let p = scaled(*p, self.factor(course)).get();
                p * f(1) + (1.0 - p) * f(0)
            }
            _ => self.given(k, course).iter().map(|(v, p)| p * f(*v)).sum(),
        }
    }
    /// Probability that the effect's result is at least one.
    pub fn at_least_one(&self, effect: Effect) -> f64 {
        self.index(effect).map_or(0.0, |k| 1.0 - self.over_course(|c| self.none_given(k, c)))
    }
    fn none_given(&self, k: usize, course: usize) -> f64 {
        let factor = self.factor(course);
        match &self.stages[k].law {
            Law::Count { n, p } => pow(1.0 - scaled(*p, factor).get(), *n),
            Law::CountUpTo { n, p, max } if *max > 0 => pow(1.0 - scaled(*p, factor).get(), *n),
            // each one of the earlier count is hit and then chosen
            Law::CountOf { stage, p } if matches!(self.stages[*stage as usize].law, Law::Count { .. }) => {
                match &self.stages[*stage as usize].law {
                    Law::Count { n, p: first } => pow(1.0 - scaled(*first, factor).get() * p.get(), *n),
                    _ => 1.0,
                }
            }
            Law::Sure(_) | Law::Chance(_) | Law::Rows(_) => self.by_value(k, course, |v| if v == 0 { 1.0 } else { 0.0 }),
            _ => self.given(k, course).iter().filter(|(v, _)| *v == 0).map(|(_, p)| p).sum(),
        }
    }
    /// The rows (value, probability) of stage `k`, given the course row and the results of earlier stages; they sum to 2³²
    /// exactly, in rising order of value save for [`Law::Rows`], which keeps its own.
    pub fn rows(&self, k: usize, course: usize, earlier: &Outcome) -> Vec<(u32, Prob)> {
        let result = |stage: u8| earlier.got.get(stage as usize).copied().flatten().map_or(0, |(_, v)| v);
        let factor = self.factor(course);
        let chance = |p: Prob| {
            let rows = [(0, Prob(WHOLE - p.0.min(WHOLE))), (1, Prob(p.0.min(WHOLE)))];
            rows.into_iter().filter(|r| r.1 != Prob::NEVER).collect()
        };
        let Some(stage) = self.stages.get(k) else { return Vec::new() };
        match &stage.law {
            Law::Sure(v) => vec![(*v, Prob::ALWAYS)],
            Law::Chance(p) => chance(scaled(*p, factor)),
            Law::Count { n, p } => binomial::rows(*n, scaled(*p, factor), u32::MAX),
            Law::CountUpTo { n, p, max } => binomial::rows(*n, scaled(*p, factor), *max),
            Law::CountOf { stage, p } => binomial::rows(result(*stage), *p, u32::MAX),
            Law::CountPer { stage, each, p } => binomial::rows(result(*stage).saturating_mul(*each), *p, u32::MAX),
            Law::CountOfRest { less, p } => binomial::rows(self.rest(*less, result), *p, u32::MAX),
            Law::Rows(rows) => rows.iter().copied().filter(|r| r.1 != Prob::NEVER).collect(),
            Law::Bands { stage, bands } => chance(band(bands, |b| b.0, result(*stage)).map_or(Prob::NEVER, |b| b.1)),
            Law::Spread { stage, bands } => match band(bands, |b| b.0, result(*stage)) {
                None => vec![(0, Prob::ALWAYS)],
                Some((_, lo, hi)) => {
                    let many = (hi.saturating_sub(lo) as u64) + 1;
                    let edge = |i: u64| (i * WHOLE).div_ceil(many);
                    (0..many).map(|i| (lo + i as u32, Prob(edge(i + 1) - edge(i)))).collect()
                }
            },
        }
    }
    /// What stage `less` left of the stage it hangs on.
    fn rest(&self, less: u8, result: impl Fn(u8) -> u32) -> u32 {
        match self.stages.get(less as usize).map(|s| &s.law) {
            Some(Law::CountOf { stage, .. }) => result(*stage).saturating_sub(result(less)),
            _ => 0,
        }
    }
    /// Distribution of stage `k` under one course row, by rising value.
    fn given(&self, k: usize, course: usize) -> Vec<(u32, f64)> {
        let counted = |stage: usize, each: u32, p: Prob| {
            let mut dense: Vec<f64> = Vec::new();
            for (n, weight) in self.given(stage, course) {
                for (v, q) in binomial::rows(n.saturating_mul(each), p, u32::MAX) {
                    if dense.len() <= v as usize {
                        dense.resize(v as usize + 1, 0.0);
                    }
                    dense[v as usize] += weight * q.get();
                }
            }
            (0..).zip(dense).filter(|(_, q)| *q > 0.0).collect()
        };
        match &self.stages[k].law {
            Law::CountOf { stage, p } => counted(*stage as usize, 1, *p),
            Law::CountPer { stage, each, p } => counted(*stage as usize, *each, *p),
            Law::CountOfRest { less, p } => match &self.stages[*less as usize].law {
                Law::CountOf { stage, p: gone } => counted(*stage as usize, 1, Prob::of((1.0 - gone.get()) * p.get())),
                _ => vec![(0, 1.0)],
            },
            Law::Bands { stage, .. } | Law::Spread { stage, .. } => {
                let mut all: Vec<(u32, f64)> = Vec::new();
                let mut earlier = Outcome::default();
                for (n, weight) in self.given(*stage as usize, course) {
                    earlier.got[*stage as usize] = Some((self.stages[*stage as usize].effect, n));
                    all.extend(self.rows(k, course, &earlier).into_iter().map(|(v, q)| (v, weight * q.get())));
                }
                merged(all)
            }
            _ => merged(self.rows(k, course, &Outcome::default()).into_iter().map(|(v, q)| (v, q.get())).collect()),
        }
    }
    /// Unconditional distribution of an effect's result for display: (value, probability as a fraction), values below 10⁻⁶ dropped.
    pub fn distribution(&self, effect: Effect) -> Vec<(u32, f64)> {
        let mut all = self.whole_distribution(effect);
        all.retain(|(_, p)| *p >= 1e-6);
        all
    }
    /// The same with nothing dropped.
    pub(super) fn whole_distribution(&self, effect: Effect) -> Vec<(u32, f64)> {
        let Some(k) = self.index(effect) else { return vec![(0, 1.0)] };
        if self.course.is_empty() {
            return self.given(k, 0);
        }
        let mut all = Vec::new();
        for (c, row) in self.course.iter().enumerate() {
            all.extend(self.given(k, c).into_iter().map(|(v, p)| (v, p * row.0.get())));
        }
        merged(all)
    }
    /// Cast with the words of one resolution: `word(0)` for the course, `word(k + 1)` for stage k. Allocates nothing.
    pub fn cast(&self, mut word: impl FnMut(u32) -> u32) -> Outcome {
        let mut out = Outcome::default();
        if !self.course.is_empty() {
            out.course = first_row(self.course.iter().map(|c| c.0), word(0)) as u8;
        }
        let factor = self.factor(out.course as usize);
        for (k, stage) in self.stages.iter().enumerate() {
            let w = word(k as u32 + 1);
            let result = |stage: u8| out.got.get(stage as usize).copied().flatten().map_or(0, |(_, v)| v);
            let chance = |p: Prob| (w as u64 >= WHOLE - p.0.min(WHOLE)) as u32;
            let got = match &stage.law {
                Law::Sure(v) => *v,
                Law::Chance(p) => chance(scaled(*p, factor)),
                Law::Count { n, p } => binomial::cast(*n, scaled(*p, factor), w),
                Law::CountUpTo { n, p, max } => binomial::cast(*n, scaled(*p, factor), w).min(*max),
                Law::CountOf { stage, p } => binomial::cast(result(*stage), *p, w),
                Law::CountPer { stage, each, p } => binomial::cast(result(*stage).saturating_mul(*each), *p, w),
                Law::CountOfRest { less, p } => binomial::cast(self.rest(*less, result), *p, w),
                Law::Rows(rows) => rows.get(first_row(rows.iter().map(|r| r.1), w)).map_or(0, |r| r.0),
                Law::Bands { stage, bands } => chance(band(bands, |b| b.0, result(*stage)).map_or(Prob::NEVER, |b| b.1)),
                Law::Spread { stage, bands } => band(bands, |b| b.0, result(*stage))
                    .map_or(0, |(_, lo, hi)| lo + ((w as u64 * (hi.saturating_sub(lo) as u64 + 1)) >> 32) as u32),
            };
            out.got[k] = Some((stage.effect, got));
            out.len += 1;
        }
        out
    }
}

/// The first row whose running sum exceeds the word.
fn first_row(rows: impl Iterator<Item = Prob>, word: u32) -> usize {
    let mut sum = 0;
    for (i, p) in rows.enumerate() {
        sum += p.0;
        if (word as u64) < sum {
            return i;
        }
    }
    0
}

/// Equal values added up, by rising value.
fn merged(mut all: Vec<(u32, f64)>) -> Vec<(u32, f64)> {
    all.sort_by_key(|(v, _)| *v);
    let mut out: Vec<(u32, f64)> = Vec::new();
    for (v, p) in all {
        match out.last_mut() {
            Some(last) if last.0 == v => last.1 += p,
            _ => out.push((v, p)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course() -> ArrayVec<(Prob, u16), 8> {
        [(Prob(WHOLE / 4), 200), (Prob(WHOLE / 2), 900), (Prob(WHOLE / 4), 2000)].into_iter().collect()
    }
    /// A lottery with every law.
    fn every_law(n: u32, p: f64) -> Lottery {
        let mut l = Lottery { course: course(), ..Lottery::default() };
        let p = Prob::of(p);
        let hit = l.stage(Effect::MenHit, Law::Count { n, p });
        l.stage(Effect::Killed, Law::CountOf { stage: hit, p: Prob::of(0.3) });
        let out = l.stage(Effect::VehiclesOut, Law::CountUpTo { n, p, max: 4 });
        let burnt = l.stage(Effect::Burnt, Law::CountOf { stage: out, p: Prob::of(0.11) });
        l.stage(Effect::Recoverable, Law::CountOfRest { less: burnt, p: Prob::of(0.5) });
        l.stage(Effect::CrewHit, Law::CountPer { stage: out, each: 3, p: Prob::of(0.4) });
        l.stage(Effect::Suppression, Law::Sure(370));
        l.stage(Effect::Seen, Law::Chance(p));
        let rows = [(0, Prob(WHOLE / 8)), (1, Prob(WHOLE / 2)), (2, Prob(WHOLE / 8 * 3))];
        let result = l.stage(Effect::AssaultResult, Law::Rows(rows.into_iter().collect()));
        let bands = [(1, Prob::of(0.2)), (u32::MAX, Prob::of(0.9))];
        l.stage(Effect::Stands, Law::Bands { stage: hit, bands: bands.into_iter().collect() });
        let spread = [(0, 120, 250), (1, 80, 150), (2, 50, 50)];
        l.stage(Effect::AttackerLoss, Law::Spread { stage: result, bands: spread.into_iter().collect() });
        l
    }
    fn effects(l: &Lottery) -> Vec<Effect> {
        l.stages.iter().map(|s| s.effect).collect()
    }

    #[test]
    fn every_row_is_cast_at_both_of_its_edges() {
        for (n, p) in [(0, 0.5), (1, 0.3), (7, 0.02), (40, 0.5), (150, 0.03), (300, 0.97), (5, 1.0), (5, 0.0)] {
            let l = every_law(n, p);
            let mut course_start = 0;
            for c in 0..l.course.len() {
                let mut words = [0u32; 16];
                words[0] = course_start as u32;
                course_start += l.course[c].0.0;
                // every stage under the results of casting all words one half, and then this stage at its edges
                for k in 0..l.stages.len() {
                    words[1..].fill(1 << 31);
                    let earlier = l.cast(|i| words[i as usize]);
                    let (mut sum, rows) = (0u64, l.rows(k, c, &earlier));
                    for (value, row) in &rows {
                        for edge in [sum, sum + row.0 - 1] {
                            words[k + 1] = edge as u32;
                            let got = l.cast(|i| words[i as usize]);
                            assert_eq!((got.course, got.got[k].unwrap().1), (c as u8, *value), "stage {k}, word {edge}, n {n}, p {p}");
                        }
                        sum += row.0;
                    }
                    assert_eq!(sum, WHOLE, "stage {k}, n {n}, p {p}");
                }
            }
        }
    }

    #[test]
    fn the_mean_is_that_of_the_distribution() {
        for (n, p) in [(0, 0.5), (1, 0.3), (7, 0.02), (40, 0.5), (150, 0.03), (600, 0.2), (5, 1.0)] {
            let l = every_law(n, p);
            for effect in effects(&l) {
                let all = l.whole_distribution(effect);
                let (mean, sum): (f64, f64) = (all.iter().map(|(v, p)| *v as f64 * p).sum(), all.iter().map(|(_, p)| p).sum());
                assert!((sum - 1.0).abs() < 1e-9, "{effect:?} {sum}");
                assert!((mean - l.mean(effect)).abs() < 1e-6, "{effect:?} {n} {p}: {mean} against {}", l.mean(effect));
                let none: f64 = all.iter().filter(|(v, _)| *v == 0).map(|(_, p)| p).sum();
                assert!((1.0 - none - l.at_least_one(effect)).abs() < 1e-6, "{effect:?} {n} {p}");
            }
        }
    }

    #[test]
    fn many_casts_follow_the_distribution() {
        let l = every_law(20, 0.15);
        let mut state = 12345u64;
        let mut next = move || {
            // splitmix64: enough for a test
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            ((z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 32) as u32
        };
        let runs = 100_000;
        let mut seen: Vec<Vec<u32>> = vec![vec![0; 400]; l.stages.len()];
        for _ in 0..runs {
            let got = l.cast(|_| next());
            assert!(got.of(Effect::Burnt) + got.of(Effect::Recoverable) <= got.of(Effect::VehiclesOut));
            for (k, tally) in seen.iter_mut().enumerate() {
                tally[got.got[k].unwrap().1 as usize] += 1;
            }
        }
        for (k, tally) in seen.iter().enumerate() {
            let (mut chi, mut rows) = (0.0, 0);
            for (v, p) in l.whole_distribution(l.stages[k].effect) {
                let expected = p * runs as f64;
                if expected >= 20.0 {
                    let off = tally[v as usize] as f64 - expected;
                    chi += off * off / expected;
                    rows += 1;
                }
            }
            // mean rows - 1, standard deviation sqrt(2 rows): five of them
            assert!(chi < rows as f64 + 5.0 * (2.0 * rows as f64).sqrt() + 5.0, "stage {k}: {chi} over {rows} rows");
        }
    }

    #[test]
    fn a_scaled_chance_never_exceeds_one() {
        let l = every_law(10, 0.8);
        assert_eq!(l.rows(0, 2, &Outcome::default()), vec![(10, Prob::ALWAYS)]);
        assert!(l.mean(Effect::MenHit) < 8.0);
    }

    #[test]
    fn great_numbers_keep_their_rows_exact() {
        for (n, p) in [(65_535, 0.5), (65_535, 1e-7), (u32::MAX, 0.25), (3_000, 0.999)] {
            let mut l = Lottery::default();
            l.stage(Effect::MenHit, Law::Count { n, p: Prob::of(p) });
            let rows = l.rows(0, 0, &Outcome::default());
            assert_eq!(rows.iter().map(|r| r.1.0).sum::<u64>(), WHOLE);
            assert!(rows.windows(2).all(|w| w[0].0 < w[1].0));
        }
    }
}
