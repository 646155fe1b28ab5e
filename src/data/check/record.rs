//! Checks what history says: the plan of each formation and the rows of the record.

use super::forces::{Forces, moment};
use super::{Ctx, Names};
use crate::data::fault::Fault;
use crate::data::raw::At;
use crate::data::raw::scenario::RawScenario;
use crate::data::raw::script::{RawHistory, RawHolder, RawObservable, RawRecord};
use crate::data::{FormationId, HistoryRow, Observable, PlanRole, PlanStep, PlanTask};
use crate::rules::Clock;

type Window = Option<(Clock, Clock)>;

/// The plan.
pub fn plan(ctx: &mut Ctx<'_>, raw: &RawScenario, window: Window, forces: &Forces) -> Vec<PlanRole> {
    let mut names = Names::new("plan of formation");
    let mut plan = Vec::new();
    for (i, p) in raw.plan.iter().enumerate() {
        let formation = forces.formation_names.find(ctx.log, ctx.file, &p.formation);
        names.add(ctx.log, ctx.file, &p.formation, i);
        let mut steps: Vec<PlanStep> = Vec::new();
        for s in &p.steps {
            let at = moment(ctx, window, &s.at, "the step of the plan");
            let via = s.via.iter().filter_map(|h| ctx.hex(h)).collect();
            if s.via.is_empty() && s.task != PlanTask::Hold {
                ctx.at(s.at.span(), Fault::PlanWithoutHex {});
            }
            let at = at.unwrap_or_default();
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
        let observable = observable(ctx, &row.observable, window, forces);
        let record = record(ctx, row);
        let sources = ctx.sources("row of the record", &row.id, &row.sources);
        if let (Some(observable), Some(record)) = (observable, record) {
            list.push(HistoryRow { id: row.id.value.clone(), text: row.text.clone(), observable, record, sources });
        }
    }
    list
}

fn observable(ctx: &mut Ctx<'_>, raw: &RawObservable, window: Window, forces: &Forces) -> Option<Observable> {
    let formation = |ctx: &mut Ctx<'_>, id: &At<String>| {
        let found = forces.formation_names.find(ctx.log, ctx.file, id);
        found.map(|i| FormationId(i as u16))
    };
    let when = |ctx: &mut Ctx<'_>, at: &Option<At<String>>| match at {
        Some(at) => moment(ctx, window, at, "the row's moment"),
        None => None,
    };
    Some(match raw {
        RawObservable::Losses { side, at } => Observable::Losses(*side, when(ctx, at)),
        RawObservable::VehiclesOut { side, formation: id, at } => {
            let id = match id {
                Some(id) => {
                    let found = formation(ctx, id)?;
                    let of = forces.formations[found.0 as usize].side;
                    if of != *side {
                        ctx.at(id.span(), Fault::WrongSide { kind: "formation", id: id.value.clone(), side: of.id() });
                    }
                    Some(found)
                }
                None => None,
            };
            Observable::VehiclesOut(*side, id, when(ctx, at))
        }
        RawObservable::Stranded { formation: id, at } => {
            let (id, at) = (formation(ctx, id), moment(ctx, window, at, "the row's moment"));
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
        RawObservable::RoundsFired { side } => Observable::RoundsFired(*side),
        RawObservable::Sorties { side } => Observable::Sorties(*side),
    })
}

fn record(ctx: &mut Ctx<'_>, row: &RawHistory) -> Option<(f64, f64)> {
    let wanted = match row.observable {
        RawObservable::FirstNear { .. } => "time(from: ..., to: ...)",
        RawObservable::Holder { .. } => "held_by(...)",
        _ => "between(least: ..., most: ...)",
    };
    let (given, range) = match &row.record {
        RawRecord::Between { least, most } => {
            let what = "the recorded number";
            let range = (ctx.real(least, what, 0.0, 1e9), ctx.real(most, what, 0.0, 1e9));
            if range.0 > range.1 {
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
