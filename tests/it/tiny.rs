//! A small battle built by hand: nine by seven hexes, a hill in the west, a strip of marsh, a few units of every kind
//! a side, a battery, a flight, a link of supply, a reserve, a scripted event. Tests change what they need of it.

use khasan::data::{
    AircraftCard, Cards, Command, Condition, Crewed, Depot, DepotId, Engagement, EngagementRule, Flight, FlightId, Formation, FormationId,
    Grade, Ground, Level, LightDay, LightTable, Link, LinkKind, Objective, Phase, Quality, Reserve, Scenario, Scoring, Script,
    ScriptEffect, StartPlace, Supply, Turn, UnitCard, UnitKind, UnitSetup, UnitSize, VehicleCard, WeaponCard, WeaponLine, WeatherRow,
    WeatherTable,
};
use khasan::hex::{Dir, Grid, HexId, SightTable};
use khasan::rules::{
    BySide, Clock, GroundState, Pace, Posture, ProfileId, Rain, Side, SideFeatures, Sky, Spell, Step, Tables, Terrain, UnitId, Water,
    WeaponClass, Weather,
};
use std::sync::{Arc, OnceLock};

/// Soviet units.
pub const A: UnitId = UnitId(0);
pub const B: UnitId = UnitId(1);
pub const TANKS: UnitId = UnitId(2);
pub const BATTERY: UnitId = UnitId(3);
pub const STAFF: UnitId = UnitId(4);
pub const RESERVE: UnitId = UnitId(5);
/// Japanese units.
pub const HILL: UnitId = UnitId(6);
pub const GUNS: UnitId = UnitId(7);
pub const MOUNTAIN: UnitId = UnitId(8);
pub const FLAK: UnitId = UnitId(9);
pub const LATE: UnitId = UnitId(10);
/// How many there are.
pub const UNITS: u16 = 11;

/// Cards.
pub const RIFLE: u16 = 0;
pub const TANK: u16 = 1;
pub const FIELD: u16 = 2;
pub const HQ: u16 = 3;
pub const INFANTRY: u16 = 4;
pub const ANTI_TANK: u16 = 5;
pub const MOUNTAIN_GUNS: u16 = 6;
pub const ANTI_AIR: u16 = 7;

pub const COLS: u8 = 9;
pub const ROWS: u8 = 7;
/// First moment.
pub const START: &str = "1938-07-01T12:00";

const GLYPHS: [&str; ROWS as usize] = [
    r#"..,..".~."#, //
    r#".//,.".,."#,
    r#",/*/.".,."#,
    r#".//,."..."#,
    r#"..,..".,."#,
    r#"..,..".,."#,
    r#"~.,..".,."#,
];

/// A hex by column and row.
pub fn hex(col: u8, row: u8) -> HexId {
    HexId(u16::from(row) * u16::from(COLS) + u16::from(col))
}

/// The rules' tables as they are shipped.
pub fn tables() -> Arc<Tables> {
    static TABLES: OnceLock<Arc<Tables>> = OnceLock::new();
    TABLES
        .get_or_init(|| {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rules/");
            let read = |name: &&str| std::fs::read_to_string(format!("{folder}{name}")).expect("a file of the tables");
            let texts: Vec<String> = Tables::FILES.iter().map(read).collect();
            let files: Vec<(&str, &str)> = Tables::FILES.iter().copied().zip(texts.iter().map(String::as_str)).collect();
            Arc::new(Tables::parse(&files).expect("the shipped tables"))
        })
        .clone()
}

