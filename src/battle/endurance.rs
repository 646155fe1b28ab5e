//! Nerve and strength over time: what weighs on men, how they come to themselves, run, tire, fall sick and come back; who commands.
//!
//! What belongs here: systems of the turn's end and what [`Field`] does for them. What never does: the odds (rules), losses by fire.

use super::field::Field;
use crate::data::UnitKind;
use crate::hex::HexId;
use crate::rules::{
    Clock, Effect, FallSick, GroundState, Leader, Light, MarchLoad, MoraleState, Outcome, Posture, Question, Rain, Rally, Return, Rout,
    Soil, Strain, StrainSource, Toil, UnitId,
};
use crate::view::ways::{self, Load};
use crate::view::{Cause, LossBy, What, fire, leading};

/// Seconds of an hour.
const HOUR_S: u32 = 3_600;

fn cap(n: u32) -> u16 {
    n.min(u32::from(u16::MAX)) as u16
}

/// Stress fades, what lasted through the turn lays it on, and who is shaken may come to himself.
pub(super) fn rally(mut f: Field) {
    let scenario = f.scenario();
    let (from, end, seconds) = (f.now.from, f.now.end(), f.now.seconds);
    for n in 0..scenario.units.len() {
        let id = UnitId(n as u16);
        let own = f.own(id);
        if own.destroyed || !own.arrived {
            continue;
        }
        f.strain_of_turn(end, id);
        let nerve = *f.unit(id).nerve;
        let worn_ppm = f.unit(id).lasting.worn_ppm;
        if nerve.stress() == 0 && nerve.state == MoraleState::Steady && worn_ppm == 0 {
            continue;
        }
        let rules = &scenario.rules;
        let steadiness = scenario.card(id).quality.nerve_permille;
        let worn_ppm = rules.worn_after(worn_ppm, seconds);
        let least = rules.worn_stress(worn_ppm, steadiness);
        // Under fire until some minutes after each round, at rest between.
        let under = f.unit(id).lasting.under_fire.seconds(from, end, rules.quiet_seconds());
        let rested = rules.stress_after(rules.stress_after(nerve.stress(), under, true), seconds - under, false).max(least);
        {
            let mut unit = f.unit_mut(id);
            unit.nerve.set_stress(rested);
            unit.lasting.worn_ppm = worn_ppm;
        }
        let quiet_s = if nerve.fire_at.0 > 0 { end.since(nerve.fire_at) } else { u32::from(u16::MAX) };
        if nerve.state != MoraleState::Steady && quiet_s >= rules.quiet_seconds() {
            let tried = quiet_s.min(seconds);
            let side = f.side_of(id);
            let led = leading::led(&f.views.0[side].seen, f.own(id), end);
            let question = Question::Rally(Rally {
                stress_permille: (rested / 1000) as u16,
                led: led.is_some(),
                led_hexes: led.map_or(0, |l| l.hexes as u8),
                commander_lost: led.is_some_and(|l| l.commander_lost),
                commissars: scenario.card(id).quality.commissars,
                // Quiet grows while they gather: what counts is its middle.
                quiet_min: ((quiet_s - tried / 2) / 60).min(600) as u16,
                minutes: cap(tried / 60),
                nerve_permille: steadiness,
                fatigue_permille: f.own(id).fatigue_permille,
            });
            if f.cast(end, id.index(), question, Some(question)).of(Effect::Rallied) > 0 {
                f.unit_mut(id).nerve.set_stress(rules.rallied_stress(rested).max(least));
            }
        }
        f.settle_morale(end, id);
    }
}

