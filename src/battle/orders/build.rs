//! Works on the sides of a hex: wire, gaps, crossings, log roads, mines lifted.

use crate::battle::field::Field;
use crate::hex::HexId;
use crate::rules::{Activity, MoraleState, Posture, SideWork, UnitId};
use crate::view::check::{WHOLE_PPM, gang, undone};
use crate::view::{SideChange, Site, What};
use bevy_ecs::prelude::*;

/// Begin a work and go on with it until it is done.
pub(in crate::battle) fn build(In((unit, towards, work)): In<(UnitId, HexId, SideWork)>, mut field: Field) {
    field.unit_mut(unit).stance.building = Some((towards, work));
    field.unit_mut(unit).stance.storm = None;
    field.sync(unit);
    field.go_on_building(unit);
}

impl Field<'_, '_> {
    /// Work on with all seconds left, or as many as it still needs.
    pub fn go_on_building(&mut self, id: UnitId) {
        let scenario = self.scenario();
        let Some((towards, work)) = self.own(id).building else { return };
        let side = self.side_of(id);
        let own = self.own(id);
        // Men below the crest take it up again when they are up.
        if own.shelter.below(self.clock(id)) {
            return;
        }
        let edge = own.hex.and_then(|h| scenario.ground.grid.side(h, scenario.ground.grid.dir_to(h, towards)?));
        let (Some(hex), Some(edge)) = (own.hex, edge) else { return self.put_down(id) };
        if own.morale >= MoraleState::Broken || own.suppressed_permille >= scenario.rules.pinned_permille() || !self.form(id, false) {
            return;
        }
        let seen = &self.views.0[side].seen;
        let own = self.own(id);
        let Some(whole) = scenario.rules.side_work_seconds(work, &gang(seen, own)) else { return self.put_down(id) };
        let to_do = undone(seen, edge, work);
        let needed = (u64::from(whole) * u64::from(to_do)).div_ceil(u64::from(WHOLE_PPM)) as u32;
        let spent = needed.min(u32::from(own.seconds));
        if spent == 0 {
            return;
        }
        let at = self.clock(id);
        self.spend(id, spent);
        // They leave their holes for it, and are seen at it.
        self.unit_mut(id).stance.posture = Posture::Prone;
        self.unit_mut(id).stance.dug_s = 0;
        self.unit_mut(id).lasting.toil.dug_s += spent;
        self.sync(id);
        let done = if spent >= needed { to_do } else { (u64::from(spent) * u64::from(WHOLE_PPM) / u64::from(whole.max(1))) as u32 };
        self.progress(side, Site { side: edge, work, done_ppm: WHOLE_PPM - to_do + done });
        if done >= to_do {
            self.put_down(id);
            self.finish(side, edge, work);
            self.tell(at.plus(spent), What::Built { unit: id, hex, towards, work });
        }
        let doing = if self.own(id).running() > 0 { Activity::HaltedVehicles } else { Activity::MovingMen };
        self.seen_at_work(at, id, (spent, doing), Posture::Prone);
    }

    fn put_down(&mut self, id: UnitId) {
        self.unit_mut(id).stance.building = None;
        self.sync(id);
    }

    /// Note how far a work has come; a whole one is no site any more.
    fn progress(&mut self, side: crate::rules::Side, site: Site) {
        let sites = &mut self.works.sites[side];
        sites.retain(|s| (s.side, s.work) != (site.side, site.work));
        if site.done_ppm < WHOLE_PPM {
            sites.push(site);
            sites.sort_unstable();
        }
        self.sync_ground();
    }

    fn finish(&mut self, side: crate::rules::Side, edge: crate::hex::SideId, work: SideWork) {
        let was = self.works.changes.get(edge);
        let now = match work {
            SideWork::Wire => SideChange { wire: Some(true), ..was },
            SideWork::Gap => SideChange { wire: Some(false), ..was },
            SideWork::Crossing => SideChange { crossing: true, ..was },
            SideWork::LogRoad => SideChange { log_road: true, ..was },
            SideWork::Lift => SideChange { mines: None, ..was },
            SideWork::Clear => SideChange { shut: false, ..was },
        };
        self.change_side(now, side);
    }
}
