//! Players: from an `Observation` to orders. What belongs here: thought on what a side knows. What never does: the battle, the truth.

use crate::view::{Observation, Order, Refusal};

/// A player. Asked again and again during its side's impulse until it has no further order.
pub trait Player: Send {
    /// Its next order, or `None` to end the impulse.
    fn next_order(&mut self, view: &Observation) -> Option<Order>;
    /// Told that its last order was refused (so that it doesn't repeat it).
    fn refused(&mut self, view: &Observation, order: &Order, why: Refusal);
}
