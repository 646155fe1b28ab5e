//! The players on hand-built observations: sound orders, the same ones each time, and an end.

use super::*;
use crate::rules::{Certainty, Side};
use crate::view::fixture::{duel, hex, sight, unit, with};
use crate::view::{FireOrder, MissionState, Shelter, Target, WorkKind, allowed};

/// All orders of one impulse, each taken as carried out by spending the unit's seconds where it stands.
fn impulse(view: &mut Observation, player: &mut dyn Player) -> Vec<Order> {
    let mut given = Vec::new();
    while let Some(order) = player.next_order(view) {
        assert_eq!(allowed(view, &order), Ok(()), "{order:?}");
        let who = match &order {
            Order::Move { unit, .. } | Order::Fire { unit, .. } | Order::Work { unit, .. } => Some(*unit),
            _ => None,
        };
        if let Some(u) = who.and_then(|w| view.slots.get(w.index()).copied())
            && let Some(u) = view.units.get_mut(u as usize)
        {
            u.seconds = u.seconds.saturating_sub(300);
        }
        given.push(order);
        assert!(given.len() < 500, "no end");
    }
    given
}

/// The Soviet side as it stands before the hill, which it sees.
fn before_the_hill() -> Observation {
    let mut view = duel(Side::Soviet);
    let at = hex(&view, "0202");
    sight(&mut view, "jp.1ir.1bn.1co", at, Certainty::Seen);
    view
}

#[test]
fn every_player_gives_sound_orders_and_ends() {
    for name in NAMES {
        for side in Side::BOTH {
            let mut view = duel(side);
            let mut p = player(name, 1).unwrap();
            let given = impulse(&mut view, p.as_mut());
            assert!(side == Side::Japanese || !given.is_empty(), "{name} does nothing");
            assert!(p.next_order(&view).is_none(), "{name}: an impulse that ended stays ended");
        }
    }
    assert!(player("nobody", 1).is_none());
}

#[test]
fn the_same_view_and_seed_give_the_same_orders() {
    for name in NAMES {
        let mut a = before_the_hill();
        let mut b = before_the_hill();
        let first = impulse(&mut a, player(name, 7).unwrap().as_mut());
        assert_eq!(first, impulse(&mut b, player(name, 7).unwrap().as_mut()), "{name}");
    }
}

#[test]
fn refusals_never_loop() {
    for name in NAMES {
        let view = before_the_hill();
        let mut p = player(name, 3).unwrap();
        let mut asked = 0;
        while let Some(order) = p.next_order(&view) {
            p.refused(&view, &order, Refusal::NotYourImpulse);
            asked += 1;
            assert!(asked <= 4 * view.units.len() + 20, "{name} loops on {order:?}");
        }
    }
}

#[test]
fn riflemen_go_for_an_objective_that_is_not_theirs() {
    let mut view = duel(Side::Soviet);
    let rifles = unit(&view, "su.1rr.1bn.1co");
    let goal = hex(&view, "0202");
    let from = view.unit(rifles).unwrap().hex.unwrap();
    for name in ["regular", "straight"] {
        let given = impulse(&mut view.clone(), player(name, 1).unwrap().as_mut());
        let path = given.iter().find_map(|o| match o {
            Order::Move { unit, path, .. } if *unit == rifles => path.last().copied(),
            _ => None,
        });
        let end = path.unwrap_or_else(|| panic!("{name} stays: {given:?}"));
        assert!(view.ground.grid.distance(end, goal) < view.ground.grid.distance(from, goal), "{name}");
    }
    // Pinned men don't.
    with(&mut view, "su.1rr.1bn.1co", |u| u.suppressed_permille = 950);
    let given = impulse(&mut view, player("regular", 1).unwrap().as_mut());
    assert!(!given.iter().any(|o| matches!(o, Order::Move { unit, .. } if *unit == rifles)), "{given:?}");
}

