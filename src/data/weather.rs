//! The weather of a scenario: its rows, what of them comes in one battle, and the water in the ground that follows from it.

use super::LightTable;
use crate::rules::{Clock, GroundState, GroundStates, Spell, Tables, Water, Weather};

/// Weather from a moment on, until the next row's.
#[derive(Clone, Debug, PartialEq)]
pub struct WeatherRow {
    /// string id
    pub id: String,
    /// first moment
    pub from: Clock,
    /// what it is
    pub weather: Weather,
    /// it may come or not, and passes after some hours; `None`: it comes and stays
    pub passing: Option<Spell>,
    /// sources
    pub sources: Vec<String>,
}

/// The weather of a scenario. What is to come is known to no side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeatherTable {
    /// rows in order; the first that stays begins no later than the battle, and may begin days before it
    pub rows: Vec<WeatherRow>,
    /// water in the ground at the first row
    pub water: Water,
    /// the ground is held in this state, whatever the weather
    pub held: Option<GroundState>,
}

/// The weather as it comes in one battle: moments in order, each with what begins then.
pub type Spells = Vec<(Clock, Weather)>;

/// What the weather is at a moment; before the first it is clear.
pub fn weather_at(spells: &[(Clock, Weather)], at: Clock) -> Weather {
    spells.iter().rev().find(|s| s.0 <= at).map_or(Weather::CLEAR, |s| s.1)
}

/// The water in the ground at `to`, from what it is at `from`, through the weather and the days between.
pub fn water_at(rules: &Tables, light: &LightTable, spells: &[(Clock, Weather)], mut water: Water, from: Clock, to: Clock) -> Water {
    let mut at = from;
    while at < to {
        let (sun, turns) = light.sun(at);
        let changes = spells.iter().map(|s| s.0).find(|s| *s > at).unwrap_or(to);
        let next = turns.min(changes).min(to);
        water = rules.water_after(water, weather_at(spells, at), sun, next.since(at));
        at = next;
    }
    water
}

impl WeatherTable {
    /// What a row adds to the weather so far; `lasts` is how many hours it lasts if it is one that may come, 0 if it stays away.
    /// While it lasts it stands over the rows that stay.
    pub fn add(&self, row: usize, lasts: u32, spells: &mut Spells) {
        let Some(row) = self.rows.get(row) else { return };
        let covered = spells.last().is_some_and(|s| s.0 > row.from);
        if row.passing.is_none() {
            if !covered {
                spells.push((row.from, row.weather));
            }
        } else if lasts > 0 {
            let until = row.from.plus(lasts * 3600);
            let stays = self.rows.iter().rev().find(|r| r.passing.is_none() && r.from <= until);
            spells.push((row.from, row.weather));
            spells.push((until, stays.map_or(Weather::CLEAR, |r| r.weather)));
        }
    }
    /// The moment from which the water in the ground is reckoned.
    pub fn begins(&self) -> Option<Clock> {
        self.rows.first().map(|r| r.from)
    }
    /// How wet the ground is with so much water in it.
    pub fn ground(&self, rules: &Tables, water: Water) -> GroundStates {
        self.held.map_or_else(|| rules.ground_states(water), GroundStates::from)
    }
    /// Weather and ground at a moment if nothing comes that may stay away.
    pub fn usual_at(&self, rules: &Tables, light: &LightTable, at: Clock) -> (Weather, GroundStates) {
        let mut spells = Spells::new();
        (0..self.rows.len()).for_each(|row| self.add(row, 0, &mut spells));
        let water = water_at(rules, light, &spells, self.water, self.begins().unwrap_or(at), at);
        (weather_at(&spells, at), self.ground(rules, water))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Rain, Sky, Soil};

    fn at(hour: u32) -> Clock {
        Clock::parse("1938-08-01T00:00").unwrap().plus(hour * 3600)
    }
    fn weather(sky: Sky, rain: Rain) -> Weather {
        Weather { sky, rain }
    }
    fn table() -> WeatherTable {
        let row = |id: &str, from, weather, passing| WeatherRow { id: id.into(), from: at(from), weather, passing, sources: vec![] };
        let rows = vec![
            row("rain", 0, weather(Sky::Overcast, Rain::Rain), None),
            row("after", 4, weather(Sky::Overcast, Rain::None), None),
            row("dawn", 6, weather(Sky::Fog, Rain::None), Some(Spell { percent: 50, least_h: 2, most_h: 7 })),
            row("noon", 9, weather(Sky::Clear, Rain::None), None),
        ];
        WeatherTable { rows, ..WeatherTable::default() }
    }

    fn spells(hours: u32) -> Spells {
        let (table, mut spells) = (table(), Spells::new());
        (0..table.rows.len()).for_each(|row| table.add(row, hours, &mut spells));
        spells
    }

    #[test]
    fn what_comes_stands_over_what_stays() {
        let skies = |hours: u32| {
            let spells = spells(hours);
            assert!(spells.is_sorted_by_key(|s| s.0));
            [0, 5, 6, 7, 8, 9, 10, 13].map(|h| weather_at(&spells, at(h)).sky)
        };
        use Sky::{Clear, Fog, Overcast};
        assert_eq!(skies(0), [Overcast, Overcast, Overcast, Overcast, Overcast, Clear, Clear, Clear]);
        assert_eq!(skies(2), [Overcast, Overcast, Fog, Fog, Overcast, Clear, Clear, Clear]);
        assert_eq!(skies(3), [Overcast, Overcast, Fog, Fog, Fog, Clear, Clear, Clear]);
        assert_eq!(skies(7), [Overcast, Overcast, Fog, Fog, Fog, Fog, Fog, Clear]);
    }

    #[test]
    fn the_water_is_the_sum_of_its_hours() {
        let (t, light) = (Tables::shipped(), LightTable::default());
        let spells = spells(3);
        let whole = water_at(&t, &light, &spells, Water::default(), at(0), at(20));
        let mut by_hour = Water::default();
        for h in 0..20 {
            let now = weather_at(&spells, at(h));
            by_hour = t.water_after(by_hour, now, true, 3600);
            assert_eq!(water_at(&t, &light, &spells, Water::default(), at(0), at(h + 1)), by_hour);
        }
        assert_eq!(whole, by_hour);
        assert!(whole.tenths_mm(Soil::Low) > whole.tenths_mm(Soil::High));
    }

    #[test]
    fn held_ground_is_as_it_is_held() {
        let t = Tables::shipped();
        let mut table = table();
        let wet = table.usual_at(&t, &LightTable::default(), at(5)).1;
        assert_eq!(wet.of(Soil::Field), GroundState::Wet);
        table.held = Some(GroundState::Dry);
        assert_eq!(table.usual_at(&t, &LightTable::default(), at(5)).1, GroundStates::from(GroundState::Dry));
    }
}
