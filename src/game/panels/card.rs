//! The card of what is selected: a unit, several, an enemy, a hex.

use super::forces::{marks, unit_row};
use super::lines::{Lines, head};
use super::memo::Memo;
use super::tell::{self, minutes, one, percent};
use super::{orders, place};
use crate::data::FormationId;
use crate::game::ask::Ask;
use crate::game::desk::Desk;
use crate::game::state::Game;
use crate::rules::UnitId;
use crate::view::{OwnUnit, Task, leading, loads, tasks};
use bevy_egui::egui;

/// Missions of a battery that are told one by one.
const MOST_MISSIONS: usize = 4;

/// The card of what is selected.
pub(super) fn show(ui: &mut egui::Ui, game: &Game, desk: &Desk, memo: &mut Memo, asks: &mut Vec<Ask>) {
    match &desk.selection.units[..] {
        [] => {
            if let Some(contact) = desk.selection.contact.and_then(|c| desk.seen().contact(c)) {
                place::contact_card(game, desk, contact).draw(ui);
            } else if desk.selection.hex.is_none() {
                ui.add(egui::Label::new(egui::RichText::new(game.words.ui("card-none")).color(super::lines::SOFT)).wrap());
            }
        }
        [one] => {
            if let Some(unit) = desk.seen().unit(*one) {
                orders::buttons(ui, game, desk, asks);
                unit_card(game, desk, unit).draw(ui);
            }
        }
        many => {
            orders::buttons(ui, game, desk, asks);
            several(ui, game, desk, many, asks);
        }
    }
    if let Some(hex) = desk.selection.hex.filter(|_| desk.selection.formation.is_none()) {
        ui.separator();
        place::stack(ui, game, desk, hex, asks);
        place::hex_card(game, desk, memo, hex).draw(ui);
    }
}

/// Several units: sums, then each in a line.
fn several(ui: &mut egui::Ui, game: &Game, desk: &Desk, many: &[UnitId], asks: &mut Vec<Ask>) {
    let words = &game.words;
    let formation = desk.selection.formation.map(|f| tell::formation(game, desk.scenario(), f));
    head(ui, &formation.map_or_else(|| one(words, "card-several", "n", many.len()), str::to_owned));
    let units: Vec<&OwnUnit> = many.iter().filter_map(|&u| desk.seen().unit(u)).collect();
    let sum = |of: fn(&OwnUnit) -> u32| units.iter().map(|u| of(u)).sum::<u32>();
    let mut lines = Lines::default();
    if formation.is_some() {
        lines.soft(one(words, "card-several", "n", units.len()));
    }
    for (id, n) in
        [("card-men", sum(|u| u32::from(u.men))), ("contact-vehicles", sum(OwnUnit::running)), ("card-guns", sum(|u| u32::from(u.guns)))]
    {
        if n > 0 {
            lines.pair(words.ui(id), n.to_string());
        }
    }
    lines.draw(ui);
    for unit in units {
        if unit_row(ui, game, desk, unit, 0, ui.available_width()) {
            asks.push(Ask::Unit { unit: unit.id, add: false });
            asks.extend(unit.hex.map(Ask::Centre));
        }
    }
}

/// What its battalion is to do, and what it will be.
fn task(game: &Game, desk: &Desk, formation: FormationId, lines: &mut Lines) {
    let words = &game.words;
    let Some(state) = tasks::of(desk.seen(), formation) else { return };
    let told = |t: &Task| format!("{} · {}", words.task(t.kind), tell::hex(game, desk.scenario(), t.goal));
    if let Some(now) = &state.now {
        lines.pair(words.ui("card-task"), told(now));
    }
    if let Some((next, ready)) = &state.next {
        lines.pair(words.ui_with("card-task-next", &[("at", tell::hour(words, desk.seen().turn_from, *ready))]), told(next));
    }
}

