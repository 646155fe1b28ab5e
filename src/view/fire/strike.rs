//! Bombs and strafing: what of a load falls in which hex, and on whom there.

use super::Mark;
use crate::data::{AircraftCard, Cards};
use crate::rules::{GroundStates, Question, Strike};

/// Bombs and rounds that fall in one hex.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// bombs: small, middle, heavy
    pub bombs: [u32; 3],
    /// machine-gun rounds in strafing
    pub strafing: u32,
}

impl Load {
    /// All that so many machines carry.
    pub fn of(card: &AircraftCard, machines: u16) -> Load {
        let machines = u32::from(machines);
        Load { bombs: card.bombs.map(|b| u32::from(b) * machines), strafing: u32::from(card.strafing_rounds) * machines }
    }
    /// What of it falls in the aimed hex, a part of a bomb counted as one.
    pub fn aimed(&self, card: &AircraftCard) -> Load {
        let share = |n: u32| (u64::from(n) * u64::from(card.share_permille)).div_ceil(1000) as u32;
        Load { bombs: self.bombs.map(share), strafing: share(self.strafing) }
    }
    /// What of the rest of it falls in the `place`-th of the six hexes around.
    pub fn around(&self, aimed: &Load, place: u32) -> Load {
        let part = |all: u32, aimed: u32| (all - aimed) / 6 + u32::from(place < (all - aimed) % 6);
        let [a, b, c] = [0, 1, 2].map(|i| part(self.bombs[i], aimed.bombs[i]));
        Load { bombs: [a, b, c], strafing: part(self.strafing, aimed.strafing) }
    }
    /// Whether nothing falls.
    pub fn is_empty(&self) -> bool {
        *self == Load::default()
    }
}

/// What falls in a hex, asked of one mark there. `men` are all who are in the hex: bombs sweep it whole, whoever is in it, but a round in
/// strafing goes to one of them.
pub fn strike(cards: &Cards, load: &Load, men: u32, mark: &Mark, ground: GroundStates) -> Question {
    let cap = |n: u32| n.min(u32::from(u16::MAX)) as u16;
    let here = mark.men + mark.below;
    let rounds = u64::from(load.strafing) * u64::from(here) / u64::from(men.max(u32::from(here)).max(1));
    Question::Strike(Strike {
        bombs: load.bombs.map(cap),
        strafing_rounds: cap(rounds as u32),
        men: here,
        below: mark.below,
        posture: mark.posture,
        cover: mark.cover,
        terrain: mark.terrain,
        ground: ground.of(mark.terrain.soil()),
        vehicles: mark.targets().min(u32::from(u8::MAX)) as u8,
        guns: mark.guns,
        crew: mark.crew(cards),
        killed_percent: mark.killed_percent,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_load_falls_in_seven_hexes_and_nothing_of_it_is_lost() {
        let mut card = AircraftCard {
            id: "bomber".into(),
            name: "bomber".into(),
            bombs: [4, 3, 1],
            strafing_rounds: 1_000,
            share_permille: 0,
            load_kg: 600,
            height_m: 2_000,
        };
        for (share_permille, machines) in [(0, 7), (300, 7), (999, 5), (1000, 12)] {
            card.share_permille = share_permille;
            let all = Load::of(&card, machines);
            let aimed = all.aimed(&card);
            let mut sum = aimed;
            for place in 0..6 {
                let part = all.around(&aimed, place);
                sum = Load { bombs: [0, 1, 2].map(|i| sum.bombs[i] + part.bombs[i]), strafing: sum.strafing + part.strafing };
            }
            assert_eq!(sum, all, "{share_permille}");
            assert_eq!(aimed.strafing, (u32::from(machines) * u32::from(share_permille)), "{share_permille}");
        }
    }
}
