//! The program: hands the command line over and ends with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(khasan::cli::main(std::env::args_os()))
}
