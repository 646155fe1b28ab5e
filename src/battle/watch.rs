//! Reaction fire: who shows himself is fired at, for the seconds he shows himself, by watchers who see
//! him, have him in range, are under a fire order that allows it, and have seconds left.
//!
//! What belongs here: who may fire at what shows itself, what he fires, and its effect. What never does: when it is done.

use super::field::Field;
use crate::hex::{HEX_M, HexId};
use crate::rules::{Activity, AntiTank, Certainty, Clock, Effect, MoraleState, Posture, Question, UnitId};
use crate::view::fire::{self, GunFire, Mark, Shooter, Volley};
use crate::view::{Cause, FireOrder, OwnUnit};
use arrayvec::ArrayVec;

/// At most so many watchers are summed in one exposure: the best four; the target is pinned before a fifth matters.
const WATCHERS: usize = 4;

/// One unit that shows itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exposure {
    pub target: UnitId,
    /// What it is seen to do.
    pub doing: Activity,
    pub hex: HexId,
    /// Whence it comes on in the open, if those in the hex itself have to look there.
    pub whence: Option<HexId>,
    /// Seconds shown.
    pub seconds: u32,
    /// First moment.
    pub from: Clock,
    /// Speed, metres per second × 10; 0 halted.
    pub speed_dms: u16,
    /// How men are met.
    pub posture: Posture,
    /// Of its men, those who go behind tanks, per mille.
    pub behind_tanks_permille: u16,
    /// Fire at the turn's end by whoever has seconds left, at a share of the rate.
    pub standing: bool,
}

/// A watcher ready to fire.
#[derive(Clone, Copy, Debug)]
pub(super) struct Watcher {
    pub id: UnitId,
    /// How well it makes out the target itself.
    pub certainty: Certainty,
    pub range_m: u32,
    /// Seconds it would give.
    pub seconds: u32,
    /// What it is worth against others that watch the same.
    pub worth: u64,
}

/// What a unit has left to fire with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Left {
    pub seconds: u32,
    pub small_rounds: u32,
    pub shells: u32,
    /// Of these, what its ration leaves for who is farther off than guns defend themselves.
    pub rationed: u32,
    /// It has opened fire.
    pub fired: bool,
}

impl Left {
    pub fn of(own: &OwnUnit) -> Left {
        Left {
            seconds: u32::from(own.seconds),
            small_rounds: own.stores.small_rounds,
            shells: own.stores.shells,
            rationed: own.ration.map_or(u32::MAX, |r| u32::from(r.left)),
            fired: own.fired,
        }
    }

    /// Whether so many shells are left, of the ration if they are `far` from being defence.
    pub fn has(&self, shells: u32, far: bool) -> bool {
        shells <= self.shells && (!far || shells <= self.rationed)
    }

    pub fn spend(&mut self, seconds: u32, small_rounds: u32, shells: u32, far: bool) {
        self.seconds = self.seconds.saturating_sub(seconds);
        self.small_rounds = self.small_rounds.saturating_sub(small_rounds);
        self.shells = self.shells.saturating_sub(shells);
        if far {
            self.rationed = self.rationed.saturating_sub(shells);
        }
        self.fired = true;
    }
}

/// Fire of some watchers on the men of one target, asked and not yet cast.
pub(super) struct Shots {
    /// Who fires, for how many seconds, what.
    pub volleys: ArrayVec<(UnitId, u32, Volley), WATCHERS>,
    pub question: Question,
    /// It is expected to pin the target, or as many fire as there may.
    pub enough: bool,
}

impl Field<'_, '_> {
    /// The watchers' fire on a unit that shows itself.
    pub fn expose(&mut self, e: Exposure) {
        let mut watchers = self.watchers(&e);
        if watchers.is_empty() {
            return;
        }
        if self.own(e.target).running() > 0 {
            // Who fired at the vehicles has given these seconds.
            let fired = self.watch_armour(&e, &watchers);
            watchers.retain(|w| !fired.contains(&w.id));
        }
        if fire::on_foot(&self.stage.scenario.cards, self.own(e.target)) > 0 {
            let seen = watchers.partition_point(|w| w.certainty > Certainty::Suspected);
            for group in [&watchers[..seen], &watchers[seen..]] {
                let Some(shots) = self.choose_men(&e, group, |id| Left::of(self.own(id))) else { continue };
                self.shoot_men(&e, &shots);
                if shots.enough {
                    break;
                }
            }
        }
    }

    /// Whoever works for a minute or more in a hex is seen at it, and fired at meanwhile.
    pub fn seen_at_work(&mut self, from: Clock, id: UnitId, (seconds, doing): (u32, Activity), posture: Posture) {
        let (least, _) = self.stage.scenario.rules.watch_limits();
        let Some(hex) = self.hex(id).filter(|_| seconds >= least) else { return };
        self.shown(from, id, doing);
        self.expose(Exposure {
            target: id,
            doing,
            hex,
            whence: None,
            seconds,
            from,
            speed_dms: 0,
            posture,
            behind_tanks_permille: 0,
            standing: false,
        });
    }

