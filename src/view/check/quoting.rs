//! What an allowed order would cost and may bring about, as its owner believes.

use super::forecast::Forecast;
use super::{aimed_at, assault_seconds, call, mission_range_m, recovery, retrace};
use crate::data::{FormationId, TaskKind, WeaponCard};
use crate::hex::HexId;
use crate::rules::{
    Asked, CloseForce, Delay, Effect, Law, Light, Modifier, ModifierName, Pace, Prepared, Question, SideWork, Tables, UnitId,
};
use crate::view::changes::wait_s;
use crate::view::fire::{self, Leg, Mark, Shooter};
use crate::view::holes;
use crate::view::leading;
use crate::view::seen;
use crate::view::shelter;
use crate::view::tasks;
use crate::view::ways::{self, Going, Mover};
use crate::view::{Contact, Observation, Order, OwnUnit, Quote, SeenStranded, Shells, StepQuote, Target, WorkKind};
use arrayvec::ArrayVec;

/// The quote of an order that [`super::allowed`] allows; an empty one if it names what is not there.
pub(super) fn quote(view: &Observation, order: &Order) -> Quote {
    let found = match order {
        Order::Move { unit, path, pace } => of_move(view, *unit, path, *pace),
        Order::Fire { unit, at, seconds } => of_fire(view, *unit, *at, *seconds),
        Order::Assault { units, hex } => of_assault(view, units, *hex),
        Order::Mission { battery, hex, rounds, shells } => of_mission(view, *battery, *hex, *rounds, *shells, None),
        Order::Sortie { flight, hex, at } => of_sortie(view, *flight, *hex, *at),
        Order::Build { unit, towards, work } => of_build(view, *unit, *towards, *work),
        Order::Work { unit, kind } => of_work(view, *unit, *kind),
        Order::Hold { .. } => Some(Quote { undoable: true, ..Quote::default() }),
        // Its price is given back with it.
        Order::Defy { .. } => Some(Quote::default()),
        Order::Release { .. } => Some(Quote { undoable: true, ..Quote::default() }),
        Order::Harass { battery, hex, rounds, minutes } => of_mission(view, *battery, *hex, *rounds, Shells::HighExplosive, Some(*minutes)),
        Order::Defend { .. } | Order::Deploy { .. } => Some(Quote { undoable: true, ..Quote::default() }),
        Order::Task { formation, kind, via } => of_task(view, *formation, *kind, via),
    };
    found.unwrap_or_default()
}

fn of_task(view: &Observation, formation: FormationId, kind: TaskKind, via: &[HexId]) -> Option<Quote> {
    let goal = via.last().copied().or_else(|| tasks::middle(view, formation).map(|m| m.1))?;
    let Prepared { seconds, modifiers } = tasks::prepared(view, formation, kind, goal);
    let ready = Some(view.turn_from.plus(seconds));
    Some(Quote { delay_s: Some((seconds, seconds)), ready, because: modifiers, undoable: true, ..Quote::default() })
}

fn shooter<'a>(view: &'a Observation, u: &'a OwnUnit) -> Shooter<'a> {
    let up = shelter::men_up(&view.rules, &view.cards, u, view.clock_of(u));
    Shooter {
        cards: &view.cards,
        rules: &view.rules,
        card: ways::card_of(view, u),
        unit: u,
        suppressed_permille: u.suppressed_permille,
        up,
    }
}

fn per_mille(p: f64) -> u16 {
    (p * 1000.0 + 0.5).clamp(0.0, 1000.0) as u16
}

