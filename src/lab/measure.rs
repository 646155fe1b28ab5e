//! History rows: what a battle gave for each observable of the record. One code path for every command.

use crate::data::{HistoryRow, Observable, Scenario, StartPlace, UnitKind, UnitSize, Who, Whose};
use crate::hex::HexId;
use crate::rules::{Clock, Side, UnitId};
use crate::view::loads::{self, UnitLoad};
use crate::view::{Event, What, fire};

/// What a battle gave for a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measured {
    /// a number: men, vehicles, rounds, sorties
    Count(u32),
    /// a share in per cent, a mean, hours, or tonnes
    Number(f64),
    /// a moment; `None`: it never came
    Moment(Option<Clock>),
    /// who holds a hex; `None`: contested
    Holder(Option<Side>),
    /// the scenario has nothing to measure it on
    Nothing,
}

impl Measured {
    /// As a number on the record's scale: clock seconds for moments; 0 Soviet, 1 Japanese, 2 contested for holders.
    pub fn number(self) -> Option<f64> {
        match self {
            Measured::Count(n) => Some(n as f64),
            Measured::Number(n) => Some(n),
            Measured::Moment(at) => at.map(|c| c.0 as f64),
            Measured::Holder(who) => Some(who.map_or(2.0, |s| s as u8 as f64)),
            Measured::Nothing => None,
        }
    }
    /// Whether it lies within the recorded range, its ends included.
    pub fn is_inside(self, record: (f64, f64)) -> bool {
        self.number().is_some_and(|n| record.0 <= n && n <= record.1)
    }
}

/// What the events have come to at a point of the log.
struct State<'a> {
    scenario: &'a Scenario,
    /// running vehicles by unit
    running: Vec<i64>,
    /// fit men by unit
    fit: Vec<i64>,
    /// whether the unit stands on the map
    on_map: Vec<bool>,
    /// last moment of the log
    end: Clock,
}

/// What one row has gathered.
enum Gathered {
    Sum(i64),
    /// most running vehicles of each unit when it was near enough
    Reached(Vec<i64>),
    Moment(Option<Clock>),
    Holder(Option<Option<Side>>),
    /// a sum and what it is of
    Share(i64, i64),
    /// seconds of silence, and how the batteries meant stand, by unit
    Silent(i64, Vec<Option<Silence>>),
}

/// A battery's shells, told from what it fired and got.
#[derive(Clone, Copy)]
struct Silence {
    shells: u32,
    /// its full load and what a shell weighs
    full: u32,
    shell_g: u64,
    /// since when it has too few; `None`: it has enough
    since: Option<Clock>,
}

/// A battery is silent while it has less than this part of its full load. Reason: a tenth is some ten rounds a gun, two minutes
/// of fire and no mission worth the name. A measure that asked for the very last round would call a battery silent that fires
/// off what carriers bring, and not one that is brought nothing and keeps its last three shells.
const LOADS_PER_VOICE: u32 = 10;

/// Measure rows on a battle's log: the one way from a battle to the values of history rows.
pub fn measure(scenario: &Scenario, rows: &[HistoryRow], events: &[Event]) -> Vec<Measured> {
    let starts_there = |u: &crate::data::UnitSetup| matches!((u.place, u.arrives), (StartPlace::Hex(_), None));
    let mut state = State {
        scenario,
        running: scenario.units.iter().map(|u| u.vehicles.iter().map(|v| i64::from(*v)).sum()).collect(),
        fit: scenario.units.iter().map(|u| i64::from(u.men)).collect(),
        on_map: scenario.units.iter().map(starts_there).collect(),
        end: events.iter().rev().find(|e| matches!(e.what, What::Ended { .. })).map_or(scenario.ends(), |e| e.at),
    };
    let mut gathered: Vec<Gathered> = rows.iter().map(|r| Gathered::new(scenario, &r.observable)).collect();
    for (i, unit) in scenario.units.iter().enumerate() {
        if let (StartPlace::Hex(hex), None) = (unit.place, unit.arrives) {
            for (row, got) in rows.iter().zip(&mut gathered) {
                got.stood(&state, &row.observable, UnitId(i as u16), hex, scenario.starts());
            }
        }
    }
    for event in events {
        let stood = match event.what {
            What::Moved { unit, to, .. } | What::Retreated { unit, to, .. } => Some((unit, to)),
            What::Arrived { unit, hex: Some(hex) } | What::Deployed { unit, hex } => Some((unit, hex)),
            _ => None,
        };
        for (row, got) in rows.iter().zip(&mut gathered) {
            if let Some((unit, hex)) = stood {
                got.stood(&state, &row.observable, unit, hex, event.at);
            }
            got.happened(&state, &row.observable, event);
        }
        state.pass(&event.what);
    }
    rows.iter().zip(gathered).map(|(row, got)| got.finish(&state, &row.observable)).collect()
}

