//! What two sides bring into close combat, and the ground between them.

use super::{Contact, Mark, OwnUnit, on_foot};
use crate::data::{Cards, Ground, UnitCard, WeaponCard};
use crate::hex::HexId;
use crate::rules::{Assault, CloseAttack, CloseForce, Light, Posture, Question, Tables, WeaponClass, Wearies};
use crate::view::VehicleLine;
use crate::view::changes::Changes;

/// What a unit brings into close combat: its men not suppressed and their quality, less as they are tired; and its running tanks.
pub fn close_force(cards: &Cards, rules: &Tables, card: &UnitCard, unit: &OwnUnit, light: Light, suppressed_permille: u16) -> CloseForce {
    let awake = 1000 - suppressed_permille.min(1000) as u32;
    let (tanks, flame_tanks) = tanks(cards, &unit.vehicles, unit.stores.shells > 0);
    let fresh = rules.tired_permille(unit.fatigue_permille, Wearies::Close);
    CloseForce {
        men: (on_foot(cards, unit) as u32 * awake / 1000) as u16,
        quality_permille: (u32::from(quality(card, light)) * fresh / 1000) as u16,
        grenades_permille: if unit.grenades > 0 { 1000 } else { 0 },
        tanks,
        flame_tanks,
    }
}

/// What a contact is believed to bring: the middle of its ranges, its card's quality and grenades if it is known, else the table's and none.
pub fn believed_force(cards: &Cards, contact: &Contact, mark: &Mark, light: Light) -> CloseForce {
    let card = contact.card.and_then(|i| cards.units.get(i as usize));
    let awake = 1000 - contact.suppressed_permille.min(1000) as u32;
    let (tanks, flame_tanks) = if contact.stranded { (0, 0) } else { tanks(cards, &mark.vehicles, true) };
    CloseForce {
        // Crews of stuck vehicles keep to them.
        men: if contact.stranded { 0 } else { (mark.men as u32 * awake / 1000) as u16 },
        quality_permille: card.map_or(1000, |k| quality(k, light)),
        grenades_permille: if card.is_some_and(|k| k.grenades > 0) { 1000 } else { 0 },
        tanks,
        flame_tanks,
    }
}

fn quality(card: &UnitCard, light: Light) -> u16 {
    if matches!(light, Light::Moon | Light::Dark) { card.quality.close_night_permille } else { card.quality.close_permille }
}

/// Running tanks, and of them flamethrowers; these are tanks like others when nothing is left in their bottles.
fn tanks(cards: &Cards, lines: &[VehicleLine], filled: bool) -> (u8, u8) {
    let (mut all, mut flame) = (0u8, 0u8);
    for l in lines {
        all = all.saturating_add(l.running);
        if filled && throws_flames(cards, l.vehicle) {
            flame = flame.saturating_add(l.running);
        }
    }
    (all, flame)
}

/// Whether a kind of vehicle has a flamethrower.
fn throws_flames(cards: &Cards, vehicle: u16) -> bool {
    flamethrower(cards, vehicle).is_some()
}

/// The flamethrower of a kind of vehicle.
pub fn flamethrower(cards: &Cards, vehicle: u16) -> Option<&WeaponCard> {
    let gun = cards.vehicles.get(vehicle as usize)?.gun?;
    cards.weapons.get(gun as usize).filter(|w| w.class == WeaponClass::Flame)
}

/// Two forces as one; quality and grenades are weighted by men.
pub fn joined_force(a: CloseForce, b: CloseForce) -> CloseForce {
    let men = a.men.saturating_add(b.men);
    let weight = (a.men as u32 + b.men as u32).max(1);
    let joined = |x: u16, y: u16| match (a.men, b.men) {
        (0, 0) => x.max(y),
        _ => ((a.men as u32 * x as u32 + b.men as u32 * y as u32) / weight) as u16,
    };
    CloseForce {
        men,
        quality_permille: joined(a.quality_permille, b.quality_permille),
        grenades_permille: joined(a.grenades_permille, b.grenades_permille),
        tanks: a.tanks.saturating_add(b.tanks),
        flame_tanks: a.flame_tanks.saturating_add(b.flame_tanks),
    }
}

/// One of those who go in together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comer {
    /// from where
    pub from: HexId,
    /// men on foot
    pub men: u16,
    /// running tanks
    pub tanks: u16,
    /// its tanks crush wire
    pub tracked: bool,
}

