//! The keys: one table of what each does, read by the input and by the list of keys.

use super::ask::{Ask, Mode, Panel};
use crate::data::TaskKind;
use crate::view::{FireOrder, WorkKind};
use crate::words::Lang;
use bevy::prelude::KeyCode;

/// What a key does.
pub(super) struct Key {
    /// the key
    pub code: KeyCode,
    /// with Ctrl held
    pub ctrl: bool,
    /// what is written on it
    pub label: &'static str,
    /// id of its text: `key-…`
    pub text: &'static str,
    /// the request; `None` where the window itself answers
    pub ask: fn() -> Option<Ask>,
}

const fn key(code: KeyCode, label: &'static str, text: &'static str, ask: fn() -> Option<Ask>) -> Key {
    Key { code, ctrl: false, label, text, ask }
}

const fn ctrl(code: KeyCode, label: &'static str, text: &'static str, ask: fn() -> Option<Ask>) -> Key {
    Key { code, ctrl: true, label, text, ask }
}

/// All keys, in the order of the list.
pub(super) const KEYS: &[Key] = &[
    key(KeyCode::Enter, "Enter", "key-end-turn", || Some(Ask::EndTurn)),
    key(KeyCode::Space, "Space", "key-skip", || Some(Ask::Skip)),
    key(KeyCode::Tab, "Tab", "key-next-idle", || Some(Ask::NextIdle)),
    key(KeyCode::Escape, "Esc", "key-back", || Some(Ask::Back)),
    ctrl(KeyCode::KeyZ, "Ctrl+Z", "key-undo", || Some(Ask::Undo)),
    key(KeyCode::KeyF, "F", "key-formation", || Some(Ask::WholeFormation)),
    key(KeyCode::KeyM, "M", "key-move", || Some(Ask::Mode(Mode::Move))),
    key(KeyCode::KeyN, "N", "key-march", || Some(Ask::Mode(Mode::March))),
    key(KeyCode::KeyT, "T", "key-fire", || Some(Ask::Mode(Mode::Fire))),
    key(KeyCode::KeyE, "E", "key-assault", || Some(Ask::Mode(Mode::Assault))),
    key(KeyCode::KeyB, "B", "key-mission", || Some(Ask::Mode(Mode::Mission))),
    key(KeyCode::KeyV, "V", "key-smoke", || Some(Ask::Mode(Mode::Smoke))),
    key(KeyCode::KeyP, "P", "key-defend", || Some(Ask::Mode(Mode::Defend))),
    key(KeyCode::KeyI, "I", "key-harass", || Some(Ask::Mode(Mode::Harass))),
    key(KeyCode::KeyA, "A", "key-task-attack", || Some(Ask::Mode(Mode::Task(TaskKind::Attack)))),
    key(KeyCode::KeyD, "D", "key-task-defend", || Some(Ask::Mode(Mode::Task(TaskKind::Defend)))),
    key(KeyCode::KeyW, "W", "key-task-move", || Some(Ask::Mode(Mode::Task(TaskKind::Move)))),
    key(KeyCode::KeyS, "S", "key-task-reserve", || Some(Ask::Mode(Mode::Task(TaskKind::Reserve)))),
    key(KeyCode::BracketLeft, "[", "key-less", || Some(Ask::Amount(-1))),
    key(KeyCode::BracketRight, "]", "key-more", || Some(Ask::Amount(1))),
    key(KeyCode::KeyX, "X", "key-dig", || Some(Ask::Work(WorkKind::Dig))),
    key(KeyCode::KeyG, "G", "key-build", || Some(Ask::NextWork)),
    key(KeyCode::KeyC, "C", "key-shelter", || Some(Ask::Work(WorkKind::Shelter))),
    key(KeyCode::KeyU, "U", "key-man", || Some(Ask::Work(WorkKind::Man))),
    key(KeyCode::KeyR, "R", "key-recover", || Some(Ask::Work(WorkKind::Recover))),
    key(KeyCode::KeyH, "H", "key-hold-fire", || Some(Ask::FireOrder(FireOrder::Hold))),
    key(KeyCode::KeyJ, "J", "key-fire-300", || Some(Ask::FireOrder(FireOrder::Within(300)))),
    key(KeyCode::KeyK, "K", "key-fire-armour", || Some(Ask::FireOrder(FireOrder::ArmourOnly))),
    key(KeyCode::KeyL, "L", "key-fire-at-will", || Some(Ask::FireOrder(FireOrder::AtWill))),
    key(KeyCode::KeyO, "O", "key-overlay", || Some(Ask::NextOverlay)),
    key(KeyCode::F1, "F1", "key-keys", || Some(Ask::Toggle(Panel::Keys))),
    key(KeyCode::F2, "F2", "key-forces", || Some(Ask::Toggle(Panel::Forces))),
    key(KeyCode::F3, "F3", "key-log", || Some(Ask::Toggle(Panel::Log))),
    key(KeyCode::F4, "F4", "key-objectives", || Some(Ask::Toggle(Panel::Objectives))),
    key(KeyCode::F5, "F5", "key-timeline", || Some(Ask::Toggle(Panel::Timeline))),
    key(KeyCode::F6, "F6", "key-files", || Some(Ask::Toggle(Panel::Files))),
    ctrl(KeyCode::KeyS, "Ctrl+S", "key-save", || Some(Ask::Save(String::new()))),
    ctrl(KeyCode::KeyR, "Ctrl+R", "key-restart", || Some(Ask::Restart)),
    ctrl(KeyCode::KeyQ, "Ctrl+Q", "key-quit", || Some(Ask::Quit)),
    key(KeyCode::Comma, ",", "key-slower", || Some(Ask::Speed(-1))),
    key(KeyCode::Period, ".", "key-faster", || Some(Ask::Speed(1))),
    ctrl(KeyCode::Equal, "Ctrl++", "key-larger", || Some(Ask::TextSize(1))),
    ctrl(KeyCode::Minus, "Ctrl+-", "key-smaller", || Some(Ask::TextSize(-1))),
    key(KeyCode::F9, "F9", "key-english", || Some(Ask::Language(Lang::En))),
    key(KeyCode::F10, "F10", "key-russian", || Some(Ask::Language(Lang::Ru))),
    key(KeyCode::Home, "Home", "key-whole-map", || None),
    key(KeyCode::Equal, "+", "key-zoom-in", || None),
    key(KeyCode::Minus, "-", "key-zoom-out", || None),
    key(KeyCode::ArrowUp, "← ↑ ↓ →", "key-pan", || None),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_key_does_two_things() {
        let all: BTreeSet<_> = KEYS.iter().map(|k| (format!("{:?}", k.code), k.ctrl)).collect();
        assert_eq!(all.len(), KEYS.len());
    }
}
