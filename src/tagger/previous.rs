//! What went before: whose turn it was, what was seen in it, and whether it asked something.
//!
//! Must not know: patterns.

use crate::lexicon::{Previous, Relation};
use crate::model::Role;

/// An answer of at most this many words is no turn of its own between two partners.
const TINY: usize = 2;

/// What was said so many utterances ago is answered no more. Where one person speaks alone, all would
/// have to be looked at again for each utterance.
const FARTHEST: usize = 200;

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

/// What came of looking at an utterance that went before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glance {
    /// Stepped over: the speaker's own.
    Own,
    /// Stepped over: somebody else's than the rule looks at.
    NotAsked,
    /// Stepped over: a word or two, such as *mm-hm*, that take no turn.
    Tiny,
    /// Looked at: none of what the rule asks for was counted there.
    Lacks,
    /// Looked at: it ends in a question, and the rule asks for none; or the other way round.
    Ending,
    /// Looked at: as the rule asks.
    Fits,
    /// Not looked at any more: too many turns back.
    TooFar,
}

/// Whether one of the turns that a rule may look at is as it asks. `look` is told what came of each
/// utterance that was looked at, the nearest first.
pub(crate) fn satisfied(
    wanted: &Previous,
    past: &[Past],
    speaker: Option<usize>,
    conversation: usize,
    mut look: impl FnMut(usize, Glance),
) -> bool {
    let before = past.iter().enumerate().rev().take(FARTHEST);
    let mut turns = 0;
    let mut last: Option<(Option<usize>, bool)> = None;
    for (at, utterance) in before.take_while(|(_, p)| p.conversation == conversation) {
        let stepped_over = stepped_over(wanted.speaker, utterance, speaker);
        let fits = stepped_over.is_none();
        // Utterances of one person in a row are one turn.
        let continues = last == Some((utterance.speaker, true)) && fits;
        last = Some((utterance.speaker, fits));
        if let Some(glance) = stepped_over {
            look(at, glance);
            continue;
        }
        if !continues {
            turns += 1;
        }
        if turns > wanted.within {
            look(at, Glance::TooFar);
            return false;
        }
        let seen =
            wanted.any.is_empty() || wanted.any.iter().any(|m| utterance.markers.contains(m));
        // Only the end of a turn can be the question that waits for an answer.
        let asked = wanted.question.is_none_or(|q| q == (utterance.question && !continues));
        look(
            at,
            match (seen, asked) {
                (true, true) => Glance::Fits,
                (true, false) => Glance::Ending,
                (false, _) => Glance::Lacks,
            },
        );
        if seen && asked {
            return true;
        }
        if wanted.question.is_some() && wanted.any.is_empty() {
            return false;
        }
    }
    false
}

/// Why an utterance is none of those that a rule looks at.
fn stepped_over(wanted: Relation, utterance: &Past, speaker: Option<usize>) -> Option<Glance> {
    let same = utterance.speaker.is_some() && utterance.speaker == speaker;
    let therapist = utterance.role == Some(Role::Therapist);
    match wanted {
        Relation::Same => (!same).then_some(Glance::NotAsked),
        _ if same => Some(Glance::Own),
        Relation::Other => None,
        Relation::Therapist => (!therapist).then_some(Glance::NotAsked),
        Relation::OtherPartner if therapist => Some(Glance::NotAsked),
        Relation::OtherPartner => {
            (utterance.words <= TINY && !utterance.marked).then_some(Glance::Tiny)
        }
    }
}
