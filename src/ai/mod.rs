//! Players: from an [`Observation`] to orders.
//!
//! What belongs here: thought on what a side knows. What never does: the battle, the truth, a clock, unseeded dice. Of a
//! view's scenario only what is the side's own or common knowledge is read: phases, objectives, scoring, own formations,
//! own units, own plan.

mod command;
mod deploy;
mod guns;
mod maps;
mod orders;
mod plan;
mod posts;
mod shoot;
mod smoke;
mod staff;
mod storm;
#[cfg(test)]
mod tests;
mod unit;
mod weigh;

use crate::view::{Observation, Order, Refusal};

/// A player. Asked again and again during its side's impulse until it has no further order.
pub trait Player: Send + Sync {
    /// Its next order, or `None` to end the impulse.
    fn next_order(&mut self, view: &Observation) -> Option<Order>;
    /// Told that its last order was refused (so that it doesn't repeat it).
    fn refused(&mut self, view: &Observation, order: &Order, why: Refusal);
    /// All that it carries from one order to the next, for a save: a player of the same name and seed that is given it
    /// goes on as this one would.
    fn memory(&self) -> Vec<u8>;
    /// Go on as the player whose memory this is.
    ///
    /// # Errors
    /// If it is not the memory of such a player; it has forgotten nothing then.
    fn recall(&mut self, memory: &[u8]) -> Result<(), NotMyMemory>;
}

/// A memory that cannot be read, or that is of another player.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("what a player remembered cannot be read")]
pub struct NotMyMemory;

/// Names of the players that [`player`] knows.
pub const NAMES: [&str; 3] = ["regular", "historical", "straight"];

/// A player by name. The seed varies its temper a little, never what it knows; `None` if there is no such player.
pub fn player(name: &str, seed: u64) -> Option<Box<dyn Player>> {
    let style = match name {
        "regular" => staff::Style::Regular,
        "historical" => staff::Style::Historical,
        "straight" => staff::Style::Straight,
        _ => return None,
    };
    Some(Box::new(staff::Staff::new(style, seed)))
}
