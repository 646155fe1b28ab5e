//! Weather: what rain and sun do to the water in the ground, how wet that makes each soil, weather that may come or not.
//!
//! What belongs here: `weather.ron`. What never does: the weather of a day (the scenario's), sight in it (`sight.ron`), speed and
//! strength of wet ground (`movement.ron`, `bogging.ron`).

use super::figure::{Figure, Format, table};
use super::{Asked, Effect, GroundState, GroundStates, Law, Lottery, Prob, Question, Rain, Sky, Soil, Spell, Tables, Weather};
use arrayvec::ArrayVec;
use serde::{Deserialize, Serialize};

table! {
    /// `weather.ron`.
    struct Balance {
        format: Format,
        /// Rain that falls in an hour, mm.
        drizzle_mm: Figure,
        rain_mm: Figure,
        storm_mm: Figure,
        /// Water that an hour of sun takes from the ground by the sky over it, mm.
        clear_sun_mm: Figure,
        haze_sun_mm: Figure,
        overcast_sun_mm: Figure,
        /// Water that an hour without sun takes, outside fog and rain, mm.
        night_mm: Figure,
        low: Drain,
        field: Drain,
        high: Drain,
        road: Drain,
    }
    /// How a soil takes water and loses it.
    struct Drain {
        /// Share of the rain that it has to take: what runs to it or off it counted.
        takes: Figure,
        /// Water that runs off or seeps away in an hour, mm.
        drains_mm: Figure,
        /// Water from which it is wet, and from which it is soaked, mm.
        wet_mm: Figure,
        soaked_mm: Figure,
        /// Most that stays, mm.
        most_mm: Figure,
    }
}

/// Micrometres in a millimetre.
const UM: f64 = 1000.0;
/// Seconds of an hour.
const HOUR_S: u32 = 3600;

/// Water in the ground by soil, in micrometres × 3,600: what a rate of one micrometre an hour brings in one second is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Water([u32; 4]);

impl Water {
    /// From tenths of a millimetre, in the order of [`Soil::ALL`].
    pub fn from_tenths(tenths_mm: [u32; 4]) -> Water {
        Water(tenths_mm.map(|t| t.min(10_000) * 100 * HOUR_S))
    }
    /// In a soil, tenths of a millimetre.
    pub fn tenths_mm(self, soil: Soil) -> u32 {
        self.0[soil as usize] / (100 * HOUR_S)
    }
}

/// Micrometres of millimetres.
fn um(mm: &Figure) -> u32 {
    (mm.value * UM + 0.5) as u32
}

impl Balance {
    fn drain(&self, soil: Soil) -> &Drain {
        match soil {
            Soil::Low => &self.low,
            Soil::Field => &self.field,
            Soil::High => &self.high,
            Soil::Road => &self.road,
        }
    }
    /// Rain of an hour, mm.
    fn falls_mm(&self, rain: Rain) -> f64 {
        match rain {
            Rain::None => 0.0,
            Rain::Drizzle => self.drizzle_mm.value,
            Rain::Rain => self.rain_mm.value,
            Rain::Storm => self.storm_mm.value,
        }
    }
    /// What the air takes in an hour, mm: nothing where it is full of water itself.
    fn dries_mm(&self, weather: Weather, sun: bool) -> f64 {
        match (weather.rain, weather.sky) {
            (Rain::None, Sky::Clear) if sun => self.clear_sun_mm.value,
            (Rain::None, Sky::Haze) if sun => self.haze_sun_mm.value,
            (Rain::None, Sky::Overcast) if sun => self.overcast_sun_mm.value,
            (Rain::None, Sky::Clear | Sky::Haze | Sky::Overcast) => self.night_mm.value,
            _ => 0.0,
        }
    }
}

