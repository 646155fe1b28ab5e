//! Paired runs: the same seeds under two scenarios, and what the change did to each row of the record.
//!
//! Run i of both has the same dice where the same thing is diced for, so that the difference of a pair scatters less
//! than the values do.

use super::{HistoryValue, RowRecord};
use crate::rules::Clock;
use serde::{Deserialize, Serialize};

/// A row of the record under both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairRow {
    /// string id
    pub row: String,
    /// what is measured
    pub text: String,
    /// unit of the difference: `minutes` for moments, else empty
    pub unit: String,
    /// pairs that have a value on both sides
    pub pairs: u32,
    /// pairs that have none on one side or both
    pub without: u32,
    /// mean of those pairs under the first
    pub a: Option<HistoryValue>,
    /// and under the second
    pub b: Option<HistoryValue>,
    /// mean of second less first
    pub difference: Option<f64>,
    /// standard error of it
    pub error: Option<f64>,
    /// 95 % interval of it
    pub low: Option<f64>,
    /// its other end
    pub high: Option<f64>,
    /// pairs in which the second is more, the same, less
    pub more: u32,
    /// the same
    pub same: u32,
    /// less
    pub less: u32,
}

/// Student's t that 97.5 % do not exceed, by degrees of freedom from 1.
const T_975: [f64; 30] = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093,
    2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
];

fn t_975(freedom: usize) -> f64 {
    // Beyond the table the first terms of its expansion: right to a thousandth.
    let n = freedom as f64;
    T_975.get(freedom - 1).copied().unwrap_or(1.95996 + 2.3723 / n + 2.823 / (n * n))
}

/// Each row of the record over pairs: the rows of run i of both, in the same order.
pub fn paired(a: &[Vec<RowRecord>], b: &[Vec<RowRecord>]) -> Vec<PairRow> {
    let Some(first) = a.first() else { return Vec::new() };
    let holders = |n: usize| {
        let all = a.iter().chain(b).filter_map(|run| run.get(n)?.value.as_ref());
        all.clone().any(|v| v.number().is_none())
    };
    // A holder is no number.
    (0..first.len()).filter(|&n| !holders(n)).map(|n| row(n, &first[n], a, b)).collect()
}

fn row(n: usize, of: &RowRecord, a: &[Vec<RowRecord>], b: &[Vec<RowRecord>]) -> PairRow {
    let value = |run: &Vec<RowRecord>| run.get(n).and_then(|r| r.value.clone());
    let both: Vec<(HistoryValue, HistoryValue)> = a.iter().zip(b).filter_map(|(a, b)| Some((value(a)?, value(b)?))).collect();
    let moments = both.iter().any(|(a, _)| matches!(a, HistoryValue::Text(_)));
    let numbers: Vec<(f64, f64)> = both.iter().filter_map(|(a, b)| Some((a.number()?, b.number()?))).collect();
    let scale = if moments { 1.0 / 60.0 } else { 1.0 };
    let differences: Vec<f64> = numbers.iter().map(|(a, b)| (b - a) * scale).collect();
    let mean = |list: &[f64]| (!list.is_empty()).then(|| list.iter().sum::<f64>() / list.len() as f64);
    let shown = |list: Vec<f64>| {
        let mean = mean(&list)?;
        Some(if moments { HistoryValue::Text(Clock(mean as u32).to_string()) } else { HistoryValue::Number(mean) })
    };
    let difference = mean(&differences);
    let error = difference.filter(|_| differences.len() > 1).map(|mean| {
        let n = differences.len() as f64;
        (differences.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / (n - 1.0) / n).sqrt()
    });
    let reach = error.map(|e| e * t_975(differences.len() - 1));
    let count = |of: fn(f64) -> bool| differences.iter().filter(|d| of(**d)).count() as u32;
    PairRow {
        row: of.row.clone(),
        text: of.text.clone(),
        unit: if moments { "minutes" } else { "" }.to_owned(),
        pairs: differences.len() as u32,
        without: (a.len().min(b.len()) - differences.len()) as u32,
        a: shown(numbers.iter().map(|p| p.0).collect()),
        b: shown(numbers.iter().map(|p| p.1).collect()),
        difference,
        error,
        low: difference.zip(reach).map(|(d, r)| d - r),
        high: difference.zip(reach).map(|(d, r)| d + r),
        more: count(|d| d > 0.0),
        same: count(|d| d == 0.0),
        less: count(|d| d < 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(values: &[Option<HistoryValue>]) -> Vec<Vec<RowRecord>> {
        let row = |v: &Option<HistoryValue>| RowRecord {
            row: "r".into(),
            text: "t".into(),
            record: None,
            used: Default::default(),
            value: v.clone(),
            inside: None,
        };
        values.iter().map(|v| vec![row(v)]).collect()
    }

    #[test]
    fn the_interval_is_that_of_the_differences() {
        let count = |n: i64| Some(HistoryValue::Count(n));
        let a = runs(&[count(10), count(20), count(30), count(40), None]);
        let b = runs(&[count(11), count(23), count(33), count(45), count(9)]);
        let [row] = &paired(&a, &b)[..] else { panic!("one row") };
        // Differences 1, 3, 3, 5: mean 3, deviation 1.633, error 0.8165, t of 3 degrees 3.182.
        assert_eq!((row.pairs, row.without, row.more, row.same, row.less), (4, 1, 4, 0, 0));
        assert_eq!(row.difference, Some(3.0));
        assert!((row.error.unwrap() - 0.8165).abs() < 1e-4, "{row:?}");
        assert!((row.low.unwrap() - (3.0 - 2.598)).abs() < 1e-3 && (row.high.unwrap() - 5.598).abs() < 1e-3, "{row:?}");
        assert_eq!((row.a.clone(), row.b.clone()), (Some(HistoryValue::Number(25.0)), Some(HistoryValue::Number(28.0))));
    }

    #[test]
    fn moments_differ_by_minutes_and_holders_not_at_all() {
        let text = |s: &str| Some(HistoryValue::Text(s.into()));
        let (a, b) = (runs(&[text("1938-08-06T17:00+10:00")]), runs(&[text("1938-08-06T17:12+10:00")]));
        let [row] = &paired(&a, &b)[..] else { panic!("one row") };
        assert_eq!((row.difference, row.unit.as_str(), row.error), (Some(12.0), "minutes", None));
        assert!(paired(&runs(&[text("soviet")]), &runs(&[text("japanese")])).is_empty());
        assert!(paired(&[], &[]).is_empty());
    }

    #[test]
    fn students_t_goes_on_beyond_its_table() {
        assert!((t_975(31) - 2.0395).abs() < 2e-3);
        assert!((t_975(120) - 1.9799).abs() < 1e-3);
    }
}
