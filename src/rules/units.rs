//! The small vocabulary every layer above shares: sides, ids, clock, ground, light.

use serde::{Deserialize, Serialize};

/// One of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Side {
    /// The Red Army and border troops.
    Soviet,
    /// The Japanese army and its allies.
    Japanese,
}

impl Side {
    /// Both, in the order used everywhere.
    pub const BOTH: [Side; 2] = [Side::Soviet, Side::Japanese];
    /// The other one.
    pub const fn enemy(self) -> Side {
        match self {
            Side::Soviet => Side::Japanese,
            Side::Japanese => Side::Soviet,
        }
    }
    /// The id used in files, saves and JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Side::Soviet => "soviet",
            Side::Japanese => "japanese",
        }
    }
}

/// One value for each side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BySide<T> {
    /// the Soviet one
    pub soviet: T,
    /// the Japanese one
    pub japanese: T,
}

impl<T> std::ops::Index<Side> for BySide<T> {
    type Output = T;
    fn index(&self, side: Side) -> &T {
        match side {
            Side::Soviet => &self.soviet,
            Side::Japanese => &self.japanese,
        }
    }
}
impl<T> std::ops::IndexMut<Side> for BySide<T> {
    fn index_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Soviet => &mut self.soviet,
            Side::Japanese => &mut self.japanese,
        }
    }
}

/// A unit of the scenario as a dense index in the order of the scenario's list. Files, saves and output use its string id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct UnitId(pub u16);

impl UnitId {
    /// The index for arrays with one entry per unit.
    #[inline]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A moment of the game clock (UTC+10): seconds since 1900-01-01T00:00.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Clock(pub u32);

impl Clock {
    /// The moment `seconds` later.
    #[inline]
    pub const fn plus(self, seconds: u32) -> Clock {
        Clock(self.0 + seconds)
    }
    /// Seconds from `earlier` to this moment; 0 if it is not earlier.
    #[inline]
    pub const fn since(self, earlier: Clock) -> u32 {
        self.0.saturating_sub(earlier.0)
    }
    /// Seconds since midnight, 0 to 86,399.
    pub const fn second_of_day(self) -> u32 {
        self.0 % 86_400
    }
    /// Number of its calendar day.
    pub const fn day(self) -> u32 {
        self.0 / 86_400
    }
    /// Parse `1938-08-06T16:55`, with optional seconds and optional `+10:00`; `24:00` is the next midnight.
    pub fn parse(text: &str) -> Option<Clock> {
        let text = text.strip_suffix("+10:00").unwrap_or(text);
        let (date, time) = text.split_once('T')?;
        let mut d = date.split('-');
        let (y, m, day) = (num(d.next()?, 4)?, num(d.next()?, 2)?, num(d.next()?, 2)?);
        if d.next().is_some() || !(1900..2000).contains(&y) || !(1..=12).contains(&m) || day < 1 || day > days_in_month(y, m) {
            return None;
        }
        let mut t = time.split(':');
        let (h, min) = (num(t.next()?, 2)?, num(t.next()?, 2)?);
        let s = match t.next() {
            Some(s) => num(s, 2)?,
            None => 0,
        };
        if t.next().is_some() || min > 59 || s > 59 || h > 24 || (h == 24 && (min, s) != (0, 0)) {
            return None;
        }
        let mut days = day - 1;
        for year in 1900..y {
            days += if leap(year) { 366 } else { 365 };
        }
        for month in 1..m {
            days += days_in_month(y, month);
        }
        Some(Clock(days * 86_400 + h * 3_600 + min * 60 + s))
    }
    /// Hours and minutes, `16:55`.
    pub fn hhmm(self) -> String {
        let s = self.second_of_day();
        format!("{:02}:{:02}", s / 3600, s / 60 % 60)
    }
}

fn num(text: &str, digits: usize) -> Option<u32> {
    if text.len() != digits || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}
const fn leap(y: u32) -> bool {
    y.is_multiple_of(4) && (!y.is_multiple_of(100) || y.is_multiple_of(400))
}
const fn days_in_month(y: u32, m: u32) -> u32 {
    match m {
        4 | 6 | 9 | 11 => 30,
        2 => {
            if leap(y) {
                29
            } else {
                28
            }
        }
        _ => 31,
    }
}

impl std::fmt::Display for Clock {
    /// `1938-08-06T16:55+10:00`; seconds only if they are not zero.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (mut days, mut y, mut m) = (self.0 / 86_400, 1900, 1);
        while days >= if leap(y) { 366 } else { 365 } {
            days -= if leap(y) { 366 } else { 365 };
            y += 1;
        }
        while days >= days_in_month(y, m) {
            days -= days_in_month(y, m);
            m += 1;
        }
        write!(f, "{y:04}-{m:02}-{:02}T{}", days + 1, self.hhmm())?;
        if !self.0.is_multiple_of(60) {
            write!(f, ":{:02}", self.0 % 60)?;
        }
        f.write_str("+10:00")
    }
}