/// One unit in full.
pub(super) fn unit_card(game: &Game, desk: &Desk, unit: &OwnUnit) -> Lines {
    let (words, seen, scenario) = (&game.words, desk.seen(), desk.scenario());
    let mut lines = Lines::default();
    let Some(setup) = scenario.units.get(unit.id.index()) else { return lines };
    lines.head(tell::unit(game, scenario, unit.id));
    let card = scenario.card(unit.id);
    let formation = tell::formation(game, scenario, setup.formation);
    lines.soft(format!("{} · {formation}", card.name));
    for mark in marks(words, desk, unit) {
        lines.warn(mark);
    }
    let place = unit.hex.map_or_else(|| words.ui("off-map"), |h| tell::hex(game, scenario, h));
    lines.pair(words.ui("card-place"), place);
    let of = |n: String, start: String| words.ui_with("card-of", &[("n", n), ("of", start)]);
    lines.pair(words.ui("card-men"), of(unit.men.to_string(), setup.men.to_string()));
    for (line, start) in unit.vehicles.iter().zip(&setup.vehicles) {
        let name = seen.cards.vehicles.get(usize::from(line.vehicle)).map_or("", |v| v.name.as_str());
        lines.pair(name, of(line.running.to_string(), start.to_string()));
        let fates = [
            ("mark-stuck", line.stranded),
            ("part-repairable", line.repairable),
            ("part-recoverable", line.recoverable),
            ("part-burnt", line.burnt),
        ];
        let told: Vec<String> = fates.iter().filter(|f| f.1 > 0).map(|(id, n)| one(words, id, "n", n)).collect();
        if !told.is_empty() {
            lines.warn(told.join(", "));
        }
    }
    if setup.guns > 0 {
        let guns = of(unit.guns.to_string(), setup.guns.to_string());
        let limbered = if unit.limbered { format!(" · {}", words.ui("card-limbered")) } else { String::new() };
        lines.pair(words.ui("card-guns"), guns + &limbered);
    }
    let seconds = minutes(words, u32::from(unit.seconds));
    lines.pair(words.ui("card-seconds"), of(seconds, minutes(words, seen.turn_seconds)));
    if let Some(storm) = unit.storm {
        let args = [("hex", seen.ground.grid.name(storm.hex)), ("paid", minutes(words, u32::from(storm.paid_s)))];
        lines.pair(words.ui("card-storm"), words.ui_with("card-storm-value", &args));
    }
    lines.pair(words.ui("card-posture"), words.posture(unit.posture));
    task(game, desk, setup.formation, &mut lines);
    if unit.leaderless_until > seen.turn_from {
        lines.bad(
            words.ui("card-leaderless"),
            words.ui_with("card-leaderless-value", &[("at", tell::hour(words, seen.turn_from, unit.leaderless_until))]),
        );
    }
    if leading::without_radio(seen, unit) {
        lines.bad(words.ui("card-radio"), words.ui("card-radio-value"));
    }
    if unit.line_cut_until > seen.turn_from {
        lines.bad(words.ui("card-line"), tell::hour(words, seen.turn_from, unit.line_cut_until));
    }
    let below = unit.shelter.below(seen.clock_of(unit));
    if below && unit.shelter.open() {
        lines.pair(words.ui("card-shelter"), words.ui("card-shelter-below"));
    } else if below {
        lines.pair(
            words.ui("card-shelter"),
            words.ui_with("card-shelter-up", &[("at", tell::hour(words, seen.turn_from, unit.shelter.until))]),
        );
    } else if unit.shelters {
        lines.pair(words.ui("card-shelter"), words.ui("card-shelter-drill"));
    }
    if unit.column {
        lines.text(words.ui("card-column"));
    }
    if let Some((towards, work)) = unit.building {
        let done = crate::view::check::WHOLE_PPM - crate::view::check::undone_at(seen, unit, towards, work);
        let value = format!("{} · {}", seen.ground.grid.name(towards), percent(done / 1000));
        lines.pair(words.ui(super::preview::do_work(work)), value);
    }
    lines.pair(words.ui("card-morale"), words.morale(unit.morale));
    if unit.suppressed_permille > 0 {
        lines.bad(words.ui("card-suppressed"), percent(u32::from(unit.suppressed_permille)));
    }
    if unit.stress_permille > 0 {
        lines.pair(words.ui("card-stress"), percent(u32::from(unit.stress_permille)));
    }
    if unit.worn_permille > 0 {
        lines.pair(words.ui("card-worn"), percent(u32::from(unit.worn_permille)));
    }
    if unit.fatigue_permille > 0 {
        lines.pair(words.ui("card-fatigue"), percent(u32::from(unit.fatigue_permille)));
    }
    stores(game, desk, unit, &mut lines);
    if let Some(hex) = unit.defends {
        lines.pair(words.ui("card-defends"), seen.ground.grid.name(hex));
    }
    let ahead = unit.hex.zip(unit.front).and_then(|(hex, dir)| seen.ground.grid.neighbour(hex, dir));
    if let Some(ahead) = ahead {
        lines.pair(words.ui("card-front"), seen.ground.grid.name(ahead));
    }
    lines.pair(words.ui("card-fire-order"), tell::fire_order(words, unit.fire_order));
    if let Some(&goal) = unit.path.last() {
        let steps = one(words, "card-steps", "n", unit.path.len());
        lines.pair(words.ui("card-path"), format!("{} · {steps}", tell::hex(game, scenario, goal)));
    }
    if unit.busy_until > seen.turn_from {
        lines.pair(words.ui("card-busy"), tell::hour(words, seen.turn_from, unit.busy_until));
    }
    for mission in seen.missions.iter().filter(|m| m.battery == unit.id).take(MOST_MISSIONS) {
        let args = [
            ("rounds", mission.rounds.to_string()),
            ("hex", seen.ground.grid.name(mission.hex)),
            ("from", tell::hour(words, seen.turn_from, mission.from)),
            ("to", tell::hour(words, seen.turn_from, mission.to)),
        ];
        lines.text(words.ui_with(if mission.harassing { "card-harassing" } else { "card-mission" }, &args));
    }
    if unit.smoke_left > 0 {
        lines.pair(words.ui("card-smoke"), unit.smoke_left.to_string());
    }
    lines
}