#[test]
fn one_company_does_not_storm_a_trench_that_is_awake() {
    let mut view = duel(Side::Soviet);
    let (from, to) = (hex(&view, "0302"), hex(&view, "0202"));
    with(&mut view, "su.1rr.1bn.1co", |u| u.hex = Some(from));
    sight(&mut view, "jp.1ir.1bn.1co", to, Certainty::Identified);
    // Nobody else keeps their heads down.
    let rifles = unit(&view, "su.1rr.1bn.1co");
    view.units.iter_mut().filter(|u| u.id != rifles).for_each(|u| u.seconds = 0);
    let storms = |given: &[Order]| given.iter().any(|o| matches!(o, Order::Assault { .. }));
    assert!(!storms(&impulse(&mut view.clone(), player("regular", 1).unwrap().as_mut())));
    assert!(storms(&impulse(&mut view.clone(), player("straight", 1).unwrap().as_mut())), "the baseline does");
    // Against a handful who keep their heads down it does too.
    view.contacts[0].men = (12, 12);
    view.contacts[0].suppressed_permille = 800;
    assert!(storms(&impulse(&mut view, player("regular", 1).unwrap().as_mut())));
}

/// The same as [`impulse`], but who is told to move stands where his way ends.
fn impulse_on_the_move(view: &mut Observation) -> Vec<Order> {
    let mut given = Vec::new();
    let mut p = player("regular", 1).unwrap();
    while let Some(order) = p.next_order(view) {
        let (who, to, spent) = match &order {
            Order::Move { unit, path, .. } => (vec![*unit], path.last().copied(), 600),
            Order::Fire { unit, seconds, .. } => (vec![*unit], None, *seconds),
            Order::Work { unit, .. } => (vec![*unit], None, 300),
            Order::Assault { units, .. } => (units.clone(), None, u16::MAX),
            _ => (Vec::new(), None, 0),
        };
        for u in view.units.iter_mut().filter(|u| who.contains(&u.id)) {
            (u.hex, u.seconds) = (to.or(u.hex), u.seconds.saturating_sub(spent));
        }
        given.push(order);
        assert!(given.len() < 500, "no end");
    }
    given
}

/// Two companies before a few men on the hill: one next to it, the other a hex behind; half an hour's turn.
fn two_before_the_hill() -> Observation {
    let mut view = before_the_hill();
    let (next, behind) = (hex(&view, "0302"), hex(&view, "0402"));
    with(&mut view, "su.1rr.1bn.1co", |u| u.hex = Some(next));
    with(&mut view, "su.1rr.1bn.sap", |u| (u.hex, u.men) = (Some(behind), 150));
    view.turn_seconds = 1_800;
    let go = [unit(&view, "su.1rr.1bn.1co"), unit(&view, "su.1rr.1bn.sap")];
    view.units.iter_mut().for_each(|u| u.seconds = if go.contains(&u.id) { 1_800 } else { 0 });
    (view.contacts[0].men, view.contacts[0].suppressed_permille) = ((25, 25), 800);
    view
}

#[test]
fn companies_that_come_up_one_after_the_other_go_in_together() {
    let mut view = two_before_the_hill();
    let both = [unit(&view, "su.1rr.1bn.1co"), unit(&view, "su.1rr.1bn.sap")];
    // Who can fire from where he stands keeps heads down for the others from there.
    with(&mut view, "su.1rr.1bn.sap", |u| u.fire_order = crate::view::FireOrder::Hold);
    let given = impulse_on_the_move(&mut view);
    let moved = given.iter().position(|o| matches!(o, Order::Move { unit, .. } if *unit == both[1]));
    let stormed: Vec<usize> = (0..given.len()).filter(|&i| matches!(given[i], Order::Assault { .. })).collect();
    assert!(moved.is_some_and(|m| stormed.len() == 1 && m < stormed[0]), "{given:?}");
    let Order::Assault { units, .. } = &given[stormed[0]] else { unreachable!("it is one") };
    assert!(both.iter().all(|u| units.contains(u)), "{given:?}");
}

/// Fire of those who cannot go in is no use before the others do: it lasts until they are among the enemy.
#[test]
fn fire_from_behind_is_kept_for_those_who_go_in() {
    let mut view = two_before_the_hill();
    let (company, tanks) = (unit(&view, "su.1rr.1bn.1co"), unit(&view, "su.1tb.1pl"));
    let behind = hex(&view, "0402");
    with(&mut view, "su.1rr.1bn.sap", |u| u.seconds = 0);
    with(&mut view, "su.1tb.1pl", |u| (u.hex, u.seconds) = (Some(behind), 1_800));
    (view.contacts[0].men, view.contacts[0].suppressed_permille) = ((70, 70), 300);
    let given = impulse_on_the_move(&mut view.clone());
    let goes_in = |o: &Order| matches!(o, Order::Assault { units, .. } if units.contains(&company));
    let covers = |o: &Order| matches!(o, Order::Fire { unit, .. } if *unit == tanks);
    let at = given.iter().position(goes_in).unwrap_or_else(|| panic!("they go in: {given:?}"));
    assert_eq!(given.iter().position(covers), at.checked_sub(1), "{given:?}");
    let needed = crate::view::check::check(&view, &given[at]).unwrap().seconds;
    assert!(matches!(given[at - 1], Order::Fire { seconds, .. } if u32::from(seconds) >= needed), "{needed} s: {given:?}");
    // With nobody there to go in it is kept for nobody.
    with(&mut view, "su.1rr.1bn.1co", |u| u.seconds = 0);
    let given = impulse_on_the_move(&mut view);
    assert!(given.iter().any(|o| matches!(o, Order::Move { unit, .. } | Order::Fire { unit, .. } if *unit == tanks)), "{given:?}");
}

