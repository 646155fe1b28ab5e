//! Hands without a head.

use crate::hands::{Hands, alone, scenario, start, table};
use bevy::prelude::{KeyCode, MouseButton};
use khasan::lab::Seats;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

const KEYS: [KeyCode; 30] = [
    KeyCode::Enter,
    KeyCode::Space,
    KeyCode::Tab,
    KeyCode::Escape,
    KeyCode::KeyF,
    KeyCode::KeyM,
    KeyCode::KeyN,
    KeyCode::KeyT,
    KeyCode::KeyE,
    KeyCode::KeyB,
    KeyCode::BracketLeft,
    KeyCode::BracketRight,
    KeyCode::KeyX,
    KeyCode::KeyR,
    KeyCode::KeyH,
    KeyCode::KeyJ,
    KeyCode::KeyK,
    KeyCode::KeyL,
    KeyCode::KeyO,
    KeyCode::F1,
    KeyCode::F2,
    KeyCode::F3,
    KeyCode::F4,
    KeyCode::F5,
    KeyCode::Home,
    KeyCode::Equal,
    KeyCode::Minus,
    KeyCode::F9,
    KeyCode::F10,
    KeyCode::ArrowUp,
];

#[test]
fn ten_thousand_clicks_and_keys_at_random_leave_a_valid_battle() {
    let _alone = alone();
    let mut hands = Hands::new(start(Some(table(&scenario("tiny_attack.ron"), Seats::Both)), None), (640, 480));
    let mut dice = ChaCha8Rng::seed_from_u64(38);
    for n in 0..10_000 {
        // The pixels of most frames nobody looks at.
        hands.frame.pixels(n % 100 == 0);
        let (x, y) = (dice.next_u32() % 640, dice.next_u32() % 480);
        hands.frame.cursor(x as f32, y as f32);
        match dice.next_u32() % 4 {
            0 | 1 => {
                let button = if dice.next_u32() % 2 == 0 { MouseButton::Left } else { MouseButton::Right };
                hands.frame.button(button, true);
                hands.frames(1);
                hands.frame.button(button, false);
            }
            2 => {
                let key = KEYS[dice.next_u32() as usize % KEYS.len()];
                hands.frame.key(key, true);
                hands.frames(1);
                hands.frame.key(key, false);
            }
            _ => hands.frame.wheel((dice.next_u32() % 7) as f32 - 3.0),
        }
        hands.frames(1);
    }
    let shown = hands.shown();
    if let Some(view) = hands.frame.observation() {
        assert!(view.units.iter().all(|u| u.hex.is_none_or(|h| view.ground.grid.contains(h))));
    }
    // a battle that can still be written down and run again
    if let Some(table) = hands.frame.table() {
        let bytes = table.save();
        assert!(khasan::lab::Table::load(&bytes).is_ok());
    }
    assert!(matches!(shown.screen, "start" | "battle" | "result"));
}
