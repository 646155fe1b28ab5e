//! The network of supply of a checked scenario: depots and the links between them. What becomes of it in a battle does not belong here.

use super::Scenario;
use crate::hex::HexId;
use crate::rules::{Clock, GroundStates, Side, Soil};
use serde::{Deserialize, Serialize};

/// A depot as a dense index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DepotId(pub u16);

/// A link of supply as a dense index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LinkId(pub u16);

/// Supply of both sides.
#[derive(Clone, Debug, Default)]
pub struct Supply {
    /// depots; [`DepotId`] is the index
    pub depots: Vec<Depot>,
    /// links
    pub links: Vec<Link>,
}

/// A depot.
#[derive(Clone, Debug)]
pub struct Depot {
    /// string id
    pub id: String,
    /// shown name
    pub side: Side,
    /// where, if on the map
    pub hex: Option<HexId>,
    /// kilograms of ammunition at the start
    pub ammunition_kg: u32,
    /// kilograms of fuel at the start
    pub fuel_kg: u32,
    /// kilograms of food at the start
    pub rations_kg: u32,
    /// never runs out (a base off the map)
    pub endless: bool,
}

/// A link between two depots.
#[derive(Clone, Debug)]
pub struct Link {
    /// string id
    pub id: String,
    /// from
    pub from: DepotId,
    /// to
    pub to: DepotId,
    /// what it is
    pub kind: LinkKind,
    /// kilograms an hour: dry, wet, soaked
    pub kg_per_hour: [u32; 3],
    /// kilograms an hour by night if it differs (ferries)
    pub night_kg_per_hour: Option<[u32; 3]>,
    /// kilograms of stores an hour at most, dry, wet, soaked, where there are not the lorries to fill it; columns go all the same
    pub stores_kg_per_hour: Option<[u32; 3]>,
    /// from when it carries something else, in order
    pub later: Vec<LaterCapacity>,
    /// hexes over which it goes and where fire can stop it, sorted
    pub sites: Vec<HexId>,
    /// sources
    pub sources: Vec<String>,
}

/// What a link carries from some moment on.
#[derive(Clone, Debug)]
pub struct LaterCapacity {
    /// from when
    pub from: Clock,
    /// kilograms an hour: dry, wet, soaked
    pub kg_per_hour: [u32; 3],
    /// kilograms an hour by night if it differs
    pub night_kg_per_hour: Option<[u32; 3]>,
    /// kilograms of stores an hour at most, if that is less
    pub stores_kg_per_hour: Option<[u32; 3]>,
}

impl Scenario {
    /// The side that a link of supply is of.
    pub fn link_side(&self, link: LinkId) -> Side {
        self.supply.depots[self.supply.links[link.0 as usize].to.0 as usize].side
    }
}

impl Link {
    /// Kilograms an hour at a moment over such ground, by day or by night: on wetter ground never more than on drier.
    pub fn capacity_kg(&self, at: Clock, ground: GroundStates, night: bool) -> u32 {
        let (day, dark) = self.later_at(at).map_or((self.kg_per_hour, self.night_kg_per_hour), |l| (l.kg_per_hour, l.night_kg_per_hour));
        let table = if night { dark.unwrap_or(day) } else { day };
        self.on(&table, ground)
    }

    /// Kilograms of stores an hour at most at a moment over such ground.
    pub fn stores_kg(&self, at: Clock, ground: GroundStates) -> u32 {
        let table = self.later_at(at).map_or(self.stores_kg_per_hour, |l| l.stores_kg_per_hour);
        table.map_or(u32::MAX, |table| self.on(&table, ground))
    }

    fn later_at(&self, at: Clock) -> Option<&LaterCapacity> {
        self.later.iter().rev().find(|l| l.from <= at)
    }

    fn on(&self, table: &[u32; 3], ground: GroundStates) -> u32 {
        table[..=ground.of(self.kind.soil()) as usize].iter().copied().min().unwrap_or(0)
    }
}

/// Kinds of link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "plain words")]
pub enum LinkKind {
    Road,
    Carry,
    Rail,
    Ferry,
}

impl LinkKind {
    /// The soil whose state decides what it carries: the road's bed; the marsh that carriers wade; the embankment; the landings.
    pub const fn soil(self) -> Soil {
        match self {
            LinkKind::Road => Soil::Road,
            LinkKind::Carry | LinkKind::Ferry => Soil::Low,
            LinkKind::Rail => Soil::High,
        }
    }
}
