//! The one check of an order: reads the ordering side's observation and nothing else.

use super::{Observation, Order, Quote, Refusal};

/// Check an order against what the side knows.
///
/// # Errors
/// The first reason that forbids it.
pub fn check(view: &Observation, order: &Order) -> Result<Quote, Refusal> {
    let _ = (view, order);
    unimplemented!()
}
