//! The command line: one file per subcommand. Only here is the window started.
//!
//! What belongs here: arguments, files, the terminal, exit codes. What never does: rules, and anything that another
//! program than `khasan` could want.
//!
//! Standard output is data, standard error is talk. Exit codes: 0 done (a closed pipe too); 1 the disk or the display
//! failed, or an expectation was missed; 2 usage, or not in this build; 3 bad data; 4 a replay diverged; 130 interrupted, with what was done kept.

mod batch;
mod calibrate;
mod check;
mod completions;
mod diagnose;
mod explain;
mod fail;
mod load;
mod map;
mod out;
mod pairs;
mod play;
mod replay;
mod screenshot;
mod series;
mod simulate;
mod simulate_text;
mod sources;
mod summary;
mod table;
mod test;

use crate::words::{Lang, Words};
use clap::{Args, Parser, Subcommand};
use fail::Fail;
use std::ffi::OsString;
use std::path::PathBuf;

/// Khasan 1938: a turn-based tactical wargame and simulator of the Battle of Lake Khasan.
#[derive(Debug, Parser)]
#[command(name = "khasan", version, about, after_help = AFTER_HELP, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    everywhere: Everywhere,
}

const AFTER_HELP: &str = "Without a command the game starts.\n\
    A SCENARIO is the name of one that comes with the program (such as `khasan check` lists) or the path of a file.\n\
    Exit codes: 0 done, 1 disk or display failed or an expectation missed, 2 usage, 3 bad data, 4 a replay diverged, 130 interrupted.";

/// Options of every command.
#[derive(Args, Debug)]
struct Everywhere {
    /// Look for scenarios, maps, cards and rules in this folder before those that come with the program
    #[arg(long, value_name = "DIR", global = true)]
    data: Option<PathBuf>,
    /// Lay this over the data, by id: a file or folder, or an overlay that comes with the program; can be given again
    #[arg(long = "mod", value_name = "PATH", global = true)]
    mods: Vec<String>,
    /// Language of texts; English if not given, in the window that of the user's surroundings
    #[arg(long, value_name = "LANG", global = true, value_parser = ["en", "ru"])]
    lang: Option<String>,
}

impl Everywhere {
    /// The language asked for, if any was.
    fn lang(&self) -> Option<Lang> {
        self.lang.as_deref().and_then(Lang::parse)
    }

    /// The words of the language asked for.
    fn words(&self) -> Words {
        Words::new(self.lang().unwrap_or_default())
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Fight one battle between two players and say what came of it
    Simulate(simulate::Simulate),
    /// Fight many battles: a line of JSON each, in order of run number
    Batch(batch::Batch),
    /// Fight pairs of battles with the same dice, one of each with a change, and say what the change did
    Pairs(pairs::Pairs),
    /// Find which values of the five global constants the record allows
    Calibrate(calibrate::Calibrate),
    /// Check scenarios and tell all faults
    Check(check::Check),
    /// List the bibliography of a scenario, what rests on each work, and what on none
    Sources(sources::Sources),
    /// Fight battles and hold what is expected of scenarios against them
    Test(test::Test),
    /// Draw the map of a scenario as SVG
    Map(map::Map),
    /// Say what the code of a fault means, or why an event of a replay came out as it did
    Explain(explain::Explain),
    /// Verify or show replays
    #[command(subcommand)]
    Replay(replay::Replay),
    /// Play in a window
    Play(play::Play),
    /// Draw the window's picture into a file
    Screenshot(screenshot::Screenshot),
    /// Write the completions of a shell to standard output
    Completions(completions::Completions),
}

/// Run the program with these arguments (the first is its name); the exit code. Says on standard error what went wrong.
pub fn main(args: impl IntoIterator<Item = OsString>) -> u8 {
    let fail = match Cli::try_parse_from(args) {
        Ok(cli) => match run(&cli) {
            Ok(()) => return 0,
            Err(fail) => fail,
        },
        // Help and version are no errors; clap knows where each is to be printed.
        Err(asked) => {
            let printed = asked.print();
            return if asked.use_stderr() { 2 } else { printed.map_or_else(|e| Fail::io("standard output", e).code(), |()| 0) };
        }
    };
    if let Some(message) = fail.message() {
        out::talk(&format!("khasan: {message}"));
    }
    fail.code()
}

fn run(cli: &Cli) -> Result<(), Fail> {
    let everywhere = &cli.everywhere;
    match &cli.command {
        None => play::start(everywhere),
        Some(Command::Simulate(c)) => c.run(everywhere),
        Some(Command::Batch(c)) => c.run(everywhere),
        Some(Command::Pairs(c)) => c.run(everywhere),
        Some(Command::Calibrate(c)) => c.run(everywhere),
        Some(Command::Check(c)) => c.run(everywhere),
        Some(Command::Sources(c)) => c.run(everywhere),
        Some(Command::Test(c)) => c.run(everywhere),
        Some(Command::Map(c)) => c.run(everywhere),
        Some(Command::Explain(c)) => c.run(everywhere),
        Some(Command::Replay(c)) => c.run(everywhere),
        Some(Command::Play(c)) => c.run(everywhere),
        Some(Command::Screenshot(c)) => c.run(everywhere),
        Some(Command::Completions(c)) => c.run(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
