//! Buttons for what the selected can be told: what the right button does, work, when they open fire.

use super::lines::SOFT;
use super::preview::do_work;
use super::tell;
use crate::data::TaskKind;
use crate::game::ask::{Ask, Mode};
use crate::game::desk::Desk;
use crate::game::plan;
use crate::game::state::Game;
use crate::view::{FireOrder, OwnUnit, WorkKind, shelter};
use bevy_egui::egui::{self, RichText};

/// What the right button does: mode, id of its name, key.
const MODES: [(Mode, &str, &str); 13] = [
    (Mode::Fitting, "do-fitting", "Esc"),
    (Mode::Move, "do-move", "M"),
    (Mode::March, "do-march", "N"),
    (Mode::Fire, "do-fire", "T"),
    (Mode::Assault, "do-assault", "E"),
    (Mode::Mission, "do-mission", "B"),
    (Mode::Smoke, "do-smoke", "V"),
    (Mode::Defend, "do-defend", "P"),
    (Mode::Harass, "do-harass", "I"),
    (Mode::Task(TaskKind::Attack), "do-task-attack", "A"),
    (Mode::Task(TaskKind::Defend), "do-task-defend", "D"),
    (Mode::Task(TaskKind::Move), "do-task-move", "W"),
    (Mode::Task(TaskKind::Reserve), "do-task-reserve", "S"),
];

/// When they open fire.
const FIRE_ORDERS: [(FireOrder, &str); 4] =
    [(FireOrder::Hold, "H"), (FireOrder::Within(300), "J"), (FireOrder::ArmourOnly, "K"), (FireOrder::AtWill, "L")];

/// All of them.
pub(super) fn buttons(ui: &mut egui::Ui, game: &Game, desk: &Desk, asks: &mut Vec<Ask>) {
    // Before the first turn units are placed, and nothing else.
    if !desk.may_order() || desk.seen().setting_up {
        return;
    }
    let words = &game.words;
    let units = || desk.selection.units.iter().filter_map(|&u| desk.seen().unit(u));
    let guns = units().any(|u| plan::shells(desk.seen(), u));
    let smoke = guns && units().any(|u| u.smoke_left > 0);
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(words.ui("orders-right-button")).color(SOFT));
        for (mode, id, key) in MODES {
            if matches!(mode, Mode::Mission | Mode::Defend | Mode::Harass) && !guns || mode == Mode::Smoke && !smoke {
                continue;
            }
            if ui.add(egui::Button::selectable(desk.mode == mode, words.ui(id)).small()).on_hover_text(key).clicked() {
                // a mode asked for twice is left
                asks.push(Ask::Mode(if mode == Mode::Fitting { desk.mode } else { mode }));
            }
        }
    });
    let works = plan::works(desk.seen(), &desk.selection.units);
    if !works.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(words.ui("orders-build")).color(SOFT));
            for work in works {
                let chosen = desk.mode == Mode::Build(work);
                if ui.add(egui::Button::selectable(chosen, words.ui(do_work(work))).small()).on_hover_text("G").clicked() {
                    asks.push(Ask::Mode(Mode::Build(work)));
                }
            }
        });
    }
    if matches!(desk.mode, Mode::Mission | Mode::Smoke | Mode::Harass | Mode::Fire) {
        amount(ui, game, desk, asks);
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(words.ui("orders-fire")).color(SOFT));
        for (order, key) in FIRE_ORDERS {
            let all = units().all(|u| u.fire_order == order);
            if ui.add(egui::Button::selectable(all, tell::fire_order(words, order)).small()).on_hover_text(key).clicked() {
                asks.push(Ask::FireOrder(order));
            }
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(words.ui("orders-work")).color(SOFT));
        if ui.small_button(words.ui("do-dig")).on_hover_text("X").clicked() {
            asks.push(Ask::Work(WorkKind::Dig));
        }
        let seen = desk.seen();
        let crest = |u: &OwnUnit| shelter::can_shelter(&seen.rules, &seen.cards, &seen.ground, u);
        if units().any(crest) {
            if ui.small_button(words.ui("do-shelter")).on_hover_text("C").clicked() {
                asks.push(Ask::Work(WorkKind::Shelter));
            }
            let below = |u: &OwnUnit| u.shelters || u.shelter.below(seen.clock_of(u));
            if units().any(below) && ui.small_button(words.ui("do-man")).on_hover_text("U").clicked() {
                asks.push(Ask::Work(WorkKind::Man));
            }
        }
        let stuck = |u: &OwnUnit| crate::view::check::recovery(seen, u).is_some();
        if units().any(stuck) && ui.small_button(words.ui("do-recover")).on_hover_text("R").clicked() {
            asks.push(Ask::Work(WorkKind::Recover));
        }
        if ui.small_button(words.ui("do-formation")).on_hover_text("F").clicked() {
            asks.push(Ask::WholeFormation);
        }
    });
    ui.separator();
}

/// Rounds of a mission or time of fire, less and more.
pub(super) fn amount(ui: &mut egui::Ui, game: &Game, desk: &Desk, asks: &mut Vec<Ask>) {
    let words = &game.words;
    ui.horizontal_wrapped(|ui| {
        let text = match (desk.mode, desk.amounts.fire_s) {
            (Mode::Fire, Some(seconds)) => tell::minutes(words, u32::from(seconds)),
            (Mode::Fire, None) => words.ui("orders-all-time"),
            _ => tell::one(words, "orders-rounds", "n", desk.amounts.rounds),
        };
        if ui.small_button("−").on_hover_text("[").clicked() {
            asks.push(Ask::Amount(-1));
        }
        ui.label(text);
        if ui.small_button("+").on_hover_text("]").clicked() {
            asks.push(Ask::Amount(1));
        }
    });
}