impl State<'_> {
    fn pass(&mut self, what: &What<UnitId>) {
        if let Some((unit, stranded, out)) = vehicles(what) {
            self.running[unit.index()] -= stranded + out;
        }
        match *what {
            What::MenLost { unit, lost, .. } => {
                self.fit[unit.index()] -= i64::from(lost.killed) + i64::from(lost.wounded) + i64::from(lost.missing);
            }
            What::FellSick { unit, men, .. } => self.fit[unit.index()] -= i64::from(men),
            What::Returned { unit, wounded, missing, sick, .. } => {
                self.fit[unit.index()] += i64::from(wounded) + i64::from(missing) + i64::from(sick);
            }
            What::Arrived { unit, hex } => self.on_map[unit.index()] = hex.is_some(),
            What::Destroyed { unit, .. } => self.on_map[unit.index()] = false,
            _ => {}
        }
    }

    /// Fit men of a side or formation on the map.
    fn men(&self, whose: &Whose) -> i64 {
        let units = (0..self.fit.len()).filter(|&n| self.on_map[n] && whose.has(self.scenario, UnitId(n as u16)));
        units.map(|n| self.fit[n]).sum()
    }
}

/// Vehicles that an event made stranded and put out of action, negative for those that came back.
fn vehicles(what: &What<UnitId>) -> Option<(UnitId, i64, i64)> {
    match *what {
        What::Bogged { unit, count, .. } => Some((unit, count as i64, 0)),
        What::Recovered { unit, count, .. } => Some((unit, -(count as i64), 0)),
        What::BrokeDown { unit, recoverable, repairable, .. } => Some((unit, 0, recoverable as i64 + repairable as i64)),
        What::Repaired { unit, count, .. } => Some((unit, 0, -(count as i64))),
        What::VehiclesLost { unit, burnt, recoverable, repairable, .. } => {
            Some((unit, 0, burnt as i64 + recoverable as i64 + repairable as i64))
        }
        What::StrandedLost { unit, burnt, recoverable, repairable, .. } => {
            let out = burnt as i64 + recoverable as i64 + repairable as i64;
            Some((unit, -out, out))
        }
        _ => None,
    }
}

/// Rounds of guns that an event fired: who and how many. Grenades of dischargers and the racks of tanks are not counted.
fn rounds(scenario: &Scenario, what: &What<UnitId>) -> Option<(UnitId, u32)> {
    let (unit, shells) = match *what {
        What::Fired { unit, shells, .. } => (unit, shells),
        What::MissionFell { battery, rounds, .. } | What::SmokeLaid { battery, rounds, .. } => (battery, rounds),
        _ => return None,
    };
    (shells > 0 && loads::counts_shells(scenario.card(unit))).then_some((unit, shells.into()))
}

/// A company or more of men who fight on foot.
fn is_company(scenario: &Scenario, unit: UnitId) -> bool {
    let card = scenario.card(unit);
    card.size >= UnitSize::Company && matches!(card.kind, UnitKind::Rifle | UnitKind::Border | UnitKind::Engineers | UnitKind::Cavalry)
}

fn is_battery(scenario: &Scenario, unit: UnitId) -> bool {
    fire::is_battery(&scenario.cards, scenario.card(unit))
}

fn is_due(at: Clock, until: Option<Clock>) -> bool {
    until.is_none_or(|t| at <= t)
}

