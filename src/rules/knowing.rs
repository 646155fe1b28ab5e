//! What is made of what was seen: suspicions and where they are placed, how many men somebody counts, enemies reported who are
//! not there, and how long any of it is believed.
//!
//! What belongs here: the part `knowing` of `sight.ron`, and what is asked of it. What never does: who looks, and who stands where.

use super::figure::{Curve, Figure, table};
use super::odds::{Rate, any_of, count, share_of};
use super::{Asked, Certainty, Effect, Law, Light, Lottery, ModifierName, Prob, Question, Tables, Visibility};
use arrayvec::ArrayVec;
use serde::{Deserialize, Serialize};

/// Whether fire of somebody who is not seen shows about where he is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suspicion {
    /// rounds of guns, or bursts of small arms
    pub rounds: u16,
    /// nearest enemy that looks, metres
    pub range_m: u16,
    /// light
    pub light: Light,
    /// air
    pub visibility: Visibility,
    /// how well he is trained to observe, per mille
    pub skill_permille: u16,
}

/// How many somebody counts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// from where, metres
    pub range_m: u16,
    /// light
    pub light: Light,
    /// air
    pub visibility: Visibility,
    /// he sits in tanks
    pub from_tanks: bool,
    /// share of those who look suppressed, per mille
    pub suppressed_permille: u16,
    /// how well they are trained to observe, per mille
    pub skill_permille: u16,
}

/// Whether men report enemies who are not there.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FalseReport {
    /// seconds in which they look out
    pub seconds: u16,
    /// light
    pub light: Light,
    /// air
    pub visibility: Visibility,
    /// stress, per mille
    pub stress_permille: u16,
    /// share suppressed, per mille
    pub suppressed_permille: u16,
    /// how well they are trained to observe, per mille
    pub skill_permille: u16,
}

table! {
    /// The part `knowing` of `sight.ron`.
    struct Knowing {
        /// Share of the range of sight within which is seen what somebody is, too.
        identify: Figure,
        /// A contact that appears nearer than this halts a march, metres.
        alarm_m: Figure<u32>,
        /// Minutes after which a contact out of sight is no longer held for identified, for seen, for there at all.
        identified_min: Figure<u32>,
        seen_min: Figure<u32>,
        forget_min: Figure<u32>,
        /// How much wider the numbers of a contact out of sight are left open with each step down.
        fade: Figure,
        /// By day a suspicion that somebody looks at from so near without seeing anyone is given up, metres.
        doubt_m: Figure<u32>,
        /// What is believed of somebody only suspected: men, men at guns, vehicles, least and most.
        band: Bands,
        suspicion: Suspecting,
        estimate: Estimating,
        false_report: Imagining,
    }
    struct Bands {
        men: Figure<u32>,
        men_most: Figure<u32>,
        crew: Figure<u32>,
        crew_most: Figure<u32>,
        guns: Figure<u32>,
        vehicles: Figure<u32>,
        vehicles_most: Figure<u32>,
    }
    struct Suspecting {
        /// Chance of one round (or burst) at 600 m by day to show about where it came from.
        per_round: Figure,
        range: Figure<Curve>,
        /// factor at night, within the range of a flash
        night: Figure,
        /// Small-arms rounds that count as one burst.
        burst_rounds: Figure<u32>,
        /// Chance of being placed a hex off, by range in metres; factor at night; at most.
        misplaced: Figure<Curve>,
        misplaced_night: Figure,
        misplaced_most: Figure,
    }
    struct Estimating {
        /// Spread of an estimate by range in metres.
        spread: Figure<Curve>,
        night: Figure,
        haze: Figure,
        fog: Figure,
        from_tanks: Figure,
        /// Factor when all who look are kept down.
        suppressed: Figure,
        most: Figure,
        /// Fortunes: (error in per cent of the spread, weight).
        errors: Figure<Curve>,
        /// What the band leaves open to either side, per cent of the spread.
        band: Figure,
    }
    struct Imagining {
        /// False reports of one unit in an hour by day.
        per_hour: Figure,
        dusk: Figure,
        moon: Figure,
        dark: Figure,
        fog: Figure,
        haze: Figure,
        /// Factor when stress, or suppression, is full.
        stress: Figure,
        suppressed: Figure,
        /// Enemies known or suspected within this range make men look for more, metres.
        near_m: Figure<u32>,
        /// Steps away at which they are placed, least and most.
        least_steps: Figure<u32>,
        most_steps: Figure<u32>,
        /// Of the reports: vehicles, guns; the rest men.
        vehicles: Figure,
        guns: Figure,
    }
}

