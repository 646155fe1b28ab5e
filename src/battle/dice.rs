//! Keyed dice: a resolution's words depend on the seed, the purpose, the turn, the actor and how many such resolutions
//! that actor had this turn, and on nothing else. One more draw elsewhere shifts nothing.

use super::{DiceKey, Seed};
use crate::rules::{Lottery, Outcome, RuleId};
use bevy_ecs::prelude::Resource;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// Words of one resolution: one course and fifteen stages.
const WORDS: u128 = 16;

/// The dice of one battle.
#[derive(Resource, Clone)]
pub(super) struct Dice {
    base: ChaCha8Rng,
    /// Resolutions made this turn, by purpose and actor.
    counts: Vec<u16>,
    actors: usize,
    turn: u16,
    /// Scripted words for tests: used up from the front before any keyed word.
    script: Vec<u32>,
    script_at: usize,
}

/// The generator that all casts under a seed begin from.
fn generator(seed: Seed) -> ChaCha8Rng {
    let mut key = [0u8; 32];
    key[..8].copy_from_slice(&seed.seed.to_le_bytes());
    key[8..12].copy_from_slice(&seed.run.to_le_bytes());
    ChaCha8Rng::from_seed(key)
}

/// What a lottery gives under a seed and key: that of the ledger's entry with this key, if it was its lottery and its
/// dice were not scripted.
pub fn recast(seed: Seed, key: DiceKey, lottery: &Lottery) -> Outcome {
    cast_keyed(&generator(seed), key, lottery)
}

impl Dice {
    pub fn new(seed: Seed, actors: usize) -> Dice {
        Dice { base: generator(seed), counts: vec![0; actors * RuleId::ALL.len()], actors, turn: 0, script: Vec::new(), script_at: 0 }
    }

    /// Begin a turn: every actor's count starts anew.
    pub fn turn(&mut self, turn: u16) {
        self.turn = turn;
        self.counts.fill(0);
    }

    pub fn counts(&self) -> &[u16] {
        &self.counts
    }

    pub fn restore(&mut self, turn: u16, counts: &[u16]) {
        self.turn = turn;
        self.counts.copy_from_slice(counts);
    }

    /// Words that the next resolutions use instead of keyed ones (tests walk every row of a lottery with it).
    pub fn script(&mut self, words: &[u32]) {
        self.script = words.to_vec();
        self.script_at = 0;
    }

    /// Cast a lottery for an actor (a unit's index, or units + flight's index).
    pub fn cast(&mut self, rule: RuleId, actor: usize, lottery: &Lottery) -> (DiceKey, Outcome) {
        let purpose = rule as usize;
        let count = &mut self.counts[purpose * self.actors + actor];
        let key = DiceKey { purpose: purpose as u8, turn: self.turn, actor: actor as u16, nth: *count };
        *count = count.wrapping_add(1);
        if self.script_at < self.script.len() {
            let (script, mut at) = (&self.script, self.script_at);
            let mut high = 0;
            let outcome = lottery.cast(|k| {
                high = high.max(k as usize + 1);
                script.get(at + k as usize).copied().unwrap_or(0)
            });
            at += high;
            self.script_at = at;
            return (key, outcome);
        }
        (key, cast_keyed(&self.base, key, lottery))
    }
}

/// The cast of a key: the words are drawn in order, each stage has its own.
fn cast_keyed(base: &ChaCha8Rng, key: DiceKey, lottery: &Lottery) -> Outcome {
    let mut rng = base.clone();
    rng.set_stream(u64::from(key.purpose));
    rng.set_word_pos((u128::from(key.turn) << 32 | u128::from(key.actor) << 16 | u128::from(key.nth)) * WORDS);
    let (mut words, mut drawn) = ([0u32; WORDS as usize], 0);
    lottery.cast(|k| {
        let k = k as usize;
        while drawn <= k {
            words[drawn] = rng.next_u32();
            drawn += 1;
        }
        words[k]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Effect, Law, Prob};

    fn coin() -> Lottery {
        let mut l = Lottery::default();
        l.stage(Effect::Seen, Law::Chance(Prob::of(0.5)));
        l
    }

    #[test]
    fn one_more_draw_elsewhere_shifts_nothing() {
        let seed = Seed { seed: 7, run: 3 };
        let (mut a, mut b) = (Dice::new(seed, 4), Dice::new(seed, 4));
        for _ in 0..9 {
            b.cast(RuleId::Bog, 1, &coin());
            b.cast(RuleId::Spot, 2, &coin());
        }
        let rolls = |d: &mut Dice| (0..40).map(|_| d.cast(RuleId::Spot, 1, &coin()).1.of(Effect::Seen)).collect::<Vec<_>>();
        assert_eq!(rolls(&mut a), rolls(&mut b));
    }

    #[test]
    fn turns_actors_purposes_seeds_and_runs_differ() {
        let rolls = |seed, run, turn, rule, actor| {
            let mut d = Dice::new(Seed { seed, run }, 4);
            d.turn(turn);
            (0..64).map(|_| d.cast(rule, actor, &coin()).1.of(Effect::Seen)).collect::<Vec<_>>()
        };
        let first = rolls(1, 0, 0, RuleId::Bog, 0);
        for other in [
            rolls(2, 0, 0, RuleId::Bog, 0),
            rolls(1, 1, 0, RuleId::Bog, 0),
            rolls(1, 0, 1, RuleId::Bog, 0),
            rolls(1, 0, 0, RuleId::Spot, 0),
            rolls(1, 0, 0, RuleId::Bog, 1),
        ] {
            assert_ne!(first, other);
        }
    }
}
