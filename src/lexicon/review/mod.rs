//! Looks over lexicons that could be read: rules that can never match, rules that stand in another's
//! shadow, sentences that contradict one another.
//!
//! Apart from the loader, since it takes longer than a start of the program may, and since what it
//! finds is a slip and no reason to refuse a file. Must not know: how rules are matched in text.

mod cover;
mod expand;
mod never;
mod sentences;
mod shadow;

use super::schema::Lexicon;
use crate::diagnostic::Diagnostic;

/// Everything in these lexicons that is surely not meant: each at its file, line and column, with a
/// remedy, in order of place.
pub fn review(lexicon: &Lexicon) -> Vec<Diagnostic> {
    review_files(lexicon, |_| true)
}

/// Looks over some files of these lexicons only.
pub fn review_files(lexicon: &Lexicon, wanted: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
    let rules = lexicon.rules.iter().filter(|r| wanted(&r.place.0));
    let examples = lexicon.examples.iter().filter(|e| wanted(&e.place.0));
    // Rules are compared with others of their marker, and these stand in the same file.
    let lexicon = &Lexicon {
        codebook: lexicon.codebook.clone(),
        thresholds: lexicon.thresholds.clone(),
        rules: rules.cloned().collect(),
        examples: examples.cloned().collect(),
        ..Lexicon::default()
    };
    let mut found = never::find(lexicon);
    found.extend(shadow::find(lexicon));
    found.extend(sentences::find(lexicon));
    found.sort_by(|a, b| {
        (&a.path, a.line, a.column, a.code).cmp(&(&b.path, b.line, b.column, b.code))
    });
    found
}
