//! Where known enemies can fire: by range of what they are taken for, over ground they can see, in this light.

use super::{Classes, Hatch, LegendRow};
use crate::data::{UnitCard, UnitKind};
use crate::picture::shape::Colour;
use crate::view::{Contact, ContactKind, Observation, seen};

const ONE: Colour = Colour::hex(0xf2c14e).alpha(75);
const FEW: Colour = Colour::hex(0xe07b39).alpha(80);
const MANY: Colour = Colour::hex(0xb22222).alpha(80);

/// Farthest direct fire of a unit of some card, metres.
fn card_range_m(view: &Observation, card: &UnitCard) -> u32 {
    let weapon = |i: u16| view.cards.weapons.get(usize::from(i)).map_or(0, |w| w.direct_range_m);
    let on_foot = card.weapons.iter().map(|l| weapon(l.weapon));
    let in_vehicles = card.vehicles.iter().filter_map(|l| view.cards.vehicles.get(usize::from(l.vehicle))?.gun).map(weapon);
    on_foot.chain(in_vehicles).max().unwrap_or(0)
}

/// Farthest direct fire of a contact as believed: by its card, else by the first card of its side that fits.
pub(super) fn range_m(view: &Observation, c: &Contact) -> u32 {
    let enemy = view.side.enemy();
    let like: &[UnitKind] = match c.kind {
        ContactKind::Unknown | ContactKind::Men => &[UnitKind::Rifle, UnitKind::Border, UnitKind::Cavalry],
        ContactKind::Vehicles => &[UnitKind::Tank, UnitKind::SelfPropelled, UnitKind::Train],
        ContactKind::Guns => &[UnitKind::AntiTank, UnitKind::InfantryGun, UnitKind::Artillery],
    };
    let known = c.card.and_then(|i| view.cards.units.get(usize::from(i)));
    let guess = || like.iter().find_map(|k| view.cards.units.iter().find(|u| u.side == enemy && u.kind == *k));
    known.or_else(guess).map_or(0, |card| card_range_m(view, card))
}

pub(super) fn classes(view: &Observation) -> Classes {
    let rows = vec![
        LegendRow::new(ONE, Hatch::None, "overlay-threat-one"),
        LegendRow::new(FEW, Hatch::Wide, "overlay-threat-few"),
        LegendRow::new(MANY, Hatch::Cross, "overlay-threat-many"),
    ];
    let mut classes = Classes::new(view, rows);
    let mut bearing = vec![0u8; view.ground.grid.len()];
    let farthest = seen::farthest_m(&view.rules, view.lit, view.weather);
    for c in &view.contacts {
        let range = range_m(view, c).min(farthest);
        let steps = range / crate::hex::HEX_M;
        for hex in view.ground.grid.within(c.hex, steps) {
            // dust settles: where it hangs now is no safety
            if view.ground.sight.sees(c.hex, hex)
                && let Some(n) = bearing.get_mut(hex.index())
            {
                *n = n.saturating_add(1);
            }
        }
    }
    // nobody stands on water
    for hex in view.ground.grid.hexes().filter(|h| !view.ground.terrain[h.index()].is_water()) {
        match bearing[hex.index()] {
            0 => {}
            1 => classes.set(hex, 0),
            2..=3 => classes.set(hex, 1),
            _ => classes.set(hex, 2),
        }
    }
    classes
}
