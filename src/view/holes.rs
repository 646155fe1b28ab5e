//! Holes that men have dug in the ground of a hex: how many, whom their parapets serve, who finds room in them.
//!
//! What belongs here: questions that the check and the battle both ask of a hex's holes and those who are there. What never does:
//! who moves in when.

use super::{Observation, OwnUnit};
use crate::hex::HexId;
use crate::rules::{BySide, Posture, Side, Tables, Terrain};
use serde::{Deserialize, Serialize};

/// Holes of one hex, in men who find room. They stay when men leave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holes {
    /// places in trenches, by the side whose enemy they face
    pub trench: BySide<u16>,
    /// places in holes of any depth, those in trenches among them
    pub any: u16,
}

/// Men of one unit as they take up room: side, posture, how many.
pub type Taker = (Side, Posture, u16);

/// Room left for one unit of a side beside the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// in trenches that face its enemy
    pub facing: u16,
    /// in trenches, whichever way they face
    pub trench: u16,
    /// in holes of any depth
    pub any: u16,
}

fn sum(takers: &[Taker], takes: impl Fn(Side, Posture) -> bool) -> u16 {
    takers.iter().filter(|t| takes(t.0, t.1)).fold(0, |n, t| n.saturating_add(t.2))
}

impl Holes {
    /// Places in trenches, whichever way they face.
    pub fn trenches(&self) -> u16 {
        self.trench.soviet.saturating_add(self.trench.japanese)
    }
    /// What is left for a unit of a side beside others who are in the hex.
    pub fn room(&self, side: Side, others: &[Taker]) -> Room {
        let any = self.any.saturating_sub(sum(others, |_, p| p >= Posture::Scrape));
        let trench = self.trenches().saturating_sub(sum(others, |_, p| p >= Posture::Reversed)).min(any);
        let facing = self.trench[side].saturating_sub(sum(others, |s, p| s == side && p == Posture::Trench)).min(trench);
        Room { facing, trench, any }
    }
    /// The holes with places for all who are in some by their posture.
    pub fn widened(mut self, takers: &[Taker]) -> Holes {
        for side in Side::BOTH {
            self.trench[side] = self.trench[side].max(sum(takers, |s, p| s == side && p == Posture::Trench));
        }
        // Who is in a trench that faces the wrong way is in one that faces his own.
        for side in Side::BOTH {
            let missing = sum(takers, |_, p| p >= Posture::Reversed).saturating_sub(self.trenches());
            if takers.iter().any(|t| t.0 == side && t.1 == Posture::Reversed) {
                self.trench[side.enemy()] = self.trench[side.enemy()].saturating_add(missing);
            }
        }
        self.any = self.any.max(self.trenches()).max(sum(takers, |_, p| p >= Posture::Scrape));
        self
    }
    /// The holes after a side's men in trenches have turned those that they lack: none is dug, none is lost.
    pub fn turned(mut self, side: Side, takers: &[Taker]) -> Holes {
        let lacks = sum(takers, |s, p| s == side && p == Posture::Trench).saturating_sub(self.trench[side]);
        let turned = lacks.min(self.trench[side.enemy()]);
        self.trench[side.enemy()] -= turned;
        self.trench[side] += turned;
        self
    }
}

impl Room {
    /// What so many men who come find: a trench if it has room for all, one that faces the wrong way if that has, a scrape if no more are
    /// left without a hole than a scrape leaves open; else nothing better than the ground.
    pub fn posture(&self, rules: &Tables, men: u16) -> Posture {
        if men <= self.facing {
            Posture::Trench
        } else if men <= self.trench {
            Posture::Reversed
        } else if rules.holes_make_scrape(men, self.any) {
            Posture::Scrape
        } else {
            Posture::Prone
        }
    }
}

/// Whether a unit lives in holes that others can take over and takes those of others: men on foot. Guns have pits of their own.
pub fn moves_in(unit: &OwnUnit) -> bool {
    unit.guns == 0 && unit.men > 0 && unit.vehicles.iter().all(|l| l.running == 0)
}

/// Seconds for a unit to dig from its posture to the next better one, of which what is there already is taken off; `None` if there is
/// none or not in this ground.
pub fn dig_seconds(rules: &Tables, terrain: Terrain, unit: &OwnUnit, room: Room) -> Option<(Posture, u32)> {
    let (next, whole) = rules.dig_seconds(unit.posture, terrain)?;
    let there = match unit.posture {
        _ if !moves_in(unit) => 0,
        Posture::Upright | Posture::Prone => room.any,
        Posture::Scrape => room.facing,
        Posture::Reversed | Posture::Trench => 0,
    };
    let lacking = u64::from(unit.men.saturating_sub(there));
    Some((next, (u64::from(whole) * lacking).div_ceil(u64::from(unit.men.max(1))) as u32))
}

