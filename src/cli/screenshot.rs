//! `khasan screenshot`: the window's picture of a scenario or of a saved battle, drawn off screen into a file.

use super::Everywhere;
use super::fail::Fail;
use super::load::ScenarioArgs;
use crate::picture::Overlay;
#[cfg(feature = "gui")]
use crate::{
    battle::Seed,
    lab::{Seats, Table},
    rules::Side,
};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `screenshot`.
#[derive(Args, Debug)]
pub struct Screenshot {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// Width and height in pixels
    #[arg(long, value_name = "WxH", default_value = "1280x800", value_parser = size)]
    size: (u32, u32),
    /// Let players play to the beginning of this turn, from 1; a saved battle stays where it was left
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    turn: Option<u16>,
    /// Whose eyes; of a saved battle the person's, else Soviet ones
    #[arg(long, value_enum)]
    side: Option<Eyes>,
    /// Seed of the dice
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Show an overlay: reach, sight, threat, supply, elevation or objectives
    #[arg(long, value_name = "NAME", value_parser = overlay)]
    overlay: Option<Overlay>,
    /// Size of letters in the panels, per cent
    #[arg(long, value_name = "PERCENT", default_value_t = 100, value_parser = clap::value_parser!(u16).range(50..=300))]
    text: u16,
    /// Write what was drawn where as one line of JSON to standard output
    #[arg(long)]
    json: bool,
    /// Write to this PNG file
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Eyes {
    Soviet,
    Japanese,
}

#[cfg(feature = "gui")]
impl Eyes {
    fn side(self) -> Side {
        match self {
            Eyes::Soviet => Side::Soviet,
            Eyes::Japanese => Side::Japanese,
        }
    }
}

fn overlay(text: &str) -> Result<Overlay, String> {
    let names: Vec<&str> = Overlay::ALL.iter().map(|o| o.id()).collect();
    Overlay::parse(text).ok_or_else(|| format!("there is no such overlay; there are {}", names.join(", ")))
}

/// Largest width or height, pixels: what common graphics drivers can draw.
const LARGEST: u32 = 8192;

fn size(text: &str) -> Result<(u32, u32), String> {
    let parsed = text.split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    match parsed {
        Some((w, h)) if (1..=LARGEST).contains(&w) && (1..=LARGEST).contains(&h) => Ok((w, h)),
        _ => Err(format!("a size is WIDTHxHEIGHT, each from 1 to {LARGEST}")),
    }
}

impl Screenshot {
    /// A saved battle, a person at the side that looks.
    #[cfg(feature = "gui")]
    fn saved(&self, path: &std::path::Path) -> Result<Table, Fail> {
        if self.turn.is_some() {
            return Err(Fail::Usage(format!("--turn goes with a scenario; {} stays where it was left", path.display())));
        }
        let mut table = super::play::saved(path)?;
        let person = || Side::BOTH.into_iter().find(|&side| table.is_human(side)).unwrap_or(Side::Soviet);
        let eyes = self.side.map_or_else(person, Eyes::side);
        table.sit_down(eyes);
        Ok(table)
    }

    /// A battle that players have played to the turn.
    #[cfg(feature = "gui")]
    fn played(&self, everywhere: &Everywhere) -> Result<Table, Fail> {
        let scenario = self.scenario.load(everywhere)?;
        let (turn, turns) = (self.turn.unwrap_or(1), scenario.turns.len());
        if usize::from(turn) > turns {
            return Err(Fail::Usage(format!("--turn {turn}: {} has {turns} turns", scenario.id)));
        }
        let seed = Seed { seed: self.seed, run: 0 };
        let mut table = Table::new(&scenario, seed, &Seats::None.players()).map_err(|e| Fail::Usage(e.to_string()))?;
        table.play_to(turn - 1);
        table.sit_down(self.side.map_or(Side::Soviet, Eyes::side));
        Ok(table)
    }

    /// Draw it.
    #[cfg(feature = "gui")]
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        use super::out;
        use crate::game::{Frame, Start};
        out::refuse_folder(&self.output)?;
        let table = match self.scenario.save() {
            Some(path) => self.saved(path)?,
            None => self.played(everywhere)?,
        };
        let start = Start {
            table: Some(table),
            origin: None,
            seats: Seats::None,
            seed: self.seed,
            lang: everywhere.lang().unwrap_or_else(crate::game::spoken),
            sources: everywhere.sources()?,
            saves: None,
            replay_out: None,
            quit: false,
        };
        let drawn = Frame::new(start, self.size).and_then(|mut frame| {
            frame.letters(self.text);
            frame.overlay(self.overlay);
            let picture = frame.picture()?;
            Ok((picture, frame.shown()))
        });
        let (picture, shown) = drawn.map_err(|e| Fail::Machine(e.to_string()))?;
        let mut file = out::Output::open(Some(&self.output))?;
        file.put(|w| w.write_all(&picture.png))?;
        file.finish()?;
        if self.json { out::write_json(None, &shown) } else { Ok(()) }
    }

    /// Say what to type instead.
    #[cfg(not(feature = "gui"))]
    pub fn run(&self, _: &Everywhere) -> Result<(), Fail> {
        let _ = (&self.scenario, self.size, self.turn, self.side, self.seed, self.overlay, self.text, self.json, &self.output);
        Err(super::play::no_window("screenshot"))
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_two_numbers() {
        assert_eq!(size("1280x800"), Ok((1280, 800)));
        for bad in ["", "1280", "0x1", "1x8193", "axb", "1x2x3", "-1x2"] {
            assert!(size(bad).is_err(), "{bad}");
        }
    }
}
