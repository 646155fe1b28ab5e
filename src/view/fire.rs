//! Questions built from plain values: who fires what at whom. The check builds them from what a side believes, the
//! battle from what is; both use these functions, so that odds shown and odds cast differ only in what is known.
//!
//! What belongs here: weapons, stores and ranges turned into a [`Question`]. What never does: who sees whom, dice.
//! Nothing here allocates.

use super::{Contact, ContactKind, MAX_LINES, OwnUnit, SeenStranded, VehicleLine};
use crate::data::{Cards, Ground, UnitCard, WeaponCard};
use crate::hex::{Dir, Front, HexId};
use crate::rules::{Barrage, Certainty, Cover, GroundStates, GunHunt, MenUnderFire, Posture, Question, Shot, Tables, Terrain, Wearies};
use arrayvec::ArrayVec;

mod armour;
mod close;
mod drive;
mod engage;
mod strike;
#[cfg(test)]
mod tests;
pub use armour::{Aimed, GunFire, gun_fire};
pub use close::{
    AssaultGround, Comer, Dug, Meeting, assault, believed_force, close_force, comer, flamethrower, joined_force, on_stranded, rush_ground,
    rush_seconds,
};
pub use drive::{Leg, bog, breakdown, step};
pub use engage::{Engaged, engage, engage_each, engage_opening};
pub use strike::{Load, strike};

/// Men killed of 100 hit where the target's card is not known: between the two sides' ratios of the record (1 : 3.5 and 1 : 1.7).
pub const KILLED_PERCENT_UNKNOWN: u8 = 28;
/// Crew taken for a vehicle whose card is not known.
const CREW_UNKNOWN: u16 = 3;

/// A target as its enemy's fire meets it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// men outside vehicles who can be seen and hit
    pub men: u16,
    /// men below the crest, whom shells and bombs alone may reach
    pub below: u16,
    /// guns in action
    pub guns: u8,
    /// vehicles by line
    pub vehicles: ArrayVec<VehicleLine, MAX_LINES>,
    /// how the men hold themselves
    pub posture: Posture,
    /// what the ground gives
    pub cover: Cover,
    /// what shells burst in
    pub terrain: Terrain,
    /// how well it is known to those who fire
    pub certainty: Certainty,
    /// men killed of 100 hit
    pub killed_percent: u8,
    /// speed, metres per second × 10; 0 halted
    pub speed_dms: u16,
    /// only stuck vehicles are there to be hit
    pub stranded_only: bool,
    /// of the men, those who go behind tanks, per mille
    pub behind_tanks_permille: u16,
    /// its guns are out of sight, but those who fire know where they stand: they were seen there
    pub placed: bool,
    /// where its vehicles face; `None`: not known
    pub front: Option<Front>,
}

