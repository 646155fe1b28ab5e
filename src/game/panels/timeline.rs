//! Batteries and flights by the clock: what falls when, and whose guns are silent.

use super::lines::{INK, RED, SOFT, row_height};
use super::orders;
use super::tell::one;
use crate::data::{FlightId, UnitKind};
use crate::game::ask::{Ask, Mode};
use crate::game::desk::Desk;
use crate::game::plan;
use crate::game::state::Game;
use crate::rules::{Clock, UnitId};
use crate::view::{Order, OwnUnit, Shells, loads};
use crate::words::Words;
use bevy_egui::egui::{self, Color32, FontId, Rect, Sense, Stroke, TextStyle, pos2};

/// Turns that are shown from now on.
const TURNS: usize = 4;
/// Seconds between two strokes of the clock, the shortest that leaves room.
const TICKS_S: [u32; 4] = [1_800, 3_600, 7_200, 14_400];
/// Most strokes.
const MOST_TICKS: u32 = 12;
const DAY_S: u32 = 86_400;
/// Seconds that a strike is drawn to last.
const STRIKE_S: u32 = 120;
/// What falls, and what would.
const FALLS: Color32 = Color32::from_rgb(0xc2, 0x6a, 0x3a);
const PLANNED: Color32 = Color32::from_rgb(0x2f, 0x6f, 0x8c);

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Battery(UnitId),
    Flight(FlightId),
}

/// The table.
pub(super) fn table(root: &mut egui::Ui, game: &Game, desk: &Desk, asks: &mut Vec<Ask>, height: f32) -> Rect {
    let shown =
        egui::Panel::bottom("timeline").resizable(true).default_size(height).size_range(height * 0.5..=height * 2.0).show(root, |ui| {
            let entries = entries(desk);
            let span = span(desk);
            ui.horizontal_wrapped(|ui| {
                super::lines::head(ui, &game.words.ui("panel-timeline"));
                ui.label(egui::RichText::new(game.words.ui("timeline-hint")).color(SOFT));
                if desk.may_order() && matches!(desk.mode, Mode::Mission | Mode::Smoke | Mode::Harass) {
                    orders::amount(ui, game, desk, asks);
                }
            });
            let row = row_height(ui);
            axis(ui, &game.words, span, row);
            egui::ScrollArea::vertical().id_salt("timeline").min_scrolled_height(0.0).auto_shrink([false, false]).show_rows(
                ui,
                row,
                entries.len(),
                |ui, range| {
                    for entry in entries.get(range).unwrap_or_default() {
                        match *entry {
                            Entry::Battery(unit) => battery(ui, game, desk, unit, span, asks),
                            Entry::Flight(flight) => self::flight(ui, game, desk, flight, span, asks),
                        }
                    }
                },
            );
        });
    shown.response.rect
}

/// Batteries, flights, and what else can fire missions: mortars, guns of the infantry, self-propelled ones.
fn entries(desk: &Desk) -> Vec<Entry> {
    let seen = desk.seen();
    let here = || seen.units.iter().filter(|u| u.arrived && !u.destroyed);
    let kind = |u: &OwnUnit| desk.scenario().card(u.id).kind;
    let fires = |u: &&OwnUnit| {
        let card = desk.scenario().card(u.id);
        let far = |l: &crate::data::WeaponLine| seen.cards.weapons.get(usize::from(l.weapon)).is_some_and(|w| w.indirect_range_m > 0);
        card.kind == UnitKind::Artillery && card.guns > 0 && card.weapons.iter().any(far)
    };
    let lesser = |u: &&OwnUnit| matches!(kind(u), UnitKind::InfantryGun | UnitKind::SelfPropelled) && plan::shells(seen, u);
    let batteries = here().filter(fires).map(|u| Entry::Battery(u.id));
    let lesser = here().filter(lesser).map(|u| Entry::Battery(u.id));
    // In a battle of days the flights of days gone by are no longer asked for.
    let flies = |f: FlightId| desk.scenario().flights.get(usize::from(f.0)).is_some_and(|f| f.window.1 > seen.turn_from);
    let flights = seen.flights.iter().filter(|f| f.sorties > 0 && flies(f.flight) || f.due.is_some()).map(|f| Entry::Flight(f.flight));
    batteries.chain(flights).chain(lesser).collect()
}

