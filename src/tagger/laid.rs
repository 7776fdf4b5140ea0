//! A pattern laid over one utterance: for each of its words the places where it stands.
//!
//! Looked up once, so that the search for the best way along the text asks nothing twice. Ways that
//! cannot be found are left out. Must not know: how the best way is found.

use super::frequency::Frequencies;
use super::needs::{least_rarity, least_words, rarity};
use super::speech::Speech;
use crate::lexicon::Item;

/// One step over the text; mirrors [`Item`].
#[derive(Debug)]
pub(crate) enum Laid<'p> {
    Word { item: &'p Item, places: Vec<usize>, rarity: i32 },
    Gap { min: usize, max: usize },
    Group { item: &'p Item, ways: Vec<Vec<Laid<'p>>>, optional: bool, rarity: i32 },
    Not(Vec<Vec<Laid<'p>>>),
    Edge(&'p Item),
}

/// Lays steps over a text. What must be there whole (`strict`) and is not, is left out of brackets.
pub(crate) fn lay<'p>(
    items: &'p [Item],
    speech: &Speech<'_>,
    frequencies: &Frequencies,
    strict: bool,
) -> Vec<Laid<'p>> {
    let each = items.iter().map(|item| match item {
        Item::Word(terms) => {
            let (places, rarity) = (speech.places(terms), rarity(frequencies, terms));
            Laid::Word { item, places, rarity }
        }
        Item::Gap { min, max } => Laid::Gap { min: *min, max: *max },
        Item::Group { alternatives, optional } => {
            let strict = strict || *optional;
            let ways = ways(alternatives, speech, frequencies, strict);
            let rarity = least_rarity(item, frequencies);
            Laid::Group { item, ways, optional: *optional, rarity }
        }
        Item::Not(alternatives) => Laid::Not(ways(alternatives, speech, frequencies, true)),
        Item::TurnStart | Item::TurnEnd | Item::SentenceEdge | Item::QuestionEnd => {
            Laid::Edge(item)
        }
    });
    each.collect()
}

fn ways<'p>(
    alternatives: &'p [Vec<Item>],
    speech: &Speech<'_>,
    frequencies: &Frequencies,
    strict: bool,
) -> Vec<Vec<Laid<'p>>> {
    let stands = |way: &&'p Vec<Item>| {
        let mut needed = way.iter().filter(|i| least_words(i) > 0);
        if strict { needed.all(|i| held(i, speech)) } else { way.iter().any(|i| held(i, speech)) }
    };
    let wordless = |way: &&'p Vec<Item>| way.iter().all(|i| least_words(i) == 0);
    let kept = alternatives.iter().filter(|w| stands(w) || wordless(w));
    kept.map(|way| lay(way, speech, frequencies, strict)).collect()
}

/// Whether any word of a step stands anywhere.
pub(crate) fn held(item: &Item, speech: &Speech<'_>) -> bool {
    match item {
        Item::Word(terms) => speech.holds(terms),
        Item::Group { alternatives, .. } => {
            alternatives.iter().any(|way| way.iter().any(|i| held(i, speech)))
        }
        _ => false,
    }
}

/// The places of a step's words, those inside brackets too.
fn places(item: &Item, speech: &Speech<'_>, out: &mut Vec<usize>) {
    match item {
        Item::Word(terms) => out.extend(speech.places(terms)),
        Item::Group { alternatives, .. } => {
            alternatives.iter().flatten().for_each(|i| places(i, speech, out));
        }
        _ => {}
    }
}

/// Where a way along the text may begin: a word or two before any word that the pattern needs, so
/// that others may stand there instead of its first ones; and only where at least a `share` of it, by the
/// weight of its words, is within its reach.
pub(crate) fn starts(
    items: &[Item],
    speech: &Speech<'_>,
    frequencies: &Frequencies,
    share: f64,
) -> Vec<usize> {
    let mut needed: Vec<(i32, Vec<usize>)> = Vec::new();
    for item in items.iter().filter(|i| least_words(i) > 0) {
        let mut own = Vec::new();
        places(item, speech, &mut own);
        own.sort_unstable();
        needed.push((least_rarity(item, frequencies), own));
    }
    let weight: i32 = needed.iter().map(|n| n.0).sum();
    // Short forms are two words here, and a few may stand between.
    let reach = items.iter().map(longest).sum::<usize>() * 2 + 8;
    let within = |start: &usize| {
        let there = |places: &[usize]| {
            let next = places.get(places.partition_point(|p| p < start));
            next.is_some_and(|p| *p < start + reach)
        };
        let found: i32 = needed.iter().filter(|n| there(&n.1)).map(|n| n.0).sum();
        f64::from(found) >= share * f64::from(weight)
    };
    let all = needed.iter().flat_map(|n| &n.1);
    let mut starts: Vec<usize> =
        all.flat_map(|at| at.saturating_sub(before(items))..=*at).collect();
    starts.sort_unstable();
    starts.dedup();
    starts.retain(within);
    starts
}

/// How far before the first word that is needed a way may begin: at words that may be left out, or at
/// others that stand instead.
fn before(items: &[Item]) -> usize {
    let optional = items.iter().take_while(|i| least_words(i) == 0);
    2 + optional.map(longest).sum::<usize>().min(4)
}

/// The most words that a step takes.
fn longest(item: &Item) -> usize {
    match item {
        Item::Word(_) => 1,
        Item::Gap { max, .. } => *max,
        Item::Group { alternatives, .. } => {
            alternatives.iter().map(|a| a.iter().map(longest).sum()).max().unwrap_or(0)
        }
        _ => 0,
    }
}
