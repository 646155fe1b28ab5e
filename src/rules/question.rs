//! What can be asked. A question is small and `Copy`: numbers and ground, never a name.

use super::endurance::{FallSick, Return};
use super::knowing::{Estimate, FalseReport, Suspicion};
use super::morale::{Leader, Rout, Strain};
use super::{Cover, GroundState, Light, Lottery, Modifier, Terrain, Visibility, WeaponClass};
use arrayvec::ArrayVec;
use serde::{Deserialize, Serialize};

/// How men hold themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Posture {
    /// walking, running, mounted
    Upright,
    /// lying
    Prone,
    /// in scrapes
    Scrape,
    /// in trenches that face the wrong way, as the enemy's do: trenches against what falls from above, scrapes against the rest
    Reversed,
    /// in trenches
    Trench,
}

impl Posture {
    /// What it is worth against what comes from the side: a trench that faces the wrong way is a scrape.
    pub const fn from_the_side(self) -> Posture {
        if matches!(self, Posture::Reversed) { Posture::Scrape } else { self }
    }
}

/// How well a target is known to those who fire at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// somewhere there
    Suspected,
    /// seen
    Seen,
    /// seen and known for what it is
    Identified,
}

/// Fire of one unit in one exchange.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shot {
    /// Small-arms rounds fired in it, already weighted by each weapon's range factor (rates.md §3: 300 m is 1), before quality and suppression.
    pub small_rounds: u32,
    /// Vulnerable area swept by its HE rounds, m², on upright, prone, trench targets (what a scrape is worth between the last two is that of small arms).
    pub he_area_m2: [u32; 3],
    /// Range, metres.
    pub range_m: u16,
    /// Shooting of these men, per mille (1000 is the table's rate).
    pub skill_permille: u16,
    /// Share of the shooters suppressed, per mille.
    pub suppressed_permille: u16,
}

/// Direct fire of up to four units on the men of one target in one exposure, summed and cast once.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MenUnderFire {
    /// who fires; unused places are zero
    pub shots: [Shot; 4],
    /// men of the target
    pub men: u16,
    /// how they hold themselves
    pub posture: Posture,
    /// what the ground gives
    pub cover: Cover,
    /// how well they are known
    pub certainty: Certainty,
    /// seconds of exposure, over which danger is reckoned
    pub seconds: u16,
    /// men killed of 100 hit (side's ratio)
    pub killed_percent: u8,
    /// share of the men who go behind tanks, per mille
    pub behind_tanks_permille: u16,
}

/// Aimed rounds of one gun unit at the vehicles of one target.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AntiTank {
    /// aimed rounds, at these vehicles and at others of the same target
    pub rounds: u16,
    /// share of them that these vehicles draw, per mille
    pub share_permille: u16,
    /// range, metres
    pub range_m: u16,
    /// armour the round must pass, mm: that of the side met
    pub armour_mm: u8,
    /// they are met from the flank or from behind
    pub flank: bool,
    /// what it passes at 500 m, mm
    pub penetration_mm: u8,
    /// the target's speed, metres per second × 10; 0 halted
    pub target_speed_dms: u16,
    /// the target is stuck
    pub stranded: bool,
    /// a handrail aerial shows who commands
    pub command: bool,
    /// on its way over a sapper crossing: who is knocked out on it shuts it
    pub crossing: bool,
    /// vehicles that can be hit
    pub vehicles: u8,
    /// men in one vehicle
    pub crew: u8,
    /// share of the shooters suppressed, per mille
    pub suppressed_permille: u16,
    /// shooting, per mille
    pub skill_permille: u16,
    /// how well the target is known
    pub certainty: Certainty,
    /// men killed of 100 hit
    pub killed_percent: u8,
}

/// Aimed HE rounds at a gun that was found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GunHunt {
    /// aimed rounds
    pub rounds: u16,
    /// range, metres
    pub range_m: u16,
    /// guns there
    pub guns: u8,
    /// dug in
    pub posture: Posture,
    /// share of the shooters suppressed, per mille
    pub suppressed_permille: u16,
    /// how well the guns are known
    pub certainty: Certainty,
}

