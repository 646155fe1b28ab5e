//! The order of battle of one's own side, as a tree of formations.

use super::lines::{Hit, Row, chips, row_height};
use super::memo::{Filter, Memo};
use super::tell;
use crate::data::{EngagementId, EngagementRule, FormationId, Scenario};
use crate::game::ask::Ask;
use crate::game::desk::Desk;
use crate::game::state::Game;
use crate::rules::{MoraleState, UnitId};
use crate::view::{OwnUnit, loads, supply};
use crate::words::Words;
use bevy_egui::egui;
use std::collections::BTreeSet;

/// One line of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Formation(FormationId, u8),
    Unit(UnitId, u8),
}

/// The list of what passes the filter, within a column.
pub(super) fn tree(ui: &mut egui::Ui, game: &Game, desk: &Desk, memo: &mut Memo, asks: &mut Vec<Ask>) {
    let words = &game.words;
    super::lines::head(ui, &words.ui("panel-forces"));
    let filters = [
        (Filter::All, "filter-all"),
        (Filter::Idle, "filter-idle"),
        (Filter::Stranded, "filter-stranded"),
        (Filter::Empty, "filter-empty"),
        (Filter::Reserve, "filter-reserve"),
    ];
    chips(ui, &filters.map(|(f, id)| (f, words.ui(id))), &mut memo.filter);
    if memo.filter == Filter::Reserve {
        rules(ui, game, desk, asks);
    }
    let entries = entries(desk, memo);
    if entries.is_empty() {
        ui.label(egui::RichText::new(words.ui("forces-none")).color(super::lines::SOFT));
        return;
    }
    let height = row_height(ui);
    egui::ScrollArea::vertical().id_salt("forces").min_scrolled_height(0.0).auto_shrink([false, false]).show_rows(
        ui,
        height,
        entries.len(),
        |ui, range| {
            for entry in entries.get(range).unwrap_or_default() {
                match *entry {
                    Entry::Formation(id, depth) => formation_row(ui, game, desk, memo, asks, id, depth),
                    Entry::Unit(id, depth) => {
                        if let Some(unit) = desk.seen().unit(id) {
                            let add = ui.input(|i| i.modifiers.shift);
                            if unit_row(ui, game, desk, unit, depth, ui.available_width()) {
                                asks.push(Ask::Unit { unit: id, add });
                                asks.extend(unit.hex.map(Ask::Centre));
                            }
                        }
                    }
                }
            }
        },
    );
}

/// The rules of engagement that bind one's own side now, each with what it costs to break it if it can be broken.
fn rules(ui: &mut egui::Ui, game: &Game, desk: &Desk, asks: &mut Vec<Ask>) {
    let (words, seen) = (&game.words, desk.seen());
    let now = seen.turn_from;
    for (n, rule) in desk.scenario().engagement.iter().enumerate() {
        if rule.binds != desk.side() || seen.engagement.get(n) != Some(&true) || now < rule.from || rule.to <= now {
            continue;
        }
        let name = words.ui(match rule.rule {
            EngagementRule::Border { .. } => "rule-border",
            EngagementRule::FireOver { .. } => "rule-fire-over",
            EngagementRule::Aviation => "rule-aviation",
            EngagementRule::Ration { .. } => "rule-ration",
        });
        let value = tell::one(words, "rule-until", "at", tell::hour(words, now, rule.to));
        let price = rule.tension.unwrap_or(0);
        let (label, hint) = (tell::one(words, "rule-break", "price", price), tell::one(words, "rule-break-hint", "price", price));
        let actions = [(label.as_str(), false, hint.as_str())];
        let actions = if rule.tension.is_some() { &actions[..] } else { &[] };
        let row = Row { name: &name, value: &value, actions, ..Row::default() };
        if let Some(Hit::Action(_)) = row.draw(ui, ui.available_width()) {
            asks.push(Ask::Defy(EngagementId(n as u16)));
        }
    }
}

