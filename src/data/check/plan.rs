//! Checks the plan of each formation: its steps follow one another, each has an hour or something to wait for, and none of
//! them could never begin.

use super::forces::{Forces, moment};
use super::{Ctx, Names};
use crate::data::fault::Fault;
use crate::data::raw::at::At;
use crate::data::raw::scenario::RawScenario;
use crate::data::raw::script::RawStanding;
use crate::data::{FormationId, PlanRole, PlanStep, PlanTask, Standing};
use crate::hex::HEX_M;
use crate::rules::{Clock, Side};

/// The plan.
pub fn plan(ctx: &mut Ctx<'_>, raw: &RawScenario, window: Option<(Clock, Clock)>, forces: &Forces) -> Vec<PlanRole> {
    let mut names = Names::new("plan of formation");
    let mut plan = Vec::new();
    for (i, p) in raw.plan.iter().enumerate() {
        let formation = forces.formation_names.find(ctx.log, ctx.file, &p.formation);
        if formation.is_some() {
            names.add(ctx.log, ctx.file, &p.formation, i);
        }
        let side = formation.and_then(|f| forces.formations.get(f)).map(|f| f.side);
        let mut steps: Vec<PlanStep> = Vec::new();
        for s in &p.steps {
            let place = s.at.as_ref().map(At::span).or(s.on.as_ref().map(At::span)).unwrap_or_else(|| p.formation.span());
            let on = s.on.as_ref().map(|on| standing(ctx, on, side.map(Side::enemy), forces));
            let at = match &s.at {
                Some(at) => moment(ctx, window, at, "the step of the plan"),
                None if s.on.is_some() => steps.last().map(|last| last.at).or(window.map(|w| w.0)),
                None => {
                    ctx.at(place, Fault::StepWithoutHour { id: p.formation.value.clone() });
                    None
                }
            };
            let via = s.via.iter().filter_map(|h| ctx.hex(h)).collect();
            if s.via.is_empty() && s.task != PlanTask::Hold {
                ctx.at(place, Fault::PlanWithoutHex {});
            }
            let Some(at) = at else { continue };
            match steps.last() {
                Some(last) if last.at > at => ctx.at(place, Fault::OutOfOrder { what: "the steps of a plan are" }),
                // What begins at its hour ends the wait of the one before.
                Some(last) if last.at == at && last.on.is_some() && on.is_none() => ctx.at(place, Fault::NoTimeToWait { at }),
                _ => {}
            }
            steps.push(PlanStep { at, on: on.flatten(), task: s.task, via });
        }
        if let Some(formation) = formation {
            plan.push(PlanRole { formation: FormationId(formation as u16), steps });
        }
    }
    plan
}

/// What a step waits for; `None` if nothing can be made of it.
fn standing(ctx: &mut Ctx<'_>, raw: &At<RawStanding>, enemy: Option<Side>, forces: &Forces) -> Option<Standing> {
    if raw.seen_men.is_some() != raw.within_m.is_some() || (raw.seen_men.is_none() && raw.losses_percent.is_none()) {
        ctx.at(raw.span(), Fault::WaitsForNothing {});
        return None;
    }
    let mut int = |v: &Option<At<i64>>, what: &'static str, least: i64, most: i64| {
        v.as_ref().and_then(|v| ctx.int_or_none(v, what, least, most)).map(|v| v as u32)
    };
    let men = int(&raw.seen_men, "the number of enemies that a step waits for", 1, 20_000);
    // Nearer than a hex nobody is known to be.
    let within_m = int(&raw.within_m, "the distance in metres of enemies that a step waits for", i64::from(HEX_M), 10_000);
    let losses_percent = int(&raw.losses_percent, "the share of men lost in per cent that a step waits for", 1, 100);
    if let (Some(wanted), Some(men), Some(enemy)) = (&raw.seen_men, men, enemy) {
        let there: u32 = forces.units.iter().filter(|u| u.side == enemy).map(|u| u32::from(u.men)).sum();
        if men > there {
            ctx.at(wanted.span(), Fault::MoreThanThere { men: men.into(), side: enemy.id(), there: there.into() });
        }
    }
    Some(Standing { seen: men.zip(within_m), losses_percent })
}