/// The ground of the small map.
pub fn ground(rules: &Tables) -> Ground {
    let grid = Grid::new(COLS, ROWS);
    let mut terrain = vec![Terrain::Open; grid.len()];
    let mut elevation_m = vec![8i16; grid.len()];
    for (row, line) in GLYPHS.iter().enumerate() {
        for (col, glyph) in line.chars().enumerate() {
            let (kind, height) = match glyph {
                ',' => (Terrain::Scrub, 10),
                '/' => (Terrain::Slope, 30),
                '*' => (Terrain::Crest, 60),
                '"' => (Terrain::Marsh, 5),
                '~' => (Terrain::Lake, 5),
                _ => (Terrain::Open, 8),
            };
            let at = hex(col as u8, row as u8).index();
            terrain[at] = kind;
            elevation_m[at] = height;
        }
    }
    let mut sides = vec![SideFeatures::default(); grid.sides_len()];
    for h in grid.hexes() {
        let west = |h: HexId| grid.col_row(h).0 <= 2;
        for dir in Dir::ALL {
            if let (Some(to), Some(side)) = (grid.neighbour(h, dir), grid.side(h, dir)) {
                sides[side.index()].border = west(h) != west(to);
            }
        }
    }
    let depth = |f: &dyn Fn(u8) -> u8| grid.hexes().map(|h| f(grid.col_row(h).0)).collect::<Vec<u8>>();
    let depth_beyond = BySide { soviet: depth(&|c| 3u8.saturating_sub(c)), japanese: depth(&|c| c.saturating_sub(2)) };
    let beyond_border = grid.hexes().map(|h| grid.col_row(h).0 <= 2).collect();
    let sight = SightTable::new(&grid, &elevation_m, &vec![0; grid.len()], 2, 20);
    let mut ground = Ground {
        id: "tiny".into(),
        title: "tiny".into(),
        terrain,
        elevation_m,
        sides,
        beyond_border,
        depth_beyond,
        places: Vec::new(),
        sight,
        steps: Vec::new(),
        soils: Vec::new(),
        grid,
    };
    ground.steps = steps(&ground, rules);
    ground.soils = Ground::step_soils(&ground.grid, &ground.terrain, &ground.sides);
    ground
}

/// Seconds of every step, laid out as [`Ground::steps`].
pub fn steps(ground: &Ground, rules: &Tables) -> Vec<Vec<u16>> {
    let mut tables = Vec::new();
    for profile in 0..rules.profiles() {
        for state in [GroundState::Dry, GroundState::Wet, GroundState::Soaked] {
            for pace in [Pace::March, Pace::Deployed, Pace::WithInfantry] {
                let mut table = vec![0; ground.grid.len() * 6];
                for from in ground.grid.hexes() {
                    for dir in Dir::ALL {
                        let Some(to) = ground.grid.neighbour(from, dir) else { continue };
                        let step = Step {
                            terrain: ground.terrain[to.index()],
                            from: ground.terrain[from.index()],
                            rise_m: ground.rise_m(from, to),
                            side: ground.side(from, dir),
                            ground: state,
                        };
                        let seconds = rules.step_seconds(ProfileId(profile as u8), pace, &step);
                        table[from.index() * 6 + dir as usize] = seconds.map_or(0, |s| s.clamp(1, 65_535) as u16);
                    }
                }
                tables.push(table);
            }
        }
    }
    tables
}

