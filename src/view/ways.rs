//! Ways of one's own units: what a step costs one of them, how far it gets, which way leads to a hex, what a hex holds.
//!
//! What belongs here: costs of movement from plain values, and searches over what a side knows. What never does: the
//! enemy a side doesn't know of, dice, the walk itself.

use super::changes::Changes;
use super::{Contact, Observation, OwnUnit, fire};
use crate::data::{Cards, EngagementRule, Ground, UnitCard, UnitKind};
use crate::hex::{Dir, HexId, Reach, ReachScratch};
use crate::rules::{Certainty, Clock, GroundStates, Light, Pace, ProfileId, RoadKind, Side, Tables, Wearies};
use arrayvec::ArrayVec;
use serde::{Deserialize, Serialize};

/// A unit on the move: everything of it that a step's cost hangs on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mover {
    /// its profiles: its own feet or wheels, and those of its running vehicles
    profiles: ArrayVec<ProfileId, 4>,
    /// running vehicles that must queue at a sapper crossing
    tracked: u32,
    /// vehicles or guns go along, which no shut crossing lets over
    drives: bool,
    /// what it takes of a road in column
    load: Load,
    /// how it goes
    pub pace: Pace,
    /// how wet the ground is
    pub state: GroundStates,
    /// light
    pub light: Light,
    /// share suppressed, per mille
    pub suppressed_permille: u16,
    /// speed left to men on foot as tired as they are, per mille
    pub fresh_permille: u16,
}

/// Whether anybody of the unit can go anywhere: men on foot, guns or running vehicles. Crews of stuck vehicles stay with them.
pub fn can_go(cards: &Cards, unit: &OwnUnit) -> bool {
    unit.running() > 0 || unit.guns > 0 || fire::on_foot(cards, unit) > 0
}

impl Mover {
    /// A unit with its card, on ground in some state.
    pub fn new(cards: &Cards, rules: &Tables, card: &UnitCard, unit: &OwnUnit, pace: Pace, state: GroundStates, light: Light) -> Mover {
        let mut profiles = ArrayVec::new();
        let mut tracked = 0;
        let add = |p: ProfileId, list: &mut ArrayVec<ProfileId, 4>| {
            if !list.contains(&p) && !list.is_full() {
                list.push(p);
            }
        };
        if unit.running() == 0 && rules.bogs(card.profile) {
            // Crews who have lost their vehicles go on foot.
            add(rules.profile("foot").unwrap_or(card.profile), &mut profiles);
        } else if fire::on_foot(cards, unit) > 0 || unit.running() == 0 {
            add(card.profile, &mut profiles);
        }
        for line in unit.vehicles.iter().filter(|l| l.running > 0) {
            let Some(v) = cards.vehicles.get(line.vehicle as usize) else { continue };
            add(v.profile, &mut profiles);
            if rules.bogs(v.profile) {
                tracked += line.running as u32;
            }
        }
        let drives = unit.running() > 0 || unit.guns > 0;
        // Engines do not tire.
        let walks = unit.running() == 0;
        let fresh_permille = if walks { rules.tired_permille(unit.fatigue_permille, Wearies::Speed) as u16 } else { 1000 };
        let suppressed_permille = unit.suppressed_permille;
        Mover { profiles, tracked, drives, load: Load::of(cards, unit), pace, state, light, suppressed_permille, fresh_permille }
    }
    /// One of a side's own units as the side sees it now.
    pub fn of(view: &Observation, unit: &OwnUnit, pace: Pace) -> Mover {
        Mover::new(&view.cards, &view.rules, card_of(view, unit), unit, pace, view.ground_state, view.light)
    }
    /// The same, not slowed by suppression: for plans.
    pub fn unhindered(mut self) -> Mover {
        self.suppressed_permille = 0;
        self
    }
    /// Whether two movers pay the same everywhere (suppression aside).
    pub fn alike(&self, other: &Mover) -> bool {
        self.profiles == other.profiles
            && self.pace == other.pace
            && self.drives == other.drives
            && (self.tracked > 0) == (other.tracked > 0)
    }
    /// Whether vehicles or men of this profile go along.
    pub fn goes_as(&self, profile: ProfileId) -> bool {
        self.profiles.contains(&profile)
    }
    /// Whether vehicles go along that may get stuck.
    pub fn bogs(&self) -> bool {
        self.tracked > 0
    }
    /// Seconds by day and unsuppressed: the slowest of its profiles; at a sapper crossing the last of its vehicles counts.
    #[inline]
    pub fn plain_seconds(&self, on: &Going, from: HexId, dir: Dir) -> Option<u32> {
        let Going { ground, changes, rules } = *on;
        let mut most = 0;
        let crossing;
        if let Some(change) = changes.at(&ground.grid, from, dir) {
            if change.shut && self.drives {
                return None;
            }
            let step = fire::step(ground, changes, from, dir, ground.grid.neighbour(from, dir)?, self.state);
            for &p in &self.profiles {
                most = most.max(rules.step_seconds(p, self.pace, &step)?);
            }
            crossing = step.side.crossing;
        } else {
            for &p in &self.profiles {
                most = most.max(ground.step_seconds(p, self.state, self.pace, from, dir)?);
            }
            crossing = self.tracked > 1 && ground.side(from, dir).crossing;
        }
        if self.tracked > 1 && crossing {
            most += (self.tracked - 1) * rules.crossing_seconds();
        }
        Some(most.max(1))
    }
    /// Seconds for which the mover takes up the side from a hex in a direction, when the step takes it `step_s`: its vehicles a
    /// sapper crossing, one after the other; a column the road it marches on. 0 where there is room beside it.
    pub fn passage_seconds(&self, on: &Going, from: HexId, dir: Dir, step_s: u32) -> u32 {
        let side = on.changes.side(on.ground, from, dir);
        if side.crossing && self.tracked > 0 {
            self.tracked * on.rules.crossing_seconds()
        } else if self.pace == Pace::March && matches!(side.road, Some(RoadKind::Track | RoadKind::Road | RoadKind::Highway)) {
            let Load { men, vehicles, guns } = self.load;
            on.rules.column_seconds(men, vehicles, guns, step_s).min(step_s)
        } else {
            0
        }
    }
    /// Seconds to go from a hex in a direction now; `None` where it cannot.
    #[inline]
    pub fn step_seconds(&self, on: &Going, from: HexId, dir: Dir) -> Option<u32> {
        let plain = self.plain_seconds(on, from, dir)?;
        let slowed = on.rules.slowed(plain, self.light, self.suppressed_permille);
        Some((slowed * 1000 / u32::from(self.fresh_permille.max(1))).max(1))
    }
}