impl Mark {
    /// A contact as believed: the middle of its ranges. A remembered contact is only suspected where it was. Vehicles
    /// of an unknown card are taken for the first kind that any card carries.
    pub fn of_contact(cards: &Cards, ground: &Ground, c: &Contact) -> Mark {
        let card = c.card.and_then(|i| cards.units.get(i as usize));
        let men = u16::midpoint(c.men.0, c.men.1);
        let running = u8::midpoint(c.vehicles.0, c.vehicles.1);
        let mut vehicles = ArrayVec::new();
        if running > 0 {
            spread(cards, card, running, &mut vehicles);
        }
        Mark {
            // Where all its vehicles are stuck, what is seen of its men is their crews, and the vehicles are marks of their own.
            men: if c.stranded { 0 } else { men.saturating_sub(crews(cards, &vehicles)) },
            below: 0,
            guns: c.guns,
            vehicles,
            posture: c.posture,
            cover: ground.terrain[c.hex.index()].cover(),
            terrain: ground.terrain[c.hex.index()],
            certainty: if c.current { c.certainty } else { Certainty::Suspected },
            killed_percent: card.map_or(KILLED_PERCENT_UNKNOWN, |k| k.killed_percent),
            speed_dms: 0,
            stranded_only: false,
            behind_tanks_permille: 0,
            placed: placed(c),
            front: c.front.map(|dir| ground.grid.front(c.hex, dir)),
        }
    }
    /// A unit as it is, standing in (or entering) `hex`; `certainty` is how well those who fire know it. Its stuck
    /// vehicles are left out of account unless none runs: they stand elsewhere, and are marks of their own.
    pub fn of_unit(
        cards: &Cards,
        ground: &Ground,
        card: &UnitCard,
        unit: &OwnUnit,
        hex: HexId,
        certainty: Certainty,
        speed_dms: u16,
    ) -> Mark {
        let vehicles: ArrayVec<VehicleLine, MAX_LINES> = unit.vehicles.iter().map(|l| VehicleLine { stranded: 0, ..*l }).collect();
        Mark {
            men: on_foot(cards, unit),
            below: 0,
            guns: unit.guns,
            vehicles,
            posture: unit.posture,
            cover: ground.terrain[hex.index()].cover(),
            terrain: ground.terrain[hex.index()],
            certainty,
            killed_percent: card.killed_percent,
            speed_dms,
            stranded_only: false,
            behind_tanks_permille: 0,
            placed: false,
            front: unit.front.map(|dir| ground.grid.front(hex, dir)),
        }
    }
    /// Stuck vehicles of an enemy as they were seen.
    pub fn of_seen_stranded(cards: &Cards, ground: &Ground, seen: &SeenStranded) -> Option<Mark> {
        let card = cards.units.get(seen.card as usize)?;
        Some(Mark::of_stranded(ground, card, (seen.vehicle, seen.count), seen.hex, seen.front, Certainty::Seen))
    }
    /// So many stuck vehicles of one kind in a hex, facing there.
    pub fn of_stranded(
        ground: &Ground,
        card: &UnitCard,
        (vehicle, count): (u16, u8),
        hex: HexId,
        front: Option<Dir>,
        certainty: Certainty,
    ) -> Mark {
        let mut vehicles = ArrayVec::new();
        vehicles.push(VehicleLine { vehicle, stranded: count, ..VehicleLine::default() });
        Mark {
            men: 0,
            below: 0,
            guns: 0,
            vehicles,
            posture: Posture::Upright,
            cover: ground.terrain[hex.index()].cover(),
            terrain: ground.terrain[hex.index()],
            certainty,
            killed_percent: card.killed_percent,
            speed_dms: 0,
            stranded_only: true,
            behind_tanks_permille: 0,
            placed: false,
            front: front.map(|dir| ground.grid.front(hex, dir)),
        }
    }
    /// Whether nobody and nothing is there to be hit.
    pub fn is_empty(&self) -> bool {
        self.men == 0 && self.below == 0 && self.guns == 0 && self.targets() == 0
    }
    /// Vehicles there to be hit.
    pub fn targets(&self) -> u32 {
        self.vehicles.iter().map(|l| self.of_line(l) as u32).sum()
    }
    /// Men in one vehicle of its first line; 0 if it has none.
    pub fn crew(&self, cards: &Cards) -> u8 {
        self.vehicles.first().and_then(|l| cards.vehicles.get(l.vehicle as usize)).map_or(0, |v| v.crew)
    }
    fn of_line(&self, line: &VehicleLine) -> u8 {
        if self.stranded_only { line.stranded } else { line.running }
    }
}

/// Whether guns are out of sight and it is known where they stand: a gun in its pit is where it was seen, for a time.
pub fn placed(c: &Contact) -> bool {
    !c.current && c.guns > 0 && c.certainty >= Certainty::Seen
}

