//! Who is seen, suspected, counted wrongly, imagined: what a side makes of it, what it may do about it, and that it tells nothing more.

use crate::battle_alike::{other_world, world};
use crate::play;
use crate::tiny::{self, hex};
use khasan::battle::{Author, Battle, Keep};
use khasan::data::{LoadOptions, Scenario, Sources, load};
use khasan::hex::HexId;
use khasan::rules::{Certainty, Pace, Question, Side, UnitId, WeaponClass};
use khasan::view::{Contact, FireOrder, Order, Seq, Shells, Target, What, WorkKind, check};

fn give(battle: &mut Battle, order: Order) -> Vec<What<UnitId>> {
    let side = battle.to_move().expect("it is not over");
    battle.apply(side, Author::Human, &order).expect("the order is allowed").iter().map(|e| e.what).collect()
}

fn end(battle: &mut Battle) -> Vec<What<UnitId>> {
    let side = battle.to_move().expect("it is not over");
    battle.end_impulse(side).expect("its impulse").iter().map(|e| e.what).collect()
}

/// None on the map but these.
fn only(there: &[(UnitId, (u8, u8))]) -> Scenario {
    let mut scenario = tiny::scenario();
    for n in 0..tiny::UNITS {
        tiny::remove(&mut scenario, UnitId(n));
    }
    for &(unit, (col, row)) in there {
        tiny::put(&mut scenario, unit, hex(col, row));
    }
    scenario
}

fn japanese_first(mut scenario: Scenario) -> Scenario {
    scenario.phases[0].first = Side::Japanese;
    scenario
}

fn suspicions(battle: &Battle, side: Side) -> Vec<Contact> {
    battle.view(side).contacts.iter().filter(|c| c.certainty == Certainty::Suspected).copied().collect()
}

/// Both worlds after a turn at whose end every Soviet unit reports somebody who is not there.
fn imagining() -> (Battle, Battle) {
    let begin = |scenario: Scenario| {
        let mut battle = play::battle(scenario, 11, Keep::Log);
        give(&mut battle, Order::Fire { unit: tiny::MOUNTAIN, at: Target::Hex(hex(6, 4)), seconds: 240 });
        give(&mut battle, Order::Hold { unit: tiny::MOUNTAIN, fire_order: FireOrder::Hold });
        end(&mut battle);
        battle.script_dice(&[u32::MAX; 400]);
        end(&mut battle);
        battle.script_dice(&[]);
        battle
    };
    (begin(world()), begin(other_world()))
}

#[test]
fn enemies_who_are_not_there_look_alike_in_worlds_that_look_alike() {
    let (mut a, mut b) = imagining();
    let side = Side::Soviet;
    let imagined = suspicions(&a, side);
    assert!(!imagined.is_empty(), "{:?}", a.view(side).contacts);
    let same = |a: &Battle, b: &Battle| {
        assert_eq!(play::knowledge(a.view(side)), play::knowledge(b.view(side)));
        assert_eq!(a.reports(side, Seq(0)), b.reports(side, Seq(0)));
    };
    same(&a, &b);
    if a.to_move() == Some(Side::Japanese) {
        end(&mut a);
        end(&mut b);
    }
    let mut asked = 0;
    for c in &imagined {
        assert!(!c.current && c.error_m > 0 && c.card.is_none());
        for unit in [tiny::A, tiny::B, tiny::TANKS, tiny::BATTERY] {
            let orders = [
                Order::Fire { unit, at: Target::Contact(c.id), seconds: 120 },
                Order::Fire { unit, at: Target::Hex(c.hex), seconds: 120 },
                Order::Assault { units: vec![unit], hex: c.hex },
                Order::Mission { battery: unit, hex: c.hex, rounds: 6, shells: Shells::HighExplosive },
                Order::Move { unit, path: vec![c.hex], pace: Pace::Deployed },
            ];
            for order in orders {
                let (x, y) = (check(a.view(side), &order), check(b.view(side), &order));
                assert_eq!(x, y, "{order:?}");
                asked += usize::from(x.is_ok());
            }
        }
    }
    assert!(asked > 0, "some of it is allowed");
    same(&a, &b);
}

