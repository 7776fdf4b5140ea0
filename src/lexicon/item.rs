//! What a pattern says, step by step.
//!
//! Must not know: how patterns are written, or matched.

/// One word of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// The word itself, in its normal form.
    Exact(String),
    /// Any word that begins so.
    Stem(String),
    /// A whole written word with `*` for any letters and `?` for one, as dictionaries write it.
    Glob(String),
}

/// One step of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// One word, any of these.
    Word(Vec<Term>),
    /// One of several sequences; may be left out if optional.
    Group {
        /// The sequences.
        alternatives: Vec<Vec<Item>>,
        /// Whether the group may be left out.
        optional: bool,
    },
    /// From `min` up to `max` words of any kind.
    Gap {
        /// Fewest words.
        min: usize,
        /// Most words.
        max: usize,
    },
    /// The beginning of the turn.
    TurnStart,
    /// The end of the turn.
    TurnEnd,
    /// The edge of a sentence.
    SentenceEdge,
    /// The end of a sentence that asks: a question mark stands before this place.
    QuestionEnd,
    /// None of these may stand here.
    Not(Vec<Vec<Item>>),
}

/// A pattern, and how it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// As written.
    pub written: String,
    /// Its steps.
    pub items: Vec<Item>,
    /// For each step the character of `written` at which it begins.
    pub starts: Vec<usize>,
    /// Line and column (from 1) of its first character in its file; 0 where it has none.
    pub place: (usize, usize),
}

/// What is wrong with a pattern, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// Column in the pattern, from 0.
    pub(crate) column: usize,
    /// What is the matter.
    pub(crate) message: String,
    /// What to write instead.
    pub(crate) help: String,
}

/// Several one-word alternatives are one word with several forms: the quicker thing to match.
pub(crate) fn group(alternatives: Vec<Vec<Item>>, optional: bool) -> Item {
    let flat: Vec<Vec<Item>> = alternatives
        .into_iter()
        .flat_map(|a| match a.as_slice() {
            [Item::Group { alternatives, optional: false }] => alternatives.clone(),
            _ => vec![a],
        })
        .collect();
    let (single, mut longer): (Vec<_>, Vec<_>) =
        flat.into_iter().partition(|a| matches!(a.as_slice(), [Item::Word(_)]));
    let mut terms: Vec<Term> = single
        .into_iter()
        .flatten()
        .flat_map(|i| if let Item::Word(terms) = i { terms } else { Vec::new() })
        .collect();
    terms.sort();
    terms.dedup();
    if !terms.is_empty() {
        if longer.is_empty() && !optional {
            return Item::Word(terms);
        }
        longer.insert(0, vec![Item::Word(terms)]);
    }
    Item::Group { alternatives: longer, optional }
}