/// A weapon's figures: id, class, calibre, direct and indirect range, HE areas, penetration, weight of a round, small.
type WeaponRow = (&'static str, WeaponClass, u16, u32, u32, [u16; 3], u8, f64, bool);

/// The cards, with figures near the real ones.
pub fn cards(rules: &Tables) -> Cards {
    let profile = |name: &str| rules.profile(name).expect("a profile of the tables");
    let rows: [WeaponRow; 8] = [
        ("rifle", WeaponClass::Rifle, 7, 600, 0, [0; 3], 0, 0.03, true),
        ("hmg", WeaponClass::Hmg, 7, 1500, 0, [0; 3], 0, 0.03, true),
        ("discharger", WeaponClass::Discharger, 50, 600, 0, [60, 20, 2], 0, 0.8, false),
        ("gun_37", WeaponClass::AntiTank, 37, 1200, 0, [20, 7, 1], 40, 1.3, false),
        ("gun_45", WeaponClass::TankGun, 45, 1200, 0, [60, 20, 2], 43, 2.1, false),
        ("gun_76", WeaponClass::FieldGun, 76, 1500, 8000, [200, 70, 8], 30, 6.5, false),
        ("flak_75", WeaponClass::AntiAircraft, 75, 1500, 0, [200, 70, 8], 60, 6.5, false),
        ("tank_mg", WeaponClass::Lmg, 7, 800, 0, [0; 3], 0, 0.03, true),
    ];
    let weapons = rows
        .into_iter()
        .map(|(id, class, calibre_mm, direct_range_m, indirect_range_m, he_area_m2, penetration_mm, round_kg, small)| WeaponCard {
            id: id.into(),
            name: id.into(),
            class,
            calibre_mm,
            direct_range_m,
            indirect_range_m,
            rounds_per_min: rules.class_rounds_per_min(class, calibre_mm),
            he_area_m2,
            penetration_mm,
            round_kg,
            small,
            crew: if small { 1 } else { 5 },
        })
        .collect();
    let tank = |id: &str, command| VehicleCard {
        id: id.into(),
        name: id.into(),
        crew: 3,
        armour_mm: 15,
        armour_side_mm: 15,
        profile: profile("t26"),
        vci: (20, 45),
        gun: Some(4),
        machine_guns: 1,
        machine_gun: Some(7),
        command,
        stop_km: 40,
        lays_bridge: false,
        fuel_kg_per_h: 60,
        fuel_kg: 200,
        shells: 100,
        small_rounds: 2800,
    };
    let aircraft = vec![AircraftCard {
        id: "bomber".into(),
        name: "bomber".into(),
        bombs: [4, 4, 0],
        strafing_rounds: 600,
        share_permille: 400,
        load_kg: 600,
        height_m: 2000,
    }];
    let line = |weapon, count, rounds_each| WeaponLine { weapon, count, rounds_each };
    let quality = |japanese: bool| Quality {
        shooting_permille: if japanese { 1200 } else { 600 },
        close_permille: if japanese { 1300 } else { 800 },
        close_night_permille: if japanese { 1500 } else { 800 },
        nerve_permille: 1000,
        quick_staff: japanese,
        shelter_drill: false,
        commissars: false,
        observing_permille: 1000,
    };
    let unit = |id: &str, side: Side, kind, move_as: &str, men, guns, weapons: Vec<WeaponLine>, vehicles: Vec<Crewed>| UnitCard {
        id: id.into(),
        name: id.into(),
        side,
        kind,
        size: UnitSize::Company,
        profile: profile(move_as),
        men,
        weapons,
        guns,
        vehicles,
        tractors: 0,
        quality: quality(side == Side::Japanese),
        grenades: 0,
        killed_percent: 30,
        prisoners_percent: if side == Side::Soviet { 15 } else { 2 },
        sources: vec!["made_up".into()],
    };
    use Side::{Japanese, Soviet};
    let rifles = || vec![line(0, 90, 120), line(1, 3, 1500), line(2, 3, 30)];
    let units = vec![
        unit("rifle", Soviet, UnitKind::Rifle, "foot", 120, 0, rifles(), vec![]),
        unit("tank", Soviet, UnitKind::Tank, "t26", 30, 0, vec![], vec![Crewed { vehicle: 0, count: 9 }, Crewed { vehicle: 1, count: 1 }]),
        unit("field", Soviet, UnitKind::Artillery, "horse_guns", 80, 4, vec![line(5, 4, 80), line(0, 40, 60)], vec![]),
        unit("staff", Soviet, UnitKind::Headquarters, "foot", 40, 0, vec![line(0, 30, 60)], vec![]),
        unit("infantry", Japanese, UnitKind::Rifle, "foot", 120, 0, rifles(), vec![]),
        unit("anti_tank", Japanese, UnitKind::AntiTank, "manhandled", 30, 2, vec![line(3, 2, 60), line(0, 10, 60)], vec![]),
        unit("mountain", Japanese, UnitKind::Artillery, "pack", 60, 2, vec![line(5, 2, 60), line(0, 30, 60)], vec![]),
        unit("anti_air", Japanese, UnitKind::AntiAircraft, "horse_guns", 60, 4, vec![line(6, 4, 200)], vec![]),
    ];
    Cards { weapons, vehicles: vec![tank("t26", false), tank("t26_command", true)], aircraft, units }
}

/// A unit of a card at full strength.
pub fn setup(cards: &Cards, id: &str, card: u16, formation: u16, at: HexId) -> UnitSetup {
    let c = &cards.units[card as usize];
    UnitSetup {
        id: id.into(),
        name: id.into(),
        ru: None,
        ja: None,
        side: c.side,
        card,
        formation: FormationId(formation),
        men: c.men,
        vehicles: c.vehicles.iter().map(|v| v.count).collect(),
        guns: c.guns,
        place: StartPlace::Hex(at),
        zone: Vec::new(),
        arrives: None,
        over: None,
        posture: Posture::Prone,
        ammunition_percent: 100,
        depot: Some(DepotId(if c.side == Side::Soviet { 1 } else { 2 })),
        opens_at_m: None,
        shelters: false,
        sources: vec!["made_up".into()],
    }
}

fn formation(id: &str, side: Side, parent: Option<u16>, units: &[UnitId], reserve: Option<Reserve>) -> Formation {
    Formation {
        id: id.into(),
        name: id.into(),
        ru: None,
        ja: None,
        side,
        level: Level::Battalion,
        parent: parent.map(FormationId),
        units: units.to_vec(),
        reserve,
        headquarters: None,
        command: Command::default(),
        task: None,
    }
}

fn depot(id: &str, side: Side, hex: Option<HexId>, kg: u32, endless: bool) -> Depot {
    Depot { id: id.into(), side, hex, ammunition_kg: kg, fuel_kg: kg, rations_kg: kg, endless }
}

/// The small battle.
pub fn scenario() -> Scenario {
    static MADE: OnceLock<Scenario> = OnceLock::new();
    MADE.get_or_init(build).clone()
}

fn build() -> Scenario {
    let rules = tables();
    let cards = cards(&rules);
    let start = Clock::parse(START).expect("a clock");
    let mut units = vec![
        setup(&cards, "su.a", RIFLE, 1, hex(6, 2)),
        setup(&cards, "su.b", RIFLE, 1, hex(6, 4)),
        setup(&cards, "su.tanks", TANK, 0, hex(6, 3)),
        setup(&cards, "su.battery", FIELD, 0, hex(8, 3)),
        setup(&cards, "su.staff", HQ, 0, hex(7, 3)),
        setup(&cards, "su.reserve", RIFLE, 2, hex(8, 5)),
        setup(&cards, "jp.hill", INFANTRY, 4, hex(2, 2)),
        setup(&cards, "jp.guns", ANTI_TANK, 3, hex(3, 3)),
        setup(&cards, "jp.mountain", MOUNTAIN_GUNS, 3, hex(0, 2)),
        setup(&cards, "jp.flak", ANTI_AIR, 3, hex(1, 4)),
        setup(&cards, "jp.late", INFANTRY, 5, hex(0, 4)),
    ];
    units[6].posture = Posture::Trench;
    units[7].posture = Posture::Trench;
    units[7].opens_at_m = Some(600);
    units[10].arrives = Some(start.plus(1800));
    let phase = |id: &str, from: u32, to: u32, turn_min, first| Phase {
        id: id.into(),
        from: start.plus(from),
        to: start.plus(to),
        turn_min,
        first,
    };
    let phases = vec![phase("noon", 0, 7_200, 15, Side::Soviet), phase("afternoon", 7_200, 10_800, 30, Side::Japanese)];
    let mut turns: Vec<Turn> = (0..8).map(|n| Turn { phase: 0, from: start.plus(n * 900), seconds: 900 }).collect();
    turns.extend((0..2).map(|n| Turn { phase: 1, from: start.plus(7_200 + n * 1800), seconds: 1800 }));
    let day = Clock(start.0 - start.second_of_day());
    let reserve = Some(Reserve { by_owner: true, price_points: 2 });
    let script =
        |id: &str, when, effects| Script { id: id.into(), text: id.into(), told: None, when, effects, sources: vec!["made_up".into()] };
    let weather = |id: &str, from, sky, passing| WeatherRow {
        id: id.into(),
        from,
        weather: Weather { sky, rain: Rain::None },
        passing,
        sources: vec!["made_up".into()],
    };
    let ends = start.plus(10_800);
    let rule = |id: &str, binds, rule, to| Engagement {
        id: id.into(),
        binds,
        rule,
        from: start,
        to,
        tension: Some(3),
        at_start: true,
        sources: vec!["made_up".into()],
    };
    Scenario {
        id: "tiny".into(),
        title: "tiny".into(),
        ru: None,
        ja: None,
        briefing: BySide::default(),
        what_happened: String::new(),
        ground: Arc::new(ground(&rules)),
        cards: Arc::new(cards),
        rules,
        phases,
        turns,
        light: LightTable {
            days: vec![LightDay {
                day,
                civil_dawn: day.plus(4 * 3600),
                sunrise: day.plus(5 * 3600),
                sunset: day.plus(20 * 3600),
                civil_dusk: day.plus(21 * 3600),
                moonrise: None,
                moonset: None,
                moon_percent: 0,
            }],
        },
        // Wet from yesterday; clouds may come up in the third turn and pass.
        weather: WeatherTable {
            rows: vec![
                weather("sun", start, Sky::Clear, None),
                weather("clouds", start.plus(1_800), Sky::Overcast, Some(Spell { percent: 50, least_h: 1, most_h: 2 })),
            ],
            water: Water::from_tenths([200, 150, 100, 80]),
            held: None,
        },
        formations: vec![
            formation("su", Side::Soviet, None, &[TANKS, BATTERY, STAFF], None),
            formation("su.1bn", Side::Soviet, Some(0), &[A, B], None),
            formation("su.2bn", Side::Soviet, Some(0), &[RESERVE], reserve),
            formation("jp", Side::Japanese, None, &[GUNS, MOUNTAIN, FLAK], None),
            formation("jp.1bn", Side::Japanese, Some(3), &[HILL], None),
            formation("jp.2bn", Side::Japanese, Some(3), &[LATE], reserve),
        ],
        units,
        flights: vec![Flight {
            id: "su.flight".into(),
            name: "flight".into(),
            ru: None,
            ja: None,
            side: Side::Soviet,
            aircraft: 0,
            count: 9,
            sorties: 3,
            window: (start, ends),
            sources: vec!["made_up".into()],
        }],
        fire_plan: Vec::new(),
        obstacles: Vec::new(),
        strikes: Vec::new(),
        registered: BySide { soviet: vec![hex(2, 2)], japanese: vec![hex(5, 3)] },
        supply: Supply {
            depots: vec![
                depot("su.base", Side::Soviet, None, 0, true),
                depot("su.forward", Side::Soviet, Some(hex(8, 3)), 500, false),
                depot("jp.base", Side::Japanese, None, 0, true),
            ],
            links: vec![Link {
                id: "road".into(),
                from: DepotId(0),
                to: DepotId(1),
                kind: LinkKind::Road,
                kg_per_hour: [1000, 400, 100],
                night_kg_per_hour: None,
                stores_kg_per_hour: None,
                later: vec![],
                sites: Vec::new(),
                sources: vec!["made_up".into()],
            }],
        },
        engagement: vec![
            rule("border", Side::Soviet, EngagementRule::Border { allowed_hexes: 2, price_points: 1 }, ends),
            rule("over", Side::Japanese, EngagementRule::FireOver { allowed_hexes: 5 }, ends),
        ],
        objectives: vec![Objective {
            id: "hill".into(),
            name: "hill".into(),
            hex: hex(2, 2),
            points: 20,
            hourly: (2, 6),
            holder: Side::Japanese,
        }],
        scoring: Scoring {
            war_above: None,
            ground_at: None,
            against: None,
            side: Side::Soviet,
            own_men_per_point: 20,
            enemy_men_per_point: 10,
            vehicles_per_point: 2,
            near: Some((hex(2, 2), 3)),
            hold_turns: 2,
            grades: vec![(Grade::JapaneseMinor, -1000), (Grade::Draw, 0), (Grade::SovietMinor, 15)],
        },
        what_if: BySide::default(),
        events: vec![
            script(
                "alarm",
                Condition::Near(Side::Soviet, hex(2, 2), 2),
                vec![ScriptEffect::Release(FormationId(5)), ScriptEffect::Points(1)],
            ),
            script(
                "rain",
                Condition::After(start.plus(3_600)),
                vec![ScriptEffect::Weather(Weather { sky: Sky::Overcast, rain: Rain::Storm })],
            ),
        ],
        mishaps: Vec::new(),
        plan: Vec::new(),
        history: Vec::new(),
        expect: Vec::new(),
        sources: Vec::new(),
        cited: Vec::new(),
        files: Vec::new(),
        hash: [0; 32],
        rules_hash: [0; 32],
        sets: Vec::new(),
        mods: Vec::new(),
    }
}

/// Move a unit's start.
pub fn put(scenario: &mut Scenario, unit: UnitId, at: HexId) {
    scenario.units[unit.index()].place = StartPlace::Hex(at);
    scenario.units[unit.index()].arrives = None;
}

/// Send a unit off the map, out of everything's way.
pub fn remove(scenario: &mut Scenario, unit: UnitId) {
    scenario.units[unit.index()].place = StartPlace::OffMap { distance_m: 60_000 };
    scenario.units[unit.index()].arrives = None;
}

/// The number of the only flight.
pub const FLIGHT: FlightId = FlightId(0);
