//! Stretches of a unit's time by the clock: when it fought, when it was under fire, when fire came from two sides at once.
//!
//! What belongs here: laying them together, so that the length of a turn changes nothing. What never does: what they weigh.

use crate::hex::HexId;
use crate::rules::Clock;
use arrayvec::ArrayVec;
use serde::{Deserialize, Serialize};

/// Stretches of time that neither overlap nor touch, by rising clock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Spans(Vec<(Clock, Clock)>);

impl Spans {
    /// Add a stretch; what it overlaps or touches becomes one with it.
    pub fn add(&mut self, from: Clock, to: Clock) {
        if to <= from {
            return;
        }
        let first = self.0.partition_point(|s| s.1 < from);
        let behind = self.0.partition_point(|s| s.0 <= to);
        let whole = self.0[first..behind].iter().fold((from, to), |w, s| (w.0.min(s.0), w.1.max(s.1)));
        self.0.splice(first..behind, [whole]);
    }

    /// Seconds between two moments that lie in a stretch or at most `after_s` behind the end of one.
    pub fn seconds(&self, from: Clock, to: Clock, after_s: u32) -> u32 {
        let (mut at, mut sum) = (from, 0);
        for s in &self.0 {
            let (a, b) = (s.0.max(at), s.1.plus(after_s).min(to));
            if b > a {
                sum += b.since(a);
                at = b;
            }
        }
        sum
    }

    /// Forget what was over at a moment.
    pub fn forget(&mut self, until: Clock) {
        self.0.retain(|s| s.1 > until);
    }
}

/// Places from which aimed fire came lately, at most.
const PLACES: usize = 4;

/// Aimed fire on a unit by the places it came from, and for how long it came from two sides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Crossfire {
    /// Place, and the last moment of fire from it.
    places: ArrayVec<(HexId, Clock), PLACES>,
    /// When it came from two sides: what is not yet charged.
    met: Spans,
}

impl Crossfire {
    /// Fire from a place begins.
    pub fn shot(&mut self, place: HexId, at: Clock) {
        if let Some(known) = self.places.iter_mut().find(|p| p.0 == place) {
            known.1 = known.1.max(at);
            return;
        }
        if self.places.is_full()
            && let Some(oldest) = (0..self.places.len()).min_by_key(|&i| (self.places[i].1, i))
        {
            self.places.remove(oldest);
        }
        self.places.push((place, at));
    }

    /// Fire that began at `from` lasts until `to`. Fires meet if no more than `quiet_s` seconds lie between them and they come from
    /// places that lie `apart`.
    pub fn taken(&mut self, from: Clock, to: Clock, quiet_s: u32, apart: impl Fn(HexId, HexId) -> bool) {
        for p in self.places.iter_mut().filter(|p| p.1 == from) {
            p.1 = to;
        }
        let near = |p: &&(HexId, Clock)| p.1.plus(quiet_s) >= from && p.1 <= to.plus(quiet_s);
        let places: ArrayVec<HexId, PLACES> = self.places.iter().filter(near).map(|p| p.0).collect();
        if places.iter().enumerate().any(|(i, &a)| places[i + 1..].iter().any(|&b| apart(a, b))) {
            self.met.add(from, to);
        }
    }

    /// Seconds of it since the last time this was asked; places that have been quiet for so long by `at` are forgotten.
    pub fn charge(&mut self, at: Clock, quiet_s: u32) -> u32 {
        self.places.retain(|p| p.1.plus(quiet_s) >= at);
        std::mem::take(&mut self.met).seconds(Clock(0), Clock(u32::MAX), 0)
    }

    /// Whether all places are where a map has hexes.
    pub fn all(&self, on_map: impl Fn(HexId) -> bool) -> bool {
        self.places.iter().all(|p| on_map(p.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Places 0 and 1 lie on one side, 2 and 3 on the other.
    fn apart(a: HexId, b: HexId) -> bool {
        (a.0 < 2) != (b.0 < 2)
    }

    #[test]
    fn one_second_of_two_fires_is_one_second() {
        let mut c = Crossfire::default();
        c.shot(HexId(0), Clock(100));
        c.taken(Clock(100), Clock(160), 300, apart);
        assert_eq!(c.charge(Clock(14_400), 300), 0, "one side alone");
        c.shot(HexId(0), Clock(15_000));
        c.taken(Clock(15_000), Clock(15_060), 300, apart);
        c.shot(HexId(3), Clock(15_060));
        c.taken(Clock(15_060), Clock(15_061), 300, apart);
        assert_eq!(c.charge(Clock(28_800), 300), 1, "of four hours");
        c.shot(HexId(0), Clock(30_000));
        c.taken(Clock(30_000), Clock(30_060), 300, apart);
        assert_eq!(c.charge(Clock(43_200), 300), 0, "the other fell silent hours ago");
    }

    proptest! {
        /// Stretches are as long as the seconds that lie in any of them.
        #[test]
        fn stretches_hold_each_second_once(list in prop::collection::vec((0u32..500, 0u32..60), 0..20), from in 0u32..300, len in 0u32..300) {
            let mut spans = Spans::default();
            for &(at, s) in &list {
                spans.add(Clock(at), Clock(at + s));
            }
            for after in [0, 25] {
                let inside = |t: &u32| list.iter().any(|&(at, s)| s > 0 && at <= *t && *t < at + s + after);
                let told = spans.seconds(Clock(from), Clock(from + len), after);
                prop_assert_eq!(told, (from..from + len).filter(inside).count() as u32);
            }
        }

        /// The same fire in four turns of a quarter of an hour or in one of an hour: the same seconds.
        #[test]
        fn the_length_of_a_turn_changes_no_crossfire(list in prop::collection::vec((0u16..4, 0u32..4, 0u32..800, 1u32..100), 0..30)) {
            let mut fires: Vec<(u32, u32, HexId)> = list.iter().map(|&(p, q, at, s)| (q * 900 + at, s, HexId(p))).collect();
            fires.sort_by_key(|f| f.0);
            let run = |turn_s: u32| {
                let (mut c, mut sum) = (Crossfire::default(), 0);
                for end in (1..=3600 / turn_s).map(|n| n * turn_s) {
                    for &(at, s, place) in fires.iter().filter(|f| f.0 < end && f.0 + turn_s >= end) {
                        c.shot(place, Clock(at));
                        c.taken(Clock(at), Clock(at + s), 300, apart);
                    }
                    sum += c.charge(Clock(end), 300);
                }
                sum
            };
            prop_assert_eq!(run(900), run(3600));
        }
    }
}
