//! The rules whose words were partly there, the nearest first.
//!
//! Must not know: gates, or how the result is shown.

use std::ops::Range;

use super::explanation::{FoundWord, Lack, Lacking, Near};
use super::frequency::Frequencies;
use super::laid::held;
use super::needs::{MOST_NAMED, least_words};
use super::partly::{Bounds, Gone, Partly, Piece, partly};
use super::speech::Speech;
use crate::lexicon::{Entry, Item, Matching, Pattern, Rule, Term};

/// A word said less often than so many times in a million carries what is said.
const CONTENT: u64 = 1_200;
/// A rarer word tells much.
const TELLING: u64 = 250;
/// Anything less is noise.
const CLOSE: f64 = 0.5;

/// What a rule must come up to in order to be called near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// For a rule that somebody asked about: half of its words.
    Asked,
    /// For any other: half of it by the weight of its words, one of which is no everyday word; and only
    /// words are missing, one after another, or else a single thing is amiss.
    Unasked,
}

impl Measure {
    fn bounds(self) -> Bounds {
        match self {
            Measure::Asked => Bounds { share: 0.3, breaks: 2 },
            Measure::Unasked => Bounds { share: 0.35, breaks: 1 },
        }
    }
}

/// The words of an utterance, in both ways of looking at them.
pub(super) struct Both<'a> {
    pub(super) tokens: Speech<'a>,
    pub(super) wholes: Speech<'a>,
    pub(super) frequencies: Frequencies,
}

/// How near a rule came with the best of its patterns, if it came near at all. A regular expression matches or
/// does not.
pub(super) fn near(
    number: usize,
    rule: &Rule,
    speech: &Both<'_>,
    measure: Measure,
) -> Option<Near> {
    let tells = |near: &Near| near.needed as f64 - near.lacks.len() as f64;
    let better = |a: &Near, b: &Near| {
        a.closeness.total_cmp(&b.closeness).then(tells(a).total_cmp(&tells(b)))
    };
    let of_patterns = |patterns: &[Pattern]| {
        patterns
            .iter()
            .filter_map(|p| {
                let place = |step: usize| place(p, step);
                one(&p.items, &p.written, place, &speech.tokens, speech, measure, number)
            })
            .reduce(|a, b| if better(&b, &a).is_gt() { b } else { a })
    };
    match &rule.matching {
        Matching::Patterns(patterns) => of_patterns(patterns),
        Matching::Regex(_) => None,
        Matching::Entries(entries) => entries
            .iter()
            .filter(|e| e.words.len() > 1)
            .filter_map(|e| {
                let items: Vec<Item> =
                    e.words.iter().map(|w| Item::Word(w.terms.as_slice().into())).collect();
                let place = |step: usize| entry_place(e, step);
                one(&items, &e.written, place, &speech.wholes, speech, measure, number)
            })
            .reduce(|a, b| if better(&b, &a).is_gt() { b } else { a }),
    }
}

fn one(
    items: &[Item],
    written: &str,
    place: impl Fn(usize) -> Range<usize>,
    words: &Speech<'_>,
    speech: &Both<'_>,
    measure: Measure,
    rule: usize,
) -> Option<Near> {
    if !promising(items, words) {
        return None;
    }
    let partly = partly(items, words, &speech.frequencies, measure.bounds())?;
    if partly.lacks.is_empty() || !is_near(&partly, words, speech, measure) {
        return None;
    }
    let found = |p: &Piece| FoundWord {
        span: words.span(p.word, p.word + 1),
        place: place(p.step),
        needed: p.needed,
    };
    Some(Near {
        rule,
        written: written.to_string(),
        closeness: closeness(&partly),
        needed: partly.needed,
        found: partly.found.iter().map(found).collect(),
        lacks: partly.lacks.into_iter().map(|gone| lack(place(gone.step), written, gone)).collect(),
        also: None,
    })
}

/// What a pattern expects, in its author's own words as far as they are plain.
fn lack(place: Range<usize>, written: &str, gone: Gone) -> Lack {
    let unit = written.get(place.clone()).unwrap_or("");
    let inside = unit.strip_prefix('(').and_then(|u| u.strip_suffix(')')).unwrap_or(unit);
    let plain =
        !inside.is_empty() && inside.chars().all(|c| c.is_alphanumeric() || " |'*-".contains(c));
    let what = match gone.what {
        Lacking::Words { instead, .. } if plain && gone.whole => {
            let each = inside.split('|').map(|w| w.trim().replace('*', "\u{2026}"));
            Lacking::Words { such_as: each.take(MOST_NAMED).collect(), instead }
        }
        other => other,
    };
    Lack { place, what }
}

/// Whether half of the words that a pattern needs stand anywhere, in any order.
fn promising(items: &[Item], words: &Speech<'_>) -> bool {
    let (mut needed, mut there) = (0, 0);
    for item in items {
        let words_needed = least_words(item);
        if words_needed == 0 {
            continue;
        }
        needed += words_needed;
        there += if held(item, words) { words_needed } else { 0 };
    }
    there * 2 >= needed || there >= 2
}

fn is_near(partly: &Partly, words: &Speech<'_>, speech: &Both<'_>, measure: Measure) -> bool {
    let found: Vec<usize> = partly.found.iter().filter(|p| p.needed).map(|p| p.word).collect();
    let often = |w: &usize| speech.frequencies.of(&Term::Exact(words.word(*w).into()));
    let rarer = |than: u64| found.iter().filter(|w| often(w) <= than).count();
    let half = found.len() * 2 >= partly.needed && found.len() > 1;
    let telling = rarer(TELLING) >= 2;
    let enough = found.len() * 2 >= partly.needed;
    match measure {
        Measure::Asked => {
            let few = partly.lacks.len() <= 2.max(partly.needed / 3);
            let one = rarer(CONTENT) > 0 && enough && partly.lacks.len() == 1;
            few && (half || telling || one)
        }
        Measure::Unasked => {
            let content = telling || (half && rarer(CONTENT) > 0);
            let words = |g: &Gone| matches!(g.what, Lacking::Words { .. });
            let plain = partly.lacks.len() == 1 || partly.lacks.iter().all(words);
            content && plain && closeness(partly) >= CLOSE
        }
    }
}

/// How much of what is asked for was found, rare words weighing more; less for anything else amiss.
fn closeness(partly: &Partly) -> f64 {
    let (all, missing) = partly.rarity;
    let amiss = partly.lacks.iter().filter(|l| !matches!(l.what, Lacking::Words { .. })).count();
    f64::from(all - missing) / f64::from(all.max(1)) * 0.9_f64.powi(amiss as i32)
}

/// Bytes of a pattern as written that say a step.
fn place(pattern: &Pattern, step: usize) -> Range<usize> {
    let written = &pattern.written;
    let byte = |c: usize| written.char_indices().nth(c).map_or(written.len(), |(i, _)| i);
    let start = pattern.starts.get(step).copied().unwrap_or(0);
    let next = pattern.starts.iter().find(|p| **p > start);
    let (start, end) = (byte(start), next.map_or(written.len(), |n| byte(*n)));
    start..start + written[start..end].trim_end().len()
}

/// Bytes of an entry as written that say a word.
fn entry_place(entry: &Entry, word: usize) -> Range<usize> {
    let mut words = 0;
    let mut start = 0;
    for piece in entry.written.split([' ', '-']) {
        if !piece.is_empty() && words == word {
            return start..start + piece.len();
        }
        words += usize::from(!piece.is_empty());
        start += piece.len() + 1;
    }
    0..entry.written.len()
}
