//! Every key that a lexicon file may hold: its shape, and one sentence on what it says. The loader
//! refuses what is not here, and the JSON Schema for editors is made from it, so that the two
//! cannot drift apart.
//!
//! Must not know: how values are read.

use super::dictionary::Scope;
use super::names::{Unit, names};
use super::schema::{
    At, Counting, Hypothetical, Irony, Negation, Origin, Question, Quotation, Relation, Target,
};
use crate::model::{Direction, Role};

/// What a value looks like.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A list of patterns.
    Patterns,
    /// A number between two bounds.
    Number(f64, f64),
    /// A whole number from 0.
    Count,
    /// Yes or no.
    Flag,
    /// One of several names; the first holds if nothing is written.
    Choice(fn() -> Vec<&'static str>),
    /// A list of some of several names.
    Choices(fn() -> Vec<&'static str>),
    /// A list of sentences, each a text or a table.
    Sentences,
    /// Named lists of words.
    Sets,
    /// A table of its own.
    Table(&'static [Key]),
    /// A list of tables.
    Tables(&'static [Key]),
}

/// A key of a table.
#[derive(Clone, Copy)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    /// Whether a file without it is not finished.
    pub(crate) required: bool,
    /// What it says, for whoever writes the file.
    pub(crate) says: &'static str,
}

const fn must(name: &'static str, shape: Shape, says: &'static str) -> Key {
    Key { name, shape, required: true, says }
}

const fn may(name: &'static str, shape: Shape, says: &'static str) -> Key {
    Key { name, shape, required: false, says }
}

/// A marker file.
pub(crate) const MARKER: &[Key] = &[
    must("id", Shape::Text, "The marker's code: the file's name without .toml."),
    may(
        "construct",
        Shape::Text,
        "The construct it belongs to, by folder name or code; only in files of your own.",
    ),
    must("label", Shape::Text, "Plain words for a therapist."),
    must("definition", Shape::Text, "What counts and what does not."),
    must("references", Shape::Texts, "Where the idea comes from: author and year."),
    must("misses", Shape::Text, "What the rules cannot see."),
    must("roles", Shape::Choices(names::<Role>), "Whose words are looked at."),
    may("unit", Shape::Choice(names::<Unit>), "What human coders would code."),
    may(
        "direction",
        Shape::Choice(names::<Direction>),
        "What good treatment is expected to do to it: a hypothesis, never a score.",
    ),
    may(
        "nested_scope",
        Shape::Choice(names::<Counting>),
        "once: one hit for each utterance, the longest shown. key: every hit; of those of the marker that overlap, the longest. dictionary: also none within a longer hit of its construct (quanteda's nested_scope).",
    ),
    may(
        "threshold",
        Shape::Number(0.0, 1.0),
        "The combined weight from which the marker is seen; 0.5 if not written.",
    ),
    may("weights", Shape::Choice(names::<Origin>), "Whether weights were set by hand or learned."),
    may(
        "calibration",
        Shape::Table(CALIBRATION),
        "What its weights and threshold were learned from; written by `attune lexicon calibrate`.",
    ),
    may("match", Shape::Sentences, "Sentences in which the marker must be seen."),
    must("no_match", Shape::Sentences, "Sentences in which the marker must not be seen."),
    may("sets", Shape::Sets, "Lists of words, stems and phrases for use as @name."),
    must("rule", Shape::Tables(RULE), "The rules that find it."),
];

/// What weights were learned from.
pub(crate) const CALIBRATION: &[Key] = &[
    must("date", Shape::Text, "The day, as 2026-01-31."),
    must("data", Shape::Texts, "The coded data."),
    must("utterances", Shape::Count, "Coded utterances in all."),
    must("positives", Shape::Count, "Those that carry one of the codes."),
    must(
        "threshold_by_hand",
        Shape::Number(0.0, 1.0),
        "The threshold before it was learned, from which it is learned again.",
    ),
    must("folds", Shape::Count, "Parts in which conversations were left out by turns."),
    must(
        "prior",
        Shape::Number(0.0, 1000.0),
        "For how many utterances the weights by hand counted.",
    ),
    may("precision", Shape::Number(0.0, 1.0), "On conversations left out."),
    may("recall", Shape::Number(0.0, 1.0), "On conversations left out."),
    may("f1", Shape::Number(0.0, 1.0), "On conversations left out."),
];

/// A `[[rule]]` of a marker file.
pub(crate) const RULE: &[Key] = &[
    must("id", Shape::Text, "The rule's short name; its full name begins with the marker's."),
    may("patterns", Shape::Patterns, "What the rule looks for, in the pattern language."),
    may(
        "regex",
        Shape::Text,
        "A regular expression over the lower-cased text, for what patterns cannot say.",
    ),
    may("weight", Shape::Number(0.0, 1.0), "How sure one match makes us; 0.7 if not written."),
    may(
        "learned_from",
        Shape::Count,
        "In how many coded utterances it fired when its weight was learned; without it, the weight was set by hand.",
    ),
    may(
        "weight_by_hand",
        Shape::Number(0.0, 1.0),
        "The weight before it was learned, from which it is learned again; goes with `learned_from`.",
    ),
    may("roles", Shape::Choices(names::<Role>), "Only these speakers, instead of the file's."),
    may(
        "negation",
        Shape::Choice(names::<Negation>),
        "cancel: a negation shortly before, in the same clause, stops the match. require: only with one.",
    ),
    may("opposite", Shape::Text, "The marker that a negated match shows instead of being stopped."),
    may(
        "quotation",
        Shape::Choice(names::<Quotation>),
        "reported: quoted and retold words are kept, not counted.",
    ),
    may(
        "question",
        Shape::Choice(names::<Question>),
        "exclude: not in questions. require: only there.",
    ),
    may(
        "hypothetical",
        Shape::Choice(names::<Hypothetical>),
        "exclude: not after if, would, wish, imagine in the same clause.",
    ),
    may(
        "irony",
        Shape::Choice(names::<Irony>),
        "review: beside words that are often meant otherwise the match weighs half.",
    ),
    may(
        "target",
        Shape::Choice(names::<Target>),
        "you: speaks to the partner. partner_3p: speaks about the partner to a therapist.",
    ),
    may("at", Shape::Choice(names::<At>), "Where in the turn or sentence the match must stand."),
    may("previous", Shape::Table(PREVIOUS), "What must have gone before."),
    may("unless", Shape::Patterns, "Not if any of these stands in the same sentence."),
    may("unless_before", Shape::Patterns, "Not if any of these stands before, in the sentence."),
    may("unless_after", Shape::Patterns, "Not if any of these stands later in the turn."),
    may("unless_turn", Shape::Patterns, "Not if any of these stands anywhere in the turn."),
    may(
        "void_by",
        Shape::Texts,
        "Not if one of these markers, or any of a construct, is seen later in the turn.",
    ),
    may("min_words", Shape::Count, "Only in turns of at least so many words."),
    may("max_words", Shape::Count, "Only in turns of at most so many words."),
    may("match", Shape::Sentences, "Sentences in which this very rule must fire."),
    may("no_match", Shape::Sentences, "Sentences in which this rule must not fire."),
];

/// What must have gone before.
pub(crate) const PREVIOUS: &[Key] = &[
    may("speaker", Shape::Choice(names::<Relation>), "Whose earlier turn is looked at."),
    may("any", Shape::Texts, "Markers or constructs of which one must have been seen there."),
    may("within", Shape::Count, "How many such turns back may be looked at; 1 if not written."),
    may("question", Shape::Flag, "Whether that turn must, or must not, end in a question."),
];

/// A sentence with its surroundings.
pub(crate) const SENTENCE: &[Key] = &[
    must("text", Shape::Text, "The words."),
    may("role", Shape::Choice(names::<Role>), "Who says them."),
    may("reply_to", Shape::Text, "What the other said before."),
];

/// A folder's `construct.toml`.
pub(crate) const CONSTRUCT: &[Key] = &[
    must("id", Shape::Text, "The folder's name."),
    must("code", Shape::Text, "A short code, such as DEF."),
    must("label", Shape::Text, "Plain words for a therapist."),
    must("definition", Shape::Text, "One plain sentence that says what it is."),
    may("order", Shape::Count, "Its place in the order of the codebook."),
];

/// A dictionary of words, stems and phrases.
pub(crate) const DICTIONARY: &[Key] = &[
    must("dictionary", Shape::Text, "The dictionary's name in the tables."),
    may("title", Shape::Text, "What it is called."),
    may("description", Shape::Text, "What it is for."),
    may("source", Shape::Text, "Where it comes from, as it is to be cited."),
    may(
        "nested_scope",
        Shape::Choice(names::<Scope>),
        "Across what the longest of entries within one another wins: key, within a category; dictionary, within all of them (quanteda's nested_scope).",
    ),
    must("category", Shape::Tables(CATEGORY), "The categories."),
];

/// A `[[category]]` of a dictionary.
pub(crate) const CATEGORY: &[Key] = &[
    must("id", Shape::Text, "The category's code: letters, digits, `_`, `-` and `.`."),
    may("label", Shape::Text, "Its name in plain words."),
    may("parents", Shape::Texts, "Codes of the categories for which its entries count too."),
    may("entries", Shape::Texts, "Words, stems (`glad*`) and phrases."),
];

/// The shared `sets.toml`.
pub(crate) const SETS: &[Key] =
    &[must("sets", Shape::Sets, "Lists of words, stems and phrases for use as @name.")];

/// The shared `gates.toml`.
pub(crate) const GATES: &[Key] = &[
    must("negation", Shape::Table(NEGATION), "What negates what follows."),
    must("reported", Shape::Table(REPORTED), "What opens retold speech."),
    must("hypothetical", Shape::Table(HYPOTHETICAL), "What opens something imagined."),
    must("question", Shape::Table(QUESTION), "How questions begin, and how statements end in one."),
    must("irony", Shape::Table(IRONY), "What is often said and meant otherwise."),
    may("sets", Shape::Sets, "Lists of words for use as @name in this file."),
];

pub(crate) const NEGATION: &[Key] = &[
    may("window", Shape::Count, "How many words a negation reaches."),
    must("cues", Shape::Patterns, "What negates."),
    may("stops", Shape::Patterns, "What ends its reach."),
    may("pseudo", Shape::Patterns, "What looks like a negation and is none."),
];

pub(crate) const REPORTED: &[Key] = &[
    must("cues", Shape::Patterns, "What opens retold speech."),
    may("stops", Shape::Patterns, "What ends it."),
];

pub(crate) const HYPOTHETICAL: &[Key] = &[
    may("window", Shape::Count, "How many words it reaches."),
    must("cues", Shape::Patterns, "What opens something imagined."),
    may("pseudo", Shape::Patterns, "What looks so and is not."),
];

pub(crate) const QUESTION: &[Key] = &[
    must("openers", Shape::Patterns, "How a sentence begins that asks even without a mark."),
    may("tags", Shape::Patterns, "What is hung on a statement and asks for no answer."),
];

pub(crate) const IRONY: &[Key] =
    &[must("cues", Shape::Patterns, "What is often said and meant otherwise.")];
