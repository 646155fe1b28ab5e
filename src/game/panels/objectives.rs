//! Objectives, what the score is made of, and what history says of this hour.

use super::lines::{Lines, Row, head};
use super::tell::{self, one, said, signed};
use crate::data::{HistoryRow, Observable, Scenario};
use crate::game::ask::Ask;
use crate::game::desk::Desk;
use crate::game::state::Game;
use crate::rules::Clock;
use crate::words::{Words, points};
use bevy_egui::egui;

/// All of it, within a column.
pub(super) fn list(ui: &mut egui::Ui, game: &Game, desk: &Desk, asks: &mut Vec<Ask>) {
    let words = &game.words;
    egui::ScrollArea::vertical().id_salt("objectives").min_scrolled_height(0.0).auto_shrink([false, false]).show(ui, |ui| {
        head(ui, &words.ui("panel-objectives"));
        let scenario = desk.scenario();
        for (o, holder) in scenario.objectives.iter().zip(&desk.seen().objectives) {
            let name = format!("{} {}", scenario.ground.grid.name(o.hex), tell::objective(game, scenario, o.hex, &o.name));
            let held = holder.map_or_else(|| words.ui("held-contested"), |s| words.side(s));
            let value = one(words, "number-points", "n", o.points);
            let row = Row { name: &name, marks: &held, value: &value, selected: desk.selection.hex == Some(o.hex), ..Row::default() };
            if row.draw(ui, ui.available_width()).is_some() {
                asks.push(Ask::Point { hex: o.hex, add: false });
                asks.push(Ask::Centre(o.hex));
            }
        }
        let mut lines = Lines::default();
        score(game, desk, &mut lines);
        history(game, desk, &mut lines);
        lines.draw(ui);
    });
}

/// What the score is made of; parts of nought are left out.
pub(super) fn score(game: &Game, desk: &Desk, lines: &mut Lines) {
    let (words, standing) = (&game.words, desk.standing());
    lines.head(format!("{}: {}", one(words, "top-score", "score", points(standing.score)), words.grade(standing.grade)));
    for (name, points) in standing.parts.iter().filter(|p| p.1 != 0) {
        lines.pair(part(game, desk.scenario(), name), signed(*points));
    }
    lines.soft(super::top::next_grade(game, desk));
}

/// A part of the score by name.
pub(super) fn part(game: &Game, scenario: &Scenario, name: &str) -> String {
    match name.split_once(':') {
        Some((_, id)) => scenario.objectives.iter().find(|o| o.id == id).map_or(id.to_owned(), |o| {
            let name = tell::objective(game, scenario, o.hex, &o.name);
            format!("{} {name}", scenario.ground.grid.name(o.hex))
        }),
        None => said(&game.words, &format!("score-{name}"), name),
    }
}

/// Rows of the record whose hour lies around now, or the first to come.
fn history(game: &Game, desk: &Desk, lines: &mut Lines) {
    let (words, scenario) = (&game.words, desk.scenario());
    let now = desk.seen().turn_from;
    let mut timed: Vec<(Clock, &HistoryRow)> = scenario.history.iter().filter_map(|r| Some((hour(&r.observable, r)?, r))).collect();
    timed.sort_by_key(|t| t.0);
    let (past, coming): (Vec<_>, Vec<_>) = timed.into_iter().partition(|t| t.0 <= now);
    if past.is_empty() && coming.is_empty() {
        return;
    }
    lines.head(words.ui("history-title"));
    for (_, row) in past.iter().rev().take(2).rev().chain(coming.iter().take(2)) {
        lines.pair(row_text(words, row), recorded(words, scenario, row));
    }
}

/// The hour a row of the record speaks of; `None` too for one that is measured only.
fn hour(what: &Observable, row: &HistoryRow) -> Option<Clock> {
    let (least, _) = row.record?;
    if what.is_moment() { Some(Clock(least as u32)) } else { what.hour() }
}

/// A row of the record in words.
pub(super) fn row_text(words: &Words, row: &HistoryRow) -> String {
    said(words, &format!("history-{}", row.id), &row.text)
}

/// The recorded range of a row.
fn recorded(words: &Words, scenario: &Scenario, row: &HistoryRow) -> String {
    let one = |n: f64| match row.observable {
        Observable::FirstNear(..) | Observable::FirstAt(..) | Observable::FirstRound { .. } => {
            tell::moment(words, scenario, Clock(n as u32))
        }
        Observable::Holder(..) => words.ui(["held-soviet", "held-japanese", "held-contested"][(n as usize).min(2)]),
        _ => format!("{n:.0}"),
    };
    let Some((least, most)) = row.record else { return String::new() };
    let (least, most) = (one(least), one(most));
    if least == most { least } else { format!("{least}–{most}") }
}