/// What a step's cost is reckoned from: the ground, how it was changed as far as somebody knows, the rules.
#[derive(Clone, Copy, Debug)]
pub struct Going<'a> {
    /// the ground of the map
    pub ground: &'a Ground,
    /// how it was changed
    pub changes: &'a Changes,
    /// tables
    pub rules: &'a Tables,
}

impl<'a> Going<'a> {
    /// As a side knows it.
    pub fn of(view: &'a Observation) -> Going<'a> {
        Going { ground: &view.ground, changes: &view.changes, rules: &view.rules }
    }
}

/// The card of one of the side's own units.
pub fn card_of<'a>(view: &'a Observation, unit: &OwnUnit) -> &'a UnitCard {
    view.scenario.card(unit.id)
}

/// Whether who takes the step at a pace marches in column on a road.
pub fn in_column_on_road(on: &Going, from: HexId, dir: Dir, pace: Pace) -> bool {
    let side = on.changes.side(on.ground, from, dir);
    pace == Pace::March && (side.log_road || matches!(side.road, Some(RoadKind::Track | RoadKind::Road | RoadKind::Highway)))
}

/// Seconds that a unit needs to go into column (`column`) or to deploy from it; 0 if it is so already. Units with guns of their
/// own have limbers instead, trains neither.
pub fn forming_s(view: &Observation, unit: &OwnUnit, column: bool) -> u32 {
    if unit.column == column || !forms(card_of(view, unit)) {
        0
    } else {
        view.rules.deploy_seconds().saturating_sub(u32::from(unit.formed_s))
    }
}

/// Whether a unit knows march column and order of battle: all but those who serve guns, and trains.
pub fn forms(card: &UnitCard) -> bool {
    card.guns == 0 && card.kind != UnitKind::Train
}

