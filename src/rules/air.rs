//! Bombs, strafing, dust, and fire at aircraft.
//!
//! What belongs here: `air.ron`. What never does: which flight goes where, and where its bombs scatter.

use super::figure::{Figure, Format, table};
use super::odds::{Rate, count, permille, share_of, sure};
use super::shelter::Split;
use super::{
    Asked, Astray, Cover, Effect, Flak, GroundState, Law, Lottery, ModifierName, Posture, Prob, Question, Strike, Tables, Visibility,
};
use arrayvec::ArrayVec;

table! {
    /// `air.ron`.
    struct Air {
        format: Format,
        /// Vulnerable area of one bomb, m².
        small: Bomb,
        middle: Bomb,
        heavy: Bomb,
        /// Strafing rounds for one man hit, upright in the open only.
        strafing_rounds: Figure,
        /// Seconds over which one strike's danger is reckoned.
        strike_s: Figure,
        /// Shock of the nearness of one heavy bomb in the hex, stress as a share of one, and the most of it.
        heavy_shock: Figure,
        most_shock: Figure,
        /// Seconds that dust hides a hex.
        dust_s: Figure<u32>,
        /// Aircraft lost of those over flak, and how many guns that figure stands for.
        lost_share: Figure,
        lost_guns: Figure,
        /// Greatest factor from many guns.
        most_guns: Figure,
        /// Metres that guns from 37 mm on, and machine cannon, reach a strike's aim from.
        guns_reach_m: Figure<u32>,
        cannon_reach_m: Figure<u32>,
        /// Height up to which machine cannon, and machine guns, fire at aircraft, metres.
        cannon_ceiling_m: Figure<u32>,
        machine_gun_ceiling_m: Figure<u32>,
        /// Aircraft lost of those that fly low over so many machine guns.
        machine_guns_lost: Figure,
        machine_guns: Figure,
        /// Aircraft damaged for each that is lost.
        damaged: Figure,
        astray: Astrays,
    }
    /// Strikes that miss their aim altogether.
    struct Astrays {
        /// Chance of each strike; factors for haze or rain, for an aim under smoke or dust, for flying low.
        chance: Figure,
        haze: Figure,
        hidden: Figure,
        low: Figure,
        /// Height up to which that is low, metres.
        low_m: Figure<u32>,
        /// Hexes by which it misses.
        steps: Figure<u32>,
    }
    /// Areas by posture.
    struct Bomb {
        upright: Figure,
        prone: Figure,
        trench: Figure,
    }
}

impl Bomb {
    fn areas(&self) -> [f64; 3] {
        [self.upright.value, self.prone.value, self.trench.value]
    }
}

impl Tables {
    /// Bombs and strafing on a hex.
    pub(super) fn ask_strike(&self, q: &Strike) -> Asked {
        let air = &self.air;
        let men = q.men as f64;
        let soft = self.smothered(q.terrain, q.ground);
        let whole = |posture: Posture| {
            let bombs = [&air.small, &air.middle, &air.heavy];
            bombs.iter().zip(q.bombs).map(|(b, n)| self.fire.by_posture(b.areas(), posture) * n as f64).sum::<f64>()
        };
        let strafed = if q.men == 0 { 0.0 } else { q.strafing_rounds as f64 / air.strafing_rounds.value };
        let (upright, held) = (whole(Posture::Upright) * soft, whole(q.posture) * soft);
        let mut rate = Rate::new(self.over_hex(whole(Posture::Upright), men) + strafed);
        rate.becomes(ModifierName::SoftGround, self.over_hex(upright, men) + strafed);
        let danger = rate.value;
        let open = if q.posture == Posture::Upright { strafed } else { 0.0 };
        rate.becomes(ModifierName::Posture, self.over_hex(held, men) + open);
        let bare = if q.cover == Cover::None { open } else { 0.0 };
        rate.becomes(ModifierName::Cover, self.over_hex(held, men) * self.fire.cover(q.cover, q.posture) + bare);
        let split = Split::new(q.men, q.below, self.bombs_below());
        let reached = split.mean(|reaching| reaching);
        rate.times(ModifierName::ReverseSlope, reached);
        let mut lottery = self.fire.lottery();
        let share = if q.men == 0 { 0.0 } else { share_of(rate.value / men) };
        let hit = lottery.stage(Effect::MenHit, count(q.men as u32, share));
        lottery.stage(Effect::Killed, Law::CountOf { stage: hit, p: Prob::of(q.killed_percent as f64 / 100.0) });
        lottery.stage(
            Effect::Suppression,
            Law::Sure(permille(split.mean(|reaching| self.suppressed_by(danger * reaching, men, air.strike_s.value)))),
        );
        let heavy = (q.bombs[2] as f64 * air.heavy_shock.value).min(air.most_shock.value);
        // strafing frightens as if those it aims at stood upright
        let shock = (self.shell_shock(self.over_hex(held, men), men) + self.shell_shock(strafed, men)) * reached + heavy;
        lottery.stage(Effect::Stress, if q.men == 0 { Law::Sure(0) } else { sure(shock) });
        self.material(&mut lottery, (upright, held), (q.vehicles, q.guns), q.crew, q.killed_percent);
        Asked { question: Question::Strike(*q), modifiers: rate.modifiers, lottery }
    }