/// Share out believed vehicles over the lines of a card, or over the first kind known.
fn spread(cards: &Cards, card: Option<&UnitCard>, running: u8, out: &mut ArrayVec<VehicleLine, MAX_LINES>) {
    let mut push = |vehicle: u16, n: u8| {
        if n > 0 && !out.is_full() {
            out.push(VehicleLine { vehicle, running: n, ..VehicleLine::default() });
        }
    };
    match card.filter(|k| !k.vehicles.is_empty()) {
        Some(k) => {
            let full: u32 = k.vehicles.iter().map(|v| v.count as u32).sum::<u32>().max(1);
            // Shares are taken of the running sum, so that the lines add up to what is believed.
            let (mut before, mut given) = (0u32, 0u32);
            for v in &k.vehicles {
                before += v.count as u32;
                let upto = running as u32 * before / full;
                push(v.vehicle, (upto - given) as u8);
                given = upto;
            }
        }
        None => {
            let generic = cards.units.iter().find_map(|k| k.vehicles.first()).map(|v| v.vehicle);
            if let Some(v) = generic.or(if cards.vehicles.is_empty() { None } else { Some(0) }) {
                push(v, running);
            }
        }
    }
}

fn crews(cards: &Cards, lines: &[VehicleLine]) -> u16 {
    lines.iter().fold(0u16, |sum, l| {
        let crew = cards.vehicles.get(l.vehicle as usize).map_or(CREW_UNKNOWN, |v| v.crew as u16);
        sum.saturating_add(crew * (l.running as u16 + l.stranded as u16))
    })
}

/// Share of a unit's men, per mille, who are outside its running vehicles. Crews of stuck ones stand elsewhere and are not
/// reckoned with.
pub fn outside_permille(cards: &Cards, unit: &OwnUnit) -> u16 {
    let foot = on_foot(cards, unit) as u32;
    let crew = |l: &VehicleLine| cards.vehicles.get(l.vehicle as usize).map_or(CREW_UNKNOWN, |v| v.crew as u16);
    let driving: u32 = unit.vehicles.iter().map(|l| crew(l) as u32 * l.running as u32).sum();
    (foot * 1000).checked_div(foot + driving).map_or(1000, |p| p as u16)
}

/// Men of a unit outside its running and stranded vehicles.
pub fn on_foot(cards: &Cards, unit: &OwnUnit) -> u16 {
    unit.men.saturating_sub(crews(cards, &unit.vehicles))
}

/// One kind of weapon as a unit has it now: so many thousandths of weapons, so that small remainders still fire.
struct Battery<'a> {
    weapon: &'a WeaponCard,
    milli: u64,
    in_vehicle: bool,
}

/// A unit that fires, with what it needs for that.
#[derive(Clone, Copy, Debug)]
pub struct Shooter<'a> {
    /// cards
    pub cards: &'a Cards,
    /// tables
    pub rules: &'a Tables,
    /// its card
    pub card: &'a UnitCard,
    /// itself
    pub unit: &'a OwnUnit,
    /// share of it suppressed at the moment, per mille
    pub suppressed_permille: u16,
    /// men on foot who can fire, at most: fewer than all while the others shelter
    pub up: u16,
}

impl Shooter<'_> {
    /// Shells that it may fire at a range, metres: those it has, or, beyond the range at which guns defend themselves, what its
    /// ration leaves of them.
    pub fn shells(&self, range_m: u32) -> u32 {
        let rationed = self.unit.ration.filter(|_| self.rules.is_rationed(range_m));
        rationed.map_or(u32::MAX, |r| u32::from(r.left)).min(self.unit.stores.shells)
    }

    /// Range of a gun as its shells and their ration allow, metres; 0 if it is silent.
    fn gun_range_m(&self, weapon: &WeaponCard) -> u32 {
        let far = weapon.direct_range_m;
        let near = far.min(self.rules.unrationed_m());
        [far, near].into_iter().find(|&m| self.shells(m) > 0).unwrap_or(0)
    }
}

