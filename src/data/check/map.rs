//! Checks a map and lays it out in dense arrays.

use super::{Ctx, shorten};
use crate::data::NamedPlace;
use crate::data::fault::Fault;
use crate::data::raw::at::{At, Span};
use crate::data::raw::map::RawMap;
use crate::hex::{Grid, HexId, SideId};
use crate::rules::{BySide, RoadKind, SideFeatures, Terrain};

/// A map's ground before sight and step costs are computed.
#[derive(Clone, Debug)]
pub struct Bare {
    /// whether each hex has the ground that was meant: no row is missing or garbled
    pub whole: bool,
    /// terrain by hex
    pub terrain: Vec<Terrain>,
    /// metres by hex
    pub elevation_m: Vec<i16>,
    /// features by side
    pub sides: Vec<SideFeatures>,
    /// on the Japanese side of the border, by hex
    pub beyond_border: Vec<bool>,
    /// steps beyond the border, by side and hex
    pub depth_beyond: BySide<Vec<u8>>,
    /// named places
    pub places: Vec<NamedPlace>,
}

/// Climb between neighbours that is worth a question: over it the hillside is steeper than 34 degrees.
const STEEP_M: i64 = 200;

/// The ground a glyph stands for.
pub const fn terrain(glyph: char) -> Option<Terrain> {
    Some(match glyph {
        '~' => Terrain::Lake,
        '=' => Terrain::River,
        '"' => Terrain::Marsh,
        'v' => Terrain::Ravine,
        '.' => Terrain::Open,
        ',' => Terrain::Scrub,
        '/' => Terrain::Slope,
        '^' => Terrain::Rock,
        '*' => Terrain::Crest,
        '#' => Terrain::Village,
        _ => return None,
    })
}

/// Most hexes of a map along each side: hexes are numbered with two digits each.
const MOST_HEXES: i64 = 99;

/// The grid of a map, if its size is one.
pub fn grid(ctx: &mut Ctx<'_>, raw: &RawMap) -> Option<Grid> {
    let (cols, rows) = (raw.cols.value, raw.rows.value);
    let fits = |n: i64| (1..=MOST_HEXES).contains(&n);
    if !fits(cols) || !fits(rows) {
        ctx.at(if fits(cols) { raw.rows.span() } else { raw.cols.span() }, Fault::MapSize { cols, rows });
        return None;
    }
    // Where all rows agree with each other, the number that they contradict is the slip.
    let agreed = |mut counts: Vec<usize>, found: i64| {
        counts.sort_unstable();
        counts.dedup();
        let wanted = *counts.first().filter(|_| counts.len() == 1)? as i64;
        (fits(wanted) && wanted != found).then_some(wanted)
    };
    let (ground, heights) = (&raw.ground.value, &raw.elevation_m.value);
    let widths = ground.iter().map(|r| r.chars().count()).chain(heights.iter().map(|r| r.split_whitespace().count()));
    let by_rows = agreed(vec![ground.len(), heights.len()], rows);
    let by_cols = agreed(widths.collect(), cols);
    if let Some(wanted) = by_rows {
        ctx.at(raw.rows.span(), Fault::SizeOfMap { field: "rows", found: rows, wanted });
    }
    if let Some(wanted) = by_cols {
        ctx.at(raw.cols.span(), Fault::SizeOfMap { field: "cols", found: cols, wanted });
    }
    Some(Grid::new(by_cols.unwrap_or(cols) as u8, by_rows.unwrap_or(rows) as u8))
}

