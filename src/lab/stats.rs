//! Statistics of a batch: means and spreads that take no more memory for more runs.

use super::{BattleRecord, HistoryValue};
use crate::data::Grade;
use crate::rules::Clock;
use crate::words::Words;
use std::collections::BTreeMap;

/// Steps of a unit that values are kept in: exact for whole numbers, to a thousandth for shares.
const STEP: f64 = 1000.0;

/// The spread of one measured value: how often each value came.
#[derive(Clone, Debug, Default)]
pub struct Spread {
    counts: BTreeMap<i64, u64>,
    runs: u64,
    sum: i128,
}

impl Spread {
    /// Add a value.
    pub fn add(&mut self, value: f64) {
        let key = (value * STEP).round() as i64;
        *self.counts.entry(key).or_default() += 1;
        self.runs += 1;
        self.sum += key as i128;
    }
    /// Values added.
    pub fn runs(&self) -> u64 {
        self.runs
    }
    /// The mean; `None` of nothing.
    pub fn mean(&self) -> Option<f64> {
        (self.runs > 0).then(|| self.sum as f64 / self.runs as f64 / STEP)
    }
    /// Standard error of the mean; `None` below two values.
    pub fn error(&self) -> Option<f64> {
        let mean = self.mean().filter(|_| self.runs > 1)?;
        let square = |(value, n): (&i64, &u64)| {
            let d = *value as f64 / STEP - mean;
            d * d * *n as f64
        };
        let variance = self.counts.iter().map(square).sum::<f64>() / (self.runs - 1) as f64;
        Some((variance / self.runs as f64).sqrt())
    }
    /// The least value that at least `percent` of the runs do not exceed; `None` of nothing.
    pub fn percentile(&self, percent: u64) -> Option<f64> {
        let wanted = (self.runs * percent).div_ceil(100).max(1);
        let mut seen = 0;
        self.counts.iter().find_map(|(value, n)| {
            seen += n;
            (seen >= wanted).then_some(*value as f64 / STEP)
        })
    }
}

/// A history row over a batch.
#[derive(Clone, Debug)]
struct RowSpread {
    id: String,
    record: Option<String>,
    moment: bool,
    spread: Spread,
    inside: u64,
    /// values that are no numbers: holders, and what never came
    words: BTreeMap<String, u64>,
}

/// Statistics of the battles of a batch.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    runs: u64,
    grades: BTreeMap<Grade, u64>,
    numbers: Vec<(&'static str, Spread)>,
    rows: Vec<RowSpread>,
}

impl Statistics {
    /// Battles added.
    pub fn runs(&self) -> u64 {
        self.runs
    }

    /// Add a battle.
    pub fn add(&mut self, battle: &BattleRecord) {
        self.runs += 1;
        *self.grades.entry(battle.victory.grade).or_default() += 1;
        let (su, jp, done) = (&battle.sides.soviet, &battle.sides.japanese, &battle.actions);
        let out = |v: &crate::battle::VehicleCount| v.repairable + v.recoverable + v.burnt;
        let numbers = [
            ("score", battle.victory.score as f64),
            ("soviet killed and wounded", (su.men.killed + su.men.wounded) as f64),
            ("soviet missing", su.men.missing as f64),
            ("japanese killed and wounded", (jp.men.killed + jp.men.wounded) as f64),
            ("japanese missing", jp.men.missing as f64),
            ("soviet vehicles stranded", su.vehicles.stranded as f64),
            ("soviet vehicles out of action", out(&su.vehicles) as f64),
            ("japanese vehicles out of action", out(&jp.vehicles) as f64),
            ("soviet rounds fired", su.rounds_fired as f64),
            ("japanese rounds fired", jp.rounds_fired as f64),
            ("orders carried out", (done.moves + done.fires + done.assaults + done.missions + done.sorties) as f64),
        ];
        if self.numbers.is_empty() {
            self.numbers = numbers.iter().map(|(name, _)| (*name, Spread::default())).collect();
        }
        for ((_, spread), (_, value)) in self.numbers.iter_mut().zip(numbers) {
            spread.add(value);
        }
        for row in &battle.history {
            let at = match self.rows.iter().position(|r| r.id == row.row) {
                Some(at) => at,
                None => {
                    let span = |[least, greatest]: &[HistoryValue; 2]| {
                        if least == greatest { least.to_string() } else { format!("{least} to {greatest}") }
                    };
                    let record = row.record.as_ref().map(span);
                    let shown = row.record.as_ref().map(|r| &r[0]).or(row.value.as_ref());
                    let moment = shown.is_some_and(|v| matches!(v, HistoryValue::Text(_)) && v.number().is_some());
                    let (id, words) = (row.row.clone(), BTreeMap::new());
                    self.rows.push(RowSpread { id, record, moment, spread: Spread::default(), inside: 0, words });
                    self.rows.len() - 1
                }
            };
            let kept = &mut self.rows[at];
            kept.inside += u64::from(row.inside == Some(true));
            match row.value.as_ref().map(|v| (v, v.number())) {
                Some((_, Some(number))) => kept.spread.add(number),
                Some((word, None)) => *kept.words.entry(word.to_string()).or_default() += 1,
                None => *kept.words.entry("never".into()).or_default() += 1,
            }
        }
    }

