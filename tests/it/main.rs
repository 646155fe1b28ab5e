//! Tests of the whole: what no single module can hold by itself.

mod bad_input;
mod assault;
mod cli;
mod battle_books;
mod battle_orders;
mod battle_saves;
mod layers;
mod play;
mod tiny;