impl Tables {
    /// The water in the ground after so many seconds of one weather, by sun or without. Cutting the time in parts changes nothing.
    pub fn water_after(&self, water: Water, weather: Weather, sun: bool, seconds: u32) -> Water {
        let b = &self.weather;
        let (falls, dries) = (b.falls_mm(weather.rain), b.dries_mm(weather, sun));
        let mut after = water;
        for soil in Soil::ALL {
            let drain = b.drain(soil);
            let gains = (falls * drain.takes.value * UM + 0.5) as i64;
            let loses = ((dries + drain.drains_mm.value) * UM + 0.5) as i64;
            let most = i64::from(um(&drain.most_mm)) * i64::from(HOUR_S);
            let level = i64::from(water.0[soil as usize]).min(most) + (gains - loses) * i64::from(seconds);
            after.0[soil as usize] = level.clamp(0, most) as u32;
        }
        after
    }
    /// How wet so much water makes each soil.
    pub fn ground_states(&self, water: Water) -> GroundStates {
        GroundStates::each(|soil| {
            let (drain, level) = (self.weather.drain(soil), water.0[soil as usize]);
            if level >= um(&drain.soaked_mm) * HOUR_S {
                GroundState::Soaked
            } else if level >= um(&drain.wet_mm) * HOUR_S {
                GroundState::Wet
            } else {
                GroundState::Dry
            }
        })
    }

