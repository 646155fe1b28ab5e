//! Roads and ferries: the room that a column takes on a link, what fire leaves of a link's capacity, how a load is shared; what men
//! eat and what a day uses up.
//!
//! What belongs here: `supply.ron`. What never does: a link's tonnes (the scenario's), and who is fed.

use super::figure::{Figure, Format, table};
use super::{Clock, Side, Tables};
use serde::{Deserialize, Serialize};

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
        /// Hours in which a unit's carriers and carts bring its full load up from its depot.
        load_h: Figure,
        /// Food.
        ration: RationTable,
        /// What a day of heavy fighting uses up.
        heavy_day: HeavyDay,
        /// Days of heavy fighting that a depot keeps for those it feeds.
        reserve_days: Figure,
    }
    /// Food.
    struct RationTable {
        /// Weight of a man's food for a day with its packing, by side.
        soviet_g: Figure<u32>,
        japanese_g: Figure<u32>,
        /// Days of it that a unit has with it.
        carried_days: Figure<u32>,
        /// Hours of hunger that a meal undoes for each hour it is for.
        undone: Figure<u32>,
        /// Hour of the clock of the first meal of a day, and hours from one meal to the next.
        first_meal_h: Figure<u32>,
        meal_h: Figure<u32>,
    }
    /// Shares of a full load that a day of heavy fighting uses up.
    struct HeavyDay {
        /// Of guns that are not in vehicles.
        guns: Figure,
        /// Of everything else that is fired.
        others: Figure,
        /// Of fuel.
        fuel: Figure,
    }
}

/// Kilograms of each kind of stores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tonnage {
    /// ammunition
    pub ammunition_kg: u32,
    /// fuel
    pub fuel_kg: u32,
    /// food
    pub rations_kg: u32,
}

impl Tonnage {
    /// Without end.
    pub const ENDLESS: Tonnage = Tonnage { ammunition_kg: u32::MAX, fuel_kg: u32::MAX, rations_kg: u32::MAX };

    /// Kind by kind.
    pub fn with(self, other: Tonnage, of: impl Fn(u32, u32) -> u32) -> Tonnage {
        Tonnage {
            ammunition_kg: of(self.ammunition_kg, other.ammunition_kg),
            fuel_kg: of(self.fuel_kg, other.fuel_kg),
            rations_kg: of(self.rations_kg, other.rations_kg),
        }
    }

    /// In all.
    pub fn kg(self) -> u32 {
        self.ammunition_kg.saturating_add(self.fuel_kg).saturating_add(self.rations_kg)
    }

    /// The part of it that goes into so many kilograms: food first, for men eat every day, then shells and fuel in proportion.
    pub fn within(self, kg: u32) -> Tonnage {
        let rations_kg = self.rations_kg.min(kg);
        let (rest, all) = (kg - rations_kg, u64::from(self.ammunition_kg) + u64::from(self.fuel_kg));
        if all <= u64::from(rest) {
            return Tonnage { rations_kg, ..self };
        }
        let fuel_kg = (u64::from(self.fuel_kg) * u64::from(rest) / all) as u32;
        Tonnage { ammunition_kg: rest - fuel_kg, fuel_kg, rations_kg }
    }

    /// One's part of what is there, kind by kind, by what one asks of what all ask for; all one asks if there is enough for all.
    pub fn part_of(self, all: Tonnage, there: Tonnage) -> Tonnage {
        let part = |asked: u32, all: u32, there: u32| match there >= all {
            true => asked.min(there),
            false => (u64::from(asked) * u64::from(there) / u64::from(all)).min(u64::from(there)) as u32,
        };
        Tonnage {
            ammunition_kg: part(self.ammunition_kg, all.ammunition_kg, there.ammunition_kg),
            fuel_kg: part(self.fuel_kg, all.fuel_kg, there.fuel_kg),
            rations_kg: part(self.rations_kg, all.rations_kg, there.rations_kg),
        }
    }
}

/// What a link can carry in some time, kilograms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// in all
    pub all_kg: u32,
    /// of stores at most
    pub stores_kg: u32,
}