impl Gathered {
    fn new(scenario: &Scenario, observable: &Observable) -> Gathered {
        match *observable {
            Observable::Reached(..) => Gathered::Reached(vec![0; scenario.units.len()]),
            Observable::FirstNear(..) | Observable::FirstAt(..) | Observable::FirstRound { .. } => Gathered::Moment(None),
            Observable::Holder(hex, _) => Gathered::Holder(scenario.objectives.iter().find(|o| o.hex == hex).map(|o| Some(o.holder))),
            Observable::Suppressed { .. } | Observable::CallDelay { .. } => Gathered::Share(0, 0),
            Observable::SilentHours { whose, .. } => {
                let units = (0..scenario.units.len()).map(|n| UnitId(n as u16));
                Gathered::Silent(
                    0,
                    units.map(|u| (is_battery(scenario, u) && whose.has(scenario, u)).then(|| Silence::of(scenario, u))).collect(),
                )
            }
            _ => Gathered::Sum(0),
        }
    }

    /// A unit stands in a hex.
    fn stood(&mut self, state: &State, observable: &Observable, unit: UnitId, hex: HexId, at: Clock) {
        let scenario = state.scenario;
        let near = |goal: HexId, steps: u8| scenario.ground.grid.distance(hex, goal) <= steps as u32;
        match (self, observable) {
            (Gathered::Reached(most), Observable::Reached(formation, goal, steps))
                if scenario.is_part_of(scenario.units[unit.index()].formation, *formation) && near(*goal, *steps) =>
            {
                let most = &mut most[unit.index()];
                *most = (*most).max(state.running[unit.index()]);
            }
            (Gathered::Moment(first), Observable::FirstNear(side, goal, steps)) => {
                let earlier = first.is_none_or(|f| at < f);
                if earlier && scenario.units[unit.index()].side == *side && is_company(scenario, unit) && near(*goal, *steps) {
                    *first = Some(at);
                }
            }
            (Gathered::Moment(first), Observable::FirstAt(who, goal, steps)) => {
                let is = match *who {
                    Who::Unit(wanted) => wanted == unit,
                    Who::Formation(formation) => scenario.is_part_of(scenario.units[unit.index()].formation, formation),
                };
                if is && first.is_none_or(|f| at < f) && near(*goal, *steps) {
                    *first = Some(at);
                }
            }
            _ => {}
        }
    }

