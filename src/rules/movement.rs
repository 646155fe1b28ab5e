//! Movement: seconds for a step by profile, pace, ground and light, and what a place holds.
//!
//! What belongs here: `movement.ron`. What never does: bogging (a risk, not a time) and paths.

use super::figure::{Figure, Format, Slot, Walk, table};
use super::odds::unsuppressed;
use super::{GroundState, Light, Pace, ProfileId, RoadKind, SideFeatures, Step, Tables, Terrain};
use serde::{Deserialize, Deserializer};

table! {
    /// `movement.ron`.
    struct Movement {
        format: Format,
        /// Climb over 300 m up to which ground counts as level, metres.
        level_rise_m: Figure,
        /// Climb over 300 m that stands for a hillside of 10 degrees, metres.
        rise_10_m: Figure,
        /// The same for 20 degrees.
        rise_20_m: Figure,
        /// The same for 25 degrees: steep from here.
        rise_25_m: Figure,
        /// Factor on a road's speed where it climbs a hillside.
        road_grade: Figure,
        /// Factor on the level speed along or down a hillside.
        hillside: Figure,
        /// Factor on every speed at night.
        night: Figure,
        /// Least share of the speed that night and fire leave.
        least: Figure,
        /// Men, vehicles, guns that may end in one hex.
        stack_men: Figure<u32>,
        stack_vehicles: Figure<u32>,
        stack_column: Figure<u32>,
        stack_guns: Figure<u32>,
        /// Seconds one vehicle needs over a sapper crossing.
        crossing_s: Figure<u32>,
        /// Seconds to change between march column and the order of battle.
        deploy_s: Figure<u32>,
        /// Metres of road that a man, a vehicle, a gun takes in column.
        column_man_m: Figure,
        column_vehicle_m: Figure,
        column_gun_m: Figure,
        /// How each kind of unit goes.
        profiles: Profiles,
    }
    /// One way of going. Speeds are km/h; what is missing cannot be done.
    struct Profile {
        /// Name that cards use.
        id: Id,
        /// Vehicles that can be stranded on soft ground.
        bogs: bool,
        /// Only along a railway.
        rail_only: bool,
        /// Climbs cliffs.
        climbs: bool,
        /// In column on a road.
        road_kmh: Figure,
        /// In column off it.
        column_kmh: Figure,
        /// Deployed for a fight.
        deployed_kmh: Figure,
        /// Beside men on foot.
        with_infantry_kmh: Figure,
        /// Up a hillside of 10 to 20 degrees.
        slope_kmh: Option<Figure>,
        /// Over 25 degrees, and on rock.
        steep_kmh: Option<Figure>,
        /// Factor on marsh and in swampy ravines.
        soft: Option<Figure>,
        /// Greatest speed there.
        soft_kmh: Option<Figure>,
        /// Factor in scrub.
        scrub: Figure,
        /// Factor among houses off the road.
        village: Figure,
        /// Factor on a cart track against a road.
        track: Figure,
        /// Factor on a dirt road after rain.
        wet_road: Figure,
        /// Factor on a dirt road under water.
        soaked_road: Figure,
        /// Factor off the road when the ground is soaked.
        soaked_field: Figure,
        /// Seconds to ford a stream.
        stream_s: Option<Figure>,
        /// Seconds through wire.
        wire_s: Option<Figure>,
        /// Seconds to be ferried over 300 m of water.
        ferry_s: Option<Figure>,
    }
}

/// Name of a profile.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(super) struct Id(pub String);

super::figure::no_figures!(Id);

/// The profiles in the order of their numbers.
#[derive(Clone, Debug)]
pub(super) struct Profiles(Vec<Profile>);

impl<'de> Deserialize<'de> for Profiles {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let list = Vec::<Profile>::deserialize(input)?;
        if list.len() > 32 {
            return Err(serde::de::Error::custom("there are more than 32 movement profiles"));
        }
        for (i, profile) in list.iter().enumerate() {
            if list[..i].iter().any(|p| p.id == profile.id) {
                return Err(serde::de::Error::custom(format!("the movement profile `{}` is given twice", profile.id.0)));
            }
        }
        Ok(Profiles(list))
    }
}

impl Walk for Profiles {
    fn walk(&mut self, path: &mut String, visit: &mut dyn FnMut(&mut Slot)) {
        let stem = path.len();
        for profile in &mut self.0 {
            path.push('.');
            path.push_str(&profile.id.0);
            profile.walk(path, visit);
            path.truncate(stem);
        }
    }
}

/// Kilometres an hour to seconds for one hex of 300 m.
const HEX_S_AT_1_KMH: f64 = 1080.0;

