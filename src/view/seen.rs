//! Who may see what: the bare ground's lines of sight, dust, and how far light and air let the eye go.
//!
//! What belongs here: questions of sight from plain values. What never does: whether a hidden unit is noticed.

use super::fire::Mark;
use super::{Cloud, Contact, Observation, OwnUnit};
use crate::data::Ground;
use crate::hex::{HEX_M, HexId, SightTable};
use crate::rules::{Activity, Certainty, Clock, Cover, Lit, MoraleState, Tables, Weather};

/// Farthest that anything above cover can be made out, metres: the most visible of all activities, or the flash of whoever fires.
pub fn farthest_m(rules: &Tables, lit: Lit, weather: Weather) -> u32 {
    const SHOWING: [Activity; 4] = [Activity::Column, Activity::MovingVehicles, Activity::FiringMen, Activity::FiringGun];
    let seen = SHOWING.into_iter().map(|a| rules.spot_range_m(a, Cover::None, lit, weather)).max().unwrap_or(0);
    seen.max(rules.suspected_m(lit, weather))
}

/// Whether the line between two hexes is free: the ground allows it, and no dust or smoke hangs on it at that moment. The same
/// in both directions; a hex sees itself.
pub fn line_free(ground: &Ground, clouds: &[Cloud], at: Clock, a: HexId, b: HexId) -> bool {
    if a == b {
        return true;
    }
    if !ground.sight.sees(a, b) {
        return false;
    }
    let hangs = |h: HexId| clouds.iter().any(|c| c.hex == h && c.hangs(at));
    if !clouds.iter().any(|c| c.hangs(at)) {
        return true;
    }
    if hangs(a) || hangs(b) {
        return false;
    }
    let mut line = Vec::new();
    SightTable::line(&ground.grid, a, b, &mut line);
    line.iter().all(|&(h, beside)| !hangs(h) || beside.is_some_and(|o| !hangs(o)))
}

/// The parts of a span in which the same dust and smoke hangs, in order. Where none comes or goes it is one.
pub fn parts(clouds: &[Cloud], from: Clock, to: Clock) -> Vec<(Clock, Clock)> {
    let mut cuts: Vec<Clock> = clouds.iter().flat_map(|c| [c.from, c.until]).filter(|&t| from < t && t < to).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let starts = std::iter::once(from).chain(cuts.iter().copied());
    starts.zip(cuts.iter().copied().chain([to])).collect()
}

/// Seconds of a span in which the line between two hexes is free.
pub fn clear_seconds(ground: &Ground, clouds: &[Cloud], (from, to): (Clock, Clock), a: HexId, b: HexId) -> u32 {
    let all = to.since(from);
    if a == b {
        return all;
    }
    if !ground.sight.sees(a, b) {
        return 0;
    }
    if !clouds.iter().any(|c| c.from < to && from < c.until) {
        return all;
    }
    let free = |p: &(Clock, Clock)| line_free(ground, clouds, p.0, a, b);
    parts(clouds, from, to).iter().filter(|p| free(p)).map(|p| p.1.since(p.0)).sum()
}

/// Whether someone in one of these hexes could look at a moment into a hex that none of the side's own units sees into then.
pub fn opens_view(view: &Observation, hexes: &[HexId], at: Clock) -> bool {
    let farthest_m = farthest_m(&view.rules, view.lit, view.weather);
    let sees =
        |from: HexId, hex: HexId| view.ground.grid.metres(from, hex) <= farthest_m && line_free(&view.ground, &view.clouds, at, from, hex);
    let posts = view.units.iter().filter(|u| u.active() && u.morale < MoraleState::Routed).filter_map(|u| u.hex);
    let mut posts: Vec<HexId> = posts.collect();
    posts.sort_unstable();
    posts.dedup();
    // A bit for each hex that is known to be seen; most are by the first who is asked.
    let mut seen = vec![0u64; view.ground.grid.len().div_ceil(64)];
    hexes.iter().filter(|h| !posts.contains(h)).any(|&from| {
        let row = view.ground.sight.seen_from(from);
        for (word, &bits) in row.iter().enumerate() {
            let mut rest = bits & !seen[word];
            while rest != 0 {
                let hex = HexId((word * 64) as u16 + rest.trailing_zeros() as u16);
                rest &= rest - 1;
                if !sees(from, hex) {
                    continue;
                }
                if !posts.iter().any(|&post| sees(post, hex)) {
                    return true;
                }
                seen[word] |= 1 << (hex.index() % 64);
            }
        }
        false
    })
}

/// Whether one of the side's own units could see something showing itself in a hex.
pub fn unit_sees(view: &Observation, unit: &OwnUnit, hex: HexId) -> bool {
    sees_at(view, unit, hex, view.clock_of(unit))
}

/// Whether any unit of the side that acts by itself observes fire on a hex at a moment.
pub fn observed(view: &Observation, hex: HexId, at: Clock) -> bool {
    view.units.iter().any(|u| !u.held_back && sees_at(view, u, hex, at))
}

