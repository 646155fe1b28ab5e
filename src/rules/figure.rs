//! The figures of the tables: each with its value, the range it may honestly have, its standing and its reason.
//!
//! What belongs here: reading figures and curves, refusing what cannot be, finding a figure by its path. What never does:
//! what a figure means.

use serde::{Deserialize, Deserializer};

/// How well a figure is founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// general knowledge of field manuals and of the literature on such fights, medium confidence
    Gk,
    /// the same, low confidence
    GkL,
    /// the same, high confidence
    GkH,
    /// computed from other figures, as the reason says
    C,
    /// general histories of the battle
    S0,
    /// the detailed account of 6 August
    S2,
    /// other published accounts
    W,
    /// our estimate, with its reasoning
    Est,
}

/// What a figure may hold.
pub trait Value: Clone + for<'de> Deserialize<'de> {
    /// What is wrong with it against the range, if anything.
    fn fault(&self, range: (f64, f64)) -> Option<String>;
    /// As one number, if it is one.
    fn number(&self) -> Option<f64>;
    /// The same kind of value from one number, if it can be.
    fn from_number(number: f64) -> Option<Self>;
}

fn outside(value: f64, (lo, hi): (f64, f64)) -> Option<String> {
    if !value.is_finite() {
        Some(format!("{value} is no number; it must lie within {lo} to {hi}"))
    } else if value < lo || value > hi {
        Some(format!("{value} lies outside its range {lo} to {hi}"))
    } else {
        None
    }
}

impl Value for f64 {
    fn fault(&self, range: (f64, f64)) -> Option<String> {
        outside(*self, range)
    }
    fn number(&self) -> Option<f64> {
        Some(*self)
    }
    fn from_number(number: f64) -> Option<Self> {
        Some(number)
    }
}

impl Value for u32 {
    fn fault(&self, range: (f64, f64)) -> Option<String> {
        outside(*self as f64, range)
    }
    fn number(&self) -> Option<f64> {
        Some(*self as f64)
    }
    fn from_number(number: f64) -> Option<Self> {
        let whole = number as u32;
        (whole as f64 == number).then_some(whole)
    }
}

/// A figure of a table: `(value: 600, range: (300, 1200), standing: gk_l, reason: "..")`.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure<T = f64> {
    /// its value
    pub value: T,
    /// the range it may honestly have; a value outside is refused
    pub range: (f64, f64),
    /// how well founded it is
    pub standing: Standing,
    /// where it comes from or how it was reasoned
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Figure")]
struct RawFigure<T> {
    value: T,
    range: (f64, f64),
    standing: Standing,
    reason: String,
}

impl<'de, T: Value> Deserialize<'de> for Figure<T> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let raw = RawFigure::<T>::deserialize(input)?;
        let fail = |text: String| Err(serde::de::Error::custom(text));
        let (lo, hi) = raw.range;
        if !lo.is_finite() || !hi.is_finite() || lo > hi {
            return fail(format!("the range {lo} to {hi} is none"));
        }
        if raw.reason.trim().is_empty() {
            return fail("a figure needs a reason or a source".to_string());
        }
        match raw.value.fault(raw.range) {
            Some(fault) => fail(fault),
            None => Ok(Figure { value: raw.value, range: raw.range, standing: raw.standing, reason: raw.reason }),
        }
    }
}

/// A rising list of points (x, y), straight between them and level beyond its ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve(Vec<(f64, f64)>);

impl Curve {
    /// Every height times a factor.
    pub(super) fn scale(&mut self, factor: f64) {
        self.0.iter_mut().for_each(|point| point.1 *= factor);
    }
    /// Its points.
    pub fn points(&self) -> &[(f64, f64)] {
        &self.0
    }
    /// The height at `x`.
    pub fn at(&self, x: f64) -> f64 {
        let points = &self.0;
        let (first, last) = (points[0], points[points.len() - 1]);
        if x <= first.0 {
            return first.1;
        }
        for pair in points.windows(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            if x <= x1 {
                return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
            }
        }
        last.1
    }
}

impl<'de> Deserialize<'de> for Curve {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let points = Vec::<(f64, f64)>::deserialize(input)?;
        if points.is_empty() {
            return Err(serde::de::Error::custom("a curve needs at least one point"));
        }
        if points.iter().any(|p| !p.0.is_finite()) || points.windows(2).any(|w| w[0].0 >= w[1].0) {
            return Err(serde::de::Error::custom("the points of a curve must rise from left to right"));
        }
        Ok(Curve(points))
    }
}

impl Value for Curve {
    fn fault(&self, range: (f64, f64)) -> Option<String> {
        self.0.iter().find_map(|(x, y)| outside(*y, range).map(|fault| format!("at {x}: {fault}")))
    }
    fn number(&self) -> Option<f64> {
        None
    }
    fn from_number(_: f64) -> Option<Self> {
        None
    }
}

/// The number that every file of the tables begins with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Format;

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        match u32::deserialize(input)? {
            1 => Ok(Format),
            n => Err(serde::de::Error::custom(format!("format {n} is not known; this version reads format 1"))),
        }
    }
}