/// The lines of the tree that are to be seen now.
fn entries(desk: &Desk, memo: &Memo) -> Vec<Entry> {
    let idle: BTreeSet<UnitId> = if memo.filter == Filter::Idle { desk.idle().collect() } else { BTreeSet::new() };
    let passes = |u: &OwnUnit| match memo.filter {
        Filter::All => true,
        Filter::Idle => idle.contains(&u.id),
        Filter::Stranded => u.vehicles.iter().any(|l| l.stranded > 0),
        Filter::Empty => !u.destroyed && is_empty(desk.scenario(), u),
        Filter::Reserve => !u.destroyed && (u.held_back || u.hex.is_none()),
    };
    let mut out = Vec::new();
    let roots = formations(desk.scenario()).filter(|&(_, f)| f.parent.is_none() && f.side == desk.side());
    for (root, _) in roots {
        add(desk, memo, root, 0, &passes, &mut out);
    }
    out
}

fn formations(scenario: &Scenario) -> impl Iterator<Item = (FormationId, &crate::data::Formation)> {
    scenario.formations.iter().enumerate().map(|(i, f)| (FormationId(i as u16), f))
}

fn add(desk: &Desk, memo: &Memo, of: FormationId, depth: u8, passes: &impl Fn(&OwnUnit) -> bool, out: &mut Vec<Entry>) {
    let Some(formation) = desk.scenario().formations.get(usize::from(of.0)) else { return };
    let all = memo.filter == Filter::All;
    let at = out.len();
    out.push(Entry::Formation(of, depth));
    let open = !all || memo.unfolded.as_ref().is_some_and(|o| o.contains(&of));
    if open {
        let units = formation.units.iter().filter(|&&u| desk.seen().unit(u).is_some_and(passes));
        out.extend(units.map(|&u| Entry::Unit(u, depth + 1)));
        for (part, _) in formations(desk.scenario()).filter(|(_, f)| f.parent == Some(of)) {
            add(desk, memo, part, depth + 1, passes, out);
        }
    }
    // Under a filter a formation without anybody is left out.
    if !all && out.len() == at + 1 {
        out.pop();
    }
}

/// Whether a unit has nothing left of something it fires.
pub(super) fn is_empty(scenario: &Scenario, unit: &OwnUnit) -> bool {
    let full = loads::full_load(scenario, unit.id);
    (full.shells > 0 && unit.stores.shells == 0) || (full.small_rounds > 0 && unit.stores.small_rounds == 0)
}

fn formation_row(ui: &mut egui::Ui, game: &Game, desk: &Desk, memo: &mut Memo, asks: &mut Vec<Ask>, id: FormationId, depth: u8) {
    let words = &game.words;
    let Some(formation) = desk.scenario().formations.get(usize::from(id.0)) else { return };
    let handed = desk.handed().binary_search(&id).is_ok();
    let reserve = formation.reserve.filter(|r| r.by_owner && !desk.seen().released.contains(&id));
    let staff = words.ui("forces-staff");
    let staff_hint = words.ui(if handed { "forces-take-back" } else { "forces-hand" });
    let price = reserve.map_or(0, |r| r.price_points);
    let release = tell::one(words, "forces-release", "price", price);
    let release_hint = tell::one(words, "forces-release-hint", "price", price);
    let mut actions = vec![(staff.as_str(), handed, staff_hint.as_str())];
    if reserve.is_some() {
        actions.push((release.as_str(), false, release_hint.as_str()));
    }
    let opened = (memo.filter == Filter::All).then(|| memo.unfolded.as_ref().is_some_and(|o| o.contains(&id)));
    let value = strength(words, desk, id);
    let selected = desk.selection.formation == Some(id);
    let row = Row {
        depth,
        name: tell::formation(game, desk.scenario(), id),
        value: &value,
        selected,
        opened,
        actions: &actions,
        ..Row::default()
    };
    match row.draw(ui, ui.available_width()) {
        Some(Hit::Opener) => {
            if let Some(open) = &mut memo.unfolded
                && !open.remove(&id)
            {
                open.insert(id);
            }
        }
        Some(Hit::Row) => {
            asks.push(Ask::Formation(id));
            asks.extend(place(desk, id).map(Ask::Centre));
        }
        Some(Hit::Action(0)) => asks.push(Ask::Hand { formation: id, to_staff: !handed }),
        Some(Hit::Action(_)) => asks.push(Ask::Release(id)),
        None => {}
    }
}