/// From now to the end of the next turns.
fn span(desk: &Desk) -> (Clock, Clock) {
    let turn = usize::from(desk.seen().turn);
    let turns = &desk.scenario().turns;
    let last = turns.get((turn + TURNS - 1).min(turns.len().saturating_sub(1)));
    let from = desk.seen().turn_from;
    (from, last.map_or(from.plus(TICKS_S[0]), |t| t.from.plus(t.seconds)))
}

/// Where the names end and the clock begins.
fn columns(rect: Rect) -> (Rect, Rect) {
    let at = rect.left() + rect.width() * 0.36;
    (Rect::from_min_max(rect.min, pos2(at - 4.0, rect.bottom())), Rect::from_min_max(pos2(at, rect.top()), rect.max))
}

fn x_of(at: Clock, span: (Clock, Clock), column: Rect) -> f32 {
    let whole = span.1.since(span.0).max(1) as f32;
    column.left() + column.width() * (at.since(span.0) as f32 / whole).min(1.0)
}

/// The strokes of the clock; a new day by its date.
fn axis(ui: &mut egui::Ui, words: &Words, span: (Clock, Clock), height: f32) {
    let tick = TICKS_S.into_iter().find(|t| span.1.since(span.0) / t <= MOST_TICKS).unwrap_or(DAY_S);
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), height), Sense::hover());
    let (_, column) = columns(rect);
    let font = TextStyle::Small.resolve(ui.style());
    let mut at = Clock(span.0.0.div_ceil(tick) * tick);
    let mut free = column.left();
    while at <= span.1 {
        let x = x_of(at, span, column);
        let told = if at.second_of_day() == 0 { super::tell::short_date(words, at) } else { at.hhmm() };
        let text = ui.painter().layout_no_wrap(told, font.clone(), SOFT);
        let left = (x - text.size().x / 2.0).clamp(column.left(), (column.right() - text.size().x).max(column.left()));
        ui.painter().vline(x, rect.bottom() - 3.0..=rect.bottom(), Stroke::new(1.0, SOFT));
        if left >= free {
            free = left + text.size().x + 6.0;
            ui.painter().galley(pos2(left, rect.top()), text, SOFT);
        }
        at = at.plus(tick);
    }
}

/// A row's ground: its name, what is wrong with it, and whether it was clicked.
fn ground(ui: &mut egui::Ui, name: &str, (mark, bad): (&str, bool), selected: bool) -> (Rect, bool) {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), row_height(ui)), Sense::click());
    if selected {
        ui.painter().rect_filled(rect, 2.0, ui.visuals().selection.bg_fill);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 2.0, ui.visuals().faint_bg_color);
    }
    let (label, column) = columns(rect);
    let font = TextStyle::Body.resolve(ui.style());
    let mut job = egui::text::LayoutJob::simple_singleline(name.to_owned(), font.clone(), INK);
    if !mark.is_empty() {
        let ink = if bad { RED } else { SOFT };
        job.append(mark, font.size * 0.5, egui::text::TextFormat::simple(TextStyle::Small.resolve(ui.style()), ink));
    }
    job.wrap = egui::text::TextWrapping::truncate_at_width(label.width() - 4.0);
    let text = ui.painter().layout_job(job);
    ui.painter().galley(label.left_top() + egui::vec2(2.0, 1.0), text, INK);
    ui.painter().hline(column.x_range(), rect.bottom() - 0.5, Stroke::new(0.5, SOFT.gamma_multiply(0.4)));
    (column, response.clicked())
}

/// A bar between two moments with a few words on it.
fn bar(ui: &egui::Ui, (column, span): (Rect, (Clock, Clock)), (from, to): (Clock, Clock), colour: Color32, text: &str) {
    if to < span.0 || from > span.1 {
        return;
    }
    let (left, right) = (x_of(from, span, column), x_of(to, span, column));
    let rect = Rect::from_min_max(pos2(left, column.top() + 3.0), pos2(right.max(left + 3.0), column.bottom() - 3.0));
    let painter = ui.painter_at(column);
    // What is only meant stands on bare paper, over what is sure.
    let fill = if colour == FALLS { colour.gamma_multiply(0.55) } else { ui.visuals().window_fill };
    painter.rect_filled(rect, 2.0, fill);
    painter.rect_stroke(rect, 2.0, Stroke::new(1.0, colour), egui::StrokeKind::Inside);
    let font: FontId = TextStyle::Small.resolve(ui.style());
    painter.text(pos2(rect.left() + 3.0, column.center().y), egui::Align2::LEFT_CENTER, text, font, INK);
}

