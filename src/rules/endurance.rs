//! Fatigue over days, sickness, and who comes back: slow things, reckoned by seconds and hours so that the length of a turn changes nothing.
//!
//! What belongs here: `endurance.ron`. What never does: stress, which passes in hours; wounds themselves.

use super::figure::{Figure, Format, table};
use super::odds::{Rate, any_of, count};
use super::{Asked, Effect, Lottery, ModifierName, Question, Tables, Terrain};
use serde::{Deserialize, Serialize};

table! {
    /// `endurance.ron`.
    struct Endurance {
        format: Format,
        fatigue: FatigueTable,
        sickness: SicknessTable,
        back: ReturnTable,
    }
    /// Fatigue: a thousandth part of being able to do nothing more.
    struct FatigueTable {
        /// What an hour lays on: awake, and beside that marching, fighting, digging, under shells, riding.
        awake_h: Figure,
        march_h: Figure,
        fight_h: Figure,
        dig_h: Figure,
        shelled_h: Figure,
        ride_h: Figure,
        /// What an hour of idleness takes by day, of sleep by night.
        rest_h: Figure,
        sleep_h: Figure,
        /// Factors on an hour of marching: soft ground, rain, night, and what 30 m of climb over 300 m add.
        soft: Figure,
        rain: Figure,
        night: Figure,
        climb: Figure,
        /// What an hour without food keeps on men whatever they rest.
        hunger_h: Figure,
        /// Fatigue up to which nothing is noticed.
        unnoticed: Figure,
        /// Shares lost to the wholly exhausted.
        speed: Figure,
        skill: Figure,
        close: Figure,
        rally: Figure,
    }
    /// Sickness.
    struct SicknessTable {
        /// Of 1000 men in a day.
        per_1000_day: Figure,
        /// Factors: in soaked low ground, in rain, of men without food, in a village.
        soaked: Figure,
        rain: Figure,
        hungry: Figure,
        village: Figure,
    }
    /// Who comes back.
    struct ReturnTable {
        /// Share of the wounded who were hit lightly.
        light: Figure,
        /// Chance in an hour: lightly wounded, stragglers, the sick.
        wounded_h: Figure,
        stray_h: Figure,
        sick_h: Figure,
        /// Factor on stragglers with a headquarters near.
        led: Figure,
    }
}

/// Men who may fall sick.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FallSick {
    /// fit men
    pub men: u16,
    /// hours
    pub hours: u8,
    /// on low ground that is soaked
    pub soaked: bool,
    /// in rain
    pub rain: bool,
    /// without food: meals missed are not made up for
    pub hungry: bool,
    /// where
    pub terrain: Terrain,
}

/// Men who may come back to their unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Return {
    /// lightly wounded
    pub wounded: u16,
    /// stragglers
    pub strays: u16,
    /// sick
    pub sick: u16,
    /// hours
    pub hours: u8,
    /// a headquarters within reach
    pub led: bool,
}

/// Millionths of fatigue that leave a man able to do nothing.
pub const SPENT_PPM: u32 = 1_000_000;

/// What fatigue takes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wearies {
    /// speed on foot
    Speed,
    /// shooting
    Skill,
    /// quality in close combat
    Close,
    /// coming to oneself
    Rally,
}

/// What a unit did in a stretch of time, seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toil {
    /// marching on foot, weighted by ground, weather, light and climb (`Tables::march_toil_s`)
    pub marched_s: u32,
    /// the same seconds by the clock
    pub moved_s: u32,
    /// driving
    pub rode_s: u32,
    /// digging and building
    pub dug_s: u32,
    /// under shells and bombs
    pub shelled_s: u32,
}

/// On what a march is reckoned.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MarchLoad {
    /// ground that sinks
    pub soft: bool,
    /// rain
    pub rain: bool,
    /// night
    pub night: bool,
    /// climb, metres over 300 m
    pub rise_m: i16,
}

impl Tables {
    /// Seconds of marching as heavy as so many on a dry road by day.
    pub fn march_toil_s(&self, seconds: u32, load: &MarchLoad) -> u32 {
        let f = &self.endurance.fatigue;
        let mut factor = 1.0;
        for (holds, by) in [(load.soft, &f.soft), (load.rain, &f.rain), (load.night, &f.night)] {
            factor *= if holds { by.value } else { 1.0 };
        }
        factor *= 1.0 + f.climb.value * load.rise_m.max(0) as f64 / 30.0;
        (seconds as f64 * factor + 0.5) as u32
    }

