//! `attune lexicon`: the markers themselves.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use attunement::diagnostic::Diagnostic;
use attunement::files::walk;
use attunement::lexicon::{Lexicon, builtin, load, review};
use attunement::tagger::{Tagger, prove};

use crate::cli::Outcome;
use crate::cli::args::LexiconCommand;
use crate::cli::terminal::{print, tell};

pub(crate) fn run(command: LexiconCommand) -> anyhow::Result<Outcome> {
    match command {
        LexiconCommand::List { lexicons } => list(lexicons.as_deref()),
        LexiconCommand::Test { lexicons, files } => test(lexicons.as_deref(), &files),
    }
}

/// Our own lexicons, or those of a folder.
pub(super) fn open(folder: Option<&Path>) -> anyhow::Result<(Lexicon, Vec<Diagnostic>)> {
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

fn list(folder: Option<&Path>) -> anyhow::Result<Outcome> {
    let (lexicon, problems) = open(folder)?;
    let mut out = String::new();
    for (i, construct) in lexicon.codebook.constructs.iter().enumerate() {
        let _ = writeln!(out, "{} {}", construct.code, construct.label);
        for marker in lexicon.codebook.members(i) {
            let rules = lexicon.rules.iter().filter(|r| r.marker == marker).count();
            let marker = &lexicon.codebook.markers[marker];
            let _ = writeln!(out, "  {:<18} {} ({rules} rules)", marker.id, marker.label);
        }
    }
    print(&out)?;
    refuse(&problems)
}

fn test(folder: Option<&Path>, files: &[String]) -> anyhow::Result<Outcome> {
    let (lexicon, mut problems) = open(folder)?;
    problems.extend(review(&lexicon));
    let wanted = |name: &str| {
        files.is_empty() || files.iter().any(|f| f.contains(name) || name.contains(f.as_str()))
    };
    problems.retain(|p| wanted(&p.path));
    let tagger = Tagger::new(lexicon);
    let (total, failures) = prove(&tagger);
    let failures: Vec<_> = failures.into_iter().filter(|f| wanted(&f.example.place.0)).collect();
    for failure in &failures {
        let (path, line) = &failure.example.place;
        let rule = failure.example.rule.map_or("", |r| &tagger.lexicon().rules[r].id);
        tell(&format!("{path}:{line}: {rule} {}\n    {}", failure.reason, failure.example.text));
    }
    if !failures.is_empty() {
        refuse(&problems).ok();
        bail!("{} of {total} sentences fail", failures.len());
    }
    refuse(&problems)?;
    print(&format!("{total} sentences hold"))?;
    Ok(Outcome::Done)
}

/// Shows every problem; none may be left in files that are to be used.
fn refuse(problems: &[Diagnostic]) -> anyhow::Result<Outcome> {
    for problem in problems {
        tell(&problem.to_string());
    }
    if problems.is_empty() {
        return Ok(Outcome::Done);
    }
    bail!("the lexicon files have {} problems", problems.len())
}
