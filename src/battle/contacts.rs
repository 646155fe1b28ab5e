//! Spotting: who is seen, how well, and what is remembered of him.

use super::field::Field;
use super::state::SideView;
use crate::data::{Cards, UnitCard};
use crate::hex::{Dir, HEX_M, HexId};
use crate::rules::{Activity, BySide, Certainty, Clock, Effect, Estimate, Judged, Light, Question, Side, Spot, UnitId, Visibility};
use crate::view::seen::{self, clear_seconds, line_free};
use crate::view::{Contact, ContactId, ContactKind, OwnUnit, What, fire};

/// What is counted roughly is told to the nearest so many men.
const ROUND_MEN: u16 = 10;

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
    /// Metres between two hexes if one sees the other at a moment, else `None`.
    pub fn sight_m(&self, a: HexId, b: HexId, at: Clock) -> Option<u32> {
        let ground = &self.stage.scenario.ground;
        line_free(ground, &self.works.clouds, at, a, b).then(|| ground.grid.distance(a, b) * HEX_M)
    }

    /// Seconds between two moments in which one hex sees the other.
    pub fn clear_s(&self, a: HexId, b: HexId, from: Clock, to: Clock) -> u32 {
        clear_seconds(&self.stage.scenario.ground, &self.works.clouds, (from, to), a, b)
    }

    /// Farthest range at which a unit doing this in this hex is seen, metres.
    pub fn spotted_m(&self, hex: HexId, doing: Activity) -> u32 {
        let scenario = &self.stage.scenario;
        scenario.rules.spot_range_m(doing, scenario.ground.terrain[hex.index()].cover(), self.now.lit, self.now.weather)
    }

    /// What a unit shows now, at rest. Guns that fired are found by their rounds ([`Field::revealed`]); until then they are as silent as ever.
    pub fn showing(&self, id: UnitId) -> Activity {
        let fired = self.unit(id).stance.fired_at;
        let (cards, own) = (&self.stage.scenario.cards, self.own(id));
        match at_rest(cards, own, fired >= self.now.from && fired.0 > 0) {
            Activity::FiringGun if own.running() == 0 && !self.is_current(id, Certainty::Seen) => at_rest(cards, own, false),
            doing => doing,
        }
    }

    /// Share of the range of sight at which a sighting also tells who it is.
    fn sighted_as(&self, m: u32, range: u32) -> Certainty {
        if m * 1000 <= range * self.stage.scenario.rules.identify_permille() || m <= HEX_M {
            Certainty::Identified
        } else {
            Certainty::Seen
        }
    }

    /// The nearest of a side who has a hex in sight at a moment, his own, and from how far; `within` metres at most.
    fn onlooker(&self, side: Side, hex: HexId, within: u32, at: impl Fn(UnitId) -> Clock) -> Option<(UnitId, u32)> {
        self.nearest(self.posts(side), hex, within, at)
    }

    /// Whoever of a side can look out, in order of id, and from where.
    fn posts(&self, side: Side) -> impl Iterator<Item = (UnitId, HexId)> {
        self.views.0[side].seen.units.iter().filter(|u| u.active()).filter_map(|u| Some((u.id, u.hex?)))
    }

    /// The nearest of these who has a hex in sight at a moment, his own; of equals the first.
    fn nearest(
        &self,
        posts: impl Iterator<Item = (UnitId, HexId)>,
        hex: HexId,
        within: u32,
        at: impl Fn(UnitId) -> Clock,
    ) -> Option<(UnitId, u32)> {
        let mut nearest: Option<(UnitId, u32)> = None;
        for (e, there) in posts {
            let m = self.stage.scenario.ground.grid.distance(there, hex) * HEX_M;
            if m > within || nearest.is_some_and(|n| m >= n.1) || self.sight_m(there, hex, at(e)).is_none() {
                continue;
            }
            nearest = Some((e, m));
        }
        nearest
    }

    /// Let the enemy look at a unit that does something; true if that gave a new or better contact.
    pub fn shown(&mut self, at: Clock, id: UnitId, doing: Activity) -> bool {
        let Some(hex) = self.hex(id) else { return false };
        let range = self.spotted_m(hex, doing);
        let by = self.onlooker(self.side_of(id).enemy(), hex, range, |_| at);
        self.met_by(at, id, doing, range, by)
    }

    /// What comes of it that the nearest onlooker within the range of sight sees a unit, or that nobody does.
    fn met_by(&mut self, at: Clock, id: UnitId, doing: Activity, range: u32, by: Option<(UnitId, u32)>) -> bool {
        match by {
            Some((by, m)) => {
                let certainty = self.sighted_as(m, range);
                self.note(at, id, doing, certainty, Some((by, m)))
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
        let alarm_m = self.stage.scenario.rules.alarm_m();
        let mut alarm = false;
        let index = self.index.clone_side(enemy);
        for &e in index.iter() {
            let o = self.own(e);
            let Some(there) = o.hex.filter(|_| o.active()) else { continue };
            let m = self.stage.scenario.ground.grid.distance(hex, there) * HEX_M;
            if self.is_current(e, Certainty::Identified) {
                continue;
            }
            let doing = self.showing(e);
            let range = self.spotted_m(there, doing);
            if m > range || self.sight_m(hex, there, at).is_none() {
                continue;
            }
            let certainty = self.sighted_as(m, range);
            if self.note(at, e, doing, certainty, Some((id, m))) && m <= alarm_m {
                alarm = true;
            }
        }
        self.clear_ghosts(at, id, hex);
        alarm
    }

    /// Whether the unit is a contact seen at this moment, at least so well.
    pub fn is_current(&self, id: UnitId, at_least: Certainty) -> bool {
        let view = &self.views.0[self.side_of(id).enemy()];
        view.contact_of[id.index()].and_then(|c| view.seen.contact(c)).is_some_and(|c| c.current && c.certainty >= at_least)
    }

    /// How well one unit knows an enemy at whom it fires on order.
    pub fn known_to(&self, id: UnitId, enemy: UnitId) -> Certainty {
        let view = &self.views.0[self.side_of(id)];
        let known = view.contact_of[enemy.index()].and_then(|c| view.seen.contact(c));
        known.map_or(Certainty::Suspected, |c| seen::known_to(&view.seen, self.own(id), c))
    }

    /// How well somebody with a free line of so many metres to a hex makes out an enemy who does something in it, if at all: himself,
    /// or by the flash and dust of his fire, if others have him in sight or it has just shown where he is. `since` is when he began.
    pub fn makes_out(&self, m: u32, target: UnitId, hex: HexId, doing: Activity, since: Clock) -> Option<Certainty> {
        let view = &self.views.0[self.side_of(target).enemy()];
        let known = view.contact_of[target.index()].and_then(|c| view.seen.contact(c))?;
        if known.current && known.certainty >= Certainty::Seen && m <= self.spotted_m(hex, doing) {
            return Some(known.certainty);
        }
        let fires = matches!(doing, Activity::FiringMen | Activity::FiringGun);
        let night = matches!(self.now.light, Light::Moon | Light::Dark);
        let shown = known.hex == hex && (known.current || night && known.seen_at >= since);
        let flash_m = self.stage.scenario.rules.suspected_m(self.now.lit, self.now.weather);
        (fires && shown && m <= flash_m).then_some(Certainty::Suspected)
    }

    /// How well the enemy knows a unit now.
    pub fn certainty_of(&self, id: UnitId) -> Certainty {
        let view = &self.views.0[self.side_of(id).enemy()];
        match view.contact_of[id.index()].and_then(|c| view.seen.contact(c)) {
            Some(c) if c.current => c.certainty,
            _ => Certainty::Suspected,
        }
    }

    /// Note a sighting of a unit that does something; true if the contact is new, was lost from sight, or is better known than before. `by` is who saw
    /// it, from how far: he counts what he does not know for what it is.
    pub fn note(&mut self, at: Clock, id: UnitId, doing: Activity, certainty: Certainty, by: Option<(UnitId, u32)>) -> bool {
        let enemy = self.side_of(id).enemy();
        let known = self.views.0[enemy].contact_of[id.index()];
        let judged = match by {
            Some((who, m)) if certainty == Certainty::Seen && !self.is_current(id, Certainty::Seen) => Some(self.judge(at, id, who, m)),
            _ => None,
        };
        let described = self.describe(id);
        let fresh = self.views.0[enemy].fresh(id, known, (doing, certainty), at, described, judged);
        if let Some((contact, kind, hex, news)) = fresh {
            if news {
                self.views.0[enemy].confirmed(contact, hex);
                self.tell(at, What::ContactMade { side: enemy, contact, hex, kind });
                self.alarm(at, id);
            }
            return news;
        }
        false
    }

    /// How many somebody takes a unit for that he does not know.
    fn judge(&mut self, at: Clock, id: UnitId, by: UnitId, range_m: u32) -> Judged {
        let estimate = Estimate {
            range_m: range_m.min(u32::from(u16::MAX)) as u16,
            light: self.now.light,
            visibility: self.now.weather.visibility(),
            from_tanks: self.own(by).running() > 0,
            suppressed_permille: self.suppressed(by, at),
            skill_permille: self.card(by).quality.observing_permille,
        };
        let got = self.cast(at, id.index(), Question::Estimate(estimate), None);
        self.stage.scenario.rules.judged(&estimate, got.of(Effect::Estimate))
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
            front: own.front,
        }
    }

    /// Who is seen now is seen to change: losses, posture, going to ground.
    pub fn refresh_contact(&mut self, id: UnitId) {
        let enemy = self.side_of(id).enemy();
        let view = &self.views.0[enemy];
        let Some(seen) = view.contact_of[id.index()].and_then(|c| view.seen.contact(c)).filter(|c| c.current).copied() else { return };
        let described = self.describe(id);
        let Some(hex) = described.hex else { return };
        let judged = self.views.0[enemy].judged[seen.id.0 as usize];
        if let Some(c) = self.views.0[enemy].contact_mut(seen.id) {
            *c = described.as_contact(seen.id, (seen.shows, seen.certainty), hex, seen.seen_at, judged);
        }
    }

    /// Who rushes a hex by night is seen by those in it as soon as he is near enough: the share of the way that is, per mille.
    pub fn rush_seen(&mut self, at: Clock, id: UnitId, hex: HexId) -> u32 {
        let range = self.spotted_m(hex, Activity::MovingMen).min(HEX_M);
        if range < HEX_M && !self.is_current(id, Certainty::Seen) {
            let side = self.side_of(id);
            if let Some(by) = self.occupancy.at(hex).iter().copied().find(|&d| self.side_of(d) != side && self.own(d).active()) {
                self.note(at, id, Activity::MovingMen, Certainty::Seen, Some((by, range)));
            }
        }
        range * 1000 / HEX_M
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

    /// A unit is no more: who sees that knows it; for others it stays where they remember it.
    pub fn forget(&mut self, id: UnitId) {
        let enemy = self.side_of(id).enemy();
        let view = &mut self.views.0[enemy];
        if let Some(c) = view.contact_of[id.index()] {
            if view.seen.contact(c).is_some_and(|c| c.current) {
                view.drop_contact(c);
            } else {
                view.unlink(c);
            }
        }
    }

    /// Contacts out of sight that a unit now sees to be gone, and by day suspicions that it finds nobody for.
    fn clear_ghosts(&mut self, at: Clock, id: UnitId, hex: HexId) {
        let side = self.side_of(id);
        if !self.views.0[side].seen.contacts.iter().any(|c| !c.current) {
            return;
        }
        let (sure, parked) = (self.spotted_m(hex, Activity::SilentMen), self.spotted_m(hex, Activity::HaltedVehicles));
        let rules = &self.stage.scenario.rules;
        let doubt = if self.now.light == Light::Day && self.now.weather.visibility() != Visibility::Fog { rules.doubt_m() } else { 0 };
        let grid = &self.stage.scenario.ground.grid;
        let gone = |c: &&Contact| {
            let m = grid.distance(hex, c.hex) * HEX_M;
            let within = match c.kind {
                ContactKind::Vehicles if !c.stranded => parked.max(sure),
                _ => sure,
            };
            let within = if c.certainty == Certainty::Suspected { within.max(doubt) } else { within };
            !c.current && m <= within && self.sight_m(hex, c.hex, at).is_some()
        };
        let gone: Vec<ContactId> = self.views.0[side].seen.contacts.iter().filter(gone).map(|c| c.id).collect();
        for c in gone {
            self.views.0[side].drop_contact(c);
        }
    }

    /// Everybody looks round: who is seen now, who no more, what is too old. At each turn's start and after each impulse. Of two units each
    /// has come to where it is by its own clock: they look at each other at the later of the two.
    pub fn look_round(&mut self, at: Clock) {
        // Nobody moves while all look. Of several in a hex the first sees what the others do, unless smoke or dust comes between their moments.
        let clouded = !self.works.clouds.is_empty();
        let posts = BySide { soviet: self.lookouts(Side::Soviet), japanese: self.lookouts(Side::Japanese) };
        for n in 0..self.stage.scenario.units.len() {
            let id = UnitId(n as u16);
            if let Some(hex) = self.hex(id).filter(|_| self.own(id).active()) {
                let side = self.side_of(id);
                self.learn(side, hex);
                let doing = self.showing(id);
                let range = self.spotted_m(hex, doing);
                let own = self.clock(id);
                let by = if clouded {
                    self.onlooker(side.enemy(), hex, range, |e| own.max(self.clock(e)))
                } else {
                    self.nearest(posts[side.enemy()].iter().copied(), hex, range, |_| own)
                };
                self.met_by(at, id, doing, range, by);
            }
        }
        self.look_at_wrecks();
        self.look_at_stranded();
        for n in 0..self.stage.scenario.units.len() {
            let id = UnitId(n as u16);
            if let Some(hex) = self.hex(id).filter(|_| self.own(id).active()) {
                self.clear_ghosts(self.clock(id), id, hex);
            }
        }
        self.fade(at);
    }

    /// The first of each hex in which a side stands, in order of id.
    fn lookouts(&self, side: Side) -> Vec<(UnitId, HexId)> {
        let mut taken = vec![false; self.stage.scenario.ground.grid.len()];
        self.posts(side).filter(|p| !std::mem::replace(&mut taken[p.1.index()], true)).collect()
    }

    /// What is out of sight is known less and less well.
    fn fade(&mut self, at: Clock) {
        let scenario = self.scenario();
        for side in Side::BOTH {
            let view = &mut self.views.0[side];
            let mut old: Vec<ContactId> = Vec::new();
            for c in view.seen.contacts.iter_mut().filter(|c| !c.current) {
                match scenario.rules.known_after(at.since(c.seen_at)) {
                    None => old.push(c.id),
                    Some(still) => c.fade_to(still, scenario.rules.fade_permille()),
                }
            }
            for c in old {
                view.drop_contact(c);
            }
        }
    }

    /// A unit fired at somebody: is it found? Men who fire are seen as such; guns are found by the rounds they fire
    /// (rates.md §3), looked for by those who see the hex. Who is not found may give away about where he is.
    pub fn revealed(&mut self, at: Clock, id: UnitId, gun_rounds: u32, small_rounds: u32) {
        self.unit_mut(id).stance.fired_at = at;
        self.sync(id);
        if self.is_current(id, Certainty::Seen) {
            return;
        }
        let Some(hex) = self.hex(id) else { return };
        if small_rounds > 0 && self.shown(at, id, Activity::FiringMen) {
            return;
        }
        let cap = |n: u32| n.min(u32::from(u16::MAX)) as u16;
        let Some((by, range_m)) = self.onlooker(self.side_of(id).enemy(), hex, u32::MAX, |_| at) else { return };
        if gun_rounds > 0 {
            let question = Question::Spot(Spot {
                rounds: cap(gun_rounds),
                range_m: cap(range_m),
                from_tanks: self.own(by).running() > 0,
                skill_permille: self.card(by).quality.observing_permille,
                light: self.now.light,
                visibility: self.now.weather.visibility(),
            });
            if self.cast(at, id.index(), question, None).of(Effect::Seen) > 0 {
                self.note(at, id, Activity::FiringGun, Certainty::Seen, Some((by, range_m)));
                return;
            }
        }
        let bursts = small_rounds / self.stage.scenario.rules.burst_rounds();
        self.flash(at, id, gun_rounds > 0, gun_rounds + bursts, (by, range_m));
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
    front: Option<Dir>,
}

impl Described {
    /// As a contact so well known.
    fn as_contact(&self, id: ContactId, (shows, certainty): (Activity, Certainty), hex: HexId, seen_at: Clock, judged: Judged) -> Contact {
        let identified = certainty == Certainty::Identified;
        let judged = if identified { Judged::EXACT } else { judged };
        let cap = |n: u32| n.min(u32::from(u16::MAX)) as u16;
        let (men, vehicles) = (judged.band(u32::from(self.men)), judged.band(u32::from(self.vehicles)));
        let few = |n: u32| n.min(u32::from(u8::MAX)) as u8;
        Contact {
            id,
            certainty,
            hex,
            seen_at,
            kind: self.kind,
            card: identified.then_some(self.card),
            men: if identified {
                (self.men, self.men)
            } else {
                (cap(men.0) / ROUND_MEN * ROUND_MEN, cap(men.1).div_ceil(ROUND_MEN).saturating_mul(ROUND_MEN))
            },
            vehicles: if self.kind == ContactKind::Vehicles { (few(vehicles.0), few(vehicles.1)) } else { (0, 0) },
            guns: if identified || self.kind == ContactKind::Guns { self.guns } else { 0 },
            posture: self.posture,
            shows,
            current: true,
            suppressed_permille: self.suppressed_permille,
            stranded: self.kind == ContactKind::Vehicles && self.vehicles == 0,
            error_m: 0,
            front: self.front.filter(|_| certainty >= Certainty::Seen && self.vehicles > 0),
        }
    }
}

impl SideView {
    pub fn contact_mut(&mut self, id: ContactId) -> Option<&mut Contact> {
        let at = self.seen.contacts.binary_search_by_key(&id, |c| c.id).ok()?;
        self.seen.contacts.get_mut(at)
    }
    /// The contact is a unit's no longer.
    pub fn unlink(&mut self, id: ContactId) {
        if let Some(unit) = self.unit_of[id.0 as usize].take() {
            self.contact_of[unit.index()] = None;
        }
    }
    /// A contact is given up.
    pub fn drop_contact(&mut self, id: ContactId) {
        self.unlink(id);
        if let Ok(at) = self.seen.contacts.binary_search_by_key(&id, |c| c.id) {
            self.seen.contacts.remove(at);
        }
    }
    /// Somebody was seen in a hex: suspicions that it held somebody are answered by it.
    fn confirmed(&mut self, by: ContactId, hex: HexId) {
        let answered = |c: &&Contact| c.id != by && c.hex == hex && !c.current && c.certainty == Certainty::Suspected;
        while let Some(c) = self.seen.contacts.iter().find(answered).map(|c| c.id) {
            self.drop_contact(c);
        }
    }
    /// Give a new contact its number; `unit` is who is behind it, if anybody.
    pub fn number(&mut self, unit: Option<UnitId>, judged: Judged) -> ContactId {
        let id = ContactId(self.unit_of.len() as u16);
        self.unit_of.push(unit);
        self.judged.push(judged);
        if let Some(unit) = unit {
            self.contact_of[unit.index()] = Some(id);
        }
        id
    }
    /// Write a sighting; the contact, its kind and hex, and whether it is news.
    fn fresh(
        &mut self,
        unit: UnitId,
        known: Option<ContactId>,
        (doing, certainty): (Activity, Certainty),
        at: Clock,
        d: Described,
        judged: Option<Judged>,
    ) -> Option<(ContactId, ContactKind, HexId, bool)> {
        let hex = d.hex?;
        let was = known.and_then(|c| self.contact_mut(c).copied());
        let id = match was {
            Some(c) => c.id,
            None => self.number(Some(unit), judged.unwrap_or(Judged::EXACT)),
        };
        if let Some(judged) = judged {
            self.judged[id.0 as usize] = judged;
        }
        // What was known once stays known while it is in sight.
        let certainty = was.filter(|c| c.current).map_or(certainty, |c| c.certainty.max(certainty));
        let contact = d.as_contact(id, (doing, certainty), hex, at, self.judged[id.0 as usize]);
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
                Some((id, d.kind, hex, true))
            }
        }
    }
}
