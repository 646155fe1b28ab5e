//! Flat maps of thought: ways to goals, who is believed where, what one's own units take up.

use super::posts::Posts;
use crate::hex::{HexId, Reach, ReachScratch};
use crate::rules::{Certainty, Clock, GroundStates, MoraleState, Pace, Soil, Terrain};
use crate::view::fire::{self, Leg};
use crate::view::ways::{self, Barriers, Going, Load, Mover};
use crate::view::{Contact, ContactId, Observation, OwnUnit, Shells};
use serde::{Deserialize, Serialize};

/// Seconds of way that one expected stranding of the whole unit is feared like.
const BOG_FEAR_S: f64 = 14_400.0;
/// Remembered contacts older than this don't count as being there, seconds.
const STALE_S: u32 = 2_700;
/// Seconds that must be left for passing through a full hex.
const PASSING_S: i64 = 300;
/// Men in one hex that make a crowd, within so many steps of the enemy: more than two companies.
const CROWD_MEN: u32 = 420;
const CROWD_STEPS: u32 = 6;
/// Share taken to be kept down by one's own shells while they fall, per mille: what a round of field guns a minute does.
const SHELLED_PERMILLE: u16 = 700;
/// Most fields kept; the oldest goes first.
const MOST_FIELDS: usize = 96;

/// Seconds to a goal from everywhere for one kind of mover. Enemies are left out of account: they come and go, and a
/// way round them is found step by step. What is remembered is what it was made for; it is made again when it is asked for.
#[derive(Serialize, Deserialize)]
struct Field {
    goal: HexId,
    mover: Mover,
    state: GroundStates,
    /// hex sides changed so often
    changed: u32,
    allowed: Option<u8>,
    #[serde(skip)]
    made: bool,
    #[serde(skip)]
    fear: MudFear,
    #[serde(skip)]
    reach: Reach,
}

/// How a unit walks down a field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Descent<'a> {
    /// how it goes
    pub pace: Pace,
    /// where to, by way of which hexes: each is gone through before the next is made for; the last is the goal
    pub legs: &'a [HexId],
    /// mud feared like more seconds of way than these closes a step
    pub mud_s: u32,
}

/// What is kept from order to order. What [`Maps::look`] lays out anew is not remembered.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Maps {
    fields: Vec<Field>,
    #[serde(skip)]
    scratch: ReachScratch,
    /// Nothing closed but the border.
    #[serde(skip)]
    open: Barriers,
    /// Known enemies' hexes and the border, at the last [`Maps::look`].
    #[serde(skip)]
    barriers: Barriers,
    /// Believed enemy men not suppressed, by hex.
    #[serde(skip)]
    enemy: Vec<u16>,
    /// Hexes with an entry in `enemy`.
    #[serde(skip)]
    enemy_hexes: Vec<HexId>,
    /// What one's own units take up, by hex.
    #[serde(skip)]
    load: Vec<Load>,
    /// Fire that one's own were told to give this turn: on whom, the share expected suppressed, until when.
    pressed: Vec<(ContactId, u16, Clock)>,
    /// Where men were seen dug in.
    pub posts: Posts,
    /// Guns that aimed fire is expected to have put out since they were last seen, in thousandths.
    spent_guns: Vec<(ContactId, u32)>,
}