/// A unit as one of those who go in; `None` off the map.
pub fn comer(cards: &Cards, rules: &Tables, unit: &OwnUnit) -> Option<Comer> {
    let tracks = |l: &VehicleLine| l.running > 0 && cards.vehicles.get(l.vehicle as usize).is_some_and(|v| rules.bogs(v.profile));
    Some(Comer {
        from: unit.hex?,
        men: on_foot(cards, unit),
        tanks: unit.running().min(u16::MAX as u32) as u16,
        tracked: unit.vehicles.iter().any(tracks),
    })
}

/// What lies between those who come and the hex they go for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AssaultGround {
    /// climb, metres: the mean of those who come
    pub rise_m: i16,
    /// most of them meet uncut wire
    pub wire: bool,
}

/// Whether men meet wire on the side they cross: tanks that go over it with them crush it.
fn wired(ground: &Ground, changes: &Changes, comers: &[Comer], from: HexId, to: HexId) -> bool {
    ground.grid.dir_to(from, to).is_some_and(|dir| changes.side(ground, from, dir).wire)
        && !comers.iter().any(|c| c.tracked && c.from == from)
}

/// What lies between those who go in together and the hex; nothing for those who are in it already.
pub fn rush_ground(ground: &Ground, changes: &Changes, comers: &[Comer], to: HexId) -> AssaultGround {
    let (mut men, mut rise, mut caught) = (0i64, 0i64, 0i64);
    for c in comers {
        let weight = c.men.max(1) as i64;
        men += weight;
        if c.from != to {
            rise += weight * ground.rise_m(c.from, to) as i64;
        }
        if wired(ground, changes, comers, c.from, to) {
            caught += weight;
        }
    }
    AssaultGround { rise_m: (rise / men.max(1)) as i16, wire: caught * 2 > men }
}

/// Seconds that an assault takes one of those who go in together.
pub fn rush_seconds(rules: &Tables, ground: &Ground, changes: &Changes, comers: &[Comer], one: &Comer, to: HexId) -> u32 {
    let rise_m = if one.from == to { 0 } else { ground.rise_m(one.from, to) };
    rules.assault_seconds(rise_m, wired(ground, changes, comers, one.from, to), one.tanks > 0 && one.men == 0)
}

/// How many of so many men are dug in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dug {
    men: u32,
    trench: u32,
    scrape: u32,
}

impl Dug {
    /// Count men in a posture.
    pub fn add(&mut self, men: u16, posture: Posture) {
        let men = u32::from(men);
        self.men += men;
        match posture {
            Posture::Trench => self.trench += men,
            Posture::Scrape | Posture::Reversed => self.scrape += men,
            Posture::Upright | Posture::Prone => {}
        }
    }
    /// Share of all men who are in trenches, per mille.
    pub fn trench_permille(&self) -> u16 {
        self.permille(self.trench)
    }
    fn permille(&self, of: u32) -> u16 {
        (of * 1000 / self.men.max(1)) as u16
    }
}

/// What is asked of a close combat beside the forces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// how far the defender is dug in
    pub dug: Dug,
    /// the ground
    pub at: AssaultGround,
    /// how far the rush comes unseen, per mille
    pub surprise_permille: u16,
    /// light
    pub light: Light,
    /// men killed of 100 lost, attacker and defender
    pub killed_percent: (u8, u8),
    /// the defender's share of prisoners, per cent
    pub prisoners_percent: u8,
}

/// The question of a close combat.
pub fn assault(attacker: CloseForce, defender: CloseForce, m: &Meeting) -> Question {
    Question::Assault(Assault {
        attacker,
        defender,
        caught: 0,
        trench_permille: m.dug.trench_permille(),
        scrape_permille: m.dug.permille(m.dug.scrape),
        rise_m: m.at.rise_m,
        wire: m.at.wire,
        surprise_permille: m.surprise_permille,
        light: m.light,
        killed_percent: m.killed_percent,
        prisoners_percent: m.prisoners_percent,
    })
}

/// The question of men who go for stuck vehicles of one kind with nobody about them but their crews, or `escort` men.
pub fn on_stranded(
    hunters: &CloseForce,
    cards: &Cards,
    card: &UnitCard,
    vehicle: u16,
    count: u8,
    escort: u16,
    light: Light,
) -> CloseAttack {
    CloseAttack {
        men: hunters.men,
        grenades_permille: hunters.grenades_permille,
        dug_in_permille: 0,
        vehicles: count,
        stuck: true,
        escort,
        light,
        crew: cards.vehicles.get(vehicle as usize).map_or(super::CREW_UNKNOWN as u8, |v| v.crew),
        killed_percent: card.killed_percent,
        prisoners_percent: card.prisoners_percent,
    }
}
