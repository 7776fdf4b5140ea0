//! Which of an utterance's matches become tags.
//!
//! Must not know: patterns, gates, speakers.

use super::candidate::Candidate;
use super::overlap::{Stretch, longest_first};
use crate::lexicon::{Counting, Lexicon};
use crate::model::{Span, Status, Tag};
use crate::stats::noisy_or;
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
    let all = (0..group.len()).collect();
    for c in longest(words, group, all, |c| (0, c.start)) {
        tags.extend(by_itself(lexicon, words, c, utterance));
    }
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
        let own = |i: &usize| nested(&&candidates[*i]) && construct(&candidates[*i]) == dictionary;
        let own = (0..candidates.len()).filter(own).collect();
        for c in longest(words, candidates, own, |c| (c.marker, c.start)) {
            tags.extend(by_itself(lexicon, words, c, utterance));
        }
    }
}

/// Those of the candidates at `places` that are kept, in the order of a key.
fn longest<'c>(
    words: &Layout,
    candidates: &'c [Candidate],
    places: Vec<usize>,
    key: impl Fn(&Candidate) -> (usize, usize),
) -> Vec<&'c Candidate> {
    let stretch = |i: usize| {
        let c = &candidates[i];
        let length = words.tokens[c.start..c.end].iter().filter(|t| !t.continues_word).count();
        Stretch {
            length: length as u32,
            start: c.start as u32,
            end: c.end as u32,
            marker: c.marker as u32,
            rule: c.rule as u32,
            of: i as u32,
        }
    };
    let mut stretches: Vec<Stretch> = places.into_iter().map(stretch).collect();
    longest_first(&mut stretches);
    let mut kept: Vec<&Candidate> = stretches.iter().map(|s| &candidates[s.of as usize]).collect();
    kept.sort_by_key(|c| key(c));
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

/// 1 − Π(1 − weight) over the distinct rules that fired, each at its best; the very weight where it is one.
pub(crate) fn score(lexicon: &Lexicon, fired: impl Iterator<Item = (usize, bool)>) -> f64 {
    let mut fired: Vec<(usize, bool)> = fired.collect();
    fired.sort_unstable();
    fired.dedup_by_key(|f| f.0);
    let weight = |(rule, doubtful): (usize, bool)| {
        let weight = lexicon.rules[rule].weight;
        if doubtful { weight / 2.0 } else { weight }
    };
    fired.into_iter().map(weight).fold(0.0, noisy_or)
}