/// What a link carries in some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// of columns' room, kilograms
    pub columns_kg: u32,
    /// of stores
    pub stores: Tonnage,
}

/// What a unit's carriers meet on their way to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// every way from the depot leads through the enemy
    pub cut_off: bool,
    /// enemy infantry sees who comes up to it, or shells fall there
    pub under_fire: bool,
    /// time, seconds
    pub seconds: u32,
}

/// The same without the kinds, kilograms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Flow {
    columns_kg: u32,
    stores_kg: u32,
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
    fn flow(&self, capacity_kg: u32, columns_wait_kg: u32, stores_wait_kg: u32) -> Flow {
        let most = (capacity_kg as f64 * self.supply.column_share.value) as u32;
        let first = columns_wait_kg.min(most);
        let stores_kg = stores_wait_kg.min(capacity_kg - first);
        let columns_kg = columns_wait_kg.min(capacity_kg - stores_kg);
        Flow { columns_kg, stores_kg }
    }

    /// Share a capacity between the columns that wait for it and the stores that are asked for and there. More asked for never
    /// brings less.
    pub fn run(&self, room: Room, columns_wait_kg: u32, asked: Tonnage) -> Run {
        let asked = asked.within(room.stores_kg);
        let flow = self.flow(room.all_kg, columns_wait_kg, asked.kg());
        Run { columns_kg: flow.columns_kg, stores: asked.within(flow.stores_kg) }
    }

    /// What is left of a capacity when fire falls on so much of its way, per mille: who is not fired on goes on as before.
    pub fn under_fire_kg(&self, capacity_kg: u32, fired_on_permille: u16) -> u32 {
        let lost = (1.0 - self.supply.under_fire.value) * f64::from(fired_on_permille.min(1000)) / 1000.0;
        (capacity_kg as f64 * (1.0 - lost)) as u32
    }

    /// Most of a unit's full load that reaches it in some time, per mille.
    pub fn delivered_permille(&self, q: Delivery) -> u32 {
        if q.cut_off {
            return 0;
        }
        let share = q.seconds as f64 / (self.supply.load_h.value * 3600.0);
        let share = if q.under_fire { share * self.supply.under_fire.value } else { share };
        ((share * 1000.0 + 0.5) as u32).min(1000)
    }

    /// Weight of a man's food for a day, grams.
    pub fn ration_g(&self, side: Side) -> u32 {
        let r = &self.supply.ration;
        match side {
            Side::Soviet => r.soviet_g.value,
            Side::Japanese => r.japanese_g.value,
        }
    }

    /// Days of food that a unit has with it when it has all.
    pub fn carried_days(&self) -> u32 {
        self.supply.ration.carried_days.value
    }

    /// Seconds from one meal to the next.
    pub fn meal_seconds(&self) -> u32 {
        self.supply.ration.meal_h.value.max(1) * 3_600
    }

    /// Meals whose hour falls after one moment and not after another.
    pub fn meals(&self, from: Clock, to: Clock) -> u32 {
        let first_s = self.supply.ration.first_meal_h.value * 3_600;
        let so_far = |at: Clock| (at.0 + 86_400).saturating_sub(first_s) / self.meal_seconds();
        so_far(to).saturating_sub(so_far(from))
    }

    /// Hunger (seconds without food) after so many meals, of which so many grams of the wanted were eaten.
    pub fn hungry_after(&self, hungry_s: u32, meals: u32, wanted_g: u32, eaten_g: u32) -> u32 {
        let time = meals * self.meal_seconds();
        let missed = (u64::from(wanted_g.saturating_sub(eaten_g)) * u64::from(time)).checked_div(u64::from(wanted_g)).unwrap_or(0) as u32;
        let fed = time - missed;
        (hungry_s + missed).saturating_sub(fed * self.supply.ration.undone.value)
    }

    /// Share of a full load of rounds that a day of heavy fighting uses up; `guns`: of guns that are not in vehicles.
    pub fn heavy_rounds(&self, guns: bool) -> f64 {
        if guns { self.supply.heavy_day.guns.value } else { self.supply.heavy_day.others.value }
    }

    /// Share of a full load of fuel that such a day uses up.
    pub fn heavy_fuel(&self) -> f64 {
        self.supply.heavy_day.fuel.value
    }

    /// Days of heavy fighting that a depot keeps for those whom it feeds.
    pub fn reserve_days(&self) -> f64 {
        self.supply.reserve_days.value
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
        let left = [0, 333, 1000, 2000].map(|permille| rules.under_fire_kg(1_000, permille));
        assert_eq!(left, [1_000, 833, 500, 500], "one landing place of three costs a sixth");
    }

    #[test]
    fn men_eat_twice_a_day_however_long_the_turns() {
        let rules = Tables::shipped();
        let at = |hour: u32| Clock(hour * 3_600);
        assert_eq!((rules.meals(at(7), at(8)), rules.meals(at(8), at(9)), rules.meals(at(19), at(21))), (1, 0, 1));
        assert_eq!((rules.meals(at(9), at(19)), rules.meals(at(0), at(24)), rules.meals(at(20), at(20 + 48))), (0, 2, 4));
        let meal_s = rules.meal_seconds();
        // nothing eaten, a half, all
        assert_eq!([0, 500, 1000].map(|g| rules.hungry_after(0, 1, 1000, g)), [meal_s, 0, 0]);
        assert_eq!(rules.hungry_after(5 * meal_s, 1, 1000, 1000), 3 * meal_s);
        assert_eq!(rules.hungry_after(7, 1, 0, 0), 0, "nobody is there to be hungry");
    }

    #[test]
    fn of_a_load_that_is_too_large_food_goes_first() {
        let asked = Tonnage { ammunition_kg: 600, fuel_kg: 300, rations_kg: 100 };
        assert_eq!(asked.within(1_000), asked);
        assert_eq!(asked.within(550), Tonnage { ammunition_kg: 300, fuel_kg: 150, rations_kg: 100 });
        assert_eq!(asked.within(60), Tonnage { rations_kg: 60, ..Tonnage::default() });
        assert_eq!(asked.within(0), Tonnage::default());
        let all = asked.with(asked, u32::saturating_add);
        let there = Tonnage { ammunition_kg: 600, fuel_kg: 900, rations_kg: 0 };
        assert_eq!(asked.part_of(all, there), Tonnage { ammunition_kg: 300, fuel_kg: 300, rations_kg: 0 });
        assert_eq!(asked.part_of(all, Tonnage::ENDLESS), asked);
        assert_eq!(Tonnage::ENDLESS.kg(), u32::MAX);
    }

    #[test]
    fn carriers_bring_a_load_in_three_hours_half_of_it_under_fire_nothing_through_the_enemy() {
        let rules = Tables::shipped();
        let free = Delivery { cut_off: false, under_fire: false, seconds: 900 };
        assert_eq!(rules.delivered_permille(free), 83);
        assert_eq!(rules.delivered_permille(Delivery { under_fire: true, ..free }), 42);
        assert_eq!(rules.delivered_permille(Delivery { cut_off: true, ..free }), 0);
        assert_eq!(rules.delivered_permille(Delivery { seconds: 14_400, ..free }), 1000);
    }

    proptest! {
        #[test]
        fn time_never_hurts_and_fire_never_helps_a_delivery(seconds in 0u32..90_000, more in 0u32..9_000, cut_off: bool, under_fire: bool) {
            let rules = Tables::shipped();
            let q = Delivery { cut_off, under_fire, seconds };
            let of = |q| rules.delivered_permille(q);
            let (longer, quiet, open) =
                (of(Delivery { seconds: seconds + more, ..q }), of(Delivery { under_fire: false, ..q }), of(Delivery { cut_off: false, ..q }));
            prop_assert!(of(q) <= longer.min(quiet).min(open));
        }

        #[test]
        fn shares_fill_the_room_and_exceed_nothing(a in 0u32..90_000, f in 0u32..90_000, r in 0u32..90_000, kg in 0u32..300_000, more in 0u32..1_000) {
            let asked = Tonnage { ammunition_kg: a, fuel_kg: f, rations_kg: r };
            let got = asked.within(kg);
            prop_assert_eq!(got.kg(), asked.kg().min(kg));
            prop_assert_eq!(got.with(asked, u32::min), got);
            // more room never brings less of anything but for what rounding leaves
            let wider = asked.within(kg + more);
            prop_assert!(wider.kg() >= got.kg() && wider.with(got, |w, g| g.saturating_sub(w)).kg() <= 1);
        }

        /// What a link carries is never more than it can, nor than is asked for; more asked for never brings less, wetter ground
        /// never more.
        #[test]
        fn a_run_keeps_to_room_and_demand(
            all in 0u32..100_000, drier in 0u32..50_000, stores in 0u32..100_000, wait in 0u32..200_000,
            asked in prop::array::uniform3(0u32..90_000), more in prop::array::uniform3(0u32..9_000)
        ) {
            let rules = Tables::shipped();
            let tonnage = |[ammunition_kg, fuel_kg, rations_kg]: [u32; 3]| Tonnage { ammunition_kg, fuel_kg, rations_kg };
            let (asked, more) = (tonnage(asked), tonnage(more));
            let room = Room { all_kg: all, stores_kg: stores };
            let run = rules.run(room, wait, asked);
            prop_assert!(run.columns_kg + run.stores.kg() <= all && run.stores.kg() <= stores);
            prop_assert!(run.columns_kg <= wait);
            prop_assert_eq!(run.stores.with(asked, u32::min), run.stores);
            prop_assert!(rules.run(room, wait, asked.with(more, u32::saturating_add)).stores.kg() >= run.stores.kg());
            let dry = rules.run(Room { all_kg: all + drier, stores_kg: stores + drier }, wait, asked);
            prop_assert!(dry.stores.kg() >= run.stores.kg() && dry.columns_kg >= run.columns_kg.min(wait));
        }

        /// Parts of what is there are never more than that together.
        #[test]
        fn parts_do_not_exceed_what_is_there(a in 0u32..90_000, b in 0u32..90_000, there in 0u32..200_000) {
            let of = |kg| Tonnage { ammunition_kg: kg, ..Tonnage::default() };
            let part = |kg| of(kg).part_of(of(a + b), of(there)).kg();
            prop_assert!(part(a) + part(b) <= there.min(a + b) && part(a) <= a);
        }

        /// Half a day's meals in one turn or in two leave the same hunger.
        #[test]
        fn hunger_goes_by_the_meals_missed(hungry in 0u32..400_000, eaten in 0u32..1_000) {
            let rules = Tables::shipped();
            let after = rules.hungry_after(hungry, 1, 1_000, eaten);
            prop_assert!(after <= hungry + rules.meal_seconds());
            prop_assert!(after <= rules.hungry_after(hungry, 1, 1_000, eaten.saturating_sub(100)));
        }

        #[test]
        fn a_link_never_carries_more_than_it_can_and_a_queue_never_speeds_a_thing(
            capacity in 0u32..100_000, columns in 0u32..200_000, stores in 0u32..200_000, more in 0u32..50_000, fired_on in 0u16..1_000
        ) {
            let rules = Tables::shipped();
            let flow = rules.flow(capacity, columns, stores);
            prop_assert!(flow.columns_kg + flow.stores_kg <= capacity);
            prop_assert!(flow.columns_kg <= columns && flow.stores_kg <= stores);
            // it stands idle only if nothing waits
            prop_assert_eq!(flow.columns_kg + flow.stores_kg, capacity.min(columns + stores));
            prop_assert!(rules.flow(capacity, columns + more, stores).stores_kg <= flow.stores_kg);
            prop_assert!(rules.flow(capacity, columns, stores + more).columns_kg <= flow.columns_kg);
            let left = |fired_on| rules.under_fire_kg(capacity, fired_on);
            prop_assert!(left(0) == capacity && left(fired_on + 1) <= left(fired_on) && left(fired_on) <= capacity);
        }
    }
}
