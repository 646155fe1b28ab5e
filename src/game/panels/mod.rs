//! The panels round the map, drawn by egui. They read the [`Game`] and push requests; they change nothing themselves.

mod start;
mod top;

use super::state::{Game, Screen};
use super::view::MapView;
use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass, egui};

/// Panels of the last frame: name and place.
#[derive(Resource, Default)]
pub(in crate::game) struct Panels(pub Vec<(String, Rect)>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Panels>().add_systems(EguiPrimaryContextPass, panels);
}

/// All panels; what they leave is the map's.
fn panels(
    mut contexts: EguiContexts,
    mut game: ResMut<Game>,
    mut view: ResMut<MapView>,
    mut dressed: Local<Option<u16>>,
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
    let mut root = egui::Ui::new(
        ctx.clone(),
        "root".into(),
        egui::UiBuilder::new().layer_id(egui::LayerId::background()).max_rect(whole),
    );
    let game = &mut *game;
    let mut asks = Vec::new();
    match &game.screen {
        Screen::Start => start::screen(&mut root, game, &mut asks),
        Screen::Battle(desk) => top::bar(&mut root, game, desk, &mut asks),
    }
    game.asks.extend(asks);
    let left = root.available_rect_before_wrap();
    let rect = Rect::new(left.min.x, left.min.y, left.max.x, left.max.y);
    let dpi = ctx.pixels_per_point();
    if view.rect != rect || view.dpi != dpi {
        view.rect = rect;
        view.dpi = dpi;
    }
    Ok(())
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
