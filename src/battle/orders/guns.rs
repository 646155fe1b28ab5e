//! Fire missions on call and sorties.

use crate::battle::field::Field;
use crate::battle::state::{DueStrike, Mission};
use crate::data::FlightId;
use crate::hex::HexId;
use crate::rules::{Clock, Delay, Effect, Question, UnitId};
use crate::view::{MissionState, Shells, What, check, fire, leading};
use bevy_ecs::prelude::*;

/// Call a fire mission; with minutes, harassing fire spread over them.
pub(in crate::battle) fn mission(
    In((battery, hex, rounds, shells, minutes)): In<(UnitId, HexId, u16, Shells, Option<u16>)>,
    mut field: Field,
) {
    field.tally.actions.missions += 1;
    let scenario = field.scenario();
    let side = field.side_of(battery);
    let now = field.clock(battery);
    let call = check::call(&field.views.0[side].seen, hex, now);
    let registered = field.works.registered[side].binary_search(&hex).is_ok();
    let Some((weapon, guns)) = fire::mission_weapon(&scenario.cards, scenario.card(battery), field.own(battery)) else { return };
    let rounds = rounds.min(check::rounds_left(field.own(battery), shells));
    let leaderless_s = leading::command_delay_s(&field.views.0[side].seen, battery, now).min(u32::from(u16::MAX)) as u16;
    let question = Question::Delay(Delay { kind: call.kind, quick: scenario.card(battery).quality.quick_staff, leaderless_s });
    let got = field.cast(now, battery.index(), question, Some(question));
    let from = now.plus(got.of(Effect::DelaySeconds)).max(field.unit(battery).stance.busy_until);
    let share = scenario.rules.share_permille(registered, call.observed);
    let quickest = check::mission_seconds(&scenario.rules, weapon, guns, rounds, shells, share);
    let seconds = minutes.map_or(quickest, |m| quickest.max(u32::from(m) * 60));
    let state =
        MissionState { battery, hex, from, to: from.plus(seconds.max(1)), rounds, shells, lifts_to: None, harassing: minutes.is_some() };
    // Harassing fire leaves the guns free for other calls.
    if minutes.is_none() {
        field.unit_mut(battery).stance.busy_until = state.to;
    }
    field.sync(battery);
    field.works.missions.push(Mission { side, state, fired: 0, registered, planned: false, waits: false });
    field.tell(now, What::MissionCalled { battery, hex, from, rounds, shells });
    field.sync_missions();
    let end = field.now.end();
    if from < end {
        let last = field.works.missions.len() - 1;
        field.fire_mission(last, end);
    }
}

/// Lay a battery's defensive fire on a hex, or give it up.
pub(in crate::battle) fn defend(In((battery, hex)): In<(UnitId, Option<HexId>)>, mut field: Field) {
    if field.own(battery).defends == hex {
        return;
    }
    field.unit_mut(battery).stance.defends = hex;
    field.sync(battery);
    let at = field.clock(battery);
    field.tell(at, What::Defends { battery, hex });
}

/// Order a sortie.
pub(in crate::battle) fn sortie(In((flight, hex, at)): In<(FlightId, HexId, Clock)>, mut field: Field) {
    field.tally.actions.sorties += 1;
    let (count, sorties) = field.works.flights[flight.0 as usize];
    field.works.flights[flight.0 as usize].1 = sorties.saturating_sub(1);
    field.works.strikes.push(DueStrike { flight, hex, at, count });
    field.sync_missions();
    if at < field.now.end() {
        field.strikes_due();
    }
}
