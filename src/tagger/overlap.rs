//! Which of several matches are kept where matches may not overlap.
//!
//! Must not know: patterns, gates, markers beyond their number.

use std::collections::BTreeMap;

/// A match: words `start..end`, and how long it is as a person counts words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) length: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) marker: u32,
    pub(crate) rule: u32,
    /// Its place in the list that it was taken from.
    pub(crate) of: u32,
}

/// Keeps the longest in words, then the first, as long as nothing kept before for the same marker
/// overlaps. What lies wholly within words kept for any marker is dropped too; the very same words may
/// be kept for several markers, and what overlaps in part with another's may stay. This is the rule of
/// quanteda's `nested_scope`: for one marker that of `key`, for all of a dictionary that of `dictionary`.
pub(crate) fn longest_first(all: &mut Vec<Stretch>) {
    let from = all.iter().map(|s| s.start).min().unwrap_or(0);
    let to = all.iter().map(|s| s.end).max().unwrap_or(0);
    let alone = all.windows(2).all(|w| w[0].marker == w[1].marker);
    all.sort_unstable_by_key(|s| (u32::MAX - s.length, s.start, s.end, s.marker, s.rule, s.of));
    let mut kept: Vec<Stretch> = Vec::with_capacity(all.len());
    let mut covered = vec![false; (to - from) as usize];
    // Marker and start of what was kept, and its end; where there is one marker, `covered` says enough.
    let mut ends: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for same in all.chunk_by(|a, b| (a.start, a.end) == (b.start, b.end)) {
        let words = (same[0].start - from) as usize..(same[0].end - from) as usize;
        let covers = covered[words.clone()].iter().filter(|c| **c).count();
        if covers == words.len() || (alone && covers > 0) {
            continue;
        }
        for new in same.chunk_by(|a, b| a.marker == b.marker).map(|each| each[0]) {
            let before = ends.range((new.marker, 0)..(new.marker, new.end)).next_back();
            if before.is_none_or(|(_, end)| *end <= new.start) {
                if !alone {
                    ends.insert((new.marker, new.start), new.end);
                }
                kept.push(new);
                covered[words.clone()].fill(true);
            }
        }
    }
    *all = kept;
}
