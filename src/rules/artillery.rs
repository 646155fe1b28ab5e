//! Indirect fire: where shells fall, what they do there, how long guns take to come into action and to answer a call.
//!
//! What belongs here: `artillery.ron`. What never does: who may call for fire and what a battery has left.

use super::figure::{Figure, Format, table};
use super::odds::{HEX_AREA_M2, Rate, any_of, count, permille, share_of, sure};
use super::shelter::Split;
use super::{
    Asked, Barrage, Delay, DelayKind, Effect, GroundState, Law, Light, LineUnderFire, Locate, Lottery, ModifierName, Posture, Prob,
    Question, Soil, Tables, Terrain, WeaponClass,
};
use arrayvec::ArrayVec;

table! {
    /// `artillery.ron`.
    struct Artillery {
        format: Format,
        /// Share of a mission's rounds falling in the aimed hex; the rest falls in the ring around it.
        registered: Figure,
        observed: Figure,
        map: Figure,
        /// Area deadly to a vehicle against that on upright men.
        vehicle_area: Figure,
        /// Area deadly to a gun in its pit or in the open against that on men held like its crew.
        gun_area: Figure,
        /// Minutes from a call to the first rounds.
        usual: Calls,
        quick: Calls,
        /// Minutes into and out of action by calibre.
        light: Emplace,
        mountain: Emplace,
        field: Emplace,
        heavy: Emplace,
        /// Seconds to set up or take down a heavy machine gun, a mortar.
        crew_served_s: Figure<u32>,
        line: Line,
        smoke: Smoke,
        soft: Soft,
        /// Observed rounds on a hex after which it is registered.
        registering_rounds: Figure<u32>,
        /// Rounds a gun of one defensive fire.
        defensive_rounds: Figure<u32>,
        counter: Counter,
    }
    /// Locating batteries by sound and flash.
    struct Counter {
        per_round: Figure,
        night: Figure,
        /// Metres at which they are located by the full chance, and at which not at all.
        near_m: Figure<u32>,
        far_m: Figure<u32>,
    }
    /// What soft ground leaves of a shell or bomb that digs into it before it bursts.
    struct Soft {
        low_dry: Figure,
        low_wet: Figure,
        low_soaked: Figure,
        field_soaked: Figure,
    }
    /// Telephone lines of headquarters under shells.
    struct Line {
        cut_per_hour: Figure,
        heavy_per_hour: Figure<u32>,
        mended_min: Figure<u32>,
        mended_max: Figure<u32>,
        /// Hexes from a headquarters within which men have a line to the guns.
        reach_hexes: Figure<u32>,
    }
    /// Smoke shells of guns of 75 mm and more, and of mortars.
    struct Smoke {
        least_mm: Figure<u32>,
        light_up_to_mm: Figure<u32>,
        /// Rounds a minute that keep a hex hidden.
        light_per_minute: Figure<u32>,
        heavy_per_minute: Figure<u32>,
        /// Seconds that the last round's smoke hangs.
        lingers_s: Figure<u32>,
        /// Of a battery's load, smoke shells.
        share: Figure,
    }
    /// Minutes to first rounds: least and most.
    struct Calls {
        registered_min: Figure<u32>,
        registered_max: Figure<u32>,
        new_min: Figure<u32>,
        new_max: Figure<u32>,
        runner_min: Figure<u32>,
        runner_max: Figure<u32>,
    }
    /// Minutes into and out of action, for guns up to a calibre.
    struct Emplace {
        up_to_mm: Figure<u32>,
        into_min: Figure<u32>,
        out_min: Figure<u32>,
    }
}

/// Five rows alike, evenly over a span.
fn evenly(least: u32, most: u32) -> ArrayVec<(u32, Prob), 8> {
    let span = most.saturating_sub(least);
    let each = Prob::ALWAYS.0 / 5;
    let mut rows: ArrayVec<(u32, Prob), 8> = (0..5).map(|i| (least + span * i / 4, Prob(each))).collect();
    rows[2].1.0 += Prob::ALWAYS.0 - each * 5;
    rows
}

