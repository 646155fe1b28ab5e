//! `khasan` and `khasan play`: the window.

use super::Everywhere;
use super::fail::Fail;
use clap::Args;

/// Arguments of `play`.
#[derive(Args, Debug)]
pub struct Play {
    /// Name of a scenario that comes with the program, or path of a file
    scenario: Option<String>,
    /// Change a value of the data, as in `simulate`; can be given again
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
}

impl Play {
    /// Open the window on the scenario.
    #[cfg(feature = "gui")]
    pub fn run(&self, everywhere: &Everywhere) -> Result<(), Fail> {
        use super::load::ScenarioArgs;
        let scenario = match &self.scenario {
            Some(name) => name.clone(),
            None => first_scenario().ok_or_else(|| Fail::Usage("this build carries no scenario: name a file".into()))?.to_string(),
        };
        let scenario = ScenarioArgs::with_sets(scenario, self.sets.clone()).load(everywhere)?;
        let start = crate::game::Start {
            scenario: Some(scenario),
            seats: crate::game::Seats::default(),
            seed: 1,
            lang: crate::words::Lang::En,
            sources: everywhere.sources()?,
        };
        crate::game::run(start).map_err(|e| Fail::Machine(e.to_string()))
    }

    /// Say what to type instead.
    #[cfg(not(feature = "gui"))]
    pub fn run(&self, _: &Everywhere) -> Result<(), Fail> {
        let _ = (&self.scenario, &self.sets);
        Err(no_window("play"))
    }
}

/// What `khasan` alone does: as `khasan play`.
pub fn start(everywhere: &Everywhere) -> Result<(), Fail> {
    Play { scenario: None, sets: Vec::new() }.run(everywhere)
}

/// The first of the scenarios that come with the program.
fn first_scenario() -> Option<&'static str> {
    crate::data::Sources::scenario_names().first().copied()
}

/// What to type where there is no window.
#[cfg(not(feature = "gui"))]
pub fn no_window(what: &str) -> Fail {
    let name = first_scenario().unwrap_or("SCENARIO");
    Fail::Usage(format!(
        "this build has no window, which `{what}` needs: build it with `cargo build --release`.\n\
         Without a window a battle is fought with `khasan simulate {name}`; `khasan --help` tells the rest."
    ))
}