/// What a hex is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Terrain {
    /// standing water, impassable
    Lake,
    /// flowing water, impassable but at ferries
    River,
    /// soft ground
    Marsh,
    /// swamp bed in a ravine: softer still
    Ravine,
    /// meadow, fields
    Open,
    /// low scrub, grass, reeds
    Scrub,
    /// hillside of 10 to 25 degrees
    Slope,
    /// rock or hillside up to 45 degrees
    Rock,
    /// top of a hill: a place to observe from, with shelter behind
    Crest,
    /// houses
    Village,
}

impl Terrain {
    /// All, in the order of their numbers.
    pub const ALL: [Terrain; 10] = [
        Terrain::Lake,
        Terrain::River,
        Terrain::Marsh,
        Terrain::Ravine,
        Terrain::Open,
        Terrain::Scrub,
        Terrain::Slope,
        Terrain::Rock,
        Terrain::Crest,
        Terrain::Village,
    ];
    /// Whether nobody stands there.
    pub const fn is_water(self) -> bool {
        matches!(self, Terrain::Lake | Terrain::River)
    }
    /// How it takes water.
    pub const fn soil(self) -> Soil {
        match self {
            Terrain::Lake | Terrain::River | Terrain::Marsh | Terrain::Ravine => Soil::Low,
            Terrain::Open | Terrain::Scrub | Terrain::Village => Soil::Field,
            Terrain::Slope | Terrain::Rock | Terrain::Crest => Soil::High,
        }
    }
    /// What the ground itself gives a man who lies down.
    pub const fn cover(self) -> Cover {
        match self {
            Terrain::Scrub | Terrain::Slope | Terrain::Ravine => Cover::Light,
            Terrain::Rock | Terrain::Crest | Terrain::Village => Cover::Heavy,
            _ => Cover::None,
        }
    }
}

/// Cover given by the ground, apart from digging.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cover {
    /// bare
    None,
    /// scrub, folds
    Light,
    /// rocks, houses
    Heavy,
}

/// What a way along or across a hex side is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoadKind {
    /// foot or cart track
    Track,
    /// dirt road
    Road,
    /// made road
    Highway,
    /// railway
    Rail,
    /// boats
    Ferry,
}

/// What lies on a hex side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideFeatures {
    /// a stream: vehicles only at a crossing
    pub stream: bool,
    /// a sapper crossing over the stream
    pub crossing: bool,
    /// a bridge
    pub bridge: bool,
    /// a cliff: no vehicle, foot climbs
    pub cliff: bool,
    /// barbed wire
    pub wire: bool,
    /// logs laid over soft ground: they carry vehicles
    pub log_road: bool,
    /// the border line
    pub border: bool,
    /// the best road or rail over it, if any
    pub road: Option<RoadKind>,
}

impl SideFeatures {
    /// The soil of a step over this side into a terrain: the bed of the dirt road that goes there, or the ground's own.
    pub const fn soil(self, into: Terrain) -> Soil {
        match self.road {
            Some(RoadKind::Track | RoadKind::Road) => Soil::Road,
            _ => into.soil(),
        }
    }
}

/// How wet the ground is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum GroundState {
    /// firm
    Dry,
    /// after rain
    Wet,
    /// under water
    Soaked,
}

/// Soils that take rain and lose it each in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Soil {
    /// marsh and swampy ravines
    Low,
    /// meadows, scrub, villages
    Field,
    /// slopes, crests, rock
    High,
    /// the bed of a dirt road or track
    Road,
}

impl Soil {
    /// All, in the order of their numbers.
    pub const ALL: [Soil; 4] = [Soil::Low, Soil::Field, Soil::High, Soil::Road];
}

/// How wet the ground is, by soil.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GroundStates([GroundState; 4]);

impl GroundStates {
    /// What a function says of each soil.
    pub fn each(of: impl FnMut(Soil) -> GroundState) -> GroundStates {
        GroundStates(Soil::ALL.map(of))
    }
    /// That of a soil.
    #[inline]
    pub const fn of(self, soil: Soil) -> GroundState {
        self.0[soil as usize]
    }
}

