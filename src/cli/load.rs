//! Arguments that name a scenario and players, and loading what they name.

use super::Everywhere;
use super::diagnose;
use super::fail::Fail;
use crate::ai;
use crate::battle::replay::Replay;
use crate::data::{
    Diagnostic, Expectation, LoadOptions, Scenario, Severity, Sources, is_path, load, load_expectations, load_history, scenarios_below,
};
use crate::lab::{Players, UnknownPlayer};
use crate::words::{Lang, Words};
use clap::Args;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A scenario and changes to it.
#[derive(Args, Clone, Debug)]
pub struct ScenarioArgs {
    /// Name of a scenario that comes with the program, or path of a file
    scenario: String,
    /// Change a value of the data, as `supply.links.ID.tonnes_per_day=*0.2`; can be given again
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
    /// Measure the rows of this file too
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,
}

/// Who plays.
#[derive(Args, Clone, Debug)]
pub struct PlayerArgs {
    /// Player of the Soviet side
    #[arg(long, value_name = "PLAYER", default_value = "regular")]
    soviet: String,
    /// Player of the Japanese side
    #[arg(long, value_name = "PLAYER", default_value = "regular")]
    japanese: String,
}

impl PlayerArgs {
    /// The players, if there are such.
    ///
    /// # Errors
    /// Usage, with the names there are.
    pub fn checked(&self) -> Result<Players, Fail> {
        match [&self.soviet, &self.japanese].into_iter().find(|n| !ai::NAMES.contains(&n.as_str())) {
            Some(name) => Err(Fail::Usage(UnknownPlayer(name.clone()).to_string())),
            None => Ok(Players { soviet: self.soviet.clone(), japanese: self.japanese.clone() }),
        }
    }
}

impl ScenarioArgs {
    /// With these changes.
    pub fn with_sets(scenario: String, sets: Vec<String>) -> ScenarioArgs {
        ScenarioArgs { scenario, sets, history: None }
    }

    /// Another scenario with the same changes; rows of a file are those of the first.
    pub fn of(&self, scenario: &str) -> ScenarioArgs {
        ScenarioArgs { scenario: scenario.to_owned(), history: None, ..self.clone() }
    }

    /// The same with more changes, made after its own.
    pub fn and(&self, sets: &[String]) -> ScenarioArgs {
        let sets = self.sets.iter().chain(sets).cloned().collect();
        ScenarioArgs { sets, ..self.clone() }
    }

    /// The file, if it is a saved battle's.
    #[cfg(feature = "gui")]
    pub fn save(&self) -> Option<&Path> {
        let path = Path::new(&self.scenario);
        path.extension().is_some_and(|e| e == crate::lab::SAVE_EXTENSION).then_some(path)
    }

    /// What it is loaded from, for a window that reads it again.
    #[cfg(feature = "gui")]
    pub fn origin(&self) -> crate::game::Origin {
        crate::game::Origin { what: self.scenario.clone(), sets: self.sets.clone() }
    }

    /// Load and check it; errors are told on standard error.
    ///
    /// # Errors
    /// Bad data, already told.
    pub fn load(&self, everywhere: &Everywhere) -> Result<Arc<Scenario>, Fail> {
        self.load_with(everywhere, &[])
    }

    /// The same with more overlays, laid over after those of `--mod`.
    ///
    /// # Errors
    /// Bad data, already told.
    pub fn load_with(&self, everywhere: &Everywhere, mods: &[String]) -> Result<Arc<Scenario>, Fail> {
        let (options, words) = (LoadOptions { sets: self.sets.clone() }, everywhere.words());
        let sources = mods.iter().fold(everywhere.sources()?, |sources, path| sources.with_mod(path));
        let mut scenario = load_one(&sources, &self.scenario, &options, &words)?;
        if let Some(path) = &self.history {
            let (rows, found) = load_history(path, &scenario);
            match rows {
                Some(rows) => Arc::make_mut(&mut scenario).history.extend(rows),
                None => return Err(told(&path.display().to_string(), &found, &words)),
            }
        }
        Ok(scenario)
    }
}

impl Everywhere {
    /// Where data come from.
    ///
    /// # Errors
    /// Usage, if `--data` is no folder.
    pub fn sources(&self) -> Result<Sources, Fail> {
        let sources = match &self.data {
            None => Sources::embedded(),
            Some(folder) if folder.is_dir() => Sources::embedded().with_data(folder),
            Some(other) => return Err(Fail::Usage(format!("--data {}: not a folder", other.display()))),
        };
        Ok(self.mods.iter().fold(sources, |sources, path| sources.with_mod(path)))
    }
}

/// Paths and names of the scenarios that are meant: every one below a folder, all that come with the program if none is given. With a
/// folder that gives none, the reason.
pub fn meant(paths: &[String]) -> Vec<(String, Option<Box<Diagnostic>>)> {
    if paths.is_empty() {
        return Sources::scenario_names().into_iter().map(|name| (name.to_string(), None)).collect();
    }
    let mut all = Vec::new();
    for path in paths {
        if !(is_path(path) && Path::new(path).is_dir()) {
            all.push((path.clone(), None));
            continue;
        }
        match scenarios_below(Path::new(path)) {
            Ok(found) => all.extend(found.iter().map(|p| (p.display().to_string(), None))),
            Err(fault) => all.push((path.clone(), Some(fault))),
        }
    }
    all
}

/// Expectations of a file, for a scenario; errors are told on standard error.
///
/// # Errors
/// Bad data, already told.
pub fn expectations(path: &Path, scenario: &Scenario, words: &Words) -> Result<Vec<Expectation>, Fail> {
    let (list, found) = load_expectations(path, scenario);
    list.ok_or_else(|| told(&path.display().to_string(), &found, words))
}

fn load_one(sources: &Sources, what: &str, options: &LoadOptions, words: &Words) -> Result<Arc<Scenario>, Fail> {
    let (scenario, found) = load(sources, what, options);
    // Warnings are for `check`.
    scenario.ok_or_else(|| told(what, &found, words))
}

/// Tell faults, errors first.
pub fn told(what: &str, found: &[Diagnostic], words: &Words) -> Fail {
    let (errors, warnings): (Vec<Diagnostic>, Vec<Diagnostic>) = found.iter().cloned().partition(|d| d.severity() == Severity::Error);
    diagnose::tell(&[errors, warnings].concat(), words);
    Fail::Data(format!("{what}: {}", diagnose::counted(diagnose::count(found))))
}

/// The scenario that a replay carries.
///
/// # Errors
/// Bad data, told.
pub fn from_replay(path: &Path, replay: &Replay) -> Result<Arc<Scenario>, Fail> {
    let files = replay.header.files.iter().map(|f| (f.name.clone(), f.text.clone())).collect();
    let options = LoadOptions { sets: replay.header.sets.clone() };
    let words = Words::new(Lang::default());
    load_one(&Sources::from_files(files), &replay.header.scenario, &options, &words).map_err(|fail| match fail {
        Fail::Data(message) => Fail::Data(format!("{}: the scenario in it cannot be loaded: {message}", path.display())),
        other => other,
    })
}