/// Indirect fire that falls while a unit is in the hex.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Barrage {
    /// what falls
    pub weapon: WeaponClass,
    /// vulnerable area of one round, m², on upright, prone, trench
    pub area_m2: [u16; 3],
    /// guns that nobody has located: their crews wait under cover for the word to open, and what falls at random keeps nothing from them
    pub hidden_guns: bool,
    /// rounds fired at the aimed hex in these seconds
    pub rounds: u16,
    /// share of them falling in this hex, per mille
    pub share_permille: u16,
    /// seconds it falls
    pub seconds: u16,
    /// men there
    pub men: u16,
    /// of them, those below the crest
    pub below: u16,
    /// how they hold themselves
    pub posture: Posture,
    /// what the ground gives
    pub cover: Cover,
    /// what it bursts in
    pub terrain: Terrain,
    /// how wet that is
    pub ground: GroundState,
    /// vehicles there
    pub vehicles: u8,
    /// guns there
    pub guns: u8,
    /// crew of a vehicle
    pub crew: u8,
    /// men killed of 100 hit
    pub killed_percent: u8,
}

/// Bombs that fall on a hex.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Strike {
    /// small, middle and heavy bombs that fall in this hex: FAB-50, FAB-100, FAB-1000 class
    pub bombs: [u16; 3],
    /// machine-gun rounds in strafing
    pub strafing_rounds: u16,
    /// men there
    pub men: u16,
    /// of them, those below the crest
    pub below: u16,
    /// how they hold themselves
    pub posture: Posture,
    /// what the ground gives
    pub cover: Cover,
    /// what they burst in
    pub terrain: Terrain,
    /// how wet that is
    pub ground: GroundState,
    /// vehicles there
    pub vehicles: u8,
    /// guns there
    pub guns: u8,
    /// crew of a vehicle
    pub crew: u8,
    /// men killed of 100 hit
    pub killed_percent: u8,
}

/// Vehicles of one roster line entering a soft hex.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bog {
    /// the ground
    pub terrain: Terrain,
    /// how wet
    pub ground: GroundState,
    /// vehicle cone index for one pass
    pub vci_1: u8,
    /// and for fifty
    pub vci_50: u8,
    /// vehicles that passed in these ruts before
    pub passes: u16,
    /// vehicles entering
    pub vehicles: u8,
    /// speed driven, metres per second × 10
    pub speed_dms: u16,
    /// on a road or bridge that carries them
    pub on_road: bool,
    /// over a sapper crossing: who is stuck on it shuts it
    pub crossing: bool,
}

/// What one side brings into close combat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CloseForce {
    /// men not suppressed
    pub men: u16,
    /// their quality in close combat, per mille
    pub quality_permille: u16,
    /// of the men, those with grenades at hand who can use them, per mille
    pub grenades_permille: u16,
    /// running tanks
    pub tanks: u8,
    /// of them, flamethrowers
    pub flame_tanks: u8,
}

/// Close combat for a hex.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assault {
    /// who comes
    pub attacker: CloseForce,
    /// who is there
    pub defender: CloseForce,
    /// men of the defender not suppressed who are still below the crest and take no part
    pub caught: u16,
    /// of the defender's men, those in trenches, per mille
    pub trench_permille: u16,
    /// those in scrapes
    pub scrape_permille: u16,
    /// climbing, metres per 300 m
    pub rise_m: i16,
    /// wire that is not cut
    pub wire: bool,
    /// how far the rush comes unseen by men who did not know of it, per mille: 0 they saw it coming, 1000 it was upon them
    pub surprise_permille: u16,
    /// light
    pub light: Light,
    /// men killed of 100 lost, attacker and defender
    pub killed_percent: (u8, u8),
    /// share of a taken defender's losses that are prisoners, per cent, at most
    pub prisoners_percent: u8,
}

