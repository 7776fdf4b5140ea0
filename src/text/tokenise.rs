//! Words of an utterance, with their place in the original text and the edges around them.
//!
//! Words are those of Unicode UAX #29, cut at colons; short forms are taken apart
//! ([`super::short_forms`]). Must not know: patterns, markers, speakers.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::marks::{Break, break_between, quotations, remarks};
use super::normalise::{fold, is_apostrophe};
use super::short_forms::split;
use crate::model::Span;

/// Sounds of hesitation that patterns step over.
const FILLERS: &[&str] = &["um", "umm", "uhm", "uh", "uhh", "er", "erm", "ehm"];

/// Asides that patterns step over where commas set them off: *you never, you know, listen*.
const ASIDES: &[&[&str]] = &[
    &["like"],
    &["you", "know"],
    &["i", "mean"],
    &["well"],
    &["kind", "of"],
    &["sort", "of"],
    &["you", "know", "what"],
    &["honestly"],
    &["actually"],
];

/// One word, or one part of a short form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its place in the original text.
    pub span: Span,
    norm: (u32, u32),
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

/// The words of one utterance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tokens {
    norms: String,
    tokens: Vec<Token>,
    /// For each sentence whether it ends in a question mark, or in no mark at all (`None`).
    endings: Vec<Option<bool>>,
    /// For each sentence its first token.
    firsts: Vec<usize>,
}

impl Tokens {
    /// Takes a text apart. Time grows linearly with its length.
    pub fn new(text: &str) -> Self {
        let mut builder = Builder::new(text);
        let remarks = remarks(text);
        let mut remark = 0;
        let mut last_end = 0;
        for (at, segment) in text.split_word_bound_indices() {
            while remark < remarks.len() && remarks[remark].end <= at {
                remark += 1;
            }
            if remarks.get(remark).is_some_and(|r| r.contains(&at)) {
                builder.gap.push(' ');
                last_end = at + segment.len();
                continue;
            }
            if !segment.contains(char::is_alphanumeric) {
                builder.gap.push_str(segment);
                continue;
            }
            let mut start = 0;
            for part in segment.split(':') {
                if !part.is_empty() {
                    builder.word(at + start, part, last_end);
                    last_end = at + start + part.len();
                }
                start += part.len() + 1;
            }
        }
        builder.finish()
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is no word at all.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The token at an index.
    pub fn get(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }

    /// All tokens in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Token> + ExactSizeIterator {
        self.tokens.iter()
    }

    /// The normal form of the token at an index; empty past the end.
    pub fn norm(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |t| &self.norms[t.norm.0 as usize..t.norm.1 as usize])
    }

    /// How the sentence of a token ends: `Some(true)` in a question mark, `Some(false)` in another
    /// mark, `None` in no mark at all.
    pub fn ends_in_question(&self, sentence: u32) -> Option<bool> {
        self.endings.get(sentence as usize).copied().flatten()
    }

    /// The first token of a sentence; the number of tokens for one past the last.
    pub fn first_of_sentence(&self, sentence: u32) -> usize {
        self.firsts.get(sentence as usize).copied().unwrap_or(self.tokens.len())
    }

    /// Words as a person would count them: short forms count once, remarks not at all.
    pub fn words(&self) -> usize {
        self.tokens.iter().filter(|t| !t.continues_word).count()
    }
}

/// Words of a text as a person would count them; see [`Tokens::words`].
pub fn count_words(text: &str) -> usize {
    Tokens::new(text).words()
}

