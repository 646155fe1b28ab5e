//! The keyed dice follow the odds they are given: one chi-squared over a hundred thousand casts of questions that battles
//! asked, under fixed seeds.

use crate::play::{self, Luck};
use crate::tiny;
use khasan::battle::{Author, DiceKey, Keep, Seed, recast};
use khasan::data::{FormationId, Mishap, Obstacle, ObstacleKind, Scenario};
use khasan::hex::Dir;
use khasan::rules::{Effect, Hitch, Law, Lottery, Outcome, Prob, Question, RuleId, Side};
use khasan::view::Order;
use std::collections::BTreeMap;

const CASTS: usize = 100_000;
/// Questions kept of each rule.
const KEPT: usize = 24;
/// Bins by quantile of each stage.
const BINS: usize = 8;

/// The small battle with mines from north to south before the marsh, and a battalion that may be late.
fn mined() -> Scenario {
    let mut scenario = tiny::scenario();
    for row in 0..tiny::ROWS {
        let at = scenario.ground.grid.side(tiny::hex(7, row), Dir::NW);
        let mine = |at| Obstacle { side: Side::Japanese, at, kind: ObstacleKind::Mines, sources: vec!["made_up".into()] };
        scenario.obstacles.extend(at.map(mine));
    }
    let hitch = Hitch { percent: 50, least_min: 20, most_min: 60 };
    let at = scenario.starts().plus(900);
    scenario.mishaps = vec![Mishap { formation: FormationId(1), at, hitch, astray: None, sources: vec!["made_up".into()] }];
    scenario
}

/// A few men in a corner, and the enemy all around them, who moves first.
fn cornered() -> Scenario {
    let mut scenario = tiny::scenario();
    scenario.phases[0].first = Side::Japanese;
    for (unit, col, row) in [(tiny::A, 0, 0), (tiny::HILL, 1, 0), (tiny::GUNS, 0, 1)] {
        tiny::put(&mut scenario, unit, tiny::hex(col, row));
    }
    let few = &mut scenario.units[tiny::A.index()];
    (few.men, few.ammunition_percent, few.depot) = (20, 0, None);
    scenario
}

/// What battles of random orders ask, rule by rule.
fn asked() -> BTreeMap<RuleId, Vec<Question>> {
    let mut all: BTreeMap<RuleId, Vec<Question>> = BTreeMap::new();
    for seed in 0..106 {
        let mut battle = play::battle(if seed < 100 { mined() } else { cornered() }, seed, Keep::Ledger);
        if seed >= 100 {
            let order = Order::Assault { units: vec![tiny::HILL], hex: tiny::hex(0, 0) };
            battle.apply(Side::Japanese, Author::Human, &order).map(<[_]>::len).expect("they may go in");
        }
        play::play(&mut battle, &mut Luck(seed + 7), 99, |_, _| {});
        for entry in battle.ledger() {
            let list = all.entry(entry.asked.rule()).or_default();
            if !list.contains(&entry.asked) {
                list.push(entry.asked);
            }
        }
    }
    for list in all.values_mut() {
        // Evenly over what was met.
        let step = list.len().div_ceil(KEPT).max(1);
        *list = list.iter().copied().step_by(step).collect();
    }
    all
}

/// Whether a law hangs on what an earlier stage gave.
fn hangs(law: &Law) -> bool {
    !matches!(law, Law::Sure(_) | Law::Chance(_) | Law::Count { .. } | Law::CountUpTo { .. } | Law::Rows(_))
}

/// The bin of each row, by the quantile at which it begins.
fn bins(rows: &[(u32, Prob)]) -> impl Iterator<Item = (u32, usize, f64)> {
    let mut sum = 0u64;
    rows.iter().map(move |&(value, p)| {
        let bin = (sum * BINS as u64) >> 32;
        sum += p.0;
        (value, bin as usize, p.get())
    })
}

/// Seen and expected, by rule and by course or stage.
type Counts = BTreeMap<(RuleId, Option<Effect>), [(f64, f64); BINS]>;

