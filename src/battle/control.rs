//! Objectives, reserves, the script, and the score.

use super::Standing;
use super::field::{Field, held_back};
use super::state::{Tally, Works};
use crate::data::{EngagementRule, FormationId, Grade, Scenario};
use crate::hex::HexId;
use crate::rules::{BySide, MoraleState, Side, UnitId};
use crate::view::{OwnUnit, What, fire};
use serde::{Deserialize, Serialize};

/// Men lost by a unit that starts with so many.
fn lost(scenario: &Scenario, units: &BySide<&[OwnUnit]>, side: Side) -> u32 {
    units[side].iter().filter(|u| u.arrived || u.destroyed).map(|u| u32::from(scenario.units[u.id.index()].men.saturating_sub(u.men))).sum()
}

/// Points of the scored side for ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct GroundPoints {
    /// by objective
    pub objectives: Vec<i32>,
    pub hourly: i32,
    pub near: i32,
    pub border: i32,
}

/// Everything the score is reckoned from.
pub(super) struct Ledgers<'a> {
    pub scenario: &'a Scenario,
    pub units: BySide<&'a [OwnUnit]>,
    pub tally: &'a Tally,
    pub works: &'a Works,
}

impl Ledgers<'_> {
    /// A hex is solely a side's if it stands in or next to it and the enemy does not.
    fn solely(&self, side: Side, hex: HexId) -> bool {
        let near =
            |s: Side| self.units[s].iter().any(|u| u.active() && u.hex.is_some_and(|h| self.scenario.ground.grid.distance(h, hex) <= 1));
        near(side) && !near(side.enemy())
    }

    /// Points for ground as it is held now.
    fn ground(&self) -> GroundPoints {
        let rule = &self.scenario.scoring;
        let side = rule.side;
        let mut objectives = Vec::new();
        for (i, o) in self.scenario.objectives.iter().enumerate() {
            let turns = self.tally.held_turns[i];
            let here = self.units[side].iter().any(|u| u.active() && u.hex == Some(o.hex) && fire::on_foot(&self.scenario.cards, u) > 0);
            let points = if turns >= rule.hold_turns {
                o.points
            } else if turns > 0 || here {
                o.points / 2
            } else {
                0
            };
            objectives.push(points);
        }
        let hourly: i32 =
            self.scenario.objectives.iter().zip(&self.tally.held_s).map(|(o, s)| ((s / 3_600) as i32 * o.hourly.0).min(o.hourly.1)).sum();
        let near = rule.near.map_or(0, |(hex, points)| {
            let any = self.units[side]
                .iter()
                .any(|u| u.hex.is_some_and(|h| self.scenario.ground.grid.distance(h, hex) <= 1) && steady_foot(self.scenario, u));
            if any { points } else { 0 }
        });
        let mut border = 0;
        // who broke the rule pays its price as well
        let priced = self.tally.engagement.iter().zip(&self.tally.broken).map(|(binds, broken)| *binds || *broken);
        for e in self.scenario.engagement.iter().zip(priced).filter(|(_, priced)| *priced).map(|(e, _)| e) {
            if let EngagementRule::Border { price_points, .. } = e.rule {
                let over = self.units[e.binds]
                    .iter()
                    .filter(|u| u.active() && u.hex.is_some_and(|h| self.scenario.ground.steps_beyond(e.binds, h) > 0))
                    .count() as i32;
                border += if e.binds == side { -over * price_points } else { over * price_points };
            }
        }
        GroundPoints { objectives, hourly, near, border }
    }

    /// Points for men and vehicles: own men, enemy men, vehicles.
    fn losses(&self) -> [i32; 3] {
        let rule = &self.scenario.scoring;
        let side = rule.side;
        let (own, enemy) = (lost(self.scenario, &self.units, side), lost(self.scenario, &self.units, side.enemy()));
        if let Some(against) = rule.against {
            let lines = self.units[side].iter().flat_map(|u| u.vehicles.iter());
            let out: u32 = lines.map(|l| u32::from(l.burnt) + u32::from(l.recoverable) + u32::from(l.repairable)).sum();
            return [
                against.own_men.points(own, rule.own_men_per_point),
                -against.enemy_men.points(enemy, rule.enemy_men_per_point),
                against.vehicles.points(out, rule.vehicles_per_point),
            ];
        }
        let burnt: u32 = self.units[side].iter().flat_map(|u| u.vehicles.iter()).map(|l| u32::from(l.burnt)).sum();
        let stuck: u32 = self
            .works
            .stranded
            .iter()
            .filter(|g| self.scenario.units[g.unit.index()].side == side && !self.solely(side, g.hex))
            .map(|g| u32::from(g.count))
            .sum();
        [
            -((own / rule.own_men_per_point.max(1)) as i32),
            (enemy / rule.enemy_men_per_point.max(1)) as i32,
            -(((burnt + stuck) / rule.vehicles_per_point.max(1)) as i32),
        ]
    }

    /// Score and grade as if it ended now (rates.md §7); the ground as it was when it counted.
    pub fn standing(&self) -> Standing {
        let rule = &self.scenario.scoring;
        let side = rule.side;
        let ground = self.tally.ground.clone().unwrap_or_else(|| self.ground());
        let objectives = self.scenario.objectives.iter().zip(&ground.objectives);
        let mut parts: Vec<(String, i32)> = objectives.map(|(o, &points)| (format!("objective:{}", o.id), points)).collect();
        parts.push(("hourly".into(), ground.hourly));
        parts.push(("near".into(), ground.near));
        let [own_men, enemy_men, vehicles] = self.losses();
        parts.push(("own_men".into(), own_men));
        parts.push(("enemy_men".into(), enemy_men));
        parts.push(("vehicles".into(), vehicles));
        parts.push(("border".into(), ground.border));
        let releases: i32 = self
            .tally
            .released_by_owner
            .iter()
            .map(|f| {
                let row = &self.scenario.formations[f.0 as usize];
                let price = row.reserve.map_or(0, |r| r.price_points);
                if row.side == side { -price } else { price }
            })
            .sum();
        parts.push(("releases".into(), releases));
        parts.push(("tension".into(), super::politics::points(self.scenario, &self.tally.tension)));
        parts.push(("script".into(), self.tally.script_points));
        let score = parts.iter().map(|p| p.1).sum();
        let grade =
            rule.grades.iter().rev().find(|(_, least)| score >= *least).map_or(rule.grades.first().map_or(Grade::Draw, |g| g.0), |g| g.0);
        let grade = super::politics::grade(self.scenario, &self.tally.tension, grade);
        Standing { score, grade, parts }
    }
}

