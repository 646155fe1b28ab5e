//! Stress and nerve: what losses do, how it wears off, whether men stand, whether a shaken unit comes to itself.
//!
//! What belongs here: `morale.ron`. What never does: suppression, which passes in minutes; fatigue, which takes days.

use super::figure::{Figure, Format, table};
use super::odds::{Rate, any_of, count, halved, permille, sure};
use super::{Asked, Effect, Law, Lottery, ModifierName, MoraleState, Prob, Question, Rally, Stand, Tables, Wearies};
use serde::{Deserialize, Serialize};

table! {
    /// `morale.ron`.
    struct Morale {
        format: Format,
        /// Stress for each man lost of those there, as shares of one.
        per_loss: Figure,
        /// Stress for each man expected to be hit by bullets, by shells and bombs, beside the losses themselves.
        shock_bullets: Figure,
        shock_shells: Figure,
        /// Stress at which a unit of ordinary nerve is shaken, broken, routed.
        shaken: Figure,
        broken: Figure,
        routed: Figure,
        /// Share of a state's stress below which it is left again.
        recovery: Figure,
        /// Seconds in which stress halves at rest, and under fire.
        half_life_rest_s: Figure,
        half_life_fire_s: Figure,
        /// Minutes without fire that count as quiet.
        quiet_min: Figure<u32>,
        /// What losses leave behind for the day.
        worn: WornTable,
        /// Stress beside fire and losses.
        strain: StrainTable,
        /// Leaders who are hit.
        leader: LeaderTable,
        /// Running.
        rout: RoutTable,
        /// Standing in a rush.
        stand: StandTable,
        /// Coming to oneself.
        rally: RallyTable,
    }
    /// Whether men stand.
    struct StandTable {
        /// Chance with nothing against it.
        base: Figure,
        /// Share lost in the rush at which half stand.
        half_at_loss: Figure,
        /// Stress at which half stand.
        half_at_stress: Figure,
        /// Share of the chance that full suppression takes.
        suppression: Figure,
    }
    /// Stress below which nothing brings a unit that has lost men lately.
    struct WornTable {
        /// For losing all, in nerve of one.
        per_loss: Figure,
        /// Hours in which a loss is half forgotten.
        half_life_h: Figure,
    }
    /// Stress by sources other than fire and losses, for a unit of ordinary nerve in the open without a leader.
    struct StrainTable {
        /// For an hour of it.
        crossfire_h: Figure,
        helpless_h: Figure,
        /// At once.
        leader: Figure,
        neighbour_broke: Figure,
        neighbour_ran: Figure,
        /// Hexes within which neighbours of one formation see each other run.
        neighbour_hexes: Figure<u32>,
        /// Factors in a trench, under a leader.
        trench: Figure,
        led: Figure,
    }
    /// Leaders of a headquarters that loses men.
    struct LeaderTable {
        /// How much likelier the commander is hit than any of his men.
        exposure: Figure,
        /// Hexes within which a headquarters leads.
        reach_hexes: Figure<u32>,
        /// Share of what a headquarters gives that is left while a deputy takes over.
        deputy: Figure,
    }
    /// Routed units.
    struct RoutTable {
        /// Metres run in a minute; metres that broken men fall back in a minute.
        m_per_min: Figure<u32>,
        broken_m_per_min: Figure<u32>,
        /// Hexes from the nearest known enemy at which a routed unit stops, a broken one does not fall back further.
        safe_hexes: Figure<u32>,
        broken_hexes: Figure<u32>,
        /// Share of the men who stray in a minute of running.
        stray_per_min: Figure,
        /// Factor by night.
        night: Figure,
    }
    /// Whether a unit comes to itself at a turn's end.
    struct RallyTable {
        /// Chance in a minute.
        per_min: Figure,
        led: Figure,
        commissars: Figure,
        /// Minutes of quiet after which half of the chance is there.
        half_quiet_min: Figure,
        /// Share of its stress that goes then.
        relief: Figure,
    }
}

/// What weighs on men beside fire and losses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StrainSource {
    /// aimed fire from more than 90 degrees apart
    Crossfire,
    /// shells and bombs that cannot be answered
    Helpless,
    /// the commander of the headquarters that leads them is hit
    LeaderLost,
    /// neighbours of the same formation broke
    NeighbourBroke,
    /// neighbours of the same formation run
    NeighbourRan,
}

/// Stress laid on a unit by something other than fire and losses.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Strain {
    /// what
    pub source: StrainSource,
    /// for how long, where it lasts
    pub seconds: u16,
    /// in a trench
    pub trench: bool,
    /// a headquarters within reach
    pub led: bool,
    /// steadiness, per mille
    pub nerve_permille: u16,
}