/// Count so many casts of each rule's questions, given by `word` where dice are not to be the keyed ones.
fn count(questions: &BTreeMap<RuleId, Vec<Question>>, casts: usize, cast: impl Fn(DiceKey, &Lottery) -> Outcome) -> Counts {
    let rules = tiny::tables();
    let mut counts = Counts::new();
    for (&rule, list) in questions {
        let each = casts / questions.len() / list.len();
        for (q, question) in list.iter().enumerate() {
            let lottery = rules.lottery(question);
            let mut known: BTreeMap<(usize, usize), Vec<(u32, Prob)>> = BTreeMap::new();
            for n in 0..each {
                let key = DiceKey { purpose: rule as u8, turn: (n / 40) as u16, actor: (q * 7 + n % 8) as u16, nth: (n / 8 % 5) as u16 };
                let got = cast(key, &lottery);
                let course = usize::from(got.course);
                if !lottery.course.is_empty() {
                    let slot = counts.entry((rule, None)).or_default();
                    for (i, row) in lottery.course.iter().enumerate() {
                        slot[i].1 += row.0.get();
                    }
                    slot[course].0 += 1.0;
                }
                for (k, stage) in lottery.stages.iter().enumerate() {
                    let fresh;
                    let rows = if hangs(&stage.law) {
                        fresh = lottery.rows(k, course, &got);
                        &fresh
                    } else {
                        known.entry((k, course)).or_insert_with(|| lottery.rows(k, course, &got))
                    };
                    let value = got.got[k].map(|g| g.1);
                    let slot = counts.entry((rule, Some(stage.effect))).or_default();
                    for (row, bin, p) in bins(rows) {
                        slot[bin].1 += p;
                        if Some(row) == value {
                            slot[bin].0 += 1.0;
                        }
                    }
                }
            }
        }
    }
    counts
}

/// Chi-squared and its degrees of freedom; bins that expect fewer than five are thrown together.
fn chi_squared(counts: &Counts) -> (f64, f64) {
    let (mut sum, mut freedom) = (0.0, 0.0);
    for slot in counts.values() {
        let mut groups: Vec<(f64, f64)> = slot.iter().copied().filter(|b| b.1 >= 5.0).collect();
        let rest = slot.iter().filter(|b| b.1 < 5.0).fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
        match groups.last_mut() {
            Some(last) if rest.1 < 5.0 => *last = (last.0 + rest.0, last.1 + rest.1),
            _ => groups.push(rest),
        }
        freedom += groups.len() as f64 - 1.0;
        sum += groups.iter().map(|(seen, due)| (seen - due) * (seen - due) / due.max(1e-9)).sum::<f64>();
    }
    (sum, freedom)
}

/// Four standard deviations above the mean of a chi-squared: fair dice stay below it but once in some ten thousand seeds.
fn threshold(freedom: f64) -> f64 {
    freedom + 4.0 * (2.0 * freedom).sqrt()
}

#[test]
fn casts_follow_their_odds() {
    let questions = asked();
    let missing: Vec<RuleId> = RuleId::ALL.into_iter().filter(|r| !questions.contains_key(r)).collect();
    assert!(missing.is_empty(), "battles ask every rule, but not {missing:?}");
    let fair = count(&questions, CASTS, |key, lottery| recast(Seed { seed: 1938, run: 0 }, key, lottery));
    let (sum, freedom) = chi_squared(&fair);
    assert!(freedom > 50.0, "there is much to compare: {freedom}");
    assert!(sum < threshold(freedom), "chi-squared {sum:.1} with {freedom} degrees of freedom, at most {:.1}", threshold(freedom));
    for rule in RuleId::ALL {
        let own: Counts = fair.iter().filter(|c| c.0.0 == rule).map(|(k, v)| (*k, *v)).collect();
        let (sum, freedom) = chi_squared(&own);
        let most = freedom + 5.0 * (2.0 * freedom).sqrt() + 5.0;
        assert!(sum < most, "{rule:?}: chi-squared {sum:.1} with {freedom} degrees of freedom, at most {most:.1}");
    }
    // Dice that are a little loaded are found out: one word in ten is zero.
    let loaded = count(&questions, CASTS / 4, |key, lottery| {
        let luck = std::cell::RefCell::new(Luck(
            u64::from(key.turn) << 32 | u64::from(key.actor) << 16 | u64::from(key.nth) << 8 | u64::from(key.purpose),
        ));
        lottery.cast(|_| {
            let mut luck = luck.borrow_mut();
            if luck.below(10) == 0 { 0 } else { luck.next() as u32 }
        })
    });
    let (sum, freedom) = chi_squared(&loaded);
    assert!(sum > threshold(freedom), "loaded dice give {sum:.1} with {freedom} degrees of freedom");
}

/// The ledger's key is enough to find an outcome again.
#[test]
fn entries_of_the_ledger_are_cast_again_from_their_keys() {
    let mut battle = play::battle(tiny::scenario(), 3, Keep::Ledger);
    play::play(&mut battle, &mut Luck(3), 99, |_, _| {});
    let rules = battle.scenario().rules.clone();
    let seed = Seed { seed: 3, run: 0 };
    let mut keys = std::collections::BTreeSet::new();
    for entry in battle.ledger() {
        assert_eq!(recast(seed, entry.key, &rules.lottery(&entry.asked)), entry.got);
        assert!(keys.insert((entry.key.purpose, entry.key.turn, entry.key.actor, entry.key.nth)), "{:?} is used once", entry.key);
    }
    assert!(keys.len() > 50);
}
