//! `khasan completions SHELL`.

use super::fail::Fail;
use super::{Cli, out};
use clap::{Args, CommandFactory};

/// Arguments of `completions`.
#[derive(Args, Debug)]
pub struct Completions {
    /// Shell
    shell: clap_complete::Shell,
}

impl Completions {
    /// Write them.
    pub fn run(&self) -> Result<(), Fail> {
        let mut bytes = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "khasan", &mut bytes);
        out::write(None, &String::from_utf8_lossy(&bytes))
    }
}