struct Builder<'a> {
    text: &'a str,
    out: Tokens,
    quoted: Vec<Range<usize>>,
    quote: usize,
    gap: String,
    folded: String,
    sentence: u32,
    clause: u32,
    /// First token of the word before, to see words said twice.
    previous_word: Option<usize>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Self {
        let mut quoted = quotations(text);
        // A text wholly in quotation marks is a table's habit, not a quotation.
        let all: usize = text.chars().filter(|c| c.is_alphanumeric()).count();
        if quoted.len() == 1
            && text[quoted[0].clone()].chars().filter(|c| c.is_alphanumeric()).count() == all
        {
            quoted.clear();
        }
        Self {
            text,
            out: Tokens::default(),
            quoted,
            quote: 0,
            gap: String::new(),
            folded: String::new(),
            sentence: 0,
            clause: 0,
            previous_word: None,
        }
    }

    fn word(&mut self, at: usize, written: &str, last_end: usize) {
        self.folded.clear();
        fold(written, &mut self.folded);
        if self.folded == "cause" && self.text[..at].ends_with(is_apostrophe) {
            self.folded = "because".into();
        }
        let filler = FILLERS.contains(&self.folded.as_str());
        let starts_sentence = self.cross_gap(filler);
        if starts_sentence {
            self.out.firsts.push(self.out.tokens.len());
        }
        self.mark_broken_off(at, last_end);
        while self.quote < self.quoted.len() && self.quoted[self.quote].end <= at {
            self.quote += 1;
        }
        let quoted = self.quoted.get(self.quote).is_some_and(|q| q.contains(&at));
        let first = self.out.tokens.len();
        let mut piece_at = at;
        let folded = std::mem::take(&mut self.folded);
        split(&folded, written, |norm, length| {
            let from = self.out.norms.len() as u32;
            self.out.norms.push_str(norm);
            self.out.tokens.push(Token {
                span: Span::new(piece_at, piece_at + length),
                norm: (from, self.out.norms.len() as u32),
                sentence: self.sentence,
                clause: self.clause,
                sentence_start: starts_sentence && piece_at == at,
                continues_word: piece_at != at,
                skippable: filler,
                quoted,
            });
            piece_at += length;
        });
        self.folded = folded;
        self.mark_repeated(first);
        self.previous_word = Some(first);
    }

    /// Reads the marks before a word; tells whether the word begins a sentence.
    fn cross_gap(&mut self, filler: bool) -> bool {
        let gap = std::mem::take(&mut self.gap);
        let Some(last) = self.out.tokens.len().checked_sub(1) else { return true };
        let after_filler = self.out.tokens[last].skippable && !self.out.tokens[last].continues_word;
        let previous = self.out.norm(last).to_string();
        match break_between(&gap, &previous) {
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
    fn mark_broken_off(&mut self, at: usize, last_end: usize) {
        let Some(before) = self.previous_word else { return };
        let between = self.text.get(last_end..at).unwrap_or("");
        if between.trim() == "-" && self.folded.starts_with(self.out.norm(before)) {
            self.out.tokens[before].skippable = true;
        }
    }

    /// `I I never`: all but the last of a word said several times is stepped over.
    fn mark_repeated(&mut self, first: usize) {
        let Some(before) = self.previous_word else { return };
        let length = self.out.tokens.len() - first;
        let same = first - before == length
            && (0..length).all(|i| self.out.norm(before + i) == self.out.norm(first + i))
            && !self.out.tokens[first].sentence_start;
        if same {
            for token in &mut self.out.tokens[before..first] {
                token.skippable = true;
            }
        }
    }

    fn finish(mut self) -> Tokens {
        let last = self.out.tokens.len().checked_sub(1);
        if let Some(last) = last {
            let previous = self.out.norm(last).to_string();
            // A full stop at the very end may stand alone, so a space is put behind it.
            self.gap.push(' ');
            self.out.endings.push(match break_between(&self.gap, &previous) {
                Break::Question => Some(true),
                Break::Sentence => Some(false),
                Break::None | Break::Clause => None,
            });
        }
        self.mark_asides();
        self.out
    }
}

impl Builder<'_> {
    /// An aside between two commas breaks no clause and is stepped over.
    fn mark_asides(&mut self) {
        let mut number = 0;
        let mut after_aside = false;
        let mut at = 0;
        while at < self.out.tokens.len() {
            let clause = self.out.tokens[at].clause;
            let length = self.out.tokens[at..].iter().take_while(|t| t.clause == clause).count();
            let end = at + length;
            let inside = at > 0
                && !self.out.tokens[at].sentence_start
                && self.out.tokens.get(end).is_some_and(|t| !t.sentence_start);
            let aside = inside
                && ASIDES.iter().any(|a| {
                    a.len() == length && (0..length).all(|i| self.out.norm(at + i) == a[i])
                });
            // The aside and what follows it belong to the clause before.
            let joins = aside || (after_aside && !self.out.tokens[at].sentence_start);
            number += u32::from(at > 0 && !joins);
            for token in &mut self.out.tokens[at..end] {
                token.clause = number;
                token.skippable |= aside;
            }
            after_aside = aside;
            at = end;
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
