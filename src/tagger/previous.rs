//! What went before: whose turn it was, what was seen in it, and whether it asked something.
//!
//! Must not know: patterns.

use crate::lexicon::{Previous, Relation};
use crate::model::Role;

/// An answer of at most this many words is no turn of its own between two partners.
const TINY: usize = 2;

/// What is remembered of an utterance.
#[derive(Debug, Clone)]
pub(crate) struct Past {
    pub(crate) speaker: Option<usize>,
    pub(crate) role: Option<Role>,
    pub(crate) conversation: usize,
    pub(crate) words: usize,
    pub(crate) question: bool,
    /// Whether any marker was counted in it.
    pub(crate) marked: bool,
    /// Markers that were counted in it and that some rule looks back at.
    pub(crate) markers: Vec<usize>,
}

/// Whether one of the turns that a rule may look at is as it asks.
pub(crate) fn satisfied(
    wanted: &Previous,
    past: &[Past],
    speaker: Option<usize>,
    conversation: usize,
) -> bool {
    let before = past.iter().rev().take_while(|p| p.conversation == conversation);
    let mut turns = 0;
    let mut last: Option<(Option<usize>, bool)> = None;
    for utterance in before {
        let same = utterance.speaker.is_some() && utterance.speaker == speaker;
        let fits = match wanted.speaker {
            Relation::Same => same,
            Relation::Other => !same,
            Relation::Therapist => !same && utterance.role == Some(Role::Therapist),
            Relation::OtherPartner => {
                let tiny = utterance.words <= TINY && !utterance.marked;
                !same && !tiny && utterance.role != Some(Role::Therapist)
            }
        };
        // Utterances of one person in a row are one turn.
        let continues = last == Some((utterance.speaker, true)) && fits;
        last = Some((utterance.speaker, fits));
        if !fits {
            continue;
        }
        if !continues {
            turns += 1;
        }
        if turns > wanted.within {
            return false;
        }
        let seen =
            wanted.any.is_empty() || wanted.any.iter().any(|m| utterance.markers.contains(m));
        // Only the end of a turn can be the question that waits for an answer.
        let asked = wanted.question.is_none_or(|q| q == (utterance.question && !continues));
        if seen && asked {
            return true;
        }
        if wanted.question.is_some() && wanted.any.is_empty() {
            return false;
        }
    }
    false
}