/// The parts of a mission's time on a hex in which somebody of the side that acts by itself observes it all along, or nobody does.
pub fn observed_parts(view: &Observation, hex: HexId, from: Clock, to: Clock) -> Vec<(Clock, Clock, bool)> {
    let mut out: Vec<(Clock, Clock, bool)> = Vec::new();
    for (a, b) in parts(&view.clouds, from, to) {
        let seen = observed(view, hex, a);
        match out.last_mut().filter(|p| p.2 == seen) {
            Some(last) => last.1 = b,
            None => out.push((a, b, seen)),
        }
    }
    out
}

/// Whether one of the side's own units could see something showing itself in a hex at a moment.
pub fn sees_at(view: &Observation, unit: &OwnUnit, hex: HexId, at: Clock) -> bool {
    let Some(from) = unit.hex.filter(|_| unit.active() && unit.morale < MoraleState::Routed) else { return false };
    view.ground.grid.metres(from, hex) <= farthest_m(&view.rules, view.lit, view.weather)
        && line_free(&view.ground, &view.clouds, at, from, hex)
}

/// How well one of the side's own units knows a contact at which it fires, in so far as light, air and what the contact does let
/// it: what it does not make out with its own eyes it has from others, who can tell it no more than about where. Lines of sight
/// are [`unit_sees`]'s affair.
pub fn known_to(view: &Observation, unit: &OwnUnit, c: &Contact) -> Certainty {
    let cover = view.ground.terrain[c.hex.index()].cover();
    let made_out_m = view.rules.spot_range_m(c.shows, cover, view.lit, view.weather);
    let near = |from: HexId| view.ground.grid.distance(from, c.hex) * HEX_M <= made_out_m;
    if c.current && unit.hex.is_some_and(near) { c.certainty } else { Certainty::Suspected }
}

/// A contact as the fire of one of the side's own units meets it: as the side believes it to be, and known as well as that unit
/// knows it. Guns that others see stand where those saw them, as guns do that went out of sight.
pub fn mark_of(view: &Observation, unit: &OwnUnit, c: &Contact) -> Mark {
    let mut mark = Mark::of_contact(&view.cards, &view.ground, c);
    let known = known_to(view, unit, c);
    mark.placed |= known < mark.certainty && c.guns > 0;
    mark.certainty = mark.certainty.min(known);
    mark
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Side;
    use crate::view::fixture::{duel, hex};
    use proptest::prelude::*;

    #[test]
    fn a_span_is_cut_where_smoke_comes_and_goes() {
        let cloud = |from, until| Cloud { hex: HexId(0), from: Clock(from), until: Clock(until) };
        let of = |clouds: &[Cloud]| parts(clouds, Clock(100), Clock(400)).iter().map(|p| (p.0.0, p.1.0)).collect::<Vec<_>>();
        assert_eq!(of(&[]), [(100, 400)]);
        assert_eq!(of(&[cloud(0, 100), cloud(400, 500), cloud(50, 450)]), [(100, 400)]);
        assert_eq!(of(&[cloud(200, 300), cloud(50, 200), cloud(250, 900)]), [(100, 200), (200, 250), (250, 300), (300, 400)]);
    }

    #[test]
    fn smoke_in_the_middle_of_a_turn_hides_then_and_at_no_other_time() {
        let view = duel(Side::Soviet);
        let [a, b] = ["0402", "0302"].map(|h| hex(&view, h));
        let from = view.turn_from;
        let clouds = [Cloud { hex: b, from: from.plus(300), until: from.plus(500) }];
        let free = |s| line_free(&view.ground, &clouds, from.plus(s), a, b);
        assert!(free(0) && free(299) && !free(300) && !free(499) && free(500));
        let clear = |from_s, to_s| clear_seconds(&view.ground, &clouds, (from.plus(from_s), from.plus(to_s)), a, b);
        assert_eq!([clear(0, 900), clear(0, 300), clear(300, 500), clear(400, 600)], [700, 300, 0, 100]);
        assert_eq!(clear_seconds(&view.ground, &[], (from, from.plus(900)), a, b), 900);
    }

    proptest! {
        /// Cut by spans it is what asking each second gives, in both directions.
        #[test]
        fn clear_seconds_are_those_in_which_the_line_is_free(
            list in prop::collection::vec((0usize..64, 0u32..120, 0u32..60), 0..8), a in 0usize..64, b in 0usize..64, from in 0u32..60, len in 1u32..90,
        ) {
            let view = duel(Side::Soviet);
            let n = view.ground.grid.len();
            let at = |h: usize| HexId((h % n) as u16);
            let clouds: Vec<Cloud> = list.iter().map(|&(h, f, s)| Cloud { hex: at(h), from: Clock(f), until: Clock(f + s) }).collect();
            let told = clear_seconds(&view.ground, &clouds, (Clock(from), Clock(from + len)), at(a), at(b));
            let free = |t: &u32| line_free(&view.ground, &clouds, Clock(*t), at(a), at(b));
            prop_assert_eq!(told, (from..from + len).filter(free).count() as u32);
            prop_assert_eq!(told, clear_seconds(&view.ground, &clouds, (Clock(from), Clock(from + len)), at(b), at(a)));
        }
    }
}
