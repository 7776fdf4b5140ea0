//! Joins what one voice says in a row into one utterance, and numbers the utterances.
//!
//! Must not know: any format.

use super::overlaps;
use crate::model::{Transcript, Utterance};
use std::collections::BTreeMap;

/// A turn of more bytes (some 20,000 words) is cut into several utterances, so that a file in which
/// one voice never stops is still worked through piece by piece.
const LONGEST_JOINED: usize = 100_000;

/// One piece of speech as a reader finds it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Piece<'a> {
    /// Label of the voice.
    pub(crate) voice: Option<&'a str>,
    /// The words.
    pub(crate) text: &'a str,
    /// Start in milliseconds.
    pub(crate) start: Option<i64>,
    /// End in milliseconds.
    pub(crate) end: Option<i64>,
    /// Line from 1.
    pub(crate) line: usize,
    /// Whether it goes on with the piece before it even if nobody is named.
    pub(crate) joins: bool,
}

/// Finds voices by label in files with any number of them.
#[derive(Debug, Default)]
pub(crate) struct Voices {
    index: BTreeMap<String, usize>,
}

impl Voices {
    /// The index of a voice in the transcript, added if it is new.
    pub(crate) fn of(&mut self, transcript: &mut Transcript, label: &str) -> usize {
        if let Some(&known) = self.index.get(label) {
            return known;
        }
        let folded = label.split_whitespace().collect::<Vec<_>>().join(" ");
        let next = transcript.voices.len();
        let voice = *self.index.entry(folded.clone()).or_insert(next);
        if voice == next {
            transcript.voices.push(folded);
        }
        self.index.insert(label.to_owned(), voice);
        voice
    }

    /// Whether somebody of this label spoke.
    pub(crate) fn knows(&self, label: &str) -> bool {
        self.index.contains_key(label)
    }
}

/// Builds a transcript piece by piece.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    transcript: Transcript,
    voices: Voices,
}

impl Builder {
    /// Adds a piece. Speech of another voice laid into it with `//S02: words //` comes after it.
    pub(crate) fn push(&mut self, piece: Piece<'_>) {
        if !piece.text.contains("//") {
            return self.add(piece);
        }
        let (host, laid_in) = overlaps::split(piece.text, &|label| self.voices.knows(label));
        self.add(Piece { text: &host, ..piece });
        for (voice, text) in &laid_in {
            self.add(Piece { voice: Some(voice), text, line: piece.line, ..Piece::default() });
        }
    }

    fn add(&mut self, piece: Piece<'_>) {
        let text = piece.text.trim();
        if text.is_empty() {
            return;
        }
        let voice = piece.voice.map(|v| self.voices.of(&mut self.transcript, v));
        if let Some(last) = self.transcript.utterances.last_mut()
            && last.voice == voice
            && (voice.is_some() || piece.joins)
            && last.text.len() < LONGEST_JOINED
        {
            last.text.push(' ');
            last.text.push_str(text);
            last.start_ms = last.start_ms.or(piece.start);
            last.end_ms = piece.end.max(last.end_ms);
            return;
        }
        self.transcript.utterances.push(Utterance {
            voice,
            text: text.to_owned(),
            start_ms: piece.start,
            end_ms: piece.end,
            line: piece.line,
            conversation: 0,
            number: self.transcript.utterances.len() + 1,
        });
    }

    /// Whether nothing was said yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.transcript.utterances.is_empty()
    }

    /// The transcript.
    pub(crate) fn finish(mut self, format: &'static str, encoding: &'static str) -> Transcript {
        self.transcript.format = format;
        self.transcript.encoding = encoding;
        self.transcript
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_voice_is_joined() {
        let mut b = Builder::default();
        let p = |voice, text, start| Piece {
            voice,
            text,
            start: Some(start),
            end: Some(start + 5),
            line: 1,
            joins: false,
        };
        b.push(p(Some("Ana"), "I just", 0));
        b.push(p(Some("Ana"), " feel tired. ", 10));
        b.push(p(None, "hm", 20));
        b.push(p(None, "mm", 30));
        b.push(p(Some("Ana"), "", 40));
        let t = b.finish("plain", "UTF-8");
        let texts: Vec<_> = t.utterances.iter().map(|u| u.text.as_str()).collect();
        assert_eq!(texts, ["I just feel tired.", "hm", "mm"]);
        assert_eq!((t.utterances[0].start_ms, t.utterances[0].end_ms), (Some(0), Some(15)));
        assert_eq!(t.utterances[2].number, 3);
    }
}
