//! The tables of the rules as read from `assets/rules/*.ron`, and the plain costs and ranges that need no odds.

use super::{Cover, GroundState, Light, MoraleState, Pace, Posture, ProfileId, RoadKind, SideFeatures, Terrain, Visibility, WeaponClass};
use serde::Deserialize;

/// What a unit does that others may see or hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// men dug in or lying still
    SilentMen,
    /// a gun with its crew, still
    SilentGun,
    /// vehicles halted
    HaltedVehicles,
    /// men walking deployed
    MovingMen,
    /// a column on the march
    Column,
    /// vehicles driving
    MovingVehicles,
    /// small arms firing
    FiringMen,
    /// a gun or vehicle firing
    FiringGun,
}

/// One step from a hex into the next, as the movement rule sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// ground of the hex entered
    pub terrain: Terrain,
    /// ground left
    pub from: Terrain,
    /// climb, metres over 300 m (negative: down)
    pub rise_m: i16,
    /// what lies on the side crossed
    pub side: SideFeatures,
    /// how wet
    pub ground: GroundState,
}

/// Everything the rules read. One serde struct per file of `assets/rules`, each figure with value, standing, reason and range.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tables {}

impl Tables {
    /// Number and name of a movement profile (`foot`, `pack`, `horse_guns`, `motor_guns`, `t26`, `bt`, `rail`, `manhandled`).
    pub fn profile(&self, name: &str) -> Option<ProfileId> {
        let _ = name;
        unimplemented!()
    }
    /// Number of profiles.
    pub fn profiles(&self) -> usize {
        unimplemented!()
    }
    /// Whether the profile is of vehicles that bog.
    pub fn bogs(&self, profile: ProfileId) -> bool {
        let _ = profile;
        unimplemented!()
    }
    /// Seconds to enter a hex by day, unsuppressed; `None` where it cannot go.
    pub fn step_seconds(&self, profile: ProfileId, pace: Pace, step: &Step) -> Option<u32> {
        let _ = (profile, pace, step);
        unimplemented!()
    }
    /// Speed while taking that step, metres per second × 10.
    pub fn step_speed_dms(&self, profile: ProfileId, pace: Pace, step: &Step) -> u16 {
        let _ = (profile, pace, step);
        unimplemented!()
    }
    /// Seconds of a step slowed by light and by suppression (speed × (1 − s)²); at most ten times as many.
    pub fn slowed(&self, seconds: u32, light: Light, suppressed_permille: u16) -> u32 {
        let _ = (seconds, light, suppressed_permille);
        unimplemented!()
    }
    /// Rounds one weapon fires in so many seconds; `opening` doubles its first two minutes (not for guns on armour).
    pub fn rounds_in(&self, class: WeaponClass, calibre_mm: u16, seconds: u32, opening: bool) -> u32 {
        let _ = (class, calibre_mm, seconds, opening);
        unimplemented!()
    }
    /// Small-arms effect at a range, per mille of that at 300 m; 0 beyond the weapon's reach.
    pub fn range_permille(&self, class: WeaponClass, range_m: u32) -> u32 {
        let _ = (class, range_m);
        unimplemented!()
    }
    /// Suppression left so many seconds after the fire lifted: halves every half-life.
    pub fn decayed(&self, suppressed_permille: u16, seconds: u32) -> u16 {
        let _ = (suppressed_permille, seconds);
        unimplemented!()
    }
    /// Two suppressions at once.
    pub fn joined(&self, a_permille: u16, b_permille: u16) -> u16 {
        let _ = (a_permille, b_permille);
        unimplemented!()
    }
    /// Suppression (per mille) that counts as pinned.
    pub fn pinned_permille(&self) -> u16 {
        unimplemented!()
    }
    /// Farthest range at which an activity is seen, metres.
    pub fn spot_range_m(&self, activity: Activity, cover: Cover, light: Light, visibility: Visibility) -> u32 {
        let _ = (activity, cover, light, visibility);
        unimplemented!()
    }
    /// Stress (per mille) laid on a unit that lost `lost` of `men` at once.
    pub fn stress_of_losses(&self, lost: u32, men: u32, nerve_permille: u16) -> u16 {
        let _ = (lost, men, nerve_permille);
        unimplemented!()
    }
    /// Stress left after so many seconds at rest or under fire.
    pub fn stress_after(&self, stress_permille: u16, seconds: u32, under_fire: bool) -> u16 {
        let _ = (stress_permille, seconds, under_fire);
        unimplemented!()
    }
    /// The state a stress puts a unit of this nerve in; it comes back from a state only a fifth lower (`was`).
    pub fn morale(&self, stress_permille: u16, nerve_permille: u16, was: MoraleState) -> MoraleState {
        let _ = (stress_permille, nerve_permille, was);
        unimplemented!()
    }
    /// Seconds for a unit to dig from one posture to the next better one in this ground; `None` if there is none or not there.
    pub fn dig_seconds(&self, from: Posture, terrain: Terrain, skill_permille: u16) -> Option<(Posture, u32)> {
        let _ = (from, terrain, skill_permille);
        unimplemented!()
    }
    /// Seconds of an assault from the next hex.
    pub fn assault_seconds(&self, rise_m: i16, wire: bool, tanks_only: bool) -> u32 {
        let _ = (rise_m, wire, tanks_only);
        unimplemented!()
    }
    /// Seconds of one try at recovery.
    pub fn recover_seconds(&self, means: super::RecoverMeans) -> u32 {
        let _ = means;
        unimplemented!()
    }
    /// Seconds into and out of action for a gun of this calibre.
    pub fn emplace_seconds(&self, class: WeaponClass, calibre_mm: u16) -> (u32, u32) {
        let _ = (class, calibre_mm);
        unimplemented!()
    }
    /// Share of a fire mission's rounds falling in the aimed hex, per mille: registered, observed, or by the map.
    pub fn share_permille(&self, registered: bool, observed: bool) -> u16 {
        let _ = (registered, observed);
        unimplemented!()
    }
    /// Seconds that dust of bombs and shells hides a hex.
    pub fn dust_seconds(&self) -> u32 {
        unimplemented!()
    }
    /// Stacking limits where units end: men, vehicles, guns.
    pub fn stacking(&self) -> (u32, u32, u32) {
        unimplemented!()
    }
    /// Seconds one vehicle needs over a sapper crossing.
    pub fn crossing_seconds(&self) -> u32 {
        unimplemented!()
    }
    /// Least seconds in a hex that expose a unit acting there, and the greatest share (per mille) of its turn a watcher gives to one target.
    pub fn watch_limits(&self) -> (u32, u32) {
        unimplemented!()
    }
    /// Share (per mille) of a crew's ordinary rate at which unspent seconds fire at the turn's end.
    pub fn standing_permille(&self) -> u32 {
        unimplemented!()
    }
    /// The road kind's bonus does not apply to deployed units: whether this road carries vehicles over soft ground at all.
    pub fn carries(&self, road: Option<RoadKind>, ground: GroundState) -> bool {
        let _ = (road, ground);
        unimplemented!()
    }
}