/// Check all of a map but its size.
pub fn check(ctx: &mut Ctx<'_>, grid: &Grid, raw: &RawMap) -> Bare {
    let before = ctx.log.errors;
    let terrain = ground(ctx, grid, &raw.ground);
    let whole = ctx.log.errors == before;
    let elevation_m = elevation(ctx, grid, &raw.elevation_m);
    let sound = ctx.log.errors == before;
    let mut sides = vec![SideFeatures::default(); grid.sides_len()];
    let mut whole_border = true;
    for (a, b) in &raw.border {
        match pair(ctx, grid, a, b) {
            Some(side) => sides[side.0 as usize].border = true,
            None => whole_border = false,
        }
    }
    for (a, b) in raw.streams.iter().flatten() {
        if let Some(side) = pair(ctx, grid, a, b) {
            sides[side.0 as usize].stream = true;
        }
    }
    for s in &raw.sides {
        let Some(hex) = ctx.hex(&s.hex) else { continue };
        let Some(id) = grid.neighbour(hex, s.dir.value.into()).and_then(|_| grid.side(hex, s.dir.value.into())) else {
            ctx.at(s.dir.span(), Fault::SideOnRim { hex: s.hex.value.clone() });
            continue;
        };
        let side = &mut sides[id.0 as usize];
        side.stream |= s.stream;
        side.crossing |= s.crossing;
        side.bridge |= s.bridge;
        side.cliff |= s.cliff;
        side.wire |= s.wire;
        side.log_road |= s.log_road;
    }
    roads(ctx, grid, raw, whole.then_some(&terrain), &mut sides);
    let (beyond_border, depth_beyond) = border(ctx, grid, raw, &sides, whole_border);
    if sound {
        steep(ctx, grid, raw, &elevation_m, &sides);
    }
    let mut names = super::Names::new("place");
    let mut places = Vec::new();
    for p in &raw.places {
        names.add(ctx.log, ctx.file, &p.id, places.len());
        let confidence = match p.confidence.as_str() {
            "A" => 'A',
            "B" => 'B',
            "C" => 'C',
            other => {
                ctx.at(p.confidence.span(), Fault::BadConfidence { text: shorten(other) });
                'C'
            }
        };
        let sources = ctx.sources("place", &p.id, &p.sources);
        let Some(hex) = ctx.hex(&p.hex) else { continue };
        let (id, name, ru, ja) = (p.id.value.clone(), p.name.clone(), p.ru.clone(), p.ja.clone());
        places.push(NamedPlace { id, hex, kind: p.kind, name, ru, ja, confidence, sources });
    }
    Bare { whole, terrain, elevation_m, sides, beyond_border, depth_beyond, places }
}

fn count_rows(ctx: &mut Ctx<'_>, what: &'static str, rows: &At<Vec<At<String>>>, grid: &Grid) {
    if rows.len() != usize::from(grid.rows()) {
        // at the first row too many, else at the end of the list
        let span = rows.get(usize::from(grid.rows())).map_or(Span { at: rows.at + rows.len.saturating_sub(1), len: 1 }, At::span);
        ctx.at(span, Fault::RowCount { what, found: rows.len() as i64, wanted: i64::from(grid.rows()) });
    }
}

/// The span of a part of a text, if what stands in the file is the text itself between one pair of quotes.
fn inside(ctx: &Ctx<'_>, text: &At<String>, from: usize, len: usize) -> Span {
    let written = ctx.log.text(ctx.file).get(text.at as usize..(text.at + text.len) as usize).unwrap_or_default();
    match written.find(text.as_str()) {
        Some(start) if !text.is_empty() => Span { at: text.at + (start + from) as u32, len: len as u32 },
        _ => text.span(),
    }
}

fn ground(ctx: &mut Ctx<'_>, grid: &Grid, rows: &At<Vec<At<String>>>) -> Vec<Terrain> {
    let cols = usize::from(grid.cols());
    let mut terrain_of = vec![Terrain::Open; grid.len()];
    count_rows(ctx, "ground", rows, grid);
    for (r, row) in rows.iter().enumerate().take(usize::from(grid.rows())) {
        let found = row.chars().count();
        if found != cols {
            ctx.at(row.span(), Fault::RowLength { what: "ground", row: r as i64, found: found as i64, wanted: cols as i64 });
            continue;
        }
        for (c, (byte, glyph)) in row.char_indices().enumerate() {
            match (terrain(glyph), grid.at(c as i32, r as i32)) {
                (Some(t), Some(hex)) => terrain_of[hex.index()] = t,
                (Some(_), None) => {}
                // A garbled row is told by its first glyph.
                (None, _) => {
                    ctx.at(inside(ctx, row, byte, glyph.len_utf8()), Fault::UnknownGlyph { glyph });
                    break;
                }
            }
        }
    }
    terrain_of
}