/// Seconds to bring a unit's guns into and out of action: those of its slowest gun; zeros if it has none, or if its
/// pieces fire from vehicles.
pub fn emplacing(cards: &Cards, rules: &Tables, card: &UnitCard, unit: &OwnUnit) -> (u32, u32) {
    if unit.guns == 0 || card.guns == 0 || card.kind == UnitKind::Train {
        return (0, 0);
    }
    let guns = card.weapons.iter().filter_map(|l| cards.weapons.get(l.weapon as usize)).filter(|w| w.class.is_gun());
    guns.map(|w| rules.emplace_seconds(w.class, w.calibre_mm)).fold((0, 0), |a, b| (a.0.max(b.0), a.1.max(b.1)))
}

/// What a unit takes of a hex's room, or what is taken in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// men outside vehicles
    pub men: u32,
    /// running vehicles
    pub vehicles: u32,
    /// guns
    pub guns: u32,
}

impl Load {
    /// What one unit takes.
    pub fn of(cards: &Cards, unit: &OwnUnit) -> Load {
        Load { men: fire::on_foot(cards, unit) as u32, vehicles: unit.running(), guns: unit.guns as u32 }
    }
    /// Both.
    pub fn and(self, other: Load) -> Load {
        Load { men: self.men + other.men, vehicles: self.vehicles + other.vehicles, guns: self.guns + other.guns }
    }
    /// Whether a hex has room for `self` beside `there`. What a unit doesn't bring it is not refused for.
    pub fn fits(self, rules: &Tables, there: Load) -> bool {
        self.fits_as(rules, there, false)
    }
    /// The same for who ends there in column on a road (`column`): vehicles then stand closer.
    pub fn fits_as(self, rules: &Tables, there: Load, column: bool) -> bool {
        let (men, vehicles, guns) = rules.stacking();
        let vehicles = if column { rules.column_vehicles() } else { vehicles };
        let room = |mine: u32, there: u32, most: u32| mine == 0 || there + mine <= most;
        room(self.men, there.men, men) && room(self.vehicles, there.vehicles, vehicles) && room(self.guns, there.guns, guns)
    }
}

/// What the side's own units take of a hex, without one of them.
pub fn load_at(view: &Observation, hex: HexId, without: Option<&OwnUnit>) -> Load {
    let there = view.units.iter().filter(|u| u.active() && u.hex == Some(hex) && without.is_none_or(|w| w.id != u.id));
    there.fold(Load::default(), |sum, u| sum.and(Load::of(&view.cards, u)))
}

/// Whether a contact bars its hex to a move: it is seen there now. What is only remembered or suspected is found out by
/// whoever walks into it.
pub fn bars(contact: &Contact) -> bool {
    contact.current && contact.certainty >= Certainty::Seen
}

/// Whether a rule of engagement is in force for a side at a moment, and until when.
fn in_force(view: &Observation, at: Clock) -> impl Iterator<Item = (EngagementRule, Clock)> {
    let own = view.scenario.engagement.iter().zip(&view.engagement).filter(|(e, binds)| **binds && e.binds == view.side);
    own.filter(move |(e, _)| e.from <= at && at < e.to).map(|(e, _)| (e.rule, e.to))
}

/// How many hexes beyond the border the side may go at a moment; `None`: as far as it likes.
pub fn border_allowance(view: &Observation, at: Clock) -> Option<u8> {
    let hexes = in_force(view, at).filter_map(|(r, _)| match r {
        EngagementRule::Border { allowed_hexes, .. } => Some(allowed_hexes),
        _ => None,
    });
    hexes.min()
}

/// Until when a rule forbids the side to fire at a hex; `None`: it may.
pub fn fire_forbidden(view: &Observation, at: Clock, hex: HexId) -> Option<Clock> {
    let deep = view.ground.steps_beyond(view.side, hex);
    let until = in_force(view, at).filter_map(|(r, to)| match r {
        EngagementRule::FireOver { allowed_hexes } if deep > allowed_hexes => Some(to),
        _ => None,
    });
    until.max()
}

/// Until when a rule forbids the side to fly; `None`: it may.
pub fn flying_forbidden(view: &Observation, at: Clock) -> Option<Clock> {
    in_force(view, at).filter(|(r, _)| *r == EngagementRule::Aviation).map(|(_, to)| to).max()
}

/// Whether going from a hex to the next breaks the border rule: deeper than allowed, and not on the way back.
pub fn oversteps(ground: &Ground, side: Side, allowed: Option<u8>, from: HexId, to: HexId) -> bool {
    let deep = ground.steps_beyond(side, to);
    allowed.is_some_and(|a| deep > a) && deep >= ground.steps_beyond(side, from)
}