/// Room for one of a side's own units where it stands, as far as the side knows.
pub fn room(view: &Observation, unit: &OwnUnit, hex: HexId) -> Room {
    let own = view.units.iter().filter(|u| u.id != unit.id && u.hex == Some(hex)).map(|u| (view.side, u.posture, u.men));
    let enemy = view.contacts.iter().filter(|c| c.current && c.hex == hex);
    let takers: Vec<Taker> = own.chain(enemy.map(|c| (view.side.enemy(), c.posture, u16::midpoint(c.men.0, c.men.1)))).collect();
    view.holes[hex.index()].room(view.side, &takers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Posture::{Prone, Reversed, Scrape, Trench};
    use Side::{Japanese, Soviet};
    use proptest::prelude::*;

    fn holes(soviet: u16, japanese: u16, any: u16) -> Holes {
        Holes { trench: BySide { soviet, japanese }, any }
    }

    #[test]
    fn who_comes_takes_what_has_room_for_all() {
        let rules = Tables::shipped();
        let dug = holes(0, 120, 150);
        let found = |side, men, others: &[Taker]| dug.room(side, others).posture(&rules, men);
        assert_eq!(found(Japanese, 120, &[]), Trench);
        assert_eq!(found(Soviet, 120, &[]), Reversed, "the enemy's");
        assert_eq!(found(Japanese, 60, &[(Japanese, Trench, 60)]), Trench);
        assert_eq!(found(Japanese, 61, &[(Japanese, Trench, 60)]), Scrape, "and thirty scrapes");
        assert_eq!(found(Japanese, 120, &[(Japanese, Trench, 60)]), Scrape, "a quarter lies in the open, as much as a scrape leaves open");
        assert_eq!(found(Japanese, 130, &[(Japanese, Trench, 60)]), Prone);
        assert_eq!(found(Soviet, 100, &[(Japanese, Prone, 90)]), Reversed, "who lies in the open is in no hole");
    }

    #[test]
    fn digging_starts_from_what_is_there() {
        let view = crate::view::fixture::duel(Soviet);
        let unit = view.units.iter().find(|u| moves_in(u)).expect("men on foot");
        let (rules, men) = (Tables::shipped(), unit.men);
        let seconds = |posture, room| dig_seconds(&rules, Terrain::Open, &OwnUnit { posture, ..unit.clone() }, room).expect("it can dig");
        let none = Room::default();
        assert_eq!(
            [seconds(Prone, none), seconds(Scrape, none), seconds(Reversed, none)],
            [(Scrape, 1800), (Trench, 5400), (Trench, 1800)]
        );
        let half = Room { facing: men / 2, trench: men / 2, any: men / 2 };
        let left = |whole: u64| (whole * u64::from(men - men / 2)).div_ceil(u64::from(men)) as u32;
        assert_eq!([seconds(Prone, half), seconds(Scrape, half)], [(Scrape, left(1800)), (Trench, left(5400))]);
    }

    fn taker() -> impl Strategy<Value = Taker> {
        (prop::sample::select(vec![Soviet, Japanese]), prop::sample::select(vec![Prone, Scrape, Reversed, Trench]), 0u16..300)
    }

    proptest! {
        /// Whoever is there and however often it is widened or turned: no place is ever lost, and none is taken twice.
        #[test]
        fn places_stay_and_hold_all_who_are_in_them(
            at in (0u16..400, 0u16..400, 0u16..900), takers in prop::collection::vec(taker(), 0..6), men in 1u16..300,
        ) {
            let rules = Tables::shipped();
            let before = holes(at.0, at.1, at.2.max(at.0 + at.1));
            let mut all = takers;
            for side in Side::BOTH {
                let now = before.widened(&all);
                prop_assert!(now.trench.soviet >= before.trench.soviet && now.trench.japanese >= before.trench.japanese && now.any >= before.any);
                prop_assert_eq!(now, now.widened(&all), "once is enough");
                let turned = now.turned(side, &all);
                prop_assert_eq!((turned.trenches(), turned.any), (now.trenches(), now.any));
                // Who comes and finds room needs no new place.
                let found = now.room(side, &all).posture(&rules, men);
                all.push((side, found, men));
                if found >= Reversed {
                    prop_assert_eq!(now.widened(&all), now);
                }
                let inside = |p| all.iter().filter(|t| t.1 >= p).map(|t| t.2).sum::<u16>();
                let wide = now.widened(&all);
                prop_assert!(inside(Reversed) <= wide.trenches() && inside(Scrape) <= wide.any);
                all.pop();
            }
        }
    }
}
