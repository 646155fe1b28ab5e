//! What stands in a hex, an enemy as he is known, the hex itself.

use super::forces::unit_row;
use super::lines::{Lines, Row};
use super::memo::Memo;
use super::tell::{self, one, percent};
use crate::game::ask::Ask;
use crate::game::desk::Desk;
use crate::game::state::Game;
use crate::hex::{Dir, HexId};
use crate::rules::Certainty;
use crate::view::Contact;
use bevy_egui::egui;

/// Everybody in a hex, own and enemy; a click selects.
pub(super) fn stack(ui: &mut egui::Ui, game: &Game, desk: &Desk, hex: HexId, asks: &mut Vec<Ask>) {
    let seen = desk.seen();
    for unit in seen.units.iter().filter(|u| u.active() && u.hex == Some(hex)) {
        if unit_row(ui, game, desk, unit, 0, ui.available_width()) {
            let add = ui.input(|i| i.modifiers.shift);
            asks.push(Ask::Unit { unit: unit.id, add });
        }
    }
    for contact in seen.contacts.iter().filter(|c| c.hex == hex) {
        let name = tell::contact(desk, &game.words, contact);
        let marks = certainty(game, contact);
        let value = believed(game, contact);
        let row = Row { name: &name, marks: &marks, value: &value, selected: desk.selection.contact == Some(contact.id), ..Row::default() };
        if row.draw(ui, ui.available_width()).is_some() {
            asks.push(Ask::Contact(contact.id));
        }
    }
}

fn certainty(game: &Game, contact: &Contact) -> String {
    game.words.ui(match contact.certainty {
        Certainty::Suspected => "certainty-suspected",
        Certainty::Seen => "certainty-seen",
        Certainty::Identified => "certainty-identified",
    })
}

/// Least and most that is believed.
fn band(least: u32, most: u32) -> String {
    if least == most { least.to_string() } else { format!("{least}–{most}") }
}

