//! One pattern against the words of one utterance.
//!
//! A match is tracked as the set of all places that it may have reached, one bit for each, so that no
//! pattern takes more than linear time per step and starting word. Must not know: rules, gates, speakers.

use std::ops::{BitOr, BitOrAssign};

use super::prepared::{Text, bits};
use super::step::{Group, Step};
use super::vocabulary::Leaf;

/// Places that a match may have reached, one bit for each, counted from the word where it began. A match
/// takes no more words than there are bits.
trait Bits: Copy + PartialEq + BitOr<Output = Self> + BitOrAssign {
    const NONE: Self;
    const COUNT: usize;

    /// The bit of a place that is below the count.
    fn at(place: usize) -> Self;
    /// The lowest bit that is set, if any, and the others.
    fn next(self) -> Option<(usize, Self)>;
    /// The highest bit that is set, if any.
    fn last(self) -> Option<u32>;
    /// How many bits are set.
    fn count(self) -> u32;
}

macro_rules! bits {
    ($type:ty) => {
        impl Bits for $type {
            const NONE: Self = 0;
            const COUNT: usize = Self::BITS as usize;

            #[inline]
            fn at(place: usize) -> Self {
                1 << place
            }

            #[inline]
            fn next(self) -> Option<(usize, Self)> {
                (self != 0).then(|| (self.trailing_zeros() as usize, self & (self - 1)))
            }

            #[inline]
            fn last(self) -> Option<u32> {
                self.checked_ilog2()
            }

            #[inline]
            fn count(self) -> u32 {
                self.count_ones()
            }
        }
    };
}

// For all but the longest texts.
bits!(u64);
// Whatever the text, no match takes more words than this, hesitation included.
bits!(u128);

/// Places that a match may have reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reach<B> {
    /// Places behind which the sentence goes on.
    within: B,
    /// Places at which the edge of a sentence may be crossed.
    across: B,
}

impl<B: Bits> Reach<B> {
    const NOWHERE: Self = Self { within: B::NONE, across: B::NONE };

    fn is_empty(self) -> bool {
        self.within | self.across == B::NONE
    }

    fn add(&mut self, other: Self) {
        self.within |= other.within;
        self.across |= other.across;
    }

    /// Each place, as a word of the text, and whether a sentence's edge may be crossed there. A place of
    /// both kinds comes twice: `!` can hold for one of them alone.
    #[inline]
    fn each(self, origin: usize, mut look: impl FnMut(usize, bool)) {
        let mut bits = self.within;
        while let Some((place, others)) = bits.next() {
            look(origin + place, false);
            bits = others;
        }
        let mut bits = self.across;
        while let Some((place, others)) = bits.next() {
            look(origin + place, true);
            bits = others;
        }
    }

    /// The place, if there is but one.
    fn single(self, origin: usize) -> Option<(usize, bool)> {
        if self.within.count() + self.across.count() != 1 {
            return None;
        }
        let place = (self.within | self.across).next()?.0;
        Some((origin + place, self.within == B::NONE))
    }
}

/// A place as a bit; no bit where it lies too far behind.
#[inline]
fn bit<B: Bits>(origin: usize, at: usize) -> B {
    if at - origin < B::COUNT { B::at(at - origin) } else { B::NONE }
}

/// The one place at a word.
#[inline]
fn only<B: Bits>(origin: usize, at: usize, crosses: bool) -> Reach<B> {
    let bit = bit(origin, at);
    if crosses {
        Reach { within: B::NONE, across: bit }
    } else {
        Reach { within: bit, across: B::NONE }
    }
}

/// The end (exclusive) of the longest match of `steps` that begins at word `origin`.
pub(crate) fn longest(steps: &[Step], text: Text<'_>, origin: usize) -> Option<usize> {
    let steps = match steps {
        [Step::TurnStart, ..] if !text.words.has(origin, bits::TURN_START) => return None,
        [Step::TurnStart, rest @ ..] => rest,
        steps => steps,
    };
    let last = if text.words.len() < u64::COUNT {
        last::<u64>(steps, text, origin)?
    } else {
        last::<u128>(steps, text, origin)?
    };
    (last > 0).then_some(origin + last as usize)
}

fn last<B: Bits>(steps: &[Step], text: Text<'_>, origin: usize) -> Option<u32> {
    let ends: Reach<B> = follow(steps, text, origin, (origin, false));
    (ends.within | ends.across).last()
}

