//! Which lexicons a command works with: ours, those of a folder, and dictionaries beside them.
//!
//! Every command that looks at words opens its lexicons here.

use std::path::Path;

use anyhow::{Context as _, bail};
use attunement::diagnostic::{Diagnostic, Severity};
use attunement::files::{read_file, walk};
use attunement::lexicon::dictionary::{self, Reading};
use attunement::lexicon::{Lexicon, builtin, load};

use super::args::LexiconChoice;
use super::terminal::tell;

/// The lexicons that were asked for, finished. `folder` stands in the place of our own markers.
///
/// # Errors
/// If anything in them cannot be used; all problems have been told by then.
pub(crate) fn open(
    choice: &LexiconChoice,
    folder: Option<&Path>,
    quiet: bool,
) -> anyhow::Result<Lexicon> {
    let (lexicon, problems) = gather(choice, folder)?;
    tell_problems(&problems, quiet);
    let errors = problems.iter().filter(|p| p.severity == Severity::Error).count();
    if errors > 0 {
        let count = if errors == 1 {
            "1 problem that needs".to_string()
        } else {
            format!("{errors} problems that need")
        };
        bail!("the lexicons have {count} mending; nothing was done");
    }
    Ok(lexicon)
}

/// The lexicons that were asked for, as far as they can be used, with their problems.
///
/// # Errors
/// If a folder or file cannot be read at all.
pub(crate) fn gather(
    choice: &LexiconChoice,
    folder: Option<&Path>,
) -> anyhow::Result<(Lexicon, Vec<Diagnostic>)> {
    let (mut lexicon, mut problems) =
        if choice.only_lexicon { Default::default() } else { markers(folder)? };
    for file in &choice.files {
        match read(file) {
            Ok(mut reading) => {
                problems.append(&mut reading.problems);
                problems.extend(reading.add_to(&mut lexicon));
            }
            Err(problem) => problems.push(problem),
        }
    }
    Ok((lexicon, problems))
}

/// Our own markers, or those of a folder, with their problems.
pub(crate) fn markers(folder: Option<&Path>) -> anyhow::Result<(Lexicon, Vec<Diagnostic>)> {
    let Some(folder) = folder else { return Ok(builtin()) };
    let mut texts = Vec::new();
    for file in walk(folder).files {
        if file.name.ends_with(".toml") {
            let text = std::fs::read_to_string(&file.path)
                .with_context(|| format!("{} cannot be read", file.path.display()))?;
            texts.push((file.name, text));
        }
    }
    if texts.is_empty() {
        bail!("{} holds no .toml file; name a folder such as lexicons/en", folder.display());
    }
    Ok(load(texts.iter().map(|(name, text)| (name.as_str(), text.as_str()))))
}

/// A dictionary from disk.
pub(crate) fn read(file: &Path) -> Result<Reading, Diagnostic> {
    let name = file.display().to_string();
    let bytes = read_file(file).map_err(|error| {
        Diagnostic::error("unreadable", format!("the file cannot be read: {error}"))
            .within(&name)
            .help("look whether the name is right, and the file may be read")
    })?;
    Ok(dictionary::read(&name, &bytes))
}

/// Tells what stands against the use of lexicons and, unless all is to be quiet, what was left out.
pub(crate) fn tell_problems(problems: &[Diagnostic], quiet: bool) {
    for problem in problems.iter().filter(|p| !quiet || p.severity == Severity::Error) {
        tell(&problem.to_string());
    }
}