    /// Fire at aircraft over the target.
    pub(super) fn ask_flak(&self, q: &Flak) -> Asked {
        let air = &self.air;
        let mut rate = Rate::new(air.lost_share.value);
        rate.times(ModifierName::FlakGuns, (q.guns as f64 / air.lost_guns.value).min(air.most_guns.value));
        let low = q.machine_guns as f64 / air.machine_guns.value * air.machine_guns_lost.value;
        let with_low = rate.value + low.min(air.machine_guns_lost.value * air.most_guns.value);
        if rate.value > 0.0 {
            rate.becomes(ModifierName::LowFlying, with_low);
        } else {
            rate.value = with_low;
        }
        let mut lottery = Lottery::default();
        lottery.stage(Effect::AircraftLost, count(q.aircraft as u32, rate.value));
        lottery.stage(Effect::AircraftDamaged, count(q.aircraft as u32, (rate.value * air.damaged.value).min(1.0)));
        Asked { question: Question::Flak(*q), modifiers: rate.modifiers, lottery }
    }

    /// Whether a strike finds its aim, and if not which way it misses.
    pub(super) fn ask_astray(&self, q: &Astray) -> Asked {
        let a = &self.air.astray;
        let mut rate = Rate::new(a.chance.value);
        if q.visibility != Visibility::Clear {
            rate.times(ModifierName::Fog, a.haze.value);
        }
        if q.hidden {
            rate.times(ModifierName::HiddenAim, a.hidden.value);
        }
        if u32::from(q.height_m) <= a.low_m.value {
            rate.times(ModifierName::LowFlying, a.low.value);
        }
        let each = Prob::of((rate.value / 6.0).min(1.0 / 6.0));
        let mut rows: ArrayVec<(u32, Prob), 8> = ArrayVec::new();
        rows.push((0, Prob(Prob::ALWAYS.0 - 6 * each.0)));
        rows.extend((1..=6).map(|side| (side, each)));
        let mut lottery = Lottery::default();
        lottery.stage(Effect::Astray, Law::Rows(rows));
        Asked { question: Question::Astray(*q), modifiers: rate.modifiers, lottery }
    }

    /// Hexes by which a strike that goes astray misses its aim.
    pub fn astray_steps(&self) -> u32 {
        self.air.astray.steps.value
    }
    /// Metres from a strike's aim within which anti-aircraft guns of this calibre fire at machines that come so high; 0: not at all.
    pub fn flak_reach_m(&self, calibre_mm: u16, height_m: u16) -> u32 {
        let air = &self.air;
        match calibre_mm {
            37.. => air.guns_reach_m.value,
            _ if u32::from(height_m) <= air.cannon_ceiling_m.value => air.cannon_reach_m.value,
            _ => 0,
        }
    }
    /// Whether machine guns of men on the ground fire at machines that come so high.
    pub fn machine_guns_reach(&self, height_m: u16) -> bool {
        u32::from(height_m) <= self.air.machine_gun_ceiling_m.value
    }

    /// Seconds that dust of bombs hides a hex: soaked ground gives none.
    pub fn dust_seconds(&self, ground: GroundState) -> u32 {
        if ground == GroundState::Soaked { 0 } else { self.air.dust_s.value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(asked: &Asked) -> Vec<(ModifierName, u32)> {
        asked.modifiers.iter().map(|m| (m.name, m.permille)).collect()
    }

    #[test]
    fn who_flies_low_over_a_battalion_pays_as_the_record_says() {
        let t = Tables::shipped();
        let ask = |guns, machine_guns| t.ask(&Question::Flak(Flak { aircraft: 500, guns, machine_guns }));
        let lost = |a: &Asked| a.lottery.mean(Effect::AircraftLost);
        assert!((lost(&ask(0, 20)) - 1.0).abs() < 1e-3, "one in five hundred low sorties");
        // Fewer guns hit fewer, more of them more, but twice as many at most.
        for (guns, permille) in [(5, 263), (38, 2000), (60, 2000)] {
            let asked = ask(guns, 0);
            assert_eq!(names(&asked), [(ModifierName::FlakGuns, permille)]);
            assert!((lost(&asked) - f64::from(permille) / 1000.0).abs() < 2e-3, "{guns}");
        }
        let both = ask(19, 20);
        assert_eq!(names(&both), [(ModifierName::LowFlying, 2000)]);
        assert!((lost(&both) - 2.0).abs() < 2e-3 && (both.lottery.mean(Effect::AircraftDamaged) - 6.0).abs() < 0.01);
        // However many machine guns there are, they fire at the same machines.
        assert_eq!(lost(&ask(0, 40)), lost(&ask(0, 400)));
    }

    #[test]
    fn height_decides_what_fires_at_it() {
        let t = Tables::shipped();
        let reach = |calibre| [100, 1500, 2000].map(|h| t.flak_reach_m(calibre, h));
        assert_eq!(reach(75), [6000; 3]);
        assert_eq!(reach(20), [1500, 1500, 0]);
        assert_eq!([100, 600, 601, 2000].map(|h| t.machine_guns_reach(h)), [true, true, false, false]);
    }

    #[test]
    fn one_formation_in_fifty_bombs_the_wrong_place() {
        let t = Tables::shipped();
        let ask = |height_m, visibility, hidden| t.ask(&Question::Astray(Astray { height_m, visibility, hidden }));
        let missed = |a: &Asked| 1.0 - a.lottery.rows(0, 0, &Default::default()).iter().find(|r| r.0 == 0).map_or(0.0, |r| r.1.get());
        let clear = ask(2000, Visibility::Clear, false);
        assert!(names(&clear).is_empty() && (missed(&clear) - 0.02).abs() < 1e-6);
        let bad = ask(300, Visibility::Haze, true);
        assert_eq!(names(&bad), [(ModifierName::Fog, 3000), (ModifierName::HiddenAim, 2000), (ModifierName::LowFlying, 500)]);
        assert!((missed(&bad) - 0.06).abs() < 1e-6);
    }
}
