//! Direct fire on men: small arms and HE of guns that see their target, and HE on guns that were found.
//!
//! What belongs here: `fire.ron`: rates of fire, effect by range, posture and cover, the course of an exchange, the limits of
//! watching fire. What never does: armour, and shells that nobody aims by sight.

use super::figure::{Curve, Figure, Format, Standing, table};
use super::odds::{HEX_AREA_M2, Rate, count, permille, share_of, sure, unsuppressed};
use super::{
    Asked, Certainty, Cover, Effect, GunHunt, Law, Lottery, MenUnderFire, ModifierName, Posture, Prob, Question, Tables, WeaponClass,
};
use arrayvec::ArrayVec;
use serde::{Deserialize, Deserializer};

table! {
    /// `fire.ron`.
    struct Fire {
        format: Format,
        /// The fortune that all effects of one exchange share.
        course: Course,
        /// Small-arms rounds for one man hit at 300 m, by posture.
        rounds_per_casualty: ByPosture,
        /// Effect of small arms by range in metres against 300 m.
        range: Figure<Curve>,
        /// The round of a sniper.
        sniper: Sniper,
        /// Factor on fire at men only suspected.
        suspected: Figure,
        /// Factors of cover on what is hit above ground level.
        cover: CoverFactors,
        /// Share of small arms' effect that reaches men who go behind tanks, and how many men one tank covers.
        behind_tanks: Figure,
        men_behind_tank: Figure<u32>,
        /// Within it guns whose shells are rationed fire at whom they see without asking, m.
        unrationed_m: Figure<u32>,
        /// Ground over which aimed HE on a unit is spread, m².
        direct_area_m2: Figure,
        /// Rounds a minute of one weapon.
        rate: Rates,
        /// Factor on the rate while fire is opened, and for how many seconds.
        opening: Figure,
        opening_s: Figure<u32>,
        /// Aimed HE against guns.
        gun_hunt: Hunt,
        /// Least seconds in a hex that expose a unit acting there.
        exposure_s: Figure<u32>,
        /// Greatest share of a turn that a watcher gives to one target outside its hex.
        target_share: Figure,
        /// Share of the ordinary rate at which unspent seconds fire at the turn's end.
        standing_share: Figure,
        /// Share of a fight in which a unit shows itself to standing fire: firing or in the open; silent and dug in; and of the time after it.
        shown_share: Figure,
        shown_low_share: Figure,
        shown_quiet_share: Figure,
        /// How long a fight lasts in a longer turn, seconds.
        fight_s: Figure<u32>,
    }
    /// One figure a posture.
    struct ByPosture {
        upright: Figure,
        prone: Figure,
        scrape: Figure,
        trench: Figure,
    }
    /// What the round of a chosen shot with a telescope is worth.
    struct Sniper {
        /// Rounds of a rifle at 300 m.
        worth: Figure,
        /// Effect by range in metres against 300 m.
        range: Figure<Curve>,
    }
    /// Share of the effect that cover leaves.
    struct CoverFactors {
        light: Figure,
        heavy: Figure,
    }
    /// Mean rounds a minute in battle of weapons whose cards state none of their own.
    struct Rates {
        rifle: Figure,
        sniper: Figure,
        lmg: Figure,
        hmg: Figure,
        discharger: Figure,
        mortar: Figure,
        flame: Figure,
        /// anti-aircraft guns and machine guns by calibre in mm
        anti_aircraft: Figure<Curve>,
        /// guns by calibre in mm
        gun: Figure<Curve>,
    }
    /// Aimed HE rounds on a gun that was found.
    struct Hunt {
        /// Chance of one round to put a dug-in gun out at 500 to 800 m.
        per_round: Figure,
        /// Factor by range in metres.
        range: Figure<Curve>,
        /// Factor where the gun is not dug in.
        open: Figure,
    }
}

