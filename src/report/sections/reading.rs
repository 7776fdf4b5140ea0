//! How to read the page, and what it cannot say: the same short text for every case.
//!
//! Must not know: any number.

use serde::Serialize;

use crate::model::{Codebook, Standing};

use super::super::ReportInput;
use super::super::html::{Html, Markup};
use super::super::labels::phases;

#[derive(Serialize)]
struct Reading {
    before: String,
    after: String,
    checked: String,
}

/// The section.
pub(super) fn body(html: &Html, input: &ReportInput) -> Markup {
    let context = Reading {
        before: phases(&input.sides.before),
        after: phases(&input.sides.after),
        checked: checked(input.codebook),
    };
    html.fill("reading.html", &context)
}

/// How far the rules were checked, in one sentence.
fn checked(codebook: &Codebook) -> String {
    let of = |standing| codebook.standing(standing);
    let all = codebook.markers.len();
    let by_people = of(Standing::Validated) + of(Standing::Experimental) + of(Standing::TooFew);
    if by_people == 0 {
        return "The rules have not been validated against human coders.".to_string();
    }
    format!(
        "Of {all} marks, {} held up against human coders, {} did not and are experimental, and for {} there were too \
         few cases to tell; {} were compared only with codes of a program or of the speakers themselves, and {} with \
         nobody’s. None was checked on couples in therapy: we know of no such coded sessions that are public. The \
         method says it for each mark.",
        of(Standing::Validated),
        of(Standing::Experimental),
        of(Standing::TooFew),
        of(Standing::MachineOnly),
        of(Standing::NotValidated),
    )
}
