//! Bogging: vehicle cone index against the strength of soft ground and the ruts that are there already.
//!
//! What belongs here: `bogging.ron`. What never does: getting out again (works) and speeds (movement).

use super::figure::{Figure, Format, table};
use super::odds::{Rate, any_of, count, normal_below};
use super::{Asked, Bog, Effect, GroundState, Law, Lottery, ModifierName, Prob, Question, Tables, Terrain};

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
        /// Of the vehicles stranded in a hex entered over a sapper crossing, those that stand on it or its ramps.
        crossing_share: Figure,
        /// Growth of the chance for each km/h driven above it.
        per_kmh: Figure,
        /// Greatest factor from speed.
        most_speed: Figure,
        /// By how much the strength falls short of the need of one that sinks to its belly.
        belly_short: Figure,
    }
    /// Soil strength by state.
    struct Soil {
        dry: Figure,
        wet: Figure,
        soaked: Figure,
    }
}

impl Bogging {
    /// Every mean strength.
    pub(super) fn strengths(&mut self) -> [&mut Figure; 8] {
        let (m, r) = (&mut self.marsh, &mut self.ravine);
        let meadow = [&mut self.meadow_wet, &mut self.meadow_soaked];
        let [wet, soaked] = meadow;
        [&mut m.dry, &mut m.wet, &mut m.soaked, &mut r.dry, &mut r.wet, &mut r.soaked, wet, soaked]
    }
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
    /// Cone index that a vehicle needs after so many passes in these ruts.
    fn needed(&self, q: &Bog, passes: u32) -> f64 {
        let before = (passes as f64 / self.ruts.value.max(1.0)).min(49.0);
        q.vci_1 as f64 + (q.vci_50 as f64 - q.vci_1 as f64) * before / 49.0
    }
    /// Chance that a stretch is too weak for such a need.
    fn too_weak(&self, needed: f64, soil: f64) -> f64 {
        normal_below((needed - soil) / self.deviation.value)
    }
    /// Mean chance, over the vehicles that enter, to be stranded in one stretch times the speed's factor, for the whole hex.
    fn stranded(&self, q: &Bog, soil: f64, passes: u32, vehicles: u32, speed: f64) -> f64 {
        let vehicles = vehicles.max(1);
        let mut sum = 0.0;
        for i in 0..vehicles {
            sum += any_of(self.too_weak(self.needed(q, passes + i), soil) * speed, self.stretches.value);
        }
        sum / vehicles as f64
    }
    /// Factor of the speed driven.
    fn churned(&self, q: &Bog) -> f64 {
        let above = (q.speed_dms as f64 * 0.36 - self.own_kmh.value).max(0.0);
        (1.0 + self.per_kmh.value * above).min(self.most_speed.value)
    }
    /// Of those stranded, the share that lies on its belly: where the strength falls short of the need by so much that the
    /// hull, not the tracks, bears the weight.
    fn deep_share(&self, q: &Bog, soil: f64, speed: f64) -> f64 {
        let (mut stuck, mut deep) = (0.0, 0.0);
        for i in 0..(q.vehicles as u32).max(1) {
            let needed = self.needed(q, q.passes as u32 + i);
            let weak = self.too_weak(needed, soil);
            let here = any_of(weak * speed, self.stretches.value);
            // what lies beyond the end of the normal law's table is no reason to sink
            let far = (self.too_weak(needed - self.belly_short.value, soil) - normal_below(-64.0)).max(0.0);
            stuck += here;
            deep += here * (far / weak).min(1.0);
        }
        if stuck > 0.0 { deep / stuck } else { 0.0 }
    }
    /// Chance of one vehicle to be stranded, and of one that is to lie on its belly; nothing is built.
    fn odds(&self, q: &Bog) -> (f64, f64) {
        match self.soil(q.terrain, q.ground) {
            Some(soil) if !q.on_road => {
                let speed = self.churned(q);
                (self.stranded(q, soil, q.passes as u32, q.vehicles as u32, speed), self.deep_share(q, soil, speed))
            }
            _ => (0.0, 0.0),
        }
    }
    /// The chance of one vehicle, and why.
    fn rate(&self, q: &Bog) -> Rate {
        let Some(soil) = self.soil(q.terrain, q.ground) else { return Rate::new(0.0) };
        let usual = if q.terrain == Terrain::Open { GroundState::Wet } else { GroundState::Dry };
        let usual = self.soil(q.terrain, usual).unwrap_or(soil);
        let speed = self.churned(q);
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
        let stuck = lottery.stage(Effect::Bogged, count(q.vehicles as u32, rate.value));
        lottery.stage(Effect::BellyDeep, Law::CountOf { stage: stuck, p: Prob::of(self.bogging.odds(q).1) });
        if q.crossing {
            self.on_crossing(&mut lottery, stuck);
        }
        Asked { question: Question::Bog(*q), modifiers: rate.modifiers, lottery }
    }
    /// Of the vehicles that stop by stage `out` in a hex entered over a sapper crossing, those that stand on it.
    pub(super) fn on_crossing(&self, lottery: &mut Lottery, out: u8) {
        lottery.stage(Effect::OnCrossing, Law::CountOf { stage: out, p: Prob::of(self.bogging.crossing_share.value) });
    }
    /// Chance of one vehicle of such a group to be stranded in the hex, and the chance of one that is stranded to lie on its
    /// belly, for a path's forecast; nothing is built.
    pub fn bog_odds(&self, q: &Bog) -> (f64, f64) {
        self.bogging.odds(q)
    }
    /// Whether ground in this state can strand a vehicle at all.
    pub fn is_soft(&self, terrain: Terrain, ground: GroundState) -> bool {
        self.bogging.soil(terrain, ground).is_some()
    }
}
