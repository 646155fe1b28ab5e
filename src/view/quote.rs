//! What an order would cost and what may come of it, as its owner believes.

use crate::hex::HexId;
use crate::rules::{Asked, Clock, Modifier, RecoverMeans};
use arrayvec::ArrayVec;

/// One step of a move.
#[derive(Clone, Debug, PartialEq)]
pub struct StepQuote {
    /// hex entered
    pub hex: HexId,
    /// seconds for this step
    pub seconds: u32,
    /// of them, seconds of waiting for others to be over a narrow place
    pub wait_s: u32,
    /// share of the vehicles expected to get stuck in it, per mille
    pub bog_permille: u16,
    /// chance that at least one does, per mille
    pub bog_any_permille: u16,
    /// of the vehicles, the share expected to lie on its belly in it, per mille: none but a tractor gets it out
    pub deep_permille: u16,
    /// share expected to break down in it, per mille
    pub break_permille: u16,
    /// seconds that the crews' logs are expected to need for those stuck in it, belly-deep ones left out
    pub recover_s: u32,
}

/// What an order would cost.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quote {
    /// seconds spent this turn and later
    pub seconds: u32,
    /// of them, those of an assault that fall into later turns
    pub later_s: u32,
    /// steps of a move
    pub steps: Vec<StepQuote>,
    /// share of the vehicles expected to get stuck on the whole way, per mille
    pub bog_permille: u16,
    /// chance that at least one gets stuck on the whole way, per mille
    pub bog_any_permille: u16,
    /// share expected to lie on its belly, per mille
    pub deep_permille: u16,
    /// share expected to break down, per mille
    pub break_permille: u16,
    /// seconds that the crews' logs are expected to need, hex after hex, for those that get stuck, belly-deep ones left out
    pub recover_s: u32,
    /// what a recovery would be tried with
    pub means: Option<RecoverMeans>,
    /// questions the order would ask, as believed
    pub asks: Vec<Asked>,
    /// seconds until it takes effect (missions): least and most
    pub delay_s: Option<(u32, u32)>,
    /// hour at which a new task would be ready
    pub ready: Option<Clock>,
    /// why it takes so long, as factors on the usual time; of fire, the share of its time in which the aim is in sight
    pub because: ArrayVec<Modifier, 12>,
    /// seconds that smoke hides the hex
    pub hidden_s: Option<u32>,
    /// when smoke begins to hide it: earliest and latest
    pub hides_from: Option<(Clock, Clock)>,
    /// going as expected it draws no dice and shows nothing new: it could be taken back
    pub undoable: bool,
}
