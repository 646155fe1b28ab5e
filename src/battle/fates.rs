//! What becomes of vehicles: stuck, free again, out of action, mended. Each change keeps the unit's counts, the lists by hex and
//! the views together: running + stranded + repairable + recoverable + burnt is what it started with.

use super::field::Field;
use crate::hex::{HexId, SideId};
use crate::rules::{Activity, Clock, Effect, Outcome, Side, UnitId};
use crate::view::{Cause, Fate, SeenWreck, StrandedGroup, What, WreckGroup, leading};

impl Field<'_, '_> {
    /// Running vehicles of a line get stuck in a hex, `deep` of them on their belly.
    #[expect(clippy::too_many_arguments, reason = "one mishap with all its parts")]
    pub fn strand(&mut self, at: Clock, id: UnitId, line: usize, count: u8, deep: u8, hex: HexId, entered: Option<SideId>) {
        let mut unit = self.unit_mut(id);
        let Some(l) = unit.vehicles.0.get_mut(line) else { return };
        let count = count.min(l.running);
        let deep = deep.min(count);
        if count == 0 {
            return;
        }
        l.running -= count;
        l.stranded += count;
        let vehicle = l.vehicle;
        self.sync(id);
        let new = StrandedGroup { unit: id, vehicle, hex, entered, count, deep, tries: 0, work: None };
        let groups = &mut self.works.stranded;
        match groups.binary_search_by_key(&new.place(), StrandedGroup::place) {
            Ok(i) => {
                groups[i].count += count;
                groups[i].deep += deep;
            }
            Err(i) => groups.insert(i, new),
        }
        self.sync_stranded(self.side_of(id));
        self.look_at_stranded();
        self.tell(at, What::Bogged { unit: id, hex, vehicle, count, deep });
    }

    /// Stranded vehicles come free, those on their belly first if `deep`.
    pub fn unstrand(&mut self, at: Clock, whose: &StrandedGroup, count: u8, deep: bool) {
        let Some(group) = self.works.stranded.iter_mut().find(|g| g.is(whose)) else { return };
        let count = count.min(group.count);
        group.count -= count;
        group.deep = if deep { group.deep.saturating_sub(count) } else { group.deep.min(group.count) };
        self.works.stranded.retain(|g| g.count > 0);
        let (id, vehicle, hex) = (whose.unit, whose.vehicle, whose.hex);
        let mut unit = self.unit_mut(id);
        if let Some(l) = unit.vehicles.0.iter_mut().find(|l| l.vehicle == vehicle) {
            l.stranded -= count;
            l.running += count;
        }
        self.sync(id);
        self.sync_stranded(self.side_of(id));
        self.look_at_stranded();
        self.tell(at, What::Recovered { unit: id, hex, vehicle, count });
        // Where nothing is left of those who came over it, the crossing is free again.
        if let Some(edge) = whose.entered {
            self.frees_crossing(edge, self.side_of(id));
        }
    }

