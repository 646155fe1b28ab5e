//! How the battle ended, and what the record says.

use super::lines::{Lines, head};
use super::memo::Memo;
use super::objectives;
use super::tell::{self, said};
use crate::game::ask::Ask;
use crate::game::desk::Desk;
use crate::game::state::Game;
use crate::lab::{BattleRecord, HistoryValue, SideRecord, SideToll};
use crate::rules::{BySide, Clock, Side};
use bevy_egui::egui;

/// The result, above whatever is looked at.
pub(super) fn show(ui: &mut egui::Ui, game: &Game, desk: &Desk, memo: &mut Memo, asks: &mut Vec<Ask>) {
    let words = &game.words;
    let size = egui::TextStyle::Heading.resolve(ui.style()).size;
    let grade = egui::RichText::new(tell::headed(&words.grade(desk.standing().grade))).size(size).color(super::lines::BROWN);
    ui.add(egui::Label::new(grade).wrap());
    ui.horizontal_wrapped(|ui| {
        if ui.button(words.ui("button-start-screen")).clicked() {
            asks.push(Ask::ToStart);
        }
        if ui.button(words.ui("button-save")).clicked() {
            asks.push(Ask::Save(String::new()));
        }
    });
    let mut lines = Lines::default();
    objectives::score(game, desk, &mut lines);
    for (o, holder) in desk.scenario().objectives.iter().zip(&desk.seen().objectives) {
        let held = holder.map_or_else(|| words.ui("held-contested"), |s| words.side(s));
        lines.pair(tell::objective(game, desk.scenario(), o.hex, &o.name), held);
    }
    happened(game, desk, &mut lines);
    if let Some((record, tolls)) = memo.record(desk) {
        told(game, desk, record, &tolls.sides, &mut lines);
    }
    lines.draw(ui);
    ui.separator();
    if !desk.selection.units.is_empty() || desk.selection.hex.is_some() {
        head(ui, &words.ui("panel-card"));
    }
}

/// The day as the record has it, told when it spoils nothing any more.
fn happened(game: &Game, desk: &Desk, lines: &mut Lines) {
    let scenario = desk.scenario();
    let text = said(&game.words, &format!("happened-{}", scenario.id), &scenario.what_happened);
    let paragraphs = text.split("\n\n").map(str::trim).filter(|p| !p.is_empty());
    for (n, paragraph) in paragraphs.enumerate() {
        match n {
            0 => lines.head(game.words.ui("result-happened")),
            _ => lines.gap(),
        }
        // Lines are broken by the panel's width, not by the file's.
        lines.text(paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    }
}

/// Losses of both sides and the rows of the record.
fn told(game: &Game, desk: &Desk, record: &BattleRecord, tolls: &BySide<SideToll>, lines: &mut Lines) {
    let words = &game.words;
    for side in Side::BOTH {
        let SideRecord { men, vehicles, rounds_fired, sorties } = record.sides[side];
        lines.head(words.side(side));
        let rows = [
            ("count-men", men.arrived),
            ("count-killed", men.killed),
            ("count-wounded", men.wounded),
            ("count-missing", men.missing),
            ("count-sick", men.sick),
            ("count-back-wounded", tolls[side].total.returned_wounded as u32),
            ("count-back-missing", tolls[side].total.returned_missing as u32),
            ("count-back-sick", tolls[side].total.returned_sick as u32),
            ("count-commanders", tolls[side].total.commanders as u32),
            ("count-vehicles", vehicles.arrived),
            ("count-running", vehicles.running),
            ("count-stranded", vehicles.stranded),
            ("count-repairable", vehicles.repairable),
            ("count-recoverable", vehicles.recoverable),
            ("count-burnt", vehicles.burnt),
            ("count-rounds", rounds_fired),
            ("count-sorties", sorties),
        ];
        for (id, n) in rows.into_iter().filter(|r| r.1 > 0) {
            lines.pair(words.ui(id), n.to_string());
        }
    }
    lines.head(words.ui("result-history"));
    lines.soft(words.ui("result-history-hint"));
    let value = |v: &HistoryValue| match v {
        HistoryValue::Text(t) => match Clock::parse(t) {
            Some(at) => tell::moment(words, desk.scenario(), at),
            None => said(words, &format!("held-{t}"), t),
        },
        other => other.to_string(),
    };
    for row in &record.history {
        let text = said(words, &format!("history-{}", row.row), &row.text);
        let Some([least, most]) = row.record.as_ref().map(|r| [value(&r[0]), value(&r[1])]) else { continue };
        let was = if least == most { least } else { format!("{least}–{most}") };
        let here = row.value.as_ref().map_or_else(|| words.ui("result-never"), value);
        let told = words.ui_with("result-row", &[("here", here), ("was", was)]);
        if row.inside == Some(true) { lines.pair(text, told) } else { lines.bad(text, told) }
    }
    lines.soft(words.ui_with("result-seed", &[("seed", format!("«{}»", record.seed)), ("turns", desk.scenario().turns.len().to_string())]));
}