/// What one company's assault on the hill is worth to a style of player, with these notes on who holds what.
fn assault_worth(view: &Observation, style: staff::Style, posts: posts::Posts) -> f64 {
    let mut maps = maps::Maps::default();
    maps.posts = posts;
    maps.look(view);
    let (tasks, accounts) = (vec![staff::Task::Hold; view.slots.len()], vec![unit::Account::default(); view.slots.len()]);
    let mood = unit::Mood { style, ..unit::Mood::default() };
    let stage = unit::Stage::Storm;
    let thought = unit::Thought { view, maps: &mut maps, tasks: &tasks, legs: &[], accounts: &accounts, mood, stage };
    let units = [unit(view, "su.1rr.1bn.1co")];
    let (midway, close) = (view.turn_from.plus(150), view.turn_from.plus(450));
    let rush = weigh::Rush { units: &units, target: hex(view, "0202"), midway, close };
    weigh::worth(&thought, &rush, |c, _| c.suppressed_permille)
}

#[test]
fn an_assault_is_weighed_by_what_it_brings() {
    let mut view = two_before_the_hill();
    let mut worth = |points: i32, style| {
        std::sync::Arc::make_mut(&mut view.scenario).objectives.iter_mut().for_each(|o| o.points = points);
        assault_worth(&view, style, posts::Posts::default())
    };
    let (dear, cheap) = (worth(60, staff::Style::Regular), worth(1, staff::Style::Regular));
    assert!(dear > cheap + 1.0, "{dear} {cheap}");
    // Who has his objectives given goes by the chances.
    assert_eq!(worth(60, staff::Style::Historical).to_bits(), worth(1, staff::Style::Historical).to_bits());
}

/// A company that hardly anybody expects to get there is not sent for the men that it would hit if it did.
#[test]
fn who_seldom_stands_is_not_paid_for_the_blows_that_he_does_not_strike() {
    let mut view = two_before_the_hill();
    let scenario = std::sync::Arc::make_mut(&mut view.scenario);
    scenario.objectives.iter_mut().for_each(|o| o.points = 1);
    (scenario.scoring.own_men_per_point, scenario.scoring.enemy_men_per_point) = (50, 25);
    view.contacts[0].posture = crate::rules::Posture::Trench;
    // A trench that is awake has most of them lie down in the open, however many more there would be to hit in it.
    for men in [200, 230, 300] {
        for down in [300, 500, 700] {
            (view.contacts[0].men, view.contacts[0].suppressed_permille) = ((men, men), down);
            let worth = assault_worth(&view, staff::Style::Regular, posts::Posts::default());
            assert!(worth < 0.0, "{men} men, {down} per mille of them down: {worth}");
        }
    }
}

#[test]
fn men_who_were_seen_in_a_trench_count_when_they_do_not_show_themselves() {
    let view = two_before_the_hill();
    let mut before = view.clone();
    before.contacts[0].men = (200, 200);
    before.contacts[0].posture = crate::rules::Posture::Trench;
    let noted = || {
        let mut posts = posts::Posts::default();
        posts.note(&before);
        posts
    };
    let worth = |style, posts| assault_worth(&view, style, posts);
    let (known, unknown) = (worth(staff::Style::Regular, noted()), worth(staff::Style::Regular, posts::Posts::default()));
    assert!(known < unknown, "{known} {unknown}");
    let (known, unknown) = (worth(staff::Style::Historical, noted()), worth(staff::Style::Historical, posts::Posts::default()));
    assert_eq!(known.to_bits(), unknown.to_bits());
}

