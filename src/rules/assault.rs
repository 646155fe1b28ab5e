//! Close combat: its time, its odds by the ratio of men who can fight, its price.
//!
//! What belongs here: `assault.ron`. What never does: the fire that meets the rush, and who may take part.

use super::figure::{Figure, Format, table};
use super::odds::Rate;
use super::{Asked, Assault, CloseForce, Effect, Law, Lottery, ModifierName, Posture, Prob, Question, Tables};
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
        /// Least share of the greatest share of prisoners that is taken.
        fewest_prisoners: Figure,
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
        // a force of no men still has its tanks; the ratio of nobody to nobody is nothing
        let quality = |f: &CloseForce| f.men as f64 * f.quality_permille as f64 / 1000.0;
        let ratio = |a: f64, d: f64| if a <= 0.0 { 0.0 } else { a / d.max(0.5) };
        // those caught below count until all that is there is reckoned, so that what they lack is seen of tanks alone too
        let caught = CloseForce { men: q.caught, ..q.defender };
        let (mut a, mut d) = (q.attacker.men as f64, q.defender.men as f64);
        let mut rate = Rate::new(ratio(a, d + caught.men as f64));
        (a, d) = (quality(&q.attacker), quality(&q.defender));
        let missing = quality(&caught);
        rate.becomes(ModifierName::CloseQuality, ratio(a, d + missing));
        let (tanks, name) = c.tanks(&q.attacker);
        a += tanks;
        rate.becomes(name, ratio(a, d + missing));
        a += c.flames(&q.attacker);
        rate.becomes(ModifierName::FlameTanks, ratio(a, d + missing));
        let (tanks, name) = c.tanks(&q.defender);
        d += tanks + c.flames(&q.defender);
        rate.becomes(name, ratio(a, d + missing));
        rate.becomes(ModifierName::CaughtBelow, ratio(a, d));
        match q.posture {
            Posture::Trench => rate.times(ModifierName::Trench, 1.0 / c.trench.value),
            Posture::Scrape => rate.times(ModifierName::DugIn, 1.0 / c.scrape.value),
            Posture::Upright | Posture::Prone => {}
        }
        if q.rise_m as f64 >= self.movement.rise_10_m.value {
            rate.times(ModifierName::Uphill, c.uphill.value);
        }
        if q.wire {
            rate.times(ModifierName::UncutWire, c.wire.value);
        }
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
