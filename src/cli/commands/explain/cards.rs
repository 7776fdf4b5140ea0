//! What was found and does not count, put together: many rules may be stopped by one word.
//!
//! Must not know: what stands before and after on the page.

use attunement::lexicon::Rule;
use attunement::model::{Span, Status};
use attunement::tagger::{Fired, Halted, MarkerExplanation, Stop};

use super::page::{INDENT, Page};
use super::sentences::{Teller, exclusion};

/// Of several rules stopped alike so many are named.
const MOST_RULES: usize = 2;

/// Something that was found and does not count.
pub(super) struct Uncounted<'a> {
    pub(super) marker: usize,
    pub(super) span: Span,
    why: Why<'a>,
    /// All rules are named.
    all: bool,
}

enum Why<'a> {
    /// Stopped alike, the longest match first.
    Stopped(Vec<&'a Halted>),
    /// Found, and kept apart or too weak.
    Kept { fired: Vec<&'a Fired>, score: f64, threshold: f64 },
}

/// What was found of a marker and does not count. Of markers that were seen, or are looked for only in
/// the words of other people, nothing is told unless `all` is asked for.
pub(super) fn uncounted(marker: &MarkerExplanation, all: bool) -> Vec<Uncounted<'_>> {
    let seen = marker.tags.iter().any(|t| t.status == Status::Counted);
    if seen && !all {
        return Vec::new();
    }
    let mut cards = Vec::new();
    if !seen && let Some(first) = marker.fired.first() {
        let why = Why::Kept {
            fired: marker.fired.iter().collect(),
            score: marker.score,
            threshold: marker.threshold,
        };
        cards.push(Uncounted { marker: marker.marker, span: first.span, why, all });
    }
    let mut groups: Vec<Vec<&Halted>> = Vec::new();
    // Of other people's markers, the words alone say little.
    for halted in marker.stopped.iter().filter(|h| all || h.stop != Stop::Role) {
        let alike = |g: &&mut Vec<&Halted>| g.iter().any(|h| alike(h, halted));
        match groups.iter_mut().find(alike) {
            Some(group) => group.push(halted),
            None => groups.push(vec![halted]),
        }
    }
    for mut group in groups {
        group.sort_by_key(|h| (usize::MAX - h.span.len(), h.rule));
        cards.push(Uncounted {
            marker: marker.marker,
            span: group[0].span,
            why: Why::Stopped(group),
            all,
        });
    }
    cards
}

/// Whether two matches that share words were stopped by the same thing.
fn alike(a: &Halted, b: &Halted) -> bool {
    let overlap = a.span.start < b.span.end && b.span.start < a.span.end;
    let same = match (&a.stop, &b.stop) {
        (Stop::Excluded { words: one, .. }, Stop::Excluded { words: other, .. }) => one == other,
        (one, other) => one == other,
    };
    overlap && same
}

impl Uncounted<'_> {
    /// The words that decided, each with what they are.
    pub(super) fn cues(&self, teller: &Teller<'_>) -> Vec<(Span, String)> {
        match &self.why {
            Why::Stopped(group) => teller.cue(&group[0].stop).into_iter().collect(),
            Why::Kept { fired, .. } => {
                let first = fired.iter().flat_map(|f| &f.remarks);
                first.filter_map(|r| teller.remark_cue(r)).map(|c| (c.0, c.1.to_string())).collect()
            }
        }
    }

    /// Shows it beneath its marker's name.
    pub(super) fn show(&self, page: &Page<'_>, out: &mut String) {
        let teller = page.teller();
        match &self.why {
            Why::Stopped(group) => {
                let quote = teller.quote(self.span);
                let why = teller.stopped(group[0]);
                out.push_str(&page.text(&format!("{quote} was stopped. {why}"), INDENT));
                // A rule that found shorter words in the same place says nothing new.
                let mut group = group.clone();
                if !self.all {
                    let mut rules: Vec<usize> = Vec::new();
                    group.retain(|h| {
                        !rules.contains(&h.rule) && {
                            rules.push(h.rule);
                            true
                        }
                    });
                }
                let shown = if self.all { group.len() } else { group.len().min(MOST_RULES) };
                for halted in &group[..shown] {
                    let rule = &page.lexicon.rules[halted.rule];
                    let says = says(rule, &halted.stop, teller.words);
                    out.push_str(&page.rule(halted.rule, &says));
                    page.patterns(out, &halted.written);
                }
                if group.len() > shown {
                    let more = group.len() - shown;
                    let rules = if more == 1 { "rule was" } else { "rules were" };
                    out.push_str(
                        &page.dimmed(&format!("{more} more {rules} stopped alike"), INDENT),
                    );
                }
            }
            Why::Kept { fired, score, threshold } => {
                let quote = teller.quote(self.span);
                let kept = match fired[0].status {
                    _ if score < threshold => format!(
                        "is too weak a sign by itself: sure to {score:.2}, and {threshold:.2} is needed"
                    ),
                    Status::Review => "is kept for a person to look at".to_string(),
                    _ => "is kept, and not counted".to_string(),
                };
                out.push_str(&page.text(&format!("{quote} {kept}."), INDENT));
                let mut told: Vec<String> = Vec::new();
                for (i, one) in fired.iter().enumerate() {
                    for says in one.remarks.iter().map(|r| teller.remark(r)) {
                        if !told.contains(&says) {
                            out.push_str(&page.text(&says, INDENT));
                            told.push(says);
                        }
                    }
                    // A rule that found shorter words in the same place says nothing new.
                    if self.all || fired[..i].iter().all(|f| f.rule != one.rule) {
                        out.push_str(&page.rule(one.rule, ""));
                        page.patterns(out, &one.written);
                    }
                }
            }
        }
    }
}

/// The rule's own words that stopped it.
fn says(rule: &Rule, stop: &Stop, words: usize) -> String {
    match stop {
        Stop::Excluded { scope, number, .. } => {
            let (key, written) = exclusion(rule, *scope, *number);
            format!(", {key} \"{written}\"")
        }
        Stop::Void { .. } => ", void_by".to_string(),
        Stop::Turned { .. } => ", opposite".to_string(),
        Stop::Negated(_) => ", negation = \"cancel\"".to_string(),
        Stop::NotNegated => ", negation = \"require\"".to_string(),
        Stop::Question(_) => ", question = \"exclude\"".to_string(),
        Stop::NoQuestion => ", question = \"require\"".to_string(),
        Stop::Imagined(_) => ", hypothetical = \"exclude\"".to_string(),
        Stop::Target => ", target".to_string(),
        Stop::Length if words < rule.min_words => format!(", min_words = {}", rule.min_words),
        Stop::Length => format!(", max_words = {}", rule.max_words),
        Stop::Place => ", at".to_string(),
        Stop::Role => ", roles".to_string(),
        Stop::Previous => ", previous".to_string(),
    }
}
