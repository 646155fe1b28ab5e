//! Men at close quarters with vehicles, and men who have no way out.
//!
//! What belongs here: the odds of both, from the rows `hunt` and `surrender` of `assault.ron`. What never does: who is there,
//! and what becomes of a hex.

use super::odds::{Rate, any_of, count};
use super::{Asked, CloseAttack, Effect, Law, Light, Lottery, ModifierName, Prob, Question, Surrender, Tables};

impl Tables {
    /// Men who go for so many vehicles at most.
    pub fn hunters(&self, men: u32, vehicles: u32) -> u32 {
        men.min(vehicles.saturating_mul(self.assault.hunt.party_men.value))
    }

    /// Seconds that a party takes which goes out by night for stuck vehicles and comes back.
    pub fn night_party_seconds(&self) -> u32 {
        self.assault.hunt.night_party_s.value
    }

    /// Men at close quarters with vehicles.
    pub(super) fn ask_close_attack(&self, q: &CloseAttack) -> Asked {
        let h = &self.assault.hunt;
        let dark = matches!(q.light, Light::Moon | Light::Dark);
        let mut rate = Rate::new(h.stuck.value);
        if !q.stuck {
            rate.times(ModifierName::TanksMoving, h.running.value);
            rate.times(ModifierName::Posture, h.open.value + (1.0 - h.open.value) * q.dug_in_permille.min(1000) as f64 / 1000.0);
        }
        if !dark {
            rate.times(ModifierName::Daylight, h.daylight.value);
        }
        let grenades = q.grenades_permille.min(1000) as f64 / 1000.0;
        rate.times(ModifierName::Grenades, h.bare_hands.value + (1.0 - h.bare_hands.value) * grenades);
        let wanted = q.vehicles as f64 * h.party_men.value as f64;
        if wanted > 0.0 {
            rate.times(ModifierName::Crowded, (q.men as f64 / wanted).min(1.0));
        }
        if q.men > 0 {
            rate.times(ModifierName::OwnInfantry, q.men as f64 / (q.men as f64 + q.escort as f64));
        }
        let chance = if q.men == 0 { 0.0 } else { rate.value };
        let mut lottery = Lottery::default();
        let out = lottery.stage(Effect::VehiclesOut, count(q.vehicles as u32, chance));
        let burnt = lottery.stage(Effect::Burnt, Law::CountOf { stage: out, p: Prob::of(h.burnt.value) });
        lottery.stage(Effect::Recoverable, Law::CountOfRest { less: burnt, p: Prob::ALWAYS });
        let crew = lottery.stage(Effect::CrewHit, Law::CountPer { stage: out, each: q.crew as u32, p: Prob::of(h.crew.value) });
        let taken = lottery.stage(Effect::Captured, Law::CountOf { stage: crew, p: Prob::of(q.prisoners_percent as f64 / 100.0) });
        lottery.stage(Effect::Killed, Law::CountOfRest { less: taken, p: Prob::of(q.killed_percent as f64 / 100.0) });
        // Running tanks fight back in close combat, whose losses are reckoned there; stuck ones have their machine guns.
        if q.stuck && q.vehicles > 0 && q.men > 0 {
            let light = if dark { 1.0 } else { h.party_daylight.value };
            let permille = |share: f64| (share * light * 1000.0 + 0.5).min(1000.0) as u32;
            let (least, most) = (h.party_loss.least.value, h.party_loss.most.value);
            let better = h.party_success.value;
            let bands = [(0, permille(least), permille(most)), (u32::MAX, permille(least * better), permille(most * better))];
            lottery.stage(Effect::AttackerLoss, Law::Spread { stage: out, bands: bands.into_iter().collect() });
        }
        Asked { question: Question::CloseAttack(*q), modifiers: rate.modifiers, lottery }
    }

