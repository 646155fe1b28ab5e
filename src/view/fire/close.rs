//! What two sides bring into close combat, and the ground between them.

use super::{Contact, Mark, OwnUnit, on_foot};
use crate::data::{Cards, Ground, UnitCard};
use crate::hex::HexId;
use crate::rules::{Assault, CloseForce, Light, Posture, Question, WeaponClass};
use crate::view::VehicleLine;
use crate::view::changes::Changes;

/// What a unit brings into close combat: its men not suppressed, and its running tanks.
pub fn close_force(cards: &Cards, card: &UnitCard, unit: &OwnUnit, light: Light, suppressed_permille: u16) -> CloseForce {
    let awake = 1000 - suppressed_permille.min(1000) as u32;
    let (tanks, flame_tanks) = tanks(cards, &unit.vehicles);
    // Without oil it is a tank with a machine gun.
    let flame_tanks = if unit.stores.shells > 0 { flame_tanks } else { 0 };
    CloseForce { men: (on_foot(cards, unit) as u32 * awake / 1000) as u16, quality_permille: quality(card, light), tanks, flame_tanks }
}

/// What a contact is believed to bring: the middle of its ranges, its card's quality if it is known, else the table's.
pub fn believed_force(cards: &Cards, contact: &Contact, mark: &Mark, light: Light) -> CloseForce {
    let card = contact.card.and_then(|i| cards.units.get(i as usize));
    let awake = 1000 - contact.suppressed_permille.min(1000) as u32;
    let (tanks, flame_tanks) = if mark.stranded_only { (0, 0) } else { tanks(cards, &mark.vehicles) };
    CloseForce {
        men: (mark.men as u32 * awake / 1000) as u16,
        quality_permille: card.map_or(1000, |k| quality(k, light)),
        tanks,
        flame_tanks,
    }
}

fn quality(card: &UnitCard, light: Light) -> u16 {
    if matches!(light, Light::Moon | Light::Dark) { card.quality.close_night_permille } else { card.quality.close_permille }
}

fn tanks(cards: &Cards, lines: &[VehicleLine]) -> (u8, u8) {
    let (mut all, mut flame) = (0u8, 0u8);
    for l in lines {
        let Some(v) = cards.vehicles.get(l.vehicle as usize) else { continue };
        all = all.saturating_add(l.running);
        if v.gun.and_then(|g| cards.weapons.get(g as usize)).is_some_and(|w| w.class == WeaponClass::Flame) {
            flame = flame.saturating_add(l.running);
        }
    }
    (all, flame)
}

/// Two forces as one; quality is weighted by men.
pub fn joined_force(a: CloseForce, b: CloseForce) -> CloseForce {
    let men = a.men.saturating_add(b.men);
    let weight = (a.men as u32 + b.men as u32).max(1);
    let quality_permille = if a.men == 0 && b.men == 0 {
        a.quality_permille.max(b.quality_permille)
    } else {
        ((a.men as u32 * a.quality_permille as u32 + b.men as u32 * b.quality_permille as u32) / weight) as u16
    };
    CloseForce { men, quality_permille, tanks: a.tanks.saturating_add(b.tanks), flame_tanks: a.flame_tanks.saturating_add(b.flame_tanks) }
}

/// The ground of an assault and the sides' ratios.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AssaultGround {
    /// climb, metres
    pub rise_m: i16,
    /// uncut wire on the side crossed
    pub wire: bool,
    /// the hex that the assault starts from is not next to the goal
    pub adjacent: bool,
}

/// What lies between the leader's hex and the hex assaulted.
pub fn assault_ground(ground: &Ground, changes: &Changes, from: HexId, to: HexId) -> AssaultGround {
    match ground.grid.dir_to(from, to) {
        Some(dir) => AssaultGround { rise_m: ground.rise_m(from, to), wire: changes.side(ground, from, dir).wire, adjacent: true },
        None => AssaultGround { rise_m: 0, wire: false, adjacent: false },
    }
}

/// The question of a close combat. `killed_percent` is the attacker's and the defender's ratio, `prisoners_percent` the
/// defender's.
pub fn assault(
    attacker: CloseForce,
    defender: CloseForce,
    posture: Posture,
    at: AssaultGround,
    light: Light,
    killed_percent: (u8, u8),
    prisoners_percent: u8,
) -> Question {
    Question::Assault(Assault {
        attacker,
        defender,
        caught: 0,
        posture,
        rise_m: at.rise_m,
        wire: at.wire,
        light,
        killed_percent,
        prisoners_percent,
    })
}