/// Whether the commander is among the men that a headquarters lost.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leader {
    /// men there before
    pub men: u16,
    /// of them, hit
    pub lost: u16,
}

/// Men of a unit that runs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rout {
    /// men who may stray
    pub men: u16,
    /// minutes of running
    pub minutes: u16,
    /// by night
    pub night: bool,
    /// steadiness, per mille
    pub nerve_permille: u16,
}

/// 1 / (1 + (x / half)²): one at nothing, a half at `half`.
fn falls(x: f64, half: f64) -> f64 {
    1.0 / (1.0 + x / half * (x / half))
}

impl Tables {
    /// Shock of bullets: stress as a share of one.
    pub(super) fn shock(&self, hits: f64, men: f64) -> f64 {
        if men > 0.0 { hits / men * self.morale.shock_bullets.value } else { 0.0 }
    }
    /// Shock of shells and bombs.
    pub(super) fn shell_shock(&self, hits: f64, men: f64) -> f64 {
        if men > 0.0 { hits / men * self.morale.shock_shells.value } else { 0.0 }
    }
    /// Stress (per mille) laid on a unit that lost `lost` of `men` at once.
    pub fn stress_of_losses(&self, lost: u32, men: u32, nerve_permille: u16) -> u16 {
        if men == 0 {
            return 0;
        }
        let share = lost.min(men) as f64 / men as f64;
        permille(share * self.morale.per_loss.value * 1000.0 / nerve_permille.max(1) as f64) as u16
    }
    /// Stress (millionths) left after so many seconds at rest or under fire.
    pub fn stress_after(&self, stress_ppm: u32, seconds: u32, under_fire: bool) -> u32 {
        let life = if under_fire { &self.morale.half_life_fire_s } else { &self.morale.half_life_rest_s };
        (stress_ppm as f64 * halved(seconds as f64, life.value) + 0.5) as u32
    }
    /// Seconds without fire that count as quiet.
    pub fn quiet_seconds(&self) -> u32 {
        self.morale.quiet_min.value * 60
    }
    /// What is left after so many seconds of what losses left behind (millionths of a unit's strength).
    pub fn worn_after(&self, worn_ppm: u32, seconds: u32) -> u32 {
        (worn_ppm as f64 * halved(seconds as f64, self.morale.worn.half_life_h.value * 3600.0) + 0.5) as u32
    }
    /// Stress (millionths) below which a unit that lost so much of its strength lately does not come.
    pub fn worn_stress(&self, worn_ppm: u32, nerve_permille: u16) -> u32 {
        let floor = worn_ppm as f64 * self.morale.worn.per_loss.value * 1000.0 / nerve_permille.max(1) as f64;
        (floor + 0.5).min(1e6) as u32
    }
    /// Hexes within which a headquarters leads.
    pub fn led_hexes(&self) -> u32 {
        self.morale.leader.reach_hexes.value
    }
    /// Hexes within which men of one formation see each other run.
    pub fn neighbour_hexes(&self) -> u32 {
        self.morale.strain.neighbour_hexes.value
    }
    /// Seconds in which men in this state give a hex of 300 m; `None` for those who stay.
    pub fn flight_seconds(&self, state: MoraleState) -> Option<u32> {
        let m_per_min = match state {
            MoraleState::Steady | MoraleState::Shaken => return None,
            MoraleState::Broken => self.morale.rout.broken_m_per_min.value,
            MoraleState::Routed => self.morale.rout.m_per_min.value,
        };
        Some(300 * 60 / m_per_min.max(1))
    }
    /// Hexes from the nearest known enemy within which a unit in this state gives ground.
    pub fn flees_within(&self, state: MoraleState) -> u32 {
        match state {
            MoraleState::Steady | MoraleState::Shaken => 0,
            MoraleState::Broken => self.morale.rout.broken_hexes.value,
            MoraleState::Routed => self.morale.rout.safe_hexes.value,
        }
    }
    /// The state a stress puts a unit of this nerve in; it comes back from a state only a fifth lower (`was`).
    pub fn morale(&self, stress_permille: u16, nerve_permille: u16, was: MoraleState) -> MoraleState {
        let m = &self.morale;
        let stress = stress_permille as f64 / nerve_permille.max(1) as f64;
        let states = [(MoraleState::Routed, &m.routed), (MoraleState::Broken, &m.broken), (MoraleState::Shaken, &m.shaken)];
        for (state, limit) in states {
            let limit = if was >= state { limit.value * m.recovery.value } else { limit.value };
            if stress >= limit {
                return state;
            }
        }
        MoraleState::Steady
    }
    /// Stress (millionths) left to a unit that came to itself.
    pub fn rallied_stress(&self, stress_ppm: u32) -> u32 {
        (stress_ppm as f64 * (1.0 - self.morale.rally.relief.value) + 0.5) as u32
    }

