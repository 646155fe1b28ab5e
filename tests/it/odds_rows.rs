//! Every row of every lottery, through the one door, in a situation that asks for it. The ledger tells the question; each row
//! of each stage is cast at the first and the last word that mean it, and the battle must then be what the row says.

use crate::odds_cases::{CASES, Case};
use crate::play::{self, Books};
use crate::tiny::{self, hex};
use khasan::battle::{Battle, Keep, Snapshot};
use khasan::rules::{Effect, Lottery, Outcome, Question, RuleId, Side, Sky, UnitId};
use khasan::view::{Cause, Event, What};
use std::collections::BTreeSet;

/// The word that stands for all casts but the one in question.
const MIDDLE: u32 = 1 << 31;

/// How many words a resolution uses up.
pub fn words_of(lottery: &Lottery) -> usize {
    lottery.stages.len() + 1
}

/// The entry of the ledger that a case is about: its place, the words used up before it, its question.
fn find(battle: &mut Battle, case: &Case, start: &Snapshot) -> (usize, usize, Question) {
    battle.restore(start);
    battle.script_dice(&[MIDDLE; 2_000]);
    (case.act)(battle);
    let rules = battle.scenario().rules.clone();
    let ledger = battle.ledger();
    let met: Vec<RuleId> = ledger.iter().map(|e| e.asked.rule()).collect();
    let Some(at) = met.iter().position(|r| *r == case.rule) else { panic!("{:?} is asked here; met are {met:?}", case.rule) };
    let before = ledger[..at].iter().map(|e| words_of(&rules.lottery(&e.asked))).sum();
    (at, before, ledger[at].asked)
}

/// First and last word of each row.
fn edges(rows: &[(u32, khasan::rules::Prob)]) -> impl Iterator<Item = (u32, u32)> {
    let mut sum = 0u64;
    rows.iter().flat_map(move |&(value, p)| {
        let first = sum;
        sum += p.0;
        [(value, first as u32), (value, (sum - 1) as u32)]
    })
}

/// Cast these words at the question, and hold what happened against what they mean.
fn cast(battle: &mut Battle, case: &Case, start: &Snapshot, (at, before, asked): (usize, usize, Question), words: &[u32]) -> Outcome {
    let mut script = vec![MIDDLE; before];
    script.extend_from_slice(words);
    script.resize(before + words.len() + 300, MIDDLE);
    battle.restore(start);
    battle.script_dice(&script);
    (case.act)(battle);
    let entry = battle.ledger()[at];
    assert_eq!(entry.asked, asked, "the same question is met again");
    let until = battle.ledger().get(at + 1).map_or(battle.events().len(), |next| next.seq.0 as usize);
    let mut books = Books::new(battle.scenario());
    books.read(&battle.events()[..entry.seq.0 as usize]);
    let said = &battle.events()[entry.seq.0 as usize..until];
    consequences(battle, case, &entry.got, &books, said);
    books.read(battle.events());
    books.check(battle);
    entry.got
}

/// Of a unit's crews, those killed in these events.
fn crew_killed(said: &[Event], unit: UnitId) -> u32 {
    let of = |e: &Event| match e.what {
        What::MenLost { unit: who, lost, cause: Cause::Crew, .. } if who == unit => u32::from(lost.killed),
        _ => 0,
    };
    said.iter().map(of).sum()
}

/// Men a unit lost in these events: killed, all, and of them in its vehicles.
fn men_lost(said: &[Event], unit: UnitId) -> (u32, u32, u32, u32) {
    let (mut killed, mut missing, mut all, mut crew) = (0, 0, 0, 0);
    for event in said {
        if let What::MenLost { unit: who, lost, cause, .. } = event.what
            && who == unit
        {
            let here = u32::from(lost.killed) + u32::from(lost.wounded) + u32::from(lost.missing);
            if cause == Cause::Crew {
                crew += here;
            } else {
                killed += u32::from(lost.killed);
                missing += u32::from(lost.missing);
                all += here;
            }
        }
    }
    (killed, missing, all, crew)
}