/// Places among which a false report chooses.
pub const PLACES: u32 = 16;

/// An estimate of a number: what is taken for it, and how far the band goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Judged {
    /// what is counted for a hundred
    pub percent: u16,
    /// how far the truth may lie from what is counted, per mille
    pub open_permille: u16,
}

/// What somebody only suspected is taken for: least and most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// men, if it is men
    pub men: (u16, u16),
    /// men beside guns, if it is guns
    pub crew: (u16, u16),
    /// guns
    pub guns: u8,
    /// vehicles
    pub vehicles: (u8, u8),
}

impl Judged {
    /// Counted exactly.
    pub const EXACT: Judged = Judged { percent: 100, open_permille: 0 };
    /// Least and most that are believed when there are so many.
    pub fn band(self, truth: u32) -> (u32, u32) {
        if self == Judged::EXACT {
            return (truth, truth);
        }
        let counted = truth * self.percent as u32;
        let open = self.open_permille.min(900) as u32;
        let least = (counted * 10 / (1000 + open)).max(u32::from(truth > 0));
        (least, (counted * 10).div_ceil(1000 - open))
    }
}

impl Tables {
    /// Share of the range of sight within which is seen what somebody is, per mille.
    pub fn identify_permille(&self) -> u32 {
        (self.sight.knowing.identify.value * 1000.0 + 0.5) as u32
    }
    /// A contact that appears nearer than this halts a march, metres.
    pub fn alarm_m(&self) -> u32 {
        self.sight.knowing.alarm_m.value
    }
    /// How well somebody out of sight for so many seconds is still known, at most; `None`: not at all.
    pub fn known_after(&self, seconds: u32) -> Option<Certainty> {
        let k = &self.sight.knowing;
        let minutes = |f: &Figure<u32>| f.value * 60;
        if seconds > minutes(&k.forget_min) {
            None
        } else if seconds > minutes(&k.seen_min) {
            Some(Certainty::Suspected)
        } else if seconds > minutes(&k.identified_min) {
            Some(Certainty::Seen)
        } else {
            Some(Certainty::Identified)
        }
    }
    /// How much wider the numbers of a contact out of sight are left open with each step down, per mille.
    pub fn fade_permille(&self) -> u32 {
        (self.sight.knowing.fade.value * 1000.0 + 0.5) as u32
    }
    /// By day a suspicion looked at from within so many metres is given up if nobody is seen.
    pub fn doubt_m(&self) -> u32 {
        self.sight.knowing.doubt_m.value
    }
    /// What somebody only suspected is taken for.
    pub fn suspected(&self) -> Guess {
        let b = &self.sight.knowing.band;
        let cap = |f: &Figure<u32>| f.value.min(u16::MAX as u32) as u16;
        let few = |f: &Figure<u32>| f.value.min(u8::MAX as u32) as u8;
        Guess {
            men: (cap(&b.men), cap(&b.men_most)),
            crew: (cap(&b.crew), cap(&b.crew_most)),
            guns: few(&b.guns),
            vehicles: (few(&b.vehicles), few(&b.vehicles_most)),
        }
    }
    /// Small-arms rounds that count as one burst.
    pub fn burst_rounds(&self) -> u32 {
        self.sight.knowing.suspicion.burst_rounds.value.max(1)
    }
    /// Metres within which an enemy makes men look for more, and the steps away, least and most, at which they see some.
    pub fn imagined(&self) -> (u32, u32, u32) {
        let f = &self.sight.knowing.false_report;
        (f.near_m.value, f.least_steps.value, f.most_steps.value)
    }
    /// An estimate with this error (per cent of its spread) under a question.
    pub fn judged(&self, q: &Estimate, error: u32) -> Judged {
        let spread = self.spread(q).value;
        let percent = 100.0 + spread * (error as f64 - 100.0);
        let open = spread * self.sight.knowing.estimate.band.value * 10.0;
        Judged { percent: (if percent < 20.0 { 20.0 } else { percent } + 0.5) as u16, open_permille: (open + 0.5) as u16 }
    }

