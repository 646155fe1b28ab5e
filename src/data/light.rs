//! The light of every moment, from sun and moon by day.

use super::{LightDay, LightTable};
use crate::rules::{Clock, Light};

/// Least share of the moon that gives light worth the name, per cent.
const HALF_MOON: u8 = 50;

impl LightTable {
    /// The light at a moment; a day without a row has the light of the nearest day that has one; without any row it is day.
    pub fn light_at(&self, at: Clock) -> Light {
        let midnight = at.0 - at.second_of_day();
        let Some(row) = self.days.iter().min_by_key(|d| d.day.0.abs_diff(midnight)) else { return Light::Day };
        let now = Clock(row.day.0 + at.second_of_day());
        if (row.sunrise..row.sunset).contains(&now) {
            Light::Day
        } else if (row.civil_dawn..row.civil_dusk).contains(&now) {
            Light::Dusk
        } else if row.moon_percent >= HALF_MOON && moon_is_up(row, now) {
            Light::Moon
        } else {
            Light::Dark
        }
    }
}

fn moon_is_up(row: &LightDay, now: Clock) -> bool {
    match (row.moonrise, row.moonset) {
        (Some(rise), Some(set)) if rise < set => (rise..set).contains(&now),
        (Some(rise), Some(set)) => now >= rise || now < set,
        (Some(rise), None) => now >= rise,
        (None, Some(set)) => now < set,
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Clock {
        Clock::parse(text).unwrap()
    }

    #[test]
    fn the_sixth_of_august_has_day_dusk_moon_and_a_dark_hour_before_dawn() {
        let day = |d: &str, rise, set, moonrise: &str, moonset: &str, percent| LightDay {
            day: at(&format!("{d}T00:00")),
            civil_dawn: at(&format!("{d}T05:42")),
            sunrise: at(&format!("{d}T{rise}")),
            sunset: at(&format!("{d}T{set}")),
            civil_dusk: at(&format!("{d}T21:04")),
            moonrise: Some(at(&format!("{d}T{moonrise}"))),
            moonset: Some(at(&format!("{d}T{moonset}"))),
            moon_percent: percent,
        };
        let table = LightTable {
            days: vec![
                day("1938-08-06", "06:12", "20:34", "16:55", "01:42", 81),
                day("1938-08-07", "06:13", "20:33", "17:41", "02:30", 88),
            ],
        };
        let is = |time: &str, light| assert_eq!(table.light_at(at(time)), light, "{time}");
        is("1938-08-06T16:00", Light::Day);
        is("1938-08-06T20:34", Light::Dusk);
        is("1938-08-06T21:04", Light::Moon);
        is("1938-08-06T24:00", Light::Moon);
        is("1938-08-07T02:30", Light::Dark);
        is("1938-08-07T05:42", Light::Dusk);
        // the nearest day stands in for one without a row
        is("1938-08-09T12:00", Light::Day);
        assert_eq!(LightTable::default().light_at(at("1938-08-06T00:00")), Light::Day);
    }
}
