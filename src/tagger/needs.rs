//! What a step of a pattern needs: how many words, how rare, and how a person would name them.
//!
//! Must not know: texts.

use super::frequency::Frequencies;
use crate::lexicon::{Item, Term};

/// So many words or phrases are named where one is missing.
pub(crate) const MOST_NAMED: usize = 4;

/// How rare the words of a step are, the rarest about 100.
pub(crate) fn rarity(frequencies: &Frequencies, terms: &[Term]) -> i32 {
    let often: u64 = terms.iter().map(|t| frequencies.of(t)).sum();
    ((1e6 / often.max(1) as f64).ln() * 10.0).clamp(1.0, 100.0) as i32
}

/// The fewest words that a step takes.
pub(crate) fn least_words(item: &Item) -> usize {
    match item {
        Item::Word(_) => 1,
        Item::Group { alternatives, optional: false } => {
            alternatives.iter().map(|a| a.iter().map(least_words).sum()).min().unwrap_or(0)
        }
        _ => 0,
    }
}

/// How rare the words of a step are, at least.
pub(crate) fn least_rarity(item: &Item, frequencies: &Frequencies) -> i32 {
    match item {
        Item::Word(terms) => rarity(frequencies, terms),
        Item::Group { alternatives, optional: false } => {
            let of = |way: &Vec<Item>| way.iter().map(|i| least_rarity(i, frequencies)).sum();
            alternatives.iter().map(of).min().unwrap_or(0)
        }
        _ => 0,
    }
}

/// Some of the words or phrases with which a step would be there.
pub(crate) fn named(item: &Item) -> Vec<String> {
    let mut named: Vec<String> = match item {
        Item::Word(terms) => said(terms),
        Item::Group { alternatives, .. } => {
            let phrase = |way: &Vec<Item>| {
                let words = way.iter().filter(|i| least_words(i) > 0);
                let first = words.filter_map(named_first).collect::<Vec<_>>();
                first.join(" ")
            };
            alternatives
                .iter()
                .flat_map(|way| match way.as_slice() {
                    [Item::Word(terms)] => said(terms),
                    _ => vec![phrase(way)],
                })
                .collect()
        }
        _ => Vec::new(),
    };
    named.truncate(MOST_NAMED);
    named
}

fn named_first(item: &Item) -> Option<String> {
    named(item).into_iter().next()
}

/// The words of a step as people would write them.
fn said(terms: &[Term]) -> Vec<String> {
    let said: Vec<String> = terms
        .iter()
        .map(|t| match t {
            Term::Exact(word) => word.to_string(),
            Term::Stem(stem) => format!("{stem}\u{2026}"),
            Term::Glob(glob) => glob.to_string(),
        })
        .collect();
    // Of the forms of one word (*are, 're*, the *ai* of *ain't*) the long one is the one to name.
    let short = |w: &str| w.contains('\'') || w == "ai";
    let long: Vec<String> = said.iter().filter(|w| !short(w)).cloned().collect();
    if long.is_empty() { said } else { long }
}
