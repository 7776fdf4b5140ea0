//! Words of an utterance, with their place in the original text and the edges around them.
//!
//! What a word is, is said in [`super::definition`]; short forms are taken apart
//! ([`super::short_forms`]). Must not know: patterns, markers, speakers.

use std::ops::Range;

use super::asides::mark_asides;
use super::forms::{Forms, TextId};
use super::marks::{Break, break_between, quotations, remarks};
use super::normalise::is_apostrophe;
use super::split::{Marks, RawWord, ranges, split};
use super::{definition, marks};
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

/// A whole written word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Whole {
    /// Its first token.
    pub(crate) first: u32,
    /// Its normal form.
    pub(crate) text: TextId,
    /// Whether only white space stands before it.
    pub(crate) spaced: bool,
}

/// The words of one utterance, whose forms are kept elsewhere. Filled again and again, so that a
/// session needs no new memory for each utterance.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layout {
    pub(crate) tokens: Vec<Token>,
    pub(crate) wholes: Vec<Whole>,
    /// For each sentence whether it ends in a question mark, or in no mark at all (`None`).
    endings: Vec<Option<bool>>,
    /// For each sentence its first token.
    firsts: Vec<usize>,
    raw: Vec<RawWord>,
    clauses: u32,
}

impl Layout {
    /// Takes a text apart, forgetting the one before. Time grows linearly with its length.
    pub(crate) fn read(&mut self, text: &str, forms: &mut Forms) {
        self.tokens.clear();
        self.wholes.clear();
        self.endings.clear();
        self.firsts.clear();
        self.raw.clear();
        let marks = split(text, forms, &mut self.raw).unwrap_or_else(|| {
            self.raw.extend(definition::words(text).into_iter().map(|w| RawWord {
                start: w.start as u32,
                end: w.end as u32,
                form: forms.of(&text[w.start..w.end], &w.folded),
            }));
            Marks { quotes: true, brackets: true }
        });
        let raw = std::mem::take(&mut self.raw);
        let mut builder = Builder::new(text, marks, self, forms);
        for word in &raw {
            builder.word(*word);
        }
        builder.finish();
        self.raw = raw;
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
fn inside(ranges: &[Range<usize>], next: &mut usize, at: usize) -> bool {
    while ranges.get(*next).is_some_and(|r| r.end <= at) {
        *next += 1;
    }
    ranges.get(*next).is_some_and(|r| r.contains(&at))
}

struct Builder<'a> {
    text: &'a str,
    out: &'a mut Layout,
    forms: &'a mut Forms,
    quoted: Vec<Range<usize>>,
    quote: usize,
    remarks: Vec<Range<usize>>,
    remark: usize,
    sentence: u32,
    clause: u32,
    /// Where the word before ended.
    last_end: usize,
    /// The word before, and its form, to see words said twice.
    previous: Option<(usize, u32)>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, marks: Marks, out: &'a mut Layout, forms: &'a mut Forms) -> Self {
        let mut quoted = if marks.quotes { quotations(text) } else { Vec::new() };
        // A text wholly in quotation marks is a table's habit, not a quotation.
        if let [only] = quoted.as_slice()
            && marks::spoken(&text[..only.start]) + marks::spoken(&text[only.end..]) == 0
        {
            quoted.clear();
        }
        Self {
            text,
            out,
            forms,
            quoted,
            quote: 0,
            remarks: if marks.brackets { remarks(text) } else { Vec::new() },
            remark: 0,
            sentence: 0,
            clause: 0,
            last_end: 0,
            previous: None,
        }
    }

    #[inline]
    fn word(&mut self, word: RawWord) {
        let (at, end) = (word.start as usize, word.end as usize);
        if !self.remarks.is_empty() && inside(&self.remarks, &mut self.remark, at) {
            return;
        }
        let mut form = *self.forms.form(word.form);
        if form.cause && self.text[..at].ends_with(is_apostrophe) {
            let because = self.forms.named(&self.text[at..end], "because");
            form = *self.forms.form(because);
        }
        let between = &self.text[self.last_end..at];
        let plain = between == " " && !self.out.tokens.is_empty();
        let starts_sentence = if plain { false } else { self.cross(between, form.filler) };
        let first = self.out.tokens.len();
        if starts_sentence {
            self.out.firsts.push(first);
        }
        if !plain {
            self.mark_broken_off(between, self.forms.text(form.whole).to_string());
        }
        let quoted = !self.quoted.is_empty() && inside(&self.quoted, &mut self.quote, at);
        let mut piece_at = at;
        for (i, part) in self.forms.parts(&form).iter().enumerate() {
            self.out.tokens.push(Token {
                span: Span::new(piece_at, piece_at + part.length as usize),
                norm: part.norm,
                sentence: self.sentence,
                clause: self.clause,
                sentence_start: starts_sentence && i == 0,
                continues_word: i > 0,
                skippable: form.filler,
                quoted,
            });
            piece_at += part.length as usize;
        }
        let spaced = plain || between.chars().all(char::is_whitespace);
        self.out.wholes.push(Whole { first: first as u32, text: form.whole, spaced });
        // `I I never`: all but the last of a word said several times is stepped over.
        if let Some((before, joined)) = self.previous
            && joined == form.joined
            && !starts_sentence
        {
            self.out.tokens[before..first].iter_mut().for_each(|t| t.skippable = true);
        }
        self.previous = Some((first, form.joined));
        self.last_end = end;
    }

    /// What stands between two words, without the typist's remarks.
    fn spoken_gap<'g>(&self, between: &'g str) -> std::borrow::Cow<'g, str> {
        let from = self.last_end;
        let own = self.remarks.iter().filter(|r| r.start >= from && r.end <= from + between.len());
        let mut gap = String::new();
        let mut at = 0;
        for remark in own {
            gap.push_str(&between[at..remark.start - from]);
            gap.push(' ');
            at = remark.end - from;
        }
        if at == 0 { between.into() } else { (gap + &between[at..]).into() }
    }

    /// Reads the marks before a word; tells whether the word begins a sentence.
    fn cross(&mut self, between: &str, filler: bool) -> bool {
        let Some(last) = self.out.tokens.last().copied() else { return true };
        let after_filler = last.skippable && !last.continues_word;
        match break_between(&self.spoken_gap(between), self.forms.text(last.norm)) {
            Break::None => false,
            // Commas around a hesitation set off the hesitation, not a clause.
            Break::Clause if filler || after_filler => false,
            Break::Clause => {
                self.clause += 1;
                false
            }
            end => {
                self.out.endings.push(Some(end == Break::Question));
                self.sentence += 1;
                self.clause += 1;
                true
            }
        }
    }

    /// `th- that`: a word broken off and begun again.
    fn mark_broken_off(&mut self, between: &str, folded: String) {
        let Some((before, _)) = self.previous else { return };
        if between.trim() == "-"
            && folded.starts_with(self.forms.text(self.out.tokens[before].norm))
        {
            self.out.tokens[before].skippable = true;
        }
    }

    fn finish(self) {
        if let Some(last) = self.out.tokens.last().copied() {
            // A full stop at the very end may stand alone, so a space is put behind it.
            let gap = self.spoken_gap(&self.text[self.last_end..]) + " ";
            self.out.endings.push(match break_between(&gap, self.forms.text(last.norm)) {
                Break::Question => Some(true),
                Break::Sentence => Some(false),
                Break::None | Break::Clause => None,
            });
        }
        self.out.clauses = self.clause + 1;
        // An aside stands between two others.
        if self.out.clauses > 2 {
            mark_asides(&mut self.out.tokens, self.forms);
        }
    }
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
