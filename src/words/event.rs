//! The arguments of each event's text.

use super::args::Args;
use super::names::{Names, or_number};
use super::{Words, points};
use crate::view::{Shells, What};

/// The sentence for an event, its units named by `who`.
pub(super) fn tell<W: Copy>(words: &Words, names: &impl Names, what: &What<W>, who: impl Fn(W) -> String) -> String {
    args(words, names, what, who).sentence(&format!("event-{}", what.name()))
}

/// All that the text of an event may ask for.
pub(super) fn args<'w, W: Copy>(words: &'w Words, names: &impl Names, what: &What<W>, who: impl Fn(W) -> String) -> Args<'w> {
    let a = Args::new(words);
    let vehicle_name = |v| or_number(names.vehicle(v), v);
    match *what {
        // turns are numbered from 0 inside, from 1 for a reader
        What::TurnStarted { turn } => a.number("turn", turn + 1).number("turns", names.turns()),
        What::ImpulseStarted { side } => a.side("side", side),
        What::Ended { grade, score } => a.label("grade", "grade", &grade).side("scored", names.scored()).text("score", points(score)),
        What::Arrived { unit, hex } => a.text("unit", who(unit)).place(names, "hex", hex).flag("on_map", hex.is_some()),
        What::Moved { unit, from, to, seconds, fuel_kg: _ } => {
            a.text("unit", who(unit)).hex(names, "from", from).hex(names, "to", to).number("seconds", seconds)
        }
        What::Halted { unit, hex, why } => a.text("unit", who(unit)).hex(names, "hex", hex).label("why", "halt", &why),
        What::Bogged { unit, hex, vehicle, count, deep } => a
            .text("unit", who(unit))
            .hex(names, "hex", hex)
            .text("vehicle", vehicle_name(vehicle))
            .number("count", count)
            .number("deep", deep),
        What::Recovered { unit, hex, vehicle, count } => {
            a.text("unit", who(unit)).hex(names, "hex", hex).text("vehicle", vehicle_name(vehicle)).number("count", count)
        }
        What::BrokeDown { unit, hex, vehicle, recoverable, repairable } => a
            .text("unit", who(unit))
            .hex(names, "hex", hex)
            .text("vehicle", vehicle_name(vehicle))
            .number("count", u32::from(recoverable) + u32::from(repairable))
            .parts("fates", &[("recoverable", recoverable.into()), ("repairable", repairable.into())]),
        What::Repaired { unit, hex, vehicle, count, hauled } => a
            .text("unit", who(unit))
            .hex(names, "hex", hex)
            .text("vehicle", vehicle_name(vehicle))
            .number("count", count)
            .flag("hauled", hauled),
        What::RecoveryFailed { unit, hex } => a.text("unit", who(unit)).hex(names, "hex", hex),
        What::Fired { unit, at, small_rounds, shells, standing } => a
            .text("unit", who(unit))
            .hex(names, "hex", at)
            .parts("rounds", &[("small_rounds", small_rounds), ("shells", shells.into())])
            .flag("standing", standing),
        What::MenLost { unit, hex, lost, cause } => a
            .text("unit", who(unit))
            .place(names, "hex", hex)
            .parts("lost", &[("killed", lost.killed.into()), ("wounded", lost.wounded.into()), ("missing", lost.missing.into())])
            .label("cause", "cause", &cause),
        What::VehiclesLost { unit, hex, vehicle, burnt, recoverable, repairable, cause }
        | What::StrandedLost { unit, hex, vehicle, burnt, recoverable, repairable, cause } => {
            let fates = [("burnt", u32::from(burnt)), ("recoverable", recoverable.into()), ("repairable", repairable.into())];
            a.text("unit", who(unit))
                .hex(names, "hex", hex)
                .text("vehicle", vehicle_name(vehicle))
                .number("count", fates.iter().map(|(_, n)| n).sum::<u32>())
                .parts("fates", &fates)
                .label("cause", "cause", &cause)
        }
        What::GunsLost { unit, hex, count, cause } => {
            a.text("unit", who(unit)).place(names, "hex", hex).number("count", count).label("cause", "cause", &cause)
        }
        What::Morale { unit, state } => a.text("unit", who(unit)).label("state", "morale", &state),
        What::DugIn { unit, hex, posture } => a.text("unit", who(unit)).hex(names, "hex", hex).label("posture", "posture", &posture),
        What::Deployed { unit, hex } | What::Sheltered { unit, hex } => a.text("unit", who(unit)).hex(names, "hex", hex),
        What::Manned { unit, hex, by } => a.text("unit", who(unit)).hex(names, "hex", hex).clock(names, "by", by),
        What::Formed { unit, column } => a.text("unit", who(unit)).flag("column", column),
        What::Built { unit, hex, towards, work } => {
            a.text("unit", who(unit)).hex(names, "hex", hex).hex(names, "towards", towards).label("work", "side_work", &work)
        }
        What::CrossingShut { unit, hex, towards } => a.text("unit", who(unit)).hex(names, "hex", hex).hex(names, "towards", towards),
        What::MinesMet { unit, hex } => a.text("unit", who(unit)).hex(names, "hex", hex),
        What::Limbered { unit, limbered } => a.text("unit", who(unit)).flag("limbered", limbered),
        What::ContactMade { side, contact, hex, kind } => {
            a.side("side", side).number("contact", contact.0).hex(names, "hex", hex).label("kind", "contact_kind", &kind)
        }
        What::LineCut { unit, until } => a.text("unit", who(unit)).clock(names, "until", until),
        What::MissionCalled { battery, hex, from, rounds, shells } => a
            .text("unit", who(battery))
            .hex(names, "hex", hex)
            .clock(names, "from", from)
            .number("rounds", rounds)
            .flag("smoke", shells == Shells::Smoke),
        What::MissionFell { battery, hex, rounds } => a.text("unit", who(battery)).hex(names, "hex", hex).number("rounds", rounds),
        What::SmokeLaid { battery, hex, until, rounds } => {
            a.text("unit", who(battery)).hex(names, "hex", hex).clock(names, "until", until).number("rounds", rounds)
        }
        What::FireLifted { battery, hex, to } => {
            a.text("unit", who(battery)).hex(names, "hex", hex).place(names, "to", to).flag("ends", to.is_none())
        }
        What::Registered { battery, hex } => a.text("unit", who(battery)).hex(names, "hex", hex),
        What::Defends { battery, hex } => a.text("unit", who(battery)).place(names, "hex", hex).flag("given_up", hex.is_none()),
        What::Silent { unit } => a.text("unit", who(unit)),
        What::Hungry { unit } => a.text("unit", who(unit)),
        What::Ate { unit, rations_g } => a.text("unit", who(unit)).number("kg", (rations_g + 500) / 1000),
        What::Supplied { unit, ammunition_g, fuel_kg, rations_g } => a
            .text("unit", who(unit))
            .parts("stores", &[("ammunition", ammunition_g / 1000), ("fuel", fuel_kg), ("rations", rations_g / 1000)]),
        What::Carried { from: _, to, ammunition_kg, fuel_kg, rations_kg } => a
            .text("depot", or_number(names.depot(to), to.0))
            .parts("stores", &[("ammunition", ammunition_kg), ("fuel", fuel_kg), ("rations", rations_kg)]),
        What::Strained { side, points, rule } => {
            let how = match (rule, points) {
                (Some(_), _) => "broken",
                (None, ..0) => "eased",
                (None, _) => "raised",
            };
            let rule = rule.map_or(String::new(), |r| or_number(names.rule(r), r.0));
            a.side("side", side).text("rule", rule).text("how", how).number("points", points.unsigned_abs())
        }
        What::WayUnderFire { link } => a.text("link", or_number(names.link(link), link.0)),
        What::DepotLost { depot, ammunition_kg, fuel_kg, rations_kg } => a
            .text("depot", or_number(names.depot(depot), depot.0))
            .parts("stores", &[("ammunition", ammunition_kg), ("fuel", fuel_kg), ("rations", rations_kg)]),
        What::Suppressed { unit, permille } => a.text("unit", who(unit)).number("percent", permille.div_ceil(10)),
        What::StrikeFell { flight, hex, aircraft, bombs } => a
            .text("flight", or_number(names.flight(flight, words.lang), flight.0))
            .hex(names, "hex", hex)
            .number("aircraft", aircraft)
            .number("bombs", bombs),
        What::StrikeCalledOff { flight, hex } => {
            a.text("flight", or_number(names.flight(flight, words.lang), flight.0)).hex(names, "hex", hex)
        }
        What::AircraftLost { flight, count, damaged } => {
            a.text("flight", or_number(names.flight(flight, words.lang), flight.0)).number("count", count).number("damaged", damaged)
        }
        What::Assaulted { leader, hex, result } => a.text("unit", who(leader)).hex(names, "hex", hex).text(
            "result",
            match result {
                0 => "repulsed",
                1 => "lodgement",
                _ => "taken",
            },
        ),
        What::Retreated { unit, from, to } => a.text("unit", who(unit)).hex(names, "from", from).hex(names, "to", to),
        What::Destroyed { unit, hex } => a.text("unit", who(unit)).place(names, "hex", hex),
        What::Control { hex, holder } => a.hex(names, "hex", hex).text("holder", holder.map_or("none", |side| side.id())),
        What::Released { formation } => a.text("formation", or_number(names.formation(formation, words.lang), formation.0)),
        What::TaskGiven { formation, kind, goal, ready } => a
            .text("formation", or_number(names.formation(formation, words.lang), formation.0))
            .label("kind", "task", &kind)
            .hex(names, "hex", goal)
            .clock(names, "ready", ready),
        What::TaskReady { formation, kind, goal } => a
            .text("formation", or_number(names.formation(formation, words.lang), formation.0))
            .label("kind", "task", &kind)
            .hex(names, "hex", goal),
        What::TaskLate { formation, ready } => {
            a.text("formation", or_number(names.formation(formation, words.lang), formation.0)).clock(names, "ready", ready)
        }
        What::TaskAstray { formation, goal } => {
            a.text("formation", or_number(names.formation(formation, words.lang), formation.0)).hex(names, "hex", goal)
        }
        What::Script { script } => a.text("text", or_number(names.script(script), script.0)),
        What::WeatherChanged { weather, ground } => a.text("weather", words.weather(weather)).text("ground", words.ground(ground)),
        What::CommanderLost { unit, until } => a.text("unit", who(unit)).clock(names, "until", until),
        What::RadioLost { unit } => a.text("unit", who(unit)),
        What::FellSick { unit, hex, men } => a.text("unit", who(unit)).place(names, "hex", hex).number("men", men),
        What::Returned { unit, hex, wounded, missing, sick } => a
            .text("unit", who(unit))
            .place(names, "hex", hex)
            .parts("men", &[("back_wounded", wounded.into()), ("back_missing", missing.into()), ("back_sick", sick.into())]),
        What::StormGoesOn { leader, hex, left_s } => {
            a.text("unit", who(leader)).hex(names, "hex", hex).number("minutes", left_s.div_ceil(60))
        }
        What::CloseAttacked { unit, hex, out } => a.text("unit", who(unit)).hex(names, "hex", hex).number("count", out),
        What::Surrendered { unit, hex, men } => a.text("unit", who(unit)).hex(names, "hex", hex).number("men", men),
        What::BorderCrossed { unit, hex } => a.text("unit", who(unit)).hex(names, "hex", hex),
    }
}
