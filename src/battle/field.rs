//! The one hand that changes men, vehicles, stores and position. Whatever it changes, it reports, and it keeps both
//! sides' views current. Conservation lives here; what becomes of vehicles is in [`super::fates`].

use super::command::Command;
use super::dice::Dice;
use super::state::{Air, Index, Log, Now, Occupancy, Stage, Stocks, Tally, Views, Works};
use super::units::{Danger, UnitItem, UnitItemItem, UnitItemReadOnlyItem};
use super::{Keep, LedgerEntry};
use crate::data::{EngagementRule, Scenario, UnitCard};
use crate::hex::HexId;
use crate::rules::{Clock, Effect, MoraleState, Outcome, Question, Side, Tables, UnitId};
use crate::view::{Cause, Event, LossBy, OwnUnit, Ration, Report, Seq, Shelter, What, Who, fire, loads};
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
    pub command: ResMut<'w, Command>,
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
        self.index.sides[id.index()]
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
        let (from, seconds) = (self.now.from, self.now.seconds);
        let side = self.side_of(id);
        let slot = self.index.slots[id.index()] as usize;
        let Ok(unit) = self.units.get(self.index.entities[id.index()]) else { return };
        let view = &mut self.views.0[side].seen.units[slot];
        let clock = from.plus(seconds.saturating_sub(u32::from(unit.seconds.left)));
        write_view(view, &unit, &self.stage.scenario, &self.tally, from, clock);
        self.refresh_contact(id);
    }

    /// Write an event and what each side is told of it.
    pub fn tell(&mut self, at: Clock, what: What<UnitId>) {
        let seq = Seq(self.log.events.len() as u32);
        self.log.events.push(Event { seq, at, what });
        // Men hit below the crest are seen by nobody but their own.
        // So are stragglers missed.
        let below = match what {
            What::MenLost { unit, cause: Cause::Rout, .. } => Some(self.side_of(unit)),
            What::MenLost { unit, cause: Cause::Artillery | Cause::Air, .. } if self.own(unit).shelter.below(at) => {
                Some(self.side_of(unit))
            }
            _ => None,
        };
        for side in Side::BOTH {
            let view = &self.views.0[side];
            let scenario = &self.stage.scenario;
            if below.is_some_and(|own| own != side) {
                continue;
            }
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
        let from = self.unit(id).position.0;
        // Vehicles face the way they went; who is set down somewhere faces nowhere yet.
        let went = from.zip(to).filter(|_| self.own(id).running() > 0 && !self.now.setting_up());
        let front = went.and_then(|(from, to)| self.stage.scenario.ground.grid.dir_to(from, to));
        let mut unit = self.unit_mut(id);
        unit.position.0 = to;
        if from != to {
            unit.stance.shelter = Shelter::default();
            unit.stance.storm = None;
            unit.stance.front = front;
        }
        if let Some(hex) = from {
            self.occupancy.take(hex, id);
        }
        if let Some(hex) = to {
            self.occupancy.put(hex, id);
            let Field { works, views, stage, .. } = self;
            let side = stage.scenario.units[id.index()].side;
            views.0[side].seen.holes[hex.index()] = works.holes[hex.index()];
        }
        self.sync(id);
    }

    /// Running vehicles turn towards a hex at which they fire or which they rush.
    pub fn face(&mut self, id: UnitId, towards: HexId) {
        let Some(from) = self.hex(id).filter(|_| self.own(id).running() > 0) else { return };
        if let Some(dir) = self.stage.scenario.ground.grid.bearing(from, towards) {
            self.unit_mut(id).stance.front = Some(dir);
            self.sync(id);
        }
    }

    /// Men hit: of `hit` fit men `killed` are killed (or of them `missing` gone), the rest wounded.
    pub fn lose_men(&mut self, at: Clock, id: UnitId, hit: u32, killed: u32, missing: u32, cause: Cause) {
        self.lose_men_to(at, id, (hit, killed, missing), cause, 0);
    }

    /// The same in one blow of which `by_shells` were hit by aimed HE. They are told as such, with their share of the killed to the
    /// nearest man.
    fn lose_men_to(&mut self, at: Clock, id: UnitId, (hit, killed, missing): (u32, u32, u32), cause: Cause, by_shells: u32) {
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
        // What is lost now frightens; what was lost of late is not got over so soon.
        let share_ppm = (u64::from(hit) * 1_000_000 / u64::from(unit.strength.start.max(1))) as u32;
        unit.lasting.worn_ppm = (unit.lasting.worn_ppm + share_ppm).min(1_000_000);
        let least = rules.worn_stress(unit.lasting.worn_ppm, nerve_permille);
        let stress = unit.nerve.stress() + u32::from(rules.stress_of_losses(hit, before, nerve_permille)) * 1000;
        unit.nerve.set_stress(stress.max(least));
        let hex = unit.position.0;
        self.sync(id);
        let by_shells = by_shells.min(hit - missing);
        let dead = ((killed * by_shells * 2 + hit - missing) / (2 * (hit - missing)).max(1)).min(by_shells) as u16;
        let shelled = LossBy { killed: dead, wounded: by_shells as u16 - dead, missing: 0 };
        let others = LossBy { killed: lost.killed - dead, wounded: lost.wounded - shelled.wounded, missing: lost.missing };
        for (lost, cause) in [(others, cause), (shelled, Cause::DirectFire)] {
            if lost != LossBy::default() {
                self.tell(at, What::MenLost { unit: id, hex, lost, cause });
            }
        }
        self.settle_morale(at, id);
        self.leader_hit(at, id, before, hit);
        self.settle_end(at, id);
    }

    /// Lay stress on a unit.
    pub fn stress(&mut self, at: Clock, id: UnitId, permille: u32) {
        if permille == 0 {
            return;
        }
        let mut unit = self.unit_mut(id);
        let stress = unit.nerve.stress() + permille * 1000;
        unit.nerve.set_stress(stress);
        self.settle_morale(at, id);
    }

    /// Suppress a unit from a moment until another.
    pub fn suppress(&mut self, id: UnitId, permille: u32, from: Clock, until: Clock) {
        let rules = self.rules();
        self.fired_at(id, from, until);
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
        if state >= MoraleState::Broken {
            unit.stance.storm = None;
        }
        self.sync(id);
        if state != was {
            self.tell(at, What::Morale { unit: id, state });
        }
        if state > was {
            self.dismay(at, id, state);
        }
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

    /// A unit fires at a hex: what left its stores is what is told.
    pub fn shoot(&mut self, at: Clock, id: UnitId, hex: HexId, small_rounds: u32, shells: u32, standing: bool) {
        let (small_rounds, shells) = self.use_stores(at, id, small_rounds, shells.min(u32::from(u16::MAX)));
        self.tell(at, What::Fired { unit: id, at: hex, small_rounds, shells: shells as u16, standing });
        if let Some(from) = self.hex(id) {
            let scenario = &self.stage.scenario;
            let far = scenario.rules.is_rationed(scenario.ground.grid.range_m(from, hex));
            if far && shells > 0 && fire::is_battery(&scenario.cards, scenario.card(id)) {
                self.uses_ration(id, shells);
            }
            self.fired_on(at, from, hex, id);
        }
    }

    /// Shells fired are taken off what orders from above leave a battery today.
    pub fn uses_ration(&mut self, id: UnitId, shells: u32) {
        let mut unit = self.unit_mut(id);
        unit.holdings.fired_today = unit.holdings.fired_today.saturating_add(shells.min(u32::from(u16::MAX)) as u16);
        self.sync(id);
    }

    /// Rounds leave a unit's stores, as far as they are there; gun rounds are counted. How many left.
    pub fn use_stores(&mut self, at: Clock, id: UnitId, small_rounds: u32, shells: u32) -> (u32, u32) {
        let side = self.side_of(id);
        let by_shells = self.index.loads[id.index()].by_shells;
        let mut unit = self.unit_mut(id);
        let small_rounds = small_rounds.min(unit.holdings.stores.small_rounds);
        unit.holdings.stores.small_rounds -= small_rounds;
        let shells = shells.min(unit.holdings.stores.shells);
        unit.holdings.stores.shells -= shells;
        let full = unit.holdings.full;
        let left = unit.holdings.stores;
        let (had, has) = if by_shells { (full.shells, left.shells) } else { (full.small_rounds, left.small_rounds) };
        let dry = !unit.holdings.silent && had > 0 && has == 0;
        if dry {
            unit.holdings.silent = true;
        }
        if loads::counts_shells(self.card(id)) {
            self.tally.rounds_fired[side] += shells;
        }
        self.sync(id);
        if dry {
            self.tell(at, What::Silent { unit: id });
        }
        (small_rounds, shells)
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
        self.staff_lost(at, id);
        self.place(id, None);
        self.forget(id);
    }

    /// Whether a unit stands on the map and can do anything.
    pub fn active(&self, id: UnitId) -> bool {
        self.own(id).active()
    }

    /// Men on foot and guns of both casts of an outcome on a unit: men hit, guns, vehicles, suppression, stress. Men whom the cast
    /// says shells of aimed fire hit are lost to direct HE fire, whatever the cause of the others.
    pub fn take(&mut self, at: Clock, id: UnitId, got: &Outcome, cause: Cause, from: Clock, until: Clock) {
        let (hit, killed) = (got.of(Effect::MenHit), got.of(Effect::Killed));
        // Fire on men keeps down those who are outside; crews behind armour drive on. The unit's share is that of all its men.
        let outside = u32::from(fire::outside_permille(&self.stage.scenario.cards, self.own(id)));
        // Aimed fire frightens the lookouts alone; of what falls the question itself has reckoned with those below. It keeps down
        // those who are there to be kept down: until the others are up most of that has worn off.
        let aimed = matches!(cause, Cause::SmallArms | Cause::DirectFire);
        let reached = if aimed { u32::from(self.up_permille(id, from)) } else { 1000 };
        self.suppress(id, got.of(Effect::Suppression) * outside / 1000, from, until);
        if aimed {
            self.under_aimed_fire(id, from, until);
        }
        self.scatter(at, id);
        self.stress(at, id, got.of(Effect::Stress) * reached / 1000);
        if hit > 0 {
            self.lose_men_to(at, id, (hit, killed, 0), cause, got.of(Effect::HitByShells));
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
    let steadiness = scenario.card(view.id).quality.nerve_permille;
    view.worn_permille = (scenario.rules.worn_stress(unit.lasting.worn_ppm, steadiness) / 1000) as u16;
    view.fatigue_permille = (unit.lasting.fatigue_ppm / 1000) as u16;
    view.hungry_h = (unit.lasting.hungry_s / 3_600).min(u32::from(u16::MAX)) as u16;
    view.leaderless_until = unit.lasting.leaderless_until;
    view.morale = unit.nerve.state;
    view.fire_order = unit.stance.fire_order;
    view.held_back = held_back(scenario, tally, unit.identity.formation);
    view.limbered = unit.stance.limbered;
    view.busy_until = unit.stance.busy_until;
    view.fired = unit.stance.fired_at >= from;
    view.line_cut_until = unit.stance.line_cut_until;
    view.shelter = unit.stance.shelter;
    view.shelters = unit.stance.shelters;
    view.column = unit.stance.column;
    view.formed_s = unit.stance.formed_s;
    view.building = unit.stance.building;
    view.storm = unit.stance.storm;
    view.grenades = unit.holdings.grenades;
    view.ration = ration(scenario, tally, view.id, unit, from);
    view.defends = unit.stance.defends;
    view.front = unit.stance.front;
}

/// What orders from above leave a battery of its shells today: by the strictest that binds it.
fn ration(scenario: &Scenario, tally: &Tally, id: UnitId, unit: &UnitItemReadOnlyItem<'_, '_>, at: Clock) -> Option<Ration> {
    if unit.strength.guns == 0 || !fire::is_battery(&scenario.cards, scenario.card(id)) {
        return None;
    }
    let side = scenario.formations[unit.identity.formation.0 as usize].side;
    let rules =
        scenario.engagement.iter().zip(&tally.engagement).filter(|(e, binds)| **binds && e.binds == side && e.from <= at && at < e.to);
    let each = rules.filter_map(|(e, _)| match e.rule {
        EngagementRule::Ration { formation, rounds_per_gun } => {
            formation.is_none_or(|f| scenario.is_part_of(unit.identity.formation, f)).then_some(rounds_per_gun)
        }
        _ => None,
    });
    // By the guns that it began with: the shells of a gun that is lost go to the others.
    let of_day = each.min()?.saturating_mul(u16::from(unit.identity.guns));
    Some(Ration { left: of_day.saturating_sub(unit.holdings.fired_today), of_day })
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
        Script { script } => {
            let event = &scenario.events[script.0 as usize];
            if event.text.is_empty() || event.told.is_some_and(|s| s != side) {
                return None;
            }
        }
        Carried { to, .. } if scenario.supply.depots[to.0 as usize].side != side => return None,
        WayUnderFire { link } if scenario.link_side(link) != side => return None,
        StrikeCalledOff { flight, .. } if scenario.flights[flight.0 as usize].side != side => return None,
        Released { formation }
        | TaskGiven { formation, .. }
        | TaskReady { formation, .. }
        | TaskLate { formation, .. }
        | TaskAstray { formation, .. }
            if scenario.formations[formation.0 as usize].side != side =>
        {
            return None;
        }
        StrikeFell { flight, hex, .. } if scenario.flights[flight.0 as usize].side != side && !view.watches(hex) => return None,
        _ => {}
    }
    let inner = matches!(
        what,
        Supplied { .. }
            | Hungry { .. }
            | Ate { .. }
            | Silent { .. }
            | Limbered { .. }
            | MissionCalled { .. }
            | MissionFell { .. }
            | SmokeLaid { .. }
            | FireLifted { .. }
            | Registered { .. }
            | Defends { .. }
            | Halted { .. }
            | RecoveryFailed { .. }
            | BrokeDown { .. }
            | Repaired { .. }
            | Morale { .. }
            | DugIn { .. }
            | Deployed { .. }
            | Sheltered { .. }
            | Manned { .. }
            | Suppressed { .. }
            | Formed { .. }
            | LineCut { .. }
            | CommanderLost { .. }
            | RadioLost { .. }
            | FellSick { .. }
            | Returned { .. }
            | Built { .. }
            | CrossingShut { .. }
            | StormGoesOn { .. }
    );
    let loud = match *what {
        Fired { at, .. } => view.stands_in(at),
        Assaulted { hex, .. } | CloseAttacked { hex, .. } => view.stands_in(hex),
        _ => false,
    };
    // Who watches from afar sees a tank stuck, not how deep.
    let what = match *what {
        Bogged { unit, hex, vehicle, count, .. } if scenario.units[unit.index()].side != side => {
            Bogged { unit, hex, vehicle, count, deep: 0 }
        }
        other => other,
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
