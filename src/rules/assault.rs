//! Close combat: its time, its odds by the ratio of men who can fight, its price.
//!
//! What belongs here: `assault.ron`. What never does: the fire that meets the rush, and who may take part.

use super::figure::{Figure, Format, table};
use super::odds::Rate;
use super::{Asked, Assault, CloseForce, Effect, Law, Lottery, ModifierName, Prob, Question, Tables};
use arrayvec::ArrayVec;
use serde::{Deserialize, Deserializer};

table! {
    /// `assault.ron`.
    struct Close {
        format: Format,
        /// Seconds of an assault: men, men up a steep slope, what wire adds, tanks alone.
        infantry_s: Figure<u32>,
        steep_s: Figure<u32>,
        wire_s: Figure<u32>,
        tanks_s: Figure<u32>,
        /// Repulse, lodgement, taken by ratio of force.
        results: Results,
        /// Factor on a defender in a trench, in scrapes.
        trench: Figure,
        scrape: Figure,
        /// Factor on an attacker who climbs.
        uphill: Figure,
        /// Factor on an attacker before uncut wire.
        wire: Figure,
        /// Factor on the force of a side all of whose men have grenades at hand and can use them.
        grenades: Figure,
        /// Factor on an attacker who comes wholly unseen.
        surprise: Figure,
        /// What a platoon of tanks is worth in men: with infantry, alone, with flamethrowers; and how many tanks it has.
        tanks_with_infantry: Figure,
        tanks_alone: Figure,
        flame_tanks: Figure,
        platoon: Figure,
        /// Losses as shares of those who took part: least and most, by result.
        repulsed_attacker: Span,
        repulsed_defender: Span,
        lodged_attacker: Span,
        lodged_defender: Span,
        taking_attacker: Span,
        taken_defender: Span,
        /// Men of a side who come to blows, at most, for each man of the other; a tank counts as its worth with infantry.
        engaged: Figure,
        /// Least share of the greatest share of prisoners that is taken.
        fewest_prisoners: Figure,
        /// Men at close quarters with vehicles.
        hunt: Hunt,
        /// Men with no way out.
        surrender: Yielding,
    }
    /// Close attack on vehicles.
    struct Hunt {
        /// Men who go for one vehicle.
        party_men: Figure<u32>,
        /// Chance to put a stuck vehicle out, by night, with nobody about it, with grenades, with a whole party.
        stuck: Figure,
        /// Factors: a running tank among men, men who wait for it in the open instead of in a trench, daylight, no grenades.
        running: Figure,
        open: Figure,
        daylight: Figure,
        bare_hands: Figure,
        /// Of vehicles put out, those burnt; the others are left as they stand. Chance of a man of the crew to be hit.
        burnt: Figure,
        crew: Figure,
        /// Of the party, those lost to the crews' fire by night, where nothing was put out; factors where something was, by daylight.
        party_loss: Span,
        party_success: Figure,
        party_daylight: Figure,
        /// Seconds that a party takes which goes out of itself by night.
        night_party_s: Figure<u32>,
    }
    /// Who cannot get away.
    struct Yielding {
        /// Chance in an hour that men of ordinary nerve who broke and have no way out lay down their arms, for each one of a hundred
        /// of the card's share of prisoners; for short times in proportion.
        broken_h: Figure,
        /// Factors: they run, nothing left to fire, nobody leads them, ways out are left under the enemy's eyes.
        routed: Figure,
        dry: Figure,
        leaderless: Figure,
        watched: Figure,
    }
    /// From and to.
    struct Span {
        least: Figure,
        most: Figure,
    }
}

/// Rows (ratio, repulse, lodgement, taken in per cent) by rising ratio, straight between them.
#[derive(Clone, Debug)]
pub(super) struct Results(Vec<(f64, [f64; 3])>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Results")]
struct RawResults {
    rows: Vec<(f64, f64, f64, f64)>,
    #[serde(rename = "standing")]
    _standing: super::figure::Standing,
    #[serde(rename = "reason")]
    _reason: String,
}

impl<'de> Deserialize<'de> for Results {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let raw = RawResults::deserialize(input)?;
        let fail = |text: String| Err(serde::de::Error::custom(text));
        if raw.rows.len() < 2 || raw.rows.windows(2).any(|w| w[0].0 >= w[1].0) || raw.rows.iter().any(|r| !r.0.is_finite()) {
            return fail("the ratios of the results must rise from row to row".into());
        }
        for (ratio, a, b, c) in &raw.rows {
            let parts = [*a, *b, *c];
            if parts.iter().any(|p| !(0.0..=100.0).contains(p)) || a + b + c != 100.0 {
                return fail(format!("at the ratio {ratio} repulse, lodgement and taken must be per cent, range 0 to 100, and sum to 100"));
            }
        }
        Ok(Results(raw.rows.into_iter().map(|(r, a, b, c)| (r, [a / 100.0, b / 100.0, c / 100.0])).collect()))
    }
}

