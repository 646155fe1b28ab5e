//! New tasks: how long a staff needs until a battalion begins one, and how far it acts without.
//!
//! What belongs here: `command.ron`. What never does: which task leads where, and who commands whom.

use super::figure::{Figure, Format, table};
use super::odds::Rate;
use super::{Asked, Effect, Hitch, Law, Lottery, Modifier, ModifierName, Prob, Question, Tables};
use arrayvec::ArrayVec;
use serde::{Deserialize, Serialize};

table! {
    /// `command.ron`.
    struct Commanding {
        format: Format,
        /// Hexes around a task within which units are ordered freely.
        strip_hexes: Figure<u32>,
        /// The same around the places of a reserve.
        reserve_hexes: Figure<u32>,
        /// Length of a withdrawal to what it gains in distance from the enemy.
        rearward: Figure<u32>,
        /// Minutes as a rule, and where subordinates act by themselves.
        usual: Figure<u32>,
        initiative: Figure<u32>,
        /// Minutes on the old axis; near by.
        same_axis: Figure<u32>,
        local: Figure<u32>,
        /// Minutes by radio, and without the command tank.
        radio: Figure<u32>,
        radio_lost: Figure<u32>,
        /// Factors of a good and of a poor staff.
        good: Figure,
        poor: Figure,
        /// Minutes more without the commander.
        commander_lost: Figure<u32>,
        initiative_commander_lost: Figure<u32>,
    }
}

/// How well a staff works.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffWork {
    /// slow, with orders late and incomplete
    Poor,
    /// as the tables' rates have it
    #[default]
    Ordinary,
    /// quick
    Good,
}

/// How a battalion or company is reached by radio.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Radio {
    /// it has none
    #[default]
    None,
    /// its command tank runs
    Works,
    /// it had a command tank and has none now
    Lost,
}

/// A new task to be prepared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NewTask {
    /// the staff above, which gives it
    pub staff: StaffWork,
    /// subordinates act by themselves
    pub initiative: bool,
    /// it leads on along the axis of the old one, or less far
    pub same_axis: bool,
    /// it leads to a hex near where the battalion acts already
    pub local: bool,
    /// radio
    pub radio: Radio,
    /// the battalion's commander is lost
    pub commander_lost: bool,
}

/// How long the preparation takes, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prepared {
    /// seconds from the order to the first men who go by it
    pub seconds: u32,
    /// factors on the usual time, in order
    pub modifiers: ArrayVec<Modifier, 12>,
}

impl Tables {
    /// Seconds until a deputy leads where a commander was lost.
    pub fn deputy_seconds(&self, initiative: bool) -> u32 {
        let t = &self.command;
        (if initiative { t.initiative_commander_lost.value } else { t.commander_lost.value }) * 60
    }
    /// Seconds by which a company of tanks is slower without its command tank's radio.
    pub fn no_radio_seconds(&self) -> u32 {
        self.command.radio_lost.value.saturating_sub(self.command.radio.value) * 60
    }

