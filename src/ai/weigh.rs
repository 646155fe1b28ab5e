//! What an assault is believed to come to, and what that is worth.
//!
//! `regular` reckons with men who do not show themselves and weighs by the scenario's points: ground against men. The other players
//! go by what shows itself and by the chances alone: `historical` has its plan's objectives given, and the record is measured on it.

use super::maps::counts;
use super::smoke;
use super::staff::Style;
use super::unit::Thought;
use crate::hex::HexId;
use crate::rules::{Assault, Clock, Effect, Law, Light, Lottery, Question, Stand, UnitId};
use crate::view::{Contact, Observation, OwnUnit, check, fire, ways};

/// Rifles that by day bear on a rush from where nobody was seen.
const UNSEEN_RIFLES: u32 = 15;
/// What an assault on an objective is worth beside one on the way to it, for who goes by chances alone.
const OBJECTIVE: f64 = 1.2;
/// Of an objective's points what taking it is worth: it is still to be held.
const TAKEN: f64 = 0.7;
/// Of what taking a hex is worth a lodgement is worth so much: an objective that is contested counts for half, and it is more easily
/// lost again.
const HALF: f64 = 0.4;
/// Share of a rush that is hit in the open if all of it is kept down.
const OPEN: f64 = 0.02;
/// Men who come to blows with one of the other side, at most.
const TO_ONE: f64 = 3.0;
/// Points that a hex on the way to an objective is worth.
const WAY_POINTS: f64 = 4.0;

/// Who goes in, where, and when.
pub(super) struct Rush<'a> {
    pub units: &'a [UnitId],
    pub target: HexId,
    /// when they are in the open
    pub midway: Clock,
    /// when they are among the enemy
    pub close: Clock,
}

/// What an assault is worth: by its chances against men kept down by the fire that is thought of, and with men kept down by the
/// fire that will meet them. `down` is the share of a contact believed to be down at a moment, per mille.
pub(super) fn worth(t: &Thought, rush: &Rush, down: impl Fn(&Contact, Clock) -> u16) -> f64 {
    let (view, target) = (t.view, rush.target);
    let weighs = t.mood.style == Style::Regular;
    let Some(Question::Assault(mut q)) = check::believed_assault(view, rush.units, target, 0) else { return -1.0 };
    // Those who are down now may be up again by then, and others down.
    let (mut men, mut kept, mut there) = (0u64, 0u64, 0u32);
    for c in view.contacts.iter().filter(|c| c.hex == target) {
        let believed = u64::from(u16::midpoint(c.men.0, c.men.1));
        men += believed * u64::from(1000 - c.suppressed_permille.min(1000));
        kept += believed * u64::from(1000 - down(c, rush.close).min(1000));
        there += believed as u32;
    }
    let left = (u64::from(q.defender.men) * kept).checked_div(men).unwrap_or(kept / 1000);
    q.defender.men = left.min(u64::from(u16::MAX)) as u16;
    let unseen = if weighs { t.maps.posts.unseen_men(view, target) } else { 0 };
    if unseen > 0 {
        let (shown, all) = (u32::from(q.defender.men), u32::from(q.defender.men) + unseen);
        q.trench_permille = ((u32::from(q.trench_permille) * shown + 1000 * unseen) / all) as u16;
        q.defender.men = all.min(u32::from(u16::MAX)) as u16;
        there += unseen;
    }
    let share = fired_at(view, rush, &q, unseen, weighs, down);
    // Who weighs knows that a company stands as a whole or not at all: the fight is thought out for when anybody gets there, with
    // as many as then do.
    let any = if weighs { anybody_stands(view, rush, share) } else { 1.0 };
    let (stands, up) = (stand(view, rush, share, weighs) / any.max(f64::MIN_POSITIVE), 1.0 - 0.45 * f64::from(share) / 1000.0);
    q.attacker.men = (f64::from(q.attacker.men) * stands * up) as u16;
    let lottery = view.rules.lottery(&Question::Assault(q));
    let [repulse, lodged, taken] = outcomes(&lottery);
    let objective = view.scenario.objectives.iter().find(|o| o.hex == target);
    if !weighs {
        let worth = taken + 0.6 * lodged - 0.3 * repulse;
        // What is an objective comes before what only leads to one.
        return if objective.is_some() && worth > 0.0 { worth * OBJECTIVE } else { worth };
    }
    // Men are hit in the open, and of those who come to blows: few to each of the other side at most who has his head up.
    let own = rush.units.iter().filter_map(|&u| view.unit(u));
    let came = f64::from(own.map(|u| u32::from(fire::on_foot(&view.cards, u))).sum::<u32>());
    let blows = |men: f64, with: u16| men.min(f64::from(with) * TO_ONE);
    let per = |effect| lottery.mean(effect) / 1000.0;
    let in_the_open = came * OPEN * f64::from(share) / 1000.0;
    let mine = blows(came * stands, q.defender.men) * per(Effect::AttackerLoss);
    let his = blows(f64::from(there), q.attacker.men) * per(Effect::DefenderLoss);
    let (ground, in_it) = objective.map_or((WAY_POINTS, WAY_POINTS * HALF), |o| {
        let points = f64::from(o.points.abs()) * TAKEN;
        (points, points * HALF)
    });
    any * (taken * ground + lodged * in_it + price(view, his, mine)) + price(view, 0.0, in_the_open)
}

