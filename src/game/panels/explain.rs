//! Why a report came out as it did, as far as its reader may know: what his side believed, and after the battle the truth.
//!
//! What belongs here: finding the casts behind a report and telling them. What never does: the enemy's truth while the
//! battle lasts.

use super::lines::Lines;
use super::odds;
use crate::battle::{Battle, LedgerEntry};
use crate::game::desk::Desk;
use crate::game::state::Game;
use crate::rules::{RuleId, Side};
use crate::view::{Event, Report, Seq, What, Who};

/// The explanation of the chosen report; nothing if none is chosen.
pub(super) fn lines(game: &Game, desk: &Desk) -> Lines {
    let mut lines = Lines::default();
    let words = &game.words;
    let Some(at) = desk.explained else { return lines };
    let Some(report) = desk.told().get(at) else { return lines };
    lines.head(words.ui("explain-title"));
    lines.soft(super::tell::moment(words, desk.scenario(), report.at));
    lines.text(words.report(desk.scenario(), &report.what));
    let Some(battle) = desk.table().map(crate::lab::Table::battle) else {
        lines.soft(words.ui("preview-watching"));
        return lines;
    };
    let over = battle.to_move().is_none();
    let Some(seq) = event_of(battle.events(), desk.told(), at, |unit| desk.scenario().units.get(unit.index()).map(|u| u.side), desk.side())
    else {
        lines.soft(words.ui("explain-none"));
        return lines;
    };
    let entries = casts(battle.ledger(), seq, report);
    if entries.is_empty() {
        lines.soft(words.ui("explain-none"));
    }
    let mut hidden = false;
    for entry in entries {
        let own = actor(battle, entry.key.actor) == Some(desk.side());
        let rules = &desk.scenario().rules;
        match entry.believed.filter(|_| own) {
            Some(believed) => {
                odds::tell(words, &rules.ask(&believed), &mut lines);
                if over || shows_its_result(entry.asked.rule()) {
                    lines.soft(words.ui("explain-came"));
                    odds::came(words, &entry.got, &mut lines);
                } else {
                    lines.soft(words.ui("explain-believed"));
                }
            }
            None if over => {
                lines.soft(words.ui("explain-truth"));
                odds::tell(words, &rules.ask(&entry.asked), &mut lines);
                lines.soft(words.ui("explain-came"));
                odds::came(words, &entry.got, &mut lines);
            }
            None => hidden = true,
        }
    }
    if hidden {
        lines.soft(words.ui("explain-hidden"));
    }
    lines
}

/// The casts behind an event. A cast is kept with the first event that follows it; what came of it in the same breath
/// follows as events without dice of their own.
fn casts<'a>(ledger: &'a [LedgerEntry], seq: Seq, report: &Report) -> Vec<&'a LedgerEntry> {
    const BREATH: u32 = 8;
    let comes_of_it = matches!(
        report.what,
        What::MenLost { .. }
            | What::VehiclesLost { .. }
            | What::StrandedLost { .. }
            | What::GunsLost { .. }
            | What::Morale { .. }
            | What::Retreated { .. }
            | What::Destroyed { .. }
            | What::Halted { .. }
    );
    let least = if comes_of_it { seq.0.saturating_sub(BREATH) } else { seq.0 };
    let last = ledger.iter().rev().find(|e| e.seq <= seq && e.seq.0 >= least && (e.seq == seq || e.at == report.at));
    let last = last.map(|e| e.seq);
    ledger.iter().filter(|e| Some(e.seq) == last).collect()
}

/// Whether all that comes of a rule happens to those who ask.
const fn shows_its_result(rule: RuleId) -> bool {
    use RuleId::{Bog, Breakdown, Delay, FallSick, Rally, Recover, Repair, Return, Rout, Stand, Strain};
    matches!(rule, Bog | Recover | Rally | Stand | Delay | Breakdown | Repair | Strain | Rout | FallSick | Return)
}

/// The side of whoever acted: units first, flights after them.
fn actor(battle: &Battle, number: u16) -> Option<Side> {
    let (scenario, n) = (battle.scenario(), usize::from(number));
    let unit = scenario.units.get(n).map(|u| u.side);
    unit.or_else(|| n.checked_sub(scenario.units.len()).and_then(|n| scenario.flights.get(n)).map(|f| f.side))
}

/// The event behind a report: reports follow the log in order, with what the side was not told left out.
fn event_of(
    events: &[Event],
    told: &[Report],
    at: usize,
    side_of: impl Fn(crate::rules::UnitId) -> Option<Side>,
    side: Side,
) -> Option<Seq> {
    let mut events = events.iter();
    let mut found = None;
    for report in told.get(..=at)? {
        found = events.by_ref().find(|e| e.at == report.at && is_told_as(&e.what, &report.what, &side_of, side));
        found?;
    }
    found.map(|e| e.seq)
}

/// Whether an event may have been told in these words.
fn is_told_as(
    event: &What<crate::rules::UnitId>,
    told: &What<Who>,
    side_of: &impl Fn(crate::rules::UnitId) -> Option<Side>,
    side: Side,
) -> bool {
    let (mut whom, mut heard) = (None, None);
    let bare = event.renamed(|unit| {
        whom = Some(unit);
        Some(())
    });
    let said = told.renamed(|who| {
        heard = Some(who);
        Some(())
    });
    bare == said
        && match (whom, heard) {
            (Some(unit), Some(Who::Own(own))) => unit == own,
            (Some(unit), Some(_)) => side_of(unit) == Some(side.enemy()),
            _ => true,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hex::HexId;
    use crate::rules::{Clock, UnitId};
    use crate::view::ContactId;

    #[test]
    fn a_report_is_found_among_events_that_were_not_told() {
        fn fired<W>(unit: W) -> What<W> {
            What::Fired { unit, at: HexId(3), small_rounds: 10, shells: 0, standing: false }
        }
        let event = |seq, unit: u16| Event { seq: Seq(seq), at: Clock(5), what: fired(UnitId(unit)) };
        let log = [event(0, 9), event(1, 1), event(2, 0), event(3, 1)];
        let side_of = |unit: UnitId| Some(if unit.0 == 1 { Side::Japanese } else { Side::Soviet });
        let told = [
            Report { seq: Seq(0), at: Clock(5), what: fired(Who::Own(UnitId(0))) },
            Report { seq: Seq(1), at: Clock(5), what: fired(Who::Contact(ContactId(4))) },
        ];
        assert_eq!(event_of(&log, &told, 0, side_of, Side::Soviet), Some(Seq(2)));
        assert_eq!(event_of(&log, &told, 1, side_of, Side::Soviet), Some(Seq(3)));
        assert_eq!(event_of(&log, &told, 2, side_of, Side::Soviet), None);
    }
}
