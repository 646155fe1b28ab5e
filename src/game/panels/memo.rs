//! What panels keep from frame to frame: what was folded and filtered, and lines that are dear to work out.
//!
//! What belongs here: the window's own small state. What never does: anything of the battle.

use super::lines::Lines;
use super::{explain, preview};
use crate::data::{FormationId, Level};
use crate::game::desk::Desk;
use crate::game::state::Game;
use crate::hex::HexId;
use crate::lab::{self, BattleRecord, Tolls};
use crate::rules::UnitId;
use crate::words::Lang;
use std::collections::BTreeSet;

/// What of the forces is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Filter {
    /// all
    #[default]
    All,
    /// with seconds and nothing to do
    Idle,
    /// with vehicles that are stuck
    Stranded,
    /// without ammunition
    Empty,
    /// off the map or held back
    Reserve,
}

/// Which reports are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// what a reader would remember
    #[default]
    Brief,
    All,
    Losses,
    Fire,
    Contacts,
    Moves,
    State,
}

/// See above.
#[derive(Default)]
pub(super) struct Memo {
    key: Option<(u64, Lang, usize)>,
    /// what the right button would do
    pub preview: Lines,
    /// the same at the cursor
    pub brief: Lines,
    /// why a report came out as it did
    pub explained: Lines,
    /// own units that see the chosen hex, and which that is
    pub seers: usize,
    seers_of: Option<(u64, HexId)>,
    record: Option<(u64, (BattleRecord, Tolls))>,
    /// formations that are shown with their parts; `None`: as at the beginning
    pub unfolded: Option<BTreeSet<FormationId>>,
    /// units whose formations were unfolded because they were selected
    pub followed: Option<UnitId>,
    /// name of a save as typed
    pub save_name: String,
    pub filter: Filter,
    pub kind: Kind,
}

impl Memo {
    /// Work out what has changed.
    pub fn refresh(&mut self, game: &Game, desk: &Desk) {
        // A battle that was just begun counts its changes from the beginning: its scenario's place tells it apart.
        let key = (desk.stamp(), game.lang, std::sync::Arc::as_ptr(desk.scenario()) as usize);
        if self.key == Some(key) {
            return;
        }
        self.key = Some(key);
        self.preview = preview::full(game, desk);
        self.brief = preview::brief(game, desk);
        self.explained = explain::lines(game, desk);
        self.seers_of = None;
        let fresh = self.unfolded.get_or_insert_with(|| unfolded(desk));
        // Whoever is selected on the map is shown in the tree.
        let first = desk.selection.units.first().copied().filter(|_| desk.selection.formation.is_none());
        if self.followed != first {
            self.followed = first;
            let mut at = first.and_then(|u| desk.scenario().units.get(u.index())).map(|u| u.formation);
            while let Some(f) = at {
                fresh.insert(f);
                at = desk.scenario().formations.get(usize::from(f.0)).and_then(|f| f.parent);
            }
        }
    }

    /// How many own units see a hex.
    pub fn seers(&mut self, desk: &Desk, hex: HexId) -> usize {
        if self.seers_of != Some((desk.stamp(), hex)) {
            self.seers_of = Some((desk.stamp(), hex));
            let seen = desk.seen();
            self.seers = seen.units.iter().filter(|u| crate::view::seen::unit_sees(seen, u, hex)).count();
        }
        self.seers
    }

    /// The record of a battle that is over, and what was lost and came back.
    pub fn record(&mut self, desk: &Desk) -> Option<&(BattleRecord, Tolls)> {
        let table = desk.table()?;
        if self.record.as_ref().is_none_or(|(stamp, _)| *stamp != desk.stamp()) {
            let record = lab::record(table.battle(), table.seed(), &table.replay().header.players);
            self.record = Some((desk.stamp(), (record, lab::tolls(desk.scenario(), table.battle().events()))));
        }
        self.record.as_ref().map(|(_, r)| r)
    }
}

/// At the beginning the parts of brigades and above are shown, and of regiments nothing.
fn unfolded(desk: &Desk) -> BTreeSet<FormationId> {
    let all = desk.scenario().formations.iter().enumerate();
    all.filter(|(_, f)| f.level >= Level::Brigade).map(|(i, _)| FormationId(i as u16)).collect()
}
