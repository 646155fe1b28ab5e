//! The weather of the battle: what may come is drawn when its hour has come; turn by turn it makes the ground and is told.

use super::field::Field;
use crate::data::{water_at, weather_at};
use crate::rules::{Clock, Effect, Question, Rain, Side, Weather};
use crate::view::What;

impl Field<'_, '_> {
    /// The rows of the weather that have begun by a moment: what may come or not is drawn when its hour has come, so that nothing
    /// of what is to come is anywhere before.
    fn begin_rows(&mut self, at: Clock) {
        let scenario = self.scenario();
        while let Some(row) = scenario.weather.rows.get(usize::from(self.air.next)).filter(|r| r.from <= at) {
            let lasts = row.passing.map_or(0, |spell| self.cast(at, 0, Question::Spell(spell), None).of(Effect::Hours));
            let air = &mut *self.air;
            scenario.weather.add(usize::from(air.next), lasts, &mut air.spells);
            air.next += 1;
        }
    }

    /// Weather, water and ground of a moment, the turn's first; whether weather or ground are others than before.
    pub fn set_weather(&mut self, at: Clock) -> bool {
        self.begin_rows(at);
        let scenario = self.scenario();
        let air = &mut *self.air;
        air.water = water_at(&scenario.rules, &scenario.light, &air.spells, air.water, air.at, at);
        air.at = air.at.max(at);
        let (weather, ground) = (weather_at(&air.spells, at), scenario.weather.ground(&scenario.rules, air.water));
        let news = (weather, ground) != (self.now.weather, self.now.ground);
        (self.now.weather, self.now.ground) = (weather, ground);
        for side in Side::BOTH {
            let view = &mut self.views.0[side].seen;
            (view.weather, view.ground_state) = (weather, ground);
        }
        news
    }

    /// Of the hours whose end lies in the turn that is over, those in whose middle it rained.
    pub fn rain_hours(&mut self, from: Clock, end: Clock) -> u8 {
        // What began within the turn is drawn now; the next turn's first moment draws what begins with it.
        self.begin_rows(Clock(end.0.saturating_sub(1)));
        let hours = (from.0 / 3_600 + 1..=end.0 / 3_600).map(|h| Clock(h * 3_600 - 1_800));
        hours.filter(|&middle| weather_at(&self.air.spells, middle).rain != Rain::None).count().min(255) as u8
    }

    /// The script changes the weather from now on: no row of the list comes after it.
    pub fn change_weather(&mut self, weather: Weather) {
        let from = self.now.from;
        self.air.next = u16::MAX;
        self.air.spells.retain(|s| s.0 < from);
        self.air.spells.push((from, weather));
        if self.set_weather(from) {
            self.tell_weather();
        }
    }

    /// Tell both sides what the weather is and how wet the ground.
    pub fn tell_weather(&mut self) {
        let (weather, ground) = (self.now.weather, self.now.ground);
        self.tell(self.now.from, What::WeatherChanged { weather, ground });
    }
}