/// Visit each kind of weapon that a unit can fire now.
fn each_weapon<'a>(shooter: &Shooter<'a>, mut visit: impl FnMut(Battery<'a>)) {
    let &Shooter { cards, card, unit, up, .. } = shooter;
    let foot_full = card.men.saturating_sub(full_crews(cards, card)).max(1) as u64;
    let foot = on_foot(cards, unit).min(up) as u64;
    for line in &card.weapons {
        let Some(w) = cards.weapons.get(line.weapon as usize) else { continue };
        let milli = if w.class.is_gun() && card.guns > 0 {
            // Guns limbered up are silent.
            if unit.limbered { 0 } else { line.count as u64 * 1000 * unit.guns as u64 / card.guns as u64 }
        } else {
            line.count as u64 * 1000 * foot.min(foot_full) / foot_full
        };
        if milli > 0 {
            visit(Battery { weapon: w, milli, in_vehicle: false });
        }
    }
    for line in &unit.vehicles {
        let Some(v) = cards.vehicles.get(line.vehicle as usize).filter(|_| line.running > 0) else { continue };
        let n = line.running as u64 * 1000;
        if let Some(w) = v.gun.and_then(|g| cards.weapons.get(g as usize)) {
            visit(Battery { weapon: w, milli: n, in_vehicle: true });
        }
        if let Some(w) = v.machine_gun.and_then(|g| cards.weapons.get(g as usize)).filter(|_| v.machine_guns > 0) {
            visit(Battery { weapon: w, milli: n * v.machine_guns as u64, in_vehicle: true });
        }
    }
}

fn full_crews(cards: &Cards, card: &UnitCard) -> u16 {
    card.vehicles.iter().fold(0u16, |sum, c| {
        sum.saturating_add(cards.vehicles.get(c.vehicle as usize).map_or(CREW_UNKNOWN, |v| v.crew as u16) * c.count as u16)
    })
}

/// What is fired at men, and what it costs in stores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Volley {
    /// the fire itself
    pub shot: Shot,
    /// small-arms rounds spent
    pub small_rounds: u32,
    /// shells spent
    pub shells: u32,
}

impl Volley {
    /// Whether nothing at all is fired.
    pub const fn is_empty(&self) -> bool {
        self.small_rounds == 0 && self.shells == 0
    }
}

/// Direct fire of a unit on men at a range for so many seconds: small arms within their reach, HE of its guns in
/// action and of its vehicles' guns and machine guns, as far as the stores go. `opening` doubles the first two minutes.
pub fn volley(shooter: &Shooter, range_m: u32, seconds: u32, opening: bool) -> Volley {
    volley_of(shooter, range_m, seconds, opening, |_| true)
}

fn volley_of(shooter: &Shooter, range_m: u32, seconds: u32, opening: bool, fires: impl Fn(&Battery) -> bool) -> Volley {
    let &Shooter { rules, card, unit, suppressed_permille, .. } = shooter;
    let (mut small, mut weighted, mut shells) = (0u64, 0u64, 0u64);
    let mut area = [0u64; 3];
    each_weapon(shooter, |b| {
        let w = b.weapon;
        if range_m > w.direct_range_m || !fires(&b) {
            return;
        }
        if w.small {
            let factor = rules.range_permille(w.class, range_m) as u64;
            if factor > 0 {
                let rounds = rules.milli_rounds_of(w.class, w.rounds_per_min, b.milli, seconds, opening);
                small += rounds;
                weighted += rounds * factor / 1000;
            }
        } else if w.he_area_m2 != [0; 3] {
            let rounds = rules.milli_rounds_of(w.class, w.rounds_per_min, b.milli, seconds, opening);
            shells += rounds;
            for (a, m2) in area.iter_mut().zip(w.he_area_m2) {
                *a += rounds * m2 as u64;
            }
        }
    });
    let awake = awake_permille(suppressed_permille);
    let (small_spent, shells_spent) = (spent(small, awake, unit.stores.small_rounds), spent(shells, awake, shooter.shells(range_m)));
    // The effect is that of the rounds spent, before the rule takes the share of the suppressed off it.
    let effect = |value: u64, spent: u64, milli: u64| -> u32 {
        let whole = milli * awake;
        (value * spent * 1000 + whole / 2).checked_div(whole).map_or(0, |v| v.min(u32::MAX as u64) as u32)
    };
    Volley {
        shot: Shot {
            small_rounds: effect(weighted, small_spent, small),
            he_area_m2: area.map(|a| effect(a, shells_spent, shells)),
            range_m: range_m.min(u16::MAX as u32) as u16,
            skill_permille: skill(rules, card, unit),
            suppressed_permille,
        },
        small_rounds: small_spent as u32,
        shells: shells_spent as u32,
    }
}