impl Maps {
    /// Lay out contacts and own units as they are now.
    pub fn look(&mut self, view: &Observation) {
        let len = view.ground.grid.len();
        self.barriers.refill(view);
        self.enemy.clear();
        self.enemy.resize(len, 0);
        self.enemy_hexes.clear();
        for c in view.contacts.iter().filter(|c| counts(view, c)) {
            let men = believed_men(c);
            let there = &mut self.enemy[c.hex.index()];
            if *there == 0 && men > 0 {
                self.enemy_hexes.push(c.hex);
            }
            *there = there.saturating_add(men);
        }
        let still = |c: ContactId| view.contact(c).is_some_and(|c| !c.current);
        self.spent_guns.retain(|g| still(g.0));
        self.load.clear();
        self.load.resize(len, Load::default());
        for u in view.units.iter().filter(|u| u.active()) {
            let Some(hex) = u.hex else { continue };
            self.load[hex.index()] = self.load[hex.index()].and(Load::of(&view.cards, u));
        }
    }
    /// Fire ordered on a contact is expected to keep this share down until then.
    pub fn press(&mut self, contact: ContactId, permille: u16, until: Clock) {
        self.pressed.push((contact, permille, until));
    }
    /// Aimed fire on guns out of sight is expected to put out so many thousandths of them.
    pub fn spend_guns(&mut self, contact: ContactId, milli: u32) {
        match self.spent_guns.iter_mut().find(|g| g.0 == contact) {
            Some(g) => g.1 = g.1.saturating_add(milli),
            None => self.spent_guns.push((contact, milli)),
        }
    }
    /// Guns of a contact that are believed to fire yet, in thousandths.
    pub fn guns_left(&self, c: &Contact) -> u32 {
        let spent = self.spent_guns.iter().find(|g| g.0 == c.id).map_or(0, |g| g.1);
        (c.guns as u32 * 1000).saturating_sub(spent)
    }
    /// Forget fire that is over.
    pub fn forget(&mut self, now: Clock) {
        self.pressed.retain(|p| p.2 > now);
    }
    /// Share of a contact believed suppressed at a moment: as it appears, and as fire ordered on it should have it.
    pub fn suppression(&self, view: &Observation, c: &Contact, at: Clock) -> u16 {
        let pressed = self.pressed.iter().filter(|p| p.0 == c.id && p.2 >= at).map(|p| p.1);
        pressed.reduce(|a, b| view.rules.joined(a, b)).unwrap_or(0).max(c.suppressed_permille)
    }
    /// The same at a moment at which what is seen now may have worn off.
    pub fn kept_down(&self, view: &Observation, c: &Contact, at: Clock) -> u16 {
        let mut sum = view.rules.decayed(c.suppressed_permille, at.since(view.turn_from));
        for p in self.pressed.iter().filter(|p| p.0 == c.id) {
            sum = view.rules.joined(sum, if p.2 >= at { p.1 } else { view.rules.decayed(p.1, at.since(p.2)) });
        }
        for m in view.missions.iter().filter(|m| m.hex == c.hex && m.from < at && m.shells == Shells::HighExplosive) {
            sum = sum.max(if m.to >= at { SHELLED_PERMILLE } else { view.rules.decayed(SHELLED_PERMILLE, at.since(m.to)) });
        }
        sum
    }
    /// The field of a mover to a goal.
    pub fn field(&mut self, view: &Observation, mover: &Mover, goal: HexId) -> &Reach {
        let index = self.field_index(view, mover, goal);
        &self.fields[index].reach
    }
    fn field_index(&mut self, view: &Observation, mover: &Mover, goal: HexId) -> usize {
        let allowed = ways::border_allowance(view, view.turn_from);
        let same = |f: &Field| {
            f.goal == goal
                && f.mover.alike(mover)
                && f.state == view.ground_state
                && f.changed == view.changes.version()
                && f.allowed == allowed
        };
        let index = match self.fields.iter().position(same) {
            Some(i) => i,
            None => {
                if self.fields.len() >= MOST_FIELDS {
                    self.fields.remove(0);
                }
                let (mover, state) = (mover.clone().unhindered(), view.ground_state);
                let changed = view.changes.version();
                self.fields.push(Field {
                    goal,
                    mover,
                    state,
                    changed,
                    allowed,
                    made: false,
                    fear: MudFear::default(),
                    reach: Reach::default(),
                });
                self.fields.len() - 1
            }
        };
        if !self.fields[index].made {
            self.open.clear_to_border(view);
            let Maps { fields, open, scratch, .. } = self;
            // By the mover it was first made for: movers that are alike differ a little at crossings.
            let Field { goal, mover, made, fear, reach, .. } = &mut fields[index];
            *fear = MudFear::new(view, mover);
            ways::field_to(view, mover, open, *goal, reach, scratch, |from, to| fear.seconds(view, from, to));
            *made = true;
        }
        index
    }
    /// Believed enemy men, not suppressed, within so many steps of a hex.
    pub fn enemy_near(&self, view: &Observation, hex: HexId, steps: u32) -> u32 {
        let near = self.enemy_hexes.iter().filter(|&&h| view.ground.grid.distance(h, hex) <= steps);
        near.map(|h| self.enemy[h.index()] as u32).sum()
    }
    /// Steps to the nearest hex with believed enemies.
    pub fn enemy_steps(&self, view: &Observation, hex: HexId) -> Option<u32> {
        self.enemy_hexes.iter().map(|&h| view.ground.grid.distance(h, hex)).min()
    }
    /// Own men who could attack within so many steps of a hex.
    pub fn own_near(&self, view: &Observation, hex: HexId, steps: u32) -> u32 {
        let units = view.units.iter().filter(|u| u.active() && !u.held_back && u.morale == MoraleState::Steady);
        let near = units.filter(|u| u.hex.is_some_and(|h| view.ground.grid.distance(h, hex) <= steps));
        near.map(|u| {
            let awake = 1000 - u.suppressed_permille.min(1000) as u32;
            (fire::on_foot(&view.cards, u) as u32 + u.running() * 12) * awake / 1000
        })
        .sum()
    }
    /// Whether own units stand within so many steps of a hex.
    pub fn own_stand(&self, view: &Observation, hex: HexId, steps: u32) -> bool {
        view.units.iter().any(|u| u.active() && u.hex.is_some_and(|h| view.ground.grid.distance(h, hex) <= steps))
    }
    /// Whether enemies are believed in a hex.
    pub fn believed_at(&self, hex: HexId) -> bool {
        self.enemy[hex.index()] > 0
    }
    /// Whether a hex has room for one more.
    pub fn room(&self, view: &Observation, u: &OwnUnit, hex: HexId) -> bool {
        u.hex == Some(hex) || Load::of(&view.cards, u).fits(&view.rules, self.load[hex.index()])
    }
    /// Steps along a field from where a unit stands, as many as its seconds pay and one more: downhill in time, round
    /// known enemies, never back. `stop(hex)` ends the way in that hex, `avoid(hex)` closes it.
    pub fn descend(
        &mut self,
        view: &Observation,
        u: &OwnUnit,
        how: &Descent,
        mut stop: impl FnMut(&Maps, HexId) -> bool,
        mut avoid: impl FnMut(&Maps, HexId) -> bool,
    ) -> Vec<HexId> {
        let &Descent { pace, legs, mud_s } = how;
        let (mover, on) = (Mover::of(view, u, pace), Going::of(view));
        let mut path = Vec::new();
        let (Some(start), Some(&goal)) = (u.hex, legs.last()) else { return path };
        let (mut at, mut left, mut leg) = (start, u.seconds as i64, 0);
        let mut index = self.field_index(view, &mover, legs[leg]);
        // A detour may cost this much, once, mud included; columns of vehicles differ by so much at a crossing.
        let mut slack = if mover.bogs() { 1_200i64 } else { 900 };
        while left > 0 && path.len() < 40 {
            if at == legs[leg] {
                leg += 1;
                let Some(&next) = legs.get(leg) else { break };
                index = self.field_index(view, &mover, next);
                continue;
            }
            let reach = &self.fields[index].reach;
            let Some(here) = reach.cost(at) else { break };
            let mut best: Option<(i64, HexId, u32)> = None;
            for (dir, to) in crate::hex::Dir::ALL.into_iter().zip(view.ground.grid.neighbours(at)) {
                let Some(to) = *to else { continue };
                let Some(rest) = reach.cost(to) else { continue };
                if self.barriers.closed(view, at, to)
                    || to == start
                    || path.contains(&to)
                    || avoid(self, to)
                    || self.fields[index].fear.seconds(view, at, to) > mud_s
                {
                    continue;
                }
                let Some(step) = mover.step_seconds(&on, at, dir) else { continue };
                // Full hexes are passed only by who is out of them again this turn.
                if left - (step as i64) < PASSING_S && !self.room(view, u, to) {
                    continue;
                }
                let plain = mover.plain_seconds(&on, at, dir).unwrap_or(step);
                let total = rest as i64 + plain as i64 + self.fields[index].fear.seconds(view, at, to) as i64;
                if best.is_none_or(|b| (total, to) < (b.0, b.1)) {
                    best = Some((total, to, step));
                }
            }
            let Some((total, to, step)) = best else { break };
            let lost = total - here as i64;
            if lost > slack {
                break;
            }
            slack -= lost.max(0);
            path.push(to);
            left -= step as i64;
            at = to;
            if stop(self, to) {
                break;
            }
        }
        // A way round that doesn't lead on would be come back again next turn: nobody ends farther than he began, and vehicles that
        // may get stuck end nearer, for they would come back in their own ruts. All end where there is room; near the enemy not in a
        // crowd that every shell would hit.
        let first = self.field_index(view, &mover, legs[0]);
        let mine = fire::on_foot(&view.cards, u) as u32;
        while let Some(&end) = path.last() {
            let crowd = end != goal
                && self.load[end.index()].men + mine > CROWD_MEN
                && self.enemy_steps(view, end).is_some_and(|s| (2..=CROWD_STEPS).contains(&s));
            let reach = &self.fields[first].reach;
            let (before, after) = (reach.cost(start), reach.cost(end));
            let nearer = path.contains(&legs[0]) || after < before || (!mover.bogs() && after == before);
            if nearer && self.room(view, u, end) && !crowd {
                break;
            }
            path.pop();
        }
        path
    }
}