    /// Stress laid on a unit by something other than fire and losses.
    pub(super) fn ask_strain(&self, q: &Strain) -> Asked {
        let s = &self.morale.strain;
        let hours = q.seconds as f64 / 3600.0;
        let mut rate = Rate::new(match q.source {
            StrainSource::Crossfire => s.crossfire_h.value * hours,
            StrainSource::Helpless => s.helpless_h.value * hours,
            StrainSource::LeaderLost => s.leader.value,
            StrainSource::NeighbourBroke => s.neighbour_broke.value,
            StrainSource::NeighbourRan => s.neighbour_ran.value,
        });
        if q.trench {
            rate.times(ModifierName::Trench, s.trench.value);
        }
        if q.led {
            rate.times(ModifierName::Led, s.led.value);
        }
        rate.times(ModifierName::Nerve, 1000.0 / q.nerve_permille.max(1) as f64);
        let mut lottery = Lottery::default();
        lottery.stage(Effect::Stress, sure(rate.value));
        Asked { question: Question::Strain(*q), modifiers: rate.modifiers, lottery }
    }

    /// Whether the commander is among those a headquarters lost.
    pub(super) fn ask_leader(&self, q: &Leader) -> Asked {
        let share = if q.men == 0 { 0.0 } else { q.lost.min(q.men) as f64 / q.men as f64 };
        let mut rate = Rate::new(share);
        if share > 0.0 {
            rate.times(ModifierName::InFront, self.morale.leader.exposure.value);
        }
        let mut lottery = Lottery::default();
        lottery.stage(Effect::CommanderHit, Law::Chance(Prob::of(rate.value)));
        Asked { question: Question::Leader(*q), modifiers: rate.modifiers, lottery }
    }

    /// Men who stray from a unit that runs.
    pub(super) fn ask_rout(&self, q: &Rout) -> Asked {
        let r = &self.morale.rout;
        let mut rate = Rate::new(r.stray_per_min.value);
        if q.night {
            rate.times(ModifierName::Night, r.night.value);
        }
        rate.times(ModifierName::Nerve, 1000.0 / q.nerve_permille.max(1) as f64);
        let mut lottery = Lottery::default();
        lottery.stage(Effect::Strayed, count(q.men as u32, any_of(rate.value, q.minutes as u32)));
        Asked { question: Question::Rout(*q), modifiers: rate.modifiers, lottery }
    }

    /// Whether men on the assault stand under the fire that meets them.
    pub(super) fn ask_stand(&self, q: &Stand) -> Asked {
        let s = &self.morale.stand;
        let (stress, lost) = (q.stress_permille as f64 / 1000.0, q.lost_permille as f64 / 1000.0);
        let nerve = q.nerve_permille.max(1) as f64 / 1000.0;
        let mut rate = Rate::new(s.base.value);
        rate.times(ModifierName::Stress, falls(stress, s.half_at_stress.value));
        rate.times(ModifierName::Losses, falls(lost, s.half_at_loss.value));
        let plain = rate.value;
        let steady = falls(stress, s.half_at_stress.value * nerve) * falls(lost, s.half_at_loss.value * nerve);
        if plain > 0.0 {
            rate.becomes(ModifierName::Nerve, s.base.value * steady);
        }
        let heads_down = q.suppressed_permille.min(1000) as f64 / 1000.0;
        rate.times(ModifierName::Suppressed, 1.0 - s.suppression.value * heads_down * heads_down);
        let mut lottery = Lottery::default();
        lottery.stage(Effect::Stands, Law::Chance(Prob::of(rate.value)));
        Asked { question: Question::Stand(*q), modifiers: rate.modifiers, lottery }
    }

