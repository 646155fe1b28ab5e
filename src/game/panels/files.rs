//! Saved games: a name to save under, and what there is to go on with.

use super::lines::{BROWN, RED, SOFT, head};
use crate::game::ask::Ask;
use crate::game::state::Game;
use crate::rules::Clock;
use bevy_egui::egui::{self, RichText};

/// The list; `name` is what is typed.
pub(super) fn list(ui: &mut egui::Ui, game: &Game, name: &mut String, asks: &mut Vec<Ask>) {
    let words = &game.words;
    head(ui, &words.ui("panel-files"));
    if game.desk().is_some() {
        ui.horizontal_wrapped(|ui| {
            let width = (ui.available_width() * 0.6).max(60.0);
            ui.add(egui::TextEdit::singleline(name).desired_width(width).hint_text(words.ui("files-name")));
            if ui.button(words.ui("button-save")).clicked() {
                asks.push(Ask::Save(name.clone()));
            }
        });
        ui.separator();
    }
    egui::ScrollArea::vertical().id_salt("files").auto_shrink([false, false]).show(ui, |ui| {
        if game.saves().is_empty() {
            ui.label(RichText::new(words.ui("files-none")).color(SOFT));
        }
        for entry in game.saves() {
            match &entry.label {
                Ok(label) => {
                    if ui.add(egui::Button::new(RichText::new(&entry.name).color(BROWN)).wrap()).clicked() {
                        asks.push(Ask::Load(entry.path.clone()));
                    }
                    let at = Clock::parse(&label.at)
                        .map_or_else(|| label.at.clone(), |at| format!("{} {}", super::tell::short_date(words, at), at.hhmm()));
                    let side = label.to_move.map_or_else(|| words.ui("top-over"), |side| words.side(side));
                    let turn = [("turn", (label.turn + 1).to_string()), ("at", at), ("side", side)];
                    let facts = words.ui_with("files-facts", &turn);
                    ui.add(egui::Label::new(RichText::new(format!("{}, {facts}", label.title)).color(SOFT)).wrap());
                }
                Err(why) => {
                    ui.label(RichText::new(&entry.name).color(SOFT));
                    ui.add(egui::Label::new(RichText::new(why.to_string()).color(RED)).wrap());
                }
            }
            ui.add_space(4.0);
        }
    });
}
