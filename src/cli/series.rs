//! What commands share: where an account goes, and, of those that fight many battles, how many threads and stopping by Ctrl-C.

use super::fail::Fail;
use super::out;
use crate::lab::{self, BatchEnd, RowRecord};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

/// How many threads.
#[derive(Args, Debug)]
pub struct JobArgs {
    /// Threads; as many as there are cores if not given. The output is the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    jobs: Option<u32>,
}

impl JobArgs {
    /// The number asked for, or of the cores.
    pub fn count(&self) -> u32 {
        self.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, |n| n.get() as u32))
    }
}

/// Where the account of what was done goes, and in what shape.
#[derive(Args, Debug)]
pub struct AccountArgs {
    /// A readable account, or one line of JSON (docs/json.md)
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl AccountArgs {
    /// Whether it is to be JSON.
    pub fn json(&self) -> bool {
        self.format == Format::Json
    }

    /// Told before the work is done, not after it.
    ///
    /// # Errors
    /// If the output is a folder.
    pub fn checked(&self) -> Result<(), Fail> {
        self.output.as_deref().map_or(Ok(()), out::refuse_folder)
    }

    /// Write the account.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write<T: Serialize>(&self, report: &T, text: impl FnOnce(&T) -> String) -> Result<(), Fail> {
        match self.format {
            Format::Json => out::write_json(self.output.as_deref(), report),
            Format::Text => out::write(self.output.as_deref(), &text(report)),
        }
    }
}

/// Fight the battles for the rows of the record alone: those of each battle, in order of run number.
///
/// # Errors
/// If one cannot be fought.
pub fn rows(batch: &lab::Batch, stop: &AtomicBool) -> Result<(Vec<Vec<RowRecord>>, BatchEnd), Fail> {
    let mut rows = Vec::new();
    let end = lab::run_batch(batch, stop, |battle| {
        rows.push(battle.history.clone());
        Ok::<(), Fail>(())
    })?;
    Ok((rows, end))
}

/// A flag that Ctrl-C sets; a second Ctrl-C ends the program at once.
///
/// # Errors
/// If the machine does not let it be watched.
pub fn interrupts() -> Result<&'static AtomicBool, Fail> {
    static STOP: AtomicBool = AtomicBool::new(false);
    ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .map_err(|e| Fail::Machine(format!("Ctrl-C cannot be watched: {e}")))?;
    Ok(&STOP)
}