/// One number of the tables as found on a walk over them.
pub(super) struct Slot<'a> {
    /// `file.part.figure`
    pub path: &'a str,
    pub range: (f64, f64),
    pub standing: Standing,
    pub reason: &'a str,
    pub value: f64,
    /// the value to take instead
    change: Option<f64>,
    /// whether the figure can take a value
    takes: fn(f64, (f64, f64)) -> bool,
}

impl Slot<'_> {
    /// Give the figure another value; the range it must lie in if it cannot take it.
    pub fn set(&mut self, value: f64) -> Result<(), (f64, f64)> {
        if !(self.takes)(value, self.range) {
            return Err(self.range);
        }
        self.change = Some(value);
        Ok(())
    }
}

/// Walking over the figures of a table.
pub(super) trait Walk {
    /// Show every number below `path`; a change asked for is made.
    fn walk(&mut self, path: &mut String, visit: &mut dyn FnMut(&mut Slot));
}

impl<T: Value> Walk for Figure<T> {
    fn walk(&mut self, path: &mut String, visit: &mut dyn FnMut(&mut Slot)) {
        let Some(value) = self.value.number() else { return };
        let takes = |number, range| T::from_number(number).is_some_and(|v| v.fault(range).is_none());
        let mut slot = Slot { path, range: self.range, standing: self.standing, reason: &self.reason, value, change: None, takes };
        visit(&mut slot);
        if let Some(new) = slot.change.and_then(T::from_number) {
            self.value = new;
        }
    }
}
impl<T: Walk> Walk for Option<T> {
    fn walk(&mut self, path: &mut String, visit: &mut dyn FnMut(&mut Slot)) {
        if let Some(inner) = self {
            inner.walk(path, visit);
        }
    }
}
/// Parts of a table that hold no figure.
macro_rules! no_figures {
    ($($name:ty),*) => {$(
        impl $crate::rules::figure::Walk for $name {
            fn walk(&mut self, _: &mut String, _: &mut dyn FnMut(&mut $crate::rules::figure::Slot)) {}
        }
    )*};
}
pub(super) use no_figures;
no_figures!(Format, bool);

/// Declares structs of a table file: read by serde, unknown fields refused, their figures found by path.
macro_rules! table {
    ($($(#[$meta:meta])* struct $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name { $($(#[$fmeta])* pub(super) $field: $type,)* }
        impl $crate::rules::figure::Walk for $name {
            fn walk(&mut self, path: &mut String, visit: &mut dyn FnMut(&mut $crate::rules::figure::Slot)) {
                let stem = path.len();
                $(
                    path.push('.');
                    path.push_str(stringify!($field));
                    $crate::rules::figure::Walk::walk(&mut self.$field, path, visit);
                    path.truncate(stem);
                )*
            }
        }
    )*};
}
pub(super) use table;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Figure<f64>, String> {
        ron::from_str(text).map_err(|e| e.to_string())
    }

    #[test]
    fn a_figure_outside_its_range_is_refused_and_the_range_is_named() {
        let fault = read(r#"(value: 9.5, range: (1, 4), standing: gk, reason: "x")"#).unwrap_err();
        assert!(fault.contains("9.5 lies outside its range 1 to 4"), "{fault}");
        assert!(read(r#"(value: 4, range: (1, 4), standing: gk, reason: "x")"#).is_ok());
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for bad in ["NaN", "inf", "-inf"] {
            let fault = read(&format!(r#"(value: {bad}, range: (1, 4), standing: gk, reason: "x")"#)).unwrap_err();
            assert!(fault.contains("range 1 to 4") || fault.contains("within 1 to 4"), "{fault}");
        }
        assert!(read(r#"(value: 2, range: (NaN, 4), standing: gk, reason: "x")"#).is_err());
        assert!(read(r#"(value: 2, range: (4, 1), standing: gk, reason: "x")"#).is_err());
        assert!(read(r#"(value: 2, range: (1, 4), standing: gk, reason: " ")"#).is_err());
        assert!(read(r#"(value: 2, range: (1, 4), standing: gk, reason: "x", extra: 1)"#).is_err());
    }

    #[test]
    fn a_curve_is_straight_between_its_points_and_level_beyond() {
        let curve: Curve = ron::from_str("[(100, 2), (300, 1), (500, 0)]").unwrap();
        let at = [0.0, 100.0, 200.0, 300.0, 450.0, 900.0].map(|x| curve.at(x));
        assert_eq!(at, [2.0, 2.0, 1.5, 1.0, 0.25, 0.0]);
        assert!(ron::from_str::<Curve>("[(300, 1), (100, 2)]").is_err());
        assert!(ron::from_str::<Curve>("[]").is_err());
        let fault = ron::from_str::<Figure<Curve>>(r#"(value: [(1, 0.5), (2, 7)], range: (0, 1), standing: c, reason: "x")"#).unwrap_err();
        assert!(fault.to_string().contains("at 2: 7 lies outside its range 0 to 1"), "{fault}");
    }
}
