//! Checks how formations are commanded and what they are to do at the start.

use super::Ctx;
use crate::data::fault::Fault;
use crate::data::raw::command::RawTask;
use crate::data::raw::scenario::RawFormation;
use crate::data::{Command, Level, StartTask, TaskKind};
use crate::rules::Terrain;

/// How a formation is commanded: as the one above it, but for what it says itself.
pub fn command(ctx: &mut Ctx<'_>, raw: &RawFormation, above: Command) -> Command {
    raw.command.as_ref().map_or(above, |c| {
        ctx.sources("command of formation", &raw.id, &c.sources);
        Command { staff: c.staff.unwrap_or(above.staff), initiative: c.initiative.unwrap_or(above.initiative) }
    })
}

/// What a battalion is to do at the start.
pub fn task(ctx: &mut Ctx<'_>, terrain: Option<&[Terrain]>, formation: &RawFormation, raw: &RawTask) -> StartTask {
    let id = || formation.id.value.clone();
    if formation.level != Level::Battalion || formation.units.is_empty() {
        ctx.at(raw.kind.span(), Fault::TaskOfHigher { id: id() });
    }
    let kind = raw.kind.value;
    if raw.via.is_empty() != (kind == TaskKind::Reserve) {
        ctx.at(raw.kind.span(), Fault::TaskHexes { id: id() });
    }
    let mut via = Vec::new();
    for text in &raw.via {
        let Some(hex) = ctx.hex(text) else { continue };
        if terrain.is_some_and(|t| t[hex.index()].is_water()) {
            ctx.at(text.span(), Fault::InWater { what: "task of the formation", id: id(), hex: text.value.clone() });
        }
        via.push(hex);
    }
    StartTask { kind, via }
}
