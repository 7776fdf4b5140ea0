//! Patterns as the tagger runs them.
//!
//! Must not know: texts, rules.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::vocabulary::{Leaf, VocabularyBuilder};
use crate::lexicon::Item;

/// One compiled step; mirrors [`Item`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    Word(Leaf),
    Group { group: Arc<Group>, optional: bool },
    Gap { min: usize, max: usize },
    TurnStart,
    TurnEnd,
    SentenceEdge,
    QuestionEnd,
    Not(Arc<Group>),
}

/// Alternatives; those of a set are compiled once, however many patterns use it.
#[derive(Debug, PartialEq)]
pub(crate) struct Group {
    pub(crate) alternatives: Vec<Vec<Step>>,
    /// For each the words with which it must begin, where it begins with a word.
    pub(crate) heads: Vec<Option<Leaf>>,
    /// The words with which any of them begins, where each begins with a word.
    pub(crate) first: Option<Leaf>,
}

type Shared = (Arc<[Vec<Item>]>, Arc<Group>);

/// Compiles patterns one after another.
#[derive(Debug, Default)]
pub(crate) struct Compiler {
    pub(crate) words: VocabularyBuilder,
    /// What was compiled before, beside the items whose address is the key: they cannot go away.
    groups: HashMap<usize, Shared, FxBuildHasher>,
}

impl Compiler {
    /// Compiles the items of a pattern.
    pub(crate) fn pattern(&mut self, items: &[Item]) -> Vec<Step> {
        items
            .iter()
            .map(|item| match item {
                Item::Word(terms) => Step::Word(self.words.shared_leaf(terms)),
                Item::Group { alternatives, optional } => {
                    Step::Group { group: self.group(alternatives), optional: *optional }
                }
                Item::Gap { min, max } => Step::Gap { min: *min, max: *max },
                Item::TurnStart => Step::TurnStart,
                Item::TurnEnd => Step::TurnEnd,
                Item::SentenceEdge => Step::SentenceEdge,
                Item::QuestionEnd => Step::QuestionEnd,
                Item::Not(alternatives) => Step::Not(self.group(alternatives)),
            })
            .collect()
    }

    fn group(&mut self, alternatives: &Arc<[Vec<Item>]>) -> Arc<Group> {
        let address = alternatives.as_ptr() as usize;
        if let Some((_, group)) = self.groups.get(&address) {
            return group.clone();
        }
        let steps: Vec<Vec<Step>> = alternatives.iter().map(|a| self.pattern(a)).collect();
        let mut leaves = Vec::new();
        let words_only = steps.iter().all(|s| !begins_with_gap(s) && !firsts(s, &mut leaves));
        let first = words_only.then(|| self.words.union(&leaves));
        let heads = steps.iter().map(|s| head(s)).collect();
        let group = Arc::new(Group { alternatives: steps, heads, first });
        self.groups.insert(address, (alternatives.clone(), group.clone()));
        group
    }
}

/// The words with which steps must begin, where they begin with a word.
fn head(steps: &[Step]) -> Option<Leaf> {
    match steps.first()? {
        Step::Word(leaf) => Some(*leaf),
        Step::Group { group, optional: false } => group.first,
        _ => None,
    }
}

/// The leaves with which a match can begin; returns whether the steps can match without a word.
pub(crate) fn firsts(steps: &[Step], out: &mut Vec<Leaf>) -> bool {
    for step in steps {
        let passes = match step {
            Step::Word(leaf) => {
                out.push(*leaf);
                false
            }
            Step::Group { group, optional } => {
                let mut any = *optional;
                for steps in &group.alternatives {
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
    let often = |keys: &Vec<Key>| keys.iter().map(|k| words.frequency(k.leaf)).sum::<u64>();
    // Of equally rare ones the first.
    all_keys(steps, words).into_iter().min_by_key(often)
}

/// For each step that takes a word of its own, the keys of which each match holds at least one.
pub(crate) fn all_keys(steps: &[Step], words: &VocabularyBuilder) -> Vec<Vec<Key>> {
    let mut all = Vec::new();
    let (mut nearest, mut farthest) = (0, 0);
    for step in steps {
        match step {
            Step::Word(leaf) => all.push(vec![Key { leaf: *leaf, nearest, farthest }]),
            Step::Group { group, optional: false } => {
                let each = group.alternatives.iter().map(|a| keys(a, words));
                if let Some(each) = each.collect::<Option<Vec<_>>>() {
                    let shift = |k: Key| Key {
                        nearest: k.nearest + nearest,
                        farthest: k.farthest + farthest,
                        ..k
                    };
                    all.push(each.into_iter().flatten().map(shift).collect());
                }
            }
            _ => {}
        }
        let (least, most) = lengths(step);
        nearest += least;
        farthest += most;
    }
    all
}

/// Whether a match can begin inside a gap, so that its first word may be hesitation that the gap does not
/// count.
pub(crate) fn begins_with_gap(steps: &[Step]) -> bool {
    for step in steps {
        match step {
            Step::Word(_) => return false,
            Step::Gap { .. } => return true,
            Step::Group { group, optional } => {
                if group.alternatives.iter().any(|a| begins_with_gap(a)) {
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

/// Whether the edge of a sentence can be asked for before the first word: hesitation before the edge is
/// stepped over, and a match may begin with it.
pub(crate) fn begins_with_edge(steps: &[Step]) -> bool {
    for step in steps {
        match step {
            Step::SentenceEdge => return true,
            Step::Group { group, optional } => {
                if group.alternatives.iter().any(|a| begins_with_edge(a)) {
                    return true;
                }
                if !*optional && lengths(step).0 > 0 {
                    return false;
                }
            }
            Step::Word(_) | Step::Gap { .. } => return false,
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
        Step::Group { group, optional } => {
            let of = |steps: &Vec<Step>| {
                steps.iter().map(lengths).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
            };
            let all: Vec<(usize, usize)> = group.alternatives.iter().map(of).collect();
            let least = all.iter().map(|l| l.0).min().unwrap_or(0);
            let most = all.iter().map(|l| l.1).max().unwrap_or(0);
            (if *optional { 0 } else { least }, most)
        }
        _ => (0, 0),
    }
}