/// The fortunes of an exchange: rows of (weight, factor per mille), their weighted mean exactly 1000.
#[derive(Clone, Debug)]
pub(super) struct Course(pub ArrayVec<(Prob, u16), 8>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Course")]
struct RawCourse {
    rows: Vec<(u32, u16)>,
    #[serde(rename = "standing")]
    _standing: Standing,
    #[serde(rename = "reason")]
    _reason: String,
}

impl<'de> Deserialize<'de> for Course {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let raw = RawCourse::deserialize(input)?;
        let fail = |text: &str| Err(serde::de::Error::custom(text));
        let weights: u64 = raw.rows.iter().map(|r| r.0 as u64).sum();
        if raw.rows.is_empty() || raw.rows.len() > 8 || weights == 0 || raw.rows.iter().any(|r| r.0 == 0) {
            return fail("a course has one to eight rows, each with a weight");
        }
        if raw.rows.iter().map(|r| r.0 as u64 * r.1 as u64).sum::<u64>() != 1000 * weights {
            return fail("the weighted mean of a course's factors must be exactly 1000");
        }
        let mut rows: ArrayVec<(Prob, u16), 8> = raw.rows.iter().map(|r| (Prob(((r.0 as u64) << 32) / weights), r.1)).collect();
        let left = Prob::ALWAYS.0 - rows.iter().map(|r| r.0.0).sum::<u64>();
        rows[0].0.0 += left;
        Ok(Course(rows))
    }
}

super::figure::no_figures!(Course);

impl Fire {
    /// Share of the effect that cover leaves; a trench is its own cover.
    pub(super) fn cover(&self, cover: Cover, posture: Posture) -> f64 {
        match (cover, posture) {
            (_, Posture::Trench | Posture::Reversed) | (Cover::None, _) => 1.0,
            (Cover::Light, _) => self.cover.light.value,
            (Cover::Heavy, _) => self.cover.heavy.value,
        }
    }
    pub(super) fn certainty(&self, certainty: Certainty) -> f64 {
        if certainty == Certainty::Suspected { self.suspected.value } else { 1.0 }
    }
    /// A lottery that begins with the course.
    pub(super) fn lottery(&self) -> Lottery {
        Lottery { course: self.course.0.clone(), ..Lottery::default() }
    }
    fn rounds_per_casualty(&self, posture: Posture) -> f64 {
        let r = &self.rounds_per_casualty;
        match posture {
            Posture::Upright => r.upright.value,
            Posture::Prone => r.prone.value,
            // From the side it is no more than a scrape.
            Posture::Scrape | Posture::Reversed => r.scrape.value,
            Posture::Trench => r.trench.value,
        }
    }
    /// The place of a posture among upright, prone, trench areas. A scrape leaves as much of the way from a trench to lying open to
    /// splinters as it leaves open to bullets.
    pub(super) fn by_posture(&self, areas: [f64; 3], posture: Posture) -> f64 {
        match posture {
            Posture::Upright => areas[0],
            Posture::Prone => areas[1],
            Posture::Scrape => areas[2] + (areas[1] - areas[2]) * self.scrape_open(),
            Posture::Trench | Posture::Reversed => areas[2],
        }
    }
    /// Whether men who come to so many holes are hit no more than in scrapes: the share that has none is no larger than what a scrape leaves
    /// open.
    pub(super) fn makes_scrape(&self, men: u16, holes: u16) -> bool {
        f64::from(men.saturating_sub(holes)) <= f64::from(men) * self.scrape_open()
    }
    /// Of what lying men are hit more than men in a trench, the share that a scrape leaves.
    fn scrape_open(&self) -> f64 {
        let hits = |posture| 1.0 / self.rounds_per_casualty(posture);
        let (prone, trench) = (hits(Posture::Prone), hits(Posture::Trench));
        if prone <= trench { 0.0 } else { ((hits(Posture::Scrape) - trench) / (prone - trench)).clamp(0.0, 1.0) }
    }
    fn rate(&self, class: WeaponClass, calibre_mm: u16) -> f64 {
        let r = &self.rate;
        match class {
            WeaponClass::Rifle => r.rifle.value,
            WeaponClass::Sniper => r.sniper.value,
            WeaponClass::Lmg => r.lmg.value,
            WeaponClass::Hmg => r.hmg.value,
            WeaponClass::Discharger => r.discharger.value,
            WeaponClass::Mortar => r.mortar.value,
            WeaponClass::Flame => r.flame.value,
            WeaponClass::AntiAircraft => r.anti_aircraft.value.at(calibre_mm as f64),
            WeaponClass::InfantryGun | WeaponClass::AntiTank | WeaponClass::TankGun | WeaponClass::FieldGun | WeaponClass::Howitzer => {
                r.gun.value.at(calibre_mm as f64)
            }
        }
    }
}