    /// Something happened.
    fn happened(&mut self, state: &State, observable: &Observable, event: &Event) {
        let scenario = state.scenario;
        match (self, observable) {
            (Gathered::Sum(sum), Observable::Losses { whose, cause, at }) => {
                if let What::MenLost { unit, lost, cause: to, .. } = event.what
                    && cause.is_none_or(|c| c == to)
                    && is_due(event.at, *at)
                    && whose.has(scenario, unit)
                {
                    *sum += lost.killed as i64 + lost.wounded as i64;
                }
            }
            (Gathered::Sum(sum), Observable::VehiclesOut { whose, at }) => {
                if let Some((unit, stranded, out)) = vehicles(&event.what)
                    && is_due(event.at, *at)
                    && whose.has(scenario, unit)
                {
                    *sum += stranded + out;
                }
            }
            (Gathered::Sum(sum), Observable::VehiclesLost { whose, cause, at }) => {
                if let What::VehiclesLost { cause: to, .. } | What::StrandedLost { cause: to, .. } = event.what
                    && let Some((unit, _, out)) = vehicles(&event.what)
                    && cause.is_none_or(|c| c == to)
                    && is_due(event.at, *at)
                    && whose.has(scenario, unit)
                {
                    *sum += out;
                }
            }
            (Gathered::Sum(sum), Observable::Stranded(formation, until)) => {
                if let Some((unit, stranded, _)) = vehicles(&event.what)
                    && is_due(event.at, Some(*until))
                    && scenario.is_part_of(scenario.units[unit.index()].formation, *formation)
                {
                    *sum += stranded;
                }
            }
            (Gathered::Sum(sum), Observable::RoundsFired { whose, at }) => {
                if let Some((unit, shells)) = rounds(scenario, &event.what)
                    && is_due(event.at, *at)
                    && whose.has(scenario, unit)
                {
                    *sum += i64::from(shells);
                }
            }
            (Gathered::Sum(sum), Observable::Sorties(side)) => {
                if let What::StrikeFell { flight, aircraft, .. } = event.what
                    && scenario.flights[flight.0 as usize].side == *side
                {
                    *sum += i64::from(aircraft);
                }
            }
            (Gathered::Sum(sum), Observable::Delivered { depot, at }) => {
                if let What::Carried { to, ammunition_kg, fuel_kg, rations_kg, .. } = event.what
                    && to == *depot
                    && is_due(event.at, *at)
                {
                    *sum += i64::from(ammunition_kg) + i64::from(fuel_kg) + i64::from(rations_kg);
                }
            }
            (Gathered::Sum(sum), Observable::Traffic { whose, hexes, from, to }) => {
                let came = match event.what {
                    What::Moved { unit, from, to, .. } | What::Retreated { unit, from, to } => Some((unit, Some(from), to)),
                    What::Arrived { unit, hex: Some(hex) } => Some((unit, None, hex)),
                    _ => None,
                };
                let inside = |hex: HexId| hexes.binary_search(&hex).is_ok();
                if let Some((unit, before, hex)) = came
                    && inside(hex)
                    && !before.is_some_and(inside)
                    && from.is_none_or(|f| f <= event.at)
                    && is_due(event.at, *to)
                    && whose.has(scenario, unit)
                {
                    *sum += 1;
                }
            }
            (Gathered::Moment(first), Observable::FirstRound { whose, after }) => {
                if let Some((unit, _)) = rounds(scenario, &event.what)
                    && *after <= event.at
                    && first.is_none_or(|f| event.at < f)
                    && whose.has(scenario, unit)
                {
                    *first = Some(event.at);
                }
            }
            (Gathered::Share(down, men), Observable::Suppressed { whose, at }) if event.at <= *at => match event.what {
                // The shares of all who are kept down follow on each turn's start.
                What::TurnStarted { .. } => (*down, *men) = (0, state.men(whose) * 1000),
                What::Suppressed { unit, permille } if whose.has(scenario, unit) => {
                    *down += state.fit[unit.index()] * i64::from(permille);
                }
                _ => {}
            },
            (Gathered::Share(waited, calls), Observable::CallDelay { whose }) => {
                if let What::MissionCalled { battery, from, .. } = event.what
                    && whose.has(scenario, battery)
                {
                    *waited += i64::from(from.since(event.at));
                    *calls += 1;
                }
            }
            (Gathered::Silent(seconds, batteries), Observable::SilentHours { at, .. }) => {
                let mut of = |unit: UnitId, told: &dyn Fn(&mut Silence) -> i64| {
                    *seconds += batteries[unit.index()].as_mut().map_or(0, told);
                };
                match event.what {
                    What::MissionFell { battery, rounds, .. } | What::SmokeLaid { battery, rounds, .. } => {
                        of(battery, &|s| s.fired(rounds, event.at));
                    }
                    What::Fired { unit, shells, .. } => of(unit, &|s| s.fired(shells, event.at)),
                    What::Supplied { unit, ammunition_g, .. } => of(unit, &|s| s.fed(ammunition_g, event.at, *at)),
                    What::Destroyed { unit, .. } => of(unit, &|s| s.end(event.at, *at)),
                    _ => {}
                }
            }
            (Gathered::Holder(holder), Observable::Holder(hex, until)) => {
                if let What::Control { hex: changed, holder: now } = event.what
                    && changed == *hex
                    && is_due(event.at, *until)
                {
                    *holder = Some(now);
                }
            }
            _ => {}
        }
    }

    fn finish(self, state: &State, observable: &Observable) -> Measured {
        let scenario = state.scenario;
        let of =
            |sum: i64, all: i64, unit: f64| if all == 0 { Measured::Nothing } else { Measured::Number(sum as f64 * unit / all as f64) };
        match (self, observable) {
            (Gathered::Sum(sum), Observable::Stranded(formation, _)) => {
                let units = scenario.units.iter().filter(|u| scenario.is_part_of(u.formation, *formation));
                of(sum, units.flat_map(|u| &u.vehicles).map(|v| *v as i64).sum::<i64>(), 100.0)
            }
            (Gathered::Sum(kg), Observable::Delivered { .. }) => Measured::Number(kg as f64 / 1000.0),
            (Gathered::Sum(sum), _) => Measured::Count(sum.max(0) as u32),
            (Gathered::Reached(most), _) => Measured::Count(most.iter().sum::<i64>().max(0) as u32),
            (Gathered::Moment(at), _) => Measured::Moment(at),
            (Gathered::Holder(Some(holder)), _) => Measured::Holder(holder),
            (Gathered::Holder(None), _) => Measured::Nothing,
            (Gathered::Share(waited, calls), Observable::CallDelay { .. }) => of(waited, calls, 1.0 / 60.0),
            (Gathered::Share(down, men), _) => of(down, men, 100.0),
            (Gathered::Silent(seconds, batteries), observable) => {
                let rest = batteries.into_iter().flatten().map(|mut unit| unit.end(state.end, observable.hour()));
                Measured::Number((seconds + rest.sum::<i64>()) as f64 / 3600.0)
            }
        }
    }
}

