//! Checks time: phases, the turns they make, sun and moon of each day.

use super::{Ctx, shorten};
use crate::data::fault::Fault;
use crate::data::raw::At;
use crate::data::raw::scenario::RawScenario;
use crate::data::{LightDay, LightTable, Phase, Turn};
use crate::rules::Clock;

/// Seconds of a day.
const DAY: u32 = 86_400;
/// Most turns of a scenario.
const MOST_TURNS: usize = 10_000;

/// Most minutes of a turn: 18 hours. A unit's seconds of a turn are counted up to 65,535; a longer turn would give none of the rest.
const MOST_MINUTES: i64 = 1080;

/// Check the phases. The window is `None` if they are not sound.
pub fn check(ctx: &mut Ctx<'_>, raw: &RawScenario) -> (Vec<Phase>, Vec<Turn>, Option<(Clock, Clock)>) {
    let mut names = super::Names::new("phase");
    let (mut phases, mut turns) = (Vec::new(), Vec::new());
    let mut sound = true;
    if raw.phases.is_empty() {
        ctx.at(raw.phases.span(), Fault::EmptyList { what: "phases" });
    }
    if !ctx.fits("phases", raw.phases.len(), usize::from(u8::MAX), raw.phases.span()) {
        return (phases, turns, None);
    }
    let mut before: Option<Clock> = None;
    for p in &*raw.phases {
        names.add(ctx.log, ctx.file, &p.id, phases.len());
        let (from, to) = (ctx.time(&p.from), ctx.time(&p.to));
        let turn_min = ctx.int(&p.turn_min, "the minutes of a turn", 1, MOST_MINUTES);
        let (Some(from), Some(to)) = (from, to) else {
            (sound, before) = (false, to);
            continue;
        };
        let mut good = turn_min == p.turn_min.value;
        if to <= from {
            ctx.at(p.to.span(), Fault::PhaseEndsFirst { from, to });
            good = false;
        } else {
            if let Some(before) = before.filter(|b| *b < from) {
                ctx.at(p.from.span(), Fault::PhaseGap { before, from });
                good = false;
            }
            if let Some(before) = before.filter(|b| *b > from) {
                ctx.at(p.from.span(), Fault::PhaseOverlap { before, from });
                good = false;
            }
            let seconds = turn_min as u32 * 60;
            if good && to.since(from) % seconds != 0 {
                ctx.at(p.turn_min.span(), Fault::TurnDoesNotDivide { minutes: i64::from(to.since(from) / 60), turn: turn_min });
                good = false;
            }
            if good {
                let count = (to.since(from) / seconds) as usize;
                if !ctx.fits("turns", turns.len() + count, MOST_TURNS, p.id.span()) {
                    return (phases, turns, None);
                }
                let phase = phases.len() as u8;
                turns.extend((0..count as u32).map(|i| Turn { phase, from: from.plus(i * seconds), seconds }));
            }
        }
        sound &= good;
        before = Some(to.max(from));
        phases.push(Phase { id: p.id.value.clone(), from, to, turn_min: turn_min as u16, first: p.first });
    }
    let window = match (phases.first(), phases.last()) {
        (Some(first), Some(last)) if sound => Some((first.from, last.to)),
        _ => None,
    };
    (phases, turns, window)
}

/// Check sun and moon: a row for each day of the window, in order.
pub fn light(ctx: &mut Ctx<'_>, raw: &RawScenario, window: Option<(Clock, Clock)>) -> LightTable {
    let mut days: Vec<LightDay> = Vec::new();
    let mut all_days = true;
    if !ctx.fits("days of light", raw.light.len(), 1000, raw.id.span()) {
        return LightTable::default();
    }
    for row in &raw.light {
        let day = Clock::parse(&format!("{}T00:00", *row.day));
        if day.is_none() {
            all_days = false;
            ctx.at(row.day.span(), Fault::BadDay { text: shorten(&row.day) });
        }
        let start = day.unwrap_or_default();
        let mut sound = true;
        let mut hour = |text: &At<String>| {
            let clock = Clock::parse(&format!("1938-01-01T{}", **text)).filter(|_| text.len() == 5);
            if clock.is_none() {
                sound = false;
                ctx.at(text.span(), Fault::BadHour { text: shorten(text) });
            }
            start.plus(clock.map_or(0, |c| c.since(Clock::parse("1938-01-01T00:00").unwrap_or_default())))
        };
        let four = [&row.civil_dawn, &row.sunrise, &row.sunset, &row.civil_dusk].map(&mut hour);
        let (moonrise, moonset) = (row.moonrise.as_ref().map(&mut hour), row.moonset.as_ref().map(&mut hour));
        let moon_percent = ctx.int(&row.moon_percent, "the share of the moon that is lit", 0, 100) as u8;
        if sound && !four.is_sorted() {
            ctx.at(row.civil_dawn.span(), Fault::OutOfOrder { what: "dawn, sunrise, sunset and dusk are" });
        }
        if days.last().is_some_and(|last| day.is_some() && last.day >= start) {
            ctx.at(row.day.span(), Fault::OutOfOrder { what: "the days of the list of light are" });
        }
        let [civil_dawn, sunrise, sunset, civil_dusk] = four;
        days.push(LightDay { day: start, civil_dawn, sunrise, sunset, civil_dusk, moonrise, moonset, moon_percent });
    }
    if let (Some((from, to)), true) = (window, all_days) {
        let mut day = from.0 - from.second_of_day();
        // of missing rows that follow each other the first is told
        let (mut told, mut before) = (0, false);
        while day < to.0 && told < 10 {
            let missing = !days.iter().any(|d| d.day.0 == day);
            if missing && !before {
                let text = Clock(day).to_string();
                ctx.log.whole(ctx.file, Fault::NoLight { day: text[..10].to_owned() });
                told += 1;
            }
            before = missing;
            day += DAY;
        }
    }
    LightTable { days }
}

/// So many moments before the phases, or after them, are rather a slip of the phases.
const MANY: usize = 3;

/// Where many moments lie outside the phases on the same side, tell it once, at the phase.
pub fn outside(log: &mut super::Log, file: super::FileIx, raw: &RawScenario, window: Option<(Clock, Clock)>) {
    let (Some((first, last)), Some(head), Some(tail)) = (window, raw.phases.first(), raw.phases.last()) else { return };
    let late = |d: &crate::data::Diagnostic| match d.fault {
        Fault::OutsidePhases { at, from, to, .. } if (from, to) == (first, last) => Some(at > last),
        _ => None,
    };
    for (after, word, at, span) in [(false, "before", first, head.from.span()), (true, "after", last, tail.to.span())] {
        let lines: Vec<u32> = log.found.iter().filter(|d| late(d) == Some(after)).filter_map(|d| Some(d.place.as_ref()?.line)).collect();
        if lines.len() >= MANY {
            log.found.retain(|d| late(d) != Some(after));
            let (found, line) = (lines.len() as i64, i64::from(lines[0]));
            log.at(file, span, Fault::MomentsOutside { found, word, at, line });
        }
    }
}
