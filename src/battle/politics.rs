//! Tension between the two governments: rules of engagement that are broken, what the script adds, and what it costs.
//!
//! What belongs here: points of tension and who caused them. What never does: what a rule forbids (`view/ways.rs`), talks and
//! cease-fires, which are the script's.

use super::field::Field;
use crate::data::{EngagementId, Grade, Scenario};
use crate::rules::{BySide, Side};
use crate::view::What;

impl Field<'_, '_> {
    /// A side breaks one of its rules: it binds no more, and costs its points.
    pub fn break_rule(&mut self, rule: EngagementId) {
        let scenario = self.scenario();
        let row = &scenario.engagement[rule.0 as usize];
        self.tally.engagement[rule.0 as usize] = false;
        self.tally.broken[rule.0 as usize] = true;
        self.sync_engagement();
        self.raise_tension(row.binds, i32::from(row.tension.unwrap_or(0)), Some(rule));
    }

    /// A side causes tension, or takes some back.
    pub fn raise_tension(&mut self, side: Side, points: i32, rule: Option<EngagementId>) {
        let now = &mut self.tally.tension[side];
        *now = now.saturating_add_signed(points);
        self.sync_tension();
        let points = points.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
        self.tell(self.now.from, What::Strained { side, points, rule });
    }

    /// Keep what both sides know of it current.
    pub fn sync_tension(&mut self) {
        let tension = self.tally.tension;
        for side in Side::BOTH {
            self.views.0[side].seen.tension = tension;
        }
    }
}

/// Points of the scored side for tension: what it caused against it, what the other caused for it.
pub(super) fn points(scenario: &Scenario, tension: &BySide<u32>) -> i32 {
    let side = scenario.scoring.side;
    tension[side.enemy()] as i32 - tension[side] as i32
}

/// The grade after politics: past the limit it is war, and the side that caused more drops one.
pub(super) fn grade(scenario: &Scenario, tension: &BySide<u32>, grade: Grade) -> Grade {
    let both = tension.soviet.saturating_add(tension.japanese);
    if scenario.scoring.war_above.is_none_or(|limit| both <= limit) {
        return grade;
    }
    match tension.soviet.cmp(&tension.japanese) {
        std::cmp::Ordering::Greater => grade.worse_for(Side::Soviet),
        std::cmp::Ordering::Less => grade.worse_for(Side::Japanese),
        std::cmp::Ordering::Equal => grade,
    }
}
