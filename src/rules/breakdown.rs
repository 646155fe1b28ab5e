//! Breakdown and repair: how often vehicles stop by themselves, and how long mending takes.
//!
//! What belongs here: `breakdown.ron`. What never does: what gunfire does to vehicles (antitank), who mends where.

use super::figure::{Figure, Format, table};
use super::odds::{Rate, count};
use super::{Asked, Breakdown, Effect, GroundState, Law, Lottery, ModifierName, Prob, Question, Repair, Tables, Terrain};

table! {
    /// `breakdown.ron`.
    struct Wear {
        format: Format,
        /// Factor on the stops of a kilometre off the road, and on soft ground.
        off_road: Figure,
        soft: Figure,
        /// Share of those that stop that is hauled away.
        hauled: Figure,
        repair: Mending,
    }
    /// Hours of repair, least and most, and where it goes on.
    struct Mending {
        spot_min_h: Figure<u32>,
        spot_max_h: Figure<u32>,
        hauled_min_h: Figure<u32>,
        hauled_max_h: Figure<u32>,
        /// Hexes from an enemy in sight within which nobody works at a vehicle.
        disturbed_hexes: Figure<u32>,
        /// Hexes from its unit within which a vehicle that is mended or comes free rejoins it.
        rejoin_hexes: Figure<u32>,
    }
}

/// Rows of the lottery of a repair's time, evenly over its span.
const ROWS: u32 = 8;

impl Tables {
    fn breakdown_rate(&self, q: &Breakdown) -> Rate {
        let wear = &self.breakdown;
        // the table's rate is that of a road
        let stops = if q.stop_km == 0 { 0.0 } else { q.metres as f64 / 1000.0 / q.stop_km as f64 };
        let mut rate = Rate::new(stops);
        // a wet meadow is a field; marsh, swamp bed and what days of rain have softened load the engine to the full
        let soft = self.is_soft(q.terrain, q.ground) && (q.terrain != Terrain::Open || q.ground == GroundState::Soaked);
        if !q.on_road && soft {
            rate.times(ModifierName::SoftGround, wear.soft.value);
        } else if !q.on_road {
            rate.times(ModifierName::OffRoad, wear.off_road.value);
        }
        rate
    }
    /// Vehicles driving a stretch.
    pub(super) fn ask_breakdown(&self, q: &Breakdown) -> Asked {
        let rate = self.breakdown_rate(q);
        let mut lottery = Lottery::default();
        let stage = lottery.stage(Effect::BrokenDown, count(q.vehicles as u32, rate.value));
        lottery.stage(Effect::Recoverable, Law::CountOf { stage, p: Prob::of(self.breakdown.hauled.value) });
        if q.crossing {
            self.on_crossing(&mut lottery, stage);
        }
        Asked { question: Question::Breakdown(*q), modifiers: rate.modifiers, lottery }
    }
    /// Chance of one vehicle to break down on a stretch; nothing is built.
    pub fn breakdown_chance(&self, q: &Breakdown) -> f64 {
        self.breakdown_rate(q).value.min(1.0)
    }
    /// Hexes from an enemy in sight within which nobody works at a vehicle on the spot.
    pub fn disturbed_hexes(&self) -> u32 {
        self.breakdown.repair.disturbed_hexes.value
    }
    /// Hexes from its unit within which a vehicle that is mended on the spot or comes free rejoins it.
    pub fn rejoin_hexes(&self) -> u32 {
        self.breakdown.repair.rejoin_hexes.value
    }
    /// Mending what was knocked out or broke down: seconds of undisturbed work.
    pub(super) fn ask_repair(&self, q: &Repair) -> Asked {
        let r = &self.breakdown.repair;
        let (least, most) = if q.hauled { (r.hauled_min_h.value, r.hauled_max_h.value) } else { (r.spot_min_h.value, r.spot_max_h.value) };
        let (least, span) = (least * 3600, most.saturating_sub(least) * 3600);
        let mut lottery = Lottery::default();
        // the middle of each of the rows that the span is cut into
        let rows = (0..ROWS).map(|i| (least + span / ROWS * i + span / ROWS / 2, Prob(Prob::ALWAYS.0 / ROWS as u64)));
        lottery.stage(Effect::DelaySeconds, Law::Rows(rows.collect()));
        Asked { question: Question::Repair(*q), modifiers: Default::default(), lottery }
    }
}
