//! Tests of the whole: what no single module can hold by itself.

mod bad_input;
mod assault;
mod cli;
mod layers;
