//! The panels round the map, drawn by egui. They read the [`Game`] and push requests; they change nothing themselves.

mod card;
mod ending;
mod explain;
mod faults;
mod files;
mod forces;
mod keys;
mod legend;
mod lines;
mod log;
mod memo;
mod objectives;
mod odds;
mod orders;
mod place;
mod preview;
mod result;
mod setup;
mod start;
mod tell;
#[cfg(test)]
mod tests;
mod timeline;
mod top;

use super::ask::{Ask, Panel};
use super::desk::Desk;
use super::scene::Canvas;
use super::state::{Game, Screen};
use super::view::MapView;
use bevy::prelude::*;
use bevy::window::{PrimaryWindow, RequestRedraw};
use bevy_egui::{EguiContexts, EguiFullOutput, EguiInput, EguiPostUpdateSet, EguiPreUpdateSet, EguiPrimaryContextPass, egui};
use memo::Memo;

pub(super) fn plugin(app: &mut App) {
    let between = rest.after(EguiPreUpdateSet::ProcessInput).before(EguiPreUpdateSet::BeginPass);
    let after = new_letters.after(EguiPostUpdateSet::EndPass).before(EguiPostUpdateSet::ProcessOutput);
    app.init_resource::<Panels>()
        .add_systems(PreUpdate, between)
        .add_systems(EguiPrimaryContextPass, panels)
        .add_systems(PostUpdate, after);
}

/// Letters that were never shown before come into the picture a frame or two after they were asked for: wait for them, or words
/// would have gaps until a hand moves.
fn new_letters(outputs: Query<&EguiFullOutput>, mut frames: Local<u8>, mut redraw: MessageWriter<RequestRedraw>) {
    if outputs.iter().any(|o| o.0.as_ref().is_some_and(|o| !o.textures_delta.set.is_empty())) {
        *frames = 2;
    }
    if *frames > 0 {
        *frames -= 1;
        redraw.write(RequestRedraw);
    }
}

/// egui is told of its modifier keys in each frame, and asks for another frame whenever it is told something: the window would
/// never rest. Only news is told on.
fn rest(mut inputs: Query<&mut EguiInput>, mut held: Local<egui::Modifiers>) {
    for mut input in &mut inputs {
        input.events.retain(|event| match event {
            egui::Event::ModifiersChanged(now) => std::mem::replace(&mut *held, *now) != *now,
            _ => true,
        });
    }
}

/// What was drawn over and round the map in the last frame, by name, in logical pixels.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub(in crate::game) struct Panels(pub Vec<(String, Rect)>);

impl Panels {
    fn note(&mut self, name: &str, rect: egui::Rect) {
        self.0.push((name.to_owned(), Rect::new(rect.min.x, rect.min.y, rect.max.x, rect.max.y)));
    }
}

/// All panels; what they leave is the map's.
#[expect(clippy::too_many_arguments, reason = "a system asks for what it reads")]
fn panels(
    mut contexts: EguiContexts,
    mut game: ResMut<Game>,
    mut view: ResMut<MapView>,
    mut drawn: ResMut<Panels>,
    canvas: Res<Canvas>,
    window: Option<Single<&Window, With<PrimaryWindow>>>,
    mut redraw: MessageWriter<RequestRedraw>,
    mut dressed: Local<Option<u16>>,
    mut memo: Local<Memo>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    if dressed.is_none() {
        dress(ctx);
    }
    if *dressed != Some(game.text_percent) {
        *dressed = Some(game.text_percent);
        letters(ctx, f32::from(game.text_percent) / 100.0);
    }
    let whole = ctx.viewport_rect();
    let mut root = egui::Ui::new(ctx.clone(), "root".into(), egui::UiBuilder::new().layer_id(egui::LayerId::background()).max_rect(whole));
    drawn.0.clear();
    let mut asks = Vec::new();
    // The start screen's fields are typed into; of a battle nothing is changed here.
    let start = matches!(game.screen, Screen::Start);
    if start {
        let rect = start::screen(&mut root, game.bypass_change_detection(), &mut asks);
        drawn.note("start", rect);
    } else if let Some(desk) = game.desk() {
        memo.refresh(&game, desk);
        battle(&mut root, &game, desk, &mut memo, &mut asks, &mut drawn);
    }
    let left = root.available_rect_before_wrap();
    if let Some(desk) = game.desk() {
        let cursor = window.and_then(|w| w.cursor_position()).map(|c| egui::pos2(c.x, c.y));
        floating(ctx, &game, desk, &memo, &canvas, (left, cursor), &mut drawn);
    }
    if !asks.is_empty() {
        game.asks.extend(asks);
        // They are carried out in the next frame, which nothing else may bring about.
        redraw.write(RequestRedraw);
    }
    let rect = Rect::new(left.min.x, left.min.y, left.max.x, left.max.y);
    let dpi = ctx.pixels_per_point();
    if view.rect != rect || view.dpi != dpi {
        view.rect = rect;
        view.dpi = dpi;
    }
    Ok(())
}

