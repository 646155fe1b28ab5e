//! Seeing: how far what a unit does is seen, and whether a gun that fires is found.
//!
//! What belongs here: `sight.ron`. What never does: lines of sight over ground, and who knows what.

use super::figure::{Curve, Figure, Format, table};
use super::knowing::Knowing;
use super::odds::{Rate, any_of, permille};
use super::{Activity, Asked, Cover, Effect, Law, Light, Lit, Lottery, ModifierName, Prob, Question, Spot, Tables, Visibility};

table! {
    /// `sight.ron`.
    struct Seeing {
        format: Format,
        /// Farthest range by day in clear air, metres.
        silent_men_m: Figure,
        silent_gun_m: Figure,
        halted_vehicles_m: Figure,
        moving_men_m: Figure,
        column_m: Figure,
        moving_vehicles_m: Figure,
        firing_men_m: Figure,
        firing_gun_m: Figure,
        digging_m: Figure,
        /// Share of the range that cover leaves.
        light_cover: Figure,
        heavy_cover: Figure,
        /// Share of the way from night's range to day's, by the twilight that is left, per mille.
        dusk: Figure<Curve>,
        /// Farthest at night, metres: by a moon lit so far (per cent), in the dark, a muzzle's flash.
        moon_m: Figure,
        moon_percent: Figure,
        /// Hours after rising and before setting in which a moon stands low and gives less.
        moon_low_h: Figure,
        dark_m: Figure,
        flash_m: Figure,
        /// Share of those for men and guns that keep still.
        still_at_night: Figure,
        /// Share in haze, steady rain, a downpour; farthest in fog, metres.
        haze: Figure,
        rain: Figure,
        storm: Figure,
        fog_m: Figure,
        /// Chance of one round of a gun to give it away.
        found: Found,
        /// What is made of what was seen.
        knowing: Knowing,
    }
    /// A gun that fires.
    struct Found {
        /// to observers, to men in tanks, at 600 m
        by_observers: Figure,
        by_tanks: Figure,
        /// factor by range in metres
        range: Figure<Curve>,
        /// factor at night, in haze, in steady rain, in a downpour, in fog
        night: Figure,
        haze: Figure,
        rain: Figure,
        storm: Figure,
        fog: Figure,
    }
}

impl Tables {
    /// Farthest range at which an activity is seen, metres. For a firing gun it is the range within which each round may
    /// give it away ([`Question::Spot`]), never one at which it is seen outright.
    pub fn spot_range_m(&self, activity: Activity, cover: Cover, lit: impl Into<Lit>, air: impl Into<Visibility>) -> u32 {
        let (lit, air) = (lit.into(), air.into());
        let s = &self.sight;
        let still = matches!(activity, Activity::SilentMen | Activity::SilentGun);
        let by_day = match activity {
            Activity::SilentMen => &s.silent_men_m,
            Activity::SilentGun => &s.silent_gun_m,
            Activity::HaltedVehicles => &s.halted_vehicles_m,
            Activity::MovingMen => &s.moving_men_m,
            Activity::Column => &s.column_m,
            Activity::MovingVehicles => &s.moving_vehicles_m,
            Activity::FiringMen => &s.firing_men_m,
            Activity::FiringGun => &s.firing_gun_m,
            Activity::Digging => &s.digging_m,
        };
        let mut range = by_day.value;
        if lit.twilight_permille < 1000 {
            let moon = lit.moon_permille as f64 / (s.moon_percent.value * 10.0);
            let most = s.dark_m.value + (s.moon_m.value - s.dark_m.value) * moon;
            let most = most * if still { s.still_at_night.value } else { 1.0 };
            let night = by_day.value.min(most);
            // night's range at the end of twilight, day's at its beginning
            let left = if lit.twilight_permille == 0 { 0.0 } else { s.dusk.value.at(lit.twilight_permille as f64) };
            range = night + (by_day.value - night) * left;
        }
        range *= match cover {
            Cover::None => 1.0,
            Cover::Light => s.light_cover.value,
            Cover::Heavy => s.heavy_cover.value,
        };
        range = match air {
            Visibility::Clear => range,
            Visibility::Haze => range * s.haze.value,
            Visibility::Rain => range * s.rain.value,
            Visibility::Storm => range * s.storm.value,
            Visibility::Fog => range.min(s.fog_m.value),
        };
        (range + 0.5) as u32
    }
    /// Moonlight of a moon lit so far that has been up and will be up for at least so many seconds, per mille of a full moon's high up.
    pub fn moonlight_permille(&self, lit_percent: u8, up_s: u32) -> u16 {
        let low_s = self.sight.moon_low_h.value * 3600.0;
        let height = if (up_s as f64) < low_s { up_s as f64 / low_s } else { 1.0 };
        permille(lit_percent as f64 / 100.0 * height) as u16
    }
    /// Farthest range at which fire shows about where it comes from, metres: by day smoke and dust, by night the flash.
    pub fn suspected_m(&self, lit: impl Into<Lit>, air: impl Into<Visibility>) -> u32 {
        let (lit, s) = (lit.into(), &self.sight);
        let range = if lit.twilight_permille == 0 { s.flash_m.value } else { s.firing_gun_m.value };
        let range = match air.into() {
            Visibility::Clear => range,
            Visibility::Haze => range * s.haze.value,
            Visibility::Rain => range * s.rain.value,
            Visibility::Storm => range * s.storm.value,
            Visibility::Fog => range.min(s.fog_m.value),
        };
        (range + 0.5) as u32
    }

    /// Whether a gun that fired is found.
    pub(super) fn ask_spot(&self, q: &Spot) -> Asked {
        let f = &self.sight.found;
        let mut rate = Rate::new(f.by_observers.value);
        if q.from_tanks {
            rate.becomes(ModifierName::FromTanks, f.by_tanks.value);
        }
        rate.times(ModifierName::Range, f.range.value.at(q.range_m as f64));
        rate.times(ModifierName::Observing, q.skill_permille as f64 / 1000.0);
        if matches!(q.light, Light::Moon | Light::Dark) {
            rate.times(ModifierName::Darkness, f.night.value);
        }
        match q.visibility {
            Visibility::Clear => {}
            Visibility::Haze => rate.times(ModifierName::Fog, f.haze.value),
            Visibility::Rain => rate.times(ModifierName::Rain, f.rain.value),
            Visibility::Storm => rate.times(ModifierName::Rain, f.storm.value),
            Visibility::Fog => rate.times(ModifierName::Fog, f.fog.value),
        }
        let mut lottery = Lottery::default();
        lottery.stage(Effect::Seen, Law::Chance(Prob::of(any_of(rate.value, q.rounds as u32))));
        Asked { question: Question::Spot(*q), modifiers: rate.modifiers, lottery }
    }
}
