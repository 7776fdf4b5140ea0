//! One file per command.

mod lexicon;

use super::Outcome;
use super::args::{Arguments, Command};

/// Runs the command that was asked for.
pub(crate) fn dispatch(arguments: Arguments) -> anyhow::Result<Outcome> {
    match arguments.command {
        Command::Lexicon(lexicon) => lexicon::run(lexicon.command),
    }
}
