//! Patterns as the tagger runs them.
//!
//! Must not know: texts, rules.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::keys::{Beside, Key, keys_of_any};
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
    /// The words that are an alternative each by themselves.
    pub(crate) words: Option<Leaf>,
    /// The words with which the others begin, where each begins with a word.
    pub(crate) longer: Option<Leaf>,
    /// The edge of a sentence, and nothing else.
    pub(crate) edge: bool,
    /// How many words an alternative takes, at least and at most, hesitation aside.
    lengths: (usize, usize),
    /// By which words the alternatives are looked for, where each of them needs one.
    pub(crate) keys: Option<Vec<Key>>,
    /// The leaves of the keys.
    pub(crate) needed: Option<Vec<Leaf>>,
    /// What stands at the beginning of the alternatives, and at their end.
    pub(crate) beginning: Beside,
    pub(crate) end: Beside,
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
        let ways = alternatives.iter().map(|a| self.pattern(a)).collect();
        let group = self.group_of(ways);
        self.groups.insert(address, (alternatives.clone(), group.clone()));
        group
    }

    fn group_of(&mut self, ways: Vec<Vec<Step>>) -> Arc<Group> {
        let steps = self.factored(ways);
        let words = match steps.first().map(Vec::as_slice) {
            Some([Step::Word(leaf)]) => Some(*leaf),
            _ => None,
        };
        let beginning = Beside::of_any::<false>(&steps, &mut self.words);
        let first = beginning.only();
        let longer = words.filter(|_| first.is_some() && steps.len() > 1);
        let longer =
            longer.and_then(|_| Beside::of_any::<false>(&steps[1..], &mut self.words).only());
        let heads = steps.iter().map(|s| head(s)).collect();
        let keys = keys_of_any(&steps, &mut self.words);
        let edge = [Step::SentenceEdge];
        Arc::new(Group {
            edge: matches!(steps.as_slice(), [way] if *way == edge),
            lengths: lengths_of_any(&steps),
            needed: keys.as_ref().map(|keys| keys.iter().map(|k| k.leaf).collect()),
            keys,
            beginning,
            end: Beside::of_any::<true>(&steps, &mut self.words),
            alternatives: steps,
            heads,
            first,
            words,
            longer,
        })
    }

    /// Alternatives of which each begins with another word, as far as they begin with words: *oh yes* and
    /// *oh no* are *oh*, and behind it *yes* or *no*. Those of one word are one, and come first.
    fn factored(&mut self, ways: Vec<Vec<Step>>) -> Vec<Vec<Step>> {
        let mut singles: Vec<Leaf> = Vec::new();
        let mut factored: Vec<Vec<Step>> = Vec::new();
        let mut tails: Vec<Vec<Vec<Step>>> = Vec::new();
        let mut places: HashMap<Leaf, usize, FxBuildHasher> = HashMap::default();
        for way in ways {
            match way.as_slice() {
                [Step::Word(leaf)] => singles.push(*leaf),
                [Step::Word(leaf), ..] => {
                    let place = *places.entry(*leaf).or_insert(factored.len());
                    if place == factored.len() {
                        factored.push(way);
                        tails.push(Vec::new());
                    } else {
                        tails[place].push(way[1..].to_vec());
                    }
                }
                _ => {
                    factored.push(way);
                    tails.push(Vec::new());
                }
            }
        }
        for (way, mut tails) in factored.iter_mut().zip(tails).filter(|(_, t)| !t.is_empty()) {
            tails.insert(0, way.split_off(1));
            way.push(Step::Group { group: self.group_of(tails), optional: false });
        }
        if !singles.is_empty() {
            factored.insert(0, vec![Step::Word(self.words.union(&singles))]);
        }
        factored
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
pub(crate) fn lengths(step: &Step) -> (usize, usize) {
    match step {
        Step::Word(_) => (1, 1),
        Step::Gap { min, max } => (*min, *max),
        Step::Group { group, optional } => {
            let (least, most) = group.lengths;
            (if *optional { 0 } else { least }, most)
        }
        _ => (0, 0),
    }
}

fn lengths_of_any(ways: &[Vec<Step>]) -> (usize, usize) {
    let of =
        |steps: &Vec<Step>| steps.iter().map(lengths).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    let all: Vec<(usize, usize)> = ways.iter().map(of).collect();
    let least = all.iter().map(|l| l.0).min().unwrap_or(0);
    let most = all.iter().map(|l| l.1).max().unwrap_or(0);
    (least, most)
}
