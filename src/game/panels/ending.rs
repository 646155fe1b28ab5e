//! The list of who is idle, before the impulse is ended.

use super::forces::unit_row;
use super::lines::{SOFT, head};
use super::tell;
use crate::game::ask::Ask;
use crate::game::desk::Desk;
use crate::game::state::Game;
use bevy_egui::egui;

/// The list.
pub(super) fn list(ui: &mut egui::Ui, game: &Game, desk: &Desk, asks: &mut Vec<Ask>) {
    let words = &game.words;
    let idle: Vec<_> = desk.idle().collect();
    head(ui, &tell::one(words, "ending-title", "n", idle.len()));
    ui.add(egui::Label::new(egui::RichText::new(words.ui("ending-hint")).color(SOFT)).wrap());
    ui.horizontal_wrapped(|ui| {
        let end = egui::Button::new(words.ui("button-end-anyway")).fill(ui.visuals().selection.bg_fill);
        if ui.add(end).on_hover_text("Enter").clicked() {
            asks.push(Ask::EndTurn);
        }
        if ui.button(words.ui("button-back")).on_hover_text("Esc").clicked() {
            asks.push(Ask::Back);
        }
    });
    let height = super::lines::row_height(ui);
    let most = ui.available_height() * 0.6;
    egui::ScrollArea::vertical().id_salt("ending").min_scrolled_height(0.0).max_height(most).auto_shrink([false, true]).show_rows(
        ui,
        height,
        idle.len(),
        |ui, range| {
            for unit in idle.get(range).unwrap_or_default().iter().filter_map(|&u| desk.seen().unit(u)) {
                if unit_row(ui, game, desk, unit, 0, ui.available_width()) {
                    asks.push(Ask::Unit { unit: unit.id, add: false });
                    asks.extend(unit.hex.map(Ask::Centre));
                }
            }
        },
    );
    ui.separator();
}
