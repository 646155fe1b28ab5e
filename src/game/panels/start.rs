//! The start screen: scenario, side, seed, and who you are.

use super::lines::{BROWN, INK, RED, SOFT};
use super::tell::{self, said, signed};
use super::top;
use crate::game::ask::Ask;
use crate::game::state::Game;
use crate::lab::Seats;
use crate::rules::Side;
use bevy_egui::egui::{self, RichText};

/// The screen: a column beside the map. What begins the battle stands below, wherever the rest was scrolled to.
pub(super) fn screen(root: &mut egui::Ui, game: &mut Game, asks: &mut Vec<Ask>) -> egui::Rect {
    let scale = f32::from(game.text_percent) / 100.0;
    let width = (430.0 * scale).min(root.available_width() * 0.6);
    let mut choose = None;
    let shown = egui::Panel::left("start").resizable(false).exact_size(width).show(root, |ui| {
        egui::Panel::bottom("begin").resizable(false).frame(egui::Frame::NONE).show(ui, |ui| {
            ui.add_space(4.0 * scale);
            seed(ui, game);
            begin(ui, game, scale, asks);
            ui.horizontal_wrapped(|ui| {
                top::languages(ui, game, asks);
                top::letters(ui, game, asks);
            });
            ui.add_space(4.0 * scale);
        });
        egui::ScrollArea::vertical().id_salt("start").auto_shrink([false, false]).show(ui, |ui| {
            ui.add_space(10.0 * scale);
            ui.label(RichText::new(game.words.ui("start-title")).size(30.0 * scale).color(BROWN));
            ui.add(egui::Label::new(RichText::new(game.words.ui("start-subtitle")).color(SOFT)).wrap());
            ui.separator();
            cut_off(ui, game, asks);
            choose = scenarios(ui, game);
            ui.separator();
            seats(ui, game);
            briefing(ui, game);
        });
    });
    if let Some(number) = choose {
        game.choose(number);
    }
    shown.response.rect
}

fn begin(ui: &mut egui::Ui, game: &Game, scale: f32, asks: &mut Vec<Ask>) {
    ui.horizontal_wrapped(|ui| {
        let begin = egui::Button::new(RichText::new(game.words.ui("button-begin")).size(18.0 * scale)).fill(ui.visuals().selection.bg_fill);
        if ui.add_enabled(game.start.scenario().is_some(), begin).on_hover_text("Enter").clicked() {
            asks.push(Ask::Begin);
        }
        if ui.button(game.words.ui("button-quit")).clicked() {
            asks.push(Ask::Quit);
        }
    });
    if let Some(notice) = &game.notice {
        ui.add(egui::Label::new(RichText::new(&notice.text).color(RED)).wrap());
    }
}

/// A battle that was cut off is offered first.
fn cut_off(ui: &mut egui::Ui, game: &Game, asks: &mut Vec<Ask>) {
    let Some(entry) = &game.start.cut_off else { return };
    let (title, turn) = entry.label.as_ref().map_or((entry.name.clone(), 0), |l| (l.title.clone(), l.turn + 1));
    let text = game.words.ui_with("start-cut-off", &[("title", title), ("turn", turn.to_string())]);
    ui.add(egui::Label::new(RichText::new(text).color(RED)).wrap());
    ui.horizontal_wrapped(|ui| {
        if ui.button(game.words.ui("button-go-on")).clicked() {
            asks.push(Ask::Load(entry.path.clone()));
        }
        if ui.button(game.words.ui("button-forget")).clicked() {
            asks.push(Ask::Forget);
        }
    });
    ui.separator();
}

/// The scenarios, each with its dates, its length and who fights; the number of one that was clicked.
fn scenarios(ui: &mut egui::Ui, game: &Game) -> Option<usize> {
    let (words, mut choose) = (&game.words, None);
    for (number, listed) in game.start.list.iter().enumerate() {
        let chosen = number == game.start.chosen;
        let title = match &listed.scenario {
            Some(scenario) => tell::title(game, scenario),
            None => listed.origin.what.replace('_', " "),
        };
        let mut text = egui::text::LayoutJob::default();
        let of = |style: egui::TextStyle, ink| egui::TextFormat::simple(style.resolve(ui.style()), ink);
        text.append(&title, 0.0, of(egui::TextStyle::Body, if listed.faults.is_empty() { INK } else { RED }));
        if let Some(scenario) = &listed.scenario {
            let men = |side| scenario.units.iter().filter(|u| u.side == side).map(|u| u32::from(u.men)).sum::<u32>().to_string();
            let args = [
                ("when", tell::span(words, scenario.starts(), scenario.ends())),
                ("turns", scenario.turns.len().to_string()),
                ("soviet", men(Side::Soviet)),
                ("japanese", men(Side::Japanese)),
            ];
            text.append(&format!("\n{}", words.ui_with("start-line", &args)), 0.0, of(egui::TextStyle::Small, SOFT));
        }
        let button = egui::Button::selectable(chosen, text).wrap().min_size(egui::vec2(ui.available_width(), 0.0));
        if ui.add(button).clicked() && !chosen {
            choose = Some(number);
        }
    }
    if let Some(listed) = game.start.now() {
        super::faults::lines(words, &listed.faults).draw(ui);
    }
    choose
}

fn seats(ui: &mut egui::Ui, game: &mut Game) {
    ui.add_space(6.0);
    for seats in Seats::ALL {
        ui.radio_value(&mut game.start.seats, seats, game.words.ui(&format!("seats-{}", seats.id())));
    }
}

/// Who you are, what wins, until when.
fn briefing(ui: &mut egui::Ui, game: &Game) {
    let Some(scenario) = game.start.scenario() else { return };
    let sides: &[(&str, &str)] = match game.start.seats {
        Seats::Soviet => &[("soviet", &scenario.briefing.soviet)],
        Seats::Japanese => &[("japanese", &scenario.briefing.japanese)],
        Seats::Both | Seats::None => &[("soviet", &scenario.briefing.soviet), ("japanese", &scenario.briefing.japanese)],
    };
    ui.separator();
    for (side, text) in sides {
        ui.add(egui::Label::new(said(&game.words, &format!("briefing-{}-{side}", scenario.id), text)).wrap());
        ui.add_space(4.0);
    }
    for laid in &scenario.mods {
        let title = game.lang.pick(&laid.title, laid.ru.as_deref()).to_owned();
        ui.add(egui::Label::new(game.words.ui_with("start-laid-over", &[("title", title)])).wrap());
        for (side, _) in sides {
            let aside = if *side == "soviet" { &laid.briefing.soviet } else { &laid.briefing.japanese };
            if let Some(aside) = aside {
                ui.add(egui::Label::new(aside).wrap());
            }
        }
        ui.add_space(4.0);
    }
    let best = scenario.scoring.grades.last().map(|(grade, least)| [("grade", game.words.grade(*grade)), ("score", signed(*least))]);
    if let Some(args) = best {
        ui.add(egui::Label::new(RichText::new(game.words.ui_with("start-best", &args)).color(SOFT)).wrap());
    }
}

fn seed(ui: &mut egui::Ui, game: &mut Game) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(game.words.ui("start-seed")).color(SOFT));
        let width = (ui.available_width() - 8.0).clamp(60.0, 200.0);
        ui.add(egui::TextEdit::singleline(&mut game.start.seed_text).desired_width(width));
    });
    if !game.start.seed_is_good() {
        let text = super::tell::one(&game.words, "start-bad-seed", "seed", game.start.seed());
        ui.add(egui::Label::new(RichText::new(text).color(RED)).wrap());
    }
}
