//! Questions of every rule with numbers drawn at random, for the laws. No law belongs here.

use super::*;

/// Words for random questions; enough for a test.
pub(super) struct Words(pub(super) u64);

impl Words {
    pub(super) fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        ((z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 32) as u32
    }
    pub(super) fn below(&mut self, n: u32) -> u32 {
        ((self.next() as u64 * n as u64) >> 32) as u32
    }
    /// Mostly small, now and then the greatest.
    fn count(&mut self, n: u32) -> u32 {
        match self.below(8) {
            0 => 0,
            1 => n,
            _ => self.below(n + 1),
        }
    }
    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u32) as usize]
    }
}

pub(super) const POSTURES: [Posture; 5] = [Posture::Upright, Posture::Prone, Posture::Scrape, Posture::Reversed, Posture::Trench];
const SURE: [Certainty; 3] = [Certainty::Suspected, Certainty::Seen, Certainty::Identified];
pub(super) const COVERS: [Cover; 3] = [Cover::None, Cover::Light, Cover::Heavy];
pub(super) const STATES: [GroundState; 3] = [GroundState::Dry, GroundState::Wet, GroundState::Soaked];
pub(super) const LIGHTS: [Light; 4] = [Light::Day, Light::Dusk, Light::Moon, Light::Dark];
pub(super) const AIRS: [Visibility; 5] = [Visibility::Clear, Visibility::Haze, Visibility::Rain, Visibility::Storm, Visibility::Fog];