fn elevation(ctx: &mut Ctx<'_>, grid: &Grid, rows: &At<Vec<At<String>>>) -> Vec<i16> {
    let cols = usize::from(grid.cols());
    let mut metres = vec![0; grid.len()];
    count_rows(ctx, "elevation_m", rows, grid);
    for (r, row) in rows.iter().enumerate().take(usize::from(grid.rows())) {
        let found = row.split_whitespace().count();
        if found != cols {
            ctx.at(row.span(), Fault::RowLength { what: "elevation_m", row: r as i64, found: found as i64, wanted: cols as i64 });
            continue;
        }
        for (c, word) in row.split_whitespace().enumerate() {
            match word.parse::<i16>().ok().filter(|m| (-100..=3000).contains(m)) {
                Some(m) => {
                    if let Some(hex) = grid.at(c as i32, r as i32) {
                        metres[hex.index()] = m;
                    }
                }
                None => {
                    let byte = word.as_ptr() as usize - row.as_ptr() as usize;
                    ctx.at(inside(ctx, row, byte, word.len()), Fault::BadElevation { text: shorten(word) });
                    break;
                }
            }
        }
    }
    metres
}

/// The common side of two neighbours.
fn pair(ctx: &mut Ctx<'_>, grid: &Grid, a: &At<String>, b: &At<String>) -> Option<SideId> {
    let (x, y) = (ctx.hex(a), ctx.hex(b));
    let (x, y) = (x?, y?);
    let side = grid.dir_to(x, y).and_then(|dir| grid.side(x, dir));
    if side.is_none() {
        ctx.at(b.span(), Fault::NotNeighbours { a: a.value.clone(), b: b.value.clone() });
    }
    side
}

/// Of two ways over one side the better for feet and wheels; rail gives way, since it carries only trains.
fn better(a: Option<RoadKind>, b: RoadKind) -> RoadKind {
    let rank = |kind| match kind {
        RoadKind::Rail => 0,
        RoadKind::Ferry => 1,
        RoadKind::Track => 2,
        RoadKind::Road => 3,
        RoadKind::Highway => 4,
    };
    a.filter(|&a| rank(a) >= rank(b)).unwrap_or(b)
}

fn roads(ctx: &mut Ctx<'_>, grid: &Grid, raw: &RawMap, terrain: Option<&Vec<Terrain>>, sides: &mut [SideFeatures]) {
    for road in &raw.roads {
        let mut before: Option<(&At<String>, HexId)> = None;
        // a hex that the way jumps to is told once, and not as the one that it jumps from
        let mut jumped = false;
        for text in &road.through {
            let Some(hex) = ctx.hex(text) else {
                (before, jumped) = (None, false);
                continue;
            };
            if road.kind != RoadKind::Ferry && terrain.is_some_and(|t| t[hex.index()].is_water()) {
                ctx.at(text.span(), Fault::RoadInWater { hex: text.value.clone() });
            }
            if let Some((from_text, from)) = before {
                match grid.dir_to(from, hex).and_then(|dir| grid.side(from, dir)) {
                    Some(side) => {
                        let road_of = &mut sides[side.0 as usize].road;
                        *road_of = Some(better(*road_of, road.kind));
                        jumped = false;
                    }
                    None if jumped => jumped = false,
                    None => {
                        ctx.at(text.span(), Fault::RoadJumps { from: from_text.value.clone(), to: text.value.clone() });
                        jumped = true;
                    }
                }
            }
            before = Some((text, hex));
        }
    }
}

