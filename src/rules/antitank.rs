//! Guns on armour: hits by range and motion, penetration by armour, fates of what is knocked out.
//!
//! What belongs here: `antitank.ron`. What never does: which gun fires at which tank, and when.

use super::figure::{Curve, Figure, Format, table};
use super::odds::{Rate, sure, unsuppressed};
use super::{AntiTank, Asked, Effect, Law, Lottery, ModifierName, Prob, Question, Tables};

table! {
    /// `antitank.ron`.
    struct Armour {
        format: Format,
        /// Hit of one aimed round by range in metres.
        hit: Figure<Curve>,
        /// Speed above which a target counts as quick, km/h, and the factor on hits then.
        quick_kmh: Figure,
        quick: Figure,
        /// Factor on hits at a target that cannot move.
        stranded: Figure,
        /// Factor on hits at vehicles met from the flank or from behind.
        flank: Figure,
        /// Rounds that a tank draws whose aerial shows who commands, against any other's one.
        command: Figure,
        /// Greatest chance of one aimed round to hit, whatever the factors.
        most: Figure,
        /// Share of its power at 500 m that a round loses with each further 100 m (and gains nearer).
        loss_per_100_m: Figure,
        /// Chance of a hit to pass by power over armour.
        perforation: Figure<Curve>,
        /// Chance that a tank passed is knocked out.
        knocked_out: Figure,
        /// Fates of those knocked out; the rest is repaired on the spot.
        burnt: Figure,
        hauled: Figure,
        /// Chance of each man of a knocked-out crew to be hit.
        crew_hit: Figure,
    }
}

impl Tables {
    /// Stages for what becomes of vehicles knocked out by stage `out`.
    pub(super) fn fates(&self, lottery: &mut Lottery, out: u8, crew: u8, killed_percent: u8) {
        let a = &self.antitank;
        let burnt = lottery.stage(Effect::Burnt, Law::CountOf { stage: out, p: Prob::of(a.burnt.value) });
        let rest = 1.0 - a.burnt.value;
        let p = if rest > 0.0 { Prob::of(a.hauled.value / rest) } else { Prob::NEVER };
        lottery.stage(Effect::Recoverable, Law::CountOfRest { less: burnt, p });
        let hit = lottery.stage(Effect::CrewHit, Law::CountPer { stage: out, each: crew as u32, p: Prob::of(a.crew_hit.value) });
        lottery.stage(Effect::CrewKilled, Law::CountOf { stage: hit, p: Prob::of(killed_percent as f64 / 100.0) });
    }

    /// Rounds that a command vehicle draws for each thousand at another.
    pub fn command_draw_permille(&self) -> u64 {
        (self.antitank.command.value * 1000.0 + 0.5) as u64
    }

    /// Vehicles that aimed rounds would knock out on the average if there were no end of them.
    pub fn expected_out(&self, q: &AntiTank) -> f64 {
        self.aimed(q).value * self.antitank.knocked_out.value * q.rounds as f64
    }

    /// Chance of one aimed round to pass the armour of these vehicles.
    fn aimed(&self, q: &AntiTank) -> Rate {
        let a = &self.antitank;
        let mut rate = Rate::new(a.hit.value.at(500.0));
        rate.becomes(ModifierName::Range, a.hit.value.at(q.range_m as f64));
        if q.target_speed_dms as f64 * 0.36 > a.quick_kmh.value {
            rate.times(ModifierName::TargetMoving, a.quick.value);
        }
        if q.stranded {
            rate.becomes(ModifierName::TargetStranded, (rate.value * a.stranded.value).min(a.most.value));
        }
        if q.flank {
            rate.becomes(ModifierName::Flank, (rate.value * a.flank.value).min(a.most.value));
        }
        rate.times(ModifierName::ShooterSuppressed, unsuppressed(q.suppressed_permille));
        rate.times(ModifierName::Skill, q.skill_permille as f64 / 1000.0);
        rate.times(ModifierName::OnlySuspected, self.fire.certainty(q.certainty));
        rate.times(ModifierName::Armour, self.perforation(q.penetration_mm, q.armour_mm, q.range_m));
        let name = if q.command { ModifierName::CommandTank } else { ModifierName::OtherVehicles };
        rate.times(name, q.share_permille as f64 / 1000.0);
        rate
    }

    /// Aimed rounds at vehicles.
    pub(super) fn ask_antitank(&self, q: &AntiTank) -> Asked {
        let a = &self.antitank;
        let rate = self.aimed(q);
        let p = Prob::of(rate.value * a.knocked_out.value);
        let mut lottery = self.fire.lottery();
        let out = lottery.stage(Effect::VehiclesOut, Law::CountUpTo { n: q.rounds as u32, p, max: q.vehicles as u32 });
        self.fates(&mut lottery, out, q.crew, q.killed_percent);
        if q.crossing {
            self.on_crossing(&mut lottery, out);
        }
        let lost = lottery.mean(Effect::VehiclesOut);
        lottery.stage(Effect::Stress, sure(self.shock(lost, q.vehicles as f64)));
        Asked { question: Question::AntiTank(*q), modifiers: rate.modifiers, lottery }
    }

    /// Chance that a hit passes the armour.
    pub fn perforation(&self, penetration_mm: u8, armour_mm: u8, range_m: u16) -> f64 {
        if penetration_mm == 0 {
            return 0.0;
        }
        let a = &self.antitank;
        let left = 1.0 - a.loss_per_100_m.value * (range_m as f64 - 500.0) / 100.0;
        let power = penetration_mm as f64 * left.max(0.0);
        a.perforation.value.at(power / armour_mm.max(1) as f64)
    }
}