#[test]
fn fire_at_nobody_is_spent_for_nothing() {
    let (mut a, _) = imagining();
    let side = Side::Soviet;
    if a.to_move() == Some(Side::Japanese) {
        end(&mut a);
    }
    let empty = |c: &Contact| !(0..tiny::UNITS).any(|u| a.view(Side::Japanese).unit(UnitId(u)).is_some_and(|u| u.hex == Some(c.hex)));
    let all: Vec<Contact> = suspicions(&a, side).into_iter().filter(empty).collect();
    let fired = all.iter().find_map(|c| {
        [tiny::A, tiny::B, tiny::TANKS, tiny::RESERVE].into_iter().find_map(|unit| {
            let order = Order::Fire { unit, at: Target::Contact(c.id), seconds: 120 };
            check(a.view(side), &order).is_ok().then_some(order)
        })
    });
    let fired = fired.unwrap_or_else(|| panic!("somebody can fire at {all:?}"));
    let said = give(&mut a, fired);
    assert!(
        said.iter().any(|w| matches!(w, What::Fired { small_rounds, shells, .. } if *small_rounds + u32::from(*shells) > 0)),
        "{said:?}"
    );
    assert!(!said.iter().any(|w| matches!(w, What::MenLost { .. } | What::GunsLost { .. } | What::VehiclesLost { .. })), "{said:?}");
}

#[test]
fn what_nobody_confirms_is_given_up() {
    let (mut a, _) = imagining();
    assert!(!suspicions(&a, Side::Soviet).is_empty());
    let before: Vec<_> = suspicions(&a, Side::Soviet).iter().map(|c| c.id).collect();
    for _ in 0..8 {
        end(&mut a);
    }
    let left: Vec<_> = suspicions(&a, Side::Soviet).into_iter().filter(|c| before.contains(&c.id)).collect();
    assert!(left.is_empty(), "an hour later: {left:?}");
}

#[test]
fn a_sighting_is_known_less_and_less_well_until_it_is_forgotten() {
    let mut battle = play::battle(only(&[(tiny::A, (6, 2)), (tiny::HILL, (4, 2))]), 3, Keep::Log);
    give(&mut battle, Order::Hold { unit: tiny::A, fire_order: FireOrder::Hold });
    end(&mut battle);
    give(&mut battle, Order::Move { unit: tiny::HILL, path: vec![hex(4, 3)], pace: Pace::Deployed });
    give(&mut battle, Order::Hold { unit: tiny::HILL, fire_order: FireOrder::Hold });
    let seen = battle.view(Side::Soviet).contacts[0];
    assert!(seen.current && seen.certainty >= Certainty::Seen);
    let (mut last, mut met) = (seen, vec![seen.certainty]);
    for _ in 0..14 {
        end(&mut battle);
        let Some(&now) = battle.view(Side::Soviet).contact(seen.id) else { break };
        assert!(now.certainty <= last.certainty, "{now:?} after {last:?}");
        assert!(now.men.0 <= last.men.0 && now.men.1 >= last.men.1, "its numbers are left open more and more");
        assert_eq!(now.error_m > 0, now.certainty == Certainty::Suspected);
        if now.certainty != last.certainty {
            met.push(now.certainty);
        }
        last = now;
    }
    assert!(met.ends_with(&[Certainty::Seen, Certainty::Suspected]), "{met:?}");
    assert!(battle.view(Side::Soviet).contact(seen.id).is_none(), "forgotten in the end");
}

#[test]
fn fire_at_a_wrong_hex_finds_nobody_and_teaches_nothing() {
    let mut met = 0;
    for seed in 0..400 {
        let scenario = japanese_first(only(&[(tiny::GUNS, (3, 3)), (tiny::TANKS, (4, 3))]));
        let mut battle = play::battle(scenario, seed, Keep::Log);
        give(&mut battle, Order::Fire { unit: tiny::GUNS, at: Target::Hex(hex(4, 3)), seconds: 60 });
        end(&mut battle);
        let side = Side::Soviet;
        let Some(&c) = battle.view(side).contacts.iter().find(|c| c.certainty == Certainty::Suspected && c.hex != hex(3, 3)) else {
            continue;
        };
        let order = Order::Fire { unit: tiny::TANKS, at: Target::Contact(c.id), seconds: 120 };
        if check(battle.view(side), &order).is_err() {
            continue;
        }
        met += 1;
        let said = give(&mut battle, order);
        assert!(said.iter().any(|w| matches!(w, What::Fired { unit: tiny::TANKS, .. })), "{said:?}");
        assert!(!said.iter().any(|w| matches!(w, What::GunsLost { .. } | What::MenLost { unit: tiny::GUNS, .. })), "{said:?}");
        let known = battle.view(side).contacts.iter().find(|k| k.id == c.id).copied();
        assert!(known.is_some_and(|k| k.certainty == Certainty::Suspected) || battle.view(side).contacts.iter().any(|k| k.current));
    }
    assert!(met > 8, "{met} guns were placed a hex off");
}

