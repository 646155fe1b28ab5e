//! The table: orders are taken back where nothing was drawn or shown, a staff leads what it was handed and nothing else,
//! and all of it is written down.

use crate::battle_alike::{meets_nothing_new, other_world, world};
use crate::play::{self, Luck};
use crate::tiny::{self, hex};
use khasan::battle::replay::{Line, OrderText, verify};
use khasan::battle::{Author, Seed};
use khasan::data::{FormationId, LoadOptions, Scenario, Sources, load};
use khasan::lab::{HUMAN, Players, Table};
use khasan::rules::Side;
use khasan::view::{FireOrder, Order, Seq, Target, WorkKind, check};
use std::sync::Arc;

/// A scenario by name or path.
pub fn scenario(what: &str) -> Arc<Scenario> {
    let (scenario, found) = load(&Sources::embedded(), what, &LoadOptions::default());
    scenario.unwrap_or_else(|| panic!("{found:?}"))
}

/// One of the tiny scenarios.
pub fn small(name: &str) -> Arc<Scenario> {
    scenario(&format!("{}/tests/scenarios/{name}.ron", env!("CARGO_MANIFEST_DIR")))
}

/// Who plays.
pub fn players(soviet: &str, japanese: &str) -> Players {
    Players { soviet: soviet.into(), japanese: japanese.into() }
}

fn both_persons(scenario: Scenario, seed: u64) -> Table {
    Table::new(&Arc::new(scenario), Seed { seed, run: 0 }, &players(HUMAN, HUMAN)).expect("persons")
}

#[test]
fn what_is_taken_back_never_was() {
    let scenario = small("tiny_duel");
    let (mut back, mut given) = (0, 0);
    for seed in 0..4 {
        let mut table = Table::new(&scenario, Seed { seed, run: 0 }, &players(HUMAN, HUMAN)).expect("persons");
        let mut luck = Luck(seed);
        while let Some(side) = table.human_to_move() {
            for _ in 0..25 {
                let order = match luck.below(4) {
                    0 => Order::Work {
                        unit: luck.pick(&table.view(side).units.iter().map(|u| u.id).collect::<Vec<_>>()).unwrap(),
                        kind: WorkKind::Dig,
                    },
                    _ => play::sensible(table.view(side), &mut luck),
                };
                let (hash, lines, orders) = (table.battle().hash(), table.replay().lines.len(), table.battle().orders().len());
                let ledger = table.battle().ledger().len();
                let knew = Side::BOTH.map(|s| play::knowledge(table.view(s)));
                let quote = check(table.view(side), &order);
                let Ok(reports) = table.order(&order).map(<[_]>::len) else { continue };
                given += 1;
                let after = table.battle().hash();
                assert_eq!(table.replay().lines.len(), lines + 1);
                if !table.can_undo() {
                    continue;
                }
                assert!(quote.expect("it was carried out").undoable, "the quote says so beforehand: {order:?}");
                back += 1;
                assert!(table.undo());
                assert_eq!((table.battle().hash(), table.replay().lines.len()), (hash, lines));
                assert_eq!((table.battle().orders().len(), table.battle().ledger().len()), (orders, ledger));
                assert_eq!(Side::BOTH.map(|s| play::knowledge(table.view(s))), knew);
                // Given again it comes out as it did: no second throw.
                assert_eq!(table.order(&order).map(<[_]>::len), Ok(reports));
                assert_eq!(table.battle().hash(), after);
            }
            table.end_impulse();
            assert!(!table.can_undo() && !table.undo(), "an impulse that has ended has ended");
        }
        verify(table.replay(), &scenario).expect("the same scenario").expect("the same battle");
    }
    assert!(back > 60 && given - back > 60, "{back} of {given} taken back");
}

#[test]
fn several_orders_are_taken_back_one_after_the_other() {
    let mut table = both_persons(tiny::scenario(), 1);
    let side = table.human_to_move().expect("a person");
    let units: Vec<_> = table.view(side).units.iter().filter(|u| u.active()).map(|u| u.id).collect();
    let mut hashes = vec![table.battle().hash()];
    for unit in units {
        table.order(&Order::Hold { unit, fire_order: FireOrder::Within(300) }).expect("free");
        hashes.push(table.battle().hash());
    }
    while let Some(hash) = hashes.pop() {
        assert_eq!(table.battle().hash(), hash);
        assert_eq!(table.undo(), !hashes.is_empty());
    }
}