/// What lies round the map of a battle: a bar above, tables below, a column on each side.
fn battle(root: &mut egui::Ui, game: &Game, desk: &Desk, memo: &mut Memo, asks: &mut Vec<Ask>, drawn: &mut Panels) {
    let scale = f32::from(game.text_percent) / 100.0;
    let whole = root.available_size();
    let open = |panel: Panel| desk.open.contains(&panel);
    let rect = top::bar(root, game, desk, asks);
    drawn.note("top", rect);
    // However large the letters are, the map keeps the greater part.
    let below = (132.0 * scale).min(whole.y * 0.2);
    let left = (272.0 * scale).min(whole.x * 0.26);
    let right = (300.0 * scale).min(whole.x * 0.3);
    let rect = column(root, "side", right, false, |ui| side(ui, game, desk, memo, asks));
    drawn.note("side", rect);
    if !game.faults.is_empty() {
        let rect = faults::list(root, game, asks, below * 1.15);
        drawn.note("faults", rect);
    }
    if open(Panel::Log) {
        let rect = log::list(root, game, desk, memo, asks, below);
        drawn.note("log", rect);
    }
    if open(Panel::Timeline) {
        let rect = timeline::table(root, game, desk, asks, below * 1.15);
        drawn.note("timeline", rect);
    }
    if open(Panel::Forces) || open(Panel::Objectives) {
        column(root, "forces", left, true, |ui| {
            if open(Panel::Objectives) {
                let height = if open(Panel::Forces) { ui.available_height() * 0.42 } else { ui.available_height() };
                let id = if open(Panel::Forces) { "objectives" } else { "objectives-alone" };
                let inner = egui::Panel::bottom(id).resizable(false).exact_size(height).frame(egui::Frame::NONE).show(ui, |ui| {
                    objectives::list(ui, game, desk, asks);
                });
                drawn.note("objectives", inner.response.rect);
            }
            if open(Panel::Forces) {
                let rect = ui.available_rect_before_wrap();
                forces::tree(ui, game, desk, memo, asks);
                drawn.note("forces", rect);
            }
        });
    }
}

/// A column at an edge of the window.
fn column(root: &mut egui::Ui, id: &'static str, width: f32, left: bool, add: impl FnOnce(&mut egui::Ui)) -> egui::Rect {
    let panel = if left { egui::Panel::left(id) } else { egui::Panel::right(id) };
    let most = root.available_width() * 0.45;
    panel.resizable(true).default_size(width).size_range(width.min(160.0)..=most.max(width)).show(root, add).response.rect
}

/// The column to the right: what asks for an answer first, then what is selected, below what the right button would do.
fn side(ui: &mut egui::Ui, game: &Game, desk: &Desk, memo: &mut Memo, asks: &mut Vec<Ask>) {
    if desk.open.contains(&Panel::Keys) {
        keys::list(ui, game);
        return;
    }
    if desk.open.contains(&Panel::Files) {
        files::list(ui, game, &mut memo.save_name, asks);
        return;
    }
    if desk.is_over() {
        egui::ScrollArea::vertical().id_salt("result").min_scrolled_height(0.0).auto_shrink([false, false]).show(ui, |ui| {
            // What was asked for comes before what stands there anyway.
            if !memo.explained.0.is_empty() {
                memo.explained.draw(ui);
                ui.separator();
            }
            result::show(ui, game, desk, memo, asks);
            card::show(ui, game, desk, memo, asks);
        });
        return;
    }
    let below = ui.available_height() * 0.46;
    let frame = egui::Frame::NONE.inner_margin(egui::Margin { top: 4, ..egui::Margin::ZERO });
    egui::Panel::bottom("preview").resizable(true).frame(frame).default_size(below).size_range(60.0..=ui.available_height() * 0.8).show(
        ui,
        |ui| {
            egui::ScrollArea::vertical()
                .id_salt("preview")
                .min_scrolled_height(0.0)
                .auto_shrink([false, false])
                .show(ui, |ui| memo.preview.draw(ui));
        },
    );
    if desk.seen().setting_up && desk.may_order() {
        setup::list(ui, game, desk, asks);
    } else if desk.ending {
        ending::list(ui, game, desk, asks);
        if desk.selection == super::desk::Selection::default() {
            return;
        }
    }
    // Where little room is left it takes no more than that: below it lies the preview.
    egui::ScrollArea::vertical().id_salt("card").min_scrolled_height(0.0).auto_shrink([false, false]).show(ui, |ui| {
        if !memo.explained.0.is_empty() {
            memo.explained.draw(ui);
            ui.separator();
        }
        card::show(ui, game, desk, memo, asks);
    });
}

