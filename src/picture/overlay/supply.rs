//! Own depots with what they hold, links with what they carry and the queue behind them, and units by what they have left.

use super::{Classes, Hatch, LegendRow};
use crate::data::{DepotId, LinkId, LinkKind};
use crate::hex::HexId;
use crate::picture::layout::{Layout, PITCH};
use crate::picture::palette;
use crate::picture::shape::{Anchor, Colour, Point, Shape, pt, text_width};
use crate::view::{Observation, OwnUnit, Stores, loads, supply as flows};

const OUT: Colour = Colour::hex(0xb22222).alpha(125);
const LOW: Colour = Colour::hex(0xe5832b).alpha(110);
const HALF: Colour = Colour::hex(0xf2d45c).alpha(100);
const WELL: Colour = Colour::hex(0x3f9b5c).alpha(80);

/// The lesser share, per mille, of what a unit carries of its ammunition, fuel and food when full; 1000 if it needs none.
pub(super) fn share_permille(full: &Stores, have: &Stores) -> u32 {
    let share = |full: u32, have: u32| (u64::from(have) * 1000).checked_div(u64::from(full)).map_or(1000, |s| s.min(1000) as u32);
    let rounds = share(full.shells, have.shells).min(share(full.small_rounds, have.small_rounds));
    rounds.min(share(full.fuel_kg, have.fuel_kg)).min(share(full.rations_g, have.rations_g))
}

fn row_of(share_permille: u32) -> u8 {
    match share_permille {
        0..20 => 0,
        20..250 => 1,
        250..600 => 2,
        _ => 3,
    }
}

pub(super) fn classes(view: &Observation, layout: &Layout) -> Classes {
    let rows = vec![
        LegendRow::new(OUT, Hatch::Cross, "overlay-supply-out"),
        LegendRow::new(LOW, Hatch::Wide, "overlay-supply-low"),
        LegendRow::new(HALF, Hatch::Dot, "overlay-supply-half"),
        LegendRow::new(WELL, Hatch::None, "overlay-supply-well"),
        LegendRow::note("overlay-supply-depot"),
        LegendRow::note("overlay-supply-link"),
    ];
    let mut classes = Classes::new(view, rows);
    let supply = &view.scenario.supply;
    let unit_loads = loads::UnitLoad::all(&view.scenario);
    for u in view.units.iter().filter(|u| u.arrived && !u.destroyed) {
        let row = row_of(share_permille(&unit_loads[u.id.index()].full, &u.stores));
        if let Some(hex) = u.hex {
            classes.set_first(hex, row);
        }
        let Some(depot) = view.scenario.units[u.id.index()].depot else { continue };
        if row <= 1 {
            line_to_depot(view, layout, u, depot, row, &mut classes.marks);
        }
    }
    let wants = flows::claims(view, &unit_loads).wants;
    for n in (0..supply.links.len()).filter(|&n| view.scenario.link_side(LinkId(n as u16)) == view.side) {
        let asked = wants[usize::from(supply.links[n].to.0)].kg();
        draw_link(view, layout, LinkId(n as u16), asked, &mut classes);
    }
    for (i, depot) in supply.depots.iter().enumerate().filter(|(_, d)| d.side == view.side) {
        if let Some(hex) = depot.hex {
            let kg = view.depots.get(i).map_or(0, |d| d.kg());
            draw_depot(layout.centre(&view.ground.grid, hex), (!depot.endless).then_some(kg), &mut classes.over);
        }
    }
    classes
}