/// What closes hexes to a side's moves: known enemies and the border rule, laid out by hex once for many searches.
#[derive(Clone, Debug, Default)]
pub struct Barriers {
    /// by hex: a known enemy stands there
    enemy: Vec<bool>,
    allowed: Option<u8>,
}

impl Barriers {
    /// As the side knows it now.
    pub fn of(view: &Observation) -> Barriers {
        let mut b = Barriers::default();
        b.refill(view);
        b
    }
    /// The same into buffers already there.
    pub fn refill(&mut self, view: &Observation) {
        self.enemy.clear();
        self.enemy.resize(view.ground.grid.len(), false);
        for c in view.contacts.iter().filter(|c| bars(c)) {
            if let Some(e) = self.enemy.get_mut(c.hex.index()) {
                *e = true;
            }
        }
        self.allowed = border_allowance(view, view.turn_from);
    }
    /// The border rule alone, no enemies.
    pub fn clear_to_border(&mut self, view: &Observation) {
        self.enemy.clear();
        self.enemy.resize(view.ground.grid.len(), false);
        self.allowed = border_allowance(view, view.turn_from);
    }
    /// Whether a known enemy stands there.
    #[inline]
    pub fn enemy_at(&self, hex: HexId) -> bool {
        self.enemy[hex.index()]
    }
    /// Whether the step is closed.
    #[inline]
    pub fn closed(&self, view: &Observation, from: HexId, to: HexId) -> bool {
        self.enemy[to.index()] || self.border(view, from, to)
    }
    /// Whether the step breaks the border rule.
    #[inline]
    pub fn border(&self, view: &Observation, from: HexId, to: HexId) -> bool {
        oversteps(&view.ground, view.side, self.allowed, from, to)
    }
}

/// Where a unit can get within so many seconds, past what its side knows. Full hexes are passed, not ended in: ask
/// [`room_for`] of a goal.
pub fn reach(view: &Observation, unit: &OwnUnit, pace: Pace, budget: u32, into: &mut Reach, scratch: &mut ReachScratch) {
    let Some(from) = unit.hex else {
        // A search that reaches only where it starts leaves nothing of the last one behind.
        into.search(&view.ground.grid, scratch, HexId(0), 0, |_, _, _| None);
        return;
    };
    let (mover, barriers, on) = (Mover::of(view, unit, pace), Barriers::of(view), Going::of(view));
    into.search(&view.ground.grid, scratch, from, budget, |at, dir, to| {
        if barriers.closed(view, at, to) { None } else { mover.step_seconds(&on, at, dir) }
    });
}

/// Whether a hex has room for a unit beside the side's own units there.
pub fn room_for(view: &Observation, unit: &OwnUnit, hex: HexId) -> bool {
    unit.hex == Some(hex) || Load::of(&view.cards, unit).fits(&view.rules, load_at(view, hex, Some(unit)))
}

/// The quickest way of a unit to a hex, its own hex excluded, the goal included; `None` if there is none past what its
/// side knows.
pub fn way_to(view: &Observation, unit: &OwnUnit, pace: Pace, goal: HexId) -> Option<Vec<HexId>> {
    if !view.ground.grid.contains(goal) || unit.hex.is_none() {
        return None;
    }
    let (mut found, mut scratch) = (Reach::default(), ReachScratch::default());
    // A day of walking ends every search.
    reach(view, unit, pace, 86_400, &mut found, &mut scratch);
    found.path(goal).filter(|p| !p.is_empty())
}

/// Seconds from everywhere to a goal for a kind of mover; `dearer(from, to)` is added to a step (fear of mud or fire).
/// The goal itself may be an enemy's; other known enemies close their hexes.
pub fn field_to(
    view: &Observation,
    mover: &Mover,
    barriers: &Barriers,
    goal: HexId,
    into: &mut Reach,
    scratch: &mut ReachScratch,
    mut dearer: impl FnMut(HexId, HexId) -> u32,
) {
    let on = Going::of(view);
    into.search_to(&view.ground.grid, scratch, goal, 172_800, |at, dir, to| {
        if barriers.border(view, at, to) || (to != goal && barriers.enemy_at(to)) {
            return None;
        }
        Some(mover.plain_seconds(&on, at, dir)? + dearer(at, to))
    });
}
