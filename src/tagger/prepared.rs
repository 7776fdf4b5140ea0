//! The words of one utterance with all that patterns may ask of them.
//!
//! Must not know: rules, gates, speakers.

use super::vocabulary::{Class, Classes, Leaf, Vocabulary};
use crate::model::Span;
use crate::text::{Forms, Layout};

/// What is true of the place before a word, and of the word itself.
pub(crate) mod bits {
    pub(crate) const TURN_START: u32 = 1;
    pub(crate) const SKIPPABLE: u32 = 2;
    pub(crate) const SENTENCE_START: u32 = 4;
    /// A sentence may begin here, hesitation aside.
    pub(crate) const EDGE: u32 = 8;
    /// True of every word.
    pub(crate) const ANY: u32 = 16;
    /// A hyphen parts it from the word before; known of whole words only.
    pub(crate) const HYPHEN: u32 = 32;
}

/// A word as patterns see it: its class, and [`bits`] in the lowest byte.
pub(crate) type Symbol = u32;

/// An utterance, read again and again into the same memory.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    pub(crate) layout: Layout,
    symbols: Vec<Symbol>,
    /// How many words stand before each token, hesitation aside; a short form is one.
    solid: Vec<u32>,
    /// The last word at which the turn may begin: the first that is no hesitation.
    lead: usize,
}

impl Prepared {
    /// Reads a text.
    pub(crate) fn read(
        &mut self,
        text: &str,
        forms: &mut Forms,
        vocabulary: &Vocabulary,
        classes: &mut Classes,
    ) {
        self.layout.read(text, forms);
        self.symbols.clear();
        self.solid.clear();
        let mut solid = 0;
        self.lead = 0;
        let mut opens_turn = true;
        let mut edge = true;
        for token in &self.layout.tokens {
            self.solid.push(solid);
            let mut symbol = classes.of(token.norm, forms, vocabulary) << 8 | bits::ANY;
            if opens_turn {
                self.lead = self.symbols.len();
                symbol |= bits::TURN_START;
            }
            if token.sentence_start {
                symbol |= bits::SENTENCE_START;
                edge = true;
            }
            if edge {
                symbol |= bits::EDGE;
            }
            if token.skippable {
                symbol |= bits::SKIPPABLE;
            } else {
                opens_turn = false;
                edge = false;
                solid += u32::from(!token.continues_word);
            }
            self.symbols.push(symbol);
        }
        self.solid.push(solid);
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.symbols.len()
    }

    /// The last token at which the turn may begin: the first that is no hesitation.
    #[inline]
    pub(crate) fn lead(&self) -> usize {
        self.lead
    }

    /// How many words there are, hesitation aside; a short form is one.
    #[inline]
    pub(crate) fn words(&self) -> u32 {
        self.solid.last().copied().unwrap_or(0)
    }

    /// How many words there are behind token `from` up to token `to`, hesitation aside.
    #[inline]
    pub(crate) fn words_between(&self, from: usize, to: usize) -> u32 {
        self.solid[to + 1] - self.solid[from + 1]
    }

    /// Whether a token is a word of its own: no hesitation, no end of a short form.
    pub(crate) fn is_word(&self, i: usize) -> bool {
        self.solid[i + 1] > self.solid[i]
    }

    #[inline]
    pub(crate) fn class(&self, i: usize) -> Class {
        self.symbols[i] >> 8
    }

    #[inline]
    pub(crate) fn has(&self, i: usize, bit: u32) -> bool {
        self.symbols[i] & bit != 0
    }

    #[inline]
    pub(crate) fn skippable(&self, i: usize) -> bool {
        i < self.len() && self.has(i, bits::SKIPPABLE)
    }

    /// Where tokens `start..end`, of which there is at least one, stand in the text.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let tokens = &self.layout.tokens;
        Span::new(tokens[start].span.start, tokens[end - 1].span.end)
    }

    /// The sentence of a word.
    pub(crate) fn sentence(&self, i: usize) -> Option<u32> {
        self.layout.tokens.get(i).map(|t| t.sentence)
    }
}

/// An utterance together with the classes of its words.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a> {
    pub(crate) words: &'a Prepared,
    pub(crate) classes: &'a Classes,
}

impl Text<'_> {
    #[inline]
    pub(crate) fn accepts(&self, i: usize, leaf: Leaf) -> bool {
        self.classes.accepts(self.words.class(i), leaf)
    }
}
