//! Numbers, moments and names as the panels say them.

use crate::data::{FlightId, FormationId, Grade, Scenario, Scoring};
use crate::game::desk::Desk;
use crate::game::state::Game;
use crate::hex::HexId;
use crate::rules::{Clock, Side, UnitId};
use crate::view::{Contact, ContactId, ContactKind, FireOrder};
use crate::words::Words;

/// A text with one number or name in it.
pub(super) fn one(words: &Words, id: &str, key: &str, value: impl ToString) -> String {
    words.ui_with(id, &[(key, value.to_string())])
}

/// The text of an id made of data, or what the data say themselves.
pub(super) fn said(words: &Words, id: &str, otherwise: &str) -> String {
    let text = words.ui(id);
    if text == id { otherwise.to_owned() } else { text }
}

/// A text as it begins a heading: its first letter a capital.
pub(super) fn headed(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Seconds as minutes and seconds.
pub(super) fn minutes(words: &Words, seconds: u32) -> String {
    let (m, s) = (seconds / 60, seconds % 60);
    match (m, s) {
        // over an hour and a half nobody counts seconds
        (90.., _) => words.ui_with("time-h-min", &[("h", (m / 60).to_string()), ("m", (m % 60).to_string())]),
        (0, s) => one(words, "time-s", "s", s),
        (m, 0) => one(words, "time-min", "m", m),
        (m, s) => words.ui_with("time-min-s", &[("m", m.to_string()), ("s", s.to_string())]),
    }
}

/// The date, if its month is one of the words'; else as in files.
pub(super) fn date(words: &Words, at: Clock) -> String {
    dated(words, "date-", at)
}

/// The same in few letters.
pub(super) fn short_date(words: &Words, at: Clock) -> String {
    dated(words, "date-short-", at)
}

/// An hour near now as it is, one more than half a day off with its day.
pub(super) fn hour(words: &Words, now: Clock, at: Clock) -> String {
    const HALF_A_DAY_S: u32 = 43_200;
    if at.since(now).max(now.since(at)) < HALF_A_DAY_S { at.hhmm() } else { format!("{} {}", short_date(words, at), at.hhmm()) }
}

/// Whether a battle lasts longer than a day, so that an hour alone does not say when.
pub(super) fn is_long(scenario: &Scenario) -> bool {
    const DAY_S: u32 = 86_400;
    scenario.ends().since(scenario.starts()) > DAY_S
}

/// An hour of a battle, with its day where it lasts longer than one.
pub(super) fn moment(words: &Words, scenario: &Scenario, at: Clock) -> String {
    if is_long(scenario) { format!("{} {}", short_date(words, at), at.hhmm()) } else { at.hhmm() }
}

/// From when to when, with the date once if it is the same.
pub(super) fn span(words: &Words, from: Clock, to: Clock) -> String {
    match (date(words, from), date(words, to)) {
        (first, last) if first == last => format!("{first}, {}–{}", from.hhmm(), to.hhmm()),
        (first, last) => format!("{first}, {} – {last}, {}", from.hhmm(), to.hhmm()),
    }
}

fn dated(words: &Words, ids: &str, at: Clock) -> String {
    let text = at.to_string();
    let date = text.split('T').next().unwrap_or_default();
    let mut parts = date.split('-');
    let (Some(month), Some(day)) = (parts.nth(1), parts.next()) else { return date.to_owned() };
    let id = format!("{ids}{month}");
    let told = words.ui_with(&id, &[("day", day.trim_start_matches('0').to_owned())]);
    if told == id { date.to_owned() } else { told }
}

/// A hex by number and name.
pub(super) fn hex(game: &Game, scenario: &Scenario, hex: HexId) -> String {
    let number = scenario.ground.grid.name(hex);
    match scenario.ground.place(hex) {
        None => number,
        Some(place) => {
            format!("{number} {}", game.lang.pick(&place.name, place.ru.as_deref()))
        }
    }
}

/// The name of an objective: that of its place in the reader's language, where it has one.
pub(super) fn objective(game: &Game, scenario: &Scenario, at: HexId, name: &str) -> String {
    game.lang.pick(name, scenario.ground.place(at).and_then(|p| p.ru.as_deref())).to_owned()
}

/// A unit's name in the reader's language, where it has one.
pub(super) fn unit<'s>(game: &Game, scenario: &'s Scenario, unit: UnitId) -> &'s str {
    scenario.units.get(unit.index()).map_or("", |u| game.lang.pick(&u.name, u.ru.as_deref()))
}

/// A formation's name, likewise.
pub(super) fn formation<'s>(game: &Game, scenario: &'s Scenario, formation: FormationId) -> &'s str {
    scenario.formations.get(usize::from(formation.0)).map_or("", |f| game.lang.pick(&f.name, f.ru.as_deref()))
}

/// A flight's name, likewise.
pub(super) fn flight<'s>(game: &Game, scenario: &'s Scenario, flight: FlightId) -> &'s str {
    scenario.flights.get(usize::from(flight.0)).map_or("", |f| game.lang.pick(&f.name, f.ru.as_deref()))
}

/// A scenario's title, likewise.
pub(super) fn title(game: &Game, scenario: &Scenario) -> String {
    said(&game.words, &format!("scenario-{}", scenario.id), game.lang.pick(&scenario.title, scenario.ru.as_deref()))
}

