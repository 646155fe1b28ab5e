//! The list of keys.

use super::lines::{BROWN, SOFT, head};
use crate::game::keys::KEYS;
use crate::game::state::Game;
use bevy::prelude::KeyCode;
use bevy_egui::egui;

/// The list, with what the mouse does before it.
pub(super) fn list(ui: &mut egui::Ui, game: &Game) {
    let words = &game.words;
    egui::ScrollArea::vertical().id_salt("keys").min_scrolled_height(0.0).auto_shrink([false, false]).show(ui, |ui| {
        head(ui, &words.ui("panel-keys"));
        for id in ["mouse-left", "mouse-again", "mouse-shift", "mouse-right", "mouse-via", "mouse-wheel", "mouse-drag"] {
            ui.add(egui::Label::new(egui::RichText::new(words.ui(id)).color(SOFT)).wrap());
        }
        ui.separator();
        for key in KEYS {
            // The font has no arrows.
            let label = if key.code == KeyCode::ArrowUp { words.ui("key-arrows") } else { key.label.to_owned() };
            ui.horizontal_wrapped(|ui| {
                ui.label(egui::RichText::new(label).color(BROWN));
                ui.label(words.ui(key.text));
            });
        }
    });
}
