//! What the right button would do, as lines: in full for the card, in short for the cursor.
//!
//! What belongs here: telling a [`Preview`]. What never does: planning, drawing.

use super::lines::Lines;
use super::odds;
use super::tell::{self, chance, minutes, one};
use crate::data::TaskKind;
use crate::game::ask::Mode;
use crate::game::desk::Desk;
use crate::game::plan::{Planned, Preview};
use crate::game::state::Game;
use crate::hex::HexId;
use crate::rules::{Pace, RecoverMeans, SideWork};
use crate::view::{Order, OwnUnit, Quote, Refusal, Shells, Target};

/// Steps of a way that are told one by one.
const MOST_STEPS: usize = 40;
/// Refusals that are told one by one.
const MOST_REFUSALS: usize = 8;

/// The unit an order is given to, where it is one.
fn unit_of<'a>(desk: &'a Desk, order: &Order) -> Option<&'a OwnUnit> {
    match order {
        Order::Move { unit, .. }
        | Order::Fire { unit, .. }
        | Order::Work { unit, .. }
        | Order::Build { unit, .. }
        | Order::Hold { unit, .. }
        | Order::Deploy { unit, .. } => desk.seen().unit(*unit),
        Order::Mission { battery, .. } | Order::Harass { battery, .. } | Order::Defend { battery, .. } => desk.seen().unit(*battery),
        Order::Assault { .. } | Order::Sortie { .. } | Order::Release { .. } | Order::Defy { .. } | Order::Task { .. } => None,
    }
}

/// What kind of order it is, in a word.
fn action(game: &Game, order: &Order) -> String {
    game.words.ui(match order {
        Order::Move { pace: Pace::March, .. } => "do-march",
        Order::Move { .. } => "do-move",
        Order::Fire { .. } => "do-fire",
        Order::Assault { .. } => "do-assault",
        Order::Mission { shells: Shells::HighExplosive, .. } => "do-mission",
        Order::Mission { shells: Shells::Smoke, .. } => "do-smoke",
        Order::Sortie { .. } => "do-sortie",
        Order::Work { .. } => "do-work",
        Order::Build { work, .. } => do_work(*work),
        Order::Hold { .. } => "do-hold",
        Order::Defy { .. } => "do-defy",
        Order::Release { .. } => "do-release",
        Order::Harass { .. } => "do-harass",
        Order::Defend { hex: None, .. } => "do-defend-end",
        Order::Defend { .. } => "do-defend",
        Order::Deploy { .. } => "do-deploy",
        Order::Task { kind, .. } => do_task(*kind),
    })
}

/// Id of a task's name as something to give.
pub(super) fn do_task(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::Attack => "do-task-attack",
        TaskKind::Defend => "do-task-defend",
        TaskKind::Move => "do-task-move",
        TaskKind::Reserve => "do-task-reserve",
    }
}

/// Id of a work's name as something to do.
pub(super) fn do_work(work: SideWork) -> &'static str {
    match work {
        SideWork::Wire => "do-wire",
        SideWork::Gap => "do-gap",
        SideWork::Crossing => "do-crossing",
        SideWork::LogRoad => "do-log-road",
        SideWork::Lift => "do-lift",
        SideWork::Clear => "do-clear",
    }
}

fn action_at(game: &Game, desk: &Desk, order: &Order, at: HexId) -> String {
    format!("{}: {}", action(game, order), tell::hex(game, desk.scenario(), at))
}

/// The preview in full.
pub(super) fn full(game: &Game, desk: &Desk) -> Lines {
    let mut lines = Lines::default();
    let words = &game.words;
    let Some(preview) = desk.preview() else {
        lines.soft(words.ui(if desk.may_order() { "preview-none" } else { "preview-watching" }));
        return lines;
    };
    match &preview.orders[..] {
        [planned] => single(game, desk, preview, planned, &mut lines),
        many => several(game, desk, preview, many, &mut lines),
    }
    bearing(game, desk, preview, &mut lines);
    if preview.refusal().is_none() {
        if preview.undoable() {
            lines.soft(words.ui("preview-undoable"));
        } else {
            lines.soft(words.ui("preview-final"));
        }
    }
    lines
}

