//! Warns of what is possible but hardly meant: cards too quick, too strong or too heavy in fire for what they are, arrivals
//! that find no room, objectives that nobody gets to, armour that no gun meets.
//!
//! The bands are wide on purpose: they hold every card of both armies of 1938 with room to spare, and catch a digit too many
//! or a profile copied from the next card.

use super::map::Bare;
use super::{Ctx, FileIx, Log, forces};
use crate::data::fault::Fault;
use crate::data::raw::at::Span;
use crate::data::raw::cards::{RawUnitCard, RawWeapon};
use crate::data::raw::scenario::RawScenario;
use crate::data::{Cards, Objective, PlannedMission, StartPlace, UnitCard, UnitKind, UnitSetup, UnitSize, WeaponCard, smoke_rounds};
use crate::hex::{Dir, Grid, HexId};
use crate::rules::{Clock, GroundState, Pace, ProfileId, RoadKind, Side, SideFeatures, Step, Tables, Terrain, UnitId, WeaponClass};

/// Weight of a round by the cube of its calibre, kg for each cubic millimetre: mortars lie at 0.8e-5, anti-tank guns with
/// their large charges at 4e-5.
const ROUND_KG_PER_MM3: (f64, f64) = (3e-6, 1.2e-4);

/// Mean rounds a minute in battle that weapons of a class have: a fifth to five times what the tables of the time give.
fn rate(class: WeaponClass) -> (&'static str, f64, f64) {
    use WeaponClass::*;
    match class {
        Rifle => ("the rate of fire of a rifle", 0.5, 15.0),
        Sniper => ("the rate of fire of a sniper", 0.05, 3.0),
        Lmg => ("the rate of fire of a light machine gun", 5.0, 150.0),
        Hmg => ("the rate of fire of a heavy machine gun", 10.0, 300.0),
        Discharger => ("the rate of fire of a discharger", 0.5, 20.0),
        Mortar => ("the rate of fire of a mortar", 0.5, 20.0),
        InfantryGun => ("the rate of fire of an infantry gun", 0.3, 15.0),
        AntiTank => ("the rate of fire of an anti-tank gun", 0.5, 20.0),
        TankGun => ("the rate of fire of a tank gun", 0.5, 15.0),
        FieldGun => ("the rate of fire of a field gun", 0.2, 12.0),
        Howitzer => ("the rate of fire of a howitzer", 0.1, 8.0),
        Flame => ("the rate of fire of a flamethrower", 0.2, 20.0),
        AntiAircraft => ("the rate of fire of an anti-aircraft weapon", 0.5, 1200.0),
    }
}

/// A weapon's weight of fire.
pub fn weapon(ctx: &mut Ctx<'_>, raw: &RawWeapon, card: &WeaponCard) {
    let (what, least, most) = rate(card.class);
    // What is out of all range is told as such.
    let own = raw.rounds_per_min.as_ref().filter(|own| own.value == card.rounds_per_min && !(least..=most).contains(&own.value));
    if let Some(own) = own {
        ctx.at(own.span(), Fault::Implausible { what, value: own.value, least, most });
    }
    let volume = f64::from(card.calibre_mm) * f64::from(card.calibre_mm) * f64::from(card.calibre_mm);
    let round = |kg: f64| (kg * 100.0).round() / 100.0;
    let (least, most) = (round(volume * ROUND_KG_PER_MM3.0), round(volume * ROUND_KG_PER_MM3.1));
    let value = raw.round_kg.value;
    let heavy = !card.small && card.class != WeaponClass::Flame && raw.calibre_mm.value == i64::from(card.calibre_mm);
    if heavy && value == card.round_kg && !(least..=most).contains(&value) {
        ctx.at(raw.round_kg.span(), Fault::Implausible { what: "the weight of a round in kg, by its calibre,", value, least, most });
    }
}

