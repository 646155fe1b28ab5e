//! Why a command fails and with which exit code.

use crate::battle::replay::ReplayFault;
use crate::lab::Stopped;
use std::io;

/// Why a command ends before its time.
#[derive(Debug)]
pub enum Fail {
    /// A disk or display failed.
    Machine(String),
    /// Wrongly asked for, or not in this build.
    Usage(String),
    /// Bad data; told in the message.
    Data(String),
    /// Bad data; everything has been told already.
    DataTold,
    /// An expectation was missed; which is already told.
    Missed,
    /// A replay diverged; where is already told.
    Diverged,
    /// Interrupted; what was done is kept.
    Interrupted(String),
    /// Nobody reads on.
    ClosedPipe,
}

impl Fail {
    /// An error of reading or writing `what`.
    pub fn io(what: impl std::fmt::Display, error: io::Error) -> Fail {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Fail::ClosedPipe,
            _ => Fail::Machine(format!("{what}: {error}")),
        }
    }
    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Fail::ClosedPipe => 0,
            Fail::Machine(_) | Fail::Missed => 1,
            Fail::Usage(_) => 2,
            Fail::Data(_) | Fail::DataTold => 3,
            Fail::Diverged => 4,
            Fail::Interrupted(_) => 130,
        }
    }
    /// What is still to be said, if anything.
    pub fn message(&self) -> Option<&str> {
        match self {
            Fail::Machine(m) | Fail::Usage(m) | Fail::Data(m) | Fail::Interrupted(m) => Some(m),
            Fail::DataTold | Fail::Missed | Fail::Diverged | Fail::ClosedPipe => None,
        }
    }
}

impl From<Stopped> for Fail {
    fn from(stopped: Stopped) -> Fail {
        match stopped {
            Stopped::Player(unknown) => Fail::Usage(unknown.to_string()),
            Stopped::Interrupted => Fail::Interrupted("interrupted".into()),
        }
    }
}

/// A fault of the replay at this path.
pub fn bad_replay(path: &std::path::Path, fault: ReplayFault) -> Fail {
    Fail::Data(format!("{}: {fault}", path.display()))
}
