//! The one hand that changes men, vehicles, stores and position. Whatever it changes, it reports, and it keeps both
//! sides' views current. Conservation lives here.

use super::dice::Dice;
use super::state::{Air, Index, Log, Now, Occupancy, Stage, Stocks, Tally, Views, Works};
use super::units::{Danger, UnitItem, UnitItemItem, UnitItemReadOnlyItem};
use super::{Keep, LedgerEntry};
use crate::data::{Scenario, UnitCard};
use crate::hex::HexId;
use crate::rules::{Clock, Effect, Outcome, Question, Side, Tables, UnitId};
use crate::view::{Cause, Event, LossBy, OwnUnit, Report, Seq, StrandedGroup, What, Who, fire};
use bevy_ecs::prelude::*;
use bevy_ecs::system::SystemParam;

/// All that orders and turns work on.
#[derive(SystemParam)]
pub(super) struct Field<'w, 's> {
    units: Query<'w, 's, UnitItem>,
    pub stage: Res<'w, Stage>,
    pub index: Res<'w, Index>,
    pub now: ResMut<'w, Now>,
    pub air: ResMut<'w, Air>,
    pub occupancy: ResMut<'w, Occupancy>,
    pub views: ResMut<'w, Views>,
    pub log: ResMut<'w, Log>,
    pub works: ResMut<'w, Works>,
    pub stocks: ResMut<'w, Stocks>,
    pub tally: ResMut<'w, Tally>,
    pub dice: ResMut<'w, Dice>,
}

