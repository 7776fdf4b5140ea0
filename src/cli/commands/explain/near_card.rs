//! The rules that came near: which of their words are there, and what they expected next.
//!
//! Must not know: what stands before and after on the page.

use std::ops::Range;

use attunement::model::{Span, Status};
use attunement::tagger::{Lacking, MarkerExplanation, Near};

use super::page::{CUE, INDENT, Page, UNCOUNTED};
use super::pattern::Abridged;
use super::sentences::{Teller, quoted};
use crate::cli::underline::{Folding, Mark, Sheet, drawn};

/// Of one marker so many are shown where nobody asked about it.
const OF_ONE: usize = 1;

/// The nearest rules that are worth showing, by marker. Where nobody asks, none of markers that were
/// found anyway, nor those most of whose words are accounted for.
pub(super) fn pick<'a>(page: &Page<'a>, most: usize) -> Vec<(usize, &'a Near)> {
    let explained = page.explained();
    let new = |n: &&Near| {
        let inside = |s: Span| explained.iter().any(|e| e.start <= s.start && s.end <= e.end);
        let known = n.found.iter().filter(|f| inside(f.span)).count();
        page.all || !page.asked.is_empty() || known * 2 <= n.found.len()
    };
    let worth = |m: &&MarkerExplanation| {
        page.all || page.is_asked(m.marker) || (m.fired.is_empty() && m.stopped.is_empty())
    };
    let mut all: Vec<(usize, &Near)> = Vec::new();
    for marker in page.explanation.markers.iter().filter(worth) {
        let asked = page.is_asked(marker.marker);
        let seen = marker.tags.iter().any(|t| t.status == Status::Counted);
        let of_one = if page.all || (asked && !seen) { marker.nearest.len() } else { OF_ONE };
        all.extend(marker.nearest.iter().filter(new).take(of_one).map(|n| (marker.marker, n)));
    }
    all.sort_by(|a, b| b.1.closeness.total_cmp(&a.1.closeness).then(a.0.cmp(&b.0)));
    all.truncate(most);
    all
}

/// Shows them under a heading of their own.
pub(super) fn show(page: &Page<'_>, out: &mut String, near: &[(usize, &Near)]) {
    if near.is_empty() {
        return;
    }
    page.heading(out, "Came near");
    for (i, (marker, near)) in near.iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        page.title(out, *marker);
        one(page, out, near);
    }
}

fn one(page: &Page<'_>, out: &mut String, near: &Near) {
    let teller = page.teller();
    out.push_str(&page.text(&missing(&teller, near), INDENT));
    if let Some(stop) = &near.also {
        let rule = &page.lexicon.rules[near.rule];
        let stop = teller.stop(rule, stop);
        out.push_str(&page.text(&format!("Even then: {}", lower_first(&stop)), INDENT));
    }
    let sheet = Sheet { width: page.width, indent: INDENT, folding: Folding::Marked };
    let text = page.subject.text();
    out.push_str(&drawn(text, &in_text(near, text), sheet));
    let pattern = Abridged::new(&near.written, page.all);
    out.push_str(&drawn(&pattern.text, &in_pattern(near, &pattern), sheet));
    out.push_str(&page.rule(near.rule, ""));
}

/// What of a rule's words is there, and what is not, in one sentence.
pub(super) fn missing(teller: &Teller<'_>, near: &Near) -> String {
    let there = near.found.iter().filter(|f| f.needed).count();
    let lacks: Vec<String> = near.lacks.iter().map(|l| teller.lack(l, &near.written)).collect();
    let lacks = lacks.join("; ");
    let count = match (there, near.needed) {
        (a, b) if a == b => "All its words are there, but".to_string(),
        (a, b) => format!("{a} of its {b} words are there, but"),
    };
    format!("{count} {lacks}.")
}

fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// What was expected where another word stands.
fn expected(such_as: &[String]) -> String {
    match such_as {
        [] => "another word".to_string(),
        [one] => format!("here {}", quoted(one)),
        [one, ..] => format!("here {} or the like", quoted(one)),
    }
}

fn found(span: Range<usize>) -> Mark {
    Mark { span, label: String::new(), stroke: '\u{2500}', style: UNCOUNTED }
}

/// Spans side by side, with nothing but white space between, as one.
fn joined(mut spans: Vec<Range<usize>>, text: &str) -> Vec<Range<usize>> {
    spans.sort_by_key(|s| (s.start, s.end));
    let blank = |from: usize, to: usize| text.get(from..to).is_some_and(|t| t.trim().is_empty());
    let mut joined: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if blank(last.end.min(span.start), span.start) => {
                last.end = last.end.max(span.end);
            }
            _ => joined.push(span),
        }
    }
    joined
}

fn in_text(near: &Near, text: &str) -> Vec<Mark> {
    let spans = near.found.iter().map(|f| f.span.start..f.span.end).collect();
    let mut marks: Vec<Mark> = joined(spans, text).into_iter().map(found).collect();
    for lack in &near.lacks {
        let (span, label) = match &lack.what {
            Lacking::NothingBetween(span) => (span, "between".to_string()),
            Lacking::OneSentence(span) => (span, "new sentence".to_string()),
            Lacking::AnythingBut(span) => (span, "must not stand here".to_string()),
            Lacking::Words { such_as, instead: Some(span) } => (span, expected(such_as)),
            Lacking::Words { instead: None, .. }
            | Lacking::MoreBetween
            | Lacking::TurnStart(_)
            | Lacking::TurnEnd(_)
            | Lacking::SentenceEdge(_)
            | Lacking::QuestionEnd(_) => continue,
        };
        marks.push(Mark { span: span.start..span.end, label, stroke: '^', style: CUE });
    }
    marks
}

/// What of the pattern was found, and what was expected.
fn in_pattern(near: &Near, pattern: &Abridged) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (i, lack) in near.lacks.iter().enumerate() {
        let label = match &lack.what {
            Lacking::NothingBetween(_) => "right behind",
            Lacking::OneSentence(_) => "in the same sentence",
            Lacking::AnythingBut(_) => "must not stand here",
            Lacking::MoreBetween => "more words",
            _ if i == 0 => "expected next",
            _ => "expected",
        };
        let span = pattern.place(&lack.place);
        if !marks.iter().any(|m| m.span == span) {
            marks.push(Mark { span, label: label.to_string(), stroke: '^', style: CUE });
        }
    }
    let lacking = |s: &Range<usize>| near.lacks.iter().any(|l| pattern.place(&l.place) == *s);
    let there = near.found.iter().map(|f| pattern.place(&f.place)).filter(|s| !lacking(s));
    marks.extend(joined(there.collect(), &pattern.text).into_iter().map(found));
    marks
}
