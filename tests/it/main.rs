//! Tests of the whole: what no single module can hold by itself.

mod assault;
mod bad_input;
mod cli;
mod ground;
mod layers;
mod odds_rows;
mod play;
mod tiny;