/// Broken units near an enemy they know of fall back; routed ones run.
pub(super) fn flee(mut f: Field) {
    let scenario = f.scenario();
    let (end, seconds) = (f.now.end(), f.now.seconds);
    for n in 0..scenario.units.len() {
        let id = UnitId(n as u16);
        let own = f.own(id);
        if !own.active() {
            continue;
        }
        if own.morale < MoraleState::Broken {
            f.unit_mut(id).lasting.fled_s = 0;
            f.hemmed_in(end, id);
            continue;
        }
        // Crews of stuck vehicles, if nobody else is left, stay where they are.
        if !ways::can_go(&scenario.cards, own) {
            f.hemmed_in(end, id);
            continue;
        }
        let state = own.morale;
        let Some(hex_s) = scenario.rules.flight_seconds(state) else { continue };
        // What is too little for a hex is kept for the next turn, but not over a halt.
        let mut left_s = u32::from(f.unit(id).lasting.fled_s) + seconds;
        let mut ran_s = 0;
        let mut near = f.near_known_enemy(id, scenario.rules.flees_within(state));
        if near {
            f.hemmed_in(end, id);
        }
        while near && left_s >= hex_s && f.active(id) {
            if state == MoraleState::Routed && ran_s == 0 {
                f.abandon_guns(end, id);
            }
            if !f.fall_back(end, id, false) {
                left_s = 0;
                break;
            }
            (left_s, ran_s) = (left_s - hex_s, ran_s + hex_s);
            near = f.near_known_enemy(id, scenario.rules.flees_within(state));
        }
        f.unit_mut(id).lasting.fled_s = if near && f.active(id) { cap(left_s.min(hex_s)) } else { 0 };
        if state == MoraleState::Routed && ran_s > 0 && f.active(id) {
            f.stray(end, id, ran_s / 60);
        }
    }
}

/// By the hour of the clock men fall sick, and wounded, stragglers and sick come back.
pub(super) fn care(mut f: Field) {
    let scenario = f.scenario();
    let (from, end) = (f.now.from, f.now.end());
    let hours = (end.0 / HOUR_S - from.0 / HOUR_S).min(255) as u8;
    if hours == 0 {
        return;
    }
    let rain_hours = f.rain_hours(from, end);
    for n in 0..scenario.units.len() {
        let id = UnitId(n as u16);
        let own = f.own(id);
        if own.destroyed || !own.arrived {
            continue;
        }
        f.fall_sick(end, id, hours, rain_hours);
        f.come_back(end, id, hours);
    }
}

/// What the turn's work and rest did to everybody; the next one's books begin empty.
pub(super) fn tire(mut f: Field) {
    let scenario = f.scenario();
    let (from, end, seconds) = (f.now.from, f.now.end(), f.now.seconds);
    let quiet_s = scenario.rules.quiet_seconds();
    let night = matches!(f.now.light, Light::Moon | Light::Dark);
    for n in 0..scenario.units.len() {
        let id = UnitId(n as u16);
        if !f.own(id).arrived || f.own(id).destroyed {
            continue;
        }
        let mut unit = f.unit_mut(id);
        let lasting = &mut *unit.lasting;
        (lasting.toil.fought_s, lasting.toil.alert_s) = (lasting.fought.seconds(from, end, 0), lasting.fought.seconds(from, end, quiet_s));
        let tired = scenario.rules.tired(lasting.fatigue_ppm, seconds, &lasting.toil, night);
        lasting.fatigue_ppm = tired.max(scenario.rules.hungry_ppm(lasting.hungry_s));
        lasting.toil = Toil::default();
        // What ended minutes ago still counts in the next turn.
        let lately = Clock(end.0.saturating_sub(quiet_s));
        lasting.fought.forget(lately);
        lasting.under_fire.forget(lately);
        f.sync(id);
    }
}

impl Field<'_, '_> {
    /// Lay stress on a unit for something other than fire and losses.
    pub fn strain(&mut self, at: Clock, id: UnitId, source: StrainSource, seconds: u32) {
        let side = self.side_of(id);
        let own = self.own(id);
        let question = Question::Strain(Strain {
            source,
            seconds: cap(seconds),
            trench: own.posture >= Posture::Reversed,
            led: leading::led(&self.views.0[side].seen, own, at).is_some_and(|l| !l.commander_lost),
            nerve_permille: self.card(id).quality.nerve_permille,
        });
        let laid = self.cast(at, id.index(), question, Some(question)).of(Effect::Stress);
        self.stress(at, id, laid);
    }

    /// What weighed on a unit in the turn, for as long as it did.
    fn strain_of_turn(&mut self, at: Clock, id: UnitId) {
        let quiet_s = self.stage.scenario.rules.quiet_seconds();
        let (crossfire_s, shelled_s) = {
            let mut unit = self.unit_mut(id);
            let lasting = &mut *unit.lasting;
            (lasting.crossfire.charge(at, quiet_s), lasting.toil.shelled_s)
        };
        if crossfire_s > 0 {
            self.strain(at, id, StrainSource::Crossfire, crossfire_s);
        }
        // Gunners have an answer.
        if shelled_s > 0 && self.card(id).kind != UnitKind::Artillery {
            self.strain(at, id, StrainSource::Helpless, shelled_s.min(self.now.seconds));
        }
    }

