//! Shelter on the far side of a crest: who can have it, how much of what falls on the hill reaches it, who is in the trench.
//!
//! What belongs here: what `works.ron` says of shelter. What never does: when a unit goes below or comes up.

use super::odds::permille;
use super::{Posture, Tables, Terrain, WeaponClass};

/// Men under what falls in their hex, some of them below its crest.
pub(super) struct Split {
    up: f64,
    below: f64,
    /// Share of it that reaches those below.
    far: f64,
}

impl Split {
    /// So many men, of whom so many are below, where so much reaches them.
    pub fn new(men: u16, below: u16, far: f64) -> Split {
        let below = below.min(men);
        Split { up: (men - below) as f64, below: below as f64, far }
    }
    /// The mean over the men of what depends on the share of the fire that reaches a man.
    pub fn mean(&self, of: impl Fn(f64) -> f64) -> f64 {
        if self.below == 0.0 {
            return of(1.0);
        }
        (self.up * of(1.0) + self.below * of(self.far)) / (self.up + self.below)
    }
}

impl Tables {
    /// Whether men who hold themselves like this on such ground have a far side to shelter on: those dug in on a hilltop. A
    /// top has a side away from the enemy wherever he comes from; a slope has none of its own, and water fills holes elsewhere.
    pub fn has_shelter(&self, posture: Posture, terrain: Terrain) -> bool {
        posture >= Posture::Scrape && terrain == Terrain::Crest
    }
    /// Share of shells of this kind that reach men below: flat ones pass over a slope that is steeper than their fall.
    pub(super) fn reaching_below(&self, class: WeaponClass) -> f64 {
        let s = &self.works.shelter;
        match class {
            WeaponClass::Howitzer | WeaponClass::Mortar | WeaponClass::Discharger => s.steep.value,
            WeaponClass::Rifle
            | WeaponClass::Sniper
            | WeaponClass::Lmg
            | WeaponClass::Hmg
            | WeaponClass::InfantryGun
            | WeaponClass::AntiTank
            | WeaponClass::TankGun
            | WeaponClass::FieldGun
            | WeaponClass::Flame
            | WeaponClass::AntiAircraft => s.flat.value,
        }
    }
    /// The same of bombs.
    pub(super) fn bombs_below(&self) -> f64 {
        self.works.shelter.bombs.value
    }
    /// Of so many men, those who stay in the trench as lookouts: at least one.
    pub fn lookouts(&self, men: u16) -> u16 {
        self.men_up(men, 0)
    }
    /// Of so many men who shelter, those in the trench so many seconds after they were called up: the lookouts, and of the
    /// others as many as the time allows.
    pub fn men_up(&self, men: u16, climbing_s: u32) -> u16 {
        let lookouts = (men as u32 * permille(self.works.shelter.lookouts.value)).div_ceil(1000).min(men as u32);
        let all = self.reman_seconds().max(1);
        (lookouts + (men as u32 - lookouts) * climbing_s.min(all) / all) as u16
    }
    /// Seconds to get below from a trench.
    pub fn leave_seconds(&self) -> u32 {
        self.works.shelter.leave_s.value
    }
    /// Share suppressed (per mille) at which the drill sends men below.
    pub fn shelter_permille(&self) -> u16 {
        permille(self.works.shelter.goes_at.value) as u16
    }
    /// Metres within which an enemy keeps men in the trench, or calls them back to it.
    pub fn shelter_alarm_m(&self) -> u32 {
        self.works.shelter.alarm_m.value
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::{
        Assault, Barrage, CloseForce, Cover, Effect, GroundState, Light, ModifierName, Posture, Question, Strike, Tables, Terrain,
        WeaponClass,
    };
    use proptest::prelude::*;

    fn shelled(below: u16, weapon: WeaponClass) -> Barrage {
        Barrage {
            hidden_guns: false,
            weapon,
            area_m2: [200, 70, 8],
            rounds: 120,
            share_permille: 800,
            seconds: 900,
            men: 170,
            below,
            posture: Posture::Trench,
            cover: Cover::Heavy,
            terrain: Terrain::Slope,
            ground: GroundState::Dry,
            vehicles: 0,
            guns: 0,
            crew: 0,
            killed_percent: 37,
        }
    }

    fn bombed(below: u16) -> Strike {
        Strike {
            bombs: [0, 120, 0],
            strafing_rounds: 0,
            men: 170,
            below,
            posture: Posture::Trench,
            cover: Cover::Heavy,
            terrain: Terrain::Slope,
            ground: GroundState::Dry,
            vehicles: 0,
            guns: 0,
            crew: 0,
            killed_percent: 37,
        }
    }

    fn names(t: &Tables, q: Question) -> Vec<(ModifierName, u32)> {
        t.ask(&q).modifiers.iter().map(|m| (m.name, m.permille)).collect()
    }

    #[test]
    fn the_far_side_of_a_crest_takes_most_of_what_falls() {
        let t = Tables::shipped();
        use ModifierName::{Posture as P, ReverseSlope, ShareInHex};
        // 17 of 170 stay: (17 + 153 × 0.25) / 170 = 0.325 under field guns, (17 + 153 × 0.5) / 170 = 0.55 under howitzers and bombs.
        let with = |below, weapon| Question::Barrage(shelled(below, weapon));
        assert_eq!(names(&t, with(0, WeaponClass::FieldGun)), [(ShareInHex, 800), (P, 40)]);
        assert_eq!(names(&t, with(153, WeaponClass::FieldGun)), [(ShareInHex, 800), (P, 40), (ReverseSlope, 325)]);
        assert_eq!(names(&t, with(153, WeaponClass::Howitzer)), [(ShareInHex, 800), (P, 40), (ReverseSlope, 550)]);
        assert_eq!(names(&t, Question::Strike(bombed(153))).last(), Some(&(ReverseSlope, 550)));
        let hit = |q: Question| t.lottery(&q).mean(Effect::MenHit);
        let (trench, below) = (hit(with(0, WeaponClass::FieldGun)), hit(with(153, WeaponClass::FieldGun)));
        assert!((below / trench - 0.325).abs() < 0.01, "{below} of {trench}");
    }

    #[test]
    fn a_tenth_stays_and_the_rest_comes_up_in_five_minutes() {
        let t = Tables::shipped();
        assert_eq!((t.lookouts(170), t.lookouts(1), t.lookouts(0)), (17, 1, 0));
        assert_eq!([0, 100, 200, 300, 900].map(|s| t.men_up(170, s)), [17, 68, 119, 170, 170]);
        assert!(t.has_shelter(Posture::Trench, Terrain::Crest) && t.has_shelter(Posture::Scrape, Terrain::Crest));
        assert!(!t.has_shelter(Posture::Prone, Terrain::Crest) && !t.has_shelter(Posture::Trench, Terrain::Slope));
        // Tanks alone are there before the trench is manned, infantry is not.
        assert!(t.assault_seconds(0, false, true) < t.reman_seconds() && t.reman_seconds() < t.assault_seconds(0, false, false));
    }

    #[test]
    fn who_is_caught_below_does_not_fight_and_has_no_trench() {
        let t = Tables::shipped();
        let force = |men, quality_permille| CloseForce { men, quality_permille, grenades_permille: 0, tanks: 0, flame_tanks: 0 };
        let q = Assault {
            attacker: force(200, 1000),
            defender: force(100, 1000),
            caught: 0,
            trench_permille: 1000,
            scrape_permille: 0,
            rise_m: 0,
            wire: false,
            surprise_permille: 0,
            light: Light::Day,
            killed_percent: (22, 37),
            prisoners_percent: 2,
        };
        let caught = Assault { defender: force(60, 1000), caught: 40, trench_permille: 0, ..q };
        assert_eq!(names(&t, Question::Assault(q)), [(ModifierName::Trench, 500)]);
        assert_eq!(names(&t, Question::Assault(caught)), [(ModifierName::CaughtBelow, 1667)]);
        let taken = |q: Assault| t.lottery(&Question::Assault(q)).mean(Effect::AssaultResult);
        assert!(taken(caught) > taken(q));
    }

    proptest! {
        /// Sheltering never costs more men or nerve than staying, under whatever falls, and the more are below the less.
        #[test]
        fn shelter_never_costs_more(
            rounds in 0u16..2000, area in (0u16..900, 0u16..300, 0u16..40), men in 1u16..600, below in 0u16..600, more in 0u16..600,
            seconds in 1u16..2700, bombs in (0u16..200, 0u16..200, 0u16..6), scrape: bool,
            weapon in prop::sample::select(vec![WeaponClass::FieldGun, WeaponClass::Howitzer, WeaponClass::Mortar, WeaponClass::InfantryGun]),
        ) {
            let t = Tables::shipped();
            let posture = if scrape { Posture::Scrape } else { Posture::Trench };
            let area_m2 = [area.0.max(area.1).max(area.2), area.1.max(area.2), area.2];
            let below = below.min(men);
            let deeper = below.saturating_add(more).min(men);
            let means = |q: Question| {
                let lottery = t.lottery(&q);
                [Effect::MenHit, Effect::Suppression, Effect::Stress].map(|e| lottery.mean(e))
            };
            let shells = |below| means(Question::Barrage(Barrage { rounds, area_m2, men, seconds, posture, ..shelled(below, weapon) }));
            let strike = |below| means(Question::Strike(Strike { bombs: [bombs.0, bombs.1, bombs.2], men, posture, ..bombed(below) }));
            for (stay, go, all) in [(shells(0), shells(below), shells(deeper)), (strike(0), strike(below), strike(deeper))] {
                for i in 0..3 {
                    prop_assert!(go[i] <= stay[i] + 1e-6 && all[i] <= go[i] + 1e-6, "{stay:?} {go:?} {all:?}");
                }
            }
        }

        /// No more men are up than there are, never fewer the longer they climb.
        #[test]
        fn men_come_up_in_order(men in 0u16..2000, s in 0u32..900, more in 0u32..900) {
            let t = Tables::shipped();
            let (a, b) = (t.men_up(men, s), t.men_up(men, s + more));
            prop_assert!(t.lookouts(men) <= a && a <= b && b <= men);
        }
    }
}
