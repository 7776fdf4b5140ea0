//! The typed form of the lexicons: what a rule says, before anything is made fast.

use super::pattern::Pattern;
use crate::model::{Codebook, Role};

/// How a rule treats a negation before its match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Negation {
    /// A negated match is none.
    Cancel,
    /// Negation changes nothing.
    Ignore,
    /// Only a negated match counts.
    Require,
}

/// How a rule treats quoted and retold words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotation {
    /// Kept, but not counted.
    Reported,
    /// Counted like any other.
    Ignore,
}

/// How a rule treats questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Not in questions.
    Exclude,
    /// In questions too.
    Allow,
    /// Only in questions.
    Require,
}

/// How a rule treats what is only imagined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hypothetical {
    /// Not after *if, would, wish, imagine*.
    Exclude,
    /// There too.
    Allow,
}

/// To or about whom the words are spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Does not matter.
    Any,
    /// To the partner.
    You,
    /// About the partner, to a therapist.
    PartnerThirdPerson,
}

/// Whose earlier turn a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The other of the couple, over a therapist's turns and tiny answers.
    OtherPartner,
    /// Whoever spoke last before.
    Other,
    /// The therapist.
    Therapist,
    /// The speaker's own last turn.
    Same,
}

/// What must have gone before.
#[derive(Debug, Clone, PartialEq)]
pub struct Previous {
    /// Whose turn.
    pub speaker: Relation,
    /// Markers of which one must have been seen there; empty: any turn will do.
    pub any: Vec<usize>,
    /// How many such turns back may be looked at.
    pub within: usize,
    /// Whether that turn must, or must not, end in a question.
    pub question: Option<bool>,
}

/// What a rule looks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Matching {
    /// Any of these patterns.
    Patterns(Vec<Pattern>),
    /// A regular expression over the folded text.
    Regex(String),
}

/// One way of doing what a marker names.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Full name, such as `def_denial.not_my_fault`.
    pub id: String,
    /// Index into the codebook's markers.
    pub marker: usize,
    /// What it looks for.
    pub matching: Matching,
    /// How sure one match makes us, 0 to 1.
    pub weight: f64,
    /// Whose words.
    pub roles: Vec<Role>,
    /// Gate for negation.
    pub negation: Negation,
    /// Gate for quotation.
    pub quotation: Quotation,
    /// Gate for questions.
    pub question: Question,
    /// Gate for what is only imagined.
    pub hypothetical: Hypothetical,
    /// To or about whom.
    pub target: Target,
    /// What must have gone before.
    pub previous: Option<Previous>,
    /// Not if one of these stands in the same sentence.
    pub unless: Vec<Pattern>,
    /// Not if one of these stands before, in the same sentence.
    pub unless_before: Vec<Pattern>,
    /// Not if one of these stands after, in the rest of the turn.
    pub unless_after: Vec<Pattern>,
    /// Not if one of these markers is seen later in the turn.
    pub void_by: Vec<usize>,
    /// Shortest turn in words.
    pub min_words: usize,
    /// Longest turn in words.
    pub max_words: usize,
    /// File and line where it is written.
    pub place: (String, usize),
}

/// A sentence that proves a rule or a marker.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The words.
    pub text: String,
    /// Who says them.
    pub role: Role,
    /// What the other said before.
    pub reply_to: Option<String>,
    /// Index of the marker.
    pub marker: usize,
    /// Index of the rule, if the sentence belongs to one.
    pub rule: Option<usize>,
    /// Whether it must be seen, or must not.
    pub expected: bool,
    /// File and line where it is written.
    pub place: (String, usize),
}

/// The words that work the gates, as patterns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cues {
    /// Words that negate what follows.
    pub negation: Vec<Pattern>,
    /// Words that end a negation's reach.
    pub negation_stops: Vec<Pattern>,
    /// What looks like negation and is none.
    pub negation_pseudo: Vec<Pattern>,
    /// How many words a negation reaches.
    pub negation_window: usize,
    /// What opens retold speech.
    pub reported: Vec<Pattern>,
    /// What ends it.
    pub reported_stops: Vec<Pattern>,
    /// What opens something imagined.
    pub hypothetical: Vec<Pattern>,
    /// What looks so and is not.
    pub hypothetical_pseudo: Vec<Pattern>,
    /// How many words it reaches.
    pub hypothetical_window: usize,
    /// How questions begin.
    pub question: Vec<Pattern>,
}

/// Everything that was loaded.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lexicon {
    /// Constructs and markers.
    pub codebook: Codebook,
    /// For each marker, the score from which it is seen.
    pub thresholds: Vec<f64>,
    /// All rules, by marker.
    pub rules: Vec<Rule>,
    /// All sentences.
    pub examples: Vec<Example>,
    /// The gates' words.
    pub cues: Cues,
}
