//! Each word of a text is looked up once: which of the rules' words and stems it is.
//!
//! Must not know: patterns beyond their single words.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::frequency::Frequencies;
use crate::lexicon::Term;
use crate::text::{Forms, TextId};

/// A set of words and stems that one step of some pattern accepts.
pub(crate) type Leaf = u32;

/// Collects leaves while patterns are compiled.
#[derive(Debug, Default)]
pub(crate) struct VocabularyBuilder {
    leaves: HashMap<Vec<Term>, Leaf, FxBuildHasher>,
    /// Leaves that accept what any of several others accept.
    unions: HashMap<Vec<Leaf>, Leaf, FxBuildHasher>,
    /// For each leaf how often its words are said.
    often: Vec<u64>,
    frequencies: Frequencies,
    /// By the address of terms, beside the terms so that they cannot go away.
    shared: HashMap<usize, (Arc<[Term]>, Leaf), FxBuildHasher>,
}

impl VocabularyBuilder {
    /// The leaf for terms that a set shares among patterns: looked up once.
    pub(crate) fn shared_leaf(&mut self, terms: &Arc<[Term]>) -> Leaf {
        let address = terms.as_ptr() as usize;
        if let Some((_, leaf)) = self.shared.get(&address) {
            return *leaf;
        }
        let leaf = self.leaf(terms);
        self.shared.insert(address, (terms.clone(), leaf));
        leaf
    }

    /// The leaf for a set of terms; equal sets share one.
    pub(crate) fn leaf(&mut self, terms: &[Term]) -> Leaf {
        if let Some(leaf) = self.leaves.get(terms) {
            return *leaf;
        }
        let mut key = terms.to_vec();
        key.sort();
        key.dedup();
        if let Some(leaf) = self.leaves.get(&key) {
            return *leaf;
        }
        let often = key.iter().map(|t| self.frequencies.of(t)).sum();
        let leaf = self.next(often);
        self.leaves.insert(key, leaf);
        leaf
    }

    /// The leaf that accepts what any of these accept.
    pub(crate) fn union(&mut self, leaves: &[Leaf]) -> Leaf {
        let mut key = leaves.to_vec();
        key.sort_unstable();
        key.dedup();
        if let [one] = key.as_slice() {
            return *one;
        }
        if let Some(leaf) = self.unions.get(&key) {
            return *leaf;
        }
        let often = key.iter().map(|l| self.frequency(*l)).sum();
        let leaf = self.next(often);
        self.unions.insert(key, leaf);
        leaf
    }

    fn next(&mut self, often: u64) -> Leaf {
        self.often.push(often);
        self.often.len() as Leaf - 1
    }

    /// How often the words of a leaf are said, in a million words.
    pub(crate) fn frequency(&self, leaf: Leaf) -> u64 {
        self.often[leaf as usize]
    }

    /// Turns the leaves around: from each word to the leaves that accept it.
    #[expect(clippy::iter_over_hash_type, reason = "what is looked up is put in order there")]
    pub(crate) fn build(self) -> Vocabulary {
        let count = self.often.len();
        let mut vocabulary =
            Vocabulary { leaves: count, parents: vec![Vec::new(); count], ..Vocabulary::default() };
        for (terms, leaf) in self.leaves {
            for term in terms {
                match term {
                    Term::Exact(word) => vocabulary.words.entry(word).or_default().push(leaf),
                    Term::Stem(stem) => {
                        vocabulary.lengths.push(stem.len());
                        vocabulary.stems.entry(stem).or_default().push(leaf);
                    }
                    Term::Glob(glob) => vocabulary.globs.push((glob.chars().collect(), leaf)),
                }
            }
        }
        for (leaves, union) in self.unions {
            for leaf in leaves {
                vocabulary.parents[leaf as usize].push(union);
            }
        }
        vocabulary.lengths.sort_unstable();
        vocabulary.lengths.dedup();
        let any_short = vocabulary.lengths.first().is_some_and(|length| *length < 3);
        vocabulary.beginnings = vec![if any_short { u64::MAX } else { 0 }; BEGINNINGS / 64];
        for beginning in vocabulary.stems.keys().filter_map(|s| beginning(s.as_bytes())) {
            vocabulary.beginnings[beginning / 64] |= 1 << (beginning % 64);
        }
        vocabulary
    }
}

