//! Before the first turn: who may be placed, and how the battle begins.

use super::lines::{Row, SOFT, head};
use super::tell;
use crate::data::StartPlace;
use crate::game::ask::Ask;
use crate::game::desk::Desk;
use crate::game::state::Game;
use bevy_egui::egui;

/// The list.
pub(super) fn list(ui: &mut egui::Ui, game: &Game, desk: &Desk, asks: &mut Vec<Ask>) {
    let words = &game.words;
    let units: Vec<_> = desk.placeable().filter_map(|u| desk.seen().unit(u)).collect();
    head(ui, &words.ui("setup-title"));
    ui.add(egui::Label::new(egui::RichText::new(tell::one(words, "setup-hint", "n", units.len())).color(SOFT)).wrap());
    if desk.ending {
        ui.add(egui::Label::new(egui::RichText::new(words.ui("setup-sure")).color(super::lines::RED)).wrap());
    }
    ui.horizontal_wrapped(|ui| {
        let begin = egui::Button::new(words.ui("button-begin-battle")).fill(ui.visuals().selection.bg_fill);
        if ui.add(begin).on_hover_text("Enter").clicked() {
            asks.push(Ask::EndTurn);
        }
        if desk.ending && ui.button(words.ui("button-back")).on_hover_text("Esc").clicked() {
            asks.push(Ask::Back);
        }
    });
    let most = ui.available_height() * 0.6;
    egui::ScrollArea::vertical().id_salt("setup").min_scrolled_height(0.0).max_height(most).auto_shrink([false, true]).show(ui, |ui| {
        for unit in units {
            let begins = desk.scenario().units.get(unit.id.index()).map(|s| s.place);
            let moved = unit.hex.is_some_and(|h| begins != Some(StartPlace::Hex(h)));
            let place = unit.hex.map_or_else(|| words.ui("off-map"), |h| desk.seen().ground.grid.name(h));
            let value = if moved { tell::one(words, "setup-placed", "hex", place) } else { place };
            let name = tell::unit(game, desk.scenario(), unit.id);
            let row = Row { name, value: &value, selected: desk.selection.units.contains(&unit.id), ..Row::default() };
            if row.draw(ui, ui.available_width()).is_some() {
                let add = ui.input(|i| i.modifiers.shift);
                asks.push(Ask::Unit { unit: unit.id, add });
            }
        }
    });
    ui.separator();
}