impl<'s> Field<'_, 's> {
    pub fn scenario(&self) -> std::sync::Arc<Scenario> {
        self.stage.scenario.clone()
    }
    pub fn rules(&self) -> std::sync::Arc<Tables> {
        self.stage.scenario.rules.clone()
    }
    pub fn side_of(&self, id: UnitId) -> Side {
        self.stage.scenario.units[id.index()].side
    }
    pub fn card(&self, id: UnitId) -> &UnitCard {
        self.stage.scenario.card(id)
    }

    /// A unit's components.
    pub fn unit<'a>(&'a self, id: UnitId) -> UnitItemReadOnlyItem<'a, 's> {
        match self.units.get(self.index.entities[id.index()]) {
            Ok(unit) => unit,
            Err(_) => unreachable!("every unit has its entity for the whole battle"),
        }
    }
    /// A unit's components, to change. Whoever changes what a view shows calls [`Field::sync`] after it.
    pub fn unit_mut<'a>(&'a mut self, id: UnitId) -> UnitItemItem<'a, 's> {
        match self.units.get_mut(self.index.entities[id.index()]) {
            Ok(unit) => unit,
            Err(_) => unreachable!("every unit has its entity for the whole battle"),
        }
    }
    /// The unit as its own side's view shows it; always current.
    pub fn own(&self, id: UnitId) -> &OwnUnit {
        let side = self.side_of(id);
        &self.views.0[side].seen.units[self.index.slots[id.index()] as usize]
    }
    pub fn hex(&self, id: UnitId) -> Option<HexId> {
        self.own(id).hex
    }
    /// The unit's own clock: turn start and seconds spent.
    pub fn clock(&self, id: UnitId) -> Clock {
        self.now.from.plus(self.now.seconds.saturating_sub(u32::from(self.own(id).seconds)))
    }
    /// Share suppressed at a moment, per mille.
    pub fn suppressed(&self, id: UnitId, at: Clock) -> u16 {
        self.unit(id).nerve.suppressed(&self.stage.scenario.rules, at)
    }

    /// Bring the own side's view of a unit up to date.
    pub fn sync(&mut self, id: UnitId) {
        let scenario = self.stage.scenario.clone();
        let (from, seconds) = (self.now.from, self.now.seconds);
        let side = self.side_of(id);
        let slot = self.index.slots[id.index()] as usize;
        let Ok(unit) = self.units.get(self.index.entities[id.index()]) else { return };
        let view = &mut self.views.0[side].seen.units[slot];
        let clock = from.plus(seconds.saturating_sub(u32::from(unit.seconds.left)));
        write_view(view, &unit, &scenario, &self.tally, from, clock);
        self.refresh_contact(id);
    }

    /// Write an event and what each side is told of it.
    pub fn tell(&mut self, at: Clock, what: What<UnitId>) {
        let seq = Seq(self.log.events.len() as u32);
        self.log.events.push(Event { seq, at, what });
        for side in Side::BOTH {
            let view = &self.views.0[side];
            let scenario = &self.stage.scenario;
            if let Some(told) = told(side, &what, view, scenario) {
                let seq = Seq(self.log.told[side].len() as u32);
                self.log.told[side].push(Report { seq, at, what: told });
            }
        }
    }

    /// Ask a question and cast it.
    pub fn cast(&mut self, at: Clock, actor: usize, question: Question, believed: Option<Question>) -> Outcome {
        let lottery = self.stage.scenario.rules.lottery(&question);
        let (key, got) = self.dice.cast(question.rule(), actor, &lottery);
        if self.stage.keep == Keep::Ledger {
            let seq = Seq(self.log.events.len() as u32);
            self.log.ledger.push(LedgerEntry { seq, at, asked: question, believed, key, got });
        }
        got
    }

    /// Spend seconds of this turn's budget.
    pub fn spend(&mut self, id: UnitId, seconds: u32) {
        let mut unit = self.unit_mut(id);
        unit.seconds.left = unit.seconds.left.saturating_sub(seconds.min(u32::from(u16::MAX)) as u16);
        self.sync(id);
    }

    /// Put a unit into a hex, or off the map.
    pub fn place(&mut self, id: UnitId, to: Option<HexId>) {
        let mut unit = self.unit_mut(id);
        let from = unit.position.0;
        unit.position.0 = to;
        if let Some(hex) = from {
            self.occupancy.take(hex, id);
        }
        if let Some(hex) = to {
            self.occupancy.put(hex, id);
        }
        self.sync(id);
    }

    /// Men hit: of `hit` fit men `killed` are killed (or of them `missing` gone), the rest wounded.
    pub fn lose_men(&mut self, at: Clock, id: UnitId, hit: u32, killed: u32, missing: u32, cause: Cause) {
        let rules = self.rules();
        let nerve_permille = self.card(id).quality.nerve_permille;
        let mut unit = self.unit_mut(id);
        let before = u32::from(unit.strength.fit);
        let hit = hit.min(before);
        if hit == 0 {
            return;
        }
        let missing = missing.min(hit);
        let killed = killed.min(hit - missing);
        let lost = LossBy { killed: killed as u16, wounded: (hit - killed - missing) as u16, missing: missing as u16 };
        unit.strength.fit -= hit as u16;
        unit.strength.killed += lost.killed;
        unit.strength.wounded += lost.wounded;
        unit.strength.missing += lost.missing;
        let stress = rules.stress_of_losses(hit, before, nerve_permille);
        unit.nerve.stress_permille = unit.nerve.stress_permille.saturating_add(stress).min(1000);
        let hex = unit.position.0;
        self.sync(id);
        self.tell(at, What::MenLost { unit: id, hex, lost, cause });
        self.settle_morale(at, id);
        self.settle_end(at, id);
    }

    /// Lay stress on a unit.
    pub fn stress(&mut self, at: Clock, id: UnitId, permille: u32) {
        if permille == 0 {
            return;
        }
        let mut unit = self.unit_mut(id);
        unit.nerve.stress_permille = (u32::from(unit.nerve.stress_permille) + permille).min(1000) as u16;
        self.settle_morale(at, id);
    }

    /// Suppress a unit from a moment until another.
    pub fn suppress(&mut self, id: UnitId, permille: u32, from: Clock, until: Clock) {
        let rules = self.rules();
        let mut unit = self.unit_mut(id);
        unit.nerve.fire_at = unit.nerve.fire_at.max(until);
        if permille > 0 {
            unit.nerve.endanger(&rules, Danger { permille: permille.min(1000) as u16, from, until });
        }
        self.sync(id);
    }

    /// The morale state that the stress asks for.
    pub fn settle_morale(&mut self, at: Clock, id: UnitId) {
        let rules = self.rules();
        let nerve = self.card(id).quality.nerve_permille;
        let mut unit = self.unit_mut(id);
        let was = unit.nerve.state;
        let state = rules.morale(unit.nerve.stress_permille, nerve, was);
        unit.nerve.state = state;
        self.sync(id);
        if state != was {
            self.tell(at, What::Morale { unit: id, state });
        }
    }

    /// Running vehicles of a line get stuck where the unit is.
    pub fn strand(&mut self, at: Clock, id: UnitId, line: usize, count: u8, hex: HexId) {
        let mut unit = self.unit_mut(id);
        let Some(l) = unit.vehicles.0.get_mut(line) else { return };
        let count = count.min(l.running);
        if count == 0 {
            return;
        }
        l.running -= count;
        l.stranded += count;
        let vehicle = l.vehicle;
        self.sync(id);
        let groups = &mut self.works.stranded;
        match groups.iter_mut().find(|g| g.unit == id && g.vehicle == vehicle && g.hex == hex) {
            Some(g) => g.count += count,
            None => {
                groups.push(StrandedGroup { unit: id, vehicle, hex, count, tries: 0 });
                groups.sort_by_key(|g| (g.unit, g.vehicle, g.hex));
            }
        }
        self.sync_stranded(self.side_of(id));
        self.tell(at, What::Bogged { unit: id, hex, vehicle, count });
    }

    /// Stranded vehicles come free.
    pub fn unstrand(&mut self, at: Clock, id: UnitId, vehicle: u16, hex: HexId, count: u8) {
        let Some(group) = self.works.stranded.iter_mut().find(|g| g.unit == id && g.vehicle == vehicle && g.hex == hex) else { return };
        let count = count.min(group.count);
        group.count -= count;
        self.works.stranded.retain(|g| g.count > 0);
        let mut unit = self.unit_mut(id);
        if let Some(l) = unit.vehicles.0.iter_mut().find(|l| l.vehicle == vehicle) {
            l.stranded -= count;
            l.running += count;
        }
        self.sync(id);
        self.sync_stranded(self.side_of(id));
        self.tell(at, What::Recovered { unit: id, hex, vehicle, count });
    }

    /// Vehicles knocked out: running ones of a line, or (`stranded_at`) stranded ones in that hex. `crew_hit` men of the crews are hit.
    #[expect(clippy::too_many_arguments, reason = "one blow with all its parts")]
    pub fn lose_vehicles(
        &mut self,
        at: Clock,
        id: UnitId,
        line: usize,
        stranded_at: Option<HexId>,
        out: u32,
        burnt: u32,
        recoverable: u32,
        cause: Cause,
    ) -> u32 {
        let Some(hex) = stranded_at.or(self.hex(id)) else { return 0 };
        let mut unit = self.unit_mut(id);
        let Some(l) = unit.vehicles.0.get_mut(line) else { return 0 };
        let vehicle = l.vehicle;
        let have = match stranded_at {
            None => u32::from(l.running),
            Some(_) => u32::from(l.stranded),
        };
        let out = out.min(have) as u8;
        if out == 0 {
            return 0;
        }
        let burnt = (burnt.min(u32::from(out))) as u8;
        let recoverable = (recoverable.min(u32::from(out - burnt))) as u8;
        let repairable = out - burnt - recoverable;
        if stranded_at.is_some() {
            l.stranded -= out;
        } else {
            l.running -= out;
        }
        l.burnt += burnt;
        l.recoverable += recoverable;
        l.repairable += repairable;
        if let Some(at_hex) = stranded_at {
            if let Some(g) = self.works.stranded.iter_mut().find(|g| g.unit == id && g.vehicle == vehicle && g.hex == at_hex) {
                g.count = g.count.saturating_sub(out);
            }
            self.works.stranded.retain(|g| g.count > 0);
            self.sync_stranded(self.side_of(id));
        }
        self.sync(id);
        let what = if stranded_at.is_some() {
            What::StrandedLost { unit: id, hex, vehicle, burnt, recoverable, repairable, cause }
        } else {
            What::VehiclesLost { unit: id, hex, vehicle, burnt, recoverable, repairable, cause }
        };
        self.tell(at, what);
        u32::from(out)
    }

    /// Guns put out of action.
    pub fn lose_guns(&mut self, at: Clock, id: UnitId, count: u32, cause: Cause) {
        let mut unit = self.unit_mut(id);
        let count = count.min(u32::from(unit.strength.guns)) as u8;
        if count == 0 {
            return;
        }
        unit.strength.guns -= count;
        let hex = unit.position.0;
        self.sync(id);
        self.tell(at, What::GunsLost { unit: id, hex, count, cause });
    }

    /// Rounds leave a unit's stores; gun rounds are counted.
    pub fn use_stores(&mut self, at: Clock, id: UnitId, small_rounds: u32, shells: u32) {
        let side = self.side_of(id);
        let mut unit = self.unit_mut(id);
        unit.holdings.stores.small_rounds = unit.holdings.stores.small_rounds.saturating_sub(small_rounds);
        let shells = shells.min(unit.holdings.stores.shells);
        unit.holdings.stores.shells -= shells;
        let full = unit.holdings.full;
        let dry = !unit.holdings.silent
            && ((full.shells > 0 && unit.holdings.stores.shells == 0) || (full.small_rounds > 0 && unit.holdings.stores.small_rounds == 0));
        if dry {
            unit.holdings.silent = true;
        }
        // Counted as the record counts shells: those of guns. Grenades of dischargers and the racks of tanks are not.
        if self.card(id).guns > 0 {
            self.tally.rounds_fired[side] += shells;
        }
        self.sync(id);
        if dry {
            self.tell(at, What::Silent { unit: id });
        }
    }

    /// Whether anything is left of the unit; tells its end once.
    pub fn settle_end(&mut self, at: Clock, id: UnitId) {
        let unit = self.unit(id);
        let left = unit.strength.fit > 0 || unit.vehicles.0.iter().any(|l| l.running + l.stranded > 0);
        if left || unit.strength.destroyed {
            return;
        }
        let hex = unit.position.0;
        self.tell(at, What::Destroyed { unit: id, hex });
        self.unit_mut(id).strength.destroyed = true;
        self.place(id, None);
        self.forget(id);
    }

    /// Bring the list of stranded vehicles in a side's view up to date.
    pub fn sync_stranded(&mut self, side: Side) {
        let Field { works, views, stage, .. } = self;
        let list = &mut views.0[side].seen.stranded;
        list.clear();
        list.extend(works.stranded.iter().filter(|g| stage.scenario.units[g.unit.index()].side == side));
    }

    /// Whether a unit stands on the map and can do anything.
    pub fn active(&self, id: UnitId) -> bool {
        self.own(id).active()
    }

    /// Men on foot and guns of both casts of an outcome on a unit: men hit, guns, vehicles, suppression, stress.
    pub fn take(&mut self, at: Clock, id: UnitId, got: &Outcome, cause: Cause, from: Clock, until: Clock) {
        let (hit, killed) = (got.of(Effect::MenHit), got.of(Effect::Killed));
        // Fire on men keeps down those who are outside; crews behind armour drive on. The unit's share is that of all its men.
        let outside = u32::from(fire::outside_permille(&self.stage.scenario.cards, self.own(id)));
        self.suppress(id, got.of(Effect::Suppression) * outside / 1000, from, until);
        self.scatter(at, id);
        self.stress(at, id, got.of(Effect::Stress));
        if hit > 0 {
            self.lose_men(at, id, hit, killed, 0, cause);
        }
        let guns = got.of(Effect::GunsOut);
        if guns > 0 {
            self.lose_guns(at, id, guns, cause);
        }
        let out = got.of(Effect::VehiclesOut);
        if out > 0 {
            self.spread_vehicles(at, id, None, out, got, cause);
        }
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
            let killed = crew * u32::from(self.card(id).killed_percent) / 100;
            self.lose_men(at, id, crew, killed.max(u32::from(crew > 1)), 0, Cause::Crew);
        }
        self.settle_end(at, id);
    }
}

