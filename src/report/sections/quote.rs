//! One utterance as a quotation: cut around its marks at word boundaries, the matched words marked.
//!
//! Must not know: why it is quoted.

use serde::Serialize;

use super::super::ReportInput;
use super::super::labels::session_title;
use super::super::words::list;
use crate::model::{Span, Tag};

/// So many bytes stand before and after a mark in a short quotation.
const REACH: usize = 130;
/// A line of context is cut after so many bytes.
const LONG: usize = 600;
/// So many utterances before and after make the context.
const AROUND: usize = 2;

/// A stretch of quoted words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Part {
    text: String,
    mark: bool,
}

/// One quoted utterance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Quote {
    who: String,
    parts: Vec<Part>,
    label: String,
}

/// A session to quote from.
#[derive(Clone, Copy)]
pub(super) struct Place<'i, 'a> {
    /// Everything.
    pub(super) input: &'i ReportInput<'a>,
    /// Index of the session.
    pub(super) session: usize,
}

impl Place<'_, '_> {
    /// Session and turn of an utterance.
    pub(super) fn name(self, utterance: usize) -> String {
        let session = self.input.sessions[self.session];
        let number =
            session.transcript.utterances.get(utterance).map_or(utterance + 1, |u| u.number);
        format!("{}, turn {number}", session_title(session))
    }

    /// An utterance cut around its best mark.
    pub(super) fn short(self, utterance: usize, tags: &[&Tag]) -> Quote {
        let best = tags
            .iter()
            .max_by(|a, b| a.score.total_cmp(&b.score).then(b.span.start.cmp(&a.span.start)));
        let around = best.map_or(Span::new(0, 0), |t| t.span);
        self.quote(utterance, tags, around, REACH)
    }

    /// The utterances themselves, and two before and after; quoted in full unless very long.
    pub(super) fn around(self, marked: &[(usize, &Vec<&Tag>)]) -> Vec<Quote> {
        let utterances = &self.input.sessions[self.session].transcript.utterances;
        let (Some(first), Some(last)) =
            (marked.iter().map(|m| m.0).min(), marked.iter().map(|m| m.0).max())
        else {
            return Vec::new();
        };
        let conversation = utterances.get(first).map(|u| u.conversation);
        let end = (last + AROUND + 1).min(utterances.len());
        (first.saturating_sub(AROUND)..end)
            .filter(|i| Some(utterances[*i].conversation) == conversation)
            .map(|i| {
                let tags = marked.iter().find(|m| m.0 == i).map_or(&[][..], |m| m.1.as_slice());
                let around = tags.first().map_or(Span::new(0, 0), |t| t.span);
                self.quote(i, tags, around, LONG)
            })
            .collect()
    }

    fn quote(self, utterance: usize, tags: &[&Tag], around: Span, reach: usize) -> Quote {
        let session = self.input.sessions[self.session];
        let said = session.transcript.utterances.get(utterance);
        let who = session.speaker(utterance).map(|p| session.participants[p].name.clone());
        let voice = said.and_then(|u| u.voice).and_then(|v| session.transcript.voices.get(v));
        let spans: Vec<Span> = tags.iter().map(|t| t.span).collect();
        let mut labels: Vec<String> =
            tags.iter().map(|t| self.input.codebook.markers[t.marker].label.clone()).collect();
        labels.dedup();
        Quote {
            who: who.or_else(|| voice.cloned()).unwrap_or_else(|| "Unknown voice".into()),
            parts: said.map_or_else(Vec::new, |u| cut(&u.text, &spans, around, reach)),
            label: list(&labels),
        }
    }
}

/// The words within reach of a span, at word boundaries, with the spans marked.
pub(super) fn cut(text: &str, spans: &[Span], around: Span, reach: usize) -> Vec<Part> {
    let start = word_start(text, around.start.saturating_sub(reach));
    let end = word_end(text, around.end.saturating_add(reach));
    let mut spans: Vec<Span> =
        spans.iter().copied().filter(|s| s.start >= start && s.end <= end).collect();
    spans.sort_unstable();
    let mut parts = Vec::new();
    let plain = |from: usize, to: usize, parts: &mut Vec<Part>| {
        let mut words = Span::new(from, to).of(text).to_string();
        if from == start && start > 0 {
            words = format!("… {words}");
        }
        if to == end && end < text.len() {
            words.push_str(" …");
        }
        if !words.is_empty() {
            parts.push(Part { text: words, mark: false });
        }
    };
    let mut at = start;
    for span in spans {
        // Of spans that overlap, the first stands.
        if span.start < at || span.is_empty() {
            continue;
        }
        if span.start > at || start > 0 {
            plain(at, span.start, &mut parts);
        }
        parts.push(Part { text: span.of(text).to_string(), mark: true });
        at = span.end;
    }
    if at < end || end < text.len() || parts.is_empty() {
        plain(at, end, &mut parts);
    }
    parts
}

/// The beginning of the first word at or after a byte.
fn word_start(text: &str, at: usize) -> usize {
    if at == 0 {
        return 0;
    }
    let starts = |i: &usize| {
        text.is_char_boundary(*i)
            && text[..*i].ends_with(char::is_whitespace)
            && !text[*i..].starts_with(char::is_whitespace)
    };
    (at..text.len()).find(starts).unwrap_or(0)
}

/// The end of the last word at or before a byte.
fn word_end(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let ends = |i: &usize| {
        text.is_char_boundary(*i)
            && text[*i..].starts_with(char::is_whitespace)
            && !text[..*i].ends_with(char::is_whitespace)
    };
    (0..=at).rev().find(ends).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(parts: &[Part]) -> String {
        parts
            .iter()
            .map(|p| if p.mark { format!("[{}]", p.text) } else { p.text.clone() })
            .collect()
    }

    #[test]
    fn a_short_utterance_stands_whole() {
        let text = "Well, that's not my fault.";
        let span = Span::new(6, 25);
        assert_eq!(shown(&cut(text, &[span], span, 100)), "Well, [that's not my fault].");
    }

    #[test]
    fn a_long_utterance_is_cut_at_words() {
        let text = "one two three four five six seven eight nine ten";
        let span = Span::new(19, 23);
        assert_eq!(span.of(text), "five");
        assert_eq!(shown(&cut(text, &[span], span, 12)), "… three four [five] six seven …");
    }

    #[test]
    fn an_utterance_without_words_or_marks_is_no_trouble() {
        assert_eq!(cut("", &[], Span::new(0, 0), 10), []);
        assert_eq!(shown(&cut("just this", &[], Span::new(0, 0), 100)), "just this");
        let odd = "ééé ééé ééé";
        assert!(!cut(odd, &[], Span::new(7, 7), 1).is_empty());
    }

    #[test]
    fn overlapping_marks_are_marked_once() {
        let text = "I never said that to you";
        let spans = [Span::new(2, 12), Span::new(8, 17)];
        assert_eq!(shown(&cut(text, &spans, spans[0], 50)), "I [never said] that to you");
    }
}
