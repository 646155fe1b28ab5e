//! The window's state under hands that do anything, without graphics.

use super::Start;
use super::ask::{Ask, Mode, Panel};
use super::state::{Game, Screen};
use crate::battle::Seed;
use crate::battle::replay::verify;
use crate::data::{FormationId, LoadOptions, Scenario, Sources, TaskKind, load};
use crate::hex::HexId;
use crate::lab::Seats;
use crate::lab::{Saves, Table};
use crate::picture::Overlay;
use crate::rules::SideWork;
use crate::rules::UnitId;
use crate::view::{ContactId, FireOrder, WorkKind};
use crate::words::Lang;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use std::path::Path;
use std::sync::Arc;

fn scenario(name: &str) -> Arc<Scenario> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios").join(name);
    load(&Sources::embedded(), &file.to_string_lossy(), &LoadOptions::default()).0.expect("a scenario of the tests' own")
}

fn game(name: &str, seats: Seats, saves: Option<Saves>) -> Game {
    let table = Table::new(&scenario(name), Seed { seed: 5, run: 0 }, &seats.players()).unwrap();
    let lang = Lang::En;
    Game::new(Start {
        table: Some(table),
        origin: None,
        seats,
        seed: 5,
        lang,
        sources: Sources::embedded(),
        saves,
        replay_out: None,
        quit: false,
    })
}

/// Anything that a hand can ask for, hexes and units off the map and of the enemy among them.
fn any(dice: &mut ChaCha8Rng, hexes: u32) -> Ask {
    let mut up_to = |n: u32| dice.next_u32() % n;
    let hex = HexId(up_to(hexes) as u16);
    match up_to(36) {
        0..=4 => Ask::Point { hex, add: up_to(4) == 0 },
        5 | 6 => Ask::Unit { unit: UnitId(up_to(20) as u16), add: up_to(3) == 0 },
        7 => Ask::WholeFormation,
        8..=14 => Ask::Order(hex),
        15 => Ask::Mode(
            [
                Mode::Move,
                Mode::March,
                Mode::Fire,
                Mode::Assault,
                Mode::Mission,
                Mode::Smoke,
                Mode::Defend,
                Mode::Harass,
                Mode::Sortie(0),
                Mode::Build(SideWork::Gap),
                Mode::Task(TaskKind::Attack),
                Mode::Task(TaskKind::Move),
                Mode::Task(TaskKind::Reserve),
            ][up_to(13) as usize],
        ),
        16 => Ask::Amount(up_to(9) as i32 - 4),
        17 => Ask::FireOrder([FireOrder::Hold, FireOrder::Within(300), FireOrder::ArmourOnly, FireOrder::AtWill][up_to(4) as usize]),
        18 => Ask::Work([WorkKind::Dig, WorkKind::Recover, WorkKind::Shelter, WorkKind::Man][up_to(4) as usize]),
        19 => Ask::Hand { formation: FormationId(up_to(3) as u16), to_staff: up_to(2) == 0 },
        20 | 21 => Ask::Undo,
        22 => Ask::EndTurn,
        23 => Ask::Skip,
        24 => Ask::Speed(up_to(5) as i32 - 2),
        25 => Ask::NextOverlay,
        26 => Ask::Overlay(Some(Overlay::ALL[up_to(6) as usize])),
        27 => Ask::Toggle([Panel::Forces, Panel::Log, Panel::Objectives, Panel::Timeline, Panel::Keys, Panel::Files][up_to(6) as usize]),
        28 => Ask::Explain(up_to(300) as usize),
        29 => Ask::Contact(ContactId(up_to(12) as u16)),
        30 => Ask::NextIdle,
        31 => Ask::Back,
        33 => Ask::Via(hex),
        34 if up_to(8) == 0 => Ask::Restart,
        32 => Ask::Language(Lang::ALL[up_to(2) as usize]),
        _ => Ask::TextSize(up_to(3) as i32 - 1),
    }
}

