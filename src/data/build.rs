//! Lays out the ground: who sees whom, and what each step costs, from the map and the rules.

use super::Ground;
use super::check::map::Bare;
use crate::hex::{Dir, Grid, SightTable};
use crate::rules::{GroundState, Pace, ProfileId, SideFeatures, Step, Tables, Terrain};
use std::collections::BTreeMap;

/// Height of houses over the ground, metres: low farmhouses under thatch.
const VILLAGE_M: u8 = 5;
/// Height of an observer's eye and of what he looks for, metres.
const EYE_M: i32 = 2;
/// Farthest that anyone is looked for, hexes: 6 km, well beyond every range of spotting.
const SIGHT_HEXES: u32 = 20;

const STATES: [GroundState; 3] = [GroundState::Dry, GroundState::Wet, GroundState::Soaked];
const PACES: [Pace; 3] = [Pace::March, Pace::Deployed, Pace::WithInfantry];

/// What a step's cost hangs on, as a key.
type StepKey = (Terrain, Terrain, i16, u8, Option<u8>);

/// The ground of a checked map.
pub fn ground(id: String, title: String, grid: Grid, bare: Bare, rules: &Tables) -> Ground {
    let obstacles: Vec<u8> = bare.terrain.iter().map(|t| if *t == Terrain::Village { VILLAGE_M } else { 0 }).collect();
    let sight = SightTable::new(&grid, &bare.elevation_m, &obstacles, EYE_M, SIGHT_HEXES);
    let steps = steps(&grid, &bare, rules);
    let soils = Ground::step_soils(&grid, &bare.terrain, &bare.sides);
    Ground {
        id,
        title,
        sight,
        steps,
        soils,
        terrain: bare.terrain,
        elevation_m: bare.elevation_m,
        sides: bare.sides,
        beyond_border: bare.beyond_border,
        depth_beyond: bare.depth_beyond,
        places: bare.places,
        grid,
    }
}

/// Seconds of each step by profile, state and pace. Many steps are alike: each kind is asked for once.
fn steps(grid: &Grid, bare: &Bare, rules: &Tables) -> Vec<Vec<u16>> {
    let mut kinds: BTreeMap<StepKey, u16> = BTreeMap::new();
    let mut list: Vec<(Terrain, Terrain, i16, SideFeatures)> = Vec::new();
    let mut kind_of = vec![u16::MAX; grid.len() * 6];
    for from in grid.hexes() {
        for dir in Dir::ALL {
            let Some(to) = grid.neighbour(from, dir) else { continue };
            let side = grid.side(from, dir).map_or_else(SideFeatures::default, |s| bare.sides[s.0 as usize]);
            let rise = bare.elevation_m[to.index()] - bare.elevation_m[from.index()];
            let step = (bare.terrain[to.index()], bare.terrain[from.index()], rise, side);
            let flags = [side.stream, side.crossing, side.bridge, side.cliff, side.wire, side.log_road, side.border];
            let bits = flags.iter().fold(0, |bits, flag| bits << 1 | u8::from(*flag));
            let kind = *kinds.entry((step.0, step.1, rise, bits, side.road.map(|r| r as u8))).or_insert_with(|| {
                list.push(step);
                list.len() as u16 - 1
            });
            kind_of[from.index() * 6 + dir as usize] = kind;
        }
    }
    let mut tables = Vec::with_capacity(rules.profiles() * STATES.len() * PACES.len());
    for profile in 0..rules.profiles() {
        for ground in STATES {
            for pace in PACES {
                let seconds: Vec<u16> = list
                    .iter()
                    .map(|&(terrain, from, rise_m, side)| {
                        let step = Step { terrain, from, rise_m, side, ground };
                        let seconds = rules.step_seconds(ProfileId(profile as u8), pace, &step);
                        seconds.map_or(0, |s| s.clamp(1, u32::from(u16::MAX)) as u16)
                    })
                    .collect();
                tables.push(kind_of.iter().map(|&k| seconds.get(usize::from(k)).copied().unwrap_or(0)).collect());
            }
        }
    }
    tables
}
