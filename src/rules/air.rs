//! Bombs, strafing, dust, and fire at aircraft.
//!
//! What belongs here: `air.ron`. What never does: which flight goes where, and where its bombs scatter.

use super::figure::{Figure, Format, table};
use super::odds::{Rate, by_posture, count, permille, share_of, sure};
use super::shelter::Split;
use super::{Asked, Cover, Effect, Flak, GroundState, Law, Lottery, ModifierName, Posture, Prob, Question, Strike, Tables};

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
            bombs.iter().zip(q.bombs).map(|(b, n)| by_posture(b.areas(), posture) * n as f64).sum::<f64>()
        };
        let strafed = if q.men == 0 { 0.0 } else { q.strafing_rounds as f64 / air.strafing_rounds.value };
        let (upright, held) = (whole(Posture::Upright) * soft, whole(q.posture) * soft);
        let mut rate = Rate::new(Tables::over_hex(whole(Posture::Upright), men) + strafed);
        rate.becomes(ModifierName::SoftGround, Tables::over_hex(upright, men) + strafed);
        let danger = rate.value;
        let open = if q.posture == Posture::Upright { strafed } else { 0.0 };
        rate.becomes(ModifierName::Posture, Tables::over_hex(held, men) + open);
        let bare = if q.cover == Cover::None { open } else { 0.0 };
        rate.becomes(ModifierName::Cover, Tables::over_hex(held, men) * self.fire.cover(q.cover, q.posture) + bare);
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
        let shock = (self.shell_shock(Tables::over_hex(held, men), men) + self.shell_shock(strafed, men)) * reached + heavy;
        lottery.stage(Effect::Stress, if q.men == 0 { Law::Sure(0) } else { sure(shock) });
        self.material(&mut lottery, upright, held, q.vehicles, q.guns, q.crew);
        Asked { question: Question::Strike(*q), modifiers: rate.modifiers, lottery }
    }

    /// Fire at aircraft over the target.
    pub(super) fn ask_flak(&self, q: &Flak) -> Asked {
        let air = &self.air;
        let mut rate = Rate::new(air.lost_share.value);
        rate.times(ModifierName::FlakGuns, (q.guns as f64 / air.lost_guns.value).min(air.most_guns.value));
        let mut lottery = Lottery::default();
        lottery.stage(Effect::AircraftLost, count(q.aircraft as u32, rate.value));
        Asked { question: Question::Flak(*q), modifiers: rate.modifiers, lottery }
    }

    /// Seconds that dust of bombs hides a hex: soaked ground gives none.
    pub fn dust_seconds(&self, ground: GroundState) -> u32 {
        if ground == GroundState::Soaked { 0 } else { self.air.dust_s.value }
    }
}
