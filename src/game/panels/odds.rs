//! One question with its odds, as lines: the rule, every factor by name and sign, what may come of it.
//!
//! What belongs here: how odds are told. What never does: where the question comes from.

use super::lines::Lines;
use super::tell::{chance, minutes};
use crate::rules::{Asked, Effect, Lottery, Modifier, Outcome, Question};
use crate::words::Words;

/// Part of the cases left out below and above a span.
const TAIL: f64 = 0.05;

/// A factor as a change: `−35 %`.
pub(super) fn change(permille: u32) -> String {
    let tenths = i64::from(permille) - 1000;
    let sign = if tenths < 0 { "−" } else { "+" };
    let tenths = tenths.unsigned_abs();
    if tenths.is_multiple_of(10) { format!("{sign}{} %", tenths / 10) } else { format!("{sign}{:.1} %", tenths as f64 / 10.0) }
}

/// Results between which nine of ten cases lie.
pub(super) fn span(distribution: &[(u32, f64)]) -> (u32, u32) {
    let quantile = |q: f64| {
        let mut sum = 0.0;
        let at = distribution.iter().find(|(_, p)| {
            sum += p;
            sum >= q
        });
        at.or(distribution.last()).map_or(0, |(v, _)| *v)
    };
    (quantile(TAIL), quantile(1.0 - TAIL))
}

/// A mean with as many digits as it deserves.
pub(super) fn mean(value: f64) -> String {
    if value > 0.0 && value < 0.05 {
        "<0.1".to_owned()
    } else if value >= 9.95 {
        format!("{value:.0}")
    } else {
        format!("{value:.1}")
    }
}

/// A question with all that is known of its odds.
pub(super) fn tell(words: &Words, asked: &Asked, lines: &mut Lines) {
    lines.head(words.rule(asked.question.rule()));
    factors(words, &asked.modifiers, lines);
    for stage in &asked.lottery.stages {
        stage_lines(words, &asked.question, &asked.lottery, stage.effect, lines);
    }
}

/// Every factor by name and sign; one that comes more than once, as for several shooters, in one line.
pub(super) fn factors(words: &Words, modifiers: &[Modifier], lines: &mut Lines) {
    let mut names: Vec<_> = modifiers.iter().map(|m| m.name).collect();
    names.dedup();
    let mut told = Vec::new();
    for name in names {
        if told.contains(&name) {
            continue;
        }
        told.push(name);
        let all: Vec<String> = modifiers.iter().filter(|m| m.name == name).map(|m| change(m.permille)).collect();
        lines.pair(words.modifier(name), all.join(", "));
    }
}

