//! The words of one utterance with all that patterns may ask of them.
//!
//! Must not know: rules, gates, speakers.

use super::machine::{Symbol, bits};
use super::vocabulary::{Class, Classes, Leaf, Vocabulary};
use super::walker::{end_symbol, plain_symbol};
use crate::text::{Forms, Layout};

/// An utterance, read again and again into the same memory.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    pub(crate) layout: Layout,
    /// For each token a symbol, and one for the end.
    pub(crate) symbols: Vec<Symbol>,
    /// For each whole word a symbol, and one for the end; empty where there is no dictionary.
    pub(crate) wholes: Vec<Symbol>,
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
        let mut stumbles = false;
        for token in &self.layout.tokens {
            let mut symbol = classes.of(token.norm, forms, vocabulary) << 8;
            if token.skippable {
                symbol |= bits::SKIPPABLE;
                stumbles = true;
            }
            if token.sentence_start {
                symbol |= bits::SENTENCE_START | bits::EDGE;
            }
            if token.continues_word {
                symbol |= bits::CONTINUES;
            }
            self.symbols.push(symbol);
        }
        self.symbols.push(end_symbol(bits::TURN_END | bits::EDGE));
        self.symbols[0] |= bits::TURN_START | bits::EDGE;
        if stumbles {
            self.place_around_stumbles();
        }
        self.mark_questions();
    }

    /// Reads the whole words of the text that was read last.
    pub(crate) fn read_wholes(
        &mut self,
        forms: &Forms,
        vocabulary: &Vocabulary,
        classes: &mut Classes,
    ) {
        self.wholes.clear();
        for whole in &self.layout.wholes {
            let class = classes.of(whole.text, forms, vocabulary);
            self.wholes.push(plain_symbol(class, whole.spaced));
        }
        self.wholes.push(end_symbol(0));
    }

    /// Hesitation hides no edge: what is true before it is true behind it, and the other way round.
    fn place_around_stumbles(&mut self) {
        let end = self.symbols.len() - 1;
        for at in 1..=end {
            if self.symbols[at - 1] & bits::SKIPPABLE != 0 {
                self.symbols[at] |= self.symbols[at - 1] & (bits::TURN_START | bits::EDGE);
            }
        }
        let mut edge_ahead = false;
        for at in (0..end).rev() {
            let next = self.symbols[at + 1];
            if self.symbols[at] & bits::SKIPPABLE != 0 {
                if next & (bits::SKIPPABLE) == 0 || at + 1 == end {
                    edge_ahead = next & bits::EDGE != 0;
                }
                self.symbols[at] |= next & bits::TURN_END;
                if edge_ahead {
                    self.symbols[at] |= bits::EDGE_AHEAD;
                }
            }
        }
    }

    /// Marks the places behind a question mark.
    fn mark_questions(&mut self) {
        let tokens = &self.layout.tokens;
        let mut before: Option<u32> = None;
        for at in 0..self.symbols.len() {
            let here = tokens.get(at);
            if let Some(sentence) = before
                && here.is_none_or(|t| t.sentence != sentence)
                && self.layout.ends_in_question(sentence) == Some(true)
            {
                self.symbols[at] |= bits::QUESTION_END;
            }
            if let Some(token) = here
                && !token.skippable
            {
                before = Some(token.sentence);
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.layout.len()
    }

    pub(crate) fn class(&self, i: usize) -> Class {
        self.symbols[i] >> 8
    }

    pub(crate) fn has(&self, i: usize, bit: u32) -> bool {
        self.symbols[i] & bit != 0
    }

    pub(crate) fn skippable(&self, i: usize) -> bool {
        i < self.len() && self.has(i, bits::SKIPPABLE)
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
    pub(crate) fn accepts(&self, i: usize, leaf: Leaf) -> bool {
        self.classes.accepts(self.words.class(i), leaf)
    }
}
