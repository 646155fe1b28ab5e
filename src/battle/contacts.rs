//! Spotting: who is seen, how well, and what is remembered of him.

use super::field::Field;
use super::state::SideView;
use crate::data::{Cards, UnitCard};
use crate::hex::{HEX_M, HexId};
use crate::rules::{Activity, Certainty, Clock, Effect, Question, Side, Spot, UnitId};
use crate::view::seen::line_free;
use crate::view::{Contact, ContactId, ContactKind, OwnUnit, What, fire};

/// A contact not seen for so long is dropped, seconds. Reason: an hour-old sighting of a unit that moves 2.5 km/h says nothing of where it is.
const FORGET_S: u32 = 3_600;
/// A sighting nearer than this share of the spotting range tells what the enemy is, per mille. Reason: twice the detail at half the range.
const IDENTIFY_PERMILLE: u32 = 500;
/// Men of a contact that is seen but not identified are told to the nearest so many.
const MEN_STEP: u16 = 60;
/// A contact that appears within this range halts a march, metres (design: 1 km).
pub(super) const ALARM_M: u32 = 1_000;

impl SideView {
    /// Whether the side has a unit in the hex.
    pub fn stands_in(&self, hex: HexId) -> bool {
        self.seen.units.iter().any(|u| u.hex == Some(hex) && !u.destroyed)
    }
    /// Whether any unit of the side has the hex in its line of sight.
    pub fn watches(&self, hex: HexId) -> bool {
        self.seen.units.iter().any(|u| u.active() && u.hex.is_some_and(|h| self.seen.ground.sight.sees(h, hex)))
    }
}

/// What a unit shows when it does nothing.
pub(super) fn at_rest(cards: &Cards, unit: &OwnUnit, fired: bool) -> Activity {
    let gunner = unit.guns > 0 || unit.running() > 0;
    if fired {
        return if gunner { Activity::FiringGun } else { Activity::FiringMen };
    }
    if unit.running() > 0 {
        Activity::HaltedVehicles
    } else if unit.guns > 0 && u32::from(fire::on_foot(cards, unit)) <= u32::from(unit.guns) * 30 {
        Activity::SilentGun
    } else {
        Activity::SilentMen
    }
}

impl Field<'_, '_> {
    /// Metres between two hexes if one sees the other now, else `None`.
    pub fn sight_m(&self, a: HexId, b: HexId) -> Option<u32> {
        let ground = &self.stage.scenario.ground;
        line_free(ground, &self.works.clouds, self.now.from, a, b).then(|| ground.grid.distance(a, b) * HEX_M)
    }

    /// Farthest range at which a unit doing this in this hex is seen, metres.
    pub fn spotted_m(&self, hex: HexId, doing: Activity) -> u32 {
        let scenario = &self.stage.scenario;
        scenario.rules.spot_range_m(doing, scenario.ground.terrain[hex.index()].cover(), self.now.light, self.now.visibility)
    }

    /// What a unit shows now, at rest.
    pub fn showing(&self, id: UnitId) -> Activity {
        let fired = self.unit(id).stance.fired_at;
        at_rest(&self.stage.scenario.cards, self.own(id), fired >= self.now.from && fired.0 > 0)
    }

    /// Let the enemy look at a unit that does something; true if that gave a new or better contact.
    pub fn shown(&mut self, at: Clock, id: UnitId, doing: Activity) -> bool {
        let Some(hex) = self.hex(id) else { return false };
        let enemy = self.side_of(id).enemy();
        let range = self.spotted_m(hex, doing);
        let mut nearest: Option<u32> = None;
        let index = self.index.clone_side(enemy);
        for &e in index.iter() {
            let o = self.own(e);
            if !o.active() {
                continue;
            }
            let Some(at_hex) = o.hex else { continue };
            let m = self.stage.scenario.ground.grid.distance(at_hex, hex) * HEX_M;
            if m > range || nearest.is_some_and(|n| m >= n) {
                continue;
            }
            if self.sight_m(at_hex, hex).is_some() {
                nearest = Some(m);
            }
        }
        match nearest {
            Some(m) => {
                let certainty = if m * 1000 <= range * IDENTIFY_PERMILLE || m <= HEX_M { Certainty::Identified } else { Certainty::Seen };
                self.note(at, id, certainty)
            }
            None => {
                self.lose_sight(id);
                false
            }
        }
    }

    /// Let a unit look round from where it is; true if something new was seen within the alarm range.
    pub fn look(&mut self, at: Clock, id: UnitId) -> bool {
        let Some(hex) = self.hex(id) else { return false };
        let enemy = self.side_of(id).enemy();
        let mut alarm = false;
        let index = self.index.clone_side(enemy);
        for &e in index.iter() {
            let o = self.own(e);
            let Some(there) = o.hex.filter(|_| o.active()) else { continue };
            let m = self.stage.scenario.ground.grid.distance(hex, there) * HEX_M;
            if self.is_current(e, Certainty::Identified) {
                continue;
            }
            let range = self.spotted_m(there, self.showing(e));
            if m > range || self.sight_m(hex, there).is_none() {
                continue;
            }
            let certainty = if m * 1000 <= range * IDENTIFY_PERMILLE || m <= HEX_M { Certainty::Identified } else { Certainty::Seen };
            if self.note(at, e, certainty) && m <= ALARM_M {
                alarm = true;
            }
        }
        self.clear_ghosts(id, hex);
        alarm
    }