    /// Neighbours of the same formation see a unit break or run.
    pub fn dismay(&mut self, at: Clock, id: UnitId, state: MoraleState) {
        let source = match state {
            MoraleState::Routed => StrainSource::NeighbourRan,
            MoraleState::Broken => StrainSource::NeighbourBroke,
            MoraleState::Shaken | MoraleState::Steady => return,
        };
        let scenario = self.scenario();
        let Some(here) = self.hex(id) else { return };
        let formation = scenario.units[id.index()].formation;
        for &other in &scenario.formations[formation.0 as usize].units {
            let near = self.hex(other).is_some_and(|h| scenario.ground.grid.distance(here, h) <= scenario.rules.neighbour_hexes());
            if other != id && near && self.active(other) && self.own(other).morale < state {
                self.strain(at, other, source, 0);
            }
        }
    }

    /// A unit fires or fights for so long. Standing fire is cast at the turn's end and was given before it.
    pub fn fights(&mut self, id: UnitId, at: Clock, seconds: u32) {
        let (from, to) = self.stretch(at, seconds);
        self.unit_mut(id).lasting.fought.add(from, to);
    }

    /// A unit is under fire for so long: a single round counts for a second.
    pub fn fired_at(&mut self, id: UnitId, from: Clock, until: Clock) {
        let (from, to) = self.stretch(from, until.since(from).max(1));
        let mut unit = self.unit_mut(id);
        unit.lasting.fought.add(from, to);
        unit.lasting.under_fire.add(from, to);
    }

    /// So many seconds from a moment, moved back as far as they run over the turn's end.
    fn stretch(&self, at: Clock, seconds: u32) -> (Clock, Clock) {
        let seconds = seconds.min(self.now.seconds);
        let from = at.min(self.now.from.plus(self.now.seconds - seconds));
        (from, from.plus(seconds))
    }

    /// Aimed fire comes from a hex on whoever of the enemy is in another.
    pub fn fired_on(&mut self, at: Clock, from: HexId, hex: HexId, shooter: UnitId) {
        let side = self.side_of(shooter).enemy();
        if from == hex {
            return;
        }
        for n in 0..self.occupancy.at(hex).len() {
            let id = self.occupancy.at(hex)[n];
            if self.side_of(id) == side {
                self.unit_mut(id).lasting.crossfire.shot(from, at);
            }
        }
    }

    /// A unit is under aimed fire for so long.
    pub fn under_aimed_fire(&mut self, id: UnitId, from: Clock, until: Clock) {
        let Some(hex) = self.hex(id) else { return };
        let scenario = self.scenario();
        let (grid, quiet_s) = (&scenario.ground.grid, scenario.rules.quiet_seconds());
        self.unit_mut(id).lasting.crossfire.taken(from, until, quiet_s, |a, b| apart(grid, hex, a, b));
    }

    /// A headquarters lost men: its commander may be among them, and then those it leads feel it.
    pub fn leader_hit(&mut self, at: Clock, id: UnitId, men: u32, lost: u32) {
        let scenario = self.scenario();
        if scenario.card(id).kind != UnitKind::Headquarters || self.unit(id).lasting.leaderless_until > at {
            return;
        }
        let question = Question::Leader(Leader { men: cap(men), lost: cap(lost) });
        if self.cast(at, id.index(), question, None).of(Effect::CommanderHit) == 0 {
            return;
        }
        let until = at.plus(scenario.rules.deputy_seconds(scenario.card(id).quality.quick_staff));
        self.unit_mut(id).lasting.leaderless_until = until;
        self.sync(id);
        self.tell(at, What::CommanderLost { unit: id, until });
        let Some(here) = self.hex(id) else { return };
        let within = |f: &Self, u: UnitId| f.hex(u).is_some_and(|h| scenario.ground.grid.distance(here, h) <= scenario.rules.led_hexes());
        for u in 0..scenario.units.len() {
            let unit = UnitId(u as u16);
            if unit != id && self.is_under(unit, id) && self.active(unit) && within(self, unit) {
                self.strain(at, unit, StrainSource::LeaderLost, 0);
            }
        }
    }

