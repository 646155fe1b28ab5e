//! Orders with the scenario's strings in place of the inside's numbers, for replays and other texts.

use crate::data::{EngagementId, FlightId, FormationId, Scenario, TaskKind};
use crate::hex::HexId;
use crate::rules::{Clock, Pace, SideWork, UnitId};
use crate::view::{ContactId, FireOrder, Order, Shells, Target, WorkKind};
use serde::{Deserialize, Serialize};

/// What is fired at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetText {
    /// a contact of the side, by its number
    Contact(u16),
    /// a hex, `CCRR`
    Hex(String),
}

/// An [`Order`] whose units, flights and formations are string ids and whose hexes are `CCRR`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields of Order, named alike")]
pub enum OrderText {
    /// [`Order::Move`]
    Move { unit: String, path: Vec<String>, pace: Pace },
    /// [`Order::Fire`]
    Fire { unit: String, at: TargetText, seconds: u16 },
    /// [`Order::Assault`]
    Assault { units: Vec<String>, hex: String },
    /// [`Order::Mission`]
    Mission { battery: String, hex: String, rounds: u16, shells: Shells },
    /// [`Order::Sortie`]
    Sortie { flight: String, hex: String, at: String },
    /// [`Order::Build`]
    Build { unit: String, towards: String, work: SideWork },
    /// [`Order::Work`]
    Work { unit: String, kind: WorkKind },
    /// [`Order::Hold`]
    Hold { unit: String, fire_order: FireOrder },
    /// [`Order::Defy`]
    Defy { rule: String },
    /// [`Order::Release`]
    Release { formation: String },
    /// [`Order::Harass`]
    Harass { battery: String, hex: String, rounds: u16, minutes: u16 },
    /// [`Order::Defend`]
    Defend { battery: String, hex: Option<String> },
    /// [`Order::Task`]
    Task { formation: String, task: TaskKind, via: Vec<String> },
    /// [`Order::Deploy`]
    Deploy { unit: String, hex: String },
}

/// A name that the scenario does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this scenario has no {what} `{name}`")]
pub struct Unknown {
    /// `unit`, `hex`, `flight`, `formation` or `moment`
    pub what: &'static str,
    /// the name
    pub name: String,
}

impl OrderText {
    /// An order with the names of its scenario. Numbers that the scenario does not have become `?`: no such order is ever accepted.
    pub fn new(scenario: &Scenario, order: &Order) -> OrderText {
        let unit = |u: UnitId| scenario.units.get(u.index()).map_or("?".into(), |u| u.id.clone());
        let formation = |f: FormationId| scenario.formations.get(f.0 as usize).map_or("?".into(), |f| f.id.clone());
        let grid = &scenario.ground.grid;
        let hex = |h: HexId| if h.index() < grid.len() { grid.name(h) } else { "?".into() };
        match order {
            Order::Move { unit: u, path, pace } => {
                OrderText::Move { unit: unit(*u), path: path.iter().map(|h| hex(*h)).collect(), pace: *pace }
            }
            Order::Fire { unit: u, at, seconds } => OrderText::Fire {
                unit: unit(*u),
                at: match at {
                    Target::Contact(c) => TargetText::Contact(c.0),
                    Target::Hex(h) => TargetText::Hex(hex(*h)),
                },
                seconds: *seconds,
            },
            Order::Assault { units, hex: h } => OrderText::Assault { units: units.iter().map(|u| unit(*u)).collect(), hex: hex(*h) },
            Order::Mission { battery, hex: h, rounds, shells } => {
                OrderText::Mission { battery: unit(*battery), hex: hex(*h), rounds: *rounds, shells: *shells }
            }
            Order::Sortie { flight, hex: h, at } => OrderText::Sortie {
                flight: scenario.flights.get(flight.0 as usize).map_or("?".into(), |f| f.id.clone()),
                hex: hex(*h),
                at: at.to_string(),
            },
            Order::Build { unit: u, towards, work } => OrderText::Build { unit: unit(*u), towards: hex(*towards), work: *work },
            Order::Work { unit: u, kind } => OrderText::Work { unit: unit(*u), kind: *kind },
            Order::Hold { unit: u, fire_order } => OrderText::Hold { unit: unit(*u), fire_order: *fire_order },
            Order::Defy { rule } => OrderText::Defy { rule: scenario.engagement.get(rule.0 as usize).map_or("?".into(), |e| e.id.clone()) },
            Order::Harass { battery, hex: h, rounds, minutes } => {
                OrderText::Harass { battery: unit(*battery), hex: hex(*h), rounds: *rounds, minutes: *minutes }
            }
            Order::Defend { battery, hex: h } => OrderText::Defend { battery: unit(*battery), hex: h.map(hex) },
            Order::Release { formation: f } => OrderText::Release { formation: formation(*f) },
            Order::Task { formation: f, kind, via } => {
                OrderText::Task { formation: formation(*f), task: *kind, via: via.iter().map(|h| hex(*h)).collect() }
            }
            Order::Deploy { unit: u, hex: h } => OrderText::Deploy { unit: unit(*u), hex: hex(*h) },
        }
    }