impl From<GroundState> for GroundStates {
    /// All soils alike.
    fn from(state: GroundState) -> GroundStates {
        GroundStates([state; 4])
    }
}

/// The sky over the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "plain words")]
pub enum Sky {
    Clear,
    Overcast,
    Haze,
    Fog,
}

/// What falls from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "plain words")]
pub enum Rain {
    #[default]
    None,
    Drizzle,
    Rain,
    Storm,
}

/// The weather of a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Weather {
    /// the sky
    pub sky: Sky,
    /// what falls from it
    pub rain: Rain,
}

impl Weather {
    /// A clear sky.
    pub const CLEAR: Weather = Weather { sky: Sky::Clear, rain: Rain::None };
    /// Whether aircraft find and hit anything: not in fog, not in a storm.
    pub const fn flies(self) -> bool {
        !matches!(self.sky, Sky::Fog) && !matches!(self.rain, Rain::Storm)
    }
    /// What it lets through: the worst of sky and rain.
    pub const fn visibility(self) -> Visibility {
        match (self.sky, self.rain) {
            (Sky::Fog, _) => Visibility::Fog,
            (_, Rain::Storm) => Visibility::Storm,
            (_, Rain::Rain) => Visibility::Rain,
            (Sky::Haze, _) | (_, Rain::Drizzle) => Visibility::Haze,
            _ => Visibility::Clear,
        }
    }
}

impl From<Weather> for Visibility {
    fn from(weather: Weather) -> Visibility {
        weather.visibility()
    }
}

/// Light of an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Light {
    /// sun above the horizon
    Day,
    /// sun below it, civil twilight
    Dusk,
    /// night with the light of half a moon or more
    Moon,
    /// night without
    Dark,
}

/// How much light there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Lit {
    /// what is left of the day: 1000 by day, falling through twilight, 0 at night
    pub twilight_permille: u16,
    /// moonlight against that of a full moon high up; 0 while the sun is up
    pub moon_permille: u16,
}

impl Lit {
    /// Least moonlight that counts as a moonlit night, per mille: half a moon.
    const MOONLIT: u16 = 500;
    /// The class of this light.
    pub const fn light(self) -> Light {
        match (self.twilight_permille, self.moon_permille) {
            (1000.., _) => Light::Day,
            (1.., _) => Light::Dusk,
            (0, Lit::MOONLIT..) => Light::Moon,
            _ => Light::Dark,
        }
    }
}

impl From<Light> for Lit {
    /// A usual light of a class: the middle of twilight, a moon four fifths lit.
    fn from(light: Light) -> Lit {
        let (twilight_permille, moon_permille) = match light {
            Light::Day => (1000, 0),
            Light::Dusk => (500, 810),
            Light::Moon => (0, 810),
            Light::Dark => (0, 0),
        };
        Lit { twilight_permille, moon_permille }
    }
}

/// What the air lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Visibility {
    /// clear
    Clear,
    /// haze or drizzle
    Haze,
    /// fog
    Fog,
    /// steady rain
    Rain,
    /// a downpour
    Storm,
}

/// How a unit walks or drives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Pace {
    /// in column, fast on roads, helpless under fire
    March,
    /// deployed for a fight
    Deployed,
    /// vehicles at the pace of the men beside them
    WithInfantry,
}

/// A movement profile of the tables (`movement.ron`), as an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProfileId(pub u8);

/// Kinds of weapon that the tables tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeaponClass {
    /// rifles and carbines
    Rifle,
    /// rifles with a telescope in the hands of a chosen shot
    Sniper,
    /// light machine guns
    Lmg,
    /// heavy machine guns
    Hmg,
    /// grenade dischargers
    Discharger,
    /// mortars
    Mortar,
    /// battalion and regimental guns
    InfantryGun,
    /// anti-tank guns
    AntiTank,
    /// guns in tanks
    TankGun,
    /// field and mountain guns
    FieldGun,
    /// howitzers
    Howitzer,
    /// flamethrowers
    Flame,
    /// anti-aircraft guns
    AntiAircraft,
}

impl WeaponClass {
    /// Whether weapons of this class count as guns: served by a crew, knocked out one by one.
    pub const fn is_gun(self) -> bool {
        use WeaponClass::*;
        matches!(self, Mortar | InfantryGun | AntiTank | FieldGun | Howitzer | AntiAircraft)
    }
}

/// Nerve of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum MoraleState {
    /// does what it is told
    Steady,
    /// does not assault
    Shaken,
    /// does not advance
    Broken,
    /// runs
    Routed,
}
