//! The turn: start, impulse, impulse, end. Each is a schedule of systems in one fixed order, on one thread.

use super::arrivals::arrivals;
use super::delivery::Carriers;
use super::endurance::{care, flee, rally, tire};
use super::field::Field;
use super::meals::eat;
use crate::rules::UnitId;
use crate::view::What;
use crate::view::ways;
use bevy_ecs::prelude::*;
use bevy_ecs::schedule::{LogLevel, ScheduleBuildSettings, ScheduleLabel, SingleThreadedExecutor};

/// The four parts of a turn.
#[derive(ScheduleLabel, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    TurnStart,
    ImpulseStart,
    ImpulseEnd,
    TurnEnd,
}

/// The schedule of a part: single-threaded, chained, no ambiguity allowed.
pub(super) fn schedule(part: Part) -> Schedule {
    let mut schedule = Schedule::new(part);
    schedule.set_executor(SingleThreadedExecutor::new());
    schedule.set_build_settings(ScheduleBuildSettings { ambiguity_detection: LogLevel::Error, ..Default::default() });
    match part {
        Part::TurnStart => schedule.add_systems(
            (set_clock, arrivals, script, dug_in, begin_tasks, supply, screens, strikes, missions, call_up, look_round).chain(),
        ),
        Part::ImpulseStart => schedule.add_systems((go_on, begin_score).chain()),
        Part::ImpulseEnd => schedule.add_systems((defensive_fire, storm_on, work_on, call_up, look_round, objectives).chain()),
        Part::TurnEnd => schedule.add_systems(
            (
                standing_fire,
                stranded_fire,
                burrow,
                night_hunts,
                lines_under_fire,
                ways_under_fire,
                repairs,
                emplace,
                rally,
                flee,
                eat,
                care,
                tire,
                false_reports,
                end_objectives,
                begin_score,
            )
                .chain(),
        ),
    };
    schedule
}

/// Clock, light, weather and ground of the turn; budgets refilled.
fn set_clock(mut f: Field) {
    let scenario = f.scenario();
    let turn = scenario.turns[f.now.turn as usize];
    f.now.from = turn.from;
    f.now.seconds = turn.seconds;
    f.now.lit = scenario.light.lit_at(turn.from, &scenario.rules);
    f.now.light = f.now.lit.light();
    f.works.falling.clear();
    let from = f.now.from;
    f.works.clouds.retain(|h| h.until > from);
    f.clear_passages();
    let number = f.now.turn;
    // A turn that begins on a new day has its ration.
    let midnight = number > 0 && turn.from.day() != scenario.turns[number as usize - 1].from.day();
    f.dice.turn(number);
    let news = f.set_weather(turn.from) || number == 0;
    for n in 0..scenario.units.len() {
        let id = UnitId(n as u16);
        let mut unit = f.unit_mut(id);
        unit.seconds.left = turn.seconds.min(u32::from(u16::MAX)) as u16;
        unit.seconds.watched.clear();
        if midnight {
            unit.holdings.fired_today = 0;
        }
        f.sync(id);
        f.keep_below(id);
    }
    for side in crate::rules::Side::BOTH {
        let now = f.now.clone();
        let view = &mut f.views.0[side].seen;
        (view.turn, view.turn_from, view.turn_seconds) = (now.turn, now.from, now.seconds);
        (view.lit, view.light) = (now.lit, now.light);
    }
    f.tell(turn.from, What::TurnStarted { turn: number });
    if news {
        f.tell_weather();
    }
    for n in 0..scenario.units.len() {
        let unit = UnitId(n as u16);
        let permille = f.own(unit).suppressed_permille;
        if permille > 0 && f.active(unit) {
            f.tell(turn.from, What::Suppressed { unit, permille });
        }
    }
}

fn script(mut f: Field) {
    f.show_known_guns();
    f.run_script();
}

/// Who comes, and who lies beside holes that got free, moves in.
fn dug_in(mut f: Field) {
    f.settle_holes();
}

/// Tasks that are ready are gone by.
fn begin_tasks(mut f: Field) {
    f.mishaps();
    f.begin_tasks();
}

// After a cease-fire nothing is carried and nothing falls.

// What the carriers remember of their ways changes nothing but the time it takes to find them.
fn supply(mut f: Field, mut carriers: Local<Carriers>) {
    if !f.tally.ended {
        f.supply(&mut carriers);
    }
}

fn screens(mut f: Field) {
    let end = f.now.end();
    if !f.tally.ended {
        f.lay_smoke(end);
    }
}

fn strikes(mut f: Field) {
    if !f.tally.ended {
        f.strikes_due();
    }
}

