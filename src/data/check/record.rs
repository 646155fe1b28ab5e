//! Checks what history says: the plan of each formation and the rows of the record.

use super::forces::{Forces, moment, whose};
use super::{Ctx, Names};
use crate::data::fault::Fault;
use crate::data::raw::At;
use crate::data::raw::scenario::RawScenario;
use crate::data::raw::script::{RawHistory, RawHolder, RawObservable, RawRecord};
use crate::data::{FormationId, HistoryRow, Observable, PlanRole, PlanStep, PlanTask};
use crate::hex::HexId;
use crate::rules::{Clock, Side};

type Window = Option<(Clock, Clock)>;

/// The plan.
pub fn plan(ctx: &mut Ctx<'_>, raw: &RawScenario, window: Window, forces: &Forces) -> Vec<PlanRole> {
    let mut names = Names::new("plan of formation");
    let mut plan = Vec::new();
    for (i, p) in raw.plan.iter().enumerate() {
        let formation = forces.formation_names.find(ctx.log, ctx.file, &p.formation);
        if formation.is_some() {
            names.add(ctx.log, ctx.file, &p.formation, i);
        }
        let mut steps: Vec<PlanStep> = Vec::new();
        for s in &p.steps {
            let at = moment(ctx, window, &s.at, "the step of the plan");
            let via = s.via.iter().filter_map(|h| ctx.hex(h)).collect();
            if s.via.is_empty() && s.task != PlanTask::Hold {
                ctx.at(s.at.span(), Fault::PlanWithoutHex {});
            }
            let Some(at) = at else { continue };
            if steps.last().is_some_and(|last| last.at > at) {
                ctx.at(s.at.span(), Fault::OutOfOrder { what: "the steps of a plan are" });
            }
            steps.push(PlanStep { at, task: s.task, via });
        }
        if let Some(formation) = formation {
            plan.push(PlanRole { formation: FormationId(formation as u16), steps });
        }
    }
    plan
}

/// The rows of the record; their ids are added to `names`.
pub fn history(ctx: &mut Ctx<'_>, rows: &[RawHistory], window: Window, forces: &Forces, names: &mut Names) -> Vec<HistoryRow> {
    let mut list = Vec::new();
    for row in rows {
        names.add(ctx.log, ctx.file, &row.id, list.len());
        let observable = observable(ctx, row, window, forces);
        let record = row.record.as_ref().map(|raw| record(ctx, row, raw));
        // What is measured only claims nothing.
        let sources = match (&record, &row.sources[..]) {
            (None, []) => Vec::new(),
            _ => ctx.sources("row of the record", &row.id, &row.sources),
        };
        if let (Some(observable), Some(record)) = (observable, record.map_or(Some(None), |r| r.map(Some))) {
            list.push(HistoryRow { id: row.id.value.clone(), text: row.text.clone(), observable, record, used: row.used, sources });
        }
    }
    list
}