#[test]
fn guns_are_found_by_their_rounds_and_by_nothing_else() {
    let (mut found, mut suspected, mut expected) = (0u32, 0u32, 0.0);
    let seeds = 300;
    for seed in 0..seeds {
        let scenario = japanese_first(only(&[(tiny::GUNS, (3, 3)), (tiny::TANKS, (5, 2))]));
        let mut battle = play::battle(scenario, seed, Keep::Ledger);
        give(&mut battle, Order::Fire { unit: tiny::GUNS, at: Target::Hex(hex(5, 2)), seconds: 60 });
        let rules = battle.scenario().rules.clone();
        let spot = battle.ledger().iter().find(|e| matches!(e.asked, Question::Spot(_))).expect("they are looked for");
        expected += rules.lottery(&spot.asked).mean(khasan::rules::Effect::Seen);
        end(&mut battle);
        let c = battle.view(Side::Soviet).contacts.first();
        found += u32::from(c.is_some_and(|c| c.current));
        suspected += u32::from(c.is_some_and(|c| c.certainty == Certainty::Suspected));
    }
    let sd = (expected * (1.0 - expected / f64::from(seeds as u32))).sqrt();
    assert!((f64::from(found) - expected).abs() < 4.0 * sd + 1.0, "{found} found, {expected} expected");
    assert!(suspected > 10, "{suspected} are suspected at least");
}

/// What a unit fires at by itself, told so.
fn fires(scenario: Scenario, shooter: UnitId, order: FireOrder, act: fn(&mut Battle)) -> bool {
    let mut battle = play::battle(scenario, 5, Keep::Log);
    if battle.to_move() == Some(Side::Soviet) && battle.view(Side::Soviet).unit(shooter).is_none() {
        end(&mut battle);
        give(&mut battle, Order::Hold { unit: shooter, fire_order: order });
        end(&mut battle);
    } else {
        give(&mut battle, Order::Hold { unit: shooter, fire_order: order });
    }
    let from = battle.events().len();
    act(&mut battle);
    battle.events()[from..].iter().any(|e| matches!(e.what, What::Fired { unit, .. } if unit == shooter))
}

fn move_to(battle: &mut Battle, unit: UnitId, to: HexId) {
    give(battle, Order::Move { unit, path: vec![to], pace: Pace::Deployed });
}

#[test]
fn reaction_fire_keeps_to_its_orders() {
    use FireOrder::*;
    let tanks = || only(&[(tiny::GUNS, (3, 3)), (tiny::TANKS, (6, 2))]);
    let drive: fn(&mut Battle) = |b| move_to(b, tiny::TANKS, hex(6, 3));
    assert!(fires(tanks(), tiny::GUNS, AtWill, drive) && fires(tanks(), tiny::GUNS, ArmourOnly, drive));
    assert!(!fires(tanks(), tiny::GUNS, Hold, drive) && !fires(tanks(), tiny::GUNS, Within(600), drive));
    assert!(fires(tanks(), tiny::GUNS, Within(900), drive));
    let men = || only(&[(tiny::HILL, (2, 2)), (tiny::A, (4, 2))]);
    let walk: fn(&mut Battle) = |b| move_to(b, tiny::A, hex(3, 2));
    assert!(fires(men(), tiny::HILL, AtWill, walk));
    assert!(!fires(men(), tiny::HILL, ArmourOnly, walk) && !fires(men(), tiny::HILL, Hold, walk));
}

#[test]
fn standing_fire_keeps_to_its_orders() {
    use FireOrder::*;
    let tanks = || only(&[(tiny::GUNS, (3, 3)), (tiny::TANKS, (5, 2))]);
    let wait: fn(&mut Battle) = |b| (0..2).for_each(|_| drop(end(b)));
    assert!(fires(tanks(), tiny::GUNS, AtWill, wait));
    assert!(!fires(tanks(), tiny::GUNS, Hold, wait) && !fires(tanks(), tiny::GUNS, Within(300), wait));
}