    /// Spread of an estimate.
    fn spread(&self, q: &Estimate) -> Rate {
        let e = &self.sight.knowing.estimate;
        let mut rate = Rate::new(e.spread.value.at(600.0));
        rate.becomes(ModifierName::Range, e.spread.value.at(q.range_m as f64));
        if matches!(q.light, Light::Moon | Light::Dark) {
            rate.times(ModifierName::Darkness, e.night.value);
        }
        match q.visibility {
            Visibility::Clear => {}
            Visibility::Fog => rate.times(ModifierName::Fog, e.fog.value),
            Visibility::Haze => rate.times(ModifierName::Fog, e.haze.value),
            Visibility::Rain | Visibility::Storm => rate.times(ModifierName::Rain, e.haze.value),
        }
        if q.from_tanks {
            rate.times(ModifierName::FromTanks, e.from_tanks.value);
        }
        rate.times(ModifierName::Suppressed, 1.0 + (e.suppressed.value - 1.0) * q.suppressed_permille.min(1000) as f64 / 1000.0);
        rate.times(ModifierName::Observing, 1000.0 / q.skill_permille.max(200) as f64);
        if rate.value > e.most.value {
            rate.value = e.most.value;
        }
        rate
    }

    /// How far a count is off: 100 is right, per cent of the spread above or below it.
    pub(super) fn ask_estimate(&self, q: &Estimate) -> Asked {
        let rate = self.spread(q);
        let points = self.sight.knowing.estimate.errors.value.points();
        let sum: f64 = points.iter().map(|p| p.1).sum();
        let mut rows: ArrayVec<(u32, Prob), 8> = ArrayVec::new();
        for &(error, weight) in points.iter().take(8) {
            rows.push(((error + 100.5) as u32, Prob::of(weight / sum)));
        }
        even(&mut rows);
        let mut lottery = Lottery::default();
        lottery.stage(Effect::Estimate, Law::Rows(rows));
        Asked { question: Question::Estimate(*q), modifiers: rate.modifiers, lottery }
    }

    /// Whether fire from somewhere shows about where, and to which side it is placed wrong: 0 right, 1 to 6 a direction.
    pub(super) fn ask_suspicion(&self, q: &Suspicion) -> Asked {
        let s = &self.sight.knowing.suspicion;
        let night = matches!(q.light, Light::Moon | Light::Dark);
        let mut rate = Rate::new(s.per_round.value);
        rate.times(ModifierName::Range, s.range.value.at(q.range_m as f64));
        if night {
            rate.times(ModifierName::Darkness, s.night.value);
        }
        // The air hides a flash as it hides the gun.
        let f = &self.sight.found;
        match q.visibility {
            Visibility::Clear => {}
            Visibility::Haze => rate.times(ModifierName::Fog, f.haze.value),
            Visibility::Rain => rate.times(ModifierName::Rain, f.rain.value),
            Visibility::Storm => rate.times(ModifierName::Rain, f.storm.value),
            Visibility::Fog => rate.times(ModifierName::Fog, f.fog.value),
        }
        rate.times(ModifierName::Observing, q.skill_permille as f64 / 1000.0);
        let mut lottery = Lottery::default();
        lottery.stage(Effect::Seen, Law::Chance(Prob::of(any_of(rate.value, q.rounds as u32))));
        let off = s.misplaced.value.at(q.range_m as f64) * if night { s.misplaced_night.value } else { 1.0 };
        let off = if off > s.misplaced_most.value { s.misplaced_most.value } else { off };
        let mut rows: ArrayVec<(u32, Prob), 8> = ArrayVec::new();
        rows.push((0, Prob::of(1.0 - off)));
        (1..=6).for_each(|dir| rows.push((dir, Prob::of(off / 6.0))));
        even(&mut rows);
        lottery.stage(Effect::Misplaced, Law::Rows(rows));
        Asked { question: Question::Suspicion(*q), modifiers: rate.modifiers, lottery }
    }

