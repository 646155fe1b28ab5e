//! Reaction and standing fire: who shows himself is fired at, for the seconds he shows himself, by watchers who see
//! him, have him in range, are under a fire order that allows it, and have seconds left.

use super::field::Field;
use crate::hex::HexId;
use crate::rules::{Activity, Certainty, Clock, Effect, MoraleState, Posture, Question, UnitId};
use crate::view::fire::{self, Mark, Shooter, Volley};
use crate::view::{Cause, FireOrder};

/// At most so many watchers are summed in one exposure: the best four; the target is pinned before a fifth matters.
const WATCHERS: usize = 4;

/// One unit that shows itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exposure {
    pub target: UnitId,
    /// What it is seen to do.
    pub doing: Activity,
    pub hex: HexId,
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
struct Watcher {
    id: UnitId,
    /// How well it makes out the target itself.
    certainty: Certainty,
    range_m: u32,
    seconds: u32,
    worth: u64,
}

impl Field<'_, '_> {
    /// The watchers' fire on a unit that shows itself.
    pub fn expose(&mut self, e: Exposure) {
        let enemy = self.side_of(e.target).enemy();
        let armour = self.own(e.target).running() > 0;
        let mut watchers: Vec<Watcher> = Vec::new();
        let list = self.index.clone_side(enemy);
        for &id in list.iter() {
            if let Some(w) = self.watcher(id, &e, armour) {
                watchers.push(w);
            }
        }
        if watchers.is_empty() {
            return;
        }
        // Who sees the target fires first, at its flash or dust those who see no more.
        watchers.sort_by_key(|w| (w.certainty == Certainty::Suspected, std::cmp::Reverse(w.worth), w.id));
        if armour {
            // Who fired at the vehicles has given these seconds.
            let fired = self.watch_armour(&e, &watchers);
            watchers.retain(|w| !fired.contains(&w.id));
        }
        if fire::on_foot(&self.stage.scenario.cards, self.own(e.target)) > 0 {
            let seen = watchers.partition_point(|w| w.certainty > Certainty::Suspected);
            for group in [&watchers[..seen], &watchers[seen..]] {
                if self.watch_men(&e, group) {
                    break;
                }
            }
        }
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
        let grid = &self.stage.scenario.ground.grid;
        let range_m = grid.metres(hex, e.hex).max(crate::hex::HEX_M / 2);
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
        let certainty = self.makes_out(hex, e.target, e.hex, e.doing, e.from)?;
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
        let scenario = self.scenario();
        let start = self.own(e.target).running();
        for w in watchers {
            let running = self.own(e.target).running();
            if running == 0 || (start - running) * 5 >= start {
                break;
            }
            let suppressed = self.suppressed(w.id, e.from);
            let seconds = self.paid_for(w, e);
            let fire = {
                let mark = Mark { certainty: w.certainty, ..self.mark(e.target, e.hex, e.speed_dms, None, e.from) };
                let shooter = self.shooter(&scenario, w.id, suppressed, e.from);
                fire::gun_fire(&shooter, &mark, w.range_m, seconds, false)
            };
            let Some(fire) = fire.filter(|f| f.shells > 0) else { continue };
            self.give(w.id, e.target, w.seconds);
            self.shoot(e.from, w.id, e.hex, 0, fire.shells, e.standing);
            for aimed in &fire.aimed {
                let line = usize::from(aimed.vehicle_line);
                let got = self.cast(e.from, w.id.index(), Question::AntiTank(aimed.question), None);
                self.spread_vehicles(e.from, e.target, Some(line), got.of(Effect::VehiclesOut), &got, Cause::AntiTank);
            }
            self.revealed(e.from, w.id, fire.shells, 0);
            fired.push(w.id);
        }
        fired
    }

    /// Seconds at full rate that a watcher's seconds are worth.
    fn paid_for(&self, w: &Watcher, e: &Exposure) -> u32 {
        if e.standing { w.seconds * self.stage.scenario.rules.standing_permille() / 1000 } else { w.seconds }
    }

    /// Small arms and HE of the best of some watchers who make out the target equally well, summed and cast once, until it is
    /// expected to be pinned; whether that is enough.
    fn watch_men(&mut self, e: &Exposure, watchers: &[Watcher]) -> bool {
        let scenario = self.scenario();
        let pinned = u32::from(scenario.rules.pinned_permille());
        let mut volleys: arrayvec::ArrayVec<(UnitId, u32, Volley), WATCHERS> = arrayvec::ArrayVec::new();
        let mut mark = self.mark(e.target, e.hex, e.speed_dms, Some(e.posture), e.from);
        mark.behind_tanks_permille = e.behind_tanks_permille;
        mark.certainty = watchers.first().map_or(Certainty::Suspected, |w| w.certainty);
        let (mut question, mut down) = (None, false);
        for w in watchers {
            if volleys.is_full() {
                break;
            }
            let left = u32::from(self.own(w.id).seconds).min(w.seconds);
            if left == 0 {
                continue;
            }
            let suppressed = self.suppressed(w.id, e.from);
            let opening = !self.own(w.id).fired;
            let shooter = self.shooter(&scenario, w.id, suppressed, e.from);
            let volley = fire::volley(&shooter, w.range_m, self.paid_for(w, e), opening);
            if volley.is_empty() {
                continue;
            }
            volleys.push((w.id, left, volley));
            let shots: arrayvec::ArrayVec<Volley, WATCHERS> = volleys.iter().map(|v| v.2).collect();
            question = fire::men_under_fire(&shots, &mark, e.seconds.max(1));
            if let Some(q) = &question
                && scenario.rules.lottery(q).mean(Effect::Suppression) as u32 >= pinned
            {
                down = true;
                break;
            }
        }
        let Some(question) = question else { return false };
        let enough = down || volleys.is_full();
        let first = volleys[0].0;
        for (id, seconds, volley) in &volleys {
            self.give(*id, e.target, *seconds);
            self.shoot(e.from, *id, e.hex, volley.small_rounds, volley.shells, e.standing);
        }
        let got = self.cast(e.from, first.index(), question, None);
        self.take(e.from, e.target, &got, Cause::SmallArms, e.from, e.from.plus(e.seconds));
        for (id, _, volley) in &volleys {
            self.revealed(e.from, *id, volley.shells, volley.small_rounds);
        }
        enough
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

    /// At the turn's end whoever has seconds left fires at the best contact it sees, at a share of the rate.
    pub fn standing_fire(&mut self, at: Clock) {
        for n in 0..self.stage.scenario.units.len() {
            let target = UnitId(n as u16);
            let own = self.own(target);
            let Some(hex) = own.hex.filter(|_| own.active()) else { continue };
            if !self.is_current(target, Certainty::Seen) {
                continue;
            }
            let posture = own.posture;
            let doing = self.showing(target);
            // A still target that lies low draws standing fire only where it is seen to be there.
            let seconds = if doing == Activity::SilentMen && posture >= Posture::Scrape { 120 } else { 300 };
            self.expose(Exposure {
                target,
                doing,
                hex,
                seconds,
                from: at,
                speed_dms: 0,
                posture,
                behind_tanks_permille: 0,
                standing: true,
            });
        }
    }
}
