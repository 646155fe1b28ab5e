//! Works on hex sides: wire, gaps, crossings, log roads, mines and their lifting.
//!
//! What belongs here: `obstacles.ron`. What never does: where they are and who builds them.

use super::figure::{Figure, Format, table};
use super::odds::{Rate, count};
use super::{Asked, Effect, Law, Lottery, Mines, ModifierName, Prob, Question, Tables};
use serde::{Deserialize, Serialize};

/// Work on the side of a hex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SideWork {
    /// lay wire along it
    Wire,
    /// cut a gap into wire
    Gap,
    /// lay a crossing over a stream
    Crossing,
    /// lay logs over soft ground
    LogRoad,
    /// lift mines
    Lift,
    /// clear a crossing of what is stuck on it
    Clear,
}

impl SideWork {
    /// All.
    pub const ALL: [SideWork; 6] = [SideWork::Wire, SideWork::Gap, SideWork::Crossing, SideWork::LogRoad, SideWork::Lift, SideWork::Clear];
}

/// Who does a work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gang {
    /// men who can lend a hand: on foot, not suppressed
    pub men: u16,
    /// they are sappers, with tools, timber and training
    pub sappers: bool,
    /// a bridge tank runs
    pub bridge_tank: bool,
    /// a tank runs, to push or to tow
    pub tank: bool,
}

table! {
    /// `obstacles.ron`.
    struct Obstacles {
        format: Format,
        /// Men of the platoon that the times are given for.
        platoon_men: Figure<u32>,
        /// Most men whom one side of a hex gives room to work.
        gang_men: Figure<u32>,
        /// Work of riflemen against that of sappers.
        unskilled: Figure,
        /// Seconds a platoon needs: 300 m of wire, a gap in it by hand, a log crossing, 300 m of log road, a lane through mines.
        wire_s: Figure<u32>,
        gap_s: Figure<u32>,
        log_crossing_s: Figure<u32>,
        log_road_s: Figure<u32>,
        lift_s: Figure<u32>,
        /// Seconds a bridge tank needs for its crossing.
        bridge_tank_s: Figure<u32>,
        /// Seconds to clear a crossing of a stuck vehicle, by a tank that pushes it off or by a platoon of sappers.
        clear_s: Figure<u32>,
        /// Chance of a vehicle, of a man on foot, to set off a mine while going over a mined side.
        mine_vehicle: Figure,
        mine_man: Figure,
        /// Of vehicles stopped by mines, those that must be hauled away; the rest is repaired on the spot.
        mine_hauled: Figure,
    }
}

impl Tables {
    /// Seconds that a gang needs for a whole work; `None` if it cannot do it.
    pub fn side_work_seconds(&self, work: SideWork, gang: &Gang) -> Option<u32> {
        let o = &self.obstacles;
        if work == SideWork::Crossing && gang.bridge_tank {
            return Some(o.bridge_tank_s.value);
        }
        if work == SideWork::Clear && gang.tank {
            return Some(o.clear_s.value);
        }
        let (seconds, anyone) = match work {
            SideWork::Wire => (o.wire_s.value, true),
            SideWork::Gap => (o.gap_s.value, true),
            SideWork::Crossing => (o.log_crossing_s.value, false),
            SideWork::LogRoad => (o.log_road_s.value, false),
            SideWork::Lift => (o.lift_s.value, false),
            SideWork::Clear => (o.clear_s.value, false),
        };
        if gang.men == 0 || !(anyone || gang.sappers) {
            return None;
        }
        let hands = (gang.men as u32).min(o.gang_men.value) as f64 * if gang.sappers { 1.0 } else { o.unskilled.value };
        Some((seconds as f64 * o.platoon_men.value as f64 / hands + 0.5).min(u32::MAX as f64) as u32)
    }