fn observable(ctx: &mut Ctx<'_>, row: &RawHistory, window: Window, forces: &Forces) -> Option<Observable> {
    let formation = |ctx: &mut Ctx<'_>, id: &At<String>| {
        let found = forces.formation_names.find(ctx.log, ctx.file, id);
        found.map(|i| FormationId(i as u16))
    };
    let moment = |ctx: &mut Ctx<'_>, at: &At<String>| moment(ctx, window, at, "the row's moment");
    let when = |ctx: &mut Ctx<'_>, at: &Option<At<String>>| at.as_ref().and_then(|at| moment(ctx, at));
    let whose = |ctx: &mut Ctx<'_>, side: &Option<Side>, id: &Option<At<String>>| whose(ctx, forces, *side, id.as_ref(), row.id.span());
    Some(match &row.observable {
        RawObservable::Losses { side, formation: id, cause, at } => {
            Observable::Losses { whose: whose(ctx, side, id)?, cause: *cause, at: when(ctx, at) }
        }
        RawObservable::VehiclesOut { side, formation: id, at } => {
            Observable::VehiclesOut { whose: whose(ctx, side, id)?, at: when(ctx, at) }
        }
        RawObservable::VehiclesLost { side, formation: id, cause, at } => {
            Observable::VehiclesLost { whose: whose(ctx, side, id)?, cause: *cause, at: when(ctx, at) }
        }
        RawObservable::Stranded { formation: id, at } => {
            let (id, at) = (formation(ctx, id), moment(ctx, at));
            Observable::Stranded(id?, at?)
        }
        RawObservable::Reached { formation: id, hex, steps } => {
            let (id, hex) = (formation(ctx, id), ctx.hex(hex));
            Observable::Reached(id?, hex?, ctx.int(steps, "the number of steps", 0, 99) as u8)
        }
        RawObservable::FirstNear { side, hex, steps } => {
            let steps = ctx.int(steps, "the number of steps", 0, 99) as u8;
            Observable::FirstNear(*side, ctx.hex(hex)?, steps)
        }
        RawObservable::Holder { hex, at } => {
            let at = when(ctx, at);
            Observable::Holder(ctx.hex(hex)?, at)
        }
        RawObservable::RoundsFired { side, formation: id, at } => {
            Observable::RoundsFired { whose: whose(ctx, side, id)?, at: when(ctx, at) }
        }
        RawObservable::Sorties { side } => Observable::Sorties(*side),
        RawObservable::Suppressed { side, formation: id, at } => {
            let (whose, at) = (whose(ctx, side, id), moment(ctx, at));
            Observable::Suppressed { whose: whose?, at: at? }
        }
        RawObservable::FirstRound { side, formation: id, after } => {
            let (whose, after) = (whose(ctx, side, id), moment(ctx, after));
            Observable::FirstRound { whose: whose?, after: after? }
        }
        RawObservable::CallDelay { side, formation: id } => Observable::CallDelay { whose: whose(ctx, side, id)? },
        RawObservable::SilentHours { side, formation: id, at } => {
            Observable::SilentHours { whose: whose(ctx, side, id)?, at: when(ctx, at) }
        }
        RawObservable::Traffic { side, formation: id, hexes, from, to } => {
            let (whose, from, to) = (whose(ctx, side, id), when(ctx, from), when(ctx, to));
            if hexes.is_empty() {
                ctx.at(row.id.span(), Fault::EmptyList { what: "hexes in this row" });
            }
            let mut list: Vec<HexId> = hexes.iter().filter_map(|h| ctx.hex(h)).collect();
            list.sort_unstable();
            list.dedup();
            Observable::Traffic { whose: whose?, hexes: list, from, to }
        }
    })
}

fn record(ctx: &mut Ctx<'_>, row: &RawHistory, raw: &RawRecord) -> Option<(f64, f64)> {
    let wanted = match row.observable {
        RawObservable::FirstNear { .. } | RawObservable::FirstRound { .. } => "time(from: ..., to: ...)",
        RawObservable::Holder { .. } => "held_by(...)",
        _ => "between(least: ..., most: ...)",
    };
    let (given, range) = match raw {
        RawRecord::Between { least, most } => {
            let (what, before) = ("the recorded number", ctx.log.errors);
            let range = (ctx.real(least, what, 0.0, 1e9), ctx.real(most, what, 0.0, 1e9));
            if range.0 > range.1 && ctx.log.errors == before {
                ctx.at(most.span(), Fault::RangeUpsideDown { what });
            }
            ("between(least: ..., most: ...)", range)
        }
        RawRecord::Time { from, to } => {
            let (from, to) = ctx.times("the recorded moment", from, to)?;
            ("time(from: ..., to: ...)", (f64::from(from.0), f64::from(to.0)))
        }
        RawRecord::HeldBy(holder) => {
            let code = match holder {
                RawHolder::Soviet => 0.0,
                RawHolder::Japanese => 1.0,
                RawHolder::Contested => 2.0,
            };
            ("held_by(...)", (code, code))
        }
    };
    if given != wanted {
        ctx.at(row.id.span(), Fault::RecordMismatch { wanted });
    }
    Some(range)
}