super::figure::no_figures!(Results);

impl Results {
    fn at(&self, ratio: f64) -> [f64; 3] {
        let rows = &self.0;
        if ratio <= rows[0].0 {
            return rows[0].1;
        }
        for pair in rows.windows(2) {
            let ((r0, a), (r1, b)) = (pair[0], pair[1]);
            if ratio <= r1 {
                let x = (ratio - r0) / (r1 - r0);
                return [0, 1, 2].map(|i| a[i] + (b[i] - a[i]) * x);
            }
        }
        rows[rows.len() - 1].1
    }
}

/// Numbers of the results: repulse, lodgement, taken.
const REPULSE: u32 = 0;
const LODGEMENT: u32 = 1;
const TAKEN: u32 = 2;

impl Close {
    /// Worth of a force in men, for the attacker or the defender.
    fn tanks(&self, force: &CloseForce) -> (f64, ModifierName) {
        let (worth, name) = if force.men > 0 {
            (self.tanks_with_infantry.value, ModifierName::TanksWithInfantry)
        } else {
            (self.tanks_alone.value, ModifierName::TanksAlone)
        };
        (worth * force.tanks.saturating_sub(force.flame_tanks) as f64 / self.platoon.value, name)
    }
    fn flames(&self, force: &CloseForce) -> f64 {
        self.flame_tanks.value * force.flame_tanks as f64 / self.platoon.value
    }
}

impl Tables {
    /// The ratio of force of an assault and why: attacker over defender.
    fn assault_ratio(&self, q: &Assault) -> Rate {
        let c = &self.assault;
        // share of men with grenades, as a factor on the men's worth
        let grenades = |f: &CloseForce| 1.0 + (c.grenades.value - 1.0) * f.grenades_permille.min(1000) as f64 / 1000.0;
        // a force of no men still has its tanks; the ratio of nobody to nobody is nothing
        let quality = |f: &CloseForce| f.men as f64 * f.quality_permille as f64 / 1000.0;
        let ratio = |a: f64, d: f64| if a <= 0.0 { 0.0 } else { a / d.max(0.5) };
        // those caught below count until all that is there is reckoned, so that what they lack is seen of tanks alone too
        let caught = CloseForce { men: q.caught, ..q.defender };
        let (mut a, mut d) = (q.attacker.men as f64, q.defender.men as f64);
        let mut rate = Rate::new(ratio(a, d + caught.men as f64));
        (a, d) = (quality(&q.attacker), quality(&q.defender));
        let mut missing = quality(&caught);
        rate.becomes(ModifierName::CloseQuality, ratio(a, d + missing));
        a *= grenades(&q.attacker);
        rate.becomes(ModifierName::Grenades, ratio(a, d + missing));
        (d, missing) = (d * grenades(&q.defender), missing * grenades(&q.defender));
        rate.becomes(ModifierName::DefenderGrenades, ratio(a, d + missing));
        let (tanks, name) = c.tanks(&q.attacker);
        a += tanks;
        rate.becomes(name, ratio(a, d + missing));
        a += c.flames(&q.attacker);
        rate.becomes(ModifierName::FlameTanks, ratio(a, d + missing));
        let (tanks, name) = c.tanks(&q.defender);
        d += tanks + c.flames(&q.defender);
        rate.becomes(name, ratio(a, d + missing));
        rate.becomes(ModifierName::CaughtBelow, ratio(a, d));
        // each man is worth what his own hole makes of him
        let share = |permille: u16| permille.min(1000) as f64 / 1000.0;
        let trench = 1.0 + (c.trench.value - 1.0) * share(q.trench_permille);
        let dug = trench + (c.scrape.value - 1.0) * share(q.scrape_permille);
        rate.times(ModifierName::Trench, 1.0 / trench);
        rate.times(ModifierName::DugIn, trench / dug);
        if q.rise_m as f64 >= self.movement.rise_10_m.value {
            rate.times(ModifierName::Uphill, c.uphill.value);
        }
        if q.wire {
            rate.times(ModifierName::UncutWire, c.wire.value);
        }
        rate.times(ModifierName::Surprise, 1.0 + (c.surprise.value - 1.0) * q.surprise_permille.min(1000) as f64 / 1000.0);
        rate
    }