/// Tonnes with one decimal.
fn tonnes(kg: u64) -> String {
    let tenths = (kg + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn draw_link(view: &Observation, layout: &Layout, id: LinkId, asked_kg: u32, classes: &mut Classes) {
    let supply = &view.scenario.supply;
    let link = &supply.links[usize::from(id.0)];
    let at = |hex: HexId| layout.centre(&view.ground.grid, hex);
    let Some(to) = supply.depots[usize::from(link.to.0)].hex.map(at) else { return };
    let from = supply.depots[usize::from(link.from.0)].hex.map_or_else(|| rim(layout, to), at);
    let room = flows::room_an_hour(view, id);
    let per_hour = u64::from(room.all_kg.min(room.stores_kg));
    let tenths_h = (u64::from(asked_kg) * 10).checked_div(per_hour);
    let colour = match tenths_h {
        Some(0..20) => palette::FAIR,
        Some(20..80) => palette::WARNINGS[1],
        _ => palette::WARNINGS[2],
    };
    // wider links carry more
    let width = match per_hour {
        0..1_000 => 3.0,
        1_000..5_000 => 5.0,
        5_000..20_000 => 7.0,
        _ => 9.0,
    };
    let dash: &[f32] = match link.kind {
        LinkKind::Road => &[],
        LinkKind::Rail => &[26.0, 6.0],
        LinkKind::Carry => &[10.0, 7.0],
        LinkKind::Ferry => &[3.0, 9.0],
    };
    let out = &mut classes.marks;
    out.push(Shape::line(vec![from, to], width + 4.0, palette::MARGIN.alpha(170)));
    out.push(Shape::dashed(vec![from, to], width, dash, colour));
    let len = from.distance(to).max(0.1);
    let d = pt((to.x - from.x) / len, (to.y - from.y) / len);
    let tip = to.plus(-d.x * 20.0, -d.y * 20.0);
    let p = |back: f32, across: f32| tip.plus(-d.x * back - d.y * across, -d.y * back + d.x * across);
    out.push(Shape::polygon(vec![tip, p(15.0, 9.5), p(15.0, -9.5)], colour));
    let hours = tenths_h.map_or_else(|| "∞".to_owned(), |t| format!("{}.{}", t / 10, t % 10));
    let text = format!("{} · {hours}", tonnes(per_hour));
    let (at, size) = (from.towards(to, 0.5), 17.0);
    let w = text_width(&text, size) + 10.0;
    let out = &mut classes.over;
    out.push(Shape::rect(at.x - w / 2.0, at.y - 13.0, w, 26.0, palette::MARGIN));
    out.push(Shape::frame(at.x - w / 2.0, at.y - 13.0, w, 26.0, 2.0, colour));
    out.push(Shape::text(at, text, size, Anchor::Middle, palette::INK));
}

/// Where a link from beyond the map comes in: the point of the rim nearest to its end.
fn rim(layout: &Layout, to: Point) -> Point {
    let (corner, (w, h)) = (layout.corner(), layout.map_size());
    let (right, bottom) = (corner.x + w, corner.y + h);
    let ways = [pt(corner.x, to.y), pt(right, to.y), pt(to.x, corner.y), pt(to.x, bottom)];
    let nearest = ways.into_iter().min_by(|a, b| a.distance(to).total_cmp(&b.distance(to))).unwrap_or(to);
    // at least so far that an arrow has room
    if nearest.distance(to) < PITCH { to.towards(nearest, PITCH / nearest.distance(to).max(1.0)) } else { nearest }
}

/// A shed with what lies in it, at the upper right of its hex, clear of the middle of counters.
fn draw_depot(hex: Point, kg: Option<u32>, out: &mut Vec<Shape>) {
    let c = hex.plus(23.0, -19.0);
    let house = [(-15.0, 11.0), (-15.0, -4.0), (0.0, -14.0), (15.0, -4.0), (15.0, 11.0)].map(|(x, y)| c.plus(x, y)).to_vec();
    out.push(Shape::polygon(house.clone(), palette::MARK));
    out.push(Shape::Stroke { points: house, closed: true, width: 2.4, dash: Vec::new(), colour: palette::INK });
    if let Some(kg) = kg {
        out.push(Shape::text(c.plus(0.0, 3.0), tonnes(u64::from(kg)), 12.0, Anchor::Middle, palette::INK));
    }
}

fn line_to_depot(view: &Observation, layout: &Layout, u: &OwnUnit, depot: DepotId, row: u8, out: &mut Vec<Shape>) {
    let place = view.scenario.supply.depots.get(usize::from(depot.0)).and_then(|d| d.hex);
    if let (Some(a), Some(b)) = (u.hex, place) {
        let at = |h| layout.centre(&view.ground.grid, h);
        let colour = if row == 0 { OUT } else { LOW };
        out.push(Shape::dashed(vec![at(a), at(b)], 1.6, &[4.0, 5.0], colour.alpha(220)));
    }
}