impl Profile {
    fn level_kmh(&self, pace: Pace) -> f64 {
        match pace {
            Pace::March => self.column_kmh.value,
            Pace::Deployed => self.deployed_kmh.value,
            Pace::WithInfantry => self.with_infantry_kmh.value,
        }
    }
}

impl Movement {
    /// Speed up a hillside that climbs `rise` metres over the hex, given the speed on the level.
    fn climbing(&self, p: &Profile, level: f64, rise: f64) -> Option<f64> {
        let (r3, r10, r20, r25) = (self.level_rise_m.value, self.rise_10_m.value, self.rise_20_m.value, self.rise_25_m.value);
        if rise <= r3 {
            return Some(level);
        }
        let slope = p.slope_kmh.as_ref()?.value.min(level);
        if rise < r10 {
            return Some(level + (slope - level) * (rise - r3) / (r10 - r3));
        }
        if rise <= r20 {
            return Some(slope);
        }
        match &p.steep_kmh {
            Some(steep) => {
                let steep = steep.value.min(slope);
                Some(slope + (steep - slope) * ((rise - r20) / (r25 - r20)).min(1.0))
            }
            None => (rise < r25).then_some(slope),
        }
    }

    fn off_road(&self, p: &Profile, pace: Pace, step: &Step) -> Option<f64> {
        let (level, rise) = (p.level_kmh(pace), step.rise_m as f64);
        let mut kmh = match step.terrain {
            Terrain::Marsh | Terrain::Ravine => {
                let soft = self.climbing(p, level, rise)? * p.soft.as_ref()?.value;
                p.soft_kmh.as_ref().map_or(soft, |most| soft.min(most.value))
            }
            Terrain::Slope | Terrain::Crest if rise > self.level_rise_m.value => {
                self.climbing(p, level, rise.max(self.rise_10_m.value))?.min(level * self.hillside.value)
            }
            Terrain::Slope | Terrain::Crest => {
                p.slope_kmh.as_ref()?;
                level * self.hillside.value
            }
            Terrain::Rock => self.climbing(p, p.steep_kmh.as_ref()?.value, rise)?,
            Terrain::Scrub => self.climbing(p, level, rise)? * p.scrub.value,
            Terrain::Village => self.climbing(p, level, rise)? * p.village.value,
            Terrain::Open => self.climbing(p, level, rise)?,
            Terrain::Lake | Terrain::River => return None,
        };
        if step.ground == GroundState::Soaked {
            kmh *= p.soaked_field.value;
        }
        if step.side.cliff {
            kmh = kmh.min(p.steep_kmh.as_ref()?.value);
        }
        Some(kmh)
    }

    fn on_road(&self, p: &Profile, kind: RoadKind, step: &Step) -> f64 {
        let mut kmh = p.road_kmh.value;
        if kind == RoadKind::Track {
            kmh *= p.track.value;
        }
        if kind != RoadKind::Highway {
            kmh *= match step.ground {
                GroundState::Dry => 1.0,
                GroundState::Wet => p.wet_road.value,
                GroundState::Soaked => p.soaked_road.value,
            };
        }
        if step.rise_m as f64 >= self.rise_10_m.value { kmh * self.road_grade.value } else { kmh }
    }

    /// Speed in the step, and the seconds that come on top.
    fn step(&self, p: &Profile, pace: Pace, step: &Step) -> Option<(f64, f64)> {
        if p.rail_only {
            return (step.side.road == Some(RoadKind::Rail)).then_some((p.road_kmh.value, 0.0));
        }
        if step.terrain.is_water() || step.from.is_water() {
            let ferry = p.ferry_s.as_ref().filter(|_| step.side.road == Some(RoadKind::Ferry))?;
            if step.terrain.is_water() {
                return Some((HEX_S_AT_1_KMH / ferry.value, 0.0));
            }
        }
        if step.side.cliff && !p.climbs {
            return None;
        }
        let mut extra = 0.0;
        if step.side.stream && !step.side.crossing && !step.side.bridge {
            extra += p.stream_s.as_ref()?.value;
        }
        if step.side.wire {
            extra += p.wire_s.as_ref()?.value;
        }
        let soft = matches!(step.terrain, Terrain::Marsh | Terrain::Ravine);
        let road = step.side.road.filter(|r| matches!(r, RoadKind::Track | RoadKind::Road | RoadKind::Highway));
        // A log road is a track that bears in any weather.
        let road = road.or(step.side.log_road.then_some(RoadKind::Track));
        let road = road.filter(|_| !soft || carries(&step.side, step.ground)).map(|r| self.on_road(p, r, step));
        let kmh = match (self.off_road(p, pace, step), road) {
            (None, None) => return None,
            (Some(off), Some(road)) if pace == Pace::March => off.max(road),
            (Some(off), _) => off,
            // no way but the road: also those who would rather deploy keep to it
            (None, Some(road)) => road.min(p.level_kmh(pace).max(if pace == Pace::March { road } else { 0.0 })),
        };
        Some((kmh, extra))
    }
}