    /// Close combat for a hex.
    pub(super) fn ask_assault(&self, q: &Assault) -> Asked {
        let c = &self.assault;
        let rate = self.assault_ratio(q);
        let nobody = q.defender.men == 0 && q.defender.tanks == 0;
        let shares = if nobody { [0.0, 0.0, 1.0] } else { c.results.at(rate.value) };
        let mut rows: ArrayVec<(u32, Prob), 8> =
            [REPULSE, LODGEMENT, TAKEN].into_iter().zip(shares).map(|(r, share)| (r, Prob::of(share))).collect();
        // what rounding leaves goes to the likeliest, so that what cannot be has no chance at all
        let left = Prob::ALWAYS.0.saturating_sub(rows.iter().map(|r| r.1.0).sum());
        if let Some(row) = rows.iter_mut().max_by_key(|r| r.1.0) {
            row.1.0 += left;
        }
        let mut lottery = Lottery::default();
        let result = lottery.stage(Effect::AssaultResult, Law::Rows(rows));
        let permille = |f: &Figure| (f.value * 1000.0 + 0.5) as u32;
        let spread = |by: [&Span; 3]| {
            let bands = [REPULSE, LODGEMENT, TAKEN].into_iter().zip(by).map(|(r, s)| (r, permille(&s.least), permille(&s.most)));
            Law::Spread { stage: result, bands: bands.collect() }
        };
        lottery.stage(Effect::AttackerLoss, spread([&c.repulsed_attacker, &c.lodged_attacker, &c.taking_attacker]));
        lottery.stage(Effect::DefenderLoss, spread([&c.repulsed_defender, &c.lodged_defender, &c.taken_defender]));
        let most = q.prisoners_percent as u32 * 10;
        let fewest = (most as f64 * c.fewest_prisoners.value + 0.5) as u32;
        let bands = [(LODGEMENT, 0, 0), (TAKEN, fewest.min(most), most)];
        lottery.stage(Effect::Prisoners, Law::Spread { stage: result, bands: bands.into_iter().collect() });
        Asked { question: Question::Assault(*q), modifiers: rate.modifiers, lottery }
    }

    /// Of so many men those who come to blows with a force: the losses of close combat are shares of them.
    pub fn engaged(&self, men: u32, with: &CloseForce) -> u32 {
        let c = &self.assault;
        let foes = with.men as f64 + c.tanks_with_infantry.value * with.tanks as f64 / c.platoon.value;
        men.min((foes * c.engaged.value + 0.5) as u32)
    }

