//! The panels' texts as data, with their rectangles: for tests that read and click them, and for `screenshot --json`.
//!
//! What belongs here: reading off what egui paints. What never does: painting.

use super::shown::Box4;
use bevy::prelude::*;
use bevy_egui::{EguiFullOutput, EguiPostUpdateSet, egui};
use serde::Serialize;

/// A line of text in a panel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TextShown {
    /// what it says
    pub text: String,
    /// the rectangle of its letters, as far as the panel shows it
    pub rect: Box4,
    /// part of it is cut off by the panel's edge
    pub cut: bool,
}

/// Texts of the last frame.
#[derive(Resource, Default)]
pub(super) struct Texts(pub Vec<TextShown>);

pub(super) fn plugin(app: &mut App) {
    let between = gather.after(EguiPostUpdateSet::EndPass).before(EguiPostUpdateSet::ProcessOutput);
    app.init_resource::<Texts>().add_systems(PostUpdate, between);
}

fn gather(outputs: Query<&EguiFullOutput>, mut texts: ResMut<Texts>) {
    // A pass that egui threw away for a second one has no output.
    let Some(output) = outputs.iter().find_map(|o| o.0.as_ref()) else { return };
    texts.0.clear();
    for clipped in &output.shapes {
        add(&clipped.shape, clipped.clip_rect, &mut texts.0);
    }
}

fn add(shape: &egui::Shape, clip: egui::Rect, to: &mut Vec<TextShown>) {
    match shape {
        egui::Shape::Vec(parts) => parts.iter().for_each(|part| add(part, clip, to)),
        egui::Shape::Text(text) => {
            // Line by line: the first one may begin behind a text before it.
            for line in &text.galley.rows {
                let whole = line.rect_without_leading_space().translate(text.pos.to_vec2());
                let (seen, words) = (whole.intersect(clip), line.text());
                if seen.is_positive() && !words.trim().is_empty() {
                    let rect = Rect::new(seen.min.x, seen.min.y, seen.max.x, seen.max.y).into();
                    let cut = whole.width() - seen.width() > 1.0 || whole.height() - seen.height() > 1.0;
                    to.push(TextShown { text: words, rect, cut });
                }
            }
        }
        _ => {}
    }
}