impl Tables {
    /// Direct fire on the men of one target.
    pub(super) fn ask_men(&self, q: &MenUnderFire) -> Asked {
        let asked = *q;
        let q = &MenUnderFire { posture: q.posture.from_the_side(), ..*q };
        let (fire, men) = (&self.fire, q.men as f64);
        let mut lottery = fire.lottery();
        let area = if q.men == 0 { 1.0 } else { fire.direct_area_m2.value / self.he_factor() };
        // expected men hit, step by step; small arms by rounds for one man, HE by area swept of the area held
        let (upright, held) = (fire.rounds_per_casualty(Posture::Upright), fire.rounds_per_casualty(q.posture));
        let he = |shot: &super::Shot, posture| fire.by_posture(shot.he_area_m2.map(|a| a as f64), posture) / area * men;
        let sum = |f: &dyn Fn(&super::Shot) -> f64| q.shots.iter().map(f).sum::<f64>();
        let skill = |s: &super::Shot| s.small_rounds as f64 * s.skill_permille as f64 / 1000.0;
        let mut rate = Rate::new(sum(&|s| s.small_rounds as f64 / upright + he(s, Posture::Upright)));
        rate.becomes(ModifierName::Skill, sum(&|s| skill(s) / upright + he(s, Posture::Upright)));
        let free = |s: &super::Shot| unsuppressed(s.suppressed_permille);
        rate.becomes(ModifierName::ShooterSuppressed, sum(&|s| (skill(s) / upright + he(s, Posture::Upright)) * free(s)));
        rate.times(ModifierName::OnlySuspected, fire.certainty(q.certainty));
        // Those behind tanks have steel between them and the bullets; shells burst among them as before.
        let kept = q.behind_tanks_permille.min(1000) as f64 / 1000.0;
        let open = 1.0 - kept * (1.0 - fire.behind_tanks.value);
        let skill = |s: &super::Shot| skill(s) * open;
        if kept > 0.0 {
            rate.becomes(
                ModifierName::BehindTanks,
                sum(&|s| (skill(s) / upright + he(s, Posture::Upright)) * free(s)) * fire.certainty(q.certainty),
            );
        }
        let danger = rate.value;
        let lying = sum(&|s| (skill(s) / held + he(s, q.posture)) * free(s)) * fire.certainty(q.certainty);
        rate.becomes(ModifierName::Posture, lying);
        rate.times(ModifierName::Cover, fire.cover(q.cover, q.posture));
        let down = self.suppressed_by(danger, men, q.seconds as f64);
        // What of this is due to shells.
        let shelled = |posture| sum(&|s| he(s, posture) * free(s)) * fire.certainty(q.certainty) * fire.cover(q.cover, posture);
        let mut by_shells = shelled(q.posture);
        if matches!(q.posture, Posture::Upright | Posture::Prone) {
            by_shells = by_shells * (1.0 - down) + shelled(Posture::Prone) * down;
            // Men on their feet drop when the fire reaches them, and who lies keeps down: the share it suppresses is behind what folds the
            // ground has, to bullets no larger than men in scrapes, to splinters from above as before.
            let (low, lost) = (fire.rounds_per_casualty(Posture::Scrape), fire.certainty(q.certainty));
            let low = sum(&|s| (skill(s) / low + he(s, Posture::Prone)) * free(s)) * lost * fire.cover(q.cover, Posture::Prone);
            rate.becomes(ModifierName::Suppressed, rate.value * (1.0 - down) + low * down);
        }
        let share = if q.men == 0 { 0.0 } else { share_of(rate.value / men) };
        let hit = lottery.stage(Effect::MenHit, count(q.men as u32, share));
        lottery.stage(Effect::Killed, Law::CountOf { stage: hit, p: Prob::of(q.killed_percent as f64 / 100.0) });
        lottery.stage(Effect::Suppression, Law::Sure(permille(down)));
        lottery.stage(Effect::Stress, sure(self.shock(rate.value, men)));
        if by_shells > 0.0 {
            lottery.stage(Effect::HitByShells, Law::CountOf { stage: hit, p: Prob::of((by_shells / rate.value).min(1.0)) });
        }
        Asked { question: Question::MenUnderFire(asked), modifiers: rate.modifiers, lottery }
    }

