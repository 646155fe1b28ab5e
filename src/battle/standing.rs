//! Standing fire: at the turn's end whoever has seconds left fires at the best of the enemies he makes out, at a share of the rate.
//!
//! What belongs here: who fires at whom then. What never does: reaction to what somebody does. Both sides choose and ask by the
//! field as it is before the first of these shots; then all of it is cast. So nobody is kept down or put out of action before he
//! answers because his side or he himself stands earlier in a list.

use super::field::Field;
use super::watch::{Exposure, Left, Shots, Watcher};
use crate::rules::{Activity, Certainty, Clock, Effect, Posture, Question, UnitId};
use crate::view::fire::{self, GunFire};

/// Guns of one watcher at vehicles, asked and not yet cast.
struct Laid {
    e: Exposure,
    by: Watcher,
    fire: GunFire,
}

/// Those who make out the men of one target equally well, with what they all could do to it.
struct Choice {
    e: Exposure,
    watchers: Vec<Watcher>,
    /// Expected men hit.
    hits: f64,
}

impl Field<'_, '_> {
    /// At the turn's end whoever has seconds left fires at the best contact it sees, at a share of the rate.
    pub fn standing_fire(&mut self, at: Clock) {
        let mut left: Vec<Left> = (0..self.stage.scenario.units.len()).map(|n| Left::of(self.own(UnitId(n as u16)))).collect();
        let exposures: Vec<Exposure> = (0..left.len()).filter_map(|n| self.stands_in_sight(UnitId(n as u16), at)).collect();
        let mut watched: Vec<(Exposure, Vec<Watcher>)> = exposures.into_iter().map(|e| (e, self.watchers(&e))).collect();
        let laid = self.aim(&mut watched, &mut left);
        let mut choices: Vec<Choice> = Vec::new();
        for (e, mut watchers) in watched {
            if fire::on_foot(&self.stage.scenario.cards, self.own(e.target)) == 0 {
                continue;
            }
            let blind = watchers.split_off(watchers.partition_point(|w| w.certainty > Certainty::Suspected));
            for watchers in [watchers, blind] {
                if let Some(shots) = self.choose_men(&e, &watchers, |id| left[id.index()]) {
                    let hits = self.stage.scenario.rules.lottery(&shots.question).mean(Effect::MenHit);
                    choices.push(Choice { e, watchers, hits });
                }
            }
        }
        // The best first; of equals the one listed first, who has no gain of it on the other side.
        choices.sort_by(|a, b| b.hits.total_cmp(&a.hits).then(a.e.target.cmp(&b.e.target)));
        let mut enough = vec![false; left.len()];
        let mut chosen: Vec<(Exposure, Shots)> = Vec::new();
        for Choice { e, watchers, .. } in choices {
            if enough[e.target.index()] {
                continue;
            }
            if let Some(shots) = self.choose_men(&e, &watchers, |id| left[id.index()]) {
                enough[e.target.index()] = shots.enough;
                for (id, seconds, volley) in &shots.volleys {
                    let far = self.stage.scenario.rules.is_rationed(volley.shot.range_m.into());
                    left[id.index()].spend(*seconds, volley.small_rounds, volley.shells, far);
                }
                chosen.push((e, shots));
            }
        }
        for Laid { e, by, fire } in laid {
            self.shoot_armour(&e, &by, &fire);
        }
        for (e, shots) in chosen {
            self.shoot_men(&e, &shots);
        }
    }

    /// What a unit shows of itself at the turn's end to an enemy who has it in sight, if one has.
    fn stands_in_sight(&self, target: UnitId, at: Clock) -> Option<Exposure> {
        let own = self.own(target);
        let hex = own.hex.filter(|_| own.active())?;
        if !self.is_current(target, Certainty::Seen) {
            return None;
        }
        let (posture, doing) = (own.posture, self.showing(target));
        // A still target that lies low draws standing fire only where it is seen to be there.
        let low = doing == Activity::SilentMen && posture >= Posture::Scrape;
        let seconds = self.stage.scenario.rules.shown_seconds(low, self.now.seconds);
        Some(Exposure {
            target,
            doing,
            hex,
            whence: None,
            seconds,
            from: at,
            speed_dms: 0,
            posture,
            behind_tanks_permille: 0,
            standing: true,
        })
    }

    /// Guns on vehicles, where the best of them is expected to do most first, until a fifth of each target is expected to be lost.
    /// Who fires at a target's vehicles is no watcher of its men.
    fn aim(&self, watched: &mut [(Exposure, Vec<Watcher>)], left: &mut [Left]) -> Vec<Laid> {
        let rules = &self.stage.scenario.rules;
        let of = |a: &fire::Aimed| rules.lottery(&Question::AntiTank(a.question)).mean(Effect::VehiclesOut);
        let out = |fire: &GunFire| fire.aimed.iter().map(of).sum::<f64>();
        let mut order: Vec<(f64, usize)> = Vec::new();
        for (i, (e, watchers)) in watched.iter().enumerate().filter(|(_, w)| self.own(w.0.target).running() > 0) {
            if let Some(fire) = watchers.iter().find_map(|w| self.gun_shot(w, e)) {
                order.push((out(&fire), i));
            }
        }
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut laid: Vec<Laid> = Vec::new();
        for (_, i) in order {
            let (e, watchers) = &mut watched[i];
            let (running, mut lost) = (f64::from(self.own(e.target).running()), 0.0);
            watchers.retain(|w| {
                let now = &mut left[w.id.index()];
                let by = Watcher { seconds: w.seconds.min(now.seconds), ..*w };
                let far = rules.is_rationed(w.range_m);
                let fire = if lost * 5.0 < running { self.gun_shot(&by, e).filter(|f| now.has(f.shells, far)) } else { None };
                let Some(fire) = fire else { return true };
                lost += out(&fire);
                now.spend(by.seconds, 0, fire.shells, far);
                laid.push(Laid { e: *e, by, fire });
                false
            });
        }
        laid
    }
}