/// A question of a rule, its numbers anywhere in what a battle could ask.
pub(super) fn random(w: &mut Words, rule: RuleId) -> Question {
    let force = |w: &mut Words| {
        let tanks = w.count(15) as u8;
        CloseForce {
            men: w.count(600) as u16,
            quality_permille: w.count(1500) as u16,
            grenades_permille: w.count(1000) as u16,
            tanks,
            flame_tanks: w.count(tanks as u32) as u8,
        }
    };
    match rule {
        RuleId::MenUnderFire => Question::MenUnderFire(MenUnderFire {
            shots: [0; 4].map(|_| Shot {
                small_rounds: w.count(20_000),
                he_area_m2: [w.count(9_000), w.count(3_000), w.count(400)],
                range_m: w.count(2_000) as u16,
                skill_permille: w.count(1_500) as u16,
                suppressed_permille: w.count(1_000) as u16,
            }),
            men: w.count(600) as u16,
            posture: w.of(&POSTURES),
            cover: w.of(&COVERS),
            certainty: w.of(&SURE),
            seconds: w.count(1_800) as u16,
            killed_percent: w.count(100) as u8,
            behind_tanks_permille: w.count(1_000) as u16,
        }),
        RuleId::AntiTank => Question::AntiTank(AntiTank {
            rounds: w.count(200) as u16,
            share_permille: w.count(1_000) as u16,
            range_m: w.count(4_000) as u16,
            armour_mm: w.count(40) as u8,
            flank: w.below(2) == 0,
            penetration_mm: w.count(60) as u8,
            target_speed_dms: w.count(100) as u16,
            stranded: w.below(2) == 0,
            command: w.below(2) == 0,
            crossing: w.below(2) == 0,
            vehicles: w.count(16) as u8,
            crew: w.count(5) as u8,
            suppressed_permille: w.count(1_000) as u16,
            skill_permille: w.count(1_500) as u16,
            certainty: w.of(&SURE),
            killed_percent: w.count(100) as u8,
        }),
        RuleId::GunHunt => Question::GunHunt(GunHunt {
            rounds: w.count(200) as u16,
            range_m: w.count(4_000) as u16,
            guns: w.count(8) as u8,
            posture: w.of(&POSTURES),
            suppressed_permille: w.count(1_000) as u16,
            certainty: w.of(&SURE),
        }),
        RuleId::Barrage => Question::Barrage(Barrage {
            hidden_guns: w.below(2) == 0,
            weapon: WeaponClass::Howitzer,
            area_m2: [w.count(900) as u16, w.count(300) as u16, w.count(30) as u16],
            rounds: w.count(3_000) as u16,
            share_permille: w.count(1_000) as u16,
            seconds: w.count(3_600) as u16,
            men: w.count(600) as u16,
            below: w.count(300) as u16,
            posture: w.of(&POSTURES),
            cover: w.of(&COVERS),
            terrain: w.of(&Terrain::ALL),
            ground: w.of(&STATES),
            vehicles: w.count(15) as u8,
            guns: w.count(8) as u8,
            crew: w.count(5) as u8,
            killed_percent: w.count(100) as u8,
        }),
        RuleId::Strike => Question::Strike(Strike {
            bombs: [w.count(200) as u16, w.count(200) as u16, w.count(6) as u16],
            strafing_rounds: w.count(20_000) as u16,
            men: w.count(600) as u16,
            below: w.count(300) as u16,
            posture: w.of(&POSTURES),
            cover: w.of(&COVERS),
            terrain: w.of(&Terrain::ALL),
            ground: w.of(&STATES),
            vehicles: w.count(15) as u8,
            guns: w.count(8) as u8,
            crew: w.count(5) as u8,
            killed_percent: w.count(100) as u8,
        }),
        RuleId::Bog => Question::Bog(Bog {
            terrain: w.of(&Terrain::ALL),
            ground: w.of(&STATES),
            vci_1: w.count(60) as u8,
            vci_50: w.count(120) as u8,
            passes: w.count(300) as u16,
            vehicles: w.count(40) as u8,
            speed_dms: w.count(100) as u16,
            on_road: w.below(3) == 0,
            crossing: w.below(3) == 0,
        }),
        RuleId::Assault => Question::Assault(Assault {
            attacker: force(w),
            defender: force(w),
            caught: w.count(200) as u16,
            trench_permille: w.count(500) as u16,
            scrape_permille: w.count(500) as u16,
            rise_m: w.count(120) as i16 - 30,
            wire: w.below(2) == 0,
            surprise_permille: w.count(1000) as u16,
            light: w.of(&LIGHTS),
            killed_percent: (30, 40),
            prisoners_percent: w.count(100) as u8,
        }),
        RuleId::Stand => Question::Stand(Stand {
            stress_permille: w.count(1_000) as u16,
            suppressed_permille: w.count(1_000) as u16,
            lost_permille: w.count(1_000) as u16,
            nerve_permille: w.count(2_000) as u16,
        }),
        RuleId::LineUnderFire => Question::LineUnderFire(LineUnderFire { rounds: w.count(2_000) as u16, seconds: w.count(3_600) as u16 }),
        RuleId::Mines => {
            let vehicles = w.count(15) as u8;
            Question::Mines(Mines { men: w.count(600) as u16, vehicles, crew: w.count(5) as u8, killed_percent: w.count(100) as u8 })
        }
        RuleId::Spot => Question::Spot(Spot {
            rounds: w.count(500) as u16,
            range_m: w.count(4_000) as u16,
            from_tanks: w.below(2) == 0,
            skill_permille: w.count(2_000) as u16,
            light: w.of(&LIGHTS),
            visibility: w.of(&AIRS),
        }),
        RuleId::Suspicion => Question::Suspicion(Suspicion {
            rounds: w.count(500) as u16,
            range_m: w.count(4_000) as u16,
            light: w.of(&LIGHTS),
            visibility: w.of(&AIRS),
            skill_permille: w.count(2_000) as u16,
        }),
        RuleId::Estimate => Question::Estimate(Estimate {
            range_m: w.count(4_000) as u16,
            light: w.of(&LIGHTS),
            visibility: w.of(&AIRS),
            from_tanks: w.below(2) == 0,
            suppressed_permille: w.count(1_000) as u16,
            skill_permille: w.count(2_000) as u16,
        }),
        RuleId::FalseReport => Question::FalseReport(FalseReport {
            seconds: w.count(14_400) as u16,
            light: w.of(&LIGHTS),
            visibility: w.of(&AIRS),
            stress_permille: w.count(1_000) as u16,
            suppressed_permille: w.count(1_000) as u16,
            skill_permille: w.count(2_000) as u16,
        }),
        RuleId::Recover => Question::Recover(Recover {
            means: w.of(&[RecoverMeans::Log, RecoverMeans::Tow, RecoverMeans::Tractor]),
            vehicles: w.count(15) as u8,
            terrain: w.of(&Terrain::ALL),
            ground: w.of(&STATES),
            under_fire: w.below(2) == 0,
        }),
        RuleId::Rally => Question::Rally(Rally {
            stress_permille: w.count(1_000) as u16,
            led: w.below(2) == 0,
            led_hexes: w.count(5) as u8,
            commander_lost: w.below(2) == 0,
            commissars: w.below(2) == 0,
            quiet_min: w.count(300) as u16,
            minutes: w.count(240) as u16,
            nerve_permille: w.count(2_000) as u16,
            fatigue_permille: w.count(1_000) as u16,
        }),
        RuleId::Strain => Question::Strain(Strain {
            source: w.of(&[
                StrainSource::Crossfire,
                StrainSource::Helpless,
                StrainSource::LeaderLost,
                StrainSource::NeighbourBroke,
                StrainSource::NeighbourRan,
            ]),
            seconds: w.count(14_400) as u16,
            trench: w.below(2) == 0,
            led: w.below(2) == 0,
            nerve_permille: w.count(2_000) as u16,
        }),
        RuleId::Leader => {
            let men = w.count(80) as u16;
            Question::Leader(Leader { men, lost: w.count(men as u32) as u16 })
        }
        RuleId::Rout => Question::Rout(Rout {
            men: w.count(300) as u16,
            minutes: w.count(240) as u16,
            night: w.below(2) == 0,
            nerve_permille: w.count(2_000) as u16,
        }),
        RuleId::FallSick => Question::FallSick(FallSick {
            men: w.count(600) as u16,
            hours: w.count(24) as u8,
            soaked: w.below(2) == 0,
            rain_hours: w.count(24) as u8,
            terrain: w.of(&Terrain::ALL),
            hungry: w.below(2) == 0,
        }),
        RuleId::Return => Question::Return(Return {
            wounded: w.count(100) as u16,
            strays: w.count(100) as u16,
            sick: w.count(100) as u16,
            hours: w.count(24) as u8,
            led: w.below(2) == 0,
        }),
        RuleId::Delay => Question::Delay(Delay {
            kind: w.of(&[DelayKind::RegisteredFire, DelayKind::NewFire, DelayKind::RunnerFire]),
            quick: w.below(2) == 0,
            leaderless_s: w.count(1_800) as u16,
        }),
        RuleId::Flak => Question::Flak(Flak { aircraft: w.count(200) as u16, guns: w.count(60) as u16, machine_guns: w.count(80) as u16 }),
        RuleId::Astray => Question::Astray(Astray { height_m: w.count(4_000) as u16, visibility: w.of(&AIRS), hidden: w.below(2) == 0 }),
        RuleId::Locate => Question::Locate(Locate { rounds: w.count(500) as u16, range_m: w.count(20_000) as u16, light: w.of(&LIGHTS) }),
        RuleId::Breakdown => Question::Breakdown(Breakdown {
            stop_km: w.count(200) as u16,
            metres: w.count(2_000) as u16,
            vehicles: w.count(40) as u8,
            terrain: w.of(&Terrain::ALL),
            ground: w.of(&STATES),
            on_road: w.below(2) == 0,
            crossing: w.below(2) == 0,
        }),
        RuleId::Repair => Question::Repair(Repair { hauled: w.below(2) == 0 }),
        RuleId::Hitch => {
            let least_min = w.count(60) as u16;
            Question::Hitch(Hitch { percent: w.count(100) as u8, least_min, most_min: least_min + w.count(90) as u16 })
        }
        RuleId::Spell => {
            let least_h = w.count(12) as u8;
            Question::Spell(Spell { percent: w.count(100) as u8, least_h, most_h: least_h + w.count(12) as u8 })
        }
        RuleId::CloseAttack => Question::CloseAttack(CloseAttack {
            men: w.count(400) as u16,
            grenades_permille: w.count(1_000) as u16,
            dug_in_permille: w.count(1_000) as u16,
            vehicles: w.count(15) as u8,
            stuck: w.below(2) == 0,
            escort: w.count(400) as u16,
            light: w.of(&LIGHTS),
            crew: w.count(5) as u8,
            killed_percent: w.count(100) as u8,
            prisoners_percent: w.count(100) as u8,
        }),
        RuleId::Surrender => Question::Surrender(Surrender {
            men: w.count(600) as u16,
            overrun: w.below(2) == 0,
            routed: w.below(2) == 0,
            dry: w.below(2) == 0,
            leaderless: w.below(2) == 0,
            watched: w.below(2) == 0,
            minutes: w.count(240) as u16,
            nerve_permille: w.count(2_000) as u16,
            prisoners_percent: w.count(100) as u8,
            killed_percent: w.count(100) as u8,
        }),
    }
}
