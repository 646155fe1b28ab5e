//! The ground as the battle changes it: obstacles found and removed, crossings shut, narrow places taken, columns and their
//! deployment.

use super::field::Field;
use crate::data::{ObstacleKind, Scenario};
use crate::hex::{Dir, HexId, SideId};
use crate::rules::{Clock, Effect, Mines, Posture, Question, Side, UnitId};
use crate::view::ways::{self, Load};
use crate::view::{Cause, Changes, Passage, Shelter, SideChange, What, fire};

/// Hex sides as they are when the battle begins.
pub(super) fn at_start(scenario: &Scenario) -> Changes {
    laid(scenario, |_| true)
}

/// The same as a side knows them: its own obstacles.
pub(super) fn known_at_start(scenario: &Scenario, side: Side) -> Changes {
    laid(scenario, |whose| whose == side)
}

fn laid(scenario: &Scenario, whose: impl Fn(Side) -> bool) -> Changes {
    let mut changes = Changes::default();
    for o in scenario.obstacles.iter().filter(|o| whose(o.side)) {
        let was = changes.get(o.at);
        let now = match o.kind {
            ObstacleKind::Wire => SideChange { wire: Some(true), ..was },
            ObstacleKind::Mines => SideChange { mines: Some(o.side), ..was },
        };
        changes.set(&scenario.ground.grid, now);
    }
    changes
}

impl Field<'_, '_> {
    /// Bring both views' lists of sites and passages up to date.
    pub fn sync_ground(&mut self) {
        for side in Side::BOTH {
            let Field { works, views, .. } = self;
            let view = &mut views.0[side].seen;
            view.sites.clone_from(&works.sites[side]);
            view.passages.clone_from(&works.passages[side]);
        }
    }

    /// Change a hex side; those who stand beside it see it.
    pub fn change_side(&mut self, change: SideChange, by: Side) {
        let scenario = self.scenario();
        let grid = &scenario.ground.grid;
        if !self.works.changes.set(grid, change) {
            return;
        }
        // Who works there learns of it at once, but not of the enemy's mines; those he lifts are gone for him.
        let known = &mut self.views.0[by].seen.changes;
        let mines = if change.mines.is_none_or(|whose| whose == by) { change.mines } else { known.get(change.side).mines };
        known.set(grid, SideChange { mines, ..change });
        let Some((a, _, b)) = grid.side_ends(change.side) else { return };
        for hex in [Some(a), b].into_iter().flatten() {
            for side in Side::BOTH {
                if self.occupancy.at(hex).iter().any(|&u| self.side_of(u) == side && self.active(u)) {
                    self.learn(side, hex);
                }
            }
        }
    }

    /// A side sees what lies on the sides of a hex where its men are: all but the enemy's mines.
    pub fn learn(&mut self, side: Side, hex: HexId) {
        let scenario = self.scenario();
        let grid = &scenario.ground.grid;
        let Field { works, views, .. } = self;
        let known = &mut views.0[side].seen.changes;
        if !works.changes.touch(hex) && !known.touch(hex) {
            return;
        }
        for at in Dir::ALL.into_iter().filter_map(|d| grid.side(hex, d)) {
            let truth = works.changes.get(at);
            // Mines that went off or were lifted by others stay feared where they were known.
            let mines = if truth.mines == Some(side) { truth.mines } else { known.get(at).mines };
            known.set(grid, SideChange { mines, ..truth });
        }
    }

    /// A unit takes a narrow place for a time.
    pub fn take_passage(&mut self, side: Side, at: SideId, from: Clock, seconds: u32) {
        self.works.passages[side].push(Passage { side: at, from, to: from.plus(seconds) });
        let Field { works, views, .. } = self;
        views.0[side].seen.passages.clone_from(&works.passages[side]);
    }

    /// Passages that are over when a turn begins.
    pub fn clear_passages(&mut self) {
        let from = self.now.from;
        for side in Side::BOTH {
            self.works.passages[side].retain(|p| p.to > from);
        }
        self.sync_ground();
    }

    /// A unit that crossed the side between two hexes: its tanks crush the wire there, mines go off under it.
    pub fn cross_obstacles(&mut self, at: Clock, id: UnitId, from: HexId, dir: Dir, to: HexId) {
        let scenario = self.scenario();
        let side = self.side_of(id);
        let Some(edge) = scenario.ground.grid.side(from, dir) else { return };
        let tracked =
            self.own(id).vehicles.iter().any(|l| l.running > 0 && scenario.rules.bogs(scenario.cards.vehicles[l.vehicle as usize].profile));
        if tracked && self.works.changes.side(&scenario.ground, from, dir).wire {
            let was = self.works.changes.get(edge);
            self.change_side(SideChange { wire: Some(false), ..was }, side);
            self.tell(at, What::Built { unit: id, hex: to, towards: from, work: crate::rules::SideWork::Gap });
        }
        let Some(change) = self.works.changes.at(&scenario.ground.grid, from, dir) else { return };
        // Those who laid them know the lanes.
        if change.mines.is_some_and(|whose| whose != side) {
            self.mined(at, id, edge, change, to);
        }
    }

