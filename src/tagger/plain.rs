//! The quick way for dictionaries alone: where nothing but the words of entries decides, no
//! sentence, clause or quotation needs to be looked at.
//!
//! Held equal to the full way by a property test. Must not know: gates, speakers.

use super::compile::Compiled;
use super::finder::Found;
use super::overlap::{Stretch, longest_first};
use crate::lexicon::{Counting, Lexicon};
use crate::model::{Span, Status, Tag};

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

    /// Turns what was found in an utterance into tags, in order of marker and place. `span` gives the
    /// bytes of a stretch of words.
    pub(crate) fn choose(
        &self,
        found: &[Found],
        stretches: &mut Vec<Stretch>,
        utterance: usize,
        span: impl Fn(u32, u32) -> Span,
        tags: &mut Vec<Tag>,
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
        stretches.sort_unstable_by_key(order);
        let mut from = 0;
        while let Some(first) = stretches.get(from) {
            let marker = first.marker;
            let to = from + stretches[from..].iter().take_while(|s| s.marker == marker).count();
            let group = &stretches[from..to];
            if group.windows(2).all(|w| w[0].end <= w[1].start) {
                group.iter().for_each(|s| tags.extend(self.tag(s, utterance, &span)));
            } else {
                let mut kept = group.to_vec();
                longest_first(&mut kept);
                kept.sort_unstable_by_key(order);
                kept.iter().for_each(|s| tags.extend(self.tag(s, utterance, &span)));
            }
            from = to;
        }
    }

    fn tag(
        &self,
        stretch: &Stretch,
        utterance: usize,
        span: &impl Fn(u32, u32) -> Span,
    ) -> Option<Tag> {
        let meaning = self.meanings[stretch.of as usize];
        Some(Tag {
            utterance,
            marker: meaning.marker as usize,
            rule: meaning.rule as usize,
            span: span(stretch.start, stretch.end),
            score: meaning.score?,
            status: Status::Counted,
        })
    }
}

/// Marker and first word, in one number.
fn order(stretch: &Stretch) -> u64 {
    u64::from(stretch.marker) << 32 | u64::from(stretch.start)
}