#[test]
fn fire_on_and_of_stuck_vehicles_keeps_to_its_orders() {
    use FireOrder::*;
    let stick: fn(&mut Battle) = |b| {
        b.script_dice(&[u32::MAX; 64]);
        move_to(b, tiny::TANKS, hex(5, 3));
        b.script_dice(&[]);
        (0..2).for_each(|_| drop(end(b)));
    };
    let there = || only(&[(tiny::GUNS, (4, 3)), (tiny::TANKS, (6, 3))]);
    assert!(fires(there(), tiny::GUNS, AtWill, stick) && fires(there(), tiny::GUNS, ArmourOnly, stick));
    assert!(!fires(there(), tiny::GUNS, Hold, stick) && !fires(there(), tiny::GUNS, Within(200), stick));
    let men = || only(&[(tiny::HILL, (4, 3)), (tiny::TANKS, (6, 3))]);
    let stands: fn(&mut Battle) = |b| {
        b.script_dice(&[u32::MAX; 64]);
        move_to(b, tiny::TANKS, hex(5, 3));
        b.script_dice(&[]);
        end(b);
        let dig = Order::Work { unit: tiny::HILL, kind: WorkKind::Dig };
        if check(b.view(Side::Japanese), &dig).is_ok() {
            give(b, dig);
        }
        end(b);
    };
    assert!(fires(men(), tiny::TANKS, AtWill, stands));
    assert!(!fires(men(), tiny::TANKS, Hold, stands), "stuck crews hold their fire too");
}

#[test]
fn a_weapon_fires_at_the_rate_of_its_card_or_else_of_its_class() {
    use khasan::view::fire::{Shooter, volley};
    let read = |sets: &[&str]| {
        let sets = sets.iter().map(|&s| s.to_owned()).collect();
        let (scenario, found) = load(&Sources::embedded(), "0806_assault", &LoadOptions { sets });
        scenario.unwrap_or_else(|| panic!("{found:?}"))
    };
    let plain = read(&[]);
    for w in &plain.cards.weapons {
        assert_eq!(w.rounds_per_min, plain.rules.class_rounds_per_min(w.class, w.calibre_mm), "{}", w.id);
    }
    use WeaponClass::*;
    let base = [(Hmg, 8, 60.0), (Lmg, 8, 30.0), (Rifle, 8, 2.0), (Discharger, 50, 4.0), (AntiTank, 37, 3.0), (TankGun, 45, 3.0)];
    let guns = [(FieldGun, 75, 3.0), (FieldGun, 76, 3.0), (Howitzer, 122, 1.5), (Howitzer, 152, 0.8)];
    for (class, calibre, a_minute) in base.into_iter().chain(guns) {
        assert_eq!(plain.rules.class_rounds_per_min(class, calibre), a_minute, "{class:?} {calibre}");
    }
    // The first two minutes twice as fast, but not for guns on armour.
    assert_eq!(plain.rules.rounds_in(Hmg, 60.0, 120, true), 240);
    assert_eq!(plain.rules.rounds_in(AntiTank, 3.0, 120, true), 6);
    // What a company with rifles and machine guns fires in ten minutes at 300 m.
    let rounds = |scenario: &std::sync::Arc<Scenario>| {
        let battle = Battle::new(scenario.clone(), khasan::battle::Seed { seed: 1, run: 0 }, Keep::Log);
        let view = battle.view(Side::Japanese);
        let of = |u: &khasan::view::OwnUnit, class| {
            scenario.card(u.id).weapons.iter().any(|l| scenario.cards.weapons[l.weapon as usize].class == class)
        };
        let unit = view.units.iter().find(|u| of(u, Rifle) && of(u, Lmg) && u.guns == 0).expect("a rifle company");
        let (cards, rules, card) = (&scenario.cards, &scenario.rules, scenario.card(unit.id));
        volley(&Shooter { cards, rules, card, unit, suppressed_permille: 0, up: unit.men }, 300, 600, false).small_rounds
    };
    let own = read(&["cards/weapons.weapons.rifle_arisaka.rounds_per_min=4"]);
    let class = read(&["rules/fire.rate.rifle.value=4"]);
    let (few, of_card, of_class) = (rounds(&plain), rounds(&own), rounds(&class));
    assert_eq!(of_card, of_class);
    assert!(of_card > few, "{of_card} {few}");
    // A card's own rate goes before its class's.
    assert_eq!(rounds(&read(&["cards/weapons.weapons.rifle_arisaka.rounds_per_min=2", "rules/fire.rate.rifle.value=4"])), few);
}