fn single(game: &Game, desk: &Desk, preview: &Preview, planned: &Planned, lines: &mut Lines) {
    lines.head(action_at(game, desk, &planned.order, preview.hex));
    match &planned.quote {
        Err(refusal) => lines.warn(game.words.refusal(desk.scenario(), refusal)),
        Ok(quote) => quoted(game, desk, &planned.order, quote, lines),
    }
}

fn quoted(game: &Game, desk: &Desk, order: &Order, quote: &Quote, lines: &mut Lines) {
    let words = &game.words;
    let hour = |at| tell::hour(words, desk.seen().turn_from, at);
    if quote.seconds > 0 {
        let id = if matches!(order, Order::Harass { .. }) { "preview-spread" } else { "preview-seconds" };
        lines.pair(words.ui(id), minutes(words, quote.seconds));
    }
    if let Some(unit) = unit_of(desk, order) {
        let left = u32::from(unit.seconds);
        match order {
            Order::Move { .. } => {
                lines.pair(words.ui("preview-left"), minutes(words, left));
                if quote.seconds > left {
                    lines.bad(words.ui("preview-next-turn"), minutes(words, quote.seconds - left));
                }
            }
            Order::Build { .. } => {
                lines.pair(words.ui("preview-left"), minutes(words, left));
                if quote.seconds > left {
                    lines.bad(words.ui("preview-next-turn"), minutes(words, quote.seconds - left));
                }
            }
            Order::Fire { .. } | Order::Work { .. } => lines.pair(words.ui("preview-left"), minutes(words, left)),
            _ => {}
        }
        if !quote.steps.is_empty() {
            way(game, desk, unit, quote, lines);
        }
    }
    match *order {
        Order::Fire { at: Target::Hex(_), .. } => lines.soft(words.ui("preview-at-hex")),
        Order::Defend { hex: Some(_), .. } => lines.soft(words.ui("preview-defend")),
        Order::Defend { hex: None, .. } => lines.soft(words.ui("preview-defend-end")),
        Order::Assault { .. } if quote.later_s > 0 => {
            lines.bad(words.ui("preview-next-turn"), minutes(words, quote.later_s));
            lines.soft(words.ui("preview-storm-later"));
        }
        Order::Mission { battery, rounds, .. } | Order::Harass { battery, rounds, .. } => {
            lines.pair(words.ui("preview-rounds"), rounds.to_string());
            if let Some(ration) = desk.seen().unit(battery).and_then(|u| u.ration) {
                let args = [("n", ration.left.to_string()), ("of", ration.of_day.to_string())];
                lines.pair(words.ui("card-ration"), words.ui_with("card-of", &args));
            }
            if let Some((least, most)) = quote.delay_s {
                let from = desk.seen().turn_from;
                lines.pair(words.ui("preview-delay"), format!("{}–{}", minutes(words, least), minutes(words, most)));
                lines.pair(words.ui("preview-first-rounds"), format!("{}–{}", hour(from.plus(least)), hour(from.plus(most))));
            }
            if let Some(seconds) = quote.hidden_s {
                lines.pair(words.ui("preview-hidden"), minutes(words, seconds));
                if let Some((least, most)) = quote.hides_from {
                    let ends = format!("{}–{}", hour(least.plus(seconds)), hour(most.plus(seconds)));
                    lines.pair(words.ui("preview-hidden-until"), ends);
                }
            }
        }
        Order::Sortie { flight, at, .. } => {
            lines.pair(words.ui("preview-flight"), tell::flight(game, desk.scenario(), flight));
            lines.pair(words.ui("preview-over-target"), hour(at));
        }
        _ => {}
    }
    by_way_of(game, desk, order, lines);
    if let Some(ready) = quote.ready {
        lines.pair(words.ui("preview-ready"), hour(ready));
        if let Some((seconds, _)) = quote.delay_s {
            lines.pair(words.ui("preview-prepared"), minutes(words, seconds));
        }
    }
    odds::factors(words, &quote.because, lines);
    if let Some(means) = quote.means {
        let with = match means {
            RecoverMeans::Log => words.ui("means-log"),
            RecoverMeans::Tow => words.ui("means-tow"),
            RecoverMeans::Tractor => words.ui("means-tractor"),
        };
        lines.pair(words.ui("preview-means"), with);
    }
    for asked in &quote.asks {
        odds::tell(words, asked, lines);
    }
}