/// What one effect may come to.
fn stage_lines(words: &Words, question: &Question, lottery: &Lottery, effect: Effect, lines: &mut Lines) {
    let all = lottery.distribution(effect);
    match effect {
        Effect::AssaultResult => {
            for (value, id) in [(0, "result-repulsed"), (1, "result-lodged"), (2, "result-taken")] {
                let p: f64 = all.iter().filter(|(v, _)| *v == value).map(|(_, p)| p).sum();
                lines.pair(words.ui(id), chance(p));
            }
        }
        Effect::Stands
        | Effect::Seen
        | Effect::Rallied
        | Effect::Comes
        | Effect::Yields
        | Effect::LineCut
        | Effect::CommanderHit
        | Effect::Astray
        | Effect::Misplaced => {
            let id = match effect {
                Effect::Stands => "odds-stands",
                Effect::Seen => "odds-seen",
                Effect::Comes => "odds-comes",
                Effect::Yields => "odds-yields",
                Effect::LineCut => "odds-line-cut",
                Effect::CommanderHit => "odds-commander-hit",
                Effect::Astray => "odds-astray",
                Effect::Misplaced => "odds-misplaced",
                _ => "odds-rallied",
            };
            lines.pair(words.ui(id), chance(lottery.at_least_one(effect)));
        }
        Effect::AttackerLoss | Effect::DefenderLoss => {
            let (id, men) = match (effect, question) {
                (Effect::AttackerLoss, Question::Assault(a)) => ("odds-attacker-men", a.attacker.men),
                (Effect::AttackerLoss, Question::CloseAttack(a)) => ("odds-attacker-men", a.men),
                (_, Question::Assault(a)) => ("odds-defender-men", a.defender.men.saturating_add(a.caught)),
                _ => return,
            };
            // per mille of those who take part
            let of = |permille: f64| permille * f64::from(men) / 1000.0;
            let (least, most) = span(&all);
            lines
                .pair(words.ui(id), format!("{} ({:.0}–{:.0})", mean(of(lottery.mean(effect))), of(f64::from(least)), of(f64::from(most))));
        }
        Effect::Suppression | Effect::Stress | Effect::Prisoners => {
            let id = match effect {
                Effect::Suppression => "odds-suppression",
                Effect::Stress => "odds-stress",
                _ => "odds-prisoners",
            };
            let (least, most) = span(&all);
            lines.pair(words.ui(id), spread(lottery.mean(effect) / 10.0, least.div_ceil(10), most.div_ceil(10)) + " %");
        }
        Effect::Imagined => {
            let kinds = [(0, "contact_kind-men"), (1, "contact_kind-vehicles"), (2, "contact_kind-guns")];
            for (value, id) in kinds {
                let p: f64 = all.iter().filter(|(v, _)| *v == value).map(|(_, p)| p).sum();
                lines.pair(words.ui(id), chance(p));
            }
        }
        // Which of several likely places it is says nothing to a reader.
        Effect::Place => {}
        Effect::Estimate => {
            let (least, most) = span(&all);
            lines.pair(words.ui("odds-estimate"), format!("{least}–{most} %"));
        }
        Effect::DelaySeconds => {
            let (least, most) = span(&all);
            let middle = minutes(words, lottery.mean(effect) as u32);
            lines.pair(words.ui("odds-delay"), format!("{middle} ({}–{})", minutes(words, least), minutes(words, most)));
        }
        _ => {
            let (least, most) = span(&all);
            let any = lottery.at_least_one(effect);
            let mut text = spread(lottery.mean(effect), least, most);
            if most > 0 || any > 0.0 {
                text += &format!(" · {}", words.ui_with("odds-any", &[("chance", chance(any))]));
            }
            lines.pair(words.effect(effect), text);
        }
    }
}

/// A mean and, where there is one, its span.
fn spread(middle: f64, least: u32, most: u32) -> String {
    if least == most { mean(middle) } else { format!("{} ({least}–{most})", mean(middle)) }
}

/// What came of a cast.
pub(super) fn came(words: &Words, got: &Outcome, lines: &mut Lines) {
    for (effect, n) in got.got.iter().flatten() {
        lines.pair(words.effect(*effect), n.to_string());
    }
}

/// The odds of a question in one line: what most wants to be known.
pub(super) fn brief(words: &Words, asked: &[Asked]) -> Option<String> {
    let sum = |effect: Effect| asked.iter().map(|a| a.lottery.mean(effect)).sum::<f64>();
    let has = |effect: Effect| asked.iter().any(|a| a.lottery.stages.iter().any(|s| s.effect == effect));
    if let Some(a) = asked.iter().find(|a| matches!(a.question, Question::Assault(_))) {
        let all = a.lottery.distribution(Effect::AssaultResult);
        let p = |value: u32| chance(all.iter().filter(|(v, _)| *v == value).map(|(_, p)| p).sum());
        return Some(words.ui_with("brief-assault", &[("taken", p(2)), ("lodged", p(1)), ("repulsed", p(0))]));
    }
    let parts: Vec<String> = [(Effect::MenHit, "brief-men"), (Effect::VehiclesOut, "brief-vehicles"), (Effect::GunsOut, "brief-guns")]
        .into_iter()
        .filter(|(e, _)| has(*e))
        .map(|(e, id)| words.ui_with(id, &[("n", mean(sum(e)))]))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_told_as_changes_and_spans_hold_nine_of_ten() {
        assert_eq!([1000, 650, 2000, 1255, 0].map(change), ["+0 %", "−35 %", "+100 %", "+25.5 %", "−100 %"]);
        let even: Vec<(u32, f64)> = (0..100).map(|v| (v, 0.01)).collect();
        let (least, most) = span(&even);
        assert!((4..=5).contains(&least) && (93..=95).contains(&most), "{least} {most}");
        assert_eq!(span(&[]), (0, 0));
    }
}
