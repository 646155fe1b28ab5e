//! What floats over the map without taking clicks: the overlay's legend, words at the cursor, a refusal.

use super::lines::{INK, Lines, RED};
use crate::game::state::Game;
use crate::picture::{Colour, Hatch, Legend};
use bevy_egui::egui::{self, Align2, Area, Color32, Frame, Id, Order, Rect, Sense, Stroke, pos2, vec2};

/// A sheet of paper that lets clicks through.
fn sheet(ctx: &egui::Context, id: &str, at: egui::Pos2, pivot: Align2, map: Rect, width: f32, add: impl FnOnce(&mut egui::Ui)) -> Rect {
    let area = Area::new(Id::new(id)).order(Order::Foreground).interactable(false).fade_in(false);
    let shown = area.pivot(pivot).current_pos(at).constrain_to(map).show(ctx, |ui| {
        let frame =
            Frame::NONE.fill(ui.visuals().window_fill.gamma_multiply(0.94)).stroke(Stroke::new(1.0, Color32::from_rgb(0xb9, 0xa7, 0x86)));
        frame.inner_margin(6.0).show(ui, |ui| {
            ui.set_max_width(width);
            add(ui);
        });
    });
    shown.response.rect
}

/// The legend, at the lower left of the map.
pub(super) fn legend(ctx: &egui::Context, game: &Game, legend: &Legend, map: Rect) -> Option<Rect> {
    if map.width() < 160.0 || map.height() < 120.0 {
        return None;
    }
    let at = map.left_bottom() + vec2(8.0, -8.0);
    let width = (map.width() - 30.0).min(300.0 * f32::from(game.text_percent) / 100.0);
    // Large letters would leave little of the map.
    let large = map.width() < 800.0 * f32::from(game.text_percent) / 100.0;
    let style = if large { egui::TextStyle::Small } else { egui::TextStyle::Body };
    Some(sheet(ctx, "legend", at, Align2::LEFT_BOTTOM, map, width, |ui| {
        super::lines::head(ui, &game.words.sheet(legend.title, &[]));
        for row in &legend.rows {
            ui.horizontal(|ui| {
                if row.colour.a > 0 || row.hatch != Hatch::None {
                    let side = ui.text_style_height(&style);
                    let (rect, _) = ui.allocate_exact_size(vec2(side * 1.5, side), Sense::hover());
                    swatch(ui, rect.shrink(1.0), row.colour, row.hatch);
                }
                ui.add(egui::Label::new(egui::RichText::new(game.words.sheet(row.key, &row.args)).text_style(style.clone())).wrap());
            });
        }
    }))
}

/// A wash with its hatching.
fn swatch(ui: &egui::Ui, rect: Rect, colour: Colour, hatch: Hatch) {
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, Color32::from_rgba_unmultiplied(colour.r, colour.g, colour.b, colour.a));
    let ink = Stroke::new(1.0, Color32::from_rgb(colour.r / 2, colour.g / 2, colour.b / 2));
    let lines = |apart: f32, back: bool| {
        let (mut x, h) = (rect.left() - rect.height(), rect.height());
        while x < rect.right() {
            let (from, to) = if back { (rect.top(), rect.bottom()) } else { (rect.bottom(), rect.top()) };
            painter.line_segment([pos2(x, from), pos2(x + h, to)], ink);
            x += apart;
        }
    };
    match hatch {
        Hatch::None => {}
        Hatch::Wide => lines(8.0, false),
        Hatch::Close => lines(4.0, false),
        Hatch::Back => lines(6.0, true),
        Hatch::Cross => {
            lines(6.0, false);
            lines(6.0, true);
        }
        Hatch::Dot => drop(painter.circle_filled(rect.center(), 2.0, ink.color)),
    }
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, Color32::from_rgb(0xb9, 0xa7, 0x86)), egui::StrokeKind::Inside);
}

/// A few words beside the cursor.
pub(super) fn tip(ctx: &egui::Context, game: &Game, lines: &Lines, map: Rect, cursor: egui::Pos2) -> Option<Rect> {
    if lines.0.is_empty() {
        return None;
    }
    // On the side where there is more room, so that the hex itself stays in sight.
    let left = cursor.x > map.center().x;
    let below = cursor.y < map.center().y;
    let pivot = match (left, below) {
        (false, true) => Align2::LEFT_TOP,
        (true, true) => Align2::RIGHT_TOP,
        (false, false) => Align2::LEFT_BOTTOM,
        (true, false) => Align2::RIGHT_BOTTOM,
    };
    let at = cursor + vec2(if left { -18.0 } else { 18.0 }, if below { 18.0 } else { -18.0 });
    let width = (map.width() * 0.45).min(320.0 * f32::from(game.text_percent) / 100.0);
    Some(sheet(ctx, "tip", at, pivot, map, width, |ui| lines.draw(ui)))
}

/// A message at the upper edge of the map.
pub(super) fn notice(ctx: &egui::Context, game: &Game, map: Rect) -> Option<Rect> {
    let notice = game.notice.as_ref()?;
    let at = map.center_top() + vec2(0.0, 8.0);
    let width = (map.width() * 0.8).min(520.0 * f32::from(game.text_percent) / 100.0);
    Some(sheet(ctx, "notice", at, Align2::CENTER_TOP, map, width, |ui| {
        let ink = if notice.grave { RED } else { INK };
        ui.add(egui::Label::new(egui::RichText::new(&notice.text).color(ink)).wrap());
    }))
}
