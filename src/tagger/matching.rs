//! One pattern against the words of one utterance.
//!
//! A match is tracked as the set of all places that it may have reached, one bit for each, so that no
//! pattern takes more than linear time per step and starting word. Must not know: rules, gates, speakers.

use super::prepared::{Text, bits};
use super::step::{Group, Step};
use super::vocabulary::Leaf;

/// No match takes more words than this, hesitation included.
const LONGEST: usize = 127;

/// Places that a match may have reached, counted from the word where it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reach {
    /// Places behind which the sentence goes on.
    within: u128,
    /// Places at which the edge of a sentence may be crossed.
    across: u128,
}

const NOWHERE: Reach = Reach { within: 0, across: 0 };

impl Reach {
    fn is_empty(self) -> bool {
        self.within | self.across == 0
    }

    fn add(&mut self, other: Reach) {
        self.within |= other.within;
        self.across |= other.across;
    }

    /// Each place, as a word of the text, and whether a sentence's edge may be crossed there.
    fn places(self, origin: usize) -> impl Iterator<Item = (usize, bool)> {
        let mut left = self.within | self.across;
        std::iter::from_fn(move || {
            let place = left.trailing_zeros();
            (left != 0).then(|| {
                left &= left - 1;
                (origin + place as usize, self.across >> place & 1 != 0)
            })
        })
    }
}

/// A place as a bit; no bit where it lies too far behind.
fn bit(origin: usize, at: usize) -> u128 {
    if at - origin <= LONGEST { 1 << (at - origin) } else { 0 }
}

/// The one place at a word.
fn only(origin: usize, at: usize, crosses: bool) -> Reach {
    let bit = bit(origin, at);
    if crosses { Reach { within: 0, across: bit } } else { Reach { within: bit, across: 0 } }
}

/// The end (exclusive) of the longest match of `steps` that begins at word `origin`.
pub(crate) fn longest(steps: &[Step], text: Text<'_>, origin: usize) -> Option<usize> {
    let (mut at, mut crosses) = (origin, false);
    // Most patterns begin with plain words, and most matches fail there.
    for (i, step) in steps.iter().enumerate() {
        match step {
            Step::Word(leaf) if !text.words.skippable(at) => {
                let parted = at != origin && !crosses;
                if at >= text.words.len()
                    || (parted && sentence_start(text, at))
                    || !text.accepts(at, *leaf)
                {
                    return None;
                }
                (at, crosses) = (at + 1, false);
            }
            Step::TurnStart if i == 0 => {
                if !text.words.has(origin, bits::TURN_START) {
                    return None;
                }
            }
            Step::SentenceEdge if i == 0 && text.words.has(origin, bits::EDGE) => crosses = true,
            Step::Group { group, optional } if no_way(group, text, at) => {
                if !optional {
                    return None;
                }
            }
            _ => {
                let ends = advance(&steps[i..], text, origin, only(origin, at, crosses));
                let last = (ends.within | ends.across).checked_ilog2()?;
                return (last > 0).then_some(origin + last as usize);
            }
        }
    }
    (at > origin).then_some(at)
}

fn advance(steps: &[Step], text: Text<'_>, origin: usize, mut reach: Reach) -> Reach {
    for step in steps {
        reach = match step {
            Step::Word(leaf) => word(*leaf, text, origin, reach),
            Step::Group { group, optional } => {
                let mut next = if *optional { reach } else { NOWHERE };
                next.add(alternatives(group, text, origin, reach));
                next
            }
            step => one_by_one(step, text, origin, reach),
        };
        if reach.is_empty() {
            return reach;
        }
    }
    reach
}

/// Where any of the alternatives leads.
fn alternatives(group: &Group, text: Text<'_>, origin: usize, reach: Reach) -> Reach {
    let mut next = NOWHERE;
    if group.first.is_some() && reach.places(origin).all(|(at, _)| no_way(group, text, at)) {
        return next;
    }
    for steps in &group.alternatives {
        if !reach.places(origin).all(|(at, _)| hopeless(steps, text, at)) {
            next.add(advance(steps, text, origin, reach));
        }
    }
    next
}

/// Whether a sequence cannot match here, by its first word alone.
fn hopeless(steps: &[Step], text: Text<'_>, at: usize) -> bool {
    match steps.first() {
        Some(Step::Word(leaf)) => no_word_of(*leaf, text, at),
        Some(Step::Group { group, optional: false }) => no_way(group, text, at),
        _ => false,
    }
}

