//! The bar on top: clock, light, score, end of the impulse.

use crate::game::ask::Ask;
use crate::game::desk::Desk;
use crate::game::state::Game;
use bevy_egui::egui;

/// The bar.
pub(super) fn bar(root: &mut egui::Ui, game: &Game, desk: &Desk, asks: &mut Vec<Ask>) {
    let seen = desk.seen();
    egui::Panel::top("top").show(root, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.strong(seen.turn_from.to_string());
            ui.label(game.words.light(seen.light));
            ui.label(game.words.ground_state(seen.ground_state));
            ui.label(format!("{}/{}", seen.turn + 1, desk.scenario().turns.len()));
            ui.label(game.words.grade(desk.standing().grade));
            if ui.button(game.words.ui("button-end-turn")).clicked() {
                asks.push(Ask::EndTurn);
            }
            if let Some(notice) = &game.notice {
                ui.colored_label(ui.visuals().warn_fg_color, &notice.text);
            }
        });
    });
}
