//! Time of a frame of the window, drawn off screen: nothing changes, the cursor wanders, the map is dragged.
//! `cargo bench --bench window [WxH]`; needs a Vulkan device, a software one will do.

use bevy::prelude::MouseButton;
use khasan::battle::Seed;
use khasan::data::{LoadOptions, Sources, load};
use khasan::game::{Frame, Start};
use khasan::lab::{Seats, Table};
use khasan::rules::Side;
use khasan::words::Lang;
use std::time::Instant;

#[expect(clippy::disallowed_methods, reason = "it measures time")]
fn main() {
    let size = std::env::args().find_map(|a| a.split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?))));
    let (width, height): (u32, u32) = size.unwrap_or((1280, 800));
    let scenario = load(&Sources::embedded(), "0806_assault", &LoadOptions::default()).0.expect("a scenario without errors");
    let mut table = Table::new(&scenario, Seed { seed: 1, run: 0 }, &Seats::None.players()).expect("players");
    table.play_to(8);
    table.sit_down(Side::Soviet);
    let start = Start {
        origin: None,
        table: Some(table),
        seats: Seats::None,
        seed: 1,
        lang: Lang::En,
        sources: Sources::embedded(),
        saves: None,
        replay_out: None,
        quit: false,
    };
    let mut frame = Frame::new(start, (width, height)).expect("graphics");
    frame.frames(20).expect("graphics");
    let shown = frame.shown();
    let (x, y) = (shown.map.0 + shown.map.2 / 2.0, shown.map.1 + shown.map.3 / 2.0);
    if let Some(counter) = shown.counters.iter().find(|c| c.top && !c.contact) {
        let (x, y) = counter.rect.middle();
        frame.cursor(x, y);
        frame.button(MouseButton::Left, true);
        frame.frames(1).expect("graphics");
        frame.button(MouseButton::Left, false);
        frame.frames(4).expect("graphics");
    }
    let time = |name: &str, frame: &mut Frame, hand: &mut dyn FnMut(&mut Frame, f32)| {
        let count = 30;
        let mut each: Vec<f64> = (0..count)
            .map(|n| {
                let from = Instant::now();
                hand(frame, n as f32);
                frame.frames(1).expect("graphics");
                from.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        each.sort_by(f64::total_cmp);
        let mean = each.iter().sum::<f64>() / each.len() as f64;
        println!("{name:<30}{mean:>8.1} ms a frame, median {:.1}, longest {:.1}", each[each.len() / 2], each[each.len() - 1]);
    };
    println!("{width}x{height}");
    frame.frames(10).expect("graphics");
    println!("at rest: {}", !frame.is_restless());
    time("still", &mut frame, &mut |_, _| {});
    time("the cursor wanders", &mut frame, &mut |f, n| f.cursor(x + n * 7.0, y + n * 3.0));
    time("over a panel", &mut frame, &mut |f, n| f.cursor(40.0, 100.0 + n * 5.0));
    frame.cursor(x, y);
    frame.button(MouseButton::Left, true);
    time("the map is dragged", &mut frame, &mut |f, n| f.cursor(x + n * 4.0, y + n * 2.0));
    frame.button(MouseButton::Left, false);
    frame.cursor(x, y);
    time("the wheel is turned", &mut frame, &mut |f, n| f.wheel(if n < 15.0 { 0.3 } else { -0.3 }));
    // Each notch is followed by the frames in which the ground is drawn anew.
    time("the ground drawn anew, whole", &mut frame, &mut |f, n| {
        if n % 4.0 == 0.0 {
            f.wheel(if n % 8.0 == 0.0 { 0.2 } else { -0.2 });
        }
    });
    frame.wheel(6.0);
    frame.frames(4).expect("graphics");
    time("near, still", &mut frame, &mut |_, _| {});
}
