//! Asides such as *you know* between two commas, which break no clause.
//!
//! Must not know: patterns, or anything beyond the words of one utterance.

use super::forms::Forms;
use super::tokenise::Token;

/// Asides that patterns step over where commas set them off: *you never, you know, listen*.
const ASIDES: &[&[&str]] = &[
    &["like"],
    &["you", "know"],
    &["i", "mean"],
    &["well"],
    &["kind", "of"],
    &["sort", "of"],
    &["you", "know", "what"],
    &["honestly"],
    &["actually"],
];

/// Whether an aside can begin with a word.
pub(super) fn opens_aside(word: &str) -> bool {
    ASIDES.iter().any(|aside| aside[0] == word)
}

/// The longest aside in words.
const LONGEST: usize = 3;

/// An aside between two commas breaks no clause and is stepped over.
pub(super) fn mark_asides(tokens: &mut [Token], forms: &Forms) {
    let mut number = 0;
    let mut after_aside = false;
    let mut at = 0;
    while at < tokens.len() {
        let clause = tokens[at].clause;
        let length = tokens[at..].iter().take_while(|t| t.clause == clause).count();
        let end = at + length;
        let inside = at > 0
            && length <= LONGEST
            && !tokens[at].sentence_start
            && tokens.get(end).is_some_and(|t| !t.sentence_start);
        let is = |a: &&[&str]| {
            a.len() == length && (0..length).all(|i| forms.text(tokens[at + i].norm) == a[i])
        };
        let aside = inside && ASIDES.iter().any(is);
        // The aside and what follows it belong to the clause before.
        let joins = aside || (after_aside && !tokens[at].sentence_start);
        number += u32::from(at > 0 && !joins);
        for token in &mut tokens[at..end] {
            token.clause = number;
            token.skippable |= aside;
        }
        after_aside = aside;
        at = end;
    }
}
