//! Heights in bands.

use super::{Classes, Hatch, LegendRow, Ramp};
use crate::picture::shape::Colour;
use crate::view::Observation;

/// Bands of height at most.
const BANDS: u8 = 6;
/// Colours from the lowest to the highest, and how much they hide: plains are most of a map.
const LOW_TO_HIGH: [(u32, u8); 4] = [(0x8fb08a, 60), (0xd9cf6b, 110), (0xc4733a, 130), (0x6b2d1a, 150)];

pub(super) fn classes(view: &Observation) -> Classes {
    let heights = &view.ground.elevation_m;
    let (least, greatest) = heights.iter().fold((i32::MAX, i32::MIN), |(a, b), h| (a.min(i32::from(*h)), b.max(i32::from(*h))));
    let stops = LOW_TO_HIGH.map(|(c, a)| Colour::hex(c).alpha(a)).to_vec();
    // whole tens of metres
    let least = least.min(greatest).div_euclid(10) * 10;
    let tens = (greatest - least).div_euclid(10) + 1;
    let wide = 10 * (tens + i32::from(BANDS) - 1).div_euclid(i32::from(BANDS)).max(1);
    let bands = ((greatest - least).div_euclid(wide) + 1).clamp(1, i32::from(BANDS)) as u8;
    let ramp = Ramp::new(stops, least, least + wide * i32::from(bands), bands);
    // the higher the denser
    let hatch = |band: u8| [Hatch::None, Hatch::None, Hatch::Wide, Hatch::Wide, Hatch::Cross, Hatch::Close][usize::from(band.min(5))];
    let row = |band: u8| {
        let args = vec![("from", i64::from(ramp.from(band))), ("to", i64::from(ramp.from(band) + wide - 1))];
        LegendRow { colour: ramp.colour(band), hatch: hatch(band), key: "overlay-elevation-band", args }
    };
    let mut classes = Classes::new(view, (0..bands).map(row).collect());
    for (hex, height) in view.ground.grid.hexes().zip(heights) {
        classes.set(hex, ramp.step(i32::from(*height)));
    }
    classes
}