/// Points that men of the enemy and of one's own are worth.
fn price(view: &Observation, his: f64, mine: f64) -> f64 {
    let scoring = &view.scenario.scoring;
    let of = |men: f64, per_point: u32| if per_point > 0 { men / f64::from(per_point) } else { 0.0 };
    if scoring.side == view.side {
        of(his, scoring.enemy_men_per_point) - of(mine, scoring.own_men_per_point)
    } else {
        of(his, scoring.own_men_per_point) - of(mine, scoring.enemy_men_per_point)
    }
}

/// Share of those in a rush who are down while they are in the open, per mille.
fn fired_at(view: &Observation, rush: &Rush, q: &Assault, unseen: u32, weighs: bool, down: impl Fn(&Contact, Clock) -> u16) -> u16 {
    let day = matches!(view.light, Light::Day | Light::Dusk);
    let mut by_range: [u32; 4] = match view.light {
        Light::Day => [1000, 1000, 500, 200],
        Light::Dusk => [1000, 800, 300, 100],
        Light::Moon => [80, 60, 0, 0],
        Light::Dark => [30, 0, 0, 0],
    };
    if weighs && !day {
        // Those in the hex see who comes for as long as he does not come unseen; of the others hardly anyone sees what to fire at.
        by_range[0] = 1000 - u32::from(q.surprise_permille.min(1000));
    }
    let mut bearing = if day { UNSEEN_RIFLES } else { 0 } + unseen * by_range[0] / 1000;
    for c in view.contacts.iter().filter(|c| counts(view, c)) {
        let steps = view.ground.grid.distance(c.hex, rush.target);
        if steps > 3 || !(steps == 0 || view.ground.sight.sees(c.hex, rush.target)) {
            continue;
        }
        if smoke::hides(view, c.hex, rush.target, rush.midway) {
            continue;
        }
        let awake = 1000 - u32::from(down(c, rush.midway).min(1000));
        let rifles = u16::midpoint(c.men.0, c.men.1) as u32 + c.guns as u32 * 20;
        bearing += rifles * awake / 1000 * by_range[steps as usize] / 1000;
    }
    // The rush: 180 rifles hit one of 100 upright men in about two minutes, which keeps five in six down (rates.md §3: half at a tenth
    // of a casualty a minute). Some don't stand that; of the others nearly half are still down at the end of it. Of several companies
    // that come at once each draws its part.
    let each = bearing * 5 / (1 + (rush.units.len() as u32).saturating_sub(1) / 2);
    (each * 1000 / (100 + each)) as u16
}

/// Chance that a unit in a rush stands its fire.
fn one_stands(view: &Observation, u: &OwnUnit, share: u16) -> f64 {
    let stand = Stand {
        stress_permille: u.stress_permille,
        suppressed_permille: share,
        lost_permille: share / 30,
        nerve_permille: ways::card_of(view, u).quality.nerve_permille,
    };
    view.rules.lottery(&Question::Stand(stand)).mean(Effect::Stands)
}

/// Share of a rush that stands its fire: of its men, or as its leader does.
fn stand(view: &Observation, rush: &Rush, share: u16, weighs: bool) -> f64 {
    let mut units = rush.units.iter().filter_map(|&u| view.unit(u));
    if !weighs {
        return units.next().map_or(0.0, |u| one_stands(view, u, share));
    }
    let men = |u: &OwnUnit| f64::from(u.men.max(1));
    let (stand, all) = units.fold((0.0, 0.0), |(stand, all), u| (stand + men(u) * one_stands(view, u, share), all + men(u)));
    stand / all.max(1.0)
}

/// Chance that at least one unit of a rush stands its fire.
fn anybody_stands(view: &Observation, rush: &Rush, share: u16) -> f64 {
    1.0 - rush.units.iter().filter_map(|&u| view.unit(u)).map(|u| 1.0 - one_stands(view, u, share)).product::<f64>()
}

/// Chances of repulse, lodgement and taking.
fn outcomes(lottery: &Lottery) -> [f64; 3] {
    let mut out = [0.0; 3];
    if let Some(stage) = lottery.stages.iter().find(|s| s.effect == Effect::AssaultResult) {
        match &stage.law {
            Law::Rows(rows) => {
                for (value, p) in rows {
                    out[(*value as usize).min(2)] += p.get();
                }
            }
            Law::Sure(v) => out[(*v as usize).min(2)] = 1.0,
            _ => {
                let mean = lottery.mean(Effect::AssaultResult) / 2.0;
                out = [1.0 - mean, 0.0, mean];
            }
        }
    }
    out
}
