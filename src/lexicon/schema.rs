//! The typed form of the lexicons: what a rule says, before anything is made fast.

use super::item::{Pattern, Term};
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

/// How a rule treats words that are often meant otherwise, such as *oh great*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Irony {
    /// The match weighs half, and where that is too little it is kept for a person to review.
    Review,
    /// Counted like any other.
    Ignore,
}

/// Where a marker's weights and threshold come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    /// Somebody set them by judgement.
    #[default]
    ByHand,
    /// They were learned from people's codes.
    Calibrated,
}

/// What a rule's weight was learned from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LearnedWeight {
    /// In how many coded utterances the rule fired.
    pub fired: usize,
    /// The weight as it was set by hand.
    pub by_hand: f64,
}

/// What a marker's weights and threshold were learned from; figures are over conversations left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calibration {
    /// The day, as 2026-01-31.
    pub date: String,
    /// The coded data.
    pub data: Vec<String>,
    /// Coded utterances in all.
    pub utterances: usize,
    /// Those that carry one of the codes.
    pub positives: usize,
    /// The threshold as it was set by hand.
    pub threshold_by_hand: f64,
    /// Parts in which conversations were left out by turns.
    pub folds: usize,
    /// For how many utterances the weights by hand counted.
    pub prior: f64,
    /// Share of what was seen that was coded; `None` if nothing was seen.
    pub precision: Option<f64>,
    /// Share of what was coded that was seen.
    pub recall: Option<f64>,
    /// Harmonic mean of both.
    pub f1: Option<f64>,
}

/// Which of a marker's hits in one utterance are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Counting {
    /// One for each utterance, the longest shown.
    #[default]
    Once,
    /// Every hit; of hits of the same marker that overlap the longest, then the first. This is
    /// quanteda's `nested_scope = "key"`.
    Key,
    /// As [`Counting::Key`]; and what lies wholly within longer hits of any marker of the same
    /// construct does not count. This is quanteda's `nested_scope = "dictionary"`.
    Dictionary,
}

/// Where a match must stand; hesitation before and after does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// Does not matter.
    Anywhere,
    /// At the beginning of the turn.
    TurnStart,
    /// At the end of the turn.
    TurnEnd,
    /// It is the whole turn.
    WholeTurn,
    /// At the beginning of a sentence.
    SentenceStart,
    /// At the end of a sentence.
    SentenceEnd,
    /// It is the whole of a sentence.
    WholeSentence,
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
    /// Any of these entries of a dictionary.
    Entries(Vec<Entry>),
}

/// An entry of a dictionary: whole written words, one after another, with nothing but white space,
/// or a hyphen, between them. Short forms are words of their own here (*don't* is not *do not*),
/// no word is stepped over, and hyphens part words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// As written in the dictionary.
    pub written: String,
    /// Its words.
    pub words: Vec<EntryWord>,
}

/// A word of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EntryWord {
    /// Whether a hyphen, and not white space, parts it from the word before.
    pub hyphened: bool,
    /// The forms that it may have.
    pub terms: Vec<Term>,
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
    /// What its weight was learned from; `None` if it was set by hand.
    pub learned: Option<LearnedWeight>,
    /// Whose words.
    pub roles: Vec<Role>,
    /// Whether voices of whom nothing is known are looked at too.
    pub strangers: bool,
    /// Gate for negation.
    pub negation: Negation,
    /// Gate for quotation.
    pub quotation: Quotation,
    /// Gate for questions.
    pub question: Question,
    /// Gate for what is only imagined.
    pub hypothetical: Hypothetical,
    /// Gate for words often meant otherwise.
    pub irony: Irony,
    /// To or about whom.
    pub target: Target,
    /// Where in the turn or sentence.
    pub at: At,
    /// The marker that a negated match shows instead, where there is one.
    pub opposite: Option<usize>,
    /// What must have gone before.
    pub previous: Option<Previous>,
    /// Not if one of these stands in the same sentence.
    pub unless: Vec<Pattern>,
    /// Not if one of these stands before, in the same sentence.
    pub unless_before: Vec<Pattern>,
    /// Not if one of these stands after, in the rest of the turn.
    pub unless_after: Vec<Pattern>,
    /// Not if one of these stands anywhere in the turn.
    pub unless_turn: Vec<Pattern>,
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
    /// What is hung on a statement, such as *okay?*, and makes no question of it.
    pub question_tags: Vec<Pattern>,
    /// What is often said and meant otherwise.
    pub irony: Vec<Pattern>,
}

/// Everything that was loaded.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lexicon {
    /// Constructs and markers.
    pub codebook: Codebook,
    /// For each marker, the score from which it is seen.
    pub thresholds: Vec<f64>,
    /// For each marker, which of its hits are counted.
    pub countings: Vec<Counting>,
    /// For each marker, where its weights come from.
    pub origins: Vec<Origin>,
    /// For each marker, what its weights were learned from, if they were.
    pub calibrations: Vec<Option<Calibration>>,
    /// All rules, by marker.
    pub rules: Vec<Rule>,
    /// All sentences.
    pub examples: Vec<Example>,
    /// The gates' words.
    pub cues: Cues,
}

impl Rule {
    /// The weight as it was set by hand, whether or not it was learned since.
    pub fn weight_by_hand(&self) -> f64 {
        self.learned.map_or(self.weight, |l| l.by_hand)
    }
}

impl Lexicon {
    /// The threshold of a marker as it was set by hand, whether or not it was learned since.
    pub fn threshold_by_hand(&self, marker: usize) -> f64 {
        let learned = self.calibrations[marker].as_ref().map(|c| c.threshold_by_hand);
        learned.unwrap_or(self.thresholds[marker])
    }
}
