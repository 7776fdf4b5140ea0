//! `attune check`: what was found and assumed, as a table or as JSON. Writes nothing.

use std::fmt::Write as _;
use std::path::PathBuf;

use attunement::diagnostic::Diagnostic;
use attunement::pipeline::{Folder, SourceFile, voices_seen};
use attunement::readers::FileStatus;
use attunement::study::{Study, propose};
use attunement::text::count_words;
use comfy_table::{ContentArrangement, Table, presets};
use serde::Serialize;

use super::{outcome, refuse};
use crate::cli::Outcome;
use crate::cli::args::CheckArguments;
use crate::cli::terminal::{print, tell};

/// The contract of `check --json`: fields are added, never renamed.
#[derive(Serialize)]
struct Report {
    version: u32,
    files: Vec<File>,
    study: Option<StudyReport>,
}

#[derive(Serialize)]
struct File {
    path: String,
    format: Option<&'static str>,
    encoding: Option<&'static str>,
    status: &'static str,
    voices: Vec<Voice>,
    turns: usize,
    utterances: usize,
    words: usize,
    timed: bool,
    sha256: String,
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct Voice {
    label: String,
    turns: u64,
    words: u64,
}

#[derive(Serialize)]
struct Problem {
    code: &'static str,
    severity: &'static str,
    line: Option<usize>,
    message: String,
    help: String,
}

#[derive(Serialize)]
struct StudyReport {
    given: bool,
    sessions: usize,
    cases: usize,
    complete: bool,
    assumptions: Vec<String>,
    problems: Vec<Problem>,
}

pub(crate) fn run(arguments: &CheckArguments) -> anyhow::Result<Outcome> {
    let folders = arguments
        .paths
        .iter()
        .map(|path| Folder::open(path).map_err(|p| refuse(&p)))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let mut report = Report { version: 1, files: Vec::new(), study: None };
    for folder in &folders {
        report.files.extend(folder.files.iter().map(|f| file(folder, f, folders.len() > 1)));
    }
    if let [folder] = folders.as_slice()
        && folder.root.is_dir()
    {
        report.study = Some(study(folder));
    }
    let all: Vec<SourceFile> = folders.into_iter().flat_map(|f| f.files).collect();
    if arguments.json {
        print(&serde_json::to_string_pretty(&report)?)?;
    } else {
        print(&table(&report))?;
        details(&report)?;
    }
    Ok(outcome(&all))
}

fn file(folder: &Folder, source: &SourceFile, several: bool) -> File {
    let voices = voices_seen(std::slice::from_ref(source));
    let path = if several && folder.root.is_dir() {
        let joined: PathBuf = folder.root.join(&source.name);
        joined.to_string_lossy().replace('\\', "/")
    } else if several {
        folder.root.to_string_lossy().replace('\\', "/")
    } else {
        source.name.clone()
    };
    let transcript = source.reading.as_ref().ok().map(|r| &r.transcript);
    let problems: Vec<&Diagnostic> = match &source.reading {
        Ok(reading) => reading.problems.iter().collect(),
        Err(problem) => vec![problem],
    };
    File {
        path,
        format: transcript.map(|t| t.format),
        encoding: transcript.map(|t| t.encoding),
        status: source.status().name(),
        voices: voices
            .into_iter()
            .map(|v| Voice { label: v.voice, turns: v.turns, words: v.words })
            .collect(),
        turns: transcript.map_or(0, |t| t.turns().len()),
        utterances: transcript.map_or(0, |t| t.utterances.len()),
        words: transcript.map_or(0, |t| t.utterances.iter().map(|u| count_words(&u.text)).sum()),
        timed: transcript.is_some_and(attunement::model::Transcript::timed),
        sha256: source.sha256.clone(),
        problems: problems.into_iter().map(problem).collect(),
    }
}

fn problem(diagnostic: &Diagnostic) -> Problem {
    Problem {
        code: diagnostic.code,
        severity: diagnostic.severity.name(),
        line: diagnostic.line,
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
    }
}

/// What the study file says, or what `init` would assume.
fn study(folder: &Folder) -> StudyReport {
    let seen = voices_seen(&folder.files);
    let given = folder.study.is_some();
    let proposal = propose(&folder.name, &seen, folder.study.as_ref().unwrap_or(&Study::default()));
    let (corpus, resolved) = folder.resolve(folder.study.as_ref().unwrap_or(&proposal.study));
    StudyReport {
        given,
        sessions: corpus.sessions.len(),
        cases: corpus.cases().len(),
        complete: !resolved.incomplete() && !corpus.sessions.is_empty(),
        assumptions: if given { Vec::new() } else { proposal.assumptions },
        problems: resolved.problems.iter().map(problem).collect(),
    }
}

fn table(report: &Report) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["file", "format", "status", "voices (words)", "turns", "words", "times"]);
    for file in &report.files {
        let voices: Vec<String> =
            file.voices.iter().map(|v| format!("{} ({})", v.label, v.words)).collect();
        let most = 6;
        let mut shown = voices.iter().take(most).cloned().collect::<Vec<_>>().join(", ");
        if voices.len() > most {
            let _ = write!(shown, " and {} more", voices.len() - most);
        }
        table.add_row([
            file.path.clone(),
            file.format
                .map_or("\u{2013}".into(), |f| format!("{f}, {}", file.encoding.unwrap_or(""))),
            file.status.to_string(),
            if shown.is_empty() { "\u{2013}".to_string() } else { shown },
            file.turns.to_string(),
            file.words.to_string(),
            if file.timed { "yes" } else { "no" }.to_string(),
        ]);
    }
    table.to_string()
}

/// Everything that the table has no room for.
fn details(report: &Report) -> anyhow::Result<()> {
    let mut out = String::new();
    for file in &report.files {
        for p in &file.problems {
            let line = p.line.map_or(String::new(), |l| format!(":{l}"));
            let _ = writeln!(out, "{}{line}: {}: {}", file.path, p.severity, p.message);
            if !p.help.is_empty() {
                let _ = writeln!(out, "  remedy: {}", p.help);
            }
        }
    }
    if let Some(study) = &report.study {
        let _ = writeln!(
            out,
            "\n{}: {} session{} of {} case{}, {}",
            if study.given {
                "study.csv"
            } else {
                "no study.csv yet; `attune init` would write one"
            },
            study.sessions,
            if study.sessions == 1 { "" } else { "s" },
            study.cases,
            if study.cases == 1 { "" } else { "s" },
            if study.complete { "complete" } else { "to be completed" },
        );
        for assumption in &study.assumptions {
            let _ = writeln!(out, "  assumed: {assumption}");
        }
        for p in &study.problems {
            let line = p.line.filter(|l| *l > 0).map_or(String::new(), |l| format!("line {l}: "));
            let _ = writeln!(out, "  {}: {line}{}", p.severity, p.message);
            if !p.help.is_empty() && study.given {
                let _ = writeln!(out, "    remedy: {}", p.help);
            }
        }
    }
    let unread = [FileStatus::Failed.name(), FileStatus::Skipped.name()];
    let failed = report.files.iter().filter(|f| unread.contains(&f.status)).count();
    if failed > 0 {
        tell(&format!("{failed} of {} files were not read", report.files.len()));
    }
    print(&out)
}
