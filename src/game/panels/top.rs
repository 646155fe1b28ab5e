//! The bar on top: clock, light, score, undo, what is shown, end of the impulse.

use super::lines::{RED, SOFT};
use super::tell;
use crate::game::ask::{Ask, Panel};
use crate::game::desk::Desk;
use crate::game::state::Game;
use crate::lab::Table;
use crate::picture::Overlay;
use crate::rules::Soil;
use crate::words::{Lang, points};
use bevy_egui::egui::{self, RichText};

/// Parts of the window in the order of the menu, with the ids of their names and their keys.
const PARTS: [(Panel, &str, &str); 6] = [
    (Panel::Forces, "panel-forces", "F2"),
    (Panel::Log, "panel-log", "F3"),
    (Panel::Objectives, "panel-objectives", "F4"),
    (Panel::Timeline, "panel-timeline", "F5"),
    (Panel::Files, "panel-files", "F6"),
    (Panel::Keys, "panel-keys", "F1"),
];

/// The bar.
pub(super) fn bar(root: &mut egui::Ui, game: &Game, desk: &Desk, asks: &mut Vec<Ask>) -> egui::Rect {
    let shown = egui::Panel::top("top").resizable(false).show(root, |ui| {
        ui.add_space(2.0);
        ui.horizontal_wrapped(|ui| {
            hour(ui, game, desk);
            ui.separator();
            // What the buttons took in the frame before: no text may push them into a second line, or the map would jump.
            let id = egui::Id::new("top-buttons");
            let taken = ui.data(|d| d.get_temp(id)).unwrap_or(0.0);
            score(ui, game, desk, taken);
            ui.separator();
            let from = ui.cursor().left();
            buttons(ui, game, desk, asks);
            let to = ui.cursor().left();
            ui.data_mut(|d| d.insert_temp(id, if to > from { to - from } else { f32::INFINITY }));
        });
        ui.add_space(1.0);
    });
    shown.response.rect
}

/// Clock, turn, phase, light, weather, ground; hovering tells the ground soil by soil.
fn hour(ui: &mut egui::Ui, game: &Game, desk: &Desk) {
    let (words, seen) = (&game.words, desk.seen());
    let big = egui::TextStyle::Body.resolve(ui.style()).size * 1.3;
    ui.label(RichText::new(seen.turn_from.hhmm()).size(big));
    let small = egui::TextStyle::Small;
    ui.label(RichText::new(tell::date(words, seen.turn_from)).text_style(small.clone()).color(SOFT));
    let turns = desk.scenario().turns.len();
    if seen.setting_up && desk.may_order() {
        ui.label(RichText::new(words.ui("setup-title")).color(RED));
    } else {
        ui.label(words.ui_with("top-turn", &[("turn", (seen.turn + 1).to_string()), ("turns", turns.to_string())]));
    }
    let phase = desk.scenario().turns.get(usize::from(seen.turn)).and_then(|t| desk.scenario().phases.get(usize::from(t.phase)));
    if let Some(phase) = phase {
        ui.label(tell::said(words, &format!("phase-{}", phase.id), &phase.id.replace('_', " ")));
    }
    let (light, weather) = (words.light(seen.light), words.weather(seen.weather));
    let ground = words.ground_state(seen.ground_state.of(Soil::Field));
    let line = RichText::new(format!("{light} · {weather} · {ground}")).text_style(small).color(SOFT);
    ui.label(line).on_hover_text(words.ground(seen.ground_state));
}

/// Score, grade, and what the next grade wants, as much of it as leaves `kept` pixels beside it.
fn score(ui: &mut egui::Ui, game: &Game, desk: &Desk, kept: f32) {
    let (words, standing) = (&game.words, desk.standing());
    let hover = next_grade(game, desk);
    let points = tell::one(words, "top-score", "score", points(standing.score));
    let graded = format!("{points}: {}", words.grade(standing.grade));
    let gap = ui.spacing().item_spacing.x;
    let fits = |ui: &egui::Ui, text: &str, font: &egui::FontId| {
        let wide = ui.painter().layout_no_wrap(text.to_owned(), font.clone(), SOFT).size().x;
        wide + kept + 4.0 * gap <= ui.available_size_before_wrap().x
    };
    if !fits(ui, &graded, &egui::TextStyle::Body.resolve(ui.style())) {
        ui.label(points).on_hover_text(format!("{graded}; {hover}"));
        return;
    }
    ui.label(graded).on_hover_text(&hover);
    let small = egui::TextStyle::Small.resolve(ui.style());
    if fits(ui, &hover, &small) {
        ui.label(RichText::new(hover).font(small).color(SOFT));
    }
}

/// What the next grade wants, in words.
pub(super) fn next_grade(game: &Game, desk: &Desk) -> String {
    let (words, scoring) = (&game.words, &desk.scenario().scoring);
    match tell::next_grade(scoring, desk.standing().score, desk.side()) {
        None => words.ui("grade-best"),
        Some((grade, points)) => {
            let id = if scoring.side == desk.side() { "grade-more" } else { "grade-fewer" };
            words.ui_with(id, &[("points", points.to_string()), ("grade", words.grade(grade))])
        }
    }
}

