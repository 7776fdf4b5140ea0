//! Habits of the transcriber, which can look like a change in the speakers: whether hesitations,
//! tiny answers and question marks are written down.

use crate::model::{Codebook, Transcript};
use crate::stats::Count;
use crate::text::Tokens;

/// Something that one transcriber writes down and another leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feature {
    /// *um, uh, er*.
    Hesitations,
    /// Turns of one to three words.
    TinyTurns,
    /// Question marks.
    QuestionMarks,
    /// Turns of any length: where they are joined, each has more words.
    Turns,
}

impl Feature {
    /// All features.
    pub const ALL: [Feature; 4] =
        [Feature::Hesitations, Feature::TinyTurns, Feature::QuestionMarks, Feature::Turns];
}

/// Counts of the features in one transcript, each per all its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// All words.
    pub words: u64,
    counts: [u64; 4],
}

impl Style {
    /// Reads the habits off a transcript.
    pub fn of(transcript: &Transcript) -> Self {
        let mut style = Self::default();
        for (first, last) in transcript.turns() {
            let mut turn_words = 0;
            for utterance in &transcript.utterances[first..last] {
                let tokens = Tokens::new(&utterance.text);
                turn_words += tokens.words() as u64;
                let hesitations = (0..tokens.len()).filter(|i| is_hesitation(tokens.norm(*i)));
                style.counts[Feature::Hesitations as usize] += hesitations.count() as u64;
                style.counts[Feature::QuestionMarks as usize] +=
                    utterance.text.matches('?').count() as u64;
            }
            style.words += turn_words;
            style.counts[Feature::Turns as usize] += u64::from(turn_words > 0);
            style.counts[Feature::TinyTurns as usize] += u64::from((1..=3).contains(&turn_words));
        }
        style
    }

    /// How often a feature stands in the transcript.
    pub fn count(&self, feature: Feature) -> Count {
        Count { hits: self.counts[feature as usize], words: self.words }
    }
}

fn is_hesitation(norm: &str) -> bool {
    matches!(norm, "um" | "umm" | "uhm" | "uh" | "uhh" | "er" | "erm" | "ehm" | "hmm" | "mm")
}

/// The features that a marker's count depends on.
pub fn fragile_features(codebook: &Codebook, marker: usize) -> &'static [Feature] {
    match codebook.markers[marker].id.as_str() {
        "lis_backchannel" => &[Feature::TinyTurns, Feature::Turns],
        "que_open" | "que_closed" | "lis_check" => &[Feature::QuestionMarks],
        _ => &[],
    }
}