    /// Whether a shaken unit comes to itself in so many minutes.
    pub(super) fn ask_rally(&self, q: &Rally) -> Asked {
        let r = &self.morale.rally;
        let mut rate = Rate::new(r.per_min.value);
        let reach = self.led_hexes();
        if q.led {
            // the whole in the same hex, falling to nothing one hex beyond reach
            let near = (reach + 1).saturating_sub(q.led_hexes as u32) as f64 / (reach + 1) as f64;
            let (whole, left) = ((r.led.value - 1.0) * near, self.morale.leader.deputy.value);
            rate.times(ModifierName::Led, 1.0 + whole);
            if q.commander_lost {
                rate.times(ModifierName::CommanderLost, (1.0 + whole * left) / (1.0 + whole));
            }
        }
        if q.commissars {
            rate.times(ModifierName::Commissars, r.commissars.value);
        }
        let quiet = q.quiet_min as f64;
        rate.times(ModifierName::Quiet, quiet / (quiet + r.half_quiet_min.value));
        rate.times(ModifierName::Stress, falls(q.stress_permille as f64 / 1000.0, self.morale.routed.value));
        rate.times(ModifierName::Nerve, q.nerve_permille as f64 / 1000.0);
        rate.times(ModifierName::Fatigue, self.left_to_the_tired(q.fatigue_permille, Wearies::Rally));
        let mut lottery = Lottery::default();
        lottery.stage(Effect::Rallied, Law::Chance(Prob::of(any_of(rate.value, q.minutes as u32))));
        Asked { question: Question::Rally(*q), modifiers: rate.modifiers, lottery }
    }
}

#[cfg(test)]
mod tests {
    use super::ModifierName as M;
    use super::*;
    use crate::rules::laws::names;
    use proptest::prelude::*;

    fn shaken() -> Rally {
        Rally {
            stress_permille: 0,
            led: false,
            led_hexes: 0,
            commander_lost: false,
            commissars: false,
            quiet_min: 10,
            minutes: 15,
            nerve_permille: 1000,
            fatigue_permille: 0,
        }
    }
    fn chance(q: Rally) -> f64 {
        Tables::shipped().ask(&Question::Rally(q)).lottery.mean(Effect::Rallied)
    }

    #[test]
    fn rally_by_modifier_then_by_result() {
        let t = Tables::shipped();
        let of = |q| names(&t.ask(&Question::Rally(q)));
        assert_eq!(of(shaken()), [(M::Quiet, 500)]);
        assert_eq!(of(Rally { led: true, ..shaken() }), [(M::Led, 1500), (M::Quiet, 500)]);
        assert_eq!(of(Rally { led: true, led_hexes: 2, commander_lost: true, ..shaken() })[..2], [(M::Led, 1250), (M::CommanderLost, 880)]);
        assert_eq!(
            of(Rally { commissars: true, fatigue_permille: 1000, nerve_permille: 1500, ..shaken() }),
            [(M::Commissars, 1150), (M::Quiet, 500), (M::Nerve, 1500), (M::Fatigue, 400)]
        );
        // 4.5 in 100 a minute, half of it after ten minutes of quiet: 29 in 100 in a quarter of an hour.
        assert!((chance(shaken()) - 0.289).abs() < 0.002, "{}", chance(shaken()));
        assert_eq!((chance(Rally { quiet_min: 0, ..shaken() }), chance(Rally { minutes: 0, ..shaken() })), (0.0, 0.0));
    }

    #[test]
    fn losses_of_the_day_keep_a_company_that_was_shaken_from_attacking_again() {
        let t = Tables::shipped();
        let floor = |lost: u32, nerve| (t.worn_stress(lost * 10_000, nerve) / 1000) as u16;
        // Shaken at 15 in 100 it is shaken for the day at 20; at 35 it does not advance any more; at a tenth it comes to itself.
        assert_eq!(t.morale(floor(10, 1000), 1000, MoraleState::Shaken), MoraleState::Steady);
        assert_eq!(t.morale(floor(20, 1000), 1000, MoraleState::Shaken), MoraleState::Shaken);
        assert_eq!(t.morale(floor(25, 1000), 1000, MoraleState::Steady), MoraleState::Shaken);
        assert_eq!(t.morale(floor(35, 1000), 1000, MoraleState::Broken), MoraleState::Broken);
        // Men of half as much nerve again go to 45 in 100.
        assert_eq!([40, 46].map(|p| t.morale(floor(p, 1500), 1500, MoraleState::Shaken)), [MoraleState::Steady, MoraleState::Shaken]);
        // After a night and a day half of it is gone.
        assert_eq!(t.worn_after(250_000, 24 * 3600), 125_000);
    }

    #[test]
    fn men_give_ground_by_the_minute() {
        let t = Tables::shipped();
        let states = [MoraleState::Steady, MoraleState::Shaken, MoraleState::Broken, MoraleState::Routed];
        assert_eq!(states.map(|s| t.flight_seconds(s)), [None, None, Some(900), Some(300)]);
    }