    /// Who can and may fire at a unit that shows itself: who sees it before those who see its flash or dust and no more, and of
    /// either the best first.
    pub fn watchers(&self, e: &Exposure) -> Vec<Watcher> {
        let armour = self.own(e.target).running() > 0;
        let list = &self.index.of_side[self.side_of(e.target).enemy()];
        let mut watchers: Vec<Watcher> = list.iter().filter_map(|&id| self.watcher(id, e, armour)).collect();
        watchers.sort_by_key(|w| (w.certainty == Certainty::Suspected, std::cmp::Reverse(w.worth), w.id));
        watchers
    }

    /// Whether a unit can and may fire at what shows itself, and for how long.
    fn watcher(&self, id: UnitId, e: &Exposure, armour: bool) -> Option<Watcher> {
        let own = self.own(id);
        if own.seconds == 0 || !own.active() || own.limbered || own.column || own.morale >= MoraleState::Broken {
            return None;
        }
        let hex = own.hex?;
        // Who is in the midst of a rush fires at nobody but those he meets.
        if own.storm.is_some() && hex != e.hex {
            return None;
        }
        let range_m = self.stage.scenario.ground.grid.range_m(hex, e.hex);
        let (men_m, armour_m) = self.index.reach_m[id.index()];
        let reach = if armour { armour_m.max(men_m) } else { men_m };
        if range_m > reach {
            return None;
        }
        // In one hex men fight whatever they were told, but for guns that wait for tanks.
        let close = hex == e.hex && own.fire_order != FireOrder::ArmourOnly;
        if !(close || own.fire_order.allows(range_m, armour)) {
            return None;
        }
        let (_, cap) = self.stage.scenario.rules.watch_limits();
        let given = self.unit(id).seconds.watched.iter().find(|w| w.0 == e.target).map_or(0, |w| u32::from(w.1));
        let third = if hex == e.hex { u32::MAX } else { (self.now.seconds * cap / 1000).saturating_sub(given) };
        let seconds = e.seconds.min(u32::from(own.seconds)).min(third);
        if seconds == 0 {
            return None;
        }
        // Fire of a whole turn is of the seconds that a watcher has left of it.
        let (from, to) = if e.standing { (self.clock(id), e.from) } else { (e.from, e.from.plus(e.seconds)) };
        let shows = e.whence.filter(|_| hex == e.hex).unwrap_or(e.hex);
        let clear = u64::from(self.clear_s(hex, shows, from, to));
        let in_sight = (u64::from(e.seconds) * clear / u64::from(to.since(from).max(1))) as u32;
        let seconds = seconds.min(in_sight);
        if seconds == 0 {
            return None;
        }
        let m = self.stage.scenario.ground.grid.distance(hex, e.hex) * HEX_M;
        let certainty = self.makes_out(m, e.target, e.hex, e.doing, e.from)?;
        // Worth: what a minute of its fire would do, roughly; guns first at armour, machine guns first at men.
        let card = self.card(id);
        let weight: u64 = u64::from(own.men) * u64::from(card.quality.shooting_permille) / 1000
            + u64::from(own.guns) * 200
            + u64::from(own.running()) * 60;
        let worth = weight * 1_000 / u64::from(range_m) * u64::from(1000 - own.suppressed_permille.min(1000));
        Some(Watcher { id, certainty, range_m, seconds, worth })
    }

    /// A watcher spends seconds on a target.
    fn give(&mut self, id: UnitId, target: UnitId, seconds: u32) {
        self.fights(id, self.clock(id), seconds);
        let mut unit = self.unit_mut(id);
        let list = &mut unit.seconds.watched;
        match list.iter_mut().find(|w| w.0 == target) {
            Some(w) => w.1 = w.1.saturating_add(seconds as u16),
            None => list.push((target, seconds as u16)),
        }
        self.spend(id, seconds);
    }

    /// Guns on armour, gun by gun, until a fifth is lost; who fired.
    fn watch_armour(&mut self, e: &Exposure, watchers: &[Watcher]) -> Vec<UnitId> {
        let mut fired = Vec::new();
        let start = self.own(e.target).running();
        for w in watchers {
            let running = self.own(e.target).running();
            if running == 0 || (start - running) * 5 >= start {
                break;
            }
            let Some(fire) = self.gun_shot(w, e) else { continue };
            self.shoot_armour(e, w, &fire);
            fired.push(w.id);
        }
        fired
    }

    /// What a watcher's guns fire at the vehicles of a target.
    pub fn gun_shot(&self, w: &Watcher, e: &Exposure) -> Option<GunFire> {
        let scenario = &self.stage.scenario;
        let mark = Mark { certainty: w.certainty, ..self.mark(e.target, e.hex, e.speed_dms, None, e.from) };
        let shooter = self.shooter(scenario, w.id, self.suppressed(w.id, e.from), e.from);
        fire::gun_fire(&shooter, &mark, w.range_m, self.paid_for(w.seconds, e)).filter(|f| f.shells > 0)
    }

