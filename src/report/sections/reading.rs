//! How to read the page, and what it cannot say: the same short text for every case.
//!
//! Must not know: any number.

use serde::Serialize;

use super::super::ReportInput;
use super::super::html::{Html, Markup};
use super::super::labels::phases;

#[derive(Serialize)]
struct Reading {
    before: String,
    after: String,
}

/// The section.
pub(super) fn body(html: &Html, input: &ReportInput) -> Markup {
    let context =
        Reading { before: phases(&input.sides.before), after: phases(&input.sides.after) };
    html.fill("reading.html", &context)
}
