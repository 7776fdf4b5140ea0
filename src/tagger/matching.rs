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

    /// Each place, as a word of the text, and whether a sentence's edge may be crossed there. A place of
    /// both kinds comes twice: `!` can hold for one of them alone.
    fn each(self, origin: usize) -> impl Iterator<Item = (usize, bool)> {
        let place = move |i: u32| origin + i as usize;
        let within = ones(self.within).map(move |i| (place(i), false));
        within.chain(ones(self.across).map(move |i| (place(i), true)))
    }

    /// The place, if there is but one.
    fn single(self, origin: usize) -> Option<(usize, bool)> {
        match (self.within.count_ones(), self.across.count_ones()) {
            (1, 0) => Some((origin + self.within.trailing_zeros() as usize, false)),
            (0, 1) => Some((origin + self.across.trailing_zeros() as usize, true)),
            _ => None,
        }
    }
}

/// The numbers of the bits that are set.
fn ones(mut bits: u128) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let next = bits.trailing_zeros();
        (bits != 0).then(|| {
            bits &= bits - 1;
            next
        })
    })
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
    let steps = match steps {
        [Step::TurnStart, ..] if !text.words.has(origin, bits::TURN_START) => return None,
        [Step::TurnStart, rest @ ..] => rest,
        steps => steps,
    };
    let ends = follow(steps, text, origin, (origin, false));
    let last = (ends.within | ends.across).checked_ilog2()?;
    (last > 0).then_some(origin + last as usize)
}

/// Where steps lead from one place.
fn follow(steps: &[Step], text: Text<'_>, origin: usize, from: (usize, bool)) -> Reach {
    let (mut at, mut crosses) = from;
    // Most steps are plain words, and most matches fail at one of them.
    for (i, step) in steps.iter().enumerate() {
        match step {
            Step::Word(leaf) if !text.words.skippable(at) => {
                let parted = at != origin && !crosses;
                if at >= text.words.len()
                    || (parted && sentence_start(text, at))
                    || !text.accepts(at, *leaf)
                {
                    return NOWHERE;
                }
                (at, crosses) = (at + 1, false);
            }
            Step::SentenceEdge if at_sentence_edge(text, at) => crosses = true,
            Step::Group { group, optional } if no_way(group, text, at) => {
                if !optional {
                    return NOWHERE;
                }
            }
            _ => return advance(&steps[i..], text, origin, only(origin, at, crosses)),
        }
    }
    only(origin, at, crosses)
}

/// Where steps lead from several places.
fn advance(steps: &[Step], text: Text<'_>, origin: usize, mut reach: Reach) -> Reach {
    for (i, step) in steps.iter().enumerate() {
        let from = reach;
        reach = NOWHERE;
        match step {
            Step::Word(leaf) => reach = word(*leaf, text, origin, from),
            Step::Group { group, optional } => {
                if *optional {
                    reach = from;
                }
                for place in from.each(origin).filter(|p| !no_way(group, text, p.0)) {
                    for way in ways(group, text, place.0) {
                        reach.add(follow(way, text, origin, place));
                    }
                }
            }
            step => {
                for place in from.each(origin) {
                    reach.add(one(step, text, origin, place));
                }
            }
        }
        // Where only one place is left, the quick way goes on.
        match reach.single(origin) {
            _ if reach.is_empty() => return reach,
            Some(place) if i + 1 < steps.len() && quick(&steps[i + 1], text, place.0) => {
                return follow(&steps[i + 1..], text, origin, place);
            }
            _ => {}
        }
    }
    reach
}

/// Whether [`follow`] goes on by itself at a step, so that the two do not call one another for ever.
fn quick(step: &Step, text: Text<'_>, at: usize) -> bool {
    match step {
        Step::Word(_) => !text.words.skippable(at),
        Step::Group { group, .. } => no_way(group, text, at),
        _ => false,
    }
}

/// The alternatives that may match here, by their first words.
fn ways<'g>(group: &'g Group, text: Text<'g>, at: usize) -> impl Iterator<Item = &'g [Step]> {
    let any = at < text.words.len() && text.words.skippable(at);
    let class = (at < text.words.len()).then(|| text.words.class(at));
    let may = move |leaf: Leaf| any || class.is_some_and(|c| text.classes.accepts(c, leaf));
    let all = group.heads.iter().zip(&group.alternatives);
    all.filter(move |(head, _)| head.is_none_or(may)).map(|(_, way)| way.as_slice())
}

/// Whether no alternative of a group can begin here.
fn no_way(group: &Group, text: Text<'_>, at: usize) -> bool {
    group.first.is_some_and(|leaf| no_word_of(leaf, text, at))
}

/// Whether no word of a leaf can stand next, even behind hesitation.
fn no_word_of(leaf: Leaf, text: Text<'_>, at: usize) -> bool {
    at >= text.words.len() || (!text.words.skippable(at) && !text.accepts(at, leaf))
}

/// Where a step that is no word and no group leads from one place.
fn one(step: &Step, text: Text<'_>, origin: usize, (at, crosses): (usize, bool)) -> Reach {
    let here = only(origin, at, crosses);
    match step {
        Step::Gap { min, max } => gap(*min, *max, text, origin, (at, crosses)),
        Step::TurnStart if (0..at).all(|i| text.words.skippable(i)) => here,
        Step::TurnEnd if (at..text.words.len()).all(|i| text.words.skippable(i)) => here,
        Step::SentenceEdge => sentence_edge(text, origin, at),
        Step::QuestionEnd if asked_before(text, at) => only(origin, at, true),
        Step::Not(group) => {
            let stands = |way| !follow(way, text, origin, (at, crosses)).is_empty();
            if ways(group, text, at).any(stands) { NOWHERE } else { here }
        }
        _ => NOWHERE,
    }
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
    for (mut at, crosses) in reach.each(origin) {
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