/// The events that follow must say what the outcome means, no more and no less.
fn consequences(battle: &Battle, case: &Case, got: &Outcome, books: &Books, said: &[Event]) {
    let row = &books.rows[case.target.index()];
    let (killed, missing, all, crew) = men_lost(said, case.target);
    let tell = || format!("{got:?} gives {said:#?}");
    match case.rule {
        RuleId::MenUnderFire | RuleId::AntiTank | RuleId::GunHunt | RuleId::Barrage | RuleId::Strike | RuleId::Mines => {
            let hit = got.of(Effect::MenHit).min(row.fit);
            let shelled = said.iter().map(|e| match e.what {
                What::MenLost { unit, lost, cause: Cause::DirectFire, .. } if unit == case.target => u32::from(lost.killed + lost.wounded),
                _ => 0,
            });
            assert_eq!(shelled.sum::<u32>(), got.of(Effect::HitByShells).min(hit), "by shells: {}", tell());
            assert_eq!((all, killed), (hit, got.of(Effect::Killed).min(hit)), "{}", tell());
            assert_eq!(crew, got.of(Effect::CrewHit).min(row.fit - hit), "crews: {}", tell());
            assert_eq!(crew_killed(said, case.target), got.of(Effect::CrewKilled).min(crew), "crews: {}", tell());
            let guns: u32 = said.iter().map(|e| if let What::GunsLost { count, .. } = e.what { u32::from(count) } else { 0 }).sum();
            assert_eq!(guns, got.of(Effect::GunsOut).min(row.guns.into()), "guns: {}", tell());
            let (mut out, mut burnt, mut hauled) = (0, 0, 0);
            for event in said {
                if let What::VehiclesLost { burnt: b, recoverable, repairable, .. }
                | What::StrandedLost { burnt: b, recoverable, repairable, .. } = event.what
                {
                    out += u32::from(b + recoverable + repairable);
                    burnt += u32::from(b);
                    hauled += u32::from(recoverable);
                }
            }
            assert_eq!(
                (out, burnt, hauled),
                (got.of(Effect::VehiclesOut), got.of(Effect::Burnt), got.of(Effect::Recoverable)),
                "vehicles: {}",
                tell()
            );
        }
        RuleId::Bog => {
            let stuck: u32 = said.iter().map(|e| if let What::Bogged { count, .. } = e.what { u32::from(count) } else { 0 }).sum();
            let deep: u32 = said.iter().map(|e| if let What::Bogged { deep, .. } = e.what { u32::from(deep) } else { 0 }).sum();
            assert_eq!((stuck, deep), (got.of(Effect::Bogged), got.of(Effect::BellyDeep)), "{}", tell());
        }
        RuleId::Breakdown => {
            let broken: u32 = said
                .iter()
                .map(|e| if let What::BrokeDown { recoverable, repairable, .. } = e.what { u32::from(recoverable + repairable) } else { 0 })
                .sum();
            let hauled: u32 =
                said.iter().map(|e| if let What::BrokeDown { recoverable, .. } = e.what { u32::from(recoverable) } else { 0 }).sum();
            assert_eq!((broken, hauled), (got.of(Effect::BrokenDown), got.of(Effect::Recoverable)), "{}", tell());
        }
        RuleId::Repair => {
            let wrecks = &battle.view(Side::Soviet).wrecks;
            // The work begins when the turn ends; with the enemy far away nothing puts it off.
            let due = battle.scenario().starts().plus(900 + got.of(Effect::DelaySeconds));
            assert!(!wrecks.is_empty() && wrecks.iter().any(|w| w.due == Some(due)), "{wrecks:?} {}", tell());
        }
        RuleId::Recover => {
            let free: u32 = said.iter().map(|e| if let What::Recovered { count, .. } = e.what { u32::from(count) } else { 0 }).sum();
            assert_eq!(free, got.of(Effect::Recovered), "{}", tell());
            assert_eq!(free == 0, said.iter().any(|e| matches!(e.what, What::RecoveryFailed { .. })), "{}", tell());
        }
        RuleId::Stand => {
            let fights = battle.ledger().iter().any(|e| e.asked.rule() == RuleId::Assault);
            assert_eq!(got.of(Effect::Stands) == 1, fights, "{}", tell());
            assert_eq!(!fights, said.iter().any(|e| matches!(e.what, What::Assaulted { result: 0, .. })), "{}", tell());
        }
        RuleId::Assault => {
            let result = got.of(Effect::AssaultResult);
            assert!(said.iter().any(|e| matches!(e.what, What::Assaulted { result: r, .. } if u32::from(r) == result)), "{}", tell());
            let share = |men: u32, permille: u32| (men * permille + 500) / 1000;
            let prisoners = if result == 2 { got.of(Effect::Prisoners) } else { 0 };
            let hit = share(row.fit, got.of(Effect::DefenderLoss));
            assert_eq!((all, missing), (hit, hit * prisoners / 1000), "the defender: {}", tell());
            let attacker = men_lost(said, tiny::A);
            assert_eq!(attacker.2, share(books.rows[tiny::A.index()].fit, got.of(Effect::AttackerLoss)), "the attacker: {}", tell());
            let place = |u: UnitId| Side::BOTH.iter().find_map(|&s| battle.view(s).unit(u)).and_then(|u| u.hex);
            let (a, d) = (place(tiny::A), place(tiny::HILL));
            match result {
                0 => assert_eq!((a, d), (Some(hex(3, 2)), Some(hex(2, 2))), "both stay: {}", tell()),
                1 => assert_eq!((a, d), (Some(hex(2, 2)), Some(hex(2, 2))), "both are in it: {}", tell()),
                _ => assert!(a == Some(hex(2, 2)) && d != a, "it is taken: {}", tell()),
            }
        }
        RuleId::Spot => {
            // Who is found is counted next; who is not may be suspected.
            let known = battle.view(Side::Soviet).contacts.iter().any(|c| c.hex == hex(3, 3) && c.current);
            assert_eq!(known, got.of(Effect::Seen) == 1, "{}", tell());
        }
        RuleId::Suspicion => {
            let made = said.iter().any(|e| matches!(e.what, What::ContactMade { side: Side::Soviet, .. }));
            assert_eq!(made, got.of(Effect::Seen) == 1, "{}", tell());
            let grid = &battle.scenario().ground.grid;
            let off = khasan::hex::Dir::ALL.get((got.of(Effect::Misplaced) as usize).wrapping_sub(1));
            let place = off.and_then(|&d| grid.neighbour(hex(3, 3), d)).unwrap_or(hex(3, 3));
            let known: Vec<_> = battle.view(Side::Soviet).contacts.iter().map(|c| (c.hex, c.certainty, c.error_m)).collect();
            let fits = !battle.scenario().ground.terrain[place.index()].is_water() && place != hex(4, 3);
            let suspected = vec![(if fits { place } else { hex(3, 3) }, khasan::rules::Certainty::Suspected, 300)];
            assert_eq!(known, if made { suspected } else { vec![] }, "{}", tell());
        }
        RuleId::Estimate => {
            let asked = battle.ledger().iter().find_map(|e| if let Question::Estimate(q) = e.asked { Some(q) } else { None });
            let judged = battle.scenario().rules.judged(&asked.expect("asked"), got.of(Effect::Estimate));
            let men = battle.view(Side::Japanese).unit(tiny::GUNS).expect("theirs").men;
            let (least, most) = judged.band(men.into());
            let contact = battle.view(Side::Soviet).contacts.iter().find(|c| c.hex == hex(3, 3)).expect("seen");
            let (least, most) = (least as u16 / 10 * 10, (most as u16).div_ceil(10) * 10);
            assert_eq!(contact.men, (least, most), "{}", tell());
        }
        RuleId::FalseReport => {
            let made =
                said.iter().find_map(|e| if let What::ContactMade { contact, kind, .. } = e.what { Some((contact, kind)) } else { None });
            assert_eq!(made.is_some(), got.of(Effect::Seen) == 1, "{}", tell());
            if let Some((contact, kind)) = made {
                use khasan::view::ContactKind::*;
                assert_eq!(kind, [Men, Vehicles, Guns][got.of(Effect::Imagined) as usize], "{}", tell());
                let view = battle.view(Side::Soviet);
                // By day one next to the own men is given up as soon as they look.
                assert!(view.contact(contact).is_none_or(|c| !c.current && c.error_m > 0), "{}", tell());
            }
        }
        RuleId::Rally => {}
        RuleId::Strain | RuleId::Leader | RuleId::Rout | RuleId::FallSick | RuleId::Return => {
            crate::endurance::consequences(case, got, said);
        }
        RuleId::CloseAttack => {
            let (mut out, mut burnt) = (0, 0);
            for event in said {
                if let What::StrandedLost { burnt: b, recoverable, repairable, .. } = event.what {
                    out += u32::from(b + recoverable + repairable);
                    burnt += u32::from(b);
                }
            }
            assert_eq!((out, burnt), (got.of(Effect::VehiclesOut), got.of(Effect::Burnt)), "{}", tell());
            assert_eq!(crew, got.of(Effect::CrewHit).min(row.fit), "crews: {}", tell());
            let told = said.iter().any(|e| matches!(e.what, What::CloseAttacked { out: n, .. } if u32::from(n) == out));
            assert!(told, "{}", tell());
            let party = men_lost(said, tiny::HILL).2;
            let hunters = battle.scenario().rules.hunters(120, 2);
            assert!(party <= (hunters * got.of(Effect::AttackerLoss) + 500) / 1000, "the party: {}", tell());
        }
        RuleId::Surrender => {
            let expected = (got.of(Effect::MenHit), got.of(Effect::Killed), got.of(Effect::Captured));
            assert_eq!((all, killed, missing), expected, "{}", tell());
            assert!(said.iter().any(|e| matches!(e.what, What::Destroyed { unit: tiny::A, .. })), "{}", tell());
            assert_eq!(missing > 0, said.iter().any(|e| matches!(e.what, What::Surrendered { .. })), "{}", tell());
        }
        RuleId::LineUnderFire => {
            let cut = said.iter().any(|e| matches!(e.what, What::LineCut { unit: tiny::STAFF, .. }));
            assert_eq!(cut, got.of(Effect::LineCut) == 1, "{}", tell());
        }
        RuleId::Delay => {
            let from = said.iter().find_map(|e| if let What::MissionCalled { from, .. } = e.what { Some(from.since(e.at)) } else { None });
            assert_eq!(from, Some(got.of(Effect::DelaySeconds)), "{}", tell());
        }
        RuleId::Astray => {
            // It falls after the flak, which is another resolution.
            let fell = battle.events().iter().find_map(|e| if let What::StrikeFell { hex, .. } = e.what { Some(hex) } else { None });
            let off = battle.scenario().ground.grid.distance(fell.expect("it falls"), hex(4, 3));
            let steps = if got.of(Effect::Astray) > 0 { battle.scenario().rules.astray_steps() } else { 0 };
            assert_eq!(off, steps, "{}", tell());
        }
        RuleId::Locate => {
            let found = said.iter().any(|e| matches!(e.what, What::ContactMade { side: Side::Soviet, .. }));
            assert_eq!(found, got.of(Effect::Seen) == 1, "{}", tell());
        }
        RuleId::Flak => {
            let hit = |e: &Event| if let What::AircraftLost { count, damaged, .. } = e.what { [count, damaged] } else { [0; 2] };
            let lost: u32 = said.iter().flat_map(hit).map(u32::from).sum();
            let flew = u32::from(battle.scenario().flights[0].count);
            assert_eq!(lost, (got.of(Effect::AircraftLost) + got.of(Effect::AircraftDamaged)).min(flew), "{}", tell());
            let left = battle.view(Side::Soviet).flights[0].count;
            assert_eq!(u32::from(left) + lost, u32::from(battle.scenario().flights[0].count), "{}", tell());
        }
        RuleId::Hitch => {
            let late = said.iter().find_map(|e| if let What::TaskLate { ready, .. } = e.what { Some(ready.since(e.at)) } else { None });
            assert_eq!(late.unwrap_or(0), got.of(Effect::Minutes) * 60, "{}", tell());
            assert_eq!(late.is_some(), got.of(Effect::Comes) == 1, "{}", tell());
            assert_eq!(battle.view(Side::Soviet).tasks[1].next.is_some(), late.is_some(), "{}", tell());
        }
        RuleId::Spell => {
            let hours = got.of(Effect::Hours);
            assert_eq!(hours > 0, got.of(Effect::Comes) == 1, "{}", tell());
            let told = said.iter().any(|e| matches!(e.what, What::WeatherChanged { weather, .. } if weather.sky == Sky::Overcast));
            assert_eq!(told, hours > 0, "{}", tell());
            assert_eq!(battle.view(Side::Japanese).weather.sky == Sky::Overcast, hours > 0, "{}", tell());
            let spells = serde_json::to_value(battle.snapshot()).expect("plain data")["air"]["spells"].clone();
            let at = |n: usize| spells[n][0].as_u64();
            let lasts = at(1).zip(at(2)).map(|(from, to)| to - from);
            assert_eq!(lasts.unwrap_or(0), u64::from(hours) * 3_600, "{spells}");
        }
    }
}

