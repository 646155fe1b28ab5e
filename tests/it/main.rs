//! Tests of the whole: what no single module can hold by itself.

mod assault;
mod bad_input;
mod battle_books;
mod battle_orders;
mod battle_saves;
mod cli;
mod layers;
mod play;
mod tiny;
