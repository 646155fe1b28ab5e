//! Saves: a table that was loaded goes on as it would have, whoever sits at it, and bytes that are no save are told.

use crate::play::{self, Luck};
use crate::table::{players, scenario, small};
use khasan::battle::save::{Label, Save, SaveFault};
use khasan::battle::{Author, Seed, replay};
use khasan::data::{FormationId, Scenario};
use khasan::lab::{HUMAN, LoadFault, Players, Saves, Table};
use khasan::rules::Side;
use std::cell::Cell;
use std::sync::Arc;

fn sat(scenario: &Arc<Scenario>, seed: u64, names: &Players) -> Table {
    Table::new(scenario, Seed { seed, run: 2 }, names).expect("players")
}

/// The same table, saved and loaded.
fn again(table: &Table) -> Table {
    let save = Save::decode(&table.save()).expect("a save");
    Table::resume(save, table.battle().scenario()).expect("of this scenario")
}

/// Let players play one impulse.
fn one_impulse(table: &mut Table) {
    let played = Cell::new(false);
    table.play_on(&|| played.replace(true));
}

#[test]
fn loading_at_every_impulse_changes_nothing() {
    let both = [small("tiny_attack"), small("tiny_duel")];
    let mut cases: Vec<(Arc<Scenario>, Players)> = Vec::new();
    for scenario in both {
        for (soviet, japanese) in [("regular", "regular"), ("historical", "regular"), ("straight", "straight"), ("regular", "historical")] {
            cases.push((scenario.clone(), players(soviet, japanese)));
        }
    }
    let assault = scenario("0806_assault");
    cases.push((assault.clone(), players("regular", "regular")));
    cases.push((assault, players("historical", "historical")));
    for (scenario, names) in cases {
        let mut whole = sat(&scenario, 5, &names);
        whole.play_on(&|| false);
        let mut loaded = sat(&scenario, 5, &names);
        while loaded.battle().to_move().is_some() {
            loaded = again(&loaded);
            one_impulse(&mut loaded);
        }
        assert_eq!(loaded.replay(), whole.replay(), "{} {names:?}", scenario.id);
        assert_eq!(loaded.battle().hash(), whole.battle().hash());
        assert_eq!(loaded.battle().orders(), whole.battle().orders());
        assert_eq!(loaded.battle().ledger(), whole.battle().ledger());
    }
}

#[test]
fn persons_go_on_in_the_middle_of_an_impulse() {
    let scenario = small("tiny_duel");
    let handed = scenario.formations.iter().position(|f| f.id == "su.1tb").expect("tanks");
    let fought = |save: bool| {
        let mut table = sat(&scenario, 9, &players(HUMAN, "regular"));
        let mut luck = Luck(4);
        table.hand(Side::Soviet, FormationId(handed as u16), true);
        loop {
            table.play_on(&|| false);
            let Some(side) = table.human_to_move() else { break };
            for n in 0..6 {
                if save && n == 3 {
                    table = again(&table);
                    assert!(!table.can_undo());
                    assert_eq!(table.handed(side).len(), 1);
                }
                let order = play::sensible(table.view(side), &mut luck);
                let _ = table.order(&order).map(<[_]>::len);
            }
            table.end_impulse();
        }
        table
    };
    let (whole, loaded) = (fought(false), fought(true));
    assert_eq!(loaded.replay(), whole.replay());
    assert_eq!(loaded.battle().hash(), whole.battle().hash());
    let human = |t: &Table| t.battle().orders().iter().filter(|o| o.author == Author::Human).count();
    assert!(human(&whole) > 20);
    replay::verify(loaded.replay(), &scenario).expect("the same scenario").expect("the same battle");
}

#[test]
fn a_save_carries_its_scenario_and_says_what_it_is() {
    let scenario = small("tiny_duel");
    let mut table = sat(&scenario, 8, &players("regular", HUMAN));
    table.play_on(&|| false);
    table.end_impulse();
    table.play_on(&|| false);
    let bytes = table.save();
    let label = Label::read(&bytes).expect("a label");
    assert_eq!((label.scenario.as_str(), label.title.as_str(), label.seed.as_str()), ("tiny_duel", "Two companies", "8"));
    assert_eq!((label.turn, label.to_move), (table.battle().turn(), Some(Side::Japanese)));
    assert_eq!(label.players, players("regular", HUMAN));
    let loaded = Table::load(&bytes).expect("all is in it");
    assert_eq!(loaded.battle().hash(), table.battle().hash());
    assert_eq!(loaded.save(), bytes, "nothing is lost on the way");
}

/// Some moment of a small battle, as bytes.
fn bytes() -> Vec<u8> {
    let mut table = sat(&small("tiny_attack"), 1, &players("regular", "regular"));
    for _ in 0..3 {
        one_impulse(&mut table);
    }
    table.save()
}

