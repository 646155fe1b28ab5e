//! History rows: what a battle gave for each observable of the record. One code path for every command.

use crate::data::{FormationId, HistoryRow, Observable, Scenario, StartPlace, UnitKind, UnitSize};
use crate::hex::HexId;
use crate::rules::{BySide, Clock, Side, UnitId};
use crate::view::{Event, What};

/// What a battle gave for a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measured {
    /// a number: men, vehicles, rounds, sorties
    Count(u32),
    /// a share, per cent
    Percent(f64),
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
            Measured::Percent(p) => Some(p),
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
}

/// What one row has gathered.
enum Gathered {
    Sum(i64),
    /// most running vehicles of each unit when it was near enough
    Reached(Vec<i64>),
    Moment(Option<Clock>),
    Holder(Option<Option<Side>>),
}

/// Measure rows on a battle's log; `rounds` and `sorties` are its final counts.
pub fn measure(scenario: &Scenario, rows: &[HistoryRow], events: &[Event], rounds: BySide<u32>, sorties: BySide<u32>) -> Vec<Measured> {
    let running = scenario.units.iter().map(|u| u.vehicles.iter().map(|v| *v as i64).sum()).collect();
    let mut state = State { scenario, running };
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
            What::Arrived { unit, hex: Some(hex) } => Some((unit, hex)),
            _ => None,
        };
        for (row, got) in rows.iter().zip(&mut gathered) {
            match stood {
                Some((unit, hex)) => got.stood(&state, &row.observable, unit, hex, event.at),
                None => got.happened(&state, &row.observable, event),
            }
        }
        if let Some((unit, stranded, out)) = vehicles(&event.what) {
            state.running[unit.index()] -= stranded + out;
        }
    }
    let finish = |(row, got): (&HistoryRow, Gathered)| match row.observable {
        Observable::RoundsFired(side) => Measured::Count(rounds[side]),
        Observable::Sorties(side) => Measured::Count(sorties[side]),
        _ => got.finish(scenario, &row.observable),
    };
    rows.iter().zip(gathered).map(finish).collect()
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

/// A company or more of men who fight on foot.
fn is_company(scenario: &Scenario, unit: UnitId) -> bool {
    let card = scenario.card(unit);
    card.size >= UnitSize::Company && matches!(card.kind, UnitKind::Rifle | UnitKind::Border | UnitKind::Engineers | UnitKind::Cavalry)
}

fn belongs(scenario: &Scenario, unit: UnitId, side: Side, formation: Option<FormationId>) -> bool {
    let unit = &scenario.units[unit.index()];
    unit.side == side && formation.is_none_or(|f| scenario.is_part_of(unit.formation, f))
}

fn is_due(at: Clock, until: Option<Clock>) -> bool {
    until.is_none_or(|t| at <= t)
}

impl Gathered {
    fn new(scenario: &Scenario, observable: &Observable) -> Gathered {
        match *observable {
            Observable::Reached(..) => Gathered::Reached(vec![0; scenario.units.len()]),
            Observable::FirstNear(..) => Gathered::Moment(None),
            Observable::Holder(hex, _) => Gathered::Holder(scenario.objectives.iter().find(|o| o.hex == hex).map(|o| Some(o.holder))),
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
            _ => {}
        }
    }

    /// Something else happened.
    fn happened(&mut self, state: &State, observable: &Observable, event: &Event) {
        let scenario = state.scenario;
        match (self, observable) {
            (Gathered::Sum(sum), Observable::Losses(side, until)) => {
                if let What::MenLost { unit, lost, .. } = event.what
                    && scenario.units[unit.index()].side == *side
                    && is_due(event.at, *until)
                {
                    *sum += lost.killed as i64 + lost.wounded as i64;
                }
            }
            (Gathered::Sum(sum), Observable::VehiclesOut(side, formation, until)) => {
                if let Some((unit, stranded, out)) = vehicles(&event.what)
                    && is_due(event.at, *until)
                    && belongs(scenario, unit, *side, *formation)
                {
                    *sum += stranded + out;
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

    fn finish(self, scenario: &Scenario, observable: &Observable) -> Measured {
        match (self, observable) {
            (Gathered::Sum(sum), Observable::Stranded(formation, _)) => {
                let of = scenario.units.iter().filter(|u| scenario.is_part_of(u.formation, *formation));
                match of.flat_map(|u| &u.vehicles).map(|v| *v as i64).sum::<i64>() {
                    0 => Measured::Nothing,
                    all => Measured::Percent(sum as f64 * 100.0 / all as f64),
                }
            }
            (Gathered::Sum(sum), _) => Measured::Count(sum.max(0) as u32),
            (Gathered::Reached(most), _) => Measured::Count(most.iter().sum::<i64>().max(0) as u32),
            (Gathered::Moment(at), _) => Measured::Moment(at),
            (Gathered::Holder(Some(holder)), _) => Measured::Holder(holder),
            (Gathered::Holder(None), _) => Measured::Nothing,
        }
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
