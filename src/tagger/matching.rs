//! One pattern against the words of one utterance.
//!
//! A match is tracked as the set of all places that it may have reached, so that no pattern takes
//! more than linear time per step and starting word. Must not know: rules, gates, speakers.

use super::prepared::{Text, bits};
use super::step::Step;
use super::vocabulary::Leaf;

/// A place that a match may have reached: the next word, and whether the edge of a sentence may be
/// crossed before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    at: usize,
    crosses: bool,
}

/// Lists of places that are used again and again.
#[derive(Debug, Default)]
pub(crate) struct Matcher {
    spare: Vec<Vec<Place>>,
}

impl Matcher {
    fn list(&mut self) -> Vec<Place> {
        self.spare.pop().unwrap_or_default()
    }

    fn done(&mut self, mut list: Vec<Place>) {
        list.clear();
        self.spare.push(list);
    }
}

/// The end (exclusive) of the longest match of `steps` that begins at word `origin`.
pub(crate) fn longest(
    steps: &[Step],
    text: Text<'_>,
    origin: usize,
    matcher: &mut Matcher,
) -> Option<usize> {
    let mut place = Place { at: origin, crosses: false };
    // Most patterns begin with plain words, and most matches fail there.
    for (i, step) in steps.iter().enumerate() {
        match step {
            Step::Word(leaf) if !text.words.skippable(place.at) => {
                let parted = place.at != origin && !place.crosses;
                if place.at >= text.words.len()
                    || (parted && sentence_start(text, place.at))
                    || !text.accepts(place.at, *leaf)
                {
                    return None;
                }
                place = Place { at: place.at + 1, crosses: false };
            }
            Step::TurnStart if i == 0 => {
                if !text.words.has(origin, bits::TURN_START) {
                    return None;
                }
            }
            Step::SentenceEdge if i == 0 && text.words.has(origin, bits::EDGE) => {
                place.crosses = true;
            }
            Step::Group { group, optional }
                if group.first.is_some_and(|leaf| no_word_of(leaf, text, place.at)) =>
            {
                if !optional {
                    return None;
                }
            }
            _ => {
                let mut list = matcher.list();
                list.push(place);
                let ends = advance(&steps[i..], text, origin, list, matcher);
                let end = ends.iter().map(|p| p.at).filter(|end| *end > origin).max();
                matcher.done(ends);
                return end;
            }
        }
    }
    (place.at > origin).then_some(place.at)
}

fn advance(
    steps: &[Step],
    text: Text<'_>,
    origin: usize,
    mut places: Vec<Place>,
    matcher: &mut Matcher,
) -> Vec<Place> {
    for step in steps {
        if places.is_empty() {
            break;
        }
        let mut next = matcher.list();
        one_step(step, text, origin, &places, &mut next, matcher);
        matcher.done(std::mem::replace(&mut places, next));
    }
    places
}

/// Whether a sequence cannot match here, by its first word alone.
fn hopeless(steps: &[Step], text: Text<'_>, at: usize) -> bool {
    match steps.first() {
        Some(Step::Word(leaf)) => no_word_of(*leaf, text, at),
        Some(Step::Group { group, optional: false }) => {
            group.first.is_some_and(|leaf| no_word_of(leaf, text, at))
        }
        _ => false,
    }
}

/// Whether no word of a leaf can stand next, even behind hesitation.
fn no_word_of(leaf: Leaf, text: Text<'_>, at: usize) -> bool {
    at >= text.words.len() || (!text.words.skippable(at) && !text.accepts(at, leaf))
}

fn one_step(
    step: &Step,
    text: Text<'_>,
    origin: usize,
    places: &[Place],
    next: &mut Vec<Place>,
    matcher: &mut Matcher,
) {
    for place in places {
        match step {
            Step::Word(leaf) => word(*leaf, text, origin, *place, next),
            Step::Gap { min, max } => gap(*min, *max, text, *place, next),
            Step::Group { group, optional } => {
                if *optional {
                    next.push(*place);
                }
                if group.first.is_some_and(|leaf| no_word_of(leaf, text, place.at)) {
                    continue;
                }
                for steps in &group.alternatives {
                    if !hopeless(steps, text, place.at) {
                        let mut list = matcher.list();
                        list.push(*place);
                        let ends = advance(steps, text, origin, list, matcher);
                        next.extend_from_slice(&ends);
                        matcher.done(ends);
                    }
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
            Step::Not(group) => {
                let stands = group.alternatives.iter().any(|a| {
                    if hopeless(a, text, place.at) {
                        return false;
                    }
                    let mut list = matcher.list();
                    list.push(*place);
                    let ends = advance(a, text, origin, list, matcher);
                    let stands = !ends.is_empty();
                    matcher.done(ends);
                    stands
                });
                if !stands {
                    next.push(*place);
                }
            }
        }
    }
    next.sort_unstable();
    next.dedup();
}

/// Whether a sentence begins or ends before word `i`, hesitation aside.
fn at_sentence_edge(text: Text<'_>, i: usize) -> bool {
    i >= text.words.len() || text.words.has(i, bits::EDGE)
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
    while at < text.words.len() {
        if sentence_start(text, at) && !place.crosses {
            return;
        }
        taken += usize::from(text.words.is_word(at));
        if taken > max {
            return;
        }
        at += 1;
        if taken >= min {
            next.push(Place { at, crosses: false });
        }
    }
}