    #[test]
    fn strain_by_source_then_by_modifier() {
        let t = Tables::shipped();
        let ask =
            |source, trench, led, nerve_permille| t.ask(&Question::Strain(Strain { source, seconds: 3600, trench, led, nerve_permille }));
        let laid = |s: Asked| s.lottery.mean(Effect::Stress);
        assert_eq!(names(&ask(StrainSource::Crossfire, false, false, 1000)), []);
        let sources = [
            StrainSource::Crossfire,
            StrainSource::Helpless,
            StrainSource::LeaderLost,
            StrainSource::NeighbourBroke,
            StrainSource::NeighbourRan,
        ];
        assert_eq!(sources.map(|s| laid(ask(s, false, false, 1000))), [120.0, 100.0, 100.0, 50.0, 100.0]);
        let soft = ask(StrainSource::Helpless, true, true, 1250);
        assert_eq!(names(&soft), [(M::Trench, 700), (M::Led, 800), (M::Nerve, 800)]);
        assert_eq!(laid(soft), 45.0);
    }

    #[test]
    fn a_commander_falls_with_his_staff_and_men_stray_by_the_minute() {
        let t = Tables::shipped();
        let hit = |lost, men| t.ask(&Question::Leader(Leader { men, lost }));
        assert_eq!(names(&hit(5, 50)), [(M::InFront, 1500)]);
        assert!((hit(5, 50).lottery.mean(Effect::CommanderHit) - 0.15).abs() < 1e-6);
        assert_eq!([(0, 50), (50, 50), (0, 0)].map(|(l, m)| hit(l, m).lottery.mean(Effect::CommanderHit)), [0.0, 1.0, 0.0]);
        let ask = |minutes, night| t.ask(&Question::Rout(Rout { men: 100, minutes, night, nerve_permille: 1500 }));
        assert_eq!(names(&ask(15, true)), [(M::Night, 1500), (M::Nerve, 667)]);
        let gone = |minutes| ask(minutes, false).lottery.mean(Effect::Strayed);
        assert!(gone(15) > 5.0 && gone(15) < 7.0, "{}", gone(15));
        let left = |minutes| 1.0 - gone(minutes) / 100.0;
        assert!((left(60) - left(15) * left(15) * left(15) * left(15)).abs() < 1e-6);
    }

    proptest! {
        /// More losses never leave less stress; steadier men never bear more.
        #[test]
        fn more_losses_never_leave_less_stress(men in 1u32..400, lost in 0u32..400, more in 0u32..50, nerve in 500u16..2000) {
            let t = Tables::shipped();
            let (a, b) = (lost.min(men), (lost + more).min(men));
            prop_assert!(t.stress_of_losses(a, men, nerve) <= t.stress_of_losses(b, men, nerve));
            prop_assert!(t.stress_of_losses(a, men, nerve) >= t.stress_of_losses(a, men, nerve + 100));
            let ppm = |lost: u32| (u64::from(lost) * 1_000_000 / u64::from(men)) as u32;
            prop_assert!(t.worn_stress(ppm(a), nerve) <= t.worn_stress(ppm(b), nerve));
            prop_assert!(t.worn_stress(ppm(a), nerve) >= t.worn_stress(ppm(a), nerve + 100));
        }

        /// A unit with a headquarters near is never worse off, one nearer never worse than one farther.
        #[test]
        fn a_led_unit_is_never_worse(stress in 0u16..1000, hexes in 0u8..5, lost: bool, quiet in 0u16..200, tired in 0u16..1000) {
            let alone = Rally { stress_permille: stress, quiet_min: quiet, fatigue_permille: tired, ..shaken() };
            let led = |led_hexes| Rally { led: true, led_hexes, commander_lost: lost, ..alone };
            prop_assert!(chance(led(hexes)) >= chance(alone));
            prop_assert!(chance(led(hexes)) >= chance(led(hexes + 1)));
            let helped = Rally { commissars: true, ..alone };
            prop_assert!(chance(helped) >= chance(alone));
        }

        /// Four turns of a quarter of an hour are one of an hour, but for rounding: stress, what losses leave, and the chance to rally.
        #[test]
        fn the_length_of_a_turn_changes_nothing(stress in 0u32..1_000_000, fire: bool, quiet in 1u16..100) {
            let t = Tables::shipped();
            let four = (0..4).fold(stress, |s, _| t.stress_after(s, 900, fire));
            prop_assert!(four.abs_diff(t.stress_after(stress, 3600, fire)) <= 4);
            let four = (0..4).fold(stress, |s, _| t.worn_after(s, 900));
            prop_assert!(four.abs_diff(t.worn_after(stress, 3600)) <= 4);
            let missed = |minutes| 1.0 - chance(Rally { minutes, quiet_min: quiet, ..shaken() });
            let each = missed(15) * missed(15) * missed(15) * missed(15);
            prop_assert!((missed(60) - each).abs() < 1e-6);
        }
    }
}