#[test]
fn guns_on_tracks_fire_missions_and_do_not_assault() {
    let (scenario, found) = load(&Sources::embedded(), "0806_assault", &LoadOptions::default());
    let scenario = scenario.unwrap_or_else(|| panic!("{found:?}"));
    let battle = Battle::new(scenario.clone(), khasan::battle::Seed { seed: 1, run: 0 }, Keep::Log);
    let view = battle.view(Side::Soviet);
    for (kind, what) in [(khasan::data::UnitKind::SelfPropelled, "guns on tracks"), (khasan::data::UnitKind::InfantryGun, "mortars")] {
        let able = view
            .units
            .iter()
            .filter(|u| scenario.card(u.id).kind == kind)
            .all(|u| khasan::view::fire::mission_weapon(&scenario.cards, scenario.card(u.id), u).is_some());
        assert!(able, "{what} fire missions");
    }
    let su5 = view.units.iter().find(|u| scenario.card(u.id).kind == khasan::data::UnitKind::SelfPropelled).expect("five were used");
    assert!(!check::storms(view, su5));
}

/// How well those who fire at a company for what it does on the plain know it, by its own question, with a company in front of
/// them that looks on and holds its fire: `None` if nobody fires. It fires at nobody, or walks, 900 m from the hill.
fn known_to_the_hill(scenario: impl Fn(Scenario) -> Scenario, act: fn(&mut Battle)) -> Option<Certainty> {
    let scenario = scenario(only(&[(tiny::HILL, (2, 2)), (tiny::MOUNTAIN, (4, 2)), (tiny::A, (5, 2))]));
    let mut battle = play::battle(japanese_first(scenario), 5, Keep::Ledger);
    give(&mut battle, Order::Hold { unit: tiny::MOUNTAIN, fire_order: FireOrder::Hold });
    end(&mut battle);
    let from = battle.ledger().len();
    act(&mut battle);
    battle.ledger()[from..].iter().find_map(|e| match e.asked {
        Question::MenUnderFire(q) => Some(q.certainty),
        _ => None,
    })
}

#[test]
fn a_watcher_fires_at_what_it_makes_out_itself() {
    let night = |mut s: Scenario| {
        let (noon, day) = (s.starts(), &mut s.light.days[0]);
        let at = |hour: u32| noon.plus(hour * 3600);
        (day.civil_dawn, day.sunrise, day.sunset, day.civil_dusk) = (at(8), at(9), at(10), at(11));
        s
    };
    let fog = |mut s: Scenario| {
        s.weather.rows[0].weather.sky = khasan::rules::Sky::Fog;
        s
    };
    let shoot: fn(&mut Battle) = |b| drop(give(b, Order::Fire { unit: tiny::A, at: Target::Hex(hex(6, 2)), seconds: 60 }));
    let walk: fn(&mut Battle) = |b| move_to(b, tiny::A, hex(5, 3));
    let day = |s: Scenario| s;
    // By day men who walk are seen from there, and of men who fire the smoke and dust, which others can point out.
    assert!(known_to_the_hill(day, walk) > Some(Certainty::Suspected));
    assert_eq!(known_to_the_hill(day, shoot), Some(Certainty::Suspected));
    // In the dark there is the flash alone, in fog nothing.
    assert_eq!((known_to_the_hill(night, walk), known_to_the_hill(fog, walk)), (None, None));
    assert_eq!(known_to_the_hill(night, shoot), Some(Certainty::Suspected));
    assert_eq!(known_to_the_hill(fog, shoot), None);
}

#[test]
fn what_others_see_is_to_a_unit_that_does_not_a_place_at_best() {
    // The company in front sees men fire; the tanks behind it, 900 m from them, are told where.
    for (tanks, known) in [((4, 2), Certainty::Identified), ((6, 3), Certainty::Suspected)] {
        let scenario = only(&[(tiny::HILL, (3, 2)), (tiny::A, (4, 2)), (tiny::TANKS, tanks)]);
        let mut battle = play::battle(japanese_first(scenario), 5, Keep::Ledger);
        give(&mut battle, Order::Fire { unit: tiny::HILL, at: Target::Hex(hex(2, 1)), seconds: 60 });
        end(&mut battle);
        let c = battle.view(Side::Soviet).contacts[0];
        assert!(c.current && c.certainty == Certainty::Identified, "{c:?}");
        let order = Order::Fire { unit: tiny::TANKS, at: Target::Contact(c.id), seconds: 120 };
        let quoted = check(battle.view(Side::Soviet), &order).expect("it may").asks[0].question;
        let from = battle.ledger().len();
        give(&mut battle, order);
        let cast = battle.ledger()[from..].iter().find(|e| matches!(e.asked, Question::MenUnderFire(_))).expect("it fires").asked;
        assert_eq!(quoted, cast);
        assert!(matches!(cast, Question::MenUnderFire(q) if q.certainty == known), "{tanks:?}: {cast:?}");
    }
}
