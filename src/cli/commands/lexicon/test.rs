//! `attune lexicon test`: whether every sentence of the marker files does what its file says.

use std::path::Path;

use anyhow::bail;
use attunement::diagnostic::Diagnostic;
use attunement::lexicon::{BUILTIN, review_files};
use attunement::tagger::{Failure, Tagger, prove};
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::args::{LexiconChoice, TestArguments};
use crate::cli::commands::explain::nearest_reason;
use crate::cli::lexicons::{self, Gathered, Ours};
use crate::cli::terminal::{print, tell, width};
use crate::cli::underline::paragraph;

pub(super) fn run(arguments: &TestArguments) -> anyhow::Result<Outcome> {
    let (own, names): (Vec<&String>, Vec<&String>) =
        arguments.files.iter().partition(|f| is_own(f, arguments.lexicons.is_some()));
    let choice = LexiconChoice {
        files: own.iter().map(|f| Path::new(f).to_path_buf()).collect(),
        only_lexicon: arguments.only_lexicon,
    };
    if choice.only_lexicon && choice.files.is_empty() {
        bail!("--only-lexicon is for files of your own; name one");
    }
    let Gathered { lexicon, mut problems, others } =
        lexicons::gather(&choice, arguments.lexicons.as_deref(), Ours::Whole)?;
    if let Some(other) = others.iter().find(|o| o.dictionary) {
        bail!("{} is a dictionary, which has no sentences to test", other.path);
    }
    // Those that could not be read are among the problems alone.
    let of_own = |name: &str| {
        others.iter().any(|o| o.path == name)
            || own.iter().any(|o| Path::new(name).starts_with(Path::new(o)))
    };
    let wanted = |name: &str| {
        (own.is_empty() && names.is_empty())
            || of_own(name)
            || names.iter().any(|f| f.contains(name) || name.contains(f.as_str()))
    };
    // What was named beside ours has been looked over already.
    problems.extend(review_files(&lexicon, |name| wanted(name) && !of_own(name)));
    problems.retain(|p| wanted(&p.path));
    let tagger = Tagger::new(lexicon);
    let all = prove(&tagger).1;
    let failures: Vec<Failure> = all.into_iter().filter(|f| wanted(&f.example.place.0)).collect();
    let examples = &tagger.lexicon().examples;
    let total = examples.iter().filter(|e| wanted(&e.place.0)).count();
    if arguments.json {
        let answer = answer(&tagger, total, &problems, &failures);
        print(&serde_json::to_string_pretty(&answer)?)?;
    } else {
        problems.iter().for_each(|p| tell(&p.to_string()));
        failures.iter().for_each(|f| tell(&shown(&tagger, f)));
    }
    let count =
        |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let sentences = count(total, "sentence", "sentences");
    let problems = count(problems.len(), "problem", "problems");
    match (failures.len(), problems.as_str()) {
        (0, "0 problems") if total == 0 => {
            bail!("no file with sentences has the name {}", arguments.files.join(" or "))
        }
        (0, "0 problems") => {}
        (0, problems) => bail!("the lexicon files have {problems}"),
        (1, "0 problems") => bail!("1 of {sentences} fails"),
        (n, "0 problems") => bail!("{n} of {sentences} fail"),
        (n, problems) => bail!("{n} of {sentences} fail, and the lexicon files have {problems}"),
    }
    if !arguments.json {
        print(&if total == 1 { "1 sentence holds".into() } else { format!("{sentences} hold") })?;
    }
    Ok(Outcome::Done)
}

/// Whether this names a file or folder on disk beside ours, and no part of the name of one of ours.
fn is_own(asked: &str, replaced: bool) -> bool {
    let shown = asked.replace('\\', "/");
    let ours = BUILTIN.iter().any(|(name, _)| shown.ends_with(name));
    !replaced
        && !ours
        && (Path::new(asked).exists() || shown.ends_with(".toml") && shown.contains('/'))
}

/// A sentence that failed, where, and what stands in its way.
fn shown(tagger: &Tagger, failure: &Failure) -> String {
    let (path, line) = &failure.example.place;
    let rule = failure.example.rule.map_or(String::new(), |r| {
        let id = &tagger.lexicon().rules[r].id;
        format!("{}: ", id.split_once('.').map_or(id.as_str(), |(_, short)| short))
    });
    let mut out = format!("{path}:{line}: {rule}{}\n", failure.reason);
    out.push_str(&paragraph(&format!("\u{201C}{}\u{201D}", failure.example.text), width(), 4));
    if let Some(why) = nearest_reason(tagger, &failure.example) {
        out.push_str(&paragraph(&why, width(), 4));
    }
    out.trim_end().to_string()
}

/// The outcome for other programs. Fields are added, never renamed.
fn answer(
    tagger: &Tagger,
    total: usize,
    problems: &[Diagnostic],
    failures: &[Failure],
) -> serde_json::Value {
    let lexicon = tagger.lexicon();
    let failures: Vec<serde_json::Value> = failures
        .iter()
        .map(|f| {
            let example = &f.example;
            json!({
                "file": example.place.0,
                "line": example.place.1,
                "marker": lexicon.codebook.markers[example.marker].id,
                "rule": example.rule.map(|r| lexicon.rules[r].id.as_str()),
                "text": example.text,
                "expected": example.expected,
                "reason": f.reason,
                "why": nearest_reason(tagger, example),
            })
        })
        .collect();
    let problems: Vec<serde_json::Value> = problems
        .iter()
        .map(|p| {
            json!({
                "file": p.path,
                "line": p.line,
                "column": p.column,
                "severity": p.severity.name(),
                "code": p.code,
                "message": p.message,
                "remedy": p.help,
            })
        })
        .collect();
    json!({ "version": 1, "sentences": total, "failures": failures, "problems": problems })
}