    /// Whether weather that may come comes, and for how many hours.
    pub(super) fn ask_spell(&self, q: &Spell) -> Asked {
        let mut lottery = Lottery::default();
        let comes = lottery.stage(Effect::Comes, Law::Chance(Prob::of(q.percent as f64 / 100.0)));
        let (least, most) = (q.least_h as u32, q.most_h.max(q.least_h) as u32);
        let bands = ArrayVec::from_iter([(0, 0, 0), (1, least, most)]);
        lottery.stage(Effect::Hours, Law::Spread { stage: comes, bands });
        Asked { question: Question::Spell(*q), modifiers: ArrayVec::new(), lottery }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Terrain;
    use proptest::prelude::*;

    const SKIES: [Sky; 4] = [Sky::Clear, Sky::Overcast, Sky::Haze, Sky::Fog];
    const RAINS: [Rain; 4] = [Rain::None, Rain::Drizzle, Rain::Rain, Rain::Storm];
    /// As a flood leaves it.
    const FULL: [u32; 4] = [10_000; 4];

    fn weather(sky: Sky, rain: Rain) -> Weather {
        Weather { sky, rain }
    }
    fn levels(water: Water) -> [u32; 4] {
        Soil::ALL.map(|s| water.tenths_mm(s))
    }

    #[test]
    fn an_hour_of_each_weather_adds_up() {
        let t = Tables::shipped();
        let b = &t.weather;
        let hour = |sky, rain, sun| t.water_after(Water::from_tenths([100; 4]), weather(sky, rain), sun, 3600).0;
        for soil in Soil::ALL {
            let d = b.drain(soil);
            let due = |mm: f64| ((10.0 + mm - d.drains_mm.value) * UM + 0.5) as u32 * HOUR_S;
            let got = |sky, rain, sun| hour(sky, rain, sun)[soil as usize];
            assert_eq!(got(Sky::Clear, Rain::None, true), due(-b.clear_sun_mm.value), "{soil:?}");
            assert_eq!(got(Sky::Clear, Rain::None, false), due(-b.night_mm.value), "{soil:?}");
            assert_eq!(got(Sky::Fog, Rain::None, true), due(0.0), "fog dries nothing: {soil:?}");
            assert_eq!(got(Sky::Overcast, Rain::Rain, true), due(b.rain_mm.value * d.takes.value), "{soil:?}");
        }
    }

    #[test]
    fn a_storm_soaks_and_a_week_of_sun_dries() {
        let t = Tables::shipped();
        let storm = t.water_after(Water::default(), weather(Sky::Overcast, Rain::Storm), true, 8 * 3600);
        assert_eq!(t.ground_states(storm), GroundStates::from(GroundState::Soaked));
        let mut water = storm;
        let mut dry_after = [0; 4];
        for day in 1..=30 {
            water = t.water_after(water, weather(Sky::Clear, Rain::None), true, 14 * 3600);
            water = t.water_after(water, weather(Sky::Clear, Rain::None), false, 10 * 3600);
            for soil in Soil::ALL {
                if dry_after[soil as usize] == 0 && t.ground_states(water).of(soil) == GroundState::Dry {
                    dry_after[soil as usize] = day;
                }
            }
        }
        let [low, field, high, road] = dry_after;
        assert!(high <= road && road <= field && field < low, "{dry_after:?} days");
        assert!((1..=3).contains(&road) && (7..=21).contains(&low), "{dry_after:?} days");
    }

    #[test]
    fn the_soils_are_those_of_the_map() {
        let soils = [Terrain::Marsh, Terrain::Ravine, Terrain::Open, Terrain::Scrub, Terrain::Village, Terrain::Slope, Terrain::Crest];
        let want = [Soil::Low, Soil::Low, Soil::Field, Soil::Field, Soil::Field, Soil::High, Soil::High];
        assert_eq!(soils.map(Terrain::soil), want);
    }

    #[test]
    fn what_may_come_comes_as_often_as_it_says_for_as_long() {
        let t = Tables::shipped();
        let l = t.lottery(&Question::Spell(Spell { percent: 50, least_h: 2, most_h: 7 }));
        assert_eq!(l.mean(Effect::Comes), 0.5);
        assert_eq!(l.mean(Effect::Hours), 0.5 * 4.5);
        let never = t.lottery(&Question::Spell(Spell { percent: 0, least_h: 2, most_h: 7 }));
        assert_eq!((never.mean(Effect::Comes), never.mean(Effect::Hours)), (0.0, 0.0));
    }

    proptest! {
        #[test]
        fn more_rain_is_never_drier_and_more_water_never_firmer(
            a in prop::array::uniform4(0u32..1200), b in prop::array::uniform4(0u32..1200),
            sky in 0..4usize, rain in 0..4usize, more in 0..4usize, sun: bool, seconds in 0u32..400_000,
        ) {
            let t = Tables::shipped();
            let (less, more) = (rain.min(more), rain.max(more));
            let sky = SKIES[sky];
            let low = Water::from_tenths([0, 1, 2, 3].map(|i| a[i].min(b[i])));
            let high = Water::from_tenths([0, 1, 2, 3].map(|i| a[i].max(b[i])));
            let drier = t.water_after(low, weather(sky, RAINS[less]), sun, seconds);
            let wetter = t.water_after(high, weather(sky, RAINS[more]), sun, seconds);
            for soil in Soil::ALL {
                prop_assert!(drier.0[soil as usize] <= wetter.0[soil as usize], "{soil:?}");
                prop_assert!(t.ground_states(drier).of(soil) <= t.ground_states(wetter).of(soil));
            }
        }

        #[test]
        fn sun_dries_no_less_than_night_and_fog_dries_nothing(start in prop::array::uniform4(0u32..1200), sky in 0..4usize, seconds in 0u32..100_000) {
            let t = Tables::shipped();
            let after = |sky, sun| levels(t.water_after(Water::from_tenths(start), weather(sky, Rain::None), sun, seconds));
            let (sun, night, fog) = (after(SKIES[sky], true), after(SKIES[sky], false), after(Sky::Fog, true));
            for i in 0..4 {
                prop_assert!(sun[i] <= night[i] && night[i] <= fog[i]);
            }
        }

        #[test]
        fn time_cut_in_two_gives_the_same_water(start in prop::array::uniform4(0u32..1200), sky in 0..4usize, rain in 0..4usize, sun: bool, first in 0u32..50_000, then in 0u32..50_000) {
            let t = Tables::shipped();
            let w = weather(SKIES[sky], RAINS[rain]);
            let start = Water::from_tenths(start);
            let whole = t.water_after(start, w, sun, first + then);
            prop_assert_eq!(t.water_after(t.water_after(start, w, sun, first), w, sun, then), whole);
            prop_assert!(levels(t.water_after(Water::from_tenths(FULL), w, sun, first)).iter().all(|&l| l <= 1_000));
        }
    }
}