impl Tables {
    /// Shells that fall in a hex.
    pub(super) fn ask_barrage(&self, q: &Barrage) -> Asked {
        let soft = self.smothered(q.terrain, q.ground);
        let (men, whole) = (q.men as f64, q.area_m2.map(|a| a as f64));
        let areas = whole.map(|a| a * soft);
        let mut rate = Rate::new(self.over_hex(q.rounds as f64 * whole[0], men));
        rate.times(ModifierName::ShareInHex, q.share_permille as f64 / 1000.0);
        rate.times(ModifierName::SoftGround, soft);
        let rounds = q.rounds as f64 * q.share_permille as f64 / 1000.0;
        let danger = rate.value;
        rate.becomes(ModifierName::Posture, self.over_hex(rounds * self.fire.by_posture(areas, q.posture), men));
        rate.times(ModifierName::Cover, self.fire.cover(q.cover, q.posture));
        let split = Split::new(q.men, q.below, self.reaching_below(q.weapon));
        rate.times(ModifierName::ReverseSlope, split.mean(|reaching| reaching));
        let down = split.mean(|reaching| self.suppressed_by(danger * reaching, men, q.seconds as f64));
        if q.posture == Posture::Upright {
            // As under direct fire: those whom it suppresses lie.
            let prone = self.over_hex(rounds * self.fire.by_posture(areas, Posture::Prone), men) * self.fire.cover(q.cover, Posture::Prone);
            rate.becomes(ModifierName::Suppressed, rate.value * (1.0 - down) + prone * down);
        }
        let mut lottery = self.fire.lottery();
        let share = if q.men == 0 { 0.0 } else { share_of(rate.value / men) };
        let hit = lottery.stage(Effect::MenHit, count(q.men as u32, share));
        lottery.stage(Effect::Killed, Law::CountOf { stage: hit, p: Prob::of(q.killed_percent as f64 / 100.0) });
        lottery.stage(Effect::Suppression, Law::Sure(if q.hidden_guns { 0 } else { permille(down) }));
        lottery.stage(Effect::Stress, sure(self.shell_shock(rate.value, men)));
        let swept = (rounds * areas[0], rounds * self.fire.by_posture(areas, q.posture));
        self.material(&mut lottery, swept, (q.vehicles, q.guns), q.crew, q.killed_percent);
        Asked { question: Question::Barrage(*q), modifiers: rate.modifiers, lottery }
    }

    /// Vehicles and guns under blast that sweeps these areas (m²): on upright men, and on men held like the guns' crews.
    pub(super) fn material(
        &self,
        lottery: &mut Lottery,
        (upright, held): (f64, f64),
        (vehicles, guns): (u8, u8),
        crew: u8,
        killed_percent: u8,
    ) {
        let a = &self.artillery;
        let (upright, held) = (upright * self.he_factor(), held * self.he_factor());
        if vehicles > 0 {
            let p = share_of(upright * a.vehicle_area.value / HEX_AREA_M2);
            let out = lottery.stage(Effect::VehiclesOut, count(vehicles as u32, p));
            self.fates(lottery, out, crew, killed_percent);
        }
        if guns > 0 {
            lottery.stage(Effect::GunsOut, count(guns as u32, share_of(held * a.gun_area.value / HEX_AREA_M2)));
        }
    }

    /// From a call for fire to the first rounds.
    pub(super) fn ask_delay(&self, q: &Delay) -> Asked {
        let of = |calls: &Calls| match q.kind {
            DelayKind::RegisteredFire => (calls.registered_min.value, calls.registered_max.value),
            DelayKind::NewFire => (calls.new_min.value, calls.new_max.value),
            DelayKind::RunnerFire => (calls.runner_min.value, calls.runner_max.value),
        };
        let usual = of(&self.artillery.usual);
        let (lo, hi) = if q.quick { of(&self.artillery.quick) } else { usual };
        let mut rate = Rate::new((usual.0 + usual.1) as f64);
        if q.quick {
            rate.becomes(ModifierName::QuickDrill, (lo + hi) as f64);
        }
        // a call waits for whoever takes over
        let added = q.leaderless_s as u32;
        rate.times(ModifierName::CommanderLost, 1.0 + (added * 2) as f64 / ((lo + hi).max(1) * 60) as f64);
        let mut lottery = Lottery::default();
        lottery.stage(Effect::DelaySeconds, Law::Rows(evenly(lo * 60 + added, hi * 60 + added)));
        Asked { question: Question::Delay(*q), modifiers: rate.modifiers, lottery }
    }

    /// Hexes from a headquarters within which men have a line to the guns.
    pub fn wire_hexes(&self) -> u32 {
        self.artillery.line.reach_hexes.value
    }