    /// Whether the unit is a contact seen at this moment, at least so well.
    pub fn is_current(&self, id: UnitId, at_least: Certainty) -> bool {
        let view = &self.views.0[self.side_of(id).enemy()];
        view.contact_of[id.index()].and_then(|c| view.seen.contact(c)).is_some_and(|c| c.current && c.certainty >= at_least)
    }

    /// How well the enemy knows a unit now.
    pub fn certainty_of(&self, id: UnitId) -> Certainty {
        let view = &self.views.0[self.side_of(id).enemy()];
        match view.contact_of[id.index()].and_then(|c| view.seen.contact(c)) {
            Some(c) if c.current => c.certainty,
            _ => Certainty::Suspected,
        }
    }

    /// Note a sighting of a unit; true if the contact is new, was lost from sight, or is better known than before.
    pub fn note(&mut self, at: Clock, id: UnitId, certainty: Certainty) -> bool {
        let enemy = self.side_of(id).enemy();
        let known = self.views.0[enemy].contact_of[id.index()];
        let described = self.describe(id);
        let fresh = self.views.0[enemy].fresh(id, known, certainty, at, described);
        if let Some((contact, kind, hex, news)) = fresh {
            if news {
                self.tell(at, What::ContactMade { side: enemy, contact, hex, kind });
                self.alarm(at, id);
            }
            return news;
        }
        false
    }

    /// What can be seen of a unit.
    fn describe(&self, id: UnitId) -> Described {
        let own = self.own(id);
        let cards = &self.stage.scenario.cards;
        let card: &UnitCard = self.card(id);
        // Of a unit that shelters its lookouts are seen.
        let below = fire::on_foot(cards, own) - self.men_up(id, self.clock(id));
        let stuck: u8 = own.vehicles.iter().map(|l| l.stranded).sum();
        let running = own.running().min(255) as u8;
        let kind = if running > 0 || (stuck > 0 && fire::on_foot(cards, own) == 0) {
            ContactKind::Vehicles
        } else if own.guns > 0 && card.guns > 0 && card.men <= u16::from(card.guns) * 60 {
            ContactKind::Guns
        } else {
            ContactKind::Men
        };
        Described {
            hex: own.hex,
            kind,
            card: self.stage.scenario.units[id.index()].card,
            men: own.men - below,
            vehicles: running,
            guns: own.guns,
            posture: own.posture,
            suppressed_permille: own.suppressed_permille,
        }
    }

    /// Who is seen now is seen to change: losses, posture, going to ground.
    pub fn refresh_contact(&mut self, id: UnitId) {
        let enemy = self.side_of(id).enemy();
        let view = &self.views.0[enemy];
        let Some(seen) = view.contact_of[id.index()].and_then(|c| view.seen.contact(c)).filter(|c| c.current).copied() else { return };
        let described = self.describe(id);
        let Some(hex) = described.hex else { return };
        if let Some(c) = self.views.0[enemy].contact_mut(seen.id) {
            *c = described.as_contact(seen.id, seen.certainty, hex, seen.seen_at);
        }
    }

    /// A unit goes out of sight: the contact is remembered where it was.
    pub fn lose_sight(&mut self, id: UnitId) {
        let enemy = self.side_of(id).enemy();
        let view = &mut self.views.0[enemy];
        if let Some(c) = view.contact_of[id.index()]
            && let Some(c) = view.contact_mut(c)
        {
            c.current = false;
        }
    }

    /// A unit is no more: its contact goes.
    pub fn forget(&mut self, id: UnitId) {
        let enemy = self.side_of(id).enemy();
        let view = &mut self.views.0[enemy];
        if let Some(c) = view.contact_of[id.index()].take() {
            view.drop_contact(c);
        }
    }

    /// Remembered contacts that a unit now sees to be gone.
    fn clear_ghosts(&mut self, id: UnitId, hex: HexId) {
        let side = self.side_of(id);
        let sure = self.spotted_m(hex, Activity::SilentMen);
        let ground = self.stage.scenario.ground.clone();
        let view = &mut self.views.0[side];
        let gone: Vec<ContactId> = view
            .seen
            .contacts
            .iter()
            .filter(|c| !c.current && ground.grid.distance(hex, c.hex) * HEX_M <= sure && ground.sight.sees(hex, c.hex))
            .map(|c| c.id)
            .collect();
        for c in gone {
            let unit = view.unit_of[c.0 as usize];
            view.contact_of[unit.index()] = None;
            view.drop_contact(c);
        }
    }