#[test]
fn an_assault_waits_for_its_own_shells_to_lift() {
    let view = two_before_the_hill();
    let (company, guns, hill) = (unit(&view, "su.1rr.1bn.1co"), unit(&view, "su.1rr.bt"), hex(&view, "0202"));
    let told = |until: u32| {
        let (from, to) = (view.turn_from, view.turn_from.plus(until));
        let shells = crate::view::Shells::HighExplosive;
        let shelling = MissionState { battery: guns, hex: hill, from, to, shells, rounds: 30, lifts_to: None, harassing: false };
        let mut there = view.clone();
        there.missions = vec![shelling];
        impulse_on_the_move(&mut there)
    };
    let storms = |o: &Order| matches!(o, Order::Assault { units, .. } if units.contains(&company));
    assert!(!told(1_700).iter().any(storms), "nobody goes in under them");
    let given = told(600);
    let stormed = given.iter().position(storms).unwrap_or_else(|| panic!("they lift in time: {given:?}"));
    let waited = given[..stormed].iter().any(|o| matches!(o, Order::Fire { unit, seconds, .. } if *unit == company && *seconds >= 480));
    assert!(waited, "it fires until they lift: {given:?}");
}

/// A rush longer than the turn is begun as the shells lift; it is not put off to a turn in which nobody is down any more.
#[test]
fn a_rush_longer_than_the_turn_goes_in_behind_its_shells() {
    let mut view = two_before_the_hill();
    let (company, guns, hill) = (unit(&view, "su.1rr.1bn.1co"), unit(&view, "su.1rr.bt"), hex(&view, "0202"));
    view.turn_seconds = 300;
    view.units.iter_mut().for_each(|u| u.seconds = if u.id == company { 300 } else { 0 });
    let (from, to) = (view.turn_from, view.turn_from.plus(180));
    let shells = crate::view::Shells::HighExplosive;
    view.missions = vec![MissionState { battery: guns, hex: hill, from, to, shells, rounds: 30, lifts_to: None, harassing: false }];
    let given = impulse_on_the_move(&mut view);
    let stormed = given.iter().position(|o| matches!(o, Order::Assault { units, .. } if units.contains(&company)));
    assert!(stormed.is_some(), "{given:?}");
}

#[test]
fn short_turns_are_shared_out_between_fire_and_way_as_long_ones() {
    let mut view = duel(Side::Soviet);
    for (turn_s, burst_s, soon_s) in [(300, 60, 100), (900, 180, 300), (1_800, 180, 300)] {
        view.turn_seconds = turn_s;
        assert_eq!(unit::burst_s(&view), burst_s, "{turn_s}");
        assert_eq!(maps::soon(&view), view.turn_from.plus(soon_s), "{turn_s}");
    }
}

#[test]
fn guns_fire_at_tanks_in_reach_and_hold_their_fire_by_order() {
    let mut view = duel(Side::Japanese);
    let guns = unit(&view, "jp.1ir.at");
    let near = hex(&view, "0402");
    let tanks = sight(&mut view, "su.1tb.1pl", near, Certainty::Identified);
    let fires = |view: &Observation| {
        let given = impulse(&mut view.clone(), player("regular", 1).unwrap().as_mut());
        given.iter().any(|o| matches!(o, Order::Fire { unit, at: Target::Contact(c), .. } if *unit == guns && *c == tanks))
    };
    assert!(fires(&view));
    with(&mut view, "jp.1ir.at", |u| u.fire_order = crate::view::FireOrder::Within(200));
    assert!(!fires(&view), "300 m is too far for that order");
}

#[test]
fn batteries_shell_what_is_seen() {
    let mut view = before_the_hill();
    let given = impulse(&mut view, player("regular", 1).unwrap().as_mut());
    let at = hex(&view, "0202");
    assert!(given.iter().any(|o| matches!(o, Order::Mission { hex, rounds, .. } if *hex == at && *rounds > 0)), "{given:?}");
}

#[test]
fn a_plan_is_followed_from_its_hour() {
    let mut view = duel(Side::Soviet);
    let rifles = unit(&view, "su.1rr.1bn.1co");
    let moves = |view: &Observation| {
        let given = impulse(&mut view.clone(), player("historical", 1).unwrap().as_mut());
        given.iter().any(|o| matches!(o, Order::Move { unit, .. } if *unit == rifles))
    };
    assert!(!moves(&view), "before its first step it stays");
    view.turn_from = view.turn_from.plus(1_800);
    view.turn = 2;
    assert!(moves(&view));
}

