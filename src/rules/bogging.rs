//! Bogging: vehicle cone index against the strength of soft ground and the ruts that are there already.
//!
//! What belongs here: `bogging.ron`. What never does: getting out again (works) and speeds (movement).

use super::figure::{Figure, Format, table};
use super::odds::{Rate, any_of, count, normal_below};
use super::{Asked, Bog, Effect, GroundState, Lottery, ModifierName, Question, Tables, Terrain};

table! {
    /// `bogging.ron`.
    struct Bogging {
        format: Format,
        /// Mean strength of the soil, cone index, by ground and state.
        marsh: Soil,
        ravine: Soil,
        /// Meadow bears dry.
        meadow_wet: Figure,
        meadow_soaked: Figure,
        /// Standard deviation of the strength from vehicle to vehicle and from one 100 m to the next.
        deviation: Figure,
        /// Stretches of 100 m in a hex.
        stretches: Figure<u32>,
        /// Ruts side by side over which vehicles in one hex are spread.
        ruts: Figure,
        /// Speed that soft ground itself allows, km/h.
        own_kmh: Figure,
        /// Growth of the chance for each km/h driven above it.
        per_kmh: Figure,
        /// Greatest factor from speed.
        most_speed: Figure,
    }
    /// Soil strength by state.
    struct Soil {
        dry: Figure,
        wet: Figure,
        soaked: Figure,
    }
}

impl Bogging {
    /// Mean strength of a ground, `None` where it bears everything.
    fn soil(&self, terrain: Terrain, ground: GroundState) -> Option<f64> {
        let of = |soil: &Soil| match ground {
            GroundState::Dry => soil.dry.value,
            GroundState::Wet => soil.wet.value,
            GroundState::Soaked => soil.soaked.value,
        };
        match (terrain, ground) {
            (Terrain::Marsh, _) => Some(of(&self.marsh)),
            (Terrain::Ravine, _) => Some(of(&self.ravine)),
            (Terrain::Open, GroundState::Wet) => Some(self.meadow_wet.value),
            (Terrain::Open, GroundState::Soaked) => Some(self.meadow_soaked.value),
            _ => None,
        }
    }
    /// Mean chance, over the vehicles that enter, to be stranded in one stretch times the speed's factor, for the whole hex.
    fn stranded(&self, q: &Bog, soil: f64, passes: u32, vehicles: u32, speed: f64) -> f64 {
        let vehicles = vehicles.max(1);
        let ruts = self.ruts.value.max(1.0);
        let mut sum = 0.0;
        for i in 0..vehicles {
            let before = ((passes + i) as f64 / ruts).min(49.0);
            let needed = q.vci_1 as f64 + (q.vci_50 as f64 - q.vci_1 as f64) * before / 49.0;
            let stretch = normal_below((needed - soil) / self.deviation.value);
            sum += any_of(stretch * speed, self.stretches.value);
        }
        sum / vehicles as f64
    }
    /// The chance of one vehicle, and why.
    fn rate(&self, q: &Bog) -> Rate {
        let Some(soil) = self.soil(q.terrain, q.ground) else { return Rate::new(0.0) };
        let usual = if q.terrain == Terrain::Open { GroundState::Wet } else { GroundState::Dry };
        let usual = self.soil(q.terrain, usual).unwrap_or(soil);
        let above = (q.speed_dms as f64 * 0.36 - self.own_kmh.value).max(0.0);
        let speed = (1.0 + self.per_kmh.value * above).min(self.most_speed.value);
        // the table's rate is that of one vehicle on untouched ground in its usual state
        let mut rate = Rate::new(self.stranded(q, usual, 0, 1, 1.0));
        rate.becomes(ModifierName::Soil, self.stranded(q, soil, 0, 1, 1.0));
        rate.becomes(ModifierName::Ruts, self.stranded(q, soil, q.passes as u32, q.vehicles as u32, 1.0));
        rate.becomes(ModifierName::Speed, self.stranded(q, soil, q.passes as u32, q.vehicles as u32, speed));
        if q.on_road {
            rate.times(ModifierName::CarriedByRoad, 0.0);
        }
        rate
    }
}

impl Tables {
    /// Vehicles entering soft ground.
    pub(super) fn ask_bog(&self, q: &Bog) -> Asked {
        let rate = self.bogging.rate(q);
        let mut lottery = Lottery::default();
        lottery.stage(Effect::Bogged, count(q.vehicles as u32, rate.value));
        Asked { question: Question::Bog(*q), modifiers: rate.modifiers, lottery }
    }
    /// Chance of one vehicle of such a group to be stranded in the hex, for a path's forecast; nothing is built.
    pub fn bog_chance(&self, q: &Bog) -> f64 {
        if q.on_road { 0.0 } else { self.bogging.rate(q).value }
    }
    /// Whether ground in this state can strand a vehicle at all.
    pub fn is_soft(&self, terrain: Terrain, ground: GroundState) -> bool {
        self.bogging.soil(terrain, ground).is_some()
    }
}