    /// The time until a new task is begun.
    pub fn new_task(&self, q: &NewTask) -> Prepared {
        let t = &self.command;
        let mut rate = Rate::new(f64::from(t.usual.value));
        match q.radio {
            Radio::Works => rate.becomes(ModifierName::ByRadio, f64::from(t.radio.value)),
            Radio::Lost => rate.becomes(ModifierName::RadioLost, f64::from(t.radio_lost.value)),
            Radio::None => {
                if q.initiative {
                    rate.becomes(ModifierName::Initiative, f64::from(t.initiative.value));
                    // Whatever is near or straight on goes by the quicker of both.
                    if q.local && t.local.value < t.initiative.value {
                        rate.becomes(ModifierName::LocalAction, f64::from(t.local.value));
                    }
                }
                if q.same_axis && f64::from(t.same_axis.value) < rate.value {
                    rate.becomes(ModifierName::SameAxis, f64::from(t.same_axis.value));
                }
                match q.staff {
                    StaffWork::Good => rate.times(ModifierName::StaffQuality, t.good.value),
                    StaffWork::Ordinary => {}
                    StaffWork::Poor => rate.times(ModifierName::StaffQuality, t.poor.value),
                }
            }
        }
        if q.commander_lost && q.radio == Radio::None {
            let more = if q.initiative { t.initiative_commander_lost.value } else { t.commander_lost.value };
            let minutes = rate.value + f64::from(more);
            rate.becomes(ModifierName::CommanderLost, minutes);
        }
        // To whole minutes: a staff sets no hour by the second.
        Prepared { seconds: (rate.value + 0.5) as u32 * 60, modifiers: rate.modifiers }
    }
    /// Whether a formation meets with a mishap at the start, and how many minutes it costs, each number of them alike.
    pub(super) fn ask_hitch(&self, q: &Hitch) -> Asked {
        let mut lottery = Lottery::default();
        let comes = lottery.stage(Effect::Comes, Law::Chance(Prob::of(f64::from(q.percent) / 100.0)));
        let (least, most) = (u32::from(q.least_min), u32::from(q.most_min.max(q.least_min)));
        let bands = ArrayVec::from_iter([(0, 0, 0), (1, least, most)]);
        lottery.stage(Effect::Minutes, Law::Spread { stage: comes, bands });
        Asked { question: Question::Hitch(*q), modifiers: ArrayVec::new(), lottery }
    }
    /// Hexes around its task within which a battalion's units are ordered freely.
    pub fn strip_hexes(&self) -> u32 {
        self.command.strip_hexes.value
    }
    /// The same around the places of a battalion in reserve.
    pub fn reserve_hexes(&self) -> u32 {
        self.command.reserve_hexes.value
    }
    /// Whether a move of so many hexes that gains so many in distance from the enemy is a withdrawal.
    pub fn withdraws(&self, hexes: u32, gained: u32) -> bool {
        gained > 0 && hexes <= gained * self.command.rearward.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ModifierName as M;
    use proptest::prelude::*;

    fn minutes(q: NewTask) -> u32 {
        Tables::shipped().new_task(&q).seconds / 60
    }
    fn names(q: NewTask) -> Vec<(M, u32)> {
        Tables::shipped().new_task(&q).modifiers.iter().map(|m| (m.name, m.permille)).collect()
    }

    #[test]
    fn a_new_task_takes_its_minutes_for_reasons_that_have_names() {
        let usual = NewTask::default();
        assert_eq!((minutes(usual), names(usual)), (90, vec![]));
        let poor = NewTask { staff: StaffWork::Poor, ..usual };
        assert_eq!((minutes(poor), names(poor)), (120, vec![(M::StaffQuality, 1333)]));
        assert_eq!(minutes(NewTask { staff: StaffWork::Good, ..usual }), 60);
        let straight_on = NewTask { same_axis: true, local: true, ..usual };
        assert_eq!((minutes(straight_on), names(straight_on)), (20, vec![(M::SameAxis, 222)]));
        let quick = NewTask { initiative: true, ..usual };
        assert_eq!((minutes(quick), names(quick)), (30, vec![(M::Initiative, 333)]));
        let counter = NewTask { local: true, same_axis: true, ..quick };
        assert_eq!((minutes(counter), names(counter)), (20, vec![(M::Initiative, 333), (M::LocalAction, 667)]));
        assert_eq!(minutes(NewTask { local: true, ..usual }), 90, "nobody begins a local action by himself without initiative");
        let tanks = |radio| NewTask { radio, commander_lost: radio == Radio::Lost, staff: StaffWork::Poor, ..usual };
        assert_eq!((minutes(tanks(Radio::Works)), minutes(tanks(Radio::Lost))), (10, 30));
        assert_eq!(names(tanks(Radio::Lost)), [(M::RadioLost, 333)]);
        assert_eq!(names(tanks(Radio::Works)), [(M::ByRadio, 111)]);
        let lost = NewTask { commander_lost: true, same_axis: true, ..usual };
        assert_eq!((minutes(lost), names(lost)), (50, vec![(M::SameAxis, 222), (M::CommanderLost, 2500)]));
        assert_eq!(minutes(NewTask { commander_lost: true, ..counter }), 30);
    }

    #[test]
    fn a_mishap_comes_by_its_chance_and_costs_its_minutes() {
        let t = Tables::shipped();
        let l = t.lottery(&Question::Hitch(Hitch { percent: 25, least_min: 20, most_min: 60 }));
        assert!((l.mean(Effect::Comes) - 0.25).abs() < 1e-6 && (l.mean(Effect::Minutes) - 10.0).abs() < 1e-3);
        let never = t.lottery(&Question::Hitch(Hitch { percent: 0, least_min: 20, most_min: 60 }));
        assert_eq!((never.mean(Effect::Comes), never.mean(Effect::Minutes)), (0.0, 0.0));
    }

    #[test]
    fn a_withdrawal_leads_rather_back_than_aside() {
        let t = Tables::shipped();
        assert!(t.withdraws(2, 2) && t.withdraws(4, 2) && !t.withdraws(5, 2) && !t.withdraws(1, 0));
    }

    fn any_task() -> impl Strategy<Value = NewTask> {
        let staff = prop_oneof![Just(StaffWork::Poor), Just(StaffWork::Ordinary), Just(StaffWork::Good)];
        let radio = prop_oneof![Just(Radio::None), Just(Radio::Works), Just(Radio::Lost)];
        (staff, any::<[bool; 4]>(), radio).prop_map(|(staff, [initiative, same_axis, local, commander_lost], radio)| NewTask {
            staff,
            initiative,
            same_axis,
            local,
            radio,
            commander_lost,
        })
    }

    proptest! {
        /// What helps never delays, what hinders never hastens, and all of it stays within the ranges that were gathered.
        #[test]
        fn help_never_delays(q in any_task()) {
            let with = |change: fn(&mut NewTask)| {
                let mut other = q;
                change(&mut other);
                minutes(other)
            };
            prop_assert!((5..=160).contains(&minutes(q)));
            let pairs = [
                (with(|q| q.staff = StaffWork::Good), with(|q| q.staff = StaffWork::Ordinary)),
                (with(|q| q.staff = StaffWork::Ordinary), with(|q| q.staff = StaffWork::Poor)),
                (with(|q| q.initiative = true), with(|q| q.initiative = false)),
                (with(|q| q.same_axis = true), with(|q| q.same_axis = false)),
                (with(|q| q.local = true), with(|q| q.local = false)),
                (with(|q| q.commander_lost = false), with(|q| q.commander_lost = true)),
                (with(|q| q.radio = Radio::Works), with(|q| q.radio = Radio::Lost)),
            ];
            for (n, (helped, hindered)) in pairs.into_iter().enumerate() {
                prop_assert!(helped <= hindered, "pair {}: {} and {} minutes", n, helped, hindered);
            }
        }
    }
}