#[test]
fn a_lost_objective_is_counter_attacked_and_wakes_the_reserve() {
    let mut view = duel(Side::Japanese);
    let hill = hex(&view, "0202");
    let foot = hex(&view, "0102");
    with(&mut view, "jp.1ir.1bn.1co", |u| u.hex = Some(foot));
    sight(&mut view, "su.1rr.1bn.1co", hill, Certainty::Identified);
    view.objectives[0] = Some(Side::Soviet);
    let given = impulse(&mut view, player("regular", 1).unwrap().as_mut());
    assert!(given.iter().any(|o| matches!(o, Order::Release { .. })), "{given:?}");
    let company = unit(&view, "jp.1ir.1bn.1co");
    let acts = |o: &Order| match o {
        Order::Assault { units, .. } => units.contains(&company),
        Order::Fire { unit, .. } => *unit == company,
        _ => false,
    };
    assert!(given.iter().any(acts), "{given:?}");
}

/// Where a unit's first move of an impulse leads.
fn first_move(view: &Observation, name: &str, who: crate::rules::UnitId) -> Option<Vec<crate::hex::HexId>> {
    impulse(&mut view.clone(), player(name, 1).unwrap().as_mut()).into_iter().find_map(|o| match o {
        Order::Move { unit, path, .. } if unit == who => Some(path),
        _ => None,
    })
}

#[test]
fn tanks_drive_into_the_mud_that_a_plan_orders_and_not_of_their_own_accord() {
    let mut view = duel(Side::Soviet);
    view.turn_from = view.turn_from.plus(900);
    view.turn = 1;
    let (ford, marsh) = (hex(&view, "0602"), hex(&view, "0502"));
    with(&mut view, "su.1tb.1pl", |u| u.hex = Some(ford));
    let hill = hex(&view, "0202");
    sight(&mut view, "jp.1ir.1bn.1co", hill, Certainty::Seen);
    let tanks = unit(&view, "su.1tb.1pl");
    let ordered = first_move(&view, "historical", tanks).expect("the plan says drive");
    assert_eq!(ordered[0], marsh);
    assert!(!first_move(&view, "regular", tanks).is_some_and(|p| p.contains(&marsh)), "near the enemy nobody gets them out");
}

#[test]
fn tanks_do_not_drive_up_and_down_before_a_closed_way() {
    let view = duel(Side::Soviet);
    let (marsh, goal) = (hex(&view, "0502"), hex(&view, "0302"));
    let mut maps = maps::Maps::default();
    maps.look(&view);
    let mut tanks = view.unit(unit(&view, "su.1tb.1pl")).unwrap().clone();
    tanks.hex = Some(hex(&view, "0602"));
    let how = maps::Descent { pace: crate::rules::Pace::Deployed, legs: &[goal], mud_s: u32::MAX };
    let open = maps.descend(&view, &tanks, &how, |_, _| false, |_, _| false);
    assert_eq!(open.first(), Some(&marsh));
    let closed = maps.descend(&view, &tanks, &how, |_, _| false, |_, h| h == marsh);
    assert!(closed.is_empty(), "{closed:?}");
}

#[test]
fn a_reserve_waits_while_those_at_the_objective_can_hold_it() {
    let mut view = duel(Side::Japanese);
    let releases = |view: &Observation| {
        let given = impulse(&mut view.clone(), player("regular", 1).unwrap().as_mut());
        given.iter().any(|o| matches!(o, Order::Release { .. }))
    };
    let (near, far) = (hex(&view, "0302"), hex(&view, "0602"));
    // Half of the hill's twenty points are in danger, of which a reserve saves a tenth.
    let reserve = view.scenario.formations.iter().position(|f| f.reserve.is_some()).unwrap();
    let price = |view: &mut Observation, points: i32| {
        std::sync::Arc::make_mut(&mut view.scenario).formations[reserve].reserve.as_mut().unwrap().price_points = points;
    };
    price(&mut view, 1);
    let c = sight(&mut view, "su.1rr.1bn.1co", near, Certainty::Identified);
    assert!(!releases(&view), "a company against a company in its trenches");
    // Shells keep heads down for minutes; the reserve takes an hour to come.
    with(&mut view, "jp.1ir.1bn.1co", |u| u.suppressed_permille = 900);
    assert!(!releases(&view), "men who lie low are still there");
    let at = view.contacts.iter().position(|o| o.id == c).unwrap();
    view.contacts[at].men = (700, 700);
    assert!(!releases(&view), "in a trench each counts for two");
    view.contacts[at].men = (1_000, 1_000);
    assert!(releases(&view), "more than three to one");
    price(&mut view, 2);
    assert!(!releases(&view), "a tenth of ten points is not worth two");
    price(&mut view, 1);
    view.contacts[at].hex = far;
    assert!(!releases(&view), "out of reach yet");
}

