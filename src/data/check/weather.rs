//! Checks the weather: its rows in order and from before the battle's start, what may come and pass, water in the ground.

use super::{Ctx, Names};
use crate::data::fault::Fault;
use crate::data::raw::At;
use crate::data::raw::scenario::{RawScenario, RawWeather};
use crate::data::{WeatherRow, WeatherTable};
use crate::rules::{Clock, Rain, Sky, Spell, Water, Weather};

/// Most rows.
const MOST: usize = 1000;
/// Most hours that passing weather lasts.
const MOST_HOURS: i64 = 72;

/// Check the weather.
pub fn check(ctx: &mut Ctx<'_>, raw: &RawScenario, window: Option<(Clock, Clock)>) -> WeatherTable {
    let w = &raw.water_mm;
    let mut tenths = |v: &At<f64>| (ctx.real(v, "the water in the ground", 0.0, 500.0) * 10.0).round() as u32;
    let water = Water::from_tenths([&w.low, &w.field, &w.high, &w.road].map(&mut tenths));
    let mut table = WeatherTable { rows: Vec::new(), water, held: raw.ground };
    if !ctx.fits("rows of the weather", raw.weather.len(), MOST, raw.weather.span()) {
        return table;
    }
    let mut names = Names::new("row of the weather");
    let (mut before, mut passes): (Option<Clock>, Option<Clock>) = (None, None);
    let mut all = true;
    for r in &*raw.weather {
        names.add(ctx.log, ctx.file, &r.id, table.rows.len());
        let sources = ctx.sources("row of the weather", &r.id, &r.sources);
        if r.rain != Rain::None && r.sky == Sky::Clear {
            ctx.at(r.id.span(), Fault::RainWithoutCloud { id: r.id.value.clone() });
        }
        let passing = passing(ctx, r);
        let Some(from) = ctx.time(&r.from) else {
            all = false;
            continue;
        };
        if before.is_some_and(|b| from <= b) {
            ctx.at(r.from.span(), Fault::OutOfOrder { what: "the rows of the weather are" });
        }
        if let Some(spell) = passing {
            if let Some(until) = passes.filter(|p| from < *p) {
                ctx.at(r.from.span(), Fault::PassingOverlap { id: r.id.value.clone(), until });
            }
            passes = Some(from.plus(u32::from(spell.most_h) * 3600));
        }
        before = Some(before.map_or(from, |b| b.max(from)));
        let weather = Weather { sky: r.sky, rain: r.rain };
        table.rows.push(WeatherRow { id: r.id.value.clone(), from, weather, passing, sources });
    }
    if let (Some((starts, _)), true) = (window, all)
        && !table.rows.iter().any(|r| r.passing.is_none() && r.from <= starts)
    {
        ctx.at(raw.weather.span(), Fault::NoWeather { at: starts });
    }
    table
}

/// What may come and passes.
fn passing(ctx: &mut Ctx<'_>, r: &RawWeather) -> Option<Spell> {
    let percent = r.percent.as_ref().map(|p| ctx.int(p, "the chance of the weather", 0, 100) as u8);
    let Some(hours) = &r.hours else {
        if let Some(p) = &r.percent {
            ctx.at(p.span(), Fault::PercentWithoutHours { id: r.id.value.clone() });
        }
        return None;
    };
    let before = ctx.log.errors;
    let least_h = ctx.int(&hours.least, "the hours of the weather", 1, MOST_HOURS) as u8;
    let most_h = ctx.int(&hours.most, "the hours of the weather", 1, MOST_HOURS) as u8;
    if most_h < least_h && ctx.log.errors == before {
        ctx.at(hours.most.span(), Fault::RangeUpsideDown { what: "the hours of the weather" });
    }
    Some(Spell { percent: percent.unwrap_or(100), least_h, most_h: most_h.max(least_h) })
}