    /// Whether men report enemies who are not there: what (0 men, 1 vehicles, 2 guns) and at which of the likely places.
    pub(super) fn ask_false_report(&self, q: &FalseReport) -> Asked {
        let f = &self.sight.knowing.false_report;
        let mut rate = Rate::new(f.per_hour.value);
        match q.light {
            Light::Day => {}
            Light::Dusk => rate.times(ModifierName::Darkness, f.dusk.value),
            Light::Moon => rate.times(ModifierName::Darkness, f.moon.value),
            Light::Dark => rate.times(ModifierName::Darkness, f.dark.value),
        }
        match q.visibility {
            Visibility::Clear => {}
            Visibility::Fog => rate.times(ModifierName::Fog, f.fog.value),
            Visibility::Haze => rate.times(ModifierName::Fog, f.haze.value),
            Visibility::Rain | Visibility::Storm => rate.times(ModifierName::Rain, f.haze.value),
        }
        let full = |factor: &Figure, permille: u16| 1.0 + (factor.value - 1.0) * permille.min(1000) as f64 / 1000.0;
        rate.times(ModifierName::Stress, full(&f.stress, q.stress_permille));
        rate.times(ModifierName::Suppressed, full(&f.suppressed, q.suppressed_permille));
        rate.times(ModifierName::Observing, 1000.0 / q.skill_permille.max(200) as f64);
        let mut lottery = Lottery::default();
        let share = share_of(rate.value * q.seconds as f64 / 3600.0);
        let seen = lottery.stage(Effect::Seen, count(1, share));
        let mut kinds: ArrayVec<(u32, Prob), 8> = ArrayVec::new();
        kinds.push((0, Prob::of(1.0 - f.vehicles.value - f.guns.value)));
        kinds.push((1, Prob::of(f.vehicles.value)));
        kinds.push((2, Prob::of(f.guns.value)));
        even(&mut kinds);
        lottery.stage(Effect::Imagined, Law::Rows(kinds));
        let mut places: ArrayVec<(u32, u32, u32), 4> = ArrayVec::new();
        places.push((0, 0, 0));
        places.push((1, 0, PLACES - 1));
        lottery.stage(Effect::Place, Law::Spread { stage: seen, bands: places });
        Asked { question: Question::FalseReport(*q), modifiers: rate.modifiers, lottery }
    }
}