/// Men without the drill are sent below under heavy fire, and called up as the enemy comes.
#[test]
fn a_shelled_company_on_a_hilltop_is_sent_below_and_called_up() {
    let mut view = duel(Side::Japanese);
    view.objectives.fill(Some(Side::Japanese));
    let company = unit(&view, "jp.1ir.1bn.1co");
    let told = |view: &Observation, name: &str| {
        let given = impulse(&mut view.clone(), player(name, 1).unwrap().as_mut());
        given.into_iter().find_map(|o| match o {
            Order::Work { unit, kind } if unit == company => Some(kind),
            _ => None,
        })
    };
    for name in ["regular", "historical"] {
        with(&mut view, "jp.1ir.1bn.1co", |u| (u.shelters, u.suppressed_permille) = (false, 800));
        assert_eq!(told(&view, name), Some(WorkKind::Shelter), "{name}");
        with(&mut view, "jp.1ir.1bn.1co", |u| u.shelters = true);
        assert_eq!(told(&view, name), None, "{name}: it goes by itself");
        let below = Shelter { from: view.turn_from, until: Shelter::OPEN, by_order: false };
        with(&mut view, "jp.1ir.1bn.1co", |u| u.shelter = below);
        assert_eq!(told(&view, name), None, "{name}: it stays there");
        let mut near = view.clone();
        let at = hex(&near, "0402");
        sight(&mut near, "su.1rr.1bn.1co", at, Certainty::Seen);
        assert_eq!(told(&near, name), Some(WorkKind::Man), "{name}");
        with(&mut view, "jp.1ir.1bn.1co", |u| u.shelter = Shelter::default());
    }
}

/// Who lies before the hex that he is to storm keeps his time for it, and fires at will again when his side is to move.
#[test]
fn who_lies_before_an_enemy_he_is_to_storm_answers_nobody_until_his_next_impulse() {
    let mut view = duel(Side::Soviet);
    let (company, before) = (unit(&view, "su.1rr.1bn.1co"), hex(&view, "0302"));
    let hill = hex(&view, "0202");
    // No time left to go in in this one.
    with(&mut view, "su.1rr.1bn.1co", |u| (u.hex, u.seconds) = (Some(before), 0));
    sight(&mut view, "jp.1ir.1bn.1co", hill, Certainty::Identified);
    let mut player = player("regular", 1).unwrap();
    let orders = |given: &[Order]| -> Vec<FireOrder> {
        let of = |o: &Order| match o {
            Order::Hold { unit, fire_order } if *unit == company => Some(*fire_order),
            _ => None,
        };
        given.iter().filter_map(of).collect()
    };
    let given = impulse(&mut view, player.as_mut());
    assert!(!given.iter().any(|o| matches!(o, Order::Assault { .. })), "{given:?}");
    assert_eq!(orders(&given), [FireOrder::Hold], "{given:?}");
    with(&mut view, "su.1rr.1bn.1co", |u| u.fire_order = FireOrder::Hold);
    view.turn += 1;
    let given = impulse(&mut view, player.as_mut());
    assert_eq!(orders(&given).first(), Some(&FireOrder::AtWill), "{given:?}");
    // Who is to hold what he has answers as he always did.
    let mut view = duel(Side::Japanese);
    sight(&mut view, "su.1rr.1bn.1co", before, Certainty::Identified);
    let given = impulse(&mut view, super::player("regular", 1).unwrap().as_mut());
    assert!(!given.iter().any(|o| matches!(o, Order::Hold { .. })), "{given:?}");
}