    /// Aimed HE rounds at guns that were found.
    pub(super) fn ask_gun_hunt(&self, q: &GunHunt) -> Asked {
        let hunt = &self.fire.gun_hunt;
        let mut rate = Rate::new(hunt.per_round.value);
        rate.times(ModifierName::Range, hunt.range.value.at(q.range_m as f64));
        if !matches!(q.posture, Posture::Scrape | Posture::Reversed | Posture::Trench) {
            rate.times(ModifierName::Posture, hunt.open.value);
        }
        rate.times(ModifierName::ShooterSuppressed, unsuppressed(q.suppressed_permille));
        rate.times(ModifierName::OnlySuspected, self.fire.certainty(q.certainty));
        let mut lottery = self.fire.lottery();
        lottery.stage(Effect::GunsOut, Law::CountUpTo { n: q.rounds as u32, p: Prob::of(rate.value), max: q.guns as u32 });
        Asked { question: Question::GunHunt(*q), modifiers: rate.modifiers, lottery }
    }

    /// Mean rounds a minute in battle of a weapon of a class, for cards that state no rate of their own.
    pub fn class_rounds_per_min(&self, class: WeaponClass, calibre_mm: u16) -> f64 {
        self.fire.rate(class, calibre_mm)
    }
    /// Rounds one weapon fires in so many seconds; `opening` doubles its first two minutes (not for guns on armour).
    pub fn rounds_in(&self, class: WeaponClass, rounds_per_min: f64, seconds: u32, opening: bool) -> u32 {
        self.rounds_of(class, rounds_per_min, 1000, seconds, opening)
    }
    /// Rounds that so many thousandths of weapons of a kind fire together in so many seconds, to the nearest one. Of short
    /// times and many weapons this is truer than their number times [`Tables::rounds_in`].
    pub fn rounds_of(&self, class: WeaponClass, rounds_per_min: f64, milli_weapons: u64, seconds: u32, opening: bool) -> u32 {
        ((self.milli_rounds_of(class, rounds_per_min, milli_weapons, seconds, opening) + 500) / 1000) as u32
    }
    /// The same in thousandths of rounds, to be summed over the weapons of a unit before anything is rounded.
    pub fn milli_rounds_of(&self, class: WeaponClass, rounds_per_min: f64, milli_weapons: u64, seconds: u32, opening: bool) -> u64 {
        let doubled = if opening && !matches!(class, WeaponClass::AntiTank) {
            seconds.min(self.fire.opening_s.value) as f64 * (self.fire.opening.value - 1.0)
        } else {
            0.0
        };
        (rounds_per_min * milli_weapons as f64 * (seconds as f64 + doubled) / 60.0 + 0.5) as u64
    }
    /// Small-arms effect at a range, per mille of that of a round at 300 m (a sniper's is worth many). Of other weapons range
    /// changes nothing here: 1000. How far a weapon fires at all is on its card.
    pub fn range_permille(&self, class: WeaponClass, range_m: u32) -> u32 {
        let effect = match class {
            WeaponClass::Sniper => self.fire.sniper.worth.value * self.fire.sniper.range.value.at(range_m as f64),
            WeaponClass::Rifle | WeaponClass::Lmg | WeaponClass::Hmg | WeaponClass::AntiAircraft => {
                self.fire.range.value.at(range_m as f64)
            }
            _ => return 1000,
        };
        (effect * 1000.0 + 0.5) as u32
    }
    /// Least seconds in a hex that expose a unit acting there, and the greatest share (per mille) of its turn a watcher gives to one target.
    pub fn watch_limits(&self) -> (u32, u32) {
        (self.fire.exposure_s.value, permille(self.fire.target_share.value))
    }
    /// Range in metres within which a ration does not bind guns that fire at what they see.
    pub const fn unrationed_m(&self) -> u32 {
        self.fire.unrationed_m.value
    }
    /// Whether direct fire at a range, metres, counts toward a ration of shells.
    pub const fn is_rationed(&self, range_m: u32) -> bool {
        range_m > self.unrationed_m()
    }
    /// Share (per mille) of a crew's ordinary rate at which unspent seconds fire at the turn's end.
    pub fn standing_permille(&self) -> u32 {
        permille(self.fire.standing_share.value)
    }
    /// Seconds of a turn in which a unit that does nothing else shows itself to standing fire; `low`: it is silent and dug in. A rate
    /// for as long as a fight lasts, and another one for the rest of a longer turn.
    pub fn shown_seconds(&self, low: bool, turn_s: u32) -> u32 {
        let f = &self.fire;
        let fight_s = turn_s.min(f.fight_s.value);
        let share = if low { f.shown_low_share.value } else { f.shown_share.value };
        (fight_s as f64 * share + (turn_s - fight_s) as f64 * f.shown_quiet_share.value + 0.5) as u32
    }
    /// Seconds that a fight lasts in a turn that is longer.
    pub fn fight_seconds(&self) -> u32 {
        self.fire.fight_s.value
    }
    /// Share (per mille) of so many men whom so many tanks that go before them cover.
    pub fn behind_tanks_permille(&self, tanks: u32, men: u32) -> u16 {
        (tanks * self.fire.men_behind_tank.value * 1000).checked_div(men).map_or(0, |p| p.min(1000) as u16)
    }
    /// Danger to men anywhere in a hex from fire that sweeps this area (m², on upright men): expected hits.
    pub(super) fn over_hex(&self, area_m2: f64, men: f64) -> f64 {
        area_m2 * self.he_factor() / HEX_AREA_M2 * men
    }
}

