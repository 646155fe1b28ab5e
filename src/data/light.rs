//! The light of every moment, from sun and moon by day.

use super::LightTable;
use crate::rules::{Clock, Lit, Tables};

/// Seconds of a day.
const DAY: u32 = 86_400;

impl LightTable {
    /// The light at a moment; a day without a row has the light of the nearest day that has one; without any row it is day.
    pub fn lit_at(&self, at: Clock, rules: &Tables) -> Lit {
        let Some((row, now)) = self.row(at) else { return Lit { twilight_permille: 1000, moon_permille: 0 } };
        let part = |left: u32, whole: u32| (u64::from(left) * 1000 / u64::from(whole.max(1))).clamp(1, 999) as u16;
        let twilight_permille = if (row.sunrise..row.sunset).contains(&now) {
            return Lit { twilight_permille: 1000, moon_permille: 0 };
        } else if (row.civil_dawn..row.sunrise).contains(&now) {
            part(now.since(row.civil_dawn), row.sunrise.since(row.civil_dawn))
        } else if (row.sunset..row.civil_dusk).contains(&now) {
            part(row.civil_dusk.since(now), row.civil_dusk.since(row.sunset))
        } else {
            0
        };
        let moon_permille = self.moon_up_s(now).map_or(0, |up_s| rules.moonlight_permille(row.moon_percent, up_s));
        Lit { twilight_permille, moon_permille }
    }

    /// Whether the sun is up, and the first moment after it at which that may change.
    pub fn sun(&self, at: Clock) -> (bool, Clock) {
        let midnight = Clock(at.0 - at.second_of_day() + DAY);
        let Some((row, now)) = self.row(at) else { return (true, midnight) };
        let next = [row.sunrise, row.sunset].into_iter().find(|edge| *edge > now);
        ((row.sunrise..row.sunset).contains(&now), next.map_or(midnight, |edge| at.plus(edge.since(now)).min(midnight)))
    }

    /// The row for a moment, and the moment on that row's day.
    fn row(&self, at: Clock) -> Option<(&super::LightDay, Clock)> {
        let midnight = at.0 - at.second_of_day();
        let row = self.days.iter().min_by_key(|d| d.day.0.abs_diff(midnight))?;
        Some((row, Clock(row.day.0 + at.second_of_day())))
    }

    /// If the moon is up: the seconds since it rose or until it sets, whichever are fewer, as far as the rows tell.
    fn moon_up_s(&self, now: Clock) -> Option<u32> {
        let edges = self.days.iter().flat_map(|d| [(d.moonrise, true), (d.moonset, false)]);
        // A moment, and whether the moon rises then.
        type Edge = Option<(Clock, bool)>;
        let (mut last, mut next): (Edge, Edge) = (None, None);
        for (edge, rises) in edges.filter_map(|(edge, rises)| Some((edge?, rises))) {
            if edge <= now {
                last = last.max(Some((edge, rises)));
            } else if next.is_none_or(|n| (edge, rises) < n) {
                next = Some((edge, rises));
            }
        }
        let up = last.map_or_else(|| next.is_some_and(|n| !n.1), |l| l.1);
        let since = last.map_or(u32::MAX, |l| now.since(l.0));
        let until = next.map_or(u32::MAX, |n| n.0.since(now));
        up.then_some(since.min(until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::LightDay;
    use crate::rules::Light;

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
        let rules = Tables::shipped();
        let lit = |time: &str| table.lit_at(at(time), &rules);
        let is = |time: &str, light| assert_eq!(lit(time).light(), light, "{time}");
        is("1938-08-06T16:00", Light::Day);
        is("1938-08-06T20:34", Light::Dusk);
        is("1938-08-06T21:04", Light::Moon);
        is("1938-08-06T24:00", Light::Moon);
        is("1938-08-07T02:30", Light::Dark);
        is("1938-08-07T05:42", Light::Dusk);
        // the nearest day stands in for one without a row
        is("1938-08-09T12:00", Light::Day);
        assert_eq!(LightTable::default().lit_at(at("1938-08-06T00:00"), &rules).light(), Light::Day);

        // twilight falls by the minute, the moon gives its part, less when it is low
        assert_eq!(lit("1938-08-06T20:33"), Lit { twilight_permille: 1000, moon_permille: 0 });
        assert_eq!(lit("1938-08-06T20:49"), Lit { twilight_permille: 500, moon_permille: 810 });
        assert_eq!(lit("1938-08-06T22:00"), Lit { twilight_permille: 0, moon_permille: 810 });
        assert_eq!(lit("1938-08-07T02:00").moon_permille, 440, "half an hour before it sets");
        assert_eq!(lit("1938-08-07T03:00").moon_permille, 0);
        assert_eq!(lit("1938-08-07T05:57").twilight_permille, 483, "dawn is dusk in the mirror");

        // day and night take turns, and nothing is skipped
        assert_eq!(table.sun(at("1938-08-06T05:00")), (false, at("1938-08-06T06:12")));
        assert_eq!(table.sun(at("1938-08-06T06:12")), (true, at("1938-08-06T20:34")));
        assert_eq!(table.sun(at("1938-08-06T20:34")), (false, at("1938-08-06T24:00")));
        assert_eq!(table.sun(at("1938-08-03T12:00")), (true, at("1938-08-03T20:34")), "before the rows begin");
        assert_eq!(LightTable::default().sun(at("1938-08-03T12:00")), (true, at("1938-08-03T24:00")));
    }
}