    /// Men and vehicles going over mines.
    pub(super) fn ask_mines(&self, q: &Mines) -> Asked {
        let o = &self.obstacles;
        let driven = q.vehicles > 0;
        let mut rate = Rate::new(o.mine_vehicle.value);
        if !driven {
            rate.becomes(ModifierName::OnFoot, o.mine_man.value);
        }
        let mut lottery = Lottery::default();
        let hit = lottery.stage(Effect::MenHit, count(q.men as u32, o.mine_man.value));
        lottery.stage(Effect::Killed, Law::CountOf { stage: hit, p: Prob::of(q.killed_percent as f64 / 100.0) });
        let out = lottery.stage(Effect::VehiclesOut, count(q.vehicles as u32, o.mine_vehicle.value));
        lottery.stage(Effect::Recoverable, Law::CountOf { stage: out, p: Prob::of(o.mine_hauled.value) });
        let crew = lottery.stage(Effect::CrewHit, Law::CountPer { stage: out, each: q.crew as u32, p: Prob::of(o.mine_man.value) });
        lottery.stage(Effect::CrewKilled, Law::CountOf { stage: crew, p: Prob::of(q.killed_percent as f64 / 100.0) });
        Asked { question: Question::Mines(*q), modifiers: rate.modifiers, lottery }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gang(men: u16, sappers: bool) -> Gang {
        Gang { men, sappers, bridge_tank: false, tank: false }
    }

    #[test]
    fn a_platoon_needs_the_times_of_the_table() {
        let rules = Tables::shipped();
        let seconds = |work| rules.side_work_seconds(work, &gang(30, true)).unwrap();
        assert_eq!(SideWork::ALL.map(seconds), [7_200, 900, 2_700, 36_000, 900, 600]);
        // Three platoons are three times as quick, a fourth finds no room.
        assert_eq!(rules.side_work_seconds(SideWork::LogRoad, &gang(90, true)), Some(12_000));
        assert_eq!(rules.side_work_seconds(SideWork::LogRoad, &gang(120, true)), Some(12_000));
    }

    #[test]
    fn riflemen_cut_and_lay_wire_slowly_and_build_nothing() {
        let rules = Tables::shipped();
        let seconds = |work| rules.side_work_seconds(work, &gang(30, false));
        assert_eq!(SideWork::ALL.map(seconds), [Some(14_400), Some(1_800), None, None, None, None]);
    }

    #[test]
    fn a_bridge_tank_lays_its_bridge_alone() {
        let rules = Tables::shipped();
        let tank = Gang { men: 0, sappers: true, bridge_tank: true, tank: true };
        assert_eq!(rules.side_work_seconds(SideWork::Clear, &tank), Some(600));
        assert_eq!(rules.side_work_seconds(SideWork::Crossing, &tank), Some(600));
        assert_eq!(rules.side_work_seconds(SideWork::Gap, &tank), None);
    }

    #[test]
    fn mines_stop_vehicles_more_often_than_men() {
        let rules = Tables::shipped();
        let asked = rules.ask(&Question::Mines(Mines { men: 100, vehicles: 0, crew: 0, killed_percent: 30 }));
        assert_eq!(asked.modifiers.iter().map(|m| (m.name, m.permille)).collect::<Vec<_>>(), [(ModifierName::OnFoot, 67)]);
        assert!((asked.lottery.mean(Effect::MenHit) - 1.0).abs() < 1e-3);
        assert!((asked.lottery.mean(Effect::Killed) - 0.3).abs() < 1e-3);
        let asked = rules.ask(&Question::Mines(Mines { men: 0, vehicles: 10, crew: 3, killed_percent: 30 }));
        assert!(asked.modifiers.is_empty());
        assert!((asked.lottery.mean(Effect::VehiclesOut) - 1.5).abs() < 1e-3);
        assert!((asked.lottery.mean(Effect::Recoverable) - 0.45).abs() < 1e-3);
    }

    proptest! {
        #[test]
        fn more_hands_are_never_slower(men in 1u16..400, more in 0u16..400, sappers: bool, n in 0usize..6) {
            let rules = Tables::shipped();
            let work = SideWork::ALL[n];
            let (few, many) = (rules.side_work_seconds(work, &gang(men, sappers)), rules.side_work_seconds(work, &gang(men + more, sappers)));
            prop_assert!(many <= few);
            if let (Some(sapper), Some(rifle)) = (rules.side_work_seconds(work, &gang(men, true)), rules.side_work_seconds(work, &gang(men, false))) {
                prop_assert!(sapper <= rifle);
            }
        }
    }
}
