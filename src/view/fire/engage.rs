//! How one unit divides its weapons over one mark: no gun fires twice in the same seconds.

use super::{Battery, GunFire, HuntFire, Mark, Shooter, Volley, gun_fire, gun_hunt, volley_of};
use crate::rules::Certainty;

/// What a unit fires at a mark in some seconds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Engaged {
    /// at its men
    pub men: Option<Volley>,
    /// at its vehicles
    pub armour: Option<GunFire>,
    /// at its guns
    pub hunt: Option<HuntFire>,
}

impl Engaged {
    /// Whether nothing is fired.
    pub fn is_empty(&self) -> bool {
        self.men.is_none() && self.armour.is_none() && self.hunt.is_none()
    }
    /// Small-arms rounds and shells spent.
    pub fn spent(&self) -> (u32, u32) {
        let men = self.men.unwrap_or_default();
        (men.small_rounds, men.shells + self.armour.as_ref().map_or(0, |g| g.shells) + self.hunt.map_or(0, |h| h.shells))
    }
}

/// A unit's fire on a mark. Guns that pass armour fire at vehicles if there are any; else a unit's guns hunt guns that
/// are seen; else they join the small arms and dischargers, which fire at men in any case.
pub fn engage(shooter: &Shooter, mark: &Mark, range_m: u32, seconds: u32) -> Engaged {
    engage_opening(shooter, mark, range_m, seconds, false)
}

/// The same; `opening` doubles the small arms' first two minutes.
pub fn engage_opening(shooter: &Shooter, mark: &Mark, range_m: u32, seconds: u32, opening: bool) -> Engaged {
    let mut out = Engaged { armour: gun_fire(shooter, mark, range_m, seconds), ..Engaged::default() };
    if out.armour.is_none() && (mark.certainty >= Certainty::Seen || mark.placed) {
        out.hunt = gun_hunt(shooter, mark, range_m, seconds);
    }
    if mark.men > 0 {
        let (at_armour, hunting) = (out.armour.is_some(), out.hunt.is_some());
        let v = volley_of(shooter, range_m, seconds, opening, |b| {
            let aimed = served(b);
            !(aimed && (hunting || at_armour && passes_armour(b)))
        });
        // Shells left after the aimed ones.
        let (_, shells) = out.spent();
        let left = shooter.shells(range_m).saturating_sub(shells);
        out.men = Some(v).filter(|v| !v.is_empty()).map(|v| capped(v, left));
    }
    out
}

/// A unit's fire on several marks in turn, so many seconds each: what goes at one, off its stores and its ration, is gone for
/// the next.
pub fn engage_each<'a>(
    shooter: Shooter<'a>,
    marks: impl IntoIterator<Item = &'a Mark>,
    range_m: u32,
    seconds: u32,
    opening: bool,
) -> impl Iterator<Item = (&'a Mark, Engaged)> {
    let mut left = shooter.unit.clone();
    marks.into_iter().map(move |mark| {
        let fire = engage_opening(&Shooter { unit: &left, ..shooter }, mark, range_m, seconds, opening);
        let (small_rounds, shells) = fire.spent();
        left.stores.small_rounds = left.stores.small_rounds.saturating_sub(small_rounds);
        left.stores.shells = left.stores.shells.saturating_sub(shells);
        if let Some(ration) = left.ration.as_mut().filter(|_| shooter.rules.is_rationed(range_m)) {
            ration.left = ration.left.saturating_sub(shells.min(u32::from(u16::MAX)) as u16);
        }
        (mark, fire)
    })
}

fn served(b: &Battery) -> bool {
    !b.weapon.small && (b.in_vehicle || b.weapon.class.is_gun())
}

fn passes_armour(b: &Battery) -> bool {
    b.weapon.penetration_mm > 0
}

fn capped(mut v: Volley, shells: u32) -> Volley {
    if v.shells > shells {
        for a in &mut v.shot.he_area_m2 {
            *a = (*a as u64 * shells as u64 / v.shells as u64) as u32;
        }
        v.shells = shells;
    }
    v
}