/// Men at close quarters with vehicles: stuck ones, or running ones that came among them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CloseAttack {
    /// men not suppressed who can go at them
    pub men: u16,
    /// of the men, those with grenades at hand who can use them, per mille
    pub grenades_permille: u16,
    /// of the men, those in trenches, per mille
    pub dug_in_permille: u16,
    /// vehicles
    pub vehicles: u8,
    /// they are stuck
    pub stuck: bool,
    /// men on foot of the vehicles' own side about them, not suppressed
    pub escort: u16,
    /// light
    pub light: Light,
    /// men in one vehicle
    pub crew: u8,
    /// men of the crews killed of 100 hit
    pub killed_percent: u8,
    /// men of the crews taken of 100 hit
    pub prisoners_percent: u8,
}

/// Men with the enemy on them and no way out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Surrender {
    /// men left
    pub men: u16,
    /// overrun in close combat: nobody gets away
    pub overrun: bool,
    /// they run
    pub routed: bool,
    /// nothing left to fire
    pub dry: bool,
    /// no headquarters with its commander within reach
    pub leaderless: bool,
    /// there are ways out, but each within 300 m of an enemy who sees it; else there is none
    pub watched: bool,
    /// minutes for which it has been so in this turn
    pub minutes: u16,
    /// steadiness, per mille
    pub nerve_permille: u16,
    /// men of their side who are taken of 100 lost in such a pass, at most
    pub prisoners_percent: u8,
    /// men killed of 100 lost
    pub killed_percent: u8,
}

/// Whether men on the assault stand under the fire that meets them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stand {
    /// stress, per mille
    pub stress_permille: u16,
    /// share suppressed, per mille
    pub suppressed_permille: u16,
    /// share of the men lost in this rush, per mille
    pub lost_permille: u16,
    /// steadiness of these men, per mille (1000 is the table's)
    pub nerve_permille: u16,
}

/// Whether a unit that showed itself is found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// rounds its guns fired
    pub rounds: u16,
    /// nearest enemy that looks, metres
    pub range_m: u16,
    /// that enemy sits in tanks
    pub from_tanks: bool,
    /// how well he is trained to observe, per mille
    pub skill_permille: u16,
    /// light
    pub light: Light,
    /// air
    pub visibility: Visibility,
}

/// What recovers a stranded vehicle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecoverMeans {
    /// its own log under the tracks
    Log,
    /// another tank
    Tow,
    /// a tractor
    Tractor,
}

/// Trying to get stranded vehicles out. One that lies on its belly is none for log and tow: who asks leaves it out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recover {
    /// with what
    pub means: RecoverMeans,
    /// vehicles tried
    pub vehicles: u8,
    /// the ground
    pub terrain: Terrain,
    /// how wet
    pub ground: GroundState,
    /// under aimed fire
    pub under_fire: bool,
}

/// Whether a shaken unit comes to itself.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rally {
    /// stress, per mille
    pub stress_permille: u16,
    /// a headquarters within reach
    pub led: bool,
    /// how far that is, hexes
    pub led_hexes: u8,
    /// its commander is lost and no deputy leads yet
    pub commander_lost: bool,
    /// political workers with the men
    pub commissars: bool,
    /// minutes without fire, in the middle of the time tried
    pub quiet_min: u16,
    /// minutes tried
    pub minutes: u16,
    /// steadiness, per mille
    pub nerve_permille: u16,
    /// fatigue, per mille
    pub fatigue_permille: u16,
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DelayKind {
    /// fire on a registered hex
    RegisteredFire,
    /// fire on a new target
    NewFire,
    /// fire asked for by runner
    RunnerFire,
}

/// How long until something is ready.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delay {
    /// what
    pub kind: DelayKind,
    /// the quick drill of the better-trained staff (Japanese rows of rates.md §3)
    pub quick: bool,
    /// seconds added while nobody commands
    pub leaderless_s: u16,
}

/// Anti-aircraft fire on a strike.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flak {
    /// aircraft over the target
    pub aircraft: u16,
    /// anti-aircraft guns in reach
    pub guns: u16,
    /// machine guns of the target's men that reach so high
    pub machine_guns: u16,
}