/// The hexes that a new task leads through, or how to name some.
fn by_way_of(game: &Game, desk: &Desk, order: &Order, lines: &mut Lines) {
    let Order::Task { kind, via, .. } = order else { return };
    match &via[..] {
        [through @ .., _] if !through.is_empty() => {
            let names: Vec<String> = through.iter().map(|&h| desk.seen().ground.grid.name(h)).collect();
            lines.pair(game.words.ui("preview-via"), names.join(", "));
        }
        _ if *kind == TaskKind::Reserve => lines.soft(game.words.ui("preview-reserve")),
        _ => lines.soft(game.words.ui("preview-via-hint")),
    }
}

/// The way step by step: when it arrives, what may get stuck.
fn way(game: &Game, desk: &Desk, unit: &OwnUnit, quote: &Quote, lines: &mut Lines) {
    let words = &game.words;
    let vehicles = unit.running();
    if vehicles > 0 && quote.bog_any_permille > 0 {
        let expected = f64::from(quote.bog_permille) * f64::from(vehicles) / 1000.0;
        let args =
            [("expected", odds::mean(expected)), ("of", vehicles.to_string()), ("any", chance(f64::from(quote.bog_any_permille) / 1000.0))];
        lines.bad(words.ui("preview-bog"), words.ui_with("preview-bog-value", &args));
        let deep = f64::from(quote.deep_permille) * f64::from(vehicles) / 1000.0;
        if quote.deep_permille > 0 {
            lines.bad(words.ui("preview-deep"), odds::mean(deep));
        }
        if quote.recover_s > 0 {
            lines.pair(words.ui("preview-recover"), minutes(words, quote.recover_s));
        }
    }
    if vehicles > 0 && quote.break_permille > 0 {
        let broken = f64::from(quote.break_permille) * f64::from(vehicles) / 1000.0;
        lines.pair(words.ui("preview-break"), odds::mean(broken));
    }
    let start = desk.seen().clock_of(unit);
    let (mut gone, left, mut later) = (0, u32::from(unit.seconds), false);
    lines.soft(words.ui("preview-steps"));
    for step in quote.steps.iter().take(MOST_STEPS) {
        gone += step.seconds;
        if gone > left && !later {
            later = true;
            lines.soft(words.ui("preview-steps-later"));
        }
        // The turns of others lie between: nobody knows yet when it arrives in the next one.
        let at = if later { "…".to_owned() } else { start.plus(gone).hhmm() };
        let mut value = format!("{} · {at}", minutes(words, step.seconds));
        if vehicles > 0 && step.bog_any_permille > 0 {
            value += &format!(" · {}", one(words, "preview-step-bog", "chance", chance(f64::from(step.bog_any_permille) / 1000.0)));
        }
        if step.wait_s > 0 {
            value += &format!(" · {}", one(words, "preview-step-wait", "time", minutes(words, step.wait_s)));
        }
        lines.pair(tell::hex(game, desk.scenario(), step.hex), value);
    }
    if quote.steps.len() > MOST_STEPS {
        lines.soft("…");
    }
}