/// Write one unit's row of its own side's view, in a turn that began at `from`, by its own clock.
pub(super) fn write_view(
    view: &mut OwnUnit,
    unit: &UnitItemReadOnlyItem<'_, '_>,
    scenario: &Scenario,
    tally: &Tally,
    from: Clock,
    clock: Clock,
) {
    view.hex = unit.position.0;
    view.arrived = unit.strength.arrived;
    view.destroyed = unit.strength.destroyed;
    view.men = unit.strength.fit;
    view.guns = unit.strength.guns;
    view.vehicles.clone_from(&unit.vehicles.0);
    view.stores = unit.holdings.stores;
    view.smoke_left = u32::from(unit.holdings.smoke).min(unit.holdings.stores.shells) as u16;
    view.posture = unit.stance.posture;
    view.seconds = unit.seconds.left;
    view.paid = unit.seconds.paid;
    if view.path != unit.way.path {
        view.path.clone_from(&unit.way.path);
    }
    view.suppressed_permille = unit.nerve.suppressed(&scenario.rules, clock);
    view.stress_permille = unit.nerve.stress_permille;
    view.morale = unit.nerve.state;
    view.fire_order = unit.stance.fire_order;
    view.held_back = held_back(scenario, tally, unit.identity.formation);
    view.limbered = unit.stance.limbered;
    view.busy_until = unit.stance.busy_until;
    view.fired = unit.stance.fired_at >= from;
    view.column = unit.stance.column;
    view.formed_s = unit.stance.formed_s;
    view.building = unit.stance.building;
}

