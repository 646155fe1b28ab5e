//! What a unit or a hex sees, and how far the unit's direct fire goes; without either, what any unit of one's own sees.

use super::{Classes, Focus, Hatch, LegendRow};
use crate::hex::HexId;
use crate::picture::shape::Colour;
use crate::rules::MoraleState;
use crate::view::{Observation, OwnUnit, fire, seen, ways};

const FIRE: Colour = Colour::hex(0xd8742c).alpha(85);
const SEEN: Colour = Colour::hex(0xf6e27a).alpha(95);

pub(super) fn classes(view: &Observation, focus: &Focus) -> Classes {
    let unit = focus.unit.and_then(|u| view.unit(u)).filter(|u| u.hex.is_some());
    match (unit, focus.hex) {
        (Some(unit), _) => of_unit(view, unit),
        (None, Some(hex)) if view.ground.grid.contains(hex) => of_hex(view, hex),
        _ => of_all(view),
    }
}

fn of_unit(view: &Observation, unit: &OwnUnit) -> Classes {
    let rows = vec![LegendRow::new(FIRE, Hatch::Wide, "overlay-sight-fire"), LegendRow::new(SEEN, Hatch::None, "overlay-sight-unit")];
    let mut classes = Classes::new(view, rows);
    let shooter = fire::Shooter {
        cards: &view.cards,
        rules: &view.rules,
        card: ways::card_of(view, unit),
        unit,
        suppressed_permille: 0,
        up: u16::MAX,
    };
    let (men_m, armour_m) = fire::best_range_m(&shooter);
    let range_m = men_m.max(armour_m);
    let Some(from) = unit.hex else { return classes };
    for hex in view.ground.grid.hexes().filter(|h| seen::unit_sees(view, unit, *h)) {
        classes.set(hex, u8::from(view.ground.grid.range_m(from, hex) > range_m));
    }
    classes
}

fn of_hex(view: &Observation, from: HexId) -> Classes {
    let mut classes = Classes::new(view, vec![LegendRow::new(SEEN, Hatch::None, "overlay-sight-hex")]);
    let farthest = seen::farthest_m(&view.rules, view.lit, view.weather);
    for hex in view.ground.grid.hexes() {
        if view.ground.grid.metres(from, hex) <= farthest && seen::line_free(&view.ground, &view.clouds, view.turn_from, from, hex) {
            classes.set(hex, 0);
        }
    }
    classes
}

fn of_all(view: &Observation) -> Classes {
    let mut classes = Classes::new(view, vec![LegendRow::new(SEEN, Hatch::None, "overlay-sight-all")]);
    // those of one hex see alike but for what dust does to each one's own moment
    let mut watchers: Vec<&OwnUnit> = view.units.iter().filter(|u| u.active() && u.morale < MoraleState::Routed).collect();
    watchers.sort_by_key(|u| (u.hex, u.seconds));
    watchers.dedup_by_key(|u| (u.hex, if view.clouds.is_empty() { 0 } else { u.seconds }));
    // the same as `unit_sees`, with how far the eye goes reckoned once
    let farthest = seen::farthest_m(&view.rules, view.lit, view.weather);
    let ground = &view.ground;
    let sees = |u: &OwnUnit, hex: HexId| {
        u.hex.is_some_and(|from| {
            ground.grid.metres(from, hex) <= farthest && seen::line_free(ground, &view.clouds, view.clock_of(u), from, hex)
        })
    };
    for hex in ground.grid.hexes() {
        if watchers.iter().any(|u| sees(u, hex)) {
            classes.set(hex, 0);
        }
    }
    classes
}