/// Whether no alternative of a group can begin here.
fn no_way(group: &Group, text: Text<'_>, at: usize) -> bool {
    group.first.is_some_and(|leaf| no_word_of(leaf, text, at))
}

/// Whether no word of a leaf can stand next, even behind hesitation.
fn no_word_of(leaf: Leaf, text: Text<'_>, at: usize) -> bool {
    at >= text.words.len() || (!text.words.skippable(at) && !text.accepts(at, leaf))
}

/// A step that is the same wherever one comes from.
fn one_by_one(step: &Step, text: Text<'_>, origin: usize, reach: Reach) -> Reach {
    let mut next = NOWHERE;
    // What may not be crossed and what may are asked apart: `!` can hold for one of them alone.
    let (within, across) = (Reach { across: 0, ..reach }, Reach { within: 0, ..reach });
    for (at, crosses) in within.places(origin).chain(across.places(origin)) {
        let here = only(origin, at, crosses);
        next.add(match step {
            Step::Gap { min, max } => gap(*min, *max, text, origin, (at, crosses)),
            Step::TurnStart if (0..at).all(|i| text.words.skippable(i)) => here,
            Step::TurnEnd if (at..text.words.len()).all(|i| text.words.skippable(i)) => here,
            Step::SentenceEdge => sentence_edge(text, origin, at),
            Step::QuestionEnd if asked_before(text, at) => only(origin, at, true),
            Step::Not(group) => {
                let stands = group.alternatives.iter().any(|steps| {
                    !hopeless(steps, text, at) && !advance(steps, text, origin, here).is_empty()
                });
                if stands { NOWHERE } else { here }
            }
            _ => NOWHERE,
        });
    }
    next
}

/// The edge of a sentence here, or behind hesitation.
fn sentence_edge(text: Text<'_>, origin: usize, at: usize) -> Reach {
    if at_sentence_edge(text, at) {
        return only(origin, at, true);
    }
    let next = (at..text.words.len()).find(|i| !text.words.skippable(*i));
    let next = next.unwrap_or(text.words.len());
    if next > at && at_sentence_edge(text, next) { only(origin, next, true) } else { NOWHERE }
}

/// Whether the sentence before a place ended in a question mark.
fn asked_before(text: Text<'_>, at: usize) -> bool {
    let before = (0..at).rev().find(|i| !text.words.skippable(*i));
    before.and_then(|i| text.words.sentence(i)).is_some_and(|s| {
        text.words.sentence(at) != Some(s) && text.words.layout.ends_in_question(s) == Some(true)
    })
}

/// Whether a sentence begins or ends before word `i`, hesitation aside.
fn at_sentence_edge(text: Text<'_>, i: usize) -> bool {
    i >= text.words.len() || text.words.has(i, bits::EDGE)
}

fn sentence_start(text: Text<'_>, i: usize) -> bool {
    text.words.has(i, bits::SENTENCE_START)
}

/// Takes one word, stepping over hesitation before it.
fn word(leaf: Leaf, text: Text<'_>, origin: usize, reach: Reach) -> Reach {
    let mut next = 0;
    for (mut at, crosses) in reach.places(origin) {
        while at < text.words.len() {
            if sentence_start(text, at) && at != origin && !crosses {
                break;
            }
            if text.accepts(at, leaf) {
                next |= bit(origin, at + 1);
            }
            if !text.words.skippable(at) || at == origin {
                break;
            }
            at += 1;
        }
    }
    Reach { within: next, across: 0 }
}

/// Takes `min` to `max` words of one sentence; short forms count once, hesitation not at all.
fn gap(
    min: usize,
    max: usize,
    text: Text<'_>,
    origin: usize,
    (from, crosses): (usize, bool),
) -> Reach {
    let mut next = if min == 0 { only(origin, from, crosses) } else { NOWHERE };
    let mut taken = 0;
    let mut at = from;
    while at < text.words.len() && (!sentence_start(text, at) || crosses) {
        taken += usize::from(text.words.is_word(at));
        if taken > max {
            break;
        }
        at += 1;
        if taken >= min {
            next.within |= bit(origin, at);
        }
    }
    next
}
