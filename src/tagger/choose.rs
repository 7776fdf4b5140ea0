//! Which of an utterance's matches become tags.
//!
//! Must not know: patterns, gates, speakers.

use std::collections::BTreeMap;

use super::candidate::Candidate;
use crate::lexicon::{Counting, Lexicon};
use crate::model::{Span, Status, Tag};
use crate::text::Layout;

const ORDER: [Status; 4] = [Status::Counted, Status::Prompted, Status::Reported, Status::Review];

/// The tags of an utterance, in order of marker and place. `candidates` is put into that order.
pub(crate) fn choose(
    lexicon: &Lexicon,
    words: &Layout,
    candidates: &mut [Candidate],
    utterance: usize,
    tags: &mut Vec<Tag>,
) {
    candidates.sort_unstable_by_key(|c| (c.marker, c.start, c.end, c.rule));
    let first = tags.len();
    let mut nested = false;
    let mut from = 0;
    while from < candidates.len() {
        let marker = candidates[from].marker;
        let to = from + candidates[from..].partition_point(|c| c.marker == marker);
        let group = &candidates[from..to];
        match lexicon.countings[marker] {
            Counting::Once => tags.extend(one(lexicon, words, group, utterance)),
            Counting::Key => each(lexicon, words, group, utterance, tags),
            Counting::Dictionary => nested = true,
        }
        from = to;
    }
    if nested {
        across(lexicon, words, candidates, utterance, tags);
        tags[first..].sort_by_key(|t| (t.marker, t.span));
    }
}

/// At most one tag for a marker: counted before prompted before reported before doubtful, the longest
/// match, then the first.
fn one(lexicon: &Lexicon, words: &Layout, group: &[Candidate], utterance: usize) -> Option<Tag> {
    let marker = group[0].marker;
    let rank = |s: Status| ORDER.iter().position(|o| *o == s);
    for status in ORDER {
        // For review, what is doubtful weighs as if it were meant.
        let review = status == Status::Review;
        let known = || group.iter().filter(|c| rank(c.status) <= rank(status));
        let score = score(lexicon, known().map(|c| (c.rule, c.doubtful && !review)));
        let best = known()
            .filter(|c| if review { c.doubtful } else { c.status == status })
            .min_by_key(|c| (usize::MAX - (c.end - c.start), c.start, c.rule));
        if let Some(best) = best.filter(|_| score >= lexicon.thresholds[marker]) {
            return Some(tag(words, best, utterance, score, status));
        }
    }
    None
}

/// Every match of a marker; of those that overlap the longest, then the first.
fn each(
    lexicon: &Lexicon,
    words: &Layout,
    group: &[Candidate],
    utterance: usize,
    tags: &mut Vec<Tag>,
) {
    // Nothing overlaps where each begins behind the one before: the usual case, and the quick one.
    if group.windows(2).all(|w| w[0].end <= w[1].start) {
        tags.extend(group.iter().filter_map(|c| by_itself(lexicon, words, c, utterance)));
        return;
    }
    let mut kept = longest_first(words, group.iter(), false);
    kept.sort_unstable_by_key(|c| c.start);
    tags.extend(kept.into_iter().filter_map(|c| by_itself(lexicon, words, c, utterance)));
}

/// Every match of dictionaries whose matches do not count within one another, whatever their keys.
fn across(
    lexicon: &Lexicon,
    words: &Layout,
    candidates: &[Candidate],
    utterance: usize,
    tags: &mut Vec<Tag>,
) {
    let construct = |c: &Candidate| lexicon.codebook.markers[c.marker].construct;
    let nested = |c: &&Candidate| lexicon.countings[c.marker] == Counting::Dictionary;
    let mut constructs: Vec<usize> = candidates.iter().filter(nested).map(construct).collect();
    constructs.sort_unstable();
    constructs.dedup();
    for dictionary in constructs {
        let own = candidates.iter().filter(nested).filter(|c| construct(c) == dictionary);
        let mut kept = longest_first(words, own, true);
        kept.sort_unstable_by_key(|c| (c.marker, c.start));
        tags.extend(kept.into_iter().filter_map(|c| by_itself(lexicon, words, c, utterance)));
    }
}

/// The longest in words, then the first, as long as nothing kept for the same marker overlaps. With
/// `nested`, what lies wholly within words already kept for any marker is dropped too; the very same
/// words may be kept for several markers, and what overlaps in part may stay.
fn longest_first<'c>(
    words: &Layout,
    group: impl Iterator<Item = &'c Candidate>,
    nested: bool,
) -> Vec<&'c Candidate> {
    let length =
        |c: &Candidate| words.tokens[c.start..c.end].iter().filter(|t| !t.continues_word).count();
    let mut all: Vec<(usize, &Candidate)> = group.map(|c| (length(c), c)).collect();
    all.sort_by_key(|(n, c)| (usize::MAX - n, c.start, c.end, c.marker, c.rule));
    let mut kept: Vec<&Candidate> = Vec::new();
    // Marker and start of what was kept, and its end.
    let mut ends: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut covered = vec![false; if nested { words.tokens.len() } else { 0 }];
    for same in all.chunk_by(|(_, a), (_, b)| (a.start, a.end) == (b.start, b.end)) {
        let (start, end) = (same[0].1.start, same[0].1.end);
        if nested && covered[start..end].iter().all(|c| *c) {
            continue;
        }
        for (_, c) in same {
            let before = ends.range((c.marker, 0)..(c.marker, c.end)).next_back();
            if before.is_none_or(|(_, end)| *end <= c.start) {
                ends.insert((c.marker, c.start), c.end);
                kept.push(c);
                if nested {
                    covered[start..end].fill(true);
                }
            }
        }
    }
    kept
}

fn by_itself(
    lexicon: &Lexicon,
    words: &Layout,
    candidate: &Candidate,
    utterance: usize,
) -> Option<Tag> {
    let weight = lexicon.rules[candidate.rule].weight;
    let threshold = lexicon.thresholds[candidate.marker];
    let halved = if candidate.doubtful { weight / 2.0 } else { weight };
    let (score, status) = if halved < threshold && candidate.doubtful {
        (weight, Status::Review)
    } else {
        (halved, candidate.status)
    };
    (score >= threshold).then(|| tag(words, candidate, utterance, score, status))
}

fn tag(words: &Layout, c: &Candidate, utterance: usize, score: f64, status: Status) -> Tag {
    let span = Span::new(words.tokens[c.start].span.start, words.tokens[c.end - 1].span.end);
    Tag { utterance, marker: c.marker, rule: c.rule, span, score, status }
}

/// 1 − Π(1 − weight) over the distinct rules that fired, each at its best.
fn score(lexicon: &Lexicon, fired: impl Iterator<Item = (usize, bool)>) -> f64 {
    let mut fired: Vec<(usize, bool)> = fired.collect();
    fired.sort_unstable();
    fired.dedup_by_key(|f| f.0);
    let missed = |(rule, doubtful): (usize, bool)| {
        let weight = lexicon.rules[rule].weight;
        1.0 - if doubtful { weight / 2.0 } else { weight }
    };
    1.0 - fired.into_iter().map(missed).product::<f64>()
}
