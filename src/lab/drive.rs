//! Players at the door of a battle: the loop that asks, orders and ends impulses.

use crate::ai::{self, Player};
use crate::battle::{Author, Battle, Keep, Seed, replay::Recorder};
use crate::data::Scenario;
use crate::rules::{BySide, Side};
use std::sync::Arc;

/// Refusals after which a player's impulse is ended for it: it has lost its way, and a battle must end.
pub(super) const MOST_REFUSALS: u32 = 256;

/// Orders after which a player's impulse is ended for it; many times what a side of the largest scenario can use.
pub(super) const MOST_ORDERS: u32 = 20_000;

/// Names of the players, by side.
pub type Players = BySide<String>;

/// There is no player of that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no player `{0}`; there are {list}", list = ai::NAMES.join(", "))]
pub struct UnknownPlayer(pub String);

/// Why a battle did not come to its end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stopped {
    /// No such player.
    #[error(transparent)]
    Player(#[from] UnknownPlayer),
    /// It was told to stop.
    #[error("interrupted")]
    Interrupted,
}

/// Let a player play the impulse of its side and end it. Whatever it does, this ends.
pub fn play_impulse(battle: &mut Battle, side: Side, player: &mut dyn Player, mut recorder: Option<&mut Recorder>) {
    let turn = battle.turn();
    let (mut orders, mut refusals) = (0, 0);
    while orders < MOST_ORDERS && refusals < MOST_REFUSALS && battle.to_move() == Some(side) {
        let Some(order) = player.next_order(battle.view(side)) else { break };
        orders += 1;
        match battle.apply(side, Author::Staff, &order) {
            Ok(events) => {
                if let Some(recorder) = recorder.as_deref_mut() {
                    recorder.order(turn, side, Author::Staff, &order, events);
                }
            }
            Err(why) => {
                refusals += 1;
                player.refused(battle.view(side), &order, why);
            }
        }
    }
    // It can only be refused when it is not this side's impulse; then there is nothing to end.
    if battle.end_impulse(side).is_ok()
        && let Some(recorder) = recorder
    {
        recorder.impulse_ended(turn, side, battle);
    }
}

/// Seed of a player's own thoughts, so that both sides and all runs differ.
fn thought_seed(seed: Seed, side: Side) -> u64 {
    let (low, side) = (seed.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), side as u64);
    low.wrapping_add((seed.run as u64) << 1).wrapping_add(side)
}

/// A player for a side of a battle with this seed.
///
/// # Errors
/// If there is none of that name.
pub fn player(name: &str, seed: Seed, side: Side) -> Result<Box<dyn Player>, UnknownPlayer> {
    ai::player(name, thought_seed(seed, side)).ok_or_else(|| UnknownPlayer(name.to_string()))
}

/// Fight a battle from its start to its end. `stop` is asked before each impulse.
///
/// # Errors
/// If a player is unknown or `stop` said so.
pub fn run_one(
    scenario: &Arc<Scenario>,
    seed: Seed,
    players: &Players,
    keep: Keep,
    mut recorder: Option<&mut Recorder>,
    stop: &dyn Fn() -> bool,
) -> Result<Battle, Stopped> {
    let mut soviet = player(&players.soviet, seed, Side::Soviet)?;
    let mut japanese = player(&players.japanese, seed, Side::Japanese)?;
    let mut battle = Battle::new(scenario.clone(), seed, keep);
    while let Some(side) = battle.to_move() {
        if stop() {
            return Err(Stopped::Interrupted);
        }
        let player = match side {
            Side::Soviet => &mut soviet,
            Side::Japanese => &mut japanese,
        };
        play_impulse(&mut battle, side, player.as_mut(), recorder.as_deref_mut());
    }
    Ok(battle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thoughts_differ_by_seed_run_and_side() {
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..20 {
            for run in 0..20 {
                for side in Side::BOTH {
                    seen.insert(thought_seed(Seed { seed, run }, side));
                }
            }
        }
        assert_eq!(seen.len(), 800);
    }
}
