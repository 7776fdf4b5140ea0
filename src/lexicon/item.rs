//! What a pattern says, step by step.
//!
//! Steps are shared where sets are used, so that a pattern costs no more than what is written in it.
//! Must not know: how patterns are written, or matched.

use std::sync::Arc;

/// One word of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// The word itself, in its normal form.
    Exact(Arc<str>),
    /// Any word that begins so.
    Stem(Arc<str>),
    /// A whole written word with `*` for any letters and `?` for one, as dictionaries write it.
    Glob(Arc<str>),
}

/// One step of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// One word, any of these.
    Word(Arc<[Term]>),
    /// One of several sequences; may be left out if optional.
    Group {
        /// The sequences.
        alternatives: Arc<[Vec<Item>]>,
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
    Not(Arc<[Vec<Item>]>),
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

/// Several one-word alternatives are one word with several forms: the quicker thing to match. `terms`
/// are words that are alternatives too.
pub(crate) fn group(mut terms: Vec<Term>, alternatives: Vec<Vec<Item>>, optional: bool) -> Item {
    // What is one thing already, such as a set, is shared and not taken apart.
    if let ([only], []) = (alternatives.as_slice(), terms.as_slice()) {
        match only.as_slice() {
            [Item::Word(terms)] if !optional => return Item::Word(terms.clone()),
            [Item::Group { alternatives, optional: may }] => {
                return Item::Group {
                    alternatives: alternatives.clone(),
                    optional: optional || *may,
                };
            }
            _ => {}
        }
    }
    let mut longer: Vec<Vec<Item>> = Vec::new();
    let mut take = |way: &Vec<Item>| match way.as_slice() {
        [Item::Word(own)] => terms.extend(own.iter().cloned()),
        _ => longer.push(way.clone()),
    };
    for way in &alternatives {
        match way.as_slice() {
            [Item::Group { alternatives, optional: false }] => {
                alternatives.iter().for_each(&mut take);
            }
            _ => take(way),
        }
    }
    terms.sort();
    terms.dedup();
    if !terms.is_empty() {
        let word = Item::Word(terms.into());
        if longer.is_empty() && !optional {
            return word;
        }
        longer.insert(0, vec![word]);
    }
    Item::Group { alternatives: longer.into(), optional }
}