    /// Vehicles knocked out: running ones of a line, or those of a stranded group.
    #[expect(clippy::too_many_arguments, reason = "one blow with all its parts")]
    pub fn lose_vehicles(
        &mut self,
        at: Clock,
        id: UnitId,
        line: usize,
        stuck: Option<&StrandedGroup>,
        out: u32,
        burnt: u32,
        recoverable: u32,
        cause: Cause,
    ) -> u32 {
        let Some(hex) = stuck.map(|g| g.hex).or(self.hex(id)) else { return 0 };
        let mut unit = self.unit_mut(id);
        let over = unit.way.over;
        let Some(l) = unit.vehicles.0.get_mut(line) else { return 0 };
        let vehicle = l.vehicle;
        let have = match stuck {
            None => l.running,
            Some(g) => l.stranded.min(g.count),
        };
        let out = out.min(u32::from(have)) as u8;
        if out == 0 {
            return 0;
        }
        let burnt = (burnt.min(u32::from(out))) as u8;
        let recoverable = (recoverable.min(u32::from(out - burnt))) as u8;
        let repairable = out - burnt - recoverable;
        if stuck.is_some() {
            l.stranded -= out;
        } else {
            l.running -= out;
        }
        l.burnt += burnt;
        l.recoverable += recoverable;
        l.repairable += repairable;
        if let Some(stuck) = stuck {
            if let Some(g) = self.works.stranded.iter_mut().find(|g| g.is(stuck)) {
                // Those hit lie as deep as the others.
                let deep = (u32::from(out) * u32::from(g.deep) + u32::from(g.count) / 2) / u32::from(g.count.max(1));
                g.count = g.count.saturating_sub(out);
                g.deep = g.deep.saturating_sub(deep as u8).min(g.count);
            }
            self.works.stranded.retain(|g| g.count > 0);
            self.sync_stranded(self.side_of(id));
            self.look_at_stranded();
        }
        let side = stuck.map_or(over, |g| g.entered);
        self.leave_wrecks(id, vehicle, hex, side, [burnt, recoverable, repairable]);
        let had_radio = !leading::without_radio(&self.views.0[self.side_of(id)].seen, self.own(id));
        self.sync(id);
        let what = if stuck.is_some() {
            What::StrandedLost { unit: id, hex, vehicle, burnt, recoverable, repairable, cause }
        } else {
            What::VehiclesLost { unit: id, hex, vehicle, burnt, recoverable, repairable, cause }
        };
        self.tell(at, what);
        if had_radio && leading::without_radio(&self.views.0[self.side_of(id)].seen, self.own(id)) {
            self.tell(at, What::RadioLost { unit: id });
        }
        u32::from(out)
    }

    /// Running vehicles of a line break down.
    pub fn break_down(&mut self, at: Clock, id: UnitId, line: usize, count: u32, recoverable: u32) {
        let Some(hex) = self.hex(id) else { return };
        let mut unit = self.unit_mut(id);
        let over = unit.way.over;
        let Some(l) = unit.vehicles.0.get_mut(line) else { return };
        let count = count.min(u32::from(l.running)) as u8;
        if count == 0 {
            return;
        }
        let recoverable = recoverable.min(u32::from(count)) as u8;
        let repairable = count - recoverable;
        l.running -= count;
        l.recoverable += recoverable;
        l.repairable += repairable;
        let vehicle = l.vehicle;
        self.leave_wrecks(id, vehicle, hex, over, [0, recoverable, repairable]);
        self.sync(id);
        self.tell(at, What::BrokeDown { unit: id, hex, vehicle, recoverable, repairable });
    }

    /// Vehicles of a group that was out of action run again.
    pub fn mend(&mut self, at: Clock, whose: &WreckGroup, count: u8) {
        let Some(i) = self.works.wrecks.iter().position(|w| w == whose) else { return };
        let hauled = whose.fate == Fate::Recoverable;
        let mut unit = self.unit_mut(whose.unit);
        let Some(l) = unit.vehicles.0.iter_mut().find(|l| l.vehicle == whose.vehicle) else { return };
        let from = if hauled { &mut l.recoverable } else { &mut l.repairable };
        let count = count.min(*from).min(whose.count);
        if whose.fate == Fate::Burnt || count == 0 {
            return;
        }
        *from -= count;
        l.running += count;
        self.works.wrecks[i].count -= count;
        self.works.wrecks.retain(|w| w.count > 0);
        self.sync(whose.unit);
        self.sync_wrecks(self.side_of(whose.unit));
        if let Some(edge) = whose.side {
            self.frees_crossing(edge, self.side_of(whose.unit));
        }
        self.tell(at, What::Repaired { unit: whose.unit, hex: whose.hex, vehicle: whose.vehicle, count, hauled });
    }

    /// Vehicles out of action stay where they are: burnt, to be hauled away, to be mended.
    fn leave_wrecks(&mut self, unit: UnitId, vehicle: u16, hex: HexId, side: Option<SideId>, counts: [u8; 3]) {
        for (fate, count) in [Fate::Burnt, Fate::Recoverable, Fate::Repairable].into_iter().zip(counts).filter(|c| c.1 > 0) {
            let new = WreckGroup { hex, unit, vehicle, side, fate, due: None, count };
            let alike = |w: &WreckGroup| WreckGroup { count, ..*w } == new;
            match self.works.wrecks.iter_mut().find(|w| alike(w)) {
                Some(w) => w.count += count,
                None => {
                    let at = self.works.wrecks.partition_point(|w| *w < new);
                    self.works.wrecks.insert(at, new);
                }
            }
        }
        self.sync_wrecks(self.side_of(unit));
    }

