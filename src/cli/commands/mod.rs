//! One file per command.

mod check;
pub(super) mod coded;
mod dictionary;
mod evaluate;
mod explain;
mod init;
mod known;
mod lexicon;
mod report;
mod tag;

use std::path::Path;

use attunement::files::write_atomically;

use super::Outcome;
use super::args::{Arguments, Command};
use attunement::pipeline::{Folder, SourceFile, voices_seen};
use attunement::study::{Study, assume, propose};

/// Runs the command that was asked for.
pub(crate) fn dispatch(arguments: Arguments) -> anyhow::Result<Outcome> {
    if let Some(threads) = arguments.threads {
        anyhow::ensure!(threads > 0, "--threads must be at least 1");
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    }
    let quiet = arguments.quiet;
    match arguments.command {
        Command::Init(init) => init::run(&init, quiet),
        Command::Check(check) => check::run(&check),
        Command::Tag(tag) => tag::run(&tag, quiet),
        Command::Report(report) => report::run(&report, quiet),
        Command::Explain(explain) => explain::run(&explain, quiet),
        Command::Evaluate(evaluate) => evaluate::run(&evaluate, quiet),
        Command::Lexicon(lexicon) => lexicon::run(lexicon.command, quiet),
    }
}

/// The exit code remembers files that should have been read and could not.
fn outcome(files: &[SourceFile]) -> Outcome {
    if files.iter().any(SourceFile::lost) { Outcome::SomeUnread } else { Outcome::Done }
}

/// The study of a folder without a study file, by what its labels say; a person of whom nothing is
/// said has the role *other*, so that all markers are looked for.
fn assumed_study(folder: &Folder) -> Study {
    let mut study = propose(&folder.name, &voices_seen(&folder.files), &Study::default()).study;
    assume(&mut study);
    study
}

/// Writes a result, whole or not at all.
fn save(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    write_atomically(path, bytes).map_err(|error| unwritable(path, error))
}

/// A result that the disk did not take.
fn unwritable(path: &Path, error: std::io::Error) -> anyhow::Error {
    anyhow::Error::new(error).context(format!(
        "{} could not be written, and was left as it was; is the disk full, or the folder write-protected?",
        path.display()
    ))
}

/// A problem as an error that ends the command.
fn refuse(problem: &attunement::diagnostic::Diagnostic) -> anyhow::Error {
    anyhow::anyhow!("{}", problem.to_string().replacen("error: ", "", 1))
}