    /// Men with no way out: those who were overrun are lost, some of them taken; others lay down their arms or hold out.
    pub(super) fn ask_surrender(&self, q: &Surrender) -> Asked {
        let s = &self.assault.surrender;
        let share = q.prisoners_percent.min(100) as f64 / 100.0;
        let mut lottery = Lottery::default();
        if q.overrun {
            let lost = lottery.stage(Effect::MenHit, Law::Sure(q.men as u32));
            let taken = lottery.stage(Effect::Captured, Law::CountOf { stage: lost, p: Prob::of(share) });
            lottery.stage(Effect::Killed, Law::CountOfRest { less: taken, p: Prob::of(q.killed_percent as f64 / 100.0) });
            return Asked { question: Question::Surrender(*q), modifiers: Default::default(), lottery };
        }
        let mut rate = Rate::new(s.broken_h.value / 60.0 * share);
        if q.routed {
            rate.times(ModifierName::Routed, s.routed.value);
        }
        if q.dry {
            rate.times(ModifierName::NoAmmunition, s.dry.value);
        }
        if q.leaderless {
            rate.times(ModifierName::CommanderLost, s.leaderless.value);
        }
        if q.watched {
            rate.times(ModifierName::Watched, s.watched.value);
        }
        rate.times(ModifierName::Nerve, 1000.0 / q.nerve_permille.max(1) as f64);
        let yields = lottery.stage(Effect::Yields, Law::Chance(Prob::of(any_of(rate.value, q.minutes as u32))));
        let all = q.men as u32;
        let lost = lottery.stage(Effect::MenHit, Law::Spread { stage: yields, bands: [(0, 0, 0), (1, all, all)].into_iter().collect() });
        lottery.stage(Effect::Captured, Law::CountOf { stage: lost, p: Prob::ALWAYS });
        Asked { question: Question::Surrender(*q), modifiers: rate.modifiers, lottery }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::laws::names;
    use proptest::prelude::*;

    /// Ten men by night about one stuck tank, with grenades and nobody else near.
    fn stuck() -> CloseAttack {
        CloseAttack {
            men: 10,
            grenades_permille: 1000,
            dug_in_permille: 0,
            vehicles: 1,
            stuck: true,
            escort: 0,
            light: Light::Dark,
            crew: 3,
            killed_percent: 22,
            prisoners_percent: 20,
        }
    }

    fn out(q: CloseAttack) -> f64 {
        Tables::shipped().ask(&Question::CloseAttack(q)).lottery.mean(Effect::VehiclesOut)
    }

    #[test]
    fn stuck_tanks_are_lost_by_night_with_nobody_near() {
        let t = Tables::shipped();
        let asked = t.ask(&Question::CloseAttack(stuck()));
        assert!(names(&asked).is_empty());
        assert!((asked.lottery.mean(Effect::VehiclesOut) - 0.6).abs() < 1e-6);
        assert!((asked.lottery.mean(Effect::CrewHit) - 0.6 * 3.0 * 0.6).abs() < 1e-6);
        let day = t.ask(&Question::CloseAttack(CloseAttack { light: Light::Day, grenades_permille: 0, men: 4, escort: 4, ..stuck() }));
        let why =
            [(ModifierName::Daylight, 500), (ModifierName::Grenades, 350), (ModifierName::Crowded, 500), (ModifierName::OwnInfantry, 500)];
        assert_eq!(names(&day), why);
        let among = t.ask(&Question::CloseAttack(CloseAttack { stuck: false, ..stuck() }));
        assert_eq!(names(&among), [(ModifierName::TanksMoving, 150), (ModifierName::Posture, 500)]);
        let half = t.ask(&Question::CloseAttack(CloseAttack { stuck: false, dug_in_permille: 500, ..stuck() }));
        assert_eq!(names(&half), [(ModifierName::TanksMoving, 150), (ModifierName::Posture, 750)]);
        // Running tanks fight back in close combat itself.
        assert_eq!((among.lottery.mean(Effect::AttackerLoss), asked.lottery.mean(Effect::AttackerLoss) > 0.0), (0.0, true));
        assert_eq!((t.hunters(100, 2), t.hunters(5, 2)), (16, 5));
    }

    #[test]
    fn who_is_overrun_is_lost_and_who_is_hemmed_in_may_yield() {
        let t = Tables::shipped();
        let hemmed = |overrun, nerve_permille, prisoners_percent| {
            t.ask(&Question::Surrender(Surrender { overrun, nerve_permille, prisoners_percent, ..hemmed_in() }))
        };
        let lost = hemmed(true, 1000, 20).lottery;
        assert_eq!((lost.mean(Effect::MenHit), lost.mean(Effect::Yields)), (50.0, 0.0));
        assert!((lost.mean(Effect::Captured) - 10.0).abs() < 1e-6 && (lost.mean(Effect::Killed) - 12.0).abs() < 1e-6);
        let asked = hemmed(false, 1500, 2);
        assert_eq!(names(&asked), [(ModifierName::Routed, 2000), (ModifierName::NoAmmunition, 1500), (ModifierName::Nerve, 667)]);
        // 4 an hour x 0.02 x 2 x 1.5 / 1.5 for a quarter of an hour
        assert!((asked.lottery.mean(Effect::Yields) - 0.0393).abs() < 1e-4, "{}", asked.lottery.mean(Effect::Yields));
        assert!((asked.lottery.mean(Effect::Captured) - 50.0 * asked.lottery.mean(Effect::Yields)).abs() < 1e-4);
        let alone = t.ask(&Question::Surrender(Surrender { routed: false, dry: false, leaderless: true, watched: true, ..hemmed_in() }));
        assert_eq!(names(&alone), [(ModifierName::CommanderLost, 1500), (ModifierName::Watched, 0)]);
        assert_eq!(alone.lottery.mean(Effect::Yields), 0.0, "who is only seen waits for the night");
    }

    /// Men of ordinary nerve who run with nothing to fire, a quarter of an hour.
    fn hemmed_in() -> Surrender {
        Surrender {
            men: 50,
            overrun: false,
            routed: true,
            dry: true,
            leaderless: false,
            watched: false,
            minutes: 15,
            nerve_permille: 1000,
            prisoners_percent: 20,
            killed_percent: 30,
        }
    }

    proptest! {
        /// Four turns of a quarter of an hour are one of an hour.
        #[test]
        fn the_length_of_a_turn_changes_no_surrender(routed: bool, dry: bool, leaderless: bool, watched: bool, prisoners_percent in 0u8..60) {
            let holds = |minutes| {
                let q = Surrender { routed, dry, leaderless, watched, prisoners_percent, minutes, ..hemmed_in() };
                1.0 - Tables::shipped().ask(&Question::Surrender(q)).lottery.mean(Effect::Yields)
            };
            let quarter = holds(15);
            prop_assert!((holds(60) - quarter * quarter * quarter * quarter).abs() < 1e-6);
        }

        #[test]
        fn men_grenades_and_night_never_help_the_tanks(
            men in 0u16..300, more in 0u16..100, vehicles in 1u8..20, escort in 0u16..300, grenades in 0u16..=1000, stuck: bool, dug_in_permille in 0u16..=1000
        ) {
            let day = CloseAttack { men, grenades_permille: grenades, vehicles, escort, dug_in_permille, stuck, light: Light::Day, ..self::stuck() };
            let least = out(day) - 1e-6;
            let many = out(CloseAttack { men: men + more, ..day });
            prop_assert!(many >= least, "men");
            let armed = out(CloseAttack { grenades_permille: 1000, ..day });
            prop_assert!(armed >= least, "grenades");
            let dark = out(CloseAttack { light: Light::Moon, ..day });
            prop_assert!(dark >= least, "night");
            let watched = out(CloseAttack { escort: escort + more, ..day });
            prop_assert!(watched <= least + 2e-6, "infantry");
        }
    }
}
