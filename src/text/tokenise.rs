//! Words of an utterance, with their place in the original text and the edges around them.
//!
//! What a word is, is said in [`super::definition`]; short forms are taken apart
//! ([`super::short_forms`]). Must not know: patterns, markers, speakers.

use std::ops::Range;

use super::builder::Builder;
use super::definition;
use super::forms::{Forms, TextId};
use super::marks::remarks;
use super::masks::Masks;
use super::split::{Marks, RawWord, ranges, split};
use crate::model::Span;

/// One word, or one part of a short form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its place in the original text.
    pub span: Span,
    pub(crate) norm: TextId,
    /// Number of its sentence within the utterance, from 0.
    pub sentence: u32,
    /// Number of its clause within the utterance, from 0.
    pub clause: u32,
    /// First word of a sentence.
    pub sentence_start: bool,
    /// Follows the word before without a space: the *'re* of *you're*.
    pub continues_word: bool,
    /// A sound of hesitation, a word said twice, or a word broken off: patterns step over it.
    pub skippable: bool,
    /// Inside quotation marks.
    pub quoted: bool,
}

/// What stands between two whole words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Between {
    /// White space only.
    Space,
    /// A hyphen only.
    Hyphen,
    /// Anything else.
    Mark,
}

/// A whole written word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Whole {
    /// Its first token.
    pub(crate) first: u32,
    /// Its normal form.
    pub(crate) text: TextId,
    /// What stands between the word before and it.
    pub(crate) after: Between,
}

/// The words of one utterance, whose forms are kept elsewhere. Filled again and again, so that a
/// session needs no new memory for each utterance.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layout {
    pub(crate) tokens: Vec<Token>,
    pub(crate) wholes: Vec<Whole>,
    /// For each sentence whether it ends in a question mark, or in no mark at all (`None`).
    pub(super) endings: Vec<Option<bool>>,
    /// For each sentence its first token.
    pub(super) firsts: Vec<usize>,
    raw: Vec<RawWord>,
    masks: Masks,
}

impl Layout {
    /// Takes a text apart, forgetting the one before. Time grows linearly with its length.
    pub(crate) fn read(&mut self, text: &str, forms: &mut Forms) {
        self.tokens.clear();
        self.wholes.clear();
        self.endings.clear();
        self.firsts.clear();
        self.raw.clear();
        let marks = self.split(text, forms);
        let raw = std::mem::take(&mut self.raw);
        let mut builder = Builder::new(text, marks, self, forms);
        for word in &raw {
            builder.word(*word);
        }
        builder.finish();
        self.raw = raw;
    }

    /// Takes a text apart into whole words alone, forgetting the one before: neither tokens nor
    /// sentences are known then.
    pub(crate) fn read_words(&mut self, text: &str, forms: &mut Forms) {
        self.raw.clear();
        let marks = self.split(text, forms);
        if marks.brackets {
            let remarks = remarks(text);
            let mut next = 0;
            self.raw.retain(|w| !inside(&remarks, &mut next, w.start as usize));
        }
    }

    /// The words that [`Layout::read_words`] has read.
    pub(crate) fn raw_words(&self) -> &[RawWord] {
        &self.raw
    }

    fn split(&mut self, text: &str, forms: &mut Forms) -> Marks {
        split(text, &mut self.masks, forms, &mut self.raw).unwrap_or_else(|| {
            self.raw.extend(definition::words(text).into_iter().map(|w| RawWord {
                start: w.start as u32,
                end: w.end as u32,
                form: forms.of(&text[w.start..w.end], &w.folded),
                spaced: false,
            }));
            Marks { quotes: true, brackets: true }
        })
    }

    /// Number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// How the sentence of a token ends; see [`Tokens::ends_in_question`].
    pub(crate) fn ends_in_question(&self, sentence: u32) -> Option<bool> {
        self.endings.get(sentence as usize).copied().flatten()
    }

    /// The first token of a sentence; the number of tokens for one past the last.
    pub(crate) fn first_of_sentence(&self, sentence: u32) -> usize {
        self.firsts.get(sentence as usize).copied().unwrap_or(self.tokens.len())
    }

    /// Words as a person would count them.
    pub(crate) fn words(&self) -> usize {
        self.wholes.len()
    }
}

/// The words of one utterance, with their forms.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    layout: Layout,
    forms: Forms,
}

impl Tokens {
    /// Takes a text apart. Time grows linearly with its length.
    pub fn new(text: &str) -> Self {
        let mut tokens = Self::default();
        tokens.read(text);
        tokens
    }

    /// Takes another text apart, with what is already known of its words.
    pub fn read(&mut self, text: &str) {
        self.layout.read(text, &mut self.forms);
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.layout.len()
    }

    /// Whether there is no word at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The token at an index.
    pub fn get(&self, index: usize) -> Option<&Token> {
        self.layout.tokens.get(index)
    }

    /// All tokens in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Token> + ExactSizeIterator {
        self.layout.tokens.iter()
    }

    /// The normal form of the token at an index; empty past the end.
    pub fn norm(&self, index: usize) -> &str {
        self.get(index).map_or("", |t| self.forms.text(t.norm))
    }

    /// How the sentence of a token ends: `Some(true)` in a question mark, `Some(false)` in another
    /// mark, `None` in no mark at all.
    pub fn ends_in_question(&self, sentence: u32) -> Option<bool> {
        self.layout.ends_in_question(sentence)
    }

    /// Words as a person would count them: short forms count once, remarks not at all.
    pub fn words(&self) -> usize {
        self.layout.words()
    }
}