    /// Bring the list of stranded vehicles in a side's view up to date.
    pub fn sync_stranded(&mut self, side: Side) {
        let Field { works, views, stage, .. } = self;
        let list = &mut views.0[side].seen.stranded;
        list.clear();
        list.extend(works.stranded.iter().filter(|g| stage.scenario.units[g.unit.index()].side == side));
    }

    /// The same for its vehicles out of action.
    pub fn sync_wrecks(&mut self, side: Side) {
        let Field { works, views, stage, .. } = self;
        let list = &mut views.0[side].seen.wrecks;
        list.clear();
        list.extend(works.wrecks.iter().filter(|w| stage.scenario.units[w.unit.index()].side == side));
    }

    /// Both sides look at the enemy's wrecks where they see the ground; elsewhere they remember what they saw.
    pub fn look_at_wrecks(&mut self) {
        for side in Side::BOTH {
            let theirs = |f: &Self, w: &WreckGroup| f.side_of(w.unit) != side;
            let known = &self.views.0[side].seen.seen_wrecks;
            let mut hexes: Vec<HexId> = self.works.wrecks.iter().filter(|w| theirs(self, w)).map(|w| w.hex).collect();
            hexes.extend(known.iter().map(|w| w.hex));
            hexes.sort_unstable();
            hexes.dedup();
            hexes.retain(|&hex| self.watched(side, hex, |u| self.clock(u)));
            if hexes.is_empty() {
                continue;
            }
            let mut list: Vec<SeenWreck> = known.iter().filter(|w| hexes.binary_search(&w.hex).is_err()).copied().collect();
            for w in self.works.wrecks.iter().filter(|w| theirs(self, w) && hexes.binary_search(&w.hex).is_ok()) {
                let new = SeenWreck { hex: w.hex, vehicle: w.vehicle, side: w.side, count: w.count };
                match list.iter_mut().find(|s| SeenWreck { count: w.count, ..**s } == new) {
                    Some(s) => s.count = s.count.saturating_add(w.count),
                    None => list.push(new),
                }
            }
            list.sort_unstable();
            self.views.0[side].seen.seen_wrecks = list;
        }
    }

    /// Whether any unit of a side would see vehicles that stand still in a hex, at a moment of its own.
    pub fn watched(&self, side: Side, hex: HexId, at: impl Fn(UnitId) -> Clock) -> bool {
        let range = self.spotted_m(hex, Activity::HaltedVehicles);
        let grid = &self.stage.scenario.ground.grid;
        self.index.of_side[side].iter().any(|&u| {
            let own = self.own(u);
            own.hex
                .filter(|_| own.active())
                .is_some_and(|h| grid.distance(h, hex) * crate::hex::HEX_M <= range && self.sight_m(h, hex, at(u)).is_some())
        })
    }

    /// Vehicles out by an outcome, taken from the most numerous line first, with the crews' losses.
    pub fn spread_vehicles(&mut self, at: Clock, id: UnitId, line: Option<usize>, out: u32, got: &Outcome, cause: Cause) {
        let (mut out, mut burnt, mut rec) = (out, got.of(Effect::Burnt), got.of(Effect::Recoverable));
        for _ in 0..crate::view::MAX_LINES {
            if out == 0 {
                break;
            }
            let lines = &self.unit(id).vehicles.0;
            let Some(most) = line.filter(|&l| lines[l].running > 0).or_else(|| (0..lines.len()).rev().max_by_key(|&i| lines[i].running))
            else {
                break;
            };
            let gone = self.lose_vehicles(at, id, most, None, out, burnt, rec, cause);
            if gone == 0 {
                break;
            }
            out -= gone;
            burnt = burnt.saturating_sub(gone);
            rec = rec.saturating_sub(gone);
        }
        let crew = got.of(Effect::CrewHit);
        if crew > 0 {
            self.lose_men(at, id, crew, got.of(Effect::CrewKilled), 0, Cause::Crew);
        }
        self.settle_end(at, id);
    }
}