    fn mined(&mut self, at: Clock, id: UnitId, edge: SideId, change: SideChange, to: HexId) {
        let scenario = self.scenario();
        let side = self.side_of(id);
        let card = scenario.card(id);
        let own = self.own(id);
        let vehicles = own.running().min(255) as u8;
        let crew = own.vehicles.iter().filter(|l| l.running > 0).map(|l| scenario.cards.vehicles[l.vehicle as usize].crew).max();
        let question = Question::Mines(Mines {
            men: fire::on_foot(&scenario.cards, own),
            vehicles,
            crew: crew.unwrap_or(0),
            killed_percent: card.killed_percent,
        });
        let got = self.cast(at, id.index(), question, None);
        if got.of(Effect::MenHit) + got.of(Effect::VehiclesOut) == 0 {
            return;
        }
        // What went off tells where the rest lies.
        let known = self.views.0[side].seen.changes.get(edge);
        self.views.0[side].seen.changes.set(&scenario.ground.grid, SideChange { mines: change.mines, ..known });
        self.tell(at, What::MinesMet { unit: id, hex: to });
        self.take(at, id, &got, Cause::Mines, at, at);
        // Mines lie on the side itself.
        self.stops_on_crossing(at, id, got.of(Effect::VehiclesOut));
    }

    /// The sapper crossing that a unit is on its way over, if it is.
    pub fn crossing_of(&self, id: UnitId) -> Option<SideId> {
        let edge = self.unit(id).way.over?;
        (self.stage.scenario.ground.sides[edge.index()].crossing || self.works.changes.get(edge).crossing).then_some(edge)
    }

    /// So many of a unit's vehicles, stuck, broken down or knocked out, stand on the crossing that it goes over: they shut it.
    pub fn stops_on_crossing(&mut self, at: Clock, id: UnitId, count: u32) {
        let Some(edge) = self.crossing_of(id).filter(|_| count > 0) else { return };
        let was = self.works.changes.get(edge);
        let grid = &self.stage.scenario.ground.grid;
        let Some((one, _, Some(other))) = grid.side_ends(edge) else { return };
        let towards = if self.hex(id) == Some(one) { one } else { other };
        let hex = if towards == one { other } else { one };
        if !was.shut {
            self.change_side(SideChange { shut: true, ..was }, self.side_of(id));
            self.tell(at, What::CrossingShut { unit: id, hex, towards });
        }
    }

    /// The crossing is free again once nothing is left, stuck or wrecked, of those who came over it.
    pub fn frees_crossing(&mut self, edge: SideId, side: Side) {
        let was = self.works.changes.get(edge);
        let stuck = self.works.stranded.iter().any(|g| g.entered == Some(edge));
        if was.shut && !stuck && !self.works.wrecks.iter().any(|w| w.side == Some(edge)) {
            self.change_side(SideChange { shut: false, ..was }, side);
        }
    }

    /// Change between column and order of battle, with as many of the unit's seconds as it still needs; true when it is done.
    pub fn form(&mut self, id: UnitId, column: bool) -> bool {
        let scenario = self.scenario();
        let own = self.own(id);
        if own.column == column || !ways::forms(scenario.card(id)) {
            return true;
        }
        let due = scenario.rules.deploy_seconds().saturating_sub(u32::from(own.formed_s));
        let (left, at) = (u32::from(own.seconds), self.clock(id));
        if left < due {
            self.unit_mut(id).stance.formed_s += left as u16;
            self.spend(id, left);
            return false;
        }
        {
            let mut unit = self.unit_mut(id);
            unit.stance.formed_s = 0;
            unit.stance.column = column;
            if column {
                unit.stance.shelter = Shelter::default();
            }
            if !column && unit.stance.posture == Posture::Upright {
                unit.stance.posture = Posture::Prone;
            }
        }
        self.spend(id, due);
        self.tell(at, What::Formed { unit: id, column });
        true
    }

    /// Whether a unit in column finds room to deploy where it is.
    pub fn can_deploy(&self, id: UnitId) -> bool {
        let scenario = &self.stage.scenario;
        let Some(hex) = self.hex(id) else { return false };
        let others = self.occupancy.at(hex).iter().filter(|&&o| o != id);
        let load = others.fold(Load::default(), |sum, &o| sum.and(Load::of(&scenario.cards, self.own(o))));
        Load::of(&scenario.cards, self.own(id)).fits(&scenario.rules, load)
    }

    /// A column under fire runs apart, with what seconds it has: it need not be told.
    pub fn scatter(&mut self, at: Clock, id: UnitId) {
        if !self.own(id).column || !self.can_deploy(id) {
            return;
        }
        let due = self.stage.scenario.rules.deploy_seconds().saturating_sub(u32::from(self.own(id).formed_s));
        {
            let mut unit = self.unit_mut(id);
            unit.stance.formed_s = 0;
            unit.stance.column = false;
            unit.stance.posture = unit.stance.posture.max(Posture::Prone);
        }
        self.spend(id, due);
        self.tell(at, What::Formed { unit: id, column: false });
    }
}