/// Whether a strike finds its aim.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Astray {
    /// height that it bombs from, metres
    pub height_m: u16,
    /// air
    pub visibility: Visibility,
    /// dust or smoke hangs over the aim
    pub hidden: bool,
}

/// Whether a battery that fires from out of sight is located by sound and flash.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Locate {
    /// rounds it fired
    pub rounds: u16,
    /// metres to the nearest of the enemy's guns or staffs, where they listen and take bearings
    pub range_m: u16,
    /// light
    pub light: Light,
}

/// Going over mines.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mines {
    /// men on foot
    pub men: u16,
    /// vehicles
    pub vehicles: u8,
    /// men in one vehicle
    pub crew: u8,
    /// men killed of 100 hit
    pub killed_percent: u8,
}

/// Shells on a headquarters' telephone line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineUnderFire {
    /// rounds that fell in the hex
    pub rounds: u16,
    /// seconds in which they fell
    pub seconds: u16,
}

/// Vehicles of one roster line driving a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Breakdown {
    /// kilometres of road between two stops of one vehicle; 0: it never stops
    pub stop_km: u16,
    /// metres driven
    pub metres: u16,
    /// vehicles
    pub vehicles: u8,
    /// the ground
    pub terrain: Terrain,
    /// how wet
    pub ground: GroundState,
    /// on a road or bridge that carries them
    pub on_road: bool,
    /// over a sapper crossing: who stops on it shuts it
    pub crossing: bool,
}

/// Mending vehicles that were knocked out or broke down.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repair {
    /// hauled away; else on the spot
    pub hauled: bool,
}

/// Whether weather that may come on a day comes, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spell {
    /// chance, per cent
    pub percent: u8,
    /// hours it lasts at least
    pub least_h: u8,
    /// and at most
    pub most_h: u8,
}

/// Whether a formation meets with a mishap at the start, and how many minutes it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hitch {
    /// chance, per cent
    pub percent: u8,
    /// minutes it costs at least
    pub least_min: u16,
    /// and at most
    pub most_min: u16,
}

/// Any question.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Question {
    /// direct fire on men
    MenUnderFire(MenUnderFire),
    /// guns on armour
    AntiTank(AntiTank),
    /// HE on a gun
    GunHunt(GunHunt),
    /// indirect fire
    Barrage(Barrage),
    /// bombs and strafing
    Strike(Strike),
    /// soft ground
    Bog(Bog),
    /// close combat
    Assault(Assault),
    /// the rush
    Stand(Stand),
    /// being found
    Spot(Spot),
    /// recovery
    Recover(Recover),
    /// coming to oneself
    Rally(Rally),
    /// waiting
    Delay(Delay),
    /// flak
    Flak(Flak),
    /// mines
    Mines(Mines),
    /// a telephone line
    LineUnderFire(LineUnderFire),
    /// wear
    Breakdown(Breakdown),
    /// mending
    Repair(Repair),
    /// weather that may come
    Spell(Spell),
    /// what weighs on men
    Strain(Strain),
    /// commanders
    Leader(Leader),
    /// running
    Rout(Rout),
    /// sickness
    FallSick(FallSick),
    /// coming back
    Return(Return),
    /// men at tanks
    CloseAttack(CloseAttack),
    /// no way out
    Surrender(Surrender),
    /// finding the aim
    Astray(Astray),
    /// sound and flash
    Locate(Locate),
    /// a flash, a noise
    Suspicion(Suspicion),
    /// counting
    Estimate(Estimate),
    /// enemies who are not there
    FalseReport(FalseReport),
    /// a mishap at the start
    Hitch(Hitch),
}

/// A question answered: why, and with what odds.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// what was asked
    pub question: Question,
    /// the factors that were applied, in order; none is 1000
    pub modifiers: ArrayVec<Modifier, 12>,
    /// the odds
    pub lottery: Lottery,
}