/// From words to leaves.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    words: HashMap<Arc<str>, Vec<Leaf>, FxBuildHasher>,
    stems: HashMap<Arc<str>, Vec<Leaf>, FxBuildHasher>,
    /// Lengths in bytes that stems have, ascending.
    lengths: Vec<usize>,
    globs: Vec<(Vec<char>, Leaf)>,
    /// For each leaf those that accept all that it accepts, and more.
    parents: Vec<Vec<Leaf>>,
    /// A bit for each beginning that some stem has, by its first three letters.
    beginnings: Vec<u64>,
    /// How many leaves there are.
    leaves: usize,
}

/// How many beginnings are told apart.
const BEGINNINGS: usize = 1 << 12;

/// The number of a beginning; shorter ones have none.
fn beginning(word: &[u8]) -> Option<usize> {
    let [a, b, c] = *word.first_chunk()?;
    let mixed = (u32::from(a) | u32::from(b) << 8 | u32::from(c) << 16).wrapping_mul(0x9E37_79B1);
    Some((mixed >> (32 - 12)) as usize)
}

impl Vocabulary {
    /// Whether no entry accepts a word, as far as can be told at once.
    fn strange(&self, word: &str) -> bool {
        let may_begin =
            beginning(word.as_bytes()).is_none_or(|b| self.beginnings[b / 64] >> (b % 64) & 1 != 0);
        !may_begin && self.globs.is_empty() && !self.words.contains_key(word)
    }

