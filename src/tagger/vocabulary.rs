//! Each word of a text is looked up once: which of the rules' words and stems it is.
//!
//! Must not know: patterns beyond their single words.

use std::collections::{BTreeMap, HashMap};

use rustc_hash::FxBuildHasher;

use crate::lexicon::Term;
use crate::text::{Forms, TextId};

/// A set of words and stems that one step of some pattern accepts.
pub(crate) type Leaf = u32;

/// Collects leaves while patterns are compiled.
#[derive(Debug, Default)]
pub(crate) struct VocabularyBuilder {
    leaves: BTreeMap<Vec<Term>, Leaf>,
}

impl VocabularyBuilder {
    /// The leaf for a set of terms; equal sets share one.
    pub(crate) fn leaf(&mut self, terms: &[Term]) -> Leaf {
        let mut key = terms.to_vec();
        key.sort();
        key.dedup();
        let next = self.leaves.len() as Leaf;
        *self.leaves.entry(key).or_insert(next)
    }

    /// Turns the leaves around: from each word to the leaves that accept it.
    pub(crate) fn build(self) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
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
        vocabulary.lengths.sort_unstable();
        vocabulary.lengths.dedup();
        vocabulary
    }
}

/// From words to leaves.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    words: HashMap<String, Vec<Leaf>, FxBuildHasher>,
    stems: HashMap<String, Vec<Leaf>, FxBuildHasher>,
    /// Lengths in bytes that stems have, ascending.
    lengths: Vec<usize>,
    globs: Vec<(Vec<char>, Leaf)>,
}

impl Vocabulary {
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
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Whether a word has the form of a glob: `*` stands for any letters, `?` for one.
fn fits(glob: &[char], word: &[char]) -> bool {
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
}

const UNKNOWN: Class = Class::MAX;

impl Default for Classes {
    fn default() -> Self {
        let none: Box<[Leaf]> = Box::default();
        Self {
            of_text: Vec::new(),
            by_leaves: std::iter::once((none.clone(), 0)).collect(),
            leaves: vec![none],
        }
    }
}

impl Classes {
    /// The class of a text, looked up at its first appearance.
    #[inline]
    pub(crate) fn of(&mut self, text: TextId, forms: &Forms, vocabulary: &Vocabulary) -> Class {
        match self.of_text.get(text as usize) {
            Some(class) if *class != UNKNOWN => *class,
            _ => self.find(text, forms, vocabulary),
        }
    }

    fn find(&mut self, text: TextId, forms: &Forms, vocabulary: &Vocabulary) -> Class {
        let leaves = vocabulary.look_up(forms.text(text)).into_boxed_slice();
        let class = match self.by_leaves.get(&leaves) {
            Some(class) => *class,
            None => {
                let class = self.leaves.len() as Class;
                self.leaves.push(leaves.clone());
                self.by_leaves.insert(leaves, class);
                class
            }
        };
        if self.of_text.len() < forms.texts() {
            self.of_text.resize(forms.texts(), UNKNOWN);
        }
        self.of_text[text as usize] = class;
        class
    }

    /// The leaves of a class, ascending.
    pub(crate) fn leaves(&self, class: Class) -> &[Leaf] {
        &self.leaves[class as usize]
    }

    /// Whether the words of a class are accepted by a leaf.
    pub(crate) fn accepts(&self, class: Class, leaf: Leaf) -> bool {
        self.leaves(class).binary_search(&leaf).is_ok()
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
