//! Checks what history says: the rows of the record, and what is expected of battles.

use super::forces::{Forces, moment, span_of_time, whose};
use super::{Ctx, Names};
use crate::data::fault::Fault;
use crate::data::raw::At;
use crate::data::raw::at::Span;
use crate::data::raw::expect::{RawExpect, RawExpected};
use crate::data::raw::script::{RawHistory, RawHolder, RawObservable, RawRecord};
use crate::data::{DepotId, Expectation, Expected, FormationId, Grade, HistoryRow, Observable, Who};
use crate::hex::HexId;
use crate::rules::{BySide, Clock, Side, UnitId};

type Window = Option<(Clock, Clock)>;

/// The rows of the record; their ids are added to `names`.
pub fn history(
    ctx: &mut Ctx<'_>,
    rows: &[RawHistory],
    window: Window,
    (forces, depots): (&Forces, &Names),
    names: &mut Names,
) -> Vec<HistoryRow> {
    let mut list = Vec::new();
    for row in rows {
        names.add(ctx.log, ctx.file, &row.id, list.len());
        let observable = observable(ctx, row, window, forces, depots);
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

fn observable(ctx: &mut Ctx<'_>, row: &RawHistory, window: Window, forces: &Forces, depots: &Names) -> Option<Observable> {
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
        RawObservable::FirstAt { unit, formation, hex, steps } => {
            let who = who(ctx, forces, unit.as_ref(), formation.as_ref(), row.id.span());
            let (hex, steps) = (ctx.hex(hex), ctx.int(steps, "the number of steps", 0, 99) as u8);
            Observable::FirstAt(who?, hex?, steps)
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
        RawObservable::Delivered { depot, at } => {
            let (depot, at) = (depots.find(ctx.log, ctx.file, depot), when(ctx, at));
            Observable::Delivered { depot: DepotId(depot? as u16), at }
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
        RawObservable::FirstNear { .. } | RawObservable::FirstAt { .. } | RawObservable::FirstRound { .. } => MOMENT,
        RawObservable::Holder { .. } => HOLDER,
        _ => NUMBER,
    };
    range(ctx, raw, wanted, row.id.span())
}

/// Ways to write a record.
const MOMENT: &str = "time(from: ..., to: ...)";
const HOLDER: &str = "held_by(...)";
const NUMBER: &str = "between(least: ..., most: ...)";

/// A recorded range on the scale of what is measured; one written in another way is a fault at `span`.
fn range(ctx: &mut Ctx<'_>, raw: &RawRecord, wanted: &'static str, span: Span) -> Option<(f64, f64)> {
    let (given, range) = match raw {
        RawRecord::Between { least, most } => {
            let (what, before) = ("the recorded number", ctx.log.errors);
            let range = (ctx.real(least, what, 0.0, 1e9), ctx.real(most, what, 0.0, 1e9));
            if range.0 > range.1 && ctx.log.errors == before {
                ctx.at(most.span(), Fault::RangeUpsideDown { what });
            }
            (NUMBER, range)
        }
        RawRecord::Time { from, to } => {
            let (from, to) = ctx.times("the recorded moment", from, to)?;
            (MOMENT, (f64::from(from.0), f64::from(to.0)))
        }
        RawRecord::HeldBy(holder) => {
            let code = match holder {
                RawHolder::Soviet => 0.0,
                RawHolder::Japanese => 1.0,
                RawHolder::Contested => 2.0,
            };
            (HOLDER, (code, code))
        }
    };
    if given != wanted {
        ctx.at(span, Fault::RecordMismatch { wanted });
    }
    Some(range)
}

/// Exactly one of a unit and a formation.
fn who(ctx: &mut Ctx<'_>, forces: &Forces, unit: Option<&At<String>>, formation: Option<&At<String>>, span: Span) -> Option<Who> {
    match (unit, formation) {
        (Some(unit), None) => forces.unit_names.find(ctx.log, ctx.file, unit).map(|n| Who::Unit(UnitId(n as u16))),
        (None, Some(formation)) => forces.formation_names.find(ctx.log, ctx.file, formation).map(|n| Who::Formation(FormationId(n as u16))),
        _ => {
            ctx.at(span, Fault::UnitOrFormation {});
            None
        }
    }
}

/// What is expected. `rows` are the rows of the record that it may speak of.
pub fn expect(ctx: &mut Ctx<'_>, raw: &[RawExpect], rows: &[HistoryRow], window: Window, forces: &Forces) -> Vec<Expectation> {
    let mut names = Names::new("expectation");
    let mut known = Names::new("row of the record");
    for (n, row) in rows.iter().enumerate() {
        known.insert(ctx.file, &row.id, n);
    }
    // rows that are faulty themselves are told there
    known.incomplete = ctx.log.has_error();
    let mut list = Vec::new();
    for e in raw {
        names.add(ctx.log, ctx.file, &e.id, list.len());
        let runs = e.runs.as_ref().map_or(10, |v| ctx.int(v, "the number of battles", 1, 10_000)) as u32;
        let percent = match &e.percent {
            None => (100, 100),
            Some(p) => {
                let what = "the share of battles, per cent";
                let end = |ctx: &mut Ctx<'_>, v: &Option<At<i64>>, other| v.as_ref().map_or(other, |v| ctx.int(v, what, 0, 100)) as u8;
                let (least, most) = (end(ctx, &p.least, 0), end(ctx, &p.most, 100));
                if least > most {
                    ctx.at(e.id.span(), Fault::RangeUpsideDown { what });
                }
                (least, most)
            }
        };
        let row = |id: &str, observable, record| HistoryRow {
            id: id.to_owned(),
            text: e.text.clone(),
            observable,
            record: Some(record),
            used: Default::default(),
            sources: Vec::new(),
        };
        let that = match &e.that {
            RawExpected::Won { side, grade } => Some(Expected::Won {
                side: *side,
                grade: grade.unwrap_or(match side {
                    Side::Soviet => Grade::SovietMinor,
                    Side::Japanese => Grade::JapaneseMinor,
                }),
            }),
            RawExpected::Arrived { unit, formation, hex, steps, from, to } => {
                let who = who(ctx, forces, unit.as_ref(), formation.as_ref(), e.id.span());
                let (hex, steps) = (ctx.hex(hex), ctx.int(steps, "the number of steps", 0, 99) as u8);
                let times = span_of_time(ctx, window, "the hours of an arrival", from, to);
                who.zip(hex).zip(times).map(|((who, hex), (from, to))| {
                    Expected::Row(row("arrived", Observable::FirstAt(who, hex, steps), (f64::from(from.0), f64::from(to.0))))
                })
            }
            RawExpected::Row { row: id, is } => known.find(ctx.log, ctx.file, id).and_then(|n| {
                let of = &rows[n];
                let wanted = match &of.observable {
                    moment if moment.is_moment() => MOMENT,
                    Observable::Holder(..) => HOLDER,
                    _ => NUMBER,
                };
                let record = match is {
                    Some(raw) => range(ctx, raw, wanted, id.span())?,
                    None if of.record.is_none() => {
                        ctx.at(id.span(), Fault::RowWithoutRecord { id: id.value.clone(), wanted });
                        return None;
                    }
                    None => of.record?,
                };
                Some(Expected::Row(row(&of.id, of.observable.clone(), record)))
            }),
        };
        let player = |name: &Option<At<String>>| name.as_ref().map_or_else(|| "regular".to_owned(), |n| n.value.clone());
        if let Some(that) = that {
            let players = BySide { soviet: player(&e.soviet), japanese: player(&e.japanese) };
            list.push(Expectation { id: e.id.value.clone(), text: e.text.clone(), players, runs, that, percent });
        }
    }
    list
}