#[test]
fn ten_thousand_requests_at_random_leave_battles_that_can_be_run_again() {
    let mut dice = ChaCha8Rng::seed_from_u64(1938);
    let mut asked = 0;
    while asked < 10_000 {
        let name = ["tiny_attack.ron", "tiny_duel.ron"][dice.next_u32() as usize % 2];
        let seats = Seats::ALL[dice.next_u32() as usize % 3];
        let mut game = game(name, seats, None);
        let hexes = game.desk().unwrap().scenario().ground.grid.len() as u32;
        for _ in 0..500 {
            asked += 1;
            if let Some(desk) = game.desk_mut() {
                desk.wait();
                desk.pass(dice.next_u32() % 400);
                desk.hover(Some(HexId((dice.next_u32() % hexes) as u16)).filter(|_| dice.next_u32() % 5 > 0));
            }
            let ask = any(&mut dice, hexes);
            game.ask(ask);
            game.carry_out();
        }
        let desk = game.desk_mut().unwrap();
        desk.wait();
        let table = desk.table().unwrap();
        let again = verify(table.replay(), table.battle().scenario()).unwrap();
        assert!(again.is_ok(), "{:?}", again.err());
        let loaded = Table::load(&table.save()).unwrap();
        assert_eq!(loaded.battle().hash(), table.battle().hash());
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_said_and_the_battle_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("no-folder");
    std::fs::write(&file, "in the way").unwrap();
    let mut game = game("tiny_duel.ron", Seats::Soviet, Some(Saves::at(file.join("saves"))));
    assert!(game.notice.is_some(), "the marker of the session can't be written");
    game.ask(Ask::Save("one".into()));
    game.carry_out();
    assert!(game.notice.as_ref().is_some_and(|n| n.grave && n.text.contains("no-folder")), "{:?}", game.notice);
    for _ in 0..2 {
        game.ask(Ask::EndTurn);
        game.carry_out();
    }
    game.desk_mut().unwrap().wait();
    assert!(game.desk().unwrap().seen().turn > 0 || game.desk().unwrap().watch.runs());
}

#[test]
fn a_broken_save_is_refused_and_the_last_good_autosave_named() {
    let folder = tempfile::tempdir().unwrap();
    let saves = Saves::at(folder.path());
    let mut game = game("tiny_duel.ron", Seats::Soviet, Some(saves.clone()));
    game.desk_mut().unwrap().wait();
    assert!(game.desk_mut().unwrap().take_fresh());
    game.table_is_back();
    let good = saves.last_good_autosave().expect("an autosave").0;
    let broken = folder.path().join("broken.khasan");
    let bytes = std::fs::read(&good.path).unwrap();
    std::fs::write(&broken, &bytes[..bytes.len() / 2]).unwrap();
    game.ask(Ask::Load(broken));
    game.carry_out();
    let notice = game.notice.clone().expect("a message");
    assert!(notice.grave && notice.text.contains("broken.khasan") && notice.text.contains(&good.name), "{notice:?}");
    assert!(matches!(game.screen, Screen::Battle(_)), "the battle is still there");
}

#[test]
fn a_battle_that_was_cut_off_is_offered_at_the_next_start() {
    // What a killed process leaves: a marker that nobody holds, and autosaves as young as it.
    let folder = tempfile::tempdir().unwrap();
    let saves = Saves::at(folder.path());
    let mut game = game("tiny_duel.ron", Seats::Soviet, Some(saves.clone()));
    game.desk_mut().unwrap().wait();
    game.table_is_back();
    drop(game);
    let start = |saves| Start {
        table: None,
        origin: None,
        seats: Seats::Soviet,
        seed: 5,
        lang: Lang::En,
        sources: Sources::embedded(),
        saves: Some(saves),
        replay_out: None,
        quit: false,
    };
    let mut next = Game::new(start(saves.clone()));
    let entry = next.start.cut_off.clone().expect("the autosave is offered");
    next.ask(Ask::Load(entry.path));
    next.carry_out();
    assert!(next.desk().is_some() && next.start.cut_off.is_none());
    // left in good order it is offered no more
    next.ask(Ask::Quit);
    next.carry_out();
    drop(next);
    assert!(Game::new(start(saves)).start.cut_off.is_none());
}
