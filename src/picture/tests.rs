//! The map of the tiny ground, drawn.

use super::*;
use crate::data::raw::map::RawMap;
use crate::data::{NamedPlace, UnitKind, UnitSize};
use crate::hex::{Grid, SightTable};
use crate::rules::{BySide, Side, SideFeatures, Terrain};

/// The ground of a map file, without what only a battle needs.
pub(crate) fn ground_of(text: &str) -> Ground {
    let raw: RawMap = crate::data::raw::at::read(text).expect("the map parses");
    let grid = Grid::new(raw.cols.value as u8, raw.rows.value as u8);
    let glyphs = "~=\"v.,/^*#";
    let kinds = [
        Terrain::Lake,
        Terrain::River,
        Terrain::Marsh,
        Terrain::Ravine,
        Terrain::Open,
        Terrain::Scrub,
        Terrain::Slope,
        Terrain::Rock,
        Terrain::Crest,
        Terrain::Village,
    ];
    let terrain = raw.ground.value.iter().flat_map(|r| r.value.chars()).map(|c| kinds[glyphs.find(c).unwrap()]).collect();
    let elevation_m: Vec<i16> = raw.elevation_m.value.iter().flat_map(|r| r.value.split_whitespace()).map(|n| n.parse().unwrap()).collect();
    let mut sides = vec![SideFeatures::default(); grid.sides_len()];
    let side = |a: &str, b: &str| {
        let (a, b) = (grid.parse(a).unwrap(), grid.parse(b).unwrap());
        grid.side(a, grid.dir_to(a, b).unwrap()).unwrap().0 as usize
    };
    for (a, b) in &raw.border {
        sides[side(&a.value, &b.value)].border = true;
    }
    for (a, b) in raw.streams.iter().flatten() {
        sides[side(&a.value, &b.value)].stream = true;
    }
    for s in &raw.sides {
        let f = &mut sides[grid.side(grid.parse(&s.hex.value).unwrap(), s.dir.value.into()).unwrap().0 as usize];
        (f.crossing, f.bridge, f.cliff, f.wire) = (s.crossing, s.bridge, s.cliff, s.wire);
    }
    for road in &raw.roads {
        for pair in road.through.windows(2) {
            sides[side(&pair[0].value, &pair[1].value)].road = Some(road.kind);
        }
    }
    let places = raw.places.iter().map(|p| NamedPlace {
        id: p.id.value.clone(),
        hex: grid.parse(&p.hex.value).unwrap(),
        kind: p.kind,
        name: p.name.clone(),
        ru: p.ru.clone(),
        ja: p.ja.clone(),
        confidence: 'A',
        sources: Vec::new(),
    });
    Ground {
        id: raw.id.value.clone(),
        title: raw.title.clone(),
        terrain,
        sight: SightTable::new(&grid, &elevation_m, &vec![0; grid.len()], 2, 1),
        elevation_m,
        sides,
        beyond_border: vec![false; grid.len()],
        depth_beyond: BySide { soviet: vec![0; grid.len()], japanese: vec![0; grid.len()] },
        places: places.collect(),
        steps: Vec::new(),
        grid,
    }
}

#[test]
fn look() {
    let text = std::fs::read_to_string(std::env::var("MAP").unwrap()).unwrap();
    let ground = ground_of(&text);
    let mut options = MapOptions::default();
    if std::env::var("RU").is_ok() { options.language = NameLanguage::Russian; }
    let mut counters = Vec::new();
    let kinds = [UnitKind::Rifle, UnitKind::Border, UnitKind::Engineers, UnitKind::Cavalry, UnitKind::Tank, UnitKind::SelfPropelled, UnitKind::AntiTank, UnitKind::InfantryGun, UnitKind::Artillery, UnitKind::AntiAircraft, UnitKind::Headquarters, UnitKind::Train];
    let sizes = [UnitSize::Platoon, UnitSize::Company, UnitSize::Battalion, UnitSize::Regiment, UnitSize::Brigade];
    if std::env::var("COUNTERS").is_ok() {
        for (i, k) in kinds.into_iter().enumerate() {
            for side in Side::BOTH {
                let col = if side == Side::Soviet { 22 + i } else { 4 + i } as i32;
                for _ in 0..=(i % 5) { counters.push(CounterSpec { id: String::new(), side, kind: k, size: sizes[i % 5], hex: ground.grid.at(col, 20).unwrap(), strength: (100 - i).to_string(), sure: i % 4 != 3 }); }
            }
        }
    }
    std::fs::write(std::env::var("OUT").unwrap(), map_svg(&ground, &counters, &options)).unwrap();
}