/// Most km/h on a road of units of a kind.
const fn kind_kmh(kind: UnitKind) -> f64 {
    match kind {
        UnitKind::Rifle | UnitKind::Border | UnitKind::Engineers | UnitKind::Headquarters => 8.0,
        UnitKind::Cavalry => 12.0,
        UnitKind::AntiTank | UnitKind::InfantryGun => 16.0,
        UnitKind::Artillery | UnitKind::AntiAircraft => 25.0,
        UnitKind::Tank | UnitKind::SelfPropelled | UnitKind::Train => 60.0,
    }
}

/// Least and most men of units of a size.
const fn strength(size: UnitSize) -> (i64, i64) {
    match size {
        UnitSize::Platoon => (2, 150),
        UnitSize::Company => (15, 400),
        UnitSize::Battalion => (60, 1500),
        UnitSize::Regiment => (150, 4500),
        UnitSize::Brigade => (150, 5000),
    }
}

/// Speed of a profile in column on a dry road over open ground (along the rails for what runs on them), km/h.
fn road_kmh(rules: &Tables, profile: ProfileId) -> Option<f64> {
    let on = |road| {
        let side = SideFeatures { road: Some(road), ..SideFeatures::default() };
        let step = Step { terrain: Terrain::Open, from: Terrain::Open, rise_m: 0, side, ground: GroundState::Dry };
        (rules.step_speed_dms(profile, Pace::March, &step) > 0).then(|| rules.step_seconds(profile, Pace::March, &step)).flatten()
    };
    // Steps are 300 m.
    on(RoadKind::Road).or_else(|| on(RoadKind::Rail)).map(|s| (10_800.0 / f64::from(s.max(1))).round() / 10.0)
}

/// A unit card's speed and strength for what it is.
pub fn card(ctx: &mut Ctx<'_>, raw: &RawUnitCard, card: &UnitCard, rules: Option<&Tables>, cards: &Cards) {
    if let Some(kmh) = rules.and_then(|r| road_kmh(r, card.profile)) {
        let drives = card.vehicles.iter().filter_map(|l| road_kmh(rules?, cards.vehicles.get(l.vehicle as usize)?.profile));
        let slowest = drives.reduce(f64::min);
        let (most, what) = slowest.map_or((kind_kmh(card.kind), "units of its kind"), |kmh| (kmh, "its slowest vehicles"));
        if kmh > most {
            ctx.at(raw.profile.span(), Fault::TooQuick { id: card.id.clone(), kmh, most, what });
        }
    }
    let (least, most) = strength(card.size);
    let men = raw.men.value;
    // Nobody and far too many are told as errors.
    if (1..=5000).contains(&men) && !(least..=most).contains(&men) && card.vehicles.is_empty() {
        ctx.at(raw.men.span(), Fault::StrangeStrength { id: card.id.clone(), men, least, most });
    }
}

/// What arrivals and ways are checked on.
pub struct Stage<'a> {
    /// the grid
    pub grid: &'a Grid,
    /// the ground
    pub bare: &'a Bare,
    /// the cards
    pub cards: &'a Cards,
    /// the rules
    pub rules: &'a Tables,
    /// the units
    pub units: &'a [UnitSetup],
}

