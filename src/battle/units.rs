//! Components of a unit, few and fat. Only [`super::field::Field`] writes them.

use super::spans::{Crossfire, Spans};
use crate::data::FormationId;
use crate::hex::{Dir, HexId, SideId};
use crate::rules::{Clock, MoraleState, Pace, Posture, SideWork, Tables, Toil, UnitId};
use crate::view::{FireOrder, MAX_LINES, Shelter, Stores, Storm, VehicleLine};
use arrayvec::ArrayVec;
use bevy_ecs::prelude::Component;
use bevy_ecs::query::QueryData;
use serde::{Deserialize, Serialize};

/// Who a unit is; never changes.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Identity {
    pub formation: FormationId,
    /// Guns at the start.
    pub guns: u8,
}

/// Men and guns by fate.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Strength {
    pub start: u16,
    pub fit: u16,
    pub killed: u16,
    pub wounded: u16,
    pub missing: u16,
    pub sick: u16,
    pub guns: u8,
    pub arrived: bool,
    pub destroyed: bool,
}

/// Vehicles by line and fate.
#[derive(Component, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Vehicles(pub ArrayVec<VehicleLine, MAX_LINES>);

/// What is carried, what the full load is.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Holdings {
    pub stores: Stores,
    pub full: Stores,
    /// Smoke shells among the shells.
    pub smoke: u16,
    /// Shells fired in missions on this clock day.
    pub fired_today: u16,
    /// Said once that it is dry; cleared when fed.
    pub silent: bool,
    /// Said once that it goes hungry; cleared by a full meal.
    pub hungry: bool,
    /// Hand grenades for each man.
    pub grenades: u8,
}

/// Suppression by one fire: holds from `from` to `until`, then halves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Danger {
    pub permille: u16,
    pub from: Clock,
    pub until: Clock,
}

/// Nerve: the quick measure (suppression) and the slow one (stress).
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Nerve {
    pub stress_permille: u16,
    /// Millionths beside it, so that slow fading does not vanish by rounding.
    pub stress_ppm: u16,
    pub state: MoraleState,
    /// Last moment under fire.
    pub fire_at: Clock,
    pub dangers: [Danger; 3],
}

impl Nerve {
    /// Stress in millionths.
    pub fn stress(&self) -> u32 {
        u32::from(self.stress_permille) * 1000 + u32::from(self.stress_ppm)
    }
    /// Set it from millionths.
    pub fn set_stress(&mut self, ppm: u32) {
        let ppm = ppm.min(1_000_000);
        (self.stress_permille, self.stress_ppm) = ((ppm / 1000) as u16, (ppm % 1000) as u16);
    }
    /// Share suppressed at a moment, per mille.
    pub fn suppressed(&self, rules: &Tables, at: Clock) -> u16 {
        let mut sum = 0;
        for d in &self.dangers {
            if d.permille == 0 || at < d.from {
                continue;
            }
            let now = if at <= d.until { d.permille } else { rules.decayed(d.permille, at.since(d.until)) };
            sum = if sum == 0 { now } else { rules.joined(sum, now) };
        }
        sum
    }

    /// Add a fire's suppression; the slot that matters least at its end gives way.
    pub fn endanger(&mut self, rules: &Tables, new: Danger) {
        let left = |d: &Danger| if new.until <= d.until { d.permille } else { rules.decayed(d.permille, new.until.since(d.until)) };
        let least = (0..self.dangers.len()).min_by_key(|&i| left(&self.dangers[i])).unwrap_or(0);
        if left(&self.dangers[least]) <= new.permille {
            self.dangers[least] = new;
        }
    }
}

/// What lasts: fatigue, losses that sink in, who may come back, who commands.
#[derive(Component, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lasting {
    /// Fatigue, millionths.
    pub fatigue_ppm: u32,
    /// Meals missed and not made up for, as seconds without food.
    pub hungry_s: u32,
    /// Share of the strength hit lately, millionths.
    pub worn_ppm: u32,
    /// What it did this turn.
    pub toil: Toil,
    /// When it fired or was under fire, of late.
    pub fought: Spans,
    /// When it was under fire, of late.
    pub under_fire: Spans,
    /// Aimed fire from more than 90 degrees apart.
    pub crossfire: Crossfire,
    /// Of a headquarters: nobody commands until then.
    pub leaderless_until: Clock,
    /// Seconds of a night in which it could have gone for stuck vehicles, too few yet.
    pub hunt_s: u16,
    /// Seconds of flight that were too few for a hex.
    pub fled_s: u16,
    /// Of the missing, those who strayed and may come back.
    pub strays: u16,
    /// Lightly wounded who came back.
    pub wounded_back: u16,
}

/// How a unit holds itself and what it is about.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stance {
    pub posture: Posture,
    pub fire_order: FireOrder,
    pub limbered: bool,
    pub busy_until: Clock,
    /// Seconds already paid for the next better posture.
    pub dug_s: u32,
    /// Last moment it fired.
    pub fired_at: Clock,
    /// Last moment it moved.
    pub moved_at: Clock,
    /// Of a headquarters: its telephone line is cut until then.
    pub line_cut_until: Clock,
    /// Shelter behind the crest.
    pub shelter: Shelter,
    /// The drill: it shelters by itself under fire.
    pub shelters: bool,
    /// In march column.
    pub column: bool,
    /// Seconds already paid for a change of formation.
    pub formed_s: u16,
    /// What it builds, on the side towards which hex.
    pub building: Option<(HexId, SideWork)>,
    /// The assault it has begun and not ended.
    pub storm: Option<Storm>,
    /// How far that came unseen so far, per mille: what the enemy saw its owner does not know.
    pub unseen_permille: u16,
    /// Registered hex of its defensive fire.
    pub defends: Option<HexId>,
    /// When it last fired for that.
    pub defended_at: Clock,
    /// Where its vehicles face.
    pub front: Option<Dir>,
}

/// The unit's budget of this turn.
#[derive(Component, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seconds {
    pub left: u16,
    /// Paid for the next hex of the path.
    pub paid: u16,
    /// Seconds given this turn to targets outside its own hex.
    pub watched: Vec<(UnitId, u16)>,
}

/// Where it is going.
#[derive(Component, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Way {
    pub path: Vec<HexId>,
    pub pace: Pace,
    /// Hex side that it is crossing; `None` at rest.
    pub over: Option<SideId>,
}

/// Where it is; `None` off the map. Written by [`super::field::Field`] alone, together with the occupancy.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Position(pub Option<HexId>);

/// All of a unit.
#[derive(QueryData)]
#[query_data(mutable)]
pub(super) struct UnitItem {
    pub identity: &'static Identity,
    pub strength: &'static mut Strength,
    pub vehicles: &'static mut Vehicles,
    pub holdings: &'static mut Holdings,
    pub nerve: &'static mut Nerve,
    pub lasting: &'static mut Lasting,
    pub stance: &'static mut Stance,
    pub seconds: &'static mut Seconds,
    pub way: &'static mut Way,
    pub position: &'static mut Position,
}
