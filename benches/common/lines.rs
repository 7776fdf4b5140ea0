//! A text with one utterance on each line: `VOICE: words`.

use attunement::model::Role;
use attunement::tagger::Line;

/// A longer beginning of a line is no voice.
const LONGEST_VOICE: usize = 47;

/// The utterances of a text. A voice called *therapist* is one; all others are partners.
pub(crate) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut voices: Vec<&str> = Vec::new();
    let each = text.split('\n').filter(|l| !l.is_empty()).map(|line| {
        let mut pairs = line.as_bytes().windows(2).take(LONGEST_VOICE);
        let (voice, words) = match pairs.position(|pair| pair == b": ") {
            Some(at @ 1..) => (&line[..at], &line[at + 2..]),
            _ => ("", line),
        };
        let speaker = voices.iter().position(|v| *v == voice).unwrap_or_else(|| {
            voices.push(voice);
            voices.len() - 1
        });
        let therapist = voice.eq_ignore_ascii_case("therapist");
        let role = if therapist { Role::Therapist } else { Role::Partner };
        Line { text: words, speaker: Some(speaker), role: Some(role), conversation: 0 }
    });
    each.collect()
}