/// What a side must not know does not show in what it may take back.
#[test]
fn worlds_that_look_alike_are_taken_back_alike() {
    let begin = |scenario: Scenario| {
        let mut table = both_persons(scenario, 11);
        table.order(&Order::Fire { unit: tiny::MOUNTAIN, at: Target::Hex(hex(6, 4)), seconds: 240 }).expect("allowed");
        table.order(&Order::Hold { unit: tiny::MOUNTAIN, fire_order: FireOrder::Hold }).expect("allowed");
        table.end_impulse();
        table
    };
    let (mut a, mut b) = (begin(world()), begin(other_world()));
    let mut luck = Luck(99);
    let (mut back, mut fast) = (0, 0);
    while a.battle().turn() < 6 {
        let Some(side) = a.human_to_move() else { break };
        for _ in 0..if side == Side::Soviet { 60 } else { 0 } {
            let order = play::sensible(a.view(side), &mut luck);
            if !meets_nothing_new(&order) {
                continue;
            }
            let reports = a.order(&order).map(<[_]>::to_vec);
            assert_eq!(reports, b.order(&order).map(<[_]>::to_vec), "{order:?}");
            assert_eq!(a.can_undo(), b.can_undo(), "{order:?}");
            if reports.is_ok() && a.can_undo() && luck.below(2) == 0 {
                assert!(a.undo() && b.undo());
                back += 1;
            } else {
                fast += usize::from(!a.can_undo());
            }
            assert_eq!(play::knowledge(a.view(side)), play::knowledge(b.view(side)), "{order:?}");
            assert_eq!(a.battle().reports(side, Seq(0)), b.battle().reports(side, Seq(0)));
        }
        a.end_impulse();
        b.end_impulse();
    }
    assert_ne!(a.battle().hash(), b.battle().hash(), "the worlds do differ");
    assert!(back > 10 && fast > 10, "{back} taken back, {fast} not to be");
}

/// The unit that an order in the record is given to; the first of several.
fn first_unit(order: &OrderText) -> Option<&str> {
    match order {
        OrderText::Move { unit, .. }
        | OrderText::Fire { unit, .. }
        | OrderText::Work { unit, .. }
        | OrderText::Build { unit, .. }
        | OrderText::Hold { unit, .. }
        | OrderText::Deploy { unit, .. } => Some(unit),
        OrderText::Mission { battery, .. } | OrderText::Harass { battery, .. } | OrderText::Defend { battery, .. } => Some(battery),
        OrderText::Assault { units, .. } => units.first().map(String::as_str),
        OrderText::Sortie { .. } | OrderText::Release { .. } | OrderText::Defy { .. } | OrderText::Task { .. } => None,
    }
}

#[test]
fn a_staff_leads_what_it_was_handed_until_it_is_taken_back() {
    for (scenario, side, formation, opponent) in [
        (small("tiny_duel"), Side::Soviet, "su.1rr.1bn", "straight"),
        (small("tiny_duel"), Side::Japanese, "jp.1ir", "regular"),
        (small("tiny_attack"), Side::Soviet, "su.1rr", "regular"),
        (scenario("0806_assault"), Side::Soviet, "su.40rd", "regular"),
    ] {
        let all = || (0..scenario.formations.len()).map(|f| FormationId(f as u16));
        let handed = all().find(|f| scenario.formations[f.0 as usize].id == formation).expect("such a formation");
        let names = if side == Side::Soviet { players(HUMAN, opponent) } else { players(opponent, HUMAN) };
        let mut table = Table::new(&scenario, Seed { seed: 3, run: 0 }, &names).expect("players");
        table.hand(side, handed, true);
        let foreign = all().find(|f| scenario.formations[f.0 as usize].side != side).expect("an enemy");
        table.hand(side, foreign, true);
        assert!(table.handed(side).contains(&handed) && !table.handed(side).contains(&foreign));
        assert!(table.handed(side).is_sorted());
        let turns = 4.min(scenario.turns.len() as u16);
        while table.battle().turn() < turns {
            table.play_on(&|| false);
            // Half way they are taken back; the person lets all wait.
            if table.battle().turn() == turns / 2 {
                table.hand(side, handed, false);
                assert!(table.handed(side).is_empty());
            }
            table.end_impulse();
        }
        let mut led = 0;
        for line in &table.replay().lines {
            let Line::Order { turn, side: whose, author, give, .. } = line else { continue };
            assert_eq!(*author, Author::Staff, "no person ordered anything");
            if *whose != side {
                continue;
            }
            led += 1;
            assert!(*turn < turns / 2, "taken back in turn {}, but it orders in turn {turn}", turns / 2);
            let unit = first_unit(give).and_then(|u| scenario.unit(u)).expect("a unit");
            assert!(scenario.is_part_of(scenario.units[unit.index()].formation, handed), "{give:?}");
        }
        assert!(led > 0, "{formation} of {} does nothing", scenario.id);
        verify(table.replay(), &scenario).expect("the same scenario").expect("the same battle");
    }
}

#[test]
fn persons_and_staff_sign_their_orders() {
    let scenario = small("tiny_duel");
    let mut table = Table::new(&scenario, Seed { seed: 1, run: 0 }, &players(HUMAN, "regular")).expect("players");
    let battalion = scenario.formations.iter().position(|f| f.id == "su.1rr.1bn").expect("a battalion");
    table.hand(Side::Soviet, FormationId(battalion as u16), true);
    let hq = scenario.unit("su.1rr.hq").expect("a unit");
    table.order(&Order::Hold { unit: hq, fire_order: FireOrder::Hold }).expect("free");
    table.end_impulse();
    let authors: Vec<Author> =
        table.replay().lines.iter().filter_map(|l| if let Line::Order { author, .. } = l { Some(*author) } else { None }).collect();
    assert_eq!(authors[0], Author::Human);
    assert!(authors.len() > 1 && authors[1..].iter().all(|a| *a == Author::Staff));
    assert!(table.order(&Order::Hold { unit: hq, fire_order: FireOrder::AtWill }).is_err(), "not its impulse");
    table.play_on(&|| false);
    assert_eq!(table.human_to_move(), Some(Side::Soviet));
}

#[test]
fn a_table_goes_to_another_thread() {
    fn sent<T: Send>() {}
    sent::<Table>();
}
