//! What things are called. A trait, so that the sentences can be tried on names made up for a test.

use super::Lang;
use crate::data::{DepotId, EngagementId, FlightId, FormationId, LinkId, Scenario, ScriptId};
use crate::hex::HexId;
use crate::rules::{Clock, Side, UnitId};

/// What the words must know of a scenario. A name asked for under a number that does not exist is `None`.
pub(super) trait Names {
    /// A unit's shown name.
    fn unit(&self, unit: UnitId) -> Option<&str>;
    /// A hex as `CCRR`, with the place's name in this language if it has one.
    fn hex(&self, hex: HexId, lang: Lang) -> String;
    /// A vehicle's shown name.
    fn vehicle(&self, vehicle: u16) -> Option<&str>;
    /// A flight's shown name.
    fn flight(&self, flight: FlightId) -> Option<&str>;
    /// A formation's shown name.
    fn formation(&self, formation: FormationId) -> Option<&str>;
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
    fn unit(&self, unit: UnitId) -> Option<&str> {
        self.units.get(unit.index()).map(|u| u.name.as_str())
    }
    fn hex(&self, hex: HexId, lang: Lang) -> String {
        let number = self.ground.grid.name(hex);
        let Some(place) = self.ground.place(hex) else { return number };
        let name = match lang {
            Lang::En => &place.name,
            Lang::Ru => place.ru.as_ref().unwrap_or(&place.name),
        };
        format!("{number} {name}")
    }
    fn vehicle(&self, vehicle: u16) -> Option<&str> {
        self.cards.vehicles.get(vehicle as usize).map(|v| v.name.as_str())
    }
    fn flight(&self, flight: FlightId) -> Option<&str> {
        self.flights.get(flight.0 as usize).map(|f| f.name.as_str())
    }
    fn formation(&self, formation: FormationId) -> Option<&str> {
        self.formations.get(formation.0 as usize).map(|f| f.name.as_str())
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
pub(super) fn unit(names: &impl Names, unit: UnitId) -> String {
    or_number(names.unit(unit), unit.0)
}

/// A name, or the number marked as such.
pub(super) fn or_number(name: Option<&str>, number: u16) -> String {
    name.map_or_else(|| format!("#{number}"), str::to_owned)
}