impl Silence {
    /// Of a battery at the battle's start.
    fn of(scenario: &Scenario, unit: UnitId) -> Silence {
        let load = UnitLoad::of(scenario, unit);
        Silence { shells: loads::start_load(scenario, unit).shells, full: load.full.shells, shell_g: load.shell_g, since: None }
    }
    /// Shells left it: none of its seconds of silence are over by that.
    fn fired(&mut self, shells: u16, at: Clock) -> i64 {
        self.shells = self.shells.saturating_sub(u32::from(shells));
        if self.shells * LOADS_PER_VOICE < self.full {
            self.since.get_or_insert(at);
        }
        0
    }
    /// Ammunition came up, shells first; the seconds of a silence that it ends, of those before `until`.
    fn fed(&mut self, ammunition_g: u32, at: Clock, until: Option<Clock>) -> i64 {
        let shells = u64::from(ammunition_g) / self.shell_g.max(1);
        self.shells = self.full.min(self.shells.saturating_add(shells.min(u64::from(u32::MAX)) as u32));
        if self.shells * LOADS_PER_VOICE >= self.full { self.end(at, until) } else { 0 }
    }
    /// The silence ends: its seconds, of those before `until`.
    fn end(&mut self, at: Clock, until: Option<Clock>) -> i64 {
        let to = until.map_or(at, |u| u.min(at));
        self.since.take().map_or(0, |from| i64::from(to.since(from)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_includes_its_ends() {
        assert!(Measured::Count(30).is_inside((30.0, 90.0)));
        assert!(Measured::Count(90).is_inside((30.0, 90.0)));
        assert!(!Measured::Count(91).is_inside((30.0, 90.0)));
        assert!(!Measured::Moment(None).is_inside((0.0, 1e12)));
        assert!(Measured::Holder(Some(Side::Japanese)).is_inside((1.0, 1.0)));
        assert!(!Measured::Holder(None).is_inside((1.0, 1.0)));
    }

    #[test]
    fn a_battery_is_silent_until_it_has_a_part_of_its_load_again() {
        let at = |minute: u32| Clock(minute * 60);
        let mut battery = Silence { shells: 100, full: 100, shell_g: 10, since: None };
        assert_eq!(battery.fed(500, at(0), None), 0, "it never was silent");
        assert_eq!((battery.fired(91, at(10)), battery.shells, battery.since), (0, 9, Some(at(10))));
        assert_eq!(battery.fired(9, at(20)), 0, "it was silent before its last round");
        assert_eq!(battery.fed(90, at(30), None), 0, "nine shells are too few");
        assert_eq!(battery.fed(19, at(50), None), 40 * 60);
        assert_eq!((battery.shells, battery.end(at(60), None)), (10, 0));
        battery.fired(10, at(70));
        assert_eq!(battery.end(at(90), Some(at(80))), 10 * 60, "up to the moment asked for");
    }

    #[test]
    fn vehicles_shot_where_they_are_stuck_are_out_but_no_longer_stranded() {
        let unit = UnitId(0);
        let hex = HexId(0);
        let bogged = What::Bogged { unit, hex, vehicle: 0, count: 4, deep: 1 };
        let cause = crate::view::Cause::AntiTank;
        let shot = What::StrandedLost { unit, hex, vehicle: 0, burnt: 1, recoverable: 1, repairable: 0, cause };
        assert_eq!(vehicles(&bogged), Some((unit, 4, 0)));
        assert_eq!(vehicles(&shot), Some((unit, -2, 2)));
        assert_eq!(vehicles(&What::Recovered { unit, hex, vehicle: 0, count: 1 }), Some((unit, -1, 0)));
        let broke = What::BrokeDown { unit, hex, vehicle: 0, recoverable: 1, repairable: 2 };
        assert_eq!(vehicles(&broke), Some((unit, 0, 3)));
        assert_eq!(vehicles(&What::Repaired { unit, hex, vehicle: 0, count: 2, hauled: false }), Some((unit, 0, -2)));
        assert_eq!(vehicles(&What::TurnStarted { turn: 0 }), None);
    }
}
