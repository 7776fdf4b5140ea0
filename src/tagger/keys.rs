//! By which words a pattern is looked for, and which words must stand right beside them.
//!
//! Must not know: texts, rules.

use super::step::{Step, lengths};
use super::vocabulary::{Leaf, VocabularyBuilder};

/// A word that each match must hold, and how many words behind its first word: at least `nearest`,
/// at most `farthest`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) leaf: Leaf,
    pub(crate) nearest: usize,
    pub(crate) farthest: usize,
    /// What a match takes right before it, and right after.
    pub(crate) before: Beside,
    pub(crate) after: Beside,
}

/// The words of which a match must take one right before, or right after, a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Beside {
    leaf: Option<Leaf>,
    /// Any word may stand there.
    any: bool,
    /// The match may begin, or end, there.
    open: bool,
}

impl Beside {
    /// What stands at the beginning of steps or, `BACKWARD`, at their end.
    pub(crate) fn of<const BACKWARD: bool>(steps: &[Step], words: &mut VocabularyBuilder) -> Self {
        let mut beside = Self { open: true, ..Self::default() };
        beside.extend::<BACKWARD>(steps, words);
        beside
    }

    /// Adds what stands farther out, where this is still open.
    fn extend<const BACKWARD: bool>(&mut self, steps: &[Step], words: &mut VocabularyBuilder) {
        for i in 0..steps.len() {
            if !self.open {
                return;
            }
            match &steps[if BACKWARD { steps.len() - 1 - i } else { i }] {
                Step::Word(leaf) => {
                    self.add(*leaf, words);
                    self.open = false;
                }
                Step::Gap { .. } => {
                    self.any = true;
                    self.open = false;
                }
                Step::Group { group, optional } => {
                    let own = if BACKWARD { &group.end } else { &group.beginning };
                    if let Some(leaf) = own.leaf {
                        self.add(leaf, words);
                    }
                    self.any |= own.any;
                    self.open = *optional || own.open;
                }
                Step::TurnStart
                | Step::TurnEnd
                | Step::SentenceEdge
                | Step::QuestionEnd
                | Step::Not(_) => {}
            }
        }
    }

    fn add(&mut self, leaf: Leaf, words: &mut VocabularyBuilder) {
        self.leaf = Some(self.leaf.map_or(leaf, |own| words.union(&[own, leaf])));
    }

    /// What stands at the beginning, or the end, of alternatives.
    pub(crate) fn of_any<const BACKWARD: bool>(
        ways: &[Vec<Step>],
        words: &mut VocabularyBuilder,
    ) -> Self {
        let mut all = Self::default();
        let mut leaves = Vec::new();
        for way in ways {
            let own = Self::of::<BACKWARD>(way, words);
            leaves.extend(own.leaf);
            all.any |= own.any;
            all.open |= own.open;
        }
        all.leaf = (!leaves.is_empty()).then(|| words.union(&leaves));
        all
    }

    /// One leaf for all that may stand there; `None` where that may be anything, or nothing.
    pub(crate) fn only(self) -> Option<Leaf> {
        self.leaf.filter(|_| !self.any && !self.open)
    }

    /// A leaf for all words with which a match can begin here; behind a gap, those before it.
    pub(crate) fn words(self, words: &mut VocabularyBuilder) -> Leaf {
        self.leaf.unwrap_or_else(|| words.union(&[]))
    }
}

/// The keys of which each match holds at least one, and which stand in the fewest texts; `None` if a
/// match need not hold any word.
pub(crate) fn keys(steps: &[Step], words: &mut VocabularyBuilder) -> Option<Vec<Key>> {
    // Of equally rare ones the first.
    let place = needed(steps).map(|(i, leaves)| (often(leaves, words), i)).min()?.1;
    let (mut nearest, mut farthest) = (0, 0);
    for (least, most) in steps[..place].iter().map(lengths) {
        nearest += least;
        farthest += most;
    }
    let (before, after) = (&steps[..place], &steps[place + 1..]);
    match &steps[place] {
        Step::Word(leaf) => Some(vec![Key {
            leaf: *leaf,
            nearest,
            farthest,
            before: Beside::of::<true>(before, words),
            after: Beside::of::<false>(after, words),
        }]),
        Step::Group { group, .. } => {
            let outside = |key: &Key| {
                let mut key = *key;
                key.nearest += nearest;
                key.farthest += farthest;
                key.before.extend::<true>(before, words);
                key.after.extend::<false>(after, words);
                key
            };
            group.keys.as_ref().map(|keys| keys.iter().map(outside).collect())
        }
        _ => None,
    }
}

/// For each step that takes a word of its own its place, and leaves of which each match holds one.
pub(crate) fn needed(steps: &[Step]) -> impl Iterator<Item = (usize, &[Leaf])> {
    steps.iter().enumerate().filter_map(|(i, step)| match step {
        Step::Word(leaf) => Some((i, std::slice::from_ref(leaf))),
        Step::Group { group, optional: false } => Some((i, group.needed.as_deref()?)),
        _ => None,
    })
}

fn often(leaves: &[Leaf], words: &VocabularyBuilder) -> u64 {
    leaves.iter().map(|leaf| words.frequency(*leaf)).sum()
}

/// The keys of alternatives, of which each match holds at least one.
pub(crate) fn keys_of_any(ways: &[Vec<Step>], words: &mut VocabularyBuilder) -> Option<Vec<Key>> {
    let mut all = Vec::new();
    for way in ways {
        all.extend(keys(way, words)?);
    }
    Some(all)
}
