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
mod why;

pub(super) use self::sentences::{listed, markers, someone, standing, wanted};
pub(super) use self::why::nearest_reason;

use attunement::model::Tag;
use attunement::tagger::{Inquiry, Tagger};
use attunement::text::count_words;

use self::page::Page;
use self::subject::Subject;
use super::known;
use crate::cli::Outcome;
use crate::cli::args::ExplainArguments;
use crate::cli::lexicons::{self, Ours};
use crate::cli::terminal::{print, width};

/// Of each marker so many nearest rules are looked for.
const NEAREST: usize = 3;
/// In longer turns something always comes near; there it is told only of markers that were asked about.
const SHORT: usize = 400;

pub(crate) fn run(arguments: &ExplainArguments, quiet: bool) -> anyhow::Result<Outcome> {
    let asked = &arguments.lexicons;
    let gathered = lexicons::gather(&asked.choice, asked.lexicons.as_deref(), Ours::Rules)?;
    let lexicon = gathered.lexicon;
    // What could be read is explained; whoever mends a file wants to know what the rest of it does.
    lexicons::tell_problems(&gathered.problems, quiet);
    anyhow::ensure!(
        gathered.problems.iter().all(|p| p.code != "unreadable"),
        "a lexicon could not be read; nothing was explained"
    );
    let markers = known::markers(&lexicon, &arguments.markers)?;
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
