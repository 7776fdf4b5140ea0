//! The quick way for dictionaries alone: where nothing but the words of entries decides, no
//! sentence, clause or quotation needs to be looked at.
//!
//! Held equal to the full way by a property test. Must not know: gates, speakers.

use super::compile::Compiled;
use super::desk::Desk;
use super::finder::Found;
use super::line::Line;
use super::overlap::{Stretch, longest_first};
use crate::lexicon::{Counting, Lexicon};
use crate::model::{Span, Status, Tag};
use crate::text::RawWord;

/// What is known beforehand of each program of the dictionaries.
#[derive(Debug, Clone, Copy)]
struct Meaning {
    marker: u32,
    rule: u32,
    /// The weight of its rule, where that reaches its marker's threshold.
    score: Option<f64>,
}

/// Programs and what they mean; for lexicons that hold nothing but plain dictionaries.
#[derive(Debug)]
pub(crate) struct Plain {
    meanings: Vec<Meaning>,
}

impl Plain {
    /// `None` where something else than words decides.
    pub(crate) fn new(lexicon: &Lexicon, compiled: &Compiled) -> Option<Self> {
        let dictionaries_only = compiled.rules.finder.is_empty()
            && compiled.regexes.is_empty()
            && !compiled.entry_finder.is_empty()
            && compiled.plain.iter().all(|plain| *plain)
            && lexicon.countings.iter().all(|c| *c == Counting::Key);
        let meaning = |(rule, _): &(u32, u32)| {
            let definition = &lexicon.rules[*rule as usize];
            let reaches = definition.weight >= lexicon.thresholds[definition.marker];
            Meaning {
                marker: definition.marker as u32,
                rule: *rule,
                score: reaches.then_some(definition.weight),
            }
        };
        dictionaries_only.then(|| Self { meanings: compiled.entries.iter().map(meaning).collect() })
    }

    /// Calls `keep` with what was found in an utterance and is kept, in order of marker and place.
    fn choose(
        &self,
        found: &[Found],
        stretches: &mut Vec<Stretch>,
        mut keep: impl FnMut(&Stretch),
    ) {
        stretches.clear();
        stretches.extend(found.iter().map(|f| {
            let meaning = self.meanings[f.program as usize];
            Stretch {
                length: f.end - f.start,
                start: f.start,
                end: f.end,
                marker: meaning.marker,
                rule: meaning.rule,
                of: f.program,
            }
        }));
        let order = |s: &Stretch| u64::from(s.marker) << 32 | u64::from(s.start);
        stretches.sort_unstable_by_key(order);
        for group in stretches.chunk_by(|a, b| a.marker == b.marker) {
            if group.windows(2).all(|w| w[0].end <= w[1].start) {
                group.iter().for_each(&mut keep);
            } else {
                let mut kept = group.to_vec();
                longest_first(&mut kept);
                kept.sort_unstable_by_key(order);
                kept.iter().for_each(&mut keep);
            }
        }
    }

    fn tag(&self, stretch: &Stretch, utterance: usize, words: &[RawWord]) -> Option<Tag> {
        let meaning = self.meanings[stretch.of as usize];
        let (first, last) = (words[stretch.start as usize], words[stretch.end as usize - 1]);
        Some(Tag {
            utterance,
            marker: meaning.marker as usize,
            rule: meaning.rule as usize,
            span: Span::new(first.start as usize, last.end as usize),
            score: meaning.score?,
            status: Status::Counted,
        })
    }
}

impl Desk<'_> {
    /// The marks in a session; `count` is told how many words each line holds.
    pub(super) fn tag_plainly(
        &mut self,
        plain: &Plain,
        lines: &[Line<'_>],
        tags: &mut Vec<Tag>,
        mut count: impl FnMut(u32),
    ) {
        self.forget();
        for (i, line) in lines.iter().enumerate() {
            self.read_plainly(line.text);
            count(self.wholes.symbols.len() as u32);
            if line.role.is_none() {
                continue;
            }
            self.find_plainly();
            let words = self.words.layout.raw_words();
            let keep = |s: &Stretch| tags.extend(plain.tag(s, i, words));
            plain.choose(&self.entry_found, &mut self.stretches, keep);
        }
    }

    /// How often each marker counts in each line: a row of `table` each.
    pub(super) fn count_plainly(&mut self, plain: &Plain, lines: &[Line<'_>], table: &mut [u32]) {
        self.forget();
        let compiled = self.tagger().compiled();
        let markers = self.tagger().lexicon().codebook.markers.len();
        // For each marker where its last match ended.
        let mut ends = vec![0; markers];
        for (line, row) in lines.iter().zip(table.chunks_exact_mut(markers.max(1))) {
            if line.role.is_none() {
                continue;
            }
            self.read_symbols(line.text);
            ends.fill(0);
            self.entry_found.clear();
            let mut overlap = false;
            let all = &mut self.entry_found;
            let found = |program: u32, start, end| {
                let meaning = &plain.meanings[program as usize];
                let marker = meaning.marker as usize;
                overlap |= start < ends[marker];
                ends[marker] = end;
                row[marker] += u32::from(meaning.score.is_some());
                all.push(Found { program, start, end });
            };
            let symbols = &self.wholes.symbols;
            compiled.entry_finder.find(symbols, &self.entry_classes, &mut self.met, found);
            if overlap {
                row.fill(0);
                plain.choose(&self.entry_found, &mut self.stretches, |s| {
                    let meaning = &plain.meanings[s.of as usize];
                    row[s.marker as usize] += u32::from(meaning.score.is_some());
                });
            }
        }
    }

    /// Reads the words of a text to their classes, and nothing else.
    fn read_symbols(&mut self, text: &str) {
        let vocabulary = &self.tagger().compiled().entry_vocabulary;
        let (classes, symbols) = (&mut self.entry_classes, &mut self.wholes.symbols);
        if !self.plain_words.read(text, vocabulary, classes, symbols) {
            self.read_plainly(text);
        }
    }

    fn read_plainly(&mut self, text: &str) {
        let vocabulary = &self.tagger().compiled().entry_vocabulary;
        self.words.layout.read_words(text, &mut self.forms);
        let (words, classes) = (self.words.layout.raw_words(), &mut self.entry_classes);
        self.wholes.fill_plain(text, words, &self.forms, vocabulary, classes);
    }

    fn find_plainly(&mut self) {
        let entries = &self.tagger().compiled().entry_finder;
        self.entry_found.clear();
        let (symbols, out) = (&self.wholes.symbols, &mut self.entry_found);
        let found = |program, start, end| out.push(Found { program, start, end });
        entries.find(symbols, &self.entry_classes, &mut self.met, found);
    }
}
