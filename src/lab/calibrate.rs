//! Calibration: which values of the five global constants let the rules give the rows of the record that were set apart for
//! it, and which of those values lies nearest to the present ones.
//!
//! History matching on a Latin hypercube. Each point's battles give a mean and a variance for each row; a point is kept if
//! no row's mean lies farther from the record than three standard deviations of run and record together. Of the points
//! kept the one nearest to the present values is taken; what of it need not be moved is put back, since most points of a
//! hypercube move every constant. Nothing is changed here.

use super::{RowRecord, Spread};
use crate::data::{Observable, RowUse, Scenario};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};

/// How many standard deviations a row's mean may lie from the record.
pub const KEEP_WITHIN: f64 = 3.0;

/// A constant that may be moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Constant {
    /// its path, as in `--set`
    pub path: String,
    /// present value
    pub present: f64,
    /// the range it may honestly have
    pub least: f64,
    /// its other end
    pub most: f64,
}

impl Constant {
    /// The value at a place from −1 (least) over 0 (present) to 1 (most). Factors go by ratio, shifts by difference.
    fn at(&self, place: f64) -> f64 {
        let value = if place >= 0.0 {
            self.present + place * (self.most - self.present)
        } else if self.least > 0.0 {
            self.present / (1.0 - place * (self.present / self.least - 1.0))
        } else {
            self.present + place * (self.present - self.least)
        };
        // as many digits as a person would write
        (value * 1000.0).round() / 1000.0
    }
}

/// A row that is fitted to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// the scenario's string id
    pub scenario: String,
    /// string id
    pub row: String,
    /// the recorded number: the middle of the recorded range
    pub record: f64,
    /// its variance: that of a number drawn evenly from the recorded range
    pub variance: f64,
}

/// The rows of a scenario to fit to: those marked `use: calibrate` whose record is a range of numbers or moments. Who holds a hex has no
/// mean: such a row that was looked at is marked so, and is no target.
pub fn targets(scenario: &Scenario) -> Vec<Target> {
    let fit = scenario.history.iter().filter(|r| r.used == RowUse::Calibrate && !matches!(r.observable, Observable::Holder(..)));
    fit.filter_map(|r| {
        let (least, most) = r.record?;
        let width = most - least;
        Some(Target { scenario: scenario.id.clone(), row: r.id.clone(), record: (least + most) / 2.0, variance: width * width / 12.0 })
    })
    .collect()
}

/// What a row gave at a point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// the scenario's string id
    pub scenario: String,
    /// string id
    pub row: String,
    /// mean over the runs that have a value; `null` if none has
    pub mean: Option<f64>,
    /// standard deviation from run to run
    pub deviation: Option<f64>,
    /// distance of the mean from the record in standard deviations of run and record together; `null` if there is no mean
    pub off: Option<f64>,
}

/// Values of the constants and what the rules gave with them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// a value for each constant, in their order
    pub values: Vec<f64>,
    /// distance from the present values: root of the sum of squares of the places, from 0 to the root of the constants' number
    pub distance: f64,
    /// the rows, in the order of the targets
    pub rows: Vec<Fit>,
    /// whether every row lies within [`KEEP_WITHIN`]
    pub kept: bool,
}

/// Places of the points to try: first the present values, then a Latin hypercube of `points`: of each constant's range every one
/// of so many equal strips is tried once. The same for the same seed.
pub fn places(constants: usize, points: u32, seed: u64) -> Vec<Vec<f64>> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let n = points as usize;
    let mut all = vec![vec![0.0; constants]; n + 1];
    for c in 0..constants {
        let mut strips: Vec<usize> = (0..n).collect();
        // Fisher and Yates; the bias of taking a remainder of 2^32 is nothing beside so few strips
        for i in (1..n).rev() {
            strips.swap(i, dice.next_u32() as usize % (i + 1));
        }
        for (place, strip) in all.iter_mut().skip(1).zip(strips) {
            let within = dice.next_u32() as f64 / 4_294_967_296.0;
            place[c] = (strip as f64 + within) / n as f64 * 2.0 - 1.0;
        }
    }
    all
}

/// The values at a place.
pub fn values(constants: &[Constant], place: &[f64]) -> Vec<f64> {
    constants.iter().zip(place).map(|(c, p)| c.at(*p)).collect()
}

/// Rows of the record by run.
pub type Runs = Vec<Vec<RowRecord>>;

/// Judge the battles fought at a place: of each scenario its string id and its rows by run.
pub fn judge(constants: &[Constant], targets: &[Target], place: &[f64], fought: &[(String, Runs)]) -> Point {
    let of = |t: &Target| fought.iter().find(|f| f.0 == t.scenario).map_or(&[][..], |f| &f.1);
    let rows: Vec<Fit> = targets.iter().map(|t| fit(t, of(t))).collect();
    Point {
        values: values(constants, place),
        distance: place.iter().map(|p| p * p).sum::<f64>().sqrt(),
        kept: rows.iter().all(|r| r.off.is_some_and(|off| off <= KEEP_WITHIN)),
        rows,
    }
}

fn fit(target: &Target, runs: &[Vec<RowRecord>]) -> Fit {
    let mut spread = Spread::default();
    for run in runs {
        if let Some(value) = run.iter().find(|r| r.row == target.row).and_then(|r| r.value.as_ref()?.number()) {
            spread.add(value);
        }
    }
    let mean = spread.mean();
    let variance = spread.error().map_or(0.0, |e| e * e * spread.runs() as f64);
    // runs in which it never came are no evidence for the row
    let whole = spread.runs() == runs.len() as u64;
    Fit {
        scenario: target.scenario.clone(),
        row: target.row.clone(),
        mean,
        deviation: mean.map(|_| variance.sqrt()),
        off: mean.filter(|_| whole).map(|m| {
            let (gap, spread) = ((m - target.record).abs(), (variance + target.variance).sqrt());
            if gap == 0.0 { 0.0 } else { gap / spread }
        }),
    }
}