/// What is left of what it carries when full.
fn stores(game: &Game, desk: &Desk, unit: &OwnUnit, lines: &mut Lines) {
    let full = loads::full_load(desk.scenario(), unit.id);
    let have = &unit.stores;
    for (id, have, full) in [
        ("card-small-rounds", have.small_rounds, full.small_rounds),
        ("card-shells", have.shells, full.shells),
        ("card-fuel", have.fuel_kg, full.fuel_kg),
        ("card-rations", have.rations_g / 1000, full.rations_g / 1000),
    ] {
        if full == 0 {
            continue;
        }
        let share = u64::from(have) * 1000 / u64::from(full);
        let value = format!("{} · {have}", percent(share as u32));
        // below a quarter it is time to think of it
        if share < 250 {
            lines.bad(game.words.ui(id), value);
        } else {
            lines.pair(game.words.ui(id), value);
        }
    }
    if unit.hungry_h > 0 {
        lines.bad(game.words.ui("card-hungry"), unit.hungry_h.to_string());
    }
    if let Some(ration) = unit.ration {
        let value = game.words.ui_with("card-of", &[("n", ration.left.to_string()), ("of", ration.of_day.to_string())]);
        if ration.left == 0 {
            lines.bad(game.words.ui("card-ration"), value);
        } else {
            lines.pair(game.words.ui("card-ration"), value);
        }
    }
    match (unit.grenades, desk.scenario().card(unit.id).grenades) {
        (0, 0) => {}
        (0, _) => lines.bad(game.words.ui("card-grenades"), "0"),
        (n, _) => lines.pair(game.words.ui("card-grenades"), n.to_string()),
    }
}
