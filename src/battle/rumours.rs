//! Suspicions and false reports: enemies of whom only a flash was seen, placed a hex off perhaps, and enemies who are not there.
//!
//! What belongs here: contacts that nobody has seen. What never does: who is seen, and what is done about it. A false report is drawn
//! from what its own side knows and is alone: whether somebody happens to stand there changes nothing.

use super::field::Field;
use crate::data::UnitKind;
use crate::hex::{Dir, HEX_M, HexId};
use crate::rules::{
    Activity, Certainty, Clock, Effect, FalseReport, Judged, MoraleState, PLACES, Posture, Question, Side, Suspicion, UnitId,
};
use crate::view::{Contact, ContactKind, What};

impl Field<'_, '_> {
    /// A unit that fired and was not found: does its flash or dust show about where it is?
    pub fn flash(&mut self, at: Clock, id: UnitId, guns: bool, rounds: u32, (by, range_m): (UnitId, u32)) {
        let scenario = self.scenario();
        let Some(hex) = self.hex(id) else { return };
        if rounds == 0 || range_m > scenario.rules.suspected_m(self.now.lit, self.now.weather) {
            return;
        }
        let cap = |n: u32| n.min(u32::from(u16::MAX)) as u16;
        let question = Question::Suspicion(Suspicion {
            rounds: cap(rounds),
            range_m: cap(range_m),
            light: self.now.light,
            visibility: self.now.weather.visibility(),
            skill_permille: self.card(by).quality.observing_permille,
        });
        let got = self.cast(at, id.index(), question, None);
        if got.of(Effect::Seen) == 0 {
            return;
        }
        let off = got.of(Effect::Misplaced) as usize;
        let aside = off.checked_sub(1).and_then(|d| Dir::ALL.get(d)).and_then(|&d| scenario.ground.grid.neighbour(hex, d));
        let side = self.side_of(id).enemy();
        // Nobody looks for the enemy in water, or among his own.
        let fits = |h: &HexId| !scenario.ground.terrain[h.index()].is_water() && !self.views.0[side].stands_in(*h);
        let place = aside.filter(fits).unwrap_or(hex);
        let view = &mut self.views.0[side];
        match view.contact_of[id.index()].and_then(|c| view.contact_mut(c)) {
            // Seen before: he is still where he was, or somebody else fires from elsewhere.
            Some(c) if c.certainty > Certainty::Suspected => {
                if c.hex == place {
                    c.seen_at = at;
                }
            }
            // More fire places him better, never worse.
            Some(c) => {
                c.seen_at = at;
                if place == hex {
                    c.hex = hex;
                }
            }
            None => self.suspect(at, side, Some(id), place, if guns { ContactKind::Guns } else { ContactKind::Men }),
        }
    }

    /// A side suspects somebody in a hex. Whoever is behind it, or nobody: it looks the same.
    pub fn suspect(&mut self, at: Clock, side: Side, unit: Option<UnitId>, hex: HexId, kind: ContactKind) {
        let guess = self.stage.scenario.rules.suspected();
        let view = &mut self.views.0[side];
        let id = view.number(unit, Judged::EXACT);
        view.seen.contacts.push(Contact {
            id,
            certainty: Certainty::Suspected,
            hex,
            seen_at: at,
            kind,
            card: None,
            men: match kind {
                ContactKind::Guns => guess.crew,
                ContactKind::Vehicles => (0, 0),
                _ => guess.men,
            },
            vehicles: if kind == ContactKind::Vehicles { guess.vehicles } else { (0, 0) },
            guns: if kind == ContactKind::Guns { guess.guns } else { 0 },
            posture: Posture::Prone,
            shows: Activity::SilentMen,
            current: false,
            suppressed_permille: 0,
            stranded: false,
            error_m: HEX_M as u16,
            front: None,
        });
        self.tell(at, What::ContactMade { side, contact: id, hex, kind });
    }

    /// At the turn's end men who look out into the dark, under stress, badly trained, report enemies who are not there.
    pub fn false_reports(&mut self) {
        let scenario = self.scenario();
        let (end, seconds) = (self.now.end(), self.now.seconds);
        let (near_m, ..) = scenario.rules.imagined();
        for n in 0..scenario.units.len() {
            let id = UnitId(n as u16);
            let own = self.own(id);
            let Some(hex) = own.hex.filter(|_| own.active() && own.men > 0 && own.morale < MoraleState::Routed) else { continue };
            if matches!(scenario.card(id).kind, UnitKind::Artillery | UnitKind::AntiAircraft | UnitKind::Train) {
                continue;
            }
            let near = |c: &Contact| scenario.ground.grid.distance(c.hex, hex) * HEX_M <= near_m;
            if !self.views.0[self.side_of(id)].seen.contacts.iter().any(near) {
                continue;
            }
            let question = Question::FalseReport(FalseReport {
                seconds: seconds.min(u32::from(u16::MAX)) as u16,
                light: self.now.light,
                visibility: self.now.weather.visibility(),
                stress_permille: own.stress_permille,
                suppressed_permille: self.suppressed(id, end),
                skill_permille: scenario.card(id).quality.observing_permille,
            });
            let got = self.cast(end, id.index(), question, Some(question));
            if got.of(Effect::Seen) == 0 {
                continue;
            }
            let kind = match got.of(Effect::Imagined) {
                0 => ContactKind::Men,
                1 => ContactKind::Vehicles,
                _ => ContactKind::Guns,
            };
            let places = self.likely_places(id, hex);
            if let Some(&place) = places.get(places.len() * got.of(Effect::Place) as usize / PLACES as usize) {
                self.suspect(end, self.side_of(id), None, place, kind);
            }
        }
    }

    /// Where a unit might believe an enemy: ground in its sight a few steps off, with none of its own beside it and nobody known there.
    fn likely_places(&self, id: UnitId, from: HexId) -> Vec<HexId> {
        let scenario = &self.stage.scenario;
        let (ground, grid) = (&scenario.ground, &scenario.ground.grid);
        let (_, least, most) = scenario.rules.imagined();
        let seen = &self.views.0[self.side_of(id)].seen;
        let own_near = |h: HexId| seen.units.iter().any(|u| u.active() && u.hex.is_some_and(|o| grid.distance(o, h) < least.min(2)));
        grid.hexes()
            .filter(|&h| (least..=most).contains(&grid.distance(from, h)))
            .filter(|&h| !ground.terrain[h.index()].is_water() && ground.sight.sees(from, h))
            .filter(|&h| !own_near(h) && !seen.contacts.iter().any(|c| c.hex == h))
            .collect()
    }
}
