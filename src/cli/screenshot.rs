//! `khasan screenshot`: the window's picture, drawn off screen into a file.

use super::Everywhere;
use super::fail::Fail;
use super::load::ScenarioArgs;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `screenshot`.
#[derive(Args, Debug)]
pub struct Screenshot {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// Width and height in pixels
    #[arg(long, value_name = "WxH", default_value = "1280x800", value_parser = size)]
    size: (u32, u32),
    /// Write to this PNG file
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
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
    /// Draw the scenario as it starts.
    #[cfg(feature = "gui")]
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        use super::out;
        out::refuse_folder(&self.output)?;
        let scenario = self.scenario.load(everywhere)?;
        let seats = crate::game::Seats::default();
        let seed = crate::battle::Seed { seed: 1, run: 0 };
        let table = crate::lab::Table::new(&scenario, seed, &seats.players()).map_err(|e| Fail::Usage(e.to_string()))?;
        let start = crate::game::Start {
            table: Some(table),
            seats,
            seed: seed.seed,
            lang: crate::words::Lang::En,
            sources: everywhere.sources()?,
            saves: None,
            replay_out: None,
            quit: false,
        };
        let picture = crate::game::Frame::new(start, self.size).and_then(|mut f| f.picture()).map_err(|e| Fail::Machine(e.to_string()))?;
        let mut file = out::Output::open(Some(&self.output))?;
        file.put(|w| w.write_all(&picture.png))?;
        file.finish()
    }

    /// Say what to type instead.
    #[cfg(not(feature = "gui"))]
    pub fn run(&self, _: &Everywhere) -> Result<(), Fail> {
        let _ = (&self.scenario, &self.size, &self.output);
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