/// The moment of a turn at which fire given in it should tell: five minutes in, earlier in a short turn.
pub(super) fn soon(view: &Observation) -> Clock {
    view.turn_from.plus((view.turn_seconds / 3).min(300))
}

/// Whether a contact is taken to be still there.
pub(super) fn counts(view: &Observation, c: &Contact) -> bool {
    c.current || view.turn_from.since(c.seen_at) <= STALE_S
}

/// Men that a contact is believed to bring, vehicles and guns reckoned as men.
fn believed_men(c: &Contact) -> u16 {
    let awake = 1000 - c.suppressed_permille.min(1000) as u32;
    let all = u16::midpoint(c.men.0, c.men.1) as u32 + u8::midpoint(c.vehicles.0, c.vehicles.1) as u32 * 12 + c.guns as u32 * 10;
    let doubt = if c.certainty == Certainty::Suspected { 2 } else { 1 };
    (all.max(20) * awake / 1000 / doubt).min(u16::MAX as u32) as u16
}

/// What the mud of each kind of ground is worth to a mover that may get stuck: seconds by terrain, off and on a road.
#[derive(Default)]
struct MudFear {
    seconds: [[u32; 2]; Terrain::ALL.len()],
    any: bool,
}

impl MudFear {
    fn new(view: &Observation, mover: &Mover) -> MudFear {
        let mut fear = MudFear { seconds: [[0; 2]; Terrain::ALL.len()], any: mover.bogs() };
        if !fear.any {
            return fear;
        }
        let on = Going::of(view);
        // Asked of one vehicle of the first kind with such tracks; the ground alone differs.
        let vehicle = view.cards.vehicles.iter().position(|v| mover.goes_as(v.profile)).unwrap_or(0) as u16;
        let mut asked = [[false; 2]; Terrain::ALL.len()];
        for from in view.ground.grid.hexes() {
            for (dir, to) in crate::hex::Dir::ALL.into_iter().zip(view.ground.grid.neighbours(from)) {
                let Some(to) = *to else { continue };
                let road = carried(view, from, dir);
                let terrain = view.ground.terrain[to.index()] as usize;
                if asked[terrain][road as usize] || mover.plain_seconds(&on, from, dir).is_none() {
                    continue;
                }
                asked[terrain][road as usize] = true;
                let leg = Leg { from, dir, to, state: view.ground_state, pace: mover.pace };
                if let Some(q) = fire::bog(&view.cards, &on, vehicle, 1, &leg, 0) {
                    fear.seconds[terrain][road as usize] = (view.rules.bog_odds(&q).0 * BOG_FEAR_S) as u32;
                }
            }
        }
        fear
    }
    fn seconds(&self, view: &Observation, from: HexId, to: HexId) -> u32 {
        if !self.any {
            return 0;
        }
        let road = view.ground.grid.dir_to(from, to).is_some_and(|d| carried(view, from, d));
        self.seconds[view.ground.terrain[to.index()] as usize][road as usize]
    }
}

fn carried(view: &Observation, from: HexId, dir: crate::hex::Dir) -> bool {
    view.rules.carries(&view.changes.side(&view.ground, from, dir), view.ground_state.of(Soil::Road))
}