impl Stage<'_> {
    /// Profiles that a unit goes by: its own and those of its vehicles.
    fn profiles(&self, unit: &UnitSetup) -> Vec<ProfileId> {
        let Some(card) = self.cards.units.get(unit.card as usize) else { return Vec::new() };
        let drives =
            card.vehicles.iter().zip(&unit.vehicles).filter(|(_, n)| **n > 0).map(|(l, _)| &self.cards.vehicles[l.vehicle as usize]);
        let mut all: Vec<ProfileId> = drives.map(|v| v.profile).chain([card.profile]).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Power at 500 m of the guns with which a side can fire at armour, on foot and on vehicles, mm; those off the map fire only missions.
    fn guns_mm(&self, side: Side) -> Vec<u8> {
        let there = self.units.iter().filter(|u| u.side == side && matches!(u.place, StartPlace::Hex(_)));
        let weapons = there.filter_map(|unit| Some((unit, self.cards.units.get(unit.card as usize)?))).flat_map(|(unit, card)| {
            let on_foot = card.weapons.iter().filter(|l| l.count > 0).map(|l| l.weapon);
            let crewed = card.vehicles.iter().zip(&unit.vehicles).filter(|(_, n)| **n > 0);
            on_foot.chain(crewed.filter_map(|(l, _)| self.cards.vehicles[l.vehicle as usize].gun))
        });
        let at_armour = |w: &&WeaponCard| !w.small && w.direct_range_m > 0 && w.penetration_mm > 0;
        weapons.map(|w| &self.cards.weapons[w as usize]).filter(at_armour).map(|w| w.penetration_mm).collect()
    }

    /// Whether a side has a vehicle of this card.
    fn drives(&self, side: Side, vehicle: usize) -> bool {
        self.units.iter().filter(|u| u.side == side).any(|unit| {
            let card = self.cards.units.get(unit.card as usize);
            let lines = card.into_iter().flat_map(|c| c.vehicles.iter().zip(&unit.vehicles));
            lines.into_iter().any(|(l, n)| *n > 0 && l.vehicle as usize == vehicle)
        })
    }

    /// Whether a profile gets over a side in dry weather, at any pace.
    fn passes(&self, profile: ProfileId, from: HexId, dir: Dir) -> Option<HexId> {
        let to = self.grid.neighbour(from, dir)?;
        let side = self.grid.side(from, dir).map_or_else(SideFeatures::default, |s| self.bare.sides[s.0 as usize]);
        let step = Step {
            terrain: self.bare.terrain[to.index()],
            from: self.bare.terrain[from.index()],
            rise_m: self.bare.elevation_m[to.index()] - self.bare.elevation_m[from.index()],
            side,
            ground: GroundState::Dry,
        };
        let can = |pace| self.rules.step_seconds(profile, pace, &step).is_some();
        [Pace::March, Pace::Deployed].into_iter().any(can).then_some(to)
    }

    /// Whether a profile gets into a hex from a neighbour.
    fn enters(&self, profile: ProfileId, hex: HexId) -> bool {
        let into = |dir: Dir| self.grid.neighbour(hex, dir).and_then(|from| self.passes(profile, from, dir.opposite())).is_some();
        Dir::ALL.into_iter().any(into)
    }

    /// Hexes that a side comes to from where its units stand or arrive, by hex.
    fn reached_by(&self, side: Side) -> Vec<bool> {
        let mut starts: Vec<(ProfileId, Vec<HexId>)> = Vec::new();
        for unit in self.units.iter().filter(|u| u.side == side) {
            let StartPlace::Hex(hex) = unit.place else { continue };
            for profile in self.profiles(unit) {
                match starts.iter_mut().find(|(p, _)| *p == profile) {
                    Some((_, hexes)) => hexes.push(hex),
                    None => starts.push((profile, vec![hex])),
                }
            }
        }
        let mut all = vec![false; self.grid.len()];
        for (profile, hexes) in starts {
            all.iter_mut().zip(self.reached(profile, &hexes)).for_each(|(all, reached)| *all |= reached);
        }
        all
    }

    /// Hexes that a profile comes to from some hexes, by hex.
    fn reached(&self, profile: ProfileId, from: &[HexId]) -> Vec<bool> {
        let mut reached = vec![false; self.grid.len()];
        let mut open = from.to_vec();
        while let Some(hex) = open.pop() {
            if !std::mem::replace(&mut reached[hex.index()], true) {
                open.extend(Dir::ALL.into_iter().filter_map(|dir| self.passes(profile, hex, dir)).filter(|to| !reached[to.index()]));
            }
        }
        reached
    }
}

/// Objectives that nobody of the side that must take them gets to.
pub fn objectives(ctx: &mut Ctx<'_>, raw: &RawScenario, stage: &Stage<'_>, objectives: &[Objective]) {
    let reached = [Side::Soviet, Side::Japanese].map(|side| stage.reached_by(side));
    for (o, raw) in objectives.iter().zip(&raw.objectives) {
        let side = o.holder.enemy();
        if !reached[usize::from(side == Side::Japanese)][o.hex.index()] {
            ctx.at(raw.hex.span(), Fault::ObjectiveOutOfReach { id: o.id.clone(), side: side.id() });
        }
    }
}

