//! Checks the wire and mines that a side has laid before the start.

use super::Ctx;
use crate::data::Obstacle;
use crate::data::fault::Fault;
use crate::data::raw::scenario::RawScenario;
use crate::rules::Terrain;

/// The obstacles.
pub fn check(ctx: &mut Ctx<'_>, raw: &RawScenario, terrain: Option<&[Terrain]>) -> Vec<Obstacle> {
    let mut obstacles: Vec<Obstacle> = Vec::new();
    if !ctx.fits("obstacles", raw.obstacles.len(), super::forces::MOST, raw.id.span()) {
        return obstacles;
    }
    for o in &raw.obstacles {
        let sources = ctx.sources("obstacle", &o.hex, &o.sources);
        let (Some(hex), Some(grid)) = (ctx.hex(&o.hex), ctx.grid) else { continue };
        let dir = o.dir.value.into();
        let (Some(beyond), Some(at)) = (grid.neighbour(hex, dir), grid.side(hex, dir)) else {
            ctx.at(o.dir.span(), Fault::SideOnRim { hex: o.hex.value.clone() });
            continue;
        };
        if terrain.is_some_and(|t| t[hex.index()].is_water() || t[beyond.index()].is_water()) {
            ctx.at(o.hex.span(), Fault::InWater { what: "obstacle", id: o.hex.value.clone(), hex: o.hex.value.clone() });
        }
        if obstacles.iter().any(|other| other.at == at && other.kind == o.kind) {
            ctx.at(o.dir.span(), Fault::ObstacleTwice { hex: o.hex.value.clone() });
            continue;
        }
        obstacles.push(Obstacle { side: o.side, at, kind: o.kind, sources });
    }
    obstacles
}