const fn awake_permille(suppressed_permille: u16) -> u64 {
    1000 - if suppressed_permille < 1000 { suppressed_permille as u64 } else { 1000 }
}

/// Rounds that leave the stores for so many thousandths at full rate, to the nearest one: suppressed weapons don't fire and so cost
/// nothing. Rounding once for all weapons of a unit, and to the nearest, it fires neither more nor less in many short bursts than in one
/// long one, but for those of less than half a round.
fn spent(milli: u64, awake_permille: u64, held: u32) -> u64 {
    ((milli * awake_permille + 500_000) / 1_000_000).min(held as u64)
}

/// Rounds that a rule is asked about so that, its share of the suppressed taken off, those spent are left.
fn asked_rounds(spent: u64, awake_permille: u64) -> u16 {
    ((spent * 1000 + awake_permille / 2) / awake_permille.max(1)).min(u16::MAX as u64) as u16
}

/// Shooting of men as tired as they are, per mille.
fn skill(rules: &Tables, card: &UnitCard, unit: &OwnUnit) -> u16 {
    (card.quality.shooting_permille as u32 * rules.tired_permille(unit.fatigue_permille, Wearies::Skill) / 1000) as u16
}

/// The fire of some units on the men of one mark, summed to be cast once. Beyond four, the rest is added to the last.
/// `None` if there are no men or nothing is fired.
pub fn men_under_fire(shots: &[Volley], mark: &Mark, seconds: u32) -> Option<Question> {
    if mark.men == 0 || shots.iter().all(Volley::is_empty) {
        return None;
    }
    let mut four = [Shot::default(); 4];
    for (i, v) in shots.iter().filter(|v| !v.is_empty()).enumerate() {
        if i < 4 {
            four[i] = v.shot;
        } else {
            four[3].small_rounds = four[3].small_rounds.saturating_add(v.shot.small_rounds);
            for (a, b) in four[3].he_area_m2.iter_mut().zip(v.shot.he_area_m2) {
                *a = a.saturating_add(b);
            }
        }
    }
    Some(Question::MenUnderFire(MenUnderFire {
        shots: four,
        men: mark.men,
        posture: mark.posture,
        cover: mark.cover,
        certainty: mark.certainty,
        seconds: seconds.min(u16::MAX as u32) as u16,
        killed_percent: mark.killed_percent,
        behind_tanks_permille: mark.behind_tanks_permille,
    }))
}

/// Aimed HE at guns, and what it costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HuntFire {
    /// what to ask
    pub question: GunHunt,
    /// shells spent
    pub shells: u32,
}

/// Aimed HE rounds of a unit's guns at the guns of a mark. `None` if it has no guns, or the unit no HE in reach.
pub fn gun_hunt(shooter: &Shooter, mark: &Mark, range_m: u32, seconds: u32) -> Option<HuntFire> {
    let &Shooter { rules, suppressed_permille, .. } = shooter;
    if mark.guns == 0 {
        return None;
    }
    let mut rounds = 0u64;
    each_weapon(shooter, |b| {
        let w = b.weapon;
        // Grenade dischargers and the like hit a gun only as they hit its crew.
        if w.small || w.he_area_m2 == [0; 3] || range_m > w.direct_range_m || !(b.in_vehicle || w.class.is_gun()) {
            return;
        }
        rounds += rules.milli_rounds_of(w.class, w.rounds_per_min, b.milli, seconds, false);
    });
    let awake = awake_permille(suppressed_permille);
    let shells = spent(rounds, awake, shooter.shells(range_m));
    if shells == 0 {
        return None;
    }
    Some(HuntFire {
        question: GunHunt {
            rounds: asked_rounds(shells, awake),
            range_m: range_m.min(u16::MAX as u32) as u16,
            guns: mark.guns,
            posture: mark.posture,
            suppressed_permille,
            certainty: mark.certainty,
        },
        shells: shells as u32,
    })
}

