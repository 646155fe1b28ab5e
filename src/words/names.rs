//! What things are called. A trait, so that the sentences can be tried on names made up for a test.

use super::Lang;
use crate::data::{DepotId, EngagementId, FlightId, FormationId, LinkId, Scenario, ScriptId};
use crate::hex::HexId;
use crate::rules::{Clock, Side, UnitId};

/// What the words must know of a scenario. A name asked for under a number that does not exist is `None`.
pub(super) trait Names {
    /// A unit's shown name in this language, the English one if it has none.
    fn unit(&self, unit: UnitId, lang: Lang) -> Option<&str>;
    /// A hex as `CCRR`, with the place's name in this language if it has one.
    fn hex(&self, hex: HexId, lang: Lang) -> String;
    /// A vehicle's shown name.
    fn vehicle(&self, vehicle: u16) -> Option<&str>;
    /// A flight's shown name, likewise.
    fn flight(&self, flight: FlightId, lang: Lang) -> Option<&str>;
    /// A formation's shown name, likewise.
    fn formation(&self, formation: FormationId, lang: Lang) -> Option<&str>;
    /// A depot's id.
    fn depot(&self, depot: DepotId) -> Option<&str>;
    /// A rule of engagement's id.
    fn rule(&self, rule: EngagementId) -> Option<&str>;
    /// A link's id.
    fn link(&self, link: LinkId) -> Option<&str>;
    /// What a scripted event tells.
    fn script(&self, script: ScriptId) -> Option<&str>;
    /// Turns in all.
    fn turns(&self) -> u32;
    /// The side whose points are counted.
    fn scored(&self) -> Side;
    /// First moment of the battle.
    fn starts(&self) -> Clock;
}

impl Names for Scenario {
    fn unit(&self, unit: UnitId, lang: Lang) -> Option<&str> {
        self.units.get(unit.index()).map(|u| lang.pick(&u.name, u.ru.as_deref()))
    }
    fn hex(&self, hex: HexId, lang: Lang) -> String {
        let number = self.ground.grid.name(hex);
        let Some(place) = self.ground.place(hex) else { return number };
        format!("{number} {}", lang.pick(&place.name, place.ru.as_deref()))
    }
    fn vehicle(&self, vehicle: u16) -> Option<&str> {
        self.cards.vehicles.get(vehicle as usize).map(|v| v.name.as_str())
    }
    fn flight(&self, flight: FlightId, lang: Lang) -> Option<&str> {
        self.flights.get(flight.0 as usize).map(|f| lang.pick(&f.name, f.ru.as_deref()))
    }
    fn formation(&self, formation: FormationId, lang: Lang) -> Option<&str> {
        self.formations.get(formation.0 as usize).map(|f| lang.pick(&f.name, f.ru.as_deref()))
    }
    fn depot(&self, depot: DepotId) -> Option<&str> {
        self.supply.depots.get(depot.0 as usize).map(|d| d.id.as_str())
    }
    fn rule(&self, rule: EngagementId) -> Option<&str> {
        self.engagement.get(rule.0 as usize).map(|e| e.id.as_str())
    }
    fn link(&self, link: LinkId) -> Option<&str> {
        self.supply.links.get(link.0 as usize).map(|l| l.id.as_str())
    }
    fn script(&self, script: ScriptId) -> Option<&str> {
        self.events.get(script.0 as usize).map(|e| if e.text.is_empty() { e.id.as_str() } else { e.text.as_str() })
    }
    fn turns(&self) -> u32 {
        self.turns.len() as u32
    }
    fn scored(&self) -> Side {
        self.scoring.side
    }
    fn starts(&self) -> Clock {
        self.phases.first().map_or(Clock(0), |p| p.from)
    }
}

/// A unit's name, or its number marked as such if the scenario has no such unit.
pub(super) fn unit(names: &impl Names, unit: UnitId, lang: Lang) -> String {
    or_number(names.unit(unit, lang), unit.0)
}

/// A name, or the number marked as such.
pub(super) fn or_number(name: Option<&str>, number: u16) -> String {
    name.map_or_else(|| format!("#{number}"), str::to_owned)
}