/// What no event tells: suppression laid on the target, and stress taken off by a rally.
fn inner(battle: &Battle, case: &Case, asked: &Question, effect: Effect, value: u32) {
    let unit = || play::inside(battle, case.target);
    match (effect, asked) {
        (Effect::Suppression, _) if value > 0 => {
            let nerve = &unit()["nerve"]["dangers"];
            let laid = nerve.as_array().into_iter().flatten().any(|d| d["permille"].as_u64() == Some(value.min(1000).into()));
            assert!(laid, "{:?}: suppressed by {value}, not {nerve}", case.rule);
        }
        (Effect::Rallied, Question::Rally(q)) => {
            let of = |part: &str, field: &str| unit()[part][field].as_u64().expect("a number") as u32;
            let rules = &battle.scenario().rules;
            let had = u32::from(q.stress_permille) * 1000;
            let left =
                if value > 0 { rules.rallied_stress(had).max(rules.worn_stress(of("lasting", "worn_ppm"), q.nerve_permille)) } else { had };
            assert!(of("nerve", "stress_permille").abs_diff(left / 1000) <= 1, "rallied: {value}");
        }
        _ => {}
    }
}

/// Walk all rows of a case; how many casts that took.
fn walk(case: &Case) -> usize {
    let mut battle = play::battle((case.scenario)(), 1, Keep::Ledger);
    (case.before)(&mut battle);
    battle.script_dice(&[]);
    let start = battle.snapshot();
    let place = find(&mut battle, case, &start);
    let asked = place.2;
    let lottery = battle.scenario().rules.lottery(&asked);
    let mut casts = 0;
    let courses: Vec<(u32, u32)> = if lottery.course.is_empty() {
        vec![(0, MIDDLE)]
    } else {
        edges(&lottery.course.iter().enumerate().map(|(i, c)| (i as u32, c.0)).collect::<Vec<_>>()).collect()
    };
    for (n, &(course, first)) in courses.iter().enumerate() {
        let mut words = vec![MIDDLE; words_of(&lottery)];
        words[0] = first;
        let got = cast(&mut battle, case, &start, place, &words);
        casts += 1;
        assert_eq!(u32::from(got.course), course, "{:?}: word {first} is this course", case.rule);
        if n % 2 == 1 {
            // The rows of the stages are walked at the course's first word alone.
            continue;
        }
        // What hangs on an earlier stage is walked for a middling and for a great result of it.
        for others in [MIDDLE, u32::MAX] {
            let mut words = vec![others; words_of(&lottery)];
            words[0] = first;
            let earlier = lottery.cast(|k| words[k as usize]);
            for (k, stage) in lottery.stages.iter().enumerate() {
                let rows = lottery.rows(k, course as usize, &earlier);
                assert_eq!(rows.iter().map(|r| r.1.0).sum::<u64>(), 1 << 32, "{:?}: the rows of {:?} sum to one", case.rule, stage.effect);
                for (value, word) in edges(&rows) {
                    let mut words = words.clone();
                    words[k + 1] = word;
                    let got = cast(&mut battle, case, &start, place, &words);
                    casts += 1;
                    assert_eq!(got.got[k], Some((stage.effect, value)), "{:?}: word {word} is this row", case.rule);
                    inner(&battle, case, &asked, stage.effect, value);
                }
            }
        }
    }
    casts
}

#[test]
fn every_row_of_every_lottery_is_carried_out() {
    let mut walked = BTreeSet::new();
    for case in CASES.iter().chain(&crate::endurance::CASES) {
        let casts = walk(case);
        assert!(casts > 2, "{:?} has rows", case.rule);
        eprintln!("{:?}: {casts} casts", case.rule);
        walked.insert(case.rule);
    }
    assert_eq!(walked, RuleId::ALL.into_iter().collect(), "every rule is asked");
}
