//! What can be said about the marks of one utterance: values, to be shown in any form.
//!
//! Must not know: how any of it is found, or how it is drawn. Markers and rules are indices into the
//! loaded lexicons, utterances are indices into the session.

use std::ops::Range;

use super::gates::Retold;
use super::previous::Glance;
use super::stop::Stop;
use crate::model::{Role, Span, Status, Tag};

/// Why an utterance got the marks that it has, and why it got no others.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Explanation {
    /// Who speaks; `None`: the words are context only, and nothing is looked for in them.
    pub role: Option<Role>,
    /// How many words were counted.
    pub words: usize,
    /// The markers of which anything can be said, in order of the codebook.
    pub markers: Vec<MarkerExplanation>,
}

/// What there is to say of one marker.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkerExplanation {
    /// The marker.
    pub marker: usize,
    /// Its marks, the same as [`super::Desk::tag`] gives; empty where it is not seen.
    pub tags: Vec<Tag>,
    /// How sure the rules that fired are together, 0 to 1.
    pub score: f64,
    /// From how much on it is seen.
    pub threshold: f64,
    /// The rules that fired, the one that is shown first.
    pub fired: Vec<Fired>,
    /// The rules whose words were there, and which were stopped.
    pub stopped: Vec<Halted>,
    /// The rules whose words were partly there, the nearest first.
    pub nearest: Vec<Near>,
}

/// A rule that fired.
#[derive(Debug, Clone, PartialEq)]
pub struct Fired {
    /// The rule.
    pub rule: usize,
    /// The words that matched.
    pub span: Span,
    /// The patterns as written that matched them: one, or several that find the same words.
    pub written: Vec<String>,
    /// Whether it counts.
    pub status: Status,
    /// Whether this match is the one that is shown: the longest wins.
    pub shown: bool,
    /// What else was found out about it.
    pub remarks: Vec<Remark>,
}

/// What was found out about a rule that fired.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// It answers this utterance, as the rule asks.
    Answers(usize),
    /// The words are somebody else's.
    Retold(Retold),
    /// The therapist had just said them, in this utterance.
    Prompted(usize),
    /// These words are often meant otherwise, so that it weighs half.
    Doubtful(Span),
    /// These words negate what the rule looks for, so that it shows the opposite of this marker.
    Opposite {
        /// The rule's own marker.
        of: usize,
        /// The words of the negation.
        negation: Span,
    },
}

/// A rule whose words were there, and which was stopped.
#[derive(Debug, Clone, PartialEq)]
pub struct Halted {
    /// The rule.
    pub rule: usize,
    /// The words that matched.
    pub span: Span,
    /// The patterns as written that matched them.
    pub written: Vec<String>,
    /// What stopped it.
    pub stop: Stop,
    /// What came of each utterance that was looked at, the nearest first; filled only where the rule
    /// asks for something to have gone before.
    pub before: Vec<(usize, Glance)>,
}

/// A rule whose words were partly there.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// The rule.
    pub rule: usize,
    /// The pattern that came nearest, as written.
    pub written: String,
    /// How near it came, 0 to 1; rare words weigh more.
    pub closeness: f64,
    /// How many words it needs, and how many of them were found.
    pub needed: usize,
    /// The words that were found, in order.
    pub found: Vec<FoundWord>,
    /// What was expected and is not there, in order of the pattern; there is always something.
    pub lacks: Vec<Lack>,
    /// What would stop the rule even if its words were all there, as far as that is known.
    pub also: Option<Stop>,
}

/// A word of a pattern that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundWord {
    /// Its place in the text.
    pub span: Span,
    /// Bytes of the pattern as written that ask for it.
    pub place: Range<usize>,
    /// Whether the pattern cannot do without it.
    pub needed: bool,
}

/// Something that a pattern expects and that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// Bytes of the pattern as written that ask for it.
    pub place: Range<usize>,
    /// What it is.
    pub what: Lacking,
}

/// What a pattern expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lacking {
    /// One of these words or phrases.
    Words {
        /// Some of those that would do.
        such_as: Vec<String>,
        /// The word that stands in its place, if one does.
        instead: Option<Span>,
    },
    /// Nothing between two of its words; these words stand there.
    NothingBetween(Span),
    /// More words between two of its words.
    MoreBetween,
    /// One sentence; one ends before this word.
    OneSentence(Span),
    /// Anything but these words.
    AnythingBut(Span),
    /// The beginning of the turn, before this word.
    TurnStart(Span),
    /// The end of the turn, after this word.
    TurnEnd(Span),
    /// The edge of a sentence, at this word.
    SentenceEdge(Span),
    /// The end of a question, after this word.
    QuestionEnd(Span),
}