    /// Seconds of an assault from the next hex.
    pub fn assault_seconds(&self, rise_m: i16, wire: bool, tanks_only: bool) -> u32 {
        let c = &self.assault;
        if tanks_only {
            return c.tanks_s.value;
        }
        let steep = rise_m as f64 >= self.movement.rise_20_m.value;
        let base = if steep { c.steep_s.value } else { c.infantry_s.value };
        base + if wire { c.wire_s.value } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Light;
    use crate::rules::laws::names;
    use proptest::prelude::*;

    fn force(men: u16, grenades_permille: u16, tanks: u8) -> CloseForce {
        CloseForce { men, quality_permille: 1000, grenades_permille, tanks, flame_tanks: 0 }
    }

    fn meeting(attacker: CloseForce, defender: CloseForce) -> Assault {
        Assault {
            attacker,
            defender,
            caught: 0,
            trench_permille: 0,
            scrape_permille: 0,
            rise_m: 0,
            wire: false,
            surprise_permille: 0,
            light: Light::Dark,
            killed_percent: (30, 40),
            prisoners_percent: 20,
        }
    }

    #[test]
    fn grenades_and_surprise_are_named() {
        let t = Tables::shipped();
        let names = |q| names(&t.ask(&Question::Assault(q)));
        assert_eq!(names(meeting(force(100, 1000, 0), force(100, 0, 0))), [(ModifierName::Grenades, 1150)]);
        assert_eq!(names(meeting(force(100, 0, 0), force(100, 500, 0))), [(ModifierName::DefenderGrenades, 930)]);
        let unseen = Assault { surprise_permille: 1000, ..meeting(force(100, 0, 0), force(100, 0, 0)) };
        assert_eq!(names(unseen), [(ModifierName::Surprise, 1500)]);
        assert_eq!(names(Assault { surprise_permille: 500, ..unseen }), [(ModifierName::Surprise, 1250)]);
    }

    #[test]
    fn uncut_wire_and_tanks_alone_are_named() {
        let t = Tables::shipped();
        let ask = |q| t.ask(&Question::Assault(q));
        let ratio = |q| t.assault_ratio(&q).value;
        let wire = Assault { wire: true, ..meeting(force(100, 0, 0), force(50, 0, 0)) };
        assert_eq!(names(&ask(wire)), [(ModifierName::UncutWire, 850)]);
        assert!((ratio(wire) - 2.0 * 0.85).abs() < 1e-9);
        // Two platoons without infantry are worth ten men each; nobody at all counts as half a man.
        let alone = meeting(force(100, 0, 0), force(0, 0, 10));
        assert_eq!(names(&ask(alone)), [(ModifierName::TanksAlone, 25)]);
        assert!((ratio(alone) - 100.0 / 0.5 * 0.025).abs() < 1e-9);
        let both = meeting(force(100, 0, 10), force(100, 0, 0));
        assert_eq!(names(&ask(both)), [(ModifierName::TanksWithInfantry, 1800)]);
        // Tanks that come alone have no men whose worth they could change.
        let come_alone = meeting(force(0, 0, 10), force(100, 0, 0));
        assert_eq!((names(&ask(come_alone)), ratio(come_alone)), (vec![], 0.2));
    }

    #[test]
    fn one_man_in_a_trench_is_one_man_in_a_trench() {
        let t = Tables::shipped();
        let names = |trench_permille, scrape_permille| {
            names(&t.ask(&Question::Assault(Assault { trench_permille, scrape_permille, ..meeting(force(100, 0, 0), force(100, 0, 0)) })))
        };
        assert_eq!(names(10, 0), [(ModifierName::Trench, 990)]);
        assert_eq!(names(1000, 0), [(ModifierName::Trench, 500)]);
        assert_eq!(names(0, 1000), [(ModifierName::DugIn, 714)]);
        // 100 men worth 0.5 x 2 + 0.5 x 1.4 each
        assert_eq!(names(500, 500), [(ModifierName::Trench, 667), (ModifierName::DugIn, 882)]);
    }

    #[test]
    fn few_come_to_blows_with_few() {
        let t = Tables::shipped();
        assert_eq!((t.engaged(300, &force(20, 0, 0)), t.engaged(300, &force(200, 0, 0))), (60, 300));
        assert_eq!((t.engaged(300, &force(0, 0, 5)), t.engaged(300, &force(0, 0, 0))), (120, 0));
    }

    proptest! {
        #[test]
        fn the_laws_of_close_combat(
            men in 0u16..600, foes in 0u16..600, more in 1u16..200, tanks in 0u8..16, armed in 0u16..=1000, unseen in 0u16..=1000,
            holes in 0u16..=1000
        ) {
            let t = Tables::shipped();
            let good = |q: Assault| t.ask(&Question::Assault(q)).lottery.mean(Effect::AssaultResult);
            let q = Assault { surprise_permille: unseen, ..meeting(force(men, armed, tanks), force(foes, armed, 0)) };
            let (least, most) = (good(q) - 1e-6, good(q) + 1e-6);
            prop_assert!(good(Assault { defender: force(foes + more, armed, 0), ..q }) <= most, "more defenders");
            let dug = |trench_permille, scrape_permille| good(Assault { trench_permille, scrape_permille, ..q });
            prop_assert!(dug(holes, 0) <= most && dug(0, holes) <= most, "a trench");
            prop_assert!(dug(1000, 0) <= dug(holes, 1000 - holes) + 1e-6 && dug(holes, 1000 - holes) <= dug(holes, 0) + 1e-6, "more of them");
            prop_assert!(good(Assault { attacker: force(men, 1000, tanks), ..q }) >= least, "grenades of those who come");
            prop_assert!(good(Assault { defender: force(foes, 1000, 0), ..q }) <= most, "grenades of those who are there");
            prop_assert!(good(Assault { surprise_permille: 1000, ..q }) >= least, "surprise");
            prop_assert!(good(Assault { attacker: force(men + more, armed, tanks), ..q }) >= least, "more attackers");
        }
    }
}