/// A contact as it is called in reports.
pub(super) fn contact_id(words: &Words, contact: ContactId) -> String {
    one(words, "contact-name", "n", contact.0)
}

/// A contact with what it is taken for.
pub(super) fn contact(desk: &Desk, words: &Words, c: &Contact) -> String {
    let seen = desk.seen();
    let card = c.card.and_then(|k| seen.cards.units.get(usize::from(k)));
    let what = card.map_or_else(|| kind(words, c.kind), |card| card.name.clone());
    format!("{} · {what}", contact_id(words, c.id))
}

/// What a contact is taken for.
pub(super) fn kind(words: &Words, kind: ContactKind) -> String {
    words.ui(match kind {
        ContactKind::Unknown => "contact_kind-unknown",
        ContactKind::Men => "contact_kind-men",
        ContactKind::Vehicles => "contact_kind-vehicles",
        ContactKind::Guns => "contact_kind-guns",
    })
}

/// A fire order.
pub(super) fn fire_order(words: &Words, order: FireOrder) -> String {
    match order {
        FireOrder::Hold => words.ui("fire-hold"),
        FireOrder::Within(m) => one(words, "fire-within", "m", m),
        FireOrder::ArmourOnly => words.ui("fire-armour"),
        FireOrder::AtWill => words.ui("fire-at-will"),
    }
}

/// Per mille as whole per cent.
pub(super) fn percent(permille: u32) -> String {
    format!("{} %", (permille + 5) / 10)
}

/// A chance as whole per cent; what is neither nothing nor certain is never told as that.
pub(super) fn chance(p: f64) -> String {
    let percent = p * 100.0;
    if p > 0.0 && percent < 1.0 {
        "<1 %".to_owned()
    } else if p < 1.0 && percent > 99.0 {
        ">99 %".to_owned()
    } else {
        format!("{percent:.0} %")
    }
}

/// A signed number with a real minus.
pub(super) fn signed(n: i32) -> String {
    match n {
        0 => "0".to_owned(),
        n if n > 0 => format!("+{n}"),
        n => format!("−{}", n.unsigned_abs()),
    }
}

/// The grade next above for a side, and how many points of the score are wanting; `None` at its best.
pub(super) fn next_grade(scoring: &Scoring, score: i32, side: Side) -> Option<(Grade, i32)> {
    if scoring.side == side {
        scoring.grades.iter().find(|g| g.1 > score).map(|&(grade, least)| (grade, least - score))
    } else {
        let now = scoring.grades.iter().rposition(|g| score >= g.1)?;
        let below = now.checked_sub(1)?;
        Some((scoring.grades[below].0, score - scoring.grades[now].1 + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    fn scoring() -> Scoring {
        Scoring {
            war_above: None,
            ground_at: None,
            against: None,
            side: Side::Soviet,
            own_men_per_point: 1,
            enemy_men_per_point: 1,
            vehicles_per_point: 1,
            near: None,
            hold_turns: 1,
            grades: vec![(Grade::JapaneseMajor, i32::MIN), (Grade::Draw, 0), (Grade::SovietMinor, 10)],
        }
    }

    #[test]
    fn the_next_grade_lies_upwards_for_one_side_and_downwards_for_the_other() {
        assert_eq!(next_grade(&scoring(), 4, Side::Soviet), Some((Grade::SovietMinor, 6)));
        assert_eq!(next_grade(&scoring(), 12, Side::Soviet), None);
        assert_eq!(next_grade(&scoring(), 4, Side::Japanese), Some((Grade::JapaneseMajor, 5)));
        assert_eq!(next_grade(&scoring(), 12, Side::Japanese), Some((Grade::Draw, 3)));
        assert_eq!(next_grade(&scoring(), -5, Side::Japanese), None);
    }

    #[test]
    fn chances_are_never_told_as_certain_when_they_are_not() {
        assert_eq!([0.0, 0.001, 0.5, 0.999, 1.0].map(chance), ["0 %", "<1 %", "50 %", ">99 %", "100 %"]);
        assert_eq!([-3, 0, 4].map(signed), ["−3", "0", "+4"]);
    }

    #[test]
    fn dates_and_spans_are_told_in_both_languages() {
        let at = Clock::parse("1938-08-06T15:55").unwrap();
        assert_eq!(date(&Words::new(Lang::En), at), "6 August");
        assert_eq!(date(&Words::new(Lang::Ru), at), "6 августа");
        let words = Words::new(Lang::En);
        let later = |hours: u32| at.plus(hours * 3_600);
        assert_eq!([0, 11, 12, 40].map(|h| hour(&words, at, later(h))), ["15:55", "02:55", "7 Aug 03:55", "8 Aug 07:55"]);
        assert_eq!(hour(&words, later(40), at), "6 Aug 15:55");
        assert_eq!(span(&words, at, later(4)), "6 August, 15:55–19:55");
        assert_eq!(span(&words, at, later(40)), "6 August, 15:55 – 8 August, 07:55");
        assert_eq!(minutes(&Words::new(Lang::En), 440), "7 min 20 s");
        assert_eq!(minutes(&Words::new(Lang::En), 900), "15 min");
    }
}
