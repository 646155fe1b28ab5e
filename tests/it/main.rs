//! Tests of the whole: what no single module can hold by itself.

mod cli;
mod layers;