/// Whether a unit is of steady men on foot who can hold ground.
pub(super) fn steady_foot(scenario: &Scenario, unit: &OwnUnit) -> bool {
    use crate::data::UnitKind::{Border, Cavalry, Engineers, Rifle};
    unit.active()
        && unit.morale == MoraleState::Steady
        && matches!(scenario.card(unit.id).kind, Rifle | Border | Engineers | Cavalry)
        && fire::on_foot(&scenario.cards, unit) > 0
}

impl Field<'_, '_> {
    /// Who holds the objectives now; at a turn's end also for how long.
    pub fn settle_objectives(&mut self, turn_end: bool) {
        let scenario = self.scenario();
        for (i, o) in scenario.objectives.iter().enumerate() {
            let men = |side: Side| {
                self.occupancy.at(o.hex).iter().any(|&u| {
                    let own = self.own(u);
                    self.side_of(u) == side && own.active() && own.morale < MoraleState::Broken && fire::on_foot(&scenario.cards, own) > 0
                })
            };
            let holder = match (men(Side::Soviet), men(Side::Japanese)) {
                (true, true) => None,
                (true, false) => Some(Side::Soviet),
                (false, true) => Some(Side::Japanese),
                (false, false) => self.tally.holders[i],
            };
            if holder != self.tally.holders[i] {
                self.tally.holders[i] = holder;
                // In mid-turn it is the last arrival that decided it.
                let came = self.occupancy.at(o.hex).iter().map(|&u| self.unit(u).stance.moved_at).max();
                let at = came.unwrap_or(self.now.from).clamp(self.now.from, self.now.end());
                self.tell(if turn_end { self.now.end() } else { at }, What::Control { hex: o.hex, holder });
            }
            if turn_end {
                let side = scenario.scoring.side;
                let sole = holder == Some(side)
                    && self.occupancy.at(o.hex).iter().any(|&u| self.side_of(u) == side && steady_foot(&scenario, self.own(u)));
                if sole {
                    self.tally.held_turns[i] = self.tally.held_turns[i].saturating_add(1);
                } else {
                    self.tally.held_turns[i] = 0;
                }
                if holder == Some(side) {
                    self.tally.held_s[i] += self.now.seconds;
                }
            }
        }
        for side in Side::BOTH {
            let Field { views, tally, .. } = self;
            views.0[side].seen.objectives.clone_from(&tally.holders);
        }
    }

    /// At the moment that counts, the ground is reckoned as it is; what is held later changes nothing any more.
    pub fn settle_ground(&mut self) {
        let scenario = self.scenario();
        let due = scenario.scoring.ground_at.is_some_and(|at| at <= self.now.end());
        if !due || self.tally.ground.is_some() {
            return;
        }
        let views = &self.views.0;
        let units = BySide { soviet: &views.soviet.seen.units[..], japanese: &views.japanese.seen.units[..] };
        let ground = Ledgers { scenario: &scenario, units, tally: &self.tally, works: &self.works }.ground();
        self.tally.ground = Some(ground);
    }

    /// A reserve may act from now on.
    pub fn release(&mut self, formation: FormationId) {
        if let Err(at) = self.tally.released.binary_search(&formation) {
            self.tally.released.insert(at, formation);
            let now = self.now.from;
            self.tell(now, What::Released { formation });
            let scenario = self.scenario();
            for n in 0..scenario.units.len() {
                if scenario.is_part_of(scenario.units[n].formation, formation) {
                    self.sync(UnitId(n as u16));
                }
            }
            self.sync_released();
        }
    }

    /// Keep both views' lists of released formations current: those of one's own that may act.
    pub fn sync_released(&mut self) {
        let scenario = self.scenario();
        for side in Side::BOTH {
            let Field { views, tally, .. } = self;
            let list = &mut views.0[side].seen.released;
            list.clear();
            list.extend(
                (0..scenario.formations.len())
                    .filter(|&f| scenario.formations[f].side == side)
                    .map(|f| FormationId(f as u16))
                    .filter(|&f| !held_back(&scenario, tally, f)),
            );
        }
    }
}
