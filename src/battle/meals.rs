//! Meals: by the clock men eat of what their unit has with it; who has nothing goes hungry.
//!
//! What belongs here: what is eaten and who says that he hungers. What never does: how food comes up (`supply.rs`), what hunger does
//! to men (`rules`, read by `endurance.rs`).

use super::field::Field;
use crate::rules::UnitId;
use crate::view::What;

/// Whoever is there eats at the hours of meals.
pub(super) fn eat(mut f: Field) {
    let scenario = f.scenario();
    let meals = scenario.rules.meals(f.now.from, f.now.end());
    if meals == 0 || f.tally.ended {
        return;
    }
    for n in 0..scenario.units.len() {
        let id = UnitId(n as u16);
        if f.own(id).arrived && !f.own(id).destroyed {
            f.eat(id, meals);
        }
    }
}

impl Field<'_, '_> {
    /// A unit eats so many meals, as far as it has food.
    fn eat(&mut self, id: UnitId, meals: u32) {
        let (rules, side, at) = (self.rules(), self.side_of(id), self.now.end());
        let day_g = u64::from(self.own(id).men) * u64::from(rules.ration_g(side));
        let wanted = (day_g * u64::from(meals) * u64::from(rules.meal_seconds()) / 86_400) as u32;
        let mut unit = self.unit_mut(id);
        let eaten = wanted.min(unit.holdings.stores.rations_g);
        unit.holdings.stores.rations_g -= eaten;
        unit.lasting.hungry_s = rules.hungry_after(unit.lasting.hungry_s, meals, wanted, eaten);
        let missed = eaten < wanted;
        let says = missed && !unit.holdings.hungry;
        unit.holdings.hungry = missed;
        self.sync(id);
        if eaten > 0 {
            self.tell(at, What::Ate { unit: id, rations_g: eaten });
        }
        if says {
            self.tell(at, What::Hungry { unit: id });
        }
    }
}