/// Orders of many units: sums, and who cannot.
fn several(game: &Game, desk: &Desk, preview: &Preview, many: &[Planned], lines: &mut Lines) {
    let words = &game.words;
    let Some(first) = many.first() else { return };
    lines.head(action_at(game, desk, &first.order, preview.hex));
    let good: Vec<(&Order, &Quote)> = many.iter().filter_map(|p| Some((&p.order, p.quote.as_ref().ok()?))).collect();
    lines.pair(
        words.ui("preview-units"),
        words.ui_with("preview-units-value", &[("n", good.len().to_string()), ("of", many.len().to_string())]),
    );
    by_way_of(game, desk, &first.order, lines);
    let slowest = good.iter().map(|(_, q)| q.seconds).max().unwrap_or(0);
    if slowest > 0 {
        lines.pair(words.ui("preview-slowest"), minutes(words, slowest));
    }
    let late = good.iter().filter(|(o, q)| unit_of(desk, o).is_some_and(|u| q.seconds > u32::from(u.seconds))).count();
    if late > 0 && matches!(first.order, Order::Move { .. }) {
        lines.pair(words.ui("preview-late"), late.to_string());
    }
    let vehicles: u32 = good.iter().filter_map(|(o, _)| unit_of(desk, o)).map(OwnUnit::running).sum();
    let (mut expected, mut none) = (0.0, 1.0);
    for (order, quote) in &good {
        let running = unit_of(desk, order).map_or(0, OwnUnit::running);
        expected += f64::from(quote.bog_permille) * f64::from(running) / 1000.0;
        none *= 1.0 - f64::from(quote.bog_any_permille) / 1000.0;
    }
    if expected > 0.0 {
        let args = [("expected", odds::mean(expected)), ("of", vehicles.to_string()), ("any", chance(1.0 - none))];
        lines.bad(words.ui("preview-bog"), words.ui_with("preview-bog-value", &args));
    }
    let rounds_of = |o: &Order| if let Order::Mission { rounds, .. } | Order::Harass { rounds, .. } = o { u32::from(*rounds) } else { 0 };
    let rounds: u32 = good.iter().map(|(o, _)| rounds_of(o)).sum();
    if rounds > 0 {
        lines.pair(words.ui("preview-rounds"), rounds.to_string());
    }
    if let (Some(first), Some(last)) = (good.iter().filter_map(|(_, q)| q.ready).min(), good.iter().filter_map(|(_, q)| q.ready).max()) {
        let hour = |at| tell::hour(words, desk.seen().turn_from, at);
        let hours = if first == last { hour(first) } else { format!("{}–{}", hour(first), hour(last)) };
        lines.pair(words.ui("preview-ready"), hours);
    }
    let delays = good.iter().filter(|(_, q)| q.ready.is_none()).filter_map(|(_, q)| q.delay_s);
    if let Some((least, most)) = delays.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) {
        lines.pair(words.ui("preview-delay"), format!("{}–{}", minutes(words, least), minutes(words, most)));
    }
    let asked: Vec<_> = good.iter().flat_map(|(_, q)| q.asks.iter().cloned()).collect();
    if let Some(text) = odds::brief(words, &asked) {
        lines.pair(words.ui("preview-together"), text);
    }
    refusals(game, desk, many, lines);
    // The odds of each, one after the other.
    for (order, quote) in good.iter().filter(|(_, q)| !q.asks.is_empty()).take(MOST_REFUSALS) {
        if let Some(unit) = unit_of(desk, order) {
            lines.gap();
            lines.text(tell::unit(game, desk.scenario(), unit.id));
        }
        for asked in &quote.asks {
            odds::tell(words, asked, lines);
        }
    }
}

fn refusals(game: &Game, desk: &Desk, many: &[Planned], lines: &mut Lines) {
    let all: Vec<&Refusal> = many.iter().filter_map(|p| p.quote.as_ref().err()).collect();
    for refusal in all.iter().take(MOST_REFUSALS) {
        lines.warn(game.words.refusal(desk.scenario(), refusal));
    }
    if all.len() > MOST_REFUSALS {
        lines.warn(one(&game.words, "preview-more-refusals", "n", all.len() - MOST_REFUSALS));
    }
}