/// Rounds on a hex, on a bar.
fn rounds_at(words: &Words, rounds: u16, shells: Shells, hex: &str) -> String {
    match shells {
        Shells::HighExplosive => format!("{rounds} × {hex}"),
        Shells::Smoke => format!("{} {rounds} × {hex}", words.ui("timeline-smoke")),
    }
}

fn battery(ui: &mut egui::Ui, game: &Game, desk: &Desk, id: UnitId, span: (Clock, Clock), asks: &mut Vec<Ask>) {
    let words = &game.words;
    let Some(unit) = desk.seen().unit(id) else { return };
    let mark = if unit.stores.shells == 0 {
        words.ui("timeline-silent")
    } else {
        let full = loads::full_load(desk.scenario(), id).shells.max(1);
        let share = super::tell::percent((u64::from(unit.stores.shells) * 1000 / u64::from(full)) as u32);
        words.ui_with("timeline-left", &[("n", unit.stores.shells.to_string()), ("share", share)])
    };
    let (column, clicked) =
        ground(ui, super::tell::unit(game, desk.scenario(), id), (&mark, unit.stores.shells == 0), desk.selection.units.contains(&id));
    let grid = &desk.seen().ground.grid;
    for m in desk.seen().missions.iter().filter(|m| m.battery == id) {
        let text = rounds_at(words, m.rounds, m.shells, &grid.name(m.hex));
        // Slow fire lies behind what else the battery fires meanwhile.
        bar(ui, (column, span), (m.from, m.to), if m.harassing { SOFT } else { FALLS }, &text);
    }
    // What the preview would add.
    for planned in desk.preview().iter().flat_map(|p| &p.orders) {
        let (battery, hex, rounds, shells) = match planned.order {
            Order::Mission { battery, hex, rounds, shells } => (battery, hex, rounds, shells),
            Order::Harass { battery, hex, rounds, .. } => (battery, hex, rounds, Shells::HighExplosive),
            _ => continue,
        };
        if let Ok(quote) = &planned.quote
            && battery == id
            && let Some((least, most)) = quote.delay_s
        {
            let from = desk.seen().turn_from;
            let text = rounds_at(words, rounds, shells, &grid.name(hex));
            bar(ui, (column, span), (from.plus(least), from.plus(most.max(least + 60))), PLANNED, &text);
        }
    }
    if clicked {
        asks.push(Ask::Unit { unit: id, add: false });
        if !matches!(desk.mode, Mode::Mission | Mode::Smoke | Mode::Defend | Mode::Harass) {
            asks.push(Ask::Mode(Mode::Mission));
        }
    }
}

fn flight(ui: &mut egui::Ui, game: &Game, desk: &Desk, id: FlightId, span: (Clock, Clock), asks: &mut Vec<Ask>) {
    let words = &game.words;
    let Some(state) = desk.seen().flights.iter().find(|f| f.flight == id) else { return };
    let Some(flight) = desk.scenario().flights.get(usize::from(id.0)) else { return };
    let mark = words.ui_with("timeline-flight", &[("n", state.count.to_string()), ("sorties", state.sorties.to_string())]);
    let (column, clicked) = ground(ui, super::tell::flight(game, desk.scenario(), id), (&mark, false), desk.mode == Mode::Sortie(id.0));
    if state.sorties > 0 {
        let text = one(words, "timeline-window", "to", super::tell::hour(words, span.0, flight.window.1));
        bar(ui, (column, span), (flight.window.0.max(span.0), flight.window.1), SOFT, &text);
    }
    let told = |hex, at: Clock| format!("{} · {}", desk.seen().ground.grid.name(hex), at.hhmm());
    if let Some((hex, at)) = state.due {
        bar(ui, (column, span), (at, at.plus(STRIKE_S)), FALLS, &told(hex, at));
    }
    for planned in desk.preview().iter().flat_map(|p| &p.orders) {
        if let (Order::Sortie { flight, hex, at }, Ok(_)) = (&planned.order, &planned.quote)
            && *flight == id
        {
            bar(ui, (column, span), (*at, at.plus(STRIKE_S)), PLANNED, &told(*hex, *at));
        }
    }
    if clicked && state.sorties > 0 {
        asks.push(Ask::Mode(Mode::Sortie(id.0)));
    }
}
