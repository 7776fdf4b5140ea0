//! One pattern against the words of one utterance.
//!
//! A match is tracked as the set of all places that it may have reached, so that no pattern takes
//! more than linear time per step and starting word. Must not know: rules, gates, speakers.

use super::vocabulary::{Leaf, Vocabulary};
use crate::text::Tokens;

/// One compiled step; mirrors [`crate::lexicon::Item`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    Word(Leaf),
    Group { alternatives: Vec<Vec<Step>>, optional: bool },
    Gap { min: usize, max: usize },
    TurnStart,
    TurnEnd,
    SentenceEdge,
    QuestionEnd,
    Not(Vec<Vec<Step>>),
}

/// The words of an utterance with the leaves of each.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    pub(crate) tokens: Tokens,
    leaves: Vec<Leaf>,
    ends: Vec<usize>,
}

impl Prepared {
    pub(crate) fn new(text: &str, vocabulary: &Vocabulary) -> Self {
        let tokens = Tokens::new(text);
        let mut leaves = Vec::new();
        let mut ends = Vec::with_capacity(tokens.len());
        for i in 0..tokens.len() {
            vocabulary.look_up(tokens.norm(i), &mut leaves);
            ends.push(leaves.len());
        }
        Self { tokens, leaves, ends }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The leaves of a word, ascending.
    pub(crate) fn leaves(&self, i: usize) -> &[Leaf] {
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.leaves[start..self.ends[i]]
    }

    pub(crate) fn skippable(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.skippable)
    }

    fn sentence_start(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.sentence_start)
    }

    /// Whether a sentence begins or ends before word `i`, hesitation aside.
    fn at_sentence_edge(&self, i: usize) -> bool {
        let mut at = i;
        loop {
            if at == 0 || at == self.len() || self.sentence_start(at) {
                return true;
            }
            if !self.skippable(at - 1) {
                return false;
            }
            at -= 1;
        }
    }
}

/// A place that a match may have reached: the next word, and whether the edge of a sentence may be
/// crossed before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    at: usize,
    crosses: bool,
}

/// The end (exclusive) of the longest match of `steps` that begins at word `origin`.
pub(crate) fn longest(steps: &[Step], text: &Prepared, origin: usize) -> Option<usize> {
    let start = vec![Place { at: origin, crosses: false }];
    let ends = advance(steps, text, origin, start);
    ends.into_iter().map(|p| p.at).filter(|end| *end > origin).max()
}

fn advance(steps: &[Step], text: &Prepared, origin: usize, mut places: Vec<Place>) -> Vec<Place> {
    for step in steps {
        if places.is_empty() {
            break;
        }
        places = one_step(step, text, origin, &places);
    }
    places
}

fn one_step(step: &Step, text: &Prepared, origin: usize, places: &[Place]) -> Vec<Place> {
    let mut next = Vec::new();
    for place in places {
        match step {
            Step::Word(leaf) => word(*leaf, text, origin, *place, &mut next),
            Step::Gap { min, max } => gap(*min, *max, text, *place, &mut next),
            Step::Group { alternatives, optional } => {
                if *optional {
                    next.push(*place);
                }
                for steps in alternatives {
                    next.extend(advance(steps, text, origin, vec![*place]));
                }
            }
            Step::TurnStart => {
                if (0..place.at).all(|i| text.skippable(i)) {
                    next.push(*place);
                }
            }
            Step::TurnEnd => {
                if (place.at..text.len()).all(|i| text.skippable(i)) {
                    next.push(*place);
                }
            }
            Step::SentenceEdge => {
                let skipped = (place.at..text.len()).take_while(|i| text.skippable(*i)).count();
                if text.at_sentence_edge(place.at) {
                    next.push(Place { crosses: true, ..*place });
                } else if skipped > 0 && text.at_sentence_edge(place.at + skipped) {
                    next.push(Place { at: place.at + skipped, crosses: true });
                }
            }
            Step::QuestionEnd => {
                let asked = (0..place.at).rev().find(|i| !text.skippable(*i)).is_some_and(|i| {
                    let sentence = |i: usize| text.tokens.get(i).map(|t| t.sentence);
                    sentence(i) != sentence(place.at)
                        && sentence(i).and_then(|s| text.tokens.ends_in_question(s)) == Some(true)
                });
                if asked {
                    next.push(Place { crosses: true, ..*place });
                }
            }
            Step::Not(alternatives) => {
                let stands =
                    alternatives.iter().any(|a| !advance(a, text, origin, vec![*place]).is_empty());
                if !stands {
                    next.push(*place);
                }
            }
        }
    }
    next.sort_unstable();
    next.dedup();
    next
}

/// Takes one word, stepping over hesitation before it.
fn word(leaf: Leaf, text: &Prepared, origin: usize, place: Place, next: &mut Vec<Place>) {
    let mut at = place.at;
    while at < text.len() {
        if text.sentence_start(at) && at != origin && !place.crosses {
            return;
        }
        if text.leaves(at).binary_search(&leaf).is_ok() {
            next.push(Place { at: at + 1, crosses: false });
        }
        if !text.skippable(at) || at == origin {
            return;
        }
        at += 1;
    }
}

/// Takes `min` to `max` words of one sentence; short forms count once, hesitation not at all.
fn gap(min: usize, max: usize, text: &Prepared, place: Place, next: &mut Vec<Place>) {
    let mut taken = 0;
    let mut at = place.at;
    if min == 0 {
        next.push(place);
    }
    while let Some(token) = text.tokens.get(at) {
        if token.sentence_start && !place.crosses {
            return;
        }
        if !token.skippable && !token.continues_word {
            taken += 1;
        }
        if taken > max {
            return;
        }
        at += 1;
        if taken >= min {
            next.push(Place { at, crosses: false });
        }
    }
}