fn of_move(view: &Observation, unit: UnitId, path: &[HexId], pace: Pace) -> Option<Quote> {
    let u = view.unit(unit)?;
    let mut at = u.hex?;
    let card = ways::card_of(view, u);
    let mover = Mover::of(view, u, pace);
    let mut q = Quote::default();
    // Guns go limbered.
    if !u.limbered {
        q.seconds = ways::emplacing(&view.cards, &view.rules, card, u).1;
    }
    q.seconds += ways::forming_s(view, u, pace == Pace::March);
    let on = Going::of(view);
    // Of what is paid for the way it is on, all counts; and as suppression wears off the way gets quicker than it looks.
    let budget = u32::from(u.seconds) + u32::from(u.paid);
    let mut entered = 0;
    let mut forecast = Forecast::new(u);
    // Sides crossed before on this way, with the vehicles that went over them.
    let mut crossed: ArrayVec<(usize, u16), 16> = ArrayVec::new();
    for (i, &to) in path.iter().enumerate() {
        let dir = view.ground.grid.dir_to(at, to)?;
        let step_s = mover.step_seconds(&on, at, dir)?;
        let mut seconds = step_s;
        if i == 0 && u.path.first() == Some(&to) {
            seconds = seconds.saturating_sub(u.paid as u32);
        }
        // Where others of one's own are on the way over a narrow place it waits.
        let side = view.ground.grid.side(at, dir);
        let passage_s = mover.passage_seconds(&on, at, dir, step_s);
        let wait = match side.filter(|_| passage_s > 0) {
            Some(side) => wait_s(&view.passages, side, view.clock_of(u).plus(q.seconds + seconds.saturating_sub(passage_s)), passage_s),
            None => 0,
        };
        seconds += wait;
        let leg = Leg { from: at, dir, to, state: view.ground_state, pace };
        let side = side.map(|s| s.index());
        let mut passes = side.and_then(|s| view.ruts.get(s)).copied().unwrap_or(0);
        if let Some(s) = side {
            passes += crossed.iter().filter(|c| c.0 == s).map(|c| c.1).sum::<u16>();
            let _ = crossed.try_push((s, forecast.moving()));
        }
        let step = forecast.step(view, u, &leg, passes);
        q.seconds += seconds;
        if q.seconds <= budget || u.suppressed_permille > 0 {
            entered = i + 1;
        }
        q.recover_s += step.recover_s;
        q.steps.push(StepQuote {
            hex: to,
            seconds,
            wait_s: wait,
            bog_permille: per_mille(forecast.share(step.stuck)),
            bog_any_permille: per_mille(step.any),
            deep_permille: per_mille(forecast.share(step.deep)),
            break_permille: per_mille(forecast.share(step.broken)),
            recover_s: step.recover_s,
        });
        at = to;
    }
    q.bog_permille = per_mille(forecast.share(forecast.stuck));
    q.bog_any_permille = per_mille(1.0 - forecast.none_stuck());
    q.deep_permille = per_mille(forecast.share(forecast.deep));
    q.break_permille = per_mille(forecast.share(forecast.broken));
    q.undoable = forecast.is_sure() && retrace::shows_and_draws_nothing(view, u, &path[..entered]);
    Some(q)
}

fn of_fire(view: &Observation, unit: UnitId, at: Target, seconds: u16) -> Option<Quote> {
    let u = view.unit(unit)?;
    let (hex, marks) = aimed_at(view, u, at).ok()?;
    let range = view.ground.grid.range_m(u.hex?, hex);
    let mut q = Quote { seconds: seconds as u32 + ways::forming_s(view, u, false), ..Quote::default() };
    // Fire at a hex is shared out over what is believed to be in it.
    let began = view.clock_of(u).plus(ways::forming_s(view, u, false));
    let clear = seen::clear_seconds(&view.ground, &view.clouds, (began, began.plus(seconds.into())), u.hex?, hex);
    if clear < u32::from(seconds) {
        q.because.push(Modifier { name: ModifierName::Smoke, permille: clear * 1000 / u32::from(seconds) });
    }
    if clear == 0 {
        return Some(q);
    }
    let share = (clear / marks.len().max(1) as u32).max(1);
    for mark in marks {
        ask_fire(&view.rules, &shooter(view, u), &mark, range, share, &mut q.asks);
    }
    Some(q)
}

