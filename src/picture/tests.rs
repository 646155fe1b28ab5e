//! The map of the tiny ground, drawn.

use super::*;
use crate::data::raw::map::RawMap;
use crate::data::{NamedPlace, UnitKind, UnitSize};
use crate::hex::{Grid, SightTable};
use crate::rules::{BySide, Side, SideFeatures, Terrain, UnitId};

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
        soils: Vec::new(),
        grid,
    }
}

fn tiny() -> Ground {
    ground_of(include_str!("../../tests/scenarios/maps/tiny.ron"))
}

fn inside(ring: &[Point], p: Point) -> bool {
    curve::spans(&[ring.to_vec()], p.y + 0.01).iter().any(|(a, b)| (*a..*b).contains(&p.x))
}

#[test]
fn the_same_ground_gives_the_same_bytes() {
    let options = MapOptions::default();
    assert_eq!(map_svg(&tiny(), &[], &options), map_svg(&tiny(), &[], &options));
}

#[test]
fn water_covers_the_middle_of_each_lake_hex_and_of_no_other() {
    let ground = tiny();
    let layout = Layout::new(&ground.grid, true);
    let shapes = map_shapes(&ground, &MapOptions::default());
    for hex in ground.grid.hexes() {
        let at = layout.centre(&ground.grid, hex);
        let wet = shapes.iter().any(|s| match s {
            Shape::Fill { rings, colour } if *colour == palette::WATER && rings[0].len() > 4 => rings.iter().any(|r| inside(r, at)),
            _ => false,
        });
        assert_eq!(wet, ground.terrain[hex.index()] == Terrain::Lake, "{}", ground.grid.name(hex));
    }
}

#[test]
fn names_do_not_run_into_each_other() {
    let ground = tiny();
    for language in [NameLanguage::English, NameLanguage::Russian, NameLanguage::Japanese] {
        let shapes = map_shapes(&ground, &MapOptions { language, framed: false, numbers: false, ..MapOptions::default() });
        let mut boxes: Vec<(f32, f32, f32, f32)> = Vec::new();
        for s in &shapes {
            if let Shape::Text { at, text, size, anchor, .. } = s {
                let wide = shape::text_width(text, *size);
                let left = at.x - [0.0, wide / 2.0, wide][*anchor as usize];
                let b = (left, at.y - size * 0.5, left + wide, at.y + size * 0.5);
                assert!(boxes.iter().all(|o| b.0 >= o.2 || o.0 >= b.2 || b.1 >= o.3 || o.1 >= b.3), "{text} over another name");
                boxes.push(b);
            }
        }
        assert!(boxes.len() >= ground.places.len(), "{language:?}: a name is missing");
    }
}

#[test]
fn each_option_takes_something_away() {
    let ground = tiny();
    let all = MapOptions::default();
    let most = map_shapes(&ground, &all).len();
    for less in [
        MapOptions { relief: false, ..all },
        MapOptions { contours: false, ..all },
        MapOptions { grid: false, ..all },
        MapOptions { numbers: false, ..all },
        MapOptions { names: false, ..all },
        MapOptions { framed: false, ..all },
    ] {
        assert!(map_shapes(&ground, &less).len() < most, "{less:?}");
    }
}

#[test]
fn a_stack_shows_its_size_and_only_its_top_counter() {
    let ground = tiny();
    let layout = Layout::new(&ground.grid, false);
    let hex = ground.grid.parse("0402").unwrap();
    let counter = |strength: &str| CounterSpec {
        id: strength.to_owned(),
        of: CounterOf::Unit(UnitId(0)),
        side: Side::Japanese,
        sign: Sign::Branch(UnitKind::Rifle),
        size: Some(UnitSize::Company),
        hex,
        strength: strength.to_owned(),
        seconds_permille: None,
        state: CounterState::default(),
        known: None,
    };
    let texts = |counters: &[CounterSpec]| -> Vec<String> {
        counter_shapes(&ground, &layout, counters)
            .into_iter()
            .filter_map(|s| if let Shape::Text { text, .. } = s { Some(text) } else { None })
            .collect()
    };
    assert_eq!(texts(&[counter("110")]), ["110"]);
    let six: Vec<_> = (1..=6).map(|k| counter(&(k * 10).to_string())).collect();
    assert_eq!(texts(&six), ["10", "6"]);
}

#[test]
fn a_map_of_one_hex_or_one_row_is_drawn() {
    for (cols, rows) in [(1, 1), (1, 4), (5, 1)] {
        let grid = Grid::new(cols, rows);
        let n = grid.len();
        let mut ground = tiny();
        ground.terrain = vec![Terrain::River; n];
        ground.elevation_m = vec![5; n];
        ground.sides = vec![SideFeatures::default(); grid.sides_len()];
        ground.places.clear();
        ground.grid = grid;
        let svg = map_svg(&ground, &[], &MapOptions::default());
        assert!(svg.ends_with("</svg>\n") && !svg.contains("NaN"));
    }
}
