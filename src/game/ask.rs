//! What a person can ask of the window. Mouse, keys and panels all end here, and one function carries it out.
//!
//! What belongs here: the list of requests. What never does: how a key or a button leads to one.

use crate::data::{EngagementId, FormationId, TaskKind};
use crate::hex::HexId;
use crate::picture::Overlay;
use crate::rules::{SideWork, UnitId};
use crate::view::{ContactId, FireOrder, WorkKind};
use crate::words::Lang;
use std::path::PathBuf;

/// What the right button does at a hex, where the person has said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mode {
    /// what fits: go, assault, fire, or shell
    #[default]
    Fitting,
    /// go, deployed
    Move,
    /// go, in column
    March,
    /// fire at what is there
    Fire,
    /// go for the hex
    Assault,
    /// guns: a mission on it
    Mission,
    /// guns: smoke on it
    Smoke,
    /// guns: fire by themselves when an enemy comes into it; at the hex they watch, no more
    Defend,
    /// guns: slow fire on it
    Harass,
    /// build or clear something on the side towards it
    Build(SideWork),
    /// a flight: a strike on it
    Sortie(u16),
    /// a new task for the battalions of the selected, which leads to it
    Task(TaskKind),
}

/// Parts of the window that are opened and closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Panel {
    /// tree of formations
    Forces,
    /// what was told
    Log,
    /// objectives and score
    Objectives,
    /// guns and flights by the clock
    Timeline,
    /// list of keys
    Keys,
    /// saved games
    Files,
}

/// A request.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ask {
    /// start the battle of the start screen
    Begin,
    /// back to the start screen; the battle is saved
    ToStart,
    /// close the window
    Quit,
    /// the battle from its beginning, with what is in its files now
    Restart,
    /// the files' faults are not to be listed any more
    CloseFaults,
    /// left button on a hex
    Point { hex: HexId, add: bool },
    /// one unit, alone or added to the others
    Unit { unit: UnitId, add: bool },
    /// all of a formation
    Formation(FormationId),
    /// all of the selected unit's formation
    WholeFormation,
    /// what is known of an enemy
    Contact(ContactId),
    /// the next unit with seconds and nothing to do
    NextIdle,
    /// one level back
    Back,
    /// right button on a hex: the order that the preview shows
    Order(HexId),
    /// right button with Shift: a new task is to lead through the hex
    Via(HexId),
    /// what the right button does
    Mode(Mode),
    /// more or fewer rounds of a mission, more or less time of fire
    Amount(i32),
    /// the next work that the selected can do on the side towards a hex, for the right button
    NextWork,
    /// when the selected open fire
    FireOrder(FireOrder),
    /// dig, recover, shelter, man the trench
    Work(WorkKind),
    /// break a rule of engagement
    Defy(EngagementId),
    /// release a reserve
    Release(FormationId),
    /// hand a formation to the staff, or take it back
    Hand { formation: FormationId, to_staff: bool },
    /// take the last order back
    Undo,
    /// end the impulse; asked twice while units are idle
    EndTurn,
    /// show faster or slower what the enemy does, in steps
    Speed(i32),
    /// show no more of it
    Skip,
    /// save under a name
    Save(String),
    /// go on with a saved game
    Load(PathBuf),
    /// the battle that was cut off is not to be offered again
    Forget,
    /// an overlay, or none
    Overlay(Option<Overlay>),
    /// the next overlay
    NextOverlay,
    /// open or close
    Toggle(Panel),
    /// look there
    Centre(HexId),
    /// why a report came out as it did, by its place among the reports
    Explain(usize),
    /// speak
    Language(Lang),
    /// larger or smaller letters, in steps
    TextSize(i32),
}