fn ask_fire(rules: &Tables, shooter: &Shooter, mark: &Mark, range: u32, seconds: u32, asks: &mut Vec<Asked>) {
    let e = fire::engage_opening(shooter, mark, range, seconds, !shooter.unit.fired);
    if let Some(g) = e.armour {
        asks.extend(g.aimed.iter().map(|a| rules.ask(&Question::AntiTank(a.question))));
    }
    if let Some(h) = e.hunt {
        asks.push(rules.ask(&Question::GunHunt(h.question)));
    }
    if let Some(question) = e.men.and_then(|v| fire::men_under_fire(&[v], mark, seconds)) {
        asks.push(rules.ask(&question));
    }
}

/// The close combat that an assault on a hex would bring, as believed.
/// Suppression is what is left of it after so many seconds, if nobody fires until then.
pub fn believed_assault(view: &Observation, units: &[UnitId], hex: HexId, after_s: u32) -> Option<Question> {
    let cards = &view.cards;
    let leader = view.unit(*units.first()?)?;
    let mut attacker = CloseForce::default();
    for u in units.iter().filter_map(|&u| view.unit(u)) {
        let force = fire::close_force(
            cards,
            &view.rules,
            ways::card_of(view, u),
            u,
            view.light,
            view.rules.decayed(u.suppressed_permille, after_s),
        );
        attacker = fire::joined_force(attacker, force);
    }
    let (mut defender, mut dug, mut killed, mut prisoners) = (CloseForce::default(), fire::Dug::default(), None, 0);
    for c in view.contacts.iter().filter(|c| c.hex == hex) {
        let later = Contact { suppressed_permille: view.rules.decayed(c.suppressed_permille, after_s), ..*c };
        let (force, card) = defends(view, &later, view.light);
        defender = fire::joined_force(defender, force);
        dug.add(force.men, c.posture);
        killed = killed.or(card.map(|k| k.killed_percent));
        prisoners = prisoners.max(card.map_or(0, |k| k.prisoners_percent));
    }
    let meeting = fire::Meeting {
        dug,
        at: fire::rush_ground(&view.ground, &view.changes, &super::comers(view, units), hex),
        surprise_permille: super::believed_surprise(view, units, hex),
        light: view.light,
        killed_percent: (ways::card_of(view, leader).killed_percent, killed.unwrap_or(fire::KILLED_PERCENT_UNKNOWN)),
        prisoners_percent: prisoners,
    };
    Some(fire::assault(attacker, defender, &meeting))
}

fn defends<'a>(view: &'a Observation, c: &Contact, light: Light) -> (CloseForce, Option<&'a crate::data::UnitCard>) {
    let mark = Mark::of_contact(&view.cards, &view.ground, c);
    (fire::believed_force(&view.cards, c, &mark, light), c.card.and_then(|i| view.cards.units.get(i as usize)))
}

fn of_assault(view: &Observation, units: &[UnitId], hex: HexId) -> Option<Quote> {
    let comers = super::comers(view, units);
    let group = || units.iter().filter_map(|&u| view.unit(u));
    let longest = group().map(|u| assault_seconds(view, u, &comers, hex) + ways::forming_s(view, u, false)).max()?;
    // It begins when the last of them is ready; what is left of the turn then is shared by all.
    let left = group().map(|u| u32::from(u.seconds)).min()?;
    let question = believed_assault(view, units, hex, longest)?;
    let mut asks = vec![view.rules.ask(&question)];
    asks.extend(on_stranded(view, units, hex, longest));
    Some(Quote { seconds: longest, later_s: longest.saturating_sub(left), asks, ..Quote::default() })
}