/// Words of a text as a person would count them; see [`Tokens::words`].
pub fn count_words(text: &str) -> usize {
    let mut words = 0;
    match ranges(text, |_, _| words += 1) {
        Some(Marks { brackets: false, .. }) => words,
        marks => {
            let remarks = remarks(text);
            let mut next = 0;
            let mut spoken = 0;
            let mut count = |start| spoken += usize::from(!inside(&remarks, &mut next, start));
            match marks {
                Some(_) => drop(ranges(text, |start, _| count(start))),
                None => definition::words(text).iter().for_each(|w| count(w.start)),
            }
            spoken
        }
    }
}

/// Whether a byte lies in one of the ranges, which are in order; `next` remembers how far they were used.
pub(super) fn inside(ranges: &[Range<usize>], next: &mut usize, at: usize) -> bool {
    while ranges.get(*next).is_some_and(|r| r.end <= at) {
        *next += 1;
    }
    ranges.get(*next).is_some_and(|r| r.contains(&at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn norms(text: &str) -> String {
        let tokens = Tokens::new(text);
        (0..tokens.len()).map(|i| tokens.norm(i)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_keep_their_place() {
        let text = "Well, you\u{2019}re late\u{2014}again.";
        let tokens = Tokens::new(text);
        let quotes: Vec<&str> = tokens.iter().map(|t| t.span.of(text)).collect();
        assert_eq!(quotes, ["Well", "you", "\u{2019}re", "late", "again"]);
        assert_eq!(tokens.words(), 4);
        assert_eq!(norms(text), "well you 're late again");
    }

    #[test]
    fn remarks_are_no_words() {
        assert_eq!(count_words("I [laughs] know (12 seconds pause) it"), 3);
        assert_eq!(count_words("[Music]"), 0);
        assert_eq!(count_words("I told [PERSON_1] so"), 4);
    }

    #[test]
    fn sentences_and_clauses() {
        let tokens = Tokens::new("No, you never listen. Why? I said, um, so");
        let sentences: Vec<u32> = tokens.iter().map(|t| t.sentence).collect();
        assert_eq!(sentences, [0, 0, 0, 0, 1, 2, 2, 2, 2]);
        let clauses: Vec<u32> = tokens.iter().map(|t| t.clause).collect();
        assert_eq!(clauses, [0, 1, 1, 1, 2, 3, 3, 3, 3]);
        assert_eq!(tokens.ends_in_question(0), Some(false));
        assert_eq!(tokens.ends_in_question(1), Some(true));
        assert_eq!(tokens.ends_in_question(2), None);
    }

    #[test]
    fn stumbling_is_marked() {
        let text = "I, I never, um, th- that you you're";
        let tokens = Tokens::new(text);
        let kept: Vec<&str> =
            tokens.iter().filter(|t| !t.skippable).map(|t| t.span.of(text)).collect();
        assert_eq!(kept, ["I", "never", "that", "you", "you", "'re"]);
    }

    #[test]
    fn no_endless_stumbling_is_stepped_over() {
        for word in ["no ", "it's ", "um ", "like, ", "so um "] {
            let tokens = Tokens::new(&word.repeat(300));
            let skipped: Vec<bool> = tokens.iter().map(|t| t.skippable).collect();
            let longest = skipped.split(|s| !s).map(<[bool]>::len).max();
            assert!(longest.is_some_and(|n| n <= 12), "{word}: {longest:?}");
        }
        let tokens = Tokens::new("um, uh, um, I, I, I never");
        assert!(tokens.iter().take(5).all(|t| t.skippable));
    }

    #[test]
    fn asides_between_commas_are_stepped_over() {
        let text = "You never, you know, listen, really. Well, no.";
        let tokens = Tokens::new(text);
        let skipped: Vec<&str> =
            tokens.iter().filter(|t| t.skippable).map(|t| t.span.of(text)).collect();
        assert_eq!(skipped, ["you", "know"]);
        let clauses: Vec<u32> = tokens.iter().map(|t| t.clause).collect();
        assert_eq!(clauses, [0, 0, 0, 0, 0, 1, 2, 3]);
        let chain = Tokens::new("So, like, you know, I mean, well, no");
        assert!(chain.iter().all(|t| t.clause == 0));
    }

    #[test]
    fn quoted_words_are_marked() {
        let tokens = Tokens::new("you said \"not my fault\" to me");
        let quoted: Vec<usize> =
            tokens.iter().enumerate().filter(|(_, t)| t.quoted).map(|(i, _)| i).collect();
        assert_eq!(quoted, [2, 3, 4]);
        assert!(Tokens::new("\"not my fault\"").iter().all(|t| !t.quoted));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_taken_apart_on_character_boundaries(text in "\\PC*|[a-zA-Z'’ .,?!\\-\\[\\]\"]{0,80}|((like|you know|well|i mean|no|um)(, | |\\. )){0,12}") {
            let tokens = Tokens::new(&text);
            let mut last = 0;
            for token in tokens.iter() {
                proptest::prop_assert!(text.get(token.span.start..token.span.end).is_some());
                proptest::prop_assert!(token.span.start >= last && !token.span.is_empty());
                last = token.span.end;
            }
        }
    }
}
