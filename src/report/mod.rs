//! The page: what was found, in plain words, one file that asks nothing of anywhere.
//!
//! Must not know: how anything was read, matched or counted; it is given results.

mod chart;
mod evaluation;
mod headline;
mod html;
mod labels;
mod sections;
mod words;

use serde::Serialize;

use crate::compare::{CaseComparison, Sides};
use crate::diagnostic::Diagnostic;
use crate::model::{Codebook, Session, Tag};
pub use evaluation::{EvaluationInput, evaluation_page};
use html::{Html, Markup, style_and_policy};
use sections::SECTIONS;

/// Everything that the page of one case is made from.
#[derive(Debug, Clone, Copy)]
pub struct ReportInput<'a> {
    /// The sessions of the case, in order.
    pub sessions: &'a [&'a Session],
    /// The tags of each session.
    pub tags: &'a [&'a [Tag]],
    /// The comparison.
    pub comparison: &'a CaseComparison,
    /// Which phases lie on which side.
    pub sides: &'a Sides,
    /// Constructs and markers.
    pub codebook: &'a Codebook,
    /// Full names of the rules, by the index that tags carry.
    pub rules: &'a [String],
    /// Every problem met with the files of the case.
    pub problems: &'a [Diagnostic],
    /// Files that could not be read, with the reason; they enter nothing.
    pub unread: &'a [(String, String)],
    /// Plain sentences on what was assumed rather than given.
    pub assumptions: &'a [String],
    /// Whether clients' words may stand on the page.
    pub quotes: bool,
    /// Version of the program.
    pub version: &'a str,
    /// Hash of the lexicons (SHA-256, hexadecimal).
    pub lexicon_sha256: &'a str,
    /// Marker files of somebody's own that were used beside ours: name, and hash of each.
    pub own_lexicons: &'a [(String, String)],
    /// Whether our markers were left out, so that ours lent sets and gates alone.
    pub only_own: bool,
}

/// Everything in the frame of the page.
#[derive(Serialize)]
struct Page {
    policy: Markup,
    style: Markup,
    title: String,
    case: String,
    people: String,
    headline: headline::Headline,
    sections: Vec<Section>,
    version: String,
}

/// One section in its place.
#[derive(Serialize)]
struct Section {
    id: &'static str,
    number: usize,
    title: &'static str,
    body: Markup,
}

/// The page of one case, as the whole text of one HTML file.
///
/// The same input gives the same bytes: there is no clock and no chance in it. Nothing in it can
/// load, send or run anything; a content security policy in the page says so to the browser.
pub fn page(input: &ReportInput<'_>) -> String {
    let html = Html::new();
    let (style, policy) = style_and_policy();
    let sections = SECTIONS
        .iter()
        .enumerate()
        .map(|(i, section)| Section {
            id: section.id,
            number: i + 1,
            title: section.title,
            body: (section.body)(&html, input),
        })
        .collect();
    let case = match input.comparison.case.as_str() {
        "" => "without a name".to_string(),
        case => case.to_string(),
    };
    let people: Vec<String> = labels::couple(input).into_iter().map(labels::name).collect();
    let context = Page {
        policy,
        style,
        title: format!("Case {}, before and after", labels::isolate(&case)),
        people: words::list(&people),
        case,
        headline: headline::headline(input),
        sections,
        version: input.version.to_string(),
    };
    html.fill("page.html", &context).0
}