/// Of a ration no more is fired over open sights by an hour than in missions that are not urgent.
#[test]
fn fire_over_open_sights_is_spread_over_the_day() {
    let mut view = duel(Side::Soviet);
    let battery = view.units.iter().find(|u| crate::view::fire::is_battery(&view.cards, crate::view::ways::card_of(&view, u))).unwrap().id;
    let mut spares = |left: u16| {
        view.units.iter_mut().filter(|u| u.id == battery).for_each(|u| u.ration = Some(crate::view::Ration { left, of_day: 100 }));
        let u = view.unit(battery).unwrap();
        guns::sparing(&view, u).unwrap().ration.unwrap().left
    };
    let first = spares(100);
    assert!((25..60).contains(&first), "a quarter at once, more as the hours go: {first}");
    assert_eq!((spares(100 - first + 5), spares(100 - first), spares(3)), (5, 0, 0));
    assert!(view.units.iter().filter(|u| u.id != battery).all(|u| guns::sparing(&view, u).is_none()), "who has no ration keeps to none");
}

/// A garrison too weak for who lies before it draws the nearest company that is free, and keeps it.
#[test]
fn a_garrison_that_is_too_weak_is_relieved() {
    let mut view = duel(Side::Japanese);
    // Nothing else draws anybody.
    view.objectives = vec![Some(Side::Japanese); view.objectives.len()];
    let (hill, away) = (hex(&view, "0202"), hex(&view, "0005"));
    let company = unit(&view, "jp.1ir.2bn.5co");
    with(&mut view, "jp.1ir.2bn.5co", |u| (u.hex, u.held_back) = (Some(away), false));
    let before = hex(&view, "0402");
    sight(&mut view, "su.1rr.1bn.1co", before, Certainty::Identified);
    let comes = |view: &Observation, player: &mut dyn Player| {
        let grid = &view.ground.grid;
        impulse(&mut view.clone(), player).iter().any(|o| match o {
            Order::Move { unit, path, .. } if *unit == company => {
                path.last().is_some_and(|&h| grid.distance(h, hill) < grid.distance(away, hill))
            }
            _ => false,
        })
    };
    let mut player = player("regular", 1).unwrap();
    view.contacts[0].men = (200, 200);
    assert!(!comes(&view, player.as_mut()), "a company in its trench holds against as many");
    view.turn += 1;
    view.contacts[0].men = (1_500, 1_500);
    assert!(comes(&view, player.as_mut()), "more than three to one");
    // It is of the garrison then, whatever becomes of the enemy.
    view.turn += 1;
    view.contacts.clear();
    assert!(comes(&view, player.as_mut()));
}

/// Who lies beside a post from which its garrison is gone goes into it.
#[test]
fn an_empty_post_is_manned_by_who_lies_beside_it() {
    let mut view = duel(Side::Japanese);
    // Nothing else draws anybody.
    view.objectives = vec![Some(Side::Japanese); view.objectives.len()];
    let (hill, beside) = (hex(&view, "0202"), hex(&view, "0102"));
    let company = unit(&view, "jp.1ir.1bn.1co");
    let mut player = player("regular", 1).unwrap();
    impulse(&mut view.clone(), player.as_mut());
    view.turn += 1;
    with(&mut view, "jp.1ir.1bn.1co", |u| u.hex = Some(beside));
    let mut goes = |view: &Observation| {
        let given = impulse(&mut view.clone(), player.as_mut());
        given.iter().any(|o| matches!(o, Order::Move { unit, path, .. } if *unit == company && path.last() == Some(&hill)))
    };
    assert!(goes(&view));
    view.turn += 1;
    with(&mut view, "jp.1ir.2bn.5co", |u| u.hex = Some(hill));
    assert!(!goes(&view), "others hold it");
}

/// The second echelon: who has lost too much goes back a hex for those behind him, and stays where nobody is.
#[test]
fn a_spent_company_makes_room_for_a_fresh_one() {
    let mut view = two_before_the_hill();
    (view.contacts[0].men, view.contacts[0].suppressed_permille) = ((160, 160), 0);
    let (company, at, hill) = (unit(&view, "su.1rr.1bn.1co"), hex(&view, "0302"), hex(&view, "0202"));
    let makes_room = |view: &Observation| {
        let off = |h| view.ground.grid.distance(h, hill);
        first_move(view, "regular", company).and_then(|path| path.last().copied()).is_some_and(|h| off(h) > off(at))
    };
    assert!(!makes_room(&view), "it can still push");
    let start = view.scenario.units[company.index()].men;
    with(&mut view, "su.1rr.1bn.1co", |u| u.men = start / 2);
    assert!(makes_room(&view));
    with(&mut view, "su.1rr.1bn.sap", |u| u.men = 30);
    assert!(!makes_room(&view), "thirty men are no second echelon");
}