    /// Whether shells cut a headquarters' line, and for how long.
    pub(super) fn ask_line(&self, q: &LineUnderFire) -> Asked {
        let line = &self.artillery.line;
        let hours = q.seconds as f64 / 3600.0;
        let mut rate = Rate::new(line.cut_per_hour.value);
        // Rounds for the hour that they fell in: beyond what is heavy they fall on wire that is cut already.
        let heavy = if q.seconds == 0 { 0.0 } else { q.rounds as f64 / hours / line.heavy_per_hour.value as f64 };
        rate.times(ModifierName::Shelling, heavy.min(1.0));
        let p = Prob::of((rate.value * hours).min(1.0));
        let mut lottery = Lottery::default();
        lottery.stage(Effect::LineCut, Law::Chance(p));
        lottery.stage(Effect::DelaySeconds, Law::Rows(evenly(line.mended_min.value * 60, line.mended_max.value * 60)));
        Asked { question: Question::LineUnderFire(*q), modifiers: rate.modifiers, lottery }
    }

    /// Whether a battery is located by the sound and flash of its rounds.
    pub(super) fn ask_locate(&self, q: &Locate) -> Asked {
        let c = &self.artillery.counter;
        let mut rate = Rate::new(c.per_round.value);
        let (near, far) = (c.near_m.value as f64, c.far_m.value.max(c.near_m.value + 1) as f64);
        let m = q.range_m as f64;
        rate.times(ModifierName::Range, if m <= near { 1.0 } else { ((far - m) / (far - near)).max(0.0) });
        if matches!(q.light, Light::Moon | Light::Dark) {
            rate.times(ModifierName::Darkness, c.night.value);
        }
        let mut lottery = Lottery::default();
        lottery.stage(Effect::Seen, Law::Chance(Prob::of(any_of(rate.value, q.rounds as u32))));
        Asked { question: Question::Locate(*q), modifiers: rate.modifiers, lottery }
    }
    /// Metres from which nobody locates a battery by sound and flash any more.
    pub fn locating_reach_m(&self) -> u32 {
        self.artillery.counter.far_m.value
    }
    /// What is left of the splinters of a shell or bomb that bursts in this ground.
    pub(super) fn smothered(&self, terrain: Terrain, ground: GroundState) -> f64 {
        let soft = &self.artillery.soft;
        match (terrain.soil(), ground) {
            (Soil::Low, GroundState::Dry) => soft.low_dry.value,
            (Soil::Low, GroundState::Wet) => soft.low_wet.value,
            (Soil::Low, GroundState::Soaked) => soft.low_soaked.value,
            (Soil::Field, GroundState::Soaked) => soft.field_soaked.value,
            _ => 1.0,
        }
    }
    /// Observed rounds on a hex after which it is registered.
    pub fn registering_rounds(&self) -> u32 {
        self.artillery.registering_rounds.value
    }
    /// Most rounds a gun of one defensive fire.
    pub fn defensive_rounds(&self) -> u32 {
        self.artillery.defensive_rounds.value
    }
    /// Share of a fire mission's rounds falling in the aimed hex, per mille: registered, observed, or by the map.
    pub fn share_permille(&self, registered: bool, observed: bool) -> u16 {
        let a = &self.artillery;
        let share = match (registered, observed) {
            (true, _) => &a.registered,
            (false, true) => &a.observed,
            (false, false) => &a.map,
        };
        permille(share.value) as u16
    }
    /// Seconds into and out of action for a gun of this calibre.
    pub fn emplace_seconds(&self, class: WeaponClass, calibre_mm: u16) -> (u32, u32) {
        let a = &self.artillery;
        match class {
            WeaponClass::Rifle
            | WeaponClass::Sniper
            | WeaponClass::Lmg
            | WeaponClass::Discharger
            | WeaponClass::TankGun
            | WeaponClass::Flame => (0, 0),
            WeaponClass::Hmg | WeaponClass::Mortar => (a.crew_served_s.value, a.crew_served_s.value),
            WeaponClass::InfantryGun
            | WeaponClass::AntiTank
            | WeaponClass::FieldGun
            | WeaponClass::Howitzer
            | WeaponClass::AntiAircraft => {
                let rows = [&a.light, &a.mountain, &a.field, &a.heavy];
                let row = rows.into_iter().find(|r| calibre_mm as u32 <= r.up_to_mm.value).unwrap_or(&a.heavy);
                (row.into_min.value * 60, row.out_min.value * 60)
            }
        }
    }
    /// Smoke rounds a minute that keep a hex of 300 m hidden; `None` if such a gun has no smoke shells.
    pub fn smoke_per_minute(&self, class: WeaponClass, calibre_mm: u16) -> Option<u32> {
        let smoke = &self.artillery.smoke;
        let fires = matches!(class, WeaponClass::FieldGun | WeaponClass::Howitzer | WeaponClass::Mortar);
        if !fires || (calibre_mm as u32) < smoke.least_mm.value {
            return None;
        }
        let light = calibre_mm as u32 <= smoke.light_up_to_mm.value;
        Some(if light { smoke.light_per_minute.value } else { smoke.heavy_per_minute.value }.max(1))
    }
    /// Seconds that so many smoke rounds falling in a hex keep it hidden while they are fired, and those that the last one's
    /// smoke hangs after.
    pub fn smoke_seconds(&self, per_minute: u32, rounds: u32) -> (u32, u32) {
        (rounds * 60 / per_minute.max(1), if rounds > 0 { self.artillery.smoke.lingers_s.value } else { 0 })
    }
    /// Smoke shells among a battery's full load.
    pub fn smoke_load(&self, shells: u32) -> u32 {
        shells * permille(self.artillery.smoke.share.value) / 1000
    }
    /// How a gun crew holds itself counts for its gun: whether this posture is dug in.
    pub fn dug_in(&self, posture: Posture) -> bool {
        matches!(posture, Posture::Scrape | Posture::Reversed | Posture::Trench)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Cover;
    use proptest::prelude::*;

    fn shells(terrain: Terrain, ground: GroundState) -> Barrage {
        Barrage {
            hidden_guns: false,
            weapon: WeaponClass::FieldGun,
            area_m2: [195, 68, 8],
            rounds: 24,
            share_permille: 800,
            seconds: 300,
            men: 500,
            below: 0,
            posture: Posture::Prone,
            cover: Cover::None,
            terrain,
            ground,
            vehicles: 0,
            guns: 0,
            crew: 0,
            killed_percent: 25,
        }
    }

    #[test]
    fn mud_swallows_half_of_what_bursts_in_it() {
        let t = Tables::shipped();
        let ask = |terrain, ground| t.ask(&Question::Barrage(shells(terrain, ground)));
        let names = |a: &Asked| a.modifiers.iter().map(|m| (m.name, m.permille)).collect::<Vec<_>>();
        let (firm, mud) = (ask(Terrain::Slope, GroundState::Wet), ask(Terrain::Marsh, GroundState::Wet));
        assert_eq!(names(&firm)[..2], [(ModifierName::ShareInHex, 800), (ModifierName::Posture, 349)]);
        assert_eq!(names(&mud)[..3], [(ModifierName::ShareInHex, 800), (ModifierName::SoftGround, 500), (ModifierName::Posture, 349)]);
        let hit = |a: &Asked| a.lottery.mean(Effect::MenHit);
        assert!((hit(&mud) / hit(&firm) - 0.5).abs() < 0.02, "{} {}", hit(&mud), hit(&firm));
    }

    #[test]
    fn a_battery_out_of_sight_is_located_by_a_hundred_rounds_once_in_four() {
        let t = Tables::shipped();
        let ask = |rounds, range_m, light| t.ask(&Question::Locate(Locate { rounds, range_m, light }));
        let seen = |a: &Asked| a.lottery.mean(Effect::Seen);
        let near = ask(100, 4_000, Light::Day);
        assert!(near.modifiers.is_empty() && (0.2..0.3).contains(&seen(&near)), "{near:?}");
        let far: Vec<_> = ask(100, 7_500, Light::Dark).modifiers.iter().map(|m| (m.name, m.permille)).collect();
        assert_eq!(far, [(ModifierName::Range, 500), (ModifierName::Darkness, 2000)]);
        assert_eq!(seen(&ask(500, 12_000, Light::Day)), 0.0);
    }

    proptest! {
        #[test]
        fn softer_and_wetter_ground_never_costs_more_men(terrain in 0..Terrain::ALL.len(), rounds in 0u16..400, men in 0u16..600) {
            let t = Tables::shipped();
            let states = [GroundState::Dry, GroundState::Wet, GroundState::Soaked];
            let mean = |terrain, ground| {
                t.lottery(&Question::Barrage(Barrage { rounds, men, ..shells(terrain, ground) })).mean(Effect::MenHit)
            };
            let terrain = Terrain::ALL[terrain];
            let of = states.map(|s| mean(terrain, s));
            prop_assert!(of[0] >= of[1] && of[1] >= of[2]);
            prop_assert!(of[0] <= mean(Terrain::Slope, GroundState::Dry));
        }
    }
}