    /// A watcher's guns fire at vehicles: the cast, and what it costs.
    pub fn shoot_armour(&mut self, e: &Exposure, w: &Watcher, fire: &GunFire) {
        self.give(w.id, e.target, w.seconds);
        self.shoot(e.from, w.id, e.hex, 0, fire.shells, e.standing);
        for aimed in &fire.aimed {
            let crossing = self.crossing_of(e.target).is_some();
            let got = self.cast(e.from, w.id.index(), Question::AntiTank(AntiTank { crossing, ..aimed.question }), None);
            if self.own(e.target).active() {
                let line = Some(usize::from(aimed.vehicle_line));
                self.spread_vehicles(e.from, e.target, line, got.of(Effect::VehiclesOut), &got, Cause::AntiTank);
                self.stops_on_crossing(e.from, e.target, got.of(Effect::OnCrossing));
            }
        }
        self.revealed(e.from, w.id, fire.shells, 0);
    }

    /// Seconds at full rate that a watcher's seconds are worth.
    fn paid_for(&self, seconds: u32, e: &Exposure) -> u32 {
        if e.standing { seconds * self.stage.scenario.rules.standing_permille() / 1000 } else { seconds }
    }

    /// Small arms and HE of the best of some watchers who make out the target equally well, with what each has `left`, summed to be
    /// cast once, until the target is expected to be pinned; `None` if nobody fires.
    pub fn choose_men(&self, e: &Exposure, watchers: &[Watcher], left: impl Fn(UnitId) -> Left) -> Option<Shots> {
        let scenario = &self.stage.scenario;
        let pinned = u32::from(scenario.rules.pinned_permille());
        let mut mark = self.mark(e.target, e.hex, e.speed_dms, Some(e.posture), e.from);
        mark.behind_tanks_permille = e.behind_tanks_permille;
        mark.certainty = watchers.first()?.certainty;
        let mut volleys: ArrayVec<(UnitId, u32, Volley), WATCHERS> = ArrayVec::new();
        let (mut question, mut down) = (None, false);
        for w in watchers {
            let left = left(w.id);
            let seconds = left.seconds.min(w.seconds);
            if volleys.is_full() || down {
                break;
            }
            if seconds == 0 {
                continue;
            }
            let shooter = self.shooter(scenario, w.id, self.suppressed(w.id, e.from), e.from);
            let volley = fire::volley(&shooter, w.range_m, self.paid_for(seconds, e), !left.fired);
            let far = scenario.rules.is_rationed(w.range_m);
            if volley.is_empty() || volley.small_rounds > left.small_rounds || !left.has(volley.shells, far) {
                continue;
            }
            volleys.push((w.id, seconds, volley));
            let shots: ArrayVec<Volley, WATCHERS> = volleys.iter().map(|v| v.2).collect();
            question = fire::men_under_fire(&shots, &mark, e.seconds.max(1));
            down = question.as_ref().is_some_and(|q| scenario.rules.lottery(q).mean(Effect::Suppression) as u32 >= pinned);
        }
        let enough = down || volleys.is_full();
        Some(Shots { volleys, question: question?, enough })
    }

    /// Watchers fire at men: the cast, and what it costs.
    pub fn shoot_men(&mut self, e: &Exposure, shots: &Shots) {
        for (id, seconds, volley) in &shots.volleys {
            self.give(*id, e.target, *seconds);
            self.shoot(e.from, *id, e.hex, volley.small_rounds, volley.shells, e.standing);
        }
        let got = self.cast(e.from, shots.volleys[0].0.index(), shots.question, None);
        if self.own(e.target).active() {
            self.take(e.from, e.target, &got, Cause::SmallArms, e.from, e.from.plus(e.seconds));
        }
        for (id, _, volley) in &shots.volleys {
            self.revealed(e.from, *id, volley.shells, volley.small_rounds);
        }
    }

    /// A unit as a target at a moment: in this hex, at this speed, its men in this posture (`None`: its own).
    pub fn mark(&self, id: UnitId, hex: HexId, speed_dms: u16, posture: Option<Posture>, at: Clock) -> Mark {
        let scenario = &self.stage.scenario;
        let mut mark = Mark::of_unit(&scenario.cards, &scenario.ground, self.card(id), self.own(id), hex, self.certainty_of(id), speed_dms);
        if let Some(p) = posture {
            mark.posture = p;
        }
        let up = self.men_up(id, at);
        mark.below = mark.men.saturating_sub(up);
        mark.men = mark.men.min(up);
        mark
    }

    /// A unit as it fires at a moment.
    pub fn shooter<'a>(&'a self, scenario: &'a crate::data::Scenario, id: UnitId, suppressed_permille: u16, at: Clock) -> Shooter<'a> {
        let up = self.men_up(id, at);
        Shooter { cards: &scenario.cards, rules: &scenario.rules, card: scenario.card(id), unit: self.own(id), suppressed_permille, up }
    }
}