    /// The order that is meant.
    ///
    /// # Errors
    /// The first name that the scenario does not have.
    pub fn order(&self, scenario: &Scenario) -> Result<Order, Unknown> {
        let unit = |name: &String| scenario.unit(name).ok_or_else(|| Unknown { what: "unit", name: name.clone() });
        let hex = |name: &String| scenario.ground.grid.parse(name).ok_or_else(|| Unknown { what: "hex", name: name.clone() });
        let formation = |name: &String| index(&scenario.formations, |f| &f.id, name, "formation").map(FormationId);
        Ok(match self {
            OrderText::Move { unit: u, path, pace } => {
                Order::Move { unit: unit(u)?, path: path.iter().map(hex).collect::<Result<_, _>>()?, pace: *pace }
            }
            OrderText::Fire { unit: u, at, seconds } => Order::Fire {
                unit: unit(u)?,
                at: match at {
                    TargetText::Contact(c) => Target::Contact(ContactId(*c)),
                    TargetText::Hex(h) => Target::Hex(hex(h)?),
                },
                seconds: *seconds,
            },
            OrderText::Assault { units, hex: h } => {
                Order::Assault { units: units.iter().map(unit).collect::<Result<_, _>>()?, hex: hex(h)? }
            }
            OrderText::Mission { battery, hex: h, rounds, shells } => {
                Order::Mission { battery: unit(battery)?, hex: hex(h)?, rounds: *rounds, shells: *shells }
            }
            OrderText::Sortie { flight, hex: h, at } => Order::Sortie {
                flight: index(&scenario.flights, |f| &f.id, flight, "flight").map(FlightId)?,
                hex: hex(h)?,
                at: Clock::parse(at).ok_or_else(|| Unknown { what: "moment", name: at.clone() })?,
            },
            OrderText::Build { unit: u, towards, work } => Order::Build { unit: unit(u)?, towards: hex(towards)?, work: *work },
            OrderText::Work { unit: u, kind } => Order::Work { unit: unit(u)?, kind: *kind },
            OrderText::Hold { unit: u, fire_order } => Order::Hold { unit: unit(u)?, fire_order: *fire_order },
            OrderText::Defy { rule } => {
                Order::Defy { rule: index(&scenario.engagement, |e| &e.id, rule, "rule of engagement").map(EngagementId)? }
            }
            OrderText::Harass { battery, hex: h, rounds, minutes } => {
                Order::Harass { battery: unit(battery)?, hex: hex(h)?, rounds: *rounds, minutes: *minutes }
            }
            OrderText::Defend { battery, hex: h } => Order::Defend { battery: unit(battery)?, hex: h.as_ref().map(hex).transpose()? },
            OrderText::Release { formation: f } => Order::Release { formation: formation(f)? },
            OrderText::Task { formation: f, task, via } => {
                Order::Task { formation: formation(f)?, kind: *task, via: via.iter().map(hex).collect::<Result<_, _>>()? }
            }
            OrderText::Deploy { unit: u, hex: h } => Order::Deploy { unit: unit(u)?, hex: hex(h)? },
        })
    }
}

fn index<T>(list: &[T], id: impl Fn(&T) -> &String, name: &String, what: &'static str) -> Result<u16, Unknown> {
    match list.iter().position(|t| id(t) == name) {
        Some(i) => Ok(i as u16),
        None => Err(Unknown { what, name: name.clone() }),
    }
}