    /// Whether a headquarters is that of a unit's formation or of one above it.
    fn is_under(&self, unit: UnitId, staff: UnitId) -> bool {
        let formations = &self.stage.scenario.formations;
        let mut above = Some(self.stage.scenario.units[unit.index()].formation);
        while let Some(f) = above {
            let row = &formations[f.0 as usize];
            if row.headquarters == Some(staff) {
                return true;
            }
            above = row.parent;
        }
        false
    }

    /// A staff that is wiped out leaves its formations to whoever is next: twice the time a deputy on the spot needs.
    pub fn staff_lost(&mut self, at: Clock, id: UnitId) {
        let scenario = self.scenario();
        if scenario.card(id).kind == UnitKind::Headquarters {
            let until = at.plus(scenario.rules.deputy_seconds(scenario.card(id).quality.quick_staff) * 2);
            let fell = self.unit(id).lasting.leaderless_until > at;
            self.unit_mut(id).lasting.leaderless_until = until;
            self.sync(id);
            if !fell {
                self.tell(at, What::CommanderLost { unit: id, until });
            }
        }
    }

    /// Whether an enemy that the unit's side knows of is within so many hexes.
    fn near_known_enemy(&self, id: UnitId, hexes: u32) -> bool {
        let Some(here) = self.hex(id) else { return false };
        let grid = &self.stage.scenario.ground.grid;
        self.views.0[self.side_of(id)].seen.contacts.iter().any(|c| grid.distance(c.hex, here) <= hexes)
    }

    /// Guns in action stay behind.
    fn abandon_guns(&mut self, at: Clock, id: UnitId) {
        let own = self.own(id);
        let guns = u32::from(own.guns);
        if guns > 0 && !own.limbered {
            self.lose_guns(at, id, guns, Cause::Rout);
        }
    }

    /// Men on foot lose a unit that runs for so many minutes.
    fn stray(&mut self, at: Clock, id: UnitId, minutes: u32) {
        let scenario = self.scenario();
        let men = u32::from(fire::on_foot(&scenario.cards, self.own(id)));
        let question = Question::Rout(Rout {
            men: cap(men),
            minutes: cap(minutes),
            night: matches!(self.now.light, Light::Moon | Light::Dark),
            nerve_permille: scenario.card(id).quality.nerve_permille,
        });
        if men == 0 {
            return;
        }
        // Somebody stays with the colours.
        let strayed = cap(self.cast(at, id.index(), question, Some(question)).of(Effect::Strayed).min(men - 1));
        if strayed == 0 {
            return;
        }
        let mut unit = self.unit_mut(id);
        unit.strength.fit -= strayed;
        unit.strength.missing += strayed;
        unit.lasting.strays += strayed;
        let hex = unit.position.0;
        self.sync(id);
        self.tell(at, What::MenLost { unit: id, hex, lost: LossBy { missing: strayed, ..LossBy::default() }, cause: Cause::Rout });
    }

    fn fall_sick(&mut self, at: Clock, id: UnitId, hours: u8, rain_hours: u8) {
        let scenario = self.scenario();
        let own = self.own(id);
        if own.men == 0 {
            return;
        }
        let terrain = own.hex.map_or(crate::rules::Terrain::Open, |h| scenario.ground.terrain[h.index()]);
        let question = Question::FallSick(FallSick {
            men: own.men,
            hours,
            soaked: terrain.soil() == Soil::Low && self.now.ground.of(Soil::Low) == GroundState::Soaked,
            rain_hours,
            hungry: self.unit(id).lasting.hungry_s > 0,
            terrain,
        });
        let sick = cap(self.cast(at, id.index(), question, Some(question)).of(Effect::FellSick)).min(own_men(self, id));
        if sick == 0 {
            return;
        }
        let mut unit = self.unit_mut(id);
        unit.strength.fit -= sick;
        unit.strength.sick += sick;
        let hex = unit.position.0;
        self.sync(id);
        self.tell(at, What::FellSick { unit: id, hex, men: sick });
        self.settle_end(at, id);
    }

