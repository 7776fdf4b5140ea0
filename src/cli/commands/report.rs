//! `attune report`: the page of each couple or client.

use std::path::PathBuf;

use attunement::compare::Sides;
use attunement::diagnostic::{Diagnostic, Severity};
use attunement::model::{Corpus, Session, Tag};
use attunement::pipeline::{Folder, compare, lexicon_hash, tag_corpus};
use attunement::report::{ReportInput, page};
use attunement::study::{Proposal, Study};
use attunement::tagger::Tagger;

use super::{init, outcome, refuse, save};
use crate::cli::Outcome;
use crate::cli::args::ReportArguments;
use crate::cli::lexicons::{self, Other, Ours};
use crate::cli::terminal::tell;

pub(crate) fn run(arguments: &ReportArguments, quiet: bool) -> anyhow::Result<Outcome> {
    let sides = arguments.sides()?;
    let mut lexicons =
        lexicons::finished(lexicons::gather(&arguments.lexicons, None, Ours::Rules)?, quiet)?;
    lexicons::recall_checks(&mut lexicons.lexicon, &arguments.lexicons, None)?;
    if let Some(other) = lexicons.others.iter().find(|o| o.dictionary) {
        anyhow::bail!(
            "{} is a dictionary, and the page shows markers only; `attune tag … --lexicon {}` counts it in tables",
            other.path,
            other.path
        );
    }
    let folder = Folder::open(&arguments.folder).map_err(|p| refuse(&p))?;
    anyhow::ensure!(folder.root.is_dir(), "{} is a file; name its folder", folder.root.display());
    let (study, assumptions) = study(&folder, quiet)?;
    let (corpus, resolved) = folder.resolve(&study);
    if resolved.incomplete() {
        for problem in resolved.problems.iter().filter(|p| p.severity == Severity::Error) {
            tell(&problem.to_string());
        }
        anyhow::bail!("study.csv has to be completed first; nothing was written");
    }
    anyhow::ensure!(
        !corpus.sessions.is_empty(),
        "no transcript could be used; run `attune check {}` to see why",
        folder.root.display()
    );
    let tagger = Tagger::new(lexicons.lexicon);
    let tags = tag_corpus(&tagger, &corpus);
    let run = Run {
        arguments,
        sides: &sides,
        folder: &folder,
        corpus: &corpus,
        tags: &tags,
        tagger: &tagger,
        others: &lexicons.others,
    };
    let written = run.pages(&resolved.problems, &assumptions)?;
    if !quiet {
        say(&folder, &resolved.problems, &written);
    }
    Ok(outcome(&folder.files))
}

/// The study file; where there is none, one is proposed and written first.
fn study(folder: &Folder, quiet: bool) -> anyhow::Result<(Study, Vec<String>)> {
    if let Some(study) = &folder.study {
        return Ok((study.clone(), Vec::new()));
    }
    let Proposal { study, assumptions, added } = init::write_study(folder, quiet)?;
    let (_, resolved) = folder.resolve(&study);
    if resolved.incomplete() {
        let proposal = Proposal { study, assumptions, added };
        init::explain(folder, &proposal);
        anyhow::bail!("nobody has said yet who is who; no page was written");
    }
    Ok((study, assumptions))
}

struct Run<'a> {
    arguments: &'a ReportArguments,
    sides: &'a Sides,
    folder: &'a Folder,
    corpus: &'a Corpus,
    tags: &'a [Vec<Tag>],
    tagger: &'a Tagger,
    others: &'a [Other],
}

impl Run<'_> {
    /// Writes one page per case; returns where they lie.
    fn pages(
        &self,
        study_problems: &[Diagnostic],
        assumptions: &[String],
    ) -> anyhow::Result<Vec<PathBuf>> {
        let lexicon = self.tagger.lexicon();
        let rules: Vec<String> = lexicon.rules.iter().map(|r| r.id.clone()).collect();
        let hash = lexicon_hash();
        let others: Vec<(String, String)> =
            self.others.iter().map(|o| (o.name.clone(), o.sha256.clone())).collect();
        let cases = self.corpus.cases();
        let out = self.arguments.out.clone().unwrap_or_else(|| self.folder.root.clone());
        let mut written = Vec::new();
        for case in &cases {
            let comparison = compare(self.corpus, self.tags, self.tagger, case, self.sides);
            let (sessions, tags): (Vec<&Session>, Vec<&[Tag]>) = self
                .corpus
                .sessions
                .iter()
                .zip(self.tags)
                .filter(|(s, _)| s.case == *case)
                .map(|(s, t)| (s, t.as_slice()))
                .unzip();
            let problems = self.problems(&sessions, study_problems);
            let page = page(&ReportInput {
                sessions: &sessions,
                tags: &tags,
                comparison: &comparison,
                sides: self.sides,
                codebook: &lexicon.codebook,
                rules: &rules,
                problems: &problems,
                unread: &self.unread(),
                assumptions,
                quotes: !self.arguments.no_quotes,
                version: env!("CARGO_PKG_VERSION"),
                lexicon_sha256: &hash,
                own_lexicons: &others,
                only_own: self.arguments.lexicons.only_lexicon,
            });
            let mut path = out.join(file_name(case, cases.len(), 1));
            // Two cases whose names differ only in characters that file names cannot hold.
            for number in 2.. {
                if !written.contains(&path) {
                    break;
                }
                path = out.join(file_name(case, cases.len(), number));
            }
            save(&path, page.as_bytes())?;
            written.push(path);
        }
        Ok(written)
    }

    /// What concerns the files of a case, or the study file.
    fn problems(&self, sessions: &[&Session], study: &[Diagnostic]) -> Vec<Diagnostic> {
        let concerns = |p: &&Diagnostic| {
            sessions.iter().any(|s| s.file == p.path)
                || p.path.ends_with("study.csv")
                || p.code == "not-in-study"
        };
        let of_files = self.folder.files.iter().filter_map(|f| f.reading.as_ref().ok());
        let mut problems: Vec<Diagnostic> =
            of_files.flat_map(|r| &r.problems).chain(study).filter(concerns).cloned().collect();
        problems.sort();
        problems
    }

    fn unread(&self) -> Vec<(String, String)> {
        let files = self.folder.files.iter();
        files
            .filter_map(|f| Some((f.name.clone(), f.reading.as_ref().err()?.message.clone())))
            .collect()
    }
}

/// The name of a case's page: one word for one case, else with the case's name in it, as far as file
/// systems allow its characters.
fn file_name(case: &str, cases: usize, number: usize) -> String {
    if cases == 1 {
        return "attune-report.html".into();
    }
    let safe: String =
        case.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect();
    let number = if number > 1 { format!("-{number}") } else { String::new() };
    format!("attune-report-{safe}{number}.html")
}

fn say(folder: &Folder, problems: &[Diagnostic], written: &[PathBuf]) {
    let read = folder.files.iter().filter(|f| f.reading.is_ok()).count();
    tell(&format!("read {read} of {} files", folder.files.len()));
    for file in &folder.files {
        if let Err(problem) = &file.reading {
            tell(&problem.to_string());
        }
    }
    for problem in problems.iter().filter(|p| p.severity >= Severity::Warning) {
        tell(&problem.to_string());
    }
    for path in written {
        tell(&format!("wrote {}", path.display()));
    }
}