/// What men would do to vehicles that are seen to be stuck in a hex.
fn on_stranded(view: &Observation, units: &[UnitId], hex: HexId, after_s: u32) -> Vec<Asked> {
    let Some(Question::Assault(q)) = believed_assault(view, units, hex, after_s) else { return Vec::new() };
    let stuck = view.seen_stranded.iter().filter(|g| g.hex == hex);
    let ask = |g: &SeenStranded| {
        let card = view.cards.units.get(g.card as usize)?;
        let question = fire::on_stranded(&q.attacker, &view.cards, card, g.vehicle, g.count, 0, view.light);
        Some(view.rules.ask(&Question::CloseAttack(question)))
    };
    if q.attacker.men == 0 { Vec::new() } else { stuck.filter_map(ask).collect() }
}

/// Seconds in which so many guns fire so many rounds of a mission, of which that share falls in the hex. Smoke is fired no
/// quicker than the screen needs it.
pub fn mission_seconds(rules: &Tables, weapon: &WeaponCard, guns: u16, rounds: u16, shells: Shells, share_permille: u16) -> u32 {
    // Over ten hours, so that slow guns are not rounded away.
    const SPAN_S: u32 = 36_000;
    let in_span = rules.rounds_in(weapon.class, weapon.rounds_per_min, SPAN_S, false) as u64 * guns.max(1) as u64;
    let fired = if in_span == 0 { SPAN_S } else { (rounds as u64 * SPAN_S as u64).div_ceil(in_span).min(SPAN_S as u64) as u32 };
    let kept = match (shells, rules.smoke_per_minute(weapon.class, weapon.calibre_mm)) {
        (Shells::Smoke, Some(per_minute)) => rules.smoke_seconds(per_minute, u32::from(rounds) * u32::from(share_permille) / 1000).0,
        _ => 0,
    };
    fired.max(kept)
}

fn of_mission(view: &Observation, battery: UnitId, hex: HexId, rounds: u16, shells: Shells, minutes: Option<u16>) -> Option<Quote> {
    let u = view.unit(battery)?;
    let card = ways::card_of(view, u);
    let (weapon, guns) = fire::mission_weapon(&view.cards, card, u)?;
    let now = view.clock_of(u);
    let call = call(view, hex, now);
    let rounds = rounds.min(super::rounds_left(u, shells));
    let quickest = mission_seconds(&view.rules, weapon, guns, rounds, shells, call.share_permille);
    let seconds = minutes.map_or(quickest, |m| quickest.max(u32::from(m) * 60));
    let leaderless_s = leading::command_delay_s(view, battery, now).min(u32::from(u16::MAX)) as u16;
    let delay = view.rules.ask(&Question::Delay(Delay { kind: call.kind, quick: card.quality.quick_staff, leaderless_s }));
    let delay_s = delay.lottery.stages.iter().find(|s| s.effect == Effect::DelaySeconds).and_then(|s| span(&s.law));
    let mut q = Quote { seconds, delay_s, asks: vec![delay], ..Quote::default() };
    debug_assert!(mission_range_m(view, u, hex) <= weapon.indirect_range_m);
    if shells == Shells::Smoke {
        let per_minute = view.rules.smoke_per_minute(weapon.class, weapon.calibre_mm)?;
        let (kept, lingers) = view.rules.smoke_seconds(per_minute, u32::from(rounds) * u32::from(call.share_permille) / 1000);
        q.hidden_s = Some(kept + lingers);
        q.hides_from = delay_s.map(|(least, most)| (now.plus(least), now.plus(most)));
        return Some(q);
    }
    // Who looks on as it falls: the middle of the delay.
    let from = now.plus(delay_s.map_or(0, |(least, most)| u32::midpoint(least, most)));
    let registered = view.registered.binary_search(&hex).is_ok();
    let parts = seen::observed_parts(view, hex, from, from.plus(seconds.max(1)));
    let seen_s: u32 = parts.iter().filter(|p| p.2).map(|p| p.1.since(p.0)).sum();
    let share = |observed| u32::from(view.rules.share_permille(registered, observed));
    let share_permille = ((share(true) * seen_s + share(false) * (seconds.max(1) - seen_s)) / seconds.max(1)) as u16;
    for mark in in_hex(view, hex) {
        q.asks.push(view.rules.ask(&fire::barrage(&view.cards, weapon, rounds, share_permille, seconds, &mark, view.ground_state)));
    }
    Some(q)
}

