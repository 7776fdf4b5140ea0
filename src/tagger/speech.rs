//! The words of one utterance, ready to be asked which of them a pattern names, one by one.
//!
//! Slow beside [`super::prepared`], and used only where somebody asks why. Must not know: rules, gates.

use rustc_hash::FxHashMap;

use super::vocabulary::fits;
use crate::lexicon::Term;
use crate::model::Span;
use crate::text::{Forms, Layout};

/// The words of an utterance.
#[derive(Debug, Default)]
pub(crate) struct Speech<'a> {
    words: Vec<&'a str>,
    spans: Vec<Span>,
    sentences: Vec<u32>,
    /// Stepped over by patterns.
    skippable: Vec<bool>,
    /// The second part of a short form.
    continues: Vec<bool>,
    /// For each sentence whether it ends in a question mark.
    asks: Vec<bool>,
    places: FxHashMap<&'a str, Vec<usize>>,
    /// Each word once, in order.
    distinct: Vec<&'a str>,
}

impl<'a> Speech<'a> {
    /// Words as patterns see them: short forms are taken apart.
    pub(crate) fn of_tokens(layout: &Layout, forms: &'a Forms) -> Self {
        let mut speech = Self::default();
        for token in &layout.tokens {
            speech.spans.push(token.span);
            speech.sentences.push(token.sentence);
            speech.skippable.push(token.skippable);
            speech.continues.push(token.continues_word);
            speech.words.push(forms.text(token.norm));
        }
        let sentences = layout.tokens.last().map_or(0, |t| t.sentence + 1);
        speech.asks = (0..sentences).map(|s| layout.ends_in_question(s) == Some(true)).collect();
        speech.index()
    }

    /// Words as dictionaries see them: whole, and none is stepped over.
    pub(crate) fn of_wholes(layout: &Layout, forms: &'a Forms) -> Self {
        let mut speech = Self::default();
        for (i, whole) in layout.wholes.iter().enumerate() {
            let first = whole.first as usize;
            let next = layout.wholes.get(i + 1).map_or(layout.len(), |w| w.first as usize);
            let end = layout.tokens[next - 1].span.end;
            speech.spans.push(Span::new(layout.tokens[first].span.start, end));
            speech.sentences.push(layout.tokens[first].sentence);
            speech.skippable.push(false);
            speech.continues.push(false);
            speech.words.push(forms.text(whole.text));
        }
        speech.index()
    }

    fn index(mut self) -> Self {
        for (i, word) in self.words.iter().enumerate() {
            self.places.entry(word).or_default().push(i);
        }
        self.distinct.clone_from(&self.words);
        self.distinct.sort_unstable();
        self.distinct.dedup();
        self
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn word(&self, i: usize) -> &'a str {
        self.words[i]
    }

    /// Where words `start..end`, of which there is at least one, stand in the text.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.spans[start].start, self.spans[end - 1].end)
    }

    pub(crate) fn skippable(&self, i: usize) -> bool {
        self.skippable[i]
    }

    /// A word as a person would count it.
    pub(crate) fn counts(&self, i: usize) -> bool {
        !self.skippable[i] && !self.continues[i]
    }

    pub(crate) fn sentence(&self, i: usize) -> Option<u32> {
        self.sentences.get(i).copied()
    }

    /// Whether a sentence ends between a word and the one before it.
    pub(crate) fn parts(&self, i: usize) -> bool {
        i > 0 && self.sentence(i) != self.sentence(i - 1)
    }

    pub(crate) fn asks(&self, sentence: u32) -> bool {
        self.asks.get(sentence as usize).copied().unwrap_or(false)
    }

    /// Whether one of the words of a step stands anywhere.
    pub(crate) fn holds(&self, terms: &[Term]) -> bool {
        terms.iter().any(|t| match t {
            Term::Exact(word) => self.places.contains_key(word.as_ref()),
            _ => !self.fitting(t).is_empty(),
        })
    }

    /// Where one of the words of a step stands, in order.
    pub(crate) fn places(&self, terms: &[Term]) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for term in terms {
            let at = |word: &str| self.places.get(word).into_iter().flatten();
            match term {
                Term::Exact(word) => found.extend(at(word)),
                _ => found.extend(self.fitting(term).into_iter().flat_map(at)),
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The words of the utterance that a stem or a glob names, each once.
    fn fitting(&self, term: &Term) -> Vec<&'a str> {
        match term {
            Term::Exact(word) => self.distinct.iter().filter(|w| ***w == **word).copied().collect(),
            Term::Stem(stem) => {
                let first = self.distinct.partition_point(|w| *w < stem.as_ref());
                let begins = |w: &&&'a str| w.starts_with(stem.as_ref());
                self.distinct[first..].iter().take_while(begins).copied().collect()
            }
            Term::Glob(glob) => {
                let glob: Vec<char> = glob.chars().collect();
                let fit = |w: &&&'a str| fits(&glob, &w.chars().collect::<Vec<_>>());
                self.distinct.iter().filter(fit).copied().collect()
            }
        }
    }
}