/// Armour that no gun of the other side passes, however near. `spans` say where each vehicle card has its armour.
pub fn armour(log: &mut Log, stage: &Stage<'_>, spans: &[(FileIx, Span)]) {
    let nearest_m = stage.grid.range_m(HexId(0), HexId(0)) as u16;
    for side in Side::BOTH {
        let guns = stage.guns_mm(side);
        for (n, (vehicle, (file, span))) in stage.cards.vehicles.iter().zip(spans).enumerate() {
            let met = |gun: &u8| stage.rules.perforation(*gun, vehicle.armour_mm, nearest_m) > 0.0;
            if vehicle.armour_mm > 0 && stage.drives(side.enemy(), n) && !guns.iter().any(met) {
                let (id, armour_mm) = (vehicle.id.clone(), i64::from(vehicle.armour_mm));
                log.at(*file, *span, Fault::ArmourUnmet { id, armour_mm, side: side.id() });
            }
        }
    }
}

/// Smoke that a battery has no shells for: in all, since they are not brought up anew.
pub fn smoke(ctx: &mut Ctx<'_>, raw: &RawScenario, stage: &Stage<'_>, plan: &[PlannedMission]) {
    let mut told: Vec<UnitId> = Vec::new();
    for mission in plan.iter().filter(|m| m.smoke) {
        let setup = &stage.units[mission.battery.index()];
        if told.contains(&mission.battery) {
            continue;
        }
        told.push(mission.battery);
        let asked: i64 = plan.iter().filter(|m| m.smoke && m.battery == mission.battery).map(|m| i64::from(m.rounds)).sum();
        let there = i64::from(smoke_rounds(stage.cards, stage.rules, setup));
        let first = raw.fire_plan.iter().find(|m| m.smoke && m.battery.value == setup.id);
        if let (true, Some(first)) = (asked > there, first) {
            ctx.at(first.rounds.span(), Fault::SmokeShort { id: setup.id.clone(), rounds: asked, there });
        }
    }
}

/// Arrivals where the unit cannot go, on the enemy, or more at once than a hex holds. `spans` are those of the units' ids.
pub fn arrivals(ctx: &mut Ctx<'_>, stage: &Stage<'_>, spans: &[Span]) {
    let (men, vehicles, guns) = stage.rules.stacking();
    let limits = [("men", i64::from(men)), ("vehicles", i64::from(vehicles)), ("guns", i64::from(guns))];
    let mut full: Vec<(HexId, Clock)> = Vec::new();
    for (n, unit) in stage.units.iter().enumerate() {
        let (StartPlace::Hex(hex), Some(at)) = (unit.place, unit.arrives) else { continue };
        if stage.bare.terrain[hex.index()].is_water() {
            continue;
        }
        let name = || stage.grid.name(hex);
        if stage.grid.len() > 1 && !stage.profiles(unit).into_iter().all(|profile| stage.enters(profile, hex)) {
            ctx.at(spans[n], Fault::ArrivalImpassable { id: unit.id.clone(), hex: name() });
        }
        let stands = |u: &&UnitSetup| u.arrives.is_none() && u.place == unit.place;
        if let Some(enemy) = stage.units.iter().filter(stands).find(|u| u.side != unit.side) {
            ctx.at(spans[n], Fault::ArrivalOnEnemy { id: unit.id.clone(), hex: name(), other: enemy.id.clone() });
        }
        // Who comes over a link queues there and does not come all at once.
        let together = |u: &&UnitSetup| u.arrives == Some(at) && u.place == unit.place && u.over.is_none();
        if unit.over.is_some() || full.contains(&(hex, at)) {
            continue;
        }
        full.push((hex, at));
        let loads = stage.units.iter().filter(together).map(forces::load);
        let sums = loads.fold([0; 3], |a, b| [a[0] + b[0], a[1] + b[1], a[2] + b[2]]);
        if let Some((found, (what, limit))) = sums.into_iter().zip(limits).find(|(found, (_, limit))| found > limit) {
            ctx.at(spans[n], Fault::ArrivalFull { id: unit.id.clone(), hex: name(), at, what, found, limit });
        }
    }
}