/// Which hexes lie beyond the border, and how deep, for each side.
fn border(ctx: &mut Ctx<'_>, grid: &Grid, raw: &RawMap, sides: &[SideFeatures], whole_border: bool) -> (Vec<bool>, BySide<Vec<u8>>) {
    let mut beyond = vec![false; grid.len()];
    let own = ctx.hex(&raw.soviet_side);
    if let (Some(start), false) = (own, raw.border.is_empty()) {
        beyond.fill(true);
        beyond[start.index()] = false;
        let mut open = vec![start];
        while let Some(hex) = open.pop() {
            for dir in crate::hex::Dir::ALL {
                let Some(next) = grid.neighbour(hex, dir) else { continue };
                let crosses = grid.side(hex, dir).is_some_and(|s| sides[s.0 as usize].border);
                if !crosses && beyond[next.index()] {
                    beyond[next.index()] = false;
                    open.push(next);
                }
            }
        }
        if whole_border && beyond.iter().all(|b| !b) {
            ctx.at(raw.border[0].0.span(), Fault::BorderLeaks {});
        }
    }
    let depth = |home: bool| {
        let mut depth: Vec<u8> = beyond.iter().map(|&b| if b == home { 0 } else { u8::MAX }).collect();
        let mut ring: Vec<HexId> = grid.hexes().filter(|h| depth[h.index()] == 0).collect();
        if ring.is_empty() {
            depth.fill(0);
        }
        let mut steps = 0u8;
        while !ring.is_empty() {
            steps = steps.saturating_add(1);
            let mut next = Vec::new();
            for hex in ring {
                for n in grid.neighbours(hex).iter().flatten() {
                    if depth[n.index()] > steps {
                        depth[n.index()] = steps;
                        next.push(*n);
                    }
                }
            }
            ring = next;
        }
        depth
    };
    let depth_beyond = BySide { soviet: depth(false), japanese: depth(true) };
    (beyond, depth_beyond)
}

/// Warn of heights that differ from their neighbours' like a slip of the pen: each such hex once, with its worst neighbour.
fn steep(ctx: &mut Ctx<'_>, grid: &Grid, raw: &RawMap, metres: &[i16], sides: &[SideFeatures]) {
    let mut pairs: Vec<(HexId, HexId, i64)> = Vec::new();
    for hex in grid.hexes() {
        for dir in &crate::hex::Dir::ALL[..3] {
            let Some(next) = grid.neighbour(hex, *dir) else { continue };
            let step = (i64::from(metres[hex.index()]) - i64::from(metres[next.index()])).abs();
            let cliff = grid.side(hex, *dir).is_some_and(|s| sides[s.0 as usize].cliff);
            if step > STEEP_M && !cliff {
                pairs.push((hex, next, step));
            }
        }
    }
    let mut told = 0;
    while let Some(&(first, ..)) = pairs.first() {
        // the hex that most of the pairs share is the odd one
        let mut count = vec![0u32; grid.len()];
        pairs.iter().flat_map(|(a, b, _)| [*a, *b]).for_each(|h| count[h.index()] += 1);
        let ends = pairs.iter().flat_map(|(a, b, _)| [*a, *b]);
        let odd = ends.max_by_key(|h| (count[h.index()], std::cmp::Reverse(*h))).unwrap_or(first);
        let (a, b, step) = pairs.iter().filter(|(a, b, _)| *a == odd || *b == odd).max_by_key(|p| p.2).copied().unwrap_or(pairs[0]);
        let (col, row) = grid.col_row(odd);
        let span = match raw.elevation_m.get(usize::from(row)) {
            Some(text) => match text.split_whitespace().nth(usize::from(col)) {
                Some(word) => inside(ctx, text, word.as_ptr() as usize - text.as_ptr() as usize, word.len()),
                None => text.span(),
            },
            None => raw.elevation_m.span(),
        };
        let other = if a == odd { b } else { a };
        ctx.at(span, Fault::SteepStep { a: grid.name(odd), b: grid.name(other), metres: step });
        pairs.retain(|(a, b, _)| *a != odd && *b != odd);
        told += 1;
        if told == 10 {
            break;
        }
    }
}
