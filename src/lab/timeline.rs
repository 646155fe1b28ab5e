//! The log as a list a script can read: what happened when and where, to whom, and in words.

use crate::data::Scenario;
use crate::rules::{MoraleState, UnitId};
use crate::view::{Event, What};
use crate::words::Words;
use serde::{Deserialize, Serialize};

/// How much of the log is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// what a reader would remember
    Brief,
    /// every event
    Full,
}

/// An event of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// number in the log, as `explain --event` takes it
    pub seq: u32,
    /// when, `1938-08-06T16:55+10:00`
    pub time: String,
    /// name of the kind of event
    pub event: String,
    /// where, `CCRR`
    pub hex: Option<String>,
    /// string ids of the units it is about
    pub units: Vec<String>,
    /// in words
    pub text: String,
}

/// Men lost in one blow from which on it is told in brief.
const MANY_MEN: u16 = 20;

/// Whether an event belongs into a brief account.
pub fn is_notable(what: &What<UnitId>) -> bool {
    match what {
        What::Ended { .. }
        | What::Arrived { .. }
        | What::Bogged { .. }
        | What::BrokeDown { .. }
        | What::Repaired { .. }
        | What::VehiclesLost { .. }
        | What::StrandedLost { .. }
        | What::GunsLost { .. }
        | What::Silent { .. }
        | What::Hungry { .. }
        | What::DepotLost { .. }
        | What::StrikeFell { .. }
        | What::StrikeCalledOff { .. }
        | What::AircraftLost { .. }
        | What::Assaulted { .. }
        | What::Retreated { .. }
        | What::Destroyed { .. }
        | What::Control { .. }
        | What::Released { .. }
        | What::Strained { .. }
        | What::TaskGiven { .. }
        | What::TaskReady { .. }
        | What::TaskLate { .. }
        | What::TaskAstray { .. }
        | What::Script { .. }
        | What::CommanderLost { .. }
        | What::RadioLost { .. }
        | What::Built { .. }
        | What::MinesMet { .. }
        | What::CrossingShut { .. }
        | What::BorderCrossed { .. }
        | What::CloseAttacked { .. }
        | What::Surrendered { .. }
        | What::WeatherChanged { .. } => true,
        What::MenLost { lost, .. } => lost.killed + lost.wounded + lost.missing >= MANY_MEN,
        What::Morale { state, .. } => matches!(state, MoraleState::Broken | MoraleState::Routed),
        What::TurnStarted { .. }
        | What::StormGoesOn { .. }
        | What::ImpulseStarted { .. }
        | What::Moved { .. }
        | What::Halted { .. }
        | What::Recovered { .. }
        | What::RecoveryFailed { .. }
        | What::Fired { .. }
        | What::DugIn { .. }
        | What::Deployed { .. }
        | What::Sheltered { .. }
        | What::Manned { .. }
        | What::Limbered { .. }
        | What::Formed { .. }
        | What::LineCut { .. }
        | What::FellSick { .. }
        | What::Returned { .. }
        | What::ContactMade { .. }
        | What::MissionCalled { .. }
        | What::MissionFell { .. }
        | What::FireLifted { .. }
        | What::Registered { .. }
        | What::Defends { .. }
        | What::SmokeLaid { .. }
        | What::Ate { .. }
        | What::Supplied { .. }
        | What::Carried { .. }
        | What::WayUnderFire { .. }
        | What::Suppressed { .. } => false,
    }
}

/// Whom an event is about.
pub fn units_of(what: &What<UnitId>) -> Vec<UnitId> {
    let mut units = Vec::new();
    // Renaming visits every unit of the event.
    what.renamed(|unit| {
        units.push(unit);
        Some(unit)
    });
    units
}

/// The log in so much detail.
pub fn timeline(scenario: &Scenario, events: &[Event], detail: Detail, words: &Words) -> Vec<Entry> {
    let told = events.iter().filter(|e| detail == Detail::Full || is_notable(&e.what));
    told.map(|e| Entry {
        seq: e.seq.0,
        time: e.at.to_string(),
        event: e.what.name().to_string(),
        hex: e.what.place().map(|h| scenario.ground.grid.name(h)),
        units: units_of(&e.what).iter().map(|u| scenario.units[u.index()].id.clone()).collect(),
        text: words.event(scenario, &e.what),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::LossBy;

    #[test]
    fn one_man_is_not_news_but_a_platoon_is() {
        let lost = |wounded| What::MenLost {
            unit: UnitId(0),
            hex: None,
            lost: LossBy { killed: 0, wounded, missing: 0 },
            cause: crate::view::Cause::Artillery,
        };
        assert!(!is_notable(&lost(MANY_MEN - 1)));
        assert!(is_notable(&lost(MANY_MEN)));
        assert_eq!(units_of(&lost(1)), [UnitId(0)]);
        assert!(units_of(&What::TurnStarted { turn: 1 }).is_empty());
    }
}