    /// The leaves that accept a word, ascending, without repetition.
    fn look_up(&self, word: &str) -> Vec<Leaf> {
        let mut found: Vec<Leaf> = self.words.get(word).cloned().unwrap_or_default();
        for &length in self.lengths.iter().take_while(|l| **l <= word.len()) {
            if let Some(leaves) = word.get(..length).and_then(|stem| self.stems.get(stem)) {
                found.extend_from_slice(leaves);
            }
        }
        if !self.globs.is_empty() {
            let word: Vec<char> = word.chars().collect();
            found.extend(self.globs.iter().filter(|(g, _)| fits(g, &word)).map(|(_, leaf)| *leaf));
        }
        // A union may itself be part of a larger one.
        let mut at = 0;
        while at < found.len() {
            let parents = &self.parents[found[at] as usize];
            found.extend_from_slice(parents);
            at += 1;
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Whether a word has the form of a glob: `*` stands for any letters, `?` for one.
pub(crate) fn fits(glob: &[char], word: &[char]) -> bool {
    let (mut g, mut w) = (0, 0);
    // Where to go on if the last `*` has to take one letter more.
    let mut again: Option<(usize, usize)> = None;
    while w < word.len() {
        match glob.get(g) {
            Some('*') => {
                again = Some((g + 1, w));
                g += 1;
            }
            Some(c) if *c == '?' || *c == word[w] => {
                g += 1;
                w += 1;
            }
            _ => match &mut again {
                Some((after, taken)) => {
                    *taken += 1;
                    (g, w) = (*after, *taken);
                }
                None => return false,
            },
        }
    }
    glob[g..].iter().all(|c| *c == '*')
}

/// A class of words that no pattern tells apart. Class 0 is the words of no pattern.
pub(crate) type Class = u32;

/// The class of each text that was seen, for one vocabulary.
#[derive(Debug)]
pub(crate) struct Classes {
    of_text: Vec<Class>,
    by_leaves: HashMap<Box<[Leaf]>, Class, FxBuildHasher>,
    leaves: Vec<Box<[Leaf]>>,
    /// Which leaves each class holds, where there are not too many leaves for it.
    bits: Sparse,
    /// For each class one bit for all leaves of the same last six bits: small enough to stay at hand.
    signs: Vec<u64>,
}

/// With more leaves than this they are searched instead: a dictionary has a leaf for nearly each of
/// its words.
const MOST_BITS: usize = 1 << 16;

/// One bit for each leaf in rows of which only the blocks of 64 bits that hold something are kept.
#[derive(Debug, Default)]
struct Sparse {
    /// How many blocks a row has; 0 where no rows are kept.
    width: usize,
    /// For each block of each row its place among those of its row, from 1; 0 where it holds nothing.
    places: Vec<u16>,
    /// For each row where its blocks lie.
    rows: Vec<u32>,
    blocks: Vec<u64>,
}

impl Sparse {
    fn new(leaves: usize) -> Self {
        let width = if leaves <= MOST_BITS { leaves.div_ceil(64) } else { 0 };
        Self { width, ..Self::default() }
    }

    /// Adds a row of leaves, which are in ascending order.
    fn push(&mut self, leaves: &[Leaf]) {
        if self.width == 0 {
            return;
        }
        let (row, first) = (self.places.len(), self.blocks.len());
        self.places.resize(row + self.width, 0);
        self.rows.push(first as u32);
        for leaf in leaves {
            let place = &mut self.places[row + *leaf as usize / 64];
            if *place == 0 {
                self.blocks.push(0);
                *place = (self.blocks.len() - first) as u16;
            }
            self.blocks[first + usize::from(*place) - 1] |= 1 << (leaf % 64);
        }
    }

    #[inline]
    fn has(&self, row: usize, leaf: Leaf) -> bool {
        let place = usize::from(self.places[row * self.width + leaf as usize / 64]);
        place > 0 && self.blocks[self.rows[row] as usize + place - 1] >> (leaf % 64) & 1 != 0
    }
}

const UNKNOWN: Class = Class::MAX;

impl Classes {
    /// No class yet but that of the words of no pattern.
    pub(crate) fn new(vocabulary: &Vocabulary) -> Self {
        let none: Box<[Leaf]> = Box::default();
        let mut bits = Sparse::new(vocabulary.leaves);
        bits.push(&none);
        Self {
            of_text: Vec::new(),
            by_leaves: std::iter::once((none.clone(), 0)).collect(),
            leaves: vec![none],
            bits,
            signs: vec![0],
        }
    }

    /// The class of a text, looked up at its first appearance.
    #[inline]
    pub(crate) fn of(&mut self, text: TextId, forms: &Forms, vocabulary: &Vocabulary) -> Class {
        match self.of_text.get(text as usize) {
            Some(class) if *class != UNKNOWN => *class,
            _ => self.find(text, forms, vocabulary),
        }
    }

    fn find(&mut self, text: TextId, forms: &Forms, vocabulary: &Vocabulary) -> Class {
        let class = self.of_word(forms.text(text), vocabulary);
        if self.of_text.len() < forms.texts() {
            self.of_text.resize(forms.texts(), UNKNOWN);
        }
        self.of_text[text as usize] = class;
        class
    }

    fn by_leaves(&mut self, leaves: Vec<Leaf>) -> Class {
        if let Some(class) = self.by_leaves.get(leaves.as_slice()) {
            return *class;
        }
        let class = self.leaves.len() as Class;
        self.bits.push(&leaves);
        self.signs.push(leaves.iter().fold(0, |sign, leaf| sign | 1 << (leaf % 64)));
        let leaves = leaves.into_boxed_slice();
        self.leaves.push(leaves.clone());
        self.by_leaves.insert(leaves, class);
        class
    }

    /// The class of a word that is not remembered.
    pub(crate) fn of_word(&mut self, word: &str, vocabulary: &Vocabulary) -> Class {
        if vocabulary.strange(word) { 0 } else { self.by_leaves(vocabulary.look_up(word)) }
    }

    /// The leaves of a class, ascending.
    pub(crate) fn leaves(&self, class: Class) -> &[Leaf] {
        &self.leaves[class as usize]
    }

    /// Whether the words of a class are accepted by a leaf.
    #[inline]
    pub(crate) fn accepts(&self, class: Class, leaf: Leaf) -> bool {
        if self.bits.width > 0 {
            return self.bits.has(class as usize, leaf);
        }
        // Most questions end here.
        self.signs[class as usize] >> (leaf % 64) & 1 != 0
            && self.leaves[class as usize].binary_search(&leaf).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_fit_whole_words() {
        let fit = |glob: &str, word: &str| {
            fits(&glob.chars().collect::<Vec<_>>(), &word.chars().collect::<Vec<_>>())
        };
        assert!(fit("*ing", "loving") && fit("l?ve", "love") && fit("un*able", "unbearable"));
        assert!(fit("*", "anything") && fit("a*b*c", "aabbcc"));
        assert!(!fit("*ing", "ingot") && !fit("l?ve", "leave") && !fit("a*b*c", "aabb"));
    }
}
