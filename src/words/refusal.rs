//! The arguments of each refusal's text.

use super::Words;
use super::args::Args;
use super::names::{self, Names, or_number};
use crate::data::FormationId;
use crate::view::Refusal;

/// The sentence for a refusal.
pub(super) fn tell(words: &Words, names: &impl Names, refusal: &Refusal) -> String {
    args(words, names, refusal).sentence(&format!("refusal-{}", refusal.name()))
}

/// All that the text of a refusal may ask for.
pub(super) fn args<'w>(words: &'w Words, names: &impl Names, refusal: &Refusal) -> Args<'w> {
    let a = Args::new(words);
    let unit_name = |unit| names::unit(names, unit, words.lang);
    let formation_name = |formation: FormationId| or_number(names.formation(formation, words.lang), formation.0);
    match *refusal {
        Refusal::NotYourImpulse | Refusal::NoUnits | Refusal::NoFlyingWeather | Refusal::SetUpFirst | Refusal::SetUpOver => a,
        Refusal::NoSuchUnit { unit } => a.number("number", unit.0),
        Refusal::NotOnMap { unit }
        | Refusal::HeldBack { unit }
        | Refusal::WillNot { unit }
        | Refusal::AllStuck { unit }
        | Refusal::NoAmmunition { unit }
        | Refusal::NoSmoke { unit }
        | Refusal::NoFuel { unit }
        | Refusal::NoWeapon { unit }
        | Refusal::NothingToDo { unit }
        | Refusal::CannotDig { unit }
        | Refusal::NoShelter { unit }
        | Refusal::Sheltered { unit }
        | Refusal::CannotBuild { unit } => a.text("unit", unit_name(unit)),
        Refusal::Pinned { unit, suppressed_permille } => a.text("unit", unit_name(unit)).number("percent", suppressed_permille / 10),
        Refusal::NoSeconds { unit, left_s, needed_s } => a.text("unit", unit_name(unit)).number("left", left_s).number("needed", needed_s),
        Refusal::BrokenPath { unit, at } => a.text("unit", unit_name(unit)).hex(names, "hex", at),
        Refusal::Impassable { unit, hex } | Refusal::NotAdjacent { unit, hex } | Refusal::NotInZone { unit, hex } => {
            a.text("unit", unit_name(unit)).hex(names, "hex", hex)
        }
        Refusal::Full { hex, men, vehicles, guns } => {
            a.hex(names, "hex", hex).number("men", men).number("vehicles", vehicles).number("guns", guns)
        }
        Refusal::EnemyThere { hex } | Refusal::NotInSight { hex } | Refusal::Shut { hex } | Refusal::NotRegistered { hex } => {
            a.hex(names, "hex", hex)
        }
        Refusal::BeyondBorder { hex, allowed_hexes } => a.hex(names, "hex", hex).number("allowed", allowed_hexes),
        Refusal::Forbidden { until } => a.clock(names, "until", until),
        Refusal::NoSuchContact { contact } => a.number("contact", contact.0),
        Refusal::OutOfRange { range_m, greatest_m } => a.number("range", range_m).number("greatest", greatest_m),
        Refusal::Rationed { unit, rounds, until } => a.text("unit", unit_name(unit)).number("rounds", rounds).clock(names, "until", until),
        Refusal::Busy { unit, until } => a.text("unit", unit_name(unit)).clock(names, "until", until),
        Refusal::TooLittle { least } => a.number("least", least),
        Refusal::NoSortie { flight } => a.text("flight", or_number(names.flight(flight, words.lang), flight.0)),
        Refusal::WrongHour { from, to } => a.clock(names, "from", from).clock(names, "to", to),
        Refusal::NotToBeBroken { rule } => a.text("rule", or_number(names.rule(rule), rule.0)),
        Refusal::OutsideTask { unit, formation, by, ready } => a
            .text("unit", unit_name(unit))
            .text("formation", formation_name(formation))
            .text("by", formation_name(by))
            .clock(names, "ready", ready),
        Refusal::NotAReserve { formation } | Refusal::NoTask { formation } | Refusal::SameTask { formation } => {
            a.text("formation", formation_name(formation))
        }
    }
}