    /// Fatigue (millionths) after a stretch of `seconds` in which a unit did so much; `fought`: it fired or was fired at, and nobody
    /// slept. Who marches or works for a part of it rests for the other.
    pub fn tired(&self, fatigue_ppm: u32, seconds: u32, toil: &Toil, fought: bool, night: bool) -> u32 {
        let f = &self.endurance.fatigue;
        let busy = if fought { seconds } else { (toil.moved_s + toil.rode_s + toil.dug_s).min(seconds) };
        let idle = seconds - busy;
        let gain = busy as f64 * f.awake_h.value
            + toil.marched_s as f64 * f.march_h.value
            + toil.rode_s as f64 * f.ride_h.value
            + toil.dug_s as f64 * f.dig_h.value
            + toil.shelled_s.min(seconds) as f64 * f.shelled_h.value
            + if fought { seconds as f64 * f.fight_h.value } else { 0.0 };
        let rest = idle as f64 * if night { f.sleep_h.value } else { f.rest_h.value };
        // per mille an hour to millionths a second
        let now = fatigue_ppm as f64 + (gain - rest) * 1000.0 / 3600.0;
        (now.max(0.0).min(SPENT_PPM as f64) + 0.5) as u32
    }

    /// Fatigue (millionths) below which men who went without food for so long do not rest.
    pub fn hungry_ppm(&self, hungry_s: u32) -> u32 {
        let permille = hungry_s as f64 / 3600.0 * self.endurance.fatigue.hunger_h.value;
        ((permille * 1000.0).min(SPENT_PPM as f64) + 0.5) as u32
    }

    /// What is left of something to men so tired, as a share of one.
    pub(super) fn left_to_the_tired(&self, fatigue_permille: u16, what: Wearies) -> f64 {
        let f = &self.endurance.fatigue;
        let most = match what {
            Wearies::Speed => &f.speed,
            Wearies::Skill => &f.skill,
            Wearies::Close => &f.close,
            Wearies::Rally => &f.rally,
        };
        let free = f.unnoticed.value;
        let over = (fatigue_permille.min(1000) as f64 - free).max(0.0) / (1000.0 - free);
        1.0 - most.value * over
    }

    /// The same in per mille.
    pub fn tired_permille(&self, fatigue_permille: u16, what: Wearies) -> u32 {
        (self.left_to_the_tired(fatigue_permille, what) * 1000.0 + 0.5) as u32
    }

    /// Share of the wounded who may be back within days, per mille.
    pub fn light_wounds_permille(&self) -> u32 {
        (self.endurance.back.light.value * 1000.0 + 0.5) as u32
    }

    /// Who falls sick in so many hours.
    pub(super) fn ask_fall_sick(&self, q: &FallSick) -> Asked {
        let s = &self.endurance.sickness;
        let mut rate = Rate::new(s.per_1000_day.value / 24_000.0);
        if q.soaked {
            rate.times(ModifierName::SoftGround, s.soaked.value);
        }
        if q.rain {
            rate.times(ModifierName::Rain, s.rain.value);
        }
        if q.hungry {
            rate.times(ModifierName::Hungry, s.hungry.value);
        }
        if q.terrain == Terrain::Village {
            rate.times(ModifierName::Roof, s.village.value);
        }
        let mut lottery = Lottery::default();
        lottery.stage(Effect::FellSick, count(q.men as u32, any_of(rate.value, q.hours as u32)));
        Asked { question: Question::FallSick(*q), modifiers: rate.modifiers, lottery }
    }