/// Whether a formation or one above it is a reserve that is not released.
pub(super) fn held_back(scenario: &Scenario, tally: &Tally, formation: crate::data::FormationId) -> bool {
    let mut at = Some(formation);
    while let Some(f) = at {
        let row = &scenario.formations[f.0 as usize];
        if row.reserve.is_some() && tally.released.binary_search(&f).is_err() {
            return true;
        }
        at = row.parent;
    }
    false
}

/// What a side is told of an event. Its own is told in full; of the enemy only what someone sees, and of his inner
/// state (stores, nerve, missions called) nothing.
fn told(side: Side, what: &What<UnitId>, view: &super::state::SideView, scenario: &Scenario) -> Option<What<Who>> {
    use What::*;
    match *what {
        ContactMade { side: whose, .. } if whose != side => return None,
        StrikeCalledOff { flight, .. } if scenario.flights[flight.0 as usize].side != side => return None,
        Released { formation } if scenario.formations[formation.0 as usize].side != side => return None,
        StrikeFell { flight, hex, .. } if scenario.flights[flight.0 as usize].side != side && !view.watches(hex) => return None,
        _ => {}
    }
    let inner = matches!(
        what,
        Supplied { .. }
            | Silent { .. }
            | Limbered { .. }
            | MissionCalled { .. }
            | MissionFell { .. }
            | SmokeLaid { .. }
            | Halted { .. }
            | RecoveryFailed { .. }
            | Morale { .. }
            | DugIn { .. }
            | Formed { .. }
            | Built { .. }
    );
    let loud = match *what {
        Fired { at, .. } => view.stands_in(at),
        Assaulted { hex, .. } => view.stands_in(hex),
        _ => false,
    };
    what.renamed(|unit| {
        if scenario.units[unit.index()].side == side {
            return Some(Who::Own(unit));
        }
        if inner {
            return None;
        }
        match view.contact_of[unit.index()] {
            Some(c) if view.seen.contact(c).is_some_and(|c| c.current) => Some(Who::Contact(c)),
            _ => loud.then_some(Who::Unseen),
        }
    })
}