/// Where a formation's first unit on the map stands.
fn place(desk: &Desk, id: FormationId) -> Option<crate::hex::HexId> {
    let scenario = desk.scenario();
    let of = |u: &&OwnUnit| u.active() && scenario.units.get(u.id.index()).is_some_and(|s| scenario.is_part_of(s.formation, id));
    desk.seen().units.iter().find(of).and_then(|u| u.hex)
}

/// Men and vehicles of a formation.
fn strength(words: &Words, desk: &Desk, id: FormationId) -> String {
    let scenario = desk.scenario();
    let of = desk.seen().units.iter().filter(|u| scenario.units.get(u.id.index()).is_some_and(|s| scenario.is_part_of(s.formation, id)));
    let (mut men, mut vehicles) = (0u32, 0);
    for unit in of {
        men += u32::from(unit.men);
        vehicles += unit.running();
    }
    amounts(words, men, vehicles, 0)
}

/// Men (a bare number), vehicles, guns as a row tells them.
pub(super) fn amounts(words: &Words, men: u32, vehicles: u32, guns: u32) -> String {
    let part = |id: &str, n: u32| (n > 0).then(|| tell::one(words, id, "n", n));
    let parts: Vec<String> =
        [part("short-men", men), part("short-vehicles", vehicles), part("short-guns", guns)].into_iter().flatten().collect();
    if parts.is_empty() { "0".to_owned() } else { parts.join(" · ") }
}

/// A unit in one line; whether it was clicked.
pub(super) fn unit_row(ui: &mut egui::Ui, game: &Game, desk: &Desk, unit: &OwnUnit, depth: u8, width: f32) -> bool {
    let words = &game.words;
    let marks = marks(words, desk, unit).join(" · ");
    let value = amounts(words, u32::from(unit.men), unit.running(), u32::from(unit.guns));
    let row = Row {
        depth,
        name: tell::unit(game, desk.scenario(), unit.id),
        marks: &marks,
        value: &value,
        selected: desk.selection.units.contains(&unit.id),
        soft: unit.destroyed || !unit.arrived,
        ..Row::default()
    };
    row.draw(ui, width).is_some()
}

/// What is wrong with a unit, the worst first.
pub(super) fn marks(words: &Words, desk: &Desk, unit: &OwnUnit) -> Vec<String> {
    if unit.destroyed {
        return vec![words.ui("mark-destroyed")];
    }
    let mut out = Vec::new();
    if !unit.arrived {
        let due = desk.scenario().units.get(unit.id.index()).and_then(|u| u.arrives);
        out.push(match supply::expected(desk.seen(), unit.id).or(due) {
            Some(at) => tell::one(words, "mark-arrives", "at", tell::hour(words, desk.seen().turn_from, at)),
            None => words.ui("mark-not-arrived"),
        });
    }
    if unit.morale > MoraleState::Steady {
        out.push(words.morale(unit.morale));
    }
    if unit.suppressed_permille >= desk.seen().rules.pinned_permille() {
        out.push(words.ui("mark-pinned"));
    }
    let stuck: u32 = unit.vehicles.iter().map(|l| u32::from(l.stranded)).sum();
    if stuck > 0 {
        out.push(tell::one(words, "mark-stuck", "n", stuck));
    }
    if unit.arrived && is_empty(desk.scenario(), unit) {
        out.push(words.ui("mark-empty"));
    }
    if unit.held_back {
        out.push(words.ui("mark-held-back"));
    }
    if unit.arrived && unit.hex.is_none() {
        out.push(words.ui("off-map"));
    }
    out
}