/// Rounds of a mission on a mark. `rounds` are all that are fired in these seconds, `share_permille` of them fall in
/// the mark's hex.
pub fn barrage(
    cards: &Cards,
    weapon: &WeaponCard,
    rounds: u16,
    share_permille: u16,
    seconds: u32,
    mark: &Mark,
    ground: GroundStates,
) -> Question {
    Question::Barrage(Barrage {
        hidden_guns: false,
        weapon: weapon.class,
        area_m2: weapon.he_area_m2,
        rounds,
        share_permille,
        seconds: seconds.min(u16::MAX as u32) as u16,
        men: mark.men + mark.below,
        below: mark.below,
        posture: mark.posture,
        cover: mark.cover,
        terrain: mark.terrain,
        ground: ground.of(mark.terrain.soil()),
        vehicles: mark.targets().min(u8::MAX as u32) as u8,
        guns: mark.guns,
        crew: mark.crew(cards),
        killed_percent: mark.killed_percent,
    })
}

/// Farthest ranges, metres, at which a unit as it is can harm men and armour, by the cards of its weapons; 0 if it cannot
/// at all.
pub fn best_range_m(shooter: &Shooter) -> (u32, u32) {
    let unit = shooter.unit;
    let (mut men, mut armour) = (0, 0);
    each_weapon(shooter, |b| {
        let w = b.weapon;
        if w.small {
            men = men.max(if unit.stores.small_rounds > 0 { w.direct_range_m } else { 0 });
            return;
        }
        let range_m = shooter.gun_range_m(w);
        if w.he_area_m2 != [0; 3] {
            men = men.max(range_m);
        }
        if w.penetration_mm > 0 {
            armour = armour.max(range_m);
        }
    });
    (men, armour)
}

/// The weapon that a unit fires missions with: the first of its guns with indirect range, and how many are there. Mortars that are
/// not counted as guns are as many as there are men for; guns on tracks fire like a battery.
pub fn mission_weapon<'a>(cards: &'a Cards, card: &UnitCard, unit: &OwnUnit) -> Option<(&'a WeaponCard, u16)> {
    let foot_full = card.men.saturating_sub(full_crews(cards, card)).max(1) as u32;
    let on_foot = (on_foot(cards, unit) as u32).min(foot_full);
    let of_men = card.weapons.iter().find_map(|l| {
        let w = cards.weapons.get(l.weapon as usize)?;
        let n = if card.guns > 0 { l.count as u32 * unit.guns as u32 / card.guns as u32 } else { l.count as u32 * on_foot / foot_full };
        (w.indirect_range_m > 0 && w.class.is_gun() && n > 0).then_some((w, n as u16))
    });
    of_men.or_else(|| {
        unit.vehicles.iter().find_map(|l| {
            let w = cards.weapons.get(cards.vehicles.get(l.vehicle as usize)?.gun? as usize)?;
            (w.indirect_range_m > 0 && w.class.is_gun() && l.running > 0).then_some((w, l.running as u16))
        })
    })
}

/// Whether a card is one of guns that fire missions: those that a ration of shells binds.
pub fn is_battery(cards: &Cards, card: &UnitCard) -> bool {
    let mut weapons = card.weapons.iter().filter_map(|l| cards.weapons.get(l.weapon as usize));
    card.guns > 0 && weapons.any(|w| w.indirect_range_m > 0 && w.class.is_gun())
}

/// Whether a contact may be fired at as vehicles.
pub fn has_vehicles(c: &Contact) -> bool {
    c.vehicles.1 > 0 || c.kind == ContactKind::Vehicles
}
