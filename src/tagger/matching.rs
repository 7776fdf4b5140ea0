//! One pattern against the words of one utterance, the plain way: for patterns that are asked
//! seldom, for those that look ahead, and as the measure of the quick way ([`super::walker`]).
//!
//! A match is tracked as the set of all places that it may have reached, so that no pattern takes
//! more than linear time per step and starting word. Must not know: rules, gates, speakers.

use super::machine::{Step, bits};
use super::prepared::Text;
use super::vocabulary::Leaf;

/// A place that a match may have reached: the next word, and whether the edge of a sentence may be
/// crossed before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    at: usize,
    crosses: bool,
}

/// The end (exclusive) of the longest match of `steps` that begins at word `origin`.
pub(crate) fn longest(steps: &[Step], text: Text<'_>, origin: usize) -> Option<usize> {
    let start = vec![Place { at: origin, crosses: false }];
    let ends = advance(steps, text, origin, start);
    ends.into_iter().map(|p| p.at).filter(|end| *end > origin).max()
}

fn advance(steps: &[Step], text: Text<'_>, origin: usize, mut places: Vec<Place>) -> Vec<Place> {
    for step in steps {
        if places.is_empty() {
            break;
        }
        places = one_step(step, text, origin, &places);
    }
    places
}

fn one_step(step: &Step, text: Text<'_>, origin: usize, places: &[Place]) -> Vec<Place> {
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
                if (0..place.at).all(|i| text.words.skippable(i)) {
                    next.push(*place);
                }
            }
            Step::TurnEnd => {
                if (place.at..text.words.len()).all(|i| text.words.skippable(i)) {
                    next.push(*place);
                }
            }
            Step::SentenceEdge => {
                let rest = place.at..text.words.len();
                let skipped = rest.take_while(|i| text.words.skippable(*i)).count();
                if at_sentence_edge(text, place.at) {
                    next.push(Place { crosses: true, ..*place });
                } else if skipped > 0 && at_sentence_edge(text, place.at + skipped) {
                    next.push(Place { at: place.at + skipped, crosses: true });
                }
            }
            Step::QuestionEnd => {
                let before = (0..place.at).rev().find(|i| !text.words.skippable(*i));
                let asked = before.and_then(|i| text.words.sentence(i)).is_some_and(|s| {
                    text.words.sentence(place.at) != Some(s)
                        && text.words.layout.ends_in_question(s) == Some(true)
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

/// Whether a sentence begins or ends before word `i`, hesitation aside.
fn at_sentence_edge(text: Text<'_>, i: usize) -> bool {
    let mut at = i;
    loop {
        if at == 0 || at == text.words.len() || sentence_start(text, at) {
            return true;
        }
        if !text.words.skippable(at - 1) {
            return false;
        }
        at -= 1;
    }
}

fn sentence_start(text: Text<'_>, i: usize) -> bool {
    text.words.has(i, bits::SENTENCE_START)
}

/// Takes one word, stepping over hesitation before it.
fn word(leaf: Leaf, text: Text<'_>, origin: usize, place: Place, next: &mut Vec<Place>) {
    let mut at = place.at;
    while at < text.words.len() {
        if sentence_start(text, at) && at != origin && !place.crosses {
            return;
        }
        if text.accepts(at, leaf) {
            next.push(Place { at: at + 1, crosses: false });
        }
        if !text.words.skippable(at) || at == origin {
            return;
        }
        at += 1;
    }
}

/// Takes `min` to `max` words of one sentence; short forms count once, hesitation not at all.
fn gap(min: usize, max: usize, text: Text<'_>, place: Place, next: &mut Vec<Place>) {
    let mut taken = 0;
    let mut at = place.at;
    if min == 0 {
        next.push(place);
    }
    while let Some(token) = text.words.layout.tokens.get(at) {
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
