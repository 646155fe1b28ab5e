//! Plain lines of a panel: built without egui, so that they can be kept and tested, and drawn here.
//!
//! What belongs here: how a line, a row of a list, a button with its key looks. What never does: what they say.

use bevy_egui::egui::{self, Color32, Sense, TextStyle, text::LayoutJob, text::TextFormat, text::TextWrapping};

/// Ink.
pub(super) const INK: Color32 = Color32::from_rgb(0x2a, 0x24, 0x20);
/// Thinner ink, for what stands before a value.
pub(super) const SOFT: Color32 = Color32::from_rgb(0x6b, 0x5c, 0x4b);
/// Red ink.
pub(super) const RED: Color32 = Color32::from_rgb(0xa2, 0x28, 0x2d);
/// Brown ink of headings.
pub(super) const BROWN: Color32 = Color32::from_rgb(0x7a, 0x4a, 0x22);

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Line {
    /// a heading
    Head(String),
    /// plain text
    Text(String),
    /// said by the way
    Soft(String),
    /// not as it should be
    Warn(String),
    /// what, and how much
    Pair(String, String),
    /// the same in red
    Bad(String, String),
    /// a little room
    Gap,
}

/// Lines that are being written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lines(pub Vec<Line>);

impl Lines {
    pub fn head(&mut self, text: impl Into<String>) {
        self.0.push(Line::Head(text.into()));
    }
    pub fn text(&mut self, text: impl Into<String>) {
        self.0.push(Line::Text(text.into()));
    }
    pub fn soft(&mut self, text: impl Into<String>) {
        self.0.push(Line::Soft(text.into()));
    }
    pub fn warn(&mut self, text: impl Into<String>) {
        self.0.push(Line::Warn(text.into()));
    }
    pub fn pair(&mut self, what: impl Into<String>, value: impl Into<String>) {
        self.0.push(Line::Pair(what.into(), value.into()));
    }
    pub fn bad(&mut self, what: impl Into<String>, value: impl Into<String>) {
        self.0.push(Line::Bad(what.into(), value.into()));
    }
    pub fn gap(&mut self) {
        self.0.push(Line::Gap);
    }

    /// Draw them one under the other, as wide as there is room.
    pub fn draw(&self, ui: &mut egui::Ui) {
        for line in &self.0 {
            match line {
                Line::Head(text) => head(ui, text),
                Line::Text(text) => drop(ui.add(egui::Label::new(text).wrap())),
                Line::Soft(text) => drop(ui.add(egui::Label::new(egui::RichText::new(text).color(SOFT)).wrap())),
                Line::Warn(text) => drop(ui.add(egui::Label::new(egui::RichText::new(text).color(RED)).wrap())),
                Line::Pair(what, value) => pair(ui, what, value, INK),
                Line::Bad(what, value) => pair(ui, what, value, RED),
                Line::Gap => ui.add_space(ui.spacing().item_spacing.y * 2.0),
            }
        }
    }
}

/// A heading.
pub(super) fn head(ui: &mut egui::Ui, text: &str) {
    let size = TextStyle::Body.resolve(ui.style()).size * 1.12;
    ui.add(egui::Label::new(egui::RichText::new(text).color(BROWN).size(size)).wrap());
}

/// What to the left, how much to the right; both wrap where there is little room.
fn pair(ui: &mut egui::Ui, what: &str, value: &str, ink: Color32) {
    let font = TextStyle::Body.resolve(ui.style());
    let width = ui.available_width().max(40.0);
    let gap = ui.spacing().item_spacing.x;
    let value = ui.painter().layout(value.to_owned(), font.clone(), ink, width * 0.62);
    let what = ui.painter().layout(what.to_owned(), font, SOFT, (width - value.size().x - gap).max(width * 0.3));
    let height = what.size().y.max(value.size().y);
    let (rect, _) = ui.allocate_exact_size(egui::vec2(width, height), Sense::hover());
    let at = egui::pos2(rect.right() - value.size().x, rect.top());
    ui.painter().galley(rect.left_top(), what, SOFT);
    ui.painter().galley(at, value, ink);
}

/// A row of a list.
#[derive(Default)]
pub(super) struct Row<'a> {
    /// steps from the left
    pub depth: u8,
    /// what it is
    pub name: &'a str,
    /// what is wrong with it, in red
    pub marks: &'a str,
    /// how much, to the right
    pub value: &'a str,
    /// is selected
    pub selected: bool,
    /// in thinner ink
    pub soft: bool,
    /// `Some`: can be opened, and is
    pub opened: Option<bool>,
    /// small buttons at the end, the last first: text, whether it is on, what it does
    pub actions: &'a [(&'a str, bool, &'a str)],
}

/// Height of a row.
pub(super) fn row_height(ui: &egui::Ui) -> f32 {
    ui.text_style_height(&TextStyle::Body) + ui.spacing().item_spacing.y
}

/// Where on a row was clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hit {
    Row,
    Opener,
    /// which of the small buttons
    Action(usize),
}