/// Let rows sum to one exactly: the greatest takes what rounding left over.
fn even(rows: &mut ArrayVec<(u32, Prob), 8>) {
    let sum: u64 = rows.iter().map(|r| r.1.0).sum();
    if let Some(most) = rows.iter_mut().max_by_key(|r| r.1) {
        most.1.0 = (most.1.0 + Prob::ALWAYS.0).saturating_sub(sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate() -> Estimate {
        Estimate {
            range_m: 600,
            light: Light::Day,
            visibility: Visibility::Clear,
            from_tanks: false,
            suppressed_permille: 0,
            skill_permille: 1000,
        }
    }
    fn report() -> FalseReport {
        FalseReport {
            seconds: 1800,
            light: Light::Dark,
            visibility: Visibility::Clear,
            stress_permille: 0,
            suppressed_permille: 0,
            skill_permille: 1000,
        }
    }
    fn suspicion() -> Suspicion {
        Suspicion { rounds: 10, range_m: 600, light: Light::Day, visibility: Visibility::Clear, skill_permille: 1000 }
    }
    fn names(asked: &Asked) -> Vec<ModifierName> {
        asked.modifiers.iter().map(|m| m.name).collect()
    }

    #[test]
    fn counts_are_off_upward_and_the_band_holds_the_truth_as_often_as_is_said() {
        let t = Tables::shipped();
        let mut last = 100.0;
        for range_m in [300, 600, 1200, 2000] {
            let q = Estimate { range_m, ..estimate() };
            let asked = t.ask(&Question::Estimate(q));
            let (mut mean, mut holds) = (0.0, 0.0);
            for (error, p) in asked.lottery.distribution(Effect::Estimate) {
                let judged = t.judged(&q, error);
                let (least, most) = judged.band(120);
                assert!(least <= most);
                mean += p * judged.percent as f64;
                holds += if (least..=most).contains(&120) { p } else { 0.0 };
            }
            assert!(mean > last, "{range_m}: {mean}");
            assert!((0.7..0.9).contains(&holds), "{range_m}: the truth lies in the band with {holds}");
            last = mean;
        }
        assert_eq!(Judged::EXACT.band(77), (77, 77));
        let night = Estimate { light: Light::Dark, suppressed_permille: 500, skill_permille: 800, from_tanks: true, ..estimate() };
        let asked = t.ask(&Question::Estimate(night));
        use ModifierName::*;
        assert_eq!(names(&asked), [Darkness, FromTanks, Suppressed, Observing]);
        assert!(t.judged(&night, 140).percent > t.judged(&estimate(), 140).percent);
    }

    #[test]
    fn darkness_stress_and_bad_training_see_more_than_is_there() {
        let t = Tables::shipped();
        let chance = |q: FalseReport| t.ask(&Question::FalseReport(q)).lottery.mean(Effect::Seen);
        let day = FalseReport { light: Light::Day, ..report() };
        assert!(chance(day) < 0.01 && chance(report()) > 5.0 * chance(day));
        assert!(chance(FalseReport { stress_permille: 500, ..report() }) > 1.5 * chance(report()));
        assert!(chance(FalseReport { skill_permille: 700, ..report() }) > chance(report()));
        assert!(chance(FalseReport { visibility: Visibility::Fog, ..day }) > 2.0 * chance(day));
        assert_eq!(chance(FalseReport { seconds: 0, ..report() }), 0.0);
        let asked = t.ask(&Question::FalseReport(FalseReport { stress_permille: 500, skill_permille: 700, ..report() }));
        assert_eq!(names(&asked), [ModifierName::Darkness, ModifierName::Stress, ModifierName::Observing]);
    }

    #[test]
    fn a_flash_is_noticed_more_often_and_placed_worse_by_night() {
        let t = Tables::shipped();
        let mean = |q: Suspicion, e| t.ask(&Question::Suspicion(q)).lottery.mean(e);
        let night = Suspicion { light: Light::Dark, ..suspicion() };
        assert!(mean(night, Effect::Seen) > mean(suspicion(), Effect::Seen));
        assert!(mean(night, Effect::Misplaced) > mean(suspicion(), Effect::Misplaced));
        assert!(mean(Suspicion { range_m: 1500, ..suspicion() }, Effect::Misplaced) > mean(suspicion(), Effect::Misplaced));
        assert_eq!(mean(Suspicion { rounds: 0, ..suspicion() }, Effect::Seen), 0.0);
        let fog = Suspicion { visibility: Visibility::Fog, skill_permille: 1300, ..suspicion() };
        assert_eq!(names(&t.ask(&Question::Suspicion(fog))), [ModifierName::Fog, ModifierName::Observing]);
    }

    #[test]
    fn what_was_seen_is_believed_less_from_quarter_to_quarter() {
        let t = Tables::shipped();
        let at = |min: u32| t.known_after(min * 60);
        assert_eq!(at(0), Some(Certainty::Identified));
        let mut last = at(0);
        for min in 1..200 {
            assert!(at(min) <= last);
            last = at(min);
        }
        assert_eq!(last, None);
        assert!((1..200).any(|m| at(m) == Some(Certainty::Seen)) && (1..200).any(|m| at(m) == Some(Certainty::Suspected)));
    }

    proptest::proptest! {
        #[test]
        fn a_band_grows_with_the_truth_and_never_hides_men_altogether(truth in 1u32..700, percent in 20u16..400, open in 0u16..900) {
            let judged = Judged { percent, open_permille: open };
            let (least, most) = judged.band(truth);
            proptest::prop_assert!(least >= 1 && least <= most.max(1));
            let next = judged.band(truth + 1);
            proptest::prop_assert!(next.0 >= least && next.1 >= most);
        }
    }
}