/// All that is believed to be in a hex, stuck vehicles too.
fn in_hex(view: &Observation, hex: HexId) -> impl Iterator<Item = Mark> {
    let contacts = view.contacts.iter().filter(move |c| c.hex == hex).map(move |c| Mark::of_contact(&view.cards, &view.ground, c));
    contacts.chain(super::stuck_in(view, hex)).filter(|m| !m.is_empty())
}

/// Least and greatest value that a law gives with any chance.
fn span(law: &Law) -> Option<(u32, u32)> {
    match law {
        Law::Sure(v) => Some((*v, *v)),
        Law::Rows(rows) => {
            let values = || rows.iter().filter(|(_, p)| p.0 > 0).map(|(v, _)| *v);
            Some((values().min()?, values().max()?))
        }
        _ => None,
    }
}

fn of_sortie(view: &Observation, flight: crate::data::FlightId, hex: HexId, at: crate::rules::Clock) -> Option<Quote> {
    let f = view.flights.iter().find(|f| f.flight == flight)?;
    let card = view.cards.aircraft.get(view.scenario.flights.get(flight.0 as usize)?.aircraft as usize)?;
    let wait = at.since(view.turn_from);
    // One that is due in a later turn is no more than an intention.
    let mut q = Quote { delay_s: Some((wait, wait)), undoable: wait >= view.turn_seconds, ..Quote::default() };
    let load = fire::Load::of(card, f.count).aimed(card);
    let marks = || in_hex(view, hex);
    let own = view.units.iter().filter(|u| u.hex == Some(hex) && u.active()).map(|u| u32::from(fire::on_foot(&view.cards, u)));
    let men: u32 = marks().map(|m| u32::from(m.men)).chain(own).sum();
    q.asks.extend(marks().map(|m| view.rules.ask(&fire::strike(&view.cards, &load, men, &m, view.ground_state))));
    Some(q)
}

fn of_build(view: &Observation, unit: UnitId, towards: HexId, work: SideWork) -> Option<Quote> {
    let u = view.unit(unit)?;
    let seconds = super::building::seconds_left(view, u, towards, work)? + ways::forming_s(view, u, false);
    Some(Quote { seconds, ..Quote::default() })
}

fn of_work(view: &Observation, unit: UnitId, kind: WorkKind) -> Option<Quote> {
    let u = view.unit(unit)?;
    let terrain = view.ground.terrain[u.hex?.index()];
    match kind {
        WorkKind::Dig => {
            let (_, seconds) = holes::dig_seconds(&view.rules, terrain, u, holes::room(view, u, u.hex?))?;
            // Who is seen at it is fired at.
            let undoable = !retrace::under_known_fire(view, u.hex?, view.clock_of(u));
            Some(Quote { seconds, undoable, ..Quote::default() })
        }
        WorkKind::Recover => {
            let found = recovery(view, u)?;
            Some(Quote {
                seconds: found.seconds,
                asks: vec![view.rules.ask(&Question::Recover(found.question))],
                means: Some(found.question.means),
                // A try that goes on into the next turn draws nothing in this one.
                undoable: found.seconds > u32::from(u.seconds) && !retrace::under_known_fire(view, u.hex?, view.clock_of(u)),
                ..Quote::default()
            })
        }
        WorkKind::Shelter => {
            let leave = if u.shelter.below(view.clock_of(u)) { 0 } else { view.rules.leave_seconds() };
            Some(Quote { seconds: leave, undoable: true, ..Quote::default() })
        }
        WorkKind::Man => {
            let now = view.clock_of(u);
            let climb = if u.shelter.below(now) { view.rules.reman_seconds().min(u.shelter.until.since(now)) } else { 0 };
            Some(Quote { seconds: climb + ways::forming_s(view, u, false), undoable: true, ..Quote::default() })
        }
    }
}
