//! Works: digging and recovery of stranded vehicles.
//!
//! What belongs here: `works.ron`. What never does: who digs what where.

use super::figure::{Figure, Format, table};
use super::odds::{Rate, count, permille};
use super::{Asked, Effect, GroundState, Lottery, ModifierName, Posture, Question, Recover, RecoverMeans, Tables, Terrain};

table! {
    /// `works.ron`.
    struct Works {
        format: Format,
        /// Man-hours a man: a scrape; a standing trench in all.
        scrape_h: Figure,
        trench_h: Figure,
        /// Share of the rate at which men who are kept down dig a scrape.
        down_dig: Figure,
        /// Share of a new trench's time that turning one takes.
        turn: Figure,
        /// Factor on the time in rock.
        rock: Figure,
        /// Seconds to man a trench again from shelter behind the crest.
        reman_s: Figure<u32>,
        shelter: Shelter,
        recovery: Recovery,
    }
    /// Shelter on the far side of a crest.
    struct Shelter {
        /// Share of the men who stay in the trench.
        lookouts: Figure,
        /// Seconds to get below.
        leave_s: Figure<u32>,
        /// Share that reaches those below: of shells of flat and of steep trajectory, of bombs.
        flat: Figure,
        steep: Figure,
        bombs: Figure,
        /// Share suppressed at which the drill sends them below.
        goes_at: Figure,
        /// Metres within which an enemy keeps them in the trench or calls them back.
        alarm_m: Figure<u32>,
    }
    /// Getting stranded vehicles out.
    struct Recovery {
        log_s: Figure<u32>,
        tow_s: Figure<u32>,
        tractor_s: Figure<u32>,
        log: Figure,
        tow: Figure,
        tractor: Figure,
        /// Factor in a ravine, on soaked ground.
        ravine: Figure,
        soaked: Figure,
    }
}

impl Tables {
    /// Getting stranded vehicles out.
    pub(super) fn ask_recover(&self, q: &Recover) -> Asked {
        let rate = self.recover_rate(q);
        let mut lottery = Lottery::default();
        lottery.stage(Effect::Recovered, count(q.vehicles as u32, rate.value));
        Asked { question: Question::Recover(*q), modifiers: rate.modifiers, lottery }
    }
    /// Chance of each vehicle of one try to come free; nothing is built.
    pub fn recover_chance(&self, q: &Recover) -> f64 {
        self.recover_rate(q).value
    }
    fn recover_rate(&self, q: &Recover) -> Rate {
        let r = &self.works.recovery;
        let mut rate = Rate::new(match q.means {
            RecoverMeans::Log => r.log.value,
            RecoverMeans::Tow => r.tow.value,
            RecoverMeans::Tractor => r.tractor.value,
        });
        let ground = if q.terrain == Terrain::Ravine { r.ravine.value } else { 1.0 };
        let wet = if q.ground == GroundState::Soaked { r.soaked.value } else { 1.0 };
        rate.times(ModifierName::SoftGround, ground * wet);
        if q.under_fire {
            rate.times(ModifierName::UnderFire, 0.0);
        }
        rate
    }
    /// Seconds of one try at recovery.
    pub fn recover_seconds(&self, means: RecoverMeans) -> u32 {
        let r = &self.works.recovery;
        match means {
            RecoverMeans::Log => r.log_s.value,
            RecoverMeans::Tow => r.tow_s.value,
            RecoverMeans::Tractor => r.tractor_s.value,
        }
    }
    /// Seconds for a unit to dig from one posture to the next better one in this ground; `None` if there is none or not there.
    pub fn dig_seconds(&self, from: Posture, terrain: Terrain) -> Option<(Posture, u32)> {
        let w = &self.works;
        let rock = match terrain {
            // holes fill with water
            Terrain::Lake | Terrain::River | Terrain::Marsh | Terrain::Ravine => return None,
            Terrain::Rock => w.rock.value,
            Terrain::Open | Terrain::Scrub | Terrain::Slope | Terrain::Crest | Terrain::Village => 1.0,
        };
        let (to, hours) = match from {
            Posture::Upright | Posture::Prone => (Posture::Scrape, w.scrape_h.value),
            Posture::Scrape => (Posture::Trench, w.trench_h.value - w.scrape_h.value),
            Posture::Reversed => (Posture::Trench, w.trench_h.value * w.turn.value),
            Posture::Trench => return None,
        };
        Some((to, (hours * 3600.0 * rock + 0.5) as u32))
    }
    /// Share of their rate, per mille, at which men of whom so many are kept down dig on from a posture: a scrape is dug lying too.
    pub fn digging_permille(&self, from: Posture, suppressed_permille: u16) -> u32 {
        let down = u32::from(suppressed_permille.min(1000));
        let lying = if from <= Posture::Prone { permille(self.works.down_dig.value) } else { 0 };
        1000 - down + down * lying / 1000
    }
    /// Whether men who come to so many holes are hit no more than in scrapes.
    pub fn holes_make_scrape(&self, men: u16, holes: u16) -> bool {
        self.fire.makes_scrape(men, holes)
    }
    /// Seconds to man a trench again from shelter behind the crest.
    pub fn reman_seconds(&self) -> u32 {
        self.works.reman_s.value
    }
}