/// Everything that can be pressed.
fn buttons(ui: &mut egui::Ui, game: &Game, desk: &Desk, asks: &mut Vec<Ask>) {
    let words = &game.words;
    if desk.is_over() {
        ui.label(RichText::new(words.ui("top-over")).color(RED));
    } else if desk.may_order() {
        ui.label(words.ui("top-yours")).on_hover_text(words.side(desk.side()));
        let undo = desk.table().is_some_and(Table::can_undo);
        if ui.add_enabled(undo, egui::Button::new(words.ui("button-undo"))).on_hover_text("Ctrl+Z").clicked() {
            asks.push(Ask::Undo);
        }
        if ui.button(words.ui("button-next-idle")).on_hover_text("Tab").clicked() {
            asks.push(Ask::NextIdle);
        }
        let end = words.ui(if desk.seen().setting_up { "button-begin-battle" } else { "button-end-turn" });
        let end = egui::Button::new(RichText::new(end).strong()).fill(ui.visuals().selection.bg_fill);
        if ui.add(end).on_hover_text("Enter").clicked() {
            asks.push(Ask::EndTurn);
        }
    } else {
        ui.label(RichText::new(words.ui(if desk.watch.runs() { "top-enemy-moves" } else { "top-thinking" })).color(RED));
        if ui.button(words.ui("button-slower")).on_hover_text(",").clicked() {
            asks.push(Ask::Speed(-1));
        }
        ui.label(tell::one(words, "top-speed", "n", desk.watch.speed() + 1));
        if ui.button(words.ui("button-faster")).on_hover_text(".").clicked() {
            asks.push(Ask::Speed(1));
        }
        if ui.button(words.ui("button-skip")).on_hover_text("Esc").clicked() {
            asks.push(Ask::Skip);
        }
    }
    menus(ui, game, desk, asks);
}

/// Overlays, parts of the window, language and letters.
fn menus(ui: &mut egui::Ui, game: &Game, desk: &Desk, asks: &mut Vec<Ask>) {
    let words = &game.words;
    let overlay = desk.overlay.map_or_else(|| words.ui("menu-overlay"), |o| words.sheet(o.title(), &[]));
    ui.menu_button(overlay, |ui| {
        if ui.selectable_label(desk.overlay.is_none(), words.ui("overlay-off")).clicked() {
            asks.push(Ask::Overlay(None));
            ui.close();
        }
        for overlay in Overlay::ALL {
            if ui.selectable_label(desk.overlay == Some(overlay), words.sheet(overlay.title(), &[])).clicked() {
                asks.push(Ask::Overlay(Some(overlay)));
                ui.close();
            }
        }
    });
    ui.menu_button(words.ui("menu-show"), |ui| {
        for (panel, id, key) in PARTS {
            let mut open = desk.open.contains(&panel);
            if ui.checkbox(&mut open, format!("{}  {key}", words.ui(id))).clicked() {
                asks.push(Ask::Toggle(panel));
            }
        }
    });
    settings(ui, game, asks, |ui, asks| {
        ui.separator();
        if ui.button(words.ui("button-restart")).on_hover_text("Ctrl+R").clicked() {
            asks.push(Ask::Restart);
            ui.close();
        }
        if ui.button(words.ui("button-start-screen")).clicked() {
            asks.push(Ask::ToStart);
            ui.close();
        }
        if ui.button(words.ui("button-quit")).clicked() {
            asks.push(Ask::Quit);
            ui.close();
        }
    });
}

/// Language and size of letters, and what else belongs under it.
pub(super) fn settings(ui: &mut egui::Ui, game: &Game, asks: &mut Vec<Ask>, more: impl FnOnce(&mut egui::Ui, &mut Vec<Ask>)) {
    ui.menu_button(game.words.ui("menu-settings"), |ui| {
        languages(ui, game, asks);
        letters(ui, game, asks);
        more(ui, asks);
    });
}

/// The languages, each by its own name.
pub(super) fn languages(ui: &mut egui::Ui, game: &Game, asks: &mut Vec<Ask>) {
    ui.horizontal(|ui| {
        for lang in Lang::ALL {
            if ui.selectable_label(game.lang == lang, game.words.ui(&format!("lang-{}", lang.id()))).clicked() {
                asks.push(Ask::Language(lang));
            }
        }
    });
}

/// Larger and smaller letters.
pub(super) fn letters(ui: &mut egui::Ui, game: &Game, asks: &mut Vec<Ask>) {
    ui.horizontal(|ui| {
        ui.label(tell::one(&game.words, "menu-letters", "percent", game.text_percent));
        if ui.button("−").on_hover_text("Ctrl+-").clicked() {
            asks.push(Ask::TextSize(-1));
        }
        if ui.button("+").on_hover_text("Ctrl++").clicked() {
            asks.push(Ask::TextSize(1));
        }
    });
}
