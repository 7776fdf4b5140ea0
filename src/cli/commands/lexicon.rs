//! `attune lexicon`: the markers themselves.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::bail;
use attunement::diagnostic::Diagnostic;
use attunement::lexicon::{Lexicon, Matching, Rule, review};
use attunement::tagger::{Tagger, prove};

use super::dictionary;
use crate::cli::Outcome;
use crate::cli::args::{LexiconChoice, LexiconCommand};
use crate::cli::lexicons;
use crate::cli::terminal::{print, tell};

pub(crate) fn run(command: LexiconCommand, quiet: bool) -> anyhow::Result<Outcome> {
    match command {
        LexiconCommand::List { lexicons, choice } => list(lexicons.as_deref(), &choice, quiet),
        LexiconCommand::Test { lexicons, files } => test(lexicons.as_deref(), &files),
        LexiconCommand::Import(import) => dictionary::import_file(&import, quiet),
        LexiconCommand::Export(export) => dictionary::export_markers(&export, quiet),
    }
}

fn list(folder: Option<&Path>, choice: &LexiconChoice, quiet: bool) -> anyhow::Result<Outcome> {
    let lexicon = lexicons::open(choice, folder, quiet)?;
    let mut out = String::new();
    for (i, construct) in lexicon.codebook.constructs.iter().enumerate() {
        let _ = writeln!(out, "{} {}", construct.code, construct.label);
        for marker in lexicon.codebook.members(i) {
            let size = size(&lexicon, marker);
            let marker = &lexicon.codebook.markers[marker];
            let _ = writeln!(out, "  {:<18} {} ({size})", marker.id, marker.label);
        }
    }
    print(&out)?;
    Ok(Outcome::Done)
}

/// How much a marker looks for.
fn size(lexicon: &Lexicon, marker: usize) -> String {
    let rules: Vec<&Rule> = lexicon.rules.iter().filter(|r| r.marker == marker).collect();
    match rules.as_slice() {
        [Rule { matching: Matching::Entries(entries), .. }] => format!("{} entries", entries.len()),
        rules => format!("{} rules", rules.len()),
    }
}

fn test(folder: Option<&Path>, files: &[String]) -> anyhow::Result<Outcome> {
    let (lexicon, mut problems) = lexicons::markers(folder)?;
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
