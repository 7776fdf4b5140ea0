//! Puts the words of one utterance together: which sentence and clause each belongs to, what is
//! quoted, what is hesitation.
//!
//! Must not know: how words are found, or what patterns make of them.

use std::ops::Range;

use super::asides::mark_asides;
use super::forms::{Forms, TextId};
use super::marks::{self, Break, break_between, quotations, remarks};
use super::normalise::is_apostrophe;
use super::split::{Marks, RawWord};
use super::tokenise::{Between, Layout, Token, Whole, inside};
use crate::model::Span;

/// So many words of hesitation in a row are stepped over.
const MOST_STUMBLING: usize = 12;

pub(super) struct Builder<'a> {
    text: &'a str,
    out: &'a mut Layout,
    forms: &'a mut Forms,
    quoted: Vec<Range<usize>>,
    quote: usize,
    remarks: Vec<Range<usize>>,
    remark: usize,
    sentence: u32,
    clause: u32,
    /// Whether some clause begins as asides do.
    asides: bool,
    /// How many tokens are hesitation, asides not counted.
    stumbles: usize,
    /// Where the word before ended.
    last_end: usize,
    /// The word before, and its form, to see words said twice.
    previous: Option<(usize, u32)>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        text: &'a str,
        marks: Marks,
        out: &'a mut Layout,
        forms: &'a mut Forms,
    ) -> Self {
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
            asides: false,
            stumbles: 0,
            last_end: 0,
            previous: None,
        }
    }

    #[inline]
    pub(super) fn word(&mut self, word: RawWord) {
        let (at, end) = (word.start as usize, word.end as usize);
        if !self.remarks.is_empty() && inside(&self.remarks, &mut self.remark, at) {
            return;
        }
        let mut form = *self.forms.form(word.form);
        let text = form.whole;
        if form.cause && self.text[..at].ends_with(is_apostrophe) {
            let because = self.forms.named(&self.text[at..end], "because");
            form = *self.forms.form(because);
        }
        self.stumbles += usize::from(form.filler);
        let first = self.out.tokens.len();
        let plain = word.spaced && first > 0 && at == self.last_end + 1;
        let (mut starts_sentence, mut after) = (false, Between::Space);
        if !plain {
            let between = &self.text[self.last_end..at];
            let clause = self.clause;
            starts_sentence = self.cross(between, form.filler);
            after = between_words(between);
            if starts_sentence {
                self.out.firsts.push(first);
            } else if clause != self.clause {
                self.asides |= form.aside;
            }
            self.mark_broken_off(between, form.whole);
        }
        let quoted = !self.quoted.is_empty() && inside(&self.quoted, &mut self.quote, at);
        let mut token = Token {
            span: Span::new(at, end),
            norm: form.whole,
            sentence: self.sentence,
            clause: self.clause,
            sentence_start: starts_sentence,
            continues_word: false,
            skippable: form.filler,
            quoted,
        };
        match form.single {
            Some(norm) => self.out.tokens.push(Token { norm, ..token }),
            None => {
                let mut piece_at = at;
                for part in self.forms.parts(&form) {
                    let piece_end = piece_at + part.length as usize;
                    token.span = Span::new(piece_at, piece_end);
                    self.out.tokens.push(Token { norm: part.norm, ..token });
                    token.sentence_start = false;
                    token.continues_word = true;
                    piece_at = piece_end;
                }
            }
        }
        self.out.wholes.push(Whole { first: first as u32, text, after });
        // `I I never`: all but the last of a word said several times is stepped over.
        if let Some((before, joined)) = self.previous
            && joined == form.joined
            && !starts_sentence
        {
            self.out.tokens[before..first].iter_mut().for_each(|t| t.skippable = true);
            self.stumbles += first - before;
        }
        self.previous = Some((first, form.joined));
        self.last_end = end;
    }

    /// What stands between two words, without the typist's remarks.
    fn spoken_gap<'g>(&self, between: &'g str) -> std::borrow::Cow<'g, str> {
        if self.remarks.is_empty() {
            return between.into();
        }
        let from = self.last_end;
        let first = self.remarks.partition_point(|r| r.start < from);
        let own = self.remarks[first..].iter().take_while(|r| r.end <= from + between.len());
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
        match break_between(&self.spoken_gap(between), self.forms.text(last.norm), false) {
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
    fn mark_broken_off(&mut self, between: &str, whole: TextId) {
        let Some((before, _)) = self.previous.filter(|_| between.contains('-')) else { return };
        let begun = self.forms.text(self.out.tokens[before].norm);
        if between.trim() == "-" && self.forms.text(whole).starts_with(begun) {
            self.out.tokens[before].skippable = true;
            self.stumbles += 1;
        }
    }

    pub(super) fn finish(self) {
        if let Some(last) = self.out.tokens.last().copied() {
            let gap = self.spoken_gap(&self.text[self.last_end..]);
            self.out.endings.push(match break_between(&gap, self.forms.text(last.norm), true) {
                Break::Question => Some(true),
                Break::Sentence => Some(false),
                Break::None | Break::Clause => None,
            });
        }
        // An aside stands between two other clauses.
        if self.asides && self.clause > 1 {
            mark_asides(&mut self.out.tokens, self.forms);
        }
        if self.stumbles > MOST_STUMBLING || self.asides {
            end_long_stumbling(&mut self.out.tokens);
        }
    }
}

/// Of a longer run of hesitation only the last words are stepped over. Nobody stumbles for longer, but
/// automatic transcripts repeat a word hundreds of times, and each would have to be looked at from
/// each.
fn end_long_stumbling(tokens: &mut [Token]) {
    for run in tokens.chunk_by_mut(|a, b| a.skippable == b.skippable) {
        if run.first().is_some_and(|t| t.skippable) {
            let words = run.len().saturating_sub(MOST_STUMBLING);
            run[..words].iter_mut().for_each(|t| t.skippable = false);
        }
    }
}

/// What stands between two words.
pub(crate) fn between_words(between: &str) -> Between {
    match between {
        "-" | "\u{2010}" | "\u{2011}" => Between::Hyphen,
        _ if between.chars().all(char::is_whitespace) => Between::Space,
        _ => Between::Mark,
    }
}
