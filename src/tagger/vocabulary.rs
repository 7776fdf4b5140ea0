//! Each word of a text is looked up once: which of the rules' words and stems it is.
//!
//! Must not know: patterns beyond their single words.

use std::collections::{BTreeMap, HashMap};

use crate::lexicon::Term;

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
        let mut words: HashMap<String, Vec<Leaf>> = HashMap::new();
        let mut stems: HashMap<String, Vec<Leaf>> = HashMap::new();
        for (terms, leaf) in self.leaves {
            for term in terms {
                let leaves = match term {
                    Term::Exact(word) => words.entry(word).or_default(),
                    Term::Stem(stem) => stems.entry(stem).or_default(),
                    Term::Glob(_) => continue,
                };
                leaves.push(leaf);
            }
        }
        let mut lengths: Vec<usize> = stems.keys().map(String::len).collect();
        lengths.sort_unstable();
        lengths.dedup();
        Vocabulary { words, stems, lengths }
    }
}

/// From words to leaves.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    words: HashMap<String, Vec<Leaf>>,
    stems: HashMap<String, Vec<Leaf>>,
    /// Lengths in bytes that stems have, ascending.
    lengths: Vec<usize>,
}

impl Vocabulary {
    /// Appends the leaves that accept a word, ascending, without repetition.
    pub(crate) fn look_up(&self, word: &str, out: &mut Vec<Leaf>) {
        let first = out.len();
        if let Some(leaves) = self.words.get(word) {
            out.extend_from_slice(leaves);
        }
        for &length in self.lengths.iter().take_while(|l| **l <= word.len()) {
            if let Some(stem) = word.get(..length)
                && let Some(leaves) = self.stems.get(stem)
            {
                out.extend_from_slice(leaves);
            }
        }
        out[first..].sort_unstable();
        let mut kept = first;
        for i in first..out.len() {
            if i == first || out[i] != out[kept - 1] {
                out[kept] = out[i];
                kept += 1;
            }
        }
        out.truncate(kept);
    }
}