/// Where steps lead from one place.
fn follow<B: Bits>(steps: &[Step], text: Text<'_>, origin: usize, from: (usize, bool)) -> Reach<B> {
    let (mut at, mut crosses) = from;
    // Most steps are plain words, and most matches fail at one of them.
    for (i, step) in steps.iter().enumerate() {
        match step {
            Step::Word(leaf) if !text.words.skippable(at) => {
                if !takes(*leaf, text, at, at != origin && !crosses) {
                    return Reach::NOWHERE;
                }
                (at, crosses) = (at + 1, false);
            }
            Step::SentenceEdge if at_sentence_edge(text, at) => crosses = true,
            Step::TurnEnd if !text.words.skippable(at) => {
                if at < text.words.len() {
                    return Reach::NOWHERE;
                }
            }
            Step::Group { group, optional: true } if group.edge && !text.words.skippable(at) => {
                if at < text.words.len() && text.words.has(at, bits::EDGE) {
                    // Where a match begins, a first word is taken whether an edge is crossed or not.
                    if at != origin || !steps.get(i + 1).is_some_and(takes_word_first) {
                        return advance(&steps[i..], text, origin, only(origin, at, crosses));
                    }
                }
            }
            Step::Group { group, optional } if no_way(group, text, at) => {
                if !optional {
                    return Reach::NOWHERE;
                }
            }
            Step::Group { group, optional } if !text.words.skippable(at) => {
                let parted = at != origin && !crosses;
                let goes_on = |next: &Step| match next {
                    Step::Word(leaf) => takes(*leaf, text, at, parted),
                    _ => true,
                };
                let stays = *optional && steps.get(i + 1).is_none_or(goes_on);
                match group.words {
                    // Nothing but one of its words can stand here.
                    Some(leaf) if !stays && only_words(group, |l| !no_word_of(l, text, at)) => {
                        if !takes(leaf, text, at, parted) {
                            return Reach::NOWHERE;
                        }
                        (at, crosses) = (at + 1, false);
                    }
                    _ => return advance(&steps[i..], text, origin, only(origin, at, crosses)),
                }
            }
            _ => return advance(&steps[i..], text, origin, only(origin, at, crosses)),
        }
    }
    only(origin, at, crosses)
}

/// Whether nothing is asked at a step before it takes a word.
fn takes_word_first(step: &Step) -> bool {
    match step {
        Step::Word(_) => true,
        Step::Group { group, optional: false } => group.heads.iter().all(Option::is_some),
        _ => false,
    }
}

/// Whether a word of a leaf stands at a place, in the same sentence.
#[inline]
fn takes(leaf: Leaf, text: Text<'_>, at: usize, parted: bool) -> bool {
    at < text.words.len() && !(parted && sentence_start(text, at)) && text.accepts(at, leaf)
}

/// Where steps lead from several places.
fn advance<B: Bits>(
    steps: &[Step],
    text: Text<'_>,
    origin: usize,
    mut reach: Reach<B>,
) -> Reach<B> {
    for (i, step) in steps.iter().enumerate() {
        let from = reach;
        reach = Reach::NOWHERE;
        match step {
            Step::Word(leaf) => reach = word(*leaf, text, origin, from),
            Step::Group { group, optional } => {
                if *optional {
                    reach = from;
                }
                from.each(origin, |at, crosses| {
                    if !no_way(group, text, at) {
                        for way in ways(group, text, at) {
                            reach.add(follow(way, text, origin, (at, crosses)));
                        }
                    }
                });
            }
            step => {
                from.each(origin, |at, crosses| {
                    reach.add(one(step, text, origin, (at, crosses)));
                });
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
    let here = at < text.words.len();
    let any = here && text.words.skippable(at);
    let class = here.then(|| text.words.class(at));
    let may = move |leaf: Leaf| any || class.is_some_and(|c| text.classes.accepts(c, leaf));
    // In large sets most alternatives are told at once not to begin here.
    let few = group.words.is_some() && only_words(group, may);
    let count = if few { 1 } else { group.heads.len() };
    let all = group.heads[..count].iter().zip(&group.alternatives);
    all.filter(move |(head, _)| head.is_none_or(may)).map(|(_, way)| way.as_slice())
}

/// Whether no alternative of more than a word can begin here.
fn only_words(group: &Group, may: impl Fn(Leaf) -> bool) -> bool {
    group.alternatives.len() == 1 || group.longer.is_some_and(|leaf| !may(leaf))
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
fn one<B: Bits>(
    step: &Step,
    text: Text<'_>,
    origin: usize,
    (at, crosses): (usize, bool),
) -> Reach<B> {
    let here = only(origin, at, crosses);
    match step {
        Step::Gap { min, max } => gap(*min, *max, text, origin, (at, crosses)),
        Step::TurnStart if (0..at).all(|i| text.words.skippable(i)) => here,
        Step::TurnEnd if (at..text.words.len()).all(|i| text.words.skippable(i)) => here,
        Step::SentenceEdge => sentence_edge(text, origin, at),
        Step::QuestionEnd if asked_before(text, at) => only(origin, at, true),
        Step::Not(group) => {
            let stands = |way| !follow::<B>(way, text, origin, (at, crosses)).is_empty();
            if ways(group, text, at).any(stands) { Reach::NOWHERE } else { here }
        }
        _ => Reach::NOWHERE,
    }
}

/// The edge of a sentence here, or behind hesitation.
fn sentence_edge<B: Bits>(text: Text<'_>, origin: usize, at: usize) -> Reach<B> {
    if at_sentence_edge(text, at) {
        return only(origin, at, true);
    }
    let next = (at..text.words.len()).find(|i| !text.words.skippable(*i));
    let next = next.unwrap_or(text.words.len());
    if next > at && at_sentence_edge(text, next) {
        only(origin, next, true)
    } else {
        Reach::NOWHERE
    }
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
fn word<B: Bits>(leaf: Leaf, text: Text<'_>, origin: usize, reach: Reach<B>) -> Reach<B> {
    let mut next = B::NONE;
    reach.each(origin, |mut at, crosses| {
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
    });
    Reach { within: next, across: B::NONE }
}

/// Takes `min` to `max` words of one sentence; short forms count once, hesitation not at all.
fn gap<B: Bits>(
    min: usize,
    max: usize,
    text: Text<'_>,
    origin: usize,
    (from, crosses): (usize, bool),
) -> Reach<B> {
    let mut next = if min == 0 { only(origin, from, crosses) } else { Reach::NOWHERE };
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