    /// Who comes back in so many hours.
    pub(super) fn ask_return(&self, q: &Return) -> Asked {
        let b = &self.endurance.back;
        let mut rate = Rate::new(b.stray_h.value);
        if q.led {
            rate.times(ModifierName::Led, b.led.value);
        }
        let hours = q.hours as u32;
        let mut lottery = Lottery::default();
        lottery.stage(Effect::WoundedBack, count(q.wounded as u32, any_of(b.wounded_h.value, hours)));
        lottery.stage(Effect::StraysBack, count(q.strays as u32, any_of(rate.value, hours)));
        lottery.stage(Effect::SickBack, count(q.sick as u32, any_of(b.sick_h.value, hours)));
        Asked { question: Question::Return(*q), modifiers: rate.modifiers, lottery }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::laws::names;
    use proptest::prelude::*;

    #[test]
    fn one_evening_is_hardly_felt_and_two_nights_awake_are() {
        let t = Tables::shipped();
        let evening = t.tired(0, 8 * 3600, &Toil::default(), true, false) / 1000;
        assert!((250..450).contains(&evening), "{evening}");
        assert!(t.tired_permille(evening as u16, Wearies::Skill) >= 940, "small after one evening");
        let two_days = t.tired(0, 48 * 3600, &Toil::default(), true, false) / 1000;
        assert_eq!(two_days, 1000, "48 hours of fighting without sleep");
        assert_eq!([Wearies::Speed, Wearies::Rally].map(|w| t.tired_permille(1000, w)), [650, 400]);
        // A march of 30 km in 8 hours and a night of sleep leave little.
        let march = Toil { marched_s: 8 * 3600, moved_s: 8 * 3600, ..Toil::default() };
        let marched = t.tired(0, 8 * 3600, &march, false, false);
        assert!((200_000..450_000).contains(&marched), "{marched}");
        assert!(t.tired(marched, 8 * 3600, &Toil::default(), false, true) < 20_000);
    }

    #[test]
    fn mud_rain_night_and_climb_make_a_march_heavier() {
        let t = Tables::shipped();
        let plain = t.march_toil_s(900, &MarchLoad::default());
        assert_eq!(plain, 900);
        let loads = [
            MarchLoad { soft: true, ..MarchLoad::default() },
            MarchLoad { rain: true, ..MarchLoad::default() },
            MarchLoad { night: true, ..MarchLoad::default() },
            MarchLoad { rise_m: 30, ..MarchLoad::default() },
        ];
        assert!(loads.iter().all(|l| t.march_toil_s(900, l) > plain));
        assert_eq!(t.march_toil_s(900, &MarchLoad { rise_m: -60, ..MarchLoad::default() }), plain);
    }

    #[test]
    fn sickness_by_modifier_then_by_result() {
        let t = Tables::shipped();
        let sick =
            |soaked, rain, hungry, terrain| t.ask(&Question::FallSick(FallSick { men: 1000, hours: 24, soaked, rain, hungry, terrain }));
        let ask = |soaked, rain, terrain| sick(soaked, rain, false, terrain);
        let plain = ask(false, false, Terrain::Open);
        assert_eq!(names(&plain), []);
        assert!((plain.lottery.mean(Effect::FellSick) - 1.64).abs() < 0.01, "{}", plain.lottery.mean(Effect::FellSick));
        let marsh = ask(true, true, Terrain::Marsh);
        assert_eq!(names(&marsh), [(ModifierName::SoftGround, 2000), (ModifierName::Rain, 1500)]);
        assert_eq!(names(&ask(false, false, Terrain::Village)), [(ModifierName::Roof, 500)]);
        assert_eq!(names(&sick(false, false, true, Terrain::Open)), [(ModifierName::Hungry, 1300)]);
        assert!(marsh.lottery.mean(Effect::FellSick) > plain.lottery.mean(Effect::FellSick));
    }

    #[test]
    fn hunger_is_felt_in_the_third_day_and_no_sleep_takes_it_away() {
        let t = Tables::shipped();
        let after = |days: u32| (t.hungry_ppm(days * 86_400) / 1000) as u16;
        assert_eq!([0, 1, 2, 4, 99].map(after), [0, 144, 288, 576, 1000]);
        assert_eq!(t.tired_permille(after(2), Wearies::Speed), 1000, "two days are not noticed");
        assert_eq!([Wearies::Speed, Wearies::Skill, Wearies::Rally].map(|w| t.tired_permille(after(4), w)), [862, 882, 763]);
    }

    #[test]
    fn stragglers_come_back_sooner_where_there_is_a_staff() {
        let t = Tables::shipped();
        let ask = |led| t.ask(&Question::Return(Return { wounded: 10, strays: 10, sick: 10, hours: 2, led }));
        assert_eq!(names(&ask(true)), [(ModifierName::Led, 1500)]);
        let of = |led, e| ask(led).lottery.mean(e);
        assert!(of(true, Effect::StraysBack) > of(false, Effect::StraysBack));
        assert!(of(false, Effect::StraysBack) > of(false, Effect::WoundedBack));
        assert!(of(false, Effect::WoundedBack) > of(false, Effect::SickBack));
    }

    proptest! {
        /// Four turns of a quarter of an hour are one of an hour, but for rounding.
        #[test]
        fn the_length_of_a_turn_changes_no_fatigue(
            start in 300_000u32..600_000, marched in 0u32..900, dug in 0u32..900, shelled in 0u32..900, fought: bool, night: bool,
        ) {
            let t = Tables::shipped();
            let quarter = Toil { marched_s: marched, moved_s: marched.min(900 - dug.min(900)), rode_s: 0, dug_s: dug, shelled_s: shelled };
            let hour = Toil {
                marched_s: quarter.marched_s * 4, moved_s: quarter.moved_s * 4, rode_s: 0, dug_s: quarter.dug_s * 4, shelled_s: quarter.shelled_s * 4,
            };
            let four = (0..4).fold(start, |f, _| t.tired(f, 900, &quarter, fought, night));
            let one = t.tired(start, 3600, &hour, fought, night);
            prop_assert!(four.abs_diff(one) <= 4, "{four} {one}");
        }

        /// Who is more tired never does anything better.
        #[test]
        fn the_more_tired_are_never_better(a in 0u16..1000, by in 0u16..500) {
            let t = Tables::shipped();
            for what in [Wearies::Speed, Wearies::Skill, Wearies::Close, Wearies::Rally] {
                prop_assert!(t.tired_permille(a, what) >= t.tired_permille(a + by, what));
                prop_assert!(t.tired_permille(a, what) > 0);
            }
        }

        /// Chances by the hour: two of one hour are one of two.
        #[test]
        fn hours_add_up(wounded in 1u16..400, hours in 1u8..12) {
            let t = Tables::shipped();
            let left = |hours| {
                let asked = t.ask(&Question::Return(Return { wounded, strays: 0, sick: 0, hours, led: false }));
                1.0 - asked.lottery.mean(Effect::WoundedBack) / wounded as f64
            };
            let mut each = 1.0;
            for _ in 0..hours {
                each *= left(1);
            }
            prop_assert!((left(hours) - each).abs() < 1e-6);
        }
    }
}
