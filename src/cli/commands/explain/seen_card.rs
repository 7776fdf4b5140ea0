//! What was seen: how sure that is, and which rules say so.
//!
//! Must not know: what stands before and after on the page.

use attunement::model::{Status, Tag};
use attunement::tagger::{Fired, MarkerExplanation};

use super::page::{INDENT, Page};
use super::sentences::listed;

/// Shows what was seen; that nothing was, where all markers were of interest. `found` tells whether
/// something was found that does not count.
pub(super) fn show(page: &Page<'_>, out: &mut String, found: bool) {
    let counted = |m: &&MarkerExplanation| m.tags.iter().any(|t| t.status == Status::Counted);
    let mut seen: Vec<&MarkerExplanation> =
        page.explanation.markers.iter().filter(counted).collect();
    if seen.is_empty() {
        if page.asked.is_empty() {
            let nothing = if found { "Nothing is counted" } else { "Nothing was seen" };
            page.heading(out, nothing);
        }
        return;
    }
    seen.sort_by_key(|m| m.tags.first().map(|t| (t.span.start, m.marker)));
    page.heading(out, "Seen");
    for (i, marker) in seen.into_iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        page.title(out, marker.marker);
        page.about(out, marker.marker);
        one(page, out, marker);
    }
}

fn one(page: &Page<'_>, out: &mut String, marker: &MarkerExplanation) {
    let teller = page.teller();
    let mut quotes: Vec<String> = marker.tags.iter().map(|t| teller.quote(t.span)).collect();
    quotes.dedup();
    let mut rules: Vec<usize> = marker.fired.iter().map(|f| f.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let together = match rules.len() {
        1 => String::new(),
        n => format!("{n} rules together are "),
    };
    let (quotes, score, threshold) = (listed(&quotes, "and"), marker.score, marker.threshold);
    let sure = format!("{quotes}: {together}sure to {score:.2}, and {threshold:.2} is enough.");
    out.push_str(&page.text(&sure, INDENT));
    let mut told: Vec<usize> = Vec::new();
    for fired in &marker.fired {
        if !told.contains(&fired.rule) {
            told.push(fired.rule);
            let same: Vec<&Fired> = marker.fired.iter().filter(|f| f.rule == fired.rule).collect();
            by_rule(page, out, &same, marker);
        }
    }
}

/// What one rule found of a marker that was seen.
fn by_rule(page: &Page<'_>, out: &mut String, fired: &[&Fired], marker: &MarkerExplanation) {
    let teller = page.teller();
    let mut says: Vec<String> = Vec::new();
    for one in fired {
        let inside = |t: &Tag| t.span.start <= one.span.start && one.span.end <= t.span.end;
        match one.status {
            Status::Counted if marker.tags.iter().any(inside) => {}
            Status::Counted => says.push(format!(
                "{} was found too; the longest match is the one shown.",
                teller.quote(one.span)
            )),
            _ => {
                says.push(format!("{} was found too, but does not count.", teller.quote(one.span)))
            }
        }
        says.extend(one.remarks.iter().map(|r| teller.remark(r)));
    }
    let mut once: Vec<String> = Vec::new();
    for line in says {
        if !once.contains(&line) {
            out.push_str(&page.text(&line, INDENT));
            once.push(line);
        }
    }
    out.push_str(&page.rule(fired[0].rule, ""));
    page.patterns(out, fired.iter().flat_map(|f| &f.written));
}
