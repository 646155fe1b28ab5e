//! What the window shows, as data: for `screenshot --json` and for tests. Rectangles are in logical pixels of the window.
//!
//! What belongs here: reading off what was drawn. What never does: changing it, the truth of the battle.

use super::panels::Panels;
use super::scene::Canvas;
use super::state::{Game, Screen};
use super::texts::{TextShown, Texts};
use super::view::MapView;
use crate::picture::{CounterOf, overlay_sheet};
use bevy::prelude::{Rect, Vec2, World};
use serde::Serialize;

/// Version of the fields.
const SCHEMA: u32 = 1;

/// A rectangle: left, top, width, height.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Box4(pub f32, pub f32, pub f32, pub f32);

impl From<Rect> for Box4 {
    fn from(r: Rect) -> Box4 {
        Box4(r.min.x, r.min.y, r.width(), r.height())
    }
}

impl Box4 {
    /// Whether two rectangles have more than their edges in common.
    pub fn meets(self, other: Box4) -> bool {
        let apart = |a: f32, a_len: f32, b: f32, b_len: f32| a + a_len <= b + 0.5 || b + b_len <= a + 0.5;
        !apart(self.0, self.2, other.0, other.2) && !apart(self.1, self.3, other.1, other.3)
    }
    /// The same with so much less at each edge.
    pub fn inset(self, by: f32) -> Box4 {
        Box4(self.0 + by, self.1 + by, self.2 - 2.0 * by, self.3 - 2.0 * by)
    }
    /// Its middle.
    pub fn middle(self) -> (f32, f32) {
        (self.0 + self.2 / 2.0, self.1 + self.3 / 2.0)
    }
}

/// A hex whose middle is in sight.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HexShown {
    /// its number
    pub hex: String,
    /// its middle
    pub at: (f32, f32),
    /// its ground
    pub terrain: crate::rules::Terrain,
    /// line of the overlay's legend, from 0
    pub overlay: Option<u8>,
}

/// A counter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CounterShown {
    /// the unit's or the contact's id
    pub id: String,
    /// it is an enemy contact
    pub contact: bool,
    /// where it stands
    pub hex: String,
    /// where it is drawn
    pub rect: Box4,
    /// nothing lies on it
    pub top: bool,
}

/// A panel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PanelShown {
    /// its name
    pub id: String,
    /// where it is
    pub rect: Box4,
}

/// What the right button would do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PreviewShown {
    /// where
    pub hex: String,
    /// orders that would be carried out
    pub orders: usize,
    /// their seconds in sum
    pub seconds: u32,
    /// greatest share of vehicles expected to get stuck, per mille
    pub bog_permille: u16,
    /// they could be taken back
    pub undoable: bool,
    /// why nothing would happen
    pub refusal: Option<String>,
}

/// All of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shown {
    /// version of the fields
    pub schema: u32,
    /// `start`, `battle` or `result`
    pub screen: &'static str,
    /// the scenario's id
    pub scenario: Option<String>,
    /// whose eyes
    pub side: Option<crate::rules::Side>,
    /// turn, from 1
    pub turn: Option<u16>,
    /// seed, decimal
    pub seed: Option<String>,
    /// the person may order
    pub may_order: bool,
    /// the last order can be taken back
    pub can_undo: bool,
    /// orders given in the battle so far
    pub orders: usize,
    /// width and height of the window
    pub size: (f32, f32),
    /// what panels leave to the map
    pub map: Box4,
    /// pixels of a sheet unit
    pub zoom: f32,
    /// hexes in sight
    pub hexes: Vec<HexShown>,
    /// counters, those out of sight too
    pub counters: Vec<CounterShown>,
    /// panels
    pub panels: Vec<PanelShown>,
    /// texts of panels, in the order of drawing
    pub texts: Vec<TextShown>,
    /// selected units
    pub selected: Vec<String>,
    /// formations that the staff leads
    pub handed: Vec<String>,
    /// overlay
    pub overlay: Option<&'static str>,
    /// what the right button would do
    pub preview: Option<PreviewShown>,
    /// the short message
    pub notice: Option<String>,
}