    /// Lightly wounded, stragglers and sick rejoin a unit that stands, as far as there is room where it is.
    fn come_back(&mut self, at: Clock, id: UnitId, hours: u8) {
        let scenario = self.scenario();
        let own = self.own(id);
        if own.destroyed || own.morale >= MoraleState::Broken {
            return;
        }
        let unit = self.unit(id);
        let (strength, lasting) = (*unit.strength, unit.lasting);
        let hit = u32::from(strength.wounded) + u32::from(lasting.wounded_back);
        let light = cap((hit * scenario.rules.light_wounds_permille() / 1000).saturating_sub(u32::from(lasting.wounded_back)));
        let strays = lasting.strays.min(strength.missing);
        if light == 0 && strays == 0 && strength.sick == 0 {
            return;
        }
        let led = leading::led(&self.views.0[self.side_of(id)].seen, own, at).is_some();
        let question = Question::Return(Return { wounded: light, strays, sick: strength.sick, hours, led });
        let got = self.cast(at, id.index(), question, Some(question));
        self.take_back_men(at, id, &got);
    }

    fn take_back_men(&mut self, at: Clock, id: UnitId, got: &Outcome) {
        let scenario = self.scenario();
        let side = self.side_of(id);
        let mut room = match self.hex(id) {
            None => u32::from(u16::MAX),
            Some(hex) => {
                let own = self.occupancy.at(hex).iter().filter(|&&o| self.side_of(o) == side);
                let there = own.fold(Load::default(), |sum, &o| sum.and(Load::of(&scenario.cards, self.own(o))));
                scenario.rules.stacking().0.saturating_sub(there.men)
            }
        };
        let mut take = |effect| {
            let men = got.of(effect).min(room);
            room -= men;
            cap(men)
        };
        let (wounded, missing, sick) = (take(Effect::WoundedBack), take(Effect::StraysBack), take(Effect::SickBack));
        if wounded + missing + sick == 0 {
            return;
        }
        let mut unit = self.unit_mut(id);
        unit.strength.fit += wounded + missing + sick;
        unit.strength.wounded -= wounded;
        unit.strength.missing -= missing;
        unit.strength.sick -= sick;
        unit.lasting.wounded_back += wounded;
        unit.lasting.strays -= missing;
        let hex = unit.position.0;
        self.sync(id);
        self.tell(at, What::Returned { unit: id, hex, wounded, missing, sick });
    }

    /// A step of a march as it wearies men.
    pub fn weary(&mut self, id: UnitId, from: HexId, to: HexId, seconds: u32) {
        let scenario = self.scenario();
        let terrain = scenario.ground.terrain[to.index()];
        let load = MarchLoad {
            soft: scenario.rules.is_soft(terrain, self.now.ground.of(terrain.soil())),
            rain: self.now.weather.rain != Rain::None,
            night: matches!(self.now.light, Light::Moon | Light::Dark),
            rise_m: scenario.ground.rise_m(from, to),
        };
        let heavy = scenario.rules.march_toil_s(seconds, &load);
        let rides = self.own(id).running() > 0;
        let mut unit = self.unit_mut(id);
        let toil = &mut unit.lasting.toil;
        if rides {
            toil.rode_s += seconds;
        } else {
            toil.marched_s += heavy;
            toil.moved_s += seconds;
        }
    }
}

fn own_men(f: &Field, id: UnitId) -> u16 {
    f.own(id).men
}

/// Whether two hexes lie more than 90 degrees apart as seen from a third: their directions' product is negative. In units of half
/// a hex's side and of half its height, which stand as 1 to the root of 3.
fn apart(grid: &crate::hex::Grid, here: HexId, a: HexId, b: HexId) -> bool {
    let place = |h: HexId| {
        let (col, row) = grid.col_row(h);
        (i32::from(col), 2 * i32::from(row) + i32::from(col & 1))
    };
    let ((x, y), (ax, ay), (bx, by)) = (place(here), place(a), place(b));
    9 * (ax - x) * (bx - x) + 3 * (ay - y) * (by - y) < 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hex::{Dir, Grid};

    #[test]
    fn more_than_ninety_degrees_is_two_neighbours_away() {
        let grid = Grid::new(9, 9);
        let here = grid.parse("0404").expect("on the map");
        let at = |n: usize| grid.neighbour(here, Dir::ALL[n % 6]).expect("in the middle");
        for n in 0..6 {
            assert!(!apart(&grid, here, at(n), at(n)) && !apart(&grid, here, at(n), at(n + 1)), "60 degrees");
            assert!(apart(&grid, here, at(n), at(n + 2)) && apart(&grid, here, at(n), at(n + 3)), "120 and 180");
        }
    }
}
