//! The command line: the only place that prints.

mod args;
mod cells;
mod commands;
mod lexicons;
mod terminal;
mod underline;

use std::process::ExitCode;

use clap::Parser as _;

/// Runs the command and turns what came of it into the exit code: 0 all done, 1 done but some
/// files could not be read, 2 nothing done.
pub(crate) fn run() -> ExitCode {
    let arguments = args::Arguments::parse();
    // Ctrl-C and a polite kill leave no half file behind. If no handler can be set, the run goes on.
    let _ = ctrlc::set_handler(|| {
        attunement::files::clean_up();
        std::process::exit(130);
    });
    match commands::dispatch(arguments) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeUnread) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::error(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// What came of a command that did its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All was read and done.
    Done,
    /// Done, but some files could not be read.
    SomeUnread,
}

/// Whoever reads our output has seen enough: no error.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|e| e.downcast_ref::<std::io::Error>())
        .any(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}
