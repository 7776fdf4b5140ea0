//! The sections of the page, in order: one file each, and one line here.
//!
//! Must not know: the frame around them, or one another.

mod dance;
mod method;
mod passages;
mod pick;
mod quote;
mod read;
mod reading;
mod row;
mod shifts;
mod transcripts;

pub(super) use dance::dance_in_short;

use super::ReportInput;
use super::html::{Html, Markup};

/// One section of the page. Its number is its place in [`SECTIONS`].
pub(super) struct Section {
    /// Anchor within the page.
    pub(super) id: &'static str,
    /// Heading, in plain words.
    pub(super) title: &'static str,
    /// Makes what stands under the heading.
    pub(super) body: fn(&Html, &ReportInput) -> Markup,
}

/// All sections in the order of the page.
pub(super) static SECTIONS: &[Section] = &[
    Section { id: "read", title: "What was read", body: read::body },
    Section { id: "shifted", title: "What shifted", body: shifts::body },
    Section { id: "dance", title: "The dance", body: dance::body },
    Section { id: "words", title: "In their words", body: passages::body },
    Section {
        id: "reading",
        title: "How to read this, and what it cannot say",
        body: reading::body,
    },
    Section { id: "method", title: "Method", body: method::body },
];