#[cfg(test)]
mod tests {
    use super::super::{MenUnderFire, Shot};
    use super::*;

    #[test]
    fn a_scrape_leaves_splinters_as_much_as_it_leaves_bullets() {
        let t = Tables::shipped();
        // Of 3,000, 8,000 and 20,000 rounds for a man hit: (1/8,000 - 1/20,000) / (1/3,000 - 1/20,000).
        let open = (t.fire.by_posture([500.0, 170.0, 16.0], Posture::Scrape) - 16.0) / (170.0 - 16.0);
        assert!((open - 0.2647).abs() < 1e-4, "{open}");
        let areas = [200.0, 70.0, 8.0];
        let by = [Posture::Upright, Posture::Prone, Posture::Scrape, Posture::Trench].map(|p| t.fire.by_posture(areas, p));
        assert!(by.is_sorted_by(|a, b| a > b) && (by[2] - 24.4).abs() < 0.1, "{by:?}");
        // Where a scrape hides no more than lying, or as much as a trench, splinters find it so too.
        let mut other = t.clone();
        other.fire.rounds_per_casualty.scrape.value = other.fire.rounds_per_casualty.trench.value;
        assert_eq!(other.fire.by_posture(areas, Posture::Scrape), 8.0);
        other.fire.rounds_per_casualty.scrape.value = other.fire.rounds_per_casualty.prone.value;
        assert_eq!(other.fire.by_posture(areas, Posture::Scrape), 70.0);
    }

    #[test]
    fn three_rounds_of_a_sniper_are_a_man_who_stands_and_a_hundred_one_in_a_trench() {
        let t = Tables::shipped();
        let hit = |posture, rounds: u32, range_m| {
            let worth = rounds * t.range_permille(WeaponClass::Sniper, range_m) / 1000;
            let mut shots = [Shot::default(); 4];
            shots[0] = Shot { small_rounds: worth, skill_permille: 1000, ..Shot::default() };
            let q = MenUnderFire {
                shots,
                men: 150,
                posture,
                cover: Cover::None,
                certainty: Certainty::Seen,
                seconds: 900,
                killed_percent: 25,
                behind_tanks_permille: 0,
            };
            t.lottery(&Question::MenUnderFire(q)).mean(Effect::MenHit)
        };
        let trench = hit(Posture::Trench, 100, 300);
        assert!((0.9..=1.1).contains(&trench), "{trench}");
        // Men on their feet drop when the first of them falls.
        let upright = hit(Posture::Upright, 3, 300);
        assert!((0.7..=1.0).contains(&upright), "{upright}");
        assert!(hit(Posture::Trench, 100, 650) < 0.6 * trench);
        // He waits for his man: five rounds in a quarter of an hour.
        assert_eq!(t.rounds_in(WeaponClass::Sniper, t.class_rounds_per_min(WeaponClass::Sniper, 8), 900, false), 5);
    }
}
