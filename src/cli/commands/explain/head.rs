//! The top of an explanation: who says it, where, and the turns before that decided something.
//!
//! Must not know: why anything was seen.

use std::fmt::Write as _;

use attunement::model::Status;
use attunement::tagger::{Glance, Remark, Stop};

use super::page::{DIM, INDENT, Page};
use super::sentences::{listed, someone};
use crate::cli::underline::cut;

/// Who speaks where, and the turns before that mattered.
pub(super) fn show(page: &Page<'_>) -> String {
    let said = &page.subject.said[page.subject.at];
    let words = match page.explanation.words {
        1 => "1 word".to_string(),
        n => format!("{n} words"),
    };
    let mut out = String::new();
    match (&page.subject.place, said.role) {
        (None, role) => {
            let who = role.map_or("nobody", someone);
            let who: String = who[..1].to_uppercase() + &who[1..];
            let _ = writeln!(out, "{who} says ({words}):");
        }
        (Some(place), role) => {
            let conversation = place
                .conversation
                .as_ref()
                .map_or(String::new(), |c| format!(", conversation {c}"));
            let voice = if said.voice.is_empty() { "nobody named" } else { &said.voice };
            let role = match (role, place.known) {
                (None, _) => "left out".to_string(),
                (Some(role), true) => role.to_string(),
                (Some(role), false) => format!("{role}, as far as the file tells"),
            };
            let _ = writeln!(
                out,
                "{}{conversation}, turn {}, line {}",
                place.file, said.number, place.line
            );
            let _ = writeln!(out, "{voice} ({role}) says ({words}):");
        }
    }
    out.push('\n');
    for at in mattered(page) {
        let said = &page.subject.said[at];
        let who = match (&page.subject.place, said.role) {
            (None, _) => "before".to_string(),
            (Some(_), _) if said.voice.is_empty() => said.number.to_string(),
            (Some(_), _) => format!("{} {}", said.number, said.voice),
        };
        let seen: Vec<String> = page
            .tags
            .iter()
            .filter(|t| t.utterance == at && t.status == Status::Counted)
            .map(|t| page.lexicon.codebook.markers[t.marker].label.clone())
            .collect();
        let line = format!("{who}: {}", said.text);
        let _ = writeln!(out, "  {DIM}{}{DIM:#}", cut(&line, page.width.saturating_sub(2)));
        let seen = if seen.is_empty() { "nothing".into() } else { listed(&seen, "and") };
        out.push_str(&page.dimmed(&format!("seen there: {seen}"), INDENT));
    }
    if out.contains("seen there") {
        out.push('\n');
    }
    out
}

/// The utterances before that decided something, in order.
fn mattered(page: &Page<'_>) -> Vec<usize> {
    let mut all: Vec<usize> = Vec::new();
    for marker in &page.explanation.markers {
        for remark in marker.fired.iter().flat_map(|f| &f.remarks) {
            if let Remark::Answers(at) | Remark::Prompted(at) = remark {
                all.push(*at);
            }
        }
        let previous = marker.stopped.iter().filter(|s| s.stop == Stop::Previous);
        for (at, glance) in previous.flat_map(|s| &s.before) {
            if matches!(glance, Glance::Lacks | Glance::Ending | Glance::Tiny | Glance::Fits) {
                all.push(*at);
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}