#[test]
fn broken_saves_are_told_and_nothing_else_happens() {
    let whole = bytes();
    let body = whole.len() - Save::decode(&whole).map(|_| 0).expect("sound");
    for cut in (0..400).chain((400..body).step_by(997)) {
        let fault = Save::decode(&whole[..cut]).expect_err("it is cut off");
        assert!(matches!(fault, SaveFault::NotASave | SaveFault::Damaged(_)), "{cut}: {fault}");
    }
    let mut longer = whole.clone();
    longer.push(0);
    assert!(matches!(Save::decode(&longer), Err(SaveFault::Damaged(_))));
    let mut luck = Luck(1);
    for at in (0..400).chain((400..body).step_by(1_009)) {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << luck.below(8);
        let fault = Save::decode(&flipped).expect_err("a bit is other");
        assert!(
            !matches!(fault, SaveFault::Rules { .. } | SaveFault::Carries(_)),
            "{at}: damage is not taken for another version: {fault}"
        );
        let _ = Label::read(&flipped);
    }
    for foreign in [
        &b""[..],
        b"\0\0\0",
        b"(format: 1)",
        b"khasan",
        b"khasan save",
        b"khasan save \n",
        b"khasan save x\n{}\n",
        b"{\"khasan_replay\":1}\n",
    ] {
        assert_eq!(Save::decode(foreign), Err(SaveFault::NotASave), "{foreign:?}");
    }
}

/// A save written as a version with other bytes inside would write it.
fn rewritten(change: impl FnOnce(&mut Save)) -> Vec<u8> {
    let mut save = Save::decode(&bytes()).expect("sound");
    change(&mut save);
    save.encode("title")
}

#[test]
fn other_versions_and_rules_are_named() {
    let ours = env!("CARGO_PKG_VERSION");
    let told = |bytes: &[u8]| Table::load(bytes).map(|_| ()).expect_err("refused").to_string();
    let newer = b"khasan save 7\nwho knows";
    assert_eq!(Save::decode(newer), Err(SaveFault::Format { theirs: 7 }));
    assert!(told(newer).contains("format 7") && told(newer).contains(ours));
    assert!(Table::load(&rewritten(|s| s.header.version = "9.8.7".into())).is_ok(), "another version under the same rules");
    let text = told(&rewritten(|s| (s.header.version, s.header.rules) = ("9.8.7".into(), 77)));
    assert!(text.contains("9.8.7") && text.contains(ours), "{text}");
    let text = told(&rewritten(|s| s.header.rules = replay::RULES + 70));
    assert!(text.contains(&format!("rules {}", replay::RULES + 70)) && text.contains(&format!("rules {}", replay::RULES)), "{text}");
    let text = told(&rewritten(|s| s.header.rules_hash = "00".into()));
    assert!(text.contains("rules hash") && text.contains(ours), "{text}");
    let text = told(&rewritten(|s| s.header.seed = "many".into()));
    assert!(text.contains("many"), "{text}");
}

#[test]
fn what_does_not_go_together_is_told() {
    let other = sat(&small("tiny_duel"), 1, &players("regular", "regular"));
    let other = Save::decode(&other.save()).expect("sound");
    let strange: [fn(&mut Save, &Save); 6] = [
        |s, o| s.snapshot = o.snapshot.clone(),
        |s, _| s.memories.soviet.player = None,
        |s, _| s.memories.japanese.player = Some(vec![1, 2, 3]),
        |s, _| s.memories.japanese.staff.truncate(4),
        |s, _| s.handed.soviet.push("nobody".into()),
        |s, o| s.header.files = o.header.files.clone(),
    ];
    for (n, change) in strange.into_iter().enumerate() {
        let bytes = rewritten(|s| change(s, &other));
        assert!(matches!(Table::load(&bytes), Err(LoadFault::Save(_) | LoadFault::Scenario(_))), "{n}");
    }
    let bytes = rewritten(|s| s.header.players.soviet = "nobody".into());
    assert!(matches!(Table::load(&bytes), Err(LoadFault::Player(_))));
}

/// The environment's word by which this test tells its own child what to do.
const CHILD: &str = "KHASAN_TEST_PLAYS_IN";

#[test]
fn a_program_that_is_killed_leaves_its_autosave_on_offer() {
    if let Some(folder) = std::env::var_os(CHILD) {
        // The child: it plays, saves, and is killed in its next turn.
        let saves = Saves::at(folder);
        let _session = saves.begin().expect("a marker");
        saves.autosave(&bytes()).expect("written");
        std::thread::sleep(std::time::Duration::from_secs(120));
        return;
    }
    let place = tempfile::tempdir().expect("a folder");
    let saves = Saves::at(place.path());
    let mut child = std::process::Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "saves::a_program_that_is_killed_leaves_its_autosave_on_offer"])
        .env(CHILD, place.path())
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("it starts");
    while saves.last_good_autosave().is_none() {
        assert!(child.try_wait().expect("a child").is_none(), "it ended by itself");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(saves.left_behind().is_none(), "it is still being played");
    child.kill().expect("killed");
    child.wait().expect("it ends");
    let (entry, table) = saves.left_behind().expect("an offer");
    assert_eq!((entry.name.as_str(), table.save()), ("autosave-1", bytes()));
    saves.begin().expect("a new session").end();
    assert!(saves.left_behind().is_none(), "a new session takes the marker over");
}