impl Row<'_> {
    /// Draw it into `width`; what was clicked.
    pub fn draw(&self, ui: &mut egui::Ui, width: f32) -> Option<Hit> {
        let font = TextStyle::Body.resolve(ui.style());
        let small = TextStyle::Small.resolve(ui.style());
        let (rect, response) = ui.allocate_exact_size(egui::vec2(width.max(24.0), row_height(ui)), Sense::click());
        if !ui.is_rect_visible(rect) {
            return None;
        }
        if self.selected {
            ui.painter().rect_filled(rect, 2.0, ui.visuals().selection.bg_fill);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 2.0, ui.visuals().faint_bg_color);
        }
        let step = font.size * 0.7;
        let mut left = rect.left() + 2.0 + step * f32::from(self.depth);
        if let Some(open) = self.opened {
            triangle(ui, egui::pos2(left + step * 0.5, rect.center().y), step * 0.42, open);
        }
        if self.opened.is_some() {
            left += step * 1.2;
        }
        let (end, acted) = self.buttons(ui, rect, &response, &small);
        // What it is comes before how much: the value never takes more than its half.
        let mut value = LayoutJob::simple_singleline(self.value.to_owned(), small.clone(), SOFT);
        value.wrap = TextWrapping::truncate_at_width(((end - left) * 0.5).max(8.0));
        let value = ui.painter().layout_job(value);
        let room = (end - 3.0 - value.size().x - left - 4.0).max(8.0);
        let mut job = LayoutJob::default();
        let ink = if self.soft { SOFT } else { INK };
        job.append(self.name, 0.0, TextFormat::simple(font.clone(), ink));
        if !self.marks.is_empty() {
            job.append(self.marks, font.size * 0.5, TextFormat::simple(small, RED));
        }
        job.wrap = TextWrapping::truncate_at_width(room);
        let text = ui.painter().layout_job(job);
        let cut = text.elided;
        ui.painter().galley(egui::pos2(left, rect.center().y - text.size().y / 2.0), text, ink);
        let at = egui::pos2(end - 3.0 - value.size().x, rect.center().y - value.size().y / 2.0);
        ui.painter().galley(at, value, SOFT);
        let response = if cut { response.on_hover_text(format!("{}  {}", self.name, self.marks)) } else { response };
        if acted.is_some() {
            return acted;
        }
        response.clicked().then(|| {
            let opener = self.opened.is_some() && response.interact_pointer_pos().is_some_and(|p| p.x < left);
            if opener { Hit::Opener } else { Hit::Row }
        })
    }

    /// The small buttons, painted into the row so that they can't widen it; where they begin, and which was clicked.
    fn buttons(&self, ui: &egui::Ui, row: egui::Rect, of: &egui::Response, font: &egui::FontId) -> (f32, Option<Hit>) {
        let (mut end, mut acted) = (row.right(), None);
        for (i, (text, on, hint)) in self.actions.iter().enumerate() {
            let text = ui.painter().layout_no_wrap((*text).to_owned(), font.clone(), INK);
            let size = text.size() + egui::vec2(8.0, 2.0);
            let rect = egui::Rect::from_min_size(egui::pos2(end - size.x, row.center().y - size.y / 2.0), size);
            let response = ui.interact(rect, of.id.with(i), Sense::click());
            let fill = match (on, response.hovered()) {
                (true, _) => ui.visuals().selection.bg_fill,
                (false, true) => ui.visuals().widgets.hovered.bg_fill,
                (false, false) => ui.visuals().faint_bg_color,
            };
            ui.painter().rect_filled(rect, 2.0, fill);
            ui.painter().galley(rect.min + egui::vec2(4.0, 1.0), text, INK);
            if response.on_hover_text(*hint).clicked() {
                acted = Some(Hit::Action(i));
            }
            end = rect.left() - 4.0;
        }
        (end, acted)
    }
}

/// A triangle that says open or closed: the font has none.
fn triangle(ui: &egui::Ui, at: egui::Pos2, r: f32, open: bool) {
    let corners = if open {
        [egui::vec2(-r, -r * 0.6), egui::vec2(r, -r * 0.6), egui::vec2(0.0, r * 0.8)]
    } else {
        [egui::vec2(-r * 0.6, -r), egui::vec2(r * 0.8, 0.0), egui::vec2(-r * 0.6, r)]
    };
    let shape = egui::Shape::convex_polygon(corners.iter().map(|c| at + *c).collect(), SOFT, egui::Stroke::NONE);
    ui.painter().add(shape);
}

/// Buttons of which one may be chosen, in as many lines as they need.
pub(super) fn chips<T: Copy + PartialEq>(ui: &mut egui::Ui, of: &[(T, String)], now: &mut T) {
    ui.horizontal_wrapped(|ui| {
        // Close together, so that a column's width holds them in one line.
        ui.spacing_mut().item_spacing.x *= 0.25;
        ui.spacing_mut().button_padding.x *= 0.75;
        for (value, text) in of {
            let text = egui::RichText::new(text).small();
            if ui.add(egui::Button::selectable(*now == *value, text).small()).clicked() {
                *now = *value;
            }
        }
    });
}