/// Whether what lies on a side bears vehicles over soft ground: bridges of logs and made roads always, a dirt road until it
/// is under water, a track only dry.
fn carries(side: &SideFeatures, ground: GroundState) -> bool {
    side.log_road
        || match side.road {
            Some(RoadKind::Highway) => true,
            Some(RoadKind::Road) => ground != GroundState::Soaked,
            Some(RoadKind::Track) => ground == GroundState::Dry,
            Some(RoadKind::Rail | RoadKind::Ferry) | None => false,
        }
}

impl Tables {
    fn movement_profile(&self, profile: ProfileId) -> Option<&Profile> {
        self.movement.profiles.0.get(profile.0 as usize)
    }
    /// Number and name of a movement profile (`foot`, `pack`, `horse_guns`, `motor_guns`, `t26`, `bt`, `rail`, `manhandled`).
    pub fn profile(&self, name: &str) -> Option<ProfileId> {
        self.movement.profiles.0.iter().position(|p| p.id.0 == name).map(|i| ProfileId(i as u8))
    }
    /// Names of the movement profiles in the order of their numbers.
    pub fn profile_names(&self) -> impl Iterator<Item = &str> {
        self.movement.profiles.0.iter().map(|p| p.id.0.as_str())
    }
    /// Number of profiles.
    pub fn profiles(&self) -> usize {
        self.movement.profiles.0.len()
    }
    /// Whether the profile is of vehicles that bog.
    pub fn bogs(&self, profile: ProfileId) -> bool {
        self.movement_profile(profile).is_some_and(|p| p.bogs)
    }
    /// Seconds to enter a hex by day, unsuppressed; `None` where it cannot go.
    pub fn step_seconds(&self, profile: ProfileId, pace: Pace, step: &Step) -> Option<u32> {
        let (kmh, extra) = self.movement.step(self.movement_profile(profile)?, pace, step)?;
        (kmh > 0.0).then(|| (HEX_S_AT_1_KMH / kmh + extra + 0.5) as u32)
    }
    /// Speed while taking that step, metres per second × 10; 0 where it cannot go.
    pub fn step_speed_dms(&self, profile: ProfileId, pace: Pace, step: &Step) -> u16 {
        let kmh = self.movement_profile(profile).and_then(|p| self.movement.step(p, pace, step)).map_or(0.0, |(kmh, _)| kmh);
        (kmh / 0.36 + 0.5) as u16
    }
    /// Seconds of a step slowed by light and by suppression (speed × (1 − s)²); at most ten times as many.
    pub fn slowed(&self, seconds: u32, light: Light, suppressed_permille: u16) -> u32 {
        let free = unsuppressed(suppressed_permille);
        let light = match light {
            Light::Day | Light::Dusk => 1.0,
            Light::Moon | Light::Dark => self.movement.night.value,
        };
        let speed = (free * free * light).max(self.movement.least.value);
        (seconds as f64 / speed + 0.5) as u32
    }
    /// Stacking limits where units end: men, vehicles, guns.
    pub fn stacking(&self) -> (u32, u32, u32) {
        let m = &self.movement;
        (m.stack_men.value, m.stack_vehicles.value, m.stack_guns.value)
    }
    /// Vehicles that may end in one hex in column on a road.
    pub fn column_vehicles(&self) -> u32 {
        self.movement.stack_column.value
    }
    /// Seconds one vehicle needs over a sapper crossing.
    pub fn crossing_seconds(&self) -> u32 {
        self.movement.crossing_s.value
    }
    /// Seconds to change between march column and the order of battle.
    pub fn deploy_seconds(&self) -> u32 {
        self.movement.deploy_s.value
    }
    /// Seconds that a column of so many men, vehicles and guns takes to pass a point of a road, when it takes `step_s` for 300 m.
    pub fn column_seconds(&self, men: u32, vehicles: u32, guns: u32, step_s: u32) -> u32 {
        let m = &self.movement;
        let length_m = men as f64 * m.column_man_m.value + vehicles as f64 * m.column_vehicle_m.value + guns as f64 * m.column_gun_m.value;
        (length_m * step_s as f64 / 300.0 + 0.5) as u32
    }
    /// Whether what lies on a side bears vehicles over soft ground: a bridge, a log road, or a road fit for it. A road's speed
    /// is for those in column only.
    pub fn carries(&self, side: &SideFeatures, ground: GroundState) -> bool {
        side.bridge || carries(side, ground)
    }
}