/// What floats over the map: legend, words at the cursor, refusals.
fn floating(
    ctx: &egui::Context,
    game: &Game,
    desk: &Desk,
    memo: &Memo,
    canvas: &Canvas,
    (map, cursor): (egui::Rect, Option<egui::Pos2>),
    drawn: &mut Panels,
) {
    if let Some((_, rows)) = canvas.legend.as_ref().filter(|_| desk.overlay.is_some())
        && let Some(rect) = legend::legend(ctx, game, rows, map)
    {
        drawn.note("legend", rect);
    }
    if let Some(rect) = legend::notice(ctx, game, map) {
        drawn.note("notice", rect);
    }
    if let Some(at) = cursor.filter(|c| map.contains(*c) && desk.hover.is_some())
        && let Some(rect) = legend::tip(ctx, game, &memo.brief, map, at)
    {
        drawn.note("tip", rect);
    }
}

/// Letters of a size, 1 as usual, and the room between things with them.
fn letters(ctx: &egui::Context, size: f32) {
    use egui::{FontFamily::Proportional, FontId, TextStyle};
    ctx.all_styles_mut(|style| {
        let sizes = [
            (TextStyle::Small, 11.0),
            (TextStyle::Body, 14.0),
            (TextStyle::Monospace, 14.0),
            (TextStyle::Button, 14.0),
            (TextStyle::Heading, 20.0),
        ];
        style.text_styles = sizes.into_iter().map(|(s, points)| (s, FontId::new(points * size, Proportional))).collect();
        let plain = egui::style::Spacing::default();
        style.spacing.item_spacing = plain.item_spacing * size;
        style.spacing.button_padding = plain.button_padding * size;
        style.spacing.indent = plain.indent * size;
        style.spacing.interact_size = plain.interact_size * size;
        style.spacing.icon_width = plain.icon_width * size;
        // A shadow over the first and last row of a list would hide what it says.
        style.spacing.scroll.fade.strength = 0.0;
        // Letters of odd sizes stand between pixels; egui would mark that in debug builds.
        #[cfg(debug_assertions)]
        {
            style.debug.show_unaligned = false;
        }
    });
}

/// Paper and ink instead of a screen's greys, and the font of the map.
fn dress(ctx: &egui::Context) {
    let mut fonts = egui::FontDefinitions::empty();
    fonts.font_data.insert("ubuntu".into(), egui::FontData::from_static(epaint_default_fonts::UBUNTU_LIGHT).into());
    for family in [egui::FontFamily::Proportional, egui::FontFamily::Monospace] {
        fonts.families.insert(family, vec!["ubuntu".into()]);
    }
    ctx.set_fonts(fonts);
    let mut visuals = egui::Visuals::light();
    let ink = egui::Color32::from_rgb(0x2a, 0x24, 0x20);
    visuals.override_text_color = Some(ink);
    for (widget, fill) in [
        (&mut visuals.widgets.inactive, egui::Color32::from_rgb(0xe6, 0xd9, 0xba)),
        (&mut visuals.widgets.hovered, egui::Color32::from_rgb(0xdc, 0xca, 0xa2)),
        (&mut visuals.widgets.active, egui::Color32::from_rgb(0xcf, 0xb7, 0x88)),
        (&mut visuals.widgets.open, egui::Color32::from_rgb(0xdc, 0xca, 0xa2)),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = egui::Stroke::NONE;
    }
    visuals.widgets.noninteractive.bg_stroke = egui::Stroke::new(1.0, egui::Color32::from_rgb(0xc9, 0xb8, 0x94));
    visuals.panel_fill = egui::Color32::from_rgb(0xf4, 0xec, 0xd8);
    visuals.window_fill = egui::Color32::from_rgb(0xf7, 0xf1, 0xe1);
    visuals.extreme_bg_color = egui::Color32::from_rgb(0xfb, 0xf7, 0xec);
    visuals.faint_bg_color = egui::Color32::from_rgb(0xec, 0xe2, 0xc8);
    visuals.selection.bg_fill = egui::Color32::from_rgb(0xe3, 0xb9, 0x9a);
    visuals.selection.stroke = egui::Stroke::new(1.0, ink);
    visuals.hyperlink_color = egui::Color32::from_rgb(0x2f, 0x6f, 0x8c);
    visuals.warn_fg_color = egui::Color32::from_rgb(0xa2, 0x28, 0x2d);
    ctx.set_visuals(visuals);
}
