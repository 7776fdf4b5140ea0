//! Patterns as the tagger runs them.
//!
//! Must not know: texts, rules.

use super::vocabulary::{Leaf, VocabularyBuilder};
use crate::lexicon::{Entry, Item};

/// One compiled step; mirrors [`Item`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    Word(Leaf),
    Group {
        alternatives: Vec<Vec<Step>>,
        optional: bool,
        /// The words with which any of them begins, where each begins with a word.
        first: Option<Leaf>,
    },
    Gap {
        min: usize,
        max: usize,
    },
    TurnStart,
    TurnEnd,
    SentenceEdge,
    QuestionEnd,
    /// A hyphen parts the word before from the next; in entries of dictionaries only.
    Hyphen,
    Not(Vec<Vec<Step>>),
}

/// Compiles an entry of a dictionary.
pub(crate) fn compile_entry(entry: &Entry, words: &mut VocabularyBuilder) -> Vec<Step> {
    let mut steps = Vec::new();
    for word in &entry.words {
        if word.hyphened && !steps.is_empty() {
            steps.push(Step::Hyphen);
        }
        steps.push(Step::Word(words.leaf(&word.terms)));
    }
    steps
}

/// Compiles the items of a pattern.
pub(crate) fn compile(items: &[Item], words: &mut VocabularyBuilder) -> Vec<Step> {
    let sequences = |alternatives: &[Vec<Item>], words: &mut VocabularyBuilder| {
        alternatives.iter().map(|a| compile(a, words)).collect()
    };
    items
        .iter()
        .map(|item| match item {
            Item::Word(terms) => Step::Word(words.leaf(terms)),
            Item::Group { alternatives, optional } => {
                let alternatives: Vec<Vec<Step>> = sequences(alternatives, words);
                let first = group_first(&alternatives, words);
                Step::Group { alternatives, optional: *optional, first }
            }
            Item::Gap { min, max } => Step::Gap { min: *min, max: *max },
            Item::TurnStart => Step::TurnStart,
            Item::TurnEnd => Step::TurnEnd,
            Item::SentenceEdge => Step::SentenceEdge,
            Item::QuestionEnd => Step::QuestionEnd,
            Item::Not(alternatives) => Step::Not(sequences(alternatives, words)),
        })
        .collect()
}

fn group_first(alternatives: &[Vec<Step>], words: &mut VocabularyBuilder) -> Option<Leaf> {
    let mut leaves = Vec::new();
    let words_only = alternatives.iter().all(|a| !begins_with_gap(a) && !firsts(a, &mut leaves));
    words_only.then(|| words.union(&leaves))
}

/// The leaves with which a match can begin; returns whether the steps can match without a word.
pub(crate) fn firsts(steps: &[Step], out: &mut Vec<Leaf>) -> bool {
    for step in steps {
        let passes = match step {
            Step::Word(leaf) => {
                out.push(*leaf);
                false
            }
            Step::Group { alternatives, optional, .. } => {
                let mut any = *optional;
                for steps in alternatives {
                    any |= firsts(steps, out);
                }
                any
            }
            // The loader refuses a gap at the beginning; behind an optional group it may stand,
            // and then only what stands before it can begin a match.
            Step::Gap { .. } => false,
            Step::TurnStart
            | Step::TurnEnd
            | Step::SentenceEdge
            | Step::QuestionEnd
            | Step::Hyphen
            | Step::Not(_) => true,
        };
        if !passes {
            return false;
        }
    }
    true
}

/// A word that each match must hold, and how many words behind its first word: at least `nearest`,
/// at most `farthest`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) leaf: Leaf,
    pub(crate) nearest: usize,
    pub(crate) farthest: usize,
}

/// The keys of which each match holds at least one, and which stand in the fewest texts; `None` if a
/// match need not hold any word.
pub(crate) fn keys(steps: &[Step], words: &VocabularyBuilder) -> Option<Vec<Key>> {
    let mut best: Option<(u64, Vec<Key>)> = None;
    let (mut nearest, mut farthest) = (0, 0);
    for step in steps {
        let here: Option<Vec<Key>> = match step {
            Step::Word(leaf) => Some(vec![Key { leaf: *leaf, nearest, farthest }]),
            Step::Group { alternatives, optional: false, .. } => {
                let each = alternatives.iter().map(|a| keys(a, words));
                each.collect::<Option<Vec<_>>>().map(|all| {
                    let shift = |k: Key| Key {
                        nearest: k.nearest + nearest,
                        farthest: k.farthest + farthest,
                        ..k
                    };
                    all.into_iter().flatten().map(shift).collect()
                })
            }
            _ => None,
        };
        if let Some(here) = here {
            let often = here.iter().map(|k| words.frequency(k.leaf)).sum();
            if best.as_ref().is_none_or(|(b, _)| often < *b) {
                best = Some((often, here));
            }
        }
        let (least, most) = lengths(step);
        nearest += least;
        farthest += most;
    }
    best.map(|(_, keys)| keys)
}

/// Whether a match can begin inside a gap, so that its first word may be hesitation that the gap does not
/// count.
pub(crate) fn begins_with_gap(steps: &[Step]) -> bool {
    for step in steps {
        match step {
            Step::Word(_) => return false,
            Step::Gap { .. } => return true,
            Step::Group { alternatives, optional, .. } => {
                if alternatives.iter().any(|a| begins_with_gap(a)) {
                    return true;
                }
                if !*optional && lengths(step).0 > 0 {
                    return false;
                }
            }
            _ => {}
        }
    }
    false
}

/// How many words a step takes, at least and at most, hesitation aside.
fn lengths(step: &Step) -> (usize, usize) {
    match step {
        Step::Word(_) => (1, 1),
        Step::Gap { min, max } => (*min, *max),
        Step::Group { alternatives, optional, .. } => {
            let of = |steps: &Vec<Step>| {
                steps.iter().map(lengths).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
            };
            let all: Vec<(usize, usize)> = alternatives.iter().map(of).collect();
            let least = all.iter().map(|l| l.0).min().unwrap_or(0);
            let most = all.iter().map(|l| l.1).max().unwrap_or(0);
            (if *optional { 0 } else { least }, most)
        }
        _ => (0, 0),
    }
}
