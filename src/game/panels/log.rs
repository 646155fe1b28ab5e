//! What the side was told, newest last.

use super::lines::{Row, chips, row_height};
use super::memo::{Kind, Memo};
use super::tell;
use crate::game::ask::Ask;
use crate::game::desk::Desk;
use crate::game::state::Game;
use crate::rules::MoraleState;
use crate::view::{What, Who};
use bevy_egui::egui;

/// The kinds with the ids of their names.
const KINDS: [(Kind, &str); 7] = [
    (Kind::Brief, "log-brief"),
    (Kind::All, "log-all"),
    (Kind::Losses, "log-losses"),
    (Kind::Fire, "log-fire"),
    (Kind::Contacts, "log-contacts"),
    (Kind::Moves, "log-moves"),
    (Kind::State, "log-state"),
];

/// Which kind a report belongs to, beside all.
fn kind_of(what: &What<Who>) -> Kind {
    match what {
        What::MenLost { .. }
        | What::VehiclesLost { .. }
        | What::StrandedLost { .. }
        | What::BrokeDown { .. }
        | What::GunsLost { .. }
        | What::Destroyed { .. }
        | What::AircraftLost { .. }
        | What::MinesMet { .. }
        | What::CrossingShut { .. }
        | What::Surrendered { .. }
        | What::Bogged { .. } => Kind::Losses,
        What::Fired { .. }
        | What::MissionCalled { .. }
        | What::MissionFell { .. }
        | What::FireLifted { .. }
        | What::Registered { .. }
        | What::Defends { .. }
        | What::SmokeLaid { .. }
        | What::StrikeFell { .. }
        | What::CloseAttacked { .. }
        | What::StormGoesOn { .. }
        | What::Assaulted { .. } => Kind::Fire,
        What::ContactMade { .. } => Kind::Contacts,
        What::Moved { .. }
        | What::Halted { .. }
        | What::Arrived { .. }
        | What::Retreated { .. }
        | What::Recovered { .. }
        | What::RecoveryFailed { .. }
        | What::Repaired { .. }
        | What::Built { .. }
        | What::BorderCrossed { .. } => Kind::Moves,
        What::Morale { .. }
        | What::DugIn { .. }
        | What::Deployed { .. }
        | What::Sheltered { .. }
        | What::Manned { .. }
        | What::Limbered { .. }
        | What::Formed { .. }
        | What::LineCut { .. }
        | What::FellSick { .. }
        | What::Returned { .. }
        | What::CommanderLost { .. }
        | What::RadioLost { .. }
        | What::Silent { .. }
        | What::Hungry { .. }
        | What::Ate { .. }
        | What::Supplied { .. }
        | What::Carried { .. }
        | What::WayUnderFire { .. }
        | What::DepotLost { .. }
        | What::Suppressed { .. } => Kind::State,
        What::TurnStarted { .. }
        | What::ImpulseStarted { .. }
        | What::Ended { .. }
        | What::Control { .. }
        | What::Released { .. }
        | What::Strained { .. }
        | What::TaskGiven { .. }
        | What::TaskReady { .. }
        | What::TaskLate { .. }
        | What::TaskAstray { .. }
        | What::StrikeCalledOff { .. }
        | What::WeatherChanged { .. }
        | What::Script { .. } => Kind::Brief,
    }
}

/// Whether a reader would remember it: losses, contacts, who broke, what changed hands; one's own marches are on the map.
fn is_brief(what: &What<Who>) -> bool {
    match what {
        What::CommanderLost { .. }
        | What::Assaulted { .. }
        | What::CloseAttacked { .. }
        | What::Retreated { .. }
        | What::Silent { .. }
        | What::Hungry { .. }
        | What::StrikeFell { .. }
        | What::Halted { .. } => true,
        What::Morale { state, .. } => *state > MoraleState::Steady,
        What::ImpulseStarted { .. } => false,
        _ => matches!(kind_of(what), Kind::Losses | Kind::Contacts | Kind::Brief),
    }
}

/// The list.
pub(super) fn list(root: &mut egui::Ui, game: &Game, desk: &Desk, memo: &mut Memo, asks: &mut Vec<Ask>, height: f32) -> egui::Rect {
    let words = &game.words;
    let shown = egui::Panel::bottom("log").resizable(true).default_size(height).size_range(height * 0.5..=height * 2.2).show(root, |ui| {
        chips(ui, &KINDS.map(|(k, id)| (k, words.ui(id))), &mut memo.kind);
        let told = desk.told();
        let passes = |what: &What<Who>| match memo.kind {
            Kind::All => true,
            Kind::Brief => is_brief(what),
            kind => kind_of(what) == kind,
        };
        let listed: Vec<usize> = (0..told.len()).filter(|&i| passes(&told[i].what)).collect();
        let row = row_height(ui);
        egui::ScrollArea::vertical().id_salt(("log", memo.kind as u8)).auto_shrink([false, false]).stick_to_bottom(true).show_rows(
            ui,
            row,
            listed.len(),
            |ui, range| {
                for &i in listed.get(range).unwrap_or_default() {
                    let Some(report) = told.get(i) else { continue };
                    let text =
                        format!("{}  {}", tell::moment(words, desk.scenario(), report.at), words.report(desk.scenario(), &report.what));
                    let soft = matches!(report.what, What::TurnStarted { .. } | What::ImpulseStarted { .. });
                    let row = Row { name: &text, selected: desk.explained == Some(i), soft, ..Row::default() };
                    if row.draw(ui, ui.available_width()).is_some() {
                        asks.push(Ask::Explain(i));
                    }
                }
            },
        );
    });
    shown.response.rect
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hex::HexId;
    use crate::rules::UnitId;
    use crate::view::LossBy;

    #[test]
    fn a_brief_log_tells_losses_and_leaves_marches_out() {
        let unit = Who::Own(UnitId(0));
        let moved = What::Moved { unit, from: HexId(0), to: HexId(1), seconds: 60, fuel_kg: 0 };
        let lost = What::MenLost { unit, hex: None, lost: LossBy::default(), cause: crate::view::Cause::Air };
        assert!(!is_brief(&moved) && is_brief(&lost) && is_brief(&What::TurnStarted { turn: 1 }));
        assert_eq!((kind_of(&moved), kind_of(&lost)), (Kind::Moves, Kind::Losses));
    }
}