/// From a place that is kept, one nearer to the present values: each constant in turn is put back to its present value if the place stays
/// kept, and else as near to it as three halvings of the way find.
///
/// # Errors
/// What `kept` says.
pub fn settle<E>(mut place: Vec<f64>, mut kept: impl FnMut(&[f64]) -> Result<bool, E>) -> Result<Vec<f64>, E> {
    for c in 0..place.len() {
        let (mut good, mut bad) = (place[c], 0.0);
        place[c] = 0.0;
        if good == 0.0 || kept(&place)? {
            continue;
        }
        for _ in 0..3 {
            place[c] = (good + bad) / 2.0;
            if kept(&place)? {
                good = place[c];
            } else {
                bad = place[c];
            }
        }
        place[c] = good;
    }
    Ok(place)
}

/// Of the points kept the one nearest to the present values.
pub fn nearest(points: &[Point]) -> Option<&Point> {
    points.iter().filter(|p| p.kept).min_by(|a, b| a.distance.total_cmp(&b.distance))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{LoadOptions, Sources, load};
    use crate::lab::HistoryValue;

    fn constant(present: f64, least: f64, most: f64) -> Constant {
        Constant { path: "rules/globals.x".into(), present, least, most }
    }
    fn runs(values: &[Option<i64>]) -> [(String, Runs); 1] {
        let row = |v: &Option<i64>| RowRecord {
            row: "r".into(),
            text: String::new(),
            record: None,
            used: RowUse::Calibrate,
            value: v.map(HistoryValue::Count),
            inside: None,
        };
        [("s".into(), values.iter().map(|v| vec![row(v)]).collect())]
    }

    #[test]
    fn a_hypercube_tries_every_strip_of_every_constant_once() {
        let all = places(5, 40, 7);
        assert_eq!(all.len(), 41);
        assert_eq!(all[0], [0.0; 5]);
        for c in 0..5 {
            let mut strips: Vec<usize> = all[1..].iter().map(|p| ((p[c] + 1.0) / 2.0 * 40.0) as usize).collect();
            strips.sort_unstable();
            assert_eq!(strips, (0..40).collect::<Vec<_>>());
        }
        assert_eq!(all, places(5, 40, 7));
        assert_ne!(all, places(5, 40, 8));
        assert_eq!(places(5, 0, 7).len(), 1);
    }

    #[test]
    fn factors_go_by_ratio_and_shifts_by_difference() {
        let factor = constant(1.0, 0.5, 2.0);
        assert_eq!([-1.0, -0.5, 0.0, 0.5, 1.0].map(|p| factor.at(p)), [0.5, 0.667, 1.0, 1.5, 2.0]);
        let shift = constant(0.0, -5.0, 5.0);
        assert_eq!([-1.0, -0.5, 0.0, 1.0].map(|p| shift.at(p)), [-5.0, -2.5, 0.0, 5.0]);
    }

    #[test]
    fn a_point_is_kept_if_every_row_is_near_enough() {
        let targets = [Target { scenario: "s".into(), row: "r".into(), record: 10.0, variance: 3.0 }];
        let judged = |values: &[Option<i64>]| judge(&[constant(1.0, 0.5, 2.0)], &targets, &[0.5], &runs(values));
        // mean 14, run variance 1: 4 over the root of 4
        let point = judged(&[Some(13), Some(14), Some(15)]);
        assert_eq!((point.rows[0].off, point.kept, point.values[0], point.distance), (Some(2.0), true, 1.5, 0.5));
        // mean 17: 3.5
        assert!(!judged(&[Some(16), Some(17), Some(18)]).kept);
        // what never came in one run is no fit
        assert!(!judged(&[Some(10), None, Some(10)]).kept);
        assert_eq!(judged(&[None, None]).rows[0].mean, None);
    }

    #[test]
    fn what_need_not_be_moved_is_put_back_and_the_rest_no_farther_than_it_must() {
        // only the second of three matters, from 0.3 on
        let mut tried = 0;
        let kept = |place: &[f64]| {
            tried += 1;
            Ok::<bool, ()>(place[1] >= 0.3)
        };
        let settled = settle(vec![0.8, 0.8, -0.5], kept).unwrap();
        assert!(settled[0] == 0.0 && settled[2] == 0.0 && (0.3..=0.4).contains(&settled[1]), "{settled:?}");
        assert_eq!(tried, 6, "one for each that is put back, four for the one that is not");
        assert_eq!(settle(vec![0.8], |_| Err("stopped")), Err("stopped"));
    }

    #[test]
    fn a_holder_is_no_target() {
        let (scenario, found) = load(&Sources::embedded(), "0731_night_attack", &LoadOptions::default());
        let scenario = scenario.unwrap_or_else(|| panic!("{found:?}"));
        let marked = |holders: bool| {
            let rows = scenario.history.iter().filter(|r| r.used == RowUse::Calibrate);
            rows.filter(|r| matches!(r.observable, Observable::Holder(..)) == holders).count()
        };
        assert!(marked(true) > 0 && targets(&scenario).len() == marked(false) && marked(false) > 0);
    }

    #[test]
    fn the_nearest_point_kept_is_proposed() {
        let point = |distance, kept| Point { values: vec![distance], distance, rows: Vec::new(), kept };
        let points = [point(0.0, false), point(0.9, true), point(0.4, true), point(0.2, false)];
        assert_eq!(nearest(&points), Some(&points[2]));
        assert_eq!(nearest(&points[..1]), None);
    }
}