/// Read off what the app's world shows.
pub(super) fn shown(world: &World, size: Vec2) -> Shown {
    let (game, view, canvas) = (world.resource::<Game>(), world.resource::<MapView>(), world.resource::<Canvas>());
    let desk = game.desk();
    let screen = match &game.screen {
        Screen::Start => "start",
        Screen::Battle(desk) if desk.is_over() => "result",
        Screen::Battle(_) => "battle",
    };
    let mut out = Shown {
        schema: SCHEMA,
        screen,
        scenario: desk.map(|d| d.scenario().id.clone()),
        side: desk.map(|d| d.side()),
        turn: desk.map(|d| d.seen().turn + 1),
        seed: desk.and_then(|d| d.table()).map(|t| t.seed().seed.to_string()),
        may_order: desk.is_some_and(|d| d.may_order()),
        can_undo: desk.and_then(|d| d.table()).is_some_and(|t| t.can_undo()),
        orders: desk.and_then(|d| d.table()).map_or(0, |t| t.battle().orders().len()),
        size: (size.x, size.y),
        map: view.rect.into(),
        zoom: 1.0 / view.scale,
        hexes: Vec::new(),
        counters: Vec::new(),
        panels: world.resource::<Panels>().0.iter().map(|(id, rect)| PanelShown { id: id.clone(), rect: (*rect).into() }).collect(),
        texts: world.resource::<Texts>().0.clone(),
        selected: Vec::new(),
        handed: Vec::new(),
        overlay: desk.and_then(|d| d.overlay).map(|o| o.id()),
        preview: None,
        notice: game.notice.as_ref().map(|n| n.text.clone()),
    };
    let Some(desk) = desk else { return out };
    let (scenario, seen) = (desk.scenario(), desk.seen());
    let grid = &seen.ground.grid;
    let place = |p: crate::picture::Point| view.window_at(Vec2::new(p.x, p.y));
    let washed = desk.overlay.map(|o| overlay_sheet(seen, desk.layout(), o, &super::layers::focus(desk)).hexes).unwrap_or_default();
    for hex in grid.hexes() {
        let at = place(desk.layout().centre(grid, hex));
        if view.rect.contains(at) {
            let overlay = washed.binary_search_by_key(&hex, |w| w.0).ok().map(|k| washed[k].1);
            out.hexes.push(HexShown { hex: grid.name(hex), at: at.into(), terrain: seen.ground.terrain[hex.index()], overlay });
        }
    }
    for placed in &canvas.placed.counters {
        let Some(counter) = canvas.counters.get(placed.index) else { continue };
        let (centre, half) = (place(placed.centre), Vec2::new(placed.half.0, placed.half.1) / view.scale);
        out.counters.push(CounterShown {
            id: counter.id.clone(),
            contact: matches!(counter.of, CounterOf::Contact(_)),
            hex: grid.name(counter.hex),
            rect: Rect::from_center_half_size(centre, half).into(),
            top: placed.top,
        });
    }
    out.selected = desk.selection.units.iter().map(|u| scenario.units[u.index()].id.clone()).collect();
    out.handed = desk.handed().iter().map(|f| scenario.formations[usize::from(f.0)].id.clone()).collect();
    out.preview = desk.preview().map(|p| {
        let quotes = || p.orders.iter().filter_map(|o| o.quote.as_ref().ok());
        PreviewShown {
            hex: grid.name(p.hex),
            orders: quotes().count(),
            seconds: quotes().map(|q| q.seconds).sum(),
            bog_permille: quotes().map(|q| q.bog_permille).max().unwrap_or(0),
            undoable: p.undoable(),
            refusal: p.refusal().map(|r| game.words.refusal(scenario, &r)),
        }
    });
    out
}