    /// Everybody looks round: who is seen now, who no more, what is too old. At each turn's start and after each impulse.
    pub fn look_round(&mut self, at: Clock) {
        for n in 0..self.stage.scenario.units.len() {
            let id = UnitId(n as u16);
            if self.own(id).active() {
                if let Some(hex) = self.hex(id) {
                    self.learn(self.side_of(id), hex);
                }
                let doing = self.showing(id);
                self.shown(at, id, doing);
            }
        }
        self.look_at_wrecks();
        for side in Side::BOTH {
            let view = &mut self.views.0[side];
            let old: Vec<ContactId> =
                view.seen.contacts.iter().filter(|c| !c.current && at.since(c.seen_at) > FORGET_S).map(|c| c.id).collect();
            for c in old {
                let unit = view.unit_of[c.0 as usize];
                view.contact_of[unit.index()] = None;
                view.drop_contact(c);
            }
        }
    }

    /// A unit fired at somebody: is it found? Men who fire are seen as such; guns are found by the rounds they fire
    /// (rates.md §3), looked for by those who see the hex.
    pub fn revealed(&mut self, at: Clock, id: UnitId, gun_rounds: u32, by_men: bool) {
        self.unit_mut(id).stance.fired_at = at;
        self.sync(id);
        if self.is_current(id, Certainty::Seen) {
            return;
        }
        let Some(hex) = self.hex(id) else { return };
        if by_men && self.shown(at, id, Activity::FiringMen) {
            return;
        }
        if gun_rounds == 0 {
            return;
        }
        let enemy = self.side_of(id).enemy();
        let mut nearest: Option<(u32, bool)> = None;
        let index = self.index.clone_side(enemy);
        for &e in index.iter() {
            let o = self.own(e);
            let Some(there) = o.hex.filter(|_| o.active()) else { continue };
            if let Some(m) = self.sight_m(there, hex)
                && nearest.is_none_or(|(n, _)| m < n)
            {
                nearest = Some((m, o.running() > 0));
            }
        }
        let Some((range_m, from_tanks)) = nearest else { return };
        let question = Question::Spot(Spot {
            rounds: gun_rounds.min(u32::from(u16::MAX)) as u16,
            range_m: range_m.min(u32::from(u16::MAX)) as u16,
            from_tanks,
            light: self.now.light,
            visibility: self.now.visibility,
        });
        let got = self.cast(at, id.index(), question, None);
        if got.of(Effect::Seen) > 0 {
            self.note(at, id, Certainty::Seen);
        }
    }
}

/// What can be seen of a unit at its best.
struct Described {
    hex: Option<HexId>,
    kind: ContactKind,
    card: u16,
    men: u16,
    vehicles: u8,
    guns: u8,
    posture: crate::rules::Posture,
    suppressed_permille: u16,
}

impl Described {
    /// As a contact so well known.
    fn as_contact(&self, id: ContactId, certainty: Certainty, hex: HexId, seen_at: Clock) -> Contact {
        let identified = certainty == Certainty::Identified;
        let low = self.men / MEN_STEP * MEN_STEP;
        Contact {
            id,
            certainty,
            hex,
            seen_at,
            kind: self.kind,
            card: identified.then_some(self.card),
            men: if identified { (self.men, self.men) } else { (low, low + MEN_STEP) },
            vehicles: if self.kind == ContactKind::Vehicles { (self.vehicles, self.vehicles) } else { (0, 0) },
            guns: if identified || self.kind == ContactKind::Guns { self.guns } else { 0 },
            posture: self.posture,
            current: true,
            suppressed_permille: self.suppressed_permille,
            stranded: self.kind == ContactKind::Vehicles && self.vehicles == 0,
        }
    }
}

impl SideView {
    fn contact_mut(&mut self, id: ContactId) -> Option<&mut Contact> {
        let at = self.seen.contacts.binary_search_by_key(&id, |c| c.id).ok()?;
        self.seen.contacts.get_mut(at)
    }
    fn drop_contact(&mut self, id: ContactId) {
        if let Ok(at) = self.seen.contacts.binary_search_by_key(&id, |c| c.id) {
            self.seen.contacts.remove(at);
        }
    }
    /// Write a sighting; the contact, its kind and hex, and whether it is news.
    fn fresh(
        &mut self,
        unit: UnitId,
        known: Option<ContactId>,
        certainty: Certainty,
        at: Clock,
        d: Described,
    ) -> Option<(ContactId, ContactKind, HexId, bool)> {
        let hex = d.hex?;
        let (id, was) = match known.and_then(|c| self.contact_mut(c).copied()) {
            Some(c) => (c.id, Some(c)),
            None => (ContactId(self.unit_of.len() as u16), None),
        };
        // What was known once stays known while it is in sight.
        let certainty = was.filter(|c| c.current).map_or(certainty, |c| c.certainty.max(certainty));
        let contact = d.as_contact(id, certainty, hex, at);
        match was {
            Some(c) => {
                let news = !c.current || certainty > c.certainty;
                if let Some(c) = self.contact_mut(id) {
                    *c = contact;
                }
                Some((id, d.kind, hex, news))
            }
            None => {
                self.seen.contacts.push(contact);
                self.unit_of.push(unit);
                self.contact_of[unit.index()] = Some(id);
                Some((id, d.kind, hex, true))
            }
        }
    }
}
