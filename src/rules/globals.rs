//! The five constants that a calibration may move: factors over whole tables, folded into them as they are read.
//!
//! What belongs here: `globals.ron`. What never does: a sixth.

use super::Tables;
use super::figure::{Figure, Format, table};

table! {
    /// `globals.ron`.
    struct Globals {
        format: Format,
        /// On small-arms rounds for one man hit.
        small_arms: Figure,
        /// On the area that HE sweeps.
        he_area: Figure,
        /// On the danger at which half are suppressed.
        d50: Figure,
        /// On hits of one aimed round on armour.
        anti_tank: Figure,
        /// Cone index added to the strength of soft ground.
        soil: Figure,
    }
}

impl Tables {
    /// The names of the five, as in `globals.NAME`.
    pub const GLOBALS: [&'static str; 5] = ["small_arms", "he_area", "d50", "anti_tank", "soil"];

    /// Multiply the tables by the constants. The area of HE stands on the weapons' cards and is multiplied where it is used.
    pub(super) fn fold_globals(&mut self) {
        let g = &self.globals;
        let by = &mut self.fire.rounds_per_casualty;
        for rounds in [&mut by.upright, &mut by.prone, &mut by.scrape, &mut by.trench] {
            rounds.value *= g.small_arms.value;
        }
        self.suppression.d50.value *= g.d50.value;
        self.antitank.hit.value.scale(g.anti_tank.value);
        for soil in self.bogging.strengths() {
            soil.value += g.soil.value;
        }
    }

    /// Factor on the area that HE sweeps.
    pub(super) fn he_factor(&self) -> f64 {
        self.globals.he_area.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{AntiTank, Barrage, Bog, Certainty, Cover, GroundState, MenUnderFire, Posture, Question, Shot, Terrain};
    use crate::rules::{Effect, WeaponClass};

    /// The shipped tables with one of the five changed.
    fn with(name: &str, value: f64) -> Tables {
        let mut texts: Vec<(&str, String)> = Tables::FILES
            .iter()
            .map(|f| (*f, std::fs::read_to_string(format!("{}/assets/rules/{f}", env!("CARGO_MANIFEST_DIR"))).unwrap()))
            .collect();
        let text = &mut texts.iter_mut().find(|(n, _)| *n == "globals.ron").unwrap().1;
        let from = text.find(&format!("{name}: (value: ")).unwrap() + name.len() + ": (value: ".len();
        let to = from + text[from..].find(',').unwrap();
        text.replace_range(from..to, &value.to_string());
        Tables::parse(&texts.iter().map(|(n, t)| (*n, t.as_str())).collect::<Vec<_>>()).unwrap()
    }

    fn mean(tables: &Tables, question: Question, effect: Effect) -> f64 {
        tables.ask(&question).lottery.mean(effect)
    }

    #[test]
    fn each_constant_moves_its_rule_and_no_other() {
        let shot = Shot { small_rounds: 400, he_area_m2: [0; 3], range_m: 300, skill_permille: 1000, suppressed_permille: 0 };
        let bullets = MenUnderFire {
            shots: [shot, Shot::default(), Shot::default(), Shot::default()],
            men: 100,
            // Kept down they are hit no less than before, unlike men in the open.
            posture: Posture::Scrape,
            cover: Cover::None,
            certainty: Certainty::Seen,
            seconds: 60,
            behind_tanks_permille: 0,
            killed_percent: 25,
        };
        let mut shells = bullets;
        shells.shots[0] = Shot { small_rounds: 0, he_area_m2: [2_000, 700, 80], ..shot };
        let bullets = Question::MenUnderFire(bullets);
        let shells = Question::MenUnderFire(shells);
        let barrage = Question::Barrage(Barrage {
            hidden_guns: false,
            weapon: WeaponClass::FieldGun,
            area_m2: [200, 70, 8],
            rounds: 20,
            share_permille: 600,
            seconds: 600,
            men: 100,
            below: 0,
            terrain: Terrain::Open,
            ground: GroundState::Dry,
            posture: Posture::Prone,
            cover: Cover::None,
            vehicles: 0,
            guns: 0,
            crew: 0,
            killed_percent: 25,
        });
        let tank = Question::AntiTank(AntiTank {
            rounds: 5,
            share_permille: 1000,
            range_m: 600,
            armour_mm: 13,
            flank: false,
            penetration_mm: 40,
            target_speed_dms: 0,
            stranded: false,
            command: false,
            crossing: false,
            vehicles: 10,
            crew: 3,
            suppressed_permille: 0,
            skill_permille: 1000,
            certainty: Certainty::Identified,
            killed_percent: 25,
        });
        let mud = |tables: &Tables| {
            let bog = Bog {
                terrain: Terrain::Marsh,
                ground: GroundState::Wet,
                vci_1: 26,
                vci_50: 60,
                passes: 0,
                vehicles: 10,
                speed_dms: 8,
                on_road: false,
                crossing: false,
            };
            mean(tables, Question::Bog(bog), Effect::Bogged)
        };
        let all = |t: &Tables| {
            [
                mean(t, bullets, Effect::MenHit),
                mean(t, shells, Effect::MenHit),
                mean(t, barrage, Effect::MenHit),
                mean(t, bullets, Effect::Suppression),
                mean(t, tank, Effect::VehiclesOut),
                mud(t),
            ]
        };
        let plain = all(&Tables::shipped());
        assert!(plain.iter().all(|v| *v > 0.0), "{plain:?}");
        // by constant: for each of the six whether it grows, stays, or falls
        let signs = [
            ("small_arms", 2.0, [-1, 0, 0, -1, 0, 0]),
            ("he_area", 2.0, [0, 1, 1, 0, 0, 0]),
            ("d50", 3.0, [0, 0, 0, -1, 0, 0]),
            ("anti_tank", 2.0, [0, 0, 0, 0, 1, 0]),
            ("soil", 5.0, [0, 0, 0, 0, 0, -1]),
        ];
        assert_eq!(signs.map(|s| s.0), Tables::GLOBALS);
        for (name, value, wanted) in signs {
            let moved = all(&with(name, value));
            for (n, sign) in wanted.into_iter().enumerate() {
                let found = (moved[n] - plain[n]).partial_cmp(&0.0).unwrap() as i32;
                assert_eq!(found, sign, "{name} on {n}: {} to {}", plain[n], moved[n]);
            }
        }
    }
}