    /// The statistics as text, a line each: mean with its standard error, 5th to 95th percentile.
    pub fn text(&self, words: &Words) -> String {
        let mut text = format!("{} battles\n", self.runs);
        for (grade, n) in &self.grades {
            text += &format!("  {:<36} {:>5.1} %\n", words.grade(*grade), *n as f64 * 100.0 / self.runs as f64);
        }
        text += &format!("  {:<36} {:>18}   {}\n", "", "mean", "5 to 95 %");
        let number = |v: f64| if v.abs() >= 1000.0 { format!("{v:.0}") } else { format!("{v:.1}") };
        for (name, spread) in &self.numbers {
            text += &line(name, spread, number);
            text.push('\n');
        }
        if !self.rows.is_empty() {
            text += "  against the record:\n";
        }
        for row in &self.rows {
            text += &match row.moment {
                true => line(&row.id, &row.spread, |v| Clock(v as u32).hhmm()),
                false => line(&row.id, &row.spread, number),
            };
            for (word, n) in &row.words {
                text += &format!("  {word} {n}");
            }
            text += &match &row.record {
                Some(record) => format!("   record {record}: {} of {}\n", row.inside, self.runs),
                None => "\n".to_owned(),
            };
        }
        text
    }
}

fn line(name: &str, spread: &Spread, show: impl Fn(f64) -> String) -> String {
    let show = &show;
    let (Some(mean), Some(low), Some(high)) = (spread.mean(), spread.percentile(5), spread.percentile(95)) else {
        return format!("  {name:<36}");
    };
    let error = spread.error().filter(|_| !show(mean).contains(':')).map_or(String::new(), |e| format!(" ± {}", show(e)));
    format!("  {name:<36} {:>18}   {} to {}", show(mean) + &error, show(low), show(high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_knows_mean_error_and_percentiles() {
        let mut spread = Spread::default();
        assert_eq!((spread.mean(), spread.percentile(50), spread.error()), (None, None, None));
        for v in 1..=100 {
            spread.add(v as f64);
        }
        assert_eq!(spread.mean(), Some(50.5));
        assert_eq!(spread.percentile(5), Some(5.0));
        assert_eq!(spread.percentile(95), Some(95.0));
        assert_eq!(spread.percentile(100), Some(100.0));
        // Sample deviation of 1..=100 is 29.0115; over the root of 100 runs.
        assert!((spread.error().unwrap() - 2.90115).abs() < 1e-4);
    }

    #[test]
    fn the_order_of_runs_does_not_matter() {
        let (mut a, mut b) = (Spread::default(), Spread::default());
        let values = [3.25, -7.0, 1e9, 0.001];
        values.iter().for_each(|v| a.add(*v));
        values.iter().rev().for_each(|v| b.add(*v));
        assert_eq!((a.mean(), a.percentile(50), a.error()), (b.mean(), b.percentile(50), b.error()));
    }
}
