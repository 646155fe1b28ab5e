//! What is wrong with the files of a scenario, fault by fault.

use super::lines::{Lines, head};
use crate::data::Diagnostic;
use crate::game::ask::Ask;
use crate::game::state::Game;
use crate::words::Words;
use bevy_egui::egui;

/// Faults that are told one by one.
const MOST: usize = 60;

/// The list below the map, while the battle goes on as it was loaded.
pub(super) fn list(root: &mut egui::Ui, game: &Game, asks: &mut Vec<Ask>, height: f32) -> egui::Rect {
    let words = &game.words;
    let shown =
        egui::Panel::bottom("faults").resizable(true).default_size(height).size_range(height * 0.5..=height * 2.2).show(root, |ui| {
            ui.horizontal_wrapped(|ui| {
                head(ui, &super::tell::one(words, "faults-title", "n", game.faults.len()));
                if ui.small_button(words.ui("button-close")).clicked() {
                    asks.push(Ask::CloseFaults);
                }
            });
            egui::ScrollArea::vertical().id_salt("faults").min_scrolled_height(0.0).auto_shrink([false, false]).show(ui, |ui| {
                lines(words, &game.faults).draw(ui);
            });
        });
    shown.response.rect
}

/// Each with its place, its code, the line it is in, and what to do about it.
pub(super) fn lines(words: &Words, faults: &[Diagnostic]) -> Lines {
    let mut lines = Lines::default();
    for fault in faults.iter().take(MOST) {
        let place = fault.line_column().map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
        lines.warn(format!("{} {}{place}", fault.code(), fault.file));
        lines.text(words.diagnostic(fault));
        if let Some(excerpt) = fault.place.as_ref().map(|p| p.excerpt.trim()).filter(|e| !e.is_empty()) {
            lines.soft(excerpt);
        }
        if let Some(near) = &fault.did_you_mean {
            lines.soft(super::tell::one(words, "faults-near", "name", near));
        }
        if let Some(hint) = &fault.hint {
            lines.soft(hint);
        }
        lines.gap();
    }
    if faults.len() > MOST {
        lines.soft(super::tell::one(words, "faults-more", "n", faults.len() - MOST));
    }
    lines
}
