//! The start screen: scenario, side, seed, and who you are.

use crate::game::ask::Ask;
use crate::game::state::{Game, Seats};
use bevy_egui::egui;

/// The screen.
pub(super) fn screen(root: &mut egui::Ui, game: &mut Game, asks: &mut Vec<Ask>) {
    egui::Panel::left("start").resizable(false).default_size(460.0).show(root, |ui| {
        ui.heading("Khasan 1938");
        let mut choose = None;
        for (number, name) in game.start.names.iter().enumerate() {
            if ui.selectable_label(number == game.start.chosen, *name).clicked() {
                choose = Some(number);
            }
        }
        for seats in Seats::ALL {
            ui.radio_value(&mut game.start.seats, seats, game.words.ui(&format!("seats-{}", seats.id())));
        }
        ui.text_edit_singleline(&mut game.start.seed_text);
        if let Some(scenario) = &game.start.scenario {
            ui.label(match game.start.seats {
                Seats::Japanese => &scenario.briefing.japanese,
                _ => &scenario.briefing.soviet,
            });
        }
        if ui.button(game.words.ui("button-begin")).clicked() {
            asks.push(Ask::Begin);
        }
        if let Some(number) = choose {
            game.choose(number);
        }
    });
}