fn missions(mut f: Field) {
    let end = f.now.end();
    if !f.tally.ended {
        f.fire_missions(end);
    }
}

/// Defensive fire that the impulse drew falls.
fn defensive_fire(mut f: Field) {
    if !f.tally.ended {
        f.defensive_fire_falls();
    }
}

/// Who was under fire and has time left digs in where he lies.
fn burrow(mut f: Field) {
    f.burrow();
}

/// Men go out by night for stuck vehicles.
fn night_hunts(mut f: Field) {
    f.night_hunts();
}

/// Who took shelter by himself comes up as the fire lifts.
fn call_up(mut f: Field) {
    f.lift();
}

fn look_round(mut f: Field) {
    let at = f.now.from;
    f.look_round(at);
}

fn objectives(mut f: Field) {
    f.settle_objectives(false);
}

fn end_objectives(mut f: Field) {
    f.settle_objectives(true);
    f.settle_ground();
}

/// Paths ordered in earlier turns go on.
fn go_on(mut f: Field) {
    let Some(side) = f.now.to_move else { return };
    let list = f.index.clone_side(side);
    for &id in list.iter() {
        if f.own(id).active() && !f.own(id).path.is_empty() {
            f.limber(id);
            f.go(id);
        }
    }
}

/// Assaults begun in earlier turns go on, behind the fire that their side gave for them meanwhile: as in a turn long enough for all of
/// it, where others fire before the rush.
fn storm_on(mut f: Field) {
    if let Some(side) = f.now.to_move {
        f.go_on_storming(side);
    }
}

/// Who builds something and was told nothing else works on with what is left of his time.
fn work_on(mut f: Field) {
    let Some(side) = f.now.to_move else { return };
    let list = f.index.clone_side(side);
    for &id in list.iter() {
        if f.own(id).active() && f.own(id).building.is_some() {
            f.go_on_building(id);
        }
    }
}

/// The score as both sides are shown it.
fn begin_score(mut f: Field) {
    let scenario = f.scenario();
    let score = {
        let views = &f.views.0;
        let units = crate::rules::BySide { soviet: &views.soviet.seen.units[..], japanese: &views.japanese.seen.units[..] };
        super::control::Ledgers { scenario: &scenario, units, tally: &f.tally, works: &f.works }.standing().score
    };
    for side in crate::rules::Side::BOTH {
        f.views.0[side].seen.score = score;
    }
}

fn standing_fire(mut f: Field) {
    let at = f.now.end();
    f.standing_fire(at);
}

/// Stuck vehicles fire at what they see, and are fired at.
fn stranded_fire(mut f: Field) {
    f.stranded_fire();
}

/// Shells that fell this turn cut the telephone lines of headquarters.
fn lines_under_fire(mut f: Field) {
    f.lines_under_fire();
}

/// Fire on the ways of supply, and depots that the enemy has come into.
fn ways_under_fire(mut f: Field) {
    f.ways_under_fire();
    f.lose_depots();
}

/// Vehicles out of action are mended.
fn repairs(mut f: Field) {
    f.repairs();
}

/// Guns whose crews had time left come into action.
fn emplace(mut f: Field) {
    let scenario = f.scenario();
    let at = f.now.end();
    for n in 0..scenario.units.len() {
        let id = UnitId(n as u16);
        let own = f.own(id);
        if !own.active() || !own.limbered || !own.path.is_empty() || own.seconds == 0 {
            continue;
        }
        let (into, _) = ways::emplacing(&scenario.cards, &scenario.rules, scenario.card(id), own);
        let left = own.seconds;
        let mut unit = f.unit_mut(id);
        unit.seconds.paid = unit.seconds.paid.saturating_add(left);
        let ready = u32::from(unit.seconds.paid) >= into;
        if ready {
            unit.seconds.paid = 0;
            unit.stance.limbered = false;
        }
        f.sync(id);
        if ready {
            f.tell(at, What::Limbered { unit: id, limbered: false });
        }
    }
}

/// Enemies are reported who are not there.
fn false_reports(mut f: Field) {
    if !f.tally.ended {
        f.false_reports();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_the_turn_builds_without_ambiguity() {
        for part in [Part::TurnStart, Part::ImpulseStart, Part::ImpulseEnd, Part::TurnEnd] {
            let built = schedule(part).initialize(&mut World::new());
            assert!(built.is_ok(), "{part:?}: {:?}", built.err());
        }
    }

    #[test]
    fn systems_without_an_order_are_refused() {
        let mut loose = schedule(Part::TurnEnd);
        loose.add_systems(objectives);
        assert!(loose.initialize(&mut World::new()).is_err());
    }
}
