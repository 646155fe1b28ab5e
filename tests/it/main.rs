//! Tests of the whole: what no single module can hold by itself.

mod assault;
mod bad_input;
mod battle_alike;
mod battle_books;
mod battle_ground;
mod battle_orders;
mod battle_quotes;
mod battle_saves;
mod battle_shelter;
mod battle_supply;
mod battle_walks;
mod bogged;
mod by_hand;
mod cli;
mod events;
mod ground;
mod layers;
mod odds_chi;
mod odds_rows;
mod play;
mod record;
mod saves;
mod sheet;
mod table;
mod tiny;
