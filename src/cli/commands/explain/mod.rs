//! `attune explain`: why a rule fired in some words, and why not.

mod cards;
mod head;
mod json;
mod near_card;
mod page;
mod pattern;
mod seen_card;
mod sentences;
mod subject;

use attunement::lexicon::Lexicon;
use attunement::model::{Codebook, Tag};
use attunement::tagger::{Inquiry, Tagger};
use attunement::text::count_words;

use self::page::Page;
use self::subject::Subject;
use crate::cli::Outcome;
use crate::cli::args::ExplainArguments;
use crate::cli::lexicons;
use crate::cli::terminal::{print, width};

/// Of each marker so many nearest rules are looked for.
const NEAREST: usize = 3;
/// In longer turns something always comes near; there it is told only of markers that were asked about.
const SHORT: usize = 400;
/// Names less alike than this are not suggested.
const ALIKE: f64 = 0.7;

pub(crate) fn run(arguments: &ExplainArguments, quiet: bool) -> anyhow::Result<Outcome> {
    // Whoever mends a file wants to see what the rest of it does.
    let (lexicon, problems) = lexicons::gather(&arguments.choice, arguments.lexicons.as_deref())?;
    lexicons::tell_problems(&problems, quiet);
    anyhow::ensure!(
        problems.iter().all(|p| p.code != "unreadable"),
        "a lexicon could not be read; nothing was explained"
    );
    let markers = asked(&lexicon, &arguments.markers)?;
    let subject = Subject::find(arguments)?;
    let tagger = Tagger::new(lexicon);
    let lines = subject.lines();
    let mut desk = tagger.desk();
    let told = !markers.is_empty() || arguments.all || count_words(subject.text()) <= SHORT;
    let inquiry = Inquiry { markers, nearest: if told { NEAREST } else { 0 } };
    let explanation = desk.explain(&lines, subject.at, &inquiry);
    let tags: Vec<Tag> = desk.tag(&lines);
    let page = Page {
        lexicon: tagger.lexicon(),
        subject: &subject,
        explanation: &explanation,
        tags: &tags,
        asked: &inquiry.markers,
        all: arguments.all,
        width: width(),
    };
    if arguments.json {
        print(&serde_json::to_string_pretty(&json::answer(&page))?)?;
    } else {
        print(&page.shown())?;
    }
    Ok(Outcome::Done)
}

/// The markers that were named, by their codes or by those of their constructs.
fn asked(lexicon: &Lexicon, names: &[String]) -> anyhow::Result<Vec<usize>> {
    let codebook = &lexicon.codebook;
    let mut found = Vec::new();
    for name in names {
        let wanted = name.trim().to_lowercase();
        let marker = codebook.markers.iter().position(|m| m.id.to_lowercase() == wanted);
        let construct = codebook
            .constructs
            .iter()
            .position(|c| c.id.to_lowercase() == wanted || c.code.to_lowercase() == wanted);
        match (marker, construct) {
            (Some(marker), _) => found.push(marker),
            (None, Some(construct)) => found.extend(codebook.members(construct)),
            (None, None) => anyhow::bail!("{}", unknown(codebook, name, &wanted)),
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// What there is instead of a marker that there is not.
fn unknown(codebook: &Codebook, name: &str, wanted: &str) -> String {
    let markers = codebook.markers.iter().map(|m| (m.id.as_str(), m.label.as_str()));
    let constructs = codebook
        .constructs
        .iter()
        .flat_map(|c| [(c.id.as_str(), c.label.as_str()), (c.code.as_str(), c.label.as_str())]);
    let mut near: Vec<(f64, &str)> = markers
        .chain(constructs)
        .map(|(id, label)| {
            let (id_lower, label) = (id.to_lowercase(), label.to_lowercase());
            let inside = wanted.len() > 2 && (id_lower.contains(wanted) || label.contains(wanted));
            let alike =
                strsim::jaro_winkler(&id_lower, wanted).max(strsim::jaro_winkler(&label, wanted));
            (if inside { 1.0 } else { alike }, id)
        })
        .filter(|n| n.0 >= ALIKE)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.truncate(3);
    let near: Vec<String> = near.iter().map(|n| n.1.to_string()).collect();
    let meant = match near.is_empty() {
        true => String::new(),
        false => format!("; do you mean {}?", sentences::listed(&near, "or")),
    };
    format!("there is no marker or construct {name}{meant} `attune lexicon list` names them all")
}
