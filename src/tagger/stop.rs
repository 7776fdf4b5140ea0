//! Why a match does not count, and which words say so.
//!
//! Must not know: how any of it is found.

use crate::model::Span;

/// What stopped a match whose words were there. Spans are the words that stopped it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Somebody else's role: the rule does not look at this speaker's words.
    Role,
    /// It speaks to, or of, somebody else than the rule asks for.
    Target,
    /// The turn is too short or too long.
    Length,
    /// It does not stand where in the turn or sentence the rule asks for.
    Place,
    /// What the rule asks to have gone before has not.
    Previous,
    /// A negation reaches it.
    Negated(Span),
    /// The rule asks for a negation, and there is none.
    NotNegated,
    /// It stands in a question.
    Question(Asked),
    /// The rule asks for a question, and this is none.
    NoQuestion,
    /// It is only imagined.
    Imagined(Span),
    /// One of the rule's own exclusions stands around it.
    Excluded {
        /// Where the rule looks for it.
        scope: Scope,
        /// Its place in the rule's list.
        number: usize,
        /// Its words in the text.
        words: Span,
    },
    /// A negation turns it into its opposite, which is looked at in its place.
    Turned {
        /// The opposite: index into the codebook's markers.
        marker: usize,
        /// The words of the negation.
        words: Span,
    },
    /// A marker seen later in the turn takes it back.
    Void {
        /// Index into the codebook's markers.
        marker: usize,
        /// That marker's words.
        words: Span,
    },
}

/// What makes a sentence a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The question mark at its end, or the last word before it where the mark cannot be placed.
    Mark(Span),
    /// It ends in no mark, and begins with these words.
    Opening(Span),
}

/// Where a rule looks for what it excludes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Anywhere in the sentence: `unless`.
    Sentence,
    /// Before the match, in its sentence: `unless_before`.
    Before,
    /// After the match, in the rest of the turn: `unless_after`.
    After,
    /// Anywhere in the turn: `unless_turn`.
    Turn,
}
