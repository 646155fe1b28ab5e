//! Checks how formations are commanded and what they are to do at the start.

use super::Ctx;
use super::forces::{Forces, moment};
use crate::data::fault::Fault;
use crate::data::raw::command::{RawMishap, RawTask};
use crate::data::raw::scenario::{RawFormation, RawScenario};
use crate::data::{Command, FormationId, Level, Mishap, StartTask, TaskKind};
use crate::rules::{Clock, Hitch, Terrain};

/// Most minutes that a mishap costs.
const MOST_MIN: i64 = 600;

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

/// What may go wrong with the orders of formations, in the order of the file.
pub fn mishaps(
    ctx: &mut Ctx<'_>,
    raw: &RawScenario,
    window: Option<(Clock, Clock)>,
    terrain: Option<&[Terrain]>,
    forces: &Forces,
) -> Vec<Mishap> {
    let mut list = Vec::new();
    for formation in &raw.formations {
        of_formation(ctx, formation, window, terrain, forces, &mut list);
    }
    list
}

fn of_formation(
    ctx: &mut Ctx<'_>,
    raw: &RawFormation,
    window: Option<(Clock, Clock)>,
    terrain: Option<&[Terrain]>,
    forces: &Forces,
    list: &mut Vec<Mishap>,
) {
    let formation = forces.formations.iter().position(|f| f.id == raw.id.value).map(|f| FormationId(f as u16));
    if let (Some(command), Some(formation)) = (&raw.command, formation) {
        for m in &command.mishaps {
            let (at, percent) = match m {
                RawMishap::Late { at, percent, .. } | RawMishap::Astray { at, percent, .. } => (at, percent),
            };
            if !holds_tasks(raw) {
                ctx.at(at.span(), Fault::MishapOfNobody { id: raw.id.value.clone() });
            }
            let percent = ctx.int(percent, "the chance of the mishap", 0, 100) as u8;
            let (mut least, mut most, mut astray) = (0, 0, None);
            match m {
                RawMishap::Late { least_min, most_min, .. } => {
                    let before = ctx.log.errors;
                    least = ctx.int(least_min, "the minutes of the mishap", 1, MOST_MIN);
                    most = ctx.int(most_min, "the minutes of the mishap", 1, MOST_MIN);
                    if most < least && ctx.log.errors == before {
                        ctx.at(most_min.span(), Fault::RangeUpsideDown { what: "the minutes of the mishap" });
                    }
                }
                RawMishap::Astray { hex: text, .. } => {
                    astray = ctx.hex(text);
                    if let (Some(hex), Some(terrain)) = (astray, terrain)
                        && terrain[hex.index()].is_water()
                    {
                        let (id, hex) = (raw.id.value.clone(), text.value.clone());
                        ctx.at(text.span(), Fault::InWater { what: "mishap of the formation", id, hex });
                    }
                    if astray.is_none() {
                        continue;
                    }
                }
            }
            let hitch = Hitch { percent, least_min: least as u16, most_min: most.max(least) as u16 };
            let sources = command.sources.iter().map(|s| s.value.clone()).collect();
            if let Some(at) = moment(ctx, window, at, "the mishap") {
                list.push(Mishap { formation, at, hitch, astray, sources });
            }
        }
    }
    for part in &raw.parts {
        of_formation(ctx, part, window, terrain, forces, list);
    }
}

/// Whether a formation or a part of it is a battalion with units.
fn holds_tasks(raw: &RawFormation) -> bool {
    (raw.level == Level::Battalion && !raw.units.is_empty()) || raw.parts.iter().any(holds_tasks)
}
