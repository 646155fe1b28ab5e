//! Who sits at a table: persons and the players that stand in for them.

use super::drive::Players;
use super::table::HUMAN;
use crate::rules::BySide;

/// The player that sits where no person does.
const OPPONENT: &str = "regular";

/// Who sits at the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Seats {
    /// a person leads the Soviet side
    #[default]
    Soviet,
    /// a person leads the Japanese side
    Japanese,
    /// two persons in turn
    Both,
    /// nobody: players fight it out
    None,
}

impl Seats {
    /// All of them.
    pub const ALL: [Seats; 4] = [Seats::Soviet, Seats::Japanese, Seats::Both, Seats::None];
    /// Its name on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Seats::Soviet => "soviet",
            Seats::Japanese => "japanese",
            Seats::Both => "both",
            Seats::None => "none",
        }
    }
    /// By name.
    pub fn parse(id: &str) -> Option<Seats> {
        Seats::ALL.into_iter().find(|s| s.id() == id)
    }
    /// Players by side.
    pub fn players(self) -> Players {
        let seat = |human: bool| if human { HUMAN } else { OPPONENT }.to_owned();
        BySide { soviet: seat(matches!(self, Seats::Soviet | Seats::Both)), japanese: seat(matches!(self, Seats::Japanese | Seats::Both)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_sit_where_the_name_says() {
        for seats in Seats::ALL {
            assert_eq!(Seats::parse(seats.id()), Some(seats));
            let (soviet, japanese) = (seats.players().soviet == HUMAN, seats.players().japanese == HUMAN);
            let named = |side: &str| seats.id() == side || seats == Seats::Both;
            assert_eq!((soviet, japanese), (named("soviet"), named("japanese")));
        }
        assert_eq!(Seats::parse("chinese"), None);
    }
}
