//! Roads and ferries: the room that a column takes on a link, and what fire leaves of a link's capacity.
//!
//! What belongs here: `supply.ron`. What never does: a link's tonnes (the scenario's), and who is fed.

use super::Tables;
use super::figure::{Figure, Format, table};

table! {
    /// `supply.ron`.
    struct Roads {
        format: Format,
        /// Load of a lorry.
        lorry_kg: Figure<u32>,
        /// Room in lorries: of a vehicle, of a gun with its team, of 100 men with their carts.
        vehicle: Figure,
        gun: Figure,
        men_100: Figure,
        /// Most of a capacity that columns take while tonnage waits.
        column_share: Figure,
        /// What fire leaves of a capacity.
        under_fire: Figure,
        /// Range of interdiction by small arms, metres.
        interdiction_m: Figure<u32>,
    }
}

/// What a link carries in some time, kilograms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// of columns' room
    pub columns_kg: u32,
    /// of stores
    pub stores_kg: u32,
}

impl Tables {
    /// Room that a column takes on a road, as the load in kilograms that lorries would have carried in its place. Men who ride
    /// in the vehicles of their unit take none of their own.
    pub fn column_kg(&self, men_on_foot: u32, vehicles: u32, guns: u32) -> u32 {
        let r = &self.supply;
        let lorries = vehicles as f64 * r.vehicle.value + guns as f64 * r.gun.value + men_on_foot as f64 / 100.0 * r.men_100.value;
        (lorries * r.lorry_kg.value as f64 + 0.5) as u32
    }

    /// Share a capacity between the columns that wait for it and the stores: columns go first, up to their share; what they do not
    /// take, and what is left when no stores are asked for, goes to the other.
    pub fn flow(&self, capacity_kg: u32, columns_wait_kg: u32, stores_wait_kg: u32) -> Flow {
        let most = (capacity_kg as f64 * self.supply.column_share.value) as u32;
        let first = columns_wait_kg.min(most);
        let stores_kg = stores_wait_kg.min(capacity_kg - first);
        let columns_kg = columns_wait_kg.min(capacity_kg - stores_kg);
        Flow { columns_kg, stores_kg }
    }

    /// What is left of a capacity on whose way fire falls.
    pub fn under_fire_kg(&self, capacity_kg: u32) -> u32 {
        (capacity_kg as f64 * self.supply.under_fire.value) as u32
    }

    /// Range at which small arms that see it put a way under fire, metres.
    pub fn interdiction_m(&self) -> u32 {
        self.supply.interdiction_m.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_column_takes_the_room_of_lorries() {
        let rules = Tables::shipped();
        // 15 tanks: 30 lorries of 1.5 t; a battery of 4 guns and 60 men on foot: 6 + 1.2 lorries; a battalion of 600 men: 12.
        assert_eq!(rules.column_kg(0, 15, 0), 45_000);
        assert_eq!(rules.column_kg(60, 0, 4), 10_800);
        assert_eq!(rules.column_kg(600, 0, 0), 18_000);
        assert_eq!(rules.column_kg(0, 0, 0), 0);
    }

    #[test]
    fn columns_go_first_and_nobody_waits_before_an_empty_road() {
        let rules = Tables::shipped();
        let flow = |capacity, columns, stores| {
            let f = rules.flow(capacity, columns, stores);
            (f.columns_kg, f.stores_kg)
        };
        assert_eq!(flow(1_000, 5_000, 5_000), (700, 300));
        assert_eq!(flow(1_000, 200, 5_000), (200, 800));
        assert_eq!(flow(1_000, 5_000, 0), (1_000, 0));
        assert_eq!(flow(1_000, 5_000, 100), (900, 100));
        assert_eq!(flow(1_000, 0, 5_000), (0, 1_000));
        assert_eq!(rules.under_fire_kg(1_000), 500);
    }

    proptest! {
        #[test]
        fn a_link_never_carries_more_than_it_can_and_a_queue_never_speeds_a_thing(
            capacity in 0u32..100_000, columns in 0u32..200_000, stores in 0u32..200_000, more in 0u32..50_000
        ) {
            let rules = Tables::shipped();
            let flow = rules.flow(capacity, columns, stores);
            prop_assert!(flow.columns_kg + flow.stores_kg <= capacity);
            prop_assert!(flow.columns_kg <= columns && flow.stores_kg <= stores);
            // it stands idle only if nothing waits
            prop_assert_eq!(flow.columns_kg + flow.stores_kg, capacity.min(columns + stores));
            prop_assert!(rules.flow(capacity, columns + more, stores).stores_kg <= flow.stores_kg);
            prop_assert!(rules.flow(capacity, columns, stores + more).columns_kg <= flow.columns_kg);
            prop_assert!(rules.under_fire_kg(capacity) <= capacity);
        }
    }
}