/// Known enemies who can fire at the way or the target.
fn bearing(game: &Game, desk: &Desk, preview: &Preview, lines: &mut Lines) {
    if !is_on_the_way(preview) || preview.bearing.is_empty() {
        return;
    }
    lines.head(one(&game.words, "preview-bearing", "n", preview.bearing.len()));
    let grid = &desk.seen().ground.grid;
    for c in preview.bearing.iter().filter_map(|&c| desk.seen().contact(c)).take(MOST_REFUSALS) {
        let far = one(&game.words, "number-metres", "m", grid.metres(c.hex, preview.hex));
        lines.pair(tell::contact(desk, &game.words, c), format!("{} · {far}", grid.name(c.hex)));
    }
}

/// Whether somebody goes there: who only fires does not mind who can fire at his target.
fn is_on_the_way(preview: &Preview) -> bool {
    preview.orders.iter().any(|p| matches!(p.order, Order::Move { .. } | Order::Assault { .. }))
}

/// The same in a few words, to stand at the cursor.
pub(super) fn brief(game: &Game, desk: &Desk) -> Lines {
    let mut lines = Lines::default();
    let words = &game.words;
    let Some(preview) = desk.preview() else { return lines };
    let Some(first) = preview.orders.first() else { return lines };
    // Where a click would do nothing because the person asked for nothing, no words are needed.
    let mut title = action(game, &first.order);
    let good: Vec<(&Order, &Quote)> = preview.orders.iter().filter_map(|p| Some((&p.order, p.quote.as_ref().ok()?))).collect();
    if preview.orders.len() > 1 {
        let args = [("n", good.len().to_string()), ("of", preview.orders.len().to_string())];
        title += &format!(" · {}", words.ui_with("brief-units", &args));
    }
    if let Some(refusal) = preview.refusal() {
        lines.head(title);
        lines.warn(words.refusal(desk.scenario(), &refusal));
        return lines;
    }
    let slowest = good.iter().map(|(_, q)| q.seconds).max().unwrap_or(0);
    if slowest > 0 {
        title += &format!(" · {}", minutes(words, slowest));
    }
    lines.head(title);
    let late =
        good.iter().any(|(o, q)| matches!(o, Order::Move { .. }) && unit_of(desk, o).is_some_and(|u| q.seconds > u32::from(u.seconds)));
    if late {
        lines.soft(words.ui("brief-next-turn"));
    }
    if good.iter().any(|(_, q)| q.later_s > 0) {
        lines.soft(words.ui("brief-storm-later"));
    }
    if let Some(ready) = good.iter().filter_map(|(_, q)| q.ready).max() {
        lines.soft(one(words, "brief-ready", "at", tell::hour(words, desk.seen().turn_from, ready)));
    } else if let Some((least, most)) = good.iter().filter_map(|(_, q)| q.delay_s).next() {
        lines.soft(words.ui_with("brief-delay", &[("least", minutes(words, least)), ("most", minutes(words, most))]));
    }
    let asked: Vec<_> = good.iter().flat_map(|(_, q)| q.asks.iter().cloned()).collect();
    if let Some(text) = odds::brief(words, &asked) {
        lines.text(text);
    }
    let none = good.iter().fold(1.0, |p, (_, q)| p * (1.0 - f64::from(q.bog_any_permille) / 1000.0));
    if none < 1.0 {
        lines.warn(one(words, "brief-bog", "any", chance(1.0 - none)));
    }
    if is_on_the_way(preview) && !preview.bearing.is_empty() {
        lines.warn(one(words, "brief-bearing", "n", preview.bearing.len()));
    }
    if !preview.undoable() && desk.mode != Mode::Fitting {
        lines.soft(words.ui("brief-final"));
    }
    lines
}
