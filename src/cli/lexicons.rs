//! Which lexicons a command works with: ours, those of a folder, and somebody's own beside them.
//!
//! Every command that looks at words opens its lexicons here.

use std::path::Path;

use anyhow::{Context as _, bail};
use attunement::diagnostic::{Diagnostic, Severity};
use attunement::files::{read_file, walk};
use attunement::lexicon::dictionary::{self, Reading, is_dictionary};
use attunement::lexicon::{
    BUILTIN, Lexicon, OwnFile, ValidityRecord, builtin_rules, load_with, review_files,
};
use attunement::pipeline::{hash, hash_lexicons};

use super::args::{AnyLexicons, LexiconChoice};
use super::terminal::tell;

/// Lexicons that were read, and all that was said against them.
pub(crate) struct Gathered {
    pub(crate) lexicon: Lexicon,
    pub(crate) problems: Vec<Diagnostic>,
    /// The files that were named beside ours.
    pub(crate) others: Vec<Other>,
}

/// A file beside ours.
pub(crate) struct Other {
    /// As problems name it.
    pub(crate) path: String,
    /// Its name without the folders above, which are nobody's business.
    pub(crate) name: String,
    pub(crate) sha256: String,
    pub(crate) dictionary: bool,
}

/// What of our own lexicons is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ours {
    /// All of them.
    Whole,
    /// All but the sentences that test them, which takes half as long.
    Rules,
}

/// The lexicons that were asked for, finished.
///
/// # Errors
/// If anything in them cannot be used; all problems have been told by then.
pub(crate) fn open(asked: &AnyLexicons, ours: Ours, quiet: bool) -> anyhow::Result<Lexicon> {
    let gathered = gather(&asked.choice, asked.lexicons.as_deref(), ours)?;
    finished(gathered, quiet).map(|g| g.lexicon)
}

/// What was gathered, if all of it can be used.
///
/// # Errors
/// If something cannot; all problems have been told by then.
pub(crate) fn finished(gathered: Gathered, quiet: bool) -> anyhow::Result<Gathered> {
    tell_problems(&gathered.problems, quiet);
    let errors = gathered.problems.iter().filter(|p| p.severity == Severity::Error).count();
    if errors > 0 {
        let count = if errors == 1 {
            "1 problem that needs".to_string()
        } else {
            format!("{errors} problems that need")
        };
        bail!("the lexicons have {count} mending; nothing was done");
    }
    Ok(gathered)
}

/// Writes into our markers how far they were checked, if they are the very ones that were. `folder` stands in
/// the place of our own markers.
pub(crate) fn recall_checks(
    lexicon: &mut Lexicon,
    choice: &LexiconChoice,
    folder: Option<&Path>,
) -> anyhow::Result<()> {
    if !choice.only_lexicon {
        ValidityRecord::builtin().apply(&mut lexicon.codebook, &hash_of_ours(folder)?);
    }
    Ok(())
}

/// Hash of our own files, or of those of a folder that stands in their place.
pub(crate) fn hash_of_ours(folder: Option<&Path>) -> anyhow::Result<String> {
    let texts = base(folder)?;
    Ok(hash_lexicons(texts.iter().map(|(name, text)| (name.as_str(), text.as_str()))))
}

/// Reads what was asked for, with every problem, and looks over somebody's own marker files. `folder` stands
/// in the place of our own markers.
///
/// # Errors
/// If a folder holds nothing that could be used.
pub(crate) fn gather(
    choice: &LexiconChoice,
    folder: Option<&Path>,
    ours: Ours,
) -> anyhow::Result<Gathered> {
    let mut problems = Vec::new();
    let mut others = Vec::new();
    let mut own = Vec::new();
    let mut dictionaries = Vec::new();
    for file in &choice.files {
        for (path, name, bytes) in files_of(file, &mut problems)? {
            let dictionary = is_dictionary(&path, &bytes);
            if dictionary {
                dictionaries.push(dictionary::read(&path, &bytes));
            } else {
                match OwnFile::read(&path, &bytes) {
                    Ok((file, more)) => {
                        problems.extend(more);
                        own.push(file);
                    }
                    Err(problem) => problems.push(problem),
                }
            }
            others.push(Other { path, name, sha256: hash(&bytes), dictionary });
        }
    }
    let (mut lexicon, more) = if choice.only_lexicon && own.is_empty() {
        Default::default()
    } else if ours == Ours::Rules && folder.is_none() {
        builtin_rules(&own, choice.only_lexicon)
    } else {
        let texts = base(folder)?;
        let texts = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        load_with(texts, &own, choice.only_lexicon)
    };
    problems.extend(more);
    if !own.is_empty() {
        problems.extend(review_files(&lexicon, |path| own.iter().any(|f| f.path == path)));
    }
    for mut reading in dictionaries {
        problems.append(&mut reading.problems);
        problems.extend(reading.add_to(&mut lexicon));
    }
    Ok(Gathered { lexicon, problems, others })
}

/// The bytes of a file, or of every `.toml` file of a folder, each with its path and its short name.
fn files_of(
    asked: &Path,
    problems: &mut Vec<Diagnostic>,
) -> anyhow::Result<Vec<(String, String, Vec<u8>)>> {
    let shown = asked.display().to_string();
    let listed = if asked.is_dir() {
        let root = shown.trim_end_matches(['/', '\\']);
        let files = walk(asked).files.into_iter().filter(|f| f.name.ends_with(".toml"));
        files.map(|f| (format!("{root}/{}", f.name), f.name.clone(), f.path)).collect()
    } else {
        let name = asked.file_name().unwrap_or_default().to_string_lossy().into_owned();
        vec![(shown.clone(), name, asked.to_path_buf())]
    };
    if listed.is_empty() {
        bail!("{shown} holds no .toml file; name a folder of marker files, or one file");
    }
    let mut files = Vec::new();
    for (path, name, at) in listed {
        match read_file(&at) {
            Ok(bytes) => files.push((path, name, bytes)),
            Err(error) => problems.push(unreadable(&path, &error)),
        }
    }
    Ok(files)
}

/// Names and texts of our own files, or of those of a folder that stands in their place.
pub(crate) fn base(folder: Option<&Path>) -> anyhow::Result<Vec<(String, String)>> {
    let Some(folder) = folder else {
        return Ok(BUILTIN.iter().map(|(n, t)| ((*n).to_string(), (*t).to_string())).collect());
    };
    let mut texts = Vec::new();
    for file in walk(folder).files {
        if file.name.ends_with(".toml") {
            let text = std::fs::read_to_string(&file.path)
                .with_context(|| format!("{} cannot be read", file.path.display()))?;
            texts.push((file.name, text));
        }
    }
    texts.sort();
    if texts.is_empty() {
        bail!("{} holds no .toml file; name a folder such as lexicons/en", folder.display());
    }
    Ok(texts)
}

/// A dictionary from disk.
pub(crate) fn read(file: &Path) -> Result<Reading, Diagnostic> {
    let name = file.display().to_string();
    let bytes = read_file(file).map_err(|error| unreadable(&name, &error))?;
    Ok(dictionary::read(&name, &bytes))
}

fn unreadable(path: &str, error: &str) -> Diagnostic {
    Diagnostic::error("unreadable", format!("the file cannot be read: {error}"))
        .within(path)
        .help("look whether the name is right, and the file may be read")
}

/// Tells what stands against the use of lexicons and, unless all is to be quiet, what was left out.
pub(crate) fn tell_problems(problems: &[Diagnostic], quiet: bool) {
    for problem in problems.iter().filter(|p| !quiet || p.severity == Severity::Error) {
        tell(&problem.to_string());
    }
}