/// Men, vehicles and guns of an enemy, as far as anything is believed of them.
fn believed(game: &Game, c: &Contact) -> String {
    let part = |id: &str, least: u32, most: u32| (most > 0).then(|| one(&game.words, id, "n", band(least, most)));
    let parts = [
        part("short-men", c.men.0.into(), c.men.1.into()),
        part("short-vehicles", c.vehicles.0.into(), c.vehicles.1.into()),
        part("short-guns", c.guns.into(), c.guns.into()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// An enemy as he is known.
pub(super) fn contact_card(game: &Game, desk: &Desk, contact: &Contact) -> Lines {
    let (words, seen) = (&game.words, desk.seen());
    let mut lines = Lines::default();
    lines.head(tell::contact(desk, words, contact));
    lines.pair(words.ui("contact-certainty"), certainty(game, contact));
    // Whole minutes: nobody saw it to the second.
    let age = seen.turn_from.since(contact.seen_at) / 60 * 60;
    let when = if contact.current {
        words.ui("contact-now")
    } else {
        let at = tell::hour(words, seen.turn_from, contact.seen_at);
        words.ui_with("contact-ago", &[("at", at), ("ago", tell::minutes(words, age))])
    };
    lines.pair(words.ui("contact-seen"), when);
    lines.pair(words.ui("card-place"), tell::hex(game, desk.scenario(), contact.hex));
    if contact.error_m > 0 {
        lines.warn(one(words, "contact-error", "m", contact.error_m));
    }
    lines.pair(words.ui("contact-kind"), tell::kind(words, contact.kind));
    if contact.men.1 > 0 {
        lines.pair(words.ui("card-men"), band(contact.men.0.into(), contact.men.1.into()));
    }
    if contact.vehicles.1 > 0 {
        lines.pair(words.ui("contact-vehicles"), band(contact.vehicles.0.into(), contact.vehicles.1.into()));
    }
    if contact.guns > 0 {
        lines.pair(words.ui("card-guns"), contact.guns.to_string());
    }
    lines.pair(words.ui("card-posture"), words.posture(contact.posture));
    if contact.suppressed_permille > 0 {
        lines.pair(words.ui("card-suppressed"), percent(contact.suppressed_permille.into()));
    }
    if contact.stranded {
        lines.text(words.ui("contact-stranded"));
    }
    lines
}

/// The hex itself.
pub(super) fn hex_card(game: &Game, desk: &Desk, memo: &mut Memo, hex: HexId) -> Lines {
    let (words, ground) = (&game.words, &desk.seen().ground);
    let mut lines = Lines::default();
    if !ground.grid.contains(hex) {
        return lines;
    }
    lines.head(tell::hex(game, desk.scenario(), hex));
    let height = one(words, "number-metres", "m", ground.elevation_m[hex.index()]);
    lines.pair(words.terrain(ground.terrain[hex.index()]), height);
    let changes = &desk.seen().changes;
    let sides = Dir::ALL.map(|d| changes.side(ground, hex, d));
    let mined = Dir::ALL.iter().any(|&d| changes.at(&ground.grid, hex, d).is_some_and(|c| c.mines.is_some()));
    let shut = Dir::ALL.iter().any(|&d| changes.shut(&ground.grid, hex, d));
    let features = [
        (sides.iter().any(|s| s.road.is_some()), "hex-road"),
        (sides.iter().any(|s| s.stream), "hex-stream"),
        (sides.iter().any(|s| s.crossing), "hex-crossing"),
        (sides.iter().any(|s| s.bridge), "hex-bridge"),
        (sides.iter().any(|s| s.cliff), "hex-cliff"),
        (sides.iter().any(|s| s.wire), "hex-wire"),
        (sides.iter().any(|s| s.log_road), "hex-log-road"),
        (mined, "hex-mines"),
        (shut, "hex-shut"),
        (sides.iter().any(|s| s.border), "hex-border"),
    ];
    let told: Vec<String> = features.iter().filter(|f| f.0).map(|f| words.ui(f.1)).collect();
    if !told.is_empty() {
        lines.soft(told.join(", "));
    }
    let holes = desk.seen().holes[hex.index()];
    if holes.trenches() > 0 {
        lines.soft(one(words, "hex-trenches", "men", holes.trenches()));
    }
    if ground.steps_beyond(desk.side(), hex) > 0 {
        lines.warn(words.ui("hex-beyond"));
    }
    if let Some(cloud) = desk.seen().clouds.iter().filter(|c| c.hex == hex && c.until > desk.seen().turn_from).max_by_key(|c| c.until) {
        lines.soft(tell::one(words, "hex-dust", "until", cloud.until.hhmm()));
    }
    let stuck =
        desk.seen().stranded.iter().filter(|g| g.hex == hex).fold((0u32, 0u32), |s, g| (s.0 + u32::from(g.count), s.1 + u32::from(g.deep)));
    if stuck.0 > 0 {
        lines.warn(words.ui_with("hex-stuck", &[("n", stuck.0.to_string()), ("deep", stuck.1.to_string())]));
    }
    let wrecks: u32 = desk.seen().wrecks.iter().filter(|w| w.hex == hex).map(|w| u32::from(w.count)).sum();
    if wrecks > 0 {
        lines.soft(one(words, "hex-wrecks", "n", wrecks));
    }
    let theirs: u32 = desk.seen().seen_wrecks.iter().filter(|w| w.hex == hex).map(|w| u32::from(w.count)).sum();
    if theirs > 0 {
        lines.soft(one(words, "hex-enemy-wrecks", "n", theirs));
    }
    let scenario = desk.scenario();
    for (o, holder) in scenario.objectives.iter().zip(&desk.seen().objectives).filter(|(o, _)| o.hex == hex) {
        let held = holder.map_or_else(|| words.ui("held-contested"), |s| words.side(s));
        lines.pair(one(words, "hex-objective", "points", o.points), held);
    }
    lines.pair(words.ui("hex-seers"), memo.seers(desk, hex).to_string());
    lines
}
